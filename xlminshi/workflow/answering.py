"""处理情况: what a person has written about a finding stays with it for as long as the finding stays the same.

The same finding says the same of the same unit, project and indicator, whether it was seen in a file or on the unit's sheet;
its words hold the figures, so another figure makes it another finding.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from xlminshi.core.problems import Place, Problem, is_verified_in_words
from xlminshi.core.records import Receipt
from xlminshi.core.submission import Submission
from xlminshi.core.units import UnitDirectory
from xlminshi.form.reports import Answer, is_kept
from xlminshi.workflow.books import Book


class Whereabouts:
    """Tells of a place whose it is and what it is about, by the sheets that were read and the files that were received."""

    def __init__(
        self, submissions: tuple[Submission, ...], receipts: tuple[Receipt, ...], units: UnitDirectory
    ) -> None:
        self._units = units
        self._owners = {one.file: one.lead_unit for one in receipts}
        self._sheets: dict[str, str] = {}
        self._about: dict[tuple[str, str], str] = {}
        for one in submissions:
            self._note(one)

    def _note(self, one: Submission) -> None:
        for report in one.indicators:
            self._sheets.setdefault(report.place.sheet, one.lead_unit)
            about = f"{report.project_title}—{report.indicator_name}"
            self._about.setdefault((one.lead_unit, _row(report.place.cell)), about)
        for whole in one.projects:
            self._about.update({(one.lead_unit, cell): whole.project_title for _, cell in whole.cells})

    def is_returned(self, place: Place) -> bool:
        """Return whether a place is in a file that was received."""
        return place.file in self._owners

    def holder(self, place: Place) -> str:
        """Return the unit that a place belongs to; else the office's own sheet, or the file of nobody."""
        if self.is_returned(place):
            return self._owners[place.file] or place.file
        return self._sheets.get(place.sheet) or self._units.resolve(place.sheet) or place.sheet or place.file

    def about(self, place: Place) -> str:
        """Return the project, or the indicator, that a place speaks of; "" for what concerns none."""
        unit = self.holder(place)
        return self._about.get((unit, place.cell)) or self._about.get((unit, _row(place.cell)), "")


def _row(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def whereabouts(book: Book) -> Whereabouts:
    """Return what a workbook knows of places."""
    return Whereabouts(book.submissions, book.records.receipts, book.settings.units)


def located(answers: tuple[Answer, ...], where: Whereabouts) -> tuple[Answer, ...]:
    """Return the answers with what they are about, as long as the sheets stand as they did when they were written."""
    return tuple(
        replace(one, holder=where.holder(one.place), about=where.about(one.place)) for one in answers
    )


def answered(book: Book, found: Iterable[Problem]) -> tuple[Book, tuple[Problem, ...]]:
    """Return the workbook with each answer at its finding, and the findings that are still open.

    A finding that no words can settle (something is missing, unreadable or undecided) stays open beside them.
    """
    problems = tuple(found)
    if not book.answers:
        return book, problems
    matching = _Matching(book, problems)
    for is_near in (_same_place, _same_cell, _anywhere):
        matching.match(is_near)
    settled = {one.problem for one in matching.answers if one.problem and is_verified_in_words(one.problem)}
    return (
        replace(book, answers=tuple(matching.answers)),
        tuple(one for one in problems if one not in settled),
    )


_Near = Callable[[Problem, Answer], bool]


def _same_place(one: Problem, answer: Answer) -> bool:
    return one.place == answer.place


def _same_cell(one: Problem, answer: Answer) -> bool:
    return one.place.cell == answer.place.cell


def _anywhere(one: Problem, answer: Answer) -> bool:
    return True


class _Matching:
    """Brings findings and answers together one by one: of two findings that say the same, one answer settles one."""

    def __init__(self, book: Book, problems: tuple[Problem, ...]) -> None:
        self.answers = list(book.answers)
        self._where = whereabouts(book)
        done = {one.problem for one in self.answers}
        self._open = [one for one in problems if one not in done]
        self._by_words: dict[str, list[int]] = defaultdict(list)
        for index, one in enumerate(self.answers):
            if one.problem is None:
                self._by_words[_squeezed(one.what)].append(index)

    def match(self, is_near: _Near) -> None:
        """Give each open finding the first answer to it that stands as near as this."""
        left = []
        for one in self._open:
            indices = self._by_words.get(_squeezed(one.what), [])
            index = next(
                (each for each in indices if is_near(one, self.answers[each]) and self._fits(one, each)), None
            )
            if index is None:
                left.append(one)
            else:
                indices.remove(index)
                self.answers[index] = replace(self.answers[index], problem=one)
        self._open = left

    def _fits(self, one: Problem, index: int) -> bool:
        """Return whether an answer of the same words is about this finding's unit, project and indicator."""
        answer, where = self.answers[index], self._where
        is_of_a_file = where.is_returned(one.place) or where.is_returned(answer.place)
        if is_kept(one) and is_of_a_file and one.place.file != answer.place.file:
            return False  # another file that has the same fault was not looked at yet
        about = where.about(one.place)
        return where.holder(one.place) == answer.holder and (answer.about in ("", about))


def _squeezed(words: str) -> str:
    return "".join(words.split())
