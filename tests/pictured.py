"""What the pictures of the manual show beside the demonstration: a county's year, and a city of twelve counties.

Run as `python -m tests.pictured FOLDER`: writes year.xlsx, city.xlsx and the city's bulletin.
"""

import sys
import tempfile
from pathlib import Path

from tests.cases.test_four_periods import YEAR, filled, founded, set_values
from tests.workflow.county_books import write_county
from xlminshi import api

COUNTIES = (
    "云河县",
    "东林区",
    "清源市",
    "白石县",
    "青川县",
    "长宁区",
    "安平县",
    "南湖区",
    "北山县",
    "西岭县",
    "高桥区",
    "永丰县",
)


def main(folder: Path) -> None:
    """Write the workbooks."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        book, before = founded(work), None
        for number, (label, (_, typed, numbers)) in enumerate(YEAR.items(), start=1):
            current = set_values(book, work / f"{number}.xlsx", {"通报期": label, "期号": number})
            returns = filled(current, work / f"报回{number}", typed, before)
            book, before = work / f"汇总{number}.xlsx", numbers
            api.collect(current, (returns,), book)
        (folder / "year.xlsx").write_bytes(book.read_bytes())
        for seed, county in enumerate(COUNTIES):
            write_county(work / "各区县", seed, county)
        api.rollup(work / "各区县", folder / "city.xlsx", name="云州市", replace=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
