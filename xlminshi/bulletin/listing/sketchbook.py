"""The indicators that the words of one project have told of so far, and which of them a figure belongs to."""

from xlminshi.bulletin.listing.found import Printed
from xlminshi.bulletin.listing.rates import Rate
from xlminshi.bulletin.listing.sketches import (
    NO_MEASURE,
    NUMERALS,
    WHICH_MONEY,
    WHICH_RATE,
    Sketch,
    stem_of,
)
from xlminshi.bulletin.listing.wording import is_begun_only, is_only_reached
from xlminshi.bulletin.proofreading.binding import named_in
from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.measures import may_be_same
from xlminshi.bulletin.proofreading.passages import bare
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import PERCENT

_LIKE, _LIKELY = 0.5, 0.34


class Sketchbook:
    """The indicators in the order in which they are told."""

    def __init__(self) -> None:
        self.all: list[Sketch] = []

    @property
    def last(self) -> Sketch | None:
        """Return the one told last."""
        return self.all[-1] if self.all else None

    def add(self, name: str, claim: Claim, figure: Printed, sentence: str) -> Sketch:
        """Add an indicator that nobody has told of yet, and return it."""
        kind = IndicatorKind.FUNDS if claim.kind is Kind.FUNDS else IndicatorKind.QUANTITY
        is_nameless_money = not name and kind is IndicatorKind.FUNDS
        draft = Sketch(
            "资金" if is_nameless_money else name, kind, claim.measure, figure.measure, sentence=sentence
        )
        if is_nameless_money:
            draft.marks.append(WHICH_MONEY)
        if not figure.measure:
            draft.marks.append(NO_MEASURE)
        self.all.append(draft)
        return draft

    def add_after(self, former: Sketch, claim: Claim) -> Sketch:
        """Add one that has the words of another, numbered after it, and return it."""
        stem, count = stem_of(former.name)
        if count == 1:
            former.name = f"{stem}（一）"
        draft = Sketch(f"{stem}（{NUMERALS[min(count, 9)]}）", former.kind, claim.measure, former.measure)
        self.all.append(draft)
        return draft

    def known(self, name: str, claim: Claim, figure: Printed) -> Sketch | None:
        """Return the promised indicator that a figure tells of: the one of like name, or the only one of its measure."""
        fitting = [
            one
            for one in self.all
            if one.achieved is None
            and one.target is not None
            and may_be_same(one.base, claim.measure)
            and (is_begun_only(one.name) or not is_begun_only(name))
        ]
        if not fitting:
            return None
        if not name or is_only_reached(name):
            same = [one for one in fitting if one.measure == figure.measure] or fitting
            return same[0] if len(same) == 1 or not name else None
        best = max(fitting, key=lambda one: _likeness(one.name, name))
        is_only = len(fitting) == 1 and fitting[0].base == claim.measure
        return best if _likeness(best.name, name) >= (_LIKELY if is_only else _LIKE) else None

    def named(self, name: str) -> Sketch | None:
        """Return the last one of like name that has no rate yet."""
        fitting = [one for one in self.all if not one.rate and _likeness(one.name, name) >= _LIKE]
        return fitting[-1] if fitting else None

    def add_apart(self, sentence: str, rate: Rate) -> None:
        """Put a rate of which nobody can say whose it is into a row of its own."""
        draft = Sketch(rate.name or "全年任务完成率", IndicatorKind.RATE, PERCENT, PERCENT, sentence=sentence)
        draft.rate = rate.text
        draft.marks.append(WHICH_RATE.format(text=sentence.strip("，。；")))
        self.all.append(draft)

    def rate_name(self, name: str) -> str:
        """筛查率 behind 免费产前筛查2564人 is 免费产前筛查率."""
        former = next((one.name for one in reversed(self.all) if one.base != PERCENT), "")
        stem, _ = stem_of(former)
        if name.endswith("率") and len(name) <= 4 and stem.endswith(name[:-1]):
            return f"{stem}率"
        return name


def _likeness(first: str, second: str) -> float:
    one, two = bare(first), bare(second)
    return max(named_in(one, two), named_in(two, one))
