"""Workbooks put together part by part, for what no library would write."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def sheet_xml(rows: str, main: str = MAIN, dimension: str = "") -> str:
    extent = f'<dimension ref="{dimension}"/>' if dimension else ""
    return f'{XML}<worksheet xmlns="{main}">{extent}<sheetData>{rows}</sheetData></worksheet>'


def row_xml(*cells: str, number: int = 1) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def styles_xml(*codes: str | int, main: str = MAIN) -> str:
    """One cell style per number format, written out as text or given by its built-in number."""
    own = [(164 + place, code) for place, code in enumerate(codes) if isinstance(code, str)]
    texts = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for number, code in own
    )
    numbers = [164 + place if isinstance(code, str) else code for place, code in enumerate(codes)]
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    return (
        f'{XML}<styleSheet xmlns="{main}"><numFmts>{texts}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>'
    )


def texts_xml(*items: str, main: str = MAIN) -> str:
    return f'{XML}<sst xmlns="{main}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def workbook_parts(
    *sheets: str,
    names: tuple[str, ...] = (),
    styles: str = "",
    texts: str = "",
    properties: str = "",
    main: str = MAIN,
    office: str = OFFICE,
) -> dict[str, str | bytes]:
    """The parts of a workbook with these sheet XMLs, named 表1, 表2 … unless `names` says otherwise."""
    tabs, links, parts = "", "", dict[str, str | bytes]()
    for number, sheet in enumerate(sheets, 1):
        name = names[number - 1] if names else f"表{number}"
        tabs += f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        links += _link(f"rId{number}", f"{office}/worksheet", f"worksheets/sheet{number}.xml")
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet
    for kind, part, xml in (("styles", "styles.xml", styles), ("sharedStrings", "sharedStrings.xml", texts)):
        if xml:
            links += _link(kind, f"{office}/{kind}", part)
            parts[f"xl/{part}"] = xml
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{WORKBOOK_TYPE}"/></Types>',
        "_rels/.rels": _links(_link("rId1", f"{office}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{XML}<workbook xmlns="{main}" xmlns:r="{office}">{properties}'
        f"<sheets>{tabs}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _links(links),
        **parts,
    }


def _link(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"/>'


def _links(links: str) -> str:
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def save(path: Path, parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
