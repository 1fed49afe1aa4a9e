"""Where a page names its authors: data, metadata, marked bylines, lines, signatures, addresses."""

import pytest
from lxml.html import document_fromstring

from extractors.bylines import authors, beside, fuller, last_resort, of_line

OUTLET = "The Quay Ledger"


def tree(body="", title="The wall | The Quay Ledger"):
    return document_fromstring(f"<html><head><title>{title}</title></head><body>{body}<p>x</p></body></html>")


def of(article=None, meta=None, body="", title="The wall | The Quay Ledger"):
    return authors(article or {}, meta or {}, tree(body, title), OUTLET)


@pytest.mark.parametrize(
    "author",
    [
        {"@type": ["Person"], "name": "Maeve Arlott"},
        [{"@type": "Person", "name": "Maeve Arlott"}, {"@type": ["NewsMediaOrganization"], "name": "Coast Union"}],
        [[{"@type": "Person", "name": ["Maeve Arlott"]}]],
        {"@type": "Person", "name": "Maeve Arlott, The Quay Ledger"},
    ],
)
def test_json_ld_names_authors_in_many_shapes(author):
    assert of({"author": author}) == ("Maeve Arlott",)


def test_what_ends_the_title_is_no_author_and_the_byline_is():
    found = authors(
        {}, {"author": ("Mole Post",)}, tree("<p class='byline'>By Maeve Arlott</p>", "The wall - Mole Post"), "mole.example"
    )  # fmt: skip
    assert found == ("Maeve Arlott",)


@pytest.mark.parametrize("label", ["Written by", "Verfasst von", "Écrit par", "Автор", "作者", "מאת"])
def test_the_card_for_social_networks_names_the_author_in_its_language(label):
    assert of(meta={"twitter:label1": (label,), "twitter:data1": ("Maeve Arlott",)}) == ("Maeve Arlott",)


def test_a_card_may_count_minutes_instead():
    assert of(meta={"twitter:label1": ("Reading time",), "twitter:data1": ("Maeve Arlott",)}) == ()


def test_a_field_that_holds_an_address_leaves_the_name_to_the_next():
    meta = {"author": ("m.arlott@quay.example",), "parsely-author": ("Maeve Arlott",)}
    assert of(meta=meta) == ("Maeve Arlott",)


def test_the_authors_card_is_read_and_cards_of_other_stories_are_not():
    body = "<div class='more-stories'><b class='author'>Nadia Brook</b></div><b class='author vcard'>Maeve Arlott</b>"
    assert of(body=body) == ("Maeve Arlott",)


@pytest.mark.parametrize(
    "wrapper",
    ["content-sidebar-wrap", "layout--has-sidebar", "article article--comment", "page with-comments related-off"],
)
def test_what_holds_the_heading_is_the_articles_own_whatever_its_name(wrapper):
    body = f"<div class='{wrapper}'><h1>The wall</h1><p class='author'>Maeve Arlott</p></div>"
    assert of(body=body) == ("Maeve Arlott",)


def test_without_a_heading_what_holds_most_paragraphs_is_the_articles_own():
    story = f"<p class='author'>Maeve Arlott</p>{'<p>The harbour wall is rebuilt this year.</p>' * 9}"
    assert of(body=f"<div class='has-sidebar'>{story}</div>", title="") == ("Maeve Arlott",)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>The wall</h1><div class='comments'><b class='author'>Nils Horn</b></div>",
        "<h1>The wall</h1><aside class='sidebar'><b class='author'>Nils Horn</b></aside>",
        "<div class='related'><h3>Another tale</h3><b class='author'>Nils Horn</b></div><h1>The wall</h1>",
        "<h1>The wall</h1><div class='entry-footer'><p class='author-bio'>Friends Of Old Walls</p></div>",
        "<h1>The wall</h1><div class='site-footer'><a rel='author' href='/n'>Nils Horn</a></div>",
        "<h1>The wall</h1><div class='post-footer'><div class='related'><a rel='author'>Nils Horn</a></div></div>",
        "<h1>The wall</h1><div class='card'><b class='author'>Nils Horn</b></div>",
    ],
)
def test_authors_of_comments_and_other_stories_stay_elsewhere(body):
    assert of(body=body) == ()


@pytest.mark.parametrize(
    "byline",
    [
        "<span class='post-author vcard'>Posted by <a class='fn'>Maeve Arlott</a></span>",
        "<a rel='author'>Maeve Arlott</a>",
    ],
)
def test_a_name_that_is_marked_as_the_authors_counts_at_the_foot_of_an_article(byline):
    assert of(body=f"<h1>The wall</h1><div class='post-footer'>{byline}</div>") == ("Maeve Arlott",)


