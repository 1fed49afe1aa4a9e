"""Two runs never meet on one dataset, and no lock outlives a kill."""

import signal
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from extractors.errors import StopError
from flows import archive, lock
from flows.commands import covering
from flows.dataset import WORK, Dataset
from flows.lock import BusyError

from .wronguse import ONE_LINE, Command, ferries

HOLD = "import sys, time; from pathlib import Path; from flows import lock\nwith lock.alone(Path(sys.argv[1]), 'run-1'):\n    print('held', flush=True); time.sleep(600)"


def holding(folder: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def killed(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_who_comes_second_is_told_in_one_line_who_is_there(tmp_path: Path) -> None:
    process = holding(tmp_path)
    with pytest.raises(BusyError) as refused, lock.alone(tmp_path):
        pass
    killed(process)

    assert f"{tmp_path} is held by another run (process {process.pid}, since 20" in str(refused.value)
    assert str(refused.value).endswith("wait for it to end")


def test_who_comes_second_in_the_same_process_is_refused_as_well(tmp_path: Path) -> None:
    with lock.alone(tmp_path), pytest.raises(BusyError), lock.alone(tmp_path):
        pass


def test_a_lock_left_by_a_kill_is_free_and_names_the_run_that_was_killed(tmp_path: Path) -> None:
    killed(holding(tmp_path))

    assert lock.holder(tmp_path) is None
    assert lock.killed(tmp_path) == "run-1"
    with lock.alone(tmp_path, "run-2") as left:
        assert left == "run-1"
    assert lock.killed(tmp_path) == ""


def test_a_command_between_two_runs_leaves_it_to_the_next_run_to_tell_of_the_kill(tmp_path: Path) -> None:
    killed(holding(tmp_path))
    with lock.alone(tmp_path):
        pass

    assert lock.killed(tmp_path) == "run-1"


def test_a_run_that_ended_in_order_was_not_killed(tmp_path: Path) -> None:
    with lock.alone(tmp_path, "run-1"):
        assert lock.killed(tmp_path) == ""
    assert lock.killed(tmp_path) == ""
    assert lock.killed(tmp_path / "never-covered") == ""


def test_looking_who_holds_it_keeps_nobody_out(tmp_path: Path) -> None:
    looks = threading.Event()

    def look() -> None:
        while not looks.is_set():
            lock.holder(tmp_path)

    threads = [threading.Thread(target=look) for _ in range(2)]
    with lock.alone(tmp_path):
        pass
    for thread in threads:
        thread.start()
    try:
        for _ in range(20):
            with lock.alone(tmp_path, wait=True):
                pass
    finally:
        looks.set()
        for thread in threads:
            thread.join()


def test_who_waits_goes_on_when_the_other_has_ended(tmp_path: Path) -> None:
    process = holding(tmp_path)
    threading.Timer(1.0, process.send_signal, (signal.SIGKILL,)).start()
    with lock.alone(tmp_path, "run-2", wait=True) as left:
        assert left == "run-1"
    killed(process)


def test_a_dataset_that_another_process_writes_is_busy_and_not_broken(tmp_path: Path) -> None:
    hold = "import sys, time; from pathlib import Path; from flows.dataset import Dataset\nwith Dataset(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(600)"
    process = subprocess.Popen([sys.executable, "-c", hold, str(tmp_path / WORK)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(BusyError, match=f"process {process.pid}"):
        Dataset(tmp_path / WORK)
    killed(process)


def test_a_command_that_finds_a_run_ends_at_once_with_one_line(late_pad: Path, command: Command) -> None:
    output = late_pad.parent / "output"
    with lock.alone(output / "late-pad", "run-1"):
        ended = command("cover", late_pad, "--output", output)

    assert ended.status == 1
    assert ONE_LINE.fullmatch(ended.err)
    assert "late-pad is held by another run (process " in ended.err


@pytest.mark.slow
def test_a_run_that_another_overtakes_between_look_and_start_ends_with_that_line_too(
    late_pad: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The flow itself looks again: here nobody has looked before it."""
    from prefect.testing.utilities import prefect_test_harness

    from flows import embedded

    output = late_pad.parent / "output"
    monkeypatch.setattr(embedded, "named_server", lambda _: True)
    with (
        prefect_test_harness(server_startup_timeout=120),
        lock.alone(output / "late-pad", "run-1"),
        covering(output) as cover,
        pytest.raises(StopError, match="is held by another run"),
    ):
        cover(late_pad, "late-pad")


def test_of_an_archive_comes_what_began_until_a_day(tmp_path: Path) -> None:
    web = ferries(tmp_path)
    found = web.cover()
    journals = archive.journals(found.folder)
    assert len(archive.days(found.folder)) == 1
    for day, count in ((date(2001, 1, 1), 0), (date(2100, 1, 1), len(journals))):
        folder = tmp_path / f"{day}"
        archive.bring(found.folder, folder, day)
        assert len(list((folder / "archive").iterdir())) == count
