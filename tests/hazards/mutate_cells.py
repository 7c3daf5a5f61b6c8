"""What people type into 累计完成 in place of a plain number, in every row where a number belongs."""

from collections.abc import Callable
from decimal import Decimal

from tests.hazards.cases import Case, Make, Outcome, mutator
from tests.hazards.counties import Promise, Typed
from tests.hazards.forms import Error, Formula, Raw, Value

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


def _nothing(figure: Decimal, promise: Promise) -> Typed:
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

# caught

typed("range", "填了区间（100-110）", CAUGHT, lambda n, p: f"{plain(n)}-{plain(n + 10)}", read=_nothing)
typed(
    "range_with_tilde",
    "填了区间（100～110人）",
    CAUGHT,
    lambda n, p: f"{plain(n)}～{plain(n + 10)}{p.measure}",
    read=_nothing,
)
typed("nearly", "近、接近、不足", CAUGHT, lambda n, p: f"近{plain(n)}", "INEXACT_NUMBER", read=_nothing)
typed(
    "date_cell",
    "日期格式的单元格",
    CAUGHT,
    lambda n, p: Decimal(44834),
    "LOOKS_LIKE_DATE",
    read=_nothing,
    style="yyyy-mm-dd",
)
typed(
    "date_text",
    "填了日期（2022.9.30）",
    CAUGHT,
    lambda n, p: "2022.9.30",
    "LOOKS_LIKE_DATE",
    read=_nothing,
    percents=None,
)
typed(
    "chinese_date_cell",
    "中文日期格式的单元格",
    CAUGHT,
    lambda n, p: Decimal(44834),
    "LOOKS_LIKE_DATE",
    read=_nothing,
    style='yyyy"年"m"月"d"日";@',
)
typed(
    "month_day_from_fraction",
    "3/12 被表格软件变成了日期",
    CAUGHT,
    lambda n, p: Decimal(44632),
    "LOOKS_LIKE_DATE",
    read=_nothing,
    style='m"月"d"日"',
)
typed(
    "time_cell",
    "时间格式的单元格",
    CAUGHT,
    lambda n, p: Decimal("0.4375"),
    "LOOKS_LIKE_DATE",
    read=_nothing,
    style="h:mm",
)
typed(
    "formula_without_result",
    "填了公式，没有算出结果",
    CAUGHT,
    lambda n, p: Formula(f"{n}+0"),
    "NOT_CALCULATED",
    read=_nothing,
)
typed(
    "error_cell",
    "错误值（#REF!）",
    CAUGHT,
    lambda n, p: Error("#REF!"),
    "ERROR_CELL",
    read=_nothing,
    percents=None,
)
typed(
    "formula_with_error",
    "公式算出错误值",
    CAUGHT,
    lambda n, p: Formula("1/0", Error("#DIV/0!")),
    "ERROR_CELL",
    read=_nothing,
)
typed("error_as_text", "错误值粘贴成文字", CAUGHT, lambda n, p: "#N/A", read=_nothing)
typed("boolean", "填了 TRUE", CAUGHT, lambda n, p: True, "NOT_A_NUMBER", read=_nothing)
typed(
    "phone_number",
    "电话号码填进了数字列",
    CAUGHT,
    lambda n, p: Decimal(13803751234),
    "LOOKS_LIKE_PHONE",
    read=_nothing,
)
typed(
    "phone_as_text", "电话号码的文本", CAUGHT, lambda n, p: "13803751234", "LOOKS_LIKE_PHONE", read=_nothing
)
typed(
    "identity_number",
    "十八位的身份证号",
    CAUGHT,
    lambda n, p: Decimal("410411199001011230"),
    "NUMBER_TOO_LONG",
    read=_nothing,
)
typed("identity_number_as_text", "十八位数字的文本", CAUGHT, lambda n, p: "410411199001011234", read=_nothing)
typed("negative", "负数", CAUGHT, lambda n, p: -n - 1, "NEGATIVE", read=lambda n, p: -n - 1)
typed("bracketed_negative", "括号表示的负数", CAUGHT, lambda n, p: f"({plain(n)})", read=_nothing)
typed(
    "blank", "没有填", CAUGHT, lambda n, p: None, "NOT_REPORTED", "BLANK_RETURN", read=_nothing, named=False
)
typed(
    "only_spaces",
    "只有空格",
    CAUGHT,
    lambda n, p: " \u3000\xa0 ",
    "NOT_REPORTED",
    "BLANK_RETURN",
    read=_nothing,
    named=False,
)
typed("dash", "填了“—”", CAUGHT, lambda n, p: "—", "NOT_REPORTED", "BLANK_RETURN", read=_nothing, named=False)
typed(
    "none_word",
    "填了“无”“暂无”",
    CAUGHT,
    lambda n, p: "暂无",
    "NOT_REPORTED",
    "BLANK_RETURN",
    read=_nothing,
    named=False,
)
typed(
    "percent_cell_on_a_quantity",
    "数量填成了完成率（百分比格式）",
    CAUGHT,
    lambda n, p: Decimal("0.92"),
    "PERCENT_MISPLACED",
    read=_nothing,
    style="0.00%",
)
typed(
    "percent_text_on_a_quantity",
    "数量填成了完成率（92%）",
    CAUGHT,
    lambda n, p: "92%",
    "PERCENT_MISPLACED",
    read=_nothing,
)
typed(
    "share_instead_of_percent",
    "百分数填成 0.65",
    CAUGHT,
    lambda n, p: n / 100 if p.target or n <= 100 else Decimal("0.99"),
    "PERCENT_UNCLEAR",
    read=_nothing,
    percents=True,
)
typed(
    "share_over_one_without_target",
    "没有目标的百分数填成 1.2888",
    Outcome.LIMIT,
    lambda n, p: n / 100,
    percents=True,
)
typed(
    "other_measure",
    "写了别的计量单位",
    CAUGHT,
    lambda n, p: f"{plain(n)}{'平方米' if p.measure != '平方米' else '吨'}",
    "MEASURE_MISMATCH",
    read=_nothing,
)
typed("two_numbers", "一格里写了两个数", CAUGHT, lambda n, p: f"男{plain(n)}女{plain(n + 1)}", read=_nothing)
typed(
    "number_with_bracketed_part",
    "数字后括号里另有数字",
    CAUGHT,
    lambda n, p: f"{plain(n)}（含上年20）",
    read=_nothing,
)
typed("sum_as_text", "算式写成文字（100+10）", CAUGHT, lambda n, p: f"{plain(n)}+10", read=_nothing)
typed("fraction_as_text", "完成数/目标数", CAUGHT, lambda n, p: f"{plain(n)}/{plain(n + 90)}", read=_nothing)
typed("misplaced_comma", "逗号位置不对（1,23）", CAUGHT, lambda n, p: "1,23", read=_nothing)
typed("two_points", "两个小数点", CAUGHT, lambda n, p: "1.2.3", read=_nothing)
typed("leading_zeros", "以0开头的编号", CAUGHT, lambda n, p: f"0{int(n) + 10}", read=_nothing)
typed("circled_digit", "带圈数字", CAUGHT, lambda n, p: f"①{plain(n)}", read=_nothing)
typed("superscript", "上标数字（10²）", CAUGHT, lambda n, p: f"{plain(n)}²", read=_nothing)
typed("arabic_indic_digits", "别国文字的数字", CAUGHT, lambda n, p: "٣٤٥", read=_nothing)
typed("letter_for_digit", "字母O当作0", CAUGHT, lambda n, p: f"{int(n)}O", read=_nothing)
typed("not_a_number_words", "NaN、inf", CAUGHT, lambda n, p: "NaN", read=_nothing)
typed("underscore", "1_000", CAUGHT, lambda n, p: f"{int(n)}_000", read=_nothing)
typed("all_done", "“全部完成”", CAUGHT, lambda n, p: "全部完成", read=_nothing)
typed("see_attachment", "“见附件”", CAUGHT, lambda n, p: "见附件", read=_nothing)
typed("equals_as_text", "以等号开头的文本（=218）", CAUGHT, lambda n, p: f"={plain(n)}", read=_nothing)
typed("dde_in_a_number", "数字格中的 DDE 公式文字", CAUGHT, lambda n, p: "=cmd|'/c calc'!A1", read=_nothing)
typed(
    "million_times",
    "元当作万元，大一万倍",
    Outcome.LIMIT,
    lambda n, p: n * 10000,
    read=lambda n, p: n * 10000,
)
