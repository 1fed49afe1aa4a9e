"""The records of a file of the archive: a gzip member each, believed only where all of it is there and right."""

import re
import zlib
from base64 import b32encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha1, sha256
from io import BytesIO
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING, BinaryIO

from isal import isal_zlib
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

_GZIP = 16 + zlib.MAX_WBITS
LEVEL = 1  # of ISA-L; zlib's usual 6 takes twelve times as long for a tenth less
STORED_BYTES = 1500  # what is smaller lies as it is: ids and digests do not shrink, and to pack them takes long
MEMBER_BYTES = 80_000_000  # decompressed; no record of ours is larger
WITH_BODY = ("response", "resource")
_CHUNK_BYTES = 2**14
_MEMBER_BEGINS = b"\x1f\x8b\x08\x00\x00\x00\x00\x00"  # as gzip.compress(mtime=0) writes it
_COMMENTED_BEGINS = b"\x1f\x8b\x08\x10\x00\x00\x00\x00"  # as `fitted` writes it
_MEMBER_HEAD_BYTES = len(_MEMBER_BEGINS) + 2
_ANY_MEMBER_BEGINS = re.compile(b"\x1f\x8b\x08[\x00\x10]\x00{4}")
_STORED = Struct("<8s2xBHH")  # the beginning of a member, and of a block that is the last one and not packed (RFC 1951)
_MEMBER_ENDS = Struct("<II")  # CRC-32 and length (RFC 1952)
_HEAD_ENDS = _RECORD_ENDS = b"\r\n\r\n"
_NO_RECORD = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, TypeError, AttributeError)


class DamageError(Exception):
    """A record is not what was written."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record whose length and digest are right, and where it lies in its file."""

    start: int
    end: int
    kind: str  # WARC-Type
    payload: bytes  # what is behind the HTTP headers, or all where there are none
    headers: StatusAndHeaders

    def said(self, name: str) -> str:
        """Return a WARC header; empty when it is missing."""
        return str(self.headers.get_header(name, ""))


Draft = tuple[str, bytes]  # a record that is not written yet: lines of its head, each with its end, and its block


def written(draft: Draft) -> bytes:
    """Return a record as a gzip member of its own.

    By hand, for this and warcio's writer would be most of what scraping costs; warcio and FastWARC read it in a test.
    """
    whole = raw(draft)
    length = len(whole)
    if length >= STORED_BYTES:
        return isal_zlib.compress(whole, LEVEL, _GZIP)
    begins = _STORED.pack(_MEMBER_BEGINS, 1, length, length ^ 0xFFFF)
    return begins + whole + _MEMBER_ENDS.pack(isal_zlib.crc32(whole), length)


def raw(draft: Draft) -> bytes:
    """Return a record as it is before it is packed."""
    lines, block = draft
    head = f"WARC/1.1\r\n{lines}Content-Length: {len(block)}\r\n\r\n".encode("ascii")
    return b"".join((head, block, _RECORD_ENDS))


def fitted(whole: bytes, length: int) -> bytes | None:
    """Return a raw record as a gzip member of exactly so many bytes; None when it takes more.

    What is left over is a comment in the member's head (RFC 1952, 2.3.1).
    """
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    packed = packer.compress(whole) + packer.flush()
    rest = length - _MEMBER_HEAD_BYTES - len(packed) - _MEMBER_ENDS.size
    if rest < 0:
        return None
    begins = _MEMBER_BEGINS + b"\0\0" if rest == 0 else _COMMENTED_BEGINS + b"\0\0" + b"-" * (rest - 1) + b"\0"
    return begins + packed + _MEMBER_ENDS.pack(zlib.crc32(whole), len(whole) & 0xFFFFFFFF)


def digest(held: bytes) -> str:
    """Return the digest of a body as our WARC headers spell it: in hex, which is made sooner than base 32."""
    return f"sha256:{sha256(held).hexdigest()}"


