"""The names by which paragraphs and figures are found again in a Word file that people have edited."""

import hashlib
import re
from dataclasses import dataclass

TITLE, BODY_END = "标题", "正文止"
LONGEST_ANCHOR, LONGEST_TAG = (
    40,
    64,
)  # what Word takes as a bookmark's name, and as a content control's tag or title

_PLAIN, _HASHED = "_t_", "_h_"  # Word hides bookmarks that begin with an underscore
_DIGEST = 6
_SAFE = re.compile(r"[^\W_]+(?:\|[^\W_]+)*")
_ANCHOR = re.compile(r"(?:_t_([^\W_]+(?:_[^\W_]+)*)|(_h_[0-9a-f]+))_([0-9a-f]{6})")
_KINDS = ("指标", "类别")  # what a name in a key is, as its place says
_LABEL = re.compile(r"：([^：]*)$")


@dataclass(frozen=True, slots=True)
class WrittenFigure:
    """A content control of ours in a Word file: its place in the text, its tag, and what the program had printed in it.

    `number` counts all content controls of the file from 0; `printed` is "" where the control does not say it.
    """

    start: int
    end: int
    tag: str
    printed: str
    number: int


@dataclass(frozen=True, slots=True)
class WrittenParagraph:
    """A paragraph of a Word file: its key ("" without a bookmark of ours), what its words were when it was written, its words.

    `merged` are the keys of former paragraphs that people have joined to this one.
    """

    key: str
    digest: str
    style: str
    text: str
    figures: tuple[WrittenFigure, ...] = ()
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenDraft:
    """A Word file as people have left it: title and body in order, and kinds of content that are not read (表格, 图片)."""

    name: str
    paragraphs: tuple[WrittenParagraph, ...]
    left_out: tuple[str, ...] = ()


def anchor_of(key: str, text: str) -> str:
    """Return the bookmark of a paragraph: its key, hashed where Word does not take it, and a digest of its words."""
    return f"{_stem(key)}_{digest_of(text)}"


def key_of(anchor: str) -> str | None:
    """Return what an anchor names: the key itself, or the same hash as `known_as` gives; None for a bookmark not of ours."""
    match = _ANCHOR.fullmatch(anchor)
    if match is None:
        return None
    return match[1].replace("_", "|") if match[1] else match[2]


def known_as(key: str) -> str:
    """Return how `key_of` gives a key back."""
    stem = _stem(key)
    return key if stem.startswith(_PLAIN) else stem


def digest_in(anchor: str) -> str:
    """Return the digest that an anchor carries."""
    return anchor[-_DIGEST:]


def digest_of(text: str) -> str:
    """Return a short digest of a paragraph's words, blanks around them left out."""
    return hashlib.sha256(text.strip().encode("utf-8", "replace")).hexdigest()[:_DIGEST]


def _stem(key: str) -> str:
    plain = _PLAIN + key.replace("|", "_")
    if _SAFE.fullmatch(key) and len(plain) + 1 + _DIGEST <= LONGEST_ANCHOR:
        return plain
    return _HASHED + hashlib.sha256(key.encode()).hexdigest()[:20]


def tag_of(source: str) -> str:
    """Return the tag of a figure's content control: the key of its fact, shortened with a hash where it is too long."""
    if len(source) <= LONGEST_TAG:
        return source
    end = hashlib.sha256(source.encode()).hexdigest()[:10]
    return f"{source[: LONGEST_TAG - len(end) - 1]}#{end}"


def label_of(source: str, shown: str) -> str:
    """Return the title of a figure's content control: what it tells, and what was printed: 实事3·新增学位·累计完成：420个."""
    parts = [part for part in source.split("|") if part not in _KINDS]
    if len(parts) > 1 and parts[1].isdigit():
        parts[:2] = ["".join(parts[:2])]
    name = "·".join(parts).replace("：", " ")
    if "：" in shown or len(shown) > LONGEST_TAG // 2:
        return name[:LONGEST_TAG]
    return f"{name[: LONGEST_TAG - len(shown) - 1]}：{shown}"


def printed_in(label: str) -> str:
    """Return what a content control's title says that was printed in it; "" where it says nothing."""
    match = _LABEL.search(label)
    return match[1] if match else ""
