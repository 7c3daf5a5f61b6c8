"""The standard wording, as two published bulletins have it; an office changes it on its 措辞 sheet."""

from xlminshi.core.phrases import Phrase, PhraseBook, Use, split_list

BULLETIN, BRIEFING = "督查通报", "工作简报"
JOINT, WHOLE_YEAR, MID_YEAR, YEAR_END = "会同", "全年", "年中", "年末"
# How far an indicator is
NOTHING, BELOW, MET, ABOVE = "无进展", "未达目标", "达到目标", "超过目标"
LARGE, ROUGH, TINY = "数量较大", "约数", "占比极小"
# How far the county is
ALL_DONE, ALL_ON_TIME, MOST_ON_TIME, HALF_ON_TIME, FEW_ON_TIME = (
    *("全部完成", "全部达序时", "多数达序时", "半数达序时"),
    "少数达序时",
)
# More than half are 半数达序时, two thirds 多数达序时; what is behind is 少数达序时, and 无一达序时 besides where all are.
JUST_HALF_ON_TIME, NONE_ON_TIME, UNEVEN = "恰半数达序时", "无一达序时", "进度不一"
UNCLEAR, NOBODY = "进度不明", "均未报送"
SOME_DONE, ONE = "部分完成", "仅一件"
# Of which projects the shortcomings speak
ALL_SLOW, ONE_UNIT = "全部滞后", "仅一单位"
# How a unit's projects are counted in the 导语
SEVERAL, MANY = "一单位多件", "单位较多"
# How a figure changed
MORE, LESS, SAME = "增加", "减少", "持平"
LAST_PERIOD = "上期"
# What is known of the money
PLANNED, ARRIVED, PAID = "计划", "到位", "支付"
LAST_STAGE, HAS_STEPS = "最后节点", "有下一步措施"
BASICS, PRACTICES, SHORTCOMINGS, REQUIREMENTS = "基本情况", "经验做法", "存在问题", "工作要求"

