"""What headers and pages say about their use, in all the ways it is said, and what may be shared by that."""

import time
from datetime import UTC, datetime

import pytest
from lxml.html import document_fromstring

from extractors import extract, rights
from extractors.excerpts import excerpt
from extractors.records import Article, Page

SAID = {
    "one word": ("X-Robots-Tag: noarchive", ["noarchive"]),
    "capitals": ("x-robots-tag: NOARCHIVE,NoSnippet", ["noarchive", "nosnippet"]),
    "parted by spaces": ("X-Robots-Tag: noindex  noarchive", ["noarchive", "noindex"]),
    "parted by semicolons": ("X-Robots-Tag: noai;noimageai", ["noai", "noimageai"]),
    "said twice": ("X-Robots-Tag: noarchive, noarchive", ["noarchive"]),
    "a word that nobody knows": ("X-Robots-Tag: nobananas", ["nobananas"]),
    "a word with a value it does not need": ("X-Robots-Tag: noarchive: true", ["noarchive", "true"]),
    "in quotation marks": ('X-Robots-Tag: "noarchive"', ["noarchive"]),
    "with a sign that nobody sees": ("X-Robots-Tag: no\u200barchive\u200f", ["noarchive"]),
    "for another robot": ("X-Robots-Tag: otherbot: noarchive, nosnippet", []),
    "for another robot whose name has a space": ("X-Robots-Tag: Yahoo! Slurp: noarchive", ["yahoo!"]),
    "for us": ("X-Robots-Tag: retold: noarchive", ["noarchive"]),
    "for us with a version": ("X-Robots-Tag: Retold/0.1 : noarchive", ["noarchive"]),
    "for a name that begins like ours": ("X-Robots-Tag: retoldbot: noarchive", []),
    "for everybody by name": ("X-Robots-Tag: *: noarchive", ["noarchive"]),
    "for all, then for one": ("X-Robots-Tag: noarchive, otherbot: nosnippet", ["noarchive"]),
    "for one, then for us": ("X-Robots-Tag: otherbot: noindex, nofollow, retold: noarchive, noai", ["noai", "noarchive"]),
    "a number": ("X-Robots-Tag: max-snippet:50", ["max-snippet:50"]),
    "a number behind a space": ("X-Robots-Tag: Max-Snippet : 50, all", ["all", "max-snippet:50"]),
    "numbers among words": ("X-Robots-Tag: index max-snippet:-1 max-video-preview:-1", ["index", "max-snippet:-1", "max-video-preview:-1"]),
    "a date": ("X-Robots-Tag: unavailable_after: 25 Jun 2030 15:00:00 PST", ["unavailable_after:2030-06-25T23:00:00Z"]),
    "a date with a comma": ("X-Robots-Tag: unavailable_after: Tue, 25 Jun 2030 15:00:00 GMT, noai", ["noai", "unavailable_after:2030-06-25T15:00:00Z"]),
    "a date of RFC 850": ("X-Robots-Tag: unavailable_after: Tuesday, 25-Jun-30 15:00:00 GMT", ["unavailable_after:2030-06-25T15:00:00Z"]),
    "a date as in 2007": ("X-Robots-Tag: noai, unavailable_after 25-Aug-2007 15:00:00 EST", ["noai", "unavailable_after:2007-08-25T20:00:00Z"]),
    "a date of ISO 8601": ("X-Robots-Tag: unavailable_after:2030-06-25T15:00:00+02:00", ["unavailable_after:2030-06-25T13:00:00Z"]),
    "a day": ("X-Robots-Tag: unavailable_after: 2030-06-25", ["unavailable_after:2030-06-25T00:00:00Z"]),
    "no date": ("X-Robots-Tag: unavailable_after: soon", ["unavailable_after:soon"]),
    "a date that never was": ("X-Robots-Tag: unavailable_after: 2030-02-31T00:00:00Z", ["unavailable_after:2030-02-31T00:00:00Z"]),
    "another robot's date": ("X-Robots-Tag: otherbot: unavailable_after: Tue, 25 Jun 2030 15:00:00 PST", []),
    "mining reserved": ("TDM-Reservation: 1", ["tdm-reservation:1"]),
    "mining reserved by two servers": ("tdm-reservation: 1, 1", ["tdm-reservation:1"]),
    "mining free": ("TDM-Reservation: 0", ["tdm-reservation:0"]),
    "no value of the protocol": ("TDM-Reservation: yes", ["tdm-reservation:yes"]),
    "a policy": ("TDM-Policy:  https://quill.example/Policy.json", ["tdm-policy:https://quill.example/Policy.json"]),
    "a draft": ("Content-Usage: train-ai=n, search=y", ["content-usage:train-ai=n, search=y"]),
    "nothing": ("X-Robots-Tag:", []),
    "only signs": ("X-Robots-Tag: ,;: ,", []),
    "another header": ("X-Cache: noarchive", []),
}  # fmt: skip


