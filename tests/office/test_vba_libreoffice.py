"""Our macros run in LibreOffice: Workbook_Open, the buttons, the messages without Python, and the check without Python."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.office.basic_office import BasicOffice, rows_of, running_office
from tests.office.vba_build import libreoffice_build, modules_by_pyopenvba, resolved
from xlminshi.adapters.closed.writing import Macros, render
from xlminshi.adapters.macros.modules import WORKBOOK, FunctionHelp, Host, standard_modules
from xlminshi.adapters.macros.project import code_names, vba_project
from xlminshi.adapters.macros.writing import render_macro_book
from xlminshi.adapters.office import closed_office
from xlminshi.core.problems import Place
from xlminshi.form.commands import COMMANDS, SELF_CHECK_SHEET
from xlminshi.form.numbers import read_number
from xlminshi.form.sheets import Area, BookPlan, Button, SheetPlan
from xlminshi.workflow.book_reading import read_book

NO_PYTHON = "-1"
PYTHON_READY = "0"
WPS = "C:\\Program Files\\WPS Office\\office6"


@pytest.fixture(scope="module")
def office() -> Iterator[BasicOffice]:
    with running_office() as running:
        yield running


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook with a button for every command."""
    buttons = tuple(
        Button(Area(2 * row + 1, 1, 2 * row + 1, 2), one.caption, one.macro)
        for row, one in enumerate(COMMANDS)
    )
    path = tmp_path_factory.mktemp("home") / "工作簿.xlsm"
    path.write_bytes(
        libreoffice_build(render_macro_book(BookPlan((SheetPlan("首页", (), buttons=buttons),))))
    )
    return path


@pytest.fixture
def county(office: BasicOffice, demo_folder: Path, tmp_path: Path) -> Iterator[Any]:
    """Return the collected workbook of 14 units, open, without Python."""
    path = tmp_path / "汇总.xlsm"
    path.write_bytes(libreoffice_build((demo_folder / "6_Excel按钮" / "汇总工作簿.xlsm").read_bytes()))
    document = office.open(path)
    office.run(document, "xlwings.SetAnswer", NO_PYTHON, "")
    yield document
    document.close(True)


def sheet_of(document: Any, name: str) -> Any:
    sheet = document.Sheets.getByName(name)
    sheet.unprotect("")
    return sheet


def told(office: BasicOffice, document: Any) -> str:
    return str(office.run(document, "MinshiMessage.WordsTold"))


def findings(document: Any) -> list[tuple[str, ...]]:
    return rows_of(document.Sheets.getByName(SELF_CHECK_SHEET), 5)[3:]


def test_opening_the_workbook_describes_the_functions_and_does_nothing_else(
    office: BasicOffice, tmp_path: Path
) -> None:
    helps = (
        FunctionHelp("MS_RATE", "完成率", ("累计完成", "年度目标")),
        FunctionHelp("MS_TIME", "序时进度", ("通报期",)),
    )
    plan = BookPlan((SheetPlan("表", ()),))
    project = vba_project(standard_modules(Host.WORKBOOK, helps=helps), 1)
    path = tmp_path / "帮助.xlsm"
    path.write_bytes(libreoffice_build(render(plan, Macros(project, WORKBOOK, code_names(1)))))
    document = office.open(path, is_hidden=False)
    described = office.run(document, "MinshiMessage.FunctionsDescribed")
    assert described.splitlines() == ["MS_RATE:完成率:累计完成,年度目标", "MS_TIME:序时进度:通报期"]
    assert told(office, document) == ""
    document.close(True)


def test_every_button_is_shown_with_its_caption_and_macro(office: BasicOffice, home: Path) -> None:
    document = office.open(home)
    shown = office.buttons(document)
    assert list(shown) == [one.caption for one in COMMANDS]
    for one in COMMANDS:
        sheet, macro = shown[one.caption]
        assert sheet == "首页"
        assert macro.endswith(f".{one.macro}") or f".{one.macro}?" in macro, macro
    document.close(True)


def command_run(office: BasicOffice, document: Any) -> str:
    """What a click has started; on a busy machine the click comes a moment after it was made."""
    for _ in range(50):
        if command := str(office.run(document, "xlwings.CommandsRun")):
            return command
        time.sleep(0.2)
    return ""


def test_a_click_starts_the_step_in_python(office: BasicOffice, home: Path) -> None:
    document = office.open(home, is_hidden=False)
    office.run(document, "xlwings.SetAnswer", PYTHON_READY, "")
    for one in COMMANDS:
        office.click(document, one.caption)
        assert command_run(office, document) == f"import xlminshi.buttons;xlminshi.buttons.{one.function}()\n"
    assert told(office, document) == ""
    document.close(True)


