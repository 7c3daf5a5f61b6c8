"""对照表 as a person left it: read by its headers, with all that was typed; what cannot be used or contradicts itself is told."""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass

from xlminshi.core.match_table import COUNTY, PROJECT, UNIT, Match, MatchTable
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.units import normal_name
from xlminshi.form.cells import read_text, shown
from xlminshi.form.grid import CellValue, Grid, cell_address
from xlminshi.form.rollup_rows import MATCH_HEADERS, MATCH_KINDS, MATCH_SHEET, Row

FIRST_MATCH_ROW = 3
NEEDED_HEADERS = MATCH_HEADERS[:3]
_KIND, _WRITTEN, _COMMON, _REMARK = range(len(MATCH_HEADERS))
_CHOICES = "、".join(MATCH_KINDS)
# Words that are just another way to write a kind; 市, 县 or 项目 may mean something else.
_KINDS = {
    **{kind: kind for kind in MATCH_KINDS},
    **dict.fromkeys(("县区", "区/县", "县/区", "县(区)", "区(县)"), COUNTY),
    **dict.fromkeys(("民生实事", "重点民生实事", "实事名称"), PROJECT),
    **dict.fromkeys(("牵头单位", "单位名称"), UNIT),
}
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in the 对照表 besides its matches, to be written back as it stands.

    `headers` are those of the person's own columns, and `beside` their cells for a match, by kind and name, in the order of the
    sheet. `rows` say nothing that can be used: the cells of the fixed columns, then those of the own ones.
    """

    headers: tuple[str, ...] = ()
    beside: tuple[tuple[Key, Row], ...] = ()
    rows: tuple[Row, ...] = ()


NOTHING_KEPT = Kept()


@dataclass(frozen=True, slots=True)
class MatchReading:
    """The 对照表, and what else stands on its sheet."""

    table: MatchTable
    kept: Kept


NO_MATCHES = MatchReading(MatchTable(), NOTHING_KEPT)


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the header row is, in which columns the fixed headers stand (None: 出处 is not there), and the own columns."""

    row: int
    fixed: tuple[int | None, ...]
    own: tuple[int, ...]

    def cells(self, row: Row) -> Row:
        """Return the cells of a row in the fixed order, the own columns last."""
        width = len(row)
        return tuple(
            row[column] if column is not None and column < width else None
            for column in (*self.fixed, *self.own)
        )


def read_matches(grid: Grid) -> MatchReading | str:
    """Return the 对照表; white space, full-width forms, the order of columns and further columns do not matter.

    In words why not, where its headers are not found: without them all that a person matched would be gone.
    """
    head = _head(grid)
    if isinstance(head, str):
        return head
    found: list[Match] = []
    beside: list[tuple[Key, Row]] = []
    unread: list[Row] = []
    for place, row in enumerate(grid.rows):
        cells = head.cells(row)
        match = _match(cells)
        if match is not None:
            found.append(match)
            beside.append((_key(match), cells[len(MATCH_HEADERS) :]))
        elif place > head.row and any(map(_text, cells)) and not _repeats_head(cells):
            unread.append(cells)
    headers = tuple(_text(grid.at(head.row, column)) for column in head.own)
    kept = Kept(headers, tuple(beside) if headers else (), tuple(unread))
    return MatchReading(MatchTable(tuple(found)), kept)


def _head(grid: Grid) -> _Head | str:
    rows = [[_label(value) for value in row] for row in grid.rows]
    place, labels = max(
        enumerate(rows), key=lambda one: sum(name in one[1] for name in NEEDED_HEADERS), default=(0, [])
    )
    lacking = [name for name in NEEDED_HEADERS if name not in labels]
    twice = [name for name in NEEDED_HEADERS if labels.count(name) > 1]
    if lacking:
        return f"没有找到“{'”“'.join(lacking)}”列"
    if twice:
        return f"有两列“{'”“'.join(twice)}”"
    if grid.beyond:
        return f"太大，从{grid.beyond}起读不进来"
    fixed = tuple(labels.index(name) if name in labels else None for name in MATCH_HEADERS)
    filled = {column for row in grid.rows[place:] for column, value in enumerate(row) if shown(value).strip()}
    return _Head(place, fixed, tuple(sorted(filled - set(fixed))))


def _label(value: CellValue) -> str:
    return normal_name(shown(value)).rstrip(":*")


def _text(value: CellValue) -> str:
    return shown(value).strip()


