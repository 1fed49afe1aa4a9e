"""The stage over a dataset, and over the lines of a file."""

import random
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from extractors.text import sha256
from flows import articlelines, relations
from flows import relate as stage
from flows.articlelines import relate_lines, take_in
from flows.dataset import Dataset
from flows.relate import relate

from .test_deduplicate import CHINESE, ENGLISH, FRENCH, INDEPENDENT, OTHER_STORY

KEYS = ["url", "of_url", "kind", "score", "text_share", "of_text_share", "direction", "cue", "confidence", "evidence"]


def line(name, text=ENGLISH, language="en", **known):
    return {
        "url": f"https://{name}.example/bridge",
        "outlet": f"{name}.example",
        "language": language,
        "title": "The bridge",
        "text": text,
    } | known


def related(lines):
    pairs, tellings = relate_lines(lines)
    return list(pairs), list(tellings)


COVERAGE = [
    line("courier", published="2018-10-01T08:00:00+00:00", published_precision="second"),
    line("herald", ENGLISH.replace("Monday", "Tuesday"), credit="Source: courier.example"),
    line("journal", FRENCH, "fr", published="2018-10-02", published_precision="day", credit="Traduit de l’anglais"),
    line("ribao", CHINESE, "zh-Hans", links_out=["https://courier.example/bridge"]),
    line("mirror", INDEPENDENT, published="2018-10-02T20:00:00+00:00"),
    line("gazette", OTHER_STORY),
]


@pytest.fixture(scope="module")
def coverage():
    return related(COVERAGE)


def test_retellings_of_a_text_are_one_telling(coverage):
    _, tellings = coverage
    courier = "https://courier.example/bridge"
    assert {row["url"]: (row["telling"], row["of_url"]) for row in tellings} == {
        courier: (courier, None),
        "https://herald.example/bridge": (courier, courier),
        "https://journal.example/bridge": (courier, courier),
        "https://ribao.example/bridge": (courier, courier),
        "https://mirror.example/bridge": ("https://mirror.example/bridge", None),
        "https://gazette.example/bridge": ("https://gazette.example/bridge", None),
    }
    assert [row["url"] for row in tellings if row["is_original"]] == [
        courier,
        "https://gazette.example/bridge",
        "https://mirror.example/bridge",
    ]


def test_each_pair_has_one_line_and_every_field(coverage):
    pairs, _ = coverage
    assert len({frozenset((row["url"], row["of_url"])) for row in pairs}) == len(pairs) == 6
    assert all(list(row) == KEYS and isinstance(row["evidence"], dict) for row in pairs)
    cues = {row["url"].split(".")[0][8:]: row["cue"] for row in pairs if row["of_url"].startswith("https://courier")}
    assert cues == {"herald": "credit", "journal": "translated_from", "ribao": "link"}


def test_order_of_lines_cannot_matter(coverage):
    shuffled = list(COVERAGE)
    random.Random(3).shuffle(shuffled)
    assert related(shuffled) == coverage


def test_size_of_batches_cannot_matter(coverage, monkeypatch):
    for name in ("TEXTS_A_BATCH", "READ_A_BATCH", "SCREENED_A_BATCH", "PAIRS_A_BATCH"):
        monkeypatch.setattr(relations, name, 1)
    monkeypatch.setattr(articlelines, "LINES_A_LOAD", 2)
    assert related(COVERAGE) == coverage


def result(dataset):
    return dataset.rows("relate/pairs_out"), dataset.rows("relate/tellings_out")


def test_arrival_in_parts_gives_the_same_and_judges_nothing_twice():
    judged = []

    def run_batches(name, labelled):
        for _, call in labelled:
            rows = call()
            judged.extend((row["evidence_sha256"], row["of_evidence_sha256"]) for row in rows if "judge" in name)
            yield rows

    with Dataset(":memory:") as whole, Dataset(":memory:") as parts:
        take_in(whole, COVERAGE)
        relate(whole)
        for part in (COVERAGE[3:], COVERAGE[:2], COVERAGE[2:3]):
            take_in(parts, part)
            relate(parts, run_batches)
        before = len(judged)
        relate(parts, run_batches)
        assert result(parts) == result(whole)
    assert len(judged) == len(set(judged)) == before


def test_nothing_new_runs_no_batch():
    with Dataset(":memory:") as dataset:
        take_in(dataset, COVERAGE)
        relate(dataset)
        relate(dataset, lambda name, labelled: pytest.fail(f"{name}: {labelled}"))


def test_boilerplate_of_an_outlet_relates_nothing():
    menu = (
        "\nSubscribe to the Quillby Courier today\nSend us your story by letter or by boat\nAll rights reserved by us"
        * 2
    )
    lines = [
        line("courier", text + menu, url=f"https://courier.example/{number}")
        for number, text in enumerate((ENGLISH, INDEPENDENT, OTHER_STORY))
    ]
    pairs, tellings = related([*lines, line("herald")])
    assert [(row["kind"], row["of_url"]) for row in pairs] == [("exact_copy", "https://herald.example/bridge")]
    assert len({row["telling"] for row in tellings}) == 3


def test_a_repeated_address_is_left_out_and_told(caplog):
    pairs, tellings = related([line("courier"), line("courier", OTHER_STORY), line("courier", FRENCH)])
    assert (len(pairs), len(tellings)) == (0, 1)
    assert [record.getMessage() for record in caplog.records] == [
        f"line {number}: https://courier.example/bridge was given before; the first one counts" for number in (2, 3)
    ]


