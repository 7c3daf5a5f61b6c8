"""The look of every sheet: letters that can be read, no colour as the only sign, a name on everything that can be clicked."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.styles.colors import Color

from xlminshi import api
from xlminshi.core.settings import DEFAULT_CLASSES, DEFAULT_LIGHTS
from xlminshi.form import sheets as look
from xlminshi.form.commands import COMMANDS
from xlminshi.form.contrast import ENOUGH, contrast, readable_ink
from xlminshi.form.setting_items import PALETTE

FONTS = {"宋体", "黑体"}
# Fills that carry no meaning of their own, or whose meaning the legend tells: entry, locked, heading, cards.
PLAIN = {"", look.ENTRY_FILL, look.LOCKED_FILL, look.HEAD_FILL, "F2F7FC", "DEEBF7", "2E75B6", "FFFFFF"}


@pytest.fixture(scope="module")
def files(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Return one of each kind of workbook that leaves the program: with findings, returned forms, a county's and a city's."""
    folder = tmp_path_factory.mktemp("看样")
    returned = folder / "报回"
    returned.mkdir()
    for path in sorted((demo_folder / "3_回收填报表").glob("*.xlsx"))[2:]:
        (returned / path.name).write_bytes(path.read_bytes())
    spoilt = openpyxl.load_workbook(returned / "区城市管理局.xlsx")
    spoilt.worksheets[0]["I5"] = "约110人"
    spoilt.save(returned / "区城市管理局.xlsx")
    book = folder / "汇总.xlsx"
    api.collect(demo_folder / "1_标准工作簿.xlsx", (returned,), book)
    api.publish(book, folder / "通报")
    api.reply(book, (returned,), folder / "退回")
    api.rollup(folder / "通报", folder / "全市.xlsx")
    first = api.list_from_bulletin(
        next((demo_folder / "5_通报").glob("*.docx")), folder / "清单.xlsx"
    ).written
    made = (*folder.rglob("*.xlsx"), *demo_folder.rglob("*.xls[xm]"), *first)
    return tuple(sorted({path for path in made if path.parent != returned and not path.name.startswith("~")}))


def part(path: Path, name: str) -> ET.Element:
    with zipfile.ZipFile(path) as archive:
        return ET.fromstring(archive.read(name))


def styles(path: Path) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """Return (font, ink, fill) of every format of cells, and (ink, fill) of every conditional one, colours as RRGGBB."""
    root = part(path, "xl/styles.xml")
    (space,) = re.findall(r"^\{.*\}", root.tag)

    def colour(element: ET.Element | None, default: str) -> str:
        return default if element is None else element.get("rgb", f"FF{default}")[2:]

    def filled(fill: ET.Element | None, name: str) -> str:
        return "" if fill is None else colour(fill.find(f"{space}patternFill/{space}{name}"), "")

    fonts = [
        (one.find(f"{space}name").get("val"), colour(one.find(f"{space}color"), "000000"))  # type: ignore[union-attr]
        for one in root.findall(f"{space}fonts/{space}font")
    ]
    fills = [filled(one, "fgColor") for one in root.findall(f"{space}fills/{space}fill")]
    cells = [
        (*fonts[int(one.get("fontId", 0))], fills[int(one.get("fillId", 0))])
        for one in root.findall(f"{space}cellXfs/{space}xf")
    ]
    marks = [
        (colour(one.find(f"{space}font/{space}color"), "000000"), filled(one.find(f"{space}fill"), "bgColor"))
        for one in root.findall(f"{space}dxfs/{space}dxf")
    ]
    return cells, marks


def test_every_kind_of_workbook_is_looked_at(files: tuple[Path, ...]) -> None:
    names = " ".join(path.name for path in files)
    for kind in ("标准工作簿", "汇总表", "退回", "全市", "清单", ".xlsm"):
        assert kind in names or any(kind in str(path.parent) for path in files), kind
    assert len(files) > 30


def test_letters_can_be_read_on_every_colour(files: tuple[Path, ...]) -> None:
    pale = set()
    for path in files:
        cells, marks = styles(path)
        pairs = {(ink, fill) for _, ink, fill in cells} | set(marks)
        pale |= {
            (path.name, ink, fill, round(contrast(ink, fill), 2))
            for ink, fill in pairs
            if contrast(ink, fill) < ENOUGH
        }
    assert pale == set()


def test_two_fonts_are_enough_for_all_sheets(files: tuple[Path, ...]) -> None:
    assert {font for path in files for font, *_ in styles(path)[0]} == FONTS


@pytest.mark.parametrize("colour", [*PALETTE.values(), "000080", "7F0000", "808080", "FFFFFF", "000000"])
def test_whatever_colour_an_office_sets_its_name_can_be_read_on_it(colour: str) -> None:
    style = look.filled(colour)
    assert contrast(style.ink, colour) >= ENOUGH
    assert contrast(readable_ink(colour, "FFFF00"), colour) >= ENOUGH


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("000000", "FFFFFF") == contrast("FFFFFF", "000000") == 21
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("FF0000", "") == pytest.approx(4.0, abs=0.005)


def rgb(colour: Color | None) -> str:
    return str(colour.rgb)[2:] if colour is not None and isinstance(colour.rgb, str) else ""


