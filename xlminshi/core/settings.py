"""What an office decides for itself, typed. `form/settings.py` reads it from the 设置 sheet."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from xlminshi.core.period import ReportingPeriod, TimeBasis
from xlminshi.core.phrases import PhraseBook
from xlminshi.core.progress import RateRule
from xlminshi.core.ranking_rule import RankingRule
from xlminshi.core.standard_phrases import BRIEFING, BULLETIN, STANDARD_PHRASES
from xlminshi.core.status import Basis, Light, Status, StatusClass
from xlminshi.core.units import UnitDirectory

DEFAULT_CLASSES = (
    StatusClass(
        "已完成",
        Status.COMPLETED,
        Basis.RATE,
        Decimal(1),
        "已完成或超额完成全年目标任务",
        "已完成实事",
        "C6E0B4",
    ),
    StatusClass(
        "持续推进", Status.ONGOING, Basis.LEAD, Decimal(-10), "正在持续推进中", "持续推进实事", "FFE699"
    ),
    StatusClass("进展缓慢", Status.LAGGING, Basis.LEAD, None, "推进缓慢", "进展缓慢实事", "F8CBAD", True),
)
DEFAULT_LIGHTS = (
    Light("绿灯", "00B050", Decimal(0)),
    Light("黄灯", "FFC000", Decimal(30)),
    Light("红灯", "C00000", None),
)
DEFAULT_MILESTONES = (
    "未启动",
    "立项",
    "设计",
    "财政评审",
    "招标",
    "开工",
    "主体完工",
    "完工",
    "验收",
    "投用",
)
_PROMISE = "办好民生实事是党委政府对全体人民的承诺。"
DEFAULT_REQUIREMENTS = (
    f"{_PROMISE}对于进展缓慢的实事，各牵头单位要不等不靠，主动出击，补短板、强弱项，"
    "严格时间节点，加大工作力度，以更高标准、更实举措推动民生实事工作得到高质量落实。",
)
# The same where no project is slow, and where all are done.
STEADY_REQUIREMENTS = (
    f"{_PROMISE}各牵头单位要再接再厉，严格时间节点，加大工作力度，以更高标准、更实举措推动民生实事工作得到高质量落实。",
)
DONE_REQUIREMENTS = (f"{_PROMISE}各牵头单位要巩固已有成果，加强后续管理，让民生实事长期惠及群众。",)


class DocumentKind(Enum):
    """What kind of document goes out (文种)."""

    BULLETIN = BULLETIN
    BRIEFING = BRIEFING


@dataclass(frozen=True, slots=True)
class BulletinSettings:
    """What the bulletin says of the office itself. `issue_number` 0 and `dated` None mean: not filled in yet.

    `overall`, `good_practices`, `shortcomings` and `next_steps` are the office's own words, a line a paragraph; a line that
    begins with a unit's name and a colon tells of that unit. "" leaves the overall judgement to the counts.
    """

    kind: DocumentKind = DocumentKind.BULLETIN
    masthead: str = BULLETIN
    issue_number: int = 0
    dated: dt.date | None = None
    issuer: str = ""
    supervision_office: str = ""
    joint_inspectors: tuple[str, ...] = ()
    inspected_on: dt.date | None = None
    area_word: str = "全区"
    project_term: str = "重点民生实事"
    distribution_list: str = ""
    copy_to: str = ""
    with_annex: bool = False
    printed_by: str = ""
    requirements: tuple[str, ...] = DEFAULT_REQUIREMENTS
    overall: str = ""
    good_practices: tuple[str, ...] = ()
    shortcomings: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of an office for one period."""

    county: str
    period: ReportingPeriod
    time_basis: TimeBasis = TimeBasis.MONTHS
    rate_rule: RateRule = field(default_factory=RateRule)
    classes: tuple[StatusClass, ...] = DEFAULT_CLASSES
    lights: tuple[Light, ...] = DEFAULT_LIGHTS
    milestones: tuple[str, ...] = DEFAULT_MILESTONES
    units: UnitDirectory = field(default_factory=UnitDirectory)
    deadline: dt.date | None = None
    sent_out: dt.date | None = None
    bulletin: BulletinSettings = field(default_factory=BulletinSettings)
    phrases: PhraseBook = STANDARD_PHRASES
    ranking: RankingRule = field(default_factory=RankingRule)

    @property
    def time_progress(self) -> Decimal:
        """Return 序时进度 as a share rounded to 0.01 %."""
        return self.period.time_progress(self.time_basis)

    def status_class(self, name: str) -> StatusClass | None:
        """Return the class of this name, or None."""
        return next((one for one in self.classes if one.name == name), None)

    def class_names(self) -> tuple[str, ...]:
        """Return the names of the classes in their order."""
        return tuple(one.name for one in self.classes)
