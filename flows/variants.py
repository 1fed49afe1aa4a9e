"""Pairs of a dataset -> what the changes in their texts tell of who copied whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from extractors import slips
from extractors.tellings import WHOLE_SHARE, Pair

from .dataset import Dataset

Place = tuple[str, str]

FAMILIES_A_QUERY = 200  # a query for each would look through all articles every time; their texts are in memory at once


def compare(dataset: Dataset, pairs: Iterable[Pair], languages: Mapping[str, str]) -> dict[Place, slips.Finding]:
    """Return what slips.compare finds in each family of near copies in one language, by pairs.

    Families of too many texts are left out, and their articles counted in core.capped.
    """
    near, abroad = _sorted_out(pairs, languages)
    places = {(pair.url, pair.of_url) for pair in near}
    by_key: dict[str, set[Place]] = defaultdict(set)
    for place in places:
        by_key[place[0]].add(place)
    found: dict[Place, slips.Finding] = {}
    families = slips.families(_whole(near), places)
    while some := list(islice(families, FAMILIES_A_QUERY)):
        translations = [_translations(family, abroad) for family in some]
        bodies = _bodies(dataset, chain(*some, *translations))
        for family, others in zip(some, translations, strict=True):
            texts = {url: bodies[url] for url in family}
            if len(family) > slips.MOST_VERSIONS and slips.too_many(texts.values()):
                dataset.load("relate/add_crowded", [{"url": url} for url in family])
                continue
            within = [place for url in family for place in sorted(by_key[url]) if place[1] in texts]
            found |= slips.compare(texts, within, [bodies[url] for url in others])
    return found


def _translations(family: Iterable[str], abroad: Mapping[str, set[str]]) -> list[str]:
    return sorted(set().union(*(abroad[url] for url in family)))[: slips.MOST_VERSIONS]


def _bodies(dataset: Dataset, urls: Iterable[str]) -> dict[str, str]:
    return dict(dataset.run("relate/bodies", urls=list(urls)))


def _sorted_out(pairs: Iterable[Pair], languages: Mapping[str, str]) -> tuple[list[Pair], dict[str, set[str]]]:
    """Return the pairs in one language that share words, and for each article those in other languages."""
    near: list[Pair] = []
    abroad: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if pair.kind.startswith("translated"):
            abroad[pair.url].add(pair.of_url)
            abroad[pair.of_url].add(pair.url)
        elif pair.words and languages[pair.url] == languages[pair.of_url]:
            near.append(pair)
    return near, abroad


def _whole(pairs: Iterable[Pair]) -> Iterator[Place]:
    return ((pair.url, pair.of_url) for pair in pairs if min(pair.text_share, pair.of_text_share) >= WHOLE_SHARE)
