import pytest

from xlminshi.bulletin.proofreading.spelling import TERMS, Misprint, Spellings, is_slip, sound_of


@pytest.mark.parametrize(
    ("wrong", "right", "slip"),
    [
        ("生", "声", True),
        ("竟", "竞", True),
        ("窞", "窨", True),
        ("新", "改", False),
        ("作", "做", False),
        ("园", "院", False),
        ("a", "声", False),
        ("声", "1", False),
    ],
)
def test_a_slip_sounds_alike_or_is_a_character_that_hardly_anybody_uses(
    wrong: str, right: str, slip: bool
) -> None:
    assert is_slip(wrong, right) is slip


def test_sounds_follow_the_order_of_the_standard() -> None:
    assert sound_of("声") == sound_of("生") == sound_of("省")
    assert sound_of("声") != sound_of("诗")
    assert sound_of("啊") == 1
    assert sound_of("窨") is None
    assert sound_of("窞") is None
    assert sound_of("A") is None


def found(text: str, *names: str, known: str = "") -> list[Misprint]:
    return list(Spellings(names).misprints_in(text, known or "\n".join(names)))


def test_a_misprint_is_told_as_far_as_the_name_goes_on() -> None:
    assert found("完成免费产前超生筛查2564人", "免费产前超声筛查率") == [
        Misprint(2, 10, "免费产前超生筛查", "免费产前超声筛查")
    ]


def test_what_stands_among_the_known_words_is_no_misprint() -> None:
    assert found("新增机能培训", "新增技能培训", known="新增技能培训\n新增机能培训") == []


def test_names_that_differ_in_sense_are_not_taken_for_misprints() -> None:
    assert found("改建幼儿园3所，扩建幼儿园2所", "新建幼儿园") == []


def test_short_names_are_not_looked_for() -> None:
    assert found("超生", "超声") == []


def test_two_misprints_are_two_findings() -> None:
    assert [one.found for one in found("超生筛查；超升筛查", "超声筛查")] == ["超生筛查", "超升筛查"]


def test_the_terms_of_the_trade_do_not_look_like_misprints_of_one_another() -> None:
    spellings = Spellings(TERMS)
    for term in TERMS:
        assert list(spellings.misprints_in(term, "\n".join(TERMS))) == []
