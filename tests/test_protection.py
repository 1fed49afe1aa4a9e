import pytest

from extractors.protection import (
    NO_TERMS,
    Lost,
    Terms,
    glossary_version,
    has_tokens,
    lost,
    mask,
    one_line,
    protected,
    terms,
    unmask,
)

HELD = Terms(names=("Puerto Viejo", "Harbour Lights", "Lights", "bateau Harbour", "Морские Огни"))


def through(text: str, held: Terms, literals: str = "", words: str = "", numbers: str = "") -> str | None:
    """Mask what is named, change nothing else, and unmask."""
    gone = Lost(*(frozenset(filter(None, items.split(" ; "))) for items in (literals, words, numbers)))
    masked = mask(text, held, gone)
    return masked and unmask(masked.text, masked)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Harbour Lights a répondu", ["Harbour Lights"]),  # the longer name wins
        ("d’Harbour Lights et l'HARBOUR LIGHTS", ["Harbour Lights", "HARBOUR LIGHTS"]),
        ("Lights. « Puerto Viejo »", ["Lights", "Puerto Viejo"]),  # at the edges of a sentence
        ("anti-Lights, Lights-Fans, post-Puerto Viejo-Ära", ["Lights", "Lights", "Puerto Viejo"]),
        ("Lightsaber, harbour lights, Lights2, Lights_x, ÉLights", []),  # no part of a word, no common noun
        ("le bateau Harbour", []),  # begins small: a phrase to translate
        ("компания «Морские Огни»", []),  # has to be put into Latin letters
        ("访问Lights的船。Puerto Viejoは", ["Lights", "Puerto Viejo"]),  # no spaces around it
        ("Lights를 Puerto Viejo에서", ["Lights", "Puerto Viejo"]),
        ("חברת Harbour Lights ב-Puerto Viejo", ["Harbour Lights", "Puerto Viejo"]),
        ("شركة Lights، وPuerto Viejo", ["Lights", "Puerto Viejo"]),
        ("Puerto\u00a0Viejo", []),  # `one_line` has made it a space
    ],
)
def test_names_are_found_where_they_are_names(text: str, found: list[str]):
    assert protected(text, HELD) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("tr", "Harbour Lights'ın gemisi", ["Harbour Lights"]),
        ("fi", "Puerto Viejossa ja Puerto Viejon satamassa", ["Puerto Viejo", "Puerto Viejo"]),
        ("ru", "у Lights'а, Lights-а, Lightsа", ["Lights", "Lights", "Lights"]),
        ("fr", "Puerto Viejossa", []),
    ],
)
def test_a_name_with_an_ending_is_that_name_where_the_language_has_cases(language: str, text: str, found: list[str]):
    assert protected(text, terms({"*": HELD.names}, {}, language)) == found


def test_a_name_with_an_ending_comes_back_with_it():
    finnish = terms({"*": ("Puerto Viejo",)}, {}, "fi")
    assert through("Puerto Viejossa sataa", finnish, "Puerto Viejo") == "Puerto Viejossa sataa"
    assert lost("Puerto Viejossa sataa", "It rains in Puerto Viejo", finnish) == Lost()
    assert lost("Puerto Viejossa sataa", "It rains Puerto Viejossa", finnish) == Lost()
    assert lost("Puerto Viejossa sataa", "It rains in Puerto Viejos", finnish).literals == {"Puerto Viejo"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("voir https://kai.example/a_b?c=d/e*f, ou www.kai.example.", ["https://kai.example/a_b?c=d/e*f", "www.kai.example"]),
        ("(https://kai.example/a_(b)) et (https://kai.example/c).", ["https://kai.example/a_(b)", "https://kai.example/c"]),
        ("«https://kai.example/x/», “https://kai.example/y”", ["https://kai.example/x/", "https://kai.example/y"]),
        ("https://гавань.example/порт?x=1! и дальше", ["https://гавань.example/порт?x=1"]),
        ("詳しくは https://ja.example/wiki/港の話 へ", ["https://ja.example/wiki/港の話"]),
        ("访问https://kai.example/a了解更多。", ["https://kai.example/a"]),
        ("راجع https://kai.example/x، ثم", ["https://kai.example/x"]),
        ("писать: ana.b+c@mail.kai.example!", ["ana.b+c@mail.kai.example"]),
        ("联系ana@kai.example谢谢", ["ana@kai.example"]),
        ("@ana a dit #marée à port-viejo.com/x", ["@ana", "#marée", "port-viejo.com/x"]),
        ("@ana@sea.example, @josé. @a.b-c: @капитан @船長", ["@ana@sea.example", "@josé", "@a.b-c", "@капитан", "@船長"]),
        ("谢谢@ana的帮助", ["@ana"]),
        ("#наводнение #بحر #नमस्ते #台風 #홍수 #ים", ["#наводнение", "#بحر", "#नमस्ते", "#台風", "#홍수", "#ים"]),
        ("#1 et $KAI: 5 @ 3 €, km/h, 12:30, p.ej./x", []),
    ],
)  # fmt: skip
def test_addresses_are_found_in_any_script(text: str, found: list[str]):
    assert protected(text, NO_TERMS) == found


