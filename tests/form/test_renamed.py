"""A project that the office has renamed since a form went out is known again where nothing else has changed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest

from xlminshi.core.former import FormerPlan
from xlminshi.core.problems import Code
from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.quantity import Quantity, plain
from xlminshi.form.grid import Workbook
from xlminshi.form.head import find_forms
from xlminshi.form.markdown import grids_from_markdown
from xlminshi.form.matching import match_rows
from xlminshi.form.renamed import sheet_under_present_names, under_present_names
from xlminshi.form.sent_plan import sent_marks
from xlminshi.form.tables import Table

UNIT, OTHER = "县水利局", "县教育局"
HEAD = "| 序号 | 实事名称 | 指标名称 | 指标类型 | 计量单位 | 年度目标 | 累计完成 |\n|---|---|---|---|---|---|---|\n"


def number(name: str, target: int | None, measure: str = "处") -> Indicator:
    aim = None if target is None else Quantity(target, measure)
    return Indicator(name, IndicatorKind.QUANTITY, measure, aim)


def project(order: int, title: str, *indicators: Indicator, unit: str = UNIT) -> Project:
    return Project(order, title, unit, indicators)


def programme(*projects: Project) -> Programme:
    return Programme("清源县", 2024, projects)


def form_of(*projects: Project, figure: str = "5") -> Table:
    """Return the form of these projects, as the unit filled it in."""
    rows = (
        f"| {one.number} | {one.title} | {item.name} | {item.kind.value} | {item.measure} | "
        f"{plain(item.target.value) if item.target else ''} | {figure} |\n"
        for one in projects
        for item in one.indicators
    )
    return find_forms(Workbook("表.xlsx", grids_from_markdown(f"## 表\n\n{HEAD}{''.join(rows)}")))[0]


WATER = project(1, "农村供水保障", number("改造供水工程", 20), number("受益人口", None, "人"))
DAM = project(2, "除险加固病险水库", number("除险加固病险水库", 3, "座"))


def read(
    sent: Iterable[Project], now: Iterable[Project], filled: Iterable[Project] = ()
) -> tuple[set[str], list[Code]]:
    """Return which rows of a form that was `sent` are known by the list of now, and what is told."""
    sent, now = tuple(sent), tuple(now)
    former = FormerPlan(sent=frozenset(sent_marks(programme(*sent), UNIT, None).split()))
    listed = programme(*now)
    table, told = under_present_names(form_of(*(tuple(filled) or sent)), listed, UNIT, former)
    known = {one.project.title for one in match_rows(table, listed.of_unit(UNIT)).rows}
    return known, [found.code for one in told for found in one.told()]


@pytest.mark.parametrize("title", ["农村供水保障工程", "农村供水保", "推进农村安全供水保障"])
def test_a_project_with_a_word_more_or_less_is_read_under_its_new_name(title: str) -> None:
    renamed = replace(WATER, title=title)
    assert read((WATER, DAM), (renamed, DAM)) == ({title, DAM.title}, [Code.RENAMED_SINCE])


@pytest.mark.parametrize("title", ["农村饮水安全保障", "农村供电保障", "让群众喝上放心水"])
def test_where_other_words_took_the_place_of_the_old_ones_a_person_is_asked(title: str) -> None:
    renamed = replace(WATER, title=title)
    assert read((WATER, DAM), (renamed, DAM)) == ({title, DAM.title}, [Code.MAYBE_RENAMED])


def test_a_renamed_project_whose_indicator_keeps_the_old_title_is_found_by_both() -> None:
    title = "除险加固病险水库工程"
    assert read((WATER, DAM), (WATER, replace(DAM, title=title))) == (
        {WATER.title, title},
        [Code.RENAMED_SINCE],
    )


def test_rows_without_a_report_are_renamed_without_a_word() -> None:
    renamed = replace(WATER, title="让群众喝上放心水")
    listed = programme(renamed, DAM)
    table, told = sheet_under_present_names(form_of(WATER, DAM, figure=""), listed, UNIT)
    assert len(match_rows(table, listed.of_unit(UNIT)).rows) == 3
    assert [one.told() for one in told] == [()]


def test_a_sheet_of_the_workbook_says_itself_what_it_was_laid_out_with() -> None:
    renamed = replace(WATER, title="农村供水保障工程")
    listed = programme(renamed, DAM)
    table, (told,) = sheet_under_present_names(form_of(WATER, DAM), listed, UNIT)
    assert len(match_rows(table, listed.of_unit(UNIT)).rows) == 3
    assert [one.code for one in told.told()] == [Code.RENAMED_SINCE]
    correction = told.outdated().correction("一季度", dt.date(2024, 4, 1))
    assert (correction.entry, correction.old, correction.new) == ("实事名称", WATER.title, renamed.title)
    other = programme(replace(renamed, indicators=(number("改造供水工程", 30), WATER.indicators[1])), DAM)
    assert sheet_under_present_names(form_of(WATER, DAM), other, UNIT)[1] == ()


def test_an_indicator_without_a_name_of_its_own_is_renamed_with_its_project() -> None:
    title = "除险加固病险水库工程"
    renamed = replace(DAM, title=title, indicators=(replace(DAM.indicators[0], name=title),))
    assert read((WATER, DAM), (WATER, renamed)) == ({WATER.title, title}, [Code.RENAMED_SINCE])


def test_two_projects_renamed_at_once_are_told_apart_by_their_indicators() -> None:
    now = (replace(WATER, title="农村供水保障工程"), replace(DAM, title="除险加固病险水库工程", number=9))
    sent = (WATER, replace(DAM, indicators=(number("加固", 3),)))
    now = (now[0], replace(now[1], indicators=(number("加固", 3),)))
    assert read(sent, now) == ({one.title for one in now}, [Code.RENAMED_SINCE, Code.RENAMED_SINCE])


@pytest.mark.parametrize(
    "now",
    [
        (replace(WATER, title="修建农村道路", number=7), DAM),
        (
            replace(
                WATER, title="农村供水保障工程", indicators=(number("改造供水工程", 30), WATER.indicators[1])
            ),
            DAM,
        ),
        (replace(WATER, title="农村供水保障工程", indicators=WATER.indicators[:1]), DAM),
        (
            replace(WATER, title="农村供水保障工程", indicators=(*WATER.indicators, number("新建水厂", 1))),
            DAM,
        ),
        (
            replace(
                WATER,
                title="农村供水保障工程",
                indicators=(number("改造供水工程", 20, "座"), WATER.indicators[1]),
            ),
            DAM,
        ),
        (replace(WATER, title="农村供水保障工程"), replace(WATER, title="城乡供水保障", number=3), DAM),
        (replace(WATER, title="农村供水保障第二批"), DAM),
        (replace(WATER, title="城东农村供水保障"), DAM),
        (replace(WATER, title="农村供水保障工程", lead_unit=OTHER), DAM),
        (replace(WATER, lead_unit=OTHER), replace(WATER, title="农村供水保障工程"), DAM),
    ],
    ids=[
        "other name",
        "target",
        "fewer",
        "more",
        "measure",
        "two",
        "second batch",
        "east",
        "other unit",
        "moved",
    ],
)
def test_what_may_be_another_project_is_not_taken_for_it(now: tuple[Project, ...]) -> None:
    known, told = read((WATER, DAM), now)
    assert (known, told) == ({DAM.title}, [])


def test_a_name_that_the_unit_itself_has_typed_is_not_taken_for_a_renamed_one() -> None:
    typed = replace(WATER, title="农村供水保障项目")
    known, told = read((WATER, DAM), (replace(WATER, title="农村供水保障工程"), DAM), filled=(typed, DAM))
    assert (known, told) == ({DAM.title}, [])
