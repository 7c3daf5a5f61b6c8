"""Random edits of a good return, honest ones and slips in any mixture, against a plain model of what should come out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hazards.cases import Case, place_files
from tests.hazards.counties import County, Key, Promise, Typed
from tests.hazards.forms import Error, Formula, Value, form_of
from tests.hazards.mutate_cells import plain
from tests.hazards.mutate_head import rename_sheet
from tests.hazards.oracle import ADOPTED, Collected, collect

# Ways of typing a number that mean just this number.
SPELLINGS: tuple[Callable[[Decimal, Promise], Value], ...] = (
    lambda n, p: n,
    lambda n, p: plain(n),
    lambda n, p: f"{n:,}",
    lambda n, p: f" {plain(n)}\u3000",
    lambda n, p: f"{plain(n)}{p.measure}",
    lambda n, p: plain(n).translate(str.maketrans("0123456789.", "０１２３４５６７８９．")),
    lambda n, p: f"完成{plain(n)}{p.measure}",
    lambda n, p: Formula(f"{plain(n)}+0", n),
)
# What stands in a cell and is no number that anybody could know.
NONSENSE: tuple[Value, ...] = (
    "一大批", "3-5", "5/7", "1.2.3", "见附件", "#N/A", "2023.6.30", True, Error("#REF!"), Formula("A1+1"), "=1+1", "5号前",
)  # fmt: skip
BLANK: tuple[Value, ...] = (None, "  ", "—", "无")


@dataclass(slots=True)
class Model:
    """What should come out: each figure (None: nothing), which cells must be told of, which rows are gone."""

    figures: dict[Key, Typed]
    narratives: dict[str, str | None]
    told: set[Key] = field(default_factory=set)
    gone: set[Key] = field(default_factory=set)
    renamed: bool = False


_MONTH = re.compile(r"(?:19|20)\d{2}\.(?:0?[1-9]|1[0-2])")
Move = Callable[[Case, Model, st.DataObject], None]


def _row(case: Case, draw: st.DataObject) -> tuple[int, Key] | None:
    rows = [(line.row, (line.title, line.indicator)) for line in case.form.lines()]
    known = [
        one for one in rows if one[1] in case.own.figures and case.county.promises[one[1]].kind == "数量"
    ]
    return draw.draw(st.sampled_from(known)) if known else None


def type_another_figure(case: Case, model: Model, draw: st.DataObject) -> None:
    found = _row(case, draw)
    if found is None:
        return
    row, key = found
    figure = Decimal(draw.draw(st.integers(0, 50_000)))
    if draw.draw(st.booleans()):
        figure = figure / 4
    spelling = draw.draw(st.sampled_from(SPELLINGS))
    typed = spelling(figure, case.county.promises[key])
    # Words such as 2077.5 may be a year and a month; they are asked about, and stand in tests of their own.
    is_month = isinstance(typed, str) and _MONTH.fullmatch(typed)
    case.form.set(row, "累计完成", figure if is_month else typed)
    model.figures[key] = figure.normalize() + 0
    model.told.discard(key)


def type_nonsense(case: Case, model: Model, draw: st.DataObject) -> None:
    found = _row(case, draw)
    if found is not None:
        case.form.set(found[0], "累计完成", draw.draw(st.sampled_from(NONSENSE)))
        model.figures[found[1]] = None
        model.told.add(found[1])


def leave_blank(case: Case, model: Model, draw: st.DataObject) -> None:
    found = _row(case, draw)
    if found is not None:
        case.form.set(found[0], "累计完成", draw.draw(st.sampled_from(BLANK)))
        model.figures[found[1]] = None
        model.told.add(found[1])


def write_a_narrative(case: Case, model: Model, draw: st.DataObject) -> None:
    words = draw.draw(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
    )
    firsts = {title: row for row, title in reversed(list(case.firsts()))}
    if not firsts or not words.strip(" \t\n\u3000\u00a0"):
        return
    title = draw.draw(st.sampled_from(sorted(firsts)))
    for line in case.form.lines():
        if line.title == title:
            case.form.set(line.row, "进展情况", None)
    case.form.set(firsts[title], "进展情况", words)
    model.narratives[title] = words.strip(" \t\n\u3000\u00a0")


def insert_blank_rows(case: Case, model: Model, draw: st.DataObject) -> None:
    at = draw.draw(st.integers(1, case.form.last_row() + 1))
    case.form.insert_rows(at, draw.draw(st.integers(1, 3)))


def insert_a_column(case: Case, model: Model, draw: st.DataObject) -> None:
    case.form.insert_column(draw.draw(st.integers(1, case.form.last_column())))


def reorder_rows(case: Case, model: Model, draw: st.DataObject) -> None:
    rows = [line.row for line in case.form.lines()]
    case.form.order_rows(draw.draw(st.permutations(rows)), rows)


def delete_a_row(case: Case, model: Model, draw: st.DataObject) -> None:
    lines = case.form.lines()
    if len(lines) > 1:
        line = draw.draw(st.sampled_from(lines))
        if case.form.get(line.row, "进展情况") is not None:
            model.narratives[line.title] = None
        case.form.delete_row(line.row)
        model.gone.add((line.title, line.indicator))


def misspell_a_name(case: Case, model: Model, draw: st.DataObject) -> None:
    lines = [one for one in case.form.lines() if (one.title, one.indicator) in model.figures]
    if len(lines) > 1:
        line = draw.draw(st.sampled_from(lines))
        if case.form.get(line.row, "进展情况") is not None:
            model.narratives[line.title] = None
        case.form.set(line.row, "指标名称", f"{line.indicator}错")
        model.gone.add((line.title, line.indicator))


def hide_a_row(case: Case, model: Model, draw: st.DataObject) -> None:
    line = draw.draw(st.sampled_from(case.form.lines()))
    case.form.mark_row(line.row, 'hidden="1"')


def rename_the_sheet(case: Case, model: Model, draw: st.DataObject) -> None:
    if not model.renamed:
        rename_sheet(case.form, draw.draw(st.sampled_from(("Sheet1", "填报 ", "表（定稿）", "2月"))))
        model.renamed = True


HONEST: tuple[Move, ...] = (
    type_another_figure,
    write_a_narrative,
    insert_blank_rows,
    insert_a_column,
    reorder_rows,
    hide_a_row,
    rename_the_sheet,
)
SLIPS: tuple[Move, ...] = (type_nonsense, leave_blank, delete_a_row, misspell_a_name)


def edited(county: County, draw: st.DataObject, moves: tuple[Move, ...]) -> tuple[Case, Model]:
    """A unit's return after random moves, and what should come of it."""
    unit = draw.draw(st.sampled_from(county.units()))
    own = county.returns[unit]
    case = Case(county, unit, form_of(own.path), f"{unit}.xlsx")
    narratives = {key[0]: value for key, value in own.entries.items() if key[1] == "进展情况"}
    model = Model(dict(own.figures), narratives)  # type: ignore[arg-type]
    for move in draw.draw(st.lists(st.sampled_from(moves), min_size=1, max_size=8)):
        move(case, model, draw)
    return case, model


