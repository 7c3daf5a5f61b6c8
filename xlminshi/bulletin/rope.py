"""Text that knows which of its characters tell which fact: sentences are tied together from pieces, never searched after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlminshi.bulletin.document import Figure, Paragraph, ParagraphStyle
from xlminshi.core.phrases import MARK


@dataclass(frozen=True, slots=True)
class Rope:
    """A piece of text with the generated figures in it, in order and without overlap."""

    text: str = ""
    figures: tuple[Figure, ...] = ()

    def __add__(self, other: "Rope | str") -> "Rope":
        return tied((self, other))

    def __radd__(self, other: str) -> "Rope":
        return tied((other, self))

    def __bool__(self) -> bool:
        return bool(self.text)

    def inserted(self, at: int, piece: "Rope") -> "Rope":
        """Return the text with a piece at a place that is not within a figure."""
        before = tuple(one for one in self.figures if one.end <= at)
        behind = tuple(
            Figure(one.start - at, one.end - at, one.source) for one in self.figures if one.start >= at
        )
        return Rope(self.text[:at], before) + piece + Rope(self.text[at:], behind)

    def paragraph(self, key: str, style: ParagraphStyle) -> Paragraph:
        """Return the text as a paragraph."""
        return Paragraph(key, style, self.text, self.figures)


def as_rope(piece: Rope | str) -> Rope:
    """Return a piece as a rope; plain words hold no figure."""
    return Rope(piece) if isinstance(piece, str) else piece


def tied(pieces: Iterable[Rope | str], between: str = "") -> Rope:
    """Return the pieces one after another, with a mark between them."""
    texts: list[str] = []
    figures: list[Figure] = []
    at = 0
    for number, piece in enumerate(pieces):
        if number and between:
            texts.append(between)
            at += len(between)
        text = piece if isinstance(piece, str) else piece.text
        if not isinstance(piece, str):
            figures.extend(Figure(one.start + at, one.end + at, one.source) for one in piece.figures)
        texts.append(text)
        at += len(text)
    return Rope("".join(texts), tuple(figures))


def listed(pieces: Iterable[Rope | str]) -> Rope:
    """Return pieces as a list is read: 227%、20.91%和2.3%."""
    found = list(pieces)
    return tied([tied(found[:-1], "、"), found[-1]], "和") if len(found) > 1 else tied(found)


def filled(template: str, parts: Mapping[str, Rope | str]) -> Rope:
    """Return a template with its marks filled; one that has no part raises KeyError."""
    pieces = MARK.split(template)
    return tied(parts[piece] if number % 2 else piece for number, piece in enumerate(pieces))


def ended(rope: Rope) -> Rope:
    """Return the text as a sentence: ended by 。 unless it is empty or ends a sentence already."""
    return rope if not rope or rope.text.endswith(("。", "！", "？", "…")) else rope + "。"
