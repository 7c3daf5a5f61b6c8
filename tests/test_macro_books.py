"""A workbook's name decides whether there are macros in it; what leaves the office never has any."""

import zipfile
from pathlib import Path

import pytest

from xlminshi import api
from xlminshi.adapters.outgoing import lint
from xlminshi.adapters.places import templates_folder
from xlminshi.core.errors import CannotContinueError, OutputExistsError

EXAMPLE = templates_folder() / "examples" / "zhanhe_2022"
LIST = EXAMPLE / "实事清单.xlsx"
RETURNS = tuple(sorted((EXAMPLE / "填报表").glob("*.xlsx"))[:2])


def has_macros(path: Path) -> bool:
    with zipfile.ZipFile(path) as package:
        types = package.read("[Content_Types].xml")
        found = "xl/vbaProject.bin" in package.namelist()
    # Excel refuses a file whose content is of another kind than its name says.
    assert found == (b"sheet.macroEnabled.main+xml" in types) == (path.suffix.lower() == ".xlsm")
    return found


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a collected workbook with macros."""
    folder = tmp_path_factory.mktemp("book")
    api.new_workbook(LIST, folder / "工作簿.xlsm")
    api.collect(folder / "工作簿.xlsm", RETURNS, folder / "汇总.xlsm")
    return folder / "汇总.xlsm"


def test_a_standard_workbook_is_made_with_macros_or_without(tmp_path: Path) -> None:
    for name in ("工作簿.xlsx", "工作簿.xlsm", "大写.XLSM"):
        api.new_workbook(LIST, tmp_path / name)
        assert has_macros(tmp_path / name) == name.lower().endswith("m")


@pytest.mark.parametrize("name", ["工作簿.xls", "工作簿.docx", "工作簿.xlam", "工作簿.et"])
def test_a_name_that_is_no_workbook_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(CannotContinueError, match=r"请以 \.xlsx 结尾；要带按钮和宏，请以 \.xlsm 结尾"):
        api.new_workbook(LIST, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_what_was_collected_is_the_same_with_macros_and_without(book: Path, tmp_path: Path) -> None:
    api.new_workbook(LIST, tmp_path / "工作簿.xlsx")
    plain = api.collect(tmp_path / "工作簿.xlsx", RETURNS, tmp_path / "汇总.xlsx")
    again = api.collect(book, RETURNS, tmp_path / "再次.xlsm")
    assert api.ledger_of(again).standings == api.ledger_of(plain).standings
    assert has_macros(tmp_path / "再次.xlsm")
    api.collect(book, RETURNS, tmp_path / "无宏.xlsx")
    assert not has_macros(tmp_path / "无宏.xlsx")


def test_forms_split_from_a_workbook_with_macros_have_none(book: Path, tmp_path: Path) -> None:
    written = api.split(book, tmp_path / "下发").written
    assert len(written) == 14
    for path in written:
        assert not has_macros(path)
        assert lint(path.name, path.read_bytes()) == ()


def test_replies_from_a_workbook_with_macros_have_none(book: Path, tmp_path: Path) -> None:
    written = api.reply(book, RETURNS, tmp_path / "退回").written
    assert written
    assert {path.suffix for path in written} <= {".xlsx", ".eml", ".txt", ".docx"}
    assert not any(has_macros(path) for path in written if path.suffix == ".xlsx")


def test_the_compiled_workbook_has_macros_if_the_office_has_them(book: Path, tmp_path: Path) -> None:
    compiled, document = api.publish(book, tmp_path / "通报").written
    assert compiled.name.endswith("汇总表（1-9月份）.xlsm")
    assert has_macros(compiled)
    assert document.suffix == ".docx"
    api.collect(book, (), tmp_path / "无宏.xlsx")
    assert api.publish(tmp_path / "无宏.xlsx", tmp_path / "无宏").written[0].suffix == ".xlsx"


@pytest.mark.parametrize("name", ["发文.xlsm", "发文.xlsx"])
def test_publish_takes_the_name_of_the_workbook_too(name: str, book: Path, tmp_path: Path) -> None:
    compiled, document = api.publish(book, tmp_path / "通报" / name).written
    assert compiled == tmp_path / "通报" / name
    assert has_macros(compiled) == name.endswith("m")
    assert document.parent == tmp_path / "通报"


def test_a_folder_named_like_a_workbook_stays_a_folder(book: Path, tmp_path: Path) -> None:
    (tmp_path / "归档.xlsm").mkdir()
    compiled, _ = api.publish(book, tmp_path / "归档.xlsm").written
    assert compiled.parent == tmp_path / "归档.xlsm"


def test_closing_and_opening_again_keep_the_macros(book: Path, tmp_path: Path) -> None:
    closed = api.close_period(book, tmp_path / "办结.xlsm").written[0]
    assert has_macros(closed)
    assert has_macros(api.reopen_period(closed, tmp_path / "重开.xlsm", "补报").written[0])
    assert not has_macros(api.reopen_period(closed, tmp_path / "重开.xlsx", "补报").written[0])


def test_the_next_period_keeps_the_macros_and_its_forms_have_none(book: Path, tmp_path: Path) -> None:
    written = api.next_period(book, tmp_path / "下期").written
    assert written[0].suffix == ".xlsm" and has_macros(written[0])
    assert len(written) == 15
    assert not any(has_macros(path) for path in written[1:])
    named = api.next_period(book, tmp_path / "另存" / "十月.xlsx").written
    assert named[0] == tmp_path / "另存" / "十月.xlsx"
    assert not has_macros(named[0])
    assert all(path.parent == tmp_path / "另存" / "下发填报表" for path in named[1:])


def test_a_filled_workbook_with_macros_is_not_written_over_by_a_blank_one(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "十月.xlsm"
    target.write_bytes(book.read_bytes())
    with pytest.raises(CannotContinueError, match="已经填有数据"):
        api.next_period(book, target, replace=True)
    assert target.read_bytes() == book.read_bytes()


def test_a_workbook_with_macros_can_be_taken_back(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "汇总.xlsm"
    target.write_bytes(book.read_bytes())
    api.close_period(target, target, replace=True)
    assert target.read_bytes() != book.read_bytes()
    api.undo(target)
    assert target.read_bytes() == book.read_bytes()


def test_a_workbook_with_macros_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    first = api.new_workbook(LIST, tmp_path / "甲.xlsm").written[0].read_bytes()
    assert api.new_workbook(LIST, tmp_path / "乙.xlsm").written[0].read_bytes() == first


def test_differences_are_listed_without_macros(
    tmp_path: Path, publication: api.Publication, demo_folder: Path
) -> None:
    document = next((demo_folder / "5_通报").glob("*.docx"))
    with pytest.raises(CannotContinueError, match=r"以 \.xlsx 结尾"):
        api.compare(document, document, tmp_path / "比对.xlsm")


def test_the_addin_is_written_with_its_guide_and_not_over_another(tmp_path: Path) -> None:
    made = api.make_addin(tmp_path)
    assert [path.name for path in made.written] == ["xlminshi.xlam", "说明.txt"]
    with pytest.raises(OutputExistsError):
        api.make_addin(tmp_path)
    assert api.make_addin(tmp_path, replace=True).written == made.written
