"""The head and the foot of an old bulletin: county, year, period, issuer, who receives it."""

import re

from xlminshi.bulletin.listing.found import FoundHead
from xlminshi.bulletin.proofreading.passages import HAN
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.core.period import MONTHS, NAMED_PERIOD

_COUNTY = re.compile(
    rf"(?:中共)?(?P<county>[{HAN}]{{1,9}}?(?:自治县|自治旗|自治州|开发区|新区|林区|特区|地区|县|区|市|旗|州|(?<!联)盟))(?=\d{{4}}年|委|人民政府|政府|\d|重点|民生|督查|纪委|目标)"
)
_YEAR = re.compile(r"(\d{4})年")
_PERIOD = re.compile(rf"{MONTHS}|{NAMED_PERIOD}|\d{{1,2}}月份|全年|年度|年终|年末")
_ISSUER = re.compile(
    rf"^[{HAN}\d（）]{{4,40}}(?:局|办公室|办|委员会|领导小组|督查室|政府|指挥部|中心|专班)(?=\d{{4}}年|$)"
)
_FOOT = re.compile(r"^(?P<key>本期发|发送|主送|抄送|抄报)：?(?P<names>.+)$")
_LOOKED_AT = 10
_NO_COUNTY = (
    "全区",
    "全县",
    "全市",
    "全旗",
    "全州",
    "全盟",
    "各县",
    "各旗",
    "我县",
    "我区",
    "我市",
    "我旗",
    "我州",
    "我盟",
    "城区",
    "辖区",
)


def head_of(reading: Reading) -> FoundHead:
    """Return what head and foot say; nothing is taken from the text itself but the year."""
    texts = [one.text for one in reading.outline.passages[:_LOOKED_AT]]
    title = reading.text(reading.title) if reading.title is not None else ""
    issuer = next((match.group() for text in texts if (match := _ISSUER.match(text))), "")
    year = next((match for text in (title, *texts) if (match := _YEAR.search(text))), None)
    period = _PERIOD.search(_YEAR.sub("", title))
    foot = {
        match.group("key"): match.group("names").rstrip("。")
        for one in reading.outline.passages
        if (match := _FOOT.match(one.text))
    }
    return FoundHead(
        title=title,
        county=_county(title, issuer, *texts[:6]),
        year=year.group(1) if year else "",
        period=period.group() if period else "",
        is_briefing=any("简报" in text for text in texts[:3]),
        issuer=re.sub(r"\d{4}年\d{1,2}月\d{1,2}日$", "", issuer),
        distribution=foot.get("本期发", foot.get("发送", "")),
        copy_to=foot.get("抄送", ""),
    )


def _county(*texts: str) -> str:
    for text in texts:
        for match in _COUNTY.finditer(re.sub(rf"^关于|{_PERIOD.pattern}|全[区县市州旗盟]", "", text)):
            name = match.group("county")
            if (
                name not in _NO_COUNTY
                and len(name) > 1
                and not name.startswith(("全", "各", "我", "对", "年"))
            ):
                return name
    return ""
