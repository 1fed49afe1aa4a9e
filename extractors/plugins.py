"""Outlet, Source and Engine: one file, one typed value; being in the folder is registration."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    asks_web: bool = True  # False: it works on this machine alone, and is used by runs that ask nobody too


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
