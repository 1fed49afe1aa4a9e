"""What a translation must not touch: names of the incident, addresses, @names, hashtags, numbers; and its terms. Pure.

Tokens stand in for what a plain translation has lost, in a second attempt, and for nothing else: an engine places a
word it can read better than a code, and makes "the XQ0X of May" of a date that it could have translated.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, permutations

from .literals import addresses, in_ascii, numbers_lost, places_of
from .scripts import script_of
from .spelling import HANGUL, INFLECTED_FROM, LATIN, LONGEST_ENDING, MARKS, UNSPACED, takes_endings

# Letters and digits only: marks of punctuation get moved, spaced or dropped
_STEMS = ("XQ", "XZ", "QX", "ZQ", *map("".join, permutations("QXZJW", 3)))
_TOKEN = re.compile(r"(?<![A-Za-z0-9])(?:XQ|XZ|QX|ZQ|[QXZJW]{3})\s?\d+\s?[QXZJW](?![A-Za-z0-9])")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_SMALL = "a-zß-öø-ÿāăąćčďđēęěğģīįıķļłńņňőŕřśşšťţūůűųźžżșț"  # of Latin script: what endings are written with

# White space and controls align answers with questions, or break lines for some tools; surrogates cannot be encoded
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SOFT_HYPHEN = "\u00ad"  # parts a word for a dictionary, and for nobody else
_OPENING = re.compile(r"(?:^|[.!?…:»”]\s)[\W_]*$")


@dataclass(frozen=True, slots=True)
class Terms:
    """What an incident says of texts in one language."""

    names: tuple[str, ...] = ()  # come out as they went in
    glossary: Mapping[str, str] = field(default_factory=dict)  # term of that language -> what it must be in English
    endings: bool = False  # whether the language puts the endings of cases onto names


NO_TERMS = Terms()


def terms(names: Mapping[str, tuple[str, ...]], glossary: Mapping[str, Mapping[str, str]], source: str) -> Terms:
    """Return the names of all languages, and the terms of "*" and of this one; what names its region wins."""
    primary = source.partition("-")[0].lower()
    keys = [key for key in glossary if key != source and key.partition("-")[0].lower() in ("*", primary)]
    keys.sort(key=lambda key: (key != "*", key))
    return Terms(
        names=tuple(sorted({name for group in names.values() for name in group})),
        glossary={term: english for key in [*keys, source] for term, english in glossary.get(key, {}).items()},
        endings=takes_endings(source),
    )


@dataclass(frozen=True, slots=True)
class Lost:
    """What a text has and its translation has not."""

    literals: frozenset[str] = frozenset()  # names, addresses, @names, hashtags
    terms: frozenset[str] = frozenset()  # in English
    numbers: frozenset[str] = frozenset()  # their digits

    def __bool__(self) -> bool:
        """Return whether there is anything."""
        return bool(self.literals or self.terms or self.numbers)


NOTHING = Lost()


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with tokens, and what they stand for."""

    text: str
    stem: str
    originals: tuple[str, ...]
    terms: frozenset[str] = frozenset()  # which of the originals are words of the glossary


def one_line(text: str) -> str:
    """Return the text as an engine can take it: composed characters, one line, single spaces."""
    return _BREAKS.sub(" ", unicodedata.normalize("NFC", text.replace(_SOFT_HYPHEN, ""))).strip()


def protected(text: str, terms: Terms) -> list[str]:
    """Return what must come through letter by letter, in order, repeated as it repeats: addresses, and Latin names.

    What is written in another script has to be put into this one, save in addresses, @names and hashtags.
    """
    return [place.wanted for place in _places(text, terms) if not place.is_term]


def lost(text: str, translation: str, terms: Terms) -> Lost:
    """Return what of the text the translation holds less often, or, of terms, nowhere."""
    places = _places(text, terms)
    literals = Counter(place.wanted for place in places if not place.is_term)
    if literals:
        # an ending that the text has may stand there too, a plural of the engine's own may not
        forms = {text[place.begin : place.end] for place in places} | literals.keys()
        there = _places(translation, Terms(terms.names, endings=terms.endings))
        literals -= Counter(place.wanted for place in there if translation[place.begin : place.end] in forms)
    return Lost(
        literals=frozenset(literals),
        terms=frozenset(place.wanted for place in places if place.is_term and not _holds(translation, place.wanted)),
        numbers=numbers_lost(text, translation),
    )


def mask(text: str, terms: Terms, lost: Lost) -> Masked | None:
    """Return the text with a token for each place of what was lost, None where there is no place or no free token."""
    stem = next((stem for stem in _STEMS if stem not in text.upper()), None)
    parts: list[str] = []
    originals: list[str] = []
    end = 0
    for begin, stop, original in _lost_places(text, terms, lost):
        parts += [text[end:begin], f"{stem}{len(originals)}{stem[0]}" if stem else ""]
        originals.append(original)
        end = stop
    if stem is None or not originals:
        return None
    return Masked("".join([*parts, text[end:]]), stem, tuple(originals), lost.terms)


def unmask(translation: str, masked: Masked) -> str | None:
    """Return the translation with the originals back, None unless each token came back exactly once."""
    token = re.compile(rf"{masked.stem}\s?(\d+)\s?{masked.stem[0]}", re.IGNORECASE)
    found = sorted(int(match.group(1)) for match in token.finditer(translation))
    if found != list(range(len(masked.originals))):
        return None
    if masked.stem in token.sub("", translation).upper():
        return None  # a broken one
    return token.sub(lambda match: _in_place(match, masked), translation)


def has_tokens(text: str) -> bool:
    """Return whether a code stands in the text that looks like a token."""
    return _TOKEN.search(text) is not None


