"""Texts -> outcomes. Each goes to the first engine that can, and on to the next where that one refused or failed."""

import logging
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from itertools import groupby
from operator import le
from typing import Any

from .errors import RetryError, StopError
from .literals import without_addresses
from .plugins import Engine
from .protection import NO_TERMS, NOTHING, Lost, Terms, has_tokens, lost, mask, one_line, unmask
from .quality import UNKNOWN, has_letters, is_english, rejection, warnings

NO_ENGINE = "none"  # in `engine`: the text needed none, or none could
REFUSALS_ALLOWED = 3  # then an engine is left alone for the rest of the run
NOTICE_TIMES = 8  # distinct texts of one call that get one answer
# What a server says that wants to be left alone: counted to the end of the run, whatever it answers in between
_LASTING = frozenset({"too_many_requests", "quota", "forbidden"})
# Nobody was asked, or the fault is the text's: no reason to leave the engine alone with others
_UNCOUNTED = frozenset({"unsupported", "not_installed", "not_configured", "no_model", "too_large", "too_long"})

_CUTS = (re.compile(r".*[,;:，、；：。！？۔،؛।]"), re.compile(r".*\s"), re.compile(r".*"))  # best first
_log = logging.getLogger("retold.chain")  # the name that the command listens to


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one segment."""

    text: str | None  # None when nobody could translate it
    engine: str = NO_ENGINE
    engine_version: str = ""
    flags: tuple[str, ...] = ()
    reason: str = ""  # why there is no text: what each engine said, in order


class Breaker:
    """Which engines refused too often to be asked again in this run. Shared by threads.

    A call that brings answers wipes out the refusals before it, for three texts that an engine cannot stomach are no
    reason to leave it alone over thousands; but not those by which a server asks to be left alone, or its patience
    would be tried again after each answer. A pickled one arrives as a copy: another process learns by itself.
    """

    def __init__(self, refusals_allowed: int = REFUSALS_ALLOWED) -> None:
        self._allowed = refusals_allowed
        self._lasting: Counter[str] = Counter()
        self._passing: Counter[str] = Counter()
        self._told: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def __getstate__(self) -> dict[str, Any]:
        """Return all but the lock."""
        with self._lock:
            return {name: copy(value) for name, value in self.__dict__.items() if name != "_lock"}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """Take what was known, with a lock of its own."""
        self._lock = threading.Lock()
        self.__dict__.update(state)

    def is_open(self, engine: str) -> bool:
        """Return whether the engine is to be left alone."""
        with self._lock:
            return self._lasting[engine] + self._passing[engine] >= self._allowed

    def refused(self, engine: str, reason: str) -> None:
        """Count a refusal."""
        if reason not in _UNCOUNTED:
            with self._lock:
                (self._lasting if reason in _LASTING else self._passing)[engine] += 1

    def answered(self, engine: str) -> None:
        """Forget what has passed."""
        with self._lock:
            self._passing[engine] = 0

    def is_news(self, engine: str, reason: str) -> bool:
        """Return whether nobody has been told of this yet; from now on somebody has."""
        with self._lock:
            is_news = (engine, reason) not in self._told
            self._told.add((engine, reason))
            return is_news


def translate_segments(
    texts: Sequence[str],
    source: str,
    target: str,
    engines: Sequence[Engine],
    *,
    terms: Terms = NO_TERMS,
    breaker: Breaker,
) -> list[Outcome]:
    """Return what became of each text, in order; a text that repeats is translated once.

    Never raises for a text, a refusal, or a mistake in an engine: what none could do has text None and a reason.
    """
    outcomes = {text: without_engine(text, source, target) for text in texts}
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for engine in engines:
        waiting = [text for text, outcome in outcomes.items() if outcome is None]
        if not waiting:
            break
        found = _Call(engine, source, target, terms, breaker).outcomes(list(dict.fromkeys(map(one_line, waiting))))
        for text in waiting:
            outcome = found[one_line(text)]
            if outcome.text is not None:
                outcomes[text] = outcome
            reasons[text].append(f"{engine.name}: {outcome.reason}")
    return [outcomes[text] or _untranslated("; ".join(reasons[text]) or "no_engine") for text in texts]


def without_engine(text: str, source: str, target: str) -> Outcome | None:
    """Return the outcome of a text that needs no engine or can have none."""
    if not has_letters(without_addresses(text)) or _primary(source) == _primary(target):
        return Outcome(text=text)
    if _primary(source) in {"und", ""}:
        return _untranslated("unknown_language")
    if _primary(target) == "en" and is_english(text):
        return Outcome(text=text, flags=("already_english",))
    return None


def _untranslated(reason: str) -> Outcome:
    return Outcome(text=None, flags=("untranslated",), reason=reason)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


@dataclass(frozen=True, slots=True)
class _Answer:
    """An engine's answer, and what can be told of it."""

    text: str
    reason: str | None  # why it is refused
    lost: Lost = NOTHING
    flags: tuple[str, ...] = ()

    def is_better(self, other: "_Answer") -> bool:
        """Return whether this one mends something of the other and spoils nothing."""
        here, there = self.faults, other.faults
        return self.reason is None and here != there and all(map(le, here, there))

    @property
    def faults(self) -> tuple[int, ...]:
        """Return how much of each kind is wrong with it."""
        lost = len(self.lost.literals), len(self.lost.terms), len(self.lost.numbers)
        return *lost, *(flag in self.flags for flag in ("numbers_differ", "unknown_words"))


