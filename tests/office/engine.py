"""A test-only engine for xlwings: the open workbook stands in a headless LibreOffice instead of Excel.

Ordinary xlwings code runs through it unchanged. Where Excel on Windows is a trap, so is this engine: error cells read as
None, texts that Excel would turn into numbers or dates are refused, so are Decimals, cells of a protected sheet, and every
`.api`. What is not needed is not there and raises, so that nobody can lean on it by accident.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings as xw
from xlwings import base_classes as base

from tests.office.engine_ranges import ERROR_TEXTS, Cells, a1_area
from tests.office.soffice import Soffice, load_uno, value_of

_FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML"}
NAME = "libreoffice"
_STATES = ("screen_updating", "display_alerts", "enable_events", "calculation", "status_bar")


class Engine:
    """What xlwings asks of an engine beside its applications."""

    name, type = NAME, "desktop"
    running: "App | None" = None

    @property
    def apps(self) -> "Apps":
        return Apps()

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, dt.datetime):
                parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
                return datetime_builder(**{part: getattr(value, part) for part in parts}, tzinfo=None)
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            if type(value) is int:  # an error; Excel has no other whole numbers
                return ERROR_TEXTS[value] if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]


ENGINE = Engine()


class Apps(base.Apps):
    def __iter__(self) -> Iterator["App"]:
        return iter([ENGINE.running] if ENGINE.running else [])

    def __len__(self) -> int:
        return 1 if ENGINE.running else 0

    def keys(self) -> list[int]:
        return [one.pid for one in self]

    def __getitem__(self, pid: int) -> "App":
        return next(one for one in self if one.pid == pid)

    @staticmethod
    def cleanup() -> None:
        return None


class App(base.App):
    """The application. `alerts` keeps what was shown, `answers` what the person will click (else ok or yes); `set` keeps every
    change of a state.
    """

    engine = ENGINE
    pid, hwnd, version, visible = 1, 1, "16.0", True
    screen_updating = display_alerts = enable_events = True
    calculation, status_bar = "automatic", False

    def __init__(self, office: Any) -> None:
        self.office = office
        self.documents: list[Any] = []
        self.alerts: list[str] = []
        self.answers: list[str] = []
        self.set: list[tuple[str, Any]] = []

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)
        if "set" in self.__dict__ and name in _STATES:
            self.set.append((name, value))

    @property
    def api(self) -> Any:
        raise NotImplementedError("app.api exists in Excel only")

    @property
    def books(self) -> "Books":
        return Books(self)

    def activate(self, steal_focus: bool = False) -> None:
        return None

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: Any) -> str:
        self.alerts.append(prompt)
        usual = "yes" if buttons and buttons.startswith("yes") else "ok"
        return self.answers.pop(0) if self.answers else usual


class Books(base.Books):
    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def api(self) -> Any:
        raise NotImplementedError("books.api exists in Excel only")

    @property
    def active(self) -> "Book":
        return Book(self.app, self.app.documents[-1])

    def __iter__(self) -> Iterator["Book"]:
        return iter([Book(self.app, one) for one in self.app.documents])

    def __len__(self) -> int:
        return len(self.app.documents)

    def __call__(self, key: Any) -> "Book":
        found = {one.name: one for one in self}
        return list(self)[key - 1] if isinstance(key, int) else found[key]

    def add(self) -> "Book":
        return self._take(self.app.office.open("private:factory/scalc", Hidden=True))

    def open(
        self, fullname: str, update_links: Any = None, read_only: Any = None, *others: Any, **named: Any
    ) -> "Book":
        address = load_uno().systemPathToFileUrl(str(Path(fullname).resolve()))
        return self._take(self.app.office.open(address, Hidden=True, ReadOnly=bool(read_only)))

    def _take(self, document: Any) -> "Book":
        self.app.documents.append(document)
        return Book(self.app, document)


class Book(base.Book):
    app: Any = None

    def __init__(self, app: App, document: Any) -> None:
        self.app, self.document = app, document

    @property
    def api(self) -> Any:
        raise NotImplementedError("book.api exists in Excel only")

    @property
    def fullname(self) -> str:
        address = self.document.URL
        return str(load_uno().fileUrlToSystemPath(address)) if address else "工作簿1"

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def sheets(self) -> "Sheets":
        return Sheets(self)

    @property
    def names(self) -> "Names":
        return Names(self)

    def refuse_where_protected(self) -> None:
        """Raise as Excel does where the structure is protected; LibreOffice does nothing, and says nothing."""
        if self.document.isProtected():
            raise ValueError("Excel does not change the sheets of a workbook with a protected structure")

    def activate(self) -> None:
        self.app.documents.remove(self.document)
        self.app.documents.append(self.document)

    def close(self) -> None:
        self.app.documents.remove(self.document)
        self.document.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        target = Path(path or self.fullname).resolve()
        self.document.storeToURL(
            load_uno().systemPathToFileUrl(str(target)),
            (value_of("FilterName", _FILTERS[target.suffix]), value_of("Overwrite", True)),
        )


class Sheets(base.Sheets):
    def __init__(self, book: Book) -> None:
        self.book, self.all = book, book.document.Sheets

    @property
    def api(self) -> Any:
        raise NotImplementedError("sheets.api exists in Excel only")

    @property
    def active(self) -> "Sheet":
        return self(1)

    def __iter__(self) -> Iterator["Sheet"]:
        return iter([self(number + 1) for number in range(len(self))])

    def __len__(self) -> int:
        return int(self.all.Count)

    def add(self, before: "Sheet | None" = None, after: "Sheet | None" = None, name: Any = None) -> "Sheet":
        self.book.refuse_where_protected()
        usual = (one for one in map("Sheet{}".format, range(1, 999)) if one not in self.all.ElementNames)
        new = name or next(usual)
        target = before or after
        place = len(self) if target is None else target.index - 1 if before else target.index
        self.all.insertNewByName(new, place)
        return self(new)

    def __call__(self, key: Any) -> "Sheet":
        if isinstance(key, int):
            return Sheet(self.book, self.all.getByIndex(key - 1))
        found = next((one for one in self.all.ElementNames if one.lower() == key.lower()), None)
        if found is None:
            raise KeyError(key)
        return Sheet(self.book, self.all.getByName(found))


class Sheet(base.Sheet):
    book: Any = None

    def __init__(self, book: Book, own: Any) -> None:
        self.book, self.own = book, own

    @property
    def api(self) -> Any:
        raise NotImplementedError("sheet.api exists in Excel only")

    @property
    def name(self) -> str:
        return str(self.own.Name)

    @name.setter
    def name(self, value: str) -> None:
        others = [one.lower() for one in self.book.document.Sheets.ElementNames if one != self.name]
        self.book.refuse_where_protected()
        if value.lower() in others or len(value) > 31:
            raise ValueError(f"Excel refuses the sheet name {value!r}")
        self.own.Name = value

    @property
    def index(self) -> int:
        return int(self.own.RangeAddress.Sheet) + 1

    @property
    def visible(self) -> bool:
        return bool(self.own.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.own.IsVisible = bool(value)

    @property
    def used_range(self) -> Cells:
        cursor = self.own.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return Cells(self, 0, 0, end.EndRow + 1, end.EndColumn + 1)

    def range(self, first: Any, second: Any = None) -> Cells:
        one = _cells(self, first)
        if second is None:
            return one
        other = _cells(self, second)
        top, left = min(one._top, other._top), min(one._left, other._left)
        bottom = max(one._top + one._height, other._top + other._height)
        right = max(one._left + one._width, other._left + other._width)
        return Cells(self, top, left, bottom - top, right - left)

    def activate(self) -> None:
        if not self.visible:
            raise ValueError("Excel cannot activate a hidden sheet")

    def delete(self) -> None:
        if not self.visible:
            raise ValueError("Excel does not delete a sheet that is very hidden")
        self.book.refuse_where_protected()
        self.book.document.Sheets.removeByName(self.name)

    def copy(self, before: "Sheet | None", after: "Sheet | None") -> None:
        target = before or after
        assert target is not None
        if not self.visible:
            raise ValueError("Excel does not copy a sheet that is very hidden")
        target.book.refuse_where_protected()
        place = target.index - 1 if before else target.index
        if target.book.document.BasicLibraries.VBACompatibilityMode:
            self._give_module()
        target.book.document.Sheets.importSheet(self.book.document, self.name, place)

    def _give_module(self) -> None:
        """Give the sheet a module of its own: LibreOffice looks for one when a workbook with macros takes a sheet in."""
        libraries = self.book.document.BasicLibraries
        if "Standard" not in libraries.ElementNames:
            libraries.createLibrary("Standard")
        self.own.CodeName = f"Brought{self.index}"
        libraries.getByName("Standard").insertByName(self.own.CodeName, "")


def _cells(sheet: Sheet, given: Any) -> Cells:
    if isinstance(given, Cells):
        return given
    if isinstance(given, tuple) and len(given) == 4:
        top, left, height, width = given
        return Cells(sheet, top - 1, left - 1, height, width)
    if isinstance(given, tuple):
        return Cells(sheet, given[0] - 1, given[1] - 1, 1, 1)
    area = a1_area(given)
    return Cells(sheet, area.top, area.left, area.bottom - area.top + 1, area.right - area.left + 1)


class Names(base.Names):
    def __init__(self, book: Book) -> None:
        self.book, self.all = book, book.document.NamedRanges

    @property
    def api(self) -> Any:
        raise NotImplementedError("names.api exists in Excel only")

    def __len__(self) -> int:
        return len(self.all.ElementNames)

    def __iter__(self) -> Iterator["Name"]:
        return iter([Name(self.book, one) for one in self.all.ElementNames])

    def __call__(self, key: Any) -> "Name":
        return Name(self.book, self.all.ElementNames[key - 1] if isinstance(key, int) else key)

    def contains(self, name: str) -> bool:
        return name in self.all.ElementNames


class Name(base.Name):
    def __init__(self, book: Book, name: str) -> None:
        self.book, self._name = book, name

    @property
    def api(self) -> Any:
        raise NotImplementedError("name.api exists in Excel only")

    @property
    def name(self) -> str:
        return self._name

    @property
    def own(self) -> Any:
        return self.book.document.NamedRanges.getByName(self._name)

    @property
    def refers_to(self) -> str:
        return "=" + str(
            re.sub(r"^\$(?=')", "", self._parser().printFormula(self.own.getTokens(), _origin()))
        )

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.own.setTokens(self._parser().parseFormula(value.lstrip("="), _origin()))

    def _parser(self) -> Any:
        return Cells(self.book.sheets(1), 0, 0, 1, 1).parser()


def _origin() -> Any:
    return load_uno().createUnoStruct("com.sun.star.table.CellAddress")


def start() -> App:
    """Start LibreOffice, make it xlwings' engine, and return the application."""
    ENGINE.running = App(Soffice())
    if NAME not in [one.name for one in xw.engines]:
        xw.engines.add(xw.Engine(impl=ENGINE))
    xw.engines[NAME].activate()
    return ENGINE.running


def attach(office: Any, document: Any) -> App:
    """Make an office that runs already xlwings' engine, and `document` the workbook whose button was clicked."""
    app = ENGINE.running = App(office)
    app.documents.append(document)
    if NAME not in [one.name for one in xw.engines]:
        xw.engines.add(xw.Engine(impl=ENGINE))
    xw.engines[NAME].activate()
    call_from(app, document)
    return app


def call_from(app: App, document: Any) -> Any:
    """Make an open document the workbook whose button is clicked, and return it."""
    book = xw.Book(impl=Book(app, document))
    book.set_mock_caller()
    return book


def stop(app: App) -> None:
    """End the office that `start` started."""
    ENGINE.running = None
    if hasattr(xw.Book, "_mock_caller"):
        del xw.Book._mock_caller
    app.office.close()


__all__ = ["App", "attach", "call_from", "start", "stop"]
