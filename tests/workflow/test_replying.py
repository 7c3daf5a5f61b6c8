"""退回与催办: who is written to, with what, and that nothing leaves that is not the unit's own."""

import dataclasses
import datetime as dt
import email
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.editing import HEADER_ROW, column_of, edited, row_of
from tests.workflow.mails import attached, mail, opened, words
from xlminshi import api
from xlminshi.adapters.mail import draft
from xlminshi.adapters.office import closed_office
from xlminshi.adapters.outgoing import lint
from xlminshi.core.problems import Code, Level
from xlminshi.form.companions import HELP_SHEET, STAMP_SHEET
from xlminshi.form.feedback import LIST_SHEET
from xlminshi.workflow.examining import Examiner
from xlminshi.workflow.ports import Arrival, Office
from xlminshi.workflow.replying import Replies
from xlminshi.workflow.replying import reply as reply_to_units

UNIT, FIGURE = "区城市管理局", "停车泊位"
DAY = dt.datetime(2022, 10, 6, 9, 0)
Change = Callable[[Workbook, Worksheet], None]


@pytest.fixture
def book(demo_folder: Path) -> Path:
    return demo_folder / "1_标准工作簿.xlsx"


@pytest.fixture
def returns(demo_folder: Path) -> Path:
    return demo_folder / "3_回收填报表"


def reply(book: Path, folder: Path, *returned: Path, day: dt.datetime = DAY) -> api.Result[Replies]:
    return api.reply(book, returned, folder, replace=True, now=lambda: day)


def typed(value: object, header: str = "累计完成", indicator: str = FIGURE) -> Change:
    def change(workbook: Workbook, sheet: Worksheet) -> None:
        cell = sheet.cell(row_of(sheet, indicator), column_of(sheet, header))
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    return change


def both(*changes: Change) -> Change:
    def change(workbook: Workbook, sheet: Worksheet) -> None:
        for one in changes:
            one(workbook, sheet)

    return change


def damaged(returns: Path, folder: Path, change: Change, unit: str = UNIT) -> Path:
    return edited(returns / f"{unit}.xlsx", folder / "来件" / f"{unit}.xlsx", change)


def names(result: api.Result[Replies]) -> list[str]:
    return sorted(f"{path.parent.name}/{path.name}" for path in result.written)


# who is written to


