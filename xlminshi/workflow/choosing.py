"""Which of a unit's files counts. Never the last one by itself: where files differ, both are shown and a person chooses."""

import datetime as dt
from dataclasses import dataclass, replace

from xlminshi.core.corrections import ACHIEVED, achieved_entry, corrections_between
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.records import Correction, Receipt, ReceiptState
from xlminshi.core.submission import Submission
from xlminshi.workflow.returned import ExaminedForm

YES, NO = "是", "否"
_MOST_TOLD, _SHORT = 5, 24


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit's form and the file it came in."""

    form: ExaminedForm
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Choice:
    """What became of a unit's files: the one adopted (None: a person has to choose), their receipts, the findings.

    `withdraws`: a person has refused the file that the workbook holds, and nothing takes its place. `standing`: the file
    is the very one that the workbook holds already, and its sheet, which says this, has been worked on since: it counts.
    """

    adopted: Candidate | None
    receipts: tuple[Receipt, ...]
    problems: tuple[Problem, ...]
    withdraws: bool = False
    standing: Submission | None = None


def choose(
    candidates: tuple[Candidate, ...], former: tuple[Receipt, ...], present: Submission | None
) -> Choice:
    """Return which of one unit's files (all of them different files) counts.

    `former` are the unit's receipts of earlier runs in this period, `present` what the workbook holds from them.
    """
    held = _held(former, present)
    known = _by_digest(former)
    candidates = tuple(_with_choice(one, known) for one in candidates)
    different, copies = _without_same_contents(candidates, held)
    chosen = [one for one in different if one.receipt.chosen == YES]
    new = [one for one in different if one.receipt.digest not in known]
    if len(chosen) == 1 and not new:  # a choice binds only the files among which it was made
        return _standing(_adopting(chosen[0], different, copies, ()), held, present)
    outdated = [one for one in different if _is_outdated(one, known) or _is_part(one, different)]
    current = [one for one in different if one not in outdated]
    waiting = (*chosen, *new) if chosen else tuple(current or outdated)
    rest = tuple(one for one in outdated if one not in waiting)
    if len(waiting) == 1 and waiting[0].receipt.chosen == "":
        if waiting[0].receipt.digest in held:  # no new return, whatever the workbook says by now
            return _standing(_adopting(waiting[0], (waiting[0], *rest), copies, ()), held, present)
        return _single(waiting[0], rest, copies, known, present)
    if all(_is_refused(one) for one in waiting):
        told = tuple(
            replace(one.receipt, state=ReceiptState.REFUSED, remark="选定为“否”") for one in different
        )
        refused = {one.receipt.digest for one in waiting}
        withdraws = any(one.state is ReceiptState.ADOPTED and one.digest in refused for one in former)
        return Choice(None, (*told, *_receipts_of(copies)), _told_copies(copies), withdraws)
    taken = next((one.file for one in former if one.state is ReceiptState.ADOPTED), "") if present else ""
    return _undecided(tuple(one for one in waiting if not _is_refused(one)), rest, copies, taken)


