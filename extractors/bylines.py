"""Who wrote an article."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.etree import XPath

from . import people
from .elsewhere import Elsewhere
from .markup import text_of

_MOST_AUTHORS = 20
_META_NAMES = ("author", "authors", "article:author", "parsely-author", "byl", "dc.creator", "dcterms.creator",
               "sailthru.author", "citation_author", "article:author_name", "og:article:author", "cxenseparse:author",
               "mediator_author", "twitter:misc:written by", "twitter:data1")  # fmt: skip
_WRITTEN_BY = re.compile(
    r"\W*(?:(?:written |words |story )?by|authors?|(?:verfasst |geschrieben |veröffentlicht )?von|(?:écrit )?par"
    r"|(?:escrito |redactado )?por|(?:scritto )?da|aute?u?r\w*|(?:geschreven )?door|skre?vet a[vf]|skriven av"
    r"|kirjoittanut|napisan[ey] przez|yazan|автор|написано|作者|著者|執筆者?|글쓴이|작성자|كتب(?:ه| بواسطة)?|מאת"
    r"|(?:ditulis )?oleh|(?:được viết )?bởi|szerző|napsala?|συντάχθηκε από)\W*",
    re.IGNORECASE,
)
# By attribute: a path that asks all elements takes twice as long.
_MARKED = XPath(
    "//@class[contains(., 'uthor') or contains(., 'yline')]/..|//@rel[.='author']/.."
    "|//@itemprop[contains(., 'author')]/..|//@data-testid[contains(., 'uthor')]/.."
    "|//@data-component[contains(., 'yline')]/.."
)
_STATED = XPath("//@rel[.='author']/..|//@itemprop[.='author']/..|//@property[.='author' or .='schema:author']/..")
_SET_RIGHT = XPath(
    "//p[contains(translate(@style, 'AEGHILNRTX ', 'aeghilnrtx'), 'text-align:right') or @align='right']"
    "[string-length() < 60]"
)
_TITLE_PARTS = re.compile(r"\s*[|｜_]\s*|\s+[–—·-]\s+|\s*：\s*")
_LONGEST_BYLINE = 150
_LONGEST_MARKED = 1500  # characters, with tags that were written as text
_WORD = re.compile(r"[^\W\d_]+")
_PARTICLES = "de|del|della|van|von|vom|zu|zum|der|den|da|di|do|dos|das|du|la|le|al|el|bin|ibn|ter|ten|af|av|y|e|st"
_NAME_IN_TEXT = re.compile(
    rf"(?:(?:{_PARTICLES})\s+)*(?:[^\W\d_a-z][\w.'’\-\u200c\u200d·・་፡]*)(?:\s+(?:{_PARTICLES}"
    rf"|[^\W\d_a-zß-öø-ÿа-яё][\w.'’\-\u200c\u200d·・་፡]*)){{0,4}}"
)
_SINGLE_NAME = re.compile(r"[^\W\d_][^\W\d_A-Z]{2,30}")
# "/author/ana-ruiz/": words of letters, and the folder says what they are.
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:e[sn]?|a|zy)?|auteurs?|profile?s?|people|persons?|staff|by|contributors?|journalists?|writers?"
    r"|redacao|columnists?|reporters?|yazar(?:lar)?|avtor[iy]?)/(?P<name>[^\W\d_]{2,20}(?:-[^\W\d_]{1,20}){1,3})/?$",
    re.IGNORECASE,
)
# Lines that are nothing but a byline. After these words a name in capitals must follow ...
_BY_NAME = re.compile(
    r"^\W*(?:(?:(?:written|reported|story|words|text|texte|texto|testo|tekst|interview|intervista|entrevista|entretien"
    r"|intervju|wywiad|reportage|servizio|reportaje|reportagem)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|przez|oleh|piše|nga|пише)\s+|автор\s+|текст\s+"
    r"|(?:authors?|autor(?:a|es|ka|zy)?|auteure?s?|autore|autrice|words|story|text|texte|texto|testo|tekst|teksti|yazan"
    r"|írta|szerző|oleh|penulis|tác giả|автор(?:ы|ка)?|текст|συντάκτης|κείμενο|toimittaja|toimetaja"
    r"|kirjutas|piše|autorių?s|autors|teksts|egilea|müəllif|muallif|höfundur|пише|пишува|авторлары|հեղինակ"
    r"|reporter|repórter|muhabir|haber)"
    r"(?:\s+(?:and|und|et|y|e|i|og|och|ja|és|en|и|і|&|/)\s+[^\W\d_]{3,14})?\s*[:：՝]\s*)(?P<names>\S.*)",
    re.IGNORECASE,
)
# ... and after these one in a script that has none.
_BY_WORDS = re.compile(
    r"^\W*(?:بقلم\s*:?|(?:كتب|كتبت|تقرير|إعداد|الكاتبة?|المحررة?|نویسنده|نوشته|گزارش)\s*:|به قلم\s*:?|מאת\s*:?"
    r"|(?:כתבה?|כותבת?|הכותבת?)\s*:|از قلم\s*:?|(?:تحریر|مصنف|رپورٹ)\s*:|(?:लेखक|लेखिका|लेखन|লেখক|লিখেছেন|લેખક|ਲੇਖਕ"
    r"|எழுதியவர்|రచన|రచయిత|ಲೇಖಕ|ലേഖകൻ|എഴുതിയത്|ავტორი|เรื่อง|ผู้เขียน|រាយការណ៍ដោយ|ရေးသားသူ)\s*[:：-]|(?:เขียน)?โดย\s*[:：]?"
    r"|ໂດຍ\s*[:：]?|ដោយ\s*[:៖])\s*(?P<names>\S.*)"
)
_BY_SIGNS = re.compile(
    r"^\W*(?:(?:取材・|撮影・|構成・)?文|記者|记者|執筆|筆者|著者|作者|撰文|撰稿|采写|采访|採訪|文字|글|기자|작성자|編集委員|論説委員|特派員|[\u3400-\u9fff]{1,8}[报報网網社台刊闻聞][记記]者)(?:\s*[:：=＝/／｜|・丨]\s*|(?<=[记記]者|委員|派員)\s+"
    r"|(?<=글)\s+)(?P<names>[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af・ 　、,]{2,30})\W*$"
    r"|^\W*(?:\w{2,12}[ =])?(?P<reporter>[\uac00-\ud7af]{2,4}(?:[·, ]+[\uac00-\ud7af]{2,4})*(?= (?:\w{2}\s?)?기자)"
    r"|[\u3400-\u9fff]{2,4}(?=[記记]者)) ?(?:(?:선임|객원|인턴|수습|전문)?\s?기자|[記记]者)\W*$"
)
# Under a heading a verb may stand before "by", and none behind it: "Sifted by Ana Ruiz", "from Ana Ruiz".
_BY_BESIDE = re.compile(
    r"^\W*(?:\w{3,14}\s+by|from|του|της|των"
    r"|(?:scritto|raccolt[oa]|a cura) d[ai]|(?:escrito|escrita|redactado|redigid[oa]) por"
    r"|(?:écrit|rédigé|propos recueillis|entretien réalisé) par"
    r"|(?:geschrieben|aufgezeichnet) von|geschreven door|skrevet a[vf]|napisał[a]?|γράφει (?:ο|η))"
    r"\s+(?P<cased>\S.*)"
    r"|^\W*(?:كتبت?|تقرير|إعداد|أعدّ?ه?|نویسنده|כתבה?|מאת)\s+(?P<uncased>\S.*)",
    re.IGNORECASE,
)
_CLOCK_AFTER = re.compile(r",?\s*\d{1,2}[:.]\d{2}\b.*$")
_CONTACT = re.compile(r"\s*[|·/]?\s*\S+@\S+\.\w+\s*$")
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by|byline|authors?|autor\w*|auteurs?|autori|writers?|reporters?|verfasser|redakt[oö]r|skribent"
    r"|toimittaja|toimetaja|novinar|kirjoittaja|assinatura|firma|signatur\w*|signed|creator)(?=$|[\s_-])",
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
_JOINERS = {0x200C: None, 0x200D: None}
_MOST_WORDS = 5  # of a name
_MOST_UNCASED = 4  # words of a name that no capital tells from a sentence


def authors(
    article: Mapping[str, Any], meta: Mapping[str, tuple[str, ...]], tree: Any, outlet_name: str
) -> tuple[str, ...]:
    """Return the people who wrote an article, as JSON-LD, meta tags or byline markup name them; no organisations."""
    in_data = [*_in_data(article.get("author")), *_in_data(article.get("creator"))]
    own = _end_of_title(tree)
    persons = [name for name, kind in in_data if kind != "Organization"]
    found = people.named(persons, outlet_name, own) or people.named(persons, outlet_name)
    if found:
        return found
    found = people.named(_in_meta(meta), outlet_name, own)
    found = found or _in_byline(tree, outlet_name, own, [name for name, kind in in_data if kind == "Organization"])
    # A single word may be a person's whole name, if its page says that it is a person's.
    alone = (name.strip() for name, kind in in_data if kind == "Person")
    return found or tuple(name for name in alone if _SINGLE_NAME.fullmatch(name) and people.may_be(name, outlet_name))


def fuller(stated: tuple[str, ...], shown: tuple[str, ...]) -> tuple[str, ...]:
    """Return the people that a page shows where they are those of its metadata and others beside them."""
    return shown if stated and set(map(str.casefold, stated)) < set(map(str.casefold, shown)) else stated


def last_resort(meta: Mapping[str, tuple[str, ...]], tree: Any, outlet_name: str) -> tuple[str, ...]:
    """Return the people of a signature set to the right, or of a profile's address, where no byline names any."""
    own = _end_of_title(tree)
    texts = [people.spaced(text_of(element)) for element in _SET_RIGHT(tree)[-2:]]
    signed = people.named((text for text in texts if _is_cased(text)), outlet_name, own)
    profiles = (_PROFILE.search(unquote(_path(address))) for address in meta.get("article:author", ()))
    slugs = (found["name"].replace("-", " ") for found in profiles if found)
    return signed or people.named(slugs, outlet_name, own)


