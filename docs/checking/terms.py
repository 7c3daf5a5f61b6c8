"""The words of the glossary in everything a person reads: the program's own texts, its macros, and the manual."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docs.checking.links import ROOT

_GLOSSARY = Path(__file__).with_name("terms.toml")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_VBA_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_XML_TEXT = re.compile(r'(?:label|screentip|supertip)="([^"]*)"')
# What reads other people's words has to know theirs: old bulletins, checked texts, own words of units.
_READERS = (
    "xlminshi/bulletin/listing",
    "xlminshi/bulletin/proofreading",
    "xlminshi/bulletin/own_words.py",
    "xlminshi/core/checks",
    "xlminshi/core/standard_phrases.py",
)
# Names under which something is also recognised.
_RECOGNISED = ("aliases", "names", "synonyms")
_PAPERS = ("docs/index.md", "docs/windows-checklist.md", "docs/manual/*.md", "docs/examples/**/*.md")
_QUOTED = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary, and those that are not used for it but within `but`."""

    use: str
    others: tuple[str, ...]
    but: tuple[str, ...]

    def strange_in(self, text: str) -> Iterator[str]:
        """Yield each word of a text that the glossary has another one for."""
        for allowed in self.but:
            text = text.replace(allowed, "")
        yield from (other for other in self.others if other in text)


@dataclass(frozen=True, slots=True)
class StrangeWord:
    """A word that the glossary has another one for, and where it stands."""

    place: str
    word: str
    use: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: “{self.word}” should be “{self.use}” in: {self.text[:60]}"


@cache
def glossary() -> tuple[Term, ...]:
    """Return the terms of the glossary."""
    table = tomllib.loads(_GLOSSARY.read_text(encoding="utf-8"))["term"]
    return tuple(Term(one["use"], tuple(one["not"]), tuple(one.get("but", ()))) for one in table)


def strange_words() -> Iterator[StrangeWord]:
    """Yield every word of the program and its papers that the glossary has another one for."""
    for place, text in told_texts():
        for term in glossary():
            yield from (StrangeWord(place, word, term.use, text) for word in term.strange_in(text))


@cache
def told_texts() -> tuple[tuple[str, str], ...]:
    """Return every text that a person may read, with its place."""
    return tuple(_told_texts())


def _told_texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "xlminshi").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(_READERS):
            for line, text in program_texts(path.read_text(encoding="utf-8")):
                yield f"{name}:{line}", text
    for path in sorted((ROOT / "macros").iterdir()):
        pattern = _XML_TEXT if path.suffix == ".xml" else _VBA_TEXT
        if path.suffix != ".md":
            for text in pattern.findall(_without_remarks(path.read_text(encoding="utf-8"))):
                yield f"macros/{path.name}", text
    for paper in (one for pattern in _PAPERS for one in sorted(ROOT.glob(pattern))):
        lines = _QUOTED.sub("", paper.read_text(encoding="utf-8")).splitlines()
        yield from ((paper.relative_to(ROOT).as_posix(), line) for line in lines if _CHINESE.search(line))


def program_texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield each Chinese text of a module with its line: no docstrings, no names that are merely recognised, no patterns."""
    tree = ast.parse(source)
    silent = set(_silent(tree))
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in silent and _CHINESE.search(node.value):  # type: ignore[attr-defined]
            yield node.lineno, node.value  # type: ignore[attr-defined]


def _silent(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        elif isinstance(node, ast.keyword) and node.arg in _RECOGNISED:
            yield from map(id, ast.walk(node.value))
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in (
            "compile",
            "sub",
            "match",
            "search",
            "findall",
        ):
            yield from (id(part) for one in node.args[:1] for part in ast.walk(one))


def _without_remarks(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("'"))
