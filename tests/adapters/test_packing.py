"""Packages are put together here; zipfile's own bytes are the measure for them."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlminshi.adapters import packing
from xlminshi.adapters.packing import deflated, pack, pack_by_library, unpack, unpack_by_library

names = st.one_of(
    st.sampled_from(
        ("[Content_Types].xml", "_rels/.rels", "xl/worksheets/sheet1.xml", "文.xml", "xl/styles.xml")
    ),
    st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd")), min_size=1, max_size=12),
)


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(names, st.one_of(st.binary(max_size=200), st.integers(0, 40_000).map(bytes)), max_size=6)
)
def test_a_package_has_the_bytes_of_zipfile(parts: dict[str, bytes]) -> None:
    content = pack(parts)
    assert content == pack_by_library(parts, zipfile.ZIP_DEFLATED)
    assert unpack(content) == parts
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None


def test_a_package_of_ours_is_read_without_zipfile(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {"[Content_Types].xml": b"", "xl/worksheets/sheet1.xml": bytes(40_000), "文.xml": b"12" * 99}
    content = pack(parts)
    monkeypatch.setattr(packing, "unpack_by_library", lambda content: pytest.fail("read by zipfile"))
    assert unpack(content) == parts


@settings(deadline=None, max_examples=200)
@given(
    st.dictionaries(names, st.binary(max_size=60), min_size=1, max_size=3),
    st.integers(0, 10_000),
    st.binary(max_size=3),
    st.integers(0, 3),
)
def test_a_package_that_was_touched_is_read_as_zipfile_reads_it(
    parts: dict[str, bytes], place: int, put_in: bytes, left_out: int
) -> None:
    content = pack(parts)
    place %= len(content) + 1
    touched = content[:place] + put_in + content[place + left_out :]
    assert read_by(unpack, touched) == read_by(unpack_by_library, touched)


def read_by(
    reader: Callable[[bytes], dict[str, bytes]], content: bytes
) -> dict[str, bytes] | type[Exception]:
    try:
        return reader(content)
    except Exception as error:
        return type(error)


@pytest.mark.parametrize("name", ["甲/", "a\\b.xml", "a\0b.xml", "a.xml"])
def test_names_that_zipfile_reads_otherwise_are_left_to_it(name: str) -> None:
    content = pack({"b": b"1", name: b"2"})
    assert unpack(content) == unpack_by_library(content)


def test_a_part_that_stands_twice_makes_it_a_package_of_others() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = twice("a.xml", b"1", b"2")
    assert unpack(content) == {"a.xml": b"2"}


def test_what_hides_behind_a_part_makes_it_a_package_of_others() -> None:
    part = deflated((b"1" * 33, b"", b"1" * 66))
    assert packing._own_parts(packing._joined([("a.xml", part)])) == {"a.xml": b"1" * 99}
    hidden = part._replace(packed=part.packed + b"hidden")
    wrong = part._replace(checksum=part.checksum ^ 1)
    for one in (hidden, wrong, part._replace(size=98), part._replace(size=100)):
        assert packing._own_parts(packing._joined([("a.xml", one)])) is None


def test_a_part_may_be_deflated_beforehand() -> None:
    parts = {"a.xml": b"1" * 99, "b.xml": bytes(40_000)}
    early = {name: deflated((part,)) for name, part in parts.items()}
    assert pack(early) == pack(parts)
    assert pack(early, zipfile.ZIP_STORED) == pack(parts, zipfile.ZIP_STORED)


def twice(name: str, *contents: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for content in contents:
            entry = zipfile.ZipInfo(name, packing.ZIP_EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, content)
    return buffer.getvalue()


def test_a_large_package_is_left_to_zipfile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_LARGEST", 5)
    monkeypatch.setattr(packing, "deflated", lambda content: pytest.fail("packed here"))
    assert unpack(pack({"a.xml": b"123456"})) == {"a.xml": b"123456"}


def test_a_package_may_be_stored_as_it_is() -> None:
    (entry,) = zipfile.ZipFile(io.BytesIO(pack({"a.xml": b"12" * 99}, zipfile.ZIP_STORED))).infolist()
    assert (entry.compress_type, entry.compress_size) == (zipfile.ZIP_STORED, 198)
