"""Files that break readers, each through the whole door: told in words or read right, in little time, next to good ones."""

import time
from decimal import Decimal
from pathlib import Path

import pytest

from tests.adapters import raw_xlsx
from tests.adapters.incoming.made import put, workbook, zipped
from tests.adapters.raw_xlsx import row_xml, sheet_xml, styles_xml, workbook_parts
from xlminshi.adapters.incoming.receiving import receive
from xlminshi.form.grid import FileTrait, Grid, Percent
from xlminshi.workflow.ports import Arrival

ONE = sheet_xml(row_xml('<c r="A1"><v>1</v></c>'))
STRICT = {"main": raw_xlsx.STRICT_MAIN, "office": raw_xlsx.STRICT_OFFICE}


def one_row(cell: str) -> str:
    return sheet_xml(row_xml(cell))


REFUSED: dict[str, tuple[bytes, str]] = {
    "截断.xlsx": (workbook()[:-200], "损坏"),
    "炸弹.xlsx": (zipped({**workbook_parts(ONE), "xl/media/a.bin": bytes(20_000_000)}), "压缩比"),
    "实体.xlsx": (
        zipped({**workbook_parts(ONE), "docProps/app.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "不安全",
    ),
    "样式.xlsx": (zipped(workbook_parts(ONE, styles=styles_xml(*["0"] * 66_000))), "格式太多"),
    "空.xlsx": (zipped(workbook_parts()), "没有工作表"),
    "坏.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4000, "损坏"),
    "坏.ods": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a><b></a>"}),
        "结构有误",
    ),
    "坏.xlsb": (
        zipped(
            {
                "[Content_Types].xml": "<Types ms-excel.sheet.binary.macroEnabled.main/>",
                "xl/workbook.bin": b"\x83\x01\xff\xff\xff\xff",
            }
        ),
        "结构有误",
    ),
    "网页.xls": (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
}
FAR = row_xml('<c r="AMJ65536" t="inlineStr"><is><t xml:space="preserve"> </t></is></c>', number=65536)
READ: dict[str, tuple[bytes, Grid]] = {
    "范围.xlsx": (
        zipped(workbook_parts(sheet_xml(row_xml('<c r="A1"><v>1</v></c>'), dimension="A1:XFD1048576"))),
        Grid("表1", ((Decimal(1),),)),
    ),
    "远处.xlsx": (
        zipped(workbook_parts(sheet_xml(row_xml('<c r="A1"><v>1</v></c>') + FAR))),
        Grid("表1", ((Decimal(1),),), beyond="AMJ65536"),
    ),
    "严格.xlsx": (
        zipped(workbook_parts(ONE.replace(raw_xlsx.MAIN, raw_xlsx.STRICT_MAIN), **STRICT)),  # type: ignore[arg-type]
        Grid("表1", ((Decimal(1),),)),
    ),
    "无样式.xlsx": (
        zipped(workbook_parts(one_row('<c r="A1" s="9"><v>1</v></c>'))),
        Grid("表1", ((Decimal(1),),)),
    ),
    "多样式.xlsx": (
        zipped(
            workbook_parts(
                one_row('<c r="A1" s="60000"><v>1</v></c>'), styles=styles_xml(*["0.0"] * 60_000, "0%")
            )
        ),
        Grid("表1", ((Percent(Decimal(1)),),)),
    ),
    "名称.xlsx": (zipped(workbook_parts(ONE, names=("区残联 ",))), Grid("区残联 ", ((Decimal(1),),))),
    "WPS.xlsx": (
        zipped(
            {
                **workbook_parts(ONE),
                "xl/cellimages.xml": '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>',
                "customStorage/customStorage.xml": '<pixelators xmlns="https://web.wps.cn/et/2018/main"/>',
                "docProps/custom.xml": "<Properties><property name='KSOProductBuildVer'/></Properties>",
            }
        ),
        Grid("表1", ((Decimal(1),),)),
    ),
}


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Arrival]:
    folder = tmp_path_factory.mktemp("回收")
    put(folder, {name: content for name, (content, _) in (REFUSED | READ).items()})  # type: ignore[operator]
    put(folder, {f"好{n:02}.xlsx": workbook(str(n)) for n in range(20)})
    put(folder, {"宏.xlsm": workbook("宏", **{"xl/vbaProject.bin": b"\xcc\x61" * 300})})
    begin = time.monotonic()
    found = {one.name: one for one in receive((folder,))}
    assert time.monotonic() - begin < 15
    return found


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_words(arrived: dict[str, Arrival], name: str) -> None:
    assert REFUSED[name][1] in arrived[name].why
    assert "请" in arrived[name].why


@pytest.mark.parametrize("name", READ)
def test_an_odd_file_is_read_right(arrived: dict[str, Arrival], name: str) -> None:
    found = arrived[name].workbook
    assert found is not None
    assert found.grids == (READ[name][1],)


def test_the_good_files_among_them_are_all_read(arrived: dict[str, Arrival]) -> None:
    good = [arrived[f"好{n:02}.xlsx"].workbook for n in range(20)]
    assert [one.grids[0].rows for one in good if one] == [((str(n),),) for n in range(20)]


def test_a_macro_is_told_and_never_run(arrived: dict[str, Arrival]) -> None:
    found = arrived["宏.xlsm"].workbook
    assert found is not None
    assert found.traits == {FileTrait.MACRO}


def test_nothing_is_written_beside_the_files(tmp_path: Path) -> None:
    put(tmp_path, {"a.zip": zipped({"b.xlsx": workbook(), "c.zip": zipped({"d.xlsx": workbook()})})})
    before = sorted(tmp_path.rglob("*"))
    assert len(list(receive((tmp_path,)))) == 2
    assert sorted(tmp_path.rglob("*")) == before
