"""Projects and paragraphs stay where people have moved them, and headings are numbered as they stand."""

from collections.abc import Iterable

import pytest

from xlminshi.bulletin.document import Figure, Paragraph, ParagraphStyle
from xlminshi.bulletin.editing import Change, Draft, Edited, with_edits

H1, H2, H3, BODY = (
    ParagraphStyle.HEADING_1,
    ParagraphStyle.HEADING_2,
    ParagraphStyle.HEADING_3,
    ParagraphStyle.BODY,
)


def section(name: str, sign: str, *titles: str) -> list[Paragraph]:
    """Return a class with its projects: 实事|甲 and 实事|甲|完成情况."""
    found = [Paragraph(f"类别|{name}", H2, f"（{sign}）{name}{len(titles)}件", (Figure(6, 7, name),))]
    for number, title in enumerate(titles, start=1):
        found += [
            Paragraph(f"实事|{title}", H3, f"{number}.{title}"),
            Paragraph(f"实事|{title}|完成情况", BODY, f"{title}已完成。"),
        ]
    return found


FRESH = (
    Paragraph("导语", BODY, "导语。"),
    Paragraph("基本情况", H1, "一、基本情况"),
    *section("已完成", "一", "甲", "乙"),
    *section("在推进", "二", "丙", "丁", "戊"),
    Paragraph("工作要求", H1, "二、工作要求"),
    Paragraph("工作要求|1", BODY, "要抓紧。"),
    Paragraph("工作要求|2", BODY, "要抓实。"),
)
KEYS = [one.key for one in FRESH]


def rows(keys: Iterable[str], **texts: str) -> tuple[Draft, ...]:
    """Return a draft in some order; `texts` are what people have written, by the end of the key."""
    own = {one.key: one for one in FRESH}
    return tuple(
        Draft(key, own[key].style, texts.get(key.split("|")[-1], own[key].text), own[key].text)
        for key in keys
    )


def printed(edited: Edited) -> list[str]:
    return [one.text for one in edited.body]


def moved(first: str, *, before: str) -> list[str]:
    """Return the keys with the project `first` and its paragraph before another one."""
    block = [key for key in KEYS if key.startswith(f"实事|{first}")]
    rest = [key for key in KEYS if key not in block]
    place = rest.index(before)
    return [*rest[:place], *block, *rest[place:]]


def test_a_draft_as_it_was_written_changes_nothing() -> None:
    assert with_edits(FRESH, rows(KEYS), (), {}) == Edited(FRESH, {one.key: one.text for one in FRESH}, ())


@pytest.mark.parametrize("typed", [{}, {"戊": "1.戊", "丙": "2.丙", "丁": "3.丁"}])
def test_a_moved_project_stays_there_and_all_are_numbered_anew(typed: dict[str, str]) -> None:
    draft = rows(moved("戊", before="实事|丙"), **typed)
    edited = with_edits(FRESH, draft, (), {})
    assert printed(edited)[7:14] == [
        "（二）在推进3件",
        "1.戊",
        "戊已完成。",
        "2.丙",
        "丙已完成。",
        "3.丁",
        "丁已完成。",
    ]
    assert edited.told == ()
    assert edited.generated["实事|戊"] == "3.戊"
    again = tuple(Draft(one.key, one.style, one.text, edited.generated[one.key]) for one in edited.body)
    assert with_edits(FRESH, again, (), {}).body == edited.body


def test_a_moved_project_stays_while_another_one_changes_its_class() -> None:
    draft = rows(moved("戊", before="实事|丙"))
    fresh = (*FRESH[:2], *section("已完成", "一", "甲"), *section("在推进", "二", "乙", "丙", "丁", "戊"))
    titles = [one.text for one in with_edits(fresh, draft, (), {}).body if one.style is H3]
    assert titles == ["1.甲", "1.乙", "2.戊", "3.丙", "4.丁"]


def test_sections_and_paragraphs_can_change_places_too() -> None:
    keys = [*KEYS[:2], *KEYS[7:14], *KEYS[2:7], "工作要求", "工作要求|2", "工作要求|1"]
    edited = with_edits(FRESH, rows(keys), (), {})
    text = printed(edited)
    assert text[2] == "（一）在推进3件"
    assert text[9] == "（二）已完成2件"
    assert text[-2:] == ["要抓实。", "要抓紧。"]
    assert edited.body[9].figures == (Figure(6, 7, "已完成"),)


def test_a_project_moved_into_another_class_is_told_and_goes_back() -> None:
    edited = with_edits(FRESH, rows(moved("甲", before="实事|丙")), (), {})
    assert printed(edited) == [one.text for one in FRESH]
    assert [(one.change, one.old) for one in edited.told] == [(Change.MOVED, "1.甲")]


def test_a_class_that_the_data_have_changed_is_no_move_of_a_person() -> None:
    fresh = (*FRESH[:2], *section("已完成", "一", "甲"), *section("在推进", "二", "乙", "丙", "丁", "戊"))
    assert with_edits(fresh, rows(KEYS), (), {}).told == ()


def test_an_emptied_project_is_told_and_leaves_no_gap() -> None:
    edited = with_edits(FRESH, rows(KEYS, 丁="", 工作要求="二、几点要求"), (), {})
    assert [one.text for one in edited.body if one.style is H3] == ["1.甲", "2.乙", "1.丙", "2.戊"]
    assert [(one.change, one.old) for one in edited.told] == [(Change.LEFT_OUT, "2.丁")]
    assert "二、几点要求" in printed(edited)


def test_an_added_heading_counts_and_a_persons_sign_stays() -> None:
    draft = list(rows(KEYS, 丙="1、丙（一期）"))
    draft.insert(KEYS.index("实事|丁"), Draft("", H3, "2.新的一项", ""))
    draft.insert(0, Draft("", H3, "没有序号", ""))
    edited = with_edits(FRESH, tuple(draft), (), {})
    titles = [one.text for one in edited.body if one.style is H3]
    assert titles == ["没有序号", "1.甲", "2.乙", "1、丙（一期）", "2.新的一项", "3.丁", "4.戊"]


def test_a_longer_number_moves_the_figures_behind_it() -> None:
    headings = tuple(
        Paragraph(f"类别|{n}", H2, f"（一）{n}件", (Figure(3, 4, str(n)),)) for n in range(1, 10)
    )
    last = Paragraph("类别|末", H2, "（十）5件", (Figure(3, 4, "末"),))
    extra = Paragraph("类别|又", H2, "（十）5件", (Figure(3, 4, "又"),))
    body = with_edits((*headings, last, extra), (), (), {}).body
    assert body[-1].text == "（十一）5件"
    assert body[-1].figures == (Figure(4, 5, "又"),)
