"""A bulletin edited in Word survives regeneration, its figures alone can be renewed, and two bulletins can be compared."""

import copy
import re
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.wordtext import text_of, texts_of
from tests.workflow.editing import column_of, row_of
from tests.workflow.test_drafting import correct
from xlminshi import api
from xlminshi.adapters.packing import pack, unpack
from xlminshi.bulletin.editing import unmarked
from xlminshi.core.errors import CannotContinueError, FileRefusedError
from xlminshi.core.problems import Code
from xlminshi.workflow.comparing import comparison_lines, comparison_record

ADDED = "按语：各单位要对照台账，逐项抓好落实。"
SENTENCE = "经督查组现场核实，泊位已全部划线。"
DONE = "停车泊位"
UNIT = "区城市管理局"


def paragraph(word: WordDocument, words: str) -> Paragraph:
    return next(one for one in word.paragraphs if words in text_of(one))


def typed_over(one: Paragraph, old: str, new: str) -> None:
    """Write over the figure in a content control, as a person does."""
    text = next(text for text in one._p.iter(qn("w:t")) if text.text == old)
    text.text = new


def add_after(one: Paragraph, words: str) -> None:
    """Add a paragraph behind another, as Enter does: same style, no bookmark."""
    element = copy.deepcopy(one._p)
    for child in list(element):
        if child.tag != qn("w:pPr"):
            element.remove(child)
    one._p.addnext(element)
    Paragraph(element, one._parent).add_run(words)


def document_of(folder: Path) -> Path:
    return next(folder.glob("*.docx"))


def book_of(folder: Path) -> Path:
    return next(folder.glob("*.xlsx"))


def sheet_cell(path: Path, words: str, new: str | None) -> None:
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["通报稿"]
    row = next(row for row in sheet.iter_rows(min_row=4) if words in str(row[2].value or ""))
    row[2].value = new
    workbook.save(path)


def codes(result: api.Result[object]) -> list[Code]:
    return [one.code for one in result.problems]


@pytest.fixture
def first(demo_folder: Path, tmp_path: Path) -> Path:
    """Return the folder of a first draft: workbook and bulletin."""
    api.publish(demo_folder / "4_汇总工作簿.xlsx", tmp_path / "初稿")
    return tmp_path / "初稿"


@pytest.fixture
def edited(first: Path) -> Path:
    """Return the bulletin after a person has changed, added, deleted and typed over."""
    path = document_of(first)
    word = docx.Document(str(path))
    paragraph(word, "1103").add_run(SENTENCE)
    add_after(paragraph(word, "为保障完成"), ADDED)
    gone = paragraph(word, "积水点")._p
    gone.getparent().remove(gone)
    typed_over(paragraph(word, "已完成110人"), "110人", "111人")
    target = first.parent / "改过的.docx"
    word.save(str(target))
    return target


def test_a_word_draft_survives_three_regenerations_with_late_corrections(
    first: Path, edited: Path, tmp_path: Path
) -> None:
    book, draft = book_of(first), edited
    before = [unmarked(one) for one in texts_of(edited) if one]
    for number, figure in enumerate((1130, 1150, 1103), start=1):
        correct(book, UNIT, DONE, figure)
        result = api.publish(book, tmp_path / str(number), draft=draft)
        book, draft = book_of(tmp_path / str(number)), document_of(tmp_path / str(number))
        after = texts_of(draft)
        own = next(one for one in after if SENTENCE in one)
        assert ADDED in after
        assert not any("积水点改造" in one for one in after)
        assert any("已完成111人，完成全年任务的157%" in one for one in after)
        is_stale = figure != 1103
        assert (f"1103个【现为{figure}个】" in own) == is_stale
        assert ("【现为" in own) == is_stale
        assert (Code.DRAFT_FIGURE_STALE in codes(result)) == is_stale
        assert [unmarked(one) for one in after if one] == before
    assert any(SENTENCE in str(row[2].value) for row in openpyxl.load_workbook(book)["通报稿"].iter_rows())


