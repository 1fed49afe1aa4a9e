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
_BUILT_WITH = re.compile(
    r"incapsula incident id|px-captcha|cf-chl-|_cf_chl_opt|/cdn-cgi/challenge|captcha-delivery\.com|awswaf|\bKPSDK\b",
    re.IGNORECASE,
)
_SHARE = 3
_MOST_SEARCHED = 1_000_000  # characters, of which the search takes half a second; such pages have a tenth of it
# What stands on many a page that works, and says something only where there is no page.
_WIDGETS = re.compile(r"captcha|cf-turnstile|ddos-guard|datadome", re.IGNORECASE)


def stands_in(html: str) -> bool:
    """Say whether a page with hardly any text is such a page."""
    html = html[:_MOST_SEARCHED]
    return _SAID.search(html) is not None or _BUILT_WITH.search(html) is not None


def is_said_in(lines: Sequence[str]) -> bool:
    """Say whether at least a third of what is shown are lines of such a page."""
    saying = sum(len(line) for line in lines if _SAID.search(line))
    return _SHARE * saying >= sum(map(len, lines)) > 0


def refuses_with(html: str) -> bool:
    """Say whether the body of an error is such a page."""
    return stands_in(html) or _WIDGETS.search(html) is not None
