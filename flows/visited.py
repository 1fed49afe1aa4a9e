"""What is remembered of a sample web between two runs: which folder it is, and how late it is there."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extractors.errors import StopError

from .publishing import SNAPSHOT
from .sampleweb import serve


class Visited:
    """A sample web, and the folder of the dataset that is made of it."""

    def __init__(self, sample: Path, folder: Path) -> None:
        self.sample, self.folder = sample.resolve(), folder

    @property
    def is_another(self) -> bool:
        """Return whether the folder holds what was found in another web."""
        return bool(self._told().get("sample", str(self.sample)) != str(self.sample))

    @property
    def log(self) -> Path:
        """Return the file of requests."""
        return self.folder / "requests.jsonl"

    @property
    def clock(self) -> int:
        """Return the position from which to go on: a web does not go back in time."""
        return int(self._told().get("clock", 0))

    @clock.setter
    def clock(self, position: int) -> None:
        self._file.write_text(json.dumps({"sample": str(self.sample), "clock": position}), encoding="utf-8")

    @property
    def _file(self) -> Path:
        return self.folder / "demo.json"

    def _told(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self._file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError) as error:
            raise StopError(
                f"{self._file}: cannot be read ({error}): delete {self._file.parent} to begin anew"
            ) from error


@contextmanager
def next_visit(sample: Path, folder: Path) -> Iterator[Mapping[str, tuple[str, int]]]:
    """Yield where the hosts of a sample web listen, at the next position of its clock, the last one once there."""
    visited = Visited(sample, folder)
    if visited.is_another:
        raise StopError(f"{folder} holds what was found in another sample web: put it aside, or name another --output")
    with serve(sample, visited.log, visited.clock) as web:
        if (folder / SNAPSHOT).is_file():
            web.clock = next((at for at in web.positions if at > visited.clock), visited.clock)
        visited.clock = web.clock
        yield web.hosts
