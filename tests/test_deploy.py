"""Incidents on a schedule, and the server and worker that run them. With a real server: make test-all."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors import answers, disk, exchanges, fetcher, warc, web
from flows import deploy, lock, road, schedules
from flows.cli import OUTPUT
from flows.coverage import Coverage

from .processes import RETOLD, begun_with, clean_environment, patience, retold
from .smallweb import STORY, Found, SmallWeb, page
from .test_stopped_stages import STAGES
from .wronguse import FILES, Command, written

ROOT = Path(__file__).parent.parent
FIRST_DAY = date(2024, 3, 5)  # of an archive
WRONG = {
    "nothing": ([], "give an incident, or --list"),
    "no such incident": (["nessie", "--every", "1h"], "no incident 'nessie'"),
    "no interval": (["INCIDENT", "--every", "soon"], "--every 'soon': expected a time such as 90s, 30m, 1h"),
    "an empty interval": (["INCIDENT", "--every", ""], "--every '': expected a time"),
    "too often": (["INCIDENT", "--every", "1s"], "--every '1s': expected 5s at least"),
    "never": (["INCIDENT", "--every", "99999999999999d"], "and 366d at most"),
    "no cron line": (["INCIDENT", "--cron", "61 * * * *"], "--cron '61 * * * *': expected five fields"),
    "no such zone": (["INCIDENT", "--every", "1h", "--timezone", "Europe/Berln"], "(did you mean 'Europe/Berlin'?)"),
    "a zone alone": (["INCIDENT", "--timezone", "Europe/Berlin"], "--timezone: give --every or --cron with it"),
    "two schedules": (["INCIDENT", "--every", "1h", "--cron", "* * * * *"], "give --every or --cron, not both"),
    "two acts": (["INCIDENT", "--pause", "--remove"], "give --pause or --remove, not both"),
    "an act with a schedule": (["INCIDENT", "--pause", "--every", "1h"], "--pause: give no schedule with it"),
    "a name that Prefect refuses": (["INCIDENT", "--name", "a/b"], "--name 'a/b': expected a name without"),
    "a period without an archive": (["INCIDENT", "--backfill", "2024-03-01..2024-03-02"], "--backfill needs --from"),
    "no period": (["INCIDENT", "--backfill", "March", "--from", "."], "expected two days such as 2024-03-01..2024-03-07"),
    "a period backwards": (["INCIDENT", "--backfill", "2024-03-07..2024-03-01", "--from", "."], "expected two days"),
    "a day that is none": (["INCIDENT", "--backfill", "2024-02-30..2024-03-01", "--from", "."], "--backfill '2024-02-30"),
    "an archive that is none": (["INCIDENT", "--backfill", "2024-03-01..2024-03-02", "--from", "/nonexistent"], "No such file"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_deployment_is_refused_in_one_line_before_any_server_is_asked(
    late_pad: Path, command: Command, arguments: list[str], said: str
) -> None:
    words = [str(late_pad) if word == "INCIDENT" else word for word in arguments]

    command("deploy", *words, "--output", late_pad.parent / "new").refused(2, said)


def test_without_a_server_a_line_says_how_to_start_one(late_pad: Path, command: Command) -> None:
    ended = command("deploy", late_pad, "--every", "1h", "--output", late_pad.parent / "output")

    ended.refused(1, "no Prefect server: start `retold ui`, or set PREFECT_API_URL")


def test_a_port_that_is_taken_is_refused_in_one_line(tmp_path: Path, command: Command) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        command("ui", "--port", str(port), "--output", tmp_path).refused(2, f"--port {port}: Address already in use")


def test_a_second_ui_of_one_folder_is_told_where_the_first_is(tmp_path: Path, command: Command) -> None:
    (tmp_path / ".prefect").mkdir()
    with lock.alone(tmp_path / ".prefect", "http://127.0.0.1:4201/api"):
        ended = command("ui", "--port", "4202", "--output", tmp_path)

    ended.refused(2, f"served already: http://127.0.0.1:4201 (process {os.getpid()})")


def test_the_form_explains_every_field_and_leaves_out_what_only_tests_set() -> None:
    fields = Coverage.model_json_schema()["properties"]

    assert {"incident", "recheck", "translate_again", "source", "output"} <= set(fields)
    assert {"loopback_hosts", "dataset", "contact"}.isdisjoint(fields)
    assert all(field["description"] for field in fields.values())


@pytest.mark.parametrize("named", ["late-pad.toml", "sub/../late-pad.toml"])
def test_what_is_registered_holds_wherever_the_worker_runs(
    late_pad: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    (late_pad.parent / "sub").mkdir()
    monkeypatch.chdir(late_pad.parent)
    coverage = deploy.deployment(named, Path("here")).coverage

    assert Path(coverage.incident).is_absolute()
    assert coverage.folder == late_pad.parent / "here" / "late-pad"
    assert deploy.deployment("ocean-marketing", OUTPUT).parameters == {"coverage": {"incident": "ocean-marketing"}}


def test_a_period_is_its_days_both_ends_included() -> None:
    assert schedules.days("2024-02-28..2024-03-01") == [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]


@pytest.mark.parametrize(
    ("incident", "schedule"), [("ocean-marketing", {"cron": "17 * * * *"}), ("sample", {"every": "1h"})]
)
def test_prefect_yaml_says_what_the_command_registers(incident: str, schedule: dict[str, str]) -> None:
    file = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    (said,) = [one for one in file["deployments"] if one["name"] == incident]
    wanted = deploy.deployment(incident, OUTPUT, **schedule)  # type: ignore[arg-type]
    (when,) = said["schedules"]

    assert (said["tags"], said["description"], said["parameters"]) == (
        wanted.tags,
        wanted.description,
        wanted.parameters,
    )
    assert said["concurrency_limit"] == {
        "limit": 1,
        "collision_strategy": "CANCEL_NEW",
        "grace_period_seconds": deploy.GRACE_S,
    }
    assert (said["entrypoint"], said["work_pool"], file["pull"]) == ("flows.cover.cover", {"name": deploy.POOL}, [])
    assert {key: when[key] for key in wanted.schedule} == dict(wanted.schedule)
    assert when["active"] is False


class Ui:
    """`retold ui` in a process of its own."""

    def __init__(self, output: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.output, self.url = output, f"http://127.0.0.1:{self.port}/api"
        self.process = subprocess.Popen(
            [*RETOLD, "ui", "--port", str(self.port), "--output", str(output)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=clean_environment(PREFECT_WORKER_QUERY_SECONDS="2", PREFECT_LOGGING_TO_API_BATCH_INTERVAL="0.2"),
        )
        assert self.process.stdout is not None
        self.said = [self.process.stdout.readline() for _ in range(6)]

    def ask(self, path: str, **body: object) -> Any:
        """Return what the server answers; one that writes down a run just then asks to be asked again."""
        request = urllib.request.Request(
            f"{self.url}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        for _ in range(10):
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code != 503:
                    raise
                time.sleep(1)
        raise AssertionError(f"{path}: the server is busy")

    def runs(self) -> list[dict[str, Any]]:
        found = self.ask("/flow_runs/filter", sort="EXPECTED_START_TIME_DESC")
        return [run for run in found if run["state_name"] != "Scheduled"]

    def run(self, identity: str) -> dict[str, Any]:
        return next(run for run in self.runs_of(identity))

    def runs_of(self, identity: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("/flow_runs/filter", flow_runs={"id": {"any_": [identity]}})
        return found

    def start(self, name: str) -> str:
        """Start a run of a deployment by hand; return its id."""
        (deployment,) = self.ask("/deployments/filter", deployments={"name": {"any_": [name]}})
        return str(self.ask(f"/deployments/{deployment['id']}/create_flow_run")["id"])

    def has_logged(self, identity: str, sign: str) -> bool:
        """Return whether a line of a run's log begins with what a pattern matches."""
        lines = self.ask("/logs/filter", logs={"flow_run_id": {"any_": [identity]}})
        return any(re.match(sign, line["message"]) for line in lines)

    def ended(self, identity: str) -> dict[str, Any]:
        """Return a run when it has ended."""
        final = {"COMPLETED", "CANCELLED", "FAILED", "CRASHED"}
        until(lambda: self.run(identity)["state_type"] in final)
        return self.run(identity)


