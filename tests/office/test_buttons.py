"""Every button, run on the workbook that is open: what it leaves is what the commands leave in files."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from tests.office import engine
from tests.office.answers import Answers
from tests.office.counties import COUNTIES, NAME, County, qingyuan
from tests.workflow.county import book as county_book
from xlminshi import api, buttons
from xlminshi.adapters.live import writing
from xlminshi.adapters.live.office import place_of
from xlminshi.adapters.live.reading import read_open
from xlminshi.core.errors import CannotContinueError
from xlminshi.form.commands import COMMANDS
from xlminshi.form.fields import Sheet
from xlminshi.form.grid import Workbook, cell_address
from xlminshi.form.layout import unit_sheet
from xlminshi.form.sheets import Formula

BUTTONS = (
    buttons.split,
    buttons.collect,
    buttons.check,
    buttons.publish,
    buttons.verify,
    buttons.open_bulletin,
)
BEFORE = {"screen_updating": True, "display_alerts": True, "enable_events": True, "calculation": "automatic"}


@pytest.fixture(scope="module")
def office() -> Iterator[engine.App]:
    running = engine.start()
    yield running
    engine.stop(running)


@pytest.fixture
def app(office: engine.App) -> Iterator[engine.App]:
    yield office
    for one in list(office.books):
        one.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> County:
    return qingyuan(tmp_path_factory.mktemp("qingyuan"))


@pytest.fixture
def county(made: County, tmp_path: Path) -> County:
    shutil.copytree(made.book.parent, tmp_path / "office")
    return County(tmp_path / "office" / NAME, tmp_path / "office" / "回收")


def opened(app: engine.App, path: Path) -> Any:
    book = xw.books.open(str(path))
    return engine.call_from(app, book.impl.document)


def values(path: Path) -> dict[str, list[list[object]]]:
    workbook = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: [[_plain(cell.value) for cell in row] for row in sheet.iter_rows()] for sheet in workbook
    }


def _plain(value: object) -> object:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return format(value, ".12g")
    return value or None


def trimmed(rows: list[list[object]]) -> list[list[object]]:
    kept = [
        row[: max((at + 1 for at, value in enumerate(row) if value is not None), default=0)] for row in rows
    ]
    while kept and not kept[-1]:
        kept.pop()
    return kept


@pytest.mark.parametrize("make", COUNTIES, ids=["湛河区", "清源县"])
def test_all_buttons_together_leave_what_the_commands_leave(
    app: engine.App, make: Callable[[Path], County], tmp_path: Path
) -> None:
    live = make(tmp_path / "live")
    shutil.copytree(tmp_path / "live", tmp_path / "closed")  # received at the same moment, too
    closed = County(tmp_path / "closed" / NAME, tmp_path / "closed" / "回收")
    book = opened(app, live.book)
    person = Answers(folder=live.returns)
    for button in (buttons.split, buttons.collect, buttons.publish):
        button(person)
    assert [words.splitlines()[0][:3] for words in person.told] == ["已生成", "收到文", "已生成"]
    book.save(str(tmp_path / "live.xlsx"))

    api.split(closed.book, closed.book.parent / "下发填报表")
    api.collect(closed.book, (closed.returns,), closed.book, replace=True)
    result = api.publish(closed.book, closed.book.parent / "通报")
    (compiled,) = (path for path in result.written if path.suffix == ".xlsx")
    mine, theirs = values(tmp_path / "live.xlsx"), values(compiled)
    assert list(mine) == list(theirs)
    for name, rows in theirs.items():
        assert trimmed(mine[name]) == trimmed(rows), name
    for folder, kind in (("下发填报表", "*.xlsx"), ("通报", "*.docx")):
        own = {one.name: one.read_bytes() for one in (live.book.parent / folder).glob(kind)}
        assert own
        assert own == {one.name: one.read_bytes() for one in (closed.book.parent / folder).glob(kind)}
    assert {name: getattr(app, name) for name in BEFORE} == BEFORE
    assert app.status_bar is False
    assert ("status_bar", "生成通报……") in app.set


def test_the_buttons_are_those_of_the_list() -> None:
    assert sorted(one.function for one in COMMANDS) == sorted(one.__name__ for one in BUTTONS)


def test_a_published_workbook_is_checked_verified_opened_and_published_again(
    app: engine.App, county: County
) -> None:
    book = opened(app, county.book)
    person = Answers(folder=county.returns)
    buttons.collect(person)
    buttons.publish(person)
    (bulletin,) = (county.book.parent / "通报").glob("*.docx")
    assert bulletin.name.endswith("（草稿）.docx")

    buttons.open_bulletin(person)
    person.file = bulletin
    buttons.verify(person)
    marked = county.book.parent / "核对" / f"{bulletin.stem}（核对）.docx"
    assert person.shown == [bulletin, marked]
    assert "不一致0处" in person.told[-1]

    draft = book.sheets["通报稿"]
    row = next(row for row in range(4, 40) if "供水" in str(draft.range((row, 3)).value))
    draft.range((row, 3)).value = f"{draft.range((row, 3)).value}群众反映良好。"
    words = draft.range((row, 3)).value
    buttons.publish(person)
    assert "改过的话会保留" in person.asked[-1]
    assert book.sheets["通报稿"].range((row, 3)).value == words
    assert (county.book.parent / "通报" / "备份").is_dir()

    buttons.check(person)
    assert "未报送1个：县教育局。" in person.told[-1]
    assert book.sheets["填报问题"].range("A4").value == "必改"


def test_a_formula_and_a_sheet_of_the_persons_own_stay(app: engine.App, county: County) -> None:
    book = opened(app, county.book)
    person = Answers(folder=county.returns)
    buttons.collect(person)
    own = book.sheets.add("我的表", after=book.sheets["设置"])
    own.range("A1").formula = "=汇总表!H4*100"
    own.range("A2").formula = "=LEN(首页!A1)"
    before = own.range("A1").value
    book.sheets["县水利局"].range("I5").value = 20
    buttons.publish(person)
    assert before == 60
    assert own.range("A1").formula == "=汇总表!H4*100"
    assert own.range("A1").value == 100
    assert not any("我的表" in str(cell) for row in read_open(book).grid("填报问题").rows for cell in row)  # type: ignore[union-attr]


def test_a_units_sheet_that_was_renamed_is_not_doubled(app: engine.App, county: County) -> None:
    book = opened(app, county.book)
    book.sheets["县水利局"].name = "水利"
    buttons.collect(Answers(folder=county.returns))
    names = [one.name for one in book.sheets]
    assert "水利" not in names
    assert names.count("县水利局") == 1


def test_renamed_sheets_of_ours_take_their_names_back_with_all_that_was_written(
    app: engine.App, county: County
) -> None:
    book = opened(app, county.book)
    buttons.collect(Answers(folder=county.returns))
    verdicts = book.sheets["督查认定"]
    title = verdicts.range("B4").value
    verdicts.range("G4").value, verdicts.range("H4").value = "进展缓慢", "抽查不实"
    for name in ("督查认定", "实事清单", "首页"):
        book.sheets[name].name = f"{name}（定稿）"
    sheets = len(list(book.sheets))
    person = Answers()
    buttons.publish(person)
    names = [one.name for one in book.sheets]
    assert not [one for one in names if "定稿" in one]
    assert len(names) == sheets + 2  # 通报稿 and 数据来源
    verdicts = book.sheets["督查认定"]
    assert (verdicts.range("B4").value, verdicts.range("G4").value) == (title, "进展缓慢")
    assert any(
        "督查认定（定稿）" in str(cell) for row in read_open(book).grid("填报问题").rows for cell in row
    )  # type: ignore[union-attr]
    buttons.check(person)
    assert "督查认定（定稿）" not in str(read_open(book).grid("填报问题"))


@pytest.mark.parametrize("name", ["认定", "待"])
def test_a_new_name_that_other_formulas_hold_as_words_is_no_reference(
    app: engine.App, county: County, name: str
) -> None:
    """“待认定” stands in the formulas of the units' sheets, which are protected."""
    book = opened(app, county.book)
    buttons.collect(Answers(folder=county.returns))
    book.sheets["督查认定"].name = name
    person = Answers()
    buttons.publish(person)
    assert person.told[-1].startswith("已生成：")
    names = [one.name for one in book.sheets]
    assert name not in names and "督查认定" in names


