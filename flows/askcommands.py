"""The commands that ask published datasets. Imports only what `--help` needs."""

from typing import Annotated

import typer

from extractors.errors import UseError

from . import completion
from .options import OUTPUT, Article, Csv, Dataset, Json, Output, form


def status(
    incident: Annotated[
        str | None,
        typer.Argument(
            metavar="INCIDENT", help="Slug; every dataset when not given.", autocompletion=completion.datasets
        ),
    ] = None,
    output: Output = OUTPUT,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Show which datasets are healthy, what is new, what was lost."""
    from .status import show_status

    show_status(incident, output, form(json, csv))


def query(
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="QUESTION",
            help="SQL, or the name of a question or view; all are listed when not given.",
            autocompletion=completion.questions,
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Ask every dataset; a column says which incident.")] = False,
    incident: Dataset = None,
    output: Output = OUTPUT,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Ask a published dataset, or list what can be asked."""
    from . import questions

    if every and (incident is not None or question is None):
        raise UseError("give --all or --incident, not both" if incident is not None else "--all: give a question")
    shape = form(json, csv)
    if question is None:
        questions.list_questions(shape)
    elif every:
        raise typer.Exit(questions.ask_all(question, output, shape))
    else:
        raise typer.Exit(questions.ask(question, incident, output, shape))


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="All of them must occur; '\"a phrase\"'; 'word -without'.")
    ],
    incident: Dataset = None,
    output: Output = OUTPUT,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List the articles that hold words, in any language."""
    from .commands import search_articles

    search_articles(" ".join(words), incident, output, form(json, csv))


def explain(
    url: Article,
    of_url: Annotated[str | None, typer.Argument(metavar="URL", help="Another one, to see both held together.")] = None,
    incident: Dataset = None,
    output: Output = OUTPUT,
    json: Json = False,
) -> None:
    """Show why two articles are related or not; where one stands."""
    from .commands import explain_articles

    explain_articles(url, of_url, incident, output, form(json, csv=False))


def trace(
    url: Article,
    incident: Dataset = None,
    output: Output = OUTPUT,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List where the source of an article may be; asks nobody."""
    from .commands import trace_article

    trace_article(url, incident, output, form(json, csv))
