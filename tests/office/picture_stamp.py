"""python -m tests.office.picture_stamp FOLDER: note of what build the pictures are; a test compares."""

import hashlib
import sys
import tempfile
from pathlib import Path

import openpyxl

from xlminshi import api
from xlminshi.adapters.packing import unpack
from xlminshi.form.commands import COMMANDS

FILE = "stamp.txt"
# What the pictures show and no day of a run changes.
_SHEETS = ("总览", "汇总表", "督查认定", "填报问题")


def stamp_of(demo: Path) -> str:
    """Return a mark of all that the pictures show: forms, bulletin, the sheets with their colours, the buttons."""
    found = hashlib.sha256()
    (book,) = (demo / "5_通报").glob("*.xlsx")
    (bulletin,) = (demo / "5_通报").glob("*.docx")
    for path in (*sorted((demo / "2_下发填报表").iterdir()), bulletin):
        found.update(repr(sorted(unpack(path.read_bytes()).items())).encode())
    workbook = openpyxl.load_workbook(book)
    for name in _SHEETS:
        for row in workbook[name].iter_rows():
            for cell in row:
                ink = cell.font.color.rgb if cell.font.color else ""
                found.update(f"{cell.coordinate}|{cell.value}|{cell.fill.fgColor.rgb}|{ink}".encode())
    for one in COMMANDS:
        found.update(f"{one.caption}|{one.help}".encode())
    return found.hexdigest()


def main(folder: Path) -> None:
    """Write the mark of this build."""
    with tempfile.TemporaryDirectory() as scratch:
        api.demo(Path(scratch))
        (folder / FILE).write_text(f"{stamp_of(Path(scratch))}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
