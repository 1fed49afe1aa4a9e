import asyncio
import os
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from extractors import urls, warc
from extractors.answers import Exchange
from extractors.discover import discover
from extractors.errors import DropError, RetryError
from extractors.fetcher import Fetcher
from extractors.records import HostRule, Incident, Page, SourceSpec
from extractors.scrape import Wanted, pack, scrape
from extractors.visits import QUICK_PAUSE_S, pause_s
from extractors.web import Manners, Reach

from .faultserver import (
    PAGE,
    FaultServer,
    answer,
    conditional,
    dripping,
    gzipped,
    late,
    manners,
    redirect,
    silent,
    then_close,
)

HOSTS = ("news.example", "www.news.example", "other.example", "third.example")
FORBIDDING = answer(b"User-agent: *\nDisallow: /private\nDisallow: /b\n", Content_Type="text/plain")


@pytest.fixture
def server():
    with FaultServer({"/a": answer(), "/b": answer(), "/c": answer()}) as running:
        yield running


def visited(server, tmp_path, *wanted, name="batch", stop=None, known=None, **changed):
    """Every page of the journal, in the order in which they were finished."""
    items = [Wanted(url=one) if isinstance(one, str) else one for one in wanted]
    extra = {"known": known} if known else {}
    path = scrape(items, manners(**changed), server.reach(*HOSTS), tmp_path, name, stop=stop, **extra)
    assert path == tmp_path / f"{name}.warc.gz"
    return list(warc.pages(path))


def shortest_gap(starts):
    return min(later - earlier for earlier, later in pairwise(starts))


def outcomes(pages):
    return {page.url.removeprefix("http://"): page.reason for page in pages if not page.url.endswith("robots.txt")}


def test_every_address_has_an_outcome_and_every_body_lies_in_the_archive(server, tmp_path):
    server.sites |= {"/gone": answer(b"", "410 Gone"), "/cut": answer(gzipped(PAGE)[:-9], Content_Encoding="gzip")}
    wanted = [f"http://{host}{path}" for host in HOSTS for path in ("/a", "/gone", "/cut")]
    pages = visited(
        server, tmp_path, *wanted, "http://elsewhere.example/a", "http://no host/", f"file://{tmp_path}/none.html"
    )
    reasons = {"/a": None, "/gone": "http_410", "/cut": "truncated"}
    expected = {host + path: reason for host in HOSTS for path, reason in reasons.items()}
    expected |= {
        "elsewhere.example/a": "unreachable",
        "no host/": "bad_address",
        f"file://{tmp_path}/none.html": "unreadable",
    }
    assert outcomes(pages) == expected
    bodies = [warc.body(tmp_path, page.warc, page.warc_offset) for page in pages if page.reason is None]
    assert bodies.count(PAGE) == len(HOSTS)


def test_the_start_of_requests_to_one_domain_keeps_its_distance(server, tmp_path):
    wanted = [f"http://{host}/{path}" for host in ("news.example", "www.news.example") for path in "abc"]
    visited(server, tmp_path, *wanted, delay_s=0.05)
    starts = [asked.at for asked in server.log]
    assert len(starts) == len(wanted) + 2  # a robots.txt for each host
    assert shortest_gap(starts) >= 0.045


def test_redirects_keep_their_distance_too(server, tmp_path):
    server.sites |= {"/r": redirect("/s"), "/s": redirect("http://www.news.example/a")}
    visited(server, tmp_path, "http://news.example/r", delay_s=0.05)
    starts = [asked.at for asked in server.log]
    assert [asked.path for asked in server.log] == ["/robots.txt", "/r", "/s", "/robots.txt", "/a"]
    assert shortest_gap(starts) >= 0.045


def test_no_domain_waits_for_another(server, tmp_path):
    began = time.monotonic()
    visited(server, tmp_path, *(f"http://{host}/{path}" for host in HOSTS[1:] for path in "abc"), delay_s=0.1)
    assert time.monotonic() - began < 2 * 3 * 0.1 + 0.3  # three domains one after the other would take 0.9 s
    firsts = {}
    for asked in server.log:
        firsts.setdefault(asked.host, asked.at)
    assert max(firsts.values()) - min(firsts.values()) < 0.1


