import datetime as dt
import io
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from tests.adapters.raw_xlsx import MAIN
from xlminshi.adapters.closed.writing import render
from xlminshi.adapters.packing import unpack
from xlminshi.adapters.places import templates_folder
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.sheets import (
    Area,
    BookPlan,
    Content,
    DataBar,
    EntryRule,
    Formula,
    Highlight,
    Link,
    Page,
    SheetPlan,
    Validation,
    Visibility,
)

SPACE = {"m": MAIN}
LOOKS_LIKE_MORE = [
    "=1+1",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://a.cn")',
    "{=SUM(A1:A9)}",
    "@SUM(A1)",
    "+86",
    "-1",
    "007",
    "1e5",
    "13800001234",
    "2022-9-30",
    "65%",
    "TRUE",
    "#N/A",
    "http://a.gov.cn",
    "https://a.gov.cn/?a=1&b=<2>",
    "mailto:a@b.cn",
    "internal:'甲'!A1",
    "external:c:\\a.xlsx",
    "'前有撇号",
    " 两头有空格 ",
    "两\n行",
    "制\t表",
    "A&B <100>",
    "_x0041_",
    "\x07铃",
    "𠮷",
    "“两癌”",
]


def sheet(*contents: Content, name: str = "甲", style: look.Style = look.PLAIN) -> SheetPlan:
    """Return a plan with contents below each other in column A."""
    canvas = Canvas(name, (20,))
    for row, content in enumerate(contents):
        canvas.put(row, 0, content, style)
    return canvas.plan()


def changed(plan: SheetPlan, **changes: Any) -> SheetPlan:
    return replace(plan, **changes)


def book(*sheets: SheetPlan, first: str = "") -> bytes:
    return render(BookPlan(sheets, first=first))


def opened(content: bytes, data_only: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)


def part(content: bytes, name: str = "xl/worksheets/sheet1.xml") -> ET.Element:
    return ET.fromstring(unpack(content)[name])


def cell(content: bytes, address: str) -> ET.Element:
    found = part(content).find(f".//m:c[@r='{address}']", SPACE)
    assert found is not None
    return found


# sameness


def test_the_same_plan_gives_the_same_bytes() -> None:
    plans = (
        sheet("甲", Decimal("1.5"), Formula("A2*2", Decimal(3)), Link("查看", "乙"), dt.date(2022, 9, 30)),
        sheet("乙", name="乙", style=look.HEAD),
    )
    assert book(*plans) == book(*plans)


def test_a_cell_shows_its_own_font_and_not_that_of_a_theme() -> None:
    styles = unpack(book(sheet("宋体"), sheet("黑体", name="乙", style=look.HEAD)))["xl/styles.xml"].decode()
    assert "<scheme" not in styles
    assert set(re.findall(r'<name val="([^"]+)"', styles)) == {"宋体", "黑体"}


def test_nobody_and_no_moment_stands_in_the_file() -> None:
    parts = unpack(book(sheet("甲")))
    core = parts["docProps/core.xml"].decode()
    assert set(re.findall(r">([^<>\s]+)<", core)) == {"2000-01-01T00:00:00Z"}
    application = parts["docProps/app.xml"].decode()
    assert not re.search(r"<(?:Manager|Company|HyperlinkBase)>[^<]", application)
    assert not any(name.startswith(("docProps/custom", "customXml", "xl/comments")) for name in parts)


def test_a_file_has_neither_macros_nor_links_outwards() -> None:
    parts = unpack(book(sheet(*LOOKS_LIKE_MORE, Link("查看", "甲"))))
    assert not [name for name in parts if "vba" in name.lower() or "external" in name.lower()]
    assert not [name for name, content in parts.items() if b'TargetMode="External"' in content]


# text


