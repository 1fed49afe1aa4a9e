import gzip
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from base64 import b32encode
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha1, sha256
from itertools import chain
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator

from extractors import exchanges, holdings, warc
from extractors.answers import Exchange
from extractors.errors import DropError, StopError
from extractors.records import Drop, Link, Page
from extractors.responses import Head

REQUEST = Head(
    line="GET /a?b=1 HTTP/1.1", headers=(("Host", "news.example"), ("User-Agent", "Retold/0 (+mailto:a@b.example)"))
)
RESPONSE = Head(
    line="HTTP/1.1 200 OK",
    headers=(
        ("Content-Type", "text/html"),
        ("Content-Encoding", "gzip"),
        ("Content-Length", "11"),
        ("X-Títle", "橋"),
        ("ETag", '"1"'),
    ),
)


BODY = "<p>Мост закрыт. 橋は閉鎖。الجسر مغلق.</p>".encode()


def exchange(number=0, body=BODY, **fields):
    page = Page(
        url=f"http://news.example/{number}",
        final_url=f"http://news.example/{number}?b=1",
        fetched_at=datetime(2011, 12, 26, 10, 0, number, 123456, UTC),
        status=200,
        content_type="text/html",
        etag='"1"',
        duration_s=0.25,
        rights=("X-Robots-Tag: noarchive",),
        body=body,
        body_sha256=sha256(body).hexdigest(),
    )
    return Exchange(page=replace(page, **fields), request=REQUEST, response=RESPONSE)


def failure(number=0):
    page = replace(
        exchange(number).page,
        status=None,
        reason="timeout",
        detail="60 s",
        retry_after_s=3600.0,
        body=b"",
        body_sha256=None,
        etag=None,
    )
    return Exchange(page=page)


def on_disk(number=0, body=BODY):
    page = replace(
        exchange(number, body).page,
        url=f"file:///srv/{number}.html",
        final_url=f"file:///srv/{number}.html",
        status=None,
    )
    return Exchange(page=page)


def unchanged(number=0, at=5):
    """What the server of exchange(number) says later: 304."""
    page = replace(
        exchange(number).page,
        fetched_at=datetime(2011, 12, 26, 11, 0, at, tzinfo=UTC),
        status=304,
        reason="not_modified",
        body=b"",
        body_sha256=None,
    )
    return Exchange(page=page, request=REQUEST, response=Head(line="HTTP/1.1 304 Not Modified", headers=()))


def journal(folder, *exchanges, name="batch", bodies=None):
    with warc.Journal(folder, name, bodies) as opened:
        for one in exchanges:
            opened.write(one)
    return opened.path


@pytest.mark.parametrize("address", ["http://news.example/\ud83d", "http://news.example/a\udc80b?q=橋\udcff"])
def test_an_address_with_half_a_character_is_read_back_as_it_was_written(tmp_path, address):
    written = exchange(url=address, final_url=address)

    [page] = warc.pages(journal(tmp_path, written))

    assert (page.url, page.final_url) == (address, address)
    assert warc.body(tmp_path, page.warc, page.warc_offset) == BODY


def test_an_archive_whose_digests_are_spelled_in_base_32_is_still_read(tmp_path, monkeypatch):
    def digest(held):
        return f"sha256:{b32encode(sha256(held).digest()).decode()}"

    def block_digest(block):
        return f"sha1:{b32encode(sha1(block).digest()).decode()}"

    with monkeypatch.context() as patch:
        patch.setattr(exchanges, "digest", digest)
        patch.setattr(exchanges, "block_digest", block_digest)
        old = exchange(1)
        path = journal(tmp_path, replace(old, page=replace(old.page, body_sha256=None)))
    assert digest(BODY).encode() in gzip.decompress(path.read_bytes())
    assert [page.url for page in warc.pages(path)] == [old.page.url]
    assert warc.damaged_bytes(path) == 0


def stripped(page):
    return replace(page, body=b"", warc=None, warc_offset=None)


def test_what_was_written_is_read_back_field_by_field(tmp_path):
    written = [
        exchange(1),
        failure(2),
        on_disk(3),
        exchange(4, body=b"", reason="http_404", status=404, body_sha256=None),
    ]
    path = journal(tmp_path, *written)
    read = list(warc.pages(path))
    assert [stripped(page) for page in read] == [stripped(one.page) for one in written]
    assert {page.warc for page in read} == {"batch.warc.gz"}
    assert [page.warc_offset is None for page in read] == [False, True, False, False]


