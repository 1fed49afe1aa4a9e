"""One finished fetch as the WARC records that stand for it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from operator import attrgetter
from urllib.parse import quote
from uuid import uuid4

from .answers import Exchange, Head
from .holdings import Draft, Record, block_digest, digest, spelled
from .records import Page

_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
_PLACE = ("warc", "warc_offset")
_FIELDS = tuple(field.name for field in fields(Page) if field.name not in ("body", *_PLACE))
_SAID = attrgetter(*_FIELDS)
_NOT_PRINTABLE = re.compile(r"[^ -~]")
_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A body that lies in the archive already."""

    warc: str
    warc_offset: int
    record: Record

    def headers(self) -> dict[str, str]:
        """Return what a revisit says of it."""
        said = self.record.said
        return {
            "WARC-Payload-Digest": said("WARC-Payload-Digest"),
            "WARC-Refers-To": said("WARC-Record-ID"),
            "WARC-Refers-To-Target-URI": said("WARC-Target-URI"),
            "WARC-Refers-To-Date": said("WARC-Date"),
        }


def warcinfo(file_name: str, info: Mapping[str, str]) -> Draft:
    """Return the first record of a file."""
    said = "".join(f"{name}: {value}\r\n" for name, value in info.items()).encode("ascii")
    headers = {"WARC-Filename": _ascii(file_name), "Content-Type": "application/warc-fields"}
    return _draft("warcinfo", datetime.now(UTC), said, headers)


def metadata(target: str, said: bytes, moment: datetime, refers_to: str = "") -> Draft:
    """Return a record of JSON that belongs to a target, and to the record it refers to."""
    headers = {"WARC-Target-URI": _ascii(target), "Content-Type": "application/json"}
    if refers_to:
        headers["WARC-Refers-To"] = refers_to
    return _draft("metadata", moment, said, headers)


def records(exchange: Exchange, stored: Stored | None) -> Iterator[Draft]:
    """Yield answer, request and page; in the place of the answer a revisit where its body is stored already."""
    page, answer_id = exchange.page, ""
    if answer := _answer(exchange, stored):
        answer_id = answer.headers["WARC-Record-ID"]
        yield answer
    if exchange.request:
        yield _request(exchange.request, page, answer_id)
    said = dict(zip(_FIELDS, _SAID(page), strict=True))
    if stored and page.reason is None:
        said |= {name: getattr(stored, name) for name in _PLACE}
    yield metadata(page.url, json.dumps(said, default=datetime.isoformat).encode("ascii"), page.fetched_at, answer_id)


def _answer(exchange: Exchange, stored: Stored | None) -> Draft | None:
    """Return what stands for the answer; None when there was none."""
    page, response = exchange.page, exchange.response
    if response is None and not (page.url.startswith("file:") and page.reason is None):
        return None
    headers = {"WARC-Target-URI": _ascii(page.final_url)}
    if stored or page.reason == "not_modified":
        kind, body = "revisit", b""
        profile = "server-not-modified" if page.reason == "not_modified" else "identical-payload-digest"
        headers |= {"WARC-Profile": _PROFILES + profile, **(stored.headers() if stored else {})}
    else:
        kind, body = "response" if response else "resource", page.body
        known = page.body_sha256
        headers["WARC-Payload-Digest"] = spelled(bytes.fromhex(known), "sha256") if known else digest(body)
    if response is None:
        headers["Content-Type"] = _ascii(page.content_type) or "application/octet-stream"
        return _draft(kind, page.fetched_at, body, headers)
    headers["Content-Type"] = "application/http; msgtype=response"
    return _draft(kind, page.fetched_at, _as_it_lies(response, len(page.body)) + body, headers)


def _request(request: Head, page: Page, answer_id: str) -> Draft:
    headers = {"WARC-Target-URI": _ascii(page.final_url), "Content-Type": "application/http; msgtype=request"}
    if answer_id:
        headers["WARC-Concurrent-To"] = answer_id
    return _draft("request", page.fetched_at, _lines(request.line, request.headers), headers)


def _draft(kind: str, moment: datetime, block: bytes, headers: Mapping[str, str]) -> Draft:
    about = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
        "WARC-Date": f"{moment.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}Z",
        "WARC-Block-Digest": block_digest(block),
        **headers,
    }
    return Draft(about, block)


def _as_it_lies(head: Head, length: int) -> bytes:
    kept = [(f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_WIRE else name, said) for name, said in head.headers]
    return _lines(head.line, [*kept, ("Content-Length", str(length))])


def _lines(line: str, headers: Iterable[tuple[str, str]]) -> bytes:
    """Return the head of a request or an answer as it goes over the wire."""
    lines = [line, *[f"{name}: {said}" for name, said in headers]]
    whole = "\r\n".join(lines)
    if not whole.isascii() or not "".join(lines).isprintable():
        whole = "\r\n".join(map(_ascii, lines))
    return f"{whole}\r\n\r\n".encode("ascii")


def _ascii(text: str) -> str:
    """Return text that fits into one line of a WARC header, whatever a server sends."""
    if text.isascii() and text.isprintable():
        return text
    return _NOT_PRINTABLE.sub(lambda found: quote(found.group(), errors="replace"), text)
