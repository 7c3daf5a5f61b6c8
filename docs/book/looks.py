"""How the printed manual looks: A4, 宋体 and 黑体, quiet tables, a footer with the page number; and the table of contents."""

import io
import re
from pathlib import Path

import docx
import pypandoc
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

SONG, HEI, MONO = "宋体", "黑体", "Courier New"
_INK, _BLUE, _LINE, _HEAD = RGBColor(0, 0, 0), RGBColor(0x1F, 0x4E, 0x79), "B7C4D9", "E6EDF7"
_ROOM_CM = 16.0
_EM_CM, _AIR_CM, _WIDEST_PIECE_CM = 0.335, 0.45, 4.2  # of the text in tables
# Style, font, size, space before and after in points.
_STYLES = (
    ("Normal", SONG, 10.5, 0, 3),
    ("Body Text", SONG, 10.5, 0, 5),
    ("First Paragraph", SONG, 10.5, 0, 5),
    ("Compact", SONG, 9.5, 1, 1),
    ("Block Text", SONG, 10, 2, 4),
    ("Title", HEI, 26, 160, 12),
    ("Subtitle", SONG, 14, 0, 12),
    ("Heading 1", HEI, 20, 0, 8),
    ("Heading 2", HEI, 14, 10, 4),
    ("Heading 3", HEI, 12, 10, 4),
    ("Heading 4", HEI, 10.5, 7, 2),
    ("Image Caption", SONG, 9, 0, 8),
    ("Captioned Figure", SONG, 10.5, 6, 2),
    ("Source Code", MONO, 9.5, 2, 6),
)
_HEADINGS = ("Heading 1", "Heading 2")
# Of these the contents name the chapter alone: lists in which one looks something up.
_ONLY_CHAPTERS = ("填报问题", "其他提示文字", "栏目", "设置", "措辞", "按钮", "函数", "命令")


def reference(path: Path) -> None:
    """Write the file from which pandoc takes page and styles."""
    path.write_bytes(
        pypandoc.convert_text("x", "docx", format="markdown", outputfile=str(path)).encode()
        or path.read_bytes()
    )
    word = docx.Document(str(path))
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin, section.footer_distance = Cm(2.2), Cm(2.0), Cm(1.1)
    for name, font, size, before, after in _STYLES:
        _set_style(word, name, font, size, before, after)
    word.styles["Heading 1"].paragraph_format.page_break_before = True
    for name in ("Title", "Subtitle", "Image Caption", "Captioned Figure"):
        word.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.styles["Captioned Figure"].paragraph_format.keep_with_next = True
    code = word.styles["Verbatim Char"].font
    code.size, code.color.rgb = Pt(9.5), RGBColor(0x7F, 0x1D, 0x1D)
    _set_fonts(word.styles["Verbatim Char"].element, MONO)
    word.styles["Hyperlink"].font.color.rgb = RGBColor(0x05, 0x63, 0xC1)
    word.save(str(path))


