import datetime as dt
import string
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from threading import Barrier
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters import raw_xlsx
from tests.adapters.raw_xlsx import row_xml, sheet_xml, styles_xml, texts_xml, workbook_parts
from xlminshi.adapters.closed import fast_lane
from xlminshi.adapters.closed.memory import remembered
from xlminshi.adapters.closed.number_formats import Meaning, format_meaning
from xlminshi.adapters.closed.preflight import Limits
from xlminshi.adapters.closed.reading import Lane, read_workbook
from xlminshi.core.errors import FileRefusedError
from xlminshi.form.grid import Calculated, CellError, CellValue, Grid, Percent, Workbook


def read_in_both_lanes(path: Path) -> Workbook:
    """Read a plain workbook in each lane, see that both agree, and return it."""
    fast = read_workbook(path, _lane=Lane.FAST)
    careful = read_workbook(path, _lane=Lane.CAREFUL)
    assert repr(fast) == repr(careful)
    return fast


def read_carefully(path: Path) -> Workbook:
    """Read a workbook that the fast lane has to leave alone."""
    with pytest.raises(fast_lane.DoubtError):
        read_workbook(path, _lane=Lane.FAST)
    return read_workbook(path)


def cells_of(tmp_path: Path, *cells: str, plain: bool = True, **parts: Any) -> tuple[CellValue, ...]:
    """The first row of a workbook made of these cell elements."""
    path = raw_xlsx.save(tmp_path / "报表.xlsx", workbook_parts(sheet_xml(row_xml(*cells)), **parts))
    rows = (read_in_both_lanes if plain else read_carefully)(path).grids[0].rows
    return rows[0] if rows else ()


def written(tmp_path: Path, fill: Callable[[Any, Any], None], **options: Any) -> Path:
    """A workbook that XlsxWriter wrote."""
    path = tmp_path / "报表.xlsx"
    with xlsxwriter.Workbook(path, options) as workbook:
        fill(workbook, workbook.add_worksheet("填报表"))
    return path


def refusal_of(path: Path) -> str:
    with pytest.raises(FileRefusedError) as caught:
        read_workbook(path)
    return str(caught.value)


def test_plain_cells_come_as_typed(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["  区残联 ", 110, 0.1 + 0.2, -1.5, True, False, "约110人\n左右", "a&b<c>\"'"])
        sheet.write_rich_string(1, 0, "完成", workbook.add_format({"bold": True}), "9", "个")
        sheet.write_number(1, 3, 12_345_678_901_234)

    grid = read_in_both_lanes(written(tmp_path, fill)).grids[0]
    assert grid.rows[0][:4] == ("  区残联 ", Decimal(110), Decimal("0.3"), Decimal("-1.5"))
    assert grid.rows[0][4:] == (True, False, "约110人\n左右", "a&b<c>\"'")
    assert grid.rows[1] == ("完成9个", None, None, Decimal(12_345_678_901_234))


