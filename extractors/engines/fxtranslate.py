"""Firefox's own models, on this machine, through fxtranslate (an extra: pip install "retold[fxtranslate]").

A model is fetched from Mozilla when its language is first needed, some 35 MB, and kept for ever: fetching it again
could change it midway. FXTRANSLATE_RECORDS_URL names another list of models, as the library has it;
RETOLD_FXTRANSLATE_MODELS another folder than the library's own. `fxtranslate models add fr en` fetches one beforehand.

It works in processes of its own, since the library holds Python's lock while it waits for the network, binds a
translator to the thread that made it, and cannot be interrupted: a process can be left, and ended.
"""

import functools
import hashlib
import importlib
import importlib.metadata
import importlib.util
import os
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from extractors import sandbox
from extractors.errors import DropError, RetryError
from extractors.languagecodes import code_of
from extractors.plugins import Engine

# Languages with a model to English that Firefox had published in autumn 2026; others, when their model is here
_PUBLISHED = frozenset({
    "af", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fa", "fi", "fr", "gl",
    "gu", "he", "hi", "hr", "hu", "id", "is", "it", "ja", "kn", "ko", "lt", "lv", "ml", "ms", "nb", "nl", "nn", "pl",
    "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "ta", "te", "th", "tr", "uk", "vi", "zh-Hans", "zh-Hant",
})  # fmt: skip
# BCP-47, lower case -> Firefox's code
_CODES: Mapping[str, str] = {
    **{code.lower(): code for code in _PUBLISHED},
    "no": "nb",
    "zh": "zh-Hans",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
    "zh-tw": "zh-Hant",
}
FOLDER, RECORDS = "RETOLD_FXTRANSLATE_MODELS", "FXTRANSLATE_RECORDS_URL"
NOBODY = "http://127.0.0.1:9/"  # a list of models that cannot be had: the library then takes what lies in its folder
FETCH_DEADLINE_S = 900.0  # of a model: half a megabit a second
TEXT_DEADLINE_S = 60.0  # of a text, the first with loading its model: a hundred times what either takes
MEMORY_BYTES = 2 << 30
FETCH_AGAIN_S = 600.0  # after a model could not be had
MAX_FAILURES = 3  # processes that a call may lose

Text = tuple[str, str, str, str]  # source, target, folder, text


def supports(source: str, target: str) -> bool:
    """Return whether the library is installed, and the model here or among those published."""
    pair = _pair(source, target)
    return pair is not None and missing() is None and (bool(_files(pair)) or _fetching.is_allowed())


def missing() -> str | None:
    """Return how to install the library, None when it is there."""
    return None if importlib.util.find_spec("fxtranslate") else 'pip install "retold[fxtranslate]"'


def version() -> str:
    """Return the library's version; how to install it."""
    try:
        return f"fxtranslate {importlib.metadata.version('fxtranslate')}"
    except importlib.metadata.PackageNotFoundError:
        return f"not installed: {missing()}" if missing() else "fxtranslate ?"


def model(source: str, target: str) -> str:
    """Return which model translates the pair, as the beginning of its SHA-256: its number is not told offline."""
    pair = _pair(source, target)
    files = [path for path in _files(pair) if path.name.startswith("model.")] if pair else []
    return " ".join(f"{path.parent.name}:{_sha256(path, path.stat().st_mtime_ns)[:12]}" for path in files)


def asks_web(source: str, target: str) -> bool:
    """Return whether the model must be fetched first."""
    pair = _pair(source, target)
    return pair is not None and not _files(pair)


