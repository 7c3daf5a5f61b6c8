"""逐级汇总: a folder of counties' workbooks → the city's summary and bulletin; cities' summaries → the province's."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from xlminshi.bulletin.city import city_bulletin
from xlminshi.bulletin.document import Document
from xlminshi.core.controls import Count
from xlminshi.core.errors import CannotContinueError, FileRefusedError
from xlminshi.core.match_table import COUNTY, MatchTable
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.rollup import CountyReturn, Rollup, roll_up
from xlminshi.core.settings import DocumentKind
from xlminshi.form.rollup_rows import DATA_SHEET, MATCH_SHEET, MISSING, read_data, read_matches
from xlminshi.form.rollup_settings import RollupSettings, read_rollup_settings
from xlminshi.form.rollup_sheets import rollup_book
from xlminshi.form.setting_items import SHEET_NAME as SETTING_SHEET
from xlminshi.workflow.distributing import safe_file_name
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.ports import Arrival, Office, Outcome, outcome

COUNTED, LEFT_OUT, REFUSED, SKIPPED = "计入", "未计入", "未读", "跳过"
# An empty folder stands for a county only where its name is that of a place: 往期 and 附件 are none.
_PLACE = re.compile(r"(?:县|区|市|旗|州|盟|地区)$")
_NUMBERED = re.compile(r"^[\d\s._、．（）()-]+")


@dataclass(frozen=True, slots=True)
class RolledUp:
    """The summary with its document, and how many files were seen and read."""

    rollup: Rollup
    settings: RollupSettings
    document: Document
    files: int
    read: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks of a roll-up. `former` is the last summary, for its 对照表 and 设置; "" leaves a choice open.

    `empty` are the folders inside `folder` that hold no file to read.
    """

    folder: Path
    target_name: str
    former: Path | None = None
    name: str = ""
    period: str = ""
    empty: tuple[str, ...] = ()


def roll_up_folder(asked: Asked, office: Office) -> Outcome[RolledUp]:
    """Return the summary of all workbooks below a folder, and its bulletin.

    Raises CannotContinueError where nothing in the folder can be counted, or the last summary cannot be read.
    """
    folder, target_name = asked.folder, asked.target_name
    arrivals = tuple(sorted(office.receive((folder,)), key=lambda one: (one.name, one.digest)))
    returns = tuple(one for arrival in arrivals for one in _returns(arrival))
    if not returns:
        raise CannotContinueError(_nothing(folder, arrivals))
    table, settings = _carried(asked, office)
    name = asked.name or settings.name or PurePath(target_name).stem
    silent = tuple(dict.fromkeys(one for one in map(_bare_name, asked.empty) if _PLACE.search(one)))
    rollup = roll_up(name, returns, table, asked.period, silent)
    document = city_bulletin(rollup, settings.bulletin)
    fates = _fates(arrivals, rollup)
    folders = tuple(_folder_fate(one, rollup) for one in asked.empty)
    plan = rollup_book(rollup, _totals(rollup, arrivals, returns, fates), (*fates, *folders), settings)
    word = office.render_bulletin(document, office.letterhead(DocumentKind.BULLETIN))
    bulletin = safe_file_name(f"{name}重点民生实事通报（{rollup.period}）")
    files = ((target_name, office.render_book(plan)), (f"{bulletin}.docx", word))
    read = sum(one.workbook is not None for one in arrivals)
    value = RolledUp(rollup, settings, document, len(arrivals), read)
    return outcome(value, files, (*_problems(rollup, arrivals, target_name), *settings.problems))


def _bare_name(folder: str) -> str:
    """Return a folder's name without the number that keeps folders in order: 03_云溪区 → 云溪区."""
    return _NUMBERED.sub("", folder.strip())


def _folder_fate(folder: str, rollup: Rollup) -> tuple[str, str, str]:
    name = rollup.table.common(COUNTY, _bare_name(folder)) or ""
    if name in rollup.missing:
        return f"{folder}/", MISSING, f"{name}的文件夹里没有文件"
    return f"{folder}/", SKIPPED, "空文件夹"


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


def _carried(asked: Asked, office: Office) -> tuple[MatchTable, RollupSettings]:
    """Return 对照表 and 设置 of the last summary."""
    former = asked.former
    if former is None:
        return MatchTable(), read_rollup_settings(None, asked.target_name)
    try:
        workbook = office.read(former)
    except FileRefusedError as error:
        raise CannotContinueError(
            f"原有汇总表“{former.name}”读不出来，其中的对照表带不过来，没有汇总。{error}"
        ) from error
    matches = workbook.grid(MATCH_SHEET)
    if matches is None:
        raise CannotContinueError(
            f"“{former.name}”里没有“{MATCH_SHEET}”，不是市级汇总表，没有汇总。请核对是否选错了文件。"
        )
    settings = read_rollup_settings(workbook.grid(SETTING_SHEET), asked.target_name)
    return read_matches(matches), settings


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
