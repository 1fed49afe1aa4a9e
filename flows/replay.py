"""A dataset out of its archive: the runs that made it, one after another as they were, and no page is asked for."""

from collections.abc import Mapping, Sequence
from datetime import MAXYEAR, datetime
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from extractors import warc
from extractors.errors import StopError

from . import archive, english, forgotten, road, staging
from .archive import Past
from .dataset import Row, Snapshot, sql_text
from .progress import say
from .publishing import SNAPSHOT, WORK
from .road import Run

PARQUET = "parquet/core.translations.parquet"

Memory = Mapping[str, pa.Table]  # translations, and why the rest has none: by the name of the load query


def take_up(run: Run, source: Path | None = None) -> bool:
    """Load all that the archive holds and the dataset does not: what a killed run left, or whole runs.

    Return whether translations were taken over, from the dataset of the source or the one published in this folder:
    then what it left untranslated is for the next run.
    """
    warc.recover(run.archive)
    forgotten.take_over(run.dataset, source or run.folder)
    for path in staging.left_over(run.staging):
        run.merge(path)
    run.dataset.run("load/forget_failed_readings")
    road.remember(run)
    loaded = {name for (name,) in run.dataset.run("pending/journals")}
    begun = {run_id for (run_id,) in run.dataset.run("pending/runs")}
    past = _unsettled(run.archive, loaded, begun)
    replay = _Replay(run, _memory(run, source) if {one.run_id for one in past} - begun else None)
    for one, following in zip_longest(past, past[1:]):
        _tell(one)
        visits = [row for paths in one.rounds for row in replay.play([p for p in paths if p.name not in loaded])]
        if one.run_id not in begun:  # else this dataset has seen it begin: it was killed, and its work goes on now
            replay.end(one, following, visits)
    return replay.memory is not None


def _unsettled(folder: Path, loaded: set[str], begun: set[str]) -> list[Past]:
    """Return the runs of which something is not in the dataset."""
    files = [path for path in folder.glob(f"*{warc.DONE}") if archive.is_journal(path)]
    missing = {archive.run_of(path) for path in files if path.name not in loaded}
    return archive.past(files, settled=begun - missing)


def _tell(one: Past) -> None:
    files = sum(map(len, one.rounds))
    when = f"of {one.began:%Y-%m-%d %H:%M}" if one.began.year < MAXYEAR else "of unknown date"
    say(f"archive: run {when}, {files} file{'s' * (files > 1)}")


class _Replay:
    """What the runs of the past did behind their last page."""

    def __init__(self, run: Run, memory: Memory | None) -> None:
        self.memory = memory
        self._run = run
        self._unrelated = 0  # pages and sentences since the last time that articles were related
        self._translated_until: datetime | None = None

    def play(self, journals: Sequence[Path]) -> list[Row]:
        """Return the visits of a round, loaded and read."""
        for path in journals:
            if damaged := warc.damaged_bytes(path):
                say(f"archive: {path.name}: {damaged} bytes are damaged or cut, and passed over")
        visits = [row for path in journals for row in road.load_journal(self._run, path)]
        self._unrelated += road.read_pages(self._run)
        return visits

    def end(self, one: Past, following: Past | None, visits: Sequence[Row]) -> None:
        """Do it as far as that run came; what the very last did, a run that asks nobody does in a moment anyway."""
        moments = [row["fetched_at"] for row in visits if not row["url"].startswith("file:")]
        began = min([one.began, self._run.began, *moments])  # one.began is no moment where no record is whole
        ended = max([began, *moments])
        self._note(one, began, "running")
        road.affordable(self._run, road.due(self._run, ended, "none"))
        self._take_over(following.began if following else None)
        if one.has_ended and (following or not self._run.offline):
            if self.memory is None:
                self._unrelated += english.translate_articles(self._run)
            if self._unrelated:
                road.relate_articles(self._run)
            self._unrelated = 0
        self._note(one, ended, "done" if one.has_ended else "failed")

    def _take_over(self, until: datetime | None) -> None:
        """Load the translations made until then: they were paid for."""
        if self.memory is None:
            return
        made_at, rows = pc.field("translated_at"), self.memory["translations"]
        if self._translated_until is not None:
            rows = rows.filter(made_at >= pa.scalar(self._translated_until))
        if until is not None:
            rows = rows.filter(made_at < pa.scalar(until))
        self._translated_until = until
        self._unrelated += rows.num_rows
        self._run.dataset.load("load/translations", rows)
        if until is None:  # why the rest has no translation is only known as of the end
            self._run.dataset.load("load/untranslated", self.memory["untranslated"])
        english.note_terms(self._run)
        english.put_together(self._run)

    def _note(self, one: Past, at: datetime, state: str) -> None:
        row = {"run_id": one.run_id, "incident": self._run.incident.slug, "code_version": version("retold")}
        self._run.dataset.load("load/runs", [{**row, "at": at, "state": state}])


def _memory(run: Run, source: Path | None) -> Memory | None:
    """Return the translations of the dataset that an archive is of; None when there is no dataset beside it."""
    folder = (source or run.folder).resolve()
    if folder.name == "archive" and not (folder / "archive").is_dir():  # the archive itself, not a dataset of that name
        folder = folder.parent
    names = [SNAPSHOT, PARQUET] if folder == run.folder.resolve() else [WORK, SNAPSHOT, PARQUET]
    for path in [folder / name for name in names if (folder / name).is_file()]:
        try:
            translations = _read(path, "translations")
        except _UNREADABLE as error:
            say(f"translations: none taken over from {path}: {error}")
        else:
            say(f"translations: {translations.num_rows} taken over from {path}")
            return {"translations": translations, "untranslated": _reasons(path)}
    return None


_UNREADABLE = (StopError, pa.ArrowException, OSError, KeyError)  # KeyError: a column that is not there


def _reasons(path: Path) -> pa.Table:
    """Return why the rest of a dataset was not translated; nothing of one from before this was recorded."""
    try:
        return _read(path, "untranslated")
    except _UNREADABLE:
        return staging.table([], "untranslated")


def _read(path: Path, name: str) -> pa.Table:
    schema = staging.SCHEMAS[name]
    if path.suffix == ".parquet":
        return pq.read_table(path.with_name(f"core.{name}.parquet")).select(schema.names).cast(schema)
    columns, rows = Snapshot(path).query(sql_text(f"dataset/{name}"))
    return staging.table((dict(zip(columns, row, strict=True)) for row in rows), name)
