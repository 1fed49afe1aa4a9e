"""What a run shows in the UI while it goes on and behind it, as artifacts of Prefect. What they hold: bulletin.py."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from uuid import UUID  # noqa: TC003 - of cast, which reads it

from httpx import HTTPError
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.exceptions import PrefectException

from . import bulletin
from .health import Health, one_line
from .news import News
from .progress import warn

FIRST_S, NEXT_S = 5.0, 2.0  # a run that is over sooner needs no bar, and each step of one is a request
# After how much of a run's way each stage is done, in per cent, as a first run over 1,000 pages takes it.
_DONE_AT = {"discover": 5.0, "scrape": 35.0, "extract": 55.0, "translate": 80.0, "deduplicate": 95.0}


def publish(found: News, ended: Health, folder: Path) -> None:
    """Create the artifacts of the run that this is called in; `folder` is that of the dataset."""
    with _if_it_can_be():
        for one in bulletin.exhibits(found, ended, folder):
            if not isinstance(one.data, str):
                create_table_artifact(table=one.data, key=one.key, description=one.description)
            elif one.kind == "link":
                create_link_artifact(link=one.data, key=one.key, description=one.description)
            else:
                create_markdown_artifact(markdown=one.data, key=one.key, description=one.description)


@contextmanager
def _if_it_can_be() -> Iterator[None]:
    """Show what is shown inside; where the server refuses it, the run goes on: what it found is in the dataset."""
    try:
        yield
    except (HTTPError, PrefectException) as error:
        warn(f"Prefect's server does not show an artifact: {one_line(error)}")


class Progress:
    """The bar of a run: how far it is, and in what."""

    def __init__(self, slug: str) -> None:
        self._key = bulletin.key(slug, "progress")
        self._next_at = time.monotonic() + FIRST_S
        self._percent = 0.0
        self._artifact: UUID | None = None

    def step(self, stage: str, done: int, total: int) -> None:
        """Show that so many batches of a stage are done, unless something was shown a moment ago."""
        ends = list(_DONE_AT.values())
        place = list(_DONE_AT).index(stage.partition(":")[0])
        start = ends[place - 1] if place else 0.0
        # A later round of scraping does not take back what was done.
        self._percent = max(self._percent, start + (ends[place] - start) * done / total)
        if time.monotonic() >= self._next_at:
            self._show(f"{stage}: {done} of {total} batches done")
            self._next_at = time.monotonic() + NEXT_S

    def end(self) -> None:
        """Fill the bar, if there is one."""
        if self._artifact is not None:
            self._percent = 100.0
            self._show("done")

    def _show(self, description: str) -> None:
        with _if_it_can_be():
            if self._artifact is None:
                made = create_progress_artifact(progress=self._percent, key=self._key, description=description)
                self._artifact = cast("UUID", made)  # no coroutine: nothing here is async
            else:
                update_progress_artifact(self._artifact, progress=self._percent, description=description)