def test_names_order_and_hidden_sheets_are_kept(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        workbook.add_worksheet("说明 ").hide()
        workbook.add_worksheet("_印记").very_hidden()
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=填报表!$A$1:$A$2"})
        workbook.add_chartsheet("图").set_chart(chart)
        workbook.add_worksheet("末")

    workbook = read_in_both_lanes(written(tmp_path, fill))
    assert workbook.name == "报表.xlsx"
    assert len(workbook.digest) == 64
    flags = [(grid.name, grid.is_hidden) for grid in workbook.grids]
    assert flags == [("填报表", False), ("说明 ", True), ("_印记", True), ("末", False)]


def test_of_a_large_workbook_only_the_sheets_that_are_wanted_are_read(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write(0, 0, "甲")
        workbook.add_worksheet("对照表 ").write(1, 1, "乙")
        workbook.add_worksheet("设置").write(0, 0, "丙")

    path = written(tmp_path, fill)
    whole, part = read_workbook(path), read_workbook(path, sheets=frozenset({"对照表", "设置", "没有的"}))
    assert part == replace(whole, grids=whole.grids[1:])


def test_empty_ends_of_rows_and_sheets_are_cut_off(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        border = workbook.add_format({"border": 1})
        sheet.write_number("B2", 1)
        for row in range(30):
            sheet.write_blank(row, 9, None, border)

    assert read_in_both_lanes(written(tmp_path, fill)).grids[0].rows == ((), (None, Decimal(1)))


def test_an_empty_sheet_has_no_rows(tmp_path: Path) -> None:
    path = raw_xlsx.save(tmp_path / "空.xlsx", workbook_parts(sheet_xml("")))
    assert read_in_both_lanes(path).grids == (Grid("表1", ()),)


def test_an_empty_text_is_no_value(tmp_path: Path) -> None:
    cells = ('<c r="A1" t="inlineStr"><is><t></t></is></c>', '<c r="B1" t="s"><v>0</v></c>', '<c r="C1"/>')
    assert cells_of(tmp_path, *cells, texts=texts_xml("<t></t>")) == ()


def test_error_cells_reach_the_reader_as_errors(tmp_path: Path) -> None:
    cells = (
        '<c r="A1" t="e"><v>#N/A</v></c>',
        '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="C1" t="e"><v>#REF!</v></c>',
    )
    expected = (CellError("#N/A"), Calculated(CellError("#DIV/0!"), "1/0"), CellError("#REF!"))
    assert cells_of(tmp_path, *cells) == expected


def test_formulas_carry_their_text_and_the_stored_result(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        share = workbook.add_format({"num_format": "0.00%"})
        sheet.write_formula("A1", '=IF(B1>0,"A&B",C1)', None, "A&B")
        sheet.write_formula("B1", "=C1/D1", share, 1.0803)
        sheet.write_formula("D1", "=TODAY()", date, 44834)
        sheet.write_formula("E1", "=1=1", None, True)

    assert read_in_both_lanes(written(tmp_path, fill)).grids[0].rows[0] == (
        Calculated("A&B", 'IF(B1>0,"A&B",C1)'),
        Calculated(Decimal("1.0803"), "C1/D1"),
        None,
        Calculated(dt.date(2022, 9, 30), "TODAY()"),
        Calculated(True, "1=1"),
    )


def test_a_formula_that_gave_an_empty_text_is_told_from_one_that_never_ran(tmp_path: Path) -> None:
    cells = (
        '<c r="A1" t="str"><f>B9</f><v></v></c>',
        '<c r="B1"><f>B9</f><v></v></c>',
        '<c r="C1"><f>B9</f></c>',
    )
    assert cells_of(tmp_path, *cells) == (
        Calculated("", "B9"),
        Calculated(None, "B9"),
        Calculated(None, "B9"),
    )


def test_a_formula_that_was_never_calculated_has_no_result(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.save(tmp_path / "a.xlsx")
    assert read_in_both_lanes(tmp_path / "a.xlsx").grids[0].rows == ((Calculated(None, "1+1"),),)


def test_shared_formulas_read_as_in_each_of_their_cells(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><f t="shared" ref="A1:C1" si="0">A5/$D5</f><v>1</v></c>',
        '<c r="B1"><f t="shared" si="0"/><v>2</v></c>',
        '<c r="C1"><f t="shared" si="7"/><v>3</v></c>',
    )
    assert cells_of(tmp_path, *cells, plain=False) == (
        Calculated(Decimal(1), "A5/$D5"),
        Calculated(Decimal(2), "B5/$D5"),
        Calculated(Decimal(3), "共享公式7"),
    )


def test_a_shared_formula_that_cannot_be_moved_keeps_the_text_of_its_first_cell(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><f t="shared" ref="A1:B1" si="0">)(</f><v>1</v></c>',
        '<c r="B1"><f t="shared" si="0"/><v>2</v></c>',
    )
    assert cells_of(tmp_path, *cells, plain=False)[1] == Calculated(Decimal(2), ")(")


def test_every_cell_of_an_array_formula_or_data_table_is_calculated(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><f t="array" ref="A1:B1">ROW(1:2)</f><v>1</v></c>',
        '<c r="B1"><v>2</v></c>',
        '<c r="C1"><v>3</v></c>',
        '<c r="D1"><f t="dataTable" ref="D1"/><v>4</v></c>',
    )
    assert cells_of(tmp_path, *cells, plain=False) == (
        Calculated(Decimal(1), "ROW(1:2)"),
        Calculated(Decimal(2), "ROW(1:2)"),
        Decimal(3),
        Calculated(Decimal(4), "TABLE()"),
    )


def test_an_array_formula_that_claims_the_whole_sheet_does_not_fill_the_memory(tmp_path: Path) -> None:
    cells = ('<c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c>', '<c r="B1"><v>2</v></c>')
    assert cells_of(tmp_path, *cells, plain=False) == (Calculated(Decimal(1), "1"), Decimal(2))


def test_a_typed_percentage_is_told_from_a_number(tmp_path: Path) -> None:
    styles = styles_xml("0.00", "0.0%", 9, '0.0"%"')
    cells = [f'<c r="{column}1" s="{style}"><v>0.65</v></c>' for style, column in enumerate("ABCD")]
    share = Decimal("0.65")
    assert cells_of(tmp_path, *cells, styles=styles) == (share, Percent(share), Percent(share), share)


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("General", Meaning.NUMBER),
        ("G/通用格式", Meaning.NUMBER),
        ("#,##0.00_ ;[Red]-#,##0.00", Meaning.NUMBER),
        ("0.00E+00", Meaning.NUMBER),
        ('0"days"', Meaning.NUMBER),
        ("0\\d", Meaning.NUMBER),
        ("[h]:mm", Meaning.ELAPSED),
        ("@", Meaning.NUMBER),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日";@', Meaning.MOMENT),
        ("yyyy年m月", Meaning.MOMENT),
        ('m"月"', Meaning.MOMENT),
        ("[$-804]aaaa;@", Meaning.MOMENT),
        ("yyyy/m/d h:mm", Meaning.MOMENT),
        ("h:mm AM/PM", Meaning.TIME),
        ("mm:ss", Meaning.TIME),
        ('上午/下午h"时"mm"分"', Meaning.TIME),
        ("0%", Meaning.PERCENT),
        ("[Red]0.00%", Meaning.PERCENT),
    ],
)
def test_a_number_format_says_what_the_number_means(code: str, meaning: Meaning) -> None:
    assert format_meaning(code) is meaning


def test_chinese_built_in_date_formats_give_dates(tmp_path: Path) -> None:
    numbers = [*range(27, 32), 36, *range(50, 55), 57, 58, 14, 22]
    cells = [f'<c r="{string.ascii_uppercase[n]}1" s="{n}"><v>44834</v></c>' for n in range(len(numbers))]
    values = cells_of(tmp_path, *cells, styles=styles_xml(*numbers))
    assert set(values) == {dt.date(2022, 9, 30)}


def test_dates_and_times_are_read_by_their_day_count(tmp_path: Path) -> None:
    styles = styles_xml('yyyy"年"m"月"d"日"', "h:mm", "[h]:mm", 55)
    cells = (
        '<c r="A1" s="0"><v>44834</v></c>',
        '<c r="B1" s="0"><v>44834.5</v></c>',
        '<c r="C1" s="1"><v>0.75</v></c>',
        '<c r="D1" s="1"><v>44834.75</v></c>',
        '<c r="E1" s="2"><v>1.5</v></c>',
        '<c r="F1" s="3"><v>0.5</v></c>',
        '<c r="G1" s="0"><v>59</v></c>',
        '<c r="H1" s="0"><v>61</v></c>',
        '<c r="I1" s="0"><v>44833.9999999999</v></c>',
        '<c r="J1" s="0"><v>2958465.5</v></c>',
    )
    assert cells_of(tmp_path, *cells, styles=styles) == (
        dt.date(2022, 9, 30),
        dt.datetime(2022, 9, 30, 12),
        dt.time(18),
        dt.datetime(2022, 9, 30, 18),
        Decimal("1.5"),
        dt.time(12),
        dt.date(1900, 2, 28),
        dt.date(1900, 3, 1),
        dt.date(2022, 9, 30),
        dt.datetime(9999, 12, 31, 12),
    )


def test_a_number_that_is_no_day_stays_a_number_in_a_date_cell(tmp_path: Path) -> None:
    texts = ["0", "0.5", "-1", "60", "2958466", "99999999"]
    cells = [f'<c r="{"ABCDEF"[n]}1" s="0"><v>{text}</v></c>' for n, text in enumerate(texts)]
    assert cells_of(tmp_path, *cells, styles=styles_xml("yyyy-mm-dd")) == tuple(map(Decimal, texts))


def test_a_day_count_from_1904_is_respected(tmp_path: Path) -> None:
    cells = (
        '<c r="A1" s="0"><v>43372</v></c>',
        '<c r="B1" s="0"><v>0</v></c>',
        '<c r="C1" s="0"><v>-1</v></c>',
    )
    values = cells_of(
        tmp_path, *cells, styles=styles_xml("yyyy-mm-dd"), properties='<workbookPr date1904="1"/>'
    )
    assert values == (dt.date(2022, 9, 30), dt.date(1904, 1, 1), Decimal(-1))


def test_dates_stored_as_text_are_dates(tmp_path: Path) -> None:
    texts = ["2022-09-30", "2022-09-30T00:00:00Z", "2022-09-30T08:30:00", "08:30:00", "九月"]
    cells = [f'<c r="{"ABCDE"[n]}1" t="d"><v>{text}</v></c>' for n, text in enumerate(texts)]
    assert cells_of(tmp_path, *cells) == (
        dt.date(2022, 9, 30),
        dt.date(2022, 9, 30),
        dt.datetime(2022, 9, 30, 8, 30),
        dt.time(8, 30),
        "九月",
    )


def test_numbers_keep_fifteen_digits_and_long_whole_numbers_all_of_theirs(tmp_path: Path) -> None:
    texts = ["0.30000000000000004", "410403199001011234", "1.2345678901234567", "1E3", "-0", "1e-7", "+5"]
    cells = [f'<c r="{"ABCDEFG"[n]}1"><v>{text}</v></c>' for n, text in enumerate(texts)]
    values = cells_of(tmp_path, *cells)
    assert [str(value) for value in values] == [
        "0.3",
        "410403199001011234",
        "1.23456789012346",
        "1000",
        "0",
        "1E-7",
        "5",
    ]


@pytest.mark.parametrize("text", ["NaN", "1_000", "٣", "1e999", "INF"])
def test_a_stored_number_that_is_none_stays_text(tmp_path: Path, text: str) -> None:
    path = raw_xlsx.save(
        tmp_path / "a.xlsx", workbook_parts(sheet_xml(row_xml(f'<c r="A1"><v>{text}</v></c>')))
    )
    assert read_workbook(path).grids[0].rows == ((text,),)
    assert read_workbook(path, _lane=Lane.CAREFUL) == read_workbook(path)


def test_escapes_phonetic_guides_and_line_breaks_in_texts(tmp_path: Path) -> None:
    texts = texts_xml(
        "<t>一_x000D_\n二</t>",
        "<t>_x005F_x000D_</t>",
        "<t>北京</t><rPh sb='0' eb='2'><t>ペキン</t></rPh><phoneticPr fontId='1'/>",
        "<r><t>富</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 文本</t></r>",
        "<t>_xD83D__xDE00_</t>",
        "<t>a&#10;b</t>",
    )
    cells = [f'<c r="{"ABCDEF"[n]}1" t="s"><v>{n}</v></c>' for n in range(6)]
    assert cells_of(tmp_path, *cells, texts=texts) == (
        "一\r\n二",
        "_x000D_",
        "北京",
        "富 文本",
        "😀",
        "a\nb",
    )


def test_inline_texts_are_read_plain_and_rich(tmp_path: Path) -> None:
    plain = '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> 甲 </t></is></c>'
    assert cells_of(tmp_path, plain) == (" 甲 ",)
    rich = '<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>'
    assert cells_of(tmp_path, rich, plain=False) == ("甲乙",)


def test_a_typed_text_stored_beside_the_shared_ones_is_read(tmp_path: Path) -> None:
    assert cells_of(tmp_path, '<c r="A1" t="str"><v>甲</v></c>') == ("甲",)


@pytest.mark.parametrize(
    "cells",
    [
        "<c><v>1</v></c><c t='str'><v>甲</v></c>",
        '<!-- 注 --><c r="A1"><v>1</v></c><c r="B1" t="str"><v><![CDATA[甲]]></v></c>',
        '<c t="n" r="A1"><v>1</v></c><c r="b1" t="str"><v>甲</v></c>',
        '<c r="B1" t="str"><v>甲</v></c><c r="A1"><v>1</v></c>',
        '<x/><c r="A1"><v>1</v><extLst/></c><c r="B1" t="str"><v>&#x7532;</v></c>',
    ],
)
def test_unusual_but_valid_sheet_xml_is_read(tmp_path: Path, cells: str) -> None:
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(f"<row>{cells}</row>")))
    reader = read_workbook if 'r="B1" t="str"><v>甲</v></c><c r="A1"' in cells else read_carefully
    assert reader(path).grids[0].rows == ((Decimal(1), "甲"),)


def test_prefixed_elements_are_read(tmp_path: Path) -> None:
    sheet = f'<x:worksheet xmlns:x="{raw_xlsx.MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet + "</x:row></x:sheetData></x:worksheet>"))
    assert read_carefully(path).grids[0].rows == ((Decimal(1),),)


def test_a_strict_workbook_is_read_like_any_other(tmp_path: Path) -> None:
    strict = {"main": raw_xlsx.STRICT_MAIN, "office": raw_xlsx.STRICT_OFFICE}
    cells = row_xml('<c r="A1" t="s"><v>0</v></c>', '<c r="B1" s="0"><v>0.5</v></c>')
    parts = workbook_parts(
        sheet_xml(cells, main=raw_xlsx.STRICT_MAIN),
        styles=styles_xml("0%", main=raw_xlsx.STRICT_MAIN),
        texts=texts_xml("<t>甲</t>", main=raw_xlsx.STRICT_MAIN),
        **strict,  # type: ignore[arg-type]
    )
    path = raw_xlsx.save(tmp_path / "a.xlsx", parts)
    assert read_carefully(path).grids[0].rows == (("甲", Percent(Decimal("0.5"))),)


def test_formulas_elsewhere_in_the_sheet_are_not_taken_for_cells(tmp_path: Path) -> None:
    sheet = sheet_xml(row_xml('<c r="A1"><v>1</v></c>')).replace(
        "</worksheet>",
        '<extLst><ext xmlns:xm="urn:x"><xm:f>A1</xm:f><row><c r="A9"/></row></ext></extLst></worksheet>',
    )
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet))
    assert read_workbook(path, _lane=Lane.CAREFUL).grids[0].rows == ((Decimal(1),),)


