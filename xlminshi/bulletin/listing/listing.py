"""An old bulletin → a first list of projects; what was not understood is marked with the sentence it stands in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xlminshi.bulletin.listing.annexes import completed
from xlminshi.bulletin.listing.counted import figures_in, unplaced
from xlminshi.bulletin.listing.figures import figures_of
from xlminshi.bulletin.listing.found import FoundIndicator, FoundList, FoundProject, Printed, SourceLine
from xlminshi.bulletin.listing.heads import head_of
from xlminshi.bulletin.listing.subjects import doubtful_actors
from xlminshi.bulletin.listing.table_rows import HeadKey, unknown_cells
from xlminshi.bulletin.listing.tellings import told_in
from xlminshi.bulletin.listing.told import Figures, Role, Telling, Told
from xlminshi.bulletin.listing.wording import printed, scaled
from xlminshi.bulletin.proofreading.claims import Kind
from xlminshi.bulletin.proofreading.manuscript import Manuscript
from xlminshi.bulletin.proofreading.reading import Reading, reading_of
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import PERCENT
from xlminshi.core.units import look_like_one_office

NO_TITLE = "原文没有写实事名称，暂以“{title}”代替，请改为实事名称"
NO_UNIT = "原文没有写牵头单位，请补填"
SEVERAL_UNITS = "原文写了几个单位：{units}，暂以第一个为牵头单位"
MAYBE_UNIT = "“{name}”可能是另一个牵头单位，请核对这一段是谁的实事"
SIMILAR_UNIT = "与“{other}”可能是同一单位，如是请统一"
NO_WORDS = "原文没有写进展"
UNKNOWN_COLUMN = "“{head}”一栏的“{text}”没有列入"
TWO_OF_NAME = "原文中有同名的实事"
_CELL_NUMBER = re.compile(r"^(?P<number>[约近超]?[\d.]+(?:余|多)?)(?P<scale>[百千万亿]*)(?P<measure>[^\d]*)$")
_HOW_MANY = re.compile(r"(\d{1,3})[件项](?:重点)?民生(?:实事|工程|项目)")
_MOST_TITLE = 60
_COUNTS = (Kind.COUNT, Kind.UNITS)


def listing_of(manuscript: Manuscript, key_of: HeadKey) -> FoundList:
    """Return the projects of a bulletin. `key_of` tells which column the head of a table's column names ("" none)."""
    reading = reading_of(manuscript)
    told = told_in(reading, key_of)
    projects = tuple(_project(number, one) for number, one in enumerate(told, start=1))
    projects = tuple(_titled_apart(_with_similar(projects)))
    total = next((int(lead.total.value) for lead in reading.leads if lead.total is not None), None)
    total = total or _told_before(reading, told)
    units = next((int(lead.units.value) for lead in reading.leads if lead.units is not None), None)
    lines = tuple(_lines(reading, told, projects))
    return FoundList(head_of(reading), projects, lines, total, units)


def _told_before(reading: Reading, told: tuple[Told, ...]) -> int | None:
    """Return how many projects the words before the first one speak of."""
    first = told[0].passages[0] if told else 0
    text = "".join(one.text for one in reading.outline.passages[:first])
    match = _HOW_MANY.search(text)
    return int(match.group(1)) if match else None


def _project(number: int, told: Told) -> FoundProject:
    marks: list[str] = []
    figures = _figures(told)
    indicators = figures.indicators
    title = told.title or _substitute(told, indicators)
    if not told.is_titled:
        marks.append(NO_TITLE.format(title=title))
    indicators = tuple(one if one.name else replace(one, name=title) for one in indicators)
    unit = told.units[0] if told.units else ""
    if not unit:
        marks.append(NO_UNIT)
    if not told.is_whole:
        marks.extend(MAYBE_UNIT.format(name=name) for name in doubtful_actors(told.source))
    if len(told.units) > 1:
        marks.append(SEVERAL_UNITS.format(units="、".join(told.units)))
    if not indicators:
        words = "".join(one.text for one in told.tellings if one.role is Role.DONE)
        indicators = (FoundIndicator(title, IndicatorKind.WORDS, words=words),)
        if not words:
            marks.append(NO_WORDS)
    marks.extend(figures.marks)
    return FoundProject(
        number=number,
        title=title[:_MOST_TITLE],
        lead_unit=unit,
        indicators=indicators,
        main_task=told.main_task,
        class_name=told.class_name,
        source=told.source,
        marks=tuple(dict.fromkeys(marks)),
    )


def _substitute(told: Told, indicators: tuple[FoundIndicator, ...]) -> str:
    """Return words of the text that can stand for a name until somebody has written it."""
    named = next((one.name for one in indicators if one.name and one.kind is not IndicatorKind.FUNDS), "")
    first = next((one.text for one in told.tellings), told.source)
    return named or re.split(r"[，。；：]", first)[0][:20] or (told.units[0] if told.units else "")


def _figures(told: Told) -> Figures:
    """Return the figures of a project: of its words, completed from the row of the annex that tells of it again."""
    figures = _figures_told(told)
    return completed(figures, _figures_told(told.annex)) if told.annex is not None else figures


def _figures_told(told: Told) -> Figures:
    if not told.cells:
        return figures_of(told.tellings, told.title)
    figures = _figures_of_cells(told)
    marks = (
        UNKNOWN_COLUMN.format(head=head, text=words)
        for cells in told.cells
        for head, words in unknown_cells(cells)
        if figures_in(words) or re.fullmatch(r"[\d.]+%?", words)
    )
    return Figures(figures.indicators, (*figures.marks, *marks))


