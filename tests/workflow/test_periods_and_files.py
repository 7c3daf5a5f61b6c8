"""From one period to the next, and what lies in a folder of returns beside the returns."""

import io
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.workflow.editing import column_of, edited, row_of
from xlminshi import api
from xlminshi.adapters.office import closed_office
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Code, Level
from xlminshi.workflow.guarding import keep_filled_forms

UNIT = "区城市管理局"


def set_setting(book: Path, target: Path, label: str, value: object) -> Path:
    """Save a copy of a workbook with another value of one setting, as a clerk would."""
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["设置"]
    row = next(cell.row for cell in sheet["A"] if cell.value and str(cell.value).rstrip(" *") == label)
    sheet.cell(row, 2).value = value
    workbook.save(target)
    return target


@pytest.fixture
def collected(demo_folder: Path) -> Path:
    return demo_folder / "4_汇总工作簿.xlsx"


@pytest.fixture
def book(demo_folder: Path) -> Path:
    return demo_folder / "1_标准工作簿.xlsx"


@pytest.fixture
def good(demo_folder: Path) -> Path:
    return demo_folder / "3_回收填报表" / f"{UNIT}.xlsx"


@pytest.mark.parametrize(
    ("label", "value", "told"),
    [("通报期", "全年", Code.LAST_PERIOD), ("年度", 2023, Code.NOT_THIS_PERIOD)],
)
def test_figures_of_another_period_are_never_published_as_this_periods(
    label: str, value: object, told: Code, collected: Path, tmp_path: Path
) -> None:
    later = set_setting(collected, tmp_path / "下期.xlsx", label, value)
    result = api.publish(later, tmp_path / "通报")
    ledger = result.value.ledger
    assert len(ledger.missing_units) == 14
    assert {one.code for one in result.problems} >= {
        told,
        Code.NOT_RETURNED,
        Code.VERDICT_OTHER_PERIOD,
    }
    assert all(one.verdict is None for one in ledger.standings)
    assert result.needs_a_person


def test_the_forms_of_the_next_period_bring_last_cumulative_figures_and_nothing_else(
    collected: Path, tmp_path: Path
) -> None:
    later = set_setting(collected, tmp_path / "下期.xlsx", "通报期", "全年")
    api.split(later, tmp_path / "下发")
    sheet = openpyxl.load_workbook(tmp_path / "下发" / f"{UNIT}.xlsx").worksheets[0]
    row = row_of(sheet, "停车泊位")
    assert sheet.cell(row, column_of(sheet, "上期累计")).value == 1103
    assert sheet.cell(row, column_of(sheet, "累计完成")).value is None
    assert sheet.cell(row, column_of(sheet, "进展情况")).value is None


def test_a_falling_cumulative_figure_is_told_in_the_next_period(collected: Path, tmp_path: Path) -> None:
    later = set_setting(collected, tmp_path / "下期.xlsx", "通报期", "全年")
    api.split(later, tmp_path / "下发")

    def less(workbook: object, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "累计完成")).value = 1000

    path = edited(tmp_path / "下发" / f"{UNIT}.xlsx", tmp_path / "报回.xlsx", less)
    result = api.collect(later, (path,), tmp_path / "汇总.xlsx")
    told = next(one for one in result.problems if one.code is Code.FALLING)
    assert "“1000”比上期累计“1103”少" in told.what


def test_forms_sent_out_again_within_the_period_do_not_repeat_what_was_reported(
    collected: Path, tmp_path: Path
) -> None:
    api.split(collected, tmp_path / "下发")
    sheet = openpyxl.load_workbook(tmp_path / "下发" / f"{UNIT}.xlsx").worksheets[0]
    row = row_of(sheet, "停车泊位")
    assert sheet.cell(row, column_of(sheet, "上期累计")).value is None
    assert sheet.cell(row, column_of(sheet, "累计完成")).value is None


