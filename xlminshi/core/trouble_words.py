"""The words by which a unit's 存在问题 is read: topics, what tells of trouble, what denies it, what says that it is settled.

All words stand here and nowhere else. What is printed of a county hangs on them, so a sentence that is not understood is
passed over: a heading that is missing is better than an accusation that is false.

To extend: put the sentence as it was written into `tests/core/test_common_shortcomings.py`, among those that tell of trouble
or those that do not; then add
- a word for a topic to TOPICS (a word that holds it and means something else to `NOT_MEANT`),
- a noun that can be denied (没有…, 无…) or settled (…已解决) to `_NOUNS`, and only where it is a fault by itself;
- any other way to tell of trouble to `TROUBLE`, as narrow as the sentence allows: 不配合, never 不 alone;
- a way to deny to `DENIED`, to say that a thing does not concern the project or only might be to `UNCONCERNED`;
- a verb that ends a trouble to `_ENDED`.
"""

import re

# What a sentence speaks of. The headings say no more than that: 监管资金未解冻 is no lack of money.
TOPICS = (
    ("资金", ("资金", "经费", "融资", "拨款", "债券", "专项债")),
    ("前期手续", ("手续", "审批", "立项", "批复", "可研", "评审", "施工许可", "图审")),
    ("招标采购", ("招标", "招投标", "中标", "流标", "采购")),
    ("用地和征收拆迁", ("用地", "土地", "征地", "征收", "征迁", "征拆", "拆迁", "选址")),
    ("施工组织和进度", ("施工", "工期", "进场", "停工", "天气", "雨季")),
    ("部门协调配合", ("协调", "配合", "衔接")),
    ("人员力量", ("人员", "人手", "工人", "力量")),
)
_ALL_TOPICS = "|".join(word for _, words in TOPICS for word in words)
ANY_TOPIC = re.compile(_ALL_TOPICS)
TOPIC = tuple((name, re.compile("|".join(words))) for name, words in TOPICS)

# Words that hold one of the words here and mean something else: 利用地方债, 施工图, 困难群众, 有限公司, 慢性病, 停车难.
NOT_MEANT = re.compile(
    r"[利使采]用(?=地[方下热铁])|施工(?=图)|经.{0,8}?协调(?=.{0,4}[已均全])|\d+[年月日号]|100[%％]"
    r"|困难(?=群|家庭|职工|学生|户|老年|老人|残疾|儿童|人|对象|企业|党员|农户|妇女|毕业生|救助|补助|补贴)|特困|困境(?=儿童|老)"
    r"|(?:停车|入学|入园|上学|看病|就医|出行|行路|办事|就业|吃水|用水|用电|充电|乘车|买菜|养老|如厕|住房|取暖)难|[疑解避]难|难[免得忘民]"
    r"|有限(?=公司|责任|合伙)|影响(?=评价|评估|力|报告)|压力(?=容器|管|表|罐)|风险(?=评估|普查|排查|监测|防控|管控)"
    r"|慢[性病行跑生直]|欠发达|欠薪|不动产|不锈钢|无障碍|延长[线段]|薄弱(?=学校)|隐患(?=排查|整治|治理)|事故(?=车)|未(?:成年|来|婚|雨绸缪|病)"
)

