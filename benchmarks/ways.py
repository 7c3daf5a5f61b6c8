"""The ways that are measured side by side, ours, the bounds and what offices do instead; each in a process of its own.

    python benchmarks/ways.py WAY FOLDER [COUNTY …]

Runs one way over the made counties below FOLDER and prints a JSON line: CPU (with children) and wall seconds, without imports.
A way is first run on a county of two units, so that everything it needs is loaded; pandas is loaded in each.
"""

import io
import itertools
import json
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from string import ascii_uppercase
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.places import BOOK, RETURNS, SUMMARIES, WARM, counties_of, cpu_seconds, returns_of
from benchmarks.same_sheets import same_sheets
from xlminshi import api
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.adapters.closed.writing import render
from xlminshi.adapters.incoming.children import USUAL_RULES
from xlminshi.adapters.incoming.receiving import receive
from xlminshi.adapters.jobs import one_job
from xlminshi.adapters.office import closed_office
from xlminshi.adapters.packing import pack, unpack
from xlminshi.bulletin.annex import annexed
from xlminshi.bulletin.composing import compose
from xlminshi.workflow.book_layout import compiled_book
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.collecting import collect_into
from xlminshi.workflow.drafting import FormerDraft, drafted
from xlminshi.workflow.ports import Office

# As an office has it: pyarrow comes with the extra `parquet` alone, and pandas would load it by itself.
sys.modules["pyarrow"] = None  # type: ignore[assignment]
pd = import_module("pandas")

