"""Lead units of a list (牵头单位): one spelling for the same offices, however clerks have typed them."""

from collections.abc import Iterable, Iterator

from xlminshi.core.office_names import Leading, leading_in, offices_in
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.units import UnitDirectory, look_like_one_office


def units_of(typed: Iterable[str], known: UnitDirectory) -> dict[str, str]:
    """Return the lead unit of every typed cell; the same offices in another order are the same unit.

    The spelling that the office registered is kept, else the one that comes first.
    """
    cells = tuple(dict.fromkeys(typed))
    alone = _with_single_offices(cells, known)
    found: dict[str, str] = {}
    joint = {frozenset(offices_in(one.name, alone)): one.name for one in reversed(known.units)}
    for cell in cells:
        leading = _leading(cell, known, alone)
        name = alone.resolve(leading.name) or leading.name
        if len(leading.offices) > 1:
            name = joint.setdefault(frozenset(leading.offices), name)
        found[cell] = name
    return found


def unit_problems(typed: Iterable[tuple[str, Place]], known: UnitDirectory) -> Iterator[Problem]:
    """Yield what has to be told of the cells of a list: several offices, helping ones, and what may be one or two."""
    cells = tuple(typed)
    alone = _with_single_offices((cell for cell, _ in cells), known)
    everybody = units_of((cell for cell, _ in cells), known)
    for cell, place in cells:
        leading = _leading(cell, known, alone)
        if leading.helping:
            facts = {"found": "、".join(leading.helping), "expected": leading.name}
            yield problem(Code.LIST_HELPING_UNITS, place, **facts)
        if leading.unnamed:
            facts = {"found": "、".join(leading.unnamed), "expected": leading.name}
            yield problem(Code.LIST_UNNAMED_UNITS, place, **facts)
        unit = everybody[cell]
        if known.resolve(unit) is not None:
            continue
        if leading.is_unclear:
            yield problem(Code.LIST_UNIT_UNCLEAR, place, found=unit)
        elif len(leading.offices) > 1:
            yield problem(Code.LIST_SEVERAL_UNITS, place, found=unit)


def similar_units(directory: UnitDirectory, place: Place) -> tuple[Problem, ...]:
    """Return which units of a list may be one office under two names; those that lead together are told otherwise."""
    names = [
        one.name
        for one in directory.units
        if len(offices_in(one.name, directory)) < 2 and not leading_in(one.name, UnitDirectory()).is_unclear
    ]
    return tuple(
        problem(Code.LIST_SIMILAR_UNITS, place, found=first, expected=second)
        for index, first in enumerate(names)
        for second in names[index + 1 :]
        if look_like_one_office(first, second)
    )


def _with_single_offices(cells: Iterable[str], known: UnitDirectory) -> UnitDirectory:
    """Return a directory that also knows those that lead alone on the list, so that 住建局 beside another is found in it."""
    for cell in cells:
        leading = leading_in(cell, known)
        if len(leading.offices) == 1 and not leading.is_unclear:
            known = known.with_unit(leading.name)
    return known


def _leading(cell: str, known: UnitDirectory, alone: UnitDirectory) -> Leading:
    """Return how a cell is read; what the office registered under this very name stays one unit."""
    return leading_in(known.resolve(cell) or cell, alone)