def test_a_unit_with_something_to_correct_gets_its_marked_copy_and_a_letter(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    result = reply(book, tmp_path / "出", damaged(returns, tmp_path, typed("九个")))
    assert result.value.returned == (UNIT,)
    copy = tmp_path / "出" / "退回修改" / f"{UNIT}_退回修改.xlsx"
    message = mail(tmp_path / "出" / "退回修改" / f"{UNIT}.eml")
    assert attached(message) == {copy.name: copy.read_bytes()}
    assert opened(copy.read_bytes()).sheetnames == [LIST_SHEET, UNIT, HELP_SHEET, STAMP_SHEET]
    assert "“九个”不是数字。" in words(message)
    assert f"{UNIT}：\n" in words(message)
    assert message["To"] is None


def test_a_unit_whose_return_is_in_order_gets_nothing(book: Path, returns: Path, tmp_path: Path) -> None:
    result = reply(book, tmp_path / "出", returns)
    assert result.value == Replies((), (), (), ())
    assert result.written == ()


def test_reminders_alone_send_nothing_back_but_ride_along_with_a_correction(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    doubt = typed("约1103个")
    alone = reply(book, tmp_path / "甲", damaged(returns, tmp_path, doubt))
    assert alone.value.returned == ()
    assert any(one.level is Level.REMINDER and "约1103个" in one.what for one in alone.problems)
    change = both(doubt, typed("九个", indicator="社会公共停车场"))
    reply(book, tmp_path / "乙", damaged(returns, tmp_path, change))
    sheet = openpyxl.load_workbook(tmp_path / "乙" / "退回修改" / f"{UNIT}_退回修改.xlsx")[LIST_SHEET]
    assert any("约1103个" in str(cell.value) for row in sheet for cell in row)


def test_a_missing_unit_gets_a_reminder_with_its_form_and_all_get_one_notice(
    book: Path, returns: Path, demo_folder: Path, tmp_path: Path
) -> None:
    given = tuple(path for path in returns.glob("*.xlsx") if path.stem not in ("区残联", "区住建局"))
    result = reply(book, tmp_path / "出", *given)
    assert set(result.value.reminded) == {"区残联", "区住建局"}
    assert names(result) == sorted(
        f"催办/{name}"
        for name in (
            "催办通知.txt",
            "催办通知.eml",
            "区残联.txt",
            "区残联.eml",
            "区住建局.txt",
            "区住建局.eml",
        )
    )
    message = mail(tmp_path / "出" / "催办" / "区残联.eml")
    assert attached(message) == {"区残联.xlsx": (demo_folder / "2_下发填报表" / "区残联.xlsx").read_bytes()}
    text = (tmp_path / "出" / "催办" / "区残联.txt").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in text
    assert "附件" not in text.decode("utf-8-sig")  # nothing is attached to a text
    assert "附件“区残联.xlsx”" in words(message)
    notice = (tmp_path / "出" / "催办" / "催办通知.txt").read_text("utf-8-sig")
    assert "未报送的单位（2个）" in notice
    assert "区残联" in notice
    assert "区住建局" in notice


def test_without_any_return_everybody_is_reminded(book: Path, tmp_path: Path) -> None:
    result = reply(book, tmp_path / "出")
    assert len(result.value.reminded) == 14
    assert (tmp_path / "出" / "催办" / "催办通知.eml").exists()


def with_deadline(book: Path, tmp_path: Path, deadline: str) -> Path:
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["设置"]
    row = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("报送截止"))
    sheet.cell(row, 2).value = deadline
    target = tmp_path / "有截止日期.xlsx"
    workbook.save(target)
    return target


def test_after_the_deadline_the_letters_say_how_late_it_is(book: Path, tmp_path: Path) -> None:
    late = with_deadline(book, tmp_path, "2022-10-08")
    reply(late, tmp_path / "早", day=dt.datetime(2022, 10, 7, 23, 59))
    reply(late, tmp_path / "晚", day=dt.datetime(2022, 10, 11, 0, 0))
    assert "请于2022年10月8日前报送。" in words(mail(tmp_path / "早" / "催办" / "区残联.eml"))
    assert "现已逾期3天" in words(mail(tmp_path / "晚" / "催办" / "区残联.eml"))


def test_a_file_that_is_none_is_answered_with_the_reason_and_a_fresh_form(
    book: Path, demo_folder: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "来件" / "区残联.xlsx"
    bad.parent.mkdir()
    bad.write_bytes(b"not a workbook")
    result = reply(book, tmp_path / "出", bad)
    assert result.value.refused == ("区残联",)
    assert "区残联" not in result.value.reminded
    message = mail(tmp_path / "出" / "退回修改" / "区残联.eml")
    assert "1. 区残联.xlsx：" in words(message)
    (form,) = attached(message).values()
    assert opened(form).sheetnames == ["区残联", HELP_SHEET, STAMP_SHEET]
    notice = (tmp_path / "出" / "催办" / "催办通知.txt").read_text("utf-8-sig")
    assert "需修改后重新报送的单位（1个）\n1. 区残联" in notice.replace("\r\n", "\n")


def test_a_blank_form_is_answered_too(book: Path, demo_folder: Path, tmp_path: Path) -> None:
    sent = demo_folder / "2_下发填报表" / "区残联.xlsx"
    blank = edited(sent, tmp_path / "来件" / sent.name, lambda workbook, sheet: None)
    result = reply(book, tmp_path / "出", blank)
    assert result.value.refused == ("区残联",)
    assert "空白表" in words(mail(tmp_path / "出" / "退回修改" / "区残联.eml"))


def test_two_different_returns_are_asked_about_and_not_sent_back(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    other = edited(returns / f"{UNIT}.xlsx", tmp_path / "来件" / f"{UNIT}2.xlsx", typed(1))
    result = reply(book, tmp_path / "出", returns / f"{UNIT}.xlsx", other)
    assert result.value.asked == (UNIT,)
    text = words(mail(tmp_path / "出" / "退回修改" / f"{UNIT}.eml"))
    assert "报来2份内容不同的" in text
    assert f"{UNIT}.xlsx（" in text
    assert f"{UNIT}2.xlsx（" in text


def test_a_file_of_nobody_is_told_of_and_no_letter_goes_out_without_an_address(
    book: Path, tmp_path: Path
) -> None:
    stray = tmp_path / "来件" / "新建表格.xlsx"
    stray.parent.mkdir()
    workbook = openpyxl.Workbook()
    workbook.active.append(["会议签到"])
    workbook.save(stray)
    result = reply(book, tmp_path / "出", stray)
    assert result.value.unknown == ("新建表格.xlsx",)
    assert not (tmp_path / "出" / "退回修改").exists()


def by_mail(sender: str) -> Office:
    """Return the office's doors with every file sent by mail."""
    office = closed_office(now=lambda: DAY)

    def receive(paths: tuple[Path, ...], examiner: Examiner | None = None) -> Iterator[Arrival]:
        return (dataclasses.replace(one, sender=sender) for one in office.receive(paths, examiner))

    return dataclasses.replace(office, receive=receive)


def test_a_file_of_nobody_that_came_by_mail_is_answered_to_its_sender(book: Path, tmp_path: Path) -> None:
    stray = tmp_path / "新建表格.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append(["会议签到"])
    workbook.save(stray)
    made = reply_to_units(book, (stray,), by_mail("wang@example.gov.cn"), draft)
    ((name, content),) = [one for one in made.files if one[0].startswith("退回修改")]
    assert name == "退回修改/未能识别_新建表格.xlsx.eml"
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    assert message["To"] == "wang@example.gov.cn"
    assert words(message).startswith("您好：")
    assert "新建表格.xlsx：没有找到填报表" in words(message)


def test_a_scan_in_one_mail_with_an_adopted_form_is_not_answered(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    message = EmailMessage()
    message["From"], message["Date"] = "wang@example.gov.cn", "Wed, 05 Oct 2022 15:00:00 +0800"
    message.set_content("请查收。")
    kind = {"maintype": "application", "subtype": "octet-stream"}
    message.add_attachment((returns / f"{UNIT}.xlsx").read_bytes(), filename="报表.xlsx", **kind)
    message.add_attachment(b"%PDF-1.4 scan", filename="盖章.pdf", **kind)
    path = tmp_path / "来信.eml"
    path.write_bytes(message.as_bytes())
    result = reply(book, tmp_path / "出", path)
    assert any(one.code is Code.COMPANION_FILE for one in result.problems)
    assert result.value.unknown == ()
    assert not any("未能识别" in name for name in names(result))


@pytest.mark.parametrize("change", [typed("九个"), None], ids=["marked", "refused"])
def test_a_return_that_came_by_mail_goes_back_to_its_sender(
    change: Change | None, book: Path, returns: Path, tmp_path: Path
) -> None:
    given = tmp_path / f"{UNIT}.xlsx"
    given.write_bytes(damaged(returns, tmp_path, change).read_bytes() if change else b"torn")
    made = reply_to_units(book, (given,), by_mail("城管局办公室 <cgj@example.gov.cn>"), draft)
    files = dict(made.files)
    message = email.message_from_bytes(files[f"退回修改/{UNIT}.eml"], policy=default)
    assert [one.addr_spec for one in message["To"].addresses] == ["cgj@example.gov.cn"]


def test_a_unit_in_the_workbook_whose_file_is_not_given_is_named(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    compiled = tmp_path / "汇总.xlsx"
    api.collect(book, (damaged(returns, tmp_path, typed("九个")),), compiled)
    result = reply(compiled, tmp_path / "出")
    assert result.value.without_file == (UNIT,)
    assert result.value.returned == ()


def test_the_same_returns_give_the_same_files_whatever_their_order(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    files = [damaged(returns, tmp_path, typed("九个")), returns / "区残联.xlsx"]
    for folder, given in (("甲", files), ("乙", files[::-1])):
        reply(book, tmp_path / folder, *given)
    one, other = (
        {path.relative_to(tmp_path / folder): path.read_bytes() for path in (tmp_path / folder).rglob("*.*")}
        for folder in ("甲", "乙")
    )
    assert one == other


# the way back


def test_the_marked_copy_is_corrected_sent_back_and_collected(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    right = api.collect(book, (returns / f"{UNIT}.xlsx",), tmp_path / "对.xlsx").value.adopted[0].submission
    wrong = both(typed("九个"), typed("找小王", "联系电话", "窨井盖整治"))
    reply(book, tmp_path / "出", damaged(returns, tmp_path, wrong))

    def correct(workbook: Workbook, sheet: Worksheet) -> None:
        form = workbook[UNIT]
        form.cell(row_of(form, FIGURE), column_of(form, "累计完成")).value = 1103
        form.cell(row_of(form, "窨井盖整治"), column_of(form, "联系电话")).value = "0375-1234567"

    copy = tmp_path / "出" / "退回修改" / f"{UNIT}_退回修改.xlsx"
    again = edited(copy, tmp_path / "再报" / copy.name, correct)
    result = api.collect(book, (again,), tmp_path / "汇总.xlsx")
    (adopted,) = result.value.adopted
    assert [(one.indicator_name, one.achieved, one.words) for one in adopted.submission.indicators] == [
        (one.indicator_name, one.achieved, one.words) for one in right.indicators
    ]
    assert [one.narrative for one in adopted.submission.projects] == [one.narrative for one in right.projects]
    ours = [one for one in result.problems if one.place.file == again.name]
    assert [one for one in ours if one.level is Level.MUST_FIX] == []
    told = {Code.NOTE_ON_CELL, Code.FURTHER_SHEETS, Code.HIDDEN_SHEETS, Code.SHAPES, Code.BEYOND_TABLE}
    assert [one for one in ours if one.code in told] == []  # the office's own notes and list are no news


# privacy


def personal(workbook: Workbook, sheet: Worksheet) -> None:
    """Leave all traces of a person that a spreadsheet program can leave, and content of others."""
    properties = workbook.properties
    properties.creator = properties.lastModifiedBy = "王小二"
    properties.company = properties.manager = "某某科技公司"
    cell = sheet.cell(HEADER_ROW + 1, column_of(sheet, "进展情况"))
    cell.comment = Comment("口径变了", "李四光")
    hidden = workbook.create_sheet("底稿")
    hidden.append(["区残联的数字", 987654])
    hidden.sheet_state = "hidden"
    shown = workbook.create_sheet("区民政局")
    shown.append(["养老床位", 876543])
    sheet.cell(sheet.max_row + 2, 2).value = "扶残助残"
    sheet.cell(sheet.max_row, column_of(sheet, "备注")).value = "区残联 765432"


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def all_outgoing(folder: Path) -> dict[str, bytes]:
    """Return every workbook that leaves, by where it was found: on its own, and in mails."""
    found = {path.name: path.read_bytes() for path in folder.rglob("*.xlsx")}
    for path in folder.rglob("*.eml"):
        found |= {f"{path.name}/{name}": content for name, content in attached(mail(path)).items()}
    return found


def test_nothing_leaves_that_is_not_the_unit_s_own(
    book: Path, returns: Path, demo_folder: Path, tmp_path: Path
) -> None:
    bad = damaged(returns, tmp_path, both(typed("九个"), personal))
    (tmp_path / "来件" / "区教体局.xlsx").write_bytes(b"torn")
    reply(book, tmp_path / "出", tmp_path / "来件", returns / "区卫健委.xlsx")
    assert bad.exists()
    outgoing = all_outgoing(tmp_path / "出") | {
        path.name: path.read_bytes() for path in (demo_folder / "2_下发填报表").glob("*.xlsx")
    }
    assert len(outgoing) > 20
    units = [path.stem for path in returns.glob("*.xlsx")]
    figures = ("987654", "876543", "765432")
    for name, content in outgoing.items():
        assert lint(name, content) == (), name
        parts = parts_of(content)
        text = b"\n".join(parts.values()).decode("utf-8")
        core = parts["docProps/core.xml"].decode()
        own = next(unit for unit in units if name.startswith(unit) or f"/{unit}" in name)
        assert not any(one in text for one in ("王小二", "某某科技公司", "李四光", *figures)), name
        assert [unit for unit in units if unit != own and unit in text and unit not in own] == [], name
        assert not re.search(r"<(?:dc:creator|cp:lastModifiedBy)>[^<]", core), name
        assert not re.search(r"<(?:Company|Manager)>[^<]", parts["docProps/app.xml"].decode()), name
        assert not re.search(r"<author>[^<]", text), name
        assert 'TargetMode="External"' not in text, name
        assert not re.search(r"/(?:tmp|home|work)/|[A-Za-z]:\\", text), name
        states = {sheet.title: sheet.sheet_state for sheet in opened(content)}
        assert {title for title, state in states.items() if state != "visible"} == {STAMP_SHEET}, name


def test_a_mail_names_no_other_unit_and_no_machine(book: Path, returns: Path, tmp_path: Path) -> None:
    reply(book, tmp_path / "出", damaged(returns, tmp_path, both(typed("九个"), personal)))
    units = [path.stem for path in returns.glob("*.xlsx")]
    for path in (tmp_path / "出").rglob("*.eml"):
        message = mail(path)
        assert {key.lower() for key in message} <= {
            "content-type",
            "mime-version",
            "subject",
            "x-unsent",
            "to",
        }
        if path.stem != "催办通知":
            text = words(message) + str(message["Subject"])
            assert [unit for unit in units if unit != path.stem and unit in text] == [], path
            assert "765432" not in text


DANGEROUS = [
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://a.cn","点我")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    'DDE("cmd";"/C calc";"__DdeLink_60_870516294")',
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_unit_types_stays_text_in_everything_that_goes_out(
    text: str, book: Path, returns: Path, tmp_path: Path
) -> None:
    def beside(workbook: Workbook, sheet: Worksheet) -> None:
        cell = sheet.cell(HEADER_ROW + 1, sheet.max_column + 1)
        cell.value = text
        cell.data_type = "s"

    headers = ("累计完成", "进展情况", "备注", "联系电话", "支付资金")
    change = both(typed("九个"), *(typed(text, header, "窨井盖整治") for header in headers), beside)
    reply(book, tmp_path / "出", damaged(returns, tmp_path, change))
    content = (tmp_path / "出" / "退回修改" / f"{UNIT}_退回修改.xlsx").read_bytes()
    workbook = opened(content)
    cells = [cell for sheet in workbook for row in sheet for cell in row if cell.value is not None]
    same = [cell for cell in cells if text in str(cell.value)]
    assert len(same) > len(headers)
    assert {cell.data_type for cell in same} == {"s"}
    assert all(cell.quotePrefix for cell in same if cell.value == text and text[0] in "=+-@")
    formulas = re.findall(
        r"<f>([^<]*)</f>", "".join(one.decode() for one in parts_of(content).values() if b"<f>" in one)
    )
    assert formulas
    assert not any("cmd" in one or "HYPERLINK" in one or "DDE" in one for one in formulas)
    compiled = tmp_path / "汇总.xlsx"
    api.collect(book, (tmp_path / "来件" / f"{UNIT}.xlsx",), compiled)
    again = [cell for sheet in openpyxl.load_workbook(compiled) for row in sheet for cell in row]
    assert {cell.data_type for cell in again if text in str(cell.value)} <= {"s"}


def test_a_place_on_the_unit_s_own_machine_does_not_hold_up_the_reply(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    change = both(typed("九个"), typed("佐证见 D:\\民生实事\\照片", "备注", "窨井盖整治"))
    assert reply(book, tmp_path / "出", damaged(returns, tmp_path, change)).value.returned == (UNIT,)


def test_the_codes_that_only_the_office_can_act_on_are_not_sent_to_the_unit(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    wrong = damaged(returns, tmp_path, typed("九个"))
    same = tmp_path / "来件" / "副本.xlsx"
    same.write_bytes(wrong.read_bytes())
    result = reply(book, tmp_path / "出", wrong, same)
    assert any(one.code is Code.SAME_FILE_TWICE for one in result.problems)
    (copy,) = (tmp_path / "出" / "退回修改").glob("*.xlsx")
    sheet = openpyxl.load_workbook(copy)[LIST_SHEET]
    assert not any("完全相同" in str(cell.value) for row in sheet for cell in row)
