"""Which counties' returns are counted: under their common names, of one period, each county once; the others with the reason."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from xlminshi.core.match_table import COUNTY, MatchTable
from xlminshi.core.period import mean_the_same, meaning_of
from xlminshi.core.rollup import CountyReturn
from xlminshi.core.status import UNDECIDED
from xlminshi.core.units import normal_name

LeftOut = tuple[CountyReturn, str]
_MOST = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """All `returns` under their common names and in order; of them those `counted`, and the others with the reason.

    Those `left_out` wait for a person. Those `set_aside` need nobody: what they state is counted from another file.
    """

    period: str
    returns: tuple[CountyReturn, ...]
    counted: tuple[CountyReturn, ...]
    left_out: tuple[LeftOut, ...]
    set_aside: tuple[LeftOut, ...] = ()


def chosen(returns: Iterable[CountyReturn], table: MatchTable, period: str = "") -> Choice:
    """Return what is counted of a period ("": that of most counties), however the period and the names are spelt.

    What differs from an equally good return (a county's second workbook, a city's second summary) is left to a person.
    """
    named = _under_common_names(tuple(returns), table)
    ordered = tuple(sorted(named, key=lambda one: (one.city, one.county, one.period, one.source)))
    label = _label(ordered, period)
    left_out: list[LeftOut] = []
    by_county: dict[tuple[str, str], list[CountyReturn]] = {}
    reason = _reason(ordered, label)
    for one in ordered:
        why = reason(one)
        if why:
            left_out.append((one, why))
        else:
            by_county.setdefault((one.city, one.county), []).append(one)
    counted: list[CountyReturn] = []
    set_aside: list[LeftOut] = []
    for several in by_county.values():
        told, idle = _without_idle([one for one in several if not one.is_missing] or several[:1])
        set_aside.extend(idle)
        if len(told) == 1:
            counted.extend(told)
        else:
            left_out.extend((one, _differing(told)) for one in told)
    return Choice(label, ordered, tuple(counted), tuple(left_out), tuple(set_aside))


def _under_common_names(returns: tuple[CountyReturn, ...], table: MatchTable) -> list[CountyReturn]:
    """Return the returns under the names of the 对照表; equal names that nobody has matched are spelt alike."""
    spelt: dict[str, str] = {}
    written = {name for one in returns for name in (one.county, one.city)}
    for name in sorted(written, key=lambda name: (len(name), name)):
        spelt.setdefault(normal_name(name), table.common(COUNTY, name) or name)
    return [
        replace(one, county=spelt[normal_name(one.county)], city=spelt[normal_name(one.city)])
        for one in returns
    ]


# Of which period


def _label(returns: tuple[CountyReturn, ...], asked: str) -> str:
    """Return the period that is asked for, else that of most places (of equally many the one furthest on), as most spell it."""
    told = [one for one in returns if not one.is_missing]
    told = [one for one in told if not asked or mean_the_same(asked, one.period)]
    if not told:
        return asked
    places = {(meaning_of(one.period), one.city or one.county) for one in told}
    counts = Counter(meaning for meaning, _ in places)
    gone = {meaning_of(one.period): one.progress for one in told}
    usual = max(counts, key=lambda meaning: (counts[meaning], gone[meaning], repr(meaning)))
    labels = Counter(one.period for one in told if meaning_of(one.period) == usual)
    return min(labels, key=lambda label: (-labels[label], len(label), label))


# Why one is left out


def _reason(returns: tuple[CountyReturn, ...], period: str) -> Callable[[CountyReturn], str]:
    """Return what tells why a return cannot be counted; "" where it may be."""
    conflicts, homes = _differing_summaries(returns), _homes(returns)

    def why(one: CountyReturn) -> str:
        if one.city in conflicts:
            return conflicts[one.city]
        if not one.city and one.county in homes:
            return homes[one.county]
        if not one.is_missing and not mean_the_same(one.period, period):
            return f"通报期是{one.period}，与{period}不同"
        return ""

    return why


def _differing_summaries(returns: tuple[CountyReturn, ...]) -> dict[str, str]:
    """Return by city why none of its summaries is counted: there are several, and they state different things."""
    by_city: dict[str, dict[str, list[CountyReturn]]] = defaultdict(lambda: defaultdict(list))
    for one in returns:
        if one.city:
            by_city[one.city][one.file].append(one)
    several = {city: files for city, files in by_city.items() if len(files) > 1}
    return {
        city: f"名为{city}的汇总表有{len(files)}份，内容不同，请只留一份；不同的市用了同一名称的，请各自在汇总表的设置里填写名称"
        for city, files in several.items()
        if len({frozenset(map(_bare, told)) for told in files.values()}) > 1
    }


def _homes(returns: tuple[CountyReturn, ...]) -> dict[str, str]:
    """Return why a county's own workbook is not counted beside the summary of its city, by county."""
    told, silent = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for one in returns:
        if one.city:
            (silent if one.is_missing else told)[one.county].append(one.city)
    found = {
        county: f"{_each(cities)}的汇总表里没有它的数据，请并入该汇总表后重新报送"
        for county, cities in silent.items()
    }
    return found | {county: f"已在{_each(cities)}的汇总表中" for county, cities in told.items()}


