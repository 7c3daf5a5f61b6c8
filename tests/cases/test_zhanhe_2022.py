"""The real 湛河区 bulletin (2022 第7期, 1—9月份): what its facts must come out as."""

import re
from pathlib import Path

import openpyxl
import pytest

from tests.wordtext import texts_of
from xlminshi.adapters.places import templates_folder
from xlminshi.api import Publication
from xlminshi.core.ledger import Ledger
from xlminshi.core.status import percent

# (project, indicator, rate as printed in the bulletin); None: the bulletin prints the figure without a rate
PRINTED = [
    ("开展职业技能培训和评价取证", "技能培训", "155.17%"),
    ("开展职业技能培训和评价取证", "新增技能人才", "108.03%"),
    ("开展职业技能培训和评价取证", "新增高技能人才", "203.81%"),
    ("提高妇女儿童健康保障水平", "免费“两癌”筛查", "100%"),
    ("实施残疾儿童康复救助", "残疾儿童康复救助", "157%"),
    ("开展青少年心理健康服务进村（社区）行动", "全年工作", "120%"),
    ("加强市区停车场建设", "停车泊位", "92%"),
    ("加快农村交通物流体系建设", "新建和改造农村公路", "43%"),
]
SCREENING_RATES = {
    "产前超声筛查率": "128.88%",
    "血清学产前筛查率": "108.47%",
    "免费新生儿“两病”筛查率": "100.87%",
    "免费新生儿听力筛查率": "101.95%",
}
COMPLETED = [
    "区人社局",
    "区医保局",
    "区城市管理局",
    "区教体局",
    "区民政局",
    "区卫健委",
    "区残联",
    "团区委",
    "区政务服务和大数据管理局",
    "区委政法委",
    "区市场监管局",
]
ONGOING = {"区城市管理局": 4, "区住建局": 1}
LAGGING = ["区交通运输局", "区住建局", "区环卫服务中心"]
FORBIDDEN = re.compile(r"None|nan|NaN|(?<![\d.])0\.0+(?!\d)|\{\{|\}\}|#REF|#N/A|#VALUE")


@pytest.fixture
def ledger(publication: Publication) -> Ledger:
    return publication.ledger


@pytest.fixture
def paragraphs(demo_folder: Path) -> list[str]:
    return texts_of(docx_of(demo_folder))


def docx_of(folder: Path) -> Path:
    return folder / "5_通报" / "湛河区督查通报第7期.docx"


def workbook_of(folder: Path) -> Path:
    return folder / "5_通报" / "湛河区2022年重点民生实事汇总表（1-9月份）.xlsx"


def test_the_demo_leaves_every_file_of_the_whole_chain(demo_folder: Path) -> None:
    assert (demo_folder / "1_标准工作簿.xlsx").is_file()
    assert len(list((demo_folder / "2_下发填报表").glob("*.xlsx"))) == 14
    assert len(list((demo_folder / "3_回收填报表").glob("*.xlsx"))) == 14
    assert workbook_of(demo_folder).is_file()
    assert docx_of(demo_folder).is_file()


def test_nineteen_projects_stand_in_the_three_classes_of_the_bulletin(ledger: Ledger) -> None:
    assert len(ledger.standings) == 19
    counts = {group.name: len(group.standings) for group in ledger.groups()}
    assert counts == {"已完成": 11, "持续推进": 5, "进展缓慢": 3}


def test_fifteen_spellings_are_fourteen_lead_units(ledger: Ledger) -> None:
    book = openpyxl.load_workbook(templates_folder() / "examples" / "zhanhe_2022" / "实事清单.xlsx")
    head, *rows = book["实事清单"].iter_rows(min_row=3, values_only=True)
    written = {row[head.index("牵头单位")] for row in rows} - {None}
    assert len(written) == 15
    assert len(ledger.lead_units()) == 14
    assert "区城管局" in written
    assert "区城管局" not in ledger.lead_units()


@pytest.mark.parametrize(("title", "indicator", "printed"), PRINTED)
def test_a_computed_rate_is_the_printed_one(ledger: Ledger, title: str, indicator: str, printed: str) -> None:
    standing = next(one for one in ledger.standings if one.project.title == title)
    item = next(one for one in standing.indicators if one.indicator.name == indicator)
    assert item.rate is not None
    assert percent(item.rate) == printed


def test_a_screening_rate_without_a_target_is_printed_as_reported_and_has_no_completion_rate(
    ledger: Ledger, paragraphs: list[str]
) -> None:
    items = {one.indicator.name: one for standing in ledger.standings for one in standing.indicators}
    text = "".join(paragraphs)
    for name, printed in SCREENING_RATES.items():
        assert items[name].rate is None
        assert f"{name}{printed}" in text


