"""Taking back a writing, and files that are open, as the person at the keyboard meets them."""

import json
import re
import shutil
from pathlib import Path

import pytest

import xlminshi
from xlminshi import api, cli
from xlminshi.core.problems import Code


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path) -> Path:
    """The standard workbook, and the returned forms collected into a second one."""
    for name in ("1_标准工作簿.xlsx", "4_汇总工作簿.xlsx"):
        shutil.copy(demo_folder / name, tmp_path)
    shutil.copytree(demo_folder / "3_回收填报表", tmp_path / "回收")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    capsys.readouterr()
    code = cli.run([str(one) for one in arguments])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_the_last_import_can_be_undone_and_that_again(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = desk / "4_汇总工作簿.xlsx"
    before = book.read_bytes()
    api.collect(desk / "1_标准工作簿.xlsx", (desk / "回收" / "区残联.xlsx",), book, replace=True)
    imported = book.read_bytes()
    assert imported != before
    code, told = run(capsys, "undo", book)
    assert (code, book.read_bytes()) == (0, before)
    assert told.startswith(
        f"已撤销上一次写入：{book}，恢复为“备份/4_汇总工作簿（备份001）.xlsx”的内容。"
        "撤销前的内容在“备份/4_汇总工作簿（备份002）.xlsx”，再运行一次可以恢复。\n"
    )
    code, told = run(capsys, "undo", book, "--json")
    assert (code, book.read_bytes()) == (0, imported)
    record = json.loads(told)
    assert set(record) == {"command", "ok", "exit_code", "written", "problems", "result"}
    assert record["written"] == [str(book)]
    assert record["result"] == {
        "brought_back": "备份/4_汇总工作簿（备份002）.xlsx",
        "kept_as": "备份/4_汇总工作簿（备份003）.xlsx",
    }


def test_a_deleted_workbook_is_brought_back(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = desk / "4_汇总工作簿.xlsx"
    before = book.read_bytes()
    api.collect(desk / "1_标准工作簿.xlsx", (desk / "回收" / "区残联.xlsx",), book, replace=True)
    book.unlink()
    code, told = run(capsys, "undo", book)
    assert (code, book.read_bytes()) == (0, before)
    assert "再运行一次" not in told


def test_where_nothing_was_written_that_is_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, "undo", desk / "4_汇总工作簿.xlsx")
    assert code == 2
    assert told == (
        "没有完成：“4_汇总工作簿.xlsx”没有可以撤销的写入："
        "“备份”文件夹里没有它以前的内容。请核对文件的位置。\n"
    )


def test_undo_is_public(desk: Path) -> None:
    assert xlminshi.undo is api.undo
    with pytest.raises(xlminshi.CannotContinueError):
        xlminshi.undo(desk / "4_汇总工作簿.xlsx")


@pytest.mark.parametrize("command", ["new", "collect"])
def test_a_result_beside_an_open_workbook_is_named_and_told(
    desk: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    book = desk / "4_汇总工作簿.xlsx"
    before = book.read_bytes()
    (desk / f"~${book.name}").write_bytes(b"owner")
    returns = (desk / "回收" / "区残联.xlsx",) if command == "collect" else ()
    _, told = run(capsys, command, desk / "1_标准工作簿.xlsx", *returns, "-o", book, "--replace")
    assert re.search(rf"已生成\w+工作簿：{re.escape(str(desk))}/4_汇总工作簿（新）.xlsx", told)
    assert "[提醒] 4_汇总工作簿.xlsx：这个文件正在 Excel 或 WPS 中打开" in told
    assert book.read_bytes() == before
    assert (desk / "4_汇总工作簿（新）.xlsx").exists()


def test_the_demonstration_goes_on_with_the_copy_beside_an_open_workbook(
    demo_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "演示"
    folder.mkdir()
    for name in ("1_标准工作簿.xlsx", "4_汇总工作簿.xlsx"):
        (folder / name).write_bytes(b"something else")
        (folder / f"~${name}").write_bytes(b"owner")
    made = api.demo(folder, replace=True)
    assert made.book.written == (folder / "1_标准工作簿（新）.xlsx",)
    assert made.collection.written == (folder / "4_汇总工作簿（新）.xlsx",)
    assert made.publication.value.ledger.missing_units == ()
    codes = [one.code for one in made.whole().problems if one.code is Code.TARGET_OPEN]
    assert len(codes) == 2
