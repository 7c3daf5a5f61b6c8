"""The named styles, fonts and theme of the default letterhead (GB/T 9704-2012, clause 7), as parts of the file format."""

from dataclasses import dataclass

from xlminshi.adapters.word.gb9704 import (
    BLACK,
    FONT_BODY,
    FONT_HEADING_1,
    FONT_HEADING_2,
    FONT_NAME,
    FONT_PAGE_NUMBER,
    IMPRINT_INDENT,
    ISSUE_SPACE_BEFORE,
    ISSUER_SPACE_BEFORE,
    NAME_SPACE_BEFORE,
    PAGE_NUMBER_LINE,
    RED,
    RED_RULE_SPACE,
    RED_RULE_WEIGHT,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    TITLE_AIR,
    TITLE_LINE,
)
from xlminshi.adapters.word.profile import Profile
from xlminshi.bulletin.document import ParagraphStyle

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NO_SPACING = (
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


def font_table() -> str:
    """Return the fonts with the names to fall back on, for machines without the GB2312 and Founder fonts."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        for name, other, panose, family in _FONT_TABLE
    )
    return f"<w:fonts {NAMESPACE}>{fonts}</w:fonts>"


def theme() -> str:
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


def styles(profile: Profile) -> str:
    """Return all styles. Every font is named four times and none by way of the theme, which would overrule it."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FONT_BODY, profile.digits)}{size(SIZE_3)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    layout = (
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/>{lines(profile.line_pitch)}<w:jc w:val="both"/>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{layout}</w:pPr><w:rPr>{fonts(FONT_BODY, profile.digits)}"
        f'<w:spacing w:val="{profile.spacing}"/><w:kern w:val="0"/>{size(SIZE_3)}</w:rPr></w:style>'
    )
    own = (*_heading_styles(profile), *_masthead_styles(profile), *_foot_styles(profile))
    named = "".join(_style(style, profile.digits) for style in own)
    return f"<w:styles {NAMESPACE}>{defaults}{normal}{_BUILT_IN_STYLES}{named}</w:styles>"


def _heading_styles(profile: Profile) -> tuple[_Style, ...]:
    """Return title, body and the three levels of 7.3: 黑体, 楷体, 仿宋, none bold, first line in by two characters."""
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * profile.advance}"/>'
    pitch = profile.line_pitch
    title = (
        f'<w:keepNext/><w:keepLines/><w:snapToGrid w:val="0"/>'
        f'{lines(TITLE_LINE, 2 * pitch - TITLE_AIR, pitch)}<w:jc w:val="center"/><w:outlineLvl w:val="0"/>'
    )
    levels = (
        (ParagraphStyle.HEADING_1, FONT_HEADING_1),
        (ParagraphStyle.HEADING_2, FONT_HEADING_2),
        (ParagraphStyle.HEADING_3, FONT_BODY),
    )
    return (
        _Style("GwTitle", ParagraphStyle.TITLE.value, FONT_NAME, SIZE_2, title, NO_SPACING),
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


def _masthead_styles(profile: Profile) -> tuple[_Style, ...]:
    """Return the styles of the 版头: the name in red, 第N期, and issuer and date above the red rule (7.2)."""
    # The last character carries its spacing too: the indent brings the name back to the middle.
    name_size, spacing, height = profile.name_measures()
    name = (
        f'<w:keepNext/><w:snapToGrid w:val="0"/>{lines(height, NAME_SPACE_BEFORE)}'
        f'<w:ind w:left="{spacing}"/><w:jc w:val="center"/>'
    )
    looks = f'<w:color w:val="{profile.colour}"/><w:spacing w:val="{spacing}"/>'
    issue = f'<w:keepNext/>{lines(profile.line_pitch, ISSUE_SPACE_BEFORE)}<w:jc w:val="center"/>'
    left, right = profile.advance, profile.width - profile.advance
    issuer = (
        f"<w:keepNext/><w:pBdr>{rule('bottom', RED_RULE_WEIGHT, profile.colour, RED_RULE_SPACE)}</w:pBdr>"
        f'<w:tabs><w:tab w:val="left" w:pos="{left}"/><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
        f'{lines(profile.line_pitch, ISSUER_SPACE_BEFORE)}<w:jc w:val="left"/>'
    )
    return (
        _Style("GwMasthead", "公文红头", FONT_NAME, name_size, name, looks, "GwIssue"),
        _Style("GwIssue", "公文期号", layout=issue, following="GwIssuer"),
        _Style("GwIssuer", "公文编发栏", layout=issuer, following="GwTitle"),
    )


def _foot_styles(profile: Profile) -> tuple[_Style, ...]:
    """Return the styles of the 版记 (7.4) and of the page numbers, outside on odd and even pages (7.5)."""
    imprint = f'<w:keepNext/>{lines(profile.line_pitch)}<w:ind w:left="{IMPRINT_INDENT}" w:right="{IMPRINT_INDENT}"/>'
    number = f'<w:snapToGrid w:val="0"/>{lines(PAGE_NUMBER_LINE)}<w:ind w:%sChars="100" w:%s="{SIZE_4 * 10}"/><w:jc w:val="%s"/>'
    odd, even = number.replace("%s", "right"), number.replace("%s", "left")
    return (
        _Style("GwImprint", "公文版记", size=SIZE_4, layout=imprint, looks=NO_SPACING, following="GwImprint"),
        _Style("GwPageOdd", "公文单页码", FONT_PAGE_NUMBER, SIZE_4, odd, NO_SPACING, "GwPageOdd"),
        _Style("GwPageEven", "公文双页码", FONT_PAGE_NUMBER, SIZE_4, even, NO_SPACING, "GwPageEven"),
    )


def _style(style: _Style, digits: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.style_id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="{style.following}"/><w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:pPr>{style.layout}</w:pPr><w:rPr>{fonts(style.font, digits)}{style.looks}{size(style.size)}</w:rPr></w:style>"
    )


def fonts(name: str, digits: str = "") -> str:
    """Return the font of a style, and another one for digits and Latin letters where the office has one."""
    latin = digits if digits and name != FONT_PAGE_NUMBER else name  # page numbers are 宋体 (7.5)
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{name}" w:cs="{latin}"/>'


def size(half_points: int) -> str:
    """Return a font size in half-points."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def lines(pitch: int, before: int = 0, after: int = 0) -> str:
    """Return exact line spacing in twips."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{pitch}" w:lineRule="exact"/>'


def rule(side: str, weight: int, colour: str, space: int = 0) -> str:
    """Return one rule of a border; weight in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{weight}" w:space="{space}" w:color="{colour}"/>'
