"""What loading, publishing, reading and searching a dataset cost, at 10,000 made articles of four kilobytes or more.

    make bench-dataset
    python -m tests.bench.dataset [--most 100000]

The articles are in six languages, each sentence with an English reading. They are loaded twice by turns, in batches as a
run has them: by the loader of a run, their links being known, and plainly, articles, texts and sentences by one INSERT
each, with a key, long texts in zstd, all in one transaction with one CHECKPOINT. The bar is 1.5 times the CPU of the plain
way. Then the batches come once more, and change nothing. Published is with relations made up for a twentieth of the articles. The
first hundred rows of every view are read ten times as slowly as all texts are counted, at most. Search is asked for words
that few, many and all articles hold. The last line holds the figures as key=value.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows import staging
from flows.dataset import Dataset, Snapshot, names_in, sql_text

from .costs import Peak
from .manyscripts import LANGUAGES, READ, reading, sentences, translations
from .pairs import Figures
from .reading import print_table, shown

SIZES = (10_000, 100_000)
MOST = 10_000
LARGEST_BATCHES = 16  # so many batches has a stage of a run, when it has many articles
ROUNDS = 2
FIRST_ROWS = 100
MB = 1_000_000
HERE = Path(__file__).parent
TEXTS = "SELECT count(*), sum(length(body)) FROM core.texts"
Seconds = tuple[float, float]  # of CPU, and of the clock


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--most", type=int, default=MOST, help="articles of the largest size (%(default)s)")
    chosen = options.parse_args()
    figures: Figures = {}
    for size in [size for size in SIZES if size <= chosen.most] or [max(1, chosen.most)]:
        figures |= bench(size)
    print(" ".join(f"{name}={shown(value)}" for name, value in figures.items()))
    return 0


def bench(count: int) -> Figures:
    """Return the figures of one size, after printing them as tables."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        apart(partial(make, count, place))
        loads: dict[str, list[Any]] = {"own": [], "plain": []}
        for _ in range(ROUNDS):
            loads["own"].append(apart(partial(load, place)))
            loads["plain"].append(apart(partial(load_plainly, place)))
        figures = print_loads(count, loads)
        figures |= print_published(apart(partial(publish, place)))
        figures |= print_views(apart(partial(first_rows, place)))
        figures |= print_searches(apart(partial(searches, place)))
    return {f"{name}_{count}": value for name, value in figures.items()}


