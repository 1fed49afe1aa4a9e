"""HTTP/1.1 on sockets that a gatekeeper gave: a request out, its answer in, one at a time on a connection.

httptools (llhttp, as in Node and uvicorn) reads what comes. A whole client around such a parser costs more a page than
all the rest of scraping, asks a second time without a word, and refuses answers that every browser shows. Nothing is
decoded, followed or asked twice here, and no cookie, password or proxy is known.
"""

import asyncio
import re
import ssl
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Self, cast

from aiohappyeyeballs import AddrInfoType, start_connection

from .responses import GarbledError, Head, Response
from .vetting import Gatekeeper, RefusedAddressError

CONNECT_S = 15.0  # for the name, the connection and TLS; who takes longer is not there
KEPT_OPEN_S = 1.0  # no server that keeps connections closes them sooner
_NEXT_ADDRESS_S = 0.25  # then it is tried beside the one before it: RFC 8305, 5

Place = tuple[str, str, int]  # scheme, host and port

_BREAKS = re.compile(r"[\r\n\0]")


class UnreachedError(OSError):
    """Nobody was reached: no such name, nobody listens there, no sign of life, or nobody to be trusted."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason  # as in Page.reason


class _Connection(asyncio.Protocol):
    """A connection, and the one answer that is awaited on it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.kept_since = 0.0  # time.monotonic
        self._transport: asyncio.Transport
        self._response: Response | None = None
        self._failure: Exception | None = None  # no more answers come
        self._waiter: asyncio.Future[None] | None = None
        self._ends_at = 0.0  # clock of the loop; when the answer has to be whole
        self._timer: asyncio.TimerHandle | None = None  # set to then, or to an earlier moment: to set it costs more
        self._is_paused = False

    async def ask(self, request: bytes, ends_at: float) -> Response:
        """Return the head of the answer; raises OSError, GarbledError; at `ends_at` TimeoutError, in the body, too."""
        self._ends_at = ends_at
        if self._timer is None or self._timer.when() > ends_at:
            self._set_clock()
        self._response = response = Response(self)
        self._transport.write(request)
        while not response.has_head:
            await self.news()
        return response

    async def news(self) -> None:
        """Return when something has come; raises what ended the connection."""
        if self._failure:
            raise self._failure
        self._waiter = asyncio.get_running_loop().create_future()
        await self._waiter

    def may_bring_more(self) -> None:
        """Take from the socket again."""
        if self._is_paused:
            self._is_paused = False
            self._transport.resume_reading()

    def serves_again(self) -> bool:
        """Return whether another answer can be asked for; if not, the connection is closed."""
        response, self._response = self._response, None
        fine = self._failure is None and response is not None and response.is_whole and response.keeps_connection
        if not fine or self._transport.is_closing():
            self.close()
            return False
        self.may_bring_more()
        return True

    def close(self) -> None:
        """Close without waiting for anything that is still to be sent or read."""
        self._stop_clock()
        self._response = None
        self._failure = self._failure or ConnectionAbortedError("closed by us")
        self._transport.abort()

    def is_open(self) -> bool:
        """Return whether nothing has ended the connection meanwhile."""
        return self._failure is None and not self._transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Pass on what came."""
        if self._response is None:  # nobody asked
            self.close()
            return
        try:
            if self._response.feed(data):
                self._is_paused = True
                self._transport.pause_reading()
        except GarbledError as error:
            self._fail(error)
        else:
            self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """End the answer, or know that it will never be whole."""
        if exc is None and self._response:
            self._response.end()
        self._fail(exc if isinstance(exc, OSError) else ConnectionResetError("closed before the answer was whole"))

    def _fail(self, error: Exception) -> None:
        self._failure = self._failure or error
        self._wake()
        self._transport.abort()

    def _set_clock(self) -> None:
        self._stop_clock()
        self._timer = asyncio.get_running_loop().call_at(self._ends_at, self._look_at_clock)

    def _look_at_clock(self) -> None:
        self._timer = None
        if self._response is None:
            return
        if asyncio.get_running_loop().time() < self._ends_at:  # set for an answer before this one
            self._set_clock()
        else:
            self._fail(TimeoutError("the time for it is over"))

    def _stop_clock(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _wake(self) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter and not waiter.done():
            waiter.set_result(None)


@cache
def trust() -> ssl.SSLContext:
    """Return what certificates are judged by: those of the system."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


