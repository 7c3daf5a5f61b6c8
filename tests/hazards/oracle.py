"""What came out of a collection, read by openpyxl from the workbook that was written, and judged against what was meant."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from tests.hazards.cases import ENTRY_HEADERS, Case, Mutator, Outcome
from tests.hazards.counties import County, Key, Typed, as_typed
from tests.hazards.doors import quick_office
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Problem
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import BookReading
from xlminshi.workflow.collecting import collect as collect_returns
from xlminshi.workflow.collecting import collect_into
from xlminshi.workflow.reporting import ledger_record, problem_record

# Findings that speak of what nobody has decided or sent: no sign of damage.
_ABOUT_THE_OFFICE = frozenset({"UNDECIDED", "NOT_RETURNED"})
NUMBERS, MILESTONE = ("数量", "比率", "越低越好", "资金"), "节点"
ADOPTED = ("已收", "迟报", "待改")


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as a machine gets it."""

    level: str
    code: str
    file: str
    sheet: str
    cell: str
    text: str


@dataclass(slots=True)
class Collected:
    """What a collection gave: findings, adopted figures and entries, and how each unit stands.

    `usual` are the kinds of findings that each unit's untouched return has, too.
    """

    findings: list[Finding]
    figures: dict[Key, Typed]
    entries: dict[Key, Typed] | None
    states: dict[str, str] = field(default_factory=dict)
    contradictions: list[str] = field(default_factory=list)
    usual: dict[str, frozenset[str]] = field(default_factory=dict)
    rates: dict[Key, Decimal | None] = field(default_factory=dict)
    received: list[str] | None = None

    def about(self, case: Case, codes: tuple[str, ...] = ()) -> list[Finding]:
        """The findings that speak of a case's files or, without any file, of its unit; not those it has undamaged."""
        names, usual = case.names(), self.usual.get(case.unit, frozenset()) - set(codes)
        return [one for one in self.findings if one.code not in usual and _speaks_of(one, names, case.unit)]


def _is_called(file: str, name: str) -> bool:
    """Whether a file's printed name means this file or something inside it; folders before it may be left out."""
    parts = name.strip().split("/")
    tails = ["/".join(parts[at:]) for at in range(len(parts))]
    return file in tails or file.endswith(f"/{name}") or any(f"{tail}/" in f"{file}/" for tail in tails)


def _speaks_of(one: Finding, names: tuple[str, ...], unit: str) -> bool:
    if one.code in _ABOUT_THE_OFFICE:
        return False
    if one.file:
        return any(_is_called(one.file, name) for name in names)
    return unit in one.text or any(name in one.text for name in names)


def collect(county: County, folder: Path, target: Path, *, reads_the_workbook: bool = True) -> Collected:
    """Collect a folder; the adopted figures come from the written workbook, or else from the records for machines."""
    if reads_the_workbook:
        result = collect_returns(county.book, (folder,), target.name, quick_office())
        target.write_bytes(dict(result.files)[target.name])
        made = _from_workbook(target, county, [_finding(one) for one in result.problems])
    else:
        collection, problems = collect_into(_reading(county.book), (folder,), quick_office())
        made = _from_records(collection.book.ledger(), [_finding(one) for one in problems])
    made.usual = _usual(county)
    return made


@cache
def _reading(book: Path) -> BookReading:
    return read_book(quick_office().read(book), 2023)


@cache
def _usual_by_book(
    book: Path, returns: tuple[Path, ...], units: tuple[str, ...]
) -> dict[str, frozenset[str]]:
    _, problems = collect_into(_reading(book), returns, quick_office())
    return {
        unit: frozenset(one.code.name for one in problems if one.place.file.startswith(unit))
        for unit in units
    }


def _usual(county: County) -> dict[str, frozenset[str]]:
    """The kinds of findings of the untouched returns, by unit."""
    paths = tuple(one.path for one in county.returns.values())
    return _usual_by_book(county.book, paths, county.units())


def _finding(one: Problem) -> Finding:
    record = problem_record(one)
    return Finding(*(record[name] for name in ("level", "code", "file", "sheet", "cell", "text")))