def translate(texts: Sequence[str], source: str, target: str) -> list[str | None]:
    """Return the texts in English, None where a text ended or outlasted the process that was at it.

    Raises RetryError: not_installed, unsupported, no_model (none can be had, or it does not load), failed.
    """
    pair = _pair(source, target)
    if missing() is not None:
        raise RetryError("not_installed", missing() or "")
    if pair is None:
        raise RetryError("unsupported", f"{source} to {target}")
    if not _files(pair):
        _fetching.fetch(pair)
    waiting = [position for position, text in enumerate(texts) if text.strip()]
    items: list[Text] = [(*pair, str(_folder()), texts[position]) for position in waiting]
    answers: list[str | None] = [None] * len(texts)
    failures: list[str] = []
    with closing(_worked_off(_translated, items, TEXT_DEADLINE_S)) as results:
        for position, result in zip(waiting, results, strict=False):
            if isinstance(result, RetryError):
                raise result
            if isinstance(result, DropError):
                failures.append(str(result))
            else:
                answers[position] = result or None
            if len(failures) >= MAX_FAILURES:
                break
    if failures and not any(answers):
        raise RetryError("failed", failures[-1])
    return answers


def _worked_off(function: Any, items: Sequence[Any], deadline_s: float) -> Any:
    return sandbox.work_off(function, items, processes=1, deadline_s=deadline_s, memory_bytes=MEMORY_BYTES)


def _pair(source: str, target: str) -> tuple[str, str] | None:
    """Return Firefox's codes for both languages, None where there is no model."""
    is_tag = source.replace("-", "").isalnum()  # and no path
    here = {source.lower(): source} if is_tag and _files((source, "en")) else {}
    code = code_of(source, {**here, **_CODES})
    return (code, "en") if code and target.partition("-")[0].lower() == "en" else None


def _folder() -> Path:
    given = os.environ.get(FOLDER, "").strip()
    cache = os.environ.get("XDG_CACHE_HOME", "").strip() or "~/.cache"
    return Path(given or f"{cache}/fxtranslate/models").expanduser().absolute()


def _files(pair: tuple[str, str]) -> list[Path]:
    """Return the files of the pair's model, empty when it is not whole: a model with its vocabulary."""
    files = sorted(_folder().joinpath("-".join(pair)).glob("[!.]*"))
    kinds = {path.name.partition(".")[0] for path in files}
    return files if "model" in kinds and kinds & {"vocab", "srcvocab"} else []


@functools.cache
def _sha256(path: Path, _changed_ns: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Fetching:
    """Fetches a model at a time, and remembers when none was to be had. Shared by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._not_before_s = 0.0

    def is_allowed(self) -> bool:
        """Return whether it is worth trying."""
        return time.monotonic() >= self._not_before_s

    def fetch(self, pair: tuple[str, str]) -> None:
        """Put the pair's model into the folder, unless another thread has; RetryError no_model when that fails."""
        with self._lock:
            if _files(pair):
                return
            item = (*pair, str(_folder()), os.environ.get(RECORDS, ""))
            [result] = _worked_off(_fetched, [item], FETCH_DEADLINE_S)
            if result is None:
                return
            self._not_before_s = time.monotonic() + FETCH_AGAIN_S
            said = result.detail if isinstance(result, RetryError) else str(result)
            raise RetryError("no_model", " ".join(f"{'-'.join(pair)} into {_folder()}: {said}".split())[:400])


_fetching = _Fetching()


def _fetched(item: tuple[str, str, str, str]) -> None:
    """Fetch a model; in a process of its own. RetryError when that fails."""
    source, target, folder, records = item
    os.environ[RECORDS] = records  # what it is now: the process may be older
    _load(source, target, folder)


def _translated(item: Text) -> str:
    """Return the text in the target language; in a process of its own, which keeps the model."""
    source, target, folder, text = item
    translated: str = _kept(source, target, folder).translate_long(text)
    return translated


@functools.cache
def _kept(source: str, target: str, folder: str) -> Any:
    os.environ[RECORDS] = NOBODY
    return _load(source, target, folder)


def _load(source: str, target: str, folder: str) -> Any:
    try:
        return importlib.import_module("fxtranslate").Translator.load(source, target, folder)
    except (ImportError, ValueError) as error:
        raise RetryError("no_model", str(error)[:300]) from None


ENGINE = Engine(
    name="fxtranslate",
    max_bytes=5_000,
    supports=supports,
    version=version,
    translate=translate,
    asks_web=asks_web,
    missing=missing,
    model=model,
    settings=(FOLDER, RECORDS),
)
