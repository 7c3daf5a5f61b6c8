"""The native formulas, calculated by LibreOffice on real forms, give what core/ gives; stored results are not trusted."""

import random
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.office.recalculation import recalculate
from xlminshi.adapters.closed.writing import render
from xlminshi.core.period import TimeBasis, reporting_period
from xlminshi.core.problems import Place
from xlminshi.core.progress import RateRule, completion
from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.quantity import Quantity
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import Settings
from xlminshi.core.status import Basis, Status, StatusClass
from xlminshi.core.submission import IndicatorReport, Submission
from xlminshi.form.formulas import row_status
from xlminshi.form.layout import FIRST_ROW, filled_unit_file

UNIT, TITLE = "区统计局", "千行"
ROWS = 1200
FIVE_CLASSES = (
    StatusClass("已完成和提前完成", Status.COMPLETED, Basis.RATE, Decimal(1), "", ""),
    StatusClass("超进度", Status.ONGOING, Basis.LEAD, Decimal("0.01"), "", ""),
    StatusClass("达进度", Status.ONGOING, Basis.LEAD, Decimal(0), "", ""),
    StatusClass('欠"进度"', Status.LAGGING, Basis.LEAD, Decimal(-30), "", ""),
    StatusClass("其它", Status.OTHER, Basis.PERSON, None, "", ""),
)
# Pairs of target and achieved at which rounding, capping or a limit decides.
EDGES = [
    (70, 110), (30, "12.85"), (350000, 330000), (20000, 19999), (20001, 20000), (200000, 199990), (200000, 199989),
    (100, "99.995"), (100, "99.99499999"), (1000, 285), (200, 57), (1, "0.285"), (1, "0.00005"), (1, "0.00015"),
    (1, "1.00005"), (1, "1.005"), (1, "2.675"), ("0.2", "0.6"), ("0.3", "0.24"), ("0.7", "0.35"), ("0.3", "0.15"),
    ("4.35", "2.175"), ("0.1", "0.3"), (3, "1.5"), (3, 2), (7, "3.5"), ("1.1", "0.55"), ("6.6", "3.3"), (70, 0),
    (70, 700), (70, "700.01"), (8, 6), (100, 65), (100, 45), (12, 9), (10000, 6500), (10000, 6499), ("0.6", "0.45"),
]  # fmt: skip


def settings(
    rounding: Rounding, basis: TimeBasis, classes: tuple[StatusClass, ...] | None = None
) -> Settings:
    period = reporting_period(2022, "1-9月份")
    assert period is not None
    plain = Settings("湛河区", period, time_basis=basis, rate_rule=RateRule(rounding=rounding))
    return (
        plain if classes is None else Settings("湛河区", period, basis, RateRule(rounding=rounding), classes)
    )


def generated(seed: int) -> list[tuple[Indicator, Quantity | None, str]]:
    """Return rows of (indicator, achieved, words typed instead) over all rated kinds, decimals and sizes."""
    chance = random.Random(seed)
    rows = []
    for number in range(ROWS):
        if number < len(EDGES):
            target, achieved = (Decimal(str(value)) for value in EDGES[number])
        else:
            target, achieved = _pair(chance)
        kind = IndicatorKind.LOWER if number % 9 == 8 else IndicatorKind.QUANTITY
        has_target, blank = chance.random() > 0.03, chance.random() < 0.03
        indicator = Indicator(
            f"指标{number}",
            kind,
            "个",
            Quantity(target, "个") if has_target else None,
            decimals=chance.choice([0, 1, 2, 2, 4]),
            rounding=chance.choice([None, None, *Rounding]),
        )
        words = chance.choice(["约500", "暂无", "１１０", "50%"]) if chance.random() < 0.02 else ""
        rows.append((indicator, None if blank or words else Quantity(achieved, "个"), words))
    return rows


def _pair(chance: random.Random) -> tuple[Decimal, Decimal]:
    draw = chance.random()
    if draw < 0.4:
        target = chance.randint(1, 50000)
        return Decimal(target), Decimal(chance.randint(0, int(target * 1.6) + 1))
    if draw < 0.7:
        target = chance.randint(1, 50000)
        return Decimal(target) / 100, Decimal(chance.randint(0, target * 2)) / 100
    if draw < 0.9:  # exact ties at the fourth decimal
        target = chance.choice([20, 40, 80, 160, 200, 400, 800, 2000, 16000, 20000])
        return Decimal(target), Decimal(chance.randint(0, target))
    return Decimal(chance.randint(1, 999)), Decimal(chance.choice([-3, 0, 5, 120000]))


@pytest.mark.parametrize(
    "case",
    [
        (1, settings(Rounding.HALF_UP, TimeBasis.MONTHS)),
        (2, settings(Rounding.CUT_OFF, TimeBasis.DAYS)),
        (3, settings(Rounding.HALF_UP, TimeBasis.DAYS, FIVE_CLASSES)),
    ],
    ids=["half up, by months", "cut off, by days", "five classes"],
)
def test_libreoffice_calculates_every_row_of_a_form_as_core_does(
    case: tuple[int, Settings], tmp_path: Path
) -> None:
    seed, chosen = case
    rows = generated(seed)
    path = tmp_path / "form.xlsx"
    path.write_bytes(form(rows, chosen))
    sheet = openpyxl.load_workbook(recalculate(path, tmp_path / "out"), data_only=True).worksheets[0]
    header = [str(cell.value).split("\n")[0] for cell in sheet[FIRST_ROW]]
    at = {name: header.index(name) for name in ("完成率", "序时进度", "状态建议")}
    wrong = []
    for number, (indicator, achieved, words) in enumerate(rows):
        cells = [cell.value for cell in sheet[FIRST_ROW + 1 + number]]
        found = (_share(cells[at["完成率"]]), _share(cells[at["序时进度"]]), cells[at["状态建议"]])
        expected = (
            completion(indicator, achieved, chosen.rate_rule).rate,
            chosen.time_progress,
            told(indicator, achieved, words, chosen),
        )
        if found != expected:
            wrong.append((indicator, achieved, words, found, expected))
    assert wrong == []
    assert sheet.max_row == FIRST_ROW + ROWS


def told(indicator: Indicator, achieved: Quantity | None, words: str, chosen: Settings) -> str:
    status = row_status(indicator, achieved, chosen)
    return "数据有误" if words and status == "未填报" else status


def form(rows: list[tuple[Indicator, Quantity | None, str]], chosen: Settings) -> bytes:
    project = Project(1, TITLE, UNIT, tuple(indicator for indicator, _, _ in rows))
    reports = tuple(
        IndicatorReport(TITLE, indicator.name, achieved, "", None, Place(), words)
        for indicator, achieved, words in rows
    )
    programme = Programme("湛河区", 2022, (project,))
    return render(filled_unit_file(programme, chosen, Submission(UNIT, "1-9月份", "", reports, ())))


def _share(value: object) -> Decimal | None:
    return Decimal(repr(round(value, 10))) if isinstance(value, float | int) else None
