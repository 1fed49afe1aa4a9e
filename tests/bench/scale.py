"""What relating 1,000, 10,000 and 100,000 articles costs, what of planted copies is found again, and what a thousand more cost.

    make bench-scale
    python -m tests.bench.scale [--most 10000]

The articles are made, see made.py, and so are the vectors of their sentences: what the encoder costs is measured on a few
of them and stated apart ("read"). Each size is worked off by a process of its own, in one language and in all of them. The
same-language part is everything over the articles in one language, what is loaded once a process apart, per shingling
alone over the same texts: plainly (every five words joined and hashed; bar: at most 3 times) and as it is done here, for
all words of a text at once. All processes together stay under 2 GB. Then a thousand articles are added to those in all
languages. Last, 5,000 pages of ten outlets that share three lines. The last line holds the figures as key=value.
"""

import argparse
import logging
import multiprocessing
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from extractors import deduplicate, vectors
from extractors.deduplicate import Text
from extractors.text import SHINGLE_WORDS, sha256, shingle_size, shingles, word_hashes, words
from flows.articlelines import take_in
from flows.dataset import Dataset
from flows.relate import relate

from .costs import Costs, Peak
from .made import EXPECTED, LANGUAGES, Article, Encoder, Made
from .pairs import Figures
from .reading import shown
from .scaletables import (
    ADDED,
    TEMPLATED,
    Size,
    added_s,
    alone_s,
    beyond_ms,
    ms,
    print_across,
    print_added,
    print_found,
    print_same_language,
    print_templated,
    ratio,
)

SIZES = (1_000, 10_000, 100_000)
MOST = 10_000
FEW = 60  # articles whose relating loads what is loaded once a process
READ = 40  # texts that the real encoder reads, for its cost
TEMPLATE_OUTLETS = 10
MB = 1_000_000


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--most", type=int, default=MOST, help="articles of the largest size (%(default)s)")
    chosen = options.parse_args()
    figures = bench([size for size in SIZES if size <= chosen.most] or [max(1, chosen.most)])
    print(" ".join(f"{name}={shown(value)}" for name, value in figures.items()))
    return 0


def bench(sizes: list[int]) -> Figures:
    """Return all figures, after printing them as tables."""
    read_ms = apart(reading_ms)
    alone = [apart(partial(same_language, size)) | apart(partial(shingling, size)) for size in sizes]
    print_same_language(alone)
    across = [apart(partial(all_languages, size)) for size in sizes]
    print_across(across, alone, read_ms)
    print_found(across)
    print_added(across, read_ms)
    templated = [apart(partial(template, lines)) for lines in (False, True)]
    print_templated(templated)
    return figures(alone, across, templated, read_ms)


def apart(work: Callable[[], Any]) -> Any:
    """Return what a fresh process finds: its memory is that of this work alone."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as worker:
        return worker.submit(work).result()


def reading_ms() -> float:
    """Return the CPU that the encoder takes over an article, in ms, loading apart."""
    texts = [Text(sha256(row["text"]), row["language"], row["text"]) for row in (one.row for one in Made(READ))]
    deduplicate.embed(texts[:1], whole=False)
    began = time.process_time()
    deduplicate.embed(texts, whole=False)
    return 1_000 * (time.process_time() - began) / len(texts)


def same_language(count: int) -> Size:
    loading_s = loaded_s()
    made = Made(count, languages=("en",))
    with Peak() as peak, held() as dataset:
        costs = Costs()
        add(dataset, made)
        costs.relate(dataset, relate)
        found = state(dataset, made)
    return {
        "articles": count,
        "loading_s": loading_s,
        "costs_s": dict(costs.cpu_s),
        "peak_mb": peak.bytes / MB,
        **found,
    }


def loaded_s() -> float:
    """Return the CPU seconds of relating a few texts: nearly all of it loads public suffixes, tables of signs and SQL."""
    began = time.process_time()
    with held() as dataset:
        add(dataset, Made(FEW, languages=("en",)))
        relate(dataset)
    return time.process_time() - began


def shingling(count: int) -> Size:
    """Return the CPU seconds that the shingles of the texts alone take, plainly and as it is done here."""
    texts = [article.row["text"] for article in Made(count, languages=("en",))]
    return {"plain_s": seconds(plain_shingles, texts), "shingling_s": seconds(our_shingles, texts)}


def seconds(work: Callable[[str], object], texts: Iterable[str]) -> float:
    began = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - began


def plain_shingles(text: str) -> set[bytes]:
    units = re.findall(r"\w+", text.casefold())
    runs = (" ".join(units[at : at + SHINGLE_WORDS]) for at in range(len(units) - SHINGLE_WORDS + 1))
    return {blake2b(run.encode(), digest_size=8).digest() for run in runs}


def our_shingles(text: str) -> object:
    units = words(text)
    return shingles(word_hashes(units), shingle_size(units))


def all_languages(count: int) -> Size:
    stand_in()
    made, more = Made(count), Made(ADDED, first=count)
    with Peak() as peak, held() as dataset:
        costs, added = Costs(), Costs()
        add(dataset, made)
        costs.relate(dataset, relate)
        found = state(dataset, made)
        add(dataset, more)
        added.relate(dataset, relate)
    return {
        "articles": count,
        "costs_s": dict(costs.cpu_s),
        "added_s": dict(added.cpu_s),
        "peak_mb": peak.bytes / MB,
        **found,
    }


def template(lines: bool) -> Size:
    """Relate pages of a few outlets, with or without lines that all of them share."""
    made = Made(TEMPLATED, languages=("en",), outlets=TEMPLATE_OUTLETS, menus=float(lines), one_menu=True)
    with held() as dataset:
        costs = Costs()
        add(dataset, made)
        costs.relate(dataset, relate)
        return {"lines": lines, "cpu_s": costs.total_s, **state(dataset, made)}


def stand_in() -> None:
    """Let made vectors stand in for the encoder's, in this process."""
    logging.disable(logging.CRITICAL)
    encoder = Encoder(LANGUAGES)
    vectors._encoder = lambda: encoder


