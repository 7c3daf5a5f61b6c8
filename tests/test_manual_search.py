"""A reader types the words of a message into the manual's search, and finds the page that tells what to do."""

import ast
import json
import logging
import re
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from xlminshi.core.catalogue import Code

ROOT = Path(__file__).resolve().parent.parent
FINDINGS, MESSAGES, FUNCTIONS = (
    f"manual/reference/{name}.html" for name in ("findings", "messages", "functions")
)
# Through these calls the program speaks to a person: the console, the buttons' boxes, refusals, what the doctor tells.
SPEAKING = {
    "echo",
    "tell",
    "ask",
    "choose_folder",
    "choose_file",
    "refusal",
    "Check",
    "_failed",
    "finish",
    "_refused",
}
# How many pages a reader looks at before giving up.
PATIENCE = 3
_CHINESE = re.compile("[\u4e00-\u9fff]")
_SHORTEST = 4
_VBA_TEXT = re.compile(r'"((?:[^"]|"")*)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the manual as web pages, made anew."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    folder = tmp_path_factory.mktemp("手册")
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder)))
    return folder


def plain(text: str) -> str:
    """Return a text as it is compared: without the marks of a page and without any space."""
    return re.sub(r"[\s\u200b]", "", unescape(re.sub(r"<[^>]*>", "", text)))


@pytest.fixture(scope="module")
def index(site: Path) -> dict[str, str]:
    """Return the text of each page in the search index."""
    pages: dict[str, str] = {}
    found = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    for one in found["docs"]:
        page = one["location"].partition("#")[0]
        pages[page] = pages.get(page, "") + plain(f"{one['title']} {one['text']}")
    return pages


def fixed_parts(text: str) -> list[str]:
    """Return what stands unchanged in a message, whatever is filled in."""
    # Words that begin with - mean “without” to the search, and are no words to look for.
    parts = re.split(r"\{[^{}]*\}|…|\n|%[sd]|\s-+[a-z-]+", text)
    return [part for part in map(str.strip, parts) if len(_CHINESE.findall(part)) >= _SHORTEST]


def catalogue_parts() -> Iterator[str]:
    for one in Code:
        for template in (one.what, one.cure):
            yield from fixed_parts(template)


def spoken_parts() -> Iterator[str]:
    """Yield the fixed parts of all that the program says by itself: looked up in the source without the manual's generator."""
    for path in sorted((ROOT / "xlminshi").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _is_spoken(node):
                for argument in (*node.args, *(one.value for one in node.keywords)):
                    yield from _constants(argument)


def _is_spoken(call: ast.Call) -> bool:
    name = str(getattr(call.func, "id", getattr(call.func, "attr", "")))
    return name in SPEAKING or name.endswith("Error")


def _constants(node: ast.expr) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield from fixed_parts(one.value)


def macro_parts() -> Iterator[str]:
    """Yield what the macros show in a box or on their sheet: every Chinese text but names of sheets and lists of words."""
    for path in sorted((ROOT / "macros").glob("*.bas")):
        for line in path.read_text(encoding="utf-8").splitlines():
            is_remark = line.lstrip().startswith(("'", "Attribute", "Private Const", "Keys"))
            for text in () if is_remark else _VBA_TEXT.findall(line):
                if "|" not in text and re.search("[。：，]", text):
                    yield from fixed_parts(text.replace('""', '"'))


@pytest.mark.parametrize(
    ("parts", "least"),
    [(catalogue_parts, 400), (spoken_parts, 200), (macro_parts, 50)],
    ids=["findings", "program", "macros"],
)
def test_every_text_that_the_program_says_stands_in_the_manual(
    parts: object, least: int, index: dict[str, str]
) -> None:
    told = sorted(set(parts()))  # type: ignore[operator]
    assert len(told) > least
    everything = "".join(index.values())
    assert [one for one in told if plain(one) not in everything] == []


def test_the_search_of_the_manual_leads_from_every_text_to_its_page(
    site: Path, index: dict[str, str]
) -> None:
    parts = {*catalogue_parts(), *spoken_parts(), *macro_parts()}
    told = sorted(one for one in parts if len(_CHINESE.findall(one)) > _SHORTEST + 1)
    assert len(told) > 500
    script = ROOT / "tests" / "manual_search.js"
    asked = subprocess.run(
        ["node", str(script), str(site)], input=json.dumps(told), capture_output=True, text=True, check=True
    )
    lost = []
    for query, locations in zip(told, json.loads(asked.stdout), strict=True):
        pages = list(dict.fromkeys(location.partition("#")[0] for location in locations))
        if not any(plain(query) in index[page] for page in pages[:PATIENCE]):
            lost.append(query)
    assert lost == []


def test_words_that_no_message_holds_are_not_found(index: dict[str, str]) -> None:
    assert plain("这句话程序从来不说") not in "".join(index.values())
    assert fixed_parts("“{found}”不是数字。请{x}只填数字，") == ["”不是数字。请", "只填数字，"]
