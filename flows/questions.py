"""What published datasets answer: the questions of sql/queries/, the views, and any SQL; one dataset or all at once."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from extractors.errors import StopError, UseError, meant, shown

from .commands import SNAPSHOT, chosen
from .dataset import Snapshot, names_in, sql_text
from .process import DONE, PARTLY
from .progress import complain
from .show import Form, show

KINDS = {"queries": "question", "views": "view", "macros": "macro"}  # folder of sql/ -> what a file of it is

Answer = tuple[list[str], list[tuple[Any, ...]]]


class Union(Snapshot):
    """Published datasets as one, open for reading only: every view and table of theirs, with the incident first."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.path = paths[0] if len(paths) == 1 else paths[0].parent.parent
        self.connection = duckdb.connect(config={"errors_as_json": True, "disabled_optimizers": "common_subplan"})
        for number, path in enumerate(paths):
            self._run_made("attach/attach", path=str(path), number=number, slug=path.parent.name)
        self.connection.execute(sql_text("attach/begin"))
        self._run_made("attach/unite")
        for name in names_in("macros"):
            self.connection.execute(sql_text(f"macros/{name}"))
        self._run_made("attach/unite_macros")
        self.connection.execute(sql_text("attach/close"))

    def _run_made(self, name: str, **parameters: Any) -> None:
        """Run the statements that sql/<name>.sql answers with: the name of a dataset can be no parameter."""
        for (statement,) in self.connection.execute(sql_text(name), parameters or None).fetchall():
            try:
                self.query(statement)
            except UseError as error:  # such as a column that is a number here and a text there
                raise StopError(f"{self.path} cannot be asked as one: {error}") from error


def list_questions(form: Form) -> None:
    """Show the name of all that can be asked, and what it answers."""
    rows = [(kind, name, _question(folder, name)) for folder, kind in KINDS.items() for name in names_in(folder)]
    if form is not Form.TABLE:
        show(["kind", "name", "question"], rows, form)
        return
    for kind in KINDS.values():
        if known := [row[1:] for row in rows if row[0] == kind]:
            show([kind, "answers"], known, form)


def ask(question: str, incident: str | None, output: Path, form: Form) -> int:
    """Show what one dataset answers, the newest where none is named; return the exit status."""
    ours = _ours(question)
    snapshot = Snapshot(chosen(incident, output) / SNAPSHOT)
    show(*(_answer(snapshot, ours) if ours else snapshot.query(question)), form)
    return DONE


def ask_all(question: str, output: Path, form: Form) -> int:
    """Show what all datasets below the output folder answer; return the exit status: 3 when one cannot be read.

    A question or view is put to each, for its shares and ranks are those of one incident; SQL to the union of all.
    """
    ours = _ours(question)
    if not (found := sorted(output.glob(f"*/{SNAPSHOT}"))):
        raise StopError(f"no dataset below {output}: `retold demo` makes the first")
    answers: dict[str, Answer] = {}
    readable: list[Path] = []
    failures: list[StopError] = []
    for path in found:
        try:
            snapshot = Snapshot(path)
            if ours:
                answers[path.parent.name] = _answer(snapshot, ours)
            readable.append(path)
        except StopError as error:  # the others answer all the same
            failures.append(error)
    answer = _together(answers) if ours or not readable else _of_union(readable, question, failures)
    for failure in failures[: -1 if len(failures) == len(found) else None]:
        complain(str(failure))
    if len(failures) == len(found):
        raise failures[-1]
    show(*answer, form)
    return PARTLY if failures else DONE


def _of_union(paths: list[Path], question: str, failures: list[StopError]) -> Answer:
    """Return what all answer as one; what a damaged one keeps from answering is asked of the others."""
    try:
        return Union(paths).query(question)
    except UseError:  # no fault of a dataset
        raise
    except StopError as error:
        if len(paths) == 1:
            failures.append(error)
            return [], []
    sound = []
    for path in paths:
        count = len(failures)
        _of_union([path], question, failures)
        sound += [path] if len(failures) == count else []
    return Union(sound).query(question) if sound else ([], [])


def _ours(question: str) -> str:
    """Return the SQL of a question or view by its name; nothing for SQL. UseError for a name that nothing has."""
    if question in names_in("queries"):
        return sql_text(f"queries/{question}")
    if question in names_in("views"):
        return f"FROM {question}"
    if len(question.split()) < 2:  # no SQL is that short
        hint = meant(question, [*names_in("queries"), *names_in("views")])
        raise UseError(f"no query or view {shown(question)}{hint}: give SQL, or a name that `retold query` lists")
    return ""


def _answer(snapshot: Snapshot, ours: str) -> Answer:
    """Return what a dataset answers to SQL of this Retold, which speaks of the newest views and columns."""
    try:
        return snapshot.query(ours)
    except UseError as error:
        raise StopError(f"{snapshot.path} was published by an older Retold: run `retold cover` again") from error


def _together(answers: Mapping[str, Answer]) -> Answer:
    """Return the answers one after another, with their incident first; what a dataset has no column for is null."""
    columns = list(dict.fromkeys(column for names, _ in answers.values() for column in names))
    rows = [
        (incident, *map(dict(zip(names, row, strict=True)).get, columns))
        for incident, (names, found) in answers.items()
        for row in found
    ]
    return ["incident", *columns], rows


def _question(folder: str, name: str) -> str:
    return sql_text(f"{folder}/{name}").partition("\n")[0].removeprefix("-- ")
