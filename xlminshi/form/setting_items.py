"""What stands on the 设置 sheet: one list of settings, and the headers of its three tables.

To add a setting, add a `SettingItem` here, its value to `typed_settings`, and read it in `form/settings.py`.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from xlminshi.core.period import TimeBasis, reporting_period
from xlminshi.core.progress import Aggregation
from xlminshi.core.ranking_rule import RankBy, ScoreWeights
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import DocumentKind, Settings
from xlminshi.core.units import normal_name

SHEET_NAME = "设置"
CLASS_HEADERS = ("类别名称", "性质", "判断依据", "下限", "导语用语", "小标题", "颜色", "写主要任务")
LIGHT_HEADERS = ("预警灯", "颜色", "滞后不超过（百分点）")
UNIT_HEADERS = ("单位名称", "别名（用顿号隔开）")
YES, NO = "是", "否"
PALETTE = {
    "绿": "00B050",
    "浅绿": "C6E0B4",
    "黄": "FFC000",
    "浅黄": "FFE699",
    "橙": "ED7D31",
    "浅橙": "F8CBAD",
    "红": "C00000",
    "浅红": "FFB3B3",
    "蓝": "5B9BD5",
    "浅蓝": "BDD7EE",
    "灰": "A6A6A6",
    "浅灰": "D9D9D9",
}


@dataclass(frozen=True, slots=True)
class SettingItem:
    """One setting: its label on the sheet, what it does, what it may be, and the words that stand in a new sheet."""

    key: str
    label: str
    help: str
    choices: tuple[str, ...] = ()
    default: str = ""
    is_needed: bool = False
    is_date: bool = False
    is_long: bool = False


def words_of(kind: type[Enum]) -> tuple[str, ...]:
    """Return the words that stand for the members of an enumeration on the sheet."""
    return tuple(str(member.value) for member in kind)


ITEMS = (
    SettingItem("county", "区县名称", "例如：湛河区。", is_needed=True),
    SettingItem("year", "年度", "四位数字，例如：2022。", is_needed=True),
    SettingItem("period", "通报期", "例如：1-9月份、上半年、前三季度、全年。", is_needed=True),
    SettingItem("as_of", "数据截至日期", "留空按通报期最后一天。", is_date=True),
    SettingItem("sent_out", "下发日期", "发填报表的日期，列在“收发台账”；可不填。", is_date=True),
    SettingItem("deadline", "报送截止日期", "印在各单位填报表的表头。", is_date=True),
    SettingItem(
        "time_basis", "序时进度算法", "按月：月数÷12；按天：天数÷全年天数。", words_of(TimeBasis), "按月"
    ),
    SettingItem(
        "rounding",
        "完成率取整",
        "94.285%四舍五入为94.29%，舍去尾数为94.28%。",
        words_of(Rounding),
        "四舍五入",
    ),
    SettingItem("decimals", "完成率小数位", "0到4；实事清单中可为单个指标另定。", default="2"),
    SettingItem("ceiling", "完成倍数上限", "完成数超过目标这么多倍时不计算完成率，请人核对。", default="10"),
    SettingItem(
        "aggregation",
        "实事完成率算法",
        "一件实事有几个指标时怎样得出完成率。取平均、按权重时，未全部完成的，单项超过100%按100%计。",
        words_of(Aggregation),
        "取最低",
    ),
    SettingItem(
        "milestones",
        "形象进度节点",
        "按先后用顿号隔开。",
        default="未启动、立项、设计、财政评审、招标、开工、主体完工、完工、验收、投用",
    ),
    SettingItem(
        "rank_by",
        "单位排名依据",
        "单位排名表按哪一项排；不排名：只列数据。",
        words_of(RankBy),
        "完成率",
    ),
    SettingItem(
        "rank_over",
        "超额计入排名",
        "是：全部完成的单位，超过100%的部分计入；否：单件超过100%的按100%计。",
        (YES, NO),
        YES,
    ),
    SettingItem(
        "score_weights",
        "得分权重",
        "只在按加权得分排名时使用。达序时进度：达到序时进度的实事占比。",
        default=str(ScoreWeights()),
    ),
    SettingItem(
        "rank_bottom", "末位名次", "单位排名表标出最后几名，0到10；0不标。达到序时进度的不标。", default="3"
    ),
    SettingItem(
        "kind",
        "文种",
        "督查通报：按类别逐件通报；工作简报：总体评价、各单位进展、经验做法、存在问题、下一步。",
        words_of(DocumentKind),
        "督查通报",
    ),
    SettingItem("masthead", "通报名称", "版头的红色大字，留空按文种。"),
    SettingItem("issue_number", "期号", "只填数字，例如：7。", is_needed=True),
    SettingItem("dated", "成文日期", "例如：2022-10-25。", is_date=True, is_needed=True),
    SettingItem("issuer", "发文机关", "例如：中共湛河区委区政府督查局。", is_needed=True),
    SettingItem("supervision_office", "督查单位简称", "导语中的称呼，例如：区督查局。留空用发文机关。"),
    SettingItem("joint_inspectors", "会同单位", "用顿号隔开，没有的留空。"),
    SettingItem("inspected_on", "督查日期", "工作简报开头的日期，留空写“近期”。", is_date=True),
    SettingItem("area_word", "全域称呼", "全区、全县、全市等；留空按区县名称。", default=""),
    SettingItem("project_term", "实事统称", "导语和标题中的称呼。", default="重点民生实事"),
    SettingItem("distribution_list", "本期发", "版记中的发送范围，照原样印出。"),
    SettingItem("copy_to", "抄送", "版记中的抄送单位，照原样印出。"),
    SettingItem("with_annex", "附表", "是：通报后附完成情况一览表（横向）。", (YES, NO), NO),
    SettingItem("printed_by", "印发机关", "留空则版记不印“印发”一行。"),
    SettingItem(
        "overall", "总体评价", "工作简报开头的评价，留空按各类件数和序时进度自动拟写。", is_long=True
    ),
    SettingItem(
        "good_practices",
        "经验做法",
        "每行一段；写成“单位：做法”的各行并入上一段，用“如”引出。没有的留空。",
        is_long=True,
    ),
    SettingItem(
        "shortcomings",
        "存在问题",
        "写法同上。工作简报留空时，按进展缓慢的实事和各单位填写的存在问题拟写。",
        is_long=True,
    ),
    SettingItem("next_steps", "下一步工作", "工作简报最后的要求，每行一段；留空用“工作要求”。", is_long=True),
    SettingItem(
        "requirements",
        "工作要求",
        "督查通报最后一部分的正文，每行一段；留空用通用要求，没有进展缓慢的实事时不写督促这一句。",
        is_long=True,
    ),
)
ITEM_BY_LABEL = {normal_name(item.label): item for item in ITEMS}


def colour_name(colour: str) -> str:
    """Return the Chinese name of a colour of the palette; its code where it is none."""
    return next((name for name, code in PALETTE.items() if code == colour), colour)


def typed_settings(settings: Settings) -> dict[str, str | Decimal | dt.date | None]:
    """Return what stands in the 值 column for these settings: the inverse of reading."""
    period, rule, bulletin = settings.period, settings.rate_rule, settings.bulletin
    plain_period = reporting_period(period.year, period.label)
    is_last_day = plain_period is not None and plain_period.as_of == period.as_of
    return {
        "county": settings.county,
        "year": Decimal(period.year),
        "period": period.label,
        "as_of": None if is_last_day else period.as_of,
        "sent_out": settings.sent_out,
        "deadline": settings.deadline,
        "time_basis": settings.time_basis.value,
        "rounding": rule.rounding.value,
        "decimals": Decimal(rule.decimals),
        "ceiling": rule.ceiling,
        "aggregation": rule.aggregation.value,
        "milestones": "、".join(settings.milestones),
        "rank_by": settings.ranking.by.value,
        "rank_over": YES if settings.ranking.counts_over else NO,
        "score_weights": str(settings.ranking.weights),
        "rank_bottom": Decimal(settings.ranking.bottom),
        "kind": bulletin.kind.value,
        "masthead": bulletin.masthead,
        "issue_number": Decimal(bulletin.issue_number) if bulletin.issue_number else None,
        "dated": bulletin.dated,
        "issuer": bulletin.issuer,
        "supervision_office": bulletin.supervision_office,
        "joint_inspectors": "、".join(bulletin.joint_inspectors),
        "inspected_on": bulletin.inspected_on,
        "area_word": bulletin.area_word,
        "project_term": bulletin.project_term,
        "distribution_list": bulletin.distribution_list,
        "copy_to": bulletin.copy_to,
        "with_annex": YES if bulletin.with_annex else NO,
        "printed_by": bulletin.printed_by,
        "overall": bulletin.overall,
        "good_practices": "\n".join(bulletin.good_practices),
        "shortcomings": "\n".join(bulletin.shortcomings),
        "next_steps": "\n".join(bulletin.next_steps),
        "requirements": "\n".join(bulletin.requirements),
    }