def _each(names: list[str]) -> str:
    return "、".join(dict.fromkeys(names))


# Several of one county


def _without_idle(several: list[CountyReturn]) -> tuple[list[CountyReturn], list[LeftOut]]:
    """Return the returns of a county that state something of their own, and the others: copies, and blank workbooks.

    A county that sends its whole folder sends the list and the workbook with which it began, too: beside a return with
    figures they are of no account as long as they say nothing that it does not say.
    """
    filled = [one for one in several if not _is_blank(one)]
    told: dict[CountyReturn, CountyReturn] = {}
    idle: list[LeftOut] = []
    for one in several:
        if _is_blank(one) and any(_adds_nothing(one, each) for each in filled):
            idle.append((one, "是没有填报内容的清单或工作簿"))
        elif _bare(one) in told:
            idle.append((one, f"与“{told[_bare(one)].source}”内容相同，只计一份"))
        else:
            told[_bare(one)] = one
    return list(told.values()), idle


def _is_blank(one: CountyReturn) -> bool:
    """Return whether nothing has been reported of any project yet; a person may have judged some beforehand."""
    return not any(line.is_reported or line.reported or line.rate for line in one.projects)


def _adds_nothing(blank: CountyReturn, filled: CountyReturn) -> bool:
    """Return whether another return has all projects of a blank one, each in the class in which a person put it there."""
    classes = {line.title: (line.class_name, line.standing) for line in filled.projects}
    return all(
        line.title in classes
        and (line.standing == UNDECIDED or (line.class_name, line.standing) == classes[line.title])
        for line in blank.projects
    )


def _differing(several: list[CountyReturn]) -> str:
    """Return why none of several is counted, with what tells them apart."""
    told = "，".join(f"“{one.source}”填报{_reported(one)}件" for one in several[:_MOST])
    more = f"；不同的是{_differences(several)}"
    return (
        f"{several[0].county}有{len(several)}份不同的工作簿（{told}{'等' if len(several) > _MOST else ''}{more}），"
        "请只留最后生成通报的一份；不同市的同名区县请先各自按市汇总"
    )


def _reported(one: CountyReturn) -> int:
    return sum(line.is_reported for line in one.projects)


def _differences(several: list[CountyReturn]) -> str:
    """Return in words where they differ: in the projects by name, else in what is said of the county as a whole."""
    stated = [Counter(one.projects) for one in several]
    common = stated[0]
    for each in stated[1:]:
        common = common & each
    titles = dict.fromkeys(line.title for each in stated for line in each - common)
    if not titles:
        return "实事的顺序或序时进度"
    more = f"等{len(titles)}件实事" if len(titles) > _MOST else ""
    return "".join(f"“{title}”" for title in list(titles)[:_MOST]) + more


def _bare(one: CountyReturn) -> CountyReturn:
    """Return what is stated, wherever it was found."""
    return replace(one, source="", file="")