def test_a_blank_form_does_not_wipe_out_what_was_reported(
    collected: Path, demo_folder: Path, good: Path, tmp_path: Path
) -> None:
    sent = demo_folder / "2_下发填报表" / f"{UNIT}.xlsx"
    blank = edited(sent, tmp_path / "空.xlsx", lambda workbook, sheet: None)
    result = api.collect(collected, (blank, sent), tmp_path / "汇总.xlsx")
    assert Code.SENT_BY_US in {one.code for one in result.problems}
    assert Code.BLANK_RETURN in {one.code for one in result.problems}
    assert api.ledger_of(result).missing_units == ()
    both = api.collect(collected, (blank, good), tmp_path / "汇总2.xlsx")
    assert Code.SENT_TWICE not in {one.code for one in both.problems}
    assert both.value.files_accepted == 1


def test_two_sheets_of_one_unit_are_both_named_and_none_is_taken(collected: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(collected)
    workbook.copy_worksheet(workbook[UNIT]).title = "副本"
    workbook.save(tmp_path / "两张.xlsx")
    result = api.publish(tmp_path / "两张.xlsx", tmp_path / "通报")
    told = next(one for one in result.problems if one.code is Code.TWO_SHEETS)
    assert f"{UNIT}、副本" in told.what
    assert result.value.ledger.missing_units == (UNIT,)


def test_a_unit_sheet_that_somebody_has_hidden_is_not_lost(collected: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(collected)
    workbook[UNIT].sheet_state = "hidden"
    workbook.save(tmp_path / "隐藏.xlsx")
    result = api.publish(tmp_path / "隐藏.xlsx", tmp_path / "通报")
    assert result.value.ledger.missing_units == ()


def test_files_of_the_same_name_in_two_folders_are_told_apart(book: Path, tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "填报表.xls").write_bytes(b"not a workbook")
    result = api.collect(book, (tmp_path / "甲", tmp_path / "乙"), tmp_path / "汇总.xlsx")
    files = {one.place.file for one in result.problems if one.code is Code.UNREADABLE_FILE}
    assert files == {"甲/填报表.xls", "乙/填报表.xls"}


def test_the_offices_own_workbook_and_lock_files_in_the_folder_are_skipped_and_told(
    book: Path, good: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "报回"
    folder.mkdir()
    shutil.copy(book, folder / "工作簿.xlsx")
    shutil.copy(good, folder)
    (folder / f"~${UNIT}.xlsx").write_bytes(b"lock")
    result = api.collect(book, (folder,), tmp_path / "汇总.xlsx")
    notes = {one.code for one in result.problems if one.level is Level.NOTE}
    assert notes >= {Code.OWN_WORKBOOK, Code.SKIPPED_FILE}
    assert (result.value.files_seen, result.value.files_accepted) == (3, 1)
    checked = api.check((folder,))
    assert Code.SKIPPED_FILE in {one.code for one in checked.problems}


def test_one_broken_file_costs_only_itself(book: Path, demo_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "报回"
    shutil.copytree(demo_folder / "3_回收填报表", folder)
    (folder / "坏了.xlsx").write_bytes(b"PK\x03\x04 broken")
    result = api.collect(book, (folder,), tmp_path / "汇总.xlsx")
    assert result.value.files_accepted == 14
    assert [one.place.file for one in result.problems if one.code is Code.UNREADABLE_FILE] == ["坏了.xlsx"]


def test_the_stamped_scan_beside_an_adopted_form_is_no_obstacle(
    book: Path, good: Path, demo_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "报回"
    shutil.copytree(demo_folder / "3_回收填报表", folder)
    (folder / f"{good.stem}（盖章）.pdf").write_bytes(b"%PDF-1.4 scan")
    (folder / "IMG_2033.jpg").write_bytes(b"\xff\xd8\xff photo")
    result = api.collect(book, (folder,), tmp_path / "汇总.xlsx")
    told = {one.place.file: one for one in result.problems if one.place.file.endswith((".pdf", ".jpg"))}
    scan = told[f"{good.stem}（盖章）.pdf"]
    assert (scan.code, scan.level) == (Code.COMPANION_FILE, Level.REMINDER)
    assert f"随“{good.name}”一同报来" in scan.what
    assert told["IMG_2033.jpg"].code is Code.UNREADABLE_FILE, "nobody knows whose photo this is"


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def mailed(**files: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["Date"] = "wang@example.gov.cn", "Wed, 05 Oct 2022 15:00:00 +0800"
    message.set_content("请查收。")
    for name, content in files.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


SCAN = b"%PDF-1.4 scan"


@pytest.mark.parametrize(
    "letter",
    [
        lambda form: ("来信.eml", mailed(**{"报表.zip": zipped(**{"表.xlsx": form}), "盖章.pdf": SCAN})),
        lambda form: ("材料.zip", zipped(**{"填报表/表.xlsx": form, "盖章.pdf": SCAN})),
        lambda form: ("材料.zip", zipped(**{"填报表/表.xlsx": form, "佐证/盖章.pdf": SCAN})),
        lambda form: ("材料.zip", zipped(**{"内.zip": zipped(**{"表.xlsx": form}), "盖章.pdf": SCAN})),
    ],
)
def test_a_scan_that_came_in_one_letter_with_a_form_is_no_obstacle(
    letter: Callable[[bytes], tuple[str, bytes]], book: Path, good: Path, tmp_path: Path
) -> None:
    name, content = letter(good.read_bytes())
    (tmp_path / name).write_bytes(content)
    result = api.collect(book, (tmp_path / name,), tmp_path / "汇总.xlsx")
    assert [one.code for one in result.problems if one.place.file.endswith(".pdf")] == [Code.COMPANION_FILE]


@pytest.mark.parametrize(
    ("scan", "others", "code"),
    [
        ("盖章.pdf", {}, Code.COMPANION_FILE),
        ("区残联盖章.pdf", {}, Code.UNREADABLE_FILE),
        ("盖章.pdf", {"区残联说明.pdf": SCAN}, Code.UNREADABLE_FILE),
        ("3/盖章.pdf", {}, Code.UNREADABLE_FILE),
    ],
    ids=["of those", "of another", "beside another's", "in a folder of its own"],
)
def test_a_scan_in_one_letter_with_the_forms_of_several_units_is_no_obstacle_if_it_can_be_nobody_elses(
    scan: str, others: dict[str, bytes], code: Code, book: Path, demo_folder: Path, tmp_path: Path
) -> None:
    returns = demo_folder / "3_回收填报表"
    forms = {
        f"{n}.xlsx": (returns / f"{unit}.xlsx").read_bytes() for n, unit in enumerate(("区住建局", "团区委"))
    }
    (tmp_path / "来信.zip").write_bytes(zipped(**forms, **others, **{scan: SCAN}))
    result = api.collect(book, (tmp_path / "来信.zip",), tmp_path / "汇总.xlsx")
    (found,) = (one for one in result.problems if one.place.file == f"来信.zip/{scan}")
    assert found.code is code
    if code is Code.COMPANION_FILE:
        assert "随“来信.zip/0.xlsx、来信.zip/1.xlsx”一同报来" in found.what


def test_a_scan_beside_the_forms_of_many_units_names_the_first(
    book: Path, demo_folder: Path, tmp_path: Path
) -> None:
    forms = {
        one.name: one.read_bytes() for one in sorted((demo_folder / "3_回收填报表").glob("区*.xlsx"))[:3]
    }
    (tmp_path / "来信.eml").write_bytes(mailed(**forms, **{"扫描件.pdf": SCAN}))
    result = api.collect(book, (tmp_path / "来信.eml",), tmp_path / "汇总.xlsx")
    (found,) = (one for one in result.problems if one.place.file.endswith(".pdf"))
    assert f"随“来信.eml/{min(forms)}等3份表”一同报来" in found.what


def test_the_scan_in_the_folder_of_another_unit_is_not_beside_the_only_form_of_a_zip(
    book: Path, good: Path, tmp_path: Path
) -> None:
    (tmp_path / "汇总.zip").write_bytes(
        zipped(**{"报表/表.xlsx": good.read_bytes(), "区残联/盖章.pdf": SCAN})
    )
    result = api.collect(book, (tmp_path / "汇总.zip",), tmp_path / "汇总.xlsx")
    told = [one.code for one in result.problems if one.place.file.endswith(".pdf")]
    assert told == [Code.UNREADABLE_FILE]


def test_the_scan_of_a_unit_that_sent_no_form_has_to_be_dealt_with(
    book: Path, good: Path, demo_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "报回"
    shutil.copytree(demo_folder / "3_回收填报表", folder)
    (folder / good.name).unlink()
    (folder / f"{good.stem}.pdf").write_bytes(b"%PDF-1.4 scan")
    result = api.collect(book, (folder,), tmp_path / "汇总.xlsx")
    assert Code.UNREADABLE_FILE in {one.code for one in result.problems if one.place.file.endswith(".pdf")}


def test_a_unit_whose_file_was_refused_is_not_said_to_have_sent_nothing(
    book: Path, good: Path, demo_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "报回"
    shutil.copytree(demo_folder / "3_回收填报表", folder)
    (folder / good.name).write_bytes(b"PK\x03\x04 broken")
    silent = next(path for path in sorted(folder.iterdir()) if path.name != good.name)
    silent.unlink()
    ledger = api.publish(book, tmp_path / "通报", returns=(folder,)).value.ledger
    assert (ledger.silent_units, ledger.unsettled_units) == ((silent.stem,), (good.stem,))
    draft = next((tmp_path / "通报").glob("*.docx"))
    text = "".join(one.text for one in docx.Document(str(draft)).paragraphs)
    assert f"{silent.stem}未报送进展情况，{good.stem}报送的进展情况尚在核实" in text
    assert f"{good.stem}未报送" not in text


def test_a_bulletin_with_open_findings_is_called_a_draft(book: Path, good: Path, tmp_path: Path) -> None:
    result = api.publish(book, tmp_path, returns=(good,))
    assert [path.name for path in result.written if path.suffix == ".docx"] == [
        "湛河区督查通报第7期（草稿）.docx"
    ]


def test_the_edits_of_a_person_in_settings_and_verdicts_hold(collected: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(collected)
    sheet = workbook["督查认定"]
    header = next(cell.row for cell in sheet["B"] if cell.value == "实事名称")
    row = next(cell.row for cell in sheet["B"] if cell.value == "加快农村交通物流体系建设")
    columns = {cell.value: cell.column for cell in sheet[header]}
    sheet.cell(row, columns["督查认定"]).value = "持续推进"
    sheet.cell(row, columns["认定理由"]).value = "路基已全部完成"
    workbook.save(tmp_path / "改.xlsx")
    again = set_setting(tmp_path / "改.xlsx", tmp_path / "改.xlsx", "期号", 8)
    result = api.publish(again, tmp_path / "通报")
    assert not result.needs_a_person
    counts = {group.name: len(group.standings) for group in result.value.ledger.groups()}
    assert counts == {"已完成": 11, "持续推进": 6, "进展缓慢": 2}
    assert result.value.document.masthead.issue == "第8期"


def test_a_project_that_is_renamed_between_periods_does_not_lose_its_last_figure_in_silence(
    collected: Path, tmp_path: Path
) -> None:
    later = set_setting(collected, tmp_path / "下期.xlsx", "通报期", "全年")
    workbook = openpyxl.load_workbook(later)
    cell = next(cell for cell in workbook["实事清单"]["B"] if cell.value == "加强城市内涝治理")
    cell.value = "加强城市内涝综合治理"
    workbook.save(later)
    result = api.publish(later, tmp_path / "出")
    told = next(one for one in result.problems if one.code is Code.UNKNOWN_ROW)
    assert "加强城市内涝治理" in told.what


def test_a_unit_that_has_reported_is_not_told_that_its_sheet_was_last_periods(
    collected: Path, tmp_path: Path
) -> None:
    later = set_setting(collected, tmp_path / "下期.xlsx", "通报期", "全年")
    api.split(later, tmp_path / "下发")

    def same(workbook: object, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "累计完成")).value = 1200

    path = edited(tmp_path / "下发" / f"{UNIT}.xlsx", tmp_path / "报回.xlsx", same)
    result = api.collect(later, (path,), tmp_path / "汇总.xlsx")
    sheets = {one.place.sheet for one in result.problems if one.code is Code.LAST_PERIOD}
    assert UNIT not in sheets
    assert len(sheets) == 13


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        (
            "通报期",
            "1-8月份",
            "2022年1-9月份的数据，不早于本期，各行留在“历史”表中，没有转为上期累计，2022年1-8月份",
        ),
        ("年度", 2023, "2022年1-9月份的数据，不是本年度的，各行留在“历史”表中，没有转为上期累计"),
    ],
)
def test_sheets_of_a_later_period_or_another_year_are_not_said_to_be_last_periods(
    collected: Path, tmp_path: Path, setting: str, value: object, words: str
) -> None:
    back = set_setting(collected, tmp_path / "改.xlsx", setting, value)
    result = api.publish(back, tmp_path / "出")
    told = [one for one in result.problems if one.code is Code.NOT_THIS_PERIOD]
    assert len(told) == 14
    assert words in told[0].what
    assert Code.LAST_PERIOD not in {one.code for one in result.problems}
    compiled = next(path for path in result.written if path.suffix == ".xlsx")
    kept = openpyxl.load_workbook(compiled)["历史"]
    assert {row[1].value for row in kept.iter_rows(min_row=4)} == {"1-9月份"}
    workbook = openpyxl.load_workbook(collected)
    del workbook["历史"]
    workbook.save(collected_without := tmp_path / "无历史.xlsx")
    set_setting(collected_without, collected_without, setting, value)
    alone = api.publish(collected_without, tmp_path / "无")
    assert not any("“历史”表" in one.what for one in alone.problems if one.code is Code.NOT_THIS_PERIOD)


def test_last_periods_figures_never_become_this_periods_by_collecting_some_units(
    collected: Path, tmp_path: Path
) -> None:
    later = set_setting(collected, tmp_path / "下期.xlsx", "通报期", "全年")
    api.split(later, tmp_path / "下发")

    def more(workbook: object, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.cell(row_of(sheet, "残疾儿童康复救助"), column_of(sheet, "累计完成")).value = 120

    one = edited(tmp_path / "下发" / "区残联.xlsx", tmp_path / "报回" / "区残联.xlsx", more)
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    api.collect(later, (one,), first)
    sheet = openpyxl.load_workbook(first)[UNIT]
    row = row_of(sheet, "停车泊位")
    assert sheet.cell(row, column_of(sheet, "上期累计")).value == 1103
    assert sheet.cell(row, column_of(sheet, "累计完成")).value is None
    again = api.collect(first, (one,), second)
    assert len(api.ledger_of(again).missing_units) == 13


def test_setting_the_period_back_brings_no_later_figures_along(collected: Path, tmp_path: Path) -> None:
    earlier = set_setting(collected, tmp_path / "上期.xlsx", "通报期", "上半年")
    api.split(earlier, tmp_path / "下发")
    sheet = openpyxl.load_workbook(tmp_path / "下发" / f"{UNIT}.xlsx").worksheets[0]
    assert sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "上期累计")).value is None


def test_filled_forms_are_not_written_over_by_blank_ones(
    book: Path, demo_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "报回"
    shutil.copytree(demo_folder / "3_回收填报表", folder)
    with pytest.raises(CannotContinueError, match="已经填有数据，没有覆盖"):
        api.split(book, folder, replace=True)
    api.split(book, tmp_path / "下发")
    api.split(book, tmp_path / "下发", replace=True)


def test_a_filled_form_with_a_copied_sheet_is_not_written_over(
    book: Path, demo_folder: Path, tmp_path: Path
) -> None:
    (filled,) = (demo_folder / "3_回收填报表").glob(f"{UNIT}*.xlsx")
    api.split(book, tmp_path)

    def copy(workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        workbook.copy_worksheet(sheet)

    there = edited(filled, tmp_path / f"{UNIT}.xlsx", copy)
    before = there.read_bytes()
    with pytest.raises(CannotContinueError, match=f"{UNIT}.xlsx已经填有数据，没有覆盖"):
        api.split(book, tmp_path, replace=True)
    assert there.read_bytes() == before


def test_a_file_of_which_nobody_can_say_what_it_holds_is_not_written_over(book: Path, tmp_path: Path) -> None:
    api.split(book, tmp_path)
    broken, strange = tmp_path / f"{UNIT}.xlsx", tmp_path / "区教体局.xlsx"
    assert strange.is_file()
    broken.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook")
    other = openpyxl.Workbook()
    other.worksheets[0]["A1"] = "我们的数据另附"
    other.save(strange)
    before = [path.read_bytes() for path in (broken, strange)]
    with pytest.raises(CannotContinueError, match="不知道是否填有数据，没有覆盖") as told:
        api.split(book, tmp_path, replace=True)
    assert broken.name in str(told.value) and strange.name in str(told.value)
    assert [path.read_bytes() for path in (broken, strange)] == before


def test_a_form_that_is_to_be_written_as_it_stands_need_not_be_read(book: Path, tmp_path: Path) -> None:
    sent = api.split(book, tmp_path / "下发").written
    files = tuple((path.name, path.read_bytes()) for path in sent)
    unread = replace(closed_office(), read=lambda path: pytest.fail(f"{path} was read"))
    keep_filled_forms(tmp_path / "下发", files, unread)
    with pytest.raises(pytest.fail.Exception, match=sent[0].name):
        keep_filled_forms(tmp_path / "下发", ((sent[0].name, b"another form"),), unread)


def test_the_next_periods_workbook_is_not_written_over_once_units_have_reported(
    collected: Path, tmp_path: Path
) -> None:
    first = api.next_period(collected, tmp_path / "下期")
    api.next_period(collected, tmp_path / "下期", replace=True)

    def more(workbook: object, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.cell(row_of(sheet, "残疾儿童康复救助"), column_of(sheet, "累计完成")).value = 120

    form = next(path for path in first.written if path.name == "区残联.xlsx")
    returned = edited(form, tmp_path / "报回" / form.name, more)
    api.collect(first.written[0], (returned,), first.written[0], replace=True)
    with pytest.raises(CannotContinueError, match="已经填有数据"):
        api.next_period(collected, tmp_path / "下期", replace=True)


def test_the_offices_own_workbook_among_the_returns_is_no_return(
    book: Path, collected: Path, good: Path, tmp_path: Path
) -> None:
    shutil.copy(collected, tmp_path / "汇总（旧）.xlsx")
    result = api.collect(book, (good, tmp_path / "汇总（旧）.xlsx"), tmp_path / "出.xlsx")
    (told,) = (one.what for one in result.problems if one.code is Code.OTHER_WORKBOOK)
    assert UNIT not in told  # the others have reported in it alone
    assert Code.SEVERAL_FORMS not in {one.code for one in result.problems}
    assert result.value.files_accepted == 1


def test_what_was_typed_elsewhere_is_no_blank_form(book: Path, demo_folder: Path, tmp_path: Path) -> None:
    def beside(workbook: object, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.cell(5, 40).value = "已完成110人"

    blank = demo_folder / "2_下发填报表" / "区残联.xlsx"
    path = edited(blank, tmp_path / "区残联.xlsx", beside)
    codes = {one.code for one in api.collect(book, (path,), tmp_path / "出.xlsx").problems}
    assert {Code.NOTHING_READ, Code.BEYOND_TABLE} <= codes
    assert Code.BLANK_RETURN not in codes
