"""Articles that scripts hold."""

import json

import pytest

from extractors.errors import DropError
from extractors.extract import read

from .test_extract import STORIES, STORY, page

TITLE = "Norvik rebuilds its wall"
TEXT = "\n".join(STORY)
FACTS = {"headline": TITLE, "publishedAt": "2024-05-14T08:00:00Z", "byline": [{"name": "Ragna Holt"}]}
MORE = [{"headline": "Another wall", "slug": "another", "text": STORY[0]}, {"headline": "A third", "slug": "b"}]


def shell(script, title=TITLE):
    return (
        f"<html><head><title>{title}</title><meta property='og:title' content='{title}'></head><body>"
        f"<div id='root'></div><noscript>Please enable JavaScript.</noscript>{script}</body></html>"
    )


def next_data(state):
    return shell(f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps(state)}</script>")


def article(body):
    return read(page(body), {})


BODIES = {
    "html": "".join(f"<p>{line}</p>" for line in STORY),
    "plain": "\n\n".join(STORY),
    "strings": list(STORY),
    "blocks": [{"type": "paragraph", "html": line} for line in STORY],
    "interrupted": [
        {"type": "paragraph", "text": STORY[0]},
        {"type": "ad", "slot": "mid"},
        {"type": "paragraph", "text": STORY[1]},
        {"type": "pullquote", "text": STORY[1]},
        {
            "type": "newsletter",
            "text": "Subscribe to our newsletter, which comes every Saturday at noon to all readers.",
        },
        *({"type": "paragraph", "text": line} for line in STORY[2:]),
    ],
    "marks": {
        "nodeType": "document",
        "content": [
            {
                "nodeType": "paragraph",
                "content": [{"value": line[:40], "marks": [{"type": "bold"}]}, {"value": line[40:], "marks": []}],
            }
            for line in STORY
        ],
    },
    "rendered": {"rendered": "".join(f"<p>{line}</p>" for line in STORY)},
}


@pytest.mark.parametrize("form", BODIES)
def test_the_article_in_the_state_of_a_page_is_read(form):
    found = article(next_data({"props": {"pageProps": {"story": FACTS | {"body": BODIES[form]}, "more": MORE}}}))
    assert (found.title, found.text, found.authors) == (TITLE, TEXT, ("Ragna Holt",))
    assert found.published_text.startswith("2024-05-14")


STATE = json.dumps({"article": FACTS | {"body": BODIES["html"]}})


@pytest.mark.parametrize(
    "script",
    [
        f"window.__INITIAL_STATE__ = {STATE};",
        f"window.__NUXT__={STATE}",
        f"window.__APOLLO_STATE__ = JSON.parse({json.dumps(STATE)});",
        f"(function(){{hydrate({STATE})}})()",
        f"__NUXT__=(function(a,b){{return {{title:a,body:{json.dumps(BODIES['html'])}}}}}(1,2))",
    ],
)
def test_what_a_script_assigns_is_read(script):
    assert article(shell(f"<script>{script}</script>")).text == TEXT


def test_the_stream_of_components_is_read():
    story = ["$", "article", None, {"children": [["$", "p", None, {"children": line}] for line in STORY[:3]] + ["$2b"]}]
    last = STORY[3]
    rows = f'1:"$Sreact"\n2:I[7, []]\n2b:T{len(last.encode()):x},{last}3:{json.dumps(story)}\n'
    pieces = [rows[:300], rows[300:]]
    scripts = "".join(f"<script>self.__next_f.push({json.dumps([1, piece])})</script>" for piece in pieces)
    assert article(shell(scripts)).text == TEXT


def test_the_flattened_state_of_nuxt_is_read():
    flat = [
        ["Reactive", 1],
        {"story": 2},
        {"title": 3, "body": 4, "date": 5},
        TITLE,
        [6, 7, 8, 9],
        "2024-05-14",
        *STORY,
    ]
    found = article(shell(f"<script type='application/json' id='__NUXT_DATA__'>{json.dumps(flat)}</script>"))
    assert (found.title, found.text, found.published_text) == (TITLE, TEXT, "2024-05-14")


def test_metadata_hold_the_text_where_the_page_has_only_a_notice():
    held = {"@type": "NewsArticle", "headline": TITLE, "articleBody": BODIES["plain"]}
    found = article(shell(f"<script type='application/ld+json'>{json.dumps(held)}</script>"))
    assert (found.title, found.text) == (TITLE, TEXT)


LEAD = "Norvik pays half of what the wall costs, and the lighthouse stays outside"


@pytest.mark.parametrize("name", ["standfirst", "dek", "lead", "excerpt", "description"])
def test_the_standfirst_of_the_same_object_stands_before_the_text(name):
    found = article(next_data({"story": FACTS | {name: LEAD, "body": BODIES["html"]}, "more": MORE}))
    assert found.text == f"{LEAD}\n{TEXT}"


@pytest.mark.parametrize(
    "description",
    [STORY[0], f"{STORY[0][:90]}…", f"{LEAD} [...]", TITLE, "Norvik and its wall", LEAD * 20, {"id": 7}],
    ids=["beginning", "cut", "cut elsewhere", "title", "label", "long", "no text"],
)
def test_a_description_that_is_no_standfirst_stays_out(description):
    assert article(next_data({"story": FACTS | {"excerpt": description, "body": BODIES["html"]}})).text == TEXT


def test_the_description_of_another_object_is_no_standfirst():
    site = {"name": "The Norvik Courier", "description": LEAD}
    assert article(next_data(site | {"page": {"story": FACTS | {"body": BODIES["html"]}}})).text == TEXT


@pytest.mark.parametrize("script", STORIES)
def test_states_are_read_in_many_scripts(script):
    lines = [STORIES[script].strip(), f"{script}: {STORIES[script].strip()}"]
    found = article(next_data({"post": {"title": TITLE, "body": [{"text": line} for line in lines]}}))
    assert found.text == "\n".join(lines)


def test_seconds_since_the_epoch_are_a_date():
    found = article(next_data({"post": {"title": TITLE, "published": 1715673600000, "body": BODIES["html"]}}))
    assert found.published_from.isoformat() == "2024-05-14T08:00:00+00:00"


@pytest.mark.parametrize(
    "state",
    [
        {"i18n": {"terms": [f"{line} You agree to it." for line in STORY]}, "user": None},
        {"comments": [{"text": line} for line in STORY]},
        {"related": [{"title": f"Wall {n}", "url": f"/{n}", "text": STORY[n]} for n in range(4)]},
        {"teasers": [{"headline": f"Wall {n}", "slug": f"{n}", "summary": STORY[n][:70]} for n in range(4)]},
        [],
        "text",
    ],
)
def test_what_else_a_state_holds_is_no_article(state):
    with pytest.raises(DropError) as caught:
        article(next_data(state))
    assert caught.value.reason == "needs_js"


@pytest.mark.parametrize(
    "script",
    [
        "self.__next_f.push([1,",
        'self.__next_f.push([1,"2b:Tfffffff,x"])',
        "x=" + "[" * 100_000,
        "x=" + '{"a":' * 50_000,
        'x="' + "\\" * 10_001,
        json.dumps([["Reactive", 1], {"a": 1}, 0]),
    ],
)
@pytest.mark.parametrize("kind", ["", "type='application/json'", "type='application/json' id='__NUXT_DATA__'"])
def test_hostile_states_raise_nothing_but_a_drop(script, kind):
    with pytest.raises(DropError):
        article(shell(f"<script {kind}>{script}</script>"))
