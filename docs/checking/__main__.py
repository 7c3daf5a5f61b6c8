"""python -m docs.checking: name every dead link and every word that the glossary has another one for."""

import sys

from docs.checking.links import dead_links
from docs.checking.terms import strange_words


def main() -> int:
    """Print what was found and return the exit code."""
    found = [*map(str, dead_links()), *map(str, strange_words())]
    for one in found:
        sys.stderr.write(f"{one}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
