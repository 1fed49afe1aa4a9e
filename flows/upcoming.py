"""When datasets are covered next, as the Prefect server says, if there is one. Changes nothing, imports no Prefect."""

import json
import os
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from . import lock

DEADLINE_S = 3.0
_MOST = 200  # what the server gives at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """What is registered for a dataset."""

    deployment: str
    schedule: str  # in words; empty: by hand only
    at: datetime | None  # of the next run; None: none is scheduled, or it is paused
    is_paused: bool


def read(output: Path) -> tuple[Mapping[Path, Upcoming], str]:
    """Return what is registered, by the folder of the dataset, and why nobody can tell; both empty without a server."""
    url = _server(output)
    if not url:
        return {}, ""
    try:
        return _asked(url.rstrip("/"), output), ""
    except (OSError, ValueError, KeyError, TypeError) as error:  # URLError is an OSError
        return {}, f"Prefect's server at {url} does not say what is scheduled ({error})"


def _server(output: Path) -> str:
    """Return the address of the server that runs of this folder are told to; empty when there is none."""
    if url := os.environ.get("PREFECT_API_URL", ""):
        return url
    home = Path(os.environ.get("PREFECT_HOME") or output / ".prefect")
    served = lock.holder(home) if home.is_dir() else None
    return served.run if served else ""


def _asked(url: str, output: Path) -> dict[Path, Upcoming]:
    from .coverage import Coverage  # noqa: PLC0415 - pydantic, which nobody without a server waits for
    from .schedules import spelled  # noqa: PLC0415

    of_flow = {"flows": {"name": {"any_": ["cover"]}}, "limit": _MOST}
    found: dict[Path, Upcoming] = {}
    for one in _post(f"{url}/deployments/filter", of_flow):
        asked = Coverage.model_validate(one["parameters"].get("coverage", {}))
        folder = (output / asked.slug if not asked.output else asked.folder).resolve()
        schedules = [{**each["schedule"], "active": each["active"]} for each in one["schedules"] if each["active"]]
        if folder in found and not schedules:
            continue
        found[folder] = Upcoming(
            deployment=one["name"],
            schedule=spelled(schedules),
            at=None if one["paused"] else _next(url, one["id"]),
            is_paused=bool(one["paused"]),
        )
    return found


def _next(url: str, deployment: str) -> datetime | None:
    wanted = {
        "deployments": {"id": {"any_": [deployment]}},
        "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
        "sort": "EXPECTED_START_TIME_ASC",
        "limit": 1,
    }
    runs = _post(f"{url}/flow_runs/filter", wanted)
    return datetime.fromisoformat(runs[0]["expected_start_time"]) if runs else None


def _post(url: str, body: Mapping[str, Any]) -> list[Any]:
    request = urllib.request.Request(  # noqa: S310 - the user's own server
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=DEADLINE_S) as answer:  # noqa: S310
        found = json.load(answer)
    if not isinstance(found, list):
        raise TypeError("no list")
    return found
