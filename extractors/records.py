"""The nouns. Frozen, complete when they are born; a field is a column. Standard library only.

Times are aware and in UTC. Languages are BCP-47 (`fr`, `zh-Hant`), `und` when nobody can tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

Precision = Literal["second", "minute", "day", "unknown"]
Shareable = Literal["full_text", "excerpt", "metadata"]
Kind = Literal["exact_copy", "near_copy", "excerpt", "translated_copy", "translated_excerpt", "shares_quotation"]
COPY_KINDS: tuple[Kind, ...] = ("exact_copy", "near_copy", "excerpt", "translated_copy", "translated_excerpt")


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRule:
    """Manners towards one host that differ from the incident's."""

    respect_robots: bool | None = None
    delay_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSpec:
    """One [[sources]] table of an incident file."""

    kind: str  # a file of extractors/sources/
    options: Mapping[str, Any]
    folder: Path  # relative paths of the options start here


@dataclass(frozen=True, slots=True, kw_only=True)
class PairOverride:
    """What the editor says of two articles."""

    place: str  # of the table in its file: pairs[2]
    url: str
    of_url: str
    copy: bool  # True: url retells of_url; False: neither has it from the other
    kind: Kind | None = None  # None: the kind that was found, or what the two languages make it
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleOverride:
    """What the editor says of an article; None is nothing."""

    place: str  # of the table in its file: articles[2]
    url: str
    published: str | None = None  # ISO 8601
    outlet: str | None = None  # as core.outlets has it
    relevant: bool | None = None
    telling: str | None = None  # address of its original; "own": it is a voice of its own
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """All that the editor says of an incident."""

    file: Path | None = None  # None: there is none
    pairs: tuple[PairOverride, ...] = ()
    articles: tuple[ArticleOverride, ...] = ()

    @property
    def tables(self) -> tuple[PairOverride | ArticleOverride, ...]:
        """Return all of them."""
        return (*self.pairs, *self.articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What happened, when, under which names, and where to look for it."""

    slug: str
    title: str
    began: date
    until: date | None = None  # None while the incident is open
    names: Mapping[str, tuple[str, ...]]  # language, or "*" for any -> what a page must speak of
    names_at_least: int = 2  # distinct names in title and text
    delay_s: float = 5.0  # between two requests to one registered domain
    respect_robots: bool = True
    pages_per_host: int = 500  # asked for in one run, rechecks aside; the rest wait for the next
    hosts: Mapping[str, HostRule] = field(default_factory=dict)
    engines: tuple[str, ...] = ("google", "apertium")
    budget_chars: int = 500_000  # translated in one run
    glossary: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # language, or "*" -> term -> its English
    sources: tuple[SourceSpec, ...] = ()
    overrides: Overrides = field(default_factory=Overrides)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that may tell the incident, and who pointed at it."""

    url: str  # as urls.canonical gives it
    source: str  # kind of the source that found it
    found_at: datetime
    title_hint: str | None = None
    published_hint: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer to one request, as the archive holds it."""

    url: str  # what was asked for
    fetched_at: datetime
    final_url: str  # where redirects led
    status: int | None  # HTTP status; None when no answer came
    content_type: str = ""  # the header, parameters included
    etag: str | None = None
    last_modified: str | None = None
    duration_s: float = 0.0
    rights: tuple[str, ...] = ()  # X-Robots-Tag, tdm-reservation … as sent
    reason: str | None = None  # why there is no usable body; None when there is
    detail: str = ""
    retry_after_s: float | None = None  # None: never ask again
    warc: str | None = None  # file name in archive/; None for what was not archived
    warc_offset: int | None = None
    body_sha256: str | None = None
    body: bytes = b""  # lies in the archive, not in a table
    body_bytes: int = 0  # length of the decoded body


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The story on a page, in the language it was written in."""

    url: str  # the believed canonical address
    page_url: str  # the address it was read from
    outlet: str  # registered domain, or an outlet file's name for itself
    outlet_name: str
    country: str | None  # ISO 3166-1 alpha-2; None when nothing tells
    language: str  # of the text, not of the page's menus
    language_confidence: float  # 0..1
    title: str
    text: str  # paragraphs parted by one newline
    authors: tuple[str, ...] = ()  # people only
    published_from: datetime | None = None  # earliest moment the page's own date allows; None without a date
    published_until: datetime | None = None
    published_precision: Precision = "unknown"
    published_text: str | None = None  # the date as the page states it: ISO 8601
    credit: str | None = None  # the line that names a source, an agency or a translation
    canonical: str | None = None  # as the page states it, believed or not
    links_out: tuple[str, ...] = ()  # of the body
    alternates: Mapping[str, str] = field(default_factory=dict)  # language, or x-default -> address, as the page states
    flags: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()  # what headers and page say about its use, as extractors/rights.py writes it
    shareable: Shareable = "full_text"  # what may be handed on by that
    extractor: str = ""
    agreement: float | None = None  # 0..1 between two extractors; None when only one ran


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A sentence of a text, the unit of translation."""

    position: int  # from 0 within its text
    paragraph: int
    text: str
    quoted: bool  # lies wholly inside quotation marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """One segment in another language, by one engine."""

    segment_sha256: str
    source: str
    target: str
    engine: str
    engine_version: str
    glossary_version: str
    text: str
    flags: tuple[str, ...]
    translated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What two cleaned texts have in common; says nothing of who had it first."""

    evidence_sha256: str  # the smaller of the two hashes
    of_evidence_sha256: str
    method_version: str
    kind: Kind
    score: float  # 0..1, of the rule that decided
    text_share: float  # of the first text's own characters, outside quotations, that stand in the second
    of_text_share: float
    evidence: str  # JSON: the rule and the numbers behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Why something ended."""

    url: str
    stage: str
    reason: str
    detail: str
    dropped_at: datetime
