"""Relative links, anchors and pictures of all papers: README and its like, the manual, decisions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_LINK = re.compile(r"\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|<img[^>]*\ssrc=\"([^\"]+)\"")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)
_ANCHOR = re.compile(r"<a\s+(?:id|name)=\"([^\"]+)\"|\{#([^}\s]+)\}")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_OUTSIDE = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link of a paper that leads nowhere."""

    paper: Path
    target: str

    def __str__(self) -> str:
        return f"{self.paper}: the link {self.target} leads nowhere"


def papers(root: Path = ROOT) -> tuple[Path, ...]:
    """Return all papers that hold links, in order."""
    return (
        *sorted(root.glob("*.md")),
        *sorted((root / "docs").rglob("*.md")),
        *sorted((root / "macros").glob("*.md")),
    )


def dead_links(root: Path = ROOT) -> Iterator[DeadLink]:
    """Yield every link that leads to no file, no folder or no heading."""
    for paper in papers(root):
        text = _CODE.sub("", paper.read_text(encoding="utf-8"))
        for one in _LINK.finditer(text):
            target = one[1] or one[2]
            if not target.startswith(_OUTSIDE) and not _leads_somewhere(paper, target):
                yield DeadLink(paper.relative_to(root), target)


def _leads_somewhere(paper: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    place = (paper.parent / path).resolve() if path else paper
    if not place.exists():
        return False
    return not anchor or place.suffix != ".md" or anchor in _anchors(place)


@cache
def _anchors(paper: Path) -> frozenset[str]:
    """Return the anchors of a paper: those of its headings, counted where they are the same, and those that are set."""
    text = paper.read_text(encoding="utf-8")
    found: list[str] = []
    for one in _HEADING.finditer(re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
        slug = slug_of(_ANCHOR.sub("", one[1]))
        again = sum(other == slug or other.startswith(f"{slug}-") for other in found)
        found.append(slug if slug not in found else f"{slug}-{again}")
    return frozenset((*found, *(one[1] or one[2] for one in _ANCHOR.finditer(text))))


def slug_of(heading: str) -> str:
    """Return the anchor of a heading: lower case, no marks, a hyphen for each space."""
    words = re.sub(r"[`*\[\]]|\([^)]*\)", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
