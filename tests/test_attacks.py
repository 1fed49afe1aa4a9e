"""What a hostile server, a second batch or a wrong clock may not do to the promises of the scrape stage."""

import asyncio
import os
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from extractors import robots, turns, warc
from extractors.errors import StopError
from extractors.records import Page
from extractors.scrape import Wanted, scrape
from extractors.web import Client, Held
from flows import batches, staging

from .faultserver import FaultServer, answer, manners, redirect

HOSTS = ("news.example", "www.news.example", "other.example", "third.example", "busy.example")
DELAY_S = 0.05


@pytest.fixture
def server():
    with FaultServer({f"/{path}": answer() for path in "abcdefgh"}) as running:
        yield running


@pytest.fixture
def pace(tmp_path):
    folder = tmp_path / "pace"
    folder.mkdir()
    return folder


def batch(server, archive, pace, name, *urls, stop=None, **changed):
    wanted = [Wanted(url=f"http://{url}") for url in urls]
    asked = manners(**{"delay_s": DELAY_S, **changed})
    path = scrape(wanted, asked, server.reach(*HOSTS), archive, name, pace=pace, stop=stop)
    return {page.url.removeprefix("http://"): page for page in warc.pages(path)}


def get(server, path="/a", held=None):
    async def ask():
        async with Client(manners(), server.reach(*HOSTS)) as client:
            return (await client.get(f"http://news.example{path}", held=held)).page

    return asyncio.run(ask())


def left_s(pace, domain):
    async def wait_s():
        turn = await turns.take(pace, domain)
        try:
            return turn.wait_s()
        finally:
            turn.let_go()

    return asyncio.run(wait_s())


# What one header can do


@pytest.mark.parametrize("zone", ["+" + "9" * 20, "-" + "9" * 30])
@pytest.mark.parametrize("status", ["200 OK", "503 Busy"])
def test_no_date_in_a_retry_after_ends_the_run(server, zone, status):
    server.sites["/a"] = answer(b"page", status, Retry_After=f"Mon, 01 Jan 2026 00:00:00 {zone}")
    assert get(server).status == int(status[:3])


@pytest.mark.parametrize("location", ["http://\xff/", "http://a\xff.example/", "/\xed\xa0\x80"])
def test_bytes_in_a_location_that_are_no_text_can_be_written_into_the_dataset(server, tmp_path, pace, location):
    server.sites["/a"] = redirect(location)
    batch(server, tmp_path, pace, "scrape-batch", "news.example/a")
    visits = batches.told_by(tmp_path / "scrape-batch.warc.gz").visits
    assert staging.table(visits, "visits").num_rows == len(visits) == 2


def test_a_redirect_to_a_path_in_latin_1_leads_there_and_not_to_the_path_without_its_accents(server):
    server.sites |= {"/a": redirect("/caf\xe9/noir"), "/caf%E9/noir": answer(b"coffee")}
    assert get(server).body == b"coffee"


def test_an_unasked_304_behind_a_redirect_says_nothing_of_what_is_held(server):
    server.sites |= {"/a": redirect("/elsewhere"), "/elsewhere": answer(b"", "304 Not Modified", Content_Length="")}
    held = Held(url="http://news.example/a", etag='"held"')
    assert get(server, held=held).reason == "http_304"


# robots.txt


@pytest.mark.parametrize("blank", ["\n", "\r", " ", "\t", "User-agent" + " " * 400], ids=repr)
def test_a_robots_txt_of_white_space_takes_no_time(blank):
    body = (blank * robots.MOST_BYTES)[: robots.MOST_BYTES].encode()
    page = Page(url="", fetched_at=datetime.now(UTC), final_url="", status=200, body=body)
    began = time.process_time()
    assert robots.rules(page).allow("http://news.example/a")
    assert time.process_time() - began < 5  # a quarter of one; it was hours


def test_a_robots_txt_that_a_wrong_clock_has_dated_is_asked_for_again():
    page = Page(url="", fetched_at=datetime.now(UTC) + timedelta(days=300), final_url="", status=200)
    assert not robots.is_fresh(page)


# Several who ask the same domain


def test_a_batch_that_is_stopped_while_it_waits_leaves_the_distance_as_it_was(server, tmp_path, pace):
    turns.postpone(pace, "news.example", 20)
    stop = threading.Event()
    threading.Timer(0.05, stop.set).start()
    batch(server, tmp_path, pace, "batch", "news.example/a", stop=stop)
    assert server.log == []
    assert left_s(pace, "news.example") > 19


