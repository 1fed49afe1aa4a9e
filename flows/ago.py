"""Moments and spans in the words of people."""

from datetime import UTC, datetime

_UNITS = (("d", 86_400), ("h", 3600), ("min", 60), ("s", 1))


def span(seconds: float) -> str:
    """Return a span in one unit or two: `2 d 5 h`, `4 min`, `9 s`."""
    left = max(round(seconds), 0)
    for place, (unit, size) in enumerate(_UNITS):
        if left >= size:
            whole, rest = divmod(left, size)
            smaller = _UNITS[place + 1 : place + 2]
            if smaller and whole < 10 and unit != "min" and rest >= smaller[0][1]:
                return f"{whole} {unit} {rest // smaller[0][1]} {smaller[0][0]}"
            return f"{whole} {unit}"
    return "0 s"


def moment(at: datetime, now: datetime) -> str:
    """Return a moment in UTC, without its date where that is the present one."""
    at = at.astimezone(UTC)
    return f"{at:%H:%M} UTC" if at.date() == now.astimezone(UTC).date() else f"{at:%Y-%m-%d %H:%M} UTC"
