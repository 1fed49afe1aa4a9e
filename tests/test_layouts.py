"""What is no story, taken out of a page."""

import pytest
from lxml.html import document_fromstring

from extractors import layouts
from extractors.extract import read

from .test_extract import STORIES, STORY, page

TITLE = "Norvik rebuilds its wall"
MENU = "<td><a href='/'>Home</a><br><a href='/sea'>Sea</a><br><a href='/town'>Town</a><br><b>Weather</b><br>6°C, wind 5</td>"
FOOT = "<tr><td colspan='2'>© The Norvik Courier, Fish Lane 4. Best viewed at 800 x 600.</td></tr>"
HEAD = "<tr><td colspan='2'><b>The Norvik Courier</b> <small>A paper for the harbour since 1926</small></td></tr>"


def lines(body):
    return read(page(f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>"), {}).text.split("\n")


def paragraphs(story=STORY):
    return "".join(f"<p>{line}</p>" for line in story)


def in_table(story):
    return f"<table width='760'>{HEAD}<tr>{MENU}<td><h2>{TITLE}</h2>{story}</td></tr>{FOOT}</table>"


@pytest.mark.parametrize(
    "story",
    [
        paragraphs(),
        "<p>".join(STORY),
        "<br><br>".join(STORY),
        "<font size=2>" + "<BR>\n<BR>".join(STORY) + "</font>",
        f"<font size=3>{STORY[0]}<p>{STORY[1]}<p>{STORY[2]}<p>{STORY[3]}</font>",
        f"<table cellpadding=8><tr><td>{paragraphs()}</td></tr></table>",
    ],
    ids=["paragraphs", "open", "lines", "font", "loose", "nested"],
)
def test_a_story_in_a_layout_table_is_read_without_its_menu_and_footer(story):
    assert lines(in_table(story)) == list(STORY)


@pytest.mark.parametrize("script", STORIES)
def test_layout_tables_are_laid_open_in_many_scripts(script):
    sentences = [STORIES[script].strip(), f"{STORIES[script].strip()} {script}"]
    assert lines(in_table(paragraphs(sentences))) == sentences


def test_a_table_set_into_a_story_is_no_part_of_it():
    offer = (
        "<table align='right' width='170'><tr><td><b>THIS MONTH</b><br>Nets mended at half the price.</td></tr></table>"
    )
    assert lines(in_table(f"{STORY[0]}<br><br>{STORY[1]}<br><br>{offer}{STORY[2]}<br><br>{STORY[3]}")) == list(STORY)


@pytest.mark.parametrize(
    "table",
    [
        "<tr><th>Year</th><th>Storms</th></tr><tr><td>2022</td><td>Three, none of which broke the wall in two.</td></tr>",
        "".join(f"<tr><td>{year}</td><td><p>Storm number {year}</p></td></tr>" for year in range(2019, 2024)),
    ],
)
def test_a_table_of_data_stays_one(table):
    tree = document_fromstring(f"<html><body>{paragraphs()}<table>{table}</table></body></html>")
    assert not layouts.simplify(tree)
    assert len(list(tree.iter("td"))) >= 2


def entry(number, text):
    return (
        f"<div class='msg' id='r{number}'><div class='wer'><img src='/a.png'> user{number} 05/03/2024 21:{10 + number}</div>"
        f"<p>{text}</p><a href='#antwort'>↩</a></div>"
    )


REMARKS = [f"{STORY[number % 4]} That is what I, reader number {number}, have to say about it." for number in range(12)]


@pytest.mark.parametrize(
    "around",
    [
        "<h3>12 respostas</h3><div>{}</div>",
        "<div>{}</div><form><textarea></textarea></form>",
        "<section id='comments'>{}</section>",
        "<div class='komentarze-lista komentarze'>{}</div>",
        "<ol class='commentlist'>{}</ol>",
    ],
)
def test_comments_longer_than_the_story_are_no_part_of_it(around):
    comments = around.format("".join(entry(number, remark) for number, remark in enumerate(REMARKS)))
    assert lines(f"<h1>{TITLE}</h1><div>{paragraphs()}</div>{comments}") == list(STORY)


def test_the_entries_of_a_live_blog_are_no_comments():
    live = "".join(entry(number, remark) for number, remark in enumerate(REMARKS))
    found = lines(f"<h1>{TITLE}</h1><div class='intro'>{paragraphs(STORY[:1])}</div><div class='live'>{live}</div>")
    assert REMARKS[5] in found


@pytest.mark.parametrize("word", ["Anzeige", "Advertisement", "Publicité", "Реклама", "広告", "광고", "إعلان"])
def test_what_stands_under_the_word_for_an_advertisement_goes_with_it(word):
    box = f"<div class='x1'><p>{word}</p><p>A stair lift for rent, and the first month is free until Easter.</p></div>"
    assert lines(f"<h1>{TITLE}</h1><div><p>{STORY[0]}</p>{box}{paragraphs(STORY[1:])}</div>") == list(STORY)


def test_a_story_that_begins_with_such_a_word_stays():
    assert lines(f"<h1>{TITLE}</h1><div><p>Anzeige</p>{paragraphs()}</div>")[-4:] == list(STORY)


def test_an_appeal_in_the_middle_that_asks_for_an_address_is_left_out():
    appeal = (
        "<div class='b'><p>Do you like what we think? Every Saturday the whole desk writes to you, at length.</p>"
        "<form><input type='email' name='a'><button>Yes</button></form><p>Your address is kept for three years.</p></div>"
    )
    assert lines(f"<h1>{TITLE}</h1><div><p>{STORY[0]}</p>{appeal}{paragraphs(STORY[1:])}</div>") == list(STORY)


def test_a_field_beside_the_story_itself_costs_no_paragraph():
    field = "<form><input type='email'></form>"
    assert lines(f"<h1>{TITLE}</h1><div>{paragraphs(STORY[:2])}{field}{paragraphs(STORY[2:])}</div>") == list(STORY)


def test_a_page_inside_of_one_form_is_read():
    body = f"<form><input name='email'><h1>{TITLE}</h1><div>{paragraphs()}</div></form>"
    assert lines(body) == list(STORY)


def test_a_page_without_any_of_it_is_left_as_it_is():
    tree = document_fromstring(f"<html><body><h1>{TITLE}</h1>{paragraphs()}</body></html>")
    assert not layouts.simplify(tree)


_OWN = (
    "<article class='story'><h1>The harbour wall</h1>"
    + "<p>Nobody in Norvik had seen the harbour wall so low since the flood. </p>" * 9
)
_NEXT = (
    "<article class='story next'><h1>A seed bank</h1>"
    + "<p>The seed bank of Corrow lost its power for nine whole days in winter. </p>" * 9
)


def test_an_article_that_scrolling_has_put_behind_another_is_no_part_of_it():
    tree = document_fromstring(f"<body>{_OWN}</article>{_NEXT}</article></body>")
    layouts.keep_own(tree, ["The harbour wall"])
    assert "Norvik" in tree.text_content()
    assert "Corrow" not in tree.text_content()


def test_a_story_whose_headline_lies_beside_it_keeps_its_text():
    head = "<div><h1>The harbour wall</h1><p>Nobody in Norvik had seen it so low, as far as anybody can remember.</p></div>"
    tree = document_fromstring(f"<body>{head}<div>{_NEXT}</article></div></body>")
    layouts.keep_own(tree, ["The harbour wall"])
    assert "Corrow" in tree.text_content()


def test_a_story_that_a_page_bears_twice_is_read_once():
    wide, narrow = (f"<div class='{width}'>{paragraphs()}</div>" for width in ("wide", "narrow"))
    told = lines(f"<h1>{TITLE}</h1><article>{wide}{narrow}</article>")
    assert len(told) == len(set(told))
    assert STORY[-1] in told


def test_joiners_of_persian_words_are_kept():
    story = [
        f"شهردار می\u200cگوید که دیوارهای بندر را پیش از زمستان {number} می\u200cسازند و مردم شهر آن را می\u200cخواهند."
        for number in range(9)
    ]
    assert lines(f"<h1>{TITLE}</h1><article>{paragraphs(story)}</article>") == story