# Nouns that are a fault by themselves; they can be denied and settled.
_NOUNS = (
    "问题|困难|难题|难点|难度|堵点|痛点|瓶颈|短板|缺口|短缺|不足|滞后|障碍|阻碍|阻力|矛盾|冲突|纠纷|争议|异议|拖欠|停工|停滞|延误|延期"
    "|积压|隐患|伤亡|事故|压力|风险|差距|差额|短少|紧张|缺失|缺位|缺编|制约|限制|影响|投诉|信访|遗留"
)
# What else there can be none of, without being a fault where there is some.
_DENIED_NOUNS = f"{_NOUNS}|现象|情况|事项|事宜|诉求|需求|需要|任务|意见|反映"
_ANY_DENIED = f"(?:{_DENIED_NOUNS})(?:[和及与或、](?:{_DENIED_NOUNS}))*"
_NO = r"(?:无(?!法|力|人(?!员))|没有?|不存在|不(?!断|仅|但)|未)"
# 没有到位的问题 is trouble, 没有资金困难 is none.
_MISSING = "到位|落实|解决|完成|拨付|下达|批"
DENIED = re.compile(
    # 没有需要协调解决的问题, 暂无待解决事项, 无尚未解决的困难
    rf"(?:无|没有|不存在|未(?:发现|出现|发生|收到|接到))[^：:]{{0,4}}(?:需|须|要|待|尚未|未|亟|可).{{0,30}}?{_ANY_DENIED}"
    # 没有资金方面的困难, 未出现停工现象
    rf"|(?:无(?!法|力|人(?!员))|没有|不存在|未(?:发现|出现|发生|产生|收到|接到))(?:(?!{_MISSING}).){{0,30}}{_ANY_DENIED}"
    # 工期未延误, 不会停工, 没有造成延误
    rf"|{_NO}(?:曾|会|再|至于)?(?:有|出现|发生|产生|造成|构成|形成|导致|明显|较大|任何)*(?:{_NOUNS})"
    # 施工没有受到天气影响
    rf"|{_NO}(?:曾|会|再)?受[到了]?.{{0,20}}(?:影响|限制|制约)"
    # 难度不大, 工期不紧, 资金不缺, 未超概算
    rf"|(?:{_NOUNS})(?:均|都|也|已|并)?(?:不[大高多重明突]|可控|较小|很小)|[不未没无](?:紧|缺|难|慢|差|超|误|停|欠|变|流标|废标)"
)
# The rest of a clause after these is of no concern: 无需征地, 不涉及拆迁, 避免停工, 如资金不到位; so is 积极解决资金不足问题.
UNCONCERNED = re.compile(
    r"(?:无|不|毋|没有?)(?:需|须|必|用(?!地))要?.*|[不未无没]有?涉及.*|未(?:使用|动用|占用|新增).*"
    rf"|(?:无|没有|不存在).{{0,8}}(?:{_DENIED_NOUNS})[需待要].*"
    r"|(?<![还尚仍])(?:没有|无)(?:新增)?(?:征地|征收|征迁|征拆|拆迁|招标|采购|土地征收).{0,10}$"
    r"|(?:避免|防止(?!返贫)|杜绝|谨防|以免|以防|可能|一旦|万一|倘若|若(?!干)|假如|如(?:果|遇|若|需|有)).*|^如(?!期|下|何).*"
    rf"|(?<![需待请法未没以要难调助])解决.{{0,20}}(?:{_NOUNS})"
)
# What ends a trouble, and what shows that it is not ended yet: 已申请解决, 部分已解决, 已到位200万元.
_ENDED = (
    "解决|补齐|补足|消除|整改|化解|克服|攻克|破解|打通|缓解|办结|办理完|办妥|办齐|到位|落实|完成|通过|取得|批复|恢复|复工|完善|扫清"
    "|理顺|就位|进场"
)
_YET = r"申请|报请|请求|[上呈]报|拟|(?<!已)将|争取|力争|尽快|建议|部分|多数|首批|一半|未|没|不|\d"
_STILL = rf"(?:(?!{_YET}).)"
SETTLED = re.compile(
    rf"(?:{_NOUNS})?{_STILL}{{0,30}}(?:已|得到|均|全部|基本){_STILL}{{0,30}}(?:{_ENDED})(?:了|完毕)?(?!{_STILL}{{0,6}}\d|率)"
    r"|解决了"
)
NOT_YET = re.compile(_YET)
ABOUT_ENDS = re.compile("已|得到|均|全部|基本|解决了")
# Under such a head stands what is settled or over: 已解决的问题：资金不足.
SETTLED_HEAD = re.compile("已|上期|往期|此前")

