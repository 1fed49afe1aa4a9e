"""Which elements of a page are no part of its article: comments, sidebars, the cards of other stories."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from .markup import text_of

_NAMES = re.compile(
    r"comment|sidebar|related|teaser|recommend|footer|promo|(?<!v)card|reply|more-|latest|popular|trending|also-",
    re.IGNORECASE,
)
# Some put the byline at the foot of the article, and more put a word about the author there.
_FOOT = re.compile(
    r"(?:post|entry|article|story|news|content)[-_]{1,2}(?:(?:meta|content|body)[-_]{1,2})?footer", re.IGNORECASE
)
_OF_AUTHOR = re.compile(r"(?:author|byline|profile|writer)[-_]{1,2}card", re.IGNORECASE)  # shows no other story
_SIGNED = re.compile(r"\b(?:vcard|fn)\b")
_OWN, _AT_FOOT, _APART = range(3)
_MOST_HEADINGS = 20  # looked at, in one page
_MOST_PARAGRAPHS = 500
_LONGEST_HEADING, _LONGEST_PARAGRAPH = 300, 2000  # characters
_SHORTEST_HEADING = 4


class Elsewhere:
    """The elements of one page that are no part of its article."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._known: dict[Any, int] = {}
        self._around: set[Any] | None = None

    def holds(self, byline: Any) -> bool:
        """Say whether an element that bears the mark of a byline, or one around it, is no part of the article.

        What holds the article's heading, or without one most paragraphs of the page, is its own whatever its name. At
        the foot of an article only a name that is marked as the author's is a byline.
        """
        around, element = [], byline
        while element is not None and element not in self._known:
            around.append(element)
            element = element.getparent()
        found = self._known.get(element, _OWN)
        for part in reversed(around):
            place = _place(_called(part))
            found = self._known[part] = max(found, _OWN if place and self._is_around(part) else place)
        return found == _APART or (found == _AT_FOOT and not _is_signed(byline))

    def _is_around(self, element: Any) -> bool:
        if self._around is None:
            heart = _heading(self._tree)
            heart = _most_prose(self._tree) if heart is None else heart
            self._around = set() if heart is None else {heart, *heart.iterancestors()}
        return element in self._around


def _called(element: Any) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}" if element.tag not in ("body", "html") else ""


@lru_cache(maxsize=8192)  # the elements of a page, and the pages of an outlet, bear few different names
def _place(names: str) -> int:
    if _NAMES.search(names) is None:
        return _OWN
    if _NAMES.search(_OF_AUTHOR.sub("", _FOOT.sub("", names))):
        return _APART
    return _AT_FOOT if _FOOT.search(names) else _OWN


def _is_signed(element: Any) -> bool:
    named = "author" in (element.get("rel"), element.get("itemprop"))
    return named or _SIGNED.search(element.get("class") or "") is not None


def _heading(tree: Any) -> Any:
    """Return the longest heading that the page's <title> holds; else the only one of the first rank."""
    element = tree.find(".//title")
    title = text_of(element).casefold() if element is not None else ""
    headings = list(islice(tree.iter("h1", "h2", "h3"), _MOST_HEADINGS))
    texts = [text_of(heading, "", _LONGEST_HEADING).casefold() for heading in headings]
    sizes = [len(text) if text in title else 0 for text in texts]
    if max(sizes, default=0) >= _SHORTEST_HEADING:
        return headings[sizes.index(max(sizes))]
    firsts = list(islice(_filled(tree), 2))
    return firsts[0] if len(firsts) == 1 else None


def _filled(tree: Any) -> Iterator[Any]:
    return (heading for heading in tree.iter("h1") if text_of(heading, "", _LONGEST_HEADING))


def _most_prose(tree: Any) -> Any:
    """Return the element that holds more than half of what the paragraphs of a page say; None where none does."""
    sizes: Counter[Any] = Counter()
    for paragraph in islice(tree.iter("p"), _MOST_PARAGRAPHS):
        sizes[paragraph.getparent()] += len(text_of(paragraph, "", _LONGEST_PARAGRAPH))
    holder, size = next(iter(sizes.most_common(1)), (None, 0))
    return holder if size * 2 > sizes.total() else None
