import pytest

from extractors.literals import numbers
from extractors.quality import FLAGS, REASONS, UNKNOWN, has_letters, is_english, rejection, warnings

from .translationserver import ERROR_TEXT


@pytest.mark.parametrize(
    ("source", "translation", "reason"),
    [
        ("Le port est fermé.", "", "empty"),
        ("Le port est fermé.", "…", "empty"),
        ("Le port est fermé.", ERROR_TEXT, "error_text"),
        ("El puerto está cerrado.", "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY", "error_text"),
        ("Die Fähre fährt nicht", "<!DOCTYPE html><html><title>Sorry</title>", "error_text"),
        ("Le café du port", "The portâ\x80\x99s cafÃ©", "mojibake"),
        ("Le bateau est resté dans le port", "Le bateau est resté dans le port", "same_as_source"),
        ("Le bateau est resté dans le port", " le  BATEAU est resté dans le port", "same_as_source"),
        ("Die Fähre bleibt wegen des starken Sturms heute lange im Hafen", "The Fähre bleibt wegen des starken Sturms heute in Hafen", "same_as_source"),
        ("Der Kapitän blieb die ganze Nacht an Bord", "Le capitaine est resté à bord pendant toute la nuit", "wrong_language"),
        ("船長は夜通し船に残ったと海上保安庁は述べている", "Der Kapitän blieb nach Angaben der Küstenwache die ganze Nacht an Bord", "wrong_language"),
        ("Das Schiff liegt seit gestern wieder im Hafen", "ÐŸÐ°Ñ€Ð¾Ð¼ Ð²ÐµÑ€Ð½ÑƒÐ»ÑÑ", "mojibake"),
        ("Le port est fermé, dit la mairie", "The port is closed, says the â€œmairieâ€\x9d", "mojibake"),
        ("Le port est fermé", "503 Service Unavailable", "error_text"),
        ("Le port est fermé", '{"error": "Slow down"}', "error_text"),
        ("Le port est fermé", "PLEASE SELECT TWO DISTINCT LANGUAGES", "error_text"),
        ("Паром стоит в порту", "Паром стоит in порту", "leftover_script"),
        ("فُتح الميناء من جديد", "الميناء open", "leftover_script"),
        ("港口关闭了", "港口关闭了", "leftover_script"),
        ("항구가 폐쇄되었다", "항구가 폐쇄되었다", "leftover_script"),
        ("Der Hafen ist zu", "the port the port the port the port", "repetition"),
        ("Le capitaine a refusé de quitter le navire avant la fin de la nuit.", "He refused.", "length"),
        ("船长拒绝在夜间离开这艘正在下沉的船只", "He said no", "length"),
        ("Капитан отказался покинуть судно до конца ночи", "The captain refused. " * 2 + "Subscribe to our newsletter and never miss any news from the harbour, the islands, the sea and the sky.", "length"),
    ],
)  # fmt: skip
def test_what_is_no_translation_is_told_apart(source: str, translation: str, reason: str):
    assert rejection(source, translation, "en") == reason


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Le port est fermé depuis hier.", "The port has been closed since yesterday."),
        ("C'est une situation regrettable.", "It is a situation regrettable."),  # kin languages share words
        ("Final", "Final"),
        ("Ana Duarte, Puerto Viejo", "Ana Duarte, Puerto Viejo"),
        ("船长拒绝离开", "The captain refused to leave the ship"),
        ("フェリーは嵐のため港に留まっている", "The ferry is staying in port because of the storm"),
        ("선장은 밤이 끝날 때까지 배를 떠나기를 거부했다", "The captain refused to leave the ship until the night was over"),
        ("הקברניט סירב לעזוב את הספינה", "The captain refused to leave the ship"),
        ("Капитан Дуарте («Морские огни») отказался уйти", "Captain Duarte (“Морские огни”) refused to leave"),
        ("哈哈哈哈哈", "Ha ha ha ha ha"),
        ("La page disait « Error 500 (Server Error) »", "The page said “Error 500 (Server Error)”"),
        ("Âgé de 90 ans, São Tomé…", "Aged 90, São Tomé…"),
        ("Le café «A», l’été… à Noël», répète-t-il", "The café «A», l’été… à Noël», he repeats"),
        ("Потоп #наводнение #Петровск #гавань", "Flood #наводнение #Петровск #гавань"),
        ("Plus : https://kai.example/le/port/est/ferme/depuis/hier", "More: https://kai.example/le/port/est/ferme/depuis/hier"),
        ("404 Menschen wurden gerettet", "404 people were rescued"),
        ("Mit Ana Duarte, Jörg Öztürk, Zoë Núñez und Ángel Ibáñez Muñoz", "With Ana Duarte, Jörg Öztürk, Zoë Núñez and Ángel Ibáñez Muñoz"),
        ("Trzęsienie ziemi w Puerto Viejo de Talamanca", "Earthquake in Puerto Viejo de Talamanca, Limón"),
        ("Die Gewinner: Nouvelle Lune, Marée Haute, Vents du Large", "The winners: Nouvelle Lune, Marée Haute, Vents du Large"),
    ],
)  # fmt: skip
def test_translations_pass(source: str, translation: str):
    assert rejection(source, translation, "en") is None


