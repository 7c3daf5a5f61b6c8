"""100 counties of 14 units each: one process, a pool, and a Dask cluster that loses a worker give the same city."""

import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pytest

from tests.wordtext import texts_of
from tests.workflow.county_books import book_of
from xlminshi import api
from xlminshi.adapters import cluster, roll_ups
from xlminshi.adapters.closed.writing import render
from xlminshi.adapters.packing import pack, unpack
from xlminshi.adapters.stores import Here
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.period import reporting_period
from xlminshi.core.problems import Place
from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.quantity import Quantity
from xlminshi.core.settings import Settings
from xlminshi.core.submission import IndicatorReport, ProjectReport, Submission
from xlminshi.core.units import LeadUnit, UnitDirectory
from xlminshi.workflow.book_layout import compiled_book

COUNTIES, DIFFERENT, UNITS = 100, 10, 14
STAND_IN = "某某县"


def names() -> list[str]:
    """Return 100 names of three signs."""
    return [f"{first}{second}县" for first in "青赤黄绿蓝白玄紫金银" for second in "石山河湖川原林泉溪岭"]


def county(seed: int) -> Ledger:
    """Return a county of 14 units with one project each; one of them has not reported."""
    chance = Random(seed)
    units = [f"县第{number}局" for number in range(UNITS)]
    projects = tuple(
        Project(
            number + 1,
            f"实事{chance.randint(1, 40)}之{number}",
            unit,
            (Indicator("新建", IndicatorKind.QUANTITY, "个", Quantity(Decimal(100), "个")),),
        )
        for number, unit in enumerate(units)
    )
    submissions = tuple(
        Submission(
            one.lead_unit,
            "2023年1-9月份",
            f"{one.lead_unit}.xlsx",
            (
                IndicatorReport(
                    one.title, "新建", Quantity(Decimal(chance.randint(20, 120)), "个"), "", None, Place()
                ),
            ),
            (ProjectReport(one.title, Place(), shortcomings=chance.choice(("", "资金未到位", "用地未批"))),),
        )
        for one in projects
        if one.number != seed + 1
    )
    period = reporting_period(2023, "1-9月份")
    assert period is not None
    settings = Settings(STAND_IN, period, units=UnitDirectory(tuple(LeadUnit(one) for one in units)))
    return compile_ledger(Programme(STAND_IN, 2023, projects), settings, submissions, ())


@pytest.fixture(scope="module")
def ledgers() -> list[Ledger]:
    return [county(seed) for seed in range(DIFFERENT)]


@pytest.fixture(scope="module")
def folder(ledgers: list[Ledger], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tree of 100 counties' workbooks: ten that differ, each under ten names."""
    made = tmp_path_factory.mktemp("各县")
    contents = [unpack(render(compiled_book(book_of(one), ()))) for one in ledgers]
    for number, name in enumerate(names()):
        path = made / name / "汇总表.xlsx"
        path.parent.mkdir()
        parts = contents[number % DIFFERENT]
        path.write_bytes(
            pack({part: inner.replace(STAND_IN.encode(), name.encode()) for part, inner in parts.items()})
        )
    return made


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".xlsx", ".docx")}


@pytest.fixture(scope="module")
def alone(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the city was rolled up by one process."""
    target = tmp_path_factory.mktemp("一台")
    api.rollup(folder, target / "云州市.xlsx")
    return target


def test_a_hundred_counties_are_counted_as_their_ledgers_say_and_a_bulletin_comes_out(
    folder: Path, alone: Path, ledgers: list[Ledger], tmp_path: Path
) -> None:
    rollup = api.rollup(folder, tmp_path / "云州市.xlsx").value.rollup
    completed = Counter(
        {
            name: sum(
                len(group.standings)
                for group in ledgers[number % DIFFERENT].groups()
                if group.status_class is not None and group.status_class.status.value == "完成"
            )
            for number, name in enumerate(names())
        }
    )
    assert {one.name: one.tally.completed for one in rollup.standings} == completed
    assert {one.name: one.rank for one in rollup.standings} == {
        name: 1 + sum(other > mine for other in completed.values()) for name, mine in completed.items()
    }
    assert all(one.units == UNITS and len(one.missing_units) == 1 for one in rollup.standings)
    assert rollup.projects() == COUNTIES * UNITS
    (document,) = alone.glob("*.docx")
    assert "应报送100个区县，实际报送100个" in "".join(texts_of(document))


def test_a_pool_of_processes_gives_the_same_city(folder: Path, alone: Path, tmp_path: Path) -> None:
    target = tmp_path / "云州市.xlsx"
    memory = roll_ups.ReadMemory(target.with_suffix(".读取记录.jsonl"))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert cluster.read_ahead(Here(folder), memory, pool).adopted == COUNTIES
        assert cluster.read_ahead(Here(folder), memory, pool).adopted == 0
    api.rollup(folder, target)
    assert files_of(tmp_path) == files_of(alone)


def test_a_cluster_that_loses_one_of_two_workers_gives_the_same_city(
    folder: Path, alone: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.workflow.on_cluster"]
    done = subprocess.run(
        [*command, str(folder), str(tmp_path / "云州市.xlsx")],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["killed"] and told["read"] >= COUNTIES
    assert files_of(tmp_path) == files_of(alone)
