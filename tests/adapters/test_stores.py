"""A folder in an object store is a folder like any other; what keeps it from being reached is said in words."""

import datetime as dt
import io
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import fsspec
import fsspec.implementations.memory
import pytest

from tests.workflow.county_books import write_county
from xlminshi import api
from xlminshi.adapters import cluster, roll_ups, stores
from xlminshi.adapters.roll_ups import folders_inside
from xlminshi.adapters.stores import content_of, folder_here
from xlminshi.core.errors import CannotContinueError

NAMES = ("云河县", "东林区", "清源市")
ADDRESS = "memory://桶/各区县"


@pytest.fixture
def store() -> Iterator[Any]:
    """Return an object store in this machine's memory, empty before and after."""
    found = fsspec.filesystem("memory")
    yield found
    for path in list(found.store):
        found.rm(path)


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder = tmp_path / "各区县"
    for seed, name in enumerate(NAMES):
        write_county(folder, seed, name)
    return folder


def uploaded(store: Any, folder: Path) -> None:
    for path in folder.rglob("*.xlsx"):
        store.pipe(f"/桶/各区县/{path.relative_to(folder).as_posix()}", path.read_bytes())


def files_of(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.suffix != ".jsonl"}


def test_a_city_in_a_store_rolls_up_as_one_in_a_folder(store: Any, city: Path, tmp_path: Path) -> None:
    uploaded(store, city)
    one, other = tmp_path / "一" / "甲市.xlsx", tmp_path / "二" / "甲市.xlsx"
    api.rollup(city, one)
    result = api.rollup(ADDRESS, other)
    assert result.value.read == len(NAMES)
    assert files_of(one.parent) == files_of(other.parent)
    lines = other.with_suffix(".读取记录.jsonl").read_text("utf-8")
    assert len(lines.split()) == len(one.with_suffix(".读取记录.jsonl").read_text("utf-8").split())


def test_other_machines_read_from_the_store_themselves(store: Any, city: Path, tmp_path: Path) -> None:
    uploaded(store, city)
    memory = roll_ups.ReadMemory(tmp_path / "a.jsonl")
    with folder_here(ADDRESS) as here, ThreadPoolExecutor(1) as pool:
        assert all(one.startswith("memory://") for one in here.addresses.values())
        assert cluster.read_ahead(here, memory, pool).adopted == len(NAMES)
    assert len(memory.known) == len(NAMES)


def test_the_copy_is_gone_afterwards_and_keeps_times_and_places(store: Any) -> None:
    store.pipe("/桶/各区县/云溪区/表.xlsx", b"1")
    store.store["/桶/各区县/云溪区/表.xlsx"].created = dt.datetime(2023, 10, 8, 9, tzinfo=dt.UTC)
    with folder_here(ADDRESS) as here:
        (path,) = here.addresses
        assert path.relative_to(here.folder).as_posix() == "云溪区/表.xlsx"
        assert (
            dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).isoformat() == "2023-10-08T09:00:00+00:00"
        )
        assert here.address(path) == "memory:///桶/各区县/云溪区/表.xlsx"
        assert content_of(here.address(path)) == b"1"
    assert not here.folder.exists()


def test_no_key_leads_out_of_the_folder_or_hides_another(store: Any) -> None:
    for key in ("../外.xlsx", "a:b.xlsx", "a?b.xlsx", "夹/./c.xlsx"):
        store.store[f"/桶/各区县/{key}"] = fsspec.implementations.memory.MemoryFile(store, key, b"1")
    with folder_here(ADDRESS) as here:
        found = sorted(path.relative_to(here.folder).as_posix() for path in here.addresses)
        assert found == ["a_b.xlsx", "a_b（2）.xlsx", "外.xlsx", "夹/c.xlsx"]
        assert all(path.read_bytes() == b"1" for path in here.addresses)


