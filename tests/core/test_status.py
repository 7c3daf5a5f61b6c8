from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import settings
from xlminshi.core.settings import DEFAULT_CLASSES, DEFAULT_LIGHTS
from xlminshi.core.status import (
    Basis,
    Light,
    Status,
    StatusClass,
    class_for,
    light_for,
    light_meanings,
    percent,
    reason_for,
    takes_all_of,
)

SEPTEMBER = Decimal("0.75")
RATES = st.decimals(min_value=0, max_value=10, places=4)
PROGRESS = st.integers(1, 12).map(lambda month: settings(f"1-{month}月").time_progress)


def status_class(name: str, basis: Basis, at_least: object, status: Status = Status.OTHER) -> StatusClass:
    limit = None if at_least is None else Decimal(str(at_least))
    return StatusClass(name, status, basis, limit, name, f"{name}实事")


TWO = (status_class("达到序时进度", Basis.LEAD, 0), status_class("未达到序时进度", Basis.LEAD, None))
FIVE = (
    status_class("已完成和提前完成", Basis.RATE, 1),
    status_class("超进度", Basis.LEAD, "0.01"),
    status_class("达进度", Basis.LEAD, 0),
    status_class("欠进度", Basis.LEAD, None),
    status_class("其它", Basis.PERSON, None),
)


def name_of(rate: str, classes: tuple[StatusClass, ...], progress: Decimal = SEPTEMBER) -> str | None:
    found = class_for(Decimal(rate), progress, classes)
    return found.name if found else None


@pytest.mark.parametrize(
    ("rate", "name"),
    [
        ("10", "已完成"),
        ("1.0001", "已完成"),
        ("1", "已完成"),
        ("0.9999", "持续推进"),
        ("0.75", "持续推进"),
        ("0.65", "持续推进"),
        ("0.6499", "进展缓慢"),
        ("0", "进展缓慢"),
    ],
)
def test_three_classes_part_exactly_at_their_limits(rate: str, name: str) -> None:
    assert name_of(rate, DEFAULT_CLASSES) == name


@pytest.mark.parametrize(("rate", "name"), [("0.8167", "持续推进"), ("0.8166", "进展缓慢")])
def test_the_limit_follows_a_time_progress_that_is_itself_rounded(rate: str, name: str) -> None:
    assert name_of(rate, DEFAULT_CLASSES, settings("1—11月").time_progress) == name


@pytest.mark.parametrize(
    ("rate", "name"),
    [
        ("0.5", "达到序时进度"),
        ("0.4999", "未达到序时进度"),
        ("2.27", "达到序时进度"),
        ("0", "未达到序时进度"),
    ],
)
def test_two_classes_part_where_half_the_time_has_passed(rate: str, name: str) -> None:
    assert name_of(rate, TWO, settings("上半年").time_progress) == name


@pytest.mark.parametrize(
    ("rate", "name"),
    [
        ("1", "已完成和提前完成"),
        ("0.9999", "超进度"),
        ("0.7501", "超进度"),
        ("0.75", "达进度"),
        ("0.7499", "欠进度"),
        ("0", "欠进度"),
    ],
)
def test_five_classes_part_exactly_at_their_limits(rate: str, name: str) -> None:
    assert name_of(rate, FIVE) == name


def test_a_class_for_persons_is_never_proposed() -> None:
    assert name_of("0.5", FIVE[-1:]) is None
    assert name_of("0.5", (FIVE[-1], *TWO)) == "未达到序时进度"


def test_where_no_class_takes_the_rest_none_is_proposed() -> None:
    assert name_of("0.64", DEFAULT_CLASSES[:2]) is None
    assert name_of("1", ()) is None


def test_at_the_end_of_the_year_only_a_finished_project_is_completed() -> None:
    whole_year = settings("全年").time_progress
    assert name_of("1", DEFAULT_CLASSES, whole_year) == "已完成"
    assert name_of("0.9999", DEFAULT_CLASSES, whole_year) == "持续推进"


@given(RATES, RATES, PROGRESS, st.sampled_from([DEFAULT_CLASSES, TWO, FIVE]))
def test_a_higher_rate_never_falls_into_a_worse_class(
    first: Decimal, second: Decimal, progress: Decimal, classes: tuple[StatusClass, ...]
) -> None:
    low, high = sorted((first, second))
    worse, better = class_for(low, progress, classes), class_for(high, progress, classes)
    assert worse is not None
    assert better is not None
    assert classes.index(better) <= classes.index(worse)


@pytest.mark.parametrize(
    ("rate", "name"),
    [
        ("1.5", "绿灯"),
        ("0.75", "绿灯"),
        ("0.7499", "黄灯"),
        ("0.45", "黄灯"),
        ("0.4499", "红灯"),
        ("0", "红灯"),
    ],
)
def test_a_light_holds_up_to_its_limit(rate: str, name: str) -> None:
    light = light_for(Decimal(rate), SEPTEMBER, DEFAULT_LIGHTS)
    assert light is not None
    assert light.name == name


