"""An incident to the links that may tell it."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace

from . import sources
from .errors import StopError
from .plugins import Fetch, Source, load
from .records import Drop, Incident, Link, SourceSpec


def _never(_url: str) -> bool:
    return False


def discover(incident: Incident, fetch: Fetch, again: Callable[[str], bool] = _never) -> Iterator[Link | Drop]:
    """Yield what the sources of an incident find, each address once per kind of source.

    A part of a source that fails is a Drop, and the rest goes on; one that is worth asking for `again` is asked behind
    all others. Raises StopError, before anything is asked, when the incident file names a kind or an option that no
    file of `sources/` has, and for a path that does not exist.
    """
    plugins = load(sources, Source)
    planned = deque((_plugin(plugins, spec), spec) for spec in incident.sources)
    seen: set[tuple[str, str]] = set()
    while planned:
        plugin, spec = planned.popleft()
        for found in plugin.find(spec, incident, fetch):
            if isinstance(found, Link):
                if (found.url, found.source) in seen:
                    continue
                seen.add((found.url, found.source))
            elif "urls" in plugin.options and again(found.url):
                planned.append((plugin, replace(spec, options={**spec.options, "urls": [found.url]})))
                continue
            yield found


def _plugin(plugins: dict[str, Source], spec: SourceSpec) -> Source:
    plugin = plugins.get(spec.kind)
    if plugin is None:
        raise StopError(f"sources.kind: {spec.kind!r} is none of {', '.join(sorted(plugins))}")
    if unknown := sorted(set(spec.options) - set(plugin.options)):
        known = ", ".join(plugin.options)
        raise StopError(f"sources.{unknown[0]}: kind {spec.kind!r} has no such option; it has {known}")
    return plugin
