"""An article out of a page: what is taken, what is left, what is refused."""

import gzip
import json
import random
from datetime import UTC, datetime

import pytest

from extractors.errors import DropError
from extractors.extract import read
from extractors.page import decode, parse
from extractors.records import Page

URL = "https://www.norvik-courier.example/2024/05/14/harbour-wall"
FETCHED = datetime(2024, 5, 20, tzinfo=UTC)
STORY = (
    "The council of Norvik decided on Monday evening to rebuild the harbour wall that the storm of last November had broken in two.",
    "The work will cost four million crowns, of which the port pays half, and it is to be finished before the herring fleet comes home.",
    "“We have waited long enough,” said Ragna Holt, who mends nets in the third generation and lost her shed to the sea that night.",
    "Three members voted against the plan because it leaves the old lighthouse outside of the wall, where the next storm may take it.",
)
STORIES = {
    "ru": "Городской совет Норвика решил в понедельник восстановить стену гавани, которую прошлой осенью разрушил сильный шторм. "
    * 3,
    "ar": "قرر مجلس مدينة نورفيك يوم الاثنين إعادة بناء جدار الميناء الذي دمرته العاصفة في الخريف الماضي قبل عودة الصيادين. "
    * 3,
    "he": "מועצת העיר נורוויק החליטה ביום שני לבנות מחדש את חומת הנמל שהסערה הרסה בסתיו האחרון לפני שובם של הדייגים. "
    * 3,
    "ja": "ノルビク市議会は月曜日、昨年の秋の嵐で壊れた港の壁を、漁船が戻る前に再建することを決めた。市長は費用の半分を港が負担すると述べた。"
    * 3,
    "ko": "노르빅 시의회는 월요일 지난가을 폭풍에 무너진 항구의 벽을 어선이 돌아오기 전에 다시 쌓기로 결정했다. 시장은 비용의 절반을 항만이 부담한다고 말했다. "
    * 3,
    "zh": "诺维克市议会周一决定，在渔船返航之前重建去年秋天被风暴摧毁的港口围墙。市长表示，费用的一半将由港口承担。"
    * 4,
}


def page(body, *, content_type="text/html; charset=utf-8", url=URL, final_url=None):
    return Page(
        url=url,
        final_url=final_url or url,
        fetched_at=FETCHED,
        status=200,
        content_type=content_type,
        body=body.encode() if isinstance(body, str) else body,
    )


def html(story=STORY, *, head="", title="Norvik rebuilds its wall", around="", lang="en"):
    paragraphs = "".join(f"<p>{line}</p>" for line in story)
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title} | The Norvik Courier</title>{head}</head><body>'
        f"<nav><a href='/a'>Home</a><a href='/b'>Sport</a></nav><main><article><h1>{title}</h1>{paragraphs}{around}</article></main>"
        f"<footer>© The Norvik Courier</footer></body></html>"
    )


def data(**fields):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def article(body=None, **options):
    return read(page(body if body is not None else html(), **options), {})


def refused(body, **options):
    with pytest.raises(DropError) as caught:
        article(body, **options)
    return caught.value.reason


# what is taken


def test_the_text_is_the_story_without_title_menu_and_footer():
    assert article().text == "\n".join(STORY)


def test_the_title_comes_without_the_outlets_name():
    head = '<meta property="og:site_name" content="The Norvik Courier"><meta property="og:title" content="Norvik rebuilds its wall - The Norvik Courier">'
    assert article(html(head=head)).title == "Norvik rebuilds its wall"


def test_a_name_in_the_middle_of_a_title_stays():
    head = '<meta property="og:site_name" content="Norvik"><meta property="og:title" content="Storm in Norvik: a wall falls">'
    assert article(html(head=head)).title == "Storm in Norvik: a wall falls"


def test_the_standfirst_is_part_of_the_text():
    lead = "After six months of quarrel the town has found the money and the courage to begin again."
    body = html(head=f'<meta property="og:description" content="{lead}">').replace(
        "<h1>", f"<header><p class='lead'>{lead}</p></header><h1>"
    )
    assert article(body).text.splitlines() == [lead, *STORY]


