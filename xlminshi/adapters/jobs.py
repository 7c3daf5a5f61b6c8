"""A job that is over in seconds: Python looks for cyclic garbage when it ends, not again and again while it runs.

A workbook of a hundred sheets is some hundred thousand cells, all of them needed until it is written; going over them to find
what nobody needs took a quarter of the time (benchmarks/RESULTS.md).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_job() -> Iterator[None]:
    """Let the garbage lie meanwhile; also a decorator. A job within a job, and a program that never looks, change nothing."""
    if not gc.isenabled():
        yield
        return
    is_own = not gc.get_freeze_count()
    if is_own:  # what was there before, such as a large library, is not what the job leaves lying
        gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.enable()
        if is_own:
            gc.unfreeze()
