"""The texts of one family -> which of two carries changes that the other lacks. Pure; order cannot matter.

Whoever copies a text copies its slips. So a reading that stands against most of the family, or against its
translations, was made on the way, and of two texts the one that has such readings, where the other has none, is the
later.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .text import SHINGLE_CHARACTERS, shingle_size, shingles, word_hashes, words

# Words on either side by which a place is known again in another text; characters where words aren't parted.
_AROUND, _AROUND_CHARACTERS = 3, 5
_FEWEST_VERSIONS = 3
MOST_VERSIONS = 60  # of one family that are compared; every pair of them costs
_ENOUGH_CHANGES = 2.0  # one may be the other's correction
_BY_MOST, _BY_MORE = 1.0, 0.1  # of a reading that two thirds of the texts lack, or only more than have it
_ENDING = 2  # letters: what differs there is grammar
_FEWEST_LETTERS = 4  # of a word that may stand in a translation unchanged: a name
_LACKING = ""  # the reading of a text that has no word in a place

SLIP, EDITS, OWN_CHANGES = "slip", "edits", "own_changes"

_Readings = dict[int, str]  # places -> word
_Place = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the changes of two texts tell."""

    retelling: str | None  # None where both have changes of their own, or the same ones and no others
    cue: str
    places: int  # in which they differ and it is known which reading was first
    example: tuple[str, str]  # a changed reading, and the one before it


def compare(
    bodies: Mapping[str, str], pairs: Iterable[_Place], translations: Iterable[str] = ()
) -> dict[_Place, Finding]:
    """Return what the changes in texts of one language tell of these pairs of them; without those that tell nothing.

    `translations` are texts of the same family in other languages: figures and names stand in them unchanged.
    """
    units = {key: words(body) for key, body in sorted(bodies.items())}
    head: dict[tuple[str, ...], str] = {}
    heads = {key: head.setdefault(tuple(found), key) for key, found in units.items()}  # same words are one witness
    if not _FEWEST_VERSIONS <= len(head) <= MOST_VERSIONS:
        return {}
    distinct = {key: units[key] for key in head.values()}
    readings = _readings(distinct)
    vocabularies = {key: set(found) for key, found in distinct.items()}
    changes = _changes(readings, vocabularies, [set(words(text)) for text in translations])
    told: dict[_Place, Finding | None] = {}
    found = {}
    for one, other in pairs:
        place = (heads[one], heads[other])
        if place not in told:
            told[place] = _finding(*place, readings, changes)
        finding = told[place]
        if finding is not None:
            retelling = {place[0]: one, place[1]: other}.get(finding.retelling or "")
            found[one, other] = replace(finding, retelling=retelling)
    return found


def too_many(bodies: Iterable[str]) -> bool:
    """Say whether these are more different texts than `compare` looks at; the same words are one text."""
    return len({tuple(words(body)) for body in bodies}) > MOST_VERSIONS


def _readings(units: Mapping[str, list[str]]) -> dict[str, _Readings]:
    """Return for each text its word in each place where the texts differ."""
    around = _AROUND
    if any(shingle_size(found) == SHINGLE_CHARACTERS for found in units.values()):
        around = _AROUND_CHARACTERS
    hashes = {key: word_hashes(found) for key, found in units.items()}
    places = {key: _places(found, around) for key, found in hashes.items()}
    differing = _differing([rows for rows in places.values() if len(rows)])
    return {key: _at(rows, differing, units[key]) for key, rows in places.items()}


def _places(hashes: NDArray[np.uint64], around: int) -> NDArray[np.uint64]:
    """Return rows of (place, reading, position of it, one more than the last where it is no word)."""
    if len(hashes) < 2 * around + 1:
        return np.empty((0, 3), np.uint64)
    runs = shingles(hashes, around)
    total = len(hashes)
    positions = np.arange(around, total - around, dtype=np.uint64)
    whole = np.column_stack(
        [_key(runs[: total - 2 * around], runs[around + 1 :]), hashes[around : total - around], positions]
    )
    gaps = _key(runs[: total - 2 * around + 1], runs[around:])
    lacking = np.column_stack([gaps, np.zeros(len(gaps), np.uint64), np.full(len(gaps), total, np.uint64)])
    rows = np.concatenate([whole, lacking])
    _, index, count = np.unique(rows[:, 0], return_index=True, return_counts=True)
    once: NDArray[np.uint64] = rows[index[count == 1]]
    return once


