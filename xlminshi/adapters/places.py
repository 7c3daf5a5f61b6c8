"""Where files are: the folders shipped with the program, and the files that a person names."""

from pathlib import Path

from xlminshi.core.errors import CannotContinueError

_PACKAGE = Path(__file__).resolve().parent.parent


def templates_folder() -> Path:
    """Return the folder workbook_templates/: in the source tree beside the package, else installed inside it."""
    beside = _PACKAGE.parent / "workbook_templates"
    return beside if (_PACKAGE.parent / "pyproject.toml").exists() else _PACKAGE / "workbook_templates"


def find_files(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the files that paths name, folders with everything below them; a path that is not there stops the job.

    Nothing is left out by its type, so that a return in a wrong format is told of instead of being lost.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not _is_there(path):
            raise CannotContinueError(f"没有找到“{path}”。请核对文件或文件夹的位置。")
        inside = (one for one in sorted(path.rglob("*")) if one.is_file() and not _is_hidden(one, path))
        for one in inside if path.is_dir() else (path,):
            found[one] = None
    return tuple(found)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long, a folder that may not be entered
        return False


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") and not part.startswith(".~") for part in file.relative_to(folder).parts)