@pytest.mark.parametrize(("header", "terms"), SAID.values(), ids=SAID)
def test_a_header_is_read_for_what_it_says_to_us(header: str, terms: list[str]) -> None:
    assert rights.stated([header]) == tuple(terms)


def test_every_header_begins_anew() -> None:
    assert rights.stated(["X-Robots-Tag: otherbot: noindex", "X-Robots-Tag: noarchive"]) == ("noarchive",)


WRITTEN = {
    "in the head": ('<meta name="robots" content="noarchive">', ["noarchive"]),
    "in capitals": ("<META NAME=ROBOTS CONTENT=NOARCHIVE>", ["noarchive"]),
    "to us": ('<meta name="Retold" content="noarchive">', ["noarchive"]),
    "to another robot": ('<meta name="googlebot" content="noarchive"><meta name="bingbot" content="nosnippet">', []),
    "twice": ('<meta name="robots" content="noai"><meta name="robots" content="noarchive">', ["noai", "noarchive"]),
    "in place of a header": ('<meta http-equiv="X-Robots-Tag" content="noarchive, otherbot: nosnippet">', ["noarchive"]),
    "under a header's name": ('<meta name="x-robots-tag" content="noarchive">', ["noarchive"]),
    "of mining": ('<meta name="tdm-reservation" content=" 1 "><meta name="tdm-policy" content="/tdm.json">', ["tdm-policy:/tdm.json", "tdm-reservation:1"]),
    "as a property of something": ('<meta property="robots" content="noarchive">', []),
    "without content": ('<meta name="robots"><meta name="robots" content=" ">', []),
    "in a comment": ('<!-- <meta name="robots" content="noarchive"> -->', []),
    "in a comment for old browsers": ('<!--[if lt IE 9]><meta name="robots" content="noarchive"><![endif]-->', []),
    "in a script": ("""<script>document.write('<meta name="robots" content="noarchive">')</script>""", []),
    "where scripts do not run": ('<noscript><meta name="robots" content="noarchive"></noscript>', []),
    "in a template": ('<template><meta name="robots" content="noarchive"></template>', []),
    "in the body": ('</head><body><div><meta name="robots" content="noarchive"></div>', ["noarchive"]),
}  # fmt: skip


@pytest.mark.parametrize(("head", "terms"), WRITTEN.values(), ids=WRITTEN)
def test_a_page_is_read_where_a_browser_would_read_it(head: str, terms: list[str]) -> None:
    tree = document_fromstring(f"<html><head><title>x</title>{head}<p>x")

    assert rights.stated([], tree) == tuple(terms)


MINING = [
    ("TDM-Reservation: 1", "0", "tdm-reservation:0"),
    ("TDM-Reservation: 0", "1", "tdm-reservation:1"),
    ("TDM-Reservation: 1", "perhaps", "tdm-reservation:1"),
    ("Server: x", "1", "tdm-reservation:1"),
]


@pytest.mark.parametrize(("header", "content", "term"), MINING)
def test_what_a_page_says_about_mining_comes_before_its_header(header: str, content: str, term: str) -> None:
    tree = document_fromstring(f'<head><meta name="tdm-reservation" content="{content}"></head><p>x')

    assert rights.stated([header], tree) == (term,)


SHARED = {
    (): ("full_text", None, None),
    ("all", "follow", "index", "nofollow", "notranslate"): ("full_text", None, None),
    ("max-image-preview:large", "max-snippet:-1", "max-video-preview:-1", "noimageai"): ("full_text", None, None),
    ("tdm-reservation:0", "tdm-policy:https://quill.example/"): ("full_text", None, None),
    ("tdm-reservation:yes", "unavailable_after:soon", "max-snippet:short", "max-snippet:"): ("full_text", None, None),
    ("content-usage:train-ai=n",): ("full_text", None, None),
    (f"max-snippet:{'9' * 5000}",): ("full_text", None, None),
    ("noarchive",): ("excerpt", None, "noarchive"),
    ("nocache",): ("excerpt", None, "nocache"),
    ("noai",): ("excerpt", None, "noai"),
    ("noml",): ("excerpt", None, "noml"),
    ("noindex",): ("excerpt", None, "noindex"),
    ("none",): ("excerpt", None, "none"),
    ("tdm-reservation:0", "tdm-reservation:1"): ("excerpt", None, "tdm-reservation"),
    ("unavailable_after:2030-06-25T23:00:00Z",): ("excerpt", None, "unavailable_after"),
    ("max-snippet:50",): ("excerpt", 50, "max-snippet"),
    ("max-snippet:-1", "max-snippet:160", "max-snippet:50", "noarchive"): ("excerpt", 50, "noarchive"),
    ("max-snippet:0",): ("metadata", 0, "max-snippet"),
    ("max-snippet:50", "nosnippet"): ("metadata", 0, "nosnippet"),
}


