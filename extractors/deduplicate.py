"""Texts -> Relations: who uses whose words, in any of the encoder's languages. Pure.

A relation is a function of two cleaned texts alone, whichever comes first. Same language: shared words. Otherwise
sentence vectors, of an English reading where the encoder doesn't know the language.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from . import screen
from .alignment import Alignment, align
from .copies import Shared, coherence, shared
from .evidence import Row, Text, embed, sign
from .records import Kind, Relation
from .vectors import METHOD, Vectors, base

VERSION = f"5 {METHOD}"  # of the rules below and of all they rest on: a new one judges every pair again

# Same language. Independent reports of one incident shared 35 words at most outside quotations, and 25 in one piece.
WHOLE_SHARE = 0.6
PART_SHARE, _MOST_OF_WHOLE = 0.85, 0.75
MOST_BY_SENTENCES = 0.65  # shares by sentences are estimates
FEWEST_WORDS = 20
PART_WORDS, PART_RUN_WORDS, SURE_RUN_WORDS = 45, 20, 30
SCATTERED_WORDS, SCATTERED_RUN_WORDS = 50, 12  # sentences taken one by one, from here and there
# Words that lead from one quotation to the next are somebody's writing; 14 at most stood so in independent reports.
HELD_WORDS, JOINING_WORDS = 60, 20
QUOTED_WORDS = 10
# Other languages. These two rules, before quotations were left out of them, gave no false copy among 13,228 pairs of
# articles, 1,081 of them on one incident; the second one and the similarity were written after seeing these pairs.
SURE_LINKS, SURE_SIMILARITY = 4, 0.6
LONG_SHARE, LONG_LINKS = 0.5, 8
# Sentences in another order. Of 840 pairs of independent reports in two languages none had five links of .55 and more;
# in one language they had six at most, which covered .23. Of translations of eight sentences and more .93 cover half of
# either text by them, of those from and to English .98. Chosen on the same pairs.
CLOSE_SHARE, CLOSE_LINKS = 0.5, 5
# Within one language sentences on one subject lie nearer, so similarity has to reach this too, and more where few
# sentences say it. 728 pairs of independent reports had five links at most and .55; parts of two such reports had .59
# with four links and .63 with three, which was a false copy before these numbers were chosen.
SAME_LANGUAGE_SIMILARITY, _MANY_LINKS, _FEW_LINKS_SIMILARITY = 0.55, 6, 0.65
# The best passage of two independent reports reached .44 with three sentences and .71 with two, but over 28 pairs of
# documents only, in six languages; a weaker rule had 2 false ones of 826, so this one keeps its distance.
PASSAGE, PASSAGE_LINKS = 0.7, 3
# What is all quotation on one side may be what both quote, and only one in marks: that takes more than one paragraph.
BARELY, QUOTED_PASSAGE = 0.05, 1.2
# What the best passage has without sentences such as "...", she said, where the texts as wholes are not alike. Reports
# of one briefing share these at length. Chosen on 298 true pairs, none of them lost, and 124 false ones, a third left.
TOLD_PASSAGE = 0.6
FEWEST_SENTENCES = SURE_LINKS  # texts of fewer are told only where they are alike throughout
_WHOLE_KINDS = ("near_copy", "translated_copy")
_COHERENCE_SENTENCES = 2  # fewer say nothing of what a passage is about

__all__ = ["FEWEST_SENTENCES", "VERSION", "Text", "embed", "judge", "judge_pairs", "sign"]


def judge_pairs(texts: Iterable[Text], pairs: Iterable[tuple[str, str]]) -> list[Row]:
    """Return a row for each pair of evidence hashes, in the order of core.relations; `kind` None for no relation."""
    by_sha256 = {text.evidence_sha256: text for text in texts}
    with threadpool_limits(1):  # texts are so short that more threads do nothing but wait for one another, busily
        return [_judged(by_sha256[first], by_sha256[second]) for first, second in pairs]


def _judged(first: Text, second: Text) -> Row:
    low, high = sorted((first.evidence_sha256, second.evidence_sha256))
    nothing = {"evidence_sha256": low, "of_evidence_sha256": high, "method_version": VERSION, "kind": None}
    relation = judge(first, second)
    return asdict(relation) if relation else nothing


def judge(first: Text, second: Text) -> Relation | None:
    """Return what two texts have in common, the same whichever comes first; None for nothing to speak of."""
    one, other = sorted((first, second), key=lambda text: text.evidence_sha256)
    if one.normalised and one.normalised == other.normalised:
        return _relation(one, other, "exact_copy", 1.0, (1.0, 1.0), {"rule": "same words", **_form(one, other)})
    found = _by_words(one, other)
    if _in_one_language(one, other) and not _alike(one, other):
        return found
    if found is not None and found.kind == "near_copy":
        return found
    in_sentences = _by_meaning(one, other)  # a translation may leave whole passages in their language
    whole = in_sentences is not None and in_sentences.kind in _WHOLE_KINDS
    return in_sentences or found if whole or found is None or found.kind == "shares_quotation" else found


def _alike(one: Text, other: Text) -> bool:
    """Say whether two texts in one language may be one text in other words; no, where nobody has read them."""
    here, there = one.samples, other.samples
    return here is not None and there is not None and screen.alike(here, there) >= screen.ALIKE_LINKS


def _by_words(one: Text, other: Text) -> Relation | None:
    here, there = shared(one.wording, other.wording), shared(other.wording, one.wording)
    if here is None or there is None:
        return None
    shares = (here.share, there.share)
    own, run = max(here.words, there.words), max(here.run_words, there.run_words)
    quoted = max(here.quoted_words, there.quoted_words)
    numbers = {"rule": "words", "words": round(own), "run_words": round(run), "quoted_words": round(quoted)}
    if min(shares) >= WHOLE_SHARE and own >= FEWEST_WORDS and not _is_part(shares):
        kind: Kind = "near_copy"
    elif (max(shares) >= WHOLE_SHARE and own >= FEWEST_WORDS) or _is_passage(here, there):
        kind = "excerpt"
    elif quoted >= QUOTED_WORDS:
        return _relation(one, other, "shares_quotation", max(shares), shares, numbers)
    else:
        return None
    score = min(shares) if kind == "near_copy" else max(shares)
    return _relation(one, other, kind, score, shares, numbers | _form(one, other) | _parts(one, other, here, there))


def _is_passage(here: Shared, there: Shared) -> bool:
    own, run = max(here.words, there.words), max(here.run_words, there.run_words)
    joined = min(here.passage_words, there.passage_words)
    held = min(here.words + here.quoted_words, there.words + there.quoted_words)
    return (
        run >= SURE_RUN_WORDS
        or (own >= PART_WORDS and run >= PART_RUN_WORDS)
        or (own >= SCATTERED_WORDS and run >= SCATTERED_RUN_WORDS)
        or (held >= HELD_WORDS and joined >= JOINING_WORDS)
    )


def _by_meaning(one: Text, other: Text) -> Relation | None:
    if not (one.read and other.read):
        return None
    found = align(one.vectors, other.vectors, one.weight, other.weight, one.in_marks, other.in_marks)
    kind = _kind_by_meaning(found, one, other)
    reordered = kind not in _WHOLE_KINDS and _is_whole_in_any_order(found, one, other)
    if reordered:
        kind = _whole_kind(one, other)
    if kind is None:
        return None
    if not (reordered or found.similarity >= SURE_SIMILARITY or found.told_passage >= TOLD_PASSAGE):
        kind = "shares_quotation"
    here, there = (found.any_sentences, found.of_any_sentences) if reordered else (found.sentences, found.of_sentences)
    shares = (found.any_share, found.of_any_share) if reordered else (found.share, found.of_share)
    numbers = {
        "rule": "sentences",
        "links": found.links,
        "close_links": found.close_links,
        "reordered": reordered,
        "passage_links": found.passage_links,
        "passage": round(found.passage, 3),
        "told_passage": round(found.told_passage, 3),
        "coherence": [_coherence(one.vectors, here), _coherence(other.vectors, there)],
        "plain": [_plain(one, here), _plain(other, there)],
        "unread_sentences": [one.unread, other.unread],
    }
    return _relation(one, other, kind, found.similarity, shares, numbers)


def _kind_by_meaning(found: Alignment, one: Text, other: Text) -> Kind | None:
    whole = _is_whole(found) and (not _in_one_language(one, other) or _is_similar(found, found.links))
    if whole and not _is_part((found.share, found.of_share), MOST_BY_SENTENCES):
        return _whole_kind(one, other)
    if _in_one_language(one, other):  # a passage would say little: reports of one incident have some alike
        return None
    strongest = QUOTED_PASSAGE if min(found.share, found.of_share) < BARELY else PASSAGE
    if whole or (found.passage >= strongest and found.passage_links >= PASSAGE_LINKS):
        return "translated_excerpt"
    return "shares_quotation" if found.quotations else None


def _is_whole(found: Alignment) -> bool:
    sure = found.links >= SURE_LINKS or found.similarity >= SURE_SIMILARITY
    return (found.covered >= WHOLE_SHARE and sure) or (found.covered >= LONG_SHARE and found.links >= LONG_LINKS)


def _is_whole_in_any_order(found: Alignment, one: Text, other: Text) -> bool:
    enough = found.close_links >= CLOSE_LINKS and found.close_covered >= CLOSE_SHARE
    shares = (found.any_share, found.of_any_share)
    similar = not _in_one_language(one, other) or _is_similar(found, found.close_links)
    return enough and similar and not _is_part(shares, MOST_BY_SENTENCES)


def _is_similar(found: Alignment, links: int) -> bool:
    """Say whether two texts in one language are alike throughout, and not in some sentences only."""
    asked = SAME_LANGUAGE_SIMILARITY if links >= _MANY_LINKS else _FEW_LINKS_SIMILARITY
    return links >= SURE_LINKS and found.similarity >= asked


def _whole_kind(one: Text, other: Text) -> Kind:
    return "near_copy" if _in_one_language(one, other) else "translated_copy"


def _is_part(shares: tuple[float, float], most_of_whole: float = _MOST_OF_WHOLE) -> bool:
    """Say whether one text lies wholly in the other and leaves much of it uncovered."""
    return max(shares) >= PART_SHARE and min(shares) < most_of_whole


def _in_one_language(one: Text, other: Text) -> bool:
    return base(one.language) == base(other.language)


def _parts(one: Text, other: Text, here: Shared, there: Shared) -> Row:
    """Return on either side how well what was taken over fits to the rest, and how much of it is not quoted."""
    fits = [coherence(text.wording, found.sentences) for text, found in ((one, here), (other, there))]
    plain = [round(here.plain, 2), round(there.plain, 2)]
    return {"coherence": [None if fit is None else round(fit, 3) for fit in fits], "plain": plain}


def _plain(text: Text, linked: "np.ndarray[Any, np.dtype[np.bool_]]") -> float:
    return round(float((linked & (text.in_marks < 1)).sum() / max(linked.sum(), 1)), 2)


def _coherence(vectors: Vectors, inside: "np.ndarray[Any, np.dtype[np.bool_]]") -> float | None:
    """Return the cosine between what two parts of a text are about; None where a part is too short."""
    if min(inside.sum(), (~inside).sum()) < _COHERENCE_SENTENCES:
        return None
    part, rest = vectors[inside].mean(0), vectors[~inside].mean(0)
    return round(float(part @ rest / (np.linalg.norm(part) * np.linalg.norm(rest))), 3)


def _form(one: Text, other: Text) -> Row:
    """Return what a copy can lose and never regain: paragraphs and small letters."""
    return {
        "paragraphs": [sum(map(bool, map(str.strip, text.body.split("\n")))) for text in (one, other)],
        "capitals": [text.body.isupper() for text in (one, other)],
    }


def _relation(
    one: Text, other: Text, kind: Kind, score: float, shares: tuple[float, float], numbers: Mapping[str, Any]
) -> Relation:
    return Relation(
        evidence_sha256=one.evidence_sha256,
        of_evidence_sha256=other.evidence_sha256,
        method_version=VERSION,
        kind=kind,
        score=round(score, 4),
        text_share=round(min(shares[0], 1.0), 4),
        of_text_share=round(min(shares[1], 1.0), 4),
        evidence=json.dumps(numbers),
    )
