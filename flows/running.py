"""How the batches of a stage are run: by Prefect in a flow, one after another everywhere else."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class RunBatches(Protocol):
    """Runs the batches of a stage, in any order; each is a label for the UI and a call without arguments."""

    def __call__(self, stage: str, labelled: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:
        """Yield what each batch returns as soon as it ends."""
        ...


def one_after_another(stage: str, labelled: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:  # noqa: ARG001
    """Yield what each batch returns, without Prefect."""
    return (call() for _, call in labelled)
