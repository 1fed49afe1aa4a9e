"""Addresses without end, over small webs: what is asked for, what waits, and where every link stands in the ledger."""

import json
from collections import Counter
from pathlib import Path
from random import Random

import duckdb
import pytest

from .smallweb import INCIDENT, STORY, Found, SmallWeb, page

pytestmark = pytest.mark.slow  # publishes again and again

CALENDAR = "http://calendar.example"
HOP = '<meta http-equiv="refresh" content="0; url={}">'
FRONT = page("The Island Post", *(f"Ferry Aurelia, day {day}: Captain Duarte is still missed." for day in range(40)))


def asked(found: Found, since: int = 0) -> list[str]:
    """Return the pages that were asked for, robots.txt aside."""
    lines = [json.loads(line) for line in found.log[since:]]
    return [line["host"] + line["path"] for line in lines if not line["path"].endswith(("/robots.txt", "/rss"))]


def adds_up(found: Found) -> bool:
    held = "(SELECT count(*) FROM core.links) + (SELECT count(*) FROM core.drops WHERE stage = 'discover')"
    return found.rows(f"SELECT sum(items)::BIGINT = {held} FROM ledger") == [(True,)]


WHO = "the harbour master,a widow,three divers,the mayor,the cook,a pilot,her brother,nobody,the crew,two clerks"
DID = "lit a lamp,counted the boats,wrote a letter,closed the gate,sold the nets,rang the bell,went home,found a shoe"
WHEN = "on Monday,before dawn,after the storm,at noon,in the rain,during mass,near the reef,by the old pier,too late"


def told(number: int, **keys: str) -> str:
    """Return a page that has hardly a sentence in common with any other."""
    chance = Random(number)
    lines = [
        " ".join(chance.choice(part.split(",")) for part in (WHO, DID, WHEN, "while,and,but", WHO, DID))
        for _ in range(12)
    ]
    said = [f"{line[0].upper()}{line[1:]}." for line in lines]
    return page(f"Witness {number}", "Captain Duarte had left with the Ferry Aurelia.", *said, **keys)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    web = SmallWeb(tmp_path_factory.mktemp("traps"))
    growing = [f"http://island.example/{'news/' * times}ferry" for times in (1, 2, 3, 9)]
    endless = "http://island.example/ferry?page=1&page=2&page=3&page=4&page=5&page=6"
    for number, url in enumerate(growing):
        web.add(url, told(number))
    stated = '<link rel="canonical" href="http://island.example/tale/tale/tale/tale/">'
    web.add("http://island.example/tale", told(11, head=stated))
    web.add("http://post.example/", FRONT)
    web.add("http://post.example/en/", FRONT)
    web.answer("post.example", "/2024/03/05/captain-duarte-is-missed", redirect="/")
    web.answer("post.example", "/en/ferry-aurelia-missing", redirect="/en/")
    web.add("http://post.example/ferry-aurelia-lost", page("Moved", head=HOP.format("http://post.example/")))
    web.answer("short.example", "/x7", redirect="http://island.example/news/news/ferry")
    web.links(
        *growing,
        endless,
        "http://island.example/tale",
        *(
            f"http://post.example/{path}"
            for path in ("2024/03/05/captain-duarte-is-missed", "en/ferry-aurelia-missing")
        ),
        "http://post.example/ferry-aurelia-lost",
        "http://short.example/x7",
    )
    return web.cover()


def test_an_address_that_grows_is_dropped_before_anybody_is_asked(found: Found) -> None:
    assert found.rows("SELECT items FROM ledger WHERE stage = 'discover' AND reason = 'url_trap'") == [(3,)]
    assert found.rows("SELECT detail FROM core.drops WHERE reason = 'url_trap' ORDER BY ALL") == [
        ("repeats 'news' in its path",),
        ("repeats 'news' in its path",),
        ("repeats the parameter 'page'",),
    ]
    assert not [path for path in asked(found) if "news/news/news" in path or "?page" in path]
    assert adds_up(found)


def test_an_address_that_says_a_word_twice_is_honest(found: Found) -> None:
    assert found.outcomes()["http://island.example/news/ferry"] == ("article", "")
    assert found.outcomes()["http://island.example/news/news/ferry"] == ("article", "")


def test_a_trap_that_a_page_gives_as_its_own_address_is_not_believed(found: Found) -> None:
    assert found.outcomes()["http://island.example/tale"] == ("article", "")
    assert not [path for path in asked(found) if "tale/tale" in path]


