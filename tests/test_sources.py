import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractors import discover as stage
from extractors import sources, warc
from extractors.errors import DropError, RetryError, StopError, UseError
from extractors.fetcher import Fetcher
from extractors.plugins import Source, load
from extractors.records import Drop, Incident, Link, SourceSpec
from extractors.sources import sitemaps

from .faultserver import FaultServer, answer, conditional, gzip_bomb, manners

BEGAN = date(2011, 12, 26)


def incident(*specs, folder=Path("/nowhere")):
    kinds = tuple(SourceSpec(kind=kind, options=options, folder=folder) for kind, options in specs)
    return Incident(slug="bridge", title="The bridge", began=BEGAN, names={"*": ("bridge",)}, sources=kinds)


class Web:
    """Bodies by address; an exception is raised."""

    def __init__(self, **pages):
        self.pages = {f"http://news.example/{name}": body for name, body in pages.items()}
        self.asked = []

    def __call__(self, url):
        self.asked.append(url)
        found = self.pages.get(url, DropError("http_404"))
        if isinstance(found, Exception):
            raise found
        return found


def found(*specs, web=None, folder=Path("/nowhere")):
    return list(stage.discover(incident(*specs, folder=folder), web or Web()))


def links(results):
    return [result.url.removeprefix("http://news.example/") for result in results if isinstance(result, Link)]


def drops(results):
    return [
        (result.url.removeprefix("http://news.example/"), result.reason)
        for result in results
        if isinstance(result, Drop)
    ]


def test_every_kind_of_source_registers_by_being_there():
    assert set(load(sources, Source)) >= {"urls", "feeds", "sitemaps", "files"}


# urls


def test_addresses_of_the_incident_file_become_links_in_one_spelling():
    results = found(
        (
            "urls",
            {"urls": ["HTTP://News.example/a?utm_source=x", "http://news.example/a", "https://новости.example/мост"]},
        )
    )
    assert results[0].url == "http://news.example/a"
    assert len(results) == 2  # two spellings of one address
    assert all(result.source == "urls" and result.found_at.tzinfo for result in results)


def test_an_address_that_is_none_is_dropped_and_the_rest_goes_on():
    results = found(("urls", {"urls": ["news.example", "file:///etc/hostname", "http://news.example/a"]}))
    assert drops(results) == [("news.example", "bad_address"), ("file:///etc/hostname", "bad_address")]
    assert links(results) == ["a"]
    assert all(result.stage == "discover" for result in results if isinstance(result, Drop))


# What an incident file may say


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (("gossip", {}), ["sources.kind", "gossip", "feeds", "files", "sitemaps", "urls"]),
        (("urls", {"url": ["http://news.example/"]}), ["sources.url", "urls"]),
        (("urls", {}), ["urls: expected", "list", "missing"]),
        (("feeds", {"urls": "http://news.example/feed"}), ["urls: expected", "list"]),
        (("feeds", {"urls": []}), ["urls: expected", "list"]),
        (("feeds", {"urls": [7]}), ["urls: expected", "list", "not 7"]),
        (("sitemaps", {"urls": ["http://news.example/s"], "since": "yesterday"}), ["since: expected", "2011-12-26"]),
        (("files", {"paths": ["gone/"]}), ["paths: expected", "gone"]),
        (("files", {"paths": ["page.pdf"]}), ["paths: expected", "page.pdf", ".html", ".warc"]),
        (("files", {"paths": ["old.arc.gz"]}), ["paths: expected", "old.arc.gz", "warcio recompress"]),
    ],
)
def test_what_the_incident_file_gets_wrong_stops_the_run_with_its_name(tmp_path, spec, words):
    (tmp_path / "page.pdf").touch()
    (tmp_path / "old.arc.gz").touch()
    with pytest.raises(StopError) as caught:
        found(spec, folder=tmp_path)
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize("kind", ["urls", "feeds", "sitemaps"])
@pytest.mark.parametrize(
    "urls", [None, 7, "http://news.example/", [], [7], [""], ["news.example"], ["file:///a"], ["ftp://a.example/"]]
)
def test_addresses_of_a_source_are_checked_before_it_is_used(kind, urls):
    options = {} if urls is None else {"urls": ["http://news.example/a", *urls] if urls == [""] else urls}
    with pytest.raises(UseError, match=r"^urls: expected "):
        load(sources, Source)[kind].check(SourceSpec(kind=kind, options=options, folder=Path("/nowhere")))


