"""Sheets that XlsxWriter counts among its own, while their cells are written from the plan as soon as they are added.

So nothing is kept of a sheet but its finished part. XlsxWriter gives styles their numbers when it writes its sheets at the
end; here they get them sheet by sheet, in the same order (docs/decisions/0023).
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.worksheet import Worksheet

from xlminshi.adapters.closed.pens import Pens, look_options
from xlminshi.adapters.closed.plain.charted import range_data
from xlminshi.adapters.closed.plain.sheets import CellParts, cell_parts, plain_part
from xlminshi.adapters.closed.plain.words import NotPlainError, Texts
from xlminshi.adapters.closed.set_up import set_page, set_view
from xlminshi.adapters.closed.worksheets import put_drawn, set_sizes, write_sheet
from xlminshi.adapters.packing import Deflated, deflated
from xlminshi.form.sheets import Area, SheetPlan, Style

ROWS_PLACE = b"<sheetData/>"
"""Where XlsxWriter leaves room for the rows of a sheet that something is drawn on."""


class NumberedTexts(SharedStringTable):  # type: ignore[misc]
    """XlsxWriter's table of texts; it writes none of them, for `shared_texts` does that in a quarter of the time."""

    def _sort_string_data(self) -> None:
        """Leave the list empty that XlsxWriter would write."""

    def _get_shared_string(self, index: int) -> str:
        text: str = next(islice(self.string_table, index, None))
        return text


class _LedWorksheet(Worksheet):  # type: ignore[misc]
    """A sheet whose cells XlsxWriter does not know; a chart that shows some of them asks the plan."""

    plan: SheetPlan

    def _get_range_data(self, row_start: int, col_start: int, row_end: int, col_end: int) -> list[object]:
        return range_data(self.plan, Area(row_start, col_start, row_end, col_end))


class _PlainWorksheet(_LedWorksheet):
    """A sheet of which XlsxWriter writes nothing."""

    def _assemble_xml_file(self) -> None:
        """Leave the part empty: it has been written."""


class _DrawnWorksheet(_LedWorksheet):
    """A sheet of which XlsxWriter writes all but the cells."""

    cells: CellParts

    def _write_dimension(self) -> None:
        self._xml_empty_tag("dimension", [("ref", str(self.cells.extent))])

    def _write_sheet_data(self) -> None:
        self._xml_empty_tag("sheetData")

    def _write_merge_cells(self) -> None:
        self.fh.write(self.cells.merged)

    def _write_hyperlinks(self) -> None:
        self.fh.write(self.cells.links)


class LedBook:
    """A workbook of XlsxWriter that is filled sheet by sheet. `parts` are finished, `rows` belong into its own parts."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        workbook.str_table = NumberedTexts()
        self.pens = Pens(workbook)
        self.marks: dict[tuple[str, str], int] = {}
        self.parts: dict[int, Deflated] = {}
        self.rows: dict[int, bytes] = {}

    def texts(self) -> Iterable[str]:
        """Return the texts of all cells in the order of their numbers."""
        texts: dict[str, int] = self.workbook.str_table.string_table
        return texts

    def add(self, plan: SheetPlan, is_plain: bool, is_selected: bool, code_name: str) -> Any:
        """Add a sheet and return its worksheet; what only XlsxWriter can write goes through it."""
        table = self.workbook.str_table
        texts = Texts(table.string_table)
        try:
            worksheet = (
                self._add_plain(plan, texts, is_selected, code_name)
                if is_plain
                else self._add_drawn(plan, texts)
            )
        except NotPlainError:
            while len(table.string_table) > table.unique_count:  # the texts that had their numbers already
                table.string_table.popitem()
            return self._add_by_library(plan)
        table.count += texts.uses
        table.unique_count = len(texts.numbers)
        return worksheet

    def let_go(self) -> None:
        """Forget the sheets once they are written: XlsxWriter's workbook and its sheets hold one another, and with them would
        stay the whole plan and all texts until unused objects are collected.
        """
        self.workbook.worksheets_objs.clear()
        self.workbook.sheetnames.clear()

    def _add_plain(self, plan: SheetPlan, texts: Texts, is_selected: bool, code_name: str) -> Any:
        pieces = plain_part(plan, texts, self._number_of, self._mark_number, is_selected, code_name)
        worksheet = self._added(plan, _PlainWorksheet)
        self.parts[worksheet.index] = deflated(pieces)
        set_view(worksheet, plan)
        set_page(worksheet, plan)
        return worksheet

    def _add_drawn(self, plan: SheetPlan, texts: Texts) -> Any:
        if plan.notes:
            raise NotPlainError("notes make rows of their own")
        cells = cell_parts(plan, texts, self._number_of)
        worksheet = self._added(plan, _DrawnWorksheet)
        worksheet.cells = cells
        self.rows[worksheet.index] = cells.rows
        set_sizes(worksheet, plan)
        put_drawn(self.workbook, worksheet, plan)
        return worksheet

    def _added(self, plan: SheetPlan, kind: type[_LedWorksheet]) -> Any:
        worksheet = self.workbook.add_worksheet(plan.name, worksheet_class=kind)
        worksheet.plan = plan
        return worksheet

    def _add_by_library(self, plan: SheetPlan) -> Any:
        worksheet = self.workbook.add_worksheet(plan.name)
        write_sheet(self.workbook, worksheet, plan, self.pens)
        for _, cells in sorted(worksheet.table.items()):
            for _, cell in sorted(cells.items()):
                cell.format._get_xf_index()  # now, in the order in which it will ask for them: later ones follow
        return worksheet

    def _number_of(self, style: Style, is_quoted: bool) -> int:
        number: int = self.pens.of(style, is_quoted)._get_xf_index()
        return number

    def _mark_number(self, fill: str, ink: str) -> int:
        if (fill, ink) not in self.marks:
            self.marks[fill, ink] = self.workbook.add_format(look_options(fill, ink))._get_dxf_index()
        return self.marks[fill, ink]
