"""The DuckDB dataset of one incident: opens it, runs files of sql/, publishes it. Contains no SQL of its own.

`work.duckdb` belongs to the one writer. Readers get `coverage.duckdb`, a snapshot that is put in place by an atomic
rename, so they never meet a lock or a half.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa

from extractors.errors import GO_ON, NO_ROOM, StopError, UseError, shown, told

SQL = Path(__file__).parent.parent / "sql"
MB = 1_000_000
LEAST_ROOM_BYTES = 50 * MB  # a run over four pages writes 31 MB, those of Prefect included
WORK, SNAPSHOT = "work.duckdb", "coverage.duckdb"
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
        except (duckdb.Error, StopError) as error:
            self.connection.close()
            if new and _NO_ROOM.search(str(error)):  # half a file would be no dataset for the next run
                Path(path).unlink(missing_ok=True)
            raise StopError(_why(path, error)) from error

    def __enter__(self) -> Self:
        """Return the dataset itself; leaving closes it."""
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Let the file go; what was committed is in it. Raises StopError for what the disk did to it."""
        self.connection.close()
        if isinstance(error, _TROUBLE) or (isinstance(error, OSError) and error.errno in NO_ROOM):
            raise StopError(_why(self.path, _first(error))) from error

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

    def broken_promises(self) -> dict[str, list[Row]]:
        """Return the rows that break a promise of sql/checks/, by the promise's name; empty when all hold."""
        broken = {name: self.rows(f"checks/{name}") for name in names_in("checks")}
        return {name: rows for name, rows in broken.items() if rows}

    def publish(self, folder: Path) -> None:
        """Put coverage.duckdb and parquet/ of the present state into the folder.

        Raises StopError when a promise is broken; the last good snapshot then stays.
        """
        with self.transaction():
            for name in names_in("views"):
                self.connection.execute(sql_text(f"views/{name}"))
            self.connection.execute(sql_text("comments"))
        if broken := self.broken_promises():
            name, rows = next(iter(broken.items()))
            raise StopError(f"sql/checks/{name}.sql: {len(rows)} rows break this promise, such as {rows[0]}")
        self.connection.execute("CHECKPOINT work")
        self._snapshot(folder / SNAPSHOT)
        self._parquet(folder / "parquet")

    def _snapshot(self, target: Path) -> None:
        with _whole(target) as unfinished:
            self.run("dataset/open_snapshot", path=str(unfinished))
            self.connection.execute(sql_text("dataset/fill_snapshot"))

    def _parquet(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        for schema, name in self.run("dataset/relations"):
            target = folder / (f"{name}.parquet" if schema == "main" else f"{schema}.{name}.parquet")
            with _whole(target) as unfinished:
                self.connection.execute("SET VARIABLE relation = $value", {"value": f"{schema}.{name}"})
                self.connection.execute("SET VARIABLE path = $value", {"value": str(unfinished)})
                self.run("dataset/to_parquet")

    def _migrate(self) -> None:
        """Bring the dataset up to date, one migration a transaction."""
        with suppress(duckdb.CatalogException):  # no list of migrations yet: it is new
            refuse_newer(self.path, dict(self.run("dataset/migrated")))  # before anything is written
        self.connection.execute(sql_text("dataset/meta"))
        done = dict(self.run("dataset/migrated"))
        for name in names_in("migrations"):
            text = sql_text(f"migrations/{name}")
            checksum = hashlib.sha256(text.encode()).hexdigest()
            if done.get(name, checksum) != checksum:
                raise StopError(f"{self.path} was made with another {name}: migrations never change, add a new one")
            if name not in done:
                with self.transaction():
                    self.connection.execute(text)
                    self.run("dataset/note_migration", file_name=name, checksum_sha256=checksum)


class Snapshot:
    """A published dataset, open for reading only; any number of them at once, also during a run.

    Raises StopError when it is not there, cannot be read, or when a newer Retold made it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_file():
            raise StopError(f"{path} is not there: `retold cover` makes it")
        settings: dict[str, Any] = {"enable_external_access": False, "errors_as_json": True}
        try:
            self.connection = duckdb.connect(_utf8(str(path)), read_only=True, config=settings)
            refuse_newer(path, dict(self.connection.execute(sql_text("dataset/migrated")).fetchall()))
        except duckdb.Error as error:
            raise StopError(_why(path, error)) from error

    def query(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return columns and rows of any SELECT; UseError with the reason and the place when DuckDB refuses it."""
        try:
            result = self.connection.execute(_utf8(sql))
            if result is None:
                raise UseError("SQL: expected a query, not nothing")
            return [column[0] for column in result.description or []], result.fetchall()
        except duckdb.Error as error:
            if isinstance(error, _TROUBLE):
                raise StopError(_why(self.path, error)) from error
            raise UseError(_refusal(sql, error)) from error

    def rows(self, name: str, **parameters: Any) -> list[Row]:
        """Return the rows of sql/<name>.sql as dictionaries by column, times aware and in UTC."""
        try:
            return _rows(self.connection.execute, name, parameters)
        except (duckdb.BinderException, duckdb.CatalogException) as error:  # our own SQL knows the newest form
            raise StopError(f"{self.path} was published by an older Retold: run `retold cover` again") from error
        except duckdb.Error as error:
            raise StopError(_why(self.path, error)) from error


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
    if (folder / WORK).exists():
        Dataset(folder / WORK).connection.close()


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


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Yield the path to write a file to; it takes the target's place when all of it is there, or is thrown away."""
    unfinished = target.with_suffix(".unfinished")
    try:
        yield unfinished
        unfinished.replace(target)
    finally:  # a half takes room that a full disk may need
        unfinished.unlink(missing_ok=True)
        unfinished.with_suffix(".unfinished.wal").unlink(missing_ok=True)


# Disk, memory and locks, and what DuckDB says of every statement after such a failure; no mistake in a statement.
_TROUBLE = (duckdb.OperationalError, duckdb.FatalException, duckdb.InternalException, duckdb.InterruptException)
_NO_ROOM = re.compile("|".join(re.escape(os.strerror(number)) for number in NO_ROOM))
_HELD = re.compile(r"Conflicting lock is held(?:.*\(PID (?P<process>\d+)\))?")
_DAMAGED = re.compile(r"not a valid DuckDB|enough bytes|corrupt|checksum|meta\.migrations", re.IGNORECASE)
_MEND = {
    WORK: "put it aside and run again: what it was made from lies in archive/",
    SNAPSHOT: "`retold cover` makes it anew",
}


def _why(path: Path | str, error: BaseException) -> str:
    """Return in a line why a file cannot be read or written, and what to do."""
    said = str(error)
    if isinstance(error, StopError):
        return said
    if held := _HELD.search(said):
        process = f" (process {held['process']})" if held["process"] else ""
        return f"{path} is held by another run{process}: wait for it to end"
    if "newer version of DuckDB" in said:
        return f"{path} was made by a newer DuckDB: update Retold to open it"
    if full := _NO_ROOM.search(said):
        return f"{Path(path).parent}: {full[0]}: {GO_ON}"
    said = _facts(error)["exception_message"].splitlines()[0]
    if _DAMAGED.search(said):
        return f"{path} is no dataset, or damaged: {_MEND.get(Path(path).name, 'run it again')} ({said})"
    return f"{path} cannot be used: {said}"


def _first(error: BaseException) -> BaseException:
    """Return the error that led to this one: what the disk refused, before DuckDB would not go on."""
    while isinstance(error.__context__, _TROUBLE):
        error = error.__context__
    return error


def _refusal(sql: str, error: duckdb.Error) -> str:
    """Return why DuckDB does not answer a query, and where in it."""
    facts = _facts(error)
    if "position" not in facts:
        return f"SQL: {facts['exception_message']}"
    before = sql.encode()[: int(facts["position"])].decode(errors="replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return f"SQL, line {line}, column {column}: {facts['exception_message']}"


def _facts(error: BaseException) -> dict[str, str]:
    """Return what DuckDB says of an error: `exception_message`, and `position` in bytes where it tells."""
    said = str(error).partition(": ")[2] or str(error)
    try:
        return dict(json.loads(said))
    except ValueError:  # not asked for JSON, or not at this stage
        return {"exception_message": said}
