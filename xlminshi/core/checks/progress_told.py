"""Checks of how far a project is said to be: milestones, words of completion, reasons where it is slow, and any change."""

import re
from collections.abc import Iterator
from decimal import Decimal

from xlminshi.core.aims import AIM, OF_TIME, OF_WHOLE_YEAR
from xlminshi.core.checks.cases import IndicatorCase, ProjectCase, ReturnCase, folded, is_prospect
from xlminshi.core.problems import Code, Problem, problem
from xlminshi.core.project import IndicatorKind
from xlminshi.core.stages import NOTHING_SAID, has_only_stage, is_stage_beside
from xlminshi.core.status import Status, class_for, percent, reason_for

_AIM = rf"{OF_WHOLE_YEAR}(?:各项)?(?:{AIM}|工作)"
_AIM_SIGN = re.compile(OF_WHOLE_YEAR)
_MANNER = r"(?:已经|全部|全面|圆满|提前|超额|如期|均|已){1,4}"
_DONE = re.compile(
    rf"{_MANNER}完成(?:了)?{_AIM}(?!任务|目标|数|的|[\d约近超])|{_AIM}{_MANNER}完成(?!的?\d)",
)
# Who stands at the county's target may be over the lower one that the city has set.
_OVER_FULFILLED = re.compile(rf"超额完成了?(?:{OF_TIME}|目标|任务)[^，。；]{{0,6}}")
_ALL_OVER = re.compile(rf"(?:均|都|全部)已?超额完成了?(?:{OF_WHOLE_YEAR}|目标|任务)[^，。；]{{0,6}}")
_TOLD_RATE = re.compile(r"(?:(完成率|任务的?|目标的?)\D{0,2})?(?<![\d.])(\d+(?:\.\d+)?)%")
_UNSTARTED = re.compile(
    r"(?:尚未|还未|未|没有)(?:开工|启动|动工|开始|实施)|前期(?:手续|准备|工作)(?:阶段|办理中)"
)
_UNDER_WAY = re.compile(
    r"正在(?:有序|加快|稳步|抓紧)?(?:推进|建设|施工|改造|实施)|(?:持续|有序|加快|稳步)推进"
)
_FINISHED = re.compile(r"完成|建成|完工|投用|投入使用|验收|全部|达到|超过|实现")
_ON_TIME = re.compile(r"(?:达到|超过|超|高于|快于|领先|符合)(?:了)?序时(?:进度)?")
_ENDS = ("完工", "验收", "投用", "竣工", "交付")
_NOT_YET_ENDS = ("主体", "未", "待")
# What says that a whole project is at its end: 项目已完工, 目前，已建成投用; never 主体已完工, 一期工程已完工, 计划年底完工.
_END_SIGNS = re.compile(r"完工|竣工|验收|投用|投入使用|交付|建成|建设完成|(?:全面|全部|圆满)完成")
_DAY = r"(?:截[至止][^，。；]{0,12}?|目前|当前|现在|现|\d{1,2}月(?:\d{1,2}日|底|末|份|[上中下]旬)?)"
_END = (
    r"(?:(?:通过|完成)?竣?工?验收(?:合格)?|建成|建设完成|完工|竣工|投用|投入使用|交付使用|交付"
    r"|(?:全面|全部|圆满)完成(?:建设|施工)?)"
)
_ENDED = re.compile(
    rf"{_DAY}?(?P<subject>[^，。；]*?)(?:均|都|全部|全面|现|业)*已经?(?:全部|全面|圆满|如期|提前|顺利|均)*{_END}(?:(?:并|且|、)?{_END})*了?"
)
_WHOLE = re.compile(
    r"(?:该|本|整个|全部|所有|各项|各)?(?:建设|改造|提升)?(?:项目|工程|任务|工作|标段|点位)(?:建设|施工|任务)?"
)
_WHEN = re.compile(rf"{_DAY}|(?:我|本)[局委办]?|")
_PARTS_LEFT = re.compile(r"其余|剩余|余下|另外|另有|二期|在建|未完工|未开工|未完成")
_CLAUSES = re.compile(r"[，。；：！？,;:!?]")
_BEGINNINGS = ("未启动", "未开工", "未动工", "未实施")


