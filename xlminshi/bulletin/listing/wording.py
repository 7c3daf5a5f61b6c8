"""The words around a figure: what it counts (新增学位), whether it is promised, done or only to come."""

import re
from dataclasses import dataclass, replace

from xlminshi.bulletin.listing.found import Printed
from xlminshi.bulletin.proofreading.claims import Claim
from xlminshi.bulletin.proofreading.passages import HAN, bare
from xlminshi.core.aims import SET_ABOVE

_STOPS = "，。；：！？"
_JOINS = re.compile(r"^(?:、|和|及|与|以及|并|，|（|）)+")
_LISTED = re.compile(r"(?:、|和|及|与|以及)$")
_TIME = (
    r"(?:截至[^，。；、]{0,12}?(?:底|日|末|月份?|前)|今年以来|年初以来|目前|现在|当前|本年|今年|上半年|下半年|前?[一二三四两]季度|"
    r"第[一二三四]季度|\d{1,2}(?:-\d{1,2})?月份?)"
)
_LEADING = re.compile(
    rf"^(?:{_TIME}|其中|另外|另|同时|全[区县市州旗盟镇乡域]|辖区内?|全年|年内|总共|共有|共计|总计|合计|累计|共|已经|已有|已|现已|先后|还|均|并|"
    r"又|年初承诺|承诺|年初确定|超额完成|提前完成|完成了?|开展了?|实现了?|组织了?|召开了?|投入使用|目标任务|目标|任务|计划|主要任务|要求|需要|需|应|拟|将|力争|"
    rf"确保|预计|涉及|对|为|{SET_ABOVE}|市下达|省下达|年度|任务数|各类|仅|包括|是|：|，|（|）|“$|”$)+"
)
_TRAILING = re.compile(
    r"(?:达到了?|达|为|共有|共|有|已有|完成了?|超额完成|累计|共计|总计|合计|计|约|近|超过|超|已经|已|均|各|是|数量|总数|预计|有望|提高到|提升至|"
    r"上升至|降至|全年|年度|稳定在|保持在|不高于|不大于|不小于|仅|下降到|至|到|控制在|目标任务|任务|低于|不低于|不少于|分别|不超过|实现|实际|"
    r"仅占|只占|约占|占|仅完成|只完成|年度目标|全年目标|目标|（|：)+$"
)
# 12家卫生院中已有9家完成CT安装调试: 卫生院 is what both count; 初中 and 一中 are schools.
_AMONG = re.compile(
    rf"^(?P<whole>[{HAN}、“”]+(?<![初高完职附集途其一二三四五六七八九十]))中，?(?:已有|已经有|目前有|现有|有|已)?$"
)
_AFTER_LEADING = re.compile(r"^(?:次|以上|以下|以内|左右|余|多|的)+")
_TASK_END = re.compile(rf"(?:的)?(?:全年|年度|{SET_ABOVE})?(?:目标)?(?:任务|工作)(?:量|数)?$|等$")
_FILLERS = re.compile(
    r"(?:全年|年度)?计划(?=开工|新建|建设|改造|投资|完成)|已经|已(?=[开建完投竣启整改验确])|进行|全部|均(?=[已开建完])|工作(?=$)"
)
_AFTER_OTHER = re.compile(
    r"^(?:并|且|占|完成|为|是|增长|同比|较|惠及|覆盖|用于|受益|后|，|、|元|资金|（|）|”|》|不等|不足)"
)
_TO_COME = re.compile(
    r"(?:正在|尚在|即将|尚未|暂未|还未|未(?!成年)|没有|拟|待(?!遇)|计划|预计|准备|将于|将在|有望)"
)
_HOPED = re.compile(r"(?:预计|有望|可望)(?:可|将)?(?:达到?|完成|新增|突破)?$")
_LEFT_OVER = re.compile(
    r"(?:(?:比|较)(?:去年|上年|上月|上期|上季度|同期|前期|年初)|同比|环比|在建|其余|剩余|余下|还有|尚有|还差|尚差|仍有|未完成|未开工|正在|预计|下一步|即将|另有|另外|其他|每人?|每户|人均|户均|超支|结余)[^，。；：]*$"
)
_FIRST_AIM = re.compile(r"^(?:全年|年度|今年|本年度?|年初)(?:计划|目标|任务)")
_DONE_AFTER = re.compile(r"已|全部|均|通过|完工|投用|投入|建成|竣工|完成")
_AT_PRESENT = re.compile(
    r"，(?:目前|现已?|现在|当前|正|均已|已开工|年底|"
    r"已(?!经?(?:完成|超额|提前)(?:完成)?(?:了)?(?:全年|年度|目标|任务)))"
)
_BEGUN = re.compile(r"开工|启动|在建|招标|动工|进场")
_STEP = re.compile(r"主体|封顶|开工|动工|招标|进场|装修|设计|立项|打桩|基础")
_REACHED = re.compile(
    r"^(?:建成投用|建成投入使用|建成|完工|竣工|投用|投入使用|达标|通过验收|通过评审|完成改造|改造完成|完成投资)$"
)
_ACTS = (
    "新建 改建 扩建 改扩建 新增 改造 建设 整治 维修 更换 培训 安置 救助 发放 打造 创建 修建 整修 提升 铺设 安装 配备 栽植 新改建 "
    "新建改造 新建和改造 改造提升 开工 开工改造 竣工 建成 建成投用 资助 补贴 评选 检测 筛查 服务 发展 培育 开通 优化 购置 新购置"
)
ACTS = frozenset(_ACTS.split())
_SHORT, _LONG = 3, 20
_VERB = re.compile(
    r"下达|发放|印发|开展|购买|落实|发出|签订|举办|组织|投入|完成|建成|争取|办理|受理|排查|拨付"
)
_NO_NAME = frozenset(("建成", "投入", "实施", "举办", "办理", "受理", "争取", "选派", "建立", "设立", ""))
_TARGET_WORDS = (
    r"(?:全年|年度|本年|年初|总)?(?:目标任务|目标|任务|计划|指标)(?:数量|数|值|总量|总数|为|是|：|，)*"
)
_TARGET_BEFORE = re.compile(
    rf"(?:{_TARGET_WORDS}|{SET_ABOVE}|市下达|省下达|下达我[县区市州旗盟]|计划|承诺|年初确定|核定|拟|要求|需|应|确保|力争|涉及|控制在)[^，。；：！\d]{{0,16}}$"
)
_DONE_AIM = re.compile(
    r"(?:完成|达到|超过|占)[^，。；：\d]{0,10}(?:目标任务|目标|任务|计划)(?!的?$|为$|数$|数为$)[^，。；：\d]{1,16}$"
)
_AIM_RIGHT_BEFORE = re.compile(
    rf"(?:目标任务|目标|任务数|任务|计划数|{SET_ABOVE}|计划)(?:数|值)?(?:为|是|：)?$"
)
_NOT_DONE_AIM = re.compile(rf"超额完成(?:了)?(?:{SET_ABOVE}|年度|全年)|(?:应|需|要|计划|拟)完成")
_OF_THE_YEAR = (
    rf"(?:全年|年度|本年度?|当年|年初|{SET_ABOVE}|控制|考核|既定|原定|预定|的)*"
    r"(?:目标|任务|计划)(?:目标|任务|数|值|量)?"
)
# 超出全年控制目标1起, 超目标16个 tell how far it lies off the target; 超过全年目标5公里 may tell the target itself.
_OFF = re.compile(
    rf"(?:(?P<up>超[出额]?|高出|多出)|(?P<down>低出))(?:了)?{_OF_THE_YEAR}(?:约|近)?$|"
    rf"(?:比|较|距离?)[^，。；：\d]{{0,4}}?{_OF_THE_YEAR}(?:\d[^，。；：]*?)?(?:还|尚|仍|已|均|约)*"
    r"(?:(?P<more>超出|高出|多|超|高)|(?P<less>低|少|差))(?:了|出|完成)?(?:约|近)?$"
)
_BEYOND = re.compile(r"^(?:已|还|共)?(?:超[出额]?|多出)(?:了)?(?:约|近)?$")
_MAYBE_OFF = re.compile(
    rf"(?:(?P<up>超过|高于|多于|大于|突破)|(?P<down>低于|少于|小于|不及))(?:了)?{_OF_THE_YEAR}(?:约|近)?$"
)
_AIM_OF_RATE = re.compile(
    r"^(?:距离?|高[于出]|低于|超过|达到|超出|较|控制在)?(?:全年|年度)?(?:控制)?(?:目标任务|目标|任务)(?:要求)?(?:的|值)?$"
)
_REACHING = re.compile(r"^(?:已|均|也)?(?:提前|超额|圆满|如期|顺利)*(?:实现|达到|完成|超过)(?:了)?$")
_AIM_BEHIND = re.compile(rf"^的?{_OF_THE_YEAR}$")
_BARE_SHARE = re.compile(r"^(?:已|仅|只|约)?占比?(?:约|到|为)?$")
_WITHIN_AIM = re.compile(rf"控制在{_OF_THE_YEAR}(?:要求)?以内")
_DONE_BEFORE = re.compile(
    r"(?:已|完成|建成(?!区)|累计|实现|达到?|新增|投用|开工|竣工)(?![^，。；]*(?:目标|任务|计划))[^，。；：]*$"
)
_AIM_AFTER = re.compile(
    r"^(?:的)?[^，。；：、\d]{0,20}(?:全年|年度)(?:的)?(?:目标任务|目标|任务|工作任务|建设任务)$"
)
_LIMIT_BEFORE = re.compile(
    r"(?:大约|约|大概|不高于|不大于|已超过?|超过|突破|逾|不少于|不低于|至少|高于|接近|将近|近|不足|不到|少于|低于|不超过|控制在)$"
)
_LIMIT_AFTER = re.compile(r"以上|以内|以下|左右")
# 微克/立方米 of 38微克/立方米以内, 批次/千人 of 5批次/千人的目标: words of a limit are no part of a measure.
_BELOW = (
    rf"(?:立方米|平方米|平方公里|[十百千万亿]*(?:人次|小时|公里|[人户吨元升米亩天日月年次件所个])|"
    rf"(?:(?!以[上下内外]|左右|[的了和及与为占达至约余多是在])[{HAN}]){{1,4}})"
)
_COMPOUND = re.compile(rf"次(?:/{_BELOW})?|[{HAN}]{{0,3}}/{_BELOW}")
# Measures that are used with their scale: 万元, 万亩, 亿立方米. People are counted one by one: 1.38万 人次.
_SCALED = frozenset(("元", "亩", "平方米", "平米", "立方米", "立方", "吨", "千瓦", "千瓦时"))
_MORE = re.compile(r"^(余|多)?([百千万亿]*)(余|多)?(.*)$")


