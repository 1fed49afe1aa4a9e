"""One writer a dataset: the lock of its folder, and one line for whoever comes second.

The kernel takes the lock back when its process ends, however it ends: no lock outlives a kill. The file says who holds
it. Whoever ends in order leaves it empty, so a lock that is free and still names a run tells of one that was killed.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from extractors.errors import StopError

from .progress import say

FILE = ".lock"
_GLANCE_S = 0.5  # `holder` holds the lock for an instant: nobody who wants it shall take that for a run
_LOOK_AGAIN_S = 0.05
_WAIT_S = 2.0


class BusyError(StopError):
    """Another run writes into the dataset; nothing is wrong with either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a lock, or held it last."""

    process: int = 0
    since: str = ""
    run: str = ""  # id of the flow run; empty where a command writes without one


@contextmanager
def alone(folder: Path, run: str = "", *, wait: bool = False) -> Iterator[str]:
    """Hold the dataset in a folder; yields the flow run that was killed while it held it, mostly none ("").

    Raises BusyError at once when another holds it; with `wait`, goes on when that one has ended.
    """
    file = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(file, folder, wait=wait)
        left = _read(file)
        _write(file, Holder(process=os.getpid(), since=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", run=run))
        try:
            yield left.run if left.run != run else ""
        finally:
            _write(file, Holder() if run else Holder(run=left.run))  # a command leaves it to the next run to tell
            fcntl.flock(file, fcntl.LOCK_UN)  # a process that was forked meanwhile holds the file open, too
    finally:
        os.close(file)


def check(folder: Path) -> None:
    """Return when nobody holds the dataset in a folder; raises BusyError."""
    if (found := holder(folder)) is not None:
        raise BusyError(_told(folder, found))


def holder(folder: Path) -> Holder | None:
    """Return who holds the dataset in a folder; None when nobody does."""
    return _look(folder)[0]


def killed(folder: Path) -> str:
    """Return the flow run that was killed while it held the dataset, and that no other has followed; else ""."""
    held, last = _look(folder)
    return "" if held else last.run


def _look(folder: Path) -> tuple[Holder | None, Holder]:
    """Return who holds it, and who is named there."""
    try:
        file = os.open(folder / FILE, os.O_RDONLY)
    except FileNotFoundError:
        return None, Holder()
    try:
        free = _is_free(file, fcntl.LOCK_SH)
        named = _read(file)
        if free:
            fcntl.flock(file, fcntl.LOCK_UN)
        return None if free else named, named
    finally:
        os.close(file)


def _take(file: int, folder: Path, *, wait: bool) -> None:
    give_up = time.monotonic() + _GLANCE_S
    while not _is_free(file, fcntl.LOCK_EX):
        if time.monotonic() > give_up:
            if not wait:
                raise BusyError(_told(folder, _read(file)))
            say(f"waiting: {_told(folder, _read(file))}")
            while not _is_free(file, fcntl.LOCK_EX):
                time.sleep(_WAIT_S)
            return
        time.sleep(_LOOK_AGAIN_S)


def _is_free(file: int, how: int) -> bool:
    """Take the lock if it is free; say whether it was."""
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(file: int) -> Holder:
    try:
        return Holder(**json.loads(os.pread(file, 1000, 0)))
    except (ValueError, TypeError):  # empty: nobody, or somebody this very instant
        return Holder()


def _write(file: int, who: Holder) -> None:
    os.ftruncate(file, 0)
    os.pwrite(file, json.dumps(asdict(who)).encode(), 0)


def _told(folder: Path, who: Holder) -> str:
    named = f" (process {who.process}, since {who.since})" if who.process else ""
    return f"{folder} is held by another run{named}: wait for it to end"
