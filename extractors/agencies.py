"""The news agencies of the world, and the forms in which a text bears the mark of one. Pure.

An agency that is named as a source inside a story ("told Reuters") is no mark, and many names are words as well: a girl
is called Petra, a Spaniard calls a Belgian woman belga. So the form decides: brackets, a dateline, a line of its own.
"""

import re

# Nobody else is called so, in whatever letters.
_NAMES = (
    r"agence france[- ]presse|france[- ]presse|associated press|thomson reuters|reuters|deutsche presse-agentur"
    r"|keystone-sda(?:-ats)?|agencia efe|europa press|agência lusa|agência brasil|prensa latina|agenzia ansa|adnkronos"
    r"|askanews|xinhua(?:net)?|kyodo(?: news)?|jiji press|yonhap|anadolu (?:agency|ajansı|agentur)|ihlas haber ajansı"
    r"|demirören haber ajansı|press trust of india"
    r"|united news of india|asian news international"
    r"|indo-asian news service|associated press of pakistan|bangladesh sangbad sangstha|united press international"
    r"|dow jones newswires"
    r"|the canadian press|(?:uk )?press association|pa media|australian associated press|canadian press|interfax"
    r"|ria novosti|ukrinform|unian|belta news agency|agerpres|mediafax|tanjug|ritzau|notimex|télam|telam|bernama"
    r"|saudi press agency|emirates news agency|qatar news agency|kuwait news agency|wafa agency|irna|isna|mehr news"
    r"|tasnim|fars news(?: agency)?|vietnam news agency|kantor berita antara|korean central news agency"
    r"|central news agency"
    r"|agenția agerpres|agence belga|agencia andina|agencia petra|bloomberg news|dpa international|dpa-afx|awp"
    r"|pr ?newswire|business ?wire|globe ?newswire|accesswire|news aktuell|pr times"  # who hand on what others issue
)
# So written, agencies; otherwise words and names of people.
_WRITTEN_SO = (
    r"AFP|AP|UPI|dpa|DPA|EFE|ANSA|AGI|TASS|ITAR-TASS|PTI|UNI|ANI|IANS|APP|BSS|UNB|APA|SDA|ATS|KNA|epd|SID|NTB|TT|STT|ANP"
    r"|BELGA|Belga|BNS|ELTA|LETA|BTA|PAP|ČTK|CTK|TASR|SITA|MTI|HINA|SRNA|FENA|STA|MIA|ATA"
    r"|LUSA|Lusa|AAP|CNA|VNA|TTXVN|MENA|SPA|WAM|QNA|KUNA|BNA|ONA|PETRA|WAFA|NNA|SANA|INA|MAP|TAP|APS|IRNA|ISNA|FARS"
    r"|ANTARA|Antara|KCNA|NAN|GNA|ANDINA|BELTA|BelTA|Anadolu|AA|DHA|İHA|IHA|ANKA"
    r"|CMC|Bernama|PA|ANA|AMNA|ΑΠΕ-ΜΠΕ|ΑΠΕ|Jiji|JIJI|Kyodo|ERR|MNA"
    r"|ТАСС|РИА Новости|РИА|Интерфакс(?:-\w+)?|БЕЛТА|БелТА|БТА|Укрінформ|Укринформ|УНІАН|УНИАН|Танјуг|МИА"
    r"|Казинформ|АЗЕРТАДЖ|ՏԱՍՍ"
)
# People and things as well, even so.
_NAMES_TOO = r"sid|Hina|Srna|Fena|Beta|Petra|Fars|Andina|Efe|Ansa|Tass|Срна|Бета"
# Scripts without capitals; where words aren't parted, no more is asked.
_OTHERS = (
    r"新华社|新華社|新华网|中新社|中新网|中央社|法新社|路透社|路透|美联社|美聯社|塔斯社|俄新社|德新社|埃菲社|韩联社|共同社|时事社"
    r"|共同通信(?:社)?|時事通信(?:社)?|時事|共同|ロイター|ＡＦＰ|AFP時事|ＡＰ|聯合ニュース|タス通信|イタルタス|新華社通信"
    r"|연합뉴스|뉴시스|뉴스1|로이터(?:통신)?|교도통신|신화통신|타스(?:통신)?|블룸버그"
    r"|رويترز|رویترز|فرانس برس|أ ?ف ?ب|أسوشيتد برس|د ?ب ?أ|الأناضول|شينخوا|ایرنا|ایسنا|تسنیم|خبرگزاری فرانسه"
    r"|רויטרס|סוכנות רויטרס|אי[-־ ]?פי|איי[-־ ]?אף[-־ ]?פי|וואי[-־ ]?נט"
    r"|पीटीआई|एएनआई|आईएएनएस|रॉयटर|एएफपी|এএফপি|রয়টার্স|বাসস|ইউএনবি|ரா?ய்ட்டர்ஸ்|پی ٹی آئی|اے ایف پی|اے پی پی"
    r"|ซินหัว|รอยเตอร์ส?|เอเอฟพี"
)
_OTHER_WORDS = r"ا ?ف ?ب|أ ?ش ?أ|وام|واس|قنا|كونا|بترا|وفا|سانا|تاس|سبوتنيك|فارس|مهر|भाषा|वार्ता"
MARKED = rf"(?:(?i:{_NAMES})|{_WRITTEN_SO}|{_OTHERS})"  # what is hardly anything else, to stand in brackets or alone
_ANY = rf"(?:(?i:{_NAMES})|{_WRITTEN_SO}|{_NAMES_TOO}|{_OTHERS}|{_OTHER_WORDS})"
_SEVERAL = rf"{_ANY}(?:\s*(?:[/,、،;+&·|=-]|\b(?:and|und|et|y|e|og|och|и|en|i|ve)\b)\s*(?:{_ANY}|[^\W\d_]{{2,12}}))*"
_OPEN, _CLOSE = r"[(（\[［【〔/]", r"[)）\]］】〕/]"
_BRACKETED = re.compile(rf"{_OPEN}\s*(?:[^()（）\[\]/A-Za-z]{{0,24}}[\s=　])?({_SEVERAL})\s*{_CLOSE}")
_ALONE = re.compile(rf"\W*({_SEVERAL})\W*")
# "Source: AFP", "© dpa", "Mit Material von dpa", "Avec l’AFP".
_AT_END = re.compile(
    rf"(?:[:：©|,/]|\(c\)|[–—]|\b(?:with|mit|avec|con|com|and|und|et|och|from|by|via|von|par|de|da|del|di|av|af|van"
    rf"|from the|nach|по данным|по материалам|за даними)\b(?: (?:material|reporting|information"
    rf"|información|informações|la|l|the|agentur"
    rf"|agencia|агентства)\b['’]?)?|l['’])\s*({_SEVERAL})\W*$"
)
_CERTAIN = re.compile(rf"(?<!\w)(?i:{_NAMES})(?!\w)")
_NAMED = re.compile(rf"(?<!\w){MARKED}(?!\w)")
# What those who make news hand out themselves.
_RELEASE = (
    r"(?:press|news|media) (?:release|statement)|(?:presse|medien)(?:mitteilung|information|aussendung|erklärung)"
    r"|communiqu[ée](?: de presse)?|nota de pre(?:nsa|msa)|comunicad[oa] (?:de|à) (?:prensa|imprensa)|nota à imprensa"
    r"|comunicado(?: oficial)?|comunicato(?: stampa)?|persbericht|pressmeddelande|presse(?:melding|meddelelse)"
    r"|(?:lehdistö)?tiedote|informacja prasowa|komunikat prasowy|tiskov[áé] zpráv[ay]|tlačov[áé] správ[ay]"
    r"|sajtóközlemény|comunicat de presă|priopćenje(?: za javnost)?|saopštenje(?: za javnost)?|sporočilo za javnost"
    r"|pranešimas spaudai|pressiteade|preses relīze|δελτίο τύπου|basın (?:bülteni|açıklaması)|пресс-?релиз|прес-?реліз"
    r"|пресс?ъобщение|прессъобщение|саопштење(?: за јавност)?|siaran pers|kenyataan media|thông cáo báo chí"
    r"|بيان صحفي|بلاغ صحفي|(?:اطلاعیه|بیانیه) مطبوعاتی|הודעה לעיתונות|プレスリリース|報道発表(?:資料)?|보도 ?자료"
    r"|新闻稿|新聞稿|新闻发布稿|प्रेस विज्ञप्ति|প্রেস বিজ্ঞপ্তি|ข่าวประชาสัมพันธ์|taarifa kwa vyombo vya habari"
)
_IS_RELEASE = re.compile(rf"(?<!\w)(?:{_RELEASE})", re.IGNORECASE)
# "Pressemitteilung der Stadt Linz", "Based on a press release": a whole line. A sentence goes on, with a verb.
_RELEASE_ALONE = re.compile(
    rf"\W*(?:(?:(?:this|the) (?:article|text|story) is )?(?:based on|from) (?:an?|the) |(?:dieser (?:text|artikel) )?"
    rf"(?:basiert auf|beruht auf|nach|aus) (?:einer|der) |d[’']après (?:un|le) |según (?:un|el) )?(?:{_RELEASE})"
    rf"(?P<whose>(?:[\s:：/|(–—-]+[^\s.,;:!?]+){{0,7}})[\W_]*",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\W*(?:of|by|from|the|der|die|des|das|von|vom|du|de|del|della|di|da|do|dos|la|le|l[’']|van|av|fra|från|z|od)\W*"
)
_LONGEST_RELEASE = 90  # characters
_LONGEST_CREDIT = 160  # characters; who writes more than that of his sources tells a story
_DATELINE_CHARS = 90  # of a text's first line, in which a dateline stands
_DATELINE_WORDS = 8
_ENDED = re.compile(r"[^\W\d_]{5,}[.!?。！？]\s")  # a sentence, but neither "Calif." nor "D.C."
_DAY = re.compile(r",.*\w|\d")
# "新华社北京3月5日电", "МОСКВА, 5 марта — РИА Новости", "LISBOA — Lusa —", "PARIS, AFP -"
_DATELINES = (
    re.compile(r"^\W{0,3}((?:新华社|新華社|中新社|中新网|中央社)[^\s，。]{0,14}(?:电|電|讯|訊))"),
    re.compile(
        rf"^[^.!?。:]{{2,50}}?\s*(?:,|[–—-])\s*({_WRITTEN_SO}|{_NAMES_TOO}|(?i:{_NAMES}))\s*(?:[–—]|-\s|\.\s[–—-])"
    ),
    re.compile(rf"^[^.!?。]{{2,50}}?[.,]?\s[–—-]\s({_OTHERS}|{_OTHER_WORDS}|РИА Новости|Интерфакс)\s*[:.،–—-]"),
    re.compile(rf"^\s*({_WRITTEN_SO}|{_NAMES_TOO}|(?i:{_NAMES}))\s*[–—]\s"),
)
# What the agencies' own desks add at the end.
_DESKS = "ting by "  # in all of it: most lines need no look at the rest
_DESK = re.compile(
    r"\(?(?:(?:additional )?reporting by [^.;()]{4,80}[;,.]\s*(?:\w+ )?(?:writing|editing) by\b"
    r"|(?:writing|editing) by [^.;()]{4,60}; (?:editing|reporting) by\b)",
    re.IGNORECASE,
)

_SIGNED = re.compile(rf"[.!?。»”\"]\s*[–—-]\s*({_SEVERAL})\W*$")


def in_credit(line: str) -> str | None:
    """Return the agency that a credit line names; None without one."""
    if len(line) > _LONGEST_CREDIT:
        return None
    alone = _ALONE.fullmatch(line)
    found = alone or _BRACKETED.search(line) or _AT_END.search(line)
    if found:
        return found[1].strip()
    certain = _CERTAIN.search(line)
    return certain.group() if certain else None


def is_release(credit: str | None) -> bool:
    """Say whether a credit line says that its text was handed out by those whom it is about."""
    return credit is not None and _IS_RELEASE.search(credit) is not None


def is_release_line(line: str) -> bool:
    """Say whether a line says so of its text and nothing else, perhaps with a name."""
    found = _RELEASE_ALONE.fullmatch(line) if len(line) <= _LONGEST_RELEASE else None
    names = re.split(r"[\s(/|–—:-]+", found["whose"].strip(" ()")) if found else []
    return found is not None and all(not word[:1].islower() or _OF.fullmatch(word) for word in names)


def at_beginning(text: str) -> str | None:
    """Return the agency whose dateline begins a text; None without one."""
    found = (_in_dateline(line) for line in text.lstrip().split("\n")[:2])
    return next((match[1].strip() for match in found if match), None)


def dateline(line: str) -> str | None:
    """Return the beginning of a line up to the agency that it comes from; None where no agency's dateline begins it."""
    found = _in_dateline(line.lstrip())
    return line.lstrip()[: found.end()].rstrip(" -–—―:.,،，、") if found else None


def _in_dateline(line: str) -> "re.Match[str] | None":
    start = line[:_DATELINE_CHARS]
    bracketed = _BRACKETED.search(start)
    if bracketed and _is_dateline(start, bracketed):
        return bracketed
    return next((match for pattern in _DATELINES if (match := pattern.search(start))), None)


def is_named_in(author: str) -> bool:
    """Say whether what metadata state as an author is an agency, or somebody's and an agency's."""
    in_capitals = author.isupper() and len(author.split()) > 1  # then it may be anybody's name
    return (_CERTAIN if in_capitals else _NAMED).search(author) is not None


def _is_dateline(start: str, bracketed: "re.Match[str]") -> bool:
    """Say whether what stands before and behind an agency in brackets is a place and a day, not a sentence."""
    before, after = start[: bracketed.start()].strip(), start[bracketed.end() :].strip()
    if not before:
        return True
    words = before.split()
    few = len(words) <= _DATELINE_WORDS and not words[0].islower() and not _ENDED.search(before)
    return few and (not after or after[0] in "-–—―:：.,،，、" or _DAY.search(before) is not None)


def at_end(text: str) -> str | None:
    """Return the agency that signs in one of the last lines of a text; None without one."""
    for line in reversed(text.rstrip().split("\n")[-3:]):
        line = line.strip()  # noqa: PLW2901 - the line itself
        alone = _ALONE.fullmatch(line) if len(line) <= _LONGEST_CREDIT else None
        if alone:
            return alone[1].strip()
        desk = _DESK.search(line[-300:]) if _DESKS in line[-300:].casefold() else None
        if desk:
            return desk.group().strip("( ")
        for match in _BRACKETED.finditer(line[-60:]):
            if not line[-60:][match.end() :].strip(" .。»”\"'"):
                return match[1].strip()
        signed = _SIGNED.search(line[-60:])
        if signed:
            return signed[1].strip()
    return None
