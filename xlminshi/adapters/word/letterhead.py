"""The default letterhead (版头文件) of a 督查通报, built from code: an office restyles a copy in Word or WPS.

Its measures stand in `gb9704.py`.
"""

import zipfile
from dataclasses import dataclass
from enum import Enum
from xml.sax.saxutils import quoteattr

from xlminshi.adapters.packing import pack
from xlminshi.adapters.word.gb9704 import (
    BLACK,
    CHARACTER_ADVANCE,
    CHARACTER_SPACING,
    CLOSING_LINE,
    FONT_BODY,
    FONT_HEADING_1,
    FONT_HEADING_2,
    FONT_NAME,
    FONT_PAGE_NUMBER,
    FOOTER_DISTANCE,
    HEADER_DISTANCE,
    IMPRINT_INDENT,
    IMPRINT_LABEL_LENGTH,
    IMPRINT_LEFT_COLUMN,
    INNER_RULE_WEIGHT,
    ISSUE_SPACE_BEFORE,
    ISSUER_SPACE_BEFORE,
    LINE_PITCH,
    MARGIN_BINDING,
    MARGIN_BOTTOM,
    MARGIN_OUTER,
    MARGIN_TOP,
    NAME_LINE,
    NAME_SIZE,
    NAME_SPACE_BEFORE,
    NAME_SPACING,
    NEVER_FIRST_IN_LINE,
    NEVER_LAST_IN_LINE,
    OUTER_RULE_WEIGHT,
    PAGE_HEIGHT,
    PAGE_NUMBER_LINE,
    PAGE_WIDTH,
    RED,
    RED_RULE_SPACE,
    RED_RULE_WEIGHT,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    TITLE_LINE,
    TITLE_SPACE_AFTER,
    TITLE_SPACE_BEFORE,
    TYPE_AREA_WIDTH,
)
from xlminshi.bulletin.document import ParagraphStyle


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


REQUIRED_MARKS = (Mark.ISSUE, Mark.DATED, Mark.TITLE, Mark.BODY)
IMPRINT_MARKS = (Mark.DISTRIBUTION, Mark.PRINTED_BY, Mark.PRINTED_ON)

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TAB = "<w:r><w:tab/></w:r>"
_NO_SPACING = (
    '<w:spacing w:val="0"/>'  # character spacing back to none, where lines need not hold 28 characters
)
_BUILT_IN_STYLES = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
)
_THEME_COLOURS = {"dk1": BLACK, "lt1": "FFFFFF", "dk2": BLACK, "lt2": "FFFFFF"} | dict.fromkeys(
    ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"), RED
)
_FIXED_TIME = "2012-07-01T00:00:00Z"  # the day the standard took effect; a build knows no clock

_FONT_TABLE = (  # name, name to fall back on, PANOSE, family
    (FONT_NAME, "华文中宋", "02010600040101010101", "auto"),
    (FONT_BODY, "仿宋", "02010609060101010101", "modern"),
    (FONT_HEADING_2, "楷体", "02010609060101010101", "modern"),
    (FONT_HEADING_1, "SimHei", "02010609060101010101", "modern"),
    (FONT_PAGE_NUMBER, "SimSun", "02010600030101010101", "auto"),
)


