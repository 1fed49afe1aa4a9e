"""What readers meet while a dataset is published, whatever happens to the run that publishes it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from extractors.errors import StopError
from flows import manifest, publishing, staging
from flows.dataset import Dataset, names_in
from flows.publishing import Origin

from .smalldataset import article, snapshot

pytestmark = pytest.mark.slow  # publishes again and again

LINK = {"source": "urls", "found_at": datetime(2024, 3, 4, tzinfo=UTC), "title_hint": None, "published_hint": None}
ORIGIN = Origin(slug="late-pads", title="Late pads", files={"late-pads.toml": b"title = 'Late pads'\n"})


def add_link(dataset: Dataset, number: int) -> None:
    dataset.load("load/links", staging.table([{"url": f"https://a.example/{number}", **LINK}], "links"))


def links(folder: Path) -> int:
    """How many links the snapshot tells of."""
    with duckdb.connect(str(folder / "coverage.duckdb"), read_only=True) as connection:
        return int(connection.execute("SELECT coalesce(sum(items), 0) FROM ledger").fetchall()[0][0])


def in_parquet(folder: Path) -> int:
    return int(sum(pq.read_table(folder / "parquet" / "ledger.parquet")["items"].to_pylist()))


def told(folder: Path) -> dict[str, Any]:
    """The manifest, after holding every file against it."""
    found = manifest.read(folder)
    assert found is not None
    assert list(manifest.differences(folder, found)) == []
    return found


def published(folder: Path) -> list[str]:
    """All that lies in the folder of a dataset, but for the writer's own file."""
    return sorted(
        path.relative_to(folder).as_posix() for path in manifest.files(folder) if not path.name.startswith("work.")
    )


@pytest.fixture
def twice(tmp_path: Path) -> Iterator[tuple[Dataset, Path]]:
    """A dataset that was published with one link, and holds another one since."""
    with Dataset(tmp_path / "work.duckdb") as dataset:
        add_link(dataset, 1)
        dataset.publish(tmp_path, ORIGIN)
        add_link(dataset, 2)
        yield dataset, tmp_path


def test_the_manifest_names_what_was_published_and_by_whom(tmp_path: Path) -> None:
    snapshot(tmp_path, [article("one", "The bridge fell at noon, and nobody was on it."), article("two", "Another.")])
    found = told(tmp_path)

    assert found["format"] == 1
    assert found["retold"]["version"]
    assert found["duckdb"] == {"version": duckdb.__version__, "storage_version": "v1.2.0"}
    assert found["migrations"] == names_in("migrations")
    assert datetime.fromisoformat(found["written"]).utcoffset() is not None
    assert set(found["files"]) == {*published(tmp_path)} - {"manifest.json"}
    with duckdb.connect(str(tmp_path / "coverage.duckdb"), read_only=True) as connection:
        for name, table in found["tables"].items():
            ((rows,),) = connection.execute(f"SELECT count(*) FROM {name}").fetchall()
            assert table["rows"] == rows == pq.read_metadata(tmp_path / table["file"]).num_rows, name
            assert {"bytes": table["bytes"], "sha256": table["sha256"]} == found["files"][table["file"]]
    assert found["tables"]["articles"]["kind"] == "view"
    assert found["tables"]["core.articles"] == {**found["tables"]["core.articles"], "kind": "table", "rows": 2}
    assert set(names_in("views")) <= set(found["tables"])
    assert found["tables"]["meta.data_dictionary"]["rows"] > 300


def test_the_manifest_tells_run_and_incident(twice: tuple[Dataset, Path]) -> None:
    dataset, folder = twice
    run = {"run_id": "abc", "incident": "late-pads", "code_version": "1", "at": LINK["found_at"], "state": "done"}
    dataset.load("load/runs", [run])
    dataset.publish(folder)  # without an origin, as when something is forgotten: it stays

    assert told(folder)["run"] == {"id": "abc", "started": "2024-03-04T00:00:00Z", "state": "done"}
    assert told(folder)["incident"] == {"slug": "late-pads", "title": "Late pads"}
    assert (folder / "late-pads.toml").read_bytes() == ORIGIN.files["late-pads.toml"]


def test_the_commit_is_told_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(manifest.code()) == {"version", "commit"}
    monkeypatch.setattr(manifest, "ROOT", tmp_path)
    assert manifest.code()["commit"] is None
    (tmp_path / ".git").mkdir()  # of no use to git
    assert manifest.code()["commit"] is None
    monkeypatch.setenv("PATH", "")
    assert manifest.code()["commit"] is None


