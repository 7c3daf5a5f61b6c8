"""比对: two Word files, two drafts or two issues → what differs, and on wish a sheet of it."""

from pathlib import Path
from typing import Any

from xlminshi.bulletin.comparing import Comparison, Difference, Kind, compare
from xlminshi.core.errors import CannotContinueError
from xlminshi.form.differences import SHEET_NAME, DifferenceRow, differences_sheet
from xlminshi.form.sheets import BookPlan
from xlminshi.workflow.ports import Office, Outcome, outcome

_MOVED = "归类变化"
_SHORT = 24


def compare_files(former: Path, latter: Path, target: str, office: Office) -> Outcome[Comparison]:
    """Return what differs between two Word files; `target` names the .xlsx that shows it, "" for none."""
    found = compare(office.read_draft(former), office.read_draft(latter))
    plan = BookPlan((differences_sheet(_rows(found), former.name, latter.name),), (), SHEET_NAME)
    if Path(target).suffix.lower() not in ("", ".xlsx"):
        raise CannotContinueError(f"比对结果是没有宏的表格，“{target}”请改为以 .xlsx 结尾。")
    return outcome(found, ((target, office.render_book(plan)),) if target else (), ())


def comparison_lines(found: Comparison) -> tuple[str, ...]:
    """Return the comparison as a person reads it."""
    counts = "，".join(f"{kind.value}{found.count(kind)}段" for kind in Kind)
    moved = [f"  [{_MOVED}] {one.title}：{one.old} → {one.new}" for one in found.moved]
    if not found.differences and not moved:
        return (f"“{found.former}”与“{found.latter}”的正文没有不同。",)
    return (f"“{found.former}”→“{found.latter}”：{counts}。", *moved, *map(_line, found.differences))


def comparison_record(found: Comparison) -> dict[str, Any]:
    """Return the comparison as plain values for a machine."""
    return {
        "former": found.former,
        "latter": found.latter,
        "differences": [
            {
                "kind": one.kind.value,
                "key": one.key,
                "old": one.old,
                "new": one.new,
                "words": [{"old": old, "new": new} for old, new in one.words],
                "figures": [{"fact": fact, "old": old, "new": new} for fact, old, new in one.figures],
            }
            for one in found.differences
        ],
        "moved": [{"title": one.title, "old": one.old, "new": one.new} for one in found.moved],
    }


def _rows(found: Comparison) -> tuple[DifferenceRow, ...]:
    moved = (
        DifferenceRow(_MOVED, one.title, one.old, one.new, f"{one.old} → {one.new}", "")
        for one in found.moved
    )
    changed = (
        DifferenceRow(one.kind.value, _name(one), one.old, one.new, _words(one), _figures(one))
        for one in found.differences
    )
    return (*moved, *changed)


def _line(one: Difference) -> str:
    if one.kind is not Kind.CHANGED:
        return f"  [{one.kind.value}] {_short(one.new or one.old)}"
    figures = f"；数字：{_figures(one, '，')}" if one.figures else ""
    return f"  [{one.kind.value}] {_short(one.new)}　{_words(one, '，')}{figures}"


def _words(one: Difference, between: str = "\n") -> str:
    return between.join(f"{_quoted(old)} → {_quoted(new)}" for old, new in one.words)


def _figures(one: Difference, between: str = "\n") -> str:
    return between.join(f"{_fact(fact)}{old} → {new}" for fact, old, new in one.figures)


def _fact(tag: str) -> str:
    parts = [part for part in tag.split("|") if part != "指标"]
    return f"{parts[-2]}{parts[-1]} " if len(parts) > 1 else ""


def _quoted(words: str) -> str:
    return f"“{words}”" if words else "（无）"


def _name(one: Difference) -> str:
    return "" if one.key.startswith("_") else one.key


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"