def test_each_body_lies_at_its_offset(tmp_path):
    written = [exchange(n, body=f"<p>{n}</p>".encode() * 1000) for n in range(5)] + [on_disk(6), exchange(7, body=b"")]
    for page, one in zip(warc.pages(journal(tmp_path, *written)), written, strict=True):
        assert warc.body(tmp_path, page.warc, page.warc_offset) == one.page.body


def test_the_bytes_of_a_body_come_back_untouched(tmp_path):
    for number, body in enumerate(
        [
            bytes(range(256)),
            b"\r\n\r\n",
            b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
            b"5\r\nhello\r\n0\r\n\r\n",
            b"\x1f\x8b\x08\x00",
            b"WARC/1.1\r\n",
        ]
    ):
        page = next(warc.pages(journal(tmp_path, exchange(body=body), name=f"batch{number}")))
        assert warc.body(tmp_path, page.warc, page.warc_offset) == body


def test_other_archive_tools_can_read_it(tmp_path):
    path = journal(tmp_path, exchange(1), failure(2), on_disk(3, body=b"<p>Other</p>"))
    with path.open("rb") as file:
        records = [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI"),
                record.content_stream().read(),
                record.digest_checker.passed,
            )
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, *_ in records] == [
        "warcinfo",
        "response",
        "request",
        "metadata",
        "metadata",
        "resource",
        "metadata",
    ]
    assert records[1][2] == BODY
    assert records[1][3] is True
    assert records[5][1] == "file:///srv/3.html"
    assert json.loads(records[4][2])["reason"] == "timeout"


def test_the_headers_stay_but_those_of_the_wire_are_renamed(tmp_path):
    with journal(tmp_path, exchange()).open("rb") as file:
        head = next(record for record in ArchiveIterator(file) if record.rec_type == "response").http_headers
    assert head.get_header("Content-Encoding") is None
    assert head.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
    assert head.get_header("Content-Length") == str(len(BODY))
    assert head.get_header("ETag") == '"1"'


