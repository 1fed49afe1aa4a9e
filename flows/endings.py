"""How the last run of a dataset failed: a file beside the dataset, which may be at fault itself."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

FILE = ".failed.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A run that failed, and that no good one has followed."""

    at: str  # UTC
    why: str  # in a line

    @property
    def moment(self) -> datetime:
        """Return when it ended."""
        return datetime.fromisoformat(self.at)


def note(folder: Path, why: str) -> None:
    """Keep why a run failed; a disk that takes no more keeps nothing, and the run says so itself."""
    with suppress(OSError):
        (folder / FILE).write_text(json.dumps(asdict(Failure(at=datetime.now(UTC).isoformat(), why=why))), "utf-8")


def clear(folder: Path) -> None:
    """Forget it: a run went well."""
    with suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)


def last(folder: Path) -> Failure | None:
    """Return how the last run failed; None when it went well, or nobody has noted it."""
    with suppress(OSError, ValueError, TypeError):
        return Failure(**json.loads((folder / FILE).read_text("utf-8")))
    return None
