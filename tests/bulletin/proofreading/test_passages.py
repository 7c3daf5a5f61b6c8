import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bulletin.proofreading.counties import county, documents
from tests.bulletin.proofreading.said import entries
from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript, Span, Story, manuscript, manuscript_of
from xlminshi.bulletin.proofreading.passages import Passage, bare, heading_mark, passages_of
from xlminshi.bulletin.proofreading.remarks import Conclusion


def passages(*texts: str) -> tuple[Passage, ...]:
    return passages_of(manuscript("", texts).lines)


def texts(*typed: str) -> list[str]:
    return [one.text for one in passages(*typed)]


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("完成全年目标 1.38 万人次的 155.17 %。", "完成全年目标1.38万人次的155.17%。"),
        ("已完成１２３个，占４５．６％", "已完成123个，占45.6%"),
        ("(一) 已完成实事 11 件", "（一）已完成实事11件"),
        ("## 工 作 简 报", "工作简报"),
        ("（**牵头单位：**区住建局）", "（牵头单位：区住建局）"),
        ("投资1,234,567元,已到位;其余未到", "投资1234567元，已到位；其余未到"),
        ("1—9月、1～9月、1至9月", "1-9月、1-9月、1-9月"),
        ("截至2022年9月", "截至2022年9月"),
        ("9:30开会", "9:30开会"),
        ("WPS Office 2019版", "WPS Office 2019版"),
    ],
)
def test_spaces_marks_and_widths_are_folded(typed: str, folded: str) -> None:
    assert texts(typed) == [folded]


def test_a_line_that_holds_no_words_is_left_out() -> None:
    assert texts("---", "***", "文") == ["文"]


@pytest.mark.parametrize(
    "typed",
    [
        ("为全区340356位居民购买食品安全责任险，", "保险费每人1.4元。"),
        ("完成情况：预防出生缺陷筛查及产前诊断已投入资金", "493660元，产前超声筛查率128.88%。"),
        ("严格时间节点，加大工作力度，以更", "高标准推进。"),
        ("6.提高妇女儿童健康保障水平（牵头单位：区卫", "健委）"),
        ("关于全区2022年重点民生实事", "进展情况的通报"),
        ("鲁山县2022年上半年重点民生实事", "工作进展情况通报"),
    ],
)
def test_a_broken_line_goes_on_in_the_next_one(typed: tuple[str, str]) -> None:
    assert texts(*typed) == ["".join(typed)]


@pytest.mark.parametrize(
    "typed",
    [
        ("中共湛河区委区政府督查局", "2022年10月25日"),
        ("一、基本情况", "（一）已完成实事11件"),
        ("1.开展职业技能培训（牵头单位：区人社局）", "完成情况：已培训21414人次，完成任务"),
        ("完成情况：已培训21414人次，完成任务", "2.扩大结算范围（牵头单位：区医保局）"),
        ("各单位要加大力度，抓紧推进。", "抄送：县委督查室"),
        ("主要任务：全年开工改造3572户以上。（牵头单位：区住建局）", "改造项目正在施工。"),
        ("关于进展情况的通报", "各单位认真落实，全力推进"),
    ],
)
def test_what_stands_on_its_own_is_not_joined(typed: tuple[str, str]) -> None:
    assert texts(*typed) == list(typed)


def test_lines_of_different_styles_are_not_joined() -> None:
    lines = (Line(1, "为全区居民购买保险，共计投入资金若干元", "标题"), Line(2, "保险费每人1.4元。", "正文"))
    assert len(passages_of(lines)) == 2


def test_cells_of_a_table_are_not_joined_and_carry_the_head_of_their_column() -> None:
    lines = (
        Line(1, "为全区居民购买保险，共计投入资金若干元", story=Story.TABLE, row=(0, 1)),
        Line(2, "12", label="累计完成：", story=Story.TABLE, row=(0, 1)),
    )
    assert [one.text for one in passages_of(lines)] == [
        "为全区居民购买保险，共计投入资金若干元",
        "累计完成：12",
    ]


def test_every_character_knows_where_it_was_typed() -> None:
    (passage,) = passages("全区已经投入资金若干，一共 4936", "60 元。")
    start = passage.text.index("493660元")
    assert passage.text == "全区已经投入资金若干，一共493660元。"
    assert passage.spans(start, start + 7) == (Span(1, 14, 18), Span(2, 0, 4))


def test_words_that_were_not_typed_have_no_place() -> None:
    (passage,) = passages_of((Line(1, "基本情况", label="一、"),))
    assert passage.text == "一、基本情况"
    assert passage.spans(0, 3) == (Span(1, 0, 1),)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("一、基本情况", (1, "一", 2)),
        ("（十二）已完成", (2, "十二", 4)),
        ("10.为群众投保", (3, "10", 3)),
        ("3、修路", (3, "3", 2)),
        ("（4）修桥", (4, "4", 3)),
        ("1.4元", None),
        ("2022年", None),
    ],
)
def test_headings_are_told_by_their_numbers(text: str, mark: tuple[int, str, int] | None) -> None:
    assert heading_mark(text) == mark


@pytest.mark.parametrize(
    "typed",
    [
        ("承担的15件重点民生实事，1至", "11月份完成。"),
        ("承担的15件重点民生实事，1", "至11月份完成。"),
    ],
)
def test_a_range_that_is_broken_at_its_sign_is_read_as_one(typed: tuple[str, str]) -> None:
    assert texts(*typed) == ["承担的15件重点民生实事，1-11月份完成。"]


def test_names_are_compared_without_quotes_brackets_and_marks() -> None:
    assert bare("“两病” 筛查（一）。") == bare("两病筛查一")


@given(
    st.lists(
        st.text(alphabet="1２ ,，.。：:（(一、关于#*|-至月年%％件万\n\t元目标完成情况", max_size=60),
        max_size=6,
    )
)
def test_folding_never_loses_the_place_of_a_character(typed: list[str]) -> None:
    lines = manuscript("", typed).lines
    by_number = {line.number: line.text for line in lines}
    for passage in passages_of(lines):
        assert len(passage.text) == len(passage.origins)
        for origin in passage.origins:
            assert origin is not None
            assert 0 <= origin[1] < len(by_number[origin[0]])


def test_the_programs_own_document_reads_as_if_it_were_typed() -> None:
    first, _ = documents(county(1))
    assert isinstance(first, Manuscript)
    assert first.lines[0].text == "督查通报"
    assert first == manuscript_of_again(first)


def manuscript_of_again(one: Manuscript) -> Manuscript:
    return Manuscript(one.name, tuple(Line(line.number, line.text, line.style) for line in one.lines))


def test_a_paragraph_is_called_by_the_line_where_the_words_stand() -> None:
    found = entries("为全区居民购买责任险，共投入资金\n493660元，已经到位。")
    assert [(one.paragraph, one.text, one.remark.conclusion) for one in found if one.text == "493660元"] == [
        (2, "493660元", Conclusion.UNKNOWN)
    ]


def test_manuscript_of_leaves_empty_parts_out() -> None:
    from tests.bulletin.builders import Book

    texts_of = [line.text for line in manuscript_of(Book().named("甲", "区住建局").document()).lines]
    assert all(text.strip() for text in texts_of)
