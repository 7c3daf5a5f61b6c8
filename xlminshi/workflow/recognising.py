"""Recognising a return: whose it is and what says so. What contradicts itself is a finding, never a guess."""

from dataclasses import dataclass, replace

from xlminshi.core.office_names import names_of
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.records import Confidence
from xlminshi.core.submission import Submission
from xlminshi.form.grid import Workbook
from xlminshi.form.head import Head, Stamp, find_forms, read_head, read_stamp
from xlminshi.form.landmarks import FORM_VERSION
from xlminshi.form.matching import match_rows, matched_rows
from xlminshi.form.others import RowOfOther, rows_of_others
from xlminshi.form.reading import read_submission
from xlminshi.form.renamed import sheet_under_present_names, under_present_names
from xlminshi.form.tables import Table
from xlminshi.workflow.named_units import (
    Known,
    heirs_of_stamp,
    is_named,
    jointly_led,
    lead_unit_called,
    name_the_same,
    reports_on,
    unit_in_file_name,
    unit_of_head,
    unit_of_stamp,
)
from xlminshi.workflow.returned import RecognisedForm, Recognition

STAMP, HEAD, SHEET, FILE, ROWS = "表单信息", "表头", "表名", "文件名", "实事名称"
NOBODY = Recognition("", "", Confidence.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file turned out to be: whose (`recognition`), what it says (`form`, None if it is refused), and the findings.

    `other_period` is the period that it speaks of where it is refused for that; `others` are the further units whose forms
    are in a file that is refused for holding several; `given_away` is what it says of projects that have all gone to others.
    """

    recognition: Recognition
    form: RecognisedForm | None
    problems: tuple[Problem, ...]
    other_period: str = ""
    others: tuple[Recognition, ...] = ()
    given_away: tuple[RowOfOther, ...] = ()


def recognise(workbook: Workbook, book: Known) -> Recognised:
    """Return what a file reports, if it is surely one unit's form of this programme and period; else why it is refused."""
    forms = find_forms(workbook)
    place = Place(workbook.name)
    by_name = by_file_name(workbook.name, book)
    if not forms:
        return Recognised(by_name, None, (problem(Code.NO_FORM, place),))
    if len(forms) > 1:
        return _several(forms, read_stamp(workbook), by_name, book, place)
    form, stamp = forms[0], read_stamp(workbook)
    head = read_head(form)
    recognition, doubts = _recognition(form, stamp.lead_unit, head.lead_unit, by_name.lead_unit, book)
    refusal = _refusal(stamp, head, form.place, book)
    if refusal is None and recognition is None and (relieved := _relieved(form, stamp, head, book)):
        return relieved
    if refusal is not None or recognition is None:
        told = (refusal,) if refusal is not None else doubts
        is_of_another = refusal is not None and refusal.code is Code.WRONG_PERIOD
        label = (
            next(one for one in _labels(stamp, head) if not book.settings.period.is_same(one))
            if is_of_another
            else ""
        )
        whose = recognition or _claimant(
            form, (stamp.lead_unit, form.place.sheet, head.lead_unit), by_name, book
        )
        return Recognised(whose, None, told, label)
    if not stamp.period and not head.period:
        label = book.settings.period.full_label
        doubts = (*doubts, problem(Code.PERIOD_UNSTATED, form.place, expected=label))
    unit = recognition.lead_unit
    table, renamed = under_present_names(form, book.programme, unit, book.former)
    if renamed:
        grids = (table.grid if grid is form.grid else grid for grid in workbook.grids)
        workbook = replace(workbook, grids=tuple(grids))
    submission, problems = read_submission(table, book.programme, unit, book.settings, former=book.former)
    told = (*doubts, *(told for one in renamed for told in one.told()), *problems)
    returned = RecognisedForm(workbook.name, recognition, submission, told, workbook, table)
    return Recognised(recognition, returned, ())


def _several(
    forms: tuple[Table, ...], stamp: Stamp, by_name: Recognition, book: Known, place: Place
) -> Recognised:
    """Return the refusal of a file with several forms; it is a refusal for every unit that reports something in it."""
    whose = reporting_units(forms, stamp, book)
    if len(whose) > 1:
        units = "、".join(names_of((one.lead_unit for one in whose), book.settings.units))
        found = problem(Code.SEVERAL_UNITS, place, count=len(whose), found=units)
        return Recognised(whose[0], None, (found,), others=whose[1:])
    names = "、".join(form.place.sheet for form in forms)
    found = problem(Code.SEVERAL_FORMS, place, count=len(forms), found=names)
    stamped = lead_unit_called(stamp.lead_unit, book)
    by_stamp = (Recognition(stamped, STAMP, Confidence.SURE),) if stamped else ()
    return Recognised((*whose, *by_stamp, by_name)[0], None, (found,))


def reporting_units(forms: tuple[Table, ...], stamp: Stamp, book: Known) -> tuple[Recognition, ...]:
    """Return the lead units that report something of this period on the forms of one file, in the programme's order."""
    return tuple(unit for unit, _ in reports_of_units(forms, stamp, book))


def reports_of_units(
    forms: tuple[Table, ...], stamp: Stamp, book: Known
) -> tuple[tuple[Recognition, Submission], ...]:
    """Return the same with what each of them reports."""
    found: dict[str, tuple[Recognition, Submission]] = {}
    for form in forms:
        head = read_head(form)
        by_head, by_sheet = lead_unit_called(head.lead_unit, book), lead_unit_called(form.place.sheet, book)
        unit, label = by_head or by_sheet, head.period or stamp.period
        if not unit or unit in found or (label and not book.settings.period.is_same(label)):
            continue
        table, _ = sheet_under_present_names(form, book.programme, unit)
        submission, _ = read_submission(table, book.programme, unit, book.settings)
        if not submission.is_blank():
            evidence = (name for name, named in ((HEAD, by_head), (SHEET, by_sheet)) if named == unit)
            found[unit] = Recognition(unit, "、".join(evidence), Confidence.LIKELY), submission
    return tuple(found[unit] for unit in book.programme.lead_units() if unit in found)


def by_file_name(name: str, book: Known) -> Recognition:
    """Return which unit a file's name speaks of (the longest name counts), for files that say nothing themselves."""
    unit = unit_in_file_name(name, book)
    return Recognition(unit, FILE, Confidence.DOUBTFUL) if unit else NOBODY


def _refusal(stamp: Stamp, head: Head, place: Place, book: Known) -> Problem | None:
    period = book.settings.period
    if stamp.programme and stamp.programme != book.programme.code:
        return problem(Code.OTHER_PROGRAMME, place, found=stamp.programme, expected=book.programme.code)
    if stamp.version and stamp.version != FORM_VERSION:
        return problem(Code.OTHER_VERSION, place, found=stamp.version, expected=FORM_VERSION)
    for label in _labels(stamp, head):
        if not period.is_same(label):
            return problem(Code.WRONG_PERIOD, place, found=label, expected=period.full_label)
    return None


def _labels(stamp: Stamp, head: Head) -> tuple[str, ...]:
    return tuple(label for label in (stamp.period, head.period) if label)


def _recognition(
    form: Table, stamped: str, typed: str, by_name: str, book: Known
) -> tuple[Recognition | None, tuple[Problem, ...]]:
    """Return the unit by stamp and head, else by the sheet's, else by the file's name; contradictions refuse the file."""
    place, by_sheet = form.place, unit_of_head(form.place.sheet, "", form, book) or ""
    if not typed and not stamped:
        return _without_words(by_sheet, by_name, form, book)
    of_stamp, named = unit_of_stamp(stamped, form, book), typed or stamped
    if of_stamp and name_the_same(named, stamped, book):
        unit: str | None = of_stamp
    else:
        unit = unit_of_head(named, of_stamp, form, book, may_be_joint=not stamped)
    if unit is None:
        return None, (problem(Code.UNKNOWN_UNIT, place, found=named),)
    if unit not in book.programme.lead_units():
        return None, (_without_project(named, place, book),)
    if stamped and of_stamp != unit:
        return None, (problem(Code.UNIT_MISMATCH, place, found=typed, expected=stamped),)
    witnesses = {STAMP: bool(stamped), HEAD: bool(typed), SHEET: by_sheet == unit, FILE: by_name == unit}
    is_sure = bool(stamped) or sum(witnesses.values()) > 1
    doubts = []
    if by_name and by_name != unit:
        doubts.append(problem(Code.FILE_NAME_DIFFERS, place, found=by_name, unit=unit))
    confidence = Confidence.SURE if is_sure else Confidence.LIKELY
    return Recognition(unit, _listed(witnesses), confidence), tuple(doubts)


def _without_project(unit: str, place: Place, book: Known) -> Problem:
    code = Code.OFFICE_LEADS_JOINTLY if jointly_led(unit, book) else Code.UNIT_WITHOUT_PROJECT
    return problem(code, place, found=unit)


def _listed(witnesses: dict[str, bool]) -> str:
    return "、".join(label for label, agrees in witnesses.items() if agrees)


def _relieved(form: Table, stamp: Stamp, head: Head, book: Known) -> Recognised | None:
    """Return what a form is whose unit has no project left, for they went to others or out of the list; else None."""
    resolve = book.settings.units.resolve
    unit = resolve(stamp.lead_unit) or stamp.lead_unit
    if not unit or book.programme.of_unit(unit) or (head.lead_unit and not is_named(head, unit, book)):
        return None
    rows = match_rows(form, ()).unknown
    is_led = any(book.programme.find(one.title) for one in rows)
    was_sent = any(book.former.was_sent(one.title, one.indicator) for one in rows)
    # Whom the directory does not know may be called otherwise by now, and still lead its projects.
    if not (is_led or was_sent) or (is_led and not resolve(unit)):
        return None
    found = matched_rows(form, (), book.programme, book.former)[1]
    if any(one.code is Code.UNKNOWN_ROW for one in found):
        return None
    recognition = Recognition(unit, f"{STAMP}、{HEAD}" if head.lead_unit else STAMP, Confidence.SURE)
    told = (problem(Code.UNIT_RELIEVED, form.place, found=unit), *found)
    return Recognised(recognition, None, told, given_away=rows_of_others(form, book.programme, unit))


def _claimant(form: Table, names: tuple[str, str, str], by_name: Recognition, book: Known) -> Recognition:
    """Return whose a refused form most likely is, by stamp, tab, head and file: of those, whose projects it reports on.

    Who sent a form that was refused has not failed to report.
    """
    labels = (STAMP, SHEET, HEAD)
    said = {label: lead_unit_called(name, book) for label, name in zip(labels, names, strict=True)}
    said[STAMP] = said[STAMP] or next(iter(heirs_of_stamp(names[0], form, book) if names[0] else ()), "")
    said[FILE] = by_name.lead_unit
    units = [*dict.fromkeys(filter(None, said.values()))]
    if not units:
        return NOBODY
    unit = next((one for one in units if reports_on(form, one, book)), units[0])
    evidence = _listed({label: named == unit for label, named in said.items()})
    is_by_name = evidence == FILE
    return Recognition(unit, evidence, Confidence.DOUBTFUL if is_by_name else Confidence.LIKELY)


def _without_words(
    by_sheet: str, by_name: str, form: Table, book: Known
) -> tuple[Recognition | None, tuple[Problem, ...]]:
    """Return the unit of a form that names none: by its tab, else by its file; both must not name different units."""
    unit = by_sheet or by_name
    evidence = "、".join(label for label, named in ((SHEET, by_sheet), (FILE, by_name)) if named == unit)
    if not unit:
        return None, (problem(Code.UNKNOWN_UNIT, form.place, found=form.place.sheet),)
    if unit not in book.programme.lead_units():
        return None, (_without_project(unit, form.place, book),)
    if by_sheet and by_name and by_sheet != by_name:
        return None, (problem(Code.UNIT_MISMATCH, form.place, found=by_sheet, expected=by_name),)
    confidence = Confidence.LIKELY if by_sheet else Confidence.DOUBTFUL
    told = problem(Code.RECOGNISED_BY, form.place, found=evidence, unit=unit)
    return Recognition(unit, evidence, confidence), (told,)
