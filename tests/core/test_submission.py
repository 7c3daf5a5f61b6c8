import pytest

from tests.core.builders import funds, reported, returned, told
from xlminshi.core.submission import IndicatorReport, ProjectReport

TITLE, NAME, UNIT = "推进城市照明设施提升", "更换路灯", "区城市管理局"


@pytest.mark.parametrize(
    "report",
    [
        reported(TITLE, NAME, 22),
        reported(TITLE, NAME, 0),
        reported(TITLE, NAME, words="已签订合同"),
        reported(TITLE, NAME, typed="九个"),
        told(TITLE, "设备购进中"),
        told(TITLE, milestone="招标"),
        told(TITLE, shortcomings="资金未到位"),
        told(TITLE, next_steps="倒排工期"),
        told(TITLE, remarks="见附件"),
        told(TITLE, funds=funds(arrived=0)),
        told(TITLE, typed=(("paid", "500余万元"),)),
    ],
)
def test_one_figure_or_word_is_enough_to_have_reported(report: IndicatorReport | ProjectReport) -> None:
    assert not returned(UNIT, reported(TITLE, NAME), told(TITLE), report).is_blank()


@pytest.mark.parametrize(
    "report",
    [
        reported(TITLE, NAME),
        reported(TITLE, NAME, previous=12),
        told(TITLE),
        told(TITLE, responsible_person="某主任", phone="0375-1234567"),
    ],
)
def test_what_was_filled_in_before_is_not_a_report(report: IndicatorReport | ProjectReport) -> None:
    assert returned(UNIT, report).is_blank()
    assert returned(UNIT).is_blank()


def test_reports_are_found_by_project_and_indicator_together() -> None:
    lamps, other, whole = reported(TITLE, NAME, 22), reported("别的实事", NAME, 5), told(TITLE, "已更换")
    submission = returned(UNIT, other, lamps, whole)
    assert submission.of_indicator(TITLE, NAME) is lamps
    assert submission.of_indicator(TITLE, "发现问题路灯") is None
    assert submission.of_project(TITLE) is whole
    assert submission.of_project("别的实事") is None
