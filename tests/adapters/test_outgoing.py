import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.adapters.raw_xlsx import row_xml, sheet_xml, workbook_parts
from xlminshi import api
from xlminshi.adapters.outgoing import lint, refuse_unfit
from xlminshi.adapters.packing import pack, unpack
from xlminshi.core.errors import CannotContinueError

Change = Callable[[dict[str, bytes]], None]
FORM = "区残联.xlsx"


@pytest.fixture(scope="session")
def form(demo_folder: Path) -> bytes:
    """A form as it is sent out."""
    return (demo_folder / "2_下发填报表" / FORM).read_bytes()


def changed(form: bytes, change: Change) -> bytes:
    parts = unpack(form)
    before = dict(parts)
    change(parts)
    assert parts != before
    return pack(parts)


def replacing(part: str, old: str, new: str) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        text = parts[part].decode()
        assert old in text
        parts[part] = text.replace(old, new, 1).encode()

    return change


def adding(part: str, content: str = "<x/>") -> Change:
    return lambda parts: parts.update({part: content.encode()})


def in_core(element: str) -> Change:
    return replacing("docProps/core.xml", "<dc:creator></dc:creator>", element)


def in_app(element: str) -> Change:
    return replacing("docProps/app.xml", "</Properties>", f"{element}</Properties>")


def with_formula(formula: str, value: str = "<v>1</v>", kind: str = "") -> bytes:
    """A workbook with one formula, in cell A1 of 表1."""
    cell = f'<c r="A1"{kind}><f>{formula}</f>{value}</c>'
    return raw(workbook_parts(sheet_xml(row_xml(cell))))


def raw(parts: dict[str, str | bytes]) -> bytes:
    return pack({name: part.encode() if isinstance(part, str) else part for name, part in parts.items()})


# what may leave


def test_everything_that_the_demonstration_sends_may_leave(demo_folder: Path) -> None:
    sent = sorted((demo_folder / "2_下发填报表").glob("*.xlsx"))
    assert len(sent) == 14
    assert [lint(path.name, path.read_bytes()) for path in sent] == [()] * 14


def test_the_bulletin_may_leave_too(demo_folder: Path) -> None:
    (bulletin,) = (demo_folder / "5_通报").glob("*.docx")
    assert lint(bulletin.name, bulletin.read_bytes()) == ()


def test_a_note_without_an_author_may_leave() -> None:
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("表")
        sheet.write_comment("A1", "请填数字。", {"author": ""})
    assert lint(FORM, made.getvalue()) == ()


@pytest.mark.parametrize(
    "formula",
    [
        "IF(AND(ISNUMBER(A2),NOT(OR(A2&lt;0))),MIN(ROUND(A2/B2,4),0.9999),&quot;&quot;)",
        "if(a2=1,2,3)",
        "IFERROR(TRIM(A2&amp;&quot;SUM(&quot;&quot;x|y&quot;&quot;)[1]&quot;),&quot;x&quot;)",
        "ROUND(序时_已过/序时_全年,4)",
        "'九月|十月'!A2",
    ],
)
def test_our_own_kind_of_formula_may_leave(formula: str) -> None:
    assert lint(FORM, with_formula(formula)) == ()


def test_an_empty_text_is_a_result(form: bytes) -> None:
    assert lint(FORM, with_formula("A2", "<v></v>", ' t="str"')) == ()


@pytest.mark.parametrize(
    "words",
    [
        "http://www.a.gov.cn/home/a.html",
        "比例1:2",
        "甲/乙",
        "and/or",
        "A\\B",
        "时间8:30/9:30",
        "见附件/home",
        "11:/2",
    ],
)
def test_words_that_only_look_like_a_place_on_a_machine_may_leave(words: str) -> None:
    cell = f'<c r="A1" t="inlineStr"><is><t>{words}</t></is></c>'
    assert lint(FORM, raw(workbook_parts(sheet_xml(row_xml(cell))))) == ()


