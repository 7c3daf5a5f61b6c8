"""The catalogue of findings (填报问题): every message a clerk can get, with its level and its cure, in one place.

To add one, add a line to the section that it belongs to; `core/problems.py` fills in its facts.
"""

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """必改: a person must settle it before the bulletin goes out; 提醒: look at it once; 说明: only told."""

    MUST_FIX = "必改"
    REMINDER = "提醒"
    NOTE = "说明"


@dataclass(frozen=True, slots=True)
class _Entry:
    level: Level
    what: str
    cure: str


_MUST, _LOOK, _TELL = Level.MUST_FIX, Level.REMINDER, Level.NOTE


class Code(Enum):
    """Every kind of finding. `what` and `cure` are templates; their facts are given when a problem is made."""

    # What stands in a cell
    NOT_A_NUMBER = _Entry(_MUST, "“{found}”不是数字。", "请只填数字，说明写在“备注”列。")
    INEXACT_NUMBER = _Entry(_MUST, "“{found}”不是确数，不能据此计算。", "请填准确数字，说明写在“备注”列。")
    READ_FROM_WORDS = _Entry(_LOOK, "“{found}”按{value}读取。", "请核对；如不对，请只填数字。")
    MEASURE_MISMATCH = _Entry(
        _MUST, "“{found}”的计量单位与本行的“{measure}”不一致。", "请换算成“{measure}”后只填数字。"
    )
    PERCENT_MISPLACED = _Entry(
        _MUST, "“{found}”是百分比，本行的计量单位是“{measure}”。", "请填实际完成数，不填完成率。"
    )
    PERCENT_UNCLEAR = _Entry(
        _MUST, "“{found}”可能是{found}%，也可能是{value}%。", "请写明百分号后重填，例如65%。"
    )
    LOOKS_LIKE_DATE = _Entry(_MUST, "“{found}”是日期或时间，不是数量。", "请填数字。")
    LOOKS_LIKE_PHONE = _Entry(_MUST, "“{found}”像是电话号码，不是数量。", "请核对是否填错了列。")
    NUMBER_TOO_LONG = _Entry(_MUST, "“{found}”位数过多，Excel 已不能准确保存。", "请核对后重填。")
    ERROR_CELL = _Entry(_MUST, "单元格显示错误值{found}。", "请删除公式，直接填写内容。")
    NOT_CALCULATED = _Entry(
        _MUST, "单元格的公式没有算出结果。", "请用 Excel 打开并保存一次，或直接填写内容。"
    )
    FORMULA_IN_ENTRY = _Entry(
        _LOOK, "此格是公式“={found}”，按其结果{value}读取。", "请核对；最好直接填数字。"
    )
    NOT_A_DATE = _Entry(_MUST, "“{found}”不是日期。", "请按2022-9-30的样式填写。")
    NOT_A_CHOICE = _Entry(_MUST, "“{found}”不在可选内容之中。", "请从下拉列表中选择：{choices}。")
    UNKNOWN_MILESTONE = _Entry(_LOOK, "“{found}”不是设置中的节点，按原文保留。", "请核对；可选：{choices}。")
    BAD_PHONE = _Entry(_LOOK, "“{found}”不像电话号码。", "请核对后填手机或座机号码。")

    # What stands in a sheet
    SHEET_LEFT_OUT = _Entry(
        _LOOK, "工作表“{found}”不属于本工作簿的固定表，没有带入新文件。", "需要时请自行复制。"
    )
    OWN_SHEET_RENAMED = _Entry(
        _LOOK, "“{found}”表是改了名的“{expected}”表，已照常读取。", "请不要改表名，程序写回时用原名。"
    )
    OWN_SHEET_COPY = _Entry(
        _TELL, "“{found}”表像是“{expected}”表的副本，没有采用，只采用“{expected}”表。", ""
    )
    OWN_SHEET_GONE = _Entry(
        _MUST,
        "没有“{found}”表，以前填的内容没有采用，已新建一张。",
        "请补填；如果是改了它的名称和表头，请把填过的内容移到新的表。",
    )
    NO_FORM = _Entry(
        _MUST, "没有找到填报表（表头应有“实事名称”“累计完成”等列）。", "请使用下发的填报表填写。"
    )
    SEVERAL_FORMS = _Entry(_MUST, "文件里有{count}张填报表：{found}。", "请只留一张后重新报送。")
    SEVERAL_UNITS = _Entry(
        _MUST, "文件里有{count}个单位的填报表：{found}，没有采用。", "请一个单位一个文件，分开后重新报送。"
    )
    MISSING_COLUMN = _Entry(_MUST, "缺少“{found}”列。", "请恢复这一列，或用原来的表重新填写。")
    DOUBLE_COLUMN = _Entry(_MUST, "“{found}”列出现两次。", "请删去多余的一列。")
    SIDE_ROW = _Entry(_LOOK, "此行“{found}”不是实事，没有读取。", "如属填报内容，请填到相应的行。")
    UNKNOWN_ROW = _Entry(
        _MUST, "此行“{found}”不在本单位的实事清单中，没有计入。", "请核对实事名称和指标名称。"
    )
    MOVED_ROW = _Entry(
        _LOOK, "此行的实事由其他单位牵头，没有计入，本单位不用报。", "如由本单位牵头，请联系督查部门。"
    )
    JOINT_ROW = _Entry(
        _LOOK,
        "此行的实事由“{found}”共同牵头，另有一张填报表，没有计入。",
        "请填在发给“{found}”的那张表里，只报一份；已经报了的不用处理。",
    )
    ROWS_OF_OTHER = _Entry(
        _MUST,
        "{unit}的实事填在这张表里，没有计入：{found}；该单位没有其他数据。",
        "如表头写错了单位，请改正后再回收；如是代该单位填的，请让该单位用自己的填报表报来。",
    )
    IDLE_ROW = _Entry(_TELL, "此行不在本单位的实事清单中，也没有填报内容，没有读取。", "")
    DOUBLE_ENTRY = _Entry(
        _MUST, "此行有两列“{column}”，内容不同（{found}），均未计入。", "请删去多余的一列。"
    )
    DOUBLE_ROW = _Entry(_MUST, "“{found}”出现两行，内容不同，均未计入。", "请只留一行。")
    MISSING_ROW = _Entry(_MUST, "缺少“{found}”一行。", "请用下发的填报表补填。")
    RENAMED_SINCE = _Entry(
        _LOOK,
        "“{found}”后来由督查部门改名为“{expected}”，已按新名称计入。",
        "请核对；如不是同一件实事，请重新下发填报表。",
    )
    MAYBE_RENAMED = _Entry(
        _MUST,
        "“{found}”后来由督查部门换成“{expected}”，指标和目标没有变，暂按同一件实事计入。",
        "如是同一件，请在“处理情况”写明；如已换成另一件，请清除工作簿该单位表中这件实事的数据，并重新下发填报表。",
    )
    CHANGED_SINCE = _Entry(
        _MUST,
        "此行“{found}”是下发时就有的，后来实事清单改了，没有计入，不是填报单位的问题。",
        "请核对实事清单；需要这些数据的，请重新下发填报表请该单位重报，或直接填到工作簿该单位的表中。",
    )
    ADDED_SINCE = _Entry(
        _MUST,
        "“{found}”是这份表发出后才列给该单位的，表中没有这一行，不是漏填。",
        "请重新下发填报表请该单位重报，或直接填到工作簿该单位的表中。",
    )
    PLAN_CHANGED = _Entry(
        _MUST,
        "“{column}”被改为“{found}”，台账中是“{expected}”，仍按台账计算。",
        "如确需调整，请联系督查部门。",
    )
    FORMER_PLAN = _Entry(_TELL, "“{column}”是调整前的“{found}”，现为“{expected}”，按现在的台账计算。", "")
    CONFLICTING_ENTRY = _Entry(
        _MUST, "同一件实事的“{column}”填了不同内容，取第一处“{found}”。", "请只在第一行填写。"
    )
    BEYOND_TABLE = _Entry(_LOOK, "此处有内容，不在填报表的列中，没有读取。", "如属填报内容，请填到相应的列。")
    STORED_RATE_DIFFERS = _Entry(
        _LOOK, "表中完成率显示{found}，按数据重新计算为{expected}，以重新计算为准。", "请核对公式是否被改动。"
    )

    # What came back
    UNREADABLE_FILE = _Entry(_MUST, "{found}", "")
    COMPANION_FILE = _Entry(
        _LOOK,
        "随“{expected}”一同报来，不是表格，没有读取。",
        "如是盖章扫描件，请与表格核对后存档。",
    )
    COMPANION_TABLE = _Entry(
        _LOOK,
        "随“{expected}”一同报来，不是填报表，没有读取。",
        "如是佐证材料，请存档；如里面有要报的数字，请让该单位填到填报表中重报。",
    )
    SKIPPED_FILE = _Entry(_TELL, "{found}，已跳过。", "")
    PAST_PERIOD = _Entry(_TELL, "这是{found}的表，{reason}，已跳过。", "")
    PAST_UNSEEN = _Entry(
        _LOOK,
        "这是{found}的表，当时没有收过；{unit}本期的表已经采用，这一份没有采用。",
        "如是对{found}的更正，请打开那一期的工作簿，重新打开以后回收；否则不用处理。",
    )
    SAME_FILE_TWICE = _Entry(_TELL, "与“{found}”内容完全相同，只计一次。", "")
    OVERTAKEN = _Entry(_TELL, "这一份没有采用；{unit}后来报来的“{found}”已经采用，以后报的为准。", "")
    SENT_TWICE = _Entry(
        _MUST,
        "{unit}报来{count}份不同的文件：{found}。不同之处：{differences}。{proposal}。",
        "请在“收到文件”表为要采用的一份选“是”，保存后再回收一次；或移走其余的再回收。",
    )
    SENT_EARLIER = _Entry(
        _MUST,
        "{unit}报来的这份与已采用的“{found}”有{count}处不同，而且时间更早或曾被替换，没有采用。不同之处：{differences}。",
        "如确要改用这一份，请在“收到文件”表选“是”，保存后再回收一次；不用的选“否”。",
    )
    SENT_AGAIN = _Entry(
        _LOOK,
        "{unit}重新报送，与已采用的“{found}”有{count}处不同，已改用这一份，原值记入“更正记录”。",
        "请核对更正是否属实。",
    )
    WORKED_ON_SINCE = _Entry(
        _TELL,
        "这一份已经采用，没有再采用一次；工作簿中{unit}的表后来有{count}处改动（报来的和现在的：{differences}），以工作簿为准。",
        "",
    )
    NOTHING_READ = _Entry(
        _MUST,
        "填报表的各列没有内容，没有采用；内容可能写在了别处，位置见本文件的其他问题。",
        "请核对，把内容填到相应的列后再报送。",
    )
    BLANK_RETURN = _Entry(_LOOK, "这是空白表，没有填写任何内容，没有采用。", "请核对是否发错了文件。")
    SENT_BY_US = _Entry(_TELL, "这是{found}，生成后没有人改动过，不算报送，已跳过。", "")
    OWN_WORKBOOK = _Entry(_TELL, "这是汇总用的工作簿本身，不是填报表，已跳过。", "")
    OTHER_WORKBOOK = _Entry(
        _MUST,
        "这是另一本汇总工作簿，里面有本工作簿没有的填报表：{found}，没有并入。",
        "请把这些单位报来的文件放在一起，再回收一次。",
    )
    OTHER_FIGURES = _Entry(
        _MUST,
        "这是另一本汇总工作簿，其中{unit}的数据与本工作簿有{count}处不同（那一本和本工作簿：{differences}），没有并入。",
        "如那一本的是更正，请把该单位报来的文件在这里再回收一次，或在该单位的表中改正；否则请在“处理情况”写明。",
    )
    TWO_SHEETS = _Entry(_MUST, "{unit}有{count}张表：{found}，均未采用。", "请核对后只留一张，把其余的删去。")
    SHEET_GONE = _Entry(
        _MUST,
        "{unit}报来的“{found}”已经采用，工作簿中该单位的表却不见了或者是空的，没有计入。",
        "请把这份文件再回收一次，或者从备份中找回这张表。",
    )
    STRAY_SHEET = _Entry(
        _MUST,
        "这张表填有数据，填报单位“{found}”却不是实事清单中的牵头单位，没有计入；表原样保留。",
        "如是单位改了名，请在设置表把旧名登记为别名；不用这张表的，请把它删去。",
    )
    LAST_PERIOD = _Entry(
        _LOOK, "此表填的是{found}的数据，已转为上期累计，{expected}按未报送处理。", "请回收本期的填报表。"
    )
    NOT_THIS_PERIOD = _Entry(
        _LOOK,
        "此表填的是{found}的数据，{reason}，没有转为上期累计，{expected}按未报送处理。",
        "请核对“设置”表的通报期；填错了的，请用备份中的工作簿改正。",
    )
    UNIT_WITHOUT_PROJECT = _Entry(
        _MUST, "“{found}”本年度没有牵头的实事，没有采用。", "请核对单位名称或实事清单。"
    )
    OFFICE_LEADS_JOINTLY = _Entry(
        _MUST,
        "“{found}”只与其他单位共同牵头实事，看不出这张表报的是哪一件，没有采用。",
        "请在表头写全共同牵头的各单位。",
    )
    UNIT_RELIEVED = _Entry(
        _LOOK,
        "“{found}”原来的实事已换了牵头单位或调出清单，这份表没有计入，本单位不用报。",
        "如仍由本单位牵头，请核对实事清单。",
    )
    UNKNOWN_UNIT = _Entry(
        _MUST, "填报单位“{found}”不在单位名录中，没有采用。", "请核对名称，或在设置表登记别名。"
    )
    UNIT_MISMATCH = _Entry(
        _MUST, "表头填报单位是“{found}”，而此表下发给“{expected}”，没有采用。", "请核对是否用错了表。"
    )
    OTHER_PROGRAMME = _Entry(_MUST, "此表属于“{found}”，不是“{expected}”，没有采用。", "请核对文件。")
    OTHER_VERSION = _Entry(
        _MUST, "填报表版本是{found}，现用版本是{expected}，没有采用。", "请用新下发的表重填。"
    )
    WRONG_PERIOD = _Entry(_MUST, "通报期是“{found}”，本期是“{expected}”，没有采用。", "请填报本期的表。")
    NOT_RETURNED = _Entry(_MUST, "{found}未报送。", "请催报。")
    NOT_ADOPTED = _Entry(_MUST, "{found}已报来文件，但没有采用。", "请先处理该单位文件的问题，再回收。")

    # What was reported
    NOT_REPORTED = _Entry(_MUST, "“{found}”的累计完成没有填写。", "请补填；确为零请填0。")
    NARRATIVE_MISSING = _Entry(_MUST, "“{found}”没有填写进展情况。", "请用一两句话写明进展。")
    NEGATIVE = _Entry(_MUST, "累计完成“{found}”是负数。", "请核对后重填。")
    OVER_CEILING = _Entry(
        _MUST,
        "累计完成“{found}”与全年目标“{expected}”相差超过{times}倍，不计算完成率。",
        "请核对数字和计量单位。",
    )
    FALLING = _Entry(
        _LOOK, "累计完成“{found}”比上期累计“{expected}”少。", "请核对；如属更正，请在备注中说明。"
    )
    PAID_OVER_ARRIVED = _Entry(_LOOK, "支付资金“{found}”超过到位资金“{expected}”。", "请核对。")
    NARRATIVE_RATE_DIFFERS = _Entry(
        _LOOK, "进展情况写有“{found}”，与按数据计算的完成率{expected}不符。", "请核对文字或数字。"
    )
    JUMPED = _Entry(_LOOK, "累计完成“{found}”超过上期累计“{expected}”的{times}倍。", "请核对是否多写了位数。")
    HALF_A_THING = _Entry(_LOOK, "“{found}{measure}”不是整数，而“{measure}”一般按整数计。", "请核对小数点。")
    LIKELY_IN_WAN = _Entry(
        _LOOK,
        "累计完成“{found}”与全年目标“{expected}”相差悬殊，像是按“万”填写的。",
        "如是，请按“{measure}”重填。",
    )
    TOO_MANY_DECIMALS = _Entry(_LOOK, "累计完成“{found}”小数位过多，像是计算得来的。", "请填实际完成数。")
    YEAR_AS_FIGURE = _Entry(_LOOK, "累计完成“{found}”像是年份或日期。", "请核对是否填错了格。")
    ZERO_WHERE_LOWER = _Entry(
        _LOOK, "“{found}”是越低越好的指标，填的是0。", "请确认确实为零，而不是没有统计。"
    )
    RATE_IMPLAUSIBLE = _Entry(_LOOK, "比率“{found}”高得少见。", "请核对小数点和百分号。")
    RATE_OVER_WHOLE = _Entry(
        _LOOK, "“{found}”填了{value}，这类比率一般不超过100%。", "请核对；如按任务数计算，请在备注中说明。"
    )
    SAME_FIGURES = _Entry(_LOOK, "“{title}”有{count}项指标目标不同，却都填“{found}”。", "请核对是否误填。")
    COPIED_TARGETS = _Entry(_LOOK, "{count}项指标的累计完成全都与全年目标相等。", "请核对是否照抄了目标。")
    ALL_ZERO = _Entry(
        _LOOK, "{count}项指标的累计完成全都填0，而序时进度已到{value}。", "请核实是否没有统计。"
    )
    ROUND_FIGURES = _Entry(_LOOK, "{count}项指标的累计完成全都是整百数。", "请核对是否为估计数。")
    MILESTONE_MISSING = _Entry(_LOOK, "节点指标“{found}”没有填写节点。", "请从下拉列表中选择。")
    MILESTONE_BESIDE = _Entry(
        _LOOK,
        "节点指标“{found}”的累计完成没有填写，形象进度填的是“{expected}”。",
        "请填到“累计完成”列：节点指标不止一项，分不清说的是哪一项。",
    )
    MILESTONE_TAKEN = _Entry(
        _LOOK,
        "节点指标“{found}”的累计完成没有填写，按形象进度“{expected}”计。",
        "如果不是该指标的节点，请在“累计完成”列选择。",
    )
    MILESTONE_FIGURE = _Entry(
        _LOOK,
        "节点指标“{found}”的累计完成填的是“{value}”，不是节点，按形象进度“{expected}”计。",
        "请在“累计完成”列选择节点。",
    )
    MILESTONES_DIFFER = _Entry(
        _LOOK,
        "节点指标“{found}”的累计完成是“{value}”，形象进度是“{expected}”，按累计完成计。",
        "请核对两处的节点。",
    )
    MILESTONE_BACK = _Entry(
        _LOOK, "节点由上期的“{expected}”退回到“{found}”。", "请核对；如属更正，请在备注中说明。"
    )
    BEGUN_BEFORE_MILESTONE = _Entry(
        _LOOK, "形象进度选了“{found}”，而完成率已有{expected}。", "请核对节点或数字。"
    )
    FINISHED_BEFORE_FIGURES = _Entry(
        _LOOK, "形象进度选了“{found}”，而完成率只有{expected}。", "请核对节点或数字。"
    )
    SLOW_UNEXPLAINED = _Entry(
        _LOOK, "“{title}”{reason}，没有填写“{column}”。", "请写明原因、怎么办、何时完成。"
    )
    DONE_IN_WORDS = _Entry(_LOOK, "进展情况写“{found}”，而完成率是{expected}。", "请核对文字或数字。")
    OVER_IN_WORDS = _Entry(
        _LOOK, "进展情况写“{found}”，而完成率是{expected}，没有超过。", "请核对文字或数字。"
    )
    OPEN_IN_WORDS = _Entry(_LOOK, "进展情况写“{found}”，而完成率已达{expected}。", "请核对文字或数字。")
    ON_TIME_IN_WORDS = _Entry(_LOOK, "进展情况写“{found}”，而{reason}。", "请核对文字或数字。")
    SAME_AS_LAST = _Entry(_LOOK, "本次填报的数字和文字与上期完全相同。", "请核对是否误报了上期的表。")
    NO_PROGRESS = _Entry(
        _LOOK, "累计完成与上期相同、尚未完成全年目标的实事：{found}。", "请核实本期是否确无进展。"
    )
    NARRATIVE_NUMBER_DIFFERS = _Entry(
        _LOOK, "进展情况写有“{found}”，与指标“{title}”填的“{expected}”不符。", "请核对文字或数字。"
    )
    NARRATIVE_TARGET_DIFFERS = _Entry(
        _LOOK, "进展情况写的全年目标是“{found}”，台账中是“{expected}”。", "请核对；目标以台账为准。"
    )
    NARRATIVE_FUNDS_DIFFER = _Entry(
        _LOOK, "进展情况写有“{found}”，与“{column}”填的“{expected}”不符。", "请核对文字或数字。"
    )
    INVESTED_OVER_PLANNED = _Entry(
        _LOOK, "进展情况写有投资“{found}”，超过计划资金“{expected}”。", "请核对文字或数字。"
    )
    ARRIVED_OVER_PLANNED = _Entry(_LOOK, "到位资金“{found}”超过计划资金“{expected}”。", "请核对。")
    PAID_WITHOUT_ARRIVED = _Entry(_LOOK, "填了支付资金“{found}”，没有填到位资金。", "请补填。")
    NEGATIVE_FUNDS = _Entry(_LOOK, "“{column}”填的“{found}”是负数。", "请核对后重填。")
    FUNDS_IN_YUAN = _Entry(_LOOK, "“{column}”填了“{found}”，像是按元填写的。", "如是，请换算成万元后重填。")
    FUNDS_FALLING = _Entry(
        _LOOK, "“{column}”填的“{found}”比上期的“{expected}”少。", "请核对；如属更正，请在备注中说明。"
    )
    PLANNED_FUNDS_CHANGED = _Entry(_TELL, "计划资金由上期的“{expected}”改为“{found}”。", "")
    PLACEHOLDER = _Entry(
        _LOOK, "“{column}”只写了“{found}”，通报无法引用。", "请用一两句话写明做了什么、到什么程度。"
    )
    LEFT_OPEN = _Entry(_LOOK, "“{column}”里的“{found}”像是没有填完。", "请补写。")
    TOO_SHORT = _Entry(_LOOK, "进展情况只有“{found}”，通报难以引用。", "请写明做了什么、到什么程度。")
    TOO_LONG = _Entry(
        _LOOK, "进展情况有{count}个字，通报引用过长。", "请压缩到{expected}字以内，细节写在“备注”列。"
    )
    CUT_OFF = _Entry(_LOOK, "进展情况写到“{found}”为止，像是没有写完。", "请补写完整。")
    UNPAIRED_MARKS = _Entry(_LOOK, "进展情况里的{found}不成对。", "请补上缺少的一半。")
    UNPRINTABLE = _Entry(_LOOK, "“{column}”里有不宜印在公文中的字符“{found}”。", "请删去或改写。")
    COPIES_TASK = _Entry(
        _LOOK, "“{title}”的进展情况照抄了主要任务，没有写进展。", "请写明做了什么、到什么程度。"
    )
    SAME_WORDS_AS_LAST = _Entry(
        _LOOK, "“{title}”还没有完成，进展情况却与上期一字不差。", "请写明本期的进展。"
    )
    SAME_WORDS_TWICE = _Entry(_LOOK, "“{title}”与“{value}”的进展情况完全相同。", "请核对是否贴错了内容。")
    OTHER_UNIT_TOLD = _Entry(_LOOK, "进展情况以“{found}”开头，而本表是{unit}的。", "请核对是否贴错了内容。")
    OTHER_PERIOD_TOLD = _Entry(
        _LOOK, "进展情况写的是“{found}”，而本期是{expected}。", "请核对是否沿用了以前的文字。"
    )
    FUTURE_TOLD = _Entry(
        _LOOK, "进展情况写有“{found}”，而本期数据截至{expected}。", "请核对月份；还没有做的请不要写成已做。"
    )
    DEADLINE_PAST = _Entry(_LOOK, "下一步措施写有“{found}”，而本期是{expected}，时限已过。", "请更新时限。")
    REPORTED_EARLY = _Entry(_LOOK, "填报日期{found}早于本期截止日{expected}。", "请确认数据已截至期末。")
    REPORT_DATE_ODD = _Entry(_LOOK, "填报日期{found}离本期截止日{expected}太远。", "请核对年份和月份。")
    SAME_DATE_AS_LAST = _Entry(_LOOK, "填报日期{found}与上期的相同。", "请核对是否沿用了上期的表。")
    UNSIGNED = _Entry(_TELL, "表头没有填写{found}。", "")
    SAME_SIGNER = _Entry(_TELL, "填报人和审核人都是“{found}”。", "")
    CONTACT_MISSING = _Entry(_TELL, "{count}件实事没有填写责任人或联系电话：{found}。", "")
    PERSON_HAS_DIGITS = _Entry(_LOOK, "责任人填的“{found}”里有数字。", "请只填姓名，电话填在“联系电话”列。")
    PERSON_CHANGED = _Entry(_TELL, "“{title}”的责任人由“{expected}”改为“{found}”。", "")
    PHONES_COUNT_UP = _Entry(
        _LOOK, "电话“{found}”比上一件实事的“{expected}”正好大1，像是拖动填充造成的。", "请核对后重填。"
    )
    IDENTITY_NUMBER = _Entry(_MUST, "“{column}”里有居民身份证号码“{found}”，不应外发。", "请删去后重新报送。")
    IDENTITY_LIKE = _Entry(
        _LOOK, "“{column}”里的“{found}”像是居民身份证号码，不应外发。", "请核对；如是，请删去。"
    )
    CARD_NUMBER = _Entry(_LOOK, "“{column}”里的“{found}”像是银行卡号，不应外发。", "请核对；如是，请删去。")
    MOBILE_TOLD = _Entry(_LOOK, "“{column}”里有手机号码“{found}”，不应外发。", "请填在“联系电话”列。")
    PERSONS_LISTED = _Entry(
        _LOOK, "“{column}”里写有“{found}”，可能列出了个人信息，不应外发。", "请核对；如有，请删去。"
    )
    PERSONS_LEAVE = _Entry(
        _LOOK,
        "“{found}”等{count}张表里有姓名或电话，随文件一同外发。",
        "请核对；不该外发的，请先删去，或只导出需要的表。",
    )
    LINK_TOLD = _Entry(_LOOK, "“{column}”里写有网址或账号“{found}”，不宜引用。", "请删去。")

    # How it arrived (zips, mails, other formats, passwords)
    OTHER_FORMAT = _Entry(
        _LOOK,
        "这个文件不是下发时的格式，已读取其中的数据，公式和格式无从核对。",
        "请核对读到的数字；下次请用下发的表填报。",
    )
    RECOGNISED_BY = _Entry(
        _LOOK, "表中没有写明填报单位，凭{found}认定为“{unit}”。", "请核对；如不对，请在表头写明单位后再回收。"
    )
    FILE_NAME_DIFFERS = _Entry(
        _LOOK, "文件名像是“{found}”，表内写的是“{unit}”，按表内的单位处理。", "请核对是否发错了文件。"
    )
    PERIOD_UNSTATED = _Entry(_LOOK, "表中没有写明通报期，按本期{expected}处理。", "请核对是不是本期的数据。")

    # What was done to the form (tampering and slips)
    SHEET_RENAMED = _Entry(_TELL, "工作表名由“{expected}”改为“{found}”，不影响读取。", "")
    SHEET_COPIED = _Entry(_LOOK, "工作表“{found}”像是复制出来的一张。", "请确认填在这张表里的是最新内容。")
    FURTHER_SHEETS = _Entry(
        _LOOK, "文件里另有写了内容的工作表：{found}，没有读取。", "如属填报内容，请填到填报表中。"
    )
    HIDDEN_SHEETS = _Entry(
        _LOOK, "文件里有隐藏的工作表：{found}，没有读取。", "请核对是否带出了不该外发的内容。"
    )
    FORM_HIDDEN = _Entry(_LOOK, "填报表所在的工作表被隐藏，其中的内容照常读取。", "请取消隐藏后核对。")
    STAMP_GONE = _Entry(_TELL, "文件里没有“表单信息”，像是另建的文件，按名称读取。", "")
    HEAD_CHANGED = _Entry(_TELL, "表头的“{column}”由“{expected}”改为“{found}”。", "")
    HAS_MACRO = _Entry(_LOOK, "文件含有宏，没有运行。", "请改用下发的填报表，另存为不含宏的文件。")
    HAS_LINKS = _Entry(
        _LOOK,
        "文件含有指向其他文件的链接，读到的是上次保存的结果。",
        "请核对；请把引用其他文件的公式改为数值。",
    )
    HEADER_MOVED = _Entry(_TELL, "列名由第{expected}行移到第{found}行，不影响读取。", "")
    ROWS_MOVED = _Entry(_TELL, "各行的顺序与下发时不同，已按实事和指标名称读取。", "")
    ROWS_INSERTED = _Entry(_TELL, "表中插入了空行（{found}），不影响读取。", "")
    COLUMNS_MOVED = _Entry(_TELL, "列的顺序与下发时不同（{found}），已按列名读取。", "")
    ROWS_HIDDEN = _Entry(_LOOK, "{found}被隐藏，行里的内容照常读取。", "请取消隐藏或筛选后核对。")
    COLUMNS_HIDDEN = _Entry(_LOOK, "{found}被隐藏，列里的内容照常读取。", "请取消隐藏后核对。")
    TITLE_UNCLEAR = _Entry(
        _MUST,
        "此行没有实事名称，按上面一行计入“{title}”，但“{value}”也有同名指标。",
        "请填写实事名称后重新报送。",
    )
    NAME_CHANGED = _Entry(
        _LOOK, "此行的“{found}”可能是由“{expected}”改成的，没有计入。", "如是，请改回原名后重新报送。"
    )
    NAME_GONE = _Entry(
        _LOOK, "此行没有写指标名称，可能是“{expected}”，没有计入。", "如是，请补上名称后重新报送。"
    )
    MAIN_TASK_CHANGED = _Entry(_TELL, "“主要任务”与台账不同（{found}），仍按台账。", "")
    LAST_FIGURE_CHANGED = _Entry(
        _LOOK, "上期累计是“{found}”，台账中是“{expected}”，仍按台账。", "请核对是否填错了列。"
    )
    FIGURES_SWAPPED = _Entry(
        _MUST,
        "“累计完成”填的都是台账中的上期累计，“上期累计”被改动，像是两列填反了（{found}）。",
        "请核对；本期数字请填在“累计完成”列。",
    )
    FORMULA_TYPED_OVER = _Entry(
        _TELL, "自动计算的“{column}”被改成了固定内容（{found}），以重新计算为准。", ""
    )
    FORMULA_CHANGED = _Entry(_TELL, "自动计算的公式被改动（{found}），以重新计算为准。", "")
    FORMULA_BROKEN = _Entry(_TELL, "自动计算的单元格显示错误值（{found}），以重新计算为准。", "")
    STATUS_TYPED = _Entry(
        _LOOK,
        "“状态建议”被改填为“{found}”，按数据计算为“{expected}”，仍按数据计算。",
        "如有不同意见，请写在“备注”列。",
    )
    MERGED_FIGURES = _Entry(
        _MUST,
        "合并的单元格（{found}）跨了几项指标或几件实事，其中的数字只计入第一行。",
        "请取消合并，每行分别填写后重新报送。",
    )
    MERGED_PROJECTS = _Entry(
        _LOOK, "合并的单元格（{found}）跨了几件实事，其中的内容只计入第一件。", "请取消合并，分别填写。"
    )
    FIGURES_SHIFTED = _Entry(
        _MUST,
        "“{column}”列疑似整列下移了一行：首行空着，表下方多出“{found}”。",
        "请逐行核对{column}，移回原位后重新报送。",
    )
    MERGED_COLUMNS = _Entry(
        _LOOK, "合并的单元格（{found}）跨了几列，其中的内容按第一列读取。", "请取消合并，分列填写。"
    )
    LIMITS_GONE = _Entry(_TELL, "单元格（{found}）的填写限制没有了，像是从别处粘贴来的。", "")
    NOTE_ON_CELL = _Entry(
        _LOOK, "此格有批注“{found}”，批注不作为填报内容。", "如属填报内容，请填到单元格中。"
    )
    FURTHER_NOTES = _Entry(
        _LOOK, "另有{count}个单元格有批注（{found}），批注不作为填报内容。", "如属填报内容，请填到单元格中。"
    )
    SHAPES = _Entry(
        _LOOK, "表上有{count}个图片或图形，其中的文字没有读取。", "如属填报内容，请填到单元格中。"
    )

    # What was promised
    NO_LIST = _Entry(_MUST, "没有找到实事清单（表头应有“实事名称”“牵头单位”等列）。", "请使用实事清单模板。")
    EMPTY_LIST = _Entry(_MUST, "实事清单中没有实事。", "请填写实事清单。")
    LIST_NO_TITLE = _Entry(_MUST, "此行没有实事名称，没有计入。", "请补填。")
    LIST_NO_UNIT = _Entry(
        _MUST, "“{found}”没有牵头单位，没有计入。", "请补填；合并的单元格请拆开，每行都填。"
    )
    LIST_UNITS_DIFFER = _Entry(
        _MUST, "“{found}”前后写了不同的牵头单位，按“{expected}”处理。", "请统一；别名请在设置表登记。"
    )
    LIST_SEVERAL_UNITS = _Entry(
        _LOOK,
        "“{found}”按几个单位共同牵头处理：只发一份填报表，件数只计一次。",
        "如只由一个单位牵头，请只填这个单位，其余写在“主要任务”。",
    )
    LIST_HELPING_UNITS = _Entry(
        _LOOK,
        "“{found}”写明只是配合，牵头单位按“{expected}”处理。",
        "如由几个单位共同牵头，请删去括号或“配合”字样，用“、”分开。",
    )
    LIST_UNNAMED_UNITS = _Entry(
        _LOOK,
        "“{found}”没有写明是哪个单位，没有计入，牵头单位按“{expected}”处理。",
        "如另有单位共同牵头，请写明名称，用“、”分开。",
    )
    LIST_UNIT_UNCLEAR = _Entry(
        _LOOK,
        "“{found}”中有空格、符号或“配合”一类的字，按一个单位处理。",
        "如是几个单位共同牵头，请用“、”分开；如是一个单位，请只留单位名称。",
    )
    LIST_DOUBLE_INDICATOR = _Entry(_MUST, "“{found}”下有两个“{value}”指标，后一个没有计入。", "请改名。")
    LIST_WEIGHTS_MIXED = _Entry(
        _MUST,
        "“{found}”的权重有的小于1，有的大于1（{value}），像是两种写法。",
        "请统一写成0.3、0.7，或者30%、70%。",
    )
    LIST_TARGET_NOT_POSITIVE = _Entry(
        _LOOK, "“{found}”的年度目标是{value}，算不出完成率。", "请核对；越少越好的，指标类型请选“越低越好”。"
    )
    LIST_KIND_ASSUMED = _Entry(_TELL, "指标“{found}”没有填写类型，按“{value}”处理。", "")
    LIST_SIMILAR_UNITS = _Entry(
        _LOOK, "“{found}”和“{expected}”可能是同一单位。", "如是，请在设置表的单位名录中登记为别名。"
    )

    UNIT_SUCCEEDED = _Entry(
        _LOOK,
        "上期由“{expected}”牵头的实事，本期都由“{found}”牵头，“{found}”没有上期名次。",
        "如是单位改名，请在设置表的单位名录中把“{expected}”登记为“{found}”的别名。",
    )

    # What was read from an old bulletin
    BULLETIN_TO_CHECK = _Entry(_LOOK, "{found}。", "核实后请清空“需核实”一格。")
    BULLETIN_COUNT_DIFFERS = _Entry(
        _LOOK, "通报写明{expected}件实事，识别出{count}件。", "请对照“通报原文”表补齐或删去。"
    )
    BULLETIN_UNITS_DIFFER = _Entry(
        _LOOK,
        "通报写明{expected}个单位，识别出的牵头单位是{count}个。",
        "请对照“通报原文”表核对“牵头单位”一列。",
    )
    BULLETIN_LEFT_OVER = _Entry(
        _LOOK, "“通报原文”表中有{count}段的数字没有列入实事清单。", "请看该表“未列入的数字”一列。"
    )

    # What counties send up
    COUNTY_LEFT_OUT = _Entry(_MUST, "{found}没有计入汇总：{reason}。", "请处理后重新汇总。")
    COUNTY_SET_ASIDE = _Entry(_TELL, "{found}已按另一份工作簿计入，这份{reason}，跳过。", "")
    COUNTY_DISAGREES = _Entry(_LOOK, "“{title}”：{reason}。", "请区县重新生成汇总表后再报。")
    COUNTY_MISSING = _Entry(_LOOK, "{found}缺报，没有收到汇总工作簿。", "请催报；不再报送的请从对照表删去。")
    COUNTY_UNREAD = _Entry(
        _MUST,
        "{reason}，{found}没有计入汇总。",
        "请按各文件的提示处理，或请{found}重新报送汇总工作簿，再汇总一次；不是区县的，请在对照表清空它的统一名称。",
    )
    CLUSTER_DIFFERS = _Entry(
        _LOOK,
        "集群上的程序或组件与本机版本不同，{count}个文件改在本机读取，结果不受影响，只是慢些。",
        "请在集群各机器上安装与本机相同的版本。",
    )
    MATCH_ROW_UNREAD = _Entry(
        _MUST,
        "此行（{found}）{reason}，没有采用，原样保留。",
        "请改好后重新汇总；不要的请删去整行。",
    )
    MATCH_ROW_IDLE = _Entry(
        _LOOK, "此行（{found}）没有写原名和统一名称，原样保留。", "请补好；不要的请删去整行。"
    )
    MATCH_TWICE = _Entry(
        _MUST,
        "“{found}”有两个统一名称：{reason}，现按“{value}”汇总。",
        "请只留一个，重新汇总。",
    )
    MATCH_CHAIN = _Entry(
        _MUST,
        "{reason}，“{found}”现按“{value}”汇总。",
        "请把两行改成同一个统一名称，重新汇总。",
    )
    NAMES_UNMATCHED = _Entry(
        _LOOK, "有{count}个名称没有统一名称，只按原名单列。", "请在对照表填写后重新汇总。"
    )

    # What is set
    SETTING_BAD = _Entry(_MUST, "设置项“{setting}”的值“{found}”不能用，暂按“{value}”处理。", "{expected}")
    SETTING_MISSING = _Entry(_MUST, "设置项“{setting}”没有填写。", "请在工作簿的“设置”表补填。")
    NAME_FROM_FILE = _Entry(
        _MUST,
        "设置项“{setting}”没有填写，暂用文件名“{value}”。",
        "请在“设置”表填写市或省的名称，再汇总一次。",
    )
    CLASS_NEVER_REACHED = _Entry(
        _MUST,
        "类别“{found}”排在“{value}”下面，够得上它的都先归入“{value}”，不会有实事归入“{found}”。",
        "请把“{found}”移到“{value}”上面，或改下限。",
    )
    SETTING_UNKNOWN = _Entry(_LOOK, "不认识的设置项“{found}”，没有采用。", "请核对名称。")
    SETTING_DOUBLE = _Entry(_LOOK, "设置项“{found}”出现两次，取第一处。", "请删去一处。")
    MISSING_SETTING_COLUMN = _Entry(_MUST, "设置表缺少“{found}”列。", "请补上这一列，或从模板中复制。")
    NAME_TOO_LONG = _Entry(
        _LOOK,
        "通报名称“{found}”太长，在版头排成{count}行也只能用{value}磅的小字。",
        "请在“设置”表缩短通报名称。",
    )
    NAME_TOO_WIDE = _Entry(
        _LOOK,
        "通报名称“{found}”在本单位的版头文件里一行排不下，约可排{count}个字。",
        "请在“设置”表缩短通报名称，或调小版头文件里报头的字号。",
    )
    SHARED_ALIAS = _Entry(_MUST, "“{found}”同时是两个单位的名称。", "请在单位名录中改正。")
    PHRASE_UNKNOWN_USE = _Entry(_LOOK, "措辞表不认识用途“{found}”，此行没有采用。", "可选：{choices}。")
    PHRASE_UNKNOWN_CONDITION = _Entry(
        _LOOK, "措辞表不认识“{value}”的条件“{found}”，此行没有采用。", "可选：{choices}。"
    )
    PHRASE_UNKNOWN_MARK = _Entry(
        _LOOK, "“{value}”的说法中有不认识的标记“{found}”，这一说法没有采用。", "可用的标记：{choices}。"
    )
    PHRASE_BROKEN = _Entry(_LOOK, "说法“{found}”的花括号不成对，没有采用。", "标记两边的花括号请写齐全。")

    # What is decided
    UNDECIDED = _Entry(_MUST, "“{found}”尚待认定：{reason}。", "请在“督查认定”表选择类别并写明理由。")
    VERDICT_NO_REASON = _Entry(
        _MUST, "“{found}”认定为“{value}”，与状态建议“{expected}”不同，但没有写理由。", "请补写认定理由。"
    )
    VERDICT_MISSING = _Entry(
        _MUST, "“{found}”写了认定理由，没有选择类别，没有采用。", "请在“督查认定”列选择类别。"
    )
    VERDICT_UNKNOWN_CLASS = _Entry(_MUST, "认定“{found}”不是设置的类别，没有采用。", "可选：{choices}。")
    VERDICT_UNKNOWN_PROJECT = _Entry(_MUST, "认定的实事“{found}”不在清单中，没有采用。", "请核对名称。")
    VERDICT_OTHER_PERIOD = _Entry(
        _LOOK, "“{title}”的认定属于“{found}”，不是本期“{expected}”，没有采用。", "请按本期重新认定。"
    )
    VERDICT_TWICE = _Entry(_MUST, "“{found}”有两条不同的认定，均未采用。", "请只留一条。")

    # What is kept: periods, corrections, choices
    PERIOD_CLOSED = _Entry(
        _MUST, "{found}已经办结，不再收新的填报表。", "如需更正，请先重新打开本期并写明理由。"
    )

    PERIOD_NOT_CLOSED = _Entry(
        _LOOK, "{found}还没有办结，就转入了{expected}。", "如已印发，请在原工作簿中办结，留作底稿。"
    )
    CLOSED_BUT_CHANGED = _Entry(
        _MUST,
        "{found}已经办结，但{unit}现在的数字、文字或类别与办结时不同。",
        "如属误改，请用办结时的文件；确需更正的，请先重新打开本期并写明理由。",
    )
    RECORD_UNREADABLE = _Entry(
        _LOOK, "“{column}”写的是“{found}”，读不出来，这一行原样保留，不参与计算。", "请在浅黄色格子里改正。"
    )
    RECORD_WITHOUT_HEADER = _Entry(
        _LOOK, "“{found}”表没有表头，各行原样保留，不参与计算。", "请用上一次的文件，或从中复制表头。"
    )
    RECORD_COLUMN_MISSING = _Entry(
        _LOOK, "“{found}”表缺少“{column}”列，按空白处理。", "如是误删，请用上一次的文件。"
    )
    RECORD_COLUMN_UNKNOWN = _Entry(
        _LOOK, "“{found}”列不是本表的固定列，没有带入新文件。", "需要时请自行复制。"
    )
    RECORD_CUT_OFF = _Entry(
        _MUST, "从这一格起超出可读取的行数，后面的内容没有带入新文件。", "请先把早年的行移到别的文件保存。"
    )
    HISTORY_PERIOD_UNKNOWN = _Entry(
        _LOOK, "通报期“{found}”读不出是哪几个月，这些行原样保留，不作上期累计。", "请改成1-9月份这样的写法。"
    )
    HISTORY_DOUBLE = _Entry(
        _LOOK, "“{found}”在{expected}有两行，数字不同，都不作上期累计。", "请删去错的一行。"
    )
    HISTORY_FORGOTTEN = _Entry(
        _LOOK,
        "历史中的“{found}”不在实事清单中，没有带入上期累计。",
        "如是改了名，请把“历史”表中的名称也改过来。",
    )

    # What is written, and where
    TARGET_OPEN = _Entry(
        _LOOK,
        "这个文件正在 Excel 或 WPS 中打开，没有替换，新的内容写在旁边的“{value}”中。",
        "请关闭原文件，改用“{value}”。",
    )

    # What the document says
    DRAFT_FIGURE_STALE = _Entry(
        _MUST,
        "改过的段落“{paragraph}”中，{label}的数字“{found}”已变为“{expected}”，原话没有改动，已在后面注明。",
        "请在“通报稿”改好数字，并删去【】中的提示，再生成一次。",
    )
    DRAFT_PARAGRAPH_GONE = _Entry(
        _LOOK,
        "改过的段落“{found}”所依据的内容已不再生成，原话仍然保留。",
        "请核对是否还要这一段；不要时清空其内容。",
    )
    DRAFT_FIGURE_REPLACED = _Entry(
        _LOOK,
        "段落“{paragraph}”中{label}的“{found}”已被改写，数据现已变为“{expected}”，改写的文字没有改动。",
        "请核对改写的数字。",
    )
    DRAFT_REWORDED = _Entry(
        _LOOK,
        "改过的段落“{paragraph}”，程序现在写的不只是数字不同：{reason}，原话没有改动。",
        "请对照“通报稿”中“程序生成的原文”一列补改。",
    )
    DRAFT_PARAGRAPH_MOVED = _Entry(
        _LOOK,
        "“{found}”被移到了另一个标题下，仍放回原处：所在类别以数据为准。",
        "如需换类，请在“督查认定”表选择类别并写明理由。",
    )
    DRAFT_HEADING_LEFT_OUT = _Entry(
        _LOOK,
        "“{found}”已不再印出，序号已重排，导语和标题中的件数、单位没有减去它。",
        "请核对；如不通报这一项，请同时改好件数和单位，否则在“通报稿”中恢复它的内容。",
    )
    DRAFT_HEAD_CHANGED = _Entry(
        _LOOK, "通报稿中改了“{key}”（{found}），这一项以“设置”表为准，没有采用。", "请在“设置”表修改。"
    )
    DRAFT_TWO_EDITS = _Entry(
        _MUST,
        "段落“{paragraph}”在“通报稿”和 Word 稿中改得不同，采用了 Word 稿的文字。“通报稿”中是：{found}",
        "请核对后在“通报稿”中定稿，再生成一次（不再附 Word 稿）。",
    )
    DRAFT_PARAGRAPH_REMOVED = _Entry(
        _LOOK, "Word 稿中没有“{found}”这一段，已不再印出。", "如需保留，请在“通报稿”中恢复它的内容。"
    )
    DRAFT_FIGURE_TYPED = _Entry(
        _LOOK,
        "段落“{paragraph}”中，{label}由“{expected}”被改为“{found}”，按改后的文字保留。",
        "请核对；如是更正，请把数据也改过来。",
    )
    DRAFT_NOT_READ = _Entry(_LOOK, "Word 稿正文中的{found}没有带入新文件。", "需要时请自行复制。")
    DRAFT_MARKS_LEFT = _Entry(
        _MUST,
        "Word 稿中还有{count}处【现为…】的提示没有处理，如“{found}”。",
        "请改好数字，并删去【】中的提示。",
    )
    REFRESHED = _Entry(_TELL, "段落“{paragraph}”中，{label}由“{found}”更新为“{expected}”。", "")
    REFRESH_ALTERED = _Entry(
        _LOOK,
        "段落“{paragraph}”中，{label}已被人工改为“{found}”，台账中是“{expected}”，没有更新。",
        "请核对后自行改正。",
    )
    REFRESH_UNKNOWN = _Entry(
        _LOOK, "段落“{paragraph}”中的“{found}”在台账中已没有出处（{label}），没有更新。", "请核对后自行改正。"
    )
    REFRESH_IN_WORDS = _Entry(
        _MUST,
        "段落“{paragraph}”的原话中，{label}“{found}”已变为“{expected}”，不是程序写出的数字，没有更新。",
        "请自行改正。",
    )
    REFRESH_WORDS_CHANGED = _Entry(
        _LOOK,
        "有{count}段不只是数字，文字或归类也应随数据变化，如“{found}”，只更新数字不够。",
        "请核对；也可以用这份 Word 稿重新生成通报。",
    )
    REFRESH_MOVED = _Entry(
        _MUST,
        "有{count}件实事的类别变了，文中仍列在原来的类别下，如“{found}”现为“{expected}”，只更新数字不够。",
        "请用这份 Word 稿重新生成通报。",
    )
    REFRESH_TABLE = _Entry(
        _MUST,
        "附表中有{count}件实事的数字或类别与台账不一致，如“{found}”；只更新数字不改附表。",
        "请用这份 Word 稿重新生成通报，附表随之更新。",
    )
    TEXT_DIFFERS = _Entry(_MUST, "“{found}”与台账不一致，应为{expected}。", "请核对后改正。")
    TEXT_COUNT_WRONG = _Entry(_MUST, "“{found}”与{reason}不一致，应为{expected}。", "请核对后改正。")
    TEXT_UNIT_MISPLACED = _Entry(
        _MUST, "“{unit}”写在“{found}”一类，{reason}。", "请核对该单位的实事属于哪一类。"
    )
    TEXT_UNIT_LEFT_OUT = _Entry(_MUST, "“{found}”一类没有写“{unit}”，{reason}。", "请补上，或核对件数。")
    TEXT_CLASS_DIFFERS = _Entry(
        _MUST, "“{title}”列在“{found}”，台账中属于“{expected}”。", "请核对认定结果后改正。"
    )
    TEXT_LEAD_UNIT_DIFFERS = _Entry(
        _MUST, "“{title}”的牵头单位写作“{found}”，台账中是“{expected}”。", "请核对后改正。"
    )
    TEXT_PROJECT_MISSING = _Entry(_MUST, "没有写到“{title}”，台账中有这件实事。", "请补上，或核对台账。")
    TEXT_MISPRINT = _Entry(_MUST, "“{found}”像是“{expected}”的误写。", "请核对后改正。")
    TEXT_PERCENT_WRONG = _Entry(_MUST, "“{found}”算得不对：{reason}，应为{expected}。", "请核对后改正。")
    TEXT_SHARES_WRONG = _Entry(
        _MUST, "各类占比“{found}”相加是{value}，不是100%，不能印发。", "请重新计算各类占比。"
    )
    TEXT_CONTRADICTS = _Entry(_MUST, "“{found}”与数据不符：{reason}。", "请改正这句话，或核对数据。")
    TEXT_ANNEX_DIFFERS = _Entry(
        _MUST, "附表中的“{found}”与正文不一致，正文是“{expected}”。", "请核对哪一处是对的，改正另一处。"
    )
    TEXT_NO_SUCH_DATE = _Entry(_MUST, "“{found}”不是真实的日期。", "请核对后改正。")
    TEXT_NUMBERING = _Entry(
        _MUST, "编号“{found}”不连续，应为“{expected}”。", "请核对编号，或补上缺少的内容。"
    )
    TEXT_ISSUE_REPEATED = _Entry(_MUST, "“{found}”与{reason}重号，应为{expected}。", "请核对期号。")
    TEXT_LEFTOVER = _Entry(_MUST, "“{found}”是没有填好的内容，不能印发。", "请填好或删去。")
    TEXT_ISSUE_SKIPPED = _Entry(_LOOK, "“{found}”与{reason}不连续，应为{expected}。", "请核对期号。")
    TEXT_DOUBTFUL = _Entry(_LOOK, "“{found}”在台账中没有，可能应为{expected}。", "请核对。")
    TEXT_ROUNDING = _Entry(_LOOK, "“{found}”与{expected}只差取整方式：{reason}。", "请统一取整方式。")
    TEXT_TWO_NAMES = _Entry(
        _LOOK, "“{found}”和“{expected}”像是同一单位的两个名称。", "如是同一单位，请全文统一。"
    )
    TEXT_UNIT_UNKNOWN = _Entry(
        _LOOK, "单位“{found}”不在单位名录中，可能是“{expected}”。", "请核对名称，或在设置表登记别名。"
    )
    TEXT_MAYBE_MISPRINT = _Entry(_LOOK, "“{found}”可能是“{expected}”的误写。", "请核对。")
    TEXT_DATE_DOUBTFUL = _Entry(_LOOK, "“{found}”{reason}。", "请核对日期。")
    TEXT_SUM_DOUBTFUL = _Entry(_LOOK, "“{found}”与前面的数对不上：{reason}，应为{expected}。", "请核对。")
    TEXT_STATEMENT_DOUBTFUL = _Entry(_LOOK, "“{found}”与数据可能不符：{reason}。", "请核对这句话。")
    TEXT_CLASS_NOTED = _Entry(_TELL, "“{title}”列在“{found}”一类，文中的完成率是{value}。", "")
    TEXT_MARK_LEFT = _Entry(
        _MUST, "更正标记“{found}”等{count}处还没有处理。", "请按现在的数据改好，删去标记后再印发。"
    )
    TEXT_UNFILLED = _Entry(_TELL, "“{found}”等{count}处还没有填写。", "")
    TEXT_LAYOUT = _Entry(_TELL, "{reason}，如“{found}”，共{count}处。", "")
    TEXT_PICTURES = _Entry(_TELL, "文中有{count}幅图片或图表，里面的数字没有核对，需人工核对。", "")
    TEXT_BOOK_OPEN = _Entry(_TELL, "工作簿还有{count}处必改没有处理，核对以现有数据为准。", "")

    @property
    def level(self) -> Level:
        """Return how much the finding matters."""
        return self.value.level

    @property
    def what(self) -> str:
        """Return the template that says what is wrong."""
        return self.value.what

    @property
    def cure(self) -> str:
        """Return the template that says what to do; "" where nothing is to be done."""
        return self.value.cure