def test_captions_teasers_and_appeals_are_left_out():
    around = (
        "<figure><img src='a.jpg'><figcaption>The broken wall of Norvik in November, seen from the lighthouse.</figcaption></figure>"
        "<p>Read more: <a href='/x'>The night the wall fell</a></p><p>Subscribe to our newsletter for more stories from the coast.</p>"
        "<p><a href='/y'>How the herring came back to the bay of Norvik</a></p>"
    )
    assert article(html(around=around)).text == "\n".join(STORY)


@pytest.mark.parametrize("script", STORIES)
def test_pages_are_read_in_many_scripts(script):
    found = article(html([STORIES[script].strip()] * 1, lang=script, title="—"))
    assert found.text == STORIES[script].strip()
    assert found.language.partition("-")[0] == script


def test_the_language_is_the_texts_and_not_the_menus():
    found = article(html([STORIES["ru"].strip()], lang="en"))
    assert (found.language, "language_disagrees" in found.flags) == ("ru", True)


def test_links_out_are_those_of_the_story():
    linked = STORY[1].replace("the port", "<a href='https://port.example/costs?utm_source=x'>the port</a>")
    found = article(html([STORY[0], linked, *STORY[2:]]))
    assert found.links_out == ("https://port.example/costs",)


def test_a_page_whose_readers_disagree_is_read_by_more_of_them():
    hidden = "".join(f"<p>{line}</p>" for line in STORY)
    body = f"<html><body><h1>Wall</h1><div class='comments-like'><table><tr><td>{hidden}</td></tr></table></div></body></html>"
    assert STORY[2] in article(body).text


def test_a_text_that_only_the_metadata_hold_is_taken():
    head = data(headline="Norvik rebuilds its wall", articleBody="<p>" + "</p><p>".join(STORY) + "</p>")
    found = article(f"<html><head>{head}</head><body><div id='root'></div></body></html>")
    assert (found.text, found.extractor) == ("\n".join(STORY), "json-ld")


# who and whom


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ({"@type": "Person", "name": "Ragna Holt"}, ("Ragna Holt",)),
        (
            [{"@type": "Person", "name": "Ragna Holt"}, {"@type": "Person", "name": "Ole Brandt"}],
            ("Ragna Holt", "Ole Brandt"),
        ),
        ("By Ragna Holt and Ole Brandt", ("Ragna Holt", "Ole Brandt")),
        ("RAGNA HOLT, Reporter", ("Ragna Holt",)),
        ({"@type": "Person", "givenName": "Ragna", "familyName": "Holt"}, ("Ragna Holt",)),
        ({"@type": "Person", "name": "Suharto"}, ("Suharto",)),
        ({"@type": "Person", "name": "松岡大地"}, ("松岡大地",)),
        ({"@type": "Organization", "name": "Coastal News Agency"}, ()),
        ({"@type": "Person", "name": "Editorial Staff"}, ()),
        ({"@type": "Person", "name": "Reuters"}, ()),
        ([{"name": 5}, None, {"name": ["Ragna Holt"]}], ("Ragna Holt",)),
    ],
)
def test_authors_are_people_only(author, people):
    assert article(html(head=data(headline="Norvik rebuilds its wall", author=author))).authors == people


def test_a_byline_names_the_authors_where_the_head_does_not():
    body = html().replace("<h1>", "<p class='byline'>By Ragna Holt and Ole Brandt</p><h1>")
    assert article(body).authors == ("Ragna Holt", "Ole Brandt")


def test_the_outlet_is_no_author():
    head = (
        '<meta property="og:site_name" content="The Norvik Courier"><meta name="author" content="The Norvik Courier">'
    )
    assert article(html(head=head)).authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "Source: Coastal News Agency",
        "This article was translated from Norwegian.",
        "First published in The Bay Gazette.",
        "Quelle: Küstendienst",
        "Übersetzt aus dem Norwegischen von Ole Brandt",
        "Traduit du norvégien par Camille Roche",
        "Fuente: Agencia del Mar",
        "Traducido del noruego",
        "Fonte: Agência do Mar",
        "Источник: Береговая служба",
        "Перевод: Ольга Бранд",
        "来源：海岸通讯社",
        "出典：沿岸通信",
        "출처: 해안통신",
        "المصدر: وكالة الساحل",
        "מקור: סוכנות החוף",
        "Kaynak: Kıyı Ajansı",
        "Bron: Kustdienst",
    ],
)
def test_a_credit_line_is_found(line):
    assert article(html([*STORY, line])).credit == line


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("NORVIK (AP) — " + STORY[0], "NORVIK (AP)"),
        ("PORT LUMEN, May 13 (Coastal Wire) - " + STORY[0], "PORT LUMEN, May 13 (Coastal Wire)"),
        ("Norvik (dpa) - " + STORY[0], "Norvik (dpa)"),
    ],
)
def test_an_agencys_dateline_is_a_credit(line, credit):
    assert article(html([line, *STORY[1:]])).credit == credit


