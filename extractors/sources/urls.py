"""Addresses written into the incident file."""

from collections.abc import Iterator

from extractors.plugins import Fetch, Source
from extractors.records import Drop, Incident, Link, SourceSpec

from . import check_urls, texts, web_link


def find(spec: SourceSpec, _incident: Incident, _fetch: Fetch) -> Iterator[Link | Drop]:
    """Yield a link for each address."""
    for url in texts(spec, "urls"):
        yield web_link(url, spec.kind)


SOURCE = Source(name="urls", options=("urls",), find=find, check=check_urls)
