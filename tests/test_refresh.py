"""Pages that send their reader on, in all the ways in which the HTML standard lets them say so."""

import time

import pytest

from extractors.refresh import BEGINNING_BYTES, target

HERE = "http://news.example/old/story?id=7"
THERE = "http://news.example/new"
NEWS = "ニュース".encode("punycode").decode()


def meta(content: str) -> str:
    return f'<meta http-equiv="refresh" content="{content}">'


def led(head: str, content_type: str = "text/html", encoding: str = "utf-8") -> str | None:
    page = f"<!doctype html><html><head>{head}</head><body><p>The story has moved.</p></body></html>"
    return target(page.encode(encoding), content_type, HERE)


@pytest.mark.parametrize(
    "content",
    [
        "0; url=/new",
        "0;url=/new",
        "0;URL='/new'",
        "0; Url = &quot;/new&quot;",
        "0;url='/new' and more",
        "0,url=/new",
        "0 url=/new",
        " \t0 ;\n url\t= /new \n",
        "0;/new",
        "0 /new",
        "0;'/new'",
        "5; url=/new",
        "005; url=/new",
        "4.99; url=/new",
        ".5; url=/new",
        "1..2; url=/new",
        "0; url=&#47;new",
        "0; url=/n\new",
        "0; url=../new",
        "0; url=//news.example/new",
        "0; url=http://news.example/new#part",
        "0; url=HTTP://NEWS.EXAMPLE:80/new",
    ],
)
def test_a_refresh_at_once_is_a_hop_however_it_is_spelled(content: str) -> None:
    assert led(meta(content)) == THERE


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ("0; url=?id=8", "http://news.example/old/story?id=8"),
        ("0; ur=/new", "http://news.example/old/ur=/new"),
        ("0; url=/a?b=1&amp;c=2", "http://news.example/a?b=1&c=2"),
        ("0; url='/a;b'", "http://news.example/a;b"),
        ("0; url=http://reader:secret@other.example/a", "http://other.example/a"),
        ("0; url=https://other.example/a b", "https://other.example/a%20b"),
        ("0; url=/мост", "http://news.example/%D0%BC%D0%BE%D1%81%D1%82"),
        ("0; url=http://ニュース.example/橋", f"http://xn--{NEWS}.example/%E6%A9%8B"),
        (
            "0; url=http://127.0.0.1/admin",  # whether it may be asked for is judged as after a redirect
            "http://127.0.0.1/admin",
        ),
    ],
)
def test_the_address_is_read_where_the_page_stands(content: str, address: str) -> None:
    assert led(meta(content)) == address


@pytest.mark.parametrize(
    "content",
    [
        "",
        "0",
        "0;",
        "0; url=",
        "0; url=''",
        "300",
        "6; url=/new",
        "60; url=/new",
        f"{'9' * 5000}; url=/new",
        "url=/new",
        "; url=/new",
        "0url=/new",
        "-1; url=/new",
        "+0; url=/new",
        "soon; url=/new",
        "0; url=#part",
        "0; url=?id=7",
        "0; url=/old/story?id=7#part",
        "0; url=http://news.example:80/old/./story?id=7",
        "0; url=/old/story?id=7&utm_source=reload",
        "0; url=javascript:go()",
        "0; url=data:text/html,a",
        "0; url=ftp://news.example/new",
        "0; url=http://[::1",
        "0; url=http://news.example:99999/",
    ],
)
def test_a_reload_and_what_is_no_address_of_the_web_are_no_hop(content: str) -> None:
    assert led(meta(content)) is None


