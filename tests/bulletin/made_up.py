"""Made-up counties: lists, returns and verdicts as they turn up, from a seed; the same seed gives the same county."""

import random
from dataclasses import replace
from decimal import Decimal

from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.period import reporting_period
from xlminshi.core.problems import Place
from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.quantity import Qualifier, Quantity
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import BulletinSettings, DocumentKind, Settings
from xlminshi.core.status import Verdict
from xlminshi.core.submission import Funds, IndicatorReport, ProjectReport, Submission
from xlminshi.core.units import LeadUnit, UnitDirectory

UNITS = (
    "教体局",
    "人社局",
    "住建局",
    "城管局",
    "交通运输局",
    "卫健委",
    "民政局",
    "残联",
    "医保局",
    "水利局",
    "文广旅局",
)
TITLES = (
    *(
        "新增城区公办学位",
        "改造提升老旧小区",
        "农村公路提升工程",
        "推进居家社区养老服务设施建设",
        "实施残疾儿童康复救助",
    ),
    *(
        "加强市区停车场建设",
        "妇幼健康筛查",
        "为65岁以上老年人免费体检",
        "城乡居民饮水安全",
        "扩大异地就医直接结算范围",
    ),
    *(
        "“一老一小”服务",
        "新建5G基站",
        "开展职业技能培训和评价取证",
        "提升移动政务服务能力",
        "文化惠民演出进村（社区）",
    ),
)
AMOUNTS = (  # name, measure
    *(
        ("新增学位", "个"),
        ("技能培训", "人次"),
        ("窨井盖整治", "座"),
        ("停车泊位", "个"),
        ("残疾儿童康复救助", "人"),
    ),
    *(
        ("新建和改造农村公路30公里以上", "公里"),
        ("培训人次", "人次"),
        ("养老服务中心建成投用", "个"),
        ("受益人数", "人"),
    ),
    *(
        ("改造8座老旧公厕", "座"),
        ("新增学位", "个学位"),
        ("实施康复救助", "人"),
        ("文化惠民演出", "场次"),
        ("基站A", "个"),
    ),
    *(
        ("绿化面积（平方米）", "平方米"),
        ("发放补贴", "户"),
        ("开工户数", "户"),
        ("社区日间照料中心", "个"),
        ("上门服务", "次"),
    ),
    *(
        ("老旧小区开工", "个"),
        ("推进公厕改造", "座"),
        ("建成区管网改造", "公里"),
        ("累计完成体检", "人"),
        ("学位", "个学位"),
    ),
)
RATES = ("免费筛查率", "注册普及率达到65%以上", "群众满意率", "办结率")
LOWERS = (("城镇登记失业率", "%"), ("安全事故", "起"))
WORDS = (
    ("合同签订", "已签订合同"),
    ("结算覆盖", "已实现全覆盖。"),
    ("设备购置", "设备购进中"),
    ("阵地建设", "正在装修"),
)
FUNDS = (
    ("投入资金", "万元"),
    ("筹措建设资金", "万元"),
    ("总投资", "亿元"),
    ("投资", "万元"),
    ("补助资金", "元"),
)
NARRATIVES = (
    *(
        "项目已完工，正在组织验收。",
        "我局已召开推进会 3 次，建立台账;正在施工",
        "截至9月底，已开工５个标段",
        "居全市前列",
        "目前居全市第三位。",
    ),
    *(
        "一期工程已完工。二期正在招标",
        "前期手续已办结，待招标后开工",
        "已完成全年任务的 50%",
        "正在推进,预计11月底完成。",
    ),
)
LABELS = ("1-3月份", "上半年", "1-9月份", "1-11月", "全年", "9月")


def county(seed: int) -> Ledger:
    """Return the ledger of a made-up county."""
    return _County(random.Random(seed)).ledger()


