"""Texts that are only the beginning of one: what gives them away."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from . import offers
from .markup import SILENT, text_of

_LONG = 60  # characters of a line that is a sentence rather than a heading
_LONGEST_NOTICE = 300
_LAST = 3  # lines at the end among which a page leads on to the rest
_END = 300  # characters of a line in which its last signs and words stand
_SHORT = 700  # characters, of which a Han sign or kana counts as three; most previews have fewer
_EXCERPT_LETTERS = 450  # some 80 words: no story is told that breaks off there

_NOTICE = re.compile(
    r"subscribe (?:now |today )?to (?:continue|read|unlock|keep reading)|subscribers? only"
    r"|(?<!scroll )(?<!scroll down )to (?:continue|keep) reading|(?:keep|continue) reading (?:for|with)\b"
    r"|(?:register|sign up)(?: now)?(?: for free)? to (?:read|unlock)|create (?:a"
    r"|your) (?:free )?account to (?:read|con)"
    r"|(?:already|not yet) a (?:subscriber|member)|log in to read"
    r"|this (?:article|story|content) is (?:reserved |only )?(?:available )?(?:only )?(?:for|to)(?: our| paying| paid"
    r"| registered| premium| digital)* (?:subscribers|members|readers|users)"
    r"|(?:jetzt|hier) (?:weiterlesen|abonnieren|testen)|weiterlesen mit|nur für abonnent|mit .{0,20}plus weiterlesen"
    r"|(?:sie sind|bist du|schon|bereits) (?:\w+ )?abonnent|(?:article )?réservée? (?:à nos |aux )?abonnés"
    r"|lire la suite.{0,30}abonn|abonnez-vous|déjà abonné|(?:continuer|poursuivre) (?:la|votre) lecture"
    r"|(?:solo|exclusivo) para (?:suscriptores|assinantes)|suscríbete para|¿?ya (?:eres|es) suscriptor"
    r"|(?:para|y) seguir leyendo|já é assinante|assine para (?:ler|continuar)|continue lendo"
    r"|contenuto riservato|(?:riservat[oa] agli|per gli|solo per) abbonati|(?:sei )?già abbonato"
    r"|abbonati per (?:leggere|continuare)"
    r"|continua a leggere (?:con|abbonandoti)|alleen voor abonnees|(?:al|reeds) abonnee|kun for abonnenter"
    r"|er du abonnent"
    r"|för prenumeranter|(?:redan|är du) prenumerant|vain tilaajille|tylko dla (?:prenumeratorów|subskrybentów)"
    r"|(?:jesteś|masz) już (?:prenumerat|subskry)|pouze pro předplatitele|csak előfizetőknek|doar pentru abonați"
    r"|yalnızca aboneler|(?:только|доступн\w+) (?:для|по) подпис|уже подписан|лише для передплатник"
    r"|会員限定|有料会員|この記事は有料|残り\s*\d+\s*文字|续费|訂閱|订阅(?:后|會員"
    r"|会员)|仅限(?:订阅|会员)|付费(?:阅读|内容)|구독자 전용|유료 ?회원"
    r"|للمشتركين فقط|למנויים בלבד",
    re.IGNORECASE,
)
# What else a line under a text offers; none of it is the rest of the story.
_OTHER_OFFER = re.compile(
    r"newsletter|podcast|whatsapp|telegram|youtube|facebook|\brss\b|infolettre|boletín|nyhetsbrev|nyhedsbrev"
    r"|uutiskir|nieuwsbrief|hírlevél|biuletyn|рассылк|розсилк|メルマガ|뉴스레터|comment",
    re.IGNORECASE,
)
_NEAR = 6  # elements with a text of their own, under a text, in which the rest of it is offered
_BLOCKS = ("p", "h2", "h3", "h4", "h5", "h6", "div", "section", "li", "span", "strong", "a", "button")
_ELSEWHERE = ("nav", "footer", "header", "form", *SILENT)
_SAME = 40  # characters: two paragraphs that begin with as many equal ones are one
_MORE = (
    r"(?:read (?:on|more|the (?:full|whole|rest))|continue reading|keep reading|more|weiterlesen|mehr lesen"
    r"|lire (?:la suite|plus)"
    r"|leer más|(?:seguir|continuar|sigue) leyendo|leggi tutto|continua(?: a leggere)?|continue (?:lendo|a ler)"
    r"|leia mais|ler mais"
    r"|lees (?:verder|meer)|verder lezen|les (?:mer|hele)|läs (?:mer|vidare)|læs (?:mere|videre)|lue lisää"
    r"|czytaj (?:więcej|dalej)"
    r"|číst (?:dál|více)|celý článek|tovább(?: olvas\w*)?|citește (?:mai mult|tot)|devamı(?:nı oku)?"
    r"|διαβάστε περισσότερα"
    r"|чита(?:ть|йте) (?:далее|дальше|полностью)|подробнее|читати (?:далі|більше)|(?:baca )?selengkapnya|xem (?:tiếp"
    r"|thêm)"
    r"|đọc tiếp"
    r"|続きを(?:読む|見る)|全文を読む|もっと読む|(?:阅读|閱讀|查看)(?:全文|更多)|全文|더 ?보기"
    r"|계속 읽기|(?:اقرأ|للمزيد|قراءة) ?المزيد|أكمل القراءة"
    r"|ادامه (?:مطلب|خبر)|(?:ל?המשך|קרא)\w* (?:קריאה|עוד)|อ่านต่อ)"
)
_LEFT_OUT = re.compile(r"[\[［【]\s*(?:…+|\.{2,}|&hellip;)\s*[\]］】]\W*$")
_TRAILS_OFF = re.compile(r"(?:…|\.{3,}|⋯)\W*$")
_LEADS_ON = re.compile(rf"^\W*{_MORE}\W*$", re.IGNORECASE)
_LEADS_ON_WITHIN = re.compile(rf"(?:…|\.{{3,}}|⋯)\W*{_MORE}\W*(?:[“\"„»«「].{{0,120}})?$", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:;。！？…．：।۔؟։።][\"”»“’'‘」』）)\]›\d*†]*$")
_SIGNED = re.compile(r"[.!?。！？…।۔؟][\"”»“’'‘」』）)]?\s*(?:[-–—/|(（\[【].{1,40}|\S{1,25}(?:\s\S{1,25})?@\S+)$")
_WITHOUT_STOPS = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff]")  # Thai, Lao and Khmer sentences end in nothing
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# The words of Cicero's De finibus that typesetters and unfinished pages fill their space with.
_FILLER = re.compile(
    r"ab|accusam|accusamus|accusantium|adipiscing|adipisci|aliqua|aliquam|aliquid|aliquip|aliquyam|amet|animi|anim"
    r"|aperiam|architecto|asperiores|aspernatur|assumenda|at|atque|aut|aute|autem|beatae|blanditiis|cillum|clita"
    r"|commodi|commodo|consectetur|consectetuer|consequat|consequatur|consequuntur|consetetur|corporis|corrupti|culpa"
    r"|cum|cumque|cupidatat|cupiditate|debitis|delectus|deleniti|deserunt|diam|dicta|dignissimos|distinctio|do|dolor"
    r"|dolore|dolorem|doloremque|dolores|doloribus|dolorum|ducimus|duis|duo|ea|eaque|earum|ebum|eius|eiusmod|eirmod"
    r"|eligendi|elit|elitr|enim|eos|error|esse|est|et|eum|eveniet|ex|excepteur|excepturi|exercitation|exercitationem"
    r"|expedita|explicabo|facere|facilis|fuga|fugiat|fugit|gubergren|harum|hic|id|illo|illum|impedit|in|incidunt"
    r"|incididunt|inventore|invidunt|ipsa|ipsam|ipsum|irure|iste|itaque|iure|iusto|justo|kasd|labore|laboriosam"
    r"|laboris|laborum|laudantium|libero|lorem|magna|magnam|magni|maiores|maxime|minim|minima|minus|modi|molestiae"
    r"|molestias|mollit|mollitia|nam|natus|necessitatibus|nemo|neque|nesciunt|nihil|nisi|no|nobis|non|nonumy|nostrud"
    r"|nostrum|nulla|numquam|obcaecati|occaecat|occaecati|odio|odit|officia|officiis|omnis|optio|pariatur|perferendis"
    r"|perspiciatis|placeat|porro|possimus|praesentium|proident|provident|quae|quaerat|quam|quas|quasi|qui|quia"
    r"|quibusdam|quidem|quis|quisquam|quo|quod|quos|ratione|rebum|recusandae|reiciendis|rem|repellat|repellendus"
    r"|reprehenderit|repudiandae|rerum|saepe|sadipscing|sanctus|sapiente|sea|sed|sequi|similique|sint|sit|stet|sunt"
    r"|suscipit|takimata|tempor|tempora|tempore|temporibus|tenetur|totam|ullam|ullamco|unde|ut|vel|velit|veniam"
    r"|veritatis|vero|vitae|voluptas|voluptate|voluptatem|voluptates|voluptatibus|voluptatum|voluptua"
)
_FILLER_SHARE = 0.8  # real Latin, Cicero's own included, has names, and words that no typesetter took
_FEWEST_WORDS = 8
_WORD = re.compile(r"[^\W\d_]+")


def is_filler(line: str) -> bool:
    """Say whether a line is typesetters' Latin, which stands where a text is withheld."""
    words = _WORD.findall(line.lower())
    return len(words) >= _FEWEST_WORDS and sum(
        _FILLER.fullmatch(word) is not None for word in words
    ) >= _FILLER_SHARE * len(words)


