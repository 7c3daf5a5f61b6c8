"""What stands at the top of the sheets of a summary: title, note, header row."""

from dataclasses import replace

from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas


def put_head(canvas: Canvas, title: str, note: str, headers: tuple[str, ...]) -> None:
    """Put the title, a note and the headers into the first three rows."""
    canvas.put(0, 0, title, look.TITLE, columns=len(headers))
    canvas.raise_row(0, 34)
    canvas.put(1, 0, note, replace(look.NOTE, size=11), columns=len(headers))
    canvas.put_row(2, headers, look.HEAD)