def test_a_stray_space_in_a_far_cell_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    near = row_xml('<c r="A1"><v>1</v></c>')
    far = row_xml('<c r="AMJ65536" t="inlineStr"><is><t xml:space="preserve"> </t></is></c>', number=65536)
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(near + far)))
    grid = read_carefully(path).grids[0]
    assert (grid.rows, grid.beyond) == (((Decimal(1),),), "AMJ65536")


def test_the_first_cell_beyond_the_columns_is_reported_and_later_rows_are_read(tmp_path: Path) -> None:
    rows = row_xml('<c r="A1"><v>1</v></c>', '<c r="XFD1"><v>2</v></c>') + row_xml(
        '<c r="A2"><v>3</v></c>', '<c r="XFC2"><v>4</v></c>', number=2
    )
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(rows)))
    grid = read_carefully(path).grids[0]
    assert (grid.rows, grid.beyond) == (((Decimal(1),), (Decimal(3),)), "XFD1")


def test_far_cells_without_content_do_not_count(tmp_path: Path) -> None:
    rows = row_xml('<c r="A1"><v>1</v></c>') + row_xml('<c r="XFD1048576" s="0"/>', number=1048576)
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(rows)))
    for lane in (Lane.FAST, Lane.CAREFUL):
        grid = read_workbook(path, _lane=lane).grids[0]
        assert (grid.rows, grid.beyond) == (((Decimal(1),),), "")


