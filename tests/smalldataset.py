"""Datasets made of a few written articles, by the loaders that a run uses."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extractors.records import Article, Translation
from extractors.text import segments, sha256
from flows import differences, staging
from flows.batches import _article_row
from flows.dataset import Dataset, Snapshot
from flows.relate import relate

MADE = datetime(2024, 3, 9, tzinfo=UTC)


def article(name: str, text: str, language: str = "en", title: str = "The bridge", **known: Any) -> Article:
    """Return an article of an outlet of that name, at https://<name>.example/bridge."""
    stated = {
        "url": f"https://{name}.example/bridge",
        "outlet": f"{name}.example",
        "outlet_name": name.title(),
        "country": None,
        "language": language,
        "language_confidence": 1.0,
        "title": title,
        "text": text,
    } | known
    return Article(**{"page_url": stated["url"], **stated})


def snapshot(
    folder: Path,
    articles: Iterable[Article],
    aliases: Mapping[str, str] | None = None,
    dropped: Mapping[str, str] | None = None,
    english: Mapping[str, Iterable[str]] | None = None,
) -> Snapshot:
    """Return the published dataset; `aliases` url -> article, `dropped` url -> reason, `english` text -> sentences."""
    held = {one.url: one for one in articles}
    read = list(held.items()) + [(url, held[of]) for url, of in (aliases or {}).items()]
    rows = [_article_row(_visit(url), one, ("bridge",), "") for url, one in read]
    rows += [
        {**_visit(url), "outcome": "dropped", "reason": reason, "detail": "asked twice"}
        for url, reason in (dropped or {}).items()
    ]
    folder.mkdir(parents=True, exist_ok=True)
    with Dataset(folder / "work.duckdb") as dataset:
        links = [{"url": row["url"], "source": "urls", "found_at": MADE} for row in rows]
        dataset.load(
            "load/links", staging.table([{"title_hint": None, "published_hint": None, **row} for row in links], "links")
        )
        dataset.load("load/readings", staging.table(rows, "readings"))
        dataset.load(
            "load/translations", staging.table(list(_translations(held.values(), english or {})), "translations")
        )
        dataset.connection.execute((Path(staging.__file__).parent.parent / "sql/derive/english.sql").read_text())
        relate(dataset)
        differences.compare(dataset)
        dataset.publish(folder)
    return Snapshot(folder / "coverage.duckdb")


def _visit(url: str) -> dict[str, Any]:
    return {"url": url, "body_sha256": sha256(url), "fetched_at": MADE, "warc": None, "warc_offset": None}


def _translations(articles: Iterable[Article], english: Mapping[str, Iterable[str]]) -> Iterable[dict[str, Any]]:
    for one in articles:
        sentences = [segment.text for segment in segments(one.text, one.language)]
        made = english.get(one.text)
        for sentence, translated in zip(sentences, made, strict=True) if made else ():
            yield _translation(sentence, one.language, translated)
        if made:
            yield _translation(one.title, one.language, "A title in English")


def _translation(sentence: str, language: str, translated: str) -> dict[str, Any]:
    row = Translation(
        segment_sha256=sha256(sentence),
        source=language,
        target="en",
        engine="hand",
        engine_version="1",
        glossary_version="",
        text=translated,
        flags=(),
        translated_at=MADE,
    )
    return {name: getattr(row, name) for name in Translation.__dataclass_fields__}
