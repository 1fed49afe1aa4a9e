"""What an element's names say of its place: beside the story, or perhaps of it."""

import re
from functools import lru_cache
from typing import Any

_ELSEWHERE = re.compile(
    r"comment|sidebar|related|teaser|recommend|footer|promo|reply|ticker|caption|most-?read", re.IGNORECASE
)


def names(element: Any) -> str:
    """Return what an element is called: its classes, its relation and its property."""
    called, relation, property_ = element.get("class"), element.get("rel"), element.get("itemprop")
    if relation is None and property_ is None:  # nearly always
        return called or ""
    return " ".join([name for name in (called, relation, property_) if name])


@lru_cache(maxsize=8192)  # the elements of a page, and the pages of an outlet, bear few different names
def is_elsewhere(called: str) -> bool:
    """Say whether a name is one of those that stand beside stories.

    It may be the name of what stands around one too, content-sidebar-wrap: an element that holds the page's own heading
    or most of its text is never elsewhere, whatever its name.
    """
    return _ELSEWHERE.search(called) is not None
