"""The editor's overrides -> a dataset: which articles they meet, and what they put in the place of what was found."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from extractors import mastheads
from extractors.records import COPY_KINDS, ArticleOverride, Overrides, PairOverride
from extractors.tellings import EDITOR

from .addresses import known_as
from .dataset import Dataset, Row
from .originals import Edge
from .overrides import OWN, SAID, originals_of, published_columns, refuse_contradictions, values_of
from .progress import warn

MOST_TOLD = 3  # overrides that meet nothing; `retold query overrides` has them all

_TEXTS = ("url", "of_url", "kind", "direction", "cue", "evidence")
_NUMBERS = ("score", "text_share", "of_text_share", "confidence")
PAIRS = pa.schema([*((name, pa.string()) for name in _TEXTS), *((name, pa.float64()) for name in _NUMBERS)])
_PUT = PAIRS.append(pa.field("is_cut", pa.bool_()))
_EDITS = pa.schema(
    [
        *((name, pa.string()) for name in ("url", "published_precision", "published_text", "outlet", "outlet_name")),
        *((name, pa.timestamp("us")) for name in ("published", "published_from", "published_until")),
        ("relevant", pa.bool_()),
        ("telling", pa.string()),
    ]
)
_OVERRIDES = pa.schema(
    [
        (name, pa.string())
        for name in ("place", "url", "of_url", "article", "of_article", "said", "found", "why", "unmet")
    ]
)


@dataclass(slots=True)
class Edits:
    """What the editor says of the articles of a dataset; addresses are those of the articles."""

    overrides: Overrides
    met: Overrides = field(default_factory=Overrides)
    unmet: dict[str, str] = field(default_factory=dict)  # place -> why
    found: dict[str, Row] = field(default_factory=dict)  # place -> what stands there without the editor

    @property
    def originals(self) -> dict[str, str]:
        """Return url -> original, of the articles whose telling the editor has set."""
        return originals_of(self.met.articles)

    @property
    def alone(self) -> set[str]:
        """Return the articles that the editor calls voices of their own."""
        return {one.url for one in self.met.articles if one.telling == OWN}

    @property
    def change_articles(self) -> bool:
        """Say whether an article has another date or outlet, or is none, at the editor's word."""
        return any(one.published or one.outlet or one.relevant is False for one in self.met.articles)


def meet(dataset: Dataset, overrides: Overrides) -> Edits:
    """Return what the editor says of this dataset, after putting what he says of articles into core.edits.

    Raises UseError for overrides that contradict one another, now that it is known which addresses are one article.
    """
    edits = Edits(overrides)
    given = {one.url for one in overrides.tables} | {one.of_url for one in overrides.pairs}
    given |= {one.telling for one in overrides.articles if one.telling and one.telling != OWN}
    known = {url: known_as(dataset, url) for url in sorted(given)}
    articles = {url: str(row["article"]) for url, row in known.items() if row and row["article"]}
    left_out = {articles[one.url] for one in overrides.articles if one.relevant is False and one.url in articles}
    for one in overrides.tables:
        why = _why_unmet(one, known, articles, left_out)
        if why:
            edits.unmet[one.place] = why
    edits.met = _met(overrides, articles, edits.unmet)
    refuse_contradictions(edits.met)
    _put_articles(dataset, edits)
    return edits


def _addresses(one: PairOverride | ArticleOverride) -> dict[str, str]:
    """Return key -> address of an override."""
    if isinstance(one, PairOverride):
        return {"url": one.url, "of_url": one.of_url}
    return {"url": one.url} | ({"telling": one.telling} if one.telling and one.telling != OWN else {})


