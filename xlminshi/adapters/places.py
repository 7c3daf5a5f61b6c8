"""Where the files shipped with the program are."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def templates_folder() -> Path:
    """Return the folder workbook_templates/: in the source tree beside the package, else installed inside it."""
    beside = _PACKAGE.parent / "workbook_templates"
    return beside if (_PACKAGE.parent / "pyproject.toml").exists() else _PACKAGE / "workbook_templates"