def milestone_is_told(case: ProjectCase) -> Iterator[Problem]:
    """An indicator of milestones says which one is reached."""
    for one in _without_milestone(case):
        if not case.report.milestone:
            yield problem(Code.MILESTONE_MISSING, one.report.place, found=one.indicator.name)


def milestone_stands_in_its_cell(case: ProjectCase) -> Iterator[Problem]:
    """Where 形象进度 may mean several indicators it is not adopted; beside other figures it may mean the whole project."""
    for one in _without_milestone(case) if case.report.milestone else ():
        told = {"found": one.indicator.name, "expected": case.report.milestone}
        if not has_only_stage(case.project, one.indicator):
            yield problem(Code.MILESTONE_BESIDE, one.report.place, **told)
        elif len(case.project.indicators) > 1:
            yield problem(Code.MILESTONE_TAKEN, one.report.place, **told)


def _without_milestone(case: ProjectCase) -> Iterator[IndicatorCase]:
    return (one for one in _of_milestones(case) if one.report.words.strip() in NOTHING_SAID)


def _of_milestones(case: ProjectCase) -> Iterator[IndicatorCase]:
    return (one for one in case.indicators if one.indicator.kind is IndicatorKind.MILESTONE)


def milestone_is_known(case: ProjectCase) -> Iterator[Problem]:
    """Only the office's own milestones can be compared with the target one; a mere figure gives way to 形象进度."""
    ladder = case.settings.milestones
    for one in _of_milestones(case):
        words, place = one.report.words, one.report.place
        if words in ladder or words.strip() in NOTHING_SAID:
            continue
        if is_stage_beside(one.report, case.report, case.project, one.indicator, ladder):
            told = {"found": one.indicator.name, "value": words, "expected": case.report.milestone}
            yield problem(Code.MILESTONE_FIGURE, place, **told)
        else:
            yield problem(Code.UNKNOWN_MILESTONE, place, found=words, choices="、".join(ladder))


def milestones_agree(case: ProjectCase) -> Iterator[Problem]:
    """Where 累计完成 and 形象进度 both tell the stage of the one indicator, they tell the same."""
    ladder, whole = case.settings.milestones, case.report.milestone
    for one in _of_milestones(case):
        words = one.report.words
        is_told_twice = words in ladder and whole in ladder and has_only_stage(case.project, one.indicator)
        if is_told_twice and words != whole:
            told = {"found": one.indicator.name, "value": words, "expected": whole}
            yield problem(Code.MILESTONES_DIFFER, one.report.place, **told)


def milestone_of_the_indicator_stays(case: IndicatorCase) -> Iterator[Problem]:
    """What was completed last period is not at the design again."""
    if case.indicator.kind is IndicatorKind.MILESTONE and case.before is not None:
        last, now = case.before.words, case.report.words
        if _goes_back(last, now, case.settings.milestones):
            yield problem(Code.MILESTONE_BACK, case.report.place, found=now, expected=last)


def milestone_stays(case: ProjectCase) -> Iterator[Problem]:
    """形象进度 does not go back."""
    if case.before is not None:
        last, now = case.before.milestone, case.report.milestone
        if _goes_back(last, now, case.settings.milestones):
            place = case.report.place_of("milestone")
            yield problem(Code.MILESTONE_BACK, place, found=now, expected=last)


def _goes_back(last: str, now: str, ladder: tuple[str, ...]) -> bool:
    return last in ladder and now in ladder and ladder.index(now) < ladder.index(last)


def milestone_agrees_with_the_beginning(case: ProjectCase) -> Iterator[Problem]:
    """What has not begun has no figures."""
    milestone = case.report.milestone
    if milestone in _BEGINNINGS and any(rate > 0 for rate in case.rates):
        place, expected = case.report.place_of("milestone"), percent(max(case.rates))
        yield problem(Code.BEGUN_BEFORE_MILESTONE, place, found=milestone, expected=expected)


