"""Texts -> Relations: who uses whose words, in any of the encoder's languages. Pure.

A relation is a function of two cleaned texts alone, whichever comes first. Same language: shared words. Otherwise
sentence vectors, of an English reading where the encoder doesn't know the language.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np

from . import screen
from .alignment import Alignment, align
from .copies import Shared, Wording, coherence, shared, wording
from .records import Kind, Relation, Segment
from .text import SHINGLE_WORDS, normalised, segments, shingle_size, shingles, word_hashes, words
from .vectors import METHOD, WIDTH, Vectors, encode, encodes, halved, pack, sample, unpack

VERSION = f"2 {METHOD}"  # of the rules below and of all they rest on: a new one judges every pair again

# Same language. Independent reports of one incident shared 35 words at most outside quotations, and 25 in one piece.
_WHOLE_SHARE = 0.6
_PART_SHARE, _MOST_OF_WHOLE = 0.85, 0.75
_MOST_BY_SENTENCES = 0.65  # shares by sentences are estimates
_FEWEST_WORDS = 20
_PART_WORDS, _PART_RUN_WORDS, _SURE_RUN_WORDS = 45, 20, 30
_SCATTERED_WORDS, _SCATTERED_RUN_WORDS = 50, 12  # sentences taken one by one, from here and there
# Words that lead from one quotation to the next are somebody's writing; 14 at most stood so in independent reports.
_HELD_WORDS, _JOINING_WORDS = 60, 20
_QUOTED_WORDS = 10
# Other languages. These two rules, before quotations were left out of them, gave no false copy among 13,228 pairs of
# articles, 1,081 of them on one incident; the second one and the similarity were written after seeing these pairs.
_SURE_LINKS, _SURE_SIMILARITY = 4, 0.6
_LONG_SHARE, _LONG_LINKS = 0.5, 8
# The best passage of two independent reports reached .44 with three sentences and .71 with two, but over 28 pairs of
# documents only, in six languages; a weaker rule had 2 false ones of 826, so this one keeps its distance.
_PASSAGE, _PASSAGE_LINKS = 0.7, 3
# What is all quotation on one side may be what both quote, and only one in marks: that takes more than one paragraph.
_BARELY, _QUOTED_PASSAGE = 0.05, 1.2
_SKETCH_PART = 4  # one shingle in so many is kept to find candidates: a passage of 45 words leaves nine or ten
_FEWEST_TO_RELATE = 10  # words, or sixteen characters: a headline or a notice is nobody's telling
_SKETCH_LEAST, _SKETCH_MOST = 16, 4_096
_COHERENCE_SENTENCES = 2  # fewer say nothing of what a passage is about

Row = dict[str, Any]


@dataclass(frozen=True)
class Text:
    """A cleaned text and what is computed from it when it is first needed."""

    evidence_sha256: str
    language: str
    body: str
    english: str | None = None  # a reading for languages that the encoder doesn't know
    packed: bytes | None = None  # vectors of all sentences, where `embed` computed them before
    sampled: bytes | None = None  # those of the sampled sentences only

    @cached_property
    def normalised(self) -> str:
        """The words as one line."""
        return normalised(self.body)

    @cached_property
    def segments(self) -> list[Segment]:
        """The sentences."""
        return segments(self.body, self.language)

    @cached_property
    def wording(self) -> Wording:
        """The words with their places."""
        return wording(self.body, self.segments)

    @cached_property
    def read(self) -> list[Segment]:
        """The sentences that the encoder can read: the text's own, or the English ones; none if it can read neither."""
        if encodes(self.language):
            return self.segments
        return segments(self.english, "en") if self.english else []

    @cached_property
    def vectors(self) -> Vectors:
        """The vectors of what can be read."""
        return unpack(self.packed) if self.packed is not None else _encode_all(self)

    @property
    def samples(self) -> Vectors | None:
        """The vectors of the sampled sentences; None where nobody has computed any yet."""
        if self.sampled is not None:
            return unpack(self.sampled)
        return self.vectors[sample(self.read)] if self.packed is not None else None

    @cached_property
    def weight(self) -> "np.ndarray[Any, np.dtype[np.int64]]":
        """The characters of each sentence that can be read, outside quotations."""
        own = self.read is self.segments
        outside = (self.wording if own else wording(self.english or "", self.read)).outside_chars
        whole = np.array([len(segment.text) for segment in self.read], np.int64)
        # A transcript is nothing but quotation: there the quotation is the telling.
        return outside if 3 * outside.sum() >= whole.sum() else whole


