"""The pages of the manual as one Markdown text: chapters in the order of the web pages, links within, pictures by their place."""

import re
import struct
from dataclasses import dataclass
from pathlib import Path

from docs.checking.links import ROOT, slug_of

DOCS = ROOT / "docs"
# Every page with the chapter's title, "" to keep its own. The order is that of the web pages.
CHAPTERS = (
    "index.md",
    "manual/office.md",
    "manual/year.md",
    "manual/sheets.md",
    "manual/units.md",
    "manual/administrator.md",
    "windows-checklist.md",
    "manual/reference/findings.md",
    "manual/reference/messages.md",
    "manual/reference/columns.md",
    "manual/reference/settings.md",
    "manual/reference/phrases.md",
    "manual/reference/buttons.md",
    "manual/reference/functions.md",
    "manual/reference/commands.md",
)
_FENCE = re.compile(r"^ *```", re.MULTILINE)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) +(.*?)$")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
_NOTE = re.compile(r'^!!! \w+(?: "([^"]*)")?$')
_NO_TARGET = 4  # headings of this level and below are entries, to which no link leads
_WIDEST_CM, _HIGHEST_CM, _BESIDE_CM = 15.5, 17.0, 7.4


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the manual: where it stands below docs/, and its text."""

    name: str
    text: str

    @property
    def key(self) -> str:
        """Return the name under which links lead to the page."""
        return Path(self.name).stem


def gathered(names: tuple[str, ...] = CHAPTERS) -> str:
    """Return the pages as one text for pandoc."""
    return "\n\n".join(chapter(Page(name, (DOCS / name).read_text(encoding="utf-8"))) for name in names)


def chapter(page: Page) -> str:
    """Return one page as a chapter: its headings named for links from elsewhere, links and pictures turned."""
    text = _COMMENT.sub("", _FRONT.sub("", page.text)).strip()
    lines: list[str] = []
    is_code = False
    for line in text.splitlines():
        is_code ^= bool(_FENCE.match(line))
        lines.append(line if is_code or line.lstrip().startswith("```") else _turned(line, page))
    return "\n".join(lines)


def _turned(line: str, page: Page) -> str:
    if note := _NOTE.match(line):
        return f"> **{note[1] or '注意'}**\n>"
    if line.startswith("    ") and not line.strip().startswith(("-", "|")) and page.key == "index":
        return f"> {line.strip()}"
    line = _PICTURE.sub(lambda found: _picture(found, line, page), line)
    line = _LINK.sub(lambda found: _link(found, page), line)
    heading = _HEADING.match(line)
    if heading and len(heading[1]) < _NO_TARGET:
        anchor = page.key if heading[1] == "#" else f"{page.key}-{slug_of(heading[2])}"
        return f"{heading[1]} {heading[2]} {{#{anchor}}}"
    return line


def _link(found: re.Match[str], page: Page) -> str:
    path, _, anchor = found[2].partition("#")
    if path and not path.endswith(".md"):
        return found[1]
    target = ((DOCS / page.name).parent / path).resolve() if path else DOCS / page.name
    if not target.is_relative_to(DOCS) or target.relative_to(DOCS).as_posix() not in CHAPTERS:
        return found[1]
    return f"[{found[1]}](#{target.stem}{f'-{anchor}' if anchor else ''})"


def _picture(found: re.Match[str], line: str, page: Page) -> str:
    path = ((DOCS / page.name).parent / found[2]).resolve()
    width, height = _size(path)
    room = _BESIDE_CM if line.lstrip().startswith("|") else _WIDEST_CM
    if page.key == "units":
        room = 12.5
    shown = min(room, _HIGHEST_CM * width / height, width * 0.0265)
    return f"![{found[1]}]({path}){{width={shown:.1f}cm}}"


def _size(path: Path) -> tuple[int, int]:
    """Return width and height of a PNG in pixels."""
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    return width, height
