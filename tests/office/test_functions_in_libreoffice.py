"""Cells that call MS_… are computed by LibreOffice through the generated VBA wrappers, xlwings' converters and real Python.

LibreOffice stands in for Excel here: it knows no #If and no xlwings DLL, so both are replaced; the rest is what is shipped.
"""

import contextlib
import io
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from pyopenvba import ExcelFile

from xlminshi.adapters.macros.wrappers import MODULE_NAME, udf_module
from xlminshi.adapters.packing import pack, unpack

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(pytest.__file__).parents[1]
STAND_IN = """Attribute VB_Name = "XlwingsStandIn"
Option Explicit
Public Function CallPython(ModuleName, FunctionName, Arguments)
    Dim i As Long, x As Long, y As Long, Given, Script As Object, Factory As Object, Address, Rows, Found()
    Given = Arguments
    For i = LBound(Given) To UBound(Given)
        If IsMissing(Given(i)) Then Given(i) = "<left out>"
    Next i
    Factory = createUnoService("com.sun.star.script.provider.MasterScriptProviderFactory")
    Address = "vnd.sun.star.script:minshi_functions.py$call?language=Python&location=user"
    Script = Factory.createScriptProvider("").getScript(Address)
    Rows = Script.invoke(Array(ModuleName, FunctionName, Given), Array(), Array())
    If UBound(Rows) = 0 And UBound(Rows(0)) = 0 Then
        CallPython = Rows(0)(0)
    Else
        ReDim Found(0 To UBound(Rows), 0 To UBound(Rows(0)))
        For y = 0 To UBound(Rows)
            For x = 0 To UBound(Rows(0))
                Found(y, x) = Rows(y)(x)
            Next x
        Next y
        CallPython = Found
    End If
End Function
"""
# Runs inside LibreOffice's own Python: xlwings' converters as on Windows, with an engine that cleans values as there.
SCRIPT = """import sys, types, math, datetime as dt
sys.path[:0] = [{root!r}]
sys.path.append({site!r})
for name in ("pythoncom", "pywintypes", "win32com", "win32com.client"):
    sys.modules.setdefault(name, types.ModuleType(name))
sys.modules["pythoncom"].CoInitialize = lambda: None
sys.modules["pywintypes"].com_error = type("com_error", (Exception,), {{}})
sys.modules["win32com.client"].Dispatch = None

class Engine:
    name, type, apps = "excel", "desktop", {{}}
    @staticmethod
    def prepare_xl_data_element(x, options):
        return "" if x is None or (isinstance(x, float) and math.isnan(x)) else x
    @staticmethod
    def clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str):
        return [[empty_as if cell in ("", None) else cell for cell in row] for row in data]

import xlwings as xw
from xlwings import conversion, udfs
xw.engines.add(xw.Engine(impl=Engine))
xw.engines.active = xw.engines["excel"]
xw.func, xw.arg, xw.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
import importlib

def call(module_name, function_name, arguments):
    try:
        function = getattr(importlib.import_module(module_name), function_name)
        known = function.__xlfunc__["args"]
        given = []
        for number, value in enumerate(arguments):
            if hasattr(value, "CellRange"):
                value = value.CellRange.DataArray  # Excel hands over a range as well
            if value == "<left out>":
                given.append(known[number].get("optional"))
            else:
                rows = [list(row) for row in value] if isinstance(value, tuple) else value
                given.append(conversion.read(None, rows, known[number]["options"]))
        found = conversion.write(function(*given), None, function.__xlfunc__["ret"]["options"])
        return tuple(tuple(row) for row in found)
    except Exception as error:
        return (("fault: %s %s" % (type(error).__name__, error),),)

g_exportedScripts = (call,)
"""
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
CELLS = (
    (21414, 13800, 0.75, "1.38万人次"),
    (33, 35, 0.75, "约500"),
    (None, 70, 0.75, "九个"),
    ("九个", 70, 0.75, None),
    (199990, 200000, 0.75, "65%"),
    (50, 100, 0.75, 12),
)
SINGLE = (
    ("=MS_RATE(A1,B1)", 1.5517),
    ("=MS_RATE(A2,B2)", 0.9429),
    ('=MS_RATE(A2,B2,"数量",0)', 0.94),
    ('=MS_RATE(A2,B2,"数量",2,"舍去尾数")', 0.9428),  # LibreOffice hands over 0 for what is left out between
    ("=MS_RATE(A3,B3)", ""),
    ("=MS_RATE(A4,B4)", "数据有误"),
    ("=MS_RATE(A5,B5)", 0.9999),
    ("=MS_RATE(3,2*2)", 0.75),
    ("=MS_STATUS(A6,B6,C6)", "进展缓慢"),
    ("=MS_STATUS(A1,B1,C1)", "已完成"),
    ('=MS_TIME("1-9月份")', 0.75),
    ("=MS_LAG(0.43,C1)", 32),
    ('=MS_QUANTITY(D1,"人次")', 13800),
    ("=MS_QUANTITY(D2)", 500),
    ("=MS_QUANTITY(D3)", "不是数字"),
    ("=MS_RANK(B1:B6,B2)", 6),
    ('=MS_PHRASE("技能培训",A1,B1,"人次")', "开展技能培训21414人次，完成全年目标13800人次的155.17%。"),
    ("=MS_SHARE(A2)", 100),
)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("函数")
    path = folder / "函数.xlsm"
    path.write_bytes(book())
    with office(folder / "profile") as (uno, desktop):
        options = []
        for name, value in (("Hidden", True), ("MacroExecutionMode", 4)):
            option = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
            option.Name, option.Value = name, value
            options.append(option)
        opened = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, tuple(options))
        yield opened
        opened.close(True)


