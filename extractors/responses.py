"""One HTTP/1.1 answer, as llhttp reads it out of what comes over a wire."""

from typing import NamedTuple, Protocol

import httptools

HEAD_BYTES = 131_072  # of an answer's headers; what servers and browsers allow lies around it
_WAITING_BYTES = 131_072  # of a body that nobody has taken yet; more is left in the socket
_EARLY = range(100, 200)  # answers before the answer


class GarbledError(ValueError):
    """What came is no HTTP."""


class Head(NamedTuple):
    """First line and headers of a request or an answer, as sent."""

    line: str
    headers: tuple[tuple[str, str], ...]


class Connection(Protocol):
    """What an answer comes over."""

    async def news(self) -> None:
        """Return when something has come; raises what ended the connection."""
        ...

    def may_bring_more(self) -> None:
        """Take from the socket again."""
        ...


class Response:
    """An answer of which first line and headers are there; the body comes piece by piece."""

    def __init__(self, connection: Connection) -> None:
        self.status = 0
        self.phrase = ""  # behind the status
        self.headers: list[tuple[bytes, bytes]] = []
        self.has_head = self.is_whole = False
        self.keeps_connection = False
        self.connection = connection
        self.said: dict[str, list[str]] = {}  # by name in lower case; bytes that are no UTF-8 as surrogates
        self._phrase = b""
        self._head_bytes = 0
        self._idle_bytes = 0  # that brought nothing of the body
        self._pieces: list[bytes] = []
        self._parser = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(  # as browsers are
            lenient_headers=True,
            lenient_chunked_length=True,  # beside a Content-Length: the chunks count (RFC 9112, 6.3)
            lenient_data_after_close=True,
            lenient_optional_cr_before_lf=True,
            lenient_spaces_after_chunk_size=True,
        )

    async def piece(self) -> bytes | None:
        """Return all that has come of the body, waiting for it; None at its end. Raises OSError, GarbledError."""
        while not self._pieces:
            if self.is_whole:
                return None
            await self.connection.news()
        come = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        self._pieces.clear()
        self.connection.may_bring_more()
        return come

    def feed(self, data: bytes) -> bool:
        """Take in what came over the wire, and return whether it is more than should wait; raises GarbledError."""
        pieces = len(self._pieces)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as error:
            raise GarbledError("another protocol than HTTP/1.1") from error
        except httptools.HttpParserError as error:
            if not self.is_whole:
                raise GarbledError(str(error.__context__ or error)) from error
            self.keeps_connection = False
        self._idle_bytes = 0 if len(self._pieces) > pieces else self._idle_bytes + len(data)
        if self._idle_bytes > HEAD_BYTES:  # trailers and the like count, too
            raise GarbledError(f"more than {HEAD_BYTES} bytes of headers")
        return sum(map(len, self._pieces)) > _WAITING_BYTES

    def end(self) -> None:
        """Know that nothing more comes: which is how some bodies end."""
        coded = ",".join(self.said.get("transfer-encoding", ())).lower()
        if self.has_head and "chunked" not in coded and (coded or "content-length" not in self.said):
            self.is_whole = True

    def on_message_begin(self) -> None:
        """Be told by the parser that an answer begins: behind early hints, or behind the one that was asked for."""
        if self.is_whole:
            self.keeps_connection = False
        else:
            self._phrase = b""
            self.headers.clear()

    def on_status(self, phrase: bytes) -> None:
        """Be told what stands behind the status, or a part of it."""
        if not self.is_whole:
            self._phrase += phrase

    def on_header(self, name: bytes, value: bytes) -> None:
        """Be told a header; or a trailer, which nobody needs."""
        self._head_bytes += len(name) + len(value) + 4
        if self._head_bytes > HEAD_BYTES:
            raise GarbledError(f"more than {HEAD_BYTES} bytes of headers")
        if not self.has_head:
            self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        """Be told that all headers are there."""
        status = self._parser.get_status_code()
        if status in _EARLY or self.has_head:
            return
        self.status, self.phrase, self.has_head = status, _text(self._phrase), True
        for name, value in self.headers:
            values = self.said.setdefault(name.decode("latin-1").lower(), [])
            values.append(_text(value).strip(" \t"))

    def on_body(self, piece: bytes) -> None:
        """Be told a piece of the body; or of what comes behind it."""
        if not self.is_whole:
            self._pieces.append(piece)

    def on_message_complete(self) -> None:
        """Be told that the answer is whole; or early hints."""
        if self.has_head and not self.is_whole:
            self.is_whole = True
            confused = "content-length" in self.said and "transfer-encoding" in self.said
            self.keeps_connection = not confused and self._parser.should_keep_alive()

    def close(self) -> None:
        """Let go of the parser: it and this hold each other, and memory until somebody looks for such pairs."""
        del self._parser


def _text(raw: bytes) -> str:
    """Return text in which bytes that are no UTF-8 survive as surrogates."""
    return raw.decode("utf-8", "surrogateescape")
