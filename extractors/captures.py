"""Pages out of other people's web archives: where they stood, when they were captured, and their bodies, unpacked."""

import re
from base64 import b32encode, b64encode, urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import new as new_hash
from io import BufferedReader
from pathlib import Path

from . import archives, urls
from .answers import USABLE
from .archives import MOST_HEADER, MOST_INSIDE, Damage, Fields, Record
from .decoding import Body
from .errors import DropError
from .members import PIECE, CutError, DamagedError, Place

SUFFIX = ".warc"  # and .warc.gz; what is packed tells itself
_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_NO_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream"})  # then the first bytes tell
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SNIFFED = 4096  # bytes
_FRAME = 2**20  # bytes of HTTP header and chunk sizes around a body
_STATUS = re.compile(rb"HTTP/\S+\s+(\d{3})\b")
_ROBOTS = re.compile(r"https?://[^/]+/robots\.txt", re.IGNORECASE)
_FRAGMENT = re.compile(r"(\d{1,18})(?:\+(\d{1,18}))?(?:@(.+))?")
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})\s*(?:;[^\r\n]*)?\r\n")
_DIGESTS = frozenset({"md5", "sha1", "sha256", "sha384", "sha512"})
_NOT_PRINTABLE = re.compile(r"[^ -~]")
_WEB_BEGAN = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A page as it was captured."""

    target: str | None  # its address in the web, in canonical spelling; None for what was a file to the archive too
    captured_at: datetime | None  # None where the archive tells none that can be
    status: int | None  # None for what was not captured over HTTP
    content_type: str
    headers: Fields  # of the answer
    body: bytes = b""

    def said(self, name: str) -> list[str]:
        """Return what the answer's headers of a name say."""
        return [said for named, said in self.headers if named == name.lower()]


def is_dated(fragment: str) -> bool:
    """Return whether the place tells the moment of capture, so that what lies there can be one thing only."""
    return "@" in fragment


def listed(path: Path) -> Iterator[str | DropError]:
    """Yield the place of each captured page of an archive, as `read` takes it, and then why others cannot be had.

    A place is `offset@moment`, or `offset+inside@moment` where several records are packed as one. Raises DropError
    ("not_an_archive"), OSError.
    """
    damage: Counter[str] = Counter()
    pages = deep = 0
    with path.open("rb") as file:
        for found in archives.walk(file, _place_of_page):
            if isinstance(found, Damage):
                damage[found.what] += 1
            elif found:
                pages += 1
                yield found
            elif found is not None:
                deep += 1
    if damage:
        count = damage.total()
        what = ", ".join(f"{number} {what}" for what, number in damage.most_common())
        yield DropError("archive_damaged", f"{count} record{'s' * (count > 1)}: {what}")
    if deep:
        yield DropError("packed_as_one", f"{deep} pages lie too deep: repack it with `warcio recompress OLD NEW`")
    if not (pages or damage or deep):
        yield DropError("no_pages", "no record holds a page that was answered with 200")


def read(path: Path, fragment: str, most_bytes: int) -> Capture:
    """Return the page at a place of an archive.

    Raises OSError, and DropError: `archive_damaged` also when another record lies there, `too_large`, and what Body
    says of broken content codings.
    """
    matched = _FRAGMENT.fullmatch(fragment)
    if not matched:
        raise DropError("unreadable", f"no place in an archive: {fragment[:200]!r}")
    offset, inside, moment = matched.groups()
    try:
        with path.open("rb") as file:
            return _read(file, Place(int(offset), int(inside or 0)), moment, most_bytes)
    except DamagedError as error:
        raise DropError("archive_damaged", f"{path.name} at {offset}: {error}") from error


def _place_of_page(record: Record) -> str | None:
    """Return where a page lies, "" where it is too deep to be read by itself; None for other records."""
    capture, head = _capture(record)
    if capture is None:
        return None
    block, payload = _Digest(record.headers.get("warc-block-digest")), _Digest(_payload_digest(record))
    block.update(head)
    begins = b""
    while piece := record.block.read(PIECE):
        block.update(piece)
        payload.update(piece)
        begins += piece if len(begins) < _SNIFFED else b""
    if block.differs() or (payload.differs() and not _is_wrapped(capture)):
        raise DamagedError("digest differs")
    if _kind(capture.content_type) not in _TYPES and not _MARKUP.search(_beginning(capture, begins)):
        return None
    if record.place.inside > MOST_INSIDE:
        return ""
    inside = f"+{record.place.inside}" if record.place.inside else ""
    moment = _moment(record)
    return f"{record.place.offset}{inside}" + (f"@{_stamp(moment)}" if moment else "")


def _read(file: BufferedReader, place: Place, stamp: str | None, most_bytes: int) -> Capture:
    def look(record: Record) -> tuple[Capture, bytes, bytes, Record]:
        moment = _moment(record)
        if stamp and (moment is None or _stamp(moment) != stamp):
            raise DamagedError("another record")
        capture, head = _capture(record)
        if capture is None:
            raise DamagedError("no page")
        if record.block.left > most_bytes + _FRAME:
            raise DropError("too_large", f"more than {most_bytes} bytes")
        return capture, head, b"".join(iter(partial(record.block.read, PIECE), b"")), record

    capture, head, payload, record = archives.at(file, place, look)
    if _Digest(record.headers.get("warc-block-digest")).differs(head + payload):
        raise DamagedError("digest differs")
    return replace(capture, body=_body(capture, payload, _payload_digest(record), most_bytes))


