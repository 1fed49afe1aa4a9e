"""The lines that texts of one outlet share without being versions of one another: menus, appeals, footers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from .text import words

# Two pages may share a long paragraph because one was made from the other; three different ones share a template.
_SHORT_WORDS = 30
_ENOUGH_TEXTS, _ENOUGH_TEXTS_SHORT = 3, 2
_VERSIONS = 0.5  # of the smaller text, in characters: less in common, and two texts are two articles
# Menu and footer can be the greater part of a short page: then two pages are versions only if little else is left, or
# if they have more in common than any menu is long.
_LITTLE_CHARS, _LONGEST_TEMPLATE_CHARS = 200, 800
CERTAIN_TEXTS = 50  # a line on more texts than this is a template without a look at the rest of them


@dataclass(frozen=True, slots=True)
class Repeated:
    """A line that several texts of one outlet hold."""

    key: int
    chars: int
    holders: Sequence[str]  # text_sha256; none where there are more than CERTAIN_TEXTS
    sizes: Sequence[int]  # characters of all distinct lines of each of them


def lines(text: str) -> dict[int, int]:
    """Return key -> characters of the distinct lines of a text, whatever their spaces and capitals."""
    return {_key(line): len(line) for line in map(_bare, text.split("\n")) if line}


def templates(repeated: Collection[Repeated]) -> tuple[set[int], list[Repeated]]:
    """Return the keys of lines that are no part of the articles of an outlet, and lines that are such if `is_short`."""
    article_of = _articles(repeated)
    found: set[int] = set()
    doubtful = []
    for line in repeated:
        articles = {article_of[holder] for holder in line.holders}
        if not line.holders or len(articles) >= _ENOUGH_TEXTS:
            found.add(line.key)
        elif len(articles) >= _ENOUGH_TEXTS_SHORT:
            doubtful.append(line)
    return found, doubtful


def is_short(text: str, key: int) -> bool:
    """Say whether the line with this key is so short that two articles of an outlet have it by its template alone."""
    return any(_key(line) == key and len(words(line)) < _SHORT_WORDS for line in map(_bare, text.split("\n")))


def without(text: str, keys: Collection[int]) -> str:
    """Return a text without these lines, or the text itself if nothing would be left."""
    if not keys:
        return text
    kept = [line for line in text.split("\n") if line.strip() and _key(_bare(line)) not in keys]
    return "\n".join(kept) if kept else text


def _bare(line: str) -> str:
    return " ".join(line.split()).casefold()


def _key(line: str) -> int:
    return int.from_bytes(blake2b(line.encode("utf-8", "replace"), digest_size=8).digest())


def _articles(repeated: Iterable[Repeated]) -> dict[str, str]:
    """Return for each text the first text that it is a version of, itself if of none."""
    common: dict[tuple[str, str], int] = defaultdict(int)
    sizes: dict[str, int] = {}
    for line in repeated:
        sizes.update(zip(line.holders, line.sizes, strict=True))
        holders = sorted(line.holders)
        for place, here in enumerate(holders):
            for there in holders[place + 1 :]:
                common[here, there] += line.chars
    first = {text: text for text in sizes}
    for (here, there), chars in common.items():
        if _are_versions(chars, min(sizes[here], sizes[there])):
            one, other = sorted((_root(first, here), _root(first, there)))
            first[other] = one
    return {text: _root(first, text) for text in sizes}


def _are_versions(common_chars: int, chars: int) -> bool:
    enough = common_chars >= _LONGEST_TEMPLATE_CHARS or chars - common_chars < _LITTLE_CHARS
    return common_chars > _VERSIONS * chars and enough


def _root(first: dict[str, str], text: str) -> str:
    while first[text] != text:
        first[text] = first[first[text]]
        text = first[text]
    return text
