"""A person's own words made fit to print: spaces, marks and digits, never a word."""

import re
from functools import lru_cache

from xlminshi.core.period import without_year

_HAN = "\u4e00-\u9fff"
_OPEN, _CLOSE = "“‘（《〈【", "”’）》〉】"
_FULL_WIDTH = str.maketrans(
    {chr(0xFF10 + n): str(n) for n in range(10)}
    | {"％": "%", "．": "."}
    | dict.fromkeys("\t\u3000\u00a0\u2002\u2003\u2009\u202f", " ")
    | dict.fromkeys("\u200b\u2060\ufeff", "")
)
_SPACE_BETWEEN = re.compile(
    rf"(?<=[{_HAN}，。；：、！？{_OPEN}{_CLOSE}]) +|(?<=[\w%]) +(?=[{_HAN}，。；：、！？%{_OPEN}{_CLOSE}])"
)
_HALF_MARK = re.compile(rf"(?<=[{_HAN}{_CLOSE}%])[,;:?!]|(?<=\d)[,;:?!](?=[{_HAN}{_OPEN}])")
_MARKS = str.maketrans(",;:?!", "，；：？！")
_BRACKETS = re.compile(rf"\(([^()]*[{_HAN}][^()]*)\)")
_FULL_STOP = re.compile(rf"(?<=[{_HAN}{_CLOSE}%])\.(?=$|[{_HAN}])")
_RANGE = re.compile(r"(?<![\d.])(\d{1,2}月?)\s*[-–—－~～至]\s*(?=\d{1,2}月)")
_DOUBLED = re.compile(r"([，。；、：])\1+")
_MARKED = re.compile(r"(\{[^{}]*\}|\n)")
# Words between which nothing is to be done: most names and many sentences. 至 may stand in a range of months.
_TIDY = re.compile(r"(?:(?!至)[0-9A-Za-z\u4e00-\u9fff“”（）《》%]|[，。；、](?![，。；、]))*+")
_TASK_LABELS = re.compile(r"^(?:(?:主要|工作|目标|年度)任务：|任务目标：)+")
_LABELS = ("完成情况：", "进展情况：", "工作进展：")


@lru_cache(maxsize=4096)
def tidied(text: str) -> str:
    """Return a unit's own words fit to print: line breaks joined, no spaces at 汉字, full-width marks, half-width digits.

    Not a word is changed. Applying it twice changes nothing more.
    """
    while not _TIDY.fullmatch(text) and (once := _tidied_once(text)) != text:
        text = once
    return text


def _tidied_once(text: str) -> str:
    lines = [line.strip() for line in text.translate(_FULL_WIDTH).splitlines() if line.strip()]
    text = "".join([*(_with_mark(line) for line in lines[:-1]), *lines[-1:]])
    text = _SPACE_BETWEEN.sub("", text.strip())
    text = _BRACKETS.sub(r"（\1）", text)
    text = _HALF_MARK.sub(lambda match: match.group().translate(_MARKS), text)
    text = _FULL_STOP.sub("。", text)
    text = _RANGE.sub(r"\1至", text)
    text = _SPACE_BETWEEN.sub("", text)
    text = _DOUBLED.sub(r"\1", text)
    for label in _LABELS:
        text = text.removeprefix(label)
    return text


def _with_mark(line: str) -> str:
    return line if line.rstrip(_CLOSE).endswith(tuple("。；，、：！？…;,.!?:")) else f"{line}。"


def main_task_words(text: str) -> str:
    """Return a main task fit to print behind 主要任务：, which the list may hold too."""
    return sentence(_TASK_LABELS.sub("", tidied(text)))


def one_line(text: str) -> str:
    """Return a name fit to print: as `tidied`, but a line broken within a cell goes on without a mark."""
    return tidied("".join(line.strip() for line in text.splitlines()))


def sentence(text: str) -> str:
    """Return a text that ends with one 。 (or with ！ ？ …… of its own, or a quoted sentence); "" of marks alone."""
    text = text.rstrip("。；，、：;,.: \n")
    is_ended = text.endswith(("！", "？", "…", "!", "?")) or re.search(rf"[。！？…][{_CLOSE}]+$", text)
    return text if is_ended or not text else f"{text}。"


def clause(text: str) -> str:
    """Return a text without the mark at its end, to be joined with others."""
    return text.rstrip("。；，、：;,.: \n")


def printed_period(label: str) -> str:
    """Return the period as it is printed beside the year: 1至9月份 for 1-9月份 and for 2022年1-9月份."""
    return tidied(without_year(label.strip()))


@lru_cache(maxsize=1024)
def tidied_template(template: str) -> str:
    """Return a template with its plain words tidied as they will stand between Chinese words; its marks stay."""
    pieces = _MARKED.split(template)
    return "".join(
        piece if number % 2 or not piece else tidied(f"汉{piece}汉")[1:-1]
        for number, piece in enumerate(pieces)
    )
