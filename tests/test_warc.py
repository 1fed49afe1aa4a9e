import gzip
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from extractors import warc
from extractors.answers import Exchange, Head
from extractors.errors import DropError, StopError
from extractors.records import Page

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


def on_disk(number=0):
    page = replace(
        exchange(number).page, url=f"file:///srv/{number}.html", final_url=f"file:///srv/{number}.html", status=None
    )
    return Exchange(page=page)


def journal(folder, *exchanges, name="batch"):
    with warc.Journal(folder, name) as opened:
        for one in exchanges:
            opened.write(one)
    return opened.path


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
    path = journal(tmp_path, exchange(1), failure(2), on_disk(3))
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
    path = journal(tmp_path, exchange(1), exchange(2), exchange(3))
    middle = list(warc.pages(path))[1].warc_offset
    whole = bytearray(path.read_bytes())
    whole[middle + 40] ^= 0xFF
    path.write_bytes(whole)
    pages = list(warc.pages(path))
    assert [page.url[-1] for page in pages] == ["1", "2", "3"]
    assert [page.reason for page in pages] == [None, "archive_damaged", None]
    assert [warc.body(tmp_path, page.warc, page.warc_offset) for page in pages[::2]] == [BODY] * 2


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

    monkeypatch.setattr(warc, "_member", full)
    with pytest.raises(OSError, match="No space left"), warc.Journal(tmp_path, "scrape-1"):
        pass
    assert list(tmp_path.iterdir()) == []
