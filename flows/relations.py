"""Texts of a dataset -> core.relations: whatever is missing is computed in batches, and kept for ever.

Signatures, vectors and relations belong to texts, not to articles, so an increment costs what is new in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any, TypeVar

import pyarrow as pa

from extractors import boilerplate, deduplicate, screen, vectors
from extractors.deduplicate import Text
from extractors.text import sha256

from . import meter
from .dataset import Dataset, Row, sql_text
from .running import RunBatches

T = TypeVar("T")
Calls = Iterable[tuple[str, Callable[[], list[Row]]]]
METHOD = deduplicate.VERSION

TEXTS_A_BATCH = 2_000
READ_A_BATCH = 200  # texts whose sentences are encoded: about five seconds
SCREENED_A_BATCH = 1_000  # texts, each held against all others
PAIRS_A_BATCH = 2_000
BATCHES_A_ROUND = 2  # in memory at once
READ_A_ROUND = 16  # of these, which hold less

# A shingle on more texts than this is a template or a very famous sentence: its first eight texts stand for all.
MOST_TEXTS, STAND_FOR_ALL = 100, 8
LEAST_SHINGLES = 2  # of a passage of 45 words the sketch keeps nine or ten, of one of 15 two or three
SENTENCE_BYTES = 2 * vectors.WIDTH

_CLEANED = pa.schema([(name, pa.string()) for name in ("outlet", "text_sha256", "evidence_sha256", "body")])
_LINES = pa.schema(
    [("text_sha256", pa.string()), ("keys", pa.list_(pa.uint64())), ("chars", pa.list_(pa.int32()))],
)
_BOILERPLATE = pa.schema([("outlet", pa.string()), ("key", pa.uint64())])
_SIGNATURES = pa.schema(
    [("evidence_sha256", pa.string()), ("method", pa.string()), ("sketch", pa.list_(pa.uint64()))],
)
_VECTORS = pa.schema(
    [
        *((name, pa.string()) for name in ("evidence_sha256", "method", "language")),
        ("sentences", pa.int32()),
        ("vectors", pa.binary()),
    ]
)
_CANDIDATES = pa.schema([("evidence_sha256", pa.string()), ("of_evidence_sha256", pa.string())])
_RELATIONS = pa.schema(
    [
        *((name, pa.string()) for name in ("evidence_sha256", "of_evidence_sha256", "method_version", "kind")),
        *((name, pa.float64()) for name in ("score", "text_share", "of_text_share")),
        ("evidence", pa.string()),
    ]
)


def relate_texts(dataset: Dataset, run_batches: RunBatches) -> None:
    """Bring core.relations up to date with the texts of the articles."""
    _clean(dataset)
    _sign(dataset, run_batches)
    _find_by_words(dataset)
    if len(dataset.run("relate/languages")) > 1:
        _read(dataset, run_batches)
        _find_by_meaning(dataset, run_batches)
    _read_whole(dataset, run_batches)
    _judge(dataset, run_batches)


def _clean(dataset: Dataset) -> None:
    """Set the evidence of new articles, and of old ones whose lines have become boilerplate."""
    for texts in stream(dataset, "relate/unlined", TEXTS_A_BATCH):
        dataset.load("relate/add_lines", pa.Table.from_pylist([_lines(*text) for text in texts], _LINES))
    _find_boilerplate(dataset, [outlet for (outlet,) in dataset.run("relate/to_clean")])
    for texts in stream(dataset, "relate/texts_to_clean", TEXTS_A_BATCH):
        dataset.load("relate/clean", pa.Table.from_pylist([_cleaned(*text) for text in texts], _CLEANED))
    dataset.run("relate/clean_rest")


def _lines(text_sha256: str, body: str) -> Row:
    found = boilerplate.lines(body)
    return {"text_sha256": text_sha256, "keys": list(found), "chars": list(found.values())}


def _find_boilerplate(dataset: Dataset, outlets: Sequence[str]) -> None:
    """Set the boilerplate of these outlets; what held other lines of it has no evidence then."""
    found: dict[str, set[int]] = {outlet: set() for outlet in outlets}
    doubtful: dict[str, list[boilerplate.Repeated]] = {}
    rows = dataset.run("relate/repeated_lines", outlets=outlets, certain=boilerplate.CERTAIN_TEXTS)
    for outlet, repeated in groupby(rows, itemgetter(0)):
        found[outlet], doubtful[outlet] = boilerplate.templates([boilerplate.Repeated(*row[1:]) for row in repeated])
    samples = sorted({line.holders[0] for lines in doubtful.values() for line in lines})
    for _, part in _parts(samples, TEXTS_A_BATCH):
        texts = dict(dataset.run("relate/texts", hashes=part))
        for outlet, lines in doubtful.items():
            held = (line for line in lines if line.holders[0] in texts)
            found[outlet] |= {line.key for line in held if boilerplate.is_short(texts[line.holders[0]], line.key)}
    staged = [{"outlet": outlet, "key": key} for outlet, keys in found.items() for key in (None, *sorted(keys))]
    dataset.load("relate/set_boilerplate", pa.Table.from_pylist(staged, _BOILERPLATE))


def _cleaned(outlet: str, text_sha256: str, body: str, keys: list[int]) -> Row:
    kept = boilerplate.without(body, set(keys))
    found = {"outlet": outlet, "text_sha256": text_sha256}
    if kept == body:
        return {**found, "evidence_sha256": text_sha256, "body": None}
    return {**found, "evidence_sha256": sha256(kept), "body": kept}


def _sign(dataset: Dataset, run_batches: RunBatches) -> None:
    """Sketch the texts that have no sketch yet."""
    waiting = stream(dataset, "relate/unsigned", TEXTS_A_BATCH, method=METHOD)
    calls = ((f"{len(part)} texts", partial(deduplicate.sign, part)) for part in waiting)
    for rows in _rounds("sign", calls, run_batches, None):
        dataset.load("relate/add_signatures", _staged(rows, _SIGNATURES))


def _find_by_words(dataset: Dataset) -> None:
    """Pair the texts that came since it was last done; the pairs are those of all texts that there are."""
    limits = {"most_texts": MOST_TEXTS, "stand_for_all": STAND_FOR_ALL}
    dataset.run("relate/sketched", method=METHOD)
    dataset.run("relate/held_shingles")
    dataset.run("relate/to_compare", **limits)
    with dataset.transaction():
        dataset.run("relate/forget_frequent")
        dataset.run("relate/add_frequent", most_texts=MOST_TEXTS)
        dataset.run("relate/forget_candidates")
        dataset.run("relate/candidates_by_words", **limits, least_shingles=LEAST_SHINGLES)
        dataset.run("relate/forget_compared", method=METHOD)
        dataset.run("relate/add_compared", method=METHOD)


def _read(dataset: Dataset, run_batches: RunBatches) -> None:
    """Compute the vectors of the texts that have none yet, of sampled sentences only."""
    known = {"method": METHOD, "languages": sorted(vectors.LANGUAGES)}
    ((total,),) = dataset.run("relate/unread_count", **known)
    waiting = stream(dataset, "relate/unread", READ_A_BATCH, **known)
    calls = (
        (f"{len(part)} texts", partial(deduplicate.embed, [Text(*row) for row in part], whole=False))
        for part in waiting
    )
    for rows in _rounds("read", calls, run_batches, total, READ_A_ROUND):
        dataset.load("relate/add_vectors", _staged(rows, _VECTORS))


def _find_by_meaning(dataset: Dataset, run_batches: RunBatches) -> None:
    """Hold each new text against all texts in other languages."""
    texts = dataset.run("relate/to_screen", method=METHOD)
    old, new = [row[0] for row in texts if row[1]], [row[0] for row in texts if not row[1]]
    against_a_batch, parts = SCREENED_A_BATCH * BATCHES_A_ROUND, list(_parts(new, SCREENED_A_BATCH))
    calls = (
        (f"{len(part)} texts", partial(_linked, _samples(dataset, part), _samples(dataset, against)))
        for start, part in parts
        for _, against in _parts(old + new[start:], against_a_batch)
    )
    total = sum(len(part) * -(-(len(texts) - start) // against_a_batch) for start, part in parts)
    for rows in _rounds("screen", calls, run_batches, total):
        dataset.load("relate/add_candidates", _staged(rows, _CANDIDATES))
    dataset.run("relate/screened", method=METHOD)


def _samples(dataset: Dataset, hashes: Sequence[str]) -> list[screen.Sampled]:
    return [screen.Sampled(*row) for row in dataset.run("relate/samples", method=METHOD, hashes=hashes)]


def _linked(ours: Sequence[screen.Sampled], theirs: Sequence[screen.Sampled]) -> list[Row]:
    return [{"evidence_sha256": one, "of_evidence_sha256": other} for one, other in screen.linked(ours, theirs)]


def _read_whole(dataset: Dataset, run_batches: RunBatches) -> None:
    """Compute the vectors of all sentences of long texts that a candidate in another language asks for."""
    waiting = [row[0] for row in dataset.run("relate/unread_whole", method=METHOD, bytes=SENTENCE_BYTES)]
    calls = (
        (f"{len(part)} texts", partial(deduplicate.embed, _texts(dataset, part), whole=True))
        for _, part in _parts(waiting, READ_A_BATCH)
    )
    for rows in _rounds("read whole", calls, run_batches, len(waiting)):
        dataset.load("relate/add_whole_vectors", _staged(rows, _VECTORS))


def _judge(dataset: Dataset, run_batches: RunBatches) -> None:
    """Judge the candidates that these rules have not judged yet."""
    waiting = dataset.run("relate/unjudged", method=METHOD)
    calls = (
        (
            f"{len(part)} pairs",
            partial(deduplicate.judge_pairs, _texts(dataset, sorted(set(chain.from_iterable(part)))), part),
        )
        for _, part in _parts(waiting, PAIRS_A_BATCH)
    )
    for rows in _rounds("judge", calls, run_batches, len(waiting)):
        dataset.load("relate/add_relations", _staged(rows, _RELATIONS))


def _texts(dataset: Dataset, hashes: Sequence[str]) -> list[Text]:
    return [Text(*row) for row in dataset.run("relate/evidence", method=METHOD, hashes=hashes, bytes=SENTENCE_BYTES)]


def _rounds(
    stage: str, calls: Calls, run_batches: RunBatches, total: int | None, at_once: int = BATCHES_A_ROUND
) -> Iterator[list[Row]]:
    """Yield what each batch returns; no more batches are made up at once than memory has room for.

    `total` is how many texts or pairs there are in all; None when nobody has counted.
    """
    calls = iter(calls)
    with meter.stage(f"deduplicate: {stage}", total, "pairs" if stage == "judge" else "texts"):
        while some := list(islice(calls, at_once)):
            yield from run_batches(f"deduplicate: {stage}", some)


def _parts(items: Sequence[T], size: int) -> Iterator[tuple[int, Sequence[T]]]:
    return ((start, items[start : start + size]) for start in range(0, len(items), size))


def _staged(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([{"method": METHOD, **row} for row in rows], schema)


def stream(dataset: Dataset, name: str, size: int, **parameters: object) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a query in lists, while the dataset is written to."""
    with dataset.connection.cursor() as reader:
        reader.execute(sql_text("relate/use"))
        reader.execute(sql_text(name), parameters or None)
        while rows := reader.fetchmany(size):
            yield rows
