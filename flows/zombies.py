"""Runs that Prefect believes to be running, though they were killed: found by the lock that each run holds.

A heartbeat that is late may belong to a machine under load; a lock that the kernel took back belongs to a process that
is gone. So a run is called dead when the lock of its dataset is free and still names it.
"""

from collections.abc import Sequence
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.exceptions import ObjectNotFound
from prefect.states import Crashed
from pydantic import ValidationError

from . import lock
from .coverage import Coverage

KILLED = "killed; the next run goes on where it ended"


def bury(run: str) -> None:
    """Tell Prefect that a run was killed, if it still believes otherwise."""
    with get_client(sync_client=True) as client:
        try:
            state = client.read_flow_run(UUID(run)).state
        except (ObjectNotFound, ValueError):  # of another server
            return
        if state is None or not state.is_final():
            client.set_flow_run_state(UUID(run), Crashed(message=KILLED), force=True)


def sweep() -> list[str]:
    """Bury every run on this machine that was killed and that no other has followed; return their names."""
    found = [run for run in _unfinished((StateType.RUNNING, StateType.CANCELLING)) if _is_dead(run)]
    for run in found:
        bury(str(run.id))
    return [run.name for run in found]


def _unfinished(states: Sequence[StateType]) -> list[FlowRun]:
    with get_client(sync_client=True) as client:
        return client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=["cover"])),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(states)))),
        )


def _is_dead(run: FlowRun) -> bool:
    try:
        folder = Coverage.model_validate(run.parameters.get("coverage")).folder
    except ValidationError:  # of an older Retold
        return False
    return lock.killed(folder) == str(run.id)
