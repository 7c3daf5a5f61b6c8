"""Sums and products that a text tells: 340356位…每人1.4元…共476498.4元, 6所…1所…其余5所."""

import re
from collections.abc import Iterator
from decimal import Decimal

from xlminshi.bulletin.proofreading.claims import Approx, Claim, Kind
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, agreed
from xlminshi.core.problems import Code
from xlminshi.core.quantity import plain

_NEAR = 3
_AIM = re.compile(r"(?:目标|任务|计划|指标)(?:数|任务|值)?(?:为|是|的)?$")
_PRICE = re.compile(r"每(?:人|户|位|名|个|座|盏|台|套|公里|平方米)(?:保险费|补贴|补助|缴费)?$")


def products_follow(reading: Reading) -> Iterator[Remark]:
    """340356位居民，每人1.4元，共476498.4元: the sum is the product."""
    for claim in reading.outline.claims:
        if claim.kind is not Kind.FUNDS or not re.search(r"共|合计|总", reading.clause(claim)):
            continue
        prices = [one for one in reading.earlier(claim, (Kind.FUNDS,)) if _PRICE.search(reading.clause(one))]
        if not prices:
            continue
        numbers = [one for one in reading.earlier(prices[0], (Kind.AMOUNT,)) if one.approx is Approx.EXACT]
        if len(numbers) != 1 or claim.approx is not Approx.EXACT:
            continue
        product = numbers[0].value * prices[0].value
        if abs(product - claim.value) < claim.step:
            yield agreed(claim)
        else:
            expected = f"{plain(product)}元"
            reason = f"{numbers[0].text}×{prices[0].text}"
            yield reading.fault(claim, Code.TEXT_SUM_DOUBTFUL, expected=expected, reason=reason)


def parts_fit(reading: Reading) -> Iterator[Remark]:
    """共建成45个，其中街道中心9个、社区中心36个: no part is larger than the whole, nor are all of them together."""
    for passage in range(len(reading.outline.passages)):
        text = reading.text(passage)
        for match in re.finditer("其中", text):
            claims = [one for one in reading.outline.claims_at(passage) if one.kind is Kind.AMOUNT]
            ahead = [one for one in claims if one.end <= match.start() <= one.end + _NEAR]
            if not ahead or re.search(r"[。；]", text[ahead[-1].end : match.start()]):
                continue
            yield from _parts(reading, ahead[-1], claims, match.end())


def _parts(reading: Reading, whole: Claim, claims: list[Claim], start: int) -> Iterator[Remark]:
    text = reading.text(whole.passage)
    end = min((place for mark in "。；" if (place := text.find(mark, start)) >= 0), default=len(text))
    parts = [
        one
        for one in claims
        if start <= one.start < end
        and whole.measure
        and one.measure == whole.measure
        and not _AIM.search(reading.clause(one))  # 其中民事118件、刑事38件，占全年目标200件的78%
    ]
    is_sum = re.search(r"共|合计|总", reading.clause(whole)) is not None
    told = sum((one.value for one in parts), Decimal(0))
    larger = next((one for one in parts if one.value > whole.value), None)
    if larger is not None or (is_sum and told > whole.value):
        wrong = larger or parts[-1]
        reason = "＋".join(one.text for one in parts)
        expected = f"不超过{whole.text}"
        yield reading.fault(
            wrong, Code.TEXT_SUM_DOUBTFUL, expected=expected, reason=f"共{whole.text}，其中{reason}"
        )


def rests_follow(reading: Reading) -> Iterator[Remark]:
    """6所改建幼儿园1所已建成投用，其余5所已开工: what is left is the whole less the parts."""
    for claim in reading.outline.claims:
        text = reading.text(claim.passage)
        if claim.kind is not Kind.AMOUNT or not text.endswith(("其余", "剩余", "另外"), 0, claim.start):
            continue
        begin = max(text.rfind(mark, 0, claim.start) for mark in "。；") + 1
        numbers = [
            one
            for one in reading.earlier(claim, (Kind.AMOUNT,))[::-1]
            if one.start >= begin and one.measure == claim.measure
        ]
        if len(numbers) < 2:
            continue
        rest = numbers[0].value - sum((one.value for one in numbers[1:]), Decimal(0))
        if rest == claim.value:
            yield agreed(claim)
        elif rest > 0:
            reason = "－".join(one.text for one in numbers)
            yield reading.fault(
                claim, Code.TEXT_SUM_DOUBTFUL, expected=f"{plain(rest)}{claim.measure}", reason=reason
            )
