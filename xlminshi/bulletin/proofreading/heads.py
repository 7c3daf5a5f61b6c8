"""What stands below the head of a table's column: titles of projects, or offices."""

import re

_TITLES = re.compile(r"名称|实事|项目|工程|事项")
_UNITS = re.compile(r"(?:牵头|责任|承办|主办).*(?:单位|部门)|^(?:单位|部门)")


def is_title(head: str) -> bool:
    """Return whether titles of projects stand below the head of a column."""
    return bool(_TITLES.search(head)) and not is_unit(head)


def is_unit(head: str) -> bool:
    """Return whether names of offices stand below the head of a column."""
    return bool(_UNITS.search(head))
