"""`retold deploy`: which of the things it can do was asked for, and that it was asked in one way only."""

import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import UseError

from . import archive, deploy, schedules
from .coverage import Coverage
from .show import Form, show


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed."""

    incident: str | None
    every: str | None
    cron: str | None
    timezone: str | None
    name: str | None
    paused: bool
    pause: bool
    resume: bool
    remove: bool
    show_all: bool
    backfill: str | None
    source: Path | None

    def check(self) -> None:
        """Return when it is one thing; raises UseError."""
        acts = {
            "--pause": self.pause,
            "--resume": self.resume,
            "--remove": self.remove,
            "--list": self.show_all,
            "--backfill": self.backfill is not None,
        }
        given = [name for name, is_given in acts.items() if is_given]
        if len(given) > 1:
            raise UseError(f"give {given[0]} or {given[1]}, not both")
        if self.show_all == (self.incident is not None):
            raise UseError("give an incident, or --list")
        if given and (self.every is not None or self.cron is not None or self.timezone is not None or self.paused):
            raise UseError(f"{given[0]}: give no schedule with it")
        if (self.backfill is None) != (self.source is None):
            raise UseError("--backfill needs --from PATH: the web cannot be asked for what it said in the past")


def deploy_incident(wish: Wish, output: Path, form: Form) -> None:
    """Do what was typed; raises UseError before anything is asked of the server."""
    wish.check()
    if wish.show_all:
        deploy.require_server(output)
        show(deploy.COLUMNS, deploy.rows(), form)
    elif form is Form.TABLE:
        _deploy(wish, output)
    else:
        with redirect_stdout(sys.stderr):  # what people read
            name = _deploy(wish, output)
        show(deploy.COLUMNS, [row for row in deploy.rows() if row[0] == name], form)


def _deploy(wish: Wish, output: Path) -> str:
    """Return the name of the deployment that was made, changed or removed."""
    assert wish.incident is not None
    if wish.pause or wish.resume or wish.remove:
        name = wish.name or Coverage(incident=wish.incident or "?").slug
        _change(wish, name, output)
        return name
    wanted = deploy.deployment(
        wish.incident,
        output,
        name=wish.name,
        every=wish.every,
        cron=wish.cron,
        timezone=wish.timezone,
        paused=wish.paused,
    )
    if wish.backfill is None or wish.source is None:
        deploy.require_server(output)
        deploy.register(wanted)
        return wanted.name
    period = schedules.days(wish.backfill)
    archive.check(wish.source, wanted.coverage.folder)
    deploy.require_server(output)
    deploy.backfill(wanted, wish.source, period)
    return deploy.backfilling(wanted.name)


def _change(wish: Wish, name: str, output: Path) -> None:
    deploy.require_server(output)
    if wish.remove:
        deploy.remove(name)
    else:
        deploy.pause(name, paused=wish.pause)
