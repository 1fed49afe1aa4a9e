"""The `retold` command. Imports only what `--help` needs; each command imports the rest."""

import os
import signal
import sys
import traceback
from io import TextIOWrapper
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


INTERRUPTED, TERMINATED = 128 + signal.SIGINT, 128 + signal.SIGTERM
STOPPED = "stopped; run it again to go on"


class _TermError(BaseException):
    """Somebody asked this process to end; no error that a stage may handle."""


def main() -> NoReturn:
    """Run the command; an error that Retold names itself is one line on stderr."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # whatever the locale: JSON is UTF-8
    signal.signal(signal.SIGTERM, _terminate)
    sys.exit(_run())


def _terminate(*_: object) -> NoReturn:
    raise _TermError


def _run() -> int:
    """Return the exit status of the command."""
    try:
        app()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else FAILED
        return _said(STOPPED, ended, status) if status == INTERRUPTED else status
    except UseError as error:
        return _said(str(error), error, WRONG_USE)
    except (StopError, OSError) as error:  # a full disk, a folder that nobody may write to
        return _said(str(error), error, FAILED)
    except _TermError as error:
        return _said(STOPPED, error, TERMINATED)
    return DONE


def _said(message: str, error: BaseException, status: int) -> int:
    """Say it in one line. What the frames of the error still hold would be reported as leaks behind it."""
    print(f"retold: {message}", file=sys.stderr)
    seen: BaseException | None = error
    while seen is not None:
        traceback.clear_frames(seen.__traceback__)
        seen = seen.__cause__ or seen.__context__
    return status


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
        raise typer.Exit(PARTLY if stages.write([stages.read_single(page)], sys.stdout) else DONE)
    assert jsonl is not None
    lines = stages.Lines(jsonl, ("id", "file"))
    failed = stages.write(stages.read(lines, jsonl.absolute().parent), sys.stdout)
    raise typer.Exit(PARTLY if lines.bad or failed else DONE)


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

    lines = stages.Lines(_given(jsonl), ("url", "text"), unique="url")
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
