"""Pages that ask for consent to be tracked, with the story's metadata in their head."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

# What such pages speak of, one group a thing: a line that names two of them speaks of nothing else.
_THINGS = (
    re.compile(
        r"cookie|eväste|\bsüti(?:k|t|ke)|бисквитк|çerez|kolačić|колачић|piškotk|คุกกี้|कुकी|クッキー|쿠키"
        r"|ملفات تعريف الارتباط|עוגיות",
        re.IGNORECASE,
    ),
    re.compile(
        r"track(?:ing|er)|profil(?:ing|bildung|age|e\b|erstellung|azione)|kennung|identifi(?:er|kator|kation|ant"
        r"|cador|cativ)\w*"
        r"|fingerprint|トラッキング|идентификатор|跟踪|追蹤",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:partner|vendor|anbieter|partenaires?|socios"
        r"|parceiros|fornitori|третьи\w* лиц)\w*|kumppan|συνεργάτ|συνεργατ|partneř|đối tác|พันธมิตร|พาร์ทเนอร์"
        r"|साझेदार|पार्टनर|партньор|パートナー|合作伙伴|파트너"
        r"|партн[её]р",
        re.IGNORECASE,
    ),
    re.compile(
        r"consent|zustimm|einwillig|akzeptier|accept|agree|consentement|consentimiento|consentimento|acconsent"
        r"|accett|aceptar|aceitar"
        r"|toestemming|samtyck|samtykke|souhlas|súhlas|zgod[aęy]|suostumu|hozzájárul|consimțământ|съглас"
        r"|συγκατάθεσ|rıza|açık onay"
        r"|pristan(?:ak|k)|suglasnost|ยินยอม|đồng ý|सहमति|соглас|згод|同意|동의|موافق|הסכמה",
        re.IGNORECASE,
    ),
    re.compile(
        r"personal(?:ised|ized|isierte|izad|izzat|isée?s?)|\bads?\b|advert|anzeigen|werbung|publicit|publicid"
        r"|pubblicit|anunci|reklam|mainon|mainok|hirdetés|διαφημ|oglas|โฆษณา|quảng cáo|विज्ञापन"
        r"|реклам|広告|广告|廣告|광고",
        re.IGNORECASE,
    ),
    re.compile(
        r"privacy|datenschutz|personal(?: |-)?data|personenbezogen|données|datos personales|dados pessoais"
        r"|dati personali"
        r"|persoonsgegevens|personoplysning|personuppgift|personopplysning|henkilötie|yksityisyy|tietosuoj"
        r"|személyes adat"
        r"|adatvédel|date(?:le)? cu caracter personal|лични данни|προσωπικ\w* δεδομ|osobn\w* údaj|osobn\w* podat"
        r"|kişisel veri|ข้อมูลส่วนบุคคล|dữ liệu cá nhân|व्यक्तिगत (?:डेटा|जानकारी)|персональн|個人情報"
        r"|个人(?:信息|数据)|개인정보|gdpr|dsgvo|rgpd|art\. ?\d+",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:on|to) (?:a|your) device|gerät|appareil|dispositivo|apparaat|laittee|eszköz[eö]|dispozitiv|συσκευ"
        r"|zařízení|zariaden|cihaz|uređaj|อุปกรณ์|thiết bị|डिवाइस|ip-?ad|browser|geolocation|standort"
        r"|устройств|端末|设备|기기",
        re.IGNORECASE,
    ),
    re.compile(
        r"withdraw|widerruf|revo(?:k|c|g)|retirer|retirar|settings|einstellung|preferences|paramètr|configura"
        r"|impostazioni|asetuks|beállítás|visszavon|setări|ρυθμίσε|nastaven|ayarlar|postavk|การตั้งค่า|cài đặt"
        r"|सेटिंग|настройк",
        re.IGNORECASE,
    ),
    re.compile(
        r"legitimate interest|berechtigte\w* interesse|intérêts? légitime|interés legítimo|interesse legittimo|zweck"
        r"|purpose|finalit",
        re.IGNORECASE,
    ),
)
# Cookies, tracking, personal data: partners who accept something and put up advertisements are all over the news.
_STRANGE = (_THINGS[0], _THINGS[1], _THINGS[5])
_ENOUGH = 2
_LONGEST_LINE = 5000  # characters of a line that are looked through
_SHARE = 0.6  # of the letters of what is shown
_KNOWN_SHARE = 0.34  # of the title's words: a story about consent repeats what its title says
_SHORTEST_WORD = 4
_WORD = re.compile(r"[^\W\d_]+")
_PAIRS = re.compile(r"(?=([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}))")


def is_wall(titles: Sequence[str], shown: Sequence[str]) -> bool:
    """Say whether most of what is shown asks for consent, and none of it is what the title speaks of."""
    lines = [line for line in shown if line not in titles]
    if any(_speaks_of(title, " ".join(lines)) for title in titles[:1]):
        return False
    left = (1 - _SHARE) * sum(map(len, lines))  # letters that may speak of something else
    for line in lines:
        left -= 0 if _asks(line) else len(line)
        if left < 0:
            return False
    return any(thing.search(line[:_LONGEST_LINE]) for line in lines for thing in _STRANGE)


def _asks(line: str) -> bool:
    named = (thing for thing in _THINGS if thing.search(line[:_LONGEST_LINE]))
    return len(list(islice(named, _ENOUGH))) == _ENOUGH


def _speaks_of(title: str, text: str) -> bool:
    wanted = set(_words(title))
    known = sum(word in text.casefold() for word in wanted)
    return known > _KNOWN_SHARE * len(wanted)


def _words(title: str) -> Iterable[str]:
    yield from (word.casefold() for word in _WORD.findall(title) if len(word) >= _SHORTEST_WORD)
    yield from _PAIRS.findall(title)