def cells_shown(document: Any) -> dict[str, tuple[tuple[object, ...], ...]]:
    """What stands in the cells of every sheet."""
    found = {}
    for name in document.Sheets.ElementNames:
        cursor = document.Sheets.getByName(name).createCursor()
        cursor.gotoEndOfUsedArea(True)
        found[name] = cursor.getDataArray()
    return found


@pytest.mark.parametrize(
    ("answer", "interpreter", "missing", "cure"),
    [
        (NO_PYTHON, "", "没有找到 Python", "双击安装包里的“安装.bat”"),
        ("9009", "", "没有找到 Python", "它提示没有 Python 的，按它写的办"),
        (NO_PYTHON, "C:\\Python311\\python.exe", "不在原来的位置", "安装.bat"),
        ("31", "", "版本太旧", "双击安装包里的“安装.bat”"),
        ("32", "", "没有安装民生实事软件", "双击安装包里的“安装.bat”"),
        ("33", "", "没有安装 xlwings", "双击安装包里的“安装.bat”"),
        ("34", "", "没有安装 pywin32", "双击安装包里的“安装.bat”"),
        ("1", "", "启动时出错", "xlminshi doctor"),
    ],
)
def test_without_python_the_button_says_in_chinese_what_is_missing_and_what_to_do(
    office: BasicOffice, home: Path, answer: str, interpreter: str, missing: str, cure: str
) -> None:
    document = office.open(home)
    office.run(document, "xlwings.SetAnswer", answer, interpreter)
    office.run(document, "Minshi.MinshiPublish")
    words = told(office, document)
    assert words.startswith("生成通报: “生成通报”没有运行：")
    assert missing in words.split("怎么办：")[0]
    assert cure in words.split("怎么办：")[1]
    assert "公式照常计算" in words and "xlminshi doctor" in words
    assert len(words) < 500  # a message box cuts at about 1000
    assert office.run(document, "xlwings.CommandsRun") == ""
    document.close(True)


@pytest.mark.parametrize("button", ["MinshiPublish", "MinshiCheck"])
def test_a_file_name_with_an_equals_sign_is_told_since_xlwings_cannot_take_it(
    office: BasicOffice, home: Path, tmp_path: Path, button: str
) -> None:
    path = tmp_path / "a=b.xlsm"
    path.write_bytes(home.read_bytes())
    document = office.open(path)
    office.run(document, "xlwings.SetAnswer", PYTHON_READY, "")
    office.run(document, f"Minshi.{button}")
    words = told(office, document)
    assert "没有运行：工作簿的文件名里有等号（=）。" in words
    assert "怎么办：请把文件另存为不含等号的名称，再点一次。" in words
    assert "没有找到单位填报表" not in words
    document.close(True)


@pytest.mark.parametrize("folder", ["C:\\Office16", WPS])
def test_without_an_open_workbook_the_check_asks_for_one(
    office: BasicOffice, home: Path, folder: str
) -> None:
    document = office.open(home)
    office.run(document, "xlwings.SetAnswer", PYTHON_READY, "")
    office.run(document, "Surroundings.SetProgram", folder, "0")
    office.run(document, "Minshi.MinshiCheck")
    assert told(office, document) == (
        "数据校验: “数据校验”没有运行：没有打开的工作簿。\n\n怎么办：请先打开民生实事工作簿，再点一次。"
    )
    assert office.run(document, "xlwings.CommandsRun") == ""
    document.close(True)


@pytest.mark.parametrize(
    ("folder", "answer", "reason", "way"),
    [
        ("", NO_PYTHON, "这台电脑上没有找到 Python。", "双击安装包里的“安装.bat”"),
        ("", "34", "Python 里没有安装 pywin32。", "双击安装包里的“安装.bat”"),
        ("", "1", "Python 能找到，但是启动时出错。", "xlminshi doctor"),
        (WPS, PYTHON_READY, "按钮在 WPS 中不能调用 Python。", "请用 Microsoft Excel 打开"),
    ],
)
def test_the_check_without_python_says_why_and_what_leads_to_the_whole_check(
    office: BasicOffice, county: Any, folder: str, answer: str, reason: str, way: str
) -> None:
    office.run(county, "xlwings.SetAnswer", answer, "")
    office.run(county, "Surroundings.SetProgram", folder, "1")
    office.run(county, "Minshi.MinshiCheck")
    result, why, cure = told(office, county).split("\n\n")
    assert "没有发现问题。" in result
    assert why == f"只做了不用 Python 的基本检查：{reason}"
    assert cure.startswith("要做全部检查：") and way in cure
    assert ("安装.bat" in cure) == ("安装.bat" in way)


