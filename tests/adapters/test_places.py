from pathlib import Path

import pytest

import xlminshi
from xlminshi.adapters import places
from xlminshi.adapters.places import find_files, templates_folder
from xlminshi.core.errors import CannotContinueError


def put(folder: Path, *names: str) -> list[Path]:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return [folder / name for name in names]


def test_in_the_source_tree_the_templates_lie_beside_the_package() -> None:
    package = Path(xlminshi.__file__).resolve().parent
    assert templates_folder() == package.parent / "workbook_templates"
    assert templates_folder().is_dir()


def test_once_installed_the_templates_lie_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "xlminshi"
    put(package, "workbook_templates/实事清单.xlsx")
    monkeypatch.setattr(places, "_PACKAGE", package)
    assert templates_folder() == package / "workbook_templates"


def test_files_are_found_as_named_and_folders_with_everything_below(tmp_path: Path) -> None:
    one, two, three = put(tmp_path, "回收/乙.xlsx", "回收/镇/丙.xls", "回收/说明.txt")
    (alone,) = put(tmp_path, "甲.xlsx")
    assert set(find_files((tmp_path / "回收", alone))) == {one, two, three, alone}


def test_the_order_does_not_depend_on_the_disk(tmp_path: Path) -> None:
    put(tmp_path, "丙.xlsx", "甲.xlsx", "乙/丁.xlsx")
    assert list(find_files((tmp_path,))) == sorted(find_files((tmp_path,)))


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    (path,) = put(tmp_path, "甲.xlsx")
    assert find_files((path, tmp_path, path)) == (path,)


def test_nothing_is_left_out_by_its_type(tmp_path: Path) -> None:
    names = ("甲.docx", "乙.et", "丙", "~$丁.xlsx", ".~戊.xlsx")
    put(tmp_path, *names)
    assert {path.name for path in find_files((tmp_path,))} == set(names)


def test_what_a_system_hides_is_left_out_of_folders(tmp_path: Path) -> None:
    put(tmp_path, ".DS_Store", ".git/config", "甲.xlsx", "镇/.hidden/乙.xlsx")
    assert [path.name for path in find_files((tmp_path,))] == ["甲.xlsx"]


def test_a_folder_below_a_hidden_one_is_searched_where_a_person_names_it(tmp_path: Path) -> None:
    put(tmp_path, ".cache/回收/甲.xlsx")
    assert [path.name for path in find_files((tmp_path / ".cache" / "回收",))] == ["甲.xlsx"]


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert find_files((tmp_path,)) == ()


@pytest.mark.parametrize("name", ["没有.xlsx", "没有/甲.xlsx", "长" * 300])
def test_a_path_that_is_not_there_stops_the_job_by_name(tmp_path: Path, name: str) -> None:
    (there,) = put(tmp_path, "甲.xlsx")
    with pytest.raises(CannotContinueError, match="没有找到") as caught:
        find_files((there, tmp_path / name))
    assert name in str(caught.value)


def test_a_link_that_leads_nowhere_is_not_taken_for_a_file(tmp_path: Path) -> None:
    (tmp_path / "断.xlsx").symlink_to(tmp_path / "没有.xlsx")
    assert find_files((tmp_path,)) == ()
    with pytest.raises(CannotContinueError):
        find_files((tmp_path / "断.xlsx",))
