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


def test_short_lines_over_the_heading_are_known():
    found = surroundings(f"<p>LOCAL</p><p>Twice</p><h1>{TITLE}</h1><p>Twice</p>{PARAGRAPHS}")
    assert found.over == {"local"}


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
