"""The demo: serves a sample web on this machine, covers its incident, and holds what was found against the truth."""

import json
import re
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from extractors.errors import StopError, UseError

from .commands import SNAPSHOT, covering, show_result
from .dataset import Snapshot, make_ready, sql_text
from .incident import read_incident
from .sampleweb import serve
from .show import Form, show
from .truth import compare
from .truthfile import read_truth

Row = dict[str, Any]
_NO_SLUG = re.compile(r"[^\w .-]+")


def run_demo(sample: Path, output: Path) -> int:
    """Return the exit status: 0 when the run is done, whatever it found."""
    incident = sample / "incident.toml"
    if not incident.is_file():
        raise UseError(f"{sample} is no sample web: it has no incident.toml (format: flows/incidents/sample/README.md)")
    truth = sample / "truth.toml"
    if truth.is_file():
        read_truth(truth)  # mistakes are better told before the run than behind it
    read_incident(incident, "sample")
    visited = _Visited(sample, output)
    folder = _cover(incident, visited)
    show_result(folder, Form.TABLE)
    print(f"requests {visited.log}")
    if truth.is_file():
        show_truth(truth, Snapshot(folder / SNAPSHOT))
    return 0


class _Visited:
    """What is remembered of a sample web between two demos: which folder it is, and how late it is there."""

    def __init__(self, sample: Path, output: Path) -> None:
        self.sample, self.output = sample.resolve(), output
        self.slug = _NO_SLUG.sub("-", self.sample.name).strip(" .-") or "sample-web"
        if self._told().get("sample", str(self.sample)) != str(self.sample):  # another web of the same name
            self.slug += f"-{sha256(bytes(self.sample)).hexdigest()[:6]}"
        make_ready(self.output / self.slug)

    @property
    def log(self) -> Path:
        """Return the file of requests."""
        return self.output / self.slug / "requests.jsonl"

    @property
    def clock(self) -> int:
        """Return the position from which to go on: a web does not go back in time."""
        return int(self._told().get("clock", 0))

    @clock.setter
    def clock(self, position: int) -> None:
        self._file.write_text(json.dumps({"sample": str(self.sample), "clock": position}), encoding="utf-8")

    @property
    def _file(self) -> Path:
        return self.output / self.slug / "demo.json"

    def _told(self) -> Row:
        try:
            return dict(json.loads(self._file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError) as error:
            raise StopError(
                f"{self._file}: cannot be read ({error}): delete {self._file.parent} to begin anew"
            ) from error


def _cover(incident: Path, visited: _Visited) -> Path:
    """Return the folder of the dataset after a run at every position of the clock that is still to come."""
    again = (visited.output / visited.slug / SNAPSHOT).is_file()
    with serve(visited.sample, visited.log, visited.clock) as web, covering(visited.output) as cover:
        for position in [at for at in web.positions if at >= visited.clock]:
            if position > web.clock:
                print(f"the clock of the sample web moves on to {position}", file=sys.stderr)
            web.clock = visited.clock = position
            cover(incident, visited.slug, web.hosts, recheck=again)
            again = True
    return visited.output / visited.slug


def show_truth(truth: Path, snapshot: Snapshot) -> None:
    """Show how much of the truth was found, and every difference."""
    comparison = compare(truth, {name: _rows(snapshot, name) for name in ("links", "articles", "retellings")})
    rows = [(aspect.name, aspect.right, aspect.total) for aspect in comparison.aspects if aspect.total]
    show(("found against truth", "right", "of"), rows, Form.TABLE)
    for difference in comparison.differences:
        print(f"differs  {difference}")


def _rows(snapshot: Snapshot, name: str) -> list[Mapping[str, Any]]:
    columns, rows = snapshot.query(sql_text(f"truth/{name}"))
    return [dict(zip(columns, row, strict=True)) for row in rows]