@dataclass(frozen=True, slots=True)
class _Style:
    """One paragraph style; `layout` and `looks` are w:pPr and w:rPr children in the order of the schema."""

    style_id: str
    name: str
    font: str = FONT_BODY
    size: int = SIZE_3
    layout: str = ""
    looks: str = ""
    following: str = "GwBody"


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the package: where it lies, what it is, how the part that owns it calls it, and its content."""

    name: str
    content_type: str
    relation: str
    xml: str


def build_letterhead() -> bytes:
    """Return the default letterhead as the bytes of a .docx: every build gives the same bytes on every machine.

    The parts are stored without compression, because compressed bytes depend on the zlib of the machine.
    """
    top, story = _top_parts(), _story_parts()
    xml = {part.name: part.xml for part in (*top, *story)} | {
        "[Content_Types].xml": _content_types((*top, *story)),
        "_rels/.rels": _relations(top, ""),
        "word/_rels/document.xml.rels": _relations(story, "word/"),
    }
    return pack({name: (_PROLOGUE + content).encode() for name, content in xml.items()}, zipfile.ZIP_STORED)


def _top_parts() -> tuple[_Part, ...]:
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    extended = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    return (
        _Part("word/document.xml", f"{_WORD}.document.main+xml", f"{_OFFICE}/officeDocument", _document()),
        _Part(
            "docProps/core.xml",
            core,
            f"{_PACKAGE}/relationships/metadata/core-properties",
            _core_properties(),
        ),
        _Part("docProps/app.xml", extended, f"{_OFFICE}/extended-properties", _app_properties()),
    )


def _story_parts() -> tuple[_Part, ...]:
    """Return what the document names; the footers come first, so they are rId1 (odd) and rId2 (even)."""
    return (
        _Part("word/footer1.xml", f"{_WORD}.footer+xml", f"{_OFFICE}/footer", _footer("GwPageOdd")),
        _Part("word/footer2.xml", f"{_WORD}.footer+xml", f"{_OFFICE}/footer", _footer("GwPageEven")),
        _Part("word/styles.xml", f"{_WORD}.styles+xml", f"{_OFFICE}/styles", _styles()),
        _Part("word/settings.xml", f"{_WORD}.settings+xml", f"{_OFFICE}/settings", _settings()),
        _Part("word/theme/theme1.xml", _THEME, f"{_OFFICE}/theme", _theme()),
        _Part("word/fontTable.xml", f"{_WORD}.fontTable+xml", f"{_OFFICE}/fontTable", _font_table()),
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


def _core_properties() -> str:
    """Return title and times only: a letterhead carries nobody's name."""
    time = f'xsi:type="dcterms:W3CDTF">{_FIXED_TIME}'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>督查通报版头文件</dc:title><dcterms:created {time}</dcterms:created>"
        f"<dcterms:modified {time}</dcterms:modified></cp:coreProperties>"
    )


def _app_properties() -> str:
    return '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'


def _settings() -> str:
    """Return the settings: odd and even pages differ, margins mirror for duplex, names are dropped on every save."""
    version = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    return (
        f'<w:settings {_NAMESPACE}><w:zoom w:percent="100"/><w:removePersonalInformation/><w:mirrorMargins/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        f'<w:drawingGridVerticalSpacing w:val="{LINE_PITCH}"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val={quoteattr(NEVER_LAST_IN_LINE)}/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val={quoteattr(NEVER_FIRST_IN_LINE)}/>'
        "<w:compat><w:balanceSingleByteDoubleByteWidth/><w:doNotExpandShiftReturn/><w:useFELayout/>"
        f"<w:compatSetting {version}/></w:compat></w:settings>"
    )


