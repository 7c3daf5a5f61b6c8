"""What a person is told and asked at Excel; the dialogs themselves are stood in for."""

import sys
import tkinter
from pathlib import Path
from tkinter import filedialog
from typing import Any, ClassVar

import pytest

from xlminshi.adapters.live import desk as desks
from xlminshi.adapters.live.desk import ExcelDesk
from xlminshi.adapters.live.placing import written
from xlminshi.form.sheets import Formula, Link


class App:
    """As much of Excel as shows messages."""

    def __init__(self, answer: str = "yes") -> None:
        self.answer = answer
        self.alerts: list[tuple[str, ...]] = []

    def alert(self, *given: str) -> str:
        self.alerts.append(given)
        return self.answer


class Root:
    """A window that shows nothing."""

    alive: ClassVar[list["Root"]] = []

    def __init__(self) -> None:
        self.alive.append(self)

    def __getattr__(self, name: str) -> Any:
        return lambda *given: None

    def destroy(self) -> None:
        self.alive.remove(self)


def test_messages_are_excels_own_and_cut_to_what_they_hold() -> None:
    app = App()
    desk = ExcelDesk(app)
    desk.tell("好了。")
    desk.tell("坏了。" * 1000, is_grave=True)
    assert app.alerts[0] == ("好了。", "重点民生实事", "ok", "info")
    assert app.alerts[1][3] == "critical"
    assert len(app.alerts[1][0]) < 1000


@pytest.mark.parametrize(("answer", "expected"), [("yes", True), ("no", False)])
def test_a_question_is_answered_with_yes_or_no(answer: str, expected: bool) -> None:
    assert ExcelDesk(App(answer)).ask("要继续吗？") is expected


@pytest.mark.parametrize("given", ["/a/回收", ""])
def test_files_are_chosen_in_a_dialog_that_leaves_no_window_behind(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    seen: list[dict[str, Any]] = []
    monkeypatch.setattr(tkinter, "Tk", Root)
    for name in ("askdirectory", "askopenfilename"):
        monkeypatch.setattr(filedialog, name, lambda **named: seen.append(named) or given)
    expected = Path(given) if given else None
    assert ExcelDesk(App()).choose_folder("请选择", Path("/a")) == expected
    assert ExcelDesk(App()).choose_file("请选择", Path("/a"), "*.docx") == expected
    assert [one["title"] for one in seen] == ["请选择", "请选择"]
    assert seen[1]["filetypes"] == [("*.docx", "*.docx")]
    assert not Root.alive


@pytest.mark.parametrize(
    ("system", "opener"), [("linux", "xdg-open"), ("darwin", "open"), ("win32", "startfile")]
)
def test_a_file_is_opened_as_a_double_click_would(
    monkeypatch: pytest.MonkeyPatch, system: str, opener: str
) -> None:
    ran: list[Any] = []
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(desks.subprocess, "Popen", lambda command, **_: ran.append(command))
    monkeypatch.setattr(
        desks.os, "startfile", lambda path: ran.append(["startfile", str(path)]), raising=False
    )
    ExcelDesk(App()).show(Path("/a/通报.docx"))
    assert ran == [[opener, "/a/通报.docx"]]


def test_what_is_written_is_what_excel_keeps() -> None:
    import datetime as dt
    from decimal import Decimal

    assert written(None) is written("") is None
    assert written("001") == "'001"
    assert written(Link("设置", "设置")) == "'设置"
    assert written(Formula("A1+1", Decimal(2))) == "=A1+1"
    assert written(dt.date(2022, 10, 9)) == dt.datetime(2022, 10, 9)
    assert written(Decimal("0.65")) == 0.65
