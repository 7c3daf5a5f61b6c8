"""「生成通报」 is clicked on the workbook with macros, headless and with a real mouse in a real window."""

import json
import os
from pathlib import Path

import pytest

from tests.office.clicking import Window, awaited, office_with_python, photograph, prepared, screen, shown
from xlminshi.adapters.office import LETTERHEADS
from xlminshi.adapters.places import templates_folder
from xlminshi.api import EXAMPLES, FIRST_EXAMPLE
from xlminshi.core.settings import DocumentKind
from xlminshi.form.commands import COMMANDS
from xlminshi.form.home import SHEET_NAME as HOME

CAPTION = "生成通报"


@pytest.fixture
def book(demo_folder: Path, tmp_path: Path) -> Path:
    """Return the example's workbook with macros, all returns in it, not yet published."""
    (tmp_path / "office").mkdir()
    letterhead = templates_folder() / EXAMPLES[FIRST_EXAMPLE] / "版头.docx"
    name = LETTERHEADS[DocumentKind.BULLETIN]
    (tmp_path / "office" / name).write_bytes(
        letterhead.read_bytes()
    )  # the example's own, as in the demonstration
    return prepared((demo_folder / "6_Excel按钮" / "汇总工作簿.xlsm").read_bytes(), tmp_path / "office")


@pytest.fixture
def expected(demo_folder: Path) -> bytes:
    (bulletin,) = (demo_folder / "5_通报").glob("*.docx")
    return bulletin.read_bytes()


def check(window: Window, folder: Path, log: Path, expected: bytes) -> None:
    """Assert on the sheets, on the message and on the bulletin beside the workbook."""
    told = json.loads(awaited(log))
    assert "error" not in told, told["error"]
    assert "已生成" in told["alerts"][-1], told["alerts"]
    assert "共19件，牵头单位14个；已完成11件" in told["alerts"][-1]
    assert window.text("汇总表", "A2").startswith("共19件，牵头单位14个")
    assert window.text("通报稿", "C5")
    assert "生成通报（2022年1-9月份）" in window.text(HOME, "B10")
    assert window.captions(HOME) == [one.caption for one in COMMANDS]
    (bulletin,) = (folder / "通报").glob("*.docx")
    assert bulletin.read_bytes() == expected


def test_the_button_clicked_headless_makes_the_sheets_and_the_bulletin(
    book: Path, tmp_path: Path, expected: bytes
) -> None:
    with office_with_python(tmp_path) as office:
        window = shown(office, book)
        assert "通报稿" not in window.sheets()
        assert window.button(HOME, CAPTION).click()
        check(window, book.parent, tmp_path / "clicked.json", expected)
        window.close()


def test_the_button_clicked_with_a_mouse_in_a_window_makes_the_sheets_and_the_bulletin(
    book: Path, tmp_path: Path, expected: bytes
) -> None:
    pictures = Path(os.environ.get("XLMINSHI_PICTURES", tmp_path))
    with screen() as display, office_with_python(tmp_path, display) as office:
        window = shown(office, book)
        button = window.button(HOME, CAPTION)
        photograph(display, tmp_path / "before.png")
        button.press(display)
        check(window, book.parent, tmp_path / "clicked.json", expected)
        photograph(display, pictures / "buttons.png")
        window.close()
