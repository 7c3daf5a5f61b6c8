"""A form of which nothing counts goes back marked, with the unit's own entries and nothing of others."""

import io
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.editing import HEADER_ROW, as_own_of, column_of, edited, row_of
from tests.workflow.mails import attached, mail, words
from xlminshi import api
from xlminshi.form.companions import STAMP_SHEET
from xlminshi.form.feedback import LIST_SHEET
from xlminshi.form.receipts import SHEET_NAME
from xlminshi.workflow.replying import Replies

UNIT = "区残联"


@pytest.fixture
def book(demo_folder: Path) -> Path:
    return demo_folder / "1_标准工作簿.xlsx"


@pytest.fixture
def returns(demo_folder: Path) -> Path:
    return demo_folder / "3_回收填报表"


def replies(book: Path, folder: Path, *given: Path) -> api.Result[Replies]:
    return api.reply(book, given, folder / "出", replace=True)


def retitled(workbook: Workbook, sheet: Worksheet) -> None:
    """Rename every project, as somebody does who knows better what they are called."""
    for row in range(HEADER_ROW + 1, sheet.max_row + 1):
        cell = sheet.cell(row, column_of(sheet, "实事名称"))
        if cell.value:
            cell.value = f"{cell.value}工程"


def texts_of(content: bytes) -> str:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in workbook for row in sheet for cell in row if cell.value)