def _body(capture: Capture, payload: bytes, digest: str | None, most_bytes: int) -> bytes:
    """Return what a browser would show.

    What was sent, or chunks put together, or the body itself: tools disagree on which of them a digest is of.
    """
    sent = _unchunked(payload) if _is_chunked(capture) else payload
    known = not all(_Digest(digest).differs(data) for data in (payload, sent))
    if not known and not _coding(capture):
        raise DamagedError("digest differs")
    announced = "".join(capture.said("content-length")[:1])
    if not _is_wrapped(capture) and announced.isdecimal() and int(announced) > len(payload):
        raise DropError("truncated", f"{len(payload)} bytes of {announced}")
    decoder = Body(_coding(capture), most_bytes)
    decoder.feed(sent)
    body = decoder.whole()
    if not known and _Digest(digest).differs(body):
        raise DamagedError("digest differs")
    return body


def _unchunked(payload: bytes) -> bytes:
    """Return the chunks as one, or the bytes as they are where none are; raises DropError("truncated")."""
    pieces: list[bytes] = []
    position = 0
    while size := _CHUNK.match(payload, position):
        length = int(size.group(1), 16)
        if not length:
            return b"".join(pieces)
        pieces.append(payload[size.end() : size.end() + length])
        position = size.end() + length
        if position > len(payload):
            break
    if not pieces:
        return payload
    raise DropError("truncated", f"chunked body ends early, after {sum(map(len, pieces))} bytes")


def _beginning(capture: Capture, payload: bytes) -> bytes:
    """Return the first bytes of a body, as far as they can be had from the first ones sent; NULs of UTF-16 left out."""
    size = _CHUNK.match(payload) if _is_chunked(capture) else None
    sent = payload[size.end() : size.end() + int(size.group(1), 16)] if size else payload
    try:
        body = Body(_coding(capture), 2**22)
        body.feed(sent[:_SNIFFED])
    except DropError:
        return sent[:_SNIFFED]
    return body.begun()[:_SNIFFED].replace(b"\0", b"")


def _capture(record: Record) -> tuple[Capture | None, bytes]:
    """Return the page of a record, without its body, and the HTTP header as it lies; None for other records."""
    kind = record.headers["warc-type"].lower()
    target = record.headers.get("warc-target-uri", "").strip("<> \t")  # wget writes it in brackets
    scheme = target.partition(":")[0].lower()
    if kind not in ("response", "resource") or scheme not in ("http", "https", "file") or _ROBOTS.fullmatch(target):
        return None, b""
    status, head, headers = _http(record) if kind == "response" else (None, b"", ())
    stated = [said for name, said in headers if name == "content-type"]
    content_type = "".join(stated[:1]) if kind == "response" else record.headers.get("content-type", "")
    if status not in (*USABLE, None) or _kind(content_type) not in _TYPES | _NO_TYPES:
        return None, b""
    if "warc-truncated" in record.headers or "warc-segment-number" in record.headers:
        raise CutError
    capture = Capture(
        target=None if scheme == "file" else _address(target),
        captured_at=_believed(_moment(record)),
        status=status,
        content_type=_NOT_PRINTABLE.sub("?", content_type),
        headers=headers,
    )
    return capture, head


def _http(record: Record) -> tuple[int, bytes, Fields]:
    first = record.block.line(MOST_HEADER)
    matched = _STATUS.match(first)
    if not matched:
        raise DamagedError("no HTTP header")
    head, headers = archives.fields(record.block.line)
    return int(matched.group(1)), first + head, headers


def _address(target: str) -> str:
    try:
        return urls.canonical(target)
    except DropError as error:
        raise DamagedError("no address") from error


def _moment(record: Record) -> datetime | None:
    try:
        moment = datetime.fromisoformat(record.headers.get("warc-date", ""))
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):  # in the year 1 or 9999, a time zone leads out of all calendars
        return None


def _believed(moment: datetime | None) -> datetime | None:
    return moment if moment and _WEB_BEGAN <= moment <= datetime.now(UTC) else None


def _stamp(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _kind(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _coding(capture: Capture) -> str:
    return ",".join(capture.said("content-encoding"))


def _is_chunked(capture: Capture) -> bool:
    return any("chunked" in said.lower() for said in capture.said("transfer-encoding"))


def _is_wrapped(capture: Capture) -> bool:
    """Return whether what was sent is not yet the page."""
    return bool(_coding(capture)) or _is_chunked(capture)


def _payload_digest(record: Record) -> str | None:
    return record.headers.get("warc-payload-digest")


class _Digest:
    """What a record says of some bytes, `sha1:…`, in whatever spelling; nothing differs from what nobody can check."""

    def __init__(self, said: str | None) -> None:
        algorithm, _, self._said = (said or "").partition(":")
        name = algorithm.strip().lower().replace("-", "")
        self._hash = new_hash(name, usedforsecurity=False) if name in _DIGESTS and self._said else None

    def update(self, data: bytes) -> None:
        """Take in bytes."""
        if self._hash:
            self._hash.update(data)

    def differs(self, data: bytes = b"") -> bool:
        """Return whether the bytes, these included, are others."""
        self.update(data)
        if not self._hash:
            return False
        digest, said = self._hash.digest(), self._said.strip().rstrip("=")
        any_case = {digest.hex(), b32encode(digest).decode().rstrip("=").lower()}
        one_case = {encode(digest).decode().rstrip("=") for encode in (b64encode, urlsafe_b64encode)}
        return said.lower() not in any_case and said not in one_case
