"""How much of a form is filled in: its entry cells, counted where they stand."""

from collections.abc import Iterator

from xlminshi.core.problems import Place
from xlminshi.core.project import Indicator, Programme
from xlminshi.core.units import normal_name
from xlminshi.form.as_typed import recalled
from xlminshi.form.cells import folded_text, is_missing
from xlminshi.form.fields import Entry, Field, Holder, Origin, Sheet, fields_of
from xlminshi.form.grid import Calculated, CellValue
from xlminshi.form.matching import is_header_row
from xlminshi.form.numbers import read_number
from xlminshi.form.reading import MONEY_MEASURE
from xlminshi.form.tables import Table

_ENTRIES = tuple(field for field in fields_of(Sheet.UNIT) if field.origin is Origin.ENTRY)
_AMOUNTS = frozenset(field.key for field in _ENTRIES if field.entry is Entry.MONEY)
_NUMBERS = _AMOUNTS | {"achieved"}
_SENT_ALONG = frozenset({"person", "phone"})


def filled_cells(table: Table, programme: Programme) -> int:
    """Return how many entry cells of a form hold anything, whatever it is; 无 and — in a cell of a number hold nothing.

    What is repeated in every row of a project counts once, as it is read once; two different texts count twice.
    """
    return len(set(_filled(table, programme)))


def is_as_sent(table: Table) -> bool:
    """Return whether nothing stands in the entry cells of a form but what it goes out with: persons and telephones."""
    return not any(is_reported(table, row) for row in table.rows())


def is_reported(table: Table, row: int) -> bool:
    """Return whether anything stands in the entry cells of a row but what it goes out with: person and telephone."""
    return any(field.key not in _SENT_ALONG for field, _ in _entries(table, row))


def _filled(table: Table, programme: Programme) -> Iterator[tuple[str, ...]]:
    title = ""
    for row in table.rows():
        if is_header_row(table, row):
            continue
        name = table.text(row, "indicator")
        title = table.text(row, "title") or (title if name else "")
        known = _indicator(programme, title, name)
        # Where nobody knows the row, its figure should be a number.
        numbers = _NUMBERS if known is None or known.kind.is_number else _AMOUNTS
        project, indicator = normal_name(title), normal_name(name)
        for field, text in _entries(table, row, known):
            if not (field.key in numbers and _is_missing(text)):
                yield project, indicator if field.holder is Holder.INDICATOR else "", field.key, text


def _entries(table: Table, row: int, indicator: Indicator | None = None) -> Iterator[tuple[Field, str]]:
    """Yield what stands in the entry cells of a row: the formula itself where it was never calculated.

    Words that stand in 原填内容 in place of a figure are an entry; those that gave a number say that it was cleared since.
    """
    texts = table.texts(row)
    as_typed = texts.get("as_typed")
    kept = recalled(as_typed) if as_typed else {}
    for field in _ENTRIES:
        text = texts.get(field.key) or _formula(table.value(row, field.key))
        if not text and (words := kept.get(field.key, "")):
            text = "" if _gave_a_number(field, words, indicator, texts.get("measure", "")) else words
        if text:
            yield field, text


def _formula(value: CellValue) -> str:
    return f"={value.formula}" if isinstance(value, Calculated) and value.value is None else ""


def _is_missing(text: str) -> bool:
    # Most entries are plain numbers, which are never missing; so much is known without folding them.
    return not text.isdecimal() and is_missing(folded_text(text))


def _indicator(programme: Programme, title: str, name: str) -> Indicator | None:
    """Return the indicator of a row, None where nobody knows it; a project's only one needs no name."""
    project = programme.find(title)
    if project is None:
        return None
    is_only = not name and len(project.indicators) == 1
    return project.indicators[0] if is_only else project.indicator(name)


def _gave_a_number(field: Field, words: str, indicator: Indicator | None, measure: str) -> bool:
    """Return whether typed words gave a number, read as the reader reads them: 3公里 is none of 座, 47.4% none of 条."""
    if field.key in _AMOUNTS:
        return read_number(words, MONEY_MEASURE, Place()).quantity is not None
    target = indicator.target.value if indicator and indicator.target else None
    return (
        read_number(words, indicator.measure if indicator else measure, Place(), target).quantity is not None
    )
