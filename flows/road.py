"""The stages of a run: what waits is asked in SQL, worked off in batches, and merged by the one writer."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq

from extractors import mastheads, scrape, urls, warc
from extractors.records import Incident, Page
from extractors.web import Manners, Reach

from . import batches, differences, edits, forgotten, meter, staging
from .archive import run_of
from .dataset import Dataset, Row
from .names import language_name
from .progress import counted, say, warn
from .publishing import Origin
from .relate import relate, undecided
from .running import RunBatches, Stop, one_after_another
from .staging import Staged

T = TypeVar("T")
SCRAPE_BATCHES = 8
PAGES_A_BATCH = 50
MOST_BATCHES = 16  # of a stage: as many bars as a person can read
# A page is asked for again when it has been left alone for as long as its text had stood unchanged, within these.
FIRST_RECHECK_S = 3600
LONGEST_RECHECK_S = 7 * 86_400

Recheck = Literal["all", "due", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What every stage of one run needs to know."""

    incident: Incident
    dataset: Dataset
    folder: Path  # output/<slug>/
    manners: Manners
    reach: Reach
    run_batches: RunBatches = one_after_another
    recheck: Recheck = "due"  # which pages of articles are asked for again, to see whether they have changed
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    run_id: str = field(default_factory=lambda: uuid.uuid4().hex[:12])
    stop: Stop = field(default_factory=Stop)  # set: finish what is under way, begin nothing
    offline: bool = False  # nobody is asked, for translations neither
    translate_again: Sequence[str] = ()  # engines and flags whose readings are made once more
    incident_files: Mapping[str, bytes] = field(default_factory=dict)  # the incident's and its overrides', by name
    heard: dict[str, int] = field(default_factory=dict)  # how many links the sources gave, if they were asked
    bodies: warc.Bodies = field(default_factory=warc.Bodies)  # what the archive holds, when `remember` has been called

    @property
    def archive(self) -> Path:
        """Return the folder of WARC files."""
        return self.folder / "archive"

    @property
    def staging(self) -> Path:
        """Return the folder of rows that wait for the writer."""
        return self.folder / "staging"

    @property
    def pace(self) -> Path:
        """Return the folder by which this run, and all others beside it, keep their distance to each domain."""
        folder = self.folder.parent / ".pace"
        folder.mkdir(exist_ok=True)
        return folder

    def merge(self, *paths: Path) -> None:
        """Take staged files into the dataset, those of a kind at once; merging one twice is harmless."""
        for name, some in groupby(sorted(paths, key=staging.load_name), key=staging.load_name):
            files = list(some)
            forgotten.merge(self.dataset, name, pa.concat_tables(map(pq.read_table, files)))
            for path in files:
                path.unlink()

    def note(self, state: str) -> None:
        """Write into the table of runs how this one stands: running, done or failed."""
        row = {
            "run_id": self.run_id,
            "incident": self.incident.slug,
            "code_version": version("retold"),
            "at": datetime.now(UTC),
            "state": state,
        }
        self.dataset.load("load/runs", [row])


def remember(run: Run) -> None:
    """Learn which bodies lie in the archive, so that none is stored twice."""
    for row in run.dataset.rows("pending/bodies"):
        run.bodies.add(batches.page_of(row))


def load_journal(run: Run, journal: Path, told: batches.Told | None = None) -> list[Row]:
    """Return the visits that a finished file of the archive added to the dataset, with all else that it holds."""
    told = told or batches.told_by(journal)
    run.dataset.load("load/visits", staging.table(told.visits, "visits"))
    if told.found is not None:
        run.dataset.run("load/forget_failed_sources")
        run.dataset.load("load/drops", staging.table(map(asdict, told.found.drops), "drops"))
        run.dataset.load("load/links", staging.table(map(asdict, told.found.links), "links"))
    run.dataset.run("derive/visited_links")
    forgotten.heed(run.dataset)
    run.dataset.load("load/journals", [{"warc": journal.name, "run_id": run_of(journal)}])
    for row in told.visits:
        run.bodies.add(batches.page_of(row))
    return told.visits


def discover(run: Run) -> None:
    """Find links, and keep what the sources answered."""
    incident = run.incident
    finished = run.dataset.run("pending/finished")
    call = partial(
        batches.find_links,
        incident,
        run.manners,
        run.reach,
        run.archive,
        f"discover-{run.run_id}",
        known(run, "discover") | known(run, "robots"),
        frozenset(run.dataset.run("pending/sighted")),
        finished[0][0] if finished else None,
        run.bodies,
        run.pace,
        run.stop,
        forgotten.remembered(run.dataset),
    )
    for found in run.run_batches("discover", [(f"{len(incident.sources)} sources", call)]):
        load_journal(run, found.journal)
        run.heard["links"] = found.links
        say(f"discover: {len(incident.sources)} sources, {found.links} links", failed=found.failed)


def due(run: Run, now: datetime, recheck: Recheck) -> list[Row]:
    """Return the links to be asked for at a moment, with what makes the requests conditional."""
    return run.dataset.rows(
        "pending/scrape",
        now=now,
        began=run.began,
        recheck=recheck,
        first_recheck_s=FIRST_RECHECK_S,
        longest_recheck_s=LONGEST_RECHECK_S,
    )


