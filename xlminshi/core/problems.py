"""Findings (填报问题) as values: what kind, where, what is wrong and what to do; and the order in which they are told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from xlminshi.core.catalogue import OF_CELLS, OF_RETURNS, OF_THE_LIST, VERIFIED_IN_WORDS, Code, Level
from xlminshi.core.sending import quickly_sent

__all__ = [
    "OF_CELLS",
    "OF_RETURNS",
    "OF_THE_LIST",
    "Code",
    "Level",
    "Place",
    "Problem",
    "code_of_return",
    "in_order",
    "is_verified_in_words",
    "level_counts",
    "must_be_settled",
    "problem",
]


@quickly_sent
@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file name, sheet name, cell address; each may be empty."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def at(self, cell: str) -> "Place":
        """Return another cell of the same sheet."""
        return Place(self.file, self.sheet, cell)

    def __str__(self) -> str:
        sheet = f"「{self.sheet}」表" if self.sheet else ""
        return " ".join(part for part in (self.file, sheet, self.cell) if part)


@quickly_sent
@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: what kind, where, what is wrong and what to do, in Chinese."""

    code: Code
    place: Place
    what: str
    cure: str

    @property
    def level(self) -> Level:
        """Return how much the finding matters."""
        return self.code.level

    def __str__(self) -> str:
        where = str(self.place)
        return f"{where}：{self.what}{self.cure}" if where else f"{self.what}{self.cure}"


def problem(code: Code, place: Place, /, **facts: object) -> Problem:
    """Return a finding with its facts filled in; a fact that the template asks for and is not given raises KeyError."""
    return Problem(code, place, code.what.format(**facts), code.cure.format(**facts))


def code_of_return(what: str) -> Code | None:
    """Return which finding about a return a printed text is; None where it is none of them."""
    known = (*OF_RETURNS, *OF_CELLS)
    return next((code for code in known if re.fullmatch(_pattern(code.what), what, re.DOTALL)), None)


def _pattern(template: str) -> str:
    return "".join(
        ".*" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{\w+\})", template)
    )


def level_counts(problems: Iterable[Problem]) -> str:
    """Return how many findings there are of each level: 必改2处，提醒1处，说明0处."""
    found = [one.level for one in problems]
    return "，".join(f"{level.value}{found.count(level)}处" for level in Level)


def must_be_settled(problems: Iterable[Problem]) -> bool:
    """Return whether a person has to settle something before the bulletin can go out."""
    return any(one.level is Level.MUST_FIX for one in problems)


def is_verified_in_words(one: Problem) -> bool:
    """Return whether a person's words settle a finding; what is missing, unreadable or undecided has to be mended."""
    return one.level is not Level.MUST_FIX or one.code in VERIFIED_IN_WORDS


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the findings without repeats, the gravest first, in an order that does not depend on how files were read."""
    ranks = {level: rank for rank, level in enumerate(Level)}
    return tuple(
        sorted(
            dict.fromkeys(problems),
            key=lambda one: (
                ranks[one.level],
                not one.place.file,
                one.place.file,
                one.place.sheet,
                _cell_key(one.place.cell),
                one.what,
                one.cure,
                one.code.name,
            ),
        )
    )


def _cell_key(address: str) -> tuple[int, int, str]:
    letters = address.rstrip("0123456789")
    row = address[len(letters) :]
    return (int(row) if row else 0, len(letters), letters)
