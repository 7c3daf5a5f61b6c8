"""The letterhead (版头文件) of a 督查通报 or 工作简报, built from code: an office restyles a copy in Word or WPS.

Its measures stand in `gb9704.py`, what an office may choose in `profile.py`.
"""

import re
import zipfile
from dataclasses import dataclass
from enum import Enum

from xlminshi.adapters.packing import pack
from xlminshi.adapters.word.gb9704 import (
    BLACK,
    CLOSING_LINE,
    FOOTER_DISTANCE,
    HEADER_DISTANCE,
    IMPRINT_INDENT,
    IMPRINT_LABEL_LENGTH,
    IMPRINT_LEFT_COLUMN,
    INNER_RULE_WEIGHT,
    NEVER_FIRST_IN_LINE,
    NEVER_LAST_IN_LINE,
    OUTER_RULE_WEIGHT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIZE_4,
)
from xlminshi.adapters.word.profile import DatedPlace, Profile, profile_of
from xlminshi.adapters.word.styles import (
    NAMESPACE,
    font_table,
    lines,
    rule,
    size,
    styles,
    theme,
)
from xlminshi.adapters.xml_text import escaped, quoted
from xlminshi.core.settings import DocumentKind


class Mark(Enum):
    """The marks a letterhead can hold, written as {{期号}}; filling puts the words of one bulletin in their place."""

    NAME = "报头"
    ISSUE = "期号"
    ISSUER = "发文机关"
    DATED = "成文日期"
    TITLE = "标题"
    BODY = "正文"
    DISTRIBUTION = "分发范围"
    PRINTED_BY = "印发机关"
    PRINTED_ON = "印发日期"

    def __str__(self) -> str:
        return "{{" + self.value + "}}"


STANDARD = Profile()
BRIEFING = profile_of(DocumentKind.BRIEFING)
NAME_STYLE = "公文红头"
REQUIRED_MARKS = (Mark.ISSUE, Mark.DATED, Mark.TITLE, Mark.BODY)
IMPRINT_MARKS = (Mark.DISTRIBUTION, Mark.PRINTED_BY, Mark.PRINTED_ON)

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TAB, _BREAK = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"
_SPACES = re.compile("( )")
_FIXED_TIME = "2012-07-01T00:00:00Z"  # the day the standard took effect; a build knows no clock


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the package: where it lies, what it is, how the part that owns it calls it, and its content."""

    name: str
    content_type: str
    relation: str
    xml: str


def build_letterhead(profile: Profile = STANDARD) -> bytes:
    """Return a letterhead as the bytes of a .docx: every build gives the same bytes on every machine.

    The parts are stored without compression, because compressed bytes depend on the zlib of the machine.
    """
    top, story = _top_parts(profile), _story_parts(profile)
    xml = {part.name: part.xml for part in (*top, *story)} | {
        "[Content_Types].xml": _content_types((*top, *story)),
        "_rels/.rels": _relations(top, ""),
        "word/_rels/document.xml.rels": _relations(story, "word/"),
    }
    return pack({name: (_PROLOGUE + content).encode() for name, content in xml.items()}, zipfile.ZIP_STORED)


def _top_parts(profile: Profile) -> tuple[_Part, ...]:
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    extended = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    return (
        _Part(
            "word/document.xml", f"{_WORD}.document.main+xml", f"{_OFFICE}/officeDocument", _document(profile)
        ),
        _Part(
            "docProps/core.xml",
            core,
            f"{_PACKAGE}/relationships/metadata/core-properties",
            _core_properties(profile.kind),
        ),
        _Part("docProps/app.xml", extended, f"{_OFFICE}/extended-properties", _app_properties()),
    )


def _story_parts(profile: Profile) -> tuple[_Part, ...]:
    """Return what the document names; the footers come first, so they are rId1 (odd) and rId2 (even)."""
    return (
        _Part("word/footer1.xml", f"{_WORD}.footer+xml", f"{_OFFICE}/footer", _footer("GwPageOdd", profile)),
        _Part("word/footer2.xml", f"{_WORD}.footer+xml", f"{_OFFICE}/footer", _footer("GwPageEven", profile)),
        _Part("word/styles.xml", f"{_WORD}.styles+xml", f"{_OFFICE}/styles", styles(profile)),
        _Part("word/settings.xml", f"{_WORD}.settings+xml", f"{_OFFICE}/settings", _settings(profile)),
        _Part("word/theme/theme1.xml", _THEME, f"{_OFFICE}/theme", theme()),
        _Part("word/fontTable.xml", f"{_WORD}.fontTable+xml", f"{_OFFICE}/fontTable", font_table()),
    )


def _content_types(parts: tuple[_Part, ...]) -> str:
    overrides = "".join(
        f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>' for part in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(parts: tuple[_Part, ...], folder: str) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{part.relation}" Target="{part.name.removeprefix(folder)}"/>'
        for number, part in enumerate(parts, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _core_properties(kind: DocumentKind) -> str:
    """Return title and times only: a letterhead carries nobody's name."""
    time = f'xsi:type="dcterms:W3CDTF">{_FIXED_TIME}'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{kind.value}版头文件</dc:title><dcterms:created {time}</dcterms:created>"
        f"<dcterms:modified {time}</dcterms:modified></cp:coreProperties>"
    )


