"""设置 of a city's (or province's) summary: its name, and what its bulletin says of the office itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.settings import BulletinSettings
from xlminshi.core.units import normal_name
from xlminshi.form import sheets as look
from xlminshi.form.as_written import content_of
from xlminshi.form.canvas import Canvas
from xlminshi.form.cells import shown
from xlminshi.form.grid import CellValue, Grid, cell_address
from xlminshi.form.setting_items import ITEMS, SHEET_NAME, SettingItem
from xlminshi.form.settings import read_settings
from xlminshi.form.sheets import Page, SheetPlan

_NAME = SettingItem("county", "名称", "市或省的名称，例如：平川市。", is_needed=True)
_HELP = {
    "masthead": "版头的红色大字，留空为督查通报；版头文件里印死的以版头文件为准。",
    "issuer": "例如：平川市人民政府督查室。",
    "requirements": "通报最后一部分的正文，每行一段；留空按汇总情况拟写。",
}
_KEYS = (
    "masthead",
    "issue_number",
    "dated",
    "issuer",
    "requirements",
    "distribution_list",
    "copy_to",
    "printed_by",
)
_ITEMS = (_NAME, *(next(item for item in ITEMS if item.key == key) for key in _KEYS))
_BY_LABEL = {normal_name(item.label): item for item in _ITEMS}
_READ_AS = next(item.label for item in ITEMS if item.key == _NAME.key)
_HEADERS = ("设置项", "值", "说明")
_WIDTHS = (16, 60, 60)
_FIRST_ROW = 3
_NO_YEAR = 2000
Written = tuple[tuple[str, CellValue], ...]


@dataclass(frozen=True, slots=True)
class RollupSettings:
    """What a city's or province's office says of itself; `name` "" and empty words mean: not filled in yet.

    `written` are the rows of the sheet as they stand, rows that nobody knows included; `problems` name the cells of the
    summary to which they are carried.
    """

    name: str = ""
    bulletin: BulletinSettings = field(default=BulletinSettings(requirements=()))
    written: Written = ()
    problems: tuple[Problem, ...] = ()


def read_rollup_settings(grid: Grid | None, file: str, named: bool = False) -> RollupSettings:
    """Return the settings of a former summary (None: it has none) as they will stand in the summary `file`.

    `named`: its name is given otherwise. Else, where none stands here, the file's takes its place, and that must be settled:
    two cities whose files are called the same would be one in the province's summary.
    """
    written = tuple(_carried(grid))
    rows = ((_READ_AS if label == _NAME.label else label, value) for label, value in written)
    sheet = Grid(SHEET_NAME, (*(() for _ in range(_FIRST_ROW)), *rows))
    reading = read_settings(sheet, _NO_YEAR, file)
    bulletin = reading.settings.bulletin
    if not shown(dict(written).get(_label("requirements"))).strip():
        bulletin = replace(bulletin, requirements=())
    # A city's sheet has no year and no period, and its name is called otherwise than a county's.
    place = Place(file, SHEET_NAME, cell_address(_FIRST_ROW, 1))
    own = [
        one
        for one in reading.problems
        if one.place.cell and not (one.place == place and one.code is Code.SETTING_MISSING)
    ]
    if not (reading.settings.county or named):
        own.append(problem(Code.NAME_FROM_FILE, place, setting=_NAME.label, value=PurePath(file).stem))
    return RollupSettings(reading.settings.county, bulletin, written, tuple(own))


def _carried(grid: Grid | None) -> Iterator[tuple[str, CellValue]]:
    """Yield every setting in its fixed order, then rows of the former sheet that are none of ours."""
    values: dict[str, CellValue] = {}
    others: list[tuple[str, CellValue]] = []
    rows = grid.rows if grid is not None else ()
    start = next((place for place, row in enumerate(rows) if _is_head(row)), len(rows))
    for row in rows[start + 1 :]:
        label, value = (*row[:2], None, None)[:2]
        text = shown(label).strip()
        item = _BY_LABEL.get(normal_name(text).rstrip(":*"))
        if item is not None and item.key not in values:
            values[item.key] = value
        elif text or shown(value).strip():
            others.append((text, value))
    yield from ((item.label, values.get(item.key)) for item in _ITEMS)
    yield from others


def _is_head(row: tuple[CellValue, ...]) -> bool:
    return tuple(shown(value).strip() for value in row[:2]) == _HEADERS[:2]


def _label(key: str) -> str:
    return next(item.label for item in _ITEMS if item.key == key)


def rollup_settings_sheet(settings: RollupSettings) -> SheetPlan:
    """Return the 设置 sheet of a summary: each setting with its value as it stands, and what it is for."""
    canvas = Canvas(SHEET_NAME, _WIDTHS)
    canvas.put(0, 0, SHEET_NAME, look.TITLE, columns=len(_WIDTHS))
    canvas.raise_row(0, 32)
    note = "通报的版头、版记取自这里。改好后放回原处重新汇总，内容会带到新的汇总表。"
    canvas.put(1, 0, note, replace(look.NOTE, size=11), columns=len(_WIDTHS))
    canvas.put_row(2, _HEADERS, look.HEAD)
    for row, (label, value) in enumerate(settings.written or tuple(_carried(None)), start=_FIRST_ROW):
        item = _BY_LABEL.get(normal_name(label))
        content, number_format = content_of(value)
        is_date = item is not None and item.is_date
        style = replace(look.ENTRY, number_format="yyyy-mm-dd" if is_date else number_format, align="left")
        mark = " *" if item is not None and item.is_needed else ""
        canvas.put(row, 0, f"{label}{mark}", replace(look.HEAD, align="left"))
        canvas.put(row, 1, content, style)
        help_ = "" if item is None else _HELP.get(item.key, item.help)
        canvas.put(row, 2, help_ or None, replace(look.PLAIN, ink=look.PALE_INK, size=10))
        canvas.raise_row(row, 22)
    return replace(canvas.plan(), freeze=(3, 1), page=Page(is_landscape=True), tab_colour="5B9BD5")
