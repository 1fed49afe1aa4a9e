"""What a page says about the use that may be made of it, and what may be shared of it by that.

Pages are kept for research on this machine in any case. This is about what is made to be handed on: an export cannot
be called back, so what a search engine may do only for a while, or only with a link to the page, counts as forbidden.

| said | means, to those who defined it | shared |
|---|---|---|
| `nosnippet`, `max-snippet:0` | show no words of it [1] | neither text nor excerpt |
| `max-snippet:N` | show at most N characters of it [1]; -1: as many as you like | an excerpt of at most N characters |
| `noarchive`, `nocache` | show no copy of your own [1, 2]; address, title and snippet are fine [2] | an excerpt |
| `tdm-reservation: 1` | text and data mining needs a licence [3]: whoever gets a text could mine it | an excerpt |
| `noai`, `noml` | not authorised for data sets that machines learn from [4] | an excerpt |
| `noindex`, `none` | not to be found through others [1]: courts have pages taken out so | an excerpt |
| `unavailable_after: D` | from then on as `noindex` [1]; a file that was shared is still there then | an excerpt |
| `noimageai`, `noimageindex`, `max-image-preview`, `max-video-preview` | of pictures [1, 4]; none are shared | all |
| `index`, `follow`, `nofollow`, `all`, `notranslate`, other words | of links and search engines' own pages [1] | all |
| `tdm-reservation: 0`, `tdm-policy` | not reserved; where a licence is to be had [3] | all |
| `Content-Usage` | a draft that still changes [5]: kept as stated, not interpreted | all |

Where statements contradict one another, the stricter one holds [1]; but what a page says about mining supersedes what
its header says, and a value other than 0 and 1 says nothing [3]. A value that is no number or no date says nothing [1].

[1] Google, "Robots meta tag, data-nosnippet, and X-Robots-Tag specifications"; MDN, "X-Robots-Tag" and "meta robots"
[2] Bing Webmaster Blog, September 2023, on NOCACHE and NOARCHIVE
[3] W3C Community Group, "TDM Reservation Protocol", final report of 10 May 2024, and its section "Processing priority"
[4] DeviantArt, November 2022; noml.info. Conventions that no body has taken up, and plain enough
[5] IETF, draft-ietf-aipref-attach-05, August 2026
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

from .markup import squeezed
from .records import Shareable
from .robots import PRODUCT

_MOST_METAS = 50
_MOST_LETTERS = 1000  # of one statement; real ones have less than two hundred
_OURS = frozenset({PRODUCT.lower(), "robots", "*"})  # names under which rules are for us too
_TAG, _RESERVATION, _POLICY, _USAGE = "x-robots-tag", "tdm-reservation", "tdm-policy", "content-usage"
_UNREAD = ("noscript", "template")
_METAS = _OURS | {_TAG, _RESERVATION, _POLICY}
# What forbids to share a text; of several the first, which says it most plainly, is named as the reason.
_FORBIDDING = (
    "nosnippet", "noarchive", "nocache", _RESERVATION, "noai", "noml", "max-snippet", "noindex", "none",
    "unavailable_after",
)  # fmt: skip
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
# A date may hold commas and colons: "Tue, 25 Jun 2030 15:00:00 PST".
_RULE = re.compile(
    rf"unavailable[_-]after ?[:=]? ?(?P<until>[^,;]*(?:, ?(?=[0-9]|{_MONTH}\.? [0-9])[^,;]*)*)"
    r"|(?P<valued>max-(?:snippet|image-preview|video-preview)) ?[:=] ?(?P<value>[^\s,;]*)"
    r"|(?P<name>[^\s,;:]++) ?:"
    r"|(?P<word>[^\s,;:]++)",
    re.IGNORECASE,
)
_Said = tuple[str, str]  # the name in lower case, and what it says


def stated(headers: Iterable[str], tree: Any = None) -> tuple[str, ...]:
    """Return the terms in headers ("name: value") and on a page that are for all robots or for us, sorted.

    A term is a word, or a name and its value: `noarchive`, `max-snippet:50`, `tdm-reservation:1`,
    `unavailable_after:2030-06-25T23:00:00Z`. Rules for robots are in lower case, terms that nobody knows included.
    """
    sent = [_header(line) for line in headers]
    written = [] if tree is None else list(islice(_metas(tree), _MOST_METAS))
    terms = {term for name, said in (*sent, *written) if name in (_TAG, *_OURS) for term in _rules(said)}
    terms.update(f"{_RESERVATION}:{value}" for value in _reservations(sent, written))
    terms.update(f"{_POLICY}:{said}" for said in _of(written, _POLICY) or _of(sent, _POLICY))
    terms.update(f"{_USAGE}:{said}" for said in _of(sent, _USAGE))
    return tuple(sorted(terms))


def shareable(terms: Iterable[str]) -> Shareable:
    """Return what may be handed on of a text under these terms."""
    terms = tuple(terms)
    if longest_excerpt(terms) == 0:
        return "metadata"
    return "full_text" if held_back_by(terms) is None else "excerpt"


def longest_excerpt(terms: Iterable[str]) -> int | None:
    """Return how many characters an excerpt may have under these terms; None when nothing is said of it."""
    limits = [0 if name == "nosnippet" else int(value) for name, value in _forbidding(terms) if "snippet" in name]
    return min(limits, default=None)


def held_back_by(terms: Iterable[str]) -> str | None:
    """Return the name of the plainest term that forbids to share the whole text; None without any."""
    names = {name for name, _ in _forbidding(terms)}
    return next((name for name in _FORBIDDING if name in names), None)


def _forbidding(terms: Iterable[str]) -> Iterator[_Said]:
    for name, _, value in (term.partition(":") for term in terms):
        valid = _VALID.get(name)
        if name in _FORBIDDING and (valid is None or valid.fullmatch(value)):
            yield name, value


_VALID: Mapping[str, re.Pattern[str]] = {
    _RESERVATION: re.compile("1"),
    "max-snippet": re.compile("[0-9]{1,9}"),  # -1 and what is longer than any text: no limit
    "unavailable_after": re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
}


def _header(line: str) -> _Said:
    name, _, said = line.partition(":")
    return name.strip().lower(), _plain(said)


def _metas(tree: Any) -> Iterator[_Said]:
    """Yield what the <meta> elements say that a browser takes for elements, in the head or elsewhere."""
    for element in tree.iter("meta"):
        if next(element.iterancestors(*_UNREAD), None) is None:
            keys = [(element.get(key) or "").strip().lower() for key in ("name", "http-equiv")]
            name = next((key for key in keys if key in _METAS), None)
            said = _plain(element.get("content") or "") if name else ""
            if name and said:
                yield name, said


def _plain(said: str) -> str:
    """Return a statement on one line, without signs that nobody sees."""
    return squeezed("".join(char for char in said[:_MOST_LETTERS] if char.isprintable() or char.isspace()))


def _rules(said: str) -> Iterator[str]:
    """Yield the rules that are for us: those behind a robot's name are for that robot, up to the next name."""
    for_us = True
    for found in _RULE.finditer(said):
        name = (found["name"] or "").lower()
        if name and name not in _FORBIDDING:  # "noarchive: true" names no robot
            for_us = name.partition("/")[0] in _OURS
        elif for_us:
            yield _rule(found, name)


def _rule(found: re.Match[str], name: str) -> str:
    if found["until"] is not None:
        return f"unavailable_after:{_moment(found['until'].strip())}"
    if found["valued"]:
        return f"{found['valued']}:{found['value']}".lower()
    return name or found["word"].strip("\"'").lower()


def _moment(said: str) -> str:
    """Return a date in UTC as ISO 8601; as it was said when it is none."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(said)
            utc = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):  # the documentation promises ValueError only
            continue
        return f"{utc.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    return said


def _reservations(sent: Sequence[_Said], written: Sequence[_Said]) -> Sequence[str]:
    """Return the values that hold: valid ones of the page, or else of the header; or else what is there."""
    values = [
        [value.strip() for said in _of(where, _RESERVATION) for value in said.split(",")] for where in (written, sent)
    ]
    valid = ([value for value in found if value in ("0", "1")] for found in values)
    return next((found for found in valid if found), [*values[0], *values[1]])


def _of(said: Iterable[_Said], name: str) -> list[str]:
    return [value for of, value in said if of == name and value]
