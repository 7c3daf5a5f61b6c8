"""What the checks of figures and of progress question, and what they leave alone."""

from tests.core.builders import settings
from tests.core.checks.scenes import (
    OFFICE,
    OTHER,
    Example,
    Scene,
    after,
    beside,
    in_office,
    milestone,
    percentage,
    quantities,
    scene,
    together,
    told_before,
)
from xlminshi.core.checks import figures, progress_told
from xlminshi.core.problems import Code
from xlminshi.core.project import IndicatorKind

_LOWER, _WORDS = IndicatorKind.LOWER, IndicatorKind.WORDS


def screened(narrative: str, target: object = None) -> Scene:
    """Return a return of one rate of 81.4 %."""
    return scene(narrative, figure="81.4", target=target, measure="%", kind=IndicatorKind.RATE)


# Honest words of works that are not at their end: a part, a stage, a plan, a preparation.
NOT_AT_THEIR_END = (
    "项目尚未完工，正在抢抓工期。",
    "计划年底前项目完工。",
    "预计11月底项目已完工并投入使用。",
    "力争10月底前完工，12月底前通过验收。",
    "已完成前期工作，待招标后开工。",
    "项目主体已完工，正在装修。",
    "主体完工，外墙已完工。",
    "一标段已完工，二标段正在施工。",
    "一期工程已完工。二期正在招标。",
    "9个小区已完工，其中3个已通过验收。",
    "已完工9个，已验收3个。",
    "部分路段已完工，其余路段正在施工。",
    "项目已完工80%。",
    "项目已完成竣工验收资料整理。",
    "项目已完工，其余附属设施正在施工。",
    "外墙保温施工，已完工。",
    "全部项目12月底前完工。",
    "项目已建成部分投用。",
    "项目已基本完工。",
    "已全面开工建设。",
    "设备已完成采购，项目正在验收。",
    "土建工程已完工，设备安装正在进行。",
    "已全部完成拆迁。",
    "项目未完工，原因是资金不足。",
)

