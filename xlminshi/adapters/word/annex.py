"""附件 in the Word file: a landscape section behind the body and before the 版记 (GB/T 9704-2012, 7.3.4, 7.3.7, 7.5)."""

from copy import deepcopy
from typing import cast

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section

from xlminshi.adapters.word.annex_table import cleaned, note, runs, table
from xlminshi.adapters.word.gb9704 import (
    FONT_HEADING_1,
    FOOTER_DISTANCE,
    HEADER_DISTANCE,
    LINES_PER_PAGE,
    PAGE_NUMBER_LINE,
    SIZE_3,
    SIZE_4,
    TITLE_LINE,
)
from xlminshi.adapters.word.marks import has_page_field, style_ids_of
from xlminshi.adapters.word.styles import NAMESPACE, fonts, lines, size
from xlminshi.adapters.xml_text import escaped
from xlminshi.bulletin.document import Annex, ParagraphStyle

_EMU_PER_TWIP = 635
_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_SHAPE_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_TITLE_AFTER = 160


def place_annex(word: WordDocument, last: CT_P, annex: Annex) -> None:
    """Put the annex behind `last`, the body's last paragraph: named under the text, then on landscape pages of its own."""
    styles = style_ids_of(word)
    portrait = _section_of(word, last)
    landscape = _turned(portrait)
    named = _named(annex, styles, portrait)
    last.addnext(named)
    moved = last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    _end_section(named, deepcopy(portrait) if moved is None else moved)
    pages = _pages(annex, styles, landscape)
    place: BaseOxmlElement = named
    for element in pages:
        place.addnext(element)
        place = element
    if any(_has_content(one) for one in place.itersiblings()):
        _end_section(cast(CT_P, place), landscape)
        _let_only_the_imprint_follow(word)
        _push_down(word, list(place.itersiblings()))
    else:
        _end_the_file(word, place, landscape)
    _number_pages(word, landscape, portrait)


def _section_of(word: WordDocument, last: CT_P) -> BaseOxmlElement:
    """Return the w:sectPr that rules the body: the next one at or behind its last paragraph."""
    sections = list(word.element.body.iter(qn("w:sectPr")))
    places = {element: number for number, element in enumerate(word.element.body.iter())}
    found: BaseOxmlElement = next(one for one in sections if places[one] > places[last])
    return found


# Text ------------------------------------------------------------------------------------------------------------


def _named(annex: Annex, styles: dict[str, str], section: BaseOxmlElement) -> CT_P:
    """Return the line 附件：… under the text: one line down, two characters in, turned lines under the name (7.3.4)."""
    grid = section.find(qn("w:docGrid"))
    pitch = grid.get(qn("w:linePitch"), "") if grid is not None else ""
    space = int(pitch) if pitch.isdigit() else SIZE_3 * LINES_PER_PAGE
    indent = '<w:ind w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"/>'
    layout = f'<w:spacing w:before="{space}"/>{indent}<w:jc w:val="left"/>'
    return _paragraph(styles[ParagraphStyle.BODY.value], layout, runs(f"附件：{cleaned(annex.title)}"))


def _pages(annex: Annex, styles: dict[str, str], section: BaseOxmlElement) -> tuple[BaseOxmlElement, ...]:
    """Return the annex: 附件 in 3号黑体 at the upper left (7.3.7), the title, the table, and what the lights mean."""
    body, title = styles[ParagraphStyle.BODY.value], styles[ParagraphStyle.TITLE.value]
    flush = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    black = f"{fonts(FONT_HEADING_1)}{size(SIZE_3)}"
    head = _paragraph(body, f"<w:keepNext/>{flush}", runs("附件", black))
    turned = "<w:r><w:br/></w:r>".join(runs(cleaned(line)) for line in annex.title_lines or (annex.title,))
    named = _paragraph(title, lines(TITLE_LINE, 0, _TITLE_AFTER), turned)
    rows = parse_xml(table(annex, _width(section), body))
    return head, named, rows, parse_xml(note(annex, body))