def in_time(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return the files, the earliest first; those without a time come first, in the order of their names."""
    return tuple(sorted(candidates, key=lambda one: (str(one.receipt.sent_at or ""), one.receipt.file)))


def contents(submission: Submission) -> Submission:
    """Return a submission without the places it was read from, for comparing what was typed."""
    nowhere = Place()
    return replace(
        submission,
        source="",
        indicators=tuple(replace(one, place=nowhere) for one in submission.indicators),
        projects=tuple(replace(one, place=nowhere) for one in submission.projects),
    )


def _held(former: tuple[Receipt, ...], present: Submission | None) -> frozenset[str]:
    """Return the contents of the file whose figures the workbook holds; empty where its sheet is gone or was emptied.

    While a person has to choose, the adopted file waits as well: then the sheet's own source tells it.
    """
    if present is None or present.is_blank():
        return frozenset()
    adopted = frozenset(one.digest for one in former if one.state is ReceiptState.ADOPTED)
    return adopted or frozenset(
        one.digest for one in former if one.state is ReceiptState.WAITING and one.file == present.source
    )


def _by_digest(former: tuple[Receipt, ...]) -> dict[str, Receipt]:
    """Return the receipts by contents; of several with the same the adopted one, then the one with a choice, counts."""
    ordered = sorted(former, key=lambda one: (one.state is ReceiptState.ADOPTED, one.chosen != ""))
    return {one.digest: one for one in ordered}


def _standing(choice: Choice, held: frozenset[str], present: Submission | None) -> Choice:
    """Return the choice as one that leaves the sheet alone, if it fell on the file that the sheet was made from."""
    one = choice.adopted
    if one is None or present is None or one.receipt.digest not in held:
        return choice
    sheet = present.with_further_rows(one.form.submission)
    changes = _differences(one.form.submission, sheet)
    if not changes:
        return choice
    told = problem(
        Code.WORKED_ON_SINCE,
        Place(one.receipt.file),
        unit=one.form.recognition.lead_unit,
        count=len(changes),
        differences=listed(changes, _SHORT),
    )
    return replace(choice, problems=(*choice.problems, told), standing=sheet)


def _with_choice(one: Candidate, known: dict[str, Receipt]) -> Candidate:
    before = known.get(one.receipt.digest)
    return one if before is None else replace(one, receipt=replace(one.receipt, chosen=before.chosen))


def _without_same_contents(
    candidates: tuple[Candidate, ...], held: frozenset[str]
) -> tuple[tuple[Candidate, ...], tuple[tuple[Candidate, str], ...]]:
    """Return one file for each different content, and the others with the name of the file that they repeat."""
    groups: list[list[Candidate]] = []

    def rank(one: Candidate) -> tuple[bool, bool, str]:
        receipt = one.receipt
        return receipt.chosen != YES, receipt.digest not in held, receipt.file

    for one in sorted(candidates, key=rank):
        own = next((group for group in groups if _says_the_same(group[0], one)), None)
        if own is None:
            groups.append([one])
        else:
            own.append(one)
    copies = tuple((one, group[0].receipt.file) for group in groups for one in group[1:])
    return in_time(tuple(group[0] for group in groups)), copies


def _says_the_same(first: Candidate, second: Candidate) -> bool:
    """Return whether two forms report the same, wherever it stands and whoever signed it."""
    one, other = first.form.submission, second.form.submission
    return contents(one) == contents(other) or not _differences(one, other)


def _is_outdated(one: Candidate, known: dict[str, Receipt]) -> bool:
    """Return whether an earlier run has already put another file in the place of this one, or a person has said no."""
    before = known.get(one.receipt.digest)
    return _is_refused(one) or (before is not None and before.state is ReceiptState.REPLACED)


def _is_part(one: Candidate, different: tuple[Candidate, ...]) -> bool:
    """Return whether another form says all that this one does, and more only in rows that came into the list since."""
    codes = {found.code for found in one.form.problems}
    if Code.ADDED_SINCE not in codes or Code.MISSING_ROW in codes:
        return False
    own = one.form.submission
    there = {(report.project_title, achieved_entry(report.indicator_name)) for report in own.indicators}
    titles = {title for title, _ in there}
    return any(
        all(
            (change.project_title, change.entry) not in there
            and (change.project_title not in titles or change.entry.startswith(ACHIEVED))
            for change in _differences(own, other.form.submission)
        )
        for other in different
        if other is not one and not _is_refused(other)
    )


def _is_refused(one: Candidate) -> bool:
    return one.receipt.chosen == NO


def _adopting(
    one: Candidate,
    different: tuple[Candidate, ...],
    copies: tuple[tuple[Candidate, str], ...],
    problems: tuple[Problem, ...],
) -> Choice:
    others = tuple(
        replace(other.receipt, state=ReceiptState.REPLACED, remark=f"以“{one.receipt.file}”为准")
        for other in different
        if other is not one
    )
    receipts = (replace(one.receipt, state=ReceiptState.ADOPTED), *others, *_receipts_of(copies))
    return Choice(one, receipts, (*problems, *_told_copies(copies)))


def _single(
    one: Candidate,
    outdated: tuple[Candidate, ...],
    copies: tuple[tuple[Candidate, str], ...],
    known: dict[str, Receipt],
    present: Submission | None,
) -> Choice:
    """Adopt the only file, unless it is older than the one that the workbook already holds."""
    taken = next((before for before in known.values() if before.state is ReceiptState.ADOPTED), None)
    changes = _differences(present, one.form.submission) if present is not None else ()
    place = Place(one.receipt.file)
    told: tuple[Problem, ...] = ()
    if taken is not None and changes:
        facts = {"unit": one.form.recognition.lead_unit, "count": len(changes), "found": taken.file}
        if _is_earlier(one.receipt, taken) or _is_outdated(one, known):
            waiting = replace(
                one.receipt, state=ReceiptState.WAITING, remark=f"已采用“{taken.file}”，此份待选定"
            )
            found = problem(Code.SENT_EARLIER, place, **facts, differences=listed(changes))
            return Choice(None, (waiting, *_receipts_of(copies)), (found, *_told_copies(copies)))
        told = (problem(Code.SENT_AGAIN, place, **facts),)
    return _adopting(one, (one, *outdated), copies, told)


def _is_earlier(one: Receipt, taken: Receipt) -> bool:
    return one.sent_at is not None and taken.sent_at is not None and one.sent_at < taken.sent_at


def _undecided(
    waiting: tuple[Candidate, ...],
    outdated: tuple[Candidate, ...],
    copies: tuple[tuple[Candidate, str], ...],
    taken: str,
) -> Choice:
    """Ask a person; `taken` is the file whose figures the workbook holds meanwhile ("": none). Former choices are open again."""
    waiting = in_time(waiting)
    newest = waiting[-1]
    changes = _differences(waiting[0].form.submission, newest.form.submission)
    times = {one.receipt.sent_at for one in waiting}
    proposal = (
        f"建议采用最新的“{newest.receipt.file}”" if len(times) == len(waiting) else "报送时间相同，分不出先后"
    )
    meanwhile = f"台账中暂仍是“{taken}”的数据" if taken else "均未采用"
    chosen = sum(one.receipt.chosen == YES for one in waiting)
    if chosen > 1:
        meanwhile += f"；有{chosen}份选了“{YES}”，只能选一份"
    found = problem(
        Code.SENT_TWICE,
        Place(),
        unit=newest.form.recognition.lead_unit,
        count=len(waiting),
        found="、".join(_with_time(one.receipt) for one in waiting),
        differences=listed(changes),
        proposal=f"{meanwhile}；{proposal}",
    )
    receipts = (
        *(
            replace(
                one.receipt,
                chosen="",
                state=ReceiptState.WAITING,
                remark="建议采用" if one is newest and len(times) == len(waiting) else "",
            )
            for one in waiting
        ),
        *(replace(one.receipt, state=ReceiptState.REPLACED) for one in outdated),
        *_receipts_of(copies),
    )
    return Choice(None, receipts, (found, *_told_copies(copies)))


def _differences(old: Submission, new: Submission) -> tuple[Correction, ...]:
    return corrections_between(old, new, period="", source="", person="", day=dt.date.min)


def listed(changes: tuple[Correction, ...], longest: int | None = None) -> str:
    """Return the differences in one line: 扩充教育资源 新增学位“1080”和“1090”；…等7处; long words cut at `longest`."""

    def shown(words: str) -> str:
        return f"{words[:longest]}…" if longest is not None and len(words) > longest else words or "空"

    told = "；".join(
        f"{one.project_title} {one.entry}“{shown(one.old)}”和“{shown(one.new)}”"
        for one in changes[:_MOST_TOLD]
    )
    return f"{told}等{len(changes)}处" if len(changes) > _MOST_TOLD else told


def _with_time(one: Receipt) -> str:
    return f"{one.file}（{one.sent_at:%Y-%m-%d %H:%M}）" if one.sent_at else one.file


def _receipts_of(copies: tuple[tuple[Candidate, str], ...]) -> tuple[Receipt, ...]:
    return tuple(
        replace(one.receipt, state=ReceiptState.SAME, remark=f"与“{name}”相同") for one, name in copies
    )


def _told_copies(copies: tuple[tuple[Candidate, str], ...]) -> tuple[Problem, ...]:
    return tuple(problem(Code.SAME_FILE_TWICE, Place(one.receipt.file), found=name) for one, name in copies)
