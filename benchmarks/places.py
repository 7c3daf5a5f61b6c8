"""Where the made counties lie below a folder, and the clock; nothing large is imported, so that no measurement pays for it."""

import resource
from pathlib import Path

MOST_UNITS = 100
RETURNS, BOOK = "报送", "工作簿.xlsx"
COUNTIES, WARM, SUMMARIES = "区县", "热身", "汇总"


def counties_of(root: Path) -> list[Path]:
    """The folders of the made counties."""
    return sorted((root / COUNTIES).iterdir())


def returns_of(county: Path) -> list[Path]:
    """The filled forms of a county."""
    return sorted((county / RETURNS).glob("*.xlsx"))


def cpu_seconds() -> float:
    """The CPU time of this process and of its children that have ended."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
