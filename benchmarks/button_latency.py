"""From the click on 「生成通报」 to the finished sheets, on the example's workbook of 14 units; prints a table.

    python benchmarks/button_latency.py [--runs 5]

Excel is not on our machines: LibreOffice stands in its place, behind the engine of the tests. Each run is a Python of its own,
as Excel's RunPython starts one, so imports count. What passes inside the engine (LibreOffice, and the pipe to it) is taken off:
the rest is our own code with its libraries. The last line is a click within LibreOffice, all in all.
"""

import argparse
import functools
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
LIMIT = 3.0


class Meter:
    """Adds up the time that passes inside the methods and properties of classes; calls within calls count once."""

    def __init__(self) -> None:
        self.seconds, self.processor, self.depth, self.calls = 0.0, 0.0, 0, 0

    def watch(self, owner: type) -> None:
        """Put every method and property of a class under the meter."""
        for name, member in list(vars(owner).items()):
            if isinstance(member, property):
                parts = (self._timed(one) if one else None for one in (member.fget, member.fset))
                setattr(owner, name, property(*parts))
            elif callable(member) and not name.startswith("__"):
                setattr(owner, name, self._timed(member))

    def _timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            if self.depth:
                return function(*given, **named)
            self.depth, self.calls = 1, self.calls + 1
            begin, busy = time.perf_counter(), time.process_time()
            try:
                return function(*given, **named)
            finally:
                self.depth, self.seconds = 0, self.seconds + time.perf_counter() - begin
                self.processor += time.process_time() - busy

        return timed


def one_run(path: Path, address: str) -> None:
    """Press the button once and print what it took; the import of the engine itself is not ours and not counted."""
    from tests.office.soffice import Inside, load_uno

    uno = load_uno()
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    office = Inside(resolver.resolve(address))
    document = office.open(path.as_uri(), Hidden=True)
    begin, busy = time.perf_counter(), time.process_time()
    import xlwings  # noqa: F401

    of_xlwings, busy_before = time.perf_counter() - begin, time.process_time() - busy
    from tests.office import engine, engine_ranges

    meter = Meter()
    for owner in (
        engine.App,
        engine.Books,
        engine.Book,
        engine.Sheets,
        engine.Sheet,
        engine.Names,
        engine.Name,
    ):
        meter.watch(owner)
    for owner in (engine_ranges.Cells, engine_ranges.Font, engine_ranges.Borders):
        meter.watch(owner)
    app = engine.attach(office, document)
    meter.seconds, meter.processor, meter.calls = 0.0, 0.0, 0
    begin, busy = time.perf_counter(), time.process_time()
    import xlminshi.buttons

    imported = of_xlwings + time.perf_counter() - begin
    xlminshi.buttons.publish()
    whole = of_xlwings + time.perf_counter() - begin
    processor = busy_before + time.process_time() - busy - meter.processor
    document.close(True)
    assert "已生成" in app.alerts[-1], app.alerts
    told = {"own": whole - meter.seconds, "processor": processor, "imports": imported}
    print(json.dumps(told | {"engine": meter.seconds, "calls": meter.calls}))


def clicked(content: bytes, folder: Path) -> float:
    """Return the seconds from the command of the macro to the last message, within LibreOffice."""
    from tests.office.clicking import awaited, office_with_python, prepared, shown
    from xlminshi.form.home import SHEET_NAME

    (folder / "office").mkdir()
    path = prepared(content, folder / "office")
    with office_with_python(folder) as office:
        window = shown(office, path)
        window.button(SHEET_NAME, "生成通报").click()
        told = json.loads(awaited(folder / "clicked.json"))
        window.close()
    assert "已生成" in told["alerts"][-1], told
    return float(told["seconds"])


def main() -> None:
    """Measure and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--runs", type=int, default=5)
    given.add_argument("--run", nargs=2)
    options = given.parse_args()
    if options.run:
        one_run(Path(options.run[0]), options.run[1])
        return
    from tests.office.soffice import Soffice
    from xlminshi import api

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        api.demo(folder / "demo")
        office = Soffice()
        rows = []
        for number in range(options.runs):
            place = folder / f"run{number}"
            place.mkdir()
            book = Path(shutil.copy(folder / "demo" / "4_汇总工作簿.xlsx", place))
            command = [sys.executable, __file__, "--run", str(book), office.address]
            rows.append(
                json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            )
        office.close()
        content = (folder / "demo" / "6_Excel按钮" / "汇总工作簿.xlsm").read_bytes()
        (folder / "click").mkdir()
        whole = clicked(content, folder / "click")
    print("| own code | of it processor | of it imports | inside LibreOffice | calls into it |")
    print("|---|---|---|---|---|")
    for row in rows:
        times = (f"{row[name]:.2f} s" for name in ("own", "processor", "imports", "engine"))
        print(f"| {' | '.join(times)} | {row['calls']} |")
    own, busy = (statistics.median(row[name] for row in rows) for name in ("own", "processor"))
    print(f"\nmedian of our own code: {own:.2f} s, of it processor {busy:.2f} s (limit {LIMIT:.0f} s)")
    print(f"a click within LibreOffice, all in all: {whole:.2f} s")
    sys.exit(own > LIMIT)


if __name__ == "__main__":
    main()