def test_what_was_deleted_and_typed_over_in_word_is_told(first: Path, edited: Path, tmp_path: Path) -> None:
    result = api.publish(book_of(first), tmp_path / "一", draft=edited)
    removed = next(one for one in result.problems if one.code is Code.DRAFT_PARAGRAPH_REMOVED)
    assert "积水点" in removed.what
    typed = next(one for one in result.problems if one.code is Code.DRAFT_FIGURE_TYPED)
    assert "“110人”被改为“111人”" in typed.what
    assert removed.place.file == "改过的.docx"
    again = api.publish(book_of(tmp_path / "一"), tmp_path / "二", draft=document_of(tmp_path / "一"))
    assert Code.DRAFT_PARAGRAPH_REMOVED not in codes(again)


def test_a_figure_said_again_in_a_persons_own_words_is_not_called_typed_over(
    first: Path, tmp_path: Path
) -> None:
    word = docx.Document(str(document_of(first)))
    lead = paragraph(word, "为保障完成")
    words = text_of(lead)
    total = re.search(r"(\d+)件", words)
    assert total is not None
    for text in lead._p.iter(qn("w:t")):
        text.text = ""
    lead.runs[0].text = f"区督查室对{total.group()}民生实事进行了督查。"
    word.save(str(tmp_path / "改写.docx"))
    result = api.publish(book_of(first), tmp_path / "一", draft=tmp_path / "改写.docx")
    typed = [one.what for one in result.problems if one.code is Code.DRAFT_FIGURE_TYPED]
    assert not [one for one in typed if f"由“{total.group(1)}”" in one]
    assert typed
    assert all("被改为“（已删去）”" in one for one in typed)


def test_a_stale_place_is_yellow_on_paper(first: Path, edited: Path, tmp_path: Path) -> None:
    correct(book_of(first), UNIT, DONE, 1130)
    api.publish(book_of(first), tmp_path / "一", draft=edited)
    word = docx.Document(str(document_of(tmp_path / "一")))
    yellow = [run.text for one in word.paragraphs for run in one.runs if run.font.highlight_color is not None]
    assert "【现为1130个】" in yellow
    assert all(re.fullmatch(r"【.*】", text) for text in yellow)


def test_an_untouched_word_draft_follows_the_data(first: Path, tmp_path: Path) -> None:
    correct(book_of(first), "区残联", "残疾儿童康复救助", 120)
    result = api.publish(book_of(first), tmp_path / "一", draft=document_of(first))
    assert any("已完成120人" in one for one in texts_of(document_of(tmp_path / "一")))
    assert not {Code.DRAFT_FIGURE_STALE, Code.DRAFT_PARAGRAPH_REMOVED} & set(codes(result))


def test_a_draft_made_before_the_workbook_was_published_again_is_marked_too(
    first: Path, edited: Path, tmp_path: Path
) -> None:
    correct(book_of(first), "区残联", "残疾儿童康复救助", 120)
    word = docx.Document(str(edited))
    typed_over(paragraph(word, "已完成111人"), "111人", "110人")
    paragraph(word, "已完成110人").add_run("家长满意。")
    word.save(str(edited))
    api.publish(book_of(first), tmp_path / "再")  # without the Word file
    api.publish(book_of(tmp_path / "再"), tmp_path / "一", draft=edited)
    assert any(
        "110人【现为120人】" in one and "家长满意" in one for one in texts_of(document_of(tmp_path / "一"))
    )


