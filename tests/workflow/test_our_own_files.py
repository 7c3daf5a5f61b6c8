"""The office's own outgoing files among the returns: what nobody has touched since is nobody's return."""

import datetime as dt
import shutil
import zipfile
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from tests.workflow.editing import column_of, edited, row_of
from xlminshi import api
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.core.problems import Code, Level
from xlminshi.core.records import ReceiptState
from xlminshi.form.grid import FileTrait

UNIT, SILENT = "区城市管理局", "区残联"


def as_it_is(workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    """Change nothing: the file is only opened and saved."""


def lower_target(workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "年度目标")).value = 1000


def told(result: api.Result[object]) -> dict[str, Code]:
    return {one.place.file: one.code for one in result.problems if one.place.file and not one.place.sheet}


@pytest.fixture(scope="module")
def worked(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a working folder: 下发, 报回 (one return with a changed target), the workbook made of it, and 退回."""
    folder = tmp_path_factory.mktemp("工作")
    book = shutil.copy(demo_folder / "1_标准工作簿.xlsx", folder / "工作簿.xlsx")
    shutil.copytree(demo_folder / "2_下发填报表", folder / "下发")
    good = demo_folder / "3_回收填报表" / f"{UNIT}.xlsx"
    edited(good, folder / "报回" / f"{UNIT}.xlsx", lower_target)
    api.collect(Path(book), (folder / "报回",), folder / "汇总.xlsx")
    day = dt.datetime(2022, 10, 6)
    api.reply(folder / "汇总.xlsx", (folder / "报回",), folder / "退回", now=lambda: day)
    return folder


def test_the_whole_working_folder_counts_no_file_of_the_office_as_a_return(
    worked: Path, tmp_path: Path
) -> None:
    result = api.collect(worked / "汇总.xlsx", (worked,), tmp_path / "再.xlsx")
    ledger = api.ledger_of(result)
    assert SILENT in ledger.silent_units
    assert UNIT not in ledger.missing_units
    assert Code.PLAN_CHANGED in {one.code for one in result.problems}
    (counted,) = (one for one in result.value.receipts if one.state is not ReceiptState.SKIPPED)
    assert (counted.lead_unit, counted.state) == (UNIT, ReceiptState.ADOPTED)
    codes = told(result)
    assert Code.UNREADABLE_FILE not in codes.values()
    assert codes[f"{UNIT}_退回修改.xlsx"] is Code.SENT_BY_US
    assert codes[f"{SILENT}.eml/{SILENT}.xlsx"] is Code.SENT_BY_US
    assert codes["催办通知.eml"] is codes["催办通知.txt"] is codes[f"{SILENT}.txt"] is Code.SKIPPED_FILE


def test_a_marked_copy_settles_nothing_until_somebody_has_saved_it(worked: Path, tmp_path: Path) -> None:
    copy = worked / "退回" / "退回修改" / f"{UNIT}_退回修改.xlsx"
    untouched = api.collect(worked / "汇总.xlsx", (copy,), tmp_path / "一.xlsx")
    assert Code.PLAN_CHANGED in {one.code for one in untouched.problems}
    assert untouched.value.files_accepted == 0
    saved = tmp_path / copy.name
    workbook = openpyxl.load_workbook(copy)
    workbook.save(saved)
    returned = api.collect(worked / "汇总.xlsx", (saved,), tmp_path / "二.xlsx")
    assert Code.PLAN_CHANGED not in {one.code for one in returned.problems}
    assert returned.value.files_accepted == 1


def in_a_mail(content: bytes, path: Path) -> Path:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "a@b.cn", "报送", "Sat, 08 Oct 2022 09:00:00 +0800"
    mail.set_content("见附件")
    mail.add_attachment(content, "application", "octet-stream", filename="填报表.xlsx")
    path.write_bytes(bytes(mail))
    return path


def test_a_blank_form_that_a_unit_sent_back_is_told_as_blank(worked: Path, tmp_path: Path) -> None:
    form = worked / "下发" / f"{SILENT}.xlsx"
    mail = in_a_mail(form.read_bytes(), tmp_path / "来信.eml")
    result = api.collect(worked / "工作簿.xlsx", (mail, worked / "下发"), tmp_path / "一.xlsx")
    assert told(result)["来信.eml/填报表.xlsx"] is Code.BLANK_RETURN
    assert api.ledger_of(result).unsettled_units == (SILENT,)
    saved = edited(form, tmp_path / "报回.xlsx", as_it_is)
    again = api.collect(worked / "工作簿.xlsx", (saved,), tmp_path / "二.xlsx")
    assert told(again)["报回.xlsx"] is Code.BLANK_RETURN


def test_blank_forms_of_an_earlier_period_are_the_offices_own_too(worked: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(worked / "工作簿.xlsx")
    sheet = workbook["设置"]
    row = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("通报期"))
    sheet.cell(row, 2).value = "全年"
    workbook.save(tmp_path / "全年.xlsx")
    result = api.collect(tmp_path / "全年.xlsx", (worked / "下发" / f"{SILENT}.xlsx",), tmp_path / "出.xlsx")
    assert told(result)[f"{SILENT}.xlsx"] is Code.SENT_BY_US
    assert SILENT in api.ledger_of(result).silent_units


def test_what_this_program_wrote_is_known_until_anybody_saves_it(worked: Path, tmp_path: Path) -> None:
    form = worked / "下发" / f"{SILENT}.xlsx"
    assert FileTrait.AS_WRITTEN in read_workbook(form).traits
    assert FileTrait.AS_WRITTEN not in read_workbook(edited(form, tmp_path / "存.xlsx", as_it_is)).traits
    with zipfile.ZipFile(form) as source, zipfile.ZipFile(tmp_path / "压.xlsx", "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    assert FileTrait.AS_WRITTEN not in read_workbook(tmp_path / "压.xlsx").traits


def test_what_was_published_and_proofread_is_no_return(demo_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(demo_folder / "5_通报", tmp_path / "通报")
    (bulletin,), (summary,) = folder.glob("*.docx"), folder.glob("*.xlsx")
    api.verify(bulletin, summary, folder=folder)
    result = api.collect(demo_folder / "4_汇总工作簿.xlsx", (folder,), tmp_path / "再.xlsx")
    assert {one.state for one in result.value.receipts} == {ReceiptState.SKIPPED}
    assert len(result.value.receipts) == 4
    assert [one for one in result.problems if one.level is Level.MUST_FIX] == []


def test_the_folder_of_the_example_holds_nothing_but_its_returns(demo_folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "民生实事_出错记录.txt"
    log.write_text("2022-10-06 08:00:00 回收汇总\nTraceback (most recent call last):\n", "utf-8-sig")
    result = api.collect(demo_folder / "1_标准工作簿.xlsx", (demo_folder, log), tmp_path / "汇总.xlsx")
    assert {one.state for one in result.value.receipts} == {ReceiptState.ADOPTED, ReceiptState.SKIPPED}
    assert told(result)[log.name] is told(result)["说明.txt"] is Code.SKIPPED_FILE
    assert not [one for one in result.problems if one.level is Level.MUST_FIX]