def test_without_python_all_values_stay_and_the_rates_go_on_calculating(
    office: BasicOffice, county: Any
) -> None:
    shown = cells_shown(county)
    office.run(county, "Minshi.MinshiPublish")
    assert "没有找到 Python" in told(office, county)
    assert cells_shown(county) == shown
    works = sheet_of(county, "区城市管理局")
    rate = works.getCellRangeByName("K5")
    assert (works.getCellRangeByName("I5").getValue(), rate.getString()) == (218, "100.00%")
    works.getCellRangeByName("I5").setValue(109)
    assert rate.getString() == "50.00%"


def test_the_check_without_python_finds_nothing_in_the_real_example(office: BasicOffice, county: Any) -> None:
    office.run(county, "Minshi.MinshiCheck")
    words = told(office, county)
    assert "检查了14张单位表、40个指标，没有发现问题。" in words
    assert "不用 Python 的基本检查" in words
    assert SELF_CHECK_SHEET not in county.Sheets.ElementNames


def test_the_check_without_python_finds_what_is_wrong_wherever_the_columns_stand(
    office: BasicOffice, county: Any
) -> None:
    disabled = sheet_of(county, "区残联")
    disabled.getCellRangeByName("I5").setString("约110人")
    works = sheet_of(county, "区城市管理局")
    works.getCellRangeByName("I5").setString("")
    works.getCellRangeByName("I6").setValue(-3)
    skills = sheet_of(county, "区人社局")
    skills.getCellRangeByName("I5").setValue(999999)
    skills.getCellRangeByName("H6").setValue(99999)
    skills.getCellRangeByName("I7").setFormula("=1/0")
    skills.getCellRangeByName("R5").setString("大约七万")
    skills.getCellRangeByName("O5").setString("尚未启动")
    roads = sheet_of(county, "区交通运输局")
    roads.getCellRangeByName("O5").setString("农村公路已全面完成")
    roads.getCellRangeByName("S5").setValue(10)
    roads.getCellRangeByName("T5").setValue(20)
    roads.getCellRangeByName("F5").setString("")
    roads.Columns.insertByIndex(0, 2)
    roads.Rows.insertByIndex(1, 3)
    blank = sheet_of(county, "区教体局")
    blank.getCellRangeByName("I5:I6").clearContents(1 | 2 | 4)
    blank.getCellRangeByName("O5:O6").clearContents(1 | 2 | 4)
    county.Sheets.removeByName("区环卫服务中心")
    verdicts = sheet_of(county, "督查认定")
    titles = [row[1] for row in rows_of(verdicts, 2)]
    decided = titles.index("加快农村交通物流体系建设")
    verdicts.getCellByPosition(6, decided).setString("已完成")

    office.run(county, "Minshi.MinshiCheck")

    found = findings(county)
    problems = {(level, sheet, cell): words for level, sheet, cell, words, _ in found}
    assert "“约110人”不是数字" in problems["必改", "区残联", "I5"]
    assert "的累计完成没有填写。" in problems["必改", "区城市管理局", "I5"]
    assert "是负数" in problems["必改", "区城市管理局", "I6"]
    assert "与全年目标“13800”相差超过10倍" in problems["必改", "区人社局", "I5"]
    assert problems["提醒", "区人社局", "I6"].endswith("比上期累计“99999”少。")
    assert "单元格显示错误值" in problems["必改", "区人社局", "I7"]
    assert "“大约七万”不是数字" in problems["必改", "区人社局", "R5"]
    assert "进展情况写“尚未启动”，而完成率已达" in problems["提醒", "区人社局", "O5"]
    assert "进展情况写“全面完成”，而完成率是" in problems["提醒", "区交通运输局", "Q8"]
    assert problems["提醒", "区交通运输局", "V8"] == "支付资金“20”超过到位资金“10”。"
    assert "没有计量单位" in problems["提醒", "区交通运输局", "H8"]
    assert problems["必改", "区教体局", ""] == "区教体局未报送。"
    assert "认定为“已完成”，完成率只有43%" in problems["提醒", "督查认定", f"G{decided + 1}"]
    gone = [(sheet, words) for level, sheet, _, words, _ in found if "不在任何一张单位表中" in words]
    assert [sheet for sheet, _ in gone] == ["实事清单"]
    assert "区环卫" in gone[0][1]
    assert all(cure for *_, cure in found)
    assert len(found) == 14
    assert f"发现{len(found)}处问题" in told(office, county)
    assert rows_of(county.Sheets.getByName(SELF_CHECK_SHEET), 5)[2] == (
        "级别",
        "工作表",
        "单元格",
        "问题",
        "处理办法",
    )


def rows_of_indicators(sheet: Any) -> list[int]:
    """Return the rows of a unit's sheet in which an indicator stands."""
    header, *rows = sheet.getCellRangeByName("A4:I20").getDataArray()
    if header[8] != "累计完成":
        return []
    name = header.index("指标名称")
    return [number for number, row in enumerate(rows, 5) if row[name]]


