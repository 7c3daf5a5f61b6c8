"""导出: what leaves shows the same numbers, needs no add-in, and tells nothing that belongs to the office."""

import datetime as dt
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from tests.adapters.raw_xlsx import row_xml, sheet_xml, workbook_parts
from tests.hazards.counties import second_county
from xlminshi import api
from xlminshi.adapters.leaving.cells import settle_cells
from xlminshi.adapters.leaving.copying import leaving_copy
from xlminshi.adapters.outgoing import lint
from xlminshi.adapters.packing import pack, unpack
from xlminshi.cli import run
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Code
from xlminshi.form.calls import calls_function, mentions_sheet, native_for
from xlminshi.form.grid import CellError, CellValue
from xlminshi.form.sheet_values import NOT_READY
from xlminshi.workflow.ports import Leaving, Settled

D = Decimal
Fill = Callable[[Any, Any], None]


def saved(path: Path, fill: Fill) -> Path:
    """A workbook with 累计完成 33, 年度目标 35 and 序时进度 75 % in A1:C1 of 进度, as a clerk saves it."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("进度")
        sheet.write_row(0, 0, [33, 35, 0.75])
        fill(workbook, sheet)
    return path


def exported(book: Path, **options: Any) -> tuple[Any, dict[str, bytes]]:
    result = api.export(book, book.parent / "外发" / "副本.xlsx", replace=True, **options)
    content = result.written[0].read_bytes()
    assert lint("副本.xlsx", content) == ()
    return result.value, unpack(content)


def cell(parts: dict[str, bytes], address: str, kind: str = "formula", sheet: int = 0) -> Any:
    book = openpyxl.load_workbook(io.BytesIO(pack(parts)), data_only=kind == "value")
    return book.worksheets[sheet][address].value


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    parts = unpack(path.read_bytes())
    change(parts)
    path.write_bytes(pack(parts))
    return path


def replace_in(parts: dict[str, bytes], part: str, old: str, new: str) -> None:
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new, 1).encode()


# Which calls have a native formula


def found_at(sheet: str, address: str) -> CellValue:
    cells: dict[str, CellValue] = {
        "I5": D(33), "G5": D(35), "J5": D("0.43"), "K5": D("0.75"), "E5": "越低越好", "X1": dt.datetime(2022, 9, 30),
        "X2": True, "X3": D(10) ** 15, "X4": CellError("#N/A"), "X5": None, "X6": "九个",
    }  # fmt: skip
    return cells.get(address)


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("MS_RATE(I5,G5)", D("0.9429")),
        ("ms_rate( $I$5 , 表!G5 )", D("0.9429")),
        ("'别的 表'!MS_RATE(I5,'别的 表'!G5)", D("0.9429")),
        ("xlminshi.xlam!MS_RATE(I5,G5)", D("0.9429")),
        ("_xludf.MS_RATE(I5,G5)", D("0.9429")),
        ("[1]!MS_RATE(I5,G5,,2,\"舍去尾数\")", D("0.9428")),
        ('MS_RATE(I5,G5,"越低越好")', D("1.0606")),
        ("MS_RATE(33,G5,,0)", D("0.94")),
        ("MS_RATE(I5,G5,)", D("0.9429")),
        ("MS_RATE(X4,G5)", "数据有误"),
        ("MS_RATE(X5,G5)", ""),
        ("MS_RATE(X6,G5)", "数据有误"),
        ("MS_STATUS(I5,G5,K5)", "持续推进"),
        ("MS_STATUS(I5,G5,75%)", "持续推进"),
        ("MS_LAG(J5,K5)", D(32)),
    ],
)  # fmt: skip
def test_a_call_on_single_cells_has_a_native_formula(formula: str, result: object) -> None:
    native = native_for(formula, found_at)
    assert native is not None
    assert native.result == result
    assert not calls_function(native.text)


@pytest.mark.parametrize(
    "formula",
    [
        "MS_RATE(I5:I9,G5:G9)",
        "MS_RATE(I5,G5)*2",
        "MS_RATE(I5*2,G5)",
        "MS_RATE(I5,G5,E5)",
        'MS_RATE(I5,G5,"节点")',
        'MS_STATUS(I5,G5,K5,"资金")',
        "MS_STATUS(I5,G5,K5,,2)",
        'MS_RATE(I5,G5,"别的")',
        "MS_RATE(I5,G5,,,,,1)",
        'MS_RATE("33",G5)',
        "MS_RATE(I5)",
        "MS_RATE(X1,G5)",
        "MS_RATE(I5,X2)",
        "MS_RATE(X3,G5)",
        "MS_TIME(9)",
        "MS_NOTHING(I5,G5)",
        "MS_LAG(J5)",
        "ROUND(I5/G5,4)",
        "IF(MS_RATE(I5,G5)>1,1,0)",
        f"MS_RATE({'很长的表名' * 120}!I5,{'很长的表名' * 120}!G5)",
    ],
)
def test_other_calls_have_none(formula: str) -> None:
    assert native_for(formula, found_at) is None


def test_a_name_within_words_is_no_call_and_no_sheet() -> None:
    assert not calls_function('IF(A1="=MS_RATE(",1,2)')
    assert mentions_sheet("历史!A1", "历史")
    assert mentions_sheet("'甲''乙'!A1+1", "甲'乙")
    assert not mentions_sheet("大历史!A1", "历史")
    assert not mentions_sheet('IF(A1="历史!A1",1,2)', "历史")


# What becomes of the formulas


def test_a_function_becomes_its_native_formula_with_its_result(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_formula("D1", "=MS_RATE(A1,B1)", None, 0.9429)
        sheet.write_formula("E1", "=MS_STATUS(A1,B1,C1)", None, "持续推进")
        sheet.write_formula("F1", "=MS_LAG(D1,C1)", None, -19.29)
        sheet.write_formula("G1", "=MS_RATE(A9,B1)", None, "")

    made, parts = exported(saved(tmp_path / "台账.xlsx", fill))
    assert made.natives == tuple(f"「进度」表 {one}1" for one in "DEFG")
    assert made.values == ()
    assert cell(parts, "D1").startswith("=IF(NOT(ISNUMBER(B1))")
    assert [cell(parts, f"{one}1", "value") for one in "DEF"] == [0.9429, "持续推进", -19.29]
    assert cell(parts, "G1", "value") in (None, "")


def test_what_has_no_native_formula_leaves_its_value_and_is_named(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_formula("D1", '=MS_TIME("1-9月份")', None, 0.75)
        sheet.write_formula("E1", '=MS_PHRASE("培训",A1,B1)', None, "开展培训33。")
        sheet.write_formula("F1", "=ROUND(A1/B1,2)", None, 0.94)

    made, parts = exported(saved(tmp_path / "台账.xlsx", fill))
    assert made.values == ("「进度」表 D1", "「进度」表 E1")
    assert [cell(parts, f"{one}1") for one in "DEF"] == [0.75, "开展培训33。", "=ROUND(A1/B1,2)"]
    assert list(made.lines()) == ["公式改为数值：「进度」表 D1、「进度」表 E1。"]


def test_a_function_that_was_never_calculated_is_calculated_where_it_can_be(tmp_path: Path) -> None:
    path = saved(tmp_path / "台账.xlsx", lambda _, sheet: sheet.write_formula("D1", "=MS_RATE(A1,B1)"))
    changed(path, lambda parts: replace_in(parts, "xl/worksheets/sheet1.xml", "<v>0</v>", ""))
    _, parts = exported(path)
    assert cell(parts, "D1", "value") == 0.9429


@pytest.mark.parametrize("shown", ["", NOT_READY])
def test_a_value_that_nobody_has_calculated_is_refused_with_its_cell(tmp_path: Path, shown: str) -> None:
    path = saved(
        tmp_path / "台账.xlsx", lambda _, sheet: sheet.write_formula("D1", "=MS_TIME(9)", None, shown)
    )
    if not shown:
        changed(path, lambda parts: replace_in(parts, "xl/worksheets/sheet1.xml", "<v></v>", ""))
    with pytest.raises(CannotContinueError, match="「进度」表 D1的公式没有算出结果"):
        exported(path)
    assert not (tmp_path / "外发").exists()


@pytest.mark.parametrize("stored", [0.5, "数据有误", "#VALUE!"])
def test_a_stored_result_that_is_not_what_the_figures_give_is_refused(tmp_path: Path, stored: object) -> None:
    path = saved(
        tmp_path / "台账.xlsx", lambda _, sheet: sheet.write_formula("D1", "=MS_RATE(A1,B1)", None, stored)
    )
    with pytest.raises(
        CannotContinueError, match=rf"「进度」表 D1（现为{stored}，应为0.9429）存的结果与数据不符"
    ):
        exported(path)


def test_a_formula_shared_by_several_cells_is_settled_in_each(tmp_path: Path) -> None:
    rows = "".join(
        row_xml(f'<c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>10</v></c>{formula}', number=n)
        for n, formula in enumerate(
            (
                '<c r="C1"><f t="shared" ref="C1:C2" si="0">MS_RATE(A1,B1)</f><v>0.1</v></c>'
                '<c r="D1"><f t="shared" ref="D1:D3" si="1">历史!A1+A1</f><v>1</v></c>',
                '<c r="C2"><f t="shared" si="0"/><v>0.2</v></c><c r="D2"><f t="shared" si="1"/><v>2</v></c>',
                '<c r="D3"><f t="shared" si="1"/><v>3</v></c>',
            ),
            start=1,
        )
    )
    path = tmp_path / "台账.xlsx"
    parts = workbook_parts(sheet_xml(rows))
    path.write_bytes(pack({k: v.encode() if isinstance(v, str) else v for k, v in parts.items()}))
    content = api.export(path, tmp_path / "外发.xlsx").written[0].read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert "A2/B2" in sheet["C2"].value
    assert sheet["D3"].value == "=历史!A3+A3"  # no sheet 历史 stays behind here, so it may stand


def test_a_spilled_result_leaves_its_values(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_column("A1", [33, 7])
        sheet.write_column("B1", [35, 7])
        sheet.write_dynamic_array_formula("D1:D2", "=MS_RATE(A1:A2,B1:B2)", None, 0.9429)
        sheet.write_number("D2", 1)

    made, parts = exported(saved(tmp_path / "台账.xlsx", fill))
    assert made.values == ("「进度」表 D1",)
    assert [cell(parts, "D1"), cell(parts, "D2")] == [0.9429, 1]
    assert "xl/metadata.xml" not in parts


# What is taken out


def with_macros(path: Path) -> Path:
    """A workbook with everything that Excel leaves in one: macros, a button, an add-in, persons, a printer."""
    project = path.parent / "vbaProject.bin"
    project.write_bytes(b"\xd0\xcf\x11\xe0")

    def fill(workbook: Any, sheet: Any) -> None:
        workbook.add_vba_project(str(project))
        workbook.set_vba_name("ThisWorkbook")
        sheet.set_vba_name("Sheet1")
        sheet.insert_button("H1", {"macro": "MinshiPublish", "caption": "生成通报"})
        sheet.write_comment("A1", "请核对。", {"author": "张三"})
        sheet.write_formula("D1", "=MS_RATE(A1,B1)", None, 0.9429)
        workbook.set_properties({"author": "张三", "company": "某县", "manager": "李四"})
        workbook.set_custom_property("部门", "督查")
        home = workbook.add_worksheet("首页")
        home.set_vba_name("Sheet2")
        home.insert_button("B2", {"macro": "MinshiSplit", "caption": "拆分下发"})
        secret = workbook.add_worksheet("底稿")
        secret.write("A1", "内部材料")
        secret.hide()
        for name in ("历史", "收到文件"):
            workbook.add_worksheet(name).write("A1", f"{name}的内容")
        sheet.write_url("A5", "internal:'历史'!A1", string="看历史")
        sheet.write_formula("E1", "=历史!A1", None, "旧值")
        workbook.define_name("旧数", "=历史!$A$1")

    saved(path, fill)

    def more(parts: dict[str, bytes]) -> None:
        replace_in(parts, "xl/worksheets/sheet1.xml", "<f>MS_RATE", "<f>[1]!MS_RATE")
        replace_in(
            parts, "xl/workbook.xml", "<workbookPr", '<fileSharing userName="张三"/><workbookPr'
        )  # fmt: skip
        replace_in(
            parts, "xl/workbook.xml", "</definedNames>", '<definedName name="m" xlm="1">1</definedName></definedNames>'
        )  # fmt: skip
        replace_in(
            parts, "xl/workbook.xml", "</sheets>",
            "</sheets><externalReferences>"
            '<externalReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId90"/>'
            "</externalReferences>",
        )  # fmt: skip
        replace_in(
            parts, "xl/_rels/workbook.xml.rels", "</Relationships>",
            '<Relationship Id="rId90" Type="http://x/relationships/externalLink" Target="externalLinks/externalLink1.xml"/>'
            '<Relationship Id="rId91" Type="http://x/relationships/calcChain" Target="calcChain.xml"/></Relationships>',
        )  # fmt: skip
        parts["xl/calcChain.xml"] = b"<calcChain/>"
        parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
        parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" Type="http://x/externalLinkPath" TargetMode="External"'
            b' Target="file:///C:/Users/zhang/XLSTART/ms.xlam"/></Relationships>'
        )
        replace_in(
            parts, "xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>",
            '<Relationship Id="rId80" Type="http://x/relationships/printerSettings"'
            ' Target="../printerSettings/printerSettings1.bin"/>'
            '<Relationship Id="rId81" Type="http://x/relationships/drawing" Target="../drawings/drawing9.xml"/></Relationships>',
        )  # fmt: skip
        parts["xl/printerSettings/printerSettings1.bin"] = b"HP LaserJet"
        parts["xl/drawings/drawing9.xml"] = (
            b'<xdr:wsDr xmlns:xdr="x" xmlns:mc="m"><mc:AlternateContent>'
            b'<mc:Choice Requires="a14"/></mc:AlternateContent></xdr:wsDr>'
        )
        replace_in(
            parts, "xl/worksheets/sheet1.xml", "<legacyDrawing",
            '<pageSetup paperSize="9" r:id="rId80"/><drawing r:id="rId81"/><legacyDrawing',
        )  # fmt: skip

    return changed(path, more)


def test_macros_buttons_addin_and_persons_are_taken_out(tmp_path: Path) -> None:
    made, parts = exported(with_macros(tmp_path / "台账.xlsm"))
    names = " ".join(parts)
    assert b'<pageSetup paperSize="9"/>' in parts["xl/worksheets/sheet1.xml"]
    assert b"<drawing" not in parts["xl/worksheets/sheet1.xml"]
    for piece in ("printerSettings", "drawing9", "vbaProject", "externalLink", "calcChain", "custom.xml"):
        assert piece not in names
    everything = b"".join(parts.values()).decode("utf-8", "replace")
    for word in ("张三", "李四", "某县", "MinshiPublish", "MinshiSplit", "zhang", "macroEnabled", "codeName"):
        assert word not in everything
    assert made.natives == ("「进度」表 D1",)
    assert "请核对。" in parts["xl/comments1.xml"].decode()
    assert b'ObjectType="Note"' in parts["xl/drawings/vmlDrawing1.vml"]
    assert b"Button" not in parts["xl/drawings/vmlDrawing1.vml"]


def test_buttons_as_excel_saves_them_are_taken_out(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.insert_button("H1", {"macro": "MinshiPublish", "caption": "生成通报"})

    controls = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14">'
        '<control shapeId="1025" r:id="rId70" name="Button 1"><controlPr macro="[0]!MinshiPublish"/></control>'
        "</mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent></worksheet>"
    )

    def as_excel(parts: dict[str, bytes]) -> None:
        replace_in(parts, "xl/worksheets/sheet1.xml", "</worksheet>", controls)
        replace_in(
            parts, "xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>",
            '<Relationship Id="rId70" Type="http://x/relationships/ctrlProp" Target="../ctrlProps/ctrlProp1.xml"/>'
            "</Relationships>",
        )  # fmt: skip
        parts["xl/ctrlProps/ctrlProp1.xml"] = b"<formControlPr/>"
        replace_in(parts, "xl/drawings/vmlDrawing1.vml", "<font", "<br><font")

    _, parts = exported(changed(saved(tmp_path / "台账.xlsx", fill), as_excel))
    assert b"control" not in parts["xl/worksheets/sheet1.xml"]
    assert b"AlternateContent" not in parts["xl/worksheets/sheet1.xml"]
    assert not any("ctrlProp" in name or "vml" in name for name in parts)


def test_hidden_sheets_and_the_offices_records_stay_and_are_named(tmp_path: Path) -> None:
    made, parts = exported(with_macros(tmp_path / "台账.xlsm"))
    book = openpyxl.load_workbook(io.BytesIO(pack(parts)))
    assert book.sheetnames == ["进度"]
    assert made.left_behind == ("首页", "底稿", "历史", "收到文件")
    everything = b"".join(parts.values()).decode("utf-8", "replace")
    assert "内部材料" not in everything
    assert "的内容" not in everything
    assert "旧数" not in everything
    assert cell(parts, "E1") == "旧值"
    assert made.values == ("「进度」表 E1",)
    assert "没有带出的工作表：首页、底稿、历史、收到文件。" in list(made.lines())


def test_only_the_sheets_that_are_named_leave(tmp_path: Path) -> None:
    _, parts = exported(with_macros(tmp_path / "台账.xlsm"), sheets=("历史",))
    assert openpyxl.load_workbook(io.BytesIO(pack(parts))).sheetnames == ["历史"]
    with pytest.raises(CannotContinueError, match="工作簿里没有“别的”表。现有：进度、首页"):
        exported(tmp_path / "台账.xlsm", sheets=("别的",))


def test_a_workbook_of_records_alone_has_nothing_to_export(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "台账.xlsx") as workbook:
        workbook.add_worksheet("历史")
    with pytest.raises(CannotContinueError, match="没有可以导出的工作表"):
        exported(tmp_path / "台账.xlsx")


def test_a_drop_down_that_needs_a_sheet_that_stays_is_refused(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        workbook.add_worksheet("历史")
        sheet.data_validation("A1", {"validate": "list", "source": "=历史!$A$1:$A$3"})

    with pytest.raises(CannotContinueError, match="「进度」表的条件格式或下拉列表引用了不带出的“历史”表"):
        exported(saved(tmp_path / "台账.xlsx", fill))


@pytest.mark.parametrize(
    ("fill", "told"),
    [
        (lambda book, sheet: sheet.write_formula("D1", "=SUM(A1:B1)", None, 68), "「进度」表 D1 的公式用了“SUM”"),
        (lambda book, sheet: sheet.write_formula("D1", "=1/0", None, "#DIV/0!"), "「进度」表 D1 是错误值#DIV/0!"),
        (lambda book, sheet: sheet.write_formula("D1", "=MS_TIME(9)", None, "#NAME?"), "「进度」表 D1 是错误值#NAME[?]"),
        (lambda book, sheet: sheet.write_formula("D1", "=[1]表!A1", None, 1), "「进度」表 D1 的公式引用了别的文件"),
        (lambda book, sheet: sheet.write_url("D1", "https://a.cn/"), "含有指向别处的链接"),
    ],
    ids=["function", "error value", "error of a function", "external link", "hyperlink"],
)  # fmt: skip
def test_what_cannot_be_taken_out_is_refused_with_sheet_and_cell(
    tmp_path: Path, fill: Fill, told: str
) -> None:
    with pytest.raises(CannotContinueError, match=rf"“副本.xlsx”不能外发.*{told}.*请在工作簿中改正后重试"):
        exported(saved(tmp_path / "台账.xlsx", fill))
    assert not (tmp_path / "外发").exists()


def test_an_addin_that_another_formula_still_needs_is_a_link_to_another_file(tmp_path: Path) -> None:
    path = with_macros(tmp_path / "台账.xlsm")
    changed(
        path, lambda parts: replace_in(parts, "xl/worksheets/sheet1.xml", "<f>历史!A1", "<f>[1]!其他(A1)")
    )
    with pytest.raises(CannotContinueError, match="含有外部链接"):
        exported(path)


def test_a_drawing_that_is_no_button_does_not_vanish_in_silence(tmp_path: Path) -> None:
    path = with_macros(tmp_path / "台账.xlsm")
    changed(path, lambda parts: replace_in(parts, "xl/drawings/drawing9.xml", '"a14"', '"cx1"'))
    with pytest.raises(CannotContinueError, match=r"含有图形或图片“xl/drawings/drawing9.xml”"):
        exported(path)


def test_a_formula_that_may_stand_survives_the_one_it_was_shared_with() -> None:
    sheet = etree.fromstring(
        '<sheetData><row><c r="C1"><f t="shared" ref="C1:C2" si="0">A1+B1</f><v>1</v></c></row>'
        '<row><c r="C2"><f t="shared" si="0"/><v>2</v></c><c r="D2" t="s"><f>A2</f><v>0</v></c></row></sheetData>'
    )
    answers = {"C1": Settled(), "D2": Settled("", "")}
    settle_cells(sheet, lambda address, _: answers.get(address))
    assert etree.tostring(sheet).decode() == (
        '<sheetData><row><c r="C1"><v>1</v></c></row>'
        '<row><c r="C2"><f>A2+B2</f><v>2</v></c><c r="D2"/></row></sheetData>'
    )


def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0 encrypted")
    with pytest.raises(CannotContinueError, match=r"“台账.xlsx”不能导出：它有打开密码"):
        leaving_copy(path, Leaving(frozenset(), lambda *_: None))


def test_a_file_that_is_no_workbook_and_a_name_that_is_none_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "台账.xlsx", lambda *_: None)
    with pytest.raises(CannotContinueError, match=r"不能叫“副本.xlsm”"):
        api.export(path, tmp_path / "副本.xlsm")


# The office's own workbook


def test_the_compiled_workbook_leaves_with_its_figures_and_without_its_stamp(
    demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = demo_folder / "4_汇总工作簿.xlsx", tmp_path / "副本.xlsx"
    assert run(["export", str(source), "-o", str(target), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)["result"]
    assert record["left_behind"] == ["首页", "收到文件", "历史", "操作记录", "表单信息"]
    before, after = (openpyxl.load_workbook(path, data_only=True) for path in (source, target))
    for sheet in after:
        for row, old in zip(sheet.iter_rows(), before[sheet.title].iter_rows(), strict=True):
            assert [one.value for one in row] == [one.value for one in old]
    again = api.export(source, tmp_path / "再次.xlsx").written[0].read_bytes()
    assert again == target.read_bytes()
    assert not re.search("表单信息|序时_", unpack(again)["xl/workbook.xml"].decode())
    assert not re.search("<f>[^<]*序时_", b"".join(unpack(again).values()).decode("utf-8", "replace"))


def test_a_units_form_keeps_its_stamp(demo_folder: Path, tmp_path: Path) -> None:
    source = demo_folder / "2_下发填报表" / "区残联.xlsx"
    made = api.export(source, tmp_path / "副本.xlsx")
    assert made.value.left_behind == ()
    assert "表单信息" in openpyxl.load_workbook(made.written[0]).sheetnames


def test_names_and_telephones_that_leave_are_told(tmp_path: Path) -> None:
    county = second_county(tmp_path / "青石县")
    api.collect(county.book, tuple(one.path for one in county.returns.values()), tmp_path / "汇总.xlsx")
    told = api.export(tmp_path / "汇总.xlsx", tmp_path / "外发.xlsx").problems
    assert [(one.code, f"等{len(county.returns)}张表" in one.what) for one in told] == [
        (Code.PERSONS_LEAVE, True)
    ]
    assert api.export(tmp_path / "汇总.xlsx", tmp_path / "外发2.xlsx", sheets=("汇总表",)).problems == ()
