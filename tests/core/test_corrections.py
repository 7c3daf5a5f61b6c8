"""What a later return says otherwise is written down with the old value and the new one."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.core.builders import amount, funds, reported, returned, told
from xlminshi.core.corrections import (
    FUNDS_OF_PROJECT,
    IN_THE_WORKBOOK,
    WORDS_OF_PROJECT,
    corrections_between,
    corrections_since_run,
)
from xlminshi.core.quantity import Quantity
from xlminshi.core.records import Correction, HistoryRow
from xlminshi.core.submission import IndicatorReport, ProjectReport, Submission
from xlminshi.form.fields import BY_KEY

DAY = dt.date(2022, 10, 8)
TITLE, NAME = "扩充教育资源", "新增学位"
KEYS = {"responsible_person": "person"}


def figure(achieved: object = 1080, **more: object) -> IndicatorReport:
    return reported(TITLE, NAME, achieved, measure="个", **more)  # type: ignore[arg-type]


def between(
    old: IndicatorReport | ProjectReport, new: IndicatorReport | ProjectReport
) -> tuple[Correction, ...]:
    return whole(returned("区教体局", old), returned("区教体局", new))


def whole(old: Submission, new: Submission) -> tuple[Correction, ...]:
    return corrections_between(old, new, "1-9月份", "更正.xlsx", "张三", DAY)


def test_a_figure_that_differs_is_told_with_both_values_and_who_corrected_it() -> None:
    assert between(figure(), figure(1090)) == (
        Correction(
            "1-9月份", "区教体局", TITLE, f"累计完成（{NAME}）", "1080", "1090", "更正.xlsx", "张三", DAY
        ),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (figure(), figure()),
        (figure("1080.0"), figure(1080)),
        (told(TITLE, "正在 建设\n"), told(TITLE, "正在建设")),
        (figure(), replace(figure(), project_title=f"{TITLE} ", previous=Decimal(5))),
        (told(TITLE, "正在建设", funds=funds(50)), told(TITLE, "正在建设", funds=funds("50.00"))),
    ],
)
def test_what_says_the_same_is_no_correction(
    old: IndicatorReport | ProjectReport, new: IndicatorReport | ProjectReport
) -> None:
    assert between(old, new) == ()


@pytest.mark.parametrize(
    ("old", "new", "said", "says"),
    [
        (figure(), figure(None), "1080", ""),
        (figure(None, words="完工"), figure(None, words="验收"), "完工", "验收"),
        (figure(None, typed="九个"), figure(9), "九个", "9"),
        (figure(), figure(typed="约1080"), "1080", "约1080"),
        (
            figure(),
            replace(figure(), achieved=Quantity(Decimal(1080), "个", wording="约1080个")),
            "1080",
            "约1080个",
        ),
    ],
)
def test_values_are_told_as_they_are_shown(
    old: IndicatorReport, new: IndicatorReport, said: str, says: str
) -> None:
    known = told(TITLE, "正在建设")
    (one,) = whole(returned("区教体局", old, known), returned("区教体局", new, known))
    assert (one.old, one.new) == (said, says)


@pytest.mark.parametrize(("field", "entry"), WORDS_OF_PROJECT.items())
def test_every_word_of_a_project_is_compared(field: str, entry: str) -> None:
    old = told(TITLE, "正在建设", remarks="有") if field != "remarks" else told(TITLE, "正在建设")
    (one,) = between(old, replace(old, **{field: "改"}))
    assert (one.entry, one.new) == (entry, "改")
    assert BY_KEY[KEYS.get(field, field)].header == entry


@pytest.mark.parametrize(("field", "entry"), FUNDS_OF_PROJECT.items())
def test_every_amount_of_a_project_is_compared(field: str, entry: str) -> None:
    old = told(TITLE, "正在建设")
    new = replace(old, funds=replace(old.funds, **{field: amount(500, "万元")}))
    (one,) = between(old, new)
    assert (one.entry, one.old, one.new) == (entry, "", "500")
    assert BY_KEY[field].header == entry
    (words,) = between(new, replace(new, typed=((field, "500余"),)))
    assert words.new == "500余"


def test_the_first_report_of_a_unit_corrects_nothing() -> None:
    assert whole(returned("区教体局", figure(None)), returned("区教体局", figure())) == ()


def test_a_row_that_is_gone_and_one_that_is_new_are_both_told_project_by_project() -> None:
    old = returned("区教体局", figure(), told(TITLE, "一"), reported("修路", "里程", 3))
    new = returned(
        "区教体局", reported("修路", "里程", 4), figure(None), told(TITLE, "二"), told("修路", "三")
    )
    assert [(one.project_title, one.entry, one.old, one.new) for one in whole(old, new)] == [
        ("修路", "累计完成（里程）", "3", "4"),
        ("修路", "进展情况", "", "三"),
        (TITLE, f"累计完成（{NAME}）", "1080", ""),
        (TITLE, "进展情况", "一", "二"),
    ]


def row(achieved: str | None = "1080", unit: str = "区教体局", typed: str = "", **words: str) -> HistoryRow:
    figures = {"target": None, "achieved": Decimal(achieved) if achieved else None, "rate": None}
    texts = {"words": "", "milestone": "", "narrative": "", "class_name": "", "source": ""} | words
    return HistoryRow(
        2022,
        "1-9月份",
        unit,
        TITLE,
        NAME,
        "个",
        typed=typed,
        **figures,
        **texts,  # type: ignore[arg-type]
    )


def since(
    history: HistoryRow, *sheet: IndicatorReport | ProjectReport, known: tuple[Correction, ...] = ()
) -> list[tuple[str, str, str]]:
    found = corrections_since_run((history,), returned("区教体局", *sheet), known, "1-9月份", DAY)
    return [(one.entry, one.old, one.new) for one in found]


def test_what_a_sheet_says_otherwise_than_the_history_was_written_over() -> None:
    assert since(row(narrative="一"), figure(1090), told(TITLE, "二")) == [
        (f"累计完成（{NAME}）", "1080", "1090"),
        ("进展情况", "一", "二"),
    ]
    assert since(row(typed="约1080"), figure(None)) == [(f"累计完成（{NAME}）", "约1080", "")]
    assert since(row(None, words="购置中"), figure(5)) == [(f"累计完成（{NAME}）", "购置中", "5")]


def test_a_figure_that_only_looks_otherwise_and_what_the_history_does_not_tell_were_not_written_over() -> (
    None
):
    assert since(row(typed="1,080个"), figure(), told(TITLE, "二")) == []
    assert since(row(), reported("修路", "里程", 4)) == []
    assert since(row("0.108"), reported(TITLE, NAME, "0.12", measure="万个")) == []  # the list was changed
    assert since(row(unit="区民政局"), figure(1090)) == []


def test_what_was_recorded_already_is_not_written_over_once_more() -> None:
    entry = f"累计完成（{NAME}）"
    known = Correction("1-9月份", "区教体局", TITLE, entry, "1080", "1090", IN_THE_WORKBOOK, "", DAY)
    assert since(row(), figure(1090), known=(known,)) == []
    assert since(row(), figure(1100), known=(known,)) == [(entry, "1090", "1100")]
