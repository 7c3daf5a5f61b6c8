"""A workbook of plain sheets only, such as every unit's form. XlsxWriter writes its styles, once for all forms of one make."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from xlminshi.adapters.closed.pens import Pens, look_options, pen_key
from xlminshi.adapters.closed.plain.contents import book_part, properties_part
from xlminshi.adapters.closed.plain.sheets import plain_part
from xlminshi.adapters.closed.plain.words import SHARED_PART, NotPlainError, Texts, shared_texts
from xlminshi.adapters.closed.worksheets import new_workbook
from xlminshi.adapters.packing import pack, unpack
from xlminshi.form.sheets import BookPlan, Style

PenKey = tuple[Style, str, bool]
_STYLES_PART, _SHEET_PART = "xl/styles.xml", "xl/worksheets/sheet{}.xml"
_SAME_IN_ALL = (
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/theme/theme1.xml",
)
_NUMBERED = re.compile(rb'<c r="A[0-9]+" s="([0-9]+)"/>')
_MARKED = re.compile(rb'dxfId="([0-9]+)"')


@dataclass(slots=True)
class _Looks:
    """Styles and conditional looks of a workbook, numbered as XlsxWriter numbers them: in the order of their first use."""

    pens: dict[PenKey, int] = field(default_factory=dict)
    marks: dict[tuple[str, str], int] = field(default_factory=dict)

    def of_cell(self, style: Style, is_quoted: bool) -> int:
        # The first is the look of cells that have none.
        return self.pens.setdefault(pen_key(style, is_quoted), len(self.pens) + 1)

    def of_mark(self, fill: str, ink: str) -> int:
        return self.marks.setdefault((fill, ink), len(self.marks))


def plain_book(plan: BookPlan) -> bytes:
    """Return the .xlsx file of a plan whose sheets are all plain; raises NotPlainError for what only XlsxWriter can write."""
    looks, texts = _Looks(), Texts()
    contents = {"xl/workbook.xml": book_part(plan), "docProps/app.xml": properties_part(plan)}
    opened = plan.first or plan.sheets[0].name
    for number, one in enumerate(plan.sheets, start=1):
        pieces = plain_part(one, texts, looks.of_cell, looks.of_mark, one.name == opened)
        contents[_SHEET_PART.format(number)] = b"".join(pieces)
    if texts.uses:
        contents[SHARED_PART] = shared_texts(texts.numbers, texts.uses, len(texts.numbers))
    contents[_STYLES_PART] = _styles(tuple(looks.pens), tuple(looks.marks))
    return pack({**contents, **_same_in_all(len(plan.sheets), bool(texts.uses))})


@lru_cache(maxsize=64)
def _styles(pens: tuple[PenKey, ...], marks: tuple[tuple[str, str], ...]) -> bytes:
    """Return the part with the styles, written by XlsxWriter for a sheet that has a cell of each and a mark of each."""
    target = io.BytesIO()
    workbook = new_workbook(target)
    worksheet, made = workbook.add_worksheet(), Pens(workbook)
    for row, (style, _, is_quoted) in enumerate(pens):
        worksheet.write_blank(row, 0, None, made.of(style, is_quoted))
    for fill, ink in marks:
        look = {"type": "formula", "criteria": "=A1", "format": workbook.add_format(look_options(fill, ink))}
        worksheet.conditional_format(0, 0, 0, 0, look)
    workbook.close()
    parts = unpack(target.getvalue())
    sheet = parts[_SHEET_PART.format(1)]
    numbers, looks = (list(map(int, one.findall(sheet))) for one in (_NUMBERED, _MARKED))
    # Two styles that XlsxWriter writes alike have one number there, and two here.
    if numbers != [*range(1, len(pens) + 1)] or looks != [*range(len(marks))]:
        raise NotPlainError("styles that are equal under different names")
    return parts[_STYLES_PART]


@lru_cache(maxsize=16)
def _same_in_all(sheets: int, has_texts: bool) -> Mapping[str, bytes]:
    """Return the parts that depend only on how many sheets there are, and on whether a cell holds a text."""
    target = io.BytesIO()
    workbook = new_workbook(target)
    for _ in range(sheets):
        workbook.add_worksheet()
    if has_texts:
        workbook.worksheets()[0].write_string(0, 0, "文")
    workbook.close()
    parts = unpack(target.getvalue())
    return {name: parts[name] for name in _SAME_IN_ALL}
