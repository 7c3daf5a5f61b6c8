"""While a job runs nobody looks for cyclic garbage; before and after it everything is as it was."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from xlminshi.adapters.jobs import one_job


class _Knot:
    """Something that can hold itself."""

    other: "_Knot"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.enable()


def test_the_search_rests_while_a_job_runs() -> None:
    with one_job():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_job_that_fails_gives_the_search_back() -> None:
    with pytest.raises(ValueError, match="a fault"), one_job():
        raise ValueError("a fault")
    assert gc.isenabled()


def test_a_job_within_a_job_leaves_it_to_the_outer_one() -> None:
    with one_job():
        with one_job():
            pass
        assert not gc.isenabled()


def test_a_program_that_never_looks_is_left_alone() -> None:
    gc.disable()
    with one_job():
        pass
    assert not gc.isenabled()


def test_what_a_job_leaves_in_circles_is_cleared_when_it_ends() -> None:
    with one_job():
        circle = _Knot()
        circle.other = circle
        gone = weakref.ref(circle)
        del circle
        assert gone() is not None
    assert gone() is None


def test_what_was_there_before_is_not_gone_over_and_not_kept_either() -> None:
    circle = _Knot()
    circle.other = circle
    gone = weakref.ref(circle)
    del circle
    with one_job():
        pass
    assert gone() is not None
    assert not gc.get_freeze_count()
    gc.collect()
    assert gone() is None


def test_what_a_program_has_put_aside_stays_aside() -> None:
    gc.freeze()
    aside = gc.get_freeze_count()
    try:
        with one_job():
            pass
        assert gc.get_freeze_count() >= aside * 0.99
    finally:
        gc.unfreeze()


def test_it_decorates_a_function() -> None:
    @one_job()
    def looks() -> bool:
        return gc.isenabled()

    assert not looks()
    assert not looks()
