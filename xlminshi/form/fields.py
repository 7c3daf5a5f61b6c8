"""THE list of columns. The forms, the readers, the checks, the messages and the manual all follow it.

To add a column, add a `Field`; to accept another header, add it to `aliases`. Columns are always found by header.
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from xlminshi.core.units import normal_name

_REMARK = re.compile(r"\([^()]*\)$")
_MARKS = str.maketrans("", "", "*★:")


class Sheet(Enum):
    """The kinds of sheet a column can stand on."""

    LIST = "实事清单"
    UNIT = "填报表"
    LEDGER = "台账"


class Origin(Enum):
    """Who fills a column in."""

    PLAN = "计划"
    ENTRY = "填报"
    CALCULATED = "计算"


class Holder(Enum):
    """Whether a column says something of the project as a whole or of one indicator."""

    PROJECT = "实事"
    INDICATOR = "指标"


class Entry(Enum):
    """What kind of value is expected."""

    TEXT = "文字"
    NUMBER = "数字"
    MONEY = "万元"
    CHOICE = "选择"
    PHONE = "电话"
    SHARE = "百分数"


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `width` in characters, `note` stands in brackets under the header, `help` appears at the cell."""

    key: str
    header: str
    holder: Holder
    origin: Origin
    entry: Entry
    sheets: frozenset[Sheet]
    width: float
    help: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()

    def caption(self) -> str:
        """Return the header as it stands in the sheet, with its note on a second line."""
        return f"{self.header}\n（{self.note}）" if self.note else self.header


_ALL = frozenset(Sheet)
_FORMS = frozenset({Sheet.UNIT, Sheet.LEDGER})
_LIST = frozenset({Sheet.LIST})
_LEDGER = frozenset({Sheet.LEDGER})
_P, _I = Holder.PROJECT, Holder.INDICATOR
_PLAN, _ENTRY, _CALC = Origin.PLAN, Origin.ENTRY, Origin.CALCULATED

