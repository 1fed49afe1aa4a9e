"""Files of records, plain or of gzip members, as a stream of bytes that knows where it is and what it holds.

As a rule each record is a gzip member of its own. Some files are packed as a whole, or in members that know nothing of
records: so the place of a record is the member in which it begins, and how many bytes come before it in there.
"""

import os
import re
import zlib
from dataclasses import dataclass
from io import BufferedReader

from .errors import DropError

BEGINS = b"WARC/"
MAGIC = b"\x1f\x8b\x08"
PIECE = 2**16
MOST_RATIO = 100  # unpacked bytes for each of the file's, and MOST_EXTRA more: bombs and knots of gzip end here
MOST_EXTRA = 2**30
_NEWLINES = b"\r\n"
_VERSION = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
_VERSION_BYTES = 12
_BLANK_LINES = 16
_PROBE = 512
_WINDOW = 2**20


class DamagedError(Exception):
    """A record that cannot be used: what is wrong with it, in a word or two."""


class CutError(DamagedError):
    """The bytes end before the record does."""

    def __str__(self) -> str:
        """Return what is wrong."""
        return "cut"


class NoRecordError(DamagedError):
    """What should be a record does not begin as one."""

    def __str__(self) -> str:
        """Return what is wrong."""
        return "header unreadable"


