import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xlminshi.adapters.outbox import Delivered, OutFile, deliver
from xlminshi.core.errors import CannotContinueError, OutputExistsError

NAMES = ("一.xlsx", "二.xlsx", "三.xlsx")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
KNOWN_WORDS = ("--replace", "Excel", "WPS", ".xlsx", ".docx")


def planned(folder: Path, *names: str) -> list[OutFile]:
    return [OutFile(folder / name, f"新{name}".encode()) for name in names or NAMES]


def former(folder: Path, *names: str) -> dict[str, bytes]:
    """Put files into the folder and return what it holds."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(f"旧{name}".encode())
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too, and each empty folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"folder"
        for path in sorted(folder.rglob("*"))
    }


def assert_chinese(message: str) -> None:
    for word in KNOWN_WORDS:
        message = message.replace(word, "")
    assert not ENGLISH.search(message), message
    assert message.endswith("。")


def failing(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, at: int, error: BaseException
) -> list[int]:
    """Make the call number `at` of a function fail; the list counts the calls."""
    original: Callable[..., Any] = getattr(owner, name)
    calls: list[int] = []

    def call(*args: Any, **kwargs: Any) -> Any:
        calls.append(len(calls) + 1)
        if len(calls) == at:
            raise error
        return original(*args, **kwargs)

    monkeypatch.setattr(owner, name, call)
    return calls


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behave like a memory stick or a share that knows no links."""

    def refuse(*names: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)


def test_all_files_are_written_whole_and_their_folder_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "通报" / "9月"
    delivered = deliver(planned(folder))
    assert delivered == Delivered(tuple(folder / name for name in NAMES))
    assert contents(folder) == {name: f"新{name}".encode() for name in NAMES}


def test_nothing_to_write_writes_nothing(tmp_path: Path) -> None:
    assert deliver([]) == Delivered(())
    assert contents(tmp_path) == {}


def test_files_may_come_from_a_generator(tmp_path: Path) -> None:
    assert deliver(one for one in planned(tmp_path)).paths == tuple(tmp_path / name for name in NAMES)


def test_a_file_that_is_there_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    before = former(tmp_path, "二.xlsx")
    with pytest.raises(OutputExistsError) as caught:
        deliver(planned(tmp_path))
    assert "二.xlsx已经存在" in str(caught.value)
    assert "请换一个名称或位置。" in str(caught.value)
    assert_chinese(str(caught.value))
    assert contents(tmp_path) == before


def test_many_files_that_are_there_are_told_by_three_names_and_a_count(tmp_path: Path) -> None:
    names = [f"{number}.xlsx" for number in range(5)]
    former(tmp_path, *names)
    with pytest.raises(OutputExistsError, match=r"^0.xlsx、1.xlsx、2.xlsx等5个文件已经存在"):
        deliver(planned(tmp_path, *names))


def test_with_consent_former_files_are_replaced_and_others_stay(tmp_path: Path) -> None:
    former(tmp_path, "二.xlsx", "别的.txt")
    deliver(planned(tmp_path), replace=True)
    expected = {name: f"新{name}".encode() for name in NAMES} | {"别的.txt": "旧别的.txt".encode()}
    kept = {"备份": b"folder", "备份/二（备份001）.xlsx": "旧二.xlsx".encode()}
    assert contents(tmp_path) == expected | kept


def test_a_file_that_holds_the_content_already_is_left_as_it_is(tmp_path: Path) -> None:
    (planned_one,) = planned(tmp_path, "一.xlsx")
    planned_one.path.write_bytes(planned_one.content)
    os.utime(planned_one.path, (0, 0))
    assert deliver([planned_one], replace=True) == Delivered((planned_one.path,))
    assert planned_one.path.stat().st_mtime == 0
    assert set(contents(tmp_path)) == {"一.xlsx"}


def test_a_link_stays_a_link_and_its_file_is_written(tmp_path: Path) -> None:
    former(tmp_path / "别处", "真的.xlsx")
    link = tmp_path / "一.xlsx"
    link.symlink_to(tmp_path / "别处" / "真的.xlsx")
    assert deliver(planned(tmp_path, "一.xlsx"), replace=True).paths == (link,)
    assert link.is_symlink()
    assert (tmp_path / "别处" / "真的.xlsx").read_bytes() == "新一.xlsx".encode()
    assert (tmp_path / "别处" / "备份" / "真的（备份001）.xlsx").read_bytes() == "旧真的.xlsx".encode()


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such modes")
def test_a_replaced_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    former(tmp_path, "一.xlsx")
    (tmp_path / "一.xlsx").chmod(0o640)
    deliver(planned(tmp_path, "一.xlsx"), replace=True)
    assert (tmp_path / "一.xlsx").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("replace", [False, True])
