"""Counties for the tests of the buttons: a saved standard workbook, and what came back for it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from tests.workflow.county import BOOK
from tests.workflow.editing import column_of, edited
from xlminshi import api
from xlminshi.adapters.places import templates_folder
from xlminshi.form.grid import bare
from xlminshi.form.markdown import grids_from_markdown

NAME = "工作簿.xlsx"


@dataclass(frozen=True)
class County:
    """`book` is its standard workbook, `returns` the folder with what came back."""

    book: Path
    returns: Path


def zhanhe(folder: Path) -> County:
    """Return 湛河区 with all its returns."""
    source = templates_folder() / api.EXAMPLES["湛河区"]
    (book,) = api.new_workbook(source / "实事清单.xlsx", folder / NAME).written
    return County(book, Path(shutil.copytree(source / "填报表", folder / "回收")))


def qingyuan(folder: Path) -> County:
    """Return 清源县, which is made up: one unit has reported, in words too, the other has not."""
    listed = openpyxl.Workbook()
    listed.remove(listed.active)
    for grid in grids_from_markdown(BOOK):
        sheet = listed.create_sheet(grid.name)
        for row in grid.rows:
            sheet.append([str(bare(value)) if value is not None else None for value in row])
    folder.mkdir(parents=True, exist_ok=True)
    listed.save(folder / "清单.xlsx")
    (book,) = api.new_workbook(folder / "清单.xlsx", folder / NAME).written
    api.split(book, folder / "下发")
    edited(folder / "下发" / "县水利局.xlsx", folder / "回收" / "县水利局.xlsx", _filled_in)
    return County(book, folder / "回收")


def _filled_in(workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet.cell(5, column_of(sheet, "累计完成")).value = "约12处"
    sheet.cell(5, column_of(sheet, "进展情况")).value = "=正在推进；1-9"
    sheet.cell(5, column_of(sheet, "责任人")).value = "001"


COUNTIES: tuple[Callable[[Path], County], ...] = (zhanhe, qingyuan)