def test_a_domain_is_asked_one_page_at_a_time(server, tmp_path):
    server.sites |= {f"/slow{n}": dripping(answer(b"", length=3), pause_s=0.03) for n in range(3)}
    visited(server, tmp_path, *(f"http://news.example/slow{n}" for n in range(3)))
    starts = [asked.at for asked in server.log if asked.path.startswith("/slow")]
    assert shortest_gap(starts) >= 0.06


def test_redirects_from_elsewhere_take_their_turn_too(server, tmp_path):
    slow = dripping(answer(b"", length=3), pause_s=0.05)
    server.sites |= {f"/r{n}": redirect(f"http://third.example/slow{n}") for n in range(2)}
    server.sites |= {f"/slow{n}": slow for n in range(2)} | {"third.example/robots.txt": late(answer(b""), 0.05)}
    visited(server, tmp_path, "http://news.example/r0", "http://other.example/r1")
    assert [asked.path for asked in server.log if asked.host == "third.example"].count("/robots.txt") == 1
    assert shortest_gap([asked.at for asked in server.log if asked.path.startswith("/slow")]) >= 0.095


def test_a_host_may_ask_for_more_time_in_its_robots_txt(server, tmp_path):
    server.sites["news.example/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 0.1\n")
    visited(server, tmp_path, *(f"http://news.example/{path}" for path in "abc"))
    starts = [asked.at for asked in server.log if asked.path != "/robots.txt"]
    assert shortest_gap(starts) >= 0.095


# robots.txt


def test_what_robots_txt_forbids_is_not_asked_for(server, tmp_path):
    server.sites["news.example/robots.txt"] = FORBIDDING
    pages = visited(
        server, tmp_path, "http://news.example/private/x", "http://news.example/a", "http://other.example/b"
    )
    assert outcomes(pages) == {
        "news.example/private/x": "robots_disallowed",
        "news.example/a": None,
        "other.example/b": None,
    }
    assert next(page for page in pages if page.reason).retry_after_s is None
    assert sorted(server.paths()) == ["/a", "/b"]


def test_robots_txt_comes_first_and_once_for_each_host(server, tmp_path):
    pages = visited(server, tmp_path, *(f"http://{host}/{path}" for host in HOSTS for path in "abc"))
    for host in HOSTS:
        asked = [one.path for one in server.log if one.host == host]
        assert asked[0] == "/robots.txt"
        assert asked.count("/robots.txt") == 1
    assert sum(page.url.endswith("/robots.txt") for page in pages) == len(HOSTS)


def test_a_redirect_to_where_robots_txt_forbids_is_not_followed(server, tmp_path):
    server.sites |= {"other.example/robots.txt": FORBIDDING, "/r": redirect("http://other.example/private/x")}
    pages = visited(server, tmp_path, "http://news.example/r")
    assert outcomes(pages) == {"news.example/r": "robots_disallowed"}
    assert server.paths("other.example") == []


@pytest.mark.parametrize(
    "broken", [answer(b"", "503 Busy"), answer(b"", "500 Oops"), answer(b"", "429 Slow Down"), then_close(b"")]
)
def test_a_host_whose_robots_txt_is_down_waits(server, tmp_path, broken):
    server.sites["news.example/robots.txt"] = broken
    pages = visited(server, tmp_path, "http://news.example/a", "http://news.example/b", "http://other.example/a")
    assert outcomes(pages) == {
        "news.example/a": "robots_unreachable",
        "news.example/b": "robots_unreachable",
        "other.example/a": None,
    }
    assert all(page.retry_after_s for page in pages if page.reason == "robots_unreachable")
    assert server.paths("news.example") == []


def test_a_name_that_does_not_resolve_is_unreachable_and_no_matter_of_robots_txt(server, tmp_path):
    pages = visited(server, tmp_path, *(f"http://gone.example/{n}" for n in range(3)))
    found = [page for page in pages if not page.url.endswith("robots.txt")]
    assert {page.reason for page in found} == {"unreachable"}
    assert all("gone.example does not resolve" in page.detail and page.retry_after_s for page in found)