@dataclass(frozen=True, slots=True)
class Around:
    """The words in front of a figure and behind it, within its clause and up to the neighbouring figures.

    `clause` is everything in front of it in its clause, `follows` says that a figure before it in the clause leads on to it.
    """

    before: str
    after: str
    clause: str
    tail: str
    follows: bool


def around(text: str, claim: Claim, last: Claim | None, then: Claim | None) -> Around:
    """Return the words around a figure; `last` and `then` are the figures before and behind it."""
    begin = max(text.rfind(mark, 0, claim.start) for mark in _STOPS) + 1
    stops = [place for mark in _STOPS if (place := text.find(mark, claim.end)) >= 0]
    end = min(stops, default=len(text))
    clause = text[begin : claim.start]
    follows = last is not None and last.end > begin
    before = text[last.end : claim.start] if follows and last is not None else clause
    if follows:
        before = "" if _LISTED.search(before) else before.rpartition("、")[2]
    behind = min(end, then.start) if then is not None else end
    after = text[claim.end : behind]
    if behind < end:
        after = after.rpartition("、")[0] if "、" in after else _LISTED.sub("", after)
    return Around(before, after, clause, text[claim.end : end], follows)


def name_of(words: Around) -> str:
    """Return what a figure counts, in the words of the text; "" where they do not say."""
    if words.follows and (among := _AMONG.match(words.before)):
        return _clean(_before(among["whole"]) + re.split(r"并|，|且|（", words.after)[0])
    before, after = _before(words.before), _after(words.after)
    if before in _NO_NAME:
        before = ""
    is_whole = len(before) > _SHORT and before not in ACTS and not re.match(r"已|均|全部", words.after)
    return _clean(_shortened(before) if not after or is_whole else before + after)


