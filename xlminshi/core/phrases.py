"""The wording (措辞): templates by use and condition, several variants each, and the fixed rule that chooses one.

A template may only be used where all its marks have something to stand for: no rate is ever told without a target.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from functools import cache

from xlminshi.core.submission import FUNDS_OF_PROJECT

MARK = re.compile(r"\{([^{}]*)\}")


class Use(Enum):
    """What a template is for; the value is what stands in the 用途 column."""

    TITLE = "标题"
    LEAD = "导语"
    CLASS_COUNTS = "导语分类"
    MISSING = "未报送"
    UNSETTLED = "待核实"
    OVERALL = "总体评价"
    HEADING = "一级标题"
    LEAD_IN = "起头"
    INDICATOR = "指标"
    SAME_NAME = "同名指标"
    RESPECTIVELY = "多项指标"
    CHANGE = "较上期"
    FUNDS = "资金情况"
    STAGE = "节点说法"
    MILESTONE = "形象进度"
    SLOW = "存在问题"
    VERB = "搭配动词"
    OPENING_VERBS = "开头动词"
    CLOSING_VERBS = "结尾动词"
    SLOGANS = "口号动词"
    MEASURED = "计数名词"
    FUNDS_VERBS = "资金动词"


# Rows of these uses hold words for the whole table, and no template.
WORD_LISTS = (Use.OPENING_VERBS, Use.CLOSING_VERBS, Use.SLOGANS, Use.MEASURED, Use.FUNDS_VERBS)

_OFFICE = ("区县", "年度", "通报期", "全域", "实事统称", "督查单位", "会同单位", "各督查单位", "督查日期")
_COUNTS = (
    "牵头单位数",
    "实事件数",
    "量词",
    "实事",
    "完成件数",
    "推进件数",
    "滞后件数",
    "达序时件数",
    "未达序时件数",
    "进度不明件数",
    "序时进度",
)
_FIGURES = (
    *("完成事项", "指标", "累计完成", "目标", "完成率", "差额", "滞后", "名次"),
    *("上期累计", "对比期", "增量", "节点", "节点说法", "目标节点"),
)
MARKS: dict[Use, tuple[str, ...]] = {
    Use.TITLE: _OFFICE,
    Use.LEAD: (*_OFFICE, *_COUNTS, "分类情况", "未报送", "总体评价"),
    Use.CLASS_COUNTS: (
        "单位",
        "单位件数",
        "多件单位",
        "单件单位",
        "各件数",
        "件数",
        "占比",
        "量词",
        "实事",
        "用语",
    ),
    Use.MISSING: ("单位",),
    Use.UNSETTLED: ("单位",),
    Use.OVERALL: _COUNTS,
    Use.HEADING: (),
    Use.LEAD_IN: ("全域",),
    Use.INDICATOR: _FIGURES,
    Use.SAME_NAME: _FIGURES,
    Use.RESPECTIVELY: ("完成事项", "完成率"),
    Use.CHANGE: ("上期累计", "对比期", "增量"),
    Use.FUNDS: tuple(FUNDS_OF_PROJECT.values()),
    Use.STAGE: ("节点",),
    Use.MILESTONE: ("节点", "节点说法", "下一节点"),
    Use.SLOW: ("单位", "件数", "量词", "实事"),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of the table: it may be used where all its `conditions` hold; `variants` are used in turn."""

    use: Use
    conditions: tuple[str, ...]
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """The office's own phrases, and the standard ones for every use that it has none for."""

    own: tuple[Phrase, ...] = ()
    standard: tuple[Phrase, ...] = ()

    def template(self, use: Use, traits: Collection[str], known: Collection[str], turn: int) -> str | None:
        """Return the template for a case, or None where none fits.

        The row whose conditions fit most closely decides, the earlier one where several do; of its variants those whose
        marks are all `known` are used in turn: the same `turn` always gives the same one.
        """
        for rows in (self.own, self.standard):
            fitting = [row for row in rows if row.use is use and set(row.conditions) <= set(traits)]
            for row in sorted(fitting, key=lambda one: -len(one.conditions)):
                usable = [one for one in row.variants if marks_in(one) <= set(known)]
                if usable:
                    return usable[turn % len(usable)]
        return None

    def words(self, use: Use) -> tuple[str, ...]:
        """Return the words of a word list, the longest first, so that 建成投用 is found before 投用."""
        rows = [row for row in self.own if row.use is use] or [row for row in self.standard if row.use is use]
        found = {word for row in rows for one in row.variants for word in split_list(one)}
        return tuple(sorted(found, key=lambda word: (-len(word), word)))

    def verb(self, name: str) -> str:
        """Return the verb that goes with a name by its last word: 技能培训 → 开展; "" where it takes none."""
        for rows in (self.own, self.standard):
            endings = [
                (ending, row.variants[0])
                for row in rows
                if row.use is Use.VERB and row.variants
                for ending in row.conditions
                if name.endswith(ending)
            ]
            if endings:
                return max(endings, key=lambda one: len(one[0]))[1]
        return ""


@cache
def marks_in(template: str) -> frozenset[str]:
    """Return the marks of a template: {目标}的{完成率} → 目标, 完成率."""
    return frozenset(MARK.findall(template))


def split_list(text: str) -> tuple[str, ...]:
    """Return the words of a cell that lists several."""
    return tuple(word.strip() for word in re.split(r"[、,，;；\s]", text) if word.strip())
