"""The charts that stand in the cells of tables: pictures as wide as their cell, their numbers in the cells beside."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from .drawing import element, percent, shortened, strip
from .scale import Tick

BAR_HEIGHT, LEAST_BAR, BIN_WIDTH = 30, 3.0, 10  # pixels; style.css gives .bars and .lag these heights
LAG_HEIGHT = 20


def bars(counts: Mapping[int, int], places: int, tallest: int) -> Markup:
    """Return a bar for each place that something is at, all in one shape that is stretched to its cell."""
    bar = f"h{BIN_WIDTH - 2}V{BAR_HEIGHT}z"
    heights = {place: shortened(_height(count, tallest)) for place, count in sorted(counts.items())}
    shape = "".join(f"M{place * BIN_WIDTH + 1} {BAR_HEIGHT}v-{height}{bar}" for place, height in heights.items())
    drawn = [element("path", d=shape)] if shape else []
    box = f"0 0 {places * BIN_WIDTH} {BAR_HEIGHT}"
    return element("svg", *drawn, class_="bars", viewBox=box, preserveAspectRatio="none", aria_hidden="true")


def _height(count: int, tallest: int) -> float:
    return max(LEAST_BAR, count / tallest * (BAR_HEIGHT - 2))


def axis(ticks: Sequence[Tick]) -> Markup:
    """Return the labels of a scale, to stand over pictures of the same width."""
    shapes: list[Markup] = []
    for tick in ticks:
        anchor = "start" if tick.at < 0.06 else "end" if tick.at > 0.94 else "middle"
        shapes.append(element("text", tick.label, x=percent(tick.at), y=12, text_anchor=anchor))
    return strip(*shapes, class_="axis")


def edges(ticks: Sequence[Tick]) -> Markup:
    """Return the labels of bins, each beginning at the left edge of its bin."""
    shapes = [element("text", tick.label, x=percent(tick.at), y=12) for tick in ticks if tick.at < 0.93]
    return strip(*shapes, class_="axis")


def shares(parts: Sequence[tuple[str, int]], whole: int) -> Markup:
    """Return one bar made of parts, `whole` being its full width; each part is a class and how much it is."""
    shapes: list[Markup] = []
    begun = 0
    for name, count in parts:
        if count and whole:
            x = percent(begun / whole) if begun else None
            shapes.append(element("rect", x=x, width=percent(count / whole), class_=name))
            begun += count
    return strip(*shapes, class_="shares")


def grid(ticks: Sequence[Tick]) -> Markup:
    """Return the lines of a scale, drawn once for all pictures that name it."""
    lines = [element("line", x1=percent(tick.at), x2=percent(tick.at), y2=LAG_HEIGHT, class_="base") for tick in ticks]
    return element("svg", element("defs", element("g", *lines, id="lags")), class_="seen0", aria_hidden="true")


def lag(begin: float, end: float, at: float | None, *, certain: bool) -> Markup:
    """Return a lag as a point, with the stretch in which it may lie; without `at` only the stretch."""
    middle = LAG_HEIGHT / 2
    shapes = [element("use", href="#lags")]
    if end > begin:
        shapes.append(element("line", x1=percent(begin), x2=percent(end), y1=middle, y2=middle, class_="may"))
    if at is not None:
        name = "sure" if certain else "unsure"
        shapes.append(element("circle", cx=percent(min(0.985, max(0.015, at))), cy=middle, r=4.5, class_=name))
    return strip(*shapes, class_="lag")