@pytest.mark.parametrize(
    "line",
    [
        "Sources close to the mayor say that the wall will be built by the army.",
        "The source of the river lies in the hills.",
        "First published on May 3, 2024",
        "Ragna Holt (39) - " + STORY[0],
    ],
)
def test_sentences_about_sources_are_no_credit(line):
    assert article(html([line, *STORY])).credit is None


# what stands around a text


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("by Wren Castellan", ("Wren Castellan",)),
        ("By Wren Castellan and Ole Brandt", ("Wren Castellan", "Ole Brandt")),
        ("BY WREN CASTELLAN, Staff Writer", ("Wren Castellan",)),
        ("By Wren Castellan in Port Ellery", ("Wren Castellan",)),
        ("By Wren Castellan, March 3, 2024", ("Wren Castellan",)),
        ("by Wren Castellan on 3 March 2024", ("Wren Castellan",)),
        ("Von Mareike Stahl | 13.03.2024", ("Mareike Stahl",)),
        ("Von Mareike Stahl, Kiel", ("Mareike Stahl",)),
        ("Par Camille Rochebrune Publié le 7 mars 2024 à 7h00", ("Camille Rochebrune",)),
        ("Por Inés Zabala", ("Inés Zabala",)),
        ("Di Chiara De Santis", ("Chiara De Santis",)),
        ("Door Joost van der Meer", ("Joost van der Meer",)),
        ("Av Kari Nordmo • 3. mars 2024", ("Kari Nordmo",)),
        ("Af Søren Lund", ("Søren Lund",)),
        ("Autor: Ewa Zielińska", ("Ewa Zielińska",)),
        ("Автор: Ксения Лаптева", ("Ксения Лаптева",)),
        ("Текст: Ксения Лаптева, 9 марта 2024", ("Ксения Лаптева",)),
        ("文：三田村 航", ("三田村 航",)),
        ("2024年3月10日 12時00分　文：三田村 航", ("三田村 航",)),
        ("记者：周岸", ("周岸",)),
        ("한바다 기자", ("한바다",)),
        ("بقلم: سامر الخوري", ("سامر الخوري",)),
        ("מאת: נועה ברק", ("נועה ברק",)),
        ("By The Norvik Courier", ()),
        ("By Staff Reporter", ()),
    ],
)
@pytest.mark.parametrize("place", ["before", "after"])
def test_a_line_that_is_only_a_byline_leaves_the_text_and_names_the_authors(line, people, place):
    head = '<meta property="og:site_name" content="The Norvik Courier">'
    found = article(html([line, *STORY] if place == "before" else [*STORY, line], head=head))
    assert (found.text, found.authors) == ("\n".join(STORY), people)


