"""python -m tests.office.screens FOLDER: the pictures of the manual's steps, taken while its buttons are clicked.

The workbook of 湛河区 goes from the list of projects to the bulletin and the next period in a window of LibreOffice on a display
without a screen. What a button says stands over the picture, word for word; only the box around it is drawn.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.office.clicking import (
    ROOT,
    Window,
    awaited,
    office_with_python,
    photograph,
    prepared,
    screen,
    shown,
)
from tests.office.soffice import Soffice
from xlminshi import api
from xlminshi.adapters.places import templates_folder
from xlminshi.form.home import SHEET_NAME as HOME

STEPS = (
    *("command_new", "home_new", "split", "collect", "receipts", "findings", "verdicts", "publish", "verify"),
    *("command_close", "home_next"),
)
"""The pictures that are made here, in the order of the work."""
EXAMPLE = templates_folder() / "examples" / "zhanhe_2022"
# What a person sees as the place of the workbook.
_PLACE = "D:\\民生实事"
# The window without menus, tools and the line below: sheet and tabs, as in any program.
_CUT = "1216x772+0+107"
_SETTLING = 2.0  # seconds until a window shows what it holds
_FONT, _LINE = "Noto-Sans-CJK-SC", 38
_WIDE, _HIGH = 58, 10  # of the command prompt
# Stands in for the dialogs in which a person chooses: the folder of the returns, the bulletin to be checked.
_CHOICES = """
        from pathlib import Path
        from xlminshi.adapters.live.desk import ExcelDesk
        ExcelDesk.choose_folder = lambda self, title, start: Path({folder!r})
        ExcelDesk.choose_file = lambda self, title, start, pattern: next((start).glob(pattern))
        ExcelDesk.show = lambda self, path: None
        exec(command, {{}})"""


@dataclass(frozen=True, slots=True)
class Camera:
    """The display, where what a click says is told, and where the pictures go."""

    display: str
    log: Path
    folder: Path
    desk: Path

    def take(self, name: str, words: str = "") -> None:
        """Save what the window shows, with the box that says these words over it."""
        path = self.folder / f"{name}.png"
        time.sleep(_SETTLING)
        photograph(self.display, path)
        _convert(str(path), "-crop", _CUT, "+repage", str(path))
        if words:
            box = self.desk / "box.png"
            _draw_box(words.replace(str(self.desk / "office"), _PLACE).replace("/", "\\"), box)
            _convert(str(path), str(box), "-gravity", "center", "-geometry", "+0+40", "-composite", str(path))
        _convert(str(path), "-strip", "-colors", "128", f"PNG8:{path}")

    def command(self, name: str, folder: Path, *words: str) -> None:
        """Run a command and draw the window with all that it says."""
        run = subprocess.run(
            (sys.executable, "-m", "xlminshi.cli", *words),
            cwd=folder,
            env=_environment(),
            capture_output=True,
        )
        typed = f"{_PLACE}>xlminshi {' '.join(words)}"
        _draw_console(f"{typed}\n{run.stdout.decode()}\n{_PLACE}>", self.folder / f"{name}.png")

    def click(self, window: Window, caption: str, name: str) -> None:
        """Click a button and take the picture of what it says."""
        self.log.unlink(missing_ok=True)
        window.button(HOME, caption)
        time.sleep(_SETTLING)  # the sheet comes to the front first, then its buttons
        window.button(HOME, caption).press(self.display)
        told = json.loads(awaited(self.log))
        if "error" in told:
            raise RuntimeError(told["error"])
        _bring_up(window, "设置")
        time.sleep(_SETTLING)
        _bring_up(window, HOME)  # the buttons are painted anew
        answers = [one for one in told["alerts"] if not one.endswith("？")]
        self.take(name, answers[-1])


def take_all(folder: Path) -> None:
    """Take all pictures of the steps."""
    with tempfile.TemporaryDirectory() as scratch, screen() as display:
        desk = Path(scratch)
        (desk / "office").mkdir()
        with office_with_python(desk, display) as office:
            _let_choose(desk, EXAMPLE / "填报表")
            camera = Camera(display, desk / "clicked.json", folder, desk)
            _first_period(office, camera)
            _bulletin(office, camera)
            _next_period(office, camera)


def _first_period(office: Soffice, camera: Camera) -> None:
    work = camera.desk / "民生实事"
    work.mkdir()
    shutil.copy(EXAMPLE / "实事清单.xlsx", work)
    camera.command("command_new", work, "new", "实事清单.xlsx", "-o", "民生实事.xlsm")
    made = work / "民生实事.xlsm"
    window = shown(office, prepared(made.read_bytes(), camera.desk / "office"))
    window.button(HOME, "拆分下发")
    camera.take("home_new")
    camera.click(window, "拆分下发", "split")
    camera.click(window, "回收汇总", "collect")
    for sheet, name in (("收发台账", "receipts"), ("填报问题", "findings"), ("督查认定", "verdicts")):
        _bring_up(window, sheet)
        camera.take(name)
    window.close()


def _bulletin(office: Soffice, camera: Camera) -> None:
    """Click on in the workbook of the example, in which persons have given their verdicts."""
    api.demo(camera.desk / "demo")
    book = camera.desk / "demo" / "6_Excel按钮" / "汇总工作簿.xlsm"
    window = shown(office, prepared(book.read_bytes(), _emptied(camera.desk / "office")))
    camera.click(window, "生成通报", "publish")
    camera.click(window, "核对通报", "verify")
    window.close()


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder)
    folder.mkdir()
    return folder


def _next_period(office: Soffice, camera: Camera) -> None:
    demo = camera.desk / "demo"
    work = camera.desk / "民生实事"
    shutil.copy(demo / "6_Excel按钮" / "汇总工作簿.xlsm", work / "民生实事.xlsm")
    closing = ("close", "民生实事.xlsm", "-o", "民生实事.xlsm", "--person", "张三", "--replace")
    advancing = ("next", "民生实事.xlsm", "-o", "十月", "--deadline", "2022-11-8")
    camera.command("command_close", work, *closing)
    subprocess.run(
        (sys.executable, "-m", "xlminshi.cli", *advancing), cwd=work, check=True, env=_environment()
    )
    (path,) = (work / "十月").glob("*.xlsm")
    window = shown(office, prepared(path.read_bytes(), _emptied(camera.desk / "office")))
    window.button(HOME, "拆分下发")
    camera.take("home_next")
    window.close()


def _bring_up(window: Window, sheet: str) -> None:
    window.document.CurrentController.setActiveSheet(window.document.Sheets.getByName(sheet))


def _let_choose(desk: Path, folder: Path) -> None:
    (script,) = (desk / "profile").rglob("minshi_click.py")
    text = script.read_text(encoding="utf-8")
    script.write_text(
        text.replace("\n        exec(command, {})", _CHOICES.format(folder=str(folder))), encoding="utf-8"
    )


# The box -----------------------------------------------------------------------------------------------------------


def _draw_box(words: str, path: Path) -> None:
    """Draw a message box: title, text, one button."""
    text = "\n".join(piece for line in words.splitlines() for piece in _turned(line))
    text = text.replace("\\", "\\\\").replace("%", "%%")  # marks of ImageMagick
    _convert(
        *("-background", "white", "-fill", "#202020", "-font", _FONT, "-pointsize", "17", f"label:{text}"),
        *("-bordercolor", "white", "-border", "24x18", str(path)),
    )
    width = subprocess.run(
        ["identify", "-format", "%w", str(path)], capture_output=True, text=True, check=True
    ).stdout
    bar = ("-size", f"{width}x36", "xc:#F3F3F3", "-font", _FONT, "-pointsize", "15", "-fill", "#202020")
    title = ("(", *bar, "-gravity", "west", "-annotate", "+14+0", "重点民生实事", ")")
    foot = ("(", "-size", f"{width}x58", "xc:#F3F3F3", "-fill", "white", "-stroke", "#7A7A7A")
    left = int(width) - 130
    button = ("-draw", f"rectangle {left},12 {left + 106},44", "-stroke", "none", "-fill", "#202020")
    label = ("-pointsize", "15", "-gravity", "northwest", "-annotate", f"+{left + 37}+17", "确定", ")")
    _convert(
        *title,
        str(path),
        *foot,
        "-font",
        _FONT,
        *button,
        *label,
        "-append",
        *("-bordercolor", "#5A5A5A", "-border", "1", str(path)),
    )


def _draw_console(words: str, path: Path) -> None:
    """Draw the window of the command prompt."""
    lines = [piece for line in words.splitlines() for piece in _turned(line, _WIDE)]
    text = (
        "\n".join(lines if len(lines) <= _HIGH else [*lines[:_HIGH], "  ……"])
        .replace("\\", "\\\\")
        .replace("%", "%%")
    )
    look = (
        "-background",
        "#0C0C0C",
        "-fill",
        "#D8D8D8",
        "-font",
        "Noto-Sans-Mono-CJK-SC",
        "-pointsize",
        "17",
    )
    _convert(
        *look,
        "-interline-spacing",
        "3",
        f"label:{text}",
        "-bordercolor",
        "#0C0C0C",
        "-border",
        "14x10",
        str(path),
    )
    width = subprocess.run(
        ["identify", "-format", "%w", str(path)], capture_output=True, text=True, check=True
    ).stdout
    bar = ("-size", f"{width}x32", "xc:#2B2B2B", "-font", _FONT, "-pointsize", "15", "-fill", "white")
    _convert(
        "(",
        *bar,
        "-gravity",
        "west",
        "-annotate",
        "+14+0",
        "命令提示符",
        ")",
        str(path),
        "-append",
        str(path),
    )
    _convert(str(path), "-strip", "-colors", "64", f"PNG8:{path}")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def _turned(line: str, room: int = _LINE) -> Iterator[str]:
    """Yield the lines in which a box shows a long one; none begins with a mark."""
    while len(line) > room:
        end = room
        while line[end] in "，。；：、）”" and end > 1:
            end -= 1
        yield line[:end]
        line = line[end:]
    yield line


def _convert(*words: str) -> None:
    subprocess.run(("convert", *words), check=True, timeout=60)


if __name__ == "__main__":
    take_all(Path(sys.argv[1]))