def test_a_form_whose_projects_were_renamed_goes_back_with_everything_that_was_typed(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    given = edited(returns / f"{UNIT}.xlsx", tmp_path / "来件" / f"{UNIT}.xlsx", retitled)
    workbook = openpyxl.load_workbook(given)
    sheet = workbook[UNIT]
    figure = sheet.cell(HEADER_ROW + 1, column_of(sheet, "累计完成"))
    figure.value = "70多人次"
    workbook.save(given)
    result = replies(book, tmp_path, given)
    assert result.value.refused == (UNIT,)
    message = mail(tmp_path / "出" / "退回修改" / f"{UNIT}.eml")
    (name, content), *more = attached(message).items()
    assert (name, more) == (f"{UNIT}_退回修改.xlsx", [])
    assert content == (tmp_path / "出" / "退回修改" / name).read_bytes()
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[:2] == [LIST_SHEET, UNIT]
    assert "70多人次" in texts_of(content)
    text = words(message)
    assert "填报表没有采用：\n1. 区残联.xlsx：没有能计入的内容，要改的地方见下。" in text
    assert f"附件“{name}”" in text
    assert "列在“问题清单”的下方" in text


def test_the_form_of_another_unit_under_one_s_own_name_tells_nothing_of_the_other(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    # A project with several indicators names itself once: its further rows are told by the title above them.
    other = "区教体局"

    def telling(workbook: Workbook, sheet: Worksheet) -> None:
        as_own_of(UNIT)(workbook, sheet)
        for row in range(HEADER_ROW + 1, sheet.max_row + 1):
            cell = sheet.cell(row, column_of(sheet, "备注"))
            if not isinstance(cell, MergedCell):
                cell.value = f"第{row}行的备注"

    given = edited(returns / f"{other}.xlsx", tmp_path / "来件" / f"{UNIT}.xlsx", telling)
    sheet = openpyxl.load_workbook(given)["Sheet1"]
    theirs = {
        str(sheet.cell(row, column_of(sheet, header)).value)
        for row in range(HEADER_ROW + 1, sheet.max_row + 1)
        for header in ("实事名称", "指标名称", "备注")
        if sheet.cell(row, column_of(sheet, header)).value
    }
    assert len(theirs) > 3
    replies(book, tmp_path, given)
    message = mail(tmp_path / "出" / "退回修改" / f"{UNIT}.eml")
    (content,) = attached(message).values()
    told = words(message) + texts_of(content)
    assert [one for one in theirs if one in told] == []
    assert other not in told
    assert "此行的实事由其他单位牵头" in texts_of(content)
    assert "没有列出内容，请看原文件" in words(message)


def test_what_a_unit_sends_beside_its_refused_form_is_not_answered_on_its_own(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    given = edited(returns / f"{UNIT}.xlsx", tmp_path / "来件" / "报表.xlsx", retitled)
    message = EmailMessage()
    message["From"], message["Date"] = "wang@example.gov.cn", "Wed, 05 Oct 2022 15:00:00 +0800"
    message.set_content("请查收。")
    kind = {"maintype": "application", "subtype": "octet-stream"}
    message.add_attachment(given.read_bytes(), filename="报表.xlsx", **kind)
    message.add_attachment(b"%PDF-1.4 scan", filename="说明.pdf", **kind)
    path = tmp_path / "来信.eml"
    path.write_bytes(message.as_bytes())
    result = replies(book, tmp_path, path)
    assert (result.value.refused, result.value.unknown) == ((UNIT,), ())
    assert mail(tmp_path / "出" / "退回修改" / f"{UNIT}.eml")["To"] == "wang@example.gov.cn"


def together(workbook: Workbook, sheet: Worksheet) -> None:
    """Rename the projects, and name another unit and one of its projects in a remark."""
    retitled(workbook, sheet)
    sheet.cell(HEADER_ROW + 1, column_of(sheet, "备注")).value = "与区教体局增加学位共建"


def test_a_row_of_one_s_own_that_names_another_unit_goes_back_as_it_was_typed(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    given = edited(returns / f"{UNIT}.xlsx", tmp_path / "来件" / f"{UNIT}.xlsx", together)
    replies(book, tmp_path, given)
    message = mail(tmp_path / "出" / "退回修改" / f"{UNIT}.eml")
    (content,) = attached(message).values()
    assert "备注：与区教体局增加学位共建" in texts_of(content)
    assert "没有列出" not in words(message) + texts_of(content)


def test_a_row_with_the_title_of_another_unit_s_project_never_goes_back(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    theirs = openpyxl.load_workbook(returns / "区教体局.xlsx").worksheets[0]
    title = theirs.cell(HEADER_ROW + 1, column_of(theirs, "实事名称")).value

    def with_theirs(workbook: Workbook, sheet: Worksheet) -> None:
        together(workbook, sheet)
        row = sheet.max_row + 1
        for header, text in (("实事名称", title), ("指标名称", "新增"), ("备注", "不该外传")):
            sheet.cell(row, column_of(sheet, header)).value = text

    given = edited(returns / f"{UNIT}.xlsx", tmp_path / "来件" / f"{UNIT}.xlsx", with_theirs)
    replies(book, tmp_path, given)
    (content,) = attached(mail(tmp_path / "出" / "退回修改" / f"{UNIT}.eml")).values()
    assert "不该外传" not in texts_of(content)
    assert "备注：与区教体局增加学位共建" in texts_of(content)


def test_a_row_that_names_another_unit_in_a_form_without_a_stamp_is_told_by_its_place_and_cause(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    def copied(workbook: Workbook, sheet: Worksheet) -> None:
        together(workbook, sheet)
        as_own_of(UNIT)(workbook, sheet)

    given = edited(returns / f"{UNIT}.xlsx", tmp_path / "来件" / f"{UNIT}.xlsx", copied)
    replies(book, tmp_path, given)
    text = words(mail(tmp_path / "出" / "退回修改" / f"{UNIT}.eml"))
    assert "此行不在本单位的实事清单中，没有计入；其中提到其他单位，没有列出内容。" in text
    assert "由其他单位牵头" not in text
    assert "区教体局" not in text


def test_a_file_with_forms_of_several_units_is_answered_without_naming_them(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    def with_a_second(workbook: Workbook, sheet: Worksheet) -> None:
        workbook.copy_worksheet(sheet).title = "区教体局"

    given = edited(returns / f"{UNIT}.xlsx", tmp_path / "来件" / f"{UNIT}.xlsx", with_a_second)
    replies(book, tmp_path, given)
    text = words(mail(tmp_path / "出" / "退回修改" / f"{UNIT}.eml"))
    assert "区教体局" not in text
    assert "1. 区残联.xlsx：文件里有" in text


def test_the_form_of_another_period_brings_a_fresh_form_and_plain_words(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    def of_before(workbook: Workbook, sheet: Worksheet) -> None:
        stamp = workbook[STAMP_SHEET]
        for row in stamp.iter_rows():
            for cell in row:
                if cell.value and "1-9月份" in str(cell.value):
                    cell.value = str(cell.value).replace("1-9月份", "1-6月份")

    given = edited(returns / f"{UNIT}.xlsx", tmp_path / "来件" / f"{UNIT}.xlsx", of_before)
    replies(book, tmp_path, given)
    message = mail(tmp_path / "出" / "退回修改" / f"{UNIT}.eml")
    assert "请填报本期的表。" in words(message)
    assert set(attached(message)) == {f"{UNIT}.xlsx"}
    assert "附件“区残联.xlsx”是重新准备的填报表" in words(message)


def test_of_several_refused_forms_the_latest_is_marked_and_the_others_are_not_quoted(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    def twice(workbook: Workbook, sheet: Worksheet) -> None:
        retitled(workbook, sheet)
        retitled(workbook, sheet)

    first = edited(returns / f"{UNIT}.xlsx", tmp_path / "来件" / f"{UNIT}.xlsx", retitled)
    second = edited(returns / f"{UNIT}.xlsx", tmp_path / "来件" / f"{UNIT}2.xlsx", twice)
    replies(book, tmp_path, first, second)
    message = mail(tmp_path / "出" / "退回修改" / f"{UNIT}.eml")
    text = words(message)
    assert (
        "1. 区残联.xlsx：没有能计入的内容，请在附件中修改。\n2. 区残联2.xlsx：没有能计入的内容，要改的地方见下。"
        in text
    )
    (content,) = attached(message).values()
    assert "工程工程" in texts_of(content)


def test_the_words_in_the_workbook_and_the_notice_call_on_the_same_units(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    def wrong(workbook: Workbook, sheet: Worksheet) -> None:
        cell = sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "累计完成"))
        cell.value, cell.data_type = "九个", "s"

    def other(workbook: Workbook, sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "累计完成")).value = 1

    came = tmp_path / "来件"
    edited(returns / "区城市管理局.xlsx", came / "城管.xlsx", wrong)
    edited(returns / "区残联.xlsx", came / "区残联.xlsx", retitled)
    for name in ("卫健1", "卫健2"):
        (came / f"{name}.xlsx").write_bytes((returns / "区卫健委.xlsx").read_bytes())
    sheet_book = openpyxl.load_workbook(came / "卫健2.xlsx")
    form = sheet_book["区卫健委"]
    form.cell(HEADER_ROW + 1, column_of(form, "进展情况")).value = "另有进展。"
    sheet_book.save(came / "卫健2.xlsx")
    compiled = tmp_path / "汇总.xlsx"
    api.collect(book, (came,), compiled)
    ledger = openpyxl.load_workbook(compiled)[SHEET_NAME]
    said = next(str(row[2].value) for row in ledger.iter_rows() if row[1].value == "催办文字").split("\n")
    result = replies(compiled, tmp_path, came)
    notice = (tmp_path / "出" / "催办" / "催办通知.txt").read_text("utf-8-sig")
    lists = {
        head.split("（")[0][2:]: [line.split("（")[0].split(" ")[1] for line in lines]
        for head, *lines in (part.splitlines() for part in notice.replace("\r", "").split("\n\n"))
        if head.endswith("个）")
    }
    assert list(lists) == ["未报送的单位", "需修改后重新报送的单位", "需确认以哪一份为准的单位"]
    assert [one.split("：")[0].split("、") for one in said] == list(lists.values())
    assert set(lists["需修改后重新报送的单位"]) == {"区城市管理局", "区残联"}
    assert lists["需确认以哪一份为准的单位"] == ["区卫健委"]
    assert result.value.asked == ("区卫健委",)
    assert set(result.value.reminded) == set(lists["未报送的单位"])
