"""The two counties, made once."""

import pytest

from tests.hazards.counties import County, example_county, second_county
from tests.hazards.doors import InProcess
from xlminshi.adapters.incoming import receiving


@pytest.fixture(scope="session")
def counties(tmp_path_factory: pytest.TempPathFactory) -> tuple[County, County]:
    """Return the example of the house and the county that nobody has seen before."""
    folder = tmp_path_factory.mktemp("区县")
    return example_county(folder / "甲"), second_county(folder / "乙")


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at files in this process: what is read is the same, and hundreds of runs need no children."""
    monkeypatch.setattr(receiving, "Children", InProcess)
