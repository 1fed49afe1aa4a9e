"""Cases of misbehaviour, each with a host of its own, and the whole road over all of them at once."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import duckdb
import pytest
from _pytest.mark import ParameterSet
from warcio.archiveiterator import ArchiveIterator

from extractors.records import Incident, SourceSpec
from extractors.web import Manners, Reach
from flows.cover import all_stages
from flows.dataset import Dataset
from flows.road import Recheck, Run

from .faultserver import Asked, FaultServer
from .faulttexts import NAMES

T = TypeVar("T")
SECRET = "correct-horse"  # a password that no host should ever see
HOUR_S = 3600.0
DAY_S = 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Where an address should end, and what is kept of it."""

    outcome: str
    stage: str
    reason: str = ""
    status: int | None = None  # of the newest visit
    detail: str = ""  # a part of what is said of it
    wait_s: float | None = None  # from the visit until it may be asked for again
    says: tuple[str, ...] = ()  # parts of the article's text
    untold: tuple[str, ...] = ()  # what must not stand in it
    of: str = ""  # the article that an alias leads to
    visited: bool = True

    @property
    def row(self) -> tuple[str, str, str]:
        """Return which row of the ledger counts it."""
        return (self.stage, self.outcome, self.reason)


def tells(*says: str, status: int = 200, untold: tuple[str, ...] = (), english: bool = True) -> End:
    """Return the end of an article; without a translation it is no further than that stage."""
    stage, reason = ("publish", "") if english else ("translate", "untranslated")
    return End(outcome="article", stage=stage, reason=reason, status=status, says=says, untold=untold)


def told(*says: str) -> End:
    """Return the end of an article that was met through another address, and never asked for at its own."""
    return End(outcome="article", stage="publish", says=says, visited=False)


def leads(of: str) -> End:
    return End(outcome="alias", stage="extract", status=200, of=of)


def waits(reason: str, status: int | None = None, detail: str = "", wait_s: float = HOUR_S) -> End:
    return End(outcome="waiting", stage="scrape", reason=reason, status=status, detail=detail, wait_s=wait_s)


def left_over(reason: str) -> End:
    """Return the end of a link that a run did not come to."""
    return End(outcome="waiting", stage="scrape", reason=reason, visited=False)


def ends(reason: str, status: int | None = None, detail: str = "") -> End:
    return End(outcome="dropped", stage="scrape", reason=reason, status=status, detail=detail)


def tells_nothing(reason: str, detail: str = "") -> End:
    """Return the end of a page that came, and is no article."""
    return End(outcome="dropped", stage="extract", reason=reason, status=200, detail=detail)