def test_limits_for_rows_and_columns_can_be_set(tmp_path: Path) -> None:
    cells = row_xml('<c r="A1"><v>1</v></c>') + row_xml('<c r="A3"><v>2</v></c>', number=3)
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(cells)))
    grid = read_workbook(path, Limits(rows=2)).grids[0]
    assert (grid.rows, grid.beyond) == (((Decimal(1),),), "A3")


def test_a_large_sparse_sheet_is_read(tmp_path: Path) -> None:
    cells = row_xml('<c r="A1"><v>1</v></c>') + row_xml('<c r="IV19999"><v>2</v></c>', number=19999)
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(cells)))
    assert read_in_both_lanes(path).grids[0].at(19998, 255) == Decimal(2)


def test_a_sheet_of_very_many_cells_is_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_lane, "_LARGEST_XML", 2)
    cells = [f'<c r="{column}1"><v>1</v></c>' for column in "ABC"]
    assert cells_of(tmp_path, *cells, plain=False) == (Decimal(1),) * 3


def test_a_formula_with_a_shared_text_is_left_to_the_careful_lane(tmp_path: Path) -> None:
    cell = '<c r="A1" t="s"><f>B1</f><v>0</v></c>'
    value = Calculated("甲", "B1")
    assert cells_of(tmp_path, cell, plain=False, texts=texts_xml("<t>甲</t>")) == (value,)


