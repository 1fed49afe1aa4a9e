"""The `retold` command. Imports only what `--help` needs; each command imports the rest."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from extractors.errors import StopError, UseError

DONE, FAILED, WRONG_USE, PARTLY = 0, 1, 2, 3
ROOT = Path(__file__).parent.parent


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"retold {version('retold')}")
        raise typer.Exit


app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Follow one incident across languages and outlets: who told it, who retold it, and in whose words.",
    epilog="Exit status: 0 done, 1 failed, 2 wrong use, 3 done but some items failed.",
)

Output = Annotated[Path, typer.Option(help="Folder of datasets.", envvar="RETOLD_OUTPUT")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")]
Csv = Annotated[bool, typer.Option("--csv", help="Write CSV to stdout.")]
Lines = Annotated[Path | None, typer.Option("--jsonl", metavar="FILE", help="JSON Lines, or - for standard input.")]
OUTPUT = ROOT / "output"


def main() -> NoReturn:
    """Run the command; an error that Retold names itself is one line on stderr."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # whatever the locale: JSON is UTF-8
    try:
        app()
    except UseError as error:
        _wrong(str(error))
    except StopError as error:
        print(f"retold: {error}", file=sys.stderr)
        sys.exit(FAILED)
    except BrokenPipeError:  # the reader of our output has gone, such as `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    sys.exit(DONE)


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show it.")] = False,
) -> None:
    """Take what stands before the command."""


@app.command()
def demo(
    sample: Annotated[Path | None, typer.Option(help="Folder of another sample web.")] = None,
    output: Output = OUTPUT,
) -> None:
    """Cover a sample incident on this machine."""
    from .demo import run_demo

    raise typer.Exit(run_demo(sample or ROOT / "flows" / "incidents" / "sample", output))


@app.command()
def cover(
    incident: Annotated[str, typer.Argument(help="Slug of flows/incidents/, or path of an incident file.")],
    output: Output = OUTPUT,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Bring the dataset of an incident up to date."""
    from .commands import cover_incident, show_result
    from .incident import check_incident

    path = check_incident(incident, os.environ.get("RETOLD_CONTACT", ""))
    folder = cover_incident(path, path.stem, output)
    raise typer.Exit(show_result(folder, _form(json, csv)))


@app.command()
def status(output: Output = OUTPUT, json: Json = False, csv: Csv = False) -> None:
    """Show how every dataset stands."""
    from .commands import show_status

    show_status(output, _form(json, csv))


@app.command()
def query(
    question: Annotated[str, typer.Argument(help="SQL, or the name of a view or of a file of sql/queries/.")],
    incident: Annotated[str | None, typer.Option(help="Slug; the newest dataset when not given.")] = None,
    output: Output = OUTPUT,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Ask a published dataset."""
    from .commands import ask

    ask(question, incident, output, _form(json, csv))


@app.command()
def doctor(json: Json = False, csv: Csv = False) -> None:
    """Show what works on this machine."""
    from .doctor import examine

    raise typer.Exit(examine(_form(json, csv)))


@app.command()
def read(
    page: Annotated[str | None, typer.Argument(metavar="[FILE|URL]", help="One page.")] = None,
    jsonl: Lines = None,
) -> None:
    """Read the article on a page."""
    from . import stages

    if (page is None) == (jsonl is None):
        _wrong("give either a page or --jsonl FILE")
    if page is not None:
        stages.write([stages.read_single(page)], sys.stdout)
        return
    assert jsonl is not None
    lines = stages.Lines(jsonl, ("id", "file"))
    stages.write(stages.read(lines, jsonl.absolute().parent), sys.stdout)
    raise typer.Exit(PARTLY if lines.bad else DONE)


@app.command()
def language(jsonl: Lines = None) -> None:
    """Tell the language of texts."""
    from . import stages

    lines = stages.Lines(_given(jsonl), ("id", "text"))
    stages.write(stages.languages(lines), sys.stdout)
    raise typer.Exit(PARTLY if lines.bad else DONE)


@app.command()
def translate(
    jsonl: Lines = None,
    engine: Annotated[list[str] | None, typer.Option(help="Engine to use; again for the next in the chain.")] = None,
) -> None:
    """Translate texts into English."""
    from . import stages

    lines = stages.Lines(_given(jsonl), ("id", "text", "language"))
    stages.write(stages.translations(lines, engine), sys.stdout)
    raise typer.Exit(PARTLY if lines.bad else DONE)


@app.command()
def deduplicate(
    jsonl: Lines = None,
    tellings: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the tellings there.")] = None,
) -> None:
    """Tell which articles retell which."""
    from . import stages

    lines = stages.Lines(_given(jsonl), ("url", "text"))
    stages.relate(lines, sys.stdout, tellings)
    raise typer.Exit(PARTLY if lines.bad else DONE)


def _given(jsonl: Path | None) -> Path:
    return jsonl if jsonl is not None else _wrong("give --jsonl FILE")


def _wrong(message: str) -> NoReturn:
    print(f"retold: {message}", file=sys.stderr)
    sys.exit(WRONG_USE)


def _form(json: bool, csv: bool) -> Any:
    from .show import Form

    if json and csv:
        _wrong("give --json or --csv, not both")
    return Form.JSON if json else Form.CSV if csv else Form.TABLE
