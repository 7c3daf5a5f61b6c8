"""A child whose reader hangs, dies, errs or chatters on demand: what some file may do to a real one."""

import os
import time

from xlminshi.adapters.incoming import child
from xlminshi.adapters.incoming.looking import Seen, look

_asked = 0


def unreliable_look(name: str, content: bytes, passwords: tuple[str, ...]) -> Seen:
    global _asked
    _asked += 1
    if content == b"HANG":
        time.sleep(60)
    if content == b"DIE" or (content == b"DIE UNLESS FIRST" and _asked > 1):
        os._exit(7)
    if content == b"FAULT":
        raise RuntimeError("a fault of a reader")
    if content == b"CHATTER":
        print("a library prints", flush=True)
        os.write(1, b"a C library prints")
    if content == b"EAT":
        return str(len(bytearray(4_000_000_000)))
    if content == b"WHO":
        return str(os.getpid())
    return look(name, content, passwords)


if __name__ == "__main__":
    child.run(unreliable_look)
