"""Pages that lie on disk: files, web archives, or folders of them."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from extractors import captures, disk
from extractors.errors import DropError, UseError
from extractors.plugins import Fetch, Source
from extractors.records import Drop, Incident, Link, SourceSpec

from . import drop, texts

# Archives of other kinds, and what makes WARC files of them.
_OTHERS = {
    ".arc": "`warcio recompress OLD NEW` makes a WARC file of it",
    ".arc.gz": "`warcio recompress OLD NEW` makes a WARC file of it",
    ".wacz": "it is a zip file: unpack it, and name the .warc.gz files that are in it",
    ".warc.zst": "`zstd -d` unpacks it",
}


def check(spec: SourceSpec) -> None:
    """Return nothing when `paths` are folders, or files that may be pages or archives; raises UseError."""
    _paths(spec)


def find(spec: SourceSpec, _incident: Incident, _fetch: Fetch) -> Iterator[Link | Drop]:
    """Yield a link for each page, in the order of the files' paths; other files of a folder are no pages."""
    for path in _paths(spec):
        if path.is_dir():
            found = [file for file in _walk(path) if _is_page(file) or _other(file)]
            for file in found:
                yield from _links(file)
            if not found:
                yield drop(path.as_uri(), "no_pages", f"no file ends in {_allowed()}")
        else:
            yield from _links(path)


def _links(path: Path) -> Iterator[Link | Drop]:
    """Yield a link to a file, or to each page of an archive."""
    if other := _other(path):
        yield drop(path.as_uri(), "not_an_archive", other)
    elif disk.suffix(path) != captures.SUFFIX:
        yield _link(path.as_uri())
    elif not path.is_file():  # what is no file may never come to an end
        yield drop(path.as_uri(), "unreadable", "not a regular file")
    else:
        try:
            for found in captures.listed(path):
                if isinstance(found, DropError):
                    yield drop(path.as_uri(), found.reason, found.detail)
                else:
                    yield _link(f"{path.as_uri()}#{found}")
        except DropError as error:
            yield drop(path.as_uri(), error.reason, error.detail)
        except OSError as error:
            yield drop(path.as_uri(), "unreadable", error.strerror or str(error))


def _paths(spec: SourceSpec) -> list[Path]:
    found = []
    for text in texts(spec, "paths"):
        path = Path(os.path.abspath(spec.folder / text))  # noqa: PTH100 -- a link on disk keeps its own name
        if "\0" in text or not path.exists():
            raise UseError(f"paths: expected folders and files that exist, not {text!r}; {path} does not")
        if not path.is_dir() and not _is_page(path):
            other = _other(path)
            hint = f"; {other}" if other else ""
            raise UseError(f"paths: expected folders, and files that end in {_allowed()}, not {text!r}{hint}")
        found.append(path)
    return found


def _walk(folder: Path) -> list[Path]:
    return sorted(Path(place, name) for place, _, names in os.walk(folder) for name in names)


def _link(url: str) -> Link:
    return Link(url=url, source="files", found_at=datetime.now(UTC))


def _is_page(path: Path) -> bool:
    return disk.suffix(path) in (*disk.TYPES, captures.SUFFIX)


def _other(path: Path) -> str | None:
    """Return what to do with an archive of another kind; None for every other file."""
    name = path.name.lower()
    return next((hint for suffix, hint in _OTHERS.items() if name.endswith(suffix)), None)


def _allowed() -> str:
    return f"{', '.join((*disk.TYPES, captures.SUFFIX))}, with or without .gz"


SOURCE = Source(name="files", options=("paths",), find=find, check=check, asks_web=False)
