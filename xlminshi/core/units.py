"""The directory of lead units (牵头单位): one office under all the names it is given."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# White space, and the invisible characters that chat programs leave in copied names.
_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_NUMERALS = re.compile(r"[0-9一二三四五六七八九十百]+")


@lru_cache(maxsize=50_000)
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

    def resolve(self, raw: str) -> str | None:
        """Return the printed name of the office that `raw` names, or None if the directory does not know it."""
        wanted = normal_name(raw)
        for unit in self.units:
            if wanted in {normal_name(name) for name in unit.names()}:
                return unit.name
        return None

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


def look_like_one_office(first: str, second: str) -> bool:
    """Return whether the shorter name may be a short form of the longer: 区城管局 of 区城市管理局.

    All its characters stand in the longer name in order, the first and the last at its ends. 第一小学 and 第十一小学 are two.
    """
    short, long = sorted((normal_name(first), normal_name(second)), key=len)
    if _NUMERALS.findall(short) != _NUMERALS.findall(long):
        return False
    if short == long or len(short) < 3 or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)
