"""Measures (计量单位) as they stand behind numbers in running text, and which of them say the same."""

from decimal import Decimal

from xlminshi.core.quantity import PERCENT, scale_of

_WORDS = (
    "个百分点 百分点 % ‰ 万人次 人次 户次 场次 班次 车次 人 名 位 户 个 件 项 所 座 处 份 盏 次 场 家 条 公里 千米 "
    "米 平方公里 平方千米 平方米 立方米 平米 ㎡ km 亩 公顷 吨 公斤 千克 千瓦时 千瓦 兆瓦 度 元 美元 套 台 辆 张 眼 "
    "口 株 棵 盒 箱 袋 本 册 批 栋 幢 部 间 层 对 类 种 门 课时 学时 小时 天 日 分钟 周 个月 年 岁 倍 成 例 宗 起 "
    "单元 村 镇 乡 街道 社区 根 面 块 片 支 组 队 站 班 床 张床 张床位 点 只 头 匹 艘 枚 幅 篇 期 号 级 路 线 杆 桩 "
    "把 顶 桶 立方 支队 桥 岗 道 个学位 个泊位 个床位 个岗位"
)
KNOWN_MEASURES = frozenset(_WORDS.split())
# Words of running text only; those of the forms are known to `core.quantity`.
_SAME = {
    "百分点": "个百分点",
    "张床": "张",
    "张床位": "张",
    "个学位": "个",
    "个泊位": "个",
    "个床位": "个",
    "个岗位": "个",
}
# Words that count things one by one: a text may say 9个 where the list says 9座.
_CLASSIFIERS = frozenset("个处座所家项条盏套台辆部间栋幢口眼根杆块份件宗起例点只")
_TIMES = frozenset(("次", "场", "场次", "期", "班次", "批"))
PLAIN = Decimal(1)


def base_of(measure: str) -> tuple[Decimal, str]:
    """Split a measure into its factor and its base, as running text uses it: 公里 → (1000, 米), 位 → (1, 人)."""
    if measure in (PERCENT, "个百分点", "百分点"):
        return PLAIN, _SAME.get(measure, measure)
    factor, base = scale_of(_SAME.get(measure, measure))
    return factor, _SAME.get(base, base)


def may_be_same(first: str, second: str) -> bool:
    """Return whether two base measures can stand for one another: equal, one left out, or both counting words."""
    if first == second or not first or not second:
        return PERCENT not in (first, second) or first == second
    return {first, second} <= _CLASSIFIERS or {first, second} <= _TIMES or {first, second} == {"人", "人次"}