class held:  # noqa: N801  # a context manager that reads as a word
    """A dataset in a temporary folder, with the limits of `retold deduplicate`."""

    def __enter__(self) -> Dataset:
        self._folder = tempfile.TemporaryDirectory(prefix="retold-")
        self._dataset = Dataset(Path(self._folder.name) / "work.duckdb")
        self._dataset.run("relate/limits")
        return self._dataset

    def __exit__(self, *_: object) -> None:
        self._dataset.connection.close()
        self._folder.cleanup()


def add(dataset: Dataset, made: Iterable[Article]) -> None:
    take_in(dataset, (article.row for article in made))


def state(dataset: Dataset, made: Iterable[Article]) -> Size:
    """Return how many candidates there are, and which planted copies were found and planted at all."""
    asked = "SELECT found_by, count(*) FROM core.candidates GROUP BY found_by"
    candidates = dict(dataset.connection.execute(asked).fetchall())
    kinds = {frozenset(pair): kind for *pair, kind in pairs(dataset)}
    planted, found = Counter[str](), Counter[str]()
    for article in made:
        if article.planted and article.of_url:
            planted[article.planted] += 1
            kind = kinds.get(frozenset((article.row["url"], article.of_url)))
            found[article.planted] += kind in EXPECTED[article.planted]
    capped = dict(dataset.connection.execute("SELECT what, items FROM core.capped").fetchall())
    return {"candidates": candidates, "planted": dict(planted), "found": dict(found), "capped": capped}


def pairs(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    rows = dataset.connection.execute("SELECT url, of_url, kind FROM core.pairs").fetchall()
    return ((url, of_url, kind) for url, of_url, kind in rows)


def figures(alone: list[Size], across: list[Size], templated: list[Size], read_ms: float) -> Figures:
    found: Figures = {"read_ms": read_ms}
    first = alone_s(across[0], read_ms) * ADDED / across[0]["articles"]
    for one, size in zip(alone, across, strict=True):
        name = f"{size['articles'] // 1_000}k" if size["articles"] >= 1_000 else str(size["articles"])
        found |= {
            f"same_language_ratio_{name}": ratio(one, "plain_s"),
            f"same_language_ratio_to_ours_{name}": ratio(one, "shingling_s"),
            f"same_language_ms_{name}": ms(sum(one["costs_s"].values()), one),
            f"across_ms_{name}": beyond_ms(size, one),
            f"peak_mb_{name}": max(one["peak_mb"], size["peak_mb"]),
            f"candidates_{name}": sum(size["candidates"].values()) / size["articles"],
            f"found_{name}": sum(size["found"].values()) / sum(size["planted"].values()),
            f"added_s_{name}": added_s(size, read_ms),
            f"added_ratio_{name}": added_s(size, read_ms) / first,
        }
    without, with_lines = (sum(size["candidates"].values()) / TEMPLATED for size in templated)
    return found | {"candidates_without_lines": without, "candidates_with_lines": with_lines}


if __name__ == "__main__":
    sys.exit(main())