class Wire:
    """Connections on one event loop; an async context manager. With `keeps` they serve again within KEPT_OPEN_S."""

    def __init__(self, gatekeeper: Gatekeeper, *, keeps: bool) -> None:
        self._gatekeeper = gatekeeper
        self._keeps = keeps
        self._kept: dict[Place, list[_Connection]] = defaultdict(list)

    async def __aenter__(self) -> Self:
        """Connect to nobody yet."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection."""
        for connections in self._kept.values():
            for connection in connections:
                connection.close()
        await asyncio.sleep(0)  # the loop lets go of the sockets

    async def ask(self, place: Place, request: Head, within_s: float) -> Response:
        """Return the head of an answer; `let_go` when its body was read, or is not wanted.

        Head and body have to be there `within_s`; then TimeoutError. Raises UnreachedError when nobody was asked,
        another OSError when no answer came, GarbledError when it was none, ValueError for what cannot be asked for.
        """
        sent = written(request)
        ends_at = asyncio.get_running_loop().time() + within_s
        while True:
            kept = self._kept_to(place)
            connection = kept or await self._connect(place, ends_at)
            try:
                return await connection.ask(sent, ends_at)
            except (OSError, GarbledError) as error:
                connection.close()
                if not kept or isinstance(
                    error, TimeoutError
                ):  # what else happens to one kept says nothing of the page
                    raise
            except asyncio.CancelledError:
                connection.close()
                raise

    def let_go(self, response: Response) -> None:
        """Keep the connection of an answer if it can serve again, or close it."""
        connection = cast("_Connection", response.connection)
        response.close()
        if self._keeps and connection.serves_again():
            connection.kept_since = time.monotonic()
            self._kept[connection.place].append(connection)
        else:
            connection.close()

    def _kept_to(self, place: Place) -> _Connection | None:
        kept = self._kept[place]
        while kept:
            connection = kept.pop()
            if connection.is_open() and time.monotonic() - connection.kept_since < KEPT_OPEN_S:
                return connection
            connection.close()
        return None

    async def _connect(self, place: Place, ends_at: float) -> _Connection:
        scheme, host, port = place
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout_at(min(loop.time() + CONNECT_S, ends_at)):
                places = await self._places(host, port)
                socket = await start_connection(
                    places, happy_eyeballs_delay=_NEXT_ADDRESS_S, socket_factory=self._gatekeeper.socket
                )
                tls = trust() if scheme == "https" else None
                _, connection = await loop.create_connection(
                    lambda: _Connection(place), sock=socket, ssl=tls, server_hostname=host if tls else None
                )
                return connection
        except UnreachedError:
            raise
        except TimeoutError as error:
            raise UnreachedError("timeout", "no connection in time") from error
        except RefusedAddressError as error:
            raise UnreachedError("refused_address", told(error)) from error
        except ssl.SSLError as error:
            raise UnreachedError("tls", told(error)) from error
        except OSError as error:
            raise UnreachedError("unreachable", told(error)) from error

    async def _places(self, host: str, port: int) -> Sequence[AddrInfoType]:
        try:
            return await self._gatekeeper.places(host, port)
        except OSError as error:
            raise UnreachedError("unreachable", f"the name {host} does not resolve: {error}") from error


def told(error: Exception) -> str:
    """Return what kind of error it was, and its text."""
    return f"{type(error).__name__}: {error}"


def written(request: Head) -> bytes:
    """Return a request as it goes over the wire; raises ValueError for one that would be read as another."""
    line = request.line
    if not (line.isascii() and line.isprintable() and line.count(" ") == 2):
        raise ValueError(f"no request: {line[:200]!r}")
    return f"{line}\r\n{_written(request.headers)}\r\n".encode("utf-8", "replace")


@lru_cache(maxsize=256)  # a host is told the same with each request
def _written(headers: tuple[tuple[str, str], ...]) -> str:
    if any(_BREAKS.search(text) for header in headers for text in header):
        raise ValueError(f"a line break in the headers {headers}"[:300])
    return "".join(f"{name}: {said}\r\n" for name, said in headers)
