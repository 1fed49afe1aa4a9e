"""What robots.txt allows, as RFC 9309 reads it. Decisions only: fetching is not done here."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from protego import Protego

from .errors import RetryError
from .records import Page

PRODUCT = "Retold"  # the token that rules name
MOST_BYTES = 500 * 1024  # RFC 9309 §2.5: what a crawler must read at least; nobody needs more
LONGEST_DELAY_S = 300.0
FRESH_S = 86400.0  # RFC 9309 §2.4
# Groups for those whose names are the beginning of ours: protego takes them for ours, RFC 9309 §2.2.1 does not.
# Never over a line's end, and possessive: a file of nothing but white space would take hours.
_OF_NAMESAKES = re.compile(
    r"^([^\S\n]*+user-?[^\S\n]?agent[^\S\n]*+:?[^\S\n]*+)"
    rf"(?:{'|'.join(PRODUCT[:end] for end in range(1, len(PRODUCT)))})(?=[\s#]|$)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host asks of us."""

    parsed: Protego | None  # None: everything is allowed
    delay_s: float = 0.0  # Crawl-delay, at most LONGEST_DELAY_S

    def allow(self, url: str) -> bool:
        """Return whether the address may be asked for."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, PRODUCT))


def address(url: str) -> str:
    """Return where the rules for an address lie: one file per scheme, host and port."""
    scheme, _, rest = url.strip().partition("://")
    authority = rest.partition("/")[0].partition("?")[0].partition("#")[0]
    return f"{scheme.lower()}://{authority.rpartition('@')[2]}/robots.txt"


def rules(page: Page) -> Rules:
    """Return the rules in what the host answered when asked for robots.txt.

    A host that says it has none (4xx, or redirects without end) allows everything. One that gives no proper answer
    raises RetryError("robots_unreachable"): not now. 429 is such a one: it says "not now" itself.
    """
    if page.reason is None:
        return _parsed(page.body)
    status = page.status or 0
    if page.reason == "redirect_loop" or (300 <= status < 500 and status != 429):
        return Rules(None)
    raise RetryError("robots_unreachable", f"{page.reason} {page.detail}".strip(), delay_s=page.retry_after_s)


def is_fresh(page: Page) -> bool:
    """Return whether an earlier answer may still be gone by: it was one, and is younger than a day."""
    status = page.status or 0
    answered = page.reason is None or (400 <= status < 500 and status != 429)
    age_s = (datetime.now(UTC) - page.fetched_at).total_seconds()
    return answered and 0 <= age_s < FRESH_S  # out of the future comes what a wrong clock has dated


def _parsed(body: bytes) -> Rules:
    if len(body) > MOST_BYTES:
        # The cut line could say the opposite of the whole one.
        body = body[: max(0, *(body.rfind(end, 0, MOST_BYTES) for end in (b"\n", b"\r")))]
    text = body.decode("utf-8-sig", "replace")  # protego takes a byte order mark for a part of the first word
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parsed = Protego.parse(_OF_NAMESAKES.sub(r"\1another-crawler", text))
    asked_for = parsed.crawl_delay(PRODUCT) or 0.0
    return Rules(parsed, min(max(asked_for, 0.0), LONGEST_DELAY_S))