# Findings about returned files that the office's workbook cannot show again by itself: it keeps them until settled.
OF_RETURNS = (
    Code.SEVERAL_FORMS,
    Code.SEVERAL_UNITS,
    Code.OTHER_WORKBOOK,
    Code.OTHER_FIGURES,
    Code.NO_FORM,
    Code.NOTHING_READ,
    Code.MISSING_COLUMN,
    Code.DOUBLE_COLUMN,
    Code.ROWS_OF_OTHER,
    Code.UNKNOWN_ROW,
    Code.DOUBLE_ROW,
    Code.MISSING_ROW,
    Code.MAYBE_RENAMED,
    Code.CHANGED_SINCE,
    Code.ADDED_SINCE,
    Code.PLAN_CHANGED,
    Code.CONFLICTING_ENTRY,
    Code.TITLE_UNCLEAR,
    Code.MERGED_FIGURES,
    Code.FIGURES_SWAPPED,
    Code.FIGURES_SHIFTED,
    Code.SENT_TWICE,
    Code.SENT_EARLIER,
    Code.UNKNOWN_UNIT,
    Code.UNIT_WITHOUT_PROJECT,
    Code.OFFICE_LEADS_JOINTLY,
    Code.UNIT_MISMATCH,
    Code.OTHER_PROGRAMME,
    Code.OTHER_VERSION,
    Code.WRONG_PERIOD,
)
# What follows from a change of the office's own list: no unit is called on for it.
OF_THE_LIST = (Code.MAYBE_RENAMED, Code.CHANGED_SINCE, Code.ADDED_SINCE)
# Findings about a cell of a returned file whose content could not be taken over: kept as long as that file is the unit's.
OF_CELLS = (Code.ERROR_CELL, Code.NOT_CALCULATED, Code.NOT_A_DATE)
# 必改 that ask a person to verify what is there: words in 处理情况 settle them. What is missing, unreadable or undecided has to
# be mended; whatever is below 必改 is settled by words as well.
VERIFIED_IN_WORDS = (
    *OF_RETURNS,
    *OF_CELLS,
    Code.UNREADABLE_FILE,
    Code.OVER_CEILING,
    Code.NEGATIVE,
)
