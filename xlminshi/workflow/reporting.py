"""Results as plain records for machines (--json): numbers as text, so that nothing is lost in a float."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xlminshi.core.ledger import IndicatorStanding, Ledger, ProjectStanding
from xlminshi.core.office_names import names_of
from xlminshi.core.problems import Problem
from xlminshi.core.quantity import plain
from xlminshi.core.status import percent
from xlminshi.form.programme import target_text
from xlminshi.form.summary import achieved_text

if TYPE_CHECKING:  # a command must not wait for what others need
    from xlminshi.bulletin.proofreading.proofreading import Entry
    from xlminshi.workflow.replying import Replies
    from xlminshi.workflow.rolling_up import RolledUp
    from xlminshi.workflow.verifying import Verification


def ledger_record(ledger: Ledger) -> dict[str, Any]:
    """Return the ledger as a record: period, counts, units by class, and every project with its indicators."""
    settings = ledger.settings
    return {
        "programme": ledger.programme.code,
        "period": settings.period.label,
        "time_progress": percent(settings.time_progress),
        "projects": len(ledger.standings),
        "lead_units": list(ledger.lead_units()),
        "missing_units": list(ledger.missing_units),
        "unsettled_units": list(ledger.unsettled_units),
        "classes": [
            {"name": group.name, "projects": len(group.standings), "units": dict(group.units())}
            for group in ledger.groups()
        ],
        "items": [project_record(one) for one in ledger.standings],
    }


def rollup_record(done: "RolledUp") -> dict[str, Any]:
    """Return a roll-up as a record: files, places, who is missing, and how many projects stand in each class.

    "unchanged": the summary and the bulletin are those of the last run.
    """
    return {
        "files": done.files,
        "read": done.read,
        "places": [one.name for one in done.rollup.standings],
        "missing": list(done.rollup.missing),
        "projects": done.rollup.projects(),
        "counts": dict(sorted(done.rollup.counts().items())),
        "unmatched": len(done.rollup.unmatched),
        "unchanged": done.is_as_before,
    }


def project_record(one: ProjectStanding) -> dict[str, Any]:
    """Return one project as a record; rates as printed (155.17%), null where there is none."""
    return {
        "number": one.project.number,
        "title": one.project.title,
        "lead_unit": one.project.lead_unit,
        "rate": _percent(one.rate),
        "lag": plain(one.lag) if one.lag is not None else None,
        "light": one.light.name if one.light else None,
        "proposal": one.proposal.class_name,
        "proposal_reason": one.proposal.reason,
        "verdict": one.verdict.class_name if one.verdict else None,
        "verdict_reason": one.verdict.reason if one.verdict else None,
        "class": one.class_name,
        "indicators": [indicator_record(item) for item in one.indicators],
    }


def indicator_record(item: IndicatorStanding) -> dict[str, Any]:
    """Return one indicator as a record."""
    achieved = item.report.achieved if item.report else None
    return {
        "name": item.indicator.name,
        "kind": item.indicator.kind.value,
        "measure": item.indicator.measure,
        "target": plain(item.indicator.target.value) if item.indicator.target else None,
        "target_text": target_text(item.indicator) or None,
        "achieved": plain(achieved.value) if achieved else None,
        "achieved_text": achieved_text(item) or None,
        "rate": _percent(item.rate),
        "no_rate": item.completion.no_rate.value if item.completion.no_rate else None,
        "source": str(item.report.place) if item.report else None,
    }


def reply_record(replies: "Replies") -> dict[str, list[str]]:
    """Return whom was written to as a record."""
    return {
        "returned": list(replies.returned),
        "refused": list(replies.refused),
        "asked": list(replies.asked),
        "reminded": list(replies.reminded),
        "unknown": list(replies.unknown),
        "without_file": list(replies.without_file),
    }


def reply_lines(replies: "Replies", folder: str) -> tuple[str, ...]:
    """Return whom was written to, in Chinese, a line for each kind that occurs; `folder` is "" where nothing was written."""

    def units(names: tuple[str, ...]) -> tuple[str, ...]:
        return names_of(names, replies.directory)

    kinds = (
        ("退回修改", units(replies.returned), "个单位"),
        ("请重新报送", units(replies.refused), "个单位"),
        ("请确认以哪一份为准", units(replies.asked), "个单位"),
        ("催办", units(replies.reminded), "个单位"),
        ("认不出是哪个单位的文件", replies.unknown, "个"),
        ("有必改但这次没有给出原文件，没有生成退回修改表", units(replies.without_file), "个单位"),
    )
    told = (f"{words}{len(names)}{count}：{'、'.join(names)}" for words, names, count in kinds if names)
    where = (
        f"已生成，在文件夹：{folder}。邮件草稿请打开核对后再发送。"
        if folder
        else "没有需要退回或催办的单位。"
    )
    return (where, *told)


def problem_record(one: Problem) -> dict[str, str]:
    """Return one finding as a record."""
    return {
        "level": one.level.value,
        "code": one.code.name,
        "file": one.place.file,
        "sheet": one.place.sheet,
        "cell": one.place.cell,
        "what": one.what,
        "cure": one.cure,
        "text": str(one),
    }


def verification_record(found: "Verification") -> dict[str, Any]:
    """Return a verified document as a record: the counts, and every claim with its conclusion."""
    from xlminshi.bulletin.proofreading.remarks import Conclusion

    return {
        "document": found.document,
        "book": found.book or None,
        "refused": found.is_refused,
        "counts": {one.value: found.count(one) for one in Conclusion},
        "entries": [entry_record(one) for one in found.entries],
    }


def entry_record(one: "Entry") -> dict[str, Any]:
    """Return one claim as a record."""
    remark = one.remark
    return {
        "paragraph": one.paragraph,
        "where": one.where,
        "text": one.text,
        "context": one.context,
        "kind": remark.kind.value,
        "conclusion": remark.conclusion.value,
        "code": remark.code.name if remark.code else None,
        "expected": remark.expected or None,
        "source": remark.source or None,
        "what": remark.what or None,
        "cure": remark.cure or None,
    }


def _percent(rate: Decimal | None) -> str | None:
    return percent(rate) if rate is not None else None
