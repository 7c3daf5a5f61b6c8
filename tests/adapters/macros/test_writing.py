import io
import re
import zipfile

import openpyxl

from tests.office.vba_build import modules_by_pyopenvba
from xlminshi.adapters.closed.writing import render
from xlminshi.adapters.macros.guide import GUIDE_NAME
from xlminshi.adapters.macros.writing import (
    ADDIN_NAME,
    addin_files,
    render_addin,
    render_macro_book,
)
from xlminshi.adapters.outgoing import lint
from xlminshi.form.sheets import PLAIN, Area, BookPlan, Button, PlacedCell, SheetPlan

PLAN = BookPlan(
    (
        SheetPlan(
            "首页",
            (),
            widths=(4, 20, 20),
            heights=((1, 40.0),),
            buttons=(
                Button(Area(1, 1, 1, 2), "生成通报", "MinshiPublish"),
                Button(Area(3, 3, 4, 4), "数据校验", "MinshiCheck"),
            ),
        ),
        SheetPlan("区残联", ()),
    )
)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_buttons_stand_where_the_plan_wants_them_and_call_their_macro() -> None:
    drawn = parts(render_macro_book(PLAN))["xl/drawings/vmlDrawing1.vml"].decode()
    assert re.findall(r"<x:FmlaMacro>([^<]*)<", drawn) == ["[0]!MinshiPublish", "[0]!MinshiCheck"]
    assert re.findall(r'<font face="黑体" size="260" color="#000000">([^<]*)<', drawn) == [
        "生成通报",
        "数据校验",
    ]
    # From column, offset, row, offset, to column, offset, row, offset: whole cells but for an edge of 4 pixels.
    anchors = [
        [int(one) for one in found.split(", ")] for found in re.findall(r"<x:Anchor>\s*([^<]*?)<", drawn)
    ]
    assert anchors == [[1, 4, 1, 4, 2, 141, 1, 49], [3, 4, 3, 4, 4, 60, 4, 16]]


def test_a_cell_under_a_button_is_printed_with_the_buttons_caption() -> None:
    area = Area(1, 1, 1, 2)
    cells = (PlacedCell(area, "（本文件不含宏）", PLAIN), PlacedCell(Area(0, 0, 0, 0), "标题", PLAIN))
    plan = BookPlan((SheetPlan("首页", cells, buttons=(Button(area, "生成通报", "MinshiPublish"),)),))
    with_macros = openpyxl.load_workbook(io.BytesIO(render_macro_book(plan)))["首页"]
    assert (with_macros["B2"].value, with_macros["A1"].value) == ("生成通报", "标题")
    assert openpyxl.load_workbook(io.BytesIO(render(plan)))["首页"]["B2"].value == "（本文件不含宏）"


def test_a_workbook_without_macros_shows_no_buttons() -> None:
    assert not [name for name in parts(render(PLAN)) if "vml" in name.lower()]


def test_sheets_and_workbook_are_known_to_the_macros_by_name() -> None:
    content = render_macro_book(PLAN)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.code_name == "ThisWorkbook"
    names = [sheet.sheet_properties.codeName for sheet in book]
    assert names == ["Sheet1", "Sheet2"]
    assert {*names, "ThisWorkbook"} <= modules_by_pyopenvba(content).keys()


def test_the_ribbon_survives_openpyxl() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_macro_book(PLAN)), keep_vba=True)
    target = io.BytesIO()
    book.save(target)
    book.vba_archive.close()
    saved = parts(target.getvalue())
    assert "customUI/customUI.xml" in saved
    assert b"customUI/customUI.xml" in saved["_rels/.rels"]


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert render_macro_book(PLAN) == render_macro_book(PLAN)
    assert render_addin() == render_addin()


def test_the_addin_says_that_it_is_one_and_has_a_tab_of_its_own() -> None:
    found = parts(render_addin())
    assert b"application/vnd.ms-excel.addin.macroEnabled.main+xml" in found["[Content_Types].xml"]
    assert b"sheet.macroEnabled" not in found["[Content_Types].xml"]
    assert 'label="民生实事（加载项）"' in found["customUI/customUI.xml"].decode()


def test_the_addin_works_on_the_active_workbook() -> None:
    modules = modules_by_pyopenvba(render_addin(), ".xlam")
    assert 'ActiveWorkbook.Name & """ --from_xl=1"' in modules["xlwings"]
    assert "ThisWorkbook." not in modules["MinshiSelfCheck"] + modules["MinshiPython"]


def test_the_guide_can_be_read_by_old_editors_and_names_the_commands() -> None:
    files = dict(addin_files())
    assert set(files) == {ADDIN_NAME, GUIDE_NAME}
    text = files[GUIDE_NAME].decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n") > 10
    for command in ("xlminshi excel install", "xlminshi excel uninstall", "xlminshi doctor"):
        assert command in text
    assert "尚未在真实的 Excel 和 WPS 上验证" in text


def test_a_workbook_with_macros_must_not_leave_the_office() -> None:
    assert any("宏" in reason for reason in lint("工作簿.xlsm", render_macro_book(PLAN)))


def test_nothing_in_the_files_tells_who_made_them_or_where() -> None:
    for content in (render_macro_book(PLAN), render_addin()):
        found = parts(content)
        core = found["docProps/core.xml"].decode()
        assert "<dc:creator></dc:creator>" in core and "2000-01-01" in core
        assert all(
            info.date_time == (1980, 1, 1, 0, 0, 0)
            for info in zipfile.ZipFile(io.BytesIO(content)).infolist()
        )
