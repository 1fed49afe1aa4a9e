"""Sample webs of a few lines, and runs over them without Prefect."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb

from extractors.records import Incident
from extractors.web import Reach, manners_of
from flows import archive
from flows.cover import all_stages
from flows.dataset import Dataset, names_in
from flows.incident import read_incident
from flows.road import Recheck, Run
from flows.running import RunBatches, one_after_another
from flows.sampleweb import serve

INCIDENT = """
title = "The lost ferry"
began = 2024-03-04
[names]
"*" = ["Ferry Aurelia", "Captain Duarte"]
ru = ["Аурелия", "Дуарте"]
[scrape]
delay_s = 0
[translate]
engines = []
"""

STORY = (
    "The Ferry Aurelia left the island at noon and did not arrive.",
    "Captain Duarte had been told twice that the weather would turn before the evening.",
    "On the quay the families waited with blankets, and nobody came out of the office to speak to them.",
    "A fisherman said that he had seen lights beyond the reef, moving west, long after dark.",
    "The company promised a statement for the morning and switched off its telephones.",
    "By then three boats from the village were already searching on their own.",
)


def page(title: str, *paragraphs: str, head: str = "", language: str = "en") -> str:
    """Return a page as small outlets write them."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


class SmallWeb:
    """A folder in the format of the sample, and what has been found in it."""

    def __init__(self, folder: Path, incident: str = INCIDENT) -> None:
        self.folder, self.output = folder / "web", folder / "output"
        (self.folder / "pages").mkdir(parents=True)
        self.hosts: dict[str, dict[str, str]] = {}
        self.incident, self.sources = incident, ""

    def add(self, url: str, html: str, **keys: str) -> None:
        """Serve a page at http://<host>/<path>."""
        host, _, path = url.removeprefix("http://").partition("/")
        name = f"pages/{len(list((self.folder / 'pages').iterdir()))}.html"
        (self.folder / name).write_text(html, encoding="utf-8")
        self.answer(host, f"/{path}", file=name, **keys)

    def answer(self, host: str, path: str, **keys: str | int | bool) -> None:
        """Say what a path answers, with the keys of hosts.toml."""
        text = ", ".join(f"{key} = {_toml(value)}" for key, value in keys.items())
        self.hosts.setdefault(host, {})[path] = f"{{ {text} }}"

    def source(self, kind: str, **options: object) -> None:
        """Add a [[sources]] table."""
        lines = [f"{key} = {_toml(value)}" for key, value in options.items()]
        self.sources += "\n".join(["[[sources]]", f'kind = "{kind}"', *lines, ""])

    def links(self, *urls: str) -> None:
        """Add a source that is a list of addresses."""
        self.source("urls", urls=list(urls))

    def read(self) -> Incident:
        """Return the incident as it stands."""
        (self.folder / "incident.toml").write_text(self.incident + self.sources, encoding="utf-8")
        return read_incident(self.folder / "incident.toml", "small")

    def read_without_sources(self) -> Incident:
        """Return the incident for a run that asks nobody, whatever became of its sources."""
        return read_incident(self.folder / "incident.toml", "small", asks=False)

    def write_hosts(self) -> None:
        """Bring hosts.toml up to date."""
        lines = [
            f'["{host}"]\n' + "\n".join(f'"{p}" = {a}' for p, a in site.items()) for host, site in self.hosts.items()
        ]
        (self.folder / "hosts.toml").write_text("\n".join(lines), encoding="utf-8")

    def cover(self, recheck: Recheck = "due") -> "Found":
        """Return what a run finds."""
        self.write_hosts()
        return cover(self.folder, self.read(), self.output, recheck)


class Found:
    """The published dataset of a run, and the requests that led to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # A copy: the next run puts another dataset in its place, and the two are to be compared.
        self._dataset = Path(mkdtemp(prefix="found-", dir=folder)) / "coverage.duckdb"
        shutil.copy(folder / "coverage.duckdb", self._dataset)
        log = folder / "requests.jsonl"
        self.log = log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query of the snapshot."""
        with duckdb.connect(str(self._dataset), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def outcomes(self) -> dict[str, tuple[str, str]]:
        """Return outcome and reason of every link."""
        return {
            url: (outcome, reason) for url, outcome, reason in self.rows("SELECT url, outcome, reason FROM core.links")
        }

    def views(self) -> Mapping[str, list[tuple[Any, ...]]]:
        """Return all rows of every view, but for the columns that tell the run's clock."""
        columns: dict[str, list[str]] = {view: [] for view in names_in("views")}
        for view, name in self.rows(
            "SELECT relation, column_name FROM meta.data_dictionary "
            "WHERE schema_name = 'main' AND kind = 'view' AND place > 0 AND NOT is_run_clock ORDER BY relation, place"
        ):
            columns[view].append(name)
        return {
            view: self.rows(f"SELECT {', '.join(names)} FROM {view} ORDER BY ALL") for view, names in columns.items()
        }


def cover(
    web: Path,
    incident: Incident,
    output: Path,
    recheck: Recheck = "due",
    clock: int = 0,
    run_batches: RunBatches = one_after_another,
) -> Found:
    """Return what a run over a sample folder finds, without Prefect."""
    folder = output / incident.slug
    folder.mkdir(parents=True, exist_ok=True)
    with serve(web, folder / "requests.jsonl", clock) as served, Dataset(folder / "work.duckdb") as dataset:
        manners = replace(manners_of(incident, ""), retry_delay_s=0)
        all_stages(
            Run(
                incident=incident,
                dataset=dataset,
                folder=folder,
                manners=manners,
                reach=Reach(hosts=served.hosts),
                run_batches=run_batches,
                recheck=recheck,
            )
        )
    return Found(folder)


def rebuild(source: Path, incident: Incident, output: Path) -> Found:
    """Return what an archive alone tells: there is no web, and no source."""
    folder = output / incident.slug
    folder.mkdir(parents=True, exist_ok=True)
    archive.bring(source, folder)
    with Dataset(folder / "work.duckdb") as dataset:
        manners = manners_of(incident, "")
        run = Run(incident=incident, dataset=dataset, folder=folder, manners=manners, reach=Reach(), offline=True)
        all_stages(run, source)
    return Found(folder)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return str(value) if isinstance(value, int) else '"' + str(value).replace("\n", "\\n") + '"'
