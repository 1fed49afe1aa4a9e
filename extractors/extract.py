"""An article out of an archived page: pure, no network."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml.html import tostring

from . import (
    alternates,
    attribution,
    body,
    bylines,
    dates,
    furniture,
    headings,
    hydration,
    identity,
    language,
    layouts,
    links,
    margins,
    previews,
    publishers,
    rights,
    setoff,
    titles,
    walls,
    zones,
)
from .body import Body
from .dates import Published
from .detectors import UNKNOWN
from .errors import DropError
from .page import Document, clean, decode, is_plain, parse
from .plugins import Outlet
from .records import Article, Page

_PREVIEW_LETTERS = 1500
_LONGEST_HEADING = 300  # characters; a longer first line of a text file is its first paragraph


def read(page: Page, outlets: Mapping[str, Outlet]) -> Article:
    """Return the article of an archived page.

    Raises DropError: needs_js, paywall, soft_404, consent_wall, bot_wall, listing, too_short, not_html, unreadable.
    """
    if page.url.startswith("file:"):
        page = replace(page, url=page.final_url)  # out of an archive: read as what stood at its own address
    text = decode(page.body, page.content_type)
    document = None if is_plain(page.content_type, page.final_url, text) else parse(text)
    terms = rights.stated(page.rights, document and document.tree)  # before reading takes the tree apart
    article = _read_html(page, document, outlets) if document else _read_plain(page, text, outlets)
    return replace(article, rights=terms, shareable=rights.shareable(terms))


def _read_html(page: Page, document: Document, outlets: Mapping[str, Outlet]) -> Article:
    whose = identity.of_page(page, document, outlets)
    name = whose.site_name
    versions = alternates.stated(document.tree, whose.url)
    if layouts.keep_own(document.tree, titles.stated(document.article, document.meta, document.tree)):
        document = replace(document, html=tostring(document.tree, encoding="unicode"))
    document, found = _found(document, whose.own_file)
    stated_titles = titles.stated(document.article, document.meta, document.tree)
    title = titles.choose(stated_titles, (name, whose.site.partition(".")[0]))
    people = bylines.authors(document.article, document.meta, document.tree, name)
    known = [title, *stated_titles]
    story = furniture.trimmed(found.lines, known, document.tree, lambda line: bylines.is_byline(line, people))
    around = headings.around(document.tree, known, found.lines)
    beside = margins.beside(around, name, page.fetched_at, document.language)
    margin = margins.read(story, name, page.fetched_at, beside.matter)
    lines = furniture.with_standfirst(list(margin.text), _descriptions(document), known, found.others, document.tree)
    lines = setoff.marked(lines, document.tree)
    _refuse(page, document, known, found.lines, lines)
    printed = beside.published or margin.published
    published = dates.published(
        document.article,
        document.meta,
        document.tree,
        page.final_url,
        page.fetched_at,
        printed,
        around.heading,
        zones.of(publishers.inside(whose.url), whose.country),
    )
    spoken = language.identify("\n".join(lines), hint=document.language or whose.language, country=whose.country)
    shown = beside.authors or margin.authors
    authors = bylines.fuller(people, shown) or shown or bylines.last_resort(document.meta, document.tree, name)
    lead = [*beside.credits, *around.opening[:1], *found.lines]
    return Article(
        url=whose.url,
        page_url=page.url,
        outlet=whose.outlet,
        outlet_name=whose.outlet_name,
        country=whose.country,
        language=spoken.language,
        language_confidence=spoken.confidence,
        title=title,
        text="\n".join(lines),
        authors=authors,
        published_from=published.earliest,
        published_until=published.latest,
        published_precision=published.precision,
        published_text=published.text,
        credit=_credit(document, lead, found.others, name, authors, spoken.language),
        canonical=whose.canonical,
        links_out=links.out(document.tree, [*story, *lines], whose.url),
        alternates=versions,
        flags=(*whose.flags, *_flags(document, found, published, spoken.language, lines)),
        extractor=found.extractor,
        agreement=found.agreement if found.agreement is None else round(found.agreement, 3),
    )


def _read_plain(page: Page, text: str, outlets: Mapping[str, Outlet]) -> Article:
    """Return the article of a text file: title, perhaps lines with the author and the date, then the text."""
    title, rest = _heading([line for line in map(clean, text.splitlines()) if line])
    whose = identity.of_text(page, outlets)
    margin = margins.read(rest, whose.site_name, page.fetched_at)
    if walls.size(margin.text) < walls.SHORT_LETTERS:
        raise DropError("too_short", f"{walls.size(margin.text)} letters")
    spoken = language.identify("\n".join(margin.text), hint=whose.language, country=whose.country)
    published = margin.published or Published()
    return Article(
        url=whose.url,
        page_url=page.url,
        outlet=whose.outlet,
        outlet_name=whose.outlet_name,
        country=whose.country,
        language=spoken.language,
        language_confidence=spoken.confidence,
        title=title,
        text="\n".join(margin.text),
        authors=margin.authors,
        published_from=published.earliest,
        published_until=published.latest,
        published_precision=published.precision,
        published_text=published.text,
        credit=attribution.credit(rest, (), (), whose.site_name, people=margin.authors, language=spoken.language),
        flags=whose.flags,
        extractor="plain",
    )


def _heading(lines: list[str]) -> tuple[str, list[str]]:
    """Return the title of a text file and its other lines; "" and all of them where no line can be a title."""
    if len(lines) < 2 or len(lines[0]) > _LONGEST_HEADING:
        return "", lines
    return lines[0], lines[1:]


def _found(document: Document, outlet: Outlet | None) -> tuple[Document, Body]:
    """Return the body of a page, and the page with what its scripts say where they alone hold the body."""
    found = _body(document, outlet)
    if walls.size(found.lines) >= walls.SHORT_LETTERS:
        return document, found
    held = hydration.article(document.tree, " ".join(document.meta.get("og:title", ())))
    if not held:
        return document, found
    stated = {name: value for name, value in document.article.items() if value}
    lines = tuple(str(held["articleBody"]).split("\n"))
    return replace(document, article={**held, **stated}), replace(
        found, lines=lines, extractor="script", agreement=None, doubted=False
    )


def _body(document: Document, outlet: Outlet | None) -> Body:
    held = document.article.get("articleBody")
    if outlet is None:
        layouts.simplify(document.tree)  # not the HTML: written anew, it is not always what the second reader knows
        return body.read(document.html, document.tree, held)
    superfluous = [element for path in outlet.remove for element in document.tree.xpath(path)]
    for element in superfluous:
        element.drop_tree()
    placed = body.at(document.tree, outlet.text) if outlet.text else None
    if placed:
        return placed
    layouts.simplify(document.tree)
    html = tostring(document.tree, encoding="unicode") if superfluous else document.html
    return body.read(html, document.tree, held)


def _credit(
    document: Document, lines: list[str], others: Sequence[str], name: str, people: Sequence[str], spoken: str
) -> str | None:
    """Return the line that names a source, an agency or a translation; None where it names the outlet itself."""
    stated = bylines.stated(document.article, document.tree)
    credit = attribution.credit(lines, others, stated, name, people=people, language=spoken)
    return None if credit is None or titles.is_own(document.tree, credit) else credit


def _descriptions(document: Document) -> list[str]:
    stated = [clean(document.article.get("description")), *document.meta.get("og:description", ())[:1]]
    return [text for text in (*stated, *document.meta.get("description", ())[:1]) if text]


def _refuse(page: Page, document: Document, titles_seen: list[str], shown: Sequence[str], lines: Sequence[str]) -> None:
    """Raise DropError for a page that is no article."""
    kind = document.first("og:type") or ""
    signs = walls.Signs(
        titles=titles_seen,
        types=document.types,
        shown=shown,
        html=document.html,
        tree=document.tree,
        url=page.url,
        final_url=page.final_url,
        is_article=bool(document.article) or kind.lower().startswith("article"),
        free=str(document.article.get("isAccessibleForFree", "true")).lower() != "false",
    )
    reason = walls.reason(signs, lines)
    if reason:
        raise DropError(*reason)


def _flags(document: Document, found: Body, published: Published, spoken: str, lines: Sequence[str]) -> tuple[str, ...]:
    stated = language.base(document.language)
    flags = [*published.flags]
    if found.doubted:
        flags.append("extraction_suspect")
    if UNKNOWN not in (stated, spoken) and stated != spoken.partition("-")[0]:
        flags.append("language_disagrees")
    if language.is_mixed(lines, spoken=spoken):
        flags.append("mixed_language")
    paid = str(document.article.get("isAccessibleForFree", "true")).lower() == "false"
    if walls.size(lines) < _PREVIEW_LETTERS and (paid or _is_offered(document, lines)):
        flags.append("paywall_preview")
    return tuple(flags)


def _is_offered(document: Document, lines: Sequence[str]) -> bool:
    """Say whether a page that does not say whether it is free offers the rest of its text to those who pay."""
    return "isAccessibleForFree" not in document.article and previews.is_offered(document.tree, lines)
