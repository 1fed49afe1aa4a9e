"""Days that a page prints for its readers: on a line of their own, in a byline, at the head of the first paragraph."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from . import calendars
from .dates import RELATIVE, Published, interval, made, usable
from .elapsed import elapsed

_LONGEST_LINE = 70
_MOST_WORDS = 6  # of "sexta-feira, 22 de outubro de 2010 às 20:13"
_MOST_NAMES = 5  # words before the comma of "Prudence Akehurst, Saturday 9 March 2024"
_LONGEST_PLACE = 40  # characters before the date of a dateline
_LONGEST_BEGINNING = 120  # characters of a paragraph, dateline and a little more
_MOST_UPDATED = 4  # words of "last updated on"
_SMALL_WORD = 3  # letters of the words beside a day: on, den, kl, um
_UPDATE = (
    r"(?:last )?(?:updated|modified)|update|aktualisiert|aktualisierung|mis à jour|modifié|mise à jour|actualizado"
    r"|atualizado|aggiornato|aggiornamento|bijgewerkt|uppdaterad|oppdatert|opdateret|päivitetty|aktualizacja"
    r"|aktualizováno|aktualizované|frissítve|actualizat|обновлено|изменено|оновлено|güncellen\w*|güncelleme|diperbarui"
    r"|cập nhật|ενημερώθηκε|עודכן|עדכון|آخر تحديث|بروزرسانی|更新(?:日時?|时间|時間)?|最終更新|수정|최종수정|แก้ไข|अपडेट"
)
_UPDATED = re.compile(rf"^\W*(?:{_UPDATE})(?=[\W\d]|$)", re.IGNORECASE)
_ENDS_IN_UPDATED = re.compile(rf"(?:^|\W)(?:{_UPDATE})(?:\W+\w{{1,3}})?\W*$", re.IGNORECASE)
_PUBLICATION = (
    r"(?:first |originally )?published|posted|submitted|issued|date|publié[es]?|paru|mis en ligne|publicad[oa]"
    r"|pubblicato|veröffentlicht|erschienen|erstellt|stand|gepubliceerd|geplaatst|publicerad|publisert|publiceret"
    r"|udgivet|julkaistu|opublikowano|dodano|publikováno|megjelent|publicat|data|datum|fecha|опубликовано|дата"
    r"|опубліковано|yayınlanma(?: tarihi)?|yayın(?: tarihi)?|diterbitkan|dipublikasikan|đăng ngày|ngày đăng|ngày"
    r"|δημοσιεύθηκε|تاريخ النشر|نُ?شر(?: في)?|بتاريخ|انتشار|פורסם|תאריך|公開日?時?|投稿日?時?|掲載日?|配信日?時?"
    r"|发布(?:时间|于)?|發[布佈](?:時間|於)?|时间|時間|日期|입력|등록|게시|승인|วันที่|เผยแพร่|प्रकाशित"
)
_PUBLISHED = re.compile(
    rf"^\W*(?:(?:{_PUBLICATION})(?:\s*[:：]\s*|\s+|(?=\d)|$))?(?:(?:on|the|am|vom|den|le|el|em|il|op|dnia)\s+)?",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"^\W*(?:{_PUBLICATION})(?=[\W\d]|$)|(?:^|\W)(?:{_PUBLICATION})\W*$", re.IGNORECASE)
_BYLINE = re.compile(r"^\W*(?:by|von|par|por|di|door|av|af)\s[^.!?]{3,60}$", re.IGNORECASE)
_ON = re.compile(r"\s+(?:on|am|vom|den|le|el|em|il|op|dnia)$", re.IGNORECASE)
_ENDS_IN_LABEL = re.compile(rf"(?:^|(?<=\W))(?:{_PUBLICATION})\W*$", re.IGNORECASE)
_CLOCK = re.compile(
    r"^[\s,@–-]*(?:(?:um|at|à|às|as|a las|kl\.?|klo|alle(?: ore)?|ore|om|o|ob|о|в|saat|lúc|م|godz\.?)\s+)?"
    r"(?:[上下]午|午[前後]|오[전후]|晚上|凌晨)?\s?\d{1,2}\s?[.:hH時时点點시]\s?(?:\d{2})?\s?[分분]?(?::\d\d)?"
    r"\s?(?:Uhr|hrs?|h|[ap]\.?m\.?|น\.)?\s?(?:[A-Z]{2,5})?\b",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(r"^\W*[^\W\d_]+(?: [^\W\d_]+)?\s?[:：]\s*\w")  # "Source: Ministry of Fish, 3 March 2024"
_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*\d[^()（）]*[)）]\s*$")
_BORDER = re.compile(r"[|｜·•/>(（\u3000、]|\s[–—-]\s|\s{2,}")
_LABEL_ENDS = re.compile(rf"{_BORDER.pattern}|[,;،、]")
_AROUND_LABEL = " :：)）0123456789."  # and the rest of an hour that no space parts from it
_GOES_ON = re.compile(r"^\W*$|^\s*[,;.|｜·•–—/()（）@、\u3000-]|^\s{2,}|^\s(?:by|von|par|por|di|door|av|af)\s")
# What a dateline's day is followed by: "7 marca 2024 r. –", "7 March 2024:"
_AFTER_DATELINE = re.compile(r"^\s*(?:(?:r|г|р)\.\s|(?:року|года|[.,]?\s*\([^()]{2,40}\))?\s*(?:[.:–—]|-\s|\(|/))")
_YEAR = re.compile(r"(?<!\d)(?:19|20|25|1[34])\d\d(?!\d)|\d[./-]\s?\d{1,2}[./-]\s?\d{2}(?!\d)|[年년]")
_WORD = re.compile(r"[^\W\d_]+")
_FEW_WORDS = re.compile(r"\s*[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,3}\s+")
_HOLDS_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a line of a byline region says."""

    days: tuple[Published, ...]  # of publication
    rest: str  # the line without any day
    is_dated: bool  # whether it names any day, be it of an update


