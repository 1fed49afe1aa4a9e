"""When a deployment is run: intervals, cron lines, zones and periods, as they are typed."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import available_timezones

from extractors.errors import UseError, meant, shown

LEAST_EVERY_S = 5
LONGEST_PERIOD_DAYS = 366
_INTERVAL = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")
_PERIOD = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")


def schedule(every: str | None, cron: str | None, timezone: str | None) -> dict[str, Any]:
    """Return interval (in seconds) or cron, and timezone; nothing of either when none is given. Raises UseError."""
    if every is not None and cron is not None:
        raise UseError("give --every or --cron, not both")
    zone = _zone(timezone)
    if every is not None:
        return {"interval": _seconds(every), "timezone": zone}
    if cron is not None:
        return {"cron": _cron(cron, zone), "timezone": zone}
    if timezone is not None:
        raise UseError("--timezone: give --every or --cron with it")
    return {}


def _zone(timezone: str | None) -> str:
    if timezone is not None and timezone not in available_timezones():
        raise UseError(
            f"--timezone {shown(timezone)}: expected a name such as Europe/Berlin"
            f"{meant(timezone, available_timezones())}"
        )
    return timezone or "UTC"


def _seconds(every: str) -> int:
    parts = _INTERVAL.fullmatch(every)
    if not parts or not every:
        raise UseError(f"--every {shown(every)}: expected a time such as 90s, 30m, 1h, 1h30m or 2d")
    days, hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    try:
        found = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        found = timedelta(0)
    if not LEAST_EVERY_S <= found.total_seconds() <= timedelta(days=366).total_seconds():
        raise UseError(f"--every {shown(every)}: expected {LEAST_EVERY_S}s at least, and 366d at most")
    return int(found.total_seconds())


def _cron(line: str, zone: str) -> str:
    from prefect.client.schemas.schedules import CronSchedule  # noqa: PLC0415 - see embedded.py

    try:
        CronSchedule(cron=line, timezone=zone)
    except ValueError as error:
        raise UseError(f'--cron {shown(line)}: expected five fields such as "17 * * * *"') from error
    return line


def days(period: str) -> list[date]:
    """Return the days from one to another; raises UseError."""
    named = _PERIOD.fullmatch(period)
    try:
        first, last = (date.fromisoformat(day) for day in named.groups()) if named else (date.max, date.min)
    except ValueError as error:
        raise UseError(f"--backfill {shown(period)}: {error}") from error
    if not named or last < first:
        raise UseError(f"--backfill {shown(period)}: expected two days such as 2024-03-01..2024-03-07")
    if (last - first).days >= LONGEST_PERIOD_DAYS:
        raise UseError(f"--backfill {shown(period)}: expected {LONGEST_PERIOD_DAYS} days at most")
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def spelled(schedules: Iterable[Mapping[str, Any]]) -> str:
    """Return schedules in words."""
    return "; ".join(
        f"{one['cron']} {one.get('timezone') or 'UTC'}"
        if one.get("cron")
        else f"every {_spelled(int(float(one.get('interval', 0))))}"
        for one in schedules
    )


def _spelled(seconds: int) -> str:
    """Return a time as --every takes it."""
    parts = {"d": seconds // 86_400, "h": seconds // 3600 % 24, "m": seconds // 60 % 60, "s": seconds % 60}
    return "".join(f"{count}{unit}" for unit, count in parts.items() if count)
