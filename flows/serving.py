"""`retold ui`: a lasting Prefect server with its pages, and one worker, until somebody stops them."""

import shlex
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors.errors import StopError, UseError

from . import embedded, lock
from .embedded import KEPT_DAYS, Child, Server
from .lock import BusyError

PORT = 4200
_LOOK_S = 0.5
# A run that is told to stop has up to eight seconds of these (worker.py).
_WORKER_DEADLINE_S = 10.0


def serve(output: Path, port: int, *, with_worker: bool) -> None:
    """Serve the Prefect UI and work off what is scheduled, until this process is told to end.

    Raises UseError where the port is taken or this folder is served already.
    """
    output = output.absolute()
    output.mkdir(parents=True, exist_ok=True)
    home = embedded.home(output)
    embedded.set_defaults()
    with _only_one(home, port):
        server = Server(home, port, output)
        worker = None
        try:
            print(f"starting Prefect's server on port {port} …", file=sys.stderr)
            server.wait()
            if with_worker:
                own = {"PREFECT_API_URL": server.url, "RETOLD_OUTPUT": str(output)}
                worker = Child("flows.worker", log=home / "worker.log", environment=own)
            _say_where(server, output, home, with_worker=with_worker)
            _watch(server, worker)
        finally:
            if worker is not None:
                worker.stop(_WORKER_DEADLINE_S)
            server.stop()


@contextmanager
def _only_one(home: Path, port: int) -> Iterator[None]:
    url = f"http://127.0.0.1:{port}/api"
    try:
        with lock.alone(home, url):
            _refuse_taken(port)
            yield
    except BusyError as error:
        served = lock.holder(home) or lock.Holder()
        raise UseError(
            f"the UI of {home.parent} is served already: {_page(served.run)} (process {served.process})"
        ) from error


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise UseError(f"--port {port}: {error.strerror}: name another") from error


def _page(url: str) -> str:
    return url.removesuffix("/api")


def _say_where(server: Server, output: Path, home: Path, *, with_worker: bool) -> None:
    print(f"Prefect UI     {_page(server.url)}")
    print(f"other shells   export PREFECT_API_URL={server.url}")
    print(f"schedule       retold deploy INCIDENT --every 1h --output {shlex.quote(str(output))}")
    print(f"what is kept   runs and their logs for {KEPT_DAYS} days in {home / 'prefect.db'}")
    print(f"logs           {home / 'server.log'}{', worker.log' if with_worker else ''}")
    print(
        "Ctrl-C ends it; a run under way is told to stop, and the next one goes on."
        if with_worker
        else "Ctrl-C ends it."
    )
    sys.stdout.flush()


def _watch(server: Server, worker: Child | None) -> None:
    while True:
        for child, name in ((server, "Prefect's server"), (worker, "the worker")):
            if child is not None and child.has_ended:
                raise StopError(f"{name} has ended: see {child.log}")
        time.sleep(_LOOK_S)
