"""Times and lags as the page shows them: UTC, and no hour where only a day is stated."""

from datetime import datetime

from flows.dataset import Row

TIMED = ("second", "minute")
HOUR_S, DAY_S = 3600, 86_400


def moment(at: datetime | None) -> str:
    """Return a moment as people read it; empty for none."""
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


def machine(at: datetime | None) -> str:
    """Return a moment for programs, by which the reader's own time is found."""
    return f"{at:%Y-%m-%dT%H:%MZ}" if at else ""


def is_timed(row: Row) -> bool:
    """Return whether an article states more than its day."""
    return row["published_precision"] in TIMED


def lag(row: Row, hours: str = "lag_hours", days: str = "lag_days") -> str:
    """Return how much later something is, in hours where both sides state them, else in days; empty where neither."""
    if row[hours] is not None:
        return f"{signed(row[hours])} h"
    return f"{signed(row[days])} d" if row[days] is not None else ""


def signed(number: float) -> str:
    """Return a number with its sign, and a real minus."""
    return f"{number:+,g}".replace("-", "−")


def placed(row: Row) -> float | None:
    """Return where on a scale of seconds an article stands: at noon where it states its day only; None undated."""
    if row["published"] is None:
        return None
    at = row["published"].timestamp()
    return float(at if is_timed(row) else at + DAY_S / 2)
