"""Commands that are used wrongly, lines that say nothing, streams that fail: one line, and the right status."""

import gzip
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.show import Form, show

from .processes import RETOLD
from .wronguse import ONE_LINE, Command, Ended, own_process, written

OUT = "OUT"  # stands for the folder of `published`
QUERY = ["--output", OUT]
COMMANDS = {
    "an unknown option": (["status", "--nonsense"], 2, "No such option: --nonsense (`retold status --help` shows how)"),
    "an unknown command": (["tell"], 2, "No such command 'tell' (`retold --help` shows how)"),
    "a command that is nearly right": (["querry"], 2, "No such command 'querry'. Did you mean 'query'?"),
    "one argument too many": (["doctor", "x"], 2, "Got unexpected extra argument(s) (x)"),
    "a dataset that is not there": (["status", "nessie", *QUERY], 2, "nessie holds no dataset: `retold status` lists"),
    "a dataset that is nearly right": (["status", "late-pads", *QUERY], 2, "holds no dataset (did you mean 'late-pad'?)"),
    "a dataset without a name": (["query", "summary", "--incident", "", *QUERY], 2, "--incident '': expected the name of a dataset"),
    "nothing to search for": (["search", " ", *QUERY], 2, "search: give a word at least"),
    "a page that is not there": (["read", "/nonexistent/a.html"], 2, "/nonexistent/a.html: cannot be read: there is no such file"),
    "a page of another kind": (["read", "ftp://a.example/"], 2, "expected a file, or an address that begins with http:// or https://"),
    "an engine that is nearly right": (["translate", "--jsonl", "/dev/null", "--engine", "gogle"], 2, "no engine 'gogle' (did you mean 'google'?)"),
    "an export that tells and writes at once": (["export", "--json", *QUERY], 2, "--json: give --to"),
    "a bundle that is not there": (["freeze", "--check", "/nonexistent"], 2, "/nonexistent: expected a bundle, a folder or a zip file: No such file"),
    "an option without its value": (["status", "--output"], 2, "Option '--output' requires an argument"),
    "two forms": (["query", "summary", "--json", "--csv", *QUERY], 2, "give --json or --csv, not both"),
    "two forms of a run": (["cover", "ocean-marketing", "--json", "--csv"], 2, "give --json or --csv, not both"),
    "no SQL": (["query", "SELEC * FROM articles", *QUERY], 2, 'SQL, line 1, column 1: syntax error at or near "SELEC"'),
    "no SQL behind letters of two bytes": (["query", "SELECT 'é', frm articles where", *QUERY], 2, "SQL, line 1, column 26: syntax"),
    "an unknown column": (["query", "SELECT *\nFROM articles\nWHERE langage = 1", *QUERY], 2, "SQL, line 3, column 7: Referenced column"),
    "an unknown view in SQL": (["query", "FROM articels LIMIT 1", *QUERY], 2, 'SQL, line 1, column 6: Table with name articels does not exist! Did you mean "articles"?'),
    "an unknown view": (["query", "articels", *QUERY], 2, "no query or view 'articels' (did you mean 'articles'?): give SQL, or a name "),
    "a value of another type": (["query", "SELECT 'x'::INT AS number", *QUERY], 2, "Could not convert string 'x' to INT32"),
    "no statement": (["query", "; ;", *QUERY], 2, "SQL: expected a query, not nothing"),
    "a question that is no UTF-8": (["query", "SELECT '\udcff'", *QUERY], 2, ": expected UTF-8"),
    "a folder whose name is no UTF-8": (["cover", "f\udcff.toml"], 2, "expected a path in UTF-8"),
    "a change": (["query", "DROP TABLE core.links", *QUERY], 2, "read-only"),
    "a file": (["query", "FROM read_csv('/etc/hostname')", *QUERY], 2, "file system operations are disabled"),
    "no such dataset": (["query", "summary", "--incident", "nessie", *QUERY], 2, "nessie holds no dataset: `retold status` lists"),
    "no dataset at all": (["query", "summary", "--output", f"{OUT}/none"], 1, "no dataset below"),
    "no dataset to show": (["status", "--output", f"{OUT}/none"], 1, "`retold demo` makes the first"),
    "nothing to read": (["read"], 2, "give either a page or --jsonl FILE"),
    "two things to read": (["read", "a.html", "--jsonl", "b"], 2, "give either a page or --jsonl FILE"),
    "no lines": (["language"], 2, "give --jsonl FILE, or --jsonl - for standard input"),
    "lines that are not there": (["deduplicate", "--jsonl", "/nonexistent/lines"], 2, "/nonexistent/lines: cannot be read: No such file"),
    "lines in a folder": (["translate", "--jsonl", OUT], 2, "cannot be read: Is a directory"),
    "an unknown engine": (["translate", "--jsonl", "/dev/null", "--engine", "babelfish"], 2, "no engine 'babelfish': there are apertium, fxtranslate, google, libretranslate, mymemory"),
    "tellings into a folder": (["deduplicate", "--jsonl", "/dev/null", "--tellings", OUT], 2, "cannot be written: Is a directory"),
    "tellings into nowhere": (["deduplicate", "--jsonl", "/dev/null", "--tellings", "/nonexistent/t"], 2, "--tellings /nonexistent/t: cannot be written: No such file"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "status", "said"), COMMANDS.values(), ids=COMMANDS)