def _font_table() -> str:
    """Return the fonts with the names to fall back on, for machines without the GB2312 and Founder fonts."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        for name, other, panose, family in _FONT_TABLE
    )
    return f"<w:fonts {_NAMESPACE}>{fonts}</w:fonts>"


def _theme() -> str:
    """Return the plainest theme the format allows: no style refers to it, but some programs miss it when it is absent."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _THEME_COLOURS.items()
    )
    fonts = f'<a:latin typeface="{FONT_BODY}"/><a:ea typeface="{FONT_BODY}"/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="公文"><a:themeElements>'
        f'<a:clrScheme name="公文">{colours}</a:clrScheme><a:fontScheme name="公文">'
        f"<a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="公文"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def _styles() -> str:
    """Return all styles. Every font is named four times and none by way of the theme, which would overrule it."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FONT_BODY)}{_size(SIZE_3)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    layout = (
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/>{_lines(LINE_PITCH)}<w:jc w:val="both"/>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{layout}</w:pPr><w:rPr>{_fonts(FONT_BODY)}"
        f'<w:spacing w:val="{CHARACTER_SPACING}"/><w:kern w:val="0"/>{_size(SIZE_3)}</w:rPr></w:style>'
    )
    named = "".join(map(_style, (*_heading_styles(), *_masthead_styles(), *_foot_styles())))
    return f"<w:styles {_NAMESPACE}>{defaults}{normal}{_BUILT_IN_STYLES}{named}</w:styles>"


def _heading_styles() -> tuple[_Style, ...]:
    """Return title, body and the three levels of 7.3: 黑体, 楷体, 仿宋, none bold, first line in by two characters."""
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER_ADVANCE}"/>'
    title = (
        f'<w:keepNext/><w:keepLines/><w:snapToGrid w:val="0"/>'
        f'{_lines(TITLE_LINE, TITLE_SPACE_BEFORE, TITLE_SPACE_AFTER)}<w:jc w:val="center"/><w:outlineLvl w:val="0"/>'
    )
    levels = (
        (ParagraphStyle.HEADING_1, FONT_HEADING_1),
        (ParagraphStyle.HEADING_2, FONT_HEADING_2),
        (ParagraphStyle.HEADING_3, FONT_BODY),
    )
    return (
        _Style("GwTitle", ParagraphStyle.TITLE.value, FONT_NAME, SIZE_2, title, _NO_SPACING),
        _Style("GwBody", ParagraphStyle.BODY.value, layout=indent),
        *(
            _Style(
                f"GwHeading{level}",
                style.value,
                font,
                layout=f'<w:keepNext/>{indent}<w:outlineLvl w:val="{level}"/>',
            )
            for level, (style, font) in enumerate(levels, 1)
        ),
    )


def _masthead_styles() -> tuple[_Style, ...]:
    """Return the styles of the 版头: the name in red, 第N期, and issuer and date above the red rule (7.2)."""
    # The last character carries its spacing too: the indent brings the name back to the middle.
    name = (
        f'<w:keepNext/><w:snapToGrid w:val="0"/>{_lines(NAME_LINE, NAME_SPACE_BEFORE)}'
        f'<w:ind w:left="{NAME_SPACING}"/><w:jc w:val="center"/>'
    )
    red = f'<w:color w:val="{RED}"/><w:spacing w:val="{NAME_SPACING}"/>'
    issue = f'<w:keepNext/>{_lines(LINE_PITCH, ISSUE_SPACE_BEFORE)}<w:jc w:val="center"/>'
    left, right = CHARACTER_ADVANCE, TYPE_AREA_WIDTH - CHARACTER_ADVANCE
    issuer = (
        f"<w:keepNext/><w:pBdr>{_rule('bottom', RED_RULE_WEIGHT, RED, RED_RULE_SPACE)}</w:pBdr>"
        f'<w:tabs><w:tab w:val="left" w:pos="{left}"/><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
        f'{_lines(LINE_PITCH, ISSUER_SPACE_BEFORE)}<w:jc w:val="left"/>'
    )
    return (
        _Style("GwMasthead", "公文红头", FONT_NAME, NAME_SIZE, name, red, "GwIssue"),
        _Style("GwIssue", "公文期号", layout=issue, following="GwIssuer"),
        _Style("GwIssuer", "公文编发栏", layout=issuer, following="GwTitle"),
    )


def _foot_styles() -> tuple[_Style, ...]:
    """Return the styles of the 版记 (7.4) and of the page numbers, outside on odd and even pages (7.5)."""
    imprint = (
        f'<w:keepNext/>{_lines(LINE_PITCH)}<w:ind w:left="{IMPRINT_INDENT}" w:right="{IMPRINT_INDENT}"/>'
    )
    number = f'<w:snapToGrid w:val="0"/>{_lines(PAGE_NUMBER_LINE)}<w:ind w:%sChars="100" w:%s="{SIZE_4 * 10}"/><w:jc w:val="%s"/>'
    odd, even = number.replace("%s", "right"), number.replace("%s", "left")
    return (
        _Style(
            "GwImprint", "公文版记", size=SIZE_4, layout=imprint, looks=_NO_SPACING, following="GwImprint"
        ),
        _Style("GwPageOdd", "公文单页码", FONT_PAGE_NUMBER, SIZE_4, odd, _NO_SPACING, "GwPageOdd"),
        _Style("GwPageEven", "公文双页码", FONT_PAGE_NUMBER, SIZE_4, even, _NO_SPACING, "GwPageEven"),
    )


def _style(style: _Style) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.style_id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="{style.following}"/><w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:pPr>{style.layout}</w:pPr><w:rPr>{_fonts(style.font)}{style.looks}{_size(style.size)}</w:rPr></w:style>"
    )


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _lines(pitch: int, before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{pitch}" w:lineRule="exact"/>'


def _rule(side: str, weight: int, colour: str, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{weight}" w:space="{space}" w:color="{colour}"/>'


def _footer(style_id: str) -> str:
    """Return one footer, — 1 —, with dashes that are Chinese in every font (7.5)."""
    dash = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>—</w:t></w:r>'
    field = "".join(
        f"<w:r>{content}</w:r>"
        for content in (
            '<w:t xml:space="preserve"> </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> </w:t>',
        )
    )
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{dash}{field}{dash}</w:p>'
    return f"<w:ftr {_NAMESPACE}>{paragraph}</w:ftr>"


def _document() -> str:
    paragraphs = (
        _paragraph("GwMasthead", _text(Mark.NAME)),
        _paragraph("GwIssue", _text(Mark.ISSUE)),
        _paragraph("GwIssuer", f"{_TAB}{_text(Mark.ISSUER)}{_TAB}{_text(Mark.DATED)}"),
        _paragraph("GwTitle", _text(Mark.TITLE)),
        _paragraph("GwBody", _text(Mark.BODY)),
        _paragraph("GwImprint", ""),
    )
    closing = (
        f'<w:p><w:pPr><w:snapToGrid w:val="0"/>{_lines(CLOSING_LINE)}<w:rPr>{_size(2)}</w:rPr></w:pPr></w:p>'
    )
    body = f"{''.join(paragraphs)}{_imprint()}{closing}{_section()}"
    return f'<w:document {_NAMESPACE} xmlns:r="{_OFFICE}"><w:body>{body}</w:body></w:document>'


def _imprint() -> str:
    """Return the 版记 as a table as wide as the type area. Its rules belong to the table: they survive a removed row."""
    left, right = IMPRINT_LEFT_COLUMN, TYPE_AREA_WIDTH - IMPRINT_LEFT_COLUMN
    hanging = IMPRINT_LABEL_LENGTH * SIZE_4 * 10
    turned = f'<w:ind w:left="{IMPRINT_INDENT + hanging}" w:right="{IMPRINT_INDENT}" w:hanging="{hanging}"/>'
    no_margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    rules = (
        _rule("top", OUTER_RULE_WEIGHT, BLACK)
        + _rule("bottom", OUTER_RULE_WEIGHT, BLACK)
        + _rule("insideH", INNER_RULE_WEIGHT, BLACK)
    )
    printed_by = _cell(left, _paragraph("GwImprint", _text(Mark.PRINTED_BY), '<w:ind w:right="0"/>'))
    to_the_right = f'<w:ind w:left="0" w:right="{IMPRINT_INDENT}"/><w:jc w:val="right"/>'
    printed_on = _cell(right, _paragraph("GwImprint", _text(Mark.PRINTED_ON), to_the_right))
    distribution = _cell(
        TYPE_AREA_WIDTH, _paragraph("GwImprint", _text(Mark.DISTRIBUTION), turned), columns=2
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TYPE_AREA_WIDTH}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
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


def _text(mark: Mark) -> str:
    return f"<w:r><w:t>{mark}</w:t></w:r>"


def _section() -> str:
    """Return the page: A4, margins, footers, and a grid of 22 lines (5.2)."""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:footerReference w:type="even" r:id="rId2"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{MARGIN_TOP}" w:right="{MARGIN_OUTER}" w:bottom="{MARGIN_BOTTOM}" w:left="{MARGIN_BINDING}"'
        f' w:header="{HEADER_DISTANCE}" w:footer="{FOOTER_DISTANCE}" w:gutter="0"/>'
        f'<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="{LINE_PITCH}"/></w:sectPr>'
    )
