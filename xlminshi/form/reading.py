"""Reading a filled form: rows matched to the programme by name, every value with its cell, every doubt a finding.

Targets, measures and names always come from the programme; what the form says of them is only compared.
"""

from decimal import Decimal
from itertools import groupby

from xlminshi.core.former import NOTHING_CHANGED, FormerPlan
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.progress import completion
from xlminshi.core.project import Programme, Project
from xlminshi.core.quantity import Quantity, factor_between
from xlminshi.core.settings import Settings
from xlminshi.core.status import percent
from xlminshi.core.submission import Funds, IndicatorReport, ProjectReport, Submission
from xlminshi.form.as_typed import recalled
from xlminshi.form.cells import plain_words, read_date, read_phone, read_text, shown
from xlminshi.form.covered import without_covered_figures
from xlminshi.form.fields import BY_KEY, Holder, Origin, Sheet, fields_of
from xlminshi.form.grid import Calculated, CellValue, Percent, bare, cell_address
from xlminshi.form.head import read_head
from xlminshi.form.matching import MatchedRow, matched_rows
from xlminshi.form.numbers import NumberReading, plain_number, read_number
from xlminshi.form.shown_plan import changed_plan, former_measure, other_target, with_measure
from xlminshi.form.tables import Table, header_problems

MONEY_MEASURE = "万元"
_FUNDS = ("planned", "arrived", "paid")
_WORDS = ("narrative", "shortcomings", "next_steps", "person", "remarks", "milestone")
_EXPECTED = tuple(field for field in fields_of(Sheet.UNIT) if field.origin is Origin.ENTRY)
_OF_PROJECTS = tuple(field.key for field in _EXPECTED if field.holder is Holder.PROJECT)
_SAME_RATE = Decimal("0.00005")


def read_submission(
    table: Table,
    programme: Programme,
    lead_unit: str,
    settings: Settings,
    *,
    compares_plan: bool = True,
    former: FormerPlan = NOTHING_CHANGED,
) -> tuple[Submission, tuple[Problem, ...]]:
    """Return what one unit reported on its form, and everything that is doubtful about it.

    `compares_plan` False: plan and rates of the sheet are not held against the programme, because the program wrote them
    itself, or because the programme was taken from this very sheet. `former` are targets that stood on forms sent out
    before the list was changed.
    """
    table = without_covered_figures(table)
    projects = programme.of_unit(lead_unit)
    rows, problems = matched_rows(
        table, projects, programme if compares_plan else None, former, units=settings.units
    )
    indicators = []
    for row in rows:
        measure = former_measure(table, row, former, is_own=not compares_plan)
        report, found = _indicator_report(table, row, measure)
        indicators.append(report)
        problems.extend(found)
        if compares_plan:
            problems.extend(changed_plan(table, row, former))
            problems.extend(_stored_rate(table, row, report, settings))
    wholes, found = _project_reports(table, rows, projects, settings)
    problems.extend(found)
    head = read_head(table)
    day, day_problems = read_date(head.reported_on, head.date_place)
    submission = Submission(
        lead_unit=lead_unit,
        period_label=head.period,
        source=head.source or table.place.file,
        indicators=tuple(indicators),
        projects=wholes,
        reporter=head.reporter,
        reviewer=head.reviewer,
        reported_on=day,
        cells=head.cells,
    )
    return submission, (*_sheet_problems(table), *day_problems, *problems)


def _sheet_problems(table: Table) -> tuple[Problem, ...]:
    # A stray space far away must not hide the words beside the table.
    cells = filter(None, (_beside_columns(table), table.grid.beyond))
    outside = (problem(Code.BEYOND_TABLE, table.place.at(cell)) for cell in cells)
    return (*header_problems(table, Sheet.LEDGER, _EXPECTED), *outside)


def _beside_columns(table: Table) -> str:
    """Return the first cell below the header that holds something in a column that nobody knows, or ""."""
    grid = table.grid
    known = {column for column, _ in table.heading().named}
    if len(known) == max(map(len, grid.rows[table.header_row :])):
        return ""
    return next(
        (
            cell_address(row, column)
            for row in range(table.header_row + 1, len(grid.rows))
            for column, value in enumerate(grid.rows[row])
            if column not in known and shown(value).strip()
        ),
        "",
    )


