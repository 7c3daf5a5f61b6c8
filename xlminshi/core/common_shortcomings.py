"""共性问题: what unfinished projects of several counties tell of under 存在问题, by the trade's words for it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from xlminshi.core.rollup import ProjectLine, Shortcoming
from xlminshi.core.status import Status
from xlminshi.core.trouble_words import (
    ABOUT_ENDS,
    ANY_TOPIC,
    BARE,
    DENIED,
    NOT_MEANT,
    NOT_YET,
    SETTLED,
    SETTLED_HEAD,
    TOPIC,
    TOPICS,
    TROUBLE,
    UNCONCERNED,
    WEIGHTY,
)

# A project with the name of its county, as the summary calls it.
Line = tuple[str, ProjectLine]
_CLAUSES = re.compile(r"[，,。；;！!？?\s]|但是?|然而|不过")
_NUMBERING = re.compile(r"^[（(]?[\d一二三四五六七八九十]{1,2}[)）.．、]+|^[一二三四五六]是")


def shortcomings_among(lines: Iterable[Line]) -> tuple[Shortcoming, ...]:
    """Return what unfinished projects tell of, what most counties tell of first."""
    found: dict[str, list[Line]] = {name: [] for name, _ in TOPICS}
    for place, line in lines:
        if line.shortcomings and line.standing != Status.COMPLETED.value:
            for name in topics_of(line.shortcomings):
                found[name].append((place, line))
    told = (_shortcoming(name, words, found[name]) for name, words in TOPICS if found[name])
    return tuple(sorted(told, key=lambda one: (-len(one.counties), -one.projects, one.name)))


def _shortcoming(name: str, words: tuple[str, ...], group: list[Line]) -> Shortcoming:
    examples = tuple(f"{place}（{line.title}）：{line.shortcomings}" for place, line in group[:3])
    counties = tuple(dict.fromkeys(place for place, _ in group))
    return Shortcoming(name, words, len(group), counties, examples)


@lru_cache(maxsize=65_536)
def topics_of(text: str) -> tuple[str, ...]:
    """Return under which headings a unit's 存在问题 come: those of which it tells any trouble.

    A clause that denies (暂无困难, 资金：无), reports (已采购设备) or does not concern the project (无需征地) tells of none, and
    trouble ends where a later clause says that it is settled. Topics and nothing else (征地拆迁) are trouble, for so many
    units answer.
    """
    if not ANY_TOPIC.search(text):
        return ()
    clauses = [clause for one in _CLAUSES.split(text) if (clause := _NUMBERING.sub("", one))]
    found = _named_alone(clauses) or _told(clauses)
    return tuple(name for name, _ in TOPICS if name in found)


def _named_alone(clauses: list[str]) -> set[str]:
    """Return the topics of a text that names topics and nothing else."""
    bodies = [_parts(clause)[1] for clause in clauses]
    if all(BARE.fullmatch(body) for body in bodies) and any(map(WEIGHTY.search, bodies)):
        return {name for body in bodies for name in _topics_in(body)}
    return set()


def _told(clauses: list[str]) -> set[str]:
    """Return the topics of which trouble is told that no later clause settles: of its own topics, or of all before it."""
    found: set[str] = set()
    for clause in clauses:
        head, body = _parts(NOT_MEANT.sub("", clause))
        if SETTLED_HEAD.search(head):
            continue
        topics = _topics_in(body) or _topics_in(head)
        if _tells_trouble(body):
            found |= topics
        elif _says_settled(body):
            found -= topics or found
    return found


def _parts(clause: str) -> tuple[str, str]:
    """Return what stands before a colon, and what is said there: 资金：无 is about money and says 无."""
    head, _, body = clause.replace(":", "：").rpartition("：")
    return head, body


def _topics_in(words: str) -> set[str]:
    return {name for name, pattern in TOPIC if pattern.search(words)}


def _says_settled(words: str) -> bool:
    """Return whether words say that something is settled, as a whole and not in part."""
    if not ABOUT_ENDS.search(words) or NOT_YET.search(words):
        return False
    return SETTLED.search(words) is not None


def _tells_trouble(words: str) -> bool:
    """Return whether words tell trouble that they do not deny, and that is neither settled nor none of theirs."""
    if not TROUBLE.search(words):
        return False
    rest = DENIED.sub("", UNCONCERNED.sub("", words))
    if ABOUT_ENDS.search(rest):  # looking for what is settled takes the longest
        rest = SETTLED.sub("", rest)
    return TROUBLE.search(rest) is not None
