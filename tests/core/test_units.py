import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlminshi.core.units import LeadUnit, UnitDirectory, look_like_one_office, normal_name

DIRECTORY = UnitDirectory(
    (
        LeadUnit("区城市管理局", ("区城管局", "区执法局（城管）")),
        LeadUnit("区残联", ()),
        LeadUnit("团区委", ("共青团",)),
    )
)


@pytest.mark.parametrize(
    "typed", ["区城市管理局", "区城管局", " 区 城管局\u3000", "区执法局(城管)", "区执法局（城管）\n"]
)
def test_one_office_is_found_under_all_its_names(typed: str) -> None:
    assert DIRECTORY.resolve(typed) == "区城市管理局"


@pytest.mark.parametrize("typed", ["", "城管局", "区城管局局", "区残疾人联合会"])
def test_an_unknown_name_is_not_guessed(typed: str) -> None:
    assert DIRECTORY.resolve(typed) is None


def test_a_new_office_is_added_last() -> None:
    grown = DIRECTORY.with_unit("区民政局")
    assert [unit.name for unit in grown.units] == ["区城市管理局", "区残联", "团区委", "区民政局"]


def test_a_known_alias_adds_no_office() -> None:
    assert DIRECTORY.with_unit("区城管局") is DIRECTORY


def test_offices_are_ordered_as_in_the_directory_and_unknown_ones_come_last() -> None:
    names = ["未登记局", "团区委", "区残联", "区城市管理局"]
    assert sorted(names, key=DIRECTORY.order) == ["区城市管理局", "区残联", "团区委", "未登记局"]


def test_a_name_of_two_offices_is_told() -> None:
    directory = UnitDirectory(
        (LeadUnit("区教体局", ("教育局",)), LeadUnit("区文旅局", ("教 育 局", "文化局")))
    )
    assert directory.shared_names() == ("教 育 局",)


def test_a_printed_name_that_is_the_alias_of_another_office_is_told() -> None:
    directory = UnitDirectory((LeadUnit("区教体局", ("区文旅局",)), LeadUnit("区文旅局")))
    assert directory.shared_names() == ("区文旅局",)


def test_an_alias_that_repeats_its_own_office_is_harmless() -> None:
    assert UnitDirectory((LeadUnit("区残联", ("区残联", "区 残联")),)).shared_names() == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("区城管局", "区城市管理局"),
        ("区城市管理局", "区城管局"),
        ("区交通局", "区交通运输局"),
        ("区卫健委", "区卫生健康委"),
        ("区卫 健委", "区卫生健康委"),
    ],
)
def test_a_short_form_looks_like_the_long_name(first: str, second: str) -> None:
    assert look_like_one_office(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("区城管局", "区城管局"),
        ("区城管局", "区 城管局"),
        ("区教体局", "区城市管理局"),
        ("区城管局", "县城市管理局"),
        ("区城管局", "区城市管理委"),
        ("区管城局", "区城市管理局"),
        ("区局", "区城市管理局"),
        ("城管局", "区城市管理局"),
        ("区城管", "区城市管理局"),
        ("", "区城市管理局"),
        ("区民政局", "区财政局"),
    ],
)
def test_other_names_do_not_look_alike(first: str, second: str) -> None:
    assert not look_like_one_office(first, second)


@given(st.text("区县城市管理局委残联", max_size=8), st.text("区县城市管理局委残联", max_size=8))
def test_likeness_does_not_depend_on_which_name_comes_first(first: str, second: str) -> None:
    assert look_like_one_office(first, second) == look_like_one_office(second, first)


@given(st.text("区残联（）()１1Ａ %％\u3000\u00a0\t\n", max_size=30))
def test_a_compared_name_is_stable_and_without_white_space(text: str) -> None:
    once = normal_name(text)
    assert normal_name(once) == once
    assert not any(character.isspace() for character in once)


@pytest.mark.parametrize(
    ("first", "second"), [("第一小学", "第十一小学"), ("区1号院管委会", "区12号院管委会")]
)
def test_names_with_different_numbers_are_never_one_office(first: str, second: str) -> None:
    assert not look_like_one_office(first, second)
