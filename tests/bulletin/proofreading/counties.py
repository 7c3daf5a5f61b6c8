"""Made-up counties whose documents are right: from a seed, the same seed gives the same county."""

import random
from dataclasses import replace
from decimal import Decimal

from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.proofreading.manuscript import Manuscript, manuscript_of
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.period import reporting_period
from xlminshi.core.problems import Place
from xlminshi.core.progress import RateRule
from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.quantity import Quantity
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import BulletinSettings, DocumentKind, Settings
from xlminshi.core.status import Status, Verdict
from xlminshi.core.submission import IndicatorReport, ProjectReport, Submission
from xlminshi.core.units import LeadUnit, UnitDirectory

_OFFICES = (
    "人社局 医保局 城市管理局 教体局 民政局 卫健委 残联 政务服务和大数据管理局 市场监管局 住建局 交通运输局 水利局 "
    "农业农村局 文广旅局 生态环境分局 应急管理局 退役军人事务局 自然资源局 妇联 乡村振兴局"
)
OFFICES = tuple(_OFFICES.split())
# title, (indicator, measure, typical target), narrative with # for a figure of its own
PROJECTS: tuple[tuple[str, tuple[tuple[str, str, int], ...], str], ...] = (
    (
        "开展职业技能培训",
        (("技能培训", "人次", 13800), ("新增技能人才", "人", 11200), ("新增高技能人才", "人", 3700)),
        "",
    ),
    ("推进城市窨井设施改造", (("窨井盖整治", "座", 1860),), "已召开现场推进会#次，其余点位正在排查。"),
    (
        "扩充义务教育资源",
        (("新增学位", "个", 2160), ("新建学校", "所", 4)),
        "新城小学主体工程已完工，计划#月份投用。",
    ),
    ("推进养老服务设施建设", (("街道养老服务中心", "个", 9), ("社区日间照料中心", "个", 36)), ""),
    ("实施残疾儿童康复救助", (("残疾儿童康复救助", "人", 170),), "建档#人，定点机构已全部签约。"),
    ("农村公路提升工程", (("新建和改造农村公路", "公里", 130),), ""),
    (
        "城镇老旧小区改造",
        (("开工改造户数", "户", 4966), ("完工小区", "个", 35)),
        "改造项目分#个标段实施，正在进行外墙施工。",
    ),
    ("老旧公厕升级改造", (("改造公厕", "座", 18),), "设计图已报送审查，完成管网铺设#米。"),
    ("加强市区停车场建设", (("公共停车场", "个", 12), ("停车泊位", "个", 1200)), ""),
    (
        "提升供水保障能力",
        (("改造供水管网", "公里", 86), ("新增供水人口", "人", 52000)),
        "水厂扩建已完成投资#万元。",
    ),
    ("高标准农田建设", (("建成高标准农田", "亩", 30500),), ""),
    ("为群众办理平安保险", (("参保居民", "人", 340356),), "保险合同已签订，受理理赔#件。"),
    ("文化惠民演出", (("送戏下乡", "场", 240), ("公益电影", "场", 5200)), ""),
    ("青少年心理健康服务", (("心理健康讲座", "次", 60), ("个案咨询", "人次", 480)), "建成心理服务站#个。"),
    ("城市绿化提升", (("新建口袋公园", "个", 15), ("新增绿地", "平方米", 80500)), ""),
    ("公益性岗位开发", (("开发公益岗位", "个", 950), ("城镇新增就业", "人", 8200)), ""),
    ("充电设施建设", (("新建充电桩", "个", 620),), "已选址#处，完成电力接入审批。"),
    ("农村垃圾中转站建设", (("垃圾中转站", "座", 22), ("配备清运车辆", "台", 45)), ""),
)
RATES = (
    ("妇女儿童健康保障", (("产前筛查率", 80), ("新生儿听力筛查率", 95))),
    ("移动政务服务", (("注册普及率", 65),)),
)
NAMES = (("云河县", "县"), ("东林区", "区"), ("清源市", "市"), ("北屏县", "县"), ("新泽区", "区"))
LABELS = ("上半年", "1-9月份", "1-11月份", "前三季度", "1-10月")


def county(seed: int, measure: str = "") -> Ledger:
    """Return the ledger of a county in which everything is decided and consistent.

    With a `measure` all its indicators but lengths and percentages are told in it (件, in which projects are counted too).
    """
    chance = random.Random(seed)
    name, head = chance.choice(NAMES)
    units = [f"{head}{one}" for one in chance.sample(OFFICES, chance.randint(6, 14))]
    settings = _settings(chance, name, head, units)
    projects = tuple(_in_measure(one, measure) for one in _projects(chance, units))
    submissions = tuple(_submission(chance, unit, projects) for unit in units)
    ledger = compile_ledger(Programme(name, settings.period.year, projects), settings, submissions)
    return replace_verdicts(ledger, chance, submissions)


def documents(ledger: Ledger) -> tuple[Manuscript, Manuscript]:
    """Return 督查通报 and 工作简报 of a ledger, as the program gives them."""
    first, second = (manuscript_of(compose(of_kind(ledger, kind))) for kind in DocumentKind)
    return first, second


def of_kind(ledger: Ledger, kind: DocumentKind) -> Ledger:
    """Return the ledger whose document is of a kind."""
    bulletin = replace(ledger.settings.bulletin, kind=kind, masthead=kind.value)
    return replace(ledger, settings=replace(ledger.settings, bulletin=bulletin))


