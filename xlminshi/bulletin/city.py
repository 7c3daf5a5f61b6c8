"""The bulletin of a city or province about its counties: counts, ranks, common shortcomings, who has not reported."""

from collections.abc import Iterator
from dataclasses import replace

from xlminshi.bulletin.composing import imprint_of, masthead_of
from xlminshi.bulletin.document import Document, Paragraph, ParagraphStyle
from xlminshi.bulletin.own_words import own_text
from xlminshi.bulletin.wording import printed_period
from xlminshi.core.period import year_in
from xlminshi.core.rollup import STANDINGS, CountyStanding, Rollup
from xlminshi.core.settings import BulletinSettings, DocumentKind
from xlminshi.core.status import UNDECIDED, Status, percent

_BODY, _FIRST = ParagraphStyle.BODY, ParagraphStyle.HEADING_1
_MOST = 5
NO_ISSUER = "【发文机关】"
_ROW_SIZE = 12


def city_bulletin(rollup: Rollup, words: BulletinSettings) -> Document:
    """Return the document that follows from a summary and from what the office's 设置 say of itself.

    A visible gap stands for 期号, 发文机关 and 成文日期 that are not filled in.
    """
    body = (
        Paragraph("导语", _BODY, _lead(rollup)),
        Paragraph("总体情况标题", _FIRST, "一、总体情况"),
        *(Paragraph(f"总体|{place}", _BODY, text) for place, text in enumerate(_overall(rollup), start=1)),
        Paragraph("排名标题", _FIRST, f"二、各{rollup.places()}完成情况"),
        *(Paragraph(f"排名|{place}", _BODY, text) for place, text in enumerate(_ranks(rollup), start=1)),
        Paragraph("问题标题", _FIRST, "三、存在的问题"),
        *(Paragraph(f"问题|{place}", _BODY, text) for place, text in enumerate(_problems(rollup), start=1)),
        Paragraph("要求标题", _FIRST, "四、工作要求"),
        *_demands(rollup, words),
    )
    masthead = masthead_of(words, DocumentKind.BULLETIN)
    masthead = replace(masthead, issuer=masthead.issuer or NO_ISSUER)
    title = (f"关于{_printed_period(rollup)}{rollup.name}", "重点民生实事进展情况的通报")
    return Document(masthead, title, body, imprint_of(words))


def _printed_period(rollup: Rollup) -> str:
    """Return the period with its year as it is printed: 2022年1至9月份."""
    year = year_in(rollup.period)
    return (f"{year}年" if year else "") + printed_period(rollup.period)


def _lead(rollup: Rollup) -> str:
    open_places = rollup.open_places()
    expected = len(rollup.standings) + len(rollup.missing) + len(open_places)
    reported = f"应报送{expected}个{rollup.places()}，实际报送{len(rollup.standings)}个"
    if rollup.missing:
        reported += f"，{'、'.join(rollup.missing)}未报送"
    if open_places:
        reported += f"，{'、'.join(open_places)}报送的内容待核实，未计入"
    missing = [(one.name, one.missing_counties) for one in rollup.standings]
    waiting = [(one.name, one.waiting_counties) for one in rollup.standings]
    reported += _within(missing, "未报送") + _within(waiting, "报送的内容待核实，未计入")
    return f"现将{_printed_period(rollup)}{rollup.name}各{rollup.places()}重点民生实事进展情况通报如下。{reported}。"


def _within(told: list[tuple[str, tuple[str, ...]]], what: str) -> str:
    """Return what is to be said of counties within the cities of a province; "" where there are none."""
    parts = "，".join(f"{city}的{'、'.join(counties)}" for city, counties in told if counties)
    return f"，{parts}{what}" if parts else ""


def _overall(rollup: Rollup) -> Iterator[str]:
    counts, whole = rollup.counts(), rollup.projects()
    if not whole:
        yield "各地没有报送实事。"
        return
    parts = "、".join(f"{_class_words(name)}{counts[name]}件" for name in STANDINGS if counts[name])
    done = percent(rollup.counted_share())
    yield f"各地共有重点民生实事{whole}件，按各地认定，{parts}，完成占比{done}。"
    told = "；".join(
        f"{'、'.join(names)}在{_several(places)}进展缓慢" for places, names in _common_laggards(rollup)
    )
    if told:
        yield f"从实事看，{told}。"


