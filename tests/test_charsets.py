"""Pages in every encoding that browsers read, whoever names it, and in those that nobody names."""

import re
import time
import unicodedata

import pytest

from extractors.charsets import is_binary, text

SCRIPTS = {
    "Western": "La mairie d'Ostrand a fermé hier le pont sur la Norvik : « Nous n'avions pas le choix », dit Hélène Brûlé. "
    "Die Brücke bleibt für Wochen gesperrt, größere Schäden drohen. El puente está cerrado, señala el alcalde Núñez.",
    "Central European": "Most přes řeku Norvik zůstává uzavřený, řekla včera starostka Ludmila Křížová. "
    "Trhliny se během zimy zvětšily, lidé chodí do práce pěšky a žáky vozí stará převozní loď.",
    "Baltic": "Tilts pār Norvikas upi ir slēgts, vakar paziņoja mērs Jānis Kalniņš. Bojājumi esot lielāki, nekā domāts. "
    "Tiltas per upę uždarytas, pranešė meras, o žmonės eina pėsčiomis. Sild on suletud, ütles linnapea.",
    "Turkish": "Norvik ırmağının üzerindeki köprü dün kapatıldı. Belediye başkanı Işıl Gündoğdu, çatlakların büyüdüğünü söyledi. "
    "Şoförler şimdi uzun yoldan gidiyor, öğrenciler ise yürüyor.",
    "Romanian": "Podul peste râul Norvik a fost închis ieri, a anunțat primarul Ștefan Brânză. Locuitorii așteaptă încă o soluție, "
    "iar elevii merg pe jos către școală în fiecare dimineață.",
    "Vietnamese": "Cây cầu bắc qua sông đã bị đóng từ hôm qua, bà thị trưởng nói với các nhà báo tại tòa thị chính.",
    "Russian": "Мост через реку Норвик закрыли вчера вечером. Мэр Остранда Лидия Журавлёва сказала, что трещины выросли за зиму. "
    "Жители идут на работу пешком, а школьников возит старый паром.",
    "Ukrainian": "Міст через річку Норвік закрили вчора ввечері. Її мешканці їздять в об'їзд, а ґанок ратуші заповнили люди. "
    "Мерка Євгенія Їжакевич каже, що тріщини виросли за зиму.",
    "Greek": "Η γέφυρα πάνω από τον ποταμό Νόρβικ έκλεισε χθες το βράδυ. Η δήμαρχος Ελένη Παππά είπε ότι οι ρωγμές μεγάλωσαν. "
    "Οι κάτοικοι πηγαίνουν στη δουλειά με τα πόδια.",
    "Hebrew": "הגשר מעל נהר נורוויק נסגר אתמול בערב. ראשת העיר לידיה ז'ורבל אמרה שהסדקים גדלו במשך החורף. "
    "התושבים הולכים לעבודה ברגל, ואת התלמידים מסיעה מעבורת ישנה.",
    "Arabic": "أغلق الجسر فوق نهر نورفيك مساء أمس. وقالت رئيسة البلدية ليلى الحداد إن الشقوق اتسعت خلال الشتاء. "
    "ويذهب السكان إلى أعمالهم سيرا على الأقدام.",
    "Thai": "สะพานข้ามแม่น้ำนอร์วิกถูกปิดเมื่อวานนี้ตอนเย็น นายกเทศมนตรีกล่าวว่ารอยร้าวขยายใหญ่ขึ้นในช่วงฤดูหนาว "
    "ชาวบ้านเดินไปทำงาน ส่วนนักเรียนนั่งเรือข้ามฟากลำเก่า",
    "Han, simplified": "诺维克河上的大桥昨晚关闭。市长李文娟说，裂缝在冬天变大了。居民们步行上班，学生们乘坐旧渡船过河。"
    "修理工作预计要到明年春天才能完成，附近的商店生意冷清。",
    "Han, traditional": "諾維克河上的大橋昨晚關閉。市長李文娟說，裂縫在冬天變大了。居民們步行上班，學生們乘坐舊渡船過河。"
    "修理工作預計要到明年春天才能完成，附近的商店生意冷清。",
    "kana": "ノルヴィク川にかかる橋が昨夜、閉鎖された。市長の森下りえさんは「冬の間にひび割れが広がった」と話した。"
    "住民は歩いて仕事に向かい、生徒たちは古い渡し船に乗っている。",
    "Hangul": "노르비크 강의 다리가 어제 저녁 폐쇄됐다. 시장 한서연 씨는 겨울 동안 균열이 커졌다고 말했다. "
    "주민들은 걸어서 출근하고, 학생들은 낡은 나룻배를 탄다.",
    "Devanagari": "नॉर्विक नदी पर बना पुल कल शाम बंद कर दिया गया। महापौर ने कहा कि सर्दियों में दरारें बढ़ गईं।",
    "Georgian": "მდინარე ნორვიკზე ხიდი გუშინ საღამოს დაკეტეს. მერმა თქვა, რომ ბზარები ზამთარში გაიზარდა.",
}
# As browsers name them -> what Python writes them with, and the text that they are for.
ENCODINGS = {
    "windows-1252": ("cp1252", "Western"),
    "iso-8859-1": ("latin-1", "Western"),
    "iso-8859-15": ("iso8859-15", "Western"),
    "macintosh": ("mac-roman", "Western"),
    "windows-1250": ("cp1250", "Central European"),
    "iso-8859-2": ("iso8859-2", "Central European"),
    "windows-1257": ("cp1257", "Baltic"),
    "iso-8859-4": ("iso8859-4", "Baltic"),
    "iso-8859-13": ("iso8859-13", "Baltic"),
    "windows-1254": ("cp1254", "Turkish"),
    "iso-8859-9": ("iso8859-9", "Turkish"),
    "iso-8859-16": ("iso8859-16", "Romanian"),
    "windows-1258": ("cp1258", "Vietnamese"),
    "windows-1251": ("cp1251", "Russian"),
    "koi8-r": ("koi8-r", "Russian"),
    "iso-8859-5": ("iso8859-5", "Russian"),
    "ibm866": ("cp866", "Russian"),
    "x-mac-cyrillic": ("mac-cyrillic", "Russian"),
    "koi8-u": ("koi8-u", "Ukrainian"),
    "windows-1253": ("cp1253", "Greek"),
    "iso-8859-7": ("iso8859-7", "Greek"),
    "windows-1255": ("cp1255", "Hebrew"),
    "iso-8859-8": ("iso8859-8", "Hebrew"),
    "windows-1256": ("cp1256", "Arabic"),
    "iso-8859-6": ("iso8859-6", "Arabic"),
    "windows-874": ("cp874", "Thai"),
    "gbk": ("gbk", "Han, simplified"),
    "gb2312": ("gb2312", "Han, simplified"),
    "gb18030": ("gb18030", "Devanagari"),
    "hz-gb-2312": ("hz", "Han, simplified"),
    "big5": ("big5", "Han, traditional"),
    "shift_jis": ("cp932", "kana"),
    "euc-jp": ("euc_jp", "kana"),
    "iso-2022-jp": ("iso2022_jp", "kana"),
    "euc-kr": ("euc_kr", "Hangul"),
    "ks_c_5601-1987": ("cp949", "Hangul"),
}


