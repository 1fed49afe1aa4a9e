"""A run that is killed at any moment and run again ends as if nothing had happened. Long: make test-all."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .processes import begun_with
from .smallweb import Found

KILLS = 6
LONGEST_S = 50.0  # a whole demo on an idle machine takes about forty-five

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def start(output: Path) -> subprocess.Popen[bytes]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "RETOLD_"))}
    return subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", "demo", "--output", str(output)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=clean,
    )


def ends_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["kill", "term"])
def test_a_run_that_was_killed_again_and_again_ends_like_an_undisturbed_one(
    tmp_path: Path, how: signal.Signals
) -> None:
    assert start(tmp_path / "calm").wait() == 0
    moments = random.Random(20240304)
    for _ in range(KILLS):
        process = start(tmp_path / "killed")
        if not ends_within(process, moments.uniform(3.0, LONGEST_S)):
            process.send_signal(how)
        assert ends_within(process, 10.0)
    assert start(tmp_path / "killed").wait() == 0

    calm, killed = (Found(tmp_path / name / "sample") for name in ("calm", "killed"))
    assert killed.views() == calm.views()
    time.sleep(1)  # a server that watches its parent needs a moment to notice
    assert begun_with(tmp_path / "killed") == []
