"""What a batch of sentences comes to, engine after engine. No Prefect, no DuckDB, no state that is shared."""

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from extractors.chain import NO_ENGINE
from extractors.plugins import Engine
from extractors.protection import Terms
from extractors.translate import BATCH_SEGMENTS, Breaker, SegmentRow, translate_batch

from .staging import Row, stage

T = TypeVar("T")
TARGET = "en"
UNTRANSLATED, GIST = "untranslated", "gist"
DOUBTED = ""  # among flags: translations that bear any but gist
STOP_CHECK_S = 0.1
LAST_ANSWER_S = 2.0  # for a call under way when the run is to end: with the rest of the way out, under ten


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """What a batch of sentences came to."""

    paths: Sequence[Path]  # staged, in the order of the calls
    counts: Mapping[str, int]  # sentences by engine; none: needed no engine, untranslated: none could
    flags: Mapping[str, int]  # translations of engines by flag; DOUBTED for those that bear any but gist
    sent_chars: int  # to all engines, second attempts included


def translate_segments(
    rows: Sequence[Row],
    source: str,
    chain: Sequence[Engine],
    terms: Terms,
    breaker: Breaker,
    staging: Path,
    stop: threading.Event,
) -> Translated:
    """Stage what each call of an engine brings as soon as it is there, and why the rest goes on waiting.

    With `stop` set, no engine is asked any more, and one that keeps silent is left alone.
    """
    batch = _Batch(source, terms, breaker, staging)
    waiting = [SegmentRow(segment_sha256=row["segment_sha256"], text=row["original"]) for row in rows]
    for engine in (None, *chain):  # the first round finds what needs none
        left: list[SegmentRow] = []
        for part in _calls(waiting, source, engine):
            answer = _unless_stopped(stop, partial(batch.ask, part, engine))
            if answer is None:
                return batch.came_to()
            left += answer
        waiting = left
    batch.leave(waiting)
    return batch.came_to()


class _Batch:
    """A batch of sentences in one language, and what has come of it so far."""

    def __init__(self, source: str, terms: Terms, breaker: Breaker, staging: Path) -> None:
        self._source, self._terms, self._breaker, self._staging = source, terms, breaker, staging
        self._paths: list[Path] = []
        self._counts: Counter[str] = Counter()
        self._flags: Counter[str] = Counter()
        self._sent: Counter[str] = Counter()
        self._reasons: defaultdict[str, list[str]] = defaultdict(list)

    def ask(self, part: Sequence[SegmentRow], engine: Engine | None) -> list[SegmentRow]:
        """Stage what the engine makes of some sentences, in one call; return the others."""
        engines = [] if engine is None else [self._metered(engine)]
        made, left = translate_batch(
            part,
            self._source,
            TARGET,
            engines,
            terms=self._terms,
            breaker=self._breaker,
            translated_at=datetime.now(UTC),
        )
        if made:
            self._paths.append(stage(map(asdict, made), "translations", self._staging))
        self._counts.update(one.engine for one in made)
        flags = [one.flags for one in made if one.engine != NO_ENGINE]
        self._flags.update(flag for some in flags for flag in some)
        self._flags.update(DOUBTED for some in flags if not {GIST}.issuperset(some))
        reasons = {one.segment_sha256: one.reason for one in left}
        for segment_sha256, reason in reasons.items():
            self._reasons[segment_sha256].append(reason)
        return [row for row in part if row.segment_sha256 in reasons]

    def leave(self, rows: Sequence[SegmentRow]) -> None:
        """Stage what each engine said of sentences that none could translate."""
        tried_at = datetime.now(UTC)
        untranslated = [
            {
                "segment_sha256": row.segment_sha256,
                "source": self._source,
                "target": TARGET,
                "reason": "; ".join(said[1:] or said),  # the first round asked nobody
                "tried_at": tried_at,
            }
            for row in rows
            for said in [self._reasons[row.segment_sha256]]
        ]
        self._counts[UNTRANSLATED] += len(untranslated)
        if untranslated:
            self._paths.append(stage(untranslated, "untranslated", self._staging))

    def came_to(self) -> Translated:
        """Return what there is."""
        return Translated(
            paths=tuple(self._paths), counts=+self._counts, flags=+self._flags, sent_chars=self._sent.total()
        )

    def _metered(self, engine: Engine) -> Engine:
        def translate(texts: Sequence[str], source: str, target: str) -> list[str | None]:
            self._sent[engine.name] += sum(map(len, texts))
            return engine.translate(texts, source, target)

        return replace(engine, translate=translate)


def _calls(rows: Sequence[SegmentRow], source: str, engine: Engine | None) -> Iterator[list[SegmentRow]]:
    """Yield rows in runs of one call: of an engine of the web, what one of its requests takes.

    A kill loses a call, so it should be small; starting a program for it should not count, so it should be large.
    """
    most_bytes = engine.max_bytes if engine is not None and engine.asks_web(source, TARGET) else None
    part: list[SegmentRow] = []
    size = 0
    for row in rows:
        row_bytes = len(row.text.encode(errors="replace")) + 1
        if part and (len(part) == BATCH_SEGMENTS or (most_bytes is not None and size + row_bytes > most_bytes)):
            yield part
            part, size = [], 0
        part.append(row)
        size += row_bytes
    if part:
        yield part


def _unless_stopped(stop: threading.Event, call: Callable[[], T]) -> T | None:
    """Return what a call returns, None when the run is to end and the call does not.

    It works in a daemon thread, so that a silent engine keeps no process from ending.
    """
    if stop.is_set():
        return None
    answer: Future[T] = Future()

    def work() -> None:
        try:
            answer.set_result(call())
        except BaseException as error:  # noqa: BLE001 - handed on whole to the thread that waits
            answer.set_exception(error)

    threading.Thread(target=work, name="engine", daemon=True).start()
    while not wait([answer], timeout=STOP_CHECK_S).done:
        if stop.is_set():
            wait([answer], timeout=LAST_ANSWER_S)
            return answer.result() if answer.done() else None
    return answer.result()
