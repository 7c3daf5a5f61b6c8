"""What the named styles of a Word file really look like, with everything that they inherit."""

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from xlminshi.adapters.word.gb9704 import BLACK
from xlminshi.bulletin.document import ParagraphStyle

OUR_STYLES = "公文"
_SIZES = {44: "2号", 36: "小2号", 32: "3号", 30: "小3号", 28: "4号", 24: "小4号", 21: "5号"}
_FAMILIES = ("小标宋", "仿宋", "楷", "黑", "宋")  # in this order: 仿宋 and 小标宋 are no 宋
_ENGLISH = {"fangsong": "仿宋", "kaiti": "楷体", "simhei": "黑体", "simsun": "宋体"}
_LONGEST_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Look:
    """Font of the 汉字, size in half-points and colour of a style; `is_theme` where the theme chooses the font."""

    font: str
    size: int
    colour: str
    is_theme: bool

    def __str__(self) -> str:
        points = f"{self.size / 2:g}磅"
        size = f"{_SIZES[self.size]}（{points}）" if self.size in _SIZES else points
        return f"{self.font or '未定字体'}，{size}"

    def is_like(self, other: "Look") -> bool:
        """Return whether two fonts are of one family: 仿宋 is as good as 仿宋_GB2312."""
        return _family(self.font) == _family(other.font)


def looks_of(word: WordDocument) -> dict[str, Look]:
    """Return the looks of the paragraph styles whose names begin with 公文, by name."""
    styles = [one for one in word.styles.element.iter(qn("w:style")) if one.get(qn("w:type")) == "paragraph"]
    return {_name(one): _look(_chain(word, one)) for one in styles if _name(one).startswith(OUR_STYLES)}


def grid_of(word: WordDocument) -> tuple[int, int]:
    """Return how many lines a page and how many body characters a line holds; 0 where it cannot be told."""
    section = word.sections[0]
    styles = word.styles.element.iter(qn("w:style"))
    body = next((one for one in styles if _name(one) == ParagraphStyle.BODY.value), None)
    if body is None or section.page_width is None or section.page_height is None:
        return 0, 0
    chain = _chain(word, body)
    pitch = _first(chain, "w:pPr", "w:spacing", "w:line")
    size = int(_first(chain, "w:rPr", "w:sz", "w:val") or 20)
    advance = size * 10 + int(float(_first(chain, "w:rPr", "w:spacing", "w:val") or 0))
    sides = (section.left_margin or 0) + (section.right_margin or 0)
    ends = (section.top_margin or 0) + (section.bottom_margin or 0)
    width, height = ((section.page_width - sides) / 635, (section.page_height - ends) / 635)
    is_exact = _first(chain, "w:pPr", "w:spacing", "w:lineRule") in ("exact", "atLeast")
    lines = height / float(pitch) if is_exact and pitch and float(pitch) > 0 else 0.0
    return int(lines + 0.02), int(width / advance + 0.02) if advance > 0 else 0


def _name(style: BaseOxmlElement) -> str:
    name = style.find(qn("w:name"))
    return name.get(qn("w:val"), "") if name is not None else ""


def _chain(word: WordDocument, style: BaseOxmlElement) -> list[BaseOxmlElement]:
    """Return a style, those that it is based on, and the defaults of the document."""
    root = word.styles.element
    by_id = {one.get(qn("w:styleId")): one for one in root.iter(qn("w:style"))}
    chain: list[BaseOxmlElement] = []
    following: BaseOxmlElement | None = style
    while following is not None and len(chain) < _LONGEST_CHAIN:
        chain.append(following)
        base = following.find(qn("w:basedOn"))
        following = by_id.get(base.get(qn("w:val"))) if base is not None else None
    kinds = ("w:rPrDefault", "w:pPrDefault")
    return [*chain, *(one for kind in kinds for one in root.iter(qn(kind)))]


def _first(chain: list[BaseOxmlElement], *path: str) -> str:
    *steps, attribute = path
    for one in chain:
        found = one.find("/".join(map(qn, steps)))
        if found is not None and (value := found.get(qn(attribute))) is not None:
            return str(value)
    return ""


def _look(chain: list[BaseOxmlElement]) -> Look:
    font, is_theme = "", False
    for one in chain:
        fonts = one.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is None:
            continue
        is_theme = fonts.get(qn("w:eastAsiaTheme")) is not None
        font = fonts.get(qn("w:eastAsia"), "")
        if is_theme or font:
            break
    colour = _first(chain, "w:rPr", "w:color", "w:val").upper()
    size = _first(chain, "w:rPr", "w:sz", "w:val") or "20"
    return Look(
        font, int(size) if size.isdigit() else 20, BLACK if colour in ("", "AUTO") else colour, is_theme
    )


def _family(font: str) -> str:
    name = _ENGLISH.get(font.lower().split("_")[0], font)
    return next((family for family in _FAMILIES if family in name), name)
