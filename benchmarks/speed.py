"""Collect and compile N returns, side by side with the lower bound and with what offices do instead, in one run.

    python benchmarks/speed.py --files 20 300 1000
    python benchmarks/speed.py --quick

Each way reads the same files, made here: counties of up to 100 lead units. CPU time is that of the process and its children.
`zip` unzips and inflates the parts that hold the figures (nothing can be faster). `read` is our guarded reading alone;
`collect` and `publish` are the whole step, with all checks, the written workbook (one sheet per unit) and the document.
`openpyxl` and `calamine` read every file with pandas and write one joined sheet, which checks nothing; `datamaps` is
`datamaps import` of bcompiler-engine, if `--datamaps` names its command. `--quick` takes few files and ends with 1 where a
ratio is over its limit; no time is judged.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pandas as pd

from xlminshi import api
from xlminshi.adapters.closed.writing import render
from xlminshi.adapters.incoming.receiving import receive
from xlminshi.core.period import reporting_period
from xlminshi.core.problems import Place
from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.quantity import Quantity
from xlminshi.core.settings import BulletinSettings, Settings
from xlminshi.core.submission import IndicatorReport, ProjectReport, Submission
from xlminshi.core.units import LeadUnit, UnitDirectory
from xlminshi.form.as_written import ListAsWritten, OfficeSheets
from xlminshi.form.fields import Sheet, fields_of
from xlminshi.form.layout import filled_unit_file
from xlminshi.workflow.books import Book, standard_book

QUICK_FILES = 40
# Ratios of CPU time within one run. They hold what is reached, so that nothing gets worse unseen; what is aimed at stands in
# RESULTS.md.
LIMITS = {
    ("read", "zip"): 60.0,
    ("read", "openpyxl"): 0.8,
    ("collect", "openpyxl"): 3.0,
    ("collect growth", ""): 1.5,
}
PROJECTS, INDICATORS = 2, 3
# A workbook has one sheet per unit, and is refused over 300 sheets; so many files are several counties.
MOST_UNITS = 100
RETURNS, BOOK = "填报表", "标准工作簿.xlsx"
NEEDED = ("xl/worksheets/", "xl/sharedStrings.xml", "xl/workbook.xml")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way took for one number of files, in seconds."""

    way: str
    files: int
    wall: float
    cpu: float


def made_county(units: int) -> Book:
    """Return a county in which each of so many units leads two projects with three indicators each."""
    names = [f"第{number:04d}单位" for number in range(units)]
    projects = tuple(
        Project(
            place * PROJECTS + number + 1,
            f"第{place * PROJECTS + number + 1}件实事",
            unit,
            tuple(
                Indicator(f"指标{each}", IndicatorKind.QUANTITY, "个", Quantity(Decimal(100 + each), "个"))
                for each in range(INDICATORS)
            ),
        )
        for place, unit in enumerate(names)
        for number in range(PROJECTS)
    )
    period = reporting_period(2025, "1-9月份")
    assert period is not None
    words = BulletinSettings(issue_number=1, issuer="某县政府督查室", dated=period.as_of)
    directory = UnitDirectory(tuple(LeadUnit(one) for one in names))
    settings = Settings("某县", period, units=directory, bulletin=words)
    rows = tuple(_list_row(project, one) for project in projects for one in project.indicators)
    listed = ListAsWritten((), rows)
    return Book(
        "某县", Programme("某县", 2025, projects), settings, (), (), office=OfficeSheets(listed=listed)
    )


def _list_row(project: Project, one: Indicator) -> tuple[object, ...]:
    cells = {
        "number": Decimal(project.number),
        "title": project.title,
        "lead_unit": project.lead_unit,
        "indicator": one.name,
        "kind": one.kind.value,
        "measure": one.measure,
        "target": one.target.value if one.target else None,
    }
    return tuple(cells.get(field.key) for field in fields_of(Sheet.LIST))


def write_returns(book: Book, folder: Path) -> Path:
    """Write the workbook and one filled form per unit; return the workbook's path."""
    returns = folder / RETURNS
    returns.mkdir(parents=True)
    for place, unit in enumerate(book.programme.lead_units()):
        own = book.programme.of_unit(unit)
        figures = tuple(
            IndicatorReport(one.title, item.name, Quantity(Decimal(30 + place % 90), "个"), "", None, Place())
            for one in own
            for item in one.indicators
        )
        wholes = tuple(ProjectReport(one.title, Place(), narrative="正在施工。") for one in own)
        one = Submission(unit, book.settings.period.full_label, "", figures, wholes)
        content = render(filled_unit_file(book.programme, book.settings, one))
        (returns / f"{unit}.xlsx").write_bytes(content)
    path = folder / BOOK
    path.write_bytes(render(standard_book(book)))
    return path