OF_FIGURES = (
    Example(
        figures.is_reported,
        Code.NOT_REPORTED,
        "“残疾儿童康复救助”的累计完成没有填写。",
        scene(figure=None),
        (scene(), scene(figure=None, typed_figure="九个")),
    ),
    Example(
        figures.is_not_negative, Code.NEGATIVE, "累计完成“-5”是负数。", scene(figure=-5), (scene(figure=0),)
    ),
    Example(
        figures.is_within_ceiling,
        Code.OVER_CEILING,
        "累计完成“1001”与全年目标“100人”相差超过10倍，不计算完成率。",
        scene(figure=1001),
        (scene(figure=1000),),
    ),
    Example(
        figures.does_not_fall,
        Code.FALLING,
        "累计完成“70”比上期累计“80”少。",
        after(told_before(figure=80), scene(previous=60)),
        (after(told_before(figure=70), scene(previous=90)), scene(previous=70), scene()),
    ),
    Example(
        figures.does_not_jump,
        Code.JUMPED,
        "累计完成“701”超过上期累计“70”的10倍。",
        scene(figure=701, target=900, previous=70),
        (scene(figure=700, target=900, previous=70), scene(figure=95, previous=9), scene()),
    ),
    Example(
        figures.is_counted_in_wholes,
        Code.HALF_A_THING,
        "“9.5户”不是整数，而“户”一般按整数计。",
        scene(figure="9.5", target=20, measure="户"),
        (
            scene(figure="9.5", target=20, measure="公里"),
            scene(figure="9.0", measure="床"),
            percentage("9.5"),
        ),
    ),
    Example(
        figures.is_in_the_measure,
        Code.LIKELY_IN_WAN,
        "累计完成“1.38”与全年目标“13800人次”相差悬殊，像是按“万”填写的。",
        scene(figure="1.38", target=13800, measure="人次"),
        (scene(figure=2, target=13800, measure="人次"), scene(figure="1.38", target=30, measure="公里")),
    ),
    Example(
        figures.is_a_plain_number,
        Code.TOO_MANY_DECIMALS,
        "累计完成“12.83333”小数位过多，像是计算得来的。",
        scene(figure="12.83333", target=30, measure="公里"),
        (scene(figure="12.8333", target=30, measure="公里"), scene(figure=None)),
    ),
    Example(
        figures.is_no_date,
        Code.YEAR_AS_FIGURE,
        "累计完成“2022”像是年份或日期。",
        scene(figure=2022, target=None),
        (
            scene(figure=2022, target=2000),
            scene(figure=2021, target=None),
            scene(figure=2022, target=None, previous=1500),
        ),
    ),
    Example(
        figures.is_no_date,
        Code.YEAR_AS_FIGURE,
        "累计完成“20220930”像是年份或日期。",
        scene(figure=20220930, target=None),
        (),
    ),
    Example(
        figures.is_measured_where_lower_is_better,
        Code.ZERO_WHERE_LOWER,
        "“登记失业率”是越低越好的指标，填的是0。",
        percentage(0, "4.3", "登记失业率", _LOWER),
        (percentage("4.1", "4.3", "登记失业率", _LOWER), scene(figure=0)),
    ),
    Example(
        figures.is_a_plausible_percentage,
        Code.RATE_IMPLAUSIBLE,
        "比率“8140%”高得少见。",
        percentage(8140, None),
        (percentage("128.88", None), percentage(8140, 80)),
    ),
    Example(
        figures.is_a_share_of_the_whole,
        Code.RATE_OVER_WHOLE,
        "“入园率”填了102%，这类比率一般不超过100%。",
        percentage(102, 90, "入园率"),
        (percentage(100, 90, "入园率"), percentage("128.88")),
    ),
    Example(
        figures.differs_between_indicators,
        Code.SAME_FIGURES,
        "“实施残疾儿童康复救助”有3项指标目标不同，却都填“22”。",
        quantities((22, 40), (22, 50), (22, 60)),
        (
            quantities((22, 40), (22, 40), (22, 40)),
            quantities((2, 4), (2, 5), (2, 6)),
            quantities((22, 40), (22, 60)),
        ),
    ),
    Example(
        figures.is_not_copied_from_the_targets,
        Code.COPIED_TARGETS,
        "3项指标的累计完成全都与全年目标相等。",
        quantities((40, 40), (50, 50), (60, 60)),
        (
            quantities((40, 40), (50, 50), (61, 60)),
            quantities((40, 40), (50, 50)),
            in_office(quantities((40, 40), (50, 50), (60, 60)), period=settings("全年").period),
        ),
    ),
    Example(
        figures.is_not_all_zero,
        Code.ALL_ZERO,
        "2项指标的累计完成全都填0，而序时进度已到75%。",
        quantities((0, 40), (0, 50)),
        (
            quantities((0, 40), (1, 50)),
            quantities((0, 40)),
            in_office(quantities((0, 40), (0, 50)), period=settings("一季度").period),
        ),
    ),
    Example(
        figures.is_not_estimated,
        Code.ROUND_FIGURES,
        "4项指标的累计完成全都是整百数。",
        quantities((200, 300), (400, 500), (1500, 2000), (100, 300)),
        (
            quantities((200, 300), (400, 500), (1500, 2000), (90, 300)),
            quantities((200, 300), (400, 500), (1500, 2000)),
        ),
    ),
)
OF_PROGRESS = (
    Example(
        progress_told.milestone_is_told,
        Code.MILESTONE_MISSING,
        "节点指标“主体工程”没有填写节点。",
        milestone("/"),
        (milestone("招标"), milestone("", milestone="招标"), scene(figure=None)),
    ),
    Example(
        progress_told.milestone_stands_in_its_cell,
        Code.MILESTONE_BESIDE,
        "节点指标“主体工程”的累计完成没有填写，形象进度填的是“招标”。",
        beside(milestone("", milestone="招标"), IndicatorKind.MILESTONE),
        (
            milestone("", milestone="招标"),
            milestone("设计", milestone="招标"),
            milestone("/"),
            scene(figure=None, milestone="招标"),
        ),
    ),
    Example(
        progress_told.milestone_stands_in_its_cell,
        Code.MILESTONE_TAKEN,
        "节点指标“主体工程”的累计完成没有填写，按形象进度“招标”计。",
        beside(milestone("", milestone="招标")),
        (beside(milestone("设计", milestone="招标")), milestone("", milestone="招标")),
    ),
    Example(
        progress_told.milestone_is_known,
        Code.MILESTONE_FIGURE,
        "节点指标“主体工程”的累计完成填的是“50%”，不是节点，按形象进度“招标”计。",
        milestone("50%", milestone="招标"),
        (milestone("招标", milestone="招标"), milestone("/", milestone="招标")),
    ),
    Example(
        progress_told.milestone_is_known,
        Code.UNKNOWN_MILESTONE,
        "“50%”不是设置中的节点，按原文保留。",
        milestone("50%"),
        (milestone("招标"),),
    ),
    Example(
        progress_told.milestone_is_known,
        Code.UNKNOWN_MILESTONE,
        "“设计中”不是设置中的节点，按原文保留。",
        milestone("设计中", milestone="招标"),
        (milestone("设计", milestone="招标"),),
    ),
    Example(
        progress_told.milestones_agree,
        Code.MILESTONES_DIFFER,
        "节点指标“主体工程”的累计完成是“招标”，形象进度是“开工”，按累计完成计。",
        milestone("招标", milestone="开工"),
        (
            milestone("招标", milestone="招标"),
            milestone("招标"),
            milestone("", milestone="招标"),
            milestone("招标", milestone="快好了"),
            beside(milestone("招标", milestone="开工"), IndicatorKind.MILESTONE),
        ),
    ),
    Example(
        progress_told.milestone_is_known,
        Code.UNKNOWN_MILESTONE,
        "“招投标中”不是设置中的节点，按原文保留。",
        milestone("招投标中"),
        (milestone("招标"), milestone("", milestone="招标"), milestone("")),
    ),
    Example(
        progress_told.milestone_of_the_indicator_stays,
        Code.MILESTONE_BACK,
        "节点由上期的“开工”退回到“设计”。",
        after(milestone("开工"), milestone("设计")),
        (
            after(milestone("设计"), milestone("开工")),
            after(milestone("开工"), milestone("不详")),
            milestone("设计"),
        ),
    ),
    Example(
        progress_told.milestone_stays,
        Code.MILESTONE_BACK,
        "节点由上期的“完工”退回到“主体完工”。",
        after(scene(milestone="完工"), scene(milestone="主体完工")),
        (after(scene(milestone="主体完工"), scene(milestone="完工")), scene(milestone="设计")),
    ),
    Example(
        progress_told.milestone_agrees_with_the_beginning,
        Code.BEGUN_BEFORE_MILESTONE,
        "形象进度选了“未启动”，而完成率已有70%。",
        scene(milestone="未启动"),
        (scene(milestone="未启动", figure=0), scene(milestone="立项")),
    ),
    Example(
        progress_told.milestone_agrees_with_the_end,
        Code.FINISHED_BEFORE_FIGURES,
        "形象进度选了“投用”，而完成率只有70%。",
        scene(milestone="投用"),
        (
            scene(milestone="投用", figure=100),
            scene(milestone="主体完工"),
            scene(milestone="投用", target=None),
        ),
    ),
    Example(
        progress_told.slow_is_explained,
        Code.SLOW_UNEXPLAINED,
        "“实施残疾儿童康复救助”完成率43%，序时进度75%，滞后32个百分点，没有填写“存在问题”。",
        scene(figure=43, next_steps="抓紧施工，年底前完成。", shortcomings="无"),
        (
            scene(figure=43, next_steps="抓紧施工。", shortcomings="用地未批。"),
            scene(figure=65),
            scene(figure=43, target=None),
            scene(figure=20, more=(("改造路灯", 40000, 50),)),
            scene(figure=20, more=(("改造路灯", None, 50),)),
        ),
    ),
    Example(
        progress_told.slow_is_explained,
        Code.SLOW_UNEXPLAINED,
        "“实施残疾儿童康复救助”完成率43%，序时进度75%，滞后32个百分点，没有填写“存在问题”“下一步措施”。",
        in_office(scene(figure=43), classes=OFFICE.classes[:1]),
        (
            in_office(scene(figure=45), classes=OFFICE.classes[:1]),
            in_office(scene(figure=0), classes=(), lights=()),
        ),
    ),
    Example(
        progress_told.words_of_completion_hold,
        Code.DONE_IN_WORDS,
        "进展情况写“已超额完成全年目标任务”，而完成率是70%。",
        scene("救助工作扎实推进，已超额完成全年目标任务。"),
        (
            scene("已完成全年工作任务的70%。"),
            scene("已完成全年工作70%，已完成方案编制。"),
            scene("已完成全年目标任务。", figure=100),
            scene("已完成全年任务的一半。"),
            scene("已完成年度计划投资。"),
            scene("已完成既定任务。"),
        ),
    ),
    Example(
        progress_told.words_of_the_end_hold,
        Code.DONE_IN_WORDS,
        "进展情况写“项目已完工”，而完成率是0%。",
        scene("项目已完工，正在组织验收。", figure=0),
        (
            scene("项目已完工，正在组织验收。", figure=100),
            scene("项目已完工，正在组织验收。", figure=0, milestone="完工"),  # told of 形象进度
            *map(scene, NOT_AT_THEIR_END),
        ),
    ),
    Example(
        progress_told.words_of_overfulfilment_hold,
        Code.OVER_IN_WORDS,
        "进展情况写“超额完成全年目标任务”，而完成率是100%，没有超过。",
        scene("超额完成全年目标任务，正在总结经验。", figure=100),
        (scene("超额完成全年目标任务。", figure=101), scene("已完成全年目标任务。", figure=100)),
    ),
    Example(
        progress_told.words_about_all_of_them_hold,
        Code.OVER_IN_WORDS,
        "进展情况写“均超额完成任务”，而完成率是81.4%，没有超过。",
        screened("筛查2564人，筛查率81.4%；听力筛查3153人，筛查率100.1%，均超额完成任务；其余正在筛查。"),
        (
            screened("筛查率81.4%。另有两项筛查率分别为100.1%、101.84%，均超额完成任务。"),
            screened("筛查率81.4%，听力筛查率100.1%，确保年底前均超额完成任务。"),
            screened("筛查率81.4%，比上年提高12%，均超额完成任务。", target=80),
            screened("筛查率81.4%，听力筛查率100.1%，均已完成筛查。"),
            scene("全部完成年度任务的70%，均超额完成年度目标任务。"),
        ),
    ),
    Example(
        progress_told.words_about_all_of_them_hold,
        Code.OVER_IN_WORDS,
        "进展情况写“都超额完成任务”，而完成率是64.5%，没有超过。",
        scene("改造完成任务的64.5%，救助完成任务的108%，都超额完成任务。", figure=108),
        (scene("改造完成任务的104.5%，救助完成任务的108%，都超额完成任务。", figure=108),),
    ),
    Example(
        progress_told.words_of_delay_hold,
        Code.OPEN_IN_WORDS,
        "进展情况写“尚未开工”，而完成率已达100%。",
        scene("资金未到位，项目尚未开工。", figure=100),
        (scene("项目尚未开工。", figure=0), scene("全部完成，没有遗留问题。", figure=100)),
    ),
    Example(
        progress_told.full_is_said_to_be_full,
        Code.OPEN_IN_WORDS,
        "进展情况写“正在有序推进”，而完成率已达100%。",
        scene("各项工作正在有序推进。", figure=100),
        (scene("已全部完成，后续工作正在有序推进。", figure=100), scene("各项工作正在有序推进。")),
    ),
    Example(
        progress_told.words_of_time_progress_hold,
        Code.ON_TIME_IN_WORDS,
        "进展情况写“达到序时进度”，而完成率70%，序时进度75%，滞后5个百分点。",
        scene("已救助70人，达到序时进度。"),
        (scene("已救助70人，未达到序时进度。"), scene("已救助75人，达到序时进度。", figure=75)),
    ),
    Example(
        progress_told.says_something_new,
        Code.SAME_AS_LAST,
        "本次填报的数字和文字与上期完全相同。",
        after(scene(), scene()),
        (
            after(scene(), scene(figure=71)),
            after(told_before(), scene()),
            after(scene(figure=100), scene(figure=100)),
        ),
    ),
    Example(
        progress_told.goes_on,
        Code.NO_PROGRESS,
        "累计完成与上期相同、尚未完成全年目标的实事：实施残疾儿童康复救助。",
        together(scene(previous=70), OTHER),
        (
            scene(previous=60),
            scene(figure=100, previous=100),
            after(scene(), scene()),
            after(told_before(figure=70, milestone="设计"), scene(milestone="开工")),
        ),
    ),
)
