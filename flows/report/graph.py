"""The graph of retellings: a lane for each language, time along it, and a line from every article's best source to it.

On a phone it is turned, and the time runs down the page. Places are in pixels of the picture.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from flows.dataset import Row

from .drawing import element
from .kinship import Edge, Kinship
from .lanes import FLAT, LABEL_STRIP, Along, Lane, along, bow, lanes, most_retold
from .tongues import tongue

WIDTH, TOP = 1040, 26
BEGIN, END = 156, 1026  # of the time
GAP, LEAST_LANE = 15.0, 36.0  # between two articles of a lane; the height of one
LANE_CHARS, LABEL_CHARS = 22, 26
RADIUS, ORIGINAL_RADIUS, DIAMOND = 4, 6, 6
NARROW_WIDTH, HOURS, HEAD, TICK_APART_DOWN = 358, 46, 38, 15
LEAST_LENGTH, A_PIXEL_DOWN = 380, 11  # of the narrow graph: at least, and for each article

NARROW_TAGS = {"zh-Hans": "简", "zh-Hant": "繁"}  # what else has a script or region shows its language

Place = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Both forms of the graph; empty where nothing is related."""

    wide: Markup
    narrow: Markup


def draw(shown: Kinship, ids: Mapping[str, str], said: Callable[[Row], str]) -> Drawn:
    """Return the graph; `ids` are url -> id of its row on the page, `said` what stands in an article's hint."""
    if not shown.articles:
        return Drawn(wide=Markup(""), narrow=Markup(""))
    time = along(shown.articles, BEGIN, END)
    found = lanes(shown, time.places, GAP, TOP, LEAST_LANE)
    by_tag = {lane.tag: lane for lane in found}
    bottom = found[-1].begin + found[-1].size
    places = {
        row["url"]: (time.places[row["url"]], by_tag[row["language"]].across(row["url"])) for row in shown.articles
    }
    parts = [*_lane_names(found), *_hours(time, bottom), element("g", *_lines(shown.edges, places), id="lines")]
    parts += _names(shown, by_tag, places)
    parts += [_node(row, places[row["url"]], ids, said(row)) for row in shown.articles]
    return Drawn(wide=_svg("graph wide", WIDTH, bottom + 4, parts), narrow=_turned(shown, time, found, places, bottom))


def _turned(
    shown: Kinship,
    time: Along,
    found: Sequence[Lane],
    places: Mapping[str, Place],
    bottom: float,
) -> Markup:
    """Return the graph with the time running down: the same lines, turned and stretched, and the articles anew."""
    length = max(LEAST_LENGTH, A_PIXEL_DOWN * len(shown.articles))
    across, down = (NARROW_WIDTH - HOURS) / (bottom - TOP), length / (END - BEGIN)
    left, top = HOURS - TOP * across, HEAD - BEGIN * down
    turn = f"matrix(0 {down:.4f} {across:.4f} 0 {left:.2f} {top:.2f})"
    lane_tags = [(lane.tag, left + lane.begin * across, lane.size * across) for lane in found]
    ticks = [(top + tick.at * down, tick.label) for tick in time.ticks]
    if time.undated_from is not None:
        ticks.append((top + time.undated_from * down + 8, "no date"))
    parts = [*_lane_tags(lane_tags, HEAD + length + 12), *_hours_down(ticks)]
    parts.append(element("use", href="#lines", transform=turn))
    for row in shown.articles:
        x, y = places[row["url"]]
        parts.append(_node(row, (left + y * across, top + x * down), {}, ""))
    return _svg("graph narrow", NARROW_WIDTH, HEAD + length + 12, parts)


def arrows() -> Markup:
    """Return the heads of lines, which stand once on the page, outside of what may be hidden."""
    heads = [
        element(
            "marker",
            element("path", d="M0 0L7 3.5L0 7z", class_=side),
            id=name,
            markerWidth=7,
            markerHeight=7,
            refX=5.5,
            refY=3.5,
            orient="auto",
            markerUnits="userSpaceOnUse",
        )
        for name, side in (("w", "within"), ("x", "abroad"))
    ]
    return element("svg", element("defs", *heads), class_="seen0", aria_hidden="true")


def _svg(class_: str, width: float, height: float, parts: Sequence[Markup]) -> Markup:
    return element(
        "svg",
        *parts,
        viewBox=f"0 0 {width} {height:.0f}",
        class_=class_,
        role="group",
        aria_label="Graph of retellings; the list of tellings below says the same in words",
    )


def _lines(edges: Sequence[Edge], places: Mapping[str, Place]) -> list[Markup]:
    """Return the lines, those of one look in one group."""
    looks: dict[str, list[Markup]] = defaultdict(list)
    for edge in edges:
        side, known = "abroad" if edge.is_abroad else "within", " known" if edge.is_known else ""
        looks[f"e {edge.kind} {side}{known}"].append(_line(edge, places))
    return [element("g", *paths, class_=look) for look, paths in looks.items()]


def _lane_names(found: Sequence[Lane]) -> list[Markup]:
    parts = [element("path", d="".join(f"M0 {lane.begin:.0f}H{WIDTH}" for lane in found), class_="lane-edge")]
    for lane in found:
        spoken, middle = tongue(lane.tag), lane.begin + lane.size / 2
        own, name = spoken.own_name, _short(spoken.name, LANE_CHARS)
        parts.append(element("text", name, y=round(middle + (-2 if own else 4)), class_="lane-name"))
        if own:
            lang = spoken.lang or None
            parts.append(element("text", _short(own, LANE_CHARS), y=round(middle + 13), class_="tick", lang=lang))
    return parts


