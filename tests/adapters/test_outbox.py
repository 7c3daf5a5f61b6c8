import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xlminshi.adapters.outbox import OutFile, deliver
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


def test_all_files_are_written_whole_and_their_folder_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "通报" / "9月"
    written = deliver(planned(folder))
    assert written == tuple(folder / name for name in NAMES)
    assert contents(folder) == {name: f"新{name}".encode() for name in NAMES}


def test_nothing_to_write_writes_nothing(tmp_path: Path) -> None:
    assert deliver([]) == ()
    assert contents(tmp_path) == {}


def test_files_may_come_from_a_generator(tmp_path: Path) -> None:
    assert deliver(one for one in planned(tmp_path)) == tuple(tmp_path / name for name in NAMES)


def test_a_file_that_is_there_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    before = former(tmp_path, "二.xlsx")
    with pytest.raises(OutputExistsError) as caught:
        deliver(planned(tmp_path))
    assert "二.xlsx已经存在" in str(caught.value)
    assert "--replace" in str(caught.value)
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
    assert contents(tmp_path) == expected


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
    deliver(planned(tmp_path, name), replace=True)
    assert set(contents(tmp_path)) == {name}


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


# Two of the three files are there: five moves in all, two of them set a former file aside.
@pytest.mark.parametrize("at", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("error", ERRORS[:2], ids=["full", "open"])
def test_a_move_that_fails_puts_every_former_file_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, error: OSError
) -> None:
    before = former(tmp_path, "一.xlsx", "三.xlsx")
    failing(monkeypatch, Path, "replace", at, error)
    with pytest.raises(CannotContinueError) as caught:
        deliver(planned(tmp_path), replace=True)
    assert contents(tmp_path) == before
    assert "原文件没有改动" in str(caught.value)
    assert_chinese(str(caught.value))


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_move_that_fails_leaves_none_of_the_new_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    failing(monkeypatch, Path, "replace", at, OSError(errno.EIO, "Input/output error"))
    with pytest.raises(CannotContinueError):
        deliver(planned(tmp_path))
    assert contents(tmp_path) == {}


@pytest.mark.parametrize(("owner", "name", "calls"), [(os, "fsync", 3), (Path, "replace", 5)])
def test_a_person_who_breaks_off_finds_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, calls: int
) -> None:
    before = former(tmp_path, "一.xlsx", "三.xlsx")
    for at in range(1, calls + 1):
        with monkeypatch.context() as patch:
            failing(patch, owner, name, at, KeyboardInterrupt())
            with pytest.raises(KeyboardInterrupt):
                deliver(planned(tmp_path), replace=True)
        assert contents(tmp_path) == before


def test_a_former_file_that_cannot_be_cleared_away_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former(tmp_path, "一.xlsx")
    failing(monkeypatch, Path, "unlink", 1, PermissionError(errno.EACCES, "Permission denied"))
    assert deliver(planned(tmp_path, "一.xlsx"), replace=True) == (tmp_path / "一.xlsx",)
    assert (tmp_path / "一.xlsx").read_bytes() == "新一.xlsx".encode()


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
