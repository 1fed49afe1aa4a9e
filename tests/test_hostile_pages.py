"""Pages that are made to be slow are read in about the time that their length takes.

The limit of each test is its assertion: at some of these, reading once had no end.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from extractors import (
    attribution,
    bylines,
    calendars,
    extract,
    furniture,
    headings,
    hydration,
    layouts,
    links,
    listings,
    previews,
    setoff,
    states,
)
from extractors.records import Page
from flows import stages

SENTENCE = "The ferry Aurelia left the harbour of Ostrand at nine in the morning, and nobody has seen her since. "
MANY = 20_000
DEEP = 1900

TREES = {
    "many paragraphs": f"<p>{SENTENCE}</p>" * MANY,
    "many links": "<p><a href='/a'>The ferry Aurelia left the harbour</a></p>" * MANY,
    "quotations in one another": f"<div class=quote>{SENTENCE}" * DEEP,
    "empty quotations in one another": "<blockquote>" * DEEP + SENTENCE,
    "comments in one another": f"<div class=comment><p>{SENTENCE}</p>" * DEEP,
    "bylines in one another": f"<div class=author>{SENTENCE}" * DEEP,
    "captions in one another": f"<figcaption>{SENTENCE}" * DEEP,
    "headings in one another": f"<h2><div><a href='/x'>{SENTENCE}</a>" * (DEEP // 3),
    "bylines far down": "<div>" * (DEEP - 400) + "<span class=author>by A</span>" * (MANY // 2),
    "fields far down": "<div>" * (DEEP - 400) + "<input name=mail>" * (MANY // 2),
    "a row of many cells": "<table><tr>" + f"<td><p>{SENTENCE}</p></td>" * (MANY // 5) + "</tr></table>",
    "many threads": ("<div>" + "<div><time>9</time><a href='#r'>x</a></div>" * 2 + "</div>") * (MANY // 5),
    "lines in a quotation": f"<blockquote>{f'{SENTENCE}<br>' * (MANY // 2)}</blockquote>",
}
READERS: dict[str, Callable[[html.HtmlElement], object]] = {
    "layouts": layouts.simplify,
    "setoff": lambda tree: setoff.marked([SENTENCE.strip()] * 10, tree),
    "headings": lambda tree: headings.around(tree, ["The lost ferry"], [SENTENCE]),
    "links": lambda tree: links.out(tree, [SENTENCE] * 10, "https://a.example/"),
    "listings": lambda tree: listings.is_list(tree, "https://a.example/tag/x", frozenset(), is_article=False),
    "bylines": lambda tree: bylines.authors({}, {}, tree, "The Quay"),
    "furniture": lambda tree: furniture.with_standfirst(
        furniture.trimmed([SENTENCE], [], tree, lambda _: False), [SENTENCE], [], [], tree
    ),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize("body", TREES.values(), ids=TREES)
def test_a_page_is_read_in_the_time_that_its_length_takes(
    body: str, read: Callable[[html.HtmlElement], object]
) -> None:
    parser = html.HTMLParser(huge_tree=True)
    tree = html.document_fromstring(f"<body><h1>The lost ferry</h1><p>{SENTENCE * 9}</p>{body}", parser=parser)

    read(tree)


def streamed(rows: str) -> str:
    return f"self.__next_f.push({json.dumps([1, rows])})"


SCRIPTS = {
    "many rows of text": streamed("".join(f"{number:x}:T5,abcde" for number in range(4 * MANY))),
    "many references to one text": streamed(f"1:T{len(SENTENCE) * 3000:x},{SENTENCE * 3000}2:{json.dumps(['$1'] * 3000)}"),
    "many broken rows": streamed("1:[x" * 10 * MANY),
    "authors in one another": '{"text": "%s", "author": %s"x"%s}' % (SENTENCE * 9, "[" * 450, "]" * 450),  # noqa: UP031
}  # fmt: skip


@pytest.mark.timeout(20)
@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_script_is_read_in_the_time_that_its_length_takes(script: str) -> None:
    kind = "application/json" if script.startswith("{") else "text/javascript"

    hydration.article(html.fromstring(f"<div><script type='{kind}'>{script}</script></div>"))


LINES: dict[str, Callable[[], object]] = {
    "a cry": lambda: furniture.trimmed(["A" * 249 + "!"], [], html.fromstring("<p>x</p>"), lambda _: False),
    "dots": lambda: previews.breaks_off(["x" * 60 + "… " * 4 * MANY + "y", "Subscribe to continue"]),
    "a line of one word": lambda: attribution.credit(["A" * 4 * MANY], [], [], "The Quay"),
    "a line of signs": lambda: attribution.credit(["年" * 4 * MANY], [], [], "The Quay"),
    "quotation marks": lambda: list(states.values(html.fromstring("<script>" + '\\"' * 4 * MANY + "</script>"))),
    "pictures without end": lambda: hydration.article(
        html.fromstring(f"<script type='application/json'>{json.dumps(['<figure>' * 4 * MANY])}</script>")
    ),
    "empty lines in a program": lambda: hydration.article(
        html.fromstring(f"<script type='application/json'>{json.dumps([';' + chr(10) * 4 * MANY])}</script>")
    ),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("read", LINES.values(), ids=LINES)
def test_a_line_is_read_in_the_time_that_its_length_takes(read: Callable[[], object]) -> None:
    read()


def test_a_figure_that_is_no_number_parts_no_date() -> None:
    assert calendars.days("March ² 2024, March ① 2024") == []


STORY = "".join(
    f"<p>{SENTENCE} So said witness {number} of the harbour of Ostrand on Tuesday.</p>" for number in range(9)
)
AROUND = {
    "many links in a paragraph": "<p>" + "<a href='/a'>story</a> and " * MANY + "</p>",
    "many words set off in a paragraph": "<p>" + "<b>a</b> b " * MANY + "</p>",
    **{f"{name} in one another": f"<{name}>" * MANY for name in ("div", "blockquote", "figure", "svg", "h2", "x-a")},
}  # fmt: skip


@pytest.mark.timeout(20)
@pytest.mark.parametrize("matter", AROUND.values(), ids=AROUND)
def test_a_story_is_not_lost_in_what_follows_it(matter: str) -> None:
    body = f"<!doctype html><title>The lost ferry</title><article><h1>The lost ferry</h1>{STORY}{matter}</article>"
    asked = Page(
        url="https://a.example/1",
        final_url="https://a.example/1",
        fetched_at=datetime(2024, 3, 5, tzinfo=UTC),
        status=200,
        content_type="text/html",
        body=body.encode(),
    )

    assert "said witness 8 of the harbour" in extract.read(asked, {}).text


def test_one_page_is_read_where_it_can_be_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>x", encoding="utf-8")
    monkeypatch.setattr(stages, "READ_DEADLINE_S", 0.0)

    assert stages.read_single(str(tmp_path / "page.html"))["drop"]["reason"] == "timeout"