def test_who_is_named_in_the_head_goes_before_a_line_of_the_text():
    body = html(["By Wren Castellan", *STORY], head=data(author={"@type": "Person", "name": "Ragna Holt"}))
    assert (article(body).authors, article(body).text) == (("Ragna Holt",), "\n".join(STORY))


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the ferry had left Norvik for good, and with it the last of the herring crews of the bay.",
        "By Monday morning",
        "By the numbers",
        "By The Numbers",
        "By New Year",
        "Von der Insel",
        "Von der Insel kommen nur noch Briefe, seit die Fähre im Hafen liegt und niemand sie bezahlen will.",
        "Von Norvik nach Port Ellery",
        "Par la mer",
        "Por fin en casa",
        "Di nuovo a scuola",
        "Av havet",
        "2024 was the year in which the herring came back",
        "In March 2024",
        "3 ships, 12 men, 2024 tons",
        "Автор письма живёт у моря",
        "Текст закона никто не читал",
        "文学の港",
        "記者会見で市長が語る",
        "记者在现场看到，港口已经关闭",
        "كتب محمد رسالة طويلة إلى المجلس",
        "מאת אלפי המכתבים שהגיעו נותר רק אחד",
        "그는 기자가 아니다",
    ],
)
def test_a_first_line_that_tells_something_stays(line):
    assert article(html([line, *STORY], title="—")).text.splitlines()[0] == line


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("13.03.2024", "2024-03-13"),
        ("Stand: 05.03.2024 18:24 Uhr", "2024-03-05"),
        ("Publié le 7 mars 2024 à 7h00", "2024-03-07"),
        ("Опубликовано: 9 марта 2024, 14:30", "2024-03-09"),
        ("2024年3月10日 12時00分 (3月11日 01時40分更新)", "2024-03-10"),
        ("입력 2024.03.09 14:30", "2024-03-09"),
        ("9 مارس 2024", "2024-03-09"),
        ("9 במרץ 2024", "2024-03-09"),
        ("9 Nisan 2024•Güncelleme: 10 Nisan 2024", "2024-04-09"),
    ],
)
def test_a_line_that_is_only_a_date_leaves_the_text_and_dates_the_page(line, day):
    found = article(html([line, *STORY]), url="https://www.norvik-courier.example/wall")
    assert (found.text, found.published_text, found.published_precision) == ("\n".join(STORY), day, "day")


def test_what_the_head_says_of_the_date_goes_before_a_line_of_the_text():
    body = html(["13.03.2024", *STORY], head=data(datePublished="2024-03-14T08:00:00+01:00"))
    assert article(body).published_text == "2024-03-14T08:00:00+01:00"


def test_the_days_of_a_diary_stay():
    diary = ["3 March 2024", STORY[0], STORY[1], "4 March 2024", STORY[2], STORY[3], "5 March 2024", *STORIES.values()]
    assert article(html(diary, title="A diary")).text.startswith("3 March 2024\n")


def test_the_time_of_an_exhibition_is_no_date_of_the_page():
    line = "29 November 2018 | 20 January 2019"
    assert article(html([*STORY, line])).text.endswith(line)


@pytest.mark.parametrize(
    "line",
    [
        "Source: Coastal News Agency",
        "Quelle: Küstendienst",
        "Fuente: Agencia del Mar",
        "Источник: Береговая служба",
        "来源：海岸通讯社",
        "출처: 해안통신",
        "المصدر: وكالة الساحل",
        "Originally published in The Bay Gazette.",
    ],
)
@pytest.mark.parametrize("place", ["before", "after"])
def test_a_line_that_is_only_a_credit_leaves_the_text_and_is_kept_beside_it(line, place):
    found = article(html([line, *STORY] if place == "before" else [*STORY, line]))
    assert (found.text, found.credit) == ("\n".join(STORY), line)


@pytest.mark.parametrize(
    "line", ["(rho)", "(Reuters)", "SDA/rho", "(Reporting by Dana Whitlock; editing by Piers Okoro)"]
)
def test_what_desks_sign_with_leaves_the_text(line):
    assert article(html([*STORY, line])).text == "\n".join(STORY)


def test_a_sentence_that_begins_like_a_credit_stays_in_the_text():
    line = "With information from three witnesses, the police found the boat on Sunday behind the lighthouse."
    assert article(html([line, *STORY])).text.startswith(line)


def test_a_text_file_may_name_its_author_and_its_day():
    body = "\n\n".join(["Norvik rebuilds its wall", "By Wren Castellan", "14 May 2024", *STORY])
    found = article(body, content_type="text/plain; charset=utf-8", url="file:///coverage/wall.txt")
    assert (found.text, found.authors, found.published_text) == ("\n".join(STORY), ("Wren Castellan",), "2024-05-14")