_NEAR, _HALF = "总体进展好于预期", "总体进展平稳"
_MID = "实现时间过半任务过半"
_REST, _UNKNOWN = "部分任务还需加快", "{进度不明件数}{量词}{实事}未报送或没有完成率"
_TABLE: tuple[tuple[Use, str, tuple[str, ...]], ...] = (
    (Use.TITLE, BULLETIN, ("关于{通报期}{全域}{年度}年{实事统称}\n进展情况的通报",)),
    (Use.TITLE, BRIEFING, ("{区县}{年度}年{通报期}{实事统称}\n工作进展情况通报",)),
    (Use.TITLE, f"{BULLETIN}、{WHOLE_YEAR}", ("关于{全域}{年度}年{实事统称}\n全年完成情况的通报",)),
    (Use.TITLE, f"{BRIEFING}、{WHOLE_YEAR}", ("{区县}{年度}年{实事统称}\n全年完成情况通报",)),
    (
        Use.LEAD,
        BULLETIN,
        (
            "为保障完成{年度}年{全域}{实事统称}工作任务，{督查单位}对{牵头单位数}个主要责任单位承担的{实事件数}{量词}{实事统称}"
            "{通报期}完成情况进行了专项督查，其中{分类情况}{未报送}。现将具体情况通报如下：",
        ),
    ),
    (
        Use.LEAD,
        f"{BULLETIN}、{JOINT}",
        (
            "为保障完成{年度}年{全域}{实事统称}工作任务，{督查单位}会同{会同单位}对{牵头单位数}个主要责任单位承担的{实事件数}"
            "{量词}{实事统称}{通报期}完成情况进行了专项督查，其中{分类情况}{未报送}。现将具体情况通报如下：",
        ),
    ),
    (
        Use.LEAD,
        BRIEFING,
        (
            "{督查日期}，{督查单位}对承担{实事统称}任务的牵头责任单位进行专项督导，"
            "从督导情况和各牵头单位自查情况来看，{总体评价}。",
        ),
    ),
    (
        Use.LEAD,
        f"{BRIEFING}、{JOINT}",
        (
            "{督查日期}，{各督查单位}联合对承担{实事统称}任务的牵头责任单位进行专项督导，"
            "从督导情况和各牵头单位自查情况来看，{总体评价}。",
        ),
    ),
    (Use.CLASS_COUNTS, "", ("{单位}{件数}{量词}{实事}{用语}",)),
    (Use.CLASS_COUNTS, SEVERAL, ("{单位件数}{用语}",)),
    (
        Use.CLASS_COUNTS,
        f"{SEVERAL}、{MANY}",
        ("{多件单位}，{单件单位}各{各件数}{量词}，共{件数}{量词}{实事}{用语}",),
    ),
    (Use.MISSING, "", ("{单位}未报送进展情况",)),
    (Use.UNSETTLED, "", ("{单位}报送的进展情况尚在核实",)),
    (Use.OVERALL, ALL_DONE, ("总体进展良好，各项任务均已完成全年目标",)),
    (Use.OVERALL, f"{ALL_DONE}、{ONE}", ("总体进展良好，任务已完成全年目标",)),
    (Use.OVERALL, ALL_ON_TIME, ("总体进展良好，各项任务均达到或超过序时进度",)),
    (Use.OVERALL, f"{ALL_ON_TIME}、{ONE}", ("总体进展良好，任务达到或超过序时进度",)),
    (Use.OVERALL, f"{ALL_ON_TIME}、{MID_YEAR}", (f"总体进展良好，各项任务均{_MID}",)),
    (Use.OVERALL, f"{ALL_ON_TIME}、{MID_YEAR}、{ONE}", (f"总体进展良好，任务{_MID}",)),
    (Use.OVERALL, f"{ALL_ON_TIME}、{YEAR_END}", ("总体进展良好，各项任务均已完成全年目标",)),
    (Use.OVERALL, f"{ALL_ON_TIME}、{YEAR_END}、{ONE}", ("总体进展良好，任务已完成全年目标",)),
    (Use.OVERALL, MOST_ON_TIME, (f"{_NEAR}，多数任务达到或超过序时进度",)),
    (
        Use.OVERALL,
        f"{MOST_ON_TIME}、{SOME_DONE}",
        (f"{_NEAR}，多数任务达到或超过序时进度，部分指标已提前完成任务",),
    ),
    (Use.OVERALL, f"{MOST_ON_TIME}、{MID_YEAR}", (f"{_NEAR}，多数任务{_MID}",)),
    (
        Use.OVERALL,
        f"{MOST_ON_TIME}、{MID_YEAR}、{SOME_DONE}",
        (f"{_NEAR}，多数任务{_MID}，部分指标已提前完成任务",),
    ),
    (Use.OVERALL, HALF_ON_TIME, (f"{_HALF}，半数以上任务达到或超过序时进度，{_REST}",)),
    (Use.OVERALL, f"{HALF_ON_TIME}、{MID_YEAR}", (f"{_HALF}，半数以上任务{_MID}，{_REST}",)),
    (
        Use.OVERALL,
        f"{HALF_ON_TIME}、{SOME_DONE}",
        (f"{_HALF}，半数以上任务达到或超过序时进度，部分指标已提前完成任务，{_REST}",),
    ),
    (
        Use.OVERALL,
        f"{HALF_ON_TIME}、{UNCLEAR}",
        (f"半数以上任务达到或超过序时进度，另有{_UNKNOWN}",),
    ),
    (
        Use.OVERALL,
        f"{HALF_ON_TIME}、{UNCLEAR}、{SOME_DONE}",
        (f"半数以上任务达到或超过序时进度，部分指标已提前完成任务，另有{_UNKNOWN}",),
    ),
    (Use.OVERALL, JUST_HALF_ON_TIME, (f"{_HALF}，半数任务达到或超过序时进度，其余任务还需加快",)),
    (Use.OVERALL, f"{JUST_HALF_ON_TIME}、{MID_YEAR}", (f"{_HALF}，半数任务{_MID}，其余任务还需加快",)),
    (Use.OVERALL, FEW_ON_TIME, ("总体进展偏慢，多数任务进度滞后",)),
    (
        Use.OVERALL,
        f"{FEW_ON_TIME}、{SOME_DONE}",
        ("总体进展还不平衡，部分指标已提前完成任务，但多数任务进度滞后",),
    ),
    (Use.OVERALL, f"{FEW_ON_TIME}、{NONE_ON_TIME}、{ONE}", ("总体进展偏慢，任务进度滞后",)),
    (Use.OVERALL, f"{FEW_ON_TIME}、{NONE_ON_TIME}", ("总体进展偏慢，各项任务进度均滞后",)),
    (
        Use.OVERALL,
        f"{FEW_ON_TIME}、{NONE_ON_TIME}、{SOME_DONE}",
        ("总体进展偏慢，部分指标已提前完成任务，但各项任务进度均滞后",),
    ),
    (Use.OVERALL, f"{MOST_ON_TIME}、{YEAR_END}", ("总体进展较好，多数任务已完成全年目标",)),
    (Use.OVERALL, f"{HALF_ON_TIME}、{YEAR_END}", (f"{_HALF}，半数以上任务已完成全年目标",)),
    (
        Use.OVERALL,
        f"{HALF_ON_TIME}、{UNCLEAR}、{YEAR_END}",
        (f"半数以上任务已完成全年目标，另有{_UNKNOWN}",),
    ),
    (Use.OVERALL, f"{JUST_HALF_ON_TIME}、{YEAR_END}", (f"{_HALF}，半数任务已完成全年目标",)),
    (Use.OVERALL, f"{FEW_ON_TIME}、{YEAR_END}", ("总体进展偏慢，多数任务没有完成全年目标",)),
    (
        Use.OVERALL,
        f"{FEW_ON_TIME}、{NONE_ON_TIME}、{YEAR_END}",
        ("总体进展偏慢，各项任务均没有完成全年目标",),
    ),
    (
        Use.OVERALL,
        f"{FEW_ON_TIME}、{NONE_ON_TIME}、{YEAR_END}、{ONE}",
        ("总体进展偏慢，任务没有完成全年目标",),
    ),
    (Use.OVERALL, UNEVEN, ("任务推进还不平衡，{未达序时件数}{量词}{实事}进度滞后",)),
    (Use.OVERALL, UNCLEAR, (f"{_UNKNOWN}，总体进展尚不能评价",)),
    (Use.OVERALL, f"{UNCLEAR}、{NOBODY}", ("尚未收到牵头单位报送的进展情况，总体进展尚不能评价",)),
    (Use.OVERALL, ONE, ("任务正在推进",)),
    (Use.OVERALL, "", ("各项任务有序推进",)),
    (Use.HEADING, BASICS, (BASICS,)),
    (Use.HEADING, PRACTICES, (PRACTICES,)),
    (Use.HEADING, SHORTCOMINGS, (SHORTCOMINGS,)),
    (Use.HEADING, REQUIREMENTS, (REQUIREMENTS,)),
    (Use.LEAD_IN, "", ("已",)),
    (Use.LEAD_IN, f"{BULLETIN}、{LARGE}", ("{全域}已累计", "已累计", "已")),
    (Use.LEAD_IN, f"{BRIEFING}、{LARGE}", ("已", "已累计")),
    (Use.INDICATOR, "", ("{完成事项}",)),
    (Use.INDICATOR, NOTHING, ("{指标}尚无完成量",)),
    (Use.INDICATOR, f"资金、{NOTHING}", ("{指标}{累计完成}",)),
    (
        Use.INDICATOR,
        f"数量、{NOTHING}、{BELOW}",
        ("{指标}全年目标{目标}，尚无完成量", "{指标}尚无完成量，全年目标{目标}"),
    ),
    (Use.INDICATOR, f"数量、{ROUGH}", ("{完成事项}，约占全年目标{目标}的{完成率}",)),
    (Use.INDICATOR, f"数量、{ROUGH}、{TINY}", ("{完成事项}，全年目标{目标}，完成率{完成率}",)),
    (Use.INDICATOR, f"数量、{BELOW}、{TINY}", ("{完成事项}，全年目标{目标}，完成率{完成率}",)),
    (
        Use.INDICATOR,
        f"数量、{BELOW}、{TINY}、滞后类",
        ("{完成事项}，全年目标{目标}，完成率{完成率}，比序时进度低{滞后}",),
    ),
    (
        Use.INDICATOR,
        f"数量、{BELOW}",
        ("{完成事项}，完成全年目标{目标}的{完成率}", "{完成事项}，占全年目标{目标}的{完成率}"),
    ),
    (
        Use.INDICATOR,
        f"数量、{BELOW}、滞后类",
        (
            "{完成事项}，完成全年目标{目标}的{完成率}，滞后序时进度{滞后}",
            "{完成事项}，仅占全年目标{目标}的{完成率}，比序时进度低{滞后}",
        ),
    ),
    (Use.INDICATOR, f"数量、{MET}", ("{完成事项}，完成全年目标任务", "{完成事项}，完成全年任务的{完成率}")),
    (
        Use.INDICATOR,
        f"数量、{ABOVE}",
        (
            "{完成事项}，完成全年目标{目标}的{完成率}",
            "{完成事项}，超额完成全年目标，完成率{完成率}",
            "{完成事项}，比全年目标多{差额}，完成率{完成率}",
        ),
    ),
    (
        Use.INDICATOR,
        f"数量、{BELOW}、{BRIEFING}",
        ("{完成事项}，占全年任务的{完成率}", "{完成事项}，占年度任务的{完成率}"),
    ),
    (
        Use.INDICATOR,
        f"数量、{MET}、{BRIEFING}",
        ("{完成事项}，完成全年目标任务", "{完成事项}，完成全年任务的{完成率}"),
    ),
    (
        Use.INDICATOR,
        f"数量、{ABOVE}、{BRIEFING}",
        (
            "{完成事项}，完成全年目标{目标}的{完成率}，超额完成任务",
            "{完成事项}，占全年目标任务的{完成率}，超额完成任务",
        ),
    ),
    (
        Use.INDICATOR,
        f"比率、{BELOW}",
        ("{完成事项}，低于全年目标{差额}", "{完成事项}，距全年目标{目标}还差{差额}"),
    ),
    (Use.INDICATOR, f"比率、{MET}", ("{完成事项}，达到全年目标",)),
    (Use.INDICATOR, f"比率、{ABOVE}", ("{完成事项}，高出全年目标{差额}", "{完成事项}，超过全年目标{差额}")),
    (Use.INDICATOR, f"越低越好、{BELOW}", ("{完成事项}，超出全年控制目标{差额}",)),
    (Use.INDICATOR, f"越低越好、{MET}", ("{完成事项}，控制在全年目标以内",)),
    (Use.INDICATOR, f"越低越好、{ABOVE}", ("{完成事项}，控制在全年目标{目标}以内",)),
    (Use.INDICATOR, "节点", ("{指标}{节点说法}",)),
    (Use.INDICATOR, f"节点、{BELOW}", ("{指标}{节点说法}，全年目标节点为{目标节点}",)),
    (Use.INDICATOR, f"节点、{MET}", ("{指标}{节点说法}，达到全年目标",)),
    (
        Use.SAME_NAME,
        f"数量、{BELOW}",
        ("已完成{累计完成}，完成全年目标{目标}的{完成率}", "已完成{累计完成}，占全年目标{目标}的{完成率}"),
    ),
    (
        Use.SAME_NAME,
        f"数量、{BELOW}、滞后类",
        (
            "已完成{累计完成}，完成全年目标{目标}的{完成率}，滞后序时进度{滞后}",
            "已完成{累计完成}，仅占全年目标{目标}的{完成率}，比序时进度低{滞后}",
        ),
    ),
    (Use.SAME_NAME, f"数量、{BELOW}、{TINY}", ("已完成{累计完成}，全年目标{目标}，完成率{完成率}",)),
    (
        Use.SAME_NAME,
        f"数量、{BELOW}、{TINY}、滞后类",
        ("已完成{累计完成}，全年目标{目标}，完成率{完成率}，比序时进度低{滞后}",),
    ),
    (
        Use.SAME_NAME,
        f"数量、{MET}",
        ("已完成{累计完成}，完成全年任务的{完成率}", "已完成{累计完成}的全年目标任务"),
    ),
    (
        Use.SAME_NAME,
        f"数量、{ABOVE}",
        ("已完成{累计完成}，完成全年任务的{完成率}", "已完成{累计完成}，完成全年目标{目标}的{完成率}"),
    ),
    (Use.RESPECTIVELY, MET, ("{完成事项}，均完成全年目标任务",)),
    (
        Use.RESPECTIVELY,
        BRIEFING,
        ("{完成事项}，分别完成全年任务的{完成率}", "{完成事项}，分别占全年目标任务的{完成率}"),
    ),
    (Use.CHANGE, MORE, ("较{对比期}增加{增量}",)),
    (Use.CHANGE, SAME, ("与{对比期}持平",)),
    (Use.CHANGE, f"比率、{MORE}", ("较{对比期}提高{增量}",)),
    (Use.CHANGE, f"比率、{LESS}", ("较{对比期}下降{增量}",)),
    (Use.CHANGE, f"越低越好、{MORE}", ("较{对比期}上升{增量}",)),
    (Use.CHANGE, f"越低越好、{LESS}", ("较{对比期}下降{增量}",)),
    (Use.FUNDS, ARRIVED, ("到位资金{到位资金}",)),
    (Use.FUNDS, PAID, ("支付资金{支付资金}",)),
    (Use.FUNDS, f"{PLANNED}、{ARRIVED}", ("计划资金{计划资金}，到位{到位资金}",)),
    (Use.FUNDS, f"{PLANNED}、{PAID}", ("计划资金{计划资金}，支付{支付资金}",)),
    (Use.FUNDS, f"{ARRIVED}、{PAID}", ("到位资金{到位资金}，支付{支付资金}",)),
    (
        Use.FUNDS,
        f"{PLANNED}、{ARRIVED}、{PAID}",
        ("计划资金{计划资金}，到位{到位资金}，支付{支付资金}",),
    ),
    (Use.STAGE, "", ("已到{节点}阶段",)),
    (Use.STAGE, "未启动", ("尚未启动",)),
    (Use.STAGE, "开工", ("已开工",)),
    (Use.STAGE, "主体完工", ("主体已完工",)),
    (Use.STAGE, "完工", ("已完工",)),
    (Use.STAGE, "投用", ("已投入使用",)),
    (
        Use.MILESTONE,
        "",
        (
            "目前{节点说法}，待{节点}完成后转入{下一节点}阶段",
            "形象进度{节点说法}，{节点}完成后即可转入{下一节点}阶段",
        ),
    ),
    (Use.MILESTONE, "未启动", ("目前{节点说法}",)),
    (Use.MILESTONE, "开工", ("目前已开工建设",)),
    (Use.MILESTONE, "主体完工", ("目前主体工程已完工",)),
    (Use.MILESTONE, "完工", ("目前已完工",)),
    (Use.MILESTONE, "投用", ("目前已投入使用",)),
    (Use.MILESTONE, LAST_STAGE, ("目前{节点说法}",)),
    (Use.MILESTONE, HAS_STEPS, ("目前{节点说法}",)),
    (
        Use.SLOW,
        "",
        (
            "但同时，在督导和自查中也发现，各牵头责任单位工作进展还不平衡，{单位}承担的{件数}{量词}{实事}进展缓慢",
        ),
    ),
    (Use.SLOW, ONE_UNIT, ("但同时，在督导和自查中也发现，{单位}承担的{件数}{量词}{实事}进展缓慢",)),
    (Use.SLOW, ALL_SLOW, ("在督导和自查中发现，{单位}承担的{件数}{量词}{实事}进展缓慢",)),
    (
        Use.VERB,
        "培训、讲座、活动、辅导、咨询、宣传、巡诊、义诊、演练、宣讲、巡演、演出、巡查、排查、检查、服务、走访",
        ("开展",),
    ),
    (
        Use.VERB,
        "整治、改造、治理、救助、筛查、注册、整改、对接、修复、修缮、建设、改建、新建、安装、更换、提升、认证、取证、评价、体检、接种、普查、"
        "监测、检测、抽检、验收、改厕、绿化、硬化、亮化、征收、搬迁、安置、帮扶、签约、签订、配备、配置、招录、就业、办理、发放、投放、清理、"
        "疏通、加装、升级、植树、造林",
        ("完成",),
    ),
    (Use.VERB, "补贴、补助、津贴、救助金、贷款、保障金", ("发放",)),
    (
        Use.OPENING_VERBS,
        "",
        (
            "新增、新建、新设、新修、新改建、新改扩建、改建、扩建、改扩建、改造、建成、修建、修复、修缮、拆除、更换、安装、加装、发放、发现、"
            "开展、开通、开设、开工、完成、培养、整治、整改、治理、清理、疏通、配备、购置、投放、投用、筹措、募集、签订、举办、组织、创建、打造、"
            "吸纳、提供、招聘、招录、铺设、架设、受理、办理、办结、启用、竣工、减少、化解、查处、销号、免费、实施、培训、救助",
        ),
    ),
    (
        Use.CLOSING_VERBS,
        "",
        (
            "建成并投入使用、建成投用、建成投运、投入使用、建成、投用、投运、启用、开工、完工、竣工、开通、通车、挂牌、封顶、入网、入住、上线、"
            "分配、交付",
        ),
    ),
    (
        Use.SLOGANS,
        "",
        (
            "推进、加强、加快、提升、提高、加大、推动、持续、完善、优化、深化、扩大、扩充、强化、做好、落实、促进、健全、保障、巩固、支持、"
            "为、对",
        ),
    ),
    (
        Use.MEASURED,
        "",
        ("数、量、面积、里程、长度、规模、总额、金额、群众、人口",),
    ),
    (
        Use.FUNDS_VERBS,
        "",
        ("筹措、募集、投入、到位、支付、拨付、下达、争取、整合、安排、落实、发放、支出、使用",),
    ),
)

STANDARD_ROWS = tuple(Phrase(use, split_list(conditions), variants) for use, conditions, variants in _TABLE)
STANDARD_PHRASES = PhraseBook(standard=STANDARD_ROWS)
# An office may call a class as it likes; a class called 达到目标 must not be taken for a figure that has reached its target.
RESERVED_CONDITIONS = frozenset(word for row in STANDARD_ROWS for word in row.conditions)
