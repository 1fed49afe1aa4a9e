"""What the commands about a dataset do: run the flow, and show what came of it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from extractors.errors import StopError, UseError, meant

from . import embedded
from .dataset import Snapshot, sql_text
from .progress import flush, to_terminal
from .show import Form, show

SNAPSHOT = "coverage.duckdb"
FOUND = ("url", "outlet", "language", "title", "title_en", "found_in", "snippet", "score", "published")
FOUND_SHOWN = ("url", "language", "published", "title", "snippet")
LEAD = ("kind", "language", "text", "address", "why")
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
        from prefect.exceptions import CancelledRun, PrefectException

        from .cover import cover  # Prefect reads its settings when it is first imported; the server starts meanwhile
        from .coverage import Coverage

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
            coverage = Coverage(
                incident=str(file),
                dataset=slug,
                output=str(output),
                loopback_hosts=dict(loopback_hosts or {}),
                recheck=recheck,
                source=str(source or ""),
                translate_again=tuple(translate_again),
            )
            try:
                cover(coverage)
            except CancelledRun as ended:  # another has begun since this command looked, or somebody said so in the UI
                raise StopError(str(ended)) from ended
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
    """Show what is told, then how the dataset stands; return the exit status: 3 when something waits or failed."""
    from .status import standing  # asks this module which dataset is meant
    from .statuslines import show_card

    snapshot = Snapshot(folder / SNAPSHOT)
    stands = standing(folder)
    if form is Form.TABLE:
        for name, giving_way in _TABLES.items():
            if (found := snapshot.query(sql_text(f"show/{name}")))[1]:
                title = name.replace("_", " ")
                show(*found, form, title, MOST_SHOWN, f": `retold query {name}` has them all", giving_way)
        show_card(stands)
    else:
        record = {**snapshot.rows("show/summary")[0], **asdict(stands)}
        show(list(record), [list(record.values())], form)
    _, troubled = snapshot.query(sql_text("show/troubled"))
    return 3 if troubled else 0


# What a run ends with, and the columns that a narrow window leaves out, first things first.
_TABLES = {
    "coverage_by_language": ("words", "first_published", "tellings"),
    "retellings": ("share", "direction", "cue", "kind"),
    "failed_sources": ("detail",),
}


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


def search_articles(words: str, incident: str | None, output: Path, form: Form) -> None:
    """List the articles that hold all the words, the best first."""
    if not words.strip():
        raise UseError("search: give a word at least")
    rows = Snapshot(chosen(incident, output) / SNAPSHOT).rows("show/search", sought=words)
    columns = FOUND_SHOWN if form is Form.TABLE else FOUND
    show(columns, [[row[name] for name in columns] for row in rows], form, most=MOST_SHOWN)


def trace_article(url: str, incident: str | None, output: Path, form: Form) -> None:
    """List where the source of an article may be."""
    from . import trace

    found = trace.trace(Snapshot(chosen(incident, output) / SNAPSHOT), url)
    if form is Form.JSON:
        show(list(found), [list(found.values())], form)
    elif form is Form.CSV:
        show(LEAD, [[lead[name] for name in LEAD] for lead in found["leads"]], form)
    else:
        trace.show_leads(found)


def chosen(incident: str | None, output: Path) -> Path:
    """Return the folder of a dataset, of the newest when none is named."""
    if incident is not None:
        if not (output / incident / SNAPSHOT).is_file():
            if not incident:
                raise UseError("--incident '': expected the name of a dataset, which `retold status` lists")
            known = [path.parent.name for path in output.glob(f"*/{SNAPSHOT}") if path.is_file()]
            hint = meant(incident, known)
            raise UseError(f"{output / incident} holds no dataset{hint}: `retold status` lists those that are there")
        return output / incident
    found = sorted(output.glob(f"*/{SNAPSHOT}"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise no_dataset(output)
    return found[-1].parent


def no_dataset(output: Path) -> StopError:
    """Return the complaint about a folder that holds none."""
    why = "" if output.is_dir() else ": no such folder"
    if output.is_dir() and not os.access(output, os.R_OK | os.X_OK):
        return StopError(f"{output} cannot be read: Permission denied: name another folder with --output")
    return StopError(f"no dataset below {output}{why}: `retold demo` makes the first")
