"""The manual: its reference pages are fresh and whole, its links lead somewhere, and every command in it works."""

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from importlib import metadata
from itertools import chain
from pathlib import Path

import click
import pytest
from packaging.utils import canonicalize_name

from docs.generator.markup import cell, with_gaps
from docs.generator.messages import macro_texts, messages
from docs.generator.pages import all_pages
from tests.fake_machine import office_pc
from xlminshi.adapters.excel_home import install
from xlminshi.adapters.macros.modules import Host, xlwings_module
from xlminshi.adapters.places import templates_folder
from xlminshi.cli import FAILED, run
from xlminshi.cli.base import cli
from xlminshi.core.catalogue import Code
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.phrases import Use
from xlminshi.form import formulas, functions, sheet_values
from xlminshi.form.commands import COMMANDS
from xlminshi.form.fields import FIELDS
from xlminshi.form.function_list import FUNCTIONS
from xlminshi.form.setting_items import ITEMS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "manual" / "reference"
WRITTEN = (DOCS / "index.md", *sorted((DOCS / "manual").glob("*.md")))
# What the manual quotes beside our own commands; the first needs the internet, tests/bundle runs the other.
PIP = ("python -m pip install ", "sh install.sh")
_BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_SEEN = re.compile(r"看到“([^”]+)”(?:和“([^”]+)”)?")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def committed() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in REFERENCE.glob("*.md")}


def test_the_committed_reference_pages_are_those_of_a_fresh_build() -> None:
    stale = [name for name, text in all_pages().items() if committed().get(name) != text]
    assert not stale, f"run `make reference`: {stale}"
    assert committed().keys() == all_pages().keys()


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("columns.md", [cell(field.header) for field in FIELDS]),
        ("settings.md", [cell(item.label) for item in ITEMS]),
        ("functions.md", [one.name for one in FUNCTIONS]),
        ("buttons.md", [one.caption for one in COMMANDS]),
        ("findings.md", [f"`{name}`" for name in Code.__members__]),
        ("findings.md", [cell(with_gaps(one.cure)) for one in Code if one.cure]),
        ("findings.md", [cell(with_gaps(one.what)) for one in Code if one.what != "{found}"]),
        ("phrases.md", [f"## {use.value}\n" for use in Use]),
    ],
)
def test_a_reader_finds_every_entry_of_the_programs_own_lists(name: str, entries: list[str]) -> None:
    page = committed()[name]
    assert entries
    assert [entry for entry in entries if entry not in page] == []


def run_together(text: str) -> str:
    """Return a text as one line: a message stands under its first sentence."""
    return re.sub(r"[#\s]", "", text)


def commands() -> Iterator[str]:
    for name, command in cli.commands.items():
        yield from (
            (f"{name} {one}" for one in command.commands) if isinstance(command, click.Group) else (name,)
        )


def test_a_reader_finds_every_command_with_every_option() -> None:
    page = committed()["commands.md"]
    assert [name for name in commands() if f"## xlminshi {name}\n" not in page] == []
    typed = {
        name for one in cli.commands.values() for param in one.params for name in param.opts if "-" in name
    }
    assert [name for name in sorted(typed) if name not in page] == []


def test_a_reader_finds_the_sentence_with_which_the_program_refuses(tmp_path: Path) -> None:
    with pytest.raises(CannotContinueError) as refused:
        install("加载项.txt", b"", office_pc(tmp_path))
    page = run_together(committed()["messages.md"])
    assert run_together(cell(str(refused.value).replace("加载项.txt", "…"))) in page
    assert "「…」是空文件，里面没有内容。请重新保存或重新下载后再交。" in page
    assert "这台电脑上没有找到Python。" in page


def test_a_reader_finds_every_text_that_a_function_shows_in_a_cell() -> None:
    modules = (formulas, functions, sheet_values)
    names = [
        (one, name)
        for one in modules
        for name in vars(one)
        if re.match("BAD_|OTHER_|TOO_MANY|NO_ANSWER|NOT_RE", name)
    ]
    shown = {getattr(one, name) for one, name in names}
    assert len(shown) > 12
    assert [text for text in sorted(shown) if f"| {text} |" not in committed()["functions.md"]] == []


def test_every_heading_of_the_messages_has_some() -> None:
    assert [heading for heading, texts in messages().items() if not texts] == []
    assert len(macro_texts()) > 50


def test_texts_of_macros_are_put_together_as_the_person_reads_them() -> None:
    assert "“…”（牵头单位：…）不在任何一张单位表中。" in macro_texts()
    assert "累计完成“…”比上期累计“…”少。" in macro_texts()


@pytest.mark.parametrize("page", WRITTEN, ids=lambda path: path.stem)
def test_links_and_pictures_of_the_manual_are_there(page: Path) -> None:
    found = [link.partition("#")[0] for link in _LINK.findall(page.read_text(encoding="utf-8"))]
    assert [link for link in found if link and not (page.parent / link).is_file()] == []