# Nobody can tell these from others of their kind without being told.
UNGUESSED = {"macintosh", "koi8-u", "hz-gb-2312", "gb18030"}
HEADER = "text/html; charset="


def written(encoding, script):
    """Return the story as that encoding writes it."""
    if encoding != "cp1258":
        return SCRIPTS[script]
    tones = "\u0300\u0301\u0303\u0309\u0323"  # written behind their vowels; its other marks are not
    taken_apart = unicodedata.normalize("NFD", SCRIPTS[script])
    parts = (unicodedata.normalize("NFC", part) for part in re.split(f"([{tones}])", taken_apart))
    return "".join(parts)


def page(story, head=""):
    return f"<!doctype html><html><head>{head}<title>Norvik</title></head><body><p>{story}</p></body></html>"


def cases(*, guessed=False):
    kept = {label: case for label, case in ENCODINGS.items() if not (guessed and label in UNGUESSED)}
    return pytest.mark.parametrize(("label", "encoding", "script"), [(label, *case) for label, case in kept.items()])


# C01: who names an encoding, and who is believed


@pytest.mark.faults
@cases()
def test_old_encodings_are_read_as_the_header_says(label, encoding, script):
    story = written(encoding, script)
    for said in (label, label.upper(), f'"{label}"', f" {label} ; boundary=x"):
        assert story in text(page(story).encode(encoding), HEADER + said)


