"""The demo: serves a sample web on this machine, covers its incident, and holds what was found against the truth."""

import re
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from extractors.errors import UseError

from .commands import SNAPSHOT, covering, show_result
from .dataset import Snapshot, make_ready, sql_text
from .incident import read_incident
from .sampleweb import serve
from .show import Form, show
from .truth import compare
from .truthfile import read_truth
from .visited import Visited

Row = dict[str, Any]
_NO_SLUG = re.compile(r"[^\w .-]+")


def run_demo(sample: Path, output: Path, form: Form = Form.TABLE) -> int:
    """Return the exit status: 0 when the run is done, whatever it found."""
    incident = sample / "incident.toml"
    if not incident.is_file():
        raise UseError(f"{sample} is no sample web: it has no incident.toml (format: flows/incidents/sample/README.md)")
    truth = sample / "truth.toml"
    if truth.is_file():
        read_truth(truth)  # mistakes are better told before the run than behind it
    read_incident(incident, "sample")
    visited = _to_visit(sample, output)
    folder = _cover(incident, visited)
    if form is Form.TABLE and truth.is_file():
        show_truth(truth, Snapshot(folder / SNAPSHOT))
    show_result(folder, form)
    if form is Form.TABLE:
        print(f"  requests {visited.log}")
    return 0


def _to_visit(sample: Path, output: Path) -> Visited:
    """Return the sample web with the folder of its dataset, made ready."""
    slug = _slug(sample)
    visited = Visited(sample, output / slug)
    if visited.is_another:  # another web of the same name
        visited = Visited(sample, output / f"{slug}-{sha256(bytes(sample.resolve())).hexdigest()[:6]}")
    make_ready(visited.folder)
    return visited


def _slug(sample: Path) -> str:
    return _NO_SLUG.sub("-", sample.resolve().name).strip(" .-") or "sample-web"


def _cover(incident: Path, visited: Visited) -> Path:
    """Return the folder of the dataset after a run at every position of the clock that is still to come."""
    again = (visited.folder / SNAPSHOT).is_file()
    with serve(visited.sample, visited.log, visited.clock) as web, covering(visited.folder.parent) as cover:
        for position in [at for at in web.positions if at >= visited.clock]:
            if position > web.clock:
                print(f"the clock of the sample web moves on to {position}", file=sys.stderr)
            web.clock = visited.clock = position
            cover(incident, visited.folder.name, web.hosts, recheck=again)
            again = True
    return visited.folder


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
