"""Why a dataset cannot be read or written, or does not answer, in a line; from what DuckDB says of it."""

import json
import os
import re
from pathlib import Path

import duckdb

from extractors.errors import GO_ON, NO_ROOM, StopError

from .lock import BusyError
from .publishing import SNAPSHOT, WORK

# Disk, memory and locks, and what DuckDB says of every statement after such a failure; no mistake in a statement.
_TROUBLE = (duckdb.OperationalError, duckdb.FatalException, duckdb.InternalException, duckdb.InterruptException)
NO_ROOM_SAID = re.compile("|".join(re.escape(os.strerror(number)) for number in NO_ROOM))
_HELD = re.compile(r"Conflicting lock is held(?:.*\(PID (?P<process>\d+)\))?")
_DAMAGED = re.compile(r"not a valid DuckDB|enough bytes|corrupt|checksum|meta\.migrations", re.IGNORECASE)
_MEND = {
    WORK: "put it aside and run again: what it was made from lies in archive/",
    SNAPSHOT: "`retold cover` makes it anew",
}


def refused(path: Path | str, error: BaseException) -> StopError:
    """Return the error for a dataset that cannot be opened: BusyError where another process writes into it."""
    return (BusyError if _HELD.search(str(error)) else StopError)(why(path, error))


def why(path: Path | str, error: BaseException) -> str:
    """Return in a line why a file cannot be read or written, and what to do."""
    said = str(error)
    if isinstance(error, StopError):
        return said
    if held := _HELD.search(said):
        process = f" (process {held['process']})" if held["process"] else ""
        return f"{path} is held by another run{process}: wait for it to end"
    if "newer version of DuckDB" in said:
        return f"{path} was made by a newer DuckDB: update Retold to open it"
    if full := NO_ROOM_SAID.search(said):
        return f"{Path(path).parent}: {full[0]}: {GO_ON}"
    said = _facts(error)["exception_message"].splitlines()[0]
    if _DAMAGED.search(said):
        file = f"{path}.wal" if "WAL file" in said else path
        return f"{file} is no dataset, or damaged: {_MEND.get(Path(path).name, 'run it again')} ({said})"
    return f"{path} cannot be used: {said}"


def first_cause(error: BaseException) -> BaseException:
    """Return the error that led to this one: what the disk refused, before DuckDB would not go on."""
    while error.__context__ is not None and is_trouble(error.__context__):
        error = error.__context__
    return error


def is_trouble(error: BaseException) -> bool:
    """Say whether the file or the machine failed, and no statement; damaged blocks have no class of their own."""
    return isinstance(error, _TROUBLE) or (type(error) is duckdb.Error and _DAMAGED.search(str(error)) is not None)


def refusal(sql: str, error: BaseException) -> str:
    """Return why DuckDB does not answer a query, and where in it."""
    facts = _facts(error)
    if "position" not in facts:
        return f"SQL: {facts['exception_message']}"
    before = sql.encode()[: int(facts["position"])].decode(errors="replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return f"SQL, line {line}, column {column}: {facts['exception_message']}"


def _facts(error: BaseException) -> dict[str, str]:
    """Return what DuckDB says of an error: `exception_message`, and `position` in bytes where it tells."""
    said = str(error)
    for text in (said, said.partition(": ")[2]):
        try:
            return dict(json.loads(text))
        except ValueError:  # a name of the error before it; not asked for JSON, or not at this stage
            continue
    return {"exception_message": said.partition(": ")[2] or said}
