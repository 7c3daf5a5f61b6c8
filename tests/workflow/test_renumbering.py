"""A list is numbered anew between two drafts: every paragraph, figure and edit finds its own project again."""

from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.changed_lists import HELP, changed
from tests.workflow.editing import column_of
from tests.workflow.test_drafting import correct, of_project, published
from tests.workflow.test_word_drafts import document_of, paragraph
from xlminshi import api
from xlminshi.bulletin.anchors import WrittenDraft, WrittenFigure, WrittenParagraph, known_as, tag_of
from xlminshi.core.problems import Code, Problem
from xlminshi.core.project import Indicator, IndicatorKind, Project
from xlminshi.form.drafts import DraftRow
from xlminshi.form.tracing import TracedRow
from xlminshi.workflow.drafting import FormerDraft
from xlminshi.workflow.renumbering import numbering_of, renumbered, renumbered_words

UNIT, DONE = "区城市管理局", "停车泊位"
TITLE, MINE = "加强市区停车场建设", "经督查组现场核实，停车泊位1103个已全部划线，群众评价较好。"


Published = tuple[api.Result[api.Publication], Path]


def test_a_project_put_in_front_takes_no_words_of_another(later: Published, tmp_path: Path) -> None:
    result, book = later
    body = [one.text for one in result.value.document.body]
    assert TITLE in "".join(body[body.index(MINE) - 2 :][:2])
    assert not stale(result)
    assert link_of(book, "停车泊位累计完成") == summary_row(book, TITLE)
    book = changed(book, tmp_path / "更正.xlsx", lambda _: None)
    correct(book, UNIT, DONE, 1130)
    again, _ = published(book, tmp_path / "二")
    assert any("1103个【现为1130个】" in one.text for one in again.value.document.body)


def test_what_units_send_late_does_not_part_a_draft_from_its_projects(edited: Path, tmp_path: Path) -> None:
    book = changed(edited, tmp_path / "新清单.xlsx", with_one_in_front)
    collected = api.collect(book, (), tmp_path / "汇总.xlsx").written[0]
    assert link_of(collected, "停车泊位累计完成") == summary_row(collected, TITLE)
    result, _ = published(collected, tmp_path / "一")
    assert not stale(result)
    assert MINE in [one.text for one in result.value.document.body]


def test_words_about_a_project_that_was_dropped_are_told_and_stay(edited: Path, tmp_path: Path) -> None:
    result, book = published(changed(edited, tmp_path / "新清单.xlsx", dropped), tmp_path / "一")
    body = [one.text for one in result.value.document.body]
    assert any(text.startswith("经督查组") and "【已无此数】" in text for text in body)
    gone = [one for one in result.problems if one.code is Code.DRAFT_PARAGRAPH_GONE]
    assert len(gone) == 1 and not any(TITLE in text for text in body)
    assert {TITLE in one.what for one in stale(result)} == {True}
    again, _ = published(book, tmp_path / "二")
    assert [one.what for one in stale(again)] == [one.what for one in stale(result)]


@pytest.mark.parametrize("is_published_again", [False, True])
def test_a_word_file_that_is_older_than_the_list_keeps_every_word_at_its_project(
    edited: Path, later: Published, tmp_path: Path, is_published_again: bool
) -> None:
    word = tmp_path / "改过.docx"
    document = docx.Document(str(document_of(edited.parent)))
    paragraph(document, "已完成110人").add_run("（已复核）")
    document.save(str(word))
    book = later[1] if is_published_again else changed(edited, tmp_path / "新清单.xlsx", with_one_in_front)
    result = api.publish(book, tmp_path / "稿", draft=word)
    body = [one.text for one in result.value.document.body]
    place = next(place for place, text in enumerate(body) if text.endswith("（已复核）"))
    assert HELP in body[place - 1]
    assert TITLE in "".join(body[body.index(MINE) - 2 :][:2])
    assert not stale(result)
    refreshed = api.refresh(word, book, tmp_path / "只更新数字.docx")
    assert [one.label for one in refreshed.value.renewed if "：" in one.label] == []
    assert refreshed.value.renewed


