"""Outlet, Source and Engine: one file, one typed value; being in the folder is registration."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Protocol, TypeVar

from .errors import StopError
from .records import Drop, Incident, Link, SourceSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """What a general reader cannot know of one outlet."""

    name: str
    domains: tuple[str, ...]  # registered domains
    country: str | None = None
    language: str | None = None  # breaks ties, never overrules the text
    text: str | None = None  # XPath of the article's body where the general reader is weak
    remove: tuple[str, ...] = ()  # XPaths taken out before reading


class Fetch(Protocol):
    """Get the body of an address, politely; RetryError or DropError when there is none."""

    def __call__(self, url: str) -> bytes:
        """Return the body, unpacked."""
        ...


def accept(_spec: SourceSpec) -> None:
    """Return nothing: a source that asks no more of its options than their names."""


def always(_source: str, _target: str) -> bool:
    """Return True, whatever the pair."""
    return True


def never(_source: str, _target: str) -> bool:
    """Return False, whatever the pair."""
    return False


def nothing() -> None:
    """Return None: an engine that has all it needs once Retold is installed."""


def untold(_source: str, _target: str) -> str:
    """Return nothing: an engine whose version says all that is known of what translates a pair."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A way to find links."""

    name: str  # `kind` in an incident file
    options: tuple[str, ...]  # keys it knows, besides `kind`
    find: Callable[[SourceSpec, Incident, Fetch], Iterable[Link | Drop]]  # a Drop for each part that could not be read
    check: Callable[[SourceSpec], None] = accept  # before anything begins: UseError("KEY: expected …")
    asks_web: bool = True  # False: an incident of such sources alone needs no contact address


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A way to translate. Same length and order out as in; None where the engine gave no usable text."""

    name: str
    max_bytes: int  # of one text, UTF-8
    supports: Callable[[str, str], bool]  # (source, target), BCP-47
    version: Callable[[], str]
    translate: Callable[[Sequence[str], str, str], list[str | None]]  # raises RetryError when it refuses to work
    asks_web: Callable[[str, str], bool] = always  # (source, target): False where it works on this machine alone
    gist: Callable[[str, str], bool] = never  # (source, target): True where it tells the sense, and no more
    model: Callable[[str, str], str] = untold  # (source, target): dictionaries or models of this pair, with versions
    missing: Callable[[], str | None] = nothing  # what to do so that it works, or works whole; asks no server
    optional: Callable[[], str | None] = nothing  # what to do for languages that it could serve besides, less well
    settings: tuple[str, ...] = ()  # environment variables it reads: RETOLD_…_URL, RETOLD_…_KEY

    def version_of(self, source: str, target: str) -> str:
        """Return what translates this pair, so that the same text would come again: the engine's version and model."""
        return f"{self.version()} {self.model(source, target)}".strip()

    def offline(self) -> "Engine":
        """Return the engine as runs have it that ask nobody: it supports the pairs that need no web."""
        return replace(self, supports=lambda *pair: not self.asks_web(*pair) and self.supports(*pair))


class Plugin(Protocol):
    """What the loader asks of a value."""

    @property
    def name(self) -> str:
        """Return what it is called in files and columns."""
        ...


P = TypeVar("P", bound=Plugin)


def load(folder: ModuleType, kind: type[P]) -> dict[str, P]:
    """Return the values of a plugin folder by name.

    Raises StopError, naming the file, when it cannot be imported, lacks its value, or repeats a name.
    """
    found: dict[str, P] = {}
    files: dict[str, str] = {}
    for file, value in _values(folder, kind):
        if value.name in found:
            raise StopError(f"{file}: the name {value.name!r} is taken by {files[value.name]}: give it another")
        found[value.name], files[value.name] = value, file
    return found


def _values(folder: ModuleType, kind: type[P]) -> Iterator[tuple[str, P]]:
    """Yield file and value of each plugin, in the order of their names."""
    constant = kind.__name__.upper()
    for module in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}."):
        file = _file(module)
        try:
            value = getattr(importlib.import_module(module.name), constant, None)
        except Exception as error:  # whatever somebody's file does when it is imported
            raise StopError(f"{file}: cannot be imported: {type(error).__name__}: {error}") from error
        if not isinstance(value, kind):
            raise StopError(f"{file}: expected {constant} = {kind.__name__}(...), as every file of this folder has")
        yield file, value


def _file(module: pkgutil.ModuleInfo) -> str:
    spec = module.module_finder.find_spec(module.name, None)
    return str(spec.origin) if spec else module.name