@pytest.mark.parametrize(
    "line",
    [
        "Artículo original de Imke Rand, publicado en The Bay Gazette el 6 de marzo. Traducción de Elena Robles, con permiso.",
        "Traducción de Elena Robles",
        "Original article by Imke Rand",
        "Originalartikel von Imke Rand",
        "Article original de Camille Roche, publié dans La Baie",
        "Traduction de Camille Roche",
        "Artigo original de Rui Prado, publicado em A Baía",
        "Tradução de Rui Prado.",
        "Articolo originale di Chiara De Santis",
        "Traduzione di Chiara De Santis",
        "Vertaling door Joost van der Meer",
        "Översättning av Kari Nordmo",
        "Tłumaczenie Ewa Zielińska",
        "Перевод Ольги Бранд",
        "From wire reports",
        "From staff and wire reports",
        "Staff and agencies",
        "Mit Agenturmaterial",
        "Avec agences",
        "Con información de agencias",
        "Com agências",
        "По сообщениям агентств",
        "وكالات",
        "סוכנויות הידיעות",
        "综合外电",
        "외신종합",
    ],
)
def test_a_credit_without_a_colon_is_found(line):
    assert article(html([*STORY, line])).credit == line


def test_a_credit_that_names_somebody_goes_before_one_that_names_nobody():
    story = ["From wire reports", "PORT LUMEN, May 13 (Coastal Wire) - " + STORY[0], *STORY[1:]]
    assert article(html(story)).credit == "PORT LUMEN, May 13 (Coastal Wire)"


@pytest.mark.parametrize(
    "line",
    [
        "Source code of the harbour's computers was published on Monday.",
        "Quelle surprise pour les pêcheurs de la baie !",
        "Die Quelle des Flusses liegt in den Hügeln.",
        "Original articles of clothing hung in the old shed.",
        "Original article by article, the council went through the plan.",
        "Original story by Imke Rand, the film was shot in the harbour of Norvik.",
        "El artículo original de Imke Rand hablaba del puerto.",
        "Traducción de poemas y pesca de arenque: así pasa el invierno.",
        "Traduction de textes anciens",
        "Перевод Библии на язык рыбаков вышел в этом году.",
        "Fuentes cercanas al alcalde hablan de cuatro millones.",
        "From wire fences to walls of stone, the harbour has seen it all.",
        "Agenturen und Verlage zogen nach Norvik.",
        "Las agencias cerraron ayer.",
        "來源不明的船隻停在港口。",
    ],
)
def test_ordinary_sentences_about_sources_and_originals_are_no_credit(line):
    found = article(html([*STORY, line]))
    assert (found.credit, found.text.splitlines()[-1]) == (None, line)


# where and when


@pytest.mark.parametrize(
    ("stated", "url"),
    [
        ("https://www.norvik-courier.example/wall", "https://www.norvik-courier.example/wall"),
        ("/wall?utm_source=feed", "https://www.norvik-courier.example/wall"),
        ("https://m.norvik-courier.example/wall", "https://m.norvik-courier.example/wall"),
        ("https://www.norvik-courier.example/", URL),
        ("https://other.example/wall", URL),
        ("ftp://www.norvik-courier.example/wall", URL),
        ("http://[bad", URL),
        ("", URL),
    ],
)
def test_a_canonical_address_is_believed_only_if_it_can_be_the_pages_own(stated, url):
    assert article(html(head=f'<link rel="canonical" href="{stated}">')).url == url


def test_what_the_page_states_is_kept_even_if_not_believed():
    found = article(html(head='<link rel="canonical" href="https://other.example/wall">'))
    assert (found.canonical, found.page_url, found.url) == ("https://other.example/wall", URL, URL)


def test_a_page_of_a_folder_keeps_its_own_address_unless_it_states_one():
    local = article(url="file:///coverage/wall.html")
    assert (local.url, local.outlet, local.outlet_name) == ("file:///coverage/wall.html", "local", "local files")
    known = article(
        html(head='<link rel="canonical" href="https://norvik-courier.example/wall">'), url="file:///coverage/wall.html"
    )
    assert (known.url, known.outlet) == ("https://norvik-courier.example/wall", "norvik-courier.example")


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://a.co.uk/x", "GB"),
        ("https://a.fr/x", "FR"),
        ("https://a.com/x", None),
        ("https://a.tv/x", None),
        ("https://a.com.co/x", "CO"),
        ("https://a.eu/x", None),
    ],
)
def test_a_countrys_domain_tells_the_country(url, country):
    assert article(url=url).country == country


