"""Reading the 设置 sheet into typed settings. A bad setting is a finding with its cell, never a traceback."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from xlminshi.core.period import (
    ReportingPeriod,
    TimeBasis,
    parse_months,
    reporting_period,
    without_year,
    year_in,
)
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.progress import Aggregation, RateRule
from xlminshi.core.quantity import plain
from xlminshi.core.ranking_rule import PARTS, RankBy, RankingRule, ScoreWeights
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import BulletinSettings, DocumentKind, Settings
from xlminshi.core.units import normal_name
from xlminshi.form.as_written import SettingsAsWritten, standard_sheet
from xlminshi.form.cells import read_date, read_text, shown
from xlminshi.form.grid import CellValue, Grid, bare, cell_address
from xlminshi.form.numbers import read_number
from xlminshi.form.setting_items import (
    CLASS_HEADERS,
    ITEM_BY_LABEL,
    ITEMS,
    LIGHT_HEADERS,
    NO,
    SHEET_NAME,
    UNIT_HEADERS,
    YES,
    words_of,
)
from xlminshi.form.setting_tables import (
    first_table_row,
    read_classes,
    read_lights,
    read_units,
    rows_as_written,
    split_words,
)

E_ = TypeVar("E_", bound=Enum)
_WEIGHT = re.compile(rf"^({'|'.join(PARTS)})\s*[:：]?\s*(\d{{1,3}}(?:\.\d+)?)%?$")


@dataclass(frozen=True, slots=True)
class SettingsReading:
    """Typed settings, what was wrong with the sheet (with cell addresses), and the sheet as it was written."""

    settings: Settings
    problems: tuple[Problem, ...]
    written: SettingsAsWritten


@dataclass(frozen=True, slots=True)
class _Typed:
    """The typed values by setting, their cells, and the sheet they stand on."""

    values: dict[str, CellValue]
    places: dict[str, Place]
    sheet: Place

    def text(self, key: str) -> str:
        return shown(self.values.get(key)).strip()

    def place(self, key: str) -> Place:
        return self.places.get(key, self.sheet)


def read_settings(grid: Grid | None, fallback_year: int, file: str = "") -> SettingsReading:
    """Return the settings on a 设置 sheet (None: the workbook has none). `fallback_year` holds where no year is typed."""
    sheet = Place(file, SHEET_NAME)
    original = grid or Grid(SHEET_NAME, ())
    grid, unreadable = _readable(original, sheet)
    typed, problems = _typedwords_of(grid, sheet)
    settings, more = _settings_from(typed, fallback_year)
    classes, class_problems = read_classes(grid, sheet)
    lights, light_problems = read_lights(grid, sheet)
    units, unit_problems = read_units(grid, sheet)
    settings = replace(
        settings,
        classes=classes or settings.classes,
        lights=lights or settings.lights,
        units=units,
    )
    found = (*unreadable, *problems, *more, *class_problems, *light_problems, *unit_problems)
    return SettingsReading(settings, found, _as_written(original, settings))


def _as_written(grid: Grid, settings: Settings) -> SettingsAsWritten:
    """Return the sheet cell by cell; a table that it lacks, and a sheet that is not there, as an office starts with it."""
    standard = standard_sheet(settings)
    if not grid.rows:
        return standard
    return SettingsAsWritten(
        values=_raw_values(grid),
        classes=rows_as_written(grid, CLASS_HEADERS) or standard.classes,
        lights=rows_as_written(grid, LIGHT_HEADERS) or standard.lights,
        units=rows_as_written(grid, UNIT_HEADERS),
    )


def _raw_values(grid: Grid) -> dict[str, CellValue]:
    """Return the cell beside each setting's label exactly as it stands; the first where a label stands twice."""
    values: dict[str, CellValue] = {}
    for row in range(first_table_row(grid)):
        item = ITEM_BY_LABEL.get(normal_name(shown(grid.at(row, 0)).strip()).rstrip(":*"))
        if item is not None:
            values.setdefault(item.key, grid.at(row, 1))
    return values


