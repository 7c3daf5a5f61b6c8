"""Amounts in Chinese numerals (三所, 一千二百余万元, 百分之九十五): not read as figures, so that none is misread, but marked."""

import re
from collections.abc import Iterator

NOT_READ = "“{text}”是中文数字，没有列入：“{sentence}”"
_NUMERAL = "零〇一二两三四五六七八九十百千万亿"
_MEASURE = (
    "万人次|人次|人|名|位|户|个|件|项|所|座|处|份|盏|家|条|公里|平方米|立方米|米|万亩|亩|吨|万元|亿元|元|套|台|辆|张|"
    "眼|口|株|棵|栋|幢|间|场|宗|只|头|部"
)
_AMOUNT = re.compile(
    rf"百分之[{_NUMERAL}点]+|(?<![{_NUMERAL}第\d/])(?P<numeral>[{_NUMERAL}]+)(?:余|多)?[万亿]?(?:{_MEASURE})"
)
# 一个, 一项 and the like are manners of speaking, unless something is built or done: 新建一所幼儿园.
_ACT = re.compile(r"(?:建|成|造|增|立|置|助|训|安|开工|竣工)(?:了|好)?$")


def chinese_figures(text: str) -> Iterator[str]:
    """Yield the amounts in Chinese numerals outside quotation marks, as they are written."""
    for match in _AMOUNT.finditer(text):
        ahead = text[: match.start()]
        if ahead.count("“") > ahead.count("”") or ahead.count("《") > ahead.count("》"):
            continue
        numeral = match.group("numeral")
        if numeral == "一" and not _ACT.search(ahead):
            continue
        if numeral is not None and set(numeral) <= set("万亿"):
            continue
        yield match.group()
