"""The first five views: how big, when, who first, from where to where, and by whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date  # noqa: TC003 - of Counter[date], which reads it
from typing import Any

from flows.dataset import Row

from . import charts
from .facts import Facts
from .moments import HOUR_S, is_timed
from .scale import Bins, Lags, bins
from .tongues import tongue

MOST_NEWS = 8  # of a list of what is new; the article list marks them all
MOST_HEAT = 12  # languages along a side of the heat table: what a phone has room for
MOST_OUTLETS, ALL_OUTLETS = 20, 200  # with more than one article: shown at once, and unfolded
MOST_ONCE = 300  # names of those that told it once, of each sort
OUTLET_PARTS = ("own", "retold", "rest")
MOST_DAYS = 120  # rows of the table behind the chart
HEAT_STEPS = 5

Section = dict[str, Any]


def headline(facts: Facts) -> Section:
    """Return the headline numbers, and what is new since the last run."""
    size = facts.headline
    parts = [(name, size[name]) for name in ("original", "retelling", "unclear")]
    firsts = [row for row in facts.answers["first_by_language"] if row["published"]]
    return {
        "size": size,
        "bar": charts.shares(parts, size["articles"]),
        "first": firsts[0] if firsts else None,
        "news": None if facts.is_first else _news(facts),
    }


def _news(facts: Facts) -> Section:
    """Return what is new, by what it is: how many, and the first of them."""
    tellings: dict[str, list[str]] = defaultdict(list)
    spoken: dict[str, list[str]] = defaultdict(list)
    outlets: dict[str, list[str]] = defaultdict(list)
    for row in facts.articles:
        tellings[row["telling"]].append(row["url"])
        spoken[row["language"]].append(row["url"])
        outlets[row["outlet"]].append(row["url"])
    voices = [telling for telling, urls in tellings.items() if facts.new.issuperset(urls)]
    articles = [row for row in facts.articles if row["url"] in facts.new]
    changed = [facts.by_url[row["url"]] for row in facts.answers["new_texts"] if row["what"] == "changed"]
    return {
        "articles": len(articles),
        "voices": len(voices),
        "outlets": sum(facts.new.issuperset(urls) for urls in outlets.values()),
        "languages": [tag for tag, urls in spoken.items() if facts.new.issuperset(urls)],
        "changed": len(changed),
        "first_articles": articles[:MOST_NEWS],
        "first_changed": changed[:MOST_NEWS],
    }


def over_time(facts: Facts) -> Section:
    """Return a row for each language with its bars, and the table behind them."""
    rows = facts.answers["over_time"]
    days: Counter[date] = Counter()
    for row in rows:
        if row["day"]:
            days[row["day"]] += row["articles"]
    laid = bins(days)
    counted = _counted(rows, laid)
    undated = {row["language"]: row["articles"] for row in rows if row["day"] is None}
    tallest = max((count for places in counted.values() for count in places.values()), default=1)
    return {
        "rows": [
            {
                **row,
                "undated": undated.get(row["language"], 0),
                "chart": _bars(counted[row["language"]], laid, tallest) if laid else "",
                "outside": _outside(counted[row["language"]], laid) if laid else 0,
            }
            for row in facts.answers["languages"]
        ],
        "axis": charts.edges(laid.ticks()) if laid else "",
        "days": laid.days if laid else 1,
        "tallest": tallest,
        "any_undated": sum(undated.values()),
        "any_outside": sum(_outside(places, laid) for places in counted.values()) if laid else 0,
        "table": list(_by_bin(counted, laid))[:MOST_DAYS] if laid else [],
        "undated": sorted(undated.items(), key=lambda item: (-item[1], item[0])),
    }


def _counted(rows: Iterable[Row], laid: Bins | None) -> Mapping[str, Counter[int]]:
    """Return how many articles each language has in each bin; -1 is earlier, and the number of bins later."""
    counted: dict[str, Counter[int]] = defaultdict(Counter)
    for row in rows:
        if row["day"] and laid:
            counted[row["language"]][min(max(laid.place(row["day"]), -1), laid.count)] += row["articles"]
    return counted


def _bars(places: Mapping[int, int], laid: Bins, tallest: int) -> Any:
    inside = {place: count for place, count in places.items() if 0 <= place < laid.count}
    return charts.bars(inside, laid.count, tallest)


def _outside(places: Mapping[int, int], laid: Bins) -> int:
    return places.get(-1, 0) + places.get(laid.count, 0)


def _by_bin(counted: Mapping[str, Mapping[int, int]], laid: Bins) -> Iterator[Section]:
    for place in range(-1, laid.count + 1):
        spoken = {tag: places[place] for tag, places in counted.items() if places.get(place)}
        if spoken:
            label = "earlier" if place < 0 else "later" if place == laid.count else laid.label(place)
            ranked = sorted(spoken.items(), key=lambda item: (-item[1], item[0]))
            yield {"label": label, "articles": sum(spoken.values()), "languages": ranked}


def firsts(facts: Facts) -> Section:
    """Return who was first in each language, with how sure that is as a picture."""
    rows = facts.answers["first_by_language"]
    began = min((row["published"] for row in rows if row["published"]), default=None)
    spans = {row["language"]: _span(row, began) for row in rows}
    lags = Lags(max((end for span in spans.values() if span for end in span[1:2]), default=1.0))
    ticks = lags.ticks()
    shown = []
    for row in rows:
        span = spans[row["language"]]
        chart = ""
        if span:
            begin, end, at = (None if value is None else lags(value) for value in span)
            chart = charts.lag(begin or 0.0, end or 0.0, at, certain=row["certain"])
        shown.append({**row, "chart": chart, "sure": _sure(row)})
    return {"rows": shown, "axis": charts.axis(ticks), "grid": charts.grid(ticks)}


def _span(row: Row, began: Any) -> tuple[float, float, float | None] | None:
    """Return hours behind the first of all: the least, the most, and the stated; None for no date."""
    if row["published"] is None or row["published_from"] is None or row["published_until"] is None:
        return None
    least, most = ((row[edge] - began).total_seconds() / HOUR_S for edge in ("published_from", "published_until"))
    at = (row["published"] - began).total_seconds() / HOUR_S if is_timed(row) else None
    return max(least, 0.0), max(most, 0.0), at


def _sure(row: Row) -> list[str]:
    """Return in words how sure it is that this article was first."""
    if row["published"] is None:
        return ["no date is stated"]
    said = ["certain"] if row["certain"] else []
    if row["rivals"]:
        said.append(f"{row['rivals']} {'other' if row['rivals'] == 1 else 'others'} may be as early")
    if not is_timed(row):
        said.append("only the day is stated")
    if row["undated"]:
        said.append(f"{row['undated']} more without a date")
    return said


def flow(facts: Facts) -> Section:
    """Return retellings from language to language: the heat table, cut to the busiest, and all rows."""
    rows = facts.answers["language_flow"]
    given, taken = Counter[str](), Counter[str]()
    for row in rows:
        given[row["of_language"]] += row["retellings"]
        taken[row["language"]] += row["retellings"]
    sources, targets = ([tag for tag, _ in some.most_common(MOST_HEAT)] for some in (given, taken))
    cells = {(row["of_language"], row["language"]): row["retellings"] for row in rows}
    most = max(cells.values(), default=1)
    return {
        "rows": rows,
        "sources": [(tag, given[tag]) for tag in sources],
        "targets": [(tag, taken[tag]) for tag in targets],
        "cells": cells,
        "heat": {pair: -(-count * HEAT_STEPS // most) for pair, count in cells.items()},
        "cut": sum(pair[0] not in sources or pair[1] not in targets for pair in cells),
        "pairs": len(cells),
        "all": sum(cells.values()),
    }


def outlets(facts: Facts) -> Section:
    """Return the outlets, own against retold, the busiest first."""
    rows: Sequence[Row] = facts.answers["outlets"]
    most = max((row["articles"] for row in rows), default=1)
    told = [{**row, "tongue": tongue(row["languages"][0]) if len(row["languages"]) == 1 else None} for row in rows]
    listed = [row for row in told if row["articles"] > 1 or row["retold_by_others"]]
    once = [row for row in told if not (row["articles"] > 1 or row["retold_by_others"])]
    for row in listed[:ALL_OUTLETS]:
        row["chart"] = charts.shares([(name, row[name]) for name in OUTLET_PARTS], most)
    return {
        "top": listed[:MOST_OUTLETS],
        "more": listed[MOST_OUTLETS:ALL_OUTLETS],
        "cut": max(0, len(listed) - ALL_OUTLETS),
        "listed": len(listed),
        "all": len(rows),
        "once": [(name, [row for row in once if row[name]]) for name in OUTLET_PARTS],
        "all_once": len(once),
        "most_once": MOST_ONCE,
    }
