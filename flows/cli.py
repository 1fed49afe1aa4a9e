"""The `retold` command. Imports only what `--help` needs; each command imports the rest."""

import sys
from typing import Annotated, NoReturn

import typer

from . import askcommands, handcommands, process, runcommands, stagecommands
from .options import OUTPUT as OUTPUT  # noqa: PLC0414 # whoever starts a run gets it from here
from .options import add
from .process import WRONG_USE

app = typer.Typer(
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Follow one incident across languages and outlets: who told it, who retold it, and in whose words.",
    epilog="Exit status: 0 done, 1 failed, 2 wrong use, 3 done but some items failed, 130 stopped by Ctrl-C.",
)


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
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Take what stands before the command."""
    if version:
        from importlib.metadata import version as version_of

        print(f"retold {version_of('retold')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(WRONG_USE)


add(app, runcommands.demo, runcommands.cover)
add(app, askcommands.status, askcommands.query, askcommands.search, askcommands.explain, askcommands.trace)
add(app, handcommands.report, handcommands.export, handcommands.forget, handcommands.freeze)
add(app, runcommands.deploy, runcommands.ui, runcommands.doctor)
add(app, stagecommands.read, stagecommands.language, stagecommands.translate, stagecommands.deduplicate)
