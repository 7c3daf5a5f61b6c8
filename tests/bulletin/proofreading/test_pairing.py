from hypothesis import given
from hypothesis import strategies as st

from xlminshi.bulletin.proofreading.pairing import longest_shared, paired

WORDS = st.text("已完成推进慢", max_size=8)


@given(WORDS, WORDS)
def test_the_longest_shared_run_is_the_longest_piece_of_one_that_stands_in_the_other(
    first: str, second: str
) -> None:
    pieces = (first[i:j] for i in range(len(first)) for j in range(i, len(first) + 1))
    assert longest_shared(first, second) == max((len(one) for one in pieces if one in second), default=0)


def test_phrases_are_paired_by_what_they_share_and_the_rest_in_order() -> None:
    classes = ("已完成", "持续推进", "进展缓慢")
    assert paired(("推进缓慢", "已经完成", "持续推进"), classes, longest_shared) == {0: 2, 1: 0, 2: 1}
    assert paired(("其他", "别的", "已完成"), classes, longest_shared) == {0: 1, 1: 2, 2: 0}


def test_what_is_like_none_of_a_longer_list_stays_alone() -> None:
    assert paired(("其他",), ("已完成", "持续推进"), longest_shared) == {}
    assert paired((), ("已完成",), longest_shared) == {}


def test_of_two_that_are_alike_the_one_that_stands_nearer_is_taken() -> None:
    assert paired(("已完成", "已完成"), ("已完成", "已完成"), longest_shared) == {0: 0, 1: 1}
