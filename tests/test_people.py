"""People out of what bylines and fields of metadata say, in many languages."""

import pytest

from extractors.people import named, writers

OUTLET = "The Quay Ledger"


def only(text, own=""):
    return named([text], OUTLET, own)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("By Maeve Arlott and Owen Carrick", ("Maeve Arlott", "Owen Carrick")),
        ("Ute Lindqvist, Marek Sobol und Hanne Traub", ("Ute Lindqvist", "Marek Sobol", "Hanne Traub")),
        ("Inés de la Cruz y Bruno Etxeberria", ("Inés de la Cruz", "Bruno Etxeberria")),
        ("Ginevra Dell’Orto e Nicolò Pace", ("Ginevra Dell’Orto", "Nicolò Pace")),
        ("Aino Ylätalo ja Eero Hakamies", ("Aino Ylätalo", "Eero Hakamies")),
        ("Kelemen Borbála és Vadas Máté", ("Kelemen Borbála", "Vadas Máté")),
        ("Bohumil Kratina a Eliška Dvorská", ("Bohumil Kratina", "Eliška Dvorská")),
        ("Şebnem Işıkgör ve İlker Özdal", ("Şebnem Işıkgör", "İlker Özdal")),
        ("Λυδία Καρρά και Στέλιος Βάμβας", ("Λυδία Καρρά", "Στέλιος Βάμβας")),
        ("Глеб Самарин и Ольга Тихая", ("Глеб Самарин", "Ольга Тихая")),
        ("كتب: سامر عون وهالة بركات", ("سامر عون", "هالة بركات")),
        ("מאת נעמה ברוך ואיתי שדה", ("נעמה ברוך", "איתי שדה")),
        ("記者・水上遥、東条誠", ("水上遥", "東条誠")),
        ("민서윤·배준오 기자", ("민서윤", "배준오")),
        ("记者 顾念慈 陆远航", ("顾念慈", "陆远航")),
        ("Piše: Jasna Vidak i Mislav Horvatin/HINA", ("Jasna Vidak", "Mislav Horvatin")),
        ("Aysel Quliyeva və Tural Həsənli", ("Aysel Quliyeva", "Tural Həsənli")),
        ("شازیہ ملک اور عمران بیگ", ("شازیہ ملک", "عمران بیگ")),
        ("निहारिका जोशी और अमोल राणे", ("निहारिका जोशी", "अमोल राणे")),
        ("Նարե Ադամյան և Արամ Խաչյան", ("Նարե Ադամյան", "Արամ Խաչյան")),
        ("Pia Holm / Ravi Sundaram / Gale Wire Desk", ("Pia Holm", "Ravi Sundaram")),
        ("Pia Holm; J. R. Ó Cuív", ("Pia Holm", "J. R. Ó Cuív")),
        ("Ana Ruiz with Bo Lind", ("Ana Ruiz", "Bo Lind")),
    ],
)
def test_names_joined_in_any_language_are_parted(text, people):
    assert only(text) == people


@pytest.mark.parametrize(
    "name",
    [
        "Friederike von Allmen",
        "Sophie in 't Veld",
        "Yannick Le Goff",
        "Ani Hovhannisyan",
        "Solène d'Aubry",
        "Lê Phương",
        "高橋 文子",
        "ジョン・スミス",
        "أحمد علي وليد حسن",
        "پریسا نیک\u200cنام",
        "José Ocampo y Rius",
        "Efe Yıldızlar",
        "Hina Malik",
        "Per Anders Holm",
        "服部 一成",
        "이경제",
    ],
)
def test_a_name_with_particles_or_signs_stays_whole(name):
    assert only(name) == (name,)


