"""How an office ranks its lead units (单位排名): what counts, and how it is told under the table."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from xlminshi.core.quantity import plain


class RankBy(Enum):
    """What units are ranked by; the value is what stands on the 设置 sheet."""

    RATE = "完成率"
    LEAD = "领先序时进度"
    SCORE = "加权得分"
    TIMELINESS = "报送及时性"
    NOTHING = "不排名"


@dataclass(frozen=True, slots=True)
class ScoreWeights:
    """What the parts of 加权得分 weigh: the rate, the share of projects that keep up with 序时进度, and reporting in time."""

    rate: Decimal = Decimal(60)
    on_track: Decimal = Decimal(20)
    in_time: Decimal = Decimal(20)

    def parts(self) -> tuple[tuple[str, Decimal], ...]:
        """Return the parts by the names under which they stand on the 设置 sheet."""
        return tuple(zip(PARTS, (self.rate, self.on_track, self.in_time), strict=True))

    def __str__(self) -> str:
        return "、".join(f"{name}{plain(weight)}" for name, weight in self.parts())


PARTS = ("完成率", "达序时进度", "报送及时")


@dataclass(frozen=True, slots=True)
class RankingRule:
    """The office's rule: `counts_over` lets rates above 100 % count, `bottom` is how many last places are named (0: none)."""

    by: RankBy = RankBy.RATE
    counts_over: bool = True
    weights: ScoreWeights = field(default_factory=ScoreWeights)
    bottom: int = 3
