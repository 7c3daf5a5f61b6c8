"""Headers and the columns that they name."""

from itertools import product

import pytest

from xlminshi.form.fields import (
    BY_KEY,
    FIELDS,
    Entry,
    Field,
    Holder,
    Origin,
    Sheet,
    field_of_header,
    fields_of,
    normal_header,
)

EVERY_NAME = [
    (sheet, field, name)
    for sheet in Sheet
    for field in fields_of(sheet)
    for name in (field.header, *field.aliases)
]


@pytest.mark.parametrize(("sheet", "field", "name"), EVERY_NAME)
def test_every_header_and_alias_names_its_own_column(sheet: Sheet, field: Field, name: str) -> None:
    assert field_of_header(name, sheet) is field


@pytest.mark.parametrize("sheet", Sheet)
def test_no_header_is_claimed_by_two_columns_of_a_sheet(sheet: Sheet) -> None:
    claims: dict[str, set[str]] = {}
    for field in fields_of(sheet):
        for name in (field.header, *field.aliases):
            claims.setdefault(normal_header(name), set()).add(field.key)
    assert {name: keys for name, keys in claims.items() if len(keys) > 1} == {}


def test_no_column_claims_the_same_header_twice() -> None:
    for field in FIELDS:
        names = [normal_header(name) for name in (field.header, *field.aliases)]
        assert len(names) == len(set(names)), field.key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" 累计完成 ", "achieved"),
        ("累 计 完 成", "achieved"),
        ("累计\n完成", "achieved"),
        ("累计完成\n（人次）", "achieved"),
        ("累计完成(截至9月)", "achieved"),
        ("累计完成：", "achieved"),
        ("*累计完成", "achieved"),
        ("累计完成*", "achieved"),
        ("★实事名称", "title"),
        ("到位资金（万元）", "arrived"),
        ("到位资金\n（万元）", "arrived"),
        ("到位资金（万元）*", "arrived"),
        ("完成率％", "rate"),
        ("完成率（%）", "rate"),
        ("联系　电话", "phone"),
    ],
)
def test_spaces_line_breaks_marks_and_remarks_do_not_hide_a_header(text: str, key: str) -> None:
    assert field_of_header(text, Sheet.UNIT) is BY_KEY[key]


@pytest.mark.parametrize(
    "text", ["", " ", "（万元）", "*", "累计完成 数 量 表", "本期新增", "未累计完成", "218", "#REF!"]
)
def test_what_is_no_header_names_no_column(text: str) -> None:
    assert all(field_of_header(text, sheet) is None for sheet in Sheet)


@pytest.mark.parametrize("field", fields_of(Sheet.UNIT))
def test_the_caption_of_a_column_is_found_again(field: Field) -> None:
    assert field_of_header(field.caption(), Sheet.UNIT) is field
    assert field_of_header(field.caption(), Sheet.LEDGER) is field


def test_the_office_sheet_has_every_column_of_the_unit_form() -> None:
    assert set(fields_of(Sheet.UNIT)) < set(fields_of(Sheet.LEDGER))
    assert [one.key for one in fields_of(Sheet.LEDGER) if one not in fields_of(Sheet.UNIT)] == ["as_typed"]


def test_units_fill_in_no_plan_and_calculate_nothing() -> None:
    by_origin = {
        origin: {one.key for one in fields_of(Sheet.UNIT) if one.origin is origin} for origin in Origin
    }
    assert by_origin[Origin.CALCULATED] == {"rate", "time_progress", "proposal"}
    assert not by_origin[Origin.ENTRY] & {"title", "indicator", "target", "measure", "kind", "previous"}
    assert "achieved" in by_origin[Origin.ENTRY]


def test_funds_are_money_of_the_whole_project() -> None:
    for key in ("planned", "arrived", "paid"):
        assert (BY_KEY[key].entry, BY_KEY[key].holder) == (Entry.MONEY, Holder.PROJECT)


def test_every_column_key_and_header_is_used_once() -> None:
    for attribute, sheet in product(("key", "header"), Sheet):
        names = [getattr(field, attribute) for field in fields_of(sheet)]
        assert len(names) == len(set(names))
