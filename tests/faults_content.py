"""What stands in pages, feeds and sitemaps: C01 to C18 of the list of cases."""

import gzip
from dataclasses import replace
from pathlib import Path

from .faults_transport import fault, story
from .faultserver import answer, conditional, gzip_bomb, gzipped, redirect
from .faulttexts import LAST, TOLD, tale
from .faultweb import Case, World, ends, leads, lost, tells, tells_nothing, told
from .smallweb import page

RSS = "application/rss+xml"
XML = "application/xml"
SECRET_FILE = Path(__file__)  # holds this mark: NOT-FOR-FEEDS
SECRET_MARK = "NOT-FOR-FEEDS"
HUGE_BYTES = 11_000_000  # libxml2 allows a node 10,000,000, unless told otherwise

# Which encodings are written in which language, the smaller ones declared nowhere but in the page.
LEGACY = {
    "windows-1251": "ru", "koi8-r": "ru", "iso-8859-5": "ru", "cp866": "ru", "mac-cyrillic": "ru", "iso-8859-7": "el",
    "windows-1253": "el", "windows-1255": "he", "windows-1256": "ar", "shift_jis": "ja", "euc-jp": "ja",
    "iso-2022-jp": "ja", "euc-kr": "ko", "gb18030": "zh", "gbk": "zh", "big5": "zh-Hant", "tis-620": "th",
    "iso-8859-9": "tr", "windows-1254": "tr", "iso-8859-2": "pl", "windows-1250": "pl",
}  # fmt: skip


def last_sentence(language: str) -> str:
    return TOLD[language][-1]


def written(
    name: str, language: str, encoding: str, header: str = "text/html", meta: str = "", mark: bytes = b""
) -> Case:
    """Return a case of a page in bytes of that encoding, and what header and page say of it."""
    head = f'<meta charset="{meta}">' if meta else ""
    body = mark + tale(language=language, head=head).encode(encoding, "replace")
    end = tells(last_sentence(language), TOLD[language][0], english=language == "en")
    return fault(name, answer(body, Content_Type=header), end)


def no_page(name: str, body: bytes, reason: str, detail: str = "", **headers: str) -> Case:
    return fault(name, answer(body, **headers), tells_nothing(reason, detail))


def nested(levels: int, tag: str = "div") -> str:
    inside = tale(f"C09 {levels}").partition("<article>")[2].partition("</article>")[0]
    return (
        f"<html lang='en'><head><title>The lost ferry</title></head><body>{f'<{tag}>' * levels}{inside}</body></html>"
    )


def fed(name: str, body: bytes, *titles: str, content_type: str = RSS) -> Case:
    """Return a case of a feed with one link, and the title that should be read from it."""

    def check(world: World, case: Case) -> None:
        hint = world.runs[0].links[case.url("/story")]["title_hint"] or ""
        assert all(title in hint for title in titles), hint
        assert SECRET_MARK not in hint
        assert len(hint) < 100
        assert not any(path.endswith(".dtd") for path in world.runs[0].paths(case.host))

    return Case(
        name=name,
        site={"/feed": answer(body, Content_Type=content_type), "/story": story(name)},
        ends={"/story": tells(name)},
        feeds=("/feed",),
        asked=("/feed", "/story"),
        also=check,
    )


def unfed(name: str, body: bytes, reason: str, detail: str = "") -> Case:
    return Case(
        name=name,
        site={"/feed": answer(body, Content_Type=RSS)},
        ends={"/feed": lost(reason, detail)},
        feeds=("/feed",),
        asked=("/feed",),
    )


def mapped(name: str, body: bytes, end: str = "", detail: str = "", *, linked: bool = True, **more: object) -> Case:
    """Return a case of a sitemap: which part of it is lost, and whether its one link is found."""
    ends = ({"/story": tells(name)} if linked else {}) | ({"/map": lost(end, detail)} if end else {})
    return Case(
        name=name,
        site={"/map": answer(body, Content_Type=XML), "/story": story(name)},
        ends=ends,
        sitemaps=("/map",),
        asked=("/map", "/story") if linked else ("/map",),
        **more,  # type: ignore[arg-type]
    )