def _why_unmet(
    one: PairOverride | ArticleOverride,
    known: Mapping[str, Row | None],
    articles: Mapping[str, str],
    left_out: set[str],
) -> str:
    """Return why an override changes nothing; empty when it does."""
    addresses = _addresses(one)
    for key, url in addresses.items():
        row = known[url]
        if row is None:
            return f"{key}: {url} is no address of this dataset"
        if url not in articles:
            why = ": ".join(filter(None, (row["reason"], row["detail"])))
            return f"{key}: {url} is no article: {row['outcome']} ({why})"
        is_said_here = isinstance(one, ArticleOverride) and one.relevant is False and key == "url"
        if articles[url] in left_out and not is_said_here:
            return f"{key}: {url} is left out, as the editor says"
    if isinstance(one, PairOverride) and articles[one.url] == articles[one.of_url]:
        return f"of_url: {one.of_url} is another address of the same article as {one.url}"
    return ""


def _met(overrides: Overrides, articles: Mapping[str, str], unmet: Mapping[str, str]) -> Overrides:
    return replace(
        overrides,
        pairs=tuple(
            replace(one, url=articles[one.url], of_url=articles[one.of_url])
            for one in overrides.pairs
            if one.place not in unmet
        ),
        articles=tuple(
            replace(one, url=articles[one.url], telling=articles.get(one.telling or "", one.telling))
            for one in overrides.articles
            if one.place not in unmet
        ),
    )


def _put_articles(dataset: Dataset, edits: Edits) -> None:
    rows: dict[str, Row] = {}
    for one in edits.met.articles:
        row = rows.setdefault(one.url, {"url": one.url})
        if one.published:
            row |= published_columns(one.published)
        if one.outlet:
            row |= {"outlet": one.outlet, "outlet_name": _name_of(one.outlet)}
        if one.relevant is not None:
            row["relevant"] = one.relevant
        if one.telling:
            row["telling"] = one.url if one.telling == OWN else one.telling
    found = {row["url"]: row for row in dataset.rows("overrides/articles", urls=list(rows))} if rows else {}
    for one in edits.met.articles:
        edits.found[one.place] = {key: found[one.url][key] for key in SAID[:3] if getattr(one, key) is not None}
    dataset.load("overrides/add_edits", pa.Table.from_pylist([_naive(row) for row in rows.values()], _EDITS))


def _naive(row: Row) -> Row:
    """Return a row with its moments, which are in UTC, as tables have them."""
    return {key: value.replace(tzinfo=None) if hasattr(value, "tzinfo") else value for key, value in row.items()}


def _name_of(outlet: str) -> str:
    row = mastheads.known(f"https://{outlet}/")
    return row.name if row is not None and row.outlet == outlet else outlet


def put_pairs(dataset: Dataset, edits: Edits, languages: Mapping[str, str]) -> None:
    """Put what the editor says of pairs in the place of what was found."""
    words = [(one.place, one.url, one.of_url, one.copy, one.kind, one.why) for one in edits.met.pairs]
    _put(dataset, edits, words, languages)


def put_edges(dataset: Dataset, edits: Edits, edges: Iterable[Edge], languages: Mapping[str, str]) -> None:
    """Make pairs of articles and the originals that only the editor knows of."""
    by_url = {one.url: one for one in edits.met.articles if one.telling}
    words = [("", url, of_url, True, None, by_url[url].why) for url, of_url in edges]
    _put(dataset, edits, words, languages)


def _put(dataset: Dataset, edits: Edits, words: Sequence[tuple[Any, ...]], languages: Mapping[str, str]) -> None:
    urls = sorted({url for word in words for url in word[1:3]})
    held = {frozenset((row["url"], row["of_url"])): row for row in dataset.rows("overrides/pairs", urls=urls)}
    rows: dict[frozenset[str], Row] = {}
    for place, url, of_url, copy, kind, why in words:
        pair = frozenset((url, of_url))
        found = held.get(pair)
        if place:
            edits.found[place] = {name: found[name] for name in _TEXTS[:5]} if found else {}
        if not copy:
            rows[pair] = {**dict.fromkeys(PAIRS.names), "url": url, "of_url": of_url, "is_cut": True}
        elif pair not in rows or kind:  # of two that say the same, one may say more
            made = _turned_to(found, url) if found else _unmeasured(url, of_url)
            made["kind"] = kind or _kind(made["kind"], languages[url], languages[of_url])
            evidence = json.dumps({**json.loads(made["evidence"]), EDITOR: why or ""}, ensure_ascii=False)
            said = {"direction": "known", "cue": EDITOR, "confidence": 1.0, "evidence": evidence, "is_cut": False}
            rows[pair] = made | said
    dataset.load("overrides/put_pairs", pa.Table.from_pylist(list(rows.values()), _PUT))


