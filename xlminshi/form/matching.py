"""Matching the rows of a form to the programme by names, never by position."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlminshi.core.former import NOTHING_CHANGED, FormerPlan
from xlminshi.core.office_names import takes_part
from xlminshi.core.problems import Code, Problem, problem
from xlminshi.core.project import Indicator, Programme, Project
from xlminshi.core.units import UnitDirectory, normal_name
from xlminshi.form.fields import Origin, Sheet, fields_of
from xlminshi.form.grid import Calculated
from xlminshi.form.tables import Table

_CALCULATED = tuple(field.key for field in fields_of(Sheet.LEDGER) if field.origin is Origin.CALCULATED)
# What a unit types; persons and telephones stand on a form from the start.
_REPORTED = tuple(
    field.key
    for field in fields_of(Sheet.LEDGER)
    if field.origin is Origin.ENTRY and field.key not in ("person", "phone")
)
NO_UNITS = UnitDirectory()
_MOST_CHARACTERS = 60
_TOTALS = ("合计", "总计", "小计")
_SIGNATURE = re.compile(r"盖章|公章|签字|签章|签名|[（(]章[）)]|(填报|填表|审核|负责|经办|联系)人")
_DATE = re.compile(r"\d{4}\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*日?")
_DATE_OR_NUMBER = re.compile(rf"-?[\d.,]+%?|{_DATE.pattern}")
_FOOTNOTES = ("注", "备注", "说明", "填表说明", "合计", "总计", "小计")


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """A row of the form and the indicator of the programme that it reports on."""

    row: int
    project: Project
    indicator: Indicator


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """A row of the form that names no indicator of the unit: the names that it gives, the title perhaps from above."""

    row: int
    title: str
    indicator: str


@dataclass(frozen=True, slots=True)
class Matching:
    """What the rows of a form are.

    `rows` holds one row for each indicator that the form reports on, `matches` every row that names one (doubled ones too),
    in the order of the sheet. `problems` are those of rows that are there twice.
    """

    rows: tuple[MatchedRow, ...]
    matches: tuple[MatchedRow, ...]
    unknown: tuple[UnknownRow, ...]
    missing: tuple[tuple[Project, Indicator], ...]
    problems: tuple[Problem, ...]

    @property
    def span(self) -> tuple[int, int]:
        """Return the first and the last row that names an indicator; (0, -1) where none does."""
        rows = [one.row for one in self.matches]
        return (min(rows), max(rows)) if rows else (0, -1)


def matched_rows(
    table: Table,
    projects: tuple[Project, ...],
    programme: Programme | None = None,
    former: FormerPlan = NOTHING_CHANGED,
    *,
    units: UnitDirectory = NO_UNITS,
) -> tuple[list[MatchedRow], list[Problem]]:
    """Return one row for each indicator that the form reports on, and a finding for every row that is too many or missing.

    With the `programme` a row of a project that another unit leads is told as such; `former` is what the form was sent with,
    `units` knows which lead together.
    """
    matching = match_rows(table, projects)
    led = _LedBy(projects, programme, units)
    unknown = (_unknown_problem(table, one, led, former) for one in matching.unknown)
    return list(matching.rows), [*unknown, *matching.problems, *_missing_problems(table, matching, former)]


def _missing_problems(table: Table, matching: Matching, former: FormerPlan) -> Iterator[Problem]:
    """Yield what is told of rows that are not there: a form that was sent without a row did not lose it."""
    sent = (former.was_sent(one.project.title, one.indicator.name) for one in matching.matches)
    others = (former.was_sent(one.title, one.indicator) for one in matching.unknown)
    knows_its_rows = bool(matching.missing and former.sent) and (any(sent) or any(others))
    for project, indicator in matching.missing:
        is_new = knows_its_rows and not former.was_sent(project.title, indicator.name)
        code = Code.ADDED_SINCE if is_new else Code.MISSING_ROW
        yield problem(code, table.place, found=row_name(project.title, indicator.name))


@dataclass(frozen=True, slots=True)
class _LedBy:
    """Who leads what: the unit of a form its own projects, others those of the programme."""

    own: tuple[Project, ...]
    programme: Programme | None
    units: UnitDirectory

    def of_others(self, title: str) -> Project | None:
        """Return the project of this title if somebody else leads it."""
        known = self.programme.find(title) if self.programme else None
        is_own = known is None or normal_name(known.title) in {normal_name(one.title) for one in self.own}
        return None if is_own else known

    def is_shared(self, project: Project) -> bool:
        """Return whether the unit leads a project of others together with them."""
        own = {one.lead_unit for one in self.own}
        return any(takes_part(unit, project.lead_unit, self.units) for unit in own)


def _unknown_problem(table: Table, one: UnknownRow, led: _LedBy, former: FormerPlan) -> Problem:
    place = table.place_of(one.row, "title")
    if is_idle(table, one):
        return problem(Code.IDLE_ROW, place)
    if project := led.of_others(one.title):
        is_shared = led.is_shared(project)
        return problem(Code.JOINT_ROW if is_shared else Code.MOVED_ROW, place, found=project.lead_unit)
    code = Code.CHANGED_SINCE if former.was_sent(one.title, one.indicator) else _code_of(table, one)
    return problem(code, place, found=_row_words(table, one.row))


def is_idle(table: Table, one: UnknownRow) -> bool:
    """Return whether a row is one of ours in which nothing was reported."""
    is_ours = all(table.text(one.row, key) for key in ("title", "indicator", "kind"))
    return is_ours and "achieved" in table.columns and not any(table.text(one.row, key) for key in _REPORTED)


def match_rows(table: Table, projects: tuple[Project, ...]) -> Matching:
    """Return what each row of the form is, and a finding for every row that is too many or missing."""
    return table.once(projects, lambda: _matching(table, projects))


def _matching(table: Table, projects: tuple[Project, ...]) -> Matching:
    matches, unknown = _matches(table, projects)
    problems: list[Problem] = []
    by_key: dict[tuple[str, str], list[MatchedRow]] = {}
    for match in matches:
        by_key.setdefault((match.project.title, match.indicator.name), []).append(match)
    rows = []
    for (title, name), found in by_key.items():
        if _all_alike(table, found):
            rows.append(found[0])
        else:
            place = table.place_of(found[1].row, "title")
            problems.append(problem(Code.DOUBLE_ROW, place, found=row_name(title, name)))
    return Matching(tuple(rows), matches, unknown, _missing(projects, by_key), tuple(problems))


def _matches(
    table: Table, projects: tuple[Project, ...]
) -> tuple[tuple[MatchedRow, ...], tuple[UnknownRow, ...]]:
    matches, unknown = [], []
    by_title = {normal_name(one.title): one for one in reversed(projects)}
    title = ""
    for row in table.rows():
        texts = table.texts(row)
        typed_title, name = texts.get("title", ""), texts.get("indicator", "")
        title = typed_title or (title if name else "")
        match = _match(row, by_title.get(normal_name(title)), name)
        if match is not None:
            matches.append(match)
        elif not (_is_footnote(table, row) or is_header_row(table, row) or _is_dragged_down(table, row)):
            unknown.append(UnknownRow(row, title, name))
    return tuple(matches), tuple(unknown)


def _match(row: int, project: Project | None, name: str) -> MatchedRow | None:
    if project is None:
        return None
    indicator = project.indicator(name)
    if indicator is None and not name and len(project.indicators) == 1:
        indicator = project.indicators[0]
    return MatchedRow(row, project, indicator) if indicator is not None else None


def _is_footnote(table: Table, row: int) -> bool:
    filled = [key for key in table.columns if table.text(row, key)]
    return filled in (["number"], ["title"]) and table.text(row, filled[0]).startswith(_FOOTNOTES)


def _is_dragged_down(table: Table, row: int) -> bool:
    """Return whether a row holds formulas of ours only, perhaps with a number in front: filled in one row too far."""
    filled = [key for key in table.columns if table.text(row, key)]
    formulas = [key for key in filled if key in _CALCULATED and isinstance(table.value(row, key), Calculated)]
    return bool(formulas) and {*filled} <= {*formulas, "number"}


def is_header_row(table: Table, row: int) -> bool:
    """Return whether a row repeats the headers, as people do for printing."""
    headers = table.texts(table.header_row)
    filled = 0
    for key, text in table.texts(row).items():
        if text:
            if text != headers[key]:  # so it is told of most rows by their first cell
                return False
            filled += 1
    return filled > 1


def _code_of(table: Table, one: UnknownRow) -> Code:
    """Return how grave a row is that names no indicator: a total or a signature reports nothing."""
    texts = [text for key in table.columns if (text := table.text(one.row, key))]
    words = [text for text in texts if not _DATE_OR_NUMBER.fullmatch(text)]
    is_total = bool(words) and words[0].startswith(_TOTALS) and len(words) == 1
    is_signed = all(map(_SIGNATURE.search, words)) and not table.text(one.row, "achieved")
    is_side = is_total or (is_signed and (bool(words) or _is_date(texts))) or _names_nothing(table, one.row)
    return Code.SIDE_ROW if is_side else Code.UNKNOWN_ROW


def _names_nothing(table: Table, row: int) -> bool:
    """Return whether a row holds nothing but its number or what the form itself calculates: it reports no figure."""
    return all(key in ("number", *_CALCULATED) for key in table.columns if table.text(row, key))


def _is_date(texts: list[str]) -> bool:
    return len(texts) == 1 and _DATE.fullmatch(texts[0]) is not None


def _row_words(table: Table, row: int) -> str:
    keys = [field.key for field in fields_of(Sheet.UNIT) if field.key not in _CALCULATED]
    words = [text for key in keys if (text := table.text(row, key))]
    whole = " ".join(words or filter(None, (table.text(row, key) for key in _CALCULATED)))
    return whole if len(whole) <= _MOST_CHARACTERS else f"{whole[:_MOST_CHARACTERS]}……"


def _all_alike(table: Table, rows: list[MatchedRow]) -> bool:
    if len(rows) == 1:
        return True
    keys = [field.key for field in fields_of(Sheet.UNIT) if field.origin is Origin.ENTRY]
    return len({tuple(table.text(one.row, key) for key in keys) for one in rows}) == 1


def _missing(
    projects: tuple[Project, ...], found: dict[tuple[str, str], list[MatchedRow]]
) -> tuple[tuple[Project, Indicator], ...]:
    return tuple(
        (project, indicator)
        for project in projects
        for indicator in project.indicators
        if (project.title, indicator.name) not in found
    )


def is_same_name(one: str, other: str) -> bool:
    """Return whether two names are one, however they are spaced."""
    return one == other or normal_name(one) == normal_name(other)


def row_name(title: str, indicator: str) -> str:
    """Return what the row of an indicator is called in findings: 新建公办幼儿园—学位, once where both have one name."""
    return title if title == indicator else f"{title}—{indicator}"
