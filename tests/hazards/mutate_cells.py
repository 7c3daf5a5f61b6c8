"""What people type into 累计完成 in place of a plain number, in every row where a number belongs."""

from collections.abc import Callable
from decimal import Decimal

from tests.hazards.cases import Case, Make, Outcome, mutator
from tests.hazards.counties import Promise, Typed
from tests.hazards.forms import Formula, Raw, Value

RIGHT, CAUGHT, EITHER = Outcome.RIGHT, Outcome.CAUGHT, Outcome.EITHER
_FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_CHINESE = "零一二三四五六七八九"

Write = Callable[[Decimal, Promise], Value]
Read = Callable[[Decimal, Promise], Typed]


def plain(figure: Decimal) -> str:
    """A number as a person writes it."""
    return format(figure, "f")


def _as_meant(figure: Decimal, promise: Promise) -> Typed:
    return figure


def nothing(figure: Decimal, promise: Promise) -> Typed:
    """No figure may come out."""
    return None


def typed(
    name: str,
    hazard: str,
    outcome: Outcome,
    write: Write,
    *codes: str,
    read: Read = _as_meant,
    percents: bool | None = False,
    style: str = "",
    named: bool | None = None,
) -> None:
    """Enter a mutator that types something else into every row of numbers (`percents` None: those of percents, too)."""

    def make(case: Case) -> bool | None:
        number = case.form.style(style) if style else None
        rows = [
            (row, key, figure)
            for row, key, figure in case.numbers()
            if isinstance(figure, Decimal) and (percents is None or case.is_percent(key) == percents)
        ]
        for row, key, figure in rows:
            promise = case.county.promises[key]
            is_named = outcome is CAUGHT if named is None else named
            case.put_figure(row, write(figure, promise), number, named=is_named)
            case.means(key, read(figure, promise))
        return bool(rows)

    make.__name__ = name
    entered: Make = make
    mutator(hazard, outcome, *codes)(entered)


# read right

typed("number_as_text", "数字存成文本", RIGHT, lambda n, p: plain(n), percents=None)
typed(
    "number_with_measure",
    "数字后面写了计量单位",
    RIGHT,
    lambda n, p: f"{plain(n)}{p.measure}",
    "READ_FROM_WORDS",
    percents=None,
)
typed(
    "number_with_spaced_measure",
    "“完成 9 个”式的写法",
    RIGHT,
    lambda n, p: f"完成 {plain(n)} {p.measure}",
    "READ_FROM_WORDS",
)
typed("full_width_digits", "全角数字", RIGHT, lambda n, p: plain(n).translate(_FULL_WIDTH), percents=None)
typed("thousands_comma", "千位逗号的文本", RIGHT, lambda n, p: f"{n:,}")
typed("full_width_comma", "全角千位逗号", RIGHT, lambda n, p: f"{n:,}".replace(",", "，"))
typed("spaces_around", "数字前后有空格", RIGHT, lambda n, p: f"  {plain(n)} ")
typed("full_width_spaces_around", "数字前后有全角空格", RIGHT, lambda n, p: f"\u3000{plain(n)}\u3000")
typed("line_break_behind", "数字后面有换行", RIGHT, lambda n, p: f"{plain(n)}\n")
typed("tab_before", "数字前面有制表符", RIGHT, lambda n, p: f"\t{plain(n)}")
typed("exponent", "以科学计数保存的数字", RIGHT, lambda n, p: Raw("", f"<v>{n:E}</v>"))
typed("stored_text_result", "数字以 t=str 保存", RIGHT, lambda n, p: Raw("str", f"<v>{plain(n)}</v>"))
typed(
    "rich_text",
    "同一格内有多种字体",
    RIGHT,
    lambda n, p: Raw("inlineStr", "<is>" + "".join(f"<r><t>{one}</t></r>" for one in plain(n)) + "</is>"),
)
typed(
    "float_noise",
    "计算带来的尾差（0.1+0.2）",
    RIGHT,
    lambda n, p: Raw("", f"<v>{plain(n)}{'' if '.' in plain(n) else '.'}000000000000004</v>") if n else n,
)
typed(
    "in_wan",
    "写成几点几万",
    RIGHT,
    lambda n, p: f"{plain((n / 10000).normalize())}万" if p.measure[:1] != "万" else plain(n),
    percents=False,
)
typed("number_format_hides", "单元格格式把数字藏起来（;;;）", RIGHT, lambda n, p: n, style=";;;")
typed("number_format_scales", "单元格格式以万显示", RIGHT, lambda n, p: n, style="0!.0,万")
typed("number_format_adds_words", "单元格格式带出单位", RIGHT, lambda n, p: n, style='0.00"个"')
typed("text_format", "单元格设为文本格式", RIGHT, lambda n, p: plain(n), style="@")
typed(
    "accounting_format",
    "会计格式",
    RIGHT,
    lambda n, p: n,
    style='_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
)
typed("zero", "确实为零", RIGHT, lambda n, p: Decimal(0), read=lambda n, p: Decimal(0))
typed("about", "约数（约500）", RIGHT, lambda n, p: f"约{plain(n)}{p.measure}", "READ_FROM_WORDS")
typed("over", "“500余”式的写法", RIGHT, lambda n, p: f"{plain(n)}余{p.measure}", "READ_FROM_WORDS")
typed(
    "formula_with_result",
    "填了公式，有结果",
    RIGHT,
    lambda n, p: Formula(f"{n - 1}+1", n),
    "FORMULA_IN_ENTRY",
)
typed(
    "formula_from_other_file",
    "公式取自别的文件",
    RIGHT,
    lambda n, p: Formula("[1]台账!B3", n),
    "FORMULA_IN_ENTRY",
)
typed("percent_cell", "百分比格式的单元格", RIGHT, lambda n, p: n / 100, percents=True, style="0.00%")
typed("percent_text", "写有百分号的文本", RIGHT, lambda n, p: f"{plain(n)}%", percents=True)
typed("full_width_percent", "全角百分号", RIGHT, lambda n, p: f"{plain(n)}％", percents=True)
typed("percent_words", "百分之几", EITHER, lambda n, p: f"百分之{plain(n)}", percents=True)

# caught, or read right by a cleverer reader

typed("zero_width_characters", "从聊天软件粘贴来的零宽字符", EITHER, lambda n, p: f"\u200b{plain(n)}\ufeff")
typed("spaces_for_thousands", "千位空格", EITHER, lambda n, p: f"{n:,}".replace(",", " "))
typed("full_stop_behind", "数字后面有句号", EITHER, lambda n, p: f"{plain(n)}。")
typed("quoted", "数字加了引号", EITHER, lambda n, p: f"“{plain(n)}”")
typed(
    "chinese_numerals",
    "中文数字",
    EITHER,
    lambda n, p: "".join(_CHINESE[int(one)] if one.isdigit() else "点" for one in plain(n)),
)
typed("apostrophe_typed", "数字前打了撇号", EITHER, lambda n, p: f"'{plain(n)}")
typed(
    "words_and_number",
    "数字写进一句话",
    EITHER,
    lambda n, p: f"截至目前完成{plain(n)}{p.measure}，进展顺利",
    read=_as_meant,
)
