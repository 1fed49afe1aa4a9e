import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from itertools import pairwise

import pytest

from extractors import turns, warc
from extractors.errors import StopError
from extractors.fetcher import Fetcher
from extractors.scrape import Wanted, scrape
from extractors.visits import LONGEST_REST_S, _Domain
from extractors.web import Hop

from .faultserver import FaultServer, answer, manners, redirect

HOSTS = ("news.example", "www.news.example", "other.example")
DELAY_S = 0.15


@pytest.fixture
def server():
    with FaultServer({f"/{path}": answer() for path in "abcd"}) as running:
        yield running


@pytest.fixture
def pace(tmp_path):
    folder = tmp_path / "pace"
    folder.mkdir()
    return folder


def batch(server, tmp_path, pace, name, *urls, **changed):
    wanted = [Wanted(url=url) for url in urls]
    changed = {"delay_s": DELAY_S, **changed}
    path = scrape(wanted, manners(**changed), server.reach(*HOSTS), tmp_path, name, pace=pace)
    return {page.url.removeprefix("http://"): page for page in warc.pages(path)}


def gaps(server, *hosts):
    starts = sorted(asked.at for asked in server.log if asked.host in hosts)
    return [later - earlier for earlier, later in pairwise(starts)]


def test_two_batches_at_once_keep_one_pace(server, tmp_path, pace):
    server.sites["/away"] = redirect("http://news.example/d")
    urls = [["http://news.example/a", "http://www.news.example/b"], ["http://other.example/away"]]
    threads = [
        threading.Thread(target=batch, args=(server, tmp_path, pace, f"batch-{number}", *part))
        for number, part in enumerate(urls)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = gaps(server, "news.example", "www.news.example")
    assert len(found) == 5  # three pages, and the rules of each host, those of the first asked for by both batches
    assert min(found) >= DELAY_S - 0.005


def test_what_comes_after_keeps_the_distance_from_what_came_before(server, tmp_path, pace):
    server.sites["/feed"] = answer(b"<rss/>")
    with Fetcher(manners(delay_s=DELAY_S), server.reach(*HOSTS), tmp_path, "discover", pace=pace) as fetch:
        fetch("http://news.example/feed")
    batch(server, tmp_path, pace, "first", "http://news.example/a")
    batch(server, tmp_path, pace, "second", "http://news.example/b")
    assert len(server.log) == 6
    assert min(gaps(server, "news.example")) >= DELAY_S - 0.005


def test_a_domain_without_a_delay_leaves_no_file(server, tmp_path, pace):
    batch(server, tmp_path, pace, "batch", "http://news.example/a", delay_s=0.0)
    assert list(pace.iterdir()) == []


def test_a_host_that_asked_for_a_long_rest_is_left_alone_by_the_next_run_too(server, tmp_path, pace):
    server.sites["/a"] = answer(b"", "503 Busy", Retry_After="7200")
    batch(server, tmp_path, pace, "first", "http://news.example/a", delay_s=0.0)
    asked = len(server.log)
    pages = batch(server, tmp_path, pace, "second", "http://news.example/b", "http://www.news.example/b", delay_s=0.0)
    assert pages["news.example/b"].reason == "host_down"
    assert 7100 < pages["news.example/b"].retry_after_s <= 7200
    assert pages["www.news.example/b"].reason is None
    assert [one.host for one in server.log[asked:]] == ["www.news.example"] * 2


@pytest.mark.parametrize("said", [b"", b"no number", b"nan", b"inf", b"9e18", b"-1"], ids=repr)
def test_a_file_that_says_nothing_sensible_stops_nobody(pace, said):
    (pace / "news.example").write_bytes(said)
    (pace / "rest,news.example").write_bytes(said)

    async def wait_s():
        return (await turns.take(pace, "news.example")).wait_s()

    assert asyncio.run(wait_s()) == 0
    assert turns.rest_s(pace, "news.example") == 0


def test_a_process_that_is_killed_lets_its_turn_go_and_its_last_request_still_counts(pace):
    holding = (
        "import asyncio, sys, time\n"
        "from pathlib import Path\n"
        "from extractors import turns\n"
        "async def hold():\n"
        "    turn = await turns.take(Path(sys.argv[1]), 'news.example')\n"
        "    turn.next_in(30)\n"
        "    print('held', flush=True)\n"
        "    time.sleep(60)\n"
        "asyncio.run(hold())\n"
    )
    process = subprocess.Popen([sys.executable, "-c", holding, str(pace)], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"

    async def taken():
        async with asyncio.timeout(10):
            return (await turns.take(pace, "news.example")).wait_s()

    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(taken(), 0.05))
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert 20 < asyncio.run(taken()) <= 30


def test_a_disk_that_takes_no_turns_stops_the_run_and_is_no_fault_of_any_host(server, tmp_path):
    with pytest.raises(StopError, match="nowhere"):
        batch(server, tmp_path, tmp_path / "nowhere", "batch", "http://news.example/a")
    assert server.log == []


# AutoThrottle


def rests(*hops, delay_s=5.0, busy_delay_s=30.0):
    domain, found = _Domain(), []
    for hop in hops:
        domain.learn(hop, delay_s, busy_delay_s)
        found.append(domain.rest_s)
    return found


def test_slow_answers_earn_a_rest_as_long_as_they_took():
    assert rests(Hop(status=200, latency_s=8.0)) == [8.0]


def test_a_domain_that_is_quick_again_is_back_to_normal_step_by_step():
    quick = Hop(status=200, latency_s=0.0)
    assert rests(Hop(status=200, latency_s=8.0), quick, quick, quick) == [8.0, 4.0, 2.0, 1.0]


def test_errors_are_quick_to_send_and_shorten_nothing():
    slow, quick_error = Hop(status=200, latency_s=8.0), Hop(status=404, latency_s=0.01)
    assert rests(slow, quick_error) == [8.0, 8.0]
    assert rests(slow, Hop(status=500, latency_s=12.0)) == [8.0, 12.0]


def test_a_refusal_that_names_no_time_doubles_the_distance_up_to_a_minute():
    busy, too_many = Hop(status=503), Hop(status=429)
    assert rests(busy, busy, busy, busy, busy) == [10.0, 20.0, 40.0, LONGEST_REST_S, LONGEST_REST_S]
    assert rests(too_many, too_many) == [30.0, 60.0]


def test_a_refusal_that_names_its_time_gets_that_and_doubles_nothing():
    assert rests(Hop(status=429, retry_after_s=3.0)) == [0.0]


def test_no_answer_teaches_nothing():
    assert rests(Hop(status=200, latency_s=8.0), Hop()) == [8.0, 8.0]


def test_a_busy_domain_is_asked_less_often(server, tmp_path, pace):
    server.sites["/a"] = [answer(b"", "429 Slow Down"), answer()]
    began = time.monotonic()
    pages = batch(
        server,
        tmp_path,
        pace,
        "batch",
        *(f"http://news.example/{path}" for path in "ab"),
        delay_s=0.01,
        busy_delay_s=0.4,
        retry_delay_s=0.01,
    )
    assert {page.reason for url, page in pages.items() if "robots" not in url} == {None}
    assert time.monotonic() - began >= 0.4
