import os
from pathlib import Path

import pytest

from xlminshi.adapters import backups
from xlminshi.adapters.outbox import OutFile, bring_back, deliver
from xlminshi.core.errors import CannotContinueError


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "4_汇总工作簿.xlsx"


def write(path: Path, *contents: bytes) -> None:
    for content in contents:
        deliver([OutFile(path, content)], replace=True)


def kept(path: Path) -> dict[str, bytes]:
    folder = path.parent / "备份"
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir())} if folder.exists() else {}


def held(path: Path) -> list[bytes]:
    return list(kept(path).values())


def test_what_is_replaced_is_kept_under_a_name_that_tells_what_it_is(book: Path) -> None:
    write(book, b"first")
    assert kept(book) == {}
    write(book, b"second", b"third")
    assert kept(book) == {
        "4_汇总工作簿（备份001）.xlsx": b"first",
        "4_汇总工作簿（备份002）.xlsx": b"second",
    }


def test_a_backup_shows_when_its_content_was_saved(book: Path) -> None:
    write(book, b"first")
    os.utime(book, (1_664_000_000, 1_664_000_000))
    write(book, b"second")
    (backup,) = backups.backups_of(book)
    assert backup.stat().st_mtime == 1_664_000_000


def test_a_backup_is_a_file_of_its_own(book: Path) -> None:
    write(book, b"first", b"second")
    (backup,) = backups.backups_of(book)
    assert backup.stat().st_nlink == 1


def test_what_a_person_changed_since_is_kept_too(book: Path) -> None:
    write(book, b"first")
    book.write_bytes(b"typed by a person")
    write(book, b"second")
    assert held(book) == [b"typed by a person"]


def test_the_newest_thirty_are_kept_and_their_numbers_go_on(book: Path) -> None:
    (book.parent / "备份").mkdir()
    (book.parent / "备份" / "4_汇总工作簿（备份997）.xlsx").write_bytes(b"997")
    write(book, *(f"{number}".encode() for number in range(998, 1033)))
    names = list(kept(book))
    assert len(names) == backups.KEPT == 30
    assert [path.read_bytes() for path in backups.backups_of(book)] == [
        f"{number}".encode() for number in range(1031, 1001, -1)
    ]
    assert {"4_汇总工作簿（备份1002）.xlsx", "4_汇总工作簿（备份1031）.xlsx"} <= set(names)


def test_the_same_content_is_kept_once_and_counts_as_the_newest(book: Path) -> None:
    write(book, b"a", b"b", b"a", b"b", b"c")
    assert kept(book) == {
        "4_汇总工作簿（备份003）.xlsx": b"a",
        "4_汇总工作簿（备份004）.xlsx": b"b",
    }


def test_each_file_has_its_own_backups(tmp_path: Path) -> None:
    names = ("一.xlsx", "一.docx", "一.XLSM", "一（备份001）.xlsx", "十一.xlsx")
    for name in names:
        write(tmp_path / name, f"old {name}".encode(), b"new")
    for name in names:
        (backup,) = backups.backups_of(tmp_path / name)
        assert backup.read_bytes() == f"old {name}".encode()


def test_of_other_kinds_no_backup_is_made(tmp_path: Path) -> None:
    for name in ("表.csv", "说明.txt", "无"):
        write(tmp_path / name, b"old", b"new")
    assert {one.name for one in tmp_path.iterdir()} == {"表.csv", "说明.txt", "无"}


def test_a_persons_files_among_the_backups_are_left_alone(book: Path) -> None:
    write(book, b"0")
    folder = book.parent / "备份"
    folder.mkdir()
    mine = (
        "4_汇总工作簿.xlsx",
        "4_汇总工作簿（备份1）.xlsx",
        "4_汇总工作簿（备份001）.xlsx.bak",
        "别的（备份001）.xlsx",
    )
    for name in mine:
        (folder / name).write_bytes(b"mine")
    (folder / "4_汇总工作簿（备份009）.xlsx").mkdir()
    write(book, *(f"{number}".encode() for number in range(1, 35)))
    assert {(folder / name).read_bytes() for name in mine} == {b"mine"}
    assert len(backups.backups_of(book)) == backups.KEPT
    assert (folder / "4_汇总工作簿（备份009）.xlsx").is_dir()