def test_dead_hosts_cost_a_run_one_quick_second_try(server, tmp_path, monkeypatch):
    pauses = []
    sleep = asyncio.sleep

    async def noted(seconds, *rest):
        pauses.append(seconds)
        await sleep(0, *rest)

    monkeypatch.setattr(asyncio, "sleep", noted)
    dead = [f"http://dead-{n}.example/{page}" for n in range(8) for page in range(4)]
    pages = visited(server, tmp_path, *dead, "http://news.example/a", retry_delay_s=30.0, delay_s=0.0)
    reasons = outcomes(pages)
    assert reasons.pop("news.example/a") is None
    assert set(reasons.values()) <= {"unreachable", "host_down"}
    assert max(pauses) <= QUICK_PAUSE_S
    assert all(page.retry_after_s for page in pages if page.reason == "unreachable")


def test_a_robots_txt_that_is_down_for_a_moment_is_asked_again(server, tmp_path):
    server.sites["news.example/robots.txt"] = [answer(b"", "503 Busy"), FORBIDDING]
    pages = visited(server, tmp_path, "http://news.example/a", "http://news.example/private")
    assert outcomes(pages) == {"news.example/a": None, "news.example/private": "robots_disallowed"}


def test_robots_txt_is_not_asked_for_where_the_incident_says_so(server, tmp_path):
    server.sites["/robots.txt"] = answer(b"User-agent: *\nDisallow: /\n")
    rules = {"other.example": HostRule(respect_robots=False)}
    pages = visited(server, tmp_path, "http://other.example/a", "http://third.example/a", hosts=rules)
    assert outcomes(pages) == {"other.example/a": None, "third.example/a": "robots_disallowed"}
    assert [asked.path for asked in server.log if asked.host == "other.example"] == ["/a"]


def robots_page(pages):
    return {page.url: page for page in pages if page.url.endswith("/robots.txt")}


def test_a_robots_txt_of_today_is_not_asked_for_again(server, tmp_path):
    server.sites["news.example/robots.txt"] = FORBIDDING
    known = robots_page(visited(server, tmp_path, "http://news.example/a", "http://other.example/a"))
    server.log.clear()
    pages = visited(
        server, tmp_path, "http://news.example/private", "http://other.example/a", name="second", known=known
    )
    assert outcomes(pages) == {"news.example/private": "robots_disallowed", "other.example/a": None}
    assert [asked.path for asked in server.log] == ["/a"]


def test_a_robots_txt_of_yesterday_is_asked_for_again(server, tmp_path):
    known = robots_page(visited(server, tmp_path, "http://news.example/a"))
    old = {url: replace(page, fetched_at=page.fetched_at - timedelta(hours=25)) for url, page in known.items()}
    server.log.clear()
    visited(server, tmp_path, "http://news.example/a", name="second", known=old)
    assert [asked.path for asked in server.log] == ["/robots.txt", "/a"]


def test_a_robots_txt_that_is_damaged_in_the_archive_is_asked_for_again(server, tmp_path):
    server.sites["news.example/robots.txt"] = FORBIDDING
    known = robots_page(visited(server, tmp_path, "http://news.example/a"))
    (tmp_path / "batch.warc.gz").write_bytes(b"")
    pages = visited(server, tmp_path, "http://news.example/private", name="second", known=known)
    assert outcomes(pages) == {"news.example/private": "robots_disallowed"}


# Failures


@pytest.mark.parametrize(
    "broken",
    [
        then_close(b""),
        answer(b"", "503 Busy"),
        answer(b"", "429 Slow Down", Retry_After="0"),
        answer(gzipped(PAGE)[:-9], Content_Encoding="gzip"),
    ],
)
def test_what_fails_for_a_moment_is_asked_again_behind_the_others(server, tmp_path, broken):
    server.sites["/a"] = [broken, answer()]
    pages = visited(server, tmp_path, "http://news.example/a", "http://news.example/b", "http://news.example/c")
    assert outcomes(pages) == {"news.example/a": None, "news.example/b": None, "news.example/c": None}
    assert server.paths() == ["/a", "/b", "/c", "/a"]


