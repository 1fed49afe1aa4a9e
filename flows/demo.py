"""The demo: serves a sample web on this machine, covers its incident, and holds what was found against the truth."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractors.errors import UseError

from .commands import SNAPSHOT, cover_incident, show_result
from .dataset import Snapshot, sql_text
from .sampleweb import serve
from .show import Form, show
from .truth import compare
from .truthfile import read_truth

Row = dict[str, Any]


def run_demo(sample: Path, output: Path) -> int:
    """Return the exit status: 0 when the run is done, whatever it found."""
    incident = sample / "incident.toml"
    if not incident.is_file():
        raise UseError(f"{sample} is no sample web: it has no incident.toml (format: flows/incidents/sample/README.md)")
    truth = sample / "truth.toml"
    if truth.is_file():
        read_truth(truth)  # a mistake in it is better told before the run than behind it
    slug = sample.resolve().name
    log = output / slug / "requests.jsonl"
    log.parent.mkdir(parents=True, exist_ok=True)
    with serve(sample, log) as web:
        folder = cover_incident(incident, slug, output, web.hosts)
    show_result(folder, Form.TABLE)
    print(f"requests {log}")
    if truth.is_file():
        show_truth(truth, Snapshot(folder / SNAPSHOT))
    return 0


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