def _from_records(ledger: Ledger, findings: list[Finding]) -> Collected:
    record = ledger_record(ledger)
    figures: dict[Key, Typed] = {}
    rates: dict[Key, Decimal | None] = {}
    states = dict.fromkeys(record["lead_units"], "已收")
    states |= dict.fromkeys(record["missing_units"], "未报送")
    for item in record["items"]:
        for one in item["indicators"]:
            number = one["achieved"]
            key = item["title"], one["name"]
            is_number = one["kind"] in NUMBERS
            words = None if is_number else one["achieved_text"]
            figures[key] = Decimal(number).normalize() + 0 if number is not None else words
            rates[key] = Decimal(one["rate"].rstrip("%")) / 100 if one["rate"] else None
    return Collected(findings, figures, None, states, rates=rates)


def _from_workbook(path: Path, county: County, findings: list[Finding]) -> Collected:
    workbook = openpyxl.load_workbook(path, read_only=True)
    try:
        made = Collected(findings, {}, {})
        for row in _records(workbook, "指标明细", "指标名称"):
            number, words = row["累计完成"], row["完成情况（原文）"]
            key = str(row["实事名称"]), str(row["指标名称"])
            made.figures[key] = as_typed(number if row["指标类型"] in NUMBERS else words)
            made.rates[key] = Decimal(repr(row["完成率"])) if row["完成率"] is not None else None
        for row in _records(workbook, "收发台账", "状态"):
            made.states.setdefault(str(row["牵头单位"]), str(row["状态"]))
        made.contradictions.extend(_untold(workbook, findings))
        made.received = [str(row["文件"]) for row in _records(workbook, "收到文件", "文件")]
        for unit in county.units():
            made.entries |= dict(_unit_entries(workbook, unit, made))  # type: ignore[operator]
        return made
    finally:
        workbook.close()


def _records(workbook: Workbook, sheet: str, needed: str) -> Iterator[dict[str, object]]:
    names: list[str] = []
    for row in workbook[sheet].iter_rows(values_only=True):
        if not names and needed in row:
            names = [str(one or "").replace("\n", "") for one in row]
        elif names and any(one is not None for one in row):
            yield dict(zip(names, row, strict=False))


def _untold(workbook: Workbook, findings: list[Finding]) -> Iterator[str]:
    """Yield the findings that the machine is told and the sheet 填报问题 is not."""
    rows = _records(workbook, "填报问题", "级别")
    told = {
        (
            row["级别"],
            row["文件"] or "",
            row["工作表"] or "",
            row["单元格"] or "",
            f"{row['问题']}{row['处理办法'] or ''}",
        )
        for row in rows
        if row.get("问题")
    }
    for one in findings:
        found = any(
            (one.level, one.file, one.sheet, one.cell) == row[:4] and one.text.endswith(row[4])
            for row in told
        )
        if not found:
            yield f"填报问题 does not tell: {one}"


def _unit_entries(workbook: Workbook, unit: str, made: Collected) -> Iterator[tuple[Key, Typed]]:
    """Yield the entries on a unit's sheet; its figures must be those of 指标明细."""
    rows = list(workbook[unit].iter_rows(values_only=True))
    header = next(number for number, row in enumerate(rows) if "实事名称" in row)
    at = {str(name).split("\n")[0]: column for column, name in enumerate(rows[header]) if name}
    seen: set[str] = set()
    for row in rows[header + 1 :]:
        title, indicator = row[at["实事名称"]], row[at["指标名称"]]
        if (title, indicator) not in made.figures:
            continue
        own, told = as_typed(row[at["累计完成"]]), made.figures[title, indicator]
        if row[at["指标类型"]] in NUMBERS and isinstance(own, str):
            own = None  # words that nobody could read stay where they were typed
        if row[at["指标类型"]] == MILESTONE and own is None and told == as_typed(row[at["形象进度"]]):
            own = told  # a stage may be chosen in either column
        if own != told:
            made.contradictions.append(f"{unit} {title} {indicator}: {own} on its sheet, {told} in 指标明细")
        for name in ENTRY_HEADERS if title not in seen else ():
            yield (title, name), as_typed(row[at[name]])
        seen.add(title)


# judging


def complaints(case: Case, made: Mutator, collected: Collected) -> list[str]:
    """What is wrong with how a case came out; nothing where it came out as it must."""
    about = collected.about(case, made.codes)
    contradictions = [one for one in collected.contradictions if case.unit in one]
    if collected.received is not None:
        contradictions += [
            f"{name} is not listed in 收到文件"
            for name in case.names()
            if not any(_is_called(file, name) for file in collected.received)
        ]
    missing, wrong = _compared(case, collected)
    is_adopted = collected.states[case.unit] in ADOPTED
    if made.outcome is Outcome.RIGHT or (made.outcome is Outcome.EITHER and not about):
        return contradictions + _not_right(case, made, about, missing, wrong, is_adopted)
    return [
        *contradictions,
        *_unsaid(case, made, about, missing),
        *_silent(case, made, about, wrong),
        *_untold_codes(made, about),
        *_untold_cells(case, about, is_adopted),
    ]