def test_what_fails_for_good_is_asked_three_times_and_then_waits(server, tmp_path):
    server.sites["/a"] = then_close(b"")
    [page] = [page for page in visited(server, tmp_path, "http://news.example/a") if page.url.endswith("/a")]
    assert (page.reason, bool(page.retry_after_s)) == ("unreachable", True)
    assert server.paths() == ["/a"] * 3


@pytest.mark.parametrize("final", [answer(b"", "404 Not Found"), redirect("/a"), redirect("ftp://news.example/")])
def test_what_is_final_is_asked_once(server, tmp_path, final):
    server.sites["/x"] = final
    visited(server, tmp_path, "http://news.example/x")
    assert server.paths().count("/x") == 1


def test_nobody_is_waited_for_longer_than_a_minute(server, tmp_path):
    server.sites["/x"] = answer(b"", "429 Slow Down", Retry_After="7200")
    [page] = [page for page in visited(server, tmp_path, "http://news.example/x") if page.url.endswith("/x")]
    assert (page.reason, page.retry_after_s) == ("http_429", 7200)
    assert server.paths() == ["/x"]


def test_a_host_that_has_too_much_to_do_is_left_alone_for_a_while(server, tmp_path):
    server.sites["/x"] = [answer(b"", "429 Slow Down"), answer()]
    pages = visited(server, tmp_path, "http://news.example/x", "http://news.example/a", retry_delay_s=0.2)
    assert set(outcomes(pages).values()) == {None}
    first, second, _ = [asked.at for asked in server.log if asked.path != "/robots.txt"]
    assert second - first >= 0.095


@pytest.mark.parametrize(
    ("asked_for", "attempt", "low", "high"),
    [
        (None, 0, 15, 45),
        (None, 1, 30, 90),
        (None, 2, None, None),
        (7.0, 0, 7, 7),
        (60.0, 1, 60, 60),
        (61.0, 0, None, None),
    ],
)
def test_pauses_double_unless_the_server_names_its_own(asked_for, attempt, low, high):
    page = Page(url="", final_url="", fetched_at=datetime.now(UTC), status=503, reason="http_503", retry_after_s=3600.0)
    pause = pause_s(Exchange(page=page, retry_after_s=asked_for), attempt, manners(retry_delay_s=30.0))
    assert (pause is None) if low is None else low <= pause <= high


@pytest.mark.parametrize(("most", "attempt", "pause"), [(1, 0, QUICK_PAUSE_S), (1, 1, None), (0, 0, None)])
def test_where_nobody_was_reached_there_is_at_most_one_quick_second_try(most, attempt, pause):
    page = Page(
        url="", final_url="", fetched_at=datetime.now(UTC), status=None, reason="unreachable", retry_after_s=1.0
    )
    assert pause_s(Exchange(page=page, most_retries=most), attempt, manners(retry_delay_s=30.0)) == pause


def test_a_host_that_is_down_does_not_cost_every_address_its_deadline(server, tmp_path):
    server.sites |= {f"/{n}": then_close(b"") for n in range(50)}
    pages = visited(server, tmp_path, *(f"http://news.example/{n}" for n in range(50)), "http://www.news.example/a")
    reasons = outcomes(pages)
    assert len(reasons) == 51
    assert reasons["www.news.example/a"] is None
    assert [reasons[f"news.example/{n}"] for n in range(50)] == ["unreachable"] * 5 + ["host_down"] * 45
    assert server.paths("news.example") == [f"/{n}" for n in range(5)]
    assert all(page.retry_after_s for page in pages if page.reason == "host_down")


