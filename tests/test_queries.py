"""The questions of sql/queries/: what they answer about the sample and about awkward articles, counted by hand."""

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest

from extractors.engines import apertium
from flows.dataset import Snapshot, names_in, sql_text

from . import awkward
from .wronguse import Command

ANSWERS = Path(__file__).parent / "answers"
QUERIES = names_in("queries")
READINGS = ("translation", "shared_quotations")  # hang on what Apertium has made of the texts
ANY = "*"  # measured by the run, and judged elsewhere
MOST_COLUMNS = 100  # of a terminal
Table = list[list[str]]


def expected(query: str) -> tuple[list[str], Table]:
    """Return the comment and the table of tests/answers/<query>.csv."""
    lines = (ANSWERS / f"{query}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    comment = [line for line in lines if line.startswith("# ")]
    return comment, list(csv.reader(lines[len(comment) :]))


def table(out: str) -> Table:
    return list(csv.reader(io.StringIO(out, newline="")))


def agrees(row: list[str], answer: list[str]) -> bool:
    return len(row) == len(answer) and all(wanted in (ANY, cell) for cell, wanted in zip(row, answer, strict=True))


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_answers_about_the_sample_what_was_counted_by_hand(query: str, output: Path, command: Command) -> None:
    missing = apertium.missing()
    if missing and query in READINGS and os.environ.get("REQUIRE_APERTIUM") != "1":
        pytest.skip(missing)
    comment, (columns, *answers) = expected(query)
    ended = command("query", query, "--csv", "--incident", "sample", "--output", output)
    names, *rows = table(ended.out)

    assert (ended.status, ended.err, names) == (0, "", columns)
    assert comment
    assert answers
    assert [row for row, answer in zip(rows, answers, strict=False) if not agrees(row, answer)] == []
    assert len(rows) == len(answers)


@pytest.fixture(scope="session")
def awkward_answers(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return awkward.snapshot(tmp_path_factory.mktemp("awkward"))


# Counted by hand from what tests/awkward.py says of each article. A day spans from 14 hours before it to 12 behind it.
AWKWARD = {
    "voices": ["17,14,1.21,13,1,4,1"],
    "voices_by_language": [
        "en,English,10,8,7,0,1.25,10",
        "es,Spanish,2,2,2,0,1.0,2",
        "ru,Russian,2,2,2,0,1.0,2",
        "de,German,1,1,1,0,1.0,1",
        "fr,French,1,1,0,1,1.0,1",
        "und,und,1,1,1,0,1.0,1",
    ],
    # charlie's day begins at 10:00 on the 4th, before bravo; a tie; an hour beside a day; an edited date; no date at all.
    "who_was_first": [
        "en,alpha.example,2024-03-04 08:00,yes,2.0,2,",
        "fr,delta.example,2024-03-05 08:00,yes,,0,en",
        "ru,lima.example,2024-03-06 09:00,no,,0,",
        "es,papa.example,2024-03-07 15:00,no,,0,",
        "de,romeo.example,2024-03-09 10:00,yes,,0,",
        "und,,,no,,1,",
    ],
    "crossings": ["en,fr,1,1,24.0,24.0,1,1.0"],
    "lags": ["en,en,2,0,1,0,0,0,1", "en,fr,1,0,0,0,1,0,0"],
    "longest_chains": ["2,1,alpha.example > bravo.example > charlie.example", "1,1,alpha.example > delta.example"],
    "fastest_retellings": [
        "2.5,alpha.example,en,bravo.example,en",
        "24.0,alpha.example,en,delta.example,fr",
    ],
    "unknown_dates": ["second,10,58.8,8,5,0", "day,4,23.5,3,0,1", "unknown,3,17.6,2,0,0"],
    "growth": [
        "2024-03-04,2,1,1,2,1,1",
        "2024-03-05,2,0,1,4,1,2",
        "2024-03-06,3,3,1,7,4,3",
        "2024-03-07,2,2,1,9,6,4",
        "2024-03-08,1,1,0,10,7,4",
        "2024-03-09,1,1,1,11,8,5",
        "2024-03-10,1,1,0,12,9,5",
        "2024-03-11,1,1,0,13,10,5",
        "2024-03-12,1,1,0,14,11,5",
        ",3,3,1,17,14,6",
    ],
    "silent_periods": [
        "2024-03-09 10:00,2024-03-10 09:00,23.0,3",
        "2024-03-08 12:00,2024-03-09 10:00,22.0,3",
        "2024-03-04 08:00,2024-03-04 10:00,2.0,3",
        "2024-03-10 09:00,2024-03-10 10:00,1.0,3",
    ],
    "excerpted": ["golf.example,3,3,en,https://golf.example/bridge"],
    "presumed_retellings": ["oscar.example,en,1,Reuters"],
    "only_retell": [
        "bravo.example,en,1,1,0,alpha.example",
        "charlie.example,en,1,1,0,bravo.example",
        "delta.example,fr,1,1,0,alpha.example",
        "oscar.example,en,1,0,1,",
    ],
    "most_retold": ["alpha.example,2,3,3,en fr", "bravo.example,1,0,0,"],
    "agency_share": [
        "by a known agency,0,0,0",
        "retold from a known agency,0,0,0",
        '"source not here, credited or with marks of it",1,5.9,1',
        '"retold, with a credit line",0,0,0',
        '"retold, without a credit line",3,17.6,1',
        '"copies of one another, source not known",0,0,0',
        "in own words,13,76.5,13",
    ],
    "arrivals": [
        "en,own telling,2024-03-04,,",
        "fr,retelling,,2024-03-05,en",
        "ru,own telling,2024-03-06,,",
        "es,own telling,2024-03-07,,",
        "de,own telling,2024-03-09,,",
    ],
    # A mended number and its sentence, a new sentence, a new headline.
    "changed_after_publication": ["victor.example,2,1,0,0,3,0"],
    "overrides_in_force": [
        '"these two are a copy, or are none",0,1',
        "it was published then,1,0",
        "it is this outlet's text,0,0",
        '"it tells the incident, or does not",0,0',
        "it belongs to this telling,0,0",
    ],
    "losses": ["discover,waiting,not_scraped,1,50.0", "extract,dropped,off_topic,1,50.0"],
    "losses_by_outlet": ["gone.example,1,1,0,0,off_topic 1", "later.example,1,0,1,0,not_scraped 1"],
    "aliases": ["1,m.alpha.example,https://alpha.example/bridge"],
    "never_retold": [
        "2024-03-06,en,echo.example,https://echo.example/bridge",
        "2024-03-06,ru,lima.example,https://lima.example/bridge",
        "2024-03-06,ru,mike.example,https://mike.example/bridge",
        "2024-03-07,es,quebec.example,https://quebec.example/bridge",
        "2024-03-07,es,papa.example,https://papa.example/bridge",
        "2024-03-08,en,victor.example,https://victor.example/bridge",
        "2024-03-09,de,romeo.example,https://romeo.example/bridge",
        "2024-03-10,en,hotel.example,https://hotel.example/bridge",
        "2024-03-11,en,india.example,https://india.example/bridge",
        "2024-03-12,en,juliett.example,https://juliett.example/bridge",
        ",und,sierra.example,https://sierra.example/bridge",
    ],
}


@pytest.mark.parametrize("query", AWKWARD)
def test_a_query_answers_about_awkward_articles_what_was_counted_by_hand(
    query: str, awkward_answers: Snapshot, command: Command
) -> None:
    folder = awkward_answers.path.parent
    ended = command("query", query, "--csv", "--incident", folder.name, "--output", folder.parent)

    assert ended.out.splitlines()[1:] == AWKWARD[query]


def test_every_answer_belongs_to_a_query() -> None:
    assert sorted(file.stem for file in ANSWERS.glob("*.csv")) == QUERIES
    assert len(QUERIES) >= 24


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_begins_with_its_question_and_says_how_to_read_the_answer(query: str) -> None:
    lines = sql_text(f"queries/{query}").splitlines()
    comment = [line for line in lines if line.startswith("-- ")]

    assert re.fullmatch(r"-- .+[?]", lines[0])
    assert len(comment) > 2
    assert lines[: len(comment)] == comment


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_asks_of_an_empty_dataset_without_an_error(query: str, published: Path, command: Command) -> None:
    ended = command("query", query, "--output", published, "--json")

    assert (ended.status, ended.err) == (0, "")
    assert {row.get("articles", 0) for row in json.loads(ended.out)} <= {0}


@pytest.mark.parametrize("query", QUERIES)
def test_an_answer_fits_into_a_terminal(query: str, output: Path) -> None:
    columns, rows = Snapshot(output / "sample" / "coverage.duckdb").query(sql_text(f"queries/{query}"))
    widest = [
        max(len(column), *(len(_folded(str(row[place]))) for row in rows)) for place, column in enumerate(columns)
    ]

    assert sum(widest) + 3 * len(columns) - 1 <= MOST_COLUMNS


def _folded(cell: str) -> str:
    """Return what must stay on one line: of addresses and lists no more than a part."""
    return cell[:16] if cell.startswith("http") or " " in cell else cell
