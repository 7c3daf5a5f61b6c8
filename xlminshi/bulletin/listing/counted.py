"""Which figures of a text count something that a list of projects should hold or mark."""

import re
from collections.abc import Iterable, Iterator

from xlminshi.bulletin.listing.found import FoundIndicator
from xlminshi.bulletin.listing.wording import printed, whole_measured
from xlminshi.bulletin.proofreading.claims import Claim, Kind, claims_in

_ASIDE = (Kind.DATE, Kind.PERIOD, Kind.ISSUE, Kind.RANK)
_TIMES = frozenset(("岁", "年", "天", "日", "小时", "个月", "分钟", "周", "期", "号", "级", "度"))


def countable(claim: Claim, text: str) -> bool:
    """Return whether a claim is a figure of a project: no date, no age, nothing within a name in quotation marks."""
    if claim.kind in _ASIDE or claim.measure in _TIMES or not claim.printed[:1].isdecimal():
        return False
    ahead = text[: claim.start]
    if ahead.endswith("第"):  # 第3个处理中心: which one, not how many
        return False
    quoted = ahead.count("“") > ahead.count("”") or ahead.count("《") > ahead.count("》")
    return not quoted and (bool(claim.measure) or not re.match(r"[A-Za-z+]", text[claim.end :][:1]))


def figures_in(text: str) -> tuple[Claim, ...]:
    """Return the figures of a text that a list of projects should hold or mark."""
    return tuple(whole_measured(one, text) for one in claims_in(text, 0) if countable(one, text))


def unplaced(text: str, indicators: Iterable[FoundIndicator]) -> Iterator[str]:
    """Yield the figures of a text that stand in none of the indicators, as they are printed."""
    held = {
        figure
        for one in indicators
        for figure in (
            one.target.text if one.target else "",
            one.achieved.text if one.achieved else "",
            one.rate,
        )
    }
    for claim in figures_in(text):
        figure = printed(claim, text).text
        if figure not in held:
            yield figure