def test_a_file_is_open_until_it_is_complete(tmp_path):
    with warc.Journal(tmp_path, "batch") as opened:
        opened.write(exchange())
        assert [path.name for path in tmp_path.iterdir()] == ["batch.open"]
        assert len(list(warc.pages(tmp_path / "batch.open"))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["batch.warc.gz"]


def test_an_error_in_between_leaves_a_complete_file(tmp_path):
    opened = warc.Journal(tmp_path, "batch")

    def fail():
        with opened:
            opened.write(exchange())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert len(list(warc.pages(opened.path))) == 1


def test_no_archive_is_written_twice(tmp_path):
    journal(tmp_path)
    with pytest.raises(StopError), warc.Journal(tmp_path, "batch"):
        pass
    (tmp_path / "other.open").touch()
    with pytest.raises(StopError), warc.Journal(tmp_path, "other"):
        pass


def boundaries(path):
    """Where each record ends: offsets that warcio, not the code under test, finds."""
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        return [(records.get_record_offset() + records.get_record_length(), record.rec_type) for record in records]


def test_a_file_cut_anywhere_near_a_boundary_gives_what_was_finished_by_then(tmp_path):
    written = [exchange(1), failure(2), on_disk(3), exchange(4)]
    path = journal(tmp_path, *written)
    whole, ends = path.read_bytes(), boundaries(path)
    assert len(ends) == 1 + 3 + 1 + 2 + 3
    for end, _ in ends:
        for cut in {end - 1, end, end + 1} & set(range(len(whole) + 1)):
            finished = sum(1 for other, kind in ends if kind == "metadata" and other <= cut)
            folder = tmp_path / f"cut{cut}"
            folder.mkdir()
            (folder / "batch.open").write_bytes(whole[:cut])
            assert len(list(warc.pages(folder / "batch.open"))) == finished
            recovered = warc.recover(folder)
            if not recovered:
                assert cut < ends[0][0]
                assert not list(folder.iterdir())
                continue
            assert recovered == [folder / "batch.warc.gz"]
            pages = list(warc.pages(recovered[0]))
            assert [stripped(page) for page in pages] == [stripped(one.page) for one in written[:finished]]
            kept = [other for other, kind in ends if other <= cut and kind in ("metadata", "warcinfo")]
            assert recovered[0].stat().st_size == kept[-1]


class FullDisk:
    """A file that takes a few bytes of the second item and no more."""

    def __init__(self, file, room):
        self.file, self.room = file, room

    def write(self, data):
        if len(data) > self.room:
            self.file.write(data[: self.room])
            raise OSError(28, "No space left on device")
        return self.file.write(data)

    def __getattr__(self, name):
        return getattr(self.file, name)


def test_a_full_disk_leaves_no_part_of_an_item(tmp_path):
    with warc.Journal(tmp_path, "batch") as opened:
        opened.write(exchange(1))
        opened._file = FullDisk(opened._file, 50)
        with pytest.raises(OSError, match="No space"):
            opened.write(exchange(2))
    assert opened.path.stat().st_size == boundaries(opened.path)[-1][0]
    assert len(list(warc.pages(opened.path))) == 1


def test_recovering_twice_changes_nothing(tmp_path):
    whole = journal(tmp_path, exchange(1), exchange(2), name="done").read_bytes()
    (tmp_path / "left.open").write_bytes(whole[:-1])
    assert warc.recover(tmp_path) == [tmp_path / "left.warc.gz"]
    assert warc.recover(tmp_path) == []
    assert (tmp_path / "done.warc.gz").read_bytes() == whole


def test_there_is_nothing_to_recover_without_an_archive(tmp_path):
    assert warc.recover(tmp_path / "nowhere") == []


def reason_or_body(folder, page):
    try:
        return warc.body(folder, page.warc, page.warc_offset)
    except DropError as error:
        return error.reason


def resealed(whole, record, change):
    """A file in which one record was changed and packed again, so that gzip finds nothing wrong with it."""
    start, end = record
    return whole[:start] + gzip.compress(change(gzip.decompress(whole[start:end]))) + whole[end:]


def cut_short(record):
    return record[:-30]


def grown(record):
    return record.replace(b"Content-Length: ", b"Content-Length: 1", 1)


def reworded(record):
    return record.replace("橋".encode(), "川".encode())


@pytest.mark.parametrize("change", [cut_short, grown, reworded])
def test_a_record_that_gzip_finds_whole_is_checked_for_length_and_digest(tmp_path, change):
    path = journal(tmp_path, exchange(1), exchange(2, b"<p>Two</p>"))
    [page, other] = warc.pages(path)
    path.write_bytes(resealed(path.read_bytes(), (page.warc_offset, boundaries(path)[1][0]), change))
    [damaged, whole] = warc.pages(path)
    assert reason_or_body(tmp_path, page) == "archive_damaged"
    assert (damaged.reason, damaged.retry_after_s) == ("archive_damaged", 0.0)
    assert stripped(whole) == stripped(other)
    assert warc.body(tmp_path, whole.warc, whole.warc_offset) == b"<p>Two</p>"


@pytest.mark.parametrize("said", [b"via: http://a.example/", b"[]", b"{}", b'{"mood": "blue"}'])
def test_what_another_version_wrote_is_refused_by_its_place(tmp_path, said):
    path = journal(tmp_path, exchange(1))
    place = path.stat().st_size
    odd = exchanges.metadata("http://news.example/", said, datetime.now(UTC))
    path.write_bytes(path.read_bytes() + holdings.written(odd))
    with pytest.raises(StopError, match=f"{path}: the record at {place} is none that this version of Retold writes"):
        list(warc.items(path))


def test_a_file_says_who_wrote_it_and_how_much_of_it_is_damaged(tmp_path):
    path = journal(tmp_path, exchange(1))
    whole, ends = path.read_bytes(), boundaries(path)
    assert warc.software(path).startswith("Retold/")
    assert warc.damaged_bytes(path) == 0
    path.write_bytes(whole[:-5])
    assert warc.damaged_bytes(path) == len(whole) - 5 - ends[-2][0]
    path.write_bytes(whole[ends[0][0] :])
    assert warc.software(path) == ""
    path.write_bytes(b"")
    assert (warc.software(path), warc.damaged_bytes(path)) == (None, 0)


def test_an_item_whose_end_was_changed_does_not_count(tmp_path):
    path = journal(tmp_path, exchange(1), exchange(2))
    (start, _), (end, kind) = boundaries(path)[2:4]
    assert kind == "metadata"
    changed = resealed(path.read_bytes(), (start, end), lambda record: record.replace(b"0.25", b"0.75"))
    path.write_bytes(changed)
    assert [page.url[-1] for page in warc.pages(path)] == ["2"]


def test_a_damaged_body_is_never_handed_out(tmp_path):
    path = journal(tmp_path, exchange(body=os.urandom(2000)))
    page = next(warc.pages(path))
    whole, right = path.read_bytes(), reason_or_body(tmp_path, page)
    end = boundaries(path)[1][0]
    seen = []
    for place in range(page.warc_offset, end, 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        seen.append(reason_or_body(tmp_path, page))
    assert set(seen) <= {right, "archive_damaged"}
    assert seen.count(right) <= 3  # some bits of a gzip header mean nothing


def test_a_body_that_somebody_changed_is_damage(tmp_path):
    path = journal(tmp_path, exchange(body=b"The bridge is closed."))
    page = next(warc.pages(path))
    whole, end = path.read_bytes(), boundaries(path)[1][0]
    record = gzip.decompress(whole[page.warc_offset : end])
    changed = gzip.compress(record.replace(b"is closed", b"is opened"))
    path.write_bytes(whole[: page.warc_offset] + changed + whole[end:])
    assert reason_or_body(tmp_path, page) == "archive_damaged"


@pytest.mark.parametrize("offset", [1, 0, 10**9])
def test_an_offset_that_leads_to_no_body_is_damage(tmp_path, offset):
    journal(tmp_path, exchange())
    with pytest.raises(DropError, match="archive_damaged"):
        warc.body(tmp_path, "batch.warc.gz", offset)


def test_a_file_that_is_gone_is_damage(tmp_path):
    with pytest.raises(DropError, match="archive_damaged"):
        warc.body(tmp_path, "gone.warc.gz", 0)


def test_one_broken_record_costs_no_other(tmp_path):
    bodies = [b"<p>One</p>", b"<p>Two</p>", b"<p>Three</p>"]
    path = journal(tmp_path, *(exchange(number, held) for number, held in enumerate(bodies, 1)))
    middle = list(warc.pages(path))[1].warc_offset
    whole = bytearray(path.read_bytes())
    whole[middle + 40] ^= 0xFF
    path.write_bytes(whole)
    pages = list(warc.pages(path))
    assert [page.url[-1] for page in pages] == ["1", "2", "3"]
    assert [page.reason for page in pages] == [None, "archive_damaged", None]
    assert [warc.body(tmp_path, page.warc, page.warc_offset) for page in pages[::2]] == bodies[::2]


def kinds(path):
    return [kind for _, kind in boundaries(path)]


def stored_as(*journals):
    """What warcio finds of answers in files: kind, profile and what it refers to."""
    names = ("WARC-Profile", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date", "WARC-Payload-Digest")
    found = []
    for path in journals:
        with path.open("rb") as file:
            found += [
                (record.rec_type, *(record.rec_headers.get_header(name) for name in names))
                for record in ArchiveIterator(file, check_digests="raise")
                if record.rec_type in ("response", "resource", "revisit") and record.content_stream().read() is not None
            ]
    return found


IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
ORIGINAL = ("http://news.example/1?b=1", "2011-12-26T10:00:01.123456Z")
DIGEST = f"sha256:{sha256(BODY).hexdigest()}"


@pytest.mark.parametrize("other", [exchange(1), exchange(2), on_disk(3)], ids=["again", "elsewhere", "on_disk"])
def test_the_same_body_is_stored_once(tmp_path, other):
    bodies = warc.Bodies()
    first = journal(tmp_path, exchange(1), bodies=bodies)
    second = journal(tmp_path, other, name="second", bodies=bodies)
    [original], [again] = warc.pages(first), warc.pages(second)

    assert stripped(again) == stripped(other.page)
    assert (again.warc, again.warc_offset) == (original.warc, original.warc_offset)
    assert warc.body(tmp_path, again.warc, again.warc_offset) == BODY
    assert stored_as(first, second) == [
        ("response", None, None, None, DIGEST),
        ("revisit", IDENTICAL, *ORIGINAL, DIGEST),
    ]


def test_what_stands_for_a_body_keeps_the_headers_that_came_with_it(tmp_path):
    path = journal(tmp_path, exchange(1), exchange(2))
    with path.open("rb") as file:
        heads = [record.http_headers for record in ArchiveIterator(file) if record.rec_type in ("response", "revisit")]

    assert heads[0].headers == heads[1].headers
    assert heads[1].get_header("ETag") == '"1"'


def test_bodies_of_many_journals_at_once_are_stored_once(tmp_path):
    bodies, names = warc.Bodies(), [f"batch{number}" for number in range(6)]
    begin = threading.Barrier(len(names))

    def write(name):
        with warc.Journal(tmp_path, name, bodies) as opened:
            begin.wait()
            for number in range(5):
                opened.write(exchange(number, f"<p>{number}</p>".encode() * 50))
        return opened.path

    with ThreadPoolExecutor(len(names)) as pool:
        paths = list(pool.map(write, names))
    assert Counter(kind for path in paths for kind in kinds(path) if kind in ("response", "revisit")) == {
        "response": 5,
        "revisit": 25,
    }
    for page in chain.from_iterable(map(warc.pages, paths)):
        assert sha256(warc.body(tmp_path, page.warc, page.warc_offset)).hexdigest() == page.body_sha256


def test_a_file_that_is_still_open_can_be_referred_to_and_read(tmp_path):
    bodies = warc.Bodies()
    with warc.Journal(tmp_path, "open", bodies) as opened:
        opened.write(exchange(1))
        [page] = warc.pages(journal(tmp_path, exchange(2), name="second", bodies=bodies))
        assert page.warc == "open.warc.gz"
        assert warc.body(tmp_path, page.warc, page.warc_offset) == BODY
    assert warc.body(tmp_path, page.warc, page.warc_offset) == BODY


@pytest.mark.parametrize("harm", ["damaged", "gone", "another"])
def test_a_body_that_cannot_be_read_any_more_is_stored_again(tmp_path, harm):
    bodies = warc.Bodies()
    path = journal(tmp_path, exchange(1), bodies=bodies)
    [page] = warc.pages(path)
    if harm == "gone":
        path.unlink()
    elif harm == "another":
        bodies.add(replace(page, body=b"x", body_sha256=sha256(b"<p>Two</p>").hexdigest()))
    else:
        path.write_bytes(path.read_bytes()[: page.warc_offset + 50])
    body = b"<p>Two</p>" if harm == "another" else BODY
    [again, third] = warc.pages(journal(tmp_path, exchange(2, body), exchange(3, body), name="second", bodies=bodies))

    assert again.warc == third.warc == "second.warc.gz"
    assert warc.body(tmp_path, third.warc, third.warc_offset) == body


@pytest.mark.parametrize("harm", ["cut", "another"])
def test_a_page_whose_body_lies_elsewhere_and_is_damaged_there_is_damaged(tmp_path, harm):
    bodies = warc.Bodies()
    first = journal(tmp_path, exchange(1), bodies=bodies)
    second = journal(tmp_path, exchange(2), exchange(3, b"<p>Three</p>"), name="second", bodies=bodies)
    [page] = warc.pages(first)
    start, end = page.warc_offset, boundaries(first)[1][0]
    if harm == "cut":
        first.write_bytes(first.read_bytes()[: start + 50])
    else:
        other = journal(tmp_path, exchange(1, b"<p>Other</p>"), name="other")
        (begin, _), (stop, _) = boundaries(other)[:2]
        first.write_bytes(first.read_bytes()[:start] + other.read_bytes()[begin:stop] + first.read_bytes()[end:])
    damaged, whole = warc.pages(second)

    assert (damaged.reason, damaged.retry_after_s, damaged.warc) == ("archive_damaged", 0.0, "second.warc.gz")
    assert whole.reason is None


def test_where_bodies_lie_can_be_sent_to_another_process(tmp_path):
    bodies = warc.Bodies()
    journal(tmp_path, exchange(1), bodies=bodies)
    path = journal(tmp_path, exchange(2), name="second", bodies=pickle.loads(pickle.dumps(bodies)))
    assert "revisit" in kinds(path)


def test_an_empty_body_is_nothing_to_refer_to(tmp_path):
    path = journal(tmp_path, exchange(1, b""), exchange(2, b""))
    assert "revisit" not in kinds(path)
    assert [warc.body(tmp_path, page.warc, page.warc_offset) for page in warc.pages(path)] == [b"", b""]


def test_a_page_that_has_not_changed_is_a_revisit_of_what_was_there(tmp_path):
    bodies = warc.Bodies()
    first = journal(tmp_path, exchange(1), bodies=bodies)
    second = journal(tmp_path, unchanged(1), unchanged(7), name="second", bodies=bodies)

    assert [stripped(page) for page in warc.pages(second)] == [unchanged(1).page, unchanged(7).page]
    assert stored_as(first, second)[1:] == [
        ("revisit", NOT_MODIFIED, *ORIGINAL, DIGEST),
        ("revisit", NOT_MODIFIED, None, None, None),
    ]


def test_fastwarc_reads_the_archive_too(tmp_path):
    path = journal(tmp_path, exchange(1), exchange(2), on_disk(3), unchanged(1), on_disk(4, b"<p>Four</p>"))
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit
    with path.open("rb") as file:
        found = [
            (record.headers["WARC-Type"], record.http_headers is not None, record.reader.read())
            for record in FastIterator(file, record_types=wanted, parse_http=True, verify_digests=True)
        ]

    assert found == [
        ("response", True, BODY),
        ("revisit", True, b""),
        ("revisit", False, b""),
        ("revisit", True, b""),
        ("resource", False, b"<p>Four</p>"),
    ]


def test_no_file_beside_the_archive_is_read_for_a_body(tmp_path):
    archive = tmp_path / "archive"
    journal(tmp_path, exchange(1), name="outside")
    [page] = warc.pages(journal(archive, exchange(1)))
    with pytest.raises(DropError, match="archive_damaged"):
        warc.body(archive, "../outside.warc.gz", page.warc_offset)


FOUND = warc.Found(
    links=(
        Link(
            url="http://news.example/1", source="feeds", found_at=datetime(2011, 12, 26, 9, tzinfo=UTC), title_hint="橋"
        ),
        Link(
            url="http://news.example/2",
            source="urls",
            found_at=datetime(2011, 12, 26, 9, 1, 2, 345, UTC),
            published_hint=datetime(2011, 12, 25, tzinfo=UTC),
        ),
    ),
    drops=(
        Drop(
            url="http://gone.example/feed",
            stage="discover",
            reason="http_404",
            detail="Пусто",
            dropped_at=datetime(2011, 12, 26, 9, 2, tzinfo=UTC),
        ),
    ),
    follows="0123abc",
)


def test_what_sources_found_lies_in_the_archive_and_is_no_page(tmp_path):
    with warc.Journal(tmp_path, "batch") as opened:
        opened.write(exchange(1))
        opened.note(FOUND)
        opened.note(warc.Found())
    items = list(warc.items(opened.path))

    assert [stripped(item) if isinstance(item, Page) else item for item in items] == [
        stripped(exchange(1).page), FOUND, warc.Found(),
    ]  # fmt: skip
    assert [stripped(page) for page in warc.pages(opened.path)] == [stripped(exchange(1).page)]
    with opened.path.open("rb") as file:
        noted = [
            (record.rec_headers.get_header("Content-Type"), json.loads(record.content_stream().read()).keys())
            for record in ArchiveIterator(file, check_digests="raise")
            if record.rec_headers.get_header("WARC-Target-URI") == "retold:found"
        ]
    assert noted == [("application/json", {"links": 0, "drops": 0, "follows": 0}.keys())] * 2


def test_what_sources_found_outlives_a_kill(tmp_path):
    with warc.Journal(tmp_path, "done") as opened:
        opened.note(FOUND)
    (tmp_path / "left.open").write_bytes(opened.path.read_bytes() + opened.path.read_bytes()[:100])
    [left] = warc.recover(tmp_path)
    assert list(warc.items(left)) == [FOUND]


KILLED = """
import sys
from pathlib import Path
from tests.test_warc import exchange
from extractors.warc import Journal
with Journal(Path(sys.argv[1]), "batch") as journal:
    for number in range(10):
        journal.write(exchange(number))
        print(number, flush=True)
    sys.stdin.read()
"""


def test_a_kill_loses_nothing_that_was_finished(tmp_path):
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]
    ) as process:
        for _ in range(10):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    [path] = warc.recover(tmp_path)
    assert [stripped(page) for page in warc.pages(path)] == [stripped(exchange(number).page) for number in range(10)]


def test_a_journal_that_cannot_begin_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(holdings, "written", full)
    with pytest.raises(OSError, match="No space left"), warc.Journal(tmp_path, "scrape-1"):
        pass
    assert list(tmp_path.iterdir()) == []