def test_the_publishers_name_goes_before_the_sites():
    head = (
        data(publisher={"@type": "Organization", "name": "The Norvik Courier"})
        + '<meta property="og:site_name" content="Courier Online">'
    )
    assert article(html(head=head)).outlet_name == "The Norvik Courier"


def test_the_date_is_an_interval_with_its_statement():
    found = article(html(head=data(datePublished="2024-05-14T08:30:00+02:00")))
    assert found.published_text == "2024-05-14T08:30:00+02:00"
    assert (found.published_from, found.published_precision) == (datetime(2024, 5, 14, 6, 30, tzinfo=UTC), "second")


# plain text


def test_a_text_file_is_title_day_and_text():
    body = "\n\n".join(["Norvik rebuilds its wall", "14 May 2024", *STORY])
    found = article(body, content_type="text/plain; charset=utf-8", url="file:///coverage/wall.txt")
    assert (found.title, found.text, found.published_text) == (
        "Norvik rebuilds its wall",
        "\n".join(STORY),
        "2024-05-14",
    )
    assert (found.url, found.outlet, found.language) == ("file:///coverage/wall.txt", "local", "en")


def test_a_text_file_without_a_day_keeps_its_second_line():
    found = article("\n".join(["Norvik rebuilds its wall", *STORY]), content_type="text/plain")
    assert (found.text, found.published_precision) == ("\n".join(STORY), "unknown")


@pytest.mark.parametrize("lines", [[" ".join(STORY)], [" ".join(STORY), "The end."], [STORIES["ja"] * 3, "終わり。"]])
def test_a_text_file_whose_first_line_is_a_paragraph_has_no_title_and_loses_nothing(lines):
    found = article("\n".join(lines), content_type="text/plain; charset=utf-8")
    assert (found.title, found.text) == ("", "\n".join(lines))


def test_a_text_file_with_little_in_it_is_refused():
    assert refused("Norvik\nSoon more.", content_type="text/plain") == "too_short"


# what is refused


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("Page not found", "Sorry.", "soft_404"),
        ("404", "Sorry.", "soft_404"),
        ("Seite nicht gefunden", "Leider.", "soft_404"),
        ("Страница не найдена", "Увы.", "soft_404"),
        ("ページが見つかりません", "すみません。", "soft_404"),
        ("Just a moment...", "Checking your browser before accessing the site.", "bot_wall"),
        ("Access denied", "You cannot visit.", "bot_wall"),
        (
            "Before you continue",
            "We and our partners use cookies. Accept all cookies and tracking to continue.",
            "consent_wall",
        ),
        ("Norvik rebuilds its wall", "Subscribe now to continue reading.", "paywall"),
        ("Norvik rebuilds its wall", "Soon more.", "too_short"),
    ],
)
def test_a_page_that_is_no_article_is_refused_with_its_reason(title, text, reason):
    assert refused(html([text], title=title)) == reason


def test_a_page_that_only_scripts_can_fill_is_refused():
    filling = "self.__next_f.push([1,'" + "x" * 60_000 + "'])"
    assert (
        refused(
            f"<html><head><title>Wall</title></head><body><div id='root'></div><script>{filling}</script></body></html>"
        )
        == "needs_js"
    )


def test_a_page_that_asks_for_javascript_is_refused():
    assert (
        refused(
            "<html><body><noscript>Please enable JavaScript to view this page.</noscript><div id='app'></div></body></html>"
        )
        == "needs_js"
    )


def test_a_stub_that_its_metadata_call_paid_is_refused_as_such():
    assert refused(html([STORY[0][:60]], head=data(headline="Wall", isAccessibleForFree=False))) == "paywall"


def test_a_redirect_to_the_front_page_is_no_article():
    teasers = [
        "Norvik rebuilds its wall after the storm.",
        "The herring is late this year.",
        "Lighthouse to be sold to a painter.",
        "Ferries sail again from Monday on.",
        "Council meets in the church hall.",
    ]
    assert (
        refused(html(teasers, title="The Norvik Courier"), final_url="https://www.norvik-courier.example/")
        == "soft_404"
    )


