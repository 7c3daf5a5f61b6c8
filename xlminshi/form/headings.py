"""What the cells of a header row name. The forms of one make have their header rows in common, so it is told once for all."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from xlminshi.form.cells import shown
from xlminshi.form.fields import Field, Sheet, field_of_header
from xlminshi.form.grid import Calculated, CellValue


@dataclass(frozen=True, slots=True)
class Heading:
    """A header row: every column that names a field, from the left; the first one of each key; the keys with several."""

    named: tuple[tuple[int, Field], ...]
    first: Mapping[str, int]
    doubled: frozenset[str]


@lru_cache(maxsize=256)
def heading_of(cells: tuple[CellValue, ...], kind: Sheet) -> Heading:
    """Return what the cells of a row name as headers of this kind of sheet; only words can be a header."""
    words = ((column, shown(cell)) for column, cell in enumerate(cells) if isinstance(cell, str | Calculated))
    found = ((column, field_of_header(text, kind)) for column, text in words)
    named = tuple((column, field) for column, field in found if field is not None)
    counts = Counter(field.key for _, field in named)
    first = {field.key: column for column, field in reversed(named)}
    return Heading(
        named,
        {key: first[key] for key in counts},  # in the order of the sheet
        frozenset(key for key, count in counts.items() if count > 1),
    )
