"""How well and how dearly pages are read: the scores on a folder of data, the worst pages and why, CPU and scaling.

    make bench-reading DATA=FOLDER
    python -m tests.bench.reading FOLDER [--rounds 5] [--pages 100]

FOLDER holds pages.jsonl, a line per page: {"id", "url", "file"}, `file` (.html or .html.gz) relative to it; and, to be
scored, gold.jsonl: {"id", "text"} and what else is known of "title", "authors", "published", "language", "group". Or it
holds texts.jsonl: {"id", "text"}, with gold.jsonl: {"id", "language", "kind"}. How figures are counted stands in scores.py
and languages.py. CPU is measured page by page on both sides in turn, scaling by the wall time of one process and of two;
these are medians of the rounds. The last line holds the figures as key=value. Exit status 2: the data cannot be used.
"""

import argparse
import gzip
import logging
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from extractors import sandbox
from extractors.errors import UseError
from extractors.records import Article, Page
from flows import stages
from flows.batches import READ_DEADLINE_S, READ_MEMORY_BYTES
from flows.progress import harmless

from . import languages, scores, speed, worst
from .scores import Figures, Judged, Row

ROUNDS = 5
MOST_TIMED = 100  # pages, so that the whole ends within four minutes on two idle cores
MOST_WORST = 3
IDLE = 0.9  # of a core
MOST_LANGUAGES = 10


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", default=os.environ.get("DATA", ""), help="or DATA in the environment")
    options.add_argument("--rounds", type=int, default=ROUNDS, help="of the timing (%(default)s)")
    options.add_argument("--pages", type=int, default=MOST_TIMED, help="timed at most (%(default)s)")
    chosen = options.parse_args()
    logging.disable(logging.CRITICAL)
    try:
        figures = bench(chosen.folder, max(1, chosen.rounds), max(1, chosen.pages))
    except UseError as error:
        print(f"bench-reading: {error}", file=sys.stderr)
        return 2
    print(" ".join(f"{name}={shown(value)}" for name, value in figures.items()))
    return 0


def bench(data: str, rounds: int, most_timed: int) -> Figures:
    """Return all figures, after printing them as tables."""
    folder = Path(data)
    if not data or not folder.is_dir():
        raise UseError(f"DATA: expected a folder with pages.jsonl or texts.jsonl, not {data!r}")
    if (folder / "pages.jsonl").exists():
        return bench_pages(folder, rounds, most_timed)
    if (folder / "texts.jsonl").exists():
        return bench_texts(folder)
    raise UseError(f"{folder}: holds neither pages.jsonl nor texts.jsonl")


def bench_pages(folder: Path, rounds: int, most_timed: int) -> Figures:
    rows = lines(folder / "pages.jsonl", ("id", "file"))
    absent = [row["file"] for row in rows if not (folder / row["file"]).is_file()]
    if absent:
        raise UseError(f"{folder / absent[0]}: no such file, and {len(absent) - 1} more that pages.jsonl names")
    answers = read_all(folder, rows)
    figures: Figures = {}
    if (folder / "gold.jsonl").exists():
        figures |= print_scores(folder, rows, answers)
    else:
        print(f"{folder}: holds no gold.jsonl, so that only speed is measured\n")
    return figures | print_speed(folder, rows, answers, rounds, most_timed)


def lines(path: Path, needs: tuple[str, ...]) -> list[Row]:
    """Return the lines of a file. Raises UseError where one cannot be used: the figures without it would be others."""
    found = stages.Lines(path, needs, unique="id")
    rows = list(found)
    if found.bad or not rows:
        raise UseError(f"{path}: " + (f"{found.bad} lines cannot be used" if found.bad else "holds no lines"))
    return rows


def read_all(folder: Path, rows: Sequence[Row]) -> dict[str, Row]:
    """Return what `retold read --jsonl` says of each page, and how it was read."""
    items = [(folder / row["file"], str(row.get("url") or "")) for row in rows]
    results = sandbox.work_off(
        stages.read_file,
        items,
        processes=os.cpu_count() or 1,
        deadline_s=READ_DEADLINE_S,
        memory_bytes=READ_MEMORY_BYTES,
    )
    return {row["id"]: answer(result) for row, result in zip(rows, results, strict=True)}


