"""One LibreOffice process of our own: its own profile, a clean environment, a pipe to talk through, and nothing left behind."""

import builtins
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_DEBIAN = "/usr/lib/python3/dist-packages"
_PATIENCE = 60.0
# Owner files of a killed run make loading fail in silence; 0 = always calculate, or stale results would pass for ours.
_SETTINGS = (
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "0"),
)
_SETTINGS_FILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)


def load_uno() -> Any:
    """Return Debian's uno module; its folder is on the path for this import only, so that it can shadow nothing.

    uno puts a function of its own in the place of Python's import, which other tests would have to live with.
    """
    usual = builtins.__import__
    sys.path.append(_DEBIAN)
    try:
        import uno
    finally:
        sys.path.remove(_DEBIAN)
        builtins.__import__ = usual
    return uno


def value_of(name: str, value: object) -> Any:
    """Return a UNO property."""
    made = load_uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


class Inside:
    """The office seen from a script that runs within it; nothing to start and nothing to end."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def service(self, name: str) -> Any:
        """Return a UNO service of this office."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def open(self, address: str, **properties: object) -> Any:
        """Return the document at a URL; `properties` as in MediaDescriptor."""
        given = tuple(value_of(name, value) for name, value in properties.items())
        document = self.desktop.loadComponentFromURL(address, "_blank", 0, given)
        assert document is not None, f"LibreOffice could not open {address}"
        return document


class Soffice(Inside):
    """A running office program; `desktop` opens documents. Headless, or on an X display."""

    def __init__(self, profile: Path | None = None, display: str = "") -> None:
        uno = load_uno()
        self.profile = profile or Path(tempfile.mkdtemp(prefix="soffice_"))
        (self.profile / "user").mkdir(parents=True, exist_ok=True)
        settings = self.profile / "user" / "registrymodifications.xcu"
        if not settings.exists():
            items = "".join(_ITEM.format(*one) for one in _SETTINGS)
            settings.write_text(_SETTINGS_FILE.format(items), encoding="utf-8")
        pipe = f"xlminshi_{os.getpid()}_{id(self):x}"
        accept = f"pipe,name={pipe};urp;StarOffice.ComponentContext"
        self.process = subprocess.Popen(
            _command(self.profile, accept, is_headless=not display),
            env=_clean(display),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        self.address = f"uno:{accept}"
        super().__init__(self._connected(resolver, self.address))

    def _connected(self, resolver: Any, address: str) -> Any:
        begin = time.monotonic()
        while time.monotonic() - begin < _PATIENCE:
            try:
                return resolver.resolve(address)
            except Exception:  # not listening yet
                if self.process.poll() is not None:
                    raise AssertionError("soffice ended before it could be reached") from None
                time.sleep(0.1)
        os.killpg(self.process.pid, signal.SIGKILL)
        raise AssertionError("soffice did not answer")

    def close(self) -> None:
        """End this office, and only this one."""
        try:
            # Asked beside: an office that shows a question answers nobody.
            threading.Thread(target=self._terminate, daemon=True).start()
            self.process.wait(15)
        except Exception:  # it is gone already, or hangs
            if self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(15)
        shutil.rmtree(self.profile, ignore_errors=True)

    def _terminate(self) -> None:
        with contextlib.suppress(Exception):  # it is gone already
            self.desktop.terminate()


def _command(profile: Path, accept: str, *, is_headless: bool) -> list[str]:
    options = ["--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck"]
    if is_headless:
        options.append("--headless")
    return ["soffice", *options, f"-env:UserInstallation=file://{profile}", f"--accept={accept}"]


def _clean(display: str) -> Mapping[str, str]:
    """Return an environment without traces of a virtual environment: LibreOffice's own Python would take them over."""
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR") if name in os.environ}
    wanted = kept | {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return wanted | ({"DISPLAY": display} if display else {"SAL_USE_VCLPLUGIN": "svp"})
