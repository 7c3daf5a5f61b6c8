"""The table of hazards (docs/hazards.md), read: each row with its test and the findings that it quotes."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xlminshi.core.catalogue import Code

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "hazards.md"
DAMAGED, HOSTILE_FILE, PROGRAM = "受损", "坏件", "换程序"
_ROW = re.compile(r"^\| (H\d{3}) \| (.+?) \| `(.+?)` \| (.+?) \|$")
_QUOTED = re.compile(r"「(.+?)」")


@dataclass(frozen=True, slots=True)
class Row:
    """One hazard: its number, what happens, the test that makes it, what the user sees."""

    number: str
    hazard: str
    test: str
    seen: str

    def quoted(self) -> tuple[str, ...]:
        """The findings that the row quotes."""
        return tuple(_QUOTED.findall(self.seen))

    def name(self, kind: str) -> str:
        """The name behind a short form (受损:rows_reversed); "" for another kind of test."""
        prefix, _, name = self.test.partition(":")
        return name if prefix == kind else ""


@cache
def rows() -> tuple[Row, ...]:
    """All rows of the table."""
    found = (_ROW.match(line) for line in TABLE.read_text("utf-8").splitlines())
    return tuple(Row(*one.groups()) for one in found if one)


@cache
def codes_of(text: str) -> frozenset[str]:
    """The findings that could be told in these words; those whose whole text comes from elsewhere are left out."""
    return frozenset(
        code.name
        for code in Code
        if len(re.sub(r"\{\w+\}", "", code.what)) > 1
        if re.fullmatch(_pattern(code.what), text, re.DOTALL)
    )


def _pattern(template: str) -> str:
    pieces = re.split(r"(\{\w+\})", template)
    return "".join(".*" if piece.startswith("{") else re.escape(piece) for piece in pieces)


def promised(kind: str, name: str) -> tuple[str, ...]:
    """The findings that the table quotes for a test of a kind."""
    return tuple(text for row in rows() if row.name(kind) == name for text in row.quoted())


def untold(kind: str, name: str, codes: set[str], texts: list[str]) -> list[str]:
    """The findings that the table promises for a test and that its run did not tell."""
    return [
        f"the table promises: {text}"
        for text in promised(kind, name)
        if not codes_of(text) & codes and not any(text in one for one in texts)
    ]