def coloured(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each cell that stands on a colour of meaning without a word, a number or a note of its own."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        covered = {
            (row, column)
            for block in sheet.merged_cells.ranges
            for row, column in block.cells
            if (row, column) != (block.min_row, block.min_col)
        }
        for row in sheet.iter_rows():
            row_says = any(isinstance(cell.value, str) and len(cell.value) > 1 for cell in row)
            for cell in row:
                fill = rgb(cell.fill.fgColor) if cell.fill.fill_type == "solid" else ""
                is_told = cell.value is not None or cell.comment is not None or row_says
                if fill not in PLAIN and not is_told and (cell.row, cell.column) not in covered:
                    yield sheet.title, cell.coordinate, fill


def test_no_colour_stands_without_words(files: tuple[Path, ...]) -> None:
    chosen = [one for one in files if one.suffix == ".xlsx" and "下发" not in str(one)][:24]
    assert [found for path in chosen for found in coloured(path)] == []


def test_a_light_is_named_wherever_its_colour_is(files: tuple[Path, ...]) -> None:
    lights = {one.colour: one.name for one in DEFAULT_LIGHTS}
    classes = {one.colour: one.name for one in DEFAULT_CLASSES}
    path = next(one for one in files if "汇总表" in one.name and "5_通报" in str(one))
    seen = 0
    for name in ("总览", "汇总表", "问题与短板"):
        for row in openpyxl.load_workbook(path)[name].iter_rows():
            for cell in row:
                fill = rgb(cell.fill.fgColor) if cell.fill.fill_type == "solid" else ""
                meaning = lights.get(fill) or classes.get(fill)
                if meaning and cell.value is not None:
                    seen += 1
                    parts = str(cell.number_format).split(";")  # a rate of 0% has a part of its own
                    is_named = meaning in str(cell.value) or all(meaning in part for part in parts)
                    assert is_named, (name, cell.coordinate, cell.number_format)
    assert seen > 40


def test_a_marked_copy_tells_on_every_coloured_cell_what_is_wrong(files: tuple[Path, ...]) -> None:
    (path,) = [one for one in files if "退回" in str(one) and one.stem.startswith("区城市管理局")]
    sheet = openpyxl.load_workbook(path).worksheets[1]
    marked = [
        cell
        for row in sheet.iter_rows(min_row=4)
        for cell in row
        if rgb(cell.fill.fgColor) in (look.MUST_FILL, look.LOOK_FILL)
    ]
    assert marked
    assert all(cell.comment is not None and len(cell.comment.text) > 5 for cell in marked)


def test_buttons_are_named_explained_and_ordered_as_the_work_goes(files: tuple[Path, ...]) -> None:
    path = next(one for one in files if one.suffix == ".xlsm")
    with zipfile.ZipFile(path) as archive:
        drawing = archive.read("xl/drawings/vmlDrawing1.vml").decode()
    told = re.findall(r'alt="([^"]*)"', drawing)
    assert told == [f"{one.caption}：{one.help}" for one in COMMANDS]
    assert re.findall(r"\[0\]!(?:\w+\.)?(\w+)", drawing) == [one.macro for one in COMMANDS]


def test_charts_are_described_for_those_who_cannot_see_them(files: tuple[Path, ...]) -> None:
    path = next(one for one in files if "汇总表" in one.name and "5_通报" in str(one))
    with zipfile.ZipFile(path) as archive:
        drawings = "".join(
            archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith("xl/drawings/drawing")
        )
    shown = re.findall(r"<xdr:cNvPr [^>]*>", drawings)
    assert len(shown) >= 2
    assert [one for one in shown if not re.search('descr="图表：[^"]{2,}', one)] == []


def test_the_keyboard_goes_through_the_first_sheet_in_the_order_of_the_work(files: tuple[Path, ...]) -> None:
    path = next(one for one in files if one.suffix == ".xlsm")
    book = openpyxl.load_workbook(path)
    home = book.worksheets[0]
    assert (home.title, book.active.title) == ("首页", "首页")
    assert home.sheet_view.selection[0].activeCell in (None, "A1")
    first = [home.cell(3, column).value for column in range(1, len(COMMANDS) + 1)]
    assert first == [one.caption for one in COMMANDS]
    links = [cell for row in home.iter_rows() for cell in row if cell.hyperlink]
    tabs = [sheet.title for sheet in book.worksheets]
    assert len(links) > 14
    assert [
        cell.value for cell in links if cell.hyperlink.location.split("!")[0].strip("'") not in tabs
    ] == []


def test_every_entry_of_a_form_tells_what_belongs_there(files: tuple[Path, ...]) -> None:
    path = next(one for one in files if "2_下发填报表" in str(one))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rules = sheet.data_validations.dataValidation
    told = {
        cell
        for rule in rules
        if rule.promptTitle and rule.prompt
        for block in rule.sqref.ranges
        for cell in block.cells
    }
    open_cells = {
        (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    covered = {
        one
        for block in sheet.merged_cells.ranges
        for one in block.cells
        if one != (block.min_row, block.min_col)
    }
    assert len(open_cells) > 10
    assert open_cells - covered - told == set()
