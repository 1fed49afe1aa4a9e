"""The one flow: brings the dataset of an incident up to date, a line per stage. Safe to run again at any time."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas import State
from prefect.runtime import flow_run
from prefect.states import Cancelled, Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from extractors.errors import RetoldError
from extractors.records import Incident
from extractors.web import Reach, manners_of, refuse_strangers

from . import archive, artifacts, edits, endings, english, events, health, lock, news, replay, road, zombies
from .coverage import Coverage
from .dataset import WORK, Dataset
from .incident import asks_web, read_incident
from .lock import BusyError
from .meter import metered
from .overrides import NAME as OVERRIDES
from .progress import warn
from .publishing import SNAPSHOT
from .report import page
from .road import Recheck, Run
from .tasks import WORKERS, Bars, show_troubles, tell_server
from .visited import next_visit

ROUNDS = 3  # of scrape and extract: a page may name a better address of its own, which may name another


def _run_name() -> str:
    coverage = Coverage.model_validate(flow_run.parameters["coverage"])
    return f"{coverage.slug} {datetime.now(UTC):%Y-%m-%d %H:%M}"


@flow(
    name="cover",
    flow_run_name=_run_name,
    task_runner=ThreadPoolTaskRunner(max_workers=WORKERS),  # type: ignore[arg-type] # generic over results
    persist_result=False,
)
def cover(coverage: Coverage) -> State[Any]:
    """Bring the dataset of an incident up to date; return the row of `summary`.

    Where another run writes into the dataset, this one ends as cancelled: there is nothing to mend, and nothing lost.
    What failed is the message of its state, in one line.
    """
    tell_server()
    folder = coverage.folder
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with lock.alone(folder, flow_run.id or "", wait=coverage.when_busy == "wait") as killed:
            if killed:
                zombies.bury(killed)
            with _loopback_hosts(coverage) as hosts:
                return _cover(coverage, Reach(hosts=hosts))
    except BusyError as error:
        return Cancelled(message=str(error))
    except Exception as error:  # noqa: BLE001 - raised again for whoever called, see Failed's data
        if not isinstance(error, RetoldError):  # a mistake of ours: whoever mends it needs the place
            get_run_logger().exception("the run failed")
        endings.note(folder, health.one_line(error))
        return Failed(message=health.one_line(error), data=error)


@contextmanager
def _loopback_hosts(coverage: Coverage) -> Iterator[Mapping[str, tuple[str, int]]]:
    if coverage.sample is None:
        yield coverage.loopback_hosts
    else:
        with next_visit(coverage.sample, coverage.folder) as hosts:
            yield hosts


def _cover(coverage: Coverage, reach: Reach) -> State[Any]:
    incident_file, folder = coverage.file, coverage.folder
    source = Path(coverage.source) if coverage.source else None
    incident = read_incident(incident_file, coverage.slug, asks=source is None)
    manners = manners_of(incident, os.environ.get("RETOLD_CONTACT", ""))
    if asks_web(incident):
        refuse_strangers(manners, reach)
    if source:
        archive.bring(source, folder, coverage.until_day)
    # Before the dataset is opened: that may end the publishing of a killed run, and nobody has told of that one yet.
    before, progress = news.known(folder), artifacts.Progress(coverage.slug)
    with Dataset(folder / WORK) as dataset:
        run = Run(
            incident=incident,
            dataset=dataset,
            folder=folder,
            manners=manners,
            reach=reach,
            run_batches=metered(Bars(progress)),
            recheck=_recheck(incident, asked=coverage.recheck or _is_later_visit(coverage)),
            offline=source is not None,
            translate_again=coverage.translate_again,
            incident_files=_files(incident_file, incident),
        )
        summary = all_stages(run, source)
    return _told(run, before, progress, summary)


def _told(run: Run, before: news.Known, progress: artifacts.Progress, summary: Mapping[str, Any]) -> State[Any]:
    """Show what the run found, on its page and in the UI; return how it ended."""
    endings.clear(run.folder)
    incident = run.incident
    page.write(run.folder)
    found = news.read(run.folder, incident.slug, incident.title, before, run.began, run.heard.get("links"))
    ended = health.judge(found)
    if found.emptiness:
        warn(f"this run found nothing: {found.emptiness}")
    if flow_run.id:
        progress.end()
        if not ended.is_good:
            show_troubles(ended.troubles)
        artifacts.publish(found, ended, run.folder)
        events.emit(found, ended)
    return Completed(name=ended.name, message=ended.message, data=dict(summary))


def _is_later_visit(coverage: Coverage) -> bool:
    """Return whether a sample web is visited again: some of its pages have changed meanwhile."""
    return coverage.sample is not None and (coverage.folder / SNAPSHOT).is_file()


def _files(path: Path, incident: Incident) -> dict[str, bytes]:
    """Return the incident file and its overrides, to be kept beside what is made of them under the dataset's name."""
    overrides = incident.overrides.file
    held = {f"{incident.slug}.toml": path.read_bytes()}
    return held | ({f"{incident.slug}.{OVERRIDES}": overrides.read_bytes()} if overrides else {})


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