@pytest.mark.parametrize(
    "name",
    [
        "সুমিত্রা চক্রবর্তী", "கவிதா முருகேசன்", "లక్ష్మీ నారాయణ", "હેતલ પંડ્યા", "അനിത രാധാകൃഷ്ണൻ", "ಕಾವ್ಯಾ ಹೆಗಡೆ", "ਹਰਪ੍ਰੀਤ ਗਿੱਲ",
        "නිමල් වික්\u200dරමසිංහ", "សុខ ចន្ថា", "ခင်မျိုးသန့်", "ສົມພອນ ວົງສາ", "วรรณา ศรีทอง", "ནོར་བུ་དབང་ཕྱུག", "ሰላማዊት ተስፋዬ", "ნინო ქავთარაძე",
    ],
)  # fmt: skip
def test_vowel_signs_that_stand_apart_from_their_letters_are_part_of_a_name(name):
    assert only(name) == (name,)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ana Ruiz mit dpa", ("Ana Ruiz",)),
        ("Ana Ruiz avec l’AFP", ("Ana Ruiz",)),
        ("Ana Ruiz con agencias", ("Ana Ruiz",)),
        ("Ana Ruiz y Agencias", ("Ana Ruiz",)),
        ("Ana Ruiz, Special to the Courier", ("Ana Ruiz",)),
        ("Ana Ruiz for The Courier", ("Ana Ruiz",)),
        ("Espesyal sa Pampang", ()),
        ("The Quay Ledger with AFP", ()),
    ],
)
def test_whose_material_it_is_and_for_whom_it_was_written_is_no_author(text, people):
    assert only(text) == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Owen Carrick, Political Editor and Dilys Prosser in Cardiff", ("Owen Carrick", "Dilys Prosser")),
        ("Rowan Teague, AP Maritime Writer", ("Rowan Teague",)),
        ("Baptiste Roy, envoyé spécial à Brest", ("Baptiste Roy",)),
        ("Yannick Le Goff et Maëlle Kerjean, correspondante à Rennes", ("Yannick Le Goff", "Maëlle Kerjean")),
        ("Корреспондент Глеб Самарин", ("Глеб Самарин",)),
        ("도하린 특파원", ("도하린",)),
        ("해안신문 류다온 선임기자", ("류다온",)),
        ("社会部　桐生 遥斗", ("桐生 遥斗",)),
        ("記者溫若晴／港口報導", ("溫若晴",)),
        ("Prof. Samuel Okafor Jr.", ("Samuel Okafor Jr",)),
        ("Dr. Lena Ashby, PhD", ("Lena Ashby",)),
        ("Gwen Tarrant gwen.tarrant@quay.example", ("Gwen Tarrant",)),
        ("Ana Ruiz (Paris) and Ben Li (Rome)", ("Ana Ruiz", "Ben Li")),
        ("بيروت - ريم الصايغ", ("ريم الصايغ",)),
        ("Ruiz, Ana", ("Ana Ruiz",)),
        ("J&ouml;rg M&uuml;hlhaus", ("Jörg Mühlhaus",)),
        ("Jonas Brekke, Havstad universitet fakultetet", ("Jonas Brekke",)),
    ],
)
def test_roles_places_titles_and_addresses_are_no_part_of_a_name(text, people):
    assert only(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "Redaktion", "Redacción", "La rédaction", "Haber Merkezi", "Tim Redaksi", "Szerkesztőség", "Ομάδα Σύνταξης",
        "هيئة التحرير", "מערכת האתר", "取材班一同", "Quay Staff Reporter", "Gale Reporters", "The Night Watch", "Reuters Staff",
        "desk@quay.example", "@quayledger", "https://quay.example/about", "Quay Ledger", "The Quay Ledger with AFP",
    ],
)  # fmt: skip
def test_offices_agencies_addresses_and_the_outlet_are_nobody(text):
    assert only(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "河畔晚报", "河畔都市报", "河畔日報社", "河畔新闻网", "河畔电视台", "本报评论员", "川岸テレビ報道局", "川岸新報", "川岸タイムズ", "강변일보", "강변방송",
        "강변신문 사회부 데스크", "নিজস্ব প্রতিবেদক", "समाचार डेस्क", "స్టాఫ్ రిపోర్టర్", "செய்திப்பிரிவு", "ویب ڈیسک", "گروه اجتماعی", "فريق التحرير",
        "מערכת המזח", "กองบรรณาธิการ", "ทีมข่าวภูมิภาค", "Ban biên tập", "Toimetus", "Uredništvo Obale", "Уредништво", "Рэдакцыя", "Erredakzioa",
        "Redacció", "Mwandishi Wetu", "Web Desk", "Agencies",
    ],
)  # fmt: skip
def test_newsrooms_desks_and_papers_are_nobody_in_any_language(text):
    assert only(text) == ()


def test_what_ends_the_pages_title_is_the_outlet():
    assert only("Diario del Muelle", "diario del muelle") == ()


@pytest.mark.parametrize(
    ("text", "writing"),
    [
        ("Text: Silke Brand, Foto: Arne Voss", "Silke Brand"),
        ("Foto: Arne Voss / Text: Silke Brand", "Silke Brand"),
        ("Text und Fotos: Silke Brand", "Silke Brand"),
        ("Teksti: Pihla Rantamo Kuvat: Otso Virta", "Pihla Rantamo"),
        ("Текст: Вера Лисицына, фото: Пётр Зуев", "Вера Лисицына"),
        ("文・小早川澪 写真・江藤蓮", "小早川澪"),
        ("彭予安 编辑：赵一宁", "彭予安"),
        ("Maeve Arlott, photos by Stuart Pell", "Maeve Arlott"),
        ("Photos by Stuart Pell", ""),
    ],
)
def test_who_takes_pictures_or_edits_is_no_author(text, writing):
    assert writers(text) == writing


def test_a_name_in_brackets_before_pictures_is_no_authors():
    assert only("Silke Brand (Text) und Arne Voss (Fotos)") == ("Silke Brand",)


def test_a_name_that_is_repeated_in_capitals_or_without_accents_is_one_person():
    assert named(["HARRIET MALONE", "Harriet Malone", "Malone, Harriet"], OUTLET) == ("Harriet Malone",)
    assert named(["José Pérez", "Jose Perez"], OUTLET) == ("José Pérez",)
