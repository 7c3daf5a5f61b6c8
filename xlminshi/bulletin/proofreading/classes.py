"""Whether what is counted is a class of projects (已完成9件, 5件推进缓慢), by the words for it.

A text may count projects in other ways too: 8件达到序时进度, 14件已开工, 工程类9件. Such a count is no class, however many
of them there are, unless a class of the text or of the ledger is called so.
"""

import re
from collections.abc import Iterable
from enum import Enum

from xlminshi.bulletin.proofreading.passages import bare

_MEASURED = re.compile(
    r"序时|时序|时间进度|完成率|支付率|到位率|量化|[一过]半|\d|新增|增加|减少|开工|启动|动工|摸底|选址|招标|主体|投资|前期"
)
_AROUND = re.compile(r"重点|年度|民生|实事|项目|工程|任务|工作|事项")
_SHORTEST = 2


class State(Enum):
    """How far the projects of a class have come."""

    SLOW = "缓慢|较慢|偏慢|过慢|推进慢|进展慢|滞后|落后|靠后|受阻|停滞"
    DONE = "完成|办结|完工|竣工|达标|超前"
    ON_WAY = "推进|进展|进行|实施|正常|顺利|有序|稳步|平稳|在建|较快|推动"


def state_of(phrase: str) -> State | None:
    """Return how far projects have come by the words of a class; None where these do not say so."""
    return next((one for one in State if re.search(one.value, phrase)), None)


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
