"""The DuckDB dataset of one incident: opens it, runs files of sql/, publishes it. Contains no SQL of its own.

`work.duckdb` belongs to the one writer. Readers get `coverage.duckdb`, a snapshot that takes its place by an atomic
rename (publishing.py), so they never meet a lock or a half.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa

from extractors.errors import GO_ON, NO_ROOM, StopError, UseError, shown, told

from . import lock, publishing, unchanged
from .publishing import WORK as WORK  # noqa: PLC0414 # whoever opens it gets it from here
from .publishing import Origin
from .refusals import NO_ROOM_SAID, first_cause, is_trouble, refusal, refused, why

SQL = Path(__file__).parent.parent / "sql"
MB = 1_000_000
LEAST_ROOM_BYTES = 50 * MB  # a run over four pages writes 31 MB, those of Prefect included
Row = dict[str, Any]


def sql_text(name: str) -> str:
    """Return the text of sql/<name>.sql."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


class Dataset:
    """A dataset that is open for writing and up to date with every migration.

    Raises StopError when another run holds it, when it is no dataset, or when a newer Retold made it.
    """

    def __init__(self, path: Path | str = ":memory:") -> None:
        self.path = path
        new = not Path(path).exists()
        self.connection = duckdb.connect()
        try:
            self.connection.execute(sql_text("dataset/session"))
            self.run("dataset/open", path=str(path))
            self.connection.execute("USE work")
            self._migrate()
            publishing.go_on(Path(path).parent)
        except (duckdb.Error, StopError) as error:
            self.connection.close()
            if new and NO_ROOM_SAID.search(str(error)):  # half a file would be no dataset for the next run
                Path(path).unlink(missing_ok=True)
            raise refused(path, error) from error

    def __enter__(self) -> Self:
        """Return the dataset itself; leaving closes it."""
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Let the file go; what was committed is in it. Raises StopError for what the disk did to it."""
        self.connection.close()
        if error and (is_trouble(error) or (isinstance(error, OSError) and error.errno in NO_ROOM)):
            raise StopError(why(self.path, first_cause(error))) from error

    def run(self, name: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows of sql/<name>.sql, fetched to the end. With parameters: one statement only."""
        return self.connection.execute(sql_text(name), parameters or None).fetchall()

    def rows(self, name: str, **parameters: Any) -> list[Row]:
        """Return the rows of sql/<name>.sql as dictionaries by column, times aware and in UTC."""
        return _rows(self.connection.execute, name, parameters)

    def load(self, name: str, rows: Sequence[Row] | pa.Table) -> None:
        """Run sql/<name>.sql over `staged`, all of it or nothing. Empty rows change nothing."""
        table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(list(rows))
        if table.num_rows == 0:
            return
        self.connection.register("staged", table)
        try:
            with self.transaction():
                self.connection.execute(sql_text(name)).fetchall()
        finally:
            self.connection.unregister("staged")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is run inside becomes visible at once, or not at all."""
        self.connection.begin()
        try:
            yield
        except BaseException:  # a half must never stay, whatever ended it
            self.connection.rollback()
            raise
        self.connection.commit()

    def broken_promises(self, names: Iterable[str] | None = None) -> dict[str, list[Row]]:
        """Return the rows that break promises of sql/checks/, all or these, by name; empty when they hold."""
        broken = {name: self.rows(f"checks/{name}") for name in (names_in("checks") if names is None else names)}
        return {name: rows for name, rows in broken.items() if rows}

    def publish(self, folder: Path, origin: Origin | None = None) -> None:
        """Put coverage.duckdb, parquet/ and manifest.json of the present state into the folder.

        Without an origin the incident stays the one that was published last. Raises StopError when a promise is broken;
        all that was published last then stays.
        """
        rules = {
            path.relative_to(SQL).with_suffix("").as_posix(): path.read_text("utf-8") for path in SQL.rglob("*.sql")
        }
        held = unchanged.contents(self, rules)
        before = unchanged.Contents.told(publishing.last_manifest(folder))
        checks = names_in("checks")
        if before is not None and held.shows_the_same(before):  # what only reads the same was checked then
            checks = [name for name in checks if held.is_asked_for_more_by(rules[f"checks/{name}"])]
        else:
            self._make_views()
            held = unchanged.contents(self, rules)
        if broken := self.broken_promises(checks):
            name, rows = next(iter(broken.items()))
            raise StopError(f"sql/checks/{name}.sql: {len(rows)} rows break this promise, such as {rows[0]}")
        self.connection.execute("CHECKPOINT work")
        publishing.put_in_place(self, folder, origin, held)

    def _make_views(self) -> None:
        with self.transaction():
            for kind in ("views", "macros"):
                for name in names_in(kind):
                    self.connection.execute(sql_text(f"{kind}/{name}"))
            self.connection.execute(sql_text("derive/searchable"))
            self.connection.execute(sql_text("comments"))

    def _migrate(self) -> None:
        """Bring the dataset up to date, one migration a transaction; one that is refused is left as it is."""
        done: dict[str, str] = {}
        with suppress(duckdb.CatalogException):  # no list of migrations yet: it is new
            done = dict(self.run("dataset/migrated"))
        refuse_newer(self.path, done)
        texts = {name: sql_text(f"migrations/{name}") for name in names_in("migrations")}
        checksums = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}
        if changed := [name for name in done if done[name] != checksums[name]]:
            raise StopError(f"{self.path} was made with another {changed[0]}: migrations never change, add a new one")
        if not done:
            if {relation for (relation,) in self.run("dataset/tables")} - {'"meta"."migrations"'}:
                raise StopError(f"{self.path} is somebody else's database: put it aside and run again")
            self.run("dataset/meta")
        for name, text in texts.items():
            if name not in done:
                with self.transaction():
                    self.connection.execute(text)
                    self.run("dataset/note_migration", file_name=name, checksum_sha256=checksums[name])


class Snapshot:
    """A published dataset, open for reading only; any number of them at once, also during a run.

    Raises StopError when it is not there, cannot be read, or when a newer Retold made it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_file():
            raise StopError(f"{path} is not there: `retold cover` makes it")
        settings: dict[str, Any] = {
            "enable_external_access": False,
            "errors_as_json": True,
            "disabled_optimizers": "common_subplan",  # DuckDB 2.0.0 takes one reading of a view for another
        }
        try:
            self.connection = duckdb.connect(_utf8(str(path)), read_only=True, config=settings)
            refuse_newer(path, dict(self.connection.execute(sql_text("dataset/migrated")).fetchall()))
        except duckdb.Error as error:
            raise StopError(why(path, error)) from error

    def query(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return columns and rows of any SELECT; UseError with the reason and the place when DuckDB refuses it."""
        try:
            result = self.connection.execute(_utf8(sql))
            if result is None:
                raise UseError("SQL: expected a query, not nothing")
            return [column[0] for column in result.description or []], result.fetchall()
        except duckdb.Error as error:
            if is_trouble(error):
                raise StopError(why(self.path, error)) from error
            raise UseError(refusal(sql, error)) from error

    def rows(self, name: str, **parameters: Any) -> list[Row]:
        """Return the rows of sql/<name>.sql as dictionaries by column, times aware and in UTC."""
        try:
            return _rows(self.connection.execute, name, parameters)
        except (duckdb.BinderException, duckdb.CatalogException) as error:  # our own SQL knows the newest form
            raise StopError(f"{self.path} was published by an older Retold: run `retold cover` again") from error
        except duckdb.Error as error:
            raise StopError(why(self.path, error)) from error


def _rows(execute: Callable[[str, Row | None], Any], name: str, parameters: Row) -> list[Row]:
    # No function here is annotated with DuckDB's classes: Prefect's threads keep modules past the end of Python, and
    # then the list of what DuckDB's binding calls leaked is printed behind a run.
    result = execute(sql_text(name), parameters or None)
    columns = [column[0] for column in result.description or []]
    return [dict(zip(columns, map(_aware, row), strict=True)) for row in result.fetchall()]


def make_ready(folder: Path) -> None:
    """Return when a run may begin to write into the folder of its dataset; StopError when it would fail at once."""
    _utf8(str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StopError(f"{told(error)}: name another folder with --output") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StopError(f"{folder}: cannot be written to: name another folder with --output")
    if (free := shutil.disk_usage(folder).free) < LEAST_ROOM_BYTES:
        raise StopError(f"{folder}: {free // MB} MB are free where a run needs {LEAST_ROOM_BYTES // MB} MB: {GO_ON}")
    with lock.alone(folder):
        if (folder / WORK).exists():
            _read_through(folder / WORK)
            Dataset(folder / WORK).connection.close()


def _read_through(path: Path) -> None:
    """Return when every row can be read; StopError for a damaged dataset, to which then nothing has been written."""
    try:
        with duckdb.connect(_utf8(str(path)), read_only=True) as connection:
            for (relation,) in connection.execute(sql_text("dataset/tables")).fetchall():
                connection.execute("SET VARIABLE relation = $value", {"value": relation})
                connection.execute(sql_text("dataset/read_through")).fetchall()
    except duckdb.Error as error:
        raise StopError(why(path, error)) from error


def refuse_newer(path: Path | str, done: Iterable[str]) -> None:
    """Return when every migration a dataset has gone through is known here; raises StopError."""
    if unknown := sorted(set(done) - set(names_in("migrations"))):
        raise StopError(f"{path} was made by a newer Retold (it holds {unknown[-1]}): update Retold to open it")


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def names_in(folder: str) -> list[str]:
    """Return the names of the files of sql/<folder>/, in their order."""
    return sorted(file.stem for file in (SQL / folder).glob("*.sql"))


def _utf8(text: str) -> str:
    """Return an argument of the command as DuckDB and Prefect take it; UseError when its bytes are no UTF-8."""
    try:
        return os.fsencode(text).decode() if any("\udc80" <= char <= "\udcff" for char in text) else text
    except UnicodeError as error:
        raise UseError(f"{shown(text)}: expected UTF-8") from error
