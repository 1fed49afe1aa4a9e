"""Pages that are no article, though the server says 200."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from . import challenges, consent, landings, listings, missing, previews, shells
from .markup import text_of

SHORT_LETTERS = 150  # the shortest of 301 known articles has 303 characters, of Japanese
LONGEST_BARE = 600  # letters of a page that has nothing of a site but a test
FEW_PICTURES, SHORT_CAPTION = 3, 30  # captions of so many letters that tell a story with the text above them
SHORT_WALL = 1500  # a wall says little; an article about walls says more
LONGEST_CONSENT = 6000  # with its list of purposes

_BOT_WALL = re.compile(
    r"^\W*(?:just a moment|attention required|one more step|access denied|access to this page has been denied"
    r"|are you (?:a )?(?:human|robot)|verif(?:y|ying) (?:that )?you are (?:a )?human|pardon our interruption"
    r"|security check"
    r"|request unsuccessful|ddos-guard|checking your browser|please verify|robot check|bot verification"
    r"|human verification"
    r"|un momento|einen moment|un instant|sicherheitsprüfung|captcha|403 forbidden|429 too many|too many requests"
    r"|unusual traffic|you have been blocked|sorry, you have been blocked|доступ (?:запрещен|ограничен)"
    r"|проверка браузера"
    r"|(?:nur ein(?:en)? moment|вы не робот|安全验证|安全驗證|访问验证|訪問驗證|アクセス確認|ロボット確認)\W*$"
    r"|アクセスが(?:制限|拒否|遮断)され(?:ています|ました)\W*$)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|we (?:and our|value your)\b.{0,60}\b(?:partners|privacy)|bevor sie fortfahren"
    r"|datenschutz.{0,40}einstellung"
    r"|(?:accept|agree to|zustimm\w*|akzeptier\w*|accepte[rz]|aceptar|accetta\w*|aceitar).{0,60}(?:cookies?"
    r"|tracking|werbung|partners?)"
    r"|(?:cookies?|privacy|données|datenschutz).{0,60}(?:accept|agree|zustimm|akzeptier|accepte|aceptar|accetta"
    r"|consent|einwillig)",
    re.IGNORECASE,
)
_CONSENT_HOST = re.compile(r"^(?:consent|guce|cmp|privacy|privacy-mgmt)\.", re.IGNORECASE)
_NO_LETTERS = bytes(sign for sign in range(256) if not chr(sign).isalpha())  # of Latin-1
_LETTERS_BEYOND = re.compile(r"[^\W\d_\x00-\xff]+")
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+")


def size(lines: Iterable[str]) -> int:
    """Return how much a text says, in letters; a Han sign, kana or Hangul counts as three."""
    return _size("".join(lines))


@lru_cache(maxsize=8)  # several rules ask it of one text
def _size(text: str) -> int:
    letters = len(text.encode("latin-1", "ignore").translate(None, _NO_LETTERS))
    if text.isascii():
        return letters
    return letters + sum(map(len, _LETTERS_BEYOND.findall(text))) + 2 * sum(map(len, _SIGNS.findall(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What a page shows of itself, besides its text."""

    titles: Sequence[str]  # the believed one first
    types: frozenset[str]  # of its JSON-LD
    shown: Sequence[str]  # all lines that were found, appeals and notices too
    html: str
    tree: Any
    url: str  # asked for
    final_url: str
    is_article: bool  # its metadata say so
    free: bool  # its metadata do not deny it


def reason(signs: Signs, lines: Sequence[str]) -> tuple[str, str] | None:
    """Return (reason, detail) for a page that is no article; None for one that may be.

    Only strong evidence counts: what has a long text is an article, whatever its title says.
    """
    letters = size(lines)
    gone = None if signs.is_article else _missing(signs)
    if gone:
        return gone
    if letters < LONGEST_CONSENT and consent.is_wall(signs.titles, signs.shown) and not _is_banner(signs, letters):
        return "consent_wall", next(iter(signs.titles), "")
    found = (_wall(signs, letters) if letters < SHORT_WALL else None) or _lost(signs)
    if letters >= SHORT_WALL:
        return found or _listing(signs)
    if found is None and letters >= SHORT_LETTERS:
        return _listing(signs) or _preview(signs, lines, letters)
    return found or _listing(signs) or _too_little(signs, lines, letters)


def _is_banner(signs: Signs, letters: int) -> bool:
    """Say whether what asks for consent is so little that it stands below a page of which nothing else was read."""
    asking = any(_CONSENT.search(title) for title in signs.titles)
    return letters < SHORT_LETTERS and not asking and challenges.is_of_a_site(signs.html)


