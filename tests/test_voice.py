"""One voice: what is told is polite and whole, says what to do, and is the same in program and macros."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.checking.terms import program_texts
from docs.generator.markup import with_gaps
from docs.generator.messages import macro_texts
from xlminshi.core.catalogue import Code, Level

ROOT = Path(__file__).resolve().parent.parent
# Where a person has typed a command, or reads how to.
TYPED = ("xlminshi/cli", "xlminshi/adapters/chinese_click.py")
# What a cure begins with: a request, or the case in which something is to be done.
REQUESTS = re.compile("请|如|需要时|核实后|可选：|可用的标记：|标记两边|一件实事只填|\\{expected\\}")
# What only the check without Python says: it looks at the workbook as it stands, sheet by sheet.
ONLY_IN_MACROS = {
    "…没有计量单位。": "请在实事清单补上计量单位。",
    "“…”（牵头单位：…）不在任何一张单位表中。": "请核对单位表是否被删除，实事名称是否被改动。",
    "“…”认定为“…”，完成率只有…。": "请核对，并在“认定理由”写明原因。",
}
# Here the cure is a fact that is filled in, or the error is caught and told by another.
TOLD_BY_A_FACT = ("outbox.py", "founding.py", "rolling_up.py", "children.py", "office.py")
_REPORT = re.compile(r"^\s*Report \w+, .*$", re.MULTILINE)


def texts_of(path: Path) -> Iterator[str]:
    yield from (text for _, text in program_texts(path.read_text(encoding="utf-8")))


def test_options_are_named_only_where_commands_are_typed() -> None:
    named = [
        (path.relative_to(ROOT).as_posix(), text)
        for path in sorted((ROOT / "xlminshi").rglob("*.py"))
        if not path.relative_to(ROOT).as_posix().startswith(TYPED)
        for text in texts_of(path)
        if re.search(r"(?<![\w-])--[a-z]", text)
    ]
    assert named == []


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.name)
def test_every_finding_is_a_whole_sentence_that_says_politely_what_to_do(code: Code) -> None:
    assert code.what.endswith(("。", "：{found}")) or code.what == "{found}"
    assert not re.search("[！!?]|必须|务必|严禁|不得|错误地", code.what + code.cure)
    assert len(code.what) <= 75
    if code.cure:
        assert REQUESTS.match(code.cure)
        assert code.cure.endswith(("。", "{expected}"))
    assert code.cure or code.level is not Level.MUST_FIX or code is Code.UNREADABLE_FILE


def bare(text: str) -> str:
    """Return a text without the marks around what is filled in: a macro keeps them with the name."""
    return with_gaps(text).replace("“…”", "…")


def test_the_macros_report_findings_in_the_words_of_the_catalogue() -> None:
    source = re.sub(r" _\n\s*", " ", (ROOT / "macros" / "MinshiSelfCheck.bas").read_text(encoding="utf-8"))
    lines = _REPORT.findall(source)
    assert len(lines) > 10
    own = {*ONLY_IN_MACROS, *ONLY_IN_MACROS.values()}
    known = {bare(words) for one in Code for words in (one.what, one.cure)} | {bare(one) for one in own}
    told = [one for line in lines for one in macro_texts() if _fits(one, line)]
    assert len(told) > 20
    assert [one for one in told if bare(one) not in known] == []


def _fits(text: str, line: str) -> bool:
    """Return whether all fixed parts of a text stand in a line of a macro."""
    return all(part in line for part in text.split("…") if part)


def test_cures_of_the_macros_are_those_of_the_same_finding() -> None:
    told = set(map(bare, macro_texts()))
    shared = [one for one in Code if bare(one.what) in told and one.what != "{found}"]
    assert len(shared) >= 10
    # Who is missing is told with the same cure; so is everything else that both say.
    assert [one.name for one in shared if bare(one.cure) not in told] == []


def test_a_refusal_says_what_is_wrong_and_what_to_do() -> None:
    """Every refusal of the layers below the command line ends with a request."""
    silent = []
    for path in sorted((ROOT / "xlminshi").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                name = str(getattr(node.exc.func, "id", ""))
                words = "".join(
                    one.value
                    for part in node.exc.args
                    for one in ast.walk(part)
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )
                is_told = name.endswith("Error") and re.search("[\u4e00-\u9fff]{4}", words)
                is_told = is_told and path.name not in TOLD_BY_A_FACT
                if is_told and not re.search("请|可选|不用|现有", words):
                    silent.append((path.name, words))
    assert silent == []
