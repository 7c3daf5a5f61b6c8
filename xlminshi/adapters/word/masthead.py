"""The 版头 as it is filled: a long name is set smaller or on two lines, a long issuer sends the date to the next line.

Only what the letterhead made here looks like is set anew; an office that has restyled it has decided for itself.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement

from xlminshi.adapters.word.gb9704 import NAME_LEAST, NAME_LINE, NAME_SIZE, NAME_SPACING
from xlminshi.adapters.word.letterhead import NAME_STYLE, Mark
from xlminshi.adapters.word.marks import Slot
from xlminshi.adapters.word.style_looks import chain_of, first_of, style_name_of, text_width, whole
from xlminshi.bulletin.titles import lines_by_sense, width

# What names of bulletins are made of; a line of a name ends beside one of these, or behind a place.
_WORDS = (
    *("督查通报", "督查专报", "督查简报", "督办通报", "工作通报", "工作简报", "工作专报", "情况通报"),
    *("重点民生实事", "民生实事", "推进情况", "进展情况", "完成情况", "落实情况", "领导小组", "办公室"),
    *("人民政府", "督查", "督办", "通报", "专报", "简报", "快报", "动态", "专刊", "信息", "工作"),
)
_AFTER_A_NAME = re.compile("(?<=[、，；　])")
_PLACES = ("省", "市", "县", "区", "州", "盟", "旗", "乡", "镇")
_BEHIND_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr")
_BEHIND_SIZE = ("w:highlight", "w:u", "w:effect", "w:bdr")
_LAST_LOOKS = ("w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout")
_BESIDE = ("tab", str(Mark.ISSUER), "tab", str(Mark.DATED))
_UNDER = ("tab", str(Mark.ISSUER), "br", "tab", "tab", str(Mark.DATED))


@dataclass(frozen=True, slots=True)
class RedName:
    """The name as it is printed: its lines, size in half-points, spacing and height of a line in twips."""

    lines: tuple[str, ...]
    size: int
    spacing: int
    height: int

    @property
    def is_as_usual(self) -> bool:
        """Return whether it stands as the style has it."""
        return (self.size, self.spacing, self.height) == (NAME_SIZE, NAME_SPACING, NAME_LINE)

    @property
    def is_too_small(self) -> bool:
        """Return whether the type is smaller than that of a name should be."""
        return self.size < NAME_LEAST


def red_name(name: str, room: int) -> RedName:
    """Return the name as large as its lines have room (twips): one line, else two by sense, never broken inside a word."""
    typed = tuple(line for line in map(str.strip, name.split("\n")) if line) or ("",)
    whole_name = _sized(typed, room)
    halves = _halves(typed[0]) if len(typed) == 1 and whole_name.is_too_small else ()
    return max(whole_name, _sized(halves, room), key=lambda one: one.size) if halves else whole_name


def _sized(lines: tuple[str, ...], room: int) -> RedName:
    # Spacing stands behind the last character too, and the same before the first: see the style of the name.
    needed = max(map(ems, lines)) * (NAME_SIZE * 10 + NAME_SPACING) + NAME_SPACING
    share = min(1 / len(lines), room / needed)
    return RedName(
        lines, max(int(NAME_SIZE * share), 2), int(NAME_SPACING * share), int(NAME_LINE / len(lines))
    )


def _halves(name: str) -> tuple[str, ...]:
    """Return two lines as even as can be, () where no word is known to end within the name."""
    lines = lines_by_sense(name, _WORDS, math.ceil(width(name)) - 1)
    is_by_sense = len(lines) == 2 and (lines[0].endswith((*_WORDS, *_PLACES)) or lines[1].startswith(_WORDS))
    is_even = is_by_sense and 2 * min(map(width, lines)) >= max(map(width, lines))
    return lines if is_even else ()


def ems(text: str) -> float:
    """Return the room that a text needs in 汉字, rather too much than too little for Latin letters."""
    return sum(0.6 if one.isascii() and not one.isupper() else 1 for one in text)


# The name --------------------------------------------------------------------------------------------------------


def place_name(word: WordDocument, slot: Slot, name: str) -> str:
    """Return the name with its line breaks, and set it so that it has room; an office's own formatting stays as it is."""
    if not is_our_name(word, slot):
        return name
    red = red_name(name, text_width(word))
    if red.is_as_usual:
        return name
    _look_like(slot, red)
    return "\n".join(red.lines)


def is_our_name(word: WordDocument, slot: Slot) -> bool:
    """Return whether the name stands in the style and size that a letterhead made here gives it, on the page itself."""
    chain = chain_of(word, slot.paragraph, run_of(slot))
    looks = (("w:rPr", "w:sz", NAME_SIZE), ("w:rPr", "w:spacing", NAME_SPACING))
    return (
        slot.in_body
        and slot.is_alone
        and slot.paragraph.getparent().tag == qn("w:body")
        and style_name_of(word, slot.paragraph) == NAME_STYLE
        and all(whole(first_of(chain, *path, "w:val")) == usual for *path, usual in looks)
        and whole(first_of(chain, "w:pPr", "w:spacing", "w:line")) == NAME_LINE
        and not first_of(chain, "w:rPr", "w:w", "w:val")
        and not first_of(chain, "w:rPr", "w:fitText", "w:val")
        and text_width(word) > 0
    )


def run_of(slot: Slot) -> CT_R:
    """Return the run in which the words of a paragraph's first mark are put."""
    holder = next(text for text in slot.texts if "{" in (text.text or ""))
    return cast(CT_R, holder.getparent())


def _look_like(slot: Slot, red: RedName) -> None:
    properties = slot.paragraph.get_or_add_pPr()
    properties.get_or_add_ind().set(qn("w:left"), str(red.spacing))
    spacing = properties.get_or_add_spacing()
    spacing.set(qn("w:line"), str(red.height))
    spacing.set(qn("w:lineRule"), "exact")
    looks = run_of(slot).get_or_add_rPr()
    _set(looks, "w:spacing", red.spacing, (*_BEHIND_SPACING, *_LAST_LOOKS))
    _set(looks, "w:sz", red.size, ("w:szCs", *_BEHIND_SIZE, *_LAST_LOOKS))
    _set(looks, "w:szCs", red.size, (*_BEHIND_SIZE, *_LAST_LOOKS))


def _set(looks: BaseOxmlElement, tag: str, value: int, behind: tuple[str, ...]) -> None:
    """Set a look of a run in its place; `behind` are the tags that the format wants behind it."""
    for old in looks.findall(qn(tag)):
        looks.remove(old)
    element = OxmlElement(tag)
    element.set(qn("w:val"), str(value))
    looks.insert_element_before(element, *behind)


# Issuer and date -------------------------------------------------------------------------------------------------


def place_issuer(word: WordDocument, slot: Slot, issuer: str, dated: str) -> str:
    """Return the issuer with its line breaks; the date goes to a line of its own where the issuer leaves no room for it.

    Nothing changes where both have room, or where the line is built in another way than in a letterhead made here.
    """
    pieces = tuple(_pieces(slot.paragraph))
    kinds = tuple(kind for kind, _ in pieces)
    chain = chain_of(word, slot.paragraph)
    stops = _stops(chain)
    if kinds not in (_BESIDE, _UNDER) or stops is None:
        return issuer
    left, right = stops
    room = (right - left) / max(_advance(chain), 1)
    beside = ems(dated) + 1 if kinds == _BESIDE else 0
    if ems(issuer) + beside <= room:
        return issuer
    if kinds == _BESIDE:
        for tag in ("w:br", "w:tab"):
            pieces[-2][1].addprevious(OxmlElement(tag))
    return "\n\t".join(_issuer_lines(issuer, room))


def _issuer_lines(issuer: str, room: float) -> list[str]:
    """Return the lines of several offices: as many whole names on each as have room; a name longer than a line by sense."""
    lines: list[str] = []
    for name in _AFTER_A_NAME.split(issuer):
        if lines and ems(lines[-1] + name) <= room:
            lines[-1] += name
        else:
            lines.extend(lines_by_sense(name, _WORDS, int(room)) if ems(name) > room else (name,))
    return lines


def _advance(chain: list[BaseOxmlElement]) -> int:
    size, spacing = (whole(first_of(chain, "w:rPr", tag, "w:val")) for tag in ("w:sz", "w:spacing"))
    return size * 10 + spacing


def _pieces(paragraph: CT_P) -> Iterator[tuple[str, BaseOxmlElement]]:
    """Yield tabs, line breaks and texts of a paragraph by kind; a text that Word has split over runs is one."""
    text, first = "", None
    for one in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if one.getparent().tag != qn("w:r"):
            continue  # a tab stop
        if one.tag == qn("w:t"):
            text, first = text + (one.text or ""), first if first is not None else one
            continue
        if first is not None:
            yield text.replace(" ", ""), first
            text, first = "", None
        yield one.tag.rpartition("}")[2], one
    if first is not None:
        yield text.replace(" ", ""), first


def _stops(chain: list[BaseOxmlElement]) -> tuple[int, int] | None:
    """Return the places of the left and the right tab stop, None where there are others."""
    found = next(
        (tabs for one in chain if (tabs := one.find(f"{qn('w:pPr')}/{qn('w:tabs')}")) is not None), None
    )
    stops = (
        [(one.get(qn("w:val")), whole(one.get(qn("w:pos"), ""))) for one in found]
        if found is not None
        else []
    )
    if [kind for kind, _ in stops] != ["left", "right"]:
        return None
    (_, left), (_, right) = stops
    return (left, right) if left < right else None
