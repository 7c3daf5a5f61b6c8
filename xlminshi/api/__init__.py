"""The automation library: the same steps as the buttons and commands, on closed files, as typed functions."""

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
from xlminshi.api.demonstration import CITY_EXAMPLES, EXAMPLES, FIRST_EXAMPLE, CityDemo, Demo, demo, demo_city
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