def test_a_folder_in_the_place_of_a_file_stops_everything_and_keeps_the_folder(
    tmp_path: Path, replace: bool
) -> None:
    former(tmp_path, "一.xlsx")
    former(tmp_path / "二.xlsx", "里面.txt")
    before = contents(tmp_path)
    names = ("二.xlsx", "三.xlsx") if not replace else NAMES
    with pytest.raises(CannotContinueError, match="是文件夹") as caught:
        deliver(planned(tmp_path, *names), replace)
    assert not isinstance(caught.value, OutputExistsError)
    assert contents(tmp_path) == before


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    before = former(tmp_path, "通报")
    with pytest.raises(CannotContinueError, match="“通报”") as caught:
        deliver(planned(tmp_path / "通报"))
    assert_chinese(str(caught.value))
    with pytest.raises(CannotContinueError) as caught:
        deliver(planned(tmp_path / "通报" / "9月"))
    assert_chinese(str(caught.value))
    assert contents(tmp_path) == before


def test_two_files_for_one_place_are_refused_whatever_the_case_of_their_names(tmp_path: Path) -> None:
    for names in (("一.xlsx", "一.xlsx"), ("A局.xlsx", "a局.XLSX")):
        with pytest.raises(CannotContinueError, match="两个文件"):
            deliver(planned(tmp_path, *names), replace=True)
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("length", [200, 252])
def test_a_long_name_that_the_system_allows_is_written(tmp_path: Path, length: int) -> None:
    name = f"{'长' * ((length - 5) // 3)}.xlsx"
    deliver(planned(tmp_path, name))
    (tmp_path / name).write_bytes("改过".encode())
    deliver(planned(tmp_path, name), replace=True)
    (kept,) = (tmp_path / "备份").iterdir()
    assert set(contents(tmp_path)) == {name, "备份", f"备份/{kept.name}"}
    assert kept.read_bytes() == "改过".encode()


def test_a_name_that_is_too_long_is_told_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(CannotContinueError, match="名称太长") as caught:
        deliver(planned(tmp_path, f"{'长' * 300}.xlsx"))
    assert_chinese(str(caught.value))
    assert contents(tmp_path) == {}


ERRORS = [
    OSError(errno.ENOSPC, "No space left on device"),
    PermissionError(errno.EACCES, "Permission denied"),
    OSError(errno.EIO, "Input/output error"),
    OSError("something odd"),
]


@pytest.mark.parametrize("error", ERRORS, ids=["full", "open", "broken", "odd"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_disk_that_fails_while_writing_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, error: OSError
) -> None:
    before = former(tmp_path, "一.xlsx", "三.xlsx")
    calls = failing(monkeypatch, os, "fsync", at, error)
    with pytest.raises(CannotContinueError) as caught:
        deliver(planned(tmp_path), replace=True)
    assert len(calls) == at
    assert contents(tmp_path) == before
    assert NAMES[at - 1] in str(caught.value)
    assert_chinese(str(caught.value))


# Two of the three files are there, so two moves replace; the third file's own move is a link, or else a renaming.
@pytest.mark.parametrize("at", [1, 2])
def test_a_move_that_fails_puts_every_former_file_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    before = former(tmp_path, "一.xlsx", "三.xlsx")
    calls = failing(monkeypatch, os, "replace", at, OSError(errno.EIO, "Input/output error"))
    with pytest.raises(CannotContinueError) as caught:
        deliver(planned(tmp_path), replace=True)
    assert len(calls) > at  # what was moved was moved back
    assert contents(tmp_path) == before
    assert "原文件没有改动" in str(caught.value)
    assert_chinese(str(caught.value))


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_move_that_fails_leaves_none_of_the_new_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    without_links(monkeypatch)
    failing(monkeypatch, os, "rename", at, OSError(errno.EIO, "Input/output error"))
    with pytest.raises(CannotContinueError):
        deliver(planned(tmp_path))
    assert contents(tmp_path) == {}


def test_a_file_that_comes_at_the_last_moment_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = os.fsync

    def somebody_else_writes(descriptor: int) -> None:
        (tmp_path / "一.xlsx").write_bytes("别人的".encode())
        original(descriptor)

    for links in (True, False):
        with monkeypatch.context() as patch:
            if not links:
                without_links(patch)
            patch.setattr(os, "fsync", somebody_else_writes)
            with pytest.raises(CannotContinueError, match="占用"):
                deliver(planned(tmp_path, "一.xlsx"))
        assert contents(tmp_path) == {"一.xlsx": "别人的".encode()}
        (tmp_path / "一.xlsx").unlink()


# Flushed are three staged files, the new folder for backups, two backups in it, that folder, and at the end the places'.
@pytest.mark.parametrize(("name", "calls"), [("fsync", 8), ("replace", 2), ("link", 5)])
def test_a_person_who_breaks_off_finds_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, calls: int
) -> None:
    before = former(tmp_path, "一.xlsx", "三.xlsx")
    made = 0
    for at in range(1, 20):
        with monkeypatch.context() as patch:
            counted = failing(patch, os, name, at, KeyboardInterrupt())
            try:
                deliver(planned(tmp_path), replace=True)
            except KeyboardInterrupt:
                made += 1
            else:
                assert len(counted) == made  # every call has had its turn
                break
        assert contents(tmp_path) == before
    assert made == calls


