"""Reading a closed workbook: the file is admitted, taken apart and handed over as Grids, or refused by name."""

import enum
import hashlib
from dataclasses import replace
from pathlib import Path

from xlminshi.adapters.closed import careful_lane, fast_lane
from xlminshi.adapters.closed.contents import Contents, table_of_contents
from xlminshi.adapters.closed.locked import unlocked
from xlminshi.adapters.closed.preflight import Limits, Package, admit, file_content
from xlminshi.adapters.closed.sheet_rows import SheetRows
from xlminshi.adapters.closed.sniffing import is_locked, refusal
from xlminshi.adapters.closed.traits import file_traits, sheet_traits
from xlminshi.core.errors import FileRefusedError
from xlminshi.form.grid import FileTrait, Grid, Workbook

USUAL_LIMITS = Limits()


class Lane(enum.Enum):
    """Which reader takes the cells; both give the same Grids, so only tests and measurements choose one."""

    FAST_IF_PLAIN = "fast if plain"
    FAST = "fast"
    CAREFUL = "careful"


def read_workbook(
    path: Path,
    limits: Limits = USUAL_LIMITS,
    passwords: tuple[str, ...] = (),
    *,
    sheets: frozenset[str] = frozenset(),
    _lane: Lane = Lane.FAST_IF_PLAIN,
) -> Workbook:
    """Return the sheets of an .xlsx/.xlsm; FileRefusedError (Chinese, for the clerk) if it cannot be read safely.

    It is read in this very process: for the office's own workbook, not for what others sent. `sheets` are the names of those
    that are wanted, none: all.
    """
    content = file_content(path, limits)
    if not is_locked(content):
        return read_package(admit(path.name, content, limits), limits, _lane, sheets)
    plain = admit(path.name, unlocked(path.name, content, passwords), limits)
    return locked_workbook(read_package(plain, limits, _lane, sheets), content)


def locked_workbook(workbook: Workbook, content: bytes) -> Workbook:
    """Return a workbook that had a password, with the digest of the file as it came."""
    traits = (workbook.traits | {FileTrait.PASSWORD}) - {FileTrait.AS_WRITTEN}
    return replace(workbook, digest=hashlib.sha256(content).hexdigest(), traits=traits)


def read_package(
    package: Package, limits: Limits, lane: Lane = Lane.FAST_IF_PLAIN, sheets: frozenset[str] = frozenset()
) -> Workbook:
    """Return the sheets of an admitted .xlsx/.xlsm (those of these names only), or refuse it by name."""
    try:
        return _opened(package, limits, lane, sheets)
    except (FileRefusedError, fast_lane.DoubtError):
        raise
    except Exception as error:
        raise unsound(package.name) from error


def unsound(name: str) -> FileRefusedError:
    """Return the refusal for a file that is whole and yet breaks the rules of its format."""
    return refusal(name, "内部结构有误，读不了", "请用 Excel 或 WPS 打开检查，另存为 .xlsx 后再交")


def _opened(package: Package, limits: Limits, lane: Lane, wanted: frozenset[str]) -> Workbook:
    contents = table_of_contents(package, limits)
    if wanted:
        chosen = (one for one in contents.sheets if one.name.strip() in wanted)
        contents = replace(contents, sheets=tuple(chosen))
    sheets = zip(contents.sheets, _sheet_rows(contents, limits, lane), strict=True)
    grids = (
        Grid(sheet.name, read.rows, sheet.is_hidden, read.beyond, sheet_traits(package, sheet, read.rows))
        for sheet, read in sheets
    )
    return Workbook(package.name, tuple(grids), package.digest, file_traits(package, contents.sheets))


def _sheet_rows(contents: Contents, limits: Limits, lane: Lane) -> list[SheetRows]:
    if lane is not Lane.CAREFUL:
        try:
            return fast_lane.read_sheets(contents, limits)
        except fast_lane.DoubtError:
            if lane is Lane.FAST:
                raise
    decoder = contents.complete_decoder()
    return [careful_lane.read_rows(sheet.xml, decoder, limits) for sheet in contents.sheets]
