"""Options that several commands have, and how what was typed is completed. Imports only what `--help` needs."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from extractors.errors import UseError

from . import completion

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "output"

Output = Annotated[Path, typer.Option(help="Folder of datasets.", envvar="RETOLD_OUTPUT", file_okay=False)]
Json = Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")]
Csv = Annotated[bool, typer.Option("--csv", help="Write CSV to stdout.")]
Dataset = Annotated[
    str | None,
    typer.Option(help="Slug; the newest dataset when not given.", autocompletion=completion.datasets),
]
DatasetArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="INCIDENT", help="Slug; the newest dataset when not given.", autocompletion=completion.datasets
    ),
]
Article = Annotated[str, typer.Argument(metavar="URL", help="An article, by any of its addresses.")]


def form(json: bool, csv: bool) -> Any:
    """Return how rows are to be written: flows.show.Form."""
    from .show import Form

    if json and csv:
        raise UseError("give --json or --csv, not both")
    return Form.JSON if json else Form.CSV if csv else Form.TABLE


def add(app: typer.Typer, *commands: Callable[..., None]) -> None:
    """Put commands behind those that the app has."""
    for command in commands:
        app.command()(command)
