"""The demonstration: the whole way with an example."""

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase

from xlminshi.adapters.outbox import OutFile, deliver
from xlminshi.adapters.places import templates_folder
from xlminshi.api.chain import collect, new_workbook, publish, split
from xlminshi.api.examples import CITY_EXAMPLES, EXAMPLES, FIRST_EXAMPLE
from xlminshi.api.leaving import make_addin
from xlminshi.api.results import Result
from xlminshi.api.roll_ups import rollup
from xlminshi.core.errors import CannotContinueError, OutputExistsError
from xlminshi.core.problems import in_order
from xlminshi.workflow.books import Book
from xlminshi.workflow.collecting import Collection
from xlminshi.workflow.ports import Progress, silent
from xlminshi.workflow.publishing import Publication
from xlminshi.workflow.rolling_up import RolledUp

LETTERHEAD = "版头.docx"
_DEMO_RETURNED = dt.datetime(2022, 10, 9, 2, 30, tzinfo=dt.UTC)
_DEMO_TODAY = dt.datetime(2022, 10, 20, 9, 0)


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demonstration made, step by step; `workbook` is the collected one with buttons, `addin` what goes with it."""

    book: Result[Book]
    forms: Result[tuple[str, ...]]
    collection: Result[Collection]
    publication: Result[Publication]
    workbook: Result[Collection]
    addin: Result[str]

    def whole(self) -> Result[Publication]:
        """Return the publication with everything that the steps found and wrote."""
        steps = (self.book, self.forms, self.collection, self.publication, self.workbook, self.addin)
        # The workbook tells again what the returns told, in the same row of a sheet with one column more; the first telling
        # names the unit's own file.
        told = {
            (one.code, one.place.sheet, one.place.cell.lstrip(ascii_uppercase), one.what): one
            for step in reversed(steps)
            for one in step.problems
        }
        problems = in_order(told.values())
        written = tuple(path for step in steps for path in step.written)
        return Result(self.publication.value, problems, written)


@dataclass(frozen=True, slots=True)
class CityDemo:
    """What the demonstration of a city made: counties' workbooks as they came, and the summary with its bulletin."""

    counties: tuple[Path, ...]
    rollup: Result[RolledUp]


def demo(
    folder: Path, *, example: str = FIRST_EXAMPLE, replace: bool = False, progress: Progress = silent
) -> Demo:
    """Go through all steps on a real example of 2022 and leave every file in `folder`.

    `example`: 湛河区 ends in a 督查通报, 鲁山县 in a 工作简报; any other name raises CannotContinueError. Raises
    OutputExistsError where a former demonstration is there and `replace` is not given.
    """
    if example not in EXAMPLES:
        names = (*EXAMPLES, *CITY_EXAMPLES)
        raise CannotContinueError(f"没有“{example}”的例子。可选：{'、'.join(names)}。")
    source = templates_folder() / EXAMPLES[example]
    book, returned = folder / "1_标准工作簿.xlsx", folder / "3_回收填报表"
    excel = folder / "6_Excel按钮"
    steps = (book, folder / "2_下发填报表", returned, folder / "4_汇总工作簿.xlsx", folder / "5_通报", excel)
    _refuse_former(folder, steps, replace)
    founded = new_workbook(source / "实事清单.xlsx", book, replace=True, progress=progress)
    (book,) = founded.written  # a copy beside it, where the former one is open in Excel
    forms = split(book, steps[1], replace=True, progress=progress)
    forms_filled = sorted((source / "填报表").glob("*.xlsx"))
    came_back = deliver(
        (OutFile(returned / path.name, path.read_bytes()) for path in forms_filled), replace=True
    ).paths
    for path in came_back:  # the demonstration tells the same on every day
        os.utime(path, (_DEMO_RETURNED.timestamp(), _DEMO_RETURNED.timestamp()))
    collection = collect(book, came_back, steps[3], replace=True, progress=progress, now=lambda: _DEMO_TODAY)
    (compiled,) = collection.written
    letterhead = source / LETTERHEAD
    publication = publish(
        compiled,
        steps[4],
        letterhead=letterhead,
        replace=True,
        progress=progress,
        now=lambda: _DEMO_TODAY,
    )
    workbook = collect(compiled, (), excel / "汇总工作簿.xlsm", replace=True, now=lambda: _DEMO_TODAY)
    addin = make_addin(excel, replace=True)
    return Demo(founded, forms, collection, publication, workbook, addin)


def demo_city(
    folder: Path, *, example: str = "平川市", replace: bool = False, progress: Progress = silent
) -> CityDemo:
    """Roll up the workbooks of a made-up city's counties and leave every file in `folder`.

    All places and figures of 平川市 are made up; any other name raises CannotContinueError. Raises OutputExistsError where
    a former demonstration is there and `replace` is not given.
    """
    if example not in CITY_EXAMPLES:
        raise CannotContinueError(f"没有“{example}”的例子。可选：{'、'.join(CITY_EXAMPLES)}。")
    source = templates_folder() / CITY_EXAMPLES[example]
    counties, former = folder / "1_区县报来", folder / "2_对照表和设置.xlsx"
    city = folder / "3_市级汇总"
    _refuse_former(folder, (counties, former, city), replace)
    came = source / "区县报来"
    set_before = OutFile(former, (source / former.name[2:]).read_bytes())
    files = (OutFile(counties / path.relative_to(came), path.read_bytes()) for path in came.glob("*/*.xlsx"))
    _, *copied = deliver((set_before, *sorted(files, key=lambda one: one.path)), replace=True).paths
    for path in sorted(came.iterdir()):  # a county that has handed in nothing has an empty folder
        (counties / path.name).mkdir(exist_ok=True)
    rolled_up = rollup(
        counties,
        city / f"{example}汇总表.xlsx",
        former=former,
        letterhead=source / LETTERHEAD,
        table=city / "数据.csv",
        replace=True,
        progress=progress,
    )
    return CityDemo(tuple(copied), rolled_up)


def _refuse_former(folder: Path, steps: tuple[Path, ...], replace: bool) -> None:
    if not replace and any(path.exists() for path in steps):
        raise OutputExistsError(f"“{folder}”里已有演示结果，没有覆盖。请换一个位置。")