@pytest.mark.parametrize("piece", ["a", "a.", "@", "#", "a@", "https://", "https://x/(", "www.", "a-", "/港", "()"])
def test_no_text_takes_long(piece: str):
    text = piece * (2_000 // len(piece))
    assert len("".join(protected(text, HELD))) <= len(text)


def test_only_what_was_lost_gets_a_token():
    text = "Harbour Lights (@harbour) a écrit à Puerto Viejo le 3 : https://kai.example/1"
    masked = mask(text, HELD, Lost(frozenset({"@harbour", "Puerto Viejo"})))
    assert masked is not None
    assert masked.text == "Harbour Lights (XQ0X) a écrit à XQ1X le 3 : https://kai.example/1"
    assert unmask(masked.text, masked) == text
    assert mask(text, HELD, Lost()) is None


def test_tokens_may_move_and_change_case_and_get_a_space():
    masked = mask("Lights quitte Puerto Viejo", HELD, Lost(frozenset({"Lights", "Puerto Viejo"})))
    assert masked is not None
    assert unmask("Xq 1X is left by xq0 x", masked) == "Puerto Viejo is left by Lights"


@pytest.mark.parametrize(
    "answer", ["XQ0X leaves", "XQ0X leaves XQ0X and XQ1X", "XQ0X leaves XQ2X", "XQ0X leaves XQ1X, XQ", ""]
)
def test_a_token_lost_doubled_or_broken_is_noticed(answer: str):
    masked = mask("Lights quitte Puerto Viejo", HELD, Lost(frozenset({"Lights", "Puerto Viejo"})))
    assert masked is not None
    assert unmask(answer, masked) is None


def test_what_is_left_of_a_token_is_known():
    assert has_tokens("The boat XQ0X and")
    assert has_tokens("the qx 3 Q of May".upper())
    assert not has_tokens("The flight XQ 12 left, XXL, Q3 2031")


@pytest.mark.parametrize("stems", ["XQ", "XQ XZ", "XQ XZ QX ZQ"])
def test_a_text_that_holds_a_token_or_its_letters_gets_others(stems: str):
    codes = " ".join(f"{stem}0{stem[0]}" for stem in stems.split())
    masked = mask(f"Le vol {codes} de Lights", HELD, Lost(frozenset({"Lights"})))
    assert masked is not None
    assert "Lights" not in masked.text
    assert unmask(masked.text.replace("Le vol", "Flight"), masked) == f"Flight {codes} de Lights"


def test_a_name_may_hold_the_letters_of_a_token():
    odd = Terms(names=("XQ0X Marine",))
    assert through("XQ0X Marine a répondu", odd, "XQ0X Marine") == "XQ0X Marine a répondu"


@pytest.mark.parametrize(
    "name", ["C++ (Kai)", "A.B*", "Yahoo!", "[Kai]", "N-Control", r"Ka\i", "^Kai$", "K|", "X", "7 Seas"]
)
def test_a_name_is_no_pattern(name: str):
    held = Terms(names=(name,))
    text = f"Le port de {name} est fermé, dit {name}."
    assert protected(text, held) == [name, name]
    assert through(text, held, name) == text
    assert lost(text, "The port is closed.", held).literals == {name}


def test_a_name_of_one_letter_is_not_found_in_words():
    held = Terms(names=("X",))
    assert lost("X a fermé", "Xavier has closed", held).literals == {"X"}
    assert lost("X a fermé", "X, has closed", held).literals == set()


def test_five_hundred_names_are_found():
    names = tuple(f"Kestrel {chr(65 + n % 26)}{chr(97 + n // 26)}rn Forge" for n in range(500))
    text = " et ".join(names)
    assert protected(text, Terms(names=names)) == list(names)


def test_damage_is_told_by_what_is_there_less_often():
    assert lost("Lights et Lights", "Lights and the lamps", HELD).literals == {"Lights"}
    assert lost("Lights a dit #marée", "Lights said #marée, said Lights", HELD) == Lost()
    assert lost("Lights et Harbour Lights", "Harbour Lights and the lamps", HELD).literals == {"Lights"}
    assert lost("HARBOUR LIGHTS", "Harbour Lights", HELD).literals == {"HARBOUR LIGHTS"}


def test_numbers_come_back_in_the_digits_of_english_and_in_their_own_format():
    text = "1.200 € le 3 mai, A380, 17h30"
    gone = lost(text, "some €, A380, 17h30", NO_TERMS)
    assert gone.numbers == {"1200", "3"}
    assert through(text, NO_TERMS, numbers="1200 ; 3") == text
    assert through("٣٥٠٫٥ سفينة", NO_TERMS, numbers="3505") == "350.5 سفينة"
    assert mask("le vol A380 à 17h30", NO_TERMS, Lost(numbers=frozenset({"380", "17"}))) is None


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("1.200 €", "€1,200"),
        ("3月5日", "5 March"),
        ("3월 5일", "5 March"),
        ("Ngày 5 tháng 3", "5 March"),
        ("3万人", "30,000"),
    ],
)
def test_numbers_written_otherwise_are_not_lost(text: str, translation: str):
    assert lost(text, translation, NO_TERMS) == Lost()


