"""Each shipped example is one folder that explains itself: what its 说明.md says is run, and gives what it says."""

import io
import re
import shlex
import shutil
from decimal import Decimal
from pathlib import Path

import docx
import pandas as pd
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.cases.written import (
    CITY,
    EXAMPLES,
    EXAMPLES_FOLDER,
    RESULTS_FILE,
    TEXT_FILE,
    city_results_of,
    results_of,
    written,
)
from tests.wordtext import text_of
from xlminshi import api
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.api import CityDemo
from xlminshi.cli.base import FAILED, FINDINGS, GOOD
from xlminshi.cli.running import run
from xlminshi.core.problems import Code, Level
from xlminshi.workflow.book_reading import read_book

ALL = (*EXAMPLES, CITY)


def commands(name: str) -> list[list[str]]:
    """Return the commands that an example's 说明.md quotes."""
    text = (EXAMPLES_FOLDER / name / "说明.md").read_text("utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines()]


def tables(path: Path) -> dict[str, pd.DataFrame]:
    """Return the tables of a Markdown file by heading, read with pandas alone; every cell is text, "" where empty."""
    found = {}
    for section in re.split(r"^## +", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, _, body = section.partition("\n")
        lines = [line.strip().strip("|") for line in body.splitlines() if line.strip().startswith("|")]
        if lines:
            rows = io.StringIO("\n".join(lines[:1] + lines[2:]))
            frame = pd.read_csv(rows, sep="|", dtype=str, keep_default_na=False, quoting=3)
            found[name.strip()] = frame.rename(columns=str.strip).apply(lambda column: column.str.strip())
    return found


def expected_text(name: str) -> list[str]:
    """Return the paragraphs of 预期通报.txt, without their keys and styles."""
    blocks = (EXAMPLES_FOLDER / name / TEXT_FILE).read_text("utf-8").strip().split("\n\n")
    return [line for block in blocks for line in block.split("\n", 1)[1].split("／")]


def printed_text(path: Path) -> str:
    """Return all paragraphs of a .docx, those of the 版记 (a table) included."""
    body = docx.Document(str(path)).element.body
    return "\n".join(text_of(Paragraph(one, None)) for one in body.iter(qn("w:p")))  # type: ignore[arg-type]


def number(text: str) -> float:
    """Return the number of a printed figure, 万 counted in: 1.38万人次 → 13800."""
    match = re.search(r"\d+(?:\.\d+)?", text)
    assert match, text
    return float(match.group()) * (10_000 if text[match.end() :].startswith("万") else 1)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CityDemo]:
    folder = tmp_path_factory.mktemp("city")
    return folder, api.demo_city(folder)


@pytest.mark.parametrize("name", ALL)
def test_the_folder_of_an_example_holds_what_its_notes_list(name: str) -> None:
    folder = EXAMPLES_FOLDER / name
    text = (folder / "说明.md").read_text("utf-8")
    listed = {
        one.strip("/") for cell in re.findall(r"^\| ([^|]+) \|", text, re.M)[1:] for one in cell.split("、")
    }
    assert {path.name for path in folder.iterdir()} == listed | {"说明.md"}
    demo = next(line for line in commands(name) if line[0] == "demo")
    assert (api.EXAMPLES | api.CITY_EXAMPLES)[demo[-1]] == f"examples/{name}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_commands_of_the_notes_give_the_expected_results(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = shutil.copytree(EXAMPLES_FOLDER / name, tmp_path / "例子")
    monkeypatch.chdir(desk)
    assert [run(line) for line in commands(name) if line[0] != "demo"] == [GOOD, GOOD]
    (made,) = desk.glob("*/*汇总表*.xlsx")
    ledger = read_book(read_workbook(made), 2022).book.ledger()
    assert results_of(ledger) == (desk / RESULTS_FILE).read_text("utf-8")
    (bulletin,) = made.parent.glob("*.docx")
    printed = printed_text(bulletin)
    assert [text for text in expected_text(name) if text not in printed] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_recomputation_with_plain_pandas_gives_the_expected_rates(name: str) -> None:
    folder = EXAMPLES_FOLDER / name
    promised = tables(folder / "实事清单.md")["实事清单"]
    reported = pd.concat(tables(folder / "填报.md").values())
    whole = promised.merge(reported, on=["实事名称", "指标名称"], how="left").fillna("")
    whole = whole[(whole["指标类型"] == "数量") & (whole["年度目标"] != "") & (whole["累计完成"] != "")]
    rates = whole["累计完成"].map(number) / whole["年度目标"].map(number)
    known = tables(folder / RESULTS_FILE)["完成率"].set_index(["实事名称", "指标名称"])["完成率"]
    assert len(whole) > 5
    for (_, row), rate in zip(whole.iterrows(), rates, strict=True):
        printed = known[(row["实事名称"], row["指标名称"])].rstrip("%")
        places = -int(Decimal(printed).as_tuple().exponent)
        assert abs(float(printed) - rate * 100) <= 10**-places, (row["指标名称"], printed, rate)
    counts = tables(folder / RESULTS_FILE)["件数"]["件数"].astype(int)
    assert counts.sum() == promised["实事名称"].nunique()


def test_the_city_comes_out_as_expected_from_its_files(city: tuple[Path, CityDemo]) -> None:
    folder, made = city
    done = made.rollup.value
    source = EXAMPLES_FOLDER / CITY
    assert city_results_of(done.rollup) == (source / RESULTS_FILE).read_text("utf-8")
    assert written(done.document) == (source / TEXT_FILE).read_text("utf-8")
    printed = printed_text(made.rollup.written[1])
    assert [text for text in expected_text(CITY) if text not in printed] == []
    assert len(made.counties) == 8
    assert not any((folder / "1_区县报来" / "南槐县").iterdir())
    assert not made.rollup.needs_a_person
    files = read_workbook(made.rollup.written[0]).grid("收到文件")
    assert files is not None
    assert ("南槐县/", "缺报", "南槐县的文件夹里没有文件") in files.rows


def test_a_recomputation_of_the_city_with_plain_pandas_gives_the_expected_counts() -> None:
    source = EXAMPLES_FOLDER / CITY
    counties = tables(source / "区县填报.md")
    frame = pd.concat([one.assign(区县=name) for name, one in counties.items()])
    matches = tables(source / "汇总设置.md")["对照表"]
    common = {(row["种类"], row["原名"]): row["统一名称"] for _, row in matches.iterrows()}
    frame["区县"] = [common[("区县", name)] for name in frame["区县"]]
    frame["实事"] = [common.get(("实事", name), name) for name in frame["实事名称"]]
    frame["比"] = pd.to_numeric(frame["累计完成"], errors="coerce") / pd.to_numeric(frame["年度目标"])
    lowest = frame.groupby(["区县", "实事"], sort=False).agg(
        比=("比", "min"), 报=("累计完成", lambda cells: all(cells)), 认定=("督查认定", "first")
    )
    lowest["性质"] = "推进"  # 1-6 月: half of the year, and up to 10 points behind is no lag
    lowest.loc[lowest["比"] < 0.4, "性质"] = "滞后"
    lowest.loc[lowest["比"] >= 1, "性质"] = "完成"
    lowest.loc[~lowest["报"], "性质"] = "待认定"
    lowest.loc[lowest["认定"] == "持续推进", "性质"] = "推进"
    counts = lowest.reset_index().groupby(["区县", "性质"]).size().unstack(fill_value=0)
    whole = counts.sum(axis=1)
    expected = tables(source / RESULTS_FILE)["区县"].set_index("区县")
    for standing in ("完成", "推进", "滞后", "待认定"):
        assert counts[standing].sort_index().equals(expected[standing].astype(int).sort_index()), standing
    assert expected["件数"].astype(int).to_dict() == whole.to_dict()
    ranks = (counts["完成"] / whole).rank(method="min", ascending=False).astype(int)
    assert expected["名次"].astype(int).to_dict() == ranks.to_dict()
    projects = tables(source / RESULTS_FILE)["实事"].set_index("实事")
    assert projects["件数"].astype(int).to_dict() == lowest.groupby("实事").size().to_dict()
    told = set(matches[matches["种类"] == "区县"]["统一名称"])
    assert sorted(told - set(frame["区县"])) == sorted(tables(source / RESULTS_FILE)["缺报"]["区县"])


def test_the_command_of_the_citys_notes_works_in_its_folder_and_names_the_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = shutil.copytree(EXAMPLES_FOLDER / CITY, tmp_path / "例子")
    monkeypatch.chdir(desk)
    (line,) = (one for one in commands(CITY) if one[0] == "rollup")
    assert run(line) == GOOD
    said = capsys.readouterr().out
    assert "南槐县缺报" in said and "金沟县缺报" in said
    assert "共8个区县、42件实事；完成15件、推进17件、滞后9件、待认定1件；缺报2个。" in said


def test_the_demo_command_rolls_up_the_city_and_does_not_write_over_a_former_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "演示")
    assert run(["demo", "--example", "平川市", "-o", target]) == GOOD
    said = capsys.readouterr().out
    assert "虚构" in said and "区县报来的工作簿　8份" in said
    assert run(["demo", "--example", "平川市", "-o", target]) == FAILED
    assert "--replace" in capsys.readouterr().err


def test_without_what_the_city_has_set_the_gaps_are_visible_and_named(
    tmp_path: Path, city: tuple[Path, CityDemo]
) -> None:
    folder, _ = city
    target = tmp_path / "某市.xlsx"
    result = api.rollup(folder / "1_区县报来", target)
    head = result.value.document.masthead
    assert (head.issue, head.issuer) == ("第　期", "【发文机关】")
    missing = [one for one in result.problems if one.code is Code.SETTING_MISSING]
    assert {one.place.sheet for one in missing} == {"设置"}
    assert sorted(re.findall("“(.*?)”", one.what)[0] for one in missing) == ["发文机关", "成文日期", "期号"]
    assert all(one.level is Level.MUST_FIX and one.place.cell for one in missing)
    # 金沟县 is known to nobody now, the empty folder still tells of 南槐县.
    assert result.value.rollup.missing == ("南槐县",)
    assert run(["rollup", str(folder / "1_区县报来"), "-o", str(target), "--replace"]) == FINDINGS
