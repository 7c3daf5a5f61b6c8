"""Talking with the person at Excel: messages, questions, and the choice of files."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

TITLE = "重点民生实事"
_LONGEST = 900  # Windows cuts a message box at about a thousand characters


class Desk(Protocol):
    """What a button asks and tells; tests answer it."""

    def tell(self, words: str, *, is_grave: bool = False) -> None:
        """Show a message."""
        ...

    def ask(self, question: str) -> bool:
        """Return whether the person said yes."""
        ...

    def choose_folder(self, title: str, start: Path) -> Path | None:
        """Return the chosen folder, None where the person gave up."""
        ...

    def choose_file(self, title: str, start: Path, pattern: str) -> Path | None:
        """Return the chosen file, None where the person gave up; `pattern` such as *.docx."""
        ...

    def show(self, path: Path) -> None:
        """Open a file in the program that it belongs to."""
        ...


class ExcelDesk:
    """Messages are Excel's own; files are chosen in the system's dialog, which always comes up in front."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def tell(self, words: str, *, is_grave: bool = False) -> None:
        """Show a message, cut to what a message box holds."""
        shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}……"
        self.app.alert(shown, TITLE, "ok", "critical" if is_grave else "info")

    def ask(self, question: str) -> bool:
        """Ask a question to be answered with yes or no."""
        return bool(self.app.alert(question, TITLE, "yes_no", "info") == "yes")

    def choose_folder(self, title: str, start: Path) -> Path | None:
        """Let the person choose a folder."""
        from tkinter import filedialog

        return _chosen(filedialog.askdirectory, title=title, initialdir=str(start), mustexist=True)

    def choose_file(self, title: str, start: Path, pattern: str) -> Path | None:
        """Let the person choose one file."""
        from tkinter import filedialog

        kinds = [(pattern, pattern)]
        return _chosen(filedialog.askopenfilename, title=title, initialdir=str(start), filetypes=kinds)

    def show(self, path: Path) -> None:
        """Open a file as a double click would."""
        if sys.platform == "win32":
            os.startfile(path)
        else:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _chosen(dialog: Any, **options: Any) -> Path | None:
    """Return what is chosen in a dialog of the standard library, which would come up behind Excel if it were let."""
    from tkinter import Tk

    root = Tk()
    try:
        root.withdraw()
        root.attributes("-topmost", True)
        root.update()
        found = dialog(parent=root, **options)
    finally:
        root.destroy()
    return Path(found) if found else None
