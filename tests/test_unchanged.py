"""What has not changed since the last publishing is not made again, and nobody can tell from what is published."""

import json
from pathlib import Path

import duckdb
import pytest

from extractors.errors import StopError
from flows.dataset import Dataset

from .smalldataset import article, snapshot

pytestmark = pytest.mark.slow  # publishes again and again

RUN = "INSERT INTO core.runs (run_id, incident, code_version, started_at, state) VALUES ('r2', 'x', '1', '2024-03-10', 'done')"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    snapshot(tmp_path, [article("alder", "The bridge fell at dawn. Nobody was hurt."), article("birch", "It was old.")])
    return tmp_path


def published_again(folder: Path, change: str = "") -> None:
    with Dataset(folder / "work.duckdb") as dataset:
        if change:
            dataset.connection.execute(change)
        dataset.publish(folder)


def inodes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in (folder / "parquet").iterdir()}


def rows(folder: Path, name: str) -> list[tuple[object, ...]]:
    return duckdb.sql(f"FROM '{folder}/parquet/{name}.parquet' ORDER BY ALL").fetchall()


def in_snapshot(folder: Path, name: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(folder / "coverage.duckdb"), read_only=True) as connection:
        return connection.sql(f"FROM {name} ORDER BY ALL").fetchall()


def test_files_of_what_has_not_changed_are_those_of_the_last_publishing(folder: Path) -> None:
    before = inodes(folder)
    published_again(folder)
    assert inodes(folder) == before


def test_a_run_more_is_published_and_all_else_stays(folder: Path) -> None:
    before = inodes(folder)
    published_again(folder, RUN)
    assert [name for name, number in inodes(folder).items() if number != before[name]] == ["core.runs.parquet"]
    assert rows(folder, "core.runs") == in_snapshot(folder, "core.runs")
    assert len(in_snapshot(folder, "core.runs")) == 1


def test_what_a_view_reads_makes_all_views_anew(folder: Path) -> None:
    published_again(folder, "UPDATE core.articles SET title = 'The old bridge' WHERE url LIKE '%alder%'")
    assert "The old bridge" in {
        row[0] for row in duckdb.sql(f"SELECT title FROM '{folder}/parquet/articles.parquet'").fetchall()
    }
    assert rows(folder, "articles") == in_snapshot(folder, "articles")


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"nothing of ours")])
def test_a_file_that_somebody_changed_or_deleted_is_written_again(folder: Path, harm: object) -> None:
    assert callable(harm)
    harm(folder / "parquet" / "articles.parquet")
    published_again(folder)
    assert rows(folder, "articles") == in_snapshot(folder, "articles")
    told = json.loads((folder / "manifest.json").read_text())
    assert told["tables"]["articles"]["rows"] == 2


def test_a_promise_about_what_changed_is_checked_though_no_view_shows_it(folder: Path) -> None:
    with pytest.raises(StopError, match="links_have_one_outcome"):
        published_again(folder, "DELETE FROM core.sightings")
    with pytest.raises(StopError, match="links_have_one_outcome"):  # it is not forgotten either
        published_again(folder)
