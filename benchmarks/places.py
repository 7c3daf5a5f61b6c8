"""Where the made counties lie below a folder; nothing is imported here, so that no measurement pays for it."""

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
