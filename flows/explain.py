"""One finding and its evidence: why two articles are or are not related, or where one article stands. Data only."""

import json
import shlex
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from extractors import deduplicate
from extractors.alignment import Alignment
from extractors.deduplicate import Text
from extractors.direction import FITS, Side
from extractors.errors import StopError
from extractors.records import COPY_KINDS, Relation
from extractors.tellings import WHOLE_SHARE
from extractors.vectors import encodes

from . import alignments, cues, editing, rules, runs
from .addresses import article_at
from .dataset import Row, Snapshot
from .overrides import PARTS
from .relations import METHOD, SENTENCE_BYTES

MOST_RUNS = 5
MOST_HINTS = 5
SURE = 0.93  # confidence under which a finding is worth a look
_PLAIN = 0.5
_KINDS = {
    "exact_copy": "the same words from beginning to end",
    "near_copy": "a copy with changes",
    "excerpt": "a part of one stands in the other",
    "translated_copy": "a translation of the whole",
    "translated_excerpt": "a part of one stands in the other in translation",
    "shares_quotation": "both quote the same, which makes no copy",
}
_PAGE = ("url", "outlet", "outlet_name", "country", "language", "title", "title_en", "title_engine", "engine",
         "words", "authors", "published", "published_precision", "credit", "canonical", "links_out", "alternates",
         "telling", "is_original", "of_url", "presumed_retelling", "presumed_evidence", "flags")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """Two articles and the versions of their texts that are compared."""

    pages: tuple[Row, Row]
    texts: tuple[Text, Text]
    are_current: tuple[bool, bool]


def explain(snapshot: Snapshot, url: str, of_url: str | None = None) -> Row:
    """Return all that is known of an article, or of two; UseError for an address that the dataset lacks."""
    here = article_at(snapshot, url)
    if of_url is None or (there := article_at(snapshot, of_url)) == here:
        return _single(snapshot, here)
    return _pair(snapshot, here, there)


def _single(snapshot: Snapshot, url: str) -> Row:
    page = _page(snapshot, url)
    related = snapshot.rows("explain/related", url=url)
    for row in related:
        row["cue_in_words"] = cues.in_words(row["cue"])
    return {
        "article": {name: page[name] for name in (*_PAGE, "aliases")},
        "telling": snapshot.rows("explain/telling", telling=page["telling"]),
        "nearest_source": page["of_url"],
        "related": related,
        "hints": _hints(page, related),
        "said": _said(snapshot, page),
        "overrides": editing.article(page),
        "overrides_file": editing.file_for(snapshot.path.parent),
        "incident": snapshot.path.parent.name,
    }


def _said(snapshot: Snapshot, *pages: Row) -> list[Row]:
    """Return what the editor says of an article and its pairs, or of two articles and their pair."""
    urls = [url for page in pages for url in (page["url"], *(page["aliases"] or ()))]
    rows = snapshot.rows("explain/said", urls=urls, both=len(pages) > 1)
    return [{**row, **{key: json.loads(row[key]) if row[key] else None for key in ("said", "found")}} for row in rows]


def _page(snapshot: Snapshot, url: str) -> Row:
    return snapshot.rows("explain/article", url=url)[0]


def _hints(page: Row, related: Sequence[Row]) -> list[Row]:
    """Return the commands that show more, each with its reason."""
    url = page["url"]
    found = [
        {"command": shlex.join(["retold", "explain", row["url"], row["of_url"]]), "why": why}
        for row in related
        if (why := _worth_a_look(row, page["of_url"]))
    ]
    trace = [{"command": shlex.join(["retold", "trace", url]), "why": "no source of it is held: where it may be"}]
    return [*(trace if page["of_url"] is None else []), *found[:MOST_HINTS]]


def _worth_a_look(row: Row, of_url: str | None) -> str:
    if row["other"] == of_url:
        return "its nearest source"
    if row["kind"] not in COPY_KINDS:
        return ""
    if row["role"] == "unknown":
        return f"nobody can tell who was first: {row['cue_in_words']}"
    return "the direction is less than sure" if row["confidence"] < SURE else ""


