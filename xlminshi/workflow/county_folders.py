"""The folders right inside the one that is rolled up: which of them are a county's, and what came in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xlminshi.core.match_table import COUNTY, Match, MatchTable
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.rollup import CountyReturn
from xlminshi.core.units import normal_name

UNREAD = "文件没有读出"
# A folder stands for a county only where its name is that of a place: 往期 and 附件 are none.
_PLACE = re.compile(r"(?:县|区|市|旗|州|盟|地区)$")
_NUMBERED = re.compile(r"^[\d\s._、．（）()-]+")
_MOST_FILES = 3


@dataclass(frozen=True, slots=True)
class Inside:
    """A folder with the names that its files have when they arrive; system and lock files do not count."""

    name: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A county's folder of whose files none could be read, and the name under which the county is counted."""

    folder: Inside
    county: str


def bare_name(folder: str) -> str:
    """Return a folder's name without the number that keeps folders in order: 03_云溪区 → 云溪区."""
    return _NUMBERED.sub("", folder.strip())


def is_place(name: str) -> bool:
    """Return whether a name is that of a place."""
    return _PLACE.search(name) is not None


def unread_counties(
    folders: Iterable[Inside], giving: Iterable[str], returns: Iterable[CountyReturn], table: MatchTable
) -> tuple[Unread, ...]:
    """Return the counties whose folder holds files of which none gave figures, and of which nothing came elsewhere.

    `giving` are the names of the files that gave figures. Like an empty folder, one that is named like a place is a county's
    unless a person has left its name in the 对照表 without a common one.
    """
    gave = {part for name in giving for part in _containers(name)}
    came = {
        normal_name(table.common(COUNTY, name) or name)
        for one in returns
        for name in (one.city, "" if one.is_missing else one.county)
    }
    found = (
        Unread(one, table.common(COUNTY, bare_name(one.name)) or bare_name(one.name))
        for one in folders
        if one.files and gave.isdisjoint(one.files) and _is_county(bare_name(one.name), table)
    )
    return tuple(one for one in found if normal_name(one.county) not in came)


def _containers(name: str) -> Iterator[str]:
    """Yield a file's name, and those of the zip or mail that it may have come in: what stands before a /."""
    yield name
    place = name.find("/")
    while place >= 0:
        yield name[:place]
        place = name.find("/", place + 1)


def _is_county(name: str, table: MatchTable) -> bool:
    return table.common(COUNTY, name) is not None or (is_place(name) and not table.turns_down(COUNTY, name))


def with_unread(table: MatchTable, unread: Iterable[Unread]) -> MatchTable:
    """Return the table with the counties of which nothing could be read: they are expected from now on."""
    return table.with_names(Match(COUNTY, bare_name(one.folder.name), one.county, UNREAD) for one in unread)


def unread_problems(unread: Iterable[Unread]) -> Iterator[Problem]:
    """Yield for each county of which nothing could be read that it is not counted."""
    for one in unread:
        names = tuple(name.removeprefix(f"{one.folder.name}/") for name in one.folder.files)
        files = "、".join(names[:_MOST_FILES]) + (f"等{len(names)}个文件" if len(names) > _MOST_FILES else "")
        reason = f"“{one.folder.name}”里没有可以汇总的工作簿（{files}）"
        yield problem(Code.COUNTY_UNREAD, Place(f"{one.folder.name}/"), found=one.county, reason=reason)
