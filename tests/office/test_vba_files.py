"""The workbook with buttons and the add-in as independent programs read them. Excel itself is not on our machines."""

import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.office.validators import audit_errors, sdk_errors
from tests.office.vba_build import container_defects, modules_by_olevba, modules_by_pyopenvba
from xlminshi.adapters.macros.functions import function_helps, function_wrappers
from xlminshi.adapters.macros.modules import Host, standard_modules
from xlminshi.adapters.macros.writing import render_macro_book
from xlminshi.form.sheets import Area, BookPlan, Button, CellNote, SheetPlan

FOLDER = "6_Excel按钮"


@pytest.fixture(scope="module")
def book(demo_folder: Path) -> Path:
    return demo_folder / FOLDER / "汇总工作簿.xlsm"


@pytest.fixture(scope="module")
def addin(demo_folder: Path) -> Path:
    return demo_folder / FOLDER / "xlminshi.xlam"


@pytest.fixture(scope="module")
def texts(book: Path, addin: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every module of the workbook as text."""
    folder = tmp_path_factory.mktemp("modules")
    for name, text in modules_by_pyopenvba(book.read_bytes()).items():
        ending = ".cls" if "VB_PredeclaredId" in text else ".bas"
        (folder / f"{name}{ending}").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("kind", ["book", "addin"])
def test_two_readers_find_every_module_as_it_was_written(kind: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(kind)
    found = modules_by_pyopenvba(path.read_bytes(), path.suffix)
    assert modules_by_olevba(path.read_bytes()) == found
    host = Host.WORKBOOK if kind == "book" else Host.ADDIN
    for module in standard_modules(host, function_wrappers(host), function_helps()):
        if module.name != "ThisWorkbook":
            assert found[module.name].rstrip("\n") == module.text.rstrip("\n"), module.name
    assert "Workbook_Open" in found["ThisWorkbook"]


@pytest.mark.parametrize("kind", ["book", "addin"])
def test_the_open_xml_sdk_finds_nothing_wrong(kind: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(kind)
    assert sdk_errors(path) == []
    if kind == "book":  # openxml-audit does not know add-ins
        assert audit_errors(path) == []


@pytest.mark.parametrize("sheets", [1, 14, 130])
def test_a_workbook_of_any_size_has_a_module_for_each_sheet(sheets: int, tmp_path: Path) -> None:
    button = Button(Area(1, 1, 2, 2), "生成通报", "MinshiPublish")
    plans = (
        SheetPlan(f"单位{number}", (), notes=(CellNote(0, 0, "注"),), buttons=(button,))
        for number in range(sheets)
    )
    content = render_macro_book(BookPlan(tuple(plans)))
    path = tmp_path / "工作簿.xlsm"
    path.write_bytes(content)
    names = [f"Sheet{number}" for number in range(1, sheets + 1)]
    read = openpyxl.load_workbook(path)
    assert [sheet.sheet_properties.codeName for sheet in read] == names
    by_pyopenvba, by_olevba = modules_by_pyopenvba(content), modules_by_olevba(content)
    assert by_pyopenvba == by_olevba
    assert [name for name in by_pyopenvba if re.fullmatch(r"Sheet\d+", name)] == names
    assert container_defects(content) == []
    assert sdk_errors(path) == []
    assert (
        render_macro_book(BookPlan(tuple(SheetPlan(f"单位{number}", ()) for number in range(sheets))))
        != content
    )


def test_pyvbaanalysis_finds_no_error_and_nothing_at_all_in_our_own_modules(book: Path) -> None:
    done = subprocess.run(
        [*_tool("pyvbaanalysis"), "--whole-project", "--fail-level", "error", "--format", "json", str(book)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    modules = {
        one["module"]: one["diagnostics"] for file in json.loads(done.stdout) for one in file["modules"]
    }
    assert modules["xlwings"]  # it has looked: xlwings' own text earns warnings
    assert {name: found for name, found in modules.items() if found and "xlwings" not in name} == {}


def test_vbalidator_finds_nothing_in_our_own_modules(texts: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = [
        *_tool("vbalidator"),
        str(texts),
        "--host",
        "excel",
        "--strict",
        "--quiet",
        "--output",
        str(report),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    found = json.loads(report.read_text("utf-8"))
    assert found["summary"]["files_scanned"] == len(list(texts.iterdir()))
    # It takes some lines of xlwings for wrong that Excel has compiled for years; the sheets' modules hold nothing at all.
    others = re.compile(r"xlwings(_udfs)?\.bas|Sheet\d+\.cls")
    assert [one for one in found["issues"] if not others.search(one["file"])] == [], done.stdout


def test_the_tools_do_find_mistakes(tmp_path: Path) -> None:
    (tmp_path / "Bad.bas").write_text(
        'Attribute VB_Name = "Bad"\nOption Explicit\nSub A()\n  x = 1\nEnd Sub\n', "utf-8"
    )
    for tool in (
        ["pyvbaanalysis", "--whole-project", "--fail-level", "error"],
        ["vbalidator", "--host", "excel"],
    ):
        command = [*_tool(tool[0]), *tool[1:], str(tmp_path)]
        done = subprocess.run(command, capture_output=True, cwd=tmp_path, timeout=120, check=False)
        assert done.returncode == 1, tool


def _tool(name: str) -> list[str]:
    return [str(Path(sys.executable).with_name(name))]
