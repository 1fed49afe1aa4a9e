"""What somebody sees who opens the UI behind two runs over the sample, in a real browser. Long: make test-all.

Screenshots are saved into the folder that RETOLD_SCREENSHOTS names.
"""

import json
import os
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from flows import embedded
from flows.dataset import Dataset
from flows.embedded import Server

from .processes import RETOLD, clean_environment

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DRAWN_WITHIN_MS = 1_500  # the bars are a picture, and hold no words that one could wait for
SHOWN_WITHIN_MS = 60_000  # the server records what a run did for a while after it has ended

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def missing() -> str:
    """Return what there is no browser for; empty when there is one."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "Playwright is not installed"
    return "" if CHROMIUM.is_file() else f"{CHROMIUM} is not there: apt-get install chromium"


class Ui:
    """Pages of the UI in a browser, and every request that they make."""

    def __init__(self, page: Any, api: str, shots: Path, folder: Path) -> None:
        self.page, self.api, self.shots, self.folder = page, api, shots, folder
        self.requested: list[str] = []
        page.on("request", lambda request: self.requested.append(request.url))

    def asked(self, path: str, **body: Any) -> Any:
        data = json.dumps(body).encode()
        request = urllib.request.Request(f"{self.api}{path}", data=data, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def open(self, path: str, *words: str, tab: str = "", name: str) -> str:
        """Return what stands on a page once it shows these words; a picture of it is kept under the name."""
        self.page.goto(f"{self.api.removesuffix('/api')}{path}")
        if tab:
            self.page.get_by_text(tab, exact=True).last.click()
        for word in words:
            self.page.get_by_text(word).first.wait_for(timeout=SHOWN_WITHIN_MS)
        self.page.wait_for_timeout(DRAWN_WITHIN_MS)
        self.page.screenshot(path=str(self.shots / f"{name}.png"))
        return str(self.page.inner_text("body"))

    @property
    def runs(self) -> list[dict[str, Any]]:
        return sorted(self.asked("/flow_runs/filter"), key=lambda run: str(run["start_time"]))

    def artifact(self, key: str, run: int = -1) -> str:
        """Return the path of the artifact of a key that a run has made."""
        made = self.asked("/artifacts/filter", artifacts={"key": {"any_": [key]}})
        (found,) = [one for one in made if one["flow_run_id"] == self.runs[run]["id"]]
        return f"/artifacts/artifact/{found['id']}"


@pytest.fixture(scope="module")
def ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ui]:
    """The UI behind a demo: a run for each position of the sample's clock."""
    if wanting := missing():
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(wanting)
        pytest.skip(wanting)
    from playwright.sync_api import sync_playwright

    folder = tmp_path_factory.mktemp("ui")
    shots = Path(os.environ.get("RETOLD_SCREENSHOTS") or folder / "screenshots")
    shots.mkdir(parents=True, exist_ok=True)
    environment = pytest.MonkeyPatch()
    for name in [name for name in os.environ if name.startswith(("PREFECT_", "RETOLD_"))]:
        environment.delenv(name)
    for name, value in embedded._ALWAYS.items():
        environment.setenv(name, value)
    environment.setenv("PREFECT_HOME", str(folder / "home"))
    (folder / "home").mkdir()
    server = Server(folder / "home", free_port())
    try:
        server.wait()
        demo(folder, server.url).check_returncode()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=list(FLAGS))
            page = browser.new_page(viewport={"width": 1400, "height": 1100})
            yield Ui(page, server.url, shots, folder)
            browser.close()
    finally:
        server.stop()
        environment.undo()


def demo(folder: Path, api: str) -> subprocess.CompletedProcess[str]:
    environment = clean_environment(PREFECT_API_URL=api, PREFECT_HOME=str(folder / "home"))
    command = [*RETOLD, "demo", "--output", str(folder / "output")]
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_page_of_a_run_names_its_state_and_says_what_each_batch_came_to(ui: Ui) -> None:
    run = ui.runs[-1]
    said = ui.open(f"/runs/flow-run/{run['id']}", "discover · 3 sources: ", name="run")

    assert run["name"].startswith("sample 20")
    assert run["name"] in said
    assert "CompletedWithFailures" in said
    assert "scrape · " in said