def _paragraph(style_id: str, layout: str, content: str) -> CT_P:
    properties = f'<w:pPr><w:pStyle w:val="{escaped(style_id)}"/>{layout}</w:pPr>'
    return cast(CT_P, parse_xml(f"<w:p {NAMESPACE}>{properties}{content}</w:p>"))


# Sections --------------------------------------------------------------------------------------------------------


def _turned(portrait: BaseOxmlElement) -> BaseOxmlElement:
    """Return the section of a page turned to the right: the left edge of the sheet becomes the upper one.

    So the head of a table lies at the 订口 of an odd page and at the 切口 of an even one (7.5). Left and right margin are
    equal, because programs do not agree on which of them a mirrored landscape page swaps.
    """
    section = deepcopy(portrait)
    for tag in ("w:footerReference", "w:headerReference", "w:titlePg", "w:type", "w:vAlign"):
        for element in section.findall(qn(tag)):
            section.remove(element)
    _go_on_counting(section)
    paper, page = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    width, height = paper.get(qn("w:w")), paper.get(qn("w:h"))
    for name, value in (("w:w", height), ("w:h", width), ("w:orient", "landscape")):
        paper.set(qn(name), value)
    top, bottom, left, right = (_twips(page, side) for side in ("w:top", "w:bottom", "w:left", "w:right"))
    side = (top + bottom) // 2
    turned = {"w:top": left, "w:bottom": right, "w:left": side, "w:right": side}
    distances = {"w:header": HEADER_DISTANCE, "w:footer": HEADER_DISTANCE}
    for name, twips in (turned | distances).items():
        page.set(qn(name), str(twips))
    return section


def _twips(element: BaseOxmlElement, name: str) -> int:
    return int(float(element.get(qn(name), "0")))


def _width(section: BaseOxmlElement) -> int:
    paper, page = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    return _twips(paper, "w:w") - _twips(page, "w:left") - _twips(page, "w:right")


def _go_on_counting(section: BaseOxmlElement) -> None:
    """Let the pages be counted on from the section before."""
    numbering = section.find(qn("w:pgNumType"))
    if numbering is not None:
        numbering.attrib.pop(qn("w:start"), None)


def _end_section(paragraph: CT_P, section: BaseOxmlElement) -> None:
    paragraph.get_or_add_pPr().append(section)


def _has_content(element: BaseOxmlElement) -> bool:
    tags = (qn("w:t"), qn("w:tbl"), qn("w:drawing"), qn("w:pict"))
    return element.tag == qn("w:tbl") or any(True for _ in element.iter(*tags))


def _let_only_the_imprint_follow(word: WordDocument) -> None:
    """Let the last page go on counting, with the 版记 at its foot (7.4) and no first page of its own."""
    section = word.element.body.sectPr
    _go_on_counting(section)
    for tag in ("w:titlePg", "w:vAlign", "w:type"):
        for element in section.findall(qn(tag)):
            section.remove(element)
    foot = OxmlElement("w:vAlign")
    foot.set(qn("w:val"), "bottom")
    following = next((one for one in section if one.tag in _BEHIND_ALIGNMENT), None)
    if following is not None:
        following.addprevious(foot)
    else:
        section.append(foot)


