"""What several test folders share: one run of the demonstration, made once per worker."""

from pathlib import Path

import pytest

from xlminshi import api


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with everything that `xlminshi demo` leaves."""
    folder = tmp_path_factory.mktemp("demo")
    api.demo(folder)
    return folder


@pytest.fixture(scope="session")
def publication(demo_folder: Path) -> api.Publication:
    """Return the publication that follows from the collected workbook of the demonstration."""
    target = demo_folder.parent / "again"
    return api.publish(demo_folder / "4_汇总工作簿.xlsx", target, replace=True).value
