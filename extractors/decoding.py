"""Compressed bytes: undone piece by piece, never past a cap, and never mistaken for whole when cut."""

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]

from .errors import DropError

PIECE = 2**16  # bytes of output at a time: what a bomb can cost before somebody counts
MOST_CODINGS = 2  # on top of each other; nobody honest sends more


class Decoder(Protocol):
    """Undoes one coding."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield decoded pieces; raises DropError("bad_answer") for what is not of this coding."""
        ...

    def finished(self) -> bool:
        """Return whether the stream came to its own end; nothing at all counts as whole."""
        ...


class Inflate:
    """gzip (also several members in a row, and junk behind them) and deflate, with or without its header."""

    def __init__(self, wbits: int | None) -> None:
        self._wbits = wbits  # None: deflate, whose first byte tells which kind
        self._stream: zlib._Decompress | None = None
        self._members = 0  # that came to their end
        self._yielded = False  # anything of the member under way
        self._over = False  # what comes now is junk

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield decoded pieces."""
        more = bool(data)
        while more and not self._over:
            if self._members and not self._stream and (self._wbits is None or data[:1] != b"\x1f"):
                self._over = True
                return
            stream = self._stream = self._stream or self._open(data)
            try:
                piece = stream.decompress(data, PIECE)
            except zlib.error as error:
                if not self._members or self._yielded:
                    raise DropError("bad_answer", f"not compressed as announced: {error}") from error
                self._over = True
                return
            self._yielded = self._yielded or bool(piece)
            if piece:
                yield piece
            data = stream.unused_data if stream.eof else stream.unconsumed_tail
            more = bool(data) or (len(piece) == PIECE and not stream.eof)  # a full piece may have more behind it
            if stream.eof:
                self._stream, self._yielded = None, False
                self._members += 1

    def finished(self) -> bool:
        """Return whether no member was cut."""
        return self._over or self._stream is None

    def _open(self, data: bytes) -> "zlib._Decompress":
        wbits = self._wbits or (zlib.MAX_WBITS if data[0] & 0x0F == 8 else -zlib.MAX_WBITS)
        return zlib.decompressobj(wbits)


class Brotli:
    """Brotli."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield decoded pieces."""
        self._begun = self._begun or bool(data)
        while not self._stream.is_finished():
            try:
                piece = self._stream.process(data, output_buffer_limit=PIECE)
            except brotli.error as error:
                raise DropError("bad_answer", f"not compressed as announced: {error}") from error
            data = b""
            if piece:
                yield piece
            elif self._stream.can_accept_more_data():
                return

    def finished(self) -> bool:
        """Return whether the stream came to its end."""
        return not self._begun or self._stream.is_finished()


CODINGS: dict[str, Callable[[], Decoder]] = {
    "gzip": lambda: Inflate(16 + zlib.MAX_WBITS),
    "x-gzip": lambda: Inflate(16 + zlib.MAX_WBITS),
    "deflate": lambda: Inflate(None),
    "br": Brotli,
}


class Body:
    """Collects a body under a cap, undoing the codings of a Content-Encoding header on the way."""

    def __init__(self, content_encoding: str, most_bytes: int) -> None:
        names = [name.strip().lower() for name in content_encoding.split(",")]
        names = [name for name in names if name not in ("", "identity")]
        if len(names) > MOST_CODINGS or not set(names) <= CODINGS.keys():
            raise DropError("bad_answer", f"content encoding {content_encoding[:100]!r}")
        self._decoders = [CODINGS[name]() for name in reversed(names)]
        self._most_bytes = most_bytes
        self._taken = 0
        self._kept = bytearray()

    def feed(self, data: bytes) -> None:
        """Take in bytes as they came; raises DropError("too_large" or "bad_answer")."""
        self._taken += len(data)
        if self._taken > self._most_bytes + PIECE:  # codings can be endless and yield nothing
            raise DropError("too_large", f"more than {self._most_bytes} bytes, compressed")
        for piece in self._decoded(data, 0):
            if len(self._kept) + len(piece) > self._most_bytes:
                raise DropError("too_large", f"more than {self._most_bytes} bytes")
            self._kept += piece

    def whole(self) -> bytes:
        """Return the body; raises DropError("truncated") when a coding had not come to its end."""
        if not all(decoder.finished() for decoder in self._decoders):
            raise DropError("truncated", f"compressed stream ends early, after {len(self._kept)} bytes")
        return bytes(self._kept)

    def begun(self) -> bytes:
        """Return what has come until now."""
        return bytes(self._kept)

    def _decoded(self, data: bytes, depth: int) -> Iterator[bytes]:
        if depth == len(self._decoders):
            yield data
            return
        for piece in self._decoders[depth].feed(data):
            yield from self._decoded(piece, depth + 1)


def gunzip(data: bytes, most_bytes: int) -> bytes:
    """Return what a gzip file holds; raises DropError("too_large", "truncated" or "bad_answer")."""
    body = Body("gzip", most_bytes)
    body.feed(data)
    return body.whole()
