"""People out of what a byline or a field of metadata says; offices, agencies, roles, places and photographers go."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape

from . import offices, roles
from .markup import squeezed

_LONGEST_NAME = 60
_MOST_WORDS = 6
_LONGEST_PARTICLE = 5  # letters: degli
_MOST_AUTHORS = 20

_BY = re.compile(
    r"^\W*(?:(?:written|reported|story|words|text|texte?|texto|testo|tekst|opinion|analysis|review|interview)\s+)?"
    r"(?:by|von|vom|par|por|de la|di|da|av|af|door|przez|od|oleh|bởi|от|автор(?:ы|ка)?|autore?|autor[ae]?s?|auteurs?"
    r"|authors?|oprac\.?|opr\.|rozmawiała?|propos recueillis par"
    r"|yazan|foto|текст|γράφε[ιί](?: [οη])?|írta|szerző|penulis|tác giả|نویسنده|به قلم|الكاتبة?|تقرير"
    r"|文|記者|记者|بقلم|كتبت?|מאת|כותבת?|작성|piše|пише|napisala?|kirjutas|toimetaja|autorių?s|teksts|egilea|müəllif|muallif"
    r"|ավտոր|հեղինակ|авторлары|ავტორი|โดย|เขียนโดย|ผู้เขียน|เรื่อง|ໂດຍ|ដោយ|ရေးသားသူ|लेखक|लेखिका|द्वारा|লেখক|লিখেছেন|લેખક|ਲੇਖਕ"
    r"|تحریر|مصنف|از قلم|(?:nga|na|ni)(?=\s\w+\s\w))\s*[:：՝]?\s+",
    re.IGNORECASE,
)  # fmt: skip
# "Ein Kommentar von Ana Ruiz"; after a first name "von" belongs to the last name.
_BEFORE = re.compile(
    r"^.{0,30}\s(?:(?:by|par|por)\s+(?=[A-ZÄÖÜÉ])|von\s+(?=[A-ZÄÖÜÉ]\S*\s+(?:\w{2,4}\s+)*[A-ZÄÖÜÉ])|(?:Von|By|Par|Por)\s+)"
)
_AFTER = re.compile(
    r"\s*(?:[|•–—]|\s[·-]\s|\(|\[|\d|\b(?:on\s+)?(?:updated|published|commented|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january"
    r"|february|march|april|june|july|august|september|october|november|december)\b).*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\w)@\w+")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_TAG = re.compile(r"<[^>]{1,200}>")
_BRACKETED = re.compile(r"^[(\[（【［](?P<inside>[^()\[\]（）【】]+)[)\]）】］]$")
_IN_BRACKETS = re.compile(r"\s*[(\[（【［][^()\[\]（）【】]{0,80}[)\]）】］]")
_AND = (
    "and|und|et|y|e|og|och|en|ve|və|i|dan|и|та|і|й|un|ja|ning|és|και|și|si|ir|eta|şi|dhe|agus|na|va|và|және|болон|&|ו|و"
    "|اور|او|और|एवं|तथा|आणि|ও|এবং|અને|ਅਤੇ|ଓ|மற்றும்|మరియు|ಮತ್ತು|සහ|และ|ແລະ|និង|နှင့်|და|և|եւ|እና"
)
_BETWEEN = re.compile(
    r"\s*(?:[;،、，/／]|,(?!\s*(?:Jr|Sr|III?|IV)\b)|(?<=[\u3400-\u9fff々\uac00-\ud7af])[・·](?=[\u3400-\u9fff\uac00-\ud7af])"
    rf"|\s(?:{_AND}|a(?=\s(?-i:[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]))|및)\s)\s*",
    re.IGNORECASE,
)
_JOINT = re.compile(rf"\s(?:{_AND})\s", re.IGNORECASE)
# Arabic and Hebrew write "and" and the next word as one; names that begin with that letter stay whole.
_JOINED = re.compile(
    r"(?<=\w\s)و(?!(?:ليد|ائل|سام|سيم|فاء|داد|رد|جيه|حيد|ديع|لاء|عد|صال|هيب|فيق|سن|جدي|ائلة)\b)(?=\w{2,}\s\w)"
    r"|(?<=\w\s)ו(?!(?:רד|יקטור|יקטוריה|לדימיר|ילי|יטלי|ונדר)\b)(?=\w{2,}\s\w)"
)
_IN_PLACE = re.compile(
    r",?\s(?:in|aus|à|nach|from|at|desde)\s+(?-i:[^\W\d_a-zß-öø-ÿа-яё])[\w.'’-]*(?:\s(?-i:[^\W\d_a-zß-öø-ÿа-яё])[\w.'’-]*)*"
    r"|,\s(?:da|de|z|из|aus|depuis|em|en)\s+(?-i:[^\W\d_a-zß-öø-ÿа-яё])[\w.'’-]*(?:\s(?-i:[^\W\d_a-zß-öø-ÿа-яё])[\w.'’-]*)*",
    re.IGNORECASE,
)
# "Text: Ana Ruiz, Foto: Bo Lind": who takes pictures, edits or translates is no author.
_WRITING = (
    r"text[eo]?s?|words|story|reporting|report|written|tekst|teksti|testo|текст|κείμενο|טקסט|نص|文|取材|撰文|글|취재"
)
_OTHER_WORK = (
    r"photo(?:s|graph\w*)?|fotos?|foto(?:graf\w*)|fotó\w*|fotoğraf\w*|bilder?|kuva[t]?|immagini|imágenes|imagens|pictures?"
    r"|images?|illustrat\w+|ilustra\w+|illustraz\w+|graphics?|grafik\w*|gráficos?|videos?|camera|kamera|zdj[eę]ci\w+"
    r"|фото(?:граф\w*)?|видео|відео|иллюстраци\w+|φωτογραφ\w+|βίντεο|fénykép\w*|ảnh|تصوير|צילום|צילומים"
    r"|写真|撮影|摄影|攝影|图片|圖片|图|圖|사진|그래픽|영상|edited|editing|edição|edición|redigering|编辑|編輯|责任编辑"
    r"|責任編輯|责编|責編|校对|监制|編集|편집|translat\w+|übersetz\w+|tradu\w+|traduz\w+|перевод|翻译|翻譯|翻訳|번역"
    r"|tłumaczenie|montage|layout|来源|來源|출처"
)
_LABEL = re.compile(
    rf"(?<!\w)(?:(?P<mine>(?:{_WRITING})(?:\s*(?:,|/|{_AND})\s*(?:{_OTHER_WORK}))?)|(?:{_OTHER_WORK}))"
    r"(?:\s*[:：=＝／・｜]\s*|\s*/\s*|\s+(?:by|von|vom|par|por|di|av|af|door|przez|od)\s+)",
    re.IGNORECASE,
)
# Who stands before "(Fotos)" took them, as in "Silke Brand (Text) und Arne Voss (Fotos)".
_DRAWN = re.compile(rf"(?:[,;]|\s(?:{_AND})\s)[^,;()]*\((?:{_OTHER_WORK})\)", re.IGNORECASE)
_CAPITAL = r"(?-i:[^\W\d_a-zß-öø-ÿа-яё])"
_PLACE_FIRST = re.compile(r"^[^\W\d_]+\s+[-–—]\s+(?=\S+\s+\S)")
# "Ana Ruiz mit dpa": whose material it is, not who wrote it.
_WITH = re.compile(r"\s+(?:with|mit|avec(?: l['’])?|con|com|cu|met|med|z|με)\s+(?P<whose>\S.*)$")
_FOR = re.compile(
    r"(?:^|[\s,;|–—-]+)(?:(?:special(?:ly)?|exclusive(?:ly)?)(?: (?:to|for))(?: the)?|(?:en )?especial para|especial a"
    r"|collaboration spéciale|espesyal (?:sa|para sa)|(?:for|für|pour)(?: the| die| den| das| la| le)?)"
    rf"(?:\s+{_CAPITAL}.*)?$",
    re.IGNORECASE,
)
_MANY = re.compile(r"\b(?:reporters|writers|correspondents|editors|contributors|journalists)\W*$", re.IGNORECASE)
_DEGREE = re.compile(
    r",?\s+(?:Ph\.?\s?D|M\.?D|MBA|M\.?Sc|B\.?Sc|M\.?A|LL\.?[MB]|R\.?N|R\.?D|D\.?O|Esq|CFA|CPA)\b\.?", re.IGNORECASE
)
_HONOUR = re.compile(
    r"^(?:(?:Prof|Professor(?:in)?|Dra?|Drs|Doç|Doc|PhDr|MUDr|JUDr|Ing|Mgr|Mag|Dipl|Univ|Rev|Hon|Sir|Dame|Mr|Mrs|Ms|Herr|Frau"
    r"|проф|д-р|डॉ|ড|د|أ|ד״ר|ד\"ר|פרופ['׳])(?:\.-?\s*|\s+))+(?=\S+\s\S)",
    re.IGNORECASE,
)
_ROLE = re.compile(rf"[,\s]+{roles.RANKS}{roles.NAMES}(?!\w).*$", re.IGNORECASE)
_ROLE_BEFORE = re.compile(rf"^{roles.RANKS}{roles.NAMES}\s+(?={_CAPITAL}\S*\s+{_CAPITAL})", re.IGNORECASE)
_ROLE_ALONE = re.compile(rf"^{roles.RANKS}{roles.NAMES}(?!\w)", re.IGNORECASE)
_EAST_BEFORE = re.compile(
    r"^(?:(?:[\u3400-\u9fff]{1,8}(?:[\u3400-\u9fff](?<!長谷)部|支局|总局|総局|編集局|[报報网網社台刊闻聞][记記]者)(?=\s)|(?:本[报報]|[实實][习習]|特[约約])?[记記]者"
    r"|編集委員|論説委員|特派員|(?:文|作者|撰文|撰稿|采写|採訪|采访|執筆|筆者|글|취재)(?=\s*[:：/／・=＝|｜丨]))[\s:：/／・=＝|｜丨]*)+"
)
_EAST_AFTER = re.compile(
    r"\s*(?:(?:本[报報]|[实實][习習]|特[约約])?[记記]者|特派員|論説委員|編集委員|支局長|通[讯訊]员)$"
)
_KOREAN = re.compile(
    r"(?:^|[\s=\])])(?P<name>[\uac00-\ud7af]{2,4})\s?"
    r"(?:(?:선임|객원|인턴|수습|전문|대|사진)?기자|특파원|논설위원|편집위원|칼럼니스트|앵커)$"
)
_CHINESE_SURNAMES = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭田董袁潘于蒋蔣"
    "蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶"
    "黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴赖賴覃洪武莫孔温溫"
)
_SIDE_BY_SIDE = re.compile(
    rf"(?:[{_CHINESE_SURNAMES}][\u3400-\u9fff]{{2}}\s){{1,5}}[{_CHINESE_SURNAMES}][\u3400-\u9fff]{{2}}"
)
_NAME = re.compile(r"[^\W\d_][\w.'’`´\u200c\u200d\- ・·་፡]*")
# Thai, Lao, Tibetan, Burmese, Khmer, kana, Han, Hangul: no space need part the names of a person.
_UNSPACED = re.compile(r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TURNED = re.compile(r"(?P<last>[^\W\d_]['’\w-]+), (?P<first>[^\W\d_][\w-]+)")


def named(stated: Iterable[str], outlet_name: str, own: str = "") -> tuple[str, ...]:
    """Return the people whom texts name, each once, in order.

    `own` is what else the outlet may be called: no name that equals it is a person's.
    """
    found: dict[str, str] = {}
    for text in stated:
        for part in _parts(text):
            name = bare(part)
            if _is_whole(name) and may_be(name, outlet_name) and name.casefold() != own.casefold():
                found.setdefault(_key(name), name.title() if name.isupper() or name.islower() else name)
    return tuple(found.values())[:_MOST_AUTHORS]


def parts(names: str) -> list[str]:
    """Return the parts of a text that joins several names; what is nothing but a role is none.

    "Ana Ruiz, Gale Radio Reporter": where the first part has no role, what ends in one behind a comma is no name.
    """
    text = _JOINED.sub("; ", _DEGREE.sub("", names))
    joints = list(_BETWEEN.finditer(text))
    starts, ends = [0, *(joint.end() for joint in joints)], [*(joint.start() for joint in joints), len(text)]
    found = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    if len(found) > 1 and _is_of_one(found[-2], found[-1], joints[-1].group()):
        found[-2:] = [text[starts[-2] :]]
        joints.pop()
    bare_first = not _ROLE.search(found[0])
    kept = found[:1]
    for joint, part in zip(joints, found[1:], strict=True):
        if not (bare_first and joint.group().strip() == "," and _ROLE.search(part)):
            kept.append(part)
    return [part for place, part in enumerate(kept) if part and (not _ROLE_ALONE.match(part) or _leads(place, part))]


def _is_of_one(before: str, after: str, joint: str) -> bool:
    """Say whether what stands behind "y" or "e" is the end of a last name: "Pilar Ocampo y Rius"."""
    return (
        joint.strip() in ("y", "e")
        and " " in before
        and after[:1].isupper()
        and after.isalpha()
        and not after.isupper()
        and not is_office(after)
    )


def _leads(place: int, part: str) -> bool:
    """Say whether a byline begins with a role and a name: "Reporter Ana Ruiz"."""
    return place == 0 and _ROLE_BEFORE.match(part) is not None


def writers(text: str) -> str:
    """Return a byline without the names of those who took pictures, edited or translated."""
    mine, start, pieces = True, 0, []
    for label in _LABEL.finditer(text):
        if mine:
            pieces.append(text[start : label.start()])
        mine, start = label["mine"] is not None, label.end()
    pieces += [text[start:]] if mine else []
    return "; ".join(piece.strip(" ,;|/") for piece in pieces if piece.strip(" ,;|/"))


def spaced(text: str) -> str:
    """Return a byline on one line without tags, entities, addresses and signs that nobody sees."""
    if "&" in text:
        text = unescape(text)
    return squeezed(_ADDRESS.sub(" ", _TAG.sub(" ", _INVISIBLE.sub("", text))))


def unlabelled(text: str) -> str:
    """Return a byline without the word that says "by" before the names."""
    return _EAST_BEFORE.sub("", _BY.sub("", text))


def bare(part: str) -> str:
    """Return a name without role, title and degree."""
    name = unlabelled(part).strip()
    korean = _KOREAN.search(name)
    name = korean["name"] if korean else _EAST_AFTER.sub("", name)
    name = _ROLE_BEFORE.sub("", _ROLE.sub("", _DEGREE.sub("", _FOR.sub("", name))))
    return _HONOUR.sub("", name.strip(" .,:;-–—|·\u00a0"))


def without_places(names: str) -> str:
    """Return names without the places that they report from."""
    return _IN_PLACE.sub("", names)


def may_be(name: str, outlet_name: str) -> bool:
    """Say whether a name can be a person's: no office, no agency, not the outlet."""
    if not 2 <= len(name) <= _LONGEST_NAME or not is_name(name) or is_office(name):
        return False
    own, said = outlet_name.casefold(), name.casefold()
    return said not in own and (not own or own not in said)


