"""Pages that are no article, though the server says 200."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from . import challenges, consent, landings, listings, previews

SHORT_LETTERS = 150  # the shortest of 301 known articles has 303 characters, of Japanese
SHORT_WALL = 1500  # a wall says little; an article about walls says more
LONGEST_CONSENT = 6000  # with its list of purposes
NEEDS_JS_HTML = 50_000  # bytes of page around no text

_SOFT_404 = re.compile(
    r"^\W*(?:(?:error|fehler|erreur|errore?|błąd|ошибка|エラー|错误|錯誤|خطأ)\s*)?(?:http\s*)?(?:404|410)"
    r"(?:\W*$|\s*[-–—:|!.]|\s+(?:error|not found|page|seite|página|pagina|fehler|erreur|ошибка))|\bpage can.t be found"
    r"|\b(?:page|article|story|content|url)\s+(?:was\s+|is\s+|could\s+)?(?:not|no longer"
    r"|cannot be)\s*(?:be\s+)?(?:found|available|exists?)\b"
    r"|^\W*not found\b\W*$|\bpage (?:doesn.t|does not) exist\b|\bseite (?:wurde )?nicht gefunden"
    r"|\b(?:diese|die gesuchte|die angeforderte) seite gibt es (?:leider )?nicht|\b(?:diese seite|dieser artikel)"
    r" (?:existiert|ist) (?:leider )?nicht(?: mehr)?(?: verfügbar| vorhanden)?\W*$"
    r"|\bartikel nicht (?:gefunden|mehr)"
    r"|\bpage (?:non trouvée|introuvable)|\barticle introuvable|\b(?:cette page"
    r"|la page demandée) n.existe (?:pas|plus)|\bpágina no encontrada"
    r"|\b(?:esta|la) página (?:ya )?no existe|\bpágina não encontrada|\besta página (?:já )?não existe"
    r"|\bpagina non trovata|\bquesta pagina non esiste|\bpagina niet gevonden|\bdeze pagina bestaat niet"
    r"|\b(?:siden|artikkelen|artiklen) (?:ble ikke funnet|blev ikke fundet|finnes ikke|findes ikke|eksisterer ikke)\b"
    r"|\b(?:sidan|artikeln) (?:kunde inte hittas|hittades inte|finns inte)|\bsivua ei (?:ole |enää )?löyty"
    r"|^\W*(?:(?:den|denne|denna|här|her|tämä|oops|ups|beklager|tyvärr|desværre)\W+){0,3}(?:(?:siden|artikkelen"
    r"|artiklen)"
    r" (?:er|ble|har)(?: blitt| blevet)? (?:fjernet|slettet)|(?:sidan|artikeln) (?:är|har|har blivit) (?:borttagen"
    r"|raderad|tagits bort|raderats)|(?:sivu|artikkeli) on poistettu)\b|\bnie znaleziono strony"
    r"|\bnie ma (?:już )?takiej strony|\b(?:ta )?strona nie (?:istnieje|została znaleziona)"
    r"|\bstránka (?:nenalezena|nebyla nalezena|neexistuje)|\baz oldal nem található|\bpagina nu a fost găsită"
    r"|\bsayfa bulunamadı"
    r"|\bhalaman (?:\w+ ){0,4}tidak (?:ditemukan|tersedia)|\bkhông tìm thấy trang|\btrang (?:\w+ ){0,4}không tồn tại"
    r"|\bстраниц[аы] не (?:найден|существует)|\bтакой страницы (?:больше )?(?:нет|не существует)"
    r"|\bтакої сторінки (?:немає|не існує)|\bстраницата не (?:е намерена|съществува)|\bstranica nije pronađena"
    r"|\bстраница није пронађена|(?:पेज|पृष्ठ) (?:नहीं मिला|मौजूद नहीं|उपलब्ध नहीं)|পৃষ্ঠাটি (?:পাওয়া|খুঁজে)"
    r"|ไม่พบหน้า(?:ที่คุณ|นี้|เว็บ|เพจ|\W*$|\s*[-–—|:])|صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد|صفحہ نہیں ملا"
    r"|\bсторінк[аиу] не знайден"
    r"|ページが見つかりません|お探しのページ|页面不存在|找不到(?:该)?(?:页面|頁面|網頁)|頁面不存在"
    r"|페이지를 찾을 수 없|الصفحة غير موجودة|لم يتم العثور|הדף לא נמצא|η σελίδα δεν βρέθηκε",
    re.IGNORECASE,
)
# What templates and blog software call a page that is missing.
_MISSING_CLASS = re.compile(r"(?:^|\s)(?:error-?404|page-?404|404-?page|(?:page-)?not-found|page-?not-?found)(?:\s|$)")
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
_LONGEST_NOTICE = 100  # characters of the title of a page that says it is none
_SCRIPTED = (
    "__next_f",
    "__NEXT_DATA__",
    "__NUXT__",
    "__INITIAL_STATE__",
    "__APOLLO_STATE__",
    "data-reactroot",
    "ng-version",
)
# Where scripts put the page, still empty, and what is said to those who run none, in whatever words.
_EMPTY_ROOT = re.compile(
    r"<(?:div|main)\b[^<>]*\bid=[\"']?(?:root|app|application|main-app|__next|__nuxt|___gatsby|svelte|react-root)"
    r"\b[\"']?[^<>]*>\s*</(?:div|main)>|<app-root\b[^<>]*>\s*</app-root>",
    re.IGNORECASE,
)
_NAMED_SCRIPT = re.compile(
    r"<noscript[^<>]*>(?:(?!</noscript).){0,1000}?(?:java ?script|자바 ?스크립트|ジャバ ?スクリプト|джава ?скрипт"
    r"|جافا ?سكر[يی]بت|جاوا ?اسکر[يی]پت|जावास्क्रिप्ट|จาวาสคริปต์)",
    re.IGNORECASE | re.DOTALL,
)
_NOSCRIPT = re.compile(
    r"<noscript[^<>]*>(?:<(?!/noscript)[^<>]*>|[^<]){0,300}?(?:enable|activate|turn on|aktivier|activ|включ"
    r"|有効)[^<]{0,60}javascript"
    r"|<noscript[^<>]*>(?:<(?!/noscript)[^<>]*>|[^<]){0,300}?javascript[^<]{0,60}(?:enable|required|aktivier"
    r"|activ|включ|有効)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+")


def size(lines: Iterable[str]) -> int:
    """Return how much a text says, in letters; a Han sign, kana or Hangul counts as three."""
    text = "".join(lines)
    return sum(map(len, _LETTERS.findall(text))) + 2 * sum(map(len, _SIGNS.findall(text)))


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
    missing = next((title for title in signs.titles if len(title) <= _LONGEST_NOTICE and _SOFT_404.search(title)), None)
    if missing and not signs.is_article:
        return "soft_404", missing
    if not signs.is_article and _is_missing(signs.tree):
        return "soft_404", next(iter(signs.titles), "")
    if letters < LONGEST_CONSENT and consent.is_wall(signs.titles, signs.shown):
        return "consent_wall", next(iter(signs.titles), "")
    found = (_wall(signs, letters) if letters < SHORT_WALL else None) or _lost(signs)
    if letters >= SHORT_WALL:
        return found or _listing(signs)
    if found is None and letters >= SHORT_LETTERS:
        return _listing(signs) or _preview(signs, lines, letters)
    return found or _listing(signs) or _too_little(signs, " ".join(signs.shown), letters)


def _is_missing(tree: Any) -> bool:
    """Say whether a page that asks search engines to forget it is built as one that is missing."""
    robots = (meta for meta in tree.iter("meta") if (meta.get("name") or "").strip().lower() == "robots")
    if not any("noindex" in (meta.get("content") or "").lower() for meta in robots):
        return False
    heading = next(tree.iter("h1"), None)
    holders = chain(tree.iter("html", "body"), () if heading is None else heading.iterancestors())
    return any(_MISSING_CLASS.search((holder.get("class") or "").lower()) for holder in holders)


def _wall(signs: Signs, letters: int) -> tuple[str, str] | None:
    title = next(iter(signs.titles), "")
    if _CONSENT_HOST.match(urlsplit(signs.final_url).netloc):
        return "consent_wall", title
    if letters < SHORT_LETTERS and challenges.stands_in(signs.html):
        return "bot_wall", title
    if signs.is_article:
        return None
    if any(_BOT_WALL.match(title) for title in signs.titles) or challenges.is_said_in(signs.shown):
        return "bot_wall", title
    asking = sum(_CONSENT.search(line) is not None for line in signs.shown)
    return ("consent_wall", title) if 2 * asking >= len(signs.shown) > 0 else None


def _lost(signs: Signs) -> tuple[str, str] | None:
    """Say whether a redirect led away from the article; a section is not believed to be one against its metadata."""
    led_to = landings.lost(signs.url, signs.final_url)
    if led_to is None or _CONSENT_HOST.match(urlsplit(signs.final_url).netloc):
        return None
    if led_to == "section":
        return None if signs.is_article else ("soft_404", "redirects to a section")
    return "soft_404", f"redirects to the {led_to}"


def _listing(signs: Signs) -> tuple[str, str] | None:
    if listings.is_list(signs.tree, signs.final_url, signs.types, is_article=signs.is_article):
        return "listing", "headlines that lead elsewhere"
    return None


def _preview(signs: Signs, lines: Sequence[str], letters: int) -> tuple[str, str] | None:
    """Say whether a text is only the beginning of one."""
    told = [line for line in signs.shown if not previews.is_filler(line)]
    if previews.breaks_off(told):
        return "paywall", f"breaks off after {letters} letters"
    paragraphs = (" ".join(paragraph.itertext()) for paragraph in signs.tree.iter("p"))
    if size(previews.filler(paragraphs)) >= letters:
        return "paywall", f"filled up after {letters} letters"
    if previews.is_excerpt(lines, signs.shown, letters):
        return "too_short", f"an excerpt of {letters} letters"
    return None


def _too_little(signs: Signs, text: str, letters: int) -> tuple[str, str]:
    detail = f"{letters} letters"
    if _SOFT_404.search(text[:300]):
        return "soft_404", text[:100]
    if _CONSENT.search(text):
        return "consent_wall", text[:100]
    if not signs.free or any(map(previews.is_notice, signs.shown)):
        return "paywall", detail
    if _needs_script(signs.html, letters):
        return "needs_js", f"{detail} in {len(signs.html)} characters of page"
    return "too_short", detail


def _needs_script(html: str, letters: int) -> bool:
    framework = len(html) > NEEDS_JS_HTML or letters < 20
    if (framework and any(mark in html for mark in _SCRIPTED)) or _NOSCRIPT.search(html):
        return True
    return _EMPTY_ROOT.search(html) is not None and _NAMED_SCRIPT.search(html) is not None
