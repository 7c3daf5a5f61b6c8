import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlminshi.bulletin.document import Figure, ParagraphStyle
from xlminshi.bulletin.rope import Rope, ended, filled, listed, tied


def figure(text: str, key: str = "甲") -> Rope:
    return Rope(text, (Figure(0, len(text), key),))


def told(rope: Rope) -> list[tuple[str, str]]:
    return [(rope.text[one.start : one.end], one.source) for one in rope.figures]


def test_pieces_carry_their_figures_to_where_they_come_to_stand() -> None:
    rope = "共" + figure("19", "实事") + "件，" + (figure("11", "完成") + "件完成")
    assert rope.text == "共19件，11件完成"
    assert told(rope) == [("19", "实事"), ("11", "完成")]


def test_a_template_is_filled_with_its_parts_and_keeps_their_figures() -> None:
    rope = filled("完成{目标}的{率}", {"目标": figure("30公里", "目标"), "率": figure("43%", "率")})
    assert rope.text == "完成30公里的43%"
    assert told(rope) == [("30公里", "目标"), ("43%", "率")]


def test_a_mark_without_a_part_is_an_error_and_never_printed() -> None:
    with pytest.raises(KeyError):
        filled("完成{目标}", {})


@pytest.mark.parametrize(
    ("texts", "said"),
    [([], ""), (["2%"], "2%"), (["1%", "2%"], "1%和2%"), (["1%", "2%", "3%"], "1%、2%和3%")],
)
def test_a_list_is_read_with_one_and(texts: list[str], said: str) -> None:
    rope = listed(figure(text, text) for text in texts)
    assert rope.text == said
    assert [text for text, _ in told(rope)] == texts


@pytest.mark.parametrize(
    ("text", "said"), [("完成", "完成。"), ("完成。", "完成。"), ("好！", "好！"), ("", ""), ("……", "……")]
)
def test_a_sentence_ends_once(text: str, said: str) -> None:
    assert ended(Rope(text)).text == said


def test_a_rope_becomes_a_paragraph_with_its_figures() -> None:
    paragraph = ("共" + figure("19")).paragraph("导语", ParagraphStyle.BODY)
    assert (paragraph.key, paragraph.text, paragraph.figures) == ("导语", "共19", (Figure(1, 3, "甲"),))


@given(
    st.lists(st.tuples(st.text(max_size=5), st.text(min_size=1, max_size=5)), max_size=6), st.text(max_size=2)
)
def test_however_pieces_are_tied_each_figure_spans_its_own_text(
    pieces: list[tuple[str, str]], mark: str
) -> None:
    rope = tied((words + figure(number, str(index)) for index, (words, number) in enumerate(pieces)), mark)
    assert told(rope) == [(number, str(index)) for index, (_, number) in enumerate(pieces)]
