"""A figure that a person has settled, typed over or moved stays in sight: the next change of the data is told at its place."""

import pytest

from xlminshi.bulletin.document import Paragraph, ParagraphStyle
from xlminshi.bulletin.editing import Change, Draft, Edited, with_edits
from xlminshi.bulletin.standing_figures import TracedFigure
from xlminshi.bulletin.surroundings import Surroundings, surroundings_of, words_around

BODY = ParagraphStyle.BODY
GOING, SLOW, DONE = "计数|类别|持续推进", "计数|类别|进展缓慢", "实事|1|指标|道路|累计完成"


def traced(text: str, shown: str, source: str, key: str = "导语") -> TracedFigure:
    """Return a figure as 数据来源 keeps it of a text in which it stands, with its mark if it has one."""
    start = text.index(shown)
    words = words_around(text, start, start + len(shown))
    return TracedFigure(key, source, shown, surroundings_of(shown, words))


def after(text: str, own: tuple[TracedFigure, ...], facts: dict[str, str]) -> Edited:
    fresh = (Paragraph("导语", BODY, "程序的原文"),)
    return with_edits(fresh, (Draft("导语", BODY, text, "程序的原文"),), own, facts)


def said(text: str, own: tuple[TracedFigure, ...], facts: dict[str, str]) -> str:
    return after(text, own, facts).body[0].text


@pytest.mark.parametrize(
    ("marked", "settled", "shown", "source", "now", "then"),
    [
        ("县教体局等7【现为8】件实事", "县教体局等8件实事", "7", GOING, "9", "县教体局等8【现为9】件实事"),
        ("县教体局等7【现为8】件实事", "县教体局等8件实事", "7", GOING, "7", "县教体局等8【现为7】件实事"),
        ("县教体局等7【现为8】件实事", "县教体局等8件实事", "7", GOING, "8", "县教体局等8件实事"),
        ("已完成152户【现为160户】。", "已完成160户。", "152户", DONE, "165户", "已完成160户【现为165户】。"),
        ("共1【已无此数】件", "共1件", "1", GOING, "", "共1【已无此数】件"),
    ],
)
def test_a_figure_settled_as_its_mark_said_is_held_against_the_data_of_every_later_run(
    marked: str, settled: str, shown: str, source: str, now: str, then: str
) -> None:
    own = (traced(marked, shown, source),)
    facts = {source: now} if now else {}
    assert said(settled, own, facts) == then


def test_a_settled_figure_is_traced_again() -> None:
    own = (traced("县教体局等7【现为8】件实事", "7", GOING),)
    body = after("县教体局等8件实事", own, {GOING: "8"}).body
    assert [(one.source, body[0].text[one.start : one.end]) for one in body[0].figures] == [(GOING, "8")]


def test_counts_that_have_changed_places_are_told_by_the_words_beside_them() -> None:
    marked = "县教体局等7【现为9】件实事正在持续推进，县住建局等9【现为7】件实事推进缓慢。"
    own = (
        traced(marked, "7", GOING),
        TracedFigure("导语", SLOW, "9", Surroundings("，县住建局等", "件实事推进缓慢。", "7")),
    )
    settled = "县教体局等9件实事正在持续推进，县住建局等7件实事推进缓慢。"
    assert said(settled, own, {GOING: "9", SLOW: "7"}) == settled
    assert said(settled, own, {GOING: "9", SLOW: "6"}) == settled.replace("7件", "7【现为6】件")


def test_of_equal_counts_the_one_that_was_taken_out_is_not_looked_for_at_another_place() -> None:
    text = "县教体局1件实事、县林业局1件实事、县住建局1件实事推进缓慢。"
    sources = [f"计数|类别|进展缓慢|{name}" for name in ("县教体局", "县林业局", "县住建局")]
    places = [place for place, sign in enumerate(text) if sign == "1"]
    own = tuple(
        TracedFigure("导语", source, "1", surroundings_of("1", words_around(text, place, place + 1)))
        for source, place in zip(sources, places, strict=True)
    )
    shorter = "县林业局1件实事、县住建局1件实事推进缓慢。"
    assert said(shorter, own, dict.fromkeys(sources[1:], "1")) == shorter


@pytest.mark.parametrize("words", ["7月底前", "为期7天", "第7期"])
def test_a_number_of_something_else_is_no_count(words: str) -> None:
    own = (traced("县教体局等7件实事", "7", GOING),)
    text = f"{words}，县教体局等7件实事"
    assert said(text, own, {GOING: "8"}) == f"{words}，县教体局等7【现为8】件实事"
    assert said(f"{words}，县教体局等8件实事", own, {GOING: "8"}) == f"{words}，县教体局等8件实事"


def test_a_count_typed_over_is_told_once_the_data_change_and_one_taken_out_is_not() -> None:
    own = (traced("县教体局等7【现为8】件实事", "7", GOING),)
    mine = "县教体局等6件实事"
    kept = after(mine, own, {GOING: "8"})
    assert kept.told == ()
    assert [(one.source, one.shown) for one in kept.replaced] == [(GOING, "8")]
    told = after(mine, kept.replaced, {GOING: "9"}).told
    assert [(one.change, one.old, one.new) for one in told] == [(Change.REPLACED, "8", "9")]
    assert after("县教体局等实事", own, {GOING: "9"}).replaced == ()


@pytest.mark.parametrize(
    "text",
    [
        "7件实事",
        "共7【现为8】件",
        "今年全县确定的民生实事共有7【现为8】件，其中县教体局等部门牵头的占一半",
        "今年全县确定的民生实事中县教体局、县林业局、县住建局等7【现为8】件",
    ],
)
def test_the_words_around_a_figure_are_read_as_they_were_kept(text: str) -> None:
    start = text.index("7")
    kept = words_around(text, start, start + 1)
    found = surroundings_of("7", f"（已改写）{kept}")
    assert text[:start].endswith(found.before)
    assert text[start + 1 :].removeprefix("【现为8】").startswith(found.behind)
    assert found.offered == ("8" if "现为" in text else "")
    assert surroundings_of("7", found.words("7")) == Surroundings(found.before, found.behind)


@pytest.mark.parametrize("words", ["", "（已变化，待改）", "…别的语句…"])
def test_words_that_do_not_hold_the_figure_say_nothing_of_its_place(words: str) -> None:
    assert not surroundings_of("7", words)