def sign(texts: Sequence[tuple[str, str, str]]) -> list[Row]:
    """Return the sketch of each text (evidence_sha256, language, text): the smallest quarter of its shingles."""
    return [{"evidence_sha256": sha256, "sketch": _sketch(text)} for sha256, _, text in texts]


def _sketch(text: str) -> list[int]:
    units = words(text)
    size = shingle_size(units)
    if len(units) * SHINGLE_WORDS < _FEWEST_TO_RELATE * size:
        return []
    found = np.unique(shingles(word_hashes(units), size))
    below = int(np.searchsorted(found, np.uint64(2**64 // _SKETCH_PART)))
    kept: list[int] = found[: min(max(below, _SKETCH_LEAST), _SKETCH_MOST)].tolist()
    return kept


def embed(texts: Sequence[Text], *, whole: bool) -> list[Row]:
    """Return the vectors of each text: of the sampled sentences, or of all."""
    rows = []
    for text in texts:
        vectors = text.vectors if whole else _encode(text, sample(text.read))
        found = {"evidence_sha256": text.evidence_sha256, "language": text.language, "sentences": len(text.read)}
        rows.append({**found, "vectors": pack(vectors)})
    return rows


def _encode_all(text: Text) -> Vectors:
    """Return the vectors of all sentences, the sampled ones exactly as they are without the others."""
    chosen = sample(text.read)
    rest = sorted(set(range(len(text.read))) - set(chosen))
    vectors = np.empty((len(text.read), WIDTH), np.float32)
    vectors[chosen] = unpack(text.sampled) if text.sampled is not None else _encode(text, chosen)
    vectors[rest] = _encode(text, rest)
    return vectors


def _encode(text: Text, positions: Sequence[int]) -> Vectors:
    return halved(encode([text.read[position].text for position in positions]))


def judge_pairs(texts: Iterable[Text], pairs: Iterable[tuple[str, str]]) -> list[Row]:
    """Return a row for each pair of evidence hashes, in the order of core.relations; `kind` None for no relation."""
    by_sha256 = {text.evidence_sha256: text for text in texts}
    rows = []
    for first, second in pairs:
        relation = judge(by_sha256[first], by_sha256[second])
        low, high = sorted((first, second))
        nothing = {"evidence_sha256": low, "of_evidence_sha256": high, "method_version": VERSION, "kind": None}
        rows.append(asdict(relation) if relation else nothing)
    return rows


def judge(first: Text, second: Text) -> Relation | None:
    """Return what two texts have in common, the same whichever comes first; None for nothing to speak of."""
    one, other = sorted((first, second), key=lambda text: text.evidence_sha256)
    if one.normalised and one.normalised == other.normalised:
        return _relation(one, other, "exact_copy", 1.0, (1.0, 1.0), {"rule": "same words", **_form(one, other)})
    found = _by_words(one, other)
    if one.language == other.language and not _alike(one, other):
        return found
    if found is not None and found.kind == "near_copy":
        return found
    in_sentences = _by_meaning(one, other)  # a translation may leave whole passages in their language
    whole = in_sentences is not None and in_sentences.kind in ("near_copy", "translated_copy")
    return in_sentences or found if whole or found is None or found.kind == "shares_quotation" else found


def _alike(one: Text, other: Text) -> bool:
    """Say whether two texts in one language may be one text in other words; no, where nobody has read them."""
    here, there = one.samples, other.samples
    return here is not None and there is not None and screen.alike(here, there)


def _by_words(one: Text, other: Text) -> Relation | None:
    here, there = shared(one.wording, other.wording), shared(other.wording, one.wording)
    if here is None or there is None:
        return None
    shares = (here.share, there.share)
    own, run = max(here.words, there.words), max(here.run_words, there.run_words)
    quoted = max(here.quoted_words, there.quoted_words)
    numbers = {"rule": "words", "words": round(own), "run_words": round(run), "quoted_words": round(quoted)}
    if min(shares) >= _WHOLE_SHARE and own >= _FEWEST_WORDS and not _is_part(shares):
        kind: Kind = "near_copy"
    elif (max(shares) >= _WHOLE_SHARE and own >= _FEWEST_WORDS) or _is_passage(here, there):
        kind = "excerpt"
    elif quoted >= _QUOTED_WORDS:
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
        run >= _SURE_RUN_WORDS
        or (own >= _PART_WORDS and run >= _PART_RUN_WORDS)
        or (own >= _SCATTERED_WORDS and run >= _SCATTERED_RUN_WORDS)
        or (held >= _HELD_WORDS and joined >= _JOINING_WORDS)
    )


def _by_meaning(one: Text, other: Text) -> Relation | None:
    if not (one.read and other.read):
        return None
    found = align(one.vectors, other.vectors, one.weight, other.weight, _quoted(one), _quoted(other))
    kind = _kind_by_meaning(found, one, other)
    if kind is None:
        return None
    numbers = {
        "rule": "sentences",
        "links": found.links,
        "passage_links": found.passage_links,
        "passage": round(found.passage, 3),
        "coherence": [
            _coherence(one.vectors, found.sentences),
            _coherence(other.vectors, found.of_sentences),
        ],
        "plain": [_plain(one, found.sentences), _plain(other, found.of_sentences)],
    }
    return _relation(one, other, kind, found.similarity, (found.share, found.of_share), numbers)


def _kind_by_meaning(found: Alignment, one: Text, other: Text) -> Kind | None:
    same_language = _base(one) == _base(other)
    sure = found.links >= _SURE_LINKS or found.similarity >= _SURE_SIMILARITY
    whole = (found.covered >= _WHOLE_SHARE and sure) or (found.covered >= _LONG_SHARE and found.links >= _LONG_LINKS)
    if whole and not _is_part((found.share, found.of_share), _MOST_BY_SENTENCES):
        return "near_copy" if same_language else "translated_copy"
    if one.language == other.language:  # a passage would say little: reports of one incident have some alike
        return None
    strongest = _QUOTED_PASSAGE if min(found.share, found.of_share) < _BARELY else _PASSAGE
    if whole or (found.passage >= strongest and found.passage_links >= _PASSAGE_LINKS):
        return "excerpt" if same_language else "translated_excerpt"
    return "shares_quotation" if found.quotations else None


def _is_part(shares: tuple[float, float], most_of_whole: float = _MOST_OF_WHOLE) -> bool:
    """Say whether one text lies wholly in the other and leaves much of it uncovered."""
    return max(shares) >= _PART_SHARE and min(shares) < most_of_whole


def _base(text: Text) -> str:
    return text.language.partition("-")[0]


def _quoted(text: Text) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    return np.array([segment.quoted for segment in text.read], np.bool_)


def _parts(one: Text, other: Text, here: Shared, there: Shared) -> Row:
    """Return on either side how well what was taken over fits to the rest, and how much of it is not quoted."""
    fits = [coherence(text.wording, found.sentences) for text, found in ((one, here), (other, there))]
    plain = [round(here.plain, 2), round(there.plain, 2)]
    return {"coherence": [None if fit is None else round(fit, 3) for fit in fits], "plain": plain}


def _plain(text: Text, linked: "np.ndarray[Any, np.dtype[np.bool_]]") -> float:
    return round(float((linked & ~_quoted(text)).sum() / max(linked.sum(), 1)), 2)


def _coherence(vectors: Vectors, inside: "np.ndarray[Any, np.dtype[np.bool_]]") -> float | None:
    """Return the cosine between what two parts of a text are about; None where a part is too short."""
    if min(inside.sum(), (~inside).sum()) < _COHERENCE_SENTENCES:
        return None
    part, rest = vectors[inside].mean(0), vectors[~inside].mean(0)
    return round(float(part @ rest / (np.linalg.norm(part) * np.linalg.norm(rest))), 3)


def _form(one: Text, other: Text) -> Row:
    """Return what a copy can lose and never regain: paragraphs and small letters."""
    return {
        "paragraphs": [text.segments[-1].paragraph + 1 if text.segments else 0 for text in (one, other)],
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
