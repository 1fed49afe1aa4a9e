"""Pages that want to see a browser or a human, told by how they are built."""

import pytest

from extractors.errors import DropError
from extractors.extract import read

from .test_extract import STORY, html, page

SAID = "Овај сајт користи службу која га штити. Ова страница се види док провера траје, а то обично траје неколико секунди. "
BUILT = {
    "cloudflare": "<script>window._cf_chl_opt={cType:'managed'}</script>",
    "cloudflare_path": "<script src='/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1'></script>",
    "datadome": "<script src='https://ct.captcha-delivery.com/c.js'></script>",
    "human": "<div id='px-captcha'></div>",
    "akamai": "<div id='sec-if-cpt-container'></div>",
    "imperva": "<iframe src='/_Incapsula_Resource?CWUDNSAI=9'></iframe>",
    "kasada": "<script>window.KPSDK={};</script>",
    "aws": "<script src='https://a.eu-west-1.token.awswaf.com/a/challenge.js'></script>",
    "anubis": "<script id='anubis_version' type='application/json'>1</script>",
    "yandex": "<form action='/checkcaptcha?key=1'><div class='CheckboxCaptcha'></div></form>",
    "hcaptcha": "<form><div class='h-captcha' data-sitekey='1'></div></form>",
    "turnstile": "<div class='cf-turnstile'></div>",
    "a picture with signs": "<form><img src='/captcha.png'><input name='code'></form>",
    "meta refresh": "<meta http-equiv='refresh' content='5; URL=/?bm-verify=A'>",
}
LET_THROUGH = (
    "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
    "<script src='https://js.datadome.co/tags.js'></script><script>window._pxAppId='PX1'</script>"
    "<script src='/_Incapsula_Resource?SWJIYLWA=719'></script>"
    "<script src='https://a.eu-west-1.sdk.awswaf.com/a/challenge.js'></script>"
)
ROBOTS = {
    "hu": "Mielőtt továbbengednénk, szeretnénk meggyőződni arról, hogy Ön nem robot. Kérjük, kattintson a gombra. ",
    "el": "Πριν συνεχίσετε, θέλουμε να βεβαιωθούμε ότι δεν είστε ρομπότ. Πατήστε το κουμπί που βρίσκεται παρακάτω. ",
    "th": "ก่อนเข้าชมเว็บไซต์ โปรดยืนยันว่าคุณไม่ใช่โรบอท แล้วกดปุ่มด้านล่างเพื่อไปต่อ ",
    "an address": "Votre connexion a été bloquée par notre système. Votre adresse : 203.0.113.9. Écrivez-nous pour en savoir plus. ",
}


def refused(body):
    with pytest.raises(DropError) as caught:
        read(page(body), {})
    return caught.value.reason


@pytest.mark.parametrize("maker", BUILT)
def test_a_challenge_is_known_by_its_make_in_any_language(maker):
    said = f"<html><head><title>primorje.example</title></head><body><p>{SAID}</p><p>{SAID}</p>{BUILT[maker]}</body></html>"
    assert refused(said) == "bot_wall"


@pytest.mark.parametrize("language", ROBOTS)
def test_a_bare_page_that_speaks_of_robots_or_of_an_address_is_a_challenge(language):
    asked = f"<p>{ROBOTS[language]}</p>" * 2
    assert (
        refused(f"<html><head><title>Norvik</title></head><body>{asked}<form><button>›</button></form></body></html>")
        == "bot_wall"
    )


@pytest.mark.parametrize("head", ["", '<meta property="og:type" content="article">'])
def test_pages_that_protectors_let_through_are_articles_with_their_scripts(head):
    assert STORY[1] in read(page(html(STORY[:2], head=head, around=LET_THROUGH)), {}).text


@pytest.mark.parametrize(
    "title", ["Access denied: reporters kept out of inquiry", "Captcha at the harbour office", "Un instant de répit"]
)
def test_a_story_with_the_title_of_a_challenge_is_an_article_among_the_menus_of_its_site(title):
    assert STORY[1] in read(page(html(STORY[:2], title=title)), {}).text


@pytest.mark.parametrize(
    "line",
    [
        "“Verify that you are human,” the page said to everyone who wanted to book a berth in the harbour on Monday.",
        "The script _cf_chl_opt was found on the page of the harbour, and px-captcha on that of the school.",
        "「ロボットではないことを確認できず予約に進めない」との苦情が相次いだため、港は画像認証をやめる。",
    ],
)
def test_a_story_about_challenges_is_an_article_without_metadata(line):
    assert STORY[1] in read(page(html([line, *STORY[:2]])), {}).text


def test_a_form_for_comments_with_a_captcha_stands_under_an_article():
    form = "<form><textarea></textarea><div class='g-recaptcha' data-sitekey='x'></div></form>"
    assert STORY[1] in read(page(html(STORY[:2], around=form)), {}).text