def replace_verdicts(ledger: Ledger, chance: random.Random, submissions: tuple[Submission, ...]) -> Ledger:
    """Decide what the program leaves open, and a few projects otherwise than it proposes, as people do."""
    classes = ledger.settings.classes
    ongoing = next(one.name for one in classes if one.status is Status.ONGOING)
    verdicts = []
    for one in ledger.standings:
        is_open = one.proposal.class_name not in ledger.settings.class_names()
        if is_open or (chance.random() < 0.08 and one.rate is not None and one.rate < 1):
            verdicts.append(Verdict(one.project.title, ongoing, "现场核实"))
    return compile_ledger(ledger.programme, ledger.settings, submissions, tuple(verdicts))


def _settings(chance: random.Random, name: str, head: str, units: list[str]) -> Settings:
    period = reporting_period(chance.choice((2022, 2023, 2024)), chance.choice(LABELS))
    assert period is not None
    month = min(period.last + 1, 12)
    bulletin = BulletinSettings(
        issue_number=chance.randint(1, 24),
        dated=period.as_of.replace(month=month, day=chance.randint(1, 28)),
        issuer=f"{name}政府督查室",
        supervision_office=f"{head}政府督查室",
        joint_inspectors=tuple(chance.sample((f"{head}发改委", f"{head}财政局"), chance.randint(0, 2))),
        inspected_on=period.as_of.replace(month=month, day=1),
        area_word=f"全{head}",
        project_term=chance.choice(("重点民生实事", "民生实事")),
        distribution_list=f"{head}委常委，{head}政府各副{head}长，各乡镇、街道，{head}直各单位",
        copy_to=f"{head}委督查室",
    )
    rule = RateRule(rounding=chance.choice((Rounding.HALF_UP, Rounding.HALF_UP, Rounding.CUT_OFF)))
    directory = UnitDirectory(tuple(LeadUnit(one) for one in units))
    return Settings(name, period, rate_rule=rule, units=directory, bulletin=bulletin)


def _projects(chance: random.Random, units: list[str]) -> list[Project]:
    chosen = chance.sample(PROJECTS, chance.randint(8, len(PROJECTS)))
    found = []
    for number, (title, plan, _) in enumerate(chosen, start=1):
        decimals = chance.choice((0, 1, 2, 2, 2))
        indicators = tuple(
            Indicator(
                name, IndicatorKind.QUANTITY, measure, _target(chance, measure, target), decimals=decimals
            )
            for name, measure, target in plan
        )
        task = f"完成{title}，{plan[0][0]}{indicators[0].target}以上。" if chance.random() < 0.6 else ""
        found.append(Project(number, title, chance.choice(units), indicators, task))
    for title, plan2 in chance.sample(RATES, chance.randint(0, 2)):
        indicators = tuple(
            Indicator(name, IndicatorKind.RATE, "%", Quantity(Decimal(target), "%"), decimals=2)
            for name, target in plan2
        )
        found.append(Project(len(found) + 1, title, chance.choice(units), indicators))
    return found


def _in_measure(one: Project, measure: str) -> Project:
    if not measure:
        return one
    indicators = tuple(
        item
        if item.measure in ("公里", "%")
        else replace(
            item,
            measure=measure,
            target=replace(item.target, measure=measure, wording="") if item.target else None,
        )
        for item in one.indicators
    )
    return replace(one, indicators=indicators, main_task="")


def _target(chance: random.Random, measure: str, usual: int) -> Quantity:
    value = Decimal(max(3, round(usual * chance.uniform(0.5, 1.8))))
    if value >= 10_000:
        value = value // 100 * 100
        wording = f"{(value / 10_000).normalize():f}万{measure}"
        return Quantity(value, measure, wording=wording if chance.random() < 0.7 else "")
    return Quantity(value, measure)


def _submission(chance: random.Random, unit: str, projects: tuple[Project, ...]) -> Submission:
    figures, wholes = [], []
    words = {title: narrative for title, _, narrative in PROJECTS}
    for row, one in enumerate([each for each in projects if each.lead_unit == unit]):
        level = chance.choice((0.15, 0.4, 0.6, 0.8, 1.0, 1.1, 1.6))
        for column, item in enumerate(one.indicators):
            place = Place(f"{unit}.xlsx", unit, f"I{5 + 4 * row + column}")
            assert item.target is not None
            done = item.target.value * Decimal(str(round(level * chance.uniform(0.9, 1.1), 3)))
            places = "0.01" if item.measure in ("公里", "%") else "1"
            value = max(done, Decimal(1)).quantize(Decimal(places)).normalize() + 0
            figures.append(
                IndicatorReport(
                    one.title, item.name, Quantity(Decimal(f"{value:f}"), item.measure), "", None, place
                )
            )
        narrative = words.get(one.title, "").replace("#", str(chance.randint(2, 97)))
        told = narrative if chance.random() < 0.7 else ""
        if "月份" in told:
            told = told.replace(told[told.index("计划") + 2 : told.index("月份")], str(chance.randint(9, 12)))
        wholes.append(
            ProjectReport(one.title, Place(f"{unit}.xlsx", unit, f"R{5 + 4 * row}"), narrative=told)
        )
    return Submission(unit, "", f"{unit}.xlsx", tuple(figures), tuple(wholes))
