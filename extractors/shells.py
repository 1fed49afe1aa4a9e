"""Pages whose text only scripts fetch."""

import re
from collections.abc import Iterator
from typing import Any

NEEDS_JS_HTML = 50_000  # bytes of page around no text

_LITTLE = 20  # letters: "Loading…"
_SCRIPTED = (
    "__next_f",
    "__NEXT_DATA__",
    "__NUXT__",
    "__INITIAL_STATE__",
    "__APOLLO_STATE__",
    "data-reactroot",
    "ng-version",
)
_NOSCRIPT = re.compile(
    r"<noscript[^<>]*>(?:<(?!/noscript)[^<>]*>|[^<]){0,300}?(?:enable|activate|turn on|aktivier|activ|включ"
    r"|有効)[^<]{0,60}javascript"
    r"|<noscript[^<>]*>(?:<(?!/noscript)[^<>]*>|[^<]){0,300}?javascript[^<]{0,60}(?:enable|required|aktivier"
    r"|activ|включ|有効)",
    re.IGNORECASE,
)
_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "head", "title"))
# A page's own place, which scripts fill: the only child of a body, or what is named so.
_PLACE = re.compile(
    r"(?:^|[-_])(?:root|app|application|next|nuxt|gatsby|svelte|main|content|page)(?:$|[-_])", re.IGNORECASE
)
_PLACES = ("div", "main", "section", "article")


def needs_script(html: str, tree: Any, letters: int) -> bool:
    """Say whether a page with little text leaves it to scripts, whatever it says to those who run none."""
    framework = len(html) > NEEDS_JS_HTML or letters < _LITTLE
    if (framework and any(mark in html for mark in _SCRIPTED)) or _NOSCRIPT.search(html):
        return True
    loads = any(script.get("src") for script in tree.iter("script"))
    speaks = next(tree.iter("noscript"), None) is not None
    return (loads and _shows_nothing(tree)) or ((loads or speaks) and _has_empty_place(tree))


def _shows_nothing(tree: Any) -> bool:
    shown = 0
    for text in _texts(tree):
        shown += len(text)
        if shown >= _LITTLE:
            return False
    return True


def _has_empty_place(tree: Any) -> bool:
    """Say whether an element that is named as the place of a page, or of another make than HTML's, holds no text."""
    for element in tree.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        named = tag in _PLACES and _PLACE.search(element.get("id") or "")
        if (named or tag.endswith("-root")) and not any(_texts(element)):
            return True
    return False


def _texts(element: Any) -> Iterator[str]:
    """Yield the pieces of text that an element shows to those who run no scripts, or would if they did."""
    waiting = [element]
    while waiting:
        found = waiting.pop()
        if not isinstance(found.tag, str) or found.tag in _UNSEEN:
            continue
        pieces = (found.text, *(child.tail for child in found))
        yield from filter(None, (piece.strip() for piece in pieces if piece))
        waiting += found
