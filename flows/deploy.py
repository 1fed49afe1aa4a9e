"""Deployments of the flow: an incident on a schedule, at the Prefect server that PREFECT_API_URL names."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from extractors.errors import StopError, UseError, meant, shown

from . import archive, embedded
from .coverage import Coverage, sample_folder
from .dataset import Row
from .incident import INCIDENTS, asks_web, read_incident
from .options import OUTPUT
from .progress import complain
from .schedules import schedule, spelled

POOL = "local"
_NAME = re.compile(r"[^/%&><]+")
# For how long a run keeps others of its incident out before it has begun; a busy machine needs half of it to begin.
GRACE_S = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """What is registered of an incident."""

    name: str
    coverage: Coverage
    title: str
    schedule: Mapping[str, Any] = field(default_factory=dict)  # interval or cron, and timezone; empty: by hand only
    paused: bool = False

    @property
    def tags(self) -> list[str]:
        """Return what the runs can be found by."""
        return ["retold", self.coverage.slug]

    @property
    def description(self) -> str:
        """Return what the UI shows above the runs."""
        return f"Covers {self.title}: brings its dataset up to date."

    @property
    def parameters(self) -> Row:
        """Return what each run is asked to do; what is as by default is left out."""
        return {"coverage": self.coverage.model_dump(mode="json", exclude_defaults=True)}

    @property
    def environment(self) -> dict[str, str]:
        """Return what runs find in their environment."""
        contact = os.environ.get("RETOLD_CONTACT", "")
        return {"RETOLD_CONTACT": contact} if contact else {}


def deployment(
    incident: str,
    output: Path,
    *,
    name: str | None = None,
    every: str | None = None,
    cron: str | None = None,
    timezone: str | None = None,
    paused: bool = False,
) -> Deployment:
    """Return what is to be registered; raises UseError for all that is wrong with it."""
    coverage = _coverage(incident, output)
    found = read_incident(coverage.file, coverage.slug)
    chosen = coverage.slug if name is None else name
    if not _NAME.fullmatch(chosen):
        raise UseError(f"--name {shown(chosen)}: expected a name without / % & > <")
    when = schedule(every, cron, timezone)
    return Deployment(name=chosen, coverage=coverage, title=found.title, schedule=when, paused=paused)


def _coverage(incident: str, output: Path) -> Coverage:
    """Return what to cover, by names that hold wherever the worker runs."""
    folder = sample_folder(incident)
    known = Coverage(incident=incident or "?")
    of_ours = (INCIDENTS / incident if folder else known.file.parent) in (folder, INCIDENTS) and "/" not in incident
    where = "" if output.absolute() == OUTPUT else str(output.absolute())
    return Coverage(incident=incident if of_ours else str((folder or known.file).absolute()), output=where)


def register(wanted: Deployment) -> None:
    """Register it at the server, in the place of what had its name; say what has been done."""
    with _server() as client:
        _make_pool(client)
        _apply(wanted)
        when = spelled([wanted.schedule]) if wanted.schedule else "no schedule: it runs when started in the UI"
    state = ", paused" if wanted.paused else ""
    print(f"{wanted.name}: {when}{state}")
    if not wanted.environment and asks_web(read_incident(wanted.coverage.file, wanted.coverage.slug)):
        _warn_of_contact(wanted)


def _warn_of_contact(wanted: Deployment) -> None:
    if wanted.coverage.sample is None:
        complain(
            "RETOLD_CONTACT is not set: runs end at once unless the worker has it; set it and run `retold deploy` again"
        )


def backfill(wanted: Deployment, source: Path, period: Iterable[date]) -> None:
    """Schedule a run for each day that brings the archive in up to that day; a day that was asked for runs once."""
    from prefect.deployments import run_deployment  # noqa: PLC0415 - see embedded.py

    with _server() as client:
        _make_pool(client)
        name = backfilling(wanted.name)
        _make_queue(client, name)
        _apply(_renamed(wanted, name), queue=name)
        archived = archive.days(source)
        for number, day in enumerate(period):
            if day not in archived:
                print(f"{day}: no run of the archive began")
                continue
            coverage = wanted.coverage.model_copy(
                update={"source": str(source.absolute()), "until_day": day, "when_busy": "wait"}
            )
            run: Any = run_deployment(  # of itself it may be a coroutine, too
                f"cover/{name}",
                parameters={"coverage": coverage.model_dump(mode="json", exclude_defaults=True)},
                scheduled_time=datetime.now(UTC) + timedelta(seconds=number),
                idempotency_key=f"{wanted.coverage.folder} {source.absolute()} {day}",
                timeout=0,
                as_subflow=False,
            )
            print(f"{day}: {run.state.name.lower()}")


def backfilling(name: str) -> str:
    """Return the name of the deployment that fills the past of another."""
    return f"{name} backfill"


def _renamed(wanted: Deployment, name: str) -> Deployment:
    return Deployment(name=name, coverage=wanted.coverage, title=wanted.title)


def remove(name: str) -> None:
    """Take a deployment away, with the runs that it has scheduled; raises UseError when there is none."""
    with _server() as client:
        client.delete_deployment(_named(client, name).id)
    print(f"{name}: removed")


def pause(name: str, *, paused: bool) -> None:
    """Pause a deployment or let it go on; raises UseError when there is none."""
    with _server() as client:
        found = _named(client, name)
        (client.pause_deployment if paused else client.resume_deployment)(found.id)
    print(f"{name}: {'paused' if paused else 'resumed'}")


def rows() -> list[tuple[Any, ...]]:
    """Return name, incident, schedule, state and folder of every deployment of the flow."""
    with _server() as client:
        return [_row(found) for found in _deployments(client)]


COLUMNS = ("name", "incident", "schedule", "state", "output")


def _row(found: Any) -> tuple[Any, ...]:
    coverage = found.parameters.get("coverage", {})
    schedules = [{**one.schedule.model_dump(mode="json"), "active": one.active} for one in found.schedules]
    state = "paused" if found.paused else "active" if any(one["active"] for one in schedules) else "by hand"
    return (
        found.name,
        coverage.get("incident", ""),
        spelled(schedules),
        state,
        coverage.get("output", "") or str(OUTPUT),
    )


def _deployments(client: Any) -> list[Any]:
    from prefect.client.schemas.filters import FlowFilter, FlowFilterName  # noqa: PLC0415 - see embedded.py

    found = client.read_deployments(flow_filter=FlowFilter(name=FlowFilterName(any_=["cover"])))
    return sorted(found, key=lambda one: str(one.name))


def _named(client: Any, name: str) -> Any:
    known = {found.name: found for found in _deployments(client)}
    if name not in known:
        others = f"there are {', '.join(known)}" if known else "there is none yet"
        raise UseError(f"no deployment {shown(name)}{meant(name, known)}: {others}")
    return known[name]


def require_server(output: Path) -> None:
    """Return when there is a server to register at, which PREFECT_API_URL names then; raises StopError."""
    if not embedded.named_server(output):
        raise StopError("no Prefect server: start `retold ui`, or set PREFECT_API_URL")


@contextmanager
def _server() -> Iterator[Any]:
    from httpx import HTTPError  # noqa: PLC0415 - see embedded.py
    from prefect.client.orchestration import get_client  # noqa: PLC0415
    from prefect.exceptions import PrefectException  # noqa: PLC0415
    from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: PLC0415

    try:  # Prefect may have been imported before anybody knew the server
        with (
            temporary_settings({PREFECT_API_URL: os.environ["PREFECT_API_URL"]}),
            get_client(sync_client=True) as client,
        ):
            yield client
    except (HTTPError, PrefectException) as error:
        raise StopError(f"Prefect's server at {os.environ['PREFECT_API_URL']}: {error}") from error


def _make_pool(client: Any) -> None:
    from prefect.client.schemas.actions import WorkPoolCreate  # noqa: PLC0415 - see embedded.py
    from prefect.exceptions import ObjectAlreadyExists  # noqa: PLC0415
    from prefect.workers.process import ProcessWorker  # noqa: PLC0415

    template = ProcessWorker.get_default_base_job_template()
    try:
        client.create_work_pool(WorkPoolCreate(name=POOL, type="process", base_job_template=template))
    except ObjectAlreadyExists:
        return


def _make_queue(client: Any, name: str) -> None:
    """Make a queue that gives out one run at a time, the earliest first.

    A limit of the deployment itself would ask those that wait again and again, and take whichever asks first.
    """
    from prefect.exceptions import ObjectAlreadyExists  # noqa: PLC0415 - see embedded.py

    try:
        client.create_work_queue(name=name, work_pool_name=POOL, concurrency_limit=1)
    except ObjectAlreadyExists:
        return


def _apply(wanted: Deployment, *, queue: str | None = None) -> None:
    """Register a deployment; without a queue of its own, a run that is due while another goes on is left out."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy  # noqa: PLC0415
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415

    from .cover import cover  # noqa: PLC0415

    registered: Any = cover.to_deployment(  # as above
        wanted.name,
        description=wanted.description,
        tags=wanted.tags,
        parameters=wanted.parameters,
        schedules=[_prefect_schedule(wanted.schedule)] if wanted.schedule else [],
        paused=wanted.paused,
        concurrency_limit=None
        if queue
        else ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW, grace_period_seconds=GRACE_S
        ),
        entrypoint_type=EntrypointType.MODULE_PATH,
        work_pool_name=POOL,
        work_queue_name=queue,
        # This interpreter, for it has Retold; and at once, where a worker would otherwise look for code to fetch first.
        job_variables={"command": f"{sys.executable} -m prefect.engine", "env": wanted.environment},
    )
    registered.apply()


def _prefect_schedule(schedule: Mapping[str, Any]) -> Any:
    from prefect.schedules import Cron, Interval  # noqa: PLC0415 - see embedded.py

    if "cron" in schedule:
        return Cron(schedule["cron"], timezone=schedule["timezone"])
    zone = ZoneInfo(schedule["timezone"])
    # From midnight there, so that every 6 h means 0, 6, 12 and 18 o'clock.
    return Interval(
        timedelta(seconds=schedule["interval"]),
        anchor_date=datetime(2026, 1, 1, tzinfo=zone),
        timezone=schedule["timezone"],
    )
