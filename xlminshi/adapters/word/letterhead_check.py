"""A letterhead that an office has restyled, looked over: marks, styles, page and page numbers, in Chinese lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from xlminshi.adapters.word.filling import render_bulletin
from xlminshi.adapters.word.gb9704 import PAGE_HEIGHT, PAGE_WIDTH
from xlminshi.adapters.word.letterhead import (
    IMPRINT_MARKS,
    NAME_STYLE,
    REQUIRED_MARKS,
    STANDARD,
    Mark,
    build_letterhead,
)
from xlminshi.adapters.word.marks import (
    Slot,
    doubled_marks,
    has_page_field,
    letterhead_faults,
    opened,
    slots_of,
    stories_of,
)
from xlminshi.adapters.word.profile import TWIPS_PER_MM, Profile
from xlminshi.adapters.word.style_looks import Look, grid_of, looks_of, whole
from xlminshi.bulletin.document import Document, Imprint, Masthead, Paragraph, ParagraphStyle

_TOLERANCE = round(TWIPS_PER_MM)  # 1 mm (5.2.1)
_SIDES = (("上", "w:top"), ("左（订口）", "w:left"), ("下", "w:bottom"), ("右", "w:right"))
_KINDS = (("default", "单页"), ("even", "双页"), ("first", "首页"))
_REVISIONS = (qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo"))


class Grade(Enum):
    """How one thing of the letterhead stands."""

    PASSED = "通过"
    HINT = "提醒"
    WRONG = "请改"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing that was looked at, in Chinese."""

    grade: Grade
    text: str

    def __str__(self) -> str:
        return f"[{self.grade.value}] {self.text}"


@dataclass(frozen=True, slots=True)
class LetterheadCheck:
    """All that a check found, in the order of the page."""

    lines: tuple[CheckLine, ...]

    @property
    def must_change(self) -> bool:
        """Return whether the letterhead cannot be used as it is."""
        return any(line.grade is Grade.WRONG for line in self.lines)

    def counts_line(self) -> str:
        """Return how many of each grade there are."""
        counts = "，".join(f"{grade.value}{self._count(grade)}处" for grade in Grade)
        return f"{'版头文件需要修改' if self.must_change else '版头文件可以使用'}：{counts}。"

    def _count(self, grade: Grade) -> int:
        return sum(line.grade is grade for line in self.lines)


def check_letterhead(content: bytes, profile: Profile = STANDARD) -> LetterheadCheck:
    """Return how a letterhead stands beside a profile; LetterheadError, in Chinese, for a file that cannot be opened."""
    word = opened(content)
    slots = tuple(slots_of(word))
    faults = letterhead_faults(word, slots)
    lines = (
        *_marks(slots, faults),
        *(() if faults else _trial(content, slots)),
        *_styles(word, profile),
        *_page(word, profile),
        *_page_numbers(word, profile),
        *_traces(word),
    )
    return LetterheadCheck(lines)


# Marks -----------------------------------------------------------------------------------------------------------


def _marks(slots: tuple[Slot, ...], faults: tuple[str, ...]) -> Iterator[CheckLine]:
    yield from (CheckLine(Grade.WRONG, fault) for fault in faults)
    held = [mark for mark in Mark if any(mark in slot.marks for slot in slots)]
    if held:
        yield CheckLine(Grade.PASSED, f"认得的标记：{'、'.join(map(str, held))}。")
    for mark, count in doubled_marks(slots):
        yield CheckLine(Grade.HINT, f"标记“{mark}”出现了{count}次，各处都会填上同样的文字。多余的请删去。")
    for mark in Mark:
        if mark not in held and mark not in REQUIRED_MARKS:
            place = "版记" if mark in IMPRINT_MARKS else "版头"
            yield CheckLine(
                Grade.HINT,
                f"没有标记“{mark}”，{mark.value}不会从工作簿填入。需要的话请在{place}写上“{mark}”。",
            )


