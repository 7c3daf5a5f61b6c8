"""Two documents side by side: paragraphs by key or likeness, differing words, figures, and classes."""

from xlminshi.bulletin.anchors import WrittenDraft, WrittenFigure, WrittenParagraph
from xlminshi.bulletin.comparing import Comparison, Kind, Moved, compare

KEY = "实事|1|指标|新增学位|累计完成"


def line(text: str, key: str = "", figure: str = "") -> WrittenParagraph:
    start = text.find(figure)
    figures = (WrittenFigure(start, start + len(figure), KEY, figure, 0),) if figure else ()
    return WrittenParagraph(key, "", "公文正文", text, figures)


def between(old: list[WrittenParagraph], new: list[WrittenParagraph]) -> Comparison:
    return compare(WrittenDraft("上期.docx", tuple(old)), WrittenDraft("本期.docx", tuple(new)))


def test_paragraphs_are_found_by_key_even_when_every_word_is_new() -> None:
    (found,) = between([line("尚未开工。", "实事|1")], [line("已经建成投用", "实事|1")]).differences
    assert found.kind is Kind.CHANGED


def test_without_keys_paragraphs_are_found_by_likeness() -> None:
    old = [line("各单位要提高认识，加强领导。"), line("特此通报。")]
    new = [line("各单位要提高站位，加强领导。"), line("请于月底前报送。")]
    found = between(old, new).differences
    assert [(one.kind, one.words) for one in found] == [
        (Kind.CHANGED, (("认识", "站位"),)),
        (Kind.DROPPED, ()),
        (Kind.ADDED, ()),
    ]


def test_a_dropped_paragraph_is_told_where_it_stood() -> None:
    old = [line("甲段文字。"), line("乙段说的是另外的事情。"), line("丙处内容也不同样。")]
    kinds = [(one.kind, one.old) for one in between(old, [old[0], old[2]]).differences]
    assert kinds == [(Kind.DROPPED, "乙段说的是另外的事情。")]
    assert between(old, old[1:]).differences[0].old == "甲段文字。"


def test_figures_are_told_by_the_fact_that_they_tell() -> None:
    old, new = line("已新增420个学位。", "实事|1", "420个"), line("共新增450个学位。", "实事|1", "450个")
    (found,) = between([old], [new]).differences
    assert found.figures == ((KEY, "420个", "450个"),)


def test_numbers_stay_whole_where_nobody_says_what_they_tell() -> None:
    (found,) = between([line("完成率为43.5%，排第3位。")], [line("完成率为45%，排第3位。")]).differences
    assert found.words == (("43.5%", "45%"),)
    assert found.figures == (("", "43.5%", "45%"),)


def test_another_number_before_a_heading_is_no_difference() -> None:
    old = [line("2.加强停车场建设", "实事|3"), line("（二）其他情况")]
    new = [line("1.加强停车场建设", "实事|3"), line("（三）其他情况")]
    assert between(old, new).differences == ()


def test_a_project_in_another_class_is_told() -> None:
    title = "1.加强停车场建设（牵头单位：区城市管理局）"
    old = [line("（一）进展缓慢实事1件", "类别|进展缓慢"), line(title, "实事|3")]
    new = [line("（一）已完成实事1件", "类别|已完成"), line(title, "实事|3"), line("2.其他", "实事|4")]
    assert between(old, new).moved == (Moved("加强停车场建设", "进展缓慢", "已完成"),)


def test_of_two_lists_the_same_number_is_not_the_same_project() -> None:
    old = [line("（一）进展缓慢实事1件", "类别|进展缓慢"), line("1.修路", "实事|3")]
    new = [line("（一）已完成实事1件", "类别|已完成"), line("1.建学校", "实事|3")]
    assert between(old, new).moved == ()
