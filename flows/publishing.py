"""Puts in place what is published of a dataset: the snapshot, its Parquet files, and the manifest that binds them.

Several files cannot be renamed at once. So all of them are written first, into `publishing.unfinished/`. Its renaming
to `publishing/` is the one act that counts: what lies there is whole and will be published. From there each file takes
its place by a rename of its own, Parquet first, then the incident, the snapshot, and the manifest last. Whoever is
killed between two of these renames leaves `publishing/`, and the next writer ends it before it does anything else.

So a reader finds each file whole at any moment; and those that the manifest names by their hash are of one publishing,
while one that has another hash is of the publishing before or behind it.
"""

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow.parquet as pq

from extractors.errors import StopError

from . import manifest, unchanged
from .manifest import MANIFEST, Manifest, settle
from .unchanged import Contents

if TYPE_CHECKING:
    from .dataset import Dataset

WORK, SNAPSHOT, PARQUET = "work.duckdb", "coverage.duckdb", "parquet"  # in the folder of a dataset
UNFINISHED, READY = "publishing.unfinished", "publishing"
_OURS = re.compile(rf"(?:{PARQUET}/)?[^/]+\.(?:parquet|toml)")  # what may be taken away


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The incident that a dataset is of, and its files as the run read them."""

    slug: str
    title: str
    files: Mapping[str, bytes] = field(default_factory=dict)  # by name: the incident file, and its overrides


def put_in_place(dataset: "Dataset", folder: Path, origin: Origin | None, held: Contents) -> None:
    """Publish the present state of a dataset into a folder; without an origin, with that of the last publishing.

    `held` is what the dataset holds: files of what has not changed since the last publishing are not written again.
    """
    go_on(folder)
    unfinished = folder / UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)  # of a run that was killed
    try:
        (unfinished / PARQUET).mkdir(parents=True)
        _write(dataset, unfinished, origin or _last_origin(folder), held, last_manifest(folder))
        settle(*manifest.files(unfinished), unfinished / PARQUET, unfinished)
        unfinished.rename(folder / READY)
    finally:  # a half takes room that a full disk may need
        shutil.rmtree(unfinished, ignore_errors=True)
    go_on(folder)


def go_on(folder: Path) -> None:
    """Put in place what is ready to be published, if anything is; only the one writer of a dataset may do so."""
    ready = folder / READY
    if not ready.is_dir():
        return
    new = manifest.read(ready)
    if new is not None:  # else all of it was in its place before a kill
        (folder / PARQUET).mkdir(exist_ok=True)
        for name in sorted(new["files"], key=_turn):
            if (ready / name).exists():
                (ready / name).replace(folder / name)
        for name in _outdated(folder, new):
            (folder / name).unlink(missing_ok=True)
        (ready / MANIFEST).replace(folder / MANIFEST)
        settle(folder / PARQUET, folder)
    shutil.rmtree(ready)


def _turn(name: str) -> tuple[bool, bool, str]:
    return name == SNAPSHOT, not name.startswith(f"{PARQUET}/"), name


def _outdated(folder: Path, new: Manifest) -> Iterable[str]:
    """Return the files that the last publishing had and this one lacks: of a view that has another name now, say."""
    last = last_manifest(folder)
    return sorted(name for name in set(last["files"]) - set(new["files"]) if _OURS.fullmatch(name)) if last else ()


def last_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of the last publishing; None where it cannot be read, for a new one takes its place."""
    try:
        return manifest.read(folder)
    except StopError:
        return None


def _last_origin(folder: Path) -> Origin:
    last = last_manifest(folder)
    if last is None:
        return Origin(slug=folder.name, title=folder.name)
    held = (folder / name for name in last["files"] if name.endswith(".toml"))
    files = {path.name: path.read_bytes() for path in held if path.is_file()}
    return Origin(slug=last["incident"]["slug"], title=last["incident"]["title"], files=files)


def _write(dataset: "Dataset", folder: Path, origin: Origin, held: Contents, last: Manifest | None) -> None:
    """Write all that is published into a new folder, the manifest last."""
    for name, file in origin.files.items():
        (folder / name).write_bytes(file)
    storage = _snapshot(dataset, folder / SNAPSHOT)
    tables = {}
    for schema, name, kind in dataset.run("dataset/relations"):
        shown = name if schema == "main" else f"{schema}.{name}"
        path = f"{PARQUET}/{shown}.parquet"
        same = held.holds_the_same(f"{schema}.{name}", kind, Contents.told(last))
        if last is not None and same and unchanged.reuse(folder.parent, last, path, folder / path):
            rows = last["tables"][shown]["rows"]
        else:
            rows = _parquet(dataset, folder / path, f"{schema}.{name}")
        tables[shown] = {"kind": kind, "rows": rows, "file": path}
    manifest.write(
        folder,
        tables,
        incident={"slug": origin.slug, "title": origin.title},
        run=_run(dataset),
        duckdb={"version": duckdb.__version__, "storage_version": storage},
        migrations=[name for name, _ in dataset.run("dataset/migrated")],
        contents=held.facts(),
    )


def _snapshot(dataset: "Dataset", path: Path) -> str:
    """Write the snapshot; return the version of DuckDB from which on it can be read."""
    dataset.run("dataset/close_snapshot")  # of a publishing that failed
    dataset.run("dataset/open_snapshot", path=str(path))
    ((storage,),) = dataset.run("dataset/storage")
    dataset.run("dataset/fill_snapshot")
    return str(storage)


def _parquet(dataset: "Dataset", path: Path, relation: str) -> int:
    """Write a table or view as Parquet; return its rows."""
    dataset.connection.execute("SET VARIABLE relation = $value", {"value": relation})
    dataset.connection.execute("SET VARIABLE path = $value", {"value": str(path)})
    dataset.run("dataset/to_parquet")
    return int(pq.read_metadata(path).num_rows)


def _run(dataset: "Dataset") -> Mapping[str, Any] | None:
    """Return the run that publishes; None where no run has written into the dataset."""
    return next(
        (
            {"id": run_id, "started": f"{at:%Y-%m-%dT%H:%M:%SZ}", "state": state}
            for run_id, at, state in dataset.run("dataset/last_run")
        ),
        None,
    )