def test_a_command_that_is_used_wrongly_says_in_one_line_what_was_expected(
    published: Path, command: Command, arguments: list[str], status: int, said: str
) -> None:
    command(*(word.replace(OUT, str(published)) for word in arguments)).refused(status, said)


BINARY = {
    "an archive": gzip.compress(b'{"id": "1", "text": "The ferry left."}'),
    "UTF-16": '{"id": "1", "text": "The ferry left."}'.encode("utf-16"),
    "bytes": bytes(range(256)),
}


@pytest.mark.parametrize("held", BINARY.values(), ids=BINARY)
@pytest.mark.parametrize("name", ["read", "language", "translate", "deduplicate"])
def test_lines_that_are_no_text_are_refused_as_a_whole(
    tmp_path: Path, command: Command, name: str, held: bytes
) -> None:
    path = written(tmp_path, held, "lines.jsonl")

    command(name, "--jsonl", path).refused(2, f"{path}: expected JSON Lines in UTF-8, not UTF-16 or a binary file")


LINES = {
    "cut": (b'{"id": "2", ', "not JSON: Expecting property name enclosed in double quotes at column"),
    "no JSON": (b"id,text", "not JSON: Expecting value at column 1"),
    "a list": (b'["2", "text"]', "expected an object with id, text, language, not ['2', 'text']"),
    "without a text": (b'{"id": "2", "language": "en"}', "text: expected a text, it is missing"),
    "with half a number": (
        b'{"id": 2.5, "text": "x", "language": "en"}',
        "id: expected a text or a whole number, not 2.5",
    ),
    "with nothing": (b'{"id": "", "text": "x", "language": "en"}', "id: expected a text or a whole number, not ''"),
    "in Latin-1": (b'{"id": "2", "text": "F\xe4hre", "language": "de"}', "not UTF-8 at byte 23"),
    "in lists in lists": (b"[" * 100_000, "not JSON that can be read"),
}


@pytest.mark.parametrize(("line", "said"), LINES.values(), ids=LINES)
def test_a_line_that_says_nothing_is_named_and_the_others_are_answered(
    tmp_path: Path, command: Command, line: bytes, said: str
) -> None:
    first, last = (json.dumps({"id": name, "text": "The ferry left.", "language": "en"}).encode() for name in "13")
    path = written(tmp_path, b"\n".join([first, line, last]), "lines.jsonl")
    ended = command("translate", "--jsonl", path, "--engine", "apertium")

    assert [json.loads(row)["id"] for row in ended.out.splitlines()] == ["1", "3"]
    assert (ended.status, ONE_LINE.fullmatch(ended.err) is not None) == (3, True), ended
    assert ended.err.startswith(f"retold: {path}:2: {said}")
    assert ended.err.endswith("; the line is left out\n")