def block_digest(block: bytes) -> str:
    """Return the digest of all that a record holds: SHA-1, for FastWARC checks no better one."""
    return f"sha1:{sha1(block, usedforsecurity=False).hexdigest()}"


def records(path: Path) -> Iterator[Record]:
    """Yield the records of a file in their order; what is cut or damaged is passed over."""
    with path.open("rb") as file:
        start: int | None = 0
        while start is not None:
            try:
                raw, end = _member(file, start)
            except (EOFError, zlib.error):
                start = _next_member(file, start + 1)
                continue
            try:
                record = _record(raw, start, end)
            except DamageError:
                pass
            else:
                yield record
            start = end


def record_at(path: Path, start: int) -> Record:
    """Return the record at an offset of a file; raises DamageError, OSError."""
    with path.open("rb") as file:
        try:
            raw, end = _member(file, start)
        except (EOFError, zlib.error) as error:
            raise DamageError(str(error)) from error
    return _record(raw, start, end)


def raw_at(path: Path, start: int) -> bytes:
    """Return the record at an offset of a file as it was before it was packed; raises EOFError, zlib.error, OSError."""
    with path.open("rb") as file:
        return _member(file, start)[0]


def _member(file: BinaryIO, start: int) -> tuple[bytes, int]:
    """Return the gzip member at an offset, and where it ends; EOFError when the file ends in it, zlib.error."""
    file.seek(start)
    stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
    raw = bytearray()
    while not stream.eof:
        data = stream.unconsumed_tail or file.read(_CHUNK_BYTES)
        if not data:
            raise EOFError(f"the file ends in the record at {start}")
        raw += stream.decompress(data, MEMBER_BYTES - len(raw) + 1)
        if len(raw) > MEMBER_BYTES:
            raise zlib.error(f"more than {MEMBER_BYTES} bytes")
    return bytes(raw), file.tell() - len(stream.unused_data)


def _next_member(file: BinaryIO, start: int) -> int | None:
    file.seek(start)
    tail = b""
    while chunk := file.read(2**20):
        window = tail + chunk
        if found := _ANY_MEMBER_BEGINS.search(window):
            return file.tell() - len(window) + found.start()
        tail = window[-len(_MEMBER_BEGINS) + 1 :]
    return None


def _record(raw: bytes, start: int, end: int) -> Record:
    try:
        parsed = ArcWarcRecordLoader(verify_http=False).parse_record_stream(BytesIO(raw), known_format="warc")
        says_bytes = int(parsed.rec_headers.get_header("Content-Length"))
        payload = parsed.raw_stream.read()
    except _NO_RECORD as error:
        raise DamageError(f"no WARC record: {error}") from error
    block_begins = raw.find(_HEAD_ENDS) + len(_HEAD_ENDS)
    block_ends = len(raw) - len(_RECORD_ENDS)
    if block_ends - block_begins != says_bytes or not raw.endswith(_RECORD_ENDS):
        raise DamageError(f"{block_ends - block_begins} bytes where the record says {says_bytes}")
    record = Record(start, end, parsed.rec_type, payload, parsed.rec_headers)
    if not _is_right(record, raw[block_begins:block_ends]):
        raise DamageError("digest differs")
    return record


def _is_right(record: Record, block: bytes) -> bool:
    if record.kind in WITH_BODY:
        said = record.said("WARC-Payload-Digest")
        return said == digest(record.payload) or said == _in_base_32(sha256, record.payload)
    said = record.said("WARC-Block-Digest")  # warcio, which wrote the first archives, gave a warcinfo record none
    return said == block_digest(block) or said in ("", _in_base_32(sha1, block))


def _in_base_32(algorithm: Callable[..., "Hash"], held: bytes) -> str:
    """Return a digest as the first archives spelled it."""
    made = algorithm(held, usedforsecurity=False)
    return f"{made.name}:{b32encode(made.digest()).decode('ascii')}"
