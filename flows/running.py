"""How the batches of a stage are run: by Prefect in a flow, one after another everywhere else."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Stop(threading.Event):
    """The order to finish what is under way and to begin nothing.

    A pickled one arrives as a copy: an order that is given later does not reach another process, which is to be
    ended by its own runner.
    """

    def __reduce__(self) -> tuple[Callable[[bool], "Stop"], tuple[bool]]:
        """Return what makes it again elsewhere."""
        return _stop, (self.is_set(),)


def _stop(given: bool) -> Stop:
    stop = Stop()
    if given:
        stop.set()
    return stop


class RunBatches(Protocol):
    """Runs the batches of a stage, in any order; each is a label for the UI and a call without arguments."""

    def __call__(self, stage: str, labelled: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:
        """Yield what each batch returns as soon as it ends."""
        ...


def one_after_another(stage: str, labelled: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:  # noqa: ARG001
    """Yield what each batch returns, without Prefect."""
    return (call() for _, call in labelled)


_COUNT = re.compile(r"(?<!\S)\d+(?= )")
MOST_NAMED = 3


def joined(labels: Sequence[str]) -> str:
    """Return a label for several batches: those that differ in counts alone are added up, of others a few are named."""
    alike: dict[str, list[list[int]]] = {}
    for label in labels:
        alike.setdefault(_COUNT.sub("#", label), []).append([int(count) for count in _COUNT.findall(label)])
    totals = [(shape, map(sum, zip(*counts, strict=True))) for shape, counts in alike.items()]
    named = [_filled(shape, total) for shape, total in totals[:MOST_NAMED]]
    return " + ".join([*named, *([f"{len(totals) - MOST_NAMED} more"] if len(totals) > MOST_NAMED else [])])


def _filled(shape: str, counts: Iterator[int]) -> str:
    return re.sub(r"(?<!\S)#(?= )", lambda _: str(next(counts)), shape)