def _readable(grid: Grid, sheet: Place) -> tuple[Grid, tuple[Problem, ...]]:
    """Return the sheet without its error cells and uncalculated formulas, and a finding for each: none is printed as a name."""
    problems: list[Problem] = []
    rows = []
    for row, values in enumerate(grid.rows):
        cells: list[CellValue] = []
        for column, value in enumerate(values):
            found = read_text(value, sheet.at(cell_address(row, column)))[1]
            problems.extend(found)
            cells.append(None if found else value)
        rows.append(tuple(cells))
    return replace(grid, rows=tuple(rows)), tuple(problems)


def _typedwords_of(grid: Grid, sheet: Place) -> tuple[_Typed, tuple[Problem, ...]]:
    values: dict[str, CellValue] = {}
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    for row in range(first_table_row(grid)):
        label = shown(grid.at(row, 0)).strip()
        item = ITEM_BY_LABEL.get(normal_name(label).rstrip(":*"))
        place = sheet.at(cell_address(row, 1))
        if item is None:
            if label and shown(grid.at(row, 1)).strip() and label != "设置项":
                problems.append(problem(Code.SETTING_UNKNOWN, sheet.at(cell_address(row, 0)), found=label))
        elif item.key in values:
            problems.append(problem(Code.SETTING_DOUBLE, place, found=item.label))
        else:
            values[item.key], places[item.key] = bare(grid.at(row, 1)), place
    typed = _Typed(values, places, sheet)
    missing = (
        problem(Code.SETTING_MISSING, typed.place(item.key), setting=item.label)
        for item in ITEMS
        if item.is_needed and not typed.text(item.key)
    )
    return typed, (*problems, *missing)