GLOSSARY = {"manette": "controller", "la manette": "the controller", "Морские Огни": "Sea Lights", "海灯": "Sea Lights"}
WORDS = Terms(names=("Lights",), glossary=GLOSSARY)


@pytest.mark.parametrize(
    ("text", "translation", "gone"),
    [
        ("une manette neuve", "a new lever", {"controller"}),
        ("une manette neuve", "a new Controller", set()),
        ("une manette, deux manettes", "one of the controllers", set()),
        ("Manette neuve", "New lever", {"controller"}),
        ("« Manette neuve »", "“New lever”", {"controller"}),
        ("MANETTE NEUVE", "NEW LEVER", {"controller"}),
        ("le port de Manette", "the port of Manette", set()),  # a name, elsewhere than at the beginning
        ("des manettes", "levers", set()),  # no endings
        ("компания «Морские Огни»", "the company “Morskie Ogni”", {"Sea Lights"}),
        ("在海灯上", "on the sea lamp", {"Sea Lights"}),
    ],
)
def test_a_term_is_missing_when_its_english_is_nowhere(text: str, translation: str, gone: set[str]):
    assert lost(text, translation, WORDS).terms == gone


@pytest.mark.parametrize(
    ("text", "english", "back"),
    [
        ("компания «Морские Огни»", "Sea Lights", "компания «Sea Lights»"),
        ("在海灯上", "Sea Lights", "在Sea Lights上"),
        ("Manette neuve", "controller", "Controller neuve"),
        ("avec la manette", "the controller", "avec the controller"),  # the longest term
    ],
)
def test_a_term_comes_back_in_english(text: str, english: str, back: str):
    assert through(text, WORDS, words=english) == back


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("גל ים", "אוניית גל ים חזרה"),
        ("موج", "سفينة موج عادت"),
        ("うみ", "船はうみに戻った"),
        ("바다", "배가 바다로"),
        ("Волна", "«Волна» вернулась"),
    ],
)
def test_names_in_other_scripts_come_out_as_the_glossary_has_them(term: str, text: str):
    held = Terms(glossary={term: "Wave"})
    assert lost(text, "The ship has returned", held).terms == {"Wave"}
    assert through(text, held, words="Wave") == text.replace(term, "Wave")


@pytest.mark.parametrize(("term", "text"), [("волна", "приволна волнами"), ("नाम", "नामिका"), ("موج", "موجات")])
def test_a_term_is_no_part_of_a_word(term: str, text: str):
    assert lost(text, "Something", Terms(glossary={term: "Wave"})) == Lost()


@pytest.mark.parametrize(("source", "english"), [("pt-BR", "truck"), ("pt", "lorry"), ("pt-PT", "van"), ("gl", "any")])
def test_the_terms_nearest_to_the_language_win(source: str, english: str):
    glossary = {
        "pt-BR": {"camião": "truck"},
        "pt": {"camião": "lorry"},
        "pt-PT": {"camião": "van"},
        "*": {"camião": "any"},
        "fr": {"port": "harbour"},
    }
    held = terms({"*": ("Lights",), "fr": ("Kai", "Lights")}, glossary, source)
    assert (held.names, held.glossary) == (("Kai", "Lights"), {"camião": english})


def test_texts_and_names_are_compared_as_one_line_of_composed_characters():
    assert one_line(" Ba\u00adteau\n\nde\u2028Jose\u0301 \ud800\x00") == "Bateau de José"
    assert protected(one_line("Jose\u0301\u00a0Mar"), Terms(names=("Jose\u0301 Mar",))) == ["José Mar"]


def test_the_glossary_version_depends_on_the_names_and_terms_held_alone():
    text = "Lights quitte Puerto Viejo"
    other = Terms(names=("Puerto Viejo", "Lights"), glossary={"manette": "controller"})
    assert glossary_version(text, HELD) == glossary_version(text, other) != ""
    assert glossary_version(text, Terms(names=("Puerto Viejo",))) != glossary_version(text, other)
    assert glossary_version("Le bateau quitte le port", other) == ""
    versions = {glossary_version("la manette", Terms(glossary={"manette": word})) for word in ("pad", "controller")}
    assert len(versions - {""}) == 2
