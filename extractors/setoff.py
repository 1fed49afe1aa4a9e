"""Quotations that a page sets off by its form -> the same lines in quotation marks.

Everything behind the reader tells quotations by their marks. Without them a letter that ten outlets print, each as a
block of its own, would count as ten outlets' writing, and as nine copies.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from .furniture import key
from .text import quotations

MOST_SHARE = 0.6  # of the letters; a page that is set off as a whole is only indented
FEWEST_LETTERS = 40  # shorter lines are captions, or signatures under the quotation

_TAGS = ("blockquote", "q")
_CLASSES = re.compile(
    r"(?:block|pull)?quot(?:e|ed|es|ation)s?|zitat|cita|citas|citat|citate|citation|citations|citazione|citacao|citaat"
    r"|cytat|цитата|alinti"
)
_POSTS = frozenset(("tweet", "toot", "embed", "embedded"))  # where a class ends with it: embed-responsive is a layout
_CLASS_PARTS = re.compile(r"[a-z]+|[а-я]+")
_BLOCKS = frozenset({"p", "div", "li", "section", "td"})
_SLANTED = frozenset({"em", "i"})
_INTRODUCES = (":", "：")
_MARKS = (("“", "”"), ("«", "»"), ("「", "」"), ("„", "“"))


def marked(lines: Sequence[str], tree: Any) -> list[str]:
    """Return the lines, those in quotation marks that the page sets off as quotations and that have none."""
    quoted = {key(text) for text in _set_off(tree)}
    found = [line for line in lines if _is_bare(line, quoted)]
    if sum(map(len, found)) > MOST_SHARE * sum(map(len, lines)):
        return list(lines)
    return [_in_marks(line) if _is_bare(line, quoted) else line for line in lines]


def _is_bare(line: str, quoted: set[str]) -> bool:
    inside = sum(end - start for start, end in quotations(line))
    return len(line) >= FEWEST_LETTERS and 2 * inside < len(line) and key(line) in quoted


def _in_marks(line: str) -> str:
    opening, closing = next((pair for pair in _MARKS if not any(mark in line for mark in pair)), _MARKS[0])
    return f"{opening}{line}{closing}"


def _set_off(tree: Any) -> Iterator[str]:
    """Yield the paragraphs of what is set off, and each block as a whole."""
    for element in tree.iter():
        if isinstance(element.tag, str) and (element.tag in _TAGS or _is_named(element)):
            yield _text(element)
            yield from (_text(inner) for inner in element.iterdescendants() if inner.tag in _BLOCKS)
            yield from _parted(element)
    yield from (_text(after) for before, after in _neighbours(tree) if _is_introduced(before, after))


def _is_named(element: Any) -> bool:
    if element.tag not in _BLOCKS:
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}".lower().split()
    parted = [parts for parts in map(_CLASS_PARTS.findall, names) if parts]
    return any(parts[-1] in _POSTS or any(map(_CLASSES.fullmatch, parts)) for parts in parted)


def _parted(element: Any) -> Iterator[str]:
    """Yield the lines of a block whose paragraphs are parted by line breaks only."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append(child.tail or "")
        else:
            parts[-1] += _text(child) + (child.tail or "")
    yield from parts


def _neighbours(tree: Any) -> Iterable[tuple[Any, Any]]:
    return pairwise(element for element in tree.iter("p") if _text(element))


def _is_introduced(before: Any, after: Any) -> bool:
    """Say whether a paragraph is slanted from end to end and the one before it ends with a colon."""
    slanted = "".join(_text(child) for child in after if child.tag in _SLANTED)
    return _text(before).endswith(_INTRODUCES) and slanted == _text(after)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
