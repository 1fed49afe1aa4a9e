"""Scales of time: one that gives crowded hours room, one for lags, and bins of days."""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from .moments import DAY_S, HOUR_S

BY_RANK = 0.72  # of the length is shared out by what happened, the rest by the clock: found by eye on real coverage
STEPS_S = (
    *(days * DAY_S for days in (3650, 1825, 730, 365, 182, 91, 30, 14, 7, 2, 1)),
    *(hours * HOUR_S for hours in (12, 6, 3, 1)),
)
MOST_TICKS = 4000  # looked at for one step: a scale of centuries is not asked for its hours
MOST_BINS = 60
FEWEST_TO_TRIM = 30  # articles: among fewer, nobody can tell a stray date from a late one
BIN_DAYS = (1, 7, 28, 91, 364)
_LAG_TICKS = (
    (1, "1 h"),
    (6, "6 h"),
    (24, "1 day"),
    (72, "3 days"),
    (168, "1 week"),
    (720, "1 month"),
    (8760, "1 year"),
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place of a scale."""

    at: float  # 0 to 1
    label: str
    is_day: bool = True


class Spread:
    """Maps seconds to 0..1 so that hours in which much happened take more room than empty days."""

    def __init__(self, moments: Iterable[float]) -> None:
        self._at = sorted(set(moments))
        gaps = [later - earlier for earlier, later in pairwise(self._at)]
        whole = sum(gaps)
        steps = [BY_RANK / len(gaps) + (1 - BY_RANK) * gap / whole for gap in gaps] if gaps else []
        self._place = [0.0]
        for step in steps:
            self._place.append(self._place[-1] + step)

    def __call__(self, moment: float) -> float:
        """Return the place of a moment; one outside stands at the edge, and a single one in the middle."""
        if len(self._at) < 2:
            return 0.5
        left = bisect_right(self._at, moment) - 1
        if left < 0 or left >= len(self._at) - 1:
            return 0.0 if left < 0 else 1.0
        share = (moment - self._at[left]) / (self._at[left + 1] - self._at[left])
        return self._place[left] + share * (self._place[left + 1] - self._place[left])

    def ticks(self, apart: float) -> list[Tick]:
        """Return labelled places at least so far apart (0..1): days before hours, coarse before fine."""
        if not self._at:
            return []
        if len(self._at) == 1:
            return [Tick(0.5, _label(self._at[0], minutes=True), is_day=False)]
        begun = self._at[0] - self._at[0] % DAY_S  # the scale begins with its day, whatever the hour
        chosen: dict[float, Tick] = {0.0: Tick(0.0, _label(begun))}
        for step in STEPS_S:
            for moment in _multiples(self._at[0], self._at[-1], step):
                at = self(moment)
                if all(abs(at - other) >= apart for other in chosen):
                    chosen[at] = Tick(at, _label(moment), is_day=moment % DAY_S == 0)
        if len(chosen) == 1:  # all within an hour or two
            last = self._at[-1]
            chosen[0.0] = Tick(0.0, _label(self._at[0], minutes=True), is_day=False)
            chosen[1.0] = Tick(1.0, _label(last, minutes=True), is_day=False)
        return [chosen[at] for at in sorted(chosen)]


def _multiples(first: float, last: float, step: int) -> Iterable[float]:
    begin = math.ceil(first / step)
    count = math.floor(last / step) - begin + 1
    return (float((begin + number) * step) for number in range(count)) if 0 < count <= MOST_TICKS else ()


def _label(moment: float, *, minutes: bool = False) -> str:
    at = datetime.fromtimestamp(moment, UTC)
    if minutes:
        return f"{at.day} {at:%b %H:%M}"
    return f"{at.day} {at:%b}" if moment % DAY_S == 0 else f"{at:%H:%M}"


class Lags:
    """Maps hours behind the first to 0..1, on a logarithmic scale."""

    def __init__(self, most_hours: float) -> None:
        self._most = math.log1p(max(most_hours, 1.0))

    def __call__(self, hours: float) -> float:
        """Return the place of a lag."""
        return math.log1p(max(hours, 0.0)) / self._most

    def ticks(self, apart: float = 0.12) -> list[Tick]:
        """Return labelled places at least so far apart."""
        chosen = [Tick(0.0, "0")]
        for hours, label in _LAG_TICKS:
            at = self(hours)
            if at <= 1.0 - apart / 2 and at - chosen[-1].at >= apart:
                chosen.append(Tick(at, label))
        return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Bins:
    """Stretches of days of one length, and what lies before and behind them."""

    first: date
    days: int  # of one bin
    count: int

    def place(self, day: date) -> int:
        """Return in which bin a day lies; below 0 what is earlier than all, `count` or more what is later."""
        return (day - self.first).days // self.days

    def begins(self, place: int) -> date:
        """Return the first day of a bin."""
        return self.first + timedelta(days=place * self.days)

    def label(self, place: int) -> str:
        """Return a bin's days in words."""
        first = self.begins(place)
        return f"{first}" if self.days == 1 else f"{first} to {first + timedelta(days=self.days - 1)}"

    def ticks(self, most: int = 7) -> list[Tick]:
        """Return labels for the left edges of some bins."""
        step = max(1, -(-self.count // most))
        shown = "%b %Y" if self.days > 7 else "%b"
        begun = [(place, self.begins(place)) for place in range(0, self.count, step)]
        return [
            Tick(place / self.count, f"{day:{shown}}" if self.days > 7 else f"{day.day} {day:{shown}}")
            for place, day in begun
        ]


def bins(items: Mapping[date, int]) -> Bins | None:
    """Return bins for days and how much happened on each; None for no days.

    A few stray dates, which lie, do not squeeze all others into one bin: where the middle 98 % take less than a third
    of the whole, the bins are laid over these, and the rest counts as earlier or later.
    """
    if not items:
        return None
    days = sorted(items)
    first, last = days[0], days[-1]
    counted = Counter(items)
    within = _middle(counted, days)
    if counted.total() >= FEWEST_TO_TRIM and (within[1] - within[0]).days * 3 + 3 < (last - first).days:
        first, last = within
    span = (last - first).days + 1
    size = next((size for size in BIN_DAYS if span <= size * MOST_BINS), -(-span // MOST_BINS))
    return Bins(first=first, days=size, count=-(-span // size))


def _middle(items: Counter[date], days: Sequence[date]) -> tuple[date, date]:
    """Return the first and last day after 1 % of all at either end, of one item at least."""
    spare = max(1, items.total() // 100)
    edges = []
    for ordered in (days, list(reversed(days))):
        passed = 0
        for day in ordered:
            passed += items[day]
            if passed > spare:
                break
        edges.append(day)
    return min(edges), max(edges)
