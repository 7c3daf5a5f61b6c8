import hashlib
import struct
import zipfile
from pathlib import Path

import pytest

from tests.adapters import raw_xlsx
from xlminshi.adapters.closed.preflight import Limits, admit
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.core.errors import FileRefusedError

GOOD_SHEET = raw_xlsx.sheet_xml(raw_xlsx.row_xml('<c r="A1"><v>1</v></c>'))


def good_parts() -> dict[str, str | bytes]:
    return raw_xlsx.workbook_parts(GOOD_SHEET)


def refusal_of(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(FileRefusedError) as caught:
        read_workbook(path, limits or Limits())
    message = str(caught.value)
    assert f"「{path.name}」" in message
    assert "请" in message
    return message


def test_a_sound_workbook_is_admitted_with_its_digest(tmp_path: Path) -> None:
    path = raw_xlsx.save(tmp_path / "区残联.xlsx", good_parts())
    package = admit(path.name, path.read_bytes(), Limits())
    assert package.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert package.part("XL/Workbook.xml") is not None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "空文件"),
        (b"\0\0\0\0", "空文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "旧版工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "旧版 Word"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "图片"),
        (b"\x89PNG\r\n\x1a\n\0", "图片"),
        (b"Rar!\x1a\x07\x01\0", "压缩包"),
        (b"{\\rtf1", "写字板"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", "网页"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "2003"),
        ("单位,累计完成\n区残联,110\n".encode(), "文本文件"),
        ("单位,累计完成\n区残联,110\n".encode("gb18030"), "文本文件"),
        ("单位\t累计完成".encode("utf-16"), "文本文件"),
        (b"\x01\x02\0\x03", "不是 Excel 工作簿"),
    ],
)
def test_a_file_that_is_no_workbook_is_called_by_what_it_is(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    path = tmp_path / "报表.xlsx"
    path.write_bytes(content)
    assert expected in refusal_of(path)


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", ".xlsb"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "Word"),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "Word"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "演示文稿"),
        ("application/vnd.ms-visio.drawing.main+xml", "没有工作簿"),
    ],
)
def test_another_office_package_is_called_by_what_it_is(
    tmp_path: Path, content_type: str, expected: str
) -> None:
    parts = {"[Content_Types].xml": f'<Types><Override PartName="/x" ContentType="{content_type}"/></Types>'}
    assert expected in refusal_of(raw_xlsx.save(tmp_path / "报表.xlsx", parts))


def test_a_macro_workbook_is_admitted(tmp_path: Path) -> None:
    parts = good_parts()
    macro = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(raw_xlsx.WORKBOOK_TYPE, macro)
    assert read_workbook(raw_xlsx.save(tmp_path / "报表.xlsm", parts)).grids


def test_an_ods_and_an_ordinary_zip_are_told_apart(tmp_path: Path) -> None:
    ods = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}
    assert ".ods" in refusal_of(raw_xlsx.save(tmp_path / "报表.xlsx", ods))
    assert "解压" in refusal_of(raw_xlsx.save(tmp_path / "压缩.xlsx", {"填报.xlsx": b"PK", "说明.txt": "x"}))


def test_a_missing_file_a_folder_and_a_lock_file_are_refused_each_with_its_own_words(tmp_path: Path) -> None:
    assert "找不到" in refusal_of(tmp_path / "没有.xlsx")
    (tmp_path / "夹.xlsx").mkdir()
    assert "文件夹" in refusal_of(tmp_path / "夹.xlsx")
    lock = tmp_path / "~$区残联.xlsx"
    lock.write_bytes(b"\x05clerk")
    assert "临时文件" in refusal_of(lock)


def test_a_file_that_the_system_will_not_open_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = raw_xlsx.save(tmp_path / "占用.xlsx", good_parts())

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert "占用" in refusal_of(path)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(file_bytes=100), "太大"),
        (Limits(parts=3), "部件超过 3 个"),
        (Limits(unpacked_bytes=500), "解压后"),
        (Limits(dense_part_bytes=100, dense_ratio=1), "压缩比"),
        (Limits(sheets=0), "工作表超过 0 张"),
        (Limits(cells=0), "单元格超过 0 万个"),
        (Limits(styles_bytes=10), "格式太多"),
        (Limits(cell_styles=1), "格式太多"),
    ],
)
def test_a_workbook_over_a_limit_is_refused_by_that_limit(
    tmp_path: Path, limits: Limits, expected: str
) -> None:
    parts = raw_xlsx.workbook_parts(GOOD_SHEET, styles=raw_xlsx.styles_xml("0", "0.00"))
    assert expected in refusal_of(raw_xlsx.save(tmp_path / "报表.xlsx", parts), limits)


def test_a_part_that_unpacks_a_thousandfold_is_refused(tmp_path: Path) -> None:
    parts = {**good_parts(), "xl/media/image1.png": b"\0" * 3_000_000}
    assert "压缩比" in refusal_of(raw_xlsx.save(tmp_path / "报表.xlsx", parts))


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = raw_xlsx.save(tmp_path / "报表.xlsx", good_parts())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/WORKBOOK.xml", "<workbook/>")
    assert "重名" in refusal_of(path)


