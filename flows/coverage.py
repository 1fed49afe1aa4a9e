"""What a run of the flow is asked to do: the form that the Prefect UI shows, and what it means. Imports no Prefect."""

import os
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from extractors.errors import UseError

from .incident import INCIDENTS, find_incident
from .options import OUTPUT
from .sampleweb import HOSTS


class Coverage(BaseModel):
    """What to cover, and how."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    incident: str = Field(
        min_length=1,
        description="Slug of an incident that comes with Retold, such as ocean-marketing, or the whole path of an"
        " incident file. `sample`, or a folder with a hosts.toml, is a sample web, served for the run on this machine.",
        examples=["ocean-marketing", "/home/me/late-pads.toml"],
    )
    recheck: bool = Field(
        default=False,
        description="Ask for the page of every article again. Without it: for those whose turn it is.",
    )
    translate_again: tuple[str, ...] = Field(
        default=(),
        description="Engines or flags, such as apertium or numbers_differ: what they made, or what bears them, is"
        " translated once more by others.",
    )
    source: str = Field(
        default="",
        title="From",
        description="Ask nobody: make the dataset from this archive, the whole path of a dataset's folder or a WARC.",
    )
    until_day: date | None = Field(
        default=None,
        description="Of the archive, only the runs that began on this day (UTC) or before.",
    )
    when_busy: Literal["leave", "wait"] = Field(
        default="leave",
        description="What to do while another run writes into the dataset: leave it alone (this run is then"
        " cancelled, and the next one has nothing less to find), or wait for it.",
    )
    output: str = Field(
        default="",
        description="Folder of datasets, its whole path. Empty: RETOLD_OUTPUT of the worker, or the project's output/.",
    )
    dataset: SkipJsonSchema[str] = ""  # a name other than that of the incident: the demo's
    # Opens these hosts, and no others, on this machine: the sample web and tests. A real run has none.
    loopback_hosts: SkipJsonSchema[dict[str, tuple[str, int]]] = Field(default_factory=dict)

    @property
    def slug(self) -> str:
        """Return the name of the dataset."""
        path = Path(self.incident)
        return self.dataset or (path.stem if path.suffix.lower() == ".toml" else path.name)

    @property
    def folder(self) -> Path:
        """Return the folder of the dataset."""
        return Path(self.output or os.environ.get("RETOLD_OUTPUT") or OUTPUT) / self.slug

    @property
    def sample(self) -> Path | None:
        """Return the folder of the sample web that is to be served; None for a real incident."""
        folder = sample_folder(self.incident)
        return None if self.loopback_hosts or self.source else folder

    @property
    def file(self) -> Path:
        """Return the incident file; raises UseError when there is none."""
        folder = sample_folder(self.incident)
        return folder / "incident.toml" if folder else find_incident(self.incident)


def sample_folder(incident: str) -> Path | None:
    """Return the folder of a sample web named by its slug or a path; None for every other incident."""
    try:
        return next((folder for folder in (INCIDENTS / incident, Path(incident)) if (folder / HOSTS).is_file()), None)
    except (OSError, ValueError) as error:
        raise UseError(f"no incident {incident!r}: {error}") from error
