"""Ten runs on end leave no more behind than what they found, and a run may be stopped in any stage. Long: make test-all."""

import json
import os
import re
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from extractors import warc
from extractors.records import Page

from .processes import RETOLD, begun_with, clean_environment
from .smallweb import INCIDENT, STORY, Found, SmallWeb, page

RUNS = 10
QUIET = range(2, 7)  # of these, counted from 1: nothing is new; each one behind them finds one article
# Of one run, for its flow run, states, events, log and artifacts.
MOST_STATE_BYTES = 1_000_000
NOISE = 1.3  # between two runs that do the same, on a busy machine

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A run of the command, and what it left."""

    cpu_s: float
    most_memory_bytes: int  # of any one of its processes
    asked: int
    answers: int  # that the archive holds
    state_rows: Mapping[str, int]  # of Prefect's database, by table
    state_bytes: int
    articles: int


class Endurance:
    """A small web, and the command that covers it again and again."""

    def __init__(self, folder: Path) -> None:
        self.web = SmallWeb(folder, INCIDENT)
        self.output, self.temporary = folder / "lasting", folder / "temporary"
        self.temporary.mkdir()
        self.urls: list[str] = []
        for number in range(6):
            self.publish(number)

    @property
    def dataset(self) -> Path:
        return self.output / "web"

    def publish(self, number: int) -> None:
        url = f"http://outlet{number}.example/story-{number}"
        turned = STORY[number % len(STORY) :] + STORY[: number % len(STORY)]
        own = [f"{line} So the {number}. report of outlet {number} says." for line in turned]
        self.web.add(url, page(f"The ferry, part {number}", *own))
        self.urls.append(url)

    def run(self) -> Ended:
        self.web.sources = ""
        self.web.links(*self.urls)
        self.web.read()
        self.web.write_hosts()
        asked, held = self._asked(), set(self._archive())
        environment = clean_environment(TMPDIR=str(self.temporary))
        process = subprocess.Popen(
            [*RETOLD, "demo", "--sample", str(self.web.folder), "--output", str(self.output)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
        )
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        assert os.waitstatus_to_exitcode(status) == 0, said
        new = sorted(set(self._archive()) - held)
        return Ended(
            cpu_s=used.ru_utime + used.ru_stime,
            most_memory_bytes=used.ru_maxrss * 1024,
            asked=self._asked() - asked,
            answers=sum(isinstance(item, Page) for path in new for item in warc.items(path)),
            state_rows=self._state_rows(),
            state_bytes=(self.output / ".prefect" / "prefect.db").stat().st_size,
            articles=int(Found(self.dataset).rows("SELECT articles FROM summary")[0][0]),
        )

    def leftovers(self) -> list[Path]:
        """Return what no run should leave: halves, rows that wait, what was only needed for a moment."""
        halves = [path for path in self.output.rglob("*") if re.search(r"\.(unfinished|open|tmp|wal)$", path.name)]
        return [*halves, *(self.dataset / "staging").glob("*"), *self.temporary.iterdir()]

    def _archive(self) -> Iterator[Path]:
        return (self.dataset / "archive").glob("*")

    def _asked(self) -> int:
        log = self.dataset / "requests.jsonl"
        return len(log.read_text(encoding="utf-8").splitlines()) if log.exists() else 0

    def _state_rows(self) -> Mapping[str, int]:
        with sqlite3.connect(self.output / ".prefect" / "prefect.db") as state:
            names = [name for (name,) in state.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: state.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


@pytest.fixture(scope="module")
def endurance(tmp_path_factory: pytest.TempPathFactory) -> Endurance:
    return Endurance(tmp_path_factory.mktemp("endurance"))


@pytest.fixture(scope="module")
def runs(endurance: Endurance) -> list[Ended]:
    """Ten runs in one Prefect home; each leaves the place as clean as it was."""
    ended = []
    for number in range(1, RUNS + 1):
        if number not in QUIET and number > 1:
            endurance.publish(len(endurance.urls))
        ended.append(endurance.run())
        assert endurance.leftovers() == []
        assert begun_with(endurance.output) == []
    return ended


def test_a_run_finds_what_is_new_and_nothing_else(runs: list[Ended]) -> None:
    assert [run.articles for run in runs] == [6] * 6 + [7, 8, 9, 10]


def test_the_archive_grows_by_what_was_asked(runs: list[Ended]) -> None:
    assert [run.answers for run in runs] == [run.asked for run in runs]
    quiet = {runs[number - 1].asked for number in QUIET}
    assert len(quiet) == 1, f"runs that find nothing new ask for different numbers of things: {quiet}"


def test_no_run_takes_more_memory_than_those_before(runs: list[Ended]) -> None:
    early, late = ([run.most_memory_bytes for run in some] for some in (runs[1:4], runs[-3:]))
    assert statistics.median(late) <= 1.1 * statistics.median(early)


def test_no_run_takes_longer_than_those_before(runs: list[Ended]) -> None:
    early, late = ([run.cpu_s for run in some] for some in (runs[1:4], runs[3:6]))
    assert statistics.median(late) <= NOISE * statistics.median(early)


def test_prefects_database_grows_by_what_its_runs_hold(runs: list[Ended]) -> None:
    grown = [
        {name: later.state_rows[name] - earlier.state_rows[name] for name in later.state_rows}
        for earlier, later in pairwise(runs)
    ]
    quiet = [{name: rows for name, rows in grown[number - 2].items() if rows} for number in QUIET]
    assert all(one["flow_run"] == 1 for one in quiet)
    assert len({one.get("task_run", 0) for one in quiet}) == 1, quiet
    bytes_a_run = (runs[QUIET[-1] - 1].state_bytes - runs[QUIET[0] - 1].state_bytes) / (len(QUIET) - 1)
    print(f"Prefect's database grows by {bytes_a_run / 1000:.0f} kB a run: {quiet[-1]}")
    assert bytes_a_run <= MOST_STATE_BYTES


# Run by itself: what a process holds after each run of the flow in it.
HOLDING = """
import gc, json, os, sys, threading
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from flows import demo

