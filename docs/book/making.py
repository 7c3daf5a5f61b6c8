"""Pandoc writes the .docx, our looks finish it, LibreOffice makes the .pdf of it."""

import tempfile
from pathlib import Path

import pypandoc

from docs.book.gathering import CHAPTERS, gathered
from docs.book.looks import finished, reference
from tests.office.rendering import to_pdf
from xlminshi.cli.base import version

BOOK, UNITS = "使用手册", "填报单位说明"
_FORMAT = "markdown-yaml_metadata_block-smart+pipe_tables+link_attributes-implicit_figures-auto_identifiers"
# Line breaks in the cells of tables are written as in web pages.
_BREAKS = """function RawInline(one)
  if one.format == "html" and one.text:match("<br") then return pandoc.LineBreak() end
end
"""


def make_all(folder: Path) -> tuple[Path, ...]:
    """Write both papers into a folder, each as .docx and .pdf, and return the four files."""
    folder.mkdir(parents=True, exist_ok=True)
    head = f"% 重点民生实事督查工具 使用手册\n% 版本 {version()}\n\n"
    book = _made(folder / f"{BOOK}.docx", head + gathered(CHAPTERS), has_contents=True)
    units = _made(folder / f"{UNITS}.docx", gathered(("manual/units.md",)), has_contents=False)
    return book, to_pdf(book, folder), units, to_pdf(units, folder)


def _made(path: Path, text: str, *, has_contents: bool) -> Path:
    with tempfile.TemporaryDirectory() as scratch:
        styles, breaks, raw = (Path(scratch) / name for name in ("reference.docx", "breaks.lua", "raw.docx"))
        reference(styles)
        breaks.write_text(_BREAKS, encoding="utf-8")
        words = [f"--reference-doc={styles}", f"--lua-filter={breaks}", "--syntax-highlighting=none"]
        pypandoc.convert_text(
            text, "docx", format=f"{_FORMAT}+pandoc_title_block", outputfile=str(raw), extra_args=words
        )
        path.write_bytes(finished(raw.read_bytes(), has_contents))
    return path
