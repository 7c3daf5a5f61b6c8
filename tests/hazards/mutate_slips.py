"""What people type into 累计完成 that is no number, or not surely one."""

from decimal import Decimal

from tests.hazards.cases import Outcome
from tests.hazards.forms import Error, Formula
from tests.hazards.mutate_cells import nothing, plain, typed

RIGHT, CAUGHT, EITHER = Outcome.RIGHT, Outcome.CAUGHT, Outcome.EITHER

typed("range", "填了区间（100-110）", CAUGHT, lambda n, p: f"{plain(n)}-{plain(n + 10)}", read=nothing)
typed(
    "range_with_tilde",
    "填了区间（100～110人）",
    CAUGHT,
    lambda n, p: f"{plain(n)}～{plain(n + 10)}{p.measure}",
    read=nothing,
)
typed("nearly", "近、接近、不足", CAUGHT, lambda n, p: f"近{plain(n)}", "INEXACT_NUMBER", read=nothing)
typed(
    "date_cell",
    "日期格式的单元格",
    CAUGHT,
    lambda n, p: Decimal(44834),
    "LOOKS_LIKE_DATE",
    read=nothing,
    style="yyyy-mm-dd",
)
typed(
    "date_text",
    "填了日期（2022.9.30）",
    CAUGHT,
    lambda n, p: "2022.9.30",
    "LOOKS_LIKE_DATE",
    read=nothing,
    percents=None,
)
typed(
    "chinese_date_cell",
    "中文日期格式的单元格",
    CAUGHT,
    lambda n, p: Decimal(44834),
    "LOOKS_LIKE_DATE",
    read=nothing,
    style='yyyy"年"m"月"d"日";@',
)
typed(
    "month_day_from_fraction",
    "3/12 被表格软件变成了日期",
    CAUGHT,
    lambda n, p: Decimal(44632),
    "LOOKS_LIKE_DATE",
    read=nothing,
    style='m"月"d"日"',
)
typed(
    "time_cell",
    "时间格式的单元格",
    CAUGHT,
    lambda n, p: Decimal("0.4375"),
    "LOOKS_LIKE_DATE",
    read=nothing,
    style="h:mm",
)
typed(
    "formula_without_result",
    "填了公式，没有算出结果",
    CAUGHT,
    lambda n, p: Formula(f"{n}+0"),
    "NOT_CALCULATED",
    read=nothing,
)
typed(
    "error_cell",
    "错误值（#REF!）",
    CAUGHT,
    lambda n, p: Error("#REF!"),
    "ERROR_CELL",
    read=nothing,
    percents=None,
)
typed(
    "formula_with_error",
    "公式算出错误值",
    CAUGHT,
    lambda n, p: Formula("1/0", Error("#DIV/0!")),
    "ERROR_CELL",
    read=nothing,
)
typed("error_as_text", "错误值粘贴成文字", CAUGHT, lambda n, p: "#N/A", read=nothing)
typed("boolean", "填了 TRUE", CAUGHT, lambda n, p: True, "NOT_A_NUMBER", read=nothing)
typed(
    "phone_number",
    "电话号码填进了数字列",
    CAUGHT,
    lambda n, p: Decimal(13803751234),
    "LOOKS_LIKE_PHONE",
    read=nothing,
)
typed("phone_as_text", "电话号码的文本", CAUGHT, lambda n, p: "13803751234", "LOOKS_LIKE_PHONE", read=nothing)
typed(
    "identity_number",
    "十八位的身份证号",
    CAUGHT,
    lambda n, p: Decimal("410411199001011230"),
    "NUMBER_TOO_LONG",
    read=nothing,
)
typed("identity_number_as_text", "十八位数字的文本", CAUGHT, lambda n, p: "410411199001011234", read=nothing)
typed("negative", "负数", CAUGHT, lambda n, p: -n - 1, "NEGATIVE", read=lambda n, p: -n - 1)
typed("bracketed_negative", "括号表示的负数", CAUGHT, lambda n, p: f"({plain(n)})", read=nothing)
typed("blank", "没有填", CAUGHT, lambda n, p: None, "NOT_REPORTED", "BLANK_RETURN", read=nothing, named=False)
typed(
    "only_spaces",
    "只有空格",
    CAUGHT,
    lambda n, p: " \u3000\xa0 ",
    "NOT_REPORTED",
    "BLANK_RETURN",
    read=nothing,
    named=False,
)
typed("dash", "填了“—”", CAUGHT, lambda n, p: "—", "NOT_REPORTED", "BLANK_RETURN", read=nothing, named=False)
typed(
    "none_word",
    "填了“无”“暂无”",
    CAUGHT,
    lambda n, p: "暂无",
    "NOT_REPORTED",
    "BLANK_RETURN",
    read=nothing,
    named=False,
)
typed(
    "percent_cell_on_a_quantity",
    "数量填成了完成率（百分比格式）",
    CAUGHT,
    lambda n, p: Decimal("0.92"),
    "PERCENT_MISPLACED",
    read=nothing,
    style="0.00%",
)
typed(
    "percent_text_on_a_quantity",
    "数量填成了完成率（92%）",
    CAUGHT,
    lambda n, p: "92%",
    "PERCENT_MISPLACED",
    read=nothing,
)
typed(
    "share_instead_of_percent",
    "百分数填成 0.65",
    CAUGHT,
    lambda n, p: n / 100 if p.target or n <= 100 else Decimal("0.99"),
    "PERCENT_UNCLEAR",
    read=nothing,
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
    read=nothing,
)
typed("two_numbers", "一格里写了两个数", CAUGHT, lambda n, p: f"男{plain(n)}女{plain(n + 1)}", read=nothing)
typed(
    "number_with_bracketed_part",
    "数字后括号里另有数字",
    CAUGHT,
    lambda n, p: f"{plain(n)}（含上年20）",
    read=nothing,
)
typed("sum_as_text", "算式写成文字（100+10）", CAUGHT, lambda n, p: f"{plain(n)}+10", read=nothing)
typed("fraction_as_text", "完成数/目标数", CAUGHT, lambda n, p: f"{plain(n)}/{plain(n + 90)}", read=nothing)
typed("misplaced_comma", "逗号位置不对（1,23）", CAUGHT, lambda n, p: "1,23", read=nothing)
typed("two_points", "两个小数点", CAUGHT, lambda n, p: "1.2.3", read=nothing)
typed("leading_zeros", "以0开头的编号", CAUGHT, lambda n, p: f"0{int(n) + 10}", read=nothing)
typed("circled_digit", "带圈数字", CAUGHT, lambda n, p: f"①{plain(n)}", read=nothing)
typed("superscript", "上标数字（10²）", CAUGHT, lambda n, p: f"{plain(n)}²", read=nothing)
typed("arabic_indic_digits", "别国文字的数字", CAUGHT, lambda n, p: "٣٤٥", read=nothing)
typed("letter_for_digit", "字母O当作0", CAUGHT, lambda n, p: f"{int(n)}O", read=nothing)
typed("not_a_number_words", "NaN、inf", CAUGHT, lambda n, p: "NaN", read=nothing)
typed("underscore", "1_000", CAUGHT, lambda n, p: f"{int(n)}_000", read=nothing)
typed("all_done", "“全部完成”", CAUGHT, lambda n, p: "全部完成", read=nothing)
typed("see_attachment", "“见附件”", CAUGHT, lambda n, p: "见附件", read=nothing)
typed("equals_as_text", "以等号开头的文本（=218）", CAUGHT, lambda n, p: f"={plain(n)}", read=nothing)
typed("dde_in_a_number", "数字格中的 DDE 公式文字", CAUGHT, lambda n, p: "=cmd|'/c calc'!A1", read=nothing)
typed("trailing_zeros", "小数点后补零（110.00）的文本", RIGHT, lambda n, p: f"{n:.2f}")
typed("at_least_sign", "前面写了≥", EITHER, lambda n, p: f"≥{plain(n)}")
typed("plus_behind", "后面写了加号（110+）", EITHER, lambda n, p: f"{plain(n)}+")
typed("plus_before", "前面写了加号（+110）", EITHER, lambda n, p: f"+{plain(n)}")
typed("narrow_space", "千位之间是窄空格", EITHER, lambda n, p: f"{n:,}".replace(",", "\u202f"))
typed("text_from_formula", "公式的结果是文字", EITHER, lambda n, p: Formula(f'"{plain(n)}"&""', plain(n)))
typed("exponent_as_text", "科学计数的文本（1.2e3）", CAUGHT, lambda n, p: "1.2e3", read=nothing)
typed("minus_sign", "全角负号", CAUGHT, lambda n, p: f"－{plain(n + 1)}", read=lambda n, p: -n - 1)
typed("tenths", "几成、过半", CAUGHT, lambda n, p: "七成", read=nothing)
typed("currency_sign", "带货币符号", CAUGHT, lambda n, p: f"￥{plain(n)}", read=nothing)
typed(
    "mixed_scales",
    "几万几千（1万2千）",
    EITHER,
    lambda n, p: "1万2千" if p.measure[:1] != "万" else plain(n),
    read=lambda n, p: Decimal(12000) if p.measure[:1] != "万" else n,
)
typed("dangling_scale", "“3万5”式的写法", CAUGHT, lambda n, p: "3万5", read=nothing)
typed("two_lines", "一格两行两个数", CAUGHT, lambda n, p: f"{plain(n)}\n{plain(n + 5)}", read=nothing)
typed(
    "crossed_out_and_new",
    "旧数划掉又写新数（110→120）",
    CAUGHT,
    lambda n, p: f"{plain(n)}→{plain(n + 10)}",
    read=nothing,
)
typed(
    "million_times",
    "元当作万元，大一万倍",
    Outcome.LIMIT,
    lambda n, p: n * 10000,
    read=lambda n, p: n * 10000,
)
