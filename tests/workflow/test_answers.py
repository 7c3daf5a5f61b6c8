"""What a person writes in 处理情况 stays with its finding for as long as the finding stays the same."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow import county
from tests.workflow.editing import HEADER_ROW, column_of, edited, row_of
from xlminshi import api
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.records import Receipt
from xlminshi.form.reports import Answer
from xlminshi.workflow.answering import answered, located, whereabouts
from xlminshi.workflow.books import Book

UNIT, WORDS = "区城市管理局", "已电话核实"


@pytest.fixture
def collected(demo_folder: Path, tmp_path: Path) -> Path:
    """Return a workbook with a figure over ten times its target, one that cannot be read, and reminders; all answered."""

    def change(workbook: Workbook, sheet: Worksheet) -> None:
        column = column_of(sheet, "累计完成")
        sheet.cell(row_of(sheet, "停车泊位"), column).value = 99999
        sheet.cell(HEADER_ROW + 1, column).value = "若干"

    form = edited(demo_folder / "3_回收填报表" / f"{UNIT}.xlsx", tmp_path / "报回" / f"{UNIT}.xlsx", change)
    book = tmp_path / "汇总.xlsx"
    found = {one.code for one in api.collect(demo_folder / "1_标准工作簿.xlsx", (form,), book).problems}
    assert found >= {Code.OVER_CEILING, Code.NOT_A_NUMBER, Code.CONTACT_MISSING, Code.UNSIGNED}
    workbook = openpyxl.load_workbook(book)
    for row in workbook["填报问题"].iter_rows(min_row=4):
        row[6].value = WORDS
    workbook.save(book)
    return book


def rows(book: Path) -> list[tuple[object, ...]]:
    return [
        tuple(cell.value for cell in row)
        for row in openpyxl.load_workbook(book)["填报问题"].iter_rows(min_row=4)
    ]


def of_unit(result: api.Result[object]) -> set[Code]:
    """Return what is told of the unit's own sheet or file."""
    return {one.code for one in result.problems if UNIT in f"{one.place}"}


def test_words_settle_what_can_be_verified_and_stay_beside_what_must_be_mended(
    collected: Path, tmp_path: Path
) -> None:
    written = [row[4] for row in rows(collected)]
    for folder in ("一", "二"):
        result = api.publish(collected, tmp_path / folder)
        assert of_unit(result) == {Code.NOT_A_NUMBER}
        assert {one.code for one in result.problems} <= {
            Code.NOT_A_NUMBER,
            Code.NOT_RETURNED,
            Code.UNDECIDED,
        }
        collected = next(path for path in result.written if path.suffix == ".xlsx")
        told = rows(collected)
        assert sorted(map(str, written)) == sorted(str(row[4]) for row in told)
        assert {row[6] for row in told} == {WORDS}
        assert {row[0] for row in told if "若干" in str(row[4])} == {"必改"}
        assert {row[0] for row in told if "相差超过" in str(row[4])} == {"已处理"}


def test_another_figure_is_another_finding_and_the_old_words_are_kept(
    collected: Path, tmp_path: Path
) -> None:
    workbook = openpyxl.load_workbook(collected)
    sheet = workbook[UNIT]
    sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "累计完成")).value = 88888
    workbook.save(collected)
    result = api.publish(collected, tmp_path / "出")
    assert Code.OVER_CEILING in of_unit(result)
    told = rows(next(path for path in result.written if path.suffix == ".xlsx"))
    ceilings = {str(row[4])[:11]: (row[0], row[6]) for row in told if "相差超过" in str(row[4])}
    assert ceilings == {"累计完成“88888”": ("必改", None), "累计完成“99999”": ("已处理", WORDS)}


def test_words_that_were_taken_back_settle_nothing(collected: Path, tmp_path: Path) -> None:
    first = api.publish(collected, tmp_path / "一")
    book = next(path for path in first.written if path.suffix == ".xlsx")
    workbook = openpyxl.load_workbook(book)
    for row in workbook["填报问题"].iter_rows(min_row=4):
        row[6].value = None
    workbook.save(book)
    assert of_unit(api.publish(book, tmp_path / "二")) >= {Code.OVER_CEILING, Code.UNSIGNED}


# One finding and one answer -------------------------------------------------------------------------------------

BOOK = county.book()
SHEET = "县水利局"
RECEIPT = county.candidate("表.xlsx", 12, None).receipt


