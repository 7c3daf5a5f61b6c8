"""Text as it stands in XML. What the standard library has for this brings along half of the web: the start of every command."""

import re

_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_QUOTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def sound(text: str) -> str:
    """Return a text without characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


def escaped(text: str) -> str:
    """Return a text for between two tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Return a text for the value of an attribute in double quotes; white space in it is kept."""
    return escaped(text).translate(_IN_QUOTES)
