"""Every way of damaging a return, at units of both counties: read right, or caught, never wrong in silence.

An ordinary run takes all units of the second county and, in turn, some of the larger first one, and reads every other
written workbook with a second library; with XLMINSHI_ALL_HAZARDS=1 every way meets every unit, and every workbook is read.
"""

import os
from itertools import islice
from pathlib import Path

import pytest

from tests.hazards import (
    mutate_bytes,
    mutate_cells,
    mutate_columns,
    mutate_delivery,
    mutate_entries,
    mutate_files,
    mutate_head,
    mutate_rows,
    mutate_senders,
    mutate_slips,
)
from tests.hazards.cases import MUTATORS, Case, Mutator, case_of, place_files
from tests.hazards.counties import County
from tests.hazards.oracle import Finding, collect, complaints
from tests.hazards.table import DAMAGED, untold

MODULES = (
    mutate_bytes,
    mutate_cells,
    mutate_columns,
    mutate_delivery,
    mutate_entries,
    mutate_files,
    mutate_head,
    mutate_rows,
    mutate_senders,
    mutate_slips,
)
ALL = bool(os.environ.get("XLMINSHI_ALL_HAZARDS"))
SOME = 3
# Where more than figures is at stake, the written workbook is always read.
READ = (mutate_entries.__name__, mutate_columns.__name__)


def cases_of(county: County, made: Mutator, most: int) -> list[Case]:
    """The cases of a mutator at up to `most` units, beginning with another one for every mutator."""
    units = county.units()
    start = sorted(MUTATORS).index(made.id) * most % len(units)
    cases: list[Case] = []
    for unit in (*units[start:], *units[:start]):
        case = case_of(county, unit, made) if len(cases) < most else None
        if case is not None:
            cases.append(case)
    return cases


def found_in(
    county: County, name: str, folder: Path, *, most: int = 99, reads_the_workbook: bool = True
) -> tuple[list[str], list[Finding]]:
    """What is wrong with how a mutator's returns come out, and what was told of them."""
    made = MUTATORS[name]
    cases = cases_of(county, made, most)
    if not cases:
        return [], []
    for case in cases:
        place_files(case, folder / "报送")
    collected = collect(county, folder / "报送", folder / "汇总.xlsx", reads_the_workbook=reads_the_workbook)
    told = [one for case in cases for one in collected.about(case, made.codes)]
    return [f"{case.unit}: {text}" for case in cases for text in complaints(case, made, collected)], told


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", sorted(MUTATORS))
def test_a_damaged_return_is_read_right_or_caught(
    name: str, counties: tuple[County, County], tmp_path: Path
) -> None:
    example, second = counties
    is_read = ALL or MUTATORS[name].make.__module__ in READ or sorted(MUTATORS).index(name) % 2 == 0
    found, told = found_in(second, name, tmp_path / "乙", reads_the_workbook=is_read)
    most = 99 if ALL else SOME
    more, also_told = found_in(example, name, tmp_path / "甲", most=most, reads_the_workbook=ALL)
    assert found + more == []
    every = told + also_told
    assert untold(DAMAGED, name, {one.code for one in every}, [one.text for one in every]) == []


def meetings(counties: tuple[County, County], made: Mutator, most: int) -> int:
    """How many units a mutator meets, counted up to `most`."""
    met = (1 for one in counties for unit in one.units() if case_of(one, unit, made) is not None)
    return sum(islice(met, most))


def test_there_are_well_over_sixty_kinds_of_damage_and_each_meets_several_units(
    counties: tuple[County, County],
) -> None:
    assert len(MUTATORS) >= 250
    lonely = {name for name, made in MUTATORS.items() if meetings(counties, made, 4) < 4}
    # What costs too much to make for every unit, or speaks of one unit's file in the hands of another.
    assert lonely == {"with_a_password", "with_the_built_in_password", "file_of_another_unit"}
