"""Stories that a page bears twice."""

import pytest
from lxml.html import document_fromstring

from extractors import doubles

from .test_extract import STORIES, STORY
from .test_layouts import TITLE, lines, paragraphs

BETWEEN = "Whoever saw the storm is asked to write down what was lost that night."


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("hidden md:block", "md:hidden"),
        ("widget hidden md:block", "md:hidden"),
        ("elementor-hidden-mobile", "elementor-hidden-desktop elementor-hidden-tablet"),
        ("d-none d-md-block", "d-block d-md-none"),
        ("one", "other"),
    ],
)
def test_a_story_for_wide_screens_and_for_narrow_ones_is_read_once(wide, narrow):
    both = (f"<div class='{name}'><div>{paragraphs()}</div></div>" for name in (wide, narrow))
    told = lines(f"<h1>{TITLE}</h1><article>{f'<p>{BETWEEN}</p>'.join(both)}</article>")
    assert told == [*STORY, BETWEEN]


@pytest.mark.parametrize("script", STORIES)
def test_copies_are_known_in_many_scripts(script):
    story = [f"{number}. {STORIES[script].strip()} {STORIES[script].strip()}" for number in range(4)]
    tree = document_fromstring(f"<body><h1>{TITLE}</h1><div>{paragraphs(story)}</div><div>{paragraphs(story)}</div>")
    assert doubles.drop(tree)
    assert len(list(tree.iter("p"))) == len(story)


def test_of_a_hidden_copy_and_a_shown_one_the_shown_one_stays():
    hidden = f"<div id='narrow' style='display:none'>{paragraphs()}</div>"
    tree = document_fromstring(f"<body><h1>{TITLE}</h1>{hidden}<div id='wide'>{paragraphs()}</div></body>")
    assert doubles.drop(tree)
    assert tree.xpath("//div/@id") == ["wide"]


def test_a_page_keeps_its_headline_whichever_copy_goes():
    tree = document_fromstring(f"<body><div>{paragraphs()}</div><div><h1>{TITLE}</h1>{paragraphs()}</div></body>")
    doubles.drop(tree)
    assert next(tree.iter("h1"), None) is not None


@pytest.mark.parametrize(
    "other",
    [
        f"<div>{paragraphs(STORY[:2])}<p>But then, says reader seven, who is to pay for all of it in the long run?</p></div>",
        f"<blockquote><p>{STORY[0]}</p></blockquote>",
        f"<p>{STORY[1]}</p><p>{STORY[2]}</p>",
        f"<ul><li><p>{STORY[0]}</p></li><li><p>Something that stands nowhere else on the whole of this page.</p></li></ul>",
    ],
    ids=["comment", "quotation", "refrain", "list"],
)
def test_what_only_repeats_some_paragraphs_stays(other):
    tree = document_fromstring(f"<body><h1>{TITLE}</h1><article><div>{paragraphs()}</div>{other}</article></body>")
    before = tree.text_content()
    doubles.drop(tree)
    assert tree.text_content() == before


def test_a_box_that_sums_up_the_beginning_takes_nothing_from_the_story():
    long = [f"{line} This is number {number} of all that is told here." for number in range(4) for line in STORY]
    box, story = f"<div class='key-points'>{paragraphs(long[:2])}</div>", f"<section>{paragraphs(long[:2])}</section>"
    tree = document_fromstring(f"<body><h1>{TITLE}</h1>{box}<div>{story}{paragraphs(long[2:])}</div></body>")
    assert not doubles.drop(tree)