def collected(case: Case, *, reads_the_workbook: bool) -> tuple[Collected, dict[Key, Decimal | None]]:
    """What came of a case, and its rates as written."""
    with TemporaryDirectory() as folder:
        place_files(case, Path(folder) / "报送")
        target = Path(folder) / "汇总.xlsx"
        found = collect(case.county, Path(folder) / "报送", target, reads_the_workbook=reads_the_workbook)
        return found, found.rates


def plain_rate(promise: Promise, figure: Typed, county: County) -> Decimal | None:
    """The completion rate as a clerk would work it out by hand."""
    if promise.kind not in ("数量", "比率", "越低越好") or not isinstance(figure, Decimal) or figure < 0:
        return None
    target = promise.target
    if target is None:
        return None
    over, under = (target, figure) if promise.kind == "越低越好" else (figure, target)
    if under == 0 or over > 10 * under or (promise.kind == "越低越好" and (over == 0 or under > 10 * over)):
        return None
    step = Decimal(1).scaleb(-(promise.decimals + 2))
    rate = (over / under).quantize(step, ROUND_DOWN if county.cuts_off else ROUND_HALF_UP)
    return min(rate, 1 - step) if over < under else rate


def compare(case: Case, model: Model, found: Collected, rates: dict[Key, Decimal | None]) -> None:
    assert found.contradictions == []
    about = found.about(case)
    must = [one for one in about if one.level == "必改"]
    if model.gone or model.told:
        assert must, "a slip and nothing that must be settled"
    for key, value in model.figures.items():
        expected = None if key in model.gone else value
        if found.states[case.unit] not in ADOPTED:
            assert must, "not adopted and not told"
            expected = None
        assert found.figures.get(key) == expected, key
        assert rates[key] == plain_rate(case.county.promises[key], expected, case.county), key
    for key in model.told - model.gone if found.states[case.unit] in ADOPTED else ():
        rows = [line.row for line in case.form.lines() if (line.title, line.indicator) == key]
        addresses = {case.form.address(row, "累计完成") for row in rows}
        assert addresses & {one.cell for one in must}, f"no finding names {addresses}"


RANDOM = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


@pytest.mark.usefixtures("in_process")
@RANDOM
@given(draw=st.data())
def test_honest_edits_in_any_order_change_nothing_but_what_was_typed(
    counties: tuple[County, County], draw: st.DataObject
) -> None:
    case, model = edited(counties[draw.draw(st.integers(0, 1))], draw, HONEST)
    found, rates = collected(case, reads_the_workbook=True)
    compare(case, model, found, rates)
    assert found.states[case.unit] in ADOPTED
    assert found.entries is not None
    for title, words in model.narratives.items():
        assert found.entries[title, "进展情况"] == words
    allowed = {"OVER_CEILING", "UNDECIDED", "NOT_RETURNED"}
    must = [one for one in found.about(case) if one.level == "必改"]
    assert [one.text for one in must if one.code not in allowed] == []


@pytest.mark.usefixtures("in_process")
@RANDOM
@given(draw=st.data())
def test_edits_and_slips_in_any_mixture_give_the_right_value_or_a_finding_at_its_cell(
    counties: tuple[County, County], draw: st.DataObject
) -> None:
    case, model = edited(counties[draw.draw(st.integers(0, 1))], draw, (*HONEST, *SLIPS))
    found, rates = collected(case, reads_the_workbook=False)
    compare(case, model, found, rates)
