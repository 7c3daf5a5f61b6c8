"""Markdown from plain words: cells in which nothing is taken for a mark, and tables."""

import re
from collections.abc import Iterable

NOTICE = "<!-- 由程序自己的清单生成（python -m docs.generator），请不要手工改动。 -->\n"
_FACT = re.compile(r"\{[^{}]*\}")
_SIGNS = re.compile(r"([\\*_|<>`\[\]])")


def with_gaps(template: str) -> str:
    """Return a message with … for every fact that the program fills in."""
    return _FACT.sub("…", template)


def cell(text: str) -> str:
    """Return words as a table cell shows them."""
    return _SIGNS.sub(r"\\\1", text).replace("\n", "<br>") or "—"


def code(text: str) -> str:
    """Return words as they are typed; "" stays empty."""
    safe = text.replace("|", "\\|")
    return f"`{safe}`" if text else ""


def table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; the cells are Markdown already."""
    names = tuple(headers)
    lines = (names, ("---",) * len(names), *(tuple(row) for row in rows))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def page(title: str, opening: str, *parts: str, boost: int = 1) -> str:
    """Return a whole page; a `boost` above 1 lets the search put it before others."""
    head = f"---\nsearch:\n  boost: {boost}\n---\n" if boost > 1 else ""
    return "\n".join((f"{head}{NOTICE}", f"# {title}\n", f"{opening}\n", *parts)).rstrip("\n") + "\n"