@pytest.mark.parametrize("name", ["../x.xml", "/etc/x.xml", "C:/x.xml", "xl\\..\\x.xml"])
def test_a_part_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    assert "路径" in refusal_of(raw_xlsx.save(tmp_path / "报表.xlsx", {**good_parts(), name: "<x/>"}))


def test_an_unusual_compression_is_refused(tmp_path: Path) -> None:
    path = raw_xlsx.save(tmp_path / "报表.xlsx", good_parts(), zipfile.ZIP_BZIP2)
    assert "压缩方法" in refusal_of(path)


def test_parts_that_are_only_stored_are_read(tmp_path: Path) -> None:
    path = raw_xlsx.save(tmp_path / "报表.xlsx", good_parts(), zipfile.ZIP_STORED)
    assert read_workbook(path).grids[0].rows


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    path = raw_xlsx.save(tmp_path / "报表.xlsx", good_parts())
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "加了密" in refusal_of(path)


@pytest.mark.parametrize("declaration", ["<!DOCTYPE a [<!ENTITY b 'c'>]>", "<!ENTITY b 'c'>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_or_entity_in_any_part_is_refused(tmp_path: Path, declaration: str, encoding: str) -> None:
    parts = {**good_parts(), "docProps/app.xml": f"<?xml version='1.0'?>{declaration}<a/>".encode(encoding)}
    assert "不安全" in refusal_of(raw_xlsx.save(tmp_path / "报表.xlsx", parts))


def test_an_encoding_that_could_hide_a_doctype_is_refused(tmp_path: Path) -> None:
    parts = {**good_parts(), "docProps/app.xml": "<?xml version='1.0' encoding='cp037'?><a/>"}
    assert "不安全" in refusal_of(raw_xlsx.save(tmp_path / "报表.xlsx", parts))


def test_a_part_with_broken_unicode_is_refused(tmp_path: Path) -> None:
    parts = {**good_parts(), "docProps/app.xml": b"\xff\xfe<\0a\0/"}
    assert "损坏" in refusal_of(raw_xlsx.save(tmp_path / "报表.xlsx", parts))


def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    whole = raw_xlsx.save(tmp_path / "全.xlsx", good_parts()).read_bytes()
    path = tmp_path / "半.xlsx"
    for length in range(4, len(whole), 97):
        path.write_bytes(whole[:length])
        assert "损坏" in refusal_of(path)


def test_one_flipped_byte_in_a_part_is_noticed(tmp_path: Path) -> None:
    path = raw_xlsx.save(tmp_path / "报表.xlsx", good_parts(), zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"<v>1</v>", b"<v>9</v>"))
    assert "损坏" in refusal_of(path)


def _with_directory_field(path: Path, part: str, offset: int, value: int) -> Path:
    """Overwrite a four-byte field of one central directory entry."""
    content = bytearray(path.read_bytes())
    entry = content.rindex(part.encode()) - 46
    struct.pack_into("<L", content, entry + offset, value)
    path.write_bytes(content)
    return path


def test_a_damaged_directory_that_hides_parts_is_noticed(tmp_path: Path) -> None:
    path = raw_xlsx.save(tmp_path / "报表.xlsx", {**good_parts(), "a.xml": "<a/>", "b.xml": "<b/>"})
    _with_directory_field(path, "a.xml", 32, 51)  # a comment as long as the entry behind it
    assert "损坏" in refusal_of(path)


def test_a_declared_size_that_lies_is_noticed_without_unpacking_more(tmp_path: Path) -> None:
    parts = {**good_parts(), "xl/media/image1.png": b"\0" * 50_000_000}
    path = raw_xlsx.save(tmp_path / "报表.xlsx", parts)
    _with_directory_field(path, "xl/media/image1.png", 24, 1000)
    assert "损坏" in refusal_of(path)


def test_entries_that_share_packed_bytes_are_refused(tmp_path: Path) -> None:
    path = raw_xlsx.save(tmp_path / "报表.xlsx", good_parts())
    _with_directory_field(path, "xl/worksheets/sheet1.xml", 20, 1_000_000)
    assert "损坏" in refusal_of(path)


def test_an_entry_whose_own_header_bears_another_name_is_refused(tmp_path: Path) -> None:
    path = raw_xlsx.save(tmp_path / "报表.xlsx", good_parts())
    path.write_bytes(path.read_bytes().replace(b"xl/workbook.xml", b"xl/xxxxbook.xml", 1))
    assert "损坏" in refusal_of(path)


def test_part_names_may_differ_in_case_and_slashes(tmp_path: Path) -> None:
    parts = good_parts()
    parts["XL\\Worksheets\\Sheet1.xml"] = parts.pop("xl/worksheets/sheet1.xml")
    path = raw_xlsx.save(tmp_path / "报表.xlsx", parts)
    assert read_workbook(path).grids[0].rows


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_a_part_in_another_unicode_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    parts = good_parts()
    sheet = GOOD_SHEET.replace("UTF-8", "UTF-16") if "16" in encoding else GOOD_SHEET
    parts["xl/worksheets/sheet1.xml"] = sheet.encode(encoding)
    assert read_workbook(raw_xlsx.save(tmp_path / "报表.xlsx", parts)).grids[0].rows