def test_a_folder_is_a_folder_however_the_store_keeps_it(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a folder some stores keep a directory, some a file without content, with or without a slash."""
    store.pipe("/桶/各区县/云溪区/表.xlsx", b"1")
    top = "/桶/各区县"
    listed = {
        top: {"type": "directory"},
        f"{top}/云溪区": {"type": "file", "size": 0},
        f"{top}/云溪区/表.xlsx": {"type": "file", "size": 1},
        f"{top}/东山县/": {"type": "file", "size": 0},
        f"{top}/西山县": {"type": "directory"},
    }
    monkeypatch.setattr(store, "find", lambda *_, **__: listed)
    with folder_here(ADDRESS) as here:
        assert [path.relative_to(here.folder).as_posix() for path in here.addresses] == ["云溪区/表.xlsx"]
        assert [one.name for one in folders_inside(here.folder) if not one.files] == ["东山县", "西山县"]


def test_a_file_that_is_called_as_a_folder_keeps_its_content(
    store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {"/桶/各区县/云溪区": b"22", "/桶/各区县/云溪区/表.xlsx": b"1"}
    listed = {key: {"type": "file", "size": len(content)} for key, content in contents.items()}
    monkeypatch.setattr(store, "find", lambda *_, **__: listed)
    monkeypatch.setattr(store, "open", lambda key, _: io.BytesIO(contents[key]))
    with folder_here(ADDRESS) as here:
        found = {path.relative_to(here.folder).as_posix(): path.read_bytes() for path in here.addresses}
    assert found == {"云溪区（2）": b"22", "云溪区/表.xlsx": b"1"}


def test_an_address_of_one_file_is_enough(store: Any) -> None:
    store.pipe("/桶/表.xlsx", b"1")
    with folder_here("memory://桶/表.xlsx") as here:
        assert [path.name for path in here.addresses] == ["表.xlsx"]


def test_a_folder_on_this_machine_is_itself(tmp_path: Path) -> None:
    with folder_here(tmp_path) as here:
        assert here.folder == tmp_path
        assert here.address(tmp_path / "a.xlsx") == str(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("nope://桶/夹", "不认识“nope://桶/夹”"),
        ("s3://bucket/folder", r"请安装 xlminshi\[cluster\]"),
        ("memory://没有", "“memory://没有”里没有文件"),
    ],
)
def test_what_keeps_a_store_from_being_reached_is_told(
    address: str, told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(CannotContinueError, match=told):
        api.rollup(address, tmp_path / "甲市.xlsx")
    assert not (tmp_path / "甲市.xlsx").exists()


def test_a_machine_without_fsspec_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(CannotContinueError, match=r"请安装 xlminshi\[cluster\]"), folder_here(ADDRESS):
        pass


class _Broken:
    """A store whose connection breaks."""

    def __init__(self, at: str) -> None:
        self._at = at

    def find(self, top: str, withdirs: bool, detail: bool) -> dict[str, dict[str, object]]:
        if self._at == "find":
            raise ConnectionError("no network")
        return {f"{top}/表.xlsx": {}}

    def open(self, key: str, mode: str) -> object:
        raise PermissionError(key)


@pytest.mark.parametrize(
    ("at", "told"), [("find", "连不上“memory://桶/各区县”"), ("open", "没有取到“.*表.xlsx”")]
)
def test_a_store_that_breaks_off_is_told_with_the_file(
    at: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fsspec, "url_to_fs", lambda address: (_Broken(at), "/桶/各区县"))
    with pytest.raises(CannotContinueError, match=told), folder_here(ADDRESS):
        pass


def test_what_is_too_large_for_any_door_is_not_fetched_whole(
    store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "_MOST_BYTES", 4)
    store.pipe("/桶/各区县/大.zip", b"123456789")
    with folder_here(ADDRESS) as here:
        (path,) = here.addresses
        assert path.read_bytes() == b"1234"
        assert content_of(here.address(path)) == b"1234"