def test_every_printed_rate_stands_in_the_document(paragraphs: list[str]) -> None:
    text = "".join(paragraphs)
    for _, _, printed in PRINTED:
        assert printed in text


def test_the_lead_names_the_same_units_in_the_same_classes_with_the_same_counts(
    paragraphs: list[str],
) -> None:
    lead = next(text for text in paragraphs if text.startswith("为保障完成"))
    assert "区督查局会同区发改委对14个主要责任单位承担的19件重点民生实事" in lead
    assert f"{'、'.join(COMPLETED)}等11件实事已完成或超额完成全年目标任务" in lead
    assert "、".join(f"{unit}{count}件实事" for unit, count in ONGOING.items()) + "正在持续推进中" in lead
    assert f"{'、'.join(LAGGING)}3件实事推进缓慢" in lead


def test_headings_follow_in_order_and_numbering_restarts_in_each_class(paragraphs: list[str]) -> None:
    headings = [text for text in paragraphs if re.match(r"^([一二三]、|（[一二三]）)", text)]
    assert headings == [
        "一、基本情况",
        "（一）已完成实事11件",
        "（二）持续推进实事5件",
        "（三）进展缓慢实事3件",
        "二、工作要求",
    ]
    numbers = [int(match.group(1)) for text in paragraphs if (match := re.match(r"^(\d+)\.", text))]
    assert numbers == [*range(1, 12), *range(1, 6), *range(1, 4)]


def test_slow_projects_tell_their_main_task_and_others_do_not(paragraphs: list[str]) -> None:
    tasks = [text for text in paragraphs if text.startswith("主要任务：")]
    assert len(tasks) == 3
    assert (
        tasks[0] == "主要任务：推动“四好农村路”建设，新建和改造农村公路30公里以上。（牵头单位：区交通运输局）"
    )


def test_neither_document_nor_sheets_say_none_nan_or_zero_point_zero(
    demo_folder: Path, paragraphs: list[str]
) -> None:
    texts = list(paragraphs)
    for path in demo_folder.rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path, data_only=True):
            texts.extend(
                str(value)
                for row in sheet.iter_rows(values_only=True)
                for value in row
                if isinstance(value, str)
            )
    assert [text for text in texts if FORBIDDEN.search(text)] == []


def test_projects_without_a_rate_are_undecided_with_a_reason_until_a_person_decides(ledger: Ledger) -> None:
    undecided = {one.project.number: one for one in ledger.standings if one.proposal.class_name == "待认定"}
    assert set(undecided) == {2, 4, 5, 10, 11, 12, 13, 16}
    for one in undecided.values():
        assert one.proposal.reason
        assert one.verdict is not None
        assert one.verdict.reason


def test_the_summary_shows_proposal_and_verdict_side_by_side(demo_folder: Path) -> None:
    sheet = openpyxl.load_workbook(workbook_of(demo_folder))["汇总表"]
    header = [cell.value for cell in sheet[3]]
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=4, max_row=22)}
    proposal, verdict = header.index("状态建议"), header.index("督查认定")
    assert verdict == proposal + 1
    lamps = rows["推进城市照明设施提升"]
    assert (lamps[proposal].value, lamps[verdict].value) == ("已完成", "持续推进")
    clinic = rows["扩大医院门诊费用异地就医直接结算范围"]
    assert (clinic[proposal].value, clinic[verdict].value) == ("待认定", "已完成")


def test_every_row_of_the_summary_leads_to_its_unit_sheet(demo_folder: Path) -> None:
    workbook = openpyxl.load_workbook(workbook_of(demo_folder))
    sheet = workbook["汇总表"]
    source = [cell.value for cell in sheet[3]].index("来源")
    for row in sheet.iter_rows(min_row=4, max_row=22):
        target, cell = row[source].hyperlink.location.rsplit("!", 1)
        assert workbook[target.strip("'")][cell].value == row[1].value


def test_publishing_needs_no_person_once_all_is_decided(demo_folder: Path, tmp_path: Path) -> None:
    from xlminshi import api

    result = api.publish(demo_folder / "4_汇总工作簿.xlsx", tmp_path)
    assert not result.needs_a_person
    asked = {"READ_FROM_WORDS", "SLOW_UNEXPLAINED"}  # the published bulletin says neither reasons nor names
    assert {one.code.name for one in result.problems} == asked | {"UNSIGNED", "CONTACT_MISSING"}
