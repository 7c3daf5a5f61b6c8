"""The speed, as ratios of CPU time within one run; no time is judged."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_nothing_has_become_quadratic_or_twice_as_slow() -> None:
    # A fresh process: what measures coverage slows down our code and not the yardstick's.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    command = [sys.executable, "-W", "ignore", str(ROOT / "benchmarks" / "speed.py"), "--quick"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=ROOT, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_ratio_over_its_limit_fails_by_name() -> None:
    from benchmarks.speed import LIMITS, over_limits

    right = {way: (limit / 2, 1.0) for way, limit in LIMITS.items()}
    assert over_limits(right) == []
    slow = over_limits(right | {"split": (LIMITS["split"] * 1.01, 1.0)})
    assert [one.partition(":")[0] for one in slow] == ["split"]
    quadratic = over_limits(right | {"collect": (0.1, 1.9)})
    assert [one.partition(":")[0] for one in quadratic] == ["collect"]
