"""The texts of one outlet -> the lines they share without being versions of one another: menus, appeals, footers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from .text import words

# Two pages may share a long paragraph because one was made from the other; three different ones share a template.
_SHORT_WORDS = 30
_ENOUGH_TEXTS, _ENOUGH_TEXTS_SHORT = 3, 2
_VERSIONS = 0.5  # of the smaller text, in characters: less in common, and two texts are two articles
# Menu and footer can be the greater part of a short page: then two pages are versions only if little else is left, or
# if they have more in common than any menu is long.
_LITTLE_CHARS, _LONGEST_TEMPLATE_CHARS = 200, 800
_CERTAIN_TEXTS = 50  # a line on more texts than this is a template without a look at the rest of them


def shared_lines(texts: Iterable[str]) -> set[bytes]:
    """Return the keys of the lines that are no part of the articles in these different texts of one outlet."""
    sizes: list[int] = []
    holders: dict[bytes, list[int]] = defaultdict(list)
    samples: dict[bytes, str] = {}
    for index, text in enumerate(texts):
        lines = _lines(text)
        sizes.append(sum(map(len, lines.values())))
        for key, line in lines.items():
            holders[key].append(index)
            if len(holders[key]) == _ENOUGH_TEXTS_SHORT:
                samples[key] = line
    repeated = {key: holders[key] for key in samples}
    article_of = _articles(sizes, samples, repeated)
    return {key for key, found in repeated.items() if _is_template(samples[key], found, article_of)}


def without(text: str, keys: set[bytes]) -> str:
    """Return a text without these lines, or the text itself if nothing would be left."""
    if not keys:
        return text
    kept = [line for line in text.split("\n") if line.strip() and _key(_bare(line)) not in keys]
    return "\n".join(kept) if kept else text


def _lines(text: str) -> dict[bytes, str]:
    bare = filter(None, map(_bare, text.split("\n")))
    return {_key(line): line for line in bare}


def _bare(line: str) -> str:
    return " ".join(line.split()).casefold()


def _key(line: str) -> bytes:
    return blake2b(line.encode("utf-8", "replace"), digest_size=8).digest()


def _is_template(line: str, found: list[int], article_of: list[int]) -> bool:
    if len(found) > _CERTAIN_TEXTS:
        return True
    enough = _ENOUGH_TEXTS_SHORT if len(words(line)) < _SHORT_WORDS else _ENOUGH_TEXTS
    return len({article_of[index] for index in found}) >= enough


def _articles(sizes: list[int], samples: Mapping[bytes, str], repeated: Mapping[bytes, list[int]]) -> list[int]:
    """Return for each text the first text that it is a version of, itself if of none."""
    common: dict[tuple[int, int], int] = defaultdict(int)
    for key, found in repeated.items():
        if len(found) <= _CERTAIN_TEXTS:
            for place, here in enumerate(found):
                for there in found[place + 1 :]:
                    common[here, there] += len(samples[key])
    first = list(range(len(sizes)))
    for (here, there), chars in common.items():
        if _are_versions(chars, min(sizes[here], sizes[there])):
            one, other = sorted((_root(first, here), _root(first, there)))
            first[other] = one
    return [_root(first, index) for index in range(len(sizes))]


def _are_versions(common_chars: int, chars: int) -> bool:
    enough = common_chars >= _LONGEST_TEMPLATE_CHARS or chars - common_chars < _LITTLE_CHARS
    return common_chars > _VERSIONS * chars and enough


def _root(first: list[int], index: int) -> int:
    while first[index] != index:
        first[index] = first[first[index]]
        index = first[index]
    return index
