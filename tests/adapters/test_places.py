from pathlib import Path

import pytest

import xlminshi
from xlminshi.adapters import places
from xlminshi.adapters.places import templates_folder


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
