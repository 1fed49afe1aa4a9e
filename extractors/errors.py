"""Errors, named by what the run does next, and the words that their messages share."""

import errno
import os
from collections.abc import Iterable
from datetime import date, time
from difflib import get_close_matches

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
GO_ON = "make room, then run it again to go on"
MOST_SHOWN = 80  # characters of a value: what is wrong with it stands at its beginning


class RetoldError(Exception):
    """Anything that Retold says about its own work."""


class StopError(RetoldError):
    """Nobody should trust this run: it ends. The message says what, where, and what to do."""


class UseError(StopError):
    """Nothing has begun: whoever typed the command or wrote the file can mend it."""


class RetryError(RetoldError):
    """The same call may work later: the item waits."""

    def __init__(self, reason: str, detail: str = "", *, delay_s: float | None = None) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
        self.delay_s = delay_s  # what the other side asked for; None when it said nothing


class DropError(RetoldError):
    """The item goes no further; the run does. Becomes a row of `drops`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


def shown(value: object) -> str:
    """Return a value as a message shows it: dates as they are written, long values cut."""
    if isinstance(value, bool):
        return str(value).lower()
    text = value.isoformat() if isinstance(value, (date, time)) else repr(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


def meant(word: str, known: Iterable[str]) -> str:
    """Return a hint at the known word that is nearest, to be put behind the wrong one; empty when none is near."""
    near = get_close_matches(word, known, n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def told(error: OSError) -> str:
    """Return what the system refused, with the file where it names one, and what to do about a full disk."""
    place = error.filename2 or error.filename
    said = f"{os.strerror(error.errno)}: {GO_ON}" if error.errno in NO_ROOM else error.strerror or str(error)
    return f"{place}: {said}" if place else said