def scrape_pages(run: Run, number: int = 1) -> int:
    """Ask for every link that waits, in a round of scraping and reading; return how many were asked for."""
    rows = due(run, datetime.now(UTC), run.recheck)
    wanted = [scrape.Wanted(**row) for row in affordable(run, rows)]
    robots = known(run, "robots")
    calls = [
        (
            f"{_domains(part)} · {len(part)} links",
            partial(
                batches.scrape_links,
                part,
                run.manners,
                run.reach,
                run.archive,
                f"scrape-{run.run_id}-round{number}-{uuid.uuid4().hex[:6]}",
                stop=run.stop,
                known=robots,
                bodies=run.bodies,
                pace=run.pace,
                on_end=meter.tick,
            ),
        )
        for part in scrape.pack(wanted, SCRAPE_BATCHES)
    ]
    visits = sum(len(load_journal(run, told.journal, told)) for told in run.run_batches("scrape", calls))
    if wanted:
        say(f"scrape: {len(wanted)} links, {visits} visits", failed=["budget"] * (len(rows) - len(wanted)))
    return len(wanted)


def affordable(run: Run, rows: Sequence[Row]) -> list[Row]:
    """Return the rows without those that wait for the next run, their hosts having had their share of this one.

    Rechecks are not counted: what is known already keeps nothing new out.
    """
    due, most = {row["url"] for row in rows}, run.incident.pages_per_host
    links = run.dataset.rows("pending/budget", began=run.incident.began) if due else []
    pages = Counter(_host(link) for link in links if link["asked"])
    beyond: set[str] = set()
    for link in links:
        if link["url"] in due and not link["asked"]:
            pages[_host(link)] += 1
            if pages[_host(link)] > most:
                beyond.add(link["url"])
    detail = f"{most} pages a run are asked of a host"
    run.dataset.load("load/beyond_budget", [{"url": url, "detail": detail} for url in sorted(beyond)])
    return [row for row in rows if row["url"] not in beyond]


def _host(link: Row) -> str:
    return urlsplit(link["url"]).netloc


def known(run: Run, purpose: str) -> dict[str, Page]:
    """Return the newest usable answer of each feed, sitemap or robots.txt, to ask only for what has changed."""
    rows = run.dataset.rows("pending/known", purpose=purpose)
    return {row["url"]: batches.page_of(row) for row in rows}


def read_pages(run: Run) -> int:
    """Read every page that nobody has read yet, the earlier answer of an address before the later; return how many."""
    pages = 0
    while not run.stop.is_set() and (visits := run.dataset.rows("pending/extract")):
        _read(run, visits)
        pages += len(visits)
    return pages


def _read(run: Run, visits: Sequence[Row]) -> None:
    incident = run.incident
    telling = (incident.names, incident.names_at_least, edits.wanted(incident.overrides))  # the incident, by these
    calls = [
        (
            f"{len(part)} pages",
            partial(batches.read_pages, part, run.archive, *telling, run.staging, run.stop, meter.tick),
        )
        for part in parts(visits, PAGES_A_BATCH)
    ]
    counts = _merged(run, "extract", calls)
    say(f"extract: {len(visits)} pages: {counted(counts)}")


def relate_articles(run: Run) -> None:
    """Find out who retold whom."""
    relate(run.dataset, run.run_batches, began=run.incident.began, overrides=run.incident.overrides)
    differences.compare(run.dataset)
    ((pairs, tellings),) = run.dataset.run("show/related")
    say(f"deduplicate: {pairs} pairs share words, {tellings} tellings")
    for line in undecided(run.dataset, "an engine that translates them ([translate] engines) lets them be read"):
        warn(line)


def publish(run: Run) -> dict[str, Any]:
    """Put the snapshot in place; return the row of `summary`."""
    names = [{"language": tag, "name": language_name(tag)} for (tag,) in run.dataset.run("pending/languages")]
    run.dataset.load("load/languages", names)
    run.dataset.load("load/outlets", mastheads.rows())
    forgotten.sweep(run.dataset, run.archive, forgotten.journals_of(run.archive, run.run_id))
    run.note("done")
    incident = run.incident
    run.dataset.publish(run.folder, Origin(slug=incident.slug, title=incident.title, files=run.incident_files))
    edits.warn_of_unmet(run.dataset, run.incident.overrides)
    summary = run.dataset.rows("show/summary")[0]
    say(f"publish: {summary['articles']} articles, {summary['voices']} voices, {summary['languages']} languages")
    return {name: str(value) for name, value in summary.items()}


def _merged(run: Run, stage: str, calls: Sequence[tuple[str, Callable[[], Staged]]]) -> Counter[str]:
    """Run the batches of a stage and merge what each leaves; return how many items had which outcome."""
    counts: Counter[str] = Counter()
    for staged in run.run_batches(stage, calls):
        run.merge(staged.path)
        counts.update(staged.counts)
    return counts


def _domains(wanted: Sequence[scrape.Wanted]) -> str:
    domains = sorted({urls.registered_domain(item.url) or "files" for item in wanted})
    return domains[0] if len(domains) == 1 else f"{len(domains)} outlets"


def parts(rows: Sequence[T], size: int) -> list[Sequence[T]]:
    """Return the rows in runs of `size`, longer where there would be more of them than a person can watch."""
    size = max(size, -(-len(rows) // MOST_BATCHES))
    return [rows[start : start + size] for start in range(0, len(rows), size)]
