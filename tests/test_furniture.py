"""Which lines of a page are its story, and in which order."""

import pytest
from lxml.html import document_fromstring

from extractors import notices
from extractors.body import read
from extractors.furniture import trimmed, with_standfirst

STORY = (
    "The council of Norvik decided on Monday evening to rebuild the harbour wall that the storm had broken in two.",
    "The work will cost four million crowns, of which the port pays half, before the herring fleet comes home.",
    "Nobody in the hall spoke against it, and the mayor, who owns a boat himself, thanked the builders at length.",
    "Until spring the ferries to the islands leave from the old timber quay, an hour later than the tables say.",
)
TITLE = "Norvik rebuilds its wall"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in STORY)


def page(body):
    return document_fromstring(f"<html><body>{body}</body></html>")


def kept(lines, body=PARAGRAPHS, titles=(TITLE,), authors=()):
    return trimmed(list(lines), titles, page(body), lambda line: line in authors)


def left_of(line, body=PARAGRAPHS):
    """Return what is left of the story when a line stands behind it."""
    return kept([*STORY, line], body)[len(STORY) :]


@pytest.mark.parametrize(
    "line",
    [
        "Lire aussi : la digue", "Lesen Sie auch: Der Deich", "Читайте также: стена", "Zobacz także: mur", "相关阅读：海堤",
        "関連記事", "اقرأ أيضا: السور", "קראו גם: החומה", "อ่านเพิ่มเติม: กำแพง", "Baca juga: tembok", "Xem thêm: bức tường",
        "Διαβάστε επίσης: το τείχος",
        "저작권자 ⓒ 노르빅신문 무단전재 및 재배포 금지", "無断転載を禁じます", "© 2026 Norvik Courier. All rights reserved.",
        "Tous droits réservés", "Перепечатка материалов запрещена", "جميع الحقوق محفوظة", "כל הזכויות שמורות", "版权所有，未经许可不得转载",
        "Последвайте ни във Фейсбук", "Folgen Sie uns auf Instagram", "Thanks for reading. Sign up for our newsletter.",
        "Your donation keeps our journalism free for all.", "Ihre Spende hält unsere Redaktion unabhängig.",
        "More on the wall: https://wall.example/more",
    ],
)  # fmt: skip
def test_what_follows_the_end_of_a_story_leaves(line):
    assert left_of(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "She printed “All rights reserved” in red over every page of the book that nobody has ever bought.",
        "He has two million followers on Instagram, and reads the newsletter of his rival each morning in bed.",
        "Donations for the families can be left at the town hall, in the office beside the staircase.",
        "Read more than twenty books a year, the librarian says, and you will never be bored in Norvik.",
        "Seuraava kokous pidetään maanantaina, ja silloin satamasta äänestetään viimeisen kerran.",
        "Tilaa on vain kolmelle veneelle, sanoo satamakapteeni.",
        "Comparte casa con tres pescadores desde que la tormenta se llevó la suya.",
        "Журналисты спросили мэра, когда откроется порт, но он не ответил.",
    ],
)
def test_a_sentence_with_the_same_words_stays(line):
    assert left_of(line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Mit Klick auf „Anzeigen“ erklären Sie sich einverstanden, dass wir externe Inhalte laden.",
        "Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden. Damit können personenbezogene Daten übermittelt werden.",
        "Wir benötigen Ihre Zustimmung, um den Inhalt von Instagram anzuzeigen.",
        "Contenu externe : vous devez accepter les cookies pour l’afficher.",
        "Este contenido externo no se muestra: su consentimiento es necesario.",
        "Treść zewnętrzna. Kliknij, aby wyświetlić.",
        "Sadržaj treće strane: klikni za prikaz.",
    ],
)
def test_boxes_that_stand_for_posts_leave(line):
    assert kept([STORY[0], line, *STORY[1:]]) == list(STORY)


@pytest.mark.parametrize(
    "line",
    [
        "Externe Inhalte dürfen ohne Zustimmung der Leser nicht geladen werden, entschied das Gericht.",
        "You can object to how your data are used, the office says, whatever the platform shows.",
        "Le tribunal demande que tout contenu externe soit bloqué sans consentement préalable.",
    ],
)
def test_a_story_about_such_boxes_stays(line):
    assert not notices.is_opt_in(line)


