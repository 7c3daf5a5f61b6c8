"""Parts of our own make in which there is nothing to tell, found without taking them apart: most of what leaves the office.

Every doubt means no; `outgoing.py` then takes the part apart and finds the words for what is wrong, if anything is.
"""

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from xml.parsers import expat

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEADS = (
    _DECLARATION + b"<worksheet xmlns=" + _MAIN + b" xmlns:r=" + _RELATIONS + b">",
    _DECLARATION + b"<sst xmlns=" + _MAIN + b" ",
)
_TAG = re.compile(rb"<([^\s/>]+)")
_USUAL_TAGS = frozenset(
    b"?xml worksheet sheetPr tabColor outlinePr pageSetUpPr dimension sheetViews sheetView pane selection sheetFormatPr cols col"
    b" sheetData row c v sheetProtection autoFilter mergeCells mergeCell conditionalFormatting cfRule formula dataValidations"
    b" dataValidation formula1 formula2 hyperlinks hyperlink printOptions pageMargins pageSetup headerFooter oddFooter"
    b" sst si t".split()
)
_MOST_SPACES = 2  # those of the head
_SMALL = 16_000
_FORMULA = re.compile(rb"<(?:f|formula[12]?)(?:\s[^>]*)?>([^<]*)<")
# Rows as we write them. A formula has its result, which may be the empty text; no cell holds an error.
_WORDS = rb"(?:[^<>&\x00-\x1f]++|&(?:lt|gt|amp|quot);)"
_CELL = (
    rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]+")?(?:/>|(?: t="s")?><v>-?[0-9.]+(?:E[-+][0-9]+)?</v></c>'
    rb'|><f>WORDS++</f><v>WORDS++</v></c>| t="str"><f>WORDS++</f><v>WORDS*+</v></c>)'
).replace(b"WORDS", _WORDS)
_ROWS = re.compile(
    rb'<sheetData>(?:<row r="[0-9]{1,7}"(?: spans="[0-9:]+")?(?: ht="[0-9.]+")?(?: hidden="1")?(?: customHeight="1")?'
    rb'(?: outlineLevel="1")?(?: collapsed="1")?(?:/>|>(?:CELL)*+</row>))*+</sheetData>'.replace(
        b"CELL", _CELL
    )
)
_NO_ROWS = b"<sheetData></sheetData>"


def is_spotless(xml: bytes, doubts: Callable[[str], Collection[str]]) -> bool:
    """Return whether a part is a sheet or the shared texts as we write them, whose formulas raise no doubts.

    What holds an apostrophe goes the long way: formulas and attributes may be quoted by it.
    """
    rest = _without_rows(xml)
    return (
        rest.startswith(_HEADS)
        and _is_usual(rest)
        and b"'" not in xml
        and not any(doubts(_text(one)) for one in set(_FORMULA.findall(xml)))
    )


def _without_rows(xml: bytes) -> bytes:
    """Return a part without its rows, if these are as we write them: most of a sheet, of which each byte is known then.

    What is left is as well formed as the whole: the rows were a balanced piece, and a “<” still stands in their place.
    """
    found = _ROWS.search(xml)
    return xml if found is None or not _is_text(xml) else xml[: found.start()] + _NO_ROWS + xml[found.end() :]


def _is_text(xml: bytes) -> bool:
    """Return whether there is nothing but characters that may stand in XML, those below the blank left aside."""
    try:
        text = xml.decode()
    except UnicodeDecodeError:
        return False
    return "\ufffe" not in text and "\uffff" not in text


def _is_usual(xml: bytes) -> bool:
    """Return whether a part is well formed and holds usual tags only, and neither a cell with a formula nor an error."""
    return (_once if len(xml) < _SMALL else _usual)(xml)


def _usual(xml: bytes) -> bool:
    if xml.count(b"xmlns") > _MOST_SPACES or b"&#" in xml:
        return False
    # Raw “<” stand only before tags; as many “>” mean that those end tags and nothing else.
    if xml.count(b"<") != xml.count(b">") or not _is_well_formed(xml):
        return False
    # An error would be the value of a cell's type, and of nothing else here.
    return _USUAL_TAGS.issuperset(_TAG.findall(xml)) and b'"e"' not in xml


# Sheets with as many rows are the same around them.
_once = lru_cache(maxsize=32)(_usual)


def _is_well_formed(xml: bytes) -> bool:
    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError:
        return False
    return True


@lru_cache(maxsize=4096)
def _text(written: bytes) -> str:
    text = written.decode()
    for sign, name in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("&", "&amp;")):
        text = text.replace(name, sign)
    return text
