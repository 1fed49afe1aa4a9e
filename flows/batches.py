"""What one batch of a stage does: pure functions of their input. No Prefect, no DuckDB, no state that is shared."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from extractors import discover, extract, outlets, relevance, sandbox, scrape, text, warc
from extractors.errors import DropError
from extractors.fetcher import Fetcher
from extractors.forgotten import Forgotten
from extractors.plugins import Outlet, load
from extractors.records import Article, Drop, Incident, Link, Page
from extractors.web import Manners, Reach

from .staging import Row, Staged, stage

# A page that needs longer is hostile: the median is 40 ms, the slowest of 519 real ones took about 2 s.
READ_DEADLINE_S = 20.0
READ_MEMORY_BYTES = 1_500_000_000
READINESS = "flows.readiness"  # a module: what every worker would else load
# What a busy machine or a mistake of ours may do to a good page: it is read again in the next run.
FAILED_FOR_NOW = ("timeout", "out_of_memory", "crashed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a file of the archive holds."""

    journal: Path
    visits: list[Row]  # rows of core.visits
    found: warc.Found | None  # None: no sources were asked, or they were not asked to the end

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many pages came, and how many did not for each reason."""
        asked = [row for row in self.visits if row["purpose"] == "scrape"]
        return Counter(row["reason"] or "pages" for row in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """What the sources of an incident gave."""

    journal: Path
    links: int
    failed: Sequence[str]  # why some did not

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many links there are, and how many sources failed for each reason."""
        return Counter({"links": self.links}) + Counter(self.failed)


def told_by(journal: Path) -> Told:
    """Return what a finished file of the archive holds."""
    purpose = journal.name.split("-", 1)[0]  # discover or scrape: what the requests were for
    items = list(warc.items(journal))
    return Told(
        journal=journal,
        visits=[_visit_row(item, purpose) for item in items if isinstance(item, Page)],
        found=next((item for item in items if isinstance(item, warc.Found)), None),
    )


def _visit_row(page: Page, purpose: str) -> Row:
    robots = page.url.endswith("/robots.txt")
    row = {name: getattr(page, name) for name in Page.__dataclass_fields__ if name != "body"}
    return {**row, "purpose": "robots" if robots else purpose}


def page_of(row: Row) -> Page:
    """Return the page of a row of core.visits, without its body."""
    return Page(**{name: row[name] for name in Page.__dataclass_fields__ if name in row})


def find_links(
    incident: Incident,
    manners: Manners,
    reach: Reach,
    archive: Path,
    journal: str,
    known: Mapping[str, Page],
    sighted: frozenset[tuple[str, str, bool]],
    follows: str | None,
    bodies: warc.Bodies,
    pace: Path,
    stop: threading.Event,
    forgotten: Forgotten,
) -> Discovered:
    """Return what the sources gave, with the journal of what was asked and found.

    `sighted` are url, source, and whether there is a title, of the links that are known; `follows` is the run before.
    """
    with Fetcher(manners, reach, archive, journal, known=known, bodies=bodies, pace=pace, stop=stop) as fetch:
        found = list(discover.discover(incident, fetch, fetch.again))
        links = [one for one in found if isinstance(one, Link)]
        drops = tuple(one for one in found if isinstance(one, Drop))
        new = tuple(without_hints(link, forgotten) for link in links if not _is_sighted(link, sighted))
        fetch.note(warc.Found(links=new, drops=drops, follows=follows))
    return Discovered(journal=fetch.journal.path, links=len(links), failed=[drop.reason for drop in drops])


def without_hints(link: Link, forgotten: Forgotten) -> Link:
    """Return a link as a source found it; without its title where that is to be forgotten."""
    return replace(link, title_hint=None, published_hint=None) if forgotten.holds(link.url) else link


def scrape_links(*arguments: Any, **more: Any) -> Told:
    """Return what came of asking for links: scrape.scrape, and what its journal holds."""
    return told_by(scrape.scrape(*arguments, **more))


def _is_sighted(link: Link, sighted: frozenset[tuple[str, str, bool]]) -> bool:
    titled = (link.url, link.source, True) in sighted
    return titled or (link.title_hint is None and (link.url, link.source, False) in sighted)


