"""What the published dataset answers to the questions of sql/report/: all that the page is made of."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from flows.dataset import Row, Snapshot, names_in, sql_text
from flows.publishing import SNAPSHOT, last_manifest

from .moments import is_timed
from .words import Words, clean

QUESTIONS = "report"  # folder of sql/


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The answers, by the name of their question, and the articles by address."""

    slug: str
    title: str
    answers: Mapping[str, Sequence[Row]]
    words: Words
    ids: Mapping[str, str] = field(default_factory=dict)  # url -> id of its row on the page

    @property
    def headline(self) -> Row:
        """Return the size of the story."""
        return self.answers["headline"][0]

    @property
    def articles(self) -> Sequence[Row]:
        """Return the articles, by date."""
        return self.answers["articles"]

    @cached_property
    def by_url(self) -> Mapping[str, Row]:
        """Return the articles by their addresses."""
        return {row["url"]: row for row in self.articles}

    @cached_property
    def new(self) -> frozenset[str]:
        """Return the addresses of articles that the run before did not know."""
        return frozenset(row["url"] for row in self.answers["new_texts"] if row["what"] == "new")

    @cached_property
    def timed(self) -> frozenset[datetime]:
        """Return the moments that some article states to the minute; at the others, only the day is stated."""
        return frozenset(row["published"] for row in self.articles if is_timed(row))

    @property
    def run(self) -> Row:
        """Return the run that published this; empty where no run has written into the dataset."""
        return self.answers["runs"][0] if self.answers["runs"] else {}

    @property
    def is_first(self) -> bool:
        """Return whether no run had ended before."""
        return not self.run.get("last_ended_at")


def read(folder: Path) -> Facts:
    """Return what the dataset of a folder answers; raises StopError where there is none that can be read."""
    snapshot = Snapshot(folder / SNAPSHOT)
    with closing(snapshot.connection):  # else whoever opens that path next would get this one again
        answers = {name: _cleaned(snapshot.rows(f"{QUESTIONS}/{name}")) for name in names_in(QUESTIONS)}
        terms = {row["url"]: row for row in snapshot.rows("exports/terms")}
    manifest = last_manifest(folder)
    slug = folder.resolve().name
    return Facts(
        slug=manifest["incident"]["slug"] if manifest else slug,
        title=clean(manifest["incident"]["title"]) if manifest else slug,
        answers=answers,
        words=Words(terms, len(answers["articles"])),
        ids={row["url"]: f"a{number}" for number, row in enumerate(answers["articles"], start=1)},
    )


def _cleaned(rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows in whose names of outlets nothing hides."""
    return [{**row, "outlet_name": clean(row["outlet_name"])} if row.get("outlet_name") else row for row in rows]


def asked(name: str) -> str:
    """Return the SQL of a question, as it stands in its file."""
    return sql_text(f"{QUESTIONS}/{name}").strip()


def question(name: str) -> str:
    """Return the first line of a question: what it asks."""
    return asked(name).partition("\n")[0].removeprefix("-- ")