def _common_laggards(rollup: Rollup) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Yield the projects that are slow in several places, where the most are first, those of the same places together."""
    common = sorted(
        (one for one in rollup.by_project if len(one.lagging) > 1),
        key=lambda one: (-len(one.lagging), -one.projects, one.name),
    )
    groups: dict[tuple[str, ...], list[str]] = {}
    for one in common[:_MOST]:
        groups.setdefault(one.lagging, []).append(one.name)
    yield from groups.items()


def _several(names: tuple[str, ...]) -> str:
    """Return the first names, and how many there are where some are left out."""
    more = f"等{len(names)}个区县" if len(names) > _MOST else ""
    return "、".join(names[:_MOST]) + more


def _class_words(standing: str) -> str:
    words = {
        Status.COMPLETED.value: "已完成",
        Status.ONGOING.value: "正在推进",
        Status.LAGGING.value: "进展缓慢",
        Status.OTHER.value: "其他",
        UNDECIDED: UNDECIDED,
    }
    return words[standing]


def _ranks(rollup: Rollup) -> Iterator[str]:
    """Yield the counties rank by rank, those of one rank together."""
    ranked = [one for one in rollup.standings if one.rank is not None]
    by_rank: dict[int, list[CountyStanding]] = {}
    for one in ranked:
        by_rank.setdefault(one.rank or 0, []).append(one)
    lines = [
        f"第{rank}名：{'、'.join(_told(one) for one in group)}" for rank, group in sorted(by_rank.items())
    ]
    for start in range(0, len(lines), _ROW_SIZE):
        yield "；".join(lines[start : start + _ROW_SIZE]) + "。"
    unranked = [one for one in rollup.standings if one.rank is None]
    reasons = (
        ("没有填报进展", [one.name for one in unranked if one.tally.projects]),
        ("没有实事", [one.name for one in unranked if not one.tally.projects]),
    )
    yield from (f"{'、'.join(names)}{why}，不参加排名。" for why, names in reasons if names)
    yield "名次按已完成件数占实事件数的比例排列，比例相同的名次相同。"


def _told(one: CountyStanding) -> str:
    share = one.tally.share()
    words = f"，{percent(share)}" if share is not None else ""
    return f"{one.name}（{one.tally.projects}件，已完成{one.tally.completed}件{words}）"


def _problems(rollup: Rollup) -> Iterator[str]:
    for one in rollup.shortcomings[:_MOST]:
        yield f"{one.name}方面。{_several(one.counties)}的{one.projects}件实事反映了这方面的问题。"
    late = [one for one in rollup.standings if one.missing_units]
    if late:
        told = "、".join(f"{one.name}{len(one.missing_units)}个" for one in late)
        yield f"报送不及时。没有报送进展情况的单位：{told}。"
    if not rollup.shortcomings and not late:
        yield "各地填报的存在问题没有归出共性。" if _has_words(rollup) else "各地没有填报存在问题。"


def _has_words(rollup: Rollup) -> bool:
    """Return whether an unfinished project tells anything under 存在问题 that is no 无."""
    lines = (line for one in rollup.returns for line in one.projects)
    return any(line.standing != Status.COMPLETED.value and own_text(line.shortcomings) for line in lines)


def _demands(rollup: Rollup, words: BulletinSettings) -> Iterator[Paragraph]:
    """Yield the office's own words, else what follows from the summary."""
    for place, text in enumerate(words.requirements or (_demand(rollup),), start=1):
        yield Paragraph(f"要求|{place}", _BODY, text)


def _demand(rollup: Rollup) -> str:
    place = rollup.places()
    first = "未报送的要立即补报；" if rollup.missing else ""
    return f"各{place}要对照年度目标，逐件分析，{first}进展缓慢的要查明原因，倒排工期，确保按期完成。"
