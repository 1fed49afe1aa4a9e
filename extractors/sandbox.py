"""Worker processes that can be killed: what hostile pages do to a parser stays in there."""

import multiprocessing
import resource
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, TypeVar

from .errors import DropError, RetryError, StopError

LOOK_AHEAD = 4  # items a worker that may be read while the eldest is unfinished
START_S = 120.0  # until a worker has imported everything, on a machine under load

_READY = "ready"
_context = multiprocessing.get_context("forkserver")  # callers have threads: a plain fork would copy their locks
_starting = threading.Lock()

Item = TypeVar("Item")
Value = TypeVar("Value")


def work_off(
    function: Callable[[Item], Value],
    items: Iterable[Item],
    *,
    processes: int,
    deadline_s: float,
    memory_bytes: int,
    preload: str | None = None,
) -> Iterator[Value | DropError | RetryError]:
    """Yield, item by item and in their order, what `function` returns or the DropError or RetryError it raises.

    `function` must be found under its name in its module, items and values must be picklable. An item that takes
    longer than `deadline_s` gives DropError("timeout"); one that wants more than `memory_bytes` beyond what the worker
    held before, DropError("out_of_memory"); one that ends the process or raises anything else, DropError("crashed").
    Items are taken as workers become free. Raises StopError if `function` does, and if workers cannot start.
    `preload` is a module that is imported once for all workers of this process, if they are the first to be started.
    """
    pool = _Pool(function, processes, deadline_s, memory_bytes, preload)
    try:
        yield from pool.run(items)
    finally:
        pool.close()


class _Worker(Generic[Item, Value]):
    """One process, and the item it is at."""

    def __init__(self, function: Callable[[Item], Value], memory_bytes: int, preload: str | None) -> None:
        self.connection, theirs = _context.Pipe()
        with _starting:  # the fork server can be started by one thread only
            _context.set_forkserver_preload(["__main__", function.__module__, *([preload] if preload else [])])
            self.process = _context.Process(target=_serve, args=(theirs, function, memory_bytes), daemon=True)
            self.process.start()
        theirs.close()
        self.index: int | None = None
        self.ends_at = 0.0
        self._await_start()

    def _await_start(self) -> None:
        try:
            if self.connection.poll(START_S) and self.connection.recv() == _READY:
                return
        except EOFError:  # it ended: what it had to say stands on stderr
            pass
        self.kill()
        raise StopError(
            f"a worker process does not start (exit code {self.process.exitcode}); see stderr for its reason"
        )

    def give(self, index: int, item: Item, deadline_s: float) -> None:
        """Start on an item. Raises OSError if the process has ended meanwhile."""
        self.connection.send(item)
        self.index = index
        self.ends_at = time.monotonic() + deadline_s

    def kill(self) -> None:
        """End the process now."""
        self.process.kill()
        self.process.join()
        self.connection.close()


class _Pool(Generic[Item, Value]):
    """Workers, started when they are needed, and results that wait for their turn."""

    def __init__(
        self,
        function: Callable[[Item], Value],
        processes: int,
        deadline_s: float,
        memory_bytes: int,
        preload: str | None,
    ) -> None:
        self._function = function
        self._preload = preload
        self._processes = max(1, processes)
        self._deadline_s = deadline_s
        self._memory_bytes = memory_bytes
        self._workers: list[_Worker[Item, Value]] = []
        self._results: dict[int, Value | DropError | RetryError] = {}

    def run(self, items: Iterable[Item]) -> Iterator[Value | DropError | RetryError]:
        """Yield the results in the order of the items."""
        waiting = enumerate(items)
        given, yielded, more = 0, 0, True
        while True:
            while more and given - yielded < self._processes * LOOK_AHEAD and (self._has_room()):
                index, item = next(waiting, (-1, None))
                more = index >= 0
                if more:
                    self._give(index, item)  # type: ignore[arg-type]  # None stands for no item only if index is -1
                    given += 1
            if given == yielded:
                return
            self._collect()
            while yielded in self._results:
                yield self._results.pop(yielded)
                yielded += 1

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    def _has_room(self) -> bool:
        return len(self._workers) < self._processes or any(worker.index is None for worker in self._workers)

    def _give(self, index: int, item: Item) -> None:
        while True:
            worker = next((worker for worker in self._workers if worker.index is None), None)
            if worker is None:
                worker = _Worker(self._function, self._memory_bytes, self._preload)
                self._workers.append(worker)
            try:
                worker.give(index, item, self._deadline_s)
            except OSError:  # it died between two items
                self._remove(worker)
            else:
                return

    def _remove(self, worker: _Worker[Item, Value]) -> None:
        worker.kill()
        self._workers.remove(worker)

    def _collect(self) -> None:
        """Take what has been answered; end what is late."""
        busy = [worker for worker in self._workers if worker.index is not None]
        timeout_s = max(0.0, min(worker.ends_at for worker in busy) - time.monotonic())
        answered = set(wait([worker.connection for worker in busy], timeout_s))
        for worker in busy:
            assert worker.index is not None
            if worker.connection in answered:
                self._results[worker.index] = self._answer(worker)
                worker.index = None
            elif time.monotonic() >= worker.ends_at:
                self._results[worker.index] = DropError("timeout", f"longer than {self._deadline_s:g} s")
                self._remove(worker)

    def _answer(self, worker: _Worker[Item, Value]) -> Value | DropError | RetryError:
        try:
            answer: Value | DropError | RetryError | StopError = worker.connection.recv()
        except (EOFError, OSError):  # the process has ended
            worker.process.join()
            code = worker.process.exitcode
            self._remove(worker)
            reason = "out_of_memory" if code == -signal.SIGKILL else "crashed"  # only the kernel kills, out of memory
            return DropError(reason, f"exit code {code}")
        if isinstance(answer, StopError):
            raise answer
        return answer


def _serve(connection: Connection, function: Callable[[Any], Any], memory_bytes: int) -> None:
    """Answer items until the other side hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit = _address_space_bytes() + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    connection.send(_READY)
    while True:
        try:
            item = connection.recv()
        except EOFError:
            return
        connection.send(_outcome(function, item))


def _outcome(function: Callable[[Any], Any], item: Any) -> Any:
    try:
        return function(item)
    except (DropError, RetryError, StopError) as error:
        return error
    except MemoryError:
        return DropError("out_of_memory", "more than its share")
    except Exception as error:  # noqa: BLE001 -- one item's accident: reported with its place, the others go on
        place = traceback.extract_tb(error.__traceback__)[-1]
        return DropError("crashed", f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})")


def _address_space_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()