def _missing(signs: Signs) -> tuple[str, str] | None:
    told = missing.told(signs.titles)
    if told:
        return "soft_404", told
    if missing.is_built(signs.tree, signs.html, signs.final_url) and not listings.tells_of_one_text(signs.tree):
        return "soft_404", next(iter(signs.titles), "")
    return None


def _wall(signs: Signs, letters: int) -> tuple[str, str] | None:
    title = next(iter(signs.titles), "")
    if _CONSENT_HOST.match(urlsplit(signs.final_url).netloc):
        return "consent_wall", title
    if letters < SHORT_LETTERS and challenges.stands_in(signs.html):
        return "bot_wall", title
    if signs.is_article:
        return None
    if _is_challenge(signs, letters):
        return "bot_wall", title
    asking = sum(_CONSENT.search(line) is not None for line in signs.shown)
    asked = 2 * asking >= len(signs.shown) > 0 and not _is_banner(signs, letters)
    return ("consent_wall", title) if asked else None


def _is_challenge(signs: Signs, letters: int) -> bool:
    """Say whether a page asks for a browser or a human; that of a site, with its menus, has to say it all through."""
    titled = any(_BOT_WALL.match(title) for title in signs.titles)
    if challenges.is_of_a_site(signs.html):
        said = challenges.is_said_in(signs.shown, of_a_site=True) or (titled and letters < SHORT_LETTERS)
    else:
        said = titled or challenges.is_said_in(signs.shown, of_a_site=False)
        said = said or (letters < LONGEST_BARE and challenges.tests(signs.html, signs.shown))
    built = said or challenges.is_built(signs.html, signs.shown)
    return built and not listings.tells_of_one_text(signs.tree)


def _lost(signs: Signs) -> tuple[str, str] | None:
    """Say whether a redirect led away from the article; a section is not believed to be one against its metadata."""
    led_to = landings.lost(signs.url, signs.final_url)
    if led_to is None or _CONSENT_HOST.match(urlsplit(signs.final_url).netloc):
        return None
    if led_to == "section":
        return None if signs.is_article else ("soft_404", "redirects to a section")
    return "soft_404", f"redirects to the {led_to}"


def _listing(signs: Signs) -> tuple[str, str] | None:
    if listings.is_list(signs.tree, signs.final_url, signs.types, signs.shown, is_article=signs.is_article):
        return "listing", "headlines that lead elsewhere"
    return None


def _preview(signs: Signs, lines: Sequence[str], letters: int) -> tuple[str, str] | None:
    """Say whether a text is only the beginning of one."""
    told = [line for line in signs.shown if not previews.is_filler(line)]
    if previews.breaks_off(told) or previews.is_cut(signs.tree, lines):
        return "paywall", f"breaks off after {letters} letters"
    paragraphs = (" ".join(paragraph.itertext()) for paragraph in signs.tree.iter("p"))
    if size(previews.filler(paragraphs)) >= letters:
        return "paywall", f"filled up after {letters} letters"
    if previews.is_excerpt(signs.tree, lines, signs.shown, letters):
        return "too_short", f"an excerpt of {letters} letters"
    return None


def _too_little(signs: Signs, lines: Sequence[str], letters: int) -> tuple[str, str] | None:
    detail, text = f"{letters} letters", " ".join(signs.shown)
    if missing.is_told_in(text[:300]):
        return "soft_404", text[:100]
    if _is_mostly_consent(signs.shown) and not _is_banner(signs, letters):
        return "consent_wall", text[:100]
    if not signs.free or any(map(previews.is_notice, signs.shown)) or previews.is_offered(signs.tree, lines):
        return "paywall", detail
    if shells.needs_script(signs.html, signs.tree, letters):
        return "needs_js", f"{detail} in {len(signs.html)} characters of page"
    return None if _is_told_in_pictures(signs, lines) else ("too_short", detail)


def _is_told_in_pictures(signs: Signs, lines: Sequence[str]) -> bool:
    """Say whether a text is short because its pictures' captions tell the rest; those of teasers lie in links."""
    own = (caption for caption in signs.tree.iter("figcaption") if next(caption.iterancestors("a"), None) is None)
    captions = {text_of(caption) for caption in own if next(caption.iter("a"), None) is None}
    told = [caption for caption in captions if size([caption]) >= SHORT_CAPTION]
    return signs.is_article and bool(lines) and len(told) >= FEW_PICTURES and size(told) >= SHORT_LETTERS


def _is_mostly_consent(shown: Sequence[str]) -> bool:
    """Say whether at least half of the little that is shown asks for consent: banners stand below all pages."""
    asking = sum(len(line) for line in shown if _CONSENT.search(line))
    return 2 * asking >= sum(map(len, shown)) > 0
