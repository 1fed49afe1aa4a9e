"""What one request brought, or why it brought nothing, as a Page."""

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256

from yarl import URL

from . import challenges, refresh, urls
from .decoding import Body
from .errors import DropError, RetryError
from .records import Page
from .responses import GarbledError, Head, Response
from .wire import UnreachedError, told

LONGEST_WAIT_S = 86400.0  # nobody is believed who asks for more
HOUR_S = 3600.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})
USABLE = frozenset({200, 203})
REFUSALS = frozenset({403, 405, 503})  # with which walls against robots answer
# As Scrapy and story-indexer have it, and what else Cloudflare says of a server behind it that does not answer.
TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 530})
BUSY = frozenset({429, 503})  # what speaks for the whole host, not for one page
REFUSAL_BYTES = 64 * 1024  # decoded; of what a refusal says
_REFUSAL_S = 5.0
_NO_UTF8 = re.compile("[\udc80-\udcff]")  # bytes, as extractors/wire.py reads them
_SIP = 4096
RIGHTS_HEADERS = ("X-Robots-Tag", "TDM-Reservation", "TDM-Policy", "Content-Usage")
_OF_RIGHTS = frozenset(name.lower() for name in RIGHTS_HEADERS)
# What may pass by itself, and when asking again makes sense. Every other failure is final.
WAITS_S = {"unreachable": HOUR_S, "timeout": HOUR_S, "truncated": HOUR_S, "tls": LONGEST_WAIT_S}


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


_NOTHING_HELD = Held(url="")


