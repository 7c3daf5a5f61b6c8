"""python -m docs.generator [FOLDER]: write the reference pages, by default where they are committed."""

import sys
from pathlib import Path

from docs.generator.pages import all_pages

HERE = Path(__file__).resolve().parent.parent / "manual" / "reference"


def main(folder: Path) -> None:
    """Write every page; a page that is no longer made is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    made = all_pages()
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
