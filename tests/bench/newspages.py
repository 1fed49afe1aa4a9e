"""Made news pages that cost about what real ones do: articles in eighteen languages within the markup that sites have.

What they say is taken from the articles of the sample web, their words in another order in each page: the language stays
what it was, and no page copies another but for those that are planted. Around it stands what real pages are mostly made
of: styles, scripts, state for the browser, menus, teasers, comments.

Or they are the pages of a folder: pages.jsonl, as tests.bench.reading reads it; first as they are, then in other words.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from html import escape
from pathlib import Path

from lxml import html

from flows.demo import __file__ as _beside

SAMPLE = Path(_beside).parent / "incidents/sample/pages"
SEED = 1202
BEGAN = datetime(2024, 3, 4, tzinfo=UTC)
CYCLE = 10  # of these pages, the last two tell again what an earlier one told
SHORTEST_TOLD = 60  # characters of a paragraph; shorter ones are bylines and captions
FEWEST_TOLD = 400  # characters of an article

_NAMES = re.compile(r"Kestrel|Forge|Talon|Brightquay|Dorian|Velk|Maren|Osei")
_UNSPACED = r"\u3040-\u30ff\u4e00-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+")
_RUNNING = re.compile(r"[^<>\"{}=;\\]{40,}")  # text between tags, or in a value of JSON
# Set off within the text, teasers, entries of a menu, kilobytes of script. Their quartiles, and those of elements and of
# characters in paragraphs, are those of 301 pages of 200 publishers: 650, 1000, 1450 elements; 3, 5, 7 kB; 25, 65, 200 kB.
_SIZES = ((4, 12, 40, 25), (8, 40, 60, 65), (16, 70, 90, 200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article: its language, headline and paragraphs."""

    language: str
    headline: str
    paragraphs: Sequence[str]


@dataclass(frozen=True)
class Pages:
    """So many pages on so many hosts, each a function of its number."""

    count: int
    hosts: int = 50
    folder: Path | None = None
    first: int = 0

    def url(self, number: int) -> str:
        return f"http://outlet{number % self.hosts}.example/{BEGAN:%Y/%m}/story-{number}.html"

    @property
    def numbers(self) -> range:
        return range(self.first, self.first + self.count)

    def body(self, number: int) -> bytes:
        if self._given:
            return self._another(number)
        return _page(self.url(number), number, self._told(number)).encode()

    @cached_property
    def _given(self) -> list[Path]:
        if self.folder is None:
            return []
        lines = (self.folder / "pages.jsonl").read_text(encoding="utf-8").splitlines()
        return [self.folder / json.loads(line)["file"] for line in lines if line.strip()]

    def _another(self, number: int) -> bytes:
        path = self._given[number % len(self._given)]
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        if number < len(self._given):
            return body
        text = body.decode("utf-8", "surrogateescape")
        running = "\n".join(_RUNNING.findall(text))
        words = _mixed(running, number)
        return _RUNNING.sub(lambda found: _said(found[0], words), text).encode("utf-8", "surrogateescape")

    @cached_property
    def _sources(self) -> list[Told]:
        found = (_read(path) for path in sorted(SAMPLE.rglob("*.html")))
        return [told for told in found if told and sum(map(len, told.paragraphs)) >= FEWEST_TOLD]

    def _told(self, number: int) -> Told:
        place = number % CYCLE
        if place == CYCLE - 1:  # a reprint
            return self._told(number - place)
        if place == CYCLE - 2:  # a copy that was cut and changed
            told = self._told(number - place + 1)
            return Told(
                language=told.language,
                headline=f"{told.headline} – {number}",
                paragraphs=told.paragraphs[:-1] or told.paragraphs,
            )
        chance = random.Random(number)
        first = chance.choice(self._sources)
        alike = [one for one in self._sources if one.language[:2] == first.language[:2]]
        lines = [*first.paragraphs, *chance.choice(alike).paragraphs]
        words = _mixed("\n".join((first.headline, *lines)), number)
        return Told(
            language=first.language,
            headline=_said(first.headline, words),
            paragraphs=[_said(one, words) for one in lines],
        )


def _read(path: Path) -> Told | None:
    if not (body := path.read_bytes().strip()):
        return None
    tree = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    paragraphs = [" ".join(one.text_content().split()) for one in tree.iter("p")]
    heads = [" ".join(one.text_content().split()) for one in tree.iter("h1", "title")]
    return Told(
        language=tree.get("lang") or "en",
        headline=next((one for one in heads if one), "Untitled"),
        paragraphs=[one for one in paragraphs if len(one) > SHORTEST_TOLD],
    )


def _mixed(text: str, number: int) -> Iterator[str]:
    """Return the words of a text, names apart, in another order: where some stay side by side, pages are copies."""
    words = [word for word in _WORD.findall(text) if not _NAMES.search(word)]
    random.Random(SEED * number).shuffle(words)
    return iter(words)


def _said(text: str, words: Iterator[str]) -> str:
    """Return a text with each word, names apart, exchanged for the next of these."""
    return _WORD.sub(lambda found: found[0] if _NAMES.search(found[0]) else next(words), text)


