"""逐级汇总: a folder of counties' workbooks → the city's summary and bulletin; cities' summaries → the province's."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from xlminshi.bulletin.city import city_bulletin
from xlminshi.bulletin.document import Document
from xlminshi.core.controls import Count
from xlminshi.core.errors import CannotContinueError, FileRefusedError
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.rollup import CountyReturn, MatchTable, Rollup, roll_up
from xlminshi.core.settings import DocumentKind
from xlminshi.form.rollup_rows import DATA_SHEET, MATCH_SHEET, read_data, read_matches
from xlminshi.form.rollup_sheets import rollup_book
from xlminshi.workflow.distributing import safe_file_name
from xlminshi.workflow.ports import Arrival, Fate, Office, Outcome, outcome

COUNTED, LEFT_OUT, REFUSED, SKIPPED = "计入", "未计入", "未读", "跳过"


@dataclass(frozen=True, slots=True)
class RolledUp:
    """The summary with its document, and how many files were seen and read."""

    rollup: Rollup
    document: Document
    files: int
    read: int


def roll_up_folder(
    folder: Path, target_name: str, former: Path | None, name: str, period: str, office: Office
) -> Outcome[RolledUp]:
    """Return the summary of all workbooks below a folder. `former` is the last summary, for its 对照表.

    Raises CannotContinueError where nothing in the folder can be counted.
    """
    arrivals = tuple(sorted(office.receive((folder,)), key=lambda one: (one.name, one.digest)))
    returns = tuple(one for arrival in arrivals for one in _returns(arrival))
    if not returns:
        raise CannotContinueError(_nothing(folder, arrivals))
    rollup = roll_up(name, returns, _matches(former, office), period)
    document = city_bulletin(rollup)
    fates = _fates(arrivals, rollup)
    plan = rollup_book(rollup, _totals(rollup, arrivals, returns, fates), fates)
    word = office.render_bulletin(document, office.letterhead(DocumentKind.BULLETIN))
    bulletin = safe_file_name(f"{name}重点民生实事通报（{rollup.period}）")
    files = ((target_name, office.render_book(plan)), (f"{bulletin}.docx", word))
    read = sum(one.workbook is not None for one in arrivals)
    value = RolledUp(rollup, document, len(arrivals), read)
    return outcome(value, files, (*_problems(rollup, arrivals, target_name),))


def _returns(arrival: Arrival) -> tuple[CountyReturn, ...]:
    """Return what a file states, each return with the file's name where it carries none from below."""
    grid = arrival.workbook.grid(DATA_SHEET) if arrival.workbook is not None else None
    found = read_data(grid) if grid is not None else None
    return tuple(replace(one, source=_source(arrival.name, one)) for one in found or ())


def _source(file: str, one: CountyReturn) -> str:
    return f"{file}／{one.source}" if one.source else file


def _nothing(folder: Path, arrivals: tuple[Arrival, ...]) -> str:
    why = next((f"{one.name}：{one.why}" for one in arrivals if one.why and one.fate is Fate.REFUSED), "")
    return f"“{folder.name}”里没有可以汇总的区县工作簿，没有生成汇总表。{why}"


def _matches(former: Path | None, office: Office) -> MatchTable:
    if former is None:
        return MatchTable()
    try:
        return read_matches(office.read(former).grid(MATCH_SHEET))
    except FileRefusedError as error:
        raise CannotContinueError(
            f"原有汇总表“{former.name}”读不出来，其中的对照表带不过来，没有汇总。{error}"
        ) from error


def _fates(arrivals: tuple[Arrival, ...], rollup: Rollup) -> tuple[tuple[str, str, str], ...]:
    """Return for each file its name, what became of it, and the counties that it gave or the reasons."""
    counties: dict[str, dict[str, None]] = defaultdict(dict)
    reasons: dict[str, list[str]] = defaultdict(list)
    for one in rollup.returns:
        for file in _files_of(one):
            counties[file][one.county] = None
    for one, why in rollup.left_out:
        for file in _files_of(one):
            reasons[file].append(why)
    return tuple(_fate(one, tuple(counties[one.name]), reasons[one.name]) for one in arrivals)


def _files_of(one: CountyReturn) -> Iterator[str]:
    """Yield the names that the file of a return may have: its source, or what stands before a ／ in it."""
    yield one.source
    place = one.source.find("／")
    while place >= 0:
        yield one.source[:place]
        place = one.source.find("／", place + 1)


def _fate(arrival: Arrival, counties: tuple[str, ...], reasons: list[str]) -> tuple[str, str, str]:
    if arrival.workbook is None:
        return arrival.name, SKIPPED if arrival.fate is Fate.SKIPPED else REFUSED, arrival.why
    names = ("、".join(counties),) if counties else ()
    return arrival.name, COUNTED if counties else LEFT_OUT, "；".join((*names, *reasons))


def _totals(
    rollup: Rollup,
    arrivals: tuple[Arrival, ...],
    returns: tuple[CountyReturn, ...],
    files: tuple[tuple[str, str, str], ...],
) -> tuple[Count, ...]:
    """Return the control totals: what stands in the files against what stands in the summary."""
    left = [one for one, _ in rollup.left_out]
    told = [one for one in returns if not one.is_missing]
    counted = [one for one in rollup.returns if not one.is_missing]
    missing = len(rollup.missing) + sum(len(one.missing_counties) for one in rollup.standings)
    fates = Counter(fate for _, fate, _ in files)
    return (
        Count(
            "文件",
            len(arrivals),
            sum(fates.values()),
            "、".join(f"{key}{value}" for key, value in fates.items()),
        ),
        Count(
            "文件读出",
            len(arrivals) - fates[SKIPPED],
            fates[COUNTED] + fates[LEFT_OUT],
            "没有读出的见“收到文件”",
        ),
        Count("区县", len(counted) + missing, len(counted), "应有数按对照表；差额是缺报的区县"),
        Count(
            "区县工作簿",
            len(told),
            len(counted) + sum(not one.is_missing for one in left),
            "计入的加未计入的",
        ),
        Count("单位", sum(len(one.units()) for one in counted), sum(one.units for one in rollup.standings)),
        Count("实事", sum(len(one.projects) for one in counted), rollup.projects()),
        Count(
            "指标",
            sum(one.indicators for one in rollup.standings),
            sum(one.reported for one in rollup.standings),
            "应有是清单中的指标，实有是已填报的",
        ),
    )


def _problems(rollup: Rollup, arrivals: tuple[Arrival, ...], file: str) -> tuple[Problem, ...]:
    found = [
        problem(Code.UNREADABLE_FILE, Place(one.name), found=one.why)
        for one in arrivals
        if one.workbook is None and one.fate is Fate.REFUSED
    ]
    found.extend(
        problem(Code.COUNTY_LEFT_OUT, Place(one.source), found=one.county, reason=why)
        for one, why in rollup.left_out
    )
    found.extend(
        problem(Code.COUNTY_DISAGREES, Place(one.source), title=line.title, reason=line.remark)
        for one in rollup.returns
        for line in one.projects
        if line.remark
    )
    found.extend(problem(Code.COUNTY_MISSING, Place(file, MATCH_SHEET), found=one) for one in rollup.missing)
    if rollup.unmatched:
        count = len(rollup.unmatched)
        found.append(problem(Code.NAMES_UNMATCHED, Place(file, MATCH_SHEET), count=count))
    return tuple(found)
