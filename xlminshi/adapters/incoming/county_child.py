"""The child process that reads counties' workbooks for a roll-up: it hands back only what they state, not their sheets."""

from dataclasses import replace

from xlminshi.adapters.closed.reading import USUAL_LIMITS
from xlminshi.adapters.incoming.child import run
from xlminshi.adapters.incoming.looking import Seen, look
from xlminshi.form.grid import Workbook
from xlminshi.workflow.county_returns import condensed

# A county's workbook remembers years of figures, a city's summary holds every project of its counties.
LIMITS = replace(USUAL_LIMITS, rows=200_000)


def look_county(name: str, content: bytes, passwords: tuple[str, ...] = ()) -> Seen:
    """Return what a county's file states, the pieces of a container, or in words why it cannot be read."""
    seen = look(name, content, passwords, LIMITS)
    return condensed(seen) if isinstance(seen, Workbook) else seen


if __name__ == "__main__":
    run(look_county)
