"""The other views: who retold whom, what changed, side by side, health, and the articles themselves."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any

from flows.dataset import Row
from flows.shared import FACTS

from . import evidence, graph
from .facts import Facts
from .kinship import kinship
from .moments import moment
from .tongues import tongue
from .wording import compared

MOST_TELLINGS, MOST_MEMBERS = 60, 80
ALL_MEMBERS = 700  # of all tellings together
MOST_OTHERS, MOST_PARTS_SHOWN = 120, 4  # articles with parts of others, and how many of these each shows
MOST_PARTS = 4  # partial sources that are named beside an article
MOST_CHANGES: Mapping[str, int] = {"number": 60, "name": 60, "quotation": 6, "sentence": 5}
MOST_SIDES, MOST_SENTENCES = 6, 3
MOST_UNTRANSLATED = 6  # articles that nobody could translate
ARTICLES_BYTES = 1_900_000  # of the list of articles; what is beyond is cut, with its number
ROW_BYTES = 330
HINT_CHARS = 90

Section = dict[str, Any]


def retellings(facts: Facts, listed: Mapping[str, str]) -> Section:
    """Return the graph, the tellings that open into their articles, and every relation; `listed` are url -> id."""
    relations = facts.answers["relations"]
    shown = kinship(facts.articles, relations)
    others = _others(relations)
    tellings = list(_tellings(facts, relations))
    return {
        "arrows": graph.arrows(),
        "graph": graph.draw(shown, listed, _hint),
        "shown": shown,
        "tellings": tellings,
        "all_tellings": len(facts.answers["tellings"]),
        "kinds": _kind_counts(relations),
        "whole": sum(row["nearest"] for row in relations),
        "others": [(url, rows[:MOST_PARTS_SHOWN], len(rows)) for url, rows in others[:MOST_OTHERS]],
        "all_others": len(others),
        "cut": sum(len(rows) for _, rows in others[MOST_OTHERS:]),
        "all_relations": len(relations),
        "unknown": sum(row["direction"] != "known" for row in relations),
    }


def _others(relations: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return the relations that make no telling, by article: parts, and copies whose direction is unknown."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in relations:
        if not row["nearest"]:
            found[row["url"]].append(row)
    return list(found.items())


def _hint(row: Row) -> str:
    when = moment(row["published"])[: 10 if row["published_precision"] == "day" else None] or "no date"
    said = f"{row['outlet_name']}, {when}"
    return said[:HINT_CHARS]


def _tellings(facts: Facts, relations: Sequence[Row]) -> Iterator[Section]:
    members: dict[str, list[Row]] = defaultdict(list)
    for row in facts.articles:
        members[row["telling"]].append(row)
    related: dict[str, list[Row]] = defaultdict(list)
    for row in relations:
        related[row["url"]].append(row)
        if row["direction"] != "known":
            related[row["of_url"]].append(row)
    left = ALL_MEMBERS
    for telling in facts.answers["tellings"][:MOST_TELLINGS]:
        told = list(_in_order(members[telling["telling"]]))
        most = min(MOST_MEMBERS, left)
        if not most:
            return
        left -= min(len(told), most)
        yield {
            **telling,
            "head": facts.by_url[telling["original_url"] or telling["telling"]],
            "members": [_member(row, depth, related[row["url"]]) for row, depth in told[:most]],
            "cut": max(0, len(told) - most),
        }


def _in_order(rows: Sequence[Row]) -> Iterator[tuple[Row, int]]:
    """Yield the articles of a telling, each behind its source, with how many sources lie before it."""
    here = {row["url"] for row in rows}
    children: dict[str | None, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: not row["is_original"]):
        children[row["of_url"] if row["of_url"] in here else None].append(row)
    waiting = [(row, 0) for row in reversed(children[None])]
    while waiting:
        row, depth = waiting.pop()
        yield row, depth
        waiting += [(child, depth + 1) for child in reversed(children[row["url"]])]


def _member(row: Row, depth: int, relations: Sequence[Row]) -> Section:
    nearest = [one for one in relations if one["url"] == row["url"] and one["nearest"] and one["direction"] == "known"]
    others = [one for one in relations if one not in nearest]
    return {
        "article": row,
        "depth": min(depth, 6),
        "nearest": nearest,
        "parts": others[:MOST_PARTS],
        "all": len(others),
    }


def changes(facts: Facts) -> Section:
    """Return what changed, figures and names before quotations and sentences, each as far as it may be shown."""
    rows = facts.answers["changes"]
    counts = Counter(row["what"] for row in rows)
    groups = []
    for what, most in MOST_CHANGES.items():
        shown = list(islice(_shown_changes(facts, [row for row in rows if row["what"] == what]), most))
        pairs = [
            {"url": url, "of_url": of_url, "version": version, "rows": list(some)}
            for (url, of_url, version), some in groupby(
                shown, key=lambda row: (row["url"], row["of_url"], row["version"])
            )
        ]
        if counts[what]:
            groups.append({"what": what, "pairs": pairs, "shown": len(shown), "all": counts[what]})
    return {"groups": groups, "all": len(rows), "is_fact": FACTS}


def _shown_changes(facts: Facts, rows: Sequence[Row]) -> Iterator[Row]:
    """Yield changes of one sort as they may be handed on; of whose words nothing is left to be shown, none."""
    for row in rows:
        made = facts.words.shared("changes", row)
        if made["before"] or made["after"]:
            yield {**made, **_pieces(made, row["what"])}


def _pieces(row: Row, what: str) -> Section:
    if what in FACTS or not (row["before"] and row["after"]):
        return {"was": [(row["before"] or "", False)], "is": [(row["after"] or "", False)]}
    was, now = compared(row["before"], row["after"])
    return {"was": was, "is": now}


def side_by_side(facts: Facts) -> Section:
    """Return articles beside their translations: of every language a few, those that bear flags first."""
    sentences: dict[str, list[Row]] = defaultdict(list)
    for row in facts.answers["side_by_side"]:
        sentences[row["url"]].append(row)
    bare = {url for url, rows in sentences.items() if all(row["translation"] is None for row in rows)}
    spoken: dict[str, list[str]] = defaultdict(list)
    for url in sorted(sentences.keys() - bare, key=lambda url: (-_doubts(sentences[url]), url)):
        spoken[facts.by_url[url]["language"]].append(url)
    turns = sorted((place, tag, url) for tag, urls in spoken.items() for place, url in enumerate(urls))
    chosen = [url for _, _, url in turns[:MOST_SIDES]]
    shown: list[Section] = [{"article": facts.by_url[url], "rows": _side(facts, sentences[url])} for url in chosen]
    for one in shown:
        one["engines"] = sorted({row["engine"] for row in one["rows"] if row["translation"]})
    untranslated = [facts.by_url[url] for url in bare]
    untranslated.sort(key=lambda row: (tongue(row["language"]).name, row["url"]))
    return {
        "articles": [one for one in shown if one["rows"]],
        "all": len(sentences),
        "untranslated": untranslated[:MOST_UNTRANSLATED],
        "more_untranslated": max(0, len(untranslated) - MOST_UNTRANSLATED),
        "all_untranslated": len(untranslated),
    }


def _doubts(rows: Sequence[Row]) -> int:
    return len({flag for row in rows for flag in row["flags"]} - {"untranslated"})


def _side(facts: Facts, rows: Sequence[Row]) -> list[Row]:
    """Return the headline and sentences of an article, those with flags chosen first, in the order of the text."""
    ranked = sorted(rows, key=lambda row: (row["position"] >= 0, not _doubts([row]), row["position"]))
    made = [facts.words.shared("side_by_side", row) for row in ranked[:MOST_SENTENCES]]
    return sorted((row for row in made if row["original"]), key=lambda row: int(row["position"]))


def health(facts: Facts) -> Section:
    """Return what was lost, what waits, what is unknown, and who translated."""
    ledger = facts.answers["ledger"]
    outcomes: Counter[str] = Counter()
    for row in ledger:
        outcomes[row["outcome"]] += row["items"]
    return {
        "ledger": ledger,
        "outcomes": outcomes,
        "lost": [row for row in ledger if row["outcome"] not in ("article", "alias")],
        "untranslated_articles": sum(row["items"] for row in ledger if row["reason"] == "untranslated"),
        "unknowns": [row for row in facts.answers["unknowns"] if row["items"]],
        "nothing_unknown": [row["what"] for row in facts.answers["unknowns"] if not row["items"]],
        "presumed": [
            {**facts.by_url[row["url"]], "evidence": facts.words.quoted(row["url"], row["evidence"])}
            for row in facts.answers["presumed"]
        ],
        **{name: facts.answers[name] for name in ("engines", "untranslated", "failed_sources", "overrides")},
    }


def articles(facts: Facts) -> Section:
    """Return the list of articles, as long as there is room for it."""
    rows: list[Section] = []
    left = ARTICLES_BYTES
    for row in facts.articles:
        title = facts.words.title(row)
        left -= ROW_BYTES + sum(len(text.encode()) for text in (title.text, title.rest, title.english, row["url"]))
        left -= len(row["outlet_name"].encode())
        if left < 0:
            break
        rows.append({**row, "headline": title, "is_new": row["url"] in facts.new})
    return {
        "rows": rows,
        "all": len(facts.articles),
        "cut": len(facts.articles) - len(rows),
        "languages": sorted({row["language"] for row in rows}, key=lambda tag: tongue(tag).name),
    }


def _kind_counts(relations: Sequence[Row]) -> list[tuple[str, int]]:
    """Return how many relations there are of each kind, in words."""
    counts = Counter(row["kind"] for row in relations)
    return [(evidence.kind(name), count) for name, count in counts.most_common()]
