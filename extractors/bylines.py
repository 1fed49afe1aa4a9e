"""Who wrote an article, and whom it names as its source."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml.etree import XPath

_LONGEST_NAME = 60
_LONGEST_CREDIT = 200
_MOST_AUTHORS = 20

_META_NAMES = ("author", "authors", "article:author", "parsely-author", "byl", "dc.creator", "dcterms.creator",
               "sailthru.author", "citation_author", "article:author_name", "og:article:author", "cxenseparse:author",
               "mediator_author", "twitter:data1")  # fmt: skip
_BY = re.compile(
    r"^\W*(?:(?:written|reported|story|words|text|texte?|texto|testo|tekst|opinion|analysis|review|interview)\s+)?"
    r"(?:by|von|vom|par|por|de la|di|da|av|af|door|przez|od|oleh|bởi|от|автор|autore?|autor[ae]?s?|auteurs?"
    r"|yazan|foto|текст|文|記者|记者|بقلم|كتب|مאת|מאת|작성)\s*[:：]?\s+",
    re.IGNORECASE,
)  # fmt: skip
_AFTER = re.compile(
    r"\s*(?:[|•·–—]|\s-\s|\(|\[|,?\s+(?:in|aus|à)\s+(?=[A-ZÄÖÜÉ])|@|\d|\b(?:updated|published|commented|(?:mon"
    r"|tues|wednes"
    r"|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november"
    r"|december)\b).*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"^.{0,30}\s(?:von|by|par|por)\s+(?=[A-ZÄÖÜÉ])|^.{0,30}\s(?:Von|By|Par|Por)\s+")
_MARKED = XPath(
    "//*[@rel='author' or contains(@itemprop, 'author') or contains(@class, 'uthor') or contains(@class, 'yline')"
    " or contains(@data-testid, 'uthor') or contains(@data-component, 'yline')]"
)
_ELSEWHERE = re.compile(r"comment|sidebar|related|teaser|recommend|footer|promo|card|reply", re.IGNORECASE)
_LONGEST_BYLINE = 150
_BETWEEN = re.compile(
    r"\s*(?:[;،、，/]|,(?!\s*(?:Jr|Sr|Ph\.?D|M\.?D|MD|III?|IV)\b)|\s(?:and|und|et|y|e|og|och|en|ve|i|dan|и|та|und"
    r"|&|ו|و)\s)\s*"
)
_NO_PERSON = re.compile(
    r"\d|@|https?:|www\.|\.(?:com|de|org|net|fr|co|info|tv)\b"
    r"|\b(?:staff|redak\w*|r[eé]dac\w*|redac\w*|redazione|newsroom|editors?|editorial|desk|team|agenc\w*"
    r"|agentur\w*|news"
    r"|press[e]?|prensa|media|medien|correspondents?|contributors?|reporters?|admin\w*|webmaster|guest|online|digital"
    r"|ap|afp|dpa|epd|kna|sid|ansa|efe|tass|upi|ani|pti|ians|apa|sda|ats|ntb|tt|ritzau|belga|anp|aap|cp|lusa|pap|ptc"
    r"|reuters|bloomberg|xinhua|kyodo|jiji|yonhap|anadolu|interfax|unian|ukrinform|associated press|wire|service"
    r"|magazine|newspaper|zeitung|journal|times|post|tribune|daily|radio|tv|television|fernsehen|rundfunk|channel"
    r"|gmbh|inc|ltd|llc|group|verlag|institute?|university|foundation|company|corporation|network|blog|website"
    r"|archiv\w*"
    r"|unknown|anonymous|null|undefined|none|редакц\w*|ред|агентство|новости|служба|газета)\b"
    r"|編集部|编辑部|編輯|编辑|新聞社|新聞|通信社|通讯社|通訊社|新华社|共同|時事|본지|연합뉴스|뉴스|هيئة التحرير"
    r"|وكالة|רויטרס|מערכת",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"[,\s]+(?:(?:senior|chief|political|staff|foreign|special|managing|deputy|science|sports?|business|tech\w*)\s+)*"
    r"(?:correspondent|reporter|editor(?:-in-chief)?|writer|columnist|journalist|contributor|analyst|producer)\b.*$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’`´\- ]*", re.UNICODE)
_PARTICLES = "de|del|della|van|von|vom|zu|zum|der|den|da|di|do|dos|das|du|la|le|al|el|bin|ibn|ter|ten|af|av|y|e|st"
_NAME_IN_TEXT = re.compile(
    rf"(?:(?:{_PARTICLES})\s+)*(?:[^\W\d_a-z][\w.'’\-]*)(?:\s+(?:{_PARTICLES}"
    rf"|[^\W\d_a-zß-öø-ÿа-яё][\w.'’\-]*)){{0,4}}"
)
_SINGLE_NAME = re.compile(r"[^\W\d_][^\W\d_A-Z]{2,30}")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")

# "Source: ...", as it stands alone on a line, in the languages most copied from and into.
_CREDIT_WORD = re.compile(
    r"^\W*(?:(?:original |news )?sources?|via|credit|quellen?|[üu]bersetzung|fuentes?|traducción|fontes?|tradução"
    r"|fonti|fonte"
    r"|traduzione|traduction|bron(?:nen)?|vertaling|kilder?|oversettelse|källor?|översättning|oversættelse|lähde"
    r"|lähteet|źródł[oa]"
    r"|tłum(?:aczenie|\.)?|zdroje?|překlad|preklad|forrás(?:ok)?|fordítás|surs[ae]|traducere(?:a)?|izvori?"
    r"|prijevod|prevod|vir"
    r"|šaltinis|allikas|avots|источник(?:и)?|перевод|джерел[оа]|переклад|извор|превод|kaynak|çeviri|çeviren"
    r"|sumber|nguồn|theo"
    r"|chanzo|πηγή|πηγές|μετάφραση|(?:消息|文章|新闻|新聞)?[来來]源|[编編][译譯]|[译譯]者|原文|出典|引用元|情報元"
    r"|翻訳|訳|출처|자료|번역|원문"
    r"|المصدر|المصادر|ترجمة|منبع|ترجمه|ماخذ|מקור|תרגום|स्रोत|अनुवाद|সূত্র|ที่มา|แปลโดย)\s*(?:[:：]|\s[—–-]\s)\s*\S",
    re.IGNORECASE,
)
_CREDIT_PHRASE = re.compile(
    r"^\W*(?:(?:this|the) (?:article|story|text|piece|report|post)\s+(?:was\s+|is\s+|has been\s+)?|article )?"
    r"(?:(?:translated|adapted) (?:from|by)|(?:first|originally) (?:published|appeared) (?:in|on|by|at)"
    r"|(?:re(?:published|printed))"
    r" (?:from|in|on|with)|with (?:material|reporting|files|information) (?:from|by)"
    r"|(?:dieser (?:artikel|text|beitrag) )?(?:wurde )?(?:(?:aus dem \w+ )?übersetzt (?:aus|von|durch)"
    r"|zuerst (?:erschienen|veröffentlicht))"
    r"|mit material (?:von|der)|aus dem \w+(?:en|ischen) (?:von|übersetzt)"
    r"|(?:article |texte )?traduit (?:de|du|par|d’|d')|publié (?:initialement|d['’]abord)|avec (?:l['’])?(?:afp"
    r"|ap|reuters)"
    r"|traducido (?:de|del|por)|publicado originalmente|con información de|traduzido (?:de|do|por)"
    r"|com informações d[aeo]"
    r"|tradotto (?:da|dal|dall['’])|vertaald (?:uit|door)|oversatt (?:fra|av)|översatt från|oversat fra"
    r"|przetłumaczono z"
    r"|по материалам|по данным агентства|за матеріалами|diterjemahkan dari|dịch từ|转载自|轉載自|本文转载|译自"
    r"|譯自|نقلا عن|تُ?رجم عن)"
    r"(?!\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d))",
    re.IGNORECASE,
)
_AGENCIES = (
    "AP|AFP|dpa|Reuters|EFE|ANSA|TASS|ТАСС|РИА Новости|Интерфакс|Interfax|Xinhua|Kyodo|Jiji|Yonhap|PTI|ANI|IANS|UPI|"
    "APA|SDA|ATS|KEYSTONE-SDA|NTB|TT|Ritzau|Belga|ANP|AAP|PAP|ČTK|TASR|MTI|Agerpres|HINA|Tanjug|SRNA|FENA|BTA|BNS|ELTA|"
    "LETA|BELTA|Ukrinform|УНІАН|Укрінформ|Anadolu|AA|DHA|IRNA|SPA|WAM|MENA|Bernama|Antara|VNA|CNA|新华社|新華社|中新社|"
    "共同|時事|ロイター|연합뉴스|أ ف ب|رويترز|د ب أ|וואי-נט|epd|KNA|SID|Associated Press|Agence France-Presse|"
    "Europa Press|Lusa|The Canadian Press|Press Association|PA Media"
)
_DATELINE = re.compile(rf"^.{{0,60}}?[(（\[【](?:{_AGENCIES})(?:[/,、; ][^)）\]】]{{0,30}})?[)）\]】]")
# "PORT ELLERY, March 6 (Meridian Wire) - ": agencies that no list knows sign like that too.
_ANY_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40}(?:, [^()]{1,30})? \([^()]{2,40}\)(?=\s*[-–—])")
_SIGNATURE = re.compile(
    rf"[(（\[【—–-]\s*(?:mit |avec |con |with )?(?:{_AGENCIES})(?:[/,、; ][^)）\]】]{{0,40}})?[)）\]】]?\.?\s*$"
)
_AGENCY = re.compile(rf"(?<!\w)(?:{_AGENCIES}|Deutsche Presse-Agentur|新华网|共同通信|時事通信)(?!\w)")


def authors(
    article: Mapping[str, Any], meta: Mapping[str, tuple[str, ...]], tree: Any, outlet_name: str
) -> tuple[str, ...]:
    """Return the people who wrote an article, as JSON-LD, meta tags or byline markup name them; no organisations."""
    in_data = [*_in_data(article.get("author")), *_in_data(article.get("creator"))]
    people = _people((name for name, kind in in_data if kind != "Organization"), outlet_name)
    if people:
        return people
    people = _people(_in_meta(meta), outlet_name) or _in_byline(tree, outlet_name)
    # A single word may be a person's whole name, if its page says that it is a person's.
    alone = (name.strip() for name, kind in in_data if kind == "Person")
    return people or tuple(name for name in alone if _SINGLE_NAME.fullmatch(name) and _may_be_person(name, outlet_name))


def credit(lines: Iterable[str], article: Mapping[str, Any], outlet_name: str) -> str | None:
    """Return the line of an article that names a source, an agency or a translation; None without one."""
    lines = [line.strip() for line in lines]
    for line in lines:
        if len(line) <= _LONGEST_CREDIT and (_CREDIT_WORD.match(line) or _CREDIT_PHRASE.match(line)):
            return line
    for line in lines[:3]:
        dateline = _DATELINE.match(line) or _ANY_DATELINE.match(line)
        if dateline:
            return dateline.group()
    for line in lines[-4:]:
        signature = _SIGNATURE.search(line)
        if signature:
            return line if len(line) <= _LONGEST_CREDIT else signature.group().strip()
    named = (name for name, _ in _in_data(article.get("author")) if _AGENCY.search(name))
    return next((name for name in named if name.casefold() != outlet_name.casefold()), None)


def is_byline(line: str, people: Iterable[str]) -> bool:
    """Say whether a short line only names the authors."""
    words = set(re.findall(r"[^\W\d_]+", _BY.sub("", line).casefold()))
    names = {word for person in people for word in re.findall(r"[^\W\d_]+", person.casefold())}
    return bool(words) and len(words - names) <= 2 and len(words & names) * 2 >= len(words)


def _in_data(stated: Any, kind: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, @type) out of JSON-LD: a text, a Person or an Organization, or a list of them."""
    if isinstance(stated, list):
        for item in stated[:50]:
            yield from _in_data(item, kind)
    elif isinstance(stated, dict):
        parts = [part for key in ("givenName", "familyName") if isinstance(part := stated.get(key), str)]
        name = stated.get("name") or " ".join(parts)
        yield from _in_data(name if isinstance(name, (str, list)) else None, str(stated.get("@type", "")))
    elif isinstance(stated, str):
        yield stated, kind


