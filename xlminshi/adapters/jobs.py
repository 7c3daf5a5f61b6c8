"""A job that is over in seconds: Python looks for cyclic garbage before and after it, not again and again while it runs.

A workbook of a hundred sheets is some hundred thousand cells, all of them needed until it is written; going over them to find
what nobody needs took a quarter of the time (benchmarks/RESULTS.md).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class _Left:
    """Whether a job before this one has left something lying."""

    something: bool = False


_LEFT = _Left()


@contextmanager
def one_job() -> Iterator[None]:
    """Let the garbage lie meanwhile; also a decorator. A job within a job, and a program that never looks, change nothing."""
    if not gc.isenabled():
        yield
        return
    if _LEFT.something:
        gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        _LEFT.something = True
