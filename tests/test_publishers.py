"""Whose page it is, where an aggregator, a cache or an archive shows it."""

import json
from datetime import UTC, datetime

import pytest
from lxml.html import document_fromstring

from extractors.extract import read
from extractors.plugins import Outlet
from extractors.publishers import Publisher, inside, publisher
from extractors.records import Article, Page

from .smallweb import STORY, SmallWeb, page

THERE = "https://www.msn.com/en-us/news/world/the-wall/ar-AA1"
COURIER = "https://www.norvik-courier.example/2024/the-wall"


@pytest.mark.parametrize(
    ("url", "held"),
    [
        ("https://www-norvik-example.cdn.ampproject.org/c/s/www.norvik.example/wall", "https://www.norvik.example/wall"),
        ("https://norvik-example.cdn.ampproject.org/v/norvik.example/wall?id=7", "http://norvik.example/wall?id=7"),
        ("https://norvik-example.cdn.ampproject.org/i/s", None),
        ("https://www-norvik-example.translate.goog/wall?id=7&_x_tr_sl=de&_x_tr_tl=en", "https://www.norvik.example/wall?id=7"),
        ("https://the--norvik-example.translate.goog/wall?_x_tr_sl=de", "https://the-norvik.example/wall"),
        ("https://web.archive.org/web/20240307010203/http://norvik.example/wall?id=7", "http://norvik.example/wall?id=7"),
        ("https://web.archive.org/web/2024id_/http:/norvik.example/wall", "http://norvik.example/wall"),
        ("https://archive.ph/2024.03.07-010203/https://norvik.example/wall", "https://norvik.example/wall"),
        ("https://archive.today/newest/https://norvik.example/wall", "https://norvik.example/wall"),
        ("https://archive.ph/AbCdE", None),
        ("https://archive.org/details/norvik", None),
        ("https://norvik.example/web/20240307/http://other.example/wall", None),
        ("file:///saved/wall.html", None),
    ],
)  # fmt: skip
def test_caches_proxies_and_archives_say_in_their_address_whose_page_they_show(url, held):
    assert inside(url) == (held or url)
    assert inside(inside(url)) == inside(url)


def on_aggregator(url: str = THERE, body: str = "", **stated: object) -> Publisher:
    tree = document_fromstring(f"<html><body><p>x</p>{body}</body></html>")
    return publisher(url, tree=tree, **stated)


COURIER_IN_DATA = {"@type": "Organization", "name": "The Norvik Courier", "url": "https://www.norvik-courier.example/"}


@pytest.mark.parametrize(
    ("outlet", "stated"),
    [
        ("norvik-courier.example", {"stated": COURIER}),
        ("norvik-courier.example", {"meta": {"original-source": (COURIER,)}}),
        ("norvik-courier.example", {"meta": {"syndication-source": (COURIER,)}}),
        ("norvik-courier.example", {"article": {"isBasedOn": COURIER}}),
        ("norvik-courier.example", {"article": {"provider": COURIER_IN_DATA, "publisher": {"name": "MSN"}}}),
        ("norvik-courier.example", {"article": {"sourceOrganization": [COURIER_IN_DATA]}}),
        (
            "norvik-courier.example",
            {"body": f"<div class='articleSource'><a href='{COURIER}'>Norvik Courier</a></div>"},
        ),
        ("norvik-courier.example", {"body": f"<p>Text. <a href='{COURIER}'>Read the full article</a></p>"}),
        ("norvik-courier.example", {"body": f"<p><a href='{COURIER}'>阅读原文</a></p>"}),
        ("norvik-courier.example", {"body": f"<p><a href='{COURIER}'>Читать оригинал</a></p>"}),
        ("norvik-courier.example", {"body": f"<p><a href='{COURIER}'>원문 보기</a></p>"}),
        ("norvik-courier.example", {"body": f"<p><a href='{COURIER}'>المقال الأصلي</a></p>"}),
        ("reuters.com", {"article": {"publisher": {"@type": "Organization", "name": "Reuters"}}}),
        ("yna.co.kr", {"article": {"provider": "연합뉴스"}}),
        ("bbc.com", {"stated": "https://www.bbc.co.uk/news/the-wall"}),
        ("quay.substack.com", {"stated": "https://quay.substack.com/p/the-wall"}),
        ("norvik-courier.example", {"stated": "https://web.archive.org/web/2024/" + COURIER}),
    ],
)
def test_an_aggregator_shows_whose_text_it_has(outlet, stated):
    found = on_aggregator(**stated)
    assert (found.outlet, found.flags) == (outlet, ())
    assert found.name


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"stated": THERE},
        {"stated": "https://www.msn.com/"},
        {"stated": "https://flipboard.com/@norvik/the-wall"},
        {"stated": "no address"},
        {"stated": "https://[::"},
        {"stated": "https://localhost/a"},
        {
            "article": {
                "publisher": {"name": "MSN"},
                "provider": {"name": "An outlet of which nobody knows where it is"},
            }
        },
        {"article": {"publisher": {"name": "The Guardian"}}},
        {"article": {"provider": [[[[]]]], "isBasedOn": 7, "publisher": {"url": 7, "name": ["x"]}}},
        {"meta": {"og:url": ("https://www.facebook.com/norvik",)}},
        {
            "body": "<a class='source' href='https://a.example/1'>A</a><a class='source' href='https://b.example/2'>B</a>"
        },
        {"body": f"<p>As <a href='{COURIER}'>the Courier</a> says, the wall stands.</p>"},
        {"body": "<a class='source' href='https://[::'>A</a><a class='source' href='//[::'>A</a>"},
        {"body": "<a class='source' href='https://www.facebook.com/msn'>MSN</a>"},
        {"body": "<div class='resources'><a href='https://a.example/1'>Tools</a></div>"},
    ],
)
def test_an_aggregator_that_shows_nothing_is_the_outlet_and_says_so(stated):
    found = on_aggregator(**stated)
    assert (found.outlet, found.name, found.flags) == ("msn.com", "MSN", ("aggregator",))


