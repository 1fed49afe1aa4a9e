"""Boxes of one form that each lead to another page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from .markup import text_of

_MANY = 10  # distinct pages
_LEVELS = 5  # up from a link to its box
_MOST_TARGETS = 3  # of a box: the story, its section, its author
_MOST_TEXT = 700  # characters of a box; entries of a live blog and whole posts have more
_LABEL = 60  # characters of what can stand before the headline: time, section
_HEADLINE = 15  # characters, of which a sign of scripts without spaces counts as three
_SHARE = 0.8  # of what was read
_SAME = 30  # characters in which a line that was read is found again
_MOST_LINKS = 3000
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_BETWEEN = re.compile(r"[\W_]+")
_COUNTED = re.compile(r"\W*\d{1,2}\W")


def hold(tree: Any, url: str, shown: Sequence[str]) -> bool:
    """Say whether nearly all that was read of a page stands in many boxes that lead to other pages of its host."""
    for boxes in _rows(tree, url).values():
        headlines = [(target, text) for box, links in boxes.items() for target, text in _headline(box, links)]
        counted = sum(_COUNTED.match(text) is not None for _, text in headlines)  # the items of one text
        if len({target for target, _ in headlines}) >= _MANY and 2 * counted < len(headlines):
            return _share(shown, boxes) >= _SHARE
    return False


def own_target(address: str, url: str) -> str:
    """Return the address that a link leads to on the same host; "" for another host and for the page's own."""
    try:
        there, here = urlsplit(urljoin(url, address.strip())), urlsplit(url)
    except ValueError:  # not an address of the web
        return ""
    same = (there.path.rstrip("/"), there.query) == (here.path.rstrip("/"), here.query)
    own = there.netloc.removeprefix("www.") == here.netloc.removeprefix("www.")
    return there._replace(fragment="").geturl() if not same and (own or not here.netloc) else ""


def _rows(tree: Any, url: str) -> Mapping[Any, Mapping[Any, list[tuple[str, Any]]]]:
    """Return the links of a page by the elements that hold many of one kind, and by which of these they lie in."""
    found: dict[Any, dict[Any, list[tuple[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    kinds: dict[Any, Counter[Any]] = {}
    for link in islice(tree.iter("a"), _MOST_LINKS):
        target = own_target(link.get("href") or "", url) if link.get("href") else ""
        box = _box(link, kinds) if target else None
        if box is not None:
            found[box.getparent()][box].append((target, link))
    return {row: boxes for row, boxes in found.items() if len(boxes) >= _MANY}


def _box(link: Any, kinds: dict[Any, Counter[Any]]) -> Any:
    """Return the element around a link, or the link, that has many siblings of its kind; None where none has."""
    around = link
    for _ in range(_LEVELS):
        parent = around.getparent()
        if parent is None:
            return None
        if parent not in kinds:
            kinds[parent] = Counter(child.tag for child in parent)
        if kinds[parent][around.tag] >= _MANY:
            return around
        around = parent
    return None


def _headline(box: Any, links: Sequence[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the target and the text of the link with which a box begins, if it holds little else."""
    if len({target for target, _ in links}) > _MOST_TARGETS:
        return
    whole = text_of(box, " ", _MOST_TEXT)
    if len(whole) > _MOST_TEXT:
        return
    for target, link in links:
        text = text_of(link, " ", _MOST_TEXT)
        if _size(text) >= _HEADLINE and 0 <= whole.find(text) <= _LABEL:
            yield target, text
            return


def _share(shown: Sequence[str], boxes: Mapping[Any, Any]) -> float:
    """Return the share of what was read that stands in some boxes; readers part and join their words anew."""
    held = "".join(_BETWEEN.sub("", "".join(box.itertext())) for box in boxes)
    letters = [_BETWEEN.sub("", line) for line in shown]
    return sum(len(line) for line in letters if line[:_SAME] in held) / max(sum(map(len, letters)), 1)


def _size(text: str) -> int:
    return len(text) + 2 * len(_SIGNS.findall(text))
