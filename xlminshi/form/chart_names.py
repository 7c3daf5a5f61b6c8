"""Names of units and places as they stand in a chart: short, and yet all different."""

from collections import Counter
from collections.abc import Iterable

from xlminshi.form import sheets as look

CHART_NAME_HEADER, CHART_NAME_WIDTH = "图中名称", 19
"""The column behind what is printed, where charts find short names."""
CHART_NAME = look.restyled(look.PLAIN, size=10)
# A longer name takes more room in a chart than its column.
LONGEST_NAME, _HEAD_KEPT, _TAIL_KEPT = 9, 5, 3


def chart_names(names: Iterable[str]) -> dict[str, str]:
    """Return each name as it stands in a chart: the middle of a long one is left out, as far as all stay different."""
    kept = dict.fromkeys(names, _TAIL_KEPT)
    while True:
        found = {name: _shortened(name, tail) for name, tail in kept.items()}
        times = Counter(found.values())
        alike = [name for name, short in found.items() if times[short] > 1]
        if not alike:
            return found
        for name in alike:
            # Two signs at a time: an office is known by a word (卫生健康委员会, 改革委员会), not by half of one.
            kept[name] += 2


def _shortened(name: str, tail: int) -> str:
    is_long = len(name) > max(LONGEST_NAME, _HEAD_KEPT + tail + 1)
    return f"{name[:_HEAD_KEPT]}…{name[-tail:]}" if is_long else name
