"""The real 鲁山县 briefing (2022 第2期, 上半年), through the whole chain: what its facts must come out as."""

from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from xlminshi import api
from xlminshi.core.ledger import Ledger
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import DocumentKind
from xlminshi.core.status import percent

# (project, indicator, rate as printed): most are cut off as the office does, two are rounded as the text has them
PRINTED = [
    ("提升移动政务服务能力", "豫事办新用户注册", "94.28%"),
    ("残疾儿童康复救助", "残疾儿童康复救助筛查、审核、建档和转介", "108%"),
    ("老旧小区改造", "开工户数占比", "60%"),
    ("职业技能培训", "职业技能培训", "227%"),
    ("职业技能培训", "新增技能人才", "20.91%"),
    ("职业技能培训", "新增高技能人才", "2.3%"),
    ("养老服务", "养老服务场所建设", "50%"),
    ("青少年心理健康", "进社区活动", "50%"),
    ("青少年心理健康", "个案咨询", "58%"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lushan")
    api.demo(folder, example="鲁山县")
    return folder


@pytest.fixture(scope="module")
def result(folder: Path) -> api.Result[api.Publication]:
    return api.publish(folder / "4_汇总工作簿.xlsx", folder.parent / "lushan_again", replace=True)


@pytest.fixture(scope="module")
def ledger(result: api.Result[api.Publication]) -> Ledger:
    return result.value.ledger


@pytest.fixture(scope="module")
def paragraphs(folder: Path) -> list[str]:
    document = docx.Document(str(folder / "5_通报" / "鲁山县工作简报第2期.docx"))
    return [printed(paragraph._p) for paragraph in document.paragraphs]


def printed(paragraph: BaseOxmlElement) -> str:
    """Return all text of a paragraph, that in content controls too."""
    pieces = paragraph.iter(qn("w:t"), qn("w:br"))
    return "".join("\n" if piece.tag == qn("w:br") else piece.text or "" for piece in pieces)


def test_eleven_units_report_on_eleven_projects(ledger: Ledger) -> None:
    assert (len(ledger.standings), len(ledger.lead_units()), ledger.missing_units) == (11, 11, ())
    assert ledger.settings.bulletin.kind is DocumentKind.BRIEFING


@pytest.mark.parametrize(("title", "indicator", "printed"), PRINTED)
def test_a_computed_rate_is_the_printed_one(ledger: Ledger, title: str, indicator: str, printed: str) -> None:
    standing = next(one for one in ledger.standings if one.project.title == title)
    item = next(one for one in standing.indicators if one.indicator.name == indicator)
    assert item.rate is not None
    assert percent(item.rate) == printed


def test_the_office_cuts_off_and_two_indicators_are_rounded(ledger: Ledger) -> None:
    assert ledger.settings.rate_rule.rounding is Rounding.CUT_OFF
    items = [item.indicator for one in ledger.standings for item in one.indicators]
    own = [one.name for one in items if one.rounding is Rounding.HALF_UP]
    assert own == ["职业技能培训", "新增高技能人才"]


def test_where_the_text_gives_no_target_no_rate_is_computed(ledger: Ledger) -> None:
    items = {item.indicator.name: item for one in ledger.standings for item in one.indicators}
    for name in ("窨井盖整治", "行政村公交化改造", "异地就医定点医院系统对接", "免费听力筛查率"):
        assert (items[name].indicator.target, items[name].rate) == (None, None)


def test_the_word_document_is_a_briefing_with_its_masthead_and_distribution(
    folder: Path, paragraphs: list[str]
) -> None:
    assert paragraphs[:2] == ["工作简报", "（第2期）"]
    assert "鲁山县2022年上半年重点民生实事\n工作进展情况通报" in paragraphs
    tables = docx.Document(str(folder / "5_通报" / "鲁山县工作简报第2期.docx")).tables
    assert tables[0].cell(0, 0).text.startswith("抄送：县委安全生产社会保障民生改善协调推进领导小组")


def test_the_word_document_says_what_the_composed_document_says(
    result: api.Result[api.Publication], paragraphs: list[str]
) -> None:
    body = [one.text for one in result.value.document.body]
    assert [text for text in paragraphs if text in body] == body


def test_publishing_needs_no_person_once_all_is_decided(result: api.Result[api.Publication]) -> None:
    assert not result.needs_a_person
    # The published briefing says neither reasons nor names, and 均超额完成任务 of rates under 100 %.
    asked = {"READ_FROM_WORDS", "SLOW_UNEXPLAINED", "OVER_IN_WORDS"}
    assert {one.code.name for one in result.problems} == asked | {"UNSIGNED", "CONTACT_MISSING"}


def test_the_offices_own_wording_stays_on_its_sheet_through_every_step(folder: Path) -> None:
    for name in (
        "1_标准工作簿.xlsx",
        "4_汇总工作簿.xlsx",
        "5_通报/鲁山县2022年重点民生实事汇总表（上半年）.xlsx",
    ):
        sheet = openpyxl.load_workbook(folder / name)["措辞"]
        rows = [tuple(cell.value for cell in row[:3]) for row in sheet.iter_rows(min_row=4)]
        leads = [row for row in rows if row[0] == "导语"]
        assert len(leads) == 1
        assert "联合对部分承担" in str(leads[0][2])
        assert len([row for row in rows if row[0] == "指标"]) > 10
