"""Files that nobody should have to open: broken, bomb-like, lying about what they are. Each is made here, none is kept."""

import email.message
import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.hazards.packages import FORM_PART, MAIN, STRINGS_PART, STYLES_PART, WORKBOOK_PART, packed, unpacked

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Parts = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Hostile:
    """One kind: its name as a file, what it is in Chinese, and how it is made from a good return."""

    file: str
    hazard: str
    make: Callable[[bytes], bytes]


HOSTILE: dict[str, Hostile] = {}


def hostile(file: str, hazard: str) -> Callable[[Callable[[bytes], bytes]], Callable[[bytes], bytes]]:
    """Enter a maker into the list."""

    def enter(make: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
        HOSTILE[make.__name__] = Hostile(file, hazard, make)
        return make

    return enter


def _with(good: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = unpacked(good)
    return packed({**parts, part: change(parts[part])})


def _deflated(parts: Parts) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """A plain zip of files."""
    return _deflated(files)


# bombs


@hostile("压缩炸弹.xlsx", "一个部件解压后大上千倍")
def part_that_unpacks_a_thousandfold(good: bytes) -> bytes:
    return _deflated({**unpacked(good), FORM_PART: b" " * 30_000_000})


@hostile("总量炸弹.xlsx", "许多部件合起来超过两亿字节")
def many_parts_that_unpack_too_far(good: bytes) -> bytes:
    pad = bytes(range(256)) * 4000
    return _deflated({**unpacked(good), **{f"xl/media/x{number}.bin": pad for number in range(220)}})


@hostile("部件太多.xlsx", "内部有三千个部件")
def three_thousand_parts(good: bytes) -> bytes:
    return packed({**unpacked(good), **{f"xl/media/{number}.xml": b"<a/>" for number in range(3000)}})


@hostile("重叠炸弹.xlsx", "许多条目共用同一段数据")
def entries_that_share_their_bytes(good: bytes) -> bytes:
    content = bytearray(good)
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 20, 50_000_000)
    return bytes(content)


@hostile("实体炸弹.xlsx", "层层引用的实体（billion laughs）")
def billion_laughs(good: bytes) -> bytes:
    tens = (10 * f"&a{number};" for number in range(9))
    levels = "".join(f'<!ENTITY a{number} "{ten}">' for number, ten in enumerate(tens, start=1))
    head = f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a0 "lol">{levels}]>'
    return _with(
        good, STRINGS_PART, lambda _: f'{head}<sst xmlns="{MAIN}"><si><t>&a9;</t></si></sst>'.encode()
    )


@hostile("外部实体.xlsx", "引用本机文件的实体（XXE）")
def entity_from_a_local_file(good: bytes) -> bytes:
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>'
    return _with(good, FORM_PART, lambda xml: head + xml.split(b"?>", 1)[-1])


@hostile("声明.xlsx", "XML 带 DOCTYPE 声明")
def bare_doctype(good: bytes) -> bytes:
    return _with(
        good, WORKBOOK_PART, lambda xml: xml.replace(b"<workbook", b"<!DOCTYPE workbook><workbook", 1)
    )


@hostile("十万层.xlsx", "XML 嵌套十万层")
def nested_a_hundred_thousand_deep(good: bytes) -> bytes:
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    return _with(good, FORM_PART, lambda xml: xml.replace(b"<sheetData>", deep + b"<sheetData>", 1))


@hostile("巨大属性.xlsx", "一个属性长五百万字")
def attribute_of_five_million(good: bytes) -> bytes:
    noise = zlib.compress(bytes(range(256)) * 10)[:2000].hex().encode() * 1300
    return _with(
        good, FORM_PART, lambda xml: xml.replace(b"<sheetData>", b'<sheetData x="' + noise + b'">', 1)
    )


@hostile("格式爆炸.xlsx", "单元格格式有七万种")
def seventy_thousand_styles(good: bytes) -> bytes:
    look = "".join(
        f'<xf numFmtId="0" fontId="{n % 3}" fillId="0" borderId="{n % 2}"/>' for n in range(70_000)
    )
    return _with(good, STYLES_PART, lambda xml: xml.replace(b"</cellXfs>", look.encode() + b"</cellXfs>"))


@hostile("表太多.xlsx", "有四百张工作表")
def four_hundred_sheets(good: bytes) -> bytes:
    sheets = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId1"/>' for n in range(100, 500))
    return _with(good, WORKBOOK_PART, lambda xml: xml.replace(b"</sheets>", sheets.encode() + b"</sheets>"))


