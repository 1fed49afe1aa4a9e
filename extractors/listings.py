"""Pages that list articles: tags, months, authors, fronts."""

import re
from itertools import chain
from typing import Any
from urllib.parse import urljoin, urlsplit

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
_FRONT = ("", "index.html", "index.htm", "index.php", "home")
_MANY, _FEW = 10, 3  # headlines that lead elsewhere, where the address does not and does call the page a list
_TEASED = 0.8  # share of the prose that stands under such headlines; under an article there is none of it
_PROSE_CHARACTERS = 50


def is_front(url: str) -> bool:
    """Say whether an address is that of a site's front page."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and parts.path.strip("/") in _FRONT and not parts.query


def is_list(tree: Any, url: str, types: frozenset[str], *, is_article: bool) -> bool:
    """Say whether address or metadata call a page a list, and its headlines lead elsewhere.

    `is_article` is what the metadata say: templates say it of every page, so that it only asks for more evidence.
    """
    if not _is_called_list(url, types):
        return False
    headlines = tree.xpath("//h1|//h2|//h3|//h4")
    targets = {headline: _target(headline, url) for headline in headlines}
    leading = [headline for headline in headlines if targets[headline]]
    if (
        not is_article
        and len(leading) >= _MANY
        and 2 * len(leading) > len([head for head in headlines if head.tag != "h1"])
    ):
        return True
    return len(set(filter(None, targets.values()))) >= _FEW and _teased(tree, frozenset(leading)) >= _TEASED


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
    try:
        there, here = urlsplit(urljoin(url, target.strip())), urlsplit(url)
    except ValueError:  # not an address of the web
        return ""
    same = (there.path.rstrip("/"), there.query) == (here.path.rstrip("/"), here.query)
    own = there.netloc.removeprefix("www.") == here.netloc.removeprefix("www.")
    return there._replace(fragment="").geturl() if not same and (own or not here.netloc) else ""


def _teased(tree: Any, leading: frozenset[Any]) -> float:
    """Return the share of a page's prose that stands after a headline which leads elsewhere."""
    before = after = 0
    for element in tree.iter("p", "div", "span", "td", "li", "h1", "h2", "h3", "h4"):
        if element in leading:
            after += 1
            continue
        if next(element.iterancestors(*SILENT), None) is not None:
            continue
        said = " ".join(filter(None, (element.text, *(child.tail for child in element)))).strip()
        if len(said) >= _PROSE_CHARACTERS:
            before, after = (before, after + len(said)) if after else (before + len(said), after)
    return after / (before + after) if before + after else 0.0
