"""What of other units stands in a file that one unit sent: it does not leave with what goes back to that unit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from xlminshi.core.office_names import takes_part
from xlminshi.core.problems import Code, Place, Problem
from xlminshi.core.project import Programme
from xlminshi.core.units import UnitDirectory, normal_name
from xlminshi.form.filling import is_reported
from xlminshi.form.matching import Matching, match_rows
from xlminshi.form.tables import Table

IN_FILE = "请在原文件中查看。"
# What is said in place of a finding that names another unit, or quotes from its form; "" leaves the cure as it is.
_WORDS: Mapping[Code, tuple[str, str]] = MappingProxyType(
    {
        Code.UNKNOWN_ROW: (
            "此行不在本单位的实事清单中，没有计入；其中提到其他单位，没有列出内容。",
            "请在原文件中核对实事名称和指标名称；如属本单位的填报内容，请填到相应的行。",
        ),
        Code.SEVERAL_FORMS: ("文件里有几张填报表，其中有其他单位的。", ""),
        Code.SEVERAL_UNITS: ("文件里有几个单位的填报表，没有采用。", ""),
        Code.UNIT_MISMATCH: ("表头的填报单位不是此表下发的单位，没有采用。", ""),
    }
)
_OTHERWISE = ("这里的内容提到其他单位，没有计入，也没有列出。", f"{IN_FILE}如属填报内容，请填到相应的格子。")
# What tells of others without quoting anything.
_TELLS_NOTHING = (Code.MOVED_ROW, Code.JOINT_ROW, Code.IDLE_ROW)


@dataclass(frozen=True, slots=True)
class Others:
    """How other units can be told in a unit's file: by their names and projects, and by the table's rows (zero-based).

    `own_rows` are surely the unit's own: whoever is named in them, it was typed as a report of this unit.
    """

    names: frozenset[str] = frozenset()
    rows: frozenset[int] = frozenset()
    own_rows: frozenset[int] = frozenset()

    def are_in(self, words: str) -> bool:
        """Return whether a text speaks of one of them."""
        text = normal_name(words)
        return any(name in text for name in self.names)

    def hold(self, row: int | None, words: str) -> bool:
        """Return whether words of the file (in a row of its table, if any) are about one of them."""
        return row in self.rows or (row not in self.own_rows and self.are_in(words))

    def withheld(self, one: Problem) -> Problem:
        """Return a finding without what it tells of others, whether it is about a row or a whole file."""
        if one.code in _TELLS_NOTHING:
            return one
        what, cure = _WORDS.get(one.code, _OTHERWISE)
        return replace(one, what=what, cure=cure or one.cure)


NOBODY_ELSE = Others()


@dataclass(frozen=True, slots=True)
class RowOfOther:
    """A filled row of a unit's form that is about a project of another unit."""

    lead_unit: str
    title: str
    place: Place


def rows_of_others(table: Table, programme: Programme, lead_unit: str) -> tuple[RowOfOther, ...]:
    """Return the rows of a returned table in which something is reported on projects that other units lead."""
    found = []
    for one in match_rows(table, programme.of_unit(lead_unit)).unknown:
        project = programme.find(one.title)
        if project is not None and project.lead_unit != lead_unit and is_reported(table, one.row):
            found.append(RowOfOther(project.lead_unit, project.title, table.place_of(one.row, "title")))
    return tuple(found)


def others_of(programme: Programme, units: UnitDirectory, lead_unit: str) -> Others:
    """Return the names of all other lead units and of their projects, as they are compared; `lead_unit` "": of all.

    What an office leads together with others is its own, and no secret to it.
    """
    is_own = {
        unit: unit == lead_unit or bool(lead_unit and takes_part(lead_unit, unit, units))
        for unit in programme.lead_units()
    }
    known = {one.name: one.names() for one in units.units}
    named = {name for unit, own in is_own.items() if not own for name in known.get(unit, (unit,))}
    titles = {one.title for one in programme.projects if not is_own[one.lead_unit]}
    own = {lead_unit, *known.get(lead_unit, ())}
    own |= {name for unit, is_led in is_own.items() if is_led for name in known.get(unit, (unit,))}
    own |= {one.title for one in programme.projects if is_own[one.lead_unit]}
    ours = [normal_name(name) for name in own]
    others = {normal_name(name) for name in named | titles}
    return Others(frozenset(one for one in others if one and not any(one in name for name in ours)))


def others_in(
    table: Table, programme: Programme, units: UnitDirectory, lead_unit: str, *, is_own: bool = False
) -> Others:
    """Return the same with the rows of a returned table that are about others: by their title, which may stand further up.

    `is_own`: the form was surely sent to this unit; then a row with an indicator of its own is its own, unless its title is
    another's. Every other row that names another unit or its projects may be copied from its form.
    """
    found = others_of(programme, units, lead_unit)
    matching = match_rows(table, programme.of_unit(lead_unit))
    own = _own_rows(matching, programme, lead_unit) if is_own else frozenset()
    theirs = frozenset(
        one.row
        for one in matching.unknown
        if one.row not in own and found.are_in(" ".join((one.title, *table.texts(one.row).values())))
    )
    return replace(found, rows=theirs, own_rows=own)


def _own_rows(matching: Matching, programme: Programme, lead_unit: str) -> frozenset[int]:
    """Return the rows of a unit's own form that report on it, under a title that somebody may have changed."""
    projects = programme.of_unit(lead_unit)
    indicators = {normal_name(one.name) for project in projects for one in project.indicators}
    own_titles = {normal_name(one.title) for one in projects}
    titles = {normal_name(one.title) for one in programme.projects} - own_titles
    renamed = (
        one.row
        for one in matching.unknown
        if normal_name(one.indicator) in indicators and normal_name(one.title) not in titles
    )
    return frozenset({*(one.row for one in matching.matches), *renamed})