@pytest.mark.faults
@cases()
def test_old_encodings_are_read_as_the_page_says(label, encoding, script):
    story = written(encoding, script)
    for head in (
        f"<meta charset={label}>",
        f"<META http-equiv='Content-Type' content='text/html; charset={label}'>",
        f'<meta name="a" content="b">\n<meta content="text/html;charset={label}" http-equiv="content-type"/>',
    ):
        assert story in text(page(story, head).encode(encoding), "text/html")
    declared = f'<?xml version="1.0" encoding="{label}"?>' + page(story)
    assert story in text(declared.encode(encoding), "application/xhtml+xml")


@cases(guessed=True)
def test_old_encodings_are_guessed_when_nobody_names_them(label, encoding, script):
    assert label not in UNGUESSED
    story = written(encoding, script)
    assert story in text(page(story * 3).encode(encoding), "text/html")


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("said", ["text/html", HEADER + "utf-8", HEADER + "iso-8859-1", HEADER + "shift_jis"])
def test_utf_8_is_utf_8_whatever_anybody_says(script, said):
    assert SCRIPTS[script] in text(page(SCRIPTS[script], '<meta charset="windows-1251">').encode(), said)


@pytest.mark.parametrize("script", ["Western", "Russian", "Arabic", "kana", "Hangul"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed_before_anybody(script, encoding):
    story = SCRIPTS[script]
    found = text(page(story, "<meta charset=koi8-r>").encode(encoding), HEADER + "windows-1251")
    assert found.startswith("<!doctype")
    assert story in found


@pytest.mark.parametrize(
    ("header", "meta", "script"),
    [
        ("windows-1251", "koi8-r", "Russian"),
        ("koi8-r", "windows-1251", "Russian"),
        ("euc-jp", "shift_jis", "kana"),
        ("shift_jis", "euc-jp", "kana"),
        ("big5", "gb2312", "Han, traditional"),
        ("windows-1255", "windows-1252", "Hebrew"),
        ("iso-8859-2", "utf-8", "Central European"),
        ("windows-1256", "utf-16", "Arabic"),
    ],
)
def test_the_header_is_believed_before_the_page(header, meta, script):
    body = page(SCRIPTS[script], f'<meta charset="{meta}">').encode(ENCODINGS[header][0])
    assert SCRIPTS[script] in text(body, HEADER + header)


# C02: names that mean nothing, or the wrong thing


@pytest.mark.faults
@pytest.mark.parametrize("bogus", ["x-unknown", "none", "utf-8859-1", "utf-16", "unicode", "''", "%s", "x" * 5000])
def test_a_name_that_means_nothing_is_passed_over(bogus):
    story = SCRIPTS["Russian"]
    body = page(story, f"<meta charset={bogus[:99]}><meta charset=koi8-r>").encode("koi8-r")
    assert story in text(body, HEADER + bogus)


def test_an_encoding_named_in_a_comment_is_passed_over():
    story = SCRIPTS["Russian"]
    head = "<!-- <meta charset='koi8-r'> --><meta charset='windows-1251'>"
    assert story in text(page(story, head).encode("cp1251"), "text/html")


@pytest.mark.parametrize(("wrong", "script"), [("utf-8", "Russian"), ("utf-8", "kana"), ("euc-kr", "Greek")])
def test_a_header_that_cannot_be_right_gives_way_to_the_page(wrong, script):
    label, (encoding, _) = next((label, case) for label, case in ENCODINGS.items() if case[1] == script)
    body = page(SCRIPTS[script], f"<meta charset={label}>").encode(encoding)
    assert SCRIPTS[script] in text(body, HEADER + wrong)


def test_escapes_to_kanji_are_believed_before_anybody():
    body = page(SCRIPTS["kana"], "<meta charset=utf-8>").encode("iso2022_jp")
    assert SCRIPTS["kana"] in text(body, HEADER + "utf-8")


@pytest.mark.parametrize(
    ("label", "encoding", "story"),
    [
        ("iso-8859-1", "cp1252", "“Closed” – says the town… for €5"),
        ("ascii", "cp1252", "“Closed” – says the town…"),
        ("gb2312", "gb18030", "朱镕基说桥已关闭，𠮷野家也关门了"),
        ("shift_jis", "cp932", "①番目の㈱髙橋商店"),
        ("euc-jp", "euc_jis_2004", "①番目の㈱ノルヴィク"),
        ("euc-kr", "cp949", "똠방각하와 펲시콜라"),
        ("big5", "big5hkscs", "香港嘅啲嘢"),
        ("big5", "cp950", "裏面銹了"),
        ("tis-620", "cp874", "“สะพานปิด”…"),
    ],
)
def test_the_smaller_encoding_of_two_is_read_as_the_larger(label, encoding, story):
    assert story in text(page(story).encode(encoding), HEADER + label)


# C04: bytes that are broken


@pytest.mark.faults
@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(
    "broken", [b"\xff\x80", b"\xe2\x80", b"\xed\xa0\xbd\xed\xb8\x80", b"\xc0\xaf", b"d\x92Ostrand"]
)
def test_a_few_broken_bytes_do_not_spoil_a_page_in_utf_8(script, broken):
    body = page(SCRIPTS[script]).encode().replace(b"</p>", b" " + broken + b" </p>")
    for said in ("text/html", HEADER + "utf-8", HEADER + "iso-8859-1"):
        assert SCRIPTS[script] in text(body, said)


def test_old_quotation_marks_in_a_page_that_says_utf_8_are_quotation_marks():
    body = page("The mayor said the bridge isn_t safe. " * 9).encode().replace(b"_", b"\x92")
    assert "the bridge isn’t safe" in text(body, HEADER + "utf-8")


@pytest.mark.parametrize(
    ("label", "stray"),
    [
        ("windows-1252", b"\x9d"),
        ("windows-1251", b"\x98"),
        ("windows-1253", b"\xd2"),
        ("windows-1255", b"\xd9"),
        ("windows-874", b"\xdb"),
        ("iso-8859-6", b"\xa1"),
        ("iso-8859-8", b"\xa1"),
        ("euc-kr", b"\xff"),
        ("euc-jp", b"\xff"),
        ("iso-2022-jp", b"\xff"),
        ("shift_jis", b"\xfd"),
        ("big5", b"\xff"),
        ("gb2312", b"\xff"),
    ],
)
def test_a_byte_that_an_encoding_lacks_does_not_spoil_the_page(label, stray):
    encoding, script = ENCODINGS[label]
    for head, said in (("", HEADER + label), (f"<meta charset={label}>", "text/html")):
        body = page(SCRIPTS[script], head).encode(encoding).replace(b"</p>", b" " + stray + b" </p>")
        assert SCRIPTS[script] in text(body, said)


@pytest.mark.faults
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("script", ["Western", "Russian", "Hebrew", "kana", "Devanagari"])
def test_wide_encodings_are_read_without_their_mark(encoding, script):
    for story in (page(SCRIPTS[script]), "\r\n\n  " + page(SCRIPTS[script])):
        for said in ("text/html", HEADER + encoding, HEADER + encoding[:6], HEADER + "utf-8"):
            assert text(story.encode(encoding), said) == story
            assert not is_binary(story.encode(encoding), said)


def test_half_a_pair_of_surrogates_is_no_character():
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        body = page("Norvik \ud83d Ostrand").encode(encoding, "surrogatepass")
        found = text(body, HEADER + encoding)
        assert "Norvik" in found
        assert "Ostrand" in found
        found.encode()  # or no file could hold it


def test_utf_7_is_no_encoding_of_pages():
    assert "<p>+ADw-script+AD4-</p>" in text(page("+ADw-script+AD4-").encode(), HEADER + "utf-7")


def test_nuls_stay_where_they_are():
    story = SCRIPTS["Russian"].replace("Мэр", "М\0эр")
    assert story in text(page(story).encode(), "text/html")
    assert not is_binary(page(story).encode(), "text/html")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0",
        b"\xff",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"<",
        b"\x1b$B",
        b"\x80" * 999,
        b"<\0" * 9,
        bytes(range(256)) * 9,
    ],
)
@pytest.mark.parametrize(
    "said", ["", HEADER, HEADER + "utf-16", HEADER + "utf-32be", HEADER + "euc-jp", HEADER + "hz-gb-2312"]
)
def test_whatever_comes_is_some_text(body, said):
    text(body, said).encode()


def test_a_long_broken_page_is_read_in_the_time_that_its_length_takes():
    body = page(SCRIPTS["Russian"] * 10_000).encode() + b"\xff"
    assert len(body) > 3_000_000
    began = time.process_time()
    assert SCRIPTS["Russian"] in text(body, HEADER + "windows-1251")
    assert time.process_time() - began < 2