def test_a_crowd_of_reprints_is_paired_with_the_first_only(monkeypatch):
    monkeypatch.setattr(stage, "MOST_ARTICLES", 4)
    pairs, tellings = related(line(f"n{number:03d}") for number in range(30))
    assert len(pairs) == 4 * 3 // 2 + 26
    assert len({row["telling"] for row in tellings}) == 1


def test_a_shingle_that_everybody_holds_keeps_the_crowd_together(monkeypatch):
    monkeypatch.setattr(relations, "MOST_TEXTS", 5)
    with Dataset(":memory:") as dataset:
        take_in(dataset, [line(f"n{number:03d}", f"{ENGLISH} Note {number} by the editor.") for number in range(30)])
        relate(dataset)
        pairs, tellings = result(dataset)
        assert dict(dataset.connection.execute("SELECT what, items FROM core.capped").fetchall())["shingles"] > 0
    assert len(pairs) < 30 * 29 / 2
    assert len({row["telling"] for row in tellings}) == 1


def test_nothing_at_all_is_no_error():
    assert related([]) == ([], [])


@pytest.mark.parametrize(
    "odd",
    [
        {"text": ""},
        {"text": "One sentence again. " * 1_000},
        {"text": "Слово 日本語 English עברית. " * 60, "language": "no-such"},
        {"text": "nul \x00 byte " * 20, "published": "0001-01-01", "published_precision": "day"},
        {"text": "\ud800 lone surrogates " * 20, "credit": "\udfff"},
        {"outlet": None, "language": None, "title": None, "published": 5, "links_out": "none", "credit": ["x"]},
        {"url": "no address", "outlet": "", "canonical": "http://[", "links_out": [None, 3, "::"]},
    ],
)
def test_odd_lines_are_survived(odd):
    _, tellings = related([line("courier"), line("odd") | odd])
    assert len(tellings) == 2


def test_evidence_is_turned_with_the_pair():
    half = line("herald", ENGLISH.split("\n", 2)[2], canonical="https://courier.example/bridge")
    ((row,), _) = related([line("courier"), half])
    assert row["url"] == half["url"]
    assert row["text_share"] == 1.0 > row["of_text_share"]
    assert row["evidence"]["paragraphs"] == [2, 4]


def test_every_column_is_explained():
    with Dataset(":memory:") as dataset:
        bare = dataset.connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'core' AND comment IS NULL"
        ).fetchall()
    assert bare == []


def test_a_changed_text_leaves_no_pair_behind():
    with Dataset(":memory:") as dataset:
        take_in(dataset, COVERAGE[:2])
        relate(dataset)
        assert len(result(dataset)[0]) == 1
        dataset.connection.execute("INSERT INTO core.texts VALUES ($1, $2)", [sha256(OTHER_STORY), OTHER_STORY])
        dataset.connection.execute(
            "UPDATE core.articles SET text_sha256 = $1, evidence_sha256 = NULL WHERE outlet = 'herald.example'",
            [sha256(OTHER_STORY)],
        )
        relate(dataset)
        pairs, tellings = result(dataset)
    assert pairs == []
    assert len({row["telling"] for row in tellings}) == 2


def test_dates_are_kept_as_intervals_in_utc():
    stated = ["2018-10-01T10:00:00+09:00", "2018-10-01", "2018-10-02", "2018-10-03"]
    with Dataset() as dataset:
        take_in(dataset, [line(f"paper{number}", published=day) for number, day in enumerate(stated)])
        sides = {row["url"]: row["published_from"] for row in dataset.rows("relate/sides", began=date.min)}
    moments = [sides[url] for url in sorted(sides)]
    assert moments[0] == datetime(2018, 10, 1, 1, tzinfo=UTC)
    assert all(early < late for early, late in pairwise(moments[1:]))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"published": "yesterday"}, "published is 'yesterday', expected a date such as 2018-10-01"),
        ({"published": 1538380800}, "published is 1538380800, expected a date"),
        (
            {"published_precision": "hour"},
            "published_precision is 'hour', expected one of second, minute, day, unknown",
        ),
        ({"links_out": "https://b.example/1"}, "links_out is 'https://b.example/1', expected a list of addresses"),
        (
            {"alternates": ["https://b.example/1"]},
            "alternates is ['https://b.example/1'], expected addresses by language",
        ),
        ({"credit": ["AFP"]}, "credit is ['AFP'], expected a text"),
    ],
)
def test_what_nobody_can_use_is_named_and_counts_as_absent(caplog, wrong, said):
    pairs, tellings = related([line("courier"), line("herald", **wrong)])
    assert pairs == related([line("courier"), line("herald")])[0]
    assert len(tellings) == 2
    (warning,) = [record.message for record in caplog.records if record.message.startswith("line")]
    assert warning.startswith(f"line 2: {said}")
    assert warning.endswith("taken as absent")


def test_of_many_such_lines_the_first_are_named_and_the_others_counted(caplog):
    related([line(f"paper{number}", published="soon") for number in range(20)])
    said = [record.message for record in caplog.records if "published" in record.message]
    assert len(said) == articlelines.MOST_WARNINGS + 1
    assert said[-1] == f"{20 - articlelines.MOST_WARNINGS} more such lines about `published`"


def test_alternates_say_who_was_translated():
    alternates = {"en": "https://courier.example/bridge", "FR": "https://journal.example/bridge"}
    english = line("courier", alternates={**alternates, "x-default": "https://courier.example/bridge"})
    pairs, _ = related([english, line("journal", FRENCH, "fr", alternates=english["alternates"])])
    assert [(row["url"], row["cue"]) for row in pairs] == [("https://journal.example/bridge", "hreflang")]