def test_no_other_language_is_demanded_than_english():
    assert (
        rejection("The captain stayed on board all night", "Le capitaine est resté à bord toute la nuit", "fr") is None
    )


def test_another_script_is_no_fault_where_the_target_has_it():
    assert rejection("The port is closed", "Порт закрыт", "ru") is None


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("1.200,50 €", "€1,200.50"),
        ("12 500 Boote", "12,500 boats"),
        ("٣٥٠ سفينة", "350 ships"),
        ("３５０隻", "350 ships"),
        ("17.30 Uhr", "17:30"),
    ],
)
def test_numbers_are_compared_without_separators_and_in_any_digits(text: str, other: str):
    assert numbers(text) == numbers(other) != {}


@pytest.mark.parametrize(
    ("source", "translation", "flags"),
    [
        ("15 Boote", "50 boats", ["numbers_differ"]),
        ("Zwei Boote, 15 Leute", "2 boats, 15 people", ["numbers_differ"]),
        ("3万人", "30,000 people", []),
        ("3月5日", "5 March", []),
        ("Im 19. Jahrhundert", "In the 19th century", []),
        ("El siglo XIX y Ana II", "The 19th century and Ana 2", []),
        ("El siglo XIX", "The 20th century", ["numbers_differ"]),
        ("voir https://kai.example/2031", "see https://kai.example/2032", []),  # a matter of addresses
        ("das Schiff Волна", "the ship Волна", ["unknown_words"]),
        ("das Schiff #Волна", "the ship #Волна", []),
        ("Hafen gesperrt", "Hafen gesperrt", ["unchanged"]),
        ("Ana Duarte", "Ana Duarte", []),
        ("Der alte Kapitän blieb trotz des Sturms die ganze lange Nacht über allein an Bord seines Schiffes", "The captain stayed on board.", ["length_unusual"]),
        ("le bateau oblong vire", f"the {UNKNOWN}oblong boat {UNKNOWN}vire", ["unknown_words"]),
        ("un " * 15 + "x", f"{UNKNOWN}x " + "one " * 15, []),
    ],
)  # fmt: skip
def test_the_reader_is_warned(source: str, translation: str, flags: list[str]):
    assert list(warnings(source, translation)) == flags


def test_half_a_translation_is_told():
    source = "Le capitaine est resté pendant toute la nuit sur le bateau avec ses deux enfants malades"
    assert "unknown_words" in set(warnings(source, "The captain stayed all night sur le bateau avec ses deux enfants"))


@pytest.mark.parametrize("name", [*FLAGS, *REASONS])
def test_every_flag_is_one_word_with_a_sentence(name: str):
    assert name.isidentifier()
    assert name.islower()
    assert (FLAGS | REASONS)[name].endswith(".")
    assert not FLAGS.keys() & REASONS.keys()


@pytest.mark.parametrize(
    ("text", "letters"), [("15:30 — ⚓", False), ("第", True), ("ء", True), ("…a", True), ("", False)]
)
def test_letters_of_any_script_count(text: str, letters: bool):
    assert has_letters(text) is letters


@pytest.mark.parametrize("text", ["I think that you are wrong about this.", "Lost at Sea: The Captain and the Storm"])
def test_english_is_known_by_its_small_words(text: str):
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "But contre son camp",
        "Il a lu « The Captain and the Storm » avant de quitter le port avec ses deux enfants.",
        "Was dat not done, of is het weer in de mode?",
        "Der Kapitän war im Hafen, will er also was?",
        "Just wow",
        "Капитан said",
    ],
)
def test_foreign_sentences_with_english_in_them_are_not(text: str):
    assert not is_english(text)
