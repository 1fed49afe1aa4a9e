"""One run in this process, with what each stage costs: `python -m tests.bench.metered SIDE INCIDENT OUTPUT HOSTS`.

SIDE is cover, the flow; or plain, the same stages without Prefect. HOSTS is JSON: host -> [address, port]. Prints JSON.
"""

import functools
import importlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from .cpu import Meter

SERVER_START, START = "server's start", "start"
_TOLD_DEADLINE_S, _QUIET_S = 60.0, 3.0  # a server writes down what it was told a little later
# Where a stage begins: a function by the module and name through which the flow calls it. What is called within another,
# such as loading within scraping, counts as its own part only.
_STAGES = {
    ("road", "discover"): "discover",
    ("road", "scrape_pages"): "scrape",
    ("road", "read_pages"): "extract",
    ("english", "translate_articles"): "translate",
    ("road", "relate_articles"): "deduplicate",
    ("relations", "_read"): "deduplicate: read",
    ("relations", "_find_by_meaning"): "deduplicate: screen",
    ("relations", "_read_whole"): "deduplicate: read whole",
    ("relations", "_judge"): "deduplicate: judge",
    ("road", "load_journal"): "load, derive",
    ("road.Run", "merge"): "load, derive",
    ("dataset.Dataset", "broken_promises"): "checks",
    ("road", "publish"): "publish",
    ("cover", "all_stages"): "rest",
}

Hosts = Mapping[str, tuple[str, int]]
Found = dict[str, Any]


def cover(incident: Path, output: Path, hosts: Hosts) -> Found:
    """Return what a run of the flow costs, with the server that the command starts where none is named."""
    meter = Meter()
    from flows import commands, embedded

    _watch_server(embedded, meter)
    with commands.covering(output) as run:
        _watch_stages(meter)
        meter.begin(START, SERVER_START)
        found = _timed(meter, "Prefect", lambda: run(incident, incident.stem, hosts))
        return {**found, "task_runs": _task_runs()}


def plain(incident: Path, output: Path, hosts: Hosts) -> Found:
    """Return what the same stages cost without Prefect."""
    meter = Meter()
    from extractors.web import Reach, manners_of
    from flows import english, replay, road  # noqa: F401
    from flows.dataset import WORK, Dataset
    from flows.incident import read_incident

    folder = output / incident.stem
    folder.mkdir(parents=True, exist_ok=True)
    told = read_incident(incident)
    from flows.cover import all_stages

    _watch_stages(meter)
    meter.begin(START, SERVER_START)

    def run() -> None:
        with Dataset(folder / WORK) as dataset:
            all_stages(
                road.Run(
                    incident=told,
                    dataset=dataset,
                    folder=folder,
                    manners=manners_of(told, ""),
                    reach=Reach(hosts={host: (place[0], place[1]) for host, place in hosts.items()}),
                    run_batches=_in_threads,
                )
            )

    return _timed(meter, "rest", run)


def _in_threads(_stage: str, labelled: Iterable[tuple[str, Callable[[], Any]]]) -> Iterator[Any]:
    from flows.tasks import WORKERS

    with ThreadPoolExecutor(WORKERS) as threads:
        for future in as_completed([threads.submit(call) for _, call in labelled]):
            yield future.result()


def _timed(meter: Meter, part: str, run: Callable[[], object]) -> Found:
    began = time.monotonic()
    with meter.of(part):
        run()
    wall_s = time.monotonic() - began
    cpu_s = meter.close()
    started = {"start_s": cpu_s[START], "server_start_s": cpu_s[SERVER_START]}
    run_s = sum(cpu_s.values()) - sum(started.values())
    return {"wall_s": wall_s, "run_s": run_s, **started, "cpu_s": cpu_s}


def _watch_server(embedded: Any, meter: Meter) -> None:
    begin = embedded.Server.__init__

    def begun(self: Any, *arguments: Any, **named: Any) -> None:
        begin(self, *arguments, **named)
        meter.server(self._process.pid)

    embedded.Server.__init__ = begun


def _watch_stages(meter: Meter) -> None:
    for (place, name), stage in _STAGES.items():
        module, _, inner = place.partition(".")
        owner = importlib.import_module(f"flows.{module}")
        owner = getattr(owner, inner) if inner else owner
        setattr(owner, name, _counted(getattr(owner, name), stage, meter))


def _counted(call: Callable[..., Any], stage: str, meter: Meter) -> Callable[..., Any]:
    @functools.wraps(call)
    def counted(*arguments: Any, **named: Any) -> Any:
        with meter.of(stage):
            return call(*arguments, **named)

    return counted


def _task_runs() -> int:
    """Return how many task runs the server knows when it has had time to write them down."""
    from prefect.client.orchestration import get_client

    give_up, known, since = time.monotonic() + _TOLD_DEADLINE_S, -1, time.monotonic()
    with get_client(sync_client=True) as client:
        while time.monotonic() < min(give_up, since + _QUIET_S):
            count = len(client.read_task_runs(limit=200))
            known, since = (known, since) if count == known else (count, time.monotonic())
            time.sleep(0.2)
    return known


if __name__ == "__main__":
    side, incident, output, hosts = sys.argv[1:]
    print(json.dumps({"cover": cover, "plain": plain}[side](Path(incident), Path(output), json.loads(hosts))))
