"""What is remembered of every period, and what a unit reported last."""

import time
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import amount, decided, indicator, project, reported, returned, settings, told
from tests.core.builders import programme as programme_of
from xlminshi.core.history import (
    changed_units,
    double_rows,
    forgotten_rows,
    history_of,
    last_submissions,
    months_of,
    with_bases,
    with_period,
)
from xlminshi.core.ledger import compile_ledger
from xlminshi.core.period import ReportingPeriod, reporting_period
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.records import HistoryRow

TITLE, NAME, UNIT = "实施残疾儿童康复救助", "残疾儿童康复救助", "区残联"
ROAD = project(
    "修路", "区交通局", indicator("里程", 50, measure="公里"), Indicator("进度", IndicatorKind.MILESTONE)
)
PLAN = programme_of(project(TITLE, UNIT, indicator()), ROAD)
D = Decimal


def row(**changes: Any) -> HistoryRow:
    return replace(
        HistoryRow(
            2022, "1-8月份", UNIT, TITLE, NAME, "人", D(100), D(70), "", D("0.7"), "", "", "", "", "a"
        ),
        **changes,
    )


def period(label: str = "1-9月份", year: int = 2022) -> ReportingPeriod:
    found = reporting_period(year, label)
    assert found is not None
    return found


def last(*history: HistoryRow, label: str = "1-9月份") -> dict[str, Any]:
    return {one.lead_unit: one for one in last_submissions(history, period(label), PLAN)}


def figure(*history: HistoryRow, label: str = "1-9月份") -> tuple[Any, Any]:
    report = last(*history, label=label)[UNIT].of_indicator(TITLE, NAME)
    return report.achieved and report.achieved.value, report.previous


# What is written down --------------------------------------------------------------------------------------------


def test_each_indicator_of_a_unit_that_reported_becomes_a_row() -> None:
    submission = returned(
        "区交通局",
        reported("修路", "里程", 30, typed="约30", measure="公里"),
        reported("修路", "进度", words="开工"),
        told("修路", "正在铺设", milestone="开工"),
    )
    ledger = compile_ledger(PLAN, settings(), (submission, returned(UNIT)), (decided("修路", "进展缓慢"),))
    first, second = history_of(ledger, (submission,))
    assert first == HistoryRow(
        2022, "1-9月份", "区交通局", "修路", "里程", "公里", D(50), D(30), "约30", D("0.6"), "进展缓慢",
        "", "开工", "正在铺设", "区交通局.xlsx",
    )  # fmt: skip
    assert (second.words, second.target, second.rate, second.achieved) == ("开工", None, None, None)
    assert (second.milestone, second.narrative, second.class_name) == ("", "", "进展缓慢")


def test_a_row_that_the_form_lacks_is_remembered_as_empty() -> None:
    submission = returned("区交通局", reported("修路", "里程", 30, measure="公里"))
    rows = history_of(compile_ledger(PLAN, settings(), (submission,)), (submission,))
    assert [(one.indicator_name, one.achieved, one.words) for one in rows] == [
        ("里程", D(30), ""),
        ("进度", None, ""),
    ]


# What a new return replaces -------------------------------------------------------------------------------------


def test_a_return_replaces_its_unit_in_its_period_however_both_are_spelt() -> None:
    road = row(lead_unit="区交通局", project_title="修路", indicator_name="里程")
    history = (row(), row(period="1—9月", lead_unit=" 区残联 ", achieved=D(1)), replace(road, period="1-9月"))
    new = row(period="1-9月份", achieved=D(80))
    assert with_period(history, (new,)) == (row(), new, replace(road, period="1-9月"))


def test_a_new_period_comes_last_and_another_year_is_another_period() -> None:
    history = (row(year=2021), row())
    new = row(period="1-9月份", achieved=D(80))
    assert with_period(history, (new,)) == (*history, new)
    assert with_period(history, (row(year=2021, achieved=D(1)),)) == (row(year=2021, achieved=D(1)), row())


