"""函数自检: a workbook that checks itself in Excel or WPS: what formulas give beside what the library gives, one verdict.

Nothing in it is calculated when it is written: until a program has calculated it, it says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlminshi.bulletin.single import indicator_sentence
from xlminshi.core.progress import RateRule
from xlminshi.core.project import IndicatorKind
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import DEFAULT_CLASSES
from xlminshi.form import functions
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.formulas import RowCells, lag_call, rate_call, status_call
from xlminshi.form.grid import cell_address
from xlminshi.form.sheets import Area, BookPlan, Content, Formula, Page, SheetPlan, Style

FILE_NAME = "函数自检.xlsx"
NATIVE_SHEET, ADDIN_SHEET = "普通公式", "加载项函数"
AGREED, DIFFERS, NOT_YET = "全部一致", "不一致", "尚未计算"
VERDICT = (1, 1)
_HEAD, _BODY = 3, 4
_FIGURES = ("累计完成", "年度目标", "序时进度")
_RULES = ("指标类型", "小数位", "取整")
_RESULTS = ("完成率", "状态", "滞后百分点")
_HEADERS = (
    *_FIGURES,
    *_RULES,
    *(f"{word}{name}" for name in _RESULTS for word in ("应为", "公式")),
    "结果",
    "不一致数",
)
_FOUND = {name: len(_FIGURES) + len(_RULES) + 1 + 2 * number for number, name in enumerate(_RESULTS)}
_MATCH, _COUNT = len(_HEADERS) - 2, len(_HEADERS) - 1
_SHARE = replace(look.NUMBER, number_format="0.00%")
_DETAILED = replace(look.NUMBER, number_format="0.0000%")
_ENTRY = replace(look.ENTRY_NUMBER, is_shrunk=True)


@dataclass(frozen=True, slots=True)
class _Row:
    achieved: Content
    target: Content
    gone: Content
    kind: IndicatorKind = IndicatorKind.QUANTITY
    decimals: int = 2
    rounding: Rounding = Rounding.HALF_UP


def _row(achieved: object, target: object, gone: object = "0.75", *rules: object) -> _Row:
    cells = (_cell(value) for value in (achieved, target, gone))
    return _Row(*cells, *rules)  # type: ignore[arg-type]


def _cell(value: object) -> Content:
    """Return a number for digits, words as they are; a text that Excel would take for a number starts with a sign of its own."""
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, str) and value.replace(".", "", 1).lstrip("-").isdecimal() and value.isascii():
        return Decimal(value)
    return value if isinstance(value, str) else None


_LOWER, _CUT = IndicatorKind.LOWER, Rounding.CUT_OFF
_QUANTITY = IndicatorKind.QUANTITY
_ROWS = (
    _row(21414, 13800), _row(12099, 11200), _row(33, 35), _row(33, 35, "0.75", _QUANTITY, 2, _CUT),
    _row(33, 35, "0.75", _QUANTITY, 0), _row(33, 35, "0.75", _QUANTITY, 4), _row(199990, 200000),
    _row(199989, 200000), _row("99.995", 100), _row("99.99499999", 100), _row(100, 100), _row(285, 1000),
    _row(57, 200), _row("0.00005", 1), _row("0.00015", 1), _row("1.00005", 1), _row("1.005", 1), _row("2.675", 1),
    _row("0.6", "0.2"), _row("0.24", "0.3"), _row("2.175", "4.35"), _row("0.3", "0.1"), _row(65, 100), _row("64.99", 100),
    _row(45, 100, "0.5"), _row(700, 70), _row("700.01", 70), _row(0, 70), _row(-3, 70), _row(5, 0), _row(5, -5),
    _row(None, 70), _row(5, None), _row(None, None), _row("九个", 70), _row("约500", 70), _row("50%", 70),
    _row("１１０", 70), _row("  ", 70), _row(5, "七十"), _row("4.17", "4.3", "0.75", _LOWER),
    _row("4.5", "4.3", "0.75", _LOWER), _row(0, "4.3", "0.75", _LOWER), _row("4.3", "4.3", "0.75", _LOWER, 1),
    _row(50, 100, None), _row(50, 100, "已过"), _row(50, 100, 75),
)  # fmt: skip
# The other functions: what is tried, and what it must give. The cells named stand in the table of figures above.
_OTHERS: tuple[tuple[str, Content], ...] = (
    ('MS_TIME("1-9月份")', Decimal("0.75")),
    ('MS_TIME("2022年1-9月份","按天")', functions.time_share("2022年1-9月份", "按天")),
    ("MS_TIME(13)", functions.time_share(13)),
    ('MS_QUANTITY("1.38万人次","人次")', functions.quantity("1.38万人次", "人次")),
    ('MS_QUANTITY("约500")', functions.quantity("约500")),
    ('MS_QUANTITY("九个")', functions.quantity("九个")),
    (f"MS_RANK(B{_BODY + 1}:B{_BODY + 3},B{_BODY + 2})", Decimal(2)),
    ("MS_SHARE(9)", Decimal(100)),
    (f'MS_PHRASE("技能培训",A{_BODY + 1},B{_BODY + 1},"人次")', None),
    ("IF(MS_RATE(NA(),70)=\"数据有误\",\"是\",\"否\")", "是"),
)  # fmt: skip


def self_check_book() -> BookPlan:
    """Return the workbook: native formulas on one sheet, the functions of the add-in on the other."""
    return BookPlan((_native_sheet(), _addin_sheet()), (), NATIVE_SHEET)


def _native_sheet() -> SheetPlan:
    canvas = _headed(NATIVE_SHEET, "不需要加载项。改动浅黄色的数字后，应显示“不一致”。")
    for number, row in enumerate(_ROWS):
        at, cells = _BODY + number, _cells_of(_BODY + number)
        indicator, rule = functions.rules_in(row.kind.value, row.decimals, row.rounding.value, None)
        rate = rate_call(indicator, cells, rule)
        _put_row(
            canvas, at, row, (rate, status_call(indicator, cells, rule, DEFAULT_CLASSES), lag_call(cells))
        )
    return _finished(canvas, len(_ROWS))


def _addin_sheet() -> SheetPlan:
    canvas = _headed(ADDIN_SHEET, "需要装好加载项；显示 #NAME? 表示没有装好。")
    for number, row in enumerate(_ROWS):
        at = _BODY + number
        a, t, g, r = (cell_address(at, column) for column in (0, 1, 2, _FOUND["完成率"]))
        rules = f'"{row.kind.value}",{{}}{row.decimals},"{row.rounding.value}"'
        calls = (
            f"MS_RATE({a},{t},{rules.format('')})",
            f"MS_STATUS({a},{t},{g},{rules.format(',')})",
            f"MS_LAG({r},{g})",
        )
        _put_row(canvas, at, row, calls)
    for number, (call, expected) in enumerate(_others(), start=len(_ROWS)):
        at = _BODY + number
        found = _FOUND["状态"]
        canvas.put(at, 0, f"={call}", look.PLAIN, columns=found - 1)
        canvas.put(at, found - 1, expected, look.PLAIN)
        canvas.put(at, found, Formula(call, ""), look.PLAIN, columns=_MATCH - found)
        _put_result(canvas, at, (_matches(at, found),))
    return _finished(canvas, len(_ROWS) + len(_OTHERS))


def _others() -> tuple[tuple[str, Content], ...]:
    first = _ROWS[0]
    told = functions.told_figure("技能培训", first.achieved, first.target, "人次", None, None, None)
    sentence = told if isinstance(told, str) else indicator_sentence(*told, RateRule())
    return tuple((call, sentence if expected is None else expected) for call, expected in _OTHERS)


def _headed(name: str, hint: str) -> Canvas:
    canvas = Canvas(name, (12, 12, 10, 11, 8, 11, 13, 13, 16, 16, 16, 16, 13, 13))
    canvas.put(0, 0, f"函数自检：{name}", look.TITLE, columns=len(_HEADERS))
    canvas.raise_row(0, 34)
    canvas.put(1, 0, "总的结果", look.LABEL)
    canvas.put(2, 0, hint, look.NOTE, columns=len(_HEADERS))
    canvas.put_row(_HEAD, _HEADERS, look.HEAD)
    return canvas


def _cells_of(row: int) -> RowCells:
    return RowCells(
        target=cell_address(row, 1),
        achieved=cell_address(row, 0),
        rate=cell_address(row, _FOUND["完成率"]),
        time_progress=cell_address(row, 2),
    )


def _put_row(canvas: Canvas, at: int, row: _Row, formulas: Sequence[str]) -> None:
    for column, (value, style) in enumerate(
        ((row.achieved, _ENTRY), (row.target, _ENTRY), (row.gone, _share_entry()))
    ):
        canvas.put(at, column, value, style)
    rules: tuple[Content, ...] = (row.kind.value, Decimal(row.decimals), row.rounding.value)
    for column, value in enumerate(rules, start=len(_FIGURES)):
        canvas.put(at, column, value, look.CENTRE)
    styles = (_DETAILED if row.decimals > 2 else _SHARE, look.CENTRE, look.NUMBER)
    for name, expected, formula, style in zip(_RESULTS, _expected(row), formulas, styles, strict=True):
        canvas.put(at, _FOUND[name] - 1, _content(expected), style)
        canvas.put(at, _FOUND[name], Formula(formula, ""), style)
    _put_result(canvas, at, [_matches(at, column) for column in _FOUND.values()])


def _share_entry() -> Style:
    return replace(_ENTRY, number_format="0.00%")


def _expected(row: _Row) -> tuple[object, object, object]:
    """Return what the library gives for a row."""
    rules = (row.kind.value, row.decimals, row.rounding.value)
    rate = functions.rate(row.achieved, row.target, *rules)
    status = functions.status(row.achieved, row.target, row.gone, DEFAULT_CLASSES, *rules)
    return rate, status, functions.points_behind(rate, row.gone)


def _content(value: object) -> Content:
    return value if isinstance(value, str | Decimal) and value != "" else None


def _matches(row: int, column: int) -> str:
    """Return the test whether a result is what it must be: numbers to nine decimals, everything else as text."""
    found, expected = cell_address(row, column), cell_address(row, column - 1)
    numbers = f"AND(ISNUMBER({found}),ISNUMBER({expected}))"
    return f'IFERROR(IF({numbers},ROUND({found}-{expected},9)=0,{found}&""={expected}&""),FALSE)'


def _put_result(canvas: Canvas, at: int, tests: Sequence[str]) -> None:
    whole = f"AND({','.join(tests)})"
    canvas.put(at, _MATCH, Formula(f'IF({whole},"一致","{DIFFERS}")', NOT_YET), look.CENTRE)
    before = f"{cell_address(at - 1, _COUNT)}+" if at > _BODY else ""
    own = f'IF({cell_address(at, _MATCH)}="一致",0,1)'
    canvas.put(at, _COUNT, Formula(f"{before}{own}", NOT_YET), replace(look.CENTRE, ink=look.PALE_INK))


def _finished(canvas: Canvas, rows: int) -> SheetPlan:
    last = cell_address(_BODY + rows - 1, _COUNT)
    verdict = replace(look.HEAD, size=14)
    canvas.put(*VERDICT, Formula(f'IF({last}=0,"{AGREED}","{DIFFERS}")', NOT_YET), verdict, columns=3)
    return replace(
        canvas.plan(),
        freeze=(_BODY, 0),
        page=Page(is_landscape=True, repeat=(0, _HEAD)),
        filter=Area(_HEAD, 0, _BODY + rows - 1, len(_HEADERS) - 1),
    )
