"""Bodies as they were before somebody compressed them: never past a cap, and never mistaken for whole when cut."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from .codings import CODINGS, PIECE, Decoder
from .errors import DropError

MOST_CODINGS = 5  # on top of each other; nobody honest sends more than two
LONE_WINDOW_LOG, NESTED_WINDOW_LOG = 24, 22  # 16 MiB, all that Brotli has; the 4 MiB that packers take by themselves
KEPT_BYTES = 2_000_000  # decoded; longer bodies are only counted, and decoded again once known to stay under the cap
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# No compressed stream begins like these: it would take chance of one in four thousand million.
_TEXTS = (
    *(b"<!doctype", b"<!--", b"<html", b"<head", b"<body", b"<meta", b"<title", b"<script", b"<style", b"<div"),
    *(b"<?xml", b"<rss", b"<feed", b"<rdf:rdf", b"<urlset", b"<sitemapindex"),
    *(b"user-agent", b"sitemap:"),
)


class Unknown:
    """A coding that nobody knows, or none: some servers put a character set there."""

    def __init__(self, name: str) -> None:
        self._name = name

    def feed(self, _data: bytes) -> Iterator[bytes]:
        """Raise DropError("bad_answer")."""
        raise DropError("bad_answer", f"content encoding {self._name[:100]!r}")

    def finished(self) -> bool:
        """Return whether nothing came."""
        return True


class Announced:
    """A coding that somebody announced: what plainly is text is passed on as it came."""

    def __init__(self, name: str, window_log: int) -> None:
        self._decoder: Decoder = CODINGS[name](window_log) if name in CODINGS else Unknown(name)
        self._is_text: bool | None = None  # not known
        self._held = b""  # until it is

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield decoded pieces."""
        if self._is_text is None:
            data, self._held = self._held + data, b""
            self._is_text = _is_text(data)
        if self._is_text is None:
            self._held = data
        elif self._is_text:
            yield data
        else:
            yield from self._decoder.feed(data)

    def finished(self) -> bool:
        """Return whether the stream came to its end."""
        return not self._held and self._decoder.finished()


def _is_text(data: bytes) -> bool | None:
    """Say whether a body begins as a page, a feed or a robots.txt; None when too little has come to tell."""
    if data[:1] not in b"<\xef \t\r\nUuSs":
        return False
    beginning = data.removeprefix(_BYTE_ORDER_MARK).lstrip(b" \t\r\n")[:20].lower()
    if beginning.startswith(_TEXTS):
        return True
    return None if any(text.startswith(beginning) for text in (*_TEXTS, _BYTE_ORDER_MARK)) else False


class Chain:
    """Codings on top of each other, the outermost first; out of none may come more than the body that is wanted."""

    def __init__(self, names: Sequence[str], most_bytes: int) -> None:
        window_log = LONE_WINDOW_LOG if len(names) == 1 else NESTED_WINDOW_LOG
        self._decoders = [Announced(name, window_log) for name in names]
        self._most_bytes = most_bytes
        self._counts = [0] * (len(names) + 1)  # bytes that came over the wire, and out of each decoder

    @property
    def decoded_bytes(self) -> int:
        """Return how many came out at the end."""
        return self._counts[-1]

    def feed(self, data: bytes, depth: int = 0) -> Iterator[bytes]:
        """Yield decoded pieces; raises DropError("too_large" or "bad_answer")."""
        self._counts[depth] += len(data)
        if depth == len(self._decoders):
            if self.decoded_bytes > self._most_bytes:
                raise DropError("too_large", f"more than {self._most_bytes} bytes")
            yield data
            return
        if self._counts[depth] > self._most_bytes + PIECE:  # codings can be endless and yield nothing
            raise DropError("too_large", f"more than {self._most_bytes} bytes, compressed")
        for piece in self._decoders[depth].feed(data):
            yield from self.feed(piece, depth + 1)

    def finished(self) -> bool:
        """Return whether every coding came to its end."""
        return all(decoder.finished() for decoder in self._decoders)


class Body:
    """Collects a body under a cap, undoing the codings of a Content-Encoding header on the way.

    What grows past its cap has cost KEPT_BYTES, the compressed bytes, and the windows of the decoders.
    """

    def __init__(self, content_encoding: str, most_bytes: int) -> None:
        names = [name.strip().lower() for name in reversed(content_encoding.split(","))] if content_encoding else []
        self._names = [name for name in names if name not in ("", "identity")]
        if len(self._names) > MOST_CODINGS:
            raise DropError("bad_answer", f"content encoding {content_encoding[:100]!r}")
        self._most_bytes = most_bytes
        self._chain = Chain(self._names, most_bytes)
        self._taken: list[bytes] = []
        self._kept = BytesIO()

    def feed(self, data: bytes) -> None:
        """Take in bytes as they came; raises DropError("too_large" or "bad_answer")."""
        if not self._names:
            self._kept.writelines(self._chain.feed(data))
            return
        for part in _parts(data):
            self._taken.append(part)
            for piece in self._chain.feed(part):
                if self._chain.decoded_bytes <= KEPT_BYTES:
                    self._kept.write(piece)

    def whole(self) -> bytes:
        """Return the body; raises DropError("truncated") when a coding had not come to its end."""
        if not self._chain.finished():
            raise DropError("truncated", f"compressed stream ends early, after {self._chain.decoded_bytes} bytes")
        if self._kept.tell() < self._chain.decoded_bytes:
            return self._again()
        return self._kept.getvalue()

    def begun(self) -> bytes:
        """Return what has come until now; of a compressed body KEPT_BYTES at most."""
        return self._kept.getvalue()

    def _again(self) -> bytes:
        chain, whole = Chain(self._names, self._most_bytes), BytesIO()
        for part in self._taken:
            whole.writelines(chain.feed(part))
        return whole.getvalue()


def _parts(data: bytes) -> Iterator[bytes]:
    """Yield bytes in pieces: decoders copy all of what they have not come to each time they are asked."""
    if len(data) <= PIECE:
        yield data
        return
    for start in range(0, len(data), PIECE):
        yield data[start : start + PIECE]


def gunzip(data: bytes, most_bytes: int) -> bytes:
    """Return what a gzip file holds; raises DropError("too_large", "truncated" or "bad_answer")."""
    body = Body("gzip", most_bytes)
    body.feed(data)
    return body.whole()
