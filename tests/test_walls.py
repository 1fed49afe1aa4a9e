"""Pages that are no article, told by what they show."""

import json

import pytest

from extractors import consent, previews
from extractors.errors import DropError
from extractors.extract import read

from .test_extract import STORY, html, page

TITLE = "Norvik rebuilds its wall"
OG = '<meta property="og:type" content="article"><meta property="og:title" content="Norvik rebuilds its wall">'


def refused(body, **options):
    with pytest.raises(DropError) as caught:
        read(page(body, **options), {})
    return caught.value.reason


def text(body, **options):
    return read(page(body, **options), {}).text


def teasers(count, story=STORY[0]):
    return "".join(
        f"<article><h2><a href='/2024/05/{n:02}/story-{n}'>The wall, part {n}</a></h2><p>{story}</p></article>"
        for n in range(count)
    )


def listing(body, head=OG):
    return f"<html><head><title>Wall</title>{head}</head><body><h1>Wall</h1>{body}</body></html>"


@pytest.mark.parametrize(
    "address",
    ["/tag/wall/", "/2024/05/", "/2024", "/category/harbour", "/?m=202405", "/etiqueta/muro", "/author/holt/page/2"],
)
def test_a_list_of_posts_is_no_article_whatever_its_metadata_say(address):
    where = f"https://norvik-courier.example{address}"
    assert refused(listing(teasers(4)), url=where) == "listing"


def test_a_month_of_whole_posts_is_a_list_though_one_of_them_is_long():
    posts = teasers(3) + f"<h2><a href='/2024/05/long'>Long</a></h2>{''.join(f'<p>{line}</p>' for line in STORY * 3)}"
    assert refused(listing(posts, head=""), url="https://norvik-courier.example/2024/05/") == "listing"


@pytest.mark.parametrize("address", ["/tag/wall", "/2024/05/14/harbour-wall", "/thema/wall"])
def test_an_article_under_the_address_of_a_topic_keeps_its_teasers_below(address):
    where = f"https://norvik-courier.example{address}"
    assert STORY[0] in text(html(head=OG, around=f"<aside>{teasers(12)}</aside>"), url=where)


def test_a_post_whose_own_headline_links_to_itself_is_no_list():
    where = "https://norvik-courier.example/2024/05/14/"
    post = "".join(f"<p>{line}</p>" for line in STORY)
    sections = "".join(f"<h3><a href='{where}#{n}'>Part {n}</a></h3><p>{STORY[n]}</p>" for n in range(4))
    body = listing(f"<article><h2><a href='{where}'>{TITLE}</a></h2>{post}{sections}</article>", head="")
    assert STORY[0] in text(body, url=where)


CONSENT = {
    "de": [
        "Mit Werbung und Tracking lesen: Ihre Zustimmung können Sie jederzeit in den Einstellungen widerrufen.",
        "Wir und unsere 212 Partner speichern Kennungen in Cookies auf Ihrem Gerät, um Anzeigen zu personalisieren.",
        "Zu den Zwecken gehören personalisierte Anzeigen, deren Messung und die Profilbildung durch Anbieter.",
    ]
    * 3,
    "fr": [
        "Avec votre accord, nos partenaires et nous utilisons des cookies ou des identifiants sur votre appareil.",
        "Vous pouvez retirer votre consentement à tout moment dans les paramètres de confidentialité des cookies.",
        "Publicité personnalisée, mesure d’audience et données de géolocalisation comptent parmi les finalités.",
    ]
    * 3,
    "ja": [
        "当サイトと広告パートナーは、端末の識別のためにクッキーを利用します。同意はいつでも撤回できます。",
        "個人情報の取り扱いについて、クッキーの利用に同意するか、広告なしの有料版をお選びください。",
    ]
    * 8,
}


@pytest.mark.parametrize("language", CONSENT)
def test_a_page_that_asks_for_consent_is_no_article_though_its_head_speaks_of_one(language):
    assert refused(html(CONSENT[language], head=OG, lang=language)) == "consent_wall"


