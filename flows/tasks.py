"""Every Prefect policy of a batch: which work is a task, how it is named, what its log says, that nothing is cached.

The work is in batches.py and its like.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import as_completed as as_threads_completed
from contextvars import copy_context
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

from prefect import State, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.logging.handlers import APILogHandler
from prefect.states import Failed

from extractors.errors import RetoldError

from .artifacts import Progress
from .health import one_line
from .progress import came_to, log, say, singular
from .running import joined

T = TypeVar("T")
Labelled = tuple[str, Callable[[], T]]

WORKERS = 4  # threads of a run
# Bars of a run's page by stage, at once and in all: 60 together, as many as a person can watch. Where a stage has more
# batches, a bar holds several; a stage that comes back when it has had all of its bars is told by the log alone.
MOST_BARS = {
    "discover": (1, 1),
    "scrape": (8, 14),
    "extract": (8, 14),
    "translate": (12, 12),
    "deduplicate: sign": (2, 2),
    "deduplicate: read": (4, 6),
    "deduplicate: screen": (2, 4),
    "deduplicate: read whole": (2, 3),
    "deduplicate: judge": (2, 3),
}  # and one for what the run met with: `show_troubles`


class Bars:
    """Runs the batches of one run as its tasks: the bars of its page in the UI."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._left = {stage: most for stage, (_, most) in MOST_BARS.items()}

    def __call__(self, stage: str, labelled: Iterable[Labelled[T]]) -> Iterator[T]:
        """Yield what each batch returns as soon as its bar ends; a batch is a label and a call without arguments.

        All of them are finished before the first failure is raised, so that none costs the others their work.
        """
        batches = list(labelled)
        bars = self._bars(stage, len(batches))
        groups = [batches[start:end] for start, end in pairwise(shares(len(batches), bars))]
        failures: list[BaseException] = []
        for done, future in enumerate(_under_way(stage, groups) if bars else _without_bars(stage, batches), 1):
            try:
                yield from future.result()
            except Exception as error:  # noqa: BLE001 - raised below, when the other batches are safe
                failures.append(error)
            self._progress.step(stage, done, bars or len(batches))
        if failures:
            raise failures[0]

    def _bars(self, stage: str, batches: int) -> int:
        """Return how many bars these batches get."""
        at_once, _ = MOST_BARS[stage]
        bars = min(batches, at_once, self._left[stage])
        self._left[stage] -= bars
        return bars


def tell_server() -> None:
    """See to it that the server is told every line of progress, whoever runs the flow: a worker sets up no logger."""
    log.setLevel(logging.INFO)
    if not any(isinstance(handler, APILogHandler) for handler in log.handlers):
        log.addHandler(APILogHandler())


def show_troubles(troubles: str) -> None:
    """Put a bar that has failed behind the others: the state of the run itself is green, whatever its name says."""
    name = f"troubles · {troubles}"
    shown = task(name="troubles", task_run_name=name, cache_policy=NO_CACHE, persist_result=False)(_failed)
    shown(troubles, return_state=True)


def _failed(message: str) -> State[Any]:
    return Failed(message=message)


def shares(items: int, parts: int) -> list[int]:
    """Return the borders of parts of about the same size, the first and the last included."""
    return [items * place // parts for place in range(parts + 1)] if parts else []


def _under_way(stage: str, groups: Sequence[Sequence[Labelled[T]]]) -> Iterator[Any]:
    """Yield the task of each group when it is done."""
    return as_completed([_as_task(stage, group).submit(stage, group) for group in groups])


def _as_task(stage: str, group: Sequence[Labelled[T]]) -> Any:
    # The dataset is the cache: what is done is not pending, and what failed is pending again in the next run.
    name = singular(f"{stage} · {joined([label for label, _ in group])}")
    return task(name=stage, task_run_name=name, cache_policy=NO_CACHE, persist_result=False)(_bar)


def _without_bars(stage: str, batches: Sequence[Labelled[T]]) -> Iterator[Future[list[T]]]:
    """Yield each batch when it is done, by as many threads as there are for tasks."""
    with ThreadPoolExecutor(WORKERS) as threads:  # each with the context of the run, which its log goes by
        calls = [partial(copy_context().run, _work_off, stage, [batch]) for batch in batches]
        yield from as_threads_completed([threads.submit(call) for call in calls])


def _bar(stage: str, group: Sequence[Labelled[T]]) -> list[T] | State[Any]:
    """Return what each batch returns; a state with the reason in a line when one fails."""
    try:
        return _work_off(stage, group)
    except Exception as error:  # noqa: BLE001 - raised again by the future, see Failed's data
        if not isinstance(error, RetoldError):  # a mistake of ours: whoever mends it needs the place
            get_run_logger().exception("%s failed", stage)
        return Failed(message=one_line(error), data=error)


def _work_off(stage: str, group: Sequence[Labelled[T]]) -> list[T]:
    """Return what each batch returns, with a line about each in the log.

    What the others of a failed one have staged is merged when the next run begins.
    """
    results, failures = [], []
    for label, call in group:
        try:
            results.append(call())
        except Exception as error:  # noqa: BLE001 - raised below, when the rest is done
            failures.append(error)
        else:
            say(singular(f"{stage} · {label}: {came_to(results[-1])}"))
    if failures:
        raise failures[0]
    return results
