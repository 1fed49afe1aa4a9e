"""The rest of a story behind "read more"."""

import pytest
from lxml.html import document_fromstring

from extractors import folds

from .test_extract import STORIES, STORY
from .test_layouts import TITLE, lines, paragraphs

SHOWN, REST = STORY[:2], STORY[2:]
STRANGE = (
    "The seed bank of Corrow lost its power for nine whole days in winter, and nobody there noticed it in time.",
    "Its keepers carried forty thousand envelopes over the frozen river, at night, with the help of two fishermen.",
)
BUTTON = "<button>Read more</button>"


def told(inside):
    return lines(f"<h1>{TITLE}</h1><article>{inside}</article>")


@pytest.mark.parametrize("hiding", ["style='display:none'", "style='color: red; display: none;'", "hidden"])
@pytest.mark.parametrize("name", ["", "class='rest'", "class='hidden-content' id='more' aria-hidden='true'"])
def test_what_stands_hidden_behind_a_storys_paragraphs_is_its_rest(hiding, name):
    assert told(f"{paragraphs(SHOWN)}{BUTTON}<div {name} {hiding}>{paragraphs(REST)}</div>") == list(STORY)


def test_a_rest_is_found_whose_paragraphs_are_hidden_one_by_one():
    hidden = "".join(f"<p style='display:none'>{line}</p>" for line in REST)
    assert told(f"{paragraphs(SHOWN)}{hidden}<a href='#'>More</a>") == list(STORY)


def test_a_rest_goes_on_behind_a_block_where_there_is_something_to_click_on():
    shown = f"<div class='beginning'>{paragraphs(SHOWN)}</div>"
    rest = f"<div class='rest' style='display:none'>{paragraphs(REST)}</div>"
    assert told(f"{shown}<p><a href='#rest'>More</a></p>{rest}") == list(STORY)
    assert told(f"{shown}{rest}") == list(SHOWN)


@pytest.mark.parametrize("script", STORIES)
def test_rests_are_unfolded_in_many_scripts(script):
    story = [f"{number}. {STORIES[script].strip()}" for number in range(4)]
    tree = document_fromstring(
        f"<body><h1>{TITLE}</h1><article>{paragraphs(story[:2])}<div style='display:none'>{paragraphs(story[2:])}</div>"
    )
    assert folds.unfold(tree)


@pytest.mark.parametrize(
    "hidden",
    [
        f"<div style='display:none' role='dialog'>{paragraphs(STRANGE)}</div>",
        f"<div style='display:none' class='newsletter-box'>{paragraphs(STRANGE)}</div>",
        f"<div style='display:none'>{paragraphs(STRANGE)}<input name='mail'></div>",
        f"<form style='display:none'>{paragraphs(STRANGE)}</form>",
        f"<template><div style='display:none'>{paragraphs(STRANGE)}</div></template>",
        f"<div style='display:none'>{paragraphs(SHOWN)}</div>",
        f"<div style='display:none'><h1>Corrow</h1>{paragraphs(STRANGE)}</div>",
        f"<div style='display:none' class='paywall-rest'>{paragraphs(STRANGE)}</div>",
        f"<div style='display:none'>{paragraphs(STRANGE[:1])}</div>",
        f"<aside><p>{SHOWN[0]} Twice.</p><div style='display:none'>{paragraphs(STRANGE)}</div></aside>",
        f"<div class='comments'><p>{SHOWN[0]} Indeed!</p><div style='display:none'>{paragraphs(STRANGE)}</div></div>",
    ],
    ids=["dialog", "newsletter", "fields", "form", "template", "copy", "article", "paid", "note", "aside", "comments"],
)
def test_what_else_is_hidden_stays_so(hidden):
    tree = document_fromstring(f"<body><h1>{TITLE}</h1><article>{paragraphs(STORY)}{hidden}</article></body>")
    assert not folds.unfold(tree)


def test_a_translation_stays_hidden():
    german = (
        "Die Stadt Norvik hat ihre Hafenmauer nach dem Sturm im Winter neu gebaut, höher und breiter als zuvor.",
        "Der Rat entschied am Montag mit neun zu zwei Stimmen, dass auch der alte Leuchtturm erhalten bleiben soll.",
    )
    tree = document_fromstring(
        f"<body><h1>{TITLE}</h1><div>{paragraphs(STORY)}<div style='display:none'>{paragraphs(german)}</div></div></body>"
    )
    assert not folds.unfold(tree)


def test_what_those_who_do_not_pay_are_not_shown_stays_hidden():
    stated = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    hidden = f"<div style='display:none'>{paragraphs(REST)}</div>"
    tree = document_fromstring(f"<body>{stated}<h1>{TITLE}</h1><div>{paragraphs(SHOWN)}{hidden}</div></body>")
    assert not folds.unfold(tree)


def test_the_rest_of_what_is_little_of_a_page_stays_hidden():
    bio = f"<div class='box'><p>{STRANGE[0]}</p><div style='display:none'>{paragraphs(STRANGE[1:] * 2)}</div></div>"
    tree = document_fromstring(f"<body><div><h1>{TITLE}</h1>{paragraphs(STORY * 2)}</div>{bio}</body>")
    assert not folds.unfold(tree)
