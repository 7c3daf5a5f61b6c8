"""Follow a county's key livelihood projects (重点民生实事) in Excel, from project list to issued bulletin.

The public names below are loaded when they are first used, so that importing the package stays cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlminshi.adapters.frames import to_dataframe
    from xlminshi.api import (
        check,
        check_letterhead,
        close_period,
        collect,
        compare,
        demo,
        export,
        ledger_of,
        make_addin,
        make_letterhead,
        new_workbook,
        next_period,
        publish,
        refresh,
        reopen_period,
        reply,
        rollup,
        split,
        undo,
        verify,
    )
    from xlminshi.core.errors import CannotContinueError, FileRefusedError, LetterheadError, OutputExistsError

__all__ = [
    "CannotContinueError",
    "FileRefusedError",
    "LetterheadError",
    "OutputExistsError",
    "check",
    "check_letterhead",
    "close_period",
    "collect",
    "compare",
    "demo",
    "export",
    "ledger_of",
    "make_addin",
    "make_letterhead",
    "new_workbook",
    "next_period",
    "publish",
    "refresh",
    "reopen_period",
    "reply",
    "rollup",
    "split",
    "to_dataframe",
    "undo",
    "verify",
]

_ERRORS = frozenset(name for name in __all__ if name.endswith("Error"))


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'xlminshi' has no attribute '{name}'")
    if name == "to_dataframe":
        return import_module("xlminshi.adapters.frames").to_dataframe
    return getattr(import_module("xlminshi.core.errors" if name in _ERRORS else "xlminshi.api"), name)
