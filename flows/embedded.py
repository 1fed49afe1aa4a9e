"""Prefect inside the command itself, where no server is named by PREFECT_API_URL.

Prefect could start a server by itself, but only after everything is imported, and it would outlive a killed command.
Imports no Prefect: its settings must stand before the first import of it.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors.errors import StopError

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


@contextmanager
def prefect_api(output: Path) -> Iterator["Server | None"]:
    """Set what Prefect reads from the environment, and start a server that ends with this process.

    Yields the starting server; None when PREFECT_API_URL names another. What the user has set stays.
    """
    for name, value in _ALWAYS.items():
        os.environ.setdefault(name, value)
    if "PREFECT_API_URL" in os.environ:
        _refuse_silence(os.environ["PREFECT_API_URL"])
        yield None
        return
    home = _home(output / ".prefect")
    # The terminal shows Retold's own progress, and an error once: the command's line, not the flow's traceback as well.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    server = Server(home / "server.log")
    os.environ["PREFECT_API_URL"] = server.url
    try:
        yield server
    finally:
        del os.environ["PREFECT_API_URL"]
        server.stop()


def _refuse_silence(url: str) -> None:
    """Return when a server answers there; raises StopError."""
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=START_DEADLINE_S):  # noqa: S310 - the user's own
            return
    except (OSError, ValueError) as error:  # URLError is one
        raise StopError(f"PREFECT_API_URL: {url} does not answer ({error}): start it, or unset the variable") from error


class Server:
    """A Prefect server on loopback that ends when this process does, killed or not."""

    def __init__(self, log: Path) -> None:
        """Start it; what it complains of goes into `log`, for it does so even when nothing is wrong."""
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}/api"
        self._log = log
        # It watches its standard input, which closes with us.
        with log.open("ab") as complaints:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                [sys.executable, "-m", "flows.embedded", str(port)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                env={**os.environ, **_SERVER},
                start_new_session=True,  # Ctrl-C is for us: we still have to tell the server how the run ended
            )

    def wait(self) -> None:
        """Return when the server answers; StopError when it does not come up."""
        give_up = time.monotonic() + START_DEADLINE_S
        while self._process.poll() is None and time.monotonic() < give_up:
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=5):  # noqa: S310 - our own address
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise StopError(f"Prefect's own server does not come up: see {self._log}, or set PREFECT_API_URL to another")

    def stop(self) -> None:
        """End the server; what it was told is in its database."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(STOP_DEADLINE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _home(default: Path) -> Path:
    """Return where Prefect keeps its things, made ready."""
    home = Path(os.environ.setdefault("PREFECT_HOME", str(default)))
    home.mkdir(parents=True, exist_ok=True)
    if home == default and TEMPLATE.is_file() and not (home / "prefect.db").exists():
        unfinished = home / "prefect.unfinished"  # of half a database no server would ever come up
        shutil.copy(TEMPLATE, unfinished)
        unfinished.replace(home / "prefect.db")
    return home


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
            "prefect.server.api.server:create_app",
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
