"""Every file that the program writes is valid Open XML by two independent validators."""

from pathlib import Path

import pytest

from tests.office.validators import audit_errors, sdk_errors
from xlminshi.adapters.places import templates_folder

PATTERNS = (
    "1_标准工作簿.xlsx",
    "2_下发填报表/*.xlsx",
    "3_回收填报表/*.xlsx",
    "4_汇总工作簿.xlsx",
    "5_通报/*.xlsx",
    "5_通报/*.docx",
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_files_of_the_demo_are_valid(pattern: str, demo_folder: Path) -> None:
    files = sorted(demo_folder.glob(pattern))
    assert files
    assert {path.name: [*sdk_errors(path), *audit_errors(path)] for path in files} == {
        path.name: [] for path in files
    }


def test_the_shipped_templates_are_valid() -> None:
    found = (path for path in templates_folder().rglob("*") if path.suffix in (".xlsx", ".docx"))
    of_counties = sorted(templates_folder().glob("examples/*/区县报来/*/*.xlsx"))[1:]  # one stands for all
    files = sorted(set(found) - set(of_counties))
    assert len(files) >= 17
    assert {path.name: [*sdk_errors(path), *audit_errors(path)] for path in files} == {
        path.name: [] for path in files
    }
