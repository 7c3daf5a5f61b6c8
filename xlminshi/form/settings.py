"""The 设置 sheet: one list of settings drives the sheet and its reading. A bad setting is a finding, never a traceback.

To add a setting, add a `SettingItem` here and use its value in `_settings_from`.
"""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from xlminshi.core.period import ReportingPeriod, TimeBasis, parse_months, reporting_period
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.progress import Aggregation, RateRule
from xlminshi.core.quantity import plain
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import BulletinSettings, Settings
from xlminshi.core.status import Basis, Light, Status, StatusClass
from xlminshi.core.units import LeadUnit, UnitDirectory, normal_name
from xlminshi.form.cells import read_date, read_number, shown
from xlminshi.form.grid import CellValue, Grid, Percent, bare, cell_address

SHEET_NAME = "设置"
CLASS_HEADERS = ("类别名称", "性质", "判断依据", "下限", "导语用语", "小标题", "颜色", "写主要任务")
LIGHT_HEADERS = ("预警灯", "颜色", "滞后不超过（百分点）")
UNIT_HEADERS = ("单位名称", "别名（用顿号隔开）")
YES, NO = "是", "否"
PALETTE = {
    "绿": "00B050",
    "浅绿": "C6E0B4",
    "黄": "FFC000",
    "浅黄": "FFE699",
    "橙": "ED7D31",
    "浅橙": "F8CBAD",
    "红": "FF0000",
    "浅红": "FFB3B3",
    "蓝": "5B9BD5",
    "浅蓝": "BDD7EE",
    "灰": "A6A6A6",
    "浅灰": "D9D9D9",
}
_SEPARATORS = "、,，;；\n"
E_ = TypeVar("E_", bound=Enum)


@dataclass(frozen=True, slots=True)
class SettingItem:
    """One setting: its label on the sheet, what it does, what it may be, and the words that stand in a new sheet."""

    key: str
    label: str
    help: str
    choices: tuple[str, ...] = ()
    default: str = ""
    is_needed: bool = False
    is_date: bool = False
    is_long: bool = False


def _values(kind: type[Enum]) -> tuple[str, ...]:
    return tuple(str(member.value) for member in kind)


ITEMS = (
    SettingItem("county", "区县名称", "例如：湛河区。", is_needed=True),
    SettingItem("year", "年度", "四位数字，例如：2022。", is_needed=True),
    SettingItem("period", "通报期", "例如：1-9月份、上半年、前三季度、全年。", is_needed=True),
    SettingItem("as_of", "数据截至日期", "留空按通报期最后一天。", is_date=True),
    SettingItem("deadline", "报送截止日期", "印在各单位填报表的表头。", is_date=True),
    SettingItem(
        "time_basis", "序时进度算法", "按月：月数÷12；按天：天数÷全年天数。", _values(TimeBasis), "按月"
    ),
    SettingItem(
        "rounding", "完成率取整", "94.285%四舍五入为94.29%，舍去尾数为94.28%。", _values(Rounding), "四舍五入"
    ),
    SettingItem("decimals", "完成率小数位", "0到4；实事清单中可为单个指标另定。", default="2"),
    SettingItem("ceiling", "完成倍数上限", "完成数超过目标这么多倍时不计算完成率，请人核对。", default="10"),
    SettingItem(
        "aggregation",
        "实事完成率算法",
        "一件实事有几个指标时怎样得出完成率。取平均、按权重时，未全部完成的，单项超过100%按100%计。",
        _values(Aggregation),
        "取最低",
    ),
    SettingItem(
        "milestones",
        "形象进度节点",
        "按先后用顿号隔开。",
        default="未启动、立项、设计、财政评审、招标、开工、主体完工、完工、验收、投用",
    ),
    SettingItem("masthead", "通报名称", "版头的红色大字。", default="督查通报"),
    SettingItem("issue_number", "期号", "只填数字，例如：7。", is_needed=True),
    SettingItem("dated", "成文日期", "例如：2022-10-25。", is_date=True, is_needed=True),
    SettingItem("issuer", "发文机关", "例如：中共湛河区委区政府督查局。", is_needed=True),
    SettingItem("supervision_office", "督查单位简称", "导语中的称呼，例如：区督查局。留空用发文机关。"),
    SettingItem("joint_inspectors", "会同单位", "用顿号隔开，没有的留空。"),
    SettingItem("area_word", "全域称呼", "全区、全县、全市等；留空按区县名称。", default=""),
    SettingItem("project_term", "实事统称", "导语和标题中的称呼。", default="重点民生实事"),
    SettingItem("distribution_list", "本期发", "版记中的发送范围，照原样印出。"),
    SettingItem("printed_by", "印发机关", "留空则版记不印“印发”一行。"),
    SettingItem("requirements", "工作要求", "通报第二部分的正文，每行一段。", is_long=True),
)
_BY_LABEL = {normal_name(item.label): item for item in ITEMS}


