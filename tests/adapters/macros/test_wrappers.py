import re
import subprocess
import sys

import pytest
import xlwings

from xlminshi import udfs
from xlminshi.adapters.macros.wrappers import MODULE_NAME, udf_module
from xlminshi.form.function_list import FUNCTIONS
from xlminshi.form.sheet_values import NOT_READY


def test_the_module_leads_every_function_with_its_arguments_to_python() -> None:
    text = udf_module()
    assert text.startswith(f'Attribute VB_Name = "{MODULE_NAME}"\n')
    for one in FUNCTIONS:
        named = ", ".join(f"{'Optional ' * item.is_optional}{item.name}" for item in one.arguments)
        assert f"Function {one.name}({named})\n" in text
        given = ", ".join(item.name for item in one.arguments)
        call = (
            f'XLPy.CallUDF("xlminshi.udfs", "{one.name}", Array({given}), ActiveWorkbook, Application.Caller)'
        )
        assert call in text
    assert len(re.findall(r"^Function ", text, re.MULTILINE)) == len(FUNCTIONS)
    assert text.count("\nEnd Function\n") == len(FUNCTIONS)


def test_a_workbooks_own_module_takes_that_workbook() -> None:
    text = udf_module(book_name="台账.xlsm")
    assert "ThisWorkbook" in text
    assert "ActiveWorkbook" not in text


def test_no_english_error_gets_into_a_cell() -> None:
    assert "Err.Description" not in udf_module()
    assert udf_module().count(f'= "{NOT_READY}"') == len(FUNCTIONS)


def test_the_text_fits_code_page_936() -> None:
    assert udf_module().encode("gbk").decode("gbk") == udf_module()


def test_nothing_is_left_behind_by_the_generator() -> None:
    before, decorator, function = set(sys.modules), xlwings.func, udfs.MS_RATE
    udf_module.cache_clear()
    udf_module()
    assert {name for name in set(sys.modules) - before if "win" in name or name == "pythoncom"} == set()
    assert "xlwings.udfs" not in sys.modules or "xlwings.udfs" in before
    assert xlwings.func is decorator
    assert udfs.MS_RATE is function
    assert not hasattr(xlwings, "udfs") or "xlwings.udfs" in before


def test_another_process_gives_the_same_text() -> None:
    code = "import sys; from xlminshi.adapters.macros.wrappers import udf_module; sys.stdout.buffer.write(udf_module().encode())"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert found.stdout.decode() == udf_module()


def test_a_module_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ImportError):
        udf_module("xlminshi.no_such_module")
    assert "pythoncom" not in sys.modules
