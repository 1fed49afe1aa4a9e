"""The manifest beside a dataset or within a bundle: which files belong together, by SHA-256, and who made them."""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from extractors.errors import StopError

MANIFEST = "manifest.json"
FORMAT = 1  # of the manifest itself; a reader that knows no higher one refuses it
ROOT = Path(__file__).parent.parent

Manifest = dict[str, Any]
Tables = Mapping[str, Mapping[str, Any]]  # by name: kind (table or view), rows, file
Fingerprints = Mapping[str, Mapping[str, Any]]  # by path from the manifest's folder: bytes, sha256


def read(folder: Path) -> Manifest | None:
    """Return the manifest of a folder; None where there is none. Raises StopError when it cannot be read."""
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_bytes())
        form, named = found["format"], {_inner(name): dict(one) for name, one in found["files"].items()}
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise StopError(f"{path} is no manifest of Retold, or damaged: {error}") from error
    if not isinstance(form, int) or form > FORMAT:
        raise StopError(f"{path} was made by a newer Retold (format {form}): update Retold to read it")
    return {**found, "files": named}


def write(folder: Path, tables: Tables, **facts: Any) -> None:
    """Write the manifest of all that lies in a folder; each of the tables names its file."""
    found = fingerprints(folder)
    held = {
        "format": FORMAT,
        **facts,
        "retold": code(),
        "written": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "tables": {name: {**table, **found[table["file"]]} for name, table in tables.items()},
        "files": found,
    }
    text = json.dumps(held, ensure_ascii=False, indent=1, allow_nan=False)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def fingerprints(folder: Path) -> Fingerprints:
    """Return size and SHA-256 of every file below a folder, the manifest apart."""
    paths = sorted(path for path in files(folder) if path != folder / MANIFEST)
    return {path.relative_to(folder).as_posix(): fingerprint(path) for path in paths}


def differences(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Yield what of the files that a manifest names is not as it says, a line each."""
    for name, told in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif path.stat().st_size != told["bytes"] or fingerprint(path) != told:
            yield f"{name} is not the one that was written"


def files(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder."""
    return (path for path in folder.rglob("*") if not path.is_dir())


def settle(*paths: Path) -> None:
    """Return when files and lists of folders are on the disk, not only in memory: power may fail behind a rename."""
    for path in paths:
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def code() -> Mapping[str, str | None]:
    """Return Retold's version, and its commit where it runs from a checkout."""
    return {"version": version("retold"), "commit": _commit()}


def _inner(name: str) -> str:
    """Return the name of a file within the folder; ValueError for one that leads out of it."""
    if not name or Path(name).is_absolute() or ".." in Path(name).parts:
        raise ValueError(f"{name!r} is no file of this folder")
    return name


def _commit() -> str | None:
    """Return what `git describe` says of the code; None without git or outside of a checkout."""
    if not (ROOT / ".git").exists():
        return None
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ("git", "-C", str(ROOT), "describe", "--always", "--dirty", "--abbrev=12")
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10, env=environment)  # noqa: S603 # nothing of it is anybody's input
    except (OSError, subprocess.SubprocessError):
        return None
    return ended.stdout.strip() or None


def fingerprint(path: Path) -> Mapping[str, Any]:
    """Return size and SHA-256 of a file."""
    with path.open("rb") as file:
        return {"bytes": os.fstat(file.fileno()).st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
