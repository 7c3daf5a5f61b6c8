"""The 措辞 sheet: how the office wants things said. Read with tolerance; what cannot be used is told, and the standard holds."""

import re
from dataclasses import dataclass, replace

from xlminshi.core.phrases import MARKS, WORD_LISTS, Phrase, PhraseBook, Use, marks_in, split_list
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.project import IndicatorKind
from xlminshi.core.settings import DocumentKind, Settings
from xlminshi.core.standard_phrases import STANDARD_ROWS
from xlminshi.core.status import UNDECIDED, Status
from xlminshi.core.units import normal_name
from xlminshi.form import sheets as look
from xlminshi.form.as_written import Row, content_of
from xlminshi.form.canvas import Canvas
from xlminshi.form.cells import read_text, shown
from xlminshi.form.grid import Grid, cell_address
from xlminshi.form.office import SPARE_ROWS
from xlminshi.form.sheets import Area, EntryRule, Page, SheetPlan, Validation

SHEET_NAME = "措辞"
HEADERS = ("用途", "条件", "说法1", "说法2", "说法3")
_HELP_HEADER = "可用的标记"
_WIDTHS = (11, 22, 46, 34, 28, 34)
_HEADER_ROW, _FIRST_ROW = 2, 3
_FOLDED = str.maketrans({"｛": "{", "｝": "}"})
_USES = {normal_name(use.value): use for use in Use}


@dataclass(frozen=True, slots=True)
class PhraseReading:
    """The office's wording, what was wrong with the sheet (with cell addresses), and its rows as they were written."""

    book: PhraseBook
    problems: tuple[Problem, ...]
    written: tuple[Row, ...] = ()


def read_phrases(grid: Grid | None, settings: Settings, file: str = "") -> PhraseReading:
    """Return the wording on a 措辞 sheet (None: the workbook has none). Several rows for one case count as one."""
    standard = PhraseBook(standard=STANDARD_ROWS)
    if grid is None or not any(shown(value).strip() for row in grid.rows for value in row):
        return PhraseReading(standard, ())
    place = Place(file, SHEET_NAME)
    header, columns = _columns(grid)
    problems = [] if header >= 0 else [problem(Code.MISSING_COLUMN, place.at("A1"), found=HEADERS[0])]
    rows: dict[tuple[Use, frozenset[str]], Phrase] = {}
    written: list[Row] = []
    for row in range(header + 1, len(grid.rows)):
        values = tuple(grid.at(row, column) for column in columns)
        if not any(shown(value).strip() for value in values):
            continue
        written.append(values)
        phrase, found = _read_row(grid, row, columns, place, settings)
        problems.extend(found)
        if phrase is not None:
            _add(rows, phrase)
    return PhraseReading(replace(standard, own=tuple(rows.values())), tuple(problems), tuple(written))


def _columns(grid: Grid) -> tuple[int, tuple[int, ...]]:
    """Return the row of the headers and the columns of use, condition and variants; -1 and the usual places without one."""
    for row in range(len(grid.rows)):
        names = [normal_name(shown(value)) for value in grid.rows[row]]
        variants = [column for column, name in enumerate(names) if re.fullmatch(r"说法\d*", name)]
        if HEADERS[0] in names and variants:
            conditions = names.index(HEADERS[1]) if HEADERS[1] in names else len(names)
            return row, (names.index(HEADERS[0]), conditions, *variants)
    return -1, tuple(range(len(HEADERS)))


def _add(rows: dict[tuple[Use, frozenset[str]], Phrase], phrase: Phrase) -> None:
    key = (phrase.use, frozenset(phrase.conditions))
    before = rows.get(key)
    rows[key] = replace(before, variants=(*before.variants, *phrase.variants)) if before else phrase


def _read_row(
    grid: Grid, row: int, columns: tuple[int, ...], place: Place, settings: Settings
) -> tuple[Phrase | None, tuple[Problem, ...]]:
    places = [place.at(cell_address(row, column)) for column in columns]
    read = [read_text(grid.at(row, column), where) for column, where in zip(columns, places, strict=True)]
    problems = [one for _, found in read for one in found]
    name, conditions, *variants = (text for text, _ in read)
    use = _USES.get(normal_name(name))
    if use is None:
        choices = "、".join(one.value for one in Use)
        return None, (*problems, problem(Code.PHRASE_UNKNOWN_USE, places[0], found=name, choices=choices))
    words = split_list(conditions)
    unknown = next(
        (one for one in words if use is not Use.VERB and one not in conditions_of(use, settings)), None
    )
    if unknown is not None:
        choices = "、".join(conditions_of(use, settings)) or "不填"
        said = problem(
            Code.PHRASE_UNKNOWN_CONDITION, places[1], value=use.value, found=unknown, choices=choices
        )
        return None, (*problems, said)
    usable = []
    for text, where in zip(variants, places[2:], strict=True):
        variant, found = _read_variant(text, use, where)
        problems.extend(found)
        usable.extend([variant] if variant else [])
    return (Phrase(use, words, tuple(usable)) if usable else None), tuple(problems)


