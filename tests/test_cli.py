"""The command as people type it, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from .processes import begun_with

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
COMMANDS = ("demo", "cover", "status", "query", "doctor", "read", "language", "translate", "deduplicate")


def retold(*arguments: str | Path, text: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Return how the command ended, with what it said."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "RETOLD_"))}
    return subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=text,
        check=False,
        env={**clean, **environment},
    )


def lines(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder after one demo."""
    folder = tmp_path_factory.mktemp("output")
    ended = retold("demo", "--output", folder)
    assert ended.returncode == 0, ended.stderr
    (folder / "said.txt").write_text(ended.stdout, encoding="utf-8")
    return folder


def test_the_demo_ends_with_tables_the_truth_and_the_paths(output: Path) -> None:
    said = (output / "said.txt").read_text(encoding="utf-8")

    for words in ("coverage by language", "retellings", "found against truth", "coverage.duckdb"):
        assert words in said


def test_the_demo_finds_what_is_true(output: Path) -> None:
    """Every difference would stand in the output; which article is a copy may depend on no engine."""
    said = (output / "said.txt").read_text(encoding="utf-8")

    assert [line for line in said.splitlines() if line.startswith("differs")] == []


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


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["query", "nonsense"], 2, "no query or view 'nonsense'"),
        (["query", "SELECT * FROM nowhere"], 1, "Table with name nowhere does not exist"),
        (["query", "DROP TABLE core.links"], 1, "read-only"),
        (["query", "summary", "--json", "--csv"], 2, "not both"),
        (["query", "summary", "--incident", "nessie"], 2, "holds no dataset"),
        (["query", ""], 2, "no query or view ''"),
        (["query", "COPY summary TO '/tmp/retold.csv'"], 1, "disabled"),
        (["cover", "nessie"], 2, "no incident 'nessie'"),
        (["cover", "ocean-marketing"], 2, "RETOLD_CONTACT is not set"),
        (["demo", "--sample", "/nonexistent"], 2, "is no sample web"),
        (["read"], 2, "give either a page or --jsonl"),
        (["language"], 2, "give --jsonl"),
        (["language", "--jsonl", "/nonexistent.jsonl"], 2, "/nonexistent.jsonl: cannot be read"),
        (["deduplicate", "--jsonl", "-", "--tellings", "/nonexistent/t"], 1, "No such file or directory"),
        (["translate", "--jsonl", "-", "--engine", "babelfish"], 2, "no engine 'babelfish'"),
        (["tell"], 2, "No such command"),
    ],
)
def test_wrong_use_is_answered_in_one_line(output: Path, arguments: list[str], status: int, said: str) -> None:
    extra = ["--output", str(output)] if arguments[0] in ("query", "cover", "demo") else []
    ended = retold(*arguments, *extra, text="")

    assert (ended.returncode, said in ended.stderr) == (status, True), ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


def test_no_dataset_yet_is_answered_with_how_to_make_one(tmp_path: Path) -> None:
    ended = retold("status", "--output", tmp_path)

    assert (ended.returncode, "retold demo" in ended.stderr) == (1, True)


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
    assert "pages.jsonl:3: not JSON" in ended.stderr
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
    row = {"id": "1", "text": "船は島に戻らなかった。", "language": "ja"}
    ended = retold("translate", "--jsonl", "-", "--engine", "apertium", text=json.dumps(row))

    assert lines(ended.stdout) == [{"id": "1", "text": None, "engine": "none", "flags": ["untranslated"]}]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    assert f"retold {command}" in README or f"make {command}" in README