def test_a_story_about_consent_repeats_what_its_title_says():
    title = "Regulator fines broker over cookies and consent"
    story = CONSENT["de"]
    assert not consent.is_wall([title], [f"The regulator fined a broker on Monday. {line}" for line in story])
    assert consent.is_wall([TITLE], story)


FILLER = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua."
CUT = STORY[1].removesuffix(" finished before the herring fleet comes home.")
NOTICES = {
    "en": "Already a subscriber? Log in",
    "de": "Jetzt weiterlesen mit Kurier Plus",
    "fr": "Article réservé à nos abonnés",
    "it": "Sei già abbonato? Accedi",
    "es": "Contenido exclusivo para suscriptores",
    "pl": "Tekst tylko dla prenumeratorów",
    "ru": "Доступно только по подписке",
    "ja": "この記事は有料会員限定です",
    "zh": "订阅后继续阅读",
    "ar": "هذا المقال للمشتركين فقط",
}


@pytest.mark.parametrize("language", NOTICES)
def test_a_text_that_breaks_off_before_an_offer_to_subscribe_is_a_stub(language):
    assert refused(html([STORY[0], CUT, NOTICES[language]], head=OG)) == "paywall"


@pytest.mark.parametrize("language", NOTICES)
def test_a_short_text_that_ends_properly_is_an_article_beside_an_offer(language):
    assert STORY[1] in text(html([*STORY[:2], NOTICES[language]], head=OG))


def test_typesetters_latin_makes_no_stub_longer():
    assert refused(html([STORY[0], *[FILLER] * 12], head=OG)) == "paywall"


def test_typesetters_latin_is_told_from_latin():
    assert previews.is_filler(FILLER)
    assert previews.is_filler("Sed ut perspiciatis unde omnis iste natus error sit voluptatem accusantium doloremque.")
    assert not previews.is_filler(
        "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani."
    )
    assert not previews.is_filler("In nomine Patris et Filii et Spiritus Sancti: amen.")
    assert not any(map(previews.is_filler, STORY))


@pytest.mark.parametrize(
    "end",
    [
        " and it is to be […]",
        " and it is to be [...]",
        " and it is … Read more",
        " and it is… Weiterlesen „Norvik“",
        " 重建工程……阅读全文",
        "... читать далее",
        " … اقرأ المزيد",
    ],
)
def test_an_excerpt_that_says_so_is_too_short(end):
    assert refused(html([STORY[0], STORY[1][:60] + end])) == "too_short"


def test_an_excerpt_may_lead_on_in_a_line_of_its_own():
    assert refused(html([STORY[0], STORY[1][:60], "Continue reading"])) == "too_short"


def test_a_story_may_leave_something_out_and_end_in_an_open_question():
    assert STORY[0] in text(html([*STORY, "“We waited […] and waited,” said Holt. And then…"]))


@pytest.mark.parametrize("notice", list(NOTICES.values()))
def test_a_page_of_nothing_but_an_offer_is_a_paywall(notice):
    assert refused(html([notice])) == "paywall"


def test_what_json_calls_paid_stays_where_it_ends_properly():
    paid = {"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": False}
    head = f'<script type="application/ld+json">{json.dumps(paid)}</script>'
    found = read(page(html(STORY[:2], head=head)), {})
    assert (found.text, "paywall_preview" in found.flags) == ("\n".join(STORY[:2]), True)


FRONT = html([*STORY, *STORY], head=OG)
DEEP = "https://norvik-courier.example/2024/05/14/norvik-rebuilds-its-wall"
HOMES = [
    "/",
    "",
    "/index.html",
    "/Index.php",
    "/default.aspx",
    "/home",
    "/home/",
    "/startseite",
    "/en/",
    "/de",
    "/pt-BR/",
    "/de.html",
    "/zh_Hans",
    "/us/en/home",
    "/rus/index.html",
    "/?lang=ru",
    "/?error=404&from=archive",
]


