"""Real processes, really killed: the short form of benchmarks/kill_test.py (XLMINSHI_KILLS=200 for the full one)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("XLMINSHI_KILLS", "40"))

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="needs processes that can be copied and killed"
)


def killing(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "benchmarks/kill_test.py", *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )


def test_whenever_importing_and_publishing_are_killed_no_workbook_is_lost_or_half_written() -> None:
    is_full = KILLS > 40
    done = killing("--kills", str(KILLS), *(() if is_full else ("--every", "2", "--returns", "2")))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    states = [found[f"found {state}"] for state in ("old", "new", "some of both")]
    assert found["killed"] == KILLS
    assert sum(states) == KILLS + found["had ended before"]
    assert found["killed while writing"] >= KILLS * 0.3


def test_the_killing_finds_out_a_writer_that_writes_over_the_file() -> None:
    done = killing("--kills", "40", "--every", "100", "--returns", "2", "--writer", "openpyxl")
    assert done.returncode == 1
    assert "is neither the old file nor the new one" in done.stderr
