"""The marks in 【】 that stand behind a figure of an edited draft that no longer holds, until somebody has settled it."""

import re

_NOW, _GONE = "现为", "已无此数"
_MARK = re.compile(rf"【(?:{_NOW}[^【】]*|{_GONE})】")


def mark_of(now: str) -> str:
    """Return the mark for a figure that is printed as `now`, "" where it is gone."""
    return f"【{_NOW}{now}】" if now else f"【{_GONE}】"


def mark_behind(text: str, place: int) -> str:
    """Return the mark that stands at a place, or ""."""
    match = _MARK.match(text, place)
    return match.group() if match else ""


def offered_by(mark: str) -> str:
    """Return the value that a mark names; "" where it names none."""
    return mark.removeprefix(f"【{_NOW}").removesuffix("】") if _NOW in mark else ""


def unmarked(text: str) -> str:
    """Return a text without the marks of stale figures."""
    return _MARK.sub("", text)


def masked(text: str, sign: str = "　") -> str:
    """Return a text of the same length in which the marks of stale figures hold nothing but `sign`."""
    return _MARK.sub(lambda mark: sign * len(mark.group()), text)


def mark_spans(text: str) -> list[tuple[int, int]]:
    """Return where the marks of stale figures stand in a text."""
    return [mark.span() for mark in _MARK.finditer(text)] if "【" in text else []
