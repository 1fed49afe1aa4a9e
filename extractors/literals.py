"""What reads the same in every language: addresses, @names, hashtags, numbers. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from .spelling import LATIN, MARKS, UNSPACED

_LETTER = rf"[^\W{UNSPACED}]"  # of a script with spaces: Chinese goes on right behind an address
_URL = r"\s<>()\"“”„«»‘’，。、；：！？（）「」『』【】《》؟،؛।"
_LAST = rf"[^{_URL}{UNSPACED}.,;:!?'*\]\[{{}}|]"  # an address does not end in a mark of the sentence


def _address_rest(inside: str) -> str:
    """Return what may follow the beginning of an address: brackets only in pairs, and no full stop at the end."""
    pair = rf"\([^{_URL}]*\)"
    return rf"(?:{pair}|[^{_URL}{UNSPACED}]{inside})*(?:{pair}|{_LAST}{inside})"


# An address of Chinese or Japanese letters can be told from the sentence only where a space stands before it.
_OF_ANY_LETTERS = rf"|(?<=[/=#&_-])[{UNSPACED}]+"
_SITE = r"(?:https?://|www\.)"
ADDRESS = (
    rf"(?<![\w@.]){_SITE}{_address_rest(_OF_ANY_LETTERS)}"
    rf"|{_SITE}{_address_rest('')}"
    rf"|(?<!{_LETTER})(?<![.+-])(?:{_LETTER}|[.+-])+@(?:{_LETTER}|-)+(?:\.(?:{_LETTER}|-)+)+"
    rf"|(?<!{_LETTER})(?<![.@-])(?:(?:{_LETTER}|-)+\.)+(?:com|org|net|info|edu|gov)\b(?:/{_address_rest('')})?"
    rf"|(?<!{_LETTER})(?<![.@-])(?:[A-Za-z0-9-]+\.)+[a-z]{{2,}}/{_address_rest('')}"
    rf"|(?<!{_LETTER})(?<!@)@(?:[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|(?!{_LETTER}))"
    rf"|[\w{MARKS}]+)"
    rf"|(?<![#&/])(?<!{_LETTER})#[\w{MARKS}]*[^\W\d_][\w{MARKS}]*"
)
_ADDRESSES = re.compile(ADDRESS, re.IGNORECASE)
_HINT = re.compile(r"[@#]|\w[.:][\w/]")  # most sentences have nothing of the kind

_NUMBER = re.compile(r"\d+(?:[.,:'’٫٬]\d+|\s\d{3}(?!\d))*")
_MYRIAD = re.compile(r"\d\s*[十百千万萬亿億兆만억조천]")  # 3万 is 30,000: no digits to compare
_MONTH = re.compile(r"\s*[月월]")  # 3月 is March, and tháng 3
_MONTH_BEFORE = re.compile(r"tháng\s$", re.IGNORECASE)
# Of centuries, kings and chapters: siglo XIX is the 19th century, and XX век the 20th
_ROMAN = {
    f"{tens}{ones}": str(10 * ten + one)
    for ten, tens in enumerate(("", "X", "XX", "XXX"))
    for one, ones in enumerate(("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"))
    if tens or ones
}
_NUMERAL = re.compile(rf"\b(?:{'|'.join(sorted(_ROMAN, key=len, reverse=True))})(?=\b|e|è|ème|º|th)")
_BESIDE_LETTERS = re.compile(rf"[{LATIN}]")
_MARKS_OF_NUMBERS = str.maketrans("٫٬", ".,")


def addresses(text: str) -> Iterator[re.Match[str]]:
    """Yield the places of web and mail addresses, @names and hashtags, in any script."""
    return _ADDRESSES.finditer(text) if _HINT.search(text) else iter(())


def without_addresses(text: str) -> str:
    """Return what is left of a text for a translator."""
    return _ADDRESSES.sub(" ", text) if _HINT.search(text) else text


def numbers(text: str) -> Counter[str]:
    """Return the numbers in digits, of any script, without separators: 1.200,50 and 1,200.50 are the same."""
    return Counter(_value(match) for match in _NUMBER.finditer(text))


def numbers_lost(text: str, translation: str) -> frozenset[str]:
    """Return the values that the translation holds less often than the text; months may stand there in words."""
    if _MYRIAD.search(text):
        return frozenset()
    wanted = Counter(_value(match) for match in _NUMBER.finditer(without_addresses(text)) if not _is_month(match))
    return frozenset(wanted - numbers(without_addresses(translation))) if wanted else frozenset()


def numbers_differ(text: str, translation: str) -> bool:
    """Return whether a number of the text is missing in the translation, or one stands there that it has not."""
    if _MYRIAD.search(text):
        return False
    plain = without_addresses(text)
    added = numbers(without_addresses(translation)) - numbers(plain)
    if added:
        added -= Counter(_ROMAN[match.group()] for match in _NUMERAL.finditer(plain))
    return bool(added or numbers_lost(text, translation))


def places_of(values: frozenset[str], text: str) -> Iterator[re.Match[str]]:
    """Yield where numbers of these values stand by themselves, not as a part of a word such as 17h30 or A380."""
    for match in _NUMBER.finditer(text):
        around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
        if _value(match) in values and not _is_month(match) and not _BESIDE_LETTERS.search(around):
            yield match


def in_ascii(number: str) -> str:
    """Return a number in the digits that English is written with."""
    if number.isascii():
        return number
    digits = (str(unicodedata.decimal(character, character)) for character in number)
    return "".join(digits).translate(_MARKS_OF_NUMBERS)


def _value(number: re.Match[str]) -> str:
    return "".join(filter(str.isdecimal, in_ascii(number.group()))).lstrip("0") or "0"


def _is_month(number: re.Match[str]) -> bool:
    before = number.string[max(number.start() - 6, 0) : number.start()]
    return bool(_MONTH.match(number.string, number.end()) or _MONTH_BEFORE.search(before))
