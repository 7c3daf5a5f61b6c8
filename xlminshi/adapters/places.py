"""Where the files shipped with the program are."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent

LIST_FILE = "实事清单.xlsx"


def templates_folder() -> Path:
    """Return the folder workbook_templates/: in the source tree beside the package, else installed inside it."""
    return _shipped("workbook_templates")


def macros_folder() -> Path:
    """Return the folder macros/, found likewise."""
    return _shipped("macros")


def _shipped(folder: str) -> Path:
    root = _PACKAGE.parent
    return root / folder if (root / "pyproject.toml").exists() else _PACKAGE / folder
