"""导出: the office's workbook → a copy that may leave it, without macros and without what needs the add-in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.rounding import NOISE
from xlminshi.form import home
from xlminshi.form.calls import Native, Values, calls_function, mentions_sheet, native_for
from xlminshi.form.companions import ALL_UNITS, STAMP_LABELS, STAMP_SHEET
from xlminshi.form.formulas import GONE_NAME, WHOLE_NAME
from xlminshi.form.grid import Calculated, CellError, CellValue, Grid, Percent, Workbook
from xlminshi.form.head import find_forms
from xlminshi.form.records import RECORD_SHEETS
from xlminshi.form.sheet_values import NO_ANSWER, NOT_READY
from xlminshi.workflow.ports import Leaving, Office, Outcome, Settled, outcome
from xlminshi.workflow.renamed_sheets import under_own_names

# Buttons, and what the office remembers for itself: who sent what, who did what.
_STAYS = (home.SHEET_NAME, *RECORD_SHEETS)
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_MOST_TOLD = 5
_PERSONS = ("person", "phone")


@dataclass(frozen=True, slots=True)
class Export:
    """What became of the workbook: cells with a native formula now, cells with their value, and sheets left behind."""

    natives: tuple[str, ...]
    values: tuple[str, ...]
    left_behind: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield what has to be told of it."""
        if self.natives:
            yield f"函数改为普通公式：{_listed(self.natives)}。"
        if self.values:
            yield f"公式改为数值：{_listed(self.values)}。"
        if self.left_behind:
            yield f"没有带出的工作表：{'、'.join(self.left_behind)}。"


def export(source: Path, name: str, office: Office, sheets: tuple[str, ...] = ()) -> Outcome[Export]:
    """Return the copy under `name`; `sheets` are those that leave, none given: all but hidden ones and the office's records.

    Raises CannotContinueError where a result is missing or not what the figures give, or a sheet is not there.
    """
    if not name.lower().endswith(".xlsx"):
        raise CannotContinueError(f"导出的文件不能叫“{name}”。请用 .xlsx 结尾的文件名。")
    workbook = office.read(source)
    desk = _Desk(workbook, _left_behind(workbook, sheets))
    content = office.leaving_copy(source, Leaving(frozenset(desk.left_behind), desk.settle))
    desk.refuse_doubtful(source.name)
    made = Export(tuple(desk.natives), tuple(desk.values), desk.left_behind)
    return outcome(made, ((name, content),), _persons_told(workbook, desk.left_behind))