def _figures_of_cells(told: Told) -> Figures:
    if not any({"target", "achieved", "indicator"} & set(cells) for cells in told.cells):
        words = [Telling(Role.DONE, one["narrative"]) for one in told.cells if one.get("narrative")]
        return figures_of([*told.tellings, *words], told.title)
    found: list[FoundIndicator] = []
    marks: list[str] = []
    for cells in told.cells:
        figures = _cells_read(cells, told.title)
        found.extend(figures.indicators)
        marks.extend(figures.marks)
    open_words = "".join(f"{cells.get('narrative', '')}{cells.get('main_task', '')}" for cells in told.cells)
    marks.extend(f"“{one}”没有列入：“{_sentence_of(open_words, one)}”" for one in unplaced(open_words, found))
    return Figures(tuple(_named_apart(found)), tuple(marks))


def _cells_read(cells: dict[str, str], title: str) -> Figures:
    """Return the indicator of a table's row; a cell with several figures in words is read as running text."""
    target, done = cells.get("target", ""), cells.get("achieved", cells.get("narrative", ""))
    plain_target, plain_done = _cell(target, cells), _cell(done, cells)
    if (target and plain_target is None) or (done and plain_done is None):
        tellings = [
            *([Telling(Role.TASK, _spoken(target, plain_target, cells))] if target else []),
            *([Telling(Role.DONE, _spoken(done, plain_done, cells))] if done else []),
        ]
        read = figures_of(tellings, cells.get("indicator", title))
        return _with_rate(read, cells.get("rate", ""))
    measure = next((one.measure for one in (plain_target, plain_done) if one is not None and one.measure), "")
    kind = IndicatorKind.RATE if measure == PERCENT else IndicatorKind.QUANTITY
    kind = IndicatorKind.FUNDS if measure.endswith("元") else kind
    kind = kind if plain_target or plain_done else IndicatorKind.WORDS
    rate = cells.get("rate", "")
    name = cells.get("indicator", "") or title
    indicator = FoundIndicator(
        name, kind, measure, plain_target, plain_done, _percent(rate), sentence="；".join(cells.values())
    )
    return Figures((indicator,), ())


def _with_rate(figures: Figures, rate: str) -> Figures:
    if not rate or len(figures.indicators) != 1 or figures.indicators[0].rate:
        marks = (*figures.marks, f"完成率“{rate}”没有列入") if rate else figures.marks
        return Figures(figures.indicators, marks)
    return Figures((replace(figures.indicators[0], rate=_percent(rate)),), figures.marks)


def _percent(text: str) -> str:
    return f"{text}%" if text and re.fullmatch(r"[\d.]+", text) else text


def _spoken(text: str, figure: Printed | None, cells: dict[str, str]) -> str:
    """Return a cell as words: a plain figure with its measure, for the reader of running text."""
    return figure.text if figure is not None else text


def _cell(text: str, cells: dict[str, str]) -> Printed | None:
    """Return the one figure that a table's cell holds, or None for words."""
    match = _CELL_NUMBER.match(text.strip().rstrip("。"))
    if match is None or len(match.group("measure")) > 6:
        return None
    scale, measure = scaled(match.group("scale"), match.group("measure") or cells.get("measure", ""))
    number = match.group("number") + scale
    return Printed(number, measure, f"{number}{measure}")


def _sentence_of(text: str, figure: str) -> str:
    return next((one for one in re.split(r"(?<=[。；])", text) if figure in one), text)


def _named_apart(indicators: Iterable[FoundIndicator]) -> Iterator[FoundIndicator]:
    """Yield the indicators with a number behind a name that stood there before."""
    counts: dict[str, int] = {}
    for one in indicators:
        counts[one.name] = counts.get(one.name, 0) + 1
        count = counts[one.name]
        yield one if count == 1 else replace(one, name=f"{one.name}（{count}）").marked("原文中有同名指标")


def _with_similar(projects: tuple[FoundProject, ...]) -> Iterator[FoundProject]:
    units = list(dict.fromkeys(one.lead_unit for one in projects if one.lead_unit))
    told: set[str] = set()
    for one in projects:
        alike = (
            name for name in units if name != one.lead_unit and look_like_one_office(name, one.lead_unit)
        )
        other = next(alike, "") if one.lead_unit not in told else ""
        told.add(one.lead_unit)
        mark = (SIMILAR_UNIT.format(other=other),) if other else ()
        yield replace(one, marks=(*one.marks, *mark))


def _titled_apart(projects: Iterable[FoundProject]) -> Iterator[FoundProject]:
    """Yield the projects; the second of one name gets a number, or its rows would be taken for the first one's."""
    counts: dict[str, int] = {}
    for one in projects:
        counts[one.title] = counts.get(one.title, 0) + 1
        count = counts[one.title]
        if count == 1:
            yield one
        else:
            yield replace(one, title=f"{one.title}（{count}）", marks=(*one.marks, TWO_OF_NAME))


def _lines(
    reading: Reading, told: tuple[Told, ...], projects: tuple[FoundProject, ...]
) -> Iterator[SourceLine]:
    """Yield the paragraphs with what became of them; figures outside the words that were read into a project are open."""
    used: dict[int, list[str]] = {}
    for one, project in zip(told, projects, strict=True):
        for index in one.passages:
            used.setdefault(index, []).append(project.title)
    for place, passage in enumerate(reading.outline.passages):
        rest = passage.text
        for one in told:
            if place in one.passages:
                rest = "" if one.is_whole else rest.replace(one.source, "")
        claims = (one for one in figures_in(rest) if one.kind not in _COUNTS and one.measure)
        yield SourceLine(
            passage.text, "、".join(used.get(place, ())), tuple(printed(one, rest).text for one in claims)
        )
