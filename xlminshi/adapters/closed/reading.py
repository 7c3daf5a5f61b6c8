"""Reading a closed workbook: the file is admitted, taken apart and handed over as Grids, or refused by name."""

import enum
from pathlib import Path

from xlminshi.adapters.closed import careful_lane, fast_lane
from xlminshi.adapters.closed.contents import Contents, table_of_contents
from xlminshi.adapters.closed.preflight import Limits, Package, admit
from xlminshi.adapters.closed.sheet_rows import SheetRows
from xlminshi.adapters.closed.sniffing import refusal
from xlminshi.core.errors import FileRefusedError
from xlminshi.form.grid import Grid, Workbook

_USUAL_LIMITS = Limits()


class Lane(enum.Enum):
    """Which reader takes the cells; both give the same Grids, so only tests and measurements choose one."""

    FAST_IF_PLAIN = "fast if plain"
    FAST = "fast"
    CAREFUL = "careful"


def read_workbook(
    path: Path, limits: Limits = _USUAL_LIMITS, *, _lane: Lane = Lane.FAST_IF_PLAIN
) -> Workbook:
    """Return the workbook's sheets; FileRefusedError (Chinese, for the clerk) if it cannot be read safely."""
    package = admit(path, limits)
    try:
        return _opened(package, limits, _lane)
    except (FileRefusedError, fast_lane.DoubtError):
        raise
    except Exception as error:
        remedy = "请用 Excel 或 WPS 打开检查，另存为 .xlsx 后再交"
        raise refusal(package.name, "内部结构有误，读不了", remedy) from error


def _opened(package: Package, limits: Limits, lane: Lane) -> Workbook:
    contents = table_of_contents(package, limits)
    sheets = zip(contents.sheets, _sheet_rows(package, contents, limits, lane), strict=True)
    grids = (Grid(sheet.name, read.rows, sheet.is_hidden, read.beyond) for sheet, read in sheets)
    return Workbook(package.name, tuple(grids), package.digest)


def _sheet_rows(package: Package, contents: Contents, limits: Limits, lane: Lane) -> list[SheetRows]:
    if lane is not Lane.CAREFUL:
        try:
            return fast_lane.read_sheets(package, contents, limits)
        except fast_lane.DoubtError:
            if lane is Lane.FAST:
                raise
    decoder = contents.complete_decoder()
    return [careful_lane.read_rows(sheet.xml, decoder, limits) for sheet in contents.sheets]
