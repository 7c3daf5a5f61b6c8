"""Rolls a folder up on a local Dask cluster of two workers, one of which is killed on the way; prints what came out.

Run as `python -m tests.workflow.on_cluster FOLDER TARGET`: Dask's own processes and warnings stay out of the tests'.
"""

import json
import os
import signal
import sys
import threading
from pathlib import Path

from distributed import LocalCluster

from xlminshi import api
from xlminshi.adapters import cluster as reading

AFTER = 30


def main(folder: Path, target: Path) -> None:
    """Roll up, and kill a worker in the middle, when some files have come back."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as machines:
        pids = [one.pid for one in machines.workers.values()]
        killed = threading.Event()
        kept = reading.ReadMemory.keep
        counts = {"there": 0}

        def keep(self: reading.ReadMemory, digest: str, workbook: object) -> None:
            kept(self, digest, workbook)  # type: ignore[arg-type]
            counts["there"] += 1
            if counts["there"] >= AFTER and not killed.is_set():
                killed.set()
                os.kill(pids[0], signal.SIGKILL)

        reading.ReadMemory.keep = keep  # type: ignore[method-assign]
        result = api.rollup(folder, target, cluster=machines.scheduler_address)
    rollup = result.value.rollup
    print(
        json.dumps(
            {
                "killed": killed.is_set(),
                "read": counts["there"],
                "counties": {one.name: [one.rank, one.tally.completed] for one in rollup.standings},
            },
            ensure_ascii=False,
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
