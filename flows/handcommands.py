"""The commands that hand data on, or take it away. Imports only what `--help` needs."""

from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import StopError, UseError

from . import completion
from .options import OUTPUT, Csv, DatasetArgument, Json, Output, form


def report(
    incident: DatasetArgument = None,
    open_it: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
    output: Output = OUTPUT,
    json: Json = False,
) -> None:
    """Write the page about an incident anew, and say where it is."""
    from .commands import chosen
    from .report import page
    from .show import Form, show

    shape = form(json, csv=False)
    folder = chosen(incident, output)
    path = page.write(folder)
    if shape is Form.JSON:
        show(["incident", "report"], [(folder.name, str(path.absolute()))], shape)
    else:
        print(path.absolute())
    if open_it and not typer.launch(path.absolute().as_uri()) == 0:
        raise StopError(f"no browser could be started: open {path.absolute()} yourself")


def export(
    incident: DatasetArgument = None,
    view: Annotated[
        str | None, typer.Option(help="Another view than the articles.", autocompletion=completion.views)
    ] = None,
    all_views: Annotated[bool, typer.Option("--all-views", help="Every view, a file each.")] = False,
    shape: Annotated[
        str, typer.Option("--format", help="csv, jsonl or parquet.", autocompletion=completion.formats)
    ] = "csv",
    full_text: Annotated[bool, typer.Option("--full-text", help="Whole texts, where pages allow it.")] = False,
    for_spreadsheets: Annotated[
        bool, typer.Option("--for-spreadsheets", help="CSV in which no cell is taken for a formula.")
    ] = False,
    to: Annotated[Path | None, typer.Option(help="File or folder to write; standard output when not given.")] = None,
    output: Output = OUTPUT,
    json: Annotated[bool, typer.Option("--json", help="Tell of it in JSON on stdout; needs --to.")] = False,
) -> None:
    """Write the articles for others, as their pages allow it.

    `retold query` is a look at one's own copy, texts and all.
    """
    from .export import Wish, export_all, export_view
    from .show import Form, show

    if json and to is None:
        raise UseError("--json: give --to, for standard output gets the rows; of those --format jsonl makes JSON")
    wish = Wish(view=view, form=shape, full_text=full_text, for_spreadsheets=for_spreadsheets)
    done = (export_all if all_views else export_view)(incident, output, wish, to)
    if json:
        show(list(done[0]), [list(row.values()) for row in done], Form.JSON)


def forget(
    what: Annotated[str | None, typer.Argument(metavar="URL|DOMAIN", help="An article, or all of a domain.")] = None,
    incident: Annotated[
        str | None,
        typer.Option(help="Slug; every dataset that has it when not given.", autocompletion=completion.datasets),
    ] = None,
    output: Output = OUTPUT,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Let the next run fetch it again.")] = False,
    show_all: Annotated[bool, typer.Option("--list", help="List what has been forgotten.")] = False,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Remove an article or a domain everywhere, for good."""
    from . import forget as forgetting

    shape = form(json, csv)
    if show_all == (what is not None) or (show_all and undo):
        raise UseError("give an address or a domain, or --list")
    if what is None:
        forgetting.show_forgotten(incident, output, shape)
    else:
        (forgetting.undo if undo else forgetting.forget)(what, incident, output, yes=yes, form=shape)


def freeze(
    incident: DatasetArgument = None,
    to: Annotated[
        Path | None, typer.Option(help="Folder to put it in; frozen/ below the output when not given.")
    ] = None,
    full_text: Annotated[bool, typer.Option("--full-text", help="With all texts and pages: not to be shared.")] = False,
    zipped: Annotated[bool, typer.Option("--zip", help="Also as one file.")] = False,
    bundle: Annotated[
        Path | None, typer.Option("--check", metavar="BUNDLE", help="Hold it against its hashes.")
    ] = None,
    output: Output = OUTPUT,
    json: Json = False,
) -> None:
    """Write a dated bundle that can be cited; excerpts, not texts."""
    from . import freeze as freezing

    shape = form(json, csv=False)
    if bundle is None:
        freezing.freeze(incident, output, to, full_text=full_text, zipped=zipped, form=shape)
    elif incident is not None or to is not None or full_text or zipped:
        raise UseError("give --check BUNDLE alone")
    else:
        freezing.check(bundle, shape)
