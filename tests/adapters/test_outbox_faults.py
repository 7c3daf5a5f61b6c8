"""Every system call that a delivery makes fails in turn, and the process dies at each: no file is ever lost or torn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.faults import Disk, Fault, Killed, dead_process, using
from xlminshi.adapters import backups
from xlminshi.adapters.outbox import OutFile, bring_back, deliver
from xlminshi.core.errors import CannotContinueError

OLD = {"一.xlsx": b"old one", "三.docx": b"old three" * 9, "同.xlsx": b"the same"}
NEW = {"一.xlsx": b"new one" * 7, "二.xlsx": b"new two", "三.docx": b"new three", "同.xlsx": b"the same"}
OPEN = "三.docx"
EARLIER = [b"old one", *(f"earlier {number}".encode() for number in range(2, 6))]
FAULTS = [fault for fault in Fault if fault is not Fault.NONE]


@pytest.fixture(autouse=True)
def few_backups(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many backups as there are already: one more pushes the oldest out, and every call of the writer is tried."""
    monkeypatch.setattr(backups, "KEPT", len(EARLIER))


def set_up(folder: Path, is_open: bool) -> None:
    """Three files are there, one with ten backups already, of which the oldest holds what the file holds now."""
    (folder / "备份").mkdir(parents=True)
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    for number, content in enumerate(EARLIER, 1):
        (folder / "备份" / f"一（备份{number:03d}）.xlsx").write_bytes(content)
    if is_open:
        (folder / f"~${OPEN}").write_bytes(b"owner")


def delivery(folder: Path) -> list[OutFile]:
    return [OutFile(folder / name, content) for name, content in NEW.items()]


def places(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith((".", "~")) and "（新）" not in path.name
    }


def copies(folder: Path) -> dict[str, bytes]:
    """Return the copies beside files that could not be replaced, by the names of those files."""
    return {path.name.replace("（新）", ""): path.read_bytes() for path in folder.glob("*（新）*")}


def kept(folder: Path) -> set[bytes]:
    return {path.read_bytes() for path in (folder / "备份").iterdir() if not path.name.startswith(".")}


def hidden(folder: Path) -> list[Path]:
    return list(folder.rglob(".*"))


def expected(is_open: bool) -> dict[str, bytes]:
    if not is_open:
        return NEW
    return NEW | {OPEN: OLD[OPEN]}


def runs(folder: Path, fault: Fault, has_links: bool, is_open: bool) -> Iterator[tuple[Path, Disk, object]]:
    """Go through the calls of one delivery; yield what each fault left, and what was told."""
    process = dead_process()
    for at in range(1, 1000):
        place = folder / str(at)
        set_up(place, is_open)
        disk, told = Disk(fault, at), None
        with using(disk, has_links, process):
            try:
                told = deliver(delivery(place), replace=True)
            except (CannotContinueError, Killed) as error:
                told = error
        if not disk.has_struck:
            assert at > 25  # else the fault was not where it should be
            return
        yield place, disk, told
    raise AssertionError


def assert_whole(folder: Path, is_open: bool) -> None:
    found, new = places(folder), expected(is_open)
    assert set(OLD) <= set(found) <= set(new)
    for name, content in found.items():
        assert content in (OLD.get(name, new[name]), new[name]), name
    assert all(NEW[name] == content and found[name] == OLD[name] for name, content in copies(folder).items())
    assert kept(folder) <= {*OLD.values(), *EARLIER}
    assert kept(folder) >= set(EARLIER) or found["一.xlsx"] == NEW["一.xlsx"]


def assert_recovers(folder: Path, is_open: bool) -> None:
    """The next run does the whole work, leaves nothing behind, and can be taken back."""
    with using(Disk()):
        deliver(delivery(folder), replace=True)
        assert places(folder) == expected(is_open)
        assert not is_open or copies(folder)[OPEN] == NEW[OPEN]
        assert hidden(folder) == []
        assert (folder / "一.xlsx").read_bytes() == NEW["一.xlsx"]
        bring_back(folder / "一.xlsx")
        assert (folder / "一.xlsx").read_bytes() == OLD["一.xlsx"]
        assert len(backups.backups_of(folder / "一.xlsx")) == backups.KEPT


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "one open"])
@pytest.mark.parametrize("has_links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_whatever_fails_at_any_moment_every_file_is_the_old_or_the_new_one(
    tmp_path: Path, fault: Fault, has_links: bool, is_open: bool
) -> None:
    for folder, _, _ in runs(tmp_path, fault, has_links, is_open):
        assert_whole(folder, is_open)
        assert_recovers(folder, is_open)


@pytest.mark.parametrize("has_links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("fault", [Fault.FAILS_ONCE, Fault.REFUSED_ONCE, Fault.DISK_STAYS_FULL])
def test_what_is_told_after_a_failure_is_true(tmp_path: Path, fault: Fault, has_links: bool) -> None:
    failed = 0
    for folder, _, told in runs(tmp_path, fault, has_links, is_open=False):
        if isinstance(told, CannotContinueError):
            failed += 1
            assert places(folder) == OLD
            assert kept(folder) >= set(EARLIER)
            assert "原文件没有改动" in str(told)
        elif getattr(told, "problems", ()):
            beside = {path.name: path.read_bytes() for path in told.paths}  # type: ignore[attr-defined]
            assert sorted(beside.values()) == sorted(NEW.values())
            assert any("（新）" in name for name in beside)
        else:
            assert places(folder) == NEW
    assert failed > 10


def test_where_a_disk_is_gone_for_good_what_could_not_be_put_back_is_told(tmp_path: Path) -> None:
    told_as_lost = 0
    for folder, _, told in runs(tmp_path, Fault.DISK_IS_GONE, has_links=True, is_open=False):
        changed = [name for name, content in OLD.items() if places(folder)[name] != content]
        if isinstance(told, CannotContinueError):
            assert all(name in str(told) for name in changed)
            told_as_lost += bool(changed)
    assert told_as_lost


def test_the_faults_would_show_a_writer_that_is_not_safe(tmp_path: Path) -> None:
    """The control: setting the former file aside first, as this house once did, leaves an empty place."""
    place = tmp_path / "一.xlsx"
    place.write_bytes(b"old")
    with using(Disk(Fault.KILLED, 2)), pytest.raises(Killed):
        place.replace(tmp_path / "aside")
        (tmp_path / "staged").replace(place)
    assert not place.exists()