_VERY = "(?:[偏较很太过]|比较|非常|十分|特别)?"
TROUBLE = re.compile(
    # by the noun; 影响 and others also as verbs
    rf"{_NOUNS}|困扰|阻[工挠断]|受[阻限]|搁置|搁浅|耽误|受损|超(?:概|预)算|断裂|中断"
    # not yet, not: 手续未批, 资金没到, 部门不配合
    r"|未(?!见|受|涉|曾|超)|没(?=有|办|批|拨|到|来|钱|下|完|落|能|法|及|拿|签|谈|征|拆|开)"
    r"|无(?=法|力|钱|专人|专业|专职|进展|资金|经费|用地|土地|指标|手续|立项|批复|审批|来源|编制|施工许可)"
    r"|不(?=够|到|及时|力|畅|全|齐|完善|健全|配合|高|强|明确|具备|能|了|利|顺|稳|统一|一致|同意|愿|理想|达标|合理|规范|清|理解|支持|满足|符|适应|上|下|便|多|成熟|落实|出|合格|合理|准|佳|平衡|均)"
    # short, slow, waiting
    r"|(?<![补填])缺|欠|困难|难(?!题|点|度|关)|[缓较偏过]慢|慢$|慢[，、]|(?<=[办进推拨])[^，]{0,6}慢|(?:暂|迟|[较偏趋])缓|缓建|滞缓|迟(?=迟|滞|延)|推[迟后]"
    r"|延[后迟缓]|延长|停[止摆建]|暂停|(?:等|有|尚|亟|急)待|待(?=批|审|拨|定|解决|落实|到位|办|协调|下达|征|拆|签|上级|财政|资金|手续|完善)"
    r"|尚(?=[未需缺差欠])|(?:仍|尚|还)(?:然|旧)?(?:在|处于?)(?:办|审|走|报|申|等|协调|评|谈|修|调整|洽)|(?:仍|还)[需差]|上不去|跟不上|匮乏|老化"
    # what is asked for
    r"|(?<![所必按无如若毋])[需须](?:要)?.{0,12}(?:协调|支持|解决|帮助|追加|增加|尽快|加快|重新|进一步|配合|落实|筹|补充|完善|调整|变更)|亟需|急需|请求|恳请"
    # too little, too much
    rf"|率.{{0,6}}(?:(?<=率)低|[^降不]低|只有|仅)|(?:到位|拨付|下达|落实|完成).{{0,6}}(?:只有|仅|偏低|较低)|(?:只有|仅有?).{{0,8}}人"
    rf"|(?:人员|人手|工人|力量|资金|经费|数量){_VERY}(?:少|弱|单薄)(?!数|量|年|儿|先|许)"
    rf"|(?:难度|缺口|(?:工程|工作|任务|需求|降?雨|土方)量|成本|造价|跨度|流动性?|变动){_VERY}[大高]|(?:周期|时间|耗时|环节|程序|流程|链条){_VERY}[长多]"
    rf"|(?:手续|审批|环节|程序|流程|户数|雨水|降雨|雨天|人员变动){_VERY}(?:多|频繁)|[偏太过](?:大|多|长|高|少|重|低)(?!程)|任务{_VERY}重"
    r"|(?<![抓加不赶])紧(?![紧盯抓扣密邻急凑跟贴靠挨随固缩])|复杂|频繁|繁[琐杂多重]|上涨|涨价|薄弱|有限|狭窄|恶劣|变更|(?:疫情|政策)反复|流标|废标"
)

# A unit that names a topic and nothing else (征地拆迁) means it; of a stage of the work (施工, 招标) that is not sure.
BARE = re.compile(
    rf"(?:{_ALL_TOPICS}|[、和及与等]|受|因|由于|项目|工程|方面|原因|因素|办理|拨付|保障|工作|任务|前期|上级|配套|建设)+"
)
WEIGHTY = re.compile("资金|经费|用地|土地|征地|征收|征迁|征拆|拆迁|天气|雨季|人手|流标")
