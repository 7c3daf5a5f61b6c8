"""Corrections (更正记录): every entry in which a later return of the same period says something else than the one before."""

import datetime as dt
from collections.abc import Iterable, Iterator

from xlminshi.core.project import Programme
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
    said, says = _entries(returned), _entries(sheet)
    last = {_key(one.project_title, one.entry): one for one in known if one.lead_unit == sheet.lead_unit}
    found = []
    for key, (title, entry) in _names(returned, sheet).items():
        recorded = last.get(_key(title, entry))
        goes_on = recorded is not None and recorded.source == IN_THE_WORKBOOK
        old = recorded.new if recorded is not None and goes_on else said.get(key, "")
        new = says.get(key, "")
        if _without_space(old) != _without_space(new):
            found.append(
                Correction(period, sheet.lead_unit, title, entry, old, new, IN_THE_WORKBOOK, "", day)
            )
    return tuple(found)


def corrections_since_run(
    sheet: Submission, remembered: Iterable[HistoryRow], programme: Programme, period: str, day: dt.date
) -> tuple[Correction, ...]:
    """Return the figures that the office has written over on a unit's sheet since the last run of this period.

    `remembered` are the unit's rows of that run; one whose indicator has another measure by now says nothing of it.
    """
    rows = {_key(row.project_title, row.indicator_name): row for row in remembered}
    found = []
    for one in sheet.indicators:
        row = rows.get(_key(one.project_title, one.indicator_name))
        project = programme.find(one.project_title)
        indicator = project.indicator(one.indicator_name) if project else None
        if row is None or indicator is None or row.measure != indicator.measure:
            continue
        old, new = remembered_figure(row), _shown_figure(one)
        is_same = one.achieved is not None and not row.typed and one.achieved.value == row.achieved
        if not is_same and _without_space(old) != _without_space(new):
            entry = achieved_entry(one.indicator_name)
            found.append(
                Correction(
                    period, sheet.lead_unit, one.project_title, entry, old, new, IN_THE_WORKBOOK, "", day
                )
            )
    return tuple(found)


def remembered_figure(row: HistoryRow) -> str:
    """Return the figure of a row of 历史 as it was shown."""
    return row.typed or row.words or (plain(row.achieved) if row.achieved is not None else "")


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