def looked_at(
    found: tuple[Problem, ...], *answers: Answer, receipts: tuple[Receipt, ...] = (RECEIPT,)
) -> list[str]:
    """Return the cells of the findings that stay open."""
    submission = county.candidate("表.xlsx", "约12", None).form.submission
    book = replace(BOOK, submissions=(submission,), records=replace(BOOK.records, receipts=receipts))
    done = replace(book, answers=located(answers, whereabouts(book)))
    again, still = answered(done, found)
    assert answered(again, still)[1] == still  # a second look finds no further use for an answer
    assert len(again.answers) == len(answers)
    return [one.place.cell for one in still]


def words_read(cell: str, file: str = "表.xlsx", sheet: str = "Sheet1") -> Problem:
    return problem(Code.READ_FROM_WORDS, Place(file, sheet, cell), found="约12", value="12处")


def answer(one: Problem, **changes: object) -> Answer:
    place = replace(one.place, **changes)  # type: ignore[arg-type]
    return Answer(place, one.what, one.cure, WORDS)


def figure_cell() -> str:
    (one,) = county.candidate("表.xlsx", 12, None).form.submission.indicators
    return one.place.cell


def test_an_answer_goes_with_its_finding_from_the_file_to_the_sheet() -> None:
    here = figure_cell()
    on_sheet = words_read(here, "工作簿.xlsx", SHEET)
    assert looked_at((on_sheet,), answer(words_read(here))) == []
    assert looked_at((words_read(here),), answer(words_read(here), file="旧名.xlsx", sheet=SHEET)) == []


def test_one_answer_settles_one_of_two_findings_that_say_the_same() -> None:
    beside = tuple(problem(Code.BEYOND_TABLE, Place("表.xlsx", "Sheet1", cell)) for cell in ("Y30", "Z30"))
    assert looked_at(beside, answer(beside[1])) == ["Y30"]
    assert looked_at(beside, answer(beside[0]), answer(beside[1])) == []


def test_an_answer_about_one_indicator_says_nothing_of_another_or_of_another_unit() -> None:
    here = figure_cell()
    elsewhere = words_read("A40")
    assert looked_at((elsewhere,), answer(words_read(here))) == ["A40"]
    assert looked_at((words_read(here, "工作簿.xlsx", "县教育局"),), answer(words_read(here))) == [here]


def test_the_same_fault_in_another_file_has_to_be_looked_at() -> None:
    second = replace(RECEIPT, file="表2.xlsx", digest="2")
    fault, again = (
        problem(Code.DOUBLE_ROW, Place(file, "Sheet1", "B5"), found="供水")
        for file in ("表.xlsx", "表2.xlsx")
    )
    assert looked_at((fault,), answer(fault), receipts=(RECEIPT, second)) == []
    assert looked_at((again,), answer(fault), receipts=(RECEIPT, second)) == ["B5"]


@pytest.mark.parametrize(
    ("code", "facts", "is_open"),
    [
        (Code.OVER_CEILING, {"found": "99", "expected": "8", "times": 10}, False),
        (Code.NEGATIVE, {"found": "-3"}, False),
        (Code.FIGURES_SHIFTED, {"column": "累计完成", "found": "3"}, False),
        (Code.NOT_REPORTED, {"found": "供水"}, True),
        (Code.IDENTITY_NUMBER, {"found": "…", "column": "备注"}, True),
        (Code.NOT_A_NUMBER, {"found": "若干"}, True),
    ],
)
def test_words_settle_what_asks_for_verifying_only(
    code: Code, facts: dict[str, object], is_open: bool
) -> None:
    one = problem(code, Place("表.xlsx", "Sheet1", "I5"), **facts)
    assert looked_at((one,), answer(one)) == (["I5"] if is_open else [])


def test_findings_of_the_office_s_own_sheets_and_of_nothing_at_all_keep_their_words() -> None:
    setting = problem(Code.SETTING_UNKNOWN, Place("工作簿.xlsx", "设置", "A9"), found="别的")
    assert looked_at((setting,), answer(setting, file="去年的.xlsx")) == []
    assert looked_at((setting,), answer(setting, sheet="措辞")) == ["A9"]
    draft = problem(Code.DRAFT_PARAGRAPH_GONE, Place(), found="导语")
    assert looked_at((draft,), answer(draft)) == []
    scan = problem(Code.SKIPPED_FILE, Place("~$表.xlsx"), found="临时文件")
    nobody = replace(RECEIPT, file="~$表.xlsx", lead_unit="", digest="3")
    assert looked_at((scan,), answer(scan), receipts=(RECEIPT, nobody)) == []


def test_without_answers_nothing_is_settled() -> None:
    one = words_read(figure_cell())
    assert looked_at((one,)) == [one.place.cell]


def test_a_workbook_knows_its_units_by_their_sheets() -> None:
    assert isinstance(BOOK, Book)
    assert whereabouts(BOOK).holder(Place("工作簿.xlsx", SHEET, "A1")) == SHEET
