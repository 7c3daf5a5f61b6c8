import random
import re
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import CELL
from xlminshi.core.problems import Code, Level, Place, Problem, in_order, must_be_settled, problem

# The names that a fact may have. A new one is a new idea: it belongs here once, and nowhere under a second name.
FACTS = {
    "found": "约110人",
    "expected": "70人",
    "value": "110人",
    "measure": "人",
    "choices": "数量、比率",
    "column": "年度目标",
    "unit": "区残联",
    "count": 2,
    "times": "10",
    "setting": "年度",
    "reason": "累计完成未填报",
    "title": "实施残疾儿童康复救助",
    "differences": "累计完成“70”和“72”",
    "proposal": "建议采用最新的一份",
    "paragraph": "实事|3|完成情况",
    "label": "新建和改造农村公路：完成率",
    "key": "期号",
}
SENTENCES = {
    "UNREADABLE_FILE": {"found": "文件已加密。"},
    "SETTING_BAD": {"expected": "请填整数。"},
    "DRAFT_TWO_EDITS": {"found": "已完成。"},
    "DRAFT_PARAGRAPH_REMOVED": {"found": "已完成。"},
}
CODES = list(Code)


def asked_for(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def example(code: Code, place: Place = CELL, /, **facts: object) -> Problem:
    return problem(code, place, **(FACTS | SENTENCES.get(code.name, {}) | facts))


def test_no_two_codes_say_the_same() -> None:
    assert len(Code.__members__) == len(CODES)
    assert len({code.what for code in Code if code is not Code.UNREADABLE_FILE}) == len(CODES) - 1


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)
def test_every_template_asks_only_for_facts_that_have_a_name(code: Code) -> None:
    assert asked_for(code.what) | asked_for(code.cure) <= set(FACTS)


def test_every_named_fact_is_asked_for_somewhere() -> None:
    assert set().union(*(asked_for(code.what) | asked_for(code.cure) for code in Code)) == set(FACTS)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)
def test_every_message_is_a_chinese_sentence_that_ends_with_a_full_stop(code: Code) -> None:
    made = example(code)
    for text in filter(None, (made.what, made.cure)):
        assert text.endswith("。")
        assert "。。" not in text
        assert not re.search(
            r"[,;!?{}]|[A-Za-z]{2,}", text.replace("Excel", "").replace("WPS", "").replace("Word", "")
        )
        assert re.search("[\u4e00-\u9fff]", text)
    assert made.what.count("“") == made.what.count("”")


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)
def test_every_finding_that_asks_for_something_says_what_to_do(code: Code) -> None:
    needs_no_cure = code.level is Level.NOTE or code is Code.UNREADABLE_FILE
    assert bool(example(code).cure) is not needs_no_cure


@pytest.mark.parametrize("code", [one for one in CODES if asked_for(one.what)], ids=lambda code: code.name)
def test_a_forgotten_fact_is_an_error_of_the_program_and_no_message_with_holes(code: Code) -> None:
    with pytest.raises(KeyError):
        problem(code, CELL)


def test_what_a_clerk_typed_is_quoted_even_if_it_looks_like_a_template() -> None:
    assert example(Code.NOT_A_NUMBER, found="{value} %s").what == "“{value} %s”不是数字。"


def test_a_finding_says_where_what_and_what_to_do() -> None:
    made = problem(Code.NOT_A_NUMBER, Place("区残联.xlsx", "区残联", "E6"), found="约110人")
    assert str(made) == "区残联.xlsx 「区残联」表 E6：“约110人”不是数字。请只填数字，说明写在“备注”列。"
    assert made.level is Level.MUST_FIX


def test_a_finding_about_no_place_is_only_what_and_what_to_do() -> None:
    assert str(problem(Code.NOT_RETURNED, Place(), found="区残联")) == "区残联未报送。请催报。"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), ""),
        (Place("区残联.xlsx"), "区残联.xlsx"),
        (Place("", "区残联"), "「区残联」表"),
        (Place("", "区残联", "E6"), "「区残联」表 E6"),
        (Place("区残联.xlsx", "", "E6"), "区残联.xlsx E6"),
    ],
)
def test_a_place_leaves_out_what_is_not_known(place: Place, text: str) -> None:
    assert str(place) == text


def test_another_cell_stays_on_the_same_sheet() -> None:
    assert CELL.at("B12") == Place("区残联.xlsx", "区残联", "B12")


@pytest.mark.parametrize(
    ("codes", "needed"),
    [
        ((), False),
        ((Code.SKIPPED_FILE,), False),
        ((Code.FALLING, Code.SKIPPED_FILE), False),
        ((Code.FALLING, Code.NOT_REPORTED), True),
    ],
)
def test_only_grave_findings_hold_up_the_bulletin(codes: tuple[Code, ...], needed: bool) -> None:
    assert must_be_settled(example(code) for code in codes) is needed


FINDINGS = st.lists(
    st.builds(
        example,
        st.sampled_from(CODES),
        st.builds(
            Place,
            st.sampled_from(["", "a.xlsx", "b.xlsx"]),
            st.sampled_from(["", "区残联", "设置"]),
            st.sampled_from(["", "A1", "A10", "A9", "B9", "Z9", "AA9", "B", "7"]),
        ),
        expected=st.sampled_from(["请填整数。", "请填日期。"]),
        found=st.sampled_from(["约110人", "无"]),
    ),
    max_size=12,
)


@given(FINDINGS, st.randoms(use_true_random=False))
def test_the_order_of_findings_does_not_depend_on_how_they_came(
    findings: list[Problem], chance: random.Random
) -> None:
    shuffled = findings * 2
    chance.shuffle(shuffled)
    ordered = in_order(findings)
    assert ordered == in_order(shuffled)
    assert set(ordered) == set(findings)
    assert len(ordered) == len(set(findings))


def test_two_cures_for_one_setting_come_in_a_fixed_order() -> None:
    first, second = (example(Code.SETTING_BAD, expected=words) for words in ("请填整数。", "请填日期。"))
    assert in_order((first, second)) == in_order((second, first))


def test_grave_findings_come_first_then_file_sheet_row_and_column() -> None:
    def at(file: str, sheet: str, cell: str, code: Code = Code.NOT_A_NUMBER) -> Problem:
        return example(code, Place(file, sheet, cell))

    expected = (
        at("a.xlsx", "区残联", "B9"),
        at("a.xlsx", "区残联", "Z9"),
        at("a.xlsx", "区残联", "AA9"),
        at("a.xlsx", "区残联", "A10"),
        at("a.xlsx", "区民政局", "A1"),
        at("b.xlsx", "区残联", "A1"),
        at("", "", "", Code.NOT_RETURNED),
        at("a.xlsx", "区残联", "A1", Code.FALLING),
        at("a.xlsx", "区残联", "A1", Code.SAME_FILE_TWICE),
    )
    assert in_order(reversed(expected)) == expected
