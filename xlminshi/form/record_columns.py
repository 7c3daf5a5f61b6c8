"""THE list of columns of the sheets in which the workbook remembers: 历史, 操作记录, 更正记录, 收到文件.

To add a column, add the value to the record in `core/records.py` and a `Column` here; writer and reader follow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from xlminshi.core.records import Action, Confidence, Correction, Event, HistoryRow, Receipt, ReceiptState

R = TypeVar("R", HistoryRow, Event, Correction, Receipt)
HISTORY, EVENTS, CORRECTIONS, RECEIPTS = "历史", "操作记录", "更正记录", "收到文件"
YES, NO = "是", "否"


class Kind(Enum):
    """What a cell of a column holds."""

    TEXT = "文字"
    WORD = "短文字"
    CODE = "校验码"
    MARK = "是/否"
    WHOLE = "整数"
    NUMBER = "数字"
    SHARE = "百分数"
    DAY = "日期"
    MOMENT = "日期和时间"
    CHOICE = "选项"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the header, the name of the value, its kind and width in characters.

    `is_needed`: a row says nothing without it. `is_open`: a person may type here. `choices` are the members of a CHOICE.
    """

    header: str
    value: str
    kind: Kind
    width: float
    is_needed: bool = False
    is_open: bool = False
    choices: type[Enum] | None = None


@dataclass(frozen=True, slots=True)
class RecordSheet(Generic[R]):
    """One sheet: its name, the line under its title, its columns, what makes a row, and how many columns stand still."""

    name: str
    note: str
    columns: tuple[Column, ...]
    make: Callable[..., R]
    frozen: int


HISTORY_SHEET = RecordSheet(
    HISTORY,
    "各通报期的数据，一个指标一行，自动记入；上期累计由此带出。筛选“通报期”“指标名称”可看全年走势。",
    (
        Column("年度", "year", Kind.WHOLE, 7, is_needed=True),
        Column("通报期", "period", Kind.WORD, 11, is_needed=True),
        Column("牵头单位", "lead_unit", Kind.WORD, 18, is_needed=True),
        Column("实事名称", "project_title", Kind.TEXT, 22, is_needed=True),
        Column("指标名称", "indicator_name", Kind.TEXT, 18, is_needed=True),
        Column("计量单位", "measure", Kind.WORD, 10),
        Column("年度目标", "target", Kind.NUMBER, 11),
        Column("累计完成", "achieved", Kind.NUMBER, 11),
        Column("原填内容", "typed", Kind.TEXT, 13),
        Column("完成率", "rate", Kind.SHARE, 10),
        Column("通报类别", "class_name", Kind.WORD, 11),
        Column("文字/节点填报", "words", Kind.TEXT, 15),
        Column("形象进度", "milestone", Kind.WORD, 11),
        Column("进展情况", "narrative", Kind.TEXT, 44),
        Column("来源文件", "source", Kind.TEXT, 22),
    ),
    HistoryRow,
    frozen=5,
)
EVENT_SHEET = RecordSheet(
    EVENTS,
    "对工作簿做过的每一步，自动记入；办结、重新打开以最后一次为准。",
    (
        Column("日期", "day", Kind.DAY, 13, is_needed=True),
        Column("操作", "action", Kind.CHOICE, 12, is_needed=True, choices=Action),
        Column("通报期", "period", Kind.WORD, 18, is_needed=True),
        Column("操作人", "person", Kind.WORD, 12),
        Column("结果", "result", Kind.TEXT, 60),
        Column("理由", "reason", Kind.TEXT, 40),
    ),
    Event,
    frozen=0,
)
CORRECTION_SHEET = RecordSheet(
    CORRECTIONS,
    "同一通报期内后报的表改动了哪些内容，自动记入（在工作簿中改动的，清单、历史调整了年度目标、上期累计的，也记在这里）；请在浅黄色格子写明更正理由。",
    (
        Column("日期", "day", Kind.DAY, 13, is_needed=True),
        Column("通报期", "period", Kind.WORD, 14, is_needed=True),
        Column("牵头单位", "lead_unit", Kind.WORD, 20, is_needed=True),
        Column("实事名称", "project_title", Kind.TEXT, 26, is_needed=True),
        Column("栏目", "entry", Kind.TEXT, 20, is_needed=True),
        Column("原值", "old", Kind.TEXT, 32),
        Column("新值", "new", Kind.TEXT, 32),
        Column("来源文件", "source", Kind.TEXT, 24),
        Column("更正人", "person", Kind.WORD, 10),
        Column("理由", "reason", Kind.TEXT, 30, is_open=True),
    ),
    Correction,
    frozen=0,
)
RECEIPT_SHEET = RecordSheet(
    RECEIPTS,
    "收到的每一个文件，自动记入。“待选定”的请在浅黄色格子选“是”（采用这一份）或“否”，保存后再回收一次。",
    (
        Column("通报期", "period", Kind.WORD, 12, is_needed=True),
        Column("文件", "file", Kind.TEXT, 32, is_needed=True),
        Column("牵头单位", "lead_unit", Kind.WORD, 20),
        Column("识别依据", "evidence", Kind.TEXT, 17),
        Column("把握", "confidence", Kind.CHOICE, 11, is_needed=True, choices=Confidence),
        Column("发件人", "sender", Kind.TEXT, 20),
        Column("收到时间", "sent_at", Kind.MOMENT, 18),
        Column("大小", "size", Kind.WHOLE, 9),
        Column("第几版", "version", Kind.WHOLE, 8),
        Column("处理结果", "state", Kind.CHOICE, 16, is_needed=True, choices=ReceiptState),
        Column("选定", "chosen", Kind.MARK, 8, is_open=True),
        Column("备注", "remark", Kind.TEXT, 32),
        Column("校验码", "digest", Kind.CODE, 24),
    ),
    Receipt,
    frozen=2,
)
