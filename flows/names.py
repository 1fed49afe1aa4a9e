"""English names of languages, from Unicode CLDR as Babel carries it."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=1024)
def language_name(tag: str) -> str:
    """Return the English name of a BCP-47 tag; the tag itself when CLDR has none."""
    if tag == "und":
        return "unknown"
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag
