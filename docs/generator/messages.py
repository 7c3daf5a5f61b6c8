"""Every sentence that the program and its macros say, beside the findings of the catalogue, taken from the source itself."""

import ast
import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from docs.generator.markup import cell, page, with_gaps
from docs.generator.script_texts import script_texts

BOOST = 2
"""Who searches for the words of a message wants the message, not a page that holds the same words by chance."""
ROOT = Path(__file__).resolve().parents[2]
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NUMBERED, _STOP = re.compile(r"^(\d+)\."), r"\1\\."
_SENTENCE = re.compile("[。？！]")
_END = re.compile("[。？！][”」）]?")
_PATTERN = re.compile(r"\(\?[:=!<]|\[\^")  # of a regular expression
_VBA_TEXT = re.compile(r'"((?:[^"]|"")*)"')
# Which sources speak to a person, under which heading; the first that fits counts.
_SOURCES = (
    ("读取报回的文件", ("xlminshi/adapters/closed", "xlminshi/adapters/incoming")),
    (
        "写入文件、备份和撤销",
        ("xlminshi/adapters/outbox.py", "xlminshi/adapters/staging.py", "xlminshi/adapters/backups.py"),
    ),
    (
        "外发前的检查和导出",
        ("xlminshi/adapters/outgoing.py", "xlminshi/adapters/leaving", "xlminshi/workflow/exporting.py"),
    ),
    ("版头文件和 Word 稿", ("xlminshi/adapters/word",)),
    (
        "安装和体检",
        (
            "xlminshi/adapters/excel_home.py",
            "xlminshi/adapters/machine.py",
            "xlminshi/adapters/macros",
            "xlminshi/doctor.py",
        ),
    ),
    ("按钮（需要 Python）", ("xlminshi/buttons.py", "xlminshi/adapters/live")),
    (
        "办理各步时",
        ("xlminshi/workflow", "xlminshi/api", "xlminshi/adapters/office.py", "xlminshi/core/returns.py"),
    ),
    ("命令行", ("xlminshi/cli", "xlminshi/adapters/chinese_click.py")),
    ("设置表和各表的填写", ("xlminshi/form",)),
    ("其他", ("xlminshi/adapters", "xlminshi/core/controls.py")),
)
# These speak to a person in short lines too, that are no whole sentences.
_SHORT_LINES = (
    "xlminshi/cli",
    "xlminshi/buttons.py",
    "xlminshi/doctor.py",
    "xlminshi/adapters/chinese_click.py",
    "xlminshi/adapters/incoming",
    "xlminshi/adapters/live",
)
_SHORTEST = 4
# In these only what a finding is given as its `expected` is said in a message; the rest is help, and stands elsewhere.
_ONLY_EXPECTED = "xlminshi/form"


def message_page() -> str:
    """Return the page of all messages."""
    found = messages()
    parts = [f"## {heading}\n\n{_rows(_whole(texts))}" for heading, texts in found.items() if texts]
    opening = (
        "看到一句提示，不明白是什么意思时，在本页或搜索框里查其中的几个字。“…”处由程序填入文件名、数字等。"
        "“填报问题”表中的提示另见[填报问题](findings.md)。"
    )
    macros = f"## 按钮（不用 Python 的部分）\n\n{_rows(macro_texts())}"
    scripts = f"## 安装包的安装和卸载\n\n{_rows(script_texts())}"
    return page("其他提示文字", opening, *parts, macros, scripts, boost=BOOST)


def _whole(texts: set[str]) -> list[str]:
    """Return the texts in order without those that stand in a longer one: a refusal is put together from its parts."""
    return sorted(one for one in texts if not any(one != other and one in other for other in texts))


def _rows(texts: list[str]) -> str:
    """Return an entry for each, under its first sentence: the search then leads to the one sentence that was found."""
    return "\n".join(_row(text) for text in texts)


def _row(text: str) -> str:
    first, stop, rest = _parted(text)
    body = f"\n{_NUMBERED.sub(_STOP, cell(rest))}\n" if rest else ""
    return f"#### {_NUMBERED.sub(_STOP, cell(first + stop))}\n{body}"


def _parted(text: str) -> tuple[str, str, str]:
    """Return the first sentence, its stop, and the rest."""
    line, _, below = text.partition("\n")
    found = _END.search(line)
    if found is None:
        return line, "", below
    return line[: found.start()], found[0], f"{line[found.end() :]}\n{below}".strip()


