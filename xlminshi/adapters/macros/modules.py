"""The VBA modules of a workbook as text: ours from macros/, some made from our own lists, and xlwings' own."""

import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from xlminshi.adapters.places import macros_folder
from xlminshi.core.errors import CannotContinueError
from xlminshi.form.fields import FIELDS, normal_header

XLWINGS, UDFS, WORKBOOK = "xlwings", "xlwings_udfs", "ThisWorkbook"
_WRITTEN = ("Minshi", "MinshiPython", "MinshiSelfCheck", "MinshiMessage")
_NAME = 'Attribute VB_Name = "{}"\n'
# Excel shows no more of a function's description than this.
_LONGEST_HELP = 255


class Host(Enum):
    """What the macros live in: the office's own workbook, or the add-in that serves every workbook."""

    WORKBOOK = "xlsm"
    ADDIN = "xlam"


@dataclass(frozen=True, slots=True)
class MacroModule:
    """A VBA module: its name (ASCII) and its text, lines ended by LF, without the header of a document module."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class FunctionHelp:
    """What the function wizard tells of a worksheet function: in all, and of each argument."""

    name: str
    words: str
    arguments: tuple[str, ...] = ()


def standard_modules(
    host: Host, udfs: str = "", helps: Iterable[FunctionHelp] = ()
) -> tuple[MacroModule, ...]:
    """Return all modules but those of the sheets; `udfs` is the text of xlwings_udfs, "" leaves it out."""
    modules = [MacroModule(WORKBOOK, _text(macros_folder() / "ThisWorkbook.cls"))]
    modules.extend(MacroModule(name, _text(macros_folder() / f"{name}.bas")) for name in _WRITTEN)
    modules.extend((fields_module(), help_module(helps), xlwings_module(host)))
    if udfs:
        modules.append(MacroModule(UDFS, _lines(udfs)))
    return tuple(modules)


def fields_module() -> MacroModule:
    """Return the module that knows every header text of every column (form/fields.py), for checks without Python."""
    cases = []
    for field in FIELDS:
        names = dict.fromkeys(normal_header(name) for name in (field.header, *field.aliases))
        between_marks = _quoted(f"|{'|'.join(names)}|")
        cases.append(f'        Case "{field.key}"\n            NamesOfField = {between_marks}')
    body = "\n".join(cases)
    text = (
        f"{_NAME.format('MinshiFields')}Option Explicit\nOption Private Module\n"
        "' Made from xlminshi/form/fields.py when the workbook was built.\n\n"
        "Public Function NamesOfField(ByVal Key As String) As String\n"
        f"    Select Case Key\n{body}\n    End Select\nEnd Function\n"
    )
    return MacroModule("MinshiFields", text)


def help_module(helps: Iterable[FunctionHelp]) -> MacroModule:
    """Return the module that gives the worksheet functions their Chinese help when the workbook is opened."""
    calls = "".join(
        f"    DescribeFunction {_quoted(one.name)}, {_quoted(_one_line(one.words))}, "
        f"Array({', '.join(_quoted(_one_line(words)) for words in one.arguments)})\n"
        for one in helps
    )
    text = (
        f"{_NAME.format('MinshiHelp')}Option Explicit\nOption Private Module\n"
        "' Made from the help texts of the functions when the workbook was built.\n\n"
        f"Public Sub DescribeFunctions()\n{calls}End Sub\n"
    )
    return MacroModule("MinshiHelp", text)


def xlwings_module(host: Host) -> MacroModule:
    """Return xlwings' own module, as installed, with its licence; the add-in's works on the active workbook."""
    folder = _xlwings_folder()
    if host is Host.WORKBOOK:
        return MacroModule(XLWINGS, _text(folder / "xlwings.bas"))
    text = _text(folder / "xlwings_custom_addin.bas")
    # Its maker's template reads settings of its own; ours are those of xlwings (.xlwings/xlwings.conf).
    own, ours = ('PROJECT_NAME As String = "myaddin"', 'PROJECT_NAME As String = "xlwings"')
    if text.count(own) != 1:
        raise CannotContinueError("已安装的 xlwings 与本软件不配套，不能生成加载项。请重新安装 xlminshi。")
    return MacroModule(XLWINGS, text.replace(own, ours))


def _xlwings_folder() -> Path:
    """Return where xlwings is installed, without importing it."""
    found = importlib.util.find_spec("xlwings")
    if found is None or found.origin is None:
        raise CannotContinueError(
            "没有安装 xlwings，不能生成带宏的文件。请在命令提示符中运行：python -m pip install xlwings。"
        )
    return Path(found.origin).parent


def _text(path: Path) -> str:
    try:
        return _lines(path.read_text("utf-8"))
    except OSError as error:
        raise CannotContinueError(
            f"缺少文件“{path.name}”，不能生成带宏的文件。请重新安装 xlminshi。"
        ) from error


def _lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _one_line(words: str) -> str:
    return " ".join(words.split())[:_LONGEST_HELP]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
