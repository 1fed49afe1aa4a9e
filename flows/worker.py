"""The worker behind `retold ui`, in a process of its own: takes the runs that are due, until its standard input closes.

Prefect's own command would leave the runs under way behind, or kill them at once; here they are told to stop first.
"""

import os
import platform
import signal
import sys
import time
from pathlib import Path

import anyio
import anyio.to_thread
from prefect.workers.process import ProcessWorker

from . import zombies

POOL = "local"
RUNS = 4  # at once, of as many incidents; of one incident only one is ever under way
_STOP_S = 8.0  # a run ends within ten seconds, mostly in two
_TOLD_S = 0.5  # for the worker to tell the server how they ended
_SWEEP_S = 30.0


async def work() -> None:
    """Work until standard input closes; then tell the runs under way to stop, and end."""
    worker = ProcessWorker(work_pool_name=POOL, name=f"retold on {platform.node()}", limit=RUNS)
    async with anyio.create_task_group() as group:
        group.start_soon(worker.start)
        group.start_soon(_sweep)
        await anyio.to_thread.run_sync(sys.stdin.buffer.read, abandon_on_cancel=True)
        await _stop_runs()
        group.cancel_scope.cancel()


async def _sweep() -> None:
    while True:
        for name in await anyio.to_thread.run_sync(zombies.sweep):
            print(f"{name} was killed, which Prefect did not know", file=sys.stderr)
        await anyio.sleep(_SWEEP_S)


async def _stop_runs() -> None:
    told: set[int] = set()
    give_up = time.monotonic() + _STOP_S
    while (runs := _children()) and time.monotonic() < give_up:
        for process in runs - told:
            os.kill(process, signal.SIGTERM)
        told |= runs
        await anyio.sleep(0.1)
    if told:
        await anyio.sleep(_TOLD_S)


def _children() -> set[int]:
    """Return the processes that this one has started and that have not ended."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(process) for task in tasks for process in task.read_text(encoding="ascii").split()}


if __name__ == "__main__":
    anyio.run(work)
