"""No verb ends in a traceback whatever comes in, and what was once collected is read again as it stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hazards.cases import MUTATORS, case_of, place_files
from tests.hazards.counties import County
from tests.hazards.test_damaged_returns import ALL
from xlminshi import api
from xlminshi.workflow.reporting import ledger_record

# Those that come with files for several units, or whose file bears another unit's name.
_ALONE = ("name_of_another_unit", "own_workbook_beside", "file_of_another_unit", "two_units_in_one_file")


def mixtures(county: County) -> Iterator[list[tuple[str, str]]]:
    """Yield (unit, mutator) for all units, until every mutator has had its turn."""
    names = [name for name in sorted(MUTATORS) if name not in _ALONE]
    units = county.units()
    for start in range(0, len(names), len(units)):
        yield list(zip(units, names[start:] + names[:start], strict=False))


def placed(county: County, mixture: list[tuple[str, str]], folder: Path) -> Path:
    """Put one damaged return of each unit into a folder."""
    for unit, name in mixture:
        case = case_of(county, unit, MUTATORS[name])
        if case is not None:
            place_files(case, folder / "报送")
    return folder / "报送"


@pytest.mark.usefixtures("in_process")
def test_checking_alone_tells_of_every_damaged_file_and_never_fails(
    counties: tuple[County, County], tmp_path: Path
) -> None:
    county = counties[1]
    for number, name in enumerate(sorted(MUTATORS)):
        case = case_of(county, county.units()[number % 6], MUTATORS[name])
        if case is not None:
            place_files(case, tmp_path / "报送" / name)
    result = api.check((tmp_path / "报送",))
    assert result.value.files >= len(MUTATORS) - 20
    assert not [str(one) for one in result.problems if "Error" in str(one) or "Traceback" in str(one)]


@pytest.mark.usefixtures("in_process")
def test_damaged_returns_go_through_collecting_publishing_and_replying(
    counties: tuple[County, County], tmp_path: Path
) -> None:
    county = counties[0]
    for number, mixture in enumerate(mixtures(county)):
        if not ALL and number % 7:
            continue
        folder = tmp_path / str(number)
        returns = placed(county, mixture, folder)
        first = api.collect(county.book, (returns,), folder / "汇总.xlsx")
        again = api.collect(folder / "汇总.xlsx", (returns,), folder / "再汇总.xlsx")
        assert figures(again) == figures(first), mixture
        assert {str(one) for one in again.problems} == {str(one) for one in first.problems}, mixture
        printed = api.publish(folder / "再汇总.xlsx", folder / "通报")
        assert figures(printed) == figures(first), mixture
        api.reply(county.book, (returns,), folder / "退回")


def figures(
    result: "api.Result[api.Collection] | api.Result[api.Publication]",
) -> dict[tuple[str, str], object]:
    """Every figure, word and rate of the ledger."""
    items = ledger_record(api.ledger_of(result))["items"]
    return {
        (item["title"], one["name"]): (one["achieved"], one["achieved_text"], one["rate"])
        for item in items
        for one in item["indicators"]
    }
