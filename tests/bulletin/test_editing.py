"""What people wrote into a draft stays, and every figure in it that no longer holds is marked."""

import pytest

from xlminshi.bulletin.document import Figure, Paragraph, ParagraphStyle
from xlminshi.bulletin.editing import Change, Draft, with_edits
from xlminshi.bulletin.marks import unmarked
from xlminshi.bulletin.standing_figures import TracedFigure

BODY = ParagraphStyle.BODY
RATE, DONE = "实事|1|指标|新建改建|完成率", "实事|1|指标|新建改建|累计完成"
OLD = "完成情况：已完成12.85公里，完成全年任务的43%。"
NEW = "完成情况：已完成15公里，完成全年任务的50%。"
LEAD = "其中1件实事进展缓慢。"
FRESH = (
    Paragraph("导语", BODY, LEAD, (Figure(2, 3, "计数|类别|进展缓慢"),)),
    Paragraph("实事|1", BODY, NEW, (Figure(8, 12, DONE), Figure(20, 23, RATE))),
)
TRACED = (TracedFigure("实事|1", DONE, "12.85公里"), TracedFigure("实事|1", RATE, "43%"))
FACTS = {DONE: "15公里", RATE: "50%", "计数|类别|进展缓慢": "1"}


def draft(text: str, key: str = "实事|1", generated: str = OLD) -> Draft:
    return Draft(key, BODY, text, generated)


def test_an_untouched_paragraph_follows_the_data() -> None:
    edited = with_edits(FRESH, (draft(OLD),), TRACED, FACTS)
    assert edited.body == FRESH
    assert edited.told == ()
    assert edited.generated == {"导语": LEAD, "实事|1": NEW}


def test_an_edited_paragraph_keeps_its_words_and_its_stale_figures_are_marked() -> None:
    mine = "经现场核实，项目已完成12.85公里，完成全年任务的43%，路基已成型。"
    edited = with_edits(FRESH, (draft(mine),), TRACED, FACTS)
    assert edited.body[1].text == (
        "经现场核实，项目已完成12.85公里【现为15公里】，完成全年任务的43%【现为50%】，路基已成型。"
    )
    assert [(one.change, one.old, one.new) for one in edited.told] == [
        (Change.STALE, "12.85公里", "15公里"),
        (Change.STALE, "43%", "50%"),
    ]


def test_a_figure_that_still_holds_is_traced_in_the_edited_words() -> None:
    mine = "据区交通运输局报告，已完成12.85公里，占43%。"
    facts = {**FACTS, DONE: "12.85公里"}
    kept = with_edits(FRESH, (draft(mine),), TRACED, facts).body[1]
    assert [(kept.text[one.start : one.end], one.source) for one in kept.figures] == [("12.85公里", DONE)]
    assert kept.text.endswith("占43%【现为50%】。")


def test_marks_are_renewed_and_not_piled_up() -> None:
    mine = "项目已完成12.85公里【现为14公里】，占43%【现为46%】。"
    once = with_edits(FRESH, (draft(mine),), TRACED, FACTS)
    assert once.body[1].text == "项目已完成12.85公里【现为15公里】，占43%【现为50%】。"


def test_a_figure_that_a_person_has_settled_is_no_longer_marked() -> None:
    mine = "项目已完成15公里，占50%，超过半数。"
    edited = with_edits(FRESH, (draft(mine),), TRACED, FACTS)
    assert edited.body[1].text == mine
    assert edited.told == ()


@pytest.mark.parametrize("text", ["共143%的进度。", "占43.5%。", "占4.43%。"])
def test_a_figure_within_another_number_is_not_ours(text: str) -> None:
    edited = with_edits(FRESH, (draft(text),), TRACED, FACTS)
    assert edited.body[1].text == text


def test_a_fact_that_is_gone_is_marked_as_gone() -> None:
    edited = with_edits(FRESH, (draft("路已修完43%。"),), TRACED, {})
    assert edited.body[1].text == "路已修完43%【已无此数】。"
    assert edited.told[0].new == ""


def test_an_emptied_paragraph_stays_away() -> None:
    edited = with_edits(FRESH, (draft(" "),), TRACED, FACTS)
    assert [one.key for one in edited.body] == ["导语"]


def test_added_paragraphs_stay_where_they_were_put() -> None:
    rows = (
        draft("按语：请各单位认真阅读。", key="", generated=""),
        draft(LEAD, "导语", LEAD),
        draft("督查期间还走访了群众。", key="", generated=""),
        draft(OLD),
        draft("特此通报。", key="手工|9", generated=""),
    )
    edited = with_edits(FRESH, rows, TRACED, FACTS)
    assert [one.key for one in edited.body] == ["手工|1", "导语", "手工|2", "实事|1", "手工|3"]
    assert [one.text for one in edited.body][::2] == [
        "按语：请各单位认真阅读。",
        "督查期间还走访了群众。",
        "特此通报。",
    ]
    assert edited.told == ()


