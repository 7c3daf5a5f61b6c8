"""The automation library: the same steps as the buttons and commands, on closed files, as typed functions.

Each step is loaded when it is first asked for: a command must not wait for what the others need.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from xlminshi.api.examples import CITY_EXAMPLES, EXAMPLES, FIRST_EXAMPLE

if TYPE_CHECKING:
    from xlminshi.api.chain import (
        check,
        collect,
        empty_list,
        list_from_bulletin,
        new_workbook,
        publish,
        reply,
        split,
    )
    from xlminshi.api.demonstration import CityDemo, Demo, demo, demo_city
    from xlminshi.api.documents import check_letterhead, compare, make_letterhead, refresh, verify
    from xlminshi.api.leaving import export, make_addin
    from xlminshi.api.periods import close_period, next_period, reopen_period, undo
    from xlminshi.api.results import Result, ledger_of
    from xlminshi.api.roll_ups import rollup
    from xlminshi.workflow.collecting import Collection
    from xlminshi.workflow.publishing import Publication

__all__ = [
    "CITY_EXAMPLES",
    "EXAMPLES",
    "FIRST_EXAMPLE",
    "CityDemo",
    "Collection",
    "Demo",
    "Publication",
    "Result",
    "check",
    "check_letterhead",
    "close_period",
    "collect",
    "compare",
    "demo",
    "demo_city",
    "empty_list",
    "export",
    "ledger_of",
    "list_from_bulletin",
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
    "undo",
    "verify",
]

_HOMES = {
    **dict.fromkeys(
        ("check", "collect", "empty_list", "list_from_bulletin", "new_workbook", "publish", "reply", "split"),
        "xlminshi.api.chain",
    ),
    **dict.fromkeys(("CityDemo", "Demo", "demo", "demo_city"), "xlminshi.api.demonstration"),
    **dict.fromkeys(
        ("check_letterhead", "compare", "make_letterhead", "refresh", "verify"), "xlminshi.api.documents"
    ),
    **dict.fromkeys(("export", "make_addin"), "xlminshi.api.leaving"),
    **dict.fromkeys(("close_period", "next_period", "reopen_period", "undo"), "xlminshi.api.periods"),
    **dict.fromkeys(("Result", "ledger_of"), "xlminshi.api.results"),
    "rollup": "xlminshi.api.roll_ups",
    "Collection": "xlminshi.workflow.collecting",
    "Publication": "xlminshi.workflow.publishing",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'xlminshi.api' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
