"""Styles of a plan → XlsxWriter's formats."""

from typing import Any

from xlminshi.form.sheets import LINE, Style


class Pens:
    """The formats of one XlsxWriter workbook by style and quoting, each made once."""

    __slots__ = ("_made", "_workbook")

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[Style, str, bool], Any] = {}

    def of(self, style: Style, is_quoted: bool = False) -> Any:
        """Return the format of a style; quoted, a text in its cell stays text when a person edits it."""
        key = pen_key(style, is_quoted)
        if key not in self._made:
            quoting = {"quote_prefix": True} if is_quoted else {}
            self._made[key] = self._workbook.add_format(_properties(style) | quoting)
        return self._made[key]


def pen_key(style: Style, is_quoted: bool) -> tuple[Style, str, bool]:
    """Return what tells pens apart: 11 and 11.0 are equal sizes, but are written differently."""
    return style, str(style.size), is_quoted


def look_options(fill: str, ink: str) -> dict[str, str]:
    """Return the properties of a conditional look."""
    named = {"bg_color": fill, "font_color": ink}
    return {name: f"#{colour}" for name, colour in named.items() if colour}


def _properties(style: Style) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "font_name": style.font,
        "font_size": style.size,
        "font_color": f"#{style.ink}",
        "bold": style.is_bold,
        "align": style.align,
        "valign": style.vertical,
        "text_wrap": style.is_wrapped,
        "shrink": style.is_shrunk and not style.is_wrapped,
        "locked": style.is_locked,
        "underline": int(style.is_underlined),
    }
    if style.fill:
        properties |= {"bg_color": f"#{style.fill}", "pattern": 1}
    if style.has_border and style.align == "left":
        properties["indent"] = 1  # a text that touches its border is hard to read
    if style.has_border:
        properties |= {"border": 1, "border_color": f"#{LINE}"}
    if style.number_format:
        properties["num_format"] = style.number_format
    return properties
