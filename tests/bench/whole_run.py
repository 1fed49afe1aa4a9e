"""CPU seconds of a whole run against a bare loop of trafilatura over the same pages, by stage.

    make bench-whole-run [DATA=FOLDER]
    python -m tests.bench.whole_run [FOLDER] [--pages 1000] [--hosts 50] [--rounds 3]

A server in a process of its own answers for 50 hosts on loopback with made pages (newspages.py), or with those of FOLDER. The
run finds them in sitemaps, scrapes them with the delay at zero, reads, relates, loads and publishes them: the flow as
`retold cover` runs it, in a new process, with Prefect's server. Nothing is translated. Then it runs once more, with nothing
new. Counted is everything that the process, its threads (DuckDB's too) and its children use; what it takes to start, once
a process and whatever the pages, is stated apart: imports and Prefect's own server, which is up already where `retold ui`
runs. The bare loop is counted without imports. Sides take turns; the figures are medians of the rounds.
"""

import argparse
import logging
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import trafilatura

from . import newsweb
from .metered import SERVER_START, START
from .newspages import Pages
from .newsweb import Hosts
from .orchestration import HOSTS, PAGES, ROUNDS, measured
from .reading import print_table

STAGES = (
    "Prefect",
    "discover",
    "scrape",
    "extract",
    "translate",
    "deduplicate",
    "deduplicate: read",
    "deduplicate: screen",
    "deduplicate: read whole",
    "deduplicate: judge",
    "load, derive",
    "checks",
    "publish",
    "rest",
)

Costs = Mapping[str, float]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", default=os.environ.get("DATA", ""), help="or DATA in the environment")
    options.add_argument("--pages", type=int, default=PAGES)
    options.add_argument("--hosts", type=int, default=HOSTS)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = options.parse_args()
    bench(
        Pages(count=chosen.pages, hosts=chosen.hosts, folder=Path(chosen.folder) if chosen.folder else None),
        chosen.rounds,
    )
    return 0


def bench(pages: Pages, rounds: int) -> None:
    bare_s: list[float] = []
    runs: tuple[list[Costs], list[Costs]] = ([], [])
    with newsweb.serving(pages) as hosts:
        for number in range(rounds):
            sides = [lambda: bare_s.append(_bare_s(pages)), lambda: _run_twice(hosts, runs)]
            for side in sides[:: -1 if number % 2 else 1]:
                side()
            told = _told(bare_s[-1:], *(side[-1:] for side in runs))
            print(f"round {number + 1}: {told} load={os.getloadavg()[0]:.1f}", file=sys.stderr)
    _print_stages(bare_s, *runs, pages.count)
    print(f"pages={pages.count} rounds={rounds} {_told(bare_s, *runs)}")


def _bare_s(pages: Pages) -> float:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(bare, pages).result()


def bare(pages: Pages) -> float:
    """CPU seconds of the loop, in this process."""
    logging.disable(logging.CRITICAL)
    bodies = [pages.body(number) for number in pages.numbers]
    trafilatura.extract(bodies[0])
    began = time.process_time()
    for body in bodies:
        trafilatura.extract(body)
    return time.process_time() - began


def _run_twice(hosts: Hosts, runs: Sequence[list[Costs]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for side in runs:
            side.append(measured("cover", hosts, again=Path(folder))["cpu_s"])


def _print_stages(bare_s: Sequence[float], first: Sequence[Costs], second: Sequence[Costs], pages: int) -> None:
    bare = statistics.median(bare_s)
    rows = []
    for stage in (*STAGES, START, SERVER_START):
        once, again = (statistics.median(costs.get(stage, 0.0) for costs in side) for side in (first, second))
        rows.append([stage, once, 1000 * once / pages, once / bare, again])
    print_table(["CPU", "first s", "ms a page", "x bare", "second s"], rows)


def _told(bare_s: Sequence[float], first: Sequence[Costs], second: Sequence[Costs]) -> str:
    once, again = ([_run_s(costs) for costs in side] for side in (first, second))
    whole, whole_again = ([sum(costs.values()) for costs in side] for side in (first, second))
    return " ".join(
        (
            f"bare_s={statistics.median(bare_s):.2f}",
            f"first_s={statistics.median(once):.2f}",
            f"second_s={statistics.median(again):.2f}",
            f"start_s={statistics.median(all_ - run for all_, run in zip(whole, once, strict=True)):.2f}",
            f"ratio_with_start={_share(whole, bare_s):.2f}",
            f"second_share_with_start={_share(whole_again, whole):.3f}",
            f"ratio={_share(once, bare_s):.2f}",
            f"second_share={_share(again, once):.3f}",
        )
    )


def _run_s(costs: Costs) -> float:
    return sum(used for part, used in costs.items() if part not in (START, SERVER_START))


def _share(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


if __name__ == "__main__":
    sys.exit(main())