def _read_variant(text: str, use: Use, place: Place) -> tuple[str, tuple[Problem, ...]]:
    """Return a template with its marks in one spelling; "" where it is empty or cannot be used."""
    text = text.translate(_FOLDED)
    if use is not Use.TITLE:
        text = "".join(line.strip() for line in text.splitlines())
    text = re.sub(r"\{\s*([^{}]*?)\s*\}", r"{\1}", text.strip())
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", text)):
        return "", (problem(Code.PHRASE_BROKEN, place, found=text),)
    known = MARKS.get(use, ())
    unknown = sorted(mark for mark in marks_in(text) if mark not in known)
    if unknown:
        choices = "".join(f"{{{mark}}}" for mark in known) or "无"
        return "", (
            problem(
                Code.PHRASE_UNKNOWN_MARK, place, value=use.value, found=f"{{{unknown[0]}}}", choices=choices
            ),
        )
    return text, ()


def conditions_of(use: Use, settings: Settings) -> tuple[str, ...]:
    """Return the words that may stand under 条件 for a use: those of the standard wording, and the office's own classes."""
    standard = [word for row in STANDARD_ROWS if row.use is use for word in row.conditions]
    further: tuple[str, ...] = ()
    if use in (Use.INDICATOR, Use.SAME_NAME, Use.RESPECTIVELY):
        further = (
            *(kind.value for kind in IndicatorKind),
            *(f"{status.value}类" for status in Status),
            *settings.class_names(),
        )
    elif use is Use.CLASS_COUNTS:
        further = (*settings.class_names(), UNDECIDED)
    elif use in (Use.STAGE, Use.MILESTONE):
        further = settings.milestones
    kinds = () if use in WORD_LISTS or use is Use.VERB else tuple(kind.value for kind in DocumentKind)
    return tuple(dict.fromkeys((*standard, *further, *kinds)))


def phrase_sheet(written: tuple[Row, ...] = ()) -> SheetPlan:
    """Return the 措辞 sheet: the office's rows as written, then the standard rows of every use that it has none for."""
    rows = _all_rows(written)
    variants = max(len(row) - 2 for row in rows)
    widths = (*_WIDTHS[:2], *(_WIDTHS[min(2 + number, 4)] for number in range(variants)), _WIDTHS[-1])
    canvas = Canvas(SHEET_NAME, widths)
    canvas.put(0, 0, SHEET_NAME, look.TITLE, columns=len(widths))
    canvas.raise_row(0, 32)
    hint = (
        "通报里的句子按此表写成。条件全部符合的行才用，符合条件最多的优先；同一行的几个说法轮流使用。"
        "花括号里的是标记，换成实际内容；没有内容可换的说法不用。删去某一用途的全部行，就恢复标准说法。"
    )
    canvas.put(1, 0, hint, look.NOTE, columns=len(widths))
    headers = (*HEADERS[:2], *(f"说法{number}" for number in range(1, variants + 1)), _HELP_HEADER)
    canvas.put_row(_HEADER_ROW, headers, look.HEAD)
    for index, values in enumerate(rows, start=_FIRST_ROW):
        _put_row(canvas, index, values, len(widths) - 1)
    last = _FIRST_ROW + len(rows) - 1
    uses = tuple(use.value for use in Use)
    refusal = "请从下拉列表中选择。"
    choice = Validation(
        Area(_FIRST_ROW, 0, last + SPARE_ROWS, 0),
        EntryRule.LIST,
        HEADERS[0],
        "这一行用在哪里。",
        refusal,
        choices=uses,
    )
    return replace(
        canvas.plan(),
        validations=(choice,),
        freeze=(_FIRST_ROW, 2),
        filter=Area(_HEADER_ROW, 0, last, len(widths) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="5B9BD5",
    )


def _all_rows(written: tuple[Row, ...]) -> tuple[Row, ...]:
    used = {_USES.get(normal_name(shown(row[0]))) for row in written}
    missing = (
        (phrase.use.value, "、".join(phrase.conditions) or None, *phrase.variants)
        for phrase in STANDARD_ROWS
        if phrase.use not in used
    )
    return (*written, *missing)


def _put_row(canvas: Canvas, row: int, values: Row, columns: int) -> None:
    style = replace(look.ENTRY, is_locked=False)
    for column in range(columns):
        value = values[column] if column < len(values) else None
        canvas.put(
            row, column, content_of(value)[0], replace(style, align="center") if column == 0 else style
        )
    use = _USES.get(normal_name(shown(values[0])))
    marks = "".join(f"{{{mark}}}" for mark in MARKS.get(use, ())) if use else ""
    if use in WORD_LISTS:
        marks = "词语用顿号隔开。"
    canvas.put(row, columns, marks or None, replace(look.PLAIN, ink=look.PALE_INK, size=9))
