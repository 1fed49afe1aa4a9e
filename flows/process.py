"""The process that runs a command: its standard streams, signals and exit status."""

import os
import signal
import sys
import traceback
from errno import EPIPE
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any, NoReturn

from typer import Typer
from typer.exceptions import TyperException

from extractors.errors import StopError, UseError, told

from .progress import complain, warnings_to_terminal

DONE, FAILED, WRONG_USE, PARTLY = 0, 1, 2, 3
INTERRUPTED, TERMINATED = 128 + signal.SIGINT, 128 + signal.SIGTERM
STOPPED = "stopped; run it again to go on"
_QUERY_INTERRUPTED = "Query interrupted"  # what DuckDB makes of Ctrl-C, and of whatever a signal raises
_received: set[signal.Signals] = set()


class _OutputError(OSError):
    """Standard output takes no more: nobody reads it any longer, or its disk is full."""


class _Output(FileIO):
    """Standard output that says so when it is the one that fails; a full disk may be another's."""

    def write(self, data: Any) -> int:
        """Return how many bytes were taken."""
        try:
            return super().write(data)
        except OSError as error:
            raise _OutputError(error.errno, error.strerror) from error


class _TermError(BaseException):
    """Somebody asked this process to end; no error that a stage may handle."""


def begin() -> None:
    """Make standard streams and signals what every command relies on."""
    _fill_closed_streams()
    output = BufferedWriter(_Output(1, "w", closefd=False))
    # Whatever the locale: JSON is UTF-8. File names keep the bytes they have.
    sys.stdout = TextIOWrapper(output, "utf-8", "surrogateescape", line_buffering=output.raw.isatty())
    signal.signal(signal.SIGTERM, _terminate)
    warnings_to_terminal()


def _fill_closed_streams() -> None:
    """Open the null device where a standard stream is closed: the next file, a dataset say, would take its place."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    sys.stderr = sys.stderr or os.fdopen(2, "w")


def _terminate(*_: object) -> NoReturn:
    _received.add(signal.SIGTERM)
    raise _TermError


def status(app: Typer) -> int:
    """Return the exit status of the command that was typed; an error that Retold names itself is one line on stderr."""
    try:
        ended = app(prog_name="retold", standalone_mode=False)
        sys.stdout.flush()
    except (TyperException, StopError, _TermError) as error:
        return _said(*_named(error))
    except OSError as error:  # a full disk, a folder that nobody may write to
        return _lost(error)
    except SystemExit as leaving:  # Typer's way when a pipe breaks
        if isinstance(leaving.__context__, OSError):
            return _lost(leaving.__context__)
        raise
    except Exception as error:  # noqa: BLE001 - told there
        return _mistaken(error)
    if ended == INTERRUPTED:  # Typer's word for a KeyboardInterrupt, which a library may have made of our error
        complain(STOPPED)
        return _stopped_by()
    return ended or DONE


def _stopped_by() -> int:
    """Return the status of who was stopped by the signal that came, though a library told it as another."""
    return TERMINATED if signal.SIGTERM in _received else INTERRUPTED


def _named(error: BaseException) -> tuple[str, BaseException, int]:
    """Return what to say of an error that has a name here, and the status."""
    if isinstance(error, TyperException):
        return _misused(error), error, WRONG_USE
    if isinstance(error, StopError):
        return str(error), error, WRONG_USE if isinstance(error, UseError) else FAILED
    return STOPPED, error, TERMINATED


def _mistaken(error: Exception) -> int:
    """Show where a mistake of ours is, for whoever mends it; return the status."""
    if isinstance(error, RuntimeError) and str(error) == _QUERY_INTERRUPTED:
        return _said(STOPPED, error, _stopped_by())
    traceback.print_exception(error)
    return _let_go(error, FAILED)


def _misused(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "retold"
    return f"{error.format_message().rstrip('.')} (`{command} --help` shows how)"


def _lost(error: OSError) -> int:
    """Say what could not be written or read; nothing when the reader of our output has gone, such as `| head`."""
    if not isinstance(error, _OutputError):
        return _said(told(error), error, FAILED)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left for it would fail again at the end
    if error.errno == EPIPE:
        return DONE
    return _said(f"standard output cannot be written: {error.strerror}", error, FAILED)


def _said(message: str, error: BaseException, status: int) -> int:
    """Say it in one line; return the status."""
    complain(message)
    return _let_go(error, status)


def _let_go(error: BaseException, status: int) -> int:
    """Return the status. What the frames of the error still hold would be reported as leaks behind it."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        waiting += [one.__cause__, one.__context__]
        traceback.clear_frames(one.__traceback__)
        one.__traceback__ = None  # a frame that is cleared still has what its function closes over
    return status