def _page(url: str, number: int, told: Told) -> str:
    chance = random.Random(number)
    blocks, cards, entries, kilobytes = chance.choice(_SIZES)
    return "".join(
        (
            f'<!doctype html><html lang="{told.language}"><head>',
            _head(url, number, told),
            _code(chance, kilobytes // 3),
            "</head><body>",
            _menu("header", entries),
            _ARTICLES[number % len(_ARTICLES)](told, blocks, number),
            _cards(told, cards, chance),
            _comments(told, cards // 2),
            _menu("footer", entries),
            _state(told, chance, kilobytes // 2),
            "</body></html>",
        )
    )


def _moment(number: int) -> str:
    return (BEGAN + timedelta(minutes=7 * number)).isoformat()


def _head(url: str, number: int, told: Told) -> str:
    name = f"Outlet {number % 50}"
    stated = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": told.headline,
        "datePublished": _moment(number),
        "author": [{"@type": "Person", "name": f"Ana Rivers {number % 40}"}],
        "publisher": {"@type": "Organization", "name": name},
        "mainEntityOfPage": url,
    }
    metas = {
        "og:title": told.headline,
        "og:type": "article",
        "og:url": url,
        "og:site_name": name,
        "article:published_time": _moment(number),
        "description": told.paragraphs[0][:150],
    }
    return "".join(
        (
            f'<meta charset="utf-8"><title>{escape(told.headline)} | {name}</title><link rel="canonical" href="{url}">',
            *(f'<meta property="{key}" content="{escape(value)}">' for key, value in metas.items()),
            *(f'<link rel="preload" as="script" href="/static/chunk-{one}.js">' for one in range(25)),
            f'<script type="application/ld+json">{json.dumps(stated, ensure_ascii=False)}</script>',
        )
    )


def _code(chance: random.Random, kilobytes: int) -> str:
    rules = (f".c{chance.randrange(16**6):x}{{margin:0 {n % 9}px;color:#{n:03x}}}" for n in range(13 * kilobytes))
    calls = (f"w.push(['{chance.randrange(16**8):x}',{{a:{n},b:!0}}]);" for n in range(13 * kilobytes))
    return f"<style>{''.join(rules)}</style><script>(function(w){{{''.join(calls)}}})([]);</script>"


def _state(told: Told, chance: random.Random, kilobytes: int) -> str:
    blocks = [{"id": f"{chance.randrange(16**12):x}", "kind": "card", "at": n} for n in range(17 * kilobytes)]
    held = json.dumps({"page": {"title": told.headline, "modules": blocks}}, ensure_ascii=False)
    return f'<script type="application/json" id="state">{held}</script>'


def _menu(part: str, entries: int) -> str:
    links = (
        f'<li class="m-item"><a class="m-link" href="/section/{n}"><span>Section {n}</span></a></li>'
        for n in range(entries)
    )
    return f'<{part} class="site-{part}"><nav><ul>{"".join(links)}</ul></nav></{part}>'


def _byline(number: int) -> str:
    return (
        f'<div class="byline">By <a rel="author" href="/staff/{number % 40}">Ana Rivers {number % 40}</a> '
        f'<time datetime="{_moment(number)}">{_moment(number)[:10]}</time></div>'
    )


_AD = '<div class="ad-slot" id="slot-{n}"><div class="ad-inner"><span>Advertisement</span><iframe src="/ad/{n}"></iframe></div></div>'
_FIGURE = (
    '<figure class="media"><img src="/i/{n}.jpg" alt=""><figcaption>Photo: desk, picture {n}</figcaption></figure>'
)


def _set_off(told: Told, blocks: int, line: str) -> str:
    """Return the paragraphs with what stands between them on real pages."""
    lines = []
    for place, one in enumerate(told.paragraphs):
        lines.append(line.format(escape(one)))
        if place < blocks:
            lines.append((_AD, _FIGURE)[place % 2].format(n=place))
    return "".join(lines)


def _plain(told: Told, blocks: int, number: int) -> str:
    told_ = _set_off(told, blocks, "<p>{}</p>")
    return f"<main><article><h1>{escape(told.headline)}</h1>{_byline(number)}{told_}</article></main>"


def _nested(told: Told, blocks: int, number: int) -> str:
    lines = _set_off(told, blocks, '<div class="row"><div class="col"><p class="txt"><span>{}</span></p></div></div>')
    head = f'<div class="hd"><div><h1 class="ttl">{escape(told.headline)}</h1></div>{_byline(number)}</div>'
    return f'<div id="root"><div class="app"><div class="story-body">{head}{lines}</div></div></div>'


def _theme(told: Told, blocks: int, number: int) -> str:
    lines = _set_off(told, blocks, "<p>{}</p>\n")
    return (
        f'<div id="content"><div class="post type-post" id="post-{number}"><h1 class="entry-title">{escape(told.headline)}</h1>'
        f'<div class="entry-meta">{_byline(number)}</div><div class="entry-content">{lines}</div></div></div>'
    )


_ARTICLES = (_plain, _nested, _theme)


def _cards(told: Told, cards: int, chance: random.Random) -> str:
    heads = told.headline.split()
    lines = []
    for n in range(cards):
        chance.shuffle(heads)
        lines.append(
            f'<article class="card"><a href="/more/{n}"><div class="card-img"><img src="/t/{n}.jpg" alt=""></div>'
            f'<h3 class="card-title">{escape(" ".join(heads))}</h3><span class="card-date">{n} h</span></a></article>'
        )
    return f'<aside class="related"><h2>More</h2><div class="grid">{"".join(lines)}</div></aside>'


def _comments(told: Told, comments: int) -> str:
    lines = (
        f'<li class="comment" id="comment-{n}"><div class="comment-author"><b>reader{n}</b></div>'
        f'<div class="comment-body"><p>{escape(told.headline)} {n}?</p></div><a class="reply" href="#">Reply</a></li>'
        for n in range(comments)
    )
    return f'<section id="comments"><ol class="comment-list">{"".join(lines)}</ol></section>'
