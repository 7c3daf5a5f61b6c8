"""The functions of the add-in (MS_…): one list for Excel's function wizard, the macros and the manual.

No text is longer than the 255 characters that Excel takes.
"""

from dataclasses import dataclass

CATEGORY = "民生实事"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its name in VBA (ASCII), what the function wizard says of it, and whether it may be left out."""

    name: str
    help: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class SheetFunction:
    """One function. `has_native` says whether 导出 puts a native formula in its place; elsewhere its value stays."""

    name: str
    title: str
    help: str
    arguments: tuple[Argument, ...]
    example: str
    has_native: bool = False


_ACHIEVED = Argument("achieved", "累计完成：数字，可以是一个单元格，也可以是一片区域。")
_TARGET = Argument("target", "年度目标：数字，大小与累计完成的区域相同。")
_GONE = Argument("time_progress", "序时进度：0到1之间的数，例如75%。")
_KIND = Argument("kind", "指标类型：数量、比率、越低越好、节点、文字或资金；不写按数量。", True)
_DECIMALS = Argument("decimals", "完成率保留几位小数（按百分数算）；不写保留2位。", True)
_ROUNDING = Argument("rounding", "四舍五入或舍去尾数；不写按四舍五入。", True)
_CEILING = Argument("ceiling", "累计完成超过目标的多少倍就不计算，请人核对；不写按10倍。", True)

FUNCTIONS = (
    SheetFunction(
        "MS_RATE",
        "完成率",
        "完成率＝累计完成÷年度目标，按百分比格式显示。未完成目标的最高为99.99%；没有填报的为空；数据有误的用文字说明。",
        (_ACHIEVED, _TARGET, _KIND, _DECIMALS, _ROUNDING, _CEILING),
        "=MS_RATE(I5,G5)",
        True,
    ),
    SheetFunction(
        "MS_STATUS",
        "状态",
        "按完成率和序时进度建议所属类别；不写类别区域的，按标准三类：100%为已完成，滞后不超过10个百分点为持续推进，其余为进展缓慢。",
        (
            _ACHIEVED,
            _TARGET,
            _GONE,
            _KIND,
            Argument(
                "classes", "类别表：选中“设置”表中类别名称、性质、判断依据、下限四列；不写按标准三类。", True
            ),
            _DECIMALS,
            _ROUNDING,
            _CEILING,
        ),
        "=MS_STATUS(I5,G5,K5)",
        True,
    ),
    SheetFunction(
        "MS_TIME",
        "序时进度",
        "通报期末全年时间过去的比例，按百分比格式显示：1-9月份为75%，上半年为50%。",
        (
            Argument("period", "通报期（1-9月份、上半年）、月数（9）或截止日期。"),
            Argument("basis", "按月或按天；不写按月。", True),
            Argument("for_year", "年份；按天计算而通报期没有写年份时要写。", True),
        ),
        '=MS_TIME("1-9月份")',
    ),
    SheetFunction(
        "MS_LAG",
        "滞后百分点",
        "完成率比序时进度滞后多少个百分点；领先的为负数。两者都要是百分数，写成43%，不写43。",
        (Argument("completion_rate", "完成率：例如43%，可以是一片区域。"), _GONE),
        "=MS_LAG(J5,K5)",
        True,
    ),
    SheetFunction(
        "MS_QUANTITY",
        "读出数量",
        "从文字中读出数量：1.38万人次为13800，1.2亿元为120000000，约500为500；读不准的不猜，用文字说明。65%读作65。",
        (
            Argument("words", "填报的内容，可以是一片区域。"),
            Argument(
                "measure", "换算成什么计量单位，例如人次、万元；不写按填写的单位，“万”“亿”都算成数字。", True
            ),
        ),
        '=MS_QUANTITY(I5,"人次")',
    ),
    SheetFunction(
        "MS_RANK",
        "名次",
        "完成率在区域中的名次，高的在前；相同的并列，其后跳过。空格和文字不排名。",
        (
            Argument("rates", "全部完成率所在的区域。"),
            Argument("completion_rate", "求哪一个完成率的名次；不写的，给出区域中每一个的名次。", True),
        ),
        "=MS_RANK(J5:J20,J5)",
    ),
    SheetFunction(
        "MS_PHRASE",
        "通报用语",
        "一项指标在通报中的一句话，用标准措辞：开展技能培训21414人次，完成全年目标13800人次的155.17%。",
        (
            Argument("indicator_name", "指标名称，例如技能培训。"),
            Argument("achieved", "累计完成：数字，或1.38万人次这样的文字。"),
            _TARGET,
            Argument("measure", "计量单位，例如人次。", True),
            _KIND,
            _DECIMALS,
            _ROUNDING,
        ),
        "=MS_PHRASE(D5,I5,G5,F5)",
    ),
    SheetFunction(
        "MS_SHARE",
        "占比",
        "各项件数占合计的百分之几，加起来正好是100；有一项不是件数，就都不计算。",
        (
            Argument("counts", "各项件数所在的区域，不含合计。"),
            Argument("decimals", "保留几位小数；不写保留1位。", True),
        ),
        "=MS_SHARE(B2:B4)",
    ),
)


def function_named(name: str) -> SheetFunction:
    """Return the function of this name, in capitals or not; an unknown one raises KeyError."""
    return {one.name: one for one in FUNCTIONS}[name.upper()]
