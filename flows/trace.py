"""An article whose source is not held -> where it may be, with the reason for each place. Asks nobody."""

import shlex
from collections.abc import Iterator
from urllib.parse import quote_plus

from babel import Locale, localedata

from extractors.errors import DropError
from extractors.urls import canonical, host, registered_domain

from . import mentions
from .addresses import article_at, known_as
from .dataset import Row, Snapshot
from .explained import in_english
from .phrases import Rarity, distinctive
from .sheet import Sheet

SEARCH = "https://duckduckgo.com/?q="  # opened by nobody but the reader
MOST_SENTENCES = 3
MOST_COMPANY = 300  # texts that tell which words are rare
MOST_NAMES = 3
_FEWEST_LETTERS = 3
MOST_TITLE_WORDS, MOST_TITLE_CHARACTERS = 32, 160  # engines look at no more
_HEADINGS = {
    "held": "in this dataset",
    "canonical": "an address that it gives as its own",
    "link": "links of its body",
    "named": "addresses named in its text",
    "site": "who its credit names",
    "query": "queries, to be put into a search engine as they are",
}


def trace(snapshot: Snapshot, url: str) -> Row:
    """Return the article and its leads, likeliest first; UseError for an address that the dataset lacks."""
    page = snapshot.rows("explain/article", url=article_at(snapshot, url))[0]
    held = {row["outlet"]: row["name"] for row in snapshot.rows("trace/outlets")}
    sentences = snapshot.rows("trace/sentences", url=page["url"])
    leads = [
        *_held(page),
        *_credited(page, _credits_of(page, snapshot.rows("explain/telling", telling=page["telling"])), held),
        *_addresses(snapshot, page, held),
        *_queries(snapshot, page, sentences),
    ]
    shown = ("url", "outlet_name", "language", "title", "title_en", "title_engine", "credit", "presumed_retelling",
             "presumed_evidence")  # fmt: skip
    return {"article": {name: page[name] for name in shown}, "leads": leads}


def _lead(kind: str, text: str, language: str | None, address: str, why: str) -> Row:
    return {"kind": kind, "text": text, "language": language, "address": address, "why": why}


def _held(page: Row) -> Iterator[Row]:
    if page["of_url"]:
        yield _lead("held", page["of_url"], None, page["of_url"], "its nearest source is in the dataset")


def _credited(page: Row, credits_of: dict[str, str], held: dict[str, str]) -> Iterator[Row]:
    """Yield a search at each outlet that a credit line names, its own or that of an article with the same text."""
    searches: dict[str, str] = {}
    spelled: set[str] = set()
    for line, whose in credits_of.items():
        named = mentions.outlets(line, held)
        for domain, name in named:
            if domain != page["outlet"]:
                searches.setdefault(f"site:{domain}", f"{name} is named by {whose}: {line}")
        for name in [] if named else mentions.names(line)[:MOST_NAMES]:  # nobody knows where that is
            if name.casefold() not in spelled and not _is_sign(name) and not _is_language(name, page["language"]):
                spelled.add(name.casefold())
                searches[f'"{name}"'] = f"so it is named by {whose}: {line}"
    names = _names(page)
    for place, why in searches.items():
        for language, asked in [*([(None, names)] if names else []), *_titles(page)]:
            query = f"{place} {asked}"
            yield _lead("site", query, language, _search(query), why)


def _is_sign(name: str) -> bool:
    """Say whether a credit is no more than somebody's initials, which stand in every page."""
    return name.isascii() and len(name) < _FEWEST_LETTERS


def _is_language(name: str, language: str) -> bool:
    """Say whether a credit only names the language that a text is translated from, in its own or in English."""
    return any(
        name.casefold() == known.casefold()
        for tag in (language.partition("-")[0], "en")
        if localedata.exists(tag)
        for known in Locale(tag).languages.values()
    )


def _names(page: Row) -> str:
    """Return the names of the incident that the article holds, each as one: they are much the same in any language."""
    return " ".join(f'"{name}"' for name in page["relevance_names"][:MOST_NAMES])


def _credits_of(page: Row, telling: list[Row]) -> dict[str, str]:
    """Return the credit lines of an article and of those that tell the same, each with whose it is."""
    credit, evidence = page["credit"] or "", page["presumed_evidence"] or ""
    found = {line: "its credit" for line in (credit, evidence if evidence not in credit else "") if line}
    for row in telling:
        if row["credit"]:
            found.setdefault(row["credit"], f"the credit of {row['url']}")
    return found