@hostile("百万行.xlsx", "真有一百万个空行")
def a_million_rows(good: bytes) -> bytes:
    rows = b"".join(b'<row r="%d"/>' % number for number in range(20, 1_048_577))
    return _with(good, FORM_PART, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


@hostile("三百万格.xlsx", "一张表有三百万个单元格")
def three_million_cells(good: bytes) -> bytes:
    row = b"<row>" + b"<c><v>7</v></c>" * 250 + b"</row>"
    return _with(good, FORM_PART, lambda xml: xml.replace(b"</sheetData>", row * 12_000 + b"</sheetData>"))


@hostile("整表公式.xlsx", "一个数组公式占满整张表")
def array_formula_over_the_sheet(good: bytes) -> bytes:
    cell = b'<row r="900"><c r="A900"><f t="array" ref="A900:XFD1048576">1+1</f><v>2</v></c></row>'
    return _with(good, FORM_PART, lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>"))


@hostile("压缩包炸弹.zip", "压缩包里的文件解压后大上千倍")
def zip_with_a_bomb(good: bytes) -> bytes:
    return zipped({"大.xlsx": b"\0" * 40_000_000})


@hostile("层层压缩.zip", "压缩包套了八层")
def zips_in_zips(good: bytes) -> bytes:
    content = good
    for number in range(8):
        content = zipped({f"{number}.zip" if number else "表.xlsx": content})
    return content


@hostile("万个文件.zip", "压缩包里有一万个文件")
def zip_of_ten_thousand_files(good: bytes) -> bytes:
    return packed({f"{number}.txt": b"x" for number in range(10_000)})


# what lies about itself


@hostile("路径穿越.xlsx", "内部路径指向文件夹之外")
def part_outside_the_package(good: bytes) -> bytes:
    return packed({**unpacked(good), "../../启动.xml": b"<a/>"})


@hostile("路径穿越.zip", "压缩包里的路径指向文件夹之外")
def zip_that_points_outside(good: bytes) -> bytes:
    return zipped({"../../../启动/x.xlsx": b"not a workbook"})


@hostile("重名部件.xlsx", "两个部件同名")
def two_parts_of_one_name(good: bytes) -> bytes:
    parts = unpacked(good)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in (*parts.items(), (FORM_PART.upper(), b"<worksheet/>")):
            archive.writestr(name, content)
    return target.getvalue()


@hostile("旧名.xlsx", "声明的编码与内容不符（GBK）")
def declared_as_gbk(good: bytes) -> bytes:
    return _with(
        good, STRINGS_PART, lambda xml: xml.decode().replace("UTF-8", "GBK").encode("gbk", "replace")
    )


@hostile("坏字节.xlsx", "XML 里有不合法的字节")
def invalid_bytes_in_xml(good: bytes) -> bytes:
    return _with(good, STRINGS_PART, lambda xml: xml.replace(b"<t>", b"<t>\xff\xfe\xfd", 1))


@hostile("断开的标签.xlsx", "XML 标签没有合上")
def unclosed_element(good: bytes) -> bytes:
    return _with(good, FORM_PART, lambda xml: xml.replace(b"</sheetData>", b"", 1))


@hostile("缺表.xlsx", "工作表的部件丢失")
def sheet_part_lost(good: bytes) -> bytes:
    return packed({name: part for name, part in unpacked(good).items() if name != FORM_PART})


@hostile("没有表.xlsx", "工作簿里没有工作表")
def workbook_without_sheets(good: bytes) -> bytes:
    return _with(
        good, WORKBOOK_PART, lambda xml: b'<workbook xmlns="' + MAIN.encode() + b'"><sheets/></workbook>'
    )


@hostile("行号过大.xlsx", "行号超过工作表")
def row_number_beyond_the_sheet(good: bytes) -> bytes:
    row = b'<row r="99999999"><c r="A99999999"><v>1</v></c></row>'
    return _with(good, FORM_PART, lambda xml: xml.replace(b"</sheetData>", row + b"</sheetData>"))


@hostile("行号不是数.xlsx", "行号不是数字")
def row_number_that_is_none(good: bytes) -> bytes:
    return _with(good, FORM_PART, lambda xml: xml.replace(b'<row r="5"', b'<row r="five"'))


@hostile("部分加密.xlsx", "压缩条目加了密码")
def encrypted_entry(good: bytes) -> bytes:
    content = bytearray(good)
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


@hostile("少见压缩.xlsx", "用了少见的压缩方法")
def unusual_compression(good: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in unpacked(good).items():
            archive.writestr(name, content)
    return target.getvalue()


def _types(main: str) -> bytes:
    return f'<Types xmlns="x"><Override PartName="/x" ContentType="application/{main}"/></Types>'.encode()


def _plain(name: str, file: str, hazard: str, content: bytes) -> None:
    HOSTILE[name] = Hostile(file, hazard, lambda good: content)


_plain("empty_file", "空.xlsx", "空文件混在里面", b"")
_plain("zero_bytes", "零.xlsx", "内容全是零字节", b"\0" * 20_000)
_plain("noise", "乱码.xlsx", "乱码", bytes((n * 7919 + 13) % 251 for n in range(9000)))
_plain("pdf_named_xlsx", "扫描件.xlsx", "PDF 改了扩展名", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF")
_plain("picture_named_xlsx", "照片.xlsx", "图片改了扩展名", b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 500)
_plain("png_named_xlsx", "截图.xlsx", "截图改了扩展名", b"\x89PNG\r\n\x1a\n" + b"\0" * 300)
_plain(
    "web_page_named_xls",
    "导出.xls",
    "网页另存的 .xls",
    "<html><body><table><tr><td>实事</td></tr></table></body></html>".encode(),
)
_plain("rtf_named_xlsx", "文稿.xlsx", "写字板文档", rb"{\rtf1\ansi hello}")
_plain("rar_archive", "打包.rar", "RAR 压缩包", b"Rar!\x1a\x07\x01\0" + b"\0" * 90)
_plain("seven_zip", "打包.7z", "7z 压缩包", b"7z\xbc\xaf\x27\x1c\0\x04" + b"\0" * 90)
_plain("gzip", "打包.xlsx.gz", "gz 压缩包", gzip.compress(b"x" * 500, mtime=0))
_plain("broken_old_workbook", "旧表.xls", "损坏的旧版 .xls", OLE + b"\0" * 4000)
_plain(
    "old_word_document",
    "文稿.xlsx",
    "旧版 Word 文档",
    OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 3000,
)
_plain(
    "broken_encryption",
    "加密.xlsx",
    "加密信息损坏的工作簿",
    OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 3000,
)
_plain("lock_file", "~$县水利局.xlsx", "打开文件时的临时文件", b"\x06clerk1" + b"\0" * 160)
_plain("text_file", "说明.txt", "文本文件", "填报说明：请按时报送。".encode("gb18030"))
_plain(
    "broken_mail",
    "转发.eml",
    "没有附件内容的邮件",
    b"From: a@b\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=z\r\n\r\n--z",
)
_plain("broken_zip", "打包.zip", "损坏的压缩包", b"PK\x03\x04" + b"\0" * 300)
_plain("empty_zip", "空包.zip", "空压缩包", b"PK\x05\x06" + b"\0" * 18)
_plain(
    "broken_ods",
    "表.ods",
    "损坏的 .ods",
    b"PK\x03\x04" + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
)


@hostile("文档.xlsx", "Word 文档改了扩展名")
def word_document_named_xlsx(good: bytes) -> bytes:
    types = _types("vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
    return packed({"[Content_Types].xml": types, "word/document.xml": b"<w/>"})


@hostile("二进制.xlsb", "损坏的 .xlsb")
def broken_binary_workbook(good: bytes) -> bytes:
    types = _types("vnd.ms-excel.sheet.binary.macroEnabled.main")
    return packed({"[Content_Types].xml": types, "xl/workbook.bin": b"\x83\x01\x00" + b"\xff" * 90})


@hostile("ods炸弹.ods", "带实体的 .ods")
def open_document_with_entities(good: bytes) -> bytes:
    xml = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    return packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": xml})


@hostile("多附件.eml", "邮件里有两千个附件")
def mail_with_two_thousand_attachments(good: bytes) -> bytes:
    message = email.message.EmailMessage()
    message["From"], message["Subject"] = "a@example.invalid", "x"
    message.set_content("x")
    for number in range(2000):
        message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=f"{number}.txt")
    return message.as_bytes()


@hostile("断开.eml", "附件只收到一半的邮件")
def mail_with_half_an_attachment(good: bytes) -> bytes:
    message = email.message.EmailMessage()
    message["From"], message["Subject"] = "a@example.invalid", "x"
    message.set_content("见附件")
    message.add_attachment(good, maintype="application", subtype="octet-stream", filename="表.xlsx")
    content = message.as_bytes()
    return content[: len(content) // 2]


@hostile("半个.xlsx", "只下载了一半")
def half_downloaded(good: bytes) -> bytes:
    return good[: len(good) // 2]


@hostile("宏.xlsm", "别人的带宏工作簿")
def foreign_macro_workbook(good: bytes) -> bytes:
    parts = unpacked(good)
    types = (
        parts["[Content_Types].xml"]
        .decode()
        .replace("openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main")
    )
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t>草稿</t></is></c></row></sheetData></worksheet>'
    return packed(
        {
            **parts,
            "[Content_Types].xml": types.encode(),
            FORM_PART: sheet.encode(),
            "xl/vbaProject.bin": OLE + b"\0" * 900,
        }
    )