def messages() -> dict[str, set[str]]:
    """Return the texts by heading, … standing for what is filled in."""
    found: dict[str, set[str]] = {heading: set() for heading, _ in _SOURCES}
    for path in sorted((ROOT / "xlminshi").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        heading = _heading(name)
        if heading:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            if name.startswith(_ONLY_EXPECTED):
                texts = _expected(tree)
            else:
                texts = _sentences(tree, takes_lines=name.startswith(_SHORT_LINES))
            found[heading].update(with_gaps(text).strip() for text in texts)
    return found


def _heading(name: str) -> str:
    return next((heading for heading, starts in _SOURCES if name.startswith(starts)), "")


def _sentences(tree: ast.Module, takes_lines: bool = False) -> Iterator[str]:
    """Yield every text with a whole Chinese sentence in it, and every refusal, which the reader puts together from two parts."""
    silent = set(_silent(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in silent:
            text = _text(node)
            if _is_said(text) or (takes_lines and _is_line(text)):
                yield text
    for scope, names in _scopes(tree):
        for node in ast.walk(scope):
            if isinstance(node, ast.Call) and _name_of_call(node) == "refusal" and len(node.args) == 3:
                told = itertools.product(*(_texts(one, names) for one in node.args[1:]))
                yield from (f"「…」{what}。{remedy}。" for what, remedy in told if "…" not in (what, remedy))


def _is_said(text: str) -> bool:
    """Return whether a text is a sentence for a person, and not a piece of a macro."""
    is_sentence = bool(_CHINESE.search(text) and _SENTENCE.search(text))
    return is_sentence and not text.startswith("Attribute ") and not _PATTERN.search(text)


def _is_line(text: str) -> bool:
    """Return whether a text is long enough for a line that a person reads, and no file's name."""
    return len(_CHINESE.findall(text)) >= _SHORTEST and not text.endswith(".txt")


def _expected(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        text = _text(value) if (value := _told_as_expected(node)) is not None else ""
        if _is_said(text):
            yield text


def _told_as_expected(node: ast.AST) -> ast.expr | None:
    """Return what stands for `expected` in a finding: a keyword, a name, or the second argument of `bad`."""
    if isinstance(node, ast.keyword):
        return node.value if node.arg == "expected" else None
    if isinstance(node, ast.Assign):
        return node.value if any(getattr(one, "id", "") == "expected" for one in node.targets) else None
    if isinstance(node, ast.Call) and _name_of_call(node) == "bad":
        return node.args[1] if len(node.args) > 1 else None
    return None


def _silent(tree: ast.Module) -> Iterator[int]:
    """Yield what is no message: docstrings, the parts of longer texts, and the help of commands (it has its own page)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(
            node.body[0], ast.Expr
        ):
            yield id(node.body[0].value)
        elif isinstance(node, ast.JoinedStr):
            yield from (id(part) for part in node.values)
        elif isinstance(node, ast.keyword) and node.arg in ("help", "metavar"):
            yield id(node.value)


def _name_of_call(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return str(getattr(function, "id", getattr(function, "attr", "")))


def _scopes(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, dict[str, list[str]]]]:
    """Yield each function with the texts that its names, and those of the module, may stand for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node, _texts_by_name((*tree.body, *ast.walk(node)))


def _texts_by_name(nodes: Iterable[ast.AST]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).extend(_texts(node.value, {}))
    return found


def _texts(node: ast.expr, names: dict[str, list[str]]) -> list[str]:
    """Return every text that an expression may give."""
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body, names), *_texts(node.orelse, names)]
    if isinstance(node, ast.Name):
        return names.get(node.id, ["…"])
    return [_text(node)]


def _text(node: ast.expr) -> str:
    """Return a text with … for what is not written out."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else "…"
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    return "…"


# The macros ---------------------------------------------------------------------------------------------------


def macro_texts() -> list[str]:
    """Return what the macros say, in the order of their text; the parts of one sentence are put together."""
    found: dict[str, None] = {}
    for path in sorted((ROOT / "macros").glob("*.bas")):
        for line in _statements(path.read_text(encoding="utf-8")):
            for text in _said(line):
                found[text] = None
    return list(found)


def _statements(text: str) -> Iterator[str]:
    """Yield the lines of code, continued ones as one."""
    for line in re.sub(r" _\n\s*", " ", text).splitlines():
        if not line.lstrip().startswith("'"):
            yield line


def _said(line: str) -> Iterator[str]:
    """Yield the Chinese sentences of one statement; texts joined by & are one, whatever is not text becomes …."""
    for chain in _chains(line):
        for text in re.split(r"\n+", chain):
            if _CHINESE.search(text) and re.search("[。：]", text):
                yield re.sub("…+", "…", text).strip()


def _chains(line: str) -> Iterator[str]:
    texts = list(_VBA_TEXT.finditer(line))
    chain, end = "", 0
    for one in texts:
        between = _without_brackets(line[end : one.start()])
        is_joined = (
            bool(chain) and re.fullmatch(r"\s*&.*&\s*", between, re.DOTALL) is not None and "," not in between
        )
        if not is_joined:
            yield chain
            chain = "…" if re.search(r"[\w)]\s*&\s*$", between) and "vbLf" not in between else ""
        else:
            chain += _between(between)
        chain, end = chain + one[1].replace('""', '"'), one.end()
    yield chain + ("…" if re.match(r"\s*&\s*\w", line[end:]) and "vbLf" not in line[end:] else "")


def _without_brackets(code: str) -> str:
    """Return code without the arguments of the calls in it."""
    shorter = re.sub(r"\([^()]*\)", "", code)
    return code if shorter == code else _without_brackets(shorter)


def _between(code: str) -> str:
    parts = [part.strip() for part in code.split("&") if part.strip()]
    return "".join("\n" if part == "vbLf" else "…" for part in parts)
