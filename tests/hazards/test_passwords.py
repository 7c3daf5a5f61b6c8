"""A return behind an opening password: named without the password, opened and read right with it."""

from pathlib import Path

import pytest

from tests.hazards.counties import County
from tests.hazards.mutate_delivery import PASSWORD, encrypted, mail_of
from xlminshi import api
from xlminshi.workflow.reporting import ledger_record


@pytest.fixture(scope="module")
def locked(counties: tuple[County, County]) -> bytes:
    """Return a unit's return behind a password; making the key takes a while."""
    county = counties[1]
    return encrypted(county.returns[county.units()[0]].path.read_bytes(), PASSWORD)


def figures(county: County, result: "api.Result[api.Collection]") -> dict[str, str | None]:
    """The adopted figures of the county's first unit."""
    items = ledger_record(api.ledger_of(result))["items"]
    own = {title for title, _ in county.returns[county.units()[0]].figures}
    return {
        one["name"]: one["achieved"] for item in items if item["title"] in own for one in item["indicators"]
    }


@pytest.mark.parametrize("passwords", [(), ("123456", "minshi")])
def test_without_the_right_password_the_file_is_named_and_told_what_to_do(
    passwords: tuple[str, ...], locked: bytes, counties: tuple[County, County], tmp_path: Path
) -> None:
    path = tmp_path / "加密.xlsx"
    path.write_bytes(locked)
    result = api.collect(counties[1].book, (path,), tmp_path / "汇总.xlsx", passwords=passwords)
    told = [str(one) for one in result.problems if one.place.file == "加密.xlsx"]
    assert len(told) == 1
    assert "密码" in told[0]
    assert "请对方去掉密码后重发；知道密码的，请打开文件取消密码" in told[0]
    assert set(figures(counties[1], result).values()) == {None}


@pytest.mark.parametrize("is_mailed", [False, True])
def test_with_the_password_every_figure_is_read(
    is_mailed: bool, locked: bytes, counties: tuple[County, County], tmp_path: Path
) -> None:
    county = counties[1]
    path = tmp_path / ("报送.eml" if is_mailed else "加密.xlsx")
    path.write_bytes(mail_of({"加密.xlsx": locked}) if is_mailed else locked)
    result = api.collect(county.book, (path,), tmp_path / "汇总.xlsx", passwords=("123456", PASSWORD))
    own = county.returns[county.units()[0]]
    assert figures(county, result) == {name: str(figure) for (_, name), figure in own.figures.items()}
