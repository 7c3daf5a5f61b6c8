"""Corrections (更正记录): every entry in which a later return of the same period says something else than the one before."""

import datetime as dt
from collections.abc import Iterable, Iterator

from xlminshi.core.quantity import Quantity, plain
from xlminshi.core.records import Correction, HistoryRow
from xlminshi.core.submission import FUNDS_OF_PROJECT, IndicatorReport, ProjectReport, Submission
from xlminshi.core.units import normal_name

# The headers of the columns that say something of a project as a whole, by the name of the value.
WORDS_OF_PROJECT = {
    "milestone": "形象进度",
    "narrative": "进展情况",
    "shortcomings": "存在问题",
    "next_steps": "下一步措施",
    "responsible_person": "责任人",
    "phone": "联系电话",
    "remarks": "备注",
}
ACHIEVED = "累计完成"
# Where a correction comes from that no file brought: the office wrote it on the unit's sheet.
IN_THE_WORKBOOK = "在工作簿中改动"


def corrections_between(
    old: Submission, new: Submission, period: str, source: str, person: str, day: dt.date
) -> tuple[Correction, ...]:
    """Return what `new` says otherwise than `old`, value by value as a person sees it; white space does not count.

    Nothing is a correction where the unit had not reported before (`old` is blank).
    """
    if old.is_blank():
        return ()
    before, after = _entries(old), _entries(new)
    return tuple(
        Correction(period, new.lead_unit, title, entry, said, says, source, person, day)
        for (key, (title, entry)) in _names(old, new).items()
        if _without_space(said := before.get(key, "")) != _without_space(says := after.get(key, ""))
    )


def office_corrections(
    returned: Submission,
    sheet: Submission,
    known: tuple[Correction, ...],
    period: str,
    day: dt.date,
) -> tuple[Correction, ...]:
    """Return what the office's `sheet` says otherwise than the adopted return, where `known` does not say so yet.

    A value that was written over once more goes on from what was recorded last.
    """
    return _written_over(_entries(returned), _names(returned, sheet), sheet, known, period, day)


def corrections_since_run(
    rows: Iterable[HistoryRow], sheet: Submission, known: tuple[Correction, ...], period: str, day: dt.date
) -> tuple[Correction, ...]:
    """Return what the office's `sheet` says otherwise than the history says of it since the last run, where `known` does not.

    `rows` are those of this period. Only what they tell is compared: figures, 形象进度 and 进展情况.
    """
    unit = normal_name(sheet.lead_unit)
    said = _remembered_entries((one for one in rows if normal_name(one.lead_unit) == unit), sheet)
    names = {key: name for key, name in _names(sheet, sheet).items() if key in said}
    return _written_over(said, names, sheet, known, period, day)


def figure_remembered(row: HistoryRow) -> str:
    """Return a figure of the history as it is shown."""
    return row.typed or row.words or (plain(row.achieved) if row.achieved is not None else "")


def _remembered_entries(rows: Iterable[HistoryRow], sheet: Submission) -> dict[tuple[str, ...], str]:
    """Return what the history says, but for figures that only look otherwise than the sheet's, or have another measure."""
    now = {_key(one.project_title, one.indicator_name): one for one in sheet.indicators}
    said: dict[tuple[str, ...], str] = {}
    for row in rows:
        report = now.get(_key(row.project_title, row.indicator_name))
        value = report.achieved.value if report and report.achieved else None
        has_measure_of_now = not (report and report.achieved) or report.achieved.measure == row.measure
        if report and has_measure_of_now and (value, report.words) != (row.achieved, row.words):
            said[_key(row.project_title, ACHIEVED, row.indicator_name)] = figure_remembered(row)
        for field in ("milestone", "narrative"):
            if text := getattr(row, field):
                said[_key(row.project_title, WORDS_OF_PROJECT[field])] = text
    return said


def _written_over(
    said: dict[tuple[str, ...], str],
    names: dict[tuple[str, ...], tuple[str, str]],
    sheet: Submission,
    known: tuple[Correction, ...],
    period: str,
    day: dt.date,
) -> tuple[Correction, ...]:
    """Return the entries of these names that the sheet says otherwise than what was `said`, or than `known` has it by now."""
    says = _entries(sheet)
    last = {_key(one.project_title, one.entry): one for one in known if one.lead_unit == sheet.lead_unit}
    found = []
    for key, (title, entry) in names.items():
        recorded = last.get(_key(title, entry))
        goes_on = recorded is not None and recorded.source == IN_THE_WORKBOOK
        old = recorded.new if recorded is not None and goes_on else said.get(key, "")
        new = says.get(key, "")
        if _without_space(old) != _without_space(new):
            found.append(
                Correction(period, sheet.lead_unit, title, entry, old, new, IN_THE_WORKBOOK, "", day)
            )
    return tuple(found)


def achieved_entry(indicator_name: str) -> str:
    """Return what a figure is called: 累计完成（改造小区）."""
    return f"{ACHIEVED}（{indicator_name}）"


def _without_space(text: str) -> str:
    return "".join(text.split())


def _names(old: Submission, new: Submission) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return (project, column) of every entry that either return holds, as the new one names it, project by project."""
    names: dict[tuple[str, ...], tuple[str, str]] = {}
    for submission in (new, old):
        for report in submission.indicators:
            entry = achieved_entry(report.indicator_name)
            names.setdefault(
                _key(report.project_title, ACHIEVED, report.indicator_name), (report.project_title, entry)
            )
        for whole in submission.projects:
            for entry in (*WORDS_OF_PROJECT.values(), *FUNDS_OF_PROJECT.values()):
                names.setdefault(_key(whole.project_title, entry), (whole.project_title, entry))
    order = {title: index for index, title in enumerate(dict.fromkeys(key[0] for key in names))}
    return dict(sorted(names.items(), key=lambda one: order[one[0][0]]))


def _key(*names: str) -> tuple[str, ...]:
    return tuple(normal_name(name) for name in names)


def _entries(submission: Submission) -> dict[tuple[str, ...], str]:
    """Return every entry that says something, as it is shown."""
    found = {
        _key(one.project_title, ACHIEVED, one.indicator_name): _shown_figure(one)
        for one in submission.indicators
    }
    for whole in submission.projects:
        found |= {_key(whole.project_title, entry): text for entry, text in _project_entries(whole)}
    return found


def _shown_figure(one: IndicatorReport) -> str:
    return one.typed or _shown(one.achieved) or one.words


def _shown(quantity: Quantity | None) -> str:
    return "" if quantity is None else quantity.wording or plain(quantity.value)


def _project_entries(whole: ProjectReport) -> Iterator[tuple[str, str]]:
    typed = dict(whole.typed)
    for field, entry in WORDS_OF_PROJECT.items():
        yield entry, str(getattr(whole, field))
    for field, entry in FUNDS_OF_PROJECT.items():
        yield entry, typed.get(field) or _shown(getattr(whole.funds, field))
