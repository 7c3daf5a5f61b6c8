"""Packages are put together here; zipfile's own bytes are the measure for them."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlminshi.adapters import packing
from xlminshi.adapters.packing import deflated, pack, pack_by_library, unpack

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


def test_a_part_may_be_deflated_before_the_others_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {"a.xml": b"12" * 99, "xl/worksheets/sheet1.xml": b"34" * 99}
    ready = {"a.xml": parts["a.xml"], "xl/worksheets/sheet1.xml": deflated(parts["xl/worksheets/sheet1.xml"])}
    assert pack(ready) == pack(parts)
    monkeypatch.setattr(packing, "_LARGEST", 5)
    assert pack(ready) == pack(parts)


def test_a_large_package_is_left_to_zipfile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_LARGEST", 5)
    monkeypatch.setattr(packing, "deflated", lambda content: pytest.fail("packed here"))
    assert unpack(pack({"a.xml": b"123456"})) == {"a.xml": b"123456"}


def test_a_package_may_be_stored_as_it_is() -> None:
    (entry,) = zipfile.ZipFile(io.BytesIO(pack({"a.xml": b"12" * 99}, zipfile.ZIP_STORED))).infolist()
    assert (entry.compress_type, entry.compress_size) == (zipfile.ZIP_STORED, 198)
