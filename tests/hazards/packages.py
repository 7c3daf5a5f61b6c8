"""Taking a package of parts apart, and putting one together."""

import zipfile
from collections.abc import Iterable
from io import BytesIO

FORM_PART = "xl/worksheets/sheet1.xml"
STRINGS_PART = "xl/sharedStrings.xml"
STYLES_PART = "xl/styles.xml"
WORKBOOK_PART = "xl/workbook.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a package in their order."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(
    parts: dict[str, bytes] | Iterable[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A package of these parts; of the deflated ones only those that differ from form to form, to be quick."""
    target = BytesIO()
    pairs = parts.items() if isinstance(parts, dict) else parts
    with zipfile.ZipFile(target, "w", compression, compresslevel=1) as archive:
        for name, content in pairs:
            way = compression if name in (FORM_PART, STRINGS_PART) else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name, (2022, 10, 8, 9, 0, 0)), content, way)
    return target.getvalue()