def _set_style(word: Document, name: str, font: str, size: float, before: float, after: float) -> None:
    styles = word.styles
    style = (
        styles[name]
        if name in [one.name for one in styles]
        else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    style.font.size, style.font.italic = Pt(size), False
    style.font.color.rgb = _BLUE if name.startswith("Heading") else _INK
    _set_fonts(style.element, font)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing = 1.15 if font == SONG else 1.05
    if name.startswith("Heading"):
        style.font.bold = False
        layout.keep_with_next = True


def _set_fonts(element: object, font: str) -> None:
    properties = element.get_or_add_rPr()  # type: ignore[attr-defined]
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    latin = "Times New Roman" if font == SONG else "Arial" if font == HEI else font
    eastern = SONG if font == MONO else font
    properties.insert(
        0,
        parse_xml(
            f'<w:rFonts {nsdecls("w")} w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{eastern}" w:cs="{latin}"/>'
        ),
    )


def finished(content: bytes, has_contents: bool) -> bytes:
    """Return pandoc's file with tables that fit, a footer and, for the whole manual, a table of contents."""
    word = docx.Document(io.BytesIO(content))
    for table in word.tables:
        _fit(table)
    for run in word.element.body.iter(qn("w:r")):
        if run.rPr is not None and run.rPr.find(qn("w:b")) is not None:
            _set_fonts(run, HEI)  # what stands out is set in 黑体: fat 宋体 is hard to read
    _put_footer(word)
    if has_contents:
        _put_contents(word)
    else:
        word.styles["Heading 1"].paragraph_format.page_break_before = False
    word.core_properties.author = ""
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def _fit(table: Table) -> None:
    """Give each column the width that its words need, a line around every cell, and repeat the head on every page."""
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    has_pictures = any(True for _ in table._tbl.iter(qn("w:drawing")))
    needs = [_need([row[column] for row in rows]) for column in range(len(rows[0]))]
    widths = [_ROOM_CM / len(needs)] * len(needs) if has_pictures else _shared(needs)
    table.autofit = False
    properties = table._tbl.tblPr
    for name in ("w:tblW", "w:tblLayout", "w:tblBorders"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    line = (
        ""
        if has_pictures
        else "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
    )
    properties.append(parse_xml(f'<w:tblW {nsdecls("w")} w:w="{int(_ROOM_CM * 567)}" w:type="dxa"/>'))
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{line}</w:tblBorders>"))
    properties.append(parse_xml(f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>'))
    for column, grid in enumerate(table._tbl.tblGrid.findall(qn("w:gridCol"))):
        grid.set(qn("w:w"), str(int(widths[column] * 567)))
    for number, row in enumerate(table.rows):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, cell in enumerate(row.cells):
            cell.width = Cm(widths[column])
            for paragraph in cell.paragraphs:
                paragraph.style = "Compact"
            if number == 0 and not has_pictures:
                cell._tc.get_or_add_tcPr().append(
                    parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{_HEAD}"/>')
                )


def _need(texts: list[str]) -> tuple[float, float]:
    """Return how wide a column must be (cm: its longest piece that cannot turn), and the weight of its longest text."""
    unbroken = max((_width(one) for text in texts for one in re.findall(r"[!-~]+", text)), default=0)
    longest = max((_width(text) for text in texts), default=1)
    return min(max(unbroken, 2) * _EM_CM + _AIR_CM, _WIDEST_PIECE_CM), min(longest, 9 + longest**0.62)


def _shared(needs: list[tuple[float, float]]) -> list[float]:
    """Return the widths: what each column must have, and of the rest a share by weight."""
    least = [one for one, _ in needs]
    rest, weight = max(_ROOM_CM - sum(least), 0), sum(one for _, one in needs)
    widths = [must + rest * share / weight for must, share in needs]
    return [one * _ROOM_CM / sum(widths) for one in widths]


def _width(text: str) -> float:
    return sum(0.56 if character.isascii() else 1 for character in text)


def _put_footer(word: Document) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(paragraph, "PAGE", "1")
    word.sections[0].different_first_page_header_footer = True


def _field(paragraph: Paragraph, code: str, shown: str) -> None:
    run = f'<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t>{shown}</w:t></w:r>'
    paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {code} ">{run}</w:fldSimple>'))


def _put_contents(word: Document) -> None:
    """Put chapters and sections with their pages before the first chapter; Word and WPS bring the pages up to date."""
    first = next(one for one in word.paragraphs if _style_of(one) == "Heading 1")
    start = first.insert_paragraph_before("目录", style="Heading 1")
    _unlink(start)
    is_told = True
    for number, one in enumerate(word.paragraphs):
        name = _style_of(one)
        if name == "Heading 1" and one.text != start.text:
            is_told = not one.text.startswith(_ONLY_CHAPTERS)
        if name in _HEADINGS and one.text != start.text and (is_told or name == "Heading 1"):
            _put_entry(first, one.text, _marked(one, number), name == "Heading 1")


def _style_of(paragraph: Paragraph) -> str:
    """Return the name of a paragraph's style, "" where it has none."""
    return (paragraph.style.name or "") if paragraph.style is not None else ""


def _unlink(paragraph: Paragraph) -> None:
    """Keep the heading of the contents out of outlines."""
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="9"/>'))


def _put_entry(before: Paragraph, text: str, mark: str, is_chapter: bool) -> None:
    entry = before.insert_paragraph_before("", style="Normal")
    layout = entry.paragraph_format
    layout.left_indent, layout.space_before = Cm(0 if is_chapter else 0.8), Pt(3 if is_chapter else 0)
    layout.space_after, layout.line_spacing = Pt(0), 1.0
    layout.tab_stops.add_tab_stop(Cm(_ROOM_CM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="{mark}"/>')
    entry._p.append(link)
    run = entry.add_run(f"{text}\t")
    if is_chapter:
        run.font.size = Pt(11)
        _set_fonts(run._r, HEI)
    link.append(run._r)
    _field(entry, f"PAGEREF {mark} \\h", "")


def _marked(paragraph: Paragraph, number: int) -> str:
    """Give a heading a bookmark and return its name; Word knows none longer than 40 signs."""
    name = f"_Toc{number:08}"
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{90_000 + number}" w:name="{name}"/>')
    end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{90_000 + number}"/>')
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)
    return name
