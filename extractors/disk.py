"""Pages that lie on disk."""

import stat
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from .answers import Exchange, Held
from .decoding import gunzip
from .errors import DropError
from .records import Page

TYPES = {".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".txt": "text/plain"}


def suffix(path: Path) -> str:
    """Return what kind of page a file name promises, `.gz` aside: a key of TYPES, or something else."""
    return Path(path.name.lower().removesuffix(".gz")).suffix


def read(url: str, held: Held | None, most_bytes: int) -> Exchange:
    """Return the page behind a `file:` address; `.gz` files unpacked.

    Its etag is time and size of the file, which decide whether it is `not_modified`. Reasons for having no body:
    `unreadable`, `too_large`, and what gunzip says of broken files.
    """
    page = Page(url=url, fetched_at=datetime.now(UTC), final_url=url, status=None)
    path = Path(url2pathname(urlsplit(url).path))
    try:
        page = replace(page, etag=_etag(path), content_type=TYPES.get(suffix(path), "application/octet-stream"))
        if held and held.etag == page.etag:
            return Exchange(page=replace(page, reason="not_modified"))
        body = _body(path, most_bytes)
    except (OSError, ValueError) as error:
        return Exchange(page=replace(page, reason="unreadable", detail=str(error)))
    except DropError as error:
        return Exchange(page=replace(page, reason=error.reason, detail=error.detail))
    return Exchange(page=replace(page, body=body, body_bytes=len(body), body_sha256=sha256(body).hexdigest()))


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
