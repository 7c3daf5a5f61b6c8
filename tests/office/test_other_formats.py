"""A form saved by a real program in another format reads as the same form: every number, percentage, date and trait."""

import subprocess
from pathlib import Path

import pytest

from tests.office import recalculation
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.adapters.incoming.receiving import receive
from xlminshi.adapters.places import templates_folder
from xlminshi.form.grid import Calculated, CellValue, FileTrait, Workbook, bare

FORM = templates_folder() / "examples" / "zhanhe_2022" / "填报表" / "区城市管理局.xlsx"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the form as .xlsx recalculated, .xls, .ods and .csv."""
    folder = tmp_path_factory.mktemp("其他格式")
    source = recalculation.recalculate(FORM, folder)
    for kind in ("xls", "ods", "csv:Text - txt - csv (StarCalc):44,34,76"):
        profile = (folder / "profile").as_uri()
        command = [
            recalculation._soffice(),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            kind,
        ]
        subprocess.run(
            [*command, "--outdir", str(folder), str(source)],
            env=recalculation._clean_environment(),
            check=True,
            capture_output=True,
            timeout=recalculation.TIMEOUT_SECONDS,
        )
    return folder


def received(path: Path) -> Workbook:
    (one,) = receive((path,))
    assert one.workbook is not None, one.why
    return one.workbook


def results(workbook: Workbook, *, with_texts: bool) -> list[list[list[object]]]:
    """Each cell's value and whether it is calculated; `with_texts` False leaves out texts that formulas gave."""

    def told(value: CellValue) -> object:
        result, is_calculated = bare(value) or None, isinstance(value, Calculated)
        is_left_out = is_calculated and isinstance(result, str) and not with_texts
        return None if is_left_out else result, is_calculated

    return [[[told(value) for value in row] for row in grid.rows] for grid in workbook.grids]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_form_saved_in_another_format_reads_as_the_same_form(saved: Path, kind: str) -> None:
    expected = read_workbook(saved / FORM.name)
    found = received(saved / f"{FORM.stem}.{kind}")
    # LibreOffice itself stores 0 in an .xls for a formula that gives a text.
    with_texts = kind != "xls"
    assert results(found, with_texts=with_texts) == results(expected, with_texts=with_texts)
    assert [(one.name, one.is_hidden) for one in found.grids] == [
        (one.name, one.is_hidden) for one in expected.grids
    ]
    assert found.traits == {FileTrait.OTHER_FORMAT}
    for mine, its in zip(found.grids, expected.grids, strict=True):
        assert (mine.traits.hidden_rows, mine.traits.hidden_columns) == (
            its.traits.hidden_rows,
            its.traits.hidden_columns,
        )
        assert set(mine.traits.merges) == set(its.traits.merges)
        assert mine.traits.is_protected == its.traits.is_protected
        assert bool(mine.traits.validated) == bool(its.traits.validated)


def test_a_form_saved_as_text_keeps_what_is_seen(saved: Path) -> None:
    (grid,) = received(saved / f"{FORM.stem}.csv").grids
    seen = {value for row in grid.rows for value in row}
    assert {"区城市管理局", "218", "100.00%"} <= seen