def _shortened(text: str) -> str:
    """Return a long stretch from its last verb on: …对责任人下达整改通知书 → 整改通知书."""
    verbs = list(_VERB.finditer(text)) if len(text) > _LONG else []
    return next((text[one.end() :] for one in reversed(verbs) if len(text) - one.end() > 1), text)


def rate_name_of(words: Around) -> str:
    """Return what a percentage is of: 产前超声筛查率."""
    return _clean(_before(words.before))


def _before(text: str) -> str:
    text = _JOINS.sub("", text)
    former = None
    while former != text:
        former = text
        text = _TRAILING.sub("", _LEADING.sub("", text))
    return text


def _after(text: str) -> str:
    if _AFTER_OTHER.match(text):
        return ""
    text = _AFTER_LEADING.sub("", text)
    text = _TO_COME.split(text)[0]
    text = re.split(r"并|，|且|（", text)[0]
    return _TASK_END.sub("", text)


def _clean(text: str) -> str:
    text = _FILLERS.sub("", text).strip("的、，：；。 ")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    if text.count("（") != text.count("）"):
        text = text.replace("（", "").replace("）", "")
    return text if len(bare(text)) > 1 else ""


def is_promised(words: Around, has_rate_behind: bool) -> bool:
    """Return whether a figure is what should be reached: 全年目标1.38万人次, 市定30公里."""
    if has_rate_behind:
        return True
    if _AIM_RIGHT_BEFORE.search(words.clause):
        return "完成" not in words.clause or bool(_NOT_DONE_AIM.search(words.clause))
    if _FIRST_AIM.match(words.clause):
        return True
    return bool(_TARGET_BEFORE.search(words.clause)) and not _DONE_AIM.search(words.clause)