def test_of_two_who_wrote_one_may_have_no_page_of_his_own():
    body = "<p class='byline'>By <a href='/m'>Maeve Arlott</a> and Owen Carrick in Hull</p>"
    assert of(body=body) == ("Maeve Arlott", "Owen Carrick")


def test_under_an_agency_no_byline_further_down_is_the_articles():
    article = {"author": {"@type": "Organization", "name": "Küstendienst"}}
    body = "<p class='author'>Küstendienst</p><p class='author'>Von Karin Dahl</p>"
    assert of(article, body=body) == ()


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Par Yannick Le Goff et Maëlle Kerjean, correspondante à Rennes", ("Yannick Le Goff", "Maëlle Kerjean")),
        ("Text: Silke Brand, Foto: Arne Voss", ("Silke Brand",)),
        ("Written by Maeve Arlott, MS, RD", ("Maeve Arlott",)),
        ("Szerző: Kelemen Borbála és Vadas Máté", ("Kelemen Borbála", "Vadas Máté")),
        ("الكاتب: نوال الحداد", ("نوال الحداد",)),
        ("نویسنده: پریسا نیک\u200cنام", ("پریسا نیک\u200cنام",)),
        ("민서윤 기자 seoyun@quay.example", ("민서윤",)),
        ("文・小早川澪", ("小早川澪",)),
        ("海岸晨报记者 秦若溪", ("秦若溪",)),
        ("編集委員 志村かえで", ("志村かえで",)),
        ("（本报记者 林晓岚）", ("林晓岚",)),
        ("本报记者 林晓岚 何子墨", ("林晓岚", "何子墨")),
        ("(서다인 기자)", ("서다인",)),
        ("Piše Špela Žagar, dopisnica iz Celja", ("Špela Žagar",)),
        ("Пише: Милица Јовановић", ("Милица Јовановић",)),
        ("Հեղինակ՝ Անահիտ Մկրտչյան", ("Անահիտ Մկրտչյան",)),
        ("ავტორი: ნინო ქავთარაძე", ("ნინო ქავთარაძე",)),
        ("โดย วรรณา ศรีทอง", ("วรรณา ศรีทอง",)),
        ("Nga rrugët e fshatit u larguan njëqind familje.", None),
        ("Na oglasnoj ploči", None),
    ],
)
def test_a_line_that_is_nothing_but_a_byline_names_its_people(line, people):
    assert of_line(line, OUTLET) == people


@pytest.mark.parametrize(
    ("part", "people"),
    [
        ("Της Ευανθίας Ρηγοπούλου", ("Ευανθίας Ρηγοπούλου",)),
        ("Propos recueillis par Clémence Vautrin", ("Clémence Vautrin",)),
        ("a cura di Fiorenza Mancuso", ("Fiorenza Mancuso",)),
        ("Photos by Stuart Pell", None),
        ("Foto: Arne Voss", None),
    ],
)
def test_under_a_heading_less_is_needed_but_no_photographer_is_an_author(part, people):
    assert beside(part, "", OUTLET) == people


@pytest.mark.parametrize(
    ("stated", "shown", "people"),
    [
        (("Ana Ruiz",), ("Bo Lind", "Ana Ruiz"), ("Bo Lind", "Ana Ruiz")),
        (("Ana Ruiz",), ("Bo Lind",), ("Ana Ruiz",)),
        (("Ana Ruiz", "Bo Lind"), ("Ana Ruiz",), ("Ana Ruiz", "Bo Lind")),
        ((), ("Ana Ruiz",), ()),
    ],
)
def test_a_byline_that_names_more_people_than_the_metadata_goes_before_them(stated, shown, people):
    assert fuller(stated, shown) == people


@pytest.mark.parametrize("style", ["style='text-align:right;'", "style='TEXT-ALIGN: RIGHT'", "align='right'"])
def test_a_signature_set_to_the_right_is_the_last_resort(style):
    assert last_resort({}, tree(f"<p {style}><em>Тимур Алиев</em></p>"), OUTLET) == ("Тимур Алиев",)
    assert last_resort({}, tree(f"<p {style}>The end of the story.</p>"), OUTLET) == ()


@pytest.mark.parametrize(
    ("address", "people"),
    [
        ("https://quay.example/author/philippa-dunmore/", ("Philippa Dunmore",)),
        ("/autores/in%C3%AAs-saavedra", ("Inês Saavedra",)),
        ("https://www.facebook.com/thequayledger", ()),
        ("https://quay.example/author/staff-reporters", ()),
        ("https://[quay", ()),
    ],
)
def test_the_address_of_a_profile_may_name_the_author(address, people):
    assert last_resort({"article:author": (address,)}, tree(), OUTLET) == people