def stated(article: Mapping[str, Any], tree: Any) -> tuple[str, ...]:
    """Return whatever a page names as author: people, agencies, offices."""
    marked = (people.spaced(text_of(element)) for element in islice(_STATED(tree), _MOST_AUTHORS))
    return (*(name for name, _ in _in_data(article.get("author"))), *(name for name in marked if name))


def is_byline(line: str, names: Iterable[str]) -> bool:
    """Say whether a short line only names the authors."""
    words = set(_WORD.findall(people.unlabelled(line).casefold()))
    known = {word for name in names for word in _WORD.findall(name.casefold())}
    return bool(words) and len(words - known) <= 2 and len(words & known) * 2 >= len(words)


def of_line(line: str, outlet_name: str) -> tuple[str, ...] | None:
    """Return the people of a line that is nothing but a byline, () where it names an office; None for other lines."""
    line = _CONTACT.sub("", line) if "@" in line else line
    signs = _BY_SIGNS.match(line)
    if signs:
        return people.named([signs["names"] or signs["reporter"].replace(" ", "·")], outlet_name)
    cased, uncased = _BY_NAME.match(line), _BY_WORDS.match(line)
    found = cased or uncased
    if found is None or len(found["names"]) > _LONGEST_BYLINE:
        return None
    looks_right = _is_cased if cased else _is_uncased
    names = people.writers(found["names"])
    if (people.is_office(names) and looks_right(names)) or names.casefold() == outlet_name.casefold():
        return ()
    parts = people.parts(_IN_PLACE.sub("", names.strip(" )]")))
    # "Ana Ruiz, Lisboa": what follows a name may be one word, a place.
    right = [looks_right(people.bare(part)) or (number > 0 and _is_place(part)) for number, part in enumerate(parts)]
    return people.named(["; ".join(parts)], outlet_name) if right and all(right) else None