@pytest.mark.parametrize("host", ["https://norvik-courier.example", "https://new-owner.example"])
@pytest.mark.parametrize("path", HOMES)
def test_a_redirect_to_a_home_page_is_no_article_whatever_that_tells(host, path):
    with pytest.raises(DropError) as caught:
        read(page(FRONT, url=DEEP, final_url=host + path), {})
    assert (caught.value.reason, caught.value.detail) == ("soft_404", "redirects to the home page")


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        ("https://sho.rt/Xy7", DEEP),
        ("https://sho.rt/Xy7", "https://norvik-courier.example/wall"),
        ("https://norvik-courier.example/2012/wall.html", "https://norvik-courier.example/?p=8841"),
        ("https://norvik-courier.example/", "https://norvik-courier.example/en/"),
        ("https://norvik-courier.example/index.php", "https://www.norvik-courier.example/home"),
        (DEEP, DEEP + "/"),
        (DEEP + "/amp", DEEP),
        (DEEP + "/photo-of-the-old-wall", DEEP),
        (
            "https://norvik-courier.example/2024/05/wall/photo-of-the-old-wall",
            "https://norvik-courier.example/2024/05/wall",
        ),
        (
            "https://norvik-courier.example/a/8841273/norvik-rebuilds-its-wall",
            "https://norvik-courier.example/a/8841273",
        ),
        ("https://norvik-courier.example/wall/print", "https://norvik-courier.example/wall"),
        ("https://norvik-courier.example/wall.html/page-two-of-three", "https://norvik-courier.example/wall.html"),
        ("file:///srv/pages/norvik.html", "file:///"),
    ],
)
def test_a_redirect_to_an_article_is_one(asked, final):
    assert STORY[0] in read(page(html(STORY), url=asked, final_url=final), {}).text


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        ("https://norvik-courier.example/harbour/norvik-rebuilds-its-wall", "https://norvik-courier.example/harbour/"),
        ("https://norvik-courier.example/de/hafen/2024/05/8841273", "https://other.example/hafen"),
        (DEEP, "https://norvik-courier.example/2024/05/"),
        ("https://kurier.example/новости/восстановление-стены-в-норвике", "https://kurier.example/новости/"),
        ("https://kurier.example/新闻/诺尔维克正在重建它的海港城墙", "https://kurier.example/新闻"),
    ],
)
def test_a_redirect_to_a_section_is_no_article_unless_its_metadata_say_so(asked, final):
    with pytest.raises(DropError) as caught:
        read(page(html(STORY), url=asked, final_url=final), {})
    assert (caught.value.reason, caught.value.detail) == ("soft_404", "redirects to a section")
    assert STORY[0] in read(page(html(STORY, head=OG), url=asked, final_url=final), {}).text


def test_a_redirect_that_asks_for_consent_is_a_wall_wherever_it_leads():
    asking = html(CONSENT["de"], lang="de")
    for final in ("https://consent.norvik-courier.example/", "https://norvik-courier.example/"):
        with pytest.raises(DropError) as caught:
            read(page(asking, url=DEEP, final_url=final), {})
        assert caught.value.reason == "consent_wall"


def section(count, story=STORY[0], metadata=""):
    items = "".join(f"<h2><a href='/story/{n}'>The harbour, part {n}</a></h2><p>{n}. {story}</p>" for n in range(count))
    return listing(items, head=metadata)


SECTION = "https://norvik-courier.example/business/"
BOX = "".join(f"<h3><a href='/story/{n}'>The harbour, part {n}</a></h3>" for n in range(12))
CHINESE = "诺尔维克的海港城墙将在鲱鱼船队回港之前重建完成。"


@pytest.mark.parametrize("story", [STORY[0], CHINESE])
def test_nothing_but_teasers_are_a_list_under_any_address(story):
    assert refused(section(14, story), url=SECTION) == "listing"


@pytest.mark.parametrize(
    "stated",
    [
        OG,
        '<meta property="article:published_time" content="2024-05-14">',
        '<meta name="author" content="Mara Holt">',
        '<meta name="DC.date" content="2024-05-14">',
    ],
)
def test_teasers_are_believed_to_be_an_article_whose_metadata_say_so(stated):
    assert STORY[0] in text(section(14, metadata=stated), url=SECTION)