def of_line(line: str, fetched_at: datetime, language: str | None = None) -> Published | None:
    """Return the date of a line that is nothing but a date, in any language; None for every other line.

    Published without a moment for a date that says nothing of publication: 03/04/2012, which nobody can read, and the
    day of an update.
    """
    line = line.strip()
    if not 6 <= len(line) <= _LONGEST_LINE or not any(character.isdigit() for character in line) or "@" in line:
        return None
    if interval(line, None)[0] is not None:
        return _usable(line, fetched_at)
    updated = _UPDATED.match(line)
    rest = _IN_BRACKETS.sub("", line[updated.end() :].lstrip(" :：") if updated else line)
    days = calendars.days(rest, language)
    if len(days) != 1 or not _is_bare(rest[: days[0].start], rest[days[0].end :]):
        return None
    return Published() if updated else _published(days[0], fetched_at)


def in_line(line: str, fetched_at: datetime, language: str | None = None) -> Told:
    """Return the days of publication that a line of a byline region states, and what it says besides.

    A day counts where it stands by itself between signs, or after a word that says "published"; not in a sentence, and
    not as an update.
    """
    found: list[Published] = []
    rest: list[str] = []
    days = calendars.days(line, language) if _may_hold_a_day(line) else []
    ends = [0, *(day.end for day in days)]
    starts = [*(day.start for day in days), len(line)]
    between = [line[end:start] for end, start in zip(ends, starts, strict=True)]
    for number, day in enumerate(days):
        before, after = between[number], between[number + 1]
        apart = _is_apart(before, after) or _follows_name(before, line[day.start : day.end], after)
        if day.day and apart and not _is_update(between, number):
            published = _published(day, fetched_at)
            found += [published] if published.earliest else []
        rest.append(_undated(before))
    rest.append(_CLOCK.sub("", between[-1]) if days else line)
    ago = None if days else _ago(line, fetched_at, language)
    if ago:
        return Told(
            days=(ago,),
            rest=" | ".join(part for part in _BORDER.split(line) if not _HOLDS_NUMBER.search(part)),
            is_dated=True,
        )
    return Told(days=tuple(found), rest=" | ".join(rest), is_dated=bool(days))


def _ago(line: str, fetched_at: datetime, language: str | None) -> Published | None:
    """Return the day of "3 hours ago", standing between signs; it is no better known than the time of the visit."""
    if len(line) > _LONGEST_LINE or not _HOLDS_NUMBER.search(line):
        return None
    for part in _BORDER.split(line):
        since = None if _UPDATED.match(part) else elapsed(_PUBLISHED.sub("", part).strip(" ,;."), language)
        if since is not None:
            return made((fetched_at - since).date().isoformat(), (RELATIVE,))
    return None