covering = demo.covering

@contextmanager
def told(output):
    with covering(output) as cover:
        def run(*arguments, **named):
            folder = cover(*arguments, **named)
            gc.collect()
            lines = Path("/proc/self/status").read_text().splitlines()
            resident = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
            children = [one for task in Path("/proc/self/task").iterdir() for one in (task / "children").read_text().split()]
            held = {"files": len(os.listdir("/proc/self/fd")), "threads": threading.active_count()}
            print("held", json.dumps({**held, "children": len(children), "resident_kb": resident}), flush=True)
            return folder
        yield run

demo.covering = told
sys.exit(demo.run_demo(Path(sys.argv[1]), Path(sys.argv[2])))
"""


def test_ten_runs_in_one_process_hold_no_more_than_three(tmp_path: Path) -> None:
    web = SmallWeb(tmp_path)
    for number in range(6):
        web.add(
            f"http://outlet{number % 3}.example/story-{number}",
            page(f"The ferry, part {number}", *STORY[number:], *STORY),
        )
    web.links(*(f"http://{host}{path}" for host, site in web.hosts.items() for path in site))
    moments = ", ".join(f'{{ after = {moment}, text = "{moment}" }}' for moment in range(1, RUNS))
    web.hosts["outlet0.example"]["/clock"] = f'{{ text = "0", later = [{moments}] }}'
    web.read()
    web.write_hosts()
    ended = subprocess.run(
        [sys.executable, "-c", HOLDING, str(web.folder), str(tmp_path / "lasting")],
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(),
    )
    assert ended.returncode == 0, ended.stderr
    held = [json.loads(line.removeprefix("held ")) for line in ended.stdout.splitlines() if line.startswith("held ")]
    assert len(held) == RUNS
    for what in ("files", "threads", "children"):
        assert held[-1][what] <= max(one[what] for one in held[:3]), f"{what}: {[one[what] for one in held]}"
    assert held[-1]["resident_kb"] <= 1.1 * held[2]["resident_kb"], [one["resident_kb"] for one in held]
