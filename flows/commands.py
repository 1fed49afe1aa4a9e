"""What the commands about a dataset do: run the flow, and show what came of it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from extractors.errors import StopError, UseError, meant, shown

from . import embedded
from .dataset import Row, Snapshot, names_in, sql_text
from .progress import complain, flush, to_terminal
from .show import Form, show

SNAPSHOT = "coverage.duckdb"
MOST_SHOWN = 25  # rows of a table behind a run; `retold query` has them all


Hosts = Mapping[str, tuple[str, int]]


class Cover(Protocol):
    """Brings a dataset up to date; returns its folder."""

    def __call__(
        self,
        file: Path,
        slug: str,
        loopback_hosts: Hosts | None = None,
        *,
        recheck: bool = False,
        source: Path | None = None,
        translate_again: Sequence[str] = (),
    ) -> Path:
        """Run the flow once."""
        ...


@contextmanager
def covering(output: Path) -> Iterator[Cover]:
    """Yield the flow, to be run any number of times while one Prefect server is up."""
    to_terminal()
    with embedded.prefect_api(output) as server:
        from httpx import HTTPError
        from prefect.exceptions import PrefectException

        from .cover import cover  # Prefect reads its settings when it is first imported; the server starts meanwhile

        if server is not None:
            server.wait()

        def run(
            file: Path,
            slug: str,
            loopback_hosts: Hosts | None = None,
            *,
            recheck: bool = False,
            source: Path | None = None,
            translate_again: Sequence[str] = (),
        ) -> Path:
            try:
                cover(
                    incident_file=str(file),
                    slug=slug,
                    output=str(output),
                    contact=os.environ.get("RETOLD_CONTACT", ""),
                    loopback_hosts=dict(loopback_hosts) if loopback_hosts else None,
                    recheck=recheck,
                    source=str(source or ""),
                    translate_again=list(translate_again),
                )
            except (HTTPError, PrefectException) as error:  # its disk is full, or it went away
                said = str(error).partition(" - ")[0]
                raise StopError(f"Prefect's server failed, run it again to go on: {said}") from error
            return output / slug

        try:
            yield run
        finally:
            flush()


def cover_incident(
    file: Path, slug: str, output: Path, *, recheck: bool, source: Path | None, translate_again: Sequence[str]
) -> Path:
    """Return the folder of the dataset after one run of the flow, over the web or over an archive."""
    with covering(output) as cover:
        return cover(file, slug, recheck=recheck, source=source, translate_again=translate_again)


def show_result(folder: Path, form: Form) -> int:
    """Show what is told and what was lost; return the exit status: 3 when something waits or failed."""
    snapshot = Snapshot(folder / SNAPSHOT)
    if form is not Form.TABLE:
        show(*snapshot.query(sql_text("show/summary")), form)
    else:
        for name in ("summary", "coverage_by_language", "coverage_by_outlet", "retellings", "ledger"):
            show(*snapshot.query(sql_text(f"show/{name}")), form, name.replace("_", " "), MOST_SHOWN)
        for name in ("untranslated", "failed_sources"):
            if (found := snapshot.query(sql_text(f"show/{name}")))[1]:
                show(*found, form, name.replace("_", " "), MOST_SHOWN)
        _show_places(folder)
    _, troubled = snapshot.query(sql_text("show/troubled"))
    return 3 if troubled else 0


def _show_places(folder: Path) -> None:
    print(f"dataset  {folder / SNAPSHOT}\nparquet  {folder / 'parquet'}\narchive  {folder / 'archive'}")


def show_status(output: Path, form: Form) -> None:
    """Show a row for each dataset below the output folder."""
    found = sorted(output.glob(f"*/{SNAPSHOT}"))
    if not found:
        raise StopError(f"no dataset below {output}: `retold demo` makes the first")
    columns: list[str] = []
    rows, untranslated = [], []
    failed: StopError | None = None
    for path in found:
        try:
            snapshot = Snapshot(path)
            columns, answer = snapshot.query(sql_text("show/status"))
            untranslated += [{"incident": path.parent.name, **row} for row in _untranslated(snapshot)]
        except StopError as error:  # the others are shown all the same
            if failed is not None:
                complain(str(failed))
            failed = error
        else:
            rows += [(path.parent.name, *row) for row in answer]
    if rows:
        show(["incident", *columns], rows, form)
    if untranslated and form is Form.TABLE:
        show(list(untranslated[0]), [list(row.values()) for row in untranslated], form, "untranslated", MOST_SHOWN)
    if failed is not None:
        raise failed


def _untranslated(snapshot: Snapshot) -> list[Row]:
    """Return what waits for English and why; nothing of a dataset from before this was recorded."""
    try:
        return snapshot.rows("show/untranslated")
    except StopError:
        return []


def ask(question: str, incident: str | None, output: Path, form: Form) -> None:
    """Show the answer of a published dataset to SQL, or to the query or view of that name."""
    snapshot = Snapshot(chosen(incident, output) / SNAPSHOT)
    if question in names_in("queries"):
        question = sql_text(f"queries/{question}")
    elif question in names_in("views"):
        question = f"FROM {question}"
    elif len(question.split()) < 2:  # no SQL is that short
        known = [*names_in("queries"), *names_in("views")]
        hint = meant(question, known)
        raise UseError(f"no query or view {shown(question)}{hint}: give SQL, or one of {', '.join(known)}")
    show(*snapshot.query(question), form)


def explain_articles(url: str, of_url: str | None, incident: str | None, output: Path, form: Form) -> None:
    """Show why two articles are or are not related, or where one stands."""
    from .explain import explain  # reads texts and vectors, which no other command of this module does
    from .explained import show_pair
    from .standing import show_single

    found = explain(Snapshot(chosen(incident, output) / SNAPSHOT), url, of_url)
    if form is Form.JSON:
        show(list(found), [list(found.values())], form)
    elif "articles" in found:
        show_pair(found)
    else:
        show_single(found)


def trace_article(url: str, incident: str | None, output: Path, form: Form) -> None:
    """List where the source of an article may be."""
    from . import trace

    found = trace.trace(Snapshot(chosen(incident, output) / SNAPSHOT), url)
    if form is Form.JSON:
        show(list(found), [list(found.values())], form)
    else:
        trace.show_leads(found)


def chosen(incident: str | None, output: Path) -> Path:
    """Return the folder of a dataset, of the newest when none is named."""
    if incident is not None:
        if not (output / incident / SNAPSHOT).is_file():
            raise UseError(f"{output / incident} holds no dataset: `retold status` lists those that are there")
        return output / incident
    found = sorted(output.glob(f"*/{SNAPSHOT}"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise StopError(f"no dataset below {output}: `retold demo` makes the first")
    return found[-1].parent
