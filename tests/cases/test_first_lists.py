"""A first list of projects from last year's bulletin: real ones, made ones in other words and layouts, and our own."""

from pathlib import Path

import docx
import openpyxl
import pytest

from tests.bulletin.proofreading.counties import county, documents
from tests.cases.bulletins.scoring import all_cases, listed, misplaced, score, text_manuscript
from tests.cases.written import EXAMPLES_FOLDER
from xlminshi import api
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.bulletin.proofreading.manuscript import manuscript
from xlminshi.cli.base import FAILED, GOOD
from xlminshi.cli.running import run
from xlminshi.core.problems import Code
from xlminshi.form.cells import shown
from xlminshi.workflow.book_reading import read_book

SEEDS = Path(__file__).parent / "seeds"
TABLE = Path(__file__).parent / "bulletins" / "白石县_表格.txt"
CASES = all_cases()


def word_file(source: Path, target: Path) -> Path:
    """Write a text as a .docx; lines with tabs become a table."""
    word = docx.Document()
    rows = []
    for line in source.read_text("utf-8").splitlines():
        if "\t" in line:
            rows.append(line.split("\t"))
        elif line.strip():
            word.add_paragraph(line)
    if rows:
        table = word.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    word.save(str(target))
    return target


@pytest.mark.parametrize("case", CASES, ids=[one[0] for one in CASES])
def test_projects_units_and_figures_are_right_or_marked_and_none_is_invented(case) -> None:
    _, source, text, facts = case
    found = listed(source)
    for one in score(facts, found, text):
        assert one.share >= 0.95, one.wrong
        assert one.invented == []
    assert len(misplaced(facts, found)) <= 1


@pytest.mark.parametrize("seed", range(4))
def test_our_own_bulletins_give_back_their_projects_and_units(seed: int) -> None:
    ledger = county(seed)
    bulletin, briefing = documents(ledger)
    found = listed(bulletin)
    assert [(one.title, one.lead_unit) for one in found.projects] == [
        (one.project.title, one.project.lead_unit) for group in ledger.groups() for one in group.standings
    ]
    units = {one.project.lead_unit for one in ledger.standings if one.is_reported}
    assert {one.lead_unit for one in listed(briefing).projects} == units


@pytest.mark.parametrize(("seed", "projects"), [("zhanhe_2022_7", 19), ("lushan_2022_2", 11)])
def test_the_list_from_a_word_file_is_a_list_that_new_accepts(
    tmp_path: Path, seed: str, projects: int
) -> None:
    source = word_file(SEEDS / f"{seed}.txt", tmp_path / "旧通报.docx")
    listed_file, book = tmp_path / "实事清单.xlsx", tmp_path / "工作簿.xlsx"
    assert run(["new", "--from-docx", str(source), "-o", str(listed_file)]) == GOOD
    made = api.new_workbook(listed_file, book).value
    assert len(made.programme.projects) == projects
    assert made.settings.county in ("湛河区", "鲁山县")
    grid = read_workbook(listed_file).grid("实事清单")
    assert grid is not None
    heads = [shown(one) for one in grid.rows[2]]
    checks = [shown(row[heads.index("需核实")]) for row in grid.rows[3:] if len(row) > heads.index("需核实")]
    assert any("推算约为" in one for one in checks)
    # The year of the old bulletin is not taken for the year to come.
    assert any(
        one.code is Code.SETTING_MISSING for one in api.new_workbook(listed_file, book, replace=True).problems
    )


def test_a_table_in_word_gives_one_project_a_row(tmp_path: Path) -> None:
    result = api.list_from_bulletin(word_file(TABLE, tmp_path / "a.docx"), tmp_path / "清单.xlsx")
    titles = [one.title for one in result.value.projects]
    assert titles == [one.title for one in listed(text_manuscript(TABLE)).projects]
    assert len(titles) == 8
    assert [one for one in result.problems if one.code is Code.BULLETIN_COUNT_DIFFERS]  # it says 10
    read = read_book(read_workbook(tmp_path / "清单.xlsx"), 2026).book.programme
    roads = read.find("县乡道路改造")
    assert roads is not None and str(roads.indicators[0].target) == "65公里"


def test_our_own_bulletin_with_its_annex_gives_each_project_once(tmp_path: Path) -> None:
    example = EXAMPLES_FOLDER / "zhanhe_2022"
    book = openpyxl.load_workbook(example / "实事清单.xlsx")
    for row in book["设置"].iter_rows(max_col=2):
        if row[0].value == "附表":
            row[1].value = "是"
    source = tmp_path / "清单.xlsx"
    book.save(source)
    made = api.new_workbook(source, tmp_path / "工作簿.xlsx")
    published = api.publish(made.written[0], tmp_path / "通报", returns=(example / "填报表",))
    document = next(path for path in published.written if path.suffix == ".docx")
    found = api.list_from_bulletin(document, tmp_path / "新清单.xlsx").value
    assert [one.title for one in found.projects] == [
        one.project.title for group in published.value.ledger.groups() for one in group.standings
    ]
    marks = [mark for one in found.projects for each in (one, *one.indicators) for mark in each.marks]
    assert [mark for mark in marks if "附表写" in mark or "“完成”一栏" in mark] == []


def test_figures_of_paragraphs_that_tell_of_no_project_are_listed_for_a_person() -> None:
    text = "某县工作简报\n1.新建学校（牵头单位：县教育局）\n完成情况：新增学位900个。\n二、经验做法\n县残联建档1218人。"
    found = listed(manuscript("a", text.splitlines()))
    assert [one.open_figures for one in found.lines if one.open_figures] == [("1218人",)]


def test_a_text_without_projects_and_a_wrong_call_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "通知.txt"
    source.write_text("关于召开会议的通知\n请准时参加。", "utf-8")
    target = tmp_path / "清单.xlsx"
    assert run(["new", "--from-docx", str(source), "-o", str(target)]) == FAILED
    assert "没有识别出实事" in capsys.readouterr().err
    assert run(["new", "-o", str(target)]) == FAILED
    assert "只选一样" in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("由9个责任单位", []),
        ("由11个责任单位", ["通报写明11个单位，识别出的牵头单位是9个。"]),
        ("由6个责任单位", ["通报写明6个单位，识别出的牵头单位是9个。"]),
        ("由有关责任单位", []),
        ("经区督查室联合3个单位督查，由9个责任单位", []),
    ],
)
def test_the_units_that_a_bulletin_counts_are_held_against_those_of_the_list(
    tmp_path: Path, words: str, said: list[str]
) -> None:
    text = (TABLE.parent / "沙岭区_分类列项.txt").read_text("utf-8").replace("由9个责任单位", words)
    source = tmp_path / "旧通报.txt"
    source.write_text(text, "utf-8")
    found = api.list_from_bulletin(word_file(source, tmp_path / "旧通报.docx"), tmp_path / "清单.xlsx")
    assert [one.what for one in found.problems if one.code is Code.BULLETIN_UNITS_DIFFER] == said


@pytest.mark.parametrize("told", [14, 15])
def test_two_spellings_of_one_office_may_be_counted_as_one(tmp_path: Path, told: int) -> None:
    text = (SEEDS / "zhanhe_2022_7.txt").read_text("utf-8")
    assert "14 个" in text or "14个" in text
    source = tmp_path / "旧通报.txt"
    source.write_text(text.replace("14 个", f"{told}个").replace("14个", f"{told}个"), "utf-8")
    found = api.list_from_bulletin(word_file(source, tmp_path / "旧通报.docx"), tmp_path / "清单.xlsx")
    assert Code.BULLETIN_UNITS_DIFFER not in [one.code for one in found.problems]
