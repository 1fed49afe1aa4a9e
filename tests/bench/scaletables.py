"""The tables of scale.py, and the figures that stand in them."""

from typing import Any

from .made import EXPECTED
from .reading import print_table

ADDED = 1_000  # articles that come to those that are there
TEMPLATED = 5_000  # pages of a few outlets
Size = dict[str, Any]


def ms(cpu_s: float, size: Size) -> float:
    return 1_000 * cpu_s / float(size["articles"])


def ratio(size: Size, to: str) -> float:
    return float(sum(size["costs_s"].values()) / size[to])


def print_same_language(sizes: list[Size]) -> None:
    parts = list(dict.fromkeys(part for size in sizes for part in size["costs_s"]))
    heads = (
        "articles",
        "loading s",
        *(f"{part} ms" for part in parts),
        *("shingling plainly ms", "ratio", "here ms", "ratio", "peak MB", "candidates"),
    )
    print_table(
        heads,
        (
            [
                f"{size['articles']:,}",
                size["loading_s"],
                *(ms(size["costs_s"].get(part, 0.0), size) for part in parts),
                *(figure for to in ("plain_s", "shingling_s") for figure in (ms(size[to], size), ratio(size, to))),
                round(size["peak_mb"]),
                sum(size["candidates"].values()) / size["articles"],
            ]
            for size in sizes
        ),
    )


def print_across(sizes: list[Size], alone: list[Size], read_ms: float) -> None:
    print(f"six languages; the encoder takes {read_ms:.1f} ms an article more, whatever their number")
    heads = ("articles", "screen ms", "read whole ms", "judge ms", "beyond one language ms", "peak MB", "candidates")
    print_table(
        heads,
        (
            [
                f"{size['articles']:,}",
                *(ms(size["costs_s"].get(part, 0.0), size) for part in ("screen", "read whole", "judge")),
                beyond_ms(size, one),
                round(size["peak_mb"]),
                sum(size["candidates"].values()) / size["articles"],
            ]
            for size, one in zip(sizes, alone, strict=True)
        ),
    )


def beyond_ms(size: Size, alone: Size) -> float:
    """Return what several languages cost beyond one, in ms an article, the encoder apart."""
    cost_s = sum(cpu_s for part, cpu_s in size["costs_s"].items() if part != "read")
    return ms(cost_s - sum(alone["costs_s"].values()), size)


def print_found(sizes: list[Size]) -> None:
    rows = (
        [f"{size['articles']:,}", *(f"{size['found'][kind]} of {size['planted'][kind]}" for kind in EXPECTED)]
        for size in sizes
    )
    print_table(["found again", *(kind.replace("_", " ") for kind in EXPECTED)], rows)


def print_added(sizes: list[Size], read_ms: float) -> None:
    rows = (
        [f"{size['articles']:,}", added_s(size, read_ms), added_s(size, read_ms) / added_s(sizes[0], read_ms)]
        for size in sizes
    )
    print_table([f"{ADDED:,} more, beside", "CPU s", "ratio"], rows)


def added_s(size: Size, read_ms: float) -> float:
    """Return what the articles added cost, the encoder's own cost in place of its stand-in's."""
    cost_s = sum(cpu_s for part, cpu_s in size["added_s"].items() if part != "read")
    return float(cost_s + read_ms * ADDED / 1_000)


def alone_s(size: Size, read_ms: float) -> float:
    cost_s = sum(cpu_s for part, cpu_s in size["costs_s"].items() if part != "read")
    return float(cost_s + read_ms * size["articles"] / 1_000)


def print_templated(sizes: list[Size]) -> None:
    rows = (
        [
            "with" if size["lines"] else "without",
            size["cpu_s"],
            sum(size["candidates"].values()) / TEMPLATED,
            sum(size["found"].values()) / sum(size["planted"].values()),
        ]
        for size in sizes
    )
    print_table([f"{TEMPLATED:,} pages, three lines shared", "CPU s", "candidates", "found again"], rows)
