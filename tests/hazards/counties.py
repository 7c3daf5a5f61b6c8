"""Two counties with everything their units typed: the example of the house, and one that nobody has seen before.

What a unit typed is known without our reader: of the example from its files by openpyxl, of the other because it is
written down here and typed into the forms by openpyxl.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.hazards.forms import Form, Formula, form_of
from xlminshi import api

Key: TypeAlias = tuple[str, str]
Typed: TypeAlias = Decimal | str | None
TEXT_HEADERS = ("形象进度", "进展情况", "存在问题", "下一步措施", "责任人", "联系电话", "备注")
MONEY_HEADERS = ("计划资金", "到位资金", "支付资金")
# What the words typed in the example's number cells mean; everything else there is a plain number or plain words.
_KNOWN_WORDS = {"500余万元": Decimal(500), "约7万元": Decimal(7), "超过65%": Decimal(65)}
EXAMPLE = Path(__file__).parents[2] / "workbook_templates" / "examples" / "zhanhe_2022"


@dataclass(frozen=True, slots=True)
class Promise:
    """One indicator as the county's list has it."""

    title: str
    unit: str
    indicator: str
    kind: str
    measure: str
    target: Decimal | None
    decimals: int


@dataclass(frozen=True, slots=True)
class Return:
    """One unit's return: its file, its figures by (title, indicator), its other entries by (title, header)."""

    unit: str
    path: Path
    figures: dict[Key, Typed]
    entries: dict[Key, Typed]


@dataclass(frozen=True, slots=True)
class County:
    """A county: its workbook, its blank forms, and its returns by unit."""

    name: str
    period: str
    book: Path
    forms: dict[str, Path]
    returns: dict[str, Return]
    promises: dict[Key, Promise] = field(default_factory=dict)
    before: dict[Key, Decimal] = field(default_factory=dict)
    cuts_off: bool = False

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(self.name)

    def units(self) -> tuple[str, ...]:
        return tuple(self.returns)


# The second county: other names, other kinds, a half-year, figures with decimals, last period's figures brought along.

SECOND_SETTINGS = (
    ("区县名称", "青石县"),
    ("年度", 2023),
    ("通报期", "一季度"),
    ("期号", 3),
    ("成文日期", dt.date(2023, 7, 10)),
    ("发文机关", "青石县人民政府督查室"),
    ("完成率取整", "舍去尾数"),
    ("完成率小数位", 1),
)
SECOND_LIST = (
    ("县水利局", "农村饮水安全提升", "新建供水工程12处", "供水工程", "数量", "处", 12),
    ("县水利局", "农村饮水安全提升", None, "受益人口", "数量", "万人", 3.6),
    ("县水利局", "农村饮水安全提升", None, "水质达标率", "比率", "%", 95),
    ("县水利局", "小水库除险加固", "除险加固5座", "除险加固", "数量", "座", 5),
    ("县交通局", "农村公路提质", "提质农村公路82.5公里", "路面提质", "数量", "公里", 82.5),
    ("县交通局", "农村公路提质", None, "危桥改造", "数量", "座", 14),
    ("县交通局", "农村公路提质", None, "项目资金", "资金", "万元", None),
    ("县就业局", "稳岗就业", "登记失业率控制在4.2%以内", "城镇登记失业率", "越低越好", "%", 4.2),
    ("县就业局", "稳岗就业", None, "城镇新增就业", "数量", "人", 4200),
    ("县就业局", "稳岗就业", None, "零工市场", "数量", "个", 3),
    ("县文旅局", "县图书馆新馆", "年底前投用", "建设进度", "节点", None, "投用"),
    ("县文旅局", "县图书馆新馆", None, "新增藏书", "数量", "册", 20000),
    ("县文旅局", "送戏下乡", "送戏120场", "送戏场次", "数量", "场", 120),
    ("县民政和养老服务中心", "老年助餐", "建助餐点26个", "助餐点", "数量", "个", 26),
    ("县民政和养老服务中心", "老年助餐", None, "服务老人", "数量", "人次", None),
    ("县民政和养老服务中心", "老年助餐", None, "制度建设", "文字", None, None),
    ("县供电公司", "配电网改造", "改造台区60个", "台区改造", "数量", "个", 60),
)
BEFORE = {
    ("农村饮水安全提升", "供水工程"): "2", ("农村饮水安全提升", "受益人口"): "0.5",
    ("农村饮水安全提升", "水质达标率"): "90", ("小水库除险加固", "除险加固"): "0",
    ("农村公路提质", "路面提质"): "11.2", ("农村公路提质", "危桥改造"): "1",
    ("农村公路提质", "项目资金"): "300", ("稳岗就业", "城镇登记失业率"): "4.1",
    ("稳岗就业", "城镇新增就业"): "1012", ("稳岗就业", "零工市场"): "1",
    ("县图书馆新馆", "新增藏书"): "3000", ("送戏下乡", "送戏场次"): "22",
    ("老年助餐", "助餐点"): "5", ("老年助餐", "服务老人"): "8120", ("配电网改造", "台区改造"): "13",
}  # fmt: skip
NOW = {
    ("农村饮水安全提升", "供水工程"): "7", ("农村饮水安全提升", "受益人口"): "1.85",
    ("农村饮水安全提升", "水质达标率"): "93.6", ("小水库除险加固", "除险加固"): "2",
    ("农村公路提质", "路面提质"): "40.75", ("农村公路提质", "危桥改造"): "6",
    ("农村公路提质", "项目资金"): "1250.5", ("稳岗就业", "城镇登记失业率"): "4.05",
    ("稳岗就业", "城镇新增就业"): "2387", ("稳岗就业", "零工市场"): "2",
    ("县图书馆新馆", "新增藏书"): "9800", ("送戏下乡", "送戏场次"): "61",
    ("老年助餐", "助餐点"): "15", ("老年助餐", "服务老人"): "31260", ("配电网改造", "台区改造"): "33",
}  # fmt: skip
WORDS_NOW = {("县图书馆新馆", "建设进度"): "主体完工", ("老年助餐", "制度建设"): "已出台补贴办法"}


