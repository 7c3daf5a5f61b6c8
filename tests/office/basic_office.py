"""A headless LibreOffice that opens workbooks, runs their VBA and clicks their buttons."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.office.soffice import load_uno

_UNWANTED = {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH"}
_ALWAYS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="UseLocking" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


class BasicOffice:
    """One running LibreOffice; `open` a workbook, `run` a procedure of it, `click` a button."""

    def __init__(self, folder: Path) -> None:
        self.uno = _uno()
        self.profile = folder / "profile"
        settings = self.profile / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, "utf-8")
        pipe = f"minshi{os.getpid()}x{abs(hash(folder)) % 10**8}"
        program = shutil.which("soffice")
        assert program, "LibreOffice is not installed: run `bash .ci/office`"
        self.process = subprocess.Popen(
            [
                program,
                f"-env:UserInstallation={self.profile.as_uri()}",
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                f"--accept=pipe,name={pipe};urp;",
            ],
            env={name: value for name, value in os.environ.items() if name not in _UNWANTED}
            | {"LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.desktop = self._desktop(pipe)

    def _desktop(self, pipe: str) -> Any:
        local = self.uno.getComponentContext()
        resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        deadline = time.monotonic() + 90
        while True:
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            except Exception:
                if time.monotonic() > deadline:
                    self.close()
                    raise
                time.sleep(0.2)

    def open(self, path: Path, *, is_hidden: bool = True) -> Any:
        """Return the document; its macros may run, Workbook_Open only in a window that is not hidden."""
        options = (self._option("Hidden", is_hidden), self._option("MacroExecutionMode", _ALWAYS))
        document = self.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, options)
        assert document is not None, path
        return document

    def run(self, document: Any, procedure: str, *arguments: object) -> Any:
        """Return what a procedure gives, named as Module.Procedure."""
        address = f"vnd.sun.star.script:VBAProject.{procedure}?language=Basic&location=document"
        return document.getScriptProvider().getScript(address).invoke(tuple(arguments), (), ())[0]

    def buttons(self, document: Any) -> dict[str, tuple[str, str]]:
        """Return the form buttons by caption: the sheet, and the macro behind them."""
        found = {}
        for sheet in document.Sheets:
            for form in sheet.DrawPage.Forms:
                for index in range(form.Count):
                    events = form.getScriptEvents(index)
                    macro = events[0].ScriptCode if events else ""
                    found[form.getByIndex(index).Label] = (sheet.Name, macro)
        return found

    def click(self, document: Any, caption: str) -> None:
        """Press a button as a screen reader would; the document must not be hidden."""
        controller = document.CurrentController
        for sheet in document.Sheets:
            for form in sheet.DrawPage.Forms:
                for control in form:
                    if control.Label == caption:
                        controller.setActiveSheet(sheet)
                        accessible = controller.getControl(control).AccessibleContext
                        assert accessible.doAccessibleAction(0)
                        return
        raise AssertionError(caption)

    def close(self) -> None:
        """End LibreOffice, with its children."""
        with contextlib.suppress(Exception):
            self.desktop.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _option(self, name: str, value: object) -> Any:
        option = self.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        option.Name, option.Value = name, value
        return option


@contextlib.contextmanager
def running_office() -> Iterator[BasicOffice]:
    """Give a LibreOffice with a profile of its own."""
    with tempfile.TemporaryDirectory(prefix="xlminshi-office-") as folder:
        office = BasicOffice(Path(folder))
        try:
            yield office
        finally:
            office.close()


def rows_of(sheet: Any, columns: int) -> list[tuple[str, ...]]:
    """Return what a sheet shows, row by row, to its last used row."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress.EndRow
    return [
        tuple(sheet.getCellByPosition(column, row).String for column in range(columns))
        for row in range(last + 1)
    ]


def _uno() -> Any:
    return load_uno()