def test_a_host_that_asks_for_a_long_rest_gets_it(server, tmp_path):
    server.sites["/x"] = answer(b"", "503 Busy", Retry_After="7200")
    wanted = ["http://news.example/x", "http://news.example/a", "http://www.news.example/a"]
    pages = visited(server, tmp_path, *wanted)
    assert outcomes(pages) == {"news.example/x": "http_503", "news.example/a": "host_down", "www.news.example/a": None}
    assert {page.retry_after_s for page in pages if page.reason in ("host_down", "http_503")} == {7200}


def test_hostile_headers_end_up_in_the_archive_and_not_in_an_error(server, tmp_path):
    server.sites["/a"] = (
        b"HTTP/1.1 200 \xffOK\r\nContent-Type: text/html\xff\r\nETag: \xe6\xa9\x8b\r\nX-Robots-Tag: \xff\r\nContent-Length: 2\r\n\r\nhi"
    )
    [page] = [page for page in visited(server, tmp_path, "http://news.example/a") if page.url.endswith("/a")]
    assert warc.body(tmp_path, page.warc, page.warc_offset) == b"hi"
    for text in (page.content_type, page.etag, *page.rights):
        text.encode()


# Conditional requests


def test_a_second_run_asks_for_no_body_that_has_not_changed(server, tmp_path):
    server.sites |= {"/a": conditional(PAGE, '"1"'), "/r": redirect("/a")}
    first = [
        page
        for page in visited(server, tmp_path, "http://news.example/a", "http://news.example/r")
        if page.body_sha256 and page.etag
    ]
    again = [
        Wanted(url=page.url, etag=page.etag, last_modified=page.last_modified, final_url=page.final_url)
        for page in first
    ]
    assert len(again) == 2
    pages = visited(server, tmp_path, *again, name="second")
    assert outcomes(pages) == {"news.example/a": "not_modified", "news.example/r": "not_modified"}


# Files


def test_pages_on_disk_are_read_without_asking_anybody(server, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "Мост.html").write_bytes(PAGE)
    (folder / "packed.txt.gz").write_bytes(gzipped(PAGE))
    wanted = [path.as_uri() for path in sorted(folder.iterdir())]
    pages = visited(server, tmp_path, *wanted, delay_s=60.0)
    assert {page.content_type for page in pages} == {"text/html", "text/plain"}
    assert [warc.body(tmp_path, page.warc, page.warc_offset) for page in pages] == [PAGE, PAGE]
    assert not server.log
    again = [Wanted(url=page.url, etag=page.etag) for page in pages]
    assert visited(server, tmp_path, *again, name="second") == []  # looking at a file again is no event
    (folder / "Мост.html").write_bytes(PAGE + b"\n")
    changed = visited(server, tmp_path, *again, name="third")
    assert [(page.url, page.reason) for page in changed] == [((folder / "Мост.html").as_uri(), None)]


def test_files_that_cannot_be_read_say_why(server, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "big.html").write_bytes(b"x" * 1001)
    (folder / "bomb.html.gz").write_bytes(gzipped(b"x" * 1001))
    (folder / "cut.html.gz").write_bytes(gzipped(PAGE)[:-5])
    (folder / "folder.html").mkdir()
    os.mkfifo(folder / "pipe.html")  # reading it would never end
    names = ["big.html", "bomb.html.gz", "cut.html.gz", "folder.html", "pipe.html", "gone.html", "nul%00.html"]
    pages = visited(server, tmp_path, *(f"file://{folder}/{name}" for name in names), page_bytes=1000)
    reasons = ["too_large", "too_large", "truncated", "unreadable", "unreadable", "unreadable", "unreadable"]
    assert [page.reason for page in pages] == reasons
    assert {page.retry_after_s for page in pages} == {None}


# Stopping


def test_a_stopped_run_takes_nothing_new_and_keeps_what_was_finished(server, tmp_path):
    stop = threading.Event()

    def last(_headers):
        stop.set()
        return answer()

    server.sites["/b"] = last
    wanted = [f"http://news.example/{path}" for path in "abc"] + ["http://other.example/a"]
    began = time.monotonic()
    pages = visited(server, tmp_path, *wanted, stop=stop, delay_s=0.05)
    assert time.monotonic() - began < 3
    assert outcomes(pages) | {"other.example/a": None} == {
        "news.example/a": None,
        "news.example/b": None,
        "other.example/a": None,
    }
    assert "/c" not in server.paths()