def test_a_list_of_headlines_is_no_article():
    cards = "".join(
        f"<div><h2><a href='/s/{n}'>Headline number {n} of the coast</a></h2><p>{STORY[n % 4]}</p></div>"
        for n in range(14)
    )
    body = f"<html><head><title>Harbour</title></head><body><main>{cards}</main></body></html>"
    assert refused(body, url="https://www.norvik-courier.example/tag/harbour") == "listing"


@pytest.mark.parametrize(
    "title",
    [
        "404 people saved from the sea",
        "Missing boat still not found",
        "Access denied: how Norvik lost its harbour",
        "Just a moment of courage saved the wall",
        "Captcha fatigue comes to Norvik",
    ],
)
def test_an_article_may_have_a_title_that_sounds_like_a_wall(title):
    assert article(html(title=title, head=data(headline=title))).text == "\n".join(STORY)


def test_an_article_about_consent_is_an_article():
    story = [
        *STORY,
        "Websites ask readers to accept cookies and tracking by their partners, and most readers accept all cookies.",
    ]
    assert article(html(story)).title == "Norvik rebuilds its wall"


def test_an_article_with_many_linked_headlines_beside_it_is_an_article():
    around = "".join(f"<h3><a href='/s/{n}'>Headline number {n} of the coast</a></h3>" for n in range(14))
    assert STORY[0] in article(html(STORY[:2], around=f"</article><aside>{around}</aside><article>")).text


# bytes


@pytest.mark.parametrize(
    ("encoding", "story"),
    [
        ("windows-1251", "ru"),
        ("koi8-r", "ru"),
        ("windows-1256", "ar"),
        ("windows-1255", "he"),
        ("shift_jis", "ja"),
        ("euc-jp", "ja"),
        ("iso-2022-jp", "ja"),
        ("euc-kr", "ko"),
        ("gb18030", "zh"),
    ],
)
@pytest.mark.parametrize("said", ["header", "meta", "nowhere"])
def test_old_encodings_are_read_whoever_names_them(encoding, story, said):
    body = html(
        [STORIES[story].strip()], title="x", head=f'<meta charset="{encoding}">' if said == "meta" else ""
    ).replace("©", "")
    found = decode(body.encode(encoding), f"text/html; charset={encoding}" if said == "header" else "text/html")
    assert STORIES[story].strip() in found


def test_bytes_that_are_utf_8_are_utf_8_whatever_the_header_says():
    assert "“We have waited" in decode(html().encode(), "text/html; charset=iso-8859-1")


def test_a_bogus_charset_is_passed_over():
    assert article(html(), content_type="text/html; charset=x-norvik-7").text == "\n".join(STORY)


def test_a_character_cut_at_the_end_spoils_nothing():
    assert article(html([*STORY, "Ende"]).encode() + "é".encode()[:1]).text.startswith(STORY[0])


def test_packed_bytes_are_unpacked():
    assert article(gzip.compress(html().encode())).text == "\n".join(STORY)


def test_a_cut_gzip_stream_is_no_page():
    assert refused(gzip.compress(html().encode())[:-40]) == "unreadable"


def test_a_gzip_bomb_is_not_unpacked():
    assert refused(gzip.compress(b"<html>" + bytes(200_000_000), compresslevel=1)) == "unreadable"


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7 " + bytes(range(256)),
        b"\x89PNG\r\n",
        b"\xff\xd8\xff\xe0JFIF",
        b"PK\x03\x04zip",
        b'{"json": true}',
        b'<?xml version="1.0"?><rss version="2.0"></rss>',
    ],
)
def test_other_formats_are_no_page(body):
    assert refused(body) == "not_html"


def detail(body, **options):
    with pytest.raises(DropError) as caught:
        decode(body, **options)
    return caught.value.reason, caught.value.detail


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("wrapped", [b"%b", b"<!doctype html><html><body><p>%b</p></body></html>"])
def test_random_bytes_are_no_page_whatever_stands_around_them(seed, wrapped):
    noise = b"x" + random.Random(seed).randbytes(200_000)
    assert detail(wrapped % noise, content_type="text/html") == ("not_html", "binary")


def test_bytes_with_nuls_and_without_markup_are_no_page():
    body = b"\0".join(line.encode() for line in STORY)
    assert detail(body, content_type="text/plain") == ("not_html", "binary")


