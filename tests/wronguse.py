"""What the tests of wrong use share: the command, how it ended, a small incident, a disk that fills up.

A row of their tables is a case. Where signals, disks, locks or closed streams matter, the command runs in its own
process.
"""

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.errors import DropError

from .processes import RETOLD, clean_environment
from .smallweb import STORY, SmallWeb, page

GOOD = """
title = "A late pad"
began = 2024-03-04
[names]
"*" = ["Kestrel Forge", "Talon Pad"]
[[sources]]
kind = "urls"
urls = ["https://one.example/"]
"""
FILES = f'{GOOD.partition("[[sources]]")[0]}[[sources]]\nkind = "files"\npaths = ["pages"]\n'
ONE_LINE = re.compile(r"retold: [^\n]+\n")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    def refused(self, status: int, said: str) -> None:
        """Assert that it ended with one line that says so, and nothing else."""
        assert (self.status, said in self.err) == (status, True), self
        assert ONE_LINE.fullmatch(self.err), self
        assert self.out == ""


Command = Callable[..., Ended]


def own_process(*arguments: str | Path, redirect: str = "</dev/null", **environment: str) -> Ended:
    """Return how the command ended in a process of its own, with its streams redirected by a shell."""
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'"$@" {redirect}', "bash", *RETOLD, *map(str, arguments)],
        capture_output=True,
        check=False,
        env=clean_environment(**environment),
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def written(folder: Path, text: str | bytes, name: str = "late-pad.toml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def ferries(folder: Path) -> SmallWeb:
    """A web of four papers that tell one story, each with a sentence of its own."""
    web = SmallWeb(folder)
    for number in range(4):
        own = f"Paper number {number} of the harbour had its own words of Captain Duarte and the Ferry Aurelia."
        web.add(f"http://isle{number}.example/a", page(f"The lost ferry {number}", *STORY[number:], own))
        web.links(f"http://isle{number}.example/a")
    return web


def read_here(function: Callable[[object], object], items: Iterable[object], **_limits: object) -> Iterator[object]:
    """Stand in for the sandbox, whose workers take seconds to start and have no part in these tests."""
    for item in items:
        try:
            yield function(item)
        except DropError as error:
            yield error


@contextmanager
def disk(place: Path, size: str) -> Iterator[Callable[[str], None]]:
    """Mount an empty disk of that size; yields what mounts it again with other options."""
    place.mkdir()

    def mount(options: str) -> int:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        return subprocess.run(command, check=False, capture_output=True).returncode

    if mount(f"size={size}") != 0:
        pytest.skip("only root may mount a disk; the limit on the size of a file stands for it")
    try:
        yield lambda options: None if mount(f"remount,{options}") == 0 else pytest.fail(f"no remount with {options}")
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)  # the error holds files open
