"""核对通报 with doors that know no file format: what is judged, what is written, what is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cases.test_small_county import BOOK, CENTRE, CITY_OFFICE, office
from xlminshi.bulletin.proofreading.manuscript import Manuscript, Span, manuscript
from xlminshi.bulletin.proofreading.remarks import Conclusion
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Code
from xlminshi.workflow.ports import Note, Office, Outcome
from xlminshi.workflow.verifying import Verification, notes_of, proof_row, verify

COMPLETE = (
    BOOK
    + CENTRE.replace("县政务服务和大数据服务中心\n", "县大数据中心\n")
    + CITY_OFFICE.replace("Sheet1", "县城管局")
)
TEXT = (
    "县大数据中心注册豫事办新用户33万人，占全年任务的94.28%，召开推进会17次、现场会3次。",
    "县城管局已完成窨井盖整治1464座，完成全年目标2000座的82%。",
)


def doors(*texts: str) -> tuple[Office, list[tuple[Note, ...]]]:
    marked: list[tuple[Note, ...]] = []

    def read(path: Path) -> Manuscript:
        return manuscript(path.name, texts, b"docx" if path.suffix == ".docx" else b"")

    def mark(content: bytes, notes: tuple[Note, ...]) -> bytes:
        marked.append(notes)
        return content

    return replace(office(book=COMPLETE), read_document=read, mark_document=mark), marked


def verified(*texts: str, name: str = "通报.docx") -> tuple[Outcome[Verification], list[tuple[Note, ...]]]:
    found, marked = doors(*texts)
    return verify(Path(name), Path("book"), found), marked


def test_a_wrong_figure_is_told_with_its_place_and_its_cell() -> None:
    result, _ = verified(*TEXT)
    (wrong,) = [one for one in result.problems if one.code is Code.TEXT_DIFFERS]
    assert (
        str(wrong)
        == "通报.docx 第2段：“县城管局已完成窨井盖整治1464座”与台账不一致，应为1646座。请核对后改正。"
    )
    entry = next(one for one in result.value.entries if one.text == "1464座")
    assert entry.remark.source == "book 「县城管局」表 D4"
    assert result.value.is_refused
    assert result.value.counts_line().endswith("有不一致，不能印发。")


def test_the_copy_and_the_list_are_named_after_the_document() -> None:
    result, marked = verified(*TEXT)
    assert [name for name, _ in result.files] == ["通报（核对）.docx", "通报核对结果.xlsx"]
    assert len(marked) == 1


def test_a_plain_text_gets_a_list_only() -> None:
    result, marked = verified(*TEXT, name="通报.txt")
    assert [name for name, _ in result.files] == ["通报核对结果.xlsx"]
    assert marked == []


def test_comments_tell_conclusion_cure_and_source_and_list_what_is_open_once_a_paragraph() -> None:
    _, (notes,) = verified(*TEXT)
    assert notes == (
        Note(
            Span(2, 12, 17),
            "【不一致】“县城管局已完成窨井盖整治1464座”与台账不一致，应为1646座。请核对后改正。"
            "来源：book 「县城管局」表 D4。",
        ),
        Note(Span(1, 37, 40), "【无从核对】工作簿中没有：17次、3次。请人工核对。"),
    )


def test_without_a_workbook_open_numbers_carry_no_comment() -> None:
    found, marked = doors(*TEXT)
    result = verify(Path("通报.docx"), None, found)
    assert result.value.count(Conclusion.UNKNOWN) > 0
    assert [note.text for note in marked[0]] == [
        "【存疑】“占全年任务的94.28%”与94.29%只差取整方式：如全年任务是35万，舍去尾数为94.28%。请统一取整方式。",
        "【不一致】“完成全年目标2000座的82%”算得不对：1464座÷2000座，应为73%。请核对后改正。",
    ]
    assert notes_of(result.value) == marked[0]


def test_a_row_of_the_list_says_what_should_stand_there_and_why() -> None:
    result, _ = verified(*TEXT)
    entry = next(one for one in result.value.entries if one.text == "1464座")
    row = proof_row(entry)
    assert (row.paragraph, row.kind, row.conclusion, row.expected) == (2, "数量", "不一致", "1646座")
    assert row.remark.endswith("请核对后改正。")


def test_an_office_without_doors_to_word_says_so() -> None:
    with pytest.raises(CannotContinueError, match="不能读写 Word 文档"):
        verify(Path("通报.docx"), None, office(book=COMPLETE))


def test_a_text_without_any_claim_is_told_as_such() -> None:
    result, _ = verified("各单位要抓紧推进。")
    assert result.value.entries == ()
    assert result.value.counts_line() == "一致0处，不一致0处，存疑0处，无从核对0处。"
