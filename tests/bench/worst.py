"""The pages that were read worst, and why: what is missing, what is too much, and where that stands in the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from lxml import etree

from extractors.errors import DropError
from extractors.page import decode, parse
from flows.progress import harmless

from .scores import SHINGLE_WORDS, WORD, Judged, normalized, shingles, words

MOST_SHOWN = 40  # characters of a passage: enough to find it in the page
SOUGHT_WORDS = 6  # of a passage's beginning, which are sought in the page
DEEPEST = 60  # levels: hostile pages nest by the thousand


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of words that the other text lacks."""

    words: tuple[str, ...]
    opening: str
    place: str  # in the text it is taken from


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one text has beyond another."""

    share: float  # of its words
    words: int  # of the whole text
    longest: Passage | None


def lowest(pages: Sequence[Judged], most: int) -> list[Judged]:
    """Return the pages of the lowest F1, without those that were rightly dropped."""
    return sorted((page for page in pages if page.recall is not None or page.precision is not None), key=_rank)[:most]


def _rank(page: Judged) -> tuple[float, str]:
    return page.f1, page.gold["id"]


def why(page: Judged, body: bytes) -> Iterator[str]:
    """Yield lines that say what became of a page, and how its text differs from the gold's; `body` may be empty."""
    yield _verdict(page)
    gold, read = page.gold["text"], page.answer.get("text") or ""
    yield from _told("missing", beyond(gold, read), "of the gold", body)
    yield from _told("too much", beyond(read, gold), "that were read", body)


def _verdict(page: Judged) -> str:
    if not page.answer:
        return "no page of this id was read"
    if page.dropped:
        drop = page.answer["drop"]
        return harmless(f"dropped: {drop['reason']}" + (f" ({drop['detail']})" if drop["detail"] else ""))
    agreement, flags = page.answer["agreement"], ", ".join(page.answer["flags"]) or "none"
    judged = "no second reader" if agreement is None else f"agreement {agreement:.2f}"
    return f"read by {page.answer['extractor']}, {judged}, flags: {flags}"


def _told(what: str, found: Difference, whose: str, body: bytes) -> Iterator[str]:
    if found.longest is None:
        return
    place = f", {where(found.longest.words[:SOUGHT_WORDS], body)}" if body else ""
    yield f"{what}: {found.share:.0%} of the {found.words} words {whose}"
    yield f"  the longest run, {len(found.longest.words)} words {found.longest.place}: “{found.longest.opening}”{place}"


def beyond(text: str, other: str) -> Difference:
    """Return which words of a text stand in no shingle that the other has as often."""
    text = normalized(text)
    found = list(WORD.finditer(text))
    shared = _shared([match.group() for match in found], other)
    runs = [[at for at, _ in run] for kept, run in groupby(enumerate(shared), lambda pair: pair[1]) if not kept]
    longest = max(runs, key=len, default=None)
    return Difference(
        share=shared.count(False) / len(shared) if shared else 0.0,
        words=len(shared),
        longest=_passage(text, found, longest) if longest else None,
    )


def _shared(found: Sequence[str], other: str) -> list[bool]:
    left = shingles(words(other))
    shared = [False] * len(found)
    for start in range(max(1, len(found) - SHINGLE_WORDS + 1)):
        shingle = tuple(found[start : start + SHINGLE_WORDS])
        if left[shingle] > 0:
            left[shingle] -= 1
            shared[start : start + SHINGLE_WORDS] = [True] * len(shingle)
    return shared


def _passage(text: str, found: Sequence[Any], run: Sequence[int]) -> Passage:
    first, last = run[0], run[-1]
    opening = " ".join(text[found[first].start() : found[last].end()].split())
    cut = opening if len(opening) <= MOST_SHOWN else f"{opening[:MOST_SHOWN].rstrip()}…"
    ends = {(True, True): "all of it", (True, False): "at the beginning", (False, True): "at the end"}
    place = ends.get((first == 0, last == len(found) - 1), "in the middle")
    return Passage(words=tuple(found[at].group() for at in run), opening=harmless(cut), place=place)


def where(sought: Sequence[str], body: bytes) -> str:
    """Return the element of a page in which some words stand, or that none shows them."""
    try:
        document = parse(decode(body, "text/html"))
    except DropError as error:
        return f"the page is no HTML: {error.reason}"
    etree.strip_elements(document.tree, "script", "style", "title", with_tail=False)
    if _holds(document.tree, sought):
        return f"in {_name(_innermost(document.tree, sought))}"
    in_source = _joined(sought) in _joined(words(document.html))
    return "in a script, an attribute or the title alone" if in_source else "not so in the page"


def _innermost(tree: Any, sought: Sequence[str]) -> Any:
    element = tree
    for _ in range(DEEPEST):
        inner = next((child for child in element if _holds(child, sought)), None)
        if inner is None:
            break
        element = inner
    return element


def _holds(element: Any, sought: Sequence[str]) -> bool:
    return _joined(sought) in _joined(words(" ".join(element.itertext())))


def _joined(found: Sequence[str]) -> str:
    return f" {' '.join(found)} "


def _name(element: Any) -> str:
    """Return an element's tag and class, and those of the nearest around it that bears a class or an id."""
    named = next((outer for outer in element.iterancestors() if outer.get("class") or outer.get("id")), None)
    return _label(element) if named is None else f"{_label(element)} of {_label(named)}"


def _label(element: Any) -> str:
    kind = (element.get("class") or "").split()[:1]
    label = f"{element.tag}#{element.get('id')}" if element.get("id") and not kind else ".".join((element.tag, *kind))
    return harmless(label)[:MOST_SHOWN]
