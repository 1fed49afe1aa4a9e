"""Web archives of other people with something wrong in them: C17 of the list of cases."""

import gzip
import hashlib
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass

from .faulttexts import tale


@dataclass(frozen=True, slots=True)
class Archive:
    """A file, the addresses whose stories can be read in it, and why others cannot."""

    data: bytes
    tells: tuple[str, ...]
    lost: str = ""  # a part of what is said of the damage


def page(name: str, *headers: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *headers, "", ""]).encode() + tale(name).encode()


def record(url: str, block: bytes, **said: str) -> bytes:
    """Return a response record; `said` overrules its headers, with _ for -."""
    headers = {
        "WARC-Type": "response",
        "WARC-Target-URI": url,
        "WARC-Date": "2024-03-05T10:00:00Z",
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(block).hexdigest()}>",
        "WARC-Block-Digest": f"sha1:{b32encode(hashlib.sha1(block).digest()).decode()}",
        "Content-Type": "application/http;msgtype=response",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in said.items()},
    }
    lines = ["WARC/1.0", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def url(name: str) -> str:
    return f"http://{name}.example/story"


def good(name: str) -> bytes:
    return record(url(name), page(name))


def packed(*records: bytes) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


_CHUNKED = "Transfer-Encoding: chunked"
_WRONG_CHUNKS = page("c17-chunks", _CHUNKED).replace(b"\r\n\r\n", b"\r\n\r\nzz\r\n", 1)

ARCHIVES: Mapping[str, Archive] = {
    "C17 archive cut": Archive(
        packed(good("c17-cut-a"), good("c17-cut-b"))[:-40], (url("c17-cut-a"),), "archive_damaged"
    ),
    "C17 digest that differs": Archive(
        packed(record(url("c17-digest-a"), page("x"), WARC_Block_Digest="sha1:" + "A" * 32), good("c17-digest-b")),
        (url("c17-digest-b"),),
        "digest",
    ),
    "C17 wrong chunks": Archive(
        packed(record(url("c17-chunks"), _WRONG_CHUNKS), good("c17-chunks-b")),
        (url("c17-chunks"), url("c17-chunks-b")),
    ),
    "C17 packed as one": Archive(
        gzip.compress(good("c17-one-a") + good("c17-one-b")), (url("c17-one-a"), url("c17-one-b"))
    ),
    "C17 space in an address": Archive(
        packed(record("http://c17-space.example/the story", page("c17-space")), good("c17-space-b")),
        ("http://c17-space.example/the%20story", url("c17-space-b")),
    ),
    "C17 address in brackets, as wget writes it": Archive(
        packed(record(f"<{url('c17-wget')}>", page("c17-wget"))), (url("c17-wget"),)
    ),
    "C17 noise": Archive(bytes(range(256)) * 40, (), "not_an_archive"),
}