class Trip:
    """The way of one fetch over its hops, so far."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.at = url  # where the next hop leads, or the last one led
        self.fetched_at = datetime.now(UTC)  # when the last request was sent
        self.spent_s = 0.0  # in requests; waiting for turns not counted
        self._hop_began: float | None = None  # clock of time.monotonic

    def hop_begins(self, now: datetime) -> None:
        """Know that a request is sent now."""
        self.fetched_at, self._hop_began = now, time.monotonic()

    def hop_ends(self) -> None:
        """Know that nothing more of its answer is awaited, if a request was sent at all."""
        if self._hop_began is not None:
            self.spent_s += time.monotonic() - self._hop_began
            self._hop_began = None

    def page(self) -> Page:
        """Return the page of a trip that brought none."""
        return Page(url=self.url, fetched_at=self.fetched_at, final_url=self.at, status=None, duration_s=self.spent_s)


class Answer:
    """What one hop brought."""

    def __init__(self, at: str, request: Head, response: Response, held: Held | None) -> None:
        self._at = at
        self._request = request
        self._response = response
        self._held = held
        self._body = b""
        self._refusal = ""  # what an error page says
        self._failure: DropError | None = None

    async def read(self, most_bytes: int) -> None:
        """Read the body, or why there is none; raises TimeoutError."""
        try:
            body = Body(self._coding(), most_bytes)
            while (piece := await self._response.piece()) is not None:
                body.feed(piece)
            self._body = body.whole()
        except TimeoutError:
            raise
        except OSError as error:
            self._failure = DropError("truncated", _plain(told(error)))
        except GarbledError as error:
            self._failure = DropError("bad_answer", _plain(told(error)))
        except DropError as error:  # not kept itself: its traceback holds the decoders, 16 MiB of them and more
            self._failure = DropError(error.reason, error.detail)

    async def glance(self) -> None:
        """Read what a refusal says, or its beginning: whatever goes wrong, its status stands."""
        try:
            body = Body(self._coding(), REFUSAL_BYTES)
        except DropError:  # a coding that nobody knows
            return
        try:
            async with asyncio.timeout(_REFUSAL_S):
                while (piece := await self._response.piece()) is not None:
                    for start in range(0, len(piece), _SIP):
                        body.feed(piece[start : start + _SIP])
        except (OSError, GarbledError, DropError):  # TimeoutError is an OSError
            pass
        self._refusal = body.begun().decode("utf-8", "replace")

    def _coding(self) -> str:
        return ", ".join(self._response.said.get("content-encoding", ()))  # one on top of another, line by line

    def location(self) -> str | None:
        """Return where a redirect leads; None when this is no redirect, or one to nowhere."""
        location = _sayable(self._first("location"))
        if self._response.status not in REDIRECTS or not location:
            return None
        try:
            return str(URL(self._at, encoded=True).join(URL(location)).with_user(None).with_fragment(None))
        except ValueError:
            return location  # refused at the next hop, with its text in the record

    def refresh(self) -> str | None:
        """Return where a page sends its reader that is nothing but a hop; None for every other one."""
        if self._failure or self._response.status not in USABLE:
            return None
        return refresh.target(self._body, self._first("content-type"), self._at)

    def exchange(self, trip: Trip) -> Exchange:
        """Return the finished fetch."""
        held = (self._response.status == 304 and self._held) or _NOTHING_HELD
        reason, detail, wait_s = self._verdict()
        body = self._body if reason is None else b""
        page = Page(
            url=trip.url,
            fetched_at=trip.fetched_at,
            duration_s=trip.spent_s,
            final_url=trip.url if trip.at == trip.url else _spelled(trip.at),
            status=self._response.status,
            content_type=self._said("content-type") or "",
            etag=self._said("etag") or held.etag,
            last_modified=self._said("last-modified") or held.last_modified,
            rights=() if self._response.said.keys().isdisjoint(_OF_RIGHTS) else tuple(self._rights()),
            reason=reason,
            detail=detail,
            retry_after_s=wait_s,
            body=body,
            body_bytes=len(body),
            body_sha256=sha256(body).hexdigest() if reason is None else None,
        )
        return Exchange(
            page=page,
            request=self._request,
            response=self._head(),
            retry_after_s=self.asked_for_s(),
        )

    def _first(self, name: str) -> str:
        said = self._response.said.get(name)
        return said[0] if said else ""

    def _said(self, name: str) -> str | None:
        said = self._response.said.get(name)
        return (_plain(said[0]) or None) if said else None

    def _rights(self) -> Iterator[str]:
        """Yield what headers say about the use of a page."""
        for name in RIGHTS_HEADERS:
            for said in self._response.said.get(name.lower(), ()):
                if said:
                    yield f"{name}: {_plain(said)}"

    def _verdict(self) -> tuple[str | None, str, float | None]:
        """Return why there is no usable body, what was seen, and when asking again makes sense."""
        status = self._response.status
        if self._failure:
            reason = self._failure.reason
            return reason, self._failure.detail[:500], WAITS_S.get(reason)
        if status in USABLE:
            return None, "", None
        if status == 304 and self._held:
            return "not_modified", "", None
        if status in REFUSALS and challenges.refuses_with(self._refusal):
            return "bot_wall", f"status {status}", None
        wait_s = None
        if status in TEMPORARY:
            asked_for_s = self.asked_for_s()
            wait_s = HOUR_S if asked_for_s is None else asked_for_s
        return f"http_{status}", _plain(self._response.phrase), wait_s

    def asked_for_s(self) -> float | None:
        """Return the seconds of rest that the server wants; None when it says nothing of it."""
        header = self._first("retry-after")
        return _retry_after_s(header) if header else None

    def _head(self) -> Head:
        headers = [(name.decode("latin-1"), said.decode("latin-1")) for name, said in self._response.headers]
        return Head(f"HTTP/1.1 {self._response.status} {self._response.phrase}", tuple(headers))


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
    if isinstance(error, UnreachedError):
        return error.reason
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, OSError):
        return "unreachable"
    return "bad_answer"  # no HTTP, or an address that nobody could ask for


def _said(error: Exception) -> str:
    return _plain(str(error) if isinstance(error, UnreachedError) else told(error))


def _plain(text: str) -> str:
    """Return text that a file can hold: bytes that are no UTF-8 came as surrogates."""
    return text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _sayable(location: str) -> str:
    """Return an address whose bytes that are no UTF-8 are escaped: yarl would leave them out, and lead elsewhere."""
    return _NO_UTF8.sub(lambda found: f"%{ord(found.group()) - 0xDC00:02X}", location)


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
    except (ValueError, TypeError, IndexError, OverflowError):  # its documentation promises ValueError only
        return None
    seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), LONGEST_WAIT_S)
