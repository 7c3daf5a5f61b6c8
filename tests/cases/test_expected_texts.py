"""The two published documents, rebuilt from their facts: every word as expected, every figure where the original has it."""

import re
from functools import cache

import pytest

from tests.cases.written import (
    EXAMPLES,
    EXAMPLES_FOLDER,
    RESULTS_FILE,
    TEXT_FILE,
    example_ledger,
    results_of,
    written,
)
from xlminshi.bulletin.composing import compose, draft_rows
from xlminshi.bulletin.document import Document
from xlminshi.bulletin.facts import facts_of
from xlminshi.bulletin.numerals import chinese_number

NUMBER = re.compile(r"\d+(?:\.\d+)?万?%?")
# Every figure of the published texts in its order, by the paragraph where it stands; paragraphs that are not named have none.
SEED_000 = {
    "期号": "7",
    "成文日期": "2022 10 25",
    "标题": "1 9 2022",
    "导语": "2022 14 19 1 9 11 4 1 3",
    "类别|已完成": "11",
    "实事|1": "1",
    "实事|1|完成情况": "21414 1.38万 155.17% 12099 1.12万 108.03% 7541 0.37万 203.81%",
    "实事|2": "2",
    "实事|3": "3",
    "实事|3|完成情况": "218",
    "实事|4": "4",
    "实事|4|完成情况": "4000万 9 1080",
    "实事|5": "5",
    "实事|5|完成情况": "500 9 36 53748",
    "实事|6": "6",
    "实事|6|完成情况": "493660 128.88% 108.47% 100.87% 101.95% 900 100%",
    "实事|7": "7",
    "实事|7|完成情况": "110 157%",
    "实事|8": "8",
    "实事|8|完成情况": "7万 5 3 10 27 120%",
    "实事|9": "9",
    "实事|9|完成情况": "65%",
    "实事|10": "10",
    "实事|11": "11",
    "实事|11|完成情况": "340356 1.4 476498.4",
    "类别|持续推进": "5",
    "实事|12": "1",
    "实事|12|完成情况": "8 5",
    "实事|13": "2",
    "实事|13|完成情况": "2",
    "实事|14": "3",
    "实事|14|完成情况": "5 1103 2 92%",
    "实事|15": "4",
    "实事|15|完成情况": "22 22",
    "实事|16": "5",
    "类别|进展缓慢": "3",
    "实事|17": "1",
    "实事|17|主要任务": "30",
    "实事|17|完成情况": "12.85 43%",
    "实事|18": "2",
    "实事|18|主要任务": "4966",
    "实事|18|完成情况": "2022 2022",
    "实事|19": "3",
    "实事|19|主要任务": "8",
    "实事|19|完成情况": "8",
}
SEED_002 = {
    "期号": "2",
    "发文机关": "2022",
    "成文日期": "2022 7 1",
    "标题": "2022",
    "总体进展": (
        "2022 7 1 33万 94.28% 1 6 1 5 1646 80% 130 108% 346万 5 60% 71267 5333 239 227% 20.91% 2.3% 60 30 7 4 2 1 1 16 50% "
        "2564 81.4% 2247 71.33% 3208 101.84% 3153 100.1% 6549 6970 43.7% 46.5% 6 50% 35 58% 1 8"
    ),
    "经验做法|1": "2022 1218",
}
FIGURES = {"zhanhe_2022": SEED_000, "lushan_2022": SEED_002}
DISTRIBUTION = {
    "zhanhe_2022": "本期发：区委常委，区人大主任，区政协主席，区政府副区长，曹镇乡、各街道，区委各部委，区直各单位。",
    "lushan_2022": "抄送：县委安全生产社会保障民生改善协调推进领导小组，县委督查室。",
}
UNITS_002 = (
    *(
        "县政务服务和大数据服务中心",
        "县教育体育局",
        "县城管局",
        "县残联",
        "县住建局",
        "县人社局",
        "县交通局",
        "县民政局",
    ),
    *("县卫健委", "团县委", "县医保局"),
)
PRACTICES_002 = ("县民政局", "县卫健委", "县大数据中心", "县城管局", "县人社局")


@cache
def document(name: str) -> Document:
    return compose(example_ledger(name))


def texts(name: str) -> dict[str, str]:
    return {key: text for key, _, text in draft_rows(document(name))}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_document_is_the_committed_text(name: str) -> None:
    folder = EXAMPLES_FOLDER / name
    assert written(document(name)) == (folder / TEXT_FILE).read_text("utf-8")
    assert results_of(example_ledger(name)) == (folder / RESULTS_FILE).read_text("utf-8")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_figure_of_the_published_text_stands_in_its_paragraph_and_no_other_does(name: str) -> None:
    found = {key: " ".join(NUMBER.findall(text)) for key, text in texts(name).items()}
    assert {key: figures for key, figures in found.items() if figures} == FIGURES[name]


def test_so_many_figures_are_compared() -> None:
    assert [sum(len(one.split()) for one in seed.values()) for seed in FIGURES.values()] == [91, 57]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_distribution_list_is_the_published_one(name: str) -> None:
    assert document(name).imprint.distribution == DISTRIBUTION[name]


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_generated_figure_is_the_fact_that_it_names(name: str) -> None:
    facts = {one.key: one.shown for one in facts_of(example_ledger(name))}
    told = [(one, figure) for one in document(name).body for figure in one.figures]
    assert len(told) > 15
    for paragraph, figure in told:
        assert paragraph.text[figure.start : figure.end] == facts[figure.source]


def test_headings_and_numbering_of_the_bulletin_are_the_published_ones() -> None:
    rows = [(style, text) for _, style, text in draft_rows(document("zhanhe_2022"))]
    upper = [text for style, text in rows if style in ("公文一级标题", "公文二级标题")]
    assert upper == [
        "一、基本情况",
        "（一）已完成实事11件",
        "（二）持续推进实事5件",
        "（三）进展缓慢实事3件",
        "二、工作要求",
    ]
    numbers = [text.partition(".")[0] for style, text in rows if style == "公文三级标题"]
    assert numbers == [str(number) for last in (11, 5, 3) for number in range(1, last + 1)]
    assert chinese_number(3) == "三"


def test_the_briefing_goes_through_the_units_in_the_published_order() -> None:
    text = texts("lushan_2022")["总体进展"]
    places = [re.search(rf"。{unit}", text) for unit in UNITS_002]
    assert all(places)
    starts = [match.start() for match in places if match]
    assert starts == sorted(starts)
    practices = texts("lushan_2022")["经验做法|1"]
    examples = [
        practices.index(f"{mark}{unit}") for mark, unit in zip("如；；；；", PRACTICES_002, strict=True)
    ]
    assert examples == sorted(examples)


def test_the_briefing_has_the_published_paragraphs_in_their_order_and_no_headings() -> None:
    assert [one.key for one in document("lushan_2022").body] == [
        "总体进展",
        "经验做法|1",
        "存在问题|1",
        "下一步工作|1",
    ]
    assert {one.style.value for one in document("lushan_2022").body} == {"公文正文"}


def test_the_overall_judgement_of_the_briefing_follows_from_its_figures() -> None:
    assert example_ledger("lushan_2022").settings.bulletin.overall == ""
    said = "总体进展好于预期，多数任务实现时间过半任务过半，部分指标已提前完成任务。"
    assert said in texts("lushan_2022")["总体进展"]
