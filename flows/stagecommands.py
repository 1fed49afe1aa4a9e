"""The commands that work off JSON Lines, one for each stage. Imports only what `--help` needs."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from extractors.errors import UseError

from . import completion
from .process import DONE, PARTLY

Lines = Annotated[Path | None, typer.Option("--jsonl", metavar="FILE", help="JSON Lines, or - for standard input.")]


def read(
    page: Annotated[str | None, typer.Argument(metavar="FILE|URL", help="One page.")] = None,
    jsonl: Lines = None,
) -> None:
    """Read the article on a page."""
    from . import stages

    if (page is None) == (jsonl is None):
        raise UseError("give either a page or --jsonl FILE")
    if page is not None:
        raise typer.Exit(PARTLY if stages.write([stages.read_single(page)], sys.stdout) else DONE)
    assert jsonl is not None
    lines = stages.Lines(jsonl, ("id", "file"))
    told = stages.read(lines, jsonl.absolute().parent)
    failed = stages.write(_metered("read", told, jsonl, "pages"), sys.stdout)
    raise typer.Exit(PARTLY if lines.bad or failed else DONE)


def language(jsonl: Lines = None) -> None:
    """Tell the language of texts."""
    from . import stages

    lines = stages.Lines(_given(jsonl), ("id", "text"))
    stages.write(_metered("language", stages.languages(lines), lines.path, "texts"), sys.stdout)
    raise typer.Exit(PARTLY if lines.bad else DONE)


def translate(
    jsonl: Lines = None,
    engine: Annotated[
        list[str] | None,
        typer.Option(help="Engine to use; again for the next in the chain.", autocompletion=completion.engines),
    ] = None,
) -> None:
    """Translate texts into English."""
    from . import stages

    lines = stages.Lines(_given(jsonl), ("id", "text", "language"))
    stages.write(_metered("translate", stages.translations(lines, engine), lines.path, "texts"), sys.stdout)
    raise typer.Exit(PARTLY if lines.bad else DONE)


def deduplicate(
    jsonl: Lines = None,
    tellings: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the tellings there.")] = None,
) -> None:
    """Tell which articles retell which."""
    from . import stages

    lines = stages.Lines(_given(jsonl), ("url", "text"), unique="url")
    stages.relate(lines, sys.stdout, tellings)
    raise typer.Exit(PARTLY if lines.bad else DONE)


def _metered(stage: str, rows: Iterable[dict[str, Any]], path: Path, unit: str) -> Iterable[dict[str, Any]]:
    """Return the rows; how many there were is shown where they do not scroll by themselves."""
    from . import meter

    return rows if sys.stdout.isatty() else meter.counted(stage, rows, meter.lines_in(path), unit)


def _given(jsonl: Path | None) -> Path:
    if jsonl is None:
        raise UseError("give --jsonl FILE, or --jsonl - for standard input")
    return jsonl