def test_of_very_many_bad_lines_the_first_are_named_and_the_others_counted(tmp_path: Path, command: Command) -> None:
    path = written(tmp_path, "nothing\n" * 1000, "lines.jsonl")
    said = command("translate", "--jsonl", path).err.splitlines()

    assert len(said) == 21
    assert said[-1] == f"retold: {path}: 980 more lines are left out"


def test_what_a_file_of_tellings_held_is_kept_until_there_is_more(tmp_path: Path, command: Command) -> None:
    lines, tellings = written(tmp_path, b"\0", "lines.jsonl"), written(tmp_path, "kept", "tellings.jsonl")

    assert command("deduplicate", "--jsonl", lines, "--tellings", tellings).status == 2
    assert tellings.read_text() == "kept"


def test_tellings_never_take_the_place_of_the_lines(tmp_path: Path, command: Command) -> None:
    lines = written(tmp_path, '{"url": "https://a.example/", "text": "The ferry left."}', "lines.jsonl")
    held = lines.read_bytes()

    command("deduplicate", "--jsonl", lines, "--tellings", lines).refused(2, "expected another file than --jsonl")
    assert lines.read_bytes() == held


def test_rows_in_json_have_every_column_and_only_what_json_knows(capsys: pytest.CaptureFixture[str]) -> None:
    show(["a", "a", "b"], [(1, 2, [float("nan"), {"c": float("inf")}])], Form.JSON)

    assert json.loads(capsys.readouterr().out, parse_constant=pytest.fail) == [
        {"a": 1, "a_1": 2, "b": [None, {"c": None}]}
    ]


def test_a_table_gives_no_orders_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show(["title"], [("\x1b[31mred\x07",)])

    assert "\x1b" not in capsys.readouterr().out


def test_help_is_for_those_who_ask_nothing_and_no_data() -> None:
    ended = own_process()

    assert (ended.status, ended.out) == (2, "")
    assert "Follow one incident" in ended.err


@pytest.mark.parametrize("question", ["SELECT 1 AS one", "SELECT range FROM range(100_000)"])
def test_nobody_who_reads_on_is_no_error(published: Path, question: str) -> None:
    ended = own_process("query", question, "--csv", "--output", published, redirect="| head -n 1")

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.rstrip() in ("one", "range")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_standard_output_on_a_full_disk_is_named(published: Path) -> None:
    ended = own_process("query", "summary", "--output", published, redirect="> /dev/full")

    ended.refused(1, "retold: standard output cannot be written: No space left on device\n")


def test_a_closed_standard_input_is_told_so(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)  # as Python has it then

    command("translate", "--jsonl", "-").refused(2, "retold: -: standard input is closed\n")


def test_closed_streams_are_no_error_and_nobody_else_is_written_to(published: Path) -> None:
    snapshot = published / "late-pad" / "coverage.duckdb"
    held = snapshot.read_bytes()
    ended = own_process("query", "summary", "--output", published, redirect="<&- >&- 2>&-")

    assert ended == Ended(0, "", "")
    assert snapshot.read_bytes() == held


def test_any_locale_will_do(published: Path) -> None:
    question = "SELECT 'Паром — 渡し船' AS title"
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    ended = own_process("query", question, "--json", "--output", published, **ascii_only)

    assert json.loads(ended.out) == [{"title": "Паром — 渡し船"}]
    assert (ended.status, ended.err) == (0, "")


def test_a_terminal_without_colour_gets_none(published: Path) -> None:
    ours, theirs = pty.openpty()
    words = [*RETOLD, "status", "--output", str(published)]
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "200"}
    subprocess.run(words, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, check=True)
    os.close(theirs)
    said = os.read(ours, 65_536).decode()
    os.close(ours)

    assert "late-pad" in said
    assert not re.search(r"\x1b\[(?:[0-9]+;)*(?:3|4|9|10)[0-9]", said)