@pytest.mark.parametrize(
    "url",
    ["https://news.yahoo.com/a", "https://fr.finance.yahoo.com/a", "https://news.google.com/articles/a",
     "https://apple.news/A", "https://m.toutiao.com/i7", "https://n.news.naver.com/a", "https://ground.news/a"],
)  # fmt: skip
def test_the_hosts_of_an_aggregator_are_known(url):
    assert publisher(url).flags == ("aggregator",)
    assert publisher(url, stated=COURIER).outlet == "norvik-courier.example"


def test_what_an_outlet_says_of_others_is_no_matter():
    assert publisher("https://quillby.example/a", stated=COURIER, article={"provider": COURIER_IN_DATA}).outlet == (
        "quillby.example"
    )
    assert publisher("https://www.spiegel.de/a", article={"provider": {"name": "Reuters"}}).outlet == "spiegel.de"


WALL = "".join(
    f"<p>On day {day} the council of Norvik spoke of the wall, of who had built it, and of who was to pay for what it cost them.</p>"
    for day in range(1, 8)
)


def article(url: str, head: str = "", outlets: dict[str, Outlet] | None = None) -> Article:
    body = f"<html lang='en'><head><title>The wall stands</title>{head}</head><body><article><h1>The wall stands</h1>{WALL}</article></body></html>"
    answer = Page(
        url=url,
        final_url=url,
        fetched_at=datetime(2024, 5, 15, tzinfo=UTC),
        status=200,
        content_type="text/html",
        body=body.encode(),
    )
    return read(answer, outlets or {})


def data(**stated: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **stated})}</script>"


def test_a_page_of_an_aggregator_is_an_article_of_the_outlet_at_its_own_address():
    found = article(THERE, data(provider=COURIER_IN_DATA) + "<meta property='og:site_name' content='MSN'>")
    assert (found.outlet, found.outlet_name) == ("norvik-courier.example", "norvik-courier.example")
    assert (found.url, found.country, found.flags) == (THERE, None, ())


def test_a_known_outlet_brings_its_name_and_country():
    found = article(THERE, data(sourceOrganization={"name": "Agence France-Presse"}))
    assert (found.outlet, found.outlet_name, found.country) == ("afp.com", "AFP", "FR")
    found = article("https://www.bbc.co.uk/news/wall", "<meta property='og:site_name' content='BBC News'>")
    assert (found.outlet, found.outlet_name, found.country) == ("bbc.com", "BBC", "GB")


def test_an_aggregator_without_evidence_is_flagged():
    found = article(THERE)
    assert (found.outlet, found.outlet_name, found.flags) == ("msn.com", "MSN", ("aggregator",))


def test_a_cached_page_is_read_as_its_outlets_own():
    file = Outlet(name="The Norvik Courier", domains=("norvik-courier.example",), text="//article", country="NO")
    found = article("https://web.archive.org/web/20240514/" + COURIER, outlets={"x": file})
    assert (found.outlet, found.outlet_name, found.country) == ("norvik-courier.example", "The Norvik Courier", "NO")
    assert (found.extractor, found.url) == ("outlet", "https://web.archive.org/web/20240514/" + COURIER)


def test_a_file_for_the_pages_of_an_aggregator_leaves_the_outlet_to_the_evidence():
    file = Outlet(name="MSN", domains=("msn.com",), text="//article")
    assert article(THERE, data(provider=COURIER_IN_DATA), {"x": file}).outlet == "norvik-courier.example"
    assert article(THERE, "", {"x": file}).flags == ("aggregator",)


def test_the_pages_of_aggregators_are_addresses_of_the_outlets_article(tmp_path):
    web = SmallWeb(tmp_path)
    there, proxied = "http://www.msn.com/world/ferry-aurelia", "http://flipboard.com/ferry-aurelia"
    own, cached = (
        "http://www.bbc.co.uk/news/ferry-aurelia",
        "http://web.archive.org/web/2024/http://www.bbc.co.uk/news/ferry-aurelia",
    )
    web.links(there, proxied, cached, own)
    web.add(own, page("Ferry Aurelia", *STORY))
    web.add(cached, page("Ferry Aurelia", *STORY, "This page is kept."))
    web.add(there, page("Ferry Aurelia", *STORY, head=data(provider={"name": "BBC News"})))
    web.add(proxied, page("Ferry Aurelia", *STORY))
    found = web.cover()

    assert found.outcomes()[own] == ("article", "")
    assert [found.outcomes()[url][0] for url in (there, cached)] == ["alias", "alias"]
    columns = "outlet, outlet_name, country, outlet_type, owner, articles"
    assert sorted(found.rows(f"SELECT {columns} FROM coverage_by_outlet")) == [
        ("bbc.com", "BBC", "GB", "broadcaster", "British Broadcasting Corporation", 1),
        ("flipboard.com", "Flipboard", "US", "aggregator", "Flipboard", 1),
    ]
    assert found.rows("SELECT flags FROM articles WHERE outlet = 'flipboard.com'") == [(["aggregator"],)]
