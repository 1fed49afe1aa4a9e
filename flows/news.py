"""What a run changed: the dataset as it is published, held against the one that was published before.

Plain functions of two snapshots. What they find is told by bulletin.py, and as events by events.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from extractors.errors import StopError
from extractors.urls import registered_domain

from .dataset import Row, Snapshot, sql_text
from .publishing import SNAPSHOT

MOST_ROWS = 50  # of a table behind a run; `retold query` has them all

_KNOWN = {"known_articles": ("url", "text_sha256"), "known_retellings": ("url", "of_url")}


def _nothing(name: str) -> pa.Table:
    return pa.table({column: pa.array([], pa.string()) for column in _KNOWN[name]})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was published before a run: enough of it to tell what is new."""

    is_there: bool = False
    began: datetime | None = None  # of the run that published it, if one did
    tables: Mapping[str, pa.Table] = field(default_factory=lambda: {name: _nothing(name) for name in _KNOWN})
    languages: Sequence[str] = ()
    failed_sources: frozenset[str] = frozenset()

    @property
    def articles(self) -> int:
        """Return how many there were."""
        return int(self.tables["known_articles"].num_rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """The first rows of an answer, and how many it has."""

    rows: Sequence[Row]
    items: int

    @property
    def more(self) -> int:
        """Return how many are left out."""
        return self.items - len(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """Who answered when last asked, and gives nothing now."""

    name: str  # the outlet's registered domain, or the address of a feed or sitemap
    reason: str
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a run changed, and how the dataset stands behind it."""

    slug: str
    title: str
    began: datetime
    known: Known
    summary: Row
    tables: Mapping[str, Top]  # by the name of their file in sql/news/
    troubles: Sequence[Row]  # what makes the command end with status 3
    silent_outlets: Sequence[Silent]
    silent_sources: Sequence[Silent]
    emptiness: str  # what was found no more where there had been something; empty when all is as it should be

    @property
    def is_first(self) -> bool:
        """Return whether nothing was published before."""
        return not self.known.is_there


def known(folder: Path) -> Known:
    """Return what is published in the folder of a dataset; nothing where there is none that can be read."""
    with suppress(StopError):
        snapshot = Snapshot(folder / SNAPSHOT)
        with closing(snapshot.connection):  # else whoever opens that path next would get this one again
            runs = snapshot.rows("news/known_run")
            return Known(
                is_there=True,
                began=runs[0]["started_at"] if runs else None,
                tables={name: _table(snapshot, name) for name in _KNOWN},
                languages=[row["language"] for row in snapshot.rows("news/known_languages")],
                failed_sources=frozenset(row["url"] for row in snapshot.rows("news/known_failures")),
            )
    return Known()


def _table(snapshot: Snapshot, name: str) -> pa.Table:
    columns, rows = snapshot.query(sql_text(f"news/{name}"))
    lists = zip(*rows, strict=True) if rows else ((), ())
    return pa.table({name: pa.array(some, pa.string()) for name, some in zip(columns, lists, strict=True)})


def read(folder: Path, slug: str, title: str, before: Known, began: datetime, links: int | None) -> News:
    """Return what the run that began then has changed in the dataset of a folder.

    `links` is how many the sources gave, known ones too; None when they were not asked.
    """
    snapshot = Snapshot(folder / SNAPSHOT)
    with closing(snapshot.connection):
        for name, some in before.tables.items():
            snapshot.connection.register(name, some)
        (summary,) = snapshot.rows("show/summary")
        visits = _visits(snapshot.rows("news/visits", began=began))
        return News(
            slug=slug,
            title=title,
            began=began,
            known=before,
            summary=summary,
            tables=dict(_tables(snapshot, before)),
            troubles=snapshot.rows("show/troubled"),
            silent_outlets=list(_silent_outlets(visits)),
            silent_sources=list(_silent_sources(snapshot, before, began)),
            emptiness=_emptiness(snapshot, before, began, links, summary["articles"], visits),
        )


_COMPARED = ("new_articles", "new_tellings", "changed_articles", "gone_articles", "new_retellings")
_WHOLE = ("languages", "outlets", "losses", "engines", "waits")


def _tables(snapshot: Snapshot, before: Known) -> Iterator[tuple[str, Top]]:
    for name in _COMPARED:
        rows = snapshot.rows(f"news/{name}", most=MOST_ROWS)
        items = rows[0]["items"] if rows else 0
        yield name, Top(rows=[{key: row[key] for key in row if key != "items"} for row in rows], items=items)
    reached = snapshot.rows("news/new_languages", known=list(before.languages))
    for name, rows in [("new_languages", reached), *((name, snapshot.rows(f"news/{name}")) for name in _WHOLE)]:
        yield name, Top(rows=rows[:MOST_ROWS], items=len(rows))
    failed = snapshot.rows("show/failed_sources")
    yield "failed_sources", Top(rows=failed[:MOST_ROWS], items=len(failed))


@dataclass(slots=True)
class _Answers:
    """How an outlet answered in this run, and in the last one before it that asked it."""

    asked: int = 0
    answered: int = 0
    reason: str = ""
    last_at: datetime | None = None
    last_answered: int = 0


def _visits(rows: Sequence[Row]) -> Mapping[str, _Answers]:
    """Return how outlets answered, by registered domain; `rows` have the earlier run before the later."""
    found: dict[str, _Answers] = {}
    for row in rows:
        one = found.setdefault(registered_domain(f"http://{row['host']}/"), _Answers())
        if row["is_now"]:
            one.asked += row["asked"]
            one.answered += row["answered"]
            one.reason = one.reason or row["reason"] or ""
        elif one.last_at is None or row["started_at"] is None or row["started_at"] >= one.last_at:
            one.last_answered = row["answered"] + (one.last_answered if row["started_at"] == one.last_at else 0)
            one.last_at = row["started_at"]
    return found


def _silent_outlets(visits: Mapping[str, _Answers]) -> Iterator[Silent]:
    for outlet, one in sorted(visits.items()):
        if one.asked and not one.answered and one.last_answered:
            yield Silent(name=outlet, reason=one.reason, asked=one.asked)


def _silent_sources(snapshot: Snapshot, before: Known, began: datetime) -> Iterator[Silent]:
    for row in snapshot.rows("news/failed_sources", began=began):
        if row["had_answered"] and row["url"] not in before.failed_sources:
            yield Silent(name=row["url"], reason=row["reason"], asked=1)


def _emptiness(
    snapshot: Snapshot,
    before: Known,
    began: datetime,
    links: int | None,
    articles: int,
    visits: Mapping[str, _Answers],
) -> str:
    """Return in a line what this run found nothing of though there had been some."""
    if before.articles and not articles:
        return f"no article is left of {before.articles}"
    if links == 0 and (sighted := snapshot.rows("news/sighted", began=began)[0]["items"]):
        return f"the sources gave no link where they had given {sighted}"
    asked = sum(one.asked for one in visits.values())
    answered = sum(one.answered for one in visits.values())
    if asked and not answered and any(one.last_answered for one in visits.values()):
        return f"none of the {asked} pages that were asked for answered"
    return ""
