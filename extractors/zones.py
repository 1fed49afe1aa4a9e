"""In which time zones the clock of a newsroom may stand. Pure."""

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

from . import mastheads

_ELSEWHERE = (mastheads.AGGREGATOR, mastheads.PLATFORM)  # what they show was written anywhere
_UNOFFICIAL = frozenset(("Asia/Urumqi",))  # China's clocks are Beijing's


def of(url: str, country: str | None) -> tuple[ZoneInfo, ...]:
    """Return the zone that the table of outlets knows at an address, or else those of a country; () for neither."""
    row = mastheads.known(url)
    if row is not None and row.type in _ELSEWHERE:
        return ()
    return _zones((row.zone,)) if row is not None and row.zone else _of_country(country or "")


@cache
def _of_country(country: str) -> tuple[ZoneInfo, ...]:
    placed = get_global("zone_territories")
    return _zones(tuple(name for name, place in placed.items() if place == country and name not in _UNOFFICIAL))


@cache
def _zones(names: tuple[str, ...]) -> tuple[ZoneInfo, ...]:
    found = []
    for name in names:
        try:
            found.append(ZoneInfo(name))
        except ZoneInfoNotFoundError:  # of a later edition of the time zone database
            return ()
    return tuple(found)