def _push_down(word: WordDocument, elements: list[BaseOxmlElement]) -> None:
    """Bring the 版记 near the foot of its page also where a program does not know the alignment of a page.

    Its lines are counted with room to spare: were they too many for what is left, the 版记 would be torn.
    """
    first, section = elements[0], word.element.body.sectPr
    drawn = [one for element in elements for one in element.iter(qn("w:drawing"), qn("w:pict"))]
    if first.tag != qn("w:p") or drawn:
        return
    paper, page, grid = (section.find(qn(tag)) for tag in ("w:pgSz", "w:pgMar", "w:docGrid"))
    height = _twips(paper, "w:h") - _twips(page, "w:top") - _twips(page, "w:bottom")
    pitch = _twips(grid, "w:linePitch") if grid is not None else 0
    per_line = _width(section) // (SIZE_4 * 10) - _IMPRINT_INDENTS
    paragraphs = [one for element in elements for one in element.iter(qn("w:p"))]
    texts = ["".join(text.text or "" for text in one.iter(qn("w:t"))) for one in paragraphs]
    count = sum(1 + len(text) // max(per_line, 1) for text in texts)
    breaks = sum(1 for element in elements for _ in element.iter(qn("w:br")))
    room = height - (count + breaks) * (pitch or height // LINES_PER_PAGE)
    if room > 0:
        paragraph = cast(CT_P, first)
        spacing = paragraph.get_or_add_pPr().get_or_add_spacing()
        spacing.set(qn("w:before"), str(room))


_IMPRINT_INDENTS = 6  # characters that a turned line of the 版记 loses at both sides
_BEHIND_ALIGNMENT = tuple(
    map(qn, ("w:noEndnote", "w:textDirection", "w:bidi", "w:rtlGutter", "w:docGrid", "w:printerSettings"))
)


def _end_the_file(word: WordDocument, place: BaseOxmlElement, landscape: BaseOxmlElement) -> None:
    """End the file with the annex: without a 版记 an empty page would follow."""
    body = word.element.body
    for element in list(place.itersiblings()):
        body.remove(element)
    body.append(landscape)


# Page numbers ----------------------------------------------------------------------------------------------------


def _number_pages(word: WordDocument, landscape: BaseOxmlElement, portrait: BaseOxmlElement) -> None:
    """Give the landscape pages the page numbers of the others, at the same place of the sheet (7.5)."""
    page = portrait.find(qn("w:pgMar"))
    inner, outer = _twips(page, "w:left"), _twips(page, "w:right")
    is_mirrored = word.settings.element.find(qn("w:mirrorMargins")) is not None
    before = Section(portrait, word.part)
    section = Section(landscape, word.part)
    pairs = (
        (before.footer, section.footer, inner, 0),
        (before.even_page_footer, section.even_page_footer, outer if is_mirrored else inner, 1),
    )
    for old, new, start, number in pairs:
        has_own = not old.is_linked_to_previous
        found = _numbered(old._element) if has_own else None
        new.is_linked_to_previous = False
        root = new._element
        style = root.find(f".//{qn('w:pPr')}")
        if style is not None:
            style.getparent().remove(style)
        if found is not None:
            distance = _twips(page, "w:footer") or FOOTER_DISTANCE
            across = _twips(portrait.find(qn("w:pgSz")), "w:w") - inner - outer
            root.find(qn("w:p")).append(_number_box(found, distance, start, across, number))


def _numbered(story: BaseOxmlElement) -> CT_P | None:
    """Return a copy of the paragraph with the page number, if nothing in it leads to another part."""
    for paragraph in story.iter(qn("w:p")):
        links = [name for one in paragraph.iter() for name in one.attrib if "relationships" in str(name)]
        if has_page_field(paragraph) and not links:
            return cast(CT_P, deepcopy(paragraph))
    return None


def _number_box(paragraph: CT_P, distance: int, start: int, length: int, number: int) -> BaseOxmlElement:
    """Return a run with a box along the left edge, as long as the type area is wide, its text turned to the right."""
    width, height = PAGE_NUMBER_LINE + 40, length
    offsets = "".join(
        f'<wp:position{way} relativeFrom="page"><wp:posOffset>{twips * _EMU_PER_TWIP}</wp:posOffset></wp:position{way}>'
        for way, twips in (("H", distance), ("V", start))
    )
    extent = f'cx="{width * _EMU_PER_TWIP}" cy="{height * _EMU_PER_TWIP}"'
    run = parse_xml(
        f'<w:r {NAMESPACE} {_DRAWING}><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        f' relativeHeight="{251659264 + number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/>{offsets}<wp:extent {extent}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:wrapNone/><wp:docPr id="{9001 + number}" name="横排页码{number + 1}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_SHAPE_URI}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        "<a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent/></wps:txbx>"
        '<wps:bodyPr rot="0" vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/>'
        "</wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
    run.find(f".//{qn('w:txbxContent')}").append(paragraph)
    return run
