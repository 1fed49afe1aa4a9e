"""The stages of a run: what waits is asked in SQL, worked off in batches, and merged by the one writer."""

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal, TypeVar

import pyarrow.parquet as pq

from extractors import scrape, translate, urls, warc
from extractors.records import Incident, Page
from extractors.web import Manners, Reach

from . import batches, staging
from .dataset import Dataset, Row, sql_text
from .names import language_name
from .progress import say
from .relate import relate
from .running import RunBatches, one_after_another
from .staging import Staged

T = TypeVar("T")
SCRAPE_BATCHES = 8
PAGES_A_BATCH = 50
SEGMENTS_A_BATCH = 400
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
    stop: threading.Event = field(default_factory=threading.Event)  # set: finish what is under way, begin nothing

    @property
    def archive(self) -> Path:
        """Return the folder of WARC files."""
        return self.folder / "archive"

    @property
    def staging(self) -> Path:
        """Return the folder of rows that wait for the writer."""
        return self.folder / "staging"

    def merge(self, path: Path) -> None:
        """Take a staged file into the dataset; merging one twice is harmless."""
        self.dataset.load(f"load/{staging.load_name(path)}", pq.read_table(path))
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


def take_up(run: Run) -> None:
    """Load what a killed run has left: finished requests in the archive, finished batches in the staging folder."""
    warc.recover(run.archive)
    loaded = {name for (name,) in run.dataset.run("pending/journals")}
    for journal in sorted(run.archive.glob("*.warc.gz")):
        if journal.name not in loaded:
            load_journal(run, journal)
    for path in staging.left_over(run.staging):
        run.merge(path)
    run.dataset.run("load/forget_failed_readings")


def load_journal(run: Run, journal: Path) -> int:
    """Return how many visits a finished file of the archive added to the dataset."""
    rows = batches.visit_rows(journal)
    run.dataset.load("load/visits", staging.table(rows, "visits"))
    run.dataset.run("derive/visited_links")
    return len(rows)


def discover(run: Run) -> None:
    """Find links, and keep what the sources answered."""
    incident = run.incident
    journal = f"discover-{run.run_id}"
    held = known(run, "discover") | known(run, "robots")
    call = partial(batches.find_links, incident, run.manners, run.reach, run.archive, journal, held)
    for links, drops, path in run.run_batches("discover", [(f"{len(incident.sources)} sources", call)]):
        if path.exists():
            load_journal(run, path)
        run.dataset.run("load/forget_failed_sources")
        run.dataset.load("load/drops", staging.table(drops, "drops"))
        run.dataset.load("load/links", staging.table(links, "links"))
        run.dataset.run("derive/visited_links")
        say(f"discover: {len(incident.sources)} sources, {len(links)} links", failed=[drop["reason"] for drop in drops])


def scrape_pages(run: Run) -> int:
    """Ask for every link that waits; return how many were asked for."""
    rows = run.dataset.rows(
        "pending/scrape",
        now=datetime.now(UTC),
        began=run.began,
        recheck=run.recheck,
        first_recheck_s=FIRST_RECHECK_S,
        longest_recheck_s=LONGEST_RECHECK_S,
    )
    wanted = [scrape.Wanted(**row) for row in rows]
    robots = known(run, "robots")
    calls = [
        (
            f"{_domains(part)} · {len(part)} links",
            partial(
                scrape.scrape,
                part,
                run.manners,
                run.reach,
                run.archive,
                f"scrape-{run.run_id}-{uuid.uuid4().hex[:6]}",
                stop=run.stop,
                known=robots,
            ),
        )
        for part in scrape.pack(wanted, SCRAPE_BATCHES)
    ]
    visits = sum(load_journal(run, journal) for journal in run.run_batches("scrape", calls))
    if wanted:
        say(f"scrape: {len(wanted)} links, {visits} visits")
    return len(wanted)


def known(run: Run, purpose: str) -> dict[str, Page]:
    """Return the newest usable answer of each feed, sitemap or robots.txt, to ask only for what has changed."""
    rows = run.dataset.rows("pending/known", purpose=purpose)
    return {row["url"]: batches.page_of(row) for row in rows}


def read_pages(run: Run) -> None:
    """Read every page that nobody has read yet."""
    visits = run.dataset.rows("pending/extract")
    incident = run.incident
    calls = [
        (
            f"{len(part)} pages",
            partial(
                batches.read_pages, part, run.archive, incident.names, incident.names_at_least, run.staging, run.stop
            ),
        )
        for part in parts(visits, PAGES_A_BATCH)
    ]
    counts = _merged(run, "extract", calls)
    if visits:
        say(f"extract: {len(visits)} pages: {_counted(counts)}")


def translate_articles(run: Run) -> None:
    """Translate every sentence that has no English yet, as far as the budget goes."""
    chain = translate.engines_named(run.incident.engines)
    waiting = run.dataset.rows("pending/translate", budget_chars=run.incident.budget_chars)
    names = sorted({name for group in run.incident.names.values() for name in group})
    breaker = translate.Breaker()
    calls = [
        (
            f"{source} · {len(part)} sentences",
            partial(batches.translate_segments, part, source, chain, names, breaker, run.staging),
        )
        for source, rows in _by_source(waiting)
        for part in parts(rows, SEGMENTS_A_BATCH)
    ]
    counts = _merged(run, "translate", calls)
    run.dataset.connection.execute(sql_text("derive/english"))
    if waiting:
        say(f"translate: {len(waiting)} sentences: {_counted(counts)}")


def relate_articles(run: Run) -> None:
    """Find out who retold whom."""
    relate(run.dataset, run.run_batches, began=run.incident.began)
    ((pairs, tellings),) = run.dataset.run("show/related")
    say(f"deduplicate: {pairs} pairs share words, {tellings} tellings")


def publish(run: Run) -> dict[str, Any]:
    """Put the snapshot in place; return the row of `summary`."""
    names = [{"language": tag, "name": language_name(tag)} for (tag,) in run.dataset.run("pending/languages")]
    run.dataset.load("load/languages", names)
    run.note("done")
    run.dataset.publish(run.folder)
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


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "nothing"


def _domains(wanted: Sequence[scrape.Wanted]) -> str:
    domains = sorted({urls.registered_domain(item.url) or "files" for item in wanted})
    return domains[0] if len(domains) == 1 else f"{len(domains)} outlets"


def _by_source(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    for source, group in groupby(rows, key=itemgetter("source")):
        yield source, list(group)


def parts(rows: Sequence[T], size: int) -> list[Sequence[T]]:
    """Return the rows in runs of `size`, longer where there would be more of them than a person can watch."""
    size = max(size, -(-len(rows) // MOST_BATCHES))
    return [rows[start : start + size] for start in range(0, len(rows), size)]