def test_figures_of_a_paragraph_that_was_split_or_joined_are_still_marked(
    first: Path, tmp_path: Path
) -> None:
    path = document_of(first)
    word = docx.Document(str(path))
    split = paragraph(word, "21414人次")
    add_after(split, "")
    second = Paragraph(split._p.getnext(), split._parent)
    moved = False
    for child in list(split._p):
        moved = moved or any(text.text == "12099人" for text in child.iter(qn("w:t")))
        if moved and child.tag != qn("w:bookmarkEnd"):
            second._p.append(child)
    joined, other = paragraph(word, "异地就医直接结算已"), paragraph(word, "已完成110人")
    for child in list(other._p):
        if child.tag != qn("w:pPr"):
            joined._p.append(child)
    other._p.getparent().remove(other._p)
    word.save(str(path))
    correct(book_of(first), "区残联", "残疾儿童康复救助", 120)
    correct(book_of(first), "区人社局", "新增技能人才", 12100)
    draft = path
    for name in ("一", "二"):
        result = api.publish(book_of(first), tmp_path / name, draft=draft)
        texts = texts_of(document_of(tmp_path / name))
        assert any("110人【现为120人】" in one and "异地就医" in one for one in texts)
        assert any(one.startswith("12099人【现为12100人】") for one in texts)
        assert not any(one.startswith("完成情况：已完成110人") for one in texts)
        assert Code.DRAFT_PARAGRAPH_REMOVED not in codes(result)
        first, draft = tmp_path / name, document_of(tmp_path / name)


def test_different_edits_on_the_sheet_and_in_word_are_told_and_those_of_word_kept(
    first: Path, edited: Path, tmp_path: Path
) -> None:
    sheet_cell(book_of(first), "1103", "停车场已经建成。")
    sheet_cell(book_of(first), "稻香路学校", "完成情况：学校已招生。")
    result = api.publish(book_of(first), tmp_path / "一", draft=edited)
    (told,) = (one for one in result.problems if one.code is Code.DRAFT_TWO_EDITS)
    assert "停车场已经建成。" in told.what
    texts = texts_of(document_of(tmp_path / "一"))
    assert any(SENTENCE in one for one in texts)
    assert "完成情况：学校已招生。" in texts
    assert any("草稿" in path.name for path in result.written)


def test_a_row_added_on_the_sheet_stays_beside_one_added_in_word(
    first: Path, edited: Path, tmp_path: Path
) -> None:
    workbook = openpyxl.load_workbook(book_of(first))
    sheet = workbook["通报稿"]
    row = next(row[0].row for row in sheet.iter_rows(min_row=4) if "为保障完成" in str(row[2].value))
    sheet.insert_rows(row + 1)
    sheet.cell(row + 1, 3).value = "表中加的话。"
    workbook.save(book_of(first))
    api.publish(book_of(first), tmp_path / "一", draft=edited)
    texts = texts_of(document_of(tmp_path / "一"))
    lead = next(place for place, one in enumerate(texts) if one.startswith("为保障完成"))
    assert set(texts[lead + 1 : lead + 3]) == {"表中加的话。", ADDED}


def test_without_bookmarks_paragraphs_are_found_by_their_words(
    first: Path, edited: Path, tmp_path: Path
) -> None:
    parts = unpack(edited.read_bytes())
    xml = re.sub(rb"<w:bookmark(?:Start|End) [^>]*/>", b"", parts["word/document.xml"])
    edited.write_bytes(pack(parts | {"word/document.xml": xml}))
    correct(book_of(first), UNIT, DONE, 1130)
    api.publish(book_of(first), tmp_path / "一", draft=edited)
    texts = texts_of(document_of(tmp_path / "一"))
    assert any(SENTENCE in one and "1103个【现为1130个】" in one for one in texts)
    assert ADDED in texts
    assert sum("停车泊位" in one and "1103" in one for one in texts) == 1


def test_a_table_in_a_word_draft_is_told(first: Path, edited: Path, tmp_path: Path) -> None:
    word = docx.Document(str(edited))
    table = word.add_table(rows=1, cols=1)
    paragraph(word, ADDED)._p.addnext(table._tbl)
    word.save(str(edited))
    result = api.publish(book_of(first), tmp_path / "一", draft=edited)
    (told,) = (one for one in result.problems if one.code is Code.DRAFT_NOT_READ)
    assert "表格" in told.what