def beside(part: str, classes: str, outlet_name: str) -> tuple[str, ...] | None:
    """Return the people of a part of a line under a heading, as `of_line` does; there less is needed.

    `classes` are those of its element: a name alone is a byline if they call it one.
    """
    part = _CLOCK_AFTER.sub("", part)
    named = of_line(part, outlet_name)
    if named is not None:
        return named
    loose = _BY_BESIDE.match(part)
    if loose and people.writers(part):  # not "Photos by Ana Ruiz"
        return of_line(f"by {loose['cased']}" if loose["cased"] else f"بقلم: {loose['uncased']}", outlet_name)
    name = _IN_PLACE.sub("", part).strip()
    if _BYLINE_CLASS.search(classes) and (_is_cased(name) or (not name.isascii() and _is_uncased(name))):
        return people.named([name], outlet_name) or None
    return None


def _is_cased(name: str) -> bool:
    words = name.split()
    capital = [word for word in words if word.casefold() not in _PARTICLES.split("|")]
    return (
        2 <= len(capital) <= len(words) <= _MOST_WORDS
        and all(word[0].isupper() and (len(word) <= 3 or not word.endswith(".")) for word in capital)
        and people.is_name(name)
        and not _NO_NAME.search(name)
    )


def _is_uncased(name: str) -> bool:
    words = people.unmarked(name).translate(_JOINERS).split()
    return 2 <= len(words) <= _MOST_UNCASED and all(word.isalpha() for word in words)


