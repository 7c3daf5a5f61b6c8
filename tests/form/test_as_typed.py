"""The words that are kept beside a number, as one text in one cell, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlminshi.form.as_typed import recalled, remembered
from xlminshi.form.fields import BY_KEY

KEYS = ("achieved", "planned", "arrived", "paid")


def test_typed_words_stand_behind_the_name_of_their_column() -> None:
    text = remembered((("achieved", "约500人"), ("paid", "500余万元")))
    assert text == "累计完成：约500人；支付资金：500余万元"
    assert recalled(text) == {"achieved": "约500人", "paid": "500余万元"}


def test_where_nothing_was_typed_nothing_is_kept() -> None:
    assert remembered(()) is None
    assert remembered((("achieved", ""),)) is None
    assert recalled("") == {}


@pytest.mark.parametrize(
    "typed",
    [
        "九个；三十六个",
        "9个;36个",
        "其中：城区九个",
        "九个；",
        "；",
        "：",
        "九个\n三十六个",
        "备注：九个",
        "进展情况：九个",
    ],
)
def test_marks_inside_the_typed_words_do_not_part_them(typed: str) -> None:
    text = remembered((("achieved", typed), ("paid", "约5")))
    assert text is not None
    assert recalled(text) == {"achieved": typed, "paid": "约5"}


def test_words_that_name_another_column_never_become_its_value() -> None:
    text = remembered((("achieved", "九个；支付资金：500"),))
    assert text is not None
    assert recalled(text) == {"achieved": "九个;支付资金：500"}


@pytest.mark.parametrize("text", ["约500", "随便写写：约500", "；；", "：约500"])
def test_what_names_no_column_is_left_out(text: str) -> None:
    assert recalled(text) == {}


@given(
    st.lists(
        st.tuples(st.sampled_from(KEYS), st.text("约500余万元九个；;：累计完成支付资金\n ", min_size=1)),
        unique_by=lambda part: part[0],
    )
)
def test_everything_that_was_typed_is_recalled(parts: list[tuple[str, str]]) -> None:
    found = recalled(remembered(tuple(parts)) or "")
    names = {f"；{BY_KEY[key].header}：" for key in BY_KEY}
    for key, typed in parts:
        assert found[key].replace("；", ";") == typed.replace("；", ";")
        if not any(name in f"；{typed}" for name in names):
            assert found[key] == typed
    assert set(found) == {key for key, _ in parts}
