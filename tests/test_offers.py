"""Boxes that sell the rest of a text, in words that nobody listed."""

import pytest

from extractors.errors import DropError
from extractors.extract import read

from .test_extract import STORY, html, page

OG = '<meta property="og:type" content="article">'
CUT = STORY[1].removesuffix(" finished before the herring fleet comes home.")
BOXES = {
    "a link to subscriptions": "<div class='x'><h3>Vols saber com acaba?</h3><a href='/subscripcions/alta'>Uneix-t’hi</a></div>",
    "a price and a login": "<div><b>Желите до краја?</b><a href='/pretplata'>290 RSD</a><a href='/prijava'>Пријава</a></div>",
    "the makers' name": "<div class='js-paywall-bottom'><a href='/x'>עוד</a></div>",
    "a field for those who register": "<div class='regwall'><form action='/account/create'><button>Áfram</button></form></div>",
    "signs of no alphabet": "<div><p>看完整內容</p><a href='/member/join'>每月 NT$ 99</a></div>",
}
OTHERS = {
    "letters": "<div class='newsletter-box'><a href='/subscribe/newsletter'>Sign up</a></div>",
    "gifts": "<div class='stoet'><p>Vi er en lille redaktion.</p><a href='/stoet'>Støt os med 50 kr.</a></div>",
    "tickets": "<div class='info'><p>Vstopnina 6 €, otroci 3 €.</p><a href='/koledar/kino'>Spored</a></div>",
    "answers": "<div class='kommentare'><a href='/login'>Anmelden</a> <a href='/konto/registrieren'>Registrieren</a></div>",
    "another article": "<div><h3><a href='/premium/why-members-pay-two-pounds-more'>Members pay £2 more</a></h3></div>",
}


@pytest.mark.parametrize("box", BOXES)
def test_a_short_text_over_a_box_that_sells_is_flagged_by_the_form_of_the_box(box):
    found = read(page(html(STORY[:2], head=OG, around=BOXES[box])), {})
    assert STORY[1] in found.text
    assert "paywall_preview" in found.flags


@pytest.mark.parametrize("box", BOXES)
def test_a_text_that_breaks_off_over_such_a_box_is_no_article(box):
    with pytest.raises(DropError) as caught:
        read(page(html([STORY[0], CUT], head=OG, around=BOXES[box])), {})
    assert caught.value.reason == "paywall"


@pytest.mark.parametrize("box", OTHERS)
def test_what_else_a_box_offers_makes_no_preview(box):
    assert "paywall_preview" not in read(page(html(STORY[:2], head=OG, around=OTHERS[box])), {}).flags


@pytest.mark.parametrize("end", [" (NTB – Kari Dahl)", " – Mara Holt", " m.holt@norvik.example", "..."])
def test_a_whole_sentence_with_something_behind_it_does_not_break_off(end):
    story = html([STORY[0], STORY[1] + end], head=OG, around=BOXES["a link to subscriptions"])
    assert STORY[1] in read(page(story), {}).text


def test_a_long_story_is_no_preview_whatever_is_sold_below():
    around = BOXES["a price and a login"]
    assert (
        "paywall_preview"
        not in read(page(html([f"{n}. {line}" for n in range(4) for line in STORY], head=OG, around=around)), {}).flags
    )


@pytest.mark.parametrize("dots", ["…", "...", "…”"])
def test_a_story_of_several_paragraphs_may_end_in_dots(dots):
    story = [STORY[0], STORY[1].removesuffix(".") + dots]
    assert STORY[0] in read(page(html(story, head=OG)), {}).text