def answer(result: Article | Exception) -> Row:
    how = {"extractor": result.extractor, "agreement": result.agreement} if isinstance(result, Article) else {}
    return {**stages.told(result), **how}


def print_scores(folder: Path, rows: Sequence[Row], answers: Mapping[str, Row]) -> Figures:
    gold = page_gold(folder / "gold.jsonl")
    pages = [scores.judge(row, answers.get(row["id"], {})) for row in gold]
    unknown = len(answers.keys() - {row["id"] for row in gold})
    if unknown:
        print(f"{unknown} pages are not in gold.jsonl and are not scored\n")
    figures = print_text(pages) | print_metadata(pages) | print_flags(pages) | print_drops(pages)
    print_worst(folder, {row["id"]: row for row in rows}, pages)
    return figures


def page_gold(path: Path) -> list[Row]:
    rows = lines(path, ("id", "text"))
    for row in rows:
        try:
            datetime.fromisoformat(row.get("published") or "2000-01-01")
        except (TypeError, ValueError) as error:
            raise UseError(f"{path}: {row['id']}: published: expected ISO 8601, not {row['published']!r}") from error
    return rows


def print_text(pages: Sequence[Judged]) -> Figures:
    groups = {"all": scores.text_figures(pages)}
    groups |= {name: scores.text_figures(members) for name, members in scores.by_group(pages).items()}
    heads = {"pages": "pages", "precision": "P", "recall": "R", "f1": "F1", "page_f1": "page F1"}
    heads |= {"below_half": "<.5", "poor": "<.8", "empty": "empty"}
    print_table(["text", *heads.values()], ([name, *(row[key] for key in heads)] for name, row in groups.items()))
    return groups["all"] | {f"f1_{name}": row["f1"] for name, row in groups.items() if name != "all"}


def print_metadata(pages: Sequence[Judged]) -> Figures:
    figures = scores.metadata_figures(pages)
    print_table(
        ["metadata", "pages", ""],
        ([name.replace("_", " ").replace("f1", "F1"), *pair] for name, pair in figures.items()),
    )
    return {name: value for name, (_, value) in figures.items()}


def print_flags(pages: Sequence[Judged]) -> Figures:
    flags = scores.flag_figures(pages)
    notes = {flag: "" if scores.is_of_text(flag) else "(not of the text)" for flag in flags}
    print_table(
        ["flag", "pages", "page F1", "F1<.8", ""], ([flag, *row.values(), notes[flag]] for flag, row in flags.items())
    )
    return scores.flagging_figures(pages)


def print_drops(pages: Sequence[Judged]) -> Figures:
    drops = scores.drop_figures(pages)
    print_table(["dropped", "rightly", "wrongly"], ([reason, *counts] for reason, counts in drops.items()))
    right, wrong = (sum(counts[side] for counts in drops.values()) for side in (0, 1))
    return {"dropped_rightly": right, "dropped_wrongly": wrong, "missing": sum(not page.answer for page in pages)}


def print_worst(folder: Path, rows: Mapping[str, Row], pages: Sequence[Judged]) -> None:
    print("the worst pages, and why (a word is a single sign in Chinese, Japanese and Thai)")
    for page in worst.lowest(pages, MOST_WORST):
        name = page.gold["id"]
        found = page.answer and page.answer.get("drop", {}).get("reason") not in stages.FAILED_READS
        print(f"{page.f1:.3f} {harmless(name)}")
        for line in worst.why(page, body(folder / rows[name]["file"]) if found else b""):
            print(f"      {line}")
    print()


