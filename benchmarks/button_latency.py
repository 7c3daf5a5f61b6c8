"""From the click on 「生成通报」 to the finished sheets, on the example's workbook of 14 units; prints a table.

    python benchmarks/button_latency.py [--runs 5]

Excel is not on our machines: LibreOffice stands in its place, behind the engine of the tests. Each run is a Python of its own,
as Excel's RunPython starts one, so imports count. What passes inside the engine (LibreOffice, and the pipe to it) is taken off:
the rest is our own code with its libraries. The last column is a click within LibreOffice, all in all.
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
        self.seconds, self.depth, self.calls = 0.0, 0, 0

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
            self.depth, self.calls, begin = 1, self.calls + 1, time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                self.depth, self.seconds = 0, self.seconds + time.perf_counter() - begin

        return timed


def one_run(path: Path, address: str) -> None:
    """Press the button once and print what it took; the import of the engine itself is not ours and not counted."""
    from tests.office.soffice import Inside, load_uno

    uno = load_uno()
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    office = Inside(resolver.resolve(address))
    document = office.open(path.as_uri(), Hidden=True)
    begin = time.perf_counter()
    import xlwings  # noqa: F401

    of_xlwings = time.perf_counter() - begin
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
    meter.seconds, meter.calls = 0.0, 0
    begin = time.perf_counter()
    import xlminshi.buttons

    imported = of_xlwings + time.perf_counter() - begin
    xlminshi.buttons.publish()
    whole = of_xlwings + time.perf_counter() - begin
    document.close(True)
    assert "已生成" in app.alerts[-1], app.alerts
    print(
        json.dumps(
            {"own": whole - meter.seconds, "imports": imported, "engine": meter.seconds, "calls": meter.calls}
        )
    )


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
    print(f"| {'own code':>10} | of it imports | inside LibreOffice | calls |")
    print("|---|---|---|---|")
    for row in rows:
        print(f"| {row['own']:.2f} s | {row['imports']:.2f} s | {row['engine']:.2f} s | {row['calls']} |")
    own = statistics.median(row["own"] for row in rows)
    print(
        f"\nmedian of our own code: {own:.2f} s (limit {LIMIT:.0f} s); a click within LibreOffice, all in all: {whole:.2f} s"
    )
    sys.exit(own > LIMIT)


if __name__ == "__main__":
    main()
