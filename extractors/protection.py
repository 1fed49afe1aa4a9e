"""What a translation must not touch: names of the incident, addresses, @names, hashtags. Pure.

Tokens stand in for them only in a second attempt, when the plain translation has damaged one: an engine places a word
it can read better than a code. Numbers get no tokens ("on 3 May" becomes "the XQ0X of May"); `quality` compares them.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

_ADDRESS = (
    r"https?://[^\s<>\"“”«»]*[\w/]"
    r"|www\.[^\s<>\"“”«»]*[\w/]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@-])(?:[\w-]+\.)+(?:com|org|net|info|edu|gov)\b(?:/[^\s<>\"“”«»]*[\w/])?"
    r"|(?<![\w@])@\w+"
    r"|(?<![\w#&])#\w*[^\W\d]\w*"
)
_STEMS = ("XQ", "XZ", "QX", "ZQ")  # letters and digits only: marks of punctuation get moved, spaced or dropped


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with tokens, and what they stand for."""

    text: str
    stem: str
    originals: tuple[str, ...]


def protected(text: str, names: Sequence[str]) -> list[str]:
    """Return what stands in the text and must come through letter by letter, in order, repeated as it repeats.

    Only what is written in Latin script: the rest has to be put into it.
    """
    return [match.group() for match in _matches(text, names)]


def damaged(text: str, translation: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return what of `protected` the translation holds less often than the text."""
    wanted = Counter(protected(text, names))
    return tuple(item for item, times in wanted.items() if translation.count(item) < times)


def mask(text: str, names: Sequence[str]) -> Masked:
    """Return the text with a token for everything protected."""
    stem = next((stem for stem in _STEMS if stem not in text.upper()), _STEMS[0])
    parts: list[str] = []
    originals: list[str] = []
    end = 0
    for match in _matches(text, names):
        parts += [text[end : match.start()], f"{stem}{len(originals)}{stem[0]}"]
        originals.append(match.group())
        end = match.end()
    return Masked("".join([*parts, text[end:]]), stem, tuple(originals))


def unmask(translation: str, masked: Masked) -> str | None:
    """Return the translation with the originals back, None unless each token came back exactly once."""
    token = re.compile(rf"{masked.stem}\s?(\d+)\s?{masked.stem[0]}", re.IGNORECASE)
    numbers = [int(match.group(1)) for match in token.finditer(translation)]
    if sorted(numbers) != list(range(len(masked.originals))):
        return None
    return token.sub(lambda match: masked.originals[int(match.group(1))], translation)


def glossary_version(text: str, names: Sequence[str]) -> str:
    """Return a short hash of the names found in the text, "" without any: other names leave its translation valid."""
    held = sorted(set(_name_pattern(tuple(names)).findall(text)))
    return hashlib.sha256("\n".join(held).encode()).hexdigest()[:12] if held else ""


def _matches(text: str, names: Sequence[str]) -> list[re.Match[str]]:
    return [match for match in _pattern(tuple(names)).finditer(text) if _is_latin(match.group())]


@lru_cache(maxsize=16)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"{_ADDRESS}|{_name_pattern(names).pattern}")


@lru_cache(maxsize=16)
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Match names as written or in capitals, the longest first; one that begins small is a phrase to translate."""
    proper = [name for name in names if name.split() and not name.split()[0].islower()]
    spellings = sorted(set(chain(proper, (name.upper() for name in proper))), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?!\w)" if spellings else r"(?!)")


def _is_latin(text: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in text if letter.isalpha())
