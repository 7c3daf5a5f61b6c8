"""What a workbook of plain sheets says of itself: its sheets, its names, which sheet opens first."""

import re
from typing import NamedTuple

from xlsxwriter.utility import quote_sheetname

from xlminshi.adapters.closed.plain.rows import LETTERS
from xlminshi.adapters.closed.plain.rules import proper
from xlminshi.adapters.closed.plain.words import DECLARATION, MAIN, RELATIONS, NotPlainError, quoted
from xlminshi.adapters.xml_text import escaped
from xlminshi.form.grid import cell_address
from xlminshi.form.sheets import Area, BookPlan, SheetPlan, Visibility

# What XlsxWriter certainly takes; it refuses others by name, and so it shall.
_SHEET_NAME = re.compile(r"(?!')[^\x00-\x1f\[\]:*?/\\\ud800-\U0010ffff]{1,31}(?<!')")
_DEFINED_NAME = re.compile(r"[_\u4e00-\u9fff]{4,200}")
_FILTER, _PRINTED, _TITLES = "_xlnm._FilterDatabase", "_xlnm.Print_Area", "_xlnm.Print_Titles"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/"


class _Named(NamedTuple):
    """A defined name; `sheet` is the number of the sheet that it belongs to, None for the whole workbook."""

    name: str
    sheet: int | None
    place: str

    def order(self) -> str:
        """Return what Excel orders names by."""
        return f"{self.name.replace('_xlnm.', '').lower()}::{self.place.lstrip(chr(39)).lower()}"


def book_part(plan: BookPlan) -> bytes:
    """Return the part that lists sheets and names; NotPlainError for names that XlsxWriter may refuse."""
    _check_names(plan)
    opened = _opened(plan)
    view = f' firstSheet="{opened}" activeTab="{opened}"' if opened else ""
    sheets = "".join(
        f'<sheet name="{quoted(sheet.name)}" sheetId="{number}"{_state(sheet, number - 1 == opened)} r:id="rId{number}"/>'
        for number, sheet in enumerate(plan.sheets, start=1)
    )
    names = "".join(map(_defined, _names(plan)))
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        '<fileVersion appName="xl" lastEdited="4" lowestEdited="4" rupBuild="4505"/>'
        '<workbookPr defaultThemeVersion="124226"/><bookViews>'
        f'<workbookView xWindow="240" yWindow="15" windowWidth="16095" windowHeight="9660"{view}/></bookViews>'
        f"<sheets>{sheets}</sheets>{f'<definedNames>{names}</definedNames>' if names else ''}"
        '<calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>'
    ).encode()


def properties_part(plan: BookPlan) -> bytes:
    """Return the part that tells what the workbook consists of, and neither author nor firm."""
    opened = _opened(plan)
    seen = [one.name for place, one in enumerate(plan.sheets) if not _state(one, place == opened)]
    named = [_told(one) for one in _names(plan) if one.name != _FILTER]
    pairs = [_pair("Worksheets", len(seen))] + ([_pair("Named Ranges", len(named))] if named else [])
    parts = "".join(f"<vt:lpstr>{escaped(one)}</vt:lpstr>" for one in (*seen, *named))
    return (
        f'{DECLARATION}<Properties xmlns="{_PROPERTIES}extended-properties" xmlns:vt="{_PROPERTIES}docPropsVTypes">'
        "<Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop>"
        f'<HeadingPairs><vt:vector size="{2 * len(pairs)}" baseType="variant">{"".join(pairs)}</vt:vector></HeadingPairs>'
        f'<TitlesOfParts><vt:vector size="{len(seen) + len(named)}" baseType="lpstr">{parts}</vt:vector></TitlesOfParts>'
        "<Company></Company><LinksUpToDate>false</LinksUpToDate><SharedDoc>false</SharedDoc>"
        "<HyperlinksChanged>false</HyperlinksChanged><AppVersion>12.0000</AppVersion></Properties>"
    ).encode()


def _check_names(plan: BookPlan) -> None:
    sheets, names = [one.name for one in plan.sheets], [one for one, _, _ in plan.names]
    are_sound = all(map(_SHEET_NAME.fullmatch, sheets)) and all(map(_DEFINED_NAME.fullmatch, names))
    if not are_sound or not sheets or len({one.lower() for one in sheets}) < len(sheets):
        raise NotPlainError("names that XlsxWriter may refuse")
    if plan.first and plan.first not in sheets:
        raise NotPlainError("no sheet to open first")


def _opened(plan: BookPlan) -> int:
    return next((place for place, one in enumerate(plan.sheets) if one.name == plan.first), 0)


def _state(sheet: SheetPlan, is_opened: bool) -> str:
    """Return the mark of a hidden sheet; the sheet that opens first is never hidden."""
    return ' state="veryHidden"' if sheet.visibility is Visibility.HIDDEN and not is_opened else ""


def _names(plan: BookPlan) -> list[_Named]:
    found = [_Named(name, None, f"'{sheet}'!{_absolute(cell)}") for name, sheet, cell in plan.names]
    for number, sheet in enumerate(plan.sheets):
        if sheet.filter:
            found.append(_Named(_FILTER, number, f"{quote_sheetname(sheet.name)}!{_area(sheet.filter)}"))
        if sheet.page.area:
            found.append(_Named(_PRINTED, number, f"{quote_sheetname(sheet.name)}!{_area(sheet.page.area)}"))
        if titles := _titles(sheet):
            found.append(_Named(_TITLES, number, titles))
    return sorted(found, key=_Named.order)


def _titles(sheet: SheetPlan) -> str:
    """Return the columns and rows that stand on every printed page; "" for none."""
    name, page = quote_sheetname(sheet.name), sheet.page
    columns = "" if page.beside is None else f"{name}!$A:${LETTERS[page.beside]}"
    rows = f"{name}!${page.repeat[0] + 1}:${page.repeat[1] + 1}" if page.repeat else ""
    return ",".join(filter(None, (columns, rows)))


def _absolute(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"


def _area(area: Area) -> str:
    if proper(area) and (area.top == 0 or area.left == 0) and max(area.bottom, area.right) > 16_000:
        raise NotPlainError("a filter over whole columns or rows")
    first, last = (
        _absolute(cell_address(row, column))
        for row, column in ((area.top, area.left), (area.bottom, area.right))
    )
    return first if first == last else f"{first}:{last}"


def _defined(one: _Named) -> str:
    sheet = "" if one.sheet is None else f' localSheetId="{one.sheet}"'
    hidden = ' hidden="1"' if one.name == _FILTER else ""
    return f'<definedName name="{one.name}"{sheet}{hidden}>{escaped(one.place)}</definedName>'


def _told(one: _Named) -> str:
    """Return a name as the properties tell it."""
    sheet, _, _ = one.place.partition("!")
    return f"{sheet}!{one.name.removeprefix('_xlnm.')}" if one.sheet is not None else one.name


def _pair(words: str, number: int) -> str:
    return f"<vt:variant><vt:lpstr>{words}</vt:lpstr></vt:variant><vt:variant><vt:i4>{number}</vt:i4></vt:variant>"