def cpu_seconds() -> float:
    """Return the CPU time of this process and of its children that have ended."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def measure(way: str, files: int, work: Callable[[], object]) -> Measured:
    """Return what a piece of work takes."""
    wall, cpu = time.perf_counter(), cpu_seconds()
    work()
    return Measured(way, files, time.perf_counter() - wall, cpu_seconds() - cpu)


def unzip_all(folder: Path) -> int:
    """Inflate the needed parts of every file: the lower bound."""
    size = 0
    for path in sorted(folder.glob("*.xlsx")):
        with zipfile.ZipFile(path) as archive:
            size += sum(len(archive.read(one)) for one in archive.namelist() if one.startswith(NEEDED))
    return size


def pandas_loop(folder: Path, target: Path, engine: str) -> None:
    """Read every file with pandas and write one joined sheet, as a script of an afternoon does."""
    frames = [pd.read_excel(path, header=None, engine=engine) for path in sorted(folder.glob("*.xlsx"))]
    pd.concat(frames, ignore_index=True).to_excel(target, index=False, header=False, engine="openpyxl")


def datamaps_import(command: str, folder: Path, work: Path) -> None:
    """Run `datamaps import` on the same files."""
    lines = ["cell_key,template_sheet,cell_reference,type"]
    first = min(folder.glob("*.xlsx"))
    sheet = pd.ExcelFile(first, engine="openpyxl").sheet_names[0]
    lines.extend(
        f"值{row}{column},{sheet},{column}{row},TEXT" for row in range(5, 11) for column in "ABCDEFGHI"
    )
    datamap = folder / "datamap.csv"
    datamap.write_text("\n".join(lines), "utf-8")
    called = [command, "import", "templates", "-m", "-d", str(datamap), "--inputdir", str(folder)]
    home = os.environ | {"HOME": str(work)}  # it keeps its settings and results there
    try:
        subprocess.run(called, cwd=work, check=True, capture_output=True, env=home)
    finally:
        datamap.unlink()


def measured(files: int, datamaps: str) -> list[Measured]:
    """Return all ways for one number of files, each after the files are in the page cache."""
    with tempfile.TemporaryDirectory() as name:
        sizes = [min(MOST_UNITS, files - start) for start in range(0, files, MOST_UNITS)]
        folders = [Path(name) / f"{place:03d}" for place in range(len(sizes))]
        for folder, size in zip(folders, sizes, strict=True):
            write_returns(made_county(size), folder)
            unzip_all(folder / RETURNS)

        def each(work: Callable[[Path], object]) -> Callable[[], object]:
            return lambda: [work(folder) for folder in folders]

        ways: list[tuple[str, Callable[[Path], object]]] = [
            ("zip", lambda one: unzip_all(one / RETURNS)),
            ("read", lambda one: [each.name for each in receive((one / RETURNS,))]),
            ("collect", lambda one: api.collect(one / BOOK, (one / RETURNS,), one / "汇总.xlsx")),
            ("publish", lambda one: api.publish(one / "汇总.xlsx", one / "通报")),
            ("calamine", lambda one: pandas_loop(one / RETURNS, one / "c.xlsx", "calamine")),
            ("openpyxl", lambda one: pandas_loop(one / RETURNS, one / "o.xlsx", "openpyxl")),
        ]
        if datamaps:
            ways.append(("datamaps", lambda one: datamaps_import(datamaps, one / RETURNS, one)))
        return [measure(way, files, each(work)) for way, work in ways]


def table(found: list[Measured]) -> str:
    """Return the measurements as a Markdown table with the ratios to the lower bound."""
    bounds = {one.files: one.cpu for one in found if one.way == "zip"}
    lines = ["| files | way | wall s | CPU s | CPU ms a file | × zip |", "|---|---|---|---|---|---|"]
    lines.extend(
        f"| {one.files} | {one.way} | {one.wall:.2f} | {one.cpu:.2f} | {one.cpu / one.files * 1000:.1f} | "
        f"{one.cpu / max(bounds[one.files], 0.001):.1f} |"
        for one in found
    )
    return "\n".join(lines)


def over_limits(found: list[Measured]) -> list[str]:
    """Return the ratios that are over their limits."""
    cpu = {(one.way, one.files): one.cpu for one in found}
    few, many = min(one.files for one in found), max(one.files for one in found)
    told = []
    for (way, other), limit in LIMITS.items():
        if other:
            ratio = cpu[way, many] / max(cpu[other, many], 0.001)
        else:
            ratio = (cpu["collect", many] / many) / (cpu["collect", few] / few)
        if ratio > limit:
            told.append(f"{way} / {other or 'itself'}: {ratio:.2f} > {limit}")
    return told


def main() -> int:
    """Measure, print the table, and with --quick judge the ratios."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, nargs="+", default=[20, 300, 1000])
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--datamaps", default="")
    chosen = arguments.parse_args()
    sizes = [QUICK_FILES, 3 * QUICK_FILES] if chosen.quick else chosen.files
    found = [one for size in sizes for one in measured(size, chosen.datamaps)]
    sys.stdout.write(f"{table(found)}\n")
    failed = over_limits(found) if chosen.quick else []
    sys.stdout.writelines(f"{one}\n" for one in failed)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
