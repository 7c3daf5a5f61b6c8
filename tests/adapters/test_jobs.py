"""While a job runs nobody looks for cyclic garbage; before and after it everything is as it was."""

import gc
from collections.abc import Iterator

import pytest

from xlminshi.adapters import jobs
from xlminshi.adapters.jobs import one_job


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


def test_what_one_job_left_is_cleared_before_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    cleared: list[bool] = []
    monkeypatch.setattr(jobs, "_LEFT", jobs._Left())
    monkeypatch.setattr(gc, "collect", lambda: cleared.append(gc.isenabled()))
    for _ in range(3):
        with one_job():
            pass
    assert cleared == [True, True]


def test_it_decorates_a_function() -> None:
    @one_job()
    def looks() -> bool:
        return gc.isenabled()

    assert not looks()
    assert not looks()
