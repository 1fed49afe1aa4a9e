"""One finished fetch as the WARC records that stand for it."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from urllib.parse import quote

import orjson

from .answers import Exchange
from .holdings import Draft, Record, block_digest, digest
from .records import Page
from .responses import Head

_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
_PLACE = ("warc", "warc_offset")
_FIELDS = tuple(field.name for field in fields(Page) if field.name not in ("body", *_PLACE))
_SAID = attrgetter(*_FIELDS)
_DEFAULTS = tuple(field.default for field in fields(Page) if field.name in _FIELDS)  # what need not be said
_NOT_PRINTABLE = re.compile(r"[^ -~]")
_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A body that lies in the archive already."""

    warc: str
    warc_offset: int
    record: Record

    def headers(self) -> str:
        """Return the lines that a revisit says of it."""
        said = self.record.said
        return (
            f"WARC-Payload-Digest: {said('WARC-Payload-Digest')}\r\n"
            f"WARC-Refers-To: {said('WARC-Record-ID')}\r\n"
            f"WARC-Refers-To-Target-URI: {said('WARC-Target-URI')}\r\n"
            f"WARC-Refers-To-Date: {said('WARC-Date')}\r\n"
        )


def warcinfo(file_name: str, info: Mapping[str, str]) -> Draft:
    """Return the first record of a file."""
    said = "".join(f"{name}: {value}\r\n" for name, value in info.items()).encode("ascii")
    more = f"WARC-Filename: {_ascii(file_name)}\r\nContent-Type: application/warc-fields\r\n"
    return _draft("warcinfo", _new_id(), _moment(datetime.now(UTC)), said, more)


def metadata(target: str, said: bytes, moment: datetime) -> Draft:
    """Return a record of JSON that belongs to a target."""
    return _draft("metadata", _new_id(), _moment(moment), said, _json_of(target))


def records(exchange: Exchange, stored: Stored | None) -> Iterator[Draft]:
    """Yield answer, request and page; in the place of the answer a revisit where its body is stored already."""
    page, moment, target = exchange.page, _moment(exchange.page.fetched_at), _ascii(exchange.page.final_url)
    answer_id = _new_id() if exchange.response or (page.url.startswith("file:") and page.reason is None) else ""
    if answer_id:
        yield _answer(exchange, stored, answer_id, moment, target)
    if request := exchange.request:
        concurrent = f"WARC-Concurrent-To: {answer_id}\r\n" if answer_id else ""
        more = f"WARC-Target-URI: {target}\r\n{concurrent}Content-Type: application/http; msgtype=request\r\n"
        yield _draft("request", _new_id(), moment, _lines(request.line, _told_again(request.headers)), more)
    told = zip(_FIELDS, _SAID(page), _DEFAULTS, strict=True)
    said = {name: value for name, value, default in told if value != default}
    if stored and page.reason is None:
        said |= {name: getattr(stored, name) for name in _PLACE}
    refers = f"WARC-Refers-To: {answer_id}\r\n" if answer_id else ""
    yield _draft("metadata", _new_id(), moment, _as_json(said), _json_of(page.url) + refers)


def left_out(kind: str, moment: datetime) -> Draft:
    """Return a record that stands where another one was, and says nothing."""
    return _draft(kind, _new_id(), _moment(moment), b"", "")


def kept(record: Record, target: str, content_type: str) -> Draft:
    """Return a record with the body of another, whose place and name it takes, for somebody else who has that body."""
    more = (
        f"WARC-Target-URI: {_ascii(target)}\r\nWARC-Payload-Digest: {digest(record.payload)}\r\n"
        f"Content-Type: {_ascii(content_type) or 'application/octet-stream'}\r\n"
    )
    return _draft("resource", record.said("WARC-Record-ID"), record.said("WARC-Date"), record.payload, more)


def _answer(exchange: Exchange, stored: Stored | None, record_id: str, moment: str, target: str) -> Draft:
    """Return what stands for the answer, or for the file on disk."""
    page, response = exchange.page, exchange.response
    if stored or page.reason == "not_modified":
        kind, body = "revisit", b""
        profile = "server-not-modified" if page.reason == "not_modified" else "identical-payload-digest"
        about = f"WARC-Profile: {_PROFILES}{profile}\r\n{stored.headers() if stored else ''}"
    else:
        kind, body = "response" if response else "resource", page.body
        known = f"sha256:{page.body_sha256}" if page.body_sha256 else digest(body)
        about = f"WARC-Payload-Digest: {known}\r\n"
    if response:
        content_type = "application/http; msgtype=response"
        block = _as_it_lies(response, len(page.body)) + body
    else:
        content_type, block = _ascii(page.content_type) or "application/octet-stream", body
    return _draft(
        kind, record_id, moment, block, f"WARC-Target-URI: {target}\r\n{about}Content-Type: {content_type}\r\n"
    )


def _draft(kind: str, record_id: str, moment: str, block: bytes, more: str) -> Draft:
    head = (
        f"WARC-Type: {kind}\r\nWARC-Record-ID: {record_id}\r\nWARC-Date: {moment}\r\n"
        f"WARC-Block-Digest: {block_digest(block)}\r\n{more}"
    )
    return head, block


def _json_of(target: str) -> str:
    return f"WARC-Target-URI: {_ascii(target)}\r\nContent-Type: application/json\r\n"


def _as_json(said: Mapping[str, object]) -> bytes:
    try:
        return orjson.dumps(said)
    except TypeError:  # half a character, which UTF-8 cannot hold and ASCII can name
        return json.dumps(said, default=datetime.isoformat).encode("ascii")


def _new_id() -> str:
    """Return a random UUID as RFC 9562, 5.4 spells it; uuid4() takes four times as long, three times a page."""
    drawn = os.urandom(16).hex()
    return f"<urn:uuid:{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-a{drawn[17:20]}-{drawn[20:]}>"


def _moment(moment: datetime) -> str:
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return orjson.dumps(utc, option=orjson.OPT_UTC_Z)[1:-1].decode("ascii")  # isoformat() takes four times as long


def _as_it_lies(head: Head, length: int) -> bytes:
    kept = [(f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_WIRE else name, said) for name, said in head.headers]
    return _lines(head.line, f"{_told(kept)}Content-Length: {length}\r\n")


def _lines(line: str, headers: str) -> bytes:
    """Return the head of a request or an answer as it goes over the wire."""
    return f"{_ascii(line)}\r\n{headers}\r\n".encode("ascii")


def _told(headers: Iterable[tuple[str, str]]) -> str:
    return "".join([f"{_ascii(f'{name}: {said}')}\r\n" for name, said in headers])


_told_again = lru_cache(maxsize=256)(_told)  # for what a host is told with each request


def _ascii(text: str) -> str:
    """Return text that fits into one line of a WARC header, whatever a server sends."""
    if text.isascii() and text.isprintable():
        return text
    return _NOT_PRINTABLE.sub(lambda found: quote(found.group(), errors="replace"), text)
