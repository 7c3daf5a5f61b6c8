"""Amounts in Chinese numerals (三所, 一千二百余万元, 百分之九十五): not read as figures, so that none is misread, but marked."""

import re
from collections.abc import Iterator

from xlminshi.bulletin.proofreading.measures import KNOWN_MEASURES
from xlminshi.core.quantity import measure_in_text

NOT_READ = "“{text}”是中文数字，没有列入：“{sentence}”"
_NUMERAL = "零〇一二两三四五六七八九十百千万亿"
# Dates and times, ranks (三级, 二线, 三单元) and what is rather part of a name (五一路, 三门, 八一镇) are no amounts.
_NO_AMOUNT = frozenset(
    (
        *(
            "年",
            "月",
            "日",
            "个月",
            "周",
            "天",
            "小时",
            "分钟",
            "岁",
            "号",
            "级",
            "度",
            "点",
            "层",
            "线",
            "单元",
        ),
        *("路", "桥", "岗", "道", "村", "镇", "乡", "街道", "社区", "站", "班", "队", "支队", "组", "门"),
        *("面", "类", "种", "%", "‰"),
    )
)
# 二次供水, 一期工程: one numeral before them is rather a rank.
_MAYBE_RANKS = ("期", "次")
_MEASURES = "|".join(
    measure_in_text(one) for one in sorted(KNOWN_MEASURES - _NO_AMOUNT, key=lambda one: (-len(one), one))
)
_AMOUNT = re.compile(
    rf"百分之[{_NUMERAL}点]+|"
    rf"(?<![{_NUMERAL}第\d/])(?P<numeral>[{_NUMERAL}]+)(?P<more>余|多)?[万亿]?(?P<measure>{_MEASURES})"
)
# 一个, 一项 and the like are manners of speaking, unless something is built or done: 新建一所幼儿园.
_ACT = re.compile(r"(?:建|成|造|增|立|置|助|训|安|开工|竣工)(?:了|好)?$")


def chinese_figures(text: str) -> Iterator[str]:
    """Yield the amounts in Chinese numerals outside quotation marks, as they are written."""
    for match in _AMOUNT.finditer(text):
        ahead = text[: match.start()]
        if ahead.count("“") > ahead.count("”") or ahead.count("《") > ahead.count("》"):
            continue
        if match.group("numeral") is None or _is_an_amount(match, ahead):
            yield match.group()


def _is_an_amount(match: re.Match[str], ahead: str) -> bool:
    numeral, is_about = match.group("numeral"), bool(match.group("more"))
    if numeral == "一":
        return bool(_ACT.search(ahead))
    if match.group("measure") in _MAYBE_RANKS and len(numeral) == 1:
        return is_about
    return is_about or not set(numeral) <= set("百千万亿")  # 走进千家万户