def _pair(snapshot: Snapshot, url: str, of_url: str) -> Row:
    stored = next(iter(snapshot.rows("explain/pair", url=url, of_url=of_url)), None)
    if stored is not None:
        url, of_url = stored["url"], stored["of_url"]
    compared = _compared(snapshot, url, of_url)
    judged = _judged(compared)
    relation = _stored(stored) if stored is not None else judged
    kind = stored["kind"] if stored is not None else None
    evidence = json.loads(relation.evidence) if relation else {}
    here, there = compared.pages
    return {
        "url": url,
        "of_url": of_url,
        "articles": [{name: page[name] for name in _PAGE} for page in compared.pages],
        "related": stored is not None,
        "kind": kind,
        "kind_in_words": _KINDS.get(kind, str(kind).replace("_", " ")) if kind else "nothing to speak of",
        **_measured(stored, relation),
        "evidence": evidence,
        "judged_now": judged.kind if judged else None,
        "earlier_version": [not current for current in compared.are_current],
        **_texts(compared, evidence, relation.kind if relation else None),
        "doubts": _doubts(evidence) if kind in COPY_KINDS else [],
        **_direction(snapshot, compared, relation, stored),
        "telling": _together(here, there, relation),
        "said": _said(snapshot, here, there),
        "overrides": editing.pair(
            url,
            of_url,
            kind,
            same_language=here["language"] == there["language"],
            is_known=stored is not None and stored["direction"] == "known",
        ),
        "overrides_file": editing.file_for(snapshot.path.parent),
        "incident": snapshot.path.parent.name,
    }


def _compared(snapshot: Snapshot, url: str, of_url: str) -> Compared:
    rows = snapshot.rows("explain/compared", url=url, of_url=of_url, method=METHOD)
    if not rows:
        raise StopError(f"{snapshot.path}: these articles were never compared: `retold cover` does that")
    hashes = [rows[0]["evidence_sha256"], rows[0]["of_evidence_sha256"]]
    found = snapshot.rows("relate/evidence", method=METHOD, hashes=hashes, bytes=SENTENCE_BYTES)
    texts = {row["evidence_sha256"]: Text(**row) for row in found}
    return Compared(
        pages=(_page(snapshot, url), _page(snapshot, of_url)),
        texts=(texts[hashes[0]], texts[hashes[1]]),
        are_current=(rows[0]["is_current"], rows[0]["of_is_current"]),
    )


def _judged(compared: Compared) -> Relation | None:
    """Return what the rules say of the two texts now, numbers of the first one first."""
    one, other = compared.texts
    found = deduplicate.judge(one, other)
    if found is None or found.evidence_sha256 == one.evidence_sha256:
        return found
    evidence = json.loads(found.evidence)
    turned = {name: value[::-1] if isinstance(value, list) else value for name, value in evidence.items()}
    return Relation(
        evidence_sha256=one.evidence_sha256,
        of_evidence_sha256=other.evidence_sha256,
        method_version=found.method_version,
        kind=found.kind,
        score=found.score,
        text_share=found.of_text_share,
        of_text_share=found.text_share,
        evidence=json.dumps(turned),
    )


def _stored(row: Row) -> Relation:
    numbers = {name: row[name] for name in ("kind", "score", "text_share", "of_text_share", "evidence")}
    numbers = {name: 0.0 if value is None else value for name, value in numbers.items()}  # only the editor says so
    return Relation(evidence_sha256="", of_evidence_sha256="", method_version=METHOD, **numbers)


def _measured(stored: Row | None, relation: Relation | None) -> Row:
    """Return what was measured; None where only the editor says that two texts relate."""
    found = stored or (asdict(relation) if relation else {"score": None, "text_share": 0.0, "of_text_share": 0.0})
    return {name: found[name] for name in ("score", "text_share", "of_text_share")}


def _texts(compared: Compared, evidence: Row, kind: str | None) -> Row:
    """Return what the texts have in common, piece by piece, and how that stands to each rule."""
    one, other = compared.texts
    abroad = not rules.in_one_language(one, other)
    found = rules.aligned(one, other)
    by_words = rules.by_words(one, other)
    by_meaning = rules.by_sentences(one, other, found) if found else []
    checked = by_words + by_meaning
    copying = (rule for rule in checked if rule.kind != "quotation")
    nearest = max(copying, key=lambda rule: (rule.nearness, sum(rule.parts)), default=None)
    decided = _decided({"words": by_words, "sentences": by_meaning}.get(evidence.get("rule", ""), []), kind)
    return {
        "rules": [{**asdict(rule), "met": rule.met, "nearness": round(rule.nearness, 3)} for rule in checked],
        "shares_words": bool(by_words) or abroad,
        "nearest_rule": nearest.name if nearest else None,
        "decided_by": decided.name if decided else None,
        "runs": [asdict(run) for run in runs.longest(one, other, MOST_RUNS)],
        **_sentences(one, other, found if abroad or evidence.get("rule") == "sentences" else None, evidence),
        "unreadable": [text.language for text in (one, other) if kind not in COPY_KINDS and not text.read],
    }


