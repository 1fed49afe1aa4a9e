"""Apertium: translation by rules, on this machine, without network. Romance languages well, others for their gist.

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

from extractors.apertiumroutes import GIST, GOOD, PACKAGES, ROUTES, TO_LATIN, Ways, language
from extractors.errors import RetryError
from extractors.plugins import Engine, never
from extractors.quality import UNKNOWN

_CYRILLIC = re.compile("[\u0400-\u04ff]")
# Apertium's marks: * before a word it does not know, @ one it cannot translate, # one it cannot inflect. A text's own
# are hidden from it, save the @ of a mail address, by which it knows the address.
_HIDE = re.compile(r"[*#]|(?<!\w)@|@(?!\w)")
_HIDDEN = {"*": "\ue001", "@": "\ue002", "#": "\ue003"}
_SHOW = str.maketrans({hidden: shown for shown, hidden in _HIDDEN.items()})
_MARK = re.compile(r"[*#]|(?<!\w)@(?=\w)")
# What the marks, the grammar and the print of the source leave in English, mended by rules that hold in any text
_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[*@#][AEIOUaeiouÀ-ÆÈ-ÏÒ-ÖÙ-Üà-æè-ïò-öù-ü])")  # "a" met the mark, not the vowel
_SPACE_LEFT = re.compile(r"(?<=[\w)\]%”\"’])\s+(?=[.,;:!?]+(?:[\s\"”]|$))(?!(?<=\d\s):\s\d)")  # not in "2 : 1"
_CLITIC_LEFT = re.compile(rf"(?<=[^\W\d_])-(?=\s+(?:[^\W\d_]|[?!{UNKNOWN}]))")  # "peut-elle": the pronoun is gone
_FIRST = re.compile(r"[\W_]*([^\W\d_])")
# "«Llegamos tarde»": the pronoun is new, and the capital stands on the verb
_LATE_CAPITAL = re.compile(r"(?:(?<=[“\"(])|(?<=: )|^)(it|we|they|you|he|she) ([A-Z][a-z]*)\b")
# A Macedonian or Bulgarian name that no dictionary holds; words stay, so that a text left as it was can be told
_CYRILLIC_NAME = re.compile("[\u0400-\u042f][\u0400-\u045f]*")
_ROMAN = str.maketrans("абвгдезийклмнопрстуфхъьј", "abvgdeziyklmnoprstufhayj") | str.maketrans({
    "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya", "ѓ": "gj", "ѕ": "dz", "љ": "lj",
    "њ": "nj", "ќ": "kj", "џ": "dzh",
})  # fmt: skip
_OUTWARD = re.compile(r"(?:^|[\s(])»(?=\w)")  # »so«
_TURNED = str.maketrans("«»", "»«")
SEPARATOR = "\n\n"  # a blank line ends a sentence for Apertium, so that neighbours do not change a translation
BATCH_CHARS = 40_000  # of one process: some 300 sentences, seconds on a quiet machine
RUN_DEADLINE_S = 120.0  # of one process, wide enough for a machine twenty times as busy
MAX_FAILURES = 24  # bad processes of one call; one bad text among 300 costs nine


def supports(source: str, target: str) -> bool:
    """Return whether the modes for this pair are installed."""
    return _route(source, target) is not None


def gist(source: str, target: str) -> bool:
    """Return whether English from this language tells the sense and no more."""
    return language(target) == "en" and language(source) in GIST


def missing() -> str | None:
    """Return how to install what the good routes lack, None when they are complete."""
    packages = _lacking(GOOD)
    return f"apt-get install {' '.join(packages)}" if packages else None


def optional() -> str | None:
    """Return how to install what the routes for the gist lack, None when they are complete."""
    packages = _lacking(GIST)
    return f"apt-get install {' '.join(packages)}" if packages else None


def version() -> str:
    """Return the version of the tool; what to do without it."""
    executable = shutil.which("apertium")
    return _version(executable) if executable else f"not installed: {missing()}"


def model(source: str, target: str) -> str:
    """Return the dictionaries that this pair goes through, in their order, with versions; the modes without dpkg."""
    return _dictionaries(route) if (route := _route(source, target)) else ""


def translate(texts: Sequence[str], source: str, target: str) -> list[str | None]:
    """Return the texts in English, None where Apertium fails on a text.

    Raises RetryError: not_installed, timeout (a process hangs), failed (it ends with errors, whatever the text).
    """
    route = _route(source, target)
    if route is None:
        packages = " ".join(_lacking({key: ROUTES[key] for key in ROUTES if key == language(source)}))
        raise RetryError("not_installed", f"apt-get install {packages}" if packages else f"{source} to {target}")
    answers: list[str | None] = [_HIDE.sub(lambda match: _HIDDEN[match.group()], text) for text in texts]
    for mode in route[:-1]:
        answers = _in_latin(answers) if mode == TO_LATIN else _through(["-u", mode], answers)
    answers = _through([route[-1]], answers)
    return [_shown(answer, text) if answer else None for text, answer in zip(texts, answers, strict=True)]


def _in_latin(texts: Sequence[str | None]) -> list[str | None]:
    """Return the texts with their Cyrillic in Latin script, whatever their label said of it; the others unread."""
    read = _through(["-u", TO_LATIN], [text if text and _CYRILLIC.search(text) else None for text in texts])
    return [latin if text and _CYRILLIC.search(text) else text for text, latin in zip(texts, read, strict=True)]


def _shown(answer: str, text: str) -> str:
    """Return the answer with UNKNOWN for the marks of words, none for those of names, and its own characters back."""
    marked = _MARK.sub(_unknown, _BEFORE_VOWEL.sub(r"\1n ", answer))
    return _mended(marked.translate(_SHOW), text)


def _mended(answer: str, text: str) -> str:
    """Return the answer printed as English is: its quotation marks, spaces, capitals, and no hyphen left over."""
    if _OUTWARD.search(text):
        answer = answer.translate(_TURNED)
    answer = re.sub(r"\s*»", "”", re.sub(r"«\s*", "“", answer))
    if "„" in answer:  # „so”, or „so“
        answer = re.sub(r"“(?!\w)", "”", answer).replace("„", "“")
    if not _CLITIC_LEFT.search(text):
        answer = _CLITIC_LEFT.sub("", answer)
    answer = _SPACE_LEFT.sub("", answer)
    answer = _LATE_CAPITAL.sub(
        lambda match: match[0] if match[2] in text else f"{match[1].capitalize()} {match[2].lower()}", answer
    )
    first, source_first = _FIRST.match(answer), _FIRST.match(text)
    if first and source_first and source_first[1].isupper():  # it puts another word first, as small as it was
        answer = first[0].upper() + answer[first.end() :]
    return _CYRILLIC_NAME.sub(_romanised, answer)


def _romanised(name: re.Match[str]) -> str:
    latin = name[0].lower().translate(_ROMAN)
    return latin.upper() if name[0].isupper() and len(name[0]) > 1 else latin.capitalize()


def _unknown(mark: re.Match[str]) -> str:
    return UNKNOWN if mark.string[mark.end() : mark.end() + 1].islower() else ""


def _route(source: str, target: str) -> tuple[str, ...] | None:
    executable = shutil.which("apertium")
    if executable is None or language(target) != "en":
        return None
    modes = _modes(executable)
    return next((route for route in ROUTES.get(language(source), ()) if modes.issuperset(route)), None)


def _lacking(routes: Mapping[str, Ways]) -> list[str]:
    """Return the packages to install, so that each of these languages has a route."""
    executable = shutil.which("apertium")
    modes = _modes(executable) if executable else frozenset()
    without = [ways[0] for ways in routes.values() if not any(modes.issuperset(way) for way in ways)]
    packages = sorted({PACKAGES[mode] for way in without for mode in way if mode not in modes})
    return packages if executable or not packages else ["apertium", *packages]


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
    return " ".join(_output(executable, "-V").split()[-1:])


@functools.cache
def _dictionaries(route: tuple[str, ...]) -> str:
    packages = list(dict.fromkeys(PACKAGES[mode] for mode in route))
    query = shutil.which("dpkg-query")
    told = _output(query, "-W", "-f", "${Package}=${Version} ", *packages).split() if query else []
    found = {line.partition("=")[0]: line.removeprefix("apertium-") for line in told}
    return " ".join(found.get(package, package.removeprefix("apertium-")) for package in packages)


def _output(*command: str) -> str:
    try:
        # S603: tools found on PATH, with arguments of our own
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""  # a tool that cannot even list its modes offers none
    return done.stdout


ENGINE = Engine(
    name="apertium",
    max_bytes=10_000,
    supports=supports,
    version=version,
    translate=translate,
    asks_web=never,
    gist=gist,
    model=model,
    missing=missing,
    optional=optional,
)
