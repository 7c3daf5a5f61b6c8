"""The worksheet functions as the macros need them: the wrappers in VBA, and the help texts of the function wizard."""

from xlminshi.adapters.macros.modules import FunctionHelp, Host
from xlminshi.form.function_list import FUNCTIONS


def function_wrappers(host: Host) -> str:
    """Return the text of the VBA module xlwings_udfs; the add-in's takes the active workbook for the caller's."""
    from xlminshi.adapters.macros.wrappers import (
        udf_module,  # xlwings is slow to load: only for files with macros
    )

    return udf_module(book_name=f"民生实事.{host.value}")


def function_helps() -> tuple[FunctionHelp, ...]:
    """Return the Chinese help of every function."""
    return tuple(
        FunctionHelp(one.name, f"{one.title}。{one.help}", tuple(argument.help for argument in one.arguments))
        for one in FUNCTIONS
    )