def _key(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> NDArray[np.uint64]:
    mixed: NDArray[np.uint64] = (left * np.uint64(0x9E3779B97F4A7C15)) ^ (right >> np.uint64(1))
    return mixed


def _differing(tables: list[NDArray[np.uint64]]) -> set[int]:
    """Return the places in which texts have different words, or one has none."""
    if not tables:
        return set()
    pairs = np.unique(np.concatenate(tables)[:, :2], axis=0)
    found, count = np.unique(pairs[:, 0], return_counts=True)
    return set(found[count > 1].tolist())


def _at(rows: NDArray[np.uint64], places: set[int], units: list[str]) -> _Readings:
    return {
        place: units[position] if position < len(units) else _LACKING
        for place, _, position in rows.tolist()
        if place in places
    }


@dataclass(frozen=True, slots=True)
class _Change:
    """The readings of a place that were made on the way, and what stood there before."""

    first: str
    made: frozenset[str]
    sure: bool  # others than this language's texts say so, or the very text that has the slip
    weight: float


def _changes(
    readings: Mapping[str, _Readings], vocabularies: Mapping[str, set[str]], translations: list[set[str]]
) -> dict[int, _Change]:
    holders: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, found in readings.items():
        for place, word in found.items():
            holders[place][word].append(key)
    changes = {}
    for place, by_word in holders.items():
        change = _change(by_word, vocabularies, translations)
        if change is not None:
            changes[place] = change
    return changes


def _change(
    by_word: Mapping[str, list[str]], vocabularies: Mapping[str, set[str]], translations: list[set[str]]
) -> _Change | None:
    """Return what was changed in one place; None where nobody can tell which reading was first."""
    held = _held_elsewhere(by_word, vocabularies, translations)
    if held is not None:
        return _Change(held, frozenset(by_word.keys() - {held}), sure=True, weight=_ENOUGH_CHANGES)
    (first, most), (_, next_most) = sorted(
        ((word, len(keys)) for word, keys in by_word.items()), key=lambda item: -item[1]
    )[:2]
    if most == next_most:  # if one of them is a slip, each may be
        slips = all(map(_is_figure, by_word)) or any(_misspells(word, first) for word in by_word)
        return _Change("", frozenset(by_word), sure=False, weight=_BY_MORE) if slips else None
    weight = _BY_MOST if most >= 2 * next_most else _BY_MORE
    return _Change(first, frozenset(by_word.keys() - {first}), sure=False, weight=weight)


def _held_elsewhere(
    by_word: Mapping[str, list[str]], vocabularies: Mapping[str, set[str]], translations: list[set[str]]
) -> str | None:
    """Return the reading that translations have, or that those who slip use elsewhere; None for none or several."""

    def abroad(word: str) -> bool:
        return any(word in text for text in translations)

    def is_right(word: str, others: Collection[str]) -> bool:
        """Say whether those who have the other spellings here have this one elsewhere, and nobody else has theirs."""
        if any(len(by_word[other]) > len(by_word[word]) for other in others):
            return False
        if any(other in vocabularies[key] for other in others for key in by_word[word]):
            return False
        return all(word in vocabularies[key] for other in others for key in by_word[other])

    found = []
    for word in by_word:
        others = by_word.keys() - {word}
        if all(_is_figure(other) for other in by_word):
            slips = abroad(word) and not any(map(abroad, others))
        else:
            slips = all(_misspells(other, word) for other in others) and (
                (abroad(word) and not any(map(abroad, others))) or is_right(word, others)
            )
        if slips:
            found.append(word)
    return found[0] if len(found) == 1 else None


def _is_figure(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _misspells(word: str, right: str) -> bool:
    """Say whether a word differs from another one by one letter, put in, left out, exchanged or swapped."""
    if word == right or min(len(word), len(right)) <= _FEWEST_LETTERS or any(map(str.isdigit, word + right)):
        return False
    start = next(
        (at for at, (one, other) in enumerate(zip(word, right, strict=False)) if one != other),
        min(len(word), len(right)),
    )
    here, there = word[start:], right[start:]
    return min(len(here), len(there)) > _ENDING and (
        here[1:] == there
        or here == there[1:]
        or here[1:] == there[1:]
        or (here[:2] == there[1::-1] and here[2:] == there[2:])
    )


def _finding(one: str, other: str, readings: Mapping[str, _Readings], changes: Mapping[int, _Change]) -> Finding | None:
    made: dict[str, list[int]] = {one: [], other: []}
    shared: list[int] = []
    for place in readings[one].keys() & readings[other].keys() & changes.keys():
        words_there = {key: readings[key][place] for key in (one, other)}
        changed = [key for key, word in words_there.items() if word in changes[place].made]
        if words_there[one] != words_there[other]:
            for key in changed:
                made[key].append(place)
        elif changed:
            shared.append(place)
    return _told(made, shared, readings, changes)


def _told(
    made: Mapping[str, list[int]], shared: list[int], readings: Mapping[str, _Readings], changes: Mapping[int, _Change]
) -> Finding | None:
    counts = {key: _weight(places, changes) for key, places in made.items()}
    enough = [key for key, count in counts.items() if count >= _ENOUGH_CHANGES]
    same = not any(counts.values()) and _weight(shared, changes) >= _ENOUGH_CHANGES
    if not same and (not enough or (len(enough) == 1 and min(counts.values()) > 0)):
        return None
    later = min(made) if same else enough[0]
    places = shared if same else made[later]
    example = min(places, key=lambda place: (not changes[place].sure, place))
    sure = _weight(shared, changes) >= _BY_MOST or any(changes[place].sure for place in places)
    return Finding(
        retelling=later if len(enough) == 1 else None,
        cue=OWN_CHANGES if len(enough) > 1 else SLIP if sure else EDITS,
        places=len(places) if same else sum(map(len, made.values())),
        example=(readings[later][example], changes[example].first),
    )


def _weight(places: list[int], changes: Mapping[int, _Change]) -> float:
    return sum(changes[place].weight for place in places)


def families(whole: Iterable[_Place], related: Iterable[_Place]) -> Iterator[list[str]]:
    """Yield the keys that `whole` pairs hold together, with those that are `related` to one of them, sorted."""
    first: dict[str, str] = {}
    for one, other in whole:
        low, high = sorted((_first(first, one), _first(first, other)))
        first[high] = low
    groups: dict[str, set[str]] = defaultdict(set)
    for key in list(first):
        groups[_first(first, key)].add(key)
    for one, other in related:
        for here, there in ((one, other), (other, one)):
            if here in first:
                groups[_first(first, here)].add(there)
    return (sorted(group) for _, group in sorted(groups.items()) if len(group) >= _FEWEST_VERSIONS)


def _first(first: dict[str, str], key: str) -> str:
    while first.setdefault(key, key) != key:
        first[key] = first[first[key]]
        key = first[key]
    return key
