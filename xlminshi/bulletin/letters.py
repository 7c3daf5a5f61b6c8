"""What is written to the units: a return that goes back, a file that cannot be used, a reminder, the notice to all."""

import datetime as dt
import re
from dataclasses import dataclass

from xlminshi.core.office_names import name_and_role
from xlminshi.core.project import Programme
from xlminshi.core.returns import Call, Calls
from xlminshi.core.settings import Settings

_MOST_TOLD = 10
_IF_SENT = "如已报送，请再发一次，并来电确认。"
_IF_LOST = "填报表已下发，如有遗失请与我们联系。"
# How reminders begin and end: whatever a person has written around them makes them a letter of that person.
_REMINDERS = (
    re.compile(
        rf"[^\n]+：\n\n贵单位牵头的\d+件实事，.+尚未收到填报表：\n.+{_IF_SENT}\n\n.*\d+年\d+月\d+日\s*",
        re.DOTALL,
    ),
    re.compile(
        rf"关于催报[^\n]+的通知\n\n各有关单位：\n.+报送。(?:{_IF_LOST})?\n\n.*\d+年\d+月\d+日\s*", re.DOTALL
    ),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A text to somebody, with what it is about in one line."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """What all letters of one day speak of: the programme, the office's settings, the day."""

    programme: Programme
    settings: Settings
    today: dt.date

    @property
    def report(self) -> str:
        """Return what is asked for: 湛河区2022年重点民生实事进展情况（1-9月份）."""
        return f"{self.programme.title}进展情况（{self.settings.period.label}）"

    @property
    def office(self) -> str:
        """Return who writes, "" where the office has not set its name."""
        words = self.settings.bulletin
        return words.supervision_office.strip() or words.issuer.strip()

    @property
    def days_late(self) -> int:
        """Return how many days have passed since the deadline; 0 before it and where there is none."""
        deadline = self.settings.deadline
        return max((self.today - deadline).days, 0) if deadline else 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not adopted, by its name, and why with what to do."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class SentBack:
    """A marked copy: how much there is (必改3处、提醒2处), what has to be changed, its name, and what of the file is in it.

    `left_over` places of the file are listed below the findings, `withheld` of them without their content; `is_blank`: no
    cell of the form could be filled from the file.
    """

    counts: str
    must: tuple[str, ...]
    attachment: str
    left_over: int = 0
    withheld: int = 0
    is_blank: bool = False


def return_letter(
    occasion: Occasion, unit: str, back: SentBack, refusals: tuple[Refusal, ...] = ()
) -> Letter:
    """Return the letter that goes with a marked copy; `refusals`: nothing of the unit was adopted, and why."""
    told = [f"{number}. {words}" for number, words in enumerate(back.must[:_MOST_TOLD], start=1)]
    if len(back.must) > _MOST_TOLD:
        told.append(f"其余{len(back.must) - _MOST_TOLD}处见附件的“问题清单”。")
    form = f"贵单位报来的{occasion.report}填报表"
    paragraphs = (
        f"{form}没有采用：\n{_files(refusals)}"
        if refusals
        else f"{form}收悉。经核对，有{back.counts}，请修改后重新报送。",
        f"{'附件是按贵单位报来的内容整理的填报表，' if refusals else ''}请这样修改：\n"
        f"1. 打开附件“{back.attachment}”，先看第一张表“问题清单”。\n"
        "2. 点“位置”跳到要改的格子：红色的必须改，橙色的请核对，鼠标停在格子上可看到说明。\n"
        f"3. {_what_is_in(back)}\n"
        "4. 改好后直接保存，把这个附件随邮件报回。",
        "必改的内容：\n" + "\n".join(told) if told else "",
        _by_when(occasion, "报回"),
    )
    return Letter(f"请修改后重新报送：{occasion.report}填报表", _letter(occasion, unit, paragraphs))


def refusal_letter(
    occasion: Occasion, unit: str, refusals: tuple[Refusal, ...], attachment: str = ""
) -> Letter:
    """Return the letter about files that could not be adopted; `attachment` is the fresh form that goes with it, if any.

    `unit` "" where nobody knows whose they are.
    """
    paragraphs = (
        f"{'贵单位' if unit else '您'}报来的{occasion.report}填报表没有采用：\n{_files(refusals)}",
        _fresh_form(attachment),
        _by_when(occasion, "报回"),
    )
    return Letter(f"请重新报送：{occasion.report}填报表", _letter(occasion, unit or "您好", paragraphs))


def choice_letter(occasion: Occasion, unit: str, files: tuple[str, ...]) -> Letter:
    """Return the letter that asks which of a unit's different files holds."""
    listed = "\n".join(f"{number}. {file}" for number, file in enumerate(files, start=1))
    asked = (
        f"贵单位报来{len(files)}份内容不同的{occasion.report}填报表"
        if len(files) > 1
        else f"贵单位报来的{occasion.report}填报表与已采用的一份内容不同"
    )
    paragraphs = (
        f"{asked}：\n{listed}",
        "请确认以哪一份为准，回复本邮件告知文件名；或只保留正确的一份重新报送。确认以前，上述文件暂不采用。",
        _by_when(occasion, "回复"),
    )
    return Letter(f"请确认以哪一份为准：{occasion.report}填报表", _letter(occasion, unit, paragraphs))


def form_letter(occasion: Occasion, unit: str, attachment: str) -> Letter:
    """Return the letter with which a unit gets its form to fill in."""
    count = len(occasion.programme.of_unit(unit))
    paragraphs = (
        f"请填报{occasion.report}。贵单位牵头实事{count}件。",
        f"附件“{attachment}”是贵单位的填报表，请在浅黄色的格子里填写，保存后随邮件报回。",
        _by_when(occasion, "报送"),
    )
    return Letter(f"请填报：{occasion.report}", _letter(occasion, unit, paragraphs))


def reminder(occasion: Occasion, unit: str, attachment: str = "") -> Letter:
    """Return the reminder to one unit that has not reported; `attachment` is its form, where that goes with it."""
    projects = occasion.programme.of_unit(unit)
    titles = "\n".join(f"{number}. {one.title}" for number, one in enumerate(projects, start=1))
    paragraphs = (
        f"贵单位牵头的{len(projects)}件实事，{occasion.report}尚未收到填报表：\n{titles}",
        f"附件“{attachment}”是贵单位的填报表，请在浅黄色的格子里填写，保存后随邮件报回。"
        if attachment
        else "填报表已下发，请在浅黄色的格子里填写，保存后报回；如有遗失请与我们联系。",
        _by_when(occasion, "报送"),
        _IF_SENT,
    )
    return Letter(f"催报：{occasion.report}", _letter(occasion, unit, paragraphs))


def is_reminder(text: str) -> bool:
    """Return whether a text is a reminder of the office, to one unit or to all, and nothing else."""
    return any(one.fullmatch(text) for one in _REMINDERS)


def reminder_notice(occasion: Occasion, calls: Calls) -> Letter:
    """Return the one notice to all units that have something to do: report, mend, or say which file holds."""
    title = f"关于催报{occasion.report}的通知"
    expected, missing = len(occasion.programme.lead_units()), len(calls.of(Call.REPORT))
    groups = calls.groups()
    again = "、".join(f"{call.value}的{len(units)}个" for call, units in groups if call is not Call.REPORT)
    sent = f"已报送{expected - missing}个{f'（其中{again}）' if again else ''}"
    counts = f"应报送单位{expected}个，{sent}，未报送{missing}个"
    numbers = ("一、", "二、", "三、") if len(groups) > 1 else ("",)
    paragraphs = (
        f"截至{_day(occasion.today)}，{occasion.report}{counts}。",
        *(
            f"{number}{call.value}的单位（{len(units)}个）\n{_listed(occasion, units)}"
            for number, (call, units) in zip(numbers, groups, strict=False)
        ),
        f"{_by_when(occasion, '报送')}{_IF_LOST if missing else ''}",
    )
    return Letter(title, f"{title}\n\n{_letter(occasion, '各有关单位', paragraphs)}")


def _listed(occasion: Occasion, units: tuple[str, ...]) -> str:
    told = ((unit, *name_and_role(unit, occasion.settings.units)) for unit in units)
    return "\n".join(
        f"{number}. {name}（{role}实事{len(occasion.programme.of_unit(unit))}件）"
        for number, (unit, name, role) in enumerate(told, start=1)
    )


def _files(refusals: tuple[Refusal, ...]) -> str:
    return "\n".join(f"{number}. {one.file}：{one.why}" for number, one in enumerate(refusals, start=1))


def _what_is_in(back: SentBack) -> str:
    """Return where the unit finds what it had typed."""
    if not back.left_over:
        return "贵单位原来填写的内容都在附件里，不用重新填写。"
    kept = "" if back.is_blank else "贵单位原来填写的内容已带入附件，不用重新填写；"
    where = f"{kept}有{back.left_over}处没有放进表中，列在“问题清单”的下方"
    if back.withheld == back.left_over:
        return f"{where}，没有列出内容，请看原文件；如属填报内容，请填到相应的格子。"
    some = f"（其中{back.withheld}处没有列出内容，请看原文件）" if back.withheld else ""
    return f"{where}{some}；如属填报内容，请填到相应的格子。"


def _fresh_form(attachment: str) -> str:
    if not attachment:
        return "请使用下发的填报表填写，在表头写明填报单位后报回。"
    return (
        f"附件“{attachment}”是重新准备的填报表，固定内容已经填好，请在浅黄色的格子里填写，保存后随邮件报回。"
    )


def _by_when(occasion: Occasion, what: str) -> str:
    deadline = occasion.settings.deadline
    if deadline is None:
        return f"请尽快{what}。"
    if occasion.days_late:
        return f"报送截止日期为{_day(deadline)}，现已逾期{occasion.days_late}天，请立即{what}。"
    if deadline == occasion.today:
        return f"今天（{_day(deadline)}）是报送截止日期，请务必于今天{what}。"
    return f"请于{_day(deadline)}前{what}。"


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _letter(occasion: Occasion, addressed: str, paragraphs: tuple[str, ...]) -> str:
    """Return the whole text: whom it is to, what is said, who says it and when."""
    body = "\n\n".join(one for one in paragraphs if one)
    signed = "\n".join(one for one in (occasion.office, _day(occasion.today)) if one)
    return f"{addressed}：\n\n{body}\n\n{signed}\n"