@pytest.mark.parametrize("paths", [None, "a.html", [], [""], ["gone"], ["a\0b"], ["page.pdf"], ["a.html", 7]])
def test_paths_of_a_source_are_checked_before_it_is_used(tmp_path, paths):
    (tmp_path / "page.pdf").touch()
    (tmp_path / "a.html").touch()
    options = {} if paths is None else {"paths": paths}
    with pytest.raises(UseError, match=r"^paths: expected "):
        load(sources, Source)["files"].check(SourceSpec(kind="files", options=options, folder=tmp_path))


@pytest.mark.parametrize("since", ["2011-12-26", 2011, datetime(2011, 12, 26, tzinfo=UTC), None])
def test_the_window_of_a_sitemap_is_checked_before_it_is_used(since):
    options = {"urls": ["http://news.example/map"], "since": since}
    with pytest.raises(UseError, match=r"^since: expected a date such as 2011-12-26, not "):
        sitemaps.check(SourceSpec(kind="sitemaps", options=options, folder=Path("/nowhere")))


def test_good_options_are_accepted_and_nothing_is_demanded_of_a_kind_without_a_check(tmp_path):
    for name in ("a.html.gz", "b.warc", "c.WARC.gz"):
        (tmp_path / name).touch()
    web = {"urls": ["https://новости.example/мост"]}
    plugins = load(sources, Source)
    for kind, options in {
        "urls": web,
        "feeds": web,
        "sitemaps": {**web, "since": BEGAN},
        "files": {"paths": [".", "a.html.gz", "b.warc", "c.WARC.gz"]},
    }.items():
        plugins[kind].check(SourceSpec(kind=kind, options=options, folder=tmp_path))
    free = Source(name="free", options=(), find=lambda *_: ())
    free.check(SourceSpec(kind="free", options={"any": 1}, folder=tmp_path))


def test_a_wrong_kind_stops_the_run_before_anything_is_asked():
    web = Web(feed=b"")
    with pytest.raises(StopError):
        found(("feeds", {"urls": ["http://news.example/feed"]}), ("gossip", {}), web=web)
    assert not web.asked


