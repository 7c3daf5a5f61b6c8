import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.adapters.faults import dead_process
from xlminshi.adapters import staging


def left_over(folder: Path, process: int, patch: pytest.MonkeyPatch) -> Path:
    """Return a hidden file that a process left."""
    with patch.context() as context:
        context.setattr(os, "getpid", lambda: process)
        return staging.stage(b"left", folder)


def make_old(path: Path) -> None:
    """Let a file look as if it were made an hour ago (a file's own times cannot be put back altogether)."""
    os.utime(path, (time.time() - 3600, time.time() - 3600))


def test_a_staged_file_is_whole_hidden_and_beside_its_place(tmp_path: Path) -> None:
    staged = staging.stage(b"content", tmp_path)
    assert staged.parent == tmp_path
    assert staged.name.startswith(".")
    assert staged.read_bytes() == b"content"


def test_a_disk_that_takes_a_little_at_a_time_gets_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: original(descriptor, bytes(content)[:3]))
    assert staging.stage(b"0123456789", tmp_path).read_bytes() == b"0123456789"


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_is_moved_to_a_free_place_and_never_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    if not has_links:

        def refuse(*names: object) -> None:
            raise OSError(errno.ENOTSUP, "Not supported")

        monkeypatch.setattr(os, "link", refuse)
    place = tmp_path / "一.xlsx"
    staging.put_new(staging.stage(b"first", tmp_path), place)
    second = staging.stage(b"second", tmp_path)
    with pytest.raises(FileExistsError):
        staging.put_new(second, place)
    assert place.read_bytes() == b"first"
    assert set(tmp_path.iterdir()) == {place, second}


def test_what_is_held_survives_that_its_place_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for is_windows in (False, True):
        monkeypatch.setattr(staging, "IS_WINDOWS", is_windows)
        place = tmp_path / "一.xlsx"
        place.write_bytes(b"old")
        held = staging.hold(place)
        staging.put(staging.stage(b"new", tmp_path), place)
        assert (held.read_bytes(), place.read_bytes()) == (b"old", b"new")


def test_a_scanner_that_holds_a_new_file_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, tries = os.replace, []

    def held_twice(source: Path, target: Path) -> None:
        tries.append(source)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "Permission denied")
        original(source, target)

    monkeypatch.setattr(os, "replace", held_twice)
    monkeypatch.setattr(staging, "_WAITS", (0.0, 0.0))
    staging.put(staging.stage(b"new", tmp_path), tmp_path / "一.xlsx")
    assert (tmp_path / "一.xlsx").read_bytes() == b"new"
    tries.clear()
    monkeypatch.setattr(staging, "_WAITS", (0.0,))
    with pytest.raises(PermissionError):
        staging.put(staging.stage(b"newer", tmp_path), tmp_path / "一.xlsx")


def test_on_windows_a_new_file_is_moved_by_a_renaming_and_folders_are_not_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "IS_WINDOWS", True)
    monkeypatch.delattr(os, "link")
    staged = staging.stage(b"new", tmp_path)
    staging.put_new(staged, tmp_path / "一.xlsx")
    assert set(tmp_path.iterdir()) == {tmp_path / "一.xlsx"}
    monkeypatch.delattr(os, "open")
    staging.flush_folder(tmp_path)


def test_a_folder_that_cannot_be_flushed_is_no_failure(tmp_path: Path) -> None:
    staging.flush_folder(tmp_path / "nowhere")


# left-overs


def test_what_a_dead_process_left_is_swept_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left_over(tmp_path, dead_process(), monkeypatch)
    left_over(tmp_path, 2**70, monkeypatch)  # no system gives such numbers
    staging.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_living_process_works_on_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = staging.stage(b"mine", tmp_path)
    make_old(mine)

    def belongs_to_somebody_else(process: int, signal: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    staging.sweep(tmp_path)
    assert mine.exists()
    monkeypatch.setattr(os, "kill", belongs_to_somebody_else)
    staging.sweep(tmp_path)
    assert mine.exists()


def asked_by_windows(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(staging, "IS_WINDOWS", True)
    patch.delattr(os, "kill")  # to ask like this would end the process there


def asked_by_another_machine(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(staging.platform, "node", lambda: "another")


@pytest.mark.parametrize("asked", [asked_by_windows, asked_by_another_machine])
def test_where_nobody_knows_whether_the_process_lives_only_old_files_are_swept_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Callable[[pytest.MonkeyPatch], None]
) -> None:
    left = left_over(tmp_path, dead_process(), monkeypatch)
    asked(monkeypatch)
    staging.sweep(tmp_path)
    assert left.exists()
    now = time.time()
    monkeypatch.setattr(staging.time, "time", lambda: now + 3600)
    staging.sweep(tmp_path)
    assert not left.exists()


def test_a_link_that_is_held_is_as_young_as_the_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "一.xlsx"
    place.write_bytes(b"old")
    make_old(place)
    held = staging.hold(place)
    asked_by_another_machine(monkeypatch)
    staging.sweep(tmp_path)
    assert held.exists()


def test_a_persons_files_are_never_swept_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, another = (left_over(tmp_path, dead_process(), monkeypatch).name for _ in range(2))
    for one in (name, another):
        (tmp_path / one).unlink()
    names = (
        "一.xlsx",
        "~$一.xlsx",
        ".hidden",
        ".一.xlsx.1a2b3c4d.tmp",
        f"{name}.xlsx",
        name.removeprefix("."),
        f"x{name}",
        name.replace("-", "_"),
    )
    for one in names:
        (tmp_path / one).write_bytes(b"mine")
    (tmp_path / name).mkdir()
    (tmp_path / another).symlink_to(tmp_path / "一.xlsx")
    before = set(tmp_path.iterdir())
    now = time.time()
    monkeypatch.setattr(staging.time, "time", lambda: now + 36000)
    staging.sweep(tmp_path)
    staging.sweep(tmp_path / "nowhere")
    assert set(tmp_path.iterdir()) == before


def test_a_left_over_that_cannot_be_removed_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = left_over(tmp_path, dead_process(), monkeypatch)

    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "unlink", refuse)
    staging.sweep(tmp_path)
    assert left.exists()
