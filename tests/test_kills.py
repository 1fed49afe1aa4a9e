"""A run that is killed at any moment and run again ends as if nothing had happened. Long: make test-all."""

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest

from extractors.visits import MOST_AT_ONCE
from flows import manifest, publishing

from . import loading
from .processes import RETOLD, begun_with, clean_environment, patience
from .smallweb import Found

KILLS = 25  # while loading and publishing
EARLIEST_S = 2.0

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


def start(output: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*RETOLD, "demo", "--output", str(output)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=clean_environment(),
    )


def ends_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


class Calm:
    """A demo that nobody disturbs, and how long it took."""

    def __init__(self, output: Path) -> None:
        began = time.monotonic()
        assert start(output).wait() == 0
        self.duration_s = time.monotonic() - began
        self.found = Found(output / "sample")


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Calm:
    return Calm(tmp_path_factory.mktemp("calm"))


def bodies_sent(found: Found) -> Counter[str]:
    """Count for each page how often its body was sent."""
    lines = map(json.loads, found.log)
    return Counter(f"{line['host']}{line['path']}" for line in lines if line["status"] == 200)


def can_say_unchanged(found: Found) -> set[str]:
    """Return the pages for which a server said 304: whoever holds them need not be sent them again."""
    lines = map(json.loads, found.log)
    return {f"{line['host']}{line['path']}" for line in lines if line["status"] == 304}


@pytest.mark.parametrize(
    ("how", "times"),
    [(signal.SIGKILL, 5), (signal.SIGTERM, 2)],
    ids=lambda value: value.name if isinstance(value, signal.Signals) else str(value),
)
def test_a_run_that_was_stopped_again_and_again_ends_like_an_undisturbed_one(
    tmp_path: Path, calm: Calm, how: signal.Signals, times: int
) -> None:
    moments, stopped = random.Random(times), 0
    for _ in range(4 * times):
        process = start(tmp_path)
        # What an earlier run has done is not done again; so later ones are stopped in later stages, or end before.
        if not ends_within(process, moments.uniform(EARLIEST_S, 0.4 * calm.duration_s)):
            process.send_signal(how)
            stopped += 1
        assert ends_within(process, patience(10.0))
        if stopped == times:
            break
    assert stopped == times, "too many of these runs ended by themselves"
    assert start(tmp_path).wait() == 0

    found = Found(tmp_path / "sample")
    assert found.views() == calm.found.views()
    sent, once = bodies_sent(found), bodies_sent(calm.found)
    twice = {page: sent[page] - once[page] for page in can_say_unchanged(calm.found) if sent[page] > once[page]}
    assert sum(twice.values()) <= stopped * MOST_AT_ONCE, f"asked for again though it was held: {twice}"
    time.sleep(1)  # a server that watches its parent needs a moment to notice
    assert begun_with(tmp_path) == []


def views(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    return dict(Found(folder).views())


def begin(what: str, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.loading", what, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean_environment())


def wait_for(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == line


def kept(folder: Path, said: Iterable[str]) -> None:
    """Assert that what a killed run said it had committed is there, every batch whole or not at all."""
    with duckdb.connect(str(folder / "work.duckdb"), read_only=True) as connection:
        for table in ("core.links", "core.articles"):
            urls = {url for (url,) in connection.execute(f"SELECT url FROM {table}").fetchall()}
            whole = [
                sum(loading.url(batch, n) in urls for n in range(loading.SIZE)) for batch in range(loading.BATCHES)
            ]
            assert set(whole) <= {0, loading.SIZE}
            assert all(whole[int(line.split()[1])] for line in said if line.startswith("loaded"))


def bound(folder: Path) -> None:
    """Assert that what is published belongs together, or lies ready to be put in place by the next run."""
    found = manifest.read(folder)
    if found is not None and not (folder / publishing.READY).exists():
        assert list(manifest.differences(folder, found)) == []


def test_killed_again_and_again_while_loading_and_publishing_nothing_is_lost_and_readers_never_notice(
    tmp_path: Path,
) -> None:
    calm, harried = tmp_path / "calm" / "late-pads", tmp_path / "harried" / "late-pads"
    for folder in (calm, harried):
        folder.mkdir(parents=True)
    undisturbed = begin("write", calm)
    wait_for(undisturbed, "open")
    began = time.monotonic()
    assert undisturbed.communicate()[1] == ""
    duration_s = time.monotonic() - began

    reader, moments, killed, published = begin("read", harried), random.Random(7), 0, 0
    while killed < KILLS:
        writer = begin("write", harried)
        wait_for(writer, "open")
        time.sleep(moments.uniform(0, duration_s))
        writer.kill()
        said, complained = writer.communicate()
        assert complained == ""
        killed += writer.returncode == -signal.SIGKILL
        published += "published" in said
        kept(harried, said.splitlines())
        bound(harried)
    last = begin("write", harried)
    assert last.communicate()[1] == ""
    (harried / "enough").touch()
    times, complained = reader.communicate(timeout=60)

    assert complained == ""
    assert int(times) > KILLS
    assert published > 0, "none came as far as publishing"
    assert views(harried) == views(calm)
    assert not (harried / publishing.READY).exists()