def test_a_quoted_notice_is_no_notice():
    line = "The commonest wording, “Subscribe to continue reading”, did worst of all with the readers asked."
    assert left_of(line) == [line]
    assert left_of("La suite est réservée aux abonnés.") == []


def test_linked_headings_over_the_storys_own_paragraphs_stay():
    heads = ["Gull Point", "堤防", "Стена", "החומה"]
    body = "".join(
        f"<h2><a href='/{head}'>{head}</a></h2><p>{line}</p>" for head, line in zip(heads, STORY, strict=True)
    )
    wanted = [line for pair in zip(heads, STORY, strict=True) for line in pair]
    assert kept(STORY, f"<div>{body}</div>") == wanted
    assert kept(wanted, f"<div>{body}</div>") == wanted


def test_headings_that_a_table_of_contents_leads_to_stay():
    body = f"<ul><li><a href='#cost'>What it costs</a></li></ul><p>{STORY[0]}</p><div><h2>What it costs</h2></div>{PARAGRAPHS}"
    assert kept([STORY[0], "What it costs", *STORY[1:]], body)[1] == "What it costs"


def test_linked_headings_of_other_stories_leave_with_their_summaries():
    summary = "The boat was found on the beach on Tuesday."
    card = f"<div class='box'><h3><a href='/boat'>Fishing boat is found again</a></h3><p>{summary}</p></div>"
    body = f"<div><p>{STORY[0]}</p>{card}{PARAGRAPHS}</div>"
    assert kept([STORY[0], "Fishing boat is found again", summary, *STORY[1:]], body) == list(STORY)


def test_a_name_that_is_linked_within_a_sentence_may_be_a_line():
    body = f"<p>The mayor, <a href='/vane'>Ada Vane</a>, is tired.</p>{PARAGRAPHS}<p>Ada Vane</p><p>{STORY[3]}</p>"
    assert "Ada Vane" in kept([*STORY[:3], "Ada Vane", STORY[3]], body)


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("<a href='/2'>除雪車の運転手が足りない</a>（3/5）", "除雪車の運転手が足りない（3/5）"),
        ("<b>FUNDA |</b> <a href='/3'>Kuboshwe abahlanu besolwa eNorvik</a>", "FUNDA | Kuboshwe abahlanu besolwa eNorvik"),
        ("[ <a href='/4'>Chuva deixa três bairros sem luz</a> ]", "[ Chuva deixa três bairros sem luz ]"),
        ("Етикети: <a href='/5'>море</a>, <a href='/6'>град</a>", "Етикети: море, град"),
        ("<a href='/5'>mur</a>, <a href='/6'>port</a>, <a href='/7'>Norvik</a>", "mur, port, Norvik"),
        ("Filed under: <a rel='tag' href='/8'>walls</a>", "Filed under: walls"),
    ],
)  # fmt: skip
def test_rows_of_links_leave(row, line):
    assert left_of(line, f"{PARAGRAPHS}<p>{row}</p>") == []


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("Study: <a href='https://journal.example/1'>Walls of the northern harbours, 1400–1900</a>", "Study: Walls of the northern harbours, 1400–1900"),
        ("<i><a href='/film'>Dune</a></i> (2021)", "Dune (2021)"),
        ("It joins Oslo, Bergen and <a href='/n'>Narvik</a>.", "It joins Oslo, Bergen and Narvik."),
    ],
)  # fmt: skip
def test_lines_with_links_stay(row, line):
    own = "".join(f"<a href='https://courier.example/{number}'>{number}</a>" for number in range(5))
    assert left_of(line, f"{PARAGRAPHS}<p>{row}</p><nav>{own}</nav>") == [line]


def test_a_heading_at_the_very_end_heads_nothing():
    assert left_of("おすすめ情報", f"{PARAGRAPHS}<h3>おすすめ情報</h3>") == []
    assert left_of("Mehr aus dem Hafen:") == []
    assert left_of("It ends as it began.", f"{PARAGRAPHS}<h3>It ends as it began.</h3>") == ["It ends as it began."]


