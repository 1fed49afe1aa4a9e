"""gzip, deflate, Brotli and Zstandard, undone a small piece at a time."""

import sys
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Generic, Protocol, TypeVar

import brotli  # type: ignore[import-untyped]

from .errors import DropError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PIECE = 2**16  # bytes at a time, in and out: what a bomb can cost before somebody counts
MOST_STREAMS = 10_000  # in a row; who packs in parts makes one of 64 KiB or more
_GZIP = (b"\x1f\x8b\x08",)
_ZSTD = (b"\x28\xb5\x2f\xfd", *(bytes((first,)) + b"\x2a\x4d\x18" for first in range(0x50, 0x60)))
ZSTD_WINDOW_LOG = 23  # 8 MiB, the most that RFC 9659 allows


class Decoder(Protocol):
    """Undoes one coding."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield decoded pieces; raises DropError("bad_answer") for what is not of this coding."""
        ...

    def finished(self) -> bool:
        """Return whether the stream came to its own end; nothing at all counts as whole."""
        ...


class _Stream(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


_AnyStream = TypeVar("_AnyStream", bound=_Stream)


class _Row(ABC, Generic[_AnyStream]):
    """Streams in a row that are one body, and junk behind them that is no part of it."""

    _beginnings: tuple[bytes, ...] = ()  # of every stream but the first

    def __init__(self) -> None:
        self._stream: _AnyStream | None = None
        self._streams = 0  # that came to their end
        self._held = b""  # behind a stream, and too short to tell what it is
        self._over = False  # what comes now is junk

    @abstractmethod
    def _opened(self, data: bytes) -> _AnyStream: ...

    @abstractmethod
    def _left(self, stream: _AnyStream, piece: bytes) -> bytes | None:
        """Return what is to be fed next, empty when the stream holds it itself; None when it wants more."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield decoded pieces."""
        left: bytes | None = data or None
        while left is not None:
            if self._stream is None:
                left = self._begun(left)
            if self._stream is None or left is None:
                return
            try:
                piece = self._stream.decompress(left, PIECE)
            except (zlib.error, zstd.ZstdError) as error:
                raise DropError("bad_answer", f"not compressed as announced: {error}") from error
            if piece:
                yield piece
            left = self._ended(self._stream) if self._stream.eof else self._left(self._stream, piece)

    def finished(self) -> bool:
        """Return whether no stream was cut."""
        return self._stream is None and not self._held

    def _begun(self, data: bytes) -> bytes | None:
        """Begin a stream and return its data; None for junk, and for what may yet become either."""
        data, self._held = self._held + data, b""
        if self._over:
            return None
        if not self._streams or data.startswith(self._beginnings):
            self._stream = self._opened(data)
            return data
        if any(beginning.startswith(data) for beginning in self._beginnings):
            self._held = data
        else:
            self._over = True
        return None

    def _ended(self, stream: _AnyStream) -> bytes | None:
        self._stream = None
        self._streams += 1
        if self._streams == MOST_STREAMS:
            raise DropError("bad_answer", f"{MOST_STREAMS} compressed streams in a row")
        return stream.unused_data or None


class Inflate(_Row["zlib._Decompress"]):
    """gzip and deflate, the latter with or without its header."""

    def __init__(self, wbits: int | None) -> None:
        super().__init__()
        self._wbits = wbits  # None: deflate, whose first byte tells which kind
        self._beginnings = _GZIP if wbits else ()

    def _opened(self, data: bytes) -> "zlib._Decompress":
        wbits = self._wbits or (zlib.MAX_WBITS if data[0] & 0x0F == 8 else -zlib.MAX_WBITS)
        return zlib.decompressobj(wbits)

    def _left(self, stream: "zlib._Decompress", piece: bytes) -> bytes | None:
        return stream.unconsumed_tail or (b"" if len(piece) == PIECE else None)  # a full piece may have more behind it


class Zstandard(_Row[zstd.ZstdDecompressor]):
    """Zstandard: frames without a dictionary and with a window that HTTP allows."""

    _beginnings = _ZSTD

    def __init__(self, window_log: int) -> None:
        super().__init__()
        self._window_log = min(window_log, ZSTD_WINDOW_LOG)

    def _opened(self, _data: bytes) -> zstd.ZstdDecompressor:
        return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max.value: self._window_log})

    def _left(self, stream: zstd.ZstdDecompressor, _piece: bytes) -> bytes | None:
        return None if stream.needs_input else b""


class Brotli:
    """Brotli. Its window is filled, and so paid for, before anything comes out of it."""

    def __init__(self, window_log: int) -> None:
        self._window_log = window_log
        self._stream = brotli.Decompressor()
        self._fed: list[bytes] = []
        self._yielded = 0  # bytes

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield decoded pieces."""
        if not data or self._stream.is_finished():
            return
        if not self._fed and _window_log(data[0]) > self._window_log:
            raise DropError("bad_answer", f"a window of 2 ** {_window_log(data[0])} bytes")
        self._fed.append(data)
        try:
            for piece in _unpacked(self._stream, data):
                self._yielded += len(piece)
                yield piece
        except brotli.error:  # perhaps because of junk behind the end: the decoder then gives back nothing at all
            yield from self._to_the_end()

    def finished(self) -> bool:
        """Return whether the stream came to its end."""
        return not self._fed or self._stream.is_finished()

    def _to_the_end(self) -> Iterator[bytes]:
        """Yield what has not been yielded yet; raises DropError("bad_answer") when there is no end."""
        *before, last = self._fed
        self._stream = brotli.Decompressor()
        count = 0
        try:
            for data in (*before, *(last[at : at + 1] for at in range(len(last)))):
                for piece in _unpacked(self._stream, data):
                    yield piece[max(self._yielded - count, 0) :]
                    count += len(piece)
        except brotli.error as error:
            raise DropError("bad_answer", f"not compressed as announced: {error}") from error


def _window_log(first: int) -> int:
    """Return the logarithm of the window that the first byte of a Brotli stream asks for (RFC 7932, 9.1)."""
    if not first & 0b1:
        return 16
    wide, narrow = first >> 1 & 0b111, first >> 4 & 0b111
    return 17 + wide if wide else 8 + narrow if narrow else 17


def _unpacked(stream: "brotli.Decompressor", data: bytes) -> Iterator[bytes]:
    while not stream.is_finished():
        piece = stream.process(data, output_buffer_limit=PIECE)
        data = b""
        if piece:
            yield piece
        elif stream.can_accept_more_data():
            return


# Given the logarithm of the largest window that may be used; deflate's is always 32 KiB.
CODINGS: dict[str, Callable[[int], Decoder]] = {
    "gzip": lambda _: Inflate(16 + zlib.MAX_WBITS),
    "x-gzip": lambda _: Inflate(16 + zlib.MAX_WBITS),
    "deflate": lambda _: Inflate(None),
    "br": Brotli,
    "zstd": Zstandard,
}