@pytest.mark.parametrize("claim", ["A1:XFD1048576", "A1", "C3:B2", "nonsense"])
def test_a_false_claim_of_extent_does_not_matter(tmp_path: Path, claim: str) -> None:
    cells = row_xml('<c r="A1"><v>1</v></c>', '<c r="C1"><v>2</v></c>')
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(cells, dimension=claim)))
    workbook = read_workbook(path)
    assert workbook.grids[0].rows == ((Decimal(1), None, Decimal(2)),)
    assert read_workbook(path, _lane=Lane.CAREFUL) == workbook


def test_a_workbook_without_styles_and_texts_is_read(tmp_path: Path) -> None:
    assert cells_of(tmp_path, '<c r="A1" s="7"><v>1</v></c>') == (Decimal(1),)


def test_thousands_of_cell_styles_are_no_obstacle(tmp_path: Path) -> None:
    styles = styles_xml(*["0.00"] * 30_000, "0%")
    path = raw_xlsx.save(
        tmp_path / "a.xlsx",
        workbook_parts(sheet_xml(row_xml('<c r="A1" s="30000"><v>1</v></c>')), styles=styles),
    )
    assert read_workbook(path).grids[0].rows == ((Percent(Decimal(1)),),)


def test_a_workbook_in_unusual_folders_is_read(tmp_path: Path) -> None:
    parts = workbook_parts(sheet_xml(row_xml('<c r="A1"><v>1</v></c>')))
    moved = {name.replace("xl/", "甲/"): content for name, content in parts.items()}
    moved["_rels/.rels"] = str(moved["_rels/.rels"]).replace("xl/", "/甲/")
    path = raw_xlsx.save(tmp_path / "a.xlsx", moved)
    assert read_workbook(path).grids[0].rows == ((Decimal(1),),)


def test_two_sheets_of_one_name_are_both_read(tmp_path: Path) -> None:
    sheets = [sheet_xml(row_xml(f'<c r="A1"><v>{n}</v></c>')) for n in (1, 2)]
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(*sheets, names=("表", "表")))
    assert [grid.rows for grid in read_in_both_lanes(path).grids] == [((Decimal(1),),), ((Decimal(2),),)]


def test_a_workbook_without_sheets_is_refused(tmp_path: Path) -> None:
    assert "没有工作表" in refusal_of(raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts()))


