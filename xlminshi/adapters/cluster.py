"""Reading counties' workbooks on other machines: the same function in the same guarded child, behind any Executor.

Every machine must see the folder under the same path, or reach the object store. What comes back goes into the record of what
was read; the run itself then finds everything there, and whatever a machine could not read is looked at here. So is what another
state of the program would have read: a machine says which one it has.
"""

import atexit
import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from xlminshi.adapters.incoming.children import Children
from xlminshi.adapters.incoming.found_files import found_files
from xlminshi.adapters.roll_ups import COUNTY_RULES, ReadMemory, program_digest
from xlminshi.adapters.stores import Here, content_of
from xlminshi.core.errors import CannotContinueError
from xlminshi.form.grid import Workbook
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.ports import Progress, silent

_LOST = (CancelledError, BrokenProcessPool, OSError)
_Answer: TypeAlias = tuple[str, str, Workbook | None]


@dataclass(frozen=True, slots=True)
class ReadThere:
    """How many files were read on other machines, and how many were not adopted, as another state of the program is there."""

    adopted: int
    foreign: int


def read_county(path: str, program: str, passwords: tuple[str, ...] = ()) -> _Answer:
    """Return the digest of this machine's program, a file's digest and its 区县数据, None where it gives none here.

    This runs wherever the Executor sends it, and reads nothing where the program is another than `program`. `path` may be an
    address in an object store.
    """
    if program_digest() != program:
        return program_digest(), "", None
    content = content_of(path)
    seen = _children(passwords).look(Path(path).name, content)
    return program, hashlib.sha256(content).hexdigest(), seen if isinstance(seen, Workbook) else None


@cache
def _children(passwords: tuple[str, ...]) -> Children:
    """Return this process's own guarded child, started once and ended with the process."""
    children = Children(passwords, COUNTY_RULES)
    children.__enter__()
    atexit.register(children.__exit__, None, None, None)
    return children


def read_ahead(
    here: Here,
    memory: ReadMemory,
    executor: Executor,
    passwords: tuple[str, ...] = (),
    progress: Progress = silent,
) -> ReadThere:
    """Read all files below a folder through an Executor into the record; return how many were read there."""
    files = [one.path for one in found_files((here.folder,)) if one.fate is Fate.READ]
    new = [here.address(path) for path in _new(files, memory)]
    futures = [executor.submit(read_county, address, program_digest(), passwords) for address in new]
    adopted = foreign = 0
    try:
        for program, digest, workbook in _answers(progress(as_completed(futures), "集群读取")):
            if program != program_digest():
                foreign += 1
            elif workbook is not None:
                memory.keep(digest, workbook)
                adopted += 1
    finally:
        memory.close()
    return ReadThere(adopted, foreign)


def _answers(futures: Iterable[Future[_Answer]]) -> Iterator[_Answer]:
    """Yield what came back; a file that was lost with its machine is read here instead."""
    for future in futures:
        try:
            yield future.result()
        except _LOST:
            continue


def _new(files: Iterable[Path], memory: ReadMemory) -> Iterable[Path]:
    for path in files:
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            continue
        if memory.recall(digest) is None:
            yield path


@contextmanager
def on_cluster(address: str) -> Iterator[Executor]:
    """Yield the Executor of a Dask cluster by the address of its scheduler (tcp://…:8786), and leave the cluster again."""
    try:
        import distributed
    except ImportError as error:
        raise CannotContinueError(
            "使用集群需要 Dask。请安装 xlminshi[cluster]，或不用集群，在本机汇总。"
        ) from error
    dask: Any = distributed
    try:
        client = dask.Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise CannotContinueError(f"连不上集群“{address}”。请核对地址，或不用集群，在本机汇总。") from error
    with client:
        yield client.get_executor(pure=False)
