"""Automatic numbers (自动编号): what Word shows before a paragraph without a character of it being typed."""

from dataclasses import dataclass, replace

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

from xlminshi.bulletin.numerals import chinese_number

_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
    "taiwaneseCounting",
)
_DIGITS = ("decimal", "decimalFullWidth", "decimalZero", "decimalHalfWidth")
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how its number looks (（%1）), in which numerals, where it starts, and whether it starts anew."""

    text: str
    format: str
    start: int
    is_new: bool = False


class Numbering:
    """Counts the numbered paragraphs of a document, which must be asked in their order.

    Lists (w:num) of one kind (w:abstractNum) go on counting one after the other. One that says where it starts
    (w:startOverride) does so at its first paragraph of that level.
    """

    def __init__(self, word: WordDocument) -> None:
        self.levels: dict[str, dict[int, _Level]] = {}
        self.lists: dict[str, str] = {}
        self.counts: dict[str, list[int]] = {}
        self.started: set[tuple[str, int]] = set()
        self.styles = {str(one.get(qn("w:styleId"))): one for one in word.styles.element.iter(qn("w:style"))}
        parts = [link.target_part for link in word.part.rels.values() if link.reltype == RT.NUMBERING]
        if parts:
            self._read(parts[0].element)

    def label(self, paragraph: CT_P) -> str:
        """Return the number before a paragraph as it is shown (一、 （二） 3.); "" where there is none, or a bullet."""
        found = self._list_of(paragraph)
        if found is None:
            return ""
        number, depth = found
        levels = self.levels.get(number, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(self.lists[number], [])
        if level.is_new and found not in self.started:
            del counts[depth:]
        self.started.add(found)
        while len(counts) <= depth:
            above = levels.get(len(counts))
            counts.append(above.start - 1 if above else 0)
        counts[depth] += 1
        del counts[depth + 1 :]
        return _shown(level, counts, levels)

    def _read(self, root: BaseOxmlElement) -> None:
        kinds = {
            str(one.get(qn("w:abstractNumId"))): {
                _depth(each): _level(each) for each in one.findall(qn("w:lvl"))
            }
            for one in root.findall(qn("w:abstractNum"))
        }
        for one in root.findall(qn("w:num")):
            target = one.find(qn("w:abstractNumId"))
            if target is not None:
                number, kind = str(one.get(qn("w:numId"))), str(target.get(qn("w:val")))
                self.lists[number] = kind
                self.levels[number] = _with_own(kinds.get(kind, {}), one)

    def _list_of(self, paragraph: CT_P) -> tuple[str, int] | None:
        """Return (list, level) of a paragraph: its own, else that of its style or of what the style is based on."""
        holder: BaseOxmlElement | None = paragraph
        style = paragraph.style
        for _ in range(_DEEPEST):
            if holder is None:
                return None
            own = holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if own is not None:
                return _numbered(own)
            holder = self.styles.get(style or "")
            based = holder.find(qn("w:basedOn")) if holder is not None else None
            style = based.get(qn("w:val")) if based is not None else None
        return None


def _numbered(properties: BaseOxmlElement) -> tuple[str, int] | None:
    number, depth = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
    if number is None or number.get(qn("w:val")) in (None, "0"):
        return None
    return str(number.get(qn("w:val"))), int(depth.get(qn("w:val"), "0")) if depth is not None else 0


def _depth(element: BaseOxmlElement) -> int:
    return int(element.get(qn("w:ilvl"), "0"))


def _with_own(levels: dict[int, _Level], one: BaseOxmlElement) -> dict[int, _Level]:
    """Return the levels of a list: those of its kind, but for what the list says otherwise."""
    found = dict(levels)
    for own in one.findall(qn("w:lvlOverride")):
        depth, written, start = _depth(own), own.find(qn("w:lvl")), own.find(qn("w:startOverride"))
        if written is not None:
            found[depth] = _level(written)
        if start is not None and depth in found:
            found[depth] = replace(found[depth], start=int(start.get(qn("w:val"), "0")), is_new=True)
    return found


def _level(element: BaseOxmlElement) -> _Level:
    def value(name: str, otherwise: str) -> str:
        found = element.find(qn(name))
        return str(found.get(qn("w:val"), otherwise)) if found is not None else otherwise

    return _Level(value("w:lvlText", ""), value("w:numFmt", "decimal"), int(value("w:start", "1")))


def _shown(level: _Level, counts: list[int], levels: dict[int, _Level]) -> str:
    """Return a level's number with those of the levels above that its pattern shows."""
    text = level.text
    for depth, count in enumerate(counts):
        own = levels.get(depth)
        text = text.replace(f"%{depth + 1}", _numeral(count, own.format if own else "decimal"))
    return text if any(character.isalnum() for character in text) else ""


def _numeral(number: int, kind: str) -> str:
    if kind in _CHINESE and 1 <= number <= 99:
        return chinese_number(number)
    return str(number) if kind in _DIGITS or kind in _CHINESE else ""