def _unmeasured(url: str, of_url: str) -> Row:
    row: Row = dict.fromkeys(PAIRS.names)
    return row | {"url": url, "of_url": of_url, "evidence": json.dumps({"rule": EDITOR})}


def _turned_to(row: Row, url: str) -> Row:
    """Return a row of core.pairs with this article in the first place."""
    if row["url"] == url:
        return dict(row)
    shares = {"text_share": row["of_text_share"], "of_text_share": row["text_share"]}
    return {**row, "url": row["of_url"], "of_url": row["url"], **shares, "evidence": turned(row["evidence"])}


def turned(evidence: str) -> str:
    """Return the evidence of a pair with the numbers of the other text first."""
    found: dict[str, Any] = json.loads(evidence)
    return json.dumps({name: value[::-1] if isinstance(value, list) else value for name, value in found.items()})


def _kind(found: str | None, language: str, of_language: str) -> str:
    """Return the kind that was found; between two that were no copy, what their languages make a copy of the whole."""
    if found in COPY_KINDS:
        return found
    same = language.partition("-")[0] == of_language.partition("-")[0]
    return "near_copy" if same else "translated_copy"


def note(dataset: Dataset, edits: Edits, without: Mapping[str, Mapping[str, Any]]) -> None:
    """Write down every override with what became of it. `without` are tellings as they would be without the editor."""
    articles = {one.place: one for one in edits.met.tables}
    rows = []
    for one in edits.overrides.tables:
        met = articles.get(one.place)
        found = edits.found.get(one.place, {})
        if isinstance(met, ArticleOverride) and met.telling and met.url in without:
            found = {**found, "telling": without[met.url]["telling"]}
        rows.append(
            {
                "place": one.place,
                "url": one.url,
                "of_url": getattr(one, "of_url", None),
                "article": met.url if met else None,
                "of_article": getattr(met, "of_url", None),
                "said": json.dumps(values_of(one), ensure_ascii=False),
                "found": json.dumps(found, ensure_ascii=False) if met else None,
                "why": one.why,
                "unmet": edits.unmet.get(one.place),
            }
        )
    dataset.load("overrides/add", pa.Table.from_pylist(rows, _OVERRIDES))


def wanted(overrides: Overrides) -> frozenset[str]:
    """Return the addresses whose pages tell the incident, as the editor says, whatever names they hold."""
    return frozenset(one.url for one in overrides.articles if one.relevant)


def read_again(dataset: Dataset, overrides: Overrides) -> None:
    """Have the pages read again that are relevant by the editor's word now, or not any more."""
    rows = dataset.rows("overrides/to_read_again", wanted=sorted(wanted(overrides)))
    if rows:
        schema = pa.schema([("url", pa.string()), ("article", pa.string())])
        dataset.load("overrides/read_again", pa.Table.from_pylist(rows, schema))
        dataset.run("derive/visited_links")


def warn_of_unmet(dataset: Dataset, overrides: Overrides) -> None:
    """Say in a line which overrides change nothing, if any."""
    rows = dataset.rows("overrides/unmet")
    if not rows:
        return
    told = "; ".join(f"{row['place']}.{row['unmet']}" for row in rows[:MOST_TOLD])
    more = f"; and {len(rows) - MOST_TOLD} more" if len(rows) > MOST_TOLD else ""
    warn(f"{overrides.file}: {len(rows)} of {rows[0]['overrides']} overrides change nothing: {told}{more}")
