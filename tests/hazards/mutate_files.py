"""What programs and the way through the mail do to the file itself, its content untouched."""

import re
import zipfile
from decimal import Decimal
from io import BytesIO

import openpyxl

from tests.hazards.cases import Case, Outcome, mutator
from tests.hazards.forms import Raw
from tests.hazards.packages import FORM_PART, MAIN, STRINGS_PART, STYLES_PART, WORKBOOK_PART, packed

RIGHT, CAUGHT, EITHER = Outcome.RIGHT, Outcome.CAUGHT, Outcome.EITHER
STRICT = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
)  # fmt: skip
_WPS = 'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"'


def _replaced(parts: dict[str, bytes], *pairs: tuple[str, str], only: str = "") -> dict[str, bytes]:
    changed = dict(parts)
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")) and name.startswith(only):
            text = content.decode()
            for old, new in pairs:
                text = text.replace(old, new)
            changed[name] = text.encode()
    return changed


@mutator("用别的程序另存过（各部件重写）", RIGHT)
def saved_by_openpyxl(case: Case) -> None:
    workbook = openpyxl.load_workbook(BytesIO(case.form.content()))
    target = BytesIO()
    workbook.save(target)
    case.content = target.getvalue()


@mutator("WPS 保存的文件（自定义部件和命名空间）", RIGHT)
def saved_by_wps(case: Case) -> None:
    parts = case.form.package()
    sheet = parts[FORM_PART].decode()
    sheet = re.sub(r"<worksheet ([^>]*)>", rf"<worksheet \1 {_WPS}>", sheet, count=1)
    parts[FORM_PART] = sheet.encode()
    book = parts[WORKBOOK_PART].decode()
    book = re.sub(
        r"<fileVersion[^>]*/>",
        '<fileVersion appName="xl" lastEdited="3" lowestEdited="5" rupBuild="9302"/>',
        book,
    )
    parts[WORKBOOK_PART] = book.encode()
    ext = "http://www.wps.cn/officeDocument/2013/wpsCustomData"
    parts["docProps/custom.xml"] = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
        b'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>'
        b"2052-11.8.2.12085</vt:lpwstr></property></Properties>"
    )
    parts["customXml/item1.xml"] = f'<s:customData xmlns:s="{ext}"/>'.encode()
    case.save_as(parts)


@mutator("1904 日期系统", RIGHT)
def counts_from_1904(case: Case) -> None:
    parts = case.form.package()
    parts = _replaced(parts, ("<workbookPr ", '<workbookPr date1904="1" '), only=WORKBOOK_PART)
    case.save_as(parts)


@mutator("严格 OOXML（Strict）命名空间", RIGHT)
def strict_namespaces(case: Case) -> None:
    case.save_as(_replaced(case.form.package(), *STRICT))


@mutator("文字都写在单元格内（inlineStr）", RIGHT)
def inline_strings(case: Case) -> None:
    for cell in case.form.cells.values():
        if isinstance(cell.value, str):
            text = cell.value.replace("&", "&amp;").replace("<", "&lt;")
            cell.value = Raw("inlineStr", f'<is><t xml:space="preserve">{text}</t></is>')
    case.save_as(case.form.package())


@mutator("没有样式部件", RIGHT)
def no_styles_part(case: Case) -> None:
    parts = case.form.package()
    del parts[STYLES_PART]
    links = re.sub(
        r'<Relationship [^>]*Target="styles.xml"/>', "", parts["xl/_rels/workbook.xml.rels"].decode()
    )
    types = re.sub(r'<Override PartName="/xl/styles.xml"[^>]*/>', "", parts["[Content_Types].xml"].decode())
    case.save_as(
        {**parts, "xl/_rels/workbook.xml.rels": links.encode(), "[Content_Types].xml": types.encode()}
    )


@mutator("共享文字部件丢失", CAUGHT)
def strings_part_lost(case: Case) -> None:
    parts = case.form.package()
    del parts[STRINGS_PART]
    case.save_as(parts)
    case.nothing_meant()


@mutator("共享文字的编号超出范围", CAUGHT)
def string_number_out_of_range(case: Case) -> None:
    row = case.form.lines()[0].row
    case.form.set(row, "进展情况", Raw("s", "<v>99999</v>"))
    case.save_as(case.form.package())


@mutator("样式编号超出范围", RIGHT)
def style_number_out_of_range(case: Case) -> None:
    for (row, _), cell in case.form.cells.items():
        if row > case.form.header_row:
            cell.style = 60000
    case.save_as(case.form.package())


@mutator("部件次序打乱", RIGHT)
def parts_in_other_order(case: Case) -> None:
    case.content = packed(list(case.form.package().items())[::-1])


@mutator("部件不压缩", RIGHT)
def parts_stored(case: Case) -> None:
    case.content = packed(case.form.package(), zipfile.ZIP_STORED)


@mutator("XML 带命名空间前缀", RIGHT)
def prefixed_elements(case: Case) -> None:
    parts = case.form.package()
    for name in (FORM_PART, STRINGS_PART):
        text = parts[name].decode().replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
        parts[name] = re.sub(r"<(/?)([A-Za-z])", r"<\1x:\2", text).replace("<x:?xml", "<?xml").encode()
    case.save_as(parts)


@mutator("XML 是 UTF-16", RIGHT)
def utf16_parts(case: Case) -> None:
    parts = case.form.package()
    for name in (FORM_PART, STRINGS_PART):
        parts[name] = parts[name].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    case.save_as(parts)


@mutator("XML 前有字节顺序标记", RIGHT)
def byte_order_mark(case: Case) -> None:
    parts = case.form.package()
    for name in (FORM_PART, STRINGS_PART, WORKBOOK_PART):
        parts[name] = b"\xef\xbb\xbf" + parts[name]
    case.save_as(parts)


