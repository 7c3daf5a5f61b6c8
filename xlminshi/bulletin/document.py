"""The bulletin as a tree: what stands in it and in which named style. Writers turn it into .docx or a sheet."""

from dataclasses import dataclass
from enum import Enum


class ParagraphStyle(Enum):
    """Styles of the letterhead by their Chinese names (GB/T 9704-2012, 7.3): an office restyles them, never renames them."""

    TITLE = "公文标题"
    BODY = "公文正文"
    HEADING_1 = "公文一级标题"
    HEADING_2 = "公文二级标题"
    HEADING_3 = "公文三级标题"


@dataclass(frozen=True, slots=True)
class Figure:
    """A generated figure within a paragraph: characters `start` to `end` of its text, and the key of the fact it tells."""

    start: int
    end: int
    source: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `key` stays the same from draft to draft, so that an edited paragraph can be found again.

    `figures` are the generated figures in its text, in order and without overlap; a unit's own words hold none.
    """

    key: str
    style: ParagraphStyle
    text: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Masthead:
    """版头: name in red, 期号 such as 第7期, issuer at the left, date such as 2022年10月25日 at the right."""

    name: str
    issue: str
    issuer: str
    dated: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: whole line 本期发：…。 (or 抄送：…。), then 印发机关 left and the date with 印发 right; "" leaves a line out."""

    distribution: str
    printed_by: str = ""
    printed_on: str = ""


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """What was aimed at, done and reached (完成率) of one indicator, or of a project's indicators together, as printed."""

    target: str
    done: str
    rate: str


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One project in the annex. `colour` (RRGGBB, "" for none) is that of the light, whose name always stands with it."""

    number: str
    title: str
    lead_unit: str
    lines: tuple[AnnexLine, ...]
    time_progress: str
    light: str
    colour: str
    class_name: str


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: the table of all projects, on pages of its own before the 版记; `note` says what the lights mean.

    `title_lines` are the title as it stands over the table, broken by sense; () leaves it to the line's end.
    """

    title: str
    rows: tuple[AnnexRow, ...]
    note: str
    title_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole bulletin. `title` is given line by line, broken by sense; `body` starts after the title."""

    masthead: Masthead
    title: tuple[str, ...]
    body: tuple[Paragraph, ...]
    imprint: Imprint
    annex: Annex | None = None
