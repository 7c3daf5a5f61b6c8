"""Last period's figures never stand as this period's: a unit that is silent stays silent, however often one collects."""

from pathlib import Path

import openpyxl

from tests.hazards.counties import BEFORE, County, headers
from xlminshi import api


def test_figures_of_last_period_are_brought_along_and_never_reported_again(
    counties: tuple[County, County], tmp_path: Path
) -> None:
    county = counties[1]
    reporting, *silent = county.units()
    book = county.book
    for number in range(3):
        target = tmp_path / f"汇总{number}.xlsx"
        result = api.collect(book, (county.returns[reporting].path,), target)
        assert set(api.ledger_of(result).missing_units) == set(silent)
        workbook = openpyxl.load_workbook(target)
        for unit in silent:
            sheet = workbook[unit]
            at, header = headers(sheet)
            for row in range(header + 1, sheet.max_row + 1):
                key = sheet.cell(row, at["实事名称"]).value, sheet.cell(row, at["指标名称"]).value
                if key[0]:
                    assert sheet.cell(row, at["累计完成"]).value is None, key
                    before = sheet.cell(row, at["上期累计"]).value
                    assert before == (float(BEFORE[key]) if key in BEFORE else None), key
        book = target


def test_a_return_of_last_period_among_this_periods_is_not_taken(
    counties: tuple[County, County], tmp_path: Path
) -> None:
    county = counties[1]
    last = county.book.parent / "一季度报送"
    result = api.collect(county.book, (last,), tmp_path / "汇总.xlsx")
    assert set(api.ledger_of(result).missing_units) == set(county.units())
    told = {one.place.file for one in result.problems if one.code.name == "PAST_PERIOD"}
    assert told == {path.name for path in last.iterdir()}
    assert sum(one.code.name == "NOT_RETURNED" for one in result.problems) == len(county.units())
