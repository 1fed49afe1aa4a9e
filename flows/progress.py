"""What goes to stderr: a line per stage and batch, which the log of the flow run shows too, and what went wrong."""

import logging
import re
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

log = logging.getLogger("retold")
_LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def say(message: str, *, failed: Iterable[str] = ()) -> None:
    """Log a line of progress, with the reasons of what failed counted behind it."""
    counts = Counter(failed)
    behind = ", ".join(f"{count} {reason}" for reason, count in sorted(counts.items()))
    log.info("%s%s", message, f"; not: {behind}" if behind else "")


def warn(message: str) -> None:
    """Log a line about what somebody should look at."""
    log.warning("%s", message)


def flush() -> None:
    """Return when all lines are where they belong: the flow run's log goes to a server that is about to end."""
    for handler in log.handlers:
        handler.flush()


def to_terminal() -> None:
    """Write the lines of progress to stderr."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def complain(message: str) -> None:
    """Write one line to stderr, whatever names and texts the message holds."""
    with suppress(OSError):  # nobody reads it any more, such as `2>&1 | head`
        print(f"retold: {harmless(_LINE_BREAKS.sub(' ', message.strip()))}", file=sys.stderr)


def harmless(text: str) -> str:
    """Return a text with control characters spelled out, which are orders to a terminal, and halves of characters."""
    return _CONTROLS.sub(lambda found: ascii(found.group())[1:-1], text)
