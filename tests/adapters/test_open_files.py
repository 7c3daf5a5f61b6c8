import errno
from pathlib import Path
from typing import Any

import pytest

from xlminshi.adapters import staging
from xlminshi.adapters.open_files import is_open
from xlminshi.adapters.outbox import OutFile, deliver
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Code, Level

SHORT, LONG = "一.xlsx", "湛河区重点民生实事汇总表.xlsx"


def put(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).write_bytes(b"x")
    return folder / names[0]


@pytest.mark.parametrize("name", [SHORT, LONG, "通报.docx"])
@pytest.mark.parametrize("owner", ["~${}", ".~lock.{}#", ".~{}"])
def test_an_owner_file_beside_it_says_that_a_file_is_open(tmp_path: Path, name: str, owner: str) -> None:
    path = put(tmp_path, name)
    assert not is_open(path)
    put(tmp_path, owner.format(name))
    assert is_open(path)


@pytest.mark.parametrize("mark", ["~$", ".~"])
@pytest.mark.parametrize("cut", [1, 2])
def test_an_owner_file_may_lack_the_first_characters_of_a_long_name(
    tmp_path: Path, mark: str, cut: int
) -> None:
    path = put(tmp_path, LONG)
    put(tmp_path, f"{mark}{LONG[cut:]}")
    assert is_open(path)


def test_the_owner_file_of_another_file_says_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "9月重点民生实事汇总表.xlsx", "重点民生实事汇总表.xlsx", "~$重点民生实事汇总表.xlsx")
    assert not is_open(path)
    assert is_open(tmp_path / "重点民生实事汇总表.xlsx")
    assert not is_open(put(tmp_path, "甲乙局.xlsx", "~$局.xlsx"))  # a short name is not cut


def test_on_windows_the_system_is_asked_and_an_owner_file_left_by_a_crash_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, SHORT, f"~${SHORT}")
    monkeypatch.setattr(staging, "IS_WINDOWS", True)
    assert not is_open(path)

    def refuse(path: Path, mode: str) -> Any:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert is_open(path)


# what becomes of the new content


def test_the_new_content_of_an_open_file_stands_beside_it_and_that_is_told(tmp_path: Path) -> None:
    path = put(tmp_path, "汇总.xlsx", ".~lock.汇总.xlsx#")
    delivered = deliver([OutFile(path, b"new")], replace=True)
    copy = tmp_path / "汇总（新）.xlsx"
    assert delivered.paths == (copy,)
    assert (path.read_bytes(), copy.read_bytes()) == (b"x", b"new")
    assert not (tmp_path / "备份").exists()
    (told,) = delivered.problems
    assert (told.code, told.level) == (Code.TARGET_OPEN, Level.REMINDER)
    assert str(told) == (
        "汇总.xlsx：这个文件正在 Excel 或 WPS 中打开，没有替换，新的内容写在旁边的“汇总（新）.xlsx”中。"
        "请关闭原文件，改用“汇总（新）.xlsx”。"
    )


def test_copies_never_take_anothers_place_and_the_same_content_is_not_copied_again(tmp_path: Path) -> None:
    path = put(tmp_path, "汇总.xlsx", "~$汇总.xlsx", "汇总（新）.xlsx")
    (tmp_path / "汇总（新3）.xlsx").mkdir()
    for content, name in ((b"a", "新2"), (b"b", "新4"), (b"a", "新2"), (b"b", "新4")):
        (copy,) = deliver([OutFile(path, content)], replace=True).paths
        assert copy.name == f"汇总（{name}）.xlsx"
        assert copy.read_bytes() == content
    assert (tmp_path / "汇总（新）.xlsx").read_bytes() == b"x"
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


def test_an_open_file_that_holds_the_content_already_is_no_matter(tmp_path: Path) -> None:
    path = put(tmp_path, "汇总.xlsx", "~$汇总.xlsx")
    assert deliver([OutFile(path, b"x")], replace=True).problems == ()


def test_a_file_that_the_system_refuses_to_replace_counts_as_open_and_the_others_are_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = put(tmp_path, "一.xlsx"), put(tmp_path, "二.xlsx")
    original = staging.os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target) == first:
            raise PermissionError(errno.EACCES, "Permission denied")
        original(source, target)

    monkeypatch.setattr(staging.os, "replace", refuse)
    delivered = deliver([OutFile(first, b"new"), OutFile(second, b"new")], replace=True)
    assert delivered.paths == (tmp_path / "一（新）.xlsx", second)
    assert [one.place.file for one in delivered.problems] == ["一.xlsx"]
    assert (first.read_bytes(), second.read_bytes()) == (b"x", b"new")
    assert {one.name for one in (tmp_path / "备份").iterdir()} == {"二（备份001）.xlsx"}


def test_if_the_copy_cannot_be_made_either_everything_is_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "汇总.xlsx", "~$汇总.xlsx")
    before = set(tmp_path.iterdir())
    for name in ("link", "rename"):

        def refuse(*names: object) -> None:
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(staging.os, name, refuse)
    with pytest.raises(CannotContinueError, match="“汇总.xlsx”：磁盘读写出错"):  # noqa: RUF043
        deliver([OutFile(path, b"new")], replace=True)
    assert set(tmp_path.iterdir()) == before
