"""Apertium: translation by rules, on this machine, without network. Romance and Iberian languages to English.

One process for a batch: with one for each sentence it was 50 to 70 times slower.
"""

import functools
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence

from extractors.errors import RetryError
from extractors.plugins import Engine
from extractors.quality import UNKNOWN

# Modes from source language to English, best first. Through Spanish, not Catalan: better on news and twice as fast.
# Left out: what stays under chrF 41 on news (Basque, Icelandic, Scandinavian, South Slavic); these reach 45 to 50.
ROUTES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "ca": (("cat-eng",),),
    "es": (("spa-eng",),),
    "fr": (("fr-es", "spa-eng"),),
    "gl": (("gl-en",), ("gl-es", "spa-eng")),
    "it": (("ita-spa", "spa-eng"),),
    "pt": (("pt-es", "spa-eng"),),
    "ro": (("ro-es", "spa-eng"),),
}
PACKAGES: Mapping[str, str] = {
    "cat-eng": "apertium-eng-cat",
    "fr-es": "apertium-fr-es",
    "gl-en": "apertium-en-gl",
    "ita-spa": "apertium-spa-ita",
    "pt-es": "apertium-es-pt",
    "ro-es": "apertium-es-ro",
    "spa-eng": "apertium-eng-spa",
}
# Apertium's marks: * before a word it does not know, @ one it cannot translate, # one it cannot inflect. A text's own
# are hidden from it, save the @ of a mail address, by which it knows the address.
_HIDE = re.compile(r"[*#]|(?<!\w)@|@(?!\w)")
_HIDDEN = {"*": "\ue001", "@": "\ue002", "#": "\ue003"}
_SHOW = str.maketrans({hidden: shown for shown, hidden in _HIDDEN.items()})
_MARK = re.compile(r"[*#]|(?<!\w)@(?=\w)")
_SPACE_LEFT = re.compile(r"(?<=\w)\s+(?=[.,](?:\s|$))")  # where a word that French needs has gone: "does not answer ."
SEPARATOR = "\n\n"  # a blank line ends a sentence for Apertium, so that neighbours do not change a translation
BATCH_CHARS = 40_000  # of one process: some 300 sentences, seconds on a quiet machine
RUN_DEADLINE_S = 120.0  # of one process, wide enough for a machine twenty times as busy
MAX_FAILURES = 24  # bad processes of one call; one bad text among 300 costs nine


def supports(source: str, target: str) -> bool:
    """Return whether the modes for this pair are installed."""
    return _route(source, target) is not None


def missing() -> str | None:
    """Return how to install what is not there, None when every route is complete."""
    executable = shutil.which("apertium")
    modes = _modes(executable) if executable else frozenset()
    lacking = sorted({package for mode, package in PACKAGES.items() if mode not in modes})
    return f"apt-get install apertium {' '.join(lacking)}" if lacking else None


def version() -> str:
    """Return the versions of the tool and its dictionaries, which decide route and wording; what to do without them."""
    executable = shutil.which("apertium")
    return _version(executable) if executable else f"not installed: {missing()}"


def translate(texts: Sequence[str], source: str, target: str) -> list[str | None]:
    """Return the texts in English, None where Apertium fails on a text.

    Raises RetryError: not_installed, timeout (a process hangs), failed (it ends with errors, whatever the text).
    """
    route = _route(source, target)
    if route is None:
        raise RetryError("not_installed", missing() or f"no route from {source} to {target}")
    answers: list[str | None] = [_HIDE.sub(lambda match: _HIDDEN[match.group()], text) for text in texts]
    for mode in route[:-1]:
        answers = _through(["-u", mode], answers)
    return [_shown(answer) if answer else None for answer in _through([route[-1]], answers)]


def _shown(answer: str) -> str:
    """Return the answer with UNKNOWN for the marks of words, none for those of names, and its own characters back."""
    return _SPACE_LEFT.sub("", _MARK.sub(_unknown, answer).translate(_SHOW))


def _unknown(mark: re.Match[str]) -> str:
    return UNKNOWN if mark.string[mark.end() : mark.end() + 1].islower() else ""


def _route(source: str, target: str) -> tuple[str, ...] | None:
    executable = shutil.which("apertium")
    if executable is None or _primary(target) != "en":
        return None
    modes = _modes(executable)
    return next((route for route in ROUTES.get(_primary(source), ()) if modes.issuperset(route)), None)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _through(command: list[str], texts: Sequence[str | None]) -> list[str | None]:
    answers = list(texts)
    failures: list[str] = []
    for positions in _batches(texts):
        batch = [text for position in positions if (text := texts[position])]
        for position, answer in zip(positions, _aligned(command, batch, failures), strict=True):
            answers[position] = answer
    return answers


def _batches(texts: Sequence[str | None]) -> Iterator[list[int]]:
    """Yield positions of texts that are there, about BATCH_CHARS at a time."""
    batch: list[int] = []
    chars = 0
    for position, text in enumerate(texts):
        if not text:
            continue
        if batch and chars + len(text) > BATCH_CHARS:
            yield batch
            batch, chars = [], 0
        batch.append(position)
        chars += len(text)
    if batch:
        yield batch


def _aligned(command: list[str], texts: list[str], failures: list[str]) -> list[str | None]:
    """Return an answer for each text; halves the batch until the text that spoils it stands alone."""
    process = _run(command, SEPARATOR.join(texts))
    answers: list[str | None] = [*process.stdout.strip("\n").split(SEPARATOR)]
    if process.returncode == 0 and len(answers) == len(texts):
        return answers
    failures.append(process.stderr.strip()[-200:] or f"{len(answers)} answers for {len(texts)} texts")
    if len(failures) > MAX_FAILURES:
        raise RetryError("failed", failures[-1])
    if len(texts) == 1:
        return [None]
    middle = len(texts) // 2
    return _aligned(command, texts[:middle], failures) + _aligned(command, texts[middle:], failures)


def _run(command: list[str], text: str) -> subprocess.CompletedProcess[str]:
    # a folder of its own, because a killed apertium leaves its file behind
    with tempfile.TemporaryDirectory(prefix="retold-") as folder:
        process = subprocess.Popen(  # noqa: S603 - the command is fixed, the mode comes from ROUTES
            [shutil.which("apertium") or "apertium", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "TMPDIR": folder, "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        try:
            output, errors = process.communicate(text, timeout=RUN_DEADLINE_S)
        except subprocess.TimeoutExpired:
            raise RetryError("timeout", f"apertium {command[-1]} after {RUN_DEADLINE_S:.0f} s") from None
        finally:
            _kill(process)
        return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


def _kill(process: subprocess.Popen[str]) -> None:
    """End the process and its dozen children, whatever interrupted the wait for them."""
    if process.returncode is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@functools.cache
def _modes(executable: str) -> frozenset[str]:
    return frozenset(_output(executable, "-l").split())


@functools.cache
def _version(executable: str) -> str:
    modes = _modes(executable)
    installed = sorted({package for mode, package in PACKAGES.items() if mode in modes})
    query = shutil.which("dpkg-query")
    data = _output(query, "-W", "-f", "${Package}=${Version} ", *installed) if query and installed else ""
    return " ".join(
        [*_output(executable, "-V").split()[-1:], *(data.replace("apertium-", "").split() or sorted(modes))]
    )


def _output(*command: str) -> str:
    try:
        # S603: tools found on PATH, with arguments of our own
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""  # a tool that cannot even list its modes offers none
    return done.stdout


ENGINE = Engine(
    name="apertium", max_bytes=10_000, supports=supports, version=version, translate=translate, asks_web=False
)
