"""What a sample web says of itself, held against what was found in it."""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from .truthfile import UNDATED, Relation, Row, Truth, groups, read_truth

INSTANT_TOLERANCE = timedelta(minutes=1)  # pages may leave out the seconds

Pair = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """How much of one thing was found; `total` is 0 where truth says nothing of it."""

    name: str
    right: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What was found against what is true."""

    aspects: tuple[Aspect, ...]
    differences: tuple[str, ...]  # every one, in plain words


Verdict = tuple[bool, str]  # right or not, and what to say when not


def compare(truth: Path, rows: Mapping[str, Sequence[Row]]) -> Comparison:
    """Return how the published rows agree with a truth.toml.

    `rows` holds `links` (url, outcome, reason, alias_of), `retellings` (url, of_url, kind, direction) and `articles`
    (url, language, outlet, published, published_precision, versions, telling, is_original, presumed_retelling, of_url),
    with the columns of the views of the same name. Raises StopError for a bad truth.toml.
    """
    said = read_truth(truth)
    links = {row["url"]: row for row in rows["links"]}
    articles = {row["url"]: row for row in rows["articles"]}
    judged: list[tuple[str, Iterable[Verdict]]] = [
        ("outcome", _outcomes(said, links)),
        ("reason", _same(said, links, "reason")),
        ("alias_of", _same(said, links, "alias_of")),
        ("language", _same(said, articles, "language", _is_language)),
        ("outlet", _same(said, articles, "outlet")),
        ("published", _published(said, articles)),
        ("versions", _same(said, articles, "versions")),
        ("telling", _together(said, articles)),
        ("voices", _voices(said, articles)),
        ("original", _same(said, articles, "is_original")),
        ("presumed_retelling", _same(said, articles, "presumed_retelling")),
        ("parent", _parents(said, articles)),
        *_relations(said, rows["retellings"], articles),
    ]
    aspects, differences = [], []
    for name, verdicts in judged:
        listed = list(verdicts)
        aspects.append(Aspect(name=name, right=sum(right for right, _ in listed), total=len(listed)))
        differences += [f"{name}: {words}" for right, words in listed if not right]
    return Comparison(aspects=tuple(aspects), differences=tuple(differences))


def _outcomes(said: Truth, links: Mapping[str, Row]) -> Iterator[Verdict]:
    yield from _same(said, links, "outcome")
    for written, url in said.cleaned.items():
        yield url in links, f"{written} is another address of {url}, which was not found"
    for url in sorted(links.keys() - said.links.keys()):
        yield False, f"{url} is {links[url]['outcome']}, and truth does not name it"


def _same(
    said: Truth, found: Mapping[str, Row], key: str, agree: Callable[[Any, Any], bool] = operator.eq
) -> Iterator[Verdict]:
    for url, link in said.links.items():
        if key in link:
            got = found[url][key] if url in found else "nothing"
            yield agree(got, link[key]), f"{url} is {got}, not {link[key]}"


def _is_language(got: str, true: str) -> bool:
    """Return whether the tag is the true one, or says more (`zh-Hant` where truth says `zh`)."""
    return f"{got}-".startswith(f"{true}-")


def _published(said: Truth, articles: Mapping[str, Row]) -> Iterator[Verdict]:
    for url, link in said.links.items():
        if "published" in link:
            row = articles.get(url)
            got = row["published"] if row else "nothing"
            yield row is not None and _dated(row, link["published"]), f"{url} is {got}, not {link['published']}"


def _dated(row: Row, true: str | date | datetime) -> bool:
    """Return whether the moment is right, or the day where either side knows no more."""
    got: datetime | None = row["published"]
    if got is None or true == UNDATED:
        return got is None and true == UNDATED
    if isinstance(true, datetime) and row["published_precision"] != "day":
        return abs(got.replace(tzinfo=got.tzinfo or UTC) - true) <= INSTANT_TOLERANCE
    day = true.date() if isinstance(true, datetime) else true
    return got.date() == day


def _pairs(tellings: Mapping[str, set[str]]) -> set[Pair]:
    return {frozenset(pair) for urls in tellings.values() for pair in combinations(urls, 2)}


def _together(said: Truth, articles: Mapping[str, Row]) -> Iterator[Verdict]:
    """Yield a verdict for each pair that stands in one telling, in truth or as found."""
    said_tellings = groups(said.links)
    judged: set[str] = set().union(*said_tellings.values())
    true = _pairs(said_tellings)
    got = {pair for pair in _pairs(groups(articles)) if pair <= judged}
    for pair in sorted(true | got, key=sorted):
        one, other = sorted(pair)
        wrong = "are held to be one telling" if pair in got else "are one telling, and were not found to be"
        yield pair in true and pair in got, f"{one} and {other} {wrong}"


def _voices(said: Truth, articles: Mapping[str, Row]) -> Iterator[Verdict]:
    """Yield a verdict for each true telling: found with just its articles, or not."""
    true = groups(said.links)
    judged: set[str] = set().union(*true.values())
    got = [urls & judged for urls in groups(articles).values()]
    for telling, urls in sorted(true.items()):
        yield urls in got, f"{telling} was not found as the one telling of {', '.join(sorted(urls))}"


def _parents(said: Truth, articles: Mapping[str, Row]) -> Iterator[Verdict]:
    for url, link in said.links.items():
        if "of_url" in link:
            true = link["of_url"] if link.get("direction") != "unknown" else ""
            got = (articles[url]["of_url"] or "") if url in articles else "nothing"
            yield got == true, f"{url} comes from {true or 'no other article'}, not from {got or 'none'}"


def _relations(said: Truth, found: Sequence[Row], articles: Mapping[str, Row]) -> list[tuple[str, list[Verdict]]]:
    held = {frozenset((row["url"], row["of_url"])): row for row in found}
    listed, kinds, directions = list(_invented(said, held)), [], []
    for true in said.relations:
        row = held.get(frozenset((true.url, true.of_url)))
        words = f"{true.url} of {true.of_url}"
        if row is None and _leads_to(articles, true):  # the row of parents says it, and of its kind nothing
            listed.append((True, words))
            continue
        listed.append((row is not None, f"{words} was not found"))
        if true.kind is not None:
            got = row["kind"] if row else "nothing"
            kinds.append((got == true.kind, f"{words} is {got}, not {true.kind}"))
        if true.direction is not None:
            got = _direction(row, true)
            directions.append((got == true.direction, f"{words}: direction is {got}, not {true.direction}"))
    return [("retelling", listed), ("kind", kinds), ("direction", directions)]


def _leads_to(articles: Mapping[str, Row], true: Relation) -> bool:
    """Say whether the parents of an article, as found, lead to the one it comes from: retellings name the nearest."""
    url, seen = true.url, {""}
    while url not in seen:
        seen.add(url)
        url = (articles[url]["of_url"] or "") if url in articles else ""
        if url == true.of_url:
            return true.direction != "unknown"
    return False


def _direction(row: Row | None, true: Relation) -> str:
    if row is None:
        return "not found"
    if row["direction"] in (None, "unknown"):
        return "unknown"
    return "known" if row["url"] == true.url else "the other way round"


def _invented(said: Truth, held: Mapping[Pair, Row]) -> Iterator[Verdict]:
    """Yield a wrong verdict for each pair found between tellings that truth does not connect.

    Where one telling has text from another, so have their other members: those pairs are not judged.
    """
    telling = {url: link["telling"] for url, link in said.links.items() if "telling" in link}
    connected = {frozenset((telling.get(one.url), telling.get(one.of_url))) for one in said.relations}
    for pair, row in held.items():
        tellings = frozenset(telling.get(url) for url in pair)
        if pair <= telling.keys() and len(tellings) > 1 and tellings not in connected:
            yield False, f"{row['url']} is held to be {row['kind']} of {row['of_url']}"