def host_of(name: str) -> str:
    return Case(name=name, site={}, ends={}).host


def one_item(name: str, title: str = "The lost ferry", head: str = "") -> str:
    link = f"http://{host_of(name)}/story"
    return (
        f"<?xml version='1.0'?>{head}<rss version='2.0'><channel><title>Ferries</title>"
        f"<item><title>{title}</title><link>{link}</link></item></channel></rss>"
    )


def urlset(name: str, *more: str, head: str = "") -> bytes:
    loc = f"<url><loc>http://{host_of(name)}/story</loc></url>"
    return (
        f"<?xml version='1.0'?>{head}<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        f"{''.join(more)}{loc}</urlset>"
    ).encode()


def index(*urls: str) -> bytes:
    inside = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{inside}</sitemapindex>".encode()


LAUGHS = (
    "<!DOCTYPE x [<!ENTITY l0 'ha'>" + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
)
OUTSIDE = f"<!DOCTYPE x [<!ENTITY secret SYSTEM '{SECRET_FILE.as_uri()}'>]>"


def remote(name: str) -> str:
    return f"<!DOCTYPE x SYSTEM 'http://{host_of(name)}/outside.dtd'>"


def parametered(name: str) -> str:
    return f"<!DOCTYPE x [<!ENTITY % more SYSTEM 'http://{host_of(name)}/more.dtd'> %more;]>"


def refreshed(url: str, inside: str = "<meta http-equiv='refresh' content='0; url={}'>") -> bytes:
    return answer(f"<html><head><title>Moved</title>{inside.format(url)}</head><body></body></html>".encode())


def unread_again(world: World, case: Case) -> None:
    """Assert that the second run asked with what it held, and that nothing was stored twice."""
    second = world.runs[1].asked(case.host)
    assert [asked.headers.get("if-none-match") for asked in second if asked.path == "/story"] == ['"v1"']
    assert sum(map(bool, world.runs[1].payloads[case.url("/story")])) == 1
    assert world.runs[1].texts[case.url("/story")] == world.runs[0].texts[case.url("/story")]


def stays_short(world: World, case: Case) -> None:
    """Assert that cells which span a thousand columns did not make a thousand of each."""
    assert len(world.runs[0].texts[case.url("/story")]) < 20_000


def reads_no_file(world: World, case: Case) -> None:  # noqa: ARG001
    held = world.runs[0]
    assert not any(SECRET_MARK in str(part) for part in (*held.links, *held.drops))


CONSENT = page(
    "Before you continue",
    "We and our 214 partners value your privacy and store cookies on your device.",
    "Accept all cookies and tracking by our partners, or manage your choices.",
)
CAPTCHA = "<html><head><title>Just a moment...</title></head><body><h2>Checking your browser</h2><div id='cf-chl-widget'></div></body></html>"
NEEDS_JS = (
    "<html><head><title>Harbour Post</title></head><body><div id='root' data-reactroot></div>"
    "<noscript>Please enable JavaScript to read the Harbour Post.</noscript></body></html>"
)
PAYWALL = (
    "<html lang='en'><head><title>The lost ferry</title><script type='application/ld+json'>"
    '{"@type": "NewsArticle", "headline": "The lost ferry", "isAccessibleForFree": false}'
    "</script></head><body><article><p>The Ferry Aurelia left the island at noon.</p>"
    "<p>Subscribe to read on.</p></article></body></html>"
)
GONE = page("Page not found", "The page you asked for does not exist any more.", "Try the search, or go back.")
FRONT = page("Harbour Post", "News of the harbour and its ships.", "Weather, tides and timetables.")
CELLS = "<table><tr>" + "<td>12</td>" * 200_000 + "</tr></table>"
SPANNED = "<table>" + ("<tr>" + "<td colspan=1000>noon</td>" * 10 + "</tr>") * 40 + "</table>"