def test_a_workbook_of_charts_only_is_refused(tmp_path: Path) -> None:
    parts = workbook_parts(sheet_xml(""))
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = str(parts[relations]).replace("/worksheet", "/chartsheet", 1)
    assert "没有工作表" in refusal_of(raw_xlsx.save(tmp_path / "a.xlsx", parts))


@pytest.mark.parametrize(
    "lost", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]
)
def test_a_workbook_that_lacks_a_part_is_refused(tmp_path: Path, lost: str) -> None:
    parts = workbook_parts(sheet_xml(""))
    del parts[lost]
    assert "损坏" in refusal_of(raw_xlsx.save(tmp_path / "a.xlsx", parts))


def test_links_to_other_files_are_not_followed(tmp_path: Path) -> None:
    parts = workbook_parts(sheet_xml(""))
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = str(parts[relations]).replace("<Relationship ", '<Relationship TargetMode="External" ')
    assert "损坏" in refusal_of(raw_xlsx.save(tmp_path / "a.xlsx", parts))


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="s"><v>5</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" t="s"><f>B1</f><v>9</v></c>',
        '<c r="A0"><v>1</v></c>',
        '<c r="1A"><v>1</v></c>',
        '<c r="A1" s="x"><v>1</v></c>',
        '<c r="A1"><v>1</c>',
        "<c r='A1'><v>1 & 2</v></c>",
    ],
)
def test_a_sheet_that_breaks_the_format_is_refused(tmp_path: Path, cell: str) -> None:
    parts = workbook_parts(sheet_xml(row_xml(cell)), texts=texts_xml("<t>甲</t>"))
    assert "结构有误" in refusal_of(raw_xlsx.save(tmp_path / "a.xlsx", parts))


def test_a_shared_text_cell_without_number_is_empty(tmp_path: Path) -> None:
    parts = workbook_parts(sheet_xml(row_xml('<c r="A1" t="s"><v></v></c>')))
    path = raw_xlsx.save(tmp_path / "a.xlsx", parts)
    assert read_workbook(path).grids[0].rows == ()


def test_a_workbook_written_by_openpyxl_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["A", 1, 1.38, dt.date(2022, 9, 30), dt.datetime(2022, 9, 30, 8, 30), dt.time(8, 30)])
    book.save(tmp_path / "a.xlsx")
    assert read_in_both_lanes(tmp_path / "a.xlsx").grids[0].rows[0] == (
        "A",
        Decimal(1),
        Decimal("1.38"),
        dt.date(2022, 9, 30),
        dt.datetime(2022, 9, 30, 8, 30),
        dt.time(8, 30),
    )


TYPED = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.floats(-1e300, 1e300),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12),
    st.sampled_from(["约500", " 1.38万 ", "_x000D_", "a\nb", "=1+1", "#N/A", "2022.9.30", "１２３", "\t"]),
    st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2100, 1, 1)).map(lambda d: d.replace(microsecond=0)),
)


def expected_value(value: Any) -> CellValue:
    """The value that both lanes must give for one that a program wrote."""
    if value is None or value == "" or isinstance(value, bool):
        return None if value == "" else value
    if isinstance(value, int | float):
        stored = format(value, ".16G")  # the digits that XlsxWriter writes
        return Decimal(stored) if stored.lstrip("-").isdigit() else Decimal(format(float(stored), ".15g"))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value  # type: ignore[no-any-return]


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(TYPED, max_size=5), max_size=6))
def test_both_lanes_give_back_what_a_program_wrote(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[Any]]
) -> None:
    path = tmp_path_factory.mktemp("hypothesis") / "报表.xlsx"
    options = {"default_date_format": "yyyy-mm-dd hh:mm:ss", "strings_to_formulas": False}
    with xlsxwriter.Workbook(path, options | {"strings_to_urls": False}) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    usual = read_workbook(path)
    careful = read_workbook(path, _lane=Lane.CAREFUL)
    assert repr(usual) == repr(careful)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            assert careful.grids[0].at(number, column) == expected_value(value)


STORED = st.sampled_from(
    [
        '<c r="{}"><v>1</v></c>',
        '<c r="{}" s="1"><v>0.5</v></c>',
        '<c r="{}" s="2"><v>44834.25</v></c>',
        '<c r="{}" s="3"><v>.5</v></c>',
        '<c r="{}" s="9"/>',
        '<c r="{}" s="2" t="s"><v>1</v></c>',
        '<c r="{}" t="s"><v>0</v></c>',
        '<c r="{}" s="1" t="b"><v>1</v></c>',
        '<c r="{}" t="e"><v>#N/A</v></c>',
        '<c r="{}" t="str"><f>A1&amp;"x"</f><v xml:space="preserve"> x</v></c>',
        '<c r="{}"><f>A1</f></c>',
        '<c r="{}"><f>A1</f><v></v></c>',
        '<c r="{}" s="4"><f aca="false">A1</f><v>0.5</v></c>',
        '<c r="{}"><v>123456789012345678</v></c>',
        '<c r="{}"><v>1.7976931348623157E+308</v></c>',
        '<c r="{}" t="n"><v>0.1</v></c>',
        '<c r="{}" t="inlineStr"><is><t> 乙 </t></is></c>',
        '<c r="{}" t="inlineStr"><is><t xml:space="preserve"> 乙 </t></is></c>',
        '<c r="{}" t="inlineStr"><is><t></t></is></c>',
        "<!---->",
    ]
)


TEXTS = [
    "<t>甲</t>",
    "<t> 甲 </t>",
    '<t xml:space="preserve"> 甲\n </t>',
    "<t/>",
    "",
    "<r><t>1</t></r><r><rPr><b/></rPr><t>2</t></r>",
    '<r><t xml:space="preserve">1 </t></r><r><t/></r>',
    '<t>甲&amp;&lt;</t><phoneticPr fontId="1" type="noConversion"/>',
    "<t>_x0041_</t>",
]


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(st.lists(STORED, max_size=5), max_size=4),
    texts=st.lists(st.sampled_from(TEXTS), min_size=2, max_size=2),
)
def test_both_lanes_agree_on_any_mixture_of_stored_cells(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], texts: list[str]
) -> None:
    xml = "".join(
        row_xml(*(cell.format(f"{'BCDEF'[n]}{number}") for n, cell in enumerate(row)), number=number)
        for number, row in enumerate(rows, 2)
    )
    parts = workbook_parts(
        sheet_xml(xml),
        styles=styles_xml("General", "0%", 31, "h:mm", "[h]:mm"),
        texts=texts_xml(*texts),
    )
    path = raw_xlsx.save(tmp_path_factory.mktemp("hypothesis") / "报表.xlsx", parts)
    careful = read_workbook(path, _lane=Lane.CAREFUL)
    assert repr(read_workbook(path)) == repr(careful)


def test_marks_that_xml_forbids_between_plain_cells_are_refused(tmp_path: Path) -> None:
    for number, odd in enumerate((b"\x01", b"\xff")):
        xml = sheet_xml(row_xml('<c r="A1" t="str"><v>X</v></c>')).encode().replace(b">X<", b">" + odd + b"<")
        parts: dict[str, str | bytes] = {**workbook_parts("")}
        name = next(part for part in parts if part.endswith("sheet1.xml"))
        path = raw_xlsx.save(tmp_path / f"{number}.xlsx", {**parts, name: xml})
        assert "读不了" in refusal_of(path)


def test_a_prefix_that_nobody_declared_between_the_rows_is_refused(tmp_path: Path) -> None:
    row = '<row r="1" x14ac:dyDescent="0.2"><c r="A1"><v>1</v></c></row>'
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(row)))
    assert "读不了" in refusal_of(path)


def test_a_sheet_without_rows_is_read_as_empty_and_one_without_their_element_carefully(
    tmp_path: Path,
) -> None:
    plain = sheet_xml("").replace("<sheetData></sheetData>", "<sheetData/>")
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(plain))
    assert read_in_both_lanes(path).grids[0].rows == ()
    path = raw_xlsx.save(tmp_path / "b.xlsx", workbook_parts(plain.replace("<sheetData/>", "")))
    assert read_carefully(path).grids[0].rows == ()


def test_a_broken_frame_around_sound_rows_is_refused(tmp_path: Path) -> None:
    xml = sheet_xml(row_xml('<c r="A1"><v>1</v></c>')).replace("</worksheet>", "<mergeCells></worksheet>")
    assert "读不了" in refusal_of(raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(xml)))


def test_a_changed_figure_is_seen_although_everything_else_is_remembered(tmp_path: Path) -> None:
    for figure in (1, 2, 1):
        xml = sheet_xml(row_xml(f'<c r="A1"><v>{figure}</v></c>'))
        path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(xml))
        assert read_in_both_lanes(path).grids[0].rows == ((Decimal(figure),),)


def test_large_parts_are_read_without_being_remembered() -> None:
    calls: list[int] = []

    @remembered
    def length(content: bytes) -> int:
        calls.append(len(content))
        return len(content)

    assert [length(b"a"), length(b"a"), length(b"a" * 200_000), length(b"a" * 200_000)] == [
        1,
        1,
        200_000,
        200_000,
    ]
    assert calls == [1, 200_000, 200_000]