class _Reader:
    """Reads typed settings one by one and collects what is wrong; the settings go on with a usable value."""

    def __init__(self, typed: _Typed) -> None:
        self.typed = typed
        self.problems: list[Problem] = []

    def bad(self, key: str, expected: str, value: object) -> None:
        label = next(item.label for item in ITEMS if item.key == key)
        found = self.typed.text(key)
        self.problems.append(
            problem(
                Code.SETTING_BAD,
                self.typed.place(key),
                setting=label,
                found=found,
                value=value,
                expected=expected,
            )
        )

    def text(self, key: str, default: str = "") -> str:
        return self.typed.text(key) or default

    def choice(self, key: str, kind: type[E_], default: E_) -> E_:
        text = self.typed.text(key)
        if not text:
            return default
        for member in kind:
            if member.value == text:
                return member
        self.bad(key, f"可选：{'、'.join(words_of(kind))}。", default.value)
        return default

    def flag(self, key: str, default: bool = False) -> bool:
        text = self.typed.text(key)
        if text not in ("", YES, NO):
            self.bad(key, f"可选：{YES}、{NO}。", YES if default else NO)
        return default if text not in (YES, NO) else text == YES

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        number = self._number(key)
        if number is None and not self.typed.text(key):
            return default
        if number is None or number != number.to_integral_value() or not least <= number <= most:
            self.bad(key, f"请填{least}到{most}的整数。", default or "空")
            return default
        return int(number)

    def positive(self, key: str, default: Decimal) -> Decimal:
        number = self._number(key)
        if number is None and not self.typed.text(key):
            return default
        if number is None or number <= 1:
            self.bad(key, "请填大于1的数字。", plain(default))
            return default
        return number

    def date(self, key: str) -> dt.date | None:
        value, problems = read_date(self.typed.values.get(key), self.typed.place(key))
        if problems:
            self.bad(key, "请按2022-9-30的样式填写。", "空")
        return value

    def lines(self, key: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.typed.text(key).splitlines() if line.strip())

    def listed(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        return split_words(self.typed.text(key)) or default

    def _number(self, key: str) -> Decimal | None:
        value = self.typed.values.get(key)
        text = shown(value).strip().removesuffix("年").removeprefix("第").removesuffix("期")
        reading = read_number(text if isinstance(value, str) else value, "", self.typed.place(key))
        return reading.quantity.value if reading.quantity and not reading.problems else None


def _settings_from(typed: _Typed, fallback_year: int) -> tuple[Settings, tuple[Problem, ...]]:
    reader = _Reader(typed)
    settings = Settings(
        county=reader.text("county"),
        period=_period(reader, fallback_year),
        time_basis=reader.choice("time_basis", TimeBasis, TimeBasis.MONTHS),
        rate_rule=_rate_rule(reader),
        sent_out=reader.date("sent_out"),
        deadline=reader.date("deadline"),
        bulletin=_bulletin(reader),
        ranking=_ranking(reader),
    )
    milestones = reader.listed("milestones", settings.milestones)
    return replace(settings, milestones=milestones), tuple(reader.problems)


def _period(reader: _Reader, fallback_year: int) -> ReportingPeriod:
    year = reader.whole("year", fallback_year, 2000, 2100)
    label = reader.text("period", "全年")
    if parse_months(label) is None:
        reader.bad("period", "可写成1-9月份、上半年、前三季度、全年。", "全年")
        label = "全年"
    elif year_in(label) is not None:  # the year is printed before the label wherever it is needed
        if year_in(label) != year:
            reader.bad("period", f"年度是{year}，通报期请不要写别的年度。", without_year(label))
        label = without_year(label)
    as_of = reader.date("as_of")
    period = reporting_period(year, label)
    if period is None:  # pragma: no cover - the label was checked above
        raise AssertionError(label)
    if as_of is not None and as_of.year != year:
        reader.bad("as_of", f"请填{year}年内的日期。", period.as_of.isoformat())
        as_of = None
    return replace(period, as_of=as_of or period.as_of)


def _rate_rule(reader: _Reader) -> RateRule:
    standard = RateRule()
    return RateRule(
        rounding=reader.choice("rounding", Rounding, standard.rounding),
        ceiling=reader.positive("ceiling", standard.ceiling),
        aggregation=reader.choice("aggregation", Aggregation, standard.aggregation),
        decimals=reader.whole("decimals", standard.decimals, 0, 4),
    )


def _ranking(reader: _Reader) -> RankingRule:
    standard = RankingRule()
    return RankingRule(
        by=reader.choice("rank_by", RankBy, standard.by),
        counts_over=reader.flag("rank_over", standard.counts_over),
        weights=_score_weights(reader, standard.weights),
        bottom=reader.whole("rank_bottom", standard.bottom, 0, 10),
    )


def _score_weights(reader: _Reader, standard: ScoreWeights) -> ScoreWeights:
    """Return the weights as typed (完成率60、报送及时40; a part that is not named weighs nothing)."""
    words = reader.listed("score_weights")
    found = {
        name: weight for word in words if (match := _WEIGHT.match(word)) for name, weight in [match.groups()]
    }
    if not words:
        return standard
    if len(found) < len(words) or not any(Decimal(weight) for weight in found.values()):
        reader.bad("score_weights", f"可写成{standard}，权重不能全是零。", standard)
        return standard
    return ScoreWeights(*(Decimal(found.get(name, "0")) for name in PARTS))


def _bulletin(reader: _Reader) -> BulletinSettings:
    standard = BulletinSettings()
    issuer = reader.text("issuer")
    kind = reader.choice("kind", DocumentKind, standard.kind)
    return BulletinSettings(
        kind=kind,
        masthead=reader.text("masthead", kind.value),
        issue_number=reader.whole("issue_number", 0, 1, 9999),
        dated=reader.date("dated"),
        issuer=issuer,
        supervision_office=reader.text("supervision_office", issuer),
        joint_inspectors=reader.listed("joint_inspectors"),
        inspected_on=reader.date("inspected_on"),
        area_word=reader.text("area_word", _area_word(reader.text("county"), standard.area_word)),
        project_term=reader.text("project_term", standard.project_term),
        distribution_list=reader.text("distribution_list"),
        copy_to=reader.text("copy_to"),
        with_annex=reader.flag("with_annex"),
        printed_by=reader.text("printed_by"),
        requirements=reader.lines("requirements") or standard.requirements,
        overall=reader.text("overall"),
        good_practices=reader.lines("good_practices"),
        shortcomings=reader.lines("shortcomings"),
        next_steps=reader.lines("next_steps"),
    )


def _area_word(county: str, standard: str) -> str:
    """Return 全县 for 鲁山县, 全市 for 平顶山市, 全区 for 湛河区."""
    return f"全{county[-1]}" if county.endswith(("区", "县", "市", "旗", "州", "省")) else standard