def test_a_period_stays_where_it_stood_when_it_is_corrected() -> None:
    later = row(period="1-9月份", achieved=D(80))
    assert with_period((row(), later), (row(achieved=D(71)),)) == (row(achieved=D(71)), later)


def test_a_project_that_was_moved_is_not_remembered_twice() -> None:
    moved = row(lead_unit="区民政局")
    assert with_period((row(),), (moved,)) == (moved,)


def test_a_period_that_nobody_can_read_is_kept_untouched() -> None:
    odd = row(period="年中督查")
    assert with_period((odd,), (row(),)) == (odd, row())
    assert with_period((odd,), (replace(odd, achieved=D(1)),)) == (replace(odd, achieved=D(1)),)
    assert last(odd) == {}


@given(
    st.lists(st.sampled_from(["1-7月份", "1-8月", "1—8月份", "上半年", "年中"]), max_size=6), st.booleans()
)
def test_writing_the_same_rows_again_changes_nothing(labels: list[str], moved: bool) -> None:
    history = tuple(row(period=label, achieved=D(index)) for index, label in enumerate(labels))
    new = (row(achieved=D(99)), row(lead_unit="区交通局" if moved else UNIT, project_title="修路"))
    once = with_period(history, new)
    assert with_period(once, new) == once
    assert set(new) <= set(once)
    assert [one for one in once if months_of(one) != (2022, 1, 8)] == [
        one for one in history if months_of(one) != (2022, 1, 8)
    ]


# What was reported last -----------------------------------------------------------------------------------------


def test_the_latest_earlier_period_of_the_year_counts() -> None:
    history = (
        row(period="1-8月份", achieved=D(70)),
        row(period="上半年", achieved=D(50)),
        row(period="1-9月份", achieved=D(90)),
        row(period="1-10月份", achieved=D(95)),
        row(year=2021, period="1-8月份", achieved=D(99)),
        row(period="2021年1-8月份", achieved=D(98)),
    )
    assert figure(*history) == (D(70), D(50))
    assert figure(*history, label="全年") == (D(95), D(90))
    assert last(*history, label="一季度") == {}


def test_of_two_periods_that_end_together_the_longer_one_counts() -> None:
    history = (row(period="上半年", achieved=D(50)), row(period="二季度", achieved=D(30)))
    assert figure(*history)[0] == figure(*reversed(history))[0] == D(50)


def test_a_figure_that_was_left_out_last_time_is_the_one_before() -> None:
    assert figure(row(period="1-7月份", achieved=D(60)), row(achieved=None)) == (None, D(60))


def test_a_unit_that_did_not_report_last_time_brings_its_older_return() -> None:
    road = row(
        lead_unit="区交通局", project_title="修路", indicator_name="里程", measure="公里", period="1-7月份"
    )
    found = last(row(), road)
    assert [one.period_label for one in found.values()] == ["1-8月份", "1-7月份"]
    assert list(found) == [UNIT, "区交通局"]


def test_words_milestone_and_narrative_come_back_as_they_were() -> None:
    own = {"lead_unit": "区交通局", "project_title": "修路", "target": None}
    history = (
        row(
            **own, indicator_name="里程", measure="公里", narrative="正在铺设", milestone="开工", typed="约70"
        ),
        row(**own, indicator_name="进度", measure="", achieved=None, words="开工"),
    )
    submission = last(*history)["区交通局"]
    whole = submission.of_project("修路")
    assert (whole.narrative, whole.milestone) == ("正在铺设", "开工")
    assert submission.of_indicator("修路", "进度").words == "开工"
    assert submission.of_indicator("修路", "里程").typed == "约70"
    assert (submission.source, submission.of_indicator("修路", "里程").place.file) == ("a", "a")


def test_a_project_that_came_from_another_unit_brings_its_figure_along() -> None:
    assert figure(row(lead_unit="区残疾人联合会", project_title=f" {TITLE}\u3000")) == (D(70), None)


