import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import click
import docx
import openpyxl
import pytest

from tests.adapters.incoming.locks import locked
from xlminshi import api, cli
from xlminshi.cli import base

GOOD, FINDINGS, FAILED = 0, 1, 2
UNITS = ("区残联", "区交通运输局")
COMMANDS = (
    "new",
    "split",
    "collect",
    "check",
    "reply",
    "publish",
    "close",
    "reopen",
    "next",
    "undo",
    "verify",
    "refresh",
    "compare",
    "letterhead",
    "rollup",
    "addin",
    "export",
    "doctor",
    "excel",
    "demo",
)
ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "workbook_templates" / "examples" / "zhanhe_2022" / "实事清单.xlsx"
ENGLISH = re.compile(
    r"\b(?:usage|options?|commands?|arguments?|shows?|version|message|exit|errors?|required|missing|no such|invalid|"
    r"got|unexpected|extra|default|try|takes?|value|path|file|text|directory|permission|denied|not found|exists?|"
    r"traceback|exception|none|true|false|nan|null|must fix|unknown|bad|is|are|the|of)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """What a command left: its exit code and what it told."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err

    def record(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Said:
        capsys.readouterr()
        code = cli.run([str(one) for one in arguments])
        told = capsys.readouterr()
        assert "Traceback" not in told.out + told.err
        return Said(code, told.out, told.err)

    return call


@pytest.fixture(scope="session")
def small_folder(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workbook of two units only, their returns, and the workbook with the returns in it."""
    folder = tmp_path_factory.mktemp("small")
    example = openpyxl.load_workbook(EXAMPLE)
    for sheet in (example["实事清单"], example["督查认定"]):
        unit = next(cell.column for cell in sheet[3] if cell.value == "牵头单位")
        for row in range(sheet.max_row, 3, -1):
            if sheet.cell(row, unit).value not in UNITS:
                sheet.delete_rows(row)
    example.save(folder / "清单.xlsx")
    api.new_workbook(folder / "清单.xlsx", folder / "工作簿.xlsx")
    for unit in UNITS:
        (folder / "回收").mkdir(exist_ok=True)
        shutil.copy(demo_folder / "3_回收填报表" / f"{unit}.xlsx", folder / "回收")
    api.collect(folder / "工作簿.xlsx", (folder / "回收",), folder / "汇总.xlsx")
    shutil.copy(next((demo_folder / "5_通报").glob("*.docx")), folder / "通报.docx")
    docx.Document().save(str(folder / "来信.docx"))
    (folder / "清单.xlsx").unlink()
    return folder


@pytest.fixture
def desk(small_folder: Path, tmp_path: Path) -> Path:
    """The workbook and returns of two units, and everything that is not a workbook."""
    shutil.copytree(small_folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / "空.xlsx").write_bytes(b"")
    (tmp_path / "文本.txt").write_text("不是表格", "utf-8")
    (tmp_path / "假的.xlsx").write_text("其实是文本", "utf-8")
    (tmp_path / "文件夹").mkdir()
    return tmp_path


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_chinese(text: str) -> None:
    """No English in what people read; options, file names, products and names of formats are no English words."""
    bare = re.sub(
        r"--?[a-z-]+|xlminshi(?: [a-z]+)?|[\w（）()-]*\.(?:xlsx?|docx?|txt|csv|et)\b|Excel|WPS|Word|PDF",
        "",
        text,
    )
    assert ENGLISH.findall(bare) == [], text


# help and wrong calls


@pytest.mark.parametrize(
    "command", [(), *((name,) for name in COMMANDS)], ids=lambda one: "".join(one) or "all"
)
def test_every_help_page_is_chinese_and_complete(run: Run, command: tuple[str, ...]) -> None:
    said = run(*command, "--help")
    assert said.code == GOOD
    assert said.err == ""
    assert said.out.startswith("用法：xlminshi")
    assert "显示这页帮助。" in said.out
    page = said.out
    for name in (*COMMANDS, "demo_output", "install", "uninstall"):
        page = re.sub(rf"\b{name}\b", "", page)
    assert_chinese(page)
    assert not re.search(
        r"[A-Za-z]{3,}",
        re.sub(
            r"--[a-z-]+|xlminshi|Word|WPS|Excel|Times New Roman|Dask|tcp|\.docx|\.csv|\.parquet", "", page
        ),
    ), page


def test_the_first_page_lists_all_commands_in_the_order_of_the_work(run: Run) -> None:
    page = run("--help").out
    places = [page.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)
    assert set(COMMANDS) == set(base.cli.commands)
    assert [line for line in page.splitlines()[1:] if "..." in line] == []


def test_the_version_is_told(run: Run) -> None:
    said = run("--version")
    assert said.code == GOOD
    assert said.out.startswith("xlminshi ")


def test_the_version_is_told_also_where_the_program_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    assert "未安装" in base.version()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("nope", "没有这个命令"),
        ("新建", "没有这个命令"),
        ("new", "还缺少选项"),
        ("new a.xlsx", "还缺少选项 -o/--output"),
        ("new a.xlsx -o", "选项“-o”"),
        ("new a.xlsx -o b.xlsx c.xlsx", "多写了内容"),
        ("new a.xlsx -o b.xlsx --nope", "没有“--nope”"),
        ("new a.xlsx -o b.xlsx --replace=yes", "选项“--replace”"),
        ("split", "还缺少“工作簿”"),
        ("split a.xlsx", "还缺少选项 -o/--output"),
        ("collect", "还缺少“工作簿”"),
        ("collect a.xlsx -o b.xlsx", "还缺少“填报表...”"),
        ("check", "还缺少“文件...”"),
        ("publish a.xlsx", "还缺少选项 -o/--output"),
        ("publish a.xlsx -o b --letterhead", "选项“--letterhead”"),
        ("demo extra", "多写了内容"),
        ("--nope", "没有“--nope”"),
        ("--json", "没有“--json”"),
    ],
)
def test_a_wrong_call_is_told_in_one_chinese_line(run: Run, arguments: str, said: str) -> None:
    found = run(*arguments.split())
    assert found.code == FAILED
    assert said in found.err
    assert found.err.count("\n") == 1
    assert_chinese(found.err)


def test_a_bare_call_shows_the_help_page(run: Run) -> None:
    said = run()
    assert said.code == FAILED
    assert said.err.startswith("用法：xlminshi")


# the steps when all goes well


def test_the_lead_units_of_a_new_workbook_are_counted_as_offices(run: Run, tmp_path: Path) -> None:
    example = openpyxl.load_workbook(EXAMPLE)
    sheet = example["实事清单"]
    (column,) = (cell.column for row in sheet.iter_rows() for cell in row if cell.value == "牵头单位")
    cells = [cell for (cell,) in sheet.iter_rows(min_col=column, max_col=column) if cell.value]
    cells[-2].value = f"{cells[-2].value}、{cells[-3].value}"  # it leads another one alone
    example.save(tmp_path / "清单.xlsx")
    said = run("new", tmp_path / "清单.xlsx", "-o", tmp_path / "工作簿.xlsx")
    assert "实事19件，牵头单位14个。" in said.out


def test_the_steps_lead_from_the_list_to_the_bulletin(run: Run, demo_folder: Path, tmp_path: Path) -> None:
    book, returns, compiled = tmp_path / "工作簿.xlsx", demo_folder / "3_回收填报表", tmp_path / "汇总.xlsx"
    said = run("new", EXAMPLE, "-o", book)
    assert (said.code, said.err) == (GOOD, "")
    assert "实事19件，牵头单位14个。" in said.out
    said = run("split", book, "-o", tmp_path / "下发")
    assert said.code == GOOD
    assert "已生成14份填报表" in said.out
    assert len(list((tmp_path / "下发").iterdir())) == 14
    said = run("collect", book, returns, "-o", compiled)
    assert said.code == GOOD
    assert "收到文件14个，采用14个" in said.out
    said = run("check", returns)
    assert said.code == GOOD
    assert "已检查14个文件。" in said.out
    said = run("publish", compiled, "-o", tmp_path / "发文")
    assert said.code == GOOD
    assert {path.suffix for path in (tmp_path / "发文").iterdir()} == {".xlsx", ".docx"}
    assert "已完成11件、持续推进5件、进展缓慢3件" in said.out


@pytest.mark.parametrize(
    "command", ["new", "split", "collect", "check", "reply", "publish", "refresh", "compare"]
)
def test_what_people_read_is_chinese(run: Run, desk: Path, command: str) -> None:
    out = desk / "出"
    arguments = {
        "new": ("工作簿.xlsx", "-o", out / "a.xlsx"),
        "split": ("工作簿.xlsx", "-o", out),
        "collect": ("工作簿.xlsx", desk / "回收", "-o", out / "b.xlsx"),
        "check": ("回收", desk / "空.xlsx", desk / "通报.docx", desk / "工作簿.xlsx"),
        "reply": ("工作簿.xlsx", desk / "假的.xlsx", "-o", out),
        "publish": ("工作簿.xlsx", "-o", out),
        "refresh": ("通报.docx", desk / "工作簿.xlsx", "-o", out / "c.docx"),
        "compare": ("通报.docx", desk / "通报.docx", "-o", out / "d.xlsx"),
    }[command]
    said = run(command, desk / arguments[0], *arguments[1:])
    assert_chinese(said.all.replace(str(desk), ""))


def test_it_is_told_who_is_written_to_and_where_the_drafts_are(run: Run, desk: Path) -> None:
    said = run("reply", desk / "工作簿.xlsx", "-o", desk / "回复")
    assert said.code == FINDINGS
    assert f"已生成，在文件夹：{desk / '回复'}。邮件草稿请打开核对后再发送。" in said.out
    assert f"催办2个单位：{'、'.join(sorted(UNITS, key=said.out.index))}" in said.out
    assert (desk / "回复" / "催办" / "催办通知.txt").exists()
    said = run("reply", desk / "工作簿.xlsx", desk / "回收", "-o", desk / "再回复")
    assert said.code == GOOD
    assert "没有需要退回或催办的单位。" in said.out
    assert not (desk / "再回复").exists()


def test_publishing_collects_the_returns_that_are_given(run: Run, desk: Path) -> None:
    said = run("publish", desk / "工作簿.xlsx", desk / "回收", "-o", desk / "发文")
    assert said.code == GOOD
    assert len(list((desk / "发文").iterdir())) == 2


def test_the_demonstration_ends_well_and_tells_where_everything_is(run: Run, tmp_path: Path) -> None:
    said = run("demo", "-o", tmp_path / "演示")
    assert (said.code, said.err) == (GOOD, "")
    assert "19件实事" in said.out
    assert "湛河区督查通报第7期.docx" in said.out
    assert_chinese(said.out.replace(str(tmp_path), ""))
    again = run("demo", "-o", tmp_path / "演示")
    assert again.code == FAILED
    assert "--replace" in again.err
    assert run("demo", "-o", tmp_path / "演示", "--replace").code == GOOD


def test_the_other_example_ends_in_a_briefing(run: Run, tmp_path: Path) -> None:
    said = run("demo", "--example", "鲁山县", "-o", tmp_path / "演示")
    assert (said.code, said.err) == (GOOD, "")
    assert "11件实事" in said.out
    assert "工作简报" in said.out
    assert "鲁山县工作简报第2期.docx" in said.out


def test_an_example_that_is_not_there_is_told_with_those_that_are(run: Run, tmp_path: Path) -> None:
    said = run("demo", "--example", "某县", "-o", tmp_path / "演示")
    assert said.code == FAILED
    assert "湛河区" in said.err
    assert "鲁山县" in said.err
    assert not (tmp_path / "演示").exists()


def test_the_demonstration_goes_to_a_folder_of_its_own_by_default(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("demo").code == GOOD
    assert [path.name for path in tmp_path.iterdir()] == ["demo_output"]


# findings


def test_a_finding_that_must_be_settled_gives_exit_code_one_and_still_a_file(run: Run, desk: Path) -> None:
    (desk / "回收" / "区残联.xlsx").unlink()
    said = run("collect", desk / "工作簿.xlsx", desk / "回收", "-o", desk / "出.xlsx")
    assert said.code == FINDINGS
    assert (desk / "出.xlsx").is_file()
    assert "[必改] 区残联未报送。请催报。" in said.out
    assert "未报送单位1个" in said.out


def test_all_findings_but_notes_are_told_where_no_workbook_lists_them(run: Run, desk: Path) -> None:
    for number in range(25):
        (desk / "回收" / f"{number}.xlsx").write_bytes(b"")
    said = run("check", desk / "回收")
    assert said.code == FINDINGS
    assert "已检查27个文件。" in said.out
    found = len(run("check", desk / "回收", "--json").record()["problems"])
    assert found >= 25
    assert said.out.count("\n  [必改]") + said.out.count("\n  [提醒]") >= 25
    assert "从略" not in said.out
    listed = run("collect", desk / "工作簿.xlsx", desk / "回收", "-o", desk / "出.xlsx").out
    assert listed.count("\n  [") == 20
    assert "处从略，都列在工作簿的“填报问题”表里。" in listed


def test_a_locked_return_is_told_with_what_the_command_line_can_do(run: Run, desk: Path) -> None:
    form = (desk / "回收" / "区残联.xlsx").read_bytes()
    (desk / "回收" / "加密.xlsx").write_bytes(locked(form, "秘密"))
    said = run("check", desk / "回收")
    assert "加了打开密码" in said.out
    assert "知道打开密码的，也可以加上 --password 密码，再做一次。" in said.out
    assert "--password" not in run("check", desk / "回收" / "区残联.xlsx").out


def test_files_and_folders_may_be_mixed_and_doubles_count_once(run: Run, desk: Path) -> None:
    more = desk / "另收"
    more.mkdir()
    shutil.move(desk / "回收" / "区残联.xlsx", desk / "单独.xlsx")
    shutil.copy(desk / "回收" / "区交通运输局.xlsx", more / "交通(2).xlsx")
    shutil.copy(more / "交通(2).xlsx", more / "交通(3).xlsx")
    said = run(
        "collect", desk / "工作簿.xlsx", desk / "回收", desk / "单独.xlsx", more, "-o", desk / "出.xlsx"
    )
    assert said.code == GOOD
    assert "收到文件4个，采用2个" in said.out
    assert said.out.count("内容完全相同，只计一次") == 2


def test_lock_files_are_told_as_skipped_and_harm_nothing(run: Run, desk: Path) -> None:
    (desk / "回收" / "~$区残联.xlsx").write_bytes(b"\x05admin")
    (desk / "回收" / ".~区残联.xlsx").write_bytes(b"\x05admin")
    said = run("collect", desk / "工作簿.xlsx", desk / "回收", "-o", desk / "出.xlsx")
    assert said.code == GOOD
    assert "采用2个" in said.out
    assert said.out.count("已跳过") == 2


def test_broken_files_among_good_ones_cost_only_themselves(run: Run, desk: Path) -> None:
    (desk / "回收" / "区残联.xlsx").write_bytes((desk / "回收" / "区残联.xlsx").read_bytes()[:3000])
    for name in ("空.xlsx", "文本.txt", "假的.xlsx", "来信.docx"):
        shutil.copy(desk / name, desk / "回收" / name)
    said = run("collect", desk / "工作簿.xlsx", desk / "回收", "-o", desk / "出.xlsx", "--json")
    assert said.code == FINDINGS
    record = said.record()
    assert record["result"]["missing_units"] == ["区残联"]
    unread = {one["file"] for one in record["problems"] if one["code"] == "UNREADABLE_FILE"}
    assert unread == {"区残联.xlsx", "空.xlsx", "文本.txt", "假的.xlsx", "来信.docx"}
    assert openpyxl.load_workbook(desk / "出.xlsx")["填报问题"].max_row > 3


# what cannot be done


BAD_FILES = ["没有.xlsx", "文件夹", "空.xlsx", "文本.txt", "假的.xlsx", "通报.docx", "", "长" * 300]


@pytest.mark.parametrize("name", BAD_FILES, ids=lambda name: name[:6] or "nothing")
@pytest.mark.parametrize("command", ["new", "split", "collect", "publish"])
def test_a_source_that_is_no_workbook_is_refused_and_nothing_is_written(
    run: Run, desk: Path, command: str, name: str
) -> None:
    before = files_in(desk)
    returns = (desk / "回收",) if command == "collect" else ()
    said = run(command, desk / name if name else "", *returns, "-o", desk / "出")
    assert said.code == FAILED
    assert said.out == ""
    assert said.err.startswith("没有完成：")
    assert_chinese(said.err.replace(str(desk), ""))
    assert files_in(desk) == before


@pytest.mark.parametrize(
    "name", ["没有.xlsx", "文件夹/没有.xlsx", "长" * 300], ids=["no file", "deep", "long"]
)
@pytest.mark.parametrize("command", ["collect", "check", "publish"])
def test_returns_that_are_not_there_stop_the_job_by_name(
    run: Run, desk: Path, command: str, name: str
) -> None:
    before = files_in(desk)
    book = () if command == "check" else (desk / "工作簿.xlsx",)
    target = () if command == "check" else ("-o", desk / "出")
    said = run(command, *book, desk / "回收", desk / name, *target)
    assert said.code == FAILED
    assert "没有找到" in said.err
    assert name in said.err
    assert files_in(desk) == before


@pytest.mark.parametrize("name", ["空.xlsx", "文本.txt", "假的.xlsx", "来信.docx"])
def test_checking_a_file_that_is_no_workbook_is_a_finding(run: Run, desk: Path, name: str) -> None:
    said = run("check", desk / name, desk / "回收")
    assert said.code == FINDINGS
    assert "已检查3个文件。" in said.out
    assert f"[必改] {name}：" in said.out
    assert_chinese(said.out.replace(str(desk), ""))


@pytest.mark.parametrize("name", ["没有.docx", "文件夹", "空.xlsx", "文本.txt", "通报.docx", "工作簿.xlsx"])
def test_a_letterhead_that_cannot_be_used_is_refused_and_nothing_is_written(
    run: Run, desk: Path, name: str
) -> None:
    before = files_in(desk)
    said = run("publish", desk / "汇总.xlsx", "--letterhead", desk / name, "-o", desk / "发文")
    assert said.code == FAILED
    assert files_in(desk) == before
    assert not (desk / "发文").exists()
    assert_chinese(said.err.replace(str(desk), ""))


def test_a_workbook_without_projects_is_refused(run: Run, desk: Path) -> None:
    empty = EXAMPLE.parents[2] / "实事清单.xlsx"
    other = desk / "别的.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append(["姓名", "电话"])
    workbook.save(other)
    for source in (empty, other):
        for command in ("new", "split", "publish"):
            said = run(command, source, "-o", desk / "出")
            assert said.code == FAILED
            assert not (desk / "出").exists()
            assert_chinese(said.err.replace(str(desk), ""))


# where it cannot be written


def arguments_of(command: str, desk: Path, output: Path) -> tuple[object, ...]:
    if command == "verify":
        return (command, desk / "通报.docx", desk / "汇总.xlsx", "-o", output)
    if command == "rollup":
        (desk / "各区县").mkdir(exist_ok=True)
        shutil.copy(desk / "汇总.xlsx", desk / "各区县")
        return (command, desk / "各区县", "-o", output.with_name(f"{output.name}.xlsx"))
    if command == "export":
        return (command, desk / "汇总.xlsx", "-o", output.with_name(f"{output.name}.xlsx"))
    if command == "doctor":
        return (command,)
    if command in ("refresh", "compare"):
        other = desk / ("工作簿.xlsx" if command == "refresh" else "通报.docx")
        return (command, desk / "通报.docx", other, "-o", output)
    returns = {"collect": (desk / "回收",)}.get(command, ())
    book = desk / ("汇总.xlsx" if command == "close" else "工作簿.xlsx")
    source = () if command in ("demo", "letterhead", "addin") else (book,)
    return (command, *source, *returns, "-o", output)


@pytest.mark.parametrize("command", ["new", "split", "collect", "publish", "demo"])
def test_a_folder_that_is_not_there_yet_is_made(run: Run, desk: Path, command: str) -> None:
    said = run(*arguments_of(command, desk, desk / "新" / "更新" / "出.xlsx"))
    assert said.code in (GOOD, FINDINGS)
    assert (desk / "新" / "更新" / "出.xlsx").exists()


@pytest.mark.parametrize("command", ["new", "split", "collect", "publish", "demo"])
@pytest.mark.parametrize("replace", [(), ("--replace",)], ids=["", "replace"])
def test_a_file_in_the_place_of_a_folder_stops_the_job(
    run: Run, desk: Path, command: str, replace: tuple[str, ...]
) -> None:
    before = files_in(desk)
    said = run(*arguments_of(command, desk, desk / "文本.txt" / "出.xlsx"), *replace)
    assert said.code == FAILED
    assert "“文本.txt”" in said.err
    assert_chinese(said.err.replace(str(desk), ""))
    assert files_in(desk) == before


@pytest.mark.parametrize("command", ["new", "collect"])
@pytest.mark.parametrize("replace", [(), ("--replace",)], ids=["", "replace"])
def test_a_folder_in_the_place_of_a_file_is_never_replaced(
    run: Run, desk: Path, command: str, replace: tuple[str, ...]
) -> None:
    (desk / "文件夹" / "要紧.txt").write_text("不能丢", "utf-8")
    before = files_in(desk)
    said = run(*arguments_of(command, desk, desk / "文件夹"), *replace)
    assert said.code == FAILED
    assert "是文件夹" in said.err
    assert files_in(desk) == before
    assert run(*arguments_of(command, desk, Path()), *replace).code == FAILED


@pytest.mark.parametrize("command", ["new", "split", "collect", "publish", "demo"])
def test_a_name_that_is_too_long_is_told(run: Run, desk: Path, command: str) -> None:
    before = files_in(desk)
    said = run(*arguments_of(command, desk, desk / ("长" * 300)))
    assert said.code == FAILED
    assert_chinese(said.err.replace(str(desk), ""))
    assert files_in(desk) == before


@pytest.mark.parametrize("command", ["new", "split", "collect", "publish", "demo"])
def test_a_folder_that_may_not_be_written_to_is_told(
    run: Run, desk: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refused)
    said = run(*arguments_of(command, desk, desk / "锁" / "出"))
    assert said.code == FAILED
    assert "没有权限" in said.err
    assert_chinese(said.err.replace(str(desk), ""))


@pytest.mark.parametrize("command", ["new", "collect"])
def test_an_output_that_is_there_is_replaced_only_with_consent(run: Run, desk: Path, command: str) -> None:
    target = desk / "出.xlsx"
    target.write_bytes("旧".encode())
    before = files_in(desk)
    said = run(*arguments_of(command, desk, target))
    assert said.code == FAILED
    assert "出.xlsx已经存在，没有覆盖。请换一个名称或位置。同意替换的，加上 --replace 再做一次。" in said.err
    assert files_in(desk) == before
    assert run(*arguments_of(command, desk, target), "--replace").code in (GOOD, FINDINGS)
    assert openpyxl.load_workbook(target).sheetnames


@pytest.mark.parametrize("command", ["split", "publish"])
def test_one_output_that_is_there_keeps_all_others_from_being_written(
    run: Run, desk: Path, command: str
) -> None:
    folder = desk / "出"
    run(*arguments_of(command, desk, folder))
    for path in sorted(folder.iterdir())[1:]:
        path.unlink()
    before = files_in(desk)
    assert run(*arguments_of(command, desk, folder)).code == FAILED
    assert files_in(desk) == before
    assert run(*arguments_of(command, desk, folder), "--replace").code in (GOOD, FINDINGS)


@pytest.mark.parametrize("command", ["new", "collect"])
def test_the_workbook_itself_is_written_over_only_with_consent(run: Run, desk: Path, command: str) -> None:
    book = desk / "工作簿.xlsx"
    before = files_in(desk)
    assert run(*arguments_of(command, desk, book)).code == FAILED
    assert files_in(desk) == before
    said = run(*arguments_of(command, desk, book), "--replace", "--json")
    assert said.code in (GOOD, FINDINGS)
    assert said.record()["result"]["projects"] == 2
    assert set(files_in(desk)) == {*before, "备份/工作簿（备份001）.xlsx"}
    assert files_in(desk)["备份/工作簿（备份001）.xlsx"] == before["工作簿.xlsx"]


def test_collecting_into_the_collected_workbook_again_changes_no_figure(run: Run, desk: Path) -> None:
    first = run(
        "collect", desk / "工作簿.xlsx", desk / "回收", "-o", desk / "工作簿.xlsx", "--replace", "--json"
    )
    second = run(
        "collect", desk / "工作簿.xlsx", desk / "回收", "-o", desk / "工作簿.xlsx", "--replace", "--json"
    )
    assert first.record()["result"] == second.record()["result"]


# for machines


LEDGER_KEYS = {
    "programme",
    "period",
    "time_progress",
    "projects",
    "lead_units",
    "missing_units",
    "unsettled_units",
    "classes",
    "items",
}
RESULT_KEYS = {
    "new": LEDGER_KEYS,
    "collect": LEDGER_KEYS,
    "publish": LEDGER_KEYS,
    "demo": LEDGER_KEYS,
    "split": {"units"},
    "check": {"files"},
    "reply": {"returned", "refused", "asked", "reminded", "unknown", "without_file"},
    "close": LEDGER_KEYS,
    "next": {"period", "units"},
    "refresh": {"figures", "renewed"},
    "rollup": {"files", "read", "places", "missing", "projects", "counts", "unmatched", "unchanged"},
    "compare": {"former", "latter", "differences", "moved"},
    "letterhead": {"kind", "lines"},
    "addin": {"addin"},
    "export": {"natives", "values", "left_behind"},
    "doctor": {"checks"},
    "verify": {"document", "book", "refused", "counts", "entries"},
}
# Only after another step has been done: tests of their own look at what these say.
LATER = ("undo", "reopen", "excel")


@pytest.mark.parametrize("command", [one for one in COMMANDS if one not in LATER])
def test_json_has_the_documented_keys_and_nothing_else_is_printed(run: Run, desk: Path, command: str) -> None:
    arguments = arguments_of(command, desk, desk / "出") if command != "check" else ("check", desk / "回收")
    said = run(*arguments, "--json")
    record = said.record()
    assert said.err == ""
    assert set(record) == {"command", "ok", "exit_code", "written", "problems", "result"}
    assert (record["command"], record["exit_code"]) == (command, said.code)
    assert record["ok"] is (said.code == GOOD)
    assert set(record["result"]) == RESULT_KEYS[command]
    assert all(Path(path).is_file() for path in record["written"])
    for one in record["problems"]:
        assert set(one) == {"level", "code", "file", "sheet", "cell", "what", "cure", "text"}


def test_json_gives_figures_as_text_and_null_where_there_is_none(run: Run, desk: Path) -> None:
    items = run("publish", desk / "汇总.xlsx", "-o", desk / "发文", "--json").record()["result"]["items"]
    rescue = items[0]
    assert set(rescue) == {
        "number", "title", "lead_unit", "rate", "lag", "light", "proposal", "proposal_reason", "verdict",
        "verdict_reason", "class", "indicators",
    }  # fmt: skip
    first = rescue["indicators"][0]
    assert set(first) == {
        "name", "kind", "measure", "target", "target_text", "achieved", "achieved_text", "rate", "no_rate", "source",
    }  # fmt: skip
    assert (first["target"], first["achieved"], first["rate"]) == ("70", "110", "157%")
    assert (first["no_rate"], rescue["verdict"], rescue["class"]) == (None, None, "已完成")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "没有.xlsx", "-o", "出.xlsx"), "找不到"),
        (("collect", "没有.xlsx"), "还缺少"),
        (("check",), "还缺少"),
        (("check", "没有.xlsx"), "没有找到"),
    ],
)
def test_a_failure_is_told_to_machines_and_to_people(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    found = run(*arguments, "--json")
    assert found.code == FAILED
    record = found.record()
    assert (record["ok"], record["exit_code"]) == (False, FAILED)
    assert said in record["error"]
    assert said in found.err


def test_comparing_tells_every_difference_in_words(run: Run, desk: Path) -> None:
    word = docx.Document(str(desk / "通报.docx"))
    first = next(one for one in word.paragraphs if "异地就医直接结算已" in one.text)
    changed = next(one for one in first.runs if "全覆盖" in one.text)
    changed.text = changed.text.replace("全覆盖", "全域覆盖")
    first.insert_paragraph_before("特此通报。")
    word.save(str(desk / "改过.docx"))
    said = run("compare", desk / "通报.docx", desk / "改过.docx", "-o", desk / "差异.xlsx")
    assert said.code == GOOD
    assert "新增1段，删除0段，改动1段。" in said.out
    assert "（无） → “域”" in said.out
    assert f"已生成：{desk / '差异.xlsx'}" in said.out
    assert_chinese(said.out.replace(str(desk), ""))
    assert "的正文没有不同。" in run("compare", desk / "改过.docx", desk / "改过.docx").out
    record = run("compare", desk / "通报.docx", desk / "改过.docx", "--json").record()["result"]
    assert [one["kind"] for one in record["differences"]] == ["新增", "改动"]


def test_refreshing_tells_how_many_figures_were_renewed(run: Run, desk: Path) -> None:
    said = run("refresh", desk / "通报.docx", desk / "汇总.xlsx", "-o", desk / "新.docx")
    assert said.code in (GOOD, FINDINGS)
    assert re.search(r"程序写出的数字\d+处，更新[1-9]\d*处", said.out)
    assert_chinese(said.out.replace(str(desk), ""))


def test_publishing_goes_on_with_a_word_draft(run: Run, desk: Path) -> None:
    run("publish", desk / "汇总.xlsx", "-o", desk / "初稿")
    book, draft = (next((desk / "初稿").glob(f"*.{kind}")) for kind in ("xlsx", "docx"))
    said = run("publish", book, "--draft", draft, "-o", desk / "二稿")
    assert said.code == GOOD
    refused = run("publish", book, "--draft", desk / "文本.txt", "-o", desk / "三稿")
    assert refused.code == FAILED
    assert not (desk / "三稿").exists()
    assert_chinese(refused.err.replace(str(desk), ""))


# interruptions and odd terminals


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()], ids=["keys", "abort"])
def test_breaking_off_is_told_in_chinese(
    run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr(api, "check", broken)
    said = run("check", desk / "回收")
    assert said.code == FAILED
    assert said.err.strip() == "已中断，原有文件没有改动。"


def test_a_disk_that_fails_while_reading_is_told_in_chinese(
    run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OSError(5, "Input/output error", "回收")

    monkeypatch.setattr(api, "check", broken)
    said = run("check", desk / "回收")
    assert said.code == FAILED
    assert "不能读写“回收”" in said.err
    assert_chinese(said.err)


def test_the_progress_bar_shows_chinese_on_a_terminal_only(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert cli.run(["check", str(desk / "回收")]) == GOOD
    assert "读取文件" in terminal.getvalue()
    assert_chinese(terminal.getvalue())
    quiet = Terminal()
    monkeypatch.setattr(sys, "stderr", quiet)
    assert cli.run(["check", str(desk / "回收"), "--json"]) == GOOD
    assert quiet.getvalue() == ""


def started(desk: Path, encoding: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {
        "PYTHONIOENCODING": encoding,
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        [sys.executable, "-m", "xlminshi.cli", *arguments], capture_output=True, cwd=desk, env=environment
    )


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_name_that_the_terminal_cannot_show_stops_nothing(desk: Path, encoding: str) -> None:
    shutil.move(desk / "假的.xlsx", desk / "✅𠮷.xlsx")
    run = started(desk, encoding, "check", "✅𠮷.xlsx")
    assert (run.returncode, run.stderr) == (FINDINGS, b"")
    assert "已检查1个文件".encode(encoding, "backslashreplace") in run.stdout
    run = started(desk, encoding, "check", "✅𠮷.xlsx", "--json")
    assert json.loads(run.stdout.decode(encoding))["problems"][0]["file"] == "✅𠮷.xlsx"
    assert run.stderr == b""