def apart(work: Callable[[], Any]) -> Any:
    """Return what a fresh process finds: its memory and its caches are those of this work alone."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as worker:
        return worker.submit(work).result()


def timed(work: Callable[[], Any]) -> Seconds:
    cpu_s, clock_s = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu_s, time.perf_counter() - clock_s


def make(count: int, folder: Path) -> None:
    """Stage the articles and their English readings, in batches as a run has them."""
    size = max(50, -(-count // LARGEST_BATCHES))
    for number, start in enumerate(range(0, count, size)):
        rows = [reading(at) for at in range(start, min(count, start + size))]
        translated = [one for row in rows for one in translations(row)]
        pq.write_table(staging.table(rows, "readings"), folder / f"readings-{number:03d}.parquet")
        pq.write_table(staging.table(translated, "translations"), folder / f"translations-{number:03d}.parquet")


def staged(folder: Path, name: str) -> Iterator[pa.Table]:
    return map(pq.read_table, sorted(folder.glob(f"{name}-*.parquet")))


def load(folder: Path) -> dict[str, Any]:
    """Load as a run does; return what it and a second time took."""
    path = folder / "work.duckdb"
    path.unlink(missing_ok=True)
    with Peak() as peak, Dataset(path) as dataset:
        _quietly(dataset.connection)
        for rows in staged(folder, "readings"):
            dataset.load("load/links", _links(rows))
        first = timed(partial(_load, dataset, folder))
        held = path.stat().st_size
        before = dataset.connection.execute((HERE / "held.sql").read_text()).fetchall()
        again = timed(partial(_load, dataset, folder))
        assert dataset.connection.execute((HERE / "held.sql").read_text()).fetchall() == before
    return {"load": first, "again": again, "mb": held / MB, "peak_mb": peak.bytes / MB}


def _load(dataset: Dataset, folder: Path) -> None:
    for rows in staged(folder, "readings"):
        dataset.load("load/readings", rows)
    dataset.connection.execute("CHECKPOINT work")


def _quietly(connection: duckdb.DuckDBPyConnection) -> None:
    """Show no bar: a fresh process looks to DuckDB as if a person sat before it."""
    connection.execute("SET enable_progress_bar = false")


def _links(rows: pa.Table) -> pa.Table:
    found = [{"url": url, "source": "urls", "found_at": READ} for url in rows["url"].to_pylist()]
    return staging.table(found, "links")


def load_plainly(folder: Path) -> dict[str, Any]:
    """Load the same rows into plain tables; return what it took."""
    path = folder / "plain.duckdb"
    path.unlink(missing_ok=True)
    with Peak() as peak, duckdb.connect(str(path)) as connection:
        _quietly(connection)
        connection.execute((HERE / "plain_tables.sql").read_text())
        taken = timed(partial(_load_plainly, connection, folder))
    return {"load": taken, "mb": path.stat().st_size / MB, "peak_mb": peak.bytes / MB}


def _load_plainly(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    connection.begin()
    for rows in staged(folder, "readings"):
        connection.register("staged", rows)
        connection.execute((HERE / "plain_load.sql").read_text()).fetchall()
        connection.unregister("staged")
    connection.commit()
    connection.execute("CHECKPOINT")


def publish(folder: Path) -> dict[str, Any]:
    """Fill in what a run would have made of the articles, and publish; return what that takes and how large it is."""
    with Peak() as peak, Dataset(folder / "work.duckdb") as dataset:
        _quietly(dataset.connection)
        translated = timed(lambda: [dataset.load("load/translations", rows) for rows in staged(folder, "translations")])
        english = timed(lambda: dataset.connection.execute(sql_text("derive/english")))
        dataset.connection.execute((HERE / "made_relations.sql").read_text())
        dataset.connection.execute("CHECKPOINT work")
        published = timed(partial(dataset.publish, folder))
        checks = {name: timed(partial(dataset.rows, f"checks/{name}")) for name in names_in("checks")}
    return {
        "translations": translated,
        "english": english,
        "publish": published,
        "checks": checks,
        "work_mb": (folder / "work.duckdb").stat().st_size / MB,
        "snapshot_mb": (folder / "coverage.duckdb").stat().st_size / MB,
        "parquet_mb": sum(path.stat().st_size for path in (folder / "parquet").iterdir()) / MB,
        "peak_mb": peak.bytes / MB,
    }


def first_rows(folder: Path) -> dict[str, Any]:
    """Return what reading the first rows of each view takes, and what counting all texts does."""
    snapshot = Snapshot(folder / "coverage.duckdb")
    _quietly(snapshot.connection)
    return {
        "texts": _median(partial(snapshot.query, TEXTS)),
        "views": {
            name: _median(partial(snapshot.query, f"FROM {name} LIMIT {FIRST_ROWS}")) for name in names_in("views")
        },
    }


def searches(folder: Path) -> dict[str, Any]:
    """Return for each kind of words how many articles hold them, and what finding them takes."""
    snapshot = Snapshot(folder / "coverage.duckdb")
    _quietly(snapshot.connection)
    told = [sentences(number) for number in range(200)]
    title = {language: next(said[0] for tongue, said in told if tongue == language) for language in LANGUAGES}
    asked = {
        "nothing": "wordthatnobodyknows",
        "a rare word": title["fr"].split()[4].strip("."),
        "two words": " ".join(title["ru"].split()[1:3]),
        "Han": title["zh-Hans"][:3],
        "a quoted headline": f'"{title["ar"]}"',
        "what nearly all hold": "er",
        "ten kilobytes": " ".join(" ".join(said) for _, said in told)[:10_000],
    }
    return {
        kind: (
            len(snapshot.rows("show/search", sought=words)),
            _median(partial(snapshot.rows, "show/search", sought=words)),
        )
        for kind, words in asked.items()
    }


def _median(work: Callable[[], Any]) -> Seconds:
    """Return the middle of three, after one that fills the caches."""
    work()
    taken = [timed(work) for _ in range(3)]
    return median(cpu_s for cpu_s, _ in taken), median(clock_s for _, clock_s in taken)


def print_loads(count: int, loads: dict[str, list[Any]]) -> Figures:
    rows = [
        (f"{way}, {kind}", *one[kind], count / one[kind][1], one["mb"], round(one["peak_mb"]))
        for way, rounds in loads.items()
        for one in rounds
        for kind in ("load", "again")
        if kind in one
    ]
    print(f"{count:,} articles, {len(LANGUAGES)} languages")
    print_table(("loading", "CPU s", "s", "articles a second", "file MB", "peak MB"), rows)
    own, plain = (min(one["load"][0] for one in loads[way]) for way in ("own", "plain"))
    again = min(one["again"][0] for one in loads["own"])
    return {"load_s": own, "plain_s": plain, "load_ratio": own / plain, "again_ratio": again / own}


def print_published(told: dict[str, Any]) -> Figures:
    rows = [(part, *told[part]) for part in ("translations", "english", "publish")]
    slowest = sorted(told["checks"].items(), key=lambda item: -item[1][0])
    checks = tuple(sum(seconds[at] for _, seconds in slowest) for at in (0, 1))
    rows += [("of this all checks", *checks), *((f"check {name}", *seconds) for name, seconds in slowest[:4])]
    print_table(("publishing", "CPU s", "s"), rows)
    sizes = {name: told[name] for name in ("work_mb", "snapshot_mb", "parquet_mb", "peak_mb")}
    print_table(sizes, [[round(size) for size in sizes.values()]])
    return {"publish_s": told["publish"][1], "publish_cpu_s": told["publish"][0], "checks_cpu_s": checks[0], **sizes}


def print_views(told: dict[str, Any]) -> Figures:
    texts_s = told["texts"][0]
    print(f"counting all texts takes {texts_s:.3f} s of CPU")
    slowest = sorted(told["views"].items(), key=lambda item: -item[1][0])
    print_table(
        (f"first {FIRST_ROWS} rows", "CPU s", "s", "ratio to counting"),
        [(name, *seconds, seconds[0] / texts_s) for name, seconds in slowest],
    )
    return {"texts_s": texts_s, "slowest_view_ratio": slowest[0][1][0] / texts_s}


def print_searches(told: dict[str, Any]) -> Figures:
    print_table(
        ("search for", "articles", "CPU s", "s"), [(kind, found, *taken) for kind, (found, taken) in told.items()]
    )
    return {
        "search_s": median(taken[1] for _, taken in told.values()),
        "slowest_search_s": max(taken[1] for _, taken in told.values()),
    }


if __name__ == "__main__":
    sys.exit(main())
