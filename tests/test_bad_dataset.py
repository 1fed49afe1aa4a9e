"""Datasets that are damaged, newer than Retold, or held by another run: refused in one line, and left alone."""

import json
import os
import shutil
import struct
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from extractors.errors import StopError
from flows import staging
from flows.dataset import Dataset, Snapshot

from .wronguse import Command, own_process

LINK = {
    "url": "https://a.example/1",
    "source": "urls",
    "found_at": datetime(2024, 3, 4, tzinfo=UTC),
    "title_hint": None,
    "published_hint": None,
}


def of_a_newer_retold(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("INSERT INTO meta.migrations VALUES ('9999_future', '')")


def of_a_newer_duckdb(path: Path) -> None:
    """Raise the version in the file's header, and mend the header's checksum: the xor of its words times a constant."""
    held = bytearray(path.read_bytes())
    checksum, word = struct.unpack_from("<QQ", held)
    struct.pack_into("<I", held, 12, 100)
    (changed,) = struct.unpack_from("<Q", held, 8)
    for value in (word, changed):
        checksum ^= value * 0xBF58476D1CE4E5B9 % 2**64
    struct.pack_into("<Q", held, 0, checksum)
    path.write_bytes(held)


def of_somebody_else(path: Path) -> None:
    path.unlink()
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE mine (a INT)")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def no_database(path: Path) -> None:
    path.write_text("not a database " * 100)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def with_a_wrong_byte(path: Path) -> None:
    held = bytearray(path.read_bytes())
    held[20] ^= 1
    path.write_bytes(held)


PUT_ASIDE = "is no dataset, or damaged: put it aside and run again: what it was made from lies in archive/"
ANEW = "is no dataset, or damaged: `retold cover` makes it anew"
WORKS = {
    "of a newer Retold": (of_a_newer_retold, "was made by a newer Retold (it holds 9999_future): update Retold to open it"),
    "of a newer DuckDB": (of_a_newer_duckdb, "was made by a newer DuckDB: update Retold to open it"),
    "empty": (empty, PUT_ASIDE),
    "no database": (no_database, PUT_ASIDE),
    "cut": (cut, PUT_ASIDE),
    "with a wrong byte": (with_a_wrong_byte, PUT_ASIDE),
}  # fmt: skip


@pytest.mark.parametrize(("harm", "said"), WORKS.values(), ids=WORKS)
def test_a_dataset_that_cannot_be_gone_on_with_is_refused_and_left_alone(
    late_pad: Path, tmp_path: Path, command: Command, harm: Callable[[Path], None], said: str
) -> None:
    work = tmp_path / "output" / "late-pad" / "work.duckdb"
    harm(work)
    held = work.read_bytes()

    command("cover", late_pad, "--output", tmp_path / "output").refused(1, f"retold: {work} {said}")
    assert work.read_bytes() == held
    assert sorted(path.name for path in work.parent.iterdir()) == ["coverage.duckdb", "parquet", "work.duckdb"]


SNAPSHOTS = {
    "of a newer Retold": (of_a_newer_retold, "was made by a newer Retold (it holds 9999_future): update Retold to open it"),
    "of a newer DuckDB": (of_a_newer_duckdb, "was made by a newer DuckDB: update Retold to open it"),
    "of somebody else": (of_somebody_else, ANEW),
    "empty": (empty, ANEW),
    "no database": (no_database, ANEW),
    "cut": (cut, ANEW),
    "with a wrong byte": (with_a_wrong_byte, ANEW),
}  # fmt: skip


@pytest.mark.parametrize(("harm", "said"), SNAPSHOTS.values(), ids=SNAPSHOTS)
@pytest.mark.usefixtures("late_pad")
def test_a_snapshot_that_cannot_be_read_is_refused_and_left_alone(
    tmp_path: Path, command: Command, harm: Callable[[Path], None], said: str
) -> None:
    snapshot = tmp_path / "output" / "late-pad" / "coverage.duckdb"
    harm(snapshot)
    held = snapshot.read_bytes()

    for arguments in (["query", "summary"], ["query", "summary", "--incident", "late-pad"]):
        command(*arguments, "--output", tmp_path / "output").refused(1, f"retold: {snapshot} {said}")
    assert snapshot.read_bytes() == held


def with_wrong_bytes_in_a_table(path: Path) -> None:
    """Damage every block of the file but those that are read when it is opened."""
    held = bytearray(path.read_bytes())
    kept = len(held) // 2
    held[12_288:kept] = bytes(byte ^ 0x55 for byte in held[12_288:kept])
    path.write_bytes(held)


@pytest.mark.usefixtures("late_pad")
def test_damage_that_shows_itself_in_the_middle_of_a_query_is_no_fault_of_the_query(
    tmp_path: Path, command: Command
) -> None:
    snapshot = tmp_path / "output" / "late-pad" / "coverage.duckdb"
    with_wrong_bytes_in_a_table(snapshot)

    command("query", "FROM core.links", "--output", tmp_path / "output").refused(1, f"retold: {snapshot} {ANEW}")


def test_the_status_of_good_datasets_is_shown_beside_a_damaged_one(
    published: Path, tmp_path: Path, command: Command
) -> None:
    for name in ("cut", "good", "short"):
        shutil.copytree(published / "late-pad", tmp_path / name)
    for name in ("cut", "short"):
        cut(tmp_path / name / "coverage.duckdb")
    ended = command("status", "--output", tmp_path, "--json")

    assert [row["incident"] for row in json.loads(ended.out)] == ["good"]
    assert ended.status == 1
    assert [line.split(" is no dataset")[0] for line in ended.err.splitlines()] == [
        f"retold: {tmp_path / name / 'coverage.duckdb'}" for name in ("cut", "short")
    ]


def test_a_server_that_does_not_answer_is_told_before_the_run(
    late_pad: Path, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for url in ("http://127.0.0.1:9/api", "nonsense"):
        monkeypatch.setenv("PREFECT_API_URL", url)
        ended = command("cover", late_pad, "--output", tmp_path / "output")

        ended.refused(1, f"PREFECT_API_URL: {url} does not answer (")


def test_a_second_run_on_one_dataset_ends_at_once_and_says_who_holds_it(late_pad: Path, tmp_path: Path) -> None:
    work = tmp_path / "output" / "late-pad" / "work.duckdb"
    with Dataset(work) as first:
        second = own_process("cover", late_pad, "--output", tmp_path / "output")
        first.load("load/links", staging.table([LINK], "links"))

        second.refused(1, f"retold: {work} is held by another run (process {os.getpid()}): wait for it to end")
        assert [row["url"] for row in first.rows("truth/links")] == [LINK["url"]]


def test_a_dataset_that_another_run_makes_at_the_same_moment_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work.duckdb"
    with Dataset(work) as first:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "exists", lambda _: False)  # when the second looked, it was not there yet
            with pytest.raises(StopError):
                Dataset(work)

        assert work.is_file()
        assert first.run("dataset/migrated")


@pytest.mark.usefixtures("late_pad")
def test_a_snapshot_of_an_older_retold_says_how_to_bring_it_up_to_date(tmp_path: Path) -> None:
    snapshot = tmp_path / "output" / "late-pad" / "coverage.duckdb"
    with duckdb.connect(str(snapshot)) as connection:
        connection.execute("ALTER TABLE core.articles DROP COLUMN alternates")

    with pytest.raises(StopError, match="was published by an older Retold: run `retold cover` again"):
        Snapshot(snapshot).rows("explain/article", url="https://a.example/1")
