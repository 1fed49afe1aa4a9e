"""How long ago something was published, as pages say it: "3 hours ago", "gestern, 18:30 Uhr"."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache

from babel import localedata

_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_LONGEST = timedelta(days=10)  # what is said to be older is rounded to weeks and months
# Unicode's data, as Babel keeps them, lack the words for these two; they count beside an hour only.
_YESTERDAY = (
    "yesterday|gestern|hier|ayer|ontem|ieri|gisteren|igår|i går|eilen|wczoraj|včera|tegnap|χθες|χτες|вчера|вчора|dün"
    "|أمس|دیروز|אתמול|昨日|昨天|어제|hôm qua|kemarin"
)
_TODAY = (
    "today|heute|aujourd['’]hui|hoy|hoje|oggi|vandaag|idag|i dag|tänään|dzisiaj|dziś|dnes|ma|astăzi|azi|σήμερα|сегодня"
    "|сьогодні|bugün|اليوم|امروز|היום|本日|今日|今天|오늘|hôm nay|hari ini"
)
_NAMED_DAY = re.compile(
    rf"(?:(?P<yesterday>{_YESTERDAY})|(?:{_TODAY}))[\s,@]*(?:(?:um|at|à|a las|às|alle|kl\.?|klo|om|o|в|saat)\s)?"
    r"\s*\d{1,2}[:.hH時时点點시]\s?(?:\d{2})?\s?[分분]?\s?(?:Uhr|h|[ap]\.?m\.?)?",
    re.IGNORECASE,
)


def elapsed(text: str, language: str | None) -> timedelta | None:
    """Return how long before the visit a text says that something was; None for every other text.

    `language` is the page's; what it says in English is understood too. The rest of a day counts as nothing.
    """
    day = _NAMED_DAY.fullmatch(text)
    if day:
        return timedelta(days=1 if day["yesterday"] else 0)
    for known in dict.fromkeys(((language or "en").partition("-")[0].lower(), "en")):
        for unit, pattern in _patterns(known).items():
            said = pattern.fullmatch(text)
            if said:
                found = int(said[1]) * _UNITS[unit]
                return found if found <= _LONGEST else None
    return None


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    """Return what a language says of minutes, hours and days ago, by Unicode's locale data."""
    if not localedata.exists(language):
        return {}
    fields = localedata.load(language).get("date_fields", {})
    found = {unit: "|".join(sorted({_pattern(said) for said in _said(fields, unit)})) for unit in _UNITS}
    # The one number of whichever form was met: (?|...) is not known to re.
    return {
        unit: re.compile(rf"(?=\D*(\d{{1,3}}))(?:{forms})", re.IGNORECASE) for unit, forms in found.items() if forms
    }


def _said(fields: Mapping[str, Mapping[str, Mapping[str, str]]], unit: str) -> Iterator[str]:
    for width in ("", "-short"):
        yield from (form for form in fields.get(f"{unit}{width}", {}).get("past", {}).values() if "{0}" in form)


def _pattern(form: str) -> str:
    """Return a form with a number where its place is, and any white space where it has some."""
    before, _, after = form.partition("{0}")
    return r"\s*\d{1,3}\s*".join(r"\s*".join(map(re.escape, part.split(" "))) for part in (before, after))
