"""Workbooks of other formats: no percentage, date, error or formula may turn into a plain number or a blank."""

import datetime as dt
import io
import struct
import time
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from tests.adapters.incoming import raw_xls, raw_xlsb
from tests.adapters.incoming.made import refusal_of, seen_workbook, workbook, zipped
from xlminshi.adapters.closed.preflight import Limits
from xlminshi.adapters.incoming.looking import look
from xlminshi.form.grid import Calculated, CellError, FileTrait, Grid, Percent

FORMATS = ("General", "0.00%", 31, "h:mm", "[h]:mm", 10)
DAY = dt.date(2022, 9, 30)


def only_grid(name: str, content: bytes) -> Grid:
    found = seen_workbook(name, content)
    assert FileTrait.OTHER_FORMAT in found.traits
    return found.grids[0]


def test_an_old_workbook_keeps_percentages_dates_errors_and_the_mark_of_formulas() -> None:
    cells = (
        raw_xls.label(0, 0, "约110人")
        + raw_xls.number(0, 1, 0.65, 1)
        + raw_xls.number(0, 2, 44834, 2)
        + raw_xls.number(0, 3, 0.75, 3)
        + raw_xls.number(0, 4, 1.5, 4)
        + raw_xls.number(0, 5, 1.0803, 5)
        + raw_xls.error(0, 6, 42)
        + raw_xls.truth(0, 7, True)
        + raw_xls.number(0, 8, 0.1 + 0.2)
        + raw_xls.formula(1, 0, raw_xls.number_result(0.5), 1)
        + raw_xls.formula(1, 1, raw_xls.ERROR_RESULT)
        + raw_xls.formula(1, 2, raw_xls.EMPTY_RESULT)
        + raw_xls.error(1, 3, 99)
        + raw_xls.number(1, 4, float("inf"))
        + raw_xls.label(1, 5, "")
    )
    assert only_grid("a.xls", raw_xls.xls(cells, formats=FORMATS)).rows == (
        (
            "约110人",
            Percent(Decimal("0.65")),
            DAY,
            dt.time(18),
            Decimal("1.5"),
            Percent(Decimal("1.0803")),
            CellError("#N/A"),
            True,
            Decimal("0.3"),
        ),
        (
            Calculated(Decimal("0.5"), "…"),
            Calculated(CellError("#DIV/0!"), "…"),
            Calculated("", "…"),
            CellError("#错误99"),
            CellError("#NUM!"),
        ),
    )


def test_an_old_workbook_s_traits_are_told() -> None:
    sheet = (
        raw_xls.row(0)
        + raw_xls.row(1, is_hidden=True)
        + raw_xls.columns(1, 2, is_hidden=True)
        + raw_xls.columns(9, 20, is_hidden=True)
        + raw_xls.label(0, 0, "甲")
        + raw_xls.label(1, 2, "乙")
        + raw_xls.merged(2, 3, 0, 4)
        + raw_xls.validation(1, 4, 1, 1)
        + raw_xls.PROTECTED
        + raw_xls.PICTURE
        + raw_xls.EMBEDDED_CHART
    )
    traits = only_grid("a.xls", raw_xls.xls(sheet)).traits
    assert (traits.hidden_rows, traits.hidden_columns) == ((1,), (1, 2))
    assert (traits.merges, traits.validated) == (("A3:E4",), ("B2:B5",))
    assert (traits.is_protected, traits.shapes) == (True, 1)


def test_sheets_of_an_old_workbook_keep_names_order_and_hiding() -> None:
    sheets = [raw_xls.number(0, 0, n) for n in range(3)]
    found = seen_workbook("a.et", raw_xls.xls(*sheets, names=("填报表 ", "藏", "深藏"), states=(0, 1, 2)))
    assert [(grid.name, grid.is_hidden) for grid in found.grids] == [
        ("填报表 ", False),
        ("藏", True),
        ("深藏", True),
    ]


def test_an_old_workbook_counts_its_days_from_1904_where_it_says_so() -> None:
    content = raw_xls.xls(raw_xls.number(0, 0, 43372, 2), formats=FORMATS, counts_from_1904=True)
    assert only_grid("a.xls", content).rows == ((DAY,),)


@pytest.mark.parametrize(
    ("streams", "options", "expected"),
    [
        ({"_VBA_PROJECT_CUR": b"x"}, {}, {FileTrait.MACRO}),
        ({}, {"extra": raw_xls.OTHER_FILE}, {FileTrait.EXTERNAL_LINK}),
        ({}, {"extra": raw_xls.OWN_SHEETS}, set()),
    ],
)
def test_macros_and_links_of_an_old_workbook_are_told(
    streams: dict[str, bytes], options: dict[str, bytes], expected: set[FileTrait]
) -> None:
    stream = raw_xls.stream(raw_xls.number(0, 0, 1), **options)  # type: ignore[arg-type]
    found = seen_workbook("a.xls", raw_xls.ole_file({"Workbook": stream, **streams}))
    assert found.traits == {FileTrait.OTHER_FORMAT, *expected}


def test_a_macro_sheet_of_an_old_workbook_is_a_macro_and_no_sheet() -> None:
    sheets = [raw_xls.number(0, 0, n) for n in range(2)]
    found = seen_workbook("a.xls", raw_xls.xls(*sheets, kinds=(1, 0)))
    assert [grid.name for grid in found.grids] == ["表2"]
    assert FileTrait.MACRO in found.traits


def test_a_far_cell_of_an_old_workbook_is_told() -> None:
    grid = only_grid("a.xls", raw_xls.xls(raw_xls.number(0, 0, 1) + raw_xls.number(60_000, 3, 1)))
    assert (grid.rows, grid.beyond) == (((Decimal(1),),), "D60001")
    blank = raw_xls.record(0x201, struct.pack("<HHH", 60_000, 3, 0))
    assert only_grid("a.xls", raw_xls.xls(raw_xls.number(0, 0, 1) + blank)).beyond == ""


def test_an_old_workbook_cut_off_anywhere_is_refused_or_read_whole() -> None:
    cells = b"".join(raw_xls.number(row, 0, row) for row in range(600))
    whole = raw_xls.xls(cells)
    rows = only_grid("a.xls", whole).rows
    for length in range(600, len(whole), 613):
        seen = look("a.xls", whole[:length])
        assert isinstance(seen, str) or (not isinstance(seen, tuple) and seen.grids[0].rows == rows)
    assert "损坏" in refusal_of("a.xls", whole[: len(whole) // 2])


@pytest.mark.parametrize("size", [5_000, 3_000_000_000])
def test_an_old_workbook_that_holds_less_than_it_says_is_refused_at_once(size: int) -> None:
    whole = raw_xls.xls(raw_xls.number(0, 0, 1))
    begin = time.monotonic()
    assert "损坏" in refusal_of(
        "a.xls", whole.replace(struct.pack("<IQ", 0, 4096), struct.pack("<IQ", 0, size))
    )
    assert time.monotonic() - begin < 5


def test_an_old_workbook_with_broken_records_is_refused() -> None:
    stream = raw_xls.stream(raw_xls.number(0, 0, 1))
    torn = raw_xls.ole_file({"Workbook": stream[:40] + b"\xff" * 600 + stream[640:]})
    assert "损坏" in refusal_of("a.xls", torn)
    validation = raw_xls.record(0x1BE, b"\0" * 6)
    assert "损坏" in refusal_of("a.xls", raw_xls.xls(validation))


def test_an_old_workbook_of_too_many_sheets_is_refused() -> None:
    content = raw_xls.xls(raw_xls.number(0, 0, 1), raw_xls.number(0, 0, 1))
    assert "工作表超过 1 张" in str(look("a.xls", content, (), Limits(sheets=1)))


def binary_sheet() -> bytes:
    return raw_xlsb.sheet(
        raw_xlsb.row(0),
        raw_xlsb.shared(0, 0),
        raw_xlsb.real(1, 0.65, 1),
        raw_xlsb.real(2, 44834, 2),
        raw_xlsb.cell(3, 3, b"\x2a"),
        raw_xlsb.cell(4, 4, b"\1"),
        raw_xlsb.packed(5, 110 << 2 | 2),
        raw_xlsb.packed(6, 155 << 2 | 3),
        raw_xlsb.packed(7, 0x3FF80000),
        raw_xlsb.packed(8, (-5 & 0x3FFFFFFF) << 2 | 2),
        raw_xlsb.row(1, is_hidden=True),
        raw_xlsb.cell(9, 0, struct.pack("<d", 0.5) + raw_xlsb.FORMULA, 1),
        raw_xlsb.cell(11, 1, b"\x07" + raw_xlsb.FORMULA),
        raw_xlsb.cell(8, 2, raw_xlsb.text("甲") + raw_xlsb.FORMULA),
        raw_xlsb.cell(10, 3, b"\0" + raw_xlsb.FORMULA),
        raw_xlsb.cell(6, 4, raw_xlsb.text("内联")),
        raw_xlsb.cell(62, 5, b"\1" + raw_xlsb.text("富文本")),
        raw_xlsb.cell(3, 6, b"\x63"),
        raw_xlsb.real(7, float("nan")),
        raw_xlsb.cell(6, 8, raw_xlsb.text("")),
        before=raw_xlsb.record(60, struct.pack("<4IH", 1, 2, 2000, 0, 1))
        + raw_xlsb.record(60, struct.pack("<4IH", 3, 3, 0, 0, 0))
        + raw_xlsb.record(60, struct.pack("<4IH", 4, 16383, 2000, 0, 0)),
        after=raw_xlsb.record(176, struct.pack("<4I", 2, 2, 0, 3))
        + raw_xlsb.record(535, struct.pack("<H8I", 0, 1, *[0] * 7)),
    )


def test_a_binary_workbook_keeps_percentages_dates_errors_and_the_mark_of_formulas() -> None:
    content = raw_xlsb.xlsb(binary_sheet(), formats=("General", "0.0%", 31), texts=("约110人",))
    assert only_grid("a.xlsb", content).rows == (
        (
            "约110人",
            Percent(Decimal("0.65")),
            DAY,
            CellError("#N/A"),
            True,
            Decimal(110),
            Decimal("1.55"),
            Decimal("1.5"),
            Decimal(-5),
        ),
        (
            Calculated(Decimal("0.5"), "…"),
            Calculated(CellError("#DIV/0!"), "…"),
            Calculated("甲", "…"),
            Calculated(False, "…"),
            "内联",
            "富文本",
            CellError("#错误99"),
            CellError("#NUM!"),
        ),
    )


def test_another_reader_sees_the_same_plain_values_in_a_binary_workbook() -> None:
    sheet = raw_xlsb.sheet(
        raw_xlsb.row(2),
        raw_xlsb.shared(1, 1),
        raw_xlsb.packed(2, 110 << 2 | 2),
        raw_xlsb.packed(3, 155 << 2 | 3),
        raw_xlsb.real(4, 1.25),
        raw_xlsb.cell(6, 5, raw_xlsb.text("内联")),
    )
    content = raw_xlsb.xlsb(sheet, texts=("甲", "乙"))
    other = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert other.to_python(skip_empty_area=False)[2] == ["", "乙", 110, 1.55, 1.25, "内联"]
    row = only_grid("a.xlsb", content).rows[2]
    assert row == (None, "乙", Decimal(110), Decimal("1.55"), Decimal("1.25"), "内联")


def test_a_binary_workbook_s_traits_are_told() -> None:
    parts = raw_xlsb.xlsb_parts(binary_sheet(), formats=("General", "0%", 31), texts=("甲",), states=(1,))
    parts["xl/worksheets/_rels/sheet1.bin.rels"] = (
        b'<Relationships xmlns="r"><Relationship Id="d" Type="x/drawing" Target="../drawings/drawing1.xml"/>'
        b"</Relationships>"
    )
    parts["xl/drawings/drawing1.xml"] = b"<xdr:wsDr><xdr:oneCellAnchor></xdr:oneCellAnchor></xdr:wsDr>"
    parts["xl/vbaProject.bin"] = b"x"
    found = seen_workbook("a.xlsb", zipped(parts))
    grid = found.grids[0]
    assert (grid.name, grid.is_hidden) == ("表1", True)
    assert (grid.traits.hidden_rows, grid.traits.hidden_columns) == ((1,), (1, 2, 3))
    assert (grid.traits.merges, grid.traits.is_protected, grid.traits.shapes) == (("A3:D3",), True, 1)
    assert found.traits == {FileTrait.OTHER_FORMAT, FileTrait.MACRO}


def test_a_binary_workbook_counts_its_days_from_1904_where_it_says_so() -> None:
    sheet = raw_xlsb.sheet(raw_xlsb.row(0), raw_xlsb.real(0, 43372, 0), raw_xlsb.real(1, 1, 9))
    content = raw_xlsb.xlsb(sheet, formats=(31,), counts_from_1904=True)
    assert only_grid("a.xlsb", content).rows == ((DAY, Decimal(1)),)


def test_far_cells_of_a_binary_workbook_are_told() -> None:
    sheet = raw_xlsb.sheet(
        raw_xlsb.row(0), raw_xlsb.real(0, 1), raw_xlsb.real(300, 2), raw_xlsb.row(30_000), raw_xlsb.real(0, 3)
    )
    grid = only_grid("a.xlsb", raw_xlsb.xlsb(sheet))
    assert (grid.rows, grid.beyond) == (((Decimal(1),),), "KO1")


def test_a_binary_workbook_with_no_or_too_many_sheets_is_refused() -> None:
    assert "没有工作表" in refusal_of("a.xlsb", raw_xlsb.xlsb())
    content = raw_xlsb.xlsb(raw_xlsb.sheet(), raw_xlsb.sheet())
    assert "工作表超过 1 张" in str(look("a.xlsb", content, (), Limits(sheets=1)))


@pytest.mark.parametrize(
    "sheet",
    [
        raw_xlsb.record(6, bytes(8) + struct.pack("<I", 99)),
        raw_xlsb.record(7, bytes(8) + struct.pack("<I", 99)),
        raw_xlsb.row(0) + b"\x05\x7f\0",
        raw_xlsb.row(0) + b"\x85",
        b"\x05",
    ],
)
def test_a_binary_workbook_with_broken_records_is_refused(sheet: bytes) -> None:
    assert "结构有误" in refusal_of("a.xlsb", raw_xlsb.xlsb(sheet))


def test_an_absent_text_of_a_binary_workbook_is_empty() -> None:
    sheet = raw_xlsb.sheet(raw_xlsb.row(0), raw_xlsb.cell(6, 0, b"\xff\xff\xff\xff"), raw_xlsb.real(1, 1))
    assert only_grid("a.xlsb", raw_xlsb.xlsb(sheet)).rows == ((None, Decimal(1)),)


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)


def ods(tables: str, styles: str = "", **parts: str) -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": ODS_TYPE, "content.xml": content, **parts})


def ods_cell(kind: str, value: str = "", seen: str = "", more: str = "") -> str:
    names = {"date": "date-value", "time": "time-value", "boolean": "boolean-value", "string": "string-value"}
    stored = f' office:{names.get(kind, "value")}="{value}"' if value else ""
    said = f' office:value-type="{kind}"' if kind else ""
    return f"<table:table-cell{said}{stored}{more}>{f'<text:p>{seen}</text:p>' if seen else ''}</table:table-cell>"


def ods_table(*rows: str, name: str = "填报表", more: str = "") -> str:
    return f'<table:table table:name="{name}"{more}>{"".join(rows)}</table:table>'


def ods_row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def test_an_open_document_keeps_percentages_dates_errors_and_formulas() -> None:
    formula = ' table:formula="of:=[.A1]*2"'
    first = ods_row(
        ods_cell(
            "string",
            seen="约<text:s text:c='2'/>110<text:span>人</text:span><text:tab/>甲<text:line-break/>乙",
        ),
        ods_cell("percentage", "0.65", "65%"),
        ods_cell("date", "2022-09-30", "2022年9月"),
        ods_cell("time", "PT18H30M05.5S"),
        ods_cell("time", "PT36H00M00S"),
        ods_cell("time", "P1Y"),
        ods_cell("currency", "12.5", "¥12.50"),
        ods_cell("boolean", "true", "TRUE"),
        ods_cell("float", "0.30000000000000004"),
        ods_cell("float", "NaN"),
    )
    second = ods_row(
        ods_cell("string", "", "#DIV/0!", formula),
        ods_cell("percentage", "0.5", "50%", formula),
        ods_cell("float", "0", "#N/A"),
        ods_cell("string", "", "Err:502", formula),
        '<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>',
        '<table:table-cell table:formula="of:=1"/>',
        "<table:table-cell><text:p>一行</text:p><text:p>二行</text:p></table:table-cell>",
        ods_cell("string"),
    )
    assert only_grid("a.ods", ods(ods_table(first, second))).rows == (
        (
            "约  110人\t甲\n乙",
            Percent(Decimal("0.65")),
            DAY,
            dt.time(18, 30, 5),
            Decimal("1.5"),
            "P1Y",
            Decimal("12.5"),
            True,
            Decimal("0.3"),
            "NaN",
        ),
        (
            Calculated(CellError("#DIV/0!"), "[.A1]*2"),
            Calculated(Decimal("0.5"), "[.A1]*2"),
            CellError("#N/A"),
            Calculated(CellError("Err:502"), "[.A1]*2"),
            Calculated("", '""'),
            Calculated(None, "1"),
            "一行\n二行",
        ),
    )


def test_an_open_document_s_repeated_rows_and_cells_stand_where_they_belong() -> None:
    rows = (
        ods_row("<table:table-cell/>", more=' table:number-rows-repeated="2"'),
        ods_row(
            '<table:table-cell table:number-columns-repeated="2"/>',
            ods_cell("float", "7", more=' table:number-columns-repeated="2"'),
            '<table:table-cell table:number-columns-repeated="16380"/>',
            more=' table:number-rows-repeated="2"',
        ),
        ods_row("<table:table-cell/>", more=' table:number-rows-repeated="1048572"'),
    )
    seven = Decimal(7)
    grid = only_grid("a.ods", ods(ods_table(*rows)))
    assert grid.rows == ((), (), (None, None, seven, seven), (None, None, seven, seven))
    assert grid.beyond == ""


def test_an_open_document_that_repeats_a_cell_without_end_is_cut_and_told() -> None:
    wide = ods_table(ods_row(ods_cell("float", "1", more=' table:number-columns-repeated="999999999"')))
    grid = only_grid("a.ods", ods(wide))
    assert (len(grid.rows[0]), grid.beyond) == (256, "IW1")
    high = ods_table(ods_row(ods_cell("float", "1"), more=' table:number-rows-repeated="1048576"'))
    grid = only_grid("a.ods", ods(high))
    assert (len(grid.rows), grid.beyond) == (20_000, "A20001")
    both = wide.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">')
    assert "单元格超过" in refusal_of("a.ods", ods(both))


def test_an_open_document_s_traits_are_told() -> None:
    style = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    style += '<style:style style:name="ta1"/>'
    more = ' table:style-name="ta2" table:protected="true"'
    note = "<office:annotation><text:p>请核对</text:p></office:annotation>"
    merged = ' table:number-columns-spanned="2" table:number-rows-spanned="3"'
    table = ods_table(
        "<table:shapes><draw:frame/><draw:frame/></table:shapes>",
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>',
        ods_row(ods_cell("float", "1", note, merged), ods_cell("float", "2"), ods_cell("float", "3")),
        ods_row(
            '<table:table-cell table:content-validation-name="v" table:number-columns-repeated="2"/>',
            ods_cell("float", "2", "<draw:custom-shape/>"),
            more=' table:visibility="filter"',
        ),
        more=more,
    )
    table = table.replace("<text:p><office", "<office").replace("annotation></text:p>", "annotation>")
    table = table.replace("<text:p><draw:custom-shape/></text:p>", "<draw:custom-shape/>")
    found = seen_workbook("a.ods", ods(table, style, **{"Basic/Standard/a.xml": "<x/>"}))
    grid = found.grids[0]
    assert grid.is_hidden
    assert (grid.traits.hidden_rows, grid.traits.hidden_columns) == ((1,), (1, 2))
    assert (grid.traits.merges, grid.traits.notes) == (("A1:B3",), (("A1", "请核对"),))
    assert (grid.traits.validated, grid.traits.is_protected) == (("A2:B2",), True)
    assert grid.traits.shapes == 3
    assert found.traits == {FileTrait.OTHER_FORMAT, FileTrait.MACRO}


def test_an_open_document_s_copy_of_another_file_is_a_link_and_no_sheet() -> None:
    copy = ods_table(ods_row(ods_cell("float", "9")), name="&apos;file:///x.ods&apos;#$表1")
    found = seen_workbook("a.ods", ods(ods_table(ods_row(ods_cell("float", "1"))) + copy))
    assert [grid.name for grid in found.grids] == ["填报表"]
    assert found.traits == {FileTrait.OTHER_FORMAT, FileTrait.EXTERNAL_LINK}


def test_a_table_inside_a_cell_moves_no_row() -> None:
    inner = f"<table:table-cell>{ods_table(ods_row(ods_cell('float', '9')), name='内')}</table:table-cell>"
    grid = only_grid("a.ods", ods(ods_table(ods_row(inner), ods_row(ods_cell("float", "1")))))
    assert grid.rows == ((), (Decimal(1),))


def test_an_open_document_that_is_broken_or_empty_is_refused() -> None:
    assert "损坏" in refusal_of("a.ods", zipped({"mimetype": ODS_TYPE}))
    assert "没有工作表" in refusal_of("a.ods", ods(""))
    assert "结构有误" in refusal_of("a.ods", ods("<table:table>"))
    assert "不安全" in refusal_of("a.ods", zipped({"mimetype": ODS_TYPE, "content.xml": "<!DOCTYPE a><a/>"}))
    two = ods_table(ods_row(ods_cell("float", "1"))) * 2
    assert "工作表超过 1 张" in str(look("a.ods", ods(two), (), Limits(sheets=1)))
    text = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
    assert "不是表格" in refusal_of("a.odt", text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_table_in_a_text_file_is_read_as_it_stands(encoding: str, separator: str) -> None:
    lines = (
        f"单位{separator}数{separator}率",
        f"区残联{separator}110{separator}65%",
        "",
        f'"约{separator}人"',
    )
    found = seen_workbook("回复/区残联.csv", "\r\n".join(lines).encode(encoding))
    assert found.grids == (
        Grid("区残联", (("单位", "数", "率"), ("区残联", "110", "65%"), (), (f"约{separator}人",))),
    )
    assert found.traits == {FileTrait.OTHER_FORMAT}


def test_an_error_in_a_text_table_stays_an_error() -> None:
    assert only_grid("a.csv", b"#DIV/0!,1").rows == ((CellError("#DIV/0!"), "1"),)


def test_far_cells_of_a_text_table_are_told() -> None:
    assert only_grid("a.csv", b"1" + b"," * 300 + b"2").beyond == "KO1"
    assert only_grid("a.txt", b"1,2\n" * 20_000 + b",3").beyond == "B20001"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("说明.txt", "请于九月底前报送。".encode(), "里面没有表格"),
        ("说明.md", b"a,b", "是文本文件，不是表格"),
        ("a.csv", b'1,"2', "引号不成对"),
        ("a.csv", b"1,\x01", "不是 Excel 工作簿"),
        ("a.csv", b"1,\xff\xff\x81", "不是 Excel 工作簿"),
    ],
)
def test_a_text_that_is_no_table_is_refused(name: str, content: bytes, expected: str) -> None:
    assert expected in refusal_of(name, content)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "空文件"),
        (b"%PDF-1.7\0", "PDF"),
        (b"GIF89a\0", "图片"),
        (b"BM\0\0\0\0", "图片"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "图片"),
        (b"\0\0\0\x18ftypheic", "图片"),
        (b"\0\0\0\x18ftypmp42", "音频或视频"),
        (b"MZ\x90\0\3", "程序"),
        (b"L\0\0\0\x01\x14\x02\0", "快捷方式"),
        (b"x\x9f>\x22\1\0", "winmail.dat"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包"),
        (b"\x1f\x8b\x08\0", "压缩包"),
        (b"PK\x05\x06" + bytes(18), "空的压缩包"),
        (b"<html><table></table></html>", "网页"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n\r\n", "网页"),
        (raw_xls.ole_file({"WordDocument": b"x", "ObjectPool": b"Workbook"}), "Word"),
        (raw_xls.ole_file({"PowerPoint Document": b"x"}), "演示文稿"),
        (raw_xls.ole_file({"__properties_version1.0": b"x"}), ".msg"),
        (raw_xls.ole_file({"其他": b"x"}), "不是 Excel 工作簿"),
        (zipped({"OFD.xml": "<ofd/>"}), "OFD"),
        (zipped({"[Content_Types].xml": "<Types wordprocessingml.document.main/>"}), "Word"),
    ],
)
def test_what_holds_no_table_is_called_by_what_it_is(content: bytes, expected: str) -> None:
    assert expected in refusal_of("回复.xls", content)


def test_a_table_that_begins_like_a_program_or_a_picture_is_still_a_table() -> None:
    assert only_grid("a.csv", b"BM,MZ\n1,2").rows[0] == ("BM", "MZ")


@pytest.mark.parametrize("name", ["a.xls", "a.pdf", "a", "a.csv"])
def test_a_workbook_is_read_under_any_name(name: str) -> None:
    assert seen_workbook(name, workbook()).grids[0].rows == (("区残联",),)
    assert seen_workbook(name, raw_xls.xls(raw_xls.number(0, 0, 1))).grids[0].rows == ((Decimal(1),),)


def test_a_workbook_over_the_size_limit_is_refused_in_any_format() -> None:
    old, binary, open_ = raw_xls.xls(raw_xls.number(0, 0, 1)), raw_xlsb.xlsb(raw_xlsb.sheet()), workbook()
    for content in (old, binary, open_, b"1,2,3" * 99):
        assert "太大" in str(look("a.csv", content, (), Limits(file_bytes=100)))
