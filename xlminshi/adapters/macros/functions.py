"""The worksheet functions as the macros need them: the wrappers in VBA, and the help texts of the function wizard."""

from xlminshi.adapters.macros.modules import FunctionHelp, Host


def function_wrappers(host: Host) -> str:
    """Return the text of the VBA module xlwings_udfs."""
    return ""


def function_helps() -> tuple[FunctionHelp, ...]:
    """Return the Chinese help of every function."""
    return ()