@pytest.mark.parametrize(
    "around",
    [
        "<noscript>{}</noscript>",
        "<NoScript class=a>{}</NOSCRIPT >",
        "<!-- {} -->",
        "<!--[if lt IE 9]>{}<![endif]-->",
        "<!-- {} --!>",
        "<script>document.write('{}')</script>",
        "<script>{}",
        "<style>{}</style>",
        "<title>{}</title>",
        "<textarea>{}</textarea>",
        "<iframe>{}</iframe>",
        "<template>{}</template>",
        "<template><template></template>{}</template>",
        "<a title='{}'>",
        "<a title = '> {}",
    ],
)
def test_what_no_browser_with_scripts_would_follow_is_no_hop(around: str) -> None:
    assert led(around.format(meta("0; url=/new"))) is None


@pytest.mark.parametrize(
    "head",
    [
        "<META CONTENT='0;url=/new' HTTP-EQUIV=REFRESH />",
        "<meta http-equiv=refresh content=0;url=/new>",
        "<meta\nhttp-equiv = 'Refresh'\ncontent = '0;url=/new'\n>",
        "<meta http-equiv='refresh' content='0;url=/new' content='0;url=/other'>",
        "<meta http-equiv='&#114;efresh' content='0;url=/new'>",
        "<meta charset=utf-8/><meta/http-equiv='refresh'/content='0;url=/new'>",
        "<!-->" + meta("0;url=/new"),
        "<p it's>" + meta("0;url=/new"),
        "<script>if (a < b) '<!--'</script><noscript>no</noscript>" + meta("0;url=/new"),
        "<template></template></template>" + meta("0;url=/new"),
        "<base href='/'>" + meta("0;url=new"),
        meta("soon;url=/never") + meta("0;url=/new"),
        meta("0;url=/new") + meta("0;url=/other"),
        "<meta http-equiv='refresh' content='0;url=/new'",
    ],
)
def test_a_tag_is_read_as_browsers_read_it(head: str) -> None:
    assert led(head) == THERE


def test_a_page_that_first_says_to_wait_is_no_hop() -> None:
    assert led(meta("600") + meta("0; url=/new")) is None


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("utf-8-sig", "text/html"),
        ("utf-16", "text/html"),
        ("utf-16-le", "text/html; charset=utf-16le"),
        ("utf-16-be", "text/html"),
        ("cp1251", "text/html; charset=windows-1251"),
        ("koi8-r", "text/html; charset=koi8-r"),
        ("utf-8", ""),
        ("utf-8", "application/xhtml+xml"),
    ],
)
def test_a_hop_is_found_in_any_alphabet(encoding: str, content_type: str) -> None:
    assert led(meta("0; url=/мост"), content_type, encoding) == "http://news.example/%D0%BC%D0%BE%D1%81%D1%82"


def test_the_alphabet_may_be_stated_by_the_page() -> None:
    head = "<meta charset=shift_jis>" + meta("0; url=/橋の話")
    assert led(head, encoding="shift_jis") == "http://news.example/%E6%A9%8B%E3%81%AE%E8%A9%B1"


@pytest.mark.parametrize("content_type", ["text/plain", "application/rss+xml", "image/png"])
def test_what_is_no_page_is_no_hop(content_type: str) -> None:
    assert led(meta("0; url=/new"), content_type) is None


def test_only_the_beginning_of_a_page_counts() -> None:
    assert led(" " * BEGINNING_BYTES + meta("0; url=/new")) is None
    assert target(b"", "text/html", HERE) is None


HOSTILE = [
    b'<a "',
    b"<",
    b"<!--",
    b"<title",
    b"<title>",
    b"<template>",
    b"<a =",
    b"<a ='",
    b"&",
    b"http-equiv=",
    b"http-equiv = ' ",
    b"http-equiv=x&",
    b" ",
    b"0",
]


def test_no_page_takes_long() -> None:
    began = time.process_time()
    for piece in HOSTILE:
        for start in (b"", b"<meta http-equiv=refresh x>", b"<meta http-equiv=", b"<meta http-equiv=refresh content='"):
            target(start + piece * BEGINNING_BYTES, "text/html", HERE)
    assert time.process_time() - began < 3  # 56 pages; one quadratic step takes ten times as long for each