@dataclass(frozen=True, slots=True)
class SettingsReading:
    """Typed settings, and what was wrong with the sheet (with cell addresses)."""

    settings: Settings
    problems: tuple[Problem, ...]


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
    grid = grid or Grid(SHEET_NAME, ())
    typed, problems = _typed_values(grid, sheet)
    settings, more = _settings_from(typed, fallback_year)
    classes, class_problems = _read_classes(grid, sheet)
    lights, light_problems = _read_lights(grid, sheet)
    units, unit_problems = _read_units(grid, sheet)
    settings = replace(
        settings,
        classes=classes or settings.classes,
        lights=lights or settings.lights,
        units=units,
    )
    return SettingsReading(settings, (*problems, *more, *class_problems, *light_problems, *unit_problems))


def _typed_values(grid: Grid, sheet: Place) -> tuple[_Typed, tuple[Problem, ...]]:
    values: dict[str, CellValue] = {}
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    for row in range(_first_table_row(grid)):
        label = shown(grid.at(row, 0)).strip()
        item = _BY_LABEL.get(normal_name(label).rstrip(":*"))
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


def _first_table_row(grid: Grid) -> int:
    firsts = {normal_name(headers[0]) for headers in (CLASS_HEADERS, LIGHT_HEADERS, UNIT_HEADERS)}
    for row in range(len(grid.rows)):
        if normal_name(shown(grid.at(row, 0))) in firsts:
            return row
    return len(grid.rows)


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
        self.bad(key, f"可选：{'、'.join(_values(kind))}。", default.value)
        return default

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        number = self._number(key)
        if number is None and not self.typed.text(key):
            return default
        if number is None or number != number.to_integral_value() or not least <= number <= most:
            self.bad(key, f"请填{least}到{most}的整数。", default)
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

    def listed(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        return _split(self.typed.text(key)) or default

    def _number(self, key: str) -> Decimal | None:
        value = self.typed.values.get(key)
        text = shown(value).strip().removesuffix("年").removeprefix("第").removesuffix("期")
        reading = read_number(text if isinstance(value, str) else value, "", self.typed.place(key))
        return reading.quantity.value if reading.quantity and not reading.problems else None


def _split(text: str) -> tuple[str, ...]:
    for separator in _SEPARATORS:
        text = text.replace(separator, "\n")
    return tuple(part.strip() for part in text.split("\n") if part.strip())


def _settings_from(typed: _Typed, fallback_year: int) -> tuple[Settings, tuple[Problem, ...]]:
    reader = _Reader(typed)
    settings = Settings(
        county=reader.text("county"),
        period=_period(reader, fallback_year),
        time_basis=reader.choice("time_basis", TimeBasis, TimeBasis.MONTHS),
        rate_rule=_rate_rule(reader),
        deadline=reader.date("deadline"),
        bulletin=_bulletin(reader),
    )
    milestones = reader.listed("milestones", settings.milestones)
    return replace(settings, milestones=milestones), tuple(reader.problems)


def _period(reader: _Reader, fallback_year: int) -> ReportingPeriod:
    year = reader.whole("year", fallback_year, 2000, 2100)
    label = reader.text("period", "全年")
    if parse_months(label) is None:
        reader.bad("period", "可写成1-9月份、上半年、前三季度、全年。", "全年")
        label = "全年"
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


def _bulletin(reader: _Reader) -> BulletinSettings:
    standard = BulletinSettings()
    issuer = reader.text("issuer")
    requirements = tuple(line.strip() for line in reader.text("requirements").splitlines() if line.strip())
    return BulletinSettings(
        masthead=reader.text("masthead", standard.masthead),
        issue_number=reader.whole("issue_number", 0, 1, 9999),
        dated=reader.date("dated"),
        issuer=issuer,
        supervision_office=reader.text("supervision_office", issuer),
        joint_inspectors=reader.listed("joint_inspectors"),
        area_word=reader.text("area_word", _area_word(reader.text("county"), standard.area_word)),
        project_term=reader.text("project_term", standard.project_term),
        distribution_list=reader.text("distribution_list"),
        printed_by=reader.text("printed_by"),
        requirements=requirements or standard.requirements,
    )


def _area_word(county: str, standard: str) -> str:
    """Return 全县 for 鲁山县, 全市 for 平顶山市, 全区 for 湛河区."""
    return f"全{county[-1]}" if county.endswith(("区", "县", "市", "旗", "州", "省")) else standard


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table on the sheet: its values by header, and where they stand."""

    cells: dict[str, tuple[CellValue, Place]]

    def text(self, header: str) -> str:
        return shown(self.cells[header][0]).strip() if header in self.cells else ""

    def value(self, header: str) -> CellValue:
        return self.cells[header][0] if header in self.cells else None

    def place(self, header: str) -> Place:
        return self.cells[header][1] if header in self.cells else Place()


def _table_rows(grid: Grid, sheet: Place, headers: tuple[str, ...]) -> tuple[_Row, ...]:
    """Return the rows of the table whose first header is `headers[0]`, up to the first row with an empty first cell."""
    wanted = {normal_name(header): header for header in headers}
    for start in range(len(grid.rows)):
        if normal_name(shown(grid.at(start, 0))) != normal_name(headers[0]):
            continue
        names = {
            column: wanted[normal_name(shown(value))]
            for column, value in enumerate(grid.rows[start])
            if normal_name(shown(value)) in wanted
        }
        rows = []
        for row in range(start + 1, len(grid.rows)):
            if not shown(grid.at(row, 0)).strip():
                break
            cells: dict[str, tuple[CellValue, Place]] = {
                header: (bare(grid.at(row, column)), sheet.at(cell_address(row, column)))
                for column, header in names.items()
            }
            rows.append(_Row(cells))
        return tuple(rows)
    return ()


def _bad(place: Place, setting: str, found: str, value: object, expected: str) -> Problem:
    return problem(Code.SETTING_BAD, place, setting=setting, found=found, value=value, expected=expected)


def _choice_in(row: _Row, header: str, kind: type[E_], default: E_) -> tuple[E_, tuple[Problem, ...]]:
    text = row.text(header)
    member = next((one for one in kind if one.value == text), None)
    if member is not None:
        return member, ()
    expected = f"可选：{'、'.join(_values(kind))}。"
    return default, (_bad(row.place(header), header, text, default.value, expected),)


def _limit(row: _Row, header: str, is_share: bool) -> tuple[Decimal | None, tuple[Problem, ...]]:
    """Return a limit: 100% or 1 as a share, -10 as points; None for a blank (takes the rest)."""
    value, text = row.value(header), row.text(header)
    if not text:
        return None, ()
    if isinstance(value, Percent):
        return (value.share if is_share else value.share * 100), ()
    is_percent = text.endswith(("%", "％"))
    reading = read_number(value, "%" if is_percent else "", row.place(header))
    if reading.quantity is None or reading.quantity.wording:
        return None, (_bad(row.place(header), header, text, "空", "请填数字，例如100%或-10。"),)
    number = reading.quantity.value
    return (number / 100 if is_share and (is_percent or number > 10) else number), ()


def _colour(row: _Row, default: str) -> tuple[str, tuple[Problem, ...]]:
    text = row.text("颜色").removesuffix("色")
    if not text:
        return default, ()
    if text in PALETTE:
        return PALETTE[text], ()
    expected = f"可选：{'、'.join(PALETTE)}。"
    return default, (_bad(row.place("颜色"), "颜色", text, colour_name(default), expected),)


def colour_name(colour: str) -> str:
    """Return the Chinese name of a colour of the palette; its code where it is none."""
    return next((name for name, code in PALETTE.items() if code == colour), colour)


def _read_classes(grid: Grid, sheet: Place) -> tuple[tuple[StatusClass, ...], tuple[Problem, ...]]:
    classes: list[StatusClass] = []
    problems: list[Problem] = []
    for row in _table_rows(grid, sheet, CLASS_HEADERS):
        name = row.text("类别名称")
        if any(one.name == name for one in classes):
            problems.append(problem(Code.SETTING_DOUBLE, row.place("类别名称"), found=name))
            continue
        one, found = _read_class(row, name)
        classes.append(one)
        problems.extend(found)
    return tuple(classes), tuple(problems)


def _read_class(row: _Row, name: str) -> tuple[StatusClass, tuple[Problem, ...]]:
    status, status_problems = _choice_in(row, "性质", Status, Status.OTHER)
    basis, basis_problems = _choice_in(row, "判断依据", Basis, Basis.PERSON)
    at_least, limit_problems = _limit(row, "下限", basis is Basis.RATE)
    colour, colour_problems = _colour(row, PALETTE["浅灰"])
    one = StatusClass(
        name=name,
        status=status,
        basis=basis,
        at_least=at_least,
        phrase=row.text("导语用语") or name,
        heading=row.text("小标题") or f"{name}实事",
        colour=colour,
        prints_main_task=row.text("写主要任务") == YES,
    )
    return one, (*status_problems, *basis_problems, *limit_problems, *colour_problems)


def _read_lights(grid: Grid, sheet: Place) -> tuple[tuple[Light, ...], tuple[Problem, ...]]:
    lights: list[Light] = []
    problems: list[Problem] = []
    for row in _table_rows(grid, sheet, LIGHT_HEADERS):
        limit, limit_problems = _limit(row, LIGHT_HEADERS[2], is_share=False)
        colour, colour_problems = _colour(row, PALETTE["浅灰"])
        lights.append(Light(row.text("预警灯"), colour, limit))
        problems.extend((*limit_problems, *colour_problems))
    return tuple(lights), tuple(problems)


def _read_units(grid: Grid, sheet: Place) -> tuple[UnitDirectory, tuple[Problem, ...]]:
    units = tuple(
        LeadUnit(row.text(UNIT_HEADERS[0]), _split(row.text(UNIT_HEADERS[1])))
        for row in _table_rows(grid, sheet, UNIT_HEADERS)
    )
    directory = UnitDirectory(units)
    shared = (problem(Code.SHARED_ALIAS, sheet, found=name) for name in directory.shared_names())
    return directory, tuple(shared)


def typed_settings(settings: Settings) -> dict[str, str | Decimal | dt.date | None]:
    """Return what stands in the 值 column for these settings: the inverse of reading."""
    period, rule, bulletin = settings.period, settings.rate_rule, settings.bulletin
    plain_period = reporting_period(period.year, period.label)
    is_last_day = plain_period is not None and plain_period.as_of == period.as_of
    return {
        "county": settings.county,
        "year": Decimal(period.year),
        "period": period.label,
        "as_of": None if is_last_day else period.as_of,
        "deadline": settings.deadline,
        "time_basis": settings.time_basis.value,
        "rounding": rule.rounding.value,
        "decimals": Decimal(rule.decimals),
        "ceiling": rule.ceiling,
        "aggregation": rule.aggregation.value,
        "milestones": "、".join(settings.milestones),
        "masthead": bulletin.masthead,
        "issue_number": Decimal(bulletin.issue_number) if bulletin.issue_number else None,
        "dated": bulletin.dated,
        "issuer": bulletin.issuer,
        "supervision_office": bulletin.supervision_office,
        "joint_inspectors": "、".join(bulletin.joint_inspectors),
        "area_word": bulletin.area_word,
        "project_term": bulletin.project_term,
        "distribution_list": bulletin.distribution_list,
        "printed_by": bulletin.printed_by,
        "requirements": "\n".join(bulletin.requirements),
    }
