"""The next articles of a page without an end."""

import pytest
from lxml.html import document_fromstring

from extractors import scrolled

from .test_extract import STORY
from .test_layouts import TITLE, paragraphs

NEXT = tuple(
    f"The seed bank of Corrow lost its power for nine whole days in the winter of {year}, and nobody noticed it."
    for year in (2019, 2021, 2022, 2024)
)


def left(own, other):
    """Return whether the other article is still there; the page's own always is."""
    tree = document_fromstring(f"<body><main>{own}{other}</main></body>")
    scrolled.drop(tree, [TITLE, f"{TITLE} - The Norvik Courier"])
    assert STORY[-1] in tree.text_content()
    return "Corrow" in tree.text_content()


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("<article class='story'><h1>A seed bank</h1>", "</article>"),
        ("<article class='story'><h2>A seed bank</h2><p class='lead'>Nine days without power.</p>", "</article>"),
        ("<article class='story next'><time>3 May</time><h2>A seed bank</h2>", "</article>"),
        ("<article class='story' data-article-url='/seeds/'><h2>A seed bank</h2>", "</article>"),
        ("<article class='story'><h2><a href='/seeds/'>A seed bank</a></h2>", "</article>"),
    ],
)
def test_the_next_article_is_no_part_of_a_pages_own(begins, ends):
    own = f"<article class='story'><h1>{TITLE}</h1>{paragraphs()}</article>"
    assert not left(own, f"{begins}{paragraphs(NEXT)}{ends}")


def test_the_next_article_is_known_in_blocks_by_its_address():
    own = f"<div class='item' data-url='/wall/'><h1>{TITLE}</h1><div>{paragraphs()}</div></div>"
    assert not left(own, f"<div class='item' data-url='/seeds/'><h2>A seed bank</h2>{paragraphs(NEXT)}</div>")


@pytest.mark.parametrize(
    ("tag", "other"),
    [
        ("section", "<h2>How it began</h2>"),
        ("section", "<h2><a href='#began'>How it began</a></h2>"),
        ("div", "<time>17:05</time><h2>The gallery is full</h2>"),
        ("article", "<h2>How it began</h2>"),
        ("article", ""),
    ],
    ids=["section", "anchor", "live", "chapter", "headless"],
)
def test_a_part_of_the_story_stays(tag, other):
    own = f"<{tag} class='part'><h1>{TITLE}</h1><p class='lead'>A wall.</p>{paragraphs()}</{tag}>"
    assert left(own, f"<{tag} class='part'>{other}{paragraphs(NEXT)}</{tag}>")


def test_a_place_in_the_page_is_no_address_of_another_article():
    own = f"<div class='part' data-url='/wall/'><h1>{TITLE}</h1>{paragraphs()}</div>"
    for address in ("/wall/", "/wall/#two"):
        assert left(own, f"<div class='part' data-url='{address}'><h2>The second day</h2>{paragraphs(NEXT)}</div>")


def test_the_head_of_a_story_does_not_cost_its_text():
    own = f"<article class='part'><h1>{TITLE}</h1><p>{STORY[-1]}</p></article>"
    assert left(
        own, f"<article class='part'><time>3 May</time><h2>Reported from Corrow</h2>{paragraphs(NEXT)}</article>"
    )


def test_other_forms_are_no_next_article():
    own = f"<article class='story'><h1>{TITLE}</h1>{paragraphs()}</article>"
    assert left(own, f"<article class='comment'><time>3 May</time><h2>Re: wall</h2>{paragraphs(NEXT)}</article>")


def test_a_page_whose_heading_is_none_of_its_titles_is_left_as_it_is():
    own = f"<article class='story'><h1>The Norvik Courier</h1>{paragraphs()}</article>"
    assert left(own, f"<article class='story'><time>3 May</time><h2>A seed bank</h2>{paragraphs(NEXT)}</article>")