class SpentError(DamagedError):
    """The file asks for more work than any honest one of its size."""

    def __str__(self) -> str:
        """Return what is wrong."""
        return f"rest unread: it unpacks to more than {MOST_RATIO} times its size"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins: an offset into the file, and into what is packed there; 0 where nothing is packed."""

    offset: int
    inside: int = 0


def opened(file: BufferedReader) -> "Plain | Packed":
    """Return the records of a file from its beginning; raises DropError("not_an_archive")."""
    size = os.fstat(file.fileno()).st_size
    begins = file.read(len(BEGINS))
    packed = Packed(file, 0, MOST_RATIO * size + MOST_EXTRA)
    if begins != BEGINS and packed.seek_record(0):
        packed.open(0)  # whatever lies before that record is damaged
        return packed
    if begins == BEGINS or Plain(file, 0).next_place(lost=True):
        return Plain(file, 0)
    packing = ", packed with gzip" if begins.startswith(MAGIC) else ""
    raise DropError("not_an_archive", f"no WARC record in it{packing}" if size else "empty")


def opened_at(file: BufferedReader, offset: int) -> "Plain | Packed":
    """Return the records of a file from an offset on."""
    file.seek(offset)
    return Packed(file, offset) if file.read(len(MAGIC)) == MAGIC else Plain(file, offset)


class Plain:
    """The records of a file that is not packed."""

    def __init__(self, file: BufferedReader, offset: int) -> None:
        self._file = file
        self._size = os.fstat(file.fileno()).st_size
        file.seek(offset)

    def next_place(self, *, lost: bool) -> Place | None:
        """Return where the next record begins, whatever lies before it left behind when lost; None at the end."""
        if lost:
            self._seek_version()
        while (begins := self._ahead(1)) and begins in _NEWLINES:
            self._file.read(1)
        return Place(self._file.tell()) if begins else None

    def read(self, most: int) -> bytes:
        """Return up to so many bytes."""
        return self._file.read(most)

    def line(self, most: int) -> bytes:
        """Return a line, or its beginning."""
        return self._file.readline(most)

    def skip(self, length: int) -> None:
        """Leave so many bytes behind."""
        self._file.seek(length, os.SEEK_CUR)

    def expect(self, length: int) -> None:
        """Raise DamagedError unless what comes next can be of that length: that costs no reading here."""
        here = self._file.tell()
        if here + length > self._size:
            raise CutError
        self._file.seek(here + length)
        behind = self._ahead(_BLANK_LINES).lstrip(_NEWLINES)[: len(BEGINS)]
        self._file.seek(here)
        if not BEGINS.startswith(behind):
            raise DamagedError("length differs")

    def end_record(self) -> None:
        """Return nothing: all is said by `expect`."""

    def resume(self) -> bool:
        """Return False: nothing that fails here goes on elsewhere."""
        return False

    def _seek_version(self) -> None:
        while window := self._file.read(PIECE):
            found = _VERSION.search(window)
            if found:
                self._file.seek(found.start() - len(window), os.SEEK_CUR)
                return
            if len(window) == PIECE:
                self._file.seek(-_VERSION_BYTES, os.SEEK_CUR)

    def _ahead(self, most: int) -> bytes:
        data = self._file.read(most)
        self._file.seek(-len(data), os.SEEK_CUR)
        return data


class Packed:
    """The records of a gzip file, whatever its members hold. Reading raises EOFError, zlib.error, DamagedError too."""

    def __init__(self, file: BufferedReader, offset: int, budget: int = MOST_EXTRA) -> None:
        self._file = file
        self._budget = budget  # bytes that may still be unpacked
        self.open(offset)

    def open(self, offset: int) -> None:
        """Go on with the member that begins there."""
        self._file.seek(offset)
        self._since = offset
        self._begin(offset, b"")

    def resume(self) -> bool:
        """Go on with the next member behind the last record's that begins with one; return whether there is one."""
        return self.seek_record(self._since + 1)

    def seek_record(self, start: int) -> bool:
        """Go on with the first member from there on that begins with a record; return whether there is one."""
        while self._budget > 0 and (chunk := self._read_at(start, _WINDOW)):
            window = chunk + self._read_at(start + len(chunk), len(MAGIC) - 1)
            found = window.find(MAGIC)
            while found >= 0 and self._budget > 0:
                if self._holds_record(start + found):
                    self.open(start + found)
                    return True
                found = window.find(MAGIC, found + 1)
            start += len(chunk)
        return False

    def next_place(self, *, lost: bool) -> Place | None:
        """Return where the next record begins, whatever lies before it left behind when lost; None at the end."""
        self._within = False
        while self._fill():
            if self._ready[self._at] in _NEWLINES:
                self.read(1)
            elif lost and not _VERSION.match(self._ready, self._at):
                self._seek_version()
            else:
                self._within, self._since = True, self._member
                return Place(self._member, self._inside)
        return None

    def read(self, most: int) -> bytes:
        """Return up to so many bytes."""
        if not self._fill():
            return b""
        data = self._ready[self._at : self._at + most]
        self._at += len(data)
        self._inside += len(data)
        return data

    def line(self, most: int) -> bytes:
        """Return a line, or its beginning."""
        taken = bytearray()
        while len(taken) < most and self._fill():
            end = self._ready.find(b"\n", self._at) + 1
            taken += self.read(min(most - len(taken), (end or len(self._ready)) - self._at))
            if taken.endswith(b"\n"):
                break
        return bytes(taken)

    def skip(self, length: int) -> None:
        """Leave so many bytes behind."""
        while length:
            data = self.read(length)
            if not data:
                raise CutError
            length -= len(data)

    def expect(self, _length: int) -> None:
        """Return nothing: what is packed tells its length at its end."""

    def end_record(self) -> None:
        """Raise DamagedError unless the member ends here, as its checksum says, or another record comes."""
        self._within = False
        while self._at < len(self._ready) or self._unpack():
            if self._ready[self._at] not in _NEWLINES:
                if not BEGINS.startswith(self._ahead()):
                    raise DamagedError("length differs")
                return
            self.read(1)

    def _seek_version(self) -> None:
        """Leave behind what comes before the next version line of this member, all of it where there is none."""
        while not (found := _VERSION.search(self._ready, self._at)):
            self.read(max(len(self._ready) - self._at - _VERSION_BYTES, 0))
            if not self._unpack():
                self.read(len(self._ready) - self._at)
                return
        self.read(found.start() - self._at)

    def _begin(self, offset: int, packed: bytes) -> None:
        self._member, self._inside = offset, 0  # where the next byte lies
        self._stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._packed = packed
        self._ready, self._at = b"", 0
        self._next_bytes = _VERSION_BYTES  # a record that begins here is told from what is broken further on
        self._within = False  # a record, whose bytes are still to come

    def _fill(self) -> bool:
        """Have a byte ready, of this member or the next one; return whether there is one."""
        while self._at == len(self._ready) and not self._unpack():
            rest = self._stream.unused_data or self._file.read(PIECE)
            if not rest:
                return False
            within = self._within
            self._begin(self._file.tell() - len(rest), rest)
            if within and self._ahead() == BEGINS:
                raise CutError
            self._within = within
        return True

    def _unpack(self) -> bool:
        """Have more bytes of this member ready; return False where it has ended."""
        while not self._stream.eof:
            packed = self._packed or self._file.read(PIECE)
            if not packed:
                raise EOFError
            piece = self._stream.decompress(packed, self._next_bytes)
            self._packed = self._stream.unconsumed_tail
            self._budget -= len(piece)
            if self._budget < 0:
                raise SpentError
            self._next_bytes = PIECE
            if piece:
                self._ready, self._at = self._ready[self._at :] + piece, 0
                return True
        return False

    def _ahead(self) -> bytes:
        while len(self._ready) - self._at < len(BEGINS) and self._unpack():
            pass
        return self._ready[self._at : self._at + len(BEGINS)]

    def _holds_record(self, offset: int) -> bool:
        self._budget -= PIECE
        try:
            begins = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(self._read_at(offset, _PROBE), len(BEGINS))
        except zlib.error:
            return False
        return begins == BEGINS

    def _read_at(self, offset: int, most: int) -> bytes:
        self._file.seek(offset)
        return self._file.read(most)