def _indicator_report(
    table: Table, match: MatchedRow, measure: str
) -> tuple[IndicatorReport, tuple[Problem, ...]]:
    """Return what a row says of its indicator; `measure` is that of its bare figures, "" for the list's."""
    place = table.place_of(match.row, "achieved")
    rivals = table.rivals(match.row, "achieved")
    quantity, words, typed = None, "", ""
    problems: tuple[Problem, ...]
    if rivals:  # two columns of the same name: nobody can say which of the two is meant
        typed = "和".join(rivals)
        problems = (problem(Code.DOUBLE_ENTRY, place, column=BY_KEY["achieved"].header, found=typed),)
    elif match.indicator.kind.is_number:
        reading, typed = _figure(table, match, place, measure)
        quantity, problems = reading.quantity, reading.problems
    else:
        words, problems = read_text(table.value(match.row, "achieved"), place)
    report = IndicatorReport(
        project_title=match.project.title,
        indicator_name=match.indicator.name,
        achieved=quantity,
        words=words,
        previous=_in_measure_of_list(last_figure(table, match), measure, match),
        place=place,
        typed=typed,
    )
    return report, problems


def _figure(table: Table, match: MatchedRow, place: Place, measure: str) -> tuple[NumberReading, str]:
    """Return the cumulative figure of a row, and what was typed where the number alone does not say it."""
    indicator, value = match.indicator, table.value(match.row, "achieved")
    if measure:
        value = with_measure(value, measure)
    remembered = table.text(match.row, "as_typed")
    kept = recalled(remembered).get("achieved", "") if remembered else ""
    target = indicator.target.value if indicator.target else None
    reading = _number(value, kept, indicator.measure, place, target)
    return reading, _typed_words(value, reading, kept, target)


def _in_measure_of_list(figure: Decimal | None, measure: str, match: MatchedRow) -> Decimal | None:
    factor = factor_between(measure, match.indicator.measure) if measure and figure is not None else None
    return figure if factor is None or figure is None else figure * factor


def last_figure(table: Table, match: MatchedRow) -> Decimal | None:
    """Return 上期累计 as this program wrote it: a plain number, also a small one in a percentage row."""
    value = bare(table.value(match.row, "previous"))
    if value is None or isinstance(value, Decimal):
        return value
    place = table.place_of(match.row, "previous")
    quantity = read_number(value, match.indicator.measure, place).quantity
    return quantity.value if quantity else None


def _number(
    value: CellValue, kept: str, measure: str, place: Place, target: Decimal | None = None
) -> NumberReading:
    """Return the number in a cell; the words kept beside it hold as long as they still say the same number."""
    if kept:
        remembered = read_number(kept, measure, place, target)
        number = bare(value)
        if number is None or (isinstance(number, str) and not number.strip()):
            # Words that gave a number stand beside it; where the number is gone, somebody has cleared it.
            return NumberReading(None) if remembered.quantity is not None else remembered
        if remembered.quantity is not None and remembered.quantity.value == number:
            return remembered
    return read_number(value, measure, place, target)


def _typed_words(value: CellValue, reading: NumberReading, kept: str, target: Decimal | None) -> str:
    """Return the words to keep beside the number: where the plain number would not be read as the same quantity."""
    if value is None and not kept and not reading.problems:
        return ""
    if reading.quantity is not None and value is reading.quantity.value and not kept:
        return ""
    typed = _as_seen(value)
    if reading.quantity is None:
        return (typed or kept) if reading.problems else ""
    if kept and _says(kept, reading.quantity, target):
        return kept
    again = read_number(reading.quantity.value, reading.quantity.measure, Place(), target)
    return "" if again.quantity == reading.quantity else typed


def _as_seen(value: CellValue) -> str:
    """Return what stands in a cell; the formula itself where it was never calculated."""
    if isinstance(value, Calculated) and value.value is None:
        return f"={value.formula}"
    return shown(value).strip()


def _says(kept: str, quantity: Quantity | None, target: Decimal | None) -> bool:
    return quantity is not None and read_number(kept, quantity.measure, Place(), target).quantity == quantity


def _stored_rate(
    table: Table, match: MatchedRow, report: IndicatorReport, settings: Settings
) -> tuple[Problem, ...]:
    value = bare(table.value(match.row, "rate"))
    share = value.share if isinstance(value, Percent) else value
    if not isinstance(share, Decimal) or other_target(table, match) is not None:  # it follows that target
        return ()
    if share == 0 and isinstance(bare(table.value(match.row, "achieved")), str):
        return ()  # an .xls holds 0 where a formula gives words, as ours do for a number typed as text
    computed = completion(match.indicator, report.achieved, settings.rate_rule).rate
    if computed is None or abs(share - computed) < _SAME_RATE:
        return ()
    place = table.place_of(match.row, "rate")
    return (problem(Code.STORED_RATE_DIFFERS, place, found=percent(share), expected=percent(computed)),)


