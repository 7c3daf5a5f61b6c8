import importlib.metadata
import importlib.util
import re
from pathlib import Path

import pytest

from xlminshi.adapters.macros import modules
from xlminshi.adapters.macros.modules import (
    FunctionHelp,
    Host,
    fields_module,
    help_module,
    standard_modules,
    xlwings_module,
)
from xlminshi.adapters.places import macros_folder
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.project import IndicatorKind
from xlminshi.form.commands import COMMANDS, SELF_CHECK_SHEET
from xlminshi.form.companions import STAMP_SHEET
from xlminshi.form.fields import FIELDS, Sheet, field_of_header, normal_header
from xlminshi.form.verdicts import SHEET_NAME as VERDICTS

PROCEDURE = re.compile(r"^(?:Public |Private )?(?:Sub|Function) (\w+)", re.MULTILINE)
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(macros_folder().glob("*.bas"))}


def test_every_text_in_the_folder_is_built_in() -> None:
    built = {one.name for one in standard_modules(Host.WORKBOOK)}
    assert built == {*TEXTS, "ThisWorkbook", "MinshiFields", "MinshiHelp", "xlwings"}


def test_every_command_has_its_macro_which_calls_its_function_with_its_caption() -> None:
    for command in COMMANDS:
        body = re.search(rf"^Public Sub {command.macro}\(\)\n(.*?)^End Sub", TEXTS["Minshi"], re.M | re.S)
        assert body is not None, command
        assert f'RunMinshi "{command.function}", "{command.caption}"' in body[1]


def test_no_module_has_the_name_of_a_procedure() -> None:
    # Excel answers "expected variable or procedure, not module" when such a macro is run by name.
    found = standard_modules(Host.WORKBOOK)
    procedures = {name.lower() for one in found for name in PROCEDURE.findall(one.text)}
    assert procedures.isdisjoint(one.name.lower() for one in found)


def test_no_procedure_of_ours_stands_in_two_modules() -> None:
    names = [
        name for text in TEXTS.values() for name in re.findall(r"^Public (?:Sub|Function) (\w+)", text, re.M)
    ]
    assert len(names) == len(set(names))
    assert all(name.isascii() for name in names)


def test_only_the_buttons_are_offered_to_the_person() -> None:
    # Without Option Private Module every helper would stand in the list of macros and in the function wizard.
    built = standard_modules(Host.WORKBOOK)
    open_ones = {one.name for one in built if "Option Private Module" not in one.text} - {
        "xlwings",
        "ThisWorkbook",
    }
    assert open_ones == {"Minshi"}


def test_the_python_command_is_the_one_that_the_buttons_module_answers() -> None:
    assert (
        'RunPython "import xlminshi.buttons;xlminshi.buttons." & FunctionName & "()"' in TEXTS["MinshiPython"]
    )


def test_the_check_without_python_names_sheets_and_kinds_as_the_program_does() -> None:
    text = TEXTS["MinshiSelfCheck"]
    for name in (SELF_CHECK_SHEET, Sheet.LIST.value, VERDICTS, STAMP_SHEET, "完成倍数上限"):
        assert f'"{name}"' in text
    rated = "".join(f"{kind.value}|" for kind in IndicatorKind if kind.is_rated)
    assert f'"|{rated}"' in text
    for key in re.findall(r'"([a-z_]+)"', text):
        assert key in {field.key for field in FIELDS}, key


def test_every_header_of_every_column_is_known_to_the_check_without_python() -> None:
    text = fields_module().text
    known = dict(re.findall(r'Case "(\w+)"\n\s+NamesOfField = "([^"]*)"', text))
    assert known.keys() == {field.key for field in FIELDS}
    for key, names in known.items():
        assert names.startswith("|") and names.endswith("|")
        for name in names.strip("|").split("|"):
            found = [field_of_header(name, sheet) for sheet in Sheet]
            assert key in {one.key for one in found if one is not None}, name
    assert normal_header("计划资金\n（万元）") in known["planned"].split("|")


def test_the_help_of_functions_keeps_quotes_and_stays_on_one_line() -> None:
    helps = (
        FunctionHelp("MS_RATE", '完成率。\n例如“155.17%”，"引号"', ("累计完成", "年度目标")),
        FunctionHelp("MS_TIME", "长" * 300),
    )
    text = help_module(helps).text
    assert (
        'DescribeFunction "MS_RATE", "完成率。 例如“155.17%”，""引号""", Array("累计完成", "年度目标")'
        in text
    )
    assert f'DescribeFunction "MS_TIME", "{"长" * 255}", Array()' in text


def test_xlwings_is_the_installed_one_with_its_licence() -> None:
    installed = importlib.metadata.version("xlwings")
    for host in Host:
        text = xlwings_module(host).text
        assert f'XLWINGS_VERSION As String = "{installed}"' in text
        assert 'PROJECT_NAME As String = "xlwings"' in text
        assert "Redistribution and use in source and binary forms" in text
        assert "Zoomer Analytics" in text
    assert '--wb=" & """" & ActiveWorkbook.Name' in xlwings_module(Host.ADDIN).text
    assert '--wb=" & """" & ThisWorkbook.Name' in xlwings_module(Host.WORKBOOK).text


def test_xlwings_text_is_not_kept_among_our_own() -> None:
    for path in macros_folder().iterdir():
        assert "Zoomer" not in path.read_text("utf-8")


def test_without_xlwings_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CannotContinueError, match="pip install xlwings"):
        xlwings_module(Host.WORKBOOK)


def test_another_xlwings_is_refused_rather_than_read_with_wrong_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "xlwings_custom_addin.bas").write_text(
        'Public Const PROJECT_NAME As String = "other"\n', "utf-8"
    )
    monkeypatch.setattr(modules, "_xlwings_folder", lambda: tmp_path)
    with pytest.raises(CannotContinueError, match="不配套"):
        xlwings_module(Host.ADDIN)
    with pytest.raises(CannotContinueError, match=r"缺少文件“xlwings\.bas”"):
        xlwings_module(Host.WORKBOOK)


def test_the_wrappers_of_the_functions_become_a_module() -> None:
    built = {
        one.name: one.text for one in standard_modules(Host.ADDIN, 'Attribute VB_Name = "xlwings_udfs"\r\n')
    }
    assert built["xlwings_udfs"] == 'Attribute VB_Name = "xlwings_udfs"\n'
