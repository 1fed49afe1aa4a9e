"""A run that is killed at any moment and run again ends as if nothing had happened. Long: make test-all."""

import json
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from extractors.visits import MOST_AT_ONCE

from .processes import RETOLD, begun_with, clean_environment
from .smallweb import Found

ROUNDS = 5
KILLS = 5  # of each round: twenty-five SIGKILLs in all
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
    ("how", "seed"),
    [*((signal.SIGKILL, seed) for seed in range(ROUNDS)), (signal.SIGTERM, ROUNDS)],
    ids=lambda value: value.name if isinstance(value, signal.Signals) else str(value),
)
def test_a_run_that_was_stopped_again_and_again_ends_like_an_undisturbed_one(
    tmp_path: Path, calm: Calm, how: signal.Signals, seed: int
) -> None:
    moments, stopped = random.Random(seed), 0
    for _ in range(4 * KILLS):
        process = start(tmp_path)
        # What an earlier run has done is not done again; so later ones are stopped in later stages, or end before.
        if not ends_within(process, moments.uniform(EARLIEST_S, 0.4 * calm.duration_s)):
            process.send_signal(how)
            stopped += 1
        assert ends_within(process, 10.0)
        if stopped == KILLS:
            break
    assert stopped == KILLS, "too many of these runs ended by themselves"
    assert start(tmp_path).wait() == 0

    found = Found(tmp_path / "sample")
    assert found.views() == calm.found.views()
    sent, once = bodies_sent(found), bodies_sent(calm.found)
    twice = {page: sent[page] - once[page] for page in can_say_unchanged(calm.found) if sent[page] > once[page]}
    assert sum(twice.values()) <= stopped * MOST_AT_ONCE, f"asked for again though it was held: {twice}"
    time.sleep(1)  # a server that watches its parent needs a moment to notice
    assert begun_with(tmp_path) == []