def lost(reason: str, detail: str = "") -> End:
    """Return the end of a source, or of a part of it."""
    return End(outcome="dropped", stage="discover", reason=reason, detail=detail, visited=False)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Case:
    """What a host does, how often it is asked, and where its addresses end."""

    name: str  # id in the list of cases, then words
    site: Mapping[str, object]  # of its own host, or "other.example/path"
    ends: Mapping[str, End]  # path of its own host, or a whole address
    asked: tuple[str, ...] = ("/story",)  # what its host sees, in that order, robots.txt left out
    robots: int = 1  # how often robots.txt is asked for
    links: tuple[str, ...] = ()  # pointed at by the incident; none said: what `ends` names and nobody else points at
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    healed: Mapping[str, End] = field(default_factory=dict)  # ends that the second run changes
    healthy: Mapping[str, object] = field(default_factory=dict)  # what the host does then
    scheme: str = "http"
    port: int | None = None
    also: "Callable[[World, Case], None] | None" = None  # what else can be seen

    @property
    def host(self) -> str:
        """Return a host that is registered for this case alone."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-") + ".example"

    def url(self, path: str) -> str:
        """Return the whole address of a path."""
        if not path.startswith("/"):
            return path
        return f"{self.scheme}://{self.host}{f':{self.port}' if self.port else ''}{path}"

    def pages(self) -> dict[str, object]:
        """Return what a server should do for it."""
        return {self.host + path if path.startswith("/") else path: does for path, does in self.site.items()}

    def pointed_at(self) -> list[str]:
        """Return the links of the incident."""
        if self.links or self.feeds or self.sitemaps:
            return [self.url(path) for path in self.links]
        return [self.url(path) for path, end in self.ends.items() if end.visited]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Held:
    """What a published dataset holds after a run, and what was asked for in it."""

    links: Mapping[str, Mapping[str, Any]]
    visits: Mapping[str, Mapping[str, Any]]  # of an article, the one that brought it; of all else, the newest
    drops: tuple[tuple[str, str, str], ...]  # of the sources: url, reason, detail
    texts: Mapping[str, str]
    ledger: Mapping[tuple[str, str, str], int]
    payloads: Mapping[str, tuple[bytes, ...]]  # of the archive, by address
    bodies: frozenset[str]  # hashes of those
    log: tuple[Asked, ...]

    def paths(self, host: str) -> tuple[str, ...]:
        """Return what a host was asked for, robots.txt left out."""
        return tuple(asked.path for asked in self.log if asked.host == host and asked.path != "/robots.txt")

    def asked(self, host: str) -> list[Asked]:
        return [asked for asked in self.log if asked.host == host]


@dataclass(repr=False)
class World:
    """A server, an incident and a dataset that runs come back to."""

    folder: Path
    server: FaultServer
    manners: Manners
    reach: Reach
    incident: Incident
    proxy: FaultServer | None = None  # that the environment names, and nobody should use
    inside: FaultServer | None = None  # of a private network, and nobody should reach it
    looked_up: list[str] = field(default_factory=list)  # names
    runs: list[Held] = field(default_factory=list)

    def cover(self, later_s: float = 0.0, recheck: Recheck = "due") -> Held:
        """Return what a run finds, for which the clocks go that much later; it leaves feeds and sitemaps alone then."""
        plan = replace(self.incident, sources=self.incident.sources[-1:]) if later_s else self.incident
        began = len(self.server.log)
        with pytest.MonkeyPatch.context() as patch, Dataset(self.folder / "work.duckdb") as dataset:
            patch.setattr("flows.road.PAGES_A_BATCH", 100)  # starting a worker takes longer than reading so many
            if later_s:
                _turn_clocks(patch, later_s)
            all_stages(
                Run(
                    incident=plan,
                    dataset=dataset,
                    folder=self.folder,
                    manners=self.manners,
                    reach=self.reach,
                    run_batches=at_once,
                    recheck=recheck,
                )
            )
        self.runs.append(_held(self.folder, tuple(self.server.log[began:])))
        return self.runs[-1]


def parameters(cases: Iterable[Case]) -> list[ParameterSet]:
    """Return the cases as pytest takes them, each under its name."""
    return [pytest.param(case, id=case.name) for case in cases]


def incident(cases: Iterable[Case], **more: Any) -> Incident:
    """Return what points at every link, feed and sitemap of the cases."""
    told_of: dict[str, list[str]] = {"urls": [], "feeds": [], "sitemaps": []}
    for case in cases:
        told_of["urls"] += case.pointed_at()
        told_of["feeds"] += map(case.url, case.feeds)
        told_of["sitemaps"] += map(case.url, case.sitemaps)
    return Incident(
        slug="faults",
        title="The lost ferry",
        began=date(2024, 3, 4),
        names={"*": NAMES},
        engines=(),
        sources=tuple(
            SourceSpec(kind=kind, options={"urls": urls}, folder=Path())
            for kind, urls in sorted(told_of.items())
            if urls
        ),
        **more,
    )


def at_once(stage: str, labelled: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:  # noqa: ARG001
    """Yield what each batch returns as soon as it ends, all of them running in threads, as in a flow."""
    with ThreadPoolExecutor(8) as threads:
        yield from (done.result() for done in as_completed([threads.submit(call) for _, call in labelled]))


def check(case: Case, held: Held, expected: Mapping[str, End]) -> None:
    """Assert where every address of a case ended, and what dataset, ledger and archive hold of it."""
    for path, end in expected.items():
        url = case.url(path)
        if end.stage == "discover":
            own = [(reason, detail) for at, reason, detail in held.drops if at == url]
            assert [end.detail in detail for reason, detail in own if reason == end.reason] == [True], (url, own)
            counted = sum(reason == end.reason for _, reason, _ in held.drops)
        else:
            _check_link(url, case, held, end)
            counted = sum(link["row"] == end.row for link in held.links.values())
        assert held.ledger[end.row] == counted, (end.row, held.ledger)


def _check_link(url: str, case: Case, held: Held, end: End) -> None:
    link, visit = held.links[url], held.visits.get(url)
    assert link["row"] == end.row, (url, link, visit)
    assert link["alias_of"] == (case.url(end.of) if end.of else None)
    assert (visit is not None) == end.visited, url
    if visit is not None:
        _check_visit(link, visit, end)
    if end.outcome == "article":
        text = held.texts[url]
        assert all(says in text for says in end.says), (end.says, text)
        assert not any(says in text for says in end.untold), (end.untold, text)
        assert visit is None or visit["body_sha256"] in held.bodies, f"{url}: the archive has no such body"
    elif end.stage == "scrape":
        assert not any(held.payloads.get(url, ())), f"{url}: nothing of a failed answer is kept"


def _check_visit(link: Mapping[str, Any], visit: Mapping[str, Any], end: End) -> None:
    assert visit["status"] == end.status, visit
    assert visit["reason"] == (end.reason if end.stage == "scrape" else None), visit
    assert end.detail in link["detail"], link
    assert (visit["body_sha256"] is None) == (end.stage == "scrape"), visit
    assert (link["retry_at"] is None) == (end.wait_s is None), link
    if end.wait_s is not None:
        assert abs(visit["retry_after_s"] - end.wait_s) <= 20, visit  # a Retry-After may be a date
        due = (link["retry_at"] - visit["fetched_at"]).total_seconds()
        assert abs(due - end.wait_s) <= 20, (link, visit)


def _held(folder: Path, log: tuple[Asked, ...]) -> Held:
    with duckdb.connect(str(folder / "coverage.duckdb"), read_only=True) as connection:

        def rows(sql: str) -> list[dict[str, Any]]:
            found = connection.execute(sql)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

        english = {row["url"] for row in rows("SELECT url FROM core.english WHERE text_en IS NOT NULL")}
        links = {row["url"]: row | {"row": _ledger_row(row, english)} for row in rows("FROM core.links")}
        visits = """
            FROM core.visits WHERE reason IS DISTINCT FROM 'not_modified'
            ORDER BY reason IS NULL AND url IN (SELECT page_url FROM core.articles), fetched_at
        """
        drops = rows("FROM core.drops WHERE stage = 'discover'")
        payloads = _payloads(folder / "archive")
        return Held(
            links=links,
            visits={row["url"]: row for row in rows(visits)},
            drops=tuple((row["url"], row["reason"], row["detail"]) for row in drops),
            texts={row["url"]: f"{row['title']}\n{row['text']}" for row in rows("FROM main.articles")},
            ledger={(row["stage"], row["outcome"], row["reason"]): row["items"] for row in rows("FROM main.ledger")},
            payloads=payloads,
            bodies=frozenset(sha256(one).hexdigest() for payload in payloads.values() for one in payload),
            log=log,
        )


def _ledger_row(link: Mapping[str, Any], english: set[str]) -> tuple[str, str, str]:
    if link["outcome"] != "article":
        return (link["stage"], link["outcome"], link["reason"])
    return ("publish", "article", "") if link["url"] in english else ("translate", "article", "untranslated")


def _payloads(archive: Path) -> dict[str, tuple[bytes, ...]]:
    found: dict[str, tuple[bytes, ...]] = {}
    for file in sorted(archive.glob("*.warc.gz")):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type == "response":
                    url = record.rec_headers.get_header("WARC-Target-URI")
                    found[url] = (*found.get(url, ()), record.raw_stream.read())
    return found


def carries_nothing(world: World, case: Case) -> None:
    """Assert that no cookie and no password went to any host, in no run, nor into the dataset."""
    for asked in world.server.log:
        assert not {"cookie", "authorization", "proxy-authorization"} & asked.headers.keys(), (case.name, asked)
        assert SECRET not in f"{asked.headers} {asked.path}"
    for held in world.runs:
        assert not [url for url in (*held.links, *held.visits) if SECRET in url]


def ledger_of(ended: Iterable[End]) -> Counter[tuple[str, str, str]]:
    return Counter(end.row for end in ended)


def _turn_clocks(patch: pytest.MonkeyPatch, later_s: float) -> None:
    """Let a run believe that it begins that much later."""

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) + timedelta(seconds=later_s)

    for module in ("flows.road", "extractors.robots", "extractors.answers", "extractors.web", "extractors.fetcher"):
        patch.setattr(f"{module}.datetime", Later)
    patch.setattr("extractors.turns.time", SimpleNamespace(time=lambda: time.time() + later_s))
