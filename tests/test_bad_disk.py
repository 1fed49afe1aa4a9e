"""Disks and folders that take nothing: one line that says which, and the next run goes on where this one was."""

import re
import resource
from pathlib import Path

import pytest

from extractors import sandbox
from extractors.errors import StopError
from flows import embedded
from flows.dataset import Dataset, names_in

from .smallweb import Found, SmallWeb
from .wronguse import Command, disk, ferries, read_here, written

pytestmark = pytest.mark.slow  # publishes again and again


@pytest.fixture(scope="module")
def calm_web(tmp_path_factory: pytest.TempPathFactory) -> SmallWeb:
    """A web that was covered once, undisturbed."""
    web = ferries(tmp_path_factory.mktemp("calm"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "work_off", read_here)
        web.cover()
    return web


@pytest.fixture(scope="module")
def calm(calm_web: SmallWeb) -> object:
    """Every view of the undisturbed run."""
    return Found(calm_web.output / "small").views()


@pytest.mark.usefixtures("without_workers")
def test_a_dataset_that_was_put_aside_is_made_again_from_the_archive(calm_web: SmallWeb, calm: object) -> None:
    work = calm_web.output / "small" / "work.duckdb"
    work.rename(work.with_name("aside"))

    assert calm_web.cover().views() == calm


FULL = "No space left on device: make room, then run it again to go on"


def test_a_dataset_that_cannot_be_made_for_want_of_room_leaves_no_half(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "4k") as remount:
        with pytest.raises(StopError, match=re.escape(f"{tmp_path / 'disk'}: {FULL}")):
            Dataset(tmp_path / "disk" / "work.duckdb")
        remount("size=20m")
        with Dataset(tmp_path / "disk" / "work.duckdb") as made:
            assert [name for name, _ in made.run("dataset/migrated")] == names_in("migrations")


@pytest.mark.usefixtures("without_workers")
def test_a_run_that_filled_the_disk_goes_on_where_it_was(tmp_path: Path, calm: object) -> None:
    web = ferries(tmp_path)
    with disk(web.output, "64k") as remount:  # the archive does not fit
        with pytest.raises(StopError) as raised:
            web.cover()
        remount("size=200m")

        assert str(raised.value) == f"{web.output / 'small'}: {FULL}"
        assert web.cover().views() == calm


@pytest.mark.usefixtures("without_workers")
def test_a_run_that_reached_the_limit_on_the_size_of_a_file_goes_on_where_it_was(tmp_path: Path, calm: object) -> None:
    web = ferries(tmp_path)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limit[1]))  # the dataset does not fit, at its checkpoint
    try:
        with pytest.raises(StopError, match=r"small: File too large: make room, then run it again to go on$"):
            web.cover()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)

    assert web.cover().views() == calm


def test_a_run_does_not_begin_on_a_disk_that_is_almost_full(late_pad: Path, tmp_path: Path, command: Command) -> None:
    with disk(tmp_path / "small", "2m"):
        ended = command("cover", late_pad, "--output", tmp_path / "small")

    ended.refused(1, f"{tmp_path / 'small' / 'late-pad'}: 2 MB are free where a run needs 50 MB: make room")


def test_a_run_does_not_begin_on_a_disk_that_nobody_may_write_to(
    late_pad: Path, tmp_path: Path, command: Command
) -> None:
    with disk(tmp_path / "fixed", "2m") as remount:
        remount("ro")
        ended = command("cover", late_pad, "--output", tmp_path / "fixed")

    ended.refused(1, f"{tmp_path / 'fixed' / 'late-pad'}: Read-only file system: name another folder with --output")


def test_a_run_does_not_begin_in_a_folder_that_cannot_be(late_pad: Path, command: Command) -> None:
    command("cover", late_pad, "--output", "/proc/retold").refused(1, "name another folder with --output")


@pytest.mark.parametrize("name", ["cover", "status", "query", "demo"])
def test_an_output_folder_that_is_a_file_is_wrong_use(late_pad: Path, command: Command, name: str) -> None:
    arguments = {"cover": [late_pad], "query": ["summary"]}.get(name, [])

    command(name, *arguments, "--output", late_pad).refused(2, f"'{late_pad}' is a file")


def test_half_a_database_of_prefect_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_HOME", "")  # so that it is forgotten behind the test
    monkeypatch.delenv("PREFECT_HOME")
    monkeypatch.setattr(embedded, "TEMPLATE", written(tmp_path, b"x" * 100_000, "prefect.db"))
    with disk(tmp_path / "disk", "40k"):
        with pytest.raises(OSError, match="No space left"):
            embedded.home(tmp_path / "disk")

        assert not (tmp_path / "disk" / ".prefect" / "prefect.db").exists()
