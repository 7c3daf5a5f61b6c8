"""逐级汇总: a folder of counties' workbooks → the city's summary and bulletin; cities' summaries → the province's."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from xlminshi.bulletin.city import city_bulletin
from xlminshi.bulletin.document import Document
from xlminshi.core.county_tallies import roll_up
from xlminshi.core.errors import CannotContinueError, FileRefusedError
from xlminshi.core.match_table import COUNTY
from xlminshi.core.period import mean_the_same
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.rollup import CountyReturn, Rollup
from xlminshi.core.settings import DocumentKind
from xlminshi.form.match_rows import (
    NEEDED_HEADERS,
    NO_MATCHES,
    MatchReading,
    match_problems,
    read_matches,
)
from xlminshi.form.rollup_rows import DATA_SHEET, MATCH_SHEET, MISSING, read_data
from xlminshi.form.rollup_settings import RollupSettings, read_rollup_settings
from xlminshi.form.rollup_sheets import rollup_book
from xlminshi.form.setting_items import SHEET_NAME as SETTING_SHEET
from xlminshi.workflow.county_folders import (
    Inside,
    bare_name,
    is_place,
    unread_counties,
    unread_problems,
    with_unread,
)
from xlminshi.workflow.county_returns import BROKEN
from xlminshi.workflow.county_totals import COUNTED, LEFT_OUT, REFUSED, SKIPPED, county_totals
from xlminshi.workflow.distributing import safe_file_name
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.ports import Arrival, Office, Outcome, outcome

UNIT_FORM = "单位填报表，不参加逐级汇总"
Files = tuple[tuple[str, bytes], ...]
# Asked with the digest of what the files would be made from, gives those of a former run that were made from just this.
Standing = Callable[[str], Files | None]


def nothing_stands(digest: str) -> None:
    """Say that no file of a former run stands."""


@dataclass(frozen=True, slots=True)
class RolledUp:
    """The summary with its document, and how many files were seen and read.

    `digest` stands for all that the files were made from. `is_as_before`: they are those of the last run.
    """

    rollup: Rollup
    settings: RollupSettings
    document: Document
    files: int
    read: int
    digest: str = ""
    is_as_before: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks of a roll-up. `former` is the last summary, for its 对照表 and 设置; "" leaves a choice open.

    `inside` are the folders right inside `folder`, in order.
    """

    folder: Path
    target_name: str
    former: Path | None = None
    name: str = ""
    period: str = ""
    inside: tuple[Inside, ...] = ()

    @property
    def empty(self) -> tuple[str, ...]:
        """Return the folders that hold no file to read."""
        return tuple(one.name for one in self.inside if not one.files)


@dataclass(frozen=True, slots=True)
class _File:
    """A file that came in, with what it states (None: it could not be read, or is none that counts); its sheets are gone.

    `rows` are those of its 区县数据, counted on the sheet.
    """

    name: str
    digest: str
    fate: Fate
    why: str
    returns: tuple[CountyReturn, ...] | None
    rows: int = 0


def roll_up_folder(asked: Asked, office: Office, standing: Standing = nothing_stands) -> Outcome[RolledUp]:
    """Return the summary of all workbooks below a folder, and its bulletin.

    What `standing` gives is not laid out again. Raises CannotContinueError where nothing in the folder can be counted, or
    the last summary cannot be read.
    """
    folder, target_name = asked.folder, asked.target_name
    # Each file's sheets are let go of as soon as it is known what they state.
    received = sorted(map(_stated, office.receive((folder,))), key=lambda one: (one.name, one.digest))
    returns = tuple(each for one in received for each in one.returns or ())
    if not returns:
        raise CannotContinueError(_nothing(folder, received))
    _check_period(asked.period, returns)
    matches, settings = _carried(asked, office)
    name = asked.name or settings.name or PurePath(target_name).stem
    giving = (one.name for one in received if one.returns)
    unread = unread_counties(asked.inside, giving, returns, matches.table)
    silent = tuple(dict.fromkeys(filter(is_place, map(bare_name, asked.empty))))
    names = tuple(one.county for one in unread)
    rollup = roll_up(name, returns, with_unread(matches.table, unread), asked.period, silent, names)
    letterhead = office.letterhead(DocumentKind.BULLETIN)
    digest = _digest(asked, received, (rollup.table, matches.kept, settings), letterhead)
    former = standing(digest)
    document = city_bulletin(rollup, settings.bulletin)
    files = former
    if files is None:
        fates = _fates(received, rollup)
        arrived = Counter(fate for _, fate, _ in fates)
        totals = county_totals(rollup, returns, sum(one.rows for one in received), arrived)
        folders = tuple(_folder_fate(one, rollup) for one in asked.empty)
        plan = rollup_book(rollup, totals, (*fates, *folders), settings, matches.kept)
        word = office.render_bulletin(document, letterhead)
        files = (target_name, office.render_book(plan)), (_document_name(rollup), word)
    read = sum(one.returns is not None for one in received)
    value = RolledUp(rollup, settings, document, len(received), read, digest, former is not None)
    told = (
        *_problems(rollup, received, target_name),
        *match_problems(rollup.table, matches.kept, target_name),
        *unread_problems(unread),
        *settings.problems,
        *office.masthead_problems(document, letterhead, Place(target_name, SETTING_SHEET)),
    )
    return outcome(value, files, told)


