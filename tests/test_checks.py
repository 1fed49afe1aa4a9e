"""Every promise of sql/checks/ is kept by a dataset, can be broken, and then nothing is published."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from extractors.errors import StopError
from flows import dataset as opened
from flows.dataset import SQL, Dataset, names_in, sql_text

from . import awkward

NOBODY = "https://nobody.example/"
ALPHA, BRAVO, CHARLIE, ECHO = map(awkward.url, ("alpha", "bravo", "charlie", "echo"))
TWICE = "CREATE OR REPLACE TABLE core.{0} AS FROM core.{0} UNION ALL FROM core.{0}"  # without its key
# What breaks each promise; of a promise that only a mistake in other SQL can break, its file and that mistake.
BROKEN: Mapping[str, str | tuple[str, str, str]] = {
    "aliases_lead_to_articles": f"UPDATE core.links SET alias_of = '{NOBODY}' WHERE outcome = 'alias'",
    "articles_have_one_parent": f"UPDATE core.tellings SET of_url = '{ECHO}' WHERE url = '{BRAVO}'",
    "changes_have_two_wordings": "UPDATE core.differences SET changes = list_transform(changes, LAMBDA change: "
    "{'place': change.place, 'what': change.what, 'before': 'same', 'after': 'same'})",
    "dates_are_intervals": f"UPDATE core.articles SET published_until = '2024-01-01' WHERE url = '{ALPHA}'",
    "every_column_is_described": "COMMENT ON COLUMN core.links.detail IS NULL",
    "first_by_language_agrees_with_articles": "CREATE OR REPLACE VIEW core.firsts AS "
    "SELECT language, url, outlet, published, published_precision, 0.0 AS delay_hours, 0 AS delay_days, true AS certain, "
    "0 AS rivals, 0 AS undated FROM core.edited QUALIFY row_number() OVER (PARTITION BY language ORDER BY url DESC) = 1",
    "keys_are_unique": TWICE.format("languages"),
    "language_flow_counts_the_retellings": ("views/language_flow", "AND sources.language <> articles.language", ""),
    "ledger_adds_up": "INSERT INTO core.capped VALUES ('less than nothing', -1)",
    "links_have_one_outcome": f"UPDATE core.links SET outcome = 'waiting' WHERE url = '{ALPHA}'",
    "nobody_retells_himself": f"UPDATE core.tellings SET of_url = '{CHARLIE}' WHERE url = '{ALPHA}'",
    "nothing_is_from_the_future": "UPDATE core.articles SET published_from = '2031-01-01', published = '2031-01-01', "
    f"published_until = '2031-01-01' WHERE url = '{ALPHA}'",
    "readings_name_their_engine": f"UPDATE core.english SET engine = NULL WHERE url = '{ALPHA}'",
    "references_hold": f"INSERT INTO core.sightings VALUES ('{NOBODY}', 'urls', '2024-03-20')",
    "retellings_have_two_sides": f"INSERT INTO core.pairs SELECT * REPLACE ('{NOBODY}' AS of_url) FROM core.pairs LIMIT 1",
    "search_covers_the_articles": ("derive/searchable", "DROP TABLE told;", "DELETE FROM core.searchable;"),
    "shares_are_shares": "UPDATE core.pairs SET text_share = 1.01 WHERE kind = 'excerpt'",
    "side_by_side_lines_up": TWICE.format("edits"),
    "summary_counts_the_rows": f"DELETE FROM core.tellings WHERE url = '{ALPHA}'",
    "tellings_partition_the_articles": f"UPDATE core.tellings SET telling = '{NOBODY}' WHERE url = '{ECHO}'",
    "untranslated_has_no_reading": "INSERT INTO core.untranslated "
    "SELECT segment_sha256, source, target, 'quota', translated_at FROM core.translations LIMIT 1",
    "versions_have_one_current": f"DELETE FROM core.versions WHERE url = '{ALPHA}'",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    awkward.snapshot(folder)
    return folder


def test_every_promise_is_known_how_to_break() -> None:
    assert sorted(BROKEN) == names_in("checks")


@pytest.mark.parametrize("check", names_in("checks"))
def test_a_check_begins_with_its_promise(check: str) -> None:
    assert re.match(r"-- [A-Z][^?]+$", sql_text(f"checks/{check}").splitlines()[0])


def test_every_promise_is_kept_by_the_awkward_dataset_and_by_an_empty_one(published: Path, tmp_path: Path) -> None:
    with Dataset() as dataset:
        dataset.publish(tmp_path)
        assert dataset.broken_promises() == {}
    with Dataset(shutil.copy(published / "work.duckdb", tmp_path / "copied.duckdb")) as dataset:
        assert dataset.broken_promises() == {}


@pytest.mark.parametrize("check", names_in("checks"))
def test_a_broken_promise_is_told_and_the_last_good_snapshot_stays(
    check: str, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("work.duckdb", "coverage.duckdb"):
        shutil.copy(published / name, tmp_path)
    good = (tmp_path / "coverage.duckdb").read_bytes()
    breaking = BROKEN[check]
    # Alone, so that no other check answers before it.
    monkeypatch.setattr(opened, "names_in", lambda folder: [check] if folder == "checks" else names_in(folder))
    with Dataset(tmp_path / "work.duckdb") as dataset:
        if isinstance(breaking, str):
            dataset.connection.execute(breaking)
        else:
            file, right, wrong = breaking
            assert right in sql_text(file)
            mistaken = sql_text(file).replace(right, wrong)
            monkeypatch.setattr(opened, "sql_text", lambda name: mistaken if name == file else sql_text(name))

        with pytest.raises(StopError, match=rf"sql/checks/{check}\.sql: \d+ rows break this promise"):
            dataset.publish(tmp_path)
    assert (tmp_path / "coverage.duckdb").read_bytes() == good


def test_no_check_but_asks_for_the_rows_that_break_it() -> None:
    changing = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE|CREATE|DROP|ALTER|COPY)\b")
    assert [
        path.name for path in (SQL / "checks").glob("*.sql") if changing.search(path.read_text(encoding="utf-8"))
    ] == []
