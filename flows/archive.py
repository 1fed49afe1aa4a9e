"""The files of an archive: where they lie, how they come into a dataset's folder, and which runs they are of."""

import re
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from extractors import warc
from extractors.errors import StopError, UseError, shown, told

from . import manifest
from .publishing import WORK

_JOURNAL = re.compile(
    r"(?:discover|scrape)-(?P<run>[0-9a-z]+)(?:-round(?P<round>[0-9]+))?(?:-[0-9a-z]+)?(?:\.warc\.gz|\.open)"
)
_EXPECTED = "expected a dataset's folder, its archive, or a file of it such as scrape-….warc.gz"
_OTHERS = "others' are for a source of kind files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A run of the past, as its files tell of it."""

    run_id: str
    began: datetime
    rounds: Sequence[Sequence[Path]]  # its files: between two rounds, pages were read
    has_ended: bool  # False: the next run took up what it had left


def journals(source: Path) -> list[Path]:
    """Return the files of an archive: of a dataset's folder, a folder of files, or one file; raises UseError."""
    try:
        if source.is_file():
            found = [source] if is_journal(source) else []
        else:
            inner = source / "archive"
            found = sorted(filter(is_journal, (inner if inner.is_dir() else source).iterdir()))
    except OSError as error:
        raise UseError(f"--from {told(error)}: {_EXPECTED}") from error
    if not found and _is_without_texts(source):
        raise UseError(f"--from {source}: was frozen without --full-text: it holds no pages to make the dataset from")
    if not found:
        raise UseError(f"--from {source}: holds no archive of Retold: {_EXPECTED}; {_OTHERS}")
    return found


def incident_of(source: Path | None) -> str:
    """Return the path of the incident file in the folder of a dataset or of a bundle; UseError when it holds none."""
    if source is None:
        raise UseError("give an incident: its slug, or the path of its file")
    held = manifest.read(source)
    path = source / f"{held['incident']['slug']}.toml" if held else source
    if held is None or not path.is_file():
        raise UseError(f"--from {source}: holds no incident file: give the incident too")
    return str(path)


def is_journal(path: Path) -> bool:
    """Return whether a file is named as Retold names those of its archive."""
    return _JOURNAL.fullmatch(path.name) is not None


def _is_without_texts(source: Path) -> bool:
    try:
        held = manifest.read(source)
    except StopError:  # another tool's
        return False
    return held is not None and not held.get("bundle", {"full_text": True})["full_text"]


def run_of(path: Path) -> str:
    """Return the run that a file of an archive is of."""
    return _named(path)["run"]


def check(source: Path, folder: Path) -> None:
    """Return nothing when an archive may come into a dataset's folder; UseError says why it may not.

    The folder must be new or hold the same archive; and Retold must have written what comes.
    """
    theirs = {_stem(path): path for path in journals(source)}
    ours = _held(folder)
    for stem, path in ours.items():
        other = theirs.get(stem)
        if other is None or (other.name == path.name and other.stat().st_size != path.stat().st_size):
            raise _taken(source, folder, path)
    if not ours and (folder / WORK).exists():
        raise _taken(source, folder, folder / WORK)
    _check_makers(source, theirs.values())


def bring(source: Path, folder: Path, until: date | None = None) -> None:
    """Put the files of an archive into a dataset's folder, each whole or not at all, linked where that is possible.

    With a day, only those of runs that began on that day or before, by UTC.
    """
    check(source, folder)
    archive, held = folder / "archive", _held(folder)
    archive.mkdir(parents=True, exist_ok=True)
    for path in _until(journals(source), until):
        if _stem(path) not in held:
            _put(path, archive / path.name)


def days(source: Path) -> set[date]:
    """Return the days (UTC) on which runs of an archive began."""
    return set(_days(journals(source)).values())


def _until(paths: Sequence[Path], day: date | None) -> list[Path]:
    if day is None:
        return list(paths)
    began = _days(paths)
    return [path for path in paths if began[run_of(path)] <= day]


def _days(paths: Iterable[Path]) -> dict[str, date]:
    """Return the day on which each run of some files began."""
    began: dict[str, date] = {}
    for path in paths:
        began[run_of(path)] = min(warc.begun(path).date(), began.get(run_of(path), date.max))
    return began


def past(files: Iterable[Path], settled: Collection[str]) -> list[Past]:
    """Return the runs that files are of, but for those that are settled, in the order in which they were begun."""
    by_run: dict[str, list[Path]] = defaultdict(list)
    for path in files:
        if run_of(path) not in settled:
            by_run[run_of(path)].append(path)
    began = {run: min(map(warc.begun, paths)) for run, paths in by_run.items()}
    order = sorted(by_run, key=lambda run: (began[run], run))
    ended = _ended({run: by_run[run] for run in order})
    return [Past(run_id=run, began=began[run], rounds=_rounds(by_run[run]), has_ended=run in ended) for run in order]


def _rounds(paths: Sequence[Path]) -> list[list[Path]]:
    """Return the files of a run, round by round; what the sources were asked comes first."""
    by_round: dict[int, list[Path]] = defaultdict(list)
    for path in sorted(paths):
        by_round[int(_named(path)["round"] or path.name.startswith("scrape"))].append(path)
    return [by_round[number] for number in sorted(by_round)]


def _ended(runs: Mapping[str, Sequence[Path]]) -> set[str]:
    """Return the runs that came to their end: those that a later one says it follows, and the last.

    So did those from before this was written down, as far as anybody can tell.
    """
    found = {run: [one for path in paths for one in _found(path)] for run, paths in runs.items()}
    telling = [run for run in runs if found[run]]
    silent = list(runs)[: list(runs).index(telling[0])] if telling else list(runs)
    return {*silent, *list(runs)[-1:], *(one.follows for run in telling for one in found[run] if one.follows)}


def _found(path: Path) -> list[warc.Found]:
    if not path.name.startswith("discover"):
        return []
    return [item for item in warc.items(path) if isinstance(item, warc.Found)]


def _check_makers(source: Path, paths: Iterable[Path]) -> None:
    """Raise UseError for files that are named as ours, and are another tool's; and where nothing is whole."""
    makers = {path.name: warc.software(path) for path in paths}
    for name, maker in makers.items():
        if maker and not maker.startswith("Retold/"):
            raise UseError(f"--from {source}: {shown(maker)} wrote {name}: {_OTHERS}")
    if set(makers.values()) == {None}:
        raise UseError(f"--from {source}: no record in it is whole")


def _named(path: Path) -> re.Match[str]:
    named = _JOURNAL.fullmatch(path.name)
    assert named is not None  # is_journal has been asked
    return named


def _held(folder: Path) -> dict[str, Path]:
    archive = folder / "archive"
    return {_stem(path): path for path in sorted(archive.iterdir()) if is_journal(path)} if archive.is_dir() else {}


def _stem(path: Path) -> str:
    return path.name.removesuffix(warc.DONE).removesuffix(warc.OPEN)


def _taken(source: Path, folder: Path, path: Path) -> UseError:
    return UseError(
        f"{folder} holds another archive than --from {source} ({path.name} is not the same there):"
        " put that folder aside, or name another with --output"
    )


def _put(path: Path, target: Path) -> None:
    if path.name.endswith(warc.DONE):  # an open one will be cut back, and the other archive keeps its own
        try:
            target.hardlink_to(path)
        except OSError:  # another disk, or one that knows no links
            pass
        else:
            return
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.copy2(path, unfinished)
    unfinished.replace(target)
