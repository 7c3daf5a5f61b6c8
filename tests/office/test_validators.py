"""The validators must be able to fail: each one finds an error in a broken file, and none in a good one."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import xlsxwriter

from tests.office import validators
from tests.office.validators import audit_errors, sdk_errors

Validator = Callable[[Path], list[str]]

both_validators = pytest.mark.parametrize("errors_of", [sdk_errors, audit_errors])


@both_validators
def test_a_good_workbook_has_no_errors(errors_of: Validator, tmp_path: Path) -> None:
    assert errors_of(good_workbook(tmp_path)) == []


@both_validators
def test_a_good_document_has_no_errors(errors_of: Validator, tmp_path: Path) -> None:
    assert errors_of(good_document(tmp_path)) == []


@both_validators
@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("<sheetData>", "<bogus/><sheetData>", id="unknown element"),
        pytest.param('<row r="1"', '<row r="first"', id="bad attribute value"),
    ],
)
def test_a_broken_workbook_has_errors(errors_of: Validator, old: str, new: str, tmp_path: Path) -> None:
    broken = damaged(good_workbook(tmp_path), "xl/worksheets/sheet1.xml", old, new)
    assert any("sheet1.xml" in error for error in errors_of(broken))


@both_validators
@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("<w:body>", "<w:body><w:bogus/>", id="unknown element"),
        pytest.param("<w:p>", '<w:p><w:pPr><w:jc w:val="sideways"/></w:pPr>', id="bad attribute value"),
    ],
)
def test_a_broken_document_has_errors(errors_of: Validator, old: str, new: str, tmp_path: Path) -> None:
    broken = damaged(good_document(tmp_path), "word/document.xml", old, new)
    assert any("document.xml" in error for error in errors_of(broken))


@both_validators
def test_a_file_that_is_no_zip_has_errors(errors_of: Validator, tmp_path: Path) -> None:
    path = tmp_path / "文本.xlsx"
    path.write_text("not a workbook", encoding="utf-8")
    assert errors_of(path)


def test_the_sdk_notices_a_worksheet_that_is_cut_off(tmp_path: Path) -> None:
    broken = damaged(good_workbook(tmp_path), "xl/worksheets/sheet1.xml", "</worksheet>", "")
    assert any("sheet1.xml" in error for error in sdk_errors(broken))


def test_a_missing_sdk_validator_is_an_error_not_a_skip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validators, "REPO_ROOT", tmp_path)
    monkeypatch.delenv("XLMINSHI_OOXML_VALIDATOR", raising=False)
    with pytest.raises(RuntimeError, match=r"bash \.ci/office"):
        sdk_errors(good_workbook(tmp_path))


def good_workbook(folder: Path) -> Path:
    path = folder / "民生实事.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("进度")
        sheet.write_row(0, 0, ["项目", "完成率"])
        sheet.write_row(1, 0, ["道路", 0.5], workbook.add_format({"num_format": "0.0%"}))
        sheet.write_formula("B3", "=SUM(B2:B2)", None, 0.5)
        sheet.data_validation("A2", {"validate": "list", "source": ["道路", "供水"]})
        sheet.conditional_format("B2", {"type": "data_bar"})
        sheet.protect("", {"format_cells": True})
        workbook.define_name("完成率", "=进度!$B$2")
    return path


def good_document(folder: Path) -> Path:
    path = folder / "通报.docx"
    document = docx.Document()
    document.add_paragraph("民生实事推进情况")
    document.add_table(rows=2, cols=2)
    document.save(str(path))
    return path


def damaged(path: Path, part: str, old: str, new: str) -> Path:
    """Copies an Office file with one replacement in one of its parts."""
    copy = path.with_stem(path.stem + "-坏")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                text = content.decode("utf-8")
                assert old in text
                content = text.replace(old, new, 1).encode("utf-8")
            target.writestr(name, content)
    return copy
