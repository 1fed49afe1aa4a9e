"""What a page bears twice, for narrow and for wide screens."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from . import prose
from .lines import key

_BEGINNING = 60  # letters: two paragraphs that begin with as many equal ones are one
_SHORTEST = 20  # signs of a paragraph in a dense script that is worth a look
_MOST = 12  # pairs of paragraphs looked at in one page
_MOST_COPIES = 4  # of one story; a text that stands there more often is no story
_LEVELS = 100  # around a paragraph; no page has more of them
_COPY_SHARE = 0.25  # of a page's prose: a copy of the whole story has at least as much
_STRANGE = 0.1  # of the characters of a copy, in lines that the other one lacks
_OUT_OF_STORY = frozenset(("aside", "dialog", "footer", "nav", "noscript", "template"))
_OF_SCREENS = re.compile(
    r"mobile|desktop|tablet|phone|handheld|hidden|hide|visible|d-none"
    r"|(?:^|[\s_-])(?:xs|sm|md|lg|xl|pc|sp|small|large)(?:$|[\s:_-])",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(r"(?:^|[\s-])hid")  # readers leave out what bears such a class


def drop(tree: Any) -> bool:
    """Take out the second of two containers that hold the same paragraphs; return whether there were any."""
    places: dict[str, list[Any]] = defaultdict(list)
    for paragraph in tree.iter("p"):
        text = paragraph.text
        if text and len(text) >= _SHORTEST:
            places[text.strip()[:_BEGINNING]].append(paragraph)
    repeated = [one for one in places.values() if 1 < len(one) <= _MOST_COPIES and _is_long(one[0].text)]
    twice = [(first, second) for first, *others in repeated for second in others]
    gone: list[Any] = []
    for first, second in twice[:_MOST] if len(repeated) > 1 else ():
        if not any(outer in gone for one in (first, second) for outer in one.iterancestors()):
            gone += _dropped(first, second, tree)
    return bool(gone)


def _is_long(text: str) -> bool:
    return prose.weight(text.strip()) > 0


def _dropped(first: Any, second: Any, tree: Any) -> Iterator[Any]:
    """Yield the container that went, if one of two paragraphs lies in a copy of what is around the other."""
    if _is_out_of_sight(first) and not _is_out_of_sight(second):
        first, second = second, first
    ways = [[one, *one.iterancestors()] for one in (first, second)]
    if max(map(len, ways)) > _LEVELS:
        return
    around = set(ways[0])
    common = next(outer for outer in ways[1] if outer in around)
    kept, copies = (way[: way.index(common)] for way in ways)
    for copy in reversed(copies):
        pieces = prose.pieces(copy)
        if len(pieces) < 2 or sum(map(prose.weight, pieces)) < prose.FEWEST:
            return
        if _can_go(copy, tree) and _is_of_screens([*kept, *copies], copy, tree) and _stands_beside(copy, common):
            for element in kept:
                if _LEFT_OUT.search(element.get("class") or ""):
                    del element.attrib["class"]
            copy.drop_tree()
            yield copy
            return


def _is_out_of_sight(element: Any) -> bool:
    return any(prose.is_hidden(outer) or outer.tag in _OUT_OF_STORY for outer in element.iterancestors())


def _can_go(copy: Any, tree: Any) -> bool:
    """Say whether a page keeps its headline without one of its elements."""
    inside = sum(1 for _ in islice(copy.iter("h1"), 2))
    return copy.tag not in ("body", "main") and (inside == 0 or sum(1 for _ in islice(tree.iter("h1"), 3)) > inside)


def _is_of_screens(around: Sequence[Any], copy: Any, tree: Any) -> bool:
    """Say whether a copy is one of the whole story, or says which screens it is for."""
    if any(_OF_SCREENS.search(element.get("class") or "") for element in around):
        return True
    return prose.of(copy) >= _COPY_SHARE * prose.of(tree)


def _stands_beside(copy: Any, common: Any) -> bool:
    """Say whether all paragraphs of an element, and nearly all its lines, stand a second time beside it."""
    everywhere, inside = (_beginnings(prose.texts(one)) for one in (common, copy))
    strange = [text for text, count in inside.items() if everywhere[text] <= count]
    pieces = {key(piece)[:_BEGINNING] for piece in prose.pieces(copy)}
    return pieces.isdisjoint(strange) and sum(map(len, strange)) <= _STRANGE * sum(map(len, inside))


def _beginnings(texts: Iterable[str]) -> Counter[str]:
    return Counter(found for text in texts if (found := key(text.strip())[:_BEGINNING]))