def book() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("表")
        for number, row in enumerate(CELLS):
            sheet.write_row(number, 0, row)
    return with_macros(made.getvalue(), {MODULE_NAME: for_libreoffice(), "XlwingsStandIn": STAND_IN})


def for_libreoffice() -> str:
    """The wrappers as shipped, their #If decided as Excel decides it, the call into the DLL replaced."""
    text = udf_module(book_name="函数.xlsm")
    text = re.sub(
        r"^ *#If App.*\n((?:.*\n)*?) *#Else\n(?:.*\n)*? *#End If\n", r"\1", text, flags=re.MULTILINE
    )
    text = re.sub(r"^#Const.*\n", "", text, flags=re.MULTILINE)
    text = text.replace("If TypeOf Application.Caller Is Range Then ", "")  # it tells no cell who calls
    text, count = re.subn(
        r"XLPy\.CallUDF\((.*), ThisWorkbook, Application\.Caller\)", r"CallPython(\1)", text
    )
    assert count == 8
    assert "#" not in text
    return text


def with_macros(content: bytes, modules: dict[str, str]) -> bytes:
    """The least of a macro workbook: for LibreOffice, not for Excel."""
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"xlminshi-{os.getpid()}.xlsm"
    path.write_bytes(content)
    try:
        with ExcelFile(path) as opened:
            project = opened.add_vba_project()
            former = struct.pack("<HIH", 3, 2, project.code_page)
            project.dir_raw = bytes(project.dir_raw).replace(former, struct.pack("<HIH", 3, 2, 936), 1)
            project.code_page = 936
            for name, text in modules.items():
                project.add_module(name, text.replace("\n", "\r\n"))
            opened.save()
        return pack(unpack(path.read_bytes()))
    finally:
        path.unlink()


@contextlib.contextmanager
def office(profile: Path) -> Iterator[tuple[Any, Any]]:
    scripts = profile / "user" / "Scripts" / "python"
    scripts.mkdir(parents=True)
    (scripts / "minshi_functions.py").write_text(SCRIPT.format(root=str(ROOT), site=str(SITE)), "utf-8")
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
    program = shutil.which("soffice")
    assert program, "LibreOffice is not installed: run `bash .ci/office`"
    pipe = f"minshifunctions{os.getpid()}"
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH")
    }
    process = subprocess.Popen(
        [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo", "--nodefault",
         f"--accept=pipe,name={pipe};urp;"],
        env=kept | {"LC_ALL": "C.UTF-8"}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield connected(pipe)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def connected(pipe: str) -> tuple[Any, Any]:
    debian = "/usr/lib/python3/dist-packages"
    sys.path.append(debian)  # only for this import: Debian's other packages must not be seen
    try:
        import uno
    finally:
        sys.path.remove(debian)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    deadline = time.monotonic() + 90
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return uno, context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def shown(cell: Any) -> object:
    return round(cell.Value, 10) if cell.FormulaResultType2 == 1 else cell.String  # 1: a number


def test_every_function_computes_its_cell(document: Any) -> None:
    sheet = document.Sheets.getByIndex(0)
    found = []
    for number, (formula, _) in enumerate(SINGLE):
        cell = sheet.getCellByPosition(6, number)
        cell.Formula = formula.replace(",", ";")
        found.append((formula, shown(cell)))
    assert found == list(SINGLE)


@pytest.mark.parametrize(
    ("area", "formula", "expected"),
    [
        ("I1:I6", "=MS_RATE(A1:A6;B1:B6)", [1.5517, 0.9429, "", "数据有误", 0.9999, 0.5]),
        ("J1:J6", "=MS_QUANTITY(D1:D6)", [13800, 500, "不是数字", "", 65, 12]),
        ("K1:K6", "=MS_RANK(B1:B6)", [2, 6, 4, 4, 1, 3]),
    ],
)
def test_an_array_formula_fills_its_range(
    document: Any, area: str, formula: str, expected: list[object]
) -> None:
    block = document.Sheets.getByIndex(0).getCellRangeByName(area)
    block.setArrayFormula(formula)
    assert [shown(block.getCellByPosition(0, row)) for row in range(6)] == expected


def test_a_changed_figure_changes_the_functions_result(document: Any) -> None:
    sheet = document.Sheets.getByIndex(0)
    cell = sheet.getCellRangeByName("M1")
    cell.Formula = "=MS_RATE(A6;B6)"
    sheet.getCellRangeByName("A6").Value = 64
    assert shown(cell) == 0.64
    sheet.getCellRangeByName("A6").Value = 50
