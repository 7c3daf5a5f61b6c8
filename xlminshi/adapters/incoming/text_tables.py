"""Tables in text files (.csv, .txt). Every cell is text as it stands there: 65% stays “65%”, a date stays as written."""

import csv
import io
from pathlib import PurePosixPath

from xlminshi.adapters.closed.preflight import Limits
from xlminshi.adapters.closed.sheet_rows import trimmed
from xlminshi.adapters.closed.sniffing import refusal, unknown_refusal
from xlminshi.adapters.closed.values import is_error_text
from xlminshi.form.grid import CellError, CellValue, FileTrait, Grid, Workbook, cell_address

_SEPARATORS = "\t,;"
_LINES_LOOKED_AT = 50
_SAVE_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再交"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text_table(name: str, content: bytes, limits: Limits) -> Workbook:
    """Return the table as a workbook of one sheet, named like the file; refused by name where it is no table."""
    text = decoded(content)
    if text is None or any(character < " " and character not in "\t\r\n\f" for character in text):
        raise unknown_refusal(name)
    separator = _separator(text)
    if not separator:
        raise refusal(name, "是文字，里面没有表格", "请改交填报用的 .xlsx 表格")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise refusal(name, "里面的引号不成对，分不清各列", _SAVE_AS_XLSX) from error
    sheet = PurePosixPath(name).stem
    grid = Grid(sheet, _kept(rows, limits), False, _beyond(rows, limits))
    return Workbook(name, (grid,), "", frozenset({FileTrait.OTHER_FORMAT}))


def decoded(content: bytes) -> str | None:
    """Return the text: by its Unicode mark, else strict UTF-8, else GB18030; None where none of them fits."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _separator(text: str) -> str:
    """Return what parts the columns: what stands in most lines, and most often; "" where nothing does."""
    lines = text.splitlines()[:_LINES_LOOKED_AT]
    counts = {
        one: (sum(one in line for line in lines), sum(line.count(one) for line in lines))
        for one in _SEPARATORS
    }
    best = max(_SEPARATORS, key=lambda one: counts[one])
    return best if counts[best][0] else ""


def _kept(rows: list[list[str]], limits: Limits) -> tuple[tuple[CellValue, ...], ...]:
    return trimmed([_value(text) for text in row[: limits.columns]] for row in rows[: limits.rows])


def _value(text: str) -> CellValue:
    return CellError(text) if is_error_text(text) else text or None


def _beyond(rows: list[list[str]], limits: Limits) -> str:
    for row, values in enumerate(rows):
        begin = 0 if row >= limits.rows else limits.columns
        for column, value in enumerate(values[begin:], begin):
            if value:
                return cell_address(row, column)
    return ""
