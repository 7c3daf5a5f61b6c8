"""The same macros in a form that LibreOffice can compile: it knows no #If, no xlwings, and must show no message box.

LibreOffice says nothing of a compile error; every macro of the file then does nothing. Tests assert on a function first.
"""

import io
import re
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path

import olefile
from pyopenvba import ExcelFile

from xlminshi.adapters.macros.modules import WORKBOOK, XLWINGS, MacroModule
from xlminshi.adapters.macros.project import PROJECT_PART, vba_project
from xlminshi.adapters.packing import pack, unpack

WINDOWS = {"vba7": True, "vba6": False, "win64": True, "win32": True, "mac": False}
# A stand-in for xlwings: it notes the command, and answers what the tests have set.
RECORDING_XLWINGS = """Attribute VB_Name = "xlwings"
Option Explicit
Private Commands As String
Private Answer As Long
Private Interpreter As String
Public Function RunPython(PythonCommand As String)
    Commands = Commands & PythonCommand & vbLf
End Function
Public Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "") As Variant
    GetConfig = default
    If configKey = "INTERPRETER_WIN" Then GetConfig = Interpreter
End Function
Public Function ExitCodeOf(Command As String, Style As Long, IsWaiting As Boolean) As Long
    If Answer < 0 Then Err.Raise 53
    ExitCodeOf = Answer
End Function
Public Sub SetAnswer(ByVal Code As String, ByVal Path As String)
    ' As text: a whole number from outside arrives in a ByVal Long as 0.
    Answer = CLng(Code)
    Interpreter = Path
End Sub
Public Function CommandsRun() As String
    CommandsRun = Commands
    Commands = ""
End Function
"""
RECORDING_MESSAGE = """Attribute VB_Name = "MinshiMessage"
Option Explicit
Private Told As String
Private Described As String
Public Sub TellUser(ByVal Words As String, ByVal Title As String)
    Told = Told & Title & ": " & Words
End Sub
Public Sub DescribeFunction(ByVal FunctionName As String, ByVal Words As String, ByVal Arguments As Variant)
    Described = Described & FunctionName & ":" & Words & ":" & Join(Arguments, ",") & vbLf
End Sub
Public Function WordsTold() As String
    WordsTold = Told
    Told = ""
End Function
Public Function FunctionsDescribed() As String
    FunctionsDescribed = Described
End Function
"""
# Stands for the program in which the macros run, and for the workbook that is open in it.
SURROUNDINGS = """Attribute VB_Name = "Surroundings"
Option Explicit
Private Folder As String
Private HasNoBook As Boolean
Public Sub SetProgram(ByVal ItsFolder As String, ByVal Books As String)
    Folder = ItsFolder
    HasNoBook = (Books = "0")
End Sub
Public Function FolderOfProgram() As String
    FolderOfProgram = Folder
End Function
Public Function IsWithoutBook() As Boolean
    IsWithoutBook = HasNoBook
End Function
"""
# What MinshiPython asks of Windows and Excel, and what answers in their places.
_ASKED = {
    'CreateObject("WScript.Shell").Run(': "ExitCodeOf(",
    "Application.Path": "FolderOfProgram()",
    "ActiveWorkbook Is Nothing": "IsWithoutBook()",
}


def modules_by_pyopenvba(content: bytes, ending: str = ".xlsm") -> dict[str, str]:
    """Return the text of every module of a workbook, as pyOpenVBA reads it, lines ended by LF."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"book{ending}"
        path.write_bytes(content)
        with ExcelFile(path) as book:
            return {name: _lines(text) for name, text in book.vba_modules().items()}


def modules_by_olevba(content: bytes) -> dict[str, str]:
    """Return the same as olevba reads it, an independent reader."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # oletools calls pyparsing by its old names
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser("vbaProject.bin", data=unpack(content)[PROJECT_PART])
        try:
            found = [(Path(name).stem, code) for _, _, name, code in parser.extract_macros()]
        finally:
            parser.close()
    return {name: _lines(text) for name, text in found}


