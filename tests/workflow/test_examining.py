"""What is found of a return is the same wherever it is examined: in a child that has read it, or in this process."""

import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.editing import HEADER_ROW, column_of, edited
from xlminshi.adapters.incoming import receiving
from xlminshi.adapters.incoming.children import Rules
from xlminshi.adapters.office import closed_office
from xlminshi.core.problems import Problem
from xlminshi.core.records import ReceiptState
from xlminshi.form.grid import Workbook
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import BookReading
from xlminshi.workflow.collecting import Collection, collect_into, examiner_of
from xlminshi.workflow.examining import Examined, Examiner
from xlminshi.workflow.ports import Arrival, Receive
from xlminshi.workflow.replying import replies_of


@pytest.fixture
def reading(demo_folder: Path) -> BookReading:
    office = closed_office()
    return read_book(office.read(demo_folder / "1_标准工作簿.xlsx"), office.this_year)


@pytest.fixture
def folder(demo_folder: Path, tmp_path: Path) -> Path:
    """Return a folder with good returns and with everything that must be told apart from them."""
    target = tmp_path / "报送"
    shutil.copytree(demo_folder / "3_回收填报表", target)
    first, second, third, *_ = sorted(target.glob("*.xlsx"))
    shutil.copy(first, target / "又一份.xlsx")
    shutil.copy(demo_folder / "1_标准工作簿.xlsx", target / "办公室的工作簿.xlsx")
    shutil.copy(demo_folder / "2_下发填报表" / third.name, third)
    edited(second, second, spoil)
    (target / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0 a photo")
    (target / "通知.xlsx").write_bytes(b"no workbook")
    return target


def spoil(_: object, sheet: Worksheet) -> None:
    sheet.cell(HEADER_ROW + 1, column_of(sheet, "累计完成"), "很多")
    sheet.insert_rows(HEADER_ROW + 1)


def collected(
    reading: BookReading, folder: Path, children: int, asked: list[bool]
) -> tuple[Collection, tuple[Problem, ...]]:
    def receive(paths: tuple[Path, ...], examiner: Examiner | None = None) -> Iterator[Arrival]:
        for one in receiving.receive(paths, rules=Rules(children=children), examiner=examiner):
            asked.append(one.examined is not None)
            yield one

    return collect_into(reading, (folder,), replace(closed_office(), receive=receive))


def test_children_and_this_process_find_the_same(
    reading: BookReading, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here: list[bool] = []
    there: list[bool] = []
    one, told = collected(reading, folder, 1, here)
    monkeypatch.setattr(receiving, "_MANY", 2)
    other, told_too = collected(reading, folder, 3, there)
    assert not any(here)
    assert sum(there) == len(there) - 2, "everything but the photo and the file that is no workbook"
    assert told == told_too
    assert one.receipts == other.receipts
    assert one.adopted == other.adopted
    assert one.waiting == other.waiting
    assert one.totals == other.totals
    assert one.book.submissions == other.book.submissions
    assert {receipt.state for receipt in one.receipts} >= {
        ReceiptState.ADOPTED,
        ReceiptState.SAME,
        ReceiptState.SKIPPED,
        ReceiptState.REFUSED,
    }


def test_few_children_only_read(reading: BookReading, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "_MANY", 2)
    asked: list[bool] = []
    collected(reading, folder, 2, asked)
    assert not any(asked)


def test_what_an_examiner_finds_goes_through_a_pipe(reading: BookReading, demo_folder: Path) -> None:
    office, examiner = closed_office(), examiner_of(reading.book)
    sent: Examiner = pickle.loads(pickle.dumps(examiner))
    found = [examined_twice(one, examiner, sent) for one in workbooks(office.receive, demo_folder)]
    assert len(found) == 14
    assert all(one == other for one, other in found)
    assert all(pickle.loads(pickle.dumps(one)) == one for one, _ in found)


def workbooks(receive: Receive, demo_folder: Path) -> Iterable[Workbook]:
    return (one.workbook for one in receive((demo_folder / "3_回收填报表",)) if one.workbook is not None)


def examined_twice(workbook: Workbook, here: Examiner, there: Examiner) -> tuple[Examined, Examined]:
    return here.examined(workbook), there.examined(workbook)


def test_replies_need_the_cells_of_the_forms(reading: BookReading, folder: Path) -> None:
    office = closed_office()
    collection, problems = collect_into(reading, (folder,), office)
    with pytest.raises(ValueError, match="keeps the cells"):
        replies_of(collection, problems, office, lambda *_: b"")


def test_a_process_that_examines_loads_nothing_of_how_forms_are_laid_out() -> None:
    code = "import sys, xlminshi.workflow.examining; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "xlminshi.form.reading" in loaded
    # Each costs every process that reads some thousandths of a second before its first file.
    assert not {"xlminshi.form.sheets", "xlminshi.form.layout", "xlminshi.core.ledger"} & set(loaded)