def _persons_told(workbook: Workbook, left_behind: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return a finding where names and telephones of units leave: an office may want that, and should know it."""
    sheets = [
        table.grid.name.strip()
        for table in find_forms(workbook)
        if table.grid.name not in left_behind
        and any(table.text(row, key) for row in table.rows() for key in _PERSONS)
    ]
    if not sheets:
        return ()
    return (problem(Code.PERSONS_LEAVE, Place(workbook.name), found=sheets[0], count=len(sheets)),)


def _left_behind(workbook: Workbook, sheets: tuple[str, ...]) -> tuple[str, ...]:
    names = [grid.name for grid in workbook.grids]
    unknown = [one for one in sheets if one not in names]
    if unknown:
        raise CannotContinueError(f"工作簿里没有“{'、'.join(unknown)}”表。现有：{'、'.join(names)}。")
    own = under_own_names(workbook).own_names()
    stays = tuple(one.name for one in workbook.grids if _stays(one, own.get(one.name, one.name), sheets))
    if len(stays) == len(names):
        raise CannotContinueError("没有可以导出的工作表。请写明要导出哪些表。")
    return stays


def _stays(grid: Grid, own_name: str, sheets: tuple[str, ...]) -> bool:
    """Return whether a sheet stays in the office; the office's records do so under whatever name."""
    if grid.name == STAMP_SHEET:  # a unit's form needs it; the office's own tells of nobody else's business
        return bool(sheets) or _owner(grid) == ALL_UNITS
    if sheets:
        return grid.name not in sheets
    return grid.is_hidden or own_name in _STAYS


def _owner(stamp: Grid) -> CellValue:
    return stamp.at(STAMP_LABELS.index("填报单位"), 1)


@dataclass(slots=True)
class _Desk:
    """Settles the formulas one by one, and keeps what has to be told."""

    workbook: Workbook
    left_behind: tuple[str, ...]
    natives: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)

    def settle(self, sheet: str, address: str, formula: str) -> Settled | None:
        """Return what becomes of a formula; None where it may stand."""
        place = f"「{sheet}」表 {address}"
        calls = calls_function(formula)
        if not calls and not self._reaches_behind(formula):
            return None
        stored = self._stored(sheet, address)
        native = native_for(formula, self._values_for(sheet)) if calls else None
        if native is not None and not self._reaches_behind(native.text):
            self._compare(place, stored, native)
            self.natives.append(place)
            return Settled(native.text, native.result)
        if native is None and (stored is None or stored in (NOT_READY, NO_ANSWER)):
            self.missing.append(place)
        self.values.append(place)
        return Settled("", native.result if native else None)

    def _values_for(self, sheet: str) -> Values:
        return lambda other, address: self._value(other or sheet, address, frozenset())

    def _value(self, sheet: str, address: str, seen: frozenset[tuple[str, str]]) -> CellValue:
        """Return a cell's value; where it calls a function itself, what that gives now."""
        value = self._at(sheet, address)
        if isinstance(value, Calculated) and (sheet, address) not in seen and calls_function(value.formula):
            inner = seen | {(sheet, address)}
            native = native_for(value.formula, lambda other, at: self._value(other or sheet, at, inner))
            if native is not None:
                return native.result
        return value

    def _at(self, sheet: str, address: str) -> CellValue:
        grid, match = self.workbook.grid(sheet), _ADDRESS.fullmatch(address)
        if grid is None or match is None:
            return None
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - 64
        return grid.at(int(match[2]) - 1, column - 1)

    def _stored(self, sheet: str, address: str) -> CellValue:
        value = self._at(sheet, address)
        found = value.value if isinstance(value, Calculated) else value
        return found.share if isinstance(found, Percent) else found

    def _compare(self, place: str, stored: CellValue, native: Native) -> None:
        """Keep a cell whose stored result is not what its figures give: somebody may have seen another number."""
        if stored is None or stored in (NOT_READY, NO_ANSWER):
            return
        both = isinstance(stored, Decimal) and isinstance(native.result, Decimal)
        is_same = abs(stored - native.result) <= NOISE if both else stored == native.result  # type: ignore[operator]
        if not is_same:
            shown = stored.code if isinstance(stored, CellError) else stored
            self.differing.append(f"{place}（现为{shown}，应为{native.result}）")

    def _reaches_behind(self, formula: str) -> bool:
        """Return whether a formula needs a sheet that stays in the office."""
        text = _TEXT.sub("", formula)
        names = (GONE_NAME, WHOLE_NAME) if STAMP_SHEET in self.left_behind else ()
        return any(name in text for name in names) or any(
            mentions_sheet(formula, name) for name in self.left_behind
        )

    def refuse_doubtful(self, name: str) -> None:
        """Raise CannotContinueError where results are missing, or are not what the figures give."""
        if self.missing:
            raise CannotContinueError(
                f"“{name}”不能导出：{_listed(self.missing)}的公式没有算出结果。"
                "请在装好加载项的 Excel 中打开，按 Ctrl+Alt+F9 重新计算并保存后重试。"
            )
        if self.differing:
            raise CannotContinueError(
                f"“{name}”不能导出：{_listed(self.differing)}存的结果与数据不符。"
                "请在 Excel 中按 Ctrl+Alt+F9 重新计算并保存后重试。"
            )


def _listed(places: list[str] | tuple[str, ...]) -> str:
    more = f"等{len(places)}处" if len(places) > _MOST_TOLD else ""
    return f"{'、'.join(places[:_MOST_TOLD])}{more}"
