"""What one request brought, or why it brought nothing, as a Page."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256

import aiohttp
from yarl import URL

from . import challenges, urls
from .decoding import Body
from .errors import DropError, RetryError
from .records import Page
from .vetting import RefusedAddressError

LONGEST_WAIT_S = 86400.0  # nobody is believed who asks for more
HOUR_S = 3600.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})
USABLE = frozenset({200, 203})
REFUSALS = frozenset({403, 405, 503})  # with which walls against robots answer
REFUSAL_BYTES = 64 * 1024  # decoded; of what a refusal says
_REFUSAL_S = 5.0
_SIP = 4096
RIGHTS_HEADERS = ("X-Robots-Tag", "TDM-Reservation", "TDM-Policy", "Content-Usage")
# What may pass by itself, and when asking again makes sense. Every other failure is final.
WAITS_S = {"unreachable": HOUR_S, "timeout": HOUR_S, "truncated": HOUR_S, "tls": LONGEST_WAIT_S}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """First line and headers of a request or an answer, as sent."""

    line: str
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A finished fetch: the page with its body, and what was said on the wire at the last hop."""

    page: Page
    request: Head | None = None  # None when no answer came
    response: Head | None = None
    retry_after_s: float | None = None  # what the server itself asked for; None when it said nothing
    most_retries: int | None = None  # within this run, where nobody was reached; None: as after any other failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held already: its body is not sent again if it has not changed."""

    url: str  # where the body lay: the validators mean nothing anywhere else
    etag: str | None = None
    last_modified: str | None = None

    def headers(self, at: str) -> dict[str, str]:
        """Return the conditions for a request."""
        if urls.canonical(at) != urls.canonical(self.url):
            return {}
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


class Answer:
    """What one hop brought."""

    def __init__(self, response: aiohttp.ClientResponse, held: Held | None) -> None:
        self._response = response
        self._held = held
        self._body = b""
        self._refusal = ""  # what an error page says
        self._failure: DropError | None = None

    async def read(self, most_bytes: int) -> None:
        """Read the body, or why there is none; raises TimeoutError."""
        try:
            body = Body(self._response.headers.get("Content-Encoding", ""), most_bytes)
            async for piece in self._response.content.iter_any():
                body.feed(piece)
            self._body = body.whole()
        except TimeoutError:
            raise
        except (aiohttp.ClientError, OSError) as error:
            self._failure = DropError("truncated", _said(error))
        except DropError as error:
            self._failure = error
        if self._failure:
            self._response.close()

    async def glance(self) -> None:
        """Read what a refusal says, or its beginning: whatever goes wrong, its status stands."""
        try:
            body = Body(self._response.headers.get("Content-Encoding", ""), REFUSAL_BYTES)
        except DropError:  # a coding that nobody knows
            return
        try:
            async with asyncio.timeout(_REFUSAL_S):
                async for piece in self._response.content.iter_any():
                    for start in range(0, len(piece), _SIP):
                        body.feed(piece[start : start + _SIP])
        except (aiohttp.ClientError, OSError, DropError):  # TimeoutError is an OSError
            pass
        self._refusal = body.begun().decode("utf-8", "replace")
        self._response.close()

    def location(self) -> str | None:
        """Return where a redirect leads; None when this is no redirect, or one to nowhere."""
        location = self._response.headers.get("Location", "").strip()
        if self._response.status not in REDIRECTS or not location:
            return None
        try:
            return str(self._response.url.join(URL(location)).with_fragment(None))
        except ValueError:
            return location  # refused at the next hop, with its text in the record

    def exchange(self, blank: Page) -> Exchange:
        """Return the finished fetch."""
        held = (self._response.status == 304 and self._held) or Held(url="")
        page = replace(
            blank,
            final_url=_spelled(blank.final_url),
            status=self._response.status,
            content_type=next(self._said("Content-Type"), ""),
            etag=next(self._said("ETag"), held.etag),
            last_modified=next(self._said("Last-Modified"), held.last_modified),
            rights=tuple(f"{name}: {said}" for name in RIGHTS_HEADERS for said in self._said(name)),
        )
        return Exchange(
            page=self._judged(page),
            request=self._request(),
            response=self._head(),
            retry_after_s=self._asked_for_s(),
        )

    def _said(self, name: str) -> Iterator[str]:
        return (_plain(said) for said in self._response.headers.getall(name, ()) if said)

    def _judged(self, page: Page) -> Page:
        status = self._response.status
        if self._failure:
            return ended(page, self._failure.reason, self._failure.detail)
        if status in USABLE:
            return replace(
                page, body=self._body, body_bytes=len(self._body), body_sha256=sha256(self._body).hexdigest()
            )
        if status == 304 and self._held:
            return replace(page, reason="not_modified")
        if status in REFUSALS and challenges.refuses_with(self._refusal):
            return replace(page, reason="bot_wall", detail=f"status {status}")
        wait_s = None
        if status in (408, 429) or status >= 500:
            asked_for_s = self._asked_for_s()
            wait_s = HOUR_S if asked_for_s is None else asked_for_s
        return replace(page, reason=f"http_{status}", detail=_plain(self._response.reason or ""), retry_after_s=wait_s)

    def _asked_for_s(self) -> float | None:
        return _retry_after_s(self._response.headers.get("Retry-After", ""))

    def _request(self) -> Head:
        asked = self._response.request_info
        return Head(line=f"GET {asked.url.raw_path_qs} HTTP/1.1", headers=tuple(asked.headers.items()))

    def _head(self) -> Head:
        headers = ((name.decode("latin-1"), said.decode("latin-1")) for name, said in self._response.raw_headers)
        return Head(line=f"HTTP/1.1 {self._response.status} {self._response.reason or ''}", headers=tuple(headers))


