"""Prefect's server as a process of ours: inside a command where PREFECT_API_URL names none, and behind `retold ui`.

Prefect could start a server by itself, but only after everything is imported, and it would outlive a killed command.
Imports no Prefect: its settings must stand before the first import of it.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from extractors.errors import StopError

from . import lock, reports

# Made once at set-up: an empty Prefect database, all migrations done. They take longer than everything else of a start.
TEMPLATE = Path(sys.prefix) / "prefect.db"
START_DEADLINE_S = 120.0  # 5 s on an idle machine, 60 on one with a load of 20
STOP_DEADLINE_S = 5.0

_ALWAYS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",  # unpickling a result would run whatever lies in it
    "PREFECT_LOGGING_EXTRA_LOGGERS": "retold",  # which the flow run's log shows too
}
_SERVER = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
KEPT_DAYS = 30  # flow runs, their logs and artifacts in Prefect's database; the datasets keep what was found
_UI = {
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_UI_V2_ENABLED": "false",  # V2 asks a company's server for settings even with analytics off
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(KEPT_DAYS * 86_400),
}


@contextmanager
def prefect_api(output: Path) -> Iterator["Server | None"]:
    """Set what Prefect reads from the environment, and start a server that ends with this process.

    Yields the starting server; None when PREFECT_API_URL names another, or `retold ui` serves this folder. What the
    user has set stays.
    """
    if named_server(output):
        yield None
        return
    # The terminal shows Retold's own progress, and an error once: the command's line, not the flow's traceback as well.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    server = Server(home(output))
    os.environ["PREFECT_API_URL"] = server.url
    try:
        yield server
    finally:
        del os.environ["PREFECT_API_URL"]
        server.stop()


def named_server(output: Path) -> bool:
    """Return whether there is a server to tell: that of PREFECT_API_URL, or else that of `retold ui` for this folder.

    PREFECT_API_URL names it then. Raises StopError when it does not answer.
    """
    set_defaults()
    if "PREFECT_API_URL" in os.environ:
        _refuse_silence(os.environ["PREFECT_API_URL"])
    elif served := lock.holder(home(output)):
        os.environ["PREFECT_API_URL"] = served.run
    return "PREFECT_API_URL" in os.environ


def set_defaults() -> None:
    """Set what Prefect reads from the environment, but for what the user has set."""
    for name, value in _ALWAYS.items():
        os.environ.setdefault(name, value)


def _refuse_silence(url: str) -> None:
    """Return when a server answers there; raises StopError."""
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=START_DEADLINE_S):  # noqa: S310 - the user's own
            return
    except (OSError, ValueError) as error:  # URLError is one
        raise StopError(f"PREFECT_API_URL: {url} does not answer ({error}): start it, or unset the variable") from error


class Child:
    """A process of ours that ends when this one does, killed or not: it watches its standard input, which closes."""

    def __init__(self, module: str, *arguments: str, log: Path, environment: Mapping[str, str]) -> None:
        """Start it; what it complains of goes into `log`, for it does so even when nothing is wrong."""
        self.log = log
        with log.open("ab") as complaints:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                [sys.executable, "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                env={**os.environ, **environment},
                start_new_session=True,  # Ctrl-C is for us: we still have to tell the server how the run ended
            )

    @property
    def has_ended(self) -> bool:
        """Return whether it has ended."""
        return self._process.poll() is not None

    def stop(self, deadline_s: float = STOP_DEADLINE_S) -> None:
        """End it, and what it has left behind in its session."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(deadline_s)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class Server(Child):
    """A Prefect server on loopback; what it is told is in the database of its home."""

    def __init__(self, home: Path, port: int | None = None, output: Path | None = None) -> None:
        """Start it: with a port, as a lasting one with the UI; without, on a free port for one command.

        With a folder of datasets, a lasting one hands out their reports, too.
        """
        lasting = port is not None
        port = _free_port() if port is None else port
        self.url = f"http://127.0.0.1:{port}/api"
        settings = _lasting(home, self.url) if lasting else _SERVER
        settings |= {reports.FOLDER: str(output)} if output else {}
        super().__init__("flows.embedded", str(port), log=home / "server.log", environment=settings)

    def wait(self) -> None:
        """Return when the server answers; StopError when it does not come up."""
        give_up = time.monotonic() + START_DEADLINE_S
        while not self.has_ended and time.monotonic() < give_up:
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=5):  # noqa: S310 - our own address
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise StopError(f"Prefect's own server does not come up: see {self.log}, or set PREFECT_API_URL to another")


def _lasting(home: Path, url: str) -> dict[str, str]:
    pages = home / "ui"  # Prefect would write them into its own package, which may be read-only
    pages.mkdir(exist_ok=True)
    set_here = {"PREFECT_SERVER_UI_STATIC_DIRECTORY": str(pages), "PREFECT_SERVER_UI_API_URL": url}
    chosen = {name: os.environ.get(name, value) for name, value in _UI.items()}
    return {**chosen, **set_here, "PREFECT_API_URL": url}


def home(output: Path) -> Path:
    """Return where Prefect keeps its things, made ready: PREFECT_HOME, or .prefect/ in a folder of datasets."""
    default = output / ".prefect"
    place = Path(os.environ.setdefault("PREFECT_HOME", str(default.absolute())))
    place.mkdir(parents=True, exist_ok=True)
    if place == default.absolute() and TEMPLATE.is_file() and not (place / "prefect.db").exists():
        unfinished = place / "prefect.unfinished"  # of half a database no server would ever come up
        shutil.copy(TEMPLATE, unfinished)
        unfinished.replace(place / "prefect.db")
    return place


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _serve(port: int) -> None:
    """Serve until standard input closes."""
    import uvicorn  # noqa: PLC0415 - only the server's own process needs it

    server = uvicorn.Server(
        uvicorn.Config(
            "flows.reports:app" if reports.FOLDER in os.environ else "prefect.server.api.server:create_app",
            factory=True,
            host="127.0.0.1",
            port=port,
            log_level="error",
            lifespan="on",
        )
    )

    def watch() -> None:
        sys.stdin.buffer.read()
        server.should_exit = True
        time.sleep(STOP_DEADLINE_S)
        os._exit(0)  # background services may hold it up for longer than anybody waits

    threading.Thread(target=watch, daemon=True).start()
    server.run()


def make_template() -> None:
    """Make TEMPLATE, in a Prefect home that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, **_ALWAYS, "PREFECT_HOME": home}
        environment.pop("PREFECT_API_URL", None)
        command = [sys.executable, "-m", "prefect", "server", "database", "upgrade", "-y"]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - as above
        shutil.move(Path(home) / "prefect.db", TEMPLATE)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _serve(int(sys.argv[1]))
    else:
        make_template()
