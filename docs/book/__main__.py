"""python -m docs.book FOLDER: write the manual and the units' page there, as .docx and .pdf."""

import sys
from pathlib import Path

from docs.book.making import make_all

if __name__ == "__main__":
    make_all(Path(sys.argv[1] if len(sys.argv) > 1 else "build/manual"))
