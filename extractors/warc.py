"""The archive: every finished fetch in WARC files that other tools read too, written so that a kill loses none.

An item is a `response` and a `request` record (a `resource` record for a file on disk; neither when no answer came)
and then a `metadata` record with the page's fields as JSON. The item counts once its metadata record is whole. Each
record is a gzip member of its own, so an offset leads straight to it. Bodies lie decoded; the headers that spoke of
the coding on the wire keep their text under another name.
"""

import gzip
import json
import os
import re
import zlib
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Self
from urllib.parse import quote

from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .answers import Exchange, Head
from .errors import DropError, StopError
from .records import Page

OPEN, DONE = ".open", ".warc.gz"
LEVEL = 6  # of gzip; warcio's own 9 takes twice the time for 1 % less
MEMBER_BYTES = 80_000_000  # decompressed; no record of ours is larger
_CHUNK_BYTES = 2**14
_MEMBER_BEGINS = b"\x1f\x8b\x08\x00\x00\x00\x00\x00"  # as gzip.compress(mtime=0) writes it
_FIELDS = tuple(field.name for field in fields(Page) if field.name not in ("body", "warc", "warc_offset"))
_NOT_PRINTABLE = re.compile(r"[^ -~]")
_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class Journal:
    """A context manager that writes one file of the archive: `<name>.open`, `<name>.warc.gz` once it is complete."""

    def __init__(self, archive: Path, name: str) -> None:
        self.path = archive / f"{name}{DONE}"  # where the file will be
        self._open_path = archive / f"{name}{OPEN}"
        self._file: BinaryIO

    def __enter__(self) -> Self:
        """Create the file; raises StopError when the archive has one of that name."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists() or self._open_path.exists():
            raise StopError(f"{self.path} is there already: an archive is never written twice")
        self._file = self._open_path.open("xb", buffering=0)
        builder = WARCWriter(BytesIO(), gzip=False, warc_version="1.1")
        info = {"software": f"Retold/{version('retold')}", "format": "WARC File Format 1.1"}
        try:
            self._file.write(_member(builder.create_warcinfo_record(self.path.name, info)))
        except OSError:  # a full disk: what does not even say what it is stays for nobody
            self._file.close()
            self._open_path.unlink()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Complete the file; after an error too, for every item in it is whole."""
        os.fsync(self._file.fileno())
        self._file.close()
        self._open_path.replace(self.path)

    def write(self, exchange: Exchange) -> None:
        """Add one finished fetch; it outlives this process once this returns."""
        item = b"".join(map(_member, _records(exchange)))
        start, view = self._file.tell(), memoryview(item)
        try:
            while view:
                view = view[self._file.write(view) :]
        except OSError:  # a full disk, most likely: no part of an item may stay
            self._file.truncate(start)
            raise


def pages(path: Path) -> Iterator[Page]:
    """Yield the pages of a file of the archive, without bodies, in the order in which they were finished.

    A cut tail ends the list. A page whose body is damaged has the reason `archive_damaged`.
    """
    name = path.name.removesuffix(OPEN).removesuffix(DONE) + DONE
    offsets: dict[str, int] = {}
    for member in _members(path):
        record = _parsed(member.raw)
        if record.rec_type in ("response", "resource"):
            offsets[record.rec_headers.get_header("WARC-Record-ID")] = member.start
        elif record.rec_type == "metadata":
            body_id = record.rec_headers.get_header("WARC-Refers-To")
            page = _page(record.raw_stream.read())
            if body_id is not None and body_id not in offsets:
                page = replace(page, reason="archive_damaged", detail=f"in {name}", retry_after_s=0.0)
            yield replace(page, warc=name, warc_offset=offsets.get(body_id or ""))


def body(archive: Path, warc: str, offset: int) -> bytes:
    """Return the body that lies in a file at an offset; raises DropError("archive_damaged")."""
    where = f"{warc} at {offset}"
    try:
        with (archive / warc).open("rb") as file:
            member = _member_at(file, offset)
    except (OSError, EOFError, zlib.error) as error:
        raise DropError("archive_damaged", f"{where}: {error}") from error
    record = _parsed(member.raw)
    if record.rec_type not in ("response", "resource"):
        raise DropError("archive_damaged", f"{where}: a {record.rec_type} record")
    held: bytes = record.raw_stream.read()
    if record.rec_headers.get_header("WARC-Payload-Digest") != _digest(held):
        raise DropError("archive_damaged", f"{where}: digest differs")
    return held


def recover(archive: Path) -> list[Path]:
    """Return the files that an ended process left open, cut back to the last whole item and completed."""
    recovered = []
    for left in sorted(archive.glob(f"*{OPEN}")):
        ends = [member.end for member in _members(left) if _parsed(member.raw).rec_type in ("metadata", "warcinfo")]
        if not ends:  # not even the first record is whole
            left.unlink()
            continue
        os.truncate(left, ends[-1])
        recovered.append(left.replace(left.with_suffix(DONE)))
    return recovered


