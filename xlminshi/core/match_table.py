"""对照表: under which name counties, projects and units of several workbooks are counted; a person decides, nobody guesses."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from xlminshi.core.units import normal_name

COUNTY, PROJECT, UNIT = "区县", "实事", "单位"
EMPTY_FOLDER = "空文件夹"


@dataclass(frozen=True, slots=True)
class Match:
    """One row of 对照表: a name as written, of a county, a project or a unit, and the name under which it is counted."""

    kind: str
    written: str
    common: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class MatchTable:
    """The 对照表: only what a person wrote there, and equal names, make two names one."""

    rows: tuple[Match, ...] = ()
    _common: dict[tuple[str, str], str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        commons: dict[tuple[str, str], str] = {}
        for row in self.rows:
            if row.common:
                for name in (row.written, row.common):
                    commons.setdefault((row.kind, normal_name(name)), row.common)
        object.__setattr__(self, "_common", commons)

    def common(self, kind: str, written: str) -> str | None:
        """Return the name under which a name is counted, None where nobody has said."""
        return self._common.get((kind, normal_name(written)))

    def turns_down(self, kind: str, written: str) -> bool:
        """Return whether a person has left a name in the table without a name under which it is counted."""
        wanted = normal_name(written)
        rows = [row for row in self.rows if row.kind == kind and normal_name(row.written) == wanted]
        return bool(rows) and not any(row.common for row in rows)

    def expected_counties(self) -> tuple[str, ...]:
        """Return the counties that should report, in the order of the table."""
        return tuple(dict.fromkeys(row.common for row in self.rows if row.kind == COUNTY and row.common))

    def with_names(self, found: Iterable[Match]) -> "MatchTable":
        """Return the table with names that it lacks added at the end of their kind, in alphabetical order."""
        known = {(row.kind, normal_name(row.written)) for row in self.rows}
        new = {(one.kind, normal_name(one.written)): one for one in found}
        added = [new[key] for key in sorted(new.keys() - known)]
        ordered = [
            row for kind in (COUNTY, PROJECT, UNIT) for row in (*self.rows, *added) if row.kind == kind
        ]
        return MatchTable(tuple(ordered))
