"""Days as people write them: in words of any language, in numbers, in other calendars."""

import pickle
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from babel import localedata

_BUDDHIST_YEARS = 543  # the Thai year 2567 is 2024
# Years before the first of an era.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_HAN_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_NUMBER = r"\d{1,4}|[〇零一二三四五六七八九十元]{1,4}"
_EASTERN = re.compile(
    rf"(?:(?P<era>{'|'.join(_ERAS)})\s*)?(?<!\d)(?P<year>{_NUMBER})\s*[年년]\s*(?P<month>{_NUMBER})\s*[月월]"
    rf"\s*(?P<day>{_NUMBER})\s*[日號号일]"
)
_YEAR_FIRST = re.compile(r"(?<![\d.,])(?P<year>\d{4})\s?[-./]\s?(?P<month>\d{1,2})\s?[-./]\s?(?P<day>\d{1,2})(?!\d)\.?")
_DAY_FIRST = re.compile(
    r"(?<![\d.,])(?P<day>\d{1,2})\s?(?P<sign>[-./])\s?(?P<month>\d{1,2})\s?[-./]\s?"
    r"(?P<year>\d{4}|\d{2}(?!\d?[:.]))(?!\.?\d)"
)
_VIETNAMESE = re.compile(r"(?<!\d)(?P<day>\d{1,2}) tháng (?P<month>\d{1,2})(?:,| năm|/)? ?(?P<year>\d{4})")
_TOKEN = re.compile(r"\d+|[^\s\d,;:|｜·•–—()（）\[\]/@<>«»„“”\"-]+")
_BREAK = re.compile(r"[;|｜·•:<>]")
_LONGEST_FILLER = 4  # letters of what may stand between the parts of a date: de, del, of, พ.ศ.
_MOST_FILLERS = 3
_LONGEST_NAME = 3  # words of a month: "كانون الثاني"
_SHORTEST_NAME = 3  # letters
_PERSIAN_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_ACCENTS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")  # elsewhere such signs are vowels
_PERSIAN_START = 1370  # began on 21 March 1991; the web is younger
_WIDTHS = ("wide", "abbreviated")
_KINDS = ("months", "days", "day_periods")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, and where in a text it stands; None where day and month cannot be told apart."""

    start: int
    end: int
    day: date | None


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def days(text: str, language: str | None = None) -> list[Day]:
    """Return the days that a text names with their years, in order.

    `language` is the text's, if known: a few names are another month elsewhere (listopad). A weekday beside a day in
    numbers tells whether 03/09/2024 is of March.
    """
    plain = "".join(_ascii(sign) for sign in text)
    found: list[Day] = []
    for day in (*_numeric(plain), *_worded(plain, language or "")):
        if all(day.end <= other.start or day.start >= other.end for other in found):
            found.append(day)
    return sorted(found, key=lambda day: day.start)


def is_weekday(word: str) -> bool:
    """Say whether a word names a day of the week, or a half of the day, in any language."""
    return bool(_known("days", word) or _known("day_periods", word))


def is_month(word: str) -> bool:
    """Say whether a word names a month in any language."""
    return bool(_known("months", word))


def _ascii(sign: str) -> str:
    """Return a digit of any script as 0 to 9, and every other sign as it is: places in the text stay."""
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _numeric(text: str) -> Iterator[Day]:
    for match in _EASTERN.finditer(text):
        year = _han(match["year"]) + _ERAS.get(match["era"] or "", 0)
        yield from _day(match, _made(year, _han(match["month"]), _han(match["day"])))
    for pattern in (_YEAR_FIRST, _VIETNAMESE):
        for match in pattern.finditer(text):
            yield from _day(match, _made(*(int(match[part]) for part in ("year", "month", "day"))))
    for match in _DAY_FIRST.finditer(text):
        day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
        year += 2000 if year < 100 else 0
        either = {_made(year, month, day)} | ({_made(year, day, month)} if match["sign"] != "." else set())
        possible = {made for made in either if made}
        on_weekday = {made for made in possible if made.weekday() in _weekdays(text)}
        chosen = on_weekday if len(possible) > 1 and on_weekday else possible
        if chosen:
            yield Day(start=match.start(), end=match.end(), day=chosen.pop() if len(chosen) == 1 else None)


def _day(match: re.Match[str], made: date | None) -> Iterator[Day]:
    if made:
        yield Day(start=match.start(), end=match.end(), day=made)


def _han(number: str) -> int:
    """Return a number in digits or in Chinese signs: 三十一, 二〇二四, 元 for the first."""
    if number.isdecimal():
        return int(number)
    if "十" in number:
        tens, _, ones = number.replace("元", "").partition("十")
        return int(_HAN_DIGITS.get(tens, "1")) * 10 + int(_HAN_DIGITS.get(ones, "0"))
    digits = "".join(_HAN_DIGITS.get(sign, "") for sign in number)
    return int(digits) if digits else 1


def _worded(text: str, language: str) -> Iterator[Day]:
    tokens = [_Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    for first in range(len(tokens)):
        for last in range(min(first + _LONGEST_NAME, len(tokens)), first, -1):
            names = tokens[first:last]
            month = _month([token.text for token in names], language)
            if month is None:
                continue
            found = _around(tokens[max(0, first - 4) : first], names, tokens[last : last + 5], month)
            if found and not _BREAK.search(text[found.start : found.end]):
                yield found
            break


def _around(before: list[_Token], names: list[_Token], after: list[_Token], month: int) -> Day | None:
    """Return the day around the name of a month: 7 March 2024, March 7, 2024, 2024 March 7."""
    earlier, later = _numbers(before[::-1], month), _numbers(after, month)
    for numbers, order in (
        ([*earlier[:1], *later[:1]], (0, 1)),
        (later[:2], (0, 1)),
        ([*earlier[:1], *later[:1]], (1, 0)),
    ):
        if len(numbers) < 2:
            continue
        day, year = numbers[order[0]], numbers[order[1]]
        if len(day.text) <= 2 and len(year.text) == 4:
            made = _made(int(year.text), month, int(day.text))
            places = [*names, day, year]
            if made:
                start, end = min(token.start for token in places), max(token.end for token in places)
                return Day(start=start, end=end, day=made)
    return None


def _numbers(tokens: list[_Token], month: int) -> list[_Token]:
    """Return the numbers that follow one another with nothing but fillers between them, and no other month."""
    found: list[_Token] = []
    fillers = 0
    for token in tokens:
        named = _known("months", token.text)
        if token.text.isdecimal():
            found.append(token)
        elif month in named or is_weekday(token.text) or (len(token.text) <= _LONGEST_FILLER and not named):
            fillers += 1
        else:
            break
        if fillers > _MOST_FILLERS:
            break
    return found


def _month(words: list[str], language: str) -> int | None:
    """Return the number of a month by its name, 101 to 112 for the Persian ones; None where languages differ."""
    if any(word.isdecimal() for word in words):
        return None
    joined = "".join(words)
    if joined in _PERSIAN_MONTHS:
        return 101 + _PERSIAN_MONTHS.index(joined)
    # Hebrew writes "in" and the month as one word.
    known = _known("months", joined, language) or _known("months", joined.removeprefix("ב"), language)
    if len(known) <= 1:
        return next(iter(known), None)
    # "May" is November in one language and May in twenty; of "listopad" the languages hold different views.
    speakers = sum(map(len, known.values()))
    return next((month for month, languages in known.items() if len(languages) * 6 >= speakers * 5), None)


def _known(kind: str, word: str, language: str = "") -> Mapping[int, frozenset[str]]:
    """Return what a word can name, and in which languages; in the text's own if it names something there.

    What three letters mean in a single language is mostly another word elsewhere: de, est, pm.
    """
    found = _names()[kind].get(_key(word), {})
    mine = {place: languages for place, languages in found.items() if language.partition("-")[0] in languages}
    if mine:
        return mine
    rare = word.isascii() and len(word) <= _SHORTEST_NAME and sum(map(len, found.values())) == 1
    return {} if rare else found


def _made(year: int, month: int, day: int) -> date | None:
    try:
        if month > 100:
            return _persian(year, month - 100, day)
        return date(year - _BUDDHIST_YEARS if 2500 <= year <= 2650 else year, month, day)
    except (ValueError, OverflowError):
        return None


def _persian(year: int, month: int, day: int) -> date | None:
    """Return a day of the Persian solar calendar, of which 8 years in 33 have a day more."""
    if not (_PERSIAN_START <= year <= 1500 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    long_years = sum((25 * earlier + 11) % 33 < 8 for earlier in range(_PERSIAN_START, year))
    new_year = date(1991, 3, 21) + timedelta(days=365 * (year - _PERSIAN_START) + long_years)
    return new_year + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def _weekdays(text: str) -> set[int]:
    """Return the days of the week that a text names, Monday as 0."""
    known = (_known("days", token.group()) for token in _TOKEN.finditer(text))
    return {weekday for names in known for weekday in names}


@cache
def _names() -> Mapping[str, Mapping[str, Mapping[int, frozenset[str]]]]:
    """Return what Unicode's locale data call months, weekdays, parts of the day: kind -> name -> number -> languages.

    All kinds at once: what takes long is to open the data of a thousand locales.
    """
    found: dict[str, dict[str, dict[int, set[str]]]] = {kind: {} for kind in _KINDS}
    for locale in localedata.locale_identifiers():
        data = _own_data(locale)
        for kind, names in found.items():
            for number, said in _called(data.get(kind, {}), kind):
                names.setdefault(said, {}).setdefault(number, set()).add(locale.partition("_")[0])
    return {
        kind: {
            name: {number: frozenset(languages) for number, languages in numbers.items()}
            for name, numbers in names.items()
        }
        for kind, names in found.items()
    }


def _called(data: Mapping[str, Any], kind: str) -> Iterator[tuple[int, str]]:
    """Yield each number with a key under which a name of it is found."""
    for context in ("format", "stand-alone"):
        for width in _WIDTHS:
            for number, name in _table(data.get(context), width).items():
                # Periods of the day are numbered by words: which one it is matters to nobody.
                place = number if isinstance(number, int) else 0
                yield from ((place, said) for said in _spoken(name, kind))


def _own_data(locale: str) -> Mapping[str, Any]:
    """Return what the data of a locale say, without what it inherits.

    Babel would remember that as all that there is of the locale, for whoever asks next.
    """
    with Path(localedata.resolve_locale_filename(locale)).open("rb") as file:
        data: Mapping[str, Any] = pickle.load(file)  # noqa: S301 - Babel's own files
    return data


def _spoken(name: object, kind: str) -> Iterator[str]:
    """Yield the keys under which a name is found; a weekday's by its words too: "יום חמישי", "thứ năm"."""
    if isinstance(name, str) and not re.search(r"\d", name):
        shortest = 2 if kind == "months" else 1
        said = {name, *(name.split() if kind == "days" else ())}
        yield from (_key(word) for word in said if len(_key(word)) >= shortest)


def _table(data: Any, width: str) -> Mapping[Any, Any]:
    """Return the names of a width; inherited ones are listed where they come from."""
    for part in data if isinstance(data, tuple) else (data,):
        held = part.get(width) if isinstance(part, dict) else None
        for table in held if isinstance(held, tuple) else (held,):
            if isinstance(table, dict):
                return table
    return {}


@cache
def _key(word: str) -> str:
    """Return a name without case, accents, points and spaces."""
    folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", word.casefold())).replace("ı", "i")
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LM")
