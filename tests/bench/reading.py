"""CPU seconds of the reading stage against a bare loop of trafilatura over the same pages.

    python tests/bench/reading.py DATA      (or DATA=folder in the environment)

DATA holds pages.jsonl, a line per page: {"id", "url", "file"}; `file` (.html or .html.gz) is relative to it. Each page is
read by both sides in turn, and the whole is repeated; the figures are medians of the rounds. What the stage loads at its
first use is loaded before and stated apart.
"""

import gzip
import json
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import trafilatura

from extractors import outlets
from extractors.errors import DropError
from extractors.extract import read
from extractors.language import identify
from extractors.plugins import Outlet, load
from extractors.records import Page

ROUNDS = 5


def pages(folder: Path) -> Iterator[Page]:
    for line in (folder / "pages.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        body = (folder / row["file"]).read_bytes()
        yield Page(
            url=row["url"],
            final_url=row["url"],
            fetched_at=datetime.now(UTC),
            status=200,
            content_type="text/html",
            body=gzip.decompress(body) if row["file"].endswith(".gz") else body,
        )


def cpu_s(work: Callable[[], object]) -> float:
    started = time.thread_time()
    work()
    return time.thread_time() - started


def stage(page: Page, known: dict[str, Outlet]) -> bool:
    try:
        read(page, known)
    except DropError:
        return False
    return True


def main() -> None:
    folder = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("DATA")
    if not folder:
        sys.exit(__doc__)
    logging.disable(logging.CRITICAL)
    known, found = load(outlets, Outlet), list(pages(Path(folder)))
    loading_s = cpu_s(lambda: identify("The council of Norvik meets on Monday."))
    bare_s, stage_s = [], []
    for _ in range(ROUNDS):
        both = [(cpu_s(partial(trafilatura.extract, page.body)), cpu_s(partial(stage, page, known))) for page in found]
        bare_s.append(sum(bare for bare, _ in both))
        stage_s.append(sum(ours for _, ours in both))
    ratio = statistics.median(ours / bare for ours, bare in zip(stage_s, bare_s, strict=True))
    articles = sum(stage(page, known) for page in found)
    print(
        f"trafilatura {statistics.median(bare_s):.2f} s, stage {statistics.median(stage_s):.2f} s, loading {loading_s:.2f} s"
    )
    print(f"ratio {ratio:.2f} x trafilatura, {len(found)} pages, {articles} articles")


if __name__ == "__main__":
    main()
