"""What works on this machine: its parts, which engine translates which language, and what to do about the rest."""

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from packaging.requirements import Requirement

from extractors import engines
from extractors.plugins import Engine, load

from . import window
from .grid import GAP
from .show import Form, show

# Languages that articles come in and that Retold can tell, besides English
LANGUAGES = (
    "af", "am", "an", "ar", "az", "be", "bg", "bn", "br", "bs", "ca", "cs", "cy", "da", "de", "el", "eo", "es", "et",
    "eu", "fa", "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km",
    "kn", "ko", "ku", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "mt", "my", "nb", "ne", "nl", "nn", "oc",
    "pa", "pl", "ps", "pt", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr-Cyrl", "sr-Latn", "sv", "sw", "ta", "te",
    "th", "tl", "tr", "uk", "ur", "uz", "vi", "yi", "zh-Hans", "zh-Hant",
)  # fmt: skip
TARGET = "en"
PARTS = ("prefect", "duckdb", "trafilatura", "deep-translator")  # those whose version explains most of what goes wrong
LOW_BYTES = 2_000_000_000  # a warning; nothing ends there
WIDTH, WIDEST = 80, 120  # where nobody says how wide a window is, and where lines get too long to read
MOST_NAMED = 40  # languages; of more, those left out are the shorter list


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a run needs besides engines."""

    part: str
    state: str  # ok, low, missing, wrong
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What an engine does here and now."""

    engine: str
    state: str  # works; online: not asked here; partly: lacks something; missing: lacks all; silent: serves nothing
    version: str | None
    good: tuple[str, ...]
    gist: tuple[str, ...]
    online: tuple[str, ...]  # of both, those for which it asks somebody
    missing: str | None
    optional: str | None
    settings: dict[str, str | None]  # "set" for what nobody is to see, None: not set

    @property
    def languages(self) -> tuple[str, ...]:
        """Return those that it serves well or for the gist."""
        return self.good + self.gist


def examine(form: Form) -> int:
    """Show each part, each engine, and the languages that none serves; return the exit status, 0 whatever is missing.

    No server is asked but one whose address was set for an engine: what languages it has.
    """
    parts = list(_parts())
    services = [_service(engine) for engine in load(engines, Engine).values()]
    served = {language for service in services for language in service.languages}
    here = {language for service in services for language in service.languages if language not in service.online}
    nobody = [language for language in LANGUAGES if language not in served]
    online = [language for language in LANGUAGES if language in served - here]
    if form is Form.JSON:
        told: dict[str, Any] = {"parts": list(map(asdict, parts)), "engines": list(map(asdict, services))}
        told |= {"only_online": online, "nobody": nobody}
        print(json.dumps(told, indent=1))
        return 0
    rows = [(part.part, part.state, [part.detail]) for part in parts]
    rows += [(service.engine, service.state, list(_lines(service))) for service in services]
    rows.append(("only online", "", [_named(online) if online else "none"]))
    rows.append(("by no engine", "", [_named(nobody) if nobody else "none"]))
    if form is Form.CSV:
        show(["part", "state", "detail"], [(*row, "; ".join(lines)) for *row, lines in rows], form)
    else:
        show(["part", "state", "detail"], list(_wrapped(rows)))
    return 0


def _parts() -> Iterator[Part]:
    yield Part(part="Python", state="ok", detail=sys.version.split()[0])
    for name in PARTS:
        try:
            yield Part(part=name, state="ok", detail=version(name))
        except PackageNotFoundError:
            yield Part(part=name, state="missing", detail="install Retold again")
    wrong = list(_unfit(requires("retold") or ()))
    yield Part(part="packages", state="wrong" if wrong else "ok", detail="; ".join(wrong) or "all as required")
    contact = os.environ.get("RETOLD_CONTACT", "").strip()
    unset = "set RETOLD_CONTACT to an address or mail address: websites are asked only with one"
    yield Part(part="contact", state="ok" if contact else "missing", detail=contact or unset)
    yield _output()


