"""What all tests share: no test reaches beyond this machine."""

import socket
from pathlib import Path
from typing import Any

import pytest

from .processes import retold

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


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder after one demo."""
    folder = tmp_path_factory.mktemp("output")
    ended = retold("demo", "--output", folder)
    assert ended.returncode == 0, ended.stderr
    (folder / "said.txt").write_text(ended.stdout, encoding="utf-8")
    return folder