def libreoffice_build(
    content: bytes, xlwings: str = RECORDING_XLWINGS, message: str = RECORDING_MESSAGE
) -> bytes:
    """Return a workbook whose macros LibreOffice compiles.

    `xlwings` and `message` take the places of the modules xlwings and MinshiMessage. The former has to offer RunPython,
    GetConfig, and ExitCodeOf(Command, Style, IsWaiting), which stands for WScript.Shell.
    """
    texts = modules_by_pyopenvba(content)
    sheets = [name for name in texts if re.fullmatch(r"Sheet\d+", name)]
    stand_ins: Mapping[str, str] = {XLWINGS: xlwings, "MinshiMessage": message}
    modules = tuple(
        _for_libreoffice(name, stand_ins.get(name, text))
        for name, text in texts.items()
        if name not in sheets
    )
    parts = unpack(content)
    surroundings = MacroModule("Surroundings", SURROUNDINGS)
    parts[PROJECT_PART] = vba_project((*modules, surroundings), len(sheets))
    return pack(parts)


def _for_libreoffice(name: str, text: str) -> MacroModule:
    if name == WORKBOOK:
        text = "\n".join(line for line in text.split("\n") if not line.startswith("Attribute VB_"))
    text = resolved(text)
    for asked, answer in _ASKED.items():
        text = text.replace(asked, answer) if name == "MinshiPython" else text
    return MacroModule(name, text)


def resolved(text: str, constants: Mapping[str, bool] = WINDOWS) -> str:
    """Return VBA text with #If decided as 64-bit Excel for Windows would, the lines left out kept as empty ones."""
    known: dict[str, object] = {"true": True, "false": False, **constants}
    open_blocks: list[tuple[bool, bool]] = []  # (the present branch holds, a branch of this block has held)
    lines = []
    for line in text.split("\n"):
        words = line.strip()
        is_live = all(holds for holds, _ in open_blocks)
        if not words.startswith("#"):
            lines.append(line if is_live else "")
            continue
        lines.append("")
        _step(words, known, open_blocks, is_live)
    assert not open_blocks, "#If without #End If"
    return "\n".join(lines)


def _step(words: str, known: dict[str, object], open_blocks: list[tuple[bool, bool]], is_live: bool) -> None:
    if found := re.match(r'#Const\s+(\w+)\s*=\s*"?([^"\']*?)"?\s*(?:\'.*)?$', words, re.I):
        known[found[1].lower()] = found[2]
    elif found := re.match(r"#If\s+(.*?)\s+Then", words, re.I):
        holds = is_live and _holds(found[1], known)
        open_blocks.append((holds, holds or not is_live))
    elif found := re.match(r"#ElseIf\s+(.*?)\s+Then", words, re.I):
        _, has_held = open_blocks.pop()
        holds = not has_held and _holds(found[1], known)
        open_blocks.append((holds, has_held or holds))
    elif re.match(r"#Else\b", words, re.I):
        _, has_held = open_blocks.pop()
        open_blocks.append((not has_held, True))
    else:
        assert re.match(r"#End If", words, re.I), words
        open_blocks.pop()


def _holds(condition: str, known: Mapping[str, object]) -> bool:
    """Return whether `Mac`, `Not Mac` or `App = "…"` holds; nothing else is used."""
    if found := re.fullmatch(r'(\w+)\s*=\s*"([^"]*)"', condition):
        return known.get(found[1].lower(), "") == found[2]
    if found := re.fullmatch(r"(Not\s+)?(\w+)", condition, re.I):
        return bool(known.get(found[2].lower(), False)) is not bool(found[1])
    if re.fullmatch(r"MAC_OFFICE_VERSION\s*>=\s*\d+", condition):
        return False
    raise AssertionError(condition)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip("\n") + "\n"


def container_defects(content: bytes) -> list[str]:
    """Return what is wrong with the container of a workbook's VBA project, by olefile's strictest reading."""
    with olefile.OleFileIO(io.BytesIO(unpack(content)[PROJECT_PART])) as container:
        for stream in container.listdir():
            container.openstream(stream).read()
        return [str(defect) for defect in container.parsing_issues]
