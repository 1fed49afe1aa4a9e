"""The rest of a story that a page hides until somebody asks for it."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from lxml.etree import XPath

from . import language, prose
from .detectors import UNKNOWN
from .lines import key

_BEGINNING = 60  # letters: two paragraphs that begin with as many equal ones are one

_HIDDEN = XPath("descendant::*/@style[contains(., 'none')]/..|descendant::*[@hidden]")
_PAID = XPath("boolean(.//script[contains(., 'isAccessibleForFree')])")
_MOST = 500  # elements looked at in one page
_MOST_RESTS = 5
_MOST_HEADLINES = 12
_LEVELS = 40  # around an element
_NEAR = 3  # elements between what is folded and the story before it, or something to click on
_OWN_SHARE = 0.25  # of a page's prose: what a story shows before it breaks off is at least as much
_LONGEST_CONTROL = 60  # characters
_END = re.compile(r"[.!?。！？…।۔؟።][\"”»“’'）」』)\]]*$")

_REST = ("div", "section", "p", "span")
_OUT_OF_STORY = frozenset(
    ("a", "aside", "button", "dialog", "figure", "footer", "form", "header", "nav", "noscript", "table", "template")
)
_NO_REST = ("input", "textarea", "select", "form", "dialog", "template", "iframe", "h1", "article")
_NO_REST_NAME = re.compile(
    r"comment|reply|review|modal|popup|pop-up|dialog|overlay|lightbox|tooltip|cookie|consent|gdpr|paywall|regwall|premium"
    r"|subscri|abonn|metered|piano|log-?in|sign-?up|newsletter|transl|transcript|template|promo|sponsor|advert|related"
    r"|recommend|teaser|sidebar|slide|gallery|carousel|author|bio\b|disclaimer|social|faq|tab-?pane|caption",
    re.IGNORECASE,
)


def unfold(tree: Any) -> bool:
    """Show what a page hides of its story, and nothing else that it hides; return whether there was any.

    What those who do not pay are not shown is not shown here either.
    """
    hidden = list(_outermost(islice(_HIDDEN(tree), _MOST)))
    telling = [element for element in hidden if element.tag in _REST and _sentences([element])]
    around = {outer for heading in islice(tree.iter("h1"), _MOST_HEADLINES) for outer in heading.iterancestors()}
    folded: dict[Any, list[Any]] = defaultdict(list)
    for element in telling:
        if _may_be_rest(element, around):
            folded[element.getparent()].append(element)
    rests = [rest for rest in folded.values() if len(_sentences(rest)) > 1 and sum(map(prose.of, rest)) >= prose.FEWEST]
    if not rests or _PAID(tree):
        return False
    shown = prose.of(tree) - sum(map(prose.of, hidden))
    unfolded = [element for rest in rests[:_MOST_RESTS] if _goes_on(rest, tree, shown) for element in rest]
    for element in unfolded:
        for name in ("style", "hidden", "aria-hidden", "class", "id"):  # readers leave out elements by names too
            element.attrib.pop(name, None)
    return bool(unfolded)


def _outermost(elements: Iterable[Any]) -> Iterator[Any]:
    """Yield those of some elements, in their order in the page, that say that they are hidden, and lie in no other."""
    last = None
    for element in filter(prose.is_hidden, elements):
        if last is None or not any(outer is last for outer in element.iterancestors()):
            last = element
            yield element


def _may_be_rest(element: Any, around: Container[Any]) -> bool:
    """Say whether an element can hold the rest of a story; what is around the headline may bear any name."""
    if next(element.iter(*_NO_REST), None) is not None:
        return False
    for outer in (element, *islice(element.iterancestors(), _LEVELS)):
        if outer.tag == "body" or outer in around:
            return True
        if outer.tag in _OUT_OF_STORY or _NO_REST_NAME.search(" ".join((*prose.names(outer), outer.get("role") or ""))):
            return False
    return False


def _sentences(elements: Iterable[Any]) -> list[str]:
    return [piece for element in elements for piece in prose.pieces(element) if _END.search(piece)]


def _goes_on(rest: Sequence[Any], tree: Any, shown: int) -> bool:
    """Say whether hidden elements go on with the page's story: with prose that is shown nowhere, in its language."""
    told = list(_told(rest[0]))
    if not _breaks_off(rest[0]) or sum(map(prose.weight, told)) < _OWN_SHARE * shown:
        return False
    everywhere = _beginnings([tree])
    if any(everywhere[text] > count for text, count in _beginnings(rest).items()):
        return False
    spoken = {language.identify("\n".join(lines)).language.partition("-")[0] for lines in (told, _sentences(rest))}
    return len(spoken - {UNKNOWN}) < 2


def _told(element: Any) -> Iterator[str]:
    """Yield the pieces of prose that are shown before an element, in the element around it."""
    pieces = [element.getparent().text or ""]
    for earlier in element.itersiblings(preceding=True):
        pieces.append(earlier.tail or "")
        if isinstance(earlier.tag, str) and not prose.is_hidden(earlier):
            yield from prose.pieces(earlier)
    yield from (piece.strip() for piece in pieces if prose.weight(piece.strip()))


def _breaks_off(element: Any) -> bool:
    """Say whether a paragraph stands shortly before an element; or a block of them, and something to click on."""
    before = [one for one in islice(element.itersiblings(preceding=True), _NEAR) if isinstance(one.tag, str)]
    loose = [*((one.tail or "") for one in before), element.getparent().text or ""]
    telling = [one for one in before if not prose.is_hidden(one) and prose.of(one)]
    if any(prose.weight(text.strip()) for text in loose) or any(one.tag in ("p", "blockquote") for one in telling):
        return True
    apart = any({*prose.names(one)}.isdisjoint(prose.names(element)) for one in telling)
    return apart and any(map(_asks, (*before, *islice(element.itersiblings(), _NEAR))))


def _asks(element: Any) -> bool:
    """Say whether an element is little more than something to click on that leads nowhere else."""
    return any(map(_is_control, element.iter("a", "button", "div", "span", "label"))) and (
        prose.size(element) <= _LONGEST_CONTROL
    )


def _is_control(element: Any) -> bool:
    if element.tag == "a":
        return (element.get("href") or "#").lower().startswith(("#", "javascript:"))
    return element.tag in ("button", "label") or element.get("role") == "button" or element.get("onclick") is not None


def _beginnings(elements: Iterable[Any]) -> Counter[str]:
    return Counter(key(piece)[:_BEGINNING] for element in elements for piece in prose.pieces(element))
