"""Names that look like something else: projects, indicators and units whose names a rule could take for a claim."""

import random
from collections.abc import Mapping
from dataclasses import replace

from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.submission import Submission
from xlminshi.core.units import UnitDirectory

TITLES = (
    # a number of an issue, a term, a line, a road, a year, a date, a plan, a network, a day
    "保障性住房建设第二期工程",
    "智慧城市一期工程",
    "农村公路第1期",
    "第三期老旧小区改造",
    "筹办第十五届运动会",
    "第2届农民丰收节",
    "地铁1号线延伸工程",
    "1号线公交化改造",
    "2023年农村道路提升工程",
    "2021年度结转水利工程",
    "2024年1-6月新增公交线路",
    "“十四五”养老服务设施建设",
    "落实“十五五”规划前期工作",
    "新建5G基站",
    "107国道改线工程",
    "S231省道大修",
    "“3·15”消费维权站建设",
    "3.15消费维权服务",
    "12345热线扩容",
    "第一中学新校区建设",
    "第一百二十三中学扩建",
    "十一中宿舍楼改造",
    "六一儿童公园建设",
    "五一广场改造",
    # numbers with a measure, a rate, a count
    "100所农村小学操场改造",
    "十件便民小事",
    "为1.2万名老年人免费体检",
    "65%以上行政村通公交",
    "新建3个口袋公园",
    "改造2件老旧供水设备",
    "解决5个单位职工食堂问题",
    "三项基本公共服务提升",
    "24小时自助政务服务区",
    "“15分钟”养老服务圈",
    "“一老一小”服务",
    "“1+N”社区食堂",
    "全市排名前3位学校帮扶",
    # a class, a state, a deadline
    "已完成工程结算审计",
    "进展缓慢项目攻坚",
    "滞后工程清零行动",
    "未完成征迁扫尾",
    "超额完成奖补政策",
    "持续推进厕所革命",
    "完成全年目标任务考核",
    "2025年底前完成污水管网改造",
    "9月底前完成清淤",
    # headings, lists, marks, other names within
    "一、二年级课后服务",
    "（一）期供热管网改造",
    "（1）号水厂扩建",
    "1.5公里滨河路建设",
    "农村公路",
    "农村公路提升工程二期",
    "水厂（一期）",
    "水厂（二期）",
    "IT Center (CIO Office) 建设",
    "“互联网+”医疗服务平台（v2.0）",
    "为民办实事“最后一公里”",
    "牵头单位信息公开",
    "本期发展对象培训",
    "抄送机关公文系统",
    "序时进度监测平台",
    "主要任务：清理河道",
    "附件下载服务平台",
    "截至目前未通气小区通气",
    "目标任务完成率提升",
    "其余小区供暖改造",
    "2024-2025学年营养改善",
    "9月1日开学保障",
    "“双随机、一公开”平台",
    "3号、5号路打通",
    "第2批次老旧电梯更新",
    "110社会应急联动",
    "百万亩高标准农田",
    "每人1.4元平安保险",
    "《民法典》进万家",
    "公开办事情况通报平台",
    "G107线K10+200段改造",
    "二十四节气广场",
    "零就业家庭动态清零",
    "均超额完成任务奖励",
    "共5类困难群众救助",
    "同比下降的信访化解",
    "20个社区卫生站，3个乡镇卫生院",
)
INDICATORS = (
    "第二期工程",
    "一期建成站点",
    "第1期培训",
    "第十届参赛",
    "1号线站台",
    "2023年结转路段",
    "2024年1-6月新增",
    "“十四五”目标任务",
    "5G基站",
    "107国道改线里程",
    "3.15投诉办结",
    "12345热线座席",
    "第一中学学位",
    "其中：新建",
    "已完成验收",
    "滞后整改",
    "超额完成户数",
    "达到序时进度的小区",
    "新建3个口袋公园",
    "30公里以上新建公路",
    "65%以上村通公交",
    "前3名学校帮扶",
    "其中惠及老人",
    "较上期新增",
    "占全年任务",
    "Number of users",
    "用户（Users）",
    "建成（一期）",
    "建成（二期）",
    "完成率",
    "上期结转户数",
    "其余点位",
    "合计面积",
    "每人补贴",
    "第2批设备",
    "3号路",
    "G107线",
    "滞后序时进度的点位",
    "达到100%的村",
    "均完成验收",
)
# behind 县, 区 or 市
UNITS = (
    "第一中学",
    "第十一中学",
    "第2人民医院",
    "IT Center (CIO Office)",
    "ID Center（CIO Office）",
    "12345热线服务中心",
    "5G产业办",
    "107国道改线指挥部",
    "“十四五”规划办",
    "实事办",
    "督查局",
    "公司（二期）项目部",
    "一号线建设指挥部",
    "2023年创建办",
    "新区管委会（第1期）",
)


def oddly_named(ledger: Ledger, chance: random.Random) -> Ledger:
    """Return a county all of whose projects, half of whose offices, and many of whose indicators bear odd names."""
    projects = ledger.programme.projects
    titles = dict(zip((one.title for one in projects), chance.sample(TITLES, len(projects)), strict=True))
    indicators = {
        (one.title, item.name): name
        for one in projects
        for item, name in zip(one.indicators, chance.sample(INDICATORS, len(one.indicators)), strict=True)
        if chance.random() < 0.5
    }
    own = [one.name for one in ledger.settings.units.units]
    count = min(len(own) // 2, len(UNITS))
    units = {old: old[0] + name for old, name in zip(own, chance.sample(UNITS, count), strict=False)}
    return renamed(ledger, titles, indicators, units)


def renamed(
    ledger: Ledger,
    titles: Mapping[str, str] | None = None,
    indicators: Mapping[tuple[str, str], str] | None = None,
    units: Mapping[str, str] | None = None,
) -> Ledger:
    """Return the ledger of the same county with other names; indicators are given by their project's old title."""
    titles, indicators, units = titles or {}, indicators or {}, units or {}

    def item(title: str, name: str) -> str:
        return indicators.get((title, name), name)

    projects = tuple(
        replace(
            one,
            title=titles.get(one.title, one.title),
            lead_unit=units.get(one.lead_unit, one.lead_unit),
            main_task=one.main_task.replace(one.title, titles.get(one.title, one.title)),
            indicators=tuple(replace(each, name=item(one.title, each.name)) for each in one.indicators),
        )
        for one in ledger.programme.projects
    )
    figures: dict[str, Submission] = {}
    for one in ledger.standings:
        if not one.is_reported or one.report is None:
            continue
        unit, title = units.get(one.project.lead_unit, one.project.lead_unit), one.project.title
        known = figures.get(unit, Submission(unit, "", f"{unit}.xlsx", (), ()))
        told = tuple(
            replace(
                each.report,
                project_title=titles.get(title, title),
                indicator_name=item(title, each.indicator.name),
            )
            for each in one.indicators
            if each.report
        )
        whole = replace(one.report, project_title=titles.get(title, title))
        figures[unit] = replace(
            known, indicators=(*known.indicators, *told), projects=(*known.projects, whole)
        )
    verdicts = tuple(
        replace(one.verdict, project_title=titles.get(one.project.title, one.project.title))
        for one in ledger.standings
        if one.verdict
    )
    directory = UnitDirectory(
        tuple(replace(one, name=units.get(one.name, one.name)) for one in ledger.settings.units.units)
    )
    settings = replace(ledger.settings, units=directory)
    programme = replace(ledger.programme, projects=projects)
    return compile_ledger(programme, settings, tuple(figures.values()), verdicts)
