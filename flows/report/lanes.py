"""Where everything in the graph of retellings stands: a lane a language, rows in it, and places along the time."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.dataset import Row

from .kinship import Edge, Kinship
from .moments import placed
from .scale import Spread, Tick

LABEL_STRIP = 14.0  # pixels of a lane, over its articles
MANY_NAMES = 5  # retold articles of a lane: their names take two strips
MARGIN = 10.0  # of a lane, over and under its articles
UNDATED = 64.0  # room for articles without a date
TICK_APART = 58.0
FLAT = 3.0  # lines between articles that stand less apart across the lane are bows


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The room of one language, across the time."""

    tag: str
    begin: float
    size: float
    rows: Mapping[str, int]  # url -> which row of the lane
    gap: float
    over: float = 0.0  # room for names and bows
    strips: int = 0  # of names

    def across(self, url: str) -> float:
        """Return where an article stands across its lane."""
        count = max(self.rows.values(), default=0) + 1
        free = self.size - self.over - (count - 1) * self.gap
        return self.begin + self.over + free / 2 + self.rows[url] * self.gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """Places along the time, in pixels."""

    places: Mapping[str, float]
    ticks: Sequence[Tick]
    undated_from: float | None  # where the room of articles without a date begins; None where there are none


def along(articles: Sequence[Row], begin: float, end: float) -> Along:
    """Return where articles stand between two pixels."""
    seconds = {row["url"]: placed(row) for row in articles}
    known = [at for at in seconds.values() if at is not None]
    undated = [url for url, at in seconds.items() if at is None]
    stop = end - UNDATED if undated and known else end
    spread = Spread(known)
    places = {url: begin + spread(at) * (stop - begin) for url, at in seconds.items() if at is not None}
    first = stop + 20 if known else begin
    places |= {url: first + (end - first) * (number + 0.5) / len(undated) for number, url in enumerate(undated)}
    found = spread.ticks(TICK_APART / (stop - begin))
    ticks = [Tick(begin + tick.at * (stop - begin), tick.label, tick.is_day) for tick in found]
    return Along(places=places, ticks=ticks, undated_from=first - 12 if undated else None)


def lanes(shown: Kinship, places: Mapping[str, float], gap: float, begin: float, least: float) -> list[Lane]:
    """Return lanes as high as they need, in the order in which their languages came in."""
    made: list[Lane] = []
    for tag, rows in _rows_by_language(shown, places, gap).items():
        names = len({edge.of_url for edge in shown.edges} & rows.keys())
        strips = min(names, 1) + (names > MANY_NAMES)
        over = strips * LABEL_STRIP + _bow_room(shown.edges, rows, places)
        size = max(least, (max(rows.values()) + 1) * gap + MARGIN) + over
        made.append(Lane(tag=tag, begin=begin, size=size, rows=rows, gap=gap, over=over, strips=strips))
        begin += size
    return made


def bow(length: float) -> float:
    """Return how far a line between two articles of one row leaves it."""
    return min(44.0, 9 + length * 0.09)


def _bow_room(edges: Sequence[Edge], rows: Mapping[str, int], places: Mapping[str, float]) -> float:
    """Return how much room the bows of a lane take above it: a cubic reaches three quarters of its control points."""
    lengths = [
        abs(places[edge.url] - places[edge.of_url])
        for edge in edges
        if edge.url in rows and edge.of_url in rows and rows[edge.url] == rows[edge.of_url]
    ]
    return max(0.0, 0.75 * bow(max(lengths)) - MARGIN) if lengths else 0.0


def _rows_by_language(shown: Kinship, places: Mapping[str, float], gap: float) -> dict[str, dict[str, int]]:
    members: dict[str, list[str]] = defaultdict(list)
    for row in shown.articles:
        members[row["language"]].append(row["url"])
    return {tag: _rows(sorted(urls, key=places.__getitem__), places, gap) for tag, urls in members.items()}


def _rows(urls: Sequence[str], places: Mapping[str, float], gap: float) -> dict[str, int]:
    """Return in which row each article stands, so that none covers another."""
    ends: list[float] = []
    rows: dict[str, int] = {}
    for url in urls:
        row = next((number for number, end in enumerate(ends) if places[url] - end >= gap), len(ends))
        ends[row:] = [places[url], *ends[row + 1 :]]
        rows[url] = row
    return rows


def most_retold(edges: Sequence[Edge]) -> list[str]:
    """Return addresses of sources, those that gave most others most of their words first."""
    weights: Counter[str] = Counter()
    for edge in edges:
        weights[edge.of_url] += 1 if "excerpt" in edge.kind else 4
    return [url for url, _ in weights.most_common()]
