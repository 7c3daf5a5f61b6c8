"""Receiving: everything that paths lead to, one Arrival per file, in an order that does not depend on the order given."""

import hashlib
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Protocol

from xlminshi.adapters.closed.preflight import file_content
from xlminshi.adapters.closed.reading import USUAL_LIMITS
from xlminshi.adapters.incoming.children import USUAL_RULES, Answer, Children, Rules, is_fatal
from xlminshi.adapters.incoming.found_files import FoundFile, found_files, sort_key
from xlminshi.adapters.incoming.our_papers import why_ours
from xlminshi.adapters.incoming.pieces import Envelope, Piece, shown
from xlminshi.adapters.incoming.zips import USUAL_ZIP
from xlminshi.core.errors import FileRefusedError
from xlminshi.form.grid import Workbook
from xlminshi.workflow.examining import Examined, Examiner
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.ports import Arrival, Progress, silent

_AHEAD = 3
"""Files that are in hand at once for each child: enough to keep it busy, few enough for a small memory."""

_MANY, _SEVERAL = 200, 3
"""From so many files on, and with so many children, it pays that each child loads what examines the files."""

_TOO_DEEP = "是层层套着的压缩包或邮件，层数太多，没有打开。请解压后只交填报表。"
_TOO_MANY_LOST = "所在的压缩包或邮件里已有几个文件使读取中断，没有再读。请解压后把其余的填报表单独报送。"
_MOST_LOST = 3
_TOO_MUCH = "里面的文件太多太大，没有打开。请解压后只交填报表。"
_FILE_LIMITS = replace(USUAL_LIMITS, file_bytes=USUAL_ZIP.file_bytes)


class Memory(Protocol):
    """Remembers by its digest what a file gave."""

    def recall(self, digest: str) -> Workbook | None:
        """Return what a file of this digest gave, None where nobody has read it."""
        ...

    def keep(self, digest: str, workbook: Workbook) -> None:
        """Remember what a file gave."""
        ...


class _Nothing:
    """Remembers nothing."""

    def recall(self, digest: str) -> Workbook | None:
        return None

    def keep(self, digest: str, workbook: Workbook) -> None:
        pass


_NOTHING = _Nothing()


def receive(
    paths: tuple[Path, ...],
    passwords: tuple[str, ...] = (),
    progress: Progress = silent,
    *,
    rules: Rules = USUAL_RULES,
    memory: Memory | None = None,
    examiner: Examiner | None = None,
    root: Path | None = None,
) -> Iterator[Arrival]:
    """Return all files that paths lead to, in folders, zips and saved mails too, by name; each is read in a child process.

    `passwords` are tried on files that have one. A path that is not there raises CannotContinueError. What `memory`
    recalls of a file is not read again. Where there are many files and children, these examine too what they have read; else
    that is left to this process, which has nothing else to do meanwhile. Below a `root` files are called by their way from it.
    """
    found = found_files(paths, root)
    helps = len(found) >= _MANY and rules.children >= _SEVERAL
    children = Children(passwords, rules, examiner if helps else None)
    return _arrivals(found, children, progress, rules.children, memory or _NOTHING)


@dataclass(slots=True)
class _Budget:
    """How many bytes may still be unpacked from one file on the disk, and how many children were lost over it."""

    left: int = USUAL_ZIP.unpacked_bytes
    lost: int = 0


@dataclass(slots=True)
class _Task:
    """A file on its way: what is known of it, and what a child will say of it."""

    name: str
    content: bytes
    envelope: Envelope
    fate: Fate
    why: str
    depth: int
    budget: _Budget
    seen: Future[Answer] | None = None
    digest: str = ""
    folder: str = ""
    inside: str = ""

    def is_to_be_read(self) -> bool:
        """Return whether a child has yet to be asked; one container may not cost any number of children."""
        return self.seen is None and self.fate is Fate.READ and self.budget.lost < _MOST_LOST

    def refused(self, why: str) -> "_Task":
        """Return the task as a refusal."""
        return replace(self, fate=Fate.REFUSED, why=why, seen=None)


def _arrivals(
    found: tuple[FoundFile, ...],
    children: Children,
    progress: Progress,
    most: int,
    memory: Memory,
) -> Iterator[Arrival]:
    waiting = _tasks(found, progress)
    ahead = _AHEAD * most
    queue: deque[_Task] = deque(islice(waiting, ahead))
    with ThreadPoolExecutor(most) as threads:
        try:
            with children:
                while queue:
                    for task in islice(queue, ahead):
                        if task.is_to_be_read():
                            task.seen = _asked(task, children, threads, memory)
                    children.waited(_wait(queue[0].seen))
                    yield from _settled(queue)
                    queue.extend(islice(waiting, max(0, ahead - len(queue))))
        finally:
            threads.shutdown(cancel_futures=True)