def _unfit(required: Iterable[str]) -> Iterator[str]:
    """Yield what is not installed as Retold requires it."""
    for requirement in map(Requirement, required):
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            yield f"{requirement.name} is not installed"
            continue
        if not requirement.specifier.contains(found, prereleases=True):
            yield f"{requirement.name} {found}, expected {requirement.specifier}"


def _output() -> Part:
    """Return what can be said of the folder of datasets."""
    folder = Path(os.environ.get("RETOLD_OUTPUT") or Path(__file__).parent.parent / "output").absolute()
    there = next(path for path in (folder, *folder.parents) if path.is_dir())
    if not os.access(there, os.W_OK | os.X_OK):
        return Part(part="output", state="wrong", detail=f"{there} cannot be written to")
    free = shutil.disk_usage(there).free
    state = "low" if free < LOW_BYTES else "ok"
    return Part(part="output", state=state, detail=f"{free / 1e9:.1f} GB free for {folder}")


def _service(engine: Engine) -> Service:
    served = [language for language in LANGUAGES if engine.supports(language, TARGET)]
    online = [language for language in served if engine.asks_web(language, TARGET)]
    missing = engine.missing()
    settings = {name: _setting(name) for name in engine.settings}
    if not served:
        state = "missing" if missing else "silent"
    elif missing:
        state = "partly"
    else:  # a server with an address of its own has just been asked
        asked = any(settings[name] for name in settings if name.endswith("_URL"))
        state = "online" if online == served and not asked else "works"
    return Service(
        engine=engine.name,
        state=state,
        version=None if state == "missing" else engine.version(),
        good=tuple(language for language in served if not engine.gist(language, TARGET)),
        gist=tuple(language for language in served if engine.gist(language, TARGET)),
        online=tuple(online),
        missing=missing,
        optional=engine.optional(),
        settings=settings,
    )


def _setting(name: str) -> str | None:
    """Return what may be shown of an environment variable: of an address its host, of everything else that it is set.

    A key or a password is never shown, whatever variable or part of an address it stands in.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        return None
    shown = "set"
    if name.endswith("_URL"):
        with suppress(ValueError):
            parts = urlsplit(value)
            port = f":{parts.port}" if parts.port else ""
            shown = f"{parts.scheme}://{parts.hostname}{port}" if parts.hostname else shown
    return shown


def _lines(service: Service) -> Iterator[str]:
    """Yield what a person should know of an engine."""
    if service.good:
        yield _named(service.good)
    if service.gist:
        yield f"for the gist: {_named(service.gist)}"
    if service.state == "online":
        yield "not asked here, and it may refuse"
    elif service.online:
        yield f"asks the web for: {_named(service.online)}"
    if service.missing:
        yield f"to do: {service.missing}"
    if service.optional:
        yield f"for the gist of more languages: {service.optional}"
    if service.version:
        yield f"version: {service.version}"
    for name, shown in service.settings.items():
        yield f"{name}: {shown or 'not set'}"


def _named(languages: Sequence[str]) -> str:
    if len(languages) <= MOST_NAMED:
        return " ".join(languages)
    others = " ".join(language for language in LANGUAGES if language not in languages)
    return f"{len(languages)} of {len(LANGUAGES)} languages" + (f", not {others}" if others else "")


def _wrapped(rows: Iterable[tuple[str, str, list[str]]]) -> Iterator[tuple[str, str, str]]:
    """Yield the rows with their details in lines that a terminal holds."""
    rows = list(rows)
    wide = min(window.columns() or WIDTH, WIDEST)
    room = max(wide - max(len(part) for part, _, _ in rows) - max(len(state) for _, state, _ in rows) - 2 * GAP, GAP)
    for part, state, lines in rows:
        wrapped = [
            piece
            for line in lines
            for piece in textwrap.wrap(line, room, break_long_words=False, break_on_hyphens=False)
        ]
        for number, piece in enumerate(wrapped or [""]):
            yield (part, state, piece) if number == 0 else ("", "", piece)