CONTENT: tuple[Case, ...] = (
    written("C01 mark before header", "ru", "utf-8", "text/html; charset=windows-1251", mark=b"\xef\xbb\xbf"),
    written("C01 header before page", "ru", "koi8-r", "text/html; charset=koi8-r", meta="windows-1251"),
    written("C01 page before guess", "ru", "windows-1251", meta="windows-1251"),
    written("C01 guess", "ru", "windows-1251"),
    written("C02 header of no encoding", "ru", "windows-1251", "text/html; charset=x-unknown", meta="windows-1251"),
    written("C02 header that is bogus", "ru", "utf-8", "text/html; charset=bogus-8"),
    *(written(f"C03 {encoding}", language, encoding, meta=encoding) for encoding, language in LEGACY.items()),
    *(
        written(f"C03 undeclared {encoding}", language, encoding)
        for encoding, language in LEGACY.items()
        if encoding in ("koi8-r", "windows-1255", "shift_jis", "iso-2022-jp", "euc-kr", "gb18030", "big5")
    ),
    written("C04 UTF-16 without a mark", "ru", "utf-16-le"),
    fault(
        "C04 UTF-7",
        answer(tale(language="ru").encode("utf-7"), Content_Type="text/html; charset=utf-7"),
        tells_nothing("off_topic"),
    ),
    fault("C04 NULs", answer(tale("C04 NULs").replace(" ", " \0", 40).encode()), tells("C04 NULs")),
    fault(
        "C04 bytes that are no UTF-8",
        answer(tale("C04 bytes").encode().replace(b"Nobody came", b"Nobody c\xff\xfe\xc3me")),
        tells("C04 bytes"),
    ),
    no_page("C05 PDF as HTML", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 20, "not_html"),
    no_page("C05 JPEG as HTML", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 20, "not_html"),
    no_page("C05 zip as HTML", b"PK\x03\x04" + bytes(range(256)) * 20, "not_html"),
    fault("C05 HTML as bytes", story("C05 HTML", Content_Type="application/octet-stream"), tells("C05 HTML")),
    no_page("C06 not found, with status 200", GONE.encode(), "soft_404", "not found"),
    Case(
        name="C06 redirect to the front page",
        site={"/story": redirect("/"), "/": answer(FRONT.encode())},
        ends={"/story": tells_nothing("soft_404", "home page")},
        asked=("/story", "/"),
    ),
    no_page("C07 consent", CONSENT.encode(), "consent_wall"),
    no_page("C07 captcha", CAPTCHA.encode(), "bot_wall", cf_mitigated="challenge"),
    no_page("C07 needs a browser", NEEDS_JS.encode(), "needs_js"),
    no_page("C07 paywall", PAYWALL.encode(), "paywall"),
    Case(
        name="C08 meta refresh",
        site={"/story": refreshed("/next"), "/next": story("C08 next")},
        ends={"/story": leads("/next"), "/next": told("C08 next")},
        links=("/story",),
        asked=("/story", "/next"),
    ),
    Case(
        name="C08 meta refresh twice",
        site={"/story": refreshed("/next"), "/next": refreshed("/last"), "/last": story("C08 last")},
        ends={"/story": tells_nothing("too_short")},
        asked=("/story", "/next"),
    ),
    fault(
        "C08 meta refresh in noscript",
        answer(
            tale("C08 here", head="<noscript><meta http-equiv='refresh' content='0; url=/away'></noscript>").encode()
        ),
        tells("C08 here"),
    ),
    fault("C09 nested 300 levels", answer(nested(300).encode()), tells("C09 300", LAST)),
    fault("C09 nested 1,000 levels", answer(nested(1000).encode()), tells("C09 1000", LAST)),
    fault("C09 nested 100,000 levels", answer(nested(100_000, "q").encode()), tells("C09 100000", LAST)),
    fault(
        "C10 attribute of 11 MB",
        answer(
            gzipped(tale("C10 attribute").replace("<p>", f"<p data-map='{'x' * HUGE_BYTES}'>", 1).encode()),
            Content_Encoding="gzip",
        ),
        tells("C10 attribute", LAST),
    ),
    no_page(
        "C11 200,000 cells", tale("C11").replace("</article>", f"{CELLS}</article>").encode(), "unreadable", "tags"
    ),
    fault(
        "C11 cells over 1,000 columns",
        answer(tale("C11 columns").replace("</article>", f"{SPANNED}</article>").encode()),
        tells("C11 columns"),
        also=stays_short,
    ),
    fed("C12 unknown entities", one_item("C12 unknown entities", "Ferry&nbsp;lost &mdash; twice").encode(), "Ferry"),
    fed("C12 unclosed", one_item("C12 unclosed").partition("</item>")[0].encode(), "The lost ferry"),
    fed("C12 feed as HTML", one_item("C12 feed as HTML").encode(), "The lost ferry", content_type="text/html"),
    fed(
        "C12 feed in other letters",
        one_item("C12 feed in other letters", "Паром пропал")
        .replace("version='1.0'", "version='1.0' encoding='windows-1251'")
        .encode("windows-1251"),
        "Паром пропал",
        content_type=f"{RSS}; charset=utf-8",
    ),
    unfed("C12 feed that is a page", FRONT.encode(), "not_a_feed"),
    fed("C13 file in a feed", one_item("C13 file in a feed", "Lost &secret; ferry", OUTSIDE).encode(), "Lost"),
    fed("C13 DTD of a feed", one_item("C13 DTD of a feed", head=remote("C13 DTD of a feed")).encode()),
    fed(
        "C13 parameter entity",
        one_item("C13 parameter entity", head=parametered("C13 parameter entity")).encode(),
    ),
    replace(
        mapped(
            "C13 file in a sitemap",
            urlset("C13 file in a sitemap", "<url><loc>&secret;</loc></url>", head=OUTSIDE),
            also=reads_no_file,
        ),
        ends={"/&secret": ends("http_404", 404), "/story": tells("C13 file in a sitemap")},
        asked=("/map", "/&secret", "/story"),
    ),
    mapped("C13 DTD of a sitemap", urlset("C13 DTD of a sitemap", head=remote("C13 DTD of a sitemap"))),
    fed("C14 laughing feed", one_item("C14 laughing feed", "&l9;", LAUGHS).encode()),
    mapped(
        "C14 laughing sitemap",
        urlset("C14 laughing sitemap", "<url><loc>&l9;</loc></url>", head=LAUGHS),
        "not_a_sitemap",
        linked=False,
    ),
    unfed("C15 feed of 10,000 levels", b"<rss version='2.0'><channel>" + b"<item>" * 10_000, "no_link"),
    mapped("C16 bomb", gzip_bomb(64), "too_large", linked=False),
    mapped("C16 page", FRONT.encode(), "not_a_sitemap", linked=False),
    mapped("C16 index that loops", index(f"http://{host_of('C16 index that loops')}/map"), linked=False),
    mapped("C16 empty loc", urlset("C16 empty loc", "<url><loc> </loc></url>"), "no_link"),
    mapped(
        "C16 bytes that are no UTF-8",
        urlset("C16 bytes that are no UTF-8", "<!-- here -->").replace(b"here", b"h\xff\xfe\xc3re"),
    ),
    mapped(
        "C16 50,000 addresses",
        gzip.compress(
            urlset(
                "C16 50,000 addresses",
                *(f"<url><loc>http://old.example/{n}</loc><lastmod>2001-01-01</lastmod></url>" for n in range(50_000)),
            )
        ),
        "before_window",
        "50000 addresses",
    ),
    Case(
        name="C16 indexes in indexes",
        site={
            f"/map{n}": answer(index(f"http://{host_of('C16 indexes in indexes')}/map{n + 1}"), Content_Type=XML)
            for n in range(1, 6)
        },
        ends={"/map3": lost("too_deep")},
        sitemaps=("/map1",),
        asked=("/map1", "/map2", "/map3"),
    ),
    Case(
        name="C18 unchanged",
        site={"/story": conditional(tale("C18").encode(), '"v1"')},
        ends={"/story": tells("C18")},
        also=unread_again,
    ),
)