class _County:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        head = chance.choice(("县", "区", "市"))
        self.units = tuple(f"{head}{name}" for name in chance.sample(UNITS, chance.randint(1, len(UNITS))))
        self.settings = self._settings(head)

    def ledger(self) -> Ledger:
        count = self.chance.randint(1, len(TITLES))
        titles = self.chance.sample(TITLES, count)
        projects = tuple(self._project(number, title) for number, title in enumerate(titles, start=1))
        programme = Programme("某县", 2025, projects)
        submissions = tuple(
            self._submission(unit, programme.of_unit(unit))
            for unit in programme.lead_units()
            if self.chance.random() > 0.15
        )
        names = (*self.settings.class_names(), "待认定")
        verdicts = tuple(
            Verdict(one.title, self.chance.choice(names), "现场核实")
            for one in projects
            if self.chance.random() < 0.3
        )
        return compile_ledger(programme, self.settings, submissions, verdicts)

    def _settings(self, head: str) -> Settings:
        chance = self.chance
        period = reporting_period(2025, chance.choice(LABELS))
        assert period is not None
        kind = chance.choice(list(DocumentKind))
        bulletin = BulletinSettings(
            kind=kind,
            masthead=kind.value,
            issuer="某县政府督查室",
            joint_inspectors=tuple(chance.sample(("县发改委", "县财政局", "县审计局"), chance.randint(0, 3))),
            area_word=f"全{head}",
            project_term=chance.choice(("重点民生实事", "民生工程", "重点民生项目")),
            good_practices=chance.choice(((), (f"{self.units[0]}：建立专班，挂图作战。",))),
            inspected_on=chance.choice((None, period.as_of)),
        )
        aliases = tuple(LeadUnit(unit, (f"{unit}机关",)) for unit in self.units)
        rule = replace(Settings("某县", period).rate_rule, rounding=chance.choice(list(Rounding)))
        return Settings("某县", period, rate_rule=rule, units=UnitDirectory(aliases), bulletin=bulletin)

    def _project(self, number: int, title: str) -> Project:
        names: set[str] = set()
        indicators = []
        for _ in range(self.chance.randint(1, 4)):
            one = self._indicator()
            if self.chance.random() < 0.15:
                one = replace(one, name=title)
            if one.name not in names:
                names.add(one.name)
                indicators.append(one)
        task = self.chance.choice(("", f"完成{title}。"))
        return Project(number, title, self.chance.choice(self.units), tuple(indicators), task)

    def _indicator(self) -> Indicator:
        chance = self.chance
        kind = chance.choices(list(IndicatorKind), (10, 3, 1, 1, 1, 2))[0]
        decimals, rounding = chance.randint(0, 4), chance.choice((None, *Rounding))
        if kind is IndicatorKind.QUANTITY:
            name, measure = chance.choice(AMOUNTS)
            has_target = chance.random() > 0.3
            target = self._amount(chance.choice((8, 30, 218, 1200, 13800)), measure) if has_target else None
            return Indicator(name, kind, measure, target, "", decimals, Decimal(1), rounding)
        if kind is IndicatorKind.RATE:
            target = self._amount(chance.choice((65, 90, "98.5")), "%") if chance.random() > 0.4 else None
            return Indicator(chance.choice(RATES), kind, "%", target, "", decimals)
        if kind is IndicatorKind.LOWER:
            name, measure = chance.choice(LOWERS)
            return Indicator(
                name, kind, measure, self._amount(chance.choice((3, "4.3", 0)), measure), "", decimals
            )
        if kind is IndicatorKind.MILESTONE:
            return Indicator("主体工程", kind, target_words=chance.choice(("", "投用", "完工")))
        if kind is IndicatorKind.WORDS:
            return Indicator(chance.choice(WORDS)[0], kind)
        name, measure = chance.choice(FUNDS)
        return Indicator(name, kind, measure)

    def _amount(self, value: object, measure: str) -> Quantity:
        number = Decimal(str(value))
        if number >= 10_000 and measure.startswith(("人", "个", "户")) and self.chance.random() < 0.5:
            wording = f"{(number / 10_000).normalize():f}万{measure}"
            return Quantity(number, measure, Qualifier.EXACT, wording)
        return Quantity(number, measure)

    def _submission(self, unit: str, projects: tuple[Project, ...]) -> Submission:
        figures, wholes = [], []
        for number, one in enumerate(projects):
            for row, item in enumerate(one.indicators):
                figures.append(
                    self._report(one, item, Place(f"{unit}.xlsx", unit, f"I{5 + 10 * number + row}"))
                )
            wholes.append(self._whole(one, Place(f"{unit}.xlsx", unit, f"R{5 + 10 * number}")))
        return Submission(unit, "", f"{unit}.xlsx", tuple(figures), tuple(wholes))

    def _report(self, one: Project, item: Indicator, place: Place) -> IndicatorReport:
        chance = self.chance
        if item.kind is IndicatorKind.MILESTONE:
            words = chance.choice((*self.settings.milestones, "", "装修"))
            return IndicatorReport(one.title, item.name, None, words, None, place)
        if item.kind is IndicatorKind.WORDS:
            words = chance.choice(WORDS)[1] if chance.random() > 0.2 else ""
            return IndicatorReport(one.title, item.name, None, words, None, place)
        if chance.random() < 0.1:
            return IndicatorReport(one.title, item.name, None, "", None, place)
        base = item.target.value if item.target is not None else Decimal(chance.choice((1, 9, 340356)))
        share = Decimal(chance.choice((0, "0.12", "0.5", "0.9999", 1, 1, "1.3", "2.5", 50)))
        done = (base * share).quantize(Decimal("0.01")).normalize() if share else Decimal(0)
        achieved = self._amount(done, item.measure)
        if chance.random() < 0.1:
            achieved = replace(achieved, qualifier=Qualifier.ABOUT, wording=f"约{achieved}")
        before = (done * Decimal(chance.choice((0, "0.5", 1, "1.2")))).quantize(Decimal("0.01")).normalize()
        return IndicatorReport(
            one.title, item.name, achieved, "", before if chance.random() < 0.4 else None, place
        )

    def _whole(self, one: Project, place: Place) -> ProjectReport:
        chance = self.chance
        money = [
            Quantity(Decimal(value), "万元") if chance.random() < 0.3 else None for value in (1000, 800, 500)
        ]
        return ProjectReport(
            one.title,
            place,
            milestone=chance.choice(("", "", *self.settings.milestones)),
            narrative=chance.choice(NARRATIVES) if chance.random() < 0.4 else "",
            shortcomings=chance.choice(("", "资金尚未到位")),
            next_steps=chance.choice(("", "加快施工，确保11月底完工。")),
            funds=Funds(*money),
            remarks=chance.choice(("", "目前居全市第2位", "数字为约数")),
        )
