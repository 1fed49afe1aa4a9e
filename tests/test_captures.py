"""Other people's web archives: what is listed, what is read, and what is never taken for whole."""

import gzip
import hashlib
import tracemalloc
import zlib
from base64 import b32encode, b64encode
from dataclasses import asdict
from datetime import UTC, datetime
from io import BytesIO
from os import mkfifo
from pathlib import Path

import brotli
import pytest
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractors import disk, members, text, warc
from extractors.answers import Exchange, Held
from extractors.errors import UseError
from extractors.records import Drop, Link, Page, SourceSpec
from extractors.responses import Head
from extractors.sources import files
from flows import batches, staging
from flows.dataset import Dataset
from flows.incident import asks_web

from .smallweb import STORY, SmallWeb, page, rebuild

MOST = 100_000
DATE = "2024-03-04T10:00:00Z"
PAGE = "<!doctype html><html><body><p>The ferry is late. Паром опаздывает. 渡輪遲到。</p></body></html>".encode()


def sha1(data: bytes) -> str:
    return f"sha1:{b32encode(hashlib.sha1(data).digest()).decode()}"


def http(body: bytes = PAGE, *headers: str, status: str = "200 OK", kind: str | None = "text/html") -> bytes:
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind is not None else []), *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def record(
    target: str, block: bytes, kind: str = "response", date: str | None = DATE, length: int | None = None, **said: str
) -> bytes:
    """A record as wget writes it; `said` overrules its headers, with _ for -."""
    headers = {
        "WARC-Type": kind,
        "WARC-Target-URI": target,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(block).hexdigest()}>",
        "WARC-Block-Digest": sha1(block),
        "Content-Type": "application/http;msgtype=response",
        "Content-Length": str(len(block) if length is None else length),
        **({"WARC-Date": date} if date else {}),
        **{name.replace("_", "-"): value for name, value in said.items()},
    }
    lines = ["WARC/1.0", *(f"{name}: {value}" for name, value in headers.items() if value)]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def captured(name: str, body: bytes = PAGE, *headers: str, **said: str) -> bytes:
    return record(f"http://isle.example/{name}", http(body, *headers), **said)


def packed(*records: bytes) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


INFO = record("", b"software: Wget/1.21.3 (linux-gnu)\r\n", "warcinfo", WARC_Target_URI="", Content_Type="x/y")
A, B, C = captured("a"), captured("b", PAGE.replace(b"late", b"lost")), captured("c")
IMAGE = record("http://isle.example/a.png", http(b"\x89PNG\r\n", kind="image/png"))


def links(path: Path) -> tuple[list[Link], list[Drop]]:
    found = list(
        files.SOURCE.find(SourceSpec(kind="files", options={"paths": [str(path)]}, folder=path.parent), None, None)
    )
    return [one for one in found if isinstance(one, Link)], [one for one in found if isinstance(one, Drop)]


def read(url: str, held: Held | None = None) -> Page:
    return disk.read(url, held, MOST).page