def body(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def print_speed(folder: Path, rows: Sequence[Row], answers: Mapping[str, Row], rounds: int, most_timed: int) -> Figures:
    reasons = {name: given.get("drop", {}).get("reason") for name, given in answers.items()}
    readable = [row for row in rows if reasons[row["id"]] not in stages.FAILED_READS]
    if not readable:
        raise UseError(f"{folder}: none of its pages can be read")
    timed = [page(folder, row) for row in spread(readable, most_timed)]
    print(f"timed: {len(timed)} of {len(rows)} pages, evenly spread; {len(rows) - len(readable)} could not be read")
    cost = speed.cpu(timed, rounds)
    print(f"trafilatura {cost.bare_s:.2f} s, stage {cost.stage_s:.2f} s, loading {cost.loading_s:.2f} s")
    print(f"ratio {cost.ratio:.2f} x trafilatura, CPU, median of {rounds}")
    figures: Figures = {"timed": len(timed), "bare_s": cost.bare_s, "stage_s": cost.stage_s, "ratio": cost.ratio}
    return figures | print_scaling(timed, cost, rounds)


def print_scaling(timed: Sequence[Page], cost: speed.Cpu, rounds: int) -> Figures:
    if speed.cores() < 2:
        print("scaling: there is one core only")
        return {"scaling_bare": None, "scaling_stage": None, "scaling_kept": None, "core_share": None}
    gained = speed.scaling(timed, cost.page_s, rounds)
    print(f"scaling: bare {gained.bare:.2f} x, stage {gained.stage:.2f} x, kept {gained.kept:.0%}, median of {rounds}")
    if gained.core_share < IDLE:
        print(f"the machine is busy: a process got {gained.core_share:.0%} of a core, and the scaling means little")
    return {
        "scaling_bare": gained.bare,
        "scaling_stage": gained.stage,
        "scaling_kept": gained.kept,
        "core_share": gained.core_share,
    }


def page(folder: Path, row: Row) -> Page:
    path = folder / row["file"]
    url = row.get("url") or path.absolute().as_uri()
    return Page(
        url=url,
        final_url=url,
        fetched_at=datetime.now(UTC),
        status=200,
        content_type="text/html",
        body=body(path),
    )


def spread(rows: Sequence[Row], most: int) -> list[Row]:
    """Return at most so many rows, in even steps from the first on."""
    count = min(most, len(rows))
    return [rows[number * len(rows) // count] for number in range(count)]


def bench_texts(folder: Path) -> Figures:
    gold = lines(folder / "gold.jsonl", ("id", "language", "kind"))
    texts = lines(folder / "texts.jsonl", ("id", "text"))
    answers = {row["id"]: row for row in stages.languages(texts)}
    told = [languages.Told(gold=row, answer=answers.get(row["id"], {})) for row in gold]
    groups = languages.by_kind(told)
    print_table(["language", *groups["all"]], ([name, *row.values()] for name, row in groups.items()))
    print_lists(told)
    return {
        name if group == "all" else f"{name}_{group}": value
        for group, row in groups.items()
        for name, value in row.items()
    } | {"missing": sum(not text.answer for text in told)}


def print_lists(told: Sequence[languages.Told]) -> None:
    low = languages.lowest(told, MOST_LANGUAGES)
    print("lowest (share right):", ", ".join(f"{language} {value:.2f}" for language, value in low))
    wrong = languages.confusions(told, MOST_LANGUAGES)
    print("worst confusions (gold > answer):", ", ".join(f"{a} > {b} {count}" for (a, b), count in wrong), "\n")


def print_table(heads: Sequence[str], rows: Iterable[Sequence[float | str | None]]) -> None:
    """Print rows under their heads, numbers to the right; nothing but the word where there are none."""
    cells = [[one if isinstance(one, str) else shown(one, 3) for one in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    for row in (heads, *cells):
        first, *others = (cell.ljust(widths[0]) if not at else cell.rjust(widths[at]) for at, cell in enumerate(row))
        print("  ".join((first, *others)).rstrip())
    print("none\n" if not cells else "")


def shown(value: float | None, digits: int = 4) -> str:
    if value is None:
        return "na"
    return str(value) if isinstance(value, int) else f"{value:.{digits}f}"


if __name__ == "__main__":
    sys.exit(main())
