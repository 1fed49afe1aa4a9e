"""What a story links to."""

import pytest
from lxml.html import document_fromstring

from extractors import links

from .test_extract import STORY, URL

LINKED = STORY[1].replace("the port", "<a href='https://port.example/costs?utm_source=x'>the port</a>")
PORT = ("https://port.example/costs",)


def found(body, story=STORY):
    return links.out(document_fromstring(f"<html><body>{body}</body></html>"), story, URL)


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{STORY[0]}</p><p>{LINKED}</p>",
        f"<div class='p'>{STORY[0]}</div><div class='p'>{LINKED}</div>",
        f"<td>{STORY[0]}<br><br>{LINKED}<br><br>{STORY[2]}</td>",
        f"<div><span>{STORY[0]}</span><br/><font>{LINKED}</font></div>",
        f"<amp-story-page><story-text>{LINKED}</story-text></amp-story-page>",
        f"<section>{STORY[0]}<p>{LINKED}</section>",
    ],
)
def test_the_links_of_a_story_are_found_whatever_its_tags(markup):
    assert found(markup) == PORT


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Read this: <a href='https://port.example/costs'>the port</a></p>",
        f"<ul><li><a href='https://port.example/costs'>{STORY[1]}</a></li></ul>",
        f"<nav><p>{LINKED}</p></nav>",
        f"<p>{STORY[1]}</p><a href='https://port.example/costs'>More</a>",
        f"<p>{STORY[1].replace('the port', '<a href=mailto:a@port.example>the port</a>')}</p>",
        f"<p>{STORY[1].replace('the port', '<a href=//[::bad>the port</a>')}</p>",
    ],
)
def test_what_stands_beside_a_story_or_leads_nowhere_is_no_link_of_it(markup):
    assert found(markup) == ()


def test_links_come_once_in_the_order_of_the_page():
    body = "".join(f"<div>{line} <a href='/x{n % 2}'>!</a></div>" for n, line in enumerate(STORY))
    assert [address[-2:] for address in found(body)] == ["x0", "x1"]


def test_short_lines_have_to_be_lines_of_the_story():
    credit = "<div>Via <a href='https://port.example/costs'>Port</a></div>"
    assert found(credit, [*STORY, "Via Port"]) == PORT
    assert found(credit, ["The ship went via port and starboard."]) == ()
