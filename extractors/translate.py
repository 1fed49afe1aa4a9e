"""Article -> Translation: segments in batches for the run, whole texts for the command."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from . import engines as engine_files
from .chain import NO_ENGINE, Breaker, Outcome, translate_segments, without_engine
from .errors import UseError, meant
from .plugins import Engine, load
from .protection import NO_TERMS, Terms, glossary_version
from .records import Segment, Translation
from .text import segments

__all__ = [
    "Breaker",
    "Outcome",
    "SegmentRow",
    "Untranslated",
    "engines_named",
    "translate_batch",
    "translate_segments",
    "translate_texts",
]

BATCH_SEGMENTS = 200  # of one engine call: starting Apertium no longer counts, a refusal loses little
WINDOW_SEGMENTS = 1_000  # read ahead by the command: its memory, and how late the first answer may come
WINDOW_LINES = 500
MEMORY_SEGMENTS = 20_000  # some 15 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRow:
    """A distinct segment that waits for translation."""

    segment_sha256: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Untranslated:
    """A segment that goes on waiting, and why."""

    segment_sha256: str
    reason: str


def engines_named(names: Sequence[str]) -> list[Engine]:
    """Return the engines in this order; UseError names those that exist when one does not."""
    known = load(engine_files, Engine)
    unknown = [name for name in names if name not in known]
    if unknown:
        hint = meant(unknown[0], known)
        raise UseError(
            f"no engine {unknown[0]!r}{hint}: there are {', '.join(sorted(known))} (files of extractors/engines)"
        )
    return [known[name] for name in names]


def translate_batch(
    rows: Sequence[SegmentRow],
    source: str,
    target: str,
    engines: Sequence[Engine],
    *,
    terms: Terms = NO_TERMS,
    breaker: Breaker,
    translated_at: datetime,
) -> tuple[list[Translation], list[Untranslated]]:
    """Return a row for each segment that has a translation, and the others with the reason."""
    outcomes = translate_segments([row.text for row in rows], source, target, engines, terms=terms, breaker=breaker)
    translations = [
        Translation(
            segment_sha256=row.segment_sha256,
            source=source,
            target=target,
            engine=outcome.engine,
            engine_version=outcome.engine_version,
            glossary_version=glossary_version(row.text, terms),
            text=outcome.text,
            flags=outcome.flags,
            translated_at=translated_at,
        )
        for row, outcome in zip(rows, outcomes, strict=True)
        if outcome.text is not None
    ]
    untranslated = [
        Untranslated(segment_sha256=row.segment_sha256, reason=outcome.reason)
        for row, outcome in zip(rows, outcomes, strict=True)
        if outcome.text is None
    ]
    return translations, untranslated


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the command's input: with its answer already, or with segments to translate."""

    id: Any
    language: str = "und"
    answer: Mapping[str, Any] | None = None
    segments: Sequence[Segment] = ()


def translate_texts(
    rows: Iterable[Any],
    engines: Sequence[Engine],
    *,
    target: str = "en",
    terms: Terms = NO_TERMS,
    breaker: Breaker | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield id, text, engine and flags for each row of id, text and language, in order, about WINDOW_LINES behind.

    Text is None with the flag `untranslated` when nobody could, or `bad_input` when the row lacks a text or a language;
    with `partly_untranslated` some sentences are still the original's. Several engines are joined by "+".
    """
    desk = _Desk(target, engines, terms, breaker or Breaker())
    for window in _windows(_line(row, target) for row in rows):
        outcomes = desk.outcomes(window)
        for line in window:
            yield {"id": line.id, **(line.answer or _joined(line, outcomes))}


def _line(row: Any, target: str) -> _Line:
    if not isinstance(row, dict):
        return _Line(None, answer=_answer(None, flags=["bad_input"]))
    text, language = row.get("text"), row.get("language", 0)
    if not isinstance(text, str) or not isinstance(language, str | None):
        return _Line(row.get("id"), answer=_answer(None, flags=["bad_input"]))
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half a character cannot be written
    language = (language or "und").strip().replace("_", "-")
    whole = without_engine(text, language, target)
    if whole is not None and "already_english" not in whole.flags:
        return _Line(row.get("id"), answer=_answer(whole.text, flags=list(whole.flags)))
    return _Line(row.get("id"), language, segments=segments(text, language))


def _answer(text: str | None, *, engine: str = NO_ENGINE, flags: list[str]) -> dict[str, Any]:
    return {"text": text, "engine": engine, "flags": flags}


def _windows(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    window: list[_Line] = []
    size = 0
    for line in lines:
        window.append(line)
        size += len(line.segments)
        if size >= WINDOW_SEGMENTS or len(window) >= WINDOW_LINES:
            yield window
            window, size = [], 0
    if window:
        yield window


class _Desk:
    """Asks the chain, and remembers what it said last: copies of one article bring the same sentences again."""

    def __init__(self, target: str, engines: Sequence[Engine], terms: Terms, breaker: Breaker) -> None:
        self._target, self._engines, self._terms, self._breaker = target, engines, terms, breaker
        self._known: dict[tuple[str, str], Outcome] = {}

    def outcomes(self, window: Sequence[_Line]) -> Mapping[tuple[str, str], Outcome]:
        """Return outcomes by language and text, translated a language at a time."""
        needed = dict.fromkeys((line.language, segment.text) for line in window for segment in line.segments)
        found = {key: self._known[key] for key in needed if key in self._known}
        waiting: defaultdict[str, list[str]] = defaultdict(list)
        for language, text in needed:
            if (language, text) not in found:
                waiting[language].append(text)
        for language, texts in waiting.items():
            for start in range(0, len(texts), BATCH_SEGMENTS):
                batch = texts[start : start + BATCH_SEGMENTS]
                found.update(zip(((language, text) for text in batch), self._asked(batch, language), strict=True))
        self._remember(found)
        return found

    def _asked(self, batch: Sequence[str], language: str) -> list[Outcome]:
        return translate_segments(
            batch, language, self._target, self._engines, terms=self._terms, breaker=self._breaker
        )

    def _remember(self, found: Mapping[tuple[str, str], Outcome]) -> None:
        """Keep what has a text, the newest up to MEMORY_SEGMENTS; what is left is asked for again."""
        self._known.update((key, outcome) for key, outcome in found.items() if outcome.text is not None)
        for key in list(islice(self._known, max(len(self._known) - MEMORY_SEGMENTS, 0))):
            del self._known[key]


def _joined(line: _Line, outcomes: Mapping[tuple[str, str], Outcome]) -> dict[str, Any]:
    pairs = [(segment, outcomes[line.language, segment.text]) for segment in line.segments]
    engines = sorted({outcome.engine for _, outcome in pairs} - {NO_ENGINE})
    flags = {flag for _, outcome in pairs for flag in outcome.flags}
    if not engines and "untranslated" in flags:
        return _answer(None, flags=["untranslated"])
    if "untranslated" in flags:
        flags = flags - {"untranslated"} | {"partly_untranslated"}
    paragraphs = (
        " ".join(segment.text if outcome.text is None else outcome.text for segment, outcome in group)
        for _, group in groupby(pairs, key=lambda pair: pair[0].paragraph)
    )
    return _answer("\n".join(paragraphs), engine="+".join(engines) or NO_ENGINE, flags=sorted(flags))
