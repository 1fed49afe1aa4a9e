"""Pages that list articles: tags, months, authors, fronts."""

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from . import cards
from .markup import SILENT

_LIST_TYPES = frozenset({"CollectionPage", "SearchResultsPage"})
_LIST_ADDRESS = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|search|archives?|sections?|thema|themen|rubrik|autor(?:en)?|tema"
    r"|temas"
    r"|etiquetas?|marcadores|categor[ií]as?|seccion|secao|auteurs?|sujet|mots?-cles?|argoment[oi]|tagi?|kategori\w*"
    r"|label"
    r"|etiket|rubrics?|temy|page/\d+)(?:/[^/]+)?/?$"
    r"|/(?:19|20)\d\d(?:/\d{1,2}){0,2}/?$|/(?:19|20)\d\d_\d\d_\d\d_archive\.html$",
    re.IGNORECASE,
)
_LIST_QUERY = re.compile(r"(?:^|&)(?:cat|tag|m|paged|author|s|search|label)=[^&]+", re.IGNORECASE)
# Addresses of one text: a day and a headline, a headline of five words, the number of an entry.
_OF_ONE_ADDRESS = re.compile(
    r"/(?:19|20)\d\d/\d\d?/(?:\d\d?/)?[^/]*[^/\d][^/]*/?$|(?:[^-/]+-){4}[^-/]+/?$|\d{5}[^/]*/?$"
)
_FRONT = ("", "index.html", "index.htm", "index.php", "home")
_MANY, _FEW = 10, 3  # headlines that lead elsewhere, where the address does not and does call the page a list
_LONGEST_TEASER = 0.15  # of such prose: what stands under a menu of headlines is an article, under one of them
# What a page's metadata say of one text and of no list: its author, its day, where its text lies.
_OF_ONE_TEXT = re.compile(
    r"(?:^|[.:_-])(?:author|creator|byl|pub_?date|date|(?:date)?published(?:_time)?|publish_?date|articlebody)$",
    re.IGNORECASE,
)
_TEASED = 0.8  # share of the prose that stands under such headlines; under an article there is none of it
_PROSE_CHARACTERS = 50  # a Han sign, kana or Hangul counts as three
_HOLDERS = (
    "p", "div", "span", "td", "li", "dd", "body", "main", "article", "section", "blockquote", "center", "font", "h1",
    "h2", "h3", "h4",
)  # fmt: skip
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def is_front(url: str) -> bool:
    """Say whether an address is that of a site's front page."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and parts.path.strip("/") in _FRONT and not parts.query


def is_list(tree: Any, url: str, types: frozenset[str], shown: Sequence[str] = (), *, is_article: bool) -> bool:
    """Say whether a page's headlines lead elsewhere, and address or metadata call it a list or say nothing at all.

    `is_article` is what the metadata say: templates say it of every page, so that it only asks for more evidence.
    `shown` is what was read of it: only of a page that is a list does it stand in cards.
    """
    called = _is_called_list(url, types)
    if not called and (is_article or _OF_ONE_ADDRESS.search(urlsplit(url).path) or tells_of_one_text(tree)):
        return False
    if not called and cards.hold(tree, url, shown):
        return True
    headlines = tree.xpath("//h1|//h2|//h3|//h4")
    targets = {headline: _target(headline, url) for headline in headlines}
    leading = [headline for headline in headlines if targets[headline]]
    if not called:
        return _is_nothing_but_teasers(tree, url, {headline: targets[headline] for headline in leading})
    if (
        not is_article
        and len(leading) >= _MANY
        and 2 * len(leading) > len([head for head in headlines if head.tag != "h1"])
    ):
        return True
    if len(set(filter(None, targets.values()))) < _FEW:
        return False
    prose = _prose(tree, frozenset(leading))
    return sum(prose[1:]) >= _TEASED * max(sum(prose), 1)


def tells_of_one_text(tree: Any) -> bool:
    """Say whether the metadata of a page name an author or a day, or where its text lies."""
    metas = (meta for meta in tree.iter("meta") if (meta.get("content") or "").strip())
    named = (meta.get(attribute) or "" for meta in metas for attribute in ("property", "name", "itemprop"))
    return any(_OF_ONE_TEXT.search(name.strip()) for name in named) or bool(
        tree.xpath("boolean(//*[@itemprop='articleBody' or @itemprop='datePublished'])")
    )


def _is_nothing_but_teasers(tree: Any, url: str, targets: Mapping[Any, str]) -> bool:
    """Say whether nearly all prose stands under many headlines that lead to other pages, a little under each."""
    here = urlsplit(url).path.rstrip("/")  # entries of a live blog lead to their own page
    leading = frozenset(
        headline for headline, target in targets.items() if urlsplit(target).path.rstrip("/") not in ("", here)
    )
    if len({targets[headline] for headline in leading}) < _MANY:
        return False
    before, *under = _prose(tree, leading)
    many = sum(map(bool, under)) >= _MANY
    return many and sum(under) >= _TEASED * (before + sum(under)) and max(under) <= _LONGEST_TEASER * sum(under)


def _is_called_list(url: str, types: frozenset[str]) -> bool:
    parts = urlsplit(url)
    queried = parts.path.strip("/") in _FRONT and _LIST_QUERY.search(parts.query) is not None
    return is_front(url) or queried or _LIST_ADDRESS.search(parts.path) is not None or bool(types & _LIST_TYPES)


def _target(headline: Any, url: str) -> str:
    """Return the address on the same host that a headline leads to; "" for none and for the page's own."""
    links = chain(reversed(list(headline.iterancestors("a"))), headline.iter("a"))
    target = next((link.get("href") for link in links if link.get("href") is not None), None)
    if target is None:
        return ""
    return cards.own_target(target, url)


def _prose(tree: Any, leading: frozenset[Any]) -> list[int]:
    """Return how many characters of prose stand before the first headline that leads elsewhere, and under each."""
    runs = [0]
    for element in tree.iter(*_HOLDERS):
        if element in leading:
            runs.append(0)
            continue
        if next(element.iterancestors(*SILENT), None) is not None:
            continue
        said = " ".join(filter(None, (element.text, *(child.tail for child in element)))).strip()
        length = len(said) + 2 * len(_SIGNS.findall(said))
        if length >= _PROSE_CHARACTERS:
            runs[-1] += length
    return runs