# what may not leave: one rule each


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (adding("xl/vbaProject.bin"), "含有宏。"),
        (adding("xl/macrosheets/sheet1.xml"), "含有宏。"),
        (adding("xl/externalLinks/externalLink1.xml"), "含有外部链接。"),
        (adding("xl/connections.xml"), "含有外部连接。"),
        (adding("xl/queryTables/queryTable1.xml"), "含有外部查询。"),
        (adding("xl/model/item.data"), "含有外部查询。"),
        (adding("customXml/item1.xml"), "含有附加数据。"),
        (adding("xl/pivotCache/pivotCacheRecords1.xml"), "含有数据透视表的缓存数据。"),
        (adding("xl/embeddings/oleObject1.bin"), "含有嵌入的文件。"),
        (adding("xl/activeX/activeX1.bin"), "含有控件。"),
        (adding("xl/media/image1.png"), "含有图片。"),
        (adding("xl/threadedComments/threadedComment1.xml"), "含有带作者的批注。"),
        (adding("xl/persons/person.xml"), "含有带作者的批注。"),
        (adding("docProps/custom.xml"), "含有自定义的文件属性。"),
        (adding("xl/unheard.xml"), "含有不认识的部件“xl/unheard.xml”。"),
        (
            replacing("[Content_Types].xml", "spreadsheetml.sheet.main", "spreadsheetml.sheet.macroEnabled.main"),
            "含有宏。",
        ),
        (
            replacing("xl/workbook.xml", "<definedName name=", '<definedName xlm="1" name='),
            "含有宏。",
        ),
        (
            replacing(
                "xl/_rels/workbook.xml.rels",
                "</Relationships>",
                '<Relationship Id="x" Type="t" Target="http://a.cn/" TargetMode="External"/></Relationships>',
            ),
            "含有指向别处的链接“http://a.cn/”。",
        ),
        (in_core("<dc:creator>张三</dc:creator>"), "文件属性中有作者“张三”。"),
        (in_core("<cp:lastModifiedBy>张三</cp:lastModifiedBy>"), "文件属性中有最后修改人“张三”。"),
        (in_app("<Manager>李四</Manager>"), "文件属性中有主管“李四”。"),
        (in_app("<HyperlinkBase>X</HyperlinkBase>"), "文件属性中有链接的起点“X”。"),
        (
            replacing("docProps/app.xml", "<Company></Company>", "<Company>某局</Company>"),
            "文件属性中有单位“某局”。",
        ),
        (
            replacing("xl/workbook.xml", "<workbookPr", '<fileSharing userName="张三"/><workbookPr'),
            "文件属性中有作者“张三”。",
        ),
        (
            adding("xl/comments1.xml", "<comments><authors><author>张三</author></authors></comments>"),
            "批注或修订中有作者“张三”。",
        ),
        (
            replacing("xl/workbook.xml", 'name="填报说明"', 'name="填报说明" state="hidden"'),
            "「填报说明」表是隐藏的。",
        ),
        (
            replacing("xl/workbook.xml", "<workbookPr", "<absPath url='D:\\张三\\'/><workbookPr"),
            "含有本机的位置“D:\\张三\\'/”。",
        ),
        (
            replacing("xl/workbook.xml", "</definedNames>", "<definedName name='x'>[1]表!$A$1</definedName></definedNames>"),
            "文件的公式引用了别的文件。",
        ),
    ],
)  # fmt: skip
def test_what_must_not_leave_is_told(form: bytes, change: Change, told: str) -> None:
    assert lint(FORM, changed(form, change)) == (told,)


@pytest.mark.parametrize("name", ["区残联.xlsm", "区残联.XLTM", "区残联.xls", "区残联.xlsb", "通知.doc"])
def test_a_kind_of_file_that_may_carry_macros_does_not_leave(form: bytes, name: str) -> None:
    assert lint(name, form) == ("文件类型不对，请用 .xlsx 或 .docx。",)


def test_a_sheet_that_no_menu_shows_is_hidden_too_and_only_the_stamp_may_be(form: bytes) -> None:
    assert b'name="\xe8\xa1\xa8\xe5\x8d\x95\xe4\xbf\xa1\xe6\x81\xaf"' in unpack(form)["xl/workbook.xml"]
    assert b'state="veryHidden"' in unpack(form)["xl/workbook.xml"]
    renamed = changed(form, replacing("xl/workbook.xml", '"表单信息"', '"别的单位"'))
    assert "「别的单位」表是隐藏的。" in lint(FORM, renamed)


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("SUM(A2:A9)", "用了“SUM”，对方不一定能计算"),
        ("IF(A2=1,VLOOKUP (A2,B2:C9,2),0)", "用了“VLOOKUP”，对方不一定能计算"),
        ("_xlfn.XLOOKUP(A2,B2:B9,C2:C9)", "用了“_xlfn.XLOOKUP”，对方不一定能计算"),
        ("_xludf.MS_RATE(A2)", "用了“_xludf.MS_RATE”，对方不一定能计算"),
        ("MS_RATE", "用了“MS_RATE”，对方不一定能计算"),
        ("我的函数(A2)", "用了“我的函数”，对方不一定能计算"),
        ("[1]表!A2", "引用了别的文件"),
        ("'D:\\[a.xlsx]表'!A2", "引用了别的文件"),
        ("IF(#REF!=1,2,3)", "引用已失效"),
        ("cmd|'/c calc'!A1", "会启动别的程序"),
    ],
)
def test_a_formula_that_reaches_outside_or_may_not_calculate_is_told(formula: str, told: str) -> None:
    assert f"「表1」表 A1 的公式{told}。" in lint(FORM, with_formula(formula))


