"""`retold query`: what can be asked, and what several datasets answer at once. The answers themselves: test_queries.py."""

import csv
import io
import json
import shutil
from pathlib import Path

import duckdb
import pytest

from flows.dataset import names_in

from .smalldataset import article, snapshot
from .wronguse import Command

BRIDGE = "\n".join(
    f"On day {day} the bridge keeper of the harbour told what had happened at pier {day}." for day in range(9)
)
OWN = "\n".join(f"Nobody in the town has slept for {night} nights, and the river goes on rising." for night in range(9))


def table(out: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(out, newline="")))


@pytest.fixture(scope="session")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with three incidents, of names that SQL must quote: two articles, one article, none."""
    output = tmp_path_factory.mktemp("several")
    snapshot(output / "core", [article("first", BRIDGE), article("second", BRIDGE)])
    snapshot(output / 'l\'été "24"', [article("third", OWN, "de")])
    snapshot(output / "memory", [])
    return output


@pytest.fixture
def troubled(several: Path, tmp_path: Path) -> Path:
    """The same with one dataset that is damaged, and one of an older Retold that has no such view or column."""
    output = tmp_path / "output"
    shutil.copytree(several, output)
    (output / "bad").mkdir()
    (output / "bad" / "coverage.duckdb").write_bytes(b"no dataset at all")
    shutil.copytree(output / "core", output / "older")
    with duckdb.connect(str(output / "older" / "coverage.duckdb")) as older:
        older.execute("DROP VIEW language_flow")
        older.execute("CREATE OR REPLACE VIEW summary AS SELECT count(*) AS articles FROM core.articles")
    return output


def test_without_a_question_all_that_can_be_asked_is_listed(command: Command) -> None:
    listed = command("query")
    rows = json.loads(command("query", "--json").out)

    assert listed.status == 0
    assert {row["name"] for row in rows} >= {*names_in("queries"), *names_in("views")}
    assert all(row["name"] in listed.out and row["question"] for row in rows)
    assert {row["kind"] for row in rows} >= {"question", "view"}
    assert command("query", "--csv").out.startswith("kind,name,question\r\n")


def test_a_question_is_asked_of_every_incident_by_itself(several: Path, command: Command) -> None:
    ended = command("query", "voices", "--all", "--output", several, "--json")
    rows = json.loads(ended.out)

    assert (ended.status, ended.err) == (0, "")
    assert [(row["incident"], row["articles"], row["voices"]) for row in rows] == [
        ("core", 2, 1),
        ('l\'été "24"', 1, 1),
        ("memory", 0, 0),
    ]
    assert next(iter(rows[0])) == "incident"


def test_a_view_is_shown_of_all_incidents_one_after_another(several: Path, command: Command) -> None:
    rows = table(command("query", "coverage_by_outlet", "--all", "--output", several, "--csv").out)

    assert [(row[0], row[1]) for row in rows] == [
        ("incident", "outlet"),
        ("core", "first.example"),
        ("core", "second.example"),
        ('l\'été "24"', "third.example"),
    ]


def test_sql_is_asked_of_the_union_of_all_incidents(several: Path, command: Command) -> None:
    question = "SELECT incident, count(*) AS articles FROM articles GROUP BY incident ORDER BY incident"
    links = "SELECT count(*) AS links, count(DISTINCT incident) AS incidents FROM core.links"
    ended = command("query", question, "--all", "--output", several, "--csv")

    assert table(ended.out) == [["incident", "articles"], ["core", "2"], ['l\'été "24"', "1"]]
    assert table(command("query", links, "--all", "--output", several, "--csv").out)[1:] == [["3", "2"]]
    assert (ended.status, ended.err) == (0, "")


def test_search_looks_into_all_incidents_and_says_which(several: Path, command: Command) -> None:
    for sought, found in (("keeper pier", ["core", "core"]), ("river rising", ['l\'été "24"'])):
        asked = f"SELECT incident, outlet FROM search('{sought}')"
        ended = command("query", asked, "--all", "--output", several, "--csv")

        assert ended.err == ""
        assert [incident for incident, _ in table(ended.out)[1:]] == found


def test_what_cannot_be_read_is_named_and_the_others_answer(troubled: Path, command: Command) -> None:
    ended = command("query", "language_flow", "--all", "--output", troubled, "--json")
    bad, older = ended.err.splitlines()

    assert ended.status == 3
    assert bad.startswith(f"retold: {troubled / 'bad' / 'coverage.duckdb'} is no dataset, or damaged")
    assert older == (
        f"retold: {troubled / 'older' / 'coverage.duckdb'} was published by an older Retold: run `retold cover` again"
    )
    assert json.loads(ended.out) == []


def test_a_column_that_an_older_dataset_lacks_is_empty(troubled: Path, command: Command) -> None:
    shutil.rmtree(troubled / "bad")
    asked = ("--all", "--output", troubled, "--json")
    for question in ("summary", "FROM summary ORDER BY incident"):
        ended = command("query", question, *asked)

        assert (ended.status, ended.err) == (0, "")
        assert [(row["incident"], row["articles"], row["voices"]) for row in json.loads(ended.out)] == [
            ("core", 2, 1),
            ('l\'été "24"', 1, 1),
            ("memory", 0, 0),
            ("older", 2, None),
        ]


def test_sql_over_all_goes_on_without_the_damaged(troubled: Path, command: Command) -> None:
    ended = command(
        "query", "SELECT DISTINCT incident FROM articles ORDER BY 1", "--all", "--output", troubled, "--csv"
    )

    assert (ended.status, ended.err.count("\n")) == (3, 1)
    assert table(ended.out)[1:] == [["core"], ['l\'été "24"'], ["older"]]


def test_a_dataset_that_breaks_off_inside_is_left_out_of_the_union(
    several: Path, tmp_path: Path, command: Command
) -> None:
    output = tmp_path / "output"
    shutil.copytree(several, output)
    shutil.copytree(output / "core", output / "torn")
    torn = output / "torn" / "coverage.duckdb"
    content = bytearray(torn.read_bytes())
    content[12_288 + 8 :] = bytes(len(content) - 12_288 - 8)  # behind the three headers there is nothing any more
    torn.write_bytes(content)
    ended = command("query", "SELECT incident, url FROM articles ORDER BY ALL", "--all", "--output", output, "--csv")

    assert (ended.status, len(table(ended.out))) == (3, 4)
    assert ended.err.startswith(f"retold: {torn} ")
    assert ended.err.count("\n") == 1


WRONG = {
    "nothing to ask of all": (["query", "--all"], "--all: give a question"),
    "all and one": (["query", "voices", "--all", "--incident", "core"], "give --all or --incident, not both"),
    "an unknown name": (["query", "voises", "--all"], "no query or view 'voises' (did you mean 'voices'?)"),
    "no SQL": (["query", "SELEC * FROM articles", "--all"], "SQL, line 1, column 1: syntax error"),
    "an unknown view in SQL": (["query", "FROM articels LIMIT 1", "--all"], "Table with name articels does not exist!"),
    "a change": (["query", 'DELETE FROM "incident 0 core".core.links', "--all"], "read-only"),
    "a file": (["query", "FROM read_csv('/etc/hostname')", "--all"], "file system operations are disabled"),
    "another dataset": (["query", "ATTACH '/tmp/other.duckdb' AS other", "--all"], "disabled"),
    "no statement": (["query", "; ;", "--all"], "SQL: expected a query, not nothing"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_use_over_all_is_one_line(case: str, several: Path, command: Command) -> None:
    arguments, said = WRONG[case]

    command(*arguments, "--output", several).refused(2, said)


def test_all_of_nothing_says_so(tmp_path: Path, command: Command) -> None:
    command("query", "voices", "--all", "--output", tmp_path).refused(1, "no dataset below")