@pytest.mark.parametrize("text", LOOKS_LIKE_MORE)
def test_text_stays_text_whatever_it_looks_like(text: str) -> None:
    content = book(sheet(text))
    assert cell(content, "A1").get("t") == "s"
    read = opened(content)["甲"]["A1"]
    assert read.data_type == "s"
    assert read.hyperlink is None
    # openpyxl shows control characters and underscores in their written form
    assert read.value in {text, text.replace("_x0041_", "_x005F_x0041_"), text.replace("\x07", "_x0007_")}


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_any_text_comes_back_as_text(text: str) -> None:
    content = book(sheet(text))
    assert cell(content, "A1").get("t") == "s"
    read = opened(content)["甲"]["A1"].value
    if not re.search(r"_x[0-9A-Fa-f]{4}_|[\ufffe\uffff]", text):
        assert read == text


def test_a_text_as_long_as_a_cell_can_hold_is_kept_whole() -> None:
    text = "长" * 32767
    assert opened(book(sheet(text)))["甲"]["A1"].value == text


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_a_blank_cell_with_its_look(nothing: str | None) -> None:
    content = book(sheet(nothing))
    assert cell(content, "A1").get("t") is None
    assert len(cell(content, "A1")) == 0
    assert opened(content)["甲"]["A1"].border.left.style == "thin"


@pytest.mark.parametrize("number", ["0", "-3", "1.4", "476498.4", "0.0001", "340356"])
def test_numbers_are_numbers(number: str) -> None:
    read = opened(book(sheet(Decimal(number))))["甲"]["A1"]
    assert read.data_type == "n"
    assert Decimal(str(read.value)) == Decimal(number)


def test_dates_are_dates() -> None:
    style = look.Style(number_format="yyyy-mm-dd")
    read = opened(book(sheet(dt.date(2022, 9, 30), style=style)))["甲"]["A1"]
    assert read.is_date
    assert read.value.date() == dt.date(2022, 9, 30)


def test_a_link_leads_to_a_cell_of_another_sheet() -> None:
    read = opened(book(sheet(Link("查看", "区 残联", "B7")), sheet("甲", name="区 残联")))["甲"]["A1"]
    assert read.value == "查看"
    assert read.hyperlink.location == "'区 残联'!B7"


# formulas


@pytest.mark.parametrize(
    ("result", "kind", "stored"),
    [
        (Decimal("0.4283"), None, "0.4283"),
        (Decimal(0), None, "0"),
        ("进展缓慢", "str", "进展缓慢"),
        ("A&B <1>", "str", "A&B <1>"),
        ("", "str", None),
    ],
)
def test_a_formula_carries_the_value_that_it_gives(
    result: str | Decimal, kind: str | None, stored: str | None
) -> None:
    content = book(sheet(Formula('IF(B1="","",B1)', result)))
    found = cell(content, "A1")
    assert found.get("t") == kind
    assert found.find("m:f", SPACE).text == 'IF(B1="","",B1)'
    value = found.find("m:v", SPACE).text
    assert value == stored if kind else Decimal(value) == Decimal(stored)
    read = opened(content, data_only=True)["甲"]["A1"].value
    assert read == (float(result) if isinstance(result, Decimal) else result or None)
    assert opened(content)["甲"]["A1"].value == '=IF(B1="","",B1)'


def test_every_empty_result_among_many_formulas_is_marked_as_text() -> None:
    formulas = [Formula(f'IF(B{row}<5,"<&>","")', "" if row % 2 else Decimal(row)) for row in range(1, 30)]
    content = book(sheet(*formulas), sheet(*formulas, name="乙"))
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        found = part(content, name).findall(".//m:c", SPACE)
        assert [one.get("t") for one in found] == ["str" if row % 2 else None for row in range(1, 30)]


def test_defined_names_point_to_one_cell() -> None:
    content = render(BookPlan((sheet("甲", name="表 一"),), (("已过时段", "表 一", "AB12"),)))
    assert opened(content).defined_names["已过时段"].attr_text == "'表 一'!$AB$12"


# sheets


