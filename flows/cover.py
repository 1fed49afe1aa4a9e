"""The one flow: brings the dataset of an incident up to date, a line per stage. Safe to run again at any time."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner

from extractors.records import Incident
from extractors.web import Reach, manners_of, refuse_strangers

from . import archive, edits, english, replay, road
from .dataset import Dataset
from .incident import asks_web, read_incident
from .road import Recheck, Run
from .tasks import run_batches

ROUNDS = 3  # of scrape and extract: a page may name a better address of its own, which may name another


def _run_name() -> str:
    return f"{flow_run.parameters['slug']} {datetime.now(UTC):%Y-%m-%d %H:%M}"


@flow(
    name="cover",
    flow_run_name=_run_name,
    task_runner=ThreadPoolTaskRunner(max_workers=4),  # type: ignore[arg-type] # generic over results
    persist_result=False,
)
def cover(
    incident_file: str,
    slug: str,
    output: str,
    contact: str = "",
    loopback_hosts: Mapping[str, tuple[str, int]] | None = None,
    recheck: bool = False,
    source: str = "",
    translate_again: Sequence[str] = (),
) -> dict[str, str]:
    """Return the row of `summary` after bringing output/<slug>/ up to date.

    recheck asks for the page of every article again; without it, for those whose turn it is while the incident is open.
    loopback_hosts opens these hosts, and no others, on this machine: the sample web and tests. A real run has none.
    source is an archive: the dataset is made from it then, and nobody is asked for anything.
    translate_again are engines and flags: what they made, or what bears them, is translated once more by others.
    """
    incident = read_incident(Path(incident_file), slug, asks=not source)
    reach = Reach(hosts={host: (place[0], place[1]) for host, place in (loopback_hosts or {}).items()})
    manners = manners_of(incident, contact)
    if asks_web(incident):
        refuse_strangers(manners, reach)
    folder = Path(output) / slug
    folder.mkdir(parents=True, exist_ok=True)
    if source:
        archive.bring(Path(source), folder)
    with Dataset(folder / "work.duckdb") as dataset:
        run = Run(
            incident=incident,
            dataset=dataset,
            folder=folder,
            manners=manners,
            reach=reach,
            run_batches=run_batches,
            recheck=_recheck(incident, asked=recheck),
            offline=bool(source),
            translate_again=translate_again,
        )
        return all_stages(run, Path(source) if source else None)


def _recheck(incident: Incident, *, asked: bool) -> Recheck:
    if asked:
        return "all"
    return "due" if incident.until is None or incident.until >= datetime.now(UTC).date() else "none"


def all_stages(run: Run, source: Path | None = None) -> dict[str, Any]:
    """Return the row of `summary`; a run that ends early is noted as failed and leaves nothing half done.

    source is where the archive of a run that asks nobody came from.
    """
    run.note("running")
    try:
        edits.read_again(run.dataset, run.incident.overrides)
        is_translated = replay.take_up(run, source)
        if not run.offline:
            _gather(run)
        road.read_pages(run)
        if not (run.offline and is_translated) or run.translate_again:
            english.translate_articles(run, run.translate_again)
        road.relate_articles(run)
        return road.publish(run)
    except BaseException:  # whatever ended it: batches under way are told to stop
        run.stop.set()
        run.note("failed")
        raise


def _gather(run: Run) -> None:
    """Ask the sources for links, and the web for pages."""
    road.discover(run)
    for number in range(1, ROUNDS + 1):
        if not road.scrape_pages(run, number):
            break
        road.read_pages(run)
