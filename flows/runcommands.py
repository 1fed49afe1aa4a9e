"""The commands that run something: the flow, its schedule, the UI. Imports only what `--help` needs."""

import os
from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import UseError

from . import completion
from .options import OUTPUT, ROOT, Csv, Json, Output, form


def demo(
    sample: Annotated[Path | None, typer.Option(help="Folder of another sample web.")] = None,
    output: Output = OUTPUT,
    json: Json = False,
) -> None:
    """Cover a sample incident on this machine."""
    from .demo import run_demo

    raise typer.Exit(run_demo(sample or ROOT / "flows" / "incidents" / "sample", output, form(json, csv=False)))


def cover(
    incident: Annotated[
        str | None,
        typer.Argument(
            metavar="INCIDENT",
            help="Slug of flows/incidents/, or path of an incident file.",
            autocompletion=completion.incidents,
        ),
    ] = None,
    output: Output = OUTPUT,
    recheck: Annotated[
        bool, typer.Option("--recheck", help="Ask for every article again; some may have changed.")
    ] = False,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="PATH", help="Ask nobody: make the dataset from this archive.")
    ] = None,
    translate_again: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ENGINE|FLAG",
            help="Translate again what it made or what bears it.",
            autocompletion=completion.engines,
        ),
    ] = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Bring the dataset of an incident up to date."""
    from . import archive
    from .commands import cover_incident, show_result
    from .dataset import make_ready
    from .incident import check_incident

    shape = form(json, csv)
    named = archive.incident_of(source) if incident is None else incident
    path = check_incident(named, os.environ.get("RETOLD_CONTACT", ""), asks=source is None)
    if source is not None:
        if recheck:
            raise UseError("give --recheck or --from, not both")
        archive.check(source, output / path.stem)
    make_ready(output / path.stem)
    if translate_again and source is None:
        from .english import check_again

        check_again(output / path.stem, translate_again)
    folder = cover_incident(
        path, path.stem, output, recheck=recheck, source=source, translate_again=translate_again or ()
    )
    raise typer.Exit(show_result(folder, shape))


def deploy(
    incident: Annotated[
        str | None,
        typer.Argument(
            metavar="INCIDENT",
            help="Slug of flows/incidents/, or path of an incident file; sample is the demo's.",
            autocompletion=completion.deployable,
        ),
    ] = None,
    every: Annotated[str | None, typer.Option(metavar="TIME", help="Such as 30m, 1h or 1d.")] = None,
    cron: Annotated[str | None, typer.Option(metavar="LINE", help='Such as "17 * * * *".')] = None,
    timezone: Annotated[str | None, typer.Option(metavar="ZONE", help="Such as Europe/Berlin; UTC if none.")] = None,
    name: Annotated[str | None, typer.Option(help="Of the deployment; the incident's when not given.")] = None,
    paused: Annotated[bool, typer.Option("--paused", help="Register it, but start nothing yet.")] = False,
    pause: Annotated[bool, typer.Option("--pause", help="Start no more runs of what is registered.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Start them again.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take what is registered away.")] = False,
    show_all: Annotated[bool, typer.Option("--list", help="List what is registered.")] = False,
    backfill: Annotated[
        str | None, typer.Option(metavar="DAY..DAY", help="A run for each day of an archive; needs --from.")
    ] = None,
    source: Annotated[Path | None, typer.Option("--from", metavar="PATH", help="The archive.")] = None,
    output: Output = OUTPUT,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Cover an incident on a schedule, at a Prefect server."""
    from .deploying import Wish, deploy_incident

    wish = Wish(incident, every, cron, timezone, name, paused, pause, resume, remove, show_all, backfill, source)
    deploy_incident(wish, output, form(json, csv))


def ui(
    port: Annotated[int, typer.Option(min=1, max=65535, help="On this machine only.")] = 4200,
    no_worker: Annotated[bool, typer.Option("--no-worker", help="Run nothing here; another worker does.")] = False,
    output: Output = OUTPUT,
) -> None:
    """Serve the Prefect UI, and run what is due."""
    from .serving import serve

    serve(output, port, with_worker=not no_worker)


def doctor(json: Json = False, csv: Csv = False) -> None:
    """Show what works on this machine."""
    from .doctor import examine

    raise typer.Exit(examine(form(json, csv)))
