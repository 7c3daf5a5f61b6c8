"""The worked examples of CONTRIBUTING.md, followed as they stand there."""

import importlib
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.wordtext import texts_of
from xlminshi import api
from xlminshi.adapters.places import templates_folder
from xlminshi.core.catalogue import Code
from xlminshi.core.ledger import Ledger
from xlminshi.core.standard_phrases import STANDARD_ROWS
from xlminshi.form.setting_items import CLASS_HEADERS

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLE = templates_folder() / "examples" / "zhanhe_2022"


def section(title: str) -> str:
    return GUIDE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def table(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|") and not set(line) <= set("|- ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def row_of(sheet: Worksheet, first: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if any(cell.value == first for cell in sheet[row]))


def published(tmp_path: Path, change: str) -> tuple[Ledger, api.Publication, set[Code]]:
    """Publish the example with its list changed as the guide says."""
    workbook = openpyxl.load_workbook(EXAMPLE / "实事清单.xlsx")
    {"classes": set_classes, "phrase": set_phrase}[change](workbook)
    workbook.save(tmp_path / "清单.xlsx")
    founded = api.new_workbook(tmp_path / "清单.xlsx", tmp_path / "工作簿.xlsx")
    result = api.publish(tmp_path / "工作簿.xlsx", tmp_path / "通报", returns=(EXAMPLE / "填报表",))
    return api.ledger_of(result), result.value, {one.code for one in founded.problems}


def next_bulletin(tmp_path: Path) -> Path:
    """Go on to the next period, with one more of everything than in the last one, and publish again."""
    (before,) = (tmp_path / "通报").glob("*.xlsx")
    (path,) = (one for one in api.next_period(before, tmp_path / "下期").written if one.parent.name == "下期")
    book = openpyxl.load_workbook(path)
    for sheet in book:
        above, last = (place_of(sheet, words) for words in ("累计完成", "上期累计"))
        if above and last:
            for row in range(above[0] + 1, sheet.max_row + 1):
                if isinstance(value := sheet.cell(row, last[1]).value, int):
                    sheet.cell(row, above[1]).value = value + 1
    book.save(path)
    result = api.publish(path, tmp_path / "下期通报")
    return next(one for one in result.written if one.suffix == ".docx")


def place_of(sheet: Worksheet, words: str) -> tuple[int, int] | None:
    """Return the row and column of the first cell with these words."""
    return next(
        ((one.row, one.column) for row in sheet.iter_rows(max_row=9) for one in row if one.value == words),
        None,
    )


def set_classes(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["设置"]
    head, *rows = table(section("A status class"))
    assert tuple(head) == CLASS_HEADERS
    top = row_of(sheet, "类别名称")
    left = next(cell.column for cell in sheet[top] if cell.value == "类别名称")
    below = row_of(sheet, "预警灯")
    room = below - top - 2
    if room < len(rows):
        sheet.insert_rows(top + 1, len(rows) - room)
    for number, row in enumerate(rows, start=top + 1):
        for column, word in enumerate(row, start=left):
            cell = sheet.cell(number, column)
            share = word.endswith("%")
            cell.value = (
                float(word[:-1]) / 100
                if share
                else float(word)
                if word.lstrip("-").isdigit()
                else word or None
            )
            cell.number_format = "0%" if share else "General"


def set_phrase(workbook: openpyxl.Workbook) -> None:
    use, condition = re.findall(r"用途 (\w+), 条件 (\w+)", section("A phrase"))[0]
    (words,) = re.findall(r"wants “([^”]+)”", section("A phrase"))
    assert any(one.use.value == use and condition in one.conditions for one in STANDARD_ROWS)
    sheet = workbook.create_sheet("措辞") if "措辞" not in workbook.sheetnames else workbook["措辞"]
    if sheet.max_row == 1:
        sheet.append(["用途", "条件", "说法"])
    sheet.append([use, condition, words])


def test_five_classes_are_cells_and_no_code(tmp_path: Path) -> None:
    ledger, publication, codes = published(tmp_path, "classes")
    names = [row[0] for row in table(section("A status class"))[1:]]
    assert [one.name for one in ledger.settings.classes] == names
    assert not {one for one in codes if one.name.startswith("SETTING")}
    assert any(group.name == "提前完成" and group.standings for group in ledger.groups())
    assert publication.document is not None


def test_a_phrase_is_a_row_and_no_code(tmp_path: Path) -> None:
    *_, codes = published(tmp_path, "phrase")
    assert not {one for one in codes if one.name.startswith("PHRASE")}
    words = "".join(texts_of(next_bulletin(tmp_path)))
    assert "较上月多1" in words
    assert "较上月增加" not in words


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("xlminshi.core.checks", ("PROJECT_CHECKS", "INDICATOR_CHECKS", "RETURN_CHECKS")),
        ("xlminshi.core.catalogue", ("OF_RETURNS",)),
        ("tests.core.checks.examples_of_words", ("OF_MONEY",)),
        ("xlminshi.core.settings", ("DEFAULT_CLASSES", "DocumentKind")),
        ("xlminshi.core.status", ("Basis",)),
        ("xlminshi.core.phrases", ("MARKS",)),
        ("xlminshi.bulletin.inspection", ("inspection_body",)),
        ("xlminshi.bulletin.briefing", ("briefing_body",)),
        ("xlminshi.bulletin.composing", ("compose",)),
        ("xlminshi.adapters.word.letterhead", ("Profile",)),
        ("xlminshi.adapters.word.profile", ("profile_of",)),
        ("xlminshi.adapters.office", ("LETTERHEADS",)),
    ],
)
def test_every_name_that_the_guide_gives_is_where_it_says(module: str, names: tuple[str, ...]) -> None:
    for name in names:
        assert f"`{name}`" in GUIDE
        assert hasattr(importlib.import_module(module), name)


def test_the_check_of_the_guide_is_in_its_list_and_has_examples() -> None:
    from tests.core.checks.examples_of_words import OF_MONEY
    from xlminshi.core.checks import PROJECT_CHECKS

    (name,) = re.findall(r"def (\w+)\(case", section("A check"))
    assert name in [one.__name__ for one in PROJECT_CHECKS]
    assert name in str(OF_MONEY)
    (code,) = re.findall(r"^ +(\w+) = _Entry", section("A check"), re.MULTILINE)
    assert code in Code.__members__
