"""The directory of lead units (牵头单位): one office under all the names it is given."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

# White space, and the invisible characters that chat programs leave in copied names.
_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_AREAS, _SHORTEST_NAME = "省市县区州盟旗", 3
_NUMERALS = re.compile(r"[0-9一二三四五六七八九十百]+")


@lru_cache(maxsize=65_536)
def normal_name(text: str) -> str:
    """Return a name as it is compared: compatibility forms folded (（→(, １→1), all white space left out."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True, slots=True)
class LeadUnit:
    """An office by the one name that is printed, and the other names under which it turns up."""

    name: str
    aliases: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return the printed name and all aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class UnitDirectory:
    """All lead units in the order in which they are printed."""

    units: tuple[LeadUnit, ...] = ()
    _by_name: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _spoken: tuple[tuple[str, str], ...] = field(init=False, repr=False, compare=False)
    _first_signs: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = ((normal_name(name), unit.name) for unit in reversed(self.units) for name in unit.names())
        object.__setattr__(self, "_by_name", dict(names))
        spoken = tuple((name, unit.name) for unit in self.units for name in _spoken_names(unit) if name)
        object.__setattr__(self, "_spoken", spoken)
        first_signs = frozenset(name[0] for unit in self.units for name in unit.names() if name)
        object.__setattr__(self, "_first_signs", first_signs)

    def resolve(self, raw: str) -> str | None:
        """Return the printed name of the office that `raw` names, or None if the directory does not know it."""
        return self._by_name.get(normal_name(raw))

    def named_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return each name that stands in a text, with its office; also names without 省市县区 before them."""
        normal = normal_name(text)
        return tuple((name, unit) for name, unit in self._spoken if name in normal)

    def may_begin(self, text: str) -> bool:
        """Return whether a text could begin with the name of an office; most do not, by their first sign."""
        return text[:1] in self._first_signs

    def with_unit(self, name: str) -> "UnitDirectory":
        """Return a directory that also knows `name`, as its last unit."""
        return self if self.resolve(name) else UnitDirectory((*self.units, LeadUnit(name)))

    def order(self, name: str) -> int:
        """Return the place of a unit in the directory; unknown units come last."""
        names = [unit.name for unit in self.units]
        return names.index(name) if name in names else len(names)

    def shared_names(self) -> tuple[str, ...]:
        """Return the names that stand for two offices at once; such a directory cannot be relied on."""
        seen: dict[str, str] = {}
        shared = []
        for unit in self.units:
            for name in unit.names():
                other = seen.setdefault(normal_name(name), unit.name)
                if other != unit.name:
                    shared.append(name)
        return tuple(shared)


def _spoken_names(unit: LeadUnit) -> tuple[str, ...]:
    names = tuple(normal_name(name) for name in unit.names())
    short = (name[1:] for name in names if len(name) > _SHORTEST_NAME and name[0] in _AREAS)
    return (*names, *short)


def look_like_one_office(first: str, second: str) -> bool:
    """Return whether the shorter name may be a short form of the longer: 区城管局 of 区城市管理局.

    All its characters stand in the longer name in order, the first and the last at its ends. 第一小学 and 第十一小学 are two.
    """
    short, long = sorted((normal_name(first), normal_name(second)), key=len)
    if _NUMERALS.findall(short) != _NUMERALS.findall(long):
        return False
    if ("、" in short) != ("、" in long):
        return False  # 县卫健局、县民政局 lead together: neither of them is a short form of both
    if short == long or len(short) < 3 or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)