def test_a_stray_nul_spoils_no_page():
    assert article(html().replace("Three members", "Three\0 members")).text == "\n".join(STORY)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("script", ["ru", "ja"])
def test_wide_encodings_are_no_binaries_by_their_mark_or_their_name(encoding, script):
    story = STORIES[script].strip()
    said = "" if encoding in ("utf-16", "utf-32") else f"; charset={encoding}"  # the others write no mark
    assert decode(f"Норвик\n{story}".encode(encoding), f"text/plain{said}") == f"Норвик\n{story}"
    assert story in decode(html([story]).encode(encoding), f"text/html{said}")


@pytest.mark.parametrize("body", [b"", b"   \n", b"\0" * 5000])
def test_nothing_is_unreadable(body):
    assert refused(body) == "unreadable"


def test_a_hundred_thousand_levels_are_read_flat():
    deep = "<div>" * 100_000 + "".join(f"<p>{line}</p>" for line in STORY) + "</div>" * 100_000
    assert article(f"<html><body>{deep}</body></html>").text == "\n".join(STORY)


def test_ten_megabytes_in_one_attribute_hide_nothing():
    body = html().replace("<main>", f"<main data-x='{'x' * 10_000_000}'>")
    assert article(body).text == "\n".join(STORY)


HOSTILE = {
    "random": bytes((7 * n * n + 13 * n) % 256 for n in range(50_000)),
    "angles": b"<" * 1_000_000,
    "surrogates": html(title="\ud800").encode("utf-8", "surrogatepass"),
    "escaped surrogates": html(head=data(headline="a").replace('"a"', '"\\ud800"') + data(author="\\udc00")).encode(),
    "deep json": html(head=f'<script type="application/ld+json">{"[" * 100_000}</script>').encode(),
    "wrong types": html(
        head=data(
            headline=5, author={"name": {}}, publisher=[[]], datePublished=["x"], inLanguage={}, isAccessibleForFree={}
        )
    ).encode(),
    "far years": html(
        head=data(datePublished="0001-01-01T00:00:00+14:00", dateCreated="9999-12-31T23:59:59-12:00")
    ).encode(),
    "many metas": html(head="<meta name='author' content='A B'>" * 20_000).encode(),
    "entities": b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>" + html().encode(),
    "one comment": b"<!-- nothing -->",
    "frames": b"<html><frameset><frame src='a'></frameset></html>",
    "one long word": b"<html><body><p>" + b"a" * 300_000,
    "direction marks": ("<html><body><p>" + "\u202e" * 50_000 + "</p></body></html>").encode(),
    "odd languages": html(lang="\x00-zz-\ufffe").encode(),
    "bad canonical": html(
        head="<link rel='canonical' href='http://[::1'><meta property='og:url' content='\ufffe'>"
    ).encode(),
}


REASONS = [
    "needs_js",
    "paywall",
    "soft_404",
    "consent_wall",
    "bot_wall",
    "listing",
    "too_short",
    "not_html",
    "unreadable",
]


def outcome(body):
    try:
        return article(body)
    except DropError as dropped:
        return dropped


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_raise_nothing_but_a_drop(name):
    found = outcome(HOSTILE[name])
    if isinstance(found, DropError):
        assert found.reason in REASONS
    else:
        assert found.text
        "".join([found.text, found.title, found.outlet_name, *found.authors]).encode()


def test_a_page_is_read_the_same_twice():
    assert article() == article()


def test_the_head_is_read_out_of_broken_json_too():
    document = parse(
        html(head='<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Wall",}</script>')
    )
    assert document.article["headline"] == "Wall"


def test_other_articles_in_the_data_are_not_taken_for_this_one():
    head = data(headline="Another", datePublished="2020-01-01").replace('"NewsArticle"', '"ItemList"').replace(
        '"headline"', '"x"'
    ) + data(headline="Norvik rebuilds its wall", datePublished="2024-05-14")
    assert article(html(head=head)).published_text == "2024-05-14"


def test_the_month_in_a_links_address_is_no_date_of_the_page():
    link = '<a href="http://elsewhere.example/2024/03/another-story">another story</a>'
    article = read(page(html((*STORY, f"See also {link}.")), url="https://www.norvik-courier.example/wall"), {})
    assert (article.published_from, article.published_precision) == (None, "unknown")
