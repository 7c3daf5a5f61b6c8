"""Misprints (误写): a name that differs from a known one in one character that sounds alike or that hardly anybody uses."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from xlminshi.bulletin.proofreading.passages import HAN

# GB 2312 orders its 3,755 common characters by their sound; these are the first ones of each sound.
_SOUNDS = (
    "啊埃鞍肮凹芭白斑邦苞杯奔崩逼鞭标鳖彬兵玻捕擦猜餐苍操厕层插拆搀昌超车郴撑吃充抽初揣川疮吹春戳疵聪凑粗蹿摧村磋搭呆耽当刀德蹬堤颠碉跌丁"
    "丢东兜督端堆墩掇蛾恩而发藩坊菲芬丰佛否夫噶该干冈篙哥给根耕工钩辜刮乖棺光瑰辊锅哈骸酣夯壕呵嘿痕哼轰喉呼花槐欢荒灰荤豁击嘉歼僵蕉揭巾荆炯"
    "揪鞠捐撅均喀开刊康考坷肯坑空抠枯夸块宽匡亏坤括垃莱蓝琅捞勒雷棱厘俩联粮撩列琳玲溜龙楼芦峦抡萝妈埋瞒芒猫么玫门萌眯棉苗蔑民明谬摸谋拇拿"
    "氖南囊挠呢馁嫩能妮蔫娘鸟捏您柠牛脓奴暖挪哦欧啪拍攀乓抛呸喷砰坯篇飘撇拼乒坡剖扑期掐牵枪橇切钦青琼秋趋圈缺裙然瓤饶惹壬扔日戎揉茹软蕊闰若"
    "撒腮三桑搔瑟森僧莎筛珊墒梢奢砷声师收蔬刷摔栓霜谁吮说斯松搜苏酸虽孙蓑塌胎坍汤掏特藤梯天挑贴厅通偷凸湍推吞拖挖歪豌汪威瘟嗡挝巫昔瞎掀相萧"
    "楔薪星兄休墟轩靴勋压焉殃邀椰一茵英哟拥幽迂鸳曰耘匝栽咱赃遭责贼怎增扎摘瞻樟招遮珍蒸芝中舟珠抓拽专桩椎谆捉兹鬃邹租钻嘴尊昨"
)
_CODES = [character.encode("gb2312") for character in _SOUNDS]
_COMMON = (b"\xb0\xa1", b"\xd7\xf9")
_WIDTH = 4
_ALIKE = (
    "其它他",
    "作做",
    "账帐",
    "订定",
    "制治",
    "像象",
    "的地得",
    "座坐",
    "份分",
    "至致",
    "即及",
    "园院",
    "须需",
    "功工",
)
# Frozen terms of the trade, of which no real variant differs by a sound.
_TERM_LIST = (
    "产前超声筛查 血清学产前筛查 新生儿听力筛查 新生儿两病筛查 两癌筛查 预防出生缺陷 窨井盖整治 窨井设施 "
    "城镇老旧小区 老旧小区改造 老旧公厕 社区日间照料中心 综合养老服务中心 居家社区养老 智慧养老服务平台 "
    "残疾儿童康复救助 青少年心理健康 异地就医直接结算 职业技能培训 高技能人才 新增技能人才 农村公路 四好农村路 "
    "农村公厕 垃圾中转站 集中供热 城市内涝治理 积水点改造 公共停车场 停车泊位 城市照明 义务教育学位 食品安全责任险 "
    "移动政务服务 城镇新增就业 高标准农田 农村饮水安全 污水处理 无障碍改造 家庭医生签约 平安保险 公交化改造 "
    "异地就医定点 建档立卡 序时进度 牵头单位 督查局"
)
TERMS = tuple(_TERM_LIST.split())


@dataclass(frozen=True, slots=True)
class Misprint:
    """Characters `start` to `end` of a text, and the known name that was probably meant."""

    start: int
    end: int
    found: str
    expected: str


def sound_of(character: str) -> int | None:
    """Return the number of a common character's sound (tone aside); None for a character that is not common."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return None
    return bisect_right(_CODES, code) if _COMMON[0] <= code <= _COMMON[1] else None


def is_slip(wrong: str, right: str) -> bool:
    """Return whether one character is easily typed for another: they sound alike, or one of them is rare."""
    if any(wrong in pair and right in pair for pair in _ALIKE):
        return False
    if not re.match(f"[{HAN}]", wrong) or not re.match(f"[{HAN}]", right):
        return False
    sounds = sound_of(wrong), sound_of(right)
    return sounds[0] is None or sounds[0] == sounds[1]


class Spellings:
    """Known names, found again in a text where one character of four in a row is another one."""

    def __init__(self, names: Iterable[str]) -> None:
        self.places: dict[tuple[int, str], list[tuple[str, int]]] = {}
        for name in sorted({one for one in names if len(one) >= _WIDTH}):
            for start in range(len(name) - _WIDTH + 1):
                for gap in range(_WIDTH):
                    key = _without(name[start : start + _WIDTH], gap)
                    self.places.setdefault(key, []).append((name, start))

    def misprints_in(self, text: str, known: str) -> Iterator[Misprint]:
        """Yield the misprints in a text, in their order; what stands in `known` just so is none."""
        end = 0
        for start in range(len(text) - _WIDTH + 1):
            window = text[start : start + _WIDTH]
            if start < end or window in known:
                continue
            found = max(self._meant(text, start), key=lambda one: len(one.found), default=None)
            if found is not None and found.found not in known and not _begins_a_name(found, text, known):
                end = found.end
                yield found

    def _meant(self, text: str, start: int) -> Iterator[Misprint]:
        window = text[start : start + _WIDTH]
        for gap in range(_WIDTH):
            for name, place in self.places.get(_without(window, gap), ()):
                if name[place + gap] != window[gap] and is_slip(window[gap], name[place + gap]):
                    yield _stretched(text, start, name, place)


def _begins_a_name(one: Misprint, text: str, known: str) -> bool:
    """Return whether the misprint is but the words in front of another name: 已完成窨 in 已完成窨井盖整治."""
    return one.found[-1] != one.expected[-1] and text[one.end - 1 : one.end + _WIDTH - 2] in known


def _without(window: str, gap: int) -> tuple[int, str]:
    return gap, window[:gap] + window[gap + 1 :]


def _stretched(text: str, start: int, name: str, place: int) -> Misprint:
    """Return a misprint as far to both sides as text and name agree."""
    before = _shared(reversed(text[:start]), reversed(name[:place]))
    after = _shared(text[start + _WIDTH :], name[place + _WIDTH :])
    first, last = start - before, start + _WIDTH + after
    return Misprint(first, last, text[first:last], name[place - before : place + _WIDTH + after])


def _shared(first: Iterable[str], second: Iterable[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
