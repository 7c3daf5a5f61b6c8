import pytest

from tests.bulletin.proofreading.said import typed
from xlminshi.bulletin.proofreading.manuscript import manuscript
from xlminshi.bulletin.proofreading.offices import is_one_office, lead_units_in, names_in
from xlminshi.bulletin.proofreading.outline import outline_of
from xlminshi.bulletin.proofreading.passages import passages_of
from xlminshi.bulletin.proofreading.reading import months_in, reading_of
from xlminshi.core.units import LeadUnit, UnitDirectory

BULLETIN = """督查通报
第7期
区督查局	2022年10月25日
关于1至9月份全区2022年重点民生实事
进展情况的通报
为保障完成工作任务，区督查局对3个责任单位承担的4件重点民生实事进行了督查，其中区人社局、区医保局2件实事已完成，区城管局2件实事推进缓慢。
一、基本情况
（一）已完成实事2件
1.开展培训（牵头单位：区人社局）
完成情况：培训9人。
2.服务进村（社区）行动（牵头单位：区医保局）
完成情况：已完成。
（二）进展缓慢实事2件
1.修路
主要任务：修路30公里。（**牵头单位：**区城管局）
完成情况：已修12公里。
2.修桥。正在修桥，责任单位：区城管局。
二、工作要求
各牵头单位要不等不靠。
本期发：各单位。"""


def test_classes_hold_their_projects_with_their_lead_units() -> None:
    outline = outline_of(typed(BULLETIN))
    assert [(one.words, one.count.value if one.count else 0) for one in outline.sections] == [
        ("已完成实事", 2),
        ("进展缓慢实事", 2),
    ]
    assert [(one.title, [unit.name for unit in one.units]) for one in outline.items] == [
        ("开展培训", ["区人社局"]),
        ("服务进村（社区）行动", ["区医保局"]),
        ("修路", ["区城管局"]),
        ("修桥", ["区城管局"]),
    ]


def test_each_paragraph_knows_its_project_and_class() -> None:
    outline = outline_of(typed(BULLETIN))
    index = next(i for i, one in enumerate(outline.passages) if "12公里" in one.text)
    item, section = outline.item_at(index), outline.section_at(index)
    assert item is not None and item.title == "修路"
    assert section is not None and section.words == "进展缓慢实事"
    assert outline.item_at(0) is None
    assert outline.section_at(0) is None


def test_the_last_project_does_not_reach_into_the_imprint() -> None:
    outline = outline_of(
        typed("（一）已完成1件\n1.修路（牵头单位：区交通局）\n完成情况：已完成。\n本期发：各单位。")
    )
    assert outline.items[0].last == 2


def test_title_date_and_period_are_found() -> None:
    reading = reading_of(typed(BULLETIN))
    assert reading.title is not None and reading.text(reading.title).endswith("进展情况的通报")
    assert reading.dated is not None and reading.dated.key == "date:2022-10-25"
    assert reading.months == (1, 9)


def test_the_counting_sentence_is_taken_apart() -> None:
    (lead,) = reading_of(typed(BULLETIN)).leads
    assert lead.total is not None and lead.total.value == 4
    assert lead.units is not None and lead.units.value == 3
    assert [(one.phrase, one.count, [name.name for name in one.names]) for one in lead.tallies] == [
        ("已完成", 2, ["区人社局", "区医保局"]),
        ("推进缓慢", 2, ["区城管局"]),
    ]


@pytest.mark.parametrize(
    ("text", "tallies"),
    [
        (
            "对3个单位承担的15件实事进行督查，其中已完成9件，推进3件，缓慢3件。",
            [("已完成", 9), ("推进", 3), ("缓慢", 3)],
        ),
        ("全县15件实事，9件已完成、6件推进缓慢。", [("已完成", 9), ("推进缓慢", 6)]),
        (
            "对4个单位承担的9项民生工程督查，其中县甲局4项、县乙局2项，县丙局、县丁局各1项，共8项工程推进中，县戊局1项工程已完成。",
            [("推进中", 8), ("已完成", 1)],
        ),
        (
            "全区5件实事，其中3件已完成（区人社局、区医保局、区残联），2件推进缓慢。",
            [("已完成", 3), ("推进缓慢", 2)],
        ),
    ],
)
def test_counts_are_read_in_whatever_order_they_stand(text: str, tallies: list[tuple[str, int]]) -> None:
    (lead,) = reading_of(typed(text)).leads
    assert [(one.phrase, one.count) for one in lead.tallies] == tallies


def test_a_unit_with_several_projects_has_its_own_count() -> None:
    text = "对2个单位承担的7件实事督查，其中区城管局4件实事、区住建局1件实事推进中，区残联等2件实事已完成。"
    (lead,) = reading_of(typed(text)).leads
    own, together = lead.tallies
    told = [([name.name for name in part.names], int(part.count.value)) for part in own.parts]
    assert told == [(["区城管局"], 4), (["区住建局"], 1)]
    assert not own.has_etc
    assert together.has_etc


def test_a_text_without_counts_has_no_counting_sentence() -> None:
    assert reading_of(typed("各单位要抓紧推进，新增学位1080个。")).leads == ()


def test_lead_units_are_read_behind_their_label() -> None:
    passages = passages_of(
        manuscript("", ["（牵头单位：区住建局、区城管局，配合单位：区财政局）各牵头单位要抓紧。"]).lines
    )
    assert [one.name for one in lead_units_in(passages[0], 0)] == ["区住建局", "区城管局"]


def test_names_are_split_at_and_only_between_offices() -> None:
    def split(text: str) -> list[str]:
        return [one.name for one in names_in(text, 0, 0)]

    assert split("区人社局、区医保局和区教体局") == ["区人社局", "区医保局", "区教体局"]
    assert split("区政务服务和大数据管理局") == ["区政务服务和大数据管理局"]


def test_the_directory_decides_whether_two_names_are_one_office() -> None:
    directory = UnitDirectory(
        (LeadUnit("县委办"), LeadUnit("县委编办"), LeadUnit("县城市管理局", ("县城管局",)))
    )
    assert not is_one_office("县委办", "县委编办", directory)
    assert is_one_office("县城管局", "县城市管理局", directory)
    assert is_one_office("县交通局", "县交通运输局", directory)
    assert is_one_office("湛河区人社局", "区人社局", UnitDirectory())


@pytest.mark.parametrize(
    ("text", "months"),
    [("1-9月份进展", (1, 9)), ("上半年工作", (1, 6)), ("前三季度", (1, 9)), ("全县情况", None)],
)
def test_a_title_names_its_period(text: str, months: tuple[int, int] | None) -> None:
    assert months_in(text) == months
