"""`import xlminshi` for people who automate: its page, its types, its docstrings, and the example that runs."""

import ast
import inspect
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
import pytest

import xlminshi
from docs.generator.library import library_page, said_of
from xlminshi import api
from xlminshi.cli.base import FAILED, GOOD, version
from xlminshi.cli.running import run

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "analysis.py"
FUNCTIONS = [name for name in xlminshi.__all__ if inspect.isfunction(getattr(xlminshi, name))]


def test_the_page_of_the_library_has_each_public_name_with_words_signature_and_docstring() -> None:
    page = library_page()
    headings = [line[3:] for line in page.splitlines() if line.startswith("## ")]
    assert sorted(headings) == list(xlminshi.__all__)
    for name in xlminshi.__all__:
        assert said_of(name) in page
        assert str(inspect.getdoc(getattr(xlminshi, name))) in page
    assert " at 0x" not in page and "xlminshi.workflow" not in page


def test_what_type_checkers_see_is_what_is_loaded_at_run_time() -> None:
    tree = ast.parse((ROOT / "xlminshi" / "__init__.py").read_text("utf-8"))
    seen = {one.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for one in node.names}
    assert seen - {"import_module", "Any", "TYPE_CHECKING"} == set(xlminshi.__all__)
    public = {name for name in api.__all__ if not name[0].isupper()}
    assert public <= set(xlminshi.__all__)
    assert (ROOT / "xlminshi" / "py.typed").is_file()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_docstring_says_what_comes_back_and_which_errors(name: str) -> None:
    found = getattr(xlminshi, name)
    words = str(inspect.getdoc(found))
    assert words.startswith(("Return", "Write", "Read", "Go", "Take", "Roll"))
    if "replace" in inspect.signature(found).parameters:
        assert "Error" in words or "as `" in words


def test_the_example_runs_from_top_to_bottom_and_its_figures_are_those_of_the_bulletin(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    space = runpy.run_path(str(EXAMPLE))
    assert space["by_class"].to_dict() == {"已完成": 11, "持续推进": 5, "进展缓慢": 3}
    left = space["behind"].set_index("指标名称")["还差"]
    assert left["新建和改造农村公路"] == pytest.approx(30 - 12.85)
    assert space["capped"].max() <= 1
    ranked = [one.name for one in space["city"].standings]
    assert space["share"].idxmax() == ranked[0] == "云溪区"
    assert len(space["share"].dropna()) == len(ranked) == 8
    assert "已经存在" in space["refused"]
    assert "采用 14 份" in capsys.readouterr().out
    assert EXAMPLE.read_text("utf-8").count("# %%") > 10


def test_python_dash_m_xlminshi_is_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xlminshi", "--version"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    assert done.stdout.strip() == f"xlminshi {version()}"


def test_an_office_with_nothing_but_the_program_gets_the_empty_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "--empty", "-o", "实事清单.xlsx"]) == GOOD
    assert "已写出空白的实事清单：实事清单.xlsx" in capsys.readouterr().out
    assert openpyxl.load_workbook("实事清单.xlsx").sheetnames[:2] == ["实事清单", "设置"]
    assert run(["new", "--empty", "-o", "实事清单.xlsx"]) == FAILED
    assert run(["new", "--empty", "-o", "实事清单.docx"]) == FAILED
    assert "以 .xlsx 结尾" in capsys.readouterr().err
    assert run(["new", "--empty", "实事清单.xlsx", "-o", "a.xlsx"]) == FAILED
    assert "只选一样" in capsys.readouterr().err
    assert not Path("a.xlsx").exists()