def milestone_agrees_with_the_end(case: ProjectCase) -> Iterator[Problem]:
    """What is in use is not at half of its target."""
    milestone, rates = case.report.milestone, case.rates
    is_end = milestone.endswith(_ENDS) and not milestone.startswith(_NOT_YET_ENDS)
    if is_end and rates and max(rates) < 1:
        place, expected = case.report.place_of("milestone"), percent(max(rates))
        yield problem(Code.FINISHED_BEFORE_FIGURES, place, found=milestone, expected=expected)


def slow_is_explained(case: ProjectCase) -> Iterator[Problem]:
    """A project that the office would call slow tells why, and what comes next."""
    if case.rate is None or not _is_slow(case, case.rate):
        return
    asked = (("shortcomings", "存在问题"), ("next_steps", "下一步措施"))
    open_ones = [
        (key, column)
        for key, column in asked
        if case.report.asks_for(key) and getattr(case.report, key).strip() in NOTHING_SAID
    ]
    if open_ones:
        reason, columns = reason_for(case.rate, case.time_progress), "”“".join(name for _, name in open_ones)
        place, title = case.report.place_of(open_ones[0][0]), case.project.title
        yield problem(Code.SLOW_UNEXPLAINED, place, title=title, reason=reason, column=columns)


def _is_slow(case: ProjectCase, rate: Decimal) -> bool:
    """Whether the office's classes call a rate slow; where no class does, whether it lies behind every light but the last."""
    classes = case.settings.classes
    if any(one.status is Status.LAGGING for one in classes):
        found = class_for(rate, case.time_progress, classes)
        return found is not None and found.status is Status.LAGGING
    limits = [light.up_to for light in case.settings.lights if light.up_to is not None]
    return bool(limits) and (case.time_progress - rate) * 100 > max(limits)


def words_of_completion_hold(case: ProjectCase) -> Iterator[Problem]:
    """已完成全年目标任务 is not said of a project below 100 %."""
    if not case.rates or max(case.rates) >= 1 or not _names_an_aim(case.narrative):
        return
    if found := _said(_DONE, case):
        yield problem(Code.DONE_IN_WORDS, case.place, found=found, expected=percent(max(case.rates)))


def words_of_the_end_hold(case: ProjectCase) -> Iterator[Problem]:
    """项目已完工 is not said of a project none of whose amounts has reached its target."""
    if not case.rates or max(case.rates) >= 1 or not _END_SIGNS.search(case.narrative):
        return
    is_told = any(words_of_completion_hold(case)) or any(milestone_agrees_with_the_end(case))
    if is_told or not _has_amount(case):
        return
    if found := _end_told(case):
        yield problem(Code.DONE_IN_WORDS, case.place, found=found, expected=percent(max(case.rates)))


def _has_amount(case: ProjectCase) -> bool:
    return any(
        one.indicator.kind is IndicatorKind.QUANTITY and one.completion.rate is not None
        for one in case.indicators
    )


def _end_told(case: ProjectCase) -> str:
    """Return the clause that says of the whole project that it is at its end; "" where it speaks of a part or of a prospect.

    Without a subject (已完工) the clause must open the text.
    """
    if _PARTS_LEFT.search(case.narrative):
        return ""
    names = {folded(name) for name in (case.project.title, *(one.indicator.name for one in case.indicators))}
    is_open = True
    for clause in _CLAUSES.split(case.narrative):
        match = _ENDED.fullmatch(clause)
        subject = match.group("subject") if match else ""
        if match and (subject in names or _WHOLE.fullmatch(subject) or (is_open and not subject)):
            return clause
        is_open = is_open and _WHEN.fullmatch(clause) is not None
    return ""


def _names_an_aim(text: str) -> bool:
    return _AIM_SIGN.search(text) is not None


def words_of_overfulfilment_hold(case: ProjectCase) -> Iterator[Problem]:
    """超额完成 is said of what is over 100 %."""
    if "超额完成" not in case.narrative or not case.is_full:
        return
    if max(case.rates) == 1 and not any(map(_is_over, case.indicators)):
        found = _said(_OVER_FULFILLED, case)
        if found:
            yield problem(Code.OVER_IN_WORDS, case.place, found=found, expected=percent(max(case.rates)))


