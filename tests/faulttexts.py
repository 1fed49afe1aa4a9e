"""One invented story in many languages, each naming the ship and her captain, and their pages."""

from random import Random

from .smallweb import page

NAMES = (
    "Ferry Aurelia", "Captain Duarte", "Аурелия", "Дуарте", "Αυρηλία", "Ντουάρτε", "אאורליה", "דוארטה", "أوريليا",
    "دوارتي", "アウレリア号", "ドゥアルテ", "아우렐리아", "두아르테", "奥蕾莉亚", "杜阿尔特", "奧蕾莉亞", "杜阿爾特", "ออเรเลีย",
    "ดูอาร์เต", "Aurelia", "Duarte",
)  # fmt: skip

TOLD: dict[str, tuple[str, ...]] = {
    "ru": (
        "Паром Аурелия пропал",
        "Паром Аурелия вышел с острова в полдень и не пришёл в порт к назначенному часу.",
        "Капитана Дуарте дважды предупреждали, что к вечеру погода на море испортится.",
        "Семьи ждали на причале с одеялами, но из конторы к ним так никто и не вышел.",
        "Рыбак рассказал, что видел огни за рифом: они двигались на запад уже после захода солнца.",
    ),
    "el": (
        "Χάθηκε το πλοίο Αυρηλία",
        "Το πλοίο Αυρηλία έφυγε από το νησί το μεσημέρι και δεν έφτασε ποτέ στο λιμάνι.",
        "Ο καπετάνιος Ντουάρτε είχε προειδοποιηθεί δύο φορές ότι ο καιρός θα χαλούσε πριν από το βράδυ.",
        "Στην προκυμαία οι οικογένειες περίμεναν με κουβέρτες, αλλά κανείς δεν βγήκε από το γραφείο.",
        "Ένας ψαράς είπε ότι είδε φώτα πίσω από τον ύφαλο να πηγαίνουν δυτικά μέσα στο σκοτάδι.",
    ),
    "he": (
        "המעבורת אאורליה נעלמה",
        "המעבורת אאורליה יצאה מן האי בצהריים ולא הגיעה אל הנמל בשעה שנקבעה.",
        "רב החובל דוארטה הוזהר פעמיים שמזג האוויר ישתנה עוד לפני הערב.",
        "על הרציף המתינו המשפחות עם שמיכות, ואיש לא יצא מן המשרד לדבר איתן.",
        "דייג אחד סיפר שראה אורות מעבר לשונית, נעים מערבה זמן רב אחרי רדת החשכה.",
    ),
    "ar": (
        "اختفاء العبارة أوريليا",
        "غادرت العبارة أوريليا الجزيرة عند الظهر ولم تصل إلى الميناء في الموعد المحدد.",
        "كان القبطان دوارتي قد تلقى تحذيرين من أن الطقس سيتغير قبل حلول المساء.",
        "انتظرت العائلات على الرصيف ومعها البطانيات، ولم يخرج أحد من المكتب ليتحدث إليها.",
        "قال صياد إنه رأى أضواء خلف الشعاب تتحرك نحو الغرب بعد حلول الظلام بوقت طويل.",
    ),
    "ja": (
        "フェリー「アウレリア号」が消息を絶つ",
        "フェリー「アウレリア号」は正午に島を出たが、予定の時刻になっても港に着かなかった。",
        "ドゥアルテ船長は、夕方までに天気が崩れると二度も注意を受けていた。",
        "岸壁では家族が毛布を持って待っていたが、事務所からは誰も出てこなかった。",
        "ある漁師は、暗くなってからずいぶん後に、岩礁の向こうを西へ進む明かりを見たと話した。",
    ),
    "ko": (
        "여객선 아우렐리아호 실종",
        "여객선 아우렐리아호는 정오에 섬을 떠났지만 정해진 시각에 항구에 도착하지 않았다.",
        "두아르테 선장은 저녁이 되기 전에 날씨가 나빠질 것이라는 경고를 두 번이나 받았다.",
        "부두에서는 가족들이 담요를 들고 기다렸지만 사무실에서는 아무도 나오지 않았다.",
        "한 어부는 어두워지고 한참 뒤에 암초 너머에서 서쪽으로 움직이는 불빛을 보았다고 말했다.",
    ),
    "zh": (
        "渡轮奥蕾莉亚号失踪",
        "渡轮奥蕾莉亚号中午离开小岛，到了预定的时间却没有抵达港口。",
        "船长杜阿尔特曾两次得到警告，说傍晚之前天气就会变坏。",
        "家属们拿着毯子在码头上等待，公司的办公室里却没有一个人出来说明情况。",
        "一位渔民说，天黑很久以后，他看见礁石后面有灯光向西移动。",
    ),
    "zh-Hant": (
        "渡輪奧蕾莉亞號失蹤",
        "渡輪奧蕾莉亞號中午離開小島，到了預定的時間卻沒有抵達港口。",
        "船長杜阿爾特曾兩次得到警告，說傍晚之前天氣就會變壞。",
        "家屬們拿著毯子在碼頭上等待，公司的辦公室裡卻沒有一個人出來說明情況。",
        "一位漁民說，天黑很久以後，他看見礁石後面有燈光向西移動。",
    ),
    "th": (
        "เรือข้ามฟากออเรเลียหายไป",
        "เรือข้ามฟากออเรเลียออกจากเกาะตอนเที่ยง แต่ไม่ถึงท่าเรือตามเวลาที่กำหนดไว้",
        "กัปตันดูอาร์เตได้รับคำเตือนสองครั้งแล้วว่าอากาศจะเปลี่ยนก่อนค่ำ",
        "ครอบครัวของผู้โดยสารถือผ้าห่มรออยู่ที่ท่าเรือ แต่ไม่มีใครออกมาจากสำนักงานเพื่อพูดกับพวกเขา",
        "ชาวประมงคนหนึ่งเล่าว่าเขาเห็นแสงไฟหลังแนวปะการังเคลื่อนไปทางทิศตะวันตกหลังจากมืดไปนานแล้ว",
    ),
    "tr": (
        "Aurelia vapuru kayboldu",
        "Aurelia vapuru öğle vakti adadan ayrıldı ve beklenen saatte limana ulaşmadı.",
        "Kaptan Duarte akşam olmadan havanın bozulacağı konusunda iki kez uyarılmıştı.",
        "Rıhtımda aileler battaniyelerle bekledi, ama yazıhaneden çıkıp onlarla konuşan olmadı.",
        "Bir balıkçı, hava karardıktan çok sonra kayalıkların ötesinde batıya giden ışıklar gördüğünü söyledi.",
    ),
    "pl": (
        "Prom Aurelia zaginął",
        "Prom Aurelia wypłynął z wyspy w południe i nie dotarł do portu o wyznaczonej porze.",
        "Kapitana Duarte dwukrotnie ostrzegano, że pogoda zmieni się jeszcze przed wieczorem.",
        "Na nabrzeżu czekały rodziny z kocami, lecz nikt nie wyszedł z biura, żeby z nimi porozmawiać.",
        "Pewien rybak mówił, że długo po zmroku widział za rafą światła, które płynęły na zachód.",
    ),
}
LAST = "Nobody came out of the office before the morning."
_WHO = ("A gull", "The cook", "Somebody", "The pilot's dog", "A boy", "One of the nuns", "The oldest porter", "Nobody")
_DID = ("counted", "painted", "sold", "forgot", "locked away", "leaned against", "asked for", "looked at", "sang of")
_WHAT = ("thirty loaves", "the green lifeboat", "a violin case", "the second anchor", "paper flags", "the tide tables")
_WHERE = ("beside the ramp", "under the clock", "by the ticket hut", "on the steps", "behind the bar", "in the rain")


def tale(named: str = "", language: str = "en", head: str = "") -> str:
    """Return the page of a story. In English, `named` stands in it as its mark, and no two tell it in the same words."""
    if language != "en":
        title, *paragraphs = TOLD[language]
        return page(title, *paragraphs, head=head, language=language)
    chance = Random(named)
    said = [" ".join(map(chance.choice, (_WHO, _DID, _WHAT, _WHERE))) + "." for _ in range(12)]
    mark = f"The log of the Ferry Aurelia carries the mark {named}, and Captain Duarte signed it."
    return page(f"The lost ferry: {named[:40]}", mark, " ".join(said[:6]), " ".join(said[6:]), LAST, head=head)
