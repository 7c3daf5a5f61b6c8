"""Parts of our own make in which there is nothing to tell, found without taking them apart: most of what leaves the office.

Every doubt means no; `outgoing.py` then takes the part apart and finds the words for what is wrong, if anything is.
"""

import re
from collections.abc import Callable, Collection
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
    b" sheetData row c v f sheetProtection autoFilter mergeCells mergeCell conditionalFormatting cfRule formula dataValidations"
    b" dataValidation formula1 formula2 hyperlinks hyperlink printOptions pageMargins pageSetup headerFooter oddFooter"
    b" sst si t".split()
)
_MOST_SPACES = 2  # those of the head
_FORMULA = re.compile(rb"<(?:f|formula[12]?)(?:\s[^>]*)?>([^<]*)<")
# A formula of a cell with its result, which may be the empty text. Each begins with plain signs: so it is found quickly.
_WITH_RESULT = re.compile(rb"<f>[^<]+</f><v>[^<]"), re.compile(rb'"str"><f>[^<]+</f><v></v>')


def is_spotless(xml: bytes, doubts: Callable[[str], Collection[str]]) -> bool:
    """Return whether a part is a sheet or the shared texts as we write them, whose formulas raise no doubts.

    What holds an apostrophe goes the long way: formulas and attributes may be quoted by it.
    """
    if not xml.startswith(_HEADS) or xml.count(b"xmlns") > _MOST_SPACES or b"'" in xml or b"&#" in xml:
        return False
    # Raw “<” stand only before tags; as many “>” mean that those end tags and nothing else.
    if xml.count(b"<") != xml.count(b">") or not _is_well_formed(xml):
        return False
    tags = _TAG.findall(xml)
    if not _USUAL_TAGS.issuperset(tags) or tags.count(b"f") != sum(
        len(one.findall(xml)) for one in _WITH_RESULT
    ):
        return False
    # An error would be the value of a cell's type, and of nothing else here.
    if b'"e"' in xml:
        return False
    return not any(doubts(_text(one)) for one in set(_FORMULA.findall(xml)))


def _is_well_formed(xml: bytes) -> bool:
    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError:
        return False
    return True


def _text(written: bytes) -> str:
    text = written.decode()
    for sign, name in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("&", "&amp;")):
        text = text.replace(name, sign)
    return text
