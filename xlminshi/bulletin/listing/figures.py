"""The words of one project → its indicators: each figure is a target, what is done, a rate, money — or is marked."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from xlminshi.bulletin.listing.chinese_figures import NOT_READ, chinese_figures
from xlminshi.bulletin.listing.counted import figures_in
from xlminshi.bulletin.listing.rates import Rate, is_completion, rate_of
from xlminshi.bulletin.listing.sketchbook import Sketchbook
from xlminshi.bulletin.listing.sketches import (
    NOT_PLACED,
    OF_TOTAL,
    PARTLY,
    TARGET_OR_GAP,
    TO_COME,
    UNCLEAR,
    WHOLE,
    Sketch,
    finished,
    off_target_hint,
    stem_of,
)
from xlminshi.bulletin.listing.told import Figures, Role, Telling
from xlminshi.bulletin.listing.wording import (
    Around,
    around,
    is_bare_share,
    is_begun_only,
    is_below_ceiling,
    is_done_before,
    is_left_over,
    is_one_step,
    is_promised,
    is_rate_aimed_at,
    is_to_come,
    is_told_as_done,
    is_unclear,
    is_whole_aim,
    may_be_off_target,
    name_of,
    off_target,
    printed,
    rate_name_of,
)
from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.measures import may_be_same
from xlminshi.bulletin.proofreading.passages import bare
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import PERCENT

_LOWER = re.compile(r"失业率|死亡率|发生率|发病率|死亡|违法率|投诉率|淘汰率|漏损率|辍学率")
_UPPER = re.compile(r"^(?:控制在|不高于|不大于|不超过|低于|少于)|以内$|以下$")
_BARE = re.compile(r"^(?:已|仅|约)?(?:占比?|为|达到?|完成)?(?:约|到)?$")
_THEN_DONE = re.compile(r"，(?:已|均|全部|现已)?(?:提前|超额|全面|圆满)?完成(?:全年|年度)?(?:目标)?任务")
_STOP = re.compile(r"[，。；：]")
_SENTENCE = re.compile(r"[^。；！？]*[。；！？]?")
_NEAR = Decimal("0.6")  # percentage points: rates are printed rounded


def figures_of(tellings: Iterable[Telling], title: str) -> Figures:
    """Return the indicators of one project's words. `title` names what the words leave without a name."""
    reader = _Reader(title)
    for telling in tellings:
        for match in _SENTENCE.finditer(telling.text):
            if match.group():
                reader.read(match.group(), telling.role)
    return reader.figures()


