"""What the reading stage costs beside a bare loop of trafilatura, and what a second process brings to either."""

import logging
import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from statistics import median

import trafilatura

from extractors.errors import DropError
from extractors.extract import read
from extractors.language import identify
from extractors.records import Article, Page
from flows.batches import known_outlets

Seconds = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cpu:
    """CPU seconds, medians of the rounds."""

    loading_s: float  # what the stage loads at its first use, counted nowhere else
    bare_s: float
    stage_s: float
    ratio: float  # median of the rounds' own
    page_s: tuple[Seconds, Seconds]  # of each page: bare, stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaling:
    """How many times as fast two processes are as one, medians of the rounds."""

    bare: float
    stage: float
    kept: float  # share of the bare loop's that the stage keeps
    core_share: float  # of a core, that a process got: well under 1, the machine was busy and the others mean little


def bare(page: Page) -> str | None:
    found: str | None = trafilatura.extract(page.body)
    return found


def stage(page: Page) -> Article | None:
    try:
        return read(page, known_outlets())
    except DropError:  # an answer like another
        return None


def _cpu_s(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def cpu(pages: Sequence[Page], rounds: int) -> Cpu:
    """Return what both sides cost, page by page in turn, the first of the two another in each round."""
    loading_s = _cpu_s(lambda: identify("The council of Norvik meets on Monday."))
    _both(pages[0], 0)
    costs = [[_both(page, number) for page in pages] for number in range(rounds)]
    bare_s, stage_s = ([sum(both[side] for both in one) for one in costs] for side in (0, 1))
    per_page = [tuple(median(one[at][side] for one in costs) for at in range(len(pages))) for side in (0, 1)]
    return Cpu(
        loading_s=loading_s,
        bare_s=median(bare_s),
        stage_s=median(stage_s),
        ratio=median(ours / theirs for ours, theirs in zip(stage_s, bare_s, strict=True)),
        page_s=(per_page[0], per_page[1]),
    )


def _both(page: Page, number: int) -> tuple[float, float]:
    if number % 2:
        stage_s = _cpu_s(lambda: stage(page))
        return _cpu_s(lambda: bare(page)), stage_s
    return _cpu_s(lambda: bare(page)), _cpu_s(lambda: stage(page))


def cores() -> int:
    return len(os.sched_getaffinity(0))


def scaling(pages: Sequence[Page], page_s: tuple[Seconds, Seconds], rounds: int) -> Scaling:
    """Return what two processes bring, in wall time, over the same work done by one.

    Both have begun, loaded everything and hold all pages. Each gets half of a side's work, by what its pages cost.
    """
    gains: tuple[list[float], list[float]] = ([], [])
    got: list[float] = []
    with _worker(pages) as first, _worker(pages) as second:
        for number in range(rounds):
            for side, gained, costs in zip((bare, stage), gains, page_s, strict=True):
                alone_s, alone_got = _wall_s([(first, second)[number % 2]], side, [range(len(pages))])
                both_s, both_got = _wall_s([first, second], side, halves(costs))
                gained.append(alone_s / both_s)
                got += alone_got + both_got
    kept = median(ours / theirs for theirs, ours in zip(*gains, strict=True))
    return Scaling(bare=median(gains[0]), stage=median(gains[1]), kept=kept, core_share=median(got))


def halves(costs: Sequence[float]) -> tuple[list[int], list[int]]:
    """Return which pages go to which of two processes, so that both have as much to do."""
    shares: tuple[list[int], list[int]] = ([], [])
    loads = [0.0, 0.0]
    for at in sorted(range(len(costs)), key=lambda at: -costs[at]):
        lighter = loads.index(min(loads))
        shares[lighter].append(at)
        loads[lighter] += costs[at]
    return shares


_held: list[Page] = []  # of a worker process


def _worker(pages: Sequence[Page]) -> ProcessPoolExecutor:
    fresh = multiprocessing.get_context("spawn")
    worker = ProcessPoolExecutor(1, mp_context=fresh, initializer=_hold, initargs=(list(pages),))
    for side in (bare, stage):
        worker.submit(_work, side, [0]).result()
    return worker


def _hold(pages: list[Page]) -> None:
    logging.disable(logging.CRITICAL)
    _held.extend(pages)


def _work(side: Callable[[Page], object], numbers: Sequence[int]) -> float:
    """Return the share of a core that this process got meanwhile."""
    began = time.perf_counter()
    cpu_s = _cpu_s(lambda: [side(_held[number]) for number in numbers])
    return cpu_s / (time.perf_counter() - began)


def _wall_s(
    workers: Sequence[ProcessPoolExecutor], side: Callable[[Page], object], shares: Sequence[Sequence[int]]
) -> tuple[float, list[float]]:
    """Return the seconds until all have ended, and the share of a core that each got."""
    began = time.perf_counter()
    running = [worker.submit(_work, side, numbers) for worker, numbers in zip(workers, shares, strict=True)]
    got = [one.result() for one in running]
    return time.perf_counter() - began, got