def test_a_former_file_that_cannot_be_cleared_away_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former(tmp_path, "一.xlsx")
    for at in (1, 2):
        with monkeypatch.context() as patch:
            failing(patch, os, "unlink", at, PermissionError(errno.EACCES, "Permission denied"))
            assert deliver(planned(tmp_path, "一.xlsx"), replace=True).paths == (tmp_path / "一.xlsx",)
        assert (tmp_path / "一.xlsx").read_bytes() == "新一.xlsx".encode()
        former(tmp_path, "一.xlsx")


def test_without_room_for_a_backup_nothing_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = former(tmp_path, "一.xlsx")
    failing(monkeypatch, os, "write", 2, OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(CannotContinueError, match=r"^不能写入“备份”：磁盘空间不足") as caught:
        deliver(planned(tmp_path, "一.xlsx"), replace=True)
    assert_chinese(str(caught.value))
    assert contents(tmp_path) == before


def test_a_file_in_the_place_of_the_backups_is_told_and_nothing_is_replaced(tmp_path: Path) -> None:
    before = former(tmp_path, "一.xlsx", "备份")
    with pytest.raises(CannotContinueError, match="“备份”：同名的文件") as caught:
        deliver(planned(tmp_path, "一.xlsx"), replace=True)
    assert_chinese(str(caught.value))
    assert contents(tmp_path) == before


def test_what_cannot_be_put_back_is_told_and_its_backup_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former(tmp_path, "一.xlsx", "三.xlsx")
    original = os.replace
    calls: list[object] = []

    def breaks_after_the_first(source: object, target: Any) -> None:
        calls.append(target)
        if len(calls) > 1:
            raise OSError(errno.EIO, "Input/output error")
        original(source, target)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", breaks_after_the_first)
    with pytest.raises(
        CannotContinueError, match=r"一\.xlsx已是新的内容，没有能够恢复.*“备份”文件夹"
    ) as caught:
        deliver(planned(tmp_path), replace=True)
    assert_chinese(str(caught.value))
    assert "原文件没有改动" not in str(caught.value)
    assert (tmp_path / "一.xlsx").read_bytes() == "新一.xlsx".encode()
    assert (tmp_path / "备份" / "一（备份001）.xlsx").read_bytes() == "旧一.xlsx".encode()
    assert not (tmp_path / "二.xlsx").exists()
    assert (tmp_path / "三.xlsx").read_bytes() == "旧三.xlsx".encode()


def test_a_folder_that_may_not_be_made_is_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "通报"
    failing(monkeypatch, Path, "mkdir", 1, PermissionError(errno.EACCES, "Permission denied", str(folder)))
    with pytest.raises(CannotContinueError, match="“通报”：没有权限") as caught:
        deliver(planned(folder))
    assert_chinese(str(caught.value))
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_whatever_the_system_reports_is_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    failing(monkeypatch, os, "fsync", 1, OSError(code, os.strerror(code)))
    with pytest.raises(CannotContinueError) as caught:
        deliver(planned(tmp_path))
    assert_chinese(str(caught.value))
    assert contents(tmp_path) == {}
