"""The table of the annex as WordprocessingML: written as one text, because cell by cell takes quadratic time."""

import re
from collections.abc import Iterator

from xlminshi.adapters.word.column_widths import column_widths
from xlminshi.adapters.word.controls import PIECES
from xlminshi.adapters.word.gb9704 import BLACK, FONT_HEADING_1
from xlminshi.adapters.word.styles import NAMESPACE, NO_SPACING, fonts, lines, rule, size
from xlminshi.adapters.xml_text import escaped, sound
from xlminshi.bulletin.document import Annex, AnnexRow

HEADERS = ("序号", "实事名称", "牵头单位", "目标", "完成", "完成率", "序时进度", "预警", "类别")
_OF_LINES = (3, 4, 5)
_WHOLE = tuple(place for place in range(len(HEADERS)) if place not in _OF_LINES)
_LEFT = (1, 3)  # columns of words, which read better flush left
_SIZE = 21  # 5号 10.5 pt: nine columns on one page; the standard gives no size for tables
_LINE = 300  # 15 pt, exact
_PADDING = 57  # 1 mm beside the words
_HALF = _SIZE * 5  # half a letter, in twips
_EDGES = 2 * _PADDING + 20
_ROOM = 40  # above and under them
_RULE = 4  # 0.5 pt
_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_SHARED = "“”‘’—…·"
_MOST_KEPT = 8  # lines of one project that are kept on one page
_TOGETHER = 3  # of the last projects
_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def table(annex: Annex, width: int, style_id: str) -> str:
    """Return the table, `width` twips wide: a head that every page repeats, and no row torn by the end of a page."""
    columns = column_widths(_columns(annex), width, _HALF, _EDGES)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(rule(side, _RULE, BLACK) for side in sides)
    margins = "".join(
        f'<w:{side} w:w="{_PADDING if side in ("left", "right") else _ROOM}" w:type="dxa"/>'
        for side in ("top", "left", "bottom", "right")
    )
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    black = fonts(FONT_HEADING_1)
    cells = "".join(
        _cell(column, _words(name, "center", style_id, black, True))
        for column, name in zip(columns, HEADERS, strict=True)
    )
    head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"
    last = len(annex.rows) - _last_together(annex)
    rows = "".join(
        line
        for place, row in enumerate(annex.rows)
        for line in _rows(row, columns, style_id, goes_on=place >= last)
    )
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def note(annex: Annex, style_id: str) -> str:
    """Return the paragraph under the table: what the lights mean."""
    layout = f'<w:snapToGrid w:val="0"/>{lines(_LINE, 80)}{_INDENT}<w:jc w:val="left"/>'
    content = runs(cleaned(annex.note), f"{NO_SPACING}{size(_SIZE)}")
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="{escaped(style_id)}"/>{layout}</w:pPr>{content}</w:p>'


def cleaned(text: str) -> str:
    """Return the text on one line, without characters that XML cannot hold."""
    return sound(" ".join(text.split()))


def runs(text: str, looks: str = "") -> str:
    """Return the runs of a text; quotes, dashes and dots are told to be Chinese, else Word sets them half as wide."""
    return "".join(_run(piece, looks) for piece in PIECES.split(text) if piece)


def _run(piece: str, looks: str) -> str:
    if piece[0] in _SHARED:
        hint = '<w:rFonts w:hint="eastAsia"'
        looks = looks.replace("<w:rFonts", hint, 1) if "<w:rFonts" in looks else f"{hint}/>{looks}"
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escaped(piece)}</w:t></w:r>'


def _columns(annex: Annex) -> list[tuple[str, ...]]:
    """Return the texts of each column, its head first."""
    found: list[list[str]] = [[name] for name in HEADERS]
    for row in annex.rows:
        whole = (row.number, row.title, row.lead_unit)
        for place, text in zip(_WHOLE, (*whole, row.time_progress, row.light, row.class_name), strict=True):
            found[place].append(cleaned(text))
        for line in row.lines:
            for place, text in zip(_OF_LINES, (line.target, line.done, line.rate), strict=True):
                found[place].append(cleaned(text))
    return [tuple(one) for one in found]


def _last_together(annex: Annex) -> int:
    """Return how many of the last projects stay on one page with the note under them: no page holds a single one."""
    counts = [len(row.lines) for row in reversed(annex.rows[-_TOGETHER:])]
    return sum(1 for place in range(len(counts)) if sum(counts[: place + 1]) <= _MOST_KEPT)


def _rows(row: AnnexRow, columns: tuple[int, ...], style_id: str, *, goes_on: bool) -> Iterator[str]:
    """Yield a line per indicator; what belongs to the project as a whole is merged over its lines.

    `goes_on` keeps the last line, too, on the page of what follows.
    """
    fill, ink = _shading(row.colour)
    count = len(row.lines)
    for number, line in enumerate(row.lines):
        own = (line.target, line.done, line.rate)
        texts = (row.number, row.title, row.lead_unit, *own, row.time_progress, row.light, row.class_name)
        is_kept = number + 1 < count <= _MOST_KEPT or (goes_on and count <= _MOST_KEPT)
        cells = ""
        for place, (column, text) in enumerate(zip(columns, texts, strict=True)):
            is_whole = place in _WHOLE
            merge = _merge(number, count) if is_whole else ""
            shown = "" if is_whole and number else text
            is_light = place == 7
            side = "left" if place in _LEFT else "center"
            words = _words(shown, side, style_id, ink if is_light else "", is_kept)
            cells += _cell(column, words, merge, fill if is_light else "")
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _merge(number: int, count: int) -> str:
    if count == 1:
        return ""
    return "<w:vMerge/>" if number else '<w:vMerge w:val="restart"/>'


def _shading(colour: str) -> tuple[str, str]:
    """Return the shading of a light and the ink that is read on it."""
    if not _COLOUR.fullmatch(colour):
        return "", ""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    ink = BLACK if 299 * red + 587 * green + 114 * blue > 110_000 else "FFFFFF"
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour.upper()}"/>', f'<w:color w:val="{ink}"/>'


def _cell(width: int, words: str, merge: str = "", shading: str = "") -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{merge}{shading}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{words}</w:tc>"


def _words(text: str, side: str, style_id: str, looks: str, is_kept: bool) -> str:
    """Return the paragraph of a cell; `is_kept` keeps its row on the page of the next one."""
    kept = "<w:keepNext/>" if is_kept else ""
    layout = f'{kept}<w:snapToGrid w:val="0"/>{lines(_LINE)}{_INDENT}<w:jc w:val="{side}"/>'
    content = runs(cleaned(text), f"{looks}{NO_SPACING}{size(_SIZE)}")
    return f'<w:p><w:pPr><w:pStyle w:val="{escaped(style_id)}"/>{layout}</w:pPr>{content}</w:p>'
