"""What a shell may complete: names that lie in folders. Imports nothing heavy: each press of the key is a process."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FORMATS = ("csv", "jsonl", "parquet")
_SNAPSHOT = "coverage.duckdb"


def incidents(incomplete: str) -> list[str]:
    """Return slugs of flows/incidents/, and the incident files and folders that a path may go on with."""
    folder = ROOT / "flows" / "incidents"
    return _beginning(incomplete, [*_stems(folder, "*.toml"), *_paths(incomplete, ".toml")])


def deployable(incomplete: str) -> list[str]:
    """Return the same, and sample webs."""
    webs = [path.parent.name for path in (ROOT / "flows" / "incidents").glob("*/hosts.toml")]
    return _beginning(incomplete, webs) + incidents(incomplete)


def datasets(incomplete: str) -> list[str]:
    """Return slugs of the datasets below RETOLD_OUTPUT."""
    output = Path(os.environ.get("RETOLD_OUTPUT") or ROOT / "output")
    return _beginning(incomplete, (path.parent.name for path in output.glob(f"*/{_SNAPSHOT}")))


def questions(incomplete: str) -> list[str]:
    """Return names of questions and views."""
    return _beginning(incomplete, [*_stems(ROOT / "sql" / "queries", "*.sql"), *views("")])


def views(incomplete: str) -> list[str]:
    """Return names of views."""
    return _beginning(incomplete, _stems(ROOT / "sql" / "views", "*.sql"))


def engines(incomplete: str) -> list[str]:
    """Return names of translation engines."""
    known = _stems(ROOT / "extractors" / "engines", "*.py")
    return _beginning(incomplete, (name for name in known if not name.startswith("_")))


def formats(incomplete: str) -> list[str]:
    """Return names of formats of `export`."""
    return _beginning(incomplete, FORMATS)


def _stems(folder: Path, pattern: str) -> Iterator[str]:
    return (path.stem for path in folder.glob(pattern))


def _paths(incomplete: str, suffix: str) -> Iterator[str]:
    """Yield files with the suffix, and folders, where the path goes on."""
    folder = Path(incomplete).parent if not incomplete.endswith("/") else Path(incomplete)
    prefix = incomplete[: incomplete.rfind("/") + 1]
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.is_dir() and not path.name.startswith("."):
            yield f"{prefix}{path.name}/"
        elif path.suffix == suffix:
            yield f"{prefix}{path.name}"


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if name.startswith(incomplete))