FIELDS = (
    Field("number", "序号", _P, _PLAN, Entry.NUMBER, _ALL, 4.5, aliases=("编号", "项目序号")),
    Field(
        "title",
        "实事名称",
        _P,
        _PLAN,
        Entry.TEXT,
        _ALL,
        14,
        aliases=(
            "项目名称",
            "民生实事",
            "民生实事名称",
            "实事项目",
            "重点民生实事",
            "实事项目名称",
            "事项名称",
        ),
        help="一件实事有几个指标就写几行，各行的实事名称相同。",
    ),
    Field(
        "main_task",
        "主要任务",
        _P,
        _PLAN,
        Entry.TEXT,
        _ALL,
        15,
        aliases=("工作任务", "建设内容", "主要内容", "目标任务内容", "主要任务和目标"),
        help="全年要做成什么，进展缓慢的实事会在通报中写明。",
    ),
    Field(
        "lead_unit",
        "牵头单位",
        _P,
        _PLAN,
        Entry.TEXT,
        _LIST,
        16,
        aliases=("牵头责任单位", "主要责任单位", "牵头部门", "责任单位", "承办单位"),
        help="简称和别名可在设置表的单位名录中登记，汇总时视为同一单位。",
    ),
    Field(
        "indicator",
        "指标名称",
        _I,
        _PLAN,
        Entry.TEXT,
        _ALL,
        13,
        aliases=("指标", "考核指标", "指标内容"),
        help="例如：技能培训、新增学位。",
    ),
    Field(
        "kind",
        "指标类型",
        _I,
        _PLAN,
        Entry.CHOICE,
        _ALL,
        6.5,
        aliases=("类型", "指标方向"),
        help="数量、比率、越低越好、节点、文字、资金之一。",
    ),
    Field(
        "measure",
        "计量单位",
        _I,
        _PLAN,
        Entry.TEXT,
        _ALL,
        6.5,
        aliases=("单位", "计量", "数量单位"),
        help="例如：人次、个、公里、%。",
    ),
    Field(
        "target",
        "年度目标",
        _I,
        _PLAN,
        Entry.NUMBER,
        _ALL,
        9,
        aliases=(
            "全年目标",
            "目标",
            "目标值",
            "目标数",
            "年度目标任务",
            "全年目标任务",
            "目标任务",
            "年度目标值",
        ),
        help="填数字，可写成1.38万。节点类写目标节点，例如：投用。没有目标的留空。",
    ),
    Field(
        "decimals",
        "完成率小数位",
        _I,
        _PLAN,
        Entry.NUMBER,
        _LIST,
        8,
        aliases=("小数位", "小数位数", "保留小数"),
        help="完成率保留几位小数，0到4，留空按设置表。",
    ),
    Field(
        "rounding",
        "取整",
        _I,
        _PLAN,
        Entry.CHOICE,
        _LIST,
        10,
        aliases=("完成率取整", "取整方式"),
        help="四舍五入或舍去尾数，留空按设置表。",
    ),
    Field("weight", "权重", _I, _PLAN, Entry.NUMBER, _LIST, 6, help="只在“按权重”计算时使用，留空为1。"),
    Field(
        "ranked",
        "公布排名",
        _P,
        _PLAN,
        Entry.CHOICE,
        _LIST,
        10,
        aliases=("参与排名", "是否公布排名", "排名公布"),
        help="填“否”的实事不计入单位排名，不列入总览的前列和靠后，通报也不写它的名次，留空为是。",
    ),
    Field(
        "previous",
        "上期累计",
        _I,
        _PLAN,
        Entry.NUMBER,
        _FORMS,
        9,
        aliases=("上期累计完成", "上期完成"),
        help="上一期报送的累计数，自动带入。",
    ),
    Field(
        "achieved",
        "累计完成",
        _I,
        _ENTRY,
        Entry.NUMBER,
        _FORMS,
        9.5,
        aliases=("累计完成数", "累计完成量", "累计完成情况", "实际完成", "完成数", "累计", "本年累计完成"),
        help="填年初以来的累计数，只填数字，不写单位。比率请写上百分号，例如65%。节点指标请选择节点。",
    ),
    Field(
        "as_typed",
        "原填内容",
        _I,
        _CALC,
        Entry.TEXT,
        _LEDGER,
        12,
        aliases=("原填",),
        help="单位填写的不是纯数字时，原文保留在这里。",
    ),
    Field("rate", "完成率", _I, _CALC, Entry.SHARE, _FORMS, 8, aliases=("完成率%", "完成比例", "完成进度")),
    Field("time_progress", "序时进度", _I, _CALC, Entry.SHARE, _FORMS, 7.5, aliases=("序时",)),
    Field("proposal", "状态建议", _I, _CALC, Entry.TEXT, _FORMS, 8.5, aliases=("状态", "进展状态")),
    Field(
        "milestone",
        "形象进度",
        _P,
        _ENTRY,
        Entry.CHOICE,
        _FORMS,
        8.5,
        aliases=("节点", "当前节点", "形象进度节点", "工程节点"),
        help="工程类实事请选择目前所处的节点。只有一项节点指标的，这里或“累计完成”选一处即可。",
    ),
    Field(
        "narrative",
        "进展情况",
        _P,
        _ENTRY,
        Entry.TEXT,
        _FORMS,
        28,
        aliases=("完成情况", "工作进展", "进展", "推进情况", "工作进展情况", "进展完成情况"),
        help="一两句话写明做了什么、到什么程度，通报将直接引用。",
    ),
    Field(
        "shortcomings",
        "存在问题",
        _P,
        _ENTRY,
        Entry.TEXT,
        _FORMS,
        15,
        aliases=("问题", "存在的问题", "困难问题", "存在困难"),
        help="进展慢的实事请写明原因。",
    ),
    Field(
        "next_steps",
        "下一步措施",
        _P,
        _ENTRY,
        Entry.TEXT,
        _FORMS,
        15,
        aliases=("下步措施", "下一步工作", "下步工作", "下一步打算", "下一步工作措施"),
        help="进展慢的实事请写明怎么办、何时完成。",
    ),
    Field(
        "planned",
        "计划资金",
        _P,
        _ENTRY,
        Entry.MONEY,
        _FORMS,
        8,
        note="万元",
        aliases=("计划投资", "计划总投资"),
        help="单位：万元，只填数字。",
    ),
    Field(
        "arrived",
        "到位资金",
        _P,
        _ENTRY,
        Entry.MONEY,
        _FORMS,
        8,
        note="万元",
        aliases=("资金到位", "已到位资金"),
        help="单位：万元，只填数字。",
    ),
    Field(
        "paid",
        "支付资金",
        _P,
        _ENTRY,
        Entry.MONEY,
        _FORMS,
        8,
        note="万元",
        aliases=("资金支付", "已支付资金", "投入资金"),
        help="单位：万元，只填数字。",
    ),
    Field(
        "person",
        "责任人",
        _P,
        _ENTRY,
        Entry.TEXT,
        _FORMS,
        7.5,
        aliases=("负责人", "联系人", "联络员"),
        help="填姓名。",
    ),
    Field(
        "phone",
        "联系电话",
        _P,
        _ENTRY,
        Entry.PHONE,
        _FORMS,
        12.5,
        aliases=("电话", "手机", "联系方式"),
        help="填手机或座机。",
    ),
    Field(
        "remarks", "备注", _P, _ENTRY, Entry.TEXT, _FORMS, 10, aliases=("说明",), help="其他需要说明的情况。"
    ),
)

BY_KEY = {field.key: field for field in FIELDS}


@cache
def fields_of(sheet: Sheet) -> tuple[Field, ...]:
    """Return the columns of one kind of sheet, in order."""
    return tuple(field for field in FIELDS if sheet in field.sheets)


def normal_header(text: str) -> str:
    """Return a header as it is compared: no white space, no marks (*), no remark in brackets at the end."""
    return _REMARK.sub("", normal_name(text).translate(_MARKS))


@lru_cache(maxsize=4096)
def field_of_header(text: str, sheet: Sheet) -> Field | None:
    """Return the column that a header names on this kind of sheet, or None."""
    return _BY_HEADER[sheet].get(normal_header(text))


_BY_HEADER = {
    sheet: {
        normal_header(name): field for field in fields_of(sheet) for name in (field.header, *field.aliases)
    }
    for sheet in Sheet
}
