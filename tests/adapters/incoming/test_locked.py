from pathlib import Path

import pytest

from tests.adapters.incoming import raw_xls
from tests.adapters.incoming.locks import locked, locked_xls
from tests.adapters.incoming.made import refusal_of, seen_workbook, workbook, zipped
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.adapters.incoming import looking
from xlminshi.core.errors import FileRefusedError
from xlminshi.form.grid import FileTrait

OLD = raw_xls.stream(raw_xls.label(0, 0, "区残联") + b"".join(raw_xls.number(n, 1, n) for n in range(300)))


def test_a_workbook_that_excel_opens_without_asking_is_opened() -> None:
    found = seen_workbook("a.xlsx", locked(workbook(), "VelvetSweatshop"))
    assert found.grids[0].rows == (("区残联",),)
    assert found.traits == {FileTrait.PASSWORD}


def test_a_given_password_opens_a_workbook_and_the_digest_is_that_of_the_file_as_it_came() -> None:
    content = locked(workbook(), "1234")
    found = seen_workbook("a.xlsx", content, ("0000", "1234"))
    assert found.grids[0].rows == (("区残联",),)
    assert found.traits == {FileTrait.PASSWORD}
    assert found.digest != seen_workbook("a.xlsx", workbook()).digest


def test_without_the_password_a_workbook_is_refused_with_both_cures() -> None:
    why = refusal_of("a.xlsx", locked(workbook(), "1234"))
    assert why == "加了打开密码，读不了。请对方去掉密码后重发；知道密码的，请打开文件取消密码，另存后再交。"
    assert "给出的密码都打不开" in refusal_of("a.xlsx", locked(workbook(), "1234"), ("0000",))


def test_an_old_workbook_is_opened_with_its_password() -> None:
    content = locked_xls(OLD, "1234")
    assert "加了打开密码" in refusal_of("a.xls", content)
    found = seen_workbook("a.xls", content, ("1234",))
    assert found.grids[0].rows == seen_workbook("a.xls", raw_xls.ole_file({"Workbook": OLD})).grids[0].rows
    assert found.traits == {FileTrait.PASSWORD, FileTrait.OTHER_FORMAT}
    velvet = seen_workbook("a.xls", locked_xls(OLD, "VelvetSweatshop"))
    assert FileTrait.PASSWORD in velvet.traits


def test_an_encryption_that_nobody_knows_is_refused() -> None:
    broken = raw_xls.ole_file({"EncryptedPackage": b"x" * 99, "EncryptionInfo": b"\4\0\4\0" + b"y" * 99})
    assert "加密的方式不认识" in refusal_of("a.xlsx", broken)


def test_a_locked_file_that_is_no_workbook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = locked(workbook(), "VelvetSweatshop")
    monkeypatch.setattr(looking, "unlocked", lambda *_: zipped({"a.txt": "x"}))
    assert "里面不是工作簿" in refusal_of("a.xlsx", content)


def test_a_locked_open_document_is_refused_by_name() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": b"\xff\xfe\0\x9a"})
    assert "加了打开密码" in refusal_of("a.ods", content)


def test_the_office_s_own_workbook_is_opened_with_a_password_too(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(locked(workbook(), "1234"))
    assert read_workbook(path, passwords=("1234",)).traits == {FileTrait.PASSWORD}
    with pytest.raises(FileRefusedError, match=r"「汇总\.xlsx」加了打开密码"):
        read_workbook(path)