def _hours(time: Along, bottom: float) -> list[Markup]:
    parts = [
        element("path", d="".join(_upright(tick.at, bottom) for tick in time.ticks if tick.is_day), class_="grid day"),
        element("path", d="".join(_upright(tick.at, bottom) for tick in time.ticks if not tick.is_day), class_="grid"),
    ]
    labels = [element("text", tick.label, x=round(tick.at)) for tick in time.ticks]
    if time.undated_from is not None:
        parts.append(element("path", d=_upright(time.undated_from, bottom), class_="edge-of-time"))
        labels.append(element("text", "no date", x=round(time.undated_from + 24)))
    return [*parts, element("g", *labels, class_="ticks", transform=f"translate(0 {TOP - 9})")]


def _upright(at: float, bottom: float) -> str:
    return f"M{at:.0f} {TOP - 4}V{bottom:.0f}"


def _lane_tags(found: Sequence[tuple[str, float, float]], bottom: float) -> list[Markup]:
    parts = [element("path", d="".join(f"M{begin:.0f} 20V{bottom:.0f}" for _, begin, _ in found), class_="lane")]
    for tag, begin, size in found:
        hint = element("title", tongue(tag).name)
        parts.append(
            element("text", hint, NARROW_TAGS.get(tag, tag.partition("-")[0]), x=round(begin + size / 2), y=13)
        )
    return parts


def _hours_down(ticks: Sequence[tuple[float, str]]) -> list[Markup]:
    parts: list[Markup] = []
    last = -float(TICK_APART_DOWN)
    for at, label in ticks:
        if at - last >= TICK_APART_DOWN:
            last = at
            parts += [
                element("path", d=f"M{HOURS} {at:.0f}H{NARROW_WIDTH}", class_="grid"),
                element("text", label, x=HOURS - 5, y=round(at + 4), class_="tick"),
            ]
    return parts


def _line(edge: Edge, places: Mapping[str, Place]) -> Markup:
    """Return a curve that leaves its source along the time and comes in along it; a bow within a row."""
    (x1, y1), (x2, y2) = places[edge.of_url], places[edge.url]
    length = abs(x2 - x1)
    lift = bow(length) if abs(y2 - y1) <= FLAT else 0.0
    reach = length * 0.25 if lift else max(16.0, length * 0.42)
    if x2 < x1:  # the source bears a later date, or none: no loop beyond the picture
        reach = min(reach, 20.0)
    before = (x2 - reach, y2 - lift)
    curve = [(x1, y1), (x1 + reach, y1 - lift), before, _short_of((x2, y2), before, RADIUS + 1.6)]
    points = [f"{x:.0f} {y:.0f}" for x, y in curve]
    return element("path", d=f"M{points[0]}C{' '.join(points[1:])}")


def _short_of(end: Place, control: Place, distance: float) -> Place:
    x, y = end[0] - control[0], end[1] - control[1]
    length = max((x * x + y * y) ** 0.5, 0.01)
    return end[0] - x / length * distance, end[1] - y / length * distance


def _node(row: Row, place: Place, ids: Mapping[str, str], said: str) -> Markup:
    x, y = (round(part) for part in place)
    names = [name for name, holds in (("o", row["is_original"]), ("d", row["published_precision"] == "day")) if holds]
    if row["presumed_retelling"]:
        shape = element(
            "path",
            d=f"M{x} {y - DIAMOND}l{DIAMOND} {DIAMOND} {-DIAMOND} {DIAMOND} {-DIAMOND} {-DIAMOND}z",
            class_="p",
        )
    else:
        shape = element(
            "circle", cx=x, cy=y, r=ORIGINAL_RADIUS if row["is_original"] else RADIUS, class_=" ".join(names) or None
        )
    inside = [element("title", said), shape] if said else [shape]
    return element("a", *inside, href=f"#{ids[row['url']]}") if row["url"] in ids else inside[-1]


def _names(shown: Kinship, by_tag: Mapping[str, Lane], places: Mapping[str, Place]) -> list[Markup]:
    """Return names over those that are retold most, as far as there is room."""
    parts: list[Markup] = []
    taken: dict[tuple[str, int], list[Place]] = {}
    by_url = {row["url"]: row for row in shown.articles}
    for url in most_retold(shown.edges):
        row, (x, y) = by_url[url], places[url]
        name, lane = _short(row["outlet_name"], LABEL_CHARS), by_tag[row["language"]]
        width = _width(name)
        begin = min(x - 4, WIDTH - width - 4)
        for strip in range(lane.strips):
            spans = taken.setdefault((lane.tag, strip), [])
            if all(begin > end + 8 or begin + width < start - 8 for start, end in spans):
                spans.append((begin, begin + width))
                top = lane.begin + LABEL_STRIP * (strip + 1) - 3
                lang = tongue(row["language"]).lang or None
                parts += [
                    element("path", d=f"M{x:.0f} {top + 3:.0f}V{y - ORIGINAL_RADIUS:.0f}", class_="leader"),
                    element("text", name, x=round(begin), y=round(top), class_="name", lang=lang),
                ]
                break
    return parts


def _width(text: str) -> float:
    """Return roughly how many pixels a name takes."""
    return sum(12.0 if unicodedata.east_asian_width(sign) in "WF" else 6.6 for sign in text)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
