"""The units with which sentences of running text begin: by the county's word (县水利局), as companies, as the text calls them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from xlminshi.bulletin.listing.counted import figures_in
from xlminshi.bulletin.proofreading.manuscript import Story
from xlminshi.bulletin.proofreading.offices import AREA, Named, looks_like_office, subjects_in
from xlminshi.bulletin.proofreading.passages import HAN, Passage
from xlminshi.bulletin.proofreading.reading import Reading

_NAME_GOES_ON = re.compile(
    rf"[{HAN}]{{1,6}}?(?:局|委员会|中心|办公室|联合会|公司)(?=已|完成|累计|[，：、]|[{HAN}])"
)
_GO_ON = (
    (tuple("乡镇会部院站处所社"), _NAME_GOES_ON),
    (("集团",), re.compile(rf"[{HAN}（）]{{0,6}}?公司")),
)
_DATE = r"(?:截至[^，。；]{2,10}|目前|今年以来|年初以来)，"
_DATED_START = re.compile(rf"(?:^|(?<=[。；])){_DATE}")
_BEGIN = rf"(?:^|(?<=[。；！]))(?:{_DATE})?"
_ACTS = rf"(?=已|目前|现已|累计|共|正在|今年|年初|承诺|[{HAN}“”—、]{{2,40}}方面，)"
# What builders and partners do (引进某公司) is no work of a unit.
_NO_UNIT = r"(?!引|推|组织|联合|协调|督促|指导|由|与|和|对|支持|帮助|通过|依托|委托|成立|新[增建]|建|共|已|目前|各|其)"
_COMPANY = r"公司|集团(?!有限|股份|公司)|管委会|管理委员会|指挥部"
# 岚泽市教育局: the county's word stands behind its name.
_BUREAU = rf"[县区市州旗盟][{HAN}]{{1,18}}?(?:局|委员会|残联|办公室)"
_NAMED = re.compile(
    rf"{_BEGIN}(?P<name>{_NO_UNIT}(?:[{HAN}（）]{{2,24}}?(?:{_COMPANY})|[{HAN}]{{2,6}}?{_BUREAU})){_ACTS}"
)
# 疾控中心已筛查3万人 is a unit's work, 养老服务中心已建成5个 is not: only a person can tell.
_MAY_ACT = re.compile(
    rf"{_BEGIN}(?P<name>{_NO_UNIT}[{HAN}]{{2,14}}?(?:中心|医院|学院|管理处|服务处|管理所|管理站|保健院|疾控|大队|支队))(?=已|目前|现已|累计|正在)"
)
_ANSWERS = re.compile(rf"(?:^|[。；，：！])(?P<names>[{HAN}（）、]{{2,80}}?)(?:分别|各|共)?(?:承担的|反映)")
_JOIN = re.compile(r"[、和及与]|以及")


def actors_of(reading: Reading) -> frozenset[str]:
    """Return the units without the county's word that the text shows at work: 水务集团已改造…, 疾控中心承担的1件实事."""
    found: set[str] = set()
    for passage in reading.outline.passages:
        if passage.line.story not in (Story.MARGIN, Story.TABLE):
            found.update(_at_work(passage.text))
            found.update(_answering(passage.text))
    return frozenset(found)


def _at_work(text: str) -> Iterator[str]:
    """Yield the companies and bureaus with which sentences begin that tell of a figure."""
    for match in _NAMED.finditer(text):
        sentence = re.split(r"[。；]", text[match.end() :])[0]
        if figures_in(sentence):
            yield match["name"]


def _answering(text: str) -> Iterator[str]:
    for match in _ANSWERS.finditer(text):
        names = match["names"].split("、")
        if all(looks_like_office(name) for name in names):
            yield from (name for name in names if not re.match(rf"{AREA}|各", name))


def subjects(passage: Passage, index: int, actors: frozenset[str] = frozenset()) -> tuple[Named, ...]:
    """Return the units with which sentences begin, those behind a date (截至9月底，区人社局…) included."""
    found = {one.start: one for one in subjects_in(passage, index, actors)}
    for match in _DATED_START.finditer(passage.text):
        rest = replace(passage, text=passage.text[match.end() :], origins=passage.origins[match.end() :])
        for one in subjects_in(rest, index, actors)[:1]:
            if one.start == 0:
                found[match.end()] = Named(one.name, index, match.end(), match.end() + one.end)
    return tuple(whole_name(found[start], passage) for start in sorted(found))


def joint(names: tuple[Named, ...], text: str) -> Iterator[tuple[Named, ...]]:
    """Yield the units that begin a sentence together: 市民政局、市住建局."""
    group: tuple[Named, ...] = ()
    for one in names:
        if group and not _JOIN.fullmatch(text[group[-1].end : one.start]):
            yield group
            group = ()
        group = (*group, one)
    if group:
        yield group


def whole_name(name: Named, passage: Passage) -> Named:
    """Return an office with the rest of its name, where that looked like a shorter one: 区乡村振兴局, not 区乡."""
    goes_on = next((words for ends, words in _GO_ON if name.name.endswith(ends)), None)
    match = goes_on.match(passage.text, name.end) if goes_on else None
    if match is None:
        return name
    return Named(name.name + match.group(), name.passage, name.start, match.end())


def doubtful_actors(words: str) -> tuple[str, ...]:
    """Return what may be a unit's name within the words of another: …。疾控中心已筛查3万人."""
    return tuple(dict.fromkeys(match["name"] for match in _MAY_ACT.finditer(words) if match.start()))
