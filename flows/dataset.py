"""The DuckDB dataset of one incident: opens it, runs files of sql/, publishes it. Contains no SQL of its own.

`work.duckdb` belongs to the one writer. Readers get `coverage.duckdb`, a snapshot that is put in place by an atomic
rename, so they never meet a lock or a half.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa

from extractors.errors import StopError

SQL = Path(__file__).parent.parent / "sql"
Row = dict[str, Any]


def sql_text(name: str) -> str:
    """Return the text of sql/<name>.sql."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


class Dataset:
    """A dataset that is open for writing and up to date with every migration.

    Raises StopError when another run holds it, when it is no dataset, or when a newer Retold made it.
    """

    def __init__(self, path: Path | str = ":memory:") -> None:
        self.connection = duckdb.connect()
        self.connection.execute(sql_text("dataset/session"))
        try:
            self.run("dataset/open", path=str(path))
        except duckdb.Error as error:
            raise StopError(_why_closed(path, error)) from error
        self.connection.execute("USE work")
        self._migrate(path)

    def __enter__(self) -> Self:
        """Return the dataset itself; leaving closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the file go; what was committed is in it."""
        self.connection.close()

    def run(self, name: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows of sql/<name>.sql, fetched to the end. With parameters: one statement only."""
        return self.connection.execute(sql_text(name), parameters or None).fetchall()

    def rows(self, name: str, **parameters: Any) -> list[Row]:
        """Return the rows of sql/<name>.sql as dictionaries by column, times aware and in UTC."""
        result = self.connection.execute(sql_text(name), parameters or None)
        columns = [column[0] for column in result.description or []]
        return [dict(zip(columns, map(_aware, row), strict=True)) for row in result.fetchall()]

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
        self._snapshot(folder / "coverage.duckdb")
        self._parquet(folder / "parquet")

    def _snapshot(self, target: Path) -> None:
        unfinished = target.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        self.run("dataset/open_snapshot", path=str(unfinished))
        self.connection.execute(sql_text("dataset/fill_snapshot"))
        unfinished.replace(target)

    def _parquet(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        for schema, name in self.run("dataset/relations"):
            target = folder / (f"{name}.parquet" if schema == "main" else f"{schema}.{name}.parquet")
            unfinished = target.with_suffix(".unfinished")
            self.connection.execute("SET VARIABLE relation = $value", {"value": f"{schema}.{name}"})
            self.connection.execute("SET VARIABLE path = $value", {"value": str(unfinished)})
            self.run("dataset/to_parquet")
            unfinished.replace(target)

    def _migrate(self, path: Path | str) -> None:
        """Bring the dataset up to date, one migration a transaction."""
        self.connection.execute(sql_text("dataset/meta"))
        done = dict(self.run("dataset/migrated"))
        known = names_in("migrations")
        if unknown := sorted(set(done) - set(known)):
            raise StopError(f"{path} was made by a newer Retold (it holds {unknown[-1]}): update Retold to open it")
        for name in known:
            text = sql_text(f"migrations/{name}")
            checksum = hashlib.sha256(text.encode()).hexdigest()
            if done.get(name, checksum) != checksum:
                raise StopError(f"{path} was made with another {name}: migrations never change, add a new one")
            if name not in done:
                with self.transaction():
                    self.connection.execute(text)
                    self.run("dataset/note_migration", file_name=name, checksum_sha256=checksum)


class Snapshot:
    """A published dataset, open for reading only; any number of them at once, also during a run."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise StopError(f"{path} is not there: `retold cover` makes it")
        try:
            self.connection = duckdb.connect(str(path), read_only=True, config={"enable_external_access": False})
        except duckdb.Error as error:
            raise StopError(_why_closed(path, error)) from error

    def query(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return columns and rows of any SELECT; StopError with the reason when DuckDB refuses it."""
        try:
            result = self.connection.execute(sql)
            return [column[0] for column in result.description or []], result.fetchall()
        except duckdb.Error as error:
            raise StopError(str(error).strip()) from error


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def names_in(folder: str) -> list[str]:
    """Return the names of the files of sql/<folder>/, in their order."""
    return sorted(file.stem for file in (SQL / folder).glob("*.sql"))


def _why_closed(path: Path | str, error: duckdb.Error) -> str:
    said = str(error).splitlines()[0]
    if "lock" in said:
        return f"{path} is held by another run: wait for it to end ({said})"
    return f"{path} cannot be opened as a dataset: {said}"