def archived(folder: Path, monkeypatch: pytest.MonkeyPatch, days: Sequence[int]) -> Path:
    """Return the folder of a dataset that was covered on some days, each with an article more than the one before."""
    small = SmallWeb(folder)
    for day in days:

        class Then(datetime):
            @classmethod
            def now(cls, zone: tzinfo | None = None) -> datetime:
                return datetime.combine(FIRST_DAY, datetime.now(zone).timetz()) + timedelta(day)  # noqa: B023

        url = f"http://isle{day}.example/a"
        small.add(
            url, page(f"The lost ferry {day}", *STORY[day:], f"The {day}. paper of the harbour had its own words.")
        )
        small.links(url)
        with monkeypatch.context() as clocks:
            for module in (answers, disk, exchanges, fetcher, road, warc, web):
                clocks.setattr(module, "datetime", Then)
            small.cover()
    return small.output / "small"


def requests(folder: Path) -> int:
    """Return how long the list of requests is that were made of a sample web."""
    log = folder / "requests.jsonl"
    return log.stat().st_size if log.exists() else 0


def until(holds: Callable[[], object], deadline_s: float = 180.0) -> None:
    give_up = time.monotonic() + deadline_s
    while not holds():
        assert time.monotonic() < give_up, "it took too long"
        time.sleep(0.5)


