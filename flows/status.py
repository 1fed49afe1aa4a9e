"""How datasets stand: healthy or not, what is new, what was lost, what comes next. Changes nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from extractors.errors import StopError

from . import endings, lock, manifest, reports, statuslines, upcoming
from .commands import chosen, no_dataset
from .dataset import Row, Snapshot
from .progress import complain, counted
from .publishing import SNAPSHOT
from .show import Form, show
from .upcoming import Upcoming

# What nobody has to mend: no engine of this machine knows the language, or nobody knows the language itself.
_NOBODY = ("unsupported", "unknown_language")

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one dataset stands."""

    incident: str
    title: str = ""
    health: str  # healthy, look, running, killed, failed or unreadable
    troubles: Sequence[str] = ()  # what somebody should look at, a line each
    articles: int | None = None  # None, as all counts: the dataset cannot be read
    voices: int | None = None
    outlets: int | None = None
    languages: int | None = None
    new_since: datetime | None = None  # when the run before the last began; None: there was none, all of it is new
    new_articles: int | None = None
    new_voices: int | None = None
    new_languages: Sequence[str] = ()
    changed_articles: int | None = None
    dropped: int | None = None
    dropped_reasons: Counts = field(default_factory=dict)
    waiting: int | None = None
    waiting_reasons: Counts = field(default_factory=dict)
    waiting_until: datetime | None = None  # when the first of them may be asked for again
    untranslated: int | None = None
    untranslated_reasons: Counts = field(default_factory=dict)  # reason -> articles
    last_run: str | None = None
    last_started: datetime | None = None
    last_finished: datetime | None = None
    next_run: datetime | None = None
    schedule: str | None = None
    dataset: str
    report: str | None = None


def show_status(incident: str | None, output: Path, form: Form) -> None:
    """Show how each dataset below the output folder stands, or one of them.

    Raises StopError behind the others when one cannot be read.
    """
    folders = [chosen(incident, output)] if incident else [path.parent for path in sorted(output.glob(f"*/{SNAPSHOT}"))]
    if not folders:
        raise no_dataset(output)
    planned, silence = upcoming.read(output)
    standings = [standing(folder, planned.get(folder.resolve())) for folder in folders]
    if form is Form.TABLE:
        statuslines.show_all(standings)
    else:
        rows = [asdict(one) for one in standings]
        show(list(rows[0]), [list(row.values()) for row in rows], form)
    if silence:
        complain(silence)
    failures = [one.troubles[0] for one in standings if one.health == "unreadable"]
    for failure in failures[:-1]:
        complain(failure)
    if failures:
        raise StopError(failures[-1])


def standing(folder: Path, planned: Upcoming | None = None) -> Standing:
    """Return how the dataset in a folder stands."""
    try:
        return _standing(folder, Snapshot(folder / SNAPSHOT), planned)
    except StopError as error:
        return Standing(
            incident=folder.name, health="unreadable", troubles=[str(error)], dataset=str(folder / SNAPSHOT)
        )


def _standing(folder: Path, snapshot: Snapshot, planned: Upcoming | None) -> Standing:
    (row,) = snapshot.rows("show/status")
    losses = snapshot.rows("news/losses")
    untranslated = _untranslated(snapshot)
    last = _last_run(folder, row)
    troubles = [*_ended(folder, last), *_troubles(snapshot.rows("show/troubled")), *_engines(untranslated)]
    report = folder / reports.FILE
    return Standing(
        incident=folder.name,
        title=_title(folder),
        health=last if last in ("running", "killed", "failed") else "look" if troubles else "healthy",
        troubles=troubles,
        **{name: value for name, value in row.items() if name != "last_run"},
        last_run=last,
        dropped_reasons=_reasons(losses, "dropped"),
        waiting_reasons=_reasons(losses, "waiting"),
        waiting_until=snapshot.rows("news/waits")[0]["earliest"],
        untranslated_reasons=_summed((one["reason"], one["articles"]) for one in untranslated),
        next_run=planned.at if planned else None,
        schedule=_schedule(planned),
        dataset=str(folder / SNAPSHOT),
        report=str(report) if report.is_file() else None,
    )


def _schedule(planned: Upcoming | None) -> str | None:
    if planned is None:
        return None
    return f"{planned.schedule or 'by hand'}{', paused' if planned.is_paused else ''}"


def _title(folder: Path) -> str:
    held = manifest.read(folder)
    return str(held["incident"].get("title") or "") if held else ""


def _untranslated(snapshot: Snapshot) -> list[Row]:
    """Return what waits for English and why; nothing of a dataset from before this was recorded."""
    with suppress(StopError):
        return snapshot.rows("show/untranslated")
    return []


def _last_run(folder: Path, row: Row) -> str | None:
    """Return how the last run ended; the snapshot tells of those alone that published it."""
    if lock.holder(folder) is not None:
        return "running"
    if lock.killed(folder):
        return "killed"
    failed = endings.last(folder)
    if failed and (row["last_started"] is None or failed.moment > row["last_started"]):
        return "failed"
    return row["last_run"] if row["last_run"] is None else str(row["last_run"])


def _ended(folder: Path, last: str | None) -> Iterator[str]:
    holder = lock.holder(folder) if last == "running" else None
    if holder is not None:
        yield f"a run is at work (process {holder.process}, since {holder.since}); shown is what was published before"
    if last == "killed":
        yield "the last run was killed: run it again to go on"
    failed = endings.last(folder) if last == "failed" else None
    if failed is not None:
        yield f"the run of {failed.moment:%Y-%m-%d %H:%M} UTC failed: {failed.why}"


def _troubles(rows: Iterable[Row]) -> Iterator[str]:
    """Yield what makes `retold cover` end with status 3."""
    rows = list(rows)
    waiting = {row["reason"]: row["items"] for row in rows if row["outcome"] == "waiting"}
    failed = {row["reason"]: row["items"] for row in rows if row["outcome"] != "waiting"}
    if failed:
        yield f"{_of(failed, 'source', 'sources')} failed: {counted(failed)}"
    if waiting:
        yield f"{_of(waiting, 'link waits', 'links wait')}: {counted(waiting)}"


def _engines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield which engines failed, and for how many articles."""
    failing = _summed((row["reason"], row["articles"]) for row in rows if not _is_nobodys(row["reason"]))
    for reason, articles in failing.items():
        yield f"no English for {articles} article{'' if articles == 1 else 's'}: {reason}"


def _is_nobodys(reason: str) -> bool:
    return all(part.rpartition(": ")[2] in _NOBODY for part in reason.split("; "))


def _of(reasons: Counts, one: str, several: str) -> str:
    items = sum(reasons.values())
    return f"{items} {one if items == 1 else several}"


def _reasons(losses: Iterable[Row], outcome: str) -> dict[str, int]:
    return _summed((row["reason"], row["items"]) for row in losses if row["outcome"] == outcome)


def _summed(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return how many there are for each reason, the most frequent first."""
    found: dict[str, int] = {}
    for reason, items in counts:
        found[reason] = found.get(reason, 0) + items
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))
