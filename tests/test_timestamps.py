"""Moments that elements state: the story's own, not those of cards beside it."""

import pytest
from lxml.html import document_fromstring

from extractors.timestamps import stated

ADDRESS = "https://norvik.example/2024/wall"
OWN = "<time datetime='2024-04-26T09:00:00Z'>26 April</time>"
OTHER = "<time datetime='2024-03-01'>1 March</time>"


def others(body, url=ADDRESS):
    return stated(document_fromstring(f"<html><head></head><body><main>{body}</main></body></html>"), url).others


def marked(body):
    return stated(document_fromstring(f"<html><body><main>{body}</main></body></html>"), ADDRESS).marked


@pytest.mark.parametrize(
    "card",
    [
        f"<article class='card'><a href='/boat/'><h3>The boat that sank</h3></a>{OTHER}</article>",
        f"<article><h2><a href='/boat/'>Паром, который утонул</a></h2>{OTHER}</article>",
        f"<ul><li><a href='/boat/'>The boat that sank in the bay of Norvik</a> {OTHER}</li></ul>",
        f"<ul><li><a href='/boat/'>港の近くで沈んだ船の話</a>{OTHER}</li></ul>",
        f"<a href='/boat/'>{OTHER} The boat that sank in the bay of Norvik</a>",
        f"<div class='row'><a href='/boat/'>The boat that sank in the bay of Norvik</a>{OTHER}</div><div class='row'>x</div>",
        f"<h3><a href='/boat/'>السفينة التي غرقت</a></h3>{OTHER}",
        f"<aside>{OTHER}</aside>",
        f"<nav>{OTHER}</nav>",
        f"<div class='related-posts'><h2>Related</h2>{OTHER}</div>",
        f"<div id='c1' class='comment'>{OTHER} Well said.</div>",
    ],
)
def test_the_moments_of_cards_and_comments_are_not_the_storys(card):
    assert others(f"<h1>Wall</h1><p>Text.</p>{card}") == ()
    assert others(f"{card}<h1>Wall</h1>{OWN}<p>Text.</p>") == ("2024-04-26T09:00:00Z",)


def test_the_storys_own_moment_is_found_behind_a_card():
    card = f"<article class='card'><a href='/boat/'><h3>The boat that sank</h3></a>{OTHER}</article>"
    assert others(f"<article><h1>Wall</h1><p>Text.</p>{card}<p>Text.</p><div>{OWN}</div></article>") == (
        "2024-04-26T09:00:00Z",
    )
    assert others(f"<article><h1>Wall</h1><p>Text.</p><div>{OWN}</div>{card}</article>") == ("2024-04-26T09:00:00Z",)


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Wall</h1><div class='meta'><a href='/author/ana'>Ana Ruiz</a> {OWN}</div>",
        f"<h1>Wall</h1><a href='/2024/04/26/'>Published on Friday {OWN}</a>",
        f"<h1><a href='/2024/wall'>Wall</a></h1><p>{OWN}</p>",
        f"<h1><a href='/2024/wall'>Wall</a></h1><a href='/2024/wall' rel='bookmark'>{OWN}</a>",
        f"<h1><a href='/'>The Norvik Courier</a></h1><div><b>Wall</b><p>{OWN}</p></div>",
        f"<ul class='meta'><li>By <a href='/ana'>Ana Ruiz</a></li><li>{OWN}</li></ul><h1>Wall</h1>",
        f"<div class='content-sidebar-wrap article--comment'><h1>Wall</h1><p>{OWN}</p></div>",
        f"<article>{OWN}<h1>Wall</h1><h3><a href='/boat/'>The boat that sank</a></h3></article>",
        f"<h1>Wall</h1><p>Text.</p><footer class='entry-meta'>{OWN}</footer>",
    ],
)
def test_the_storys_own_moment_is_known(body):
    assert others(body) == ("2024-04-26T09:00:00Z",)


def test_marks_in_cards_are_the_cards():
    card = "<li><h3><a href='/boat/'>Boat</a></h3><meta itemprop='headline'><time itemprop='datePublished' datetime='2024-03-01'>x</time></li>"
    own = "<time itemprop='datePublished' datetime='2024-04-26T09:00:00Z'>x</time>"
    assert marked(f"{card}<h1>Wall</h1>{own}{card}") == ("2024-04-26T09:00:00Z",)


@pytest.mark.parametrize(
    "element",
    [
        "<span itemprop='datePublished'>2024-04-26</span>",
        "<span property='schema:datePublished' content='2024-04-26'>26 April</span>",
        "<time pubdate datetime='2024-04-26'>26 April</time>",
    ],
)
def test_marks_are_read_in_their_dialects(element):
    assert marked(f"<h1>Wall</h1>{element}") == ("2024-04-26",)


def test_the_abbreviation_of_weblogs_states_its_moment():
    assert others("<h1>Wall</h1><abbr class='published' title='2024-04-26T21:10:00+01:00'>21:10</abbr>")[0] == (
        "2024-04-26T21:10:00+01:00"
    )


@pytest.mark.parametrize("target", ["http://[", "javascript:void(0)", "#", "", "  "])
def test_odd_addresses_lead_nowhere(target):
    assert others(f"<h1><a href='{target}'>Wall</a></h1>{OWN}", url="http://[") == ("2024-04-26T09:00:00Z",)
