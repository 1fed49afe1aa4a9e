"""Datasets of every earlier form, with rows in every table: brought up to date, and nothing lost."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows import dataset as module
from flows.dataset import Dataset, names_in

pytestmark = pytest.mark.slow  # publishes again and again

ROWS = 3
MIGRATIONS = names_in("migrations")
# What a table's own rules ask for; every other value is made after the type of its column.
RULED: Mapping[tuple[str, str], Any] = {
    ("links", "outcome"): "waiting",
    ("links", "alias_of"): None,
    ("articles", "published_precision"): "day",
    ("edits", "published_precision"): "day",
    ("runs", "state"): "done",
    ("candidates", "found_by"): "words",
    ("relations", "kind"): "near_copy",
    ("pairs", "direction"): "known",
    ("forgotten", "kind"): "address",
    ("visits", "warc"): "scrape-1b70-round1-0e.warc.gz",
}
# What a migration takes away on purpose: which lines these lack was not recorded, and the next run sets them anew.
SET_ANEW = {("articles", "evidence_sha256"), ("versions", "evidence_sha256")}
Held = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def value(table: str, column: str, kind: str, number: int) -> Any:
    if (table, column) in RULED:
        return RULED[table, column]
    if column.startswith("of_"):
        return f"y{number}" if kind == "VARCHAR" else number
    if kind.startswith("TIMESTAMP"):
        return datetime(2024, 3, 1 + number, 12, tzinfo=UTC).replace(tzinfo=None)
    plain = {"VARCHAR": f"x{number}", "BOOLEAN": number % 2 == 0, "BLOB": bytes([number]), "DATE": "2024-03-04"}
    if kind in plain:
        return plain[kind]
    if kind.endswith("[]"):
        return [] if kind.startswith("STRUCT") else [value(table, column, kind.removesuffix("[]"), number)]
    return {} if kind.startswith("MAP") else number


def held(connection: Any) -> Held:
    """Every row of every table, by table; columns in the order of their names."""
    found: Held = {}
    tables = connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database() AND table_name <> 'migrations'"
    ).fetchall()
    for schema, name in tables:
        columns = [column for column, _ in columns_of(connection, schema, name)]
        rows = connection.execute(
            f"SELECT {', '.join(map(quoted, columns))} FROM {schema}.{name} ORDER BY ALL"
        ).fetchall()
        found[f"{schema}.{name}"] = (columns, rows)
    return found


def columns_of(connection: Any, schema: str, table: str) -> list[tuple[str, str]]:
    return connection.execute(  # type: ignore[no-any-return]
        "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = $1 AND table_name = $2 AND database_name = current_database() ORDER BY column_name",
        [schema, table],
    ).fetchall()


def quoted(name: str) -> str:
    return f'"{name}"'


def fill(connection: Any) -> None:
    """Put rows into every table that has none."""
    for table, (names, rows) in held(connection).items():
        schema, _, name = table.partition(".")
        kinds = dict(columns_of(connection, schema, name))
        for number in range(0 if rows else ROWS):
            values = [value(name, column, kinds[column], number) for column in names]
            marks = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO {table} ({', '.join(map(quoted, names))}) VALUES ({marks})", values)


def made_by(path: Path, migrations: list[str], monkeypatch: pytest.MonkeyPatch) -> Held:
    """Make a dataset as Retold made it when these were all migrations there were; return what it holds."""
    with monkeypatch.context() as patch:
        patch.setattr(module, "names_in", lambda folder: migrations if folder == "migrations" else names_in(folder))
        with Dataset(path) as dataset:
            fill(dataset.connection)
            return held(dataset.connection)


@pytest.mark.parametrize("number", range(1, len(MIGRATIONS) + 1), ids=MIGRATIONS)
def test_a_dataset_of_every_earlier_form_is_brought_up_to_date_and_nothing_is_lost(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = made_by(tmp_path / "work.duckdb", MIGRATIONS[:number], monkeypatch)
    assert all(rows for _, rows in old.values())
    with Dataset(tmp_path / "work.duckdb") as dataset:
        assert [name for name, _ in dataset.run("dataset/migrated")] == MIGRATIONS
        new = held(dataset.connection)

    for table, (columns, rows) in old.items():
        now, name = new[table], table.partition(".")[2]
        kept = [column for column in columns if (name, column) not in SET_ANEW or number == len(MIGRATIONS)]
        assert set(kept) <= set(now[0]), table
        assert projected(now, kept)[: len(rows)] == projected((columns, rows), kept), table


def projected(table: tuple[list[str], list[tuple[Any, ...]]], columns: list[str]) -> list[tuple[str, ...]]:
    places = [table[0].index(column) for column in columns]
    return sorted(tuple(repr(row[place]) for place in places) for row in table[1])


def test_killed_between_two_migrations_the_next_run_goes_on_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.duckdb"
    old = made_by(path, MIGRATIONS[:5], monkeypatch)
    read = module.sql_text

    def failing(name: str) -> str:
        return "SELECT error('killed');" if name == f"migrations/{MIGRATIONS[8]}" else read(name)

    with monkeypatch.context() as patch:
        patch.setattr(module, "sql_text", failing)
        with pytest.raises(module.StopError):
            Dataset(path)
    with duckdb.connect(str(path)) as connection:
        done = [name for (name,) in connection.execute("SELECT file_name FROM meta.migrations ORDER BY ALL").fetchall()]
    assert done == MIGRATIONS[:8]
    with Dataset(path) as dataset:
        assert [name for name, _ in dataset.run("dataset/migrated")] == MIGRATIONS
        assert {table: len(rows) for table, (_, rows) in held(dataset.connection).items() if table in old} == {
            table: len(rows) for table, (_, rows) in old.items()
        }
