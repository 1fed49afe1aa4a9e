"""What comes to a dataset that is related already costs what is new in it, and changes nothing else."""

import random
from collections import Counter
from itertools import combinations

import pytest

from flows import relate as stage
from flows import relations
from flows.articlelines import take_in
from flows.dataset import Dataset
from flows.relate import relate

from .test_deduplicate import ENGLISH, INDEPENDENT, OTHER_STORY
from .test_order import FERRY, MENU, OWN, at, line, part


def result(dataset):
    capped = dataset.connection.execute("FROM core.capped ORDER BY what").fetchall()
    return dataset.rows("relate/pairs_out"), dataset.rows("relate/tellings_out"), capped


def whole(rows):
    with Dataset(":memory:") as dataset:
        take_in(dataset, rows)
        relate(dataset)
        return result(dataset)


BRIDGE = [
    line("courier", ENGLISH, **at(1, 8)),
    line("herald", ENGLISH.replace("Monday", "Tuesday"), credit="Source: courier.example"),
    line("half", part(ENGLISH, 0, 3), **at(2, 9)),
    line("mirror", INDEPENDENT, **at(2, 20)),
]
SHIP = [line("ferry", FERRY, **at(4, 7)), line("twins", FERRY, **at(5, 7)), line("gazette", OTHER_STORY)]
LEDGERS = line("ledgers", f"{part(OWN, 0, 1)}\n{part(FERRY, 1, 5)}\n{part(OWN, 1, 2)}", **at(5, 6))


@pytest.fixture
def paired(monkeypatch):
    """The pairs of articles whose direction is asked for."""
    asked = []
    pair = stage._pair
    monkeypatch.setattr(
        stage, "_pair", lambda one, other, *rest: asked.append({one.url, other.url}) or pair(one, other, *rest)
    )
    return asked


def test_only_what_hangs_together_with_something_new_is_paired_again(paired):
    with Dataset(":memory:") as dataset:
        take_in(dataset, BRIDGE + SHIP)
        relate(dataset)
        paired.clear()
        take_in(dataset, [LEDGERS])
        relate(dataset)
        assert {url for urls in paired for url in urls} == {LEDGERS["url"], SHIP[0]["url"], SHIP[1]["url"]}
        assert result(dataset) == whole([*BRIDGE, *SHIP, LEDGERS])


def test_nothing_new_pairs_nothing_and_keeps_everything(paired):
    with Dataset(":memory:") as dataset:
        take_in(dataset, BRIDGE + SHIP)
        relate(dataset)
        before = result(dataset)
        paired.clear()
        relate(dataset)
        assert not paired
        assert before[0]
        assert result(dataset) == before


def test_another_date_of_an_article_is_judged_with_all_that_relates_to_it():
    with Dataset(":memory:") as dataset:
        take_in(dataset, BRIDGE + SHIP)
        relate(dataset)
        moved = "published_from = TIMESTAMP '2018-10-09', published_until = TIMESTAMP '2018-10-09'"
        dataset.connection.execute(f"UPDATE core.articles SET {moved} WHERE url = ?", [BRIDGE[0]["url"]])
        relate(dataset)
        assert result(dataset) == whole([BRIDGE[0] | at(9, 0), *BRIDGE[1:], *SHIP])


def test_a_new_outlet_that_old_credits_name_is_seen():
    credited = [line("copy", ENGLISH, credit="Source: Islander"), line("first", ENGLISH, **at(1, 8)), SHIP[2]]
    islander = line("islander", OWN)
    with Dataset(":memory:") as dataset:
        take_in(dataset, credited)
        relate(dataset)
        before = result(dataset)
        take_in(dataset, [islander])
        relate(dataset)
        assert result(dataset)[1] != before[1]
        assert result(dataset) == whole([*credited, islander])


def test_an_article_that_has_gone_leaves_no_pair():
    with Dataset(":memory:") as dataset:
        take_in(dataset, BRIDGE + SHIP)
        relate(dataset)
        dataset.connection.execute("DELETE FROM core.articles WHERE url = ?", [SHIP[0]["url"]])
        relate(dataset)
        assert result(dataset) == whole([*BRIDGE, *SHIP[1:]])


def test_a_run_that_ended_too_early_is_made_good_by_the_next(monkeypatch):
    def stop(*_):
        raise RuntimeError("the power failed")

    with Dataset(":memory:") as dataset:
        take_in(dataset, BRIDGE)
        relate(dataset)
        take_in(dataset, [*SHIP, LEDGERS])
        with monkeypatch.context() as failing:
            failing.setattr(stage, "_settled", stop)
            with pytest.raises(RuntimeError):
                relate(dataset)
        relate(dataset)
        assert result(dataset) == whole([*BRIDGE, *SHIP, LEDGERS])


def test_lines_that_become_boilerplate_later_leave_the_texts_that_were_there():
    pages = [line(f"islander-{number}", f"{text}\n{MENU}") for number, text in enumerate((FERRY, INDEPENDENT, OWN))]
    with Dataset(":memory:") as dataset:
        for page in pages:
            take_in(dataset, [page])
            relate(dataset)
        evidence = "SELECT body FROM core.articles JOIN core.texts ON texts.text_sha256 = evidence_sha256"
        bodies = {body for (body,) in dataset.connection.execute(evidence).fetchall()}
        assert bodies == {FERRY, INDEPENDENT, OWN}


@pytest.mark.parametrize("seed", range(4))
def test_candidates_of_parts_are_those_of_all_however_many_texts_hold_a_shingle(seed, monkeypatch):
    monkeypatch.setattr(relations, "MOST_TEXTS", 4)
    monkeypatch.setattr(relations, "STAND_FOR_ALL", 2)
    rng = random.Random(seed)
    with Dataset(":memory:") as dataset:
        take_in(dataset, [line(f"n{number}", f"{seed} {number}") for number in range(40)])
        texts = [text for (text,) in dataset.connection.execute("SELECT text_sha256 FROM core.articles").fetchall()]
        sketches = {text: {rng.choice((rng.randrange(6), rng.randrange(40))) for _ in range(6)} for text in texts}
        rows = [{"evidence_sha256": text, "sketch": sorted(sketch)} for text, sketch in sketches.items()]
        dataset.load("relate/add_signatures", relations._staged(rows, relations._SIGNATURES))
        there = set()
        for _ in range(8):
            there ^= set(rng.sample(texts, 9))  # some come, some go
            gone = sorted(set(texts) - there)
            dataset.connection.execute(
                "UPDATE core.articles SET evidence_sha256 = CASE WHEN list_contains(?, text_sha256) THEN '' ELSE text_sha256 END",
                [gone],
            )
            relations._find_by_words(dataset)
            found = dataset.connection.execute(
                "SELECT evidence_sha256, of_evidence_sha256 FROM core.candidates"
            ).fetchall()
            assert set(found) == expected({text: sketches[text] for text in there})


def expected(sketches):
    """Return the pairs that share two shingles, of frequent ones only those whose first text is one of the first two."""
    shared = Counter()
    for shingle in set().union(*sketches.values()):
        held = sorted(text for text, sketch in sketches.items() if shingle in sketch)
        standing = held if len(held) <= 4 else held[:2]
        shared.update(pair for pair in combinations(held, 2) if pair[0] in standing)
    return {pair for pair, count in shared.items() if count >= 2}