def is_office(text: str) -> bool:
    """Say whether a text names an office, an agency or a role."""
    return offices.is_office(text) or _ROLE_ALONE.match(text) is not None


def is_name(text: str) -> bool:
    """Say whether a text holds no sign that names lack."""
    return _NAME.fullmatch(unmarked(text)) is not None


def is_joined(text: str) -> bool:
    """Say whether an "and" stands in a byline."""
    return _JOINT.search(text) is not None


def unmarked(text: str) -> str:
    """Return a text without the vowel signs and accents that stand apart from their letters."""
    if text.isascii():
        return text
    return "".join(sign for sign in text if not unicodedata.category(sign).startswith("M"))


def _is_whole(name: str) -> bool:
    """Say whether a name has a first and a last part, and no word in small letters that is longer than a particle."""
    words = name.split()
    small = not name.islower() and any(word.islower() and len(word) > _LONGEST_PARTICLE for word in words)
    return (1 < len(words) <= _MOST_WORDS and not small) or _UNSPACED.search(name) is not None


def _parts(text: str) -> Iterator[str]:
    text = spaced(text)
    inside = _BRACKETED.match(text)
    text = _IN_BRACKETS.sub("", _DRAWN.sub("", inside["inside"] if inside else text))
    text = _BEFORE.sub("", unlabelled(writers(text)))
    text = _alone(without_places(_AFTER.sub("", _PLACE_FIRST.sub("", text))).strip(" ,;"))
    turned = _TURNED.fullmatch(text)
    if turned:  # "Ruiz, Ana"
        yield f"{turned['first']} {turned['last']}"
    elif _SIDE_BY_SIDE.fullmatch(text):
        yield from text.split()
    else:
        found = parts(text)
        yield from () if len(found) == 1 and _MANY.search(text) else _cased(found)  # "Gale Reporters"


def _alone(text: str) -> str:
    """Return a byline without the agency whose material was used; who else wrote with somebody is parted from them."""
    found = _WITH.search(text)
    if found is None:
        return text
    before = text[: found.start()]
    return before if is_office(found["whose"]) else f"{before}; {found['whose']}"


def _cased(found: list[str]) -> Iterator[str]:
    """Yield the parts of a byline; what alone is in capitals is an office: "Ana Ruiz, RADIO NORTE"."""
    mixed = any(" " in part and not part.isupper() for part in found)
    yield from (part for part in found if not (mixed and part.isupper()))


def _key(name: str) -> str:
    """Return a name without case, accents and order, by which it is known again."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return " ".join(sorted(plain.split()))