def test_long_names_that_begin_alike_do_not_mix_their_backups(tmp_path: Path) -> None:
    one, other = (tmp_path / f"{'长' * 80}{end}.xlsx" for end in "甲乙")
    write(one, b"old one", b"new")
    write(other, b"old other", b"new")
    assert [path.read_bytes() for path in backups.backups_of(one)] == [b"old one"]
    assert [path.read_bytes() for path in backups.backups_of(other)] == [b"old other"]


def test_a_backup_can_be_told_from_a_return(book: Path) -> None:
    write(book, b"a", b"b")
    (backup,) = backups.backups_of(book)
    assert backups.is_backup(backup)
    for name in (
        "备份/区残联.xlsx",
        "区残联（备份001）.xlsx",
        "备份/区残联（备份001）.txt",
        "备份2/区残联（备份001）.xlsx",
    ):
        assert not backups.is_backup(book.parent / name)


def test_a_backup_that_cannot_be_read_is_not_taken_for_the_same(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(book, b"a", b"b")
    original = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if backups.is_backup(path):
            raise PermissionError
        return original(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        write(book, b"a", b"c")
    assert held(book) == [b"a", b"b", b"a"]


def test_two_runs_at_the_same_time_take_different_numbers(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(book, b"a", b"b")
    (first,) = backups.backups_of(book)
    monkeypatch.setattr(backups, "_series", lambda path: [])  # as it was before the other run came
    write(book, b"c")
    assert kept(book) == {first.name: b"a", "4_汇总工作簿（备份002）.xlsx": b"b"}


# undo


def test_the_last_writing_can_be_taken_back(book: Path) -> None:
    write(book, b"a", b"b", b"c")
    done = bring_back(book)
    assert book.read_bytes() == b"b"
    assert done.delivered.paths == (book,)
    assert done.source.name == "4_汇总工作簿（备份002）.xlsx"
    assert done.kept is not None
    assert done.kept.read_bytes() == b"c"


def test_taking_back_can_be_taken_back_itself_and_loses_nothing(book: Path) -> None:
    write(book, b"a", b"b", b"c")
    for expected in (b"b", b"c", b"b", b"c", b"b"):
        bring_back(book)
        assert book.read_bytes() == expected
        assert {*held(book), expected} == {b"a", b"b", b"c"}


def test_after_taking_back_a_new_writing_can_be_taken_back_too(book: Path) -> None:
    write(book, b"a", b"b")
    bring_back(book)
    write(book, b"c")
    bring_back(book)
    assert book.read_bytes() == b"a"


def test_with_ten_backups_taking_back_still_works(book: Path) -> None:
    write(book, *(f"{number}".encode() for number in range(20)))
    bring_back(book)
    assert book.read_bytes() == b"18"
    bring_back(book)
    assert book.read_bytes() == b"19"


def test_a_file_that_was_deleted_comes_back(book: Path) -> None:
    write(book, b"a", b"b")
    book.unlink()
    done = bring_back(book)
    assert book.read_bytes() == b"a"
    assert done.kept is None


@pytest.mark.parametrize("name", ["4_汇总工作簿.xlsx", "没有.xlsx", "表.csv", "文件夹"])
def test_where_there_is_nothing_to_take_back_that_is_told(book: Path, name: str) -> None:
    write(book, b"a")
    write(book.parent / "表.csv", b"a", b"b")
    (book.parent / "文件夹").mkdir()
    before = sorted(book.parent.rglob("*"))
    with pytest.raises(CannotContinueError, match=r"没有可以撤销的写入.*请核对文件的位置。"):
        bring_back(book.parent / name)
    assert sorted(book.parent.rglob("*")) == before


def test_an_open_file_is_not_taken_back(book: Path) -> None:
    write(book, b"a", b"b")
    (book.parent / f"~${book.name}").write_bytes(b"owner")
    with pytest.raises(CannotContinueError, match=r"正在 Excel 或 WPS 中打开，没有撤销。请关闭"):
        bring_back(book)
    assert book.read_bytes() == b"b"
    assert held(book) == [b"a"]
