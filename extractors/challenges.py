"""Pages that want to see a browser or a human instead of answering."""

import re
from collections.abc import Sequence

# What such pages say, in the languages that their makers translate them into.
_SAID = re.compile(
    r"checking (?:if the site connection is secure|your browser)|(?:needs? to )?review the security of your connection"
    r"|enable javascript and cookies to continue|please enable (?:js|javascript) and disable any ad blocker"
    r"|(?:verify|verifying|confirm|prove)(?: that)? you(?: are|.re) (?:a |not a )?(?:human|robot|bot)\b"
    r"|press (?:and|&amp;|&) hold to confirm|unusual (?:traffic|activity) from your (?:computer|network|browser)"
    r"|(?:complete|solve) the (?:security check|captcha|challenge)|performing security verification"
    r"|(?:ihr|dein) browser wird (?:über)?geprüft|überprüf\w* (?:ihres|deines|ihren|deinen) browsers?"
    r"|aktivieren sie javascript und cookies|bestätigen sie, dass (?:sie|du) (?:ein mensch|kein robot)"
    r"|(?:die )?sicherheit (?:ihrer|deiner) verbindung (?:zu )?(?:über)?prüf"
    r"|vérification de votre navigateur|nous vérifions votre navigateur|activez javascript et les cookies"
    r"|confirmez que vous (?:êtes (?:un )?humain|n.êtes pas un robot)|vérifiez que vous êtes humain"
    r"|(?:comprobando|verificando) (?:su|tu|o seu|seu) navegador|habilit[ae] (?:el |o )?javascript (?:y|e) (?:las "
    r"|os )?cookies"
    r"|(?:confirm|verifi)\w* que (?:eres|es|usted es|você é|é) (?:un |um )?human[oa]|(?:no eres|no soy|não é"
    r"|não sou) um? rob[oô]"
    r"|(?:controllo|verifica) del(?: tuo)? browser|abilita javascript e i cookie|verifica di essere (?:un )?umano"
    r"|browser wordt gecontroleerd|controleren of u een mens bent|sprawdzanie (?:twojej )?przeglądarki"
    r"|potwierdź, że jesteś człowiekiem"
    r"|tarayıcınız (?:kontrol|denetl)\w*|insan olduğunuzu doğrula|проверка (?:вашего )?браузера|проверяем ваш браузер"
    r"|включите javascript и (?:файлы )?cookie|подтвердите, что (?:вы (?:человек|не робот)|запросы отправляли вы)"
    r"|запросы с вашего (?:устройства|адреса) похожи на автоматические|я не робот|перевірка (?:вашого )?браузера"
    r"|ブラウザを?(?:確認|チェック)して(?:い|お)|javascriptとcookieを有効|(?:人間である"
    r"|ロボットでは?ない(?:である)?)ことを?(?:確認|証明)"
    r"|通常と異なる(?:アクセス|トラフィック)"
    r"|正在(?:检查|檢查|验证|驗證)(?:您|你)?的?(?:浏览器|瀏覽器|连接|連線)|(?:启用"
    r"|啟用) ?javascript ?(?:和|与|及) ?cookie|人机验证|人機驗證"
    r"|(?:确认|確認|验证|驗證)(?:您|你)(?:是真人|不是机器人|不是機器人)|(?:您|你)的(?:访问|訪問)(?:存在|出现"
    r"|出現)?(?:异常|異常)"
    r"|完成(?:下方|以下|安全)?(?:的)?(?:安全)?(?:验证|驗證)(?:后|後)?(?:继续|繼續)|滑(?:动|動)完成(?:拼图|拼圖"
    r"|验证|驗證)|브라우저를 확인|사람인지 확인|로봇이 아닙니다"
    r"|التحقق من متصفحك|تحقق من أنك (?:إنسان|بشر)|בודק\w* את הדפדפן|ודא שאתה אנושי",
    re.IGNORECASE,
)
# What only such pages are built with, in lower case. Protectors put scripts of theirs on the pages that they let
# through, too: /cdn-cgi/challenge-platform/scripts, _pxAppId, js.datadome.co, sdk.awswaf.com, /_Incapsula_Resource?SW….
_MARKS = (
    "incapsula incident id", "_incapsula_resource?cwudnsai", "_incapsula_resource?swudnsai", "distil_r_captcha",
    "distil_identification_block", "px-captcha", "captcha.px-cdn.net", "captcha.px-cloud.net", "captcha.perimeterx.net",
    "cf-chl-", "_cf_chl_opt", "/orchestrate/chl_", "/orchestrate/jsch", "/orchestrate/managed", "/orchestrate/captcha",
    "/cdn-cgi/l/chk_", "jschl_vc", "jschl-answer", 'cf-error-code">10', "captcha-delivery.com", "errors.edgesuite.net",
    "sec-if-cpt", "sec-cpt-if", "/_sec/cp_challenge", "bm-verify=", ".token.awswaf.com", "awswafcookiedomainlist",
    "awswafcaptcha", "gokuprops", "kpsdk={}", "kpsdk = {}", "/ips.js?", "/.within.website/x/", "anubis_challenge",
    "anubis_version", "/.well-known/sgcaptcha", "/.well-known/vercel/security", "/.well-known/.git.gammaspectra",
    "checkboxcaptcha", "advancedcaptcha", "/showcaptcha", "/checkcaptcha", "/__qrator/", "ddos-guard/js-challenge",
    "sucuri_cloudproxy_js", "validate.perfdrive.com", "captcha.perfdrive.com", "/tspd/", "wfblockedtext", "imunify360",
    "/.lsrecap/", "/.bunny-shield/", "crowdsec-captcha", "acw_sc__v2", "/_____tmd_____/", "aliyun_waf",
    "wappass.baidu.com", "captcha.nid.naver", "wtm_captcha", "/sorry/index",
)  # fmt: skip
# Pages that let through after a while lead back to where they stand, or to what tests.
_LEADS_BACK = re.compile(
    r"<meta[^<>]{0,40}http-equiv=[\"']?refresh[^<>]{0,200}(?:captcha|challenge|verif|[?&]bm-|chk)", re.IGNORECASE
)
_SHARE, _SHARE_OF_A_SITE = 0.33, 0.6  # of what is shown
_MOST_SEARCHED = 1_000_000  # characters, of which the search takes half a second; such pages have a tenth of it
# What stands on many a page that works, and says something only where there is no page.
_WIDGETS = re.compile(r"captcha|cf-turnstile|ddos-guard|datadome", re.IGNORECASE)
# On a bare page, in whatever language: fields that test, and what asks for a robot.
_TESTS = re.compile(
    r"<[^<>]{0,300}?=[\"'][^<>\"']{0,200}(?:captcha|turnstile)|<[^<>]{0,300}?\sdata-sitekey=", re.IGNORECASE
)
_ROBOT = re.compile(
    r"\b(?:ro)?bot(?:ti|it|s|y|i|ů|ów|em|en|a|u|er|o|e|ter|nak|ok|ot|ul|lar|tai|ai|id|ar)?\b|р[оа]бот|\bбот(?:ов|ом|ы|а|і|ів|ът)?\b"
    r"|ρομπότ|ロボット|ボット|로봇|机器人|機器人|روبوت|ربات|רובוט|โรบอท|หุ่นยนต์|บอท|रोबोट|रोबॉट|রোবট|ரோபோ|რობოტ|ռոբոտ"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b|\bray id\b",
    re.IGNORECASE,
)
_WORKS_ALONE = re.compile(
    r"<form\b|<meta[^<>]{0,60}(?:noindex|[\"'\s]refresh)|document\.cookie|location\.(?:reload|replace|href)",
    re.IGNORECASE,
)
_LINK = re.compile(r"<a\s[^<>]*href", re.IGNORECASE)
_OF_A_SITE = re.compile(r"<(?:article|textarea|nav|time)\b", re.IGNORECASE)
_FEW_LINKS = 5  # help, imprint, the makers' own; the barest pages of news link to their sections


