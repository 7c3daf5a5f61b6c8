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
    NO_FORM = _Entry(
        _MUST, "没有找到填报表（表头应有“实事名称”“累计完成”等列）。", "请使用下发的填报表填写。"
    )
    SEVERAL_FORMS = _Entry(_MUST, "文件里有{count}张填报表：{found}。", "请只留一张后重新报送。")
    MISSING_COLUMN = _Entry(_MUST, "缺少“{found}”列。", "请恢复这一列，或用原来的表重新填写。")
    DOUBLE_COLUMN = _Entry(_MUST, "“{found}”列出现两次。", "请删去多余的一列。")
    UNKNOWN_ROW = _Entry(
        _MUST, "此行“{found}”不在本单位的实事清单中，没有计入。", "请核对实事名称和指标名称。"
    )
    DOUBLE_ROW = _Entry(_MUST, "“{found}”出现两行，内容不同，均未计入。", "请只留一行。")
    MISSING_ROW = _Entry(_MUST, "缺少“{found}”一行。", "请用下发的填报表补填。")
    PLAN_CHANGED = _Entry(
        _MUST,
        "“{column}”被改为“{found}”，台账中是“{expected}”，仍按台账计算。",
        "如确需调整，请联系督查部门。",
    )
    CONFLICTING_ENTRY = _Entry(
        _MUST, "同一件实事的“{column}”填了不同内容，取第一处“{found}”。", "请只在第一行填写。"
    )
    BEYOND_TABLE = _Entry(_LOOK, "此处有内容，不在填报表的列中，没有读取。", "如属填报内容，请填到相应的列。")
    STORED_RATE_DIFFERS = _Entry(
        _LOOK, "表中完成率显示{found}，按数据重新计算为{expected}，以重新计算为准。", "请核对公式是否被改动。"
    )

    # What came back
    UNREADABLE_FILE = _Entry(_MUST, "{found}", "")
    SKIPPED_FILE = _Entry(_TELL, "{found}，已跳过。", "")
    SAME_FILE_TWICE = _Entry(_TELL, "与“{found}”内容完全相同，只计一次。", "")
    SENT_TWICE = _Entry(
        _MUST, "{unit}报来{count}份不同的文件：{found}，均未采用。", "请确认以哪一份为准，移走其余的再回收。"
    )
    BLANK_RETURN = _Entry(_LOOK, "这是空白表，没有填写任何内容，没有采用。", "请核对是否发错了文件。")
    OWN_WORKBOOK = _Entry(_TELL, "这是汇总用的工作簿本身，不是填报表，已跳过。", "")
    TWO_SHEETS = _Entry(_MUST, "{unit}有{count}张表：{found}，均未采用。", "请只留一张。")
    LAST_PERIOD = _Entry(
        _LOOK, "此表填的是{found}的数据，已转为上期累计，{expected}按未报送处理。", "请回收本期的填报表。"
    )
    UNIT_WITHOUT_PROJECT = _Entry(
        _MUST, "“{found}”本年度没有牵头的实事，没有采用。", "请核对单位名称或实事清单。"
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

    # How it arrived (zips, mails, other formats, passwords)

    # What was done to the form (tampering and slips)

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
        _LOOK, "“{found}”像是几个单位，按一个单位处理。", "一件实事只填一个牵头单位，其余写在“主要任务”。"
    )
    LIST_DOUBLE_INDICATOR = _Entry(_MUST, "“{found}”下有两个“{value}”指标，后一个没有计入。", "请改名。")
    LIST_KIND_ASSUMED = _Entry(_TELL, "指标“{found}”没有填写类型，按“{value}”处理。", "")
    LIST_SIMILAR_UNITS = _Entry(
        _LOOK, "“{found}”和“{expected}”可能是同一单位。", "如是，请在设置表的单位名录中登记为别名。"
    )

    # What is set
    SETTING_BAD = _Entry(_MUST, "设置项“{setting}”的值“{found}”不能用，暂按“{value}”处理。", "{expected}")
    SETTING_MISSING = _Entry(_MUST, "设置项“{setting}”没有填写。", "请在工作簿的“设置”表补填。")
    SETTING_UNKNOWN = _Entry(_LOOK, "不认识的设置项“{found}”，没有采用。", "请核对名称。")
    SETTING_DOUBLE = _Entry(_LOOK, "设置项“{found}”出现两次，取第一处。", "请删去一处。")
    MISSING_SETTING_COLUMN = _Entry(_MUST, "设置表缺少“{found}”列。", "请补上这一列，或从模板中复制。")
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

    # What is written, and where

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
    DRAFT_HEAD_CHANGED = _Entry(
        _LOOK, "通报稿中改了“{key}”（{found}），这一项以“设置”表为准，没有采用。", "请在“设置”表修改。"
    )
    DRAFT_TWO_EDITS = _Entry(
        _MUST,
        "段落“{paragraph}”在“通报稿”和 Word 稿中改得不同，采用了 Word 稿的文字。“通报稿”中是：{found}",
        "请核对后在“通报稿”中定稿，再生成一次（不再附 Word 稿）。",
    )
    DRAFT_PARAGRAPH_REMOVED = _Entry(
        _LOOK, "Word 稿中没有这一段，已不再印出：{found}", "如需保留，请在“通报稿”中恢复它的内容。"
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
    TEXT_UNFILLED = _Entry(_TELL, "“{found}”等{count}处还没有填写。", "")
    TEXT_LAYOUT = _Entry(_TELL, "{reason}，如“{found}”，共{count}处。", "")
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
    Code.NO_FORM,
    Code.MISSING_COLUMN,
    Code.DOUBLE_COLUMN,
    Code.UNKNOWN_ROW,
    Code.DOUBLE_ROW,
    Code.MISSING_ROW,
    Code.PLAN_CHANGED,
    Code.CONFLICTING_ENTRY,
    Code.SENT_TWICE,
    Code.TWO_SHEETS,
    Code.UNKNOWN_UNIT,
    Code.UNIT_WITHOUT_PROJECT,
    Code.UNIT_MISMATCH,
    Code.OTHER_PROGRAMME,
    Code.OTHER_VERSION,
    Code.WRONG_PERIOD,
)
# Findings about a cell of a returned file whose content could not be taken over: kept as long as that file is the unit's.
OF_CELLS = (Code.ERROR_CELL, Code.NOT_CALCULATED, Code.NOT_A_DATE)
