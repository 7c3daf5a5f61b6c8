"""The children that read files: kept warm, replaced when they die or hang. A file that kills one is refused in words."""

import math
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, TypeAlias, cast

from xlminshi.adapters.incoming.child import receive, send
from xlminshi.adapters.incoming.looking import Seen
from xlminshi.core.errors import CannotContinueError
from xlminshi.workflow.examining import Examined, Examiner

_ROOT = Path(__file__).resolve().parents[3]
_HUNG = "读取超过 {seconds:g} 秒还没有结束，已停止读取。请把填报内容按“数值”粘贴到新的填报表后再交。"
_DIED = "内容异常，读取时程序中断，没有读取。请用 Excel 或 WPS 打开检查，另存为 .xlsx 后再交。"
_LONG_WAIT = 0.3
"""Seconds: the start of the first child, and as much again as the start of another one takes."""
Answer: TypeAlias = Seen | Examined
"""What a child says of a file: what it saw, or what its examiner made of the workbook that it read."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How long a child may read one file, how much memory it may have, how many there may be, how one is started."""

    seconds: float = 20.0
    memory_bytes: int = 1_500_000_000
    children: int = 2
    module: str = "xlminshi.adapters.incoming.child"


def processors(most: int) -> int:
    """Return how many children this machine can keep busy: as many as it has processors, two at least."""
    return min(max(2, os.cpu_count() or 2), most)


USUAL_RULES = Rules(children=processors(8))


def is_fatal(seen: Answer) -> bool:
    """Return whether the answer says that a child was lost over the file."""
    return seen == _DIED or (isinstance(seen, str) and seen.startswith(_HUNG.partition("{")[0]))


class _DeadError(Exception):
    """The child ended before it answered."""


class _HungError(Exception):
    """The child did not answer in time and was ended."""


class _Child:
    """One child process, busy with at most one file."""

    def __init__(self, rules: Rules, greeting: bytes) -> None:
        self._rules, self._greeting = rules, greeting
        self.is_new, self.is_gone = True, False
        self._overdue, self._has_hung = math.inf, False
        # Not from the current folder (-P): a file sent by mail must never be taken for a module of ours.
        command = [
            sys.executable,
            "-P",
            "-m",
            rules.module,
            str(rules.seconds),
            str(rules.memory_bytes),
        ]
        try:
            self._process = _started(command)
        except OSError as error:
            raise CannotContinueError("不能启动读取文件的进程。请关闭一些程序后重试。") from error
        self._questions = cast(IO[bytes], self._process.stdin)
        self._answers = cast(IO[bytes], self._process.stdout)

    def ask(self, question: tuple[str, bytes, tuple[str, ...]]) -> Answer:
        """Return the answer; _HungError or _DeadError where there is none, and then the child is gone."""
        self._overdue = time.monotonic() + self._rules.seconds
        try:
            if self.is_new:
                self._questions.write(self._greeting)
            send(self._questions, question)
            seen: Answer = receive(self._answers)
        except Exception as error:  # a broken pipe, an end in the middle, an answer that is none
            self.close()
            raise (_HungError if self._has_hung else _DeadError) from error
        self._overdue = math.inf
        self.is_new = False
        return seen

    def end_if_overdue(self, now: float) -> None:
        """End the process if it has had its time for the file in hand."""
        if now >= self._overdue:
            self._has_hung = True
            self.kill()

    def kill(self) -> None:
        """End the process; whoever waits for its answer is told by the end of the pipe."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of its pipes."""
        self.is_gone = True
        self.kill()
        for pipe in (self._questions, self._answers):
            with suppress(OSError):  # what was not yet written has nobody left to read it
                pipe.close()
        self._process.wait()


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    # Run from source, the child must find the package; installed, it finds it as this program did.
    root = "" if _ROOT.name in ("site-packages", "dist-packages") else str(_ROOT)
    paths = (root, os.environ.get("PYTHONPATH", ""))
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


class Children:
    """The children of one run; to be left by `with`, which ends them all. Several threads may ask at once.

    With an `examiner`, they answer what it makes of each workbook in the workbook's place.
    """

    def __init__(
        self,
        passwords: tuple[str, ...] = (),
        rules: Rules = USUAL_RULES,
        examiner: Examiner | None = None,
    ) -> None:
        self._passwords = passwords
        self._greeting = pickle.dumps(examiner, pickle.HIGHEST_PROTOCOL)
        self._rules = rules
        self._idle: list[_Child] = []
        self._alive: set[_Child] = set()
        self._waited = 0.0
        self._is_closed = False
        self._freed, self._closing = threading.Condition(), threading.Event()
        # One thread watches all children; a timer for each file would cost a tenth of its reading.
        self._watch = threading.Thread(target=self._end_overdue, daemon=True)

    def __enter__(self) -> "Children":
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._freed:
            self._is_closed = True
            for child in self._alive:
                child.kill()
            for child in self._idle:
                child.close()
            self._freed.notify_all()
        self._closing.set()
        self._watch.join()

    def _end_overdue(self) -> None:
        while not self._closing.wait(min(0.25, self._rules.seconds / 4)):
            with self._freed:
                for child in self._alive:
                    child.end_if_overdue(time.monotonic())

    def waited(self, seconds: float) -> None:
        """Take note for how long whoever asked had to wait for an answer."""
        self._waited += seconds

    def look(self, name: str, content: bytes) -> Answer:
        """Return what a file is; a child that dies on it is replaced, and the file refused in words.

        A child that had read other files before may have died of those: the file gets one more try in a new one.
        """
        is_new = False
        while not is_new:
            with self._child() as child:
                is_new = child.is_new
                try:
                    return child.ask((name, content, self._passwords))
                except _HungError:
                    return _HUNG.format(seconds=self._rules.seconds)
                except _DeadError:
                    continue
        return _DIED

    @contextmanager
    def _child(self) -> Iterator[_Child]:
        child = self._taken()
        try:
            yield child
        finally:
            self._put_back(child)

    def _taken(self) -> _Child:
        with self._freed:
            # More children pay only where answers are waited for longer than their start takes.
            most = self._rules.children if self._waited > _LONG_WAIT else 1
            while not self._idle and len(self._alive) >= most and not self._is_closed:
                self._freed.wait()
            if self._is_closed:
                raise CannotContinueError("读取已停止。")
            child = self._idle.pop() if self._idle else _Child(self._rules, self._greeting)
            self._alive.add(child)
            return child

    def _put_back(self, child: _Child) -> None:
        with self._freed:
            if child.is_gone:
                self._alive.discard(child)
            elif self._is_closed:
                child.close()
            else:
                self._idle.append(child)
            self._freed.notify()
