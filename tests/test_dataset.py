"""The file that people open, and the one writer behind it."""

import os
import re
import subprocess
import sys
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from extractors.errors import StopError
from extractors.records import Article, Drop, Link, Page, Relation, Segment, Translation
from flows import staging
from flows.dataset import SQL, Dataset, Snapshot, names_in

LINK = {"url": "https://a.example/1", "source": "urls", "title_hint": None, "published_hint": None}


def link(url: str, source: str = "urls", title: str | None = None) -> dict[str, object]:
    return {**LINK, "url": url, "source": source, "found_at": datetime(2024, 3, 4, tzinfo=UTC), "title_hint": title}


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    with Dataset(path):
        code = f"from flows.dataset import Dataset; Dataset({str(path)!r})"
        second = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert f"is held by another run (process {os.getpid()}): wait for it to end" in second.stderr


def test_a_dataset_of_a_newer_retold_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    with Dataset(path) as dataset:
        dataset.run("dataset/note_migration", file_name="9999_future", checksum_sha256="")

    with pytest.raises(StopError, match=r"made by a newer Retold \(it holds 9999_future\)"):
        Dataset(path)


def test_a_file_that_is_no_dataset_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    path.write_text("not a database " * 100)

    with pytest.raises(StopError, match="is no dataset, or damaged"):
        Dataset(path)


def test_opening_again_runs_no_migration_twice(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    for _ in range(2):
        with Dataset(path) as dataset:
            assert [name for name, _ in dataset.run("dataset/migrated")] == names_in("migrations")


def test_migrations_are_numbered_without_gap_or_repetition() -> None:
    numbers = [int(re.match(r"(\d{4})_", name)[1]) for name in names_in("migrations")]  # type: ignore[index]

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_same_batch_again_changes_nothing() -> None:
    with Dataset() as dataset:
        rows = staging.table([link("https://a.example/1"), link("https://a.example/1", "feeds", "Late")], "links")
        dataset.load("load/links", rows)
        before = dataset.rows("truth/links")
        dataset.load("load/links", rows)

        assert dataset.rows("truth/links") == before
        assert len(before) == 1


def test_a_load_that_fails_leaves_nothing_behind() -> None:
    with Dataset() as dataset:
        broken = staging.table([link("https://a.example/1")], "links").drop_columns(["source"])
        with pytest.raises(duckdb.Error):
            dataset.load("load/links", broken)

        assert dataset.rows("truth/links") == []


def test_an_empty_dataset_can_be_published_and_read(tmp_path: Path) -> None:
    with Dataset(tmp_path / "work.duckdb") as dataset:
        dataset.publish(tmp_path)

    snapshot = Snapshot(tmp_path / "coverage.duckdb")
    assert snapshot.query("FROM summary")[1][0][:2] == (0, 0)
    assert (tmp_path / "parquet" / "articles.parquet").is_file()


def test_readers_keep_their_snapshot_while_a_new_one_is_published(tmp_path: Path) -> None:
    with Dataset(tmp_path / "work.duckdb") as dataset:
        dataset.publish(tmp_path)
        code = "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); print(c.sql('FROM ledger'))"
        reader = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "coverage.duckdb")], stdout=subprocess.DEVNULL
        )
        dataset.load("load/links", staging.table([link("https://a.example/1")], "links"))
        dataset.publish(tmp_path)

        assert reader.wait() == 0
    assert Snapshot(tmp_path / "coverage.duckdb").query("SELECT items FROM ledger")[1] == [(1,)]


def test_a_broken_promise_keeps_the_last_good_snapshot(tmp_path: Path) -> None:
    with Dataset(tmp_path / "work.duckdb") as dataset:
        dataset.publish(tmp_path)
        good = (tmp_path / "coverage.duckdb").read_bytes()
        dataset.connection.execute("INSERT INTO core.sightings VALUES ('https://nobody.example/', 'urls', now())")

        with pytest.raises(StopError, match=r"references_hold\.sql: 1 rows break this promise"):
            dataset.publish(tmp_path)
    assert (tmp_path / "coverage.duckdb").read_bytes() == good


def test_every_published_table_view_and_column_says_what_it_means(tmp_path: Path) -> None:
    with Dataset(tmp_path / "work.duckdb") as dataset:
        dataset.publish(tmp_path)
        silent = dataset.connection.execute((Path(__file__).parent / "silent_columns.sql").read_text()).fetchall()

    assert silent == []


@pytest.mark.parametrize("view", names_in("views"))
def test_a_view_begins_with_its_question(view: str) -> None:
    first = (SQL / "views" / f"{view}.sql").read_text(encoding="utf-8").splitlines()[0]

    assert re.match(r"-- .+[?]", first)


def test_sql_lives_in_sql_files_only() -> None:
    verbs = re.compile(
        r"""["'](SELECT|INSERT|UPDATE|DELETE|MERGE|CREATE|COPY|ATTACH|DROP)\b.*\b(FROM|INTO|TABLE|VIEW|SET)\b"""
    )
    guilty = [
        f"{file.name}: {line.strip()}"
        for folder in ("flows", "extractors")
        for file in (SQL.parent / folder).rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if verbs.search(line)
    ]

    assert guilty == []


@pytest.mark.parametrize(
    ("record", "tables", "elsewhere"),
    [
        (Link, ("links", "sightings"), set()),
        (Page, ("visits",), {"body"}),  # lies in the archive
        # the text by its hash, the outlet's name and country in a table of their own
        (Article, ("articles", "outlets", "versions"), {"text", "outlet_name"}),
        (Segment, ("segments",), {"text"}),  # is called original, beside its translations
        (Translation, ("translations",), set()),
        (Relation, ("relations",), set()),
        (Drop, ("drops",), set()),
    ],
)
def test_a_field_is_a_column(record: type, tables: tuple[str, ...], elsewhere: set[str]) -> None:
    with Dataset() as dataset:
        columns = dataset.connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'core' AND table_name IN (SELECT unnest($1))",
            [list(tables)],
        ).fetchall()

    assert {field.name for field in fields(record)} - elsewhere - {name for (name,) in columns} == set()
