"""The table of hazards keeps what it promises: at least a hundred rows, each with a test that is there."""

import ast
from functools import cache
from pathlib import Path

from tests.hazards.cases import MUTATORS
from tests.hazards.hostile import HOSTILE
from tests.hazards.table import DAMAGED, HOSTILE_FILE, PROGRAM, ROOT, Row, codes_of, rows
from tests.hazards.test_damaged_returns import MODULES
from tests.hazards.test_other_programs import FORMATS

MADE = {DAMAGED: set(MUTATORS), HOSTILE_FILE: set(HOSTILE), PROGRAM: set(FORMATS)}


def test_the_table_lists_far_more_than_a_hundred_hazards_under_numbers_of_their_own() -> None:
    assert len(MODULES) == 10
    numbers = [row.number for row in rows()]
    assert len(numbers) >= 300
    assert numbers == sorted(set(numbers))


def test_every_row_is_complete() -> None:
    assert [row.number for row in rows() if not (row.hazard.strip() and row.seen.strip())] == []
    assert len({row.hazard for row in rows()}) == len(rows())


def test_every_hazard_that_is_made_has_its_row() -> None:
    for kind, made in MADE.items():
        assert {row.name(kind) for row in rows()} - {""} == made


@cache
def functions_in(path: Path) -> frozenset[str]:
    """The tests that a file defines."""
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def is_there(row: Row) -> bool:
    kind, _, name = row.test.partition(":")
    if kind in MADE:
        return name in MADE[kind]
    file, _, function = row.test.partition("::")
    return (ROOT / file).is_file() and function in functions_in(ROOT / file)


def test_the_test_of_every_row_is_there() -> None:
    assert [f"{row.number} {row.test}" for row in rows() if not is_there(row)] == []


def test_every_quoted_finding_is_one_of_the_catalogue() -> None:
    unknown = [
        f"{row.number}: {text}"
        for row in rows()
        if not row.name(HOSTILE_FILE) and not row.name(PROGRAM)
        for text in row.quoted()
        if not codes_of(text) and "请" not in text  # a refusal of a file has its cure in its own words
    ]
    assert unknown == []