def ended(page: Page, reason: str, detail: str) -> Page:
    """Return the page as one without a body."""
    return replace(page, reason=reason, detail=detail[:500], retry_after_s=WAITS_S.get(reason))


def failed(page: Page, error: Exception) -> Page:
    """Return the page as one that brought no answer."""
    if isinstance(error, RetryError):
        wait_s = HOUR_S if error.delay_s is None else error.delay_s
        return replace(page, reason=error.reason, detail=error.detail[:500], retry_after_s=wait_s)
    if isinstance(error, DropError):
        return ended(page, error.reason, error.detail)
    return ended(page, _reason(error), _said(error))


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, RefusedAddressError):
        return "refused_address"
    if isinstance(error, (aiohttp.ClientSSLError, aiohttp.ClientConnectorCertificateError)):
        return "tls"
    if isinstance(error, (aiohttp.ClientConnectionError, OSError)):
        return "unreachable"
    return "bad_answer"  # no HTTP, or an address that nobody could ask for


def is_unconnected(error: Exception) -> bool:
    """Say whether nobody was reached: no such name, nobody listens there, or no sign of life."""
    return isinstance(error, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError))


def _said(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return _plain(f"the name {error.host} does not resolve: {error.os_error}")
    if isinstance(error, aiohttp.ClientConnectorError):
        error = error.os_error  # aiohttp's own text leaves out what happened
    return _plain(f"{type(error).__name__}: {error}")


def _plain(text: str) -> str:
    """Return text that a file can hold: aiohttp leaves surrogates in it for bytes that are no UTF-8."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _spelled(at: str) -> str:
    try:
        return urls.canonical(at)
    except DropError:  # it answered; so it stands as it was asked
        return at


def _retry_after_s(header: str) -> float | None:
    """Return seconds from a Retry-After header, seconds or date; None when it says nothing."""
    if header.isascii() and header.isdigit():
        return min(float(header), LONGEST_WAIT_S)
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError):  # its documentation promises ValueError only
        return None
    seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), LONGEST_WAIT_S)
