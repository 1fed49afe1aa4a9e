"""The command in a process of its own, and what runs on this machine because of a test."""

import os
import subprocess
import sys
from pathlib import Path

RETOLD = (sys.executable, "-c", "from flows.cli import main; main()")


def patience(seconds: float) -> float:
    """Return how long to wait for what takes so many seconds on a machine that does nothing else."""
    return seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def begun_with(folder: Path) -> list[str]:
    """Return the command lines of the processes whose arguments or environment name a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:  # ended meanwhile, or somebody else's
            continue
        if str(folder).encode() in arguments + environment:
            found.append(arguments.replace(b"\0", b" ").decode(errors="replace"))
    return found


def clean_environment(**more: str) -> dict[str, str]:
    """Return the environment without settings of Prefect and Retold, and with more."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "RETOLD_"))}
    return kept | more


def retold(*arguments: str | Path, text: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Return how the command ended, with what it said."""
    return subprocess.run(
        [*RETOLD, *map(str, arguments)],
        capture_output=True,
        text=True,
        input=text,
        check=False,
        env=clean_environment(**environment),
    )
