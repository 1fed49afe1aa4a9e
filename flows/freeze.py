"""Freezes a dataset into a dated bundle that can be cited, handed on and checked; and checks one."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from extractors.errors import StopError, UseError

from . import bundle, excerpted, manifest
from .commands import chosen
from .dataset import Row, Snapshot, sql_text
from .manifest import Manifest, Tables
from .publishing import PARQUET, SNAPSHOT
from .show import Form, show

ARCHIVE, README, FROZEN = "archive", "README.md", "frozen"
_COUNTS = ("articles", "voices", "languages", "outlets")


def freeze(
    incident: str | None, output: Path, to: Path | None, *, full_text: bool, zipped: bool, form: Form = Form.TABLE
) -> None:
    """Write the bundle of a dataset into a folder of its own below `to`, output/frozen/ if that is not given.

    Raises UseError for a bundle that is there already, StopError for a dataset that is not whole.
    """
    folder = chosen(Path(incident).stem if incident and incident.endswith(".toml") else incident, output)
    published = manifest.read(folder)
    if published is None:
        raise StopError(f"{folder} was published by an older Retold: run `retold cover` again")
    frozen = f"{datetime.now(UTC):%Y-%m-%d}"
    target = (to or output / FROZEN) / f"{folder.name}-{frozen}"
    archive = target.with_name(f"{target.name}.zip")
    _refuse(target, archive, output)
    with _unfinished(target) as place:
        held = place / "held"
        _take(folder, held, published)
        if full_text:
            made, tables = held, published["tables"]
            _add_archive(folder, held)
        else:
            made, tables = place / "made", _without_texts(held, place / "made", published)
        _describe(made, published, tables, frozen, full_text=full_text)
        if zipped:
            _zip(made, target.name, place / archive.name)
            (place / archive.name).rename(archive)
        made.rename(target)
    if form is Form.TABLE:
        print(f"bundle  {target}" + (f"\narchive  {archive}" if zipped else ""))
    else:
        show(("bundle", "archive"), [(str(target), str(archive) if zipped else None)], form)


def check(place: Path, form: Form = Form.TABLE) -> None:
    """Show that a bundle, a folder or a zip file, is as it was frozen; StopError says what is not."""
    with _unpacked(place) as folder:
        frozen = manifest.read(folder)
        if frozen is None or "bundle" not in frozen:
            raise UseError(f"{place}: holds no bundle of `retold freeze`")
        named = set(frozen["files"])
        wrong = list(manifest.differences(folder, frozen))
        wrong += [f"{name} is not of the bundle" for name in sorted(manifest.fingerprints(folder)) if name not in named]
    if wrong:
        raise StopError(f"{place}: {wrong[0]}" + (f", and {len(wrong) - 1} more" if wrong[1:] else ""))
    when = frozen["bundle"]["frozen"]
    if form is Form.TABLE:
        print(f"{place}: {len(named)} files as they were frozen on {when}")
    else:
        show(("bundle", "files", "frozen"), [(str(place), len(named), when)], form)


def _refuse(target: Path, archive: Path, output: Path) -> None:
    if target.parent.resolve() == output.resolve():  # it would be taken for a dataset
        raise UseError(f"--to {target.parent}: expected another folder than that of the datasets")
    for path in (target, archive):
        if path.exists():
            raise UseError(f"{path}: is there already: move it, or name another folder with --to")


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """Yield a folder to make a bundle in; nothing of it stays there."""
    place = target.with_name(f"{target.name}.unfinished")
    try:
        shutil.rmtree(place, ignore_errors=True)  # of a command that was killed
        try:
            place.mkdir(parents=True)
        except OSError as error:
            raise UseError(f"--to {target.parent}: cannot be written: {error.strerror}") from error
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _take(folder: Path, held: Path, published: Manifest) -> None:
    """Copy what was published of a dataset; StopError when it is not of one publishing."""
    for name in published["files"]:
        if (folder / name).is_file():
            (held / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, held / name)
    if wrong := next(manifest.differences(held, published), None):  # of the copy: a run may publish meanwhile
        raise StopError(f"{folder}: {wrong}: wait for the run that publishes, or run `retold cover` again")


def _add_archive(folder: Path, held: Path) -> None:
    """Add the files of the archive that the dataset was made from, and no others."""
    snapshot = Snapshot(held / SNAPSHOT)
    _, journals = snapshot.query(sql_text("freeze/journals"))
    snapshot.connection.close()
    (held / ARCHIVE).mkdir()
    for (name,) in journals:
        path = folder / ARCHIVE / name
        if not path.is_file():
            raise StopError(f"{path} is missing, and nobody could make the bundle again: freeze it without --full-text")
        shutil.copyfile(path, held / ARCHIVE / name)


def _without_texts(held: Path, made: Path, published: Manifest) -> Tables:
    """Write the bundle without texts out of what was published; return its tables."""
    if missing := excerpted.missing(published["tables"]):
        raise StopError(f"the dataset has no view {missing}: `retold cover` brings it up to date")
    made.mkdir()
    for path in held.glob("*.toml"):
        shutil.copyfile(path, made / path.name)
    return excerpted.write(held, made)


def _describe(made: Path, published: Manifest, tables: Tables, frozen: str, *, full_text: bool) -> None:
    """Add README and manifest."""
    counts = {name: int(value) for name, value in _rows(made, "summary")[0].items() if name in _COUNTS}
    title, code = published["incident"]["title"], manifest.code()
    told = {
        "frozen": frozen,
        "full_text": full_text,
        "citation": bundle.citation(title, frozen, counts["articles"], str(code["version"])),
    }
    facts = {
        "bundle": told,
        "incident": published["incident"],
        "run": published["run"],
        "counts": counts,
        "dataset": {name: published[name] for name in ("retold", "written")},
        "duckdb": published["duckdb"],
        "migrations": published["migrations"],
    }
    held_back = sum(row["shareable"] != "full_text" for row in _rows(made, "articles", "shareable"))
    files = sorted(path.name for path in made.glob("*.toml"))
    ledger = [tuple(row.values()) for row in _rows(made, "ledger")]
    text = bundle.readme({**facts, "retold": code}, files, ledger, held_back)
    (made / README).write_text(text, encoding="utf-8")
    manifest.write(made, tables, **facts)


def _rows(made: Path, table: str, *columns: str) -> list[Row]:
    found: list[Row] = pq.read_table(made / PARQUET / f"{table}.parquet", columns=list(columns) or None).to_pylist()
    return found


def _zip(made: Path, name: str, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(manifest.files(made)):
            file.write(path, f"{name}/{path.relative_to(made).as_posix()}")


@contextmanager
def _unpacked(place: Path) -> Iterator[Path]:
    """Yield the folder of a bundle, for a zip file a copy that goes again."""
    if place.is_dir():
        yield place
        return
    with TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(place) as file:
                file.extractall(folder)
        except (OSError, zipfile.BadZipFile) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise UseError(f"{place}: expected a bundle, a folder or a zip file: {why}") from error
        yield next(path for path in [*Path(folder).iterdir(), Path(folder)])
