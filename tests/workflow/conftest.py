"""What several tests of the office's verbs start from."""

from pathlib import Path

import pytest

from xlminshi import api


@pytest.fixture(scope="session")
def advanced(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workbook of the next period, with the folder of forms beside it."""
    made = api.next_period(demo_folder / "4_汇总工作簿.xlsx", tmp_path_factory.mktemp("next"))
    return made.written[0]
