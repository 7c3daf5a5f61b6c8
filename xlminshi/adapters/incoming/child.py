"""The child process in which files from outside are read: asked over a pipe, it answers over a pipe, or dies.

Started as `python -m xlminshi.adapters.incoming.child SECONDS BYTES`. It imports nothing heavy: it is there in 0.1 s. The first
thing it is told is the examiner of what it reads (None: workbooks are handed back as they are); then come the files.
"""

import faulthandler
import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

from xlminshi.adapters.incoming.looking import Seen, look
from xlminshi.form.grid import Workbook

if TYPE_CHECKING:  # what it needs to be examined by is loaded with the examiner, if there is one
    from xlminshi.workflow.examining import Examined, Examiner

_FAULT = "读取时出错，读不了。请用 Excel 或 WPS 打开检查，另存为 .xlsx 后再交。"


def send(pipe: IO[bytes], value: object) -> None:
    """Write one value; a pickle knows its own end, and large contents go through without a copy."""
    pickle.dump(value, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Return the next value; EOFError where the other side is gone."""
    return pickle.load(pipe)  # both ends are this program


def serve(
    questions: IO[bytes],
    answers: IO[bytes],
    seconds: float,
    look: Callable[[str, bytes, tuple[str, ...]], Seen],
) -> None:
    """Answer questions until there are no more; before the first one comes the examiner, or None."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a bare device
        examiner = receive(questions)
        while True:
            try:
                name, content, passwords = receive(questions)
            except EOFError:
                return
            # The parent ends a child that hangs; should the parent be gone, the child ends itself.
            faulthandler.dump_traceback_later(seconds * 2, exit=True, file=nowhere)
            send(answers, _answer(look, examiner, name, content, passwords))
            faulthandler.cancel_dump_traceback_later()


def _answer(
    look: Callable[[str, bytes, tuple[str, ...]], Seen],
    examiner: "Examiner | None",
    name: str,
    content: bytes,
    passwords: tuple[str, ...],
) -> "Seen | Examined":
    try:
        seen = look(name, content, passwords)
        return examiner.examined(seen) if examiner is not None and isinstance(seen, Workbook) else seen
    except Exception:  # a fault of a reader costs this file only
        return _FAULT


def limit_memory(size: int) -> None:
    """Let this process have no more memory than this, and leave no dump behind, where the system can see to it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, most in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # a lower limit is set already, or the system knows none
            resource.setrlimit(kind, (most, most))


def run(look: Callable[[str, bytes, tuple[str, ...]], Seen]) -> None:
    """Serve on this process's own pipes; what a library prints does not get among the answers."""
    limit_memory(int(sys.argv[2]))
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    serve(sys.stdin.buffer, answers, float(sys.argv[1]), look)


if __name__ == "__main__":
    run(look)
