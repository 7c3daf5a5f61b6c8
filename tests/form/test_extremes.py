"""The best and the last projects of 总览: nobody is praised or blamed for a place in the list of projects."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bulletin.builders import Book, amount, indicator, project
from tests.form.read_back import grid_of
from tests.form.test_glance_sheets import sheets
from xlminshi.core.ledger import Ledger
from xlminshi.core.status import Light
from xlminshi.form.extremes import MOST_LISTED, extremes, light_signs


def ledger(*achieved: int) -> Ledger:
    """Return a county with one project of a target of 100 per figure, two projects a unit."""
    book = Book()
    for place, figure in enumerate(achieved):
        book.add(
            project(f"第{place}件", f"县{place // 2}局", indicator("指标", amount(100, "个"))), str(figure)
        )
    return book.ledger()


def told(*achieved: int) -> tuple[list[str], list[str]]:
    """Return the titles of both lists."""
    found = extremes(ledger(*achieved).standings)
    return [line.title() for line in found.top], [line.title() for line in found.bottom]


@pytest.mark.parametrize(("rate", "words"), [(66, "66%"), (0, "0%"), (100, "100%")])
def test_where_all_stand_at_the_same_no_list_names_anybody(rate: int, words: str) -> None:
    made = ledger(*[rate] * 40)
    found = extremes(made.standings)
    assert (found.top, found.bottom) == ((), ())
    assert found.all_same == f"40件实事的完成率都是{words}，不分先后。"
    shown = [str(value) for row in grid_of(sheets((made, ()))["总览"]).rows for value in row]
    assert found.all_same in shown
    assert not any(value.startswith("第0件") for value in shown)


def test_a_single_project_is_neither_first_nor_last() -> None:
    assert extremes(ledger(80).standings).all_same == "只有1件实事有完成率（80%），不分先后。"


def test_all_that_are_finished_stand_in_front_however_many_are_not() -> None:
    assert told(100, 100, 100, 100, 90, 0) == (["第0件", "第1件", "第2件", "第3件"], ["第5件", "第4件"])


def test_those_who_share_a_place_that_has_no_room_are_counted() -> None:
    top, bottom = told(*[120] * 3, *[80] * 9, *[30] * 7, 10)
    assert top == ["第0件", "第1件", "第2件", "另有9件并列"]
    assert bottom == ["第19件", "另有7件并列"]
    top, bottom = told(*[80] * 20, *[30] * 20)
    assert (top, bottom) == (["20件并列"], ["20件并列"])


def test_a_list_that_is_full_leaves_the_next_place_out() -> None:
    top, bottom = told(99, 98, 97, 96, 95, *[94] * 9, 5, 4, 3, 2, 1)
    assert top == [f"第{place}件" for place in range(5)]
    assert bottom == [f"第{place}件" for place in range(18, 13, -1)]


def test_the_units_of_those_who_share_a_place_are_counted() -> None:
    made = ledger(*[80] * 8, *[30] * 2)
    (line,) = extremes(made.standings).top
    assert (line.title(), line.unit(made)) == ("8件并列", "4个单位")
    last = extremes(made.standings).bottom
    assert {one.unit(made) for one in last} == {"县4局"}


def test_of_those_who_share_a_place_each_office_is_counted_once() -> None:
    book = Book()
    for place, unit in enumerate(["县民政局、县住建局", "县住建局", *["县水利局"] * 5, "县财政局"]):
        figure = "80" if unit != "县财政局" else "30"
        book.add(project(f"第{place}件", unit, indicator("指标", amount(100, "个"))), figure)
    made = book.ledger()
    (line,) = extremes(made.standings).top
    assert (line.title(), line.unit(made)) == ("7件并列", "3个单位")


@given(st.lists(st.sampled_from((0, 10, 50, 66, 99, 100, 130)), min_size=1, max_size=30))
def test_projects_of_one_rate_never_stand_in_both_lists(achieved: Sequence[int]) -> None:
    found = extremes(ledger(*achieved).standings)
    top = {one.rate for line in found.top for one in line.standings}
    bottom = {one.rate for line in found.bottom for one in line.standings}
    assert not top & bottom
    assert all(rate is not None and rate < 1 for rate in bottom)
    assert not found.top or not found.bottom or min(filter(None, top)) > max(bottom, default=0)
    for lines in (found.top, found.bottom):
        assert len(lines) <= MOST_LISTED
        for line in lines:
            alike = [one for one in achieved if one == line.shown.rate * 100]
            named = [one for one in lines if one.shown.rate == line.shown.rate]
            assert len(alike) == sum(len(one.standings) for one in named)


@pytest.mark.parametrize(
    ("names", "signs"),
    [
        (("绿灯", "黄灯", "红灯"), ("绿灯", "黄灯", "红灯")),
        (("正常推进无需预警", "蓝色预警需关注", "红色预警需问责"), ("正常", "蓝色", "红色")),
        (("安全生产绿灯", "安全生产红灯"), ("绿灯", "红灯")),
        (("预警一级灯", "预警二级灯"), ("预警一", "预警二")),
        (("进度正常的灯", "进度正在落后的灯", "进度正常而不足的灯"), ("第1档", "第2档", "第3档")),
        ((), ()),
    ],
)
def test_a_light_has_a_sign_that_tells_it_from_the_others(
    names: tuple[str, ...], signs: tuple[str, ...]
) -> None:
    lights = tuple(Light(name, "00B050", None) for name in names)
    assert light_signs(lights) == dict(zip(names, signs, strict=True))
