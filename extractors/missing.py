"""Pages that say, or are built as those that say, that what was asked for is not there."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

_LONGEST_NOTICE = 100  # characters of the title of a page that says it is none
_NUMBER = re.compile(
    r"^\W*(?:(?:error|fehler|fout|erreur|errore?|erro|błąd|chyba|hiba|eroare|virhe|viga|klaida|kļūda|greška|napaka|hata"
    r"|fejl|feil|fel|lỗi|ralat|kesalahan|ошибка|помилка|грешка|σφάλμα|エラー|错误|錯誤|오류|에러|خطأ|خطا|שגיאה)"
    r"\W{0,3})?(?:http\W{0,2})?(?:404|410)(?!\w)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s[-–—:|•·»/]\s|[:|•»,.!]\s?|$")
_MOST_WORDS = 3  # beside the number, in each part of a title: an outlet's name, "not found"; a headline has more
_WORD = re.compile(r"[^\W\d_]+")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_MOST_SIGNS = 10  # of scripts that part no words
_SAID = re.compile(
    r"^\W*(?:error\s+)?(?:http\s*)?(?:404|410)\s+(?:error|not found|page|seite|página|pagina|fehler|erreur|ошибка)"
    r"|\bpage can.t be found"
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
_CLASS = re.compile(
    r"(?:^|\s)(?:is-?)?(?:error-?(?:404|410|page|template)?|(?:page|template|status|http|single|wrap)-?(?:404|410|error)"
    r"|(?:404|410)(?:-?(?:page|error|content|wrap(?:per)?))?|(?:page|content|article|error|view)?-?not-?found(?:-?page)?"
    r"|page-?missing)(?:\s|$)"
)
_SHOWN = re.compile(r">\s*(?:404|410)\s*<")
_OF_NUMBER = re.compile(r"error|not-?found|404|410|(?:status|http)-?code")
_ADDRESS = re.compile(
    r"/(?:(?:error-?)?(?:404|410)|(?:page-?)?not-?found|error|page-error)(?:\.\w{3,5})?/?$", re.IGNORECASE
)


def told(titles: Iterable[str]) -> str | None:
    """Return the title that says that there is nothing; None when each may be one of a story."""
    return next((title for title in titles if len(title) <= _LONGEST_NOTICE and _tells(title)), None)


def is_told_in(text: str) -> bool:
    """Say whether the beginning of the little that a page shows says so."""
    return _SAID.search(text) is not None or _NUMBER.match(text) is not None


def is_built(tree: Any, html: str, final_url: str) -> bool:
    """Say whether a page without an article's metadata is built as a missing one, in whatever language."""
    if _ADDRESS.search(urlsplit(final_url).path) or (_SHOWN.search(html) and _has_number(tree)):
        return True
    robots = (meta for meta in tree.iter("meta") if (meta.get("name") or "").strip().lower() == "robots")
    if not any("noindex" in (meta.get("content") or "").lower() for meta in robots):
        return False
    return any(_CLASS.search(name) for holder in _holders(tree) for name in _names(holder))


def _tells(title: str) -> bool:
    return _SAID.search(title) is not None or _is_number(title)


def _is_number(title: str) -> bool:
    """Say whether a title is the number of the error, with nothing but short names beside it."""
    number = _NUMBER.match(title)
    if number is None:
        return False
    return all(
        len(_WORD.findall(part)) <= _MOST_WORDS and len(_DENSE.findall(part)) <= _MOST_SIGNS
        for part in _SEPARATOR.split(title[number.end() :])
    )


def _has_number(tree: Any) -> bool:
    """Say whether the number of the error is a heading, or stands large in an element that is named after it."""
    numbers = tree.xpath("//*[self::h1 or self::h2 or self::h3 or self::div or self::span or self::p or self::strong]"
                         "[normalize-space() = '404' or normalize-space() = '410']")  # fmt: skip
    return any(
        element.tag in ("h1", "h2") or any(_OF_NUMBER.search(name) for name in _names(element)) for element in numbers
    )


def _holders(tree: Any) -> Iterable[Any]:
    """Yield what the class of a whole page stands at."""
    heading = next(tree.iter("h1"), None)
    around = tree.iter("main") if heading is None else chain(heading.iterancestors(), (heading,))
    return chain(tree.iter("html", "body"), around)


def _names(element: Any) -> Iterable[str]:
    return ((element.get(attribute) or "").lower().replace("_", "-") for attribute in ("class", "id"))
