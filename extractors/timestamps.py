"""Moments that the elements of a page state: <time>, microdata, RDFa; those of other stories' cards left out."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.etree import XPath

from .asides import is_elsewhere, names
from .markup import text_of

_STATING = XPath("//@datetime/..|//@itemprop/..|//@property/..|//abbr[@title]|$heading")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Classes of the hAtom and h-entry formats, and of the commonest publishing system.
_PUBLISHED_CLASSES = frozenset(("published", "dt-published", "entry-date", "pubdate"))
_TIMES = frozenset(("time", "span", "abbr"))
_CARDS = frozenset(("article", "li", "tr", "a", "dd"))
_MOST = 3  # statements of a kind; cards repeat what the story states
_SHORT = 300  # characters of a card
_HEADLINE = 25  # characters; names and topics are shorter
_NOWHERE = "https://page.invalid/"  # links of a page whose address does not matter
_LONGEST_STATED = 40  # characters of a moment
_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # signs that are syllables or words


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What elements of the page's own say of its publication."""

    marked: tuple[str, ...]  # as the date of publication: microdata, RDFa, <time pubdate>
    others: tuple[str, ...]  # by their class, or by standing in the article


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page's heading stands, and at which paths the page."""

    heading: Any
    around: Collection[Any]  # the heading, and the elements around it
    url: str
    paths: Collection[str]


def stated(tree: Any, url: str, heading: Any = None) -> Stated:
    """Return what elements state, those under the heading first; the first <h1> where no heading is given."""
    heading = next(tree.iter("h1"), None) if heading is None else heading
    place = _place(heading, url, _addresses(tree, url))
    found = _STATING(tree, heading=[] if heading is None else [heading])
    under = found.index(heading) + 1 if heading is not None else 0
    ordered = [*found[under:], *found[:under]]
    marked = [element for element in ordered if element.tag != "meta" and _is_marked(element)]
    times = [element for element in ordered if element.tag in _TIMES and not _is_marked(element)]
    classed = (element for element in times if not _PUBLISHED_CLASSES.isdisjoint((element.get("class") or "").split()))
    inside = (
        element for element in times if next(element.iterancestors("article", "main", "header"), None) is not None
    )
    own_marked = list(islice(_own(marked, place), _MOST))
    return Stated(
        marked=tuple(own_marked),
        others=(*(() if own_marked else islice(_own(classed, place), 1)), *islice(_own(inside, place), 1)),
    )


def of_others(tree: Any, url: str, heading: Any = None) -> Iterator[str]:
    """Yield what elements of cards, comments and the like state: moments of other stories."""
    place = _place(next(tree.iter("h1"), None) if heading is None else heading, url, _addresses(tree, url))
    for element in tree.iter(*_TIMES):
        said = element.get("datetime")
        if said and not _is_own(element, place):
            yield said


def of_story(heading: Any) -> Callable[[Any], bool]:
    """Return what tells whether an element is of the story under a heading, and not of a card or comment beside it."""
    return partial(_is_own, place=_place(heading, _NOWHERE, ()))


def _place(heading: Any, url: str, addresses: Iterable[str]) -> _Place:
    around = () if heading is None else {heading, *heading.iterancestors()}
    return _Place(heading, around, url, {_path(url, address) for address in addresses})


def _own(elements: Iterator[Any] | list[Any], place: _Place) -> Iterator[str]:
    for element in elements:
        said = element.get("datetime") or element.get("content") or element.get("title")
        said = said or (text_of(element, most=_LONGEST_STATED) if _is_marked(element) else "")
        if said and _is_own(element, place):
            yield said


def _is_marked(element: Any) -> bool:
    terms = f"{element.get('itemprop') or ''} {element.get('property') or ''}".casefold().split()
    return element.get("pubdate") is not None or any(term.rpartition(":")[2] == "datepublished" for term in terms)


def _addresses(tree: Any, url: str) -> Iterator[str]:
    yield url
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield link.get("href") or ""


def _is_own(element: Any, place: _Place) -> bool:
    """Say whether a moment is the page's own: not of a card, a comment or whatever else stands beside the story."""
    for holder in (element, *element.iterancestors()):
        shared = holder in place.around
        if not shared and (
            holder.tag in ("aside", "nav") or is_elsewhere(names(holder)) or _is_card(holder, element, place)
        ):
            return False
        headline = _headline(holder, element, place) if len(holder) else None
        if headline is not None and _leads_elsewhere(headline, place):
            return False
        if shared or headline is not None:
            return True
    return True


def _headline(holder: Any, element: Any, place: _Place) -> Any:
    """Return the last heading before a moment in an element around it, or else the first behind it.

    None without one. In what holds the page's own heading too, only those between this and the moment count that are
    in no card of their own.
    """
    shared = holder in place.around
    before, is_passed, is_under = None, False, not shared
    own = () if place.heading is None else (place.heading.tag,)
    for found in holder.iter(*_HEADINGS, element.tag, *own):
        if found is element:
            if shared or before is not None:
                return before
            is_passed = True
        elif found is place.heading:
            before, is_under = None, True
        elif found.tag in _HEADINGS and is_under and (not shared or _is_beside(found, element)):
            if is_passed:
                return found
            before = found
    return before


def _is_beside(heading: Any, element: Any) -> bool:
    """Say whether what a heading stands in holds a moment too; not where a card around it is closed before that."""
    holder = next((outer for outer in heading.iterancestors() if outer.tag != "a"), None)
    return holder in element.iterancestors()


def _is_card(holder: Any, element: Any, place: _Place) -> bool:
    """Say whether an element tells of another story in a few words: one of several like it, with a long link."""
    if (holder.tag not in _CARDS and not _is_repeated(holder)) or len(text_of(holder, most=_SHORT)) > _SHORT:
        return False
    for link in holder.iter("a"):
        moment = _weight(text_of(element)) if link in element.iterancestors("a") else 0
        if _weight(text_of(link)) - moment >= _HEADLINE and _leads_elsewhere(link, place):
            return True
    return False


def _is_repeated(holder: Any) -> bool:
    """Say whether an element has another one of its name beside itself."""
    named = holder.get("class")
    beside = (holder.getnext(), holder.getprevious())
    return bool(named) and any(
        one is not None and one.tag == holder.tag and one.get("class") == named for one in beside
    )


def _weight(text: str) -> int:
    return len(text) + 2 * len(_DENSE.findall(text))


def _leads_elsewhere(element: Any, place: _Place) -> bool:
    """Say whether a heading or a link leads to another page than this one, and not to the outlet's first."""
    links = (element, *element.iterancestors("a"), *islice(element.iter("a"), 1))
    target = next((link.get("href") for link in links if link.tag == "a" and link.get("href")), None)
    path = None if target is None or target.startswith("#") else _path(place.url, target)
    return bool(path) and path not in place.paths


def _path(url: str, address: str) -> str:
    """Return the path of an address on a page, and what it asks for; "" for the outlet's first page and for none."""
    try:
        parts = urlsplit(urljoin(url, address.strip()))
    except ValueError:  # an unfinished IPv6 address or the like
        return ""
    return f"{parts.path.strip('/')}?{parts.query}".rstrip("?") if parts.scheme in ("http", "https") else ""