@pytest.fixture(scope="module")
def ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ui]:
    served = Ui(tmp_path_factory.mktemp("ui") / "output")
    yield served
    served.process.kill()
    served.process.wait()
    assert served.process.stdout is not None
    served.process.stdout.close()


@pytest.fixture(scope="module")
def incident(tmp_path_factory: pytest.TempPathFactory, ui: Ui) -> str:
    """The name of a deployment that is paused, of an incident that asks nobody."""
    folder = tmp_path_factory.mktemp("incident")
    (folder / "pages").mkdir()
    (folder / "pages" / "a.html").write_text(page("The lost ferry", *STORY), encoding="utf-8")
    text = FILES.replace('"Kestrel Forge", "Talon Pad"', '"Ferry Aurelia", "Captain Duarte"')
    file = written(folder, text.replace("[[sources]]", "[translate]\nengines = []\n[[sources]]"), "lost-ferry.toml")
    ended = retold("deploy", file, "--every", "10s", "--output", ui.output)
    assert ended.returncode == 0, ended.stderr
    return "lost-ferry"


SLOW = [pytest.mark.slow, pytest.mark.timeout(400)]


class TestWithAServer:
    """In this order: the last one ends the server."""

    pytestmark = SLOW

    def test_the_ui_says_where_to_look_and_how_to_point_other_shells_at_it(self, ui: Ui) -> None:
        assert ui.said[0].split() == ["Prefect", "UI", f"http://127.0.0.1:{ui.port}"]
        assert f"export PREFECT_API_URL={ui.url}\n" in ui.said[1]
        with urllib.request.urlopen(f"http://127.0.0.1:{ui.port}/ui-settings", timeout=30) as answer:
            settings = json.load(answer)
        assert (settings["api_url"], settings["default_ui"]) == (ui.url, "v1")

    def test_a_deployment_fires_on_its_schedule_and_covers_its_incident(self, ui: Ui, incident: str) -> None:
        until(lambda: any(run["state_type"] == "COMPLETED" for run in ui.runs()))
        done = next(run for run in ui.runs() if run["state_type"] == "COMPLETED")

        assert done["auto_scheduled"]
        assert done["name"].startswith(f"{incident} 20")
        until(lambda: ui.has_logged(done["id"], r"extract · 1 page: "))
        assert (ui.output / incident / "coverage.duckdb").is_file()
        # It began every ten seconds: what came while it ran was left out, and is no failure.
        assert {run["state_type"] for run in ui.runs()} <= {"COMPLETED", "CANCELLED", "RUNNING", "PENDING", "SCHEDULED"}

    def test_the_ui_hands_out_reports_that_cannot_speak_to_its_server(self, ui: Ui, incident: str) -> None:
        (ui.output / incident / "report.html").write_text("<p>Who retold whom", encoding="utf-8")
        with urllib.request.urlopen(f"http://127.0.0.1:{ui.port}/reports/{incident}", timeout=30) as answer:
            said, policy = answer.read().decode(), answer.headers["Content-Security-Policy"]
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"http://127.0.0.1:{ui.port}/reports/..%2f.prefect", timeout=30)

        assert said == "<p>Who retold whom"
        assert policy.startswith("sandbox ")
        assert "allow-same-origin" not in policy

    def test_paused_it_fires_no_more(self, ui: Ui, incident: str) -> None:
        ended = retold("deploy", incident, "--pause", "--output", ui.output)
        (listed,) = json.loads(retold("deploy", "--list", "--json", "--output", ui.output).stdout)

        assert (ended.stdout, listed["state"]) == (f"{incident}: paused\n", "paused")
        until(lambda: lock.holder(ui.output / incident) is None)

    def test_a_run_that_finds_another_at_its_dataset_is_cancelled_and_says_why(self, ui: Ui, incident: str) -> None:
        with lock.alone(ui.output / incident):
            run = ui.ended(ui.start(incident))

        assert run["state_type"] == "CANCELLED"
        assert f"is held by another run (process {os.getpid()}" in run["state"]["message"]

    def test_of_two_that_are_started_together_one_runs(self, ui: Ui, incident: str) -> None:
        both = [ui.start(incident), ui.start(incident)]

        assert sorted(ui.ended(run)["state_type"] for run in both) == ["CANCELLED", "COMPLETED"]

    def test_a_run_killed_outright_is_known_to_be_dead_and_the_next_is_healthy(self, ui: Ui, incident: str) -> None:
        (listed,) = json.loads(retold("deploy", "--list", "--json", "--output", ui.output).stdout)
        # By hand, in another shell: it finds the server of `retold ui` by itself.
        command = [*RETOLD, "cover", listed["incident"], "--output", str(ui.output)]
        process = subprocess.Popen(
            command, env=clean_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until(lambda: (held := lock.holder(ui.output / incident)) is not None and held.run)
        held = lock.holder(ui.output / incident)
        process.kill()
        process.wait()

        assert held is not None
        run = ui.ended(held.run)
        assert (run["state_type"], run["state"]["message"]) == (
            "CRASHED",
            "killed; the next run goes on where it ended",
        )
        assert ui.ended(ui.start(incident))["state_type"] == "COMPLETED"

    def test_an_archived_period_is_covered_day_by_day_and_each_day_once(
        self, ui: Ui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        source = archived(tmp_path, monkeypatch, days=(0, 1, 3))
        file = tmp_path / "ferries.toml"
        file.write_bytes((tmp_path / "web" / "incident.toml").read_bytes())
        period = f"{FIRST_DAY}..{FIRST_DAY + timedelta(3)}"
        arguments = ("deploy", file, "--backfill", period, "--from", source, "--output", ui.output)
        first = retold(*arguments)
        runs = [run for run in ui.ask("/flow_runs/filter") if "ferries" in json.dumps(run["parameters"])]
        ended = sorted((ui.ended(run["id"]) for run in runs), key=lambda run: str(run["start_time"]))
        again = retold(*arguments)

        assert first.stdout.splitlines()[2] == f"{FIRST_DAY + timedelta(2)}: no run of the archive began"
        assert [run["state_type"] for run in ended] == ["COMPLETED"] * 3
        days = [run["parameters"]["coverage"]["until_day"] for run in ended]
        assert days == [f"{FIRST_DAY + timedelta(number)}" for number in (0, 1, 3)]
        assert re.findall(r": (\w+)$", again.stdout, re.MULTILINE) == ["completed"] * 3
        assert len([run for run in ui.ask("/flow_runs/filter") if "ferries" in json.dumps(run["parameters"])]) == 3
        assert Found(ui.output / "ferries").views() == Found(source).views()

    def test_a_run_of_the_worker_killed_in_any_stage_is_followed_by_a_healthy_one(self, ui: Ui) -> None:
        assert retold("deploy", "sample", "--output", ui.output).returncode == 0
        folder = ui.output / "sample"
        for stage, sign in STAGES.items():
            asked, run = requests(folder), ui.start("sample")
            until(lambda: requests(folder) > asked if sign is None else ui.has_logged(run, sign))  # noqa: B023
            held = lock.holder(folder)
            assert held is not None, stage
            assert held.run == run, stage
            os.kill(held.process, signal.SIGKILL)
            assert ui.ended(run)["state_type"] == "CRASHED", stage

        healthy = ui.ended(ui.start("sample"))
        assert (healthy["state_type"], healthy["state"]["name"]) == ("COMPLETED", "CompletedWithFailures")
        assert not [path for path in folder.rglob("*") if path.suffix in (".unfinished", ".open")]
        assert {run["state_type"] for run in ui.runs()} & {"RUNNING", "PENDING"} == set()

    def test_prefect_deploys_the_file_of_the_project(self, ui: Ui, tmp_path: Path) -> None:
        (tmp_path / "prefect.yaml").write_bytes((ROOT / "prefect.yaml").read_bytes())
        ended = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"],
            cwd=tmp_path,
            env=clean_environment(PREFECT_API_URL=ui.url, PREFECT_HOME=str(tmp_path / "home")),
            capture_output=True,
            text=True,
            check=False,
        )
        listed = json.loads(retold("deploy", "--list", "--json", "--output", ui.output).stdout)

        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert {"ocean-marketing", "sample"} <= {row["name"] for row in listed}
        removed = retold("deploy", "ocean-marketing", "--remove", "--output", ui.output)
        assert removed.stdout == "ocean-marketing: removed\n"

    def test_a_ui_that_is_told_to_end_stops_the_run_and_leaves_nothing_behind(self, ui: Ui, incident: str) -> None:
        run = ui.start(incident)
        until(lambda: ui.run(run)["state_type"] == "RUNNING")
        ui.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        ui.process.wait(60)

        assert time.monotonic() - began < patience(15)
        assert begun_with(ui.output) == []
