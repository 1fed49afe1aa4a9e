"""The `retold` command. Imports only what `--help` needs; each command imports the rest."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from extractors.errors import UseError

from . import process
from .process import DONE, PARTLY, WRONG_USE

ROOT = Path(__file__).parent.parent

app = typer.Typer(
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Follow one incident across languages and outlets: who told it, who retold it, and in whose words.",
    epilog="Exit status: 0 done, 1 failed, 2 wrong use, 3 done but some items failed.",
)

Output = Annotated[Path, typer.Option(help="Folder of datasets.", envvar="RETOLD_OUTPUT", file_okay=False)]
Json = Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")]
Csv = Annotated[bool, typer.Option("--csv", help="Write CSV to stdout.")]
Lines = Annotated[Path | None, typer.Option("--jsonl", metavar="FILE", help="JSON Lines, or - for standard input.")]
OUTPUT = ROOT / "output"


def main() -> NoReturn:
    """Run the command; an error that Retold names itself is one line on stderr."""
    process.begin()
    sys.exit(_run())


def _run() -> int:
    """Return the exit status of the command."""
    return process.status(app)


@app.callback(invoke_without_command=True)
def options(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show it.")] = False,
) -> None:
    """Take what stands before the command."""
    if version:
        from importlib.metadata import version as version_of

        print(f"retold {version_of('retold')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(WRONG_USE)


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
    recheck: Annotated[
        bool, typer.Option("--recheck", help="Ask for every article again; some may have changed.")
    ] = False,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="PATH", help="Ask nobody: make the dataset from this archive.")
    ] = None,
    translate_again: Annotated[
        list[str] | None,
        typer.Option(metavar="ENGINE|FLAG", help="Translate again what it made or what bears it."),
    ] = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Bring the dataset of an incident up to date."""
    from .commands import cover_incident, show_result
    from .dataset import make_ready
    from .incident import check_incident

    form = _form(json, csv)
    path = check_incident(incident, os.environ.get("RETOLD_CONTACT", ""), asks=source is None)
    if source is not None:
        from . import archive

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
    raise typer.Exit(show_result(folder, form))


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
def explain(
    url: Annotated[str, typer.Argument(help="An article, by any of its addresses.")],
    of_url: Annotated[
        str | None, typer.Argument(metavar="[URL]", help="Another one, to see both held together.")
    ] = None,
    incident: Annotated[str | None, typer.Option(help="Slug; the newest dataset when not given.")] = None,
    output: Output = OUTPUT,
    json: Json = False,
) -> None:
    """Show why two articles are or are not related, or where one stands."""
    from .commands import explain_articles

    explain_articles(url, of_url, incident, output, _form(json, csv=False))


@app.command()
def trace(
    url: Annotated[str, typer.Argument(help="An article, by any of its addresses.")],
    incident: Annotated[str | None, typer.Option(help="Slug; the newest dataset when not given.")] = None,
    output: Output = OUTPUT,
    json: Json = False,
) -> None:
    """List where the source of an article may be; asks nobody."""
    from .commands import trace_article

    trace_article(url, incident, output, _form(json, csv=False))


@app.command()
def export(
    incident: Annotated[str | None, typer.Argument(help="Slug; the newest dataset when not given.")] = None,
    form: Annotated[str, typer.Option("--format", help="csv, jsonl or parquet.")] = "csv",
    full_text: Annotated[bool, typer.Option("--full-text", help="Whole texts, where pages allow it.")] = False,
    to: Annotated[Path | None, typer.Option(help="File to write; standard output when not given.")] = None,
    output: Output = OUTPUT,
) -> None:
    """Write the articles for others, as their pages allow it; `query` is a look at one's own copy, texts and all."""
    from .export import export_articles

    export_articles(incident, output, form, full_text, to)


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
        raise UseError("give either a page or --jsonl FILE")
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
    if jsonl is None:
        raise UseError("give --jsonl FILE, or --jsonl - for standard input")
    return jsonl


def _form(json: bool, csv: bool) -> Any:
    from .show import Form

    if json and csv:
        raise UseError("give --json or --csv, not both")
    return Form.JSON if json else Form.CSV if csv else Form.TABLE
