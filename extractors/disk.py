"""Pages that lie on disk: as files of their own, or in archives."""

import stat
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from . import captures
from .answers import RIGHTS_HEADERS, Exchange, Held
from .decoding import gunzip
from .errors import DropError
from .records import Page

TYPES = {".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".txt": "text/plain"}


def suffix(path: Path) -> str:
    """Return what a file name promises, `.gz` aside: a key of TYPES, that of an archive, or something else."""
    return Path(path.name.lower().removesuffix(".gz")).suffix


def read(url: str, held: Held | None, most_bytes: int) -> Exchange:
    """Return the page behind a `file:` address; `.gz` files unpacked. A fragment is a place in an archive.

    Its etag is time and size of the file, which decide whether it is `not_modified`; a dated capture always is. Reasons
    for having no body: `unreadable`, `too_large`, `archive_damaged`, and what Body says of broken content codings.
    """
    page = Page(url=url, fetched_at=datetime.now(UTC), final_url=url, status=None)
    parts = urlsplit(url)
    path = Path(url2pathname(parts.path))
    try:
        if held and captures.is_dated(parts.fragment):
            return Exchange(page=replace(page, etag=held.etag, reason="not_modified"))
        page = replace(page, etag=_etag(path))
        if held and held.etag == page.etag:
            return Exchange(page=replace(page, reason="not_modified"))
        page = _captured(page, path, parts.fragment, most_bytes) if parts.fragment else _saved(page, path, most_bytes)
    except (OSError, ValueError) as error:
        return Exchange(page=replace(page, reason="unreadable", detail=str(error)))
    except DropError as error:
        return Exchange(page=replace(page, reason=error.reason, detail=error.detail))
    return Exchange(page=replace(page, body_bytes=len(page.body), body_sha256=sha256(page.body).hexdigest()))


def _saved(page: Page, path: Path, most_bytes: int) -> Page:
    return replace(page, content_type=TYPES.get(suffix(path), "application/octet-stream"), body=_body(path, most_bytes))


def _captured(page: Page, path: Path, place: str, most_bytes: int) -> Page:
    capture = captures.read(path, place, most_bytes)
    return replace(
        page,
        final_url=capture.target or page.url,
        fetched_at=capture.captured_at or page.fetched_at,
        status=capture.status,
        content_type=capture.content_type,
        last_modified=next(iter(capture.said("Last-Modified")), None),
        rights=tuple(f"{name}: {said}" for name in RIGHTS_HEADERS for said in capture.said(name)),
        body=capture.body,
    )


def _etag(path: Path) -> str:
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise DropError("unreadable", "not a regular file")
    return f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'


def _body(path: Path, most_bytes: int) -> bytes:
    with path.open("rb") as file:
        held = file.read(most_bytes + 1)
    if len(held) > most_bytes:
        raise DropError("too_large", f"more than {most_bytes} bytes")
    return gunzip(held, most_bytes) if path.name.lower().endswith(".gz") else held
