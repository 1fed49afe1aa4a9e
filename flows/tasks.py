"""Every Prefect policy: which work is a task, how it is named, that nothing is cached. The work is in batches.py."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed

T = TypeVar("T")


def run_batches(stage: str, labelled: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:
    """Yield what each batch returns as soon as it ends; a batch is a label for the UI and a call without arguments.

    All of them are finished before the first failure is raised, so that none costs the others their work.
    """
    futures = [_as_task(stage, f"{stage} · {label}").submit(call) for label, call in labelled]
    failures: list[BaseException] = []
    for future in as_completed(futures):
        try:
            yield future.result()
        except Exception as error:  # noqa: BLE001 - raised below, when the other batches are safe
            failures.append(error)
    if failures:
        raise failures[0]


def _as_task(stage: str, name: str) -> Any:
    # The dataset is the cache: what is done is not pending, and what failed is pending again in the next run.
    return task(name=stage, task_run_name=name, cache_policy=NO_CACHE, persist_result=False)(_call)


def _call(call: Callable[[], T]) -> T:
    return call()