def is_whole_aim(words: Around) -> bool:
    """Return whether the text says that this figure is the year's target, and done: 完成218个窨井盖整治全年目标任务."""
    return bool(_AIM_AFTER.match(words.tail)) and "完成" in words.clause


def is_to_come(words: Around) -> bool:
    """Return whether the words say that a figure is still to be reached: 新建1所幼儿园即将开工."""
    return bool(_TO_COME.search(words.after) or _HOPED.search(words.clause))


def is_left_over(words: Around) -> bool:
    """Return whether a figure tells of the rest, or of a single one: 其余5所, 每人1.4元."""
    return bool(_LEFT_OVER.search(words.before if words.follows else words.clause))


def off_target(words: Around, is_points: bool) -> tuple[int, str] | None:
    """Return 1 where a figure is by how much the one before lies above the target, -1 below it, with the words; else None.

    Percentage points always are: 高于目标5个百分点; of an amount 高于目标5公里 can be the target itself.
    """
    if beyond := _BEYOND.match(words.clause):  # 占年度任务150公里的108.23%，超额12.35公里
        return 1, beyond.group()
    match = _OFF.search(words.clause) or (_MAYBE_OFF.search(words.clause) if is_points else None)
    if match is None:
        return None
    found = match.groupdict()
    return (1 if found["up"] or found.get("more") else -1), match.group()