@pytest.mark.parametrize("around", ["before", "after"])
def test_a_menu_of_headlines_makes_no_list_of_an_article(around):
    story = f"<h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in STORY)
    body = BOX + story if around == "before" else story + BOX
    assert STORY[0] in text(f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>", url=SECTION)


def test_entries_that_lead_to_their_own_page_are_a_live_blog():
    entries = "".join(f"<h2><a href='?entry={n}'>At {n} o’clock</a></h2><p>{STORY[n % 4]}</p>" for n in range(14))
    assert STORY[0] in text(listing(entries, head=""), url="https://norvik-courier.example/live/wall")


MISSING = {
    "pl": "Ups! Nie ma takiej strony",
    "th": "ไม่พบหน้าที่คุณต้องการ",
    "hi": "पेज नहीं मिला",
    "sv": "Den här artikeln har tagits bort",
    "nb": "Artikkelen er fjernet",
    "id": "Halaman yang Anda cari tidak ditemukan",
    "de": "Diese Seite gibt es leider nicht",
    "vi": "Trang bạn tìm không tồn tại",
    "fa": "صفحه مورد نظر یافت نشد",
    "ru": "Такой страницы нет",
}


@pytest.mark.parametrize("language", MISSING)
def test_a_heading_that_says_the_page_is_missing_is_believed_over_the_stories_below(language):
    body = f"<h1>{MISSING[language]}</h1>" + "".join(f"<p>{line}</p>" for line in STORY)
    page_of_it = f"<html lang={language}><head><title>Norvik Courier</title></head><body>{body}</body></html>"
    assert refused(page_of_it) == "soft_404"


@pytest.mark.parametrize("headline", ["Siden er vokst fra ham", "Facebook-siden er slettet", "ไม่พบหน้ากากอนามัยในร้าน"])
def test_a_headline_about_something_missing_is_a_headline(headline):
    body = f"<h1>{headline}</h1>" + "".join(f"<p>{line}</p>" for line in STORY)
    assert STORY[0] in text(f"<html><head><title>{headline}</title></head><body>{body}</body></html>")


@pytest.mark.parametrize(("robots", "is_missing"), [("noindex, follow", True), ("index, follow", False)])
def test_a_page_built_as_a_missing_one_is_one_if_no_search_engine_shall_keep_it(robots, is_missing):
    story = "".join(f"<p>{line}</p>" for line in STORY)
    head = f'<title>Norvik Courier</title><meta name="robots" content="{robots}">'
    built = f'<html><head>{head}</head><body class="blog error404"><h1>Hoppla, leer</h1>{story}</body></html>'
    if is_missing:
        assert refused(built) == "soft_404"
    else:
        assert STORY[0] in text(built)


ASKED = {
    "fi": "Me ja kumppanimme tallennamme evästeitä laitteellesi ja käsittelemme henkilötietoja.",
    "hu": "Partnereinkkel sütiket tárolunk az eszközén, és hozzájárulása alapján személyes adatokat kezelünk.",
    "ro": "Noi și partenerii noștri folosim cookie-uri și cerem consimțământul pentru date cu caracter personal.",
    "bg": "Ние и нашите партньори използваме бисквитки и обработваме лични данни с Вашето съгласие.",
    "el": "Εμείς και οι συνεργάτες μας αποθηκεύουμε cookies στη συσκευή σας και ζητάμε τη συγκατάθεσή σας.",
    "cs": "My a naši partneři ukládáme soubory cookie do vašeho zařízení a zpracováváme osobní údaje.",
    "tr": "Biz ve ortaklarımız cihazınızda çerez saklıyor, kişisel verileri rızanızla işliyoruz.",
    "vi": "Chúng tôi và đối tác lưu cookie trên thiết bị và xử lý dữ liệu cá nhân khi bạn đồng ý.",
    "th": "เราและพันธมิตรใช้คุกกี้และประมวลผลข้อมูลส่วนบุคคลเมื่อคุณยินยอม",
    "hi": "हम और हमारे साझेदार कुकी रखते हैं और आपकी सहमति से व्यक्तिगत जानकारी का उपयोग करते हैं।",
}


@pytest.mark.parametrize("language", ASKED)
def test_consent_is_asked_for_in_many_languages(language):
    assert consent.is_wall([TITLE], [ASKED[language]] * 4)


def test_partners_who_accept_advertisements_ask_for_no_consent():
    line = "The vendor and its partners agreed on Monday to take the adverts off the harbour."
    assert not consent.is_wall(["Norvik"], [line] * 4)


CHALLENGES = {
    "ja": (
        "アクセスが制限されています",
        "続行するには、ロボットではないことを確認してください。通常と異なるアクセスがありました。",
    ),
    "ru": ("Вы не робот?", "Запросы с вашего устройства похожи на автоматические."),
    "zh": ("安全验证", "您的访问存在异常，请完成下方验证后继续访问"),
    "de": ("Nur einen Moment…", "Bestätigen Sie, dass Sie ein Mensch sind, bevor Sie fortfahren."),
}


@pytest.mark.parametrize("language", CHALLENGES)
def test_a_page_that_wants_to_see_a_human_is_a_bot_wall(language):
    title, said = CHALLENGES[language]
    asking = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{f'<p>{said}</p>' * 2}</body></html>"
    assert refused(asking) == "bot_wall"


def test_a_story_that_quotes_such_a_page_is_an_article():
    story = "".join(f"<p>{line}</p>" for line in ["“Verify that you are human,” the page said.", *STORY])
    assert STORY[0] in text(f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{story}</body></html>")


@pytest.mark.parametrize("said", ["자바스크립트를 켜 주세요.", "يرجى تفعيل جافا سكريبت", "Prosím zapněte JavaScript"])
@pytest.mark.parametrize(("inside", "reason"), [("", "needs_js"), ("<p>Norvik</p>", "too_short")])
def test_an_empty_place_for_a_page_needs_the_script_that_noscript_names(said, inside, reason):
    shell = f'<html><body><noscript><b>{said}</b></noscript><div id="app">{inside}</div></body></html>'
    assert refused(shell) == reason


OFFERS = {
    "en": "This article is for subscribers only",
    "en_price": "Keep reading for £1 a week",
    "en_account": "Register for free to continue reading",
    "zh": "本文为付费内容，订阅后可阅读全文",
    "pl": "Tekst tylko dla prenumeratorów",
    "ar": "هذا المقال للمشتركين فقط",
}
BUTTONS = "<div class='offer'><h2>{}</h2><p>Cancel any time.</p></div>"


@pytest.mark.parametrize("offer", OFFERS)
def test_a_short_text_over_an_offer_of_the_rest_is_flagged_without_metadata_of_it(offer):
    found = read(page(html(STORY[:2], head=OG, around=BUTTONS.format(OFFERS[offer]))), {})
    assert STORY[1] in found.text
    assert "paywall_preview" in found.flags


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to keep up with our newsletter",
        "Scroll down to continue reading",
        "This article is for informational purposes only",
        "Abonnez-vous à notre newsletter",
    ],
)
def test_what_else_a_page_offers_is_no_preview(line):
    assert "paywall_preview" not in read(page(html(STORY[:2], head=OG, around=BUTTONS.format(line))), {}).flags


def test_an_offer_in_the_foot_of_a_page_or_against_its_metadata_is_no_preview():
    foot = f"<footer>{BUTTONS.format(OFFERS['en'])}</footer>"
    assert "paywall_preview" not in read(page(html(STORY[:2], head=OG, around=foot)), {}).flags
    free = json.dumps({"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": True})
    head = f'<script type="application/ld+json">{free}</script>'
    offered = html(STORY[:2], head=head, around=BUTTONS.format(OFFERS["en"]))
    assert "paywall_preview" not in read(page(offered), {}).flags
