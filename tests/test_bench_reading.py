"""The bench of reading, on a tiny folder of pages that were written for it."""

import gzip
import json

import pytest

from flows import stages

from .bench import languages, reading, scores, speed, worst

STORY = (
    "The council of Norvik decided on Monday to rebuild the harbour wall before the first storms of the winter.",
    "Fishermen had asked for it since the spring, when two boats were thrown onto the quay and broke there.",
    "The work is to cost four million crowns, of which the region pays a third, said the mayor, Ada Lind.",
    "Nobody could say on Monday where the boats are to lie until the wall stands again, perhaps next autumn.",
)
MENU = "Subscribe now to the letter of the harbour pilots, which comes every second Friday of the month."


def html(lines):
    told = "".join(f"<p>{line}</p>" for line in lines)
    head = "<title>Harbour wall to be rebuilt</title><meta charset=utf-8>"
    return f"<!doctype html><html lang=en><head>{head}</head><body><article class=story>{told}</article></body></html>"


@pytest.fixture
def data(tmp_path):
    (tmp_path / "one.html").write_text(html(STORY), encoding="utf-8")
    (tmp_path / "two.html.gz").write_bytes(gzip.compress(html([*STORY, MENU]).encode()))
    rows = [
        {"id": n, "url": f"https://norvik.example/{n}", "file": f"{n}.html{z}"}
        for n, z in (("one", ""), ("two", ".gz"))
    ]
    gold = [
        {"id": n, "text": "\n".join(STORY), "title": "Harbour wall to be rebuilt", "group": "en"}
        for n in ("one", "two")
    ]
    write(tmp_path / "pages.jsonl", rows)
    write(tmp_path / "gold.jsonl", gold)
    return tmp_path


def write(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def run(monkeypatch, *arguments):
    monkeypatch.setattr("sys.argv", ["reading", *map(str, arguments)])
    monkeypatch.delenv("DATA", raising=False)
    monkeypatch.setattr(reading.logging, "disable", lambda _: None)
    return reading.main()


@pytest.fixture
def alone(monkeypatch):
    """No process but this one."""
    monkeypatch.setattr(reading.sandbox, "work_off", lambda work, items, **_: map(work, items))
    monkeypatch.setattr(speed, "cores", lambda: 1)


@pytest.mark.usefixtures("alone")
def test_the_last_line_holds_figures_of_text_and_speed(data, monkeypatch, capsys):
    assert run(monkeypatch, data, "--rounds", "1") == 0
    said = capsys.readouterr().out
    figures = dict(pair.split("=") for pair in said.splitlines()[-1].split(" "))
    assert (figures["pages"], figures["recall"], figures["title_exact"]) == ("2", "1.0000", "1.0000")
    assert float(figures["f1_en"]) == float(figures["f1"]) > 0.8
    assert (figures["timed"], figures["scaling_kept"]) == ("2", "na")
    assert float(figures["ratio"]) > 0
    assert "the worst pages" in said


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("lost", ["pages.jsonl", "one.html"])
def test_a_missing_file_is_one_line_and_status_2(data, lost, monkeypatch, capsys):
    (data / lost).unlink()
    assert run(monkeypatch, data) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_no_folder_is_status_2(monkeypatch, capsys):
    assert run(monkeypatch) == 2
    assert "DATA" in capsys.readouterr().err


def test_texts_are_scored_by_kind_and_by_what_langdetect_knows(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(stages.sandbox, "work_off", lambda work, items, **_: map(work, items))
    write(
        tmp_path / "texts.jsonl",
        [{"id": "a", "text": STORY[0]}, {"id": "b", "text": "ნორვიკის საკრებულომ კედელი აღადგინა."}],
    )
    write(
        tmp_path / "gold.jsonl",
        [{"id": "a", "language": "en", "kind": "headline"}, {"id": "b", "language": "ka", "kind": "headline"}],
    )
    assert run(monkeypatch, tmp_path) == 0
    figures = capsys.readouterr().out.splitlines()[-1]
    assert "right_headline_known=1.0000" in figures
    assert "n_headline_lacking=1" in figures


@pytest.mark.parametrize(
    ("text", "count"),
    [("Harbour wall, again", 3), ("港の壁", 3), ("항구의 벽", 2), ("สภาเมือง", 8), ("جدار الميناء", 2)],
)
def test_signs_count_where_words_are_not_parted(text, count):
    assert len(scores.words(text)) == count


def test_a_sentence_read_twice_is_too_much():
    page = scores.judge({"id": "a", "text": STORY[0]}, {"text": f"{STORY[0]}\n{STORY[0]}"})
    assert page.recall == 1
    assert page.precision < 0.5
    found = worst.beyond(f"{STORY[0]} {STORY[0]}", STORY[0])
    assert found.share == 0.5
    assert found.longest.place == "at the end"


def test_a_passage_is_found_in_its_element():
    body = html([STORY[0], MENU]).encode()
    assert worst.where(scores.words(MENU)[:6], body) == "in p of article.story"
    assert worst.where(scores.words(STORY[3])[:6], body) == "not so in the page"


@pytest.mark.parametrize(
    ("gold", "read", "right"),
    [
        ("2024-05-03T23:30:00-05:00", "2024-05-04", 1),  # the day in UTC
        ("2024-05-03T23:30:00-05:00", "2024-05-03", 1),
        ("2024-05-03", "2024-05-05", 0),
        ("2024-05-03", None, 0),
    ],
)
def test_a_day_is_right_as_written_or_in_utc(gold, read, right):
    page = scores.judge({"id": "a", "text": "x", "published": gold}, {"text": "x", "published": read})
    assert scores.metadata_figures([page])["date_right"] == (1, right)


def test_a_drop_is_right_where_the_gold_has_no_text():
    drop = {"drop": {"reason": "paywall", "detail": ""}}
    pages = [scores.judge({"id": name, "text": text}, drop) for name, text in (("a", ""), ("b", STORY[0]))]
    assert scores.drop_figures(pages) == {"paywall": (1, 1)}
    assert [page.gold["id"] for page in worst.lowest(pages, 3)] == ["b"]


def test_names_may_stand_in_any_order():
    page = scores.judge(
        {"id": "a", "text": "x", "authors": ["Lind Ada", "Bo Ek"]}, {"text": "x", "authors": ["Ada Lind"]}
    )
    figures = scores.metadata_figures([page])
    assert figures["authors_exact"] == (1, 0)
    assert figures["authors_f1"] == (1, pytest.approx(2 / 3))


def test_an_abstention_is_no_answer():
    told = languages.Told(gold={"language": "no", "kind": "article"}, answer={"language": "und", "confidence": 0.0})
    assert languages.figures([told]) == {"n": 1, "answered": 0, "accuracy": None, "right": 0, "sure_wrong": 0}


def test_two_processes_get_as_much_to_do():
    assert speed.halves([5.0, 1.0, 3.0, 1.0]) == ([0], [2, 1, 3])