def is_notice(line: str) -> bool:
    """Say whether a line tells that there is more for those who pay."""
    return len(line) <= _LONGEST_NOTICE and _NOTICE.search(line) is not None


def is_offered(tree: Any, lines: Sequence[str]) -> bool:
    """Say whether the end of a text, or what the page shows just under it, offers the rest to those who pay."""
    if any(_offers(line) for line in lines[-_LAST:]):
        return True
    last, passed, offered = None, _NEAR, False
    begins = _begin(lines)
    for element in tree.iter(*_BLOCKS) if begins else ():
        if _begins(element, begins):  # the last place: a standfirst or a menu can begin alike
            last, passed, offered = element, 0, False
        elif (
            passed < _NEAR
            and not offered
            and 0 < len(text := text_of(element, " ", _LONGEST_NOTICE)) <= _LONGEST_NOTICE
        ):
            passed += 1
            offered = _offers(text) and next(element.iterancestors(*_ELSEWHERE), None) is None
    return offered or (last is not None and offers.is_behind(last, few=sum(map(_size, lines)) < _SHORT))


def _begins(element: Any, text: str) -> bool:
    """Say whether the text of an element begins with another one."""
    first = next(filter(str.split, element.itertext()), "").lstrip()
    return first[:1] == text[0] and text_of(element, " ", _SAME).startswith(text)


