"""What an office decides about its paper: margins, grid, digits, page numbers and the name in red; else as the standard says."""

import re
from dataclasses import dataclass, field
from enum import Enum

from xlminshi.adapters.word.gb9704 import (
    CHARACTERS_PER_LINE,
    LINES_PER_PAGE,
    MARGINS_MM,
    NAME_LINE,
    NAME_SIZE,
    NAME_SPACING,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RED,
    SIZE_3,
)
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.settings import DocumentKind

TWIPS_PER_MM = 1440 / 25.4
_SMALLEST_MARGIN, _WIDEST_MARGIN = 10.0, 60.0
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
_FONT = re.compile(r"[\w \-]{1,31}")
_NOT_IN_A_NAME = re.compile(r"[{}｛｝\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_LONGEST_NAME = 30


class PageNumber(Enum):
    """How page 1 is written; the standard's is the first (7.5)."""

    DASHED = "— 1 —"
    PLAIN = "1"
    WORDS = "第1页"

    @property
    def around(self) -> tuple[str, str]:
        """Return what stands before and behind the number."""
        before, _, behind = self.value.partition("1")
        return before, behind


class DatedPlace(Enum):
    """Where the date stands: in the line of the issuer, or in the next one, where a long issuer leaves no room."""

    BESIDE = "右侧"
    UNDER = "下行"


@dataclass(frozen=True, slots=True)
class Margins:
    """Margins in mm as they are asked for: 天头, 订口 (left), bottom, right."""

    top: float
    binding: float
    bottom: float
    outer: float

    def __str__(self) -> str:
        return ",".join(f"{side:g}" for side in (self.top, self.binding, self.bottom, self.outer))

    def twips(self) -> tuple[int, int, int, int]:
        """Return top, binding, bottom and outer in twips."""
        return (_twips(self.top), _twips(self.binding), _twips(self.bottom), _twips(self.outer))


@dataclass(frozen=True, slots=True)
class Profile:
    """An office's own layout. `name` is printed in red in every issue; "" leaves the mark {{报头}} for it.

    `digits` is the font of digits and Latin letters, "" that of the 汉字 beside them; `colour` is that of the name (RRGGBB).
    """

    kind: DocumentKind = DocumentKind.BULLETIN
    name: str = ""
    margins: Margins = field(default=Margins(*MARGINS_MM))
    lines: int = LINES_PER_PAGE
    characters: int = CHARACTERS_PER_LINE
    digits: str = ""
    page_number: PageNumber = PageNumber.DASHED
    colour: str = RED
    dated: DatedPlace = DatedPlace.BESIDE

    @property
    def width(self) -> int:
        """Return the width of the type area (版心) in twips."""
        _, binding, _, outer = self.margins.twips()
        return PAGE_WIDTH - binding - outer

    @property
    def line_pitch(self) -> int:
        """Return the height of a line in twips: the lines fill the type area (5.2.3)."""
        top, _, bottom, _ = self.margins.twips()
        return (PAGE_HEIGHT - top - bottom) // self.lines

    @property
    def advance(self) -> int:
        """Return the width of a body character with its spacing in twips."""
        return self.width // self.characters

    @property
    def spacing(self) -> int:
        """Return the spacing of body characters in twips: a lines-and-characters grid differs from program to program."""
        return self.advance - SIZE_3 * 10

    def name_measures(self) -> tuple[int, int, int]:
        """Return size (half-points), spacing and line height (twips) of the name: a long one is set smaller, on one line."""
        room = self.width / max(len(self.name), 1)
        share = min(1.0, room / (NAME_SIZE * 10 + NAME_SPACING))
        return int(NAME_SIZE * share), int(NAME_SPACING * share), NAME_LINE


def profile_of(
    kind: DocumentKind = DocumentKind.BULLETIN,
    *,
    name: str = "",
    margins: str = "",
    grid: str = "",
    digits: str = "",
    page_number: PageNumber = PageNumber.DASHED,
    dated: DatedPlace | None = None,
) -> Profile:
    """Return the profile for what a person typed: margins 上,左,下,右 in mm, grid 行,字; "" takes the standard's.

    Raises CannotContinueError, in Chinese, for anything that makes no page.
    """
    lines, characters = _grid(grid) if grid else (LINES_PER_PAGE, CHARACTERS_PER_LINE)
    usual = DatedPlace.UNDER if kind is DocumentKind.BRIEFING else DatedPlace.BESIDE
    return Profile(
        kind,
        _name(name),
        _margins(margins) if margins else Margins(*MARGINS_MM),
        lines,
        characters,
        _font(digits),
        page_number,
        dated=dated or usual,
    )


def _name(text: str) -> str:
    if _NOT_IN_A_NAME.search(text) or len(text) > _LONGEST_NAME:
        raise CannotContinueError(
            f"版头名称“{text[:_LONGEST_NAME]}”不能使用。请写在一行内，不超过{_LONGEST_NAME}个字，不要用花括号。"
        )
    return text.strip()


def _margins(text: str) -> Margins:
    sides = [float(one) for one in _numbers(text)]
    if len(sides) != 4 or not all(_SMALLEST_MARGIN <= side <= _WIDEST_MARGIN for side in sides):
        raise CannotContinueError(
            f"页边距“{text}”不能使用。请按“上,左,下,右”写四个毫米数，如 37,28,35,26，每个在10到60之间。"
        )
    return Margins(*sides)


def _grid(text: str) -> tuple[int, int]:
    numbers = [one for one in _numbers(text) if one.isdigit()]
    if len(numbers) == 2 and 15 <= int(numbers[0]) <= 30 and 20 <= int(numbers[1]) <= 32:
        return int(numbers[0]), int(numbers[1])
    raise CannotContinueError(f"行数和字数“{text}”不能使用。请写成“22,28”：每页15到30行，每行20到32字。")


def _font(text: str) -> str:
    if text and not _FONT.fullmatch(text):
        raise CannotContinueError(f"字体“{text}”不能使用。请写字体的名称，如 Times New Roman 或仿宋。")
    return text.strip()


def _numbers(text: str) -> list[str]:
    parts = [part.strip() for part in re.split("[,，、]", text)]
    return parts if all(_NUMBER.fullmatch(part) for part in parts) else []


def _twips(mm: float) -> int:
    return round(mm * TWIPS_PER_MM)
