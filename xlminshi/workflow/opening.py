"""Opening many files: each one costs only itself, and each is called by a name that no other file of the run has."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from xlminshi.core.errors import CannotContinueError, FileRefusedError
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.form.grid import Workbook
from xlminshi.workflow.ports import Office

_LOCKS = ("~$", ".~")


@dataclass(frozen=True, slots=True)
class Opened:
    """The workbooks that could be read, in an order that does not depend on how they were given, and the findings."""

    workbooks: tuple[Workbook, ...]
    problems: tuple[Problem, ...]
    files: int


def open_all(paths: tuple[Path, ...], office: Office, label: str) -> Opened:
    """Return all workbooks that paths name; lock files are skipped and told, what cannot be read is a finding.

    Raises CannotContinueError where the paths hold no file at all.
    """
    if not paths:
        return Opened((), (), 0)
    files = office.find_files(paths)
    if not files:
        raise CannotContinueError(f"{'、'.join(str(path) for path in paths)}里没有文件。请核对文件夹的位置。")
    names = _shown_names(files)
    workbooks: list[Workbook] = []
    problems: list[Problem] = []
    for path in office.progress(files, label):
        place = Place(names[path])
        if path.name.startswith(_LOCKS):
            problems.append(problem(Code.SKIPPED_FILE, place, found="这是文件打开时的临时文件"))
            continue
        try:
            workbooks.append(replace(office.read(path), name=names[path]))
        except FileRefusedError as error:
            what = str(error).removeprefix(f"「{path.name}」")  # the place names the file already
            problems.append(problem(Code.UNREADABLE_FILE, place, found=what))
    ordered = sorted(workbooks, key=lambda one: (one.name, one.digest))
    return Opened(tuple(ordered), tuple(problems), len(files))


def _shown_names(files: tuple[Path, ...]) -> dict[Path, str]:
    """Return how each file is called in findings: its name, with as many folders as it takes to tell files apart."""
    names = {path: path.name for path in files}
    for depth in range(2, max((len(path.parts) for path in files), default=0) + 1):
        counts = Counter(names.values())
        names = {
            path: "/".join(path.parts[-depth:]) if counts[name] > 1 else name for path, name in names.items()
        }
    return names