def _is_place(part: str) -> bool:
    return part[0].isupper() and part.isalpha()


def _in_data(stated: Any, kind: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, kind) out of JSON-LD: a text, a Person or an Organization, or a list of them; "" for no kind."""
    if isinstance(stated, list):
        for item in stated[:50]:
            yield from _in_data(item, kind)
    elif isinstance(stated, dict):
        parts = [part for key in ("givenName", "familyName") if isinstance(part := stated.get(key), str)]
        name = stated.get("name") or " ".join(parts)
        yield from _in_data(name if isinstance(name, (str, list)) else None, _kind(stated.get("@type")))
    elif isinstance(stated, str):
        yield stated, kind


def _kind(stated: Any) -> str:
    kinds = [str(kind) for kind in (stated if isinstance(stated, list) else [stated])]
    return next((known for known in ("Person", "Organization") if any(kind.endswith(known) for kind in kinds)), "")


def _in_meta(meta: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield what the first of the fields states that holds more than addresses."""
    for name in _META_NAMES:
        if name == "twitter:data1" and not _WRITTEN_BY.fullmatch(" ".join(meta.get("twitter:label1", ()))):
            continue
        texts = [text for text in meta.get(name, ()) if people.spaced(text)]
        if texts:
            yield from texts
            return


def _in_byline(tree: Any, outlet_name: str, own: str, organisations: Sequence[str]) -> tuple[str, ...]:
    """Return the people of the first place that is marked as the byline of the page's own article.

    () where it names an organisation that the metadata state as author: the people under it wrote something else.
    """
    elsewhere = Elsewhere(tree)
    agencies = {name.casefold() for name in organisations if name.casefold() not in (outlet_name.casefold(), own)}
    for element in _MARKED(tree):
        text = people.spaced(text_of(element, " ", _LONGEST_MARKED))
        if not 3 <= len(text) <= _LONGEST_BYLINE or elsewhere.holds(element):
            continue
        if people.unlabelled(text).casefold() in agencies:
            return ()
        links = [link for link in (people.spaced(text_of(link, " ")) for link in element.iter("a")) if link]
        found = _names(people.named(links or [text], outlet_name, own))
        if links and people.is_joined(text):  # not all who wrote need have a page of their own
            found = fuller(found, _names(people.named([text], outlet_name, own)))
        if found:
            return found
    return ()


def _names(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in found if _NAME_IN_TEXT.fullmatch(people.unmarked(name)))


def _end_of_title(tree: Any) -> str:
    """Return what stands last in the page's <title>: mostly the outlet, under the name that its fields bear too."""
    element = tree.find(".//title")
    cuts = _TITLE_PARTS.split(text_of(element)) if element is not None else []
    return cuts[-1].casefold() if len(cuts) > 1 else ""


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:  # an unfinished IPv6 address or the like
        return ""
