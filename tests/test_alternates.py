"""The same text in other languages, as pages state it, and what that says of who was first."""

import pytest
from lxml import html

from extractors import alternates

OWN = "https://fjord.example/de/hafen/bruecke-gesperrt"
ENGLISH = "https://fjord.example/en/harbour/bridge-closed"


def stated(*links, own=OWN):
    lines = "".join(f"<link {link}>" for link in links)
    return alternates.stated(html.fromstring(f"<html><head>{lines}</head><body><p>Text</p></body></html>"), own)


def link(language, address, rel="alternate", more=""):
    return f'rel="{rel}" hreflang="{language}" href="{address}" {more}'


def test_a_page_states_its_versions_by_language():
    found = stated(link("de", OWN), link("en-GB", ENGLISH), link("x-default", ENGLISH))
    assert found == {"de": OWN, "en-gb": ENGLISH, "x-default": ENGLISH}


@pytest.mark.parametrize(
    "address", ["https://fjord.example/", "https://fjord.example/en", "https://fjord.example/zh-Hans/index.html",
                "https://en.fjord.example", "https://fjord.example/en/home"],
)  # fmt: skip
def test_front_pages_in_other_languages_say_nothing(address):
    assert stated(link("de", OWN), link("en", address)) == {}


@pytest.mark.parametrize(
    "address", ["/en/harbour/bridge-closed", "//fjord.example/en/x", "ftp://fjord.example/en/x", "http://[bad/x", "",
                "javascript:void(0)", "https://fjord.example/a/b/a/b/a/b/a/b/a/b/x"],
)  # fmt: skip
def test_only_whole_and_honest_addresses_are_believed(address):
    assert stated(link("de", OWN), link("en", address)) == {}


@pytest.mark.parametrize(
    ("language", "more", "rel"),
    [
        ("en", 'type="application/rss+xml"', "alternate"),
        ("en", 'media="only screen and (max-width: 640px)"', "alternate"),
        ("en", "", "stylesheet"),
        ("english, please", "", "alternate"),
        ("", "", "alternate"),
    ],
)
def test_feeds_and_what_names_no_language_are_no_versions(language, more, rel):
    assert stated(link(language, ENGLISH, rel, more)) == {}


def test_a_page_that_names_nobody_but_itself_says_nothing():
    assert stated(link("de", OWN), link("x-default", f"{OWN}/")) == {}


def test_a_language_with_two_addresses_has_none():
    found = stated(link("en", ENGLISH), link("en", f"{ENGLISH}-2"), link("fr", "https://fjord.example/fr/port/pont"))
    assert found == {"fr": "https://fjord.example/fr/port/pont"}


def test_addresses_are_spelled_as_everywhere():
    assert stated(link("en", "HTTPS://Fjord.Example:443/en/x?utm_source=y#top")) == {"en": "https://fjord.example/en/x"}


def test_a_page_that_names_the_whole_world_is_no_version_of_it():
    letters = "abcdefghijklmnopqrstuvwxyz"
    tags = [one + other for one in letters for other in letters][: alternates.MOST + 1]
    assert stated(*(link(tag, f"https://fjord.example/{tag}/story") for tag in tags)) == {}


def shown(one, other):
    return alternates.default(OWN, one, ENGLISH, other)


def test_the_default_is_known_where_both_name_one_another():
    assert shown({"en": ENGLISH, "x-default": ENGLISH}, {"de": OWN}) == alternates.page(ENGLISH)
    assert shown({"en": ENGLISH}, {"de": OWN, "x-default": OWN}) == alternates.page(OWN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"en": ENGLISH}, {"de": OWN}),
        ({"en": ENGLISH, "x-default": ENGLISH}, {}),
        ({"en": ENGLISH, "x-default": ENGLISH}, {"de": "https://fjord.example/de/another", "x-default": ENGLISH}),
        ({"en": ENGLISH, "x-default": ENGLISH}, {"de": OWN, "x-default": OWN}),
    ],
    ids=["no default", "only one names the other", "names another page", "two defaults"],
)
def test_otherwise_no_version_is_the_first(one, other):
    assert shown(one, other) is None
