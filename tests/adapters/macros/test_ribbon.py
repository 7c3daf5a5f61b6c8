import re
from xml.etree import ElementTree as ET

from xlminshi.adapters.macros.writing import ribbon
from xlminshi.adapters.places import macros_folder
from xlminshi.form.commands import COMMANDS

NAMESPACE = "{http://schemas.microsoft.com/office/2006/01/customui}"
ROOT = ET.fromstring(ribbon())
BUTTONS = list(ROOT.iter(f"{NAMESPACE}button"))


def test_all_ids_are_different() -> None:
    ids = [one.get("id") for one in ROOT.iter() if one.get("id")]
    assert len(ids) == len(set(ids)) >= 1 + 2 + len(COMMANDS)


def test_the_tab_is_called_as_the_program_is() -> None:
    (tab,) = ROOT.iter(f"{NAMESPACE}tab")
    assert tab.get("label") == "民生实事"


def test_the_ribbon_has_every_command_in_order_with_caption_and_help() -> None:
    shown = [(one.get("label"), one.get("screentip"), one.get("supertip")) for one in BUTTONS]
    assert shown == [(one.caption, one.caption, one.help) for one in COMMANDS]


def test_every_click_leads_to_a_procedure_of_the_same_command() -> None:
    text = (macros_folder() / "Minshi.bas").read_text("utf-8")
    for button, command in zip(BUTTONS, COMMANDS, strict=True):
        called = button.get("onAction")
        body = re.search(rf"^Public Sub {called}\(control As Object\)\n\s+(\w+)\nEnd Sub", text, re.M)
        assert body is not None, called
        assert body[1] == command.macro


def test_every_button_has_an_icon() -> None:
    assert all(one.get("imageMso") for one in BUTTONS)