def read_pages(
    visits: Sequence[Row],
    archive: Path,
    names: Mapping[str, tuple[str, ...]],
    at_least: int,
    wanted: frozenset[str],
    staging: Path,
    stop: threading.Event,
    on_end: Callable[[], object] = lambda: None,
) -> Staged:
    """Stage a row for each visit: an article, an alias of one, a drop with its reason, or a wait for review.

    `wanted` are addresses whose pages tell the incident whatever names they hold. With `stop` set, only for those that
    were read by then.
    """
    items = takewhile(lambda _: not stop.is_set(), ((visit, archive, names, at_least, wanted) for visit in visits))
    results = sandbox.work_off(
        read_page, items, processes=1, deadline_s=READ_DEADLINE_S, memory_bytes=READ_MEMORY_BYTES, preload=READINESS
    )
    rows = []
    for visit, result in zip(visits, results, strict=False):
        rows.append(_settled(visit, result))
        on_end()
    return Staged(path=stage(rows, "readings", staging), counts=Counter(row["outcome"] for row in rows))


def _settled(visit: Row, result: Row | Exception) -> Row:
    if isinstance(result, DropError):
        outcome = "waiting" if result.reason in FAILED_FOR_NOW else "dropped"
        return _dropped(visit, result.reason, result.detail, outcome)
    if isinstance(result, Exception):
        raise result
    return result


def _dropped(visit: Row, reason: str, detail: str, outcome: str = "dropped") -> Row:
    kept = {name: visit[name] for name in ("url", "body_sha256", "fetched_at")}
    return {**kept, "outcome": outcome, "reason": reason, "detail": detail}


@lru_cache(maxsize=1)
def known_outlets() -> dict[str, Outlet]:
    """Return the outlet files by name."""
    return load(outlets, Outlet)


def read_page(item: tuple[Row, Path, Mapping[str, tuple[str, ...]], int, frozenset[str]]) -> Row:
    """Return what one archived page holds, as a row for sql/load/readings.sql; DropError when it holds no article."""
    visit, archive, names, at_least, wanted = item
    body = warc.body(archive, visit["warc"], visit["warc_offset"])
    article = extract.read(replace(page_of(visit), body=body), known_outlets())
    found = relevance.names_in(names, article.language, f"{article.title}\n{article.text}")
    is_wanted = not wanted.isdisjoint((visit["url"], visit["final_url"], article.url))
    if len(found) < at_least and not is_wanted:
        near = 0 < len(found) == at_least - 1
        detail = f"names {', '.join(found) or 'none'}; {at_least} are asked for"
        return _dropped(visit, *(("review", detail, "waiting") if near else ("off_topic", detail)))
    return _article_row(visit, article, found, "editor" if len(found) < at_least else "")


def _article_row(visit: Row, article: Article, found: tuple[str, ...], reason: str) -> Row:
    text_sha256 = text.sha256(article.text)
    row = asdict(article)
    return {
        **{name: visit[name] for name in ("body_sha256", "fetched_at", "warc", "warc_offset")},
        **row,
        "url": visit["url"],
        "outcome": "article" if visit["url"] == article.url else "alias",
        "reason": reason,
        "detail": "",
        "article_url": article.url,
        "text_sha256": text_sha256,
        "words": len(text.words(article.text)),
        "relevance_names": found,
        "segments": _segment_rows(article, text_sha256),
    }


def _segment_rows(article: Article, text_sha256: str) -> list[Row]:
    """Return the sentences of the text, and the headline as the one segment of a text of its own."""
    body = [(text_sha256, segment) for segment in text.segments(article.text, article.language)]
    title_sha256 = text.sha256(article.title)
    rows = [
        {
            "text_sha256": owner,
            "position": segment.position,
            "segment_sha256": text.sha256(segment.text),
            "paragraph": segment.paragraph,
            "quoted": segment.quoted,
            "original": segment.text,
        }
        for owner, segment in body
    ]
    headline = {"text_sha256": title_sha256, "position": 0, "segment_sha256": title_sha256, "paragraph": 0}
    if article.title and title_sha256 != text_sha256:  # a text that is its own headline has sentences already
        rows.append({**headline, "quoted": False, "original": article.title})
    return rows
