"""What goes to stderr: a line per stage and batch, which the log of the flow run shows too, and what went wrong."""

import logging
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sized
from contextlib import suppress
from typing import TextIO

from . import meter

log = logging.getLogger("retold")
_LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_HOPED_FOR = ("pages", "links", "article")
_ONE = re.compile(r"((?<!\S)1 [a-z]+[a-rt-z])s\b")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def say(message: str, *, failed: Iterable[str] = ()) -> None:
    """Log a line of progress, with the reasons of what failed counted behind it."""
    counts = Counter(failed)
    behind = ", ".join(f"{count} {reason}" for reason, count in sorted(counts.items()))
    log.info("%s%s", message, f"; not: {behind}" if behind else "")


def warn(message: str) -> None:
    """Log a line about what somebody should look at."""
    log.warning("%s", message)


def counted(counts: Mapping[str, int]) -> str:
    """Return counts in words: what was hoped for before all else, then the largest first."""
    told = sorted(counts.items(), key=lambda one: (one[0] not in _HOPED_FOR, -one[1], one[0]))
    return ", ".join(singular(f"{count} {what}") for what, count in told if count) or "nothing"


def singular(text: str) -> str:
    """Return a text in which one thing is not several: `1 links` becomes `1 link`."""
    return _ONE.sub(r"\1", text)


def came_to(result: object) -> str:
    """Return in words what a batch came to: its counts, or how many rows there are."""
    counts = getattr(result, "counts", None)
    if isinstance(counts, Mapping):
        return counted(counts)
    return singular(f"{len(result)} rows") if isinstance(result, Sized) else "done"


def flush() -> None:
    """Return when all lines are where they belong: the flow run's log goes to a server that is about to end."""
    for handler in log.handlers:
        handler.flush()


class _Handler(logging.StreamHandler[TextIO]):
    """Writes lines to standard error, above that of the meter."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        meter.erase()
        super().emit(record)


def to_terminal() -> None:
    """Write the lines of progress to stderr."""
    handler = _Handler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def warnings_to_terminal() -> None:
    """Write warnings of loggers that nobody has set up to stderr, above the line of the meter."""
    logging.lastResort = _Handler()
    logging.lastResort.setLevel(logging.WARNING)


def complain(message: str) -> None:
    """Write one line to stderr, whatever names and texts the message holds."""
    with suppress(OSError):  # nobody reads it any more, such as `2>&1 | head`
        meter.erase()
        print(f"retold: {harmless(_LINE_BREAKS.sub(' ', message.strip()))}", file=sys.stderr)


def harmless(text: str) -> str:
    """Return a text with control characters spelled out, which are orders to a terminal, and halves of characters."""
    return _CONTROLS.sub(lambda found: ascii(found.group())[1:-1], text)