def _titles(page: Row) -> list[tuple[str, str]]:
    found = {page["title"]: page["language"]}
    if page["title_en"]:
        found.setdefault(page["title_en"], "en")
    return [(language, _short(title)) for title, language in found.items() if title]


def _short(title: str) -> str:
    """Return as much of a headline as a query holds, on one line and without marks that would end it early."""
    bare = " ".join(title.replace('"', " ").split()[:MOST_TITLE_WORDS])
    return bare[:MOST_TITLE_CHARACTERS].rstrip()


def _addresses(snapshot: Snapshot, page: Row, held: dict[str, str]) -> Iterator[Row]:
    """Yield the addresses that the page links to or names, those of its own outlet only where an article is held."""
    own = _domain(page["url"])
    said = f"{page['title']}\n{page['credit'] or ''}\n{page['text']}"
    places = [("canonical", page["canonical"])] if page["canonical"] not in (None, page["url"]) else []
    places += [("link", link) for link in page["links_out"]]
    places += [("named", address) for address in mentions.addresses(said, held)]
    seen = {page["url"]}
    for kind, stated in places:
        address = _spelled(stated)
        known = known_as(snapshot, address)
        elsewhere = _domain(address) not in (own, "")
        if address not in seen and (elsewhere or kind == "canonical" or (known and known["article"])):
            seen.add(address)
            yield _lead(kind, address, None, address, _standing(known, page["url"]))


def _standing(known: Row | None, url: str) -> str:
    if known is None:
        return "nobody has looked at it: name it in the incident file to have it read"
    if known["article"]:
        return f"in the dataset: {shlex.join(['retold', 'explain', url, known['article']])}"
    return f"no article of the dataset: {': '.join(filter(None, (known['outcome'], known['reason'], known['detail'])))}"


def _spelled(url: str) -> str:
    try:
        return canonical(url)
    except DropError:  # links that lead nowhere are shown as they are
        return url


def _domain(url: str) -> str:
    try:
        return registered_domain(url) or host(url)
    except DropError:  # links that lead nowhere
        return ""


def _queries(snapshot: Snapshot, page: Row, sentences: list[Row]) -> Iterator[Row]:
    if names := _names(page):
        yield _lead("query", names, None, _search(names), "names of the incident that it holds")
    for language, title in _titles(page):
        why = "its headline" if language == page["language"] else f"its headline, translated by {page['title_engine']}"
        yield _query(title, language, why)
    company = snapshot.rows("trace/company", language=page["language"], url=page["url"], texts=MOST_COMPANY)
    rarity = Rarity([row["text"] for row in company])
    by_position = {row["position"]: row for row in sentences if row["position"] >= 0}
    originals = [(position, row["original"]) for position, row in by_position.items()]
    for found in distinctive(originals, rarity, MOST_SENTENCES):
        yield _query(found.text, page["language"], f"rare words of sentence {found.position + 1}")
        sentence = by_position[found.position]
        if sentence["translation"] and page["language"] != "en":
            yield from _translated(sentence)


def _translated(sentence: Row) -> Iterator[Row]:
    """Yield a query without order: the source says the same in other words."""
    position, by = sentence["position"], sentence["engine"]
    for found in distinctive([(position, sentence["translation"])], Rarity([]), 1):
        why = f"sentence {position + 1} in English by {by}, in any order"
        yield _lead("query", found.text, "en", _search(found.text), why)


def _query(text: str, language: str, why: str) -> Row:
    quoted = f'"{text}"'
    return _lead("query", quoted, language, _search(quoted), why)


def _search(query: str) -> str:
    return SEARCH + quote_plus(query)


def show_leads(found: Row) -> None:
    """Print where the source may be."""
    sheet = Sheet()
    page = found["article"]
    sheet.line(page["url"])
    sheet.paragraph(f"{page['title']}{in_english(page)}")
    if page["presumed_evidence"]:
        sheet.paragraph(f"it bears the mark of a source that is not held: {page['presumed_evidence']}")
    if not found["leads"]:
        sheet.paragraph("nothing in it says where it comes from, and it has no sentence to be searched for")
    for kind, heading in _HEADINGS.items():
        leads = [lead for lead in found["leads"] if lead["kind"] == kind]
        if leads:
            sheet.heading(heading)
        for lead in leads:
            _show(sheet, lead)


def _show(sheet: Sheet, lead: Row) -> None:
    language = f"{lead['language']}  " if lead["language"] else ""
    sheet.paragraph(lead["text"], f"  {language}")
    sheet.paragraph(lead["why"], "      ")
    if lead["address"] != lead["text"]:
        sheet.line(f"      {lead['address']}")