def _app_properties() -> str:
    return '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'


def _settings(profile: Profile) -> str:
    """Return the settings: odd and even pages differ, margins mirror for duplex, names are dropped on every save."""
    version = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    return (
        f'<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:removePersonalInformation/><w:mirrorMargins/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        f'<w:drawingGridVerticalSpacing w:val="{profile.line_pitch}"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{quoted(NEVER_LAST_IN_LINE)}"/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{quoted(NEVER_FIRST_IN_LINE)}"/>'
        "<w:compat><w:balanceSingleByteDoubleByteWidth/><w:doNotExpandShiftReturn/><w:useFELayout/>"
        f"<w:compatSetting {version}/></w:compat></w:settings>"
    )


def _footer(style_id: str, profile: Profile) -> str:
    """Return one footer: the number with what stands around it, dashes and 汉字 Chinese in every font (7.5)."""
    field = "".join(
        f"<w:r>{content}</w:r>"
        for content in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    before, behind = ("".join(map(_page_word, _SPACES.split(side))) for side in profile.page_number.around)
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{before}{field}{behind}</w:p>'
    return f"<w:ftr {NAMESPACE}>{paragraph}</w:ftr>"


def _page_word(words: str) -> str:
    if not words.strip():
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>' if words else ""
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>{words}</w:t></w:r>'


def _document(profile: Profile) -> str:
    between = _TAB if profile.dated is DatedPlace.BESIDE else _BREAK + _TAB * 2
    paragraphs = (
        _paragraph("GwMasthead", _text(escaped(profile.name) or Mark.NAME)),
        _paragraph("GwIssue", _text(Mark.ISSUE)),
        _paragraph("GwIssuer", f"{_TAB}{_text(Mark.ISSUER)}{between}{_text(Mark.DATED)}"),
        _paragraph("GwTitle", _text(Mark.TITLE)),
        _paragraph("GwBody", _text(Mark.BODY)),
        _paragraph("GwImprint", ""),
    )
    closing = (
        f'<w:p><w:pPr><w:snapToGrid w:val="0"/>{lines(CLOSING_LINE)}<w:rPr>{size(2)}</w:rPr></w:pPr></w:p>'
    )
    body = f"{''.join(paragraphs)}{_imprint(profile.width)}{closing}{_section(profile)}"
    return f'<w:document {NAMESPACE} xmlns:r="{_OFFICE}"><w:body>{body}</w:body></w:document>'


def _imprint(width: int) -> str:
    """Return the 版记 as a table as wide as the type area. Its rules belong to the table: they survive a removed row."""
    left, right = IMPRINT_LEFT_COLUMN, width - IMPRINT_LEFT_COLUMN
    hanging = IMPRINT_LABEL_LENGTH * SIZE_4 * 10
    turned = f'<w:ind w:left="{IMPRINT_INDENT + hanging}" w:right="{IMPRINT_INDENT}" w:hanging="{hanging}"/>'
    no_margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    rules = (
        rule("top", OUTER_RULE_WEIGHT, BLACK)
        + rule("bottom", OUTER_RULE_WEIGHT, BLACK)
        + rule("insideH", INNER_RULE_WEIGHT, BLACK)
    )
    printed_by = _cell(left, _paragraph("GwImprint", _text(Mark.PRINTED_BY), '<w:ind w:right="0"/>'))
    to_the_right = f'<w:ind w:left="0" w:right="{IMPRINT_INDENT}"/><w:jc w:val="right"/>'
    printed_on = _cell(right, _paragraph("GwImprint", _text(Mark.PRINTED_ON), to_the_right))
    distribution = _cell(width, _paragraph("GwImprint", _text(Mark.DISTRIBUTION), turned), columns=2)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{no_margins}</w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid>'
        f"{_row(distribution)}{_row(printed_by + printed_on)}</w:tbl>"
    )


def _row(cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(width: int, paragraph: str, columns: int = 1) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>{paragraph}</w:tc>'


def _paragraph(style_id: str, runs: str, layout: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{layout}</w:pPr>{runs}</w:p>'


def _text(mark: Mark | str) -> str:
    return f"<w:r><w:t>{mark}</w:t></w:r>"


def _section(profile: Profile) -> str:
    """Return the page: A4, margins, footers, and a grid of lines (5.2)."""
    top, binding, bottom, outer = profile.margins.twips()
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:footerReference w:type="even" r:id="rId2"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{top}" w:right="{outer}" w:bottom="{bottom}" w:left="{binding}"'
        f' w:header="{HEADER_DISTANCE}" w:footer="{FOOTER_DISTANCE}" w:gutter="0"/>'
        f'<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="{profile.line_pitch}"/></w:sectPr>'
    )