@pytest.mark.parametrize(
    "path", ["2024/03/05/captain-duarte-is-missed", "en/ferry-aurelia-missing", "ferry-aurelia-lost"]
)
def test_a_redirect_to_the_home_page_is_no_article_however_much_that_tells(found: Found, path: str) -> None:
    assert found.outcomes()[f"http://post.example/{path}"] == ("dropped", "soft_404")
    detail = found.rows(f"SELECT detail FROM core.links WHERE url = 'http://post.example/{path}'")
    assert detail == [("redirects to the home page",)]


def test_a_short_address_leads_to_the_article(found: Found) -> None:
    assert found.outcomes()["http://short.example/x7"] == ("alias", "")


def calendar(folder: Path, most: int) -> SmallWeb:
    """Return a web of a host with five pages, the last of which its feed calls the first, and one with a single page."""
    web = SmallWeb(folder, INCIDENT.replace("delay_s = 0", f"delay_s = 0\npages_per_host = {most}"))
    days = {
        "e": "Tue, 05 Mar 2024 08:00:00 GMT",
        "d": "Wed, 06 Mar 2024 08:00:00 GMT",
        "a": "Sat, 02 Mar 2024 08:00:00 GMT",
    }
    items = [
        f"<item><title>{name}</title><link>{CALENDAR}/{name}</link><pubDate>{day}</pubDate></item>"
        for name, day in days.items()
    ]
    feed = f"<rss version='2.0'><channel><title>t</title>{''.join(items)}</channel></rss>"
    web.answer("feed.example", "/rss", text=feed, type="text/xml")
    for number, name in enumerate("abcde"):
        web.add(f"{CALENDAR}/{name}", told(number))
    web.add("http://other.example/f", told(6))
    web.source("feeds", urls=["http://feed.example/rss"])
    web.links(*(f"{CALENDAR}/{name}" for name in "abcde"), "http://other.example/f")
    return web


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Found]:
    """A run, one that takes it up as if it had been cut short, two more, and a single one with all it wants."""
    web = calendar(tmp_path_factory.mktemp("few"), most=2)
    first = web.cover()
    with duckdb.connect(str(first.folder / "work.duckdb")) as connection:
        connection.execute("UPDATE core.runs SET state = 'failed'")
    whole = calendar(tmp_path_factory.mktemp("all"), most=500)
    return [first, web.cover(), web.cover(recheck="all"), web.cover(), whole.cover()]


def test_a_host_has_its_share_of_a_run_and_the_rest_of_its_links_wait(runs: list[Found]) -> None:
    assert sorted(asked(runs[0])) == ["calendar.example/d", "calendar.example/e", "other.example/f"]
    beyond = runs[0].rows("SELECT stage, outcome, items::INTEGER FROM ledger WHERE reason = 'budget'")
    assert beyond == [("scrape", "waiting", 3)]
    assert all(map(adds_up, runs))


def test_a_run_that_was_cut_short_and_the_next_one_share_what_a_host_gives(runs: list[Found]) -> None:
    assert asked(runs[1], since=len(runs[0].log)) == []
    assert runs[1].views() == runs[0].views()


def test_later_runs_take_the_next_links_and_rechecks_are_no_part_of_the_share(runs: list[Found]) -> None:
    new = ["calendar.example/b", "calendar.example/c"]  # nobody dates them; what is older than the incident comes last
    again = ["calendar.example/d", "calendar.example/e", "other.example/f"]
    assert sorted(asked(runs[2], since=len(runs[1].log))) == sorted(new + again)
    assert asked(runs[3], since=len(runs[2].log)) == ["calendar.example/a"]


def test_a_share_delays_and_changes_nothing(runs: list[Found]) -> None:
    assert runs[3].outcomes() == runs[4].outcomes()
    assert runs[3].views() == runs[4].views()


def test_pages_that_give_one_another_as_their_own_address_are_followed_for_two_steps(tmp_path: Path) -> None:
    web = SmallWeb(tmp_path)
    for number in range(8):
        head = f'<link rel="canonical" href="/ferry-{number + 1}">'
        web.add(f"http://island.example/ferry-{number}", page("Ferry missing", *STORY, head=head))
    web.links("http://island.example/ferry-0")
    first = web.cover()
    second = web.cover()

    assert asked(first) == [f"island.example/ferry-{number}" for number in range(3)]
    assert asked(second, since=len(first.log)) == []
    assert second.views() == first.views()
    assert Counter(outcome for outcome, _ in second.outcomes().values()) == {"article": 1, "alias": 3}
    assert adds_up(second)
