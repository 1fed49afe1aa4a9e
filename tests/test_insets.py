"""Headings, captions and teasers between a story's paragraphs."""

import pytest
from lxml.html import document_fromstring

from extractors import insets

from .test_extract import STORY
from .test_layouts import TITLE, lines, paragraphs


def told(inside):
    return lines(f"<h1>{TITLE}</h1><article>{inside}</article>")


def tree_of(inside):
    return document_fromstring(f"<body><h1>{TITLE}</h1><article>{inside}</article></body>")


def test_the_heading_of_a_section_is_read_out_of_its_header():
    section = f"<section><header><h2>Who pays</h2></header>{paragraphs(STORY[2:])}</section>"
    assert told(f"{paragraphs(STORY[:2])}{section}") == [*STORY[:2], "Who pays", *STORY[2:]]


def test_the_headings_of_live_entries_are_read_without_hour_and_author():
    headings = ("Nine votes to two", "Who pays the crowns", "Nets and sheds", "What becomes of the lighthouse")
    entries = "".join(
        f"<div class='block'><header><time>17:05</time><h3>{heading}</h3><span>By Ragna Holt</span></header>"
        f"<div><p>{line}</p></div></div>"
        for heading, line in zip(headings, STORY, strict=True)
    )
    assert told(f"<div id='live'>{entries}</div>") == [
        line for entry in zip(headings, STORY, strict=True) for line in entry
    ]


@pytest.mark.parametrize(
    "header",
    [
        "<header><h2><a href='/other'>Another wall</a></h2></header>",
        "<header><h2>Menu</h2><nav><a href='/'>Home</a></nav></header>",
        "<header><h2>Topics</h2><ul><li>Sea</li></ul></header>",
        "<header><p>By Ragna Holt</p></header>",
        "<header><h2>Our letter</h2><form><input></form></header>",
    ],
)
def test_other_headers_stay_what_they_are(header):
    assert not insets.free_headings(tree_of(f"{paragraphs(STORY[:2])}<div>{header}{paragraphs(STORY[2:])}</div>"))


@pytest.mark.parametrize("name", ["related-stories", "comment", "card"])
def test_headers_of_what_is_no_story_stay_what_they_are(name):
    boxes = "".join(f"<div class='{name}'><header><h3>Wall {n}</h3></header><p>{STORY[n]}</p></div>" for n in range(3))
    assert not insets.free_headings(tree_of(f"{paragraphs()}{boxes}"))


def test_the_header_of_a_page_stays_one():
    page = document_fromstring(f"<body><header><h2>{TITLE}</h2></header><h1>{TITLE}</h1>{paragraphs()}</body>")
    assert not insets.free_headings(page)


@pytest.mark.parametrize(
    "caption",
    [
        "<div class='captionDesktop'>The wall before the storm (photo: archive)</div>",
        "<p class='image-caption'>The wall before the storm.</p>",
        "<div class='photo__caption'><p>The wall before the storm, seen from the sea at low tide.</p></div>",
        f"<p class='imageCaption'>{STORY[0]}</p>",
    ],
)
def test_what_stands_under_a_picture_by_its_class_is_no_line_of_the_story(caption):
    assert told(f"{paragraphs(STORY[:2])}<div><img src='/a.jpg'>{caption}</div>{paragraphs(STORY[2:])}") == list(STORY)


@pytest.mark.parametrize(
    "inside",
    [
        f"<div class='with-caption'><img src='/a.jpg'>{paragraphs()}</div>",
        f"<div class='caption'>{paragraphs()}</div>",
        f"<p class='caption'>{STORY[0]}</p>{paragraphs(STORY[1:])}",
        f"<div class='recaptioned'><img src='/a.jpg'><p class='no-caption'>{STORY[0]}</p></div>",
    ],
)
def test_a_story_is_no_caption(inside):
    assert not insets.drop_captions(tree_of(inside))


SUMMARY = (
    "<p>A young seal was seen three times within a week by those who were training there, and it was not afraid.</p>"
)
HEADLINE = "<a href='/seal'><img src='/s.jpg'><span>A seal beside the football ground</span></a>"


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='x'>{HEADLINE}{SUMMARY}</div>",
        f"<aside><h3><a href='/seal'>A seal beside the football ground</a></h3>{SUMMARY}</aside>",
        f"<div><div>{HEADLINE}</div><div>{SUMMARY}</div></div>",
    ],
)
def test_a_box_that_leads_to_another_story_is_no_part_of_this_one(box):
    assert told(f"{paragraphs(STORY[:2])}{box}{paragraphs(STORY[2:])}") == list(STORY)


@pytest.mark.parametrize(
    "box",
    [
        f"<div><a href='/council'>The harbour council</a> said so{SUMMARY}</div>",
        f"<div><p><a href='/council'>The harbour council</a> met on Monday.</p>{SUMMARY}</div>",
        f"<div><a href='#note'>What a harbour wall is</a>{SUMMARY}</div>",
        f"<div><a href='https://nets.example/n'>Nets of the old kind</a>{SUMMARY}</div>",
        f"<div><h3>What comes next</h3>{SUMMARY}<p><a href='/plan'>The plan of the council</a></p></div>",
        f"<div><a href='/seal'>A seal beside the football ground</a>{SUMMARY}{SUMMARY}</div>",
        "<div><a href='/seal'>A seal beside the football ground</a></div>",
    ],
    ids=["text", "paragraph", "anchor", "abroad", "heading", "longer", "bare"],
)
def test_other_boxes_stay(box):
    assert not insets.drop_teasers(tree_of(f"{paragraphs(STORY[:2])}{box}{paragraphs(STORY[2:])}"))


def test_a_digest_keeps_its_items():
    items = "<p>And then:</p>".join(f"<div><a href='/{n}'>Story number {n} of the week</a><p>{line}</p></div>" for n, line in enumerate(STORY))  # fmt: skip
    assert not insets.drop_teasers(tree_of(f"<p>{STORY[0]} So it was.</p>{items}<p>{STORY[1]} So it is.</p>"))