@dataclass(frozen=True, slots=True)
class _Call:
    """One engine, asked for some texts of one language."""

    engine: Engine
    source: str
    target: str
    terms: Terms
    breaker: Breaker

    def outcomes(self, texts: Sequence[str]) -> dict[str, Outcome]:
        """Return an outcome for every text; without text, where this engine has none to offer."""
        if self.breaker.is_open(self.engine.name):
            return dict.fromkeys(texts, _untranslated("left_alone"))
        pair = self.source, self.target
        try:
            with self._refusals():
                if not self.engine.supports(*pair):
                    return dict.fromkeys(texts, _untranslated("unsupported"))
                raw = self._asked(texts)
                version, gist = self.engine.version_of(*pair), self.engine.gist(*pair)
        except RetryError as error:
            return dict.fromkeys(texts, _untranslated(error.reason))
        answers = {text: self._looked_at(text, answer) for text, answer in raw.items() if answer is not None}
        answers.update(self._mended(answers))
        answers.update(_notices(answers))
        return {text: self._outcome(answers.get(text), version, gist=gist) for text in texts}

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """Count refusals, and make one of whatever else the engine raises: a mistake in it costs no other's work."""
        try:
            yield
        except (MemoryError, StopError):
            raise
        except RetryError as error:
            self.breaker.refused(self.engine.name, error.reason)
            raise
        except (Exception, SystemExit) as error:  # libraries under engines raise anything, and some call exit()
            reason = type(error).__name__
            self.breaker.refused(self.engine.name, reason)
            if self.breaker.is_news(self.engine.name, reason):
                _log.warning("engine %s has failed: %s: %s", self.engine.name, reason, one_line(str(error))[:200])
            raise RetryError(reason, str(error)) from error

    def _asked(self, texts: Sequence[str]) -> dict[str, str | None]:
        """Return the engine's answers, marks of unknown words included; texts over its limit go in pieces."""
        pieces = [(text, piece) for text in texts for piece in _pieces(text, self.engine.max_bytes)]
        answers = self.engine.translate([piece for _, piece in pieces], self.source, self.target)
        if len(answers) != len(pieces):
            raise RetryError("misaligned", f"{len(answers)} answers for {len(pieces)} texts")
        joined: dict[str, str | None] = {}
        for text, group in groupby(zip(pieces, answers, strict=True), key=lambda pair: pair[0][0]):
            parts = [one_line(answer or "") for _, answer in group]
            joined[text] = " ".join(parts) if all(parts) else None
        if any(joined.values()):
            self.breaker.answered(self.engine.name)
        return joined

    def _mended(self, answers: dict[str, _Answer]) -> dict[str, _Answer]:
        """Return better answers for those that lost a name, a term or a number, where tokens bring it through."""
        masked = {
            text: item
            for text, answer in answers.items()
            if answer.reason is None and answer.lost and (item := mask(text, self.terms, answer.lost))
        }
        if not masked:
            return {}
        try:
            with self._refusals():
                second = self._asked(list(dict.fromkeys(item.text for item in masked.values())))
        except RetryError:
            return {}  # the first answers stand, with their flags
        better: dict[str, _Answer] = {}
        for text, item in masked.items():
            whole = unmask(second[item.text] or "", item)
            answer = self._looked_at(text, whole) if whole is not None else answers[text]
            if answer.is_better(answers[text]):
                better[text] = answer
        return better

    def _looked_at(self, text: str, marked: str) -> _Answer:
        plain = marked.replace(UNKNOWN, "")
        reason = rejection(text, plain, self.target)
        if reason is None and has_tokens(plain) and not has_tokens(text):
            reason = "broken_tokens"
        if reason is not None:
            return _Answer(plain, reason)
        gone = lost(text, plain, self.terms)
        flags = [*warnings(text, marked)]
        flags += ["names_changed"] * bool(gone.literals) + ["term_missing"] * bool(gone.terms)
        return _Answer(plain, None, gone, tuple(flags))

    def _outcome(self, answer: _Answer | None, version: str, *, gist: bool) -> Outcome:
        if answer is None:
            return _untranslated("no_answer")
        if answer.reason is not None:
            return _untranslated(answer.reason)
        flags = (*answer.flags, "gist") if gist else answer.flags
        return Outcome(text=answer.text, engine=self.engine.name, engine_version=version, flags=flags)


def _notices(answers: Mapping[str, _Answer]) -> dict[str, _Answer]:
    """Return refused the sentence that an engine gave to half of the texts: a notice in words that nobody foresaw."""
    times = Counter(answer.text for answer in answers.values())
    found = {text for text, count in times.items() if count >= max(NOTICE_TIMES, len(answers) / 2)}
    return {text: _Answer(answer.text, "error_text") for text, answer in answers.items() if answer.text in found}


def _pieces(text: str, max_bytes: int) -> Iterator[str]:
    """Yield the text in pieces that fit, cut behind a clause or else a space, unless that leaves a small piece."""
    while len(text.encode()) > max_bytes:
        head = text.encode()[:max_bytes].decode(errors="ignore")
        cuts = (cut.group() for pattern in _CUTS if (cut := pattern.match(head)))
        piece = next(piece for piece in cuts if 2 * len(piece) > len(head))
        yield piece.strip()
        text = text[len(piece) :].lstrip()
    if text:
        yield text