def words_about_all_of_them_hold(case: ProjectCase) -> Iterator[Problem]:
    """均超额完成 is not said of rates told in the same sentence that lie below 100 % and below their own target."""
    if "超额完成" not in case.narrative or any(words_of_completion_hold(case)):
        return
    for match in _ALL_OVER.finditer(case.narrative):
        sentence = case.narrative[: match.start()].rpartition("。")[2]
        low = [told for told in _TOLD_RATE.finditer(sentence) if _is_low(case, told)]
        if low and not is_prospect(case.narrative, match.start()):
            expected = "、".join(f"{told[2]}%" for told in low)
            yield problem(Code.OVER_IN_WORDS, case.place, found=match.group(), expected=expected)
            return


def _is_low(case: ProjectCase, told: re.Match[str]) -> bool:
    """Return whether a percentage below 100 is how far something is: said so, or the figure of an indicator short of 100 %."""
    value = Decimal(told[2])
    own = [one for one in case.indicators if one.figure == value and one.indicator.kind is IndicatorKind.RATE]
    is_short = any(one.completion.rate is None or one.completion.rate < 1 for one in own)
    return value < 100 and (is_short if own else told[1] is not None)


def _said(pattern: re.Pattern[str], case: ProjectCase) -> str:
    """Return the first words of this kind that are told as a fact, not as something hoped for; "" if there are none."""
    found = (
        match for match in pattern.finditer(case.narrative) if not is_prospect(case.narrative, match.start())
    )
    return next((match.group() for match in found), "")


def _is_over(case: IndicatorCase) -> bool:
    return case.figure is not None and case.target is not None and case.figure != case.target


def words_of_delay_hold(case: ProjectCase) -> Iterator[Problem]:
    """尚未开工 is not said of what stands at 100 %."""
    if case.is_full and (found := _UNSTARTED.search(case.narrative)):
        expected = percent(min(case.rates))
        yield problem(Code.OPEN_IN_WORDS, case.place, found=found.group(), expected=expected)


def full_is_said_to_be_full(case: ProjectCase) -> Iterator[Problem]:
    """Where the figures are full, the words do not only say that it is under way."""
    if case.is_full and not _FINISHED.search(case.narrative) and (found := _UNDER_WAY.search(case.narrative)):
        expected = percent(min(case.rates))
        yield problem(Code.OPEN_IN_WORDS, case.place, found=found.group(), expected=expected)


def words_of_time_progress_hold(case: ProjectCase) -> Iterator[Problem]:
    """快于序时进度 is not said of what lies behind it."""
    if case.rates and max(case.rates) < case.time_progress and (found := _said(_ON_TIME, case)):
        reason = reason_for(max(case.rates), case.time_progress)
        yield problem(Code.ON_TIME_IN_WORDS, case.place, found=found, reason=reason)


def says_something_new(case: ReturnCase) -> Iterator[Problem]:
    """A return that repeats the last one in every figure and word is the old form sent again."""
    if _is_the_last_one_again(case):
        yield problem(Code.SAME_AS_LAST, case.place)


def goes_on(case: ReturnCase) -> Iterator[Problem]:
    """Projects that are not finished have moved since the last period."""
    if _is_the_last_one_again(case):
        return
    still = [one.project.title for one in case.projects if _stands_still(one)]
    if still:
        yield problem(Code.NO_PROGRESS, case.place, found="、".join(still))


def _is_the_last_one_again(case: ReturnCase) -> bool:
    if case.before is None or not case.projects or all(one.is_full for one in case.projects):
        return False
    same_figures = all(
        one.before is not None
        and one.report.achieved == one.before.achieved
        and one.report.words == one.before.words
        for one in case.indicators
    )
    same_words = all(
        one.before is not None
        and (one.report.narrative, one.report.milestone) == (one.before.narrative, one.before.milestone)
        for one in case.projects
    )
    return same_figures and same_words


def _stands_still(case: ProjectCase) -> bool:
    cumulative = (IndicatorKind.QUANTITY, IndicatorKind.FUNDS)
    counted = [one for one in case.indicators if one.figure is not None and one.indicator.kind in cumulative]
    if any(one.figure != one.last_figure for one in counted):
        return False
    if case.before is not None and case.before.milestone != case.report.milestone:
        return False
    return any(one.completion.rate is not None and one.completion.rate < 1 for one in counted)
