"""The line in which an article names its source, its agency or its translation."""

import re
from collections.abc import Iterable, Sequence

from . import agencies, translators
from .agencies import MARKED

_LONGEST = 200  # characters
_LONGEST_PHRASE = 100  # of a credit without a colon; what is longer begins to tell
_LONGEST_NAME = 6  # words
_SMALL = re.compile(r"(?:del?|della|di|las?|les?|el|los|da|dos?|das|du|van|von|der|den|of|the|and|y|et?|und|i|и)")
_BEGINS = 3  # lines at the beginning in which credits and datelines stand
_ENDS = 4  # lines at the end of a text among which agencies sign

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
    r"^\W*(?:(?:this|the) (?:article|story|text|piece|report|post|dossier)\s+(?:was\s+|is\s+|has been\s+)?|article )?"
    r"(?:(?:translated|adapted) (?:from|by)|based on (?:(?:the|an?|original) )*(?:reporting|reports?|article|story)"
    r" (?:by|from|in)|(?:first|originally) (?:published|appeared) (?:in|on|by|at)"
    r"|from the \w+ original (?:in|of|by|at|on)"
    r"|re(?:published|printed) (?:from|with|by permission)|with (?:material|reporting|files|information) (?:from|by)"
    r"|(?:dieser (?:artikel|text|beitrag) )?(?:wurde )?(?:(?:aus dem \w+ )?übersetzt (?:aus|von|durch)"
    r"|zuerst (?:erschienen|veröffentlicht))"
    r"|mit material (?:von|der)|aus dem \w+(?:en|ischen) (?:von|übersetzt)"
    r"|(?:article |texte )?traduit (?:de|du|par|d’|d')|publié (?:initialement|d['’]abord)|avec (?:l['’])?(?:afp"
    r"|ap|reuters)"
    r"|traducido (?:de|del|por)|publicado originalmente|con información de|traduzido (?:de|do|por)"
    r"|com informações d[aeo]"
    r"|tradotto (?:da|dal|dall['’])|vertaald (?:uit|door)|oversatt (?:fra|av)|översatt från|oversat fra"
    r"|l['’]originale è apparso|l['’]original est paru|el original apareció|das original erschien"
    r"|przetłumaczono z|z \w+ego (?:prze|przet)?(?:łożył|łumaczył)a?"
    r"|по материалам|по данным агентства|за матеріалами|diterjemahkan dari|dịch từ|转载自|轉載自|本文转载|译自"
    r"|譯自|نقلا عن|تُ?رجم عن)"
    r"(?!\W*(?:(?:on|am|vom|le|el|em|il|den|op|dnia)\b\W*)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d|$))",
    re.IGNORECASE,
)
# That others have printed it again is no part of a text, and no source of it.
_REPRINTED = re.compile(
    r"\W*(?:(?:this|the) (?:article|story|text|piece|report|post)\s+(?:was|is|has been)\s+)?"
    r"re(?:published|printed) (?:in|on|at|by) ",
    re.IGNORECASE,
)
# "Artículo original de Ana Ruiz, publicado en ...", "Traducción de Ana Ruiz": a name must follow, and no verb.
_ORIGINAL = re.compile(
    r"^\W*(?:original (?:article|story|text|report) (?:by|in|from|on)|translation by"
    r"|(?:original(?:artikel|beitrag|text)|übersetzung|aus dem \w+ von) (?:von|aus|in|bei|der|des)"
    r"|(?:article|texte) original (?:de|du|dans|par|publié (?:par|dans|sur))|traduction (?:de|par)"
    r"|(?:artículo|texto) original (?:de|en|por|publicado (?:en|por))|traducción (?:de|por)"
    r"|(?:artigo|texto) original (?:de|em|por|publicado (?:em|por))|tradução (?:de|por)"
    r"|(?:articolo|testo) originale (?:di|su|da|pubblicato (?:su|da))|traduzione (?:di|a cura di)"
    r"|(?:origineel|oorspronkelijk) artikel (?:van|door|in|uit)|vertaling (?:van|door)"
    r"|original(?:artikel|tekst|text)(?:en)? (?:av|af|fra|från|i)"
    r"|(?:oversettelse|oversættelse|översättning) (?:av|af|ved)"
    r"|(?:oryginalny|oryginał) (?:artykuł|tekst) (?:z|autorstwa|w)|(?:tłumaczenie|przekład)"
    r"|оригинал (?:статьи|текста)|перевод(?: с \w+)?|переклад)\s+"
    r"(?=[«“„\"]?(?-i:[^\W\d_a-zß-öø-ÿа-яё]))(?P<name>[^.,;()]{2,50}?)[»“”\"]?\s*(?:[.)]?$|[.,;(]\s*"
    r"(?:publi|pubbl|erschien|veröff|gepubl|trad|transl|überse|vertal|övers|overs|опубл|перев|tłum|przek|first|originally"
    r"|(?:with|by) permission|con permiso|con permesso|com permissão|mit genehmigung|avec l.aimable|met toestemming))",
    re.IGNORECASE,
)
# Agencies without a name: a whole line, and worth less than one that names them.
_AGENCIES_UNNAMED = re.compile(
    r"\W*(?:(?:compiled )?(?:from|by|with) (?:(?:our )?(?:staff|local)(?: reports)?(?: and|,) )?"
    r"(?:(?:news )?(?:wires?|agency|agencies)(?: (?:reports?|services?|dispatches|staff))?|news services)"
    r"|(?:staff and )?(?:wire|agency) reports?|(?:staff|reporters?) and (?:news )?agencies|news (?:agencies|wires?)"
    r"|(?:(?:mit|aus|nach|von) )?agentur(?:en|material|meldung(?:en)?|bericht(?:en?)?)|red(?:aktion)?[./ ]+agenturen"
    r"|(?:avec|d[’']après|selon) (?:les )?agences(?: de presse)?|la rédaction (?:avec|et) (?:les )?agences"
    r"|(?:con (?:información|informaciones) de |con |redacción [/y] )(?:las )?agencias"
    r"|(?:com (?:informações|informação) d[ae]s? |com |redação (?:e|com) )(?:as )?agências"
    r"|(?:con|dalle|da) agenzie|redazione (?:e|con) agenzie|(?:van onze )?persbureaus|uit persberichten"
    r"|(?:za|na podstawie depesz) agencj(?:ami|i)|(?:по )?(?:сообщениям|данным|материалам) (?:информ)?агентств"
    r"|за (?:повідомленнями|матеріалами) агентств|ajanslar|ajans haberleri"
    r"|وكالات(?: الأنباء)?|סוכנויות(?: הידיעות)?|综合外电(?:报道)?|綜合外電(?:報導)?|通信社配信|外電|외신 ?종합)\W*",
    re.IGNORECASE,
)
# "PORT ELLERY, March 6 (Meridian Wire) - ", "Port Ellery/Kiel (nk) - ": agencies that no list knows sign like that too.
_ANY_DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ .'’/-]{2,40}(?:, [^()]{1,30})? \((?=[^()]*[^\W\d_])[^()]{2,40}\)(?=\s*[-–—])"
    r"|[^\W\d_a-zß-öø-ÿа-яё][\w.'’]*(?:[ /-][^\W\d_a-zß-öø-ÿа-яё][\w.'’]*){0,3}[/-]?(?:, [^()]{1,30})? "
    r"\([a-zß-öø-ÿа-яё]{2,5}(?:/[^\W\d_]{2,5})?\)(?=\s*[-–—])"
)
# A sign at the end of a text: "(nk)", "... 2300 Stück. nk".
_SIGNED = re.compile(
    r"(?:^|[.!?…。»”“\"’)]\s+)(?P<sign>[(\[（](?:[^\W\d_]{2,4})(?:/[^\W\d_]{2,5})?[)\]）]|(?!(?:[kcm]m|km/h|[km]g|ha|kw|mw|min|uhr|usw|etc|itd|itp|atd|км|см|кг|га|руб|др|пр)\b)[a-zß-öø-ÿа-яё]{2,4})\.?$"
)
_SENTENCES = re.compile(r"(?<=[.!?»”)])\s+(?=[^\W\d_a-zß-öø-ÿа-яё«“„])")
_LONGEST_SENTENCE = 120  # of a line that holds a credit among others
# "Agencia Nordkabel", "Mit Material der Nachrichtenagentur Nordkabel": a whole line, or a part of a byline.
_ANY_AGENCY = re.compile(
    r"\W*(?:[^\W\d_]+\s+){0,3}(?:(?:nachrichten|presse)agentur|agencj[aię]|agencia|agência|agence|agenzia|agenția|agentúra"
    r"|agentura|nieuwsbureau|persbureau|nyhetsbyrån|nyhetsbyrået|nyhedsbureauet|uutistoimisto|news agency|press agency"
    r"|(?:информ)?агентств[оа]|агенція|агенції|ajansı|وكالة|خبرگزاری|סוכנות(?: הידיעות)?)"
    r"\s+(?:de (?:noticias|notícias|presse|prensa)\s+|stampa\s+|prasow[aiej]{1,3}\s+)?"
    r"[«“„\"]?(?-i:[^\W\d_a-zß-öø-ÿа-яё])[\w.&’-]*(?:\s+(?-i:[^\W\d_a-zß-öø-ÿа-яё])[\w.&’-]*){0,2}\W*",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"redak|r[eé]dac|redac|redaz|newsroom|editor|staff|desk|team|admin|web|guest|contribut|correspond|author|autor"
    r"|user|anonym|unknown|编辑|編輯|編集|편집|تحرير|מערכת|ред",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
# What a page of another language calls a source by is a remnant of the page that it comes from.
_LABELS = {
    "kaynak": "tr", "quelle": "de", "fuente": "es", "fonte": "pt it", "źródło": "pl", "źrodło": "pl", "источник": "ru",
    "джерело": "uk", "来源": "zh", "來源": "zh yue", "出典": "ja", "引用元": "ja", "출처": "ko", "المصدر": "ar",
    "منبع": "fa", "מקור": "he", "πηγή": "el", "zdroj": "cs sk", "forrás": "hu", "sursa": "ro", "lähde": "fi",
    "bron": "nl af", "kilde": "nb no nn da", "källa": "sv", "nguồn": "vi", "sumber": "id ms", "स्रोत": "hi ne mr",
    "ที่มา": "th",
}  # fmt: skip
_LABEL = re.compile(rf"(?<!\w)(?P<label>{'|'.join(_LABELS)})\s*[:：]\s*\S", re.IGNORECASE)
_SIGNATURE = re.compile(
    rf"[(（\[【]\s*(?:mit |avec |con |with )?{MARKED}(?:[/,、; ][^)）\]】]{{0,40}})?[)）\]】]\.?\s*$"
    rf"|[—–-]\s*{MARKED}(?:/\w{{2,12}})*\.?\s*$"
)
# A line that is nothing but a sign: "(dmk)", "SDA/sep", "MDR (dst)", "(Reuters)".
_SIGN = re.compile(rf"[(\[（【](?:{MARKED}|[^\W\d_]{{2,4}}(?:[/,] ?[^\W\d_]{{2,4}}){{0,2}})[)\]）】]|{MARKED}"
                   r"(?:/\w{2,4}|\s*\(\w{2,4}\))?")  # fmt: skip
# What the agencies' desks add: "(Reporting by Dana Whitlock; editing by Piers Okoro)".
_DESK = re.compile(
    r"^\W*(?:(?:additional |with )?reporting (?:by|from)|editing by)\s+(?-i:[^\W\d_a-z])|"
    r"^[^.]{3,60} contributed (?:reporting )?to this (?:report|article|story)\W*$",
    re.IGNORECASE,
)
_BY_AGENCY = re.compile(rf"\W*(?i:by|von|par|por|di|door|av|af)\s+(?i:the )?{MARKED}\W*")


def credit(
    lines: Sequence[str],
    others: Sequence[str],
    authors: Iterable[str],
    outlet_name: str,
    *,
    people: Sequence[str] = (),
    language: str = "und",
) -> str | None:
    """Return the line of an article that names a source, an agency or a translation; None without one.

    `lines` are the text's with what stands over it, `others` a second reading of it; `authors` are those that the
    metadata state: an agency may be among them. Where `people` are named, a sign at the end is theirs.
    """
    lines, others = [line.strip() for line in lines], [line.strip() for line in others]
    both = [*lines, *others]
    edges = [*lines[:_BEGINS], *lines[-_ENDS:], *others[-_ENDS:]]
    found = [*filter(_is_named, both), *filter(_holds_phrase, edges), *filter(_ANY_AGENCY.fullmatch, edges)]
    found += [line for line in both if _is_foreign(line, language)]
    found += [line for line in edges if agencies.is_release_line(line) or translators.is_note(line)]
    if found:
        return found[0]
    for line in [*lines[:_BEGINS], *others[:_BEGINS]]:
        unknown = _ANY_DATELINE.match(line)
        dateline = agencies.dateline(line) or (unknown and unknown.group())
        if dateline:
            return dateline
    for line in [*lines[-_ENDS:], *others[-_ENDS:]]:
        signature = _SIGNATURE.search(line)
        if signature:
            return line if len(line) <= _LONGEST else signature.group().strip()
    stated = list(authors)
    found = [name for name in stated if _is_agency(name, outlet_name)]
    found += [line for line in both if _BY_AGENCY.fullmatch(line) and outlet_name.casefold() not in line.casefold()]
    signs = [] if people else [match["sign"] for line in lines[-1:] if (match := _SIGNED.search(line))]
    return next(iter([*found, *signs, *filter(_AGENCIES_UNNAMED.fullmatch, both)]), None)


def _is_agency(name: str, outlet_name: str) -> bool:
    """Say whether what metadata state as author is an agency: by its name, or a word in capitals that is no office."""
    words, own = set(_WORD.findall(name.casefold())), set(_WORD.findall(outlet_name.casefold()))
    if name.casefold() == outlet_name.casefold() or not words:
        return False
    alone = len(words) == 1 and name.isupper() and len(name) > 2 and "".join(words) not in "".join(own)
    return agencies.is_named_in(name) or (alone and not _OFFICE.search(name))


def _holds_phrase(line: str) -> bool:
    """Say whether one of the short sentences of a line is a credit."""
    sentences = _SENTENCES.split(line) if len(line) <= _LONGEST else []
    short = all(len(sentence) <= _LONGEST_SENTENCE for sentence in sentences)
    return short and any(_CREDIT_PHRASE.match(sentence) or _ORIGINAL.match(sentence) for sentence in sentences[1:])


def _is_foreign(line: str, language: str) -> bool:
    """Say whether a line calls a source by a word that is not of the text's language."""
    label = _LABEL.search(line) if len(line) <= _LONGEST else None
    if label is None or language == "und":
        return False
    return language.partition("-")[0] not in _LABELS[label["label"].casefold()].split()


def is_credit(line: str, *, before: bool) -> bool:
    """Say whether a line is nothing but a credit, standing before a text or after it."""
    if any(pattern.fullmatch(line) for pattern in (_AGENCIES_UNNAMED, _BY_AGENCY, _ANY_AGENCY)):
        return True
    if agencies.is_release_line(line) or translators.is_note(line):
        return True
    if _REPRINTED.match(line):
        return not before and len(line) <= _LONGEST_PHRASE
    if not _is_named(line):
        return not before and (_SIGN.fullmatch(line) is not None or _DESK.match(line) is not None)
    if not _CREDIT_PHRASE.match(line):
        return True
    sentence = line.endswith((".", "。", "।", "۔")) and "," in line  # "With reporting from Linz, the paper became ..."
    return len(line) <= _LONGEST_PHRASE and not (before and sentence)


def _is_named(line: str) -> bool:
    if len(line) > _LONGEST:
        return False
    original = _ORIGINAL.match(line)
    if original:
        words = original["name"].split()
        return len(words) <= _LONGEST_NAME and all(not word[0].islower() or _SMALL.fullmatch(word) for word in words)
    return any(pattern.match(line) for pattern in (_CREDIT_WORD, _CREDIT_PHRASE))
