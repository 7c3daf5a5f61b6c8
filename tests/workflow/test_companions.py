"""What units send beside the form, their own tables among it, is told; it is an obstacle only where it may be the return."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from tests.workflow.editing import edited
from xlminshi import api
from xlminshi.core.problems import Code, Level, Problem
from xlminshi.core.records import ReceiptState
from xlminshi.form.landmarks import STAMP_SHEET

OUR_HEADS = (("实事名称", "指标名称", "年度目标"), ("加强市区停车场建设", "停车泊位", 1500))


def table(*rows: tuple[object, ...], sheet: str = "Sheet1") -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.title = sheet
    for row in rows:
        workbook.active.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def listed(name: str) -> bytes:
    """Return a list of people as a unit keeps it; no two are the same."""
    return table(("序号", "姓名", "单位", "联系电话", "备注"), (1, name, "某村", "13800000000", ""))


def mail(path: Path, **files: bytes) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "wang@example.gov.cn",
        "office@example.gov.cn",
        "报表",
    )
    message["Date"] = "Wed, 05 Oct 2022 15:00:00 +0800"
    message.set_content("请查收。")
    kind = {"maintype": "application", "subtype": "octet-stream"}
    for name, content in files.items():
        message.add_attachment(content, filename=name.replace("__", "."), **kind)
    path.write_bytes(message.as_bytes())


def zipped(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


@pytest.fixture(scope="module")
def result(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> api.Result[object]:
    """Return what is found in a folder into which a clerk has put what came: mails, zips, folders, single files."""

    def form(unit: str) -> bytes:
        return (demo_folder / "3_回收填报表" / f"{unit}.xlsx").read_bytes()

    folder = tmp_path_factory.mktemp("报回")
    heads = table(*OUR_HEADS)
    stamped = table(("名单",), ("张三",), sheet=STAMP_SHEET)
    mail(
        folder / "一.eml",
        报表__xlsx=form("区住建局"),
        名单__xlsx=listed("甲"),
        名单__csv="序号,姓名\n1,张三\n".encode(),
    )
    zipped(folder / "二.zip", {"报表.xlsx": form("区教体局"), "佐证/发票.xlsx": listed("乙")})
    own = folder / "区残联" / "佐证材料"
    own.mkdir(parents=True)
    (own.parent / "填报.xlsx").write_bytes(form("区残联"))
    (own / "照片目录.xlsx").write_bytes(listed("己"))
    mail(folder / "三.eml", 情况表__xlsx=listed("丙"))
    mail(folder / "四.eml", 报表__xlsx=form("区城市管理局"), 另表__xlsx=heads)
    mail(folder / "五.eml", 报表__xlsx=form("区人社局"), 带章__xlsx=stamped)
    zipped(
        folder / "六.zip",
        {"区民政局.xlsx": form("区民政局"), "总结.xlsx": listed("丁"), "区医保局情况.xlsx": listed("戊")},
    )
    (folder / "团区委.xlsx").write_bytes(form("团区委"))
    (folder / "附表.xlsx").write_bytes(listed("庚"))
    return api.collect(
        demo_folder / "1_标准工作簿.xlsx", (folder,), tmp_path_factory.mktemp("出") / "汇总.xlsx"
    )


def told(result: api.Result[object], file: str) -> list[Problem]:
    return [one for one in result.problems if one.place.file == file and not one.place.sheet]


@pytest.mark.parametrize(
    ("file", "form"),
    [
        ("一.eml/名单.xlsx", "一.eml/报表.xlsx"),
        ("一.eml/名单.csv", "一.eml/报表.xlsx"),
        ("二.zip/佐证/发票.xlsx", "二.zip/报表.xlsx"),
        ("照片目录.xlsx", "填报.xlsx"),
    ],
)
def test_a_units_own_table_in_one_letter_with_its_form_is_no_obstacle(
    result: api.Result[object], file: str, form: str
) -> None:
    (one,) = told(result, file)
    assert (one.code, one.level) == (Code.COMPANION_TABLE, Level.REMINDER)
    assert f"随“{form}”一同报来" in one.what
    (receipt,) = (one for one in result.value.receipts if one.file == file)
    assert receipt.state is ReceiptState.REFUSED


@pytest.mark.parametrize(
    "file",
    [
        "三.eml/情况表.xlsx",
        "四.eml/另表.xlsx",
        "五.eml/带章.xlsx",
        "六.zip/总结.xlsx",
        "六.zip/区医保局情况.xlsx",
        "附表.xlsx",
    ],
    ids=["no form", "our heads", "our stamp", "two units", "another unit", "a common folder"],
)
def test_a_table_that_may_be_a_return_must_be_looked_at(result: api.Result[object], file: str) -> None:
    assert [(one.code, one.level) for one in told(result, file)] == [(Code.NO_FORM, Level.MUST_FIX)]


def test_a_page_called_after_a_silent_unit_is_no_companion_of_anothers_form(
    demo_folder: Path, tmp_path: Path
) -> None:
    form = (demo_folder / "3_回收填报表" / "区住建局.xlsx").read_bytes()
    page = b"%PDF-1.4\n%%EOF"
    zipped(tmp_path / "一.zip", {"1/表.xlsx": form, "2/民政盖章.pdf": page + b"\n", "3/扫描.pdf": page})
    result = api.collect(demo_folder / "1_标准工作簿.xlsx", (tmp_path / "一.zip",), tmp_path / "汇总.xlsx")
    assert [one.code for one in told(result, "一.zip/2/民政盖章.pdf")] == [Code.UNREADABLE_FILE]
    assert [one.code for one in told(result, "一.zip/3/扫描.pdf")] == [Code.COMPANION_FILE]


def test_a_table_beside_a_form_that_does_not_count_must_be_looked_at(
    demo_folder: Path, tmp_path: Path
) -> None:
    def take_away_the_table(
        workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet
    ) -> None:
        sheet.delete_rows(4)

    path = edited(demo_folder / "3_回收填报表" / "区残联.xlsx", tmp_path / "表.xlsx", take_away_the_table)
    mail(tmp_path / "区残联.eml", 报表__xlsx=path.read_bytes(), 名单__xlsx=listed("张三"))
    result = api.collect(
        demo_folder / "1_标准工作簿.xlsx", (tmp_path / "区残联.eml",), tmp_path / "汇总.xlsx"
    )
    assert Code.NO_FORM in {one.code for one in told(result, "区残联.eml/名单.xlsx")}
