"""What all tests share: no test reaches beyond this machine."""

import fcntl
import os
import shutil
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from extractors import sandbox
from flows import cli
from flows.dataset import Dataset

from .processes import retold
from .wronguse import FILES, Command, Ended, read_here, written

LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        inet = self.family in (socket.AF_INET, socket.AF_INET6)
        if inet and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def piped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test be as wide as the window of whoever runs it."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The output folder after one demo, which the workers of one test run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "output"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            folder.mkdir()
            ended = retold("demo", "--output", folder)
            assert ended.returncode == 0, ended.stderr
            (folder / "said.txt").write_text(ended.stdout, encoding="utf-8")
            (folder / "complained.txt").write_text(ended.stderr, encoding="utf-8")
    return folder


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command, run in this process."""
    for name in [name for name in os.environ if name.startswith(("PREFECT_", "RETOLD_"))]:
        monkeypatch.delenv(name)

    def run(*arguments: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["retold", *map(str, arguments)])
        capsys.readouterr()
        status = cli._run()
        return Ended(status, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with one dataset, late-pad, that is empty."""
    output = tmp_path_factory.mktemp("published")
    (output / "late-pad").mkdir()
    with Dataset(output / "late-pad" / "work.duckdb") as made:
        made.publish(output / "late-pad")
    return output


@pytest.fixture
def late_pad(tmp_path: Path, published: Path) -> Path:
    """An incident file that asks nobody, and a dataset of its own in output/late-pad/."""
    (tmp_path / "pages").mkdir()
    shutil.copytree(published, tmp_path / "output")
    return written(tmp_path, FILES)


@pytest.fixture
def without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "work_off", read_here)
