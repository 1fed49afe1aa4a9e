"""Datasets that are damaged, newer than Retold, or held by another run: refused in one line, and left alone."""

import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from extractors.errors import StopError
from flows import staging
from flows.dataset import Dataset, Snapshot, make_ready

from .smalldataset import article, snapshot
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
    "of somebody else": (of_somebody_else, "is somebody else's database: put it aside and run again"),
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
    assert sorted(path.name for path in work.parent.glob("[!.]*")) == [
        "coverage.duckdb", "manifest.json", "parquet", "work.duckdb",
    ]  # fmt: skip


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

    rows = {row["incident"]: row["health"] for row in json.loads(ended.out)}
    assert rows == {"cut": "unreadable", "good": "healthy", "short": "unreadable"}
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


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a dataset with rows in it."""
    folder = tmp_path_factory.mktemp("filled") / "late-pad"
    words = [f"sentence {number} of the bridge, as the paper of {number} towns told it" for number in range(60)]
    snapshot(
        folder, [article(f"paper{place}", ". ".join(words[place : place + 30]).capitalize()) for place in range(12)]
    )
    return folder


def places(size: int) -> list[int]:
    """Where a file of that size is cut or overwritten: in its headers, and here and there in its blocks."""
    return [1, 100, 4095, 4096, 8192, 12_287, *range(12_288 + 5000, size, size // 10)]


def truncated(path: Path, place: int) -> None:
    os.truncate(path, place)


def zeroed(path: Path, place: int) -> None:
    held = bytearray(path.read_bytes())
    held[place : place + 4096] = bytes(len(held[place : place + 4096]))
    path.write_bytes(held)


@pytest.mark.parametrize("harm", [truncated, zeroed])
def test_damage_at_any_place_is_told_in_one_line_before_anything_is_written_or_is_in_no_row(
    filled: Path, tmp_path: Path, harm: Callable[[Path, int], None]
) -> None:
    refused, whole = 0, {name: rows_of(filled / name) for name in ("work.duckdb", "coverage.duckdb")}
    for name, said in (("work.duckdb", PUT_ASIDE), ("coverage.duckdb", ANEW)):
        for place in places((filled / name).stat().st_size):
            path = tmp_path / name
            shutil.copyfile(filled / name, path)
            harm(path, place)
            held = path.read_bytes()
            found = rows_of(path)
            if isinstance(found, StopError):
                assert f"{path} {said}" in str(found)
                assert "\n" not in str(found)
                assert path.read_bytes() == held
                refused += 1
            else:  # nothing lies there, or nothing any more
                assert found == whole[name]
    assert refused > 10


def rows_of(path: Path) -> object:
    """What a run or a reader finds in a file, or is told of it."""
    try:
        if path.name == "coverage.duckdb":
            return Snapshot(path).query("SELECT url, text FROM articles ORDER BY url")
        make_ready(path.parent)
        with Dataset(path) as dataset:
            return dataset.connection.execute("FROM core.articles ORDER BY url").fetchall()
    except StopError as error:
        return error


LOADING = """
import os, sys
from flows.dataset import Dataset
from tests.test_bad_dataset import more_links
dataset = Dataset(sys.argv[1])
for batch in range(5):
    more_links(dataset, batch)
os._exit(9)
"""


def more_links(dataset: Dataset, batch: int) -> None:
    rows = [{**LINK, "url": f"https://a.example/{batch}/{number}"} for number in range(10)]
    dataset.load("load/links", staging.table(rows, "links"))


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a dataset whose writer was killed: what it committed last lies in the log beside the file."""
    folder = tmp_path_factory.mktemp("killed")
    with Dataset(folder / "work.duckdb"):
        pass
    subprocess.run([sys.executable, "-c", LOADING, str(folder / "work.duckdb")], check=False)
    assert (folder / "work.duckdb.wal").stat().st_size > 5000
    return folder


def links(folder: Path) -> int:
    make_ready(folder)
    with Dataset(folder / "work.duckdb") as dataset:
        return len(dataset.rows("truth/links"))


def test_what_a_killed_writer_has_committed_is_there(killed: Path, tmp_path: Path) -> None:
    shutil.copytree(killed, tmp_path / "copy")

    assert links(tmp_path / "copy") == 50
    assert not (tmp_path / "copy" / "work.duckdb.wal").exists()


def test_a_log_that_ends_within_a_batch_gives_every_batch_before_it_whole(killed: Path, tmp_path: Path) -> None:
    size = (killed / "work.duckdb.wal").stat().st_size
    found = []
    for place in range(size // 20, size, size // 10):
        shutil.copytree(killed, tmp_path / str(place))
        os.truncate(tmp_path / str(place) / "work.duckdb.wal", place)
        found.append(links(tmp_path / str(place)))

    assert found == sorted(found)
    assert {count % 10 for count in found} == {0}
    assert found[-1] >= 40


def test_a_damaged_log_is_refused_and_without_it_the_run_goes_on_from_before(killed: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(killed, tmp_path / "copy"))
    log = folder / "work.duckdb.wal"
    zeroed(log, log.stat().st_size // 2)
    held = log.read_bytes(), (folder / "work.duckdb").read_bytes()
    with pytest.raises(StopError) as raised:
        links(folder)

    assert f"{log} {PUT_ASIDE}" in str(raised.value)
    assert (log.read_bytes(), (folder / "work.duckdb").read_bytes()) == held
    log.rename(folder / "aside")
    assert links(folder) == 0


def test_a_folder_in_the_place_of_a_dataset_is_refused_in_one_line(
    late_pad: Path, tmp_path: Path, command: Command
) -> None:
    for name in ("work.duckdb", "coverage.duckdb"):
        path = tmp_path / "output" / "late-pad" / name
        path.unlink()
        (path / "precious").mkdir(parents=True)
    ended = command("cover", late_pad, "--output", tmp_path / "output")
    ended.refused(1, f"{tmp_path / 'output' / 'late-pad' / 'work.duckdb'}")
    asked = command("query", "summary", "--incident", "late-pad", "--output", tmp_path / "output")
    asked.refused(2, "holds no dataset")

    assert (path / "precious").is_dir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can take another's part")
@pytest.mark.usefixtures("late_pad")
def test_a_dataset_that_nobody_lets_us_read_is_refused_in_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "output" / "late-pad"
    for name in ("work.duckdb", "coverage.duckdb"):
        (folder / name).chmod(0o000)
    for path in (folder, *folder.parents):
        if path.is_relative_to("/tmp") and path != Path("/tmp"):
            path.chmod(0o777)
    with as_nobody():
        for opened in (lambda: Dataset(folder / "work.duckdb"), lambda: Snapshot(folder / "coverage.duckdb")):
            with pytest.raises(StopError, match=r"duckdb cannot be used: [^\n]*Permission denied[^\n]*$"):
                opened()


@contextmanager
def as_nobody() -> Iterator[None]:
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)