Work = Callable[[], object]
# The parts that hold a form's cells.
_NEEDED = ("xl/worksheets/", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml")
_HEAD_ROW = 3
_ONE_NAME = "填报表"


# The bounds


def zip_bound(county: Path) -> Work:
    """Unzip and inflate the needed parts, checksums included: nothing that reads can be faster."""

    def work() -> None:
        for path in returns_of(county):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.startswith(_NEEDED):
                        archive.read(name)

    return work


def deflate_bound(county: Path) -> Work:
    """Deflate the parts of the forms and write them: nothing that writes forms can be faster."""
    forms = [_parts(path) for path in sorted(_split(county).glob("*.xlsx"))]
    target = _output(county)

    def work() -> None:
        for number, parts in enumerate(forms):
            with zipfile.ZipFile(target / f"{number}.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
                for name, content in parts.items():
                    archive.writestr(name, content)

    return work


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _output(county: Path) -> Path:
    folder = county / "输出"
    folder.mkdir(exist_ok=True)
    return folder


def _split(county: Path) -> Path:
    folder = county / "下发"
    if not folder.exists():
        api.split(county / BOOK, folder)
    return folder


# Ours


def bare(county: Path) -> Work:
    """python-calamine alone: no formula, no error cell, nothing checked."""
    from python_calamine import CalamineWorkbook

    def work() -> None:
        for path in returns_of(county):
            with CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as workbook:
                for name in workbook.sheet_names:
                    workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)

    return work


def read(county: Path) -> Work:
    """Our guarded reading, in this process."""
    return lambda: [read_workbook(path).name for path in returns_of(county)]


def collecting(children: int) -> Callable[[Path], Work]:
    """Read by so many children, guard, validate, compute: all of 回收汇总 but the writing."""
    rules = replace(USUAL_RULES, children=children)

    def prepared(county: Path) -> Work:
        office = replace(
            closed_office(),
            receive=lambda paths, examiner=None: receive(paths, rules=rules, examiner=examiner),
        )
        reading = read_book(office.read(county / BOOK), 2023)
        return one_job()(lambda: collect_into(reading, (county / RETURNS,), office))

    return prepared


def end_to_end(county: Path) -> Work:
    """From the files to the 汇总表 with formats and charts, and the .docx."""
    target = county.parent.parent / SUMMARIES / county.name
    return lambda: api.publish(county / BOOK, target, returns=(county / RETURNS,), replace=True)


def summary(county: Path) -> Work:
    """Lay out and write the compiled workbook, one sheet for each unit."""
    _, collection, problems = _collected(county)
    draft = drafted(compose(collection.book.ledger()), FormerDraft(), collection.book.ledger())
    return one_job()(lambda: render(compiled_book(collection.book, problems, collection.totals, draft)))


def document(county: Path) -> Work:
    """Compose and write the bulletin."""
    office, collection, _ = _collected(county)

    @one_job()
    def work() -> bytes:
        ledger = collection.book.ledger()
        made = annexed(compose(ledger), ledger, with_annex=ledger.settings.bulletin.with_annex)
        return office.render_bulletin(made, office.letterhead(ledger.settings.bulletin.kind))

    return work


def _collected(county: Path) -> tuple[Office, Any, Any]:
    office = closed_office()
    collection, problems = collect_into(
        read_book(office.read(county / BOOK), 2023), (county / RETURNS,), office
    )
    return office, collection, problems


def split(county: Path) -> Work:
    """One form for each unit, each time into a folder that is not there yet, as offices do it."""
    target = county / "拆分"
    shutil.rmtree(target, ignore_errors=True)
    numbers = itertools.count()
    return lambda: api.split(county / BOOK, target / str(next(numbers)))


def rolled_up(root: Path) -> Work:
    """The city's summary and bulletin of all counties' workbooks, with what is remembered of a former run."""
    return lambda: api.rollup(root / SUMMARIES, root / "全市.xlsx", replace=True)


# What offices do instead


def pandas_loop(engine: str) -> Callable[[Path], Work]:
    """Return a script of an afternoon: read each form, join, rate, class, count by unit, write plain sheets; no check."""

    def prepared(county: Path) -> Work:
        target = _output(county) / f"{engine}.xlsx"

        def work() -> None:
            frames = [_frame(path, engine) for path in returns_of(county)]
            joined = pd.concat(frames, ignore_index=True)
            joined = joined[pd.to_numeric(joined["年度目标"], errors="coerce").notna()].copy()
            joined["率"] = joined["累计完成"].astype(float) / joined["年度目标"].astype(float)
            joined["类别"] = pd.cut(joined["率"], (-1, 0.65, 0.9999, 99), labels=("缓慢", "推进", "完成"))
            counts = joined.groupby(["单位", "类别"], observed=False)
            with pd.ExcelWriter(target, engine="openpyxl") as writer:
                joined.to_excel(writer, sheet_name="明细", index=False)
                counts.size().unstack().to_excel(writer, sheet_name="汇总")

        return work

    return prepared


def pandas_loop_same_sheets(county: Path) -> Work:
    """The loop of pandas + openpyxl, writing the sheets that we write."""
    return same_sheets(summary(county), pandas_loop("openpyxl")(county), _output(county) / "同样的表.xlsx")


def _frame(path: Path, engine: str) -> Any:
    return pd.read_excel(path, header=_HEAD_ROW, engine=engine).assign(单位=path.stem)


def by_xlsxwriter(county: Path) -> Work:
    """The same cells, formulas and formats as our forms, written by XlsxWriter file by file."""
    import xlsxwriter

    forms = [_cells(path) for path in sorted(_split(county).glob("*.xlsx"))]
    target = _output(county)

    def work() -> None:
        for number, (sheets, styles) in enumerate(forms):
            book = xlsxwriter.Workbook(str(target / f"{number}.xlsx"), {"in_memory": True})
            formats = [book.add_format(style) for style in styles]
            for name, cells in sheets:
                sheet = book.add_worksheet(name)
                for row, column, value, style in cells:
                    sheet.write(row, column, value, formats[style])
            book.close()

    return work


def _cells(path: Path) -> tuple[list[tuple[str, list[tuple[int, int, object, int]]]], list[dict[str, Any]]]:
    import openpyxl

    styles: dict[int, dict[str, Any]] = {}
    sheets = []
    for sheet in openpyxl.load_workbook(path):
        cells = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.has_style or cell.value is not None:
                    kind = cell._style.xfId or 0, cell._style.fontId, cell._style.fillId, cell._style.numFmtId
                    style = list(styles).index(hash(kind)) if hash(kind) in styles else len(styles)
                    styles.setdefault(hash(kind), _format(cell))
                    cells.append((cell.row - 1, cell.column - 1, cell.value, style))
        sheets.append((sheet.title, cells))
    return sheets, list(styles.values())


def _format(cell: Any) -> dict[str, Any]:
    return {
        "font_name": cell.font.name or "宋体",
        "font_size": cell.font.sz or 11,
        "bold": bool(cell.font.b),
        "bg_color": f"#{str(cell.fill.fgColor.rgb)[-6:]}"
        if cell.fill.fill_type and isinstance(cell.fill.fgColor.rgb, str)
        else "#FFFFFF",
        "num_format": cell.number_format,
        "border": 1,
        "text_wrap": True,
    }


def datamaps_import(command: str) -> Callable[[Path], Work]:
    """`datamaps import` of bcompiler-engine of the same cells; its start is in it. It wants one sheet name in all files."""

    def prepared(county: Path) -> Work:
        copies = county / "datamaps"
        copies.mkdir(exist_ok=True)
        for path in returns_of(county):
            (copies / path.name).write_bytes(_with_one_name(path))
        lines = ["cell_key,template_sheet,cell_reference,type"]
        lines.extend(
            f"值{row}{column},{_ONE_NAME},{column}{row},TEXT"
            for row in range(5, 19)
            for column in ascii_uppercase[:22]
        )
        datamap = county / "datamap.csv"
        datamap.write_text("\n".join(lines), "utf-8")
        home = {"HOME": str(county), "PATH": str(Path(command).parent), "LANG": "C.UTF-8"}
        called = [command, "import", "templates", "-m", "-d", str(datamap), "--inputdir", str(copies)]

        def work() -> None:
            subprocess.run(called, cwd=county, check=True, capture_output=True, env=home)

        return work

    return prepared


def _with_one_name(path: Path) -> bytes:
    parts = unpack(path.read_bytes())
    book = parts["xl/workbook.xml"].decode()
    parts["xl/workbook.xml"] = book.replace(f'"{path.stem}"', f'"{_ONE_NAME}"', 1).encode()
    return pack(parts)


WAYS: dict[str, Callable[[Path], Work]] = {
    "zip": zip_bound,
    "bare": bare,
    "read": read,
    "collect": collecting(1),
    "collect2": collecting(2),
    "publish": end_to_end,
    "summary": summary,
    "document": document,
    "deflate": deflate_bound,
    "split": split,
    "xlsxwriter": by_xlsxwriter,
    "calamine": pandas_loop("calamine"),
    "openpyxl": pandas_loop("openpyxl"),
    "same": pandas_loop_same_sheets,
}
WHOLE: dict[str, Callable[[Path], Work]] = {"rollup": rolled_up, "rollup again": rolled_up}


def timed(prepare: Callable[[Path], Work], folders: list[Path]) -> dict[str, float]:
    """What a way takes over all folders, in seconds; what it needs first is not counted."""
    cpu = wall = 0.0
    for folder in folders:
        work = prepare(folder)
        start, began = cpu_seconds(), time.perf_counter()
        work()
        cpu, wall = cpu + cpu_seconds() - start, wall + time.perf_counter() - began
    return {"cpu": cpu, "wall": wall}


def main(way: str, root: Path, rounds: int) -> None:
    """Run a way and print what it took: the least of some rounds."""
    if way in WHOLE:
        print(json.dumps(timed(WHOLE[way], [root])))
        return
    print(json.dumps(measured(way, root, rounds)))


def measured(way: str, root: Path, rounds: int = 1) -> dict[str, float]:
    """What a way takes over all counties below a folder, the least of some rounds, once it has been warmed up."""
    prepare = WAYS.get(way) or datamaps_import(way)
    timed(prepare, counties_of(root / WARM))
    found = [timed(prepare, counties_of(root)) for _ in range(rounds)]
    return {key: min(one[key] for one in found) for key in ("cpu", "wall")}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