def stands_in(html: str) -> bool:
    """Say whether a page with hardly any text is such a page."""
    html = html[:_MOST_SEARCHED]
    return bool(_marks(html)) or any(signs.search(html) for signs in (_SAID, _LEADS_BACK))


def is_built(html: str, shown: Sequence[str]) -> bool:
    """Say whether a page is built as such pages alone are; what it only speaks of is no sign."""
    marks = _marks(html[:_MOST_SEARCHED])
    return bool(marks) and not any(mark in line.lower() for mark in marks for line in shown)


def _marks(html: str) -> list[str]:
    lowered = html.lower()
    return [mark for mark in _MARKS if mark in lowered]


def is_of_a_site(html: str) -> bool:
    """Say whether a page has what those of a site have: an article, menus, links to more than help and imprint."""
    html = html[:_MOST_SEARCHED]
    return _OF_A_SITE.search(html) is not None or len(_LINK.findall(html)) > _FEW_LINKS


def tests(html: str, shown: Sequence[str]) -> bool:
    """Say whether a page that is not of a site has something that tells people from robots."""
    html = html[:_MOST_SEARCHED]
    asks = any(_ROBOT.search(line) for line in shown) and _WORKS_ALONE.search(html) is not None
    return asks or _TESTS.search(html) is not None or _LEADS_BACK.search(html) is not None


def is_said_in(lines: Sequence[str], *, of_a_site: bool) -> bool:
    """Say whether a third of what is shown are lines of such a page, or most of it on a page of a site."""
    saying = sum(len(line) for line in lines if _SAID.search(line))
    return saying >= (_SHARE_OF_A_SITE if of_a_site else _SHARE) * sum(map(len, lines)) > 0


def refuses_with(html: str) -> bool:
    """Say whether the body of an error is such a page."""
    return stands_in(html) or _WIDGETS.search(html) is not None