def test_a_stop_does_not_wait_for_delays_or_silent_servers(server, tmp_path, monkeypatch):
    monkeypatch.setattr("extractors.fetcher.GRACE_S", 0.2)
    stop = threading.Event()
    server.sites["/silent"] = silent()
    threading.Timer(0.3, stop.set).start()
    began = time.monotonic()
    wanted = ["http://news.example/a", "http://news.example/b", "http://other.example/silent"]
    pages = visited(
        server, tmp_path, *wanted, stop=stop, hosts={"news.example": HostRule(delay_s=60.0)}, deadline_s=60.0
    )
    assert time.monotonic() - began < 2
    assert set(outcomes(pages)) <= {"news.example/a"}


def test_a_stop_does_not_wait_for_anybody_whose_turn_it_is_not(server, tmp_path):
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    began = time.monotonic()
    pages = visited(server, tmp_path, "http://news.example/a", "http://news.example/b", stop=stop, delay_s=60.0)
    assert time.monotonic() - began < 2
    assert outcomes(pages) == {}


def test_a_stopped_run_leaves_a_journal(server, tmp_path):
    stop = threading.Event()
    stop.set()
    assert visited(server, tmp_path, "http://news.example/a", stop=stop) == []
    assert not server.log


def test_an_error_of_ours_is_not_swallowed(server, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(warc.Journal, "write", full)
    with pytest.raises(OSError, match="No space"):
        visited(server, tmp_path, "http://news.example/a", "http://other.example/a")


# Packing


def links(*counts):
    return [
        Wanted(url=f"http://www{n % 3}.host{number}.example/{n}")
        for number, count in enumerate(counts)
        for n in range(count)
    ]


def test_no_domain_is_in_two_batches_and_nothing_is_lost():
    wanted = links(1, 7, 30, 2, 2, 2, 9) + [Wanted(url=f"file:///srv/{n}.html") for n in range(20)]
    batches = pack(wanted, 4)
    assert sorted(item.url for batch in batches for item in batch) == sorted(item.url for item in wanted)
    homes = [{urls.registered_domain(item.url) for item in batch} - {""} for batch in batches]
    assert sum(map(len, homes)) == len(set().union(*homes)) == 7


def test_batches_are_about_equally_long():
    assert [len(batch) for batch in pack(links(*[3] * 12), 4)] == [9, 9, 9, 9]
    assert sorted(len(batch) for batch in pack(links(30, 10, 10, 10), 2)) == [30, 30]


def test_packing_depends_on_the_addresses_alone():
    wanted = links(5, 4, 3, 2, 1)
    assert pack(wanted, 3) == pack(wanted[::-1], 3)
    assert pack([], 3) == []
    assert len(pack(links(1, 1), 8)) == 2


# Fetcher


def test_a_fetcher_gives_bodies_and_journals_them(server, tmp_path):
    with Fetcher(manners(), server.reach(*HOSTS), tmp_path, "discover") as fetch:
        assert fetch("http://news.example/a") == PAGE
    pages = list(warc.pages(tmp_path / "discover.warc.gz"))
    assert [page.url for page in pages] == ["http://news.example/robots.txt", "http://news.example/a"]
    assert fetch.journal.path == tmp_path / "discover.warc.gz"


def test_a_fetcher_that_got_nothing_leaves_no_file(server, tmp_path):
    with Fetcher(manners(), server.reach(*HOSTS), tmp_path, "discover"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_fetcher_asks_conditionally_and_takes_the_body_from_the_archive(server, tmp_path):
    server.sites["/feed"] = conditional(PAGE, '"1"')
    with Fetcher(manners(), server.reach(*HOSTS), tmp_path, "first") as fetch:
        fetch("http://news.example/feed")
    known = {page.url: page for page in warc.pages(tmp_path / "first.warc.gz")}
    server.log.clear()
    with Fetcher(manners(), server.reach(*HOSTS), tmp_path, "second", known=known) as fetch:
        assert fetch("http://news.example/feed") == PAGE
    assert [asked.headers.get("if-none-match") for asked in server.log] == ['"1"']  # and robots.txt is known too
    assert [page.reason for page in warc.pages(tmp_path / "second.warc.gz")] == ["not_modified"]


def test_a_fetcher_asks_again_for_what_the_archive_lost(server, tmp_path):
    server.sites["/feed"] = conditional(PAGE, '"1"')
    lost = Page(
        url="http://news.example/feed",
        final_url="http://news.example/feed",
        fetched_at=datetime.now(UTC),
        status=200,
        etag='"1"',
        warc="gone.warc.gz",
        warc_offset=0,
    )
    with Fetcher(manners(), server.reach(*HOSTS), tmp_path, "second", known={lost.url: lost}) as fetch:
        assert fetch(lost.url) == PAGE


@pytest.mark.parametrize(
    ("behaviour", "error", "reason"),
    [
        (answer(b"", "404 Not Found"), DropError, "http_404"),
        (answer(b"", "503 Busy"), RetryError, "http_503"),
        (then_close(b""), RetryError, "unreachable"),
        (answer(b"x" * 2000), DropError, "too_large"),
    ],
)
def test_a_fetcher_says_whether_waiting_makes_sense(server, tmp_path, behaviour, error, reason):
    server.sites["/feed"] = behaviour
    url, asked = "http://news.example/feed", 0
    with Fetcher(manners(sitemap_bytes=1000), server.reach(*HOSTS), tmp_path, "discover") as fetch:
        while not asked or fetch.again(url):
            with pytest.raises(error) as caught:
                fetch(url)
            assert caught.value.reason == reason
            asked += 1
    assert asked == (3 if error is RetryError else 1)
    assert [page.reason for page in warc.pages(tmp_path / "discover.warc.gz") if page.url == url] == [reason]


def test_a_source_that_fails_for_a_moment_is_asked_again_behind_all_others(server, tmp_path):
    feed = b"<rss version='2.0'><channel><item><link>http://news.example/a</link></item></channel></rss>"
    server.sites["/feed"] = [answer(b"", "503 Busy"), answer(feed)]
    server.sites["other.example/feed"] = answer(feed)
    urls = ["http://news.example/feed", "http://other.example/feed"]
    spec = SourceSpec(kind="feeds", options={"urls": urls}, folder=tmp_path)
    incident = Incident(slug="s", title="t", began=date(2026, 1, 1), names={"*": ("Ferry",)}, sources=(spec,))
    with Fetcher(manners(), server.reach(*HOSTS), tmp_path, "discover") as fetch:
        found = list(discover(incident, fetch, fetch.again))
    assert [link.url for link in found] == ["http://news.example/a"]
    assert [(asked.host, asked.path) for asked in server.log if asked.path == "/feed"] == [
        ("news.example", "/feed"),
        ("other.example", "/feed"),
        ("news.example", "/feed"),
    ]


def test_a_stopped_fetcher_gives_nothing_more(server, tmp_path):
    stop = threading.Event()
    server.sites["/silent"] = silent()
    with Fetcher(manners(deadline_s=60.0), server.reach(*HOSTS), tmp_path, "discover", stop=stop) as fetch:
        assert fetch("http://news.example/a") == PAGE
        stop.set()
        with pytest.raises(RetryError, match="stopped"):
            fetch("http://news.example/b")
    assert server.paths() == ["/a"]


def test_a_run_that_asks_nobody_needs_no_contact(tmp_path):
    (tmp_path / "page.html").write_bytes(PAGE)
    stranger, link = Manners(contact=""), (tmp_path / "page.html").as_uri()
    with Fetcher(stranger, Reach(), tmp_path, "discover") as fetch:
        fetch.note(warc.Found())
    path = scrape([Wanted(url=link)], stranger, Reach(), tmp_path, "batch")
    assert [page.reason for page in warc.pages(path)] == [None]