def test_a_home_renamed_before_the_first_collection_takes_its_name_back(
    app: engine.App, county: County
) -> None:
    book = opened(app, county.book)
    book.sheets["首页"].name = "主页"
    person = Answers(folder=county.returns)
    buttons.collect(person)
    assert person.told[-1].startswith("收到文件")
    names = [one.name for one in book.sheets]
    assert (names[0], "主页" in names) == ("首页", False)


@pytest.mark.parametrize(
    ("formula", "is_meant"),
    [
        ("认定!A1+1", True),
        ("SUM(首页:认定!A1)", True),
        ("SUM(认定:设置!A1)", True),
        ("'认定'!A1", True),
        ("'首 页:认定'!A1", True),
        ("'它''s'!A1", True),
        ('IF(A1="待认定",1)', False),
        ("督查认定!A1", False),
        ("'督查认定'!A1", False),
        ("[1]认定!A1", False),
        ("认定1!A1", False),
    ],
)
def test_a_formula_means_a_sheet_by_its_whole_name(formula: str, is_meant: bool) -> None:
    assert bool(writing._meaning(["认定", "它's"]).search(formula)) is is_meant


def test_a_protected_structure_is_named_with_its_cure(app: engine.App, county: County) -> None:
    book = opened(app, county.book)
    book.impl.document.protect("密码")
    before = _state(book)
    person = Answers(folder=county.returns)
    buttons.collect(person)
    assert "回收汇总没有完成：工作簿的结构受保护" in person.told[-1]
    assert "审阅—保护工作簿" in person.told[-1]
    assert _state(book) == before
    assert len(app.documents) == 1