@pytest.mark.parametrize(
    "element",
    [
        "<conditionalFormatting sqref='A1'><cfRule><formula>{}</formula></cfRule></conditionalFormatting>",
        "<dataValidations><dataValidation><formula1>{}</formula1></dataValidation></dataValidations>",
        "<extLst><x xmlns='http://schemas.microsoft.com/office/excel/2006/main'><f>{}</f></x></extLst>",
    ],
)
def test_formulas_of_colours_and_of_entry_rules_are_looked_at_too(element: str) -> None:
    sheet = sheet_xml("").replace("</worksheet>", f"{element.format('INDIRECT(A1)')}</worksheet>")
    told = "「表1」表的公式用了“INDIRECT”，对方不一定能计算。"
    assert lint(FORM, raw(workbook_parts(sheet))) == (told,)


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_formula_without_a_result_is_told(value: str) -> None:
    assert lint(FORM, with_formula("A2", value)) == ("「表1」表 A1 的公式没有算出结果。",)
    assert lint(FORM, with_formula("A2", "", ' t="str"')) == ("「表1」表 A1 的公式没有算出结果。",)


def test_an_error_value_is_told() -> None:
    assert lint(FORM, with_formula("A2", "<v>#DIV/0!</v>", ' t="e"')) == ("「表1」表 A1 是错误值#DIV/0!。",)


@pytest.mark.parametrize(
    "place",
    [
        "D:\\台账\\1.xlsx",
        "c:/台账/1.xlsx",
        "\\\\server\\share\\1.xlsx",
        "file:///a/1.xlsx",
        "/home/zhang/1.xlsx",
        "/Users/zhang",
    ],
)
def test_a_place_on_this_machine_is_told_wherever_it_stands(place: str) -> None:
    cell = f'<c r="A1" t="inlineStr"><is><t>见{place} 一表</t></is></c>'
    assert lint(FORM, raw(workbook_parts(sheet_xml(row_xml(cell))))) == (f"含有本机的位置“{place}”。",)


def test_what_a_unit_typed_itself_may_go_back_to_it_but_no_place_of_ours(form: bytes) -> None:
    typed = changed(form, replacing("xl/sharedStrings.xml", "<t>序号</t>", "<t>见D:\\材料</t>"))
    assert lint(FORM, typed) == ("含有本机的位置“D:\\材料”。",)
    assert lint(FORM, typed, is_going_back=True) == ()
    ours = changed(form, replacing("docProps/app.xml", "<Application>", "<Application>D:\\台账 "))
    assert lint(FORM, ours, is_going_back=True) == ("含有本机的位置“D:\\台账”。",)


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04 torn"])
def test_what_is_no_office_file_is_told(content: bytes) -> None:
    assert lint(FORM, content) == ("文件已损坏，或不是 Excel、Word 文件。",)


@pytest.mark.parametrize(
    "xml",
    ["<open>", '<?xml version="1.0" encoding="UTF-88"?><x/>', '<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>'],
)
def test_a_part_that_cannot_be_read_is_told(form: bytes, xml: str) -> None:
    broken = changed(form, adding("xl/theme/theme1.xml", xml))
    assert lint(FORM, broken) == ("文件已损坏，或不是 Excel、Word 文件。",)


def test_authors_in_a_document_are_told(demo_folder: Path) -> None:
    (bulletin,) = (demo_folder / "5_通报").glob("*.docx")
    mark = '<w:ins w:id="1" w:author="张三"/></w:body>'
    written = changed(bulletin.read_bytes(), replacing("word/document.xml", "</w:body>", mark))
    assert lint(bulletin.name, written) == ("批注或修订中有作者“张三”。",)


# refusing


def test_an_unfit_file_is_refused_by_name_with_the_reasons_and_what_to_do(form: bytes) -> None:
    unfit = changed(form, adding("xl/vbaProject.bin"))
    with pytest.raises(CannotContinueError) as caught:
        refuse_unfit([("好.xlsx", form), ("甲.xlsx", unfit), ("乙.xlsx", unfit)])
    assert str(caught.value) == (
        "“甲.xlsx”不能外发，没有写入任何文件：含有宏。另有1个文件也不能外发。"
        "请在实事清单和设置中改正后重试；不能改正的，请交给维护人员。"
    )
    with pytest.raises(CannotContinueError, match=r"：含有宏。请在实事清单"):
        refuse_unfit([("甲.xlsx", unfit)])
    refuse_unfit([("好.xlsx", form)])


def test_splitting_writes_nothing_if_a_form_must_not_leave(
    demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlminshi.adapters.outgoing._FUNCTIONS", frozenset({"IF"}))
    with pytest.raises(CannotContinueError, match=r"不能外发.*没有写入任何文件.*的公式用了“AND”"):
        api.split(demo_folder / "1_标准工作簿.xlsx", tmp_path / "下发")
    assert list(tmp_path.iterdir()) == []


def test_no_rule_speaks_english(form: bytes) -> None:
    for change in (
        adding("xl/vbaProject.bin"),
        adding("docProps/custom.xml"),
        in_core("<dc:creator>张</dc:creator>"),
    ):
        for told in lint(FORM, changed(form, change)):
            assert not re.search(r"[A-Za-z]{2,}", told)
            assert told.endswith("。")
