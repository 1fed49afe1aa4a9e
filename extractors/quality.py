"""What can be told of a translation without a reference: whether to use it, and what its reader should know. Pure.

Gates are loose: they catch disasters (nothing came, the source came, an error page came, the engine stammers), since
finer signals do not tell good from bad sentences. Flags are for the reader.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

UNKNOWN = "\ue000"  # an engine may put it before a word that it left as it was because it does not know it

_ERROR_TEXT = re.compile(
    r"^\s*error \d{3} \(|that[’']s an error\.|mymemory warning|query length limit exce|invalid (?:source|target) lang"
    r"|unusual traffic from your computer|<!doctype html|<html[\s>]",
    re.IGNORECASE,
)
_MOJIBAKE = re.compile(r"\ufffd|[\u00c2-\u00f4][\u0080-\u009f]|[ÃÂ][\u00a0-\u00bf]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,:'’٫٬]\d+|\s\d{3}(?!\d))*")
_MYRIAD = re.compile(r"\d\s*[十百千万萬亿億兆만억조천]")  # 3万 is 30,000: no digits to compare
# Small words of English that other languages have not, and those that some have too
_ENGLISH_WORDS = frozenset({
    "the", "and", "that", "with", "this", "you", "your", "not", "it", "been", "would", "they", "their", "from",
    "which", "but", "she", "his", "were", "there", "what", "when", "who", "about", "than", "then", "our", "out", "if",
    "could", "should", "because",
})  # fmt: skip
_SHARED_WORDS = frozenset({
    "a", "all", "an", "are", "as", "at", "be", "by", "can", "did", "do", "for", "had", "has", "have", "he", "how",
    "i", "in", "is", "me", "more", "my", "no", "of", "on", "one", "so", "to", "up", "was", "we", "will",
})  # fmt: skip
_LATIN_TARGETS = frozenset({"ca", "de", "en", "es", "fr", "gl", "it", "nl", "pt", "ro"})

# Characters of the translation per character of the source: human translations of news lie well inside
_RATIOS = {"dense": (0.7, 12.0), "hangul": (0.5, 7.0), "other": (0.4, 3.0)}
_RATIO_LETTERS = {"dense": 10, "hangul": 15, "other": 30}  # shorter texts vary too much
MAX_LEFTOVER_SHARE = 0.3  # of letters in another script than the target's: names in brackets are fine
MAX_UNCHANGED_SHARE = 0.6  # of the source's words in small letters: kin languages share a third
ENGLISH_SHARE = 0.35  # of the words of a sentence: finds most English ones, and none of 8,924 others
SAME_SMALL_WORDS = 3  # with fewer, a sentence may be the same in two languages: names, titles, "final", "no"
SHARE_SMALL_WORDS = 6  # with fewer, kin languages may share most: "C'est une situation regrettable."
UNKNOWN_SHARE = 0.1  # of the words of a translation; below, its sense can be made out
STAMMER_REPEATS = 4


def is_error_text(text: str) -> bool:
    """Return whether this is an engine's complaint that came in place of a translation."""
    return _ERROR_TEXT.search(text) is not None


def has_letters(text: str) -> bool:
    """Return whether there is anything to translate."""
    return any(character.isalpha() for character in text)


def is_english(text: str) -> bool:
    """Return whether a sentence of a foreign article is English all through: a quoted mail, a title, a post."""
    words = [word.lower() for word in _WORD.findall(text)]
    small = [word for word in words if word in _ENGLISH_WORDS or word in _SHARED_WORDS]
    return len(small) >= ENGLISH_SHARE * len(words) and len(_ENGLISH_WORDS.intersection(small)) >= 2


def rejection(source_text: str, translation: str, target: str) -> str | None:
    """Return why the translation is not one, None when it may be used."""
    if not has_letters(translation):
        return "empty"
    is_latin = target.partition("-")[0].lower() in _LATIN_TARGETS
    gates = {
        "error_text": is_error_text(translation) and not is_error_text(source_text),
        "mojibake": _MOJIBAKE.search(translation) and not _MOJIBAKE.search(source_text),
        "same_as_source": _is_same(source_text, translation),
        "leftover_script": is_latin and _foreign_share(translation) > MAX_LEFTOVER_SHARE,
        "repetition": _stammers(translation) and not _stammers(source_text),
        "length": not _has_usual_length(source_text, translation),
    }
    return next((reason for reason, is_shut in gates.items() if is_shut), None)


def warnings(source_text: str, translation: str) -> Iterator[str]:
    """Yield flags for the reader of a usable translation with its marks: numbers_differ, unknown_words."""
    if not _MYRIAD.search(source_text) and numbers(source_text) != numbers(translation):
        yield "numbers_differ"
    if translation.count(UNKNOWN) > UNKNOWN_SHARE * len(translation.split()):
        yield "unknown_words"


def numbers(text: str) -> Counter[str]:
    """Return the numbers in digits, of any script, without separators: 1.200,50 and 1,200.50 are the same."""
    return Counter(
        "".join(str(unicodedata.decimal(digit)) for digit in match.group() if digit.isdecimal()).lstrip("0") or "0"
        for match in _NUMBER.finditer(text)
    )


def _is_same(source_text: str, translation: str) -> bool:
    """Return whether the source came back, though there was something to translate in it."""
    if _plain(source_text) == _plain(translation):
        return len(_small_words(source_text)) >= SAME_SMALL_WORDS
    return _unchanged_share(source_text, translation) > MAX_UNCHANGED_SHARE


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _small_words(text: str) -> list[str]:
    """Return the words of three letters and more that begin small: no names, in scripts that have capitals."""
    return [word for word in _WORD.findall(text) if len(word) >= 3 and word[0].islower()]


def _unchanged_share(source_text: str, translation: str) -> float:
    """Return which share of the source's small words stands in the translation; 0 when there are too few to tell."""
    words = _small_words(source_text)
    if len(words) < SHARE_SMALL_WORDS:
        return 0.0
    left = Counter(words) & Counter(_small_words(translation))
    return left.total() / len(words)


def _foreign_share(text: str) -> float:
    letters = [character for character in text if character.isalpha()]
    return sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters) / len(letters)


def _stammers(text: str) -> bool:
    """Return whether one to eight words stand STAMMER_REPEATS times in a row."""
    words = text.casefold().split()
    units: Sequence[str] = words if len(words) > 1 else text
    return any(_longest_run(units, size) >= (STAMMER_REPEATS - 1) * size for size in range(1, 9))


def _longest_run(units: Sequence[str], size: int) -> int:
    """Return over how many units in a row each equals the one `size` before it; punctuation alone does not count."""
    run = longest = 0
    for before, unit in zip(units, units[size:], strict=False):
        run = run + 1 if before == unit and any(map(str.isalnum, unit)) else 0
        longest = max(longest, run)
    return longest


def _has_usual_length(source_text: str, translation: str) -> bool:
    script = _script(source_text)
    if sum(map(str.isalpha, source_text)) < _RATIO_LETTERS[script]:
        return True
    low, high = _RATIOS[script]
    return low <= len(translation) / len(source_text) <= high


def _script(text: str) -> str:
    """Return how much a character of the text says: `dense` for Han and kana, `hangul`, or `other`."""
    names = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
    dense = names["CJK"] + names["HIRAGANA"] + names["KATAKANA"]
    if 2 * dense > names.total():
        return "dense"
    return "hangul" if 2 * names["HANGUL"] > names.total() else "other"