@dataclass(frozen=True, slots=True)
class _Member:
    start: int
    end: int
    raw: bytes


def _members(path: Path) -> Iterator[_Member]:
    with path.open("rb") as file:
        start: int | None = 0
        while start is not None:
            try:
                member = _member_at(file, start)
            except EOFError:
                return
            except zlib.error:
                start = _next_member(file, start + 1)
                continue
            yield member
            start = member.end


def _member_at(file: BinaryIO, start: int) -> _Member:
    """Return the gzip member at an offset; raises EOFError when the file ends in it, zlib.error when it is broken."""
    file.seek(start)
    stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
    raw = bytearray()
    while not stream.eof:
        data = stream.unconsumed_tail or file.read(_CHUNK_BYTES)
        if not data:
            raise EOFError(f"the file ends in the record at {start}")
        raw += stream.decompress(data, MEMBER_BYTES - len(raw) + 1)
        if len(raw) > MEMBER_BYTES:
            raise zlib.error(f"more than {MEMBER_BYTES} bytes")
    return _Member(start, file.tell() - len(stream.unused_data), bytes(raw))


def _next_member(file: BinaryIO, start: int) -> int | None:
    file.seek(start)
    tail = b""
    while chunk := file.read(2**20):
        window = tail + chunk
        found = window.find(_MEMBER_BEGINS)
        if found >= 0:
            return file.tell() - len(window) + found
        tail = window[-len(_MEMBER_BEGINS) + 1 :]
    return None


def _parsed(raw: bytes) -> ArcWarcRecord:
    return ArcWarcRecordLoader(verify_http=False).parse_record_stream(BytesIO(raw), known_format="warc")


def _page(metadata: bytes) -> Page:
    said: dict[str, Any] = json.loads(metadata)
    said["fetched_at"] = datetime.fromisoformat(said["fetched_at"])
    said["rights"] = tuple(said["rights"])
    return Page(**said)


def _member(record: ArcWarcRecord) -> bytes:
    out = BytesIO()
    WARCWriter(out, gzip=False, warc_version="1.1").write_record(record)
    return gzip.compress(out.getvalue(), LEVEL, mtime=0)


def _digest(held: bytes) -> str:
    return f"sha256:{b32encode(sha256(held).digest()).decode('ascii')}"


def _records(exchange: Exchange) -> Iterator[ArcWarcRecord]:
    page = exchange.page
    builder = WARCWriter(BytesIO(), gzip=False, warc_version="1.1")
    date = {"WARC-Date": page.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
    refers_to: dict[str, str] = {}
    if exchange.response or (page.url.startswith("file:") and page.reason is None):
        kind = "response" if exchange.response else "resource"
        main = builder.create_warc_record(
            _ascii(page.final_url),
            kind,
            payload=BytesIO(page.body),
            length=len(page.body),
            warc_content_type="" if exchange.response else page.content_type,
            warc_headers_dict={**date, "WARC-Payload-Digest": _digest(page.body)},
            http_headers=_as_it_lies(exchange.response, len(page.body)) if exchange.response else None,
        )
        refers_to = {"WARC-Refers-To": main.rec_headers.get_header("WARC-Record-ID")}
        yield main
    if exchange.request:
        asked = StatusAndHeaders(exchange.request.line, _headers(exchange.request), is_http_request=True)
        concurrent = {"WARC-Concurrent-To": refers_to["WARC-Refers-To"]} if refers_to else {}
        yield builder.create_warc_record(
            _ascii(page.final_url), "request", http_headers=asked, warc_headers_dict={**date, **concurrent}
        )
    said = {name: getattr(page, name) for name in _FIELDS}
    metadata = json.dumps(said, default=datetime.isoformat).encode("ascii")
    yield builder.create_warc_record(
        _ascii(page.url),
        "metadata",
        payload=BytesIO(metadata),
        length=len(metadata),
        warc_content_type="application/json",
        warc_headers_dict={**date, **refers_to},
    )


def _as_it_lies(head: Head, length: int) -> StatusAndHeaders:
    protocol, _, status = head.line.partition(" ")
    kept = [(f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_WIRE else name, said) for name, said in _headers(head)]
    return StatusAndHeaders(_ascii(status), [*kept, ("Content-Length", str(length))], protocol=protocol)


def _headers(head: Head) -> list[tuple[str, str]]:
    return [(_ascii(name), _ascii(said)) for name, said in head.headers]


def _ascii(text: str) -> str:
    """Return text that fits into one line of a WARC header; warcio fails at, or writes, whatever a server sends."""
    return _NOT_PRINTABLE.sub(lambda found: quote(found.group(), errors="replace"), text)