def _trial(content: bytes, slots: tuple[Slot, ...]) -> Iterator[CheckLine]:
    """Fill the letterhead with awkward words, and yield each mark whose words did not arrive."""
    values = {mark: f"{mark.value}&<甲>\n“乙”" for mark in Mark}
    word = opened(render_bulletin(_sample(values), content))
    printed = "".join(text.text or "" for story in stories_of(word) for text in story.iter(qn("w:t")))
    used = [mark for mark in Mark if any(mark in slot.marks for slot in slots)]
    lost = [mark for mark in used if values[mark].replace("\n", "") not in printed or str(mark) in printed]
    for mark in lost:
        yield CheckLine(Grade.WRONG, f"试填时，标记“{mark}”没有填好。请删去它，重新打一遍。")
    if not lost:
        yield CheckLine(Grade.PASSED, f"试填{len(used)}个标记，文字（含 &、<、> 和换行）都在应在的位置。")


def _sample(values: dict[Mark, str]) -> Document:
    head = Masthead(values[Mark.NAME], values[Mark.ISSUE], values[Mark.ISSUER], values[Mark.DATED])
    imprint = Imprint(values[Mark.DISTRIBUTION], values[Mark.PRINTED_BY], values[Mark.PRINTED_ON])
    body = (Paragraph("", ParagraphStyle.BODY, values[Mark.BODY]),)
    return Document(head, tuple(values[Mark.TITLE].split("\n")), body, imprint)


# Styles ----------------------------------------------------------------------------------------------------------


def _styles(word: WordDocument, profile: Profile) -> Iterator[CheckLine]:
    wanted, present = looks_of(opened(build_letterhead(profile))), looks_of(word)
    for name, standard in wanted.items():
        look = present.get(name)
        if look is not None:
            yield _style_line(name, look, standard)
        elif name not in {style.value for style in ParagraphStyle}:
            yield CheckLine(Grade.HINT, f"没有样式“{name}”。这一部分的格式请自行核对。")


def _style_line(name: str, look: Look, standard: Look) -> CheckLine:
    if look.is_theme:
        return CheckLine(
            Grade.HINT,
            f"样式“{name}”用的是主题字体，换一台电脑会变样。请在样式里选定字体，如“{standard.font}”。",
        )
    same_size = look.size == standard.size or name == NAME_STYLE
    same_colour = look.colour == standard.colour or name != NAME_STYLE
    if look.is_like(standard) and same_size and same_colour:
        return CheckLine(Grade.PASSED, f"样式“{name}”：{look}。")
    red = "、红色" if name == NAME_STYLE and not same_colour else ""
    return CheckLine(Grade.HINT, f"样式“{name}”是{look}，一般用{standard}{red}。如是本单位的习惯，可以不改。")


# Page ------------------------------------------------------------------------------------------------------------


def _page(word: WordDocument, profile: Profile) -> Iterator[CheckLine]:
    section = word.sections[0]._sectPr
    yield _paper(section)
    yield _margins(section, profile)
    lines, characters = grid_of(word)
    if (lines, characters) == (profile.lines, profile.characters):
        yield CheckLine(Grade.PASSED, f"每页{lines}行，每行{characters}字。")
    else:
        yield CheckLine(
            Grade.HINT,
            f"正文约为每页{lines}行、每行{characters}字，一般为每页{profile.lines}行、每行{profile.characters}字。"
            "请核对行距、字号和页边距。",
        )


def _paper(section: BaseOxmlElement) -> CheckLine:
    size = section.find(qn("w:pgSz"))
    width, height = (_number(size, name) for name in ("w:w", "w:h"))
    if abs(width - PAGE_WIDTH) <= _TOLERANCE and abs(height - PAGE_HEIGHT) <= _TOLERANCE:
        return CheckLine(Grade.PASSED, "纸张：A4，纵向。")
    return CheckLine(
        Grade.WRONG,
        f"纸张是{_mm(width)}×{_mm(height)}毫米。请在“页面设置”里改为A4（210×297毫米）、纵向。",
    )


