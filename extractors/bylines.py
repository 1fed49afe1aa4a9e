"""Who wrote an article."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from lxml.etree import XPath

from .markup import squeezed, text_of

_LONGEST_NAME = 60
_MOST_AUTHORS = 20

_META_NAMES = ("author", "authors", "article:author", "parsely-author", "byl", "dc.creator", "dcterms.creator",
               "sailthru.author", "citation_author", "article:author_name", "og:article:author", "cxenseparse:author",
               "mediator_author", "twitter:data1")  # fmt: skip
_BY = re.compile(
    r"^\W*(?:(?:written|reported|story|words|text|texte?|texto|testo|tekst|opinion|analysis|review|interview)\s+)?"
    r"(?:by|von|vom|par|por|de la|di|da|av|af|door|przez|od|oleh|bởi|от|автор|autore?|autor[ae]?s?|auteurs?"
    r"|yazan|foto|текст|文|記者|记者|بقلم|كتب|מאת|작성)\s*[:：]?\s+",
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
_STATED = XPath("//*[@rel='author' or @itemprop='author' or @property='author' or @property='schema:author']")
_ELSEWHERE = re.compile(r"comment|sidebar|related|teaser|recommend|footer|promo|card|reply", re.IGNORECASE)
_LONGEST_BYLINE = 150
_LONGEST_MARKED = 1500  # characters, with tags that were written as text
_TAG = re.compile(r"<[^>]{1,200}>")
_WORD = re.compile(r"[^\W\d_]+")
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
_MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e]")
_NAME = re.compile(rf"[^\W\d_](?:[\w.'’`´\- ]|{_MARKS.pattern})*")
_PARTICLES = "de|del|della|van|von|vom|zu|zum|der|den|da|di|do|dos|das|du|la|le|al|el|bin|ibn|ter|ten|af|av|y|e|st"
_NAME_IN_TEXT = re.compile(
    rf"(?:(?:{_PARTICLES})\s+)*(?:[^\W\d_a-z][\w.'’\-]*)(?:\s+(?:{_PARTICLES}"
    rf"|[^\W\d_a-zß-öø-ÿа-яё][\w.'’\-]*)){{0,4}}"
)
_SINGLE_NAME = re.compile(r"[^\W\d_][^\W\d_A-Z]{2,30}")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
# Lines that are nothing but a byline. After these words a name in capitals must follow ...
_BY_NAME = re.compile(
    r"^\W*(?:(?:(?:written|reported|story|words|text|texte|texto|testo|tekst|interview|intervista|entrevista|entretien"
    r"|intervju|wywiad|reportage|servizio|reportaje|reportagem)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|przez|oleh)\s+|автор\s+|текст\s+"
    r"|(?:authors?|autor(?:a|es|ka|zy)?|auteure?s?|autore|autrice|words|story|text|texte|texto|testo|tekst|teksti|yazan"
    r"|írta|szerző|oleh|penulis|автор(?:ы|ка)?|текст|συντάκτης|κείμενο)"
    r"(?:\s+(?:and|und|et|y|e|i|og|och|en|и|і|&|/)\s+[^\W\d_]{3,14})?\s*[:：]\s*)(?P<names>\S.*)",
    re.IGNORECASE,
)
# ... and after these one in a script that has none.
_BY_WORDS = re.compile(
    r"^\W*(?:بقلم\s*:?|(?:كتب|كتبت|تقرير|إعداد|نویسنده|نوشته)\s*:|به قلم\s*:?|מאת\s*:?|כתבה?\s*:)\s*(?P<names>\S.*)"
)
_BY_SIGNS = re.compile(
    r"^\W*(?:(?:取材・|撮影・|構成・)?文|記者|记者|執筆|筆者|著者|作者|撰文|文字|글|기자|작성자)(?:\s*[:：=＝/／｜|]\s*|(?<=[记記]者)\s+"
    r"|(?<=글)\s+)(?P<names>[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af・ 　、,]{2,30})\W*$"
    r"|^\W*(?:\w{2,12}[ =])?(?P<reporter>[\uac00-\ud7af]{2,4}(?= 기자)|[\u3400-\u9fff]{2,4}(?=[記记]者))"
    r" ?(?:기자|[記记]者)\W*$"
)
# Under a heading a verb may stand before "by", and none behind it: "Sifted by Ana Ruiz", "from Ana Ruiz".
_BY_BESIDE = re.compile(
    r"^\W*(?:\w{3,14}\s+by|from"
    r"|(?:scritto|raccolt[oa]|a cura) d[ai]|(?:escrito|escrita|redactado|redigid[oa]) por"
    r"|(?:écrit|rédigé) par|(?:geschrieben|aufgezeichnet) von|geschreven door|skrevet a[vf]|napisał[a]?)"
    r"\s+(?P<cased>\S.*)"
    r"|^\W*(?:كتبت?|تقرير|إعداد|أعدّ?ه?|نویسنده|כתבה?|מאת)\s+(?P<uncased>\S.*)",
    re.IGNORECASE,
)
_CLOCK_AFTER = re.compile(r",?\s*\d{1,2}[:.]\d{2}\b.*$")
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by|byline|authors?|autor\w*|auteurs?|autori|writers?|reporters?|verfasser|redakt[oö]r|skribent"
    r"|toimittaja|assinatura|firma|signatur\w*|signed|creator)(?=$|[\s_-])",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(
    r"(?:\s(?:in|at|aus|à|en|из|в)|,\s(?:da|de|desde|from|aus|depuis|z|из))\s+(?=[^\W\d_a-zß-öø-ÿа-яё]).{2,40}$"
)
_NO_NAME = re.compile(
    r"\b(?:the|an?|this|that|all|last|next|late|early|mid|new|end|now|then|day|night|morning|noon|year|(?:mon|tues|wednes"
    r"|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche|lunes|martes|miércoles|jueves|viernes)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 5  # of a name
_MOST_UNCASED = 4  # words of a name that no capital tells from a sentence


def of_line(line: str, outlet_name: str) -> tuple[str, ...] | None:
    """Return the people of a line that is nothing but a byline, () where it names an office; None for other lines."""
    signs = _BY_SIGNS.match(line)
    if signs:
        return _people([signs["names"] or signs["reporter"]], outlet_name)
    cased, uncased = _BY_NAME.match(line), _BY_WORDS.match(line)
    found = cased or uncased
    if found is None or len(found["names"]) > _LONGEST_BYLINE:
        return None
    names = _ROLE.sub("", _IN_PLACE.sub("", found["names"].strip(" )]")))
    looks_right = _is_cased if cased else _is_uncased
    is_office = _NO_PERSON.search(found["names"]) is not None and looks_right(found["names"])
    if is_office or names.casefold() == outlet_name.casefold():
        return ()
    parts = [part for part in _BETWEEN.split(names) if part]
    # "Ana Ruiz, Lisboa": what follows a name may be one word, a place.
    right = [looks_right(part) or (number > 0 and _is_place(part)) for number, part in enumerate(parts)]
    return _people([names], outlet_name) if right and all(right) else None


def beside(part: str, classes: str, outlet_name: str) -> tuple[str, ...] | None:
    """Return the people of a part of a line under a heading, as `of_line` does; there less is needed.

    `classes` are those of its element: a name alone is a byline if they call it one.
    """
    part = _CLOCK_AFTER.sub("", part)
    named = of_line(part, outlet_name)
    if named is not None:
        return named
    loose = _BY_BESIDE.match(part)
    if loose:
        return of_line(f"by {loose['cased']}" if loose["cased"] else f"بقلم: {loose['uncased']}", outlet_name)
    name = _IN_PLACE.sub("", part).strip()
    if _BYLINE_CLASS.search(classes) and (_is_cased(name) or (not name.isascii() and _is_uncased(name))):
        return _people([name], outlet_name) or None
    return None


def _is_cased(name: str) -> bool:
    words = name.split()
    capital = [word for word in words if word.casefold() not in _PARTICLES.split("|")]
    return (
        2 <= len(capital) <= len(words) <= _MOST_WORDS
        and all(word[0].isupper() and (len(word) <= 3 or not word.endswith(".")) for word in capital)
        and _NAME.fullmatch(name) is not None
        and not _NO_NAME.search(name)
    )


def _is_uncased(name: str) -> bool:
    words = _MARKS.sub("", name).split()
    return 2 <= len(words) <= _MOST_UNCASED and all(word.isalpha() for word in words)


def _is_place(part: str) -> bool:
    return part[0].isupper() and part.isalpha()


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


def stated(article: Mapping[str, Any], tree: Any) -> tuple[str, ...]:
    """Return whatever a page names as author: people, agencies, offices."""
    marked = (_spaced(text_of(element)) for element in islice(_STATED(tree), _MOST_AUTHORS))
    return (*(name for name, _ in _in_data(article.get("author"))), *(name for name in marked if name))


def is_byline(line: str, people: Iterable[str]) -> bool:
    """Say whether a short line only names the authors."""
    words = set(_WORD.findall(_BY.sub("", line).casefold()))
    names = {word for person in people for word in _WORD.findall(person.casefold())}
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
    elsewhere: dict[Any, bool] = {}
    for element in _MARKED(tree):
        text = _spaced(text_of(element, " ", _LONGEST_MARKED))
        if not 3 <= len(text) <= _LONGEST_BYLINE or _is_elsewhere(element, elsewhere):
            continue
        links = [link for link in (_spaced(text_of(link, " ")) for link in element.iter("a")) if link]
        people = tuple(name for name in _people(links or [text], outlet_name) if _NAME_IN_TEXT.fullmatch(name))
        if people:
            return people
    return ()


def _is_elsewhere(element: Any, known: dict[Any, bool]) -> bool:
    """Say whether an element or one around it is named as no part of the article; `known` keeps what was said."""
    around = []
    while element is not None and element not in known:
        around.append(element)
        element = element.getparent()
    found = known.get(element, False)
    for part in reversed(around):
        named = part.tag not in ("body", "html") and _ELSEWHERE.search(f"{part.get('class', '')} {part.get('id', '')}")
        found = known[part] = found or bool(named)
    return found


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
    """Return a name on one line, without the tags that some metadata hold."""
    return squeezed(_TAG.sub(" ", text))


def _may_be_person(name: str, outlet_name: str) -> bool:
    if not 2 <= len(name) <= _LONGEST_NAME or _NO_PERSON.search(name) or not _NAME.fullmatch(name):
        return False
    return name.casefold() not in outlet_name.casefold() and outlet_name.casefold() not in name.casefold()


def _cased(name: str) -> str:
    return name.title() if name.isupper() or name.islower() else name