def test_the_bars_of_a_run_say_what_they_hold(ui: Ui) -> None:
    run = ui.runs[0]
    said = ui.open(f"/runs/flow-run/{run['id']}", "deduplicate: judge", tab="Task Runs", name="task-runs")
    bars = [bar["name"] for bar in ui.asked("/task_runs/filter", flow_runs={"id": {"any_": [run["id"]]}})]

    assert any(bar in said for bar in bars)
    assert 20 <= len(bars) <= 60
    for shape in ("discover · 3 sources", "extract · 50 pages", "translate · es · ", "deduplicate: judge · "):
        assert any(bar.startswith(shape) for bar in bars), shape


def test_what_a_run_met_with_is_a_bar_that_is_not_green(ui: Ui) -> None:
    run = ui.runs[-1]
    said = ui.open(f"/runs/flow-run/{run['id']}", "troubles · ", tab="Task Runs", name="troubles")
    bars = ui.asked("/task_runs/filter", flow_runs={"id": {"any_": [run["id"]]}})

    assert [bar["name"] for bar in bars if bar["state_type"] == "FAILED"] == [
        "troubles · 2 links wait (1 robots_unreachable, 1 unreachable)"
    ]
    assert "1 Failed" in said


def test_a_run_lists_its_artifacts(ui: Ui) -> None:
    said = ui.open(f"/runs/flow-run/{ui.runs[-1]['id']}", "sample-summary", tab="Artifacts", name="run-artifacts")

    for name in ("summary", "languages", "outlets", "retellings", "losses", "engines", "failed-sources"):
        assert f"sample-{name}" in said


def test_the_summary_says_what_the_second_run_found(ui: Ui) -> None:
    said = ui.open(ui.artifact("sample-summary"), "New since the run of", name="summary")

    for words in ("96 articles", "voices", "Completed with failures", "Lost: ", "Where it lies", "coverage.duckdb"):
        assert words in said
    assert "\\" not in said.replace("\\n", "")
    assert "&#" not in said


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("languages", ("Coverage by language", "English", "Finnish")),
        ("outlets", ("Coverage by outlet", "own voices", "the-pixel-post.example")),
        ("retellings", ("Retellings that this run found", "has it from")),
        ("losses", ("What was lost and what waits, by reason", "off_topic")),
        ("engines", ("Who translated, and what nobody could", "sentences")),
        ("failed-sources", ("Sources that failed in this run", "none failed")),
    ],
)
def test_the_tables_of_a_run_can_be_read(ui: Ui, name: str, words: tuple[str, ...]) -> None:
    said = ui.open(ui.artifact(f"sample-{name}", run=0), words[-1], name=name)

    assert [word for word in words if word not in said] == []


def test_the_page_of_a_key_shows_its_history(ui: Ui) -> None:
    names = [run["name"] for run in ui.runs]
    said = ui.open("/artifacts/key/sample-summary", *names, name="history")

    assert len(names) == 2
    assert "96 articles" in said


def test_the_event_feed_tells_what_a_run_changed(ui: Ui) -> None:
    said = ui.open("/events", "retold.coverage.updated", name="events")

    assert "retold.incident.sample" in said
    assert "retold.telling.appeared" in said


def test_no_page_asks_anybody_beyond_this_machine(ui: Ui) -> None:
    ui.open("/dashboard", "Flow Runs", name="dashboard")
    hosts = {urlsplit(url).hostname for url in ui.requested if not url.startswith(("data:", "blob:"))}

    assert len(ui.requested) > 20
    assert hosts == {"127.0.0.1"}


def test_a_broken_promise_fails_the_run_and_its_state_says_which_in_a_line(ui: Ui) -> None:
    with Dataset(ui.folder / "output" / "sample" / "work.duckdb") as dataset:
        dataset.connection.execute(
            "INSERT INTO core.versions (url, text_sha256, title, seen_at, extractor)"
            " VALUES ('http://nobody.example/', 'none', '', now()::TIMESTAMP, '')"
        )
    ended = demo(ui.folder, ui.api)
    state = ui.runs[-1]["state"]
    ui.open(f"/runs/flow-run/{ui.runs[-1]['id']}", "Failed", name="failed")

    assert ended.returncode == 1
    complaint = "retold: sql/checks/references_hold.sql: "
    assert ended.stderr.splitlines()[-1].startswith(complaint), ended.stderr
    assert state["name"] == "Failed"
    assert state["message"].startswith("sql/checks/references_hold.sql: ")
    assert "\n" not in state["message"]
