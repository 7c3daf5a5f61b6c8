"""A workbook with our macros in LibreOffice, whose buttons start our Python: clicked headless, or by a mouse on a display.

The way is that of Excel: button → macro → RunPython → xlminshi.buttons. Excel's RunPython starts a Python of its own; here a
script in the profile takes its place and runs the same command on the workbook that was clicked.
"""

import contextlib
import os
import site
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.office.soffice import Soffice
from tests.office.vba_build import libreoffice_build

ROOT = Path(__file__).parents[2]
_ALWAYS = 4  # MacroExecMode.ALWAYS_EXECUTE_NO_WARN
_SCREEN = (1280, 900)
_BLANK = 20_000  # bytes of a picture on which there is nothing yet
# The module xlwings of the test build.
_XLWINGS = """Attribute VB_Name = "xlwings"
Option Explicit
Public Function RunPython(PythonCommand As String)
    Dim Provider As Object, Script As Object
    Provider = createUnoService("com.sun.star.script.provider.MasterScriptProviderFactory").createScriptProvider("")
    Script = Provider.getScript("vnd.sun.star.script:minshi_click.py$run_python?language=Python&location=user")
    Script.invoke(Array(PythonCommand), Array(), Array())
End Function
Public Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "") As Variant
    GetConfig = default
End Function
Public Function ExitCodeOf(Command As String, Style As Long, IsWaiting As Boolean) As Long
    ExitCodeOf = 0
End Function
"""
# Errors vanish on this way; so what happened is written down.
_SCRIPT = """import json, sys, time, traceback

def run_python(command):
    begin = time.perf_counter()
    sys.path[:0] = {paths!r}
    try:
        from tests.office import engine
        from tests.office.soffice import Inside
        app = engine.attach(Inside(XSCRIPTCONTEXT.getComponentContext()), XSCRIPTCONTEXT.getDocument())
        ready = time.perf_counter()
        exec(command, {{}})
        told = {{"alerts": app.alerts, "seconds": time.perf_counter() - begin, "engine": ready - begin}}
    except BaseException:
        told = {{"alerts": [], "error": traceback.format_exc()}}
    with open({log!r}, "w", encoding="utf-8") as log:
        json.dump(told, log, ensure_ascii=False)
    return 0

g_exportedScripts = (run_python,)
"""


def prepared(content: bytes, folder: Path) -> Path:
    """Write a workbook whose macros LibreOffice compiles, and return it."""
    path = folder / "工作簿.xlsm"
    path.write_bytes(libreoffice_build(content, xlwings=_XLWINGS))
    return path


@contextlib.contextmanager
def office_with_python(folder: Path, display: str = "") -> Iterator[Soffice]:
    """Give an office whose macros reach our Python; what a click does is told in clicked.json in `folder`."""
    scripts = folder / "profile" / "user" / "Scripts" / "python"
    scripts.mkdir(parents=True)
    paths = [str(ROOT), *site.getsitepackages()]
    log = str(folder / "clicked.json")
    (scripts / "minshi_click.py").write_text(_SCRIPT.format(paths=paths, log=log), encoding="utf-8")
    office = Soffice(folder / "profile", display)
    try:
        yield office
    finally:
        office.close()


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """Give a display without a screen: its name, such as :1."""
    width, height = _SCREEN
    number = next(one for one in range(90, 600) if not _lock(one).exists())
    process = subprocess.Popen(
        ["Xvfb", f":{number}", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        begin = time.monotonic()
        while not Path(f"/tmp/.X11-unix/X{number}").exists():
            assert time.monotonic() - begin < 30, "Xvfb did not start"
            time.sleep(0.1)
        yield f":{number}"
    finally:
        process.terminate()
        process.wait(15)


def _lock(number: int) -> Path:
    return Path(f"/tmp/.X{number}-lock")


@dataclass(frozen=True)
class Control:
    """A button as a screen reader sees it. It shows nothing of itself: asked when the office is gone, UNO ends the program."""

    seen: Any = field(repr=False)

    def click(self) -> bool:
        """Press it as a screen reader would."""
        return bool(self.seen.doAccessibleAction(0))

    def press(self, display: str) -> None:
        """Press it with the left button of a mouse, having clicked into the sheet below first."""
        place, size = self.seen.getLocationOnScreen(), self.seen.getSize()
        middle = str(place.X + size.Width // 2)
        into = ("mousemove", middle, str(place.Y + size.Height + 120), "click", "1")
        onto = ("mousemove", middle, str(place.Y + size.Height // 2))
        for words in (into, onto, ("mousedown", "1"), ("mouseup", "1")):
            _on(display, "xdotool", *words)
            time.sleep(0.4)


@dataclass(frozen=True)
class Window:
    """A workbook in a window."""

    document: Any = field(repr=False)

    def text(self, sheet: str, cell: str) -> str:
        """Return what a cell shows."""
        return str(self.document.Sheets.getByName(sheet).getCellRangeByName(cell).String)

    def sheets(self) -> list[str]:
        """Return the names of the sheets."""
        return list(self.document.Sheets.ElementNames)

    def captions(self, sheet: str) -> list[str]:
        """Return the captions of the buttons on a sheet."""
        forms = self.document.Sheets.getByName(sheet).DrawPage.Forms
        return [str(control.Label) for form in forms for control in form]

    def button(self, sheet: str, caption: str) -> Control:
        """Return a button, its sheet in front."""
        controller = self.document.CurrentController
        page = self.document.Sheets.getByName(sheet)
        controller.setActiveSheet(page)
        controls = (one for form in page.DrawPage.Forms for one in form if one.Label == caption)
        return Control(controller.getControl(next(controls)).AccessibleContext)

    def close(self) -> None:
        """Close it without saving."""
        self.document.close(True)


def shown(office: Soffice, path: Path) -> Window:
    """Return a workbook in a window, its macros allowed."""
    document = office.open(path.as_uri(), MacroExecutionMode=_ALWAYS)
    document.CurrentController.Frame.ContainerWindow.setPosSize(0, 0, *_SCREEN, 15)
    return Window(document)


def photograph(display: str, path: Path) -> None:
    """Save what the display shows, as soon as it shows anything."""
    begin = time.monotonic()
    while True:
        _on(display, "import", "-window", "root", str(path))
        if path.stat().st_size > _BLANK:
            return
        assert time.monotonic() - begin < 60, "nothing is shown"
        time.sleep(0.5)


def _on(display: str, *command: str) -> None:
    subprocess.run(command, env={**os.environ, "DISPLAY": display}, check=True, timeout=30)


def awaited(path: Path, patience: float = 90.0) -> str:
    """Return the text of a file as soon as it is there."""
    begin = time.monotonic()
    while time.monotonic() - begin < patience:
        if path.exists() and (text := path.read_text(encoding="utf-8")).endswith("}"):
            return text
        time.sleep(0.2)
    raise AssertionError(f"{path.name} did not come within {patience} seconds")
