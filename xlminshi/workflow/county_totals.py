"""核对数 of a roll-up: what stands in the files and the 对照表, against what stands in the summary."""

from collections import Counter
from collections.abc import Iterable, Iterator

from xlminshi.core.controls import JOINT_REMARK, Count
from xlminshi.core.match_table import COUNTY
from xlminshi.core.office_names import distinct_offices
from xlminshi.core.rollup import CITY, CountyReturn, Rollup
from xlminshi.core.units import UnitDirectory, normal_name

COUNTED, LEFT_OUT, REFUSED, SKIPPED = "计入", "未计入", "未读", "跳过"


def county_totals(
    rollup: Rollup, returns: tuple[CountyReturn, ...], rows: int, fates: Counter[str]
) -> tuple[Count, ...]:
    """Return the control totals. `rows` are counted on the sheets, `fates` say how many files became what."""
    left = [one for one, _ in (*rollup.left_out, *rollup.set_aside)]
    told = [one for one in returns if not one.is_missing]
    counted = [one for one in rollup.returns if not one.is_missing]
    stated = sum(max(len(one.projects), 1) for one in (*rollup.returns, *left))
    found = "、".join(f"{fate}{count}" for fate, count in fates.items())
    return (
        Count(
            "文件读出",
            sum(fates.values()) - fates[SKIPPED],
            fates[COUNTED] + fates[LEFT_OUT],
            f"{found}；没有读出的见“收到文件”",
        ),
        Count("区县数据（行）", rows, stated, "应有是各文件里的行数，实有是计入的加未计入的和跳过的"),
        _places(rollup),
        *_counties(rollup, counted),
        Count(
            "区县工作簿",
            len(told),
            len(counted) + sum(not one.is_missing for one in left),
            "计入的加未计入的和跳过的",
        ),
        Count(
            "应报送单位",
            sum(len(one.units()) for one in counted),
            sum(one.units for one in rollup.standings),
            JOINT_REMARK if any(map(_has_joint_leads, counted)) else "",
        ),
        Count("实事", sum(len(one.projects) for one in counted), rollup.projects()),
        _indicators(rollup),
    )


def _has_joint_leads(one: CountyReturn) -> bool:
    """Return whether a county has more or fewer offices than returns, since some lead together."""
    units = one.units()
    return len(distinct_offices(units, UnitDirectory())) != len(units)


def _places(rollup: Rollup) -> Count:
    """Return the control total of the places: those of the 对照表, and those that wait to be entered there."""
    standing = {normal_name(one.name): one.name for one in rollup.standings}
    pending = rollup.open_places()
    # In a province the table may name counties within the cities too: their cities stand for them.
    within = _names(one.county for one in _all(rollup) if one.city) - standing.keys()
    listed = _names(rollup.table.expected_counties()) - within
    strange = [name for key, name in standing.items() if key not in listed]
    remark = "应有数按对照表；差额是缺报的和待核实的"
    if strange:
        remark = f"{'、'.join(strange)}有数据，对照表却没有它的统一名称，请核对"
    expected = len(listed | _names(pending))
    return Count(rollup.places(), expected, len(standing), remark, len(rollup.missing), len(pending))


def _counties(rollup: Rollup, counted: list[CountyReturn]) -> Iterator[Count]:
    """Yield in a province the control total of the counties that the counted cities' summaries name."""
    if rollup.level != CITY:
        return
    standing = {one.name for one in rollup.standings}
    named = {(one.city, one.county) for one in _all(rollup) if rollup.place_of(one) in standing}
    missing = sum(len(one.missing_counties) for one in rollup.standings)
    pending = sum(len(one.waiting_counties) for one in rollup.standings)
    remark = "按各市汇总表；差额是其中缺报的和待核实的"
    yield Count(COUNTY, len(named), len(counted), remark, missing, pending)


def _all(rollup: Rollup) -> tuple[CountyReturn, ...]:
    return (*rollup.returns, *(one for one, _ in rollup.left_out))


def _names(written: Iterable[str]) -> set[str]:
    return set(map(normal_name, written))


def _indicators(rollup: Rollup) -> Count:
    listed = sum(one.indicators for one in rollup.standings)
    reported = sum(one.reported for one in rollup.standings)
    # More than are listed would be a mismatch.
    awaited = max(listed - reported, 0)
    return Count("指标", listed, reported, "应有是清单中的指标，实有是已填报的", awaited=awaited)