def test_a_protected_home_does_not_hide_the_result(app: engine.App, county: County) -> None:
    book = opened(app, county.book)
    book.impl.document.Sheets.getByName("首页").protect("密码")
    person = Answers(folder=county.returns)
    buttons.collect(person)
    buttons.publish(person)
    assert person.told[0].startswith("收到文件")
    assert person.told[1].startswith("已生成：")
    assert all("“首页”没有更新" in one and "请按 Ctrl+S" in one for one in person.told)
    buttons.check(person)
    assert "“首页”没有更新" in person.told[-1]


FAULTS = ("deliver", "exchange", "fetch")


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_fails_the_workbook_is_as_before_and_the_person_is_told(
    app: engine.App, county: County, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    book = opened(app, county.book)
    book.sheets["设置"].copy(name="我的表").range("A1").formula = "=首页!A1"
    before = _state(book)

    def fail(*given: Any) -> None:
        raise RuntimeError("坏了")

    if fault == "deliver":
        monkeypatch.setattr(buttons, "_deliver", fail)
    elif fault == "exchange":
        monkeypatch.setattr(writing._Swap, "_point_anew", fail)
    else:
        monkeypatch.setattr(writing, "_cut_links", fail)
    person = Answers(folder=county.returns)
    (buttons.publish if fault == "deliver" else buttons.collect)(person)
    assert "程序出错，工作簿没有改动" in person.told[-1]
    log = county.book.parent / "民生实事_出错记录.txt"
    assert str(log) in person.told[-1]
    assert "RuntimeError: 坏了" in log.read_text(encoding="utf-8-sig")
    monkeypatch.undo()
    assert _state(book) == before
    assert {name: getattr(app, name) for name in BEFORE} == BEFORE
    assert len(app.documents) == 1


def test_former_sheets_that_cannot_be_deleted_are_named_and_hinder_no_later_click(
    app: engine.App, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(app, county.book)
    delete = engine.Sheet.delete

    def refuse(sheet: engine.Sheet) -> None:
        if sheet.name.startswith("旧_"):
            raise RuntimeError("不能删除")
        delete(sheet)

    person = Answers(folder=county.returns)
    with monkeypatch.context() as patched:
        patched.setattr(engine.Sheet, "delete", refuse)
        buttons.collect(person)
    (told,) = person.told
    left = [one.name for one in book.sheets if one.name.startswith("旧_")]
    assert left and "没有改动" not in told
    assert f"更新前的表{''.join(f'“{name}”' for name in left)}没有能删除" in told
    assert "请按 Ctrl+S" in told
    assert book.sheets["县水利局"].range("I5").value == 12
    buttons.collect(person)
    assert "没有能删除" not in person.told[-1] and "没有改动" not in person.told[-1]
    assert [one.name for one in book.sheets if one.name.startswith("旧_")] == left


def test_a_home_that_cannot_be_written_is_told_as_such(
    app: engine.App, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(app, county.book)
    monkeypatch.setattr(writing, "lay_out", lambda *_: 1 / 0)
    monkeypatch.setattr(writing, "paint", lambda *_: 1 / 0)
    person = Answers(folder=county.returns)
    buttons.collect(person)
    (told,) = person.told
    assert told.startswith("收到文件")
    assert "只有“首页”没有更新，它可能受了保护" in told
    assert "请按 Ctrl+S" in told
    assert book.sheets["县水利局"].range("I5").value == 12


def test_formulas_that_would_reach_into_the_temporary_workbook_are_written_anew_or_refused() -> None:
    plan = unit_sheet(*_unit(), Sheet.LEDGER)
    formulas = {
        str(one.area).split(":")[0]: one.content.text
        for one in plan.cells
        if isinstance(one.content, Formula)
    }
    assert formulas

    class Linked:
        """A copied sheet in which Excel has made links of the defined names; `written` is what replaces them."""

        def __init__(self, *, is_protected: bool) -> None:
            self.is_protected = is_protected
            self.written: dict[str, str] = {}

        class used_range:  # noqa: N801
            class last_cell:  # noqa: N801
                row, column = 40, 30

        def range(self, first: tuple[int, int], last: tuple[int, int]) -> Any:
            return Block(self, first, last)

    class Block:
        def __init__(self, sheet: Linked, first: tuple[int, int], last: tuple[int, int]) -> None:
            self.__dict__.update(sheet=sheet, first=first, last=last)

        def __setattr__(self, name: str, value: str) -> None:
            if self.sheet.is_protected:
                raise PermissionError
            self.sheet.written[cell_address(self.first[0] - 1, self.first[1] - 1)] = value

        @property
        def formula(self) -> Any:
            rows, columns = range(self.last[0]), range(self.last[1])
            told = lambda cell: f"=[{writing._TEMPORARY}]表单信息!B5" if cell in formulas else ""  # noqa: E731
            return tuple(tuple(told(cell_address(row, column)) for column in columns) for row in rows)

    sheet = Linked(is_protected=False)
    writing._cut_links(sheet, plan)
    assert sheet.written == {cell: f"={text}" for cell, text in formulas.items()}
    with pytest.raises(CannotContinueError, match="公式没有能带入这个工作簿"):
        writing._cut_links(Linked(is_protected=True), plan)


def _unit() -> tuple[Any, ...]:
    told = county_book()
    return told.programme, told.settings, "县水利局", None, "县水利局"


def _state(book: Any) -> Workbook:
    return replace(read_open(book), name="")


@pytest.mark.parametrize("button", [buttons.split, buttons.publish])
def test_who_says_no_to_replacing_keeps_everything(
    app: engine.App, county: County, button: Callable[[Any], None]
) -> None:
    book = opened(app, county.book)
    for folder, name in (("下发填报表", "县水利局.xlsx"), ("通报", "清源县督查通报（期号未定）.docx")):
        (county.book.parent / folder).mkdir()
        (county.book.parent / folder / name).write_bytes(b"old")
    before = _state(book)
    person = Answers(yes=False)
    button(person)
    assert person.asked
    assert not person.told
    assert _state(book) == before
    assert {one.read_bytes() for one in county.book.parent.glob("*/县水利局.xlsx")} >= {b"old"}


@pytest.mark.parametrize("button", [buttons.collect, buttons.verify])
def test_who_gives_up_the_choice_of_files_is_left_alone(
    app: engine.App, county: County, button: Callable[[Any], None]
) -> None:
    opened(app, county.book)
    person = Answers()
    button(person)
    assert not person.told


def test_before_the_first_bulletin_there_is_none_to_open(app: engine.App, county: County) -> None:
    opened(app, county.book)
    buttons.open_bulletin()
    assert "还没有上半年的通报。请先点“生成通报”。" in app.alerts[-1]


def test_a_workbook_that_was_never_saved_is_to_be_saved_first(app: engine.App) -> None:
    book = xw.books.add()
    engine.call_from(app, book.impl.document)
    for button in BUTTONS:
        button(None)
        assert "请先保存到一个文件夹（Ctrl+S），再点按钮" in app.alerts[-1]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("https://example.org/工作簿.xlsm", "网盘或共享网址"),
        (r"/C:\Users\a\AppData\Local\Microsoft\Windows\INetCache\Content.Outlook\工作簿.xlsm", "直接从邮件"),
    ],
)
def test_a_workbook_in_no_place_to_work_in_is_to_be_saved_elsewhere(place: str, words: str) -> None:
    class Book:
        fullname = place

    with pytest.raises(CannotContinueError, match=words):
        place_of(Book())


def test_a_place_that_nobody_can_tell_is_told_too() -> None:
    class Book:
        @property
        def fullname(self) -> str:
            raise RuntimeError("OneDrive")

    with pytest.raises(CannotContinueError, match="另存到本机"):
        place_of(Book())


def test_a_disk_that_refuses_is_told_by_the_name_of_the_file(
    app: engine.App, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(app, county.book)
    monkeypatch.setattr(buttons, "_deliver", lambda *_: (_ for _ in ()).throw(OSError(13, "no", "通报")))
    person = Answers()
    buttons.publish(person)
    assert person.told == ["生成通报没有完成：不能读写“通报”。请核对位置、权限和磁盘空间后重试。"]


def test_mails_are_offered_only_where_there_is_outlook(
    app: engine.App, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(app, county.book)
    sent: list[tuple[Any, ...]] = []
    monkeypatch.setattr(buttons, "has_outlook", lambda: True)
    monkeypatch.setattr(buttons, "outlook_draft", lambda *given: sent.append(given) or len(sent) < 4)
    person = Answers()
    buttons.split(person)
    assert [one[1] for one in sent] == ["请填报：清源县2024年重点民生实事进展情况（上半年）"] * 2
    assert [path.name for one in sent for path in one[3]] == ["县水利局.xlsx", "县教育局.xlsx"]
    assert "草稿箱" in person.told[-1]
    buttons.split(person)
    assert "没有可用的 Outlook" in person.told[-1]


def test_a_read_only_workbook_and_the_offices_own_letterhead_are_minded(
    app: engine.App, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(app, county.book)
    person = Answers(folder=county.returns)
    monkeypatch.setattr(buttons.os, "access", lambda *_: False)
    buttons.collect(person)
    assert "原文件是只读的：满意请用“另存为”保存到别处" in person.told[-1]
    (county.book.parent / "督查通报版头.docx").write_bytes(b"no letterhead")
    buttons.publish(person)
    assert "生成通报没有完成：" in person.told[-1]
    assert "版头" in person.told[-1]
