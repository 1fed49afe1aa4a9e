"""What leaves the archive is gone from it, and all that stays lies where it lay, whoever had it first."""

import gzip
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator

from extractors import holdings, warc, withdrawal
from extractors.forgotten import Forgotten, key
from extractors.records import Drop, Link

from .test_warc import BODY, exchange, failure, journal, on_disk, unchanged

AT = datetime(2024, 3, 4, tzinfo=UTC)
ONE = "http://news.example/1"


def is_one(url: str) -> bool:
    return url.partition("?")[0] == ONE


def unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def read(path: Path) -> list[tuple[str, str | None, bytes]]:
    """Return the pages of a file with their bodies."""
    pages = list(warc.pages(path))
    return [
        (
            page.url,
            page.reason,
            warc.body(path.parent, page.warc, page.warc_offset)
            if page.reason is None and page.warc and page.warc_offset is not None
            else b"",
        )
        for page in pages
    ]


def test_nothing_of_an_address_is_left_and_nothing_moves(tmp_path: Path) -> None:
    words = b"<p>Somebody's own words.</p>" * 40
    path = journal(tmp_path, exchange(0), exchange(1, words), on_disk(2, b"<p>Two</p>"), failure(3), unchanged(1))
    before, size = list(warc.pages(path)), path.stat().st_size
    done = withdrawal.plan(tmp_path, is_one)

    assert (done.items, done.carry_out()) == (2, 1)
    assert list(warc.pages(path)) == [page for page in before if not is_one(page.url)]
    assert path.stat().st_size == size
    assert warc.damaged_bytes(path) == 0
    assert b"own words" not in unpacked(path)
    assert ONE.encode() + b"?" not in unpacked(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_body_that_others_have_as_well_becomes_theirs(tmp_path: Path) -> None:
    bodies = warc.Bodies()
    first = journal(tmp_path, exchange(1), exchange(4, b"<p>Four</p>"), name="first", bodies=bodies)
    second = journal(tmp_path, exchange(2), failure(3), exchange(5), name="second", bodies=bodies)
    before = read(second)
    assert withdrawal.plan(tmp_path, is_one).carry_out() == 2

    assert read(second) == before
    assert {url: body for url, _, body in before}["http://news.example/2"] == BODY
    assert read(first) == [("http://news.example/4", None, b"<p>Four</p>")]
    assert b"news.example/1" not in unpacked(first) + unpacked(second)


def test_what_was_kept_for_others_survives_that_what_lies_behind_it_goes(tmp_path: Path) -> None:
    bodies = warc.Bodies()
    first = journal(tmp_path, exchange(1), exchange(4, b"<p>Four</p>"), failure(6), name="first", bodies=bodies)
    second = journal(tmp_path, exchange(2), name="second", bodies=bodies)
    before = read(second)
    withdrawal.plan(tmp_path, is_one).carry_out()
    withdrawal.plan(tmp_path, lambda url: "/4" in url or "/6" in url).carry_out()

    assert read(second) == before
    assert read(first) == []


def test_done_again_it_changes_nothing_and_knows_what_is_blank(tmp_path: Path) -> None:
    path = journal(tmp_path, exchange(1), exchange(2, b"<p>Two</p>"))
    first = withdrawal.plan(tmp_path, is_one)
    first.carry_out()
    held = path.read_bytes()
    again = withdrawal.plan(tmp_path, is_one)

    assert (again.items, again.blank, again.carry_out()) == (0, first.blank, 0)
    assert path.read_bytes() == held


@pytest.mark.parametrize("keep", [False, True])
def test_links_that_sources_found_are_taken_out_or_lose_their_titles(tmp_path: Path, keep: bool) -> None:
    with warc.Journal(tmp_path, "discover-1") as opened:
        links = [
            Link(url=f"http://news.example/{n}", source="feeds", found_at=AT, title_hint=f"Told {n}") for n in (1, 2)
        ]
        drops = (Drop(url="http://news.example/rss", stage="discover", reason="http_404", detail="", dropped_at=AT),)
        opened.note(warc.Found(links=tuple(links), drops=drops, follows="0"))
    withdrawal.plan(tmp_path, is_one, keep_links=keep).carry_out()
    (found,) = warc.items(opened.path)

    assert isinstance(found, warc.Found)
    assert [(link.url[-1], link.title_hint) for link in found.links] == ([("1", None)] if keep else []) + [
        ("2", "Told 2")
    ]
    assert (found.drops, found.follows) == (drops, "0")


@pytest.mark.parametrize("body", [b"see news.example/1", b'{"u": "http:\\/\\/NEWS.example\\/1"}'])
def test_what_sources_answered_goes_where_it_speaks_of_it(tmp_path: Path, body: bytes) -> None:
    bodies = warc.Bodies()
    feeds = journal(tmp_path, exchange(7, body), exchange(8, b"<rss/>"), name="discover-1", bodies=bodies)
    again = journal(tmp_path, exchange(7, body), name="discover-2", bodies=bodies)
    page = journal(tmp_path, exchange(9, b"<p>I read news.example/1 with joy.</p>"), name="scrape-1", bodies=bodies)
    before = read(page)
    withdrawal.plan(tmp_path, is_one, {"news.example/1"}).carry_out()

    assert [url for url, _, _ in read(feeds)] == ["http://news.example/8"]
    assert read(again) == []
    assert read(page) == before


def test_other_tools_read_what_is_left(tmp_path: Path) -> None:
    bodies = warc.Bodies()
    path = journal(tmp_path, exchange(0, b"<p>Zero</p>"), exchange(1), exchange(4, b"<p>Four</p>"), bodies=bodies)
    journal(tmp_path, exchange(2), name="second", bodies=bodies)
    withdrawal.plan(tmp_path, lambda url: is_one(url) or "/4" in url).carry_out()
    with path.open("rb") as file:
        slow = [(record.rec_type, record.content_stream().read()) for record in ArchiveIterator(file)]
    with path.open("rb") as file:
        wanted = WarcRecordType.response | WarcRecordType.resource
        fast = [record.reader.read() for record in FastIterator(file, record_types=wanted, verify_digests=True)]

    assert [kind for kind, _ in slow] == ["warcinfo", "response", "request", "metadata", "resource", withdrawal.KIND]
    assert slow[4][1] == BODY
    assert fast == [b"<p>Zero</p>", BODY]


def test_a_record_behind_damage_is_found_again_when_it_is_one_that_was_fitted(tmp_path: Path) -> None:
    bodies = warc.Bodies()
    path = journal(tmp_path, exchange(0, b"<p>Zero</p>" * 300), exchange(1), bodies=bodies)
    second = journal(tmp_path, exchange(2), name="second", bodies=bodies)
    withdrawal.plan(tmp_path, is_one).carry_out()
    held = bytearray(path.read_bytes())
    start = next(record.start for record in holdings.records(path) if record.kind == "metadata")
    held[start + 30 : start + 60] = bytes(30)
    path.write_bytes(held)

    assert read(second) == [("http://news.example/2", None, BODY)]
    assert "resource" in {record.kind for record in holdings.records(path)}


@pytest.mark.parametrize("more", [0, 1, 2, 5, 70_000])
def test_a_member_is_as_long_as_it_has_to_be(more: int) -> None:
    raw = b"WARC/1.1\r\n" + BODY * 20
    least = next(length for length in range(1, 2000) if holdings.fitted(raw, length))
    member = holdings.fitted(raw, least + more)

    assert member is not None
    assert len(member) == least + more
    assert zlib.decompress(member, 16 + zlib.MAX_WBITS) == raw
    assert holdings.fitted(raw, least - 1) is None


@pytest.mark.parametrize(
    "other",
    ["https://www.news.example/a", "http://news.example/a/", "https://news.example/a/", "http://www.news.example/a"],
)
def test_an_address_is_known_in_any_spelling(other: str) -> None:
    assert Forgotten({key("http://news.example/a"): "it"}).entry(other) == "it"
    assert Forgotten({key(other): "it"}).holds("http://news.example/a")
    assert not Forgotten({key(other): "it"}).holds("http://news.example/a/b")
    assert Forgotten({key("http://n.example/a/?p=1"): "it"}).holds("http://n.example/a?p=1")


@pytest.mark.parametrize(
    ("url", "held"),
    [
        ("http://paper.example/", True),
        ("https://m.news.paper.example:8080/x", True),
        ("http://newspaper.example/", False),
        ("http://paper.example.org/", False),
        ("file:///paper.example", False),
        ("http://[::1", False),
    ],
)
def test_a_domain_has_all_hosts_below_it(url: str, held: bool) -> None:
    assert Forgotten({}, frozenset({"paper.example"})).holds(url) is held