class _Reader:
    """Reads sentence by sentence; remembers the indicators, and which of them a rate may speak of."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.drafts = Sketchbook()
        self.marks: list[str] = []
        self.waiting: list[Sketch] = []
        self.promised: Claim | None = None

    def read(self, sentence: str, role: Role) -> None:
        """Take in one sentence."""
        claims = figures_in(sentence)
        quoted = sentence.strip("，。；")
        self.marks.extend(NOT_READ.format(text=one, sentence=quoted) for one in chinese_figures(sentence))
        self.waiting, self.promised = [], None
        for place, claim in enumerate(claims):
            last = claims[place - 1] if place else None
            then = claims[place + 1] if place + 1 < len(claims) else None
            words = around(sentence, claim, last, then)
            if claim.measure == PERCENT:
                self._percentage(sentence, claim, words, role, claims)
            elif self._is_off_target(sentence, claim, words):
                pass  # taken in with the figure before it
            elif claim.kind is Kind.POINTS or is_left_over(words):
                self._leave(sentence, claim)
            elif then is not None and self._is_total(sentence, claim, then):
                self._promise(sentence, claim, around(sentence, then, claim, None), OF_TOTAL)
            elif role is Role.TASK or self._is_aim(sentence, claim, words, then):
                is_of_rate = role is Role.DONE and _rate_follows(sentence, claim, then)
                mark = "" if is_of_rate or not may_be_off_target(words) else TARGET_OR_GAP
                self._promise(sentence, claim, words, mark, role is Role.TASK, then if is_of_rate else None)
                self.promised = claim
            else:
                self._amount(sentence, claim, words, last)
            former = self.drafts.last
            behind = sentence[claim.end : then.start if then is not None else len(sentence)]
            if former is not None and former.sentence == sentence and is_below_ceiling(behind):
                former.kind = IndicatorKind.LOWER

    def _is_off_target(self, sentence: str, claim: Claim, words: Around) -> bool:
        """Take in how far the figure just told lies off its target; what follows from both is a hint to a person only."""
        off = off_target(words, claim.kind is Kind.POINTS)
        former, base = self.drafts.last, PERCENT if claim.kind is Kind.POINTS else claim.measure
        if off is None:
            return False
        if former is None or former.sentence != sentence or former.base != base:
            self._leave(sentence, claim)
            return True
        sign, phrase = off
        if "控制" in phrase:
            former.kind = IndicatorKind.LOWER
        hint = "" if former.target else off_target_hint(former, sign * claim.value, f"{phrase}{claim.text}")
        if hint:
            former.marks.append(hint)
        elif (
            base == PERCENT
            or former.value is None
            or former.target_value != former.value - sign * claim.value
        ):
            self._leave(sentence, claim)
        return True

    def _is_aim(self, sentence: str, claim: Claim, words: Around, then: Claim | None) -> bool:
        """Return whether a figure is promised: by its own words, or listed behind one that is (新建4栋、改造2栋)."""
        if is_promised(words, _rate_follows(sentence, claim, then)):
            return True
        former = self.promised
        between = sentence[former.end : claim.start] if former is not None else "，"
        return "、" in between and not _STOP.search(between) and not is_told_as_done(words)

    def _leave(self, sentence: str, claim: Claim) -> None:
        self.marks.append(
            NOT_PLACED.format(text=printed(claim, sentence).text, sentence=sentence.strip("，。；"))
        )

    def _is_total(self, sentence: str, claim: Claim, then: Claim) -> bool:
        """6所改建幼儿园1所已建成投用: two figures of one measure with nothing between but what they count."""
        if then.measure != claim.measure or claim.kind is Kind.FUNDS:
            return False
        between = sentence[claim.end : then.start]
        is_one_clause = not re.search(r"[，。；：、和及与（）]", between) and len(bare(between)) > 1
        return is_one_clause and then.value <= claim.value and not is_done_before(_ahead(sentence, claim))

    def _promise(
        self,
        sentence: str,
        claim: Claim,
        words: Around,
        mark: str,
        is_task: bool = False,
        rate: Claim | None = None,
    ) -> None:
        figure = printed(claim, sentence)
        bound = self._bound_target(claim) if not is_task else None
        name = name_of(words)
        if bound is None and rate is not None and not name:
            bound = self._told_before(claim, rate)
        former = self.drafts.last
        if not name and former is not None and words.follows and former.target is not None:
            name = f"{stem_of(former.name)[0]}（{figure.measure}）"  # 改造老旧小区18个、5236户
        if bound is None:
            bound = self.drafts.add(name, claim, figure, sentence)
            bound.is_task = is_task
        bound.target, bound.target_value = figure, claim.value
        if rate is not None and bound not in self.waiting:
            self.waiting.append(bound)
        if _UPPER.search(figure.number):
            bound.kind = IndicatorKind.LOWER
        if mark:
            bound.marks.append(mark.format(text=figure.text))

    def _bound_target(self, claim: Claim) -> Sketch | None:
        """Return the figure just told of which this is the target: 新增12099人，完成全年目标1.12万人的108.03%."""
        fitting = [
            one
            for one in self.waiting
            if one.achieved is not None
            and (one.target is None or (one.is_task and one.target_value == claim.value))
            and may_be_same(one.base, claim.measure)
        ]
        return fitting[-1] if fitting else None

    def _told_before(self, claim: Claim, rate: Claim) -> Sketch | None:
        """Return the last figure where target and rate are its own by their arithmetic: …40口。仅占全年目标75口的53.33%."""
        former = self.drafts.last
        if former is None or former.target is not None or former.value is None or not claim.value:
            return None
        is_same = former.base == claim.measure
        return former if is_same and abs(former.value / claim.value * 100 - rate.value) < _NEAR else None

    def _amount(self, sentence: str, claim: Claim, words: Around, last: Claim | None) -> None:
        figure, name = printed(claim, sentence), name_of(words)
        if claim.kind is Kind.FUNDS:
            name = rate_name_of(words) or name
        if is_to_come(words) and not name:
            self._leave(sentence, claim)
            return
        known = self.drafts.known(name, claim, figure)
        twin = self._twin(words, name, claim, last) if known is None else None
        is_done = is_told_as_done(words) or _THEN_DONE.match(sentence, claim.end + len(words.tail))
        if known is not None and known.target_value == claim.value and not is_done:
            return  # the task is only named again: 建成区8座老旧公厕进行升级改造
        if twin is None and known is None and (whole := self._whole(name, claim, sentence)) is not None:
            known = whole
        draft = known or twin or self.drafts.add(name, claim, figure, sentence)
        if is_to_come(words):
            draft.marks.append(TO_COME.format(text=sentence.strip("，。；")))
            return
        draft.achieved, draft.value, draft.sentence = figure, claim.value, sentence
        draft.marks.extend(self._doubts(sentence, claim, words, known))
        if is_whole_aim(words):
            draft.target, draft.target_value = figure, claim.value
            draft.marks.append(WHOLE.format(text=sentence.strip("，。；")))
        self.waiting.append(draft)

    @staticmethod
    def _doubts(sentence: str, claim: Claim, words: Around, known: Sketch | None) -> Iterator[str]:
        """Yield what is not sure of a figure that is taken as done; `known` is the promise to which it was put."""
        quoted = sentence.strip("，。；")
        if known is None and is_unclear(words, sentence, claim):
            yield UNCLEAR.format(text=quoted)
        if known is not None and is_one_step(words, known.name):
            yield PARTLY.format(text=quoted)

    def _twin(self, words: Around, name: str, claim: Claim, last: Claim | None) -> Sketch | None:
        """两癌筛查分别完成6549人和6970人: the second figure has the first one's words."""
        former = self.drafts.last
        is_listed = words.follows and not bare(words.before) and not name and last is not None
        if not is_listed or former is None or former.base != claim.measure:
            return None
        return self.drafts.add_after(former, claim)

    def _whole(self, name: str, claim: Claim, sentence: str) -> Sketch | None:
        """管道更新28公里，已完成9公里: the first figure is what the second is a part of."""
        former = self.drafts.last
        if name or former is None or former.target is not None or former.sentence != sentence:
            return None
        if former.achieved is None or former.value is None or former.base != claim.measure:
            return None
        if former.value < claim.value or is_begun_only(former.name) or former.kind is IndicatorKind.FUNDS:
            return None
        former.target, former.target_value = former.achieved, former.value
        former.marks.append(OF_TOTAL.format(text=former.achieved.text))
        self.waiting = [one for one in self.waiting if one is not former]
        return former

    def _percentage(
        self, sentence: str, claim: Claim, words: Around, role: Role, claims: tuple[Claim, ...]
    ) -> None:
        rate = rate_of(sentence, claim, words, claims)
        if role is Role.DONE and (is_completion(rate) or self._is_share_done(claim, words)):
            self._completion(sentence, rate)
            return
        self._rate_indicator(sentence, claim, words, rate, role)

    def _is_share_done(self, claim: Claim, words: Around) -> bool:
        """Return whether a bare percentage is what the figure just told is of its target: 计划8000万元，已完成1920万元，占24%."""
        last = self.waiting[-1] if self.waiting else None
        if (
            last is None
            or last.rate
            or not last.target_value
            or last.value is None
            or not _BARE.match(words.clause)
        ):
            return False
        return abs(last.value / last.target_value * 100 - claim.value) < _NEAR

    def _completion(self, sentence: str, rate: Rate) -> None:
        named = self.drafts.named(rate.name) if rate.name else None
        group = [one for one in self.waiting if not one.rate]
        held = [one for one in group if one.target is not None and not one.is_task]
        group = [one for one in group if not is_begun_only(one.name)]
        if rate.is_of_funds:
            group = [one for one in group if one.kind is IndicatorKind.FUNDS]
        group = [one for one in group if one.kind is not IndicatorKind.FUNDS] or group
        if named is not None:
            named.rate = rate.text
        elif rate.turn is not None and len(group) >= rate.size - rate.turn:
            group[-(rate.size - rate.turn)].rate = rate.text
        elif rate.turn is None and rate.has_target and held:
            held[-1].rate = rate.text
        elif rate.turn is None and len(group) == 1:
            group[0].rate = rate.text
        else:
            self.drafts.add_apart(sentence, rate)
        if rate.turn is None or rate.turn == rate.size - 1:
            self.waiting = []

    def _rate_indicator(self, sentence: str, claim: Claim, words: Around, rate: Rate, role: Role) -> None:
        figure, name = printed(claim, sentence), rate_name_of(words) or name_of(words)
        former = self.drafts.last
        if role is Role.DONE and is_bare_share(words) and former is not None and former.sentence == sentence:
            self._leave(sentence, claim)
            return
        is_aim = role is Role.DONE and is_rate_aimed_at(words)
        if is_aim and former is not None and former.base == PERCENT and former.target is None:
            former.target, former.target_value = figure, claim.value  # 签约率95%，高于全年目标90%
            former.kind = IndicatorKind.LOWER if _UPPER.search(figure.number) else former.kind
            return
        if former is not None and former.base == PERCENT and words.follows and not name:
            draft = self.drafts.add_after(former, claim)
        else:
            draft = self.drafts.known(name, claim, figure) or Sketch(
                self.drafts.rate_name(name), IndicatorKind.RATE, PERCENT, PERCENT
            )
        if draft not in self.drafts.all:
            self.drafts.all.append(draft)
        draft.sentence = sentence
        if _LOWER.search(draft.name) or (_UPPER.search(figure.number) and role is Role.TASK):
            draft.kind = IndicatorKind.LOWER
        if role is Role.TASK or is_promised(words, False):
            draft.target, draft.target_value, draft.is_task = figure, claim.value, role is Role.TASK
        elif is_to_come(words):
            draft.marks.append(TO_COME.format(text=sentence.strip("，。；")))
        else:
            draft.achieved, draft.value = figure, claim.value

    def figures(self) -> Figures:
        """Return what was read."""
        taken: set[str] = set()
        found = [finished(draft, self.title, taken) for draft in self.drafts.all]
        return Figures(tuple(found), tuple(dict.fromkeys(self.marks)))


def _ahead(sentence: str, claim: Claim) -> Around:
    return around(sentence, claim, None, None)


def _rate_follows(sentence: str, claim: Claim, then: Claim | None) -> bool:
    """完成全年目标1.38万人次的155.17%, 占全年320户任务的47.5%: the figure is what the rate is of."""
    if then is None or then.measure != PERCENT:
        return False
    return bool(
        re.fullmatch(
            r"(?:以上)?(?:的(?:任务|目标|计划)?的?|(?:任务|目标|计划)的)", sentence[claim.end : then.start]
        )
    )
