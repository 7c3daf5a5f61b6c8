"""What the checks of funds, of words and of numbers in words question, and what they leave alone."""

from dataclasses import replace

from tests.core.builders import amount
from tests.core.checks.scenes import OTHER, Example, after, money, scene, together, told_before
from xlminshi.core.checks import money as funds
from xlminshi.core.checks import told_figures, words
from xlminshi.core.problems import Code
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import Qualifier

_LOWER, _WORDS = IndicatorKind.LOWER, IndicatorKind.WORDS

OF_MONEY = (
    Example(
        funds.pays_no_more_than_arrived,
        Code.PAID_OVER_ARRIVED,
        "支付资金“500.01万元”超过到位资金“500万元”。",
        scene(funds=money(None, 500, "500.01")),
        (
            scene(funds=money(None, 500, 500)),
            scene(funds=money(None, 500)),
            scene(
                funds=replace(
                    money(None, 500, 510), arrived=replace(amount(500, "万元"), qualifier=Qualifier.OVER)
                )
            ),
        ),
    ),
    Example(
        funds.arrives_no_more_than_planned,
        Code.ARRIVED_OVER_PLANNED,
        "到位资金“600万元”超过计划资金“500万元”。",
        scene(funds=money(500, 600)),
        (scene(funds=money(500, 500)), scene(funds=money(None, 600))),
    ),
    Example(
        funds.pays_only_what_arrived,
        Code.PAID_WITHOUT_ARRIVED,
        "填了支付资金“200万元”，没有填到位资金。",
        scene(funds=money(500, None, 200)),
        (
            scene(funds=money(500, None, 0)),
            scene(funds=money(500, None, 200), typed=(("arrived", "三百万"),)),
        ),
    ),
    Example(
        funds.funds_are_not_negative,
        Code.NEGATIVE_FUNDS,
        "“计划资金”填的“-500万元”是负数。",
        scene(funds=money(-500)),
        (scene(funds=money(0)), scene()),
    ),
    Example(
        funds.funds_are_in_ten_thousands,
        Code.FUNDS_IN_YUAN,
        "“计划资金”填了“3000000万元”，像是按元填写的。",
        scene(funds=money(3_000_000)),
        (scene(funds=money(999_999)), after(scene(funds=money(0)), scene(funds=money(800)))),
    ),
    Example(
        funds.funds_are_in_ten_thousands,
        Code.FUNDS_IN_YUAN,
        "“到位资金”填了“493660万元”，像是按元填写的。",
        after(scene(funds=money(None, 49)), scene(funds=money(None, 493660))),
        (after(scene(funds=money(None, 49)), scene(funds=money(None, 4900))),),
    ),
    Example(
        funds.funds_do_not_fall,
        Code.FUNDS_FALLING,
        "“到位资金”填的“200万元”比上期的“300万元”少。",
        after(scene(funds=money(500, 300)), scene(funds=money(400, 200))),
        (after(scene(funds=money(500, 300)), scene(funds=money(400, 300))), scene(funds=money(400, 300))),
    ),
    Example(
        funds.planned_funds_stay,
        Code.PLANNED_FUNDS_CHANGED,
        "计划资金由上期的“500万元”改为“450万元”。",
        after(scene(funds=money(500)), scene(funds=money(450))),
        (after(scene(funds=money(500)), scene(funds=money(500))), after(scene(), scene(funds=money(500)))),
    ),
)
OF_WORDS = (
    Example(
        words.has_words_where_needed,
        Code.NARRATIVE_MISSING,
        "“实施残疾儿童康复救助”没有填写进展情况。",
        scene("", None, None, "", _WORDS),
        (scene("", None), scene("", None, None, "", _WORDS, milestone="招标")),
    ),
    Example(
        words.says_something,
        Code.PLACEHOLDER,
        "“进展情况”只写了“详见附件。”，通报无法引用。",
        scene("详见附件。"),
        (scene("已建档30人，名册见附件。"), scene("")),
    ),
    Example(
        words.indicator_says_something,
        Code.PLACEHOLDER,
        "“合同签订”只写了“/”，通报无法引用。",
        scene("合同正在签订。", None, None, "", _WORDS, name="合同签订", words="/"),
        (scene("合同已经签订。", None, None, "", _WORDS, words="已签订合同"),),
    ),
    Example(
        words.is_filled_in,
        Code.LEFT_OPEN,
        "“进展情况”里的“XX”像是没有填完。",
        scene("已救助XX人，其余正在筛查。"),
        (scene("新增5G基站12座，安装LED路灯。"), scene("XXX")),
    ),
    Example(
        words.is_long_enough,
        Code.TOO_SHORT,
        "进展情况只有“正常。”，通报难以引用。",
        scene("正常。"),
        (scene("装修收尾"), scene("无"), scene("")),
    ),
    Example(
        words.fits_a_bulletin,
        Code.TOO_LONG,
        "进展情况有450个字，通报引用过长。",
        scene("救助工作有序推进，" * 50),
        (scene("救助工作有序推进。" * 44),),
    ),
    Example(
        words.is_written_to_its_end,
        Code.CUT_OFF,
        "进展情况写到“余儿童正在筛查，”为止，像是没有写完。",
        scene("已救助70人，其余儿童正在筛查，"),
        (scene("已救助70人；其余儿童正在筛查"),),
    ),
    Example(
        words.pairs_its_marks,
        Code.UNPAIRED_MARKS,
        "进展情况里的引号不成对。",
        scene("开展“青翼家园活动，已救助70人。"),
        (scene("1）筛查（含复查）70人；2）建档“一人一档”。"),),
    ),
    Example(
        words.is_printable,
        Code.UNPRINTABLE,
        "“进展情况”里有不宜印在公文中的字符“👍”。",
        scene("已救助70人👍，其余正在筛查。"),
        (scene("改造管网3.2㎞、绿化1200㎡，完成率70％；①筛查②建档。\n已验收"), scene("更换𬌗镇路灯")),
    ),
    Example(
        words.is_printable,
        Code.UNPRINTABLE,
        "“进展情况”里有不宜印在公文中的字符“U+202E”。",
        scene("已救助\u202e123人，其余正在筛查。"),
        (scene("已救助123人，其余正在筛查。"),),
    ),
    Example(
        words.is_not_the_task_again,
        Code.COPIES_TASK,
        "“实施残疾儿童康复救助”的进展情况照抄了主要任务，没有写进展。",
        scene("全年救助残疾儿童100名", task="全年救助残疾儿童100名。"),
        (scene(task="全年救助残疾儿童100名。"), scene("")),
    ),
    Example(
        words.is_written_anew,
        Code.SAME_WORDS_AS_LAST,
        "“实施残疾儿童康复救助”还没有完成，进展情况却与上期一字不差。",
        after(scene("救助工作有序推进，已筛查。", 40), scene("救助工作有序推进，已筛查")),
        (
            after(told_before(), scene()),
            after(scene(figure=100), scene(figure=100)),
            after(scene("已开工"), scene("已开工")),
        ),
    ),
    Example(
        words.differs_between_projects,
        Code.SAME_WORDS_TWICE,
        "“改造老旧小区”与“实施残疾儿童康复救助”的进展情况完全相同。",
        together(scene(), scene(title="改造老旧小区", name="改造小区")),
        (together(scene(), OTHER), together(scene(""), scene("", title="改造老旧小区"))),
    ),
    Example(
        words.speaks_of_its_own_unit,
        Code.OTHER_UNIT_TOLD,
        "进展情况以“区住房局”开头，而本表是区残联的。",
        scene("区住房局已改造小区12个，正在验收。"),
        (scene("区残联会同区住建局筛查70人。"), scene("配合区住建局改造12户。")),
    ),
)
OF_TOLD_FIGURES = (
    Example(
        told_figures.tells_the_computed_rates,
        Code.NARRATIVE_RATE_DIFFERS,
        "进展情况写有“75%”，与按数据计算的完成率70%不符。",
        scene("已救助70人，完成全年任务的75%。"),
        (scene("完成全年任务的70%，满意率98%，主体工程完成80%。"), scene("完成率80%。", target=None)),
    ),
    Example(
        told_figures.tells_the_reported_figures,
        Code.NARRATIVE_NUMBER_DIFFERS,
        "进展情况写有“72人”，与指标“残疾儿童康复救助”填的“70人”不符。",
        scene("已救助72人，其余正在筛查。"),
        (scene(), scene("其中脑瘫儿童12人。"), scene("已救助72人。", figure=None)),
    ),
    Example(
        told_figures.tells_the_promised_targets,
        Code.NARRATIVE_TARGET_DIFFERS,
        "进展情况写的全年目标是“120人”，台账中是“100人”。",
        scene("已救助70人，占全年目标120人的58%。"),
        (
            scene("已救助70人，占全年目标100人的70%。"),
            scene("完成年度任务2000元。"),
            scene("全年任务120人。", target=None),
        ),
    ),
    Example(
        told_figures.tells_the_reported_funds,
        Code.NARRATIVE_FUNDS_DIFFER,
        "进展情况写有“已到位资金350万元”，与“到位资金”填的“300万元”不符。",
        scene("已到位资金350万元，正在采购。", funds=money(500, 300)),
        (
            scene("已到位资金300万元，累计支付0.02亿元。", funds=money(500, 300, 200)),
            scene("已到位资金350万元。"),
            scene("未到位资金200万元。", funds=money(500, 300)),
        ),
    ),
    Example(
        told_figures.invests_no_more_than_planned,
        Code.INVESTED_OVER_PLANNED,
        "进展情况写有投资“0.4亿元”，超过计划资金“3000万元”。",
        scene("总投资0.4亿元的康复中心已封顶。", funds=money(3000)),
        (
            scene("总投资3000万元的康复中心已封顶。", funds=money(3000)),
            scene("投资4000万元的康复中心已封顶。"),
            scene("带动社会消费4000万元。", funds=money(3000)),
        ),
    ),
)
