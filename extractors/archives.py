"""Records of WARC files as other people's tools write them, one by one or from front to back, whatever is damaged."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader
from typing import TypeVar

from .members import BEGINS, CutError, DamagedError, NoRecordError, Packed, Place, Plain, SpentError, opened, opened_at

MOST_INSIDE = 2**24  # bytes of a member before a record that can be read by itself: unpacking them takes 0.05 s
MOST_HEADER = 2**18  # bytes
_DIGITS = 19  # of a length

T = TypeVar("T")
Fields = tuple[tuple[str, str], ...]  # names in lower case


@dataclass(frozen=True, slots=True)
class Damage:
    """A record that was passed over."""

    what: str  # is wrong with it


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says of itself, and its bytes, to be read once."""

    place: Place
    headers: Mapping[str, str]  # names in lower case; of several with one name the first
    block: "Block"


class Block:
    """The bytes of a record. Reading raises CutError where they end too early."""

    def __init__(self, stream: Plain | Packed, length: int) -> None:
        self._stream = stream
        self.left = length

    def read(self, most: int) -> bytes:
        """Return up to so many bytes; none at the end."""
        return self._taken(self._stream.read(min(most, self.left))) if self.left else b""

    def line(self, most: int) -> bytes:
        """Return up to the next newline, which is included, or so many bytes; none at the end."""
        return self._taken(self._stream.line(min(most, self.left))) if self.left else b""

    def skip(self) -> None:
        """Leave the rest unread."""
        self._stream.skip(self.left)
        self.left = 0

    def _taken(self, data: bytes) -> bytes:
        if not data:
            raise CutError
        self.left -= len(data)
        return data


def walk(file: BufferedReader, look: Callable[[Record], T]) -> Iterator[T | Damage]:
    """Yield what `look` makes of each record, and what cannot be read, in the order in which they lie.

    What is damaged is passed over, and so is what `look` raises DamagedError for. Nothing else is yielded before the
    record has turned out to be whole: its length is right, and its checksum where there is one. Raises
    DropError("not_an_archive").
    """
    stream, lost = opened(file), False  # lost: behind something damaged
    while True:
        place = None
        try:
            place = stream.next_place(lost=lost)
            if place is None:
                return
            result = _one(stream, place, look)
            lost = False
            yield result
        except (DamagedError, EOFError, zlib.error) as error:
            if not lost or (place and not isinstance(error, NoRecordError)):  # else it has been told
                yield Damage(_said(error))
            lost = True
            if isinstance(error, SpentError) or not (isinstance(error, DamagedError) or stream.resume()):
                return


def at(file: BufferedReader, place: Place, look: Callable[[Record], T]) -> T:
    """Return what `look` makes of the record at a place; raises DamagedError, and what `look` raises."""
    stream = opened_at(file, place.offset)
    try:
        if place.inside > MOST_INSIDE:
            raise DamagedError("too far inside what is packed")
        stream.skip(place.inside)
        if stream.next_place(lost=False) is None:
            raise CutError
        return _one(stream, place, look)
    except (EOFError, zlib.error) as error:
        raise DamagedError(_said(error)) from error


def fields(line: Callable[[int], bytes]) -> tuple[bytes, Fields]:
    """Return a header as it lies, blank line included, and its fields; raises DamagedError when it is too long."""
    raw = bytearray()
    lines: list[str] = []
    while piece := line(MOST_HEADER):
        raw += piece
        if len(raw) > MOST_HEADER:
            raise DamagedError("header unreadable")
        text = _text(piece).strip()
        if not text:
            break
        if piece[:1] in b" \t" and lines:
            lines[-1] += f" {text}"
        else:
            lines.append(text)
    named = [text.partition(":") for text in lines]
    return bytes(raw), tuple((name.strip().lower(), said.strip()) for name, colon, said in named if colon)


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _said(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "cut"
    return "cannot be unpacked" if isinstance(error, zlib.error) else str(error)


def _one(stream: Plain | Packed, place: Place, look: Callable[[Record], T]) -> T:
    """Return what `look` makes of the record that comes next, once it has turned out to be whole."""
    if not stream.line(MOST_HEADER).startswith(BEGINS):
        raise NoRecordError
    headers = dict(reversed(fields(stream.line)[1]))
    length = headers.get("content-length", "")
    if "warc-type" not in headers or not (length.isascii() and length.isdigit() and len(length) < _DIGITS):
        raise NoRecordError
    stream.expect(int(length))
    block = Block(stream, int(length))
    try:
        result = look(Record(place, headers, block))
    except CutError:
        raise
    except DamagedError:
        block.skip()  # what comes next is looked for behind it, not in it
        raise
    block.skip()
    stream.end_record()
    return result