def may_be_off_target(words: Around) -> bool:
    """Return whether an amount may be the target as well as the distance from it: 超过全年目标5公里."""
    return bool(_MAYBE_OFF.search(words.clause))


def is_rate_aimed_at(words: Around) -> bool:
    """Return whether a percentage is the target of the one before it: 高于全年目标90%, 提前实现90%的年度目标."""
    is_named_behind = _REACHING.match(words.clause) and _AIM_BEHIND.match(words.tail)
    return bool(is_named_behind or _AIM_OF_RATE.search(words.clause))


def is_bare_share(words: Around) -> bool:
    """Return whether nothing says of what a percentage is a share or a surplus: 占64.1%, 超20%."""
    return bool(_BARE_SHARE.match(words.clause) or _BEYOND.match(words.clause))


def is_below_ceiling(behind: str) -> bool:
    """Return whether the words behind a figure say that it stays below a target without naming it: 控制在全年目标以内."""
    return bool(_WITHIN_AIM.search(behind))


def is_done_before(words: Around) -> bool:
    """Return whether words in front of a figure say that it is reached."""
    return bool(_DONE_BEFORE.search(words.clause))


def is_told_as_done(words: Around) -> bool:
    """Return whether words in front of a figure or behind it say that it is reached."""
    return bool(_DONE_BEFORE.search(words.clause) or _DONE_AFTER.search(words.tail))


def is_unclear(words: Around, text: str, claim: Claim) -> bool:
    """Return whether nothing says if a figure is promised or done, and the present state follows it: 新建2所，目前均已开工."""
    is_said = _DONE_BEFORE.search(words.clause) or _DONE_AFTER.search(words.tail)
    return not is_said and bool(_AT_PRESENT.match(text, claim.end + len(words.tail)))


def is_begun_only(name: str) -> bool:
    """Return whether a name speaks of work that has begun: 老旧小区开工."""
    return bool(_BEGUN.search(name))


def is_one_step(words: Around, name: str) -> bool:
    """Return whether a figure tells of a step on the way to what the name says: 其中4所完成主体施工 of 新建幼儿园."""
    match = _STEP.search(words.tail) or _STEP.search(words.before)
    return match is not None and not _STEP.search(name)


def is_only_reached(name: str) -> bool:
    """Return whether a name says no more than that something is reached: 建成投用."""
    return bool(_REACHED.match(name))


def whole_measured(claim: Claim, text: str) -> Claim:
    """Return the figure with all of its measure, where that goes on behind the known one: 批次, 微克/立方米, 批次/千人."""
    own = re.sub(r"^(?:余|多)?[百千万亿]*(?:余|多)?", "", claim.text[claim.digits_end - claim.start :])
    match = _COMPOUND.match(text, claim.end)
    if match is None or (not own and "/" not in match.group()):
        return claim
    more = match.group()
    return replace(claim, measure=own + more, end=claim.end + len(more), text=claim.text + more)


def scaled(scale: str, measure: str) -> tuple[str, str]:
    """Return scale and measure, joined where the measure is used with its scale: 万 and 亩 → "" and 万亩."""
    return ("", scale + measure) if measure in _SCALED and scale in ("万", "亿", "万亿") else (scale, measure)


def printed(claim: Claim, text: str) -> Printed:
    """Return a figure as it is printed: 1.38万人次 → 1.38万, 人次; 约7万元 → 约7, 万元; 30公里以上 → 30以上, 公里."""
    tail = claim.text[claim.digits_end - claim.start :]
    match = _MORE.match(tail)
    more, scale, again, measure = match.groups("") if match else ("", "", "", tail)
    scale, measure = scaled(scale, measure)
    ahead = _LIMIT_BEFORE.search(text[: claim.start])
    behind = _LIMIT_AFTER.match(text, claim.end)
    lead, end = ahead.group() if ahead else "", behind.group() if behind else ""
    number = f"{lead}{claim.printed}{more}{scale}{again}"
    return Printed(f"{number}{end}", measure, f"{number}{measure}{end}")
