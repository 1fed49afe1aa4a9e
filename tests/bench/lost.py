"""Why a pair of articles got no copy label, the wrong one, or one that is wrong: the stage or rule that decided."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from extractors import screen, vectors
from extractors.deduplicate import Text
from flows import rules
from flows.dataset import Dataset
from flows.relations import LEAST_SHINGLES, METHOD, SENTENCE_BYTES

Row = dict[str, Any]

_OF_PAIR = """
SELECT
    [one.evidence_sha256, other.evidence_sha256] AS hashes,
    [len(one_sketch.sketch), len(other_sketch.sketch)] AS sketched,
    len(list_intersect(one_sketch.sketch, other_sketch.sketch)) AS shingles,
    (
        SELECT list(found_by ORDER BY found_by) FROM core.candidates AS candidates
        WHERE candidates.evidence_sha256 = least(one.evidence_sha256, other.evidence_sha256)
          AND candidates.of_evidence_sha256 = greatest(one.evidence_sha256, other.evidence_sha256)
    ) AS found_by,
    (
        SELECT kind FROM core.relations AS relations
        WHERE relations.evidence_sha256 = least(one.evidence_sha256, other.evidence_sha256)
          AND relations.of_evidence_sha256 = greatest(one.evidence_sha256, other.evidence_sha256)
          AND method_version = $method
    ) AS kind
FROM core.articles AS one, core.articles AS other
LEFT JOIN core.signatures AS one_sketch
    ON one_sketch.evidence_sha256 = one.evidence_sha256 AND one_sketch.method = $method
LEFT JOIN core.signatures AS other_sketch
    ON other_sketch.evidence_sha256 = other.evidence_sha256 AND other_sketch.method = $method
WHERE one.url = $url AND other.url = $of_url
"""


def why(dataset: Dataset, url: str, of_url: str, given: str | None) -> Iterator[str]:
    """Yield lines that say which stage lost a pair, or which rules were met and which not; `given` is its last kind."""
    asked = {"url": url, "of_url": of_url, "method": METHOD}
    cursor = dataset.connection.execute(_OF_PAIR, asked)
    names = [column[0] for column in cursor.description]
    pair = dict(zip(names, cursor.fetchall()[0], strict=True))
    if pair["hashes"][0] == pair["hashes"][1]:
        yield f"one and the same text; given: {given or 'nothing'}"
        return
    texts = _texts(dataset, pair["hashes"])
    if not pair["found_by"]:
        yield from _not_compared(pair, *texts)
    else:
        yield f"candidates by {' and '.join(pair['found_by'])}, judged {pair['kind'] or 'unrelated'}"
        if given != pair["kind"]:
            yield f"and in company, or as the texts of these articles, {given or 'unrelated'}"
    yield from _nearest_rules(*texts)


def _texts(dataset: Dataset, hashes: list[str]) -> tuple[Text, Text]:
    rows = dataset.rows("relate/evidence", method=METHOD, hashes=hashes, bytes=SENTENCE_BYTES)
    found = {row["evidence_sha256"]: Text(**row) for row in rows}
    return found[hashes[0]], found[hashes[1]]


def _not_compared(pair: Row, one: Text, other: Text) -> Iterator[str]:
    yield "no candidate, so never judged"
    if not all(pair["sketched"]):
        yield "by words: a text is too short to relate"
    else:
        yield f"by words: {pair['shingles']} of the shingles kept are common, {LEAST_SHINGLES} are asked for"
    here, there = one.samples, other.samples
    if here is None or there is None or not (len(here) and len(there)):
        unread = [text.language for text in (one, other) if text.samples is None or not len(text.samples)]
        yield f"by meaning: the encoder has not read {' and '.join(unread)}"
        return
    cosines = here @ there.T
    links = int(np.sum(cosines.argmax(0)[cosines.argmax(1)] == np.arange(len(here))))
    yield (
        f"by meaning: nearest sentences sampled {cosines.max():.2f} (asked {screen._ONE_LINK}), "
        f"{int((cosines >= vectors.LINK).sum())} of {cosines.size} at {vectors.LINK} or more, {links} mutual"
    )


def _nearest_rules(one: Text, other: Text) -> Iterator[str]:
    """Yield the rules that were met, or the nearest one about words and the nearest one about sentences."""
    found = rules.aligned(one, other)
    sides = rules.by_words(one, other), rules.by_sentences(one, other, found) if found else []
    for of_side in sides:
        met = [rule for rule in of_side if rule.met]
        nearest = max(of_side, key=lambda rule: (rule.nearness, sum(rule.parts)), default=None)
        for rule in met or ([nearest] if nearest else []):
            asked = ", ".join(
                f"{condition.measure} {condition.found:.3g} of {condition.at_least:g}" for condition in rule.conditions
            )
            yield f"rule “{rule.name}” ({rule.kind}) {'met' if rule.met else 'not met'}: {asked}"