def _entries_of(title: str, number: int) -> dict[str, Typed]:
    """What the units of the second county type beside their figures; every project has all of it."""
    return {
        "形象进度": ("招标", "开工", "主体完工")[number % 3],
        "进展情况": f"{title}：上半年按计划推进，第{number}项已完成阶段验收。",
        "存在问题": f"{title}部分材料涨价。",
        "下一步措施": f"倒排工期，{number + 7}月底前完成。",
        "计划资金": Decimal(500 + 100 * number),
        "到位资金": Decimal(300 + 50 * number),
        "支付资金": Decimal("120.5") + 10 * number,
        "责任人": ("赵永强", "钱晓梅", "孙立国", "李文静")[number % 4],
        "联系电话": f"0375-68211{number:02d}",
        "备注": f"备注{number}",
    }


def example_county(folder: Path) -> County:
    """The example of the house, with its forms as `demo` sends them out."""
    book = folder / "工作簿.xlsx"
    api.new_workbook(EXAMPLE / "实事清单.xlsx", book)
    api.split(book, folder / "下发")
    forms = {path.stem: path for path in sorted((folder / "下发").iterdir())}
    returns = {path.stem: read_return(path) for path in sorted((EXAMPLE / "填报表").iterdir())}
    return County("湛河区", "1-9月份", book, forms, returns, _promises(book, 2))


def second_county(folder: Path) -> County:
    """The second county in its second period: a quarter was collected before, its figures stand in the forms."""
    source, first = folder / "清单.xlsx", folder / "一季度.xlsx"
    _write_list(source)
    api.new_workbook(source, first)
    api.split(first, folder / "一季度下发")
    for path in sorted((folder / "一季度下发").iterdir()):
        fill(path, folder / "一季度报送" / path.name, _figures(BEFORE), {})
    api.collect(first, (folder / "一季度报送",), folder / "一季度汇总.xlsx")
    book = folder / "工作簿.xlsx"
    _into_next_period(folder / "一季度汇总.xlsx", book, "上半年")
    api.split(book, folder / "下发")
    forms = {path.stem: path for path in sorted((folder / "下发").iterdir())}
    returns = {}
    titles = tuple(dict.fromkeys(row[1] for row in SECOND_LIST))
    entries = {title: _entries_of(title, number) for number, title in enumerate(titles, 1)}
    for unit, form in forms.items():
        path = fill(form, folder / "报送" / form.name, _figures(NOW), entries)
        returns[unit] = read_return(path)
    before = {key: Decimal(text) for key, text in BEFORE.items()}
    return County("青石县", "上半年", book, forms, returns, _promises(book, 1), before, cuts_off=True)


def _figures(numbers: dict[Key, str]) -> dict[Key, Typed]:
    return {**{key: Decimal(text) for key, text in numbers.items()}, **WORDS_NOW}


