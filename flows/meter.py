"""The line at the foot of a terminal that says how far a long stage is: on standard error, and only where people look.

One at a time: a stage that begins takes the place of the one before. Whoever writes to standard error erases it first.
"""

import os
import re
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TypeVar, cast

from .ago import span
from .running import RunBatches

T = TypeVar("T")
BETWEEN_S = 0.2  # two drawings
SETTLED_S, SETTLED_ITEMS = 2.0, 5  # before that a rate says nothing
_BLOCK_BYTES = 1 << 20
_WEIGHT = re.compile(r"(?<!\S)(\d+) (\w+)(?!.*(?<!\S)\d+ \w)")
_lock = threading.RLock()


class Meter:
    """How far one stage is."""

    def __init__(self, stage: str, total: int | None, unit: str, *, is_seen: bool) -> None:
        self.stage, self.total, self.unit, self._is_seen = stage, total, unit, is_seen
        self.done = 0
        self._began = time.monotonic()
        self._drawn_at = 0.0

    def line(self, now: float) -> str:
        """Return what it says at a moment of the monotonic clock."""
        took = now - self._began
        parts = [f"{self.stage}  {self.done:,}{f' of {self.total:,}' if self.total else ''} {self.unit}"]
        if self.total:
            parts.append(f"{100 * self.done // self.total} %")
        if took >= SETTLED_S and self.done >= min(SETTLED_ITEMS, self.total or SETTLED_ITEMS):
            rate = self.done / took
            parts.append(_rate(rate))
            if self.total and self.total > self.done:
                parts.append(f"{span((self.total - self.done) / rate)} left")
        return " · ".join(parts)

    def advance(self, count: int = 1) -> None:
        """Take note that so many more are done."""
        self.reach(self.done + count)

    def reach(self, done: int) -> None:
        """Take note that so many are done, if that is more than was known."""
        with _lock:
            self.done = max(self.done, done if self.total is None else min(done, self.total))
            now = time.monotonic()
            if self._is_seen and now - self._drawn_at >= BETWEEN_S:
                self._drawn_at = now
                _draw(self.line(now))


def _rate(a_second: float) -> str:
    for unit, factor in (("s", 1), ("min", 60)):
        if a_second * factor >= 1:
            return f"{a_second * factor:,.{0 if a_second * factor >= 10 else 1}f}/{unit}"
    return f"{a_second * 3600:.1f}/h"


_current: Meter | None = None


def is_seen() -> bool:
    """Return whether anybody would see it."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _draw(line: str) -> None:
    width = max(shutil.get_terminal_size().columns - 1, 1)  # a full line would scroll
    with suppress(OSError, ValueError):
        sys.stderr.write(f"\r\x1b[2K{line[:width]}")
        sys.stderr.flush()


def erase() -> None:
    """Take the line away, so that another may stand there; it comes again by itself."""
    with _lock:
        if _current is not None:
            _draw("")


@contextmanager
def stage(name: str, total: int | None, unit: str) -> Iterator[Meter]:
    """Show how far a stage is while it goes on; nothing where nobody looks. Without a total it only counts."""
    global _current  # noqa: PLW0603 - a terminal has one last line
    meter, before = Meter(name, total, unit, is_seen=is_seen()), _current
    if is_seen():
        _current = meter
        meter.reach(0)
    try:
        yield meter
    finally:
        erase()
        _current = before


def tick() -> None:
    """Take note that one more item of the stage under way is done; nothing where no stage is shown."""
    if _current is not None:
        _current.advance()


def counted(name: str, items: Iterable[T], total: int | None, unit: str) -> Iterator[T]:
    """Yield items, and show how many have been."""
    with stage(name, total, unit) as meter:
        for item in items:
            yield item
            meter.advance()


def metered(run_batches: RunBatches) -> RunBatches:
    """Return what runs batches and shows how far they are: by what they tick, or else by how many have ended."""

    def run(stage_name: str, labelled: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:
        batches = list(labelled)
        total, unit = weight([label for label, _ in batches])
        is_part = _current is not None and _current.stage == stage_name  # a round of a stage that somebody shows
        with nullcontext(_current) if is_part else stage(stage_name, total, unit) as meter:
            assert meter is not None
            before = meter.done
            for ended, result in enumerate(run_batches(stage_name, batches), 1):
                meter.reach(before + total * ended // len(batches))
                yield result

    return cast("RunBatches", run) if is_seen() else run_batches


def weight(labels: Sequence[str]) -> tuple[int, str]:
    """Return how many items batches have by their labels, such as `3 outlets · 12 links`, and what they are."""
    found = [_WEIGHT.search(label) for label in labels]
    if not found or not all(found):
        return len(labels), "batches"
    return sum(int(one[1]) for one in found if one), next(one[2] for one in found if one)


def lines_in(path: Path) -> int | None:
    """Return how many lines a file has, where somebody would see it; None for what can be read but once."""
    if not is_seen() or not path.is_file():
        return None
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK_BYTES), b""))
