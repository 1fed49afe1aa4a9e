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
