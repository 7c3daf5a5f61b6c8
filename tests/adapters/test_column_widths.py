"""The widths of the columns in the annex follow what the columns hold."""

from collections.abc import Sequence
from itertools import pairwise

from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from tests.adapters.test_annex import filled, shown, table_of
from xlminshi.adapters.word.column_widths import column_widths
from xlminshi.form.text_size import text_width

PAGE, HALF, EDGES = 12756, 105, 134
texts = st.text(st.sampled_from("甲乙丙123.% "), max_size=60)


def lines(texts: Sequence[str], width: int) -> int:
    return max(-(-text_width(text) * HALF // (width - EDGES)) for text in texts)


def grid(**changes: str) -> list[int]:
    """Return the widths of the annex of one project."""
    table = table_of(filled(shown("农村公路提升工程", **changes)))
    return [int(one.get(qn("w:w"))) for one in table.iter(qn("w:gridCol"))]


def test_long_names_of_classes_and_lights_take_room_from_columns_that_are_empty() -> None:
    widths = grid(light="红色预警需问责", class_name="严重滞后并列入挂牌督办范围的实事项目")
    *_, light, kind = widths
    assert lines(("红色预警需问责",), light) <= 2
    assert lines(("严重滞后并列入挂牌督办范围的实事项目",), kind) <= 2
    assert sum(widths) == sum(grid())


def test_a_head_and_a_number_stand_in_one_line() -> None:
    columns = [("序号", "1"), ("完成率", "98765432101.123"), ("实事名称", "改造" * 200)]
    first, second, third = column_widths(columns, 5000, HALF, EDGES)
    assert (lines(columns[0], first), lines(columns[1], second)) == (1, 1)
    assert first + second + third == 5000


def test_a_short_figure_stands_beside_its_measure_while_long_names_of_units_have_several_lines() -> None:
    names = ("牵头单位", *["湘江东岸新城投资建设发展集团、区住房和城乡建设局"] * 40)
    columns = [
        ("实事名称", *["推进老旧小区配套基础设施提升改造工程"] * 40),
        names,
        ("完成", "3724处", *["9处"] * 39),
    ]
    widths = column_widths(columns, 5000, HALF, EDGES)
    assert (widths[2] - EDGES) // HALF > len("3724") + 2  # some programs space the number from its measure
    # Where no page has room for it, a number alone is what has to stay together.
    narrow = column_widths([("名", "甲" * 30), ("完成", "3724平方米")], 4 * EDGES + 8 * HALF, HALF, EDGES)
    assert (narrow[1] - EDGES) // HALF >= len("3724")


def test_columns_that_fit_share_what_is_left() -> None:
    assert column_widths([("甲乙",), ("甲乙",)], 3001, HALF, EDGES) == (1500, 1501)


def test_numbers_that_no_page_holds_share_it() -> None:
    widths = column_widths([("甲", "9" * 90), ("乙", "9" * 90)], 3000, HALF, EDGES)
    assert widths == (1500, 1500)


@given(st.lists(st.lists(texts, min_size=1, max_size=6).map(tuple), min_size=1, max_size=9))
def test_the_columns_fill_the_page_and_none_is_without_room(columns: list[tuple[str, ...]]) -> None:
    widths = column_widths(columns, PAGE, HALF, EDGES)
    assert sum(widths) == PAGE
    assert all(one > 0 for one in widths)
    assert widths == column_widths(columns, PAGE, HALF, EDGES)


@given(st.integers(1, 40))
def test_a_column_never_grows_narrower_for_a_longer_text(length: int) -> None:
    rest = [("完成", "甲" * 30)] * 4
    widths = [
        column_widths([("类别", "甲" * more), *rest], PAGE, HALF, EDGES)[0] for more in range(1, length + 2)
    ]
    assert all(later >= earlier - 1 for earlier, later in pairwise(widths))
