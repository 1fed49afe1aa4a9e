"""Boxes that sell the rest of a text, told by their form: their price, their fields, where their links lead."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from .markup import SILENT, text_of

_LONGEST_BOX = 700  # characters
_MOST_BOXES = 4  # behind a text, before what follows it can be anything
_MOST_PARTS = 150  # elements of a box
_MOST_LEVELS = 4  # up from the last line, where no element is named as the article
_ENOUGH = 2
_SEGMENTS, _WORDS = 3, 4  # of the path of an address that is no article's
_ELSEWHERE = frozenset(("nav", "footer", "header", "figure", *SILENT))
_CARDS = ("h2", "h3", "h4", "h5")

# The makers' and the templates' names of what shuts a text off.
_GATE = re.compile(
    r"pay-?wall|reg-?wall|login-?wall|registration-?wall|abo-?wall|plus-?wall|premium-?wall|tinypass"
    r"|\btp-(?:container|modal|backdrop)|piano-(?:offer|inline|container|template|paywall|id)|\bpoool|zephr"
    r"|evolok|pelcro|content-?gate|(?:article|premium|content)-?(?:gate|barrier|lock(?:ed)?\b)|\bbarrier\b"
    r"|\bunlock|subscri(?:be|ption|ber)s?-?(?:wall|gate|prompt|barrier)"
    r"|meter(?:ed|ing)?-?(?:wall|gate|prompt|box)|locked-?content|leaky|swg-",
    re.IGNORECASE,
)
_SUBSCRIPTION = re.compile(
    r"subscri|suscri|subskri|\babo\b|\babos\b|abonn|abonent|abonam|aboner|abonel|abbona|assine\b"
    r"|assin(?:atur|ant)|prenum|tilaa|tilauk|předplat|predplat|előfizet|elofizet|pretplat|naročn|narocn"
    r"|tellimi|áskrift|askrift|langgan|üyelik|uyelik|\büye|подпис|подпиш|передплат|абон|претплат|συνδρομ"
    r"|thành viên|สมาชิก|सदस्य|সাবস্ক্র|訂閱|订阅|會員|会员|付费|付費|有料|会員|購読|購讀|구독|유료|회원"
    r"|اشتراك|اشترك|مشترك|اشتراک|מנוי|premium|\bmember|\bmembres?\b|\bsocios?\b|\bjoin\b|checkout|paywall"
    r"|unlock|kundenkonto|\bplus-",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"\blog-?\s?in\b|\bsign-?\s?in\b|\bsso\b|oauth|\baccount|\bkonto|anmelden|einlogg|se connecter|connectez"
    r"|connexion|inicia\w* (?:\w+ )?sesi|\bentrar\b|acced[ei]|logga-?\s?in|logg-?\s?inn?\b|log-?\s?ind\b"
    r"|kirjaudu|inlog|aanmelden|zaloguj|přihlas|přihláš|prihlás|prihlas|prijav|jelentkez|autentific|conecta"
    r"|giriş|giris|войти|войдите|авториз|увійти|влез|вход|σύνδεσ|συνδεθ|sisene|logi sisse|prisijung|pieslēg"
    r"|ienāk|masuk|đăng nhập|เข้าสู่ระบบ|लॉग|登录|登入|ログイン|로그인|تسجيل الدخول|سجل الدخول|ورود|התחבר"
    r"|registr|regist[er]|signup|sign-up",
    re.IGNORECASE,
)
_MONEY = r"(?:[€$£¥₽₴₹₩₺₪฿₫₦₱元円원]|kr\.?|kč|zł|ft|lei|лв|руб|грн|rsd|rs\.?|rp|chf|eur|usd|gbp)"
_PRICE = re.compile(rf"(?<!\w){_MONEY}\s?\d|\d\s?{_MONEY}(?!\w)|\d\s?[元円원]", re.IGNORECASE)
# What else stands in a box with a button: letters, answers to the text, gifts, programmes.
_OTHER = re.compile(
    r"newsletter|butllet|infolettre|bolet[ií]n|nyhetsbrev|nyhedsbrev|uutiskir|nieuwsbrief|hírlev|biuletyn"
    r"|рассылк|розсилк|бюлетин|メルマガ|뉴스레터|電子報|podcast|whatsapp|telegram|youtube|facebook|instagram"
    r"|\brss\b|\bapp-?store|google play|comment|kommentar|kommentti|yorum|коммент|комент|σχόλι|댓글|コメント"
    r"|评论|評論|留言|تعليق|discus|reply|respond|donat|donac|doneer|dona(?:te|r|zion|re)|spende|stött|støtt"
    r"|stoet|støt|tukea|wesprzyj|podpor|podpoř|support-us|support us|soutene|apoy[ae]|sostien|ticket|billet"
    r"|eintritt|vstup|\bshop\b|\bevents?\b|kalend|share|related|tags?\b|author|bio\b|poll|quiz",
    re.IGNORECASE,
)


def is_behind(last: Any, *, few: bool) -> bool:
    """Say whether a box that sells the rest stands behind the element with the last line of a text, beside it.

    Where the text has a `few` lines alone, a link that leads to subscriptions is enough; else two things must be named.
    """
    return any(_sells(box, few=few) for box in islice(_boxes(last), _MOST_BOXES))


def _boxes(last: Any) -> Iterator[Any]:
    """Yield the elements with a text that follow a line in its article, those beside it first."""
    around = [last, *last.iterancestors()]
    named = [place for place, element in enumerate(around) if element.tag in ("article", "main")]
    end = min(named[-1] if named else _MOST_LEVELS, len(around) - 2)
    for element in around[:end]:
        for box in element.itersiblings():
            if isinstance(box.tag, str) and box.tag not in _ELSEWHERE and text_of(box, " ", 1):
                yield box


def _sells(box: Any, *, few: bool) -> bool:
    text = text_of(box, " ", _LONGEST_BOX)
    parts = list(islice(box.iter(), _MOST_PARTS + 1))
    if len(text) > _LONGEST_BOX or len(parts) > _MOST_PARTS:
        return False
    names = " ".join(chain.from_iterable(map(_names, parts)))
    links = [part for part in parts if part.tag in ("a", "button", "form")]
    led = [" ".join((_address(link), text_of(link, " ", _LONGEST_BOX))) for link in links]
    if _OTHER.search(f"{names} {text} {' '.join(led)}") or _is_card(parts):
        return False
    if _GATE.search(names):
        return True
    subscribed = [bool(_SUBSCRIPTION.search(said)) for said in (*led, *names.split(), text)]
    named = any(subscribed) + bool(_PRICE.search(text)) + any(_LOGIN.search(said) for said in (*led, names, text))
    return named >= _ENOUGH or (few and any(subscribed[: len(led)]))


def _names(part: Any) -> Iterator[str]:
    """Yield what an element is called by."""
    return (value for name, value in part.attrib.items() if name in ("class", "id") or name.startswith("data-"))


def _address(link: Any) -> str:
    """Return where a link or a form leads; "" for the address of an article, whose words are its headline's."""
    try:
        parts = urlsplit(link.get("href") or link.get("action") or "")
    except ValueError:  # not an address of the web
        return ""
    segments = [segment for segment in parts.path.split("/") if segment]
    told = len(segments) > _SEGMENTS or any(segment.count("-") >= _WORDS for segment in segments)
    return "" if told else f"{parts.netloc} {parts.path}".replace("/", " ")


def _is_card(parts: list[Any]) -> bool:
    """Say whether a box is one of another article: a heading that is a link, a picture in one."""
    return any(
        part.tag in _CARDS
        and (next(part.iter("a"), None) is not None or next(part.iterancestors("a"), None) is not None)
        for part in parts
        if isinstance(part.tag, str)
    )
