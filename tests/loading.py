"""Two processes for the tests of kills: one loads and publishes a made dataset, one reads it meanwhile, over and over.

python -m tests.loading write FOLDER      says what it has committed, a line each
python -m tests.loading read FOLDER       until FOLDER/enough is there; ends with the number of times it read
"""

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import duckdb
import pyarrow.parquet as pq

from flows import staging
from flows.batches import _article_row
from flows.dataset import Dataset
from flows.publishing import Origin
from flows.relate import relate

from .smalldataset import _visit, article

BATCHES, SIZE, BATCHES_A_PUBLISHING = 4, 20, 2
WORDS = [first + second + last for first in "bdfgklmnprst" for second in "aeiou" for last in ("n", "rm", "sk", "lt")]
BEGAN = datetime(2024, 3, 4, tzinfo=UTC)
ORIGIN = Origin(slug="late-pads", title="Late pads", files={"late-pads.toml": b"title = 'Late pads'\n"})
TOTALS = """
    SELECT
        (SELECT articles FROM summary), (SELECT count(*) FROM articles), (SELECT 2 * count(*) FROM core.texts),
        (SELECT coalesce(sum(articles), 0) FROM coverage_by_language), (SELECT coalesce(sum(articles), 0) FROM tellings),
        (SELECT coalesce(sum(items), 0) FROM ledger)
"""
VOICES = "SELECT (SELECT voices FROM summary), (SELECT count(*) FROM tellings)"


def say(line: str) -> None:
    print(line, flush=True)


def name(batch: int, number: int) -> str:
    return f"paper{number}-{batch}"


def url(batch: int, number: int) -> str:
    return f"https://{name(batch, number)}.example/bridge"


def write(folder: Path) -> None:
    """Load batch after batch, those that are there already too, and publish now and then."""
    with Dataset(folder / "work.duckdb") as dataset:
        say("open")
        for batch in range(BATCHES):
            _load(dataset, batch)
            say(f"loaded {batch}")
            if batch % BATCHES_A_PUBLISHING == BATCHES_A_PUBLISHING - 1:
                relate(dataset)
                say("related")
                dataset.publish(folder, ORIGIN)
                say("published")


def _load(dataset: Dataset, batch: int) -> None:
    """Load links and articles, all of a batch in one transaction; every second article is a copy."""
    told = []
    for number in range(SIZE):
        at = BEGAN + timedelta(hours=batch, minutes=number)
        dated = {"published_from": at, "published_until": at, "published_precision": "minute"}
        told.append(article(name(batch, number), _text(batch, number - number % 2), **dated))
    links = [
        {"url": one.url, "source": "urls", "found_at": BEGAN, "title_hint": None, "published_hint": None}
        for one in told
    ]
    dataset.load("load/links", staging.table(links, "links"))
    rows = [_article_row(_visit(one.url), one, ("bridge",), "") for one in told]
    dataset.load("load/readings", staging.table(rows, "readings"))


def _text(batch: int, number: int) -> str:
    words = Random(f"{batch} {number}")
    return " ".join(f"{' '.join(words.choices(WORDS, k=10)).capitalize()}." for _ in range(12))


def read(folder: Path) -> None:
    """Read snapshot and Parquet as anybody would; anything odd ends it with an error."""
    times, enough = 0, folder / "enough"
    while not enough.exists():
        if (folder / "coverage.duckdb").exists():
            with duckdb.connect(str(folder / "coverage.duckdb"), read_only=True) as connection:
                (totals,) = connection.execute(TOTALS).fetchall()
                ((voices, tellings),) = connection.execute(VOICES).fetchall()
            assert len(set(totals)) == 1, totals
            assert voices == tellings
            assert totals[0] % SIZE == 0, "half a batch"
            assert pq.read_table(folder / "parquet" / "articles.parquet").num_rows % SIZE == 0
            times += 1
        time.sleep(0.2)
    say(str(times))


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](Path(sys.argv[2]))
