"""Lines around a story that are not the story: captions, teasers, appeals; and the standfirst, which readers lose."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from .markup import text_of

_SHORT = 250  # characters; what is longer tells something
_STANDFIRST = (40, 700)  # characters
_CAPTIONS = ("figcaption", "caption")
_BEGINS = 3  # lines; and the fewest of a story that is there twice
_OFTEN = 2000  # characters; longer ones are not remembered
_HEADING = 60  # characters of a line over a list of teasers

_NO_LETTERS = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$|^\S+@\S+$|^[\w-]+(?:\.[\w-]+)+(?:/\S*)?$")
_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE = re.compile(r"[.!?。！？…।۔؟][\"”»“’'）」』)\]]*$")
# "Read also: ...": a line that sends the reader elsewhere.
_TEASER = re.compile(
    r"^\W*(?:(?:read|see|watch|learn|find out|listen)\s+(?:more|also|next|too)|also (?:read|see|watch)"
    r"|related(?: (?:articles?|stories|"
    r"coverage|content|news|topics))?\s*(?::|$)|more (?:from|on|about|in)\b.{0,60}$|don.t miss"
    r"|recommended(?: for you|:|$)|you (?:may|might) also like"
    r"|most (?:read|popular|viewed)|popular(?: now| stories)?$|trending|up next|top stories|what to read next"
    r"|further reading|editor.s picks?"
    r"|(?:lesen|sehen|hören) sie (?:auch|mehr|hier|dazu)|lest (?:auch|hier)|mehr (?:zum thema|dazu|lesen|aus"
    r"|von)\b.{0,40}$|auch interessant|lesetipp"
    r"|das könnte (?:sie|dich)|weiterführende links|weitere (?:artikel|themen|meldungen)|empfohlener? (?:externer"
    r"|redaktioneller)|passend dazu"
    r"|(?:à |a )?(?:lire|voir|écouter) (?:aussi|également|plus|la suite)|sur le même (?:sujet|thème)|(?:à"
    r"|a) ne pas manquer|nos articles sur"
    r"|lea también|leer (?:también|más)|le(?:a|e) (?:también|además)|te puede interesar|ver (?:también|más)"
    r"|más información|mira también"
    r"|le(?:ia|r) (?:também|mais)|veja (?:também|mais)|saiba mais|leggi (?:anche|di più)|potrebbe interessarti"
    r"|guarda anche|per approfondire"
    r"|lees (?:ook|meer|verder)|bekijk ook|les (?:også|mer|hele)|se også|læs (?:også|mere)|läs (?:också|mer|även)"
    r"|lue (?:myös|lisää)"
    r"|czytaj (?:też|także|więcej|również)|zobacz (?:też|także|również)|čtěte (?:také|též|více)|přečtěte si"
    r"|prečítajte si|citește și|vezi și"
    r"|olvass[ae]? (?:el|tovább)|pročitajte|procitajte|čitajte|διαβάστε (?:επίσης|ακόμη|περισσότερα)"
    r"|ayrıca (?:oku|bkz)|ilgili haber"
    r"|читайте (?:также|ещё|еще|по теме)|смотрите также|по теме\s*:|читайте (?:також|ще)|дивіться також|прочетете още"
    r"|baca (?:juga|lagi)|simak juga|xem thêm|đọc thêm|soma (?:pia|zaidi)|اقر[أا] (?:أيضا|المزيد)|شاهد أيضا"
    r"|بیشتر بخوانید|קראו (?:גם|עוד)"
    r"|相关(?:阅读|新闻|文章)|延伸阅读|延伸閱讀|相關新聞|更多(?:新闻|新聞|内容|文章)|関連(?:記事|ニュース|リンク)"
    r"|あわせて読みたい|관련 ?기사|이 기사도)",
    re.IGNORECASE,
)
# "Subscribe to our newsletter": a line that asks something of the reader.
_APPEAL = re.compile(
    r"^\W*(?:sign up (?:for|to|here|now)|subscribe (?:to|now|here|for)|get (?:the latest|our (?:free )?newsletter"
    r"|unlimited|access to)|follow (?:us|the author|\S+ on"
    r"|him|her)|like us on|join (?:us|our|the (?:conversation|discussion))|have a (?:tip|story)"
    r"|(?:do you )?have (?:a|any) (?:news )?tips?|share (?:this|on|it)|like this (?:story|article)"
    r"|tell us what|what do you think|click here|download (?:our|the) app|support (?:our|us|independent)|donate"
    r"|become a (?:member|subscriber)|this (?:story|article) is for subscribers"
    r"|article printed from|url to article|click here to print"
    r"|comments?$|tags?\s*(?::|$)|advertise?ment|sponsored|loading|newsletter|view comments|leave a (?:comment"
    r"|reply)|post a comment|log ?in|copyright ©|©"
    r"|you must (?:confirm|be logged)|please (?:log ?(?:in|out)|enable|subscribe)|all rights reserved|image:"
    r"|images?:|photos?\s?(?:by|:|credit)|image (?:source|credit)|picture:|(?:file )?photo$"
    r"|newsletter|abonniere|jetzt (?:abonnieren|testen|anmelden)|folge(?:n sie)? uns|folgst du|kommentare?$"
    r"|schlagw[oö]rter|themen\s*(?::|$)|anzeige$|werbung$|foto\s?:|bild(?:quelle)?\s?:|fotos?:|datenschutz"
    r"|inscrivez-vous|abonnez-vous|suivez(?:-| )nous|partage[rz]|publicité$|photo\s?:|crédit photo|commentaires?$"
    r"|suscríbete|síguenos|comparte|publicidad$|foto\s?:|etiquetas"
    r"|assine|siga(?:-nos)?\b|compartilhe|publicidade$|iscriviti|seguici|condividi|pubblicità$|schrijf je in"
    r"|volg ons|deel dit|advertentie$"
    r"|følg oss|annonse$|reklame$|annons$|prenumerera|følg os|del artik|tilaa|seuraa|mainos$|subskrybuj|obserwuj"
    r"|reklama$|sledujte|kövess|urmăr[ei]|abonează|zaprati"
    r"|подпи(?:шитесь|сывайтесь)|реклама$|фото\s?:|подел(?:иться|итесь)|підпи(?:шіться|суйтесь)|abone ol"
    r"|bizi takip|reklam$|ikuti kami|iklan$|theo dõi|quảng cáo"
    r"|اشترك|تابعونا|إعلان$|הירשמו|עקבו|פרסומת|广告$|廣告$|分享到|扫码|关注我们|(?:.{0,20}[？?])?欢迎(?:在|到)?(?:评论区|留言)|責任編輯|责任编辑|広告$|シェア"
    r"|フォロー|구독|광고$|무단 ?전재)",
    re.IGNORECASE,
)
_RESERVED = re.compile(
    r"réservée? aux abonnés|for subscribers only|subscribe to (?:continue|keep) reading|nur für abonnenten"
    r"|solo para suscriptores"
    r"|exclusivo para assinantes|riservato agli abbonati|alleen voor abonnees|只限会员|会員限定|有料会員"
    r"|tu suscripción se está usando",
    re.IGNORECASE,
)
_SETTING = re.compile(r"^(?:\w+:\s*)?(?:true|false|null|undefined|\{\{.*\}\})$|^\w+[A-Z]\w+:\s*$")


def key(line: str) -> str:
    """Return a line's letters and digits alone, for comparing."""
    return _key(line) if len(line) <= _OFTEN else _letters(line)


