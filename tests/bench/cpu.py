"""CPU seconds of this process and everything it started, by what was going on and by who used them."""

import os
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
# Threads by which Prefect tells its server how a run goes; what they use is no stage's.
_ORCHESTRATION = ("GlobalEventLoop", "RunSyncEventLoop", "APILogWorker", "EventsWorker", "Heartbeat")


class Meter:
    """Counts CPU by part; a part that is begun within another is not counted there."""

    def __init__(self) -> None:
        self.cpu_s: dict[str, float] = defaultdict(float)
        self._part = "start"
        self._last = (0.0, 0.0)
        self._server: int | None = None  # a child whose CPU is orchestration's, whatever is going on

    @contextmanager
    def of(self, part: str) -> Iterator[None]:
        """Count what is used until the block ends as this part's."""
        self._note()
        outer, self._part = self._part, part
        try:
            yield
        finally:
            self._note()
            self._part = outer

    def server(self, pid: int) -> None:
        """Count a child, from now on, as orchestration's."""
        self._note()
        self._server = pid

    def begin(self, start: str, server_start: str) -> None:
        """Count what was used until now as what it took to start: the server by its own name."""
        self._note()
        self.cpu_s = defaultdict(float, {start: self.cpu_s["start"], server_start: self.cpu_s["Prefect"]})

    def close(self) -> dict[str, float]:
        """Return CPU seconds by part; to be called while the server, if there is one, still runs."""
        self._note()
        return dict(self.cpu_s)

    def _note(self) -> None:
        work_s, orchestration_s = now = self._now()
        self.cpu_s[self._part] += work_s - self._last[0]
        self.cpu_s["Prefect"] += orchestration_s - self._last[1]
        self._last = now

    def _now(self) -> tuple[float, float]:
        """Return what all work has used so far, and what telling Prefect of it has."""
        telling = [one for one in threading.enumerate() if one.name.startswith(_ORCHESTRATION)]
        threads_s = sum(_thread_s(one.native_id or 0) for one in telling)
        server_s = _tree_s(self._server) if self._server else 0.0
        times = os.times()
        dead_s = times.children_user + times.children_system
        living_s = sum(_tree_s(pid) for pid in _children(os.getpid()) if pid != self._server)
        return time.process_time() - threads_s + dead_s + living_s, threads_s + server_s


def _thread_s(number: int) -> float:
    try:
        return _used_s((Path("/proc/self/task") / str(number) / "stat").read_text(), children=False)
    except OSError:  # it has ended meanwhile
        return 0.0


def _tree_s(pid: int) -> float:
    """Return what a process, its children that have ended and those that have not have used."""
    try:
        told = (Path("/proc") / str(pid) / "stat").read_text()
    except OSError:
        return 0.0
    return _used_s(told, children=True) + sum(map(_tree_s, _children(pid)))


def _used_s(told: str, *, children: bool) -> float:
    fields = told[told.rindex(")") + 2 :].split()
    return sum(map(int, fields[11 : 15 if children else 13])) / _TICKS


def _children(pid: int) -> list[int]:
    """Return the children of all threads of a process, but for what ends meanwhile."""
    found: list[int] = []
    with suppress(OSError):
        for task in (Path("/proc") / str(pid) / "task").iterdir():
            with suppress(OSError):
                found += map(int, (task / "children").read_text().split())
    return found
