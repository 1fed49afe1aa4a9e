"""Articles that scrolling has put behind a page's own."""

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from . import prose
from .lines import key
from .markup import text_of

_MOST_HEADINGS = 12  # looked at in one page
_FEWEST_PARAGRAPHS = 3  # pieces of prose; a teaser has fewer
_HEAD = 30  # elements with which an article begins: its headline, its author, its day
_HOLDERS = ("article", "div", "li", "section")
_ADDRESS = re.compile(r"data-(?:.*-)?(?:url|href|link|permalink|path|slug|uri)|itemid")
_OF_HEAD = re.compile(
    r"by-?line|author|autor|date|datum|time|meta|lead|lede|standfirst|dek\b|subtitle|summary|kicker|chapo|sapo|ingress"
    r"|publi|vorspann|sottotitolo|entradilla",
    re.IGNORECASE,
)


def drop(tree: Any, titles: Collection[str]) -> bool:
    """Take out of a page the articles that scrolling has put behind its own; return whether there were any.

    They lie in elements of one form side by side, each with a headline and prose; the page's own is the first, and its
    heading, of the first rank, one of the titles that the page states.
    """
    known = {key(title) for title in titles}
    held = {_holder(heading): heading for heading in islice(tree.iter("h1"), _MOST_HEADINGS)}
    own = {holder: heading for holder, heading in held.items() if key(text_of(heading)) in known}
    for holder in own:
        behind = [one for one in holder.itersiblings(holder.tag) if one in held]
        if behind and _is_more_than_head(holder, behind):
            return _dropped(behind)
    for heading in own.values():
        for holder in heading.iterancestors(*_HOLDERS):
            behind = [one for one in holder.itersiblings(holder.tag) if _is_another(one, holder)]
            if behind and _is_more_than_head(holder, behind):
                return _dropped(behind)
    return False


def _dropped(elements: list[Any]) -> bool:
    for element in elements:
        element.drop_tree()
    return True


def _holder(heading: Any) -> Any:
    """Return the largest element around a heading of the first rank that holds no other one."""
    holder = heading
    while (outer := holder.getparent()) is not None and len(list(islice(outer.iter("h1"), 2))) == 1:
        holder = outer
    return holder


def _is_more_than_head(holder: Any, behind: list[Any]) -> bool:
    """Say whether an element holds a story; what has much less than the elements beside it is only the head of one."""
    return prose.of(holder) >= max(prose.FEWEST, max(map(prose.of, behind)) / 2)


def _is_another(element: Any, own: Any) -> bool:
    """Say whether an element beside the page's own article is another one, rather than a part of it or a teaser."""
    if {*(element.get("class") or "").split()}.isdisjoint((own.get("class") or "").split()):
        return False
    head = list(_head(element))
    headline = next((one for one in head if one.tag in ("h1", "h2")), None)
    if headline is None or len(prose.pieces(element)) < _FEWEST_PARAGRAPHS:
        return False
    if _has_address(element, headline, own):
        return True
    return element.tag == "article" and any(one is not headline and _is_of_head(one) for one in head)


def _head(element: Any) -> Iterator[Any]:
    """Yield the elements with which another one begins, to its first paragraph; nothing if that comes first."""
    for one in islice(element.iterdescendants(), _HEAD):
        yield one
        if one.tag == "p" and prose.of(one):
            return


def _has_address(element: Any, headline: Any, own: Any) -> bool:
    """Say whether an element has an address of its own, and not of a place in this page."""
    stated = [value for name, value in element.attrib.items() if _ADDRESS.fullmatch(name)]
    links = [link.get("href") or "" for link in (*headline.iterancestors("a"), *headline.iter("a"))]
    return any(address and "#" not in address and address not in own.values() for address in (*stated, *links))


def _is_of_head(element: Any) -> bool:
    names = (element.get("class"), element.get("itemprop"), element.get("rel"))
    return element.tag == "time" or any(name is not None and _OF_HEAD.search(name) for name in names)
