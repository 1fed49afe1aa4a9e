"""What a frozen bundle says of itself to those who get it: its README."""

from collections.abc import Mapping, Sequence
from typing import Any

Facts = Mapping[str, Any]  # of the manifest of the bundle

_README = """# {title}

{citation}

A frozen dataset of Retold, which follows one incident across languages and outlets: who told it, who retold it, and in
whose words. It holds {articles} articles of {outlets} outlets in {languages} languages; behind them stand {voices}
voices: a retelling is no voice of its own.

| file | holds |
|---|---|
{files}

Read it with DuckDB 1.4 or later (`pip install duckdb`):

    import duckdb
    duckdb.connect("coverage.duckdb", read_only=True).sql("FROM summary").show()

`meta.data_dictionary` says what every table, view and column means; the same stands in their comments. Times are UTC.

## Where every link ended

| stage | outcome | reason | items |
|---|---|---|---:|
{ledger}

## Versions

Made by Retold {made_by} on {made}, frozen by Retold {frozen_by} on {frozen}. DuckDB {duckdb}, storage
version {storage}; migrations up to {migration}. `retold freeze --check FOLDER` holds every file against its SHA-256 in
`manifest.json`.

## Cite as

{citation}

## Rights

{rights}
"""

_EXCERPTS = """\
This bundle holds no full text: excerpts of at most 300 characters and half of a text, less or none where a page says
so. Headlines and excerpts belong to those who wrote and published them; they are quoted here for research and
criticism, and the law of your country says what else you may do with them. What Retold found out about them (dates,
languages, who retold whom) is put together from public pages; the software itself is under Apache-2.0."""

_TEXTS = """\
This bundle holds full texts and, in `archive/`, whole pages as they were answered. They belong to those who wrote and
published them: keep it for your own research, and hand on a bundle without full text instead. {held_back} of the
{articles} articles come from pages that do not let their text be handed on, see `articles.shareable`. The software
itself is under Apache-2.0."""

_FILES = {
    "coverage.duckdb": "the dataset, for DuckDB",
    "parquet/": "the same, a file per table and view, for everything else",
    "archive/": "every request and answer, as WARC; `retold cover --from FOLDER` makes the dataset of them again",
    "manifest.json": "size and SHA-256 of every file, rows of every table",
}


def citation(title: str, frozen: str, articles: int, version: str) -> str:
    """Return the line by which a bundle is cited."""
    return f"Retold dataset “{title}”, frozen {frozen}, {articles} articles, Retold {version}."


def readme(facts: Facts, incident_files: Sequence[str], ledger: Sequence[Sequence[Any]], held_back: int) -> str:
    """Return the README of a bundle; held_back are the articles whose pages do not allow to hand on their text."""
    counts, bundle, dataset = facts["counts"], facts["bundle"], facts["dataset"]
    rights = _TEXTS.format(held_back=held_back, **counts) if bundle["full_text"] else _EXCERPTS
    return _README.format(
        **counts,
        title=facts["incident"]["title"],
        citation=bundle["citation"],
        files="\n".join(_file_rows(facts, incident_files)),
        ledger="\n".join(_ledger_row(row) for row in ledger),
        made_by=_version(dataset["retold"]),
        made=dataset["written"],
        frozen_by=_version(facts["retold"]),
        frozen=bundle["frozen"],
        duckdb=facts["duckdb"]["version"],
        storage=facts["duckdb"]["storage_version"],
        migration=facts["migrations"][-1],
        rights=rights,
    )


def _file_rows(facts: Facts, incident_files: Sequence[str]) -> list[str]:
    named = {name: said for name, said in _FILES.items() if name != "archive/" or facts["bundle"]["full_text"]}
    incident = dict.fromkeys(incident_files, "the incident file, or what its editor said")
    return [f"| `{name}` | {said} |" for name, said in (named | incident).items()]


def _ledger_row(row: Sequence[Any]) -> str:
    return "| " + " | ".join(str("" if value is None else value).replace("|", "\\|") for value in row) + " |"


def _version(code: Mapping[str, str | None]) -> str:
    return f"{code['version']} ({code['commit']})" if code["commit"] else str(code["version"])