def _digest(asked: Asked, received: list[_File], carried: object, letterhead: bytes) -> str:
    """Return a digest that is another one wherever the files would be: it stands for all that they are made from.

    A file that was read stands for what it states by its own digest. `carried` are the 对照表 with the names that came, and
    the 设置. A repr tells all values, and quotes its texts.
    """
    came = [(one.name, one.digest, one.fate.value, one.why) for one in received]
    made_from = asked.target_name, asked.name, asked.period, asked.inside, came, carried
    return hashlib.sha256(repr(made_from).encode() + letterhead).hexdigest()


def _document_name(rollup: Rollup) -> str:
    return f"{safe_file_name(f'{rollup.name}重点民生实事通报（{rollup.period}）')}.docx"


def _folder_fate(folder: str, rollup: Rollup) -> tuple[str, str, str]:
    name = rollup.table.common(COUNTY, bare_name(folder)) or ""
    if name in rollup.missing:
        return f"{folder}/", MISSING, f"{name}的文件夹里没有文件"
    return f"{folder}/", SKIPPED, "空文件夹"


def _stated(arrival: Arrival) -> _File:
    """Return what a file states, each return with the file's name where it carries none from below."""
    if arrival.workbook is None:
        return _File(arrival.name, arrival.digest, arrival.fate, arrival.why, None)
    grid = arrival.workbook.grid(DATA_SHEET)
    if grid is None or not grid.rows:
        return _File(arrival.name, arrival.digest, Fate.SKIPPED, UNIT_FORM, None)
    found = read_data(grid)
    if found is None:
        return _File(arrival.name, arrival.digest, Fate.REFUSED, BROKEN, None)
    returns = tuple(replace(one, source=_source(arrival.name, one), file=arrival.name) for one in found)
    return _File(arrival.name, arrival.digest, arrival.fate, arrival.why, returns, len(grid.rows) - 1)


def _source(file: str, one: CountyReturn) -> str:
    return f"{file}／{one.source}" if one.source else file


def _nothing(folder: Path, received: list[_File]) -> str:
    why = next((f"{one.name}：{one.why}" for one in received if one.why and one.fate is Fate.REFUSED), "")
    return f"“{folder.name}”里没有可以汇总的区县工作簿，没有生成汇总表。{why}"


def _check_period(asked: str, returns: tuple[CountyReturn, ...]) -> None:
    """Refuse a period of which nothing came: a summary of nothing could take the place of a good one."""
    came = {one.period for one in returns if not one.is_missing}
    if asked and not any(mean_the_same(asked, one) for one in came):
        told = f"收到的通报期是：{'、'.join(sorted(came))}" if came else "收到的汇总表都没有数据"
        raise CannotContinueError(
            f"没有通报期是“{asked}”的区县工作簿，没有生成汇总表。{told}。请核对要汇总的通报期。"
        )


def _carried(asked: Asked, office: Office) -> tuple[MatchReading, RollupSettings]:
    """Return 对照表 and 设置 of the last summary."""
    former = asked.former
    if former is None:
        return NO_MATCHES, read_rollup_settings(None, asked.target_name, bool(asked.name))
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
    reading = read_matches(matches)
    if isinstance(reading, str):
        raise CannotContinueError(
            f"“{former.name}”的“{MATCH_SHEET}”{reading}，其中的对照带不过来，没有汇总。请把这张表整理成"
            f"“{'”“'.join(NEEDED_HEADERS)}”各一列，保存后再汇总；或从“备份”文件夹取回以前的汇总表。"
        )
    settings = read_rollup_settings(workbook.grid(SETTING_SHEET), asked.target_name, bool(asked.name))
    return reading, settings


def _fates(received: list[_File], rollup: Rollup) -> tuple[tuple[str, str, str], ...]:
    """Return for each file its name, what became of it, and the counties that it gave or the reasons."""
    counties: dict[str, dict[str, None]] = defaultdict(dict)
    reasons: dict[str, list[str]] = defaultdict(list)
    for one in rollup.returns:
        counties[one.file][one.county] = None
    for one, why in (*rollup.left_out, *rollup.set_aside):
        reasons[one.file].append(why)
    waiting = {one.file for one, _ in rollup.left_out}
    return tuple(
        _fate(one, tuple(counties[one.name]), reasons[one.name], one.name in waiting) for one in received
    )


def _fate(
    file: _File, counties: tuple[str, ...], reasons: list[str], is_waiting: bool
) -> tuple[str, str, str]:
    if file.returns is None:
        return file.name, SKIPPED if file.fate is Fate.SKIPPED else REFUSED, file.why
    names = ("、".join(counties),) if counties else ()
    idle = SKIPPED if reasons and not is_waiting else LEFT_OUT
    return file.name, COUNTED if counties else idle, "；".join((*names, *dict.fromkeys(reasons)))


def _problems(rollup: Rollup, received: list[_File], file: str) -> tuple[Problem, ...]:
    found = [
        problem(Code.UNREADABLE_FILE, Place(one.name), found=one.why)
        for one in received
        if one.returns is None and one.fate is Fate.REFUSED
    ]
    found.extend(
        problem(Code.COUNTY_LEFT_OUT, Place(one.source), found=one.county, reason=why)
        for one, why in rollup.left_out
    )
    found.extend(
        problem(Code.COUNTY_SET_ASIDE, Place(one.source), found=one.county, reason=why)
        for one, why in rollup.set_aside
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
