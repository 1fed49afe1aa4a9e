"""The benches of copies: on a tiny folder that was written for it, and over a few made articles."""

import json

import pytest

from .bench import copies, made, pairs, scale, voices
from .test_deduplicate import ENGLISH, FRENCH, INDEPENDENT, OTHER_STORY


def write(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def url(name):
    return f"https://{name}.example/1"


@pytest.fixture
def data(tmp_path):
    texts = {"courier": ENGLISH, "journal": FRENCH, "mirror": INDEPENDENT, "gazette": OTHER_STORY}
    articles = [{"url": url(name), "language": "en", "text": text} for name, text in texts.items()]
    articles[1] |= {"language": "fr", "credit": "Traduit de l’anglais"}
    write(tmp_path / "articles.jsonl", articles)
    gold = [
        {"a": url("journal"), "b": url("courier"), "kind": "translated_copy", "expect": "must", "class": "translation"},
        {"a": url("mirror"), "b": url("gazette"), "kind": "excerpt", "expect": "must", "class": "half"},
        {"a": url("mirror"), "b": url("courier"), "kind": "same_incident", "expect": "must_not"},
    ]
    write(tmp_path / "gold_pairs.jsonl", gold)
    tellings = [
        {
            "url": row["url"],
            "language": row["language"],
            "telling": url("courier") if row["url"] == url("journal") else row["url"],
            "is_original": row["url"] != url("journal"),
        }
        for row in articles
    ]
    write(tmp_path / "gold_tellings.jsonl", tellings)
    return tmp_path


def run(monkeypatch, *arguments):
    monkeypatch.setattr("sys.argv", ["copies", *map(str, arguments)])
    monkeypatch.delenv("DATA", raising=False)
    monkeypatch.setattr(copies.logging, "disable", lambda _: None)
    return copies.main()


def test_the_last_line_holds_figures_of_pairs_tellings_and_cost(data, monkeypatch, capsys):
    assert run(monkeypatch, data) == 0
    said = capsys.readouterr().out
    figures = dict(pair.split("=") for pair in said.splitlines()[-1].split(" "))
    assert (figures["precision"], figures["recall"], figures["recall_translation"]) == ("1.0000", "0.5000", "1.0000")
    assert (figures["false_same_incident"], figures["same_incident_pairs"]) == ("0", "1")
    assert (figures["direction_right"], figures["direction_accuracy"]) == ("1", "1.0000")
    assert (figures["bcubed_f1"], figures["voices_error"], figures["voices_error_fr"]) == ("1.0000", "0.0000", "0.0000")
    assert float(figures["cpu_ms"]) > 0


def test_what_was_lost_is_named_with_the_stage_that_lost_it(data, monkeypatch, capsys):
    run(monkeypatch, data)
    said = capsys.readouterr().out
    assert f"half: {url('mirror')} of {url('gazette')} (given: nothing)" in said
    assert "no candidate, so never judged" in said


@pytest.mark.parametrize("lost", ["articles.jsonl", "gold_pairs.jsonl"])
def test_a_missing_file_is_one_line_and_status_2(data, lost, monkeypatch, capsys):
    (data / lost).unlink()
    assert run(monkeypatch, data) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"expect": "perhaps"}, "expect"),
        ({"accept": ["copy"]}, "accept"),
        ({"dates": "none"}, "dates"),
        ({"b": "https://nobody.example/"}, "articles.jsonl"),
        ({"a": "https://gazette.example/1", "b": "https://mirror.example/1"}, "two lines"),
    ],
)
def test_a_gold_pair_that_cannot_be_scored_is_named(data, changed, named, monkeypatch, capsys):
    rows = [json.loads(row) for row in (data / "gold_pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    rows[0] |= changed
    write(data / "gold_pairs.jsonl", rows)
    assert run(monkeypatch, data) == 2
    assert named in capsys.readouterr().err


def test_a_telling_without_an_original_is_named(data, monkeypatch, capsys):
    rows = [json.loads(row) for row in (data / "gold_tellings.jsonl").read_text(encoding="utf-8").splitlines()]
    rows[0]["is_original"] = False
    write(data / "gold_tellings.jsonl", rows)
    assert run(monkeypatch, data) == 2
    assert "expected one original, not 0" in capsys.readouterr().err


def test_no_folder_is_status_2(monkeypatch, capsys):
    assert run(monkeypatch) == 2
    assert "DATA" in capsys.readouterr().err


def test_a_label_counts_by_what_its_pair_is_expected_to_be():
    articles = [{"url": name, "language": "en"} for name in "abcde"]
    gold = [
        {"a": "b", "b": "a", "kind": "near_copy", "expect": "must", "accept": ["near_copy", "excerpt"]},
        {"a": "c", "b": "a", "kind": "excerpt", "expect": "must"},
        {"a": "d", "b": "a", "kind": "same_incident", "expect": "must_not"},
        {"a": "c", "b": "b", "kind": "related", "expect": "may"},
    ]
    given = [
        {"url": "a", "of_url": "b", "kind": "excerpt", "direction": "known"},
        {"url": "c", "of_url": "a", "kind": "near_copy", "direction": "unknown"},
        {"url": "d", "of_url": "a", "kind": "near_copy"},
        {"url": "c", "of_url": "b", "kind": "near_copy"},
        {"url": "e", "of_url": "a", "kind": "exact_copy"},
        {"url": "e", "of_url": "b", "kind": "shares_quotation"},
    ]
    judged = pairs.judge(articles, gold, given)
    copy = pairs.kind_figures(judged)["copy"]
    assert (copy["given"], copy["precision"], copy["recall"], copy["right"]) == (4, 0.5, 1.0, 1)
    assert pairs.kind_figures(judged)["near_copy"]["precision"] == 0
    assert pairs.false_figures(judged) | {"missed": 1} == {
        "false_same_incident": 1,
        "same_incident_pairs": 1,
        "false_other": 1,
        "shares_quotation": 1,
        "missed": 1,
    }
    found = pairs.direction_figures(judged)["all"]
    assert (found["wrong"], found["unknown"], found["answered"], found["accuracy"]) == (1, 1, 0.5, 0)


def test_a_telling_broken_in_two_costs_recall_and_adds_a_voice():
    def tellings(names):
        return {
            url: {"telling": telling, "language": "en", "is_original": url == telling} for url, telling in names.items()
        }

    gold = tellings({"a": "a", "b": "a", "c": "a", "d": "d"})
    given = tellings({"a": "a", "b": "a", "c": "c", "d": "d"})
    found = voices.telling_figures(gold, given)
    assert (found["bcubed_precision"], found["bcubed_recall"]) == (1.0, pytest.approx((4 / 3 + 1 / 3 + 1) / 4))
    assert (found["voices_error"], found["split"], found["joined"], found["original_right"]) == (0.5, 1, 0, 1.0)


def test_made_articles_are_the_same_every_time_and_their_copies_are_found(monkeypatch):
    monkeypatch.setattr(scale.vectors, "_encoder", scale.vectors._encoder)  # put back afterwards
    monkeypatch.setattr(scale, "ADDED", 20)
    monkeypatch.setattr(scale.logging, "disable", lambda _: None)
    assert list(made.Made(40)) == list(made.Made(40))
    found = scale.all_languages(100)
    assert found["planted"] == dict.fromkeys(made.PLANTED, 5)
    assert sum(found["found"].values()) >= 24
    assert found["peak_mb"] > 0 < sum(found["added_s"].values())