def test_the_sheet_that_opens_first_is_the_one_asked_for() -> None:
    content = book(sheet("甲"), sheet("乙", name="乙"), first="乙")
    assert opened(content).active.title == "乙"


def test_a_hidden_sheet_cannot_be_shown_by_the_menu() -> None:
    hidden = changed(sheet("印记", name="印记"), visibility=Visibility.HIDDEN)
    workbook = opened(book(sheet("甲"), hidden))
    assert workbook["印记"].sheet_state == "veryHidden"
    assert workbook["甲"].sheet_state == "visible"


def test_a_protected_sheet_can_be_filtered_sorted_and_resized_and_needs_no_password() -> None:
    content = book(changed(sheet("甲"), is_protected=True))
    lock = part(content).find("m:sheetProtection", SPACE)
    assert lock is not None
    assert lock.get("sheet") == "1"
    allowed = ("autoFilter", "sort", "formatColumns", "formatRows")
    assert {name: lock.get(name) for name in allowed} == dict.fromkeys(allowed, "0")
    assert not {"password", "hashValue"} & set(lock.keys())
    assert lock.get("selectLockedCells") is None
    assert lock.get("selectUnlockedCells") is None
    assert lock.get("deleteRows") is None
    assert lock.get("insertRows") is None


def test_only_entry_cells_are_open_in_a_protected_sheet() -> None:
    canvas = Canvas("甲", (10,))
    canvas.put(0, 0, "锁", look.LOCKED)
    canvas.put(1, 0, None, look.ENTRY)
    read = opened(book(changed(canvas.plan(), is_protected=True)))["甲"]
    assert read["A1"].protection.locked
    assert not read["A2"].protection.locked


def test_a_sheet_is_open_unless_it_is_to_be_protected() -> None:
    assert part(book(sheet("甲"))).find("m:sheetProtection", SPACE) is None


@pytest.mark.parametrize(
    "content",
    ["=标题", Decimal(7), Formula("1+1", Decimal(2)), Link("查看", "甲"), None, dt.date(2022, 9, 30)],
)
def test_a_block_of_cells_is_merged_and_holds_its_content_once(content: Content) -> None:
    canvas = Canvas("甲", (10, 10, 10))
    canvas.put(0, 0, content, look.PLAIN, columns=3, rows=2)
    raw = book(canvas.plan())
    read = opened(raw)["甲"]
    assert [str(one) for one in read.merged_cells.ranges] == ["A1:C2"]
    filled = [one for one in part(raw).findall(".//m:c", SPACE) if len(one)]
    assert [one.get("r") for one in filled] == ([] if content is None else ["A1"])


def test_filter_freeze_and_printed_rows_are_as_planned() -> None:
    plan = changed(
        sheet("头", "一", "二"),
        filter=Area(0, 0, 2, 0),
        freeze=(1, 0),
        page=Page(is_landscape=True, repeat=(0, 0)),
    )
    read = opened(book(plan))["甲"]
    assert read.auto_filter.ref == "A1:A3"
    assert read.freeze_panes == "A2"
    assert read.print_title_rows == "$1:$1"
    assert (read.page_setup.orientation, int(read.page_setup.paperSize)) == ("landscape", 9)
    assert (read.page_setup.fitToWidth, read.page_setup.fitToHeight) in {(1, 0), (None, 0)}


@pytest.mark.parametrize("bars", [(), (DataBar(Area(0, 0, 2, 0), "5B9BD5", Decimal(1)),)])
def test_a_page_begins_where_planned_and_what_is_not_to_be_printed_is_not(bars: tuple[DataBar, ...]) -> None:
    page = Page(breaks=(1, 2), area=Area(0, 0, 1, 0))
    read = opened(book(changed(sheet("头", "一", "二"), page=page, bars=bars)))["甲"]
    assert [one.id for one in read.row_breaks.brk] == [1, 2]
    assert read.print_area == "'甲'!$A$1:$A$2"


