"""The beginning of a story, and its order: the standfirst, which readers lose or put behind the text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Any

from lxml.etree import XPath

from .lines import is_sentence, key, weight
from .markup import SILENT, text_of

_STANDFIRST = (40, 700)  # letters
_LONGEST_CAPTION = 100  # characters of one that only its class tells
_PICTURE_LEVELS = 3  # a picture, and what holds only it
_CAPTIONS = ("figcaption", "caption")
_BEGINNING = 60  # letters by which a line is found on a page
_SHORTEST = 12  # letters of a line whose place can be told
_PLACED = 0.7  # of the lines, or the order is left alone
_NEAR = 60  # elements behind a heading among which its standfirst stands
_LEVELS = 5  # around a heading
_MOST_WORDS_LINKED = 0.5

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|lead|lede|leadtext|teaser-?text|chapo|chapeau|sapo|ingress|intro|introduction|summary|excerpt"
    r"|dek|deck|sub-?(?:title|head|heading|headline)|untertitel|vorspann|kicker-text|entradilla|bajada|copete|sumario|linha-fina"
    r"|sottotitolo|occhiello|anleser|manchet|onderkop|aprakstas|zajawka|perex|spot)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PROPERTIES = ("description", "alternativeHeadline")
_ELSEWHERE = frozenset(("nav", "footer", "aside", "figure", "form", "button", "ul", "ol", *SILENT))
_TEXTS = XPath(
    f".//text()[not({' or '.join(f'parent::{name}' for name in sorted(SILENT))})]",
    smart_strings=False,
)


def captions_of(tree: Any) -> frozenset[str]:
    """Return the keys of what stands under pictures and tables."""
    captions = tree.iter(*_CAPTIONS)
    outer = (caption for caption in captions if next(caption.iterancestors(*_CAPTIONS), None) is None)
    return frozenset(
        key(text) for text in (*("".join(caption.itertext()) for caption in outer), *_under_pictures(tree))
    )


def _under_pictures(tree: Any) -> Iterator[str]:
    """Yield what stands behind a picture and is a caption by its class alone.

    Not sentences: some outlets repeat one of the story's as a caption.
    """
    for picture in tree.iter("img"):
        for holder in islice((picture, *picture.iterancestors()), _PICTURE_LEVELS):
            behind = holder.getnext()
            if behind is not None and "aption" in (behind.get("class") or ""):
                text = text_of(behind, most=_LONGEST_CAPTION)
                if len(text) <= _LONGEST_CAPTION and not is_sentence(text):
                    yield text


def with_standfirst(
    lines: list[str], descriptions: Iterable[str], titles: Iterable[str], others: Sequence[str], tree: Any
) -> list[str]:
    """Return a text in the page's order that begins with its standfirst, if the page shows one.

    The standfirst is the paragraph before the text that the page's metadata repeat as description, or that its own
    markup names so; `others` are the lines of another reader.
    """
    descriptions, titles = list(descriptions), list(titles)
    lines = _ordered(lines, [key(text)[: _STANDFIRST[0]] for text in descriptions], others, tree)
    text = key("".join(lines))
    known = {key(title) for title in titles}
    for description in descriptions:
        wanted = key(description)[: _STANDFIRST[0]]
        if weight(description) < _STANDFIRST[0] or wanted in text:
            continue
        if any(wanted in other for other in (*known, *captions_of(tree))):
            continue
        shown = next(_candidates(lines, others, tree, wanted), None)
        return [shown, *lines] if shown else lines
    named = next(_under_heading(tree, known, lines), "")
    letters = key(named)
    if not letters or letters[: _STANDFIRST[0]] in text or letters in known or letters in captions_of(tree):
        return lines
    return [named, *lines]


def _ordered(lines: list[str], leads: Iterable[str], others: Sequence[str], tree: Any) -> list[str]:
    """Return the lines in the order of the page, where there is a reason to doubt theirs."""
    if not _is_doubtful(lines, [lead for lead in leads if lead], others):
        return lines
    page = key("".join(_TEXTS(tree)))
    places = [_place(key(line)[:_BEGINNING], page) for line in lines]
    if sum(place is not None for place in places) < _PLACED * len(lines):
        return lines
    last = -1
    ranks: list[int] = []
    for place in places:
        last = last if place is None else place
        ranks.append(last)
    return [line for _, line in sorted(zip(ranks, lines, strict=True), key=lambda pair: pair[0])]


def _is_doubtful(lines: Sequence[str], leads: Sequence[str], others: Sequence[str]) -> bool:
    keys = [key(line)[:_BEGINNING] for line in lines]
    if any(found.startswith(lead) for found in keys[1:] for lead in leads):
        return True
    known: dict[str, int | None] = {}
    for number, line in enumerate(others):
        beginning = key(line)[:_BEGINNING]
        known[beginning] = None if beginning in known or len(beginning) < _SHORTEST else number
    order = [place for place in map(known.get, keys) if place is not None]
    return any(later < earlier for earlier, later in pairwise(order))


def _place(beginning: str, page: str) -> int | None:
    """Return where a line stands on a page; None where that is nowhere, or in several places."""
    if len(beginning) < _SHORTEST:
        return None
    place = page.find(beginning)
    return place if place >= 0 and page.find(beginning, place + 1) < 0 else None


def _candidates(lines: Sequence[str], others: Sequence[str], tree: Any, wanted: str) -> Iterator[str]:
    """Yield the lines before the text that begin as wanted; what stands behind it speaks of the outlet."""
    told = {key(line)[:_BEGINNING] for line in lines if weight(line) >= _STANDFIRST[0]}
    for line in others:
        found = key(line[: 2 * _STANDFIRST[1]])
        if found[:_BEGINNING] in told:
            break
        if found.startswith(wanted) and len(line) <= _STANDFIRST[1]:
            yield line
    for element in tree.iter("p", "h2", "h3", "div", "strong", "span"):
        beginning = key((element.text or "").strip())
        if beginning[:_BEGINNING] in told:
            return
        if beginning and wanted.startswith(beginning[: _STANDFIRST[0]]):
            line = text_of(element, most=_STANDFIRST[1])
            if len(line) <= _STANDFIRST[1] and key(line).startswith(wanted):
                yield line


def _under_heading(tree: Any, titles: set[str], lines: Sequence[str]) -> Iterator[str]:
    """Yield what the markup between the heading and the text calls its standfirst."""
    told = {key(line)[:_BEGINNING] for line in lines}
    heading = next((one for one in tree.iter("h1") if key(text_of(one)) in titles), None)
    for element in islice(_behind(heading), _NEAR) if heading is not None else ():
        if element.tag not in ("p", "h2", "h3", "div", "span"):
            continue
        named = element.get("itemprop") in _PROPERTIES or _NAMED.search(element.get("class") or "")
        line = text_of(element, most=_STANDFIRST[1]) if named or element.tag == "p" else ""
        if line and key(line)[:_BEGINNING] in told:
            return
        if named and _is_standfirst(element, line):
            yield line


def _is_standfirst(element: Any, line: str) -> bool:
    if not (_STANDFIRST[0] <= weight(line) and len(line) <= _STANDFIRST[1]):
        return False
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return linked <= _MOST_WORDS_LINKED * len(line) and next(element.iter("time", "li", "img", *SILENT), None) is None


def _behind(heading: Any) -> Iterator[Any]:
    """Yield the elements behind a heading in their order, without those set beside the story."""
    for outer in islice((heading, *heading.iterancestors()), _LEVELS):
        for sibling in outer.itersiblings():
            if sibling.tag not in _ELSEWHERE:
                yield from sibling.iter()
