"""The projects in the rows of a bulletin's tables."""

import re
from collections.abc import Callable, Iterator

from xlminshi.bulletin.listing.told import Role, Telling, Told
from xlminshi.bulletin.proofreading.manuscript import Story
from xlminshi.bulletin.proofreading.passages import Passage
from xlminshi.bulletin.proofreading.reading import Reading

HeadKey = Callable[[str], str]
# Columns that nobody knows keep their head behind this sign, so that their figures are marked.
_UNKNOWN = "?"
_SUM = re.compile(r"^(?:合计|总计|小计|共计)$")


def unknown_cells(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield head and words of the cells whose column nobody knows."""
    yield from ((key[1:], words) for key, words in cells.items() if key.startswith(_UNKNOWN))


def rows_told(reading: Reading, key_of: HeadKey) -> Iterator[Told]:
    """Yield the projects of tables; a row without a name belongs to the project above it."""
    rows: dict[tuple[int, int], list[tuple[int, Passage]]] = {}
    for index, passage in enumerate(reading.outline.passages):
        if passage.line.story is Story.TABLE and passage.line.row is not None and passage.line.label:
            rows.setdefault(passage.line.row, []).append((index, passage))
    current: Told | None = None
    for row in sorted(rows):
        cells: dict[str, str] = {}
        for _, passage in rows[row]:
            head, _, words = passage.text.partition("：")
            key = key_of(head) or _UNKNOWN + head
            if words:
                cells[key] = f"{cells[key]}\n{words}" if key in cells else words
        places = tuple(index for index, _ in rows[row])
        told = _row(cells, places, current)
        if told is not None and told is not current:
            current = told
            yield told


def _row(cells: dict[str, str], places: tuple[int, ...], above: Told | None) -> Told | None:
    title = re.sub(r"\s", "", cells.get("title", ""))
    unit = re.sub(r"\n", "", cells.get("lead_unit", ""))
    if any(_SUM.match(re.sub(r"\s", "", words)) for words in cells.values()):
        return None
    if (not title or (above is not None and above.title == title)) and above is not None:
        if {"indicator", "target", "achieved", "narrative"} & set(cells):
            above.cells.append(cells)
            above.passages = (*above.passages, *places)
            above.source += "\n" + "；".join(cells.values())
        return above
    if not title:
        return None
    told = Told(title, (unit,) if unit else (), source="；".join(cells.values()), passages=places)
    told.cells.append(cells)
    if cells.get("target") and not re.search(r"^\D{0,3}\d[\d.]*\D{0,4}$", cells["target"]):
        told.tellings.append(Telling(Role.TASK, cells["target"]))
    if cells.get("main_task"):
        told.tellings.append(Telling(Role.TASK, cells["main_task"]))
    return told