def _not_right(
    case: Case,
    made: Mutator,
    about: list[Finding],
    missing: list[Key],
    wrong: dict[Key, str],
    is_adopted: bool,
) -> list[str]:
    """Complaints where everything should have come out as it was meant."""
    found = [f"not adopted: {key}" for key in missing] + [f"wrong: {text}" for text in wrong.values()]
    if made.outcome is Outcome.RIGHT:
        found += [f"false finding: {one.code} {one.text}" for one in about if one.level == "必改"]
    expects_file = any(None not in case.meant.get(key, ()) for key in case.own.figures)
    return [*found, "the return is lost without a word"] if expects_file and not is_adopted else found


def _unsaid(case: Case, made: Mutator, about: list[Finding], missing: list[Key]) -> list[str]:
    """Complaints of damage, or of values that are gone, without a finding that is grave enough."""
    found = []
    if not about and made.outcome is not Outcome.LIMIT:
        found.append("nothing is said of it")
    needed = [key for key in missing if _is_needed(case, key)]
    if needed and not any(one.level == "必改" for one in about):
        found.append(f"figures are gone and nothing must be settled: {needed[:3]}")
    if missing and not about:
        found.append(f"gone without a word: {missing[:3]}")
    return found


def _silent(case: Case, made: Mutator, about: list[Finding], wrong: dict[Key, str]) -> list[str]:
    """Complaints of values that were adopted and are not what was meant."""
    if made.outcome in (Outcome.CAUGHT, Outcome.EITHER):
        return [f"WRONG NUMBER ADOPTED: {text}" for text in wrong.values()]
    is_stopped = any(one.level == "必改" for one in about)
    is_silent = {
        Outcome.NAMED: lambda key: not _is_named(case, key, about),
        Outcome.SIGNED: lambda key: not is_stopped and not _is_named(case, key, about),
    }.get(made.outcome, lambda key: False)
    return [f"WRONG NUMBER IN SILENCE: {text}" for key, text in wrong.items() if is_silent(key)]


def _untold_codes(made: Mutator, about: list[Finding]) -> list[str]:
    told = {one.code for one in about}
    is_told = not made.codes or made.outcome is Outcome.EITHER or bool(told & set(made.codes))
    return [] if is_told else [f"told as {sorted(told)}, not as {made.codes}"]


def _untold_cells(case: Case, about: list[Finding], is_adopted: bool) -> list[str]:
    told = {one.cell for one in about}
    return [f"no finding names {cell}" for cell in case.cells if is_adopted and cell not in told]


def _compared(case: Case, collected: Collected) -> tuple[list[Key], dict[Key, str]]:
    missing: list[Key] = []
    wrong: dict[Key, str] = {}
    pairs = [(collected.figures, case.own.figures, case.meant)]
    if collected.entries is not None:
        pairs.append((collected.entries, case.own.entries, case.entries))
    for got, original, meant in pairs:
        for key, value in original.items():
            accepted = meant.get(key, frozenset({value}))
            if _plain(got.get(key)) in {_plain(one) for one in accepted}:
                continue
            if got.get(key) is None:
                missing.append(key)
            else:
                wrong[key] = f"{key}: {got.get(key)!r}, meant {sorted(map(repr, accepted))}"
    return missing, wrong


def _is_needed(case: Case, key: Key) -> bool:
    """Whether a return without this value cannot stand: amounts and words may be left out."""
    promise = case.county.promises.get(key)
    return promise is not None and promise.kind in NUMBERS[:3]


def _plain(value: Typed) -> Typed:
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else value


def _is_named(case: Case, key: Key, about: list[Finding]) -> bool:
    """Whether a finding stands at a figure's own row, or speaks of the sheet or file as a whole."""
    rows = {
        str(line.row)
        for line in case.form.lines()
        if line.title == key[0] and key[1] in (line.indicator, *ENTRY_HEADERS)
    }
    return any(not one.cell or one.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") in rows for one in about)
