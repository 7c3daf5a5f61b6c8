"""What units send beside the form: the page with the stamp, photos, their own lists. It is told, and is no obstacle."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from xlminshi.core.office_names import single_offices
from xlminshi.core.problems import Code, Problem, problem
from xlminshi.core.units import normal_name
from xlminshi.workflow.books import Book
from xlminshi.workflow.opening import Opened
from xlminshi.workflow.ports import Arrival
from xlminshi.workflow.recognising import by_file_name
from xlminshi.workflow.returned import ReturnedForm, Taken

_DOUBTED = (Code.UNREADABLE_FILE, Code.NO_FORM)
_TOLD = (Code.COMPANION_FILE, Code.COMPANION_TABLE)
_PAPERS = (
    *(".pdf", ".ofd", ".doc", ".docx", ".wps", ".txt"),
    *(".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".webp"),
)
_MAIL = ".eml"
# What is left of an office's name in talk: 县水利局 without its county and its kind.
_CALLED = re.compile(r"[省市县区州盟旗]?(?P<short>.{2,}?)(?:局|委|办|院|会|部|站|处|所|中心|镇|乡|街道)?")
_NAMED = 2


@dataclass(frozen=True, slots=True)
class _Letters:
    """The forms of a run that count, by the letter in which they came: a mail, a zip, or a folder called after their unit.

    `units` are those of which anything in a letter speaks.
    """

    spots: dict[str, PurePosixPath]
    forms: dict[PurePosixPath, list[ReturnedForm]]
    units: dict[PurePosixPath, set[str]]

    def form_beside(self, file: str) -> str:
        """Return the form that came in one letter with a file, or ""; all in the letter must be of one unit."""
        letter = self._letter_of(file)
        return self.forms[letter][0].file if letter and len(self.units[letter]) == 1 else ""

    def forms_beside_paper(self, file: str) -> str:
        """Return the forms that came in one letter with a scan or a photo, or "".

        Where the letter speaks of several units, each must have its form in it, and the paper lie in no folder of its own:
        nobody's return is lacking that it could be.
        """
        letter = self._letter_of(file)
        if letter is None or len(self.units[letter]) == 1:
            return self.form_beside(file)
        forms = {one.recognition.lead_unit: one.file for one in self.forms[letter]}
        if self.spots[file].parent != letter or not self.units[letter] <= forms.keys():
            return ""
        names = sorted(forms.values())
        return "、".join(names) if len(names) <= _NAMED else f"{names[0]}等{len(names)}份表"

    def _letter_of(self, file: str) -> PurePosixPath | None:
        """Return the innermost letter with a form in which a file came."""
        return next((one for one in _letters_around(self.spots[file]) if one in self.forms), None)


def with_companions(
    problems: Iterable[Problem], opened: Opened, taken: Taken, book: Book
) -> tuple[Problem, ...]:
    """Return the findings about files; what came beside a form that counts is told as such."""
    told = tuple(problems)
    if not any(one.code in _DOUBTED for one in told):
        return told
    forms = (*taken.adopted, *(one.form for one in taken.standing), *taken.waiting)
    letters = _letters_of(forms, opened, taken, book)
    foreign = {one.name for one in opened.arrivals if one.examined and one.examined.is_foreign}
    silent = _short_names_of_silent(book)
    found = []
    for one in told:
        file, beside, code = one.place.file, "", Code.COMPANION_TABLE
        if one.code is Code.UNREADABLE_FILE and PurePosixPath(file).suffix.lower() in _PAPERS:
            code = Code.COMPANION_FILE
            beside = _form_of_unit(file, forms, book)
            if not beside and not any(name in normal_name(file) for name in silent):
                beside = letters.forms_beside_paper(file)
        elif one.code is Code.NO_FORM and file in foreign:
            beside = letters.form_beside(file)
        found.append(problem(code, one.place, expected=beside) if beside else one)
    beside_forms = files_beside(found)  # nothing was read of them, in whatever format they came
    return tuple(
        one for one in found if not (one.code is Code.OTHER_FORMAT and one.place.file in beside_forms)
    )


def files_beside(problems: Iterable[Problem]) -> set[str]:
    """Return the files that came beside a form and are no returns."""
    return {one.place.file for one in problems if one.code in _TOLD}


def _short_names_of_silent(book: Book) -> tuple[str, ...]:
    """Return how people call the units without figures, whose stamped page a paper may be: 水利 for 县水利局."""
    units = book.settings.units
    missing = book.ledger().missing_units
    silent = {office for lead_unit in missing for office in single_offices(lead_unit, units)}
    names = (normal_name(name) for one in units.units if one.name in silent for name in one.names())
    return tuple(dict.fromkeys(found["short"] for name in names if (found := _CALLED.fullmatch(name))))


def _form_of_unit(file: str, forms: tuple[ReturnedForm, ...], book: Book) -> str:
    """Return the form of the unit that a file's name speaks of, however it came."""
    unit = by_file_name(file, book).lead_unit
    return next((one.file for one in forms if unit and one.recognition.lead_unit == unit), "")


def _letters_of(forms: tuple[ReturnedForm, ...], opened: Opened, taken: Taken, book: Book) -> _Letters:
    arrivals = {one.name: one for one in opened.arrivals}
    by_letter: dict[PurePosixPath, list[ReturnedForm]] = defaultdict(list)
    for form in forms:
        for letter in _letters_of_form(form, arrivals[form.file], book):
            by_letter[letter].append(form)
    whose: dict[str, set[str]] = defaultdict(set)
    for receipt in taken.receipts:
        whose[receipt.file].add(receipt.lead_unit)
    spots = {one.name: _spot(one) for one in opened.arrivals}
    units: dict[PurePosixPath, set[str]] = defaultdict(set)
    for name, spot in spots.items():
        for letter in _letters_around(spot):
            if letter in by_letter:
                called = (by_file_name(part, book).lead_unit for part in spot.relative_to(letter).parts)
                units[letter] |= {unit for unit in (*called, *whose[name]) if unit}
    return _Letters(spots, by_letter, units)


def _letters_of_form(form: ReturnedForm, arrival: Arrival, book: Book) -> tuple[PurePosixPath, ...]:
    """Return the letters in which a form came, from the inside; none for a folder of which nobody can say whose it is.

    A form in a folder of a zip, or in a zip of a mail, came in the whole zip and the whole mail, too.
    """
    spot, inside = _spot(arrival), PurePosixPath(arrival.inside or arrival.name)
    if len(inside.parts) > 1:
        outermost = PurePosixPath(arrival.folder, inside.parts[0])
        return tuple(one for one in _letters_around(spot) if one.is_relative_to(outermost))
    is_of_unit = by_file_name(spot.parent.name, book).lead_unit == form.recognition.lead_unit
    return (spot.parent,) if is_of_unit else ()


def _spot(arrival: Arrival) -> PurePosixPath:
    """Return where a file lay, in its mail or zip too."""
    return PurePosixPath(arrival.folder, arrival.inside or arrival.name)


def _letters_around(spot: PurePosixPath) -> Iterable[PurePosixPath]:
    """Yield what may be the letter of a file, from the inside: what lies in a mail of its own came with no other letter."""
    for one in spot.parents:
        yield one
        if one.suffix.lower() == _MAIL:
            return
