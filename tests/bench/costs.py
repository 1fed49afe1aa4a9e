"""What relating articles costs: CPU by part of the work, and the most memory that this process and its children held."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeVar

from flows.dataset import Dataset

T = TypeVar("T")

# Batches of the stage by what they are for; what is no batch is SQL, and counted as "rest".
_LOOKS_A_SECOND = 20


class Costs:
    """CPU seconds by part, DuckDB's threads included."""

    def __init__(self) -> None:
        self.cpu_s: dict[str, float] = defaultdict(float)

    @contextmanager
    def of(self, part: str) -> Iterator[None]:
        """Count what is done inside; what another part counts inside it, only there."""
        began, counted = time.process_time(), sum(self.cpu_s.values())
        try:
            yield
        finally:
            inside = sum(self.cpu_s.values()) - counted
            self.cpu_s[part] += time.process_time() - began - inside

    def run_batches(self, stage: str, labelled: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:
        for _, call in labelled:
            with self.of(stage.removeprefix("deduplicate: ")):
                found = call()
            yield found

    def relate(self, dataset: Dataset, relate: Callable[..., None]) -> None:
        with self.of("rest"):
            relate(dataset, self.run_batches, fold=False)

    @property
    def total_s(self) -> float:
        return sum(self.cpu_s.values())

    def an_article_ms(self, articles: int) -> dict[str, float]:
        parts = {part: 1_000 * cpu_s / articles for part, cpu_s in self.cpu_s.items()}
        return parts | {"cpu": 1_000 * self.total_s / articles}


class Peak:
    """The most memory that this process and its children held at once, while it was looked at."""

    def __init__(self) -> None:
        self.bytes = 0
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._looking.join()

    def _look(self) -> None:
        while not self._over.wait(1 / _LOOKS_A_SECOND):
            self.bytes = max(self.bytes, sum(map(_resident_bytes, _tree(Path("/proc/self")))))


def _tree(process: Path) -> Iterator[Path]:
    yield process
    try:
        children = [one for task in (process / "task").iterdir() for one in (task / "children").read_text().split()]
    except OSError:  # it has ended meanwhile
        return
    for child in children:
        yield from _tree(Path("/proc") / child)


def _resident_bytes(process: Path) -> int:
    try:
        lines = (process / "status").read_text().splitlines()
    except OSError:  # it has ended meanwhile
        return 0
    return sum(1_024 * int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
