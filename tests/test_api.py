import inspect
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import xlminshi
from xlminshi import api
from xlminshi.core.ledger import Ledger

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> api.Demo:
    return api.demo(tmp_path_factory.mktemp("api") / "演示")


def imported_by(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after a statement."""
    code = f"import sys; {statement}; print(' '.join({{name.split('.')[0] for name in sys.modules}}))"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True
    )
    return set(run.stdout.split())


# names


def test_the_public_names_are_sorted_and_none_is_named_twice() -> None:
    assert list(xlminshi.__all__) == sorted(set(xlminshi.__all__))


@pytest.mark.parametrize("name", xlminshi.__all__)
def test_every_public_name_exists_and_says_what_it_is(name: str) -> None:
    found = getattr(xlminshi, name)
    assert inspect.getdoc(found)
    assert callable(found)
    assert name in dir(xlminshi)


@pytest.mark.parametrize("name", [name for name in xlminshi.__all__ if not name.endswith("Error")])
def test_every_public_function_is_typed(name: str) -> None:
    signature = inspect.signature(getattr(xlminshi, name))
    assert signature.return_annotation is not inspect.Signature.empty
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty


@pytest.mark.parametrize("name", [name for name in xlminshi.__all__ if name.endswith("Error")])
def test_every_public_error_can_be_caught_as_cannot_continue(name: str) -> None:
    assert issubclass(getattr(xlminshi, name), xlminshi.CannotContinueError)


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    for name in ("nope", "Ledger", "deliver"):
        with pytest.raises(AttributeError, match=name):
            getattr(xlminshi, name)


def test_a_star_import_brings_the_public_names() -> None:
    space: dict[str, object] = {}
    exec("from xlminshi import *", space)
    assert set(xlminshi.__all__) <= set(space)


def test_importing_the_package_loads_no_office_library_and_no_pandas() -> None:
    heavy = {
        "pandas",
        "numpy",
        "openpyxl",
        "docx",
        "lxml",
        "xlsxwriter",
        "python_calamine",
        "xlwings",
        "click",
    }
    assert imported_by("import xlminshi") & heavy == set()


def test_the_steps_need_neither_pandas_nor_excel() -> None:
    assert imported_by("from xlminshi import publish") & {"pandas", "xlwings", "click", "docx"} == set()


# the demonstration


def test_the_demonstration_writes_every_step_and_says_what_it_wrote(made: api.Demo) -> None:
    steps = (
        (made.book, 1),
        (made.forms, 14),
        (made.collection, 1),
        (made.publication, 2),
        (made.workbook, 1),
        (made.addin, 2),
    )
    for step, count in steps:
        assert len(step.written) == count
        assert all(path.is_file() for path in step.written)
    assert len(made.whole().written) == 21


def test_the_demonstration_needs_no_person(made: api.Demo) -> None:
    whole = made.whole()
    assert whole.value == made.publication.value
    assert not whole.needs_a_person
    asked = {"READ_FROM_WORDS", "SLOW_UNEXPLAINED", "UNSIGNED", "CONTACT_MISSING"}
    assert {one.code.name for one in whole.problems} == asked


def test_the_whole_tells_each_finding_once(made: api.Demo) -> None:
    told = [(one.place.sheet, one.place.cell, one.what) for one in made.whole().problems]
    assert len(set(told)) == len(told)
    assert all(one.place.file.endswith(".xlsx") for one in made.whole().problems)


def test_the_values_tell_what_was_done(made: api.Demo) -> None:
    assert len(made.book.value.programme.projects) == 19
    assert made.forms.value == tuple(path.stem for path in made.forms.written)
    assert (made.collection.value.files_seen, made.collection.value.files_accepted) == (14, 14)
    assert made.publication.value.document.masthead.issue == "第7期"


def test_the_demonstration_does_not_write_over_a_former_one(made: api.Demo) -> None:
    folder = made.book.written[0].parent
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(xlminshi.OutputExistsError, match="没有覆盖。请换一个位置。"):
        api.demo(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_the_demonstration_gives_the_same_files_every_time(made: api.Demo, tmp_path: Path) -> None:
    folder = made.book.written[0].parent
    again = api.demo(tmp_path / "另一处").book.written[0].parent
    names = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    assert names == {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    assert [name for name in names if (folder / name).read_bytes() != (again / name).read_bytes()] == []


def test_an_example_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(xlminshi.CannotContinueError, match="湛河区、鲁山县"):
        api.demo(tmp_path, example="某县")


def test_a_file_in_the_way_of_the_demonstration_is_told(tmp_path: Path) -> None:
    (tmp_path / "3_回收填报表").write_text("不是文件夹", "utf-8")
    with pytest.raises(xlminshi.CannotContinueError, match="3_回收填报表"):
        api.demo(tmp_path, replace=True)


# ledger and table


def test_every_result_leads_to_its_ledger(made: api.Demo) -> None:
    before, after, printed = (api.ledger_of(one) for one in (made.book, made.collection, made.publication))
    assert all(isinstance(one, Ledger) for one in (before, after, printed))
    assert len(before.missing_units) == 14
    assert after.missing_units == ()
    assert printed == made.publication.value.ledger
    rates = [one.rate for one in after.standings]
    assert rates == [one.rate for one in printed.standings]


def test_the_table_has_the_columns_and_types_that_analysts_rely_on(made: api.Demo) -> None:
    frame = xlminshi.to_dataframe(xlminshi.ledger_of(made.publication))
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == [
        "序号", "实事名称", "牵头单位", "指标名称", "指标类型", "计量单位", "年度目标", "累计完成", "完成率", "通报类别",
    ]  # fmt: skip
    assert frame["序号"].nunique() == 19
    assert all(frame[name].dtype == float for name in ("年度目标", "累计完成", "完成率"))
    rates = frame.set_index("指标名称")["完成率"]
    assert (rates["技能培训"], rates["新建和改造农村公路"]) == (1.5517, 0.43)
    assert frame.drop_duplicates("序号")["通报类别"].value_counts().to_dict() == {
        "已完成": 11,
        "持续推进": 5,
        "进展缓慢": 3,
    }


# errors of single steps


def test_a_step_whose_target_is_there_writes_nothing(made: api.Demo, tmp_path: Path) -> None:
    book = made.book.written[0]
    target = tmp_path / "汇总.xlsx"
    target.write_bytes("旧".encode())
    with pytest.raises(xlminshi.OutputExistsError):
        xlminshi.collect(book, (), target)
    assert target.read_bytes() == "旧".encode()


def test_a_list_that_cannot_be_read_is_refused_as_a_file(tmp_path: Path) -> None:
    source = tmp_path / "清单.xlsx"
    source.write_bytes(b"not a workbook")
    with pytest.raises(xlminshi.FileRefusedError, match="「清单"):
        xlminshi.new_workbook(source, tmp_path / "新.xlsx")
    assert not (tmp_path / "新.xlsx").exists()


def test_a_bad_letterhead_stops_the_bulletin_and_the_workbook_with_it(made: api.Demo, tmp_path: Path) -> None:
    letterhead = tmp_path / "版头.docx"
    letterhead.write_bytes(b"not a document")
    with pytest.raises(xlminshi.LetterheadError):
        xlminshi.publish(made.collection.written[0], tmp_path / "通报", letterhead=letterhead)
    assert not (tmp_path / "通报").exists()


def test_checking_writes_nothing(made: api.Demo) -> None:
    folder = made.book.written[0].parent
    before = sorted(folder.rglob("*"))
    result = xlminshi.check((folder / "3_回收填报表",))
    assert (result.value.files, result.written) == (14, ())
    assert sorted(folder.rglob("*")) == before


def test_progress_is_told_of_every_file(made: api.Demo) -> None:
    seen: list[tuple[str, int]] = []

    def watch(items: object, label: str) -> object:
        found = list(items)  # type: ignore[call-overload]
        seen.append((label, len(found)))
        return found

    xlminshi.check((made.book.written[0].parent / "3_回收填报表",), progress=watch)  # type: ignore[arg-type]
    assert seen == [("读取文件", 14)]