def of_dateline(paragraph: str, fetched_at: datetime, language: str | None = None) -> Published | None:
    """Return the day with which a paragraph begins, after its place: "Gdańsk, 7 marca 2024 r. – "."""
    beginning = paragraph[:_LONGEST_BEGINNING]
    if not _may_hold_a_day(beginning):
        return None
    day = next(iter(calendars.days(beginning, language)), None)
    if day is None or day.start > _LONGEST_PLACE or not _AFTER_DATELINE.match(beginning[day.end :]):
        return None
    place = beginning[: day.start].strip()
    words = _WORD.findall(place)
    named = [word for word in words if not calendars.is_weekday(word)]
    if not named or len(named) > 4 or not named[0][0].isalpha() or named[0][0].islower() or place[-1] not in ",،、(—–-":
        return None
    published = _published(day, fetched_at)
    return published if published.earliest else None


def _may_hold_a_day(line: str) -> bool:
    return _YEAR.search("".join(str(int(sign)) if sign.isdecimal() else sign for sign in line)) is not None


def _published(day: calendars.Day, fetched_at: datetime) -> Published:
    return _usable(day.day.isoformat() if day.day else None, fetched_at)


def _usable(stated: str | None, fetched_at: datetime) -> Published:
    """Return a date; Published without a moment where it cannot be that of an article."""
    return next((made(text) for text in usable([stated], fetched_at)), Published())


def _is_bare(before: str, after: str) -> bool:
    """Say whether there is nothing beside a day but its weekday, its hour and small words."""
    words = [*_WORD.findall(_PUBLISHED.sub("", before)), *_WORD.findall(_CLOCK.sub("", after))]
    return len(words) <= _MOST_WORDS and _are_small(words)


def _are_small(words: Iterable[str]) -> bool:
    return all(calendars.is_weekday(word) or (len(word) <= _SMALL_WORD and word.isascii()) for word in words)


def _is_apart(before: str, after: str) -> bool:
    """Say whether a day stands by itself between what is before and after it on its line."""
    own = _BORDER.split(before)[-1]
    beside = _PUBLISHED.sub("", own.rpartition(",")[2])  # "mis à jour le 10 mars 2024, publié le 9 mars 2024"
    words = [word for word in _WORD.findall(beside) if not calendars.is_weekday(word)]
    few = len(_WORD.findall(own)) <= _MOST_NAMES + len(words)
    stands = few and (not words or _are_small(words)) and not own.rstrip().endswith((".", "!", "?"))
    labelled = _LABEL.search(own.strip(" ,:：")) is not None or _BYLINE.match(own) is not None
    stands = stands and not _OTHER_LABEL.match(own)
    after = _without_weekday(after)
    updated = _UPDATED.match(after) and len(_WORD.findall(after)) <= _MOST_UPDATED
    return (stands or labelled) and bool(_GOES_ON.match(after) or _CLOCK.match(after) or updated)


def _follows_name(before: str, day: str, after: str) -> bool:
    """Say whether a day in numbers ends a line of which a few words are all the rest: "Noa Barkai 07.03.2024"."""
    return not after.strip() and _FEW_WORDS.fullmatch(before) is not None and not any(map(str.isalpha, day))


def _without_weekday(after: str) -> str:
    """Return what follows a day without the weekday that some languages put behind it."""
    word = _WORD.search(after)
    named = word is not None and not after[: word.start()].strip(" (（,") and calendars.is_weekday(word[0])
    return after[word.end() :].lstrip(")）") if word and named else after


def _undated(before: str) -> str:
    """Return what stands before a day without the word that announces it and without its weekday."""
    words = _CLOCK.sub("", before).split()
    while words and calendars.is_weekday(words[-1].strip(",.()（）")):
        words.pop()
    return _ENDS_IN_UPDATED.sub("", _ENDS_IN_LABEL.sub("", _ON.sub("", " ".join(words)))).rstrip()


def _is_update(between: Sequence[str], number: int) -> bool:
    """Say whether a word before a day says that it is of an update, or one behind it that is no other day's.

    `between` is what stands before the first of the line's days, between two of them, and behind the last.
    """
    own = _BORDER.split(between[number])[-1]
    if _UPDATED.match(own) or _ENDS_IN_UPDATED.search(own if number else between[number]):
        return True
    behind, *others = _LABEL_ENDS.split(_CLOCK.sub("", between[number + 1]).lstrip(" (（"), maxsplit=1)
    return bool(others or number == len(between) - 2) and _UPDATED.fullmatch(behind.strip(_AROUND_LABEL)) is not None