@pytest.mark.parametrize("breaks", [(2, 1), (1, 1), (0, 1)])
def test_breaks_out_of_order_are_put_in_order(breaks: tuple[int, ...]) -> None:
    read = opened(book(changed(sheet("头", "一", "二"), page=Page(breaks=breaks))))["甲"]
    found = [one.id for one in read.row_breaks.brk]
    assert found == sorted(set(breaks) - {0})


def test_a_highlight_is_a_formula_over_its_area() -> None:
    plan = changed(sheet("甲"), highlights=(Highlight(Area(0, 0, 4, 0), '$A1="缓慢"', "F8CBAD", "C00000"),))
    found = opened(book(plan))["甲"].conditional_formatting
    (only,) = found
    assert str(only.sqref) == "A1:A5"
    assert only.rules[0].formula == ['$A1="缓慢"']


# validations


def validated(rule: EntryRule, **more: object) -> ET.Element:
    given_ = {"title": "累计完成", "prompt": "只填数字。", "refusal": "请只填数字。"} | more
    plan = changed(sheet("甲"), validations=(Validation(Area(0, 0, 0, 0), rule, **given_),))
    found = part(book(plan)).find(".//m:dataValidation", SPACE)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("rule", "kind"), [(EntryRule.LIST, "list"), (EntryRule.NUMBER, "decimal"), (EntryRule.DATE, "date")]
)
def test_a_validation_prompts_and_refuses_in_chinese(rule: EntryRule, kind: str) -> None:
    found = validated(rule, choices=("是", "否"), at_least=Decimal(0))
    assert found.get("type") == kind
    assert (found.get("promptTitle"), found.get("prompt")) == ("累计完成", "只填数字。")
    assert (found.get("errorTitle"), found.get("error")) == ("请核对", "请只填数字。")
    assert found.get("errorStyle") is None  # stop
    assert (found.get("showErrorMessage"), found.get("showInputMessage")) == ("1", "1")


def test_without_a_refusal_other_words_may_be_typed() -> None:
    found = validated(EntryRule.LIST, refusal="", choices=("是", "否"))
    assert found.get("showErrorMessage") is None


def test_a_mere_prompt_accepts_anything() -> None:
    found = validated(EntryRule.ANY, refusal="")
    assert found.get("type") is None
    assert found.get("prompt") == "只填数字。"


def test_long_prompts_and_titles_are_cut_to_what_excel_takes() -> None:
    found = validated(EntryRule.NUMBER, title="题" * 40, prompt="提" * 300, refusal="拒" * 300)
    assert len(found.get("promptTitle", "")) == 32
    assert len(found.get("prompt", "")) == 255
    assert len(found.get("error", "")) == 255


def test_a_drop_down_holds_whole_choices_within_what_excel_takes() -> None:
    found = validated(EntryRule.LIST, choices=tuple(f"很长的选择{number:03}" for number in range(60)))
    listed = found.find("m:formula1", SPACE).text.strip('"')
    assert len(listed) <= 255
    assert all(re.fullmatch(r"很长的选择\d{3}", choice) for choice in listed.split(","))


@pytest.mark.parametrize("at_least", [Decimal(0), Decimal("-5"), None])
def test_numbers_are_bounded_from_below(at_least: Decimal | None) -> None:
    found = validated(EntryRule.NUMBER, at_least=at_least)
    assert found.get("operator") == "greaterThanOrEqual"
    assert Decimal(found.find("m:formula1", SPACE).text) == (at_least or 0)


def test_every_committed_prompt_is_within_excels_limits() -> None:
    for path in templates_folder().rglob("*.xlsx"):
        for read in openpyxl.load_workbook(path):
            for one in read.data_validations.dataValidation:
                assert len(one.prompt or "") <= 255
                assert len(one.error or "") <= 255
                assert len(one.promptTitle or "") <= 32
                assert not re.search(
                    r"[A-Za-z]{3,}", f"{one.promptTitle}{one.errorTitle}".replace("None", "")
                )
