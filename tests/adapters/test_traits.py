"""What a sheet shows beside its values; both reading lanes must tell the same."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.adapters import raw_xlsx
from tests.adapters.raw_xlsx import row_xml, sheet_xml, workbook_parts
from xlminshi.adapters.closed.fast_lane import DoubtError
from xlminshi.adapters.closed.reading import Lane, read_workbook
from xlminshi.form.grid import FileTrait, Traits, Workbook

CELLS = "".join(
    row_xml(f'<c r="A{row}"><v>1</v></c>', f'<c r="D{row}"><v>2</v></c>', number=row) for row in (1, 2, 3)
)


def read_in_both_lanes(path: Path) -> Workbook:
    careful = read_workbook(path, _lane=Lane.CAREFUL)
    assert read_workbook(path) == careful
    return careful


def traits_of(tmp_path: Path, sheet: str, **parts: str | bytes) -> Traits:
    named = {name.replace("__", "/").replace("_DOT_", "."): part for name, part in parts.items()}
    path = raw_xlsx.save(tmp_path / "报表.xlsx", workbook_parts(sheet) | named)
    return read_in_both_lanes(path).grids[0].traits


def with_head(head: str) -> str:
    return sheet_xml(CELLS).replace("<sheetData>", f"{head}<sheetData>")


def with_tail(tail: str) -> str:
    return sheet_xml(CELLS).replace("</sheetData>", f"</sheetData>{tail}")


def related(*links: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{n}" Type="http://x/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links)
    )
    return f'<Relationships xmlns="{raw_xlsx.PACKAGE}/relationships">{inner}</Relationships>'


def test_a_plain_sheet_has_no_traits(tmp_path: Path) -> None:
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(CELLS)))
    assert read_workbook(path, _lane=Lane.FAST).grids[0].traits == Traits()
    assert read_in_both_lanes(path).traits == frozenset()


def test_what_a_person_does_in_excel_is_told(tmp_path: Path) -> None:
    path = tmp_path / "报表.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet: Any = workbook.add_worksheet("填报表")
        other: Any = workbook.add_worksheet("选项")
        for row in range(8):
            sheet.write_row(row, 0, ["甲", row, 2, 3, 4])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(3, 0)
        sheet.set_row(5, None, None, {"level": 1, "hidden": True})
        sheet.set_row(6, None, None, {"collapsed": True})
        sheet.set_column(1, 2, None, None, {"hidden": True})
        sheet.set_column(3, 3, 0)
        sheet.merge_range("A11:C12", "合并")
        sheet.write_comment("B2", "请核对", {"author": "李四"})
        sheet.data_validation("B3:B5", {"validate": "list", "source": ["甲", "乙"]})
        sheet.data_validation("C3", {"validate": "any", "input_title": "说明", "other_cells": [[6, 2, 7, 2]]})
        sheet.protect()
        sheet.insert_textbox(20, 1, "文本框")
        sheet.insert_textbox(30, 1, "文本框")
        other.write(0, 0, "甲")
    told, none = (grid.traits for grid in read_in_both_lanes(path).grids)
    assert (told.hidden_rows, told.hidden_columns) == ((2, 3, 5), (1, 2, 3))
    assert (told.merges, told.notes) == (("A11:C12",), (("B2", "请核对"),))
    assert (told.validated, told.is_protected, told.shapes) == (("B3:B5", "C3", "C7:C8"), True, 2)
    assert none == Traits()


@pytest.mark.parametrize(
    ("attributes", "is_hidden"),
    [
        ('hidden="1"', True),
        ("hidden='true'", True),
        ('ht="0" customHeight="1"', True),
        ('ht="0.00"', True),
        ('hidden="0"', False),
        ('ht="0.75"', False),
        ('collapsed="1"', False),
    ],
)
def test_a_row_without_height_is_as_hidden_as_a_hidden_one(
    tmp_path: Path, attributes: str, is_hidden: bool
) -> None:
    sheet = sheet_xml(CELLS).replace('<row r="2"', f'<row r="2" spans="1:4" {attributes}')
    assert traits_of(tmp_path, sheet).hidden_rows == ((1,) if is_hidden else ())


def test_hidden_rows_without_number_are_counted_from_the_one_before(tmp_path: Path) -> None:
    sheet = sheet_xml(
        '<row><c><v>1</v></c></row><row hidden="1"><c><v>2</v></c></row><row><c><v>3</v></c></row>'
    )
    assert traits_of(tmp_path, sheet).hidden_rows == (1,)


def test_hidden_rows_and_columns_are_told_as_far_as_there_are_values(tmp_path: Path) -> None:
    sheet = with_head('<cols><col min="3" max="16384" width="9" hidden="1"/></cols>')
    sheet = sheet.replace("</sheetData>", '<row r="9" hidden="1"/><row r="1048576" hidden="1"/></sheetData>')
    traits = traits_of(tmp_path, sheet)
    assert (traits.hidden_rows, traits.hidden_columns) == ((), (2, 3))


def test_a_word_in_a_cell_hides_nothing(tmp_path: Path) -> None:
    text = '<c r="A1" t="inlineStr"><is><t>hidden="1" ht="0"</t></is></c>'
    assert traits_of(tmp_path, sheet_xml(row_xml(text))) == Traits()


def test_prefixed_elements_are_told_too(tmp_path: Path) -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{raw_xlsx.MAIN}"><x:cols><x:col min="1" max="1" width="0"/></x:cols><x:sheetData>'
        '<x:row r="1" hidden="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData><x:sheetProtection sheet="true"/>'
        '<x:mergeCells><x:mergeCell ref="A1:B2"/></x:mergeCells><x:dataValidations>'
        '<x:dataValidation type="list" sqref="A1 C1:C2"/></x:dataValidations></x:worksheet>'
    )
    assert traits_of(tmp_path, sheet) == Traits((0,), (0,), ("A1:B2",), (), ("A1", "C1:C2"), True)


def test_validations_that_refer_to_other_sheets_are_told_and_formats_of_the_extension_are_not(
    tmp_path: Path,
) -> None:
    tail = (
        '<conditionalFormatting sqref="Z1"/><dataValidations count="1"><dataValidation prompt="a &gt; b" '
        'sqref="B3"><formula1>1</formula1></dataValidation></dataValidations><extLst><ext xmlns:x14="u" xmlns:xm="v">'
        "<x14:conditionalFormattings><x14:conditionalFormatting><xm:sqref>Y1</xm:sqref>"
        "</x14:conditionalFormatting></x14:conditionalFormattings><x14:dataValidations><x14:dataValidation>"
        "<x14:formula1><xm:f>选项!A1</xm:f></x14:formula1><xm:sqref>C3:C5 D9</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst>"
    )
    assert traits_of(tmp_path, with_tail(tail)).validated == ("B3", "C3:C5", "D9")


def test_a_protection_that_is_not_in_force_is_none(tmp_path: Path) -> None:
    assert not traits_of(tmp_path, with_tail('<sheetProtection objects="1" scenarios="1"/>')).is_protected


def test_remarks_of_a_thread_stand_in_place_of_their_stand_in(tmp_path: Path) -> None:
    comments = (
        f'<comments xmlns="{raw_xlsx.MAIN}"><commentList><comment ref="A1"><text><t>[线程批注]</t></text></comment>'
        '<comment ref="B1"><text><r><t>请</t></r><r><t>核对_x000D_</t></r></text></comment><comment ref="C1"/>'
        "</commentList></comments>"
    )
    threads = (
        '<ThreadedComments xmlns="urn:x"><threadedComment ref="A1"><text>对吗？</text></threadedComment>'
        '<threadedComment ref="A1"><text>对。</text></threadedComment></ThreadedComments>'
    )
    links = related(
        ("comments", "../comments1.xml"), ("threadedComment", "../threads.xml"), ("comments", "../no.xml")
    )
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": links,
        "xl/comments1.xml": comments,
        "xl/threads.xml": threads,
    }
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(CELLS)) | parts)
    assert read_in_both_lanes(path).grids[0].traits.notes == (
        ("B1", "请核对"),
        ("C1", ""),
        ("A1", "对吗？"),
        ("A1", "对。"),
    )


def test_pictures_and_embedded_objects_are_counted_once(tmp_path: Path) -> None:
    drawing = (
        '<d:wsDr xmlns:d="urn:x"><d:twoCellAnchor editAs="oneCell"><d:pic/></d:twoCellAnchor><d:oneCellAnchor>'
        "</d:oneCellAnchor><d:absoluteAnchor></d:absoluteAnchor></d:wsDr>"
    )
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": related(("drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": drawing,
    }
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(CELLS)) | parts)
    assert read_in_both_lanes(path).grids[0].traits.shapes == 3
    objects = '<oleObjects><oleObject progId="x" shapeId="1"/><oleObject shapeId="1"/></oleObjects>'
    controls = '<controls><control name="按钮" shapeId="2"/></controls>'
    assert traits_of(tmp_path, with_tail(objects + controls)).shapes == 2


def file_traits_of(tmp_path: Path, sheet: str, **parts: bytes) -> frozenset[FileTrait]:
    named: dict[str, str | bytes] = {
        name.replace("__", "/").replace("_", "."): part for name, part in parts.items()
    }
    return read_in_both_lanes(raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet) | named)).traits


def test_macros_are_told_under_any_name_of_the_file(tmp_path: Path) -> None:
    assert file_traits_of(tmp_path, sheet_xml(CELLS), xl__vbaProject_bin=b"\xcc\x61") == {FileTrait.MACRO}
    assert file_traits_of(tmp_path, sheet_xml(CELLS), xl__macrosheets__sheet1_xml=b"<x/>") == {
        FileTrait.MACRO
    }
    assert file_traits_of(tmp_path, sheet_xml(CELLS), xl__printerSettings_bin=b"\0") == frozenset()


@pytest.mark.parametrize(
    ("formula", "is_link"),
    [
        ("[1]表1!A1*2", True),
        ("SUM('[2]年度 表'!$A$1:B2)", True),
        ("[1]!名称", True),
        ("表[1]", False),
        ("SUM(表[[#This Row],[1]])", False),
        ("A1", False),
    ],
)
def test_links_to_other_files_are_told(tmp_path: Path, formula: str, is_link: bool) -> None:
    cell = f'<c r="A1"><f>{formula}</f><v>1</v></c><c r="B1" t="inlineStr"><is><t>[1]表!</t></is></c>'
    expected = {FileTrait.EXTERNAL_LINK} if is_link else set()
    assert file_traits_of(tmp_path, sheet_xml(row_xml(cell))) == expected


def test_a_part_for_another_file_is_a_link(tmp_path: Path) -> None:
    part = {"xl__externalLinks__externalLink1_xml": b"<externalLink/>"}
    assert file_traits_of(tmp_path, sheet_xml(CELLS), **part) == {FileTrait.EXTERNAL_LINK}


def test_traits_of_a_strict_workbook_are_told(tmp_path: Path) -> None:
    strict = {"main": raw_xlsx.STRICT_MAIN, "office": raw_xlsx.STRICT_OFFICE}
    sheet = sheet_xml(row_xml('<c r="A1"><v>1</v></c>'), main=raw_xlsx.STRICT_MAIN)
    sheet = sheet.replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>')
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet, **strict))  # type: ignore[arg-type]
    with pytest.raises(DoubtError):
        read_workbook(path, _lane=Lane.FAST)
    assert read_workbook(path).grids[0].traits.merges == ("A1:A2",)
