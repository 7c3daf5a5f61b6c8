import re

import pytest

from xlminshi.core.phrases import MARKS, WORD_LISTS, Phrase, PhraseBook, Use, marks_in, split_list
from xlminshi.core.settings import DocumentKind
from xlminshi.core.standard_phrases import STANDARD_PHRASES, STANDARD_ROWS

GENERAL = Phrase(Use.CHANGE, (), ("有变化",))
MORE = Phrase(Use.CHANGE, ("增加",), ("增加{增量}", "多{增量}", "由{上期累计}增加"))
RATE = Phrase(Use.CHANGE, ("增加", "比率"), ("提高{增量}",))
BOOK = PhraseBook(standard=(GENERAL, MORE, RATE))


def said(
    *traits: str, known: tuple[str, ...] = ("增量",), turn: int = 0, book: PhraseBook = BOOK
) -> str | None:
    return book.template(Use.CHANGE, traits, known, turn)


def test_the_row_that_fits_most_closely_decides() -> None:
    assert said() == "有变化"
    assert said("增加") == "增加{增量}"
    assert said("比率", "增加", "别的") == "提高{增量}"


def test_variants_are_used_in_turn_by_a_fixed_rule() -> None:
    assert [said("增加", turn=turn) for turn in range(4)] == [
        "增加{增量}",
        "多{增量}",
        "增加{增量}",
        "多{增量}",
    ]


def test_a_variant_whose_marks_have_nothing_to_stand_for_is_passed_over() -> None:
    assert said("增加", known=("上期累计",)) == "由{上期累计}增加"
    assert said("增加", "比率", known=("上期累计",)) == "由{上期累计}增加"
    assert said("增加", known=()) == "有变化"
    assert PhraseBook(standard=(MORE,)).template(Use.CHANGE, ("增加",), (), 0) is None


def test_the_offices_rows_come_first_and_the_standard_holds_where_they_cannot_be_used() -> None:
    own = PhraseBook((Phrase(Use.CHANGE, (), ("变了{上期累计}",)),), BOOK.standard)
    assert said("增加", known=("上期累计",), book=own) == "变了{上期累计}"
    assert said("增加", book=own) == "增加{增量}"


def test_the_earlier_of_two_rows_that_fit_alike_decides() -> None:
    book = PhraseBook(standard=(Phrase(Use.CHANGE, ("甲",), ("一",)), Phrase(Use.CHANGE, ("乙",), ("二",))))
    assert said("甲", "乙", book=book) == "一"


def test_a_word_list_is_searched_for_its_longest_words_first() -> None:
    book = PhraseBook(standard=(Phrase(Use.CLOSING_VERBS, (), ("投用、建成投用",)),))
    assert book.words(Use.CLOSING_VERBS) == ("建成投用", "投用")
    own = PhraseBook((Phrase(Use.CLOSING_VERBS, (), ("启用",)),), book.standard)
    assert own.words(Use.CLOSING_VERBS) == ("启用",)


def test_a_verb_is_found_by_the_longest_ending() -> None:
    rows = (Phrase(Use.VERB, ("服务",), ("开展",)), Phrase(Use.VERB, ("家政服务",), ("提供",)))
    book = PhraseBook(standard=rows)
    assert (book.verb("家政服务"), book.verb("上门服务"), book.verb("车位")) == ("提供", "开展", "")
    own = PhraseBook((Phrase(Use.VERB, ("车位",), ("建成",)),), rows)
    assert (own.verb("车位"), own.verb("上门服务")) == ("建成", "开展")


def test_marks_and_lists_are_read() -> None:
    assert marks_in("{目标}的{完成率}，{目标}") == {"目标", "完成率"}
    assert split_list("培训、讲座，活动；") == ("培训", "讲座", "活动")


def test_the_standard_wording_uses_known_marks_only_and_has_no_mark_at_an_end() -> None:
    for row in STANDARD_ROWS:
        for variant in row.variants:
            assert marks_in(variant) <= set(MARKS.get(row.use, ())), variant
            if row.use not in (Use.LEAD, *WORD_LISTS):
                assert not re.search(r"^[，。；：、]|[，。；：、]$", variant), variant


def test_every_use_has_standard_wording_for_both_kinds_of_document() -> None:
    assert {row.use for row in STANDARD_ROWS} == set(Use)
    for use in (Use.TITLE, Use.LEAD):
        for kind in DocumentKind:
            assert STANDARD_PHRASES.template(use, (kind.value,), MARKS[use], 0), (use, kind)


@pytest.mark.parametrize("row", STANDARD_ROWS, ids=lambda row: f"{row.use.value}-{'-'.join(row.conditions)}")
def test_no_two_rows_of_the_standard_wording_are_for_the_same_case(row: Phrase) -> None:
    alike = [one for one in STANDARD_ROWS if (one.use, set(one.conditions)) == (row.use, set(row.conditions))]
    assert alike == [row]