def test_a_word_draft_of_something_else_is_refused(first: Path, demo_folder: Path, tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("关于召开会议的通知")
    word.save(str(tmp_path / "通知.docx"))
    with pytest.raises(CannotContinueError, match="没有本期通报稿的段落"):
        api.publish(book_of(first), tmp_path / "一", draft=tmp_path / "通知.docx")
    with pytest.raises(CannotContinueError, match="没有1-9月份的通报稿"):
        api.publish(demo_folder / "4_汇总工作簿.xlsx", tmp_path / "一", draft=document_of(first))
    with pytest.raises(FileRefusedError, match="不是 Word 文档"):
        api.publish(book_of(first), tmp_path / "一", draft=book_of(first))


class TestRefresh:
    def test_only_the_words_in_content_controls_change(
        self, first: Path, edited: Path, tmp_path: Path
    ) -> None:
        correct(book_of(first), "区人社局", "新增技能人才", 12100)
        result = api.refresh(edited, book_of(first), tmp_path / "新.docx")
        renewed = [(one.old, one.new) for one in result.value.renewed]
        assert ("12099人", "12100人") in renewed
        old, new = unpack(edited.read_bytes()), unpack((tmp_path / "新.docx").read_bytes())
        assert {name for name in old if old[name] != new[name]} == {"word/document.xml"}
        kept, now = old["word/document.xml"].decode(), new["word/document.xml"].decode()
        for before, after in renewed:
            now = now.replace(f">{after}</w:t>", f">{before}</w:t>").replace(f'：{after}"', f'：{before}"')
        assert now == kept

    def test_a_figure_that_a_person_typed_is_told_and_left(
        self, first: Path, edited: Path, tmp_path: Path
    ) -> None:
        correct(book_of(first), "区残联", "残疾儿童康复救助", 120)
        result = api.refresh(edited, book_of(first), tmp_path / "新.docx")
        (told,) = (one for one in result.problems if one.code is Code.REFRESH_ALTERED)
        assert "“111人”" in told.what and "“120人”" in told.what
        text = next(one for one in texts_of(tmp_path / "新.docx") if "111人" in one)
        assert "111人，完成全年任务的171%" in text

    def test_a_second_refresh_follows_again(self, first: Path, tmp_path: Path) -> None:
        source = document_of(first)
        for number, figure in enumerate((120, 130), start=1):
            correct(book_of(first), "区残联", "残疾儿童康复救助", figure)
            target = tmp_path / f"{number}.docx"
            result = api.refresh(source, book_of(first), target)
            assert any(f"已完成{figure}人" in one for one in texts_of(target))
            assert Code.REFRESH_ALTERED not in codes(result)
            source = target

    def test_another_class_and_a_stale_annex_are_told_whatever_workbook_is_given(
        self, demo_folder: Path, tmp_path: Path
    ) -> None:
        source = tmp_path / "汇总.xlsx"  # one without a draft, as it comes from collecting
        workbook = openpyxl.load_workbook(demo_folder / "4_汇总工作簿.xlsx")
        sheet = workbook["设置"]
        cell = next(row[1] for row in sheet.iter_rows() if row[0].value == "附表")
        cell.value = "是"
        workbook.save(source)
        api.publish(source, tmp_path / "初稿")
        document = document_of(tmp_path / "初稿")
        fresh = api.refresh(document, source, tmp_path / "同.docx")
        assert fresh.problems == ()
        correct(source, "区残联", "残疾儿童康复救助", 20)
        result = api.refresh(document, source, tmp_path / "新.docx")
        told = {one.code: one for one in result.problems}
        assert "有1件" in told[Code.REFRESH_MOVED].what and "残疾儿童" in told[Code.REFRESH_MOVED].what
        assert "有1件" in told[Code.REFRESH_TABLE].what and "残疾儿童" in told[Code.REFRESH_TABLE].what

    def test_an_unknown_source_is_told_and_left(self, first: Path, tmp_path: Path) -> None:
        path = document_of(first)
        parts = unpack(path.read_bytes())
        tag = 'w:tag w:val="实事|7|指标|残疾儿童康复救助|累计完成"'.encode()
        assert tag in parts["word/document.xml"]
        parts["word/document.xml"] = parts["word/document.xml"].replace(tag, 'w:tag w:val="别处"'.encode())
        path.write_bytes(pack(parts))
        correct(book_of(first), "区残联", "残疾儿童康复救助", 120)
        result = api.refresh(path, book_of(first), tmp_path / "新.docx")
        (unknown,) = (one for one in result.problems if one.code is Code.REFRESH_UNKNOWN)
        assert "（别处）" in unknown.what
        assert any("已完成110人" in one for one in texts_of(tmp_path / "新.docx"))

    def test_a_stale_figure_in_a_units_own_words_must_be_settled(self, first: Path, tmp_path: Path) -> None:
        correct(book_of(first), UNIT, DONE, 1130)
        result = api.refresh(document_of(first), book_of(first), tmp_path / "新.docx")
        (told,) = (
            one for one in result.problems if one.code is Code.REFRESH_IN_WORDS and "1103个" in one.what
        )
        assert "“1130个”" in told.what
        assert any("1103个" in one for one in texts_of(tmp_path / "新.docx"))

    def test_open_marks_are_told(self, first: Path, edited: Path, tmp_path: Path) -> None:
        correct(book_of(first), UNIT, DONE, 1130)
        api.publish(book_of(first), tmp_path / "一", draft=edited)
        result = api.refresh(document_of(tmp_path / "一"), book_of(tmp_path / "一"), tmp_path / "新.docx")
        (told,) = (one for one in result.problems if one.code is Code.DRAFT_MARKS_LEFT)
        assert "【现为1130个】" in told.what
        assert result.value.renewed == ()

    def test_words_that_would_follow_too_are_told(self, first: Path, tmp_path: Path) -> None:
        workbook = openpyxl.load_workbook(book_of(first))
        sheet = workbook["区残联"]
        column = column_of(sheet, "进展情况")
        row = row_of(sheet, "残疾儿童康复救助")
        sheet.cell(row, column).value = "康复机构已增至3家。"
        workbook.save(book_of(first))
        result = api.refresh(document_of(first), book_of(first), tmp_path / "新.docx")
        assert Code.REFRESH_WORDS_CHANGED in codes(result)


class TestCompare:
    def test_two_drafts(self, first: Path, edited: Path, tmp_path: Path) -> None:
        found = api.compare(document_of(first), edited, tmp_path / "差异.xlsx").value
        by_kind = [(one.kind.value, (one.new or one.old)[:6]) for one in found.differences]
        assert sorted(by_kind) == sorted(
            [
                ("新增", ADDED[:6]),
                ("删除", "完成情况：已"),
                ("改动", "完成情况：已"),
                ("改动", "完成情况：已"),
            ]
        )
        figures = [one for difference in found.differences for one in difference.figures]
        assert figures == [("实事|7|指标|残疾儿童康复救助|累计完成", "110人", "111人")]
        assert found.moved == ()
        sheet = openpyxl.load_workbook(tmp_path / "差异.xlsx")["差异"]
        assert {row[1].value for row in sheet.iter_rows(min_row=4)} == {"新增", "删除", "改动"}

    def test_the_same_file_has_no_difference(self, first: Path) -> None:
        assert api.compare(document_of(first), document_of(first)).value.differences == ()

    def test_a_project_in_another_class_is_told_in_words_and_on_the_sheet(
        self, first: Path, tmp_path: Path
    ) -> None:
        word = docx.Document(str(document_of(first)))
        project, heading = paragraph(word, "加强市区停车场建设"), paragraph(word, "（三）进展缓慢")
        heading._p.addnext(project._p)
        word.save(str(tmp_path / "本期.docx"))
        found = api.compare(document_of(first), tmp_path / "本期.docx", tmp_path / "差异.xlsx").value
        assert "  [归类变化] 加强市区停车场建设：持续推进 → 进展缓慢" in comparison_lines(found)
        assert comparison_record(found)["moved"] == [
            {"title": "加强市区停车场建设", "old": "持续推进", "new": "进展缓慢"}
        ]
        sheet = openpyxl.load_workbook(tmp_path / "差异.xlsx")["差异"]
        assert [cell.value for cell in sheet[4]][1:5] == [
            "归类变化",
            "加强市区停车场建设",
            "持续推进",
            "进展缓慢",
        ]
