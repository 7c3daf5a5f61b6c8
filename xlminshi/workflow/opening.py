"""Opening what came in: each file costs only itself, and what cannot be read is a finding that names it."""

from dataclasses import dataclass, replace
from pathlib import Path

from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.form.grid import FileTrait, Workbook
from xlminshi.workflow.examining import Examiner
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.ports import Arrival, Office


@dataclass(frozen=True, slots=True)
class Opened:
    """All files that arrived, in an order that does not depend on how they were given, and the findings about them."""

    arrivals: tuple[Arrival, ...]
    problems: tuple[Problem, ...]

    @property
    def workbooks(self) -> tuple[Workbook, ...]:
        """Return the workbooks that could be read and were not examined, each under the name that findings call it."""
        return tuple(one.workbook for one in self.arrivals if one.workbook is not None)


def open_all(paths: tuple[Path, ...], office: Office, examiner: Examiner | None = None) -> Opened:
    """Return all files that paths lead to; what was skipped or cannot be read is a finding.

    With an examiner each workbook gives its place to what the examiner makes of it.

    Raises CannotContinueError where the paths hold no file at all.
    """
    if not paths:
        return Opened((), ())
    received = (_named(one) for one in office.receive(paths, examiner))
    examined = (_examined(one, examiner) if examiner is not None else one for one in received)
    arrivals = tuple(sorted(examined, key=lambda one: (one.name, one.digest)))
    if not arrivals:
        raise CannotContinueError(f"{'、'.join(str(path) for path in paths)}里没有文件。请核对文件夹的位置。")
    return Opened(arrivals, tuple(found for one in arrivals for found in _findings(one)))


def _named(one: Arrival) -> Arrival:
    return replace(one, workbook=replace(one.workbook, name=one.name)) if one.workbook is not None else one


def _examined(one: Arrival, examiner: Examiner) -> Arrival:
    """Return what arrived with what the examiner makes of it, where it was not examined on its way."""
    if one.workbook is None:
        return one
    return replace(one, workbook=None, examined=examiner.examined(one.workbook))


def _findings(one: Arrival) -> tuple[Problem, ...]:
    place = Place(one.name)
    if one.fate is Fate.SKIPPED:
        return (problem(Code.SKIPPED_FILE, place, found=one.why.rstrip("。")),)
    read = one.workbook or one.examined
    if read is None:
        return (problem(Code.UNREADABLE_FILE, place, found=one.why),)
    if FileTrait.OTHER_FORMAT in read.traits:
        return (problem(Code.OTHER_FORMAT, place),)
    return ()
