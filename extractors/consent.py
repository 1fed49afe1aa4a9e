"""Pages that ask for consent to be tracked, with the story's metadata in their head."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

# What such pages speak of, one group a thing: a line that names two of them speaks of nothing else.
_THINGS = (
    re.compile(
        r"cookie|eväste|\bsüti(?:k|t|ke)|бисквитк|çerez|kolačić|колачић|piškotk|slapuk|sīkdat|küpsis"
        r"|\bkak(?:or|ene)\b|vafrakök|คุกกี้|कुकी|কুকি|குக்கீ|クッキー|쿠키|ملفات تعريف الارتباط|كوكيز|کوکی"
        r"|עוגיות|קובצי cookie|куки",
        re.IGNORECASE,
    ),
    re.compile(
        r"track(?:ing|er)|profil(?:ing|bildung|age|e\b|erstellung|azione|owani|ován)|kennung|fingerprint"
        r"|identifi(?:er|kator|kation|ant|cador|cativ)\w*|azonosító|αναγνωριστικ|tanımlayıcı|ідентифікатор"
        r"|идентификатор|トラッキング|識別子|跟踪|追蹤|追踪|标识符|식별자|추적|التتبع|معر[ّ]?فات"
        r"|מזה(?:ה|ים) ייחודי|מעקב",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:partner|vendor|anbieter|partenaires?|socios|parceiros|fornitori|proveïdor|ortak|rakan|mitra|birodalm)\w*"
        r"|третьи\w* лиц|треті\w* ос[іо]|kumppan|συνεργάτ|συνεργατ|partneř|đối tác|พันธมิตร|พาร์ทเนอร์|साझेदार"
        r"|पार्टनर|партньор|パートナー|第三者|合作(?:伙伴|夥伴)|第三方|협력사|제휴사|제3자|파트너|شركا"
        r"|الأطراف الثالثة|שותפי|צדדים שלישיים|партн[её]р",
        re.IGNORECASE,
    ),
    re.compile(
        r"consent|zustimm|einwillig|akzeptier|accept|agree|consentement|consentimiento|consentimento|acconsent"
        r"|accett|aceptar|aceitar|toestemming|samtyck|samtykke|souhlas|súhlas|zgod[aęyz]|suostumu|hyväksy"
        r"|hozzájárul|elfogad|consimț|съглас|пристан|сагласн|συγκατάθεσ|αποδοχ|αποδέχ|συναιν|rıza|açık onay"
        r"|onayla|kabul et|sutikim|piekriš|piekrit|nõusol|samþykk|privol|pristan(?:ak|k)|suglasnost|saglasn"
        r"|persetuju|ยินยอม|ยอมรับ|đồng ý|chấp nhận|सहमति|स्वीकार|সম্মতি|соглас|принять|згод|прийняти|погодж"
        r"|同意|동의|수락|موافق|أوافق|קבל הכל|הסכמ|מסכימ|رضایت",
        re.IGNORECASE,
    ),
    re.compile(
        r"personal(?:ised|ized|isierte|izad|izzat|isée?s?)|\bads?\b|advert|anzeigen|werbung|publicit|publicid"
        r"|pubblicit|anunci|reklam|reclam[eă]|mainon|mainok|hirdetés|διαφημ|oglas|оглас|auglýsing|iklan|โฆษณา"
        r"|quảng cáo|विज्ञापन|বিজ্ঞাপন|реклам|広告|广告|廣告|광고|إعلان|تبلیغات|פרסומ|מודעות",
        re.IGNORECASE,
    ),
    re.compile(
        r"privacy|datenschutz|personal(?: |-)?data|personenbezogen|données|datos personales|dados pessoais"
        r"|dades personals|dati personali|persoonsgegevens|personoplysning|personuppgift|personopplysning"
        r"|henkilötie|yksityisyy|tietosuoj|integritet|személyes adat|adatvédel|dane osobowe|danych osobowych"
        r"|prywatno|date(?:le|lor)? (?:dvs\. |dumneavoastră )?(?:cu caracter )?personale?|confidențialit"
        r"|лични(?:те)? данни|личн\w* подат|поверителн|προσωπικ\w* δεδομ|απόρρητ|ιδιωτικότητ"
        r"|osobn\w* (?:údaj|podat|podac)|osebn\w* podat|soukrom|súkrom|kişisel veri|gizlili|asmens duomen"
        r"|personas dat|isikuandme|persónuupplýs|data peribadi|data pribadi|privasi|ข้อมูลส่วนบุคคล"
        r"|ความเป็นส่วนตัว|dữ liệu cá nhân|quyền riêng tư|व्यक्तिगत (?:डेटा|जानकारी)|निजता|गोपनीयता|персональн"
        r"|конфиденциальн|конфіденційн|приватн\w+|個人(?:情報|資料|データ)|个人(?:信息|数据|资料)|隐私|隱私"
        r"|プライバシー|개인정보|البيانات الشخصية|بيانات\w* الشخصية|خصوصي|اطلاعات شخصی|حریم خصوصی|פרטיות"
        r"|מידע אישי|נתונים אישיים|gdpr|dsgvo|rgpd|art\. ?\d+",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:on|to) (?:a|your) device|gerät|appareil|dispositi[uv]|apparaat|enhet|enhed|laittee|eszköz[eö]"
        r"|συσκευ|urządzeni|zařízení|zariaden|naprav[oi]|cihaz|uređaj|уређај|įrengin|ierīc|seadme|peranti"
        r"|perangkat|อุปกรณ์|thiết bị|डिवाइस|উপকরণ|ডিভাইস|ip-?ad|browser|geolocation|standort|устройств|пристр"
        r"|端末|デバイス|设备|設備|裝置|기기|단말|جهاز|دستگاه|מכשיר",
        re.IGNORECASE,
    ),
    re.compile(
        r"withdraw|widerruf|revo(?:k|c|g)|retirer|retirar|settings|einstellung|preferences|preferenc|paramètr"
        r"|configura|impostazioni|asetuks|peruut|beállítás|visszavon|setări|retrag|ρυθμίσε|ανακαλ|nastav[ei]"
        r"|odvola|ayarlar|geri (?:al|çek)|postavk|подешавањ|nustatym|atšauk|iestatījum|atsauk|seadet|tetapan"
        r"|pengaturan|การตั้งค่า|ถอน|cài đặt|rút lại|सेटिंग|वापस ले|настройк|отозвать|налаштуван|відклик|설정"
        r"|철회|設定|设置|撤回|إعدادات|سحب|تنظیمات|הגדרות|לבטל",
        re.IGNORECASE,
    ),
    re.compile(
        r"legitimate interest|berechtigte\w* interesse|intérêts? légitime|interés legítimo|interesse legittimo"
        r"|законн\w* (?:интерес|інтерес)|uzasadnion\w* interes|oprávněn\w* zájm|jogos érdek"
        r"|interes(?:ul)? legitim|έννομο συμφέρον|meşru (?:menfaat|çıkar)|正当な利益|正當利益"
        r"|合法(?:权益|利益)|정당한 이익|مصلحة مشروعة|אינטרס לגיטימי|zweck|purpose|finalit",
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
