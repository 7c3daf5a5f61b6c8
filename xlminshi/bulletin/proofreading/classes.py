"""Whether what is counted is a class of projects (已完成9件, 5件推进缓慢), by the words for it.

A text may count projects in other ways too: 8件达到序时进度, 14件已开工, 工程类9件. Such a count is no class, however many
of them there are, unless a class of the text or of the ledger is called so.
"""

import re
from collections.abc import Iterable
from enum import Enum

from xlminshi.bulletin.proofreading.passages import bare

_MEASURED = re.compile(
    r"序时|时序|时间进度|完成率|支付率|到位率|量化|[一过]半|\d|新增|增加|减少|开工|启动|动工|摸底|选址|招标|主体|投资|前期|(?:半年|季度|阶段|节点)性?(?:目标|任务|计划)"
)
_AROUND = re.compile(r"重点|年度|民生|实事|项目|工程|任务|工作|事项")
_SHORTEST = 2
_OR = re.compile("或者?|以及|[和及与、]")


class State(Enum):
    """How far the projects of a class have come."""

    SLOW = "缓慢|较慢|偏慢|过慢|推进慢|进展慢|滞后|落后|靠后|受阻|停滞"
    DONE = "完成|办结|完工|竣工|达标|超前"
    ON_WAY = "推进|进展|进行|实施|正常|顺利|有序|稳步|平稳|在建|较快|推动"


_UNDONE = re.compile(
    rf"(?:未|没有?)(?:能|全部|全面|全额|按[期时]|如期)?(?:{State.DONE.value})"
)  # 未完成 is the opposite of a state: whatever is not done


def states_of(phrase: str) -> frozenset[State]:
    """Return all states of which a phrase speaks: one, those that it joins (已完成或正在推进), or all but done (尚未完成)."""
    told = (_state_told(one) for one in _OR.split(phrase))
    return frozenset(state for states in told for state in states)


def _state_told(words: str) -> frozenset[State]:
    state = state_of(words)
    if state is State.DONE and _UNDONE.search(words):
        return frozenset(State) - {State.DONE}
    return frozenset((state,) if state else ())


def state_of(phrase: str) -> State | None:
    """Return how far projects have come by the words of a class; None where these do not say so."""
    return next((one for one in State if re.search(one.value, phrase)), None)


def joins_classes(phrase: str, words: Iterable[str]) -> bool:
    """Return whether a phrase speaks of several classes at once, and none of those named with `words` is called so."""
    states = states_of(phrase)
    return len(states) > 1 and states not in map(states_of, words)


def may_name_a_class(phrase: str, words: Iterable[str]) -> bool:
    """Return whether a phrase speaks of projects as classes do, those named with `words` among them."""
    named = tuple(map(_told, words))
    called = _told(phrase)
    if len(called) >= _SHORTEST and any(called in one for one in named):
        return True
    other = _MEASURED.search(phrase)
    if other is not None and not any(other.group() in one for one in named):
        return False
    return state_of(phrase) is not None or any(
        called[place : place + _SHORTEST] in one
        for one in named
        for place in range(len(called) - _SHORTEST + 1)
    )


def _told(words: str) -> str:
    return _AROUND.sub("", bare(words))
