"""The VBA module that leads the functions of the cells to Python: by xlwings' own generator, on any system."""

import contextlib
import importlib.util
import io
import sys
import threading
import types
from collections.abc import Iterator
from functools import cache

import xlwings

from xlminshi.form.sheet_values import NOT_READY

FUNCTIONS_MODULE = "xlminshi.udfs"
MODULE_NAME = "xlwings_udfs"
# What the generator imports of pywin32, and never uses to write text.
_WINDOWS_ONLY = ("pythoncom", "pywintypes", "win32com", "win32com.client")
_DECORATORS = {"func": "xlfunc", "sub": "xlsub", "script": "xlsub", "arg": "xlarg", "ret": "xlret"}
_HEAD = f"""Attribute VB_Name = "{MODULE_NAME}"
'由 xlwings 自动生成，请勿修改。
#Const App = "Microsoft Excel"
"""
_LOCK = threading.Lock()


@cache
def udf_module(functions: str = FUNCTIONS_MODULE, book_name: str = "民生实事.xlam") -> str:
    """Return the text of the VBA module `xlwings_udfs`, the same on every system.

    With it nobody has to press “Import Functions”. In an add-in (.xlam) the functions take the active workbook for theirs.
    """
    text = io.StringIO(newline="")
    with _LOCK, _generator() as generator:
        text.write(_HEAD)
        module = _fresh_copy(functions)
        generator.generate_vba_wrapper(functions, module, text, types.SimpleNamespace(Name=book_name))
    lines = (line.rstrip() for line in text.getvalue().splitlines())
    # The functions never raise: if a call fails, Python itself is not there, and English would not help the clerk.
    return "\n".join(line.replace("Err.Description", f'"{NOT_READY}"') for line in lines) + "\n"


@contextlib.contextmanager
def _generator() -> Iterator[types.ModuleType]:
    """Give the generator of xlwings; where pywin32 is missing, empty stand-ins are there as long as it works."""
    before = dict(sys.modules)
    kept = {name: getattr(xlwings, name) for name in _DECORATORS}
    had_module = hasattr(xlwings, "udfs")
    try:
        for name, module in _stand_ins():
            sys.modules.setdefault(name, module)
        from xlwings import udfs as generator

        for name, own in _DECORATORS.items():
            setattr(xlwings, name, getattr(generator, own))
        yield generator
    finally:
        for name, decorator in kept.items():
            setattr(xlwings, name, decorator)
        for name in set(sys.modules) - set(before):
            if name in _WINDOWS_ONLY or name == "xlwings.udfs":
                del sys.modules[name]
        if not had_module and hasattr(xlwings, "udfs"):
            del xlwings.udfs


def _stand_ins() -> Iterator[tuple[str, types.ModuleType]]:
    """Yield empty modules for what of pywin32 is not installed here."""
    if importlib.util.find_spec("pythoncom") is not None:
        return
    made = {name: types.ModuleType(name) for name in _WINDOWS_ONLY}
    made["pythoncom"].CoInitialize = lambda: None  # type: ignore[attr-defined]
    made["pywintypes"].com_error = type("com_error", (Exception,), {})  # type: ignore[attr-defined]
    made["win32com.client"].Dispatch = None  # type: ignore[attr-defined]
    made["win32com"].client = made["win32com.client"]  # type: ignore[attr-defined]
    yield from made.items()


def _fresh_copy(name: str) -> types.ModuleType:
    """Return a module run anew under the decorators that now hold, without touching the one that others have imported."""
    found = importlib.util.find_spec(name)
    if found is None or found.loader is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
