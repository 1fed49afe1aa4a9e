"""What stands around the heading of an article."""

import pytest
from lxml.html import document_fromstring

from extractors.headings import around

STORY = (
    "The council of Norvik decided on Monday evening to rebuild the harbour wall that the storm had broken in two.",
    "The work will cost four million crowns, of which the port pays half, before the herring fleet comes home.",
)
TITLE = "Norvik rebuilds its wall"


def surroundings(body, titles=(TITLE,), text=STORY):
    return around(document_fromstring(f"<html><body>{body}</body></html>"), titles, text)


def region(body, **options):
    return [line.text for line in surroundings(body, **options).region]


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in STORY)


def test_lines_between_heading_and_text_are_the_byline_region():
    body = f"<div>Monday, 3 June 2024</div><h1>{TITLE}</h1><div class='by'>By <b>A Holm</b></div><i>3 May 2024</i>{PARAGRAPHS}"
    assert region(body) == ["By A Holm", "3 May 2024"]


def test_a_standfirst_does_not_end_the_region():
    body = f"<h1>{TITLE}</h1><p>{STORY[1]}</p><p class='by'>3 May 2024</p><p>{STORY[0]}</p>"
    assert region(body) == ["3 May 2024"]


def test_a_page_without_a_heading_has_its_region_before_the_text():
    body = f"<table><tr><td><font>Wall news</font><br><font>3 May 2024</font><br><br>{STORY[0]}<br>{STORY[1]}</td></tr></table>"
    assert region(body, titles=["Site of walls"]) == ["Wall news", "3 May 2024"]


def test_what_is_set_beside_the_story_is_no_region():
    aside = (
        "<aside>1 May 2024</aside><nav>2 May 2024</nav><figure>4 May 2024</figure><div class='related'>5 May 2024</div>"
    )
    assert region(f"<h1>{TITLE}</h1>{aside}<p>3 May 2024</p>{PARAGRAPHS}") == ["3 May 2024"]


def test_a_heading_may_lack_the_outlets_name():
    assert region(f"<h2>{TITLE}</h2><p>3 May 2024</p>{PARAGRAPHS}", titles=[f"{TITLE} - Norvik Courier"]) == [
        "3 May 2024"
    ]


def test_lines_of_the_text_that_stand_over_the_heading_alone_are_known():
    body = f"<p>LOCAL</p><p>Twice</p><p>Menu</p><h1>{TITLE}</h1><p>Twice</p>{PARAGRAPHS}"
    assert surroundings(body, text=("Local", "Twice", *STORY)).over == {"local"}


def test_the_first_paragraphs_open_the_text():
    assert surroundings(f"<h1>{TITLE}</h1>{PARAGRAPHS}").opening == STORY


@pytest.mark.parametrize("body", ["", "<p></p>", "<p>Nothing</p>", "<h1></h1>", f"<h1>{TITLE}</h1>"])
def test_a_page_with_little_in_it_has_no_region(body):
    assert region(body, text=()) in ([], ["Nothing"])


def test_deep_pages_are_walked():
    body = "<div>" * 200 + f"<h1>{TITLE}</h1><p>3 May 2024</p>{PARAGRAPHS}" + "</div>" * 200
    assert region(body) == ["3 May 2024"]


def test_scripts_whose_signs_are_words_are_prose_when_shorter():
    story = (
        "市議会は月曜日、昨年の秋の嵐で壊れた港の壁を、漁船が戻る前に再建することを決めた。市長は費用の半分を負担すると述べた。",
    )
    found = surroundings(
        f"<h1>港の壁を再建へ</h1><p>令和6年3月8日</p><p>{story[0]}</p>", titles=["港の壁を再建へ"], text=story
    )
    assert [line.text for line in found.region] == ["令和6年3月8日"]
    assert found.opening == story


def above(body, titles=(TITLE,)):
    return [line.text for line in surroundings(body, titles).above]


@pytest.mark.parametrize(
    "body",
    [
        f"<table><tr><td><a href='/'>Norvik Courier</a></td></tr><tr><td><font>21 січня 2024</font><br><b>{TITLE}</b><br>{PARAGRAPHS}</td></tr></table>",
        f"<h1><a href='/'>Norvik</a></h1><div><h2><span>21 січня 2024</span></h2><div><h3>{TITLE}</h3>{PARAGRAPHS}</div></div>",
        f"<article><p><a href='/local/'>Local</a></p><span>21 січня 2024</span><h1>{TITLE}</h1>{PARAGRAPHS}</article>",
    ],
)
def test_a_day_over_the_heading_is_known(body):
    assert above(body) == ["21 січня 2024"]


MENU = "".join(f"<a href='/{name}/'>{name}</a>" for name in ("news", "sport", "arts", "food", "work"))


@pytest.mark.parametrize(
    "body",
    [
        f"<div><a href='/'>Norvik Courier</a> <p>Sunday, 3 June 2024</p></div><h1>{TITLE}</h1>{PARAGRAPHS}",
        f"<div><p>Sunday, 3 June 2024</p>{MENU}</div><div><h1>{TITLE}</h1>{PARAGRAPHS}</div>",
        f"<div class=card><a href='/boat/'><h3>The boat that sank</h3></a><p>3 May 2024</p></div><h1>{TITLE}</h1>{PARAGRAPHS}",
        f"<p>3 May 2024</p><p>a</p><p>b</p><p>c</p><h1>{TITLE}</h1>{PARAGRAPHS}",
    ],
)
def test_a_clock_over_the_menu_and_a_card_date_no_heading(body):
    assert above(body) == []


@pytest.mark.parametrize("names", ["content-sidebar-wrap", "layout--has-sidebar", "article--comment", "footer-less"])
@pytest.mark.parametrize("rank", ["h1", "h2"])
def test_what_holds_the_story_is_not_beside_it_whatever_its_name(names, rank):
    body = f"<div class='{names}'><{rank}>{TITLE}</{rank}><p>By A Holm</p><p>3 May 2024</p>{PARAGRAPHS}</div>"
    assert region(body) == ["By A Holm", "3 May 2024"]


def test_a_form_around_the_whole_page_is_read():
    body = f"<form id='aspnetForm'><h1>{TITLE}</h1><p>3 May 2024</p>{PARAGRAPHS}<form><p>4 May 2024</p></form></form>"
    assert region(body)[0] == "3 May 2024"


@pytest.mark.parametrize("names", ["sidebar", "comments-list", "related-posts"])
def test_a_box_that_only_names_the_story_stays_beside_it(names):
    body = f"<div class='{names}'><h3>{TITLE}</h3><p>1 May 2024</p></div><h1>{TITLE}</h1><p>3 May 2024</p>{PARAGRAPHS}"
    assert region(body) == ["3 May 2024"]
    assert above(body) == []


def test_the_days_of_cards_under_the_heading_are_no_region():
    cards = "".join(
        f"<div class='row'><a href='/{n}/'><h5>Other story {n}</h5></a><p>{n} May 2020</p></div>" for n in (1, 2)
    )
    assert not any("2020" in line for line in region(f"<h1>{TITLE}</h1><p>3 May 2024</p>{cards}"))