def blocks(page: Path) -> list[tuple[str, list[str], str]]:
    """Return the kind of each block, its lines, and the text that stands behind it up to the next block."""
    text = page.read_text(encoding="utf-8")
    found = list(_BLOCK.finditer(text))
    ends = [*(one.start() for one in found), len(text)][1:]
    return [
        (one[2], [line.strip() for line in one[3].splitlines() if line.strip()], text[one.end() : end])
        for one, end in zip(found, ends, strict=True)
    ]


@pytest.mark.parametrize("page", WRITTEN, ids=lambda path: path.stem)
def test_nothing_is_quoted_that_no_test_runs(page: Path) -> None:
    for kind, lines, _ in blocks(page):
        starts = ("xlminshi ",) if kind == "console" else PIP
        assert [line for line in lines if not line.startswith(starts)] == []
    inline = re.findall(r"`xlminshi ([a-z]+)[^`]*`", page.read_text(encoding="utf-8"))
    assert [name for name in inline if name not in cli.commands] == []


def pages_with_commands() -> list[Path]:
    return [page for page in WRITTEN if any(kind == "console" for kind, *_ in blocks(page))]


def test_the_pages_for_the_office_and_the_administrator_quote_commands() -> None:
    assert {page.stem for page in pages_with_commands()} >= {"office", "administrator"}


@pytest.mark.parametrize("page", pages_with_commands(), ids=lambda path: path.stem)
def test_every_command_of_the_manual_works_and_says_what_the_manual_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "工作文件夹"
    desk.mkdir()
    example = templates_folder() / "examples" / "zhanhe_2022"
    shutil.copy(example / "实事清单.xlsx", desk)
    shutil.copytree(example / "填报表", desk / "报回")
    machine = office_pc(tmp_path / "电脑")
    made_before = (
        "new 实事清单.xlsx -o 各区县/湛河区.xlsx",
        "collect 各区县/湛河区.xlsx 报回 -o 各区县/湛河区.xlsx --replace",
    )
    monkeypatch.setattr("xlminshi.adapters.machine.this_machine", lambda: machine)
    monkeypatch.chdir(desk)
    text = page.read_text(encoding="utf-8")
    if "xlminshi new " not in text:
        assert run(shlex.split("new 实事清单.xlsx -o 民生实事.xlsm")) != FAILED
        capsys.readouterr()
    if " 各区县 " in text:
        assert FAILED not in [run(shlex.split(line)) for line in made_before]
        capsys.readouterr()
    for kind, lines, behind in blocks(page):
        if kind == "console":
            codes = [run(shlex.split(line)[1:]) for line in lines]
            said = capsys.readouterr()
            assert FAILED not in codes, f"{lines}\n{said.err}"
            for seen in chain.from_iterable(_SEEN.findall(behind)):
                assert seen in said.out, f"{lines}\n{said.out}"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/returns.md"])
def test_links_of_the_papers_for_developers_are_there(name: str) -> None:
    page = ROOT / name
    found = [link.partition("#")[0] for link in _LINK.findall(page.read_text(encoding="utf-8"))]
    assert [link for link in found if not (page.parent / link).exists()] == []


def test_every_file_and_line_of_code_that_the_guide_for_contributors_names_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:xlminshi|tests|workbook_templates)/[^`]*)`", text)
    assert len(paths) > 20
    assert [path for path in paths if not (ROOT / path).exists()] == []
    code = "".join(
        re.sub(r"\s+", "", path.read_text(encoding="utf-8")) for path in ROOT.glob("xlminshi/core/**/*.py")
    )
    quoted = [one[3] for one in _BLOCK.finditer(text) if one[2] == "python"]
    assert [block for block in quoted if re.sub(r"\s+", "", block) not in code] == []
    assert len(quoted) == 3


def test_every_dependency_stands_in_the_third_party_notices() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8").lower()
    wanted = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    names = [re.split(r"[<>=\[; ]", one)[0].lower() for one in wanted]
    assert [name for name in names if name.replace("-material", "") not in text] == []


def test_every_library_that_the_program_imports_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = (*project["dependencies"], *project["optional-dependencies"]["cluster"])
    asked = {canonicalize_name(re.split(r"[<>=\[; ]", one)[0]) for one in wanted}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "xlminshi").rglob("*.py"))
    imported = set(re.findall(r"^ *(?:import|from) (\w+)[\w.]*(?: import | as |\n)", code, re.MULTILINE))
    packages = metadata.packages_distributions()
    ours = {canonicalize_name(packages[one][0]) for one in imported - {"xlminshi"} if one in packages}
    assert ours >= {"lxml", "python-docx", "distributed"}
    assert ours <= asked


def test_the_office_reads_in_the_notices_what_stands_in_its_own_workbooks() -> None:
    def words(text: str) -> str:
        return " ".join(re.sub(r"[^A-Za-z ]", " ", text).split())

    macros = words(xlwings_module(Host.WORKBOOK).text)
    notices = words((ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8"))
    terms = macros[macros.index("Redistribution and use") : macros.index("POSSIBILITY OF SUCH DAMAGE")]
    assert terms in notices