def _margins(section: BaseOxmlElement, profile: Profile) -> CheckLine:
    page = section.find(qn("w:pgMar"))
    wanted = profile.margins.twips()
    found = [_number(page, name) for _, name in _SIDES]
    told = "，".join(f"{side}{_mm(value)}" for (side, _), value in zip(_SIDES, found, strict=True))
    if all(abs(value - right) <= _TOLERANCE for value, right in zip(found, wanted, strict=True)):
        return CheckLine(Grade.PASSED, f"页边距（毫米）：{told}。")
    asked = "，".join(f"{side}{_mm(value)}" for (side, _), value in zip(_SIDES, wanted, strict=True))
    return CheckLine(
        Grade.WRONG,
        f"页边距（毫米）是{told}，应为{asked}（允许相差1毫米）。请在“页面设置”里改正；"
        "如是本单位的规定，检查时请写明页边距。",
    )


def _number(element: BaseOxmlElement | None, name: str) -> int:
    return whole(element.get(qn(name), "")) if element is not None else 0


def _mm(twips: int) -> str:
    return f"{round(twips / TWIPS_PER_MM, 1):g}"


def _page_numbers(word: WordDocument, profile: Profile) -> Iterator[CheckLine]:
    section = word.sections[0]._sectPr
    is_split = _is_on(word.settings.element.find(qn("w:evenAndOddHeaders")))
    used = {"default": True, "even": is_split, "first": _is_on(section.find(qn("w:titlePg")))}
    for kind, name in _KINDS:
        if not used[kind]:
            continue
        number = _page_number(word, section, kind)
        grade = Grade.HINT if kind == "first" else Grade.WRONG
        if number is None:
            yield CheckLine(
                grade, f"{name}没有页码。请在{name}的页脚插入页码（“插入→页码”），不要直接打数字。"
            )
        elif number.replace(" ", "") != profile.page_number.value.replace(" ", ""):
            usual = profile.page_number.value
            yield CheckLine(Grade.HINT, f"{name}的页码写成“{number}”，一般为“{usual}”。")
        else:
            yield CheckLine(Grade.PASSED, f"{name}的页码：{number}。")
    if not is_split:
        yield CheckLine(
            Grade.HINT, "单页、双页的页码在同一侧。双面印刷时请勾选“奇偶页不同”，单页居右、双页居左。"
        )


def _page_number(word: WordDocument, section: BaseOxmlElement, kind: str) -> str | None:
    """Return how page 1 is written in the header or footer of a kind of pages; None where there is no number."""
    for tag in ("w:footerReference", "w:headerReference"):
        for reference in section.findall(qn(tag)):
            if reference.get(qn("w:type"), "default") != kind:
                continue
            story = word.part.related_parts[reference.get(qn("r:id"))].element
            for paragraph in story.iter(qn("w:p")):
                if has_page_field(paragraph):
                    texts = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
                    return re.sub(r"\d+", "1", texts).strip() or "1"
    return None


def _is_on(flag: BaseOxmlElement | None) -> bool:
    return flag is not None and flag.get(qn("w:val"), "1") not in ("0", "false", "off")


def _traces(word: WordDocument) -> Iterator[CheckLine]:
    """Yield what shows in print, or to every reader, who has worked on the letterhead."""
    if any(True for story in stories_of(word) for _ in story.iter(*_REVISIONS)):
        yield CheckLine(
            Grade.HINT, "还有没处理的修订，会带进每一份通报。请在“审阅”里接受全部修订，并关闭修订。"
        )
    if any(link.reltype == RT.COMMENTS for link in word.part.rels.values()):
        yield CheckLine(Grade.HINT, "还有批注，会带进每一份通报。请在“审阅”里删除全部批注。")
