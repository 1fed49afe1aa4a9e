"""Texts -> outcomes. Each goes to the first engine that can, and on to the next where that one refused or failed."""

import re
import threading
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from .errors import RetryError
from .plugins import Engine
from .protection import damaged, mask, unmask
from .quality import UNKNOWN, has_letters, is_english, rejection, warnings

NO_ENGINE = "none"  # in `engine`: the text needed none, or none could
REFUSALS_ALLOWED = 3  # then an engine is left alone for the rest of the run

_CUTS = (re.compile(r".*[,;:，、；：。！？۔،؛।]"), re.compile(r".*\s"), re.compile(r".*"))  # best first
# White space and controls align answers with questions, or break lines for some tools; surrogates cannot be encoded
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SOFT_HYPHEN = "\u00ad"  # parts a word for a dictionary, and for nobody else


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one segment."""

    text: str | None  # None when nobody could translate it
    engine: str = NO_ENGINE
    engine_version: str = ""
    flags: tuple[str, ...] = ()
    reason: str = ""  # why there is no text: what each engine said, in order


class Breaker:
    """Which engines refused too often to be asked again in this run. Shared by threads."""

    def __init__(self, refusals_allowed: int = REFUSALS_ALLOWED) -> None:
        self._allowed = refusals_allowed
        self._refusals: Counter[str] = Counter()
        self._lock = threading.Lock()

    def is_open(self, engine: str) -> bool:
        """Return whether the engine is to be left alone."""
        with self._lock:
            return self._refusals[engine] >= self._allowed

    def refused(self, engine: str) -> None:
        """Count a refusal."""
        with self._lock:
            self._refusals[engine] += 1


def translate_segments(
    texts: Sequence[str],
    source: str,
    target: str,
    engines: Sequence[Engine],
    *,
    names: Sequence[str] = (),
    breaker: Breaker,
) -> list[Outcome]:
    """Return what became of each text, in order; a text that repeats is translated once.

    Never raises for a text or a refusal: what no engine could do has text None and a reason.
    """
    outcomes = {text: without_engine(text, source, target) for text in texts}
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for engine in engines:
        waiting = [text for text, outcome in outcomes.items() if outcome is None]
        if not waiting:
            break
        for text, outcome in _Call(engine, source, target, names, breaker).outcomes(waiting).items():
            if outcome.text is not None:
                outcomes[text] = outcome
            reasons[text].append(f"{engine.name}: {outcome.reason}")
    return [outcomes[text] or _untranslated("; ".join(reasons[text]) or "no engine") for text in texts]


def without_engine(text: str, source: str, target: str) -> Outcome | None:
    """Return the outcome of a text that needs no engine or can have none."""
    if not has_letters(text) or _primary(source) == _primary(target):
        return Outcome(text=text)
    if _primary(source) in {"und", ""}:
        return _untranslated("unknown_language")
    if _primary(target) == "en" and is_english(text):
        return Outcome(text=text, flags=("already_english",))
    return None


def _one_line(text: str) -> str:
    """Return the text as an engine can take it: composed characters, one line, single spaces."""
    return _BREAKS.sub(" ", unicodedata.normalize("NFC", text.replace(_SOFT_HYPHEN, ""))).strip()


def _untranslated(reason: str) -> Outcome:
    return Outcome(text=None, flags=("untranslated",), reason=reason)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


@dataclass(frozen=True, slots=True)
class _Call:
    """One engine, asked for some texts of one language."""

    engine: Engine
    source: str
    target: str
    names: Sequence[str]
    breaker: Breaker

    def outcomes(self, texts: Sequence[str]) -> dict[str, Outcome]:
        """Return an outcome for every text; without text, where this engine has none to offer."""
        if self.breaker.is_open(self.engine.name):
            return dict.fromkeys(texts, _untranslated("left_alone"))
        if not self.engine.supports(self.source, self.target):
            return dict.fromkeys(texts, _untranslated("unsupported"))
        try:
            answers = self._answers(texts)
        except RetryError as error:
            self.breaker.refused(self.engine.name)
            return dict.fromkeys(texts, _untranslated(error.reason))
        self._mend(answers)
        version = self.engine.version()
        return {text: self._judged(text, answers.get(text), version) for text in texts}

    def _answers(self, texts: Sequence[str]) -> dict[str, str | None]:
        """Return the engine's answers, marks of unknown words included; texts over its limit go in pieces."""
        pieces = [(text, piece) for text in texts for piece in _pieces(_one_line(text), self.engine.max_bytes)]
        answers = self.engine.translate([piece for _, piece in pieces], self.source, self.target)
        if len(answers) != len(pieces):
            raise RetryError("misaligned", f"{len(answers)} answers for {len(pieces)} texts")
        joined: dict[str, str | None] = {}
        for text, group in groupby(zip(pieces, answers, strict=True), key=lambda pair: pair[0][0]):
            parts = [_one_line(answer or "") for _, answer in group]
            joined[text] = " ".join(parts) if all(parts) else None
        return joined

    def _mend(self, answers: dict[str, str | None]) -> None:
        """Put better answers for those that damaged a name or an address, where tokens bring them through."""
        masked = {
            text: mask(text, self.names)
            for text, answer in answers.items()
            if answer is not None and damaged(text, _unmarked(answer), self.names)
        }
        if not masked:
            return
        try:
            second = self._answers(list(dict.fromkeys(item.text for item in masked.values())))
        except RetryError:
            self.breaker.refused(self.engine.name)
            return  # the first answers stand, with their flag
        for text, item in masked.items():
            mended = unmask(second.get(item.text) or "", item)
            if mended is not None and rejection(text, _unmarked(mended), self.target) is None:
                answers[text] = mended

    def _judged(self, text: str, answer: str | None, version: str) -> Outcome:
        if answer is None:
            return _untranslated("no_answer")
        plain = _unmarked(answer)
        reason = rejection(text, plain, self.target)
        if reason is not None:
            return _untranslated(reason)
        flags = [*warnings(text, answer)]
        if damaged(text, plain, self.names):
            flags.append("names_changed")
        return Outcome(text=plain, engine=self.engine.name, engine_version=version, flags=tuple(flags))


def _unmarked(answer: str) -> str:
    return answer.replace(UNKNOWN, "")


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
