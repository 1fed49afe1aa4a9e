"""What Prefect costs: the flow with the command's own server against the same stages without any, over the same pages.

    make bench-orchestration
    python -m tests.bench.orchestration [--pages 1000] [--hosts 50] [--rounds 3]

Made pages (newspages.py) are served on loopback, by a process of its own. Each side runs in a new process and covers all of
them with an empty dataset: scrapes with the delay at zero, reads, relates, loads, publishes; nothing is translated. The plain
side has the same batches, and as many threads for them. Wall and CPU of a side are those from the call of the flow, or of
the first stage, to its end; imports and the start of the server come before, and are stated apart. CPU is that of the
process, its threads and its children. Sides take turns, the first of the two another in each round; the overhead is the
median of the rounds' own. Task runs are those that the server knows.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.processes import clean_environment

from . import newsweb
from .newspages import Pages
from .newsweb import Hosts
from .reading import print_table

PAGES, HOSTS, ROUNDS = 1000, 50, 3

Side = Mapping[str, Any]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=PAGES)
    options.add_argument("--hosts", type=int, default=HOSTS)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = options.parse_args()
    pages = Pages(count=chosen.pages, hosts=chosen.hosts)
    sides: dict[str, list[Side]] = {"plain": [], "cover": []}
    with newsweb.serving(pages) as hosts:
        for number in range(chosen.rounds):
            for name in list(sides)[:: -1 if number % 2 else 1]:
                sides[name].append(measured(name, hosts))
                print(f"round {number + 1} {name}: {sides[name][-1]} load={os.getloadavg()[0]:.1f}", file=sys.stderr)
    _print(sides["plain"], sides["cover"], pages.count)
    return 0


def measured(name: str, hosts: Hosts, *, again: Path | None = None) -> Side:
    """Return what one side costs, in a process of its own; `again` is a folder that may hold the dataset already."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = again or Path(temporary)
        incident = newsweb.incident(folder, hosts)
        arguments = (name, str(incident), str(folder / "output"), json.dumps(dict(hosts)))
        ended = subprocess.run(
            [sys.executable, "-m", "tests.bench.metered", *arguments],
            capture_output=True,
            text=True,
            check=False,
            env=clean_environment(),
        )
    if ended.returncode:
        raise SystemExit(f"{name} failed:\n{ended.stderr}")
    found: Side = json.loads(ended.stdout.splitlines()[-1])
    return found


def _print(plain: Sequence[Side], cover: Sequence[Side], pages: int) -> None:
    rows = []
    for name, unit in (("wall", "wall_s"), ("CPU", "run_s")):
        theirs, ours = ([side[unit] for side in some] for some in (plain, cover))
        rows.append([name, statistics.median(theirs), statistics.median(ours), 100 * _overhead(plain, cover, unit)])
    print_table(["", "plain s", "flow s", "overhead %"], rows)
    started = [statistics.median(side["start_s"] for side in some) for some in (plain, cover)]
    served = statistics.median(side["server_start_s"] for side in cover)
    print(
        f"apart: imports {started[0]:.1f} s of CPU plain, {started[1]:.1f} s with Prefect; its server's start {served:.1f} s"
    )
    runs = max(side["task_runs"] for side in cover)
    overhead = 100 * _overhead(plain, cover, "wall_s")
    print(f"overhead {overhead:.1f} % of wall time, {runs} task runs, {pages} pages")


def _overhead(plain: Sequence[Side], cover: Sequence[Side], unit: str) -> float:
    """Return the share of what a run takes that is not the work itself: the median of the rounds."""
    return statistics.median(1 - theirs[unit] / ours[unit] for theirs, ours in zip(plain, cover, strict=True))


if __name__ == "__main__":
    sys.exit(main())
