"""A disk that fails or a process that dies at one chosen system call, for going through all of them in turn."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import pytest

CHANGING = (
    "open",
    "write",
    "fsync",
    "close",
    "replace",
    "rename",
    "link",
    "unlink",
    "mkdir",
    "rmdir",
    "utime",
    "chmod",
)
TAKES_ROOM = ("open", "write", "fsync", "mkdir", "link")


class Killed(BaseException):
    """The process is gone: from here on not one further call is carried out, whatever clears up after itself."""


class Fault(Enum):
    """What happens at the chosen call."""

    NONE = "none"
    FAILS_ONCE = "fails once"
    REFUSED_ONCE = "refused once, as Windows refuses an open file"
    DISK_STAYS_FULL = "no room from then on"
    DISK_IS_GONE = "everything fails from then on"
    KILLED = "killed"


@dataclass
class Disk:
    """Counts the calls that change something, and fails as told."""

    fault: Fault = Fault.NONE
    at: int = 0
    calls: list[str] = field(default_factory=list)
    has_struck: bool = False

    def call(self, name: str, original: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.calls.append(name)
        if self._strikes(name):
            self.has_struck = True
            if name == "close":
                original(*args)  # the system closes what a dead process held, and what failed to close
            if name == "write":
                original(args[0], bytes(args[1])[: len(args[1]) // 2])
            if self.fault is Fault.KILLED:
                raise Killed
            code = errno.EACCES if self.fault is Fault.REFUSED_ONCE else errno.EIO
            code = errno.ENOSPC if self.fault is Fault.DISK_STAYS_FULL else code
            raise OSError(code, os.strerror(code))
        # Nothing is lost here by a power failure: the real flushing only takes time.
        return None if name == "fsync" else original(*args, **kwargs)

    def _strikes(self, name: str) -> bool:
        number = len(self.calls)
        if self.fault in (Fault.FAILS_ONCE, Fault.REFUSED_ONCE):
            return number == self.at
        if self.fault is Fault.DISK_STAYS_FULL:
            return number >= self.at and name in TAKES_ROOM
        return self.fault is not Fault.NONE and number >= self.at


def dead_process() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


@contextmanager
def using(disk: Disk, has_links: bool = True, process: int = 0) -> Iterator[None]:
    """Send every changing call through the disk; `process` is the number under which the work is done."""

    def refuse(*names: object, **options: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    with pytest.MonkeyPatch.context() as patch:
        for name in CHANGING:
            original = refuse if name == "link" and not has_links else getattr(os, name)
            patch.setattr(os, name, _through(disk, name, original))
        if process:
            patch.setattr(os, "getpid", lambda: process)
        yield


def _through(disk: Disk, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *args, **kwargs: disk.call(name, original, *args, **kwargs)
