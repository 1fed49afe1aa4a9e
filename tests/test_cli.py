"""The command as people type it, in a process of its own. Used wrongly: test_bad_command.py."""

import json
from pathlib import Path

import duckdb
import pytest

from .processes import begun_with, retold

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
COMMANDS = (
    "demo",
    "cover",
    "status",
    "query",
    "explain",
    "trace",
    "export",
    "doctor",
    "read",
    "language",
    "translate",
    "deduplicate",
)


def lines(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_the_demo_ends_with_tables_the_truth_and_the_paths(output: Path) -> None:
    said = (output / "said.txt").read_text(encoding="utf-8")

    for words in ("coverage by language", "retellings", "found against truth", "coverage.duckdb"):
        assert words in said


def test_the_demo_complains_of_nothing_but_what_the_sample_does_wrong(output: Path) -> None:
    complained = (output / "complained.txt").read_text(encoding="utf-8")

    assert complained
    assert not [line for line in complained.splitlines() if "leaked" in line or "Traceback" in line]


def test_the_demo_leaves_no_process_behind(output: Path) -> None:
    assert begun_with(output) == []


def test_the_demos_dataset_is_plain_duckdb(output: Path) -> None:
    with duckdb.connect(str(output / "sample" / "coverage.duckdb"), read_only=True) as connection:
        (articles, voices) = connection.execute("SELECT articles, voices FROM summary").fetchone() or (0, 0)

    assert articles > voices > 0


def test_a_published_dataset_answers_names_sql_json_and_csv(output: Path) -> None:
    named = retold("query", "who_was_first", "--output", output, "--json")
    asked = retold("query", "SELECT outcome FROM ledger", "--output", output, "--csv")

    assert {row["language"] for row in json.loads(named.stdout)} >= {"en", "fr"}
    assert asked.stdout.splitlines()[0] == "outcome"
    assert named.stderr == asked.stderr == ""


def test_status_shows_every_dataset(output: Path) -> None:
    (row,) = json.loads(retold("status", "--output", output, "--json").stdout)

    assert (row["incident"], row["last_run"]) == ("sample", "done")


def test_pages_are_read_in_order_and_what_holds_no_article_says_why(tmp_path: Path) -> None:
    body = "".join(
        f"<p>In the {word} hour the ferry had still not come back to the island, they said.</p>"
        for word in ("first", "second", "third", "fourth", "fifth", "sixth")
    )
    (tmp_path / "a.html").write_text(f"<html lang=en><title>Ferry missing</title><article><h1>Ferry missing</h1>{body}")
    rows = [
        {"id": "1", "url": "https://island.example/a", "file": "a.html"},
        {"id": "2", "url": "", "file": "gone.html"},
    ]
    (tmp_path / "pages.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\nno json\n")
    ended = retold("read", "--jsonl", tmp_path / "pages.jsonl")
    first, second = lines(ended.stdout)

    assert (first["id"], first["title"], first["language"]) == ("1", "Ferry missing", "en")
    assert (second["id"], second["drop"]["reason"]) == ("2", "unreadable")  # type: ignore[index]
    assert ended.stderr.startswith(f"retold: {tmp_path / 'pages.jsonl'}:3: not JSON: ")
    assert ended.returncode == 3


def test_languages_are_told_from_standard_input_in_any_script() -> None:
    texts = {
        "he": "הספינה לא חזרה אל האי, והמשפחות חיכו על הרציף עד הבוקר.",
        "ja": "船は島に戻らず、家族は朝まで岸壁で待っていた。",
        "ko": "배는 섬으로 돌아오지 않았고 가족들은 아침까지 부두에서 기다렸다.",
        "ar": "لم تعد العبارة إلى الجزيرة وانتظرت العائلات على الرصيف حتى الصباح.",
        "ru": "Паром не вернулся на остров, и семьи ждали на причале до самого утра.",
        "und": "\ud800 12 34",
    }
    ended = retold(
        "language", "--jsonl", "-", text="\n".join(json.dumps({"id": k, "text": v}) for k, v in texts.items())
    )

    assert {row["id"]: row["language"] for row in lines(ended.stdout)} == {key: key for key in texts}
    assert ended.returncode == 0


def test_copies_are_told_from_standard_input_with_their_tellings(tmp_path: Path) -> None:
    sentences = [
        f"On day {n} the {word} of the harbour told the reporters what had happened out there."
        for n, word in enumerate(["pilot", "diver", "clerk", "nurse", "cook", "guard", "priest", "carpenter"])
    ]
    story = "\n".join(sentences)
    rows = [
        {"url": "https://a.example/1", "outlet": "a.example", "language": "en", "title": "t", "text": story},
        {"url": "https://b.example/1", "outlet": "b.example", "language": "en", "title": "t", "text": story.upper()},
        {"url": "https://c.example/1", "outlet": "c.example", "language": "en", "title": "t", "text": "Quite another."},
    ]
    tellings = tmp_path / "tellings.jsonl"
    ended = retold("deduplicate", "--jsonl", "-", "--tellings", tellings, text="\n".join(map(json.dumps, rows)))
    (pair,) = lines(ended.stdout)

    assert pair["kind"] in ("exact_copy", "near_copy")
    assert len({row["telling"] for row in lines(tellings.read_text())}) == 2


def test_what_nobody_can_translate_stays_null_and_says_so() -> None:
    row = {"id": 1, "text": "船は島に戻らなかった。", "language": "ja"}
    ended = retold("translate", "--jsonl", "-", "--engine", "apertium", text=json.dumps(row))

    assert lines(ended.stdout) == [{"id": 1, "text": None, "engine": "none", "flags": ["untranslated"]}]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    assert f"retold {command}" in README or f"make {command}" in README
