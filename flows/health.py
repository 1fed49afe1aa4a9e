"""How a run ended: done, or done with failures that somebody should look at. The exit status says the same."""

from collections.abc import Mapping
from dataclasses import dataclass

from .markdown import plain
from .news import News
from .progress import counted, singular

COMPLETED, WITH_FAILURES = "Completed", "CompletedWithFailures"
LONGEST_MESSAGE = 500  # of a state: it stands in one line of the UI


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a run ended."""

    troubles: str  # in a line; empty when nothing failed and nothing waits because of a trouble
    size: str  # of the story, in a line

    @property
    def is_good(self) -> bool:
        """Return whether there is nothing that somebody should look at."""
        return not self.troubles

    @property
    def name(self) -> str:
        """Return the name of the state."""
        return COMPLETED if self.is_good else WITH_FAILURES

    @property
    def message(self) -> str:
        """Return the message of the state."""
        return plain(f"{self.troubles}; {self.size}" if self.troubles else self.size, LONGEST_MESSAGE)


def judge(found: News) -> Health:
    """Return how the run ended, by the same judgement as exit status 3, and whether it found nothing."""
    said = [f"found nothing: {found.emptiness}"] if found.emptiness else []
    failed = {row["reason"]: row["items"] for row in found.troubles if row["outcome"] != "waiting"}
    waiting = {row["reason"]: row["items"] for row in found.troubles if row["outcome"] == "waiting"}
    said += [f"{_counted(failed, 'source', 'sources')} failed ({_reasons(failed)})"] if failed else []
    said += [f"{_counted(waiting, 'link waits', 'links wait')} ({_reasons(waiting)})"] if waiting else []
    size = ", ".join(singular(f"{found.summary[name]} {name}") for name in ("articles", "voices", "languages"))
    return Health(troubles="; ".join(said), size=size)


def _counted(reasons: Mapping[str, int], one: str, several: str) -> str:
    items = sum(reasons.values())
    return f"{items} {one if items == 1 else several}"


def _reasons(reasons: Mapping[str, int]) -> str:
    return counted(dict(sorted(reasons.items())))


def one_line(error: BaseException) -> str:
    """Return what an error says, as the message of a state: in one line, and no longer than one reads."""
    said = plain(error, LONGEST_MESSAGE)
    return said or type(error).__name__