# feeds

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Harbour News</title><link>http://news.example/</link>
<item><title>Brücke &amp; Hafen &lt;b&gt;gesperrt&lt;/b&gt;</title><link>http://news.example/1?utm_source=rss</link>
<pubDate>Mon, 26 Dec 2011 12:00:00 +0200</pubDate></item>
<item><title>جسر الميناء مغلق</title><link>/2</link></item>
<item><title>No date that any calendar has</title><link>http://news.example/3</link><pubDate>Someday</pubDate></item>
<item><title>Not an address</title><link>http://no host/</link></item>
<item><title>A file</title><link>file:///etc/hostname</link></item>
<item><title>Nowhere</title></item>
</channel></rss>""".encode()
ATOM = """<?xml version="1.0" encoding="windows-1251"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Порт</title><id>urn:x</id><updated>2011-12-27T00:00:00Z</updated>
<entry><title>Мост закрыт</title><link href="http://news.example/4"/><id>urn:4</id>
<published>2011-12-26T09:00:00Z</published><updated>2011-12-27T09:00:00Z</updated></entry>
<entry><title>Мост снова</title><link href="http://news.example/5"/><id>urn:5</id><updated>2011-12-28T09:00:00Z</updated></entry>
</feed>""".encode("cp1251")


def feeds(**pages):
    return found(("feeds", {"urls": [f"http://news.example/{name}" for name in pages]}), web=Web(**pages))


def test_a_feed_gives_links_with_titles_and_hints_of_time():
    by_url = {result.url: result for result in feeds(rss=RSS, atom=ATOM) if isinstance(result, Link)}
    assert list(by_url) == [f"http://news.example/{n}" for n in range(1, 6)]
    first, second, third, fourth, fifth = by_url.values()
    assert (first.title_hint, first.published_hint) == (
        "Brücke & Hafen gesperrt",
        datetime(2011, 12, 26, 10, tzinfo=UTC),
    )
    assert (second.title_hint, second.published_hint) == ("جسر الميناء مغلق", None)
    assert third.published_hint is None
    assert (fourth.title_hint, fourth.published_hint) == ("Мост закрыт", datetime(2011, 12, 26, 9, tzinfo=UTC))
    assert fifth.published_hint is None  # when it was changed is not when it was published


def test_entries_that_lead_nowhere_are_dropped_by_name():
    (first, why), (second, why_too), last = drops(feeds(rss=RSS))
    assert (first, why) == ("http://no host/", "bad_address")
    assert (second.startswith("file:"), why_too) == (True, "bad_address")
    assert last == ("rss", "no_link")


def test_a_feed_that_fails_costs_no_other():
    results = feeds(
        gone=DropError("http_404"), busy=RetryError("http_503", delay_s=60), html=b"<html><p>hello</p>", rss=RSS
    )
    assert links(results) == ["1", "2", "3"]
    assert drops(results)[:3] == [("gone", "http_404"), ("busy", "http_503"), ("html", "not_a_feed")]


@pytest.mark.parametrize("broken", [RSS.replace(b"</channel></rss>", b""), RSS.replace(b"&amp;", b"&"), b"\n\n" + RSS])
def test_a_broken_feed_gives_what_can_be_read(broken):
    assert links(feeds(rss=broken)) == ["1", "2", "3"]


def test_an_empty_feed_is_told_apart_from_a_body_that_is_none():
    results = feeds(rss=b'<rss version="2.0"><channel><title>Quiet day</title></channel></rss>', none=b"")
    assert drops(results) == [("rss", "no_entries"), ("none", "not_a_feed")]


def test_a_feed_that_is_the_name_of_a_file_is_not_opened(tmp_path):
    (tmp_path / "feed").write_bytes(RSS)
    results = feeds(rss=str(tmp_path / "feed").encode(), site=b"http://news.example/other")
    assert drops(results) == [("rss", "not_a_feed"), ("site", "not_a_feed")]


def xxe(document, secret):
    """The document with an entity that stands for a file of this machine."""
    doctype = f'<!DOCTYPE x [<!ENTITY leak SYSTEM "{secret.as_uri()}">]>'
    return document.replace("<DOCTYPE/>", doctype).encode()


def test_no_feed_reads_a_file_of_this_machine(tmp_path):
    (tmp_path / "secret").write_text("tulip")
    text = "<?xml version='1.0'?><DOCTYPE/><rss version='2.0'><channel><item><title>&leak;</title><link>http://news.example/&leak;</link></item></channel></rss>"
    assert "tulip" not in repr(feeds(rss=xxe(text, tmp_path / "secret")))


def test_a_feed_too_large_to_parse_is_dropped():
    assert drops(feeds(rss=RSS + b" " * 10_000_001)) == [("rss", "too_large")]


# sitemaps


def sitemap(*entries, root="urlset", child="url"):
    inner = "".join(f"<{child}>{entry}</{child}>" for entry in entries)
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {spaces}>{inner}</{root}>'.encode()


def loc(name, more=""):
    return f"<loc>http://news.example/{name}</loc>{more}"


def index(*names):
    return sitemap(*map(loc, names), root="sitemapindex", child="sitemap")


def maps(names=("map",), since=None, **pages):
    options = {"urls": [f"http://news.example/{name}" for name in names]} | ({"since": since} if since else {})
    return found(("sitemaps", options), web=Web(**pages))


def test_a_news_sitemap_gives_titles_and_hints_of_time():
    news = "<news:news><news:publication><news:name>Harbour</news:name></news:publication><news:publication_date>2011-12-26T12:00:00+02:00</news:publication_date><news:title>橋は閉鎖</news:title></news:news>"
    [link] = maps(map=sitemap(loc("1", news)))
    assert (link.url, link.source, link.title_hint) == ("http://news.example/1", "sitemaps", "橋は閉鎖")
    assert link.published_hint == datetime(2011, 12, 26, 10, tzinfo=UTC)


def test_when_a_page_was_changed_is_no_hint_of_when_it_was_published():
    [link] = maps(map=sitemap(loc("1", "<lastmod>2011-12-28</lastmod>")))
    assert link.published_hint is None


def test_a_day_alone_is_a_hint_of_its_beginning():
    [link] = maps(map=sitemap(loc("1", "<publication_date>2011-12-26</publication_date>")))
    assert link.published_hint == datetime(2011, 12, 26, tzinfo=UTC)


def test_an_index_leads_to_its_sitemaps_packed_or_not():
    results = maps(map=index("a", "b.gz"), a=sitemap(loc("1")), **{"b.gz": gzip.compress(sitemap(loc("2"), loc("3")))})
    assert links(results) == ["1", "2", "3"]


def test_an_index_that_leads_back_to_itself_is_read_once():
    web = Web(map=index("map", "a", "a"), a=sitemap(loc("1")))
    results = found(("sitemaps", {"urls": ["http://news.example/map"]}), web=web)
    assert links(results) == ["1"]
    assert web.asked == ["http://news.example/map", "http://news.example/a"]


def test_three_levels_of_indexes_are_followed_and_a_fourth_is_named():
    results = maps(map=index("b"), b=index("c"), c=sitemap(loc("1")))
    assert links(results) == ["1"]
    results = maps(map=index("b"), b=index("c"), c=index("d", "e"), d=sitemap(loc("1")))
    assert (links(results), drops(results)) == ([], [("c", "too_deep")])


def test_a_source_reads_only_so_many_sitemaps(monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_SITEMAPS", 3)
    results = maps(map=index("a", "b", "c", "d"), **{name: sitemap(loc(f"{name}1")) for name in "abcd"})
    assert links(results) == ["a1", "b1"]
    assert drops(results) == [("c", "too_many")]


def test_what_is_older_than_the_incident_by_more_than_a_week_is_left_out_and_counted():
    old = "<lastmod>2011-12-18</lastmod>"
    news = "<news:news><news:publication_date>2011-01-01</news:publication_date></news:news>"
    entries = [
        loc("1", old),
        loc("2", "<lastmod>2011-12-19</lastmod>"),
        loc("3", news),
        loc("4"),
        loc("5", "<lastmod>soon</lastmod>"),
        loc("6", news + "<lastmod>2011-12-27T10:00:00Z</lastmod>"),
    ]
    results = maps(map=sitemap(*entries))
    assert links(results) == ["2", "4", "5", "6"]
    assert drops(results) == [("map", "before_window")]
    assert next(result for result in results if isinstance(result, Drop)).detail.startswith("2 ")


def test_an_old_sitemap_of_an_index_is_not_even_asked_for():
    web = Web(
        map=sitemap(loc("a", "<lastmod>2010-01-01</lastmod>"), loc("b"), root="sitemapindex", child="sitemap"),
        b=sitemap(loc("1")),
    )
    results = found(("sitemaps", {"urls": ["http://news.example/map"]}), web=web)
    assert links(results) == ["1"]
    assert "http://news.example/a" not in web.asked


def test_the_window_may_be_set():
    entries = [loc("1", "<lastmod>2011-12-18</lastmod>"), loc("2", "<lastmod>2010-12-31</lastmod>")]
    assert links(maps(map=sitemap(*entries), since=date(2011, 1, 1))) == ["1"]


@pytest.mark.parametrize(
    "stamp",
    [
        "2011-12-26",
        "2011-12-26T10:00Z",
        "2011-12-26T10:00:00Z",
        "2011-12-26T10:00:00.5+01:00",
        "20111226T100000Z",
        "2011-12-26 10:00:00",
    ],
)
def test_dates_of_every_common_spelling_are_read(stamp):
    assert links(maps(map=sitemap(loc("1", f"<lastmod>{stamp}</lastmod>")), since=date(2011, 12, 27))) == []
    assert links(maps(map=sitemap(loc("1", f"<lastmod>{stamp}</lastmod>")), since=date(2011, 12, 26))) == ["1"]


@pytest.mark.parametrize("stamp", ["2010", "2010-05"])
def test_a_month_or_a_year_alone_is_read_to_its_end(stamp):
    assert links(maps(map=sitemap(loc("1", f"<lastmod>{stamp}</lastmod>")), since=date(2011, 1, 1))) == []
    assert links(maps(map=sitemap(loc("1", f"<lastmod>{stamp}</lastmod>")), since=date(2010, 5, 31))) == ["1"]


def test_addresses_are_cleaned_and_bad_ones_named():
    results = maps(
        map=sitemap(
            loc("1?utm_source=map"),
            "<loc></loc>",
            "<loc>file:///etc/hostname</loc>",
            "<loc>/2</loc>",
            "<loc> http://news.example/3\n</loc>",
        )
    )
    assert links(results) == ["1", "2", "3"]
    assert [reason for _, reason in drops(results)] == ["no_link", "bad_address"]


def test_a_list_of_addresses_is_a_sitemap_too():
    assert links(maps(map=b"\xef\xbb\xbfhttp://news.example/1\r\nhttp://news.example/2\n")) == ["1", "2"]


@pytest.mark.parametrize("body", [b"", b"<html><body><p>Not found</p></body></html>", b"hello", b"\x00\x01", b"<", RSS])
def test_what_is_no_sitemap_is_named(body):
    assert drops(maps(map=body)) == [("map", "not_a_sitemap")]


def test_an_empty_sitemap_is_no_failure():
    assert maps(map=sitemap()) == []


def test_a_cut_sitemap_gives_what_can_be_read():
    whole = sitemap(*(loc(str(n)) for n in range(100)))
    assert links(maps(map=whole[: len(whole) // 2]))[:3] == ["0", "1", "2"]


def test_a_sitemap_that_fails_costs_no_other():
    results = maps(
        map=index("gone", "cut", "a"),
        gone=RetryError("http_503"),
        cut=gzip.compress(sitemap(loc("9")))[:-9],
        a=sitemap(loc("1")),
    )
    assert links(results) == ["1"]
    assert drops(results) == [("gone", "http_503"), ("cut", "truncated")]


def test_a_packed_bomb_is_stopped_at_the_cap(monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_BYTES", 1_000_000)
    assert drops(maps(map=gzip_bomb(50))) == [("map", "too_large")]


def test_no_sitemap_reads_a_file_of_this_machine(tmp_path):
    (tmp_path / "secret").write_text("tulip")
    text = "<?xml version='1.0'?><DOCTYPE/><urlset><url><loc>http://news.example/&leak;</loc></url><url><loc>http://news.example/1</loc></url></urlset>"
    results = maps(map=xxe(text, tmp_path / "secret"))
    assert "tulip" not in repr(results)
    assert "1" in links(results)


def test_entities_that_multiply_cost_nothing():
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><urlset><url><loc>http://news.example/&l9;</loc></url></urlset>'
    assert len(repr(maps(map=text.encode()))) < 10_000


# files


def test_a_folder_gives_its_pages_in_order(tmp_path):
    folder = tmp_path / "pages"
    names = ["b.html", "a.HTM", "c/d.xhtml", "c/e.txt.gz", "f.html.gz", "style.css", "photo.jpg", "notes.gz", "html"]
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    results = found(("files", {"paths": ["pages"]}), folder=tmp_path)
    assert [result.url for result in results] == [
        (folder / name).as_uri() for name in ("a.HTM", "b.html", "c/d.xhtml", "c/e.txt.gz", "f.html.gz")
    ]
    assert {result.source for result in results} == {"files"}


def test_a_path_may_be_a_file_absolute_or_in_any_script(tmp_path):
    (tmp_path / "다리.html").touch()
    (tmp_path / "x.txt").touch()
    results = found(("files", {"paths": ["./a/../다리.html", str(tmp_path / "x.txt")]}), folder=tmp_path)
    assert [result.url for result in results] == [(tmp_path / "다리.html").as_uri(), (tmp_path / "x.txt").as_uri()]


def test_a_folder_without_pages_is_named(tmp_path):
    results = found(("files", {"paths": ["."]}), ("urls", {"urls": ["http://news.example/a"]}), folder=tmp_path)
    assert drops(results) == [(tmp_path.as_uri(), "no_pages")]
    assert links(results) == ["a"]


# All of it, over a real server


def test_a_second_run_asks_for_no_feed_that_has_not_changed(tmp_path):
    wanted = incident(
        ("feeds", {"urls": ["http://news.example/feed"]}), ("sitemaps", {"urls": ["http://news.example/map"]})
    )
    sites = {
        "/feed": conditional(RSS, '"1"'),
        "/map": conditional(sitemap(loc("7")), '"2"'),
        "/robots.txt": answer(b""),
    }
    with FaultServer(sites) as server:
        reach = server.reach("news.example")
        with Fetcher(manners(), reach, tmp_path, "first") as fetch:
            first = list(stage.discover(wanted, fetch))
        known = {page.url: page for page in warc.pages(fetch.journal.path)}
        server.log.clear()
        with Fetcher(manners(), reach, tmp_path, "second", known=known) as fetch:
            second = list(stage.discover(wanted, fetch))
        assert [asked.headers.get("if-none-match") for asked in server.log] == ['"1"', '"2"']
        assert {page.status for page in warc.pages(fetch.journal.path)} == {304}
    assert links(first) == links(second) == ["1", "2", "3", "7"]
