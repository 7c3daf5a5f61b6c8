"""Where the program words a paragraph anew, people who have edited it are told which clauses have come and gone."""

import pytest

from xlminshi.bulletin.document import Paragraph, ParagraphStyle
from xlminshi.bulletin.editing import Change, Draft, Edited, with_edits
from xlminshi.bulletin.rewordings import Rewording, rewordings, with_new_ending

FORMER = "县水利局、县农业局等2件实事正在推进，县住建局1件实事推进缓慢。"
FRESH = "县水利局、县农业局、县住建局等3件实事正在推进。"
MINE = "截至目前，" + FORMER


def test_clauses_that_came_and_went_are_told_and_numbers_are_not() -> None:
    assert rewordings(FORMER, FRESH, MINE) == (
        Rewording("县住建局等3件实事正在推进"),
        Rewording("县农业局等2件实事正在推进", is_gone=True),
        Rewording("县住建局1件实事推进缓慢", is_gone=True),
    )
    assert rewordings(FORMER, FORMER.replace("2", "3"), MINE) == ()
    assert rewordings("完成5200余户。", "完成1.2万户。", "已完成5200余户。") == ()


def test_what_the_persons_words_follow_already_is_not_told() -> None:
    assert rewordings(FORMER, FRESH, "截至目前，" + FRESH) == ()
    assert rewordings(FRESH, FRESH, MINE) == ()


def test_what_was_told_is_told_again_until_the_program_writes_it_no_more() -> None:
    pending = rewordings(FORMER, FRESH, MINE)
    assert rewordings(FRESH, FRESH, MINE, pending) == pending
    assert rewordings(FRESH, FORMER, MINE, pending) == ()


@pytest.mark.parametrize(
    ("words", "former", "fresh", "said"),
    [
        (
            ".推进取暖改造",
            ".取暖改造",
            ".取暖改造（牵头单位：县发改委）",
            ".推进取暖改造（牵头单位：县发改委）",
        ),
        (
            ".推进取暖改造（牵头单位：县发改委）",
            ".取暖改造（牵头单位：县发改委）",
            ".取暖改造",
            ".推进取暖改造",
        ),
        (
            ".推进取暖改造（牵头单位：县发改委）",
            ".取暖改造（牵头单位：县发改委）",
            ".取暖改造（牵头单位：县住建局）",
            ".推进取暖改造（牵头单位：县住建局）",
        ),
        (".县发改委推进取暖改造", ".取暖改造", ".取暖改造（牵头单位：县发改委）", ".县发改委推进取暖改造"),
        (".取暖（县里）", ".取暖（牵头单位：县发改委）", ".取暖", ".取暖（县里）"),
        (".取暖工程", ".取暖改造", ".取暖改造", ".取暖工程"),
        ("改", "甲", "乙", "改"),
    ],
)
def test_an_edited_heading_takes_and_loses_the_lead_unit_as_the_programs_does(
    words: str, former: str, fresh: str, said: str
) -> None:
    assert with_new_ending(words, former, fresh) == said


def edited(
    text: str,
    generated: str,
    fresh: str,
    style: ParagraphStyle,
    pending: tuple[tuple[str, Rewording], ...] = (),
) -> Edited:
    paragraph = Paragraph("实事|1", style, fresh)
    return with_edits((paragraph,), (Draft("实事|1", style, text, generated),), (), {}, (), pending)


def test_an_edited_heading_that_rises_to_another_class_names_its_unit() -> None:
    unit = "（牵头单位：县发改委）"
    done = edited("4.推进取暖改造", "4.取暖改造", f"1.取暖改造{unit}", ParagraphStyle.HEADING_3)
    assert done.body[0].text == f"1.推进取暖改造{unit}"
    assert done.told == ()


def test_an_edited_paragraph_tells_what_the_program_writes_otherwise() -> None:
    done = edited(MINE, FORMER, FRESH, ParagraphStyle.BODY)
    assert done.body[0].text == MINE
    told = done.told[0]
    assert (told.change, told.new) == (Change.REWORDED, "“县住建局等3件实事正在推进”")
    assert told.old == "“县农业局等2件实事正在推进”“县住建局1件实事推进缓慢”"
    again = edited(MINE, FRESH, FRESH, ParagraphStyle.BODY, done.reworded)
    assert again.told == done.told


def test_of_many_new_clauses_the_first_are_quoted() -> None:
    done = edited("原话另改。", "原话。", "甲队进场，乙队进场，丙队进场，丁队进场。", ParagraphStyle.BODY)
    assert done.told[0].new == "“甲队进场”“乙队进场”“丙队进场”等"