def test_an_edited_paragraph_that_is_no_longer_generated_is_kept_and_told() -> None:
    rows = (draft(LEAD, "导语", LEAD), draft("领导批示：请抓紧。", "实事|9", "完成情况：未开工。"))
    edited = with_edits(FRESH, rows, TRACED, FACTS)
    assert [one.text for one in edited.body] == [LEAD, "领导批示：请抓紧。", NEW]
    assert [one.change for one in edited.told] == [Change.GONE]


def test_an_untouched_paragraph_that_is_no_longer_generated_goes() -> None:
    rows = (draft("完成情况：未开工。", "实事|9", "完成情况：未开工。"),)
    assert with_edits(FRESH, rows, TRACED, FACTS).body == FRESH


def test_marks_are_told_from_a_persons_own_brackets() -> None:
    assert unmarked("占43%【现为50%】，【待核】。") == "占43%，【待核】。"


def test_figures_in_another_order_and_repeated_are_all_marked() -> None:
    mine = "完成43%，即12.85公里；43%低于序时进度。"
    edited = with_edits(FRESH, (draft(mine),), TRACED, FACTS)
    assert edited.body[1].text == (
        "完成43%【现为50%】，即12.85公里【现为15公里】；43%【现为50%】低于序时进度。"
    )


def test_of_two_equal_figures_only_the_stale_one_is_marked() -> None:
    traced = (TracedFigure("导语", "计数|类别|已完成", "3"), TracedFigure("导语", "计数|类别|进展缓慢", "3"))
    fresh = (Paragraph("导语", BODY, "3件已完成，4件进展缓慢。"),)
    mine = draft("目前3件已完成，另有3件进展缓慢。", "导语", "3件已完成，3件进展缓慢。")
    edited = with_edits(fresh, (mine,), traced, {"计数|类别|已完成": "3", "计数|类别|进展缓慢": "4"})
    assert edited.body[0].text == "目前3件已完成，另有3【现为4】件进展缓慢。"


def test_stale_figures_are_marked_in_added_paragraphs_and_in_those_no_longer_generated() -> None:
    traced = (TracedFigure("手工|9", RATE, "43%"), TracedFigure("实事|9", "实事|9|名次", "第2位"))
    rows = (
        draft("截至目前占43%。", "手工|9", ""),
        draft("排在第2位，望再接再厉。", "实事|9", "排在第2位。"),
    )
    edited = with_edits(FRESH, rows, traced, FACTS)
    assert [(one.key, one.text) for one in edited.body[:2]] == [
        ("手工|1", "截至目前占43%【现为50%】。"),
        ("手工|2", "排在第2位【已无此数】，望再接再厉。"),
    ]
    stale = [(one.paragraph, one.old, one.new) for one in edited.told if one.change is Change.STALE]
    assert stale == [("手工|1", "43%", "50%"), ("手工|2", "第2位", "")]


# Figures in people's own paragraphs, and those that they have typed over

HOUSES, BEFORE, CHANGE = (f"实事|1|指标|惠及居民|{what}" for what in ("累计完成", "上期累计", "增量"))
OTHER = "实事|2|指标|改造小区|累计完成"


def own(text: str) -> Draft:
    return Draft("", BODY, text, "")


def with_own(text: str, shown: str, now: dict[str, str], source: str = HOUSES) -> tuple[str, int]:
    traced = (TracedFigure("实事|1", source, shown),)
    edited = with_edits(FRESH, (draft(OLD), own(text)), traced, now, (("实事|1", "小区改造"),))
    return edited.body[2].text, len(edited.told)


