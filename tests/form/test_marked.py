"""The copy that goes back to a unit: its own entries, what is wrong with them, and what had no place in the form."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.form.read_back import grid_of, unhurried, with_cell
from tests.form.test_reading import FORM, OFFICE, PROGRAMME, UNIT, grid, rows_of, table_of
from xlminshi.core.problems import Code, Level, Place, Problem, problem
from xlminshi.core.submission import Submission
from xlminshi.core.units import LeadUnit, UnitDirectory, normal_name
from xlminshi.form import sheets as look
from xlminshi.form.companions import HELP_SHEET, STAMP_SHEET
from xlminshi.form.feedback import LEFT_OVER, LIST_SHEET, note_text, words_beside
from xlminshi.form.grid import Calculated, CellError, CellValue, Grid, Traits, Workbook, cell_address
from xlminshi.form.head import find_forms, read_stamp
from xlminshi.form.leftovers import words_of
from xlminshi.form.marked import MarkedCopy, marked_file, own_problems
from xlminshi.form.reading import read_submission
from xlminshi.form.sheets import Link, PlacedCell, SheetPlan

FILE = "报送/教体局(2).xlsx"
ABOVE, HEADER, ROWS = FORM.strip().split("\n")[:2], rows_of(FORM)[0], rows_of(FORM)[1:]
ACHIEVED, NARRATIVE, TARGET = HEADER.index("累计完成"), HEADER.index("进展情况"), HEADER.index("年度目标")
FIRST = 4  # the first row of the returned table, as people count
SCREEN = 20


def at(column: str, row: int = 0) -> str:
    """Return the address of a column of the returned table, in its row from 0."""
    names = [name.partition("<")[0] for name in HEADER]
    return cell_address(FIRST - 1 + row, names.index(column))


def returned(
    *changes: tuple[str, CellValue], text: str = FORM, sheets: tuple[Grid, ...] = (), **traits: object
) -> tuple[Workbook, Submission, tuple[Problem, ...]]:
    own = replace(grid(text, *changes), traits=Traits(**traits))  # type: ignore[arg-type]
    workbook = Workbook(FILE, (own, *sheets))
    table = find_forms(workbook)[0]
    submission, problems = read_submission(table, PROGRAMME, UNIT, OFFICE)
    return workbook, submission, problems


def marked(
    *changes: tuple[str, CellValue],
    text: str = FORM,
    sheets: tuple[Grid, ...] = (),
    more: tuple[Problem, ...] = (),
    **traits: object,
) -> MarkedCopy:
    workbook, submission, problems = returned(*changes, text=text, sheets=sheets, **traits)
    table = find_forms(workbook)[0]
    return marked_file(PROGRAMME, OFFICE, workbook, table, submission, (*problems, *more))


def listed(copy: MarkedCopy) -> SheetPlan:
    return copy.plan.sheets[0]


def form(copy: MarkedCopy) -> SheetPlan:
    return copy.plan.sheets[1]


def lines(plan: SheetPlan) -> dict[int, list[str]]:
    """Return the words of every row of a sheet."""
    found: dict[int, list[str]] = {}
    for cell in sorted(plan.cells, key=lambda one: (one.area.top, one.area.left)):
        found.setdefault(cell.area.top, []).append(words_of(cell.content))
    return found


def left_over(copy: MarkedCopy) -> list[tuple[str, str, str, str]]:
    """Return (original cells, sheet, kind, words) of what was left over."""
    rows = lines(listed(copy))
    heading = next((row for row, words in rows.items() if words[0].startswith(LEFT_OVER)), None)
    if heading is None:
        return []
    return [(words[1], words[2], words[3], words[4]) for row, words in rows.items() if row > heading + 2]


def cell(plan: SheetPlan, address: str) -> PlacedCell:
    return next(one for one in plan.cells if cell_address(one.area.top, one.area.left) == address)


def links(copy: MarkedCopy) -> list[tuple[str, str]]:
    """Return the addresses that the list leads to, with the findings."""
    rows = lines(listed(copy))
    return [
        (one.content.cell, rows[one.area.top][6])
        for one in sorted(listed(copy).cells, key=lambda one: one.area.top)
        if isinstance(one.content, Link) and one.content.sheet == UNIT
    ]


def everything(copy: MarkedCopy) -> str:
    return "\n".join(words_of(one.content) for sheet in copy.plan.sheets for one in sheet.cells)


def read_again(copy: MarkedCopy) -> tuple[Submission, tuple[Problem, ...]]:
    """Return what the office reads when the unit sends the marked copy back as it is."""
    workbook = Workbook("改.xlsx", tuple(grid_of(sheet) for sheet in copy.plan.sheets))
    (table,) = find_forms(workbook)
    return read_submission(table, PROGRAMME, UNIT, OFFICE)


def said(submission: Submission) -> Submission:
    """Return a return without the places that it was read from."""
    nowhere = Place()
    return replace(
        submission,
        source="",
        period_label="",
        cells=(),
        indicators=tuple(replace(one, place=nowhere) for one in submission.indicators),
        projects=tuple(replace(one, place=nowhere, cells=()) for one in submission.projects),
    )


# the file as a whole


def test_the_list_comes_first_and_the_form_is_the_only_one_in_the_file() -> None:
    plan = marked((at("累计完成"), "约九个")).plan
    assert [sheet.name for sheet in plan.sheets] == [LIST_SHEET, UNIT, HELP_SHEET, STAMP_SHEET]
    assert plan.first == LIST_SHEET
    workbook = Workbook("改.xlsx", tuple(grid_of(sheet) for sheet in plan.sheets))
    assert [table.place.sheet for table in find_forms(workbook)] == [UNIT]
    assert read_stamp(workbook).lead_unit == UNIT


def test_the_list_can_be_opened_and_folded_by_the_unit_and_the_form_stays_protected() -> None:
    copy = marked((at("累计完成"), "约九个"))
    assert not listed(copy).is_protected
    assert form(copy).is_protected


@pytest.mark.parametrize(
    "changes",
    [
        (),
        ((at("累计完成"), "九个"),),
        ((at("累计完成"), "约500"), (at("支付资金"), "500余万元"), (at("到位资金"), "三百")),
        ((at("累计完成", 1), "65%"), (at("形象进度"), "快好了"), (at("联系电话"), "找小王")),
        (("L2", "9月底"),),
        ((at("累计完成"), CellError("#N/A")),),
        ((at("支付资金"), "暂无"), (at("累计完成"), "—")),
    ],
)
def test_sent_back_unchanged_the_copy_says_the_same_again(changes: tuple[tuple[str, CellValue], ...]) -> None:
    _, submission, _ = returned(*changes)
    again, problems = read_again(marked(*changes))
    before = {(one.project_title, one.indicator_name): one for one in said(submission).indicators}
    after = {(one.project_title, one.indicator_name): one for one in said(again).indicators}
    assert after == before
    assert replace(said(again), indicators=()) == replace(said(submission), indicators=())
    _, _, first = returned(*changes)
    of_reading = {
        one.what for one in first if one.level is Level.MUST_FIX and one.code is not Code.NOT_REPORTED
    }
    told = {one.what for one in problems if one.level is Level.MUST_FIX}
    assert of_reading - told <= {"单元格显示错误值#N/A。"}
    assert len(told) >= len(of_reading)


def test_an_error_in_a_text_cell_goes_back_as_a_blank_so_that_it_is_never_taken_for_words() -> None:
    copy = marked((at("进展情况"), CellError("#REF!")))
    assert cell(form(copy), "N5").content is None
    assert [address for address, what in links(copy) if "#REF!" in what] == ["N5"]
    assert read_again(copy)[0].projects[0].narrative == ""


def test_the_same_return_gives_the_same_copy_whatever_the_order_of_its_findings() -> None:
    workbook, submission, problems = returned((at("累计完成"), "九个"), (at("联系电话"), "找小王"))
    table = find_forms(workbook)[0]
    copies = {
        str(marked_file(PROGRAMME, OFFICE, workbook, table, submission, tuple(found)))
        for found in (problems, problems[::-1], problems + problems)
    }
    assert len(copies) == 1


# marks


def test_a_cell_with_a_finding_is_coloured_and_its_note_says_what_and_what_to_do() -> None:
    copy = marked((at("累计完成"), "九个"), (at("联系电话"), "找小王"))
    assert cell(form(copy), "I5").style.fill == look.MUST_FILL
    assert cell(form(copy), "U5").style.fill == look.LOOK_FILL
    notes = {cell_address(one.row, one.column): one.text for one in form(copy).notes}
    assert notes["I5"].startswith("【必改】“九个”不是数字。请只填数字，说明写在“备注”列。")
    assert notes["U5"].startswith("【提醒】“找小王”不像电话号码。请核对后填手机或座机号码。")
    legend = {words_of(one.content): one.style.fill for one in form(copy).cells if one.area.top == 2}
    assert legend["红色：必须改"] == look.MUST_FILL
    assert legend["橙色：请核对"] == look.LOOK_FILL


def test_words_in_a_cell_for_a_number_are_wrapped_so_that_they_can_be_read() -> None:
    words = "大约有九个左右，详见附表和说明，另有三个在建"
    copy = marked((at("累计完成"), words))
    style = cell(form(copy), "I5").style
    assert style.is_wrapped
    assert not style.is_shrunk
    height = dict(form(copy).heights)[4]
    assert height >= look.points_needed(words, form(copy).widths[8])
    assert height > dict(form(marked()).heights)[4]


def test_several_findings_of_a_cell_stand_in_one_note_and_the_gravest_gives_the_colour() -> None:
    place = Place(FILE, UNIT, at("累计完成"))
    more = (problem(Code.FALLING, place, found=5, expected=9),)
    copy = marked((at("累计完成"), "九个"), more=more)
    (note,) = [one.text for one in form(copy).notes if (one.row, one.column) == (4, 8)]
    assert [line[:4] for line in note.split("\n")[:-1]] == ["【必改】", "【提醒】"]
    assert cell(form(copy), "I5").style.fill == look.MUST_FILL


def test_a_return_without_findings_has_no_colours_and_no_notes() -> None:
    copy = marked()
    assert form(copy).notes == ()
    assert copy.entries == ()
    fills = {one.style.fill for one in form(copy).cells if one.area.top != 2}
    assert not fills & {look.MUST_FILL, look.LOOK_FILL}
    assert "没有发现问题" in lines(listed(copy))[1][0]


def test_what_the_office_wrote_in_a_note_is_known_again_and_what_the_unit_adds_is_kept() -> None:
    own = note_text((problem(Code.BAD_PHONE, Place(), found="找小王"),))
    assert words_beside(own) == ""
    assert words_beside(f"{own}\n已改为座机") == "已改为座机"
    assert words_beside(" 口径变了 ") == "口径变了"


# addresses


def reverse_columns(text: str) -> str:
    return table_of([list(reversed(row)) for row in rows_of(text)], "\n".join(text.strip().split("\n")[:2]))


def reverse_rows(text: str) -> str:
    header, *rows = rows_of(text)
    return table_of([header, *reversed(rows)], "\n".join(text.strip().split("\n")[:2]))


def lower(text: str) -> str:
    return f"通知\n请查收\n{text.strip()}"


@pytest.mark.parametrize("arrange", [str, reverse_columns, reverse_rows, lower])
def test_the_list_leads_to_the_cell_of_the_new_form_wherever_it_stood(arrange: Callable[[str], str]) -> None:
    text = FORM.replace("| 5 |", "| 九个 |", 1).replace("13812345678", "找小王")
    copy = marked(text=arrange(text))
    assert links(copy) == [("I5", "“九个”不是数字。"), ("U5", "“找小王”不像电话号码。")]
    entry = copy.entries[0]
    assert (entry.about, entry.column, entry.typed) == ("新建公办幼儿园—幼儿园", "累计完成", "九个")


def test_a_date_that_is_none_leads_to_the_head() -> None:
    copy = marked(("L2", "9月底"))
    ((address, what),) = links(copy)
    assert what == "“9月底”不是日期。"
    assert cell(form(copy), address).content == "9月底"
    assert cell(form(copy), address).style.fill == look.MUST_FILL
    assert copy.entries[0].column == "填报日期"


def test_a_missing_row_leads_to_the_row_that_is_there_again() -> None:
    text = "\n".join(line for line in FORM.split("\n") if "入园率" not in line)
    copy = marked(text=text)
    assert links(copy)[0] == ("I6", "缺少“新建公办幼儿园—入园率”一行。")
    assert copy.entries[0].cure == "本表已补上这一行，请填写。"
    assert cell(form(copy), "D6").content == "入园率"


def test_a_missing_column_leads_to_its_header() -> None:
    text = table_of([row[:NARRATIVE] + row[NARRATIVE + 1 :] for row in rows_of(FORM)], "\n".join(ABOVE))
    copy = marked(text=text)
    assert ("N4", "缺少“进展情况”列。") in links(copy)
    assert cell(form(copy), "N4").style.fill == look.MUST_FILL


def test_a_doubled_column_leads_to_its_header_and_its_content_is_listed() -> None:
    text = table_of(
        [[*row, "累计完成" if row is rows[0] else "8"] for rows in [rows_of(FORM)] for row in rows]
    )
    copy = marked(text="\n".join(ABOVE) + "\n" + text)
    assert ("I4", "“累计完成”列出现两次。") in links(copy)
    assert ("T4", UNIT, "其他列", "累计完成：8") in left_over(copy)


def test_a_finding_about_the_whole_file_leads_nowhere() -> None:
    copy = marked(more=(problem(Code.OTHER_FORMAT, Place(FILE)),))
    assert links(copy) == []
    assert lines(listed(copy))[5][2] == "整张表"


# one screen


def with_many_findings(count: int, level: Code = Code.NOT_A_NUMBER) -> MarkedCopy:
    place = Place(FILE, UNIT, at("累计完成"))
    return marked(more=tuple(problem(level, place, found=f"甲{number}") for number in range(count)))


def test_one_screen_of_what_must_be_changed_is_seen_and_the_rest_is_folded() -> None:
    copy = with_many_findings(50)
    plan = listed(copy)
    rows = lines(plan)
    entries = [row for row, words in rows.items() if len(words) > 1 and words[1] == "必改"]
    seen = [row for row in entries if row not in plan.folded]
    assert len(entries) == 50
    assert 5 <= len(seen) <= SCREEN
    assert sum(dict(plan.heights)[row] for row in seen) <= 440
    assert rows[max(seen) + 1] == [f"其余必改{50 - len(seen)}处已折叠，改完上面的再看；点左侧＋展开。"]
    assert set(entries) - set(seen) <= plan.folded


def test_a_few_findings_are_all_seen() -> None:
    plan = listed(with_many_findings(3))
    assert plan.folded == frozenset()
    assert not any("折叠" in words for row in lines(plan).values() for words in row)


def test_reminders_are_folded_below_a_line_that_says_how_many() -> None:
    copy = with_many_findings(3, Code.BAD_PHONE)
    rows = lines(listed(copy))
    folded = [rows[row][1] for row in sorted(listed(copy).folded)]
    assert folded == ["提醒", "提醒", "提醒"]
    assert rows[min(listed(copy).folded) - 1] == ["提醒3处已折叠，请抽空核对；点左侧＋展开。"]


def test_numbers_run_through_and_levels_come_in_their_order() -> None:
    copy = marked(
        (at("累计完成"), "九个"),
        (at("联系电话"), "找小王"),
        more=(problem(Code.UNSIGNED, Place(FILE), found="填报人"),),
    )
    entries = [words for words in lines(listed(copy)).values() if len(words) > 1 and words[0].isdigit()]
    assert [words[:2] for words in entries] == [["1", "必改"], ["2", "提醒"], ["3", "说明"]]


def test_a_long_text_is_shortened_in_the_list_and_whole_in_the_form() -> None:
    narrative = "已开工5所，完成全年目标的12.5%，" * 20
    place = Place(FILE, UNIT, at("进展情况"))
    told = problem(Code.NARRATIVE_RATE_DIFFERS, place, found="12.5%", expected="83.3%")
    copy = marked((at("进展情况"), narrative), more=(told,))
    (entry,) = [one for one in copy.entries if one.column == "进展情况"]
    assert entry.typed.endswith("……")
    assert len(entry.typed) < 40
    assert cell(form(copy), "N5").content == narrative
    assert left_over(copy) == []


# nothing is dropped


def test_what_stands_in_further_columns_goes_back_with_its_place() -> None:
    rows = rows_of(FORM)
    text = table_of([[*row, "本月数" if row is rows[0] else "7"] for row in rows], "\n".join(ABOVE))
    assert left_over(marked(text=text)) == [
        ("T3", UNIT, "其他列的列名", "本月数"),
        ("T4", UNIT, "其他列", "本月数：7"),
        ("T5", UNIT, "其他列", "本月数：7"),
        ("T6", UNIT, "其他列", "本月数：7"),
    ]


def with_rows(*rows: dict[str, str]) -> str:
    names = [name.partition("<")[0] for name in HEADER]
    more = [[row.get(name, "") for name in names] for row in rows]
    return table_of([HEADER, *ROWS, *more], "\n".join(ABOVE))


@pytest.mark.parametrize(
    ("row", "kind", "words"),
    [
        ({"实事名称": "注：截至9月底"}, "表下的文字", "注：截至9月底"),
        ({"实事名称": "打井", "累计完成": "8"}, "认不出的行", "实事名称：打井；累计完成：8"),
        (
            {"实事名称": "建设游泳馆", "指标名称": "主体工程", "累计完成": "开工"},
            "重复的行",
            "实事名称：建设游泳馆；指标名称：主体工程；累计完成：开工",
        ),
    ],
)
def test_a_row_without_a_place_goes_back_whole(row: dict[str, str], kind: str, words: str) -> None:
    copy = marked(text=with_rows(row))
    found = [one for one in left_over(copy) if one[0].endswith("7") or ":" in one[0]]
    assert (kind, words) in [one[2:] for one in found]


def test_both_of_two_different_rows_are_listed_and_their_row_is_to_be_filled_in() -> None:
    copy = marked(text=with_rows({"实事名称": "建设游泳馆", "指标名称": "主体工程", "累计完成": "开工"}))
    assert [kind for _, _, kind, _ in left_over(copy)] == ["重复的行", "重复的行"]
    assert links(copy)[0] == ("I7", "“建设游泳馆—主体工程”出现两行，内容不同，均未计入。")
    assert cell(form(copy), "I7").content is None


def test_a_row_that_only_repeats_another_is_not_listed() -> None:
    text = table_of([HEADER, *ROWS, ROWS[2]], "\n".join(ABOVE))
    assert left_over(marked(text=text)) == []


def test_a_finding_about_what_was_left_over_leads_down_to_it() -> None:
    copy = marked(text=with_rows({"实事名称": "打井", "累计完成": "8"}))
    rows = lines(listed(copy))
    (link,) = [
        one.content
        for one in listed(copy).cells
        if isinstance(one.content, Link) and one.content.sheet == LIST_SHEET
    ]
    assert link.text == "见下方"
    row = int(link.cell[1:]) - 1
    assert rows[row][0] == f"{LEFT_OVER}（1处）"


def test_words_above_the_table_go_back_and_the_form_s_own_words_do_not() -> None:
    assert left_over(marked(text=f"此表由办公室汇总\n{FORM.strip()}")) == [
        ("A1", UNIT, "表头上方的内容", "此表由办公室汇总")
    ]


def sheet(name: str, *rows: tuple[CellValue, ...], is_hidden: bool = False) -> Grid:
    return Grid(name, rows, is_hidden)


def test_further_sheets_go_back_row_by_row() -> None:
    copy = marked(
        sheets=(sheet("附表", ("路段", "泊位"), (), ("建设路", Decimal(120))), sheet("空", (None,)))
    )
    assert left_over(copy) == [
        ("A1:B1", "附表", "其他工作表", "路段；泊位"),
        ("A3:B3", "附表", "其他工作表", "建设路；120"),
    ]


def test_a_hidden_sheet_is_told_of_and_its_content_stays_here() -> None:
    copy = marked(sheets=(sheet("底稿", ("秘密数字", Decimal(77)), is_hidden=True),))
    assert left_over(copy) == [("—", "底稿", "隐藏的工作表", "内容没有列出，请在原文件中查看。")]
    assert "秘密数字" not in everything(copy)


def test_the_program_s_own_sheets_are_not_listed_but_what_was_added_to_them_is() -> None:
    plan = marked((at("累计完成"), "九个")).plan
    own = {one.name: grid_of(one) for one in plan.sheets}
    added = with_cell(own[HELP_SHEET], "A3", "我们的理解")
    list_rows = [list(row) for row in own[LIST_SHEET].rows]
    list_rows[4].append("已改")
    reply = Grid(LIST_SHEET, tuple(tuple(row) for row in list_rows))
    copy = marked(sheets=(own[STAMP_SHEET], added, reply))
    assert left_over(copy) == [
        ("A3", HELP_SHEET, "其他工作表", "我们的理解"),
        ("I5", LIST_SHEET, "其他工作表", "已改"),
    ]


def test_notes_pictures_and_far_cells_are_told_of() -> None:
    own = note_text((problem(Code.BAD_PHONE, Place(), found="找小王"),))
    copy = marked(notes=(("H4", "口径变了"), ("R4", own)), shapes=2)
    assert left_over(copy) == [
        ("H4", UNIT, "批注", "口径变了"),
        ("—", UNIT, "图片和图形", "有2个，没有带入，请在原文件中查看。"),
    ]
    far = replace(grid(FORM), beyond="AMJ65536")
    workbook = Workbook(FILE, (far,))
    table = find_forms(workbook)[0]
    submission, problems = read_submission(table, PROGRAMME, UNIT, OFFICE)
    copy = marked_file(PROGRAMME, OFFICE, workbook, table, submission, problems)
    assert ("AMJ65536", UNIT, "表外的内容", "离表很远，没有读取，请在原文件中查看。") in left_over(copy)


def test_a_second_entry_for_one_project_goes_back_whole_however_long() -> None:
    other = "另一处写的进展" * 10
    copy = marked((at("进展情况", 1), other))
    assert left_over(copy) == [
        (at("进展情况", 1), UNIT, "没有带入的内容", f"新建公办幼儿园的进展情况：{other}")
    ]


def test_a_fixed_cell_that_was_changed_without_a_finding_is_listed() -> None:
    workbook, submission, problems = returned((at("序号"), Decimal(9)))
    office_has_none = submission.after(None)
    copy = marked_file(PROGRAMME, OFFICE, workbook, find_forms(workbook)[0], office_has_none, problems)
    assert left_over(copy) == [
        (at("上期累计"), UNIT, "改动过的固定内容", "新建公办幼儿园—幼儿园的上期累计：3")
    ]


def test_a_formula_without_a_result_goes_back_as_words() -> None:
    copy = marked((at("支付资金"), Calculated(None, "cmd|'/c calc'!A1")))
    assert cell(form(copy), "S5").content == "=cmd|'/c calc'!A1"


def test_what_was_left_over_is_folded_below_its_heading_where_it_does_not_fit_on_the_screen() -> None:
    few = listed(marked(sheets=(sheet("附表", ("路", Decimal(3))),)))
    assert few.folded == frozenset()
    copy = marked(sheets=(sheet("附表", *(("路", Decimal(n)) for n in range(40))),))
    rows, folded = lines(listed(copy)), listed(copy).folded
    heading = next(row for row, words in rows.items() if words[0].startswith(LEFT_OVER))
    assert rows[heading][0] == f"{LEFT_OVER}（40处）"
    assert rows[heading + 1][0].endswith("已折叠，点左侧＋展开。")
    assert folded == {row for row in rows if row > heading + 1}
    assert len(left_over(copy)) == 40


def test_long_words_go_on_in_the_next_line() -> None:
    words = "字" * 1500
    copy = marked(sheets=(sheet("附表", (words,)),))
    assert "".join(one[3] for one in left_over(copy)) == words
    assert len(left_over(copy)) == 3


ANYWHERE = [
    *(
        at(name, row)
        for name in ("累计完成", "形象进度", "进展情况", "支付资金", "联系电话", "备注")
        for row in (0, 1)
    ),
    *(at(name) for name in ("年度目标", "上期累计", "指标类型", "计量单位", "完成率")),
    "H2",
    "L2",
    "A1",
]


@given(st.text("约九个甲乙 =+-@#'，。￥ab", min_size=1, max_size=60), st.sampled_from(ANYWHERE))
@unhurried
def test_whatever_a_unit_types_anywhere_is_in_its_copy(words: str, address: str) -> None:
    copy = marked((address, words))
    assert normal_name(words) in normal_name(everything(copy))


# what does not belong to this unit


def test_rows_notes_and_sheets_about_other_units_are_told_of_without_their_content() -> None:
    row = {"实事名称": "改造老旧小区", "指标名称": "小区", "累计完成": "4321"}
    others = (sheet("县住建局", ("小区", Decimal(9876))), sheet("附表", ("县住建局", Decimal(7777))))
    workbook, submission, problems = returned(text=with_rows(row), sheets=others)
    table = find_forms(workbook)[0]
    more = (problem(Code.FURTHER_SHEETS, Place(FILE), found="县住建局、附表"),)
    copy = marked_file(PROGRAMME, OFFICE, workbook, table, submission, (*problems, *more))
    text = everything(copy)
    assert not any(word in text for word in ("4321", "9876", "7777", "县住建局", "改造老旧小区"))
    assert [words for *_, words in left_over(copy)] == ["提到其他单位，内容没有列出，请在原文件中查看。"] * 3
    assert all("住建" not in one.text for one in form(copy).notes)


def test_a_unit_s_own_name_is_never_taken_for_another_s() -> None:
    units = UnitDirectory((LeadUnit(UNIT, ("教体局",)), LeadUnit("县住建局", ("住建",))))
    settings = replace(OFFICE, units=units)
    workbook, submission, problems = returned(sheets=(sheet("附表", (UNIT, "教体局"), ("住建代填",)),))
    table = find_forms(workbook)[0]
    copy = marked_file(PROGRAMME, settings, workbook, table, submission, problems)
    assert [one[3] for one in left_over(copy)] == [
        f"{UNIT}；教体局",
        "提到其他单位，内容没有列出，请在原文件中查看。",
    ]


def test_only_the_findings_about_the_file_that_the_unit_can_act_on_are_its_own() -> None:
    phone = problem(Code.BAD_PHONE, Place(FILE, UNIT, "R4"), found="找小王")
    others = (
        problem(Code.BAD_PHONE, Place("别的.xlsx", UNIT, "R4"), found="找小王"),
        problem(Code.SAME_FILE_TWICE, Place(FILE), found="别的.xlsx"),
        problem(Code.NOT_RETURNED, Place(), found="县住建局"),
    )
    assert own_problems((*others, phone), FILE) == (phone,)


def test_the_copy_names_the_file_without_its_folder_and_never_says_none() -> None:
    copy = marked((at("累计完成"), "九个"))
    assert "根据您报来的“教体局(2).xlsx”整理" in lines(listed(copy))[1][0]
    text = everything(copy)
    assert not any(word in text for word in ("None", "「」", "“”", "报送/"))