@pytest.mark.parametrize(("terms", "decided"), SHARED.items(), ids=lambda value: str(value)[:60])
def test_what_may_be_shared_follows_the_strictest_term(
    terms: tuple[str, ...], decided: tuple[str, int | None, str | None]
) -> None:
    assert (rights.shareable(terms), rights.longest_excerpt(terms), rights.held_back_by(terms)) == decided


def test_the_table_of_terms_names_every_term_that_forbids() -> None:
    assert [name for name in rights._FORBIDDING if f"`{name}" not in (rights.__doc__ or "")] == []


HOSTILE = {
    "a very long word": "<meta name=robots content='" + "a" * 1_000_000 + "'>",
    "very many words": "<meta name=robots content='" + "noarchive, " * 100_000 + "'>",
    "very many robots": "<meta name=robots content='" + "b: " * 300_000 + "'>",
    "a date without end": "<meta name=robots content='unavailable_after:" + "1, " * 300_000 + "'>",
    "very many statements": "<meta name=robots content=noarchive>" * 60_000,
    "very many in templates": "<template>" * 900 + "<meta name=robots content=noarchive>" * 60_000,
}


@pytest.mark.parametrize("head", HOSTILE.values(), ids=HOSTILE)
def test_a_page_that_says_too_much_is_read_at_once(head: str) -> None:
    tree = document_fromstring(f"<html><head>{head}")
    begun = time.process_time()
    terms = rights.stated([], tree)

    assert time.process_time() - begun < 1
    assert sum(map(len, terms)) < 50_000


STORY = "The ferry left the quay at noon on day {}, and nobody in the office spoke to the families who waited."


def read(body: str, content_type: str, *headers: str) -> Article:
    url = "https://quill.example/ferry"
    moment = datetime(2024, 3, 5, tzinfo=UTC)
    page = Page(
        url=url,
        final_url=url,
        fetched_at=moment,
        status=200,
        content_type=content_type,
        rights=headers,
        body=body.encode(),
    )
    return extract.read(page, {})


def test_an_article_has_the_rights_of_its_page_and_of_its_headers() -> None:
    story = "".join(f"<p>{STORY.format(day)}</p>" for day in range(9))
    head = '<title>The ferry</title><meta name="robots" content="noarchive">'
    article = read(
        f"<html><head>{head}</head><article>{story}", "text/html", "X-Robots-Tag: otherbot: noindex, retold: noai"
    )

    assert (article.rights, article.shareable) == (("noai", "noarchive"), "excerpt")


def test_a_text_file_has_the_rights_of_its_headers() -> None:
    article = read("\n".join(["The ferry", *map(STORY.format, range(9))]), "text/plain", "X-Robots-Tag: nosnippet")

    assert (article.rights, article.shareable) == (("nosnippet",), "metadata")


CUT = {
    "Latin": ("The ferry left the island at noon", 20, "The ferry left the…"),
    "Latin at a border": ("The ferry left the island", 10, "The ferry…"),
    "Cyrillic": ("Паром вышел с острова в полдень", 20, "Паром вышел с…"),
    "Arabic": ("غادرت العبارة الجزيرة عند الظهر", 22, "غادرت العبارة الجزيرة…"),
    "Hebrew": ("המעבורת עזבה את האי בצהריים", 16, "המעבורת עזבה את…"),
    "Han": ("渡轮中午离开小岛后一直没有抵达对岸", 8, "渡轮中午离开小…"),
    "Han at a stop": ("渡轮离开小岛，再也没有回来。", 8, "渡轮离开小岛…"),
    "kana": ("わたしぶねはしまをでたまま", 8, "わたしぶねはし…"),
    "Hangul": ("여객선은 정오에 섬을 떠났다", 11, "여객선은 정오에…"),
    "Thai": ("เรือข้ามฟากออกจากเกาะตอนเที่ยง", 29, "เรือข้ามฟากออกจากเกาะตอนเที่…"),
    "Thai at a vowel sign": ("เรือข้ามฟากออกจากเกาะตอนเที่ยง", 27, "เรือข้ามฟากออกจากเกาะตอน…"),
    "a word that is longer than all": ("https://isle.example/" + "a" * 50, 11, "https://is…"),
    "an accent of its own": ("e\u0301" * 20, 10, "e\u0301" * 4 + "…"),
    "a joined picture": ("👩‍👩‍👧‍👧" * 3, 9, "👩‍👩‍👧‍👧…"),
    "paragraphs": ("The ferry\nleft.\n\n Nobody  came.", 40, "The ferry left. Nobody came."),
    "nothing fits": ("The ferry left", 1, ""),
    "no room": ("The ferry left", 0, ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "most", "cut"), CUT.values(), ids=CUT)
def test_an_excerpt_ends_where_a_reader_would_not_mind(text: str, most: int, cut: str) -> None:
    assert excerpt(text, most) == cut


@pytest.mark.parametrize("text", [text for text, _, _ in CUT.values()], ids=CUT)
def test_no_excerpt_is_longer_than_it_may_be(text: str) -> None:
    assert [most for most in range(60) if len(excerpt(text, most)) > most] == []
