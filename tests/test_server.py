"""A run against a real Prefect server shows there. Long: make test-all."""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from flows.embedded import Server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def asked(url: str, path: str) -> list[dict[str, object]]:
    request = urllib.request.Request(f"{url}{path}", data=b"{}", headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: list[dict[str, object]] = json.load(answer)
        return found


def test_a_named_server_sees_the_run_its_batches_and_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    server = Server(tmp_path / "home")
    try:
        server.wait()
        environment = {**os.environ, "PREFECT_API_URL": server.url}
        command = [sys.executable, "-c", "from flows.cli import main; main()", "demo", "--output", str(tmp_path / "o")]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        runs = asked(server.url, "/flow_runs/filter")
        batches = [str(batch["name"]) for batch in asked(server.url, "/task_runs/filter")]
        log = [str(line["message"]) for line in asked(server.url, "/logs/filter")]
    finally:
        server.stop()

    assert [run["state_type"] for run in runs] == ["COMPLETED", "COMPLETED"]  # one for either position of the clock
    assert all(str(run["name"]).startswith("sample 20") for run in runs)
    assert any(name.startswith("extract · 50 pages") for name in batches)
    assert len(batches) <= 2 * 60
    assert any(line.startswith("publish: 96 articles") for line in log)