@pytest.mark.parametrize(
    ("text", "shown", "now", "said"),
    [
        ("惠及居民1873户，要加快。", "1873户", {HOUSES: "1950户"}, "惠及居民1873户【现为1950户】，要加快。"),
        ("小区改造惠及1873户，要加快。", "1873户", {HOUSES: "1950户"}, "惠及1873户【现为1950户】，要加快。"),
        ("惠及居民1873户。", "1873户", {HOUSES: "1950户", BEFORE: "1873户"}, "1873户【现为1950户】"),
        ("上期惠及居民1873户，要加快。", "1873户", {HOUSES: "1950户"}, "上期惠及居民1873户，要加快。"),
        ("去年同期惠及居民1873户。", "1873户", {HOUSES: "1950户"}, "去年同期惠及居民1873户。"),
        ("惠及居民，去年为1873户。", "1873户", {HOUSES: "1950户"}, "惠及居民，去年为1873户。"),
        ("惠及居民1873户。", "1873户", {HOUSES: "1950户", OTHER: "1873户"}, "惠及居民1873户。"),
        ("惠及居民1873户。", "1873户", {HOUSES: "1873户"}, "惠及居民1873户。"),
        ("惠及居民1873户。", "1873户", {}, "惠及居民1873户。"),
        ("县住建局1873户要加快。", "1873户", {HOUSES: "1950户"}, "县住建局1873户要加快。"),
        ("要惠及居民。另有1873户待查。", "1873户", {HOUSES: "1950户"}, "另有1873户待查。"),
        ("惠及居民1900户。", "1873户", {HOUSES: "1950户"}, "惠及居民1900户。"),
        ("全县9个乡镇要加快。", "9个", {OTHER: "11个"}, "全县9个乡镇要加快。"),
        ("改造小区9个，要加快。", "9个", {OTHER: "11个"}, "改造小区9个【现为11个】，要加快。"),
        ("群众满意率100%。", "100%", {OTHER: "98%"}, "群众满意率100%。"),
    ],
)
def test_a_changed_figure_is_found_in_a_paragraph_of_ones_own(
    text: str, shown: str, now: dict[str, str], said: str
) -> None:
    source = OTHER if OTHER in now and HOUSES not in now else HOUSES
    found, told = with_own(text, shown, now, source)
    assert said in found
    assert told == found.count("【")


def test_level_beside_a_figure_that_has_changed_is_marked_until_it_is_settled() -> None:
    facts = {HOUSES: "1950户", CHANGE: "77户"}
    traced = (TracedFigure("实事|1", HOUSES, "1873户"),)
    mine = "经核实，惠及居民1873户，与上期持平，与全省持平。"
    edited = with_edits(FRESH, (draft(mine),), traced, facts)
    said = "经核实，惠及居民1873户【现为1950户】，与上期持平【现为相差77户】，与全省持平。"
    assert edited.body[1].text == said
    assert [one.source for one in edited.told] == [HOUSES, CHANGE]
    still = (*traced, TracedFigure("实事|1", CHANGE, "持平"))
    assert with_edits(FRESH, (draft(said),), still, facts).body[1].text == said
    half = "经核实，惠及居民1950户，与上期持平，与全省持平。"
    assert with_edits(FRESH, (draft(half),), still, facts).body[1].text == said.replace(
        "1873户【现为1950户】", "1950户"
    )
    level = with_edits(FRESH, (draft(mine),), traced, {HOUSES: "1873户", CHANGE: "0户"})
    assert level.body[1].text == mine
    assert [one.source for one in level.body[1].figures] == [HOUSES]


def test_last_years_figure_beside_a_generated_one_is_not_marked() -> None:
    traced = (TracedFigure("实事|1", HOUSES, "1873户"),)
    mine = draft("惠及居民1873户，去年同期1873户。")
    edited = with_edits(FRESH, (mine,), traced, {HOUSES: "1950户"})
    assert edited.body[1].text == "惠及居民1873户【现为1950户】，去年同期1873户。"


def test_what_is_left_over_is_no_second_place_of_a_figure_with_the_same_digits() -> None:
    traced = (TracedFigure("实事|1", HOUSES, "1873户"),)
    edited = with_edits(FRESH, (draft("惠及居民1873户，剩余1873户年底前完成。"),), traced, {HOUSES: "1950户"})
    assert edited.body[1].text == "惠及居民1873户【现为1950户】，剩余1873户年底前完成。"
    alone = with_edits(FRESH, (draft("其余1873户受益。"),), traced, {HOUSES: "1950户"})
    assert alone.body[1].text == "其余1873户【现为1950户】受益。"


def test_a_figure_typed_over_is_told_once_the_data_change() -> None:
    traced = (TracedFigure("实事|1", HOUSES, "1873户"),)
    mine = draft("经核实，惠及居民1900户。")
    before = with_edits(FRESH, (mine,), traced, {HOUSES: "1873户"})
    assert before.told == ()
    assert before.replaced == traced
    after = with_edits(FRESH, (mine,), before.replaced, {HOUSES: "1950户"})
    assert [(one.change, one.old, one.new) for one in after.told] == [(Change.REPLACED, "1873户", "1950户")]
    settled = with_edits(FRESH, (draft("惠及居民1950户。"),), before.replaced, {HOUSES: "1950户"})
    assert settled.told == settled.replaced == ()
    without = with_edits(FRESH, (draft("惠及居民很多。"),), traced, {HOUSES: "1950户"})
    assert without.told == ()