def _key(match: Match) -> Key:
    return match.kind, normal_name(match.written)


def _repeats_head(cells: Row) -> bool:
    return tuple(map(_label, cells[: len(NEEDED_HEADERS)])) == NEEDED_HEADERS


def _match(cells: Row) -> Match | None:
    """Return what a row says; None where it has no known kind, no name, or a cell without a value."""
    kind = _KINDS.get(_label(cells[_KIND]))
    written, common, remark = map(_text, cells[_WRITTEN : _REMARK + 1])
    if kind is None or not written or any(_is_bad(cell) for cell in cells[: len(NEEDED_HEADERS)]):
        return None
    return Match(kind, written, common, remark)


def _is_bad(value: CellValue) -> bool:
    """Return whether a cell shows an error, or is a formula that nobody has calculated (kept as its words): no name."""
    return bool(read_text(value, Place())[1]) or _text(value).startswith("=")


def cells_beside(table: MatchTable, kept: Kept) -> Iterator[Row]:
    """Yield for each row of the table the cells of the person's own columns; those of a new row are empty."""
    cells: dict[Key, deque[Row]] = defaultdict(deque)
    for key, values in kept.beside:
        cells[key].append(values)
    nothing = (None,) * len(kept.headers)
    for row in table.rows:
        waiting = cells[_key(row)]
        yield waiting.popleft() if waiting else nothing


def match_problems(table: MatchTable, kept: Kept, file: str) -> Iterator[Problem]:
    """Yield what is wrong in the 对照表 that is laid out from these, at its cells in the summary `file`."""
    sheet = Place(file, MATCH_SHEET)
    yield from _contradictions(table, sheet)
    for row, cells in enumerate(kept.rows, start=FIRST_MATCH_ROW + len(table.rows)):
        written, common = map(_text, cells[_WRITTEN:_REMARK])
        if not (written or common):
            yield problem(Code.MATCH_ROW_IDLE, sheet.at(cell_address(row, _KIND)), found=_shown(cells))
            continue
        column, reason = _why(cells)
        place = sheet.at(cell_address(row, column))
        yield problem(Code.MATCH_ROW_UNREAD, place, found=_shown(cells), reason=reason)


def _shown(cells: Row) -> str:
    return "，".join(filter(None, map(_text, cells)))


def _why(cells: Row) -> tuple[int, str]:
    """Return in which column what is wrong stands, and what it is."""
    bad = next((column for column, cell in enumerate(cells[: len(NEEDED_HEADERS)]) if _is_bad(cell)), None)
    if bad is not None:
        return bad, f"“{MATCH_HEADERS[bad]}”是错误值或没有算出结果的公式"
    if not _text(cells[_WRITTEN]):
        return _WRITTEN, "没有写原名"
    kind = _text(cells[_KIND])
    return _KIND, f"种类“{kind}”不是{_CHOICES}之一" if kind else "没有写种类"


def _contradictions(table: MatchTable, sheet: Place) -> Iterator[Problem]:
    """Yield names with two common names, and common names that another row counts under a third."""
    rows = [(place, row) for place, row in enumerate(table.rows, start=FIRST_MATCH_ROW) if row.common]
    first: dict[Key, tuple[int, Match]] = {}
    under: dict[Key, tuple[int, Match]] = {}
    for place, row in rows:
        first.setdefault(_key(row), (place, row))
        if normal_name(row.common) != normal_name(row.written):
            under.setdefault((row.kind, normal_name(row.common)), (place, row))
    for place, row in rows:
        known_at, known = first[_key(row)]
        if normal_name(known.common) != normal_name(row.common):
            reason = f"第{known_at + 1}行写“{known.common}”，此行写“{row.common}”"
            yield _contradiction(Code.MATCH_TWICE, table, row, reason, sheet.at(cell_address(place, _COMMON)))
        elif known_at == place and normal_name(row.common) != normal_name(row.written) and _key(row) in under:
            at, other = under[_key(row)]
            reason = f"第{at + 1}行把“{other.written}”归入“{row.written}”，此行又把“{row.written}”归入“{row.common}”"
            yield _contradiction(Code.MATCH_CHAIN, table, row, reason, sheet.at(cell_address(place, _COMMON)))


def _contradiction(code: Code, table: MatchTable, row: Match, reason: str, place: Place) -> Problem:
    return problem(code, place, found=row.written, reason=reason, value=table.common(row.kind, row.written))
