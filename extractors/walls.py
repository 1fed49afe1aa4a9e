"""Pages that are no article, though the server says 200."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

SHORT_LETTERS = 150  # the shortest of 301 known articles has 303 characters, of Japanese
SHORT_WALL = 1500  # a wall says little; an article about walls says more
NEEDS_JS_HTML = 50_000  # bytes of page around no text

_SOFT_404 = re.compile(
    r"^\W*(?:(?:error|fehler|erreur|errore?|błąd|ошибка|エラー|错误|錯誤|خطأ)\s*)?(?:http\s*)?(?:404|410)"
    r"(?:\W*$|\s*[-–—:|!.]|\s+(?:error|not found|page|seite|página|pagina|fehler|erreur|ошибка))|\bpage can.t be found"
    r"|\b(?:page|article|story|content|url)\s+(?:was\s+|is\s+|could\s+)?(?:not|no longer"
    r"|cannot be)\s*(?:be\s+)?(?:found|available|exists?)\b"
    r"|^\W*not found\b\W*$|\bpage (?:doesn.t|does not) exist\b|\bseite (?:wurde )?nicht gefunden"
    r"|\bartikel nicht (?:gefunden|mehr)"
    r"|\bpage (?:non trouvée|introuvable)|\barticle introuvable|\bpágina no encontrada|\bpágina não encontrada"
    r"|\bpagina non trovata|\bpagina niet gevonden|\bsiden (?:ble ikke funnet|blev ikke fundet|finnes ikke)"
    r"|\bsidan (?:kunde inte hittas|hittades inte|finns inte)|\bsivua ei löyty|\bnie znaleziono strony"
    r"|\bstrona nie (?:istnieje|została znaleziona)"
    r"|\bstránka (?:nenalezena|nebyla nalezena|neexistuje)|\baz oldal nem található|\bpagina nu a fost găsită"
    r"|\bsayfa bulunamadı"
    r"|\bhalaman tidak ditemukan|\bkhông tìm thấy trang|\bстраниц[аы] не (?:найден|существует)"
    r"|\bсторінк[аиу] не знайден"
    r"|ページが見つかりません|お探しのページ|页面不存在|找不到(?:该)?(?:页面|頁面|網頁)|頁面不存在"
    r"|페이지를 찾을 수 없|الصفحة غير موجودة|لم يتم العثور|הדף לא נמצא|η σελίδα δεν βρέθηκε",
    re.IGNORECASE,
)
_BOT_WALL = re.compile(
    r"^\W*(?:just a moment|attention required|one more step|access denied|access to this page has been denied"
    r"|are you (?:a )?(?:human|robot)|verif(?:y|ying) (?:that )?you are (?:a )?human|pardon our interruption"
    r"|security check"
    r"|request unsuccessful|ddos-guard|checking your browser|please verify|robot check|bot verification"
    r"|human verification"
    r"|un momento|einen moment|un instant|sicherheitsprüfung|captcha|403 forbidden|429 too many|too many requests"
    r"|unusual traffic|you have been blocked|sorry, you have been blocked|доступ (?:запрещен|ограничен)"
    r"|проверка браузера)",
    re.IGNORECASE,
)
_BOT_BODY = re.compile(
    r"checking your browser before|enable javascript and cookies to continue"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|unusual traffic from your computer|complete the security check|incapsula incident id|px-captcha|cf-chl-"
    r"|/cdn-cgi/challenge",
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
_PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|unlock)|subscribers? only|to (?:continue|keep) reading"
    r"|already a subscriber|log in to read"
    r"|jetzt (?:weiterlesen|abonnieren|testen)|weiterlesen mit|nur für abonnenten|mit .{0,20}plus weiterlesen"
    r"|(?:article )?réservé (?:à nos |aux )?abonnés|lire la suite.{0,30}abonn|abonnez-vous|solo para suscriptores"
    r"|suscríbete para"
    r"|exclusivo para (?:assinantes|suscriptores)|contenuto riservato|per gli abbonati|alleen voor abonnees"
    r"|kun for abonnenter"
    r"|för prenumeranter|tylko dla (?:prenumeratorów|subskrybentów)|только (?:для|по) подпис|会員限定|有料会員"
    r"|续费|訂閱|订阅后|구독자 전용",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 100  # characters of the title of a page that says it is none
_LIST_TYPES = frozenset({"CollectionPage", "SearchResultsPage"})
_LIST_ADDRESS = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|search|archives?|sections?|thema|themen|rubrik|autor(?:en)?|tema|temas"
    r"|etiqueta|categoria|seccion|auteur|sujet|page/\d+)(?:/[^/]+)?/?$",
    re.IGNORECASE,
)
_SCRIPTED = (
    "__next_f",
    "__NEXT_DATA__",
    "__NUXT__",
    "__INITIAL_STATE__",
    "__APOLLO_STATE__",
    "data-reactroot",
    "ng-version",
)
_NOSCRIPT = re.compile(
    r"<noscript[^<>]*>(?:<(?!/noscript)[^<>]*>|[^<]){0,300}?(?:enable|activate|turn on|aktivier|activ|включ"
    r"|有効)[^<]{0,60}javascript"
    r"|<noscript[^<>]*>(?:<(?!/noscript)[^<>]*>|[^<]){0,300}?javascript[^<]{0,60}(?:enable|required|aktivier"
    r"|activ|включ|有効)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]")
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def size(lines: Iterable[str]) -> int:
    """Return how much a text says, in letters; a Han sign, kana or Hangul counts as three."""
    text = "".join(lines)
    return len(_LETTERS.findall(text)) + 2 * len(_SIGNS.findall(text))


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
    if letters >= SHORT_WALL:
        return _listing(signs)
    found = _wall(signs, letters)
    if found is None and letters >= SHORT_LETTERS:
        return _listing(signs)
    return found or _too_little(signs, " ".join(signs.shown), letters)


def _wall(signs: Signs, letters: int) -> tuple[str, str] | None:
    title = next(iter(signs.titles), "")
    if _CONSENT_HOST.match(urlsplit(signs.final_url).netloc):
        return "consent_wall", title
    if letters < SHORT_LETTERS and _BOT_BODY.search(signs.html):
        return "bot_wall", title
    if signs.is_article:
        return None
    if any(_BOT_WALL.match(title) for title in signs.titles):
        return "bot_wall", title
    if _is_front(signs.final_url) and not _is_front(signs.url):
        return "soft_404", f"led to the front page {signs.final_url}"
    asking = sum(_CONSENT.search(line) is not None for line in signs.shown)
    return ("consent_wall", title) if 2 * asking >= len(signs.shown) > 0 else None


def _listing(signs: Signs) -> tuple[str, str] | None:
    """Say whether address or metadata call a page a list, and its headlines lead elsewhere."""
    called = (
        _is_front(signs.final_url)
        or _LIST_ADDRESS.search(urlsplit(signs.final_url).path) is not None
        or bool(signs.types & _LIST_TYPES)
    )
    if called and not signs.is_article and _is_list(signs.tree):
        return "listing", "headlines that lead elsewhere"
    return None


def _too_little(signs: Signs, text: str, letters: int) -> tuple[str, str]:
    detail = f"{letters} letters"
    if _SOFT_404.search(text[:300]):
        return "soft_404", text[:100]
    if _CONSENT.search(text):
        return "consent_wall", text[:100]
    if not signs.free or _PAYWALL.search(text):
        return "paywall", detail
    if _needs_script(signs.html, letters):
        return "needs_js", f"{detail} in {len(signs.html)} characters of page"
    return "too_short", detail


def _needs_script(html: str, letters: int) -> bool:
    framework = len(html) > NEEDS_JS_HTML or letters < 20
    return (framework and any(mark in html for mark in _SCRIPTED)) or _NOSCRIPT.search(html) is not None


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return (
        parts.scheme in ("http", "https")
        and parts.path.strip("/") in ("", "index.html", "index.php", "home")
        and not parts.query
    )


def _is_list(tree: Any) -> bool:
    """Say whether most headlines of a page are links to elsewhere, as on front pages and in archives."""
    headlines = tree.xpath("//h2|//h3")
    linked = [headline for headline in headlines if headline.xpath("./a|ancestor::a|./*/a")]
    return len(linked) >= 10 and 2 * len(linked) > len(headlines)