class Killed(BaseException):
    """Stands for a kill: behind the one renaming that counts, nothing is caught and nothing put right."""


@contextmanager
def killed_at(step: int) -> Iterator[None]:
    """End the run before its rename of that number, or before it takes the last folder away."""
    rename, rmtree, count = Path.replace, shutil.rmtree, 0

    def counted(path: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == step:
            raise Killed
        return rename(path, target)

    def kept(path: Path, **options: Any) -> None:
        if path.name == publishing.READY:
            counted_at_the_end()
        rmtree(path, **options)

    def counted_at_the_end() -> None:
        nonlocal count
        count += 1
        if count == step:
            raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", counted)
        patch.setattr(publishing.shutil, "rmtree", kept)
        yield


def test_killed_between_any_two_renames_every_file_is_whole_and_the_next_writer_ends_it(
    twice: tuple[Dataset, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    dataset, folder = twice
    before = told(folder)
    steps = len(before["files"]) + 2  # and the manifest, and the folder that is left
    with killed_at(1), pytest.raises(Killed):
        dataset.publish(folder)
    assert (folder / publishing.READY / "manifest.json").is_file()
    assert told(folder) == before
    for step in range(1, steps + 1):
        place = tmp_path_factory.mktemp("killed") / "late-pads"
        shutil.copytree(folder, place, ignore=shutil.ignore_patterns("work.duckdb*"))
        with killed_at(step), pytest.raises(Killed):
            publishing.go_on(place)

        new, now = manifest.read(folder / publishing.READY), manifest.read(place)
        assert new is not None
        for name, fingerprint in manifest.fingerprints(place).items():  # each is of one publishing or the other
            if not name.startswith(f"{publishing.READY}/"):
                assert fingerprint in (before["files"][name], new["files"][name]), name
        if step < steps:
            assert now == before
            assert (links(place) == 2) == (step == steps - 1)  # the snapshot comes last but the manifest
            assert in_parquet(place) == 2 or links(place) == 1
        else:
            assert now == new
        publishing.go_on(place)
        assert told(place) == new
        assert (links(place), in_parquet(place)) == (2, 2)
        assert published(place) == sorted([*new["files"], "manifest.json"])


def test_whoever_opens_the_dataset_next_ends_what_was_ready(twice: tuple[Dataset, Path]) -> None:
    dataset, folder = twice
    with killed_at(7), pytest.raises(Killed):
        dataset.publish(folder)
    dataset.connection.close()
    assert (folder / publishing.READY).is_dir()

    with Dataset(folder / "work.duckdb"):
        assert links(folder) == told(folder)["tables"]["core.links"]["rows"] == 2
        assert not (folder / publishing.READY).exists()


KILL = """
import os, sys
from pathlib import Path
from flows import publishing
from flows.dataset import Dataset
number, folder = int(sys.argv[1]), Path(sys.argv[2])
run, count = Dataset.run, 0
def counted(self, name, **parameters):
    global count
    count += name in ("dataset/fill_snapshot", "dataset/to_parquet", "dataset/last_run")
    if count == number:
        os.kill(os.getpid(), 9)
    return run(self, name, **parameters)
Dataset.run = counted
with Dataset(folder / "work.duckdb") as dataset:
    dataset.publish(folder)
"""


@pytest.mark.parametrize("number", [1, 2, 9, 1000])
def test_killed_while_writing_all_that_was_published_stays(tmp_path: Path, number: int) -> None:
    with Dataset(tmp_path / "work.duckdb") as dataset:
        add_link(dataset, 1)
        dataset.publish(tmp_path, ORIGIN)
        add_link(dataset, 2)
    before = manifest.fingerprints(tmp_path)
    killed = subprocess.run([sys.executable, "-c", KILL, str(number), str(tmp_path)], check=False)
    ended = number == 1000
    assert killed.returncode == (0 if ended else -9)
    assert (tmp_path / publishing.UNFINISHED).is_dir() != ended
    if not ended:
        named = told(tmp_path)["files"]
        assert {name: one for name, one in before.items() if name in named} == named
    with Dataset(tmp_path / "work.duckdb") as dataset:
        dataset.publish(tmp_path)

    assert links(tmp_path) == 2
    assert published(tmp_path) == sorted([*told(tmp_path)["files"], "manifest.json"])


def break_a_promise(dataset: Dataset) -> None:
    dataset.connection.execute("INSERT INTO core.sightings VALUES ('https://nobody.example/', 'urls', now())")


def test_a_broken_promise_keeps_snapshot_parquet_and_manifest(twice: tuple[Dataset, Path]) -> None:
    dataset, folder = twice
    before = manifest.fingerprints(folder), told(folder)
    break_a_promise(dataset)
    with pytest.raises(StopError, match=r"references_hold\.sql: 1 rows break this promise"):
        dataset.publish(folder)

    after = {name: one for name, one in manifest.fingerprints(folder).items() if not name.startswith("work.")}
    assert (after, told(folder)) == ({name: one for name, one in before[0].items() if name in after}, before[1])
    assert set(before[1]["files"]) == set(after)


def test_a_broken_promise_after_a_kill_leaves_what_was_ready_and_not_a_mixture(twice: tuple[Dataset, Path]) -> None:
    dataset, folder = twice
    with killed_at(5), pytest.raises(Killed):
        dataset.publish(folder)
    dataset.connection.close()
    with Dataset(folder / "work.duckdb") as again:
        break_a_promise(again)
        with pytest.raises(StopError):
            again.publish(folder)

    assert links(folder) == told(folder)["tables"]["core.links"]["rows"] == 2


def test_a_publishing_that_fails_leaves_no_half_and_can_be_done_again(
    twice: tuple[Dataset, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset, folder = twice
    before, listed = told(folder), published(folder)
    with monkeypatch.context() as patch:
        patch.setattr(manifest, "write", fail)
        with pytest.raises(OSError, match="full"):
            dataset.publish(folder)
    assert (told(folder), published(folder)) == (before, listed)
    dataset.publish(folder)

    assert links(folder) == 2


def fail(*_: object, **__: object) -> None:
    raise OSError("full")


def test_what_is_no_longer_published_goes_and_what_was_never_published_stays(twice: tuple[Dataset, Path]) -> None:
    dataset, folder = twice
    dataset.connection.execute("CREATE VIEW main.former AS SELECT 1 AS one")
    dataset.connection.execute("COMMENT ON VIEW main.former IS 'One row.'; COMMENT ON COLUMN main.former.one IS 'One.'")
    dataset.publish(folder)
    assert (folder / "parquet" / "former.parquet").is_file()
    (folder / "parquet" / "mine.parquet").write_bytes(b"mine")
    dataset.connection.execute("DROP VIEW main.former")
    dataset.publish(folder, Origin(slug="late-pads", title="Late pads"))

    assert not (folder / "parquet" / "former.parquet").exists()
    assert not (folder / "late-pads.toml").exists()
    assert (folder / "parquet" / "mine.parquet").read_bytes() == b"mine"


def outside(found: dict[str, Any]) -> None:
    found["files"]["../precious.toml"] = {"bytes": 1, "sha256": ""}


def newer(found: dict[str, Any]) -> None:
    found["format"] = 2


def without_files(found: dict[str, Any]) -> None:
    del found["files"]


HARMED = {
    "that leads out of the folder": (outside, "is no manifest of Retold, or damaged"),
    "of a newer Retold": (newer, "was made by a newer Retold (format 2): update Retold to read it"),
    "without files": (without_files, "is no manifest of Retold, or damaged"),
}


@pytest.mark.parametrize(("harm", "said"), HARMED.values(), ids=HARMED)
def test_a_manifest_that_cannot_be_used_is_refused_in_one_line_and_replaced_by_the_next_publishing(
    twice: tuple[Dataset, Path], harm: Callable[[dict[str, Any]], None], said: str
) -> None:
    dataset, folder = twice
    precious = folder.parent / "precious.toml"
    precious.write_text("mine")
    found = told(folder)
    harm(found)
    (folder / "manifest.json").write_text(json.dumps(found))
    with pytest.raises(StopError) as raised:
        manifest.read(folder)
    dataset.publish(folder)

    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
    assert told(folder)["tables"]["core.links"]["rows"] == 2
    assert precious.read_text() == "mine"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 1, "files": {"a": 1}}'])
def test_what_is_no_manifest_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)

    with pytest.raises(StopError, match=r"manifest\.json is no manifest of Retold, or damaged: [^\n]+$"):
        manifest.read(tmp_path)
