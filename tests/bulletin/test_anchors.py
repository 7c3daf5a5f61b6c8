"""Names for paragraphs and figures in Word: they stay, they are short enough, and they are read back."""

import re

import pytest

from xlminshi.bulletin.anchors import (
    anchor_of,
    digest_in,
    digest_of,
    key_of,
    known_as,
    label_of,
    printed_in,
    tag_of,
)

KEYS = ("导语", "实事|19|完成情况", "类别|整改完成（一）", "长" * 50, "手工|1", "甲_乙", "a|", "")


@pytest.mark.parametrize("key", KEYS)
def test_an_anchor_is_a_hidden_bookmark_that_word_takes(key: str) -> None:
    anchor = anchor_of(key, "文字")
    assert re.fullmatch(r"_\w{1,39}", anchor)
    assert key_of(anchor) == known_as(key)
    assert digest_in(anchor) == digest_of(" 文字\n") != digest_of("文子")


def test_keys_that_word_takes_are_read_back_as_they_are() -> None:
    assert known_as("实事|19|完成情况") == "实事|19|完成情况"


def test_different_keys_have_different_names() -> None:
    assert len({anchor_of(key, "") for key in KEYS}) == len(KEYS)


@pytest.mark.parametrize("name", ["_GoBack", "_Toc12345678", "书签", "_t_", "_t_导语", "_t_导语_xyz123"])
def test_other_bookmarks_are_not_ours(name: str) -> None:
    assert key_of(name) is None


def test_a_long_tag_is_cut_and_stays_unlike_others() -> None:
    one, other = (f"实事|3|指标|{'长' * 70}{end}|累计完成" for end in "甲乙")
    assert len(tag_of(one)) == 64
    assert tag_of(one) != tag_of(other)
    assert tag_of("计数|类别|已完成") == "计数|类别|已完成"


def test_a_label_says_what_is_told_and_what_was_printed() -> None:
    assert label_of("实事|3|指标|新增学位|累计完成", "420个") == "实事3·新增学位·累计完成：420个"
    assert label_of("计数|类别|已完成|区残联", "2") == "计数·已完成·区残联：2"
    assert printed_in("实事3·新增学位·累计完成：420个") == "420个"
    long = label_of(f"实事|3|指标|{'长' * 70}|累计完成", "420个")
    assert len(long) == 64
    assert printed_in(long) == "420个"
    assert printed_in(label_of("设置|说明", "很长" * 40)) == ""
    assert printed_in("别人的控件") == ""
