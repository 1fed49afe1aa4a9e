"""What an element shows: prose rather than labels, menus and links; and whether it can go from its page."""

import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import XPath

from .markup import SILENT

FEWEST = 200  # characters of prose that make a story, or a part of one

_PIECE = 60  # characters between two tags that are prose rather than a menu or a label
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_SILENT = SILENT | {"option", "textarea", "button"}
_HIDDEN = "|".join(f"ancestor::{name}" for name in sorted((*_SILENT, "a")))
_LONG_PIECES = XPath(f".//text()[string-length() * 3 >= {_PIECE}][not({_HIDDEN})]", smart_strings=False)
_NO_DISPLAY = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_STORY = re.compile(
    r"(?:main|primary|content|article|post|entry|story|text|page)(?:[-_]?(?:content|body|text|main|inner))?",
    re.IGNORECASE,
)


def of(element: Any) -> int:
    """Return how many characters of an element stand in long pieces that are no link."""
    return sum(weight(text.strip()) for text in _LONG_PIECES(element))


def pieces(element: Any) -> list[str]:
    """Return the long pieces of text of an element that are no link, in order."""
    found = (text.strip() for text in _LONG_PIECES(element))
    return [piece for piece in found if weight(piece)]


def weight(piece: str) -> int:
    """Return the characters of a long piece of text, 0 for a short one; a sign of a dense script counts as three."""
    size = len(piece) + 2 * len(_UNSPACED.findall(piece)) if len(piece) * 3 >= _PIECE else 0
    return size if size >= _PIECE else 0


def size(element: Any) -> int:
    """Return how many characters an element shows."""
    return sum(len(text.strip()) for text in texts(element))


def linked(element: Any) -> float:
    """Return the share of an element's characters that stand in links; 0..1."""
    return sum(size(link) for link in element.iter("a")) / max(size(element), 1)


def texts(element: Any) -> Iterator[str]:
    """Yield the pieces of text that an element shows."""
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    waiting = [element]
    while waiting:
        found = waiting.pop()
        if not isinstance(found, str):
            hidden = not isinstance(found.tag, str) or found.tag in _SILENT
            tail = found.tail if found is not element else None
            waiting += [tail] if tail else []
            waiting += [] if hidden else [*reversed(found)]
            found = "" if hidden else found.text or ""
        if found:
            yield found


def is_apart(element: Any, tree: Any) -> bool:
    """Say whether an element can go without the page, or its headline, going with it."""
    if element is tree or element.tag in ("body", "main", "article") or next(element.iter("h1"), None) is not None:
        return False
    return not any(_STORY.fullmatch(name) for name in names(element))


def names(element: Any) -> list[str]:
    """Return the id and the classes of an element."""
    return f"{element.get('id') or ''} {element.get('class') or ''}".split()


def is_hidden(element: Any) -> bool:
    """Say whether an element itself says that it is not shown."""
    return element.get("hidden") is not None or _NO_DISPLAY.search(element.get("style") or "") is not None
