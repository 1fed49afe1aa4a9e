"""When each registered domain may be asked next: in small files, so that batches, runs and incidents keep one pace.

A folder of them is shared by all who ask. A file named as a domain holds the moment of its next turn, one named
`rest,<host>` the moment until which a host asked to be left alone, both in seconds since 1970. What the disk refuses
raises StopError: nobody can promise a distance that cannot be written down.
"""

import asyncio
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import StopError, told

LONGEST_S = 86400.0  # a moment further ahead was written by a clock that was wrong
_LOOK_AGAIN_S = 0.1
_DIGITS = 16
_CLOCKS_DIFFER_S = 60.0  # at most, that of this machine and that of its disk
_LONGEST_NAME = 255  # of a file; a host may have 253 characters


class Turn:
    """A domain's file, locked: nobody else asks that domain, in no process of this machine."""

    def __init__(self, file: int) -> None:
        self._file = file

    def wait_s(self) -> float:
        """Return the seconds until the next request may start."""
        return _read(self._file)

    def next_in(self, seconds: float) -> None:
        """Write down that the next request may start so many seconds from now; it outlives this process.

        Never sooner than is written there already: others may know more.
        """
        with _on_disk():
            _put_off(self._file, seconds)

    def let_go(self) -> None:
        """Leave the domain to whoever waits for it."""
        fcntl.flock(self._file, fcntl.LOCK_UN)  # a process that was forked meanwhile holds the file open, too
        os.close(self._file)


def postpone(folder: Path, domain: str, seconds: float) -> None:
    """Write down that a domain is not to be asked for so many seconds, or as long as is written there already."""
    with _on_disk():
        file = _opened(folder / domain)
        try:
            _put_off(file, seconds)
        finally:
            os.close(file)


def leave_alone(folder: Path, host: str, seconds: float) -> None:
    """Write down that a host is not to be asked for so many seconds."""
    with _on_disk():
        _rest(folder, host).write_bytes(_moment(seconds))


def rest_s(folder: Path, host: str) -> float:
    """Return for how many seconds a host is still to be left alone."""
    with _on_disk():
        try:
            file = os.open(_rest(folder, host), os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return 0.0
        try:
            return _read(file)
        finally:
            os.close(file)


async def take(folder: Path, domain: str) -> Turn:
    """Return the turn of a domain as soon as nobody else holds it; a process that dies lets it go."""
    with _on_disk():
        file = _opened(folder / domain)
    try:
        while not _is_mine(file):  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_AGAIN_S)  # the holder may be another process
    except BaseException:  # cancelled: nobody will let it go
        os.close(file)
        raise
    return Turn(file)


@contextmanager
def _on_disk() -> Iterator[None]:
    """Tell our own disk from the network, whose errors are of the same kind."""
    try:
        yield
    except OSError as error:
        raise StopError(told(error)) from error


def _rest(folder: Path, host: str) -> Path:
    return folder / f"rest,{host}"[-_LONGEST_NAME:]


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)


def _put_off(file: int, seconds: float) -> None:
    if seconds > _read(file):
        os.pwrite(file, _moment(seconds), 0)


def _is_mine(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _moment(seconds: float) -> bytes:
    return f"{time.time() + seconds:<{_DIGITS - 1}.3f}\n".encode()


def _read(file: int) -> float:
    """Return the seconds that are left; none where the clock was set back since they were written down."""
    now = time.time()
    if os.fstat(file).st_mtime > now + _CLOCKS_DIFFER_S:
        return 0.0
    try:
        left_s = float(os.pread(file, _DIGITS, 0)) - now
    except ValueError:  # new, or torn by a full disk
        return 0.0
    return left_s if 0.0 < left_s <= LONGEST_S else 0.0  # also for what is no number
