"""What was made of the same bytes before: the forms of one run come from one template, and most of their parts are equal."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")
_MOST_KEPT = 48
_LARGEST = 100_000


def remembered(function: Callable[Concatenate[bytes, P], T]) -> Callable[Concatenate[bytes, P], T]:
    """Return a pure function of bytes that keeps its last results; large input is not kept, and errors never are."""
    kept = lru_cache(maxsize=_MOST_KEPT)(function)

    @wraps(function)
    def recall(content: bytes, /, *rest: P.args, **named: P.kwargs) -> T:
        if len(content) > _LARGEST:
            return function(content, *rest, **named)
        found: T = kept(content, *rest, **named)  # type: ignore[arg-type]  # all arguments are plain texts
        return found

    return recall