@mutator("XML 中有注释和处理指令", RIGHT)
def comments_in_xml(case: Case) -> None:
    parts = case.form.package()
    text = parts[FORM_PART].decode().replace("<sheetData>", "<!-- a --><?b c?><sheetData>", 1)
    parts[FORM_PART] = re.sub(r"(<row [^>]*>)", r"\1<!-- 行 -->", text).encode()
    case.save_as(parts)


@mutator("数字写成 CDATA", EITHER)
def numbers_in_cdata(case: Case) -> None:
    for row, _, figure in list(case.numbers()):
        case.put_figure(row, Raw("", f"<v><![CDATA[{figure}]]></v>"))
    case.save_as(case.form.package())


@mutator("单元格没有地址", RIGHT)
def cells_without_address(case: Case) -> None:
    parts = case.form.package()
    form = case.form
    rows = range(1, form.last_row() + 1)
    for row in rows:
        for column in range(1, form.last_column() + 1):
            if (row, column) not in form.cells:
                form.put(row, column, None)
    parts = form.package()
    sheet = re.sub(r'<c r="[A-Z]+\d+"', "<c", parts[FORM_PART].decode())
    parts[FORM_PART] = re.sub(r'<row r="\d+"', "<row", sheet).encode()
    case.save_as(parts)


@mutator("单元格地址不合规（A0、ZZZZ1）", EITHER)
def impossible_address(case: Case) -> None:
    parts = case.form.package()
    parts = _replaced(
        parts,
        ("</row></sheetData>", '<c r="ZZZZ1"><v>1</v></c><c r="A0"><v>2</v></c></row></sheetData>'),
        only=FORM_PART,
    )
    case.save_as(parts)


@mutator("同一地址出现两个单元格，数字不同", EITHER)
def cell_twice(case: Case) -> bool | None:
    row, key, figure = next(case.numbers(), (0, ("", ""), None))
    if not row:
        return False
    assert isinstance(figure, Decimal)
    address = case.form.address(row, "累计完成")
    parts = case.form.package()
    text = parts[FORM_PART].decode()
    found = re.search(rf'<c r="{address}".*?</c>', text)
    assert found
    parts[FORM_PART] = text.replace(found[0], found[0] + f'<c r="{address}"><v>{figure + 7}</v></c>').encode()
    case.save_as(parts)
    case.means(key, None, figure)
    return None


@mutator("同一行出现两次，数字不同", EITHER)
def row_twice(case: Case) -> bool | None:
    row, key, figure = next(case.numbers(), (0, ("", ""), None))
    if not row:
        return False
    assert isinstance(figure, Decimal)
    address = case.form.address(row, "累计完成")
    parts = case.form.package()
    extra = f'<row r="{row}"><c r="{address}"><v>{figure + 7}</v></c></row></sheetData>'
    case.save_as(_replaced(parts, ("</sheetData>", extra), only=FORM_PART))
    case.means(key, None, figure)
    return None


@mutator("一个单元格里有两个数", EITHER)
def two_values_in_a_cell(case: Case) -> bool | None:
    rows = list(case.numbers())
    for row, key, figure in rows:
        case.put_figure(row, Raw("", f"<v>{figure}</v><v>7.5</v>"))
        case.means(key, None, figure)
    return bool(rows)


@mutator("宣称有 1048576 行（dimension）", RIGHT)
def dimension_of_a_whole_sheet(case: Case) -> None:
    parts = case.form.package()
    parts[FORM_PART] = re.sub(
        rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:XFD1048576"/>', parts[FORM_PART]
    )
    case.save_as(parts)


@mutator("宣称只有一格（dimension A1）", RIGHT)
def dimension_of_one_cell(case: Case) -> None:
    parts = case.form.package()
    parts[FORM_PART] = re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1"/>', parts[FORM_PART])
    case.save_as(parts)


@mutator("极远处有一个空格（XFD1048576）", EITHER)
def stray_space_far_away(case: Case) -> None:
    case.form.put(1048576, 16384, " ")


@mutator("极远处有文字（AMJ65536）", CAUGHT, "BEYOND_TABLE")
def stray_text_far_away(case: Case) -> None:
    case.form.put(65536, 1024, "误填")


@mutator("整列设了格式，行号到 1048576", RIGHT)
def last_row_formatted(case: Case) -> None:
    case.form.put(1048576, 2, None, 15)


@mutator("合并区域大到整张表", EITHER)
def whole_sheet_merged(case: Case) -> None:
    case.form.after = case.form.after.replace(
        "</mergeCells>", '<mergeCell ref="A500:XFD1048576"/></mergeCells>'
    )


@mutator("工作簿结构加了保护", RIGHT)
def structure_protected(case: Case) -> None:
    parts = _replaced(
        case.form.package(),
        ("<bookViews>", '<workbookProtection workbookPassword="CC1A" lockStructure="1"/><bookViews>'),
        only=WORKBOOK_PART,
    )
    case.save_as(parts)


@mutator("带宏的工作簿（.xlsm）", EITHER)
def macro_workbook(case: Case) -> None:
    parts = case.form.package()
    parts = _replaced(
        parts,
        (
            "openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "ms-excel.sheet.macroEnabled.main+xml",
        ),
        only="[Content_Types]",
    )
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    case.name = f"{case.unit}.xlsm"
    case.content = packed(parts)


@mutator("含有指向其他文件的链接", EITHER)
def external_link(case: Case) -> None:
    parts = case.form.package()
    parts["xl/externalLinks/externalLink1.xml"] = f'<externalLink xmlns="{MAIN}"/>'.encode()
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
        'Target="file:///C:/台账.xlsx" TargetMode="External"/></Relationships>'
    ).encode()
    case.save_as(parts)
