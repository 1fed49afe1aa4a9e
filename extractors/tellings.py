"""Related articles -> tellings: trees of who retold whom, and the voices behind them. Pure; order cannot matter.

An article has one parent at most: the best source whose direction is known and that gave six tenths of it or more.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from . import agencies
from .direction import Outlets
from .records import COPY_KINDS

WHOLE_SHARE = 0.6
EDITOR = "editor"  # the cue of what the editor says
STATEMENTS = (EDITOR, "credit", "canonical", "link", "translated_from")  # the editor's, and those that the page gives


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What tellings ask of an article."""

    url: str
    outlet: str = ""
    outlet_name: str = ""
    credit: str | None = None
    opening: str = ""  # the first and the last words of the text, where agencies sign
    ending: str = ""
    published_from: datetime | None = None
    published_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A relation between two articles; with a known direction, `url` retells `of_url`."""

    url: str
    of_url: str
    kind: str
    score: float
    text_share: float
    of_text_share: float
    known: bool
    cue: str
    words: float  # of their own that they share; 0 where only sentences could be compared
    plain: float = 1.0  # share of it that is not in quotation marks in url
    of_plain: float = 1.0


def build(
    articles: Iterable[Article],
    pairs: Iterable[Pair],
    originals: Collection[str] = (),
    outlets: Outlets | None = None,
) -> list[dict[str, Any]]:
    """Return a row of core.tellings for each article, by url.

    `telling` is the url of the original, or the smallest of its articles where the original is `unseen`. `originals`
    are articles that the editor calls so, of which no pair has a source: each has a telling of its own. `outlets` are
    those of the dataset where it has more articles than these.
    """
    by_url = {article.url: article for article in articles}
    copies = [pair for pair in pairs if pair.kind in COPY_KINDS]
    parents = _parents(by_url, copies)
    groups = _groups(by_url, parents, copies, originals)
    witnesses = Counter(pair.of_url for pair in copies if pair.known and pair.cue in STATEMENTS)
    outlets = outlets or Outlets((article.outlet, article.outlet_name) for article in by_url.values())
    rows = []
    for members in groups:
        roots = [url for url in members if url not in parents and url not in originals]
        marks = {url: presumed(by_url[url], outlets) for url in roots}
        original = next((url for url in members if url in originals), None) or _original(members, parents, witnesses)
        if marks.get(original or ""):  # then the text came from elsewhere, and is the source of its copies only
            original = None
        telling = original or members[0]
        for url in members:
            evidence = marks.get(url)
            rows.append(
                {
                    "url": url,
                    "telling": telling,
                    "is_original": url == original,
                    "of_url": parents.get(url),
                    "presumed_retelling": evidence is not None,
                    "presumed_evidence": evidence,
                }
            )
    return sorted(rows, key=lambda row: str(row["url"]))


def presumed(article: Article, outlets: Outlets) -> str | None:
    """Return the words that mark an article as somebody else's, for one whose source is not held; None without any.

    `outlets` are those of the dataset: who credits one of them, or itself, has no unseen source.
    """
    own = f"{article.outlet} {article.outlet_name}".casefold()
    signed = (
        agencies.in_credit(article.credit) if article.credit else None,
        agencies.at_beginning(article.opening),
        agencies.at_end(article.ending),
    )
    for agency in signed:
        if agency and agency.casefold() not in own:
            return agency
    if not article.credit or outlets.named_in(article.credit):
        return None
    return article.credit


def _parents(by_url: Mapping[str, Article], pairs: Iterable[Pair]) -> dict[str, str]:
    """Return the best source of each article that has one; what would close a circle has none."""
    sources: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.known and pair.text_share >= WHOLE_SHARE:
            sources[pair.url].append(pair)
    best = [min(found, key=lambda pair: _rank(pair, by_url)) for found in sources.values()]
    parents: dict[str, str] = {}
    first = {url: url for url in by_url}
    for pair in sorted(best, key=lambda pair: _rank(pair, by_url)):
        if _first(first, pair.of_url) != pair.url:
            parents[pair.url] = pair.of_url
            first[pair.url] = pair.of_url
    return parents


def _rank(pair: Pair, by_url: Mapping[str, Article]) -> tuple[bool, bool, int, float, float, float, str, str, str]:
    """Return what sorts the better source first.

    What the editor names, then what the page itself names, then one in the same words, and the more of them: whoever
    copies a copy keeps its edits. Then one in another language; then one in this language in other words, which has
    been through another language before it came here. Then the greater share, the earlier, the smaller url.
    """
    source = by_url[pair.of_url].published_until  # a bare day begins before every moment of it, and says less
    return (
        pair.cue != EDITOR,
        pair.cue not in STATEMENTS,
        1 if pair.kind in ("translated_copy", "translated_excerpt") else 0 if pair.words else 2,
        -pair.words,
        -pair.text_share,
        -pair.of_text_share,
        source.isoformat() if source else "9999",
        pair.of_url,
        pair.url,
    )


def _groups(
    by_url: Mapping[str, Article], parents: Mapping[str, str], pairs: Iterable[Pair], originals: Collection[str]
) -> list[list[str]]:
    """Return the articles of each telling, sorted; siblings without a known direction belong together too.

    But no two of the editor's originals do, whoever is a sibling of both.
    """
    first = {url: url for url in by_url}
    edges = list(parents.items())
    edges += [
        (pair.url, pair.of_url)
        for pair in pairs
        if not pair.known and min(pair.text_share, pair.of_text_share) >= WHOLE_SHARE
    ]
    taken = set(originals)  # first of a telling that has one of them
    for here, there in edges:
        one, other = sorted((_first(first, here), _first(first, there)))
        if one != other and not (one in taken and other in taken):
            first[other] = one
            taken |= {one} if other in taken else set()
    groups: dict[str, list[str]] = defaultdict(list)
    for url in sorted(by_url):
        groups[_first(first, url)].append(url)
    return list(groups.values())


def _first(first: dict[str, str], url: str) -> str:
    while first[url] != url:
        first[url] = first[first[url]]
        url = first[url]
    return url


def _original(members: list[str], parents: Mapping[str, str], witnesses: Mapping[str, int]) -> str | None:
    """Return the article that the others come from; None where two or more may claim to be it.

    Of several without a source, those that dates put before others may be copies that state their time more exactly
    than the original does: credits, links and the texts themselves tell them apart.
    """
    roots = [url for url in members if url not in parents]
    if len(roots) == 1:
        return roots[0]
    first = {url: parents.get(url, url) for url in members}
    descendants = Counter(_first(first, url) for url in members)
    for counts in (Counter({url: witnesses.get(url, 0) for url in roots}), descendants):
        (most, count), (_, next_count) = counts.most_common(2)
        if count > 2 * next_count:
            return most
    return None
