"""What people type into a cell of text, of a date, of a telephone number or of a choice → a value, or a named problem."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.quantity import plain
from xlminshi.form.grid import ERROR_WORDS, Calculated, CellError, CellValue, Percent, bare

_MISSING_WORDS = frozenset(
    {"", "-", "--", "/", "无", "暂无", "没有", "未报", "未填", "待定", "待报", "未统计", "空", "N/A"}
)
_DASHES = str.maketrans({"—": "-", "–": "-", "−": "-", "－": "-"})
_DATE = re.compile(r"^(\d{4})[.\-/年](\d{1,2})[.\-/月](\d{1,2})日?$")
_DATE_DIGITS = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_PHONE_TEXT = re.compile(r"^(?:1[3-9]\d{9}|(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,5})?)$")
_BLANKS = " \t\n\u3000\u00a0"


def shown(value: CellValue) -> str:
    """Return a cell's value as the person sees it, for messages: 65%, #N/A, 2022-09-30, 218."""
    if isinstance(value, Calculated):
        value = value.value
    # Most cells are words or numbers: said first, because this is asked for every cell.
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Percent):
        return f"{plain(value.share * 100)}%"
    if isinstance(value, CellError):
        return value.code
    return value.isoformat(" ") if isinstance(value, dt.datetime) else str(value)


def plain_words(value: CellValue) -> str | None:
    """Return a text cell's words where nothing can be wrong with them, as in most cells; None where `read_text` must look."""
    if value is None:
        return ""
    return value.strip(_BLANKS) if isinstance(value, str) and "\r" not in value else None


def read_text(value: CellValue, place: Place) -> tuple[str, tuple[Problem, ...]]:
    """Return a text cell's words (white space at the ends dropped), and a problem for an error cell."""
    words = plain_words(value)
    if words is not None and words not in ERROR_WORDS:
        return words, ()
    if words is not None or isinstance(bare(value), CellError):
        return "", (problem(Code.ERROR_CELL, place, found=shown(value)),)
    if is_uncalculated(value):
        return "", (problem(Code.NOT_CALCULATED, place),)
    text = shown(value).replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(_BLANKS), ()


def is_uncalculated(value: CellValue) -> bool:
    """Return whether a cell is a formula that no program has calculated yet."""
    return isinstance(value, Calculated) and value.value is None


# What chat programs leave in copied numbers.
_SPACES, _LOOSE_SPACE = re.compile(r"\s+"), re.compile(r"(?<![\d.,\-]) | (?![\d.,])")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")


@lru_cache(maxsize=2048)
def folded_text(text: str) -> str:
    """Fold full-width forms and drop white space that does not part two numbers (“完成 9 个”, but not “1 234”, “1. 5个”)."""
    visible = _INVISIBLE.sub("", text.replace("㎡", "平方米"))
    folded = unicodedata.normalize("NFKC", visible).strip()
    return _LOOSE_SPACE.sub("", _SPACES.sub(" ", folded))


def is_missing(folded: str) -> bool:
    """Return whether folded words say that there is nothing: 无, 未报 and — are not zero."""
    return folded.translate(_DASHES) in _MISSING_WORDS


def read_date(value: CellValue, place: Place) -> tuple[dt.date | None, tuple[Problem, ...]]:
    """Return the date in a cell (a date, 2022-9-30, 2022.9.30, 2022年9月30日, 20220930), None where nothing stands."""
    found = bare(value)
    if isinstance(found, dt.datetime):
        return found.date(), ()
    if isinstance(found, dt.date):
        return found, ()
    if is_uncalculated(value):
        return None, (problem(Code.NOT_CALCULATED, place),)
    text = re.sub(r"(?<=[.\-/]) | (?=[.\-/])", "", folded_text(shown(found)))
    if is_missing(text):
        return None, ()
    match = _DATE.match(text) or _DATE_DIGITS.match(text)
    if match:
        try:
            return dt.date(*(int(part) for part in match.groups())), ()
        except ValueError:
            pass
    code = Code.ERROR_CELL if isinstance(found, CellError) else Code.NOT_A_DATE
    return None, (problem(code, place, found=text),)


def read_phone(value: CellValue, place: Place) -> tuple[str, tuple[Problem, ...]]:
    """Return a telephone number as text; what does not look like one is kept and reminded of."""
    text, problems = read_text(value, place)
    if text.isascii() and _PHONE_TEXT.match(text):
        return text, problems
    compact = re.sub(r"[\s()]", "", unicodedata.normalize("NFKC", text).translate(_DASHES))
    if text and not _PHONE_TEXT.match(compact):
        return text, (*problems, problem(Code.BAD_PHONE, place, found=text))
    return compact if text else "", problems


def read_choice(value: CellValue, choices: tuple[str, ...], place: Place) -> tuple[str, tuple[Problem, ...]]:
    """Return the chosen word, or "" with a problem where it is none of the choices."""
    text, problems = read_text(value, place)
    compact = folded_text(text)
    if is_missing(compact):
        return "", problems
    if compact in choices:
        return compact, problems
    return "", (*problems, problem(Code.NOT_A_CHOICE, place, found=text, choices="、".join(choices)))