def _letters(line: str) -> str:
    return _NO_LETTERS.sub("", line).casefold()


_key = lru_cache(maxsize=4096)(_letters)  # a line of a story is compared half a dozen times


def trimmed(lines: Iterable[str], titles: Iterable[str], tree: Any, is_byline: Callable[[str], bool]) -> list[str]:
    """Return the lines of a story: no title, byline, caption, teaser or appeal."""
    known = {key(title) for title in titles}
    captions = captions_of(tree)
    linked = {link.text.strip() if len(link) == 0 and link.text else text_of(link) for link in tree.iter("a")}
    kept: list[str] = []
    among_teasers = False
    for line in _once(list(lines)):
        letters = key(line)
        short = len(line) <= _SHORT
        if not letters or letters in captions or (len(kept) < 3 and (letters in known or is_byline(line))):
            continue
        if short and _is_furniture(line):
            among_teasers = len(line) <= _HEADING and _TEASER.match(line) is not None
        elif short and among_teasers and not _SENTENCE.search(line):
            continue
        elif not (short and line in linked and not _ADDRESS.match(line)):
            among_teasers = False
            kept.append(line)
    return kept


def _once(lines: list[str]) -> list[str]:
    """Return the lines of a story once that a page bears twice, for narrow and wide screens; others as they are."""
    for start, line in enumerate(lines[:_BEGINS]):
        again = lines.index(line, start + 1) if line in lines[start + 1 :] else start
        behind = again + again - start
        if again - start >= _BEGINS and lines[again:behind] == lines[start:again]:
            return [*lines[:again], *lines[behind:]]
    return lines


def captions_of(tree: Any) -> frozenset[str]:
    """Return the keys of what stands under pictures and tables."""
    captions = tree.iter(*_CAPTIONS)
    outer = (caption for caption in captions if next(caption.iterancestors(*_CAPTIONS), None) is None)
    return frozenset(key("".join(caption.itertext())) for caption in outer)


def is_reserved(line: str) -> bool:
    """Say whether a line tells that the rest is for subscribers."""
    return len(line) <= _SHORT and _RESERVED.search(line) is not None


def with_standfirst(
    lines: list[str], descriptions: Iterable[str], titles: Iterable[str], others: Iterable[str], tree: Any
) -> list[str]:
    """Return a text that begins with its standfirst, if the page shows one and the text lacks it.

    The standfirst is the paragraph of the page that its metadata repeat as description.
    """
    text = key("".join(lines))
    strange = [*captions_of(tree), *(key(title) for title in titles)]
    for description in descriptions:
        wanted = key(description)[: _STANDFIRST[0]]
        if _weight(description) < _STANDFIRST[0] or wanted in text or any(wanted in other for other in strange):
            continue
        shown = next(iter(_candidates(others, tree, wanted)), None)
        return [shown, *lines] if shown else lines
    return lines


def _weight(text: str) -> int:
    """Return the letters of a text; one of a script that writes words or syllables with a sign counts as three."""
    return len(text) + 2 * len(_DENSE.findall(text[:_SHORT]))


def _candidates(others: Iterable[str], tree: Any, wanted: str) -> Iterable[str]:
    for line in others:
        if key(line[: 2 * _STANDFIRST[1]]).startswith(wanted) and len(line) <= _STANDFIRST[1]:
            yield line
    for element in tree.iter("p", "h2", "h3", "div", "strong", "span"):
        beginning = (element.text or "").strip()
        if beginning and wanted.startswith(key(beginning)[: _STANDFIRST[0]]) and key(beginning):
            line = text_of(element, most=_STANDFIRST[1])
            if len(line) <= _STANDFIRST[1] and key(line).startswith(wanted):
                yield line


def _is_furniture(line: str) -> bool:
    found = _TEASER.match(line) or _APPEAL.match(line) or _SETTING.match(line)
    return found is not None or is_reserved(line)
