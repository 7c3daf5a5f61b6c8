"""The office's workbook with buttons (.xlsm), and the add-in that brings them to every workbook (.xlam)."""

from collections.abc import Mapping
from dataclasses import replace
from xml.etree import ElementTree as ET

from xlminshi.adapters.closed.writing import Further, Macros, render
from xlminshi.adapters.macros.functions import function_helps, function_wrappers
from xlminshi.adapters.macros.guide import GUIDE_NAME, INSTALLATION
from xlminshi.adapters.macros.modules import WORKBOOK, Host, standard_modules
from xlminshi.adapters.macros.project import code_names, vba_project
from xlminshi.adapters.places import macros_folder
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.sheets import BookPlan, with_captions

ADDIN_NAME = "xlminshi.xlam"
_RIBBON_PART = "customUI/customUI.xml"
_RIBBON = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
_WORKBOOK_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN_TYPE = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
_LABEL, _ADDIN_LABEL = 'label="民生实事" keytip="YM"', 'label="民生实事（加载项）" keytip="YA"'


def render_macro_book(plan: BookPlan) -> bytes:
    """Return the .xlsm file of a workbook plan: with buttons, macros and ribbon."""
    sheets = tuple(map(with_captions, plan.sheets))
    return _rendered(replace(plan, sheets=sheets), Host.WORKBOOK, _ribbon_parts)


def render_addin() -> bytes:
    """Return the add-in: no workbook to look at, but the functions and the ribbon for all workbooks."""
    return _rendered(_addin_plan(), Host.ADDIN, _addin_parts)


def addin_files() -> tuple[tuple[str, bytes], ...]:
    """Return the add-in and the text that says how to install it, by file name."""
    # Windows' Notepad takes a text without the mark at its start for another code page; old ones want CR and LF at line ends.
    words = INSTALLATION.replace("\n", "\r\n").encode("utf-8-sig")
    return (ADDIN_NAME, render_addin()), (GUIDE_NAME, words)


def ribbon() -> str:
    """Return the ribbon of macros/customUI.xml."""
    return (macros_folder() / "customUI.xml").read_text("utf-8")


def _rendered(plan: BookPlan, host: Host, further: Further) -> bytes:
    modules = standard_modules(host, function_wrappers(host), function_helps())
    count = len(plan.sheets)
    return render(plan, Macros(vba_project(modules, count), WORKBOOK, code_names(count), further))


def _ribbon_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the ribbon, and the relations that lead to it."""
    return {_RIBBON_PART: ribbon().encode("utf-8"), "_rels/.rels": _with_relation(parts["_rels/.rels"])}


def _addin_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    types = parts["[Content_Types].xml"].replace(_WORKBOOK_TYPE, _ADDIN_TYPE)
    # Beside an open .xlsm, two tabs of one name would leave nobody knowing which is which.
    named = ribbon().replace(_LABEL, _ADDIN_LABEL, 1).encode("utf-8")
    return {**_ribbon_parts(parts), "[Content_Types].xml": types, _RIBBON_PART: named}


def _with_relation(relations: bytes) -> bytes:
    """Return the package's relations with one more, to the ribbon."""
    count = len(ET.fromstring(relations))
    one = f'<Relationship Id="rId{count + 1}" Type="{_RIBBON}" Target="{_RIBBON_PART}"/>'
    return relations.replace(b"</Relationships>", one.encode() + b"</Relationships>")


def _addin_plan() -> BookPlan:
    canvas = Canvas("民生实事", (80,))
    canvas.put(
        0, 0, "民生实事加载项：提供 MS_ 开头的函数和“民生实事（加载项）”选项卡，不用打开这张表。", look.NOTE
    )
    return BookPlan((canvas.plan(),))
