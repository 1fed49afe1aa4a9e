"""Pairs of related articles, all together -> directions that no pair shows by itself. Pure; order cannot matter.

Three readers of one blog share its paragraphs among themselves; that is no finding about the three. A page made of
passages from everywhere is nobody's source, whatever its date says.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import combinations

from . import slips
from .direction import AGAINST_CREDIT
from .tellings import EDITOR, STATEMENTS, WHOLE_SHARE, Pair

COMMON_SOURCE = "common_source"
ONE_OF_SEVERAL = "one_of_several"
PATCHWORK = "patchwork"

# A patchwork: so many articles that have nothing to do with one another make up so much of it, and nobody credits it.
_SOURCES = 4
_MADE_OF_PARTS = 0.4
STATED = (*STATEMENTS, "named", "hreflang")
_PLAIN = 0.8  # of what is shared
_WITNESSES = 2  # articles that have text in common with both, and name one as their source
PARTS = ("excerpt", "translated_excerpt")


Place = tuple[str, str]
Held = Mapping[Place, Pair]
Changes = Iterator[tuple[Place, Pair]]
Findings = Mapping[Place, slips.Finding]


def settle(pairs: Iterable[Pair], quoting: Iterable[Place] = (), changes: Findings | None = None) -> list[Pair]:
    """Return the pairs, those otherwise that show another direction in company than each by itself.

    `quoting` are pairs that only share a quotation: what they quote is nobody's writing where it stands without marks.
    `changes` are what slips.compare found in the texts, by pairs in either order.

    The cue says why: `slip` and `edits` (it has changes that the other lacks), `patchwork` (known, turned where it was
    the other way round), `common_source` (both have it from a third), `one_of_several` (from one of several siblings,
    nobody knows which), or an answer `against others`, who name the one as their source that this answer makes a copy.
    """
    held = {(pair.url, pair.of_url): pair for pair in pairs}
    held |= {(pair.url, pair.of_url): pair for pair in _unmarked(held, {frozenset(place) for place in quoting})}
    for step in (partial(_changed, changes or {}), _acclaimed, _siblings, _any_of_several, _patchworks):
        for before, after in list(step(held)):
            if held[before].cue == EDITOR:
                continue
            del held[before]
            held[after.url, after.of_url] = after
    return [held[place] for place in sorted(held)]


def _changed(changes: Findings, held: Held) -> Changes:
    """Turn a text that has another one's words with changes towards it; open what both have changed.

    A slip goes before everything; changes alone may be the source's own, made later, where its reteller names it.
    Of two with the same slips the later has them from the other.
    """
    for place, pair in held.items():
        found = changes.get(place) or changes.get(place[::-1])
        if found is None or pair.cue == EDITOR or (found.retelling is None and pair.cue in STATED):
            continue
        if found.retelling is None and found.cue == slips.SLIP:
            yield place, replace(pair, cue=slips.SLIP) if pair.known else pair
        elif found.retelling is None:
            yield place, replace(pair, known=False, cue=COMMON_SOURCE)
        elif found.cue == slips.SLIP or not (pair.known or pair.cue.endswith(AGAINST_CREDIT)):
            turned = pair if found.retelling == pair.url else _turned(pair)
            yield place, replace(turned, known=True, cue=found.cue)
        elif pair.known and found.retelling != pair.url:
            yield place, replace(pair, known=False, cue=f"{pair.cue} against {found.cue}")


def _unmarked(held: Held, quoting: set[frozenset[str]]) -> list[Pair]:
    """Return the pairs that are no copies: one prints without marks what others, who quote the same, have in marks."""
    printed: dict[str, dict[str, Pair]] = defaultdict(dict)  # without marks -> with marks
    both = []
    for pair in held.values():
        if pair.kind not in PARTS or pair.cue in STATED:
            continue
        if pair.plain >= _PLAIN and pair.of_plain <= 1 - _PLAIN:
            printed[pair.url][pair.of_url] = pair
        elif pair.of_plain >= _PLAIN and pair.plain <= 1 - _PLAIN:
            printed[pair.of_url][pair.url] = pair
        else:
            both.append(pair)
    common = {
        url: others
        for url, others in printed.items()
        if any(frozenset(two) in quoting for two in combinations(sorted(others), 2))
    }
    found = [pair for others in common.values() for pair in others.values()]
    found += [pair for pair in both if common.get(pair.url, {}).keys() & common.get(pair.of_url, {}).keys()]
    return [replace(pair, kind="shares_quotation", known=False, cue="none") for pair in found]


def _acclaimed(held: Held) -> Changes:
    """Leave the direction open where a date makes a copy of what others name as their source, and nobody its source.

    One wrong date is likelier than that all who had both texts before them named the wrong one.
    """
    sources: dict[str, set[str]] = defaultdict(set)
    related: dict[str, set[str]] = defaultdict(set)
    for pair in held.values():
        related[pair.url].add(pair.of_url)
        related[pair.of_url].add(pair.url)
        if pair.cue in STATEMENTS:
            sources[pair.of_url].add(pair.url)
    for place, pair in held.items():
        if not pair.known or pair.cue in STATEMENTS or sources[pair.of_url]:
            continue
        if len(sources[pair.url] & related[pair.of_url]) >= _WITNESSES:
            yield place, replace(pair, known=False, cue=f"{pair.cue} against others")


def _patchworks(held: Held) -> Changes:
    """Turn all passages of a patchwork towards where they come from, whatever dates say."""
    parts: dict[str, dict[str, Pair]] = defaultdict(dict)
    for pair in held.values():
        if pair.kind in PARTS and pair.cue not in STATEMENTS:
            parts[pair.url][pair.of_url] = pair
            parts[pair.of_url][pair.url] = _turned(pair)
    related = {frozenset(place) for place in held}
    credited = {pair.of_url for pair in held.values() if pair.cue in STATEMENTS}
    patchworks = {
        url
        for url in parts.keys() - credited
        if len(sources := _unrelated(parts[url], related)) >= _SOURCES
        and sum(parts[url][source].text_share for source in sources) >= _MADE_OF_PARTS
    }
    for url in sorted(patchworks):
        for of_url, pair in sorted(parts[url].items()):
            if of_url not in patchworks:
                place = (url, of_url)
                yield place if place in held else place[::-1], replace(pair, known=True, cue=PATCHWORK)


def _unrelated(urls: Iterable[str], related: set[frozenset[str]]) -> list[str]:
    """Return articles of which none has to do with another one."""
    found: list[str] = []
    for url in sorted(urls):
        if not any(frozenset((url, other)) in related for other in found):
            found.append(url)
    return found


def _siblings(held: Held) -> Changes:
    """Leave the direction open between two that have what they share from a third."""
    sources: dict[str, dict[str, Pair]] = defaultdict(dict)
    for pair in held.values():
        if pair.known:
            sources[pair.url][pair.of_url] = pair
    for place, pair in held.items():
        if pair.cue in (*STATED, slips.SLIP):
            continue
        common = sources[pair.url].keys() & sources[pair.of_url].keys()
        if any(_explains(pair, sources[pair.url][url], sources[pair.of_url][url]) for url in common):
            yield place, replace(pair, known=False, cue=COMMON_SOURCE)


def _explains(pair: Pair, here: Pair, there: Pair) -> bool:
    """Say whether two pairs with a common source leave nothing that one sibling must have from the other.

    Both pages say where they have it from, or both share more words with the source than with one another. That they
    are later proves nothing: one wrong date would make a copy the source of all others.
    """
    stated = here.cue in STATED and there.cue in STATED
    return stated or 0 < pair.words < min(here.words, there.words)


def _any_of_several(held: Held) -> Changes:
    """Leave the direction open from an article to any of several that say they have their text from elsewhere."""
    alike: dict[str, set[str]] = defaultdict(set)
    for pair in held.values():
        if pair.cue.endswith(AGAINST_CREDIT) and min(pair.text_share, pair.of_text_share) >= WHOLE_SHARE:
            alike[pair.url].add(pair.of_url)
            alike[pair.of_url].add(pair.url)
    for place, pair in held.items():
        if not pair.known or pair.cue in STATEMENTS:
            continue
        if any((pair.url, other) in held and held[pair.url, other].known for other in alike[pair.of_url]):
            yield place, replace(pair, known=False, cue=ONE_OF_SEVERAL)


def _turned(pair: Pair) -> Pair:
    return replace(
        pair,
        url=pair.of_url,
        of_url=pair.url,
        text_share=pair.of_text_share,
        of_text_share=pair.text_share,
        plain=pair.of_plain,
        of_plain=pair.plain,
    )
