"""An example's document as plain text, each paragraph behind its key and style; `python -m tests.cases.written` writes it."""

from dataclasses import replace
from pathlib import Path

from xlminshi.adapters.places import templates_folder
from xlminshi.adapters.templates import example_book, example_returns
from xlminshi.bulletin.composing import compose, draft_rows
from xlminshi.bulletin.document import Document
from xlminshi.core.ledger import Ledger

EXPECTED = Path(__file__).parent / "expected"
EXAMPLES = ("zhanhe_2022", "lushan_2022")


def example_ledger(name: str) -> Ledger:
    """Return the ledger of a shipped example, straight from its readable sources."""
    folder = templates_folder() / "examples" / name
    book = example_book(folder)
    return replace(book, submissions=example_returns(folder, book)).ledger()


def written(document: Document) -> str:
    """Return every paragraph as key, style and text."""
    rows = ((key, style, text.replace("\n", "／")) for key, style, text in draft_rows(document))
    return "".join(f"{key}　〔{style}〕\n{text}\n\n" for key, style, text in rows)


def main() -> None:
    """Write the expected texts anew, to be read through before they are committed."""
    EXPECTED.mkdir(exist_ok=True)
    for name in EXAMPLES:
        (EXPECTED / f"{name}.txt").write_text(written(compose(example_ledger(name))), "utf-8")


if __name__ == "__main__":
    main()
