import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.cases.written import RESULTS_FILE, TEXT_FILE
from xlminshi.adapters.city_example import CITY_SOURCE, COUNTIES_FOLDER, COUNTIES_SOURCE, build_counties
from xlminshi.adapters.office import LETTERHEAD_NAME
from xlminshi.adapters.packing import unpack
from xlminshi.adapters.places import templates_folder
from xlminshi.adapters.templates import (
    LIST_FILE,
    LIST_SOURCE,
    RETURNS_FOLDER,
    RETURNS_SOURCE,
    build_all,
    build_example,
    example_book,
    example_returns,
)

FOLDER = templates_folder()
EXAMPLES = sorted(path.parent for path in (FOLDER / "examples").glob(f"*/{LIST_SOURCE}"))
# What is written by hand or read through before it is committed; desktop.ini is all that lies in the county that is missing.
SOURCES = {
    LIST_SOURCE,
    RETURNS_SOURCE,
    COUNTIES_SOURCE,
    CITY_SOURCE,
    "说明.md",
    RESULTS_FILE,
    TEXT_FILE,
    "desktop.ini",
}


@pytest.fixture(scope="module")
def built() -> dict[Path, bytes]:
    return build_all(FOLDER)


def test_every_committed_file_is_what_the_build_makes_part_by_part(built: dict[Path, bytes]) -> None:
    old = []
    for path, content in built.items():
        committed, fresh = unpack(path.read_bytes()), unpack(content)
        names = sorted(committed.keys() | fresh.keys())
        old += [f"{path.name}: {name}" for name in names if committed.get(name) != fresh.get(name)]
    assert old == [], "run `make templates`"


def test_building_again_gives_the_same_bytes(built: dict[Path, bytes]) -> None:
    assert build_all(FOLDER) == built


def test_no_other_file_lies_among_the_templates(built: dict[Path, bytes]) -> None:
    found = {path for path in FOLDER.rglob("*") if path.is_file()}
    handed_in = set((FOLDER / "examples").glob(f"*/{COUNTIES_FOLDER}/*/*.xlsx"))
    strays = {path for path in found - built.keys() - handed_in if path.name not in SOURCES}
    assert strays == set()
    assert set(built) <= found
    assert sum(path.stat().st_size for path in found) < 1_500_000


def test_the_templates_hold_what_an_office_starts_from() -> None:
    assert {LIST_FILE, LETTERHEAD_NAME, "examples"} <= {path.name for path in FOLDER.iterdir()}
    assert openpyxl.load_workbook(FOLDER / LIST_FILE).sheetnames[:2] == ["实事清单", "设置"]


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_an_example_has_one_return_for_each_of_its_lead_units(folder: Path) -> None:
    book = example_book(folder)
    units = {one.lead_unit for one in example_returns(folder, book)}
    assert units <= set(book.programme.lead_units())
    assert {path.stem for path in (folder / RETURNS_FOLDER).iterdir()} == units


def test_a_section_of_a_unit_that_the_list_does_not_know_is_refused(tmp_path: Path) -> None:
    copied = tmp_path / "example"
    shutil.copytree(EXAMPLES[0], copied)
    source = copied / RETURNS_SOURCE
    text = source.read_text("utf-8")
    source.write_text(text.replace("\n## ", "\n## 没有这个局 ", 1), "utf-8")
    with pytest.raises(ValueError, match="没有这个局"):
        build_example(copied)


def test_the_counties_workbooks_state_what_the_source_says_and_are_made_anew_only_where_they_do_not(
    tmp_path: Path,
) -> None:
    source = FOLDER / "examples" / "pingchuan_2025"
    assert build_counties(source) == {}, "run `make templates`"
    assert len(list(source.glob(f"{COUNTIES_FOLDER}/*/*.xlsx"))) == 8
    copied = shutil.copytree(source, tmp_path / "example")
    text = (copied / COUNTIES_SOURCE).read_text("utf-8")
    (copied / COUNTIES_SOURCE).write_text(text.replace("| 46.2 |", "| 46.3 |"), "utf-8")
    (path,) = build_counties(copied)
    assert path.parent.name == "青崖县"


def test_a_county_without_a_project_is_refused(tmp_path: Path) -> None:
    head = "| 实事名称 | 牵头单位 | 填报单位 | 指标名称 | 计量单位 | 年度目标 | 累计完成 |"
    (tmp_path / COUNTIES_SOURCE).write_text(f"## 空县\n\n{head}\n", "utf-8")
    with pytest.raises(ValueError, match=COUNTIES_SOURCE):
        build_counties(tmp_path)
