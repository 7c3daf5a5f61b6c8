"""Returns of both counties saved by another spreadsheet program, in its formats: every figure right, or the file told of."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hazards.cases import Case, Mutator, Outcome, place_files
from tests.hazards.counties import County
from tests.hazards.forms import form_of
from tests.hazards.oracle import Finding, collect, complaints
from tests.hazards.table import PROGRAM, untold

# What is asked of the program → the ending under which the result comes in.
FORMATS = {
    "saved_as_old_xls": ("xls:MS Excel 97", "xls"),
    "saved_as_et": ("xls:MS Excel 97", "et"),
    "saved_as_ods": ("ods", "ods"),
    "saved_as_xlsx_by_another_program": ("xlsx:Calc MS Excel 2007 XML", "xlsx"),
    "saved_as_csv": ("csv:Text - txt - csv (StarCalc):44,34,76", "csv"),
    "saved_as_gbk_csv": ("csv:Text - txt - csv (StarCalc):44,34,76", "csv"),
    "saved_as_web_page": ("html", "html"),
}
_MAY_BE_REFUSED = ("saved_as_csv", "saved_as_gbk_csv", "saved_as_web_page")


@pytest.fixture(scope="module")
def converted(
    counties: tuple[County, County], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """Return what gives the folder with all returns in a format; each format is asked for once."""
    folder = tmp_path_factory.mktemp("别的程序")
    sources = [str(one.path) for county in counties for one in county.returns.values()]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def convert(form: str) -> Path:
        out = folder / form.split(":")[0]
        if not out.exists():
            command = [
                "soffice",
                profile,
                "--headless",
                "--norestore",
                "--convert-to",
                form,
                "--outdir",
                str(out),
            ]
            subprocess.run([*command, *sources], check=True, capture_output=True, timeout=180)
        return out

    return convert


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_return_saved_by_another_program_is_read_right_or_told_of(
    name: str, counties: tuple[County, County], converted: Callable[[str], Path], tmp_path: Path
) -> None:
    form, ending = FORMATS[name]
    outcome = Outcome.EITHER if name in _MAY_BE_REFUSED else Outcome.RIGHT
    made = Mutator(name, "", lambda case: None, outcome)
    found: list[str] = []
    told: list[Finding] = []
    for county in counties:
        cases = []
        for unit in county.units():
            content = (converted(form) / f"{unit}.{form.split(':')[0]}").read_bytes()
            case = Case(county, unit, form_of(county.returns[unit].path), f"{unit}.{ending}")
            case.content = content.decode().encode("gb18030") if name == "saved_as_gbk_csv" else content
            cases.append(case)
            place_files(case, tmp_path / "报送" / county.name)
        collected = collect(county, tmp_path / "报送" / county.name, tmp_path / "汇总.xlsx")
        told += [one for case in cases for one in collected.about(case)]
        found += [f"{case.unit}: {text}" for case in cases for text in complaints(case, made, collected)]
    assert found == []
    assert untold(PROGRAM, name, {one.code for one in told}, [one.text for one in told]) == []