def _wait(seen: Future[Answer] | None) -> float:
    """Return after how many seconds an answer was there."""
    began = time.monotonic()
    if seen is not None:
        seen.result()
    return time.monotonic() - began


def _asked(task: _Task, children: Children, threads: ThreadPoolExecutor, memory: Memory) -> "Future[Answer]":
    """Return what is or will be known of a file; only what nobody remembers costs a thread."""
    task.digest = _digest(task.content)
    known = memory.recall(task.digest)
    if known is None:
        return threads.submit(_look, children, task, memory)
    answer: Future[Answer] = Future()
    answer.set_result(known)
    return answer


def _look(children: Children, task: _Task, memory: Memory) -> Answer:
    seen = children.look(task.name, task.content)
    if isinstance(seen, Workbook):
        memory.keep(task.digest, seen)
    return seen


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest() if content else ""


def _tasks(found: tuple[FoundFile, ...], progress: Progress) -> Iterator[_Task]:
    named = tuple(zip(found, unique_names(found), strict=True))
    for one, name in progress(named, "读取文件"):
        content, fate, why = b"", one.fate, one.why
        if fate is Fate.READ:
            try:
                content = file_content(one.path, _FILE_LIMITS)
            except FileRefusedError as error:
                fate, why = Fate.REFUSED, str(error).removeprefix(f"「{one.path.name}」")
        fated = _fate(name, content, fate, why)
        folder, inside = one.path.parent.as_posix(), shown(one.path.name)
        yield _Task(name, content, one.envelope(), *fated, 1, _Budget(), folder=folder, inside=inside)


def _fate(name: str, content: bytes, fate: Fate, why: str) -> tuple[Fate, str]:
    """Return what is to become of a file, and why: the office's own letters are left aside."""
    ours = why_ours(name, content) if fate is Fate.READ else ""
    return (Fate.SKIPPED, ours) if ours else (fate, why)


def _settled(queue: deque[_Task]) -> Iterator[Arrival]:
    """Yield the first file of the queue; a container among them gives its place to what lies in it."""
    task = queue.popleft()
    if task.seen is None and task.fate is Fate.READ:
        task = task.refused(_TOO_MANY_LOST)
    seen = task.seen.result() if task.seen is not None else task.why
    task.budget.lost += is_fatal(seen)
    if isinstance(seen, tuple):
        inner = _inner_tasks(task, seen)
        queue.extendleft(reversed(inner))
        return
    if task.seen is not None and isinstance(seen, str):
        task = task.refused(seen)
    yield _arrival(task, seen)


def _inner_tasks(task: _Task, pieces: tuple[Piece, ...]) -> list[_Task]:
    task.budget.left -= sum(len(piece.content) for piece in pieces)
    if task.budget.left < 0:
        return [task.refused(_TOO_MUCH)]
    if task.depth > USUAL_ZIP.depth:
        return [task.refused(_TOO_DEEP)]
    called = (f"{task.name}/{'/'.join(map(shown, piece.name.split('/')))}" for piece in pieces)
    inner = [_inner_task(task, piece, name) for piece, name in zip(pieces, _unique(called), strict=True)]
    return sorted(inner, key=lambda one: sort_key(one.name))


def _inner_task(task: _Task, piece: Piece, name: str) -> _Task:
    fate, why = _fate(name, piece.content, piece.fate, piece.why)
    envelope = piece.envelope.within(task.envelope)
    inside = f"{task.inside}{name.removeprefix(task.name)}"
    return _Task(
        name,
        piece.content,
        envelope,
        fate,
        why,
        task.depth + 1,
        task.budget,
        folder=task.folder,
        inside=inside,
    )


def unique_names(found: tuple[FoundFile, ...]) -> tuple[str, ...]:
    """Return what files on the disk are called in everything that is told about them, in the order in which they come."""
    return tuple(_unique(one.name for one in found))


def _unique(names: Iterable[str]) -> Iterator[str]:
    """Yield the names, of those that are the same the second with （2）, the third with （3）…"""
    taken: set[str] = set()
    for wanted in names:
        name, path, number = wanted, PurePosixPath(wanted), 1
        while name in taken:
            number += 1
            name = str(path.with_name(f"{path.stem}（{number}）{path.suffix}"))
        taken.add(name)
        yield name


def _arrival(task: _Task, seen: Answer) -> Arrival:
    envelope = task.envelope
    return Arrival(
        name=task.name,
        fate=task.fate,
        workbook=replace(seen, name=task.name) if isinstance(seen, Workbook) else None,
        examined=seen if isinstance(seen, Examined) else None,
        why=task.why,
        size=len(task.content),
        digest=task.digest or _digest(task.content),
        sent_at=envelope.mailed_at or envelope.saved_at,
        sender=envelope.sender,
        subject=envelope.subject,
        folder=task.folder,
        inside=task.inside,
    )
