"""Names that look like claims: documents with projects, indicators and offices called so are right; errors in them are found."""

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.bulletin.proofreading.counties import county, documents, of_kind
from tests.bulletin.proofreading.errors import single_errors
from tests.bulletin.proofreading.hands import rewritten
from tests.bulletin.proofreading.odd_names import oddly_named, renamed
from tests.bulletin.proofreading.said import faults, told, typed
from xlminshi.adapters.word.filling import render_bulletin
from xlminshi.adapters.word.letterhead import build_letterhead
from xlminshi.adapters.word.reading import read_document
from xlminshi.bulletin.annex import annexed
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.proofreading.manuscript import Manuscript
from xlminshi.bulletin.proofreading.outline import outline_of
from xlminshi.bulletin.proofreading.proofreading import proofread
from xlminshi.core.ledger import Ledger
from xlminshi.core.settings import DocumentKind

SEEDS = range(9001, 9011)


@cache
def odd_county(seed: int) -> Ledger:
    return oddly_named(county(seed), random.Random(seed))


def read(one: Manuscript, ledger: Ledger | None = None, own: tuple[Manuscript, ...] = ()) -> list[str]:
    return [f"{fault.context}：{fault.remark.what}" for fault in faults(proofread(one, ledger, own))]


def with_annex(ledger: Ledger, kind: DocumentKind, path: Path) -> Manuscript:
    own = of_kind(ledger, kind)
    path.write_bytes(render_bulletin(annexed(compose(own), own, with_annex=True), build_letterhead()))
    return replace(read_document(path), content=b"")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_county_of_odd_names_publishes_what_proofreading_accepts(seed: int, tmp_path: Path) -> None:
    ledger = odd_county(seed)
    own = documents(ledger)
    for kind in DocumentKind:
        one = with_annex(ledger, kind, tmp_path / "通报.docx")
        assert read(one, ledger, own) == []
        assert read(one) == []


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_errors_among_odd_names_are_found(seed: int) -> None:
    ledger = odd_county(seed)
    own = documents(ledger)
    for one in own:
        for kind, wrong in single_errors(one, random.Random(seed)):
            assert read(wrong, ledger, own), kind


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_odd_names_in_another_hands_words_raise_nothing(seed: int) -> None:
    ledger = odd_county(seed)
    own = documents(ledger)
    for one in own:
        changed = rewritten(one, random.Random(seed))
        assert read(changed, ledger, own) == []
        assert read(changed) == []


def test_the_stage_of_a_work_is_no_issue_number() -> None:
    text = "督查通报\n第7期\n一、基本情况\n（一）持续推进实事1件\n{}（牵头单位：县住建局）\n完成情况：第二期已开工。"
    assert told(text.format("1.保障性住房建设第二期工程")) == []
    assert told(text.format("1.第三期改造")) == []


@pytest.mark.parametrize(
    ("line", "is_wrong"),
    [
        ("第8期", True),
        ("（第8期）", True),
        ("督查通报第8期", True),
        ("2022年第8期（总第98期）", True),
        ("第7期（总第98期）", False),
        ("农村公路第8期", False),
        ("第8期工程已完工。", False),
    ],
)
def test_an_issue_number_is_compared_where_a_line_tells_it(line: str, is_wrong: bool) -> None:
    found = told(f"督查通报\n第7期\n正文如下，请抓紧推进。\n{line}")
    assert bool(found) is is_wrong


def test_a_wrong_stage_in_a_title_is_found_with_the_workbook() -> None:
    ledger = renamed(county(1), titles={county(1).programme.projects[0].title: "保障性住房建设第二期工程"})
    for one in documents(ledger):
        lines = tuple(replace(line, text=line.text.replace("第二期", "第三期")) for line in one.lines)
        wrong = replace(one, lines=lines)
        assert (wrong != one) <= bool(read(wrong, ledger, documents(ledger)))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("107国道改线", "107国道改线"),
        ("5G基站", "5G基站"),
        ("2023年公路", "2023年公路"),
        ("3.15维权", "3.15维权"),
    ],
)
def test_a_number_stands_apart_from_a_title_that_begins_with_digits(title: str, words: str) -> None:
    first, second = f"1.{title}（牵头单位：县甲局）", f"2.{title}二（牵头单位：县乙局）"
    text = f"（一）已完成实事2件\n{first}\n完成情况：已完工。\n{second}\n完成情况：已完工。"
    assert [one.title for one in outline_of(typed(text)).items] == [words, f"{words}二"]


def test_a_broken_line_that_goes_on_with_a_figure_begins_no_item() -> None:
    text = "1.修路（牵头单位：县甲局）\n完成情况：全县已累计新建和改造公路共计\n2.5公里，其余正在施工。"
    assert [one.title for one in outline_of(typed(text)).items] == ["修路"]


@pytest.mark.parametrize(
    "name", ["县IT Center（CIO Office）", "县IT Center (CIO Office)", "县水务公司（二期）项目部"]
)
def test_brackets_belong_to_an_office_that_is_called_so_throughout(name: str) -> None:
    text = (
        f"对2个主要责任单位承担的2件实事进行了督查，其中{name}1件实事、县甲局1件实事已完成。\n"
        f"（一）已完成实事2件\n1.修路（牵头单位：{name}）\n2.修桥（牵头单位：县甲局）"
    )
    assert told(text) == []
    assert ("TEXT_UNIT_MISPLACED", "县乙局") in told(text.replace(f"其中{name}", "其中县乙局"))


def test_an_office_whose_name_is_a_list_is_one_beside_the_workbook() -> None:
    base = county(9001)
    old = base.settings.units.units[0].name
    ledger = renamed(base, units={old: f"{old}、{old[0]}双拥办"})
    own = documents(ledger)
    assert [read(one, ledger, own) for one in own] == [[], []]


def test_a_remark_in_brackets_behind_an_office_is_no_part_of_its_name() -> None:
    text = (
        "对2个主要责任单位承担的2件实事进行了督查，其中县住建局1件实事、县甲局1件实事已完成。\n"
        "（一）已完成实事2件\n1.修路（牵头单位：县住建局（房管中心））\n2.修桥（牵头单位：县甲局）"
    )
    assert told(text) == []