def test_the_last_line_may_tell_who_the_author_is():
    line = "Десислава Кръстева пише за култура от 2006 година."
    authors = ("Десислава", "Кръстева")
    assert kept([*STORY, line], authors=authors) == list(STORY)
    told = [*STORY, "Десислава Кръстева получи награда.", line]
    assert kept(told, authors=authors) == told


def test_a_title_behind_the_text_leaves():
    assert left_of(TITLE) == []
    assert kept([TITLE, *STORY], titles=[f"{TITLE}：白根新報"]) == list(STORY)


def test_a_story_for_narrow_and_wide_screens_is_told_once():
    assert kept([*STORY, "A heading", *STORY]) == [*STORY, "A heading"]
    refrain = [STORY[0], STORY[1], STORY[0], STORY[2], STORY[0], STORY[3]]
    assert kept(refrain) == refrain


LEADS = {
    "en": "The wall will stand again before the herring come, says the mayor of the town.",
    "zh": "每週六早上，三百公里外的遊子也守著手機收聽節目",
    "hi": "चार सौ छोटे बाँधों से लौटा पानी, बीस कुएँ फिर भरे और खेत हरे हुए",
    "bn": "নদীভাঙনের গ্রামে ভাসমান স্কুল, নৌকাতেই চলছে ক্লাস প্রতিদিন সকাল থেকে",
}


@pytest.mark.parametrize("lead", LEADS.values(), ids=LEADS)
def test_a_standfirst_stands_in_front(lead):
    tree = page(f"<h1>{TITLE}</h1><p>{lead}</p>{PARAGRAPHS}")
    wanted = [lead, *STORY]
    assert with_standfirst(list(STORY), [lead], [TITLE], [], tree) == wanted
    assert with_standfirst([*STORY, lead], [lead], [TITLE], [], tree) == wanted
    assert with_standfirst([*STORY, lead], [], [TITLE], wanted, tree) == wanted


def test_a_standfirst_is_known_by_its_place_and_name():
    lead = LEADS["en"].rstrip(".")
    shown = page(f"<div><h1>{TITLE}</h1><p itemprop='description'>{lead}</p></div><div>{PARAGRAPHS}</div>")
    assert with_standfirst(list(STORY), [], [TITLE], [], shown) == [lead, *STORY]
    behind = page(f"<h1>{TITLE}</h1>{PARAGRAPHS}<p class='lead'>{lead}</p>")
    assert with_standfirst(list(STORY), [], [TITLE], [], behind) == list(STORY)
    scripted = page(f"<h1>{TITLE}</h1><div class='lead'><script>{'run();' * 20}</script></div>{PARAGRAPHS}")
    assert with_standfirst(list(STORY), [], [TITLE], [], scripted) == list(STORY)


def test_what_a_footer_says_of_the_outlet_is_no_standfirst():
    about = "The Norvik Courier brings news of wall and harbour, each day, to all who live by the sea."
    tree = page(f"<h1>{TITLE}</h1>{PARAGRAPHS}<div id='footer'>{about}</div>")
    assert with_standfirst(list(STORY), [about], [TITLE], [*STORY, about], tree) == list(STORY)


def test_an_order_that_nobody_doubts_is_left():
    lines = [STORY[1], STORY[0]]
    assert with_standfirst(list(lines), [], [], [], page(PARAGRAPHS)) == lines


def test_captions_are_known_by_a_class_behind_a_picture_unless_they_are_sentences():
    body = f"<div><img src='a'></div><div class='captionDesktop'>החומה הישנה (צילום: ארכיון)</div>{PARAGRAPHS}"
    assert left_of("החומה הישנה (צילום: ארכיון)", body) == []
    repeated = f"<img src='a'><p class='imageCaption'>{STORY[0]}</p>{PARAGRAPHS}"
    assert kept(STORY, repeated) == list(STORY)


def test_a_text_made_of_cut_pieces_is_doubted():
    pieces = "".join(f"<article><p>{line[:-1]} …</p></article>" for line in STORY)
    whole = f"<article>{PARAGRAPHS}</article>"
    for body, doubted in ((pieces, True), (whole, False)):
        html = f"<html><body><h1>{TITLE}</h1>{body}</body></html>"
        assert read(html, document_fromstring(html)).doubted is doubted
