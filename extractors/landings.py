"""Redirects that end at a home page or a section: what was asked for is gone. Pure."""

import re
from urllib.parse import SplitResult, unquote, urlsplit

# A language, alone or with its country, as the first segments of an address have it: /de, /pt-br, /zh_Hans, /us/en.
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?|ara|chi|deu|eng|fra|ger|ita|jpn|kaz|kor|por|rus|spa|tur|ukr|zho")
_HOME = re.compile(
    r"(?:index|home|homepage|default|main|welcome|start|startseite|accueil|inicio|portada|hjem|etusivu|glavnaya"
    r"|[a-z]{2}(?:[-_][a-z]{2})?(?=\.))"
    r"(?:\.(?:x?html?|s?html|php\d?|aspx?|jspx?|do|cgi|cfm))?"
)
# Parameters with which a home page stays one; any other may be the number of an article.
_HARMLESS_NAMES = """
    404 lang language hl locale edition ref referer referrer from src source origin redirect redirected redirect_to
    redirectedfrom return returnurl error err code status notfound not_found msg message
"""
_HARMLESS = frozenset(_HARMLESS_NAMES.split())
_ID = re.compile(r"\d{5,}|[0-9a-f]{12,}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FILE = re.compile(r"\.[a-z]\w{2,4}$")
_SLUG_WORDS = 3
_WORD = re.compile(r"[^\W_]+")
_LONG_WORD = 12  # letters; scripts that part no words write a headline in one


def is_home(url: str) -> bool:
    """Say whether an address is that of a site's front page, in whatever language and edition."""
    parts = _parts(url)
    if parts is None or not all(_name(piece) in _HARMLESS for piece in parts.query.split("&") if piece):
        return False
    segments = _segments(parts)
    return not segments or (len(segments) == 1 and _HOME.fullmatch(segments[0]) is not None)


def lost(url: str, final_url: str) -> str | None:
    """Return what an address led to instead of an article, `home page` or `section`; None when it did not.

    A section is told by its address alone: the one asked for begins with it, and has a headline or a number behind it.
    """
    asked, found = _parts(url), _parts(final_url)
    if asked is None or found is None or is_home(url):
        return None
    if is_home(final_url):
        return "home page"
    way, end = _segments(asked), _segments(found)
    below = way[len(end) :]
    is_above = not found.query and way[: len(end)] == end and any(map(_tells, below))
    return "section" if is_above and not _is_page(end) else None


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:  # no address at all
        return None
    return parts if parts.scheme in ("http", "https") else None


def _segments(parts: SplitResult) -> list[str]:
    """Return the segments of a path in lower case, without the language and country that it may begin with."""
    segments = [segment for segment in unquote(parts.path).lower().split("/") if segment]
    languages = next((place for place, name in enumerate(segments[:2]) if not _LANGUAGE.fullmatch(name)), 2)
    return segments[languages:]


def _is_page(segments: list[str]) -> bool:
    """Say whether a path may be that of an article: a headline or a number in it, a file, or a word behind a year."""
    dated = not segments[-1].isdigit() and any(map(_YEAR.fullmatch, segments))
    return dated or _FILE.search(segments[-1]) is not None or any(map(_tells, segments))


def _name(piece: str) -> str:
    return piece.partition("=")[0].lower()


def _tells(segment: str) -> bool:
    """Say whether a segment is a headline or the number of an article."""
    words = _WORD.findall(segment)
    if len(words) >= _SLUG_WORDS and not all(map(str.isdigit, words)):
        return True
    return _ID.search(segment) is not None or any(len(word) >= _LONG_WORD and not word.isascii() for word in words)