def with_one_in_front(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["实事清单"]
    number = column_of(sheet, "序号", 3)
    for (cell,) in sheet.iter_rows(min_row=4, min_col=number, max_col=number):
        cell.value = cell.value + 1 if isinstance(cell.value, int) else cell.value
    sheet.insert_rows(4)
    plan = {"序号": 1, "实事名称": "新建口袋公园", "指标名称": "口袋公园", "计量单位": "个", "年度目标": 9}
    for header, value in (plan | {"牵头单位": UNIT}).items():
        sheet.cell(4, column_of(sheet, header, 3)).value = value


def dropped(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["实事清单"]
    column = column_of(sheet, "实事名称", 3)
    rows = [row[0].row for row in sheet.iter_rows(min_row=4) if row[column - 1].value == TITLE]
    for row in reversed(rows):
        sheet.delete_rows(row)


def stale(result: api.Result[api.Publication]) -> list[Problem]:
    return [one for one in result.problems if one.code is Code.DRAFT_FIGURE_STALE]


def link_of(book: Path, label: str) -> int:
    """Return the row of 汇总表 to which 数据来源 leads for a figure."""
    rows = openpyxl.load_workbook(book)["数据来源"].iter_rows(min_row=4)
    row = next(row for row in rows if str(row[3].value).endswith(label))
    return int(row[4].hyperlink.location.rpartition("!")[2].strip("$AB"))


def summary_row(book: Path, title: str) -> int:
    sheet: Worksheet = openpyxl.load_workbook(book)["汇总表"]
    return next(row[0].row for row in sheet.iter_rows() if any(cell.value == title for cell in row))


@pytest.fixture(scope="module")
def edited(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a compiled workbook in whose draft a clerk has written what became of the parking places."""
    folder = tmp_path_factory.mktemp("改过")
    _, book = published(demo_folder / "4_汇总工作簿.xlsx", folder)

    def write(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["通报稿"]
        sheet.cell(of_project(sheet, "1103"), 3).value = MINE

    return changed(book, folder / "改过.xlsx", write)


@pytest.fixture(scope="module")
def later(edited: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return what is published of it after a project was put in front of the list."""
    folder = tmp_path_factory.mktemp("后稿")
    return published(changed(edited, folder / "新清单.xlsx", with_one_in_front), folder)


ROAD, LAMP = "改造农村公路", "补装路灯"


def project(number: int, title: str, indicator: str = "里程", unit: str = "县交通局") -> Project:
    return Project(number, title, unit, (Indicator(indicator, IndicatorKind.QUANTITY, "公里"),))


def draft(*titles: str) -> FormerDraft:
    """Return a draft of the numbered kind (督查通报): a heading and an edited paragraph for each project."""
    rows = []
    for number, title in enumerate(titles, start=1):
        heading = f"{number}.{title}（牵头单位：县交通局）"
        rows.append(DraftRow(f"实事|{number}", "公文三级标题", heading, heading))
        rows.append(DraftRow(f"实事|{number}|完成情况", "公文正文", f"{title}：已核实", title))
    return FormerDraft("", tuple(rows))


def told(*figures: tuple[int, str, str]) -> FormerDraft:
    """Return a draft in running text (工作简报): only what its figures are called tells which projects they are of."""
    return FormerDraft(
        "",
        (DraftRow("总体进展", "公文正文", "已改", "原文"),),
        tuple(
            TracedRow("总体进展", "", "9", f"实事|{number}|{rest}", label) for number, rest, label in figures
        ),
    )


def keys(former: FormerDraft, *projects: Project) -> list[str]:
    found = renumbered(former, projects)
    return [row.key for row in found.rows] + [one.source for one in found.traced]


@pytest.mark.parametrize(
    ("projects", "expected"),
    [
        pytest.param((project(1, ROAD), project(2, LAMP)), ("1", "2"), id="as it was"),
        pytest.param((project(1, LAMP), project(2, ROAD)), ("2", "1"), id="reordered"),
        pytest.param(
            (project(1, "建公园"), project(2, ROAD), project(3, LAMP)), ("2", "3"), id="one in front"
        ),
        pytest.param((project(1, LAMP),), (ROAD, "1"), id="dropped"),
        pytest.param((project(1, LAMP), project(2, "新建口袋公园", "公园")), (ROAD, "1"), id="replaced"),
        pytest.param((project(1, LAMP), project(2, "改造提升农村公路")), ("2", "1"), id="renamed and moved"),
        pytest.param((project(1, "改造农村公路二期"), project(2, LAMP)), (ROAD, "2"), id="a second phase"),
    ],
)
def test_headings_tell_what_a_number_meant(projects: tuple[Project, ...], expected: tuple[str, str]) -> None:
    road, lamp = expected
    wanted = [f"实事|{road}", f"实事|{road}|完成情况", f"实事|{lamp}", f"实事|{lamp}|完成情况"]
    assert keys(draft(ROAD, LAMP), *projects) == wanted


def test_names_of_figures_tell_it_where_there_are_no_headings() -> None:
    label = f"{ROAD}：里程累计完成"
    former = told((1, "指标|里程|累计完成", label), (2, "完成率", f"{LAMP}：完成率"), (1, "名次", ""))
    assert keys(former, project(1, LAMP), project(2, ROAD)) == [
        "总体进展",
        "实事|2|指标|里程|累计完成",
        "实事|1|完成率",
        "实事|2|名次",
    ]


def test_a_project_with_a_wholly_new_title_is_the_one_that_kept_its_number_its_plan_and_its_unit() -> None:
    former = told((1, "指标|里程|累计完成", f"{ROAD}：里程累计完成"))
    tarred = project(1, "乡道铺上沥青")
    assert keys(former, tarred)[1:] == ["实事|1|指标|里程|累计完成"]
    assert keys(former, project(2, "乡道铺上沥青"))[1:] == [f"实事|{ROAD}|指标|里程|累计完成"]
    assert keys(former, project(1, "乡道铺上沥青", "面积"))[1:] == [f"实事|{ROAD}|指标|里程|累计完成"]
    headed = FormerDraft("", draft(ROAD).rows, former.traced)
    assert keys(headed, tarred)[0] == "实事|1"
    assert keys(headed, project(1, "乡道铺上沥青", unit="县住建局"))[0] == f"实事|{ROAD}"


def test_two_that_may_be_the_renamed_one_are_neither() -> None:
    rivals = project(1, "改造提升农村公路"), project(2, "改造农村旧公路")
    assert keys(draft(ROAD), *rivals) == [f"实事|{ROAD}", f"实事|{ROAD}|完成情况"]


def test_a_number_of_which_nothing_tells_keeps_its_place_only_while_all_others_do() -> None:
    former = FormerDraft("", (DraftRow("实事|2|完成情况", "公文正文", "已改", ""), *draft(LAMP).rows))
    assert keys(former, project(1, LAMP), project(2, ROAD))[0] == "实事|2|完成情况"
    moved = renumbered(former, (project(1, ROAD), project(2, LAMP)))
    assert moved.rows[0].key == "实事|原2|完成情况"
    assert renumbered(moved, (project(1, ROAD), project(2, LAMP))) == moved
    longer = project(1, "建公园"), project(2, ROAD), project(3, LAMP)
    assert keys(former, *longer)[0] == "实事|原2|完成情况"


def test_a_project_that_comes_back_takes_its_words_again() -> None:
    former = told((1, "完成率", "建路|建桥#一：完成率"))
    gone = renumbered(former, (project(1, LAMP),))
    assert [one.source for one in gone.traced] == ["实事|建路/建桥一|完成率"]
    back = renumbered(gone, (project(1, LAMP), project(2, "建路|建桥#一")))
    assert [one.source for one in back.traced] == ["实事|2|完成率"]


def test_a_word_file_goes_by_its_own_headings_where_they_differ_from_the_workbook() -> None:
    def one(number: int, title: str) -> WrittenParagraph:
        tags = (WrittenFigure(0, 1, tag_of(f"实事|{number}|指标|{'长' * 60}|完成率"), "9", number),)
        return WrittenParagraph(
            f"实事|{number}", "", "", f"{number}.{title}", tags, (f"实事|{number}|完成情况",)
        )

    word = WrittenDraft("稿.docx", (one(1, ROAD), one(2, "改过的标题"), one(3, LAMP)))
    projects = project(1, LAMP), project(2, ROAD)
    known = [f"实事|{number}|指标|{'长' * 60}|完成率" for number in (1, 2)] + ["计数|实事"]
    found = renumbered_words(word, draft(LAMP, ROAD), projects, known)
    first, second, third = found.paragraphs
    assert (first.key, first.merged) == ("实事|2", ("实事|2|完成情况",))
    assert [figure.tag for figure in first.figures] == [tag_of(known[1])]
    assert (second.key, third.key) == (known_as("实事|原2"), "实事|1")
    kept = renumbered_words(word, draft(ROAD, "旧名"), projects, known)
    assert [one.key for one in kept.paragraphs][:2] == ["实事|2", "实事|旧名"]


def test_counts_in_workbooks_and_word_files_of_earlier_versions_are_known() -> None:
    former = FormerDraft("", (), (TracedRow("导语", "", "3", "计数|已完成"),))
    assert [one.source for one in renumbered(former, ()).traced] == ["计数|类别|已完成"]
    figures = tuple(WrittenFigure(0, 1, tag, "3", 0) for tag in ("计数|已完成", "计数|类别|已完成"))
    word = WrittenDraft("稿.docx", (WrittenParagraph("导语", "", "", "3", figures),))
    (found,) = renumbered_words(word, former, (), ("计数|类别|已完成",)).paragraphs
    assert {one.tag for one in found.figures} == {"计数|类别|已完成"}


def test_keys_of_no_project_stay() -> None:
    former = FormerDraft("", (), (TracedRow("导语", "", "3", "计数|实事"),))
    numbering = numbering_of(former, (project(1, ROAD),))
    assert [numbering.key(one) for one in ("导语", "计数|实事", "手工|1")] == ["导语", "计数|实事", "手工|1"]
    assert numbering.tags(("计数|实事", "实事|1|完成率")) == {"计数|实事": "计数|实事"}
