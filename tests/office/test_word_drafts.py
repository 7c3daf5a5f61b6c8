"""Bookmarks and content controls in Word files: valid, unseen on paper, and alive after another office program."""

import re
import subprocess
import tempfile
from pathlib import Path

import docx
import openpyxl

from tests.office.rendering import to_pdf
from tests.office.validators import audit_errors, sdk_errors
from tests.wordtext import texts_of
from tests.workflow.test_drafting import correct
from xlminshi import api
from xlminshi.adapters.packing import pack, unpack
from xlminshi.adapters.word.drafts import read_draft

PART = "word/document.xml"


def bulletin(folder: Path) -> Path:
    return next((folder / "5_通报").glob("*.docx"))


def printed(path: Path, folder: Path) -> tuple[str, int, float]:
    """Return the printed words, how many pages they take, and how much of the paper stays white.

    Stops are left out: LibreOffice loses one that hangs behind a full line, in plain text too.
    """
    folder.mkdir()
    pdf = to_pdf(path, folder)
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    pixels = subprocess.run(
        ["pdftoppm", "-gray", "-r", "40", str(pdf)], capture_output=True, check=True
    ).stdout
    return re.sub(r"—\d+—|\s|[、，。；]", "", text), text.count("\f"), pixels.count(b"\xff") / len(pixels)


def test_controls_and_bookmarks_print_as_nothing(demo_folder: Path, tmp_path: Path) -> None:
    parts = unpack(bulletin(demo_folder).read_bytes())
    plain = re.sub(rb"<w:sdt>|</w:sdt>|<w:sdtPr>.*?</w:sdtPr>|</?w:sdtContent>", b"", parts[PART])
    plain = re.sub(rb"<w:bookmark(?:Start|End) [^>]*/>", b"", plain)
    assert plain != parts[PART]
    bare = tmp_path / "bare.docx"
    bare.write_bytes(pack(parts | {PART: plain}))
    words, pages, white = printed(bulletin(demo_folder), tmp_path / "a")
    # Lines may break elsewhere: LibreOffice adds blanks around plain digits although the style forbids it (autoSpaceDE).
    bare_words, bare_pages, bare_white = printed(bare, tmp_path / "b")
    assert (words, pages) == (bare_words, bare_pages)
    assert abs(white - bare_white) < 0.002


def test_a_bulletin_with_stale_places_and_a_renewed_one_are_valid(demo_folder: Path, tmp_path: Path) -> None:
    api.publish(demo_folder / "4_汇总工作簿.xlsx", tmp_path / "初稿")
    book = next((tmp_path / "初稿").glob("*.xlsx"))
    word = docx.Document(str(bulletin(demo_folder)))
    next(one for one in word.paragraphs if "1103" in one.text).add_run("已核实。")
    word.save(str(tmp_path / "改过.docx"))
    correct(book, "区城市管理局", "停车泊位", 1130)
    correct(book, "区残联", "残疾儿童康复救助", 120)
    made = api.publish(book, tmp_path / "二稿", draft=tmp_path / "改过.docx")
    marked = next(path for path in made.written if path.suffix == ".docx")
    assert any("【现为1130个】" in one for one in texts_of(marked))
    renewed = tmp_path / "更新.docx"
    assert api.refresh(tmp_path / "改过.docx", book, renewed).value.renewed
    api.compare(tmp_path / "改过.docx", marked, tmp_path / "差异.xlsx")
    for path in (marked, renewed, tmp_path / "差异.xlsx"):
        assert [*sdk_errors(path), *audit_errors(path)] == []


def test_keys_live_on_after_another_office_program(demo_folder: Path, tmp_path: Path) -> None:
    source = bulletin(demo_folder)
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", "--headless", f"-env:UserInstallation={Path(profile).as_uri()}"]
        command += ["--convert-to", "docx:Office Open XML Text", "--outdir", str(tmp_path), str(source)]
        subprocess.run(command, capture_output=True, timeout=120, check=True)
    before, after = read_draft(source), read_draft(tmp_path / source.name)
    assert [(one.key, one.text, one.digest) for one in after.paragraphs] == [
        (one.key, one.text, one.digest) for one in before.paragraphs
    ]
    book = next((demo_folder / "5_通报").glob("*.xlsx"))
    result = api.publish(book, tmp_path / "一", draft=tmp_path / source.name)
    sheet = openpyxl.load_workbook(next((tmp_path / "一").glob("*.xlsx")))["通报稿"]
    assert [row[2].value for row in sheet.iter_rows(min_row=4)] == [
        row[2].value for row in openpyxl.load_workbook(book)["通报稿"].iter_rows(min_row=4)
    ]
    assert not any(one.code.name.startswith("DRAFT_") for one in result.problems)
