"""What can be told of a translation without a reference: whether to use it, and what its reader should know. Pure.

Gates are loose: they catch disasters (nothing came, the source came, an error page came, the engine stammers), since
finer signals do not tell good from bad sentences. Flags are for the reader.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from . import detectors
from .literals import numbers_differ, without_addresses
from .scripts import script_of

UNKNOWN = "\ue000"  # an engine may put it before a word that it left as it was because it does not know it

# What a translation may say to its reader: reasons why there is none, and flags of one that is used
REASONS: Mapping[str, str] = MappingProxyType({
    "empty": "Nothing came, or nothing with a letter in it.",
    "error_text": "An error page, a quota notice, or one sentence for many came in place of the translation.",
    "mojibake": "The text was decoded by the wrong character set.",
    "same_as_source": "The original came back, whole or for the most part.",
    "leftover_script": "Much of it is still in the script of the original.",
    "wrong_language": "It is in a language other than English.",
    "repetition": "The same words stand there over and over: the engine was caught in a loop.",
    "length": "It is so short or long that it cannot say what the original says.",
    "broken_tokens": "A code that stood for a name, term or number was left in it.",
    "no_answer": "The engine gave nothing usable for this sentence.",
    "misaligned": "The engine gave more or fewer answers than it was asked for, so that none can be trusted.",
    "unsupported": "The engine does not serve this language here.",
    "not_installed": "A part of the engine is missing on this machine: `retold doctor` says which.",
    "not_configured": "The engine lacks a setting: `retold doctor` says which.",
    "no_model": "The engine has no model of this language on this machine.",
    "too_many_requests": "The service asked for a pause.",
    "quota": "The service gives no more today.",
    "forbidden": "The service refuses this machine or its key.",
    "timeout": "The engine did not answer in time.",
    "unreachable": "The service cannot be reached.",
    "unavailable": "The service is out of order for now.",
    "server_error": "The service failed at it.",
    "bad_request": "The service did not understand the request.",
    "not_found": "There is no such service at its address.",
    "redirected": "The service sends elsewhere, where nobody follows.",
    "too_large": "The request was too much for the service at once.",
    "too_long": "The text was too long for the service.",
    "not_a_translation": "A page came that holds no translation: a consent wall, a captcha, another layout.",
    "failed": "The engine ended with an error of its own.",
    "left_alone": "The engine had refused so often that it was not asked again in this run.",
    "no_engine": "There was no engine to ask.",
    "unknown_language": "The language of the original is not known.",
})  # fmt: skip
FLAGS: Mapping[str, str] = MappingProxyType({
    "untranslated": "Nobody could translate it yet; the original stands alone.",
    "partly_untranslated": "Some of its sentences nobody could translate yet; they stand there as they were written.",
    "bad_input": "The line lacks a text or a language.",
    "already_english": "The sentence is in English though its article is not, and stands as it was written.",
    "gist": "The engine tells the sense in this language, and no more.",
    "numbers_differ": "The numbers in digits are not those of the original; some may be written out in words.",
    "names_changed": "A name, address, @name or hashtag is not spelt as in the original.",
    "term_missing": "A term of the glossary is not rendered as the incident asks for.",
    "unknown_words": "Words stand there untranslated, for the engine did not know them.",
    "unchanged": "It is the original letter for letter, though not all of it looks like a name.",
    "length_unusual": "It is shorter or longer than translations are: something may be missing, or made up.",
})  # fmt: skip

_ERROR_TEXT = re.compile(
    r"^\W*(?:http )?(?:error:? )?[45]\d\d\b\W{1,3}(?:\(|error|bad request|forbidden|not found|too many requests"
    r"|internal server|server error|bad gateway|service unavailable|gateway time)"
    r"|^\s*error \d{3} \(|that[’']s an error\."
    r"|mymemory warning|query length limit exce|invalid (?:source|target) lang|invalid language pair"
    r"|please select two distinct languages|no query specified|unusual traffic from your computer"
    r'|<!doctype html|<html[\s>]|^\s*\{\s*"(?:error|detail|message)',
    re.IGNORECASE,
)
# UTF-8 read as Latin-1 or as Windows-1252: of Latin letters, quotation marks, Cyrillic and Arabic, Han and kana
_TRAIL = "\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_MOJIBAKE = re.compile(
    rf"\ufffd|[\u00c2-\u00f4][\u0080-\u009f]|[ÃÂ][\u00a0-\u00bf]|â€|(?:[ÐÑØÙ×][{_TRAIL}]){{2}}|(?:[ã-é][{_TRAIL}]{{2}}){{2}}"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
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
_NO_ENGLISH_CHARS = 40  # from where a detector is believed
_OTHER_SHARE = 0.6  # of a text, that is in another language; with no more than ENGLISH_LEFT in English
_ENGLISH_LEFT = 0.2
_LATIN_TARGETS = frozenset({"ca", "de", "en", "es", "fr", "gl", "it", "nl", "pt", "ro"})

# Characters of the translation per character of the source: human translations of news lie well inside
_RATIOS = {"dense": (0.7, 8.0), "hangul": (0.5, 7.0), "other": (0.33, 3.0)}
_RATIO_LETTERS = {"dense": 15, "hangul": 15, "other": 30}  # shorter texts vary too much
# 2nd and 98th percentile of 4,192 human translations of news out of five languages; of Hangul there were none
_USUAL_RATIOS = {"dense": (1.7, 4.5), "other": (0.55, 1.6)}
_USUAL_LETTERS = {"dense": 30, "other": 60}
MAX_LEFTOVER_SHARE = 0.3  # of letters in another script than the target's: names in brackets are fine
MAX_UNCHANGED_SHARE = 0.6  # of the source's words in small letters: kin languages share a third
ENGLISH_SHARE = 0.35  # of the words of a sentence: finds most English ones, and none of 8,924 others
SAME_SMALL_WORDS = 3  # with fewer, a sentence may be the same in two languages: names, titles, "final", "no"
SHARE_SMALL_WORDS = 6  # with fewer, kin languages may share most: "C'est une situation regrettable."
UNCHANGED_SHARE = 0.35  # from where its reader is told: 1 in 1,000 human translations has that, and quotes a title
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
    source, plain = without_addresses(source_text), without_addresses(translation)
    return next((reason for reason, is_shut in _gates(source, plain, target) if is_shut), None)


def _gates(source_text: str, translation: str, target: str) -> Iterator[tuple[str, bool]]:
    """Yield each reason and whether it holds; the costly ones last, for nobody asks on behind the first."""
    language = target.partition("-")[0].lower()
    yield "error_text", is_error_text(translation) and not is_error_text(source_text)
    yield "mojibake", _MOJIBAKE.search(translation) is not None and not _MOJIBAKE.search(source_text)
    yield "same_as_source", _is_same(source_text, translation)
    yield "leftover_script", language in _LATIN_TARGETS and _foreign_share(translation) > MAX_LEFTOVER_SHARE
    yield "wrong_language", language == "en" and _is_foreign(translation)
    yield "repetition", _stammers(translation) and not _stammers(source_text)
    yield "length", not _lies_within(_RATIOS, _RATIO_LETTERS, source_text, translation)


def warnings(source_text: str, translation: str) -> Iterator[str]:
    """Yield flags for the reader of a usable translation into a language of Latin script, with its marks."""
    plain = translation.replace(UNKNOWN, "")
    if numbers_differ(source_text, plain):
        yield "numbers_differ"
    unknown = translation.count(UNKNOWN) > UNKNOWN_SHARE * len(translation.split())
    if unknown or _has_foreign_word(plain) or _unchanged_share(source_text, plain) >= UNCHANGED_SHARE:
        yield "unknown_words"
    if _plain(source_text) == _plain(plain) and _small_words(without_addresses(plain)):
        yield "unchanged"
    if not _lies_within(_USUAL_RATIOS, _USUAL_LETTERS, source_text, plain):
        yield "length_unusual"


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
    if text.isascii():
        return 0.0
    scripts = _scripts(text)
    return 1 - (scripts["Latn"] + scripts[""]) / scripts.total() if scripts else 0.0


def _scripts(text: str) -> Counter[str]:
    """Return how many letters are of which script; "" of one that has no name here."""
    scripts: Counter[str] = Counter()
    for character, count in Counter(text).items():
        if character.isalpha():
            scripts[script_of(character)] += count
    return scripts


def _has_foreign_word(text: str) -> bool:
    """Return whether a word of another script stands there, addresses and hashtags aside."""
    return not text.isascii() and any(
        script_of(word[0]) not in {"Latn", ""} for word in _WORD.findall(without_addresses(text)) if len(word) > 1
    )


def _is_foreign(text: str) -> bool:
    """Return whether a text of some length is in a language other than English, beyond doubt."""
    if len(text) < _NO_ENGLISH_CHARS:
        return False
    shares = {**detectors.parts(text)}
    english, unknown = shares.pop("en", 0.0), shares.pop(detectors.UNKNOWN, 0.0)
    return english <= _ENGLISH_LEFT and unknown < 1 and max(shares.values(), default=0.0) >= _OTHER_SHARE


def _stammers(text: str) -> bool:
    """Return whether one to eight words stand STAMMER_REPEATS times in a row."""
    words = text.casefold().split()
    units: Sequence[str] = words if len(words) > 1 else text
    if max(Counter(units).values(), default=0) < STAMMER_REPEATS:
        return False
    return any(_longest_run(units, size) >= (STAMMER_REPEATS - 1) * size for size in range(1, 9))


def _longest_run(units: Sequence[str], size: int) -> int:
    """Return over how many units in a row each equals the one `size` before it; punctuation alone does not count."""
    run = longest = 0
    for before, unit in zip(units, units[size:], strict=False):
        run = run + 1 if before == unit and any(map(str.isalnum, unit)) else 0
        longest = max(longest, run)
    return longest


def _lies_within(
    bounds: Mapping[str, tuple[float, float]], fewest: Mapping[str, int], source_text: str, translation: str
) -> bool:
    """Return whether the lengths fit each other; true as well where there is too little to tell."""
    script = _script(source_text)
    if script not in bounds or sum(map(str.isalpha, source_text)) < fewest[script]:
        return True
    low, high = bounds[script]
    return low <= len(translation) / len(source_text) <= high


def _script(text: str) -> str:
    """Return how much a character of the text says: `dense` for Han and kana, `hangul`, or `other`."""
    if text.isascii():
        return "other"
    scripts = _scripts(text)
    if 2 * (scripts["Hani"] + scripts["Kana"]) > scripts.total():
        return "dense"
    return "hangul" if 2 * scripts["Hang"] > scripts.total() else "other"