# Amounts as people type them into a cell of text, right and wrong.
AMOUNTS = (
    "1,234 1,234,567.5 12,345 218 0 0.5 -1,234.5 1,2 12,34 1,23,456 1234,567 ,123 123, 0,123 1,234.5,6 "
    "5- -5 5-3 --5 1-,234 1.2.3 5. .5 . , 0571 00 123456789012345 1234567890123456 1E5 &H10 (3) $5 +5"
)


def test_the_check_without_python_refuses_the_amounts_that_the_whole_check_refuses(
    office: BasicOffice, county: Any
) -> None:
    amounts, typed = AMOUNTS.split(), {}
    cells = ((sheet.Name, row) for sheet in county.Sheets for row in rows_of_indicators(sheet))
    for words, (sheet, row) in zip(amounts, cells, strict=False):
        sheet_of(county, sheet).getCellRangeByName(f"R{row}").setString(words)
        typed[sheet, f"R{row}"] = words
    assert len(typed) == len(amounts)
    last = sheet_of(county, sheet)
    last.getCellRangeByName(f"S{row}").setString("1,234")
    last.getCellRangeByName(f"T{row}").setString("1,234.5")
    office.run(county, "Minshi.MinshiCheck")
    found = {typed.get((sheet, cell), ""): words for _, sheet, cell, words, _ in findings(county)}
    refused = {words for words in amounts if read_number(words, "万元", Place("表")).quantity is None}
    assert found == {words: f"“{words}”不是数字。" for words in refused} | {
        "-5": "“计划资金”填的“-5”是负数。",
        "-1,234.5": "“计划资金”填的“-1,234.5”是负数。",
        "": "支付资金“1234.5”超过到位资金“1234”。",
    }


def test_a_second_check_forgets_what_has_been_put_right(office: BasicOffice, county: Any) -> None:
    cell = sheet_of(county, "区残联").getCellRangeByName("I5")
    former = cell.Value
    cell.setString("=约110人")
    office.run(county, "Minshi.MinshiCheck")
    assert [row[3] for row in findings(county)] == ["“=约110人”不是数字。"]
    cell.setValue(former)
    office.run(county, "Minshi.MinshiCheck")
    assert findings(county) == []
    assert "没有发现问题" in rows_of(county.Sheets.getByName(SELF_CHECK_SHEET), 1)[1][0]
    assert county.Sheets.ElementNames.count(SELF_CHECK_SHEET) == 1


def test_the_ceiling_of_the_office_holds_for_the_check_without_python(
    office: BasicOffice, county: Any
) -> None:
    stamp = sheet_of(county, "表单信息")
    rows = {row[0]: index for index, row in enumerate(rows_of(stamp, 1))}
    stamp.getCellByPosition(1, rows["完成倍数上限"]).setValue(2)
    office.run(county, "Minshi.MinshiCheck")
    assert all("相差超过2倍" in row[3] for row in findings(county))
    assert findings(county)


def test_where_no_unit_sheet_is_found_the_person_is_told_what_to_open(
    office: BasicOffice, home: Path
) -> None:
    document = office.open(home)
    office.run(document, "xlwings.SetAnswer", NO_PYTHON, "")
    office.run(document, "Minshi.MinshiCheck")
    assert "没有找到单位填报表" in told(office, document)
    assert document.Sheets.ElementNames == ("首页",)
    document.close(True)


def test_the_sheet_of_the_check_is_not_taken_for_a_sheet_of_the_office(
    office: BasicOffice, county: Any, tmp_path: Path
) -> None:
    sheet_of(county, "区残联").getCellRangeByName("I5").setString("约110人")
    office.run(county, "Minshi.MinshiCheck")
    path = tmp_path / "saved.xlsx"
    county.storeToURL(path.as_uri(), (office._option("FilterName", "Calc MS Excel 2007 XML"),))
    reading = read_book(closed_office().read(path), 2022)
    assert not [one for one in reading.all_problems() if SELF_CHECK_SHEET in str(one)]
    assert len(reading.book.submissions) == 14


def test_the_build_for_libreoffice_decides_every_if(demo_folder: Path) -> None:
    texts = modules_by_pyopenvba((demo_folder / "6_Excel按钮" / "汇总工作簿.xlsm").read_bytes())
    left = [line for text in texts.values() for line in resolved(text).split("\n") if line.startswith("#")]
    assert left == []
    assert 'Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64-' in resolved(texts["xlwings"])
    assert "xlwings32" not in resolved(texts["xlwings"])
    on_mac = resolved(texts["MinshiPython"], {"mac": True})
    assert "StateOfExcel = ON_MAC" in on_mac and "StateOfExcel = IN_WPS" not in on_mac