def _decided(asked: Sequence[rules.Rule], kind: str | None) -> rules.Rule | None:
    """Return the first rule that makes two texts what they are said to be; None where no rule says so."""
    family = "quotation" if kind == "shares_quotation" else "part" if kind in PARTS else "whole" if kind else ""
    copying = [rule for rule in asked if rule.met and (rule.kind == "quotation") == (family == "quotation")]
    # A text that lies wholly in another one may be called a part of it by a rule about whole texts.
    return next((rule for rule in copying if rule.kind == family), next(iter(copying if family else []), None))


def _sentences(one: Text, other: Text, found: Alignment | None, evidence: Row) -> Row:
    """Return the sentences that mean the same; none of texts that were compared word by word, without an alignment."""
    linked = alignments.linked(one, other, found, reordered=bool(evidence.get("reordered"))) if found else []
    quotations = alignments.quotations(one, other) if found else []
    near = alignments.nearest(one, other) if found and not (linked or quotations) else None
    return {
        "read_in_english": [bool(text.read) and not encodes(text.language) for text in (one, other)],
        "unread_sentences": [text.unread for text in (one, other)],
        "sentences": [asdict(link) for link in linked],
        "nearest_sentences": asdict(near) if near else None,
        "quotations": [asdict(link) for link in quotations],
    }


def _doubts(evidence: Row) -> list[str]:
    """Return what the numbers of a pair say against its being a copy."""
    found = [
        f"what they share stands in quotation marks in {name} for the greater part"
        for name, plain in zip("AB", evidence.get("plain") or (), strict=False)
        if plain is not None and plain < _PLAIN
    ]
    found += [
        f"what they share has little to do with the rest of {name}"
        for name, fit in zip("AB", evidence.get("coherence") or (), strict=False)
        if fit is not None and fit <= FITS.get(evidence["rule"], (1.0, 0.0, 1.0))[1]
    ]
    return found


def _direction(snapshot: Snapshot, compared: Compared, relation: Relation | None, stored: Row | None) -> Row:
    here, there = (_side(page) for page in compared.pages)
    if relation is None:
        return {"direction": "none", "cue": None, "cue_in_words": None, "confidence": None, "cues": [], "against": []}
    names = (_named(snapshot, here.url, there.url), _named(snapshot, there.url, here.url))
    said = cues.sayings(here, there, relation, names)
    answer = stored["direction"] if stored else "unknown"
    cue = stored["cue"] if stored else "none"
    against = cues.against(said, here.url if answer == "known" else None, cue)
    return {
        "direction": answer,
        "cue": cue,
        "cue_in_words": cues.in_words(cue),
        "confidence": stored["confidence"] if stored else 0.0,
        "cues": [asdict(saying) for saying in said],
        "against": [asdict(saying) for saying in against],
    }


def _side(page: Row) -> Side:
    return Side(**{name: page[name] for name in Side.__dataclass_fields__ if name in page})


def _named(snapshot: Snapshot, url: str, of_url: str) -> bool:
    return bool(snapshot.rows("explain/named", url=url, of_url=of_url)[0]["named"])


def _together(here: Row, there: Row, relation: Relation | None) -> Row:
    """Return whether two articles are one voice, and why."""
    shares = (relation.text_share, relation.of_text_share) if relation else (0.0, 0.0)
    return {
        "telling": here["telling"],
        "of_telling": there["telling"],
        "same": here["telling"] == there["telling"],
        "is_parent": here["of_url"] == there["url"] or there["of_url"] == here["url"],
        "least_share": WHOLE_SHARE,
        "enough": max(shares[0], min(shares)) >= WHOLE_SHARE,
    }