def listed(path: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the addresses of the pages, each of which can be read, and why others cannot be had."""
    found, drops = links(path)
    pages = [read(link.url) for link in found]
    assert [one.reason for one in pages] == [None] * len(pages)
    names = [one.final_url.removeprefix("http://isle.example/") for one in pages]
    return names, [(drop.reason, drop.detail) for drop in drops]


def saved(folder: Path, data: bytes, name: str = "x.warc.gz") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def damaged(what: str) -> list[tuple[str, str]]:
    return [("archive_damaged", what)]


def broken(data: bytes) -> bytes:
    """The data with bytes in its middle overwritten."""
    middle = len(data) // 2
    return data[:middle] + b"\xff" * 20 + data[middle + 20 :]


NOT_PAGES = [
    INFO,
    IMAGE,
    record("http://isle.example/old", http(b"", "Location: /a", status="301 Moved Permanently")),
    record("http://isle.example/gone", http(status="404 Not Found")),
    record("http://isle.example/part", http(status="206 Partial Content")),
    record("http://isle.example/a", b"GET /a HTTP/1.1\r\n\r\n", "request"),
    record("http://isle.example/a", http(b""), "revisit"),
    record("http://isle.example/a", b"fetchTimeMs: 12", "metadata", Content_Type="application/warc-fields"),
    record("http://isle.example/a", b"text of it", "conversion", Content_Type="text/plain"),
    record("http://isle.example/robots.txt", http(b"User-agent: *", kind="text/plain")),
    record("dns:isle.example", b"isle.example. 60 IN A 192.0.2.1", Content_Type="text/dns"),
    record("metadata://gnu.org/software/wget/warc/wget.log", b"log", "resource", Content_Type="text/plain"),
    record("urn:text:http://isle.example/a", b"text of it", "resource", Content_Type="text/plain"),
    record("http://isle.example/raw", http(b"\x00\x01\x02", kind=None)),
    record("http://isle.example/data", http(b'{"a": 1}', kind="application/json")),
]

LISTED: dict[str, tuple[bytes, list[str], list[tuple[str, str]]]] = {
    "a record a member": (packed(INFO, A, IMAGE, B), ["a", "b"], []),
    "not packed": (INFO + A + IMAGE + B, ["a", "b"], []),
    "not packed, newlines of Unix": ((A + B).replace(b"WARC/1.0\r\n", b"WARC/1.0\n").replace(b"e\r\nC", b"e\nC"), ["a", "b"], []),
    "records that are no pages": (packed(*NOT_PAGES, A), ["a"], []),
    "no page at all": (packed(*NOT_PAGES), [], [("no_pages", "no record holds a page that was answered with 200")]),
    "wget's brackets": (packed(record("<http://isle.example/a>", http())), ["a"], []),
    "a space in an address": (packed(record("http://isle.example/a b", http())), ["a%20b"], []),
    "an address in another script": (packed(record("http://isle.example/паром", http())), ["%D0%BF%D0%B0%D1%80%D0%BE%D0%BC"], []),
    "no address": (packed(record("http://no host/", http()), B), ["b"], damaged("1 record: 1 no address")),
    "an image without an address": (packed(record("http://no host/", http(kind="image/png")), B), ["b"], []),
    "no type, and HTML": (packed(record("http://isle.example/a", http(kind=None))), ["a"], []),
    "no type, HTML behind a comment": (packed(record("http://isle.example/a", http(b"<!-- " + b"x" * 2000 + b" -->" + PAGE, kind=None))), ["a"], []),
    "no type, HTML in UTF-16": (packed(record("http://isle.example/a", http(PAGE.decode().encode("utf-16"), kind=""))), ["a"], []),
    "no type, HTML in chunks": (
        packed(record("http://isle.example/a", http(b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE), "Transfer-Encoding: chunked", kind=None))),
        ["a"],
        [],
    ),
    "bytes that are HTML, packed": (
        packed(record("http://isle.example/a", http(gzip.compress(PAGE), "Content-Encoding: gzip", kind="application/octet-stream"))),
        ["a"],
        [],
    ),
    "XHTML and plain text": (
        packed(record("http://isle.example/a", http(kind="application/xhtml+xml")), record("http://isle.example/b", http(b"Late.", kind="text/plain; charset=utf-8"))),
        ["a", "b"],
        [],
    ),
    "a resource": (packed(record("http://isle.example/a", PAGE, "resource", Content_Type="text/html")), ["a"], []),
    "status 203": (packed(record("http://isle.example/a", http(status="203 Non-Authoritative Information"))), ["a"], []),
    "HTTP/2 without a phrase": (packed(record("http://isle.example/a", http().replace(b"HTTP/1.1 200 OK", b"HTTP/2 200"))), ["a"], []),
    "names in other case": (packed(A.replace(b"WARC-Target-URI", b"warc-target-uri").replace(b"Content-Length", b"content-length")), ["a"], []),
    "headers over two lines": (packed(A.replace(b"WARC-Target-URI: ", b"WARC-Target-URI:\r\n  ")), ["a"], []),
    "a newer format": (packed(A.replace(b"WARC/1.0", b"WARC/1.1").replace(DATE.encode(), b"2024-03-04T10:00:00.123456789Z")), ["a"], []),
    "cut at the end": (packed(A, B, C)[:-20], ["a", "b"], damaged("1 record: 1 cut")),
    "cut at the end, not packed": ((A + B + C)[:-20], ["a", "b"], damaged("1 record: 1 cut")),
    "cut by its writer": (packed(A, captured("b", WARC_Truncated="length"), C), ["a", "c"], damaged("1 record: 1 cut")),
    "in segments": (packed(A, captured("b", WARC_Segment_Number="1"), C), ["a", "c"], damaged("1 record: 1 cut")),
    "broken in the middle": (packed(A) + broken(packed(B)) + packed(C), ["a", "c"], damaged("1 record: 1 cannot be unpacked")),
    "broken twice in a row": (packed(A) + 2 * broken(packed(B)) + packed(C), ["a", "c"], damaged("2 records: 2 cannot be unpacked")),
    "bytes lost in the middle": (packed(A) + packed(B)[:-50] + packed(C), ["a", "c"], damaged("1 record: 1 ")),
    "bytes lost in the middle, not packed": (A + B[:-50] + C, ["a", "c"], damaged("1 record: 1 length differs")),
    "broken in front": (b"\x00" * 30 + packed(A, B), ["a", "b"], damaged("1 record: 1 cannot be unpacked")),
    "broken in front, not packed": (b"\x00" * 30 + b"\r\n" + A + B, ["a", "b"], damaged("1 record: 1 header unreadable")),
    "bytes behind the end": (packed(A, B) + b"\x00" * 30, ["a", "b"], damaged("1 record: 1 cannot be unpacked")),
    "a digest that differs": (packed(A, captured("b", WARC_Block_Digest=sha1(b"")), C), ["a", "c"], damaged("1 record: 1 digest differs")),
    "a payload that differs": (packed(A, captured("b", WARC_Payload_Digest=sha1(b"")), C), ["a", "c"], damaged("1 record: 1 digest differs")),
    "two things at once": (
        packed(captured("a", WARC_Block_Digest=sha1(b"")), B, captured("b", WARC_Block_Digest=sha1(b"")), C)[:-9],
        ["b"],
        damaged("3 records: 2 digest differs, 1 cut"),
    ),
    "too long a length": (packed(A, record("http://isle.example/b", http(), length=5000), C), ["a", "c"], damaged("1 record: 1 cut")),
    "too short a length": (packed(A, record("http://isle.example/b", http(), length=50, WARC_Block_Digest=""), C), ["a", "c"], damaged("1 record: 1 length differs")),
    "too long a length, not packed": (A + record("http://isle.example/b", http(), length=300) + C, ["a", "c"], damaged("1 record: 1 length differs")),
    "a length beyond the end, not packed": (A + record("http://isle.example/b", http(), length=10**12) + C, ["a", "c"], damaged("1 record: 1 cut")),
    "a length that is none": (packed(A, B.replace(b"Content-Length: ", b"Content-Length: x"), C), ["a", "c"], damaged("1 record: 1 header unreadable")),
    "no HTTP in an answer": (packed(A, record("http://isle.example/b", PAGE), C), ["a", "c"], damaged("1 record: 1 no HTTP header")),
    "a page that shows a record": (packed(A) + broken(packed(captured("b", b"<html>\r\nWARC/1.0\r\n" * 40))) + packed(C), ["a", "c"], damaged("1 record: 1 cannot be unpacked")),
    "packed as one": (gzip.compress(INFO + A + B), ["a", "b"], []),
    "members that know nothing of records": (b"".join(gzip.compress((INFO + A + B)[start : start + 100]) for start in range(0, 5000, 100)), ["a", "b"], []),
    "an empty file": (b"", [], [("not_an_archive", "empty")]),
    "a page with a wrong name": (PAGE, [], [("not_an_archive", "no WARC record in it")]),
    "a packed page with a wrong name": (gzip.compress(PAGE), [], [("not_an_archive", "no WARC record in it, packed with gzip")]),
    "bytes of any kind": (bytes(range(256)) * 40, [], [("not_an_archive", "no WARC record in it")]),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTED)
def test_an_archive_gives_its_pages_and_says_what_it_cannot_give(case: str, tmp_path: Path) -> None:
    data, expected, drops = LISTED[case]
    found, said = listed(saved(tmp_path, data))
    assert found == expected
    assert [(reason, detail[: len(drops[0][1])]) for reason, detail in said] == drops


@pytest.mark.parametrize("pack", [packed, lambda *records: b"".join(records)], ids=["packed", "plain"])
def test_an_archive_cut_anywhere_gives_what_lies_whole_before_the_cut(pack, tmp_path: Path) -> None:
    whole = pack(A, B)
    middle, bodies = len(pack(A)), [PAGE, PAGE.replace(b"late", b"lost")]
    ends = {middle, len(whole)} if pack is packed else {middle, middle - 4, len(whole), len(whole) - 4}
    for end in {*range(0, len(whole), 3), *ends}:
        found, drops = links(saved(tmp_path, whole[:end]))
        assert [read(link.url).body for link in found] == bodies[
            : sum(end >= one for one in sorted(ends)[:: len(ends) // 2])
        ]
        newlines = {*range(middle - 4, middle + 1), *range(len(whole) - 4, len(whole) + 1)}
        is_whole = end in ends or (pack is not packed and end in newlines)
        assert bool(drops) != is_whole
        assert end < middle or {drop.reason for drop in drops} <= {"archive_damaged"}


def test_whatever_bit_turns_no_page_is_another_than_it_was(tmp_path: Path) -> None:
    whole = packed(A, B, C)
    for place in range(0, len(whole), 5):
        turned = bytearray(whole)
        turned[place] ^= 0x10
        found, drops = links(saved(tmp_path, bytes(turned)))
        bodies = {read(link.url).final_url[-1]: read(link.url).body for link in found}
        assert bodies.items() <= {"a": PAGE, "b": PAGE.replace(b"late", b"lost"), "c": PAGE}.items()
        assert len(bodies) == 3 or [drop.reason for drop in drops] == ["archive_damaged"]


def test_what_was_cut_since_it_was_listed_is_not_taken_for_whole(tmp_path: Path) -> None:
    path = saved(tmp_path, packed(A, B))
    [first, second], _ = links(path)
    path.write_bytes(path.read_bytes()[:-1])
    assert (read(first.url).reason, read(second.url).reason) == (None, "archive_damaged")
    path.write_bytes(packed(B, A))
    path.write_bytes(packed(captured("z", date="2024-03-05T10:00:00Z")))
    assert (read(first.url).reason, read(first.url).detail) == ("archive_damaged", "x.warc.gz at 0: another record")
    path.unlink()
    assert read(first.url).reason == "unreadable"


SENT: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "as it is": (PAGE, ()),
    "its length": (PAGE, (f"Content-Length: {len(PAGE)}",)),
    "gzip": (gzip.compress(PAGE), ("Content-Encoding: gzip", "Content-Length: 3")),
    "deflate": (zlib.compress(PAGE), ("Content-Encoding: deflate",)),
    "brotli": (brotli.compress(PAGE), ("Content-Encoding: br",)),
    "chunked": (b"5\r\n" + PAGE[:5] + b"\r\n%X;x=y\r\n" % len(PAGE[5:]) + PAGE[5:] + b"\r\n0\r\n\r\n", ("Transfer-Encoding: chunked",)),
    "chunked gzip": (
        b"%x\r\n" % len(gzip.compress(PAGE, mtime=0)) + gzip.compress(PAGE, mtime=0) + b"\r\n0\r\n\r\n",
        ("Transfer-Encoding: Chunked", "Content-Encoding: gzip"),
    ),
    "not really chunked": (PAGE, ("Transfer-Encoding: chunked",)),
    "not really packed": (PAGE, ("Content-Encoding: gzip",)),
    "not really brotli, nor chunked": (PAGE, ("Content-Encoding: br", "Transfer-Encoding: chunked")),
}  # fmt: skip


@pytest.mark.parametrize("case", SENT)
def test_a_body_is_read_as_a_browser_would_show_it(case: str, tmp_path: Path) -> None:
    body, headers = SENT[case]
    for said in (sha1(body), sha1(PAGE)):  # tools disagree on what a payload is
        [link], drops = links(saved(tmp_path, packed(captured("a", body, *headers, WARC_Payload_Digest=said))))
        assert not drops
        found = read(link.url)
        assert (found.reason, found.body, found.body_bytes) == (None, PAGE, len(PAGE))
        assert found.body_sha256 == hashlib.sha256(PAGE).hexdigest()


FAILING = {
    "a gzip stream that is cut": (gzip.compress(PAGE)[:-9], ("Content-Encoding: gzip",), "truncated"),
    "chunks without an end": (b"%x\r\n%b\r\n" % (len(PAGE), PAGE), ("Transfer-Encoding: chunked",), "truncated"),
    "a chunk that is cut": (b"%x\r\n%b" % (len(PAGE) + 9, PAGE), ("Transfer-Encoding: chunked",), "truncated"),
    "chunks that break off": (b"5\r\nabcde\r\n<p>", ("Transfer-Encoding: chunked",), "truncated"),
    "an answer that is cut": (PAGE, (f"Content-Length: {len(PAGE) + 1}",), "truncated"),
    "a large page": (b"<html>" + b"x" * MOST, (), "too_large"),
    "a larger page": (b"<html>" + b"x" * (MOST + 2_000_000), (), "too_large"),
    "a bomb": (gzip.compress(b"<html>" + b"x" * 5_000_000), ("Content-Encoding: gzip",), "too_large"),
    "a coding that nobody knows": (b"\x99\x98\x97" * 9, ("Content-Encoding: crunch",), "bad_answer"),
    "no gzip": (b"\x99\x98\x97" * 9, ("Content-Encoding: gzip",), "bad_answer"),
}


@pytest.mark.parametrize("case", FAILING)
def test_a_body_that_was_not_whole_when_it_was_captured_says_so(case: str, tmp_path: Path) -> None:
    body, headers, reason = FAILING[case]
    [link], drops = links(saved(tmp_path, packed(captured("a", body, *headers))))
    found = read(link.url)
    assert (found.reason, found.body, found.retry_after_s, drops) == (reason, b"", None, [])


def test_a_packed_payload_whose_digest_differs_is_found_when_it_is_read(tmp_path: Path) -> None:
    wrong = captured("a", gzip.compress(PAGE), "Content-Encoding: gzip", WARC_Payload_Digest=sha1(b""))
    [link], _ = links(saved(tmp_path, packed(wrong)))
    assert read(link.url).reason == "archive_damaged"


def digests(data: bytes) -> dict[str, str]:
    sha256 = hashlib.sha256(data)
    return {
        "base 32": sha1(data),
        "base 32 in lower case": sha1(data).lower(),
        "hexadecimal": f"sha1:{hashlib.sha1(data).hexdigest()}",
        "capitals": f"SHA-1:{hashlib.sha1(data).hexdigest().upper()}",
        "md5": f"md5:{hashlib.md5(data).hexdigest()}",
        "sha256 in base 32": f"sha256:{b32encode(sha256.digest()).decode()}",
        "sha256 in base 64": f"sha-256:{b64encode(sha256.digest()).decode()}",
    }


@pytest.mark.parametrize("spelling", digests(b""))
def test_a_digest_is_checked_in_whatever_spelling(spelling: str, tmp_path: Path) -> None:
    right, wrong = (digests(data)[spelling] for data in (http(), b"something else"))
    assert listed(saved(tmp_path, packed(captured("a", WARC_Block_Digest=right)))) == (["a"], [])
    assert listed(saved(tmp_path, packed(captured("a", WARC_Block_Digest=wrong)))) == (
        [], damaged("1 record: 1 digest differs")
    )  # fmt: skip


@pytest.mark.parametrize("said", ["blake9:abc", "sha1:", "sha1", "nonsense", ""])
def test_a_digest_that_nobody_can_check_is_none(said: str, tmp_path: Path) -> None:
    record = captured("a", WARC_Block_Digest=said, WARC_Payload_Digest=said)
    assert listed(saved(tmp_path, packed(record))) == (["a"], [])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1251", "Паром не пришёл"),
        ("gb18030", "渡轮没有到达"),
        ("shift_jis", "フェリーは着かなかった"),
        ("euc-kr", "여객선이 오지 않았다"),
        ("iso-8859-8", "המעבורת לא הגיעה"),
        ("windows-1256", "لم تصل العبارة"),
        ("utf-16", "Le bac n’est pas arrivé"),
    ],
)
def test_bytes_of_every_alphabet_stay_as_they_were_and_keep_their_type(
    encoding: str, text: str, tmp_path: Path
) -> None:
    body, kind = f"<html><p>{text}</p></html>".encode(encoding), f"text/html; charset={encoding}"
    [link], _ = links(saved(tmp_path, packed(record("http://isle.example/a", http(body, kind=kind)))))
    assert (read(link.url).body, read(link.url).content_type) == (body, kind)


def test_a_captured_page_has_the_address_the_moment_and_the_headers_of_its_capture(tmp_path: Path) -> None:
    headers = (
        "X-Robots-Tag: noarchive",
        "x-robots-tag: otherbot: noindex",
        "TDM-Reservation: 1",
        "Last-Modified: Mon, 04 Mar 2024 09:00:00 GMT",
        'ETag: "of the server"',
    )
    one = record("HTTP://Isle.example:80/a?utm_source=x&b=1", http(PAGE, *headers), date="2024-03-04T12:30:00+02:00")
    path = saved(tmp_path, packed(INFO, one), "Остров 1.warc.gz")
    [link], _ = links(path)
    found = read(link.url)
    assert link.url == f"{path.as_uri()}#{len(packed(INFO))}@2024-03-04T10:30:00Z"
    assert (found.url, found.final_url, found.status) == (link.url, "http://isle.example/a?b=1", 200)
    assert found.fetched_at == datetime(2024, 3, 4, 10, 30, tzinfo=UTC)
    assert found.rights == ("X-Robots-Tag: noarchive", "X-Robots-Tag: otherbot: noindex", "TDM-Reservation: 1")
    assert found.last_modified == "Mon, 04 Mar 2024 09:00:00 GMT"
    assert found.etag == f'"{path.stat().st_mtime_ns:x}-{path.stat().st_size:x}"'


@pytest.mark.parametrize(
    "date", [None, "soon", "2999-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "1601-01-01T00:00:00Z"]
)
def test_a_moment_that_cannot_be_is_not_believed(date: str | None, tmp_path: Path) -> None:
    [link], _ = links(saved(tmp_path, packed(captured("a", date=date))))
    before = datetime.now(UTC)
    assert before <= read(link.url).fetched_at <= datetime.now(UTC)


def test_what_lies_at_a_dated_place_is_read_once(tmp_path: Path) -> None:
    path = saved(tmp_path, packed(A, captured("b", date=None)))
    [dated, undated], _ = links(path)
    for link in (dated, undated):
        held = Held(url=read(link.url).final_url, etag=read(link.url).etag)
        assert read(link.url, held).reason == "not_modified"
    path.touch()
    assert read(dated.url, Held(url="", etag='"old"')).reason == "not_modified"
    assert read(undated.url, Held(url="", etag='"old"')).reason is None


def test_addresses_of_places_are_refused_that_no_archive_has(tmp_path: Path) -> None:
    path = saved(tmp_path, packed(INFO, A))
    for fragment in ("here", "-1", "0@", f"{10**30}", "0+", "+0"):
        assert read(f"{path.as_uri()}#{fragment}").reason == "unreadable"
    for fragment in ("0", "7", "99999", "0+5", f"0+{10**9}"):  # no page, no record, behind the end, inside a record
        assert read(f"{path.as_uri()}#{fragment}").reason == "archive_damaged"


def test_a_page_too_deep_in_a_file_packed_as_one_is_named_with_what_helps(tmp_path: Path) -> None:
    filling = record("http://isle.example/film", http(bytes(members.PIECE * 300), kind="video/mp4"))
    path = saved(tmp_path, gzip.compress(A + filling + B + C, 1))
    found, drops = listed(path)
    assert found == ["a"]
    assert drops == [("packed_as_one", "2 pages lie too deep: repack it with `warcio recompress OLD NEW`")]


def test_a_large_record_costs_no_memory_and_a_page_costs_no_more_than_itself(tmp_path: Path) -> None:
    film = record("http://isle.example/film", http(bytes(50_000_000), kind="text/html"), WARC_Block_Digest="")
    path = saved(tmp_path, packed(A, film, B))
    tracemalloc.start()
    found, _ = links(path)
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak_bytes < 3_000_000
    assert [read(link.url).reason for link in found] == [None, "too_large", None]
    with path.open("r+b") as file:
        file.truncate(10**9)  # nothing but a hole
    before = _bytes_read()
    assert read(found[0].url).reason is None
    assert _bytes_read() - before < 500_000


def _bytes_read() -> int:
    return int(Path("/proc/self/io").read_text().split()[1])


def test_a_knot_of_gzip_is_left_where_it_costs_more_than_any_honest_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "MOST_EXTRA", 10_000_000)
    film = record("http://isle.example/film", http(bytes(50_000_000), kind="video/mp4"))
    assert listed(saved(tmp_path, packed(A, film, B))) == (
        ["a"], damaged("1 record: 1 rest unread: it unpacks to more than 100 times its size")
    )  # fmt: skip


# Files that other tools have written


def by_warcio(path: Path, *, packed: bool) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "warcio"}))
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        for name in "ab":
            writer.write_record(
                writer.create_warc_record(
                    f"http://isle.example/{name}",
                    "response",
                    payload=BytesIO(PAGE),
                    http_headers=headers,
                    warc_headers_dict={"WARC-Date": DATE},
                )
            )


@pytest.mark.filterwarnings("ignore:Unclosed file")  # of warcio's own
@pytest.mark.parametrize("is_packed", [True, False])
def test_what_warcio_writes_is_read(is_packed: bool, tmp_path: Path) -> None:
    by_warcio(tmp_path / "x.warc.gz", packed=is_packed)
    assert listed(tmp_path / "x.warc.gz") == (["a", "b"], [])


@pytest.mark.filterwarnings("ignore:Unclosed file")
def test_what_fastwarc_writes_is_read(tmp_path: Path) -> None:
    by_warcio(tmp_path / "y.warc", packed=False)
    with (tmp_path / "x.warc.gz").open("wb") as file, (tmp_path / "y.warc").open("rb") as source:
        for one in ArchiveIterator(source, parse_http=False):
            with GzipWriter(file) as member:
                one.write(member, checksum_data=True)
    assert listed(tmp_path / "x.warc.gz") == (["a", "b"], [])


def test_the_archive_of_another_incident_is_read(tmp_path: Path) -> None:
    sent = Head(line="HTTP/1.1 200 OK", headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")))
    asked = Head(line="GET /a HTTP/1.1", headers=(("Host", "isle.example"),))
    found = Page(
        url="http://isle.example/?p=1",
        final_url="http://isle.example/a",
        fetched_at=datetime(2024, 3, 4, tzinfo=UTC),
        status=200,
        content_type="text/html",
        body=PAGE,
        body_bytes=len(PAGE),
        body_sha256=hashlib.sha256(PAGE).hexdigest(),
    )
    with warc.Journal(tmp_path, "scrape-1") as journal:
        journal.write(Exchange(page=found, request=asked, response=sent))
    assert listed(journal.path) == (["a"], [])


# Beside other files


def test_a_folder_gives_the_pages_of_its_archives_between_its_files(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name, data in {
        "a.html": PAGE,
        "b.WARC": A + B,
        "deep/c.warc.gz": packed(C),
        "d.txt.gz": b"",
        "e.cdx": b"",
    }.items():
        saved(tmp_path, data, name)
    mkfifo(tmp_path / "f.warc.gz")
    (tmp_path / "g.warc.gz").symlink_to(tmp_path / "nowhere")
    found, drops = links(tmp_path)
    assert [link.url.removeprefix(tmp_path.as_uri()).partition("@")[0] for link in found] == [
        "/a.html", "/b.WARC#0", f"/b.WARC#{len(A)}", "/d.txt.gz", "/deep/c.warc.gz#0"
    ]  # fmt: skip
    assert [(Path(drop.url).name, drop.reason) for drop in drops] == [
        ("f.warc.gz", "unreadable"),
        ("g.warc.gz", "unreadable"),
    ]


def test_archives_of_other_kinds_are_refused_with_what_helps(tmp_path: Path) -> None:
    for name in ("x.arc", "x.ARC.gz", "x.wacz", "x.warc.zst"):
        with pytest.raises(UseError, match=r"^paths: expected .*; .*(WARC|unpack)"):
            files.SOURCE.check(
                SourceSpec(kind="files", options={"paths": [saved(tmp_path, b"", name).name]}, folder=tmp_path)
            )
    found, drops = links(tmp_path)
    assert (found, {drop.reason for drop in drops}, len(drops)) == ([], {"not_an_archive"}, 4)


STORM = (*STORY[:5], "On Wednesday the Aurelia lay at anchor behind the reef, and nobody on board was hurt.")
RUSSIAN = (
    "Паром «Аурелия» вышел с острова в полдень и не пришёл в порт.",
    "Капитана Дуарте дважды предупреждали, что к вечеру погода испортится.",
    "Семьи ждали на причале с одеялами, но из конторы к ним никто не вышел.",
    "Рыбак рассказал, что видел огни за рифом: они двигались на запад уже после захода солнца.",
    "Компания обещала сделать заявление утром и отключила телефоны до следующего дня.",
)
NETS = [f"The harbour council met on day {day} and spoke about the price of nets and paint." for day in range(9)]


def story(title: str, *paragraphs: str, head: str = "", language: str = "en") -> bytes:
    return page(title, *paragraphs, head=head, language=language).encode()


def crawl(folder: Path) -> Path:
    """A crawl of two sites: a page twice, the newer capture first; one in Russian; others that tell nothing."""
    canonical = '<link rel="canonical" href="https://isle.example/ferry">'
    published = '<meta property="article:published_time" content="2024-03-05T08:00:00Z">'
    found = story("Ferry found", *STORM, head=canonical)
    missing = story("Ferry missing", *STORY, head=canonical + published)
    russian = story("Паром пропал", *RUSSIAN, language="ru").decode().encode("windows-1251")
    records = [
        INFO,
        captured("ferry?utm_source=feed", gzip.compress(found), "Content-Encoding: gzip", date="2024-03-07T10:00:00Z"),
        captured("ferry", missing, "X-Robots-Tag: noarchive", date="2024-03-05T10:00:00Z"),
        captured("nets", story("Nets", *NETS)),
        record("http://новости.example/паром", http(russian, kind="text/html; charset=windows-1251")),
        IMAGE,
        captured("cut", gzip.compress(found)[:-9], "Content-Encoding: gzip"),
        captured("wrong", found, WARC_Block_Digest=sha1(b"")),
    ]
    (folder / "saved").mkdir()
    (folder / "saved" / "note.txt").write_text("Note\n\n" + "\n\n".join(NETS), encoding="utf-8")
    return saved(folder / "saved", packed(*records), "crawl.warc.gz")


# The whole road


@pytest.mark.slow
@pytest.mark.usefixtures("without_workers")
def test_an_archive_is_covered_without_a_web_and_a_second_run_reads_nothing_again(tmp_path: Path) -> None:
    web, path = SmallWeb(tmp_path), crawl(tmp_path)
    web.answer("isle.example", "/", text="unused")
    web.source("files", paths=[str(path.parent)])
    assert not asks_web(web.read())
    found = web.cover()

    outcomes = {
        url.removeprefix(path.as_uri()).partition("@")[2] or url: ended for url, ended in found.outcomes().items()
    }
    ferry, russian = "https://isle.example/ferry", "http://xn--b1amnebsh.example/%D0%BF%D0%B0%D1%80%D0%BE%D0%BC"
    places = [url for url in found.outcomes() if url.startswith(path.as_uri())]
    assert sorted(found.rows("SELECT outcome, stage, reason, count(*) FROM core.links GROUP BY ALL")) == [
        ("alias", "extract", "", 3),
        ("article", "extract", "", 2),
        ("dropped", "extract", "off_topic", 2),
        ("dropped", "scrape", "truncated", 1),
    ]
    assert (len(places), outcomes[ferry], outcomes[russian]) == (5, ("article", ""), ("article", ""))
    assert found.rows("SELECT DISTINCT alias_of FROM core.links WHERE outcome = 'alias' ORDER BY ALL") == [
        (russian,),
        (ferry,),
    ]
    assert found.rows("SELECT url, reason, detail FROM core.drops WHERE stage = 'discover'") == [
        (path.as_uri(), "archive_damaged", "1 record: 1 digest differs")
    ]
    assert found.rows("SELECT sum(items) FROM ledger") == [(9,)]
    assert found.rows("SELECT url, outlet, language, title FROM articles ORDER BY ALL") == [
        (russian, "xn--b1amnebsh.example", "ru", "Паром пропал"),
        (ferry, "isle.example", "en", "Ferry found"),
    ]
    versions = found.rows(
        "SELECT version, title, is_current, seen_at::DATE::VARCHAR FROM versions WHERE url LIKE '%ferry'"
    )
    assert versions == [(1, "Ferry missing", False, "2024-03-05"), (2, "Ferry found", True, "2024-03-07")]
    assert found.rows("SELECT rights FROM core.visits WHERE len(rights) > 0") == [(["X-Robots-Tag: noarchive"],)]
    assert found.log == []

    visits, views = found.rows("FROM core.visits ORDER BY ALL"), found.views()
    again = web.cover(recheck="all")
    assert again.views() == views
    assert again.rows("FROM core.visits ORDER BY ALL") == visits
    assert again.log == []
    assert rebuild(found.folder, web.read(), tmp_path / "rebuilt").views() == views


TOLD = (
    "SELECT url, title, text_sha256 FROM core.articles",
    """SELECT versions.title, articles.text_sha256 = versions.text_sha256, versions.seen_at::DATE::VARCHAR
    FROM core.versions AS versions JOIN core.articles AS articles USING (url) ORDER BY seen_at""",
)


def test_the_captures_of_an_address_make_the_same_article_in_whatever_order_they_are_read(tmp_path: Path) -> None:
    missing, found = story("Ferry missing", *STORY), story("Ferry found", *STORM)
    texts = {"2024-03-04": missing, "2024-03-05": found, "2024-03-06": missing}
    found_links, _ = links(
        saved(tmp_path, packed(*(captured("ferry", body, date=f"{day}T10:00:00Z") for day, body in texts.items())))
    )
    with warc.Journal(tmp_path, "scrape-1") as journal:
        for link in found_links:
            journal.write(disk.read(link.url, None, MOST))
    visits = batches.told_by(journal.path).visits
    rows = [batches.read_page((visit, tmp_path, {"*": ("Ferry Aurelia",)}, 1, frozenset())) for visit in visits]
    told = set()
    first, second, third = rows
    for parts in ([rows], [[first], [second], [third]], [[third], [second, first]], [[second], [third], [first]]):
        with Dataset() as dataset:
            dataset.load("load/links", staging.table([asdict(link) for link in found_links], "links"))
            dataset.load("load/visits", staging.table(visits, "visits"))
            for part in parts:
                dataset.load("load/readings", staging.table(part, "readings"))
            told.add(tuple(row for query in TOLD for row in dataset.connection.execute(query).fetchall()))
    ((article, *versions),) = told
    assert article == ("http://isle.example/ferry", "Ferry missing", text.sha256("\n".join(STORY)))
    assert versions == [("Ferry missing", True, "2024-03-04"), ("Ferry found", False, "2024-03-05")]


@pytest.mark.usefixtures("without_workers")
def test_an_address_that_a_source_names_is_asked_for_though_an_archive_holds_it(tmp_path: Path) -> None:
    web = SmallWeb(tmp_path)
    web.add("http://isle.example/ferry", page("Ferry found", *STORM))
    path = saved(tmp_path, packed(captured("ferry", story("Ferry missing", *STORY))))
    web.source("files", paths=[str(path)])
    web.links("http://isle.example/ferry")
    found = web.cover()
    assert found.rows("SELECT version, title, is_current FROM versions") == [
        (1, "Ferry missing", False),
        (2, "Ferry found", True),
    ]
