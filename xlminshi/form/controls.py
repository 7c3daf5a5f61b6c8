"""Control totals (核对数) on the sheets: the cells that are filled in, counted where they stand, and the block that shows all."""

from collections.abc import Iterator
from dataclasses import replace

from xlminshi.core.controls import ControlTotals, Count
from xlminshi.core.problems import Place
from xlminshi.core.project import Programme
from xlminshi.core.units import normal_name
from xlminshi.form import sheets as look
from xlminshi.form.as_typed import recalled
from xlminshi.form.cells import folded_text, is_missing
from xlminshi.form.fields import Entry, Field, Holder, Origin, Sheet, fields_of
from xlminshi.form.grid import Calculated
from xlminshi.form.matching import is_header_row
from xlminshi.form.numbers import read_number
from xlminshi.form.sheets import Canvas, Content
from xlminshi.form.tables import Table

HEADING = "核对数"
HEADERS = ("项目", "应", "实", "差", "结果")
_ENTRIES = tuple(field for field in fields_of(Sheet.UNIT) if field.origin is Origin.ENTRY)


def filled_cells(table: Table, programme: Programme) -> int:
    """Return how many entry cells of a form hold anything, whatever it is; 无 and — in a cell of a number hold nothing.

    What is repeated in every row of a project counts once, as it is read once; two different texts count twice.
    """
    return len(set(_filled(table, programme)))


def _filled(table: Table, programme: Programme) -> Iterator[tuple[str, ...]]:
    title = ""
    for row in table.rows():
        if is_header_row(table, row):
            continue
        name = table.text(row, "indicator")
        title = table.text(row, "title") or (title if name else "")
        is_number = _is_number(programme, title, name)
        as_typed = table.text(row, "as_typed")
        kept = recalled(as_typed) if as_typed else {}
        for field in _ENTRIES:
            text = _seen(table, row, field.key) or _kept_words(kept.get(field.key, ""))
            if text and not (_holds_number(field, is_number) and _is_missing(text)):
                owner = normal_name(name) if field.holder is Holder.INDICATOR else ""
                yield normal_name(title), owner, field.key, text


def _seen(table: Table, row: int, key: str) -> str:
    """Return what stands in a cell; the formula itself where it was never calculated."""
    text = table.text(row, key)
    value = None if text else table.value(row, key)
    return f"={value.formula}" if isinstance(value, Calculated) and value.value is None else text


def _is_missing(text: str) -> bool:
    # Most entries are plain numbers, which are never missing; so much is known without folding them.
    return not text.isdecimal() and is_missing(folded_text(text))


def _is_number(programme: Programme, title: str, name: str) -> bool:
    """Return whether 累计完成 of a row should be a number; where nobody knows the row, it should."""
    project = programme.find(title)
    indicator = project.indicator(name) if project else None
    if indicator is None and project is not None and not name and len(project.indicators) == 1:
        indicator = project.indicators[0]
    return indicator is None or indicator.kind.is_number


def _holds_number(field: Field, is_number: bool) -> bool:
    return field.entry is Entry.MONEY or (field.key == "achieved" and is_number)


def _kept_words(words: str) -> str:
    """Return words that stand in 原填内容 in place of a figure; those that gave a number say that it was cleared since."""
    return "" if not words or read_number(words, "", Place()).quantity is not None else words


def put_totals(canvas: Canvas, row: int, column: int, totals: ControlTotals, remark_columns: int) -> int:
    """Put the block of control totals with its heading at a cell; return the row below it."""
    canvas.put(row, column, HEADING, replace(look.LABEL, align="left", size=12))
    for index, header in enumerate(HEADERS):
        canvas.put(row + 1, column + index, header, look.HEAD)
    canvas.put(row + 1, column + len(HEADERS), "说明", look.HEAD, columns=remark_columns)
    for line, one in enumerate(totals.counts, start=row + 2):
        verdict = verdict_style(one)
        cells: tuple[tuple[Content, look.Style], ...] = (
            (one.name, look.CENTRE),
            (one.expected, look.CENTRE),
            (one.actual, look.CENTRE),
            (one.difference, verdict),
            (one.verdict, verdict),
        )
        for index, (content, style) in enumerate(cells):
            canvas.put(line, column + index, content, style)
        canvas.put(line, column + len(HEADERS), one.remark or None, look.PLAIN, columns=remark_columns)
    return row + 2 + len(totals.counts)


def verdict_style(one: Count) -> look.Style:
    """Return how a control total looks: red and bold only where something is lost."""
    if one.difference == 0:
        return look.CENTRE
    if one.is_explained:
        return replace(look.CENTRE, fill=look.OPEN_FILL)
    return replace(look.CENTRE, ink=look.WARNING_INK, is_bold=True)
