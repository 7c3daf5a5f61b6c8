"""The two published bulletins as Word files: what their own authors did not see is found, and nothing else is."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from tests.bulletin.proofreading.said import typed
from tests.core import builders
from tests.office.validators import audit_errors, sdk_errors
from xlminshi import api, cli
from xlminshi.bulletin.proofreading.proofreading import Entry, proofread
from xlminshi.bulletin.proofreading.remarks import Conclusion
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.period import reporting_period
from xlminshi.core.settings import Settings
from xlminshi.core.status import Verdict

SEEDS = Path(__file__).parent / "seeds"
ZHANHE, LUSHAN = "zhanhe_2022_7", "lushan_2022_2"
GRAVE = (Conclusion.DIFFERS, Conclusion.DOUBTFUL)
# What a person who knows the matter would mark in each text, and how gravely; at most two more doubts are allowed.
WANTED = {
    ZHANHE: {"区城管局": Conclusion.DOUBTFUL},
    LUSHAN: {
        "超生": Conclusion.DIFFERS,
        "均超额完成任务": Conclusion.DIFFERS,
        "94.28%": Conclusion.DOUBTFUL,
    },
}
ALSO_TRUE = ("窞井盖", "县大数据中心")
MOST_DOUBTS = 2


def text_of(name: str) -> str:
    return (SEEDS / f"{name}.txt").read_text(encoding="utf-8")


def a_line_a_paragraph(text: str) -> list[str]:
    return text.split("\n")


def a_block_a_paragraph(text: str) -> list[str]:
    return [block for block in text.split("\n\n") if block.strip()]


def without_empty_lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def all_in_one(text: str) -> list[str]:
    return [text]


WAYS: tuple[Callable[[str], list[str]], ...] = (
    a_line_a_paragraph,
    a_block_a_paragraph,
    without_empty_lines,
    all_in_one,
)


def as_word(name: str, folder: Path, way: Callable[[str], list[str]]) -> Path:
    word = docx.Document()
    for text in way(text_of(name)):
        word.add_paragraph(text)
    path = folder / f"{name}.docx"
    word.save(str(path))
    return path


@pytest.fixture(scope="module")
def lushan_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lushan")
    api.demo(folder, example="鲁山县")
    return folder


@pytest.fixture
def books(demo_folder: Path, lushan_folder: Path) -> dict[str, Path]:
    return {ZHANHE: demo_folder / "4_汇总工作簿.xlsx", LUSHAN: lushan_folder / "4_汇总工作簿.xlsx"}


def as_wanted(entries: tuple[Entry, ...], name: str) -> None:
    """Everything wanted is found, nothing false is called an error, and no more than two doubts are raised."""
    grave = [one for one in entries if one.remark.conclusion in GRAVE]
    for words, conclusion in WANTED[name].items():
        assert [one.remark.conclusion for one in grave if words in one.text] == [conclusion], words
    others = [one for one in grave if not any(words in one.text for words in WANTED[name])]
    assert [one.text for one in others if not one.text.startswith(ALSO_TRUE)] == []
    assert sum(one.remark.conclusion is Conclusion.DOUBTFUL for one in grave) <= MOST_DOUBTS


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [ZHANHE, LUSHAN])
def test_the_text_alone(tmp_path: Path, name: str, way: Callable[[str], list[str]]) -> None:
    as_wanted(api.verify(as_word(name, tmp_path, way)).value.entries, name)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [ZHANHE, LUSHAN])
def test_with_its_workbook(
    tmp_path: Path, books: dict[str, Path], name: str, way: Callable[[str], list[str]]
) -> None:
    entries = api.verify(as_word(name, tmp_path, way), books[name]).value.entries
    as_wanted(entries, name)
    unknown = [one.text for one in entries if one.remark.conclusion is Conclusion.UNKNOWN]
    assert len(unknown) <= 2


def golden_ledger(facts_name: str, label: str) -> Ledger:
    """Return the published facts as a ledger, without a word of any unit."""
    facts = builders.golden(facts_name)
    programme = builders.golden_programme(facts)
    units = builders.golden_units(facts)
    for unit in programme.lead_units():
        units = units.with_unit(unit)
    period = reporting_period(2022, label)
    assert period is not None
    verdicts = tuple(Verdict(one["title"], one["category"], "") for one in facts["tasks"] if one["category"])
    settings = Settings(facts["county"], period, units=units)
    return compile_ledger(programme, settings, builders.golden_submissions(facts), verdicts)


@pytest.mark.parametrize(
    ("name", "facts", "label"),
    [(ZHANHE, "zhanhe_2022_q3", "1-9月份"), (LUSHAN, "lushan_2022_h1", "上半年")],
)
def test_beside_the_bare_facts(name: str, facts: str, label: str) -> None:
    entries = proofread(typed(text_of(name)), golden_ledger(facts, label))
    as_wanted(entries, name)
    assert sum(one.remark.conclusion is Conclusion.AGREES for one in entries) >= 50


@pytest.mark.parametrize("name", [ZHANHE, LUSHAN])
def test_every_changed_digit_of_the_published_text_is_found(books: dict[str, Path], name: str) -> None:
    from xlminshi.workflow.verifying import expected_documents

    text, ledger = text_of(name), ledger_at(books[name])
    own = expected_documents(ledger)
    known = marks(proofread(typed(text), ledger, own))
    missed = []
    for place, match in enumerate(re.finditer(r"\d+", text)):
        index = match.start() + place % len(match.group())
        digit = str((int(text[index]) + 1 + place % 8) % 10)
        changed = text[:index] + digit + text[index + 1 :]
        if index == match.start() and digit == "0" and len(match.group()) > 1:
            continue
        if not marks(proofread(typed(changed), ledger, own)) - known:
            missed.append(changed[index - 8 : index + 8])
    assert missed == []


def ledger_at(path: Path) -> Ledger:
    from xlminshi.adapters.closed.reading import read_workbook
    from xlminshi.workflow.book_reading import read_book

    return read_book(read_workbook(path), 2022).book.ledger()


def marks(entries: tuple[Entry, ...]) -> set[tuple[int, str, str]]:
    return {
        (one.paragraph, one.text, one.remark.code.name)
        for one in entries
        if one.remark.code is not None and one.remark.conclusion in GRAVE
    }


# What leaves the program


def test_the_marked_copy_and_the_list_are_sound_and_say_the_same(
    tmp_path: Path, books: dict[str, Path]
) -> None:
    document = as_word(LUSHAN, tmp_path, a_line_a_paragraph)
    result = api.verify(document, books[LUSHAN], tmp_path / "核对")
    copy, listed = result.written
    assert (copy.name, listed.name) == (f"{LUSHAN}（核对）.docx", f"{LUSHAN}核对结果.xlsx")
    for path in result.written:
        assert sdk_errors(path) == []
        assert audit_errors(path) == []
    told = [one.text for one in docx.Document(str(copy)).comments]
    assert sum(one.startswith("【不一致】") for one in told) == result.value.count(Conclusion.DIFFERS)
    assert sum(one.startswith("【存疑】") for one in told) == result.value.count(Conclusion.DOUBTFUL)
    assert [one.text for one in docx.Document(str(copy)).paragraphs] == [
        one.text for one in docx.Document(str(document)).paragraphs
    ]
    sheet = openpyxl.load_workbook(listed)["核对结果"]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert len(rows) == len(result.value.entries)
    assert rows[0][0] == 2
    assert [row[4] for row in rows].count("不一致") == 3


def test_the_same_document_gives_the_same_bytes(tmp_path: Path, books: dict[str, Path]) -> None:
    document = as_word(LUSHAN, tmp_path, a_line_a_paragraph)
    first = api.verify(document, books[LUSHAN], tmp_path / "一").written
    second = api.verify(document, books[LUSHAN], tmp_path / "二").written
    for one, two in zip(first, second, strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_the_programs_own_bulletin_passes(demo_folder: Path, books: dict[str, Path]) -> None:
    (document,) = (demo_folder / "5_通报").glob("*.docx")
    result = api.verify(document, books[ZHANHE])
    assert result.problems == ()
    assert not result.value.is_refused


# A bulletin of the program's own, changed in Word


def changed_in_word(source: Path, target: Path, old: str, new: str) -> Path:
    """Write other digits into one figure of a document, as a person does: inside its content control."""
    word = docx.Document(str(source))
    texts = [one for one in word.element.body.iter(qn("w:t")) if old in (one.text or "")]
    texts[0].text = (texts[0].text or "").replace(old, new, 1)
    word.save(str(target))
    return target


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("21414", "21441", "21414人次"),
        ("155.17%", "151.57%", "155.17%"),
        ("1.38万", "1.83万", "1.38万人次"),
        ("12.85公里", "1.285公里", "12.85公里"),
    ],
)
def test_a_figure_changed_in_word_is_found_with_its_source_and_marked_there(
    tmp_path: Path, demo_folder: Path, books: dict[str, Path], old: str, new: str, expected: str
) -> None:
    (source,) = (demo_folder / "5_通报").glob("*.docx")
    document = changed_in_word(source, tmp_path / "改过.docx", old, new)
    result = api.verify(document, books[ZHANHE], tmp_path / "出")
    assert result.value.is_refused
    wrong = [one for one in result.value.entries if one.remark.conclusion is Conclusion.DIFFERS]
    (first,) = [one for one in wrong if new in one.text]
    assert first.remark.expected == expected
    assert first.remark.source
    (copy, _) = result.written
    assert sdk_errors(copy) == []
    comments = docx.Document(str(copy)).comments
    assert {one.author for one in comments} == {"核对通报"}
    assert any(f"应为{expected}" in one.text for one in comments)


# The command


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    capsys.readouterr()
    code = cli.run([str(one) for one in arguments])
    return code, capsys.readouterr().out


def test_a_notice_whose_shares_make_107_percent_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word = docx.Document()
    word.add_paragraph("全县15件重点民生实事中，已完成9件，占60%；正常推进3件，占27%；进展缓慢3件，占20%。")
    word.save(str(tmp_path / "通知.docx"))
    code, said = run(capsys, "verify", tmp_path / "通知.docx")
    assert code == 1
    assert "不能印发" in said
    assert "相加是107%，不是100%" in said
    assert "第1段" in said


def test_the_command_tells_counts_and_each_finding(
    tmp_path: Path, books: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    document = as_word(LUSHAN, tmp_path, a_line_a_paragraph)
    code, said = run(capsys, "verify", document, books[LUSHAN])
    assert code == 1
    assert re.search(r"一致\d+处，不一致3处，存疑2处，无从核对\d处。有不一致，不能印发。", said)
    assert "[必改] lushan_2022_2.docx 第7段：“均超额完成任务”与数据不符" in said
    document = as_word(ZHANHE, tmp_path, a_line_a_paragraph)
    code, said = run(capsys, "verify", document, books[ZHANHE])
    assert code == 0
    assert "[提醒] zhanhe_2022_7.docx 第6段：“区城管局”和“区城市管理局”像是同一单位的两个名称。" in said


def test_machines_get_every_claim(
    tmp_path: Path, books: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    document = as_word(ZHANHE, tmp_path, a_line_a_paragraph)
    _, said = run(capsys, "verify", document, books[ZHANHE], "--json")
    result = json.loads(said)["result"]
    assert result["counts"]["存疑"] == 1
    entry = next(one for one in result["entries"] if one["text"] == "155.17%")
    assert entry == {
        "paragraph": 10,
        "where": "第10段",
        "text": "155.17%",
        "context": entry["context"],
        "kind": "完成率",
        "conclusion": "一致",
        "code": None,
        "expected": "155.17%",
        "source": entry["source"],
        "what": None,
        "cure": None,
    }
    assert "「区人社局」表 I5" in entry["source"]


def test_earlier_documents_tell_the_next_issue_number(
    tmp_path: Path, demo_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (document,) = (demo_folder / "5_通报").glob("*.docx")
    code, said = run(capsys, "verify", document, "--previous", document)
    assert code == 1
    assert "“第7期”与以前的第7期重号，应为第8期。" in said


def test_a_workbook_without_projects_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    openpyxl.Workbook().save(tmp_path / "空.xlsx")
    document = as_word(ZHANHE, tmp_path, a_line_a_paragraph)
    assert cli.run(["verify", str(document), str(tmp_path / "空.xlsx")]) == 2
    assert "没有读到实事" in capsys.readouterr().err


def test_open_findings_of_the_workbook_are_told_and_refuse_nothing(
    tmp_path: Path, demo_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "短.txt"
    document.write_text("各单位要抓紧推进。", encoding="utf-8")
    code, said = run(capsys, "verify", document, demo_folder / "1_标准工作簿.xlsx", "-o", tmp_path / "出")
    assert code == 0
    assert re.search(r"工作簿还有\d+处必改没有处理", said)
    assert [path.name for path in (tmp_path / "出").iterdir()] == ["短核对结果.xlsx"]
