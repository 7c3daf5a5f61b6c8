"""Short ways to proofread a text in a test: what was found, in the words of the test."""

from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript, Story, manuscript
from xlminshi.bulletin.proofreading.proofreading import Entry, proofread
from xlminshi.bulletin.proofreading.remarks import Conclusion
from xlminshi.core.ledger import Ledger

GRAVE = (Conclusion.DIFFERS, Conclusion.DOUBTFUL)


def typed(text: str) -> Manuscript:
    """Return a text as a manuscript, a line a paragraph."""
    return manuscript("通报.docx", text.split("\n"))


def tabled(*rows: tuple[str, ...], note: str = "") -> Manuscript:
    """Return a table as a manuscript, its heads first, and the note below it."""
    heads, *below = rows
    lines = [Line(n, text, story=Story.TABLE, row=(0, 0)) for n, text in enumerate(heads, start=1)]
    for place, row in enumerate(below, start=1):
        for head, text in zip(heads, row, strict=True):
            lines.append(Line(len(lines) + 1, text, label=f"{head}：", story=Story.TABLE, row=(0, place)))
    return Manuscript("附表.docx", (*lines, *((Line(len(lines) + 1, note),) if note else ())))


def entries(text: str, ledger: Ledger | None = None, *expected: Manuscript) -> tuple[Entry, ...]:
    return proofread(typed(text), ledger, expected)


def faults(found: tuple[Entry, ...]) -> list[Entry]:
    """Return what is wrong or doubtful."""
    return [one for one in found if one.remark.conclusion in GRAVE]


def told(text: str, ledger: Ledger | None = None, *expected: Manuscript) -> list[tuple[str, str]]:
    """Return (code, marked words) of every fault of a text."""
    found = faults(entries(text, ledger, *expected))
    return [(one.remark.code.name, one.text) for one in found if one.remark.code is not None]


def notes(text: str) -> list[str]:
    """Return what is said of the look of a text."""
    found = (one.remark for one in entries(text))
    return [one.what for one in found if one.conclusion is Conclusion.NOTE]


def conclusion_of(found: tuple[Entry, ...], words: str) -> Conclusion:
    """Return what is concluded about the first claim with these words."""
    return next(one.remark.conclusion for one in found if one.text == words)
