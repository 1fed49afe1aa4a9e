"""Quotations that a page sets off by its form -> the same lines in quotation marks.

Everything behind the reader tells quotations by their marks. Without them a letter that ten outlets print, each as a
block of its own, would count as ten outlets' writing, and as nine copies.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from lxml.etree import XPath

from .furniture import key
from .markup import text_of
from .quotations import quotations

MOST_SHARE = 0.6  # of the letters; a page that is set off as a whole is only indented
MOST_NAMED = 500  # characters of an element's classes that are looked through; some fill megabytes
FEWEST_LETTERS = 40  # shorter lines are captions, or signatures under the quotation

_CALLED = XPath("//@class|//@id", smart_strings=False)
_TAGS = ("blockquote", "q")
_CLASSES = re.compile(
    r"(?:block|pull)?quot(?:e|ed|es|ation)s?|zitat|cita|citas|citat|citate|citation|citations|citazione|citacao|citaat"
    r"|cytat|цитата|alinti"
)
_POSTS = frozenset(("tweet", "toot", "embed", "embedded"))  # where a class ends with it: embed-responsive is a layout
_CLASS_PARTS = re.compile(r"[a-z]+|[а-я]+")
_SIGN = re.compile("quot|[zc]ita|cyta|цита|alinti|tweet|toot|embed", re.IGNORECASE)  # one is in each such name
_INDENTED = re.compile(
    r"(?:margin|padding)-(?:left|right|inline)[^:;]*:\s*(?:[2-9]|\d\d+)(?:\.\d+)?(?:r?em|%)|-left:\s*[3-9]\dpx"
)
_BLOCKS = frozenset({"p", "div", "li", "section", "td"})
_SLANTED = frozenset({"em", "i"})
_INTRODUCES = (":", "：")
_MARKS = (("“", "”"), ("«", "»"), ("「", "」"), ("„", "“"))


def marked(lines: Sequence[str], tree: Any) -> list[str]:
    """Return the lines, those in quotation marks that the page sets off as quotations and that have none."""
    keys = {key(line) for line in lines}
    quoted = keys.intersection(_set_off(tree, max(map(len, keys), default=0)))
    found = [line for line in lines if _is_bare(line, quoted)]
    if sum(map(len, found)) > MOST_SHARE * sum(map(len, lines)):
        return list(lines)
    return [_in_marks(line) if _is_bare(line, quoted) else line for line in lines]


def _is_bare(line: str, quoted: set[str]) -> bool:
    if len(line) < FEWEST_LETTERS or key(line) not in quoted:
        return False
    return 2 * sum(end - start for start, end in quotations(line)) < len(line)


def _in_marks(line: str) -> str:
    opening, closing = next((pair for pair in _MARKS if not any(mark in line for mark in pair)), _MARKS[0])
    return f"{opening}{line}{closing}"


def _set_off(tree: Any, most: int) -> Iterator[str]:
    """Yield the keys of the paragraphs of what is set off, and of each block as a whole.

    Keys of more than `most` letters, the longest that is asked for, are cut behind them.
    """
    inside: dict[Any, bool] = {}  # elements in it, in their order, and whether it begins with them
    for outer in tree.iter(*_TAGS, *_BLOCKS) if _may_set_off(tree) else ():
        if outer not in inside and _begins(outer):
            inside.update((element, _begins(element)) for element in outer.iter())
    keys: dict[Any, str] = {}
    for element, begins in reversed(inside.items()):  # what lies in an element before the element
        parts = _parted(element, keys, most)
        keys[element] = "".join(parts)[: most + 1]
        yield from parts if begins else ()
        if begins or element.tag in _BLOCKS:
            yield keys[element]
    if next(tree.iter(*_SLANTED), None) is None:
        return
    paragraphs = (element for element in tree.iter("p") if any(map(str.strip, element.itertext())))
    yield from (key(text_of(after)) for before, after in pairwise(paragraphs) if _is_introduced(before, after, most))


def _may_set_off(tree: Any) -> bool:
    """Say whether anything on a page has the form of a quotation: most have none, and are not looked at closely."""
    if next(tree.iter(*_TAGS), None) is not None or any(map(_is_indented, tree.iter("p"))):
        return True
    return any(map(_is_quotation, filter(_SIGN.search, set(_CALLED(tree)))))


def _begins(element: Any) -> bool:
    if element.tag in _BLOCKS:
        return _is_quotation(element.get("class"), element.get("id")) or _is_indented(element)
    return element.tag in _TAGS


@lru_cache(maxsize=8192)  # the elements of a page, and the pages of an outlet, bear few different names
def _is_quotation(*names: str | None) -> bool:
    named = " ".join([name[:MOST_NAMED] for name in names if name])
    if _SIGN.search(named) is None:
        return False
    parted = [parts for parts in map(_CLASS_PARTS.findall, named.lower().split()) if parts]
    return any(parts[-1] in _POSTS or any(map(_CLASSES.fullmatch, parts)) for parts in parted)


def _is_indented(element: Any) -> bool:
    return element.tag == "p" and _INDENTED.search(element.get("style") or "") is not None


def _parted(element: Any, keys: dict[Any, str], most: int) -> list[str]:
    """Return the keys of the lines of an element that line breaks part; those of its children are used up."""
    parts = [[key(element.text or "")]]
    for child in element:
        if child.tag == "br":
            parts.append([])
        parts[-1] += [keys.pop(child), key(child.tail or "")]
    return ["".join(part)[: most + 1] for part in parts]


def _is_introduced(before: Any, after: Any, most: int) -> bool:
    """Say whether a paragraph is slanted from end to end and the one before it ends with a colon."""
    slanted = [child for child in after if child.tag in _SLANTED]
    if not slanted or len(key(text := text_of(after, most=2 * most))) > most:
        return False
    return "".join(map(text_of, slanted)) == text and text_of(before).endswith(_INTRODUCES)
