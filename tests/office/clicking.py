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
from pathlib import Path
from typing import Any

from tests.office.soffice import Soffice
from tests.office.vba_build import libreoffice_build

ROOT = Path(__file__).parents[2]
_ALWAYS = 4  # MacroExecMode.ALWAYS_EXECUTE_NO_WARN
_SCREEN = (1280, 900)
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
    reading, writing = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        process.terminate()
        process.wait(15)


def shown(office: Soffice, path: Path) -> Any:
    """Return a document in a window, its macros allowed."""
    document = office.open(path.as_uri(), MacroExecutionMode=_ALWAYS)
    window = document.CurrentController.Frame.ContainerWindow
    window.setPosSize(0, 0, *_SCREEN, 15)
    return document


def button(document: Any, sheet: str, caption: str) -> Any:
    """Return what a screen reader sees of a button, its sheet in front."""
    controller = document.CurrentController
    page = document.Sheets.getByName(sheet)
    controller.setActiveSheet(page)
    for form in page.DrawPage.Forms:
        for control in form:
            if control.Label == caption:
                return controller.getControl(control).AccessibleContext
    raise AssertionError(caption)


def press(display: str, place: Any, size: Any) -> None:
    """Press the left button of a real mouse over a control."""
    first = ("mousemove", str(place.X + size.Width // 2), str(place.Y + size.Height + 120), "click", "1")
    onto = ("mousemove", str(place.X + size.Width // 2), str(place.Y + size.Height // 2))
    for words in (first, onto, ("mousedown", "1"), ("mouseup", "1")):
        _on(display, "xdotool", *words)
        time.sleep(0.4)


def photograph(display: str, path: Path) -> None:
    """Save what the display shows."""
    _on(display, "import", "-window", "root", str(path))


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