def leads_on(tree: Any, lines: Sequence[str]) -> bool:
    """Say whether a page shows a link to the rest just under a text."""
    begins, passed = _begin(lines), _LAST
    for element in tree.iter(*_BLOCKS) if begins else ():
        text = text_of(element, " ", _LONGEST_NOTICE)
        passed = 0 if text.startswith(begins) else passed + 1
        if 0 < passed <= _LAST and _LEADS_ON.match(text):
            return True
    return False


def _begin(lines: Sequence[str]) -> str:
    """Return how the last line that says much begins; "" where none does."""
    return next((line for line in reversed(lines) if _says_much(line)), "")[:_SAME]


def _offers(line: str) -> bool:
    return is_notice(line) and _OTHER_OFFER.search(line) is None


def breaks_off(lines: Sequence[str]) -> bool:
    """Say whether a text ends within a sentence, and a notice to those who do not pay follows."""
    first = next((number for number, line in enumerate(lines) if is_notice(line)), 0)
    last = next((line for line in reversed(lines[:first]) if _says_much(line)), None)
    return last is not None and _is_open(last)


def is_excerpt(tree: Any, lines: Sequence[str], shown: Sequence[str], letters: int) -> bool:
    """Say whether a text calls itself the beginning of one: `shown` has the lines that lead on, too.

    Dots at its end say so where it is one paragraph, or where something leads on; stories end in them, too.
    """
    last = next((line for line in reversed(lines) if _says_much(line)), "")[-_END:]
    if _LEFT_OUT.search(last):
        return True
    if letters >= _EXCERPT_LETTERS or not _is_open(last):
        return False
    if any(_LEADS_ON.match(line) for line in shown[-_LAST:]) or _LEADS_ON_WITHIN.search(last):
        return True
    alone = sum(map(_says_much, lines)) == 1
    return _TRAILS_OFF.search(last) is not None and (alone or leads_on(tree, lines))


def is_cut(tree: Any, lines: Sequence[str]) -> bool:
    """Say whether a text ends within a sentence, where the page offers the rest to those who pay.

    Dots are no such end: what is shown to all often ends in them, at the end of a sentence, too.
    """
    last = lines[-1] if lines else ""
    cut = _says_much(last) and _is_open(last) and _TRAILS_OFF.search(last) is None
    return cut and is_offered(tree, lines)


def filler(lines: Iterable[str]) -> list[str]:
    """Return the lines that only fill space."""
    return [line for line in lines if is_filler(line)]


def _says_much(line: str) -> bool:
    return _size(line) >= _LONG


def _size(line: str) -> int:
    return len(line) + 2 * len(_UNSPACED.findall(line))


def _is_open(line: str) -> bool:
    """Say whether a line ends within a sentence; who wrote it may stand behind its last one."""
    if _WITHOUT_STOPS.search(line):
        return False
    end = line[-_END:]
    if any(signs.search(end) for signs in (_TRAILS_OFF, _LEADS_ON_WITHIN, _LEFT_OUT)):
        return True
    return _ENDED.search(end) is None and _SIGNED.search(end) is None
