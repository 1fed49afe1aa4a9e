"""Pairs of a dataset whose direction nothing tells -> which of two bears marks of the other's language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from extractors import residues, slips
from extractors.tellings import Pair

from .dataset import Dataset, Row

Place = tuple[str, str]
CUE = "translation_marks"
TEXTS_A_LOAD = 2_000


def compare(dataset: Dataset, pairs: Iterable[Pair], sides: Mapping[str, Row]) -> dict[Place, slips.Finding]:
    """Return which of two articles is the translation, of pairs of which no cue tells it, by pairs.

    One of the two must bear marks and the other none: two translations of a third text may both have them.
    """
    unknown = [pair for pair in pairs if not pair.known and pair.cue == "none" and pair.kind.startswith("translated")]
    places = [place for pair in unknown for place in ((pair.url, pair.of_url), (pair.of_url, pair.url))]
    wanted: dict[str, set[str]] = defaultdict(set)  # url -> languages that it may be translated from
    for url, of_url in places:
        if not sides[url]["source_unseen"]:  # it names somebody else
            wanted[url].add(sides[of_url]["language"])
    marks = _marks(dataset, wanted, sides)
    found = {}
    for pair in unknown:
        here = marks.get((pair.url, sides[pair.of_url]["language"]), [])
        there = marks.get((pair.of_url, sides[pair.url]["language"]), [])
        if bool(here) != bool(there):
            retelling = pair.url if here else pair.of_url
            example = ((here or there)[0], "")
            found[pair.url, pair.of_url] = slips.Finding(
                retelling=retelling, cue=CUE, places=len(here or there), example=example
            )
    return found


def _marks(dataset: Dataset, wanted: Mapping[str, set[str]], sides: Mapping[str, Row]) -> dict[Place, list[str]]:
    """Return the marks of each article, by its url and the language that they are of."""
    urls = sorted(wanted)
    found = {}
    for start in range(0, len(urls), TEXTS_A_LOAD):
        for url, body in dataset.run("relate/bodies", urls=urls[start : start + TEXTS_A_LOAD]):
            for language in wanted[url]:
                found[url, language] = residues.marks(body, sides[url]["language"], language)
    return found
