"""Pages that ask for consent to be tracked, with the story's metadata in their head."""

import re
from collections.abc import Iterable, Sequence

# What such pages speak of, one group a thing: a line that names two of them speaks of nothing else.
_THINGS = (
    re.compile(
        r"cookie|クッキー|쿠키|ملفات تعريف الارتباط|עוגיות",
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
        r"|parceiros|fornitori|третьи\w* лиц)\w*|パートナー|合作伙伴|파트너"
        r"|партн[её]р",
        re.IGNORECASE,
    ),
    re.compile(
        r"consent|zustimm|einwillig|akzeptier|accept|agree|consentement|consentimiento|consentimento|acconsent"
        r"|accett|aceptar|aceitar"
        r"|toestemming|samtyck|samtykke|souhlas|zgod[aęy]|соглас|згод|同意|동의|موافق|הסכמה",
        re.IGNORECASE,
    ),
    re.compile(
        r"personal(?:ised|ized|isierte|izad|izzat|isée?s?)|\bads?\b|advert|anzeigen|werbung|publicit|publicid"
        r"|pubblicit|anunci|reklam"
        r"|реклам|広告|广告|廣告|광고",
        re.IGNORECASE,
    ),
    re.compile(
        r"privacy|datenschutz|personal(?: |-)?data|personenbezogen|données|datos personales|dados pessoais"
        r"|dati personali"
        r"|persoonsgegevens|персональн|個人情報|个人(?:信息|数据)|개인정보|gdpr|dsgvo|rgpd|art\. ?\d+",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:on|to) (?:a|your) device|gerät|appareil|dispositivo|apparaat|ip-?ad|browser|geolocation|standort"
        r"|устройств|端末|设备|기기",
        re.IGNORECASE,
    ),
    re.compile(
        r"withdraw|widerruf|revo(?:k|c|g)|retirer|retirar|settings|einstellung|preferences|paramètr|configura"
        r"|impostazioni",
        re.IGNORECASE,
    ),
    re.compile(
        r"legitimate interest|berechtigte\w* interesse|intérêts? légitime|interés legítimo|interesse legittimo|zweck"
        r"|purpose|finalit",
        re.IGNORECASE,
    ),
)
_ENOUGH = 2
_SHARE = 0.6  # of the letters of what is shown
_KNOWN_SHARE = 0.34  # of the title's words: a story about consent repeats what its title says
_SHORTEST_WORD = 4
_WORD = re.compile(r"[^\W\d_]+")
_PAIRS = re.compile(r"(?=([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}))")


def is_wall(titles: Sequence[str], shown: Sequence[str]) -> bool:
    """Say whether most of what is shown asks for consent, and none of it is what the title speaks of."""
    lines = [line for line in shown if line not in titles]
    asking = sum(len(line) for line in lines if sum(map(bool, (thing.search(line) for thing in _THINGS))) >= _ENOUGH)
    if not lines or asking < _SHARE * sum(map(len, lines)):
        return False
    return not any(_speaks_of(title, " ".join(lines)) for title in titles[:1])


def _speaks_of(title: str, text: str) -> bool:
    wanted = set(_words(title))
    known = sum(word in text.casefold() for word in wanted)
    return known > _KNOWN_SHARE * len(wanted)


def _words(title: str) -> Iterable[str]:
    yield from (word.casefold() for word in _WORD.findall(title) if len(word) >= _SHORTEST_WORD)
    yield from _PAIRS.findall(title)
