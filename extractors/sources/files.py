"""Pages that lie on disk: files, or folders of them."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from extractors import disk
from extractors.errors import UseError
from extractors.plugins import Fetch, Source
from extractors.records import Drop, Incident, Link, SourceSpec

from . import drop, texts


def check(spec: SourceSpec) -> None:
    """Return nothing when `paths` are folders, or files that may be pages; raises UseError."""
    _paths(spec)


def find(spec: SourceSpec, _incident: Incident, _fetch: Fetch) -> Iterator[Link | Drop]:
    """Yield a link for each page file, in the order of their paths; other files of a folder are no pages."""
    for path in _paths(spec):
        if path.is_dir():
            found = [page for page in _walk(path) if disk.suffix(page) in disk.TYPES]
            yield from map(_link, found)
            if not found:
                yield drop(path.as_uri(), "no_pages", f"no file ends in {_allowed()}")
        else:
            yield _link(path)


def _paths(spec: SourceSpec) -> list[Path]:
    found = []
    for text in texts(spec, "paths"):
        path = Path(os.path.abspath(spec.folder / text))  # noqa: PTH100 -- a link on disk keeps its own name
        if "\0" in text or not path.exists():
            raise UseError(f"paths: expected folders and files that exist, not {text!r}; {path} does not")
        if not path.is_dir() and disk.suffix(path) not in disk.TYPES:
            raise UseError(f"paths: expected folders, and files that end in {_allowed()}, not {text!r}")
        found.append(path)
    return found


def _walk(folder: Path) -> list[Path]:
    return sorted(Path(place, name) for place, _, names in os.walk(folder) for name in names)


def _link(path: Path) -> Link:
    return Link(url=path.as_uri(), source="files", found_at=datetime.now(UTC))


def _allowed() -> str:
    return f"{', '.join(disk.TYPES)}, with or without .gz"


SOURCE = Source(name="files", options=("paths",), find=find, check=check, asks_web=False)
