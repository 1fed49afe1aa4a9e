"""A run that is stopped in a stage ends within ten seconds, and the next one is healthy, stage after stage. Long."""

import re
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .processes import RETOLD, begun_with, clean_environment, patience
from .smallweb import Found

# What stands on stderr when a stage is under way; nothing does in the first, but its sources are asked by then.
STAGES = {
    "discover": None,
    "scrape": r"discover: ",
    "extract": r"scrape: ",
    "translate": r"translate · ",
    "deduplicate": r"deduplicate: sign · ",
    "publish": r"deduplicate: \d+ pairs share words",
}
STOPPED_WITHIN_S = 10.0
DEADLINE_S = 300.0  # until a stage begins, on a busy machine

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


class Running:
    """A demo, and what it has said so far."""

    def __init__(self, output: Path) -> None:
        self.said: list[str] = []
        self.process = subprocess.Popen(
            [*RETOLD, "demo", "--output", str(output)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=clean_environment(),
        )
        self._output = output
        self._asked = self._requests()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def reaches(self, sign: str | None) -> bool:
        """Return whether it comes to a stage before it ends."""
        return self._waits_for(lambda: self._requests() > self._asked if sign is None else self._has_said(sign))

    def _waits_for(self, is_there: Callable[[], bool]) -> bool:
        give_up = time.monotonic() + DEADLINE_S
        while not is_there():
            if self.process.poll() is not None or time.monotonic() > give_up:
                return is_there()
            time.sleep(0.01)
        return True

    def ends_within(self, seconds: float) -> bool:
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _has_said(self, sign: str) -> bool:
        return any(re.match(sign, line) for line in self.said)

    def _listen(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            self.said.extend(lines)

    def _requests(self) -> int:
        log = self._output / "sample" / "requests.jsonl"
        return log.stat().st_size if log.exists() else 0


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Found:
    output = tmp_path_factory.mktemp("calm")
    undisturbed = Running(output)
    assert undisturbed.process.wait() == 0, undisturbed.said
    return Found(output / "sample")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=lambda how: how.name)
def test_a_run_that_is_stopped_in_each_stage_goes_on_as_if_it_had_not_been(
    tmp_path: Path, calm: Found, how: signal.Signals
) -> None:
    for stage, sign in STAGES.items():
        running = Running(tmp_path)
        assert running.reaches(sign), f"never came to {stage}: {running.said[-3:]}"
        running.process.send_signal(how)
        patient_s = patience(STOPPED_WITHIN_S)
        assert running.ends_within(patient_s), f"in {stage}, it did not end within {patient_s:.0f} s"
        assert running.process.returncode == (-how if how is signal.SIGKILL else 128 + how), stage
    last = Running(tmp_path)
    assert last.process.wait() == 0, last.said
    assert Found(tmp_path / "sample").views() == calm.views()
    assert not [path for path in tmp_path.rglob("*") if re.search(r"\.(unfinished|open)$", path.name)]
    assert not list((tmp_path / "sample" / "staging").glob("*"))
    time.sleep(1)  # a server that watches its parent needs a moment to notice
    assert begun_with(tmp_path) == []
    assert still_running(tmp_path / ".prefect" / "prefect.db") == []


def still_running(state: Path) -> list[tuple[str, str]]:
    """Return the runs that Prefect takes to be alive, though nothing runs."""
    with sqlite3.connect(state) as database:
        return database.execute(
            "SELECT name, state_type FROM flow_run WHERE state_type IN ('RUNNING', 'PENDING')"
        ).fetchall()