def _project_reports(
    table: Table, rows: list[MatchedRow], projects: tuple[Project, ...], settings: Settings
) -> tuple[tuple[ProjectReport, ...], tuple[Problem, ...]]:
    rows_of: dict[int, list[int]] = {}
    for row in rows:
        rows_of.setdefault(id(row.project), []).append(row.row)
    # Two of the same title are told apart: their rows are those of the first.
    told = [(one, rows_of[id(one)]) for one in projects if id(one) in rows_of]
    read = [_project_report(table, project, own, settings) for project, own in told]
    return tuple(whole for whole, _ in read), tuple(one for _, found in read for one in found)


def _project_report(
    table: Table, project: Project, rows: list[int], settings: Settings
) -> tuple[ProjectReport, tuple[Problem, ...]]:
    problems: list[Problem] = []
    at = _own_rows(table, rows, problems)
    words = {}
    for key in _WORDS:
        words[key], found = _text(table, at[key], key)
        problems.extend(found)
    phone, found = read_phone(table.value(at["phone"], "phone"), table.place_of(at["phone"], "phone"))
    problems.extend(found)
    if words["milestone"] and words["milestone"] not in settings.milestones:
        problems.append(_unknown_milestone(words["milestone"], table, at["milestone"], settings))
    funds, typed, found = _funds(table, at, rows)
    problems.extend(found)
    report = ProjectReport(
        project_title=project.title,
        place=table.place_of(at["narrative"], "narrative"),
        milestone=words["milestone"],
        narrative=words["narrative"],
        shortcomings=words["shortcomings"],
        next_steps=words["next_steps"],
        funds=funds,
        responsible_person=words["person"],
        phone=phone,
        remarks=words["remarks"],
        typed=typed,
        cells=tuple(
            (key, cell_address(row, table.columns[key])) for key, row in at.items() if key in table.columns
        ),
    )
    return report, tuple(problems)


def _text(table: Table, row: int, key: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the words of a cell; only where something may be wrong with it, its place is needed."""
    value = table.value(row, key)
    words = plain_words(value)
    return (words, ()) if words is not None else read_text(value, table.place_of(row, key))


def _own_rows(table: Table, rows: list[int], problems: list[Problem]) -> dict[str, int]:
    """Return by column the row of a project that holds its value: the first, if nothing stands in the further ones."""
    further = [table.texts(row) for row in rows[1:]]
    if not any(texts.get(key) for texts in further for key in _OF_PROJECTS):
        return dict.fromkeys(_OF_PROJECTS, rows[0])
    return {key: _own_row(table, rows, key, problems) for key in _OF_PROJECTS}


def _own_row(table: Table, rows: list[int], key: str, problems: list[Problem]) -> int:
    """Return the row of a project that holds its value of a column: normally the first; another value is a finding."""
    filled = [row for row in rows if table.text(row, key)]
    if len(filled) < 2:
        return filled[0] if filled else rows[0]
    different = [next(same) for _, same in groupby(filled, key=lambda row: table.text(row, key))]
    for row in different[1:]:
        place, first = table.place_of(row, key), table.text(different[0], key)
        problems.append(problem(Code.CONFLICTING_ENTRY, place, column=BY_KEY[key].header, found=first))
    return different[0]


def _unknown_milestone(words: str, table: Table, row: int, settings: Settings) -> Problem:
    choices = "、".join(settings.milestones)
    return problem(Code.UNKNOWN_MILESTONE, table.place_of(row, "milestone"), found=words, choices=choices)


def _funds(
    table: Table, at: dict[str, int], rows: list[int]
) -> tuple[Funds, tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    remembered = "；".join(text for row in rows if (text := table.text(row, "as_typed")))
    kept = recalled(remembered) if remembered else {}
    quantities: dict[str, Quantity | None] = {}
    typed: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for key in _FUNDS:
        value = table.value(at[key], key)
        words = kept.get(key, "")
        reading = None if words else plain_number(value, MONEY_MEASURE)
        if reading is None:
            reading = _number(value, words, MONEY_MEASURE, table.place_of(at[key], key))
            problems.extend(reading.problems)
        quantities[key] = reading.quantity
        if words := _typed_words(value, reading, words, None):
            typed.append((key, words))
    return Funds(**quantities), tuple(typed), tuple(problems)
