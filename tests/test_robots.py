from datetime import UTC, datetime, timedelta

import pytest

from extractors import robots
from extractors.errors import RetryError
from extractors.records import Page

SITE = "http://news.example"


def page(body=b"", *, reason=None, status=200, age=timedelta(), **fields):
    return Page(
        url=f"{SITE}/robots.txt",
        final_url=f"{SITE}/robots.txt",
        fetched_at=datetime.now(UTC) - age,
        status=status,
        reason=reason,
        body=body,
        **fields,
    )


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/a", True),
        ("User-agent: *\nAllow: /news\nDisallow: /news/secret", "/news/secret/a", False),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x=1", True),
        ("User-agent: retold\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: Retoldbot\nDisallow: /", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: Retold\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: Retold\nDisallow: /a\n\nUser-agent: x\n\nUser-agent: Retold\nDisallow: /b", "/b", False),
        ("user-AGENT: *\rdisallow: /a", "/a", False),
        ("User-agent: * # everybody\nDisallow: /a # nothing here", "/a", False),
        ("User-agent: *\nDisallow: /%D0%BC%D0%BE%D1%81%D1%82", "/%D0%BC%D0%BE%D1%81%D1%82", False),
        ("User-agent: *\nDisallow: /мост", "/%D0%BC%D0%BE%D1%81%D1%82", False),
        ("<html><body>Welcome to our home page</body></html>", "/a", True),
        ("", "/a", True),
    ],
)
def test_rules_are_read_as_rfc_9309_says(text, path, allowed):
    assert robots.rules(page(text.encode())).allow(SITE + path) is allowed


def test_a_byte_order_mark_hides_no_rule():
    rules = robots.rules(page(b"\xef\xbb\xbfUser-agent: *\nDisallow: /"))
    assert not rules.allow(f"{SITE}/a")


def test_bytes_that_are_no_utf8_hide_no_rule():
    rules = robots.rules(page(b"# caf\xe9\nUser-agent: *\nDisallow: /a"))
    assert not rules.allow(f"{SITE}/a")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 300, 304])
def test_a_host_that_has_no_rules_allows_everything(status):
    assert robots.rules(page(reason=f"http_{status}", status=status)).allow(f"{SITE}/a")


def test_redirects_without_end_are_no_rules():
    assert robots.rules(page(reason="redirect_loop", status=None)).allow(f"{SITE}/a")


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("http_500", 500),
        ("http_503", 503),
        ("http_429", 429),
        ("unreachable", None),
        ("timeout", None),
        ("truncated", 200),
        ("tls", None),
        ("too_large", 200),
        ("bad_answer", None),
        ("refused_address", None),
    ],
)
def test_a_host_that_gives_no_proper_answer_is_left_for_later(reason, status):
    with pytest.raises(RetryError) as caught:
        robots.rules(page(reason=reason, status=status, retry_after_s=77.0))
    assert caught.value.reason == "robots_unreachable"
    assert caught.value.delay_s == 77.0


@pytest.mark.parametrize(
    ("asked_for", "kept"),
    [("7", 7.0), ("0.5", 0.5), ("300", 300.0), ("301", 300.0), ("1e9", 300.0), ("-5", 0.0), ("soon", 0.0)],
)
def test_a_crawl_delay_is_kept_up_to_five_minutes(asked_for, kept):
    assert robots.rules(page(f"User-agent: *\nCrawl-delay: {asked_for}".encode())).delay_s == kept


def test_only_the_first_500_kib_count_and_no_line_of_them_cut_in_two():
    first, cut, late = b"User-agent: *\n", b"Disallow: /news/old", b"/attic\nDisallow: /late\n"
    padding = b"#" * (robots.MOST_BYTES - len(first) - len(cut) - 1) + b"\n"
    rules = robots.rules(page(first + padding + cut + late))
    assert rules.allow(f"{SITE}/news/older")
    assert rules.allow(f"{SITE}/late")
    assert not robots.rules(page(first + padding[1:-1] + b"\n" + cut + b"\n" + late)).allow(f"{SITE}/news/older")


def test_each_scheme_host_and_port_has_its_own_rules():
    assert robots.address("https://news.example/a/b?c") == "https://news.example/robots.txt"
    assert robots.address("http://news.example:8080/a") == "http://news.example:8080/robots.txt"


def test_an_answer_is_good_for_a_day():
    hour = timedelta(hours=1)
    assert robots.is_fresh(page(age=23 * hour))
    assert robots.is_fresh(page(age=23 * hour, reason="http_404", status=404))
    assert not robots.is_fresh(page(age=25 * hour))


@pytest.mark.parametrize(
    ("reason", "status"), [("http_500", 500), ("http_429", 429), ("timeout", None), ("not_modified", 304)]
)
def test_no_answer_is_never_fresh(reason, status):
    assert not robots.is_fresh(page(reason=reason, status=status))