def test_a_claim_of_a_hundred_thousand_million_texts_costs_nothing(tmp_path: Path) -> None:
    parts = workbook_parts(sheet_xml(row_xml('<c r="A1" t="s"><v>0</v></c>')), texts=texts_xml("<t>甲</t>"))
    name = next(part for part in parts if part.endswith("sharedStrings.xml"))
    claim = str(parts[name]).replace("<sst ", '<sst uniqueCount="99999999999" ')
    path = raw_xlsx.save(tmp_path / "a.xlsx", {**parts, name: claim})
    assert read_in_both_lanes(path).grids[0].rows == (("甲",),)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1" t="n"><is><t>5</t></is></c>', Decimal(5)),
        ('<c r="A1" t="s"><is><t>0</t></is></c>', "甲"),
        ('<c r="A1" t="str"><f>B1</f><is><t>5</t></is></c>', Calculated("5", "B1")),
        ('<c r="A1"><f>=</f><v>5</v></c>', Decimal(5)),
    ],
)
def test_a_cell_that_a_pattern_might_misread_is_left_to_the_careful_lane(
    tmp_path: Path, cell: str, expected: CellValue
) -> None:
    styles, texts = styles_xml("General", "0%"), texts_xml("<t>甲</t>")
    assert cells_of(tmp_path, cell, plain=False, styles=styles, texts=texts) == (expected,)


@pytest.mark.parametrize("first", ["<si/>", "<si />", "<si><t/></si>", "<si xml:lang='zh'><t>乙</t></si>"])
def test_an_unusual_first_text_does_not_shift_the_numbers_of_the_others(tmp_path: Path, first: str) -> None:
    texts = texts_xml("<t>甲</t>", "<t>5</t>").replace("<si>", f"{first}<si>", 1)
    cells = '<c r="A1" t="s"><v>1</v></c>', '<c r="B1" t="s"><v>2</v></c>'
    assert cells_of(tmp_path, *cells, texts=texts) == ("甲", "5")


def test_a_style_written_with_a_leading_zero_is_the_same_style(tmp_path: Path) -> None:
    cells = '<c r="A1" s="01"><v>0.65</v></c>', '<c r="B1" s="00"><v>0.65</v></c>'
    expected = (Percent(Decimal("0.65")), Decimal("0.65"))
    assert cells_of(tmp_path, *cells, styles=styles_xml("General", "0%")) == expected


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="str"><v>5]]></v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>5\uffff</v></c></row>',
        '<row r="1" spans="<c r="A1"><v>5</v></c>"></row>',
        '<row r="1" r="2"><c r="A1"><v>5</v></c></row>',
        '<row r="1"><c r="A1"><v>5</v></c></row></sheetData><sheetData><row r="2"><c r="A2"><v>6</v></c></row>',
        '</sheetData><sheetData><row r="1"><c r="A1"><v>5</v></c></row>',
    ],
)
def test_rows_that_two_programs_might_read_differently_are_refused(tmp_path: Path, rows: str) -> None:
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(rows)))
    assert "内部结构有误" in refusal_of(path)


def test_rows_behind_another_place_for_rows_are_not_lost_in_silence(tmp_path: Path) -> None:
    xml = sheet_xml(row_xml('<c r="A1"><v>5</v></c>')).replace("<sheetData>", "<sheetData/><sheetData>")
    assert "内部结构有误" in refusal_of(raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(xml)))


def test_a_list_of_styles_that_lost_its_content_is_refused(tmp_path: Path) -> None:
    sheet = sheet_xml(row_xml('<c r="A1" s="1"><v>0.65</v></c>'))
    parts = workbook_parts(sheet, styles=styles_xml("General", "0%"))
    emptied = {name: b"" if name.endswith("styles.xml") else part for name, part in parts.items()}
    assert "内部结构有误" in refusal_of(raw_xlsx.save(tmp_path / "a.xlsx", emptied))


def test_cells_out_of_order_are_left_to_the_careful_lane(tmp_path: Path) -> None:
    cells = '<c r="B1"><v>2</v></c>', '<c r="A1"><v>1</v></c>'
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(row_xml(*cells))))
    assert read_carefully(path).grids[0].rows == ((Decimal(1), Decimal(2)),)


def test_a_cell_that_stands_twice_is_refused(tmp_path: Path) -> None:
    cells = '<c r="A1"><v>2</v></c>', '<c r="A1"><v>1</v></c>'
    path = raw_xlsx.save(tmp_path / "a.xlsx", workbook_parts(sheet_xml(row_xml(*cells))))
    assert "结构有误" in refusal_of(path)


def test_threads_that_read_at_once_find_each_text_under_its_own_number() -> None:
    def read(texts: list[str], start: Barrier) -> Mapping[bytes, str | None]:
        start.wait()
        return fast_lane._numbered(texts)

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads interrupt each other as often as they can
    try:
        with ThreadPoolExecutor(4) as pool:
            for count in range(3_000, 33_000, 3_000):  # each time more texts than anyone has met
                texts, start = [f"文字{number}" for number in range(count)], Barrier(4)
                for found in pool.map(read, [texts] * 4, [start] * 4):
                    assert found == {str(number).encode(): text for number, text in enumerate(texts)}
    finally:
        sys.setswitchinterval(usual)