def test_where_no_light_goes_that_far_there_is_none() -> None:
    assert light_for(Decimal(0), SEPTEMBER, (Light("绿灯", "00B050", Decimal(10)),)) is None
    assert light_for(Decimal(1), SEPTEMBER, ()) is None


@pytest.mark.parametrize(
    ("rate", "reason"),
    [
        ("0.43", "完成率43%，序时进度75%，滞后32个百分点"),
        ("0.7499", "完成率74.99%，序时进度75%，滞后0.01个百分点"),
        ("0.75", "完成率75%，序时进度75%，与序时进度持平"),
        ("0.7500", "完成率75%，序时进度75%，与序时进度持平"),
        ("1.5517", "完成率155.17%，序时进度75%，领先80.17个百分点"),
        ("0", "完成率0%，序时进度75%，滞后75个百分点"),
    ],
)
def test_a_proposal_gives_the_figures_behind_it(rate: str, reason: str) -> None:
    assert reason_for(Decimal(rate), SEPTEMBER) == reason


@pytest.mark.parametrize(
    ("share", "text"),
    [
        ("1.5517", "155.17%"),
        ("0.43", "43%"),
        ("0.0230", "2.3%"),
        ("1", "100%"),
        ("10", "1000%"),
        ("0", "0%"),
        ("0.999999", "99.9999%"),
    ],
)
def test_a_share_is_printed_in_percent_without_idle_zeros(share: str, text: str) -> None:
    assert percent(Decimal(share)) == text


def test_settings_find_a_class_by_its_name_only() -> None:
    office = settings()
    assert office.status_class("持续推进") is DEFAULT_CLASSES[1]
    assert office.status_class("推进") is None
    assert office.class_names() == ("已完成", "持续推进", "进展缓慢")


@given(
    st.decimals(-50, 50, places=1),
    st.decimals(0, 2, places=2),
    st.booleans(),
    st.decimals(0, 1, places=2),
    st.decimals(0, 2, places=2),
)
def test_what_is_said_to_take_all_of_a_class_takes_every_rate_of_it(
    points: Decimal, share: Decimal, lead_is_above: bool, gone: Decimal, rate: Decimal
) -> None:
    lead = replace(DEFAULT_CLASSES[0], basis=Basis.LEAD, at_least=points)
    done = replace(DEFAULT_CLASSES[0], basis=Basis.RATE, at_least=share)
    reaches = {lead: (rate - gone) * 100 >= points, done: rate >= share}
    above, below = (lead, done) if lead_is_above else (done, lead)
    if takes_all_of(above, below) and reaches[below]:
        assert reaches[above]


def test_a_class_takes_all_of_one_with_an_equal_or_higher_limit_only() -> None:
    one = replace(DEFAULT_CLASSES[0], basis=Basis.LEAD, at_least=Decimal(0))
    assert takes_all_of(one, one)
    assert not takes_all_of(one, replace(one, at_least=Decimal(-5)))
    assert takes_all_of(one, replace(one, basis=Basis.RATE, at_least=Decimal(1)))
    assert not takes_all_of(one, replace(one, basis=Basis.RATE, at_least=Decimal("0.9")))
    assert not takes_all_of(one, replace(one, basis=Basis.PERSON))
    assert not takes_all_of(one, replace(one, at_least=None))
    for first, second in pairwise(DEFAULT_CLASSES):
        assert not takes_all_of(first, second)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ((0, 30, None), ("达到序时进度", "滞后不超过30个百分点", "滞后超过30个百分点")),
        (
            (0, 10, 30, None),
            ("达到序时进度", "滞后不超过10个百分点", "滞后10—30个百分点", "滞后超过30个百分点"),
        ),
        (
            (-5, 0, 10),
            ("领先5个百分点以上", "领先0—5个百分点", "滞后不超过10个百分点"),
        ),
        (
            (-10, -5, 10, None),
            (
                "领先10个百分点以上",
                "领先5—10个百分点",
                "领先不足5至滞后10个百分点",
                "滞后超过10个百分点",
            ),
        ),
        ((0, None), ("达到序时进度", "未达到序时进度")),
        ((-5, None), ("领先5个百分点以上", "领先不足5个百分点或未达到序时进度")),
        ((10, 5, None), ("滞后不超过10个百分点", "已含在前面的灯内", "滞后超过10个百分点")),
        ((None,), ("其余",)),
        ((), ()),
    ],
)
def test_a_light_is_told_by_what_it_alone_stands_for(
    limits: tuple[int | None, ...], expected: tuple[str, ...]
) -> None:
    lights = tuple(Light("灯", "", None if one is None else Decimal(one)) for one in limits)
    assert light_meanings(lights) == expected