def _in_meta(meta: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name in _META_NAMES:
        if name == "twitter:data1" and not _BY.match(" ".join(meta.get("twitter:label1", ())) + " x"):
            continue
        if meta.get(name):
            yield from meta[name]
            return


def _in_byline(tree: Any, outlet_name: str) -> tuple[str, ...]:
    """Return the people of the first place that is marked as the byline of the page's own article."""
    for element in _MARKED(tree):
        text = _spaced(" ".join(element.itertext()))
        if not 3 <= len(text) <= _LONGEST_BYLINE or any(_ELSEWHERE.search(name) for name in _surroundings(element)):
            continue
        links = [link for link in (_spaced(" ".join(link.itertext())) for link in element.iter("a")) if link]
        people = tuple(name for name in _people(links or [text], outlet_name) if _NAME_IN_TEXT.fullmatch(name))
        if people:
            return people
    return ()


def _surroundings(element: Any) -> Iterator[str]:
    for ancestor in (element, *element.iterancestors()):
        yield f"{ancestor.get('class', '')} {ancestor.get('id', '')}" if ancestor.tag not in ("body", "html") else ""


def _people(stated: Iterable[str], outlet_name: str) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in stated:
        for part in _without_places(_AFTER.sub("", _BEFORE.sub("", _BY.sub("", _spaced(text))))):
            name = _ROLE.sub("", _BY.sub("", part)).strip(" .,:;-–—|·\u00a0")
            if ((" " in name and len(name.split()) <= 6) or _UNSPACED.search(name)) and _may_be_person(
                name, outlet_name
            ):
                found.setdefault(name.casefold(), _cased(name))
    return tuple(found.values())[:_MOST_AUTHORS]


def _without_places(stated: str) -> Iterator[str]:
    """Yield the parts of a byline; what alone is in capitals is an office: "Ana Ruiz, RADIO NORTE"."""
    parts = [part for part in _BETWEEN.split(stated) if part]
    mixed = any(" " in part and not part.isupper() for part in parts)
    yield from (part for part in parts if not (mixed and part.isupper()))


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]{1,200}>", " ", text)).strip()


def _may_be_person(name: str, outlet_name: str) -> bool:
    if not 2 <= len(name) <= _LONGEST_NAME or _NO_PERSON.search(name) or not _NAME.fullmatch(name):
        return False
    return name.casefold() not in outlet_name.casefold() and outlet_name.casefold() not in name.casefold()


def _cased(name: str) -> str:
    return name.title() if name.isupper() or name.islower() else name