def _write_list(path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "实事清单"
    sheet.append(["实事名称", "主要任务", "牵头单位", "指标名称", "指标类型", "计量单位", "年度目标"])
    for unit, title, task, *rest in SECOND_LIST:
        sheet.append([title, task, unit, *rest])
    settings = workbook.create_sheet("设置")
    settings.append(["设置项", "值"])
    for row in SECOND_SETTINGS:
        settings.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)


def _into_next_period(source: Path, target: Path, period: str) -> None:
    """Change the period on the 设置 sheet, as an office does for the next round."""
    workbook = openpyxl.load_workbook(source)
    cell = next(
        row[column + 1]
        for row in workbook["设置"].iter_rows()
        for column, one in enumerate(row[:-1])
        if str(one.value).rstrip(" *") == "通报期"
    )
    cell.value = period
    workbook.save(target)


def fill(form: Path, target: Path, figures: dict[Key, Typed], entries: dict[str, dict[str, Typed]]) -> Path:
    """Type figures and entries into a blank form as a clerk does in Excel; returns where it is saved."""
    sheet = form_of(form)
    seen: set[str] = set()
    for line in sheet.lines():
        key = line.title, line.indicator
        if key in figures:
            sheet.set(line.row, "累计完成", figures[key])
            _calculate(sheet, line.row, figures[key])
        for name, value in entries.get(line.title, {}).items() if line.title not in seen else ():
            sheet.set(line.row, name, value)
        seen.add(line.title)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(sheet.content())
    return target


def _calculate(sheet: Form, row: int, figure: Typed) -> None:
    """Store the rate that Excel would show, where there is one."""
    target, shown = sheet.get(row, "年度目标"), sheet.get(row, "完成率")
    if isinstance(figure, Decimal) and isinstance(target, Decimal) and isinstance(shown, Formula):
        parts = (target, figure) if sheet.get(row, "指标类型") == "越低越好" else (figure, target)
        rate = (parts[0] / parts[1]).quantize(Decimal("0.001"), ROUND_DOWN)
        sheet.set(row, "完成率", Formula(shown.text, rate))


def headers(sheet: Worksheet) -> tuple[dict[str, int], int]:
    """The one-based columns by header, and the one-based row of the headers."""
    for row in sheet.iter_rows(max_row=40):
        names = {str(cell.value).split("\n")[0].strip(): cell.column for cell in row if cell.value}
        if {"实事名称", "累计完成"} <= set(names):
            return names, row[0].row
    raise AssertionError(f"{sheet.title}: no header row")


def read_return(path: Path) -> Return:
    """What stands in a return, by openpyxl."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    at, header = headers(sheet)
    figures: dict[Key, Typed] = {}
    entries: dict[Key, Typed] = {}
    for row in range(header + 1, sheet.max_row + 1):
        title, indicator = sheet.cell(row, at["实事名称"]).value, sheet.cell(row, at["指标名称"]).value
        figures[title, indicator] = as_typed(sheet.cell(row, at["累计完成"]).value)
        for name in (*TEXT_HEADERS, *MONEY_HEADERS):
            if (title, name) not in entries:
                entries[title, name] = as_typed(sheet.cell(row, at[name]).value)
    return Return(path.stem, path, figures, entries)


def as_typed(value: object) -> Typed:
    """A cell's value as the model keeps it: numbers as Decimal, known words as their number, nothing as None."""
    if value is None or value == "":
        return None
    if isinstance(value, int | float):
        return Decimal(repr(value)).normalize() + 0
    return _KNOWN_WORDS.get(str(value), str(value))


def _promises(book: Path, usual: int) -> dict[Key, Promise]:
    sheet = openpyxl.load_workbook(book, data_only=True)["实事清单"]
    rows = iter(sheet.iter_rows(values_only=True))
    head = next(row for row in rows if "实事名称" in row)
    names = ("实事名称", "牵头单位", "指标名称", "指标类型", "计量单位", "年度目标")
    at = [head.index(name) for name in names]
    found = {}
    for row in rows:
        if row[at[0]]:
            decimals = row[head.index("完成率小数位")]
            *words, target = (row[column] or "" for column in at)
            places = usual if decimals is None else int(decimals)
            one = Promise(*words, _target_number(target), places)
            found[one.title, one.indicator] = one
    return found


def _target_number(target: object) -> Decimal | None:
    """The target as a number: 70, 1.38万; None where it is none."""
    text = str(target)
    number = text.removesuffix("万")
    if not number.replace(".", "", 1).isdigit():
        return None
    return Decimal(number) * (10_000 if text.endswith("万") else 1)
