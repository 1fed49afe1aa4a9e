"""One line per stage and batch on stderr, and in the log of the flow run."""

import logging
from collections import Counter
from collections.abc import Iterable

log = logging.getLogger("retold")


def say(message: str, *, failed: Iterable[str] = ()) -> None:
    """Log a line of progress, with the reasons of what failed counted behind it."""
    counts = Counter(failed)
    behind = ", ".join(f"{count} {reason}" for reason, count in sorted(counts.items()))
    log.info("%s%s", message, f"; not: {behind}" if behind else "")


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