def test_an_indicator_without_a_row_in_the_units_last_period_shows_what_was_known_before() -> None:
    own = {"lead_unit": "区交通局", "project_title": "修路", "measure": "公里"}
    history = (row(**own, indicator_name="里程", period="1-7月份"), row(**own, indicator_name="进度"))
    report = last(*history)["区交通局"].of_indicator("修路", "里程")
    assert (report.achieved, report.previous, report.typed) == (None, D(70), "")


@pytest.mark.parametrize(
    ("measure", "expected"), [("名", D(70)), ("万人", D(700_000)), ("公里", None), ("", None)]
)
def test_a_figure_is_turned_into_the_present_measure_or_left_out(measure: str, expected: D | None) -> None:
    report = last(row(measure=measure))[UNIT].of_indicator(TITLE, NAME)
    assert report.achieved == (None if expected is None else amount(expected, "人"))


def test_two_rows_that_contradict_each_other_are_not_used_and_told() -> None:
    history = (row(period="1-7月份", achieved=D(60)), row(), row(achieved=D(71)))
    assert double_rows(history) == (history[2],)
    assert figure(*history)[0] == D(60)
    assert double_rows((row(), row(source="b"))) == ()


def test_what_was_renamed_since_is_told() -> None:
    gone = row(indicator_name="旧指标")
    older = row(indicator_name="更旧的指标", period="1-7月份")
    assert forgotten_rows((older, gone, row()), period(), PLAN) == (gone,)
    assert last(gone) == {}


# What has changed since a period was closed --------------------------------------------------------------------


def test_a_closed_periods_changes_are_found_whatever_file_they_came_from() -> None:
    held = (row(period="1—9月", source="旧.xlsx"), row())
    now = row(period="1-9月份")
    assert changed_units(held, (now,), period()) == ()
    assert changed_units(held, (replace(now, class_name="已完成"),), period()) == (UNIT,)
    assert changed_units(held, (), period()) == (UNIT,)
    assert changed_units((), (replace(now, lead_unit="区交通局"),), period()) == ("区交通局",)


def test_a_long_history_is_gone_through_row_by_row_not_row_against_row() -> None:
    history = tuple(
        row(period=f"1-{month}月份", project_title=f"实事{number}", year=year, lead_unit=f"单位{number}")
        for year in range(2013, 2023)
        for month in range(1, 13)
        for number in range(250)
    )
    started = time.process_time()
    merged = with_period(history, history[-250:])
    assert last_submissions(merged, period("全年"), PLAN) == ()
    assert double_rows(merged) == ()
    assert time.process_time() - started < 10  # 30,000 rows; comparing each with each would take minutes
    assert merged == history


# What an increase compares with ---------------------------------------------------------------------------------


def bases(*history: HistoryRow, previous: object = 70, label: str = "1-9月份") -> str:
    """Return the period that 上期累计 is told to stand for; "" where it is the last one."""
    submission = returned(UNIT, reported(TITLE, NAME, 90, previous=previous))
    (found,) = with_bases((submission,), history, period(label), PLAN)
    (report,) = found.indicators
    return report.since


OTHER = replace(row(period="1-8月份"), lead_unit="区交通局", project_title="修路", indicator_name="里程")


def test_a_figure_from_before_the_last_period_names_its_period() -> None:
    assert bases(row(period="1-7月份"), OTHER) == "1-7月份"
    assert bases(row(period="1-7月份"), row(achieved=None), OTHER) == "1-7月份"


def test_a_figure_of_the_last_period_needs_no_name() -> None:
    assert bases(row(), OTHER) == ""
    assert bases(row(period="1-7月份")) == ""
    half = replace(OTHER, period="上半年")
    assert bases(row(period="二季度"), half, label="1-7月份") == ""


def test_another_figure_than_the_histories_is_not_given_a_period() -> None:
    assert bases(row(period="1-7月份"), OTHER, previous=60) == ""
    assert bases() == ""