def glossary_version(text: str, terms: Terms) -> str:
    """Return a short hash of the names and terms in the text, "" without any: others leave its translation valid."""
    places = _places(one_line(text), terms)
    held = {place.wanted for place in places if place.is_name}
    held |= {f"{place.spelling}\t{place.wanted}" for place in places if place.is_term}
    return hashlib.sha256("\n".join(sorted(held)).encode()).hexdigest()[:12] if held else ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something stands that must come through."""

    begin: int
    end: int
    wanted: str  # in the translation
    spelling: str = ""  # of the name or term; "" of an address
    is_term: bool = False

    @property
    def is_name(self) -> bool:
        return bool(self.spelling) and not self.is_term


def _in_place(token: re.Match[str], masked: Masked) -> str:
    """Return what a token stands for; a word of the glossary has a capital where it begins the sentence."""
    original = masked.originals[int(token.group(1))]
    begins = original in masked.terms and not any(map(str.isalnum, token.string[: token.start()]))
    return f"{original[:1].upper()}{original[1:]}" if begins else original


def _holds(translation: str, english: str) -> bool:
    """Return whether a term stands there, whatever its case and ending."""
    return re.search(rf"(?<!\w){re.escape(english)}", translation, re.IGNORECASE) is not None


def _lost_places(text: str, terms: Terms, lost: Lost) -> list[tuple[int, int, str]]:
    """Return begin, end and what stands there in the end, in order, none within another."""
    places = _places(text, terms)
    wanted = lost.literals | lost.terms
    found = [
        (place.begin, place.end, place.wanted if place.is_term else text[place.begin : place.end])
        for place in places
        if place.wanted in wanted
    ]
    numbers = (
        (number.start(), number.end(), in_ascii(number.group()))
        for number in places_of(lost.numbers, text)
        if not any(place.begin < number.end() and number.start() < place.end for place in places)
    )
    return sorted([*found, *numbers])


def _places(text: str, terms: Terms) -> list[_Place]:
    """Return addresses first of all, then the longest names and terms, in order."""
    found = [_Place(match.start(), match.end(), match.group()) for match in addresses(text)]
    if not (terms.names or terms.glossary):
        return found
    spellings, pattern = _spellings(terms.names, tuple(terms.glossary.items()), terms.endings)
    taken = tuple((place.begin, place.end) for place in found)
    for match in pattern.finditer(text):
        spelling = _spelled(match.group(), spellings)
        wanted, is_term, at_start_only = spellings[spelling]
        if any(begin < match.end() and match.start() < end for begin, end in taken):
            continue
        if not at_start_only or _OPENING.search(text[max(match.start() - 8, 0) : match.start()]):
            found.append(_Place(match.start(), match.end(), wanted, spelling, is_term))
    return sorted(found, key=lambda place: place.begin)


def _spelled(written: str, spellings: Mapping[str, object]) -> str:
    """Return the name that was written, maybe with an ending."""
    return next(short for cut in range(len(written)) if (short := written[: len(written) - cut]) in spellings)


_Spellings = Mapping[str, tuple[str, bool, bool]]  # as written -> what is wanted, is it a term, only where text begins


@lru_cache(maxsize=64)
def _spellings(
    names: tuple[str, ...], glossary: tuple[tuple[str, str], ...], endings: bool
) -> tuple[_Spellings, re.Pattern[str]]:
    """Return how names and terms may be written, and the pattern that finds the longest.

    Names as given or in capitals; one that begins small is a phrase to translate, unless the glossary has it.
    """
    found: dict[str, tuple[str, bool, bool]] = {}
    proper = [name for name in map(one_line, names) if name and not name[0].islower() and _is_latin(name)]
    for name in [*map(str.upper, proper), *proper]:
        found[name] = name, False, False
    words = {one_line(term): one_line(english) for term, english in glossary if one_line(term)}
    for term, english in words.items():
        found[f"{term[0].upper()}{term[1:]}"] = english, True, True
        found[term.upper()] = english, True, False
    found.update({term: (english, True, False) for term, english in words.items()})
    inflected = [name for name in found if endings and not found[name][1] and len(name) >= INFLECTED_FROM]
    return found, re.compile(_pattern(found, frozenset(inflected)))


def _pattern(spellings: Iterable[str], inflected: frozenset[str]) -> str:
    """Return what matches the longest spelling; grouped by first letters, for there may be hundreds."""
    groups = groupby(sorted(spellings, key=lambda spelling: (spelling[0], -len(spelling))), key=lambda item: item[0])
    parts = [f"{_before(first)}{re.escape(first)}(?:{'|'.join(_rests(group, inflected))})" for first, group in groups]
    return "|".join(parts) or "(?!)"


def _rests(spellings: Iterable[str], inflected: frozenset[str]) -> Iterator[str]:
    for spelling in spellings:
        ending = f"[{_SMALL}]{{0,{LONGEST_ENDING}}}" if spelling in inflected else ""
        yield f"{re.escape(spelling[1:])}{ending}{_behind(spelling[-1])}"


def _before(letter: str) -> str:
    """Return what may not stand before a name: letters of its script, so that it is no part of a word."""
    letters = _neighbours(letter)
    return f"(?<![{letters}])" if letters else ""


def _behind(letter: str) -> str:
    letters = "" if script_of(letter) == "Hang" else _neighbours(letter)
    return f"(?![{letters}{MARKS}])" if letters else ""


def _neighbours(letter: str) -> str:
    """Return the letters that would make one word with this one, as part of a class; empty where words join freely."""
    if _UNSPACED.match(letter) or not letter.isalnum():
        return ""
    script = script_of(letter)
    if script == "Hang":
        return HANGUL
    return LATIN if script == "Latn" or letter.isdigit() else rf"\w{MARKS}"


def _is_latin(text: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in text if letter.isalpha())