def test_a_distance_that_was_written_down_is_never_made_shorter(pace):
    turns.postpone(pace, "news.example", 20)
    turns.postpone(pace, "news.example", 0)

    async def next_in():
        turn = await turns.take(pace, "news.example")
        turn.next_in(1)
        turn.let_go()

    asyncio.run(next_in())
    assert left_s(pace, "news.example") > 19


def test_a_batch_that_waits_keeps_nobody_else_from_the_domain(server, tmp_path, pace):
    """Else one with many pages would have it for himself: it has the next turn the moment it lets the last one go."""
    turns.postpone(pace, "news.example", 20)
    stop = threading.Event()
    waiting = threading.Thread(
        target=batch, args=(server, tmp_path, pace, "batch", "news.example/a"), kwargs={"stop": stop}
    )
    waiting.start()
    time.sleep(0.1)

    async def take():
        async with asyncio.timeout(2):
            (await turns.take(pace, "news.example")).let_go()

    try:
        asyncio.run(take())
    finally:
        stop.set()
        waiting.join()


def test_who_redirects_to_a_busy_host_is_asked_on_and_the_busy_one_left_alone(server, tmp_path, pace):
    busy = [answer(b"", "503 Busy", Retry_After="1"), answer()]
    server.sites |= {"news.example/a": redirect("http://busy.example/busy"), "busy.example/busy": busy}
    began = time.monotonic()
    stop = threading.Event()
    threading.Timer(0.4, stop.set).start()
    batch(server, tmp_path, pace, "batch", "news.example/a", "news.example/b", stop=stop, retry_delay_s=9.0)
    at = {(one.host, one.path): one.at - began for one in server.log}
    assert at["news.example", "/b"] < 0.4
    assert left_s(pace, "busy.example") > 0
    assert [one.path for one in server.log if one.host == "busy.example"] == ["/robots.txt", "/busy"]


def test_those_in_line_hear_that_a_host_wants_to_be_left_alone(server, tmp_path, pace):
    names = ("news.example", "other.example", "third.example")
    server.sites |= {f"{name}/a": redirect("http://busy.example/a") for name in names}
    server.sites["busy.example/a"] = answer(b"", "503 Busy", Retry_After="7200")
    pages = batch(server, tmp_path, pace, "batch", *(f"{name}/a" for name in names))
    assert sorted(pages[f"{name}/a"].reason for name in names) == ["host_down", "host_down", "http_503"]
    assert server.paths("busy.example") == ["/a"]


def test_a_rest_that_another_batch_was_told_of_meanwhile_counts(server, tmp_path, pace):
    def tell(_headers):
        turns.leave_alone(pace, "news.example", 7200)
        return answer()

    server.sites["/a"] = tell
    pages = batch(server, tmp_path, pace, "batch", "news.example/a", "news.example/b")
    assert pages["news.example/b"].reason == "host_down"


def test_a_host_whose_links_lead_to_dead_ones_is_not_down_itself(server, tmp_path, pace):
    server.sites |= {f"/{number}": redirect(f"http://gone{number}.example/") for number in range(6)}
    server.sites["/z"] = answer()
    urls = [f"news.example/{number}" for number in range(6)]
    pages = batch(server, tmp_path, pace, "batch", *urls, "news.example/z", retries=0, delay_s=0.001)
    assert {pages[url].reason for url in urls} == {"unreachable"}
    assert pages["news.example/z"].reason is None


# Our own disk and clock


def test_a_pace_that_cannot_be_read_is_no_fault_of_any_host(server, tmp_path, pace):
    (pace / "rest,news.example").mkdir()
    with pytest.raises(StopError, match="directory"):
        batch(server, tmp_path, pace, "batch", "news.example/a")
    assert server.log == []


def test_the_longest_name_that_a_host_can_have_fits_a_file(pace):
    host = ".".join([*["a" * 63] * 3, "a" * 61])
    turns.leave_alone(pace, host, 30)
    assert turns.rest_s(pace, host) > 29


def test_nobody_waits_for_a_clock_that_was_set_back_since(pace):
    turns.postpone(pace, "news.example", 5)
    turns.leave_alone(pace, "news.example", 5)
    ahead_s = time.time() + 7200
    for path in pace.iterdir():
        path.write_bytes(f"{ahead_s + 5:.3f}\n".encode())
        os.utime(path, (ahead_s, ahead_s))
    assert left_s(pace, "news.example") == 0
    assert turns.rest_s(pace, "news.example") == 0
